#include "base/codec.h"
#include "oauth/oauth_int.h"
#include "tests/unit/oauth/env.h"

/* The good request with one parameter's value replaced, or left out (value NULL). */
static Str request_with(const Env *e, const char *name, const char *value)
{
    Str rest = env_request(e, STR("app"), STR("openid+patient/*.rs")), part;
    Buf *b = buf_new(e->cx, 1 << 17);
    bool there = false;
    while (str_split(&rest, '&', &part)) {
        bool this = str_eq(str_slice(part, 0, str_find(part, '=')), str_of(name));
        there |= this;
        if (this && !value)
            continue;
        if (b->n)
            buf_char(b, '&');
        buf_put(b, this ? arena_printf(e->cx->mem, "%s=%s", name, value) : part);
    }
    if (!there && value)
        buf_printf(b, "&%s=%s", name, value);
    return buf_str(b);
}

BOTH(authorize__a_good_request_becomes_a_transaction)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    OauthTransaction t;
    DbTx *tx;
    CHECK_OK(cx, env_authorize(&e, request_with(&e, "ui_locales", "es+en"), &handle, &redirect));
    CHECK(handle.n == 43 && redirect.n == 0);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_transaction_find(cx, tx, 1, handle, &t));
    CHECK_STR(t.client_id, STR("app"));
    CHECK_STR(t.redirect_uri, STR(CALLBACK));
    CHECK_STR(t.scope, STR("openid patient/*.rs"));
    CHECK_STR(t.state, STR("st4te"));
    CHECK_STR(t.nonce, STR("n0nce"));
    CHECK_STR(t.code_challenge, STR(CHALLENGE));
    CHECK_STR(t.ui_locales, STR("es en"));
    CHECK(t.max_age_s == -1 && t.bound && !t.account.n);
    CHECK_FAILS(cx, ST_EXPIRED,
                oauth_transaction_find(cx, tx, 2, handle, &t)); /* of another plan */
    cx->now_ms += OAUTH_TRANSACTION_TTL_MS;
    CHECK_FAILS(cx, ST_EXPIRED, oauth_transaction_find(cx, tx, 1, handle, &t));
}

/* A4, A5, threats 7, 9 and 10: nothing is sent anywhere. */
BOTH(authorize__a_bad_client_or_redirect_uri_is_never_redirected)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    const Str rows[] = {
        request_with(&e, "client_id", NULL),
        request_with(&e, "client_id", "nobody"),
        request_with(&e, "client_id", "app&client_id=app"),
        request_with(&e, "redirect_uri", NULL),
        request_with(&e, "redirect_uri", ""),
        request_with(&e, "redirect_uri", "https%3A%2F%2Fevil.example%2F"),
        request_with(&e, "redirect_uri", "https%3A%2F%2Fapp.example%2Fcb%2F"),
        request_with(&e, "redirect_uri",
                     "https%3A%2F%2Fapp.example%2Fcb&redirect_uri=https%3A%2F%2Fevil.example%2F"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_FAILS(cx, ST_UNAUTHORIZED_CLIENT, env_authorize(&e, rows[i], &handle, &redirect));
        CHECK(!handle.n && !redirect.n);
    }
}

