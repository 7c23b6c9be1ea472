#include "base/codec.h"
#include "oauth/oauth_int.h"
#include "tests/unit/oauth/env.h"

#include <pthread.h>

#define OFFLINE "openid+fhirUser+offline_access+patient/*.rs"

/* T21, T23, T30, S14, S17, A27. M16: it says of the sign-in what it was, a mailed code, and no level of assurance. */
BOTH(token__a_code_becomes_tokens)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    JsonDoc *doc;
    Str claims;
    CHECK_OK(cx, json_parse(cx, t.json, &doc));
    const JsonVal *root = json_root(doc);
    CHECK_STR(json_get_str(root, STR("token_type")), STR("Bearer"));
    CHECK_STR(json_num(json_get(root, STR("expires_in"))), STR("3600"));
    CHECK_STR(json_get_str(root, STR("scope")), STR("openid fhirUser offline_access patient/*.rs"));
    CHECK_STR(json_get_str(root, STR("patient")), STR("rosa"));
    CHECK_I64((int64_t)json_get_str(root, STR("access_token")).n, 43);
    CHECK_I64((int64_t)json_get_str(root, STR("refresh_token")).n, 43);
    CHECK(t.event == OAUTH_EVENT_CODE_REDEEMED && t.origin_ok && t.compartment == 7);
    CHECK_OK(cx, jwt_open(cx, e.keys, json_get_str(root, STR("id_token")), &claims));
    CHECK_OK(cx, json_parse(cx, claims, &doc));
    const JsonVal *c = json_root(doc);
    CHECK_STR(json_get_str(c, STR("iss")), STR(ISSUER)); /* D7 */
    CHECK_STR(json_get_str(c, STR("aud")), STR("app"));
    CHECK_STR(json_get_str(c, STR("nonce")), STR("n0nce"));
    CHECK_STR(json_get_str(c, STR("fhirUser")), STR(ISSUER "/fhir/Patient/rosa"));
    CHECK_STR(json_get_str(c, STR("acr")), STR("urn:postern:acr:mailed-code"));
    CHECK(json_len(json_get(c, STR("amr"))) == 1 && str_contains(claims, STR("\"amr\":[\"otp\"]")));
    CHECK_STR(json_num(json_get(c, STR("auth_time"))), STR("1767225600"));
    CHECK_STR(json_num(json_get(c, STR("exp"))), STR("1767229200"));
    Str sub = json_get_str(c, STR("sub"));
    CHECK(sub.n == 43 && !str_contains(claims, STR("acc1")) &&
          !str_contains(claims, STR("name\"")));
    unsigned char hash[SHA256_BYTES];
    sha256_into(json_get_str(root, STR("access_token")), hash);
    CHECK_STR(json_get_str(c, STR("at_hash")),
              base64url_encode(cx, (Str){ (const char *)hash, 16 }));
}

/* S16, S17: what was not granted is not sent, and never null. */
BOTH(token__sends_only_what_was_granted)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR("patient/Patient.rs"));
    CHECK(!str_contains(t.json, STR("refresh_token")) && !str_contains(t.json, STR("id_token")));
    CHECK(!str_contains(t.json, STR("null")));
}

/* T24: another app's identifier of the same person is another. */
TEST(token__sub_is_pairwise_and_stable)
{
    Cx *cx = test_cx();
    const Keys *k = env_keys();
    Str a = oauth_sub(cx, k, 1, STR("a.example"), STR("acc1"));
    CHECK_STR(oauth_sub(cx, k, 1, STR("a.example"), STR("acc1")), a);
    CHECK(!str_eq(oauth_sub(cx, k, 1, STR("b.example"), STR("acc1")), a));
    CHECK(!str_eq(oauth_sub(cx, k, 2, STR("a.example"), STR("acc1")), a));
    CHECK(!str_eq(oauth_sub(cx, k, 1, STR("a.example"), STR("acc2")), a));
}

/* T1, T4, T26, T34. */
BOTH(token__refuses_what_is_no_token_request)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    static const struct {
        const char *body;
        Status st;
    } rows[] = {
        { "client_id=app", ST_INVALID },
        { "grant_type=&client_id=app", ST_INVALID },
        { "grant_type=password&client_id=app", ST_GRANT_TYPE },
        { "grant_type=implicit&client_id=app", ST_GRANT_TYPE },
        { "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=app",
          ST_GRANT_TYPE },
        { "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&client_id=app",
          ST_GRANT_TYPE },
        { "grant_type=client_credentials&client_id=app", ST_UNAUTHORIZED_CLIENT }, /* O20 */
        { "grant_type=authorization_code&client_id=app", ST_INVALID },
        { "grant_type=refresh_token&client_id=app", ST_INVALID },
        { "grant_type=refresh_token&grant_type=refresh_token&client_id=app&refresh_token=x",
          ST_INVALID },
        { "grant_type=refresh_token&client_id=app&refresh_token=x&refresh_token=y", ST_INVALID },
        { "grant_type=refresh_token&client_id=app&refresh_token=x", ST_GRANT }, /* T26 */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_FAILS(cx, rows[i].st, env_token(&e, STR_NONE, str_of(rows[i].body), &out));
    HttpField json = { STR("Content-Type"), STR("application/json") };
    HttpRequest rq = {
        .method = HTTP_POST, .headers = &json, .header_count = 1, .body = STR("{}")
    };
    CHECK_FAILS(cx, ST_MEDIA_TYPE, oauth_token(cx, db, &e.plan, e.keys, &rq, &out));
    rq.query = STR("grant_type=refresh_token");
    CHECK_FAILS(cx, ST_INVALID, oauth_token(cx, db, &e.plan, e.keys, &rq, &out));
    rq.method = HTTP_GET;
    CHECK_FAILS(cx, ST_METHOD, oauth_token(cx, db, &e.plan, e.keys, &rq, &out));
}

