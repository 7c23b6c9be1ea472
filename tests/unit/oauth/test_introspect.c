#include "base/codec.h"
#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"

#define OFFLINE "openid+fhirUser+offline_access+patient/*.rs"
#define INACTIVE STR("{\"active\":false}")

static Str basic(const Env *e, Str id, Str secret)
{
    const Str pair = arena_join(e->cx->mem, id, STR(":"), secret);
    return arena_join(e->cx->mem, STR("Basic "), base64_encode(e->cx, pair), STR(""));
}

/* A client with a secret; resource_server sees all. Its Basic header. */
static Str secret_client(const Env *e, const char *id, bool resource_server)
{
    const Str uri = STR("https://rs.example/cb");
    const OauthClientNew in = { .client_id = str_of(id),
                                .name = STR("RS"),
                                .confidential = true,
                                .redirect_uris = &uri,
                                .redirect_count = resource_server ? 0 : 1,
                                .resource_server = resource_server,
                                .status = STR("approved") };
    Str made, secret;
    DbTx *tx;
    CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
    CHECK_OK(e->cx, oauth_client_add(e->cx, tx, e->keys, 1, &in, &made, &secret));
    CHECK_OK(e->cx, db_commit(e->cx, tx));
    return basic(e, made, secret);
}

static Status ask_on(const Env *e, const OauthPlan *plan, Str authorization, Str token, Str more,
                     OauthTokenReply *out)
{
    const HttpField headers[] = {
        { STR("Content-Type"), STR("application/x-www-form-urlencoded") },
        { STR("Authorization"), authorization },
    };
    const HttpRequest rq = { .method = HTTP_POST,
                             .headers = headers,
                             .header_count = authorization.n ? 2 : 1,
                             .body = arena_join(e->cx->mem, STR("token="), token, more) };
    return oauth_introspect(e->cx, e->db, plan, e->keys, &rq, out);
}

static Str said(const Env *e, Str authorization, Str token)
{
    OauthTokenReply out;
    CHECK_OK(e->cx, ask_on(e, &e->plan, authorization, token, STR(""), &out));
    return out.json;
}

static Str bearer(const Env *e, Str token)
{
    return arena_join(e->cx->mem, STR("Bearer "), token, STR(""));
}

/* O2: what the token reply and the id_token said, also after a refresh. */
BOTH(introspect__says_what_the_token_reply_said)
{
    Env e = env_open(cx, db);
    const Str rs = secret_client(&e, "rs", true);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), next;
    Str claims;
    JsonDoc *doc;
    CHECK_OK(cx, jwt_open(cx, e.keys, env_member(&e, &t, STR("id_token")), &claims));
    CHECK_OK(cx, json_parse(cx, claims, &doc));
    const JsonVal *id = json_root(doc);
    const Str sub = json_get_str(id, STR("sub"));
    cx->now_ms += 10000;
    CHECK_OK(cx, env_refresh(&e, env_member(&e, &t, STR("refresh_token")), &next));
    const Str tokens[] = { env_member(&e, &t, STR("access_token")),
                           env_member(&e, &next, STR("access_token")) };
    for (size_t i = 0; i < 2; i++) {
        CHECK_OK(cx, json_parse(cx, said(&e, rs, tokens[i]), &doc));
        const JsonVal *v = json_root(doc);
        CHECK(json_bool(json_get(v, STR("active"))));
        CHECK_STR(json_get_str(v, STR("scope")), env_member(&e, &t, STR("scope")));
        CHECK_STR(json_get_str(v, STR("client_id")), STR("app"));
        CHECK_STR(json_get_str(v, STR("patient")), STR("rosa"));
        CHECK_STR(json_get_str(v, STR("iss")), STR(ISSUER));
        CHECK_STR(json_get_str(v, STR("aud")), STR(ISSUER "/fhir"));
        CHECK_STR(json_get_str(v, STR("sub")), sub);
        CHECK_STR(json_get_str(v, STR("fhirUser")), json_get_str(id, STR("fhirUser")));
        CHECK_STR(json_get_str(v, STR("token_type")), STR("Bearer"));
        CHECK_STR(json_num(json_get(v, STR("iat"))), i ? STR("1767225610") : STR("1767225600"));
        CHECK_STR(json_num(json_get(v, STR("exp"))), i ? STR("1767229210") : STR("1767229200"));
    }
}

