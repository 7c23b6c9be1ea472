#include "base/clock.h"
#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"
#include "tests/unit/oauth/tricks.h"
#include "json/json.h"

#include <pthread.h>

#define META_AT(uri, more)                                                                         \
    "{\"client_name\":\"Claims\",\"redirect_uris\":[" uri "],"                                     \
    "\"token_endpoint_auth_method\":\"none\"" more "}"
#define META(more) META_AT("\"https://new.example/cb\"", more)

static Status reg(const Env *e, Str token, Str body, OauthRegistered *out)
{
    const Str names[] = { STR("Demo Health Plan") };
    const OauthRegisterAsk ask = {
        .body = body, .token = token, .reserved = names, .reserved_count = 1
    };
    return oauth_register(e->cx, e->db, &e->plan, e->keys, &ask, out);
}

static Str said(const Env *e, Str json, const char *name)
{
    JsonDoc *doc;
    CHECK_OK(e->cx, json_parse(e->cx, json, &doc));
    return json_get_str(json_root(doc), str_of(name));
}

static const JsonVal *value(const Env *e, Str json, const char *name)
{
    JsonDoc *doc;
    CHECK_OK(e->cx, json_parse(e->cx, json, &doc));
    return json_get(json_root(doc), str_of(name));
}

static OauthClient client(const Env *e, Str id)
{
    OauthClient c;
    DbTx *tx;
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_client_find(e->cx, tx, e->plan.num, id, &c));
    db_end(tx);
    return c;
}

static Str invite(const Env *e, const OauthInitialNew *in)
{
    Str token, id;
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_initial_add(e->cx, tx, e->plan.num, in, &token, &id));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
    return token;
}

/* O13: what is answered is what was stored, cut to what there is. */
BOTH(register__the_answer_is_the_effective_metadata)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    CHECK_OK(cx,
             reg(&e, STR_NONE,
                 STR("{\"client_name\":\"Claims\",\"redirect_uris\":[\"https://new.example/cb\","
                     "\"http://127.0.0.1/cb\"],\"token_endpoint_auth_method\":"
                     "\"client_secret_basic\",\"scope\":\"openid patient/*.cruds system/*.rs\","
                     "\"client_uri\":\"https://new.example/\",\"contacts\":[\"help@new.example\"],"
                     "\"policy_uri\":\"https://new.example/p\",\"software_id\":\"x\","
                     "\"logo_uri\":\"https://new.example/l.svg\",\"tos_uri\":null}"),
                 &out));
    const OauthClient c = client(&e, out.client_id);
    CHECK_STR(said(&e, out.json, "client_id"), out.client_id);
    CHECK_I64((int64_t)said(&e, out.json, "client_secret").n, 43);
    CHECK_STR(json_num(value(&e, out.json, "client_secret_expires_at")), STR("0"));
    CHECK_I64((int64_t)said(&e, out.json, "registration_access_token").n, 43);
    CHECK_STR(said(&e, out.json, "registration_client_uri"),
              arena_join(cx->mem, STR(ISSUER "/oauth/register/"), out.client_id, STR_NONE));
    CHECK(value(&e, out.json, "client_id_issued_at") != NULL);
    CHECK_STR(said(&e, out.json, "scope"), STR("openid patient/*.rs"));
    CHECK_STR(c.scope, STR("openid patient/*.rs"));
    CHECK_I64((int64_t)json_len(value(&e, out.json, "redirect_uris")), 2);
    CHECK_I64((int64_t)json_len(value(&e, out.json, "grant_types")), 1);
    CHECK_I64((int64_t)json_len(value(&e, out.json, "response_types")), 1);
    CHECK(!value(&e, out.json, "software_id") && !value(&e, out.json, "logo_uri"));
    CHECK_STR(c.status, STR("sandbox"));
    CHECK_STR(c.website, STR("https://new.example/"));
    CHECK_STR(c.support_email, STR("help@new.example"));
    CHECK_STR(c.privacy_url, STR("https://new.example/p"));
}

/* O13, T12. */
BOTH(register__a_public_app_has_no_secret)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    CHECK_OK(cx, reg(&e, STR_NONE, STR(META("")), &out));
    CHECK(!value(&e, out.json, "client_secret") &&
          !value(&e, out.json, "client_secret_expires_at"));
    CHECK_I64((int64_t)json_len(value(&e, out.json, "grant_types")), 2);
    CHECK(!client(&e, out.client_id).confidential);
}

