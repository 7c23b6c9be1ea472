/* Two plans of one server: what one gave opens nothing of the other, at any row of the table. */
#include "app/routes.h"
#include "tests/unit/app/two.h"
#include "web/guard.h"
#include "web/person.h"

/* The row's address with its parameters filled by what exists. */
static Str address(Cx *cx, Str pattern, Str plan)
{
    static const struct {
        Str name, value;
    } fill[] = { { STR_C("{file}"), STR_C("x") },
                 { STR_C("{id}"), STR_C("g1") },
                 { STR_C("{type}"), STR_C("Goal") },
                 { STR_C("{vid}"), STR_C("1") } };
    Str path = STR("");
    Str segment;
    Str rest = str_from(pattern, 1);
    while (str_split(&rest, '/', &segment)) {
        Str value = str_eq(segment, STR("{plan}")) ? plan : segment;
        for (size_t i = 0; i < sizeof fill / sizeof *fill; i++)
            if (str_eq(fill[i].name, segment))
                value = fill[i].value;
        path = arena_join(cx->mem, path, STR("/"), value);
    }
    return path;
}

static HttpReply asked_for(const Two *t, HttpMethod method, Str target)
{
    return two_ask(t, &(TwoAsk){ .method = method, .target = target });
}

static HttpReply get(const Two *t, Str target)
{
    return asked_for(t, HTTP_GET, target);
}

/* R18, S32, threat 38. */
TEST(tenants__no_row_that_needs_a_token_takes_another_plan_s)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    size_t asked = 0;
    CHECK_I64(get(&t, STR("/a/fhir/Goal/g1")).status, 200);
    for (size_t i = 0; i < app_routes_n; i++) {
        const Route *row = &app_routes[i];
        if (row->guard == guard_public || row->guard == guard_browser || row->guard == guard_person)
            continue; /* nobody's, or a session's: below */
        const HttpMethod methods[] = { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };
        for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
            if (!(row->methods & methods[m]))
                continue;
            const HttpReply reply = asked_for(&t, methods[m], address(cx, row->pattern, STR("b")));
            if (reply.status != 401 || str_contains(reply.body, STR("walk")))
                FAIL(row->pattern.p);
            asked++;
        }
    }
    CHECK(asked >= 6);
}

/* R18: a plan's directory that is open to all is not opened by another plan's token either. */
TEST(tenants__an_open_directory_takes_no_foreign_token)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    CHECK_I64(get(&t, STR("/b/fhir/Practitioner")).status, 401);
}

/* R18, M29: sessions too. */
TEST(tenants__no_page_of_a_person_takes_another_plan_s_session)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    size_t asked = 0;
    CHECK(get(&t, STR("/a/account")).status != 303);
    for (size_t i = 0; i < app_routes_n; i++) {
        const Route *row = &app_routes[i];
        if (row->guard != guard_person)
            continue;
        const HttpMethod method = row->methods & HTTP_GET ? HTTP_GET : HTTP_POST;
        const HttpReply reply = asked_for(&t, method, address(cx, row->pattern, STR("b")));
        /* To the sign-in page; a post is refused before that, since its form is another plan's. */
        if (reply.status != (method == HTTP_GET ? 303 : 403))
            FAIL(row->pattern.p);
        asked++;
    }
    CHECK(asked >= 4);
}
