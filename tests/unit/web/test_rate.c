#include "base/limits.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"
#include "web/rate_int.h"

static void rate_end(void *r)
{
    rate_free(r);
}

static Rate *rate_of(Cx *cx)
{
    Rate *r = rate_new(STR("a key of the installation"));
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

/* ---- nodes ------------------------------------------------------------------------------------------- */

typedef struct Node {
    Rate *rate;
    RateShare *share;
} Node;

static Node node_of(Cx *cx)
{
    return (Node){ rate_of(cx), rate_share_new(cx) };
}

/* What every node does each second; a sees b's of this second, b saw a's. */
static void second_pass(Cx *cx, Db *db, const Node *b, const Node *a)
{
    cx->now_ms += 1000;
    CHECK_OK(cx, rate_share(cx, db, b->rate, b->share));
    CHECK_OK(cx, rate_share(cx, db, a->rate, a->share));
}

/* How many of n are let through. */
static int asks(Cx *cx, const Node *node, RateKind kind, Str who, int n)
{
    int passed = 0;
    for (int i = 0; i < n; i++) {
        const Status st = rate_take(cx, node->rate, &rate_rules[kind], who);
        if (st == ST_OK)
            passed++;
        else
            CHECK(forgive(cx, st, ST_TOO_MANY));
    }
    return passed;
}

/* R1: 30 at once and 30 a minute of one address, whichever nodes it asks. */
BOTH(rate__nodes_of_a_store_count_together)
{
    const Node a = node_of(cx), b = node_of(cx);
    CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, STR("192.0.2.1"), 30), 30);
    second_pass(cx, db, &a, &b);
    CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, STR("192.0.2.1"), 30), 0);
    CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, STR("192.0.2.2"), 30), 30);
    CHECK_I64(asks(cx, &b, RATE_TOKEN, STR("192.0.2.1"), 200), 200);
    int passed = 0;
    for (int s = 0; s < 120;
         s++) { /* a token comes back every other second: one of all, not one a node */
        second_pass(cx, db, &a, &b);
        passed += asks(cx, s % 2 ? &a : &b, RATE_AUTHORIZE, STR("192.0.2.1"), 5);
    }
    CHECK(passed >= 55 && passed <= 65);
}

/* R1: what was told is charged once, and nobody is charged for himself. */
BOTH(rate__a_report_is_charged_once)
{
    const Node a = node_of(cx), b = node_of(cx);
    CHECK_I64(asks(cx, &a, RATE_REGISTER, STR("x"), 10), 10);
    for (int i = 0; i < 5; i++) {
        CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
        CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    }
    CHECK_I64(asks(cx, &a, RATE_REGISTER, STR("x"), 20), 10);
    CHECK_I64(asks(cx, &b, RATE_REGISTER, STR("x"), 20), 10);
    /* Both let through what the other had left: that is owed, for one burst's time at most. */
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    cx->now_ms += 30000;
    CHECK_I64(asks(cx, &a, RATE_REGISTER, STR("x"), 1), 0);
    cx->now_ms += 37000; /* ten of ten a minute, and one */
    CHECK_I64(asks(cx, &a, RATE_REGISTER, STR("x"), 2), 1);
    CHECK_I64(asks(cx, &b, RATE_REGISTER, STR("x"), 2), 1);
}

/* R1: however much other nodes let through, the wait is that of two bursts. */
BOTH(rate__what_is_owed_is_bounded)
{
    const Node a = node_of(cx);
    for (int i = 0; i < 5; i++) {
        const Node other = node_of(cx);
        CHECK_I64(asks(cx, &other, RATE_AUTHORIZE, STR("x"), 30), 30);
        CHECK_OK(cx, rate_share(cx, db, other.rate, other.share));
    }
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    cx->now_ms += 61000;
    CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, STR("x"), 1), 0);
    cx->now_ms += 2000;
    CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, STR("x"), 1), 1);
}

static int64_t reports(Cx *cx, Db *db)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT COUNT(*) FROM web_rate");
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &r));
    const int64_t n = db_i64(r, 0);
    db_end(tx);
    return n;
}

/* R1: a node tells of so many in a second and of the others in the next; rows do not heap up. */
BOTH(rate__a_flood_of_callers_is_told_in_turns)
{
    const Node a = node_of(cx), b = node_of(cx);
    const int most = (int)LIMIT_RATE_SHARED;
    Str *who = ARENA_ARRAY(cx->mem, Str, LIMIT_RATE_SHARED + 1);
    for (int i = 0; i <= most; i++) {
        who[i] = arena_printf(cx->mem, "2001:db8::%x", (unsigned)i);
        CHECK_I64(asks(cx, &a, RATE_REGISTER, who[i], 1), 1);
    }
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_I64(reports(cx, db), 1);
    CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    int whole = 0;
    for (int i = 0; i <= most; i++)
        whole += asks(cx, &b, RATE_REGISTER, who[i], 20) == 20;
    CHECK_I64(whole, 1);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_I64(reports(cx, db), 2);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share)); /* nobody asked: nothing is written */
    CHECK_I64(reports(cx, db), 2);
    cx->now_ms += 11000;
    CHECK_I64(asks(cx, &a, RATE_REGISTER, who[0], 1), 1);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_I64(reports(cx, db), 1);
}