/* O14. */
BOTH(register__what_is_wrong_is_named)
{
    const Env e = env_open(cx, db);
    static const struct {
        const char *body;
        Status st;
        const char *where;
    } rows[] = {
        { "", ST_CLIENT_METADATA, "body" },
        { "[]", ST_CLIENT_METADATA, "body" },
        { "{\"client_name\":\"a\",\"client_name\":\"b\"}", ST_CLIENT_METADATA, "body" },
        { META("") "x", ST_CLIENT_METADATA, "body" },
        { "{}", ST_REDIRECT_URI, "redirect_uris" },
        { "{\"redirect_uris\":\"https://a.example/\"}", ST_REDIRECT_URI, "redirect_uris" },
        { "{\"redirect_uris\":[1]}", ST_REDIRECT_URI, "redirect_uris" },
        { "{\"redirect_uris\":[]}", ST_REDIRECT_URI, "redirect_uris" },
        { "{\"redirect_uris\":[\"https://a.example/\"]}", ST_CLIENT_METADATA, "client_name" },
        { "{\"redirect_uris\":[\"https://a.example/\"],\"client_name\":\"a\"}", ST_CLIENT_METADATA,
          "token_endpoint_auth_method" },
        { "{\"redirect_uris\":[\"https://a.example/\"],\"client_name\":\"a\","
          "\"token_endpoint_auth_method\":\"tls_client_auth\"}",
          ST_CLIENT_METADATA, "token_endpoint_auth_method" },
        { META(",\"grant_types\":[\"implicit\"]"), ST_CLIENT_METADATA, "grant_types" },
        { META(",\"grant_types\":[\"refresh_token\"]"), ST_CLIENT_METADATA, "grant_types" },
        { META(",\"grant_types\":[]"), ST_CLIENT_METADATA, "grant_types" },
        { META(",\"grant_types\":\"authorization_code\""), ST_CLIENT_METADATA, "grant_types" },
        { META(",\"response_types\":[\"token\"]"), ST_CLIENT_METADATA, "response_types" },
        { META(",\"response_types\":[\"code\",\"token\"]"), ST_CLIENT_METADATA, "response_types" },
        { META(",\"response_types\":[]"), ST_CLIENT_METADATA, "response_types" },
        { META(",\"scope\":\"system/*.rs\""), ST_CLIENT_METADATA, "scope" },
        { META(",\"scope\":7"), ST_CLIENT_METADATA, "scope" },
        { META(",\"client_uri\":\"http://new.example\""), ST_CLIENT_METADATA, "client_uri" },
        { META(",\"policy_uri\":\"javascript:1\""), ST_CLIENT_METADATA, "policy_uri" },
        { META(",\"jwks\":{\"keys\":[]},\"jwks_uri\":\"https://a.example/k\""), ST_CLIENT_METADATA,
          "jwks" },
        { META(",\"jwks\":[]"), ST_CLIENT_METADATA, "jwks" },
        { META(",\"allowed_origins\":[\"https://a.example/\"]"), ST_CLIENT_METADATA,
          "allowed_origins" },
        { META(",\"allowed_origins\":[\"*\"]"), ST_CLIENT_METADATA, "allowed_origins" },
        { META(",\"allowed_origins\":[\"null\"]"), ST_CLIENT_METADATA, "allowed_origins" },
        { META(",\"allowed_origins\":[\"https://A.example\"]"), ST_CLIENT_METADATA,
          "allowed_origins" },
        { META(",\"allowed_origins\":[\"com.example.app:/x\"]"), ST_CLIENT_METADATA,
          "allowed_origins" },
        { META(",\"software_statement\":\"x\""), ST_SOFTWARE_STATEMENT, "software_statement" },
        { META(",\"software_statement\":7"), ST_SOFTWARE_STATEMENT, "software_statement" },
        { META(",\"software_statement\":\"a.b.c\""), ST_UNAPPROVED_STATEMENT,
          "software_statement" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        OauthRegistered out;
        CHECK_FAILS(cx, rows[i].st, reg(&e, STR_NONE, str_of(rows[i].body), &out));
        CHECK_STR(cx->fault.where, str_of(rows[i].where));
    }
}

static Str with_redirect(const Env *e, const char *uri)
{
    Buf *b = buf_new(e->cx, 8192);
    buf_put(b, STR("{\"client_name\":\"Claims\",\"token_endpoint_auth_method\":\"none\","
                   "\"redirect_uris\":["));
    buf_json(b, str_of(uri));
    buf_put(b, STR("]}"));
    return buf_str(b);
}

/* A7, O14, threat 8. */
BOTH(register__no_dangerous_redirect_is_registered)
{
    const Env e = env_open(cx, db);
    CHECK(sizeof trick_schemes / sizeof *trick_schemes >= 60);
    for (size_t i = 0; i < sizeof trick_schemes / sizeof *trick_schemes; i++) {
        OauthRegistered out;
        const Status st = reg(&e, STR_NONE, with_redirect(&e, trick_schemes[i]), &out);
        if (!forgive(cx, st, ST_REDIRECT_URI))
            FAIL(trick_schemes[i]);
    }
}

/* A4, A5, A6, threats 7 and 9: nothing is ever sent to an address that is nearly the registered one. */
BOTH(authorize__nearly_registered_addresses_get_no_redirect)
{
    const Env e = env_open(cx, db);
    for (size_t i = 0; i < sizeof trick_near / sizeof *trick_near; i++) {
        Buf *b = buf_new(cx, 8192);
        Str handle, redirect;
        buf_put(b, STR("client_id=app&state=x&response_type=code&redirect_uri="));
        buf_percent(b, str_of(trick_near[i]));
        const Status st = env_authorize(&e, buf_str(b), &handle, &redirect);
        if (!forgive(cx, st, ST_UNAUTHORIZED_CLIENT) || redirect.n || handle.n)
            FAIL(trick_near[i]);
    }
}

/* O13, threat 83: elsewhere than in a sandbox nobody registers unasked. */
BOTH(register__needs_a_token_outside_a_sandbox)
{
    Env e = env_open(cx, db);
    OauthRegistered out;
    e.plan.sandbox = false;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, reg(&e, STR_NONE, STR(META("")), &out));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, reg(&e, STR("wrong"), STR(META("")), &out));
    const Str token = invite(&e, &(OauthInitialNew){ .uses = 1, .ttl_ms = DAY_MS });
    CHECK_OK(cx, reg(&e, token, STR(META("")), &out));
    CHECK_STR(client(&e, out.client_id).status, STR("sandbox")); /* waits for an operator */
    CHECK_I64((int64_t)out.initial.n, 12);
}

