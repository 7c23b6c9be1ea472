/* lang.h - which language a page speaks (AUTHORIZATION A16): a choice in the query (lang, else the app's
 * ui_locales), a choice kept in a cookie, Accept-Language, English. A plan without Spanish speaks English. */
#ifndef WEB_LANG_H
#define WEB_LANG_H

#include "web/web.h"

/* Sets rq->lang; a choice in the query is kept in the cookie. */
void lang_settle(Cx *cx, Rq *rq);
/* Takes ui_locales (space-separated, best first) as a choice: for authorize requests by POST. */
void lang_choose(Cx *cx, Rq *rq, Str ui_locales);
/* "en", "es". */
Str lang_code(Lang lang);
/* The first language of a list that we speak; false when there is none. sep is ' ' or ','; weights
 * (;q=) are obeyed. */
bool lang_pick(Str list, char sep, Lang *out);

#endif