static Status redeem_with(const Env *e, const char *client, const char *uri, const char *verifier,
                          Str code)
{
    OauthTokenReply out;
    return env_token(e, STR_NONE,
                     arena_printf(e->cx->mem,
                                  "grant_type=authorization_code&client_id=%s&redirect_uri=%s"
                                  "&code_verifier=%s&code=%.*s",
                                  client, uri, verifier, STR_ARG(code)),
                     &out);
}

/* A27, T5, T7, T8, T10, threats 1 and 5: one try, and it is gone. */
BOTH(code__a_wrong_redemption_burns_it)
{
    Env e = env_open(cx, db);
    const Str uris[] = { STR(CALLBACK) };
    const OauthClientNew in = { .client_id = STR("other"),
                                .name = STR("O"),
                                .redirect_uris = uris,
                                .redirect_count = 1,
                                .scope = STR("openid"),
                                .status = STR("approved") };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
    static const struct {
        const char *client, *uri, *verifier;
    } rows[] = {
        { "app", CALLBACK, "" },
        { "app", CALLBACK, CHALLENGE },
        { "app", CALLBACK, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX" },
        { "app", CALLBACK "/", VERIFIER },
        { "app", "", VERIFIER },
        { "other", CALLBACK, VERIFIER },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str code = env_code(&e, STR("app"), STR("openid"));
        CHECK_FAILS(cx, ST_GRANT,
                    redeem_with(&e, rows[i].client, rows[i].uri, rows[i].verifier, code));
        CHECK_FAILS(cx, ST_GRANT, redeem_with(&e, "app", CALLBACK, VERIFIER, code));
    }
}

#define VERIFIER_2 "M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag"

/* T7, T8, threat 2: codes of two sessions, each put into the other: both fail, and both are gone. */
BOTH(code__of_another_session_is_no_code_of_this_one)
{
    Env e = env_open(cx, db);
    const Str mine = env_request(&e, STR("app"), STR("openid"));
    const Str hash = base64url_encode(cx, sha256(cx, STR(VERIFIER_2)));
    const size_t from = (size_t)(strstr(mine.p, CHALLENGE) - mine.p);
    const Str theirs =
        arena_join(cx->mem, str_slice(mine, 0, from), hash, str_from(mine, from + hash.n));
    Str a = env_code_for(&e, mine), b = env_code_for(&e, theirs);
    CHECK_FAILS(cx, ST_GRANT, redeem_with(&e, "app", CALLBACK, VERIFIER_2, a));
    CHECK_FAILS(cx, ST_GRANT, redeem_with(&e, "app", CALLBACK, VERIFIER, b));
    CHECK_FAILS(cx, ST_GRANT, redeem_with(&e, "app", CALLBACK, VERIFIER, a));
    CHECK_FAILS(cx, ST_GRANT, redeem_with(&e, "app", CALLBACK, VERIFIER_2, b));
    a = env_code_for(&e, mine), b = env_code_for(&e, theirs);
    CHECK_OK(cx, redeem_with(&e, "app", CALLBACK, VERIFIER, a));
    CHECK_OK(cx, redeem_with(&e, "app", CALLBACK, VERIFIER_2, b));
}

/* T22, T30: tokens say nothing by themselves, and nothing is sent that is empty. */
BOTH(token__is_opaque_and_has_no_empty_context)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    static const char *const names[] = { "access_token", "refresh_token" };
    for (size_t i = 0; i < 2; i++) {
        const Str token = env_member(&e, &t, str_of(names[i]));
        CHECK(token.n == 43 && str_find(token, '.') == token.n);
    }
    CHECK(!str_contains(t.json, STR("fhirContext")) && !str_contains(t.json, STR("encounter")));
}

static Str told(const Env *e, Status st, Status want)
{
    CHECK_FAILS(e->cx, want, st);
    return arena_join(e->cx->mem, e->cx->fault.where, STR("|"), e->cx->fault.detail);
}

