/* guard.h - who is asking, for rows of the API. The one place that turns a grant into a Reach: what a
 * caller may see is decided here and nowhere else (DESIGN 3.1). */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "member/member.h"
#include "web/web.h"

/* A member's app with a bearer token: fills rq->access and rq->reach. ST_UNAUTHENTICATED (S20); ST_INVALID:
 * the token is somewhere else than in one Authorization header (T31); ST_TOO_MANY (R1). */
Status guard_bearer(Cx *cx, Rq *rq);

/* The plan as member/ wants it. */
MemberPlan rq_member_plan(const Rq *rq);

#endif
