#include "base/codec.h"
#include "base/table.h"
#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"

static OauthClientNew app(const Str *uris)
{
    return (OauthClientNew){ .name = STR("Claims"),
                             .redirect_uris = uris,
                             .redirect_count = 1,
                             .scope = STR("openid patient/*.rs") };
}

BOTH(client__what_is_added_is_found)
{
    Env e = env_open(cx, db);
    const Str uris[] = { STR("https://b.example/cb") };
    OauthClientNew in = app(uris);
    in.website = STR("https://b.example/");
    OauthClient c;
    Str id, secret;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK(id.n == 22 && secret.n == 0);
    CHECK_OK(cx, oauth_client_find(cx, tx, 1, id, &c));
    CHECK_STR(c.name, STR("Claims"));
    CHECK_STR(c.status, STR("sandbox"));
    CHECK_STR(c.auth_method, STR("none"));
    CHECK_STR(c.sector, STR("b.example"));
    CHECK_STR(c.website, STR("https://b.example/"));
    CHECK(c.redirect_count == 1 && str_eq(c.redirect_uris[0], uris[0]) && !c.confidential);
    CHECK_FAILS(cx, ST_NOT_FOUND, oauth_client_find(cx, tx, 2, id, &c)); /* plans share nothing */
    in.client_id = id;
    CHECK_FAILS(cx, ST_CONFLICT, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
}

/* T13, R8: shown once, kept as an HMAC. */
BOTH(client__a_secret_is_256_bits_and_not_kept)
{
    Env e = env_open(cx, db);
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(cx);
    CHECK_I64((int64_t)e.secret.n, 43);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    sql_text(q, "SELECT mac FROM oauth_secret");
    CHECK_OK(cx, db_one(cx, tx, q, STR("secret"), &r));
    CHECK_I64((int64_t)db_blob(r, 0).n, SHA256_BYTES);
    CHECK(!str_contains(db_blob(r, 0), str_slice(e.secret, 0, 8)));
    CHECK(!str_eq(db_blob(r, 0), sha256(cx, e.secret)));
}

/* O15, A7, T11. */
BOTH(client__bad_metadata_is_named)
{
    Env e = env_open(cx, db);
    const Str good[] = { STR("https://b.example/cb") }, bad[] = { STR("javascript:alert(1)") };
    OauthClientNew rows[11];
    for (size_t i = 0; i < 11; i++)
        rows[i] = app(good);
    rows[0].name = STR("");
    rows[1].name = STR("Cl\xE2\x80\xAE"
                       "aims"); /* turns the text around */
    rows[2].redirect_uris = bad;
    rows[3].redirect_count = 0;
    rows[4].scope = STR("patient/Nothing.rs");
    rows[5].client_id = STR("a:b");
    rows[6].client_id = STR(OAUTH_DIRECT_CLIENT);
    rows[7].auth_method = STR("client_secret_basic"); /* without being confidential */
    rows[8].website = STR("http://b.example/");
    rows[9].name = STR("  ");
    rows[10].privacy_url = STR("https://b.example/\" onload=\"");
    static const char *const names[] = { "name",    "name",      "redirect_uri", "redirect_uri",
                                         "scope",   "client_id", "client_id",    "auth_method",
                                         "website", "name",      "privacy_url" };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    for (size_t i = 0; i < 11; i++) {
        CHECK_FAILS(cx, ST_INVALID, oauth_client_add(cx, tx, e.keys, 1, &rows[i], &id, &secret));
        CHECK_STR(cx->fault.where, str_of(names[i]));
    }
}

/* T3, O18. */
BOTH(client__an_origin_is_known_while_a_client_is_active)
{
    const Env e = env_open(cx, db);
    OauthPlan other = e.plan;
    OauthPlan closed = e.plan;
    other.num = 2;
    closed.sandbox = false;
    static const struct {
        const char *origin;
        bool known;
    } rows[] = {
        { "https://app.example", true },
        { "http://127.0.0.1:8081", true },
        { "http://app.example", false },
        { "https://app.example:8443", false },
        { "https://evil.example", false },
        { "null", false },
        { "", false },
    };
    DbTx *tx;
    bool known;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_OK(cx, oauth_origin_known(cx, tx, &e.plan, STR_NONE, str_of(rows[i].origin), &known));
        CHECK(known == rows[i].known);
        CHECK_OK(cx, oauth_origin_known(cx, tx, &other, STR_NONE, str_of(rows[i].origin), &known));
        CHECK(!known);
    }
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("sandbox")));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("vault"), STR("suspended")));
    CHECK_OK(cx, oauth_origin_known(cx, tx, &e.plan, STR_NONE, STR("https://app.example"), &known));
    CHECK(known);
    CHECK_OK(cx, oauth_origin_known(cx, tx, &closed, STR_NONE, STR("https://app.example"), &known));
    CHECK(!known);
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("suspended")));
    CHECK_OK(cx, oauth_origin_known(cx, tx, &e.plan, STR_NONE, STR("https://app.example"), &known));
    CHECK(!known);
}

