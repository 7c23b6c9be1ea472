/* token.c - the token end point (section 4). A request is read, its client proved, then one write
 * transaction decides; it is committed also when the answer is no, because a code that was shown by the
 * wrong party stays burnt and a reused token ends its family (T8, T9, T27). */
#include "base/table.h"
#include "oauth/oauth_int.h"

typedef struct Exchange {
    const OauthPlan *plan;
    const Keys *keys;
    const HttpForm *form;
    OauthTokenReply *out;
    Grant grant;
    TokenPair pair;
    Str scope;
    bool id_token;
} Exchange;

/* ---- grant types ------------------------------------------------------------------------------------ */

static Status code_exchange(Cx *cx, DbTx *tx, Exchange *e)
{
    const CodeUse use = { .client_id = e->out->client.client_id,
                          .redirect_uri = form_value(e->form, STR("redirect_uri")),
                          .verifier = form_value(e->form, STR("code_verifier")) };
    Str code = form_value(e->form, STR("code"));
    if (!code.n)
        return fail(cx, ST_INVALID, STR("code"), "is required");
    int64_t plan = e->plan->num;
    TRY(code_redeem(cx, tx, plan, code, &use, &e->out->grant, &e->out->event));
    const Status st = grant_use(cx, tx, plan, e->out->grant, &e->grant);
    if (st != ST_OK) /* told as code_redeem tells the rest: not that it was ended (C10) */
        return forgive(cx, st, ST_GRANT) ? fail(cx, ST_GRANT, STR("code"), "is not valid") : st;
    e->scope = e->grant.scope;
    e->id_token = oauth_scope_has(e->grant.scope, STR("openid")); /* S17 */
    return tokens_issue(cx, tx, e->plan, &e->grant, &e->pair);
}

static Status refresh_exchange(Cx *cx, DbTx *tx, Exchange *e)
{
    const RefreshUse use = { .token = form_value(e->form, STR("refresh_token")),
                             .client_id = e->out->client.client_id,
                             .scope = form_value(e->form, STR("scope")) };
    if (!use.token.n)
        return fail(cx, ST_INVALID, STR("refresh_token"), "is required");
    TRY(tokens_rotate(cx, tx, e->plan, &use, &e->grant, &e->pair, &e->out->event));
    e->scope = use.scope.n ? use.scope : e->grant.scope;
    return ST_OK;
}

static Status client_exchange(Cx *cx, DbTx *tx, Exchange *e)
{
    TRY(backend_issue(cx, tx, e->plan->num, &e->out->client, form_value(e->form, STR("scope")),
                      &e->grant, &e->pair, &e->scope));
    e->out->event = OAUTH_EVENT_SYSTEM_TOKEN;
    return ST_OK;
}

// clang-format off
/* password, implicit, device and jwt-bearer are absent (T34). */
static const struct { Str name; Status (*exchange)(Cx *cx, DbTx *tx, Exchange *e); } grant_types[] = {
    { STR_C("authorization_code"), code_exchange    },
    { STR_C("client_credentials"), client_exchange  },
    { STR_C("refresh_token"),      refresh_exchange },
};
// clang-format on

/* ---- the answer ---------------------------------------------------------------------------------- */

static void member(Buf *b, const char *name, Str value)
{
    if (!value.n) /* left out, never null (T21) */
        return;
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, value);
}

/* When all access ends, in whole seconds, as Medicare's Blue Button names and writes it. Left out when that
 * is up to the person: until she stops it. */
static Str grant_end(Cx *cx, int64_t ms)
{
    return ms ? arena_join(cx->mem, str_slice(date_instant_str(cx, ms), 0, 19), STR("Z"), STR(""))
              : STR_NONE;
}

static Status reply_json(Cx *cx, const Exchange *e, Str id_token, Str *json)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_printf(b, "{\"token_type\":\"Bearer\",\"expires_in\":%lld",
               (long long)e->pair.expires_in_s);
    member(b, "access_token", e->pair.access);
    member(b, "scope", e->scope); /* the exact grant (S14) */
    member(b, "refresh_token", e->pair.refresh);
    member(b, "id_token", id_token);
    member(b, "patient", e->grant.patient);
    member(b, "access_grant_expiration", grant_end(cx, e->pair.grant_ends_ms));
    buf_char(b, '}');
    *json = buf_str(b);
    return buf_status(cx, b, STR("token"));
}

/* ---- the client -------------------------------------------------------------------------------------- */