/* O13: limited uses, an end, its own plan; a request that fails takes no use. */
BOTH(register__an_initial_token_is_worth_what_it_says)
{
    Env e = env_open(cx, db);
    OauthRegistered out;
    e.plan.sandbox = false;
    const Str token = invite(&e, &(OauthInitialNew){ .scope = STR("openid patient/Coverage.rs"),
                                                     .developer = STR("Acme"),
                                                     .approved = true,
                                                     .uses = 2,
                                                     .ttl_ms = DAY_MS });
    Env other = e;
    other.plan.num = 2;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, reg(&other, token, STR(META("")), &out));
    CHECK_FAILS(cx, ST_CLIENT_METADATA, reg(&e, token, STR("{"), &out));
    CHECK_FAILS(cx, ST_CLIENT_METADATA,
                reg(&e, token, STR(META(",\"scope\":\"patient/Claim.rs\"")), &out));
    CHECK_OK(cx, reg(&e, token, STR(META(",\"scope\":\"openid patient/*.rs\"")), &out));
    const OauthClient c = client(&e, out.client_id);
    CHECK_STR(c.scope, STR("openid patient/Coverage.rs")); /* S15 */
    CHECK_STR(c.developer, STR("Acme"));
    CHECK_STR(c.status, STR("approved"));
    CHECK_OK(cx, reg(&e, token, STR(META("")), &out));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, reg(&e, token, STR(META("")), &out));
    DbTx *tx;
    Str back, id;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_initial_add(cx, tx, e.plan.num,
                                   &(OauthInitialNew){ .uses = 5, .ttl_ms = DAY_MS }, &back, &id));
    CHECK_FAILS(cx, ST_NOT_FOUND, oauth_initial_end(cx, tx, 2, id));
    CHECK_OK(cx, oauth_initial_end(cx, tx, e.plan.num, id));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, reg(&e, back, STR(META("")), &out));
    const Str late = invite(&e, &(OauthInitialNew){ .uses = 5, .ttl_ms = DAY_MS });
    cx->now_ms += DAY_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, reg(&e, late, STR(META("")), &out));
}