/* T12. */
TEST(client_auth__basic_is_split_at_the_first_colon)
{
    Cx *cx = test_cx();
    Str user, password;
    CHECK_OK(cx, basic_decode(cx, STR("Basic YTpiOmM="), &user, &password)); /* a:b:c */
    CHECK_STR(user, STR("a"));
    CHECK_STR(password, STR("b:c"));
    CHECK_OK(cx, basic_decode(cx, STR("basic YSUzQWI6Yyt4"), &user, &password)); /* a%3Ab:c+x */
    CHECK_STR(user, STR("a:b"));
    CHECK_STR(password, STR("c x"));
    static const char *const bad[] = {
        "",           "Basic",       "Basic ",      "Basic YQ==",
        "Basic !!!!", "Bearer YTpi", "Basic YTpi=", "Basic YTolMDA="
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, basic_decode(cx, str_of(bad[i]), &user, &password));
}

static Str basic(const Env *e, Str id, Str secret)
{
    Str pair = arena_join(e->cx->mem, id, STR(":"), secret);
    return arena_join(e->cx->mem, STR("Basic "), base64_encode(e->cx, pair), STR_NONE);
}

#define BAD_CODE "grant_type=authorization_code&code=BAD_CODE&redirect_uri=x&code_verifier=y"

/* T6, T11, T33, threat 17. */
BOTH(client_auth__the_registered_method_alone)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    Str good = basic(&e, STR("vault"), e.secret);
    Str with_post =
        arena_printf(cx->mem, BAD_CODE "&client_id=vault&client_secret=%.*s", STR_ARG(e.secret));
    /* Proved: only the code is wrong (T5). */
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, good, STR(BAD_CODE), &out));
    CHECK_STR(out.client.client_id, STR("vault"));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, STR_NONE, STR(BAD_CODE "&client_id=app"), &out));
    const struct {
        Str authorization, body;
    } refused[] = {
        { STR_NONE, STR(BAD_CODE "&client_id=vault") }, /* sends none */
        { STR_NONE, with_post },                        /* another method */
        { basic(&e, STR("vault"), STR("wrong")), STR(BAD_CODE) },
        { basic(&e, STR("vault"), STR("")), STR(BAD_CODE) },
        { basic(&e, STR("nobody"), e.secret), STR(BAD_CODE) },
        { basic(&e, STR("app"), STR("")), STR(BAD_CODE) }, /* public, by Basic */
        { STR_NONE, STR(BAD_CODE "&client_id=nobody") },
        { STR_NONE, STR(BAD_CODE "&client_id=app&client_secret=x") },
        { STR_NONE, STR(BAD_CODE) },
    };
    Str detail = STR_NONE;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        CHECK_FAILS(cx, ST_CLIENT, env_token(&e, refused[i].authorization, refused[i].body, &out));
        CHECK(!detail.n || i + 1 == sizeof refused / sizeof *refused ||
              str_eq(detail, cx->fault.detail));
        detail = cx->fault.detail; /* one wording: T33 */
    }
    CHECK_FAILS(cx, ST_INVALID, env_token(&e, good, with_post, &out)); /* two at once */
    CHECK_FAILS(cx, ST_INVALID, env_token(&e, good, STR(BAD_CODE "&client_id=app"), &out));
}

/* T11. */
BOTH(client_auth__client_secret_post)
{
    Env e = env_open(cx, db);
    const Str uris[] = { STR(CALLBACK) };
    const OauthClientNew in = { .client_id = STR("poster"),
                                .name = STR("P"),
                                .confidential = true,
                                .auth_method = STR("client_secret_post"),
                                .redirect_uris = uris,
                                .redirect_count = 1,
                                .scope = STR("openid"),
                                .status = STR("approved") };
    Str id, secret;
    DbTx *tx;
    OauthTokenReply out;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
    Str body =
        arena_printf(cx->mem, BAD_CODE "&client_id=poster&client_secret=%.*s", STR_ARG(secret));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, STR_NONE, body, &out));
    CHECK_FAILS(cx, ST_CLIENT, env_token(&e, basic(&e, id, secret), STR(BAD_CODE), &out));
}

