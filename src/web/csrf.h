/* csrf.h - posts come from our own pages (AUTHORIZATION M30): a token bound to this browser, its session
 * and the authorize transaction, and what the browser says of the request's origin. Dispatch checks every
 * post to a page row that is not cross_site. */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include "web/web.h"

/* For the hidden field "csrf"; bound to rq->tx. */
Str csrf_token(Cx *cx, const Rq *rq);
/* ST_CSRF: no token, another's, or the request comes from another site. The form must have been read. */
MUST_USE Status csrf_check(Cx *cx, Rq *rq);

#endif