/* R8: of a token the hash alone is kept. */
BOTH(register__tokens_are_not_kept)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    DbTx *tx;
    DbRows *r;
    const Str token = invite(&e, &(OauthInitialNew){ .uses = 2, .ttl_ms = DAY_MS });
    CHECK_OK(cx, reg(&e, token, STR(META("")), &out));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT i.hash, r.hash FROM oauth_initial i JOIN oauth_registration r"
                " ON r.plan = i.plan");
    CHECK_OK(cx, db_one(cx, tx, q, STR("hash"), &r));
    CHECK(str_eq(db_blob(r, 0), sha256(cx, token)));
    CHECK(str_eq(db_blob(r, 1), sha256(cx, said(&e, out.json, "registration_access_token"))));
}

/* O13: an app without refresh_token is never given one. */
BOTH(register__without_the_refresh_grant_there_is_no_offline_access)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    CHECK_OK(
        cx,
        reg(&e, STR_NONE,
            STR(META(",\"grant_types\":[\"authorization_code\"],\"scope\":\"openid offline_access"
                     " patient/*.rs\"")),
            &out));
    CHECK_STR(said(&e, out.json, "scope"), STR("openid patient/*.rs"));
    CHECK_I64((int64_t)json_len(value(&e, out.json, "grant_types")), 1);
}

/* O15, threat 63. */
BOTH(register__no_app_takes_the_plan_s_name)
{
    const Env e = env_open(cx, db);
    static const char *const rows[] = {
        "Demo Health Plan",
        "My demo  health plan",
        "DemoHealthPlan",
        "D\xC3\xA9mo Health-Plan App",
        "Dem0 Health P1an",
        "Medicare Helper",
        "MyMedicare",
        "Medlcare",
        "M3dicare",
        "Medicaid+",
        "Verified Claims",
        "Official Claims",
        "The CMS App",
        "",
        " ",
        "Claims\xE2\x80\x8B",
        ("Cl\xE2\x80\xAE"
         "aims"),
        "Cl\xD0\xB0ims",
        "1234567890123456789012345678901234567890123456789012345678901",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        OauthRegistered out;
        Buf *b = buf_new(cx, 8192);
        buf_put(b, STR("{\"redirect_uris\":[\"https://a.example/\"],\"token_endpoint_auth_method\":"
                       "\"none\",\"client_name\":"));
        buf_json(b, str_of(rows[i]));
        buf_char(b, '}');
        const Status st = reg(&e, STR_NONE, buf_str(b), &out);
        if (!forgive(cx, st, ST_CLIENT_METADATA))
            FAIL(rows[i]);
    }
    OauthRegistered out;
    CHECK_OK(cx,
             reg(&e, STR_NONE,
                 STR("{\"redirect_uris\":[\"https://a.example/\"],\"token_endpoint_auth_method\":"
                     "\"none\",\"client_name\":\"Salud Día 24 - Gesundheit\"}"),
                 &out));
}

static Status read_back(const Env *e, Str id, Str token, Str *json)
{
    DbTx *tx;
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    const Status st = oauth_registration_read(e->cx, tx, &e->plan, id, token, json);
    db_end(tx);
    return st;
}

static Status end(const Env *e, Str id, Str token)
{
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    const Status st = oauth_registration_end(e->cx, tx, &e->plan, id, token);
    if (st == ST_OK)
        return db_commit(e->cx, tx);
    db_end(tx);
    return st;
}

/* O13, RFC 7592 s.2.1: the same again, without the secret that was shown once (T13). */
BOTH(registration__is_read_with_its_own_token)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    Str json;
    CHECK_OK(cx,
             reg(&e, STR_NONE,
                 STR("{\"client_name\":\"Claims\",\"redirect_uris\":[\"https://new.example/cb\"],"
                     "\"token_endpoint_auth_method\":\"client_secret_post\","
                     "\"allowed_origins\":[\"https://ui.example\"]}"),
                 &out));
    const Str token = said(&e, out.json, "registration_access_token");
    CHECK_OK(cx, read_back(&e, out.client_id, token, &json));
    CHECK(!value(&e, json, "client_secret"));
    CHECK_STR(said(&e, json, "registration_access_token"), token);
    CHECK_STR(said(&e, json, "client_name"), STR("Claims"));
    CHECK_I64((int64_t)json_len(value(&e, json, "allowed_origins")), 1);
}