/* O1: garbage, refresh tokens, expired, revoked, of another plan: one key, and no reason. */
BOTH(introspect__what_is_not_alive_is_one_key)
{
    Env e = env_open(cx, db);
    const Str rs = secret_client(&e, "rs", true);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
    const Str access = env_member(&e, &t, STR("access_token"));
    OauthPlan other = e.plan;
    DbTx *tx;
    CHECK_STR(said(&e, rs, STR("invalid_token_value")), INACTIVE);
    CHECK_STR(said(&e, rs, env_member(&e, &t, STR("refresh_token"))), INACTIVE);
    CHECK_STR(said(&e, rs, arena_printf(cx->mem, "%0600d", 1)), INACTIVE);
    CHECK(!str_eq(said(&e, rs, access), INACTIVE));
    other.num = 2;
    CHECK_FAILS(cx, ST_CLIENT, ask_on(&e, &other, rs, access, STR(""), &out)); /* R18 */
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_grant_end(cx, tx, 1, STR("acc1"), t.grant, STR("test")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_STR(said(&e, rs, access), INACTIVE);
    t = env_tokens(&e, STR("openid"));
    cx->now_ms += 3600 * 1000;
    CHECK_STR(said(&e, rs, env_member(&e, &t, STR("access_token"))), INACTIVE);
}

/* O3, O4, threat 41: nobody without proof; an app its own tokens alone. */
BOTH(introspect__an_app_sees_its_own_tokens_alone)
{
    Env e = env_open(cx, db);
    const Str vault = basic(&e, STR("vault"), e.secret);
    OauthTokenReply t = env_tokens(&e, STR(OFFLINE)), out;
    const Str access = env_member(&e, &t, STR("access_token"));
    CHECK_FAILS(cx, ST_CLIENT, ask_on(&e, &e.plan, STR_NONE, access, STR(""), &out));
    CHECK_FAILS(cx, ST_CLIENT, ask_on(&e, &e.plan, STR_NONE, access, STR("&client_id=app"), &out));
    CHECK_FAILS(cx, ST_CLIENT,
                ask_on(&e, &e.plan, basic(&e, STR("vault"), STR("x")), access, STR(""), &out));
    CHECK_OK(cx, ask_on(&e, &e.plan, vault, access, STR(""), &out));
    CHECK_STR(out.json, INACTIVE);
    CHECK(out.event == OAUTH_EVENT_INTROSPECT_FOREIGN && out.patient.n == 0);
    CHECK_FAILS(cx, ST_INVALID, ask_on(&e, &e.plan, vault, STR(""), STR(""), &out));
    /* Its own, by a token of its own: a public app has nothing else to prove it with (O3). */
    CHECK(str_contains(said(&e, bearer(&e, access), access), STR("\"client_id\":\"app\"")));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED,
                ask_on(&e, &e.plan, bearer(&e, STR("nothing")), access, STR(""), &out));
    CHECK_FAILS(cx, ST_UNAUTHENTICATED,
                ask_on(&e, &e.plan, bearer(&e, env_member(&e, &t, STR("refresh_token"))), access,
                       STR(""), &out));
}

static Str system_token(const Env *e, const char *client, const char *scope, const char *jti)
{
    OauthTokenReply out;
    const Str jwt = signer_jwt(e->cx, "RS384", env_claims(e, client, ISSUER, jti));
    CHECK_OK(e->cx, env_token(e, STR_NONE,
                              arena_printf(e->cx->mem, "grant_type=client_credentials&scope=%s%.*s",
                                           scope, STR_ARG(env_asserted(e, jwt))),
                              &out));
    return env_member(e, &out, STR("access_token"));
}

/* O3: a resource server's token carries the scope for it; another app's with that name has it not. */
BOTH(introspect__a_bearer_token_with_the_scope_sees_all)
{
    Env e = env_open(cx, db);
    const OauthClientNew in = { .client_id = STR("rs"),
                                .name = STR("RS"),
                                .confidential = true,
                                .auth_method = STR("private_key_jwt"),
                                .scope = STR("system/*.rs"),
                                .jwks = signer_jwks(cx),
                                .resource_server = true,
                                .status = STR("approved") };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, e.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
    OauthTokenReply t = env_tokens(&e, STR("openid"));
    const Str access = env_member(&e, &t, STR("access_token"));
    const Str with = system_token(&e, "rs", "introspection", "1");
    const Str without = system_token(&e, "rs", "system/*.rs", "2");
    CHECK(str_contains(said(&e, bearer(&e, with), access), STR("\"active\":true")));
    CHECK_STR(said(&e, bearer(&e, without), access), INACTIVE);
    const Str own = said(&e, bearer(&e, without), without);
    CHECK(str_contains(own, STR("\"scope\":\"system/*.rs\"")) &&
          !str_contains(own, STR("patient")) && !str_contains(own, STR("sub")));
}

