#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"

#define TOKEN_AUD ISSUER "/oauth/token"

typedef struct Service {
    const char *id;
    const char *scope; /* its ceiling */
    int64_t ttl_s;
    bool resource_server;
} Service;

static void service_add(const Env *e, const Service *s)
{
    const Str groups[] = { STR("g2"), STR("g1"), STR("g1") };
    const OauthClientNew in = { .client_id = str_of(s->id),
                                .name = STR("Service"),
                                .confidential = true,
                                .auth_method = STR("private_key_jwt"),
                                .scope = str_of(s->scope),
                                .jwks = signer_jwks(e->cx),
                                .system_ttl_s = s->ttl_s,
                                .resource_server = s->resource_server,
                                .groups = groups,
                                .group_count = 3,
                                .status = STR("approved") };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_client_add(e->cx, tx, e->keys, 1, &in, &id, &secret));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

static Status ask(const Env *e, const char *client, const char *scope, OauthTokenReply *out)
{
    static int jti;
    const Str claims = env_claims(e, client, TOKEN_AUD, arena_printf(e->cx->mem, "b%d", jti++).p);
    return env_token(e, STR_NONE,
                     arena_printf(e->cx->mem, "grant_type=client_credentials&scope=%s%.*s", scope,
                                  STR_ARG(env_asserted(e, signer_jwt(e->cx, "RS384", claims)))),
                     out);
}

static Str expires_in(const Env *e, const OauthTokenReply *out)
{
    JsonDoc *doc;
    CHECK_OK(e->cx, json_parse(e->cx, out->json, &doc));
    return json_num(json_get(json_root(doc), STR("expires_in")));
}

/* O20, section 0: an access token of 300 s, and nothing else. */
BOTH(backend__gets_a_short_access_token_alone)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    service_add(&e, &(Service){ "svc", "system/*.rs", 0, false });
    service_add(&e, &(Service){ "slow", "system/*.rs", 3600, false });
    CHECK_OK(cx, ask(&e, "svc", "system/*.read", &out));
    CHECK_STR(env_member(&e, &out, STR("token_type")), STR("Bearer"));
    CHECK_STR(env_member(&e, &out, STR("scope")), STR("system/*.read"));
    CHECK_STR(expires_in(&e, &out), STR("300"));
    CHECK_I64((int64_t)env_member(&e, &out, STR("access_token")).n, 43);
    CHECK(out.event == OAUTH_EVENT_SYSTEM_TOKEN && out.grant.n);
    static const char *const absent[] = { "refresh_token", "id_token", "patient", "null" };
    for (size_t i = 0; i < 4; i++)
        CHECK(!str_contains(out.json, str_of(absent[i])));
    const Str token = env_member(&e, &out, STR("access_token"));
    CHECK_OK(cx, ask(&e, "slow", "system/*.rs", &out));
    CHECK_STR(expires_in(&e, &out), STR("3600"));
    const Str slow = env_member(&e, &out, STR("access_token"));
    CHECK_OK(cx, env_access(&e, token));
    cx->now_ms += 300 * 1000;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, token));
    CHECK_OK(cx, env_access(&e, slow));
}

/* O20: whoever does not sign is none; nor who was not registered for it. */
BOTH(backend__is_for_clients_that_sign)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    env_key_client(&e, STR("app2"), signer_jwks(cx), STR_NONE, STR(WIDE));
    CHECK_FAILS(cx, ST_UNAUTHORIZED_CLIENT,
                env_token(&e, STR_NONE,
                          STR("grant_type=client_credentials&scope=system%2F*.rs&client_id=app"),
                          &out));
    CHECK_FAILS(cx, ST_CLIENT,
                env_token(&e, STR_NONE,
                          STR("grant_type=client_credentials&scope=system%2F*.rs&client_id=vault"),
                          &out));
    CHECK_FAILS(cx, ST_UNAUTHORIZED_CLIENT, ask(&e, "app2", "system/*.rs", &out));
    /* With a secret it would be unauthorized, too. */
    const OauthClientNew in = { .client_id = STR("weak"),
                                .name = STR("Weak"),
                                .confidential = true,
                                .auth_method = STR("client_secret_post"),
                                .scope = STR("system/*.rs"),
                                .status = STR("approved") };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_UNAUTHORIZED_CLIENT,
                env_token(&e, STR_NONE,
                          arena_printf(cx->mem,
                                       "grant_type=client_credentials&scope=system%%2F*.rs&"
                                       "client_id=weak&client_secret=%.*s",
                                       STR_ARG(secret)),
                          &out));
}

