#include "web/guard.h"

#include "fhir/reach.h"
#include "web/rate.h"

/* One app on one member's data (R1). */
static const RateRule api_rate = { STR_C("api"), 50, 200 };

/* ---- the token, in the one place where it may stand ---------------------------------------------------- */

/* A URL is written to logs and histories, a form may be anybody's page (T31, threat 42). */
static Status elsewhere_check(Cx *cx, const HttpForm *form, const char *what)
{
    if (http_form_get(form, STR("access_token")).p)
        return fail(cx, ST_INVALID, str_of(what),
                    "a token stands in the Authorization header alone");
    return ST_OK;
}

static Status token_elsewhere(Cx *cx, Rq *rq)
{
    const HttpForm *form;
    if (http_count(rq->http, STR("Authorization")) > 1)
        return fail(cx, ST_INVALID, STR("Authorization"), "is there twice");
    /* Read as text first: most requests have no form to take apart. */
    if (str_contains(rq->http->query, STR("access_token"))) {
        TRY(rq_query(cx, rq, &form));
        TRY(elsewhere_check(cx, form, "query"));
    }
    const Str type = http_get(rq->http, STR("Content-Type"));
    if (rq->http->body.n && str_contains(type, STR("form-urlencoded")) &&
        str_contains(rq->http->body, STR("access_token"))) {
        TRY(rq_form(cx, rq, &form));
        TRY(elsewhere_check(cx, form, "body"));
    }
    return ST_OK;
}

/* ---- what it may see ------------------------------------------------------------------------------------ */

static const Reach *reach_of(Cx *cx, const Rq *rq, const OauthAccess *a)
{
    ReachScope *scopes = ARENA_ARRAY(cx->mem, ReachScope, a->scope_count);
    for (size_t i = 0; i < a->scope_count; i++)
        scopes[i] = (ReachScope){ .type = a->scopes[i].type,
                                  .read = a->scopes[i].read,
                                  .search = a->scopes[i].search };
    const ReachSpec spec = { .plan = rq->plan->num,
                             .compartment = a->compartment,
                             .patient = a->patient,
                             .scopes = scopes,
                             .scope_count = a->scope_count,
                             .fhir_user = a->fhir_user,
                             .labels_withheld = ~a->labels_shared, /* C4: off unless chosen */
                             .when = { a->when_lo_ms, DATE_MAX },
                             .grant = a->grant_num,
                             .base = rq->plan->fhir_base,
                             .plan_name = rq->plan->name,
                             .organization = rq->plan->organization,
                             .cursor_key = keys_use(rq->web->keys, KEY_CURSOR) };
    return reach_new(cx, &spec);
}

Status guard_bearer(Cx *cx, Rq *rq)
{
    OauthAccess *access = ARENA_NEW(cx->mem, OauthAccess);
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(token_elsewhere(cx, rq));
    const Str token = rq_bearer(rq);
    if (!token.n)
        return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "a bearer token is needed");
    /* The plan is the address's: a token of another plan is unknown here (S32). */
    TRY(oauth_access_find(cx, rq->web->db, rq->web->tokens, &plan, token, access));
    /* Tokens of the sandbox's owner have no app to be held back. */
    if (!str_eq(access->client_id, STR(OAUTH_DIRECT_CLIENT)))
        TRY(rate_take(cx, rq->web->rate, &api_rate,
                      arena_join(cx->mem, access->client_id, STR("|"), access->patient)));
    rq->access = access;
    rq->reach = reach_of(cx, rq, access);
    return ST_OK;
}

MemberPlan rq_member_plan(const Rq *rq)
{
    const Plan *p = rq->plan;
    return (MemberPlan){ .num = p->num,
                         .id = p->id,
                         .name = p->name,
                         .mail_from = p->mail_from,
                         .services = p->services_phone.n ? p->services_phone : p->services_email,
                         .match = p->match };
}
