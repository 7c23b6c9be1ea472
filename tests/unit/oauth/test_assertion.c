#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"

#include <pthread.h>

#define TOKEN_AUD ISSUER "/oauth/token"

/* A request that any authenticated client gets ST_GRANT for: what is not ST_GRANT failed before. */
#define REFRESH "grant_type=refresh_token&refresh_token=x"

static Env env_keys_open(Cx *cx, Db *db)
{
    Env e = env_open(cx, db);
    env_key_client(&e, STR("keyed"), signer_jwks(cx), STR_NONE, STR(WIDE));
    return e;
}

static Status ask_with(const Env *e, const char *body, Str jwt)
{
    OauthTokenReply out;
    return env_token(e, STR_NONE,
                     arena_join(e->cx->mem, str_of(body), env_asserted(e, jwt), STR("")), &out);
}

static Status ask(const Env *e, const char *alg, Str claims)
{
    return ask_with(e, REFRESH, signer_jwt(e->cx, alg, claims));
}

/* T11, T14, T19: only iss, sub, aud, exp, jti, no client_id; both algorithms; issuer or address as aud. */
BOTH(assertion__proves_the_client)
{
    Env e = env_keys_open(cx, db);
    OauthTokenReply out;
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "1")));
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "ES384", env_claims(&e, "keyed", ISSUER, "2")));
    const Str one = arena_printf(cx->mem,
                                 "{\"iss\":\"keyed\",\"sub\":\"keyed\",\"aud\":[\"" TOKEN_AUD
                                 "\"],\"exp\":%lld.5,\"iat\":%lld,\"nbf\":%lld,\"jti\":\"3\"}",
                                 (long long)(cx->now_ms / 1000 + 100),
                                 (long long)(cx->now_ms / 1000), (long long)(cx->now_ms / 1000));
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "ES384", one));
    CHECK_FAILS(cx, ST_GRANT,
                ask_with(&e, REFRESH "&client_id=keyed",
                         signer_jwt(cx, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "4"))));
    /* And a code becomes tokens. */
    Str code = env_code(&e, STR("app"), STR("openid"));
    CHECK_FAILS(
        cx, ST_GRANT,
        env_token(&e, STR_NONE,
                  arena_join(cx->mem,
                             arena_printf(cx->mem,
                                          "grant_type=authorization_code&redirect_uri="
                                          "https%%3A%%2F%%2Fkeys.example%%2Fcb"
                                          "&code_verifier=" VERIFIER "&code=%.*s",
                                          STR_ARG(code)),
                             env_asserted(&e, signer_jwt(cx, "RS384",
                                                         env_claims(&e, "keyed", TOKEN_AUD, "5"))),
                             STR("")),
                  &out)); /* of another client: the code is burnt */
    CHECK(out.event == OAUTH_EVENT_CODE_BURNT);
    CHECK_STR(out.client.client_id, STR("keyed"));
}

/* T15: exactly 400 invalid_client. */
TEST(assertion__failures_are_400_invalid_client)
{
    CHECK_I64(status_row(ST_ASSERTION)->http, 400);
    CHECK_STR(status_row(ST_ASSERTION)->oauth, STR("invalid_client"));
    CHECK_I64(status_row(ST_CLIENT)->http, 401); /* T6 */
}

/* T14, T15: the type is the one of RFC 7523. */
BOTH(assertion__of_another_type_is_refused)
{
    Env e = env_keys_open(cx, db);
    OauthTokenReply out;
    const Str jwt = signer_jwt(cx, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "1"));
    static const char *const types[] = {
        "&client_assertion_type=",
        "",
        "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Asaml2-bearer",
        "&client_assertion_type=not-an-assertion-type",
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        CHECK_FAILS(cx, ST_ASSERTION,
                    env_token(&e, STR_NONE,
                              arena_printf(cx->mem, REFRESH "%s&client_assertion=%.*s", types[i],
                                           STR_ARG(jwt)),
                              &out));
    CHECK_FAILS(cx, ST_ASSERTION,
                env_token(&e, STR_NONE,
                          arena_join(cx->mem, STR(REFRESH), env_asserted(&e, STR("")), STR("")),
                          &out));
}

