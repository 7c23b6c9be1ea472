#include "tests/unit/test.h"
#include "web/rate.h"

static void rate_end(void *r)
{
    rate_free(r);
}

static Rate *rate_of(Cx *cx)
{
    Rate *r = rate_new();
    arena_defer(cx->mem, rate_end, r);
    return r;
}

static const RateRule thrice = { STR_C("thrice"), 1.0, 3.0 };

/* R1. */
TEST(rate__a_burst_is_allowed_and_then_no_more)
{
    Cx *cx = test_cx();
    Rate *r = rate_of(cx);
    for (int i = 0; i < 3; i++)
        CHECK_OK(cx, rate_take(cx, r, &thrice, STR("10.0.0.1")));
    CHECK_FAILS(cx, ST_TOO_MANY, rate_take(cx, r, &thrice, STR("10.0.0.1")));
    CHECK_OK(cx, rate_take(cx, r, &thrice, STR("10.0.0.2")));
}

TEST(rate__tokens_come_back_with_time_up_to_the_burst)
{
    Cx *cx = test_cx();
    Rate *r = rate_of(cx);
    for (int i = 0; i < 3; i++)
        CHECK_OK(cx, rate_take(cx, r, &thrice, STR("a")));
    cx->now_ms += 1000;
    CHECK_OK(cx, rate_take(cx, r, &thrice, STR("a")));
    CHECK_FAILS(cx, ST_TOO_MANY, rate_take(cx, r, &thrice, STR("a")));
    cx->fault = (Fault){ .status = ST_OK };
    cx->now_ms += 3600000;
    for (int i = 0; i < 3; i++)
        CHECK_OK(cx, rate_take(cx, r, &thrice, STR("a")));
    CHECK_FAILS(cx, ST_TOO_MANY, rate_take(cx, r, &thrice, STR("a")));
}

TEST(rate__a_clock_that_goes_back_gives_nothing)
{
    Cx *cx = test_cx();
    Rate *r = rate_of(cx);
    for (int i = 0; i < 3; i++)
        CHECK_OK(cx, rate_take(cx, r, &thrice, STR("a")));
    cx->now_ms -= 100000;
    CHECK_FAILS(cx, ST_TOO_MANY, rate_take(cx, r, &thrice, STR("a")));
}

TEST(rate__rules_do_not_share_their_tokens)
{
    static const RateRule once = { STR_C("once"), 0.001, 1.0 };
    Cx *cx = test_cx();
    Rate *r = rate_of(cx);
    CHECK_OK(cx, rate_take(cx, r, &once, STR("a")));
    CHECK_FAILS(cx, ST_TOO_MANY, rate_take(cx, r, &once, STR("a")));
    CHECK_OK(cx, rate_take(cx, r, &thrice, STR("a")));
}
