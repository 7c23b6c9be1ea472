/* Dispatch, asked in process: a table of routes of this test, the program's own pages. */
#include "audit/audit.h"
#include "base/limits.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/jose/made.h"
#include "web/csrf.h"
#include "web/metadata.h"
#include "web/person.h"
#include "web/site.h"

#include <stdio.h>
#include <sys/stat.h>

typedef struct Site {
    Web web;
    HttpRequest rq;
    HttpReply rp;
    HttpField headers[16];
    Cx cx; /* of the request */
} Site;

static Status page(Cx *cx, Rq *rq)
{
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("message"), rq_field(rq, STR("said")));
    return web_page(cx, rq, 200, STR("error"), d);
}

static Status fhir_fails(Cx *cx, Rq *rq)
{
    const HttpForm *q;
    TRY(rq_query(cx, rq, &q));
    if (http_form_get(q, STR("inside")).p)
        return fail(cx, ST_INTERNAL, STR("table"), "a secret of ours");
    if (http_form_get(q, STR("token")).p)
        return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "no such token");
    return fail(cx, ST_INVALID, STR("birthdate"), "not a date");
}

static void let_go(void *count)
{
    ++*(int *)count;
}

/* Leaves something open, as a transaction is left when a statement in it fails. */
static Status oauth_fails(Cx *cx, Rq *rq)
{
    if (rq->web->clock)
        arena_defer(cx->mem, let_go, rq->web->clock);
    return fail(cx, ST_GRANT, STR("code"), "used \"before\"\xc3\xa9");
}

// clang-format off
static const Route rows[] = {
    { STR_C("/static/{file}"), HTTP_GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, site_static, 0, false },
    { STR_C("/{plan}/brand.css"), HTTP_GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, site_brand, 0, false },
    { STR_C("/{plan}/fhir/metadata"), HTTP_GET, SURFACE_FHIR, LANE_PURE, CORS_ANY, guard_public, fhir_fails, 0, false },
    { STR_C("/{plan}/fhir/{type}"), HTTP_GET, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, guard_public, fhir_fails, 0, false },
    { STR_C("/{plan}/oauth/authorize"), HTTP_POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_public, page, LIMIT_BODY_AUTH, true },
    { STR_C("/{plan}/oauth/token"), HTTP_POST, SURFACE_OAUTH, LANE_LOCAL, CORS_NONE, guard_public, oauth_fails, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/page"), HTTP_GET | HTTP_POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_public, page, LIMIT_BODY_AUTH, false },
};
// clang-format on

static void web_end(void *web)
{
    web_close(web);
}

static void keys_end_(void *keys)
{
    keys_close(keys);
}

static void audit_end(void *audit)
{
    audit_close(audit);
}

static Site *site_on(Cx *cx, Db *db)
{
    Site *s = ARENA_NEW(cx->mem, Site);
    const Str dir = test_dir();
    const Str plans_dir = arena_join(cx->mem, dir, STR("/plans"), STR(""));
    const Str plan = arena_join(cx->mem, plans_dir, STR("/demo"), STR(""));
    CHECK(mkdir(plans_dir.p, 0700) == 0 && mkdir(plan.p, 0700) == 0);
    FILE *f = fopen(arena_join(cx->mem, plan, STR("/plan.ini"), STR("")).p, "w");
    CHECK(f != NULL);
    (void)fputs("name = Demo <Plan>\nsandbox = yes\nlanguages = en es\n", f);
    (void)fclose(f);
    Plans *plans;
    Keys *keys;
    CHECK_OK(cx, plans_read(cx, plans_dir, STR("http://localhost:8080"), &plans));
    CHECK_OK(cx, made_open(cx, arena_join(cx->mem, dir, STR("/keys"), STR("")), &keys));
    arena_defer(cx->mem, keys_end_, keys);
    DbTx *tx;
    Audit *audit;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, plans_number(cx, tx, plans));
    CHECK_OK(cx, db_commit(cx, tx));
    const AuditConf conf = { .db = db,
                             .dir = arena_join(cx->mem, dir, STR("/audit"), STR("")),
                             .key = keys_use(keys, KEY_AUDIT),
                             .seal_ms = 3600000 };
    CHECK_OK(cx, audit_open(cx, &conf, &audit));
    arena_defer(cx->mem, audit_end, audit);
    s->web = (Web){ .db = db,
                    .audit = audit,
                    .plans = plans,
                    .keys = keys,
                    .base_url = STR("http://localhost:8080"),
                    .routes = rows,
                    .route_count = sizeof rows / sizeof *rows };
    CHECK_OK(cx, web_open(cx, &s->web));
    arena_defer(cx->mem, web_end, &s->web);
    return s;
}