/* O21, S4, S14, S15: requested and registered, in the spelling asked for; never a person's. */
BOTH(backend__scope_is_what_was_asked_and_registered)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    service_add(&e, &(Service){ "wide", "system/*.cruds", 0, false });
    service_add(&e, &(Service){ "some", "system/Patient.rs system/Coverage.r openid", 0, false });
    static const struct {
        const char *client, *asked, *granted; /* NULL: invalid_scope */
    } rows[] = {
        { "wide", "system/*.read", "system/*.read" },
        { "wide", "system/*.rs", "system/*.rs" },
        { "wide", "system/*.cruds", "system/*.rs" },
        { "wide", "system/*.*", "system/*.read" },
        { "wide", "system/Patient.r+system/Patient.r", "system/Patient.r" },
        { "wide", "system/Patient.s+system/Coverage.read",
          "system/Patient.s system/Coverage.read" },
        { "some", "system/*.read", "system/Patient.read system/Coverage.r" },
        { "some", "system/*.r", "system/Patient.r system/Coverage.r" },
        { "some", "system/Coverage.rs", "system/Coverage.r" },
        { "some", "system/Coverage.s", NULL },
        { "some", "system/Observation.rs", NULL },
        { "some", "system/Observation.rs+system/Patient.rs", "system/Patient.rs" },
        { "wide", "", NULL },
        { "wide", "system/*.write", NULL },
        { "wide", "openid", NULL },
        { "wide", "introspection", NULL },
        { "wide", "offline_access+system/*.rs", "system/*.rs" },
        { "wide", "patient/*.rs", NULL },
        { "wide", "system/*.rs+patient/*.rs", NULL },
        { "wide", "system/*.rs+user/Patient.read", NULL },
        { "wide", "system/Patient.rs?_id=1", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Status st = ask(&e, rows[i].client, rows[i].asked, &out);
        if (!rows[i].granted) {
            CHECK_FAILS(cx, ST_INVALID_SCOPE, st);
            continue;
        }
        CHECK_OK(cx, st);
        CHECK_STR(env_member(&e, &out, STR("scope")), str_of(rows[i].granted));
    }
    CHECK_FAILS(cx, ST_INVALID_SCOPE, ask(&e, "wide", "x", &out));
}

/* O20: the token names nobody and has no type of a member's. */
BOTH(backend__a_token_opens_no_members_data)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    OauthAccess a;
    service_add(&e, &(Service){ "svc", "system/*.rs", 0, false });
    CHECK_OK(cx, ask(&e, "svc", "system/*.rs", &out));
    CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan,
                                   env_member(&e, &out, STR("access_token")), &a));
    CHECK(a.system && a.patient.n == 0 && a.account.n == 0 && a.scope_count == 0 && !a.fhir_user);
}

/* O6, O18: one token can be given back alone; the app is stopped whole, and its grant does not come back. */
BOTH(backend__tokens_end_alone_and_with_the_client)
{
    Env e = env_open(cx, db);
    OauthTokenReply a, b, out;
    DbTx *tx;
    service_add(&e, &(Service){ "svc", "system/*.rs", 0, false });
    CHECK_OK(cx, ask(&e, "svc", "system/*.rs", &a));
    CHECK_OK(cx, ask(&e, "svc", "system/*.rs", &b));
    CHECK_STR(a.grant, b.grant);
    const Str one = env_member(&e, &a, STR("access_token"));
    const Str two = env_member(&e, &b, STR("access_token"));
    const Str body = arena_printf(
        cx->mem, "token=%.*s%.*s", STR_ARG(one),
        STR_ARG(env_asserted(&e, signer_jwt(cx, "ES384", env_claims(&e, "svc", ISSUER, "rv")))));
    const HttpField header = { STR("Content-Type"), STR("application/x-www-form-urlencoded") };
    const HttpRequest rq = {
        .method = HTTP_POST, .headers = &header, .header_count = 1, .body = body
    };
    CHECK_OK(cx, oauth_revoke(cx, db, &e.plan, e.keys, &rq, &out));
    CHECK(out.event == OAUTH_EVENT_REVOKED);
    oauth_cache_forget(e.cache, a.grant);
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, one));
    CHECK_OK(cx, env_access(&e, two));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("svc"), STR("suspended")));
    CHECK_OK(cx, db_commit(cx, tx));
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, two));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "svc", "system/*.rs", &out));
}

/* O22: which Groups a client is bound to. */
BOTH(backend__is_bound_to_groups)
{
    Env e = env_open(cx, db);
    Str *groups;
    size_t count;
    DbTx *tx;
    service_add(&e, &(Service){ "svc", "system/*.rs", 0, false });
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_groups(cx, tx, 1, STR("svc"), &groups, &count));
    CHECK_I64((int64_t)count, 2);
    CHECK_STR(groups[0], STR("g1"));
    CHECK_STR(groups[1], STR("g2"));
    CHECK_OK(cx, oauth_client_groups(cx, tx, 2, STR("svc"), &groups, &count));
    CHECK_I64((int64_t)count, 0); /* R18 */
    db_end(tx);
}

/* S18: system/ is not asked for where a person says yes. */
BOTH(backend__system_scopes_are_refused_at_authorize)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    env_key_client(&e, STR("both"), signer_jwks(cx), STR_NONE, STR("openid system/*.rs"));
    CHECK_OK(
        cx, env_authorize(&e, env_request(&e, STR("app"), STR("system/*.rs")), &handle, &redirect));
    CHECK_STR(env_param(&e, redirect, STR("error")), STR("invalid_scope"));
}

/* T33: a client that is gone since it was authenticated is told what an unknown one is. */
BOTH(backend__gets_nothing_for_a_client_that_is_gone)
{
    DbTx *tx;
    Grant grant;
    TokenPair pair;
    Str scope;
    const OauthClient gone = { .client_id = STR("gone"),
                               .auth_method = STR("private_key_jwt"),
                               .scope = STR("system/*.rs") };
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_FAILS(cx, ST_CLIENT,
                backend_issue(cx, tx, 1, &gone, STR("system/*.rs"), &grant, &pair, &scope));
    db_end(tx);
}