/* In memory of its own, with which a transaction ends that failed. */
static bool shares(const Cx *cx, Db *db, const Node *n)
{
    Cx own = { .mem = arena_new(1 << 12), .now_ms = cx->now_ms };
    const bool shared = rate_share(&own, db, n->rate, n->share) == ST_OK;
    arena_free(own.mem);
    return shared;
}

/* R1: with the store away each node's own limits hold, and when it is back they are shared again. */
BOTH(rate__without_the_store_a_node_counts_alone)
{
    const Node a = node_of(cx), b = node_of(cx);
    DbTx *tx;
    static const char *const names[] = { "ALTER TABLE web_rate RENAME TO web_rate_away",
                                         "ALTER TABLE web_rate_away RENAME TO web_rate" };
    for (int i = 0; i < 2; i++) {
        const Str who = i ? STR("back") : STR("away");
        Sql *q = sql_new(cx);
        sql_text(q, names[i]);
        CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
        CHECK_OK(cx, db_exec(cx, tx, q, NULL));
        CHECK_OK(cx, db_commit(cx, tx));
        CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, who, 40), 30);
        CHECK(shares(cx, db, &a) == (i == 1));
        CHECK(shares(cx, db, &b) == (i == 1));
        CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, who, 40), i ? 0 : 30);
    }
}

/* One ask each other second, which is what comes back, for s seconds. */
static void asks_slowly(Cx *cx, Db *db, const Node *n, Str who, int s, bool tells)
{
    for (int i = 0; i < s; i++) {
        cx->now_ms += 1000;
        if (i % 2)
            CHECK_I64(asks(cx, n, RATE_AUTHORIZE, who, 1), 1);
        if (tells)
            CHECK_OK(cx, rate_share(cx, db, n->rate, n->share));
    }
}

/* R1: what a node tells after a pause is less what came back meanwhile. */
BOTH(rate__after_a_pause_a_node_tells_what_is_still_owed)
{
    const Node a = node_of(cx), b = node_of(cx);
    second_pass(cx, db, &a, &b);
    CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, STR("greedy"), 30), 30);
    asks_slowly(cx, db, &a, STR("greedy"), 60, false);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, STR("greedy"), 30), 0);
    second_pass(cx, db, &a, &b);
    asks_slowly(cx, db, &a, STR("modest"), 60, false);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, STR("modest"), 31), 29); /* 30 in 58 s: one is owed */
}

/* R1: after a pause of its own a node charges the newest report of each other, and then each again. */
BOTH(rate__after_a_pause_a_node_charges_what_is_new)
{
    const Node a = node_of(cx), b = node_of(cx);
    second_pass(cx, db, &a, &b);
    asks_slowly(cx, db, &a, STR("modest"), 8, true);
    CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, STR("modest"), 31), 29);
    CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, STR("greedy"), 20), 20);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_I64(asks(cx, &a, RATE_AUTHORIZE, STR("greedy"), 10), 10);
    CHECK_OK(cx, rate_share(cx, db, a.rate, a.share));
    CHECK_OK(cx, rate_share(cx, db, b.rate, b.share));
    CHECK_I64(asks(cx, &b, RATE_AUTHORIZE, STR("greedy"), 30), 0);
}

/* R1: with more callers than a turn tells of, each has its turn before the first has its second. */
TEST(rate__a_turn_goes_on_where_the_last_one_stopped)
{
    enum { CALLERS = 12000, TURNS = 12 };
    static const RateRule often = { STR_C("often"), 0.001, 1000.0 };
    Cx *cx = test_cx();
    Rate *r = rate_of(cx);
    RateUse *uses = ARENA_ARRAY(cx->mem, RateUse, RATE_BUCKETS);
    size_t at = 0;
    for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < CALLERS; i++) {
            Cx own = { .mem = arena_new(512), .now_ms = cx->now_ms };
            CHECK_OK(&own, rate_take(&own, r, &often, arena_printf(own.mem, "%d", i)));
            arena_free(own.mem);
        }
        CHECK_I64((int64_t)rate_uses(r, &at, cx->now_ms, uses, LIMIT_RATE_SHARED),
                  LIMIT_RATE_SHARED);
    }
    const size_t rest = rate_uses(r, &at, cx->now_ms, uses, RATE_BUCKETS);
    CHECK(rest > LIMIT_RATE_SHARED);
    for (size_t i = 0; i < rest; i++)
        CHECK(uses[i].used <= CALLERS / LIMIT_RATE_SHARED + 2);
}