/* T15, T17, threat 21: aud is one, and ours. */
BOTH(assertion__aud_is_one_and_ours)
{
    Env e = env_keys_open(cx, db);
    static const char *const bad[] = {
        "\"https://evil.example/token\"",
        "[\"" TOKEN_AUD "\",\"https://evil.example/token\"]",
        "[\"" TOKEN_AUD "\",\"" ISSUER "\"]",
        "[]",
        "null",
        "1",
        "{\"" TOKEN_AUD "\":1}",
        "\"" TOKEN_AUD "/\"",
        "\"" ISSUER "/oauth/introspect\"",
        "\"" ISSUER "/fhir\"",
        "\"https://plan.example/other\"",
        "[[\"" TOKEN_AUD "\"]]",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const Str claims = arena_printf(cx->mem,
                                        "{\"iss\":\"keyed\",\"sub\":\"keyed\",\"aud\":%s,"
                                        "\"exp\":%lld,\"jti\":\"a%zu\"}",
                                        bad[i], (long long)(cx->now_ms / 1000 + 60), i);
        CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", claims));
        CHECK_STR(cx->fault.where, STR("aud"));
    }
}

/* T14, T15: iss = sub = client_id; exp within five minutes and a minute of skew; jti. */
BOTH(assertion__claims_are_judged)
{
    Env e = env_keys_open(cx, db);
    const long long now = cx->now_ms / 1000;
    const struct {
        const char *iss, *sub, *rest;
        Str where;
    } bad[] = {
        { "keyed", "other", "\"exp\":%lld,\"jti\":\"1\"", STR("sub") },
        { "other", "keyed", "\"exp\":%lld,\"jti\":\"1\"", STR("sub") },
        { "", "", "\"exp\":%lld,\"jti\":\"1\"", STR("iss") },
        { "keyed", "keyed", "\"x\":%lld,\"jti\":\"1\"", STR("exp") },
        { "keyed", "keyed", "\"exp\":\"%lld\",\"jti\":\"1\"", STR("exp") },
        { "keyed", "keyed", "\"exp\":%llde9,\"jti\":\"1\"", STR("exp") },
        { "keyed", "keyed", "\"exp\":%lld", STR("jti") },
        { "keyed", "keyed", "\"exp\":%lld,\"jti\":\"\"", STR("jti") },
        { "keyed", "keyed", "\"exp\":%lld,\"jti\":1", STR("jti") },
        { "keyed", "keyed", "\"exp\":%lld,\"jti\":\"1\",\"nbf\":9999999999", STR("nbf") },
        { "keyed", "keyed", "\"exp\":%lld,\"jti\":\"1\",\"iat\":9999999999", STR("iat") },
        { "keyed", "keyed", "\"exp\":%lld,\"jti\":\"1\",\"iat\":\"now\"", STR("iat") },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Buf *b = buf_new(cx, 4096);
        buf_printf(b, "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"" TOKEN_AUD "\",", bad[i].iss,
                   bad[i].sub);
        Str rest = str_of(bad[i].rest);
        const size_t at = str_find(rest, '%');
        buf_put(b, str_slice(rest, 0, at));
        buf_i64(b, now + 60);
        buf_put(b, str_from(rest, at + 4));
        buf_char(b, '}');
        CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", buf_str(b)));
        CHECK_STR(cx->fault.where, bad[i].where);
    }
    CHECK_FAILS(cx, ST_ASSERTION,
                ask_with(&e, REFRESH "&client_id=app",
                         signer_jwt(cx, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "2"))));
}