/* O13, O16, threat 83. */
BOTH(registration__a_foreign_token_opens_nothing)
{
    const Env e = env_open(cx, db);
    OauthRegistered a, b;
    Str json;
    CHECK_OK(cx, reg(&e, STR_NONE, STR(META("")), &a));
    CHECK_OK(cx, reg(&e, STR_NONE, STR(META("")), &b));
    const Str token = said(&e, b.json, "registration_access_token");
    Env other = e;
    other.plan.num = 2;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, read_back(&e, a.client_id, token, &json));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, read_back(&e, STR("app"), token, &json));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, read_back(&other, b.client_id, token, &json));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, read_back(&e, b.client_id, STR(""), &json));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, end(&e, a.client_id, token));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, end(&other, b.client_id, token));
    CHECK_STR(client(&e, a.client_id).status, STR("sandbox"));
}

/* O16, O18, RFC 7592 s.2.3: client, secrets and grants end at once, and nobody revives them. */
BOTH(registration__its_end_ends_all)
{
    Env e = env_open(cx, db);
    OauthRegistered out;
    OauthTokenReply reply;
    DbTx *tx;
    Str again, secret;
    CHECK_OK(cx, reg(&e, STR_NONE,
                     STR("{\"client_name\":\"Claims\",\"redirect_uris\":[\"" CALLBACK "\"],"
                         "\"token_endpoint_auth_method\":\"none\"}"),
                     &out));
    const Str code = env_code(&e, out.client_id, STR("patient/*.rs offline_access"));
    const Str body =
        arena_printf(cx->mem,
                     "grant_type=authorization_code&client_id=%.*s&redirect_uri=" CALLBACK
                     "&code_verifier=" VERIFIER "&code=%.*s",
                     STR_ARG(out.client_id), STR_ARG(code));
    CHECK_OK(cx, env_token(&e, STR_NONE, body, &reply));
    const Str access = env_member(&e, &reply, STR("access_token"));
    CHECK_OK(cx, env_access(&e, access));
    const Str token = said(&e, out.json, "registration_access_token");
    CHECK_OK(cx, end(&e, out.client_id, token));
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, access));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, end(&e, out.client_id, token));
    CHECK_FAILS(
        cx, ST_UNAUTHORIZED_CLIENT,
        env_authorize(&e, env_request(&e, out.client_id, STR("patient/*.rs")), &again, &secret));
    OauthGrant *grants;
    size_t count;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_grants_of(cx, tx, 1, STR("acc1"), &grants, &count));
    CHECK_I64((int64_t)count, 0);
    CHECK_FAILS(cx, ST_NOT_FOUND,
                oauth_client_set_status(cx, tx, 1, out.client_id, STR("approved")));
    const Str uris[] = { STR(CALLBACK) };
    const OauthClientNew in = {
        .client_id = out.client_id, .name = STR("x"), .redirect_uris = uris, .redirect_count = 1
    };
    CHECK_FAILS(cx, ST_CONFLICT, oauth_client_add(cx, tx, e.keys, 1, &in, &again, &secret));
    db_end(tx);
}

/* O13, R1: what anybody may do is bounded, whatever the addresses it comes from. */
BOTH(register__a_day_has_an_end)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    DbTx *tx;
    Str token;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    for (unsigned i = 0; i < LIMIT_CLIENTS_UNASKED; i++)
        CHECK_OK(cx, registration_insert(cx, tx, 1, arena_printf(cx->mem, "c%u", i), true, &token));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_TOO_MANY, reg(&e, STR_NONE, STR(META("")), &out));
    const Str asked = invite(&e, &(OauthInitialNew){ .uses = 1, .ttl_ms = DAY_MS });
    CHECK_OK(cx, reg(&e, asked, STR(META("")), &out));
    cx->now_ms += DAY_MS;
    CHECK_OK(cx, reg(&e, STR_NONE, STR(META("")), &out));
}

/* O13, R1: who ends what was registered has had the place in the day's count all the same. */
BOTH(register__what_ended_counts_for_the_day)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    DbTx *tx;
    Str token;
    CHECK_OK(cx, reg(&e, STR_NONE, STR(META("")), &out));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    for (unsigned i = 1; i < LIMIT_CLIENTS_UNASKED; i++)
        CHECK_OK(cx, registration_insert(cx, tx, 1, arena_printf(cx->mem, "c%u", i), true, &token));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx, end(&e, out.client_id, said(&e, out.json, "registration_access_token")));
    CHECK_FAILS(cx, ST_TOO_MANY, reg(&e, STR_NONE, STR(META("")), &out));
}

