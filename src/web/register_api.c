#include "web/register_api.h"

#include "audit/audit.h"
#include "web/person.h"
#include "web/rate.h"

/* C11: before anything is answered, whatever the answer is. */
static Status registration_audit(Cx *cx, const Rq *rq, AuditKind kind, Str client_id, Str initial,
                                 int http_status, Status st)
{
    const Fault fault = cx->fault;
    const AuditRecord record = { .kind = kind,
                                 .plan = rq->plan->num,
                                 .http_status = st == ST_OK ? http_status : status_row(st)->http,
                                 .status = st,
                                 .address = rq->http->peer,
                                 .client_id = str_slice(client_id, 0, LIMIT_CLIENT_ID),
                                 .reason = initial.n ? arena_join(cx->mem, STR("initial token "),
                                                                  initial, STR_NONE)
                                                     : STR_NONE };
    TRY(audit_append(cx, rq->web->audit, &record));
    cx->fault = fault;
    return st;
}

/* By address: the first end point that a stranger may write with. */
static Status register_rate_take(Cx *cx, const Rq *rq)
{
    return rate_ask(cx, rq, RATE_REGISTER, person_peer(cx, rq));
}

/* Of one header and nowhere else (T31). An Authorization that is no bearer token is none of ours. */
static Status token_read(Cx *cx, const Rq *rq, Str *token)
{
    *token = rq_bearer(rq);
    if (rq->http->query.n)
        return fail(cx, ST_INVALID, STR("query"), "nothing is asked by the query here");
    if (http_count(rq->http, STR("Authorization")) > 1)
        return fail(cx, ST_INVALID, STR("Authorization"), "is there twice");
    if (http_get(rq->http, STR("Authorization")).p && (!token->n || token->n > LIMIT_TOKEN))
        return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "must be a bearer token");
    return ST_OK;
}

static bool has_json(const Rq *rq)
{
    const Str type = http_get(rq->http, STR("Content-Type"));
    return str_eq_nocase(str_trim(str_slice(type, 0, str_find(type, ';'))),
                         STR("application/json"));
}

static size_t name_count(const Plans *plans)
{
    size_t n = plans_count(plans);
    for (size_t i = 0; i < plans_count(plans); i++)
        n += plans_at(plans, i)->brand.alias_count;
    return n;
}

/* The names and aliases of every plan here: to a member, the other tenants are health plans too. */
static void reserve_names(Cx *cx, const Rq *rq, OauthRegisterAsk *ask)
{
    const Plans *plans = rq->web->plans;
    Str *names = ARENA_ARRAY(cx->mem, Str, name_count(plans));
    for (size_t i = 0; i < plans_count(plans); i++) {
        const Plan *plan = plans_at(plans, i);
        names[ask->reserved_count++] = plan->name;
        for (size_t j = 0; j < plan->brand.alias_count; j++)
            names[ask->reserved_count++] = plan->brand.aliases[j];
    }
    ask->reserved = names;
}

typedef struct Answer {
    Rq *rq;
    OauthRegistered *out;
    bool audited; /* that it was done */
} Answer;

static Status answer_audit(Cx *cx, void *answer, Status st)
{
    Answer *a = answer;
    const Status kept = registration_audit(cx, a->rq, AUDIT_CLIENT_REGISTER, a->out->client_id,
                                           a->out->initial, 201, st);
    a->audited = kept == ST_OK;
    return kept;
}

static Status register_call(Cx *cx, Rq *rq, Answer *answer)
{
    OauthRegisterAsk ask = { .body = rq->http->body };
    OauthPlan plan = rq_oauth_plan(rq);
    const OauthKeep keep = { answer_audit, answer };
    plan.keep = &keep;
    TRY(register_rate_take(cx, rq));
    TRY(token_read(cx, rq, &ask.token));
    if (!has_json(rq))
        return fail(cx, ST_MEDIA_TYPE, STR("Content-Type"), "must be application/json");
    reserve_names(cx, rq, &ask);
    return oauth_register(cx, rq->web->db, &plan, rq->web->keys, &ask, answer->out);
}

Status register_api_new(Cx *cx, Rq *rq)
{
    OauthRegistered out = { .json = STR("") };
    web_header(cx, rq, STR("Pragma"), STR("no-cache")); /* no-store is dispatch's default */
    Answer answer = { .rq = rq, .out = &out };
    const Status st = register_call(cx, rq, &answer);
    if (st != ST_OK || !answer.audited)
        TRY(answer_audit(cx, &answer, st));
    web_json(cx, rq, 201, out.json);
    return ST_OK;
}

/* RFC 7592 s.2.1: with the token or not at all; an unknown client is answered like a wrong token. */
static Status registration_token(Cx *cx, const Rq *rq, Str *token)
{
    TRY(register_rate_take(cx, rq));
    TRY(token_read(cx, rq, token));
    return token->n ? ST_OK
                    : fail(cx, ST_UNAUTHENTICATED, STR("Authorization"),
                           "the registration access token is needed");
}

static Status read_call(Cx *cx, const Rq *rq, Str *json)
{
    DbTx *tx;
    Str token;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(registration_token(cx, rq, &token));
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st =
        oauth_registration_read(cx, tx, &plan, rq_param(rq, STR("client")), token, json);
    db_end(tx);
    return st;
}

Status register_api_read(Cx *cx, Rq *rq)
{
    Str json = STR("");
    web_header(cx, rq, STR("Pragma"), STR("no-cache"));
    const Status st = read_call(cx, rq, &json);
    TRY(registration_audit(cx, rq, AUDIT_CLIENT_READ, rq_param(rq, STR("client")), STR_NONE, 200,
                           st));
    web_json(cx, rq, 200, json);
    return ST_OK;
}

static Status removal_audit(Cx *cx, const Rq *rq, Status st)
{
    return registration_audit(cx, rq, AUDIT_CLIENT_REMOVE, rq_param(rq, STR("client")), STR_NONE,
                              204, st);
}

static Status end_call(Cx *cx, const Rq *rq)
{
    DbTx *tx;
    Str token;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(registration_token(cx, rq, &token));
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    Status st = oauth_registration_end(cx, tx, &plan, rq_param(rq, STR("client")), token);
    if (st == ST_OK)
        st = removal_audit(cx, rq, st);
    if (st == ST_OK)
        return db_commit(cx, tx);
    db_end(tx);
    return st;
}

Status register_api_end(Cx *cx, Rq *rq)
{
    const Status st = end_call(cx, rq);
    if (st != ST_OK)
        return removal_audit(cx, rq, st);
    web_empty(cx, rq, 204); /* other tokens of it: within 5 s (C8) */
    return ST_OK;
}
