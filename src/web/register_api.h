/* register_api.h - apps register themselves and manage what they registered (RFC 7591, 7592). */
#ifndef WEB_REGISTER_API_H
#define WEB_REGISTER_API_H

#include "web/web.h"

/* POST {plan}/oauth/register: open in a sandbox plan, by initial access token elsewhere (O13). */
Status register_api_new(Cx *cx, Rq *rq);
/* GET and DELETE {plan}/oauth/register/{client}, with the registration access token. PUT is refused:
 * docs/decisions/21-no-self-service-changes.md. */
Status register_api_read(Cx *cx, Rq *rq);
Status register_api_end(Cx *cx, Rq *rq);

#endif
