/* Behaviour of db.h, each on both engines. */
#include "db/db.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

static Sql *plan_insert(Cx *cx, int64_t num, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO plan_plan (num, id) VALUES (");
    sql_bind_i64(q, num);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ")");
    return q;
}

static Sql *plan_count(Cx *cx)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM plan_plan");
    return q;
}

static void put(Cx *cx, Db *db, int64_t num, Str id)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_exec(cx, tx, plan_insert(cx, num, id), NULL));
    CHECK_OK(cx, db_commit(cx, tx));
}

static int64_t count_in(Cx *cx, DbTx *tx)
{
    DbRows *r;
    CHECK_OK(cx, db_one(cx, tx, plan_count(cx), STR("count"), &r));
    return db_i64(r, 0);
}

static int64_t count(Cx *cx, Db *db)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    const int64_t n = count_in(cx, tx);
    db_end(tx);
    return n;
}

BOTH(db__a_row_written_is_read)
{
    DbTx *tx;
    DbRows *r;
    put(cx, db, 7, STR("demo"));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT num, id FROM plan_plan WHERE id = ");
    sql_bind_str(q, STR("demo"));
    CHECK_OK(cx, db_one(cx, tx, q, STR("plan"), &r));
    db_end(tx);
    CHECK_I64(db_i64(r, 0), 7);
    CHECK_STR(db_str(r, 1), STR("demo"));
}

BOTH(db__no_row_is_not_found_and_the_transaction_goes_on)
{
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT num FROM plan_plan WHERE num = ");
    sql_bind_i64(q, 1);
    CHECK_FAILS(cx, ST_NOT_FOUND, db_one(cx, tx, q, STR("plan"), &r));
    CHECK_I64(count_in(cx, tx), 0);
}

BOTH(db__numbers_text_bytes_and_null_come_back_as_they_went)
{
    DbTx *tx;
    DbRows *r;
    const Str bytes = STR("a\0b\xff\x00");
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_locator (plan, type, id, compartment, rid, hash) VALUES (");
    sql_bind_i64(q, INT64_MIN);
    sql_text(q, ", ");
    sql_bind_i64(q, -1);
    sql_text(q, ", ");
    sql_bind_str(q, STR_NONE);
    sql_text(q, ", ");
    sql_bind_i64(q, INT64_MAX);
    sql_text(q, ", ");
    sql_bind_i64(q, 0);
    sql_text(q, ", ");
    sql_bind_blob(q, bytes);
    sql_text(q, "), (1, 2, ");
    sql_bind_str(q, STR("José"));
    sql_text(q, ", 3, 4, ");
    sql_bind_null(q);
    sql_text(q, ") RETURNING plan, type, id, compartment, rid, hash");
    Status st;
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    CHECK(db_next(cx, r, &st));
    CHECK_I64(db_i64(r, 0), INT64_MIN);
    CHECK_I64(db_i64(r, 1), -1);
    CHECK(!db_is_null(r, 2));
    CHECK_STR(db_str(r, 2), STR(""));
    CHECK_I64(db_i64(r, 3), INT64_MAX);
    CHECK_I64(db_i64(r, 4), 0);
    CHECK_STR(db_blob(r, 5), bytes);
    CHECK(db_next(cx, r, &st));
    CHECK_STR(db_str(r, 2), STR("José"));
    CHECK(db_is_null(r, 5));
    CHECK(db_blob(r, 5).p == NULL);
    CHECK(!db_next(cx, r, &st));
    CHECK_OK(cx, st);
}

BOTH(db__a_list_binds_each_value_once)
{
    const int64_t row[] = { 5, 6, 7 };
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "VALUES (");
    sql_bind_list(q, row, 3); /* four columns if it were filled up as for IN */
    sql_text(q, "), (1, 2, 3)");
    CHECK_OK(cx, db_one(cx, tx, q, STR("row"), &r));
    for (int i = 0; i < 3; i++)
        CHECK_I64(db_i64(r, i), row[i]);
}

BOTH(db__sweep_takes_a_plans_rows_that_were_over_before_a_time)
{
    static const int64_t rows[][2] = { { 1, 10 }, { 1, 20 }, { 2, 10 } }; /* plan, expires_ms */
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    for (size_t i = 0; i < 3; i++) {
        Sql *q = sql_new(cx);
        sql_text(q, "INSERT INTO member_attempt (plan, expires_ms, kind, subject, count, window_ms)"
                    " VALUES (");
        sql_bind_list(q, rows[i], 2);
        sql_text(q, ", ");
        sql_bind_str(q, STR("k"));
        sql_text(q, ", ");
        sql_bind_blob(q, i == 1 ? STR("b") : STR("a"));
        sql_text(q, ", 1, 0)");
        CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    }
    CHECK_OK(cx, db_sweep(cx, tx, "DELETE FROM member_attempt WHERE plan = ", 1, 20));
    Sql *left = sql_new(cx);
    sql_text(left, "SELECT count(*), min(expires_ms + plan) FROM member_attempt");
    CHECK_OK(cx, db_one(cx, tx, left, STR("row"), &r));
    CHECK_I64(db_i64(r, 0), 2);
    CHECK_I64(db_i64(r, 1), 12);
}

