/* Apps that sign and resource servers, asked of the whole program in process: statuses, headers, lanes. */
#include "app/env.h"
#include "app/wire.h"
#include "base/buf.h"
#include "tests/unit/jose/made.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/test.h"
#include "json/json.h"

#include <stdio.h>
#include <sys/stat.h>

#define BASE "http://localhost:8080"
#define ASSERTED                                                                                   \
    "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"      \
    "&client_assertion="

typedef struct Site {
    Env env;
    Wired *wired;
    Cx *cx;
    HttpReply reply;
} Site;

static void file_put(Cx *cx, Str path, const char *text)
{
    FILE *f = fopen(arena_dup(cx->mem, path).p, "w");
    CHECK(f != NULL);
    (void)fputs(text, f);
    (void)fclose(f);
}

static int64_t site_now(void *site)
{
    return ((Site *)site)->cx->now_ms;
}

static Site *site_open(Cx *cx)
{
    const Str dir = test_dir();
    const Str conf = arena_join(cx->mem, dir, STR("/postern.ini"), STR(""));
    Site *s = ARENA_NEW(cx->mem, Site);
    s->cx = cx;
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    file_put(cx, arena_join(cx->mem, dir, STR("/plans/demo/plan.ini"), STR("")),
             "name = Demo\nsandbox = yes\nmatch = birth_date member_id\npublic = directory\n"
             "services_phone = 1-800-555-0100\n");
    file_put(cx, conf, "[server]\nbase_url = " BASE "\n[mail]\nurl = file:mail\n");
    CHECK_OK(cx, env_open(cx, conf, &s->env));
    CHECK_OK(cx, wire_open(cx, &s->env, &s->wired));
    s->wired->web.now = site_now;
    s->wired->web.clock = s;
    return s;
}

static void service_add(Site *s)
{
    const OauthClientNew in = { .client_id = STR("svc"),
                                .name = STR("Service"),
                                .confidential = true,
                                .auth_method = STR("private_key_jwt"),
                                .scope = STR("system/*.rs"),
                                .jwks = signer_jwks(s->cx),
                                .status = STR("sandbox") };
    Str id, secret;
    DbTx *tx;
    CHECK_OK(s->cx, db_write(s->cx, s->env.db, DB_STATE, &tx));
    CHECK_OK(s->cx, oauth_client_add(s->cx, tx, s->env.keys, 1, &in, &id, &secret));
    CHECK_OK(s->cx, db_commit(s->cx, tx));
}

/* authorization may be empty; body empty: GET. */
static HttpRequest request(Site *s, const char *target, Str authorization, Str body)
{
    HttpField *headers = ARENA_ARRAY(s->cx->mem, HttpField, 3);
    HttpRequest rq = { .method = body.n ? HTTP_POST : HTTP_GET,
                       .headers = headers,
                       .body = body,
                       .peer = STR("192.0.2.1") };
    headers[rq.header_count++] = (HttpField){ STR("Host"), STR("localhost:8080") };
    if (body.n)
        headers[rq.header_count++] =
            (HttpField){ STR("Content-Type"), STR("application/x-www-form-urlencoded") };
    if (authorization.n)
        headers[rq.header_count++] = (HttpField){ STR("Authorization"), authorization };
    http_target(s->cx, &rq, str_of(target));
    return rq;
}

static int ask(Site *s, const char *target, Str authorization, Str body)
{
    const HttpRequest rq = request(s, target, authorization, body);
    s->reply = (HttpReply){ 0 };
    s->cx->fault = (Fault){ .status = ST_OK };
    web_handle(&s->wired->web, s->cx, &rq, &s->reply);
    return s->reply.status;
}

static Str header(const Site *s, Str name)
{
    for (size_t i = 0; i < s->reply.header_count; i++)
        if (str_eq(s->reply.headers[i].name, name))
            return s->reply.headers[i].value;
    return STR_NONE;
}

static Str member(Site *s, const char *name)
{
    JsonDoc *doc;
    CHECK_OK(s->cx, json_parse(s->cx, s->reply.body, &doc));
    return json_get_str(json_root(doc), str_of(name));
}