/* C10, T26: an app is not told why; unknown, revoked, ended by the member and expired are one. */
BOTH(token__the_app_is_not_told_why)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
    const Str access = env_member(&e, &t, STR("access_token"));
    const Str refresh = env_member(&e, &t, STR("refresh_token"));
    DbTx *tx;
    const Str unknown = told(&e, env_access(&e, STR("nothing")), ST_UNAUTHENTICATED);
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_grant_end(cx, tx, 1, STR("acc1"), t.grant, STR("member")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_STR(told(&e, env_access(&e, access), ST_UNAUTHENTICATED), unknown);
    const Str never = told(&e, env_refresh(&e, STR("nothing"), &out), ST_GRANT);
    CHECK_STR(told(&e, env_refresh(&e, refresh, &out), ST_GRANT), never);
    CHECK_STR(status_row(ST_GRANT)->oauth, STR("invalid_grant"));
    t = env_tokens(&e, STR(OFFLINE));
    cx->now_ms += 3600 * 1000;
    CHECK_STR(told(&e, env_access(&e, env_member(&e, &t, STR("access_token"))), ST_UNAUTHENTICATED),
              unknown);
}

/* C10: nor by its code, when she stopped it within the minute. */
BOTH(code__the_app_is_not_told_why)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    OauthEnded ended;
    DbTx *tx;
    const Str code = env_code(&e, STR("app"), STR(OFFLINE));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_connection_end_next(cx, tx, 1, STR("acc1"), STR("member"), &ended));
    CHECK_OK(cx, db_commit(cx, tx));
    const Str never =
        told(&e, env_token(&e, STR_NONE, env_redeem(&e, STR("nothing")), &out), ST_GRANT);
    CHECK_STR(told(&e, env_token(&e, STR_NONE, env_redeem(&e, code), &out), ST_GRANT), never);
}

/* Section 0: 60 s by the request's clock (T5). */
BOTH(code__lives_a_minute)
{
    Env e = env_open(cx, db);
    Str code = env_code(&e, STR("app"), STR("openid"));
    cx->now_ms += OAUTH_CODE_TTL_MS;
    CHECK_FAILS(cx, ST_GRANT, redeem_with(&e, "app", CALLBACK, VERIFIER, code));
    code = env_code(&e, STR("app"), STR("openid"));
    cx->now_ms += OAUTH_CODE_TTL_MS - 1;
    CHECK_OK(cx, redeem_with(&e, "app", CALLBACK, VERIFIER, code));
}

/* T9, threat 3: the second use takes back what the first one got. */
BOTH(code__second_use_ends_the_family)
{
    Env e = env_open(cx, db);
    OauthTokenReply t, again, out;
    Str code = env_code(&e, STR("app"), STR(OFFLINE));
    CHECK_OK(cx, env_token(&e, STR_NONE, env_redeem(&e, code), &t));
    CHECK_OK(cx, env_access(&e, env_member(&e, &t, STR("access_token"))));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, STR_NONE, env_redeem(&e, code), &again));
    CHECK(again.event == OAUTH_EVENT_CODE_REUSED && str_eq(again.grant, t.grant));
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, env_member(&e, &t, STR("access_token"))));
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &out));
}

/* ---- races ------------------------------------------------------------------------------------------ */

typedef struct Racer {
    const Env *e;
    Str body;
    Status st;
} Racer;

static void *race(void *racer)
{
    Racer *r = racer;
    Arena *mem = arena_new(1 << 16);
    Cx cx = { .mem = mem, .now_ms = r->e->cx->now_ms };
    Env mine = *r->e;
    OauthTokenReply out;
    mine.cx = &cx;
    /* Who did not get the writer's turn in 2 s was told to ask again. */
    for (int tries = 0; tries < 30; tries++) {
        r->st = env_token(&mine, STR_NONE, r->body, &out);
        if (r->st != ST_UNAVAILABLE)
            break;
        arena_reset(mem);
    }
    arena_free(mem);
    return NULL;
}

#define RACERS 8

static unsigned winners(const Env *e, Str body)
{
    pthread_t threads[RACERS];
    Racer racers[RACERS];
    unsigned won = 0;
    for (size_t i = 0; i < RACERS; i++) {
        racers[i] = (Racer){ .e = e, .body = body };
        CHECK(pthread_create(&threads[i], NULL, race, &racers[i]) == 0);
    }
    for (size_t i = 0; i < RACERS; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    for (size_t i = 0; i < RACERS; i++) {
        CHECK(racers[i].st == ST_OK || racers[i].st == ST_GRANT);
        won += racers[i].st == ST_OK;
    }
    return won;
}

/* T9, threat 3. */
BOTH(code__of_many_at_once_one_wins)
{
    Env e = env_open(cx, db);
    CHECK_I64(winners(&e, env_redeem(&e, env_code(&e, STR("app"), STR("patient/*.rs")))), 1);
}

static int64_t living_refresh_tokens(Cx *cx, Db *db)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(cx);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    sql_text(q, "SELECT COUNT(*) FROM oauth_token t JOIN oauth_grant g ON g.plan = t.plan AND"
                " g.id = t.grant_id WHERE t.kind = 2 AND t.used_ms IS NULL AND t.revoked_ms IS NULL"
                " AND g.ended_ms IS NULL");
    CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &r));
    int64_t n = db_i64(r, 0);
    db_end(tx);
    return n;
}