static Site *site_new(Cx *cx)
{
    return site_on(cx, test_db(cx, test_sqlite_url(cx)));
}

static void add(Site *s, Str name, Str value)
{
    s->headers[s->rq.header_count++] = (HttpField){ name, value };
}

static void begin(Site *s, HttpMethod method, Str host)
{
    s->rq = (HttpRequest){ .method = method, .headers = s->headers, .peer = STR("127.0.0.1") };
    s->rp = (HttpReply){ 0 };
    add(s, STR("Host"), host);
}

static int go(Cx *cx, Site *s, Str target)
{
    s->cx = (Cx){ .mem = cx->mem, .now_ms = cx->now_ms };
    http_target(&s->cx, &s->rq, target);
    web_handle(&s->web, &s->cx, &s->rq, &s->rp);
    return s->rp.status;
}

static int get(Cx *cx, Site *s, Str target)
{
    begin(s, HTTP_GET, STR("localhost:8080"));
    return go(cx, s, target);
}

static Str header(const Site *s, Str name)
{
    for (size_t i = 0; i < s->rp.header_count; i++)
        if (str_eq(s->rp.headers[i].name, name))
            return s->rp.headers[i].value;
    return STR_NONE;
}

/* D17, threat 74. */
TEST(dispatch__another_host_is_misdirected)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    begin(s, HTTP_GET, STR("evil.example"));
    CHECK_I64(go(cx, s, STR("/demo/page")), 421);
    CHECK(!str_contains(s->rp.body, STR("evil")));
}

/* S31. */
TEST(dispatch__unknown_addresses_plans_and_methods_are_refused)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    CHECK_I64(get(cx, s, STR("/nowhere/at/all")), 404);
    CHECK_I64(get(cx, s, STR("/other/page")), 404);
    CHECK_I64(get(cx, s, STR("/demo/%2e%2e/page")), 400);
    begin(s, HTTP_DELETE, STR("localhost:8080"));
    CHECK_I64(go(cx, s, STR("/demo/page")), 405);
    CHECK_STR(header(s, STR("Allow")), STR("GET, HEAD, POST, OPTIONS"));
    CHECK_I64(get(cx, s, STR("/demo/fhir/Nothing/1/2")), 404);
    CHECK(str_contains(s->rp.body, STR("\"resourceType\":\"OperationOutcome\"")));
}

TEST(render__a_fault_is_worded_for_fhir)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    CHECK_I64(get(cx, s, STR("/demo/fhir/metadata?x=1")), 400);
    CHECK_STR(header(s, STR("Content-Type")), STR("application/fhir+json; charset=utf-8"));
    CHECK(str_contains(s->rp.body, STR("\"severity\":\"error\",\"code\":\"invalid\","
                                       "\"diagnostics\":\"birthdate: not a date\","
                                       "\"location\":[\"http.birthdate\"]")));
    CHECK_I64(get(cx, s, STR("/demo/fhir/metadata?inside=1")), 500);
    CHECK(!str_contains(s->rp.body, STR("secret")) && !str_contains(s->rp.body, STR("table")));
}

TEST(render__a_401_says_how_to_do_better)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    CHECK_I64(get(cx, s, STR("/demo/fhir/metadata?token=1")), 401);
    CHECK_STR(header(s, STR("WWW-Authenticate")),
              STR("Bearer realm=\"http://localhost:8080/demo/fhir\""));
    begin(s, HTTP_GET, STR("localhost:8080"));
    add(s, STR("Authorization"), STR("Bearer x"));
    CHECK_I64(go(cx, s, STR("/demo/fhir/metadata?token=1")), 401);
    CHECK(str_contains(header(s, STR("WWW-Authenticate")), STR("error=\"invalid_token\"")));
}

TEST(render__an_oauth_error_stays_within_its_characters)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    begin(s, HTTP_POST, STR("localhost:8080"));
    CHECK_I64(go(cx, s, STR("/demo/oauth/token")), 400);
    CHECK(str_starts(s->rp.body,
                     STR("{\"error\":\"invalid_grant\","
                         "\"error_description\":\"code: used ?before???\","
                         "\"error_uri\":\"http://localhost:8080/developers/errors#grant\","
                         "\"support_code\":\"")));
    CHECK_STR(header(s, STR("Cache-Control")), STR("no-store"));
}

