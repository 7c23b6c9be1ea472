/* Two who want one address at the same moment (AUTHORIZATION M13): one has it, the other is told as of any that is
 * taken. */
#include "base/clock.h"
#include "tests/unit/member/help.h"

#include <pthread.h>

typedef struct Turn { /* a transaction of its own, as another node would have */
    Db *db;
    Str account;
    Str email;
    Status (*act)(Cx *cx, DbTx *tx, const struct Turn *t);
    Status st;
} Turn;

static Status act_register(Cx *cx, DbTx *tx, const Turn *t)
{
    Str id;
    return account_make(cx, tx, help_keys(), PLAN, t->email, STR("en"), STR(""), &id);
}

static Status act_change(Cx *cx, DbTx *tx, const Turn *t)
{
    const MemberPlan plan = help_plan();
    const EmailChange in = { .account = t->account,
                             .email = t->email,
                             .session = STR(""),
                             .undo_url = STR("https://plan.example/") };
    return email_change(cx, tx, help_keys(), &plan, &in);
}

static Status turn_take(Cx *cx, const Turn *t)
{
    DbTx *tx;
    TRY(db_write(cx, t->db, DB_STATE, &tx));
    const Status st = t->act(cx, tx, t);
    /* As a page does, whose counts stay whatever came of it: the transaction is to be a whole one. */
    TRY(db_commit(cx, tx));
    return st;
}

static void *turn_run(void *arg)
{
    Turn *t = arg;
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = TEST_NOW_MS };
    t->st = turn_take(&cx, t);
    arena_free(cx.mem);
    return NULL;
}

static bool somebody_waits(Cx *cx, Db *db)
{
    return db_engine(db) == DB_SQLITE || /* it lets nobody in so far */
           help_count(cx, db,
                      "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                      " AND datname = current_database()") > 0;
}

/* second comes while first is not committed yet. */
static Status meet(Cx *cx, Db *db, const Turn *first, Turn second)
{
    pthread_t thread;
    const int64_t until_us = clock_mono_us() + 1500000; /* it waits for 2 s */
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, first->act(cx, tx, first));
    CHECK(pthread_create(&thread, NULL, turn_run, &second) == 0);
    while (!somebody_waits(cx, db) && clock_mono_us() < until_us)
        continue;
    help_commit(cx, tx);
    (void)pthread_join(thread, NULL);
    return second.st;
}

/* M13 */
BOTH(race__for_one_address_has_one_winner_and_no_error)
{
    static Status (*const acts[])(Cx *, DbTx *, const Turn *) = { act_register, act_change };
    const RosterPerson ann = help_person("ann", "Ann", "Alder", "1980-01-01", "A1", "02118");
    const RosterPerson bea = help_person("bea", "Bea", "Birch", "1981-01-01", "B1", "02118");
    help_roster(cx, db, &ann);
    help_roster(cx, db, &bea);
    const Str accounts[] = { help_account(cx, db, "ann", "ann@example.com"),
                             help_account(cx, db, "bea", "bea@example.com") };
    cx->now_ms = TEST_NOW_MS;
    for (int i = 0; i < 4; i++) {
        const Str email = arena_printf(cx->mem, "new%d@example.com", i);
        const Turn first = { db, accounts[0], email, acts[i / 2], ST_OK };
        const Turn second = { db, accounts[1], email, acts[i % 2], ST_OK };
        CHECK_I64(meet(cx, db, &first, second), ST_CONFLICT);
    }
}