/* A3, A8 to A11, A15, A26, S8, threats 4, 10 and 11: told to the app, before any sign-in. */
BOTH(authorize__every_other_error_goes_to_the_app)
{
    Env e = env_open(cx, db);
    static const struct {
        const char *name, *value, *error;
    } rows[] = {
        { "response_type", NULL, "invalid_request" },
        { "response_type", "token", "unsupported_response_type" },
        { "response_type", "code+id_token", "unsupported_response_type" },
        { "response_mode", "fragment", "invalid_request" },
        { "aud", NULL, "invalid_request" },
        { "aud", "https%3A%2F%2Fevil.example%2Ffhir", "invalid_request" },
        { "aud", "https%3A%2F%2Fplan.example%2Fdemo%2Ffhir%2F%2F", "invalid_request" },
        { "resource", "https%3A%2F%2Fevil.example%2Ffhir", "invalid_target" },
        { "code_challenge", NULL, "invalid_request" },
        { "code_challenge", "short", "invalid_request" },
        { "code_challenge", CHALLENGE "=", "invalid_request" },
        { "code_challenge_method", NULL, "invalid_request" },
        { "code_challenge_method", "plain", "invalid_request" },
        { "code_challenge_method", "s256", "invalid_request" },
        { "scope", NULL, "invalid_scope" },
        { "scope", "patient/*.cud", "invalid_scope" },
        { "scope", "openid&scope=patient/*.rs", "invalid_request" },
        { "scope", "openid+launch", "invalid_scope" },
        { "prompt", "none+login", "invalid_request" },
        { "prompt", "maybe", "invalid_request" },
        { "max_age", "soon", "invalid_request" },
        { "max_age", "-1", "invalid_request" },
        { "request", "eyJ", "request_not_supported" },
        { "request_uri", "https%3A%2F%2Fevil.example", "request_uri_not_supported" },
        { "nonce", "%E2%82%AC", "invalid_request" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str handle, redirect;
        CHECK_OK(cx, env_authorize(&e, request_with(&e, rows[i].name, rows[i].value), &handle,
                                   &redirect));
        CHECK(!handle.n && str_starts(redirect, STR(CALLBACK "?")));
        CHECK_STR(env_param(&e, redirect, STR("error")), str_of(rows[i].error));
        CHECK_STR(env_param(&e, redirect, STR("state")), STR("st4te"));
        CHECK_STR(env_param(&e, redirect, STR("iss")), STR(ISSUER)); /* A12 */
        CHECK(env_param(&e, redirect, STR("error_description")).n > 0);
        CHECK(cx->fault.status == ST_OK);
    }
}

static OauthAuthorized asked(const Env *e, Str request)
{
    Cx *cx = e->cx;
    DbTx *tx;
    OauthAuthorized out;
    HttpForm f = env_form(e, request);
    CHECK_OK(cx, db_write(cx, e->db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_authorize(cx, tx, &e->plan, &f, STR("b"), &out));
    CHECK_OK(cx, db_commit(cx, tx));
    return out;
}

/* A8: kept with the request until it is answered. */
BOTH(authorize__form_post_is_remembered)
{
    Env e = env_open(cx, db);
    OauthTransaction t;
    DbTx *tx;
    const OauthAuthorized form = asked(&e, request_with(&e, "response_mode", "form_post"));
    const OauthAuthorized query = asked(&e, request_with(&e, "response_mode", "query"));
    CHECK(form.handle.n == 43 && !form.post_to.n && query.handle.n == 43);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_transaction_find(cx, tx, 1, form.handle, &t));
    CHECK(t.form_post);
    CHECK_STR(oauth_post_to(&t), STR(CALLBACK));
    CHECK_OK(cx, oauth_transaction_find(cx, tx, 1, query.handle, &t));
    CHECK(!t.form_post && !oauth_post_to(&t).n);
}

/* A8: whichever check failed, the app is told in its mode; a mode that is none, or two, is the query. */
BOTH(authorize__errors_go_by_the_mode_asked_for)
{
    Env e = env_open(cx, db);
    static const struct {
        const char *name, *value;
    } rows[] = { { "state", "" },
                 { "response_type", "token" },
                 { "aud", "https%3A%2F%2Fevil.example" },
                 { "code_challenge", "short" },
                 { "scope", "launch" },
                 { "prompt", "maybe" },
                 { "nonce", "a&nonce=b" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Str request = request_with(&e, rows[i].name, rows[i].value);
        const OauthAuthorized form =
            asked(&e, arena_join(cx->mem, request, STR("&response_mode=form_post"), STR("")));
        CHECK(form.told != ST_OK && str_starts(form.redirect, STR(CALLBACK "?error=")));
        CHECK_STR(form.post_to, STR(CALLBACK));
        CHECK(!asked(&e, request).post_to.n);
    }
    CHECK(!asked(&e, request_with(&e, "response_mode", "fragment")).post_to.n);
    CHECK(!asked(&e, request_with(&e, "response_mode", "form_post&response_mode=form_post"))
               .post_to.n);
}

/* A8: nothing can be posted to a private scheme: refused, and told there in the query. */
BOTH(authorize__form_post_needs_an_address_that_takes_forms)
{
    Env e = env_open(cx, db);
    const Str native = request_with(&e, "redirect_uri", "org.example.native%3A%2Fcb");
    const OauthAuthorized out =
        asked(&e, arena_join(cx->mem, native, STR("&response_mode=form_post"), STR("")));
    CHECK(asked(&e, native).handle.n == 43);
    CHECK_I64(out.told, ST_INVALID);
    CHECK(str_starts(out.redirect, STR("org.example.native:/cb?error=invalid_request&")) &&
          !out.post_to.n);
    const Str loopback = request_with(&e, "redirect_uri", "http%3A%2F%2F127.0.0.1%3A49152%2Fcb");
    CHECK(asked(&e, arena_join(cx->mem, loopback, STR("&response_mode=form_post"), STR("")))
              .handle.n == 43);
}

/* A11: what cannot be echoed is not. */
BOTH(authorize__a_state_that_cannot_be_is_not_echoed)
{
    Env e = env_open(cx, db);
    static const char *const rows[] = { "", "%E2%82%AC", "a&state=b", "%0A" };
    for (size_t i = 0; i < 4; i++) {
        Str handle, redirect;
        CHECK_OK(cx, env_authorize(&e, request_with(&e, "state", rows[i]), &handle, &redirect));
        CHECK_STR(env_param(&e, redirect, STR("error")), STR("invalid_request"));
        CHECK(!env_param(&e, redirect, STR("state")).p);
    }
}

/* A9, A6, A8, A15: variants that are fine. */
BOTH(authorize__accepts_what_the_rules_allow)
{
    Env e = env_open(cx, db);
    static const struct {
        const char *name, *value;
    } rows[] = {
        { "aud", "https%3A%2F%2Fplan.example%2Fdemo%2Ffhir%2F" },
        { "resource", "https%3A%2F%2Fplan.example%2Fdemo%2Ffhir" },
        { "redirect_uri", "http%3A%2F%2F127.0.0.1%3A49152%2Fcb" },
        { "response_mode", "query" },
        { "prompt", "login+consent" },
        { "max_age", "0" },
        { "unknown", "ignored" },
        { "state", "%7B%22a%22%3A1%7D" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str handle, redirect;
        CHECK_OK(cx, env_authorize(&e, request_with(&e, rows[i].name, rows[i].value), &handle,
                                   &redirect));
        CHECK(handle.n == 43);
    }
}

/* A2, A21. */
BOTH(transaction__belongs_to_the_browser_that_began_it)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    OauthTransaction t;
    DbTx *tx;
    CHECK_OK(cx, env_authorize(&e, request_with(&e, "x", "1"), &handle, &redirect));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_transaction_open(cx, tx, 1, handle, STR("b"), &t));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_transaction_open(cx, tx, 1, handle, STR("c"), &t));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_transaction_open(cx, tx, 1, handle, STR_NONE, &t));
    /* A cross-site post brings no cookie: the first browser that opens it binds it. */
    HttpForm f = env_form(&e, request_with(&e, "x", "1"));
    OauthAuthorized out;
    CHECK_OK(cx, oauth_authorize(cx, tx, &e.plan, &f, STR_NONE, &out));
    handle = out.handle;
    CHECK_OK(cx, oauth_transaction_open(cx, tx, 1, handle, STR("c"), &t));
    CHECK(!t.bound);
    CHECK_OK(cx, oauth_transaction_bind(cx, tx, 1, handle, STR("c")));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_transaction_bind(cx, tx, 1, handle, STR("d")));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_transaction_open(cx, tx, 1, handle, STR("d"), &t));
    CHECK_OK(cx, oauth_transaction_open(cx, tx, 1, handle, STR("c"), &t));
    CHECK(t.bound);
}

