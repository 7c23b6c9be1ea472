/* introspect.c - what a token stands for, for who may ask (RFC 7662, O1 to O4), and who its person is, for
 * the app itself (userinfo, O10). Both ask access.c, as the API does, so that no two of them disagree about
 * what is alive (O11). */
#include "oauth/oauth_int.h"

typedef struct Caller {
    Str client_id;
    bool all; /* a resource server: told of every client's tokens */
} Caller;

/* O3: a token of the client's own proves it too; one with the scope for it, a resource server. */
static Status caller_bearer(Cx *cx, Db *db, const OauthPlan *plan, Str token, OauthTokenReply *out,
                            Caller *caller)
{
    OauthAccess a;
    DbTx *tx;
    TRY(access_fresh(cx, db, plan, token, &a));
    TRY(db_read(cx, db, DB_STATE, &tx));
    const Status st = oauth_client_find(cx, tx, plan->num, a.client_id, &out->client);
    db_end(tx);
    if (st != ST_OK) /* a token that `postern token` made is no app's */
        return forgive(cx, st, ST_NOT_FOUND) ? fail(cx, ST_UNAUTHENTICATED, STR("Authorization"),
                                                    "the access token is no app's")
                                             : st;
    caller->all = out->client.resource_server && oauth_scope_has(a.scope, STR(OAUTH_INTROSPECTION));
    return ST_OK;
}

static Status caller_client(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                            const HttpRequest *rq, const HttpForm *form, OauthTokenReply *out,
                            Caller *caller)
{
    TRY(client_prove(cx, db, plan, keys, STR("/oauth/introspect"), rq, form, out));
    if (!out->client.confidential) /* its name proves nothing; a token of its own does */
        return fail(cx, ST_CLIENT, STR("client"), "client authentication failed");
    caller->all = out->client.resource_server;
    return ST_OK;
}

static Status caller_prove(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                           const HttpRequest *rq, const HttpForm *form, OauthTokenReply *out,
                           Caller *caller)
{
    static const Str bearer = STR_C("Bearer ");
    const Str header = http_get(rq, STR("Authorization"));
    *caller = (Caller){ .all = false };
    if (http_count(rq, STR("Authorization")) > 1)
        return fail(cx, ST_INVALID, STR("Authorization"), "is there twice");
    if (str_eq_nocase(str_slice(header, 0, bearer.n), bearer))
        TRY(caller_bearer(cx, db, plan, str_trim(str_from(header, bearer.n)), out, caller));
    else
        TRY(caller_client(cx, db, plan, keys, rq, form, out, caller));
    caller->client_id = out->client.client_id;
    return ST_OK;
}

static void member(Buf *b, const char *name, Str value)
{
    if (!value.n)
        return;
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, value);
}

/* As in the id_token, where there was one (O2, O10). */
static void person_put(Cx *cx, Buf *b, const OauthPlan *plan, const Keys *keys,
                       const OauthAccess *a)
{
    if (!oauth_scope_has(a->scope, STR("openid")) || !a->account.n)
        return;
    const OauthActor who = { a->account, a->patient };
    member(b, "sub", oauth_sub(cx, keys, plan->num, a->sector, a->account));
    if (a->fhir_user)
        member(b, "fhirUser",
               arena_join(cx->mem, plan->fhir_base, STR("/"),
                          oauth_person(cx, keys, plan->num, &who, a->self)));
}

static Status active_json(Cx *cx, const OauthPlan *plan, const Keys *keys, const OauthAccess *a,
                          Str *json)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_printf(b, "{\"active\":true,\"token_type\":\"Bearer\",\"exp\":%lld,\"iat\":%lld",
               (long long)(a->expires_ms / 1000), (long long)(a->issued_ms / 1000));
    member(b, "scope", a->scope);
    member(b, "client_id", a->client_id);
    member(b, "iss", plan->issuer);
    member(b, "aud", plan->fhir_base);
    member(b, "patient", a->patient);
    person_put(cx, b, plan, keys, a);
    buf_char(b, '}');
    *json = buf_str(b);
    return buf_status(cx, b, STR("introspection"));
}

Status oauth_introspect(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                        const HttpRequest *rq, OauthTokenReply *out)
{
    HttpForm form;
    Caller caller;
    OauthAccess a;
    *out = (OauthTokenReply){ 0 };
    TRY(form_read(cx, rq, &form));
    TRY(caller_prove(cx, db, plan, keys, rq, &form, out, &caller));
    const Str token = form_value(&form, STR("token"));
    if (!token.n)
        return fail(cx, ST_INVALID, STR("token"), "is required");
    out->json = STR("{\"active\":false}"); /* one key and no reason (O1) */
    const Status st = access_fresh(cx, db, plan, token, &a);
    if (st != ST_OK)
        return forgive(cx, st, ST_UNAUTHENTICATED) ? ST_OK : st;
    out->grant = a.grant;
    out->grant_num = a.grant_num;
    /* To another app a token is as good as none (O4, threat 41). */
    if (!caller.all && !str_eq(caller.client_id, a.client_id)) {
        out->event = OAUTH_EVENT_INTROSPECT_FOREIGN;
        return ST_OK;
    }
    out->account = a.account;
    out->patient = a.patient;
    return active_json(cx, plan, keys, &a, &out->json);
}

Status oauth_userinfo(Cx *cx, const OauthPlan *plan, const Keys *keys, const OauthAccess *access,
                      Str *json)
{
    if (!oauth_scope_has(access->scope, STR("openid")) || !access->account.n)
        return fail(cx, ST_SCOPE, STR("scope"), "openid is needed");
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    person_put(cx, b, plan, keys, access);
    const Str members = buf_str(b);
    *json = arena_join(cx->mem, STR("{"), str_from(members, 1), STR("}"));
    return buf_status(cx, b, STR("userinfo"));
}