/* T3, O14: origins that the app named count, of the active app alone and in its plan alone. */
BOTH(register__named_origins_are_known)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    OauthPlan other = e.plan;
    DbTx *tx;
    bool known;
    other.num = 2;
    CHECK_OK(cx,
             reg(&e, STR_NONE,
                 STR(META(",\"allowed_origins\":[\"https://ui.example\",\"http://localhost:3000\","
                          "\"https://ui.example\"]")),
                 &out));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_origin_known(cx, tx, &e.plan, STR_NONE, STR("https://ui.example"), &known));
    CHECK(known);
    CHECK_OK(cx, oauth_origin_known(cx, tx, &e.plan, out.client_id, STR("http://localhost:3000"),
                                    &known));
    CHECK(known);
    CHECK_OK(cx,
             oauth_origin_known(cx, tx, &e.plan, STR("app"), STR("https://ui.example"), &known));
    CHECK(!known);
    CHECK_OK(cx, oauth_origin_known(cx, tx, &other, STR_NONE, STR("https://ui.example"), &known));
    CHECK(!known);
}

/* T3: as browsers write an origin (RFC 6454 s.6.1). */
TEST(redirect__a_script_s_origin_is_written_one_way)
{
    Cx *cx = test_cx();
    CHECK_STR(redirect_script_origin(cx, STR("https://App.Example:443/Cb")),
              STR("https://app.example"));
    CHECK_STR(redirect_script_origin(cx, STR("http://localhost:80/")), STR("http://localhost"));
    CHECK_STR(redirect_script_origin(cx, STR("http://127.0.0.1:8081/cb")),
              STR("http://127.0.0.1:8081"));
    CHECK_STR(redirect_script_origin(cx, STR("https://app.example:80/")),
              STR("https://app.example:80"));
}

static Str by_key(Cx *cx, Str more)
{
    return arena_join(
        cx->mem,
        STR("{\"client_name\":\"Claims\",\"redirect_uris\":[\"https://new.example/cb\"],"
            "\"token_endpoint_auth_method\":\"private_key_jwt\""),
        more, STR("}"));
}

/* O14, T16, T19: keys given or published, one of the two, echoed as they were stored; no secret. */
BOTH(register__an_app_that_signs)
{
    const Env e = env_open(cx, db);
    OauthRegistered out;
    Str json;
    CHECK_FAILS(cx, ST_CLIENT_METADATA, reg(&e, STR_NONE, by_key(cx, STR("")), &out));
    CHECK_STR(cx->fault.where, STR("jwks"));
    CHECK_FAILS(cx, ST_CLIENT_METADATA,
                reg(&e, STR_NONE, by_key(cx, STR(",\"jwks\":{\"keys\":[]}")), &out));
    CHECK_FAILS(cx, ST_CLIENT_METADATA,
                reg(&e, STR_NONE, by_key(cx, STR(",\"jwks_uri\":\"http://a.example/k\"")), &out));
    CHECK_FAILS(cx, ST_CLIENT_METADATA,
                reg(&e, STR_NONE, STR(META(",\"jwks_uri\":\"https://a.example/k\"")), &out));
    CHECK_FAILS(cx, ST_CLIENT_METADATA,
                reg(&e, STR_NONE,
                    by_key(cx, STR(",\"jwks_uri\":\"https://a.example/k\","
                                   "\"token_endpoint_auth_signing_alg\":\"none\"")),
                    &out));
    CHECK_STR(cx->fault.where, STR("token_endpoint_auth_signing_alg"));
    CHECK_OK(cx, reg(&e, STR_NONE,
                     by_key(cx, STR(",\"jwks_uri\":\"https://a.example/k\","
                                    "\"token_endpoint_auth_signing_alg\":\"ES384\"")),
                     &out));
    CHECK_STR(said(&e, out.json, "jwks_uri"), STR("https://a.example/k"));
    CHECK_STR(said(&e, out.json, "token_endpoint_auth_signing_alg"), STR("ES384"));
    CHECK(!value(&e, out.json, "client_secret"));
    CHECK_OK(cx, reg(&e, STR_NONE,
                     by_key(cx, arena_join(cx->mem, STR(",\"jwks\":"), signer_jwks(cx), STR(""))),
                     &out));
    CHECK_OK(cx,
             read_back(&e, out.client_id, said(&e, out.json, "registration_access_token"), &json));
    CHECK_I64((int64_t)json_len(json_get(value(&e, json, "jwks"), STR("keys"))),
              (int64_t)json_len(json_get(value(&e, out.json, "jwks"), STR("keys"))));
    CHECK(json_len(json_get(value(&e, json, "jwks"), STR("keys"))) > 0);
    CHECK_STR(client(&e, out.client_id).auth_method, STR("private_key_jwt"));
}

