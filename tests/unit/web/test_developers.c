#include "tests/unit/test.h"
#include "web/developer_pages.h"

/* Whoever adds an outcome says what to do about it. */
TEST(developers__every_outcome_says_what_to_do)
{
    CHECK(error_help(ST_OK).n == 0);
    for (int st = ST_OK + 1; st < ST_COUNT; st++)
        if (error_help((Status)st).n == 0)
            FAIL(status_row((Status)st)->name.p);
}

/* Apps rely on them: one that is changed here breaks somebody. */
TEST(developers__codes_are_stable)
{
    Arena *mem = test_cx()->mem;
    CHECK_STR(status_code(mem, ST_INVALID), STR("invalid"));
    CHECK_STR(status_code(mem, ST_INVALID_SCOPE), STR("invalid-scope"));
    CHECK_STR(status_code(mem, ST_UNAUTHORIZED_CLIENT), STR("unauthorized-client"));
    CHECK_STR(status_code(mem, ST_GRANT), STR("grant"));
    for (int a = 0; a < ST_COUNT; a++)
        CHECK(str_only(status_code(mem, (Status)a), "abcdefghijklmnopqrstuvwxyz-"));
}
