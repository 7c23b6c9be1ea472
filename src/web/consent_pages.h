/* consent_pages.h - whose data, what, for which app: yes or no; and later, stop. Rows in app/routes.c. */
#ifndef WEB_CONSENT_PAGES_H
#define WEB_CONSENT_PAGES_H

#include "web/web.h"

Status pages_consent(Cx *cx, Rq *rq);        /* the review */
Status pages_consent_member(Cx *cx, Rq *rq); /* whose data */
Status pages_consent_member_post(Cx *cx, Rq *rq);
Status pages_consent_approve(Cx *cx, Rq *rq);
Status pages_consent_deny(Cx *cx, Rq *rq);

Status pages_account(Cx *cx, Rq *rq);
Status pages_disconnect(Cx *cx, Rq *rq); /* asks whether */
Status pages_disconnect_post(Cx *cx, Rq *rq);
Status pages_help(Cx *cx, Rq *rq);
Status pages_learn(Cx *cx, Rq *rq);

/* Adds to list the kinds of data that scope asks for, in plain words: items with "text". */
void consent_kinds(Cx *cx, const Rq *rq, Str scope, TmplData *data, Str list);

#endif