/* O18: a suspended app gets nothing, and what it has stops. */
BOTH(client__suspended_stops_everything)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR("offline_access+patient/*.rs")), out;
    Str handle, redirect;
    DbTx *tx;
    CHECK_OK(cx, env_access(&e, env_member(&e, &t, STR("access_token"))));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("suspended")));
    CHECK_OK(cx, db_commit(cx, tx));
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, env_member(&e, &t, STR("access_token"))));
    CHECK_FAILS(cx, ST_CLIENT, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &out));
    CHECK_FAILS(cx, ST_UNAUTHORIZED_CLIENT,
                env_authorize(&e, env_request(&e, STR("app"), STR("openid")), &handle, &redirect));
}

/* T13: while one secret replaces another both work, for as long as was said; never three. */
BOTH(client__two_secrets_while_one_replaces_the_other)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    Str two, three;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_secret_add(cx, tx, e.keys, 1, STR("vault"), 3600, &two));
    CHECK_FAILS(cx, ST_INVALID,
                oauth_client_secret_add(cx, tx, e.keys, 1, STR("app"), 3600, &three));
    CHECK_FAILS(cx, ST_NOT_FOUND,
                oauth_client_secret_add(cx, tx, e.keys, 1, STR("none"), 3600, &three));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_GRANT,
                env_token(&e, basic(&e, STR("vault"), e.secret), STR(BAD_CODE), &out));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, basic(&e, STR("vault"), two), STR(BAD_CODE), &out));
    cx->now_ms += 3600 * 1000;
    CHECK_FAILS(cx, ST_CLIENT,
                env_token(&e, basic(&e, STR("vault"), e.secret), STR(BAD_CODE), &out));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, basic(&e, STR("vault"), two), STR(BAD_CODE), &out));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_secret_add(cx, tx, e.keys, 1, STR("vault"), 3600, &three));
    CHECK_OK(cx, oauth_client_secret_add(cx, tx, e.keys, 1, STR("vault"), 3600, &three));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_CLIENT, env_token(&e, basic(&e, STR("vault"), two), STR(BAD_CODE), &out));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, basic(&e, STR("vault"), three), STR(BAD_CODE), &out));
}

/* T19, T20, O14: keys or their address, for private_key_jwt and nobody else; both judged before they are kept. */
BOTH(client__keys_are_given_one_way_and_judged)
{
    Env e = env_open(cx, db);
    const Str uris[] = { STR("https://b.example/cb") };
    Str id, secret;
    OauthClient c;
    DbTx *tx;
    OauthClientNew good = app(uris);
    good.confidential = true;
    good.auth_method = STR("private_key_jwt");
    OauthClientNew rows[13];
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        rows[i] = good;
    rows[1].jwks = signer_jwks(cx);
    rows[1].jwks_uri = STR("https://b.example/jwks");
    rows[2].jwks = STR("{\"keys\":[]}");
    rows[3].jwks = signer_set(cx, signer_private(cx, "ES384"));
    rows[4].jwks_uri = STR("http://b.example/jwks");
    rows[5].jwks_uri = STR("https://127.0.0.1/jwks");
    rows[6].jwks_uri = STR("https://[::1]/jwks");
    rows[7].jwks_uri = STR("https://user@b.example/jwks");
    rows[8].jwks = signer_jwks(cx);
    rows[8].signing_alg = STR("RS256");
    rows[9].jwks = signer_jwks(cx);
    rows[9].auth_method = STR("client_secret_basic");
    rows[10].jwks = signer_jwks(cx);
    rows[10].confidential = false; /* a key that proves is no public client's */
    rows[11].jwks = signer_jwks(cx);
    rows[11].system_ttl_s = 3601;
    rows[12].jwks = signer_jwks(cx);
    rows[12].redirect_count = 0; /* nor system/ scopes: it could never ask for anything */
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        CHECK_FAILS(cx, ST_INVALID, oauth_client_add(cx, tx, e.keys, 1, &rows[i], &id, &secret));
    OauthClientNew public = app(uris);
    public.resource_server = true; /* O3 */
    CHECK_FAILS(cx, ST_INVALID, oauth_client_add(cx, tx, e.keys, 1, &public, &id, &secret));
    good.jwks_uri = STR("https://b.example:8443/jwks.json?v=1");
    good.require_par = true;
    good.signing_alg = STR("ES384");
    good.system_ttl_s = 600;
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &good, &id, &secret));
    CHECK(secret.n == 0);
    CHECK_OK(cx, oauth_client_find(cx, tx, 1, id, &c));
    CHECK_STR(c.jwks_uri, good.jwks_uri);
    CHECK_STR(c.signing_alg, STR("ES384"));
    CHECK_STR(c.auth_method, STR("private_key_jwt"));
    CHECK(c.confidential && c.require_par && !c.resource_server && c.system_ttl_s == 600);
    CHECK_OK(cx, db_commit(cx, tx));
}