/* A28. */
TEST(render__a_page_has_its_headers_its_language_and_its_support_code)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    CHECK_I64(get(cx, s, STR("/demo/page?lang=es")), 200);
    CHECK(str_contains(s->rp.body, STR("<html lang=\"es\">")));
    CHECK(str_contains(s->rp.body, STR("Demo &lt;Plan&gt;")));
    CHECK(str_contains(s->rp.body, s->cx.request_id));
    CHECK(str_contains(header(s, STR("Content-Security-Policy")), STR("form-action 'self'")));
    CHECK(str_contains(header(s, STR("Content-Security-Policy")), STR("frame-ancestors 'none'")));
    CHECK_STR(header(s, STR("X-Frame-Options")), STR("DENY"));
    CHECK_STR(header(s, STR("Referrer-Policy")), STR("no-referrer"));
    CHECK_STR(header(s, STR("Cache-Control")), STR("no-store"));
    CHECK(header(s, STR("Strict-Transport-Security")).p == NULL); /* http */
    CHECK_STR(header(s, STR("Set-Cookie")),
              STR("lang-demo=es; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"));
    CHECK_I64(get(cx, s, STR("/nowhere")), 404);
    CHECK(str_contains(s->rp.body, s->cx.request_id));
}

/* A28, D16: a year, and only where the address is https. */
TEST(render__a_browser_is_told_to_stay_with_tls)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    static const Str asked[] = { STR_C("/demo/page"), STR_C("/demo/fhir/metadata"),
                                 STR_C("/nowhere") };
    s->web.secure = true;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        (void)get(cx, s, asked[i]);
        CHECK_STR(header(s, STR("Strict-Transport-Security")), STR("max-age=31536000"));
    }
}

TEST(cors__anybody_may_read_what_is_public)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    begin(s, HTTP_GET, STR("localhost:8080"));
    add(s, STR("Origin"), STR("https://app.example"));
    (void)go(cx, s, STR("/demo/fhir/metadata"));
    CHECK_STR(header(s, STR("Access-Control-Allow-Origin")), STR("*"));
    CHECK(header(s, STR("Access-Control-Allow-Credentials")).p == NULL);
    begin(s, HTTP_OPTIONS, STR("localhost:8080"));
    add(s, STR("Origin"), STR("https://app.example"));
    CHECK_I64(go(cx, s, STR("/demo/fhir/metadata")), 204);
    CHECK_STR(header(s, STR("Access-Control-Allow-Methods")), STR("GET, HEAD, OPTIONS"));
    begin(s, HTTP_OPTIONS, STR("localhost:8080"));
    add(s, STR("Origin"), STR("https://app.example"));
    CHECK_I64(go(cx, s, STR("/demo/page")), 204);
    CHECK(header(s, STR("Access-Control-Allow-Origin")).p == NULL);
}

/* ---- what no row answers --------------------------------------------------------------------------- */

static const Str app_uri = STR_C("https://app.example/cb");

