/* What comes by time, when a row of one cannot be read (AUTHORIZATION M18, M38). */
#include "tests/unit/member/help.h"

static void broken_account(Cx *cx, Db *db)
{
    DbTx *tx = help_write(cx, db);
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_account (plan, id, email_index, sealed, lang, state, created_ms,"
             " updated_ms) VALUES (1, ");
    sql_bind_str(q, STR("broken"));
    const Str bytes[] = { STR("x"), STR("x") };
    for (size_t i = 0; i < 2; i++) {
        sql_text(q, ", ");
        sql_bind_blob(q, bytes[i]);
    }
    sql_text(q, ", ");
    sql_bind_str(q, STR("en"));
    sql_text(q, ", 1, 0, 0)");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    help_commit(cx, tx);
}

static void ends_at(Cx *cx, Db *db, Str account, Str patient, int64_t until_ms)
{
    DbTx *tx = help_write(cx, db);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_relation (plan, account, patient, relation, basis,"
                " valid_from_ms, valid_to_ms, created_ms) VALUES (1");
    const Str texts[] = { account, patient, STR("parent"), STR("on-file") };
    for (size_t i = 0; i < 4; i++) {
        sql_text(q, ", ");
        sql_bind_str(q, texts[i]);
    }
    sql_text(q, ", 0, ");
    sql_bind_i64(q, until_ms);
    sql_text(q, ", 0)");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    help_commit(cx, tx);
}

static void relation(Cx *cx, Db *db, Str account, Str patient)
{
    ends_at(cx, db, account, patient, 1);
}

/* M38: an account that cannot be written to keeps no right by it, and no other waiting. */
BOTH(due__a_relation_ends_though_its_account_cannot_be_told)
{
    size_t n;
    DbTx *tx;
    MemberOver over[LIMIT_RELATIONS_DUE];
    const MemberPlan plan = help_plan();
    const RosterPerson p = help_person("ann", "Ann", "Lee", "1980-01-01", "X99887766", "10001");
    help_roster(cx, db, &p);
    const Str ann = help_account(cx, db, "ann", "ann@example.com");
    broken_account(cx, db);
    relation(cx, db, STR("broken"), STR("ann"));
    relation(cx, db, ann, STR("tom"));
    tx = help_write(cx, db);
    CHECK_OK(cx, relations_due(cx, tx, help_keys(), &plan, over, &n));
    help_commit(cx, tx);
    CHECK_I64((int64_t)n, 2);
    CHECK_I64(help_count(cx, db,
                         "SELECT count(*) FROM member_relation WHERE ended_ms IS NULL AND"
                         " valid_to_ms > 0"),
              0);
}

/* M38: each is locked on its way, as by a block or a load's end: in one order, or two would wait for each other. */
BOTH(due__relations_end_in_the_order_of_their_accounts)
{
    size_t n;
    MemberOver over[LIMIT_RELATIONS_DUE];
    const MemberPlan plan = help_plan();
    ends_at(cx, db, STR("zoe"), STR("ann"), 1);
    ends_at(cx, db, STR("eve"), STR("tom"), 2);
    ends_at(cx, db, STR("eve"), STR("ann"), 3);
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, relations_due(cx, tx, help_keys(), &plan, over, &n));
    help_commit(cx, tx);
    CHECK_I64((int64_t)n, 3);
    CHECK_STR(over[0].account, STR("eve"));
    CHECK_STR(over[0].patient, STR("ann"));
    CHECK_STR(over[1].patient, STR("tom"));
    CHECK_STR(over[2].account, STR("zoe"));
}

static Status recovery(Cx *cx, Db *db, bool *done)
{
    Recovery r;
    const MemberPlan plan = help_plan();
    DbTx *tx = help_write(cx, db);
    const Status st = recovery_due(cx, tx, help_keys(), &plan, STR("https://x.example/"), &r, done);
    if (st == ST_OK)
        help_commit(cx, tx);
    db_end(tx);
    return st;
}

/* M18: one that does not open is over, undone, and the next one's turn comes. */
BOTH(due__a_recovery_that_does_not_open_keeps_nobody_waiting)
{
    bool done = true;
    DbTx *tx = help_write(cx, db);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_recovery (plan, sealed, asked_ms, approved_ms, id, account,"
                " asked_by) VALUES (1, ");
    sql_bind_blob(q, STR("x"));
    sql_text(q, ", 0, 0");
    const Str texts[] = { STR("r1"), STR("broken"), STR("Ana Clerk") };
    for (size_t i = 0; i < 3; i++) {
        sql_text(q, ", ");
        sql_bind_str(q, texts[i]);
    }
    sql_text(q, ")");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    help_commit(cx, tx);
    CHECK_OK(cx, recovery(cx, db, &done));
    CHECK(!done);
    CHECK_FAILS(cx, ST_NOT_FOUND, recovery(cx, db, &done));
}
