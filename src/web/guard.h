/* guard.h - who is asking, for rows of the API. The one place that turns a grant into a Reach: what a
 * caller may see is decided here and nowhere else (DESIGN 3.1). */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "member/member.h"
#include "web/web.h"

/* A member's app with a bearer token: fills rq->access and rq->reach. ST_UNAUTHENTICATED (S20); ST_INVALID:
 * the token is somewhere else than in one Authorization header (T31); ST_TOO_MANY (R1). */
Status guard_bearer(Cx *cx, Rq *rq);
/* The same before data of the member is looked at: no stale label decides what is seen (fhir/relabel.h). */
Status guard_data(Cx *cx, Rq *rq);

/* What an app will see with an access that nobody has yet, for who is asked whether to give it. */
MUST_USE Status guard_preview(Cx *cx, const Rq *rq, const OauthAccess *access, const Reach **out);

/* As guard_data; without any token what the plan has made public is open, to who reads and searches:
 * rq->access stays NULL then, and rq->reach is the directory alone. ST_TOO_MANY: of one address. */
Status guard_open(Cx *cx, Rq *rq);
/* Whether resources of the type are public in the plan. */
bool guard_is_public(const Plan *plan, Str type);
/* The types that are, between commas; empty: none. For documents. */
Str guard_public_types(Cx *cx, const Plan *plan);

/* What was asked, for the audit: the body or else the query; empty when a token stands in it (T31). */
Str guard_query_to_keep(Cx *cx, const Rq *rq);

/* The plan as member/ wants it. */
MemberPlan member_plan_of(const Plan *plan);
MemberPlan rq_member_plan(const Rq *rq);

#endif
