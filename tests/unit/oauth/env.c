#include "tests/unit/oauth/env.h"

#include "oauth/oauth_int.h"
#include "tests/unit/jose/made.h"

const Keys *env_keys(void)
{
    static Keys *keys;
    static Arena *mem;
    if (!keys) {
        mem = arena_new(1 << 16);
        Cx cx = { .mem = mem, .now_ms = TEST_NOW_MS };
        CHECK_OK(&cx, made_open(&cx, arena_join(mem, test_dir(), STR("/keys"), STR_NONE), &keys));
    }
    return keys;
}

static void cache_close(void *c)
{
    oauth_cache_free(c);
}

static Str client_add(const Env *e, DbTx *tx, Str id, bool confidential)
{
    const Str uris[] = { STR(CALLBACK), STR("http://127.0.0.1:8081/cb"),
                         STR("org.example.native:/cb") };
    const OauthClientNew in = { .client_id = id,
                                .name = STR("An app"),
                                .confidential = confidential,
                                .redirect_uris = uris,
                                .redirect_count = 3,
                                .scope = STR(WIDE),
                                .status = STR("approved") };
    Str made, secret;
    CHECK_OK(e->cx, oauth_client_add(e->cx, tx, e->keys, e->plan.num, &in, &made, &secret));
    return secret;
}

Env env_make(Cx *cx, Db *db)
{
    Env e = { .cx = cx,
              .db = db,
              .keys = env_keys(),
              .cache = oauth_cache_new(),
              .plan = { .num = 1,
                        .id = STR("demo"),
                        .issuer = STR(ISSUER),
                        .fhir_base = STR(ISSUER "/fhir"),
                        .sandbox = true } };
    DbTx *tx;
    arena_defer(cx->mem, cache_close, e.cache);
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    (void)client_add(&e, tx, STR("app"), false);
    e.secret = client_add(&e, tx, STR("vault"), true);
    CHECK_OK(cx, db_commit(cx, tx));
    return e;
}

HttpForm env_form(const Env *e, Str text)
{
    HttpForm f;
    CHECK_OK(e->cx, http_form_parse(e->cx, text, &f));
    return f;
}

Str env_request(const Env *e, Str client_id, Str scope)
{
    return arena_printf(e->cx->mem,
                        "response_type=code&client_id=%.*s&redirect_uri=https%%3A%%2F%%2Fapp."
                        "example%%2Fcb&scope=%.*s"
                        "&state=st4te&nonce=n0nce&aud=https%%3A%%2F%%2Fplan.example%%2Fdemo%%2Ffhir"
                        "&code_challenge=" CHALLENGE "&code_challenge_method=S256",
                        STR_ARG(client_id), STR_ARG(scope));
}

Status env_authorize(const Env *e, Str request, Str *handle, Str *redirect)
{
    DbTx *tx;
    OauthAuthorized out;
    HttpForm f = env_form(e, request);
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    Status st = oauth_authorize(e->cx, tx, &e->plan, &f, STR("b"), &out);
    CHECK(st != ST_OK || (out.told == ST_OK) == (out.handle.n > 0));
    CHECK((out.handle.n > 0) + (out.redirect.n > 0) == (st == ST_OK));
    *handle = out.handle;
    *redirect = out.redirect;
    if (st == ST_OK)
        return db_commit(e->cx, tx);
    db_end(tx);
    return st;
}

Str env_param(const Env *e, Str url, Str name)
{
    HttpForm f = env_form(e, str_from(url, str_find(url, '?') + 1));
    return http_form_get(&f, name);
}

Str env_code(const Env *e, Str client_id, Str scope)
{
    return env_code_for(e, env_request(e, client_id, scope));
}