static Str asserted(Site *s, const char *body, const char *endpoint, const char *jti)
{
    const Str claims =
        arena_printf(s->cx->mem,
                     "{\"iss\":\"svc\",\"sub\":\"svc\",\"aud\":\"" BASE "/demo%s\",\"exp\":%lld,"
                     "\"jti\":\"%s\"}",
                     endpoint, (long long)(s->cx->now_ms / 1000 + 60), jti);
    return arena_join(s->cx->mem, str_of(body), STR(ASSERTED), signer_jwt(s->cx, "RS384", claims));
}

static Str system_token(Site *s)
{
    CHECK_I64(ask(s, "/demo/oauth/token", STR_NONE,
                  asserted(s, "grant_type=client_credentials&scope=system%2F*.read", "/oauth/token",
                           "t")),
              200);
    return arena_join(s->cx->mem, STR("Bearer "), member(s, "access_token"), STR(""));
}

/* O20, O22, S20, S31: at the members' API a backend service's token is alive and of no use; nobody else's
 * data, nor the directory's, is read with it. */
TEST(clients__a_system_token_opens_nothing_at_the_members_api)
{
    Site *s = site_open(test_cx());
    service_add(s);
    const Str bearer = system_token(s);
    CHECK_STR(header(s, STR("Cache-Control")), STR("no-store"));
    CHECK_STR(header(s, STR("Pragma")), STR("no-cache"));
    static const char *const targets[] = {
        "/demo/fhir/Patient",          "/demo/fhir/Patient/x",          "/demo/fhir/Observation",
        "/demo/fhir/Coverage/x",       "/demo/fhir/Practitioner",       "/demo/fhir/Organization/x",
        "/demo/fhir/Group/g1",         "/demo/fhir/Patient/x/_history", "/demo/fhir/Patient?_id=x",
        "/demo/fhir/Patient/_history", "/demo/oauth/userinfo",
    };
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        CHECK_I64(ask(s, targets[i], bearer, STR("")), 403);
        CHECK(str_contains(header(s, STR("WWW-Authenticate")), STR("insufficient_scope")));
        CHECK(str_contains(s->reply.body, STR("$export"))); /* refused by name, before any look */
    }
    CHECK_I64(ask(s, "/demo/fhir/Practitioner", STR_NONE, STR("")), 200); /* without it: public */
    CHECK_I64(ask(s, "/demo/fhir/metadata", bearer, STR("")), 200);       /* D10 */
}

/* O1, O3, O4, T17: introspection, by a signed request and by a token; no answer is kept. */
TEST(clients__introspection_from_outside)
{
    Site *s = site_open(test_cx());
    service_add(s);
    const Str bearer = system_token(s);
    const char *const token = arena_dup(s->cx->mem, str_from(bearer, 7)).p;
    const char *const body = arena_printf(s->cx->mem, "token=%s", token).p;
    CHECK_I64(ask(s, "/demo/oauth/introspect", bearer, str_of(body)), 200);
    CHECK_STR(member(s, "client_id"), STR("svc"));
    CHECK_STR(header(s, STR("Cache-Control")), STR("no-store"));
    CHECK_I64(
        ask(s, "/demo/oauth/introspect", STR_NONE, asserted(s, body, "/oauth/introspect", "1")),
        200);
    CHECK_STR(member(s, "scope"), STR("system/*.read"));
    /* What was signed for another end point is not for this one. */
    CHECK_I64(ask(s, "/demo/oauth/introspect", STR_NONE, asserted(s, body, "/oauth/token", "2")),
              400);
    CHECK_STR(member(s, "error"), STR("invalid_client"));
    CHECK_I64(ask(s, "/demo/oauth/introspect", STR_NONE,
                  asserted(s, "token=invalid_token_value", "", "3")),
              200);
    CHECK_STR(s->reply.body, STR("{\"active\":false}"));
    CHECK_I64(ask(s, "/demo/oauth/introspect", STR_NONE, str_of(body)), 401);
}

