#include "app/routes.h"
#include "tests/unit/test.h"

#include "base/limits.h"

/* S31: routes_read refuses a row without a guard. */
TEST(routes__rows_are_sorted_whole_and_answer_each_method_once)
{
    Cx *cx = test_cx();
    Routes *table;
    CHECK_OK(cx, routes_read(cx, app_routes, app_routes_n, &table));
}

TEST(routes__a_row_that_takes_posts_says_how_long)
{
    for (size_t i = 0; i < app_routes_n; i++) {
        const bool posts = app_routes[i].methods & (HTTP_POST | HTTP_PUT | HTTP_PATCH);
        CHECK(!posts || app_routes[i].body_max > 0);
        CHECK(app_routes[i].body_max <= LIMIT_BODY_API);
    }
}

/* M30: whoever adds a second one argues it here. */
TEST(routes__only_authorize_takes_posts_from_other_sites)
{
    for (size_t i = 0; i < app_routes_n; i++)
        CHECK(!app_routes[i].cross_site ||
              str_eq(app_routes[i].pattern, STR("/{plan}/oauth/authorize")));
}