/* T15, section 0: exp <= now + 300 + 60; over when 60 s past. */
BOTH(assertion__exp_is_soon_and_not_past)
{
    Env e = env_keys_open(cx, db);
    const struct {
        long long from_now_s;
        Status st;
    } rows[] = {
        { -61, ST_ASSERTION }, { -60, ST_ASSERTION }, { -59, ST_GRANT },       { 0, ST_GRANT },
        { 360, ST_GRANT },     { 361, ST_ASSERTION }, { 86400, ST_ASSERTION },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_FAILS(cx, rows[i].st,
                    ask(&e, "RS384",
                        arena_printf(cx->mem,
                                     "{\"iss\":\"keyed\",\"sub\":\"keyed\",\"aud\":\"" TOKEN_AUD
                                     "\",\"exp\":%lld,\"jti\":\"e%zu\"}",
                                     (long long)(cx->now_ms / 1000) + rows[i].from_now_s, i)));
}

/* T18, threat 20: once for each client, until it could not be used anyway. */
BOTH(assertion__is_used_once)
{
    Env e = env_keys_open(cx, db);
    env_key_client(&e, STR("second"), signer_jwks(cx), STR_NONE, STR(WIDE));
    const Str jwt = signer_jwt(cx, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "once"));
    CHECK_FAILS(cx, ST_GRANT, ask_with(&e, REFRESH, jwt));
    CHECK_FAILS(cx, ST_ASSERTION, ask_with(&e, REFRESH, jwt));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "ES384", env_claims(&e, "keyed", ISSUER, "once")));
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "ES384", env_claims(&e, "second", ISSUER, "once")));
    /* Its exp and the skew are over: a new assertion may happen to have the name. */
    cx->now_ms += (240 + OAUTH_SKEW_S) * 1000;
    CHECK_FAILS(cx, ST_ASSERTION, ask_with(&e, REFRESH, jwt));
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "ES384", env_claims(&e, "keyed", ISSUER, "once")));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "ES384", env_claims(&e, "keyed", ISSUER, "once")));
}

/* T18: what was not signed by the client spends nothing of it. */
BOTH(assertion__a_forgery_spends_no_jti)
{
    Env e = env_keys_open(cx, db);
    const Str claims = env_claims(&e, "keyed", TOKEN_AUD, "mine");
    CHECK_FAILS(cx, ST_ASSERTION,
                ask_with(&e, REFRESH,
                         signer_forge(cx, STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"), claims,
                                      random_bytes(cx, 96))));
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "ES384", claims));
}

typedef struct Race {
    const Env *e;
    Str jwt;
    Status st;
} Race;

static void *race_run(void *arg)
{
    Race *r = arg;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    Env e = *r->e;
    OauthTokenReply out;
    e.cx = &cx;
    const HttpField header = { STR("Content-Type"), STR("application/x-www-form-urlencoded") };
    const HttpRequest rq = { .method = HTTP_POST,
                             .headers = &header,
                             .header_count = 1,
                             .body = arena_join(cx.mem, STR(REFRESH), env_asserted(&e, r->jwt),
                                                STR("")) };
    r->st = oauth_token(&cx, e.db, &e.plan, e.keys, &rq, &out);
    arena_free(cx.mem);
    return NULL;
}

/* T18, threat 20: shown to several at once, one takes it. */
BOTH(assertion__of_several_at_once_one_is_taken)
{
    Env e = env_keys_open(cx, db);
    Race races[8];
    pthread_t threads[8];
    size_t taken = 0;
    const Str jwt = signer_jwt(cx, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "race"));
    for (size_t i = 0; i < 8; i++) {
        races[i] = (Race){ &e, jwt, ST_OK };
        CHECK(pthread_create(&threads[i], NULL, race_run, &races[i]) == 0);
    }
    for (size_t i = 0; i < 8; i++)
        (void)pthread_join(threads[i], NULL);
    for (size_t i = 0; i < 8; i++) {
        taken += races[i].st == ST_GRANT;
        CHECK(races[i].st == ST_GRANT || races[i].st == ST_ASSERTION);
    }
    CHECK_I64((int64_t)taken, 1);
}

/* T11, threat 17: the registered method alone, and one at a time. */
BOTH(assertion__and_no_other_method)
{
    Env e = env_keys_open(cx, db);
    OauthTokenReply out;
    const Str jwt = signer_jwt(cx, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "1"));
    const Str body = arena_join(cx->mem, STR(REFRESH), env_asserted(&e, jwt), STR(""));
    CHECK_FAILS(cx, ST_INVALID, env_token(&e, STR("Basic a2V5ZWQ6eA=="), body, &out));
    CHECK_FAILS(
        cx, ST_INVALID,
        env_token(&e, STR_NONE, arena_join(cx->mem, body, STR("&client_secret=x"), STR("")), &out));
    CHECK_FAILS(cx, ST_CLIENT, env_token(&e, STR_NONE, STR(REFRESH "&client_id=keyed"), &out));
    CHECK_FAILS(cx, ST_CLIENT,
                env_token(&e, STR_NONE, STR(REFRESH "&client_id=keyed&client_secret=x"), &out));
    CHECK_FAILS(cx, ST_CLIENT, env_token(&e, STR("Basic a2V5ZWQ6"), STR(REFRESH), &out));
    /* Nor may others come with an assertion: a secret is not proved by somebody's key. */
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", env_claims(&e, "vault", TOKEN_AUD, "2")));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", env_claims(&e, "app", TOKEN_AUD, "3")));
}