/* RFC 6749 s.6 asks no client_id of a public app that renews, and fhirclient sends none: the token names
 * its client, whose registered method still decides (a confidential one is refused). */
static Status claim_complete(Cx *cx, DbTx *tx, int64_t plan, const HttpForm *form,
                             ClientClaim *claim)
{
    const Str token = form_value(form, STR("refresh_token"));
    if (claim->client_id.n)
        return ST_OK;
    if (!token.n || !str_eq(form_value(form, STR("grant_type")), STR("refresh_token")))
        return fail(cx, ST_CLIENT, STR("client_id"), "no client is named");
    return token_refresh_client(cx, tx, plan, token, &claim->client_id);
}

/* Its own transaction: a jti that was shown is spent, whatever the request comes to. */
static Status assertion_keep(Cx *cx, Db *db, int64_t plan, const Assertion *a)
{
    DbTx *tx;
    TRY(db_write(cx, db, DB_STATE, &tx));
    const Status st = assertion_spend(cx, tx, plan, a);
    if (st == ST_OK)
        return db_commit(cx, tx);
    db_end(tx); /* others wait for the writer's turn */
    return st;
}

Status client_prove(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys, Str endpoint,
                    const HttpRequest *rq, const HttpForm *form, OauthTokenReply *out)
{
    ClientClaim claim;
    OauthClient client;
    DbTx *tx;
    TRY(client_claim_read(cx, plan, endpoint, rq, form, &claim));
    TRY(db_read(cx, db, DB_STATE, &tx));
    Status st = claim_complete(cx, tx, plan->num, form, &claim);
    if (st == ST_OK)
        st = client_authenticate(cx, tx, plan, keys, &claim, &client);
    db_end(tx); /* before anything waits on the outside world */
    TRY(st);
    if (str_eq(claim.method, STR("private_key_jwt"))) {
        TRY(assertion_verify(cx, plan, &client, &claim.assertion));
        TRY(assertion_keep(cx, db, plan->num, &claim.assertion));
    }
    out->client = client;
    out->origin_ok = client_has_origin(cx, &client, http_get(rq, STR("Origin"))); /* T3 */
    return ST_OK;
}

Status commit_with(Cx *cx, DbTx *tx, const OauthPlan *plan, Status st)
{
    const Fault fault = cx->fault;
    const Status kept = plan->keep ? plan->keep->call(cx, plan->keep->user, st) : ST_OK;
    if (kept != ST_OK) {
        db_end(tx); /* others wait for the writer's turn */
        return kept;
    }
    TRY(db_commit(cx, tx));
    cx->fault = fault;
    return st;
}

/* Failures of the protocol, whose effects are kept; anything else rolls back. */
static bool is_answer(Status st)
{
    return st == ST_OK || st == ST_GRANT;
}

void reply_about(OauthTokenReply *out, const Grant *g)
{
    if (!g->id.n)
        return;
    out->grant = g->id;
    out->grant_num = g->num;
    out->account = g->account;
    out->patient = g->patient;
    out->consent = g->consent;
    out->compartment = g->compartment;
}

Status oauth_token(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys, const HttpRequest *rq,
                   OauthTokenReply *out)
{
    HttpForm form;
    Exchange e = { .plan = plan, .keys = keys, .form = &form, .out = out };
    DbTx *tx;
    Str id_token = STR_NONE;
    *out = (OauthTokenReply){ 0 };
    TRY(form_read(cx, rq, &form));
    Str type = form_value(&form, STR("grant_type"));
    if (!type.n)
        return fail(cx, ST_INVALID, STR("grant_type"), "is required");
    const void *row = TABLE_FIND(grant_types, type);
    if (!row)
        return fail(cx, ST_GRANT_TYPE, STR("grant_type"), "is not supported"); /* T4 */
    size_t which = (size_t)((const char *)row - (const char *)grant_types) / sizeof *grant_types;
    TRY(client_prove(cx, db, plan, keys, STR("/oauth/token"), rq, &form, out));
    TRY(db_write(cx, db, DB_STATE, &tx));
    Status st = grant_types[which].exchange(cx, tx, &e);
    reply_about(out, &e.grant);
    if (!is_answer(st)) {
        db_end(tx); /* others wait for the writer's turn */
        return st;
    }
    TRY(commit_with(cx, tx, plan, st));
    /* Signed after the commit: a signature takes longer than all the rest, and one writer waits. */
    if (e.id_token)
        TRY(id_token_make(cx, plan, keys, &out->client, &e.grant, e.pair.access, &id_token));
    return reply_json(cx, &e, id_token, &out->json);
}