/* T27, threat 16: parallel tabs each get an answer, and one lineage is left. */
BOTH(refresh__of_many_at_once_one_lineage_lives)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR("offline_access+patient/*.rs"));
    Str body = arena_printf(cx->mem, "grant_type=refresh_token&client_id=app&refresh_token=%.*s",
                            STR_ARG(env_member(&e, &t, STR("refresh_token"))));
    CHECK_I64(winners(&e, body), RACERS);
    CHECK_I64(living_refresh_tokens(cx, db), 1);
}

/* ---- refresh ------------------------------------------------------------------------------------------ */

/* T25, T27. */
BOTH(refresh__rotates)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), u;
    cx->now_ms += 3000000;
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &u));
    CHECK(u.event == OAUTH_EVENT_REFRESHED && str_eq(u.grant, t.grant));
    CHECK_STR(env_member(&e, &u, STR("scope")), env_member(&e, &t, STR("scope")));
    CHECK_STR(env_member(&e, &u, STR("patient")), STR("rosa"));
    CHECK(!str_eq(env_member(&e, &u, STR("refresh_token")),
                  env_member(&e, &t, STR("refresh_token"))));
    CHECK_OK(cx, env_access(&e, env_member(&e, &u, STR("access_token"))));
}

/* RFC 6749 s.6: a public app need not say who it is, its token does; a confidential one must prove it. */
BOTH(refresh__without_client_id_is_for_public_clients_alone)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), u;
    DbTx *tx;
    Sql *q = sql_new(cx);
    const Str unknown = STR("grant_type=refresh_token&refresh_token=x");
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, STR_NONE, unknown, &u));
    CHECK_FAILS(cx, ST_CLIENT,
                env_token(&e, STR_NONE, STR("grant_type=authorization_code&code=x"), &u));
    Str body = arena_printf(cx->mem, "grant_type=refresh_token&refresh_token=%.*s",
                            STR_ARG(env_member(&e, &t, STR("refresh_token"))));
    CHECK_OK(cx, env_token(&e, STR_NONE, body, &u));
    CHECK_STR(u.client.client_id, STR("app"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    sql_text(q, "UPDATE oauth_client SET auth_method = ");
    sql_bind_str(q, STR("client_secret_basic"));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_CLIENT, env_token(&e, STR_NONE, body, &u));
}

/* T27: a lost reply may be asked for again; what was lost dies. */
BOTH(refresh__grace_replaces_the_unused_successor)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), lost, found, out;
    Str old = env_member(&e, &t, STR("refresh_token"));
    CHECK_OK(cx, env_refresh(&e, old, &lost));
    cx->now_ms += OAUTH_REFRESH_GRACE_MS;
    CHECK_OK(cx, env_refresh(&e, old, &found));
    CHECK(found.event == OAUTH_EVENT_REFRESHED_IN_GRACE);
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, env_member(&e, &lost, STR("access_token"))));
    CHECK_OK(cx, env_access(&e, env_member(&e, &found, STR("access_token"))));
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &found, STR("refresh_token")), &out));
}

static void check_family_dead(const Env *e, const OauthTokenReply *last)
{
    Cx *cx = e->cx;
    OauthTokenReply out;
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(e, env_member(e, last, STR("access_token"))));
    CHECK_FAILS(cx, ST_GRANT, env_refresh(e, env_member(e, last, STR("refresh_token")), &out));
}

/* T27, threat 15. */
BOTH(refresh__reuse_after_the_successor_was_used_ends_the_family)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), u, v, out;
    Str old = env_member(&e, &t, STR("refresh_token"));
    CHECK_OK(cx, env_refresh(&e, old, &u));
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &u, STR("refresh_token")), &v));
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, old, &out));
    CHECK(out.event == OAUTH_EVENT_REFRESH_REUSED && str_eq(out.account, STR("acc1")));
    check_family_dead(&e, &v);
}

/* T27, T25: whatever it asks for, a second use is one. */
BOTH(refresh__reuse_with_a_wider_scope_ends_the_family)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), u, v, out;
    Str old = env_member(&e, &t, STR("refresh_token"));
    CHECK_OK(cx, env_refresh(&e, old, &u));
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &u, STR("refresh_token")), &v));
    const Str wider = arena_printf(
        cx->mem, "grant_type=refresh_token&client_id=app&scope=user/*.cruds&refresh_token=%.*s",
        STR_ARG(old));
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, STR_NONE, wider, &out));
    CHECK(out.event == OAUTH_EVENT_REFRESH_REUSED);
    check_family_dead(&e, &v);
}

/* T27. */
BOTH(refresh__reuse_after_the_grace_ends_the_family)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), u, out;
    Str old = env_member(&e, &t, STR("refresh_token"));
    CHECK_OK(cx, env_refresh(&e, old, &u));
    cx->now_ms += OAUTH_REFRESH_GRACE_MS + 1;
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, old, &out));
    CHECK(out.event == OAUTH_EVENT_REFRESH_REUSED);
    check_family_dead(&e, &u);
}