/* T16, threat 19: jku is compared and never followed; kid is one of the client's own. */
BOTH(assertion__jku_and_kid_are_the_registered_ones)
{
    Env e = env_keys_open(cx, db);
    CHECK_FAILS(cx, ST_ASSERTION,
                ask_with(&e, REFRESH,
                         signer_sign(cx, "RS384",
                                     STR("{\"alg\":\"RS384\",\"kid\":\"rsa\",\"jku\":"
                                         "\"https://evil.example/jwks\"}"),
                                     env_claims(&e, "keyed", TOKEN_AUD, "1"))));
    CHECK_FAILS(cx, ST_ASSERTION,
                ask_with(&e, REFRESH,
                         signer_sign(cx, "RS384", STR("{\"alg\":\"RS384\",\"kid\":\"none\"}"),
                                     env_claims(&e, "keyed", TOKEN_AUD, "2"))));
}

/* T16, threat 85: a key that two clients share proves the one that is named, to whom it belongs alone. */
BOTH(assertion__names_its_own_client)
{
    Env e = env_keys_open(cx, db);
    env_key_client(&e, STR("twin"), signer_set(cx, signer_public(cx, "ES384", "", "")), STR_NONE,
                   STR(WIDE));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", env_claims(&e, "twin", TOKEN_AUD, "1")));
    CHECK_FAILS(cx, ST_ASSERTION,
                ask_with(&e, REFRESH "&client_id=twin",
                         signer_jwt(cx, "ES384", env_claims(&e, "keyed", TOKEN_AUD, "2"))));
}

/* T33: nobody learns from the words which apps there are, or what was wrong with a signature. */
BOTH(assertion__unknown_and_wrong_have_one_wording)
{
    Env e = env_keys_open(cx, db);
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", env_claims(&e, "nobody", TOKEN_AUD, "1")));
    const Str unknown = cx->fault.detail, where = cx->fault.where;
    const Str jwts[] = {
        signer_sign(cx, "RS384", STR("{\"alg\":\"RS384\",\"kid\":\"none\"}"),
                    env_claims(&e, "keyed", TOKEN_AUD, "2")),
        signer_forge(cx, STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"),
                     env_claims(&e, "keyed", TOKEN_AUD, "3"), random_bytes(cx, 96)),
        signer_jwt(cx, "RS384", env_claims(&e, "vault", TOKEN_AUD, "4")),
    };
    for (size_t i = 0; i < sizeof jwts / sizeof *jwts; i++) {
        CHECK_FAILS(cx, ST_ASSERTION, ask_with(&e, REFRESH, jwts[i]));
        CHECK_STR(cx->fault.detail, unknown);
        CHECK_STR(cx->fault.where, where);
    }
}

/* O18: a suspended client proves nothing any more. */
BOTH(assertion__of_a_suspended_client_is_refused)
{
    Env e = env_keys_open(cx, db);
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("keyed"), STR("suspended")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", env_claims(&e, "keyed", TOKEN_AUD, "1")));
}

/* T16: an algorithm that the client did not register is not its own. */
BOTH(assertion__signing_alg_of_the_client_holds)
{
    Env e = env_open(cx, db);
    const Str uri = STR("https://keys.example/cb");
    const OauthClientNew in = { .client_id = STR("es"),
                                .name = STR("Keys"),
                                .confidential = true,
                                .auth_method = STR("private_key_jwt"),
                                .redirect_uris = &uri,
                                .redirect_count = 1,
                                .scope = STR(WIDE),
                                .jwks = signer_jwks(cx),
                                .signing_alg = STR("ES384"),
                                .status = STR("approved") };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_ASSERTION, ask(&e, "RS384", env_claims(&e, "es", TOKEN_AUD, "1")));
    CHECK_FAILS(cx, ST_GRANT, ask(&e, "ES384", env_claims(&e, "es", TOKEN_AUD, "2")));
}