static void app_add(Cx *cx, Site *s)
{
    DbTx *tx;
    Str id;
    Str secret;
    const OauthClientNew in = { .name = STR("App"),
                                .auth_method = STR("none"),
                                .redirect_uris = &app_uri,
                                .redirect_count = 1,
                                .scope = STR("patient/*.rs"),
                                .status = STR("sandbox") };
    CHECK_OK(cx, db_write(cx, s->web.db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_client_add(cx, tx, s->web.keys, 1, &in, &id, &secret));
    CHECK_OK(cx, db_commit(cx, tx));
}

static int ask_as(Cx *cx, Site *s, HttpMethod method, Str origin, Str target)
{
    begin(s, method, STR("localhost:8080"));
    add(s, STR("Origin"), origin);
    return go(cx, s, target);
}

static Str last_audited(Cx *cx, Site *s)
{
    DbTx *tx;
    AuditRow *rows_;
    size_t n;
    CHECK_OK(cx, audit_seal_now(cx, s->web.audit));
    CHECK_OK(cx, db_read(cx, s->web.db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows(cx, tx, 1, 1, 1000, &rows_, &n));
    db_end(tx);
    return n ? rows_[n - 1].record : STR("");
}

TEST(dispatch__what_no_row_answers_below_fhir_is_audited_and_a_registered_script_may_read_it)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    const Str ours = STR("https://app.example");
    app_add(cx, s);
    CHECK_I64(ask_as(cx, s, HTTP_GET, ours, STR("/demo/fhir/Nothing/1/2")), 404);
    CHECK_STR(header(s, STR("Access-Control-Allow-Origin")), ours);
    CHECK(str_contains(last_audited(cx, s), STR("\"http\":404")));
    CHECK_I64(ask_as(cx, s, HTTP_DELETE, ours, STR("/demo/fhir/Patient")), 405);
    CHECK_STR(header(s, STR("Access-Control-Allow-Origin")), ours);
    CHECK_STR(header(s, STR("Allow")), STR("GET, HEAD, OPTIONS"));
    CHECK(str_contains(last_audited(cx, s), STR("\"http\":405")));
    CHECK(str_contains(last_audited(cx, s), STR("\"resource\":\"Patient\"")));
    CHECK_I64(ask_as(cx, s, HTTP_GET, ours, STR("/demo/fhir/%2e%2e/x")), 400);
    CHECK_STR(header(s, STR("Access-Control-Allow-Origin")), ours);
    CHECK(str_contains(s->rp.body, STR("OperationOutcome")));
    CHECK_I64(ask_as(cx, s, HTTP_GET, STR("https://evil.example"), STR("/demo/fhir/A/1/2")), 404);
    CHECK(header(s, STR("Access-Control-Allow-Origin")).p == NULL);
    CHECK_I64(ask_as(cx, s, HTTP_GET, ours, STR("/demo/nowhere")), 404);
    CHECK(header(s, STR("Access-Control-Allow-Origin")).p == NULL);
}

static int refuse(Cx *cx, Site *s, Str target, int status)
{
    begin(s, HTTP_POST, STR("localhost:8080"));
    add(s, STR("Origin"), STR("https://app.example"));
    s->cx = (Cx){ .mem = cx->mem, .now_ms = cx->now_ms };
    http_target(&s->cx, &s->rq, target);
    web_refuse(&s->web, &s->cx, &s->rq, status, &s->rp);
    return s->rp.status;
}

TEST(dispatch__what_http_refuses_is_worded_for_the_address_and_audited)
{
    static const int fhir[] = { 400, 413, 414, 431, 501, 503, 505 };
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    for (size_t i = 0; i < sizeof fhir / sizeof *fhir; i++) {
        CHECK_I64(refuse(cx, s, STR("/demo/fhir/Patient"), fhir[i]), fhir[i]);
        CHECK(str_contains(s->rp.body, STR("\"resourceType\":\"OperationOutcome\"")));
        CHECK_STR(header(s, STR("X-Request-Id")), s->cx.request_id);
        CHECK_STR(header(s, STR("Access-Control-Allow-Origin")), STR("*"));
        CHECK(str_contains(last_audited(cx, s), s->cx.request_id));
    }
    CHECK_I64(refuse(cx, s, STR("/demo/fhir/Patient"), 503), 503);
    CHECK(header(s, STR("Retry-After")).p != NULL);
    CHECK_I64(refuse(cx, s, STR("/demo/oauth/token"), 413), 413);
    CHECK(str_contains(s->rp.body, STR("\"error\":\"invalid_request\"")));
    CHECK_I64(refuse(cx, s, STR("/demo/page"), 413), 413);
    CHECK(str_contains(s->rp.body, STR("<html")) && str_contains(s->rp.body, s->cx.request_id));
    CHECK(header(s, STR("Access-Control-Allow-Origin")).p == NULL);
    /* A target that was never taken apart. */
    begin(s, HTTP_OTHER, STR("localhost:8080"));
    s->rq.target = s->rq.path = STR("/demo/fhir/a\\b");
    s->rq.path_status = ST_INVALID;
    s->rq.header_count = 0;
    web_refuse(&s->web, &s->cx, &s->rq, 400, &s->rp);
    CHECK(s->rp.status == 400 && str_contains(s->rp.body, STR("OperationOutcome")));
    CHECK_STR(header(s, STR("Access-Control-Allow-Origin")), STR("*"));
}

TEST(person__a_local_address_says_nothing_unless_a_proxy_is_trusted)
{
    Cx *cx = test_cx();
    Web web = { .proxied = false };
    HttpRequest http = { .peer = STR("127.0.0.1") };
    const Rq rq = { .web = &web, .http = &http };
    CHECK_STR(person_peer(cx, &rq), STR(""));
    http.peer = STR("::1");
    CHECK_STR(person_peer(cx, &rq), STR(""));
    http.peer = STR("203.0.113.7");
    CHECK_STR(person_peer(cx, &rq), STR("203.0.113.7"));
    http.peer = STR("2001:db8:1:2:3:4:5:6"); /* R1: whoever has one address of a /64 has them all */
    CHECK_STR(person_peer(cx, &rq), STR("2001:db8:1:2::"));
    web.proxied = true;
    http.peer = STR("127.0.0.1");
    CHECK_STR(person_peer(cx, &rq), STR("127.0.0.1"));
}

TEST(metadata__is_printed_once_a_plan)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    const Plan *plan = plans_find(s->web.plans, STR("demo"));
    Str text[2];
    Str etag[2];
    CHECK_OK(cx, metadata_text(cx, s->web.metadata, plan, &text[0], &etag[0]));
    cx->now_ms += INT64_C(7) * 86400000;
    CHECK_OK(cx, metadata_text(cx, s->web.metadata, plan, &text[1], &etag[1]));
    CHECK(text[0].p == text[1].p && etag[0].p == etag[1].p);
    CHECK(str_contains(text[0], STR("\"date\":\"2026-01-01T00:00:00.000Z\"")));
    CHECK_STR(etag[0], web_etag(cx, text[0]));
}