/* T25, threat 13. */
BOTH(refresh__scope_may_narrow_and_never_widen)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR("offline_access+patient/*.rs")), out;
    Str token = env_member(&e, &t, STR("refresh_token"));
    Str wide = arena_printf(
        cx->mem, "grant_type=refresh_token&client_id=app&scope=user/*.rs&refresh_token=%.*s",
        STR_ARG(token));
    Str narrow = arena_printf(
        cx->mem, "grant_type=refresh_token&client_id=app&scope=patient/Goal.rs&refresh_token=%.*s",
        STR_ARG(token));
    CHECK_FAILS(cx, ST_INVALID_SCOPE, env_token(&e, STR_NONE, wide, &out));
    CHECK_OK(cx, env_token(&e, STR_NONE, narrow, &out)); /* the refusal used nothing up */
    CHECK_STR(env_member(&e, &out, STR("scope")), STR("patient/Goal.rs"));
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &out, STR("refresh_token")), &out));
    CHECK_STR(env_member(&e, &out, STR("scope")), STR("offline_access patient/*.rs"));
}

/* T28: the period begins anew each time. */
BOTH(refresh__lives_a_hundred_days_from_each_use)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    for (int i = 0; i < 3; i++) {
        cx->now_ms += OAUTH_REFRESH_TTL_MS - 1;
        CHECK_OK(cx, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &t));
    }
    cx->now_ms += OAUTH_REFRESH_TTL_MS;
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &t));
}

/* T28: a plan's own period, from each use. */
BOTH(refresh__lives_as_long_as_the_plan_says)
{
    Env e = env_open(cx, db);
    e.plan.refresh_ttl_ms = 90 * DAY_MS;
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    for (int i = 0; i < 3; i++) {
        cx->now_ms += 90 * DAY_MS - 1;
        CHECK_OK(cx, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &t));
    }
    cx->now_ms += 90 * DAY_MS;
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &t));
}

static Str expires_in(const Env *e, const OauthTokenReply *out)
{
    JsonDoc *doc;
    CHECK_OK(e->cx, json_parse(e->cx, out->json, &doc));
    return json_num(json_get(json_root(doc), STR("expires_in")));
}

/* T28, T29, T26, S20: the limit that the person picked ends all of it, however often it is renewed. */
BOTH(refresh__ends_at_the_persons_own_limit)
{
    Env e = env_open(cx, db);
    cx->now_ms = INT64_C(1767225600000); /* 2026-01-01 */
    e.until_ms = cx->now_ms + 120 * DAY_MS;
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
    CHECK_STR(env_member(&e, &t, STR("access_grant_expiration")), STR("2026-05-01T00:00:00Z"));
    cx->now_ms += 99 * DAY_MS;
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &t));
    CHECK_STR(expires_in(&e, &t), STR("3600"));
    cx->now_ms = e.until_ms - 1800 * 1000;
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &t));
    CHECK_STR(expires_in(&e, &t), STR("1800"));
    CHECK_STR(env_member(&e, &t, STR("access_grant_expiration")), STR("2026-05-01T00:00:00Z"));
    cx->now_ms = e.until_ms - 1;
    CHECK_OK(cx, env_access(&e, env_member(&e, &t, STR("access_token"))));
    cx->now_ms = e.until_ms;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, env_member(&e, &t, STR("access_token"))));
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &out));
}

/* T21: what ends by her word alone has no date; what has no refresh token ends with its one token. */
BOTH(token__says_when_all_access_ends)
{
    Env e = env_open(cx, db);
    cx->now_ms = INT64_C(1767225600000);
    e.plan.access_ttl_s = 900;
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    CHECK(!str_contains(t.json, STR("access_grant_expiration")));
    CHECK_STR(expires_in(&e, &t), STR("900"));
    t = env_tokens(&e, STR("patient/*.rs"));
    CHECK(!str_contains(t.json, STR("refresh_token")));
    CHECK_STR(env_member(&e, &t, STR("access_grant_expiration")), STR("2026-01-01T00:15:00Z"));
    cx->now_ms += 900 * 1000;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, env_member(&e, &t, STR("access_token"))));
    e.until_ms = cx->now_ms + 60 * 1000; /* sooner than the token's own end */
    t = env_tokens(&e, STR("patient/*.rs"));
    CHECK_STR(expires_in(&e, &t), STR("60"));
    CHECK_STR(env_member(&e, &t, STR("access_grant_expiration")), STR("2026-01-01T00:16:00Z"));
}

/* T10 for refresh: another app's token is nothing, and stays alive. */
BOTH(refresh__of_another_client_is_refused)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
    Str token = env_member(&e, &t, STR("refresh_token"));
    Str basic = arena_join(
        cx->mem, STR("Basic "),
        base64_encode(cx, arena_join(cx->mem, STR("vault:"), e.secret, STR_NONE)), STR_NONE);
    CHECK_FAILS(cx, ST_GRANT,
                env_token(&e, basic,
                          arena_join(cx->mem, STR("grant_type=refresh_token&refresh_token="), token,
                                     STR_NONE),
                          &out));
    CHECK_OK(cx, env_refresh(&e, token, &out));
}

