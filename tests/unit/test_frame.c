#include "tests/unit/test.h"

#include <unistd.h>

TEST(frame__each_test_has_an_arena_and_a_fault_of_its_own_a)
{
    Cx *cx = test_cx();
    CHECK(arena_used(cx->mem) == 0 && cx->fault.status == ST_OK);
    CHECK_FAILS(cx, ST_INVALID, fail(cx, ST_INVALID, STR("here"), "on purpose"));
    (void)arena_alloc(cx->mem, 100);
}

TEST(frame__each_test_has_an_arena_and_a_fault_of_its_own_b)
{
    Cx *cx = test_cx();
    CHECK_I64(cx->now_ms, TEST_NOW_MS);
    CHECK(arena_used(cx->mem) == 0 && cx->fault.status == ST_OK);
    (void)fail(cx, ST_INVALID, STR("here"), "on purpose");
    (void)arena_alloc(cx->mem, 100);
}

TEST(frame__a_test_dir_is_there_while_the_test_runs)
{
    Str dir = test_dir();
    CHECK(access(dir.p, W_OK) == 0);
    CHECK(str_contains(dir, STR("/postern-test-")));
}