/* A15. */
TEST(transaction__prompt_and_max_age_say_what_comes_next)
{
    Cx *cx = test_cx();
    OauthTransaction t = { .created_ms = 1000000, .max_age_s = -1 };
    CHECK_OK(cx, oauth_transaction_step(cx, &t, 5));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_transaction_step(cx, &t, 0));
    t.max_age_s = 60;
    CHECK_OK(cx, oauth_transaction_step(cx, &t, 940000));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_transaction_step(cx, &t, 939999));
    t.max_age_s = -1;
    t.prompt = STR("login consent");
    CHECK_FAILS(cx, ST_UNAUTHENTICATED, oauth_transaction_step(cx, &t, 999999));
    CHECK_OK(cx, oauth_transaction_step(cx, &t, 1000001));
    t.prompt = STR("none");
    CHECK_FAILS(cx, ST_LOGIN_REQUIRED, oauth_transaction_step(cx, &t, 0));
    CHECK_FAILS(cx, ST_CONSENT_REQUIRED, oauth_transaction_step(cx, &t, 5));
}

/* ---- approval ------------------------------------------------------------------------------------- */

typedef struct Ready {
    DbTx *tx;
    Str handle;
    OauthApproval yes;
} Ready;

static Ready ready(const Env *e)
{
    Cx *cx = e->cx;
    Ready r;
    Str redirect;
    CHECK_OK(cx, env_authorize(e, request_with(e, "x", "1"), &r.handle, &redirect));
    CHECK_OK(cx, db_write(cx, e->db, DB_STATE, &r.tx));
    CHECK_OK(cx, oauth_transaction_signed_in(cx, r.tx, 1, r.handle, STR("acc1"), cx->now_ms));
    CHECK_OK(cx, oauth_transaction_choose(cx, r.tx, 1, r.handle, STR("rosa")));
    r.yes = (OauthApproval){ .account = STR("acc1"),
                             .actor_relation = STR("self"),
                             .patient = STR("rosa"),
                             .compartment = 7,
                             .scope = STR("openid patient/*.rs"),
                             .when_lo_ms = INT64_MIN,
                             .keys = e->keys,
                             .text = STR("text"),
                             .lang = STR("en") };
    return r;
}