/* ---- the API's side -------------------------------------------------------------------------------- */

BOTH(access__a_token_says_whose_data_and_what_of_it)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    OauthAccess a;
    for (int i = 0; i < 2; i++) { /* from the store, then from the cache */
        CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan,
                                       env_member(&e, &t, STR("access_token")), &a));
        CHECK_STR(a.client_id, STR("app"));
        CHECK_STR(a.account, STR("acc1"));
        CHECK_STR(a.patient, STR("rosa"));
        CHECK_STR(a.grant, t.grant);
        CHECK_I64(a.compartment, 7);
        CHECK_I64(a.grant_num, t.grant_num);
        CHECK(a.fhir_user && a.scope_count == 1 && a.scopes[0].type == 0 && a.scopes[0].read);
        CHECK(a.labels_shared == 0 && a.when_lo_ms == INT64_MIN);
    }
}

/* S7: the cache keeps one block, and its filters lie in it. */
BOTH(access__filters_come_from_the_cache_as_from_the_store)
{
    Env e = env_open(cx, db);
    OauthTokenReply t =
        env_tokens(&e, STR("patient/Patient.rs patient/Observation.r?category=a%257Cb "
                           "user/Condition.s?category=c"));
    OauthAccess a;
    for (int i = 0; i < 2; i++) {
        CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan,
                                       env_member(&e, &t, STR("access_token")), &a));
        CHECK(a.scope_count == 3 && a.scopes[0].query.n == 0);
        CHECK_STR(a.scopes[1].query, STR("category=a%7Cb"));
        CHECK_STR(a.scopes[2].query, STR("category=c"));
        CHECK(a.scopes[1].query.p > a.scope.p && a.scopes[1].query.p < a.scope.p + a.scope.n);
    }
}

/* S20, S32, threat 38. */
BOTH(access__refuses_everything_else)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    Str token = env_member(&e, &t, STR("access_token"));
    OauthAccess a;
    OauthPlan other = e.plan;
    other.num = 2;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, STR_NONE));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, STR("BAD")));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, env_member(&e, &t, STR("refresh_token"))));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_access_find(cx, db, e.cache, &other, token, &a));
    CHECK_OK(cx, env_access(&e, token));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_access_find(cx, db, e.cache, &other, token, &a));
    cx->now_ms += OAUTH_ACCESS_TTL_S * 1000LL - 1;
    CHECK_OK(cx, env_access(&e, token));
    cx->now_ms += 1; /* from the cache: expiry is not among what may be stale */
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, token));
}

/* C8, threat 77: a revocation is seen within five seconds, here at once. */
BOTH(access__an_ended_grant_is_over_within_five_seconds)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    Str token = env_member(&e, &t, STR("access_token"));
    OauthGrant *list;
    size_t n;
    DbTx *tx;
    CHECK_OK(cx, env_access(&e, token));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_grants_of(cx, tx, 1, STR("acc1"), &list, &n));
    CHECK_I64((int64_t)n, 1);
    CHECK_STR(list[0].client_name, STR("An app"));
    CHECK(list[0].offline && list[0].expires_ms == 0);
    CHECK_OK(cx, oauth_grant_end(cx, tx, 1, STR("acc1"), list[0].id, STR("member")));
    CHECK_OK(cx, oauth_grants_of(cx, tx, 1, STR("acc1"), &list, &n));
    CHECK_I64((int64_t)n, 0);
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx, env_access(&e, token)); /* another process's cache, still fresh */
    cx->now_ms += OAUTH_CACHE_MS;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, token));
    OauthTokenReply u = env_tokens(&e, STR(OFFLINE));
    Str other = env_member(&e, &u, STR("access_token"));
    CHECK_OK(cx, env_access(&e, other));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_grant_end(cx, tx, 1, STR("acc1"), u.grant, STR("member")));
    CHECK_OK(cx, db_commit(cx, tx));
    oauth_cache_forget(e.cache, u.grant);
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, other));
}

static void rename_tokens(const Env *e, const char *from_to)
{
    DbTx *tx;
    Sql *q = sql_new(e->cx);
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    sql_text(q, from_to);
    CHECK_OK(e->cx, db_exec(e->cx, tx, q, NULL));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
}

/* C8: a store that cannot be asked refuses; no answer is trusted for longer than five seconds. */
BOTH(access__a_store_that_is_away_refuses_after_five_seconds)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    const Str token = env_member(&e, &t, STR("access_token"));
    CHECK_OK(cx, env_access(&e, token));
    rename_tokens(&e, "ALTER TABLE oauth_token RENAME TO oauth_token_away");
    cx->now_ms += OAUTH_CACHE_MS - 1;
    CHECK_OK(cx, env_access(&e, token));
    cx->now_ms += 1;
    CHECK(env_access(&e, token) != ST_OK);
    cx->now_ms += 1000;
    CHECK(env_access(&e, token) != ST_OK); /* and an old answer does not come back to life */
    cx->now_ms -= 3000;                    /* nor by a clock that goes back (R16) */
    CHECK_OK(cx, env_access(&e, token));
    cx->now_ms -= OAUTH_CACHE_MS;
    CHECK(env_access(&e, token) != ST_OK);
    rename_tokens(&e, "ALTER TABLE oauth_token_away RENAME TO oauth_token");
    cx->now_ms += 2 * OAUTH_CACHE_MS;
    cx->fault = (Fault){ .status = ST_OK };
    CHECK_OK(cx, env_access(&e, token));
}

