#include "base/cx.h"
#include "tests/unit/test.h"

TEST(cx__a_failure_says_what_where_and_why)
{
    Cx *cx = test_cx();
    CHECK(fail(cx, ST_INVALID, STR("aud"), "must be our base") == ST_INVALID);
    CHECK(cx->fault.status == ST_INVALID);
    CHECK_STR(cx->fault.where, STR("aud"));
    CHECK_STR(cx->fault.detail, STR("must be our base"));
    CHECK(failf(cx, ST_TOO_LONG, STR("scope"), "longer than %d bytes", 9) == ST_TOO_LONG);
    CHECK_STR(cx->fault.where, STR("scope"));
    CHECK_STR(cx->fault.detail, STR("longer than 9 bytes"));
}

/* where may stand on a stack that is gone when the fault is read. */
TEST(cx__a_printed_failure_keeps_copies)
{
    Cx *cx = test_cx();
    char where[] = "line";
    (void)failf(cx, ST_INVALID, str_of(where), "x");
    where[0] = 'X';
    CHECK_STR(cx->fault.where, STR("line"));
}

TEST(cx__a_long_detail_is_cut)
{
    Cx *cx = test_cx();
    (void)failf(cx, ST_INVALID, STR(""), "%0*d", 5000, 7);
    CHECK_I64((int64_t)cx->fault.detail.n, 511);
}

TEST(cx__only_the_expected_failure_is_forgiven)
{
    Cx *cx = test_cx();
    const Status st = fail(cx, ST_NOT_FOUND, STR("id"), "none");
    CHECK(!forgive(cx, st, ST_CONFLICT));
    CHECK(cx->fault.status == ST_NOT_FOUND);
    CHECK(forgive(cx, st, ST_NOT_FOUND));
    CHECK(cx->fault.status == ST_OK && cx->fault.detail.n == 0);
    CHECK(!forgive(cx, ST_OK, ST_NOT_FOUND));
}

static Status count_up(Cx *cx, int *calls, Status st)
{
    ++*calls;
    return st == ST_OK ? st : fail(cx, st, STR(""), "no");
}

static Status twice(Cx *cx, int *calls, Status first)
{
    TRY(count_up(cx, calls, first));
    TRY(count_up(cx, calls, ST_OK));
    return ST_OK;
}

TEST(cx__try_passes_a_failure_up_and_calls_once)
{
    Cx *cx = test_cx();
    int calls = 0;
    CHECK_FAILS(cx, ST_GONE, twice(cx, &calls, ST_GONE));
    CHECK_I64(calls, 1);
    CHECK_OK(cx, twice(cx, &calls, ST_OK));
    CHECK_I64(calls, 3);
}