BOTH(db__changed_counts_rows_of_writes_alone)
{
    DbTx *tx;
    int64_t n = -1;
    put(cx, db, 1, STR("a"));
    put(cx, db, 2, STR("b"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE plan_plan SET num = num + 10");
    CHECK_OK(cx, db_exec(cx, tx, q, &n));
    CHECK_I64(n, 2);
    CHECK_OK(cx, db_exec(cx, tx, plan_count(cx), &n));
    CHECK_I64(n, 0);
    q = sql_new(cx);
    sql_text(q, "DELETE FROM plan_plan WHERE num = ");
    sql_bind_i64(q, 99);
    CHECK_OK(cx, db_exec(cx, tx, q, &n));
    CHECK_I64(n, 0);
}

BOTH(db__one_of_a_returning_statement_has_done_all_of_it)
{
    DbTx *tx;
    DbRows *r;
    put(cx, db, 1, STR("a"));
    put(cx, db, 2, STR("b"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM plan_plan RETURNING id");
    CHECK_OK(cx, db_one(cx, tx, q, STR("plan"), &r));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_I64(count(cx, db), 0);
}

BOTH(db__a_query_runs_even_if_nobody_reads_it)
{
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO plan_plan (num, id) VALUES (1, ");
    sql_bind_str(q, STR("a"));
    sql_text(q, ") RETURNING num");
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    CHECK_OK(cx, db_commit(cx, tx));
    Status st;
    CHECK(!db_next(cx, r, &st)); /* the transaction took its rows with it */
    CHECK(st == ST_INTERNAL);
    CHECK_I64(count(cx, db), 1);
}

BOTH(db__what_is_not_committed_never_was)
{
    DbTx *tx;
    Cx other = { .mem = arena_new(1024) };
    CHECK_OK(&other, db_write(&other, db, DB_STATE, &tx));
    CHECK_OK(&other, db_exec(&other, tx, plan_insert(&other, 1, STR("a")), NULL));
    arena_reset(other.mem);
    CHECK_I64(count(cx, db), 0);
    CHECK_OK(&other, db_write(&other, db, DB_STATE, &tx)); /* the turn was given back */
    arena_free(other.mem);
}

BOTH(db__a_failed_statement_ends_its_transaction)
{
    DbTx *tx;
    put(cx, db, 1, STR("a"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_exec(cx, tx, plan_insert(cx, 2, STR("b")), NULL));
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, plan_insert(cx, 3, STR("a")), NULL));
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, plan_insert(cx, 4, STR("d")), NULL));
    CHECK_FAILS(cx, ST_INTERNAL, db_commit(cx, tx));
    CHECK_I64(count(cx, db), 1);
}

BOTH(db__an_expected_conflict_is_no_failure)
{
    DbTx *tx;
    int64_t n = -1;
    put(cx, db, 1, STR("a"));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    Sql *q = plan_insert(cx, 2, STR("a"));
    sql_text(q, " ON CONFLICT (id) DO NOTHING");
    CHECK_OK(cx, db_exec(cx, tx, q, &n));
    CHECK_I64(n, 0);
    CHECK_OK(cx, db_commit(cx, tx));
}

BOTH(db__a_read_is_one_snapshot)
{
    DbTx *tx;
    put(cx, db, 1, STR("a"));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_I64(count_in(cx, tx), 1);
    put(cx, db, 2, STR("b"));
    CHECK_I64(count_in(cx, tx), 1);
    db_end(tx);
    CHECK_I64(count(cx, db), 2);
}

BOTH(db__a_read_of_one_statement_runs_no_second_and_no_write)
{
    DbTx *tx;
    put(cx, db, 1, STR("a"));
    CHECK_OK(cx, db_read_one(cx, db, DB_STATE, &tx));
    CHECK_I64(count_in(cx, tx), 1);
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, plan_count(cx), NULL));
    db_end(tx);
    CHECK_OK(cx, db_read_one(cx, db, DB_STATE, &tx));
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, plan_insert(cx, 2, STR("b")), NULL));
    db_end(tx);
    CHECK_OK(cx, db_read_one(cx, db, DB_STATE, &tx));
    CHECK_I64(count_in(cx, tx), 1);
    CHECK_OK(cx, db_commit(cx, tx));
}