static int64_t unknown_codes(const Env *e)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(e->cx);
    sql_text(q, "SELECT value FROM oauth_counter WHERE plan = 1 AND name = ");
    sql_bind_str(q, STR("unknown codes"));
    CHECK_OK(e->cx, db_read(e->cx, e->db, DB_STATE, &tx));
    const Status st = db_one(e->cx, tx, q, STR("counter"), &r);
    const int64_t n = st == ST_OK ? db_i64(r, 0) : 0;
    (void)forgive(e->cx, st, ST_NOT_FOUND);
    db_end(tx);
    return n;
}

/* T33: an unknown code and another app's have one wording, and both are written down before the answer. */
BOTH(code__unknown_and_anothers_are_told_alike)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    const Str code = env_code(&e, STR("app"), STR("openid"));
    const Str basic = arena_join(
        cx->mem, STR("Basic "),
        base64_encode(cx, arena_join(cx->mem, STR("vault:"), e.secret, STR(""))), STR(""));
    static const char *const form = "grant_type=authorization_code&redirect_uri=" CALLBACK
                                    "&code_verifier=" VERIFIER "&code=%.*s";
    CHECK_FAILS(cx, ST_GRANT,
                env_token(&e, basic, arena_printf(cx->mem, form, STR_ARG(code)), &out));
    const Str where = cx->fault.where, detail = cx->fault.detail;
    CHECK(out.event == OAUTH_EVENT_CODE_BURNT);
    CHECK_I64(unknown_codes(&e), 0);
    CHECK_FAILS(cx, ST_GRANT, env_token(&e, basic, arena_printf(cx->mem, form, 4, "none"), &out));
    CHECK_STR(cx->fault.where, where);
    CHECK_STR(cx->fault.detail, detail);
    CHECK_I64(unknown_codes(&e), 1);
}

/* What a member sees as one connection ends as one: the second grant's token too. */
BOTH(access__ending_a_connection_ends_every_grant_of_that_app_and_member)
{
    Env e = env_open(cx, db);
    OauthTokenReply one = env_tokens(&e, STR(OFFLINE));
    OauthTokenReply two = env_tokens(&e, STR(OFFLINE));
    Str first = env_member(&e, &one, STR("access_token"));
    Str second = env_member(&e, &two, STR("access_token"));
    OauthEnded ended;
    DbTx *tx;
    CHECK(!str_eq(one.grant, two.grant));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND,
                oauth_connection_end(cx, tx, 1, STR("acc2"), one.grant, STR("member"), &ended));
    CHECK_OK(cx, oauth_connection_end(cx, tx, 1, STR("acc1"), one.grant, STR("member"), &ended));
    CHECK_I64((int64_t)ended.count, 2);
    CHECK_OK(cx, oauth_connection_end(cx, tx, 1, STR("acc1"), one.grant, STR("again"), &ended));
    CHECK_I64((int64_t)ended.count, 0); /* M44 */
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, first));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, env_access(&e, second));
}

typedef struct Reader {
    const Env *e;
    Str token;
    unsigned good;
} Reader;

static void *read_on(void *reader)
{
    Reader *r = reader;
    Arena *mem = arena_new(1 << 14);
    for (int i = 0; i < 200; i++) {
        Cx cx = { .mem = mem, .now_ms = r->e->cx->now_ms + i * 100 };
        OauthAccess a;
        Status st = oauth_access_find(&cx, r->e->db, r->e->cache, &r->e->plan, r->token, &a);
        r->good += st == ST_OK && str_eq(a.patient, STR("rosa"));
        if (i % 50 == 0)
            oauth_cache_forget(r->e->cache, a.grant);
        arena_reset(mem);
    }
    arena_free(mem);
    return NULL;
}

/* For the thread sanitizer: readers, writers and forgetting at once. */
BOTH(access__the_cache_serves_many_threads)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    pthread_t threads[4];
    Reader readers[4];
    for (size_t i = 0; i < 4; i++) {
        readers[i] = (Reader){ .e = &e, .token = env_member(&e, &t, STR("access_token")) };
        CHECK(pthread_create(&threads[i], NULL, read_on, &readers[i]) == 0);
    }
    for (size_t i = 0; i < 4; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    for (size_t i = 0; i < 4; i++)
        CHECK_I64(readers[i].good, 200);
}

