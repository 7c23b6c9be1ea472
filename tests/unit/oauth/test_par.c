#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"

static Status push(const Env *e, Str body, OauthTokenReply *out)
{
    const HttpField header = { STR("Content-Type"), STR("application/x-www-form-urlencoded") };
    const HttpRequest rq = {
        .method = HTTP_POST, .headers = &header, .header_count = 1, .body = body
    };
    return oauth_push(e->cx, e->db, &e->plan, e->keys, &rq, out);
}

static Str pushed(const Env *e, Str request)
{
    OauthTokenReply out;
    CHECK_OK(e->cx, push(e, request, &out));
    CHECK(out.event == OAUTH_EVENT_PUSHED);
    CHECK(str_contains(out.json, STR("\"expires_in\":90")));
    return env_member(e, &out, STR("request_uri"));
}

static Str by_name(const Env *e, const char *client, Str uri)
{
    Buf *b = buf_new(e->cx, 4096);
    buf_printf(b, "client_id=%s&request_uri=", client);
    buf_percent(b, uri);
    return buf_str(b);
}

/* A25: the whole request goes before; the browser brings its name. */
BOTH(par__a_pushed_request_is_asked_by_name)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    OauthTransaction t;
    DbTx *tx;
    const Str uri = pushed(&e, env_request(&e, STR("app"), STR("openid+patient/*.rs")));
    CHECK(str_starts(uri, STR("urn:ietf:params:oauth:request_uri:")));
    CHECK_I64((int64_t)str_from(uri, str_rfind(uri, ':') + 1).n, 43);
    /* What else stands in the address counts for nothing (threat 10, 12). */
    CHECK_OK(cx, env_authorize(&e,
                               arena_join(cx->mem, by_name(&e, "app", uri),
                                          STR("&scope=user%2F*.rs&state=other&redirect_uri=https%3A"
                                              "%2F%2Fevil.example%2F"),
                                          STR("")),
                               &handle, &redirect));
    CHECK(handle.n == 43);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_transaction_find(cx, tx, 1, handle, &t));
    db_end(tx);
    CHECK_STR(t.scope, STR("openid patient/*.rs"));
    CHECK_STR(t.state, STR("st4te"));
    CHECK_STR(t.nonce, STR("n0nce"));
    CHECK_STR(t.redirect_uri, STR(CALLBACK));
    CHECK_STR(t.code_challenge, STR(CHALLENGE));
}

/* A25: once, for 90 s, for the app that pushed it. */
BOTH(par__a_name_works_once_soon_and_for_its_app)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    const Str request = env_request(&e, STR("app"), STR("openid"));
    const Str once = pushed(&e, request), late = pushed(&e, request), other = pushed(&e, request);
    CHECK_OK(cx, env_authorize(&e, by_name(&e, "app", once), &handle, &redirect));
    CHECK_FAILS(cx, ST_EXPIRED, env_authorize(&e, by_name(&e, "app", once), &handle, &redirect));
    CHECK_FAILS(cx, ST_EXPIRED, env_authorize(&e, by_name(&e, "vault", other), &handle, &redirect));
    CHECK_FAILS(cx, ST_INVALID,
                env_authorize(&e,
                              arena_join(cx->mem, by_name(&e, "app", other),
                                         STR("&client_id=vault"), STR("")),
                              &handle, &redirect));
    CHECK_FAILS(cx, ST_EXPIRED,
                env_authorize(&e,
                              by_name(&e, "app", STR("urn:ietf:params:oauth:request_uri:guess")),
                              &handle, &redirect));
    CHECK_OK(cx,
             env_authorize(&e, by_name(&e, "app", other), &handle, &redirect)); /* not used up */
    cx->now_ms += OAUTH_PUSHED_TTL_S * 1000;
    CHECK_FAILS(cx, ST_EXPIRED, env_authorize(&e, by_name(&e, "app", late), &handle, &redirect));
    CHECK_STR(status_row(ST_EXPIRED)->oauth, STR("invalid_request"));
}