BOTH(db__a_read_cannot_write)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, plan_insert(cx, 1, STR("a")), NULL));
}

BOTH(db__the_same_statement_nests)
{
    DbTx *tx;
    DbRows *outer, *inner;
    Status st;
    int64_t pairs = 0;
    put(cx, db, 1, STR("a"));
    put(cx, db, 2, STR("b"));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT num FROM plan_plan ORDER BY num");
    CHECK_OK(cx, db_query(cx, tx, q, &outer));
    while (db_next(cx, outer, &st)) {
        CHECK_OK(cx, db_query(cx, tx, q, &inner));
        while (db_next(cx, inner, &st))
            pairs += 10 * db_i64(outer, 0) + db_i64(inner, 0);
        CHECK_OK(cx, st);
    }
    CHECK_OK(cx, st);
    CHECK_I64(pairs, 11 + 12 + 21 + 22);
}

BOTH(db__rows_may_live_shorter_than_their_transaction)
{
    DbTx *tx;
    DbRows *r;
    put(cx, db, 1, STR("a"));
    put(cx, db, 2, STR("b"));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    for (int i = 0; i < 3; i++) {
        Cx line = { .mem = arena_new(1024) };
        Sql *q = sql_new(&line);
        sql_text(q, "SELECT num FROM plan_plan");
        CHECK_OK(&line, db_query(&line, tx, q, &r));
        arena_free(line.mem);
    }
    CHECK_I64(count_in(cx, tx), 2);
}

BOTH(db__lists_bind_any_number_of_values)
{
    DbTx *tx;
    int64_t nums[37];
    for (size_t i = 0; i < 37; i++) {
        nums[i] = (int64_t)i + 1;
        put(cx, db, nums[i], arena_printf(cx->mem, "p%zu", i));
    }
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    for (size_t n = 0; n <= 37; n += 12) {
        DbRows *r;
        Sql *q = sql_new(cx);
        sql_text(q, "SELECT count(*) FROM plan_plan WHERE num IN (");
        sql_bind_i64s(q, nums, n);
        sql_text(q, ")");
        CHECK_OK(cx, db_one(cx, tx, q, STR("plan"), &r));
        CHECK_I64(db_i64(r, 0), (int64_t)n);
    }
    const Str ids[] = { STR("p0"), STR("p36"), STR("none") };
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM plan_plan WHERE id IN (");
    sql_bind_strs(q, ids, 3);
    sql_text(q, ")");
    CHECK_OK(cx, db_one(cx, tx, q, STR("plan"), &r));
    CHECK_I64(db_i64(r, 0), 2);
}

BOTH(db__more_statements_than_the_cache_holds)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < 300; i++) {
            DbRows *r;
            Sql *q = sql_new(cx);
            sql_text(q, "SELECT count(*)");
            for (size_t k = 0; k < i; k++)
                sql_text(q, " ");
            sql_text(q, " FROM plan_plan");
            CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &r));
        }
}

BOTH(db__text_sorts_by_bytes)
{
    DbTx *tx;
    DbRows *r;
    put(cx, db, 1, STR("a"));
    put(cx, db, 2, STR("B"));
    put(cx, db, 3, STR("\xc3\xa9"));
    put(cx, db, 4, STR("a-"));
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT num FROM plan_plan ORDER BY id");
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    const int64_t want[] = { 2, 1, 4, 3 };
    Status st;
    for (size_t i = 0; i < 4; i++) {
        CHECK(db_next(cx, r, &st));
        CHECK_I64(db_i64(r, 0), want[i]);
    }
}

BOTH(db__a_nul_in_text_is_refused)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_FAILS(cx, ST_INVALID, db_exec(cx, tx, plan_insert(cx, 1, STR("a\0b")), NULL));
}

BOTH(db__a_statement_over_the_ceiling_is_refused)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    Sql *q = plan_count(cx);
    sql_text(q, " WHERE num IN (");
    int64_t nums[901] = { 0 };
    sql_bind_i64s(q, nums, 901);
    sql_text(q, ")");
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, q, NULL));
}

BOTH(db__what_was_written_is_there_when_opened_again)
{
    Db *again;
    put(cx, db, 1, STR("a"));
    CHECK_OK(cx, db_open(cx, url, &again));
    CHECK_I64(count(cx, again), 1);
    put(cx, again, 2, STR("b"));
    db_close(again);
    CHECK_I64(count(cx, db), 2);
}

TEST(db__an_unknown_url_is_refused)
{
    Cx *cx = test_cx();
    Db *db;
    CHECK_FAILS(cx, ST_INVALID, db_open(cx, STR("mysql://x"), &db));
    CHECK_FAILS(cx, ST_INVALID, db_open(cx, STR("sqlite:"), &db));
}
