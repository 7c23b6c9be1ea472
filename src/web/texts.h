/* texts.h - the texts that a plan says in its own words (plan/texts.h), held against messages.def. */
#ifndef WEB_TEXTS_H
#define WEB_TEXTS_H

#include "web/web.h"

struct WebTexts {
    Str *text[LANG_COUNT]; /* by row of message_rows; STR_NONE: ours */
};

/* *out is NULL when the plan has none. ST_INVALID names file and line: no such text, one that is not to be
 * changed, a placeholder that is missing or that the text does not have. */
MUST_USE Status texts_read(Cx *cx, const Plan *plan, const WebTexts **out);
/* Of all plans, for as long as cx->mem; part of web_open. */
MUST_USE Status texts_open(Cx *cx, Web *web);

#endif