/* A25, A5, A9, A10: all that the end point checks is checked when it is pushed. */
BOTH(par__checks_the_request_when_it_is_pushed)
{
    Env e = env_open(cx, db);
    OauthTokenReply out;
    const Str good = env_request(&e, STR("app"), STR("openid"));
    static const struct {
        const char *more;
        Status st;
    } rows[] = {
        { "&state=twice", ST_INVALID },
        { "&request=eyJ", ST_REQUEST_PARAM }, /* A26 */
        { "&request_uri=https%3A%2F%2Fapp.example%2Fr", ST_INVALID },
        { "&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Ax", ST_INVALID },
        { "&resource=https%3A%2F%2Fother.example", ST_INVALID_TARGET },
        { "&prompt=nonsense", ST_INVALID },
        { "&client_secret=x", ST_CLIENT },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_FAILS(cx, rows[i].st,
                    push(&e, arena_join(cx->mem, good, str_of(rows[i].more), STR("")), &out));
    static const char *const bad[] = {
        "client_id=app&response_type=code",
        "client_id=app&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F",
    };
    for (size_t i = 0; i < 2; i++) {
        CHECK_FAILS(cx, ST_INVALID, push(&e, str_of(bad[i]), &out));
        CHECK_STR(cx->fault.where, STR("redirect_uri"));
    }
    CHECK_FAILS(cx, ST_CLIENT, push(&e, env_request(&e, STR("nobody"), STR("openid")), &out));
    CHECK_FAILS(cx, ST_CLIENT, push(&e, env_request(&e, STR("vault"), STR("openid")), &out));
}

/* A25, T17: proved as at the token end point; client_id may stand in the assertion alone. */
BOTH(par__the_client_is_proved)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    OauthTokenReply out;
    env_key_client(&e, STR("keyed"), signer_jwks(cx), STR_NONE, STR(WIDE));
    static const char *const auds[] = { ISSUER "/oauth/par", ISSUER, ISSUER "/oauth/token" };
    for (size_t i = 0; i < 3; i++) {
        const Str jwt = signer_jwt(
            cx, "ES384", env_claims(&e, "keyed", auds[i], arena_printf(cx->mem, "p%zu", i).p));
        const Str request = arena_join(
            cx->mem,
            STR("response_type=code&redirect_uri=https%3A%2F%2Fkeys.example%2Fcb&scope=openid"
                "&state=s&aud=https%3A%2F%2Fplan.example%2Fdemo%2Ffhir&code_challenge=" CHALLENGE
                "&code_challenge_method=S256"),
            env_asserted(&e, jwt), STR(""));
        const Str uri = pushed(&e, request);
        CHECK_FAILS(cx, ST_ASSERTION, push(&e, request, &out)); /* T18 */
        CHECK_OK(cx, env_authorize(&e, by_name(&e, "keyed", uri), &handle, &redirect));
        CHECK(handle.n > 0);
    }
}

/* A25: an app may be held to it. */
BOTH(par__an_app_can_be_held_to_it)
{
    Env e = env_open(cx, db);
    Str handle, redirect, id, secret;
    const Str uris[] = { STR(CALLBACK) };
    const OauthClientNew in = { .client_id = STR("strict"),
                                .name = STR("Strict"),
                                .redirect_uris = uris,
                                .redirect_count = 1,
                                .scope = STR(WIDE),
                                .require_par = true,
                                .status = STR("approved") };
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
    const Str request = env_request(&e, STR("strict"), STR("openid"));
    CHECK_OK(cx, env_authorize(&e, request, &handle, &redirect));
    CHECK_STR(env_param(&e, redirect, STR("error")), STR("invalid_request"));
    CHECK_OK(cx, env_authorize(&e, by_name(&e, "strict", pushed(&e, request)), &handle, &redirect));
    CHECK(handle.n > 0);
}

/* A25, O18: what was right when it was pushed is looked at again when the browser comes. */
BOTH(par__a_suspended_app_gets_nothing_for_what_it_pushed)
{
    Env e = env_open(cx, db);
    Str handle, redirect;
    DbTx *tx;
    const Str uri = pushed(&e, env_request(&e, STR("app"), STR("openid")));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("suspended")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_UNAUTHORIZED_CLIENT,
                env_authorize(&e, by_name(&e, "app", uri), &handle, &redirect));
}

/* R9, R12: nothing of credentials or of a person is kept with it. */
BOTH(par__keeps_what_the_end_point_reads_alone)
{
    Env e = env_open(cx, db);
    DbTx *tx;
    DbRows *r;
    (void)pushed(&e, arena_join(cx->mem, env_request(&e, STR("app"), STR("openid")),
                                STR("&login_hint=rosa%40mail.example&x=y"), STR("")));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT request FROM oauth_pushed");
    CHECK_OK(cx, db_one(cx, tx, q, STR("pushed"), &r));
    CHECK(!str_contains(db_str(r, 0), STR("rosa")) && !str_contains(db_str(r, 0), STR("x=")));
    db_end(tx);
}