/* Sandbox plans alone. */
BOTH(access__a_direct_token_needs_no_app)
{
    Env e = env_open(cx, db);
    Str token;
    OauthAccess a;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_token_direct(cx, tx, &e.plan, STR("rosa"), 7, STR("patient/*.cruds"), 0, 60,
                                    &token));
    OauthPlan closed = e.plan;
    closed.sandbox = false;
    CHECK_FAILS(
        cx, ST_FORBIDDEN,
        oauth_token_direct(cx, tx, &closed, STR("rosa"), 7, STR("patient/*.rs"), 0, 60, &token));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan, token, &a));
    CHECK_STR(a.scope, STR("patient/*.rs"));
    CHECK_STR(a.client_id, STR(OAUTH_DIRECT_CLIENT));
    cx->now_ms += 60000;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_access_find(cx, db, e.cache, &e.plan, token, &a));
}

/* ---- revocation ------------------------------------------------------------------------------------ */

static Status revoke(const Env *e, Str authorization, Str body, OauthTokenReply *out)
{
    const HttpField headers[] = {
        { STR("Content-Type"), STR("application/x-www-form-urlencoded") },
        { STR("Authorization"), authorization },
    };
    const HttpRequest rq = { .method = HTTP_POST,
                             .headers = headers,
                             .header_count = authorization.n ? 2 : 1,
                             .body = body };
    return oauth_revoke(e->cx, e->db, &e->plan, e->keys, &rq, out);
}

/* O5, O6, T33. */
BOTH(revoke__either_token_ends_the_family)
{
    Env e = env_open(cx, db);
    static const char *const kinds[] = { "access_token", "refresh_token" };
    for (size_t i = 0; i < 2; i++) {
        OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
        Str body = arena_printf(cx->mem, "client_id=app&token_type_hint=%s&token=%.*s",
                                kinds[1 - i], STR_ARG(env_member(&e, &t, str_of(kinds[i]))));
        CHECK_OK(cx, revoke(&e, STR_NONE, body, &out));
        CHECK(out.event == OAUTH_EVENT_REVOKED && str_eq(out.grant, t.grant));
        CHECK_OK(cx, revoke(&e, STR_NONE, body, &out)); /* again: 200, nothing */
        CHECK(out.event == OAUTH_EVENT_NONE);
        check_family_dead(&e, &t);
    }
}

/* O5. */
BOTH(revoke__another_clients_token_stays)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
    Str token = env_member(&e, &t, STR("access_token"));
    Str basic = arena_join(
        cx->mem, STR("Basic "),
        base64_encode(cx, arena_join(cx->mem, STR("vault:"), e.secret, STR_NONE)), STR_NONE);
    CHECK_OK(cx, revoke(&e, basic, arena_join(cx->mem, STR("token="), token, STR_NONE), &out));
    CHECK(out.event == OAUTH_EVENT_REVOKE_FOREIGN);
    CHECK_OK(cx, env_access(&e, token));
    CHECK_OK(cx, revoke(&e, basic, STR("token=unknown"), &out));
    CHECK_FAILS(cx, ST_CLIENT, revoke(&e, STR_NONE, STR("token=x"), &out));
    CHECK_FAILS(cx, ST_INVALID, revoke(&e, basic, STR("token="), &out));
    CHECK_FAILS(cx, ST_TOKEN_TYPE, revoke(&e, basic, STR("token=x&token_type_hint=saml"), &out));
}

BOTH(sweep__takes_what_is_over_for_a_day)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR("patient/*.rs"));
    DbTx *tx;
    DbRows *r;
    (void)t;
    cx->now_ms += 2 * 86400000LL;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_sweep(cx, tx, 1));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT (SELECT COUNT(*) FROM oauth_token) + (SELECT COUNT(*) FROM oauth_code)"
                " + (SELECT COUNT(*) FROM oauth_transaction)");
    CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &r));
    CHECK_I64(db_i64(r, 0), 0);
}

/* O17, O18: a sandbox's app, and a token without one, open nothing in a plan that is no sandbox. */
BOTH(access__a_sandbox_app_is_none_of_another_plan_s)
{
    Env e = env_open(cx, db);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE));
    const Str token = env_member(&e, &t, STR("access_token"));
    Str direct;
    OauthAccess a;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("sandbox")));
    CHECK_OK(cx, oauth_token_direct(cx, tx, &e.plan, STR("rosa"), 7, STR("patient/*.rs"), 0, 60,
                                    &direct));
    CHECK_OK(cx, db_commit(cx, tx));
    OauthPlan closed = e.plan;
    closed.sandbox = false;
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_access_find(cx, db, e.cache, &closed, token, &a));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_access_find(cx, db, e.cache, &closed, direct, &a));
    CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan, token, &a));
    CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan, direct, &a));
}

/* CORS asks the store after the guard has refused: with one connection that must not wait for itself. */
BOTH(access__an_unknown_token_holds_no_connection)
{
    Env e = env_open(cx, db);
    OauthAccess a;
    DbTx *tx;
    db_serving(db, 1);
    CHECK_FAILS(cx, ST_UNAUTHENTICATED,
                oauth_access_find(cx, db, e.cache, &e.plan, STR("nobody"), &a));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    db_end(tx);
}
