/* member_pages.h - signing in and registering (PRODUCT.md "What the member does"). Rows in app/routes.c. */
#ifndef WEB_MEMBER_PAGES_H
#define WEB_MEMBER_PAGES_H

#include "member/member.h"
#include "web/web.h"

Status pages_plan(Cx *cx, Rq *rq);   /* /{plan} */
Status pages_signin(Cx *cx, Rq *rq); /* /{plan}/signin: the door, with the app's tx or without */
Status pages_signin_email(Cx *cx, Rq *rq);
Status pages_signin_email_post(Cx *cx, Rq *rq);
Status pages_signin_code(Cx *cx, Rq *rq);
Status pages_signin_code_post(Cx *cx, Rq *rq);
Status pages_signin_resend(Cx *cx, Rq *rq);
Status pages_signout(Cx *cx, Rq *rq);

Status pages_register(Cx *cx, Rq *rq);
Status pages_register_post(Cx *cx, Rq *rq);
Status pages_register_failed(Cx *cx, Rq *rq);
Status pages_register_leave(Cx *cx, Rq *rq); /* back to the app, with nothing */
Status pages_register_email(Cx *cx, Rq *rq);
Status pages_register_email_post(Cx *cx, Rq *rq);
Status pages_register_code(Cx *cx, Rq *rq);
Status pages_register_code_post(Cx *cx, Rq *rq);
Status pages_register_resend(Cx *cx, Rq *rq);

#define REGISTER_STEPS 3 /* until signed in: details, address, code */
/* The app that asks, and its name; both empty without one. ST_EXPIRED: the request is over. */
MUST_USE Status signin_app(Cx *cx, Rq *rq, Str *client_id, Str *name);
/* What a page that asks for a code shows: email, live, sent, fresh, has_error, errors, tries, show_tries and
 * how long to wait for another. format: what was typed is no code. */
MUST_USE Status code_show(Cx *cx, Rq *rq, const CodeWaiting *w, bool format, TmplData *d);

#endif