/* O10: sub as in the id_token, fhirUser if granted, and nothing else. */
BOTH(userinfo__says_who_and_no_more)
{
    Env e = env_open(cx, db);
    static const char *const scopes[] = { OFFLINE, "openid+patient/*.rs" };
    for (size_t i = 0; i < 2; i++) {
        OauthTokenReply t = env_tokens(&e, str_of(scopes[i]));
        OauthAccess a;
        Str json, claims;
        JsonDoc *doc;
        CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan,
                                       env_member(&e, &t, STR("access_token")), &a));
        CHECK_OK(cx, oauth_userinfo(cx, &e.plan, e.keys, &a, &json));
        CHECK_OK(cx, jwt_open(cx, e.keys, env_member(&e, &t, STR("id_token")), &claims));
        CHECK_OK(cx, json_parse(cx, claims, &doc));
        const Str sub = json_get_str(json_root(doc), STR("sub"));
        CHECK_OK(cx, json_parse(cx, json, &doc));
        CHECK_I64((int64_t)json_len(json_root(doc)), i ? 1 : 2);
        CHECK_STR(json_get_str(json_root(doc), STR("sub")), sub);
        CHECK_STR(json_get_str(json_root(doc), STR("fhirUser")),
                  i ? STR_NONE : STR(ISSUER "/fhir/Patient/rosa"));
    }
    OauthTokenReply t = env_tokens(&e, STR("patient/*.rs"));
    OauthAccess a;
    Str json;
    CHECK_OK(cx, oauth_access_find(cx, db, e.cache, &e.plan,
                                   env_member(&e, &t, STR("access_token")), &a));
    CHECK_FAILS(cx, ST_SCOPE, oauth_userinfo(cx, &e.plan, e.keys, &a, &json));
}

/* ---- O11 -------------------------------------------------------------------------------------------- */

typedef struct Lived {
    Str token;
    Str refresh;
    Str grant;
} Lived;

/* Numbers that are the same at each run (a linear congruence of Knuth's). */
static uint64_t draw(uint64_t *state, uint64_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (*state >> 33) % below;
}

static void end_some(const Env *e, uint64_t *state, Lived *all, size_t n)
{
    const Lived *l = &all[draw(state, n)];
    DbTx *tx;
    OauthTokenReply out;
    switch (draw(state, 4)) {
    case 0: /* the member disconnects */
        CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
        CHECK_OK(e->cx, oauth_grant_end(e->cx, tx, 1, STR("acc1"), l->grant, STR("test")));
        CHECK_OK(e->cx, db_commit(e->cx, tx));
        break;
    case 1: /* a stolen refresh token shows, or it is renewed */
        if (l->refresh.n)
            (void)env_refresh(e, l->refresh, &out);
        break;
    case 2: /* an hour passes for some */ e->cx->now_ms += (int64_t)draw(state, 1200) * 1000; break;
    case 3: /* the app is stopped, and started again */
        CHECK_OK(e->cx, db_write(e->cx, e->db, DB_STATE, &tx));
        CHECK_OK(e->cx,
                 oauth_client_set_status(e->cx, tx, 1, STR("app"),
                                         draw(state, 3) ? STR("approved") : STR("suspended")));
        CHECK_OK(e->cx, db_commit(e->cx, tx));
        break;
    }
    e->cx->fault = (Fault){ .status = ST_OK };
}

static bool introspect_alive(const Env *e, Str rs, const Lived *l)
{
    return !str_eq(said(e, rs, l->token), INACTIVE);
}

/* O11, C8: whatever ends a token, and whenever, the API, userinfo and introspection say the same, at the
 * latest when the cache of the API's is five seconds old. */
BOTH(introspect__api_and_userinfo_agree_about_what_is_alive)
{
    Env e = env_open(cx, db);
    const Str rs = secret_client(&e, "rs", true);
    uint64_t state = 4;
    Lived all[6];
    size_t alive = 0, dead = 0;
    for (int round = 0; round < 40; round++) {
        if (round % 10 == 0) {
            DbTx *tx;
            CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
            CHECK_OK(cx, oauth_client_set_status(cx, tx, 1, STR("app"), STR("approved")));
            CHECK_OK(cx, db_commit(cx, tx));
            for (size_t i = 0; i < 6; i++) {
                OauthTokenReply t = env_tokens(&e, i % 2 ? STR(OFFLINE) : STR("openid"));
                all[i] = (Lived){ env_member(&e, &t, STR("access_token")),
                                  env_member(&e, &t, STR("refresh_token")), t.grant };
            }
        }
        for (size_t i = 0; i < 6; i++)
            (void)env_access(&e, all[i].token); /* so that the cache holds what was */
        end_some(&e, &state, all, 6);
        cx->now_ms += OAUTH_CACHE_MS;
        for (size_t i = 0; i < 6; i++) {
            OauthAccess a;
            Str json;
            cx->fault = (Fault){ .status = ST_OK };
            const bool api = oauth_access_find(cx, db, e.cache, &e.plan, all[i].token, &a) == ST_OK;
            CHECK(introspect_alive(&e, rs, &all[i]) == api);
            CHECK(!api || oauth_userinfo(cx, &e.plan, e.keys, &a, &json) == ST_OK);
            alive += api;
            dead += !api;
        }
    }
    CHECK(alive > 20 && dead > 20);
}