/* Rows of the client in all tables that it has rows in while it lives. */
static int64_t rows_of(const Env *e, Str id)
{
    static const char *const counts[] = {
        "SELECT COUNT(*) FROM oauth_client_group WHERE client_id = ",
        "SELECT COUNT(*) FROM oauth_jti WHERE client_id = ",
        "SELECT COUNT(*) FROM oauth_origin WHERE client_id = ",
        "SELECT COUNT(*) FROM oauth_redirect WHERE client_id = ",
        "SELECT COUNT(*) FROM oauth_secret WHERE client_id = ",
    };
    int64_t n = 0;
    DbTx *tx;
    DbRows *r;
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        Sql *q = sql_new(e->cx);
        sql_text(q, counts[i]);
        sql_bind_str(q, id);
        CHECK_OK(e->cx, db_one(e->cx, tx, q, STR("count"), &r));
        n += db_i64(r, 0);
    }
    db_end(tx);
    return n;
}

/* O16: of an app that ended nothing stays but who it was. */
BOTH(registration__nothing_is_left_but_the_name)
{
    const Env e = env_open(cx, db);
    static const char *const methods[] = {
        "\"private_key_jwt\",\"jwks_uri\":\"https://a.example/k\","
        "\"token_endpoint_auth_signing_alg\":\"ES384\"",
        "\"client_secret_basic\"",
    };
    for (size_t i = 0; i < 2; i++) {
        OauthRegistered out;
        const Str body = arena_printf(
            cx->mem,
            "{\"client_name\":\"Claims\",\"redirect_uris\":[\"https://new.example/cb\","
            "\"https://new.example/b\"],\"allowed_origins\":[\"https://ui.example\"],"
            "\"client_uri\":\"https://new.example/\",\"contacts\":[\"a@new.example\"],"
            "\"token_endpoint_auth_method\":%s}",
            methods[i]);
        CHECK_OK(cx, reg(&e, STR_NONE, body, &out));
        CHECK(rows_of(&e, out.client_id) >= 3);
        CHECK_OK(cx, end(&e, out.client_id, said(&e, out.json, "registration_access_token")));
        CHECK_I64(rows_of(&e, out.client_id), 0);
        const OauthClient c = client(&e, out.client_id);
        CHECK_STR(c.status, STR("removed"));
        CHECK_STR(c.name, STR("Claims")); /* members see it in what they shared once */
        CHECK(!c.jwks.n && !c.jwks_uri.n && !c.signing_alg.n && !c.scope.n && !c.website.n &&
              !c.privacy_url.n && !c.support_email.n);
    }
}

static bool is_there(const Env *e, Str id)
{
    OauthClient c;
    DbTx *tx;
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    const Status st = oauth_client_find(e->cx, tx, e->plan.num, id, &c);
    db_end(tx);
    CHECK(st == ST_OK || forgive(e->cx, st, ST_NOT_FOUND));
    return st == ST_OK;
}

static void sweep(const Env *e)
{
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_sweep(e->cx, tx, e->plan.num));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

/* O13: what strangers register does not grow for ever. What was used once, what somebody let in or judged
 * stays. */
BOTH(sweep__takes_apps_of_strangers_that_nobody_used)
{
    enum { UNUSED, USED, ASKED, APPROVED, SUSPENDED, ENDED, YOUNG, APPS };
    const Env e = env_open(cx, db);
    OauthRegistered out[APPS];
    DbTx *tx;
    const Str asked = invite(&e, &(OauthInitialNew){ .uses = 1, .ttl_ms = DAY_MS });
    for (int i = 0; i < YOUNG; i++)
        CHECK_OK(cx,
                 reg(&e, i == ASKED ? asked : STR_NONE,
                     i == USED ? STR(META_AT("\"" CALLBACK "\"", "")) : STR(META("")), &out[i]));
    (void)env_code(&e, out[USED].client_id, STR("patient/*.rs"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx,
             oauth_client_set_status(cx, tx, e.plan.num, out[APPROVED].client_id, STR("approved")));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, e.plan.num, out[SUSPENDED].client_id,
                                         STR("suspended")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx,
             end(&e, out[ENDED].client_id, said(&e, out[ENDED].json, "registration_access_token")));
    cx->now_ms += LIMIT_UNUSED_DAYS * DAY_MS;
    CHECK_OK(cx, reg(&e, STR_NONE, STR(META("")), &out[YOUNG]));
    sweep(&e);
    for (int i = 0; i < APPS; i++)
        CHECK(is_there(&e, out[i].client_id));
    cx->now_ms += 1;
    sweep(&e);
    for (int i = 0; i < APPS; i++)
        CHECK(is_there(&e, out[i].client_id) == (i != UNUSED && i != ENDED));
    CHECK_I64(rows_of(&e, out[UNUSED].client_id), 0);
    CHECK(rows_of(&e, out[USED].client_id) > 0);
    CHECK_FAILS(
        cx, ST_UNAUTHENTICATED,
        end(&e, out[UNUSED].client_id, said(&e, out[UNUSED].json, "registration_access_token")));
}