Str env_code_for(const Env *e, Str request)
{
    Cx *cx = e->cx;
    Str handle, redirect;
    OauthApproved done;
    OauthTransaction t;
    DbTx *tx;
    CHECK_OK(cx, env_authorize(e, request, &handle, &redirect));
    CHECK(handle.n == 43);
    CHECK_OK(cx, db_write(cx, e->db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_transaction_signed_in(cx, tx, 1, handle, STR("acc1"), cx->now_ms));
    CHECK_OK(cx, oauth_transaction_choose(cx, tx, 1, handle, STR("rosa")));
    CHECK_OK(cx, oauth_transaction_open(cx, tx, 1, handle, STR("b"), &t));
    const OauthApproval yes = { .account = t.account,
                                .actor_relation = STR("self"),
                                .patient = t.patient,
                                .compartment = 7,
                                .scope = t.scope,
                                .when_lo_ms = INT64_MIN,
                                .expires_ms = e->until_ms,
                                .keys = e->keys,
                                .text = STR("You share everything."),
                                .lang = STR("en"),
                                .peer = STR("192.0.2.77") };
    CHECK_OK(cx, oauth_approve(cx, tx, &e->plan, handle, &yes, &done));
    CHECK_OK(cx, db_commit(cx, tx));
    return env_param(e, done.redirect, STR("code"));
}

Status env_token(const Env *e, Str authorization, Str body, OauthTokenReply *out)
{
    const HttpField headers[] = {
        { STR("Content-Type"), STR("application/x-www-form-urlencoded") },
        { STR("Origin"), STR("https://app.example") },
        { STR("Authorization"), authorization },
    };
    const HttpRequest rq = { .method = HTTP_POST,
                             .headers = headers,
                             .header_count = authorization.n ? 3 : 2,
                             .body = body };
    return oauth_token(e->cx, e->db, &e->plan, e->keys, &rq, out);
}

Str env_redeem(const Env *e, Str code)
{
    return arena_printf(e->cx->mem,
                        "grant_type=authorization_code&client_id=app&redirect_uri=" CALLBACK
                        "&code_verifier=" VERIFIER "&code=%.*s",
                        STR_ARG(code));
}

Str env_member(const Env *e, const OauthTokenReply *out, Str name)
{
    JsonDoc *doc;
    CHECK_OK(e->cx, json_parse(e->cx, out->json, &doc));
    return json_get_str(json_root(doc), name);
}

OauthTokenReply env_tokens(const Env *e, Str scope)
{
    OauthTokenReply out;
    Str code = env_code(e, STR("app"), scope);
    CHECK_OK(e->cx, env_token(e, STR_NONE, env_redeem(e, code), &out));
    return out;
}

Status env_refresh(const Env *e, Str token, OauthTokenReply *out)
{
    return env_token(e, STR_NONE,
                     arena_printf(e->cx->mem,
                                  "grant_type=refresh_token&client_id=app&refresh_token=%.*s",
                                  STR_ARG(token)),
                     out);
}

Status env_access(const Env *e, Str token)
{
    OauthAccess a;
    return oauth_access_find(e->cx, e->db, e->cache, &e->plan, token, &a);
}

void env_key_client(const Env *e, Str id, Str jwks, Str jwks_uri, Str scope)
{
    const Str uri = STR("https://"
                        "keys.example/cb");
    const OauthClientNew in = { .client_id = id,
                                .name = STR("Keys"),
                                .confidential = true,
                                .auth_method = STR("private_key_jwt"),
                                .redirect_uris = &uri,
                                .redirect_count = 1,
                                .scope = scope,
                                .jwks = jwks,
                                .jwks_uri = jwks_uri,
                                .status = STR("approved") };
    Str made, secret;
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_client_add(e->cx, tx, e->keys, e->plan.num, &in, &made, &secret));
    CHECK(secret.n == 0);
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

Str env_claims(const Env *e, const char *client, const char *aud, const char *jti)
{
    return arena_printf(e->cx->mem,
                        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%lld,"
                        "\"jti\":\"%s\"}",
                        client, client, aud, (long long)(e->cx->now_ms / 1000 + 240), jti);
}

Str env_asserted(const Env *e, Str jwt)
{
    return arena_join(e->cx->mem,
                      STR("&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-"
                          "type%3Ajwt-bearer&client_assertion="),
                      jwt, STR(""));
}