/* A12, A21, C1: code, state, iss; once. */
BOTH(approve__gives_one_code)
{
    Env e = env_open(cx, db);
    Ready r = ready(&e);
    Str redirect;
    OauthApproved done;
    CHECK_OK(cx, oauth_approve(cx, r.tx, &e.plan, r.handle, &r.yes, &done));
    CHECK_I64((int64_t)env_param(&e, done.redirect, STR("code")).n, 43);
    CHECK_STR(env_param(&e, done.redirect, STR("state")), STR("st4te"));
    CHECK_STR(env_param(&e, done.redirect, STR("iss")), STR(ISSUER));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_approve(cx, r.tx, &e.plan, r.handle, &r.yes, &done));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_refuse(cx, r.tx, &e.plan, r.handle, ST_DENIED, &redirect));
}

/* A22, M35, threat 12. */
BOTH(approve__nothing_but_what_the_transaction_holds)
{
    Env e = env_open(cx, db);
    static const struct {
        const char *account, *patient, *scope;
    } rows[] = {
        { "acc2", "rosa", "openid" },    { "acc1", "luis", "openid" },
        { "acc1", "rosa", "user/*.rs" }, { "acc1", "rosa", "openid offline_access" },
        { "acc1", "rosa", "" },          { "", "rosa", "openid" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        OauthApproved done;
        Ready r = ready(&e);
        r.yes.account = str_of(rows[i].account);
        r.yes.patient = str_of(rows[i].patient);
        r.yes.scope = str_of(rows[i].scope);
        CHECK_FAILS(cx, ST_FORBIDDEN, oauth_approve(cx, r.tx, &e.plan, r.handle, &r.yes, &done));
        db_end(r.tx);
    }
}

/* A20. */
BOTH(refuse__tells_the_app_once)
{
    Env e = env_open(cx, db);
    Ready r = ready(&e);
    Str redirect;
    CHECK_OK(cx, oauth_refuse(cx, r.tx, &e.plan, r.handle, ST_DENIED, &redirect));
    CHECK_STR(env_param(&e, redirect, STR("error")), STR("access_denied"));
    CHECK_STR(env_param(&e, redirect, STR("state")), STR("st4te"));
    CHECK_FAILS(cx, ST_EXPIRED, oauth_refuse(cx, r.tx, &e.plan, r.handle, ST_DENIED, &redirect));
}

/* C2: versions are chained. */
BOTH(consent__ends_by_a_new_version)
{
    Env e = env_open(cx, db);
    Ready r = ready(&e);
    OauthApproved done;
    DbRows *rows;
    Status st;
    CHECK_OK(cx, oauth_approve(cx, r.tx, &e.plan, r.handle, &r.yes, &done));
    CHECK_FAILS(cx, ST_NOT_FOUND, oauth_grant_end(cx, r.tx, 1, STR("acc2"), done.grant, STR("x")));
    CHECK_OK(cx, oauth_grant_end(cx, r.tx, 1, STR("acc1"), done.grant, STR("member")));
    CHECK_OK(cx, oauth_grant_end(cx, r.tx, 1, STR("acc1"), done.grant, STR("again"))); /* M44 */
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT version, status, reason, hash, hash_before, sealed, text_hash FROM "
                "oauth_consent WHERE id = ");
    sql_bind_str(q, done.consent);
    sql_text(q, " ORDER BY version");
    CHECK_OK(cx, db_query(cx, r.tx, q, &rows));
    CHECK(db_next(cx, rows, &st));
    CHECK_STR(db_str(rows, 1), STR("active"));
    Str first = arena_dup(cx->mem, db_blob(rows, 3));
    CHECK(first.n == SHA256_BYTES && db_is_null(rows, 4));
    CHECK(db_next(cx, rows, &st));
    CHECK_I64(db_i64(rows, 0), 2);
    CHECK_STR(db_str(rows, 1), STR("inactive"));
    CHECK_STR(db_str(rows, 2), STR("member"));
    CHECK(str_eq(db_blob(rows, 4), first));
    /* R12: the text names the member. */
    Str text;
    CHECK(!str_contains(db_blob(rows, 5), STR("text")));
    const Str aad = arena_printf(cx->mem, "1|oauth_consent|%.*s", STR_ARG(done.consent));
    CHECK_OK(cx, aead_open(cx, keys_use(e.keys, KEY_COLUMN), aad, db_blob(rows, 5), STR("consent"),
                           &text));
    CHECK_STR(text, STR("text"));
    CHECK_STR(db_blob(rows, 6), sha256(cx, text));
    CHECK(!db_next(cx, rows, &st));
}