/* T20, DESIGN rule 4: only who may make the server wait for a stranger goes to the waiting pool, however
 * the name of the parameter is written. */
TEST(clients__an_assertion_never_holds_the_http_thread)
{
    Site *s = site_open(test_cx());
    static const struct {
        const char *target, *body;
        bool waits;
    } rows[] = {
        { "/demo/oauth/token", "grant_type=refresh_token&client_id=a&refresh_token=b", false },
        { "/demo/oauth/token", "grant_type=x&client_assertion=a", true },
        { "/demo/oauth/token", "client_assertion_type=a", true },
        { "/demo/oauth/token", "client%5Fassertion=a", true },
        { "/demo/oauth/token", "%63lient_assertion=a", true },
        { "/demo/oauth/token", "code=client_assertion&x=%63", false },
        { "/demo/oauth/par", "client_assertion=a", true },
        { "/demo/oauth/introspect", "client_assertion=a", true },
        { "/demo/oauth/revoke", "client_assertion=a", true },
        { "/demo/oauth/userinfo", "client_assertion=a", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const HttpRequest rq = request(s, rows[i].target, STR_NONE, str_of(rows[i].body));
        CHECK(web_waits(&s->wired->web, &rq) == rows[i].waits);
    }
}

static const JsonVal *document(Site *s, const char *target)
{
    JsonDoc *doc;
    CHECK_I64(ask(s, target, STR_NONE, STR("")), 200);
    CHECK_OK(s->cx, json_parse(s->cx, s->reply.body, &doc));
    return json_root(doc);
}

/* valueUri of the oauth-uris' child; STR_NONE: there is none. */
static Str uri_of(const JsonVal *metadata, const char *name)
{
    JsonIter rest = json_iter(json_get(metadata, STR("rest")));
    CHECK(json_next(&rest));
    JsonIter outer = json_iter(json_get(json_get(rest.val, STR("security")), STR("extension")));
    CHECK(json_next(&outer));
    CHECK(str_ends(json_get_str(outer.val, STR("url")), STR("/oauth-uris")));
    JsonIter it = json_iter(json_get(outer.val, STR("extension")));
    while (json_next(&it))
        if (str_eq(json_get_str(it.val, STR("url")), str_of(name)))
            return json_get_str(it.val, STR("valueUri"));
    return STR_NONE;
}

static Str as_text(Cx *cx, const JsonVal *v)
{
    Buf *b = buf_new(cx, 1 << 20);
    json_write(b, v);
    return buf_str(b);
}

/* D7, D8, D9, D13: the four documents differ in nothing that two of them say. */
TEST(clients__the_documents_say_the_same)
{
    Site *s = site_open(test_cx());
    const JsonVal *smart = document(s, "/demo/fhir/.well-known/smart-configuration");
    const JsonVal *openid = document(s, "/demo/.well-known/openid-configuration");
    const JsonVal *as = document(s, "/.well-known/oauth-authorization-server/demo");
    const JsonVal *metadata = document(s, "/demo/fhir/metadata");
    CHECK_STR(as_text(s->cx, as), as_text(s->cx, openid));
    size_t shared = 0;
    JsonIter it = json_iter(smart);
    while (json_next(&it)) {
        const JsonVal *other = json_get(openid, it.key);
        if (!other)
            continue;
        CHECK_STR(as_text(s->cx, other), as_text(s->cx, it.val));
        shared++;
    }
    CHECK(shared >= 12);
    CHECK_STR(json_get_str(smart, STR("issuer")), STR(BASE "/demo"));
    static const char *const pairs[][2] = {
        { "authorize", "authorization_endpoint" }, { "introspect", "introspection_endpoint" },
        { "manage", "management_endpoint" },       { "register", "registration_endpoint" },
        { "revoke", "revocation_endpoint" },       { "token", "token_endpoint" },
    };
    for (size_t i = 0; i < 6; i++)
        CHECK_STR(uri_of(metadata, pairs[i][0]), json_get_str(smart, str_of(pairs[i][1])));
}