TEST(dispatch__a_search_of_the_directory_waits_elsewhere_than_on_the_http_thread)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    // clang-format off
    static const struct { HttpMethod method; Str target; bool waits; } asked[] = {
        { HTTP_GET,  STR_C("/demo/fhir/Location"),               true },
        { HTTP_GET,  STR_C("/demo/fhir/Location?name=x"),        true },
        { HTTP_POST, STR_C("/demo/fhir/Practitioner/_search"),   true },
        { HTTP_GET,  STR_C("/demo/fhir/Location/l1"),            false },
        { HTTP_GET,  STR_C("/demo/fhir/Observation"),            false },
        { HTTP_GET,  STR_C("/demo/fhir/metadata"),               false },
        { HTTP_POST, STR_C("/demo/fhir/Observation/_search"),    false },
    };
    // clang-format on
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        begin(s, asked[i].method, STR("localhost:8080"));
        http_target(cx, &s->rq, asked[i].target);
        CHECK(web_waits(&s->web, &s->rq) == asked[i].waits);
    }
}

BOTH(dispatch__who_asks_the_store_for_origins_waits_where_the_store_does)
{
    Site *s = site_on(cx, db);
    const bool waits = db_engine(db) == DB_POSTGRES;
    // clang-format off
    static const struct { HttpMethod method; Str target; bool asks; } asked[] = {
        { HTTP_OPTIONS, STR_C("/demo/fhir/Patient"),       true },
        { HTTP_DELETE,  STR_C("/demo/fhir/Patient"),       true },
        { HTTP_GET,     STR_C("/demo/fhir/Nothing/1/2"),   true },
        { HTTP_GET,     STR_C("/demo/fhir/%2e%2e/x"),      true },
        { HTTP_OPTIONS, STR_C("/demo/fhir/metadata"),      false },
        { HTTP_OPTIONS, STR_C("/demo/page"),               false },
        { HTTP_GET,     STR_C("/demo/nowhere"),            false },
    };
    // clang-format on
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        begin(s, asked[i].method, STR("localhost:8080"));
        http_target(cx, &s->rq, asked[i].target);
        CHECK(web_waits(&s->web, &s->rq) == (waits && asked[i].asks));
    }
}

/* ---- M30 ------------------------------------------------------------------------------------------- */

#define BID STR("0123456789012345678901234567890123456789abc")

static Str token_for(Cx *cx, Site *s, Str session, Str tx)
{
    const Rq rq = { .web = &s->web, .browser = BID, .session = session, .tx = tx };
    return csrf_token(cx, &rq);
}

static int post(Cx *cx, Site *s, Str cookies, Str form, Str more_name, Str more_value)
{
    begin(s, HTTP_POST, STR("localhost:8080"));
    add(s, STR("Content-Type"), STR("application/x-www-form-urlencoded"));
    add(s, STR("Cookie"), cookies);
    if (more_name.n)
        add(s, more_name, more_value);
    s->rq.body = form;
    return go(cx, s, STR("/demo/page"));
}