/* C8, T29: a relation that is over ends what was shared of that member, and nothing else. */
BOTH(grants__of_a_member_end_together)
{
    Env e = env_open(cx, db);
    OauthTokenReply a = env_tokens(&e, STR("offline_access patient/*.rs"));
    OauthTokenReply b = env_tokens(&e, STR("offline_access patient/*.rs"));
    const Str refresh = env_member(&e, &a, STR("refresh_token"));
    OauthActor who;
    OauthLiving *list;
    size_t n;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_actor(cx, tx, 1, true, refresh, &who));
    CHECK_STR(who.account, STR("acc1"));
    CHECK_STR(who.patient, STR("rosa"));
    CHECK_FAILS(cx, ST_NOT_FOUND, oauth_actor(cx, tx, 2, true, refresh, &who));
    CHECK_FAILS(cx, ST_NOT_FOUND, oauth_actor(cx, tx, 1, false, refresh, &who));
    CHECK_OK(cx, oauth_living_of(cx, tx, 1, STR("luis"), &list, &n));
    CHECK_I64((int64_t)n, 0);
    CHECK_OK(cx, oauth_living_of(cx, tx, 1, STR("rosa"), &list, &n));
    CHECK_I64((int64_t)n, 2);
    for (size_t i = 0; i < n; i++) {
        CHECK_STR(list[i].account, STR("acc1"));
        CHECK_OK(cx, oauth_grant_end(cx, tx, 1, STR("acc1"), list[i].id, STR("over")));
    }
    CHECK_FAILS(cx, ST_NOT_FOUND, oauth_actor(cx, tx, 1, true, refresh, &who));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, refresh, &a));
    CHECK_FAILS(cx, ST_GRANT, env_refresh(&e, env_member(&e, &b, STR("refresh_token")), &b));
}
