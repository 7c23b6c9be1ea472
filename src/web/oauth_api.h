/* oauth_api.h - the authorization server's addresses. Rows in app/routes.c. */
#ifndef WEB_OAUTH_API_H
#define WEB_OAUTH_API_H

#include "web/web.h"

Status oauth_api_authorize(Cx *cx, Rq *rq); /* /{plan}/oauth/authorize: page, the post cross_site */
Status oauth_api_token(Cx *cx, Rq *rq);
Status oauth_api_revoke(Cx *cx, Rq *rq);
Status oauth_api_introspect(Cx *cx, Rq *rq);
Status oauth_api_par(Cx *cx, Rq *rq);
Status oauth_api_userinfo(Cx *cx, Rq *rq); /* its guard is inside, so that refusals are audited */
Status oauth_api_jwks(Cx *cx, Rq *rq);
Status oauth_api_smart(Cx *cx, Rq *rq);  /* /{plan}/fhir/.well-known/smart-configuration */
Status oauth_api_none(Cx *cx, Rq *rq);   /* any other document there: not found (D18) */
Status oauth_api_openid(Cx *cx, Rq *rq); /* openid-configuration, and RFC 8414's document */

/* Sends the browser back to the app with what `redirect` says: by 303, or, with post_to (oauth_post_to), by a
 * page whose form posts it there (A8). */
MUST_USE Status rq_answer(Cx *cx, Rq *rq, Str redirect, Str post_to);

/* The authorize transaction that a page of the flow belongs to (rq->tx), if it is this browser's: the
 * first thing that every page of the flow calls (A21). ST_EXPIRED: none, over, another browser's. */
MUST_USE Status rq_transaction(Cx *cx, Rq *rq, OauthTransaction *out);

#endif