/* M30, threat 60 */
TEST(csrf__a_post_needs_the_token_of_browser_session_and_transaction)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    const Str cookies = arena_printf(cx->mem, "bid-demo=%.*s; sid-demo=S", STR_ARG(BID));
    const Str good = arena_printf(cx->mem, "tx=T&csrf=%.*s&said=%%3Cb%%3E",
                                  STR_ARG(token_for(cx, s, STR("S"), STR("T"))));
    CHECK_I64(post(cx, s, cookies, good, STR(""), STR("")), 200);
    CHECK(str_contains(s->rp.body, STR("&lt;b&gt;")));
    CHECK_I64(post(cx, s, cookies, STR("tx=T"), STR(""), STR("")), 403);
    const Str bad[] = { token_for(cx, s, STR("S"), STR("other")),
                        token_for(cx, s, STR("X"), STR("T")), token_for(cx, s, STR(""), STR("")) };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_I64(post(cx, s, cookies, arena_printf(cx->mem, "tx=T&csrf=%.*s", STR_ARG(bad[i])),
                       STR(""), STR("")),
                  403);
    CHECK_I64(post(cx, s, STR("sid-demo=S"), good, STR(""), STR("")), 403);
}

/* M30, threat 60 */
TEST(csrf__a_post_from_another_site_is_refused_even_with_the_token)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    const Str cookies = arena_printf(cx->mem, "bid-demo=%.*s", STR_ARG(BID));
    const Str good =
        arena_printf(cx->mem, "csrf=%.*s", STR_ARG(token_for(cx, s, STR_NONE, STR_NONE)));
    CHECK_I64(post(cx, s, cookies, good, STR("Origin"), STR("http://localhost:8080")), 200);
    CHECK_I64(post(cx, s, cookies, good, STR("Origin"), STR("null")), 200);
    CHECK_I64(post(cx, s, cookies, good, STR("Origin"), STR("https://evil.example")), 403);
    CHECK_I64(post(cx, s, cookies, good, STR("Sec-Fetch-Site"), STR("same-origin")), 200);
    CHECK_I64(post(cx, s, cookies, good, STR("Sec-Fetch-Site"), STR("cross-site")), 403);
    CHECK_I64(post(cx, s, cookies, good, STR("Sec-Fetch-Site"), STR("same-site")), 403);
}

TEST(csrf__authorize_takes_a_post_from_anywhere_and_names_no_browser)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    begin(s, HTTP_POST, STR("localhost:8080"));
    add(s, STR("Content-Type"), STR("application/x-www-form-urlencoded"));
    add(s, STR("Origin"), STR("https://app.example"));
    add(s, STR("Sec-Fetch-Site"), STR("cross-site"));
    CHECK_I64(go(cx, s, STR("/demo/oauth/authorize")), 200);
    CHECK(header(s, STR("Set-Cookie")).p == NULL);
    begin(s, HTTP_POST, STR("localhost:8080"));
    add(s, STR("Content-Type"), STR("application/json"));
    CHECK_I64(go(cx, s, STR("/demo/oauth/authorize")), 415);
}

TEST(site__static_files_are_kept_by_their_etag)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    CHECK_I64(get(cx, s, STR("/static/postern.css")), 200);
    CHECK_STR(header(s, STR("Content-Type")), STR("text/css; charset=utf-8"));
    CHECK_STR(header(s, STR("Cache-Control")), STR("public, max-age=3600"));
    const Str etag = header(s, STR("ETag"));
    begin(s, HTTP_GET, STR("localhost:8080"));
    add(s, STR("If-None-Match"), arena_join(cx->mem, STR("\"x\", W/"), etag, STR("")));
    CHECK_I64(go(cx, s, STR("/static/postern.css")), 304);
    CHECK_I64(get(cx, s, STR("/static/none.css")), 404);
    CHECK_I64(get(cx, s, STR("/static/..%2fpages")), 400);
    CHECK_I64(get(cx, s, STR("/demo/brand.css")), 200);
    CHECK(str_starts(s->rp.body, STR(":root { --brand: #")));
}

TEST(dispatch__what_a_handler_left_open_is_closed_before_its_reply_leaves)
{
    Cx *cx = test_cx();
    Site *s = site_new(cx);
    int closed = 0;
    int *older = ARENA_NEW(cx->mem, int); /* let go of when this frame is gone */
    s->web.clock = &closed;
    arena_defer(cx->mem, let_go, older);
    begin(s, HTTP_POST, STR("localhost:8080"));
    CHECK(go(cx, s, STR("/demo/oauth/token")) == 400);
    CHECK(closed == 1 && *older == 0);
    CHECK(str_contains(s->rp.body, STR("invalid_grant")));
}
