#include "tests/unit/test.h"
#include "web/route.h"

static Status never(Cx *cx, Rq *rq)
{
    (void)rq;
    return fail(cx, ST_INTERNAL, STR("test"), "not called");
}

#define ROW(pattern_, methods_)                                                                    \
    {                                                                                              \
        .pattern = STR_C(pattern_), .methods = (methods_), .guard = guard_public, .handle = never  \
    }

static const Route rows[] = {
    ROW("/.well-known/oauth-authorization-server/{plan}", HTTP_GET),
    ROW("/static/{file}", HTTP_GET),
    ROW("/{plan}/fhir/metadata", HTTP_GET),
    ROW("/{plan}/fhir/{type}", HTTP_GET),
    ROW("/{plan}/fhir/{type}", HTTP_POST),
    ROW("/{plan}/fhir/{type}/_search", HTTP_POST),
    ROW("/{plan}/fhir/{type}/{id}", HTTP_GET),
};
static const size_t rows_n = sizeof rows / sizeof *rows;

static const Route *find(Cx *cx, HttpRequest *rq, HttpMethod method, Str target, unsigned *allowed)
{
    *rq = (HttpRequest){ .method = method };
    http_target(cx, rq, target);
    Routes *table;
    CHECK_OK(cx, routes_read(cx, rows, rows_n, &table));
    return route_find(table, rq, allowed);
}

TEST(route__a_literal_segment_wins_over_a_parameter)
{
    Cx *cx = test_cx();
    HttpRequest rq;
    unsigned allowed;
    CHECK(find(cx, &rq, HTTP_GET, STR("/p/fhir/metadata"), &allowed) == &rows[2]);
    CHECK(find(cx, &rq, HTTP_HEAD, STR("/p/fhir/Patient?x=/y"), &allowed) == &rows[3]);
    CHECK(find(cx, &rq, HTTP_POST, STR("/p/fhir/Patient"), &allowed) == &rows[4]);
    CHECK(find(cx, &rq, HTTP_POST, STR("/p/fhir/Patient/%5Fsearch"), &allowed) == &rows[5]);
    const Route *r = find(cx, &rq, HTTP_GET, STR("/p/fhir/Patient/a%20b"), &allowed);
    CHECK(r == &rows[6]);
    CHECK_STR(route_param(r, &rq, STR("id")), STR("a b"));
    CHECK_STR(route_param(r, &rq, STR("plan")), STR("p"));
    CHECK(route_param(r, &rq, STR("other")).p == NULL);
}

TEST(route__no_row_and_no_method_are_told_apart)
{
    Cx *cx = test_cx();
    HttpRequest rq;
    unsigned allowed;
    CHECK(!find(cx, &rq, HTTP_GET, STR("/p/fhir/Patient/_search"), &allowed));
    CHECK_I64(allowed, HTTP_POST);
    CHECK(!find(cx, &rq, HTTP_DELETE, STR("/p/fhir/Patient"), &allowed));
    CHECK_I64(allowed, HTTP_GET | HTTP_HEAD | HTTP_POST);
    CHECK(!find(cx, &rq, HTTP_GET, STR("/p/fhir"), &allowed));
    CHECK_I64(allowed, 0);
    CHECK(!find(cx, &rq, HTTP_GET, STR("/p/fhir/a/b/c"), &allowed));
    CHECK_I64(allowed, 0);
}

TEST(route__tables_that_cannot_be_are_refused)
{
    static const Route unsorted[] = { ROW("/b", HTTP_GET), ROW("/a", HTTP_GET) };
    static const Route twice[] = { ROW("/a", HTTP_GET), ROW("/a", HTTP_GET | HTTP_POST) };
    static const Route unguarded[] = {
        { .pattern = STR_C("/a"), .methods = HTTP_GET, .handle = never }
    };
    static const Route head[] = { ROW("/a", HTTP_HEAD) };
    Cx *cx = test_cx();
    Routes *table;
    CHECK_FAILS(cx, ST_INTERNAL, routes_read(cx, unsorted, 2, &table));
    CHECK_FAILS(cx, ST_INTERNAL, routes_read(cx, twice, 2, &table));
    CHECK_FAILS(cx, ST_INTERNAL, routes_read(cx, unguarded, 1, &table));
    CHECK_FAILS(cx, ST_INTERNAL, routes_read(cx, head, 1, &table));
}