/* ---- two at once ------------------------------------------------------------------------------------ */

typedef struct Turn { /* a transaction of its own, as another node or a command would have */
    Env env;
    Str id;
    Status (*act)(Cx *cx, DbTx *tx, int64_t plan, Str id);
    Status st;
} Turn;

static Status act_approve(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    return oauth_client_set_status(cx, tx, plan, id, STR("approved"));
}

static Status act_grant(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Grant g = { .client_id = id, .scope = STR("patient/*.rs") };
    TRY(client_used(cx, tx, plan, id));
    return grant_insert(cx, tx, plan, &g);
}

static Status act_sweep(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    (void)id;
    return oauth_sweep(cx, tx, plan);
}

static Status turn_take(Cx *cx, const Turn *t)
{
    DbTx *tx;
    TRY(db_write(cx, t->env.db, DB_STATE, &tx));
    TRY(t->act(cx, tx, t->env.plan.num, t->id));
    return db_commit(cx, tx);
}

static void *turn_run(void *arg)
{
    Turn *t = arg;
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = t->env.cx->now_ms };
    t->st = turn_take(&cx, t);
    arena_free(cx.mem);
    return NULL;
}

/* True when somebody waits for a row of the database; an embedded store lets nobody in so far. */
static bool somebody_waits(const Env *e)
{
    DbTx *tx;
    DbRows *r;
    if (db_engine(e->db) == DB_SQLITE)
        return true;
    Sql *q = sql_new(e->cx);
    sql_text(q, "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                " AND datname = current_database()");
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, db_one(e->cx, tx, q, STR("count"), &r));
    const bool waits = db_i64(r, 0) > 0;
    db_end(tx);
    return waits;
}

/* first acts, second comes while it is not committed yet: the status second ends with. */
static Status meet(const Env *e, Str id, Status (*first)(Cx *cx, DbTx *tx, int64_t plan, Str id),
                   Status (*second)(Cx *cx, DbTx *tx, int64_t plan, Str id))
{
    Turn t = { .env = *e, .id = id, .act = second };
    pthread_t thread;
    DbTx *tx;
    const int64_t until_us = clock_mono_us() + 1500000; /* it waits for 2 s */
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, first(e->cx, tx, e->plan.num, id));
    CHECK(pthread_create(&thread, NULL, turn_run, &t) == 0);
    while (!somebody_waits(e) && clock_mono_us() < until_us)
        continue;
    CHECK_OK(e->cx, db_commit(e->cx, tx));
    (void)pthread_join(thread, NULL);
    return t.st;
}

static Str old_app(const Env *e)
{
    OauthRegistered out;
    CHECK_OK(e->cx, reg(e, STR_NONE, STR(META("")), &out));
    e->cx->now_ms += LIMIT_UNUSED_DAYS * DAY_MS + 1;
    return out.client_id;
}

/* O13, O17: an app that is approved or used while it is swept is there or is not, never half. */
BOTH(sweep__meets_who_approves_or_uses_an_app)
{
    const Env e = env_open(cx, db);
    static Status (*const others[])(Cx *, DbTx *, int64_t, Str) = { act_approve, act_grant };
    for (int i = 0; i < 2; i++) {
        const Str id = old_app(&e);
        const int64_t parts = rows_of(&e, id);
        CHECK_I64(meet(&e, id, others[i], act_sweep), ST_OK);
        CHECK(is_there(&e, id));
        CHECK(parts > 0 && rows_of(&e, id) == parts);
    }
    for (int i = 0; i < 2; i++) {
        const Str id = old_app(&e);
        CHECK_I64(meet(&e, id, act_sweep, others[i]), ST_NOT_FOUND);
        CHECK(!is_there(&e, id));
    }
}
