/* What is done to a sealed chain is seen, and where; and its beginning goes by age alone. */
#include "base/date.h"
#include "tests/unit/audit/chain.h"
#include "zip/zip.h"

#define BLOCKS 9

static Audit *nine(Cx *cx, Db *db)
{
    Audit *a = chain_audit(cx, db, STR(""));
    for (int i = 1; i <= BLOCKS; i++)
        chain_block(cx, a, arena_printf(cx->mem, "p%d", i));
    return a;
}

typedef struct Crime {
    const char *sql;
    const char *undo;
    int64_t at;
} Crime;

static void is_located(Cx *cx, Db *db, const Crime *crime)
{
    chain_sql(cx, db, crime->sql);
    const AuditVerdict v = chain_verify(cx, db);
    if (v.whole || v.bad_seq != crime->at)
        FAIL(arena_printf(cx->mem, "%s: at %lld", crime->sql, (long long)v.bad_seq).p);
    CHECK(v.why[0] != '\0');
    CHECK_I64(v.after_ms, crime->at == 1 ? 0 : TEST_NOW_MS + (crime->at - 2) * DAY_MS);
    chain_sql(cx, db, crime->undo);
    CHECK(chain_verify(cx, db).whole);
}

#define AT(n) " WHERE plan = 1 AND seq = " #n

/* C12, threat 79: every column of a sealed block, one at a time; blocks taken out, in front, in the middle,
 * at the end; two in each other's place; the seal; a row of the members' index. */
BOTH(chain__a_changed_deleted_or_moved_row_is_located)
{
    static const Crime crimes[] = {
        { "UPDATE audit_block SET plan = 2" AT(6), "UPDATE audit_block SET plan = 1 WHERE plan = 2",
          6 },
        { "UPDATE audit_block SET seq = seq + 100" AT(8),
          "UPDATE audit_block SET seq = seq - 100" AT(108), 8 },
        { "UPDATE audit_block SET records = 2" AT(4), "UPDATE audit_block SET records = 1" AT(4),
          4 },
        { "UPDATE audit_block SET first_ms = first_ms + 1" AT(3),
          "UPDATE audit_block SET first_ms = first_ms - 1" AT(3), 3 },
        { "UPDATE audit_block SET last_ms = last_ms - 1" AT(3),
          "UPDATE audit_block SET last_ms = last_ms + 1" AT(3), 3 },
        /* The front, the middle and the end, cut off. */
        { "UPDATE audit_block SET plan = 3" AT(1), "UPDATE audit_block SET plan = 1 WHERE plan = 3",
          1 },
        { "UPDATE audit_block SET plan = 3 WHERE plan = 1 AND seq < 5",
          "UPDATE audit_block SET plan = 1 WHERE plan = 3", 1 },
        { "UPDATE audit_block SET plan = 3 WHERE plan = 1 AND seq > 6",
          "UPDATE audit_block SET plan = 1 WHERE plan = 3", 7 },
        { "UPDATE audit_seal SET seq = 10 WHERE plan = 1",
          "UPDATE audit_seal SET seq = 9 WHERE plan = 1", 10 },
        { "UPDATE audit_seal SET seq = 8 WHERE plan = 1",
          "UPDATE audit_seal SET seq = 9 WHERE plan = 1", 10 },
        { "UPDATE audit_seal SET plan = 4 WHERE plan = 1",
          "UPDATE audit_seal SET plan = 1 WHERE plan = 4", 10 },
        { "UPDATE audit_patient SET plan = 2" AT(7),
          "UPDATE audit_patient SET plan = 1 WHERE plan = 2", 7 },
        { "UPDATE audit_patient SET seq = 5" AT(7),
          "UPDATE audit_patient SET seq = 7 WHERE plan = 1 AND patient IN (SELECT p.patient FROM"
          " audit_patient p WHERE p.plan = 1 AND p.seq = 5 ORDER BY p.patient DESC LIMIT 1)",
          7 },
        { "UPDATE audit_patient SET patient = 'eve'" AT(7),
          "UPDATE audit_patient SET patient = 'p7'" AT(7), 7 },
    };
    (void)nine(cx, db);
    CHECK(chain_verify(cx, db).whole);
    for (size_t i = 0; i < sizeof crimes / sizeof *crimes; i++)
        is_located(cx, db, &crimes[i]);
}

/* C12: what the columns hold as bytes. */
BOTH(chain__bytes_of_another_block_are_located)
{
    (void)nine(cx, db);
    chain_sql(cx, db,
              "UPDATE audit_block SET lines = (SELECT b.lines FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 8)" AT(7));
    CHECK_I64(chain_verify(cx, db).bad_seq, 7);
    chain_sql(cx, db,
              "UPDATE audit_block SET hash = (SELECT b.hash FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 4)" AT(3));
    CHECK_I64(chain_verify(cx, db).bad_seq, 3);
}

/* C12: the seal's own hash. */
BOTH(chain__a_changed_hash_of_the_seal_is_located)
{
    (void)nine(cx, db);
    chain_sql(cx, db,
              "UPDATE audit_seal SET hash = (SELECT b.hash FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 8)");
    CHECK_I64(chain_verify(cx, db).bad_seq, 10);
}

/* C12: two blocks in each other's place, each whole by itself. */
BOTH(chain__two_blocks_in_each_others_place_are_located)
{
    (void)nine(cx, db);
    chain_sql(cx, db, "UPDATE audit_block SET seq = 100" AT(4));
    chain_sql(cx, db, "UPDATE audit_block SET seq = 4" AT(5));
    chain_sql(cx, db, "UPDATE audit_block SET seq = 5" AT(100));
    CHECK_I64(chain_verify(cx, db).bad_seq, 4);
}

/* C12: deleting one row is detected. */
BOTH(chain__deleting_one_row_is_located)
{
    static const struct {
        const char *sql;
        int64_t at;
    } deletes[] = {
        { "DELETE FROM audit_seal WHERE plan = 1", 10 }, { "DELETE FROM audit_block" AT(9), 9 },
        { "DELETE FROM audit_patient" AT(7), 7 },        { "DELETE FROM audit_block" AT(5), 5 },
        { "DELETE FROM audit_block" AT(1), 1 },
    };
    (void)nine(cx, db);
    for (size_t i = 0; i < sizeof deletes / sizeof *deletes; i++) {
        chain_sql(cx, db, deletes[i].sql);
        CHECK_I64(chain_verify(cx, db).bad_seq, deletes[i].at);
    }
}

static void column_put(Cx *cx, Db *db, const char *update, Str bytes, int64_t seq)
{
    DbTx *tx;
    Sql *q = sql_new(cx);
    sql_text(q, update);
    sql_bind_blob(q, bytes);
    if (seq) {
        sql_text(q, " WHERE plan = 1 AND seq = ");
        sql_bind_i64(q, seq);
    }
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
}

static Block block_at(Cx *cx, Db *db, int64_t seq, Str *hash)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, blocks_query(cx, tx, 1, seq - 1, &r));
    CHECK(db_next(cx, r, &st));
    Block b = block_of(r);
    b.lines = arena_dup(cx->mem, b.lines);
    *hash = arena_dup(cx->mem, db_blob(r, 6));
    db_end(tx);
    return b;
}

/* C12: a block of one's own, and every hash behind it made anew with another key. */
BOTH(chain__a_chain_sealed_anew_without_the_key_does_not_hold)
{
    Str hash;
    const Str forger = STR("another key of thirty-two bytes!");
    (void)nine(cx, db);
    (void)block_at(cx, db, 5, &hash);
    for (int64_t seq = 6; seq <= BLOCKS; seq++) {
        Str old;
        Block b = block_at(cx, db, seq, &old);
        if (seq == 6)
            b.lines = gzip_pack(cx, arena_printf(cx->mem, "%lld p6 signout {\"outcome\":0}\n",
                                                 (long long)b.first_ms));
        hash = block_hash(cx, forger, hash, &b);
        column_put(cx, db, "UPDATE audit_block SET lines = ", b.lines, seq);
        column_put(cx, db, "UPDATE audit_block SET hash = ", hash, seq);
    }
    column_put(cx, db, "UPDATE audit_seal SET hash = ", hash, 0);
    CHECK_I64(chain_verify(cx, db).bad_seq, 6);
}

/* C12: a server looks at some blocks a turn; what it finds is the same. */
BOTH(chain__verified_a_piece_at_a_time_finds_the_same)
{
    AuditCheck at = { .plan = 1 };
    AuditVerdict v;
    bool more = true;
    int turns = 0;
    Audit *a = chain_audit(cx, db, STR(""));
    for (int i = 0; i < 2 * PAGE_BLOCKS + 3; i++)
        chain_block(cx, a, STR("rosa"));
    for (; more; turns++)
        CHECK_OK(cx, audit_verify_some(cx, db, KEY, &at, &v, &more));
    CHECK(v.whole);
    CHECK_I64(v.rows, 2 * PAGE_BLOCKS + 3);
    CHECK_I64(turns, 3);
    at = (AuditCheck){ .plan = 1 };
    CHECK_OK(cx, audit_verify_some(cx, db, KEY, &at, &v, &more));
    chain_sql(cx, db, "DELETE FROM audit_block" AT(20));
    CHECK_OK(cx, audit_verify_some(cx, db, KEY, &at, &v, &more));
    CHECK(!v.whole && !more);
    CHECK_I64(v.bad_seq, 20);
}

/* ---- what is old ---- */

#define DAY(n) (TEST_NOW_MS + (n)*DAY_MS) /* of block n + 1 */

/* C12: what is older than it is kept goes, block by block; the rest is proved whole from an anchor. */
BOTH(chain__old_blocks_go_and_the_rest_still_holds)
{
    AuditRow *rows;
    DbTx *tx;
    size_t n;
    Audit *a = nine(cx, db);
    CHECK_OK(cx, chain_retain(cx, db, DAY(0)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_anchor"), 0);
    CHECK_OK(cx, chain_retain(cx, db, DAY(4)));
    const AuditVerdict v = chain_verify(cx, db);
    CHECK(v.whole);
    CHECK_I64(v.removed, 4);
    CHECK_I64(v.rows, 9);
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 5);
    CHECK_I64(chain_count(cx, db, "SELECT MIN(seq) FROM audit_patient"), 5);
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_receipt"), 5);
    chain_block(cx, a, STR("rosa"));
    CHECK_OK(cx, chain_retain(cx, db, DAY(6)));
    CHECK(chain_verify(cx, db).whole);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows(cx, tx, 1, 1, 100, &rows, &n));
    db_end(tx);
    CHECK_I64((int64_t)n, 4);
    CHECK_I64(rows[0].seq, 7);
    CHECK_OK(cx, chain_retain(cx, db, DATE_MAX)); /* all of them */
    CHECK(chain_verify(cx, db).whole);
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 0);
    chain_block(cx, a, STR("rosa"));
    CHECK_I64(chain_verify(cx, db).rows, 11);
    CHECK(chain_verify(cx, db).whole);
}

BOTH(chain__more_old_blocks_than_a_page_go_too)
{
    Audit *a = chain_audit(cx, db, STR(""));
    for (int i = 0; i < 2 * PAGE_BLOCKS + 3; i++)
        chain_block(cx, a, STR("rosa"));
    CHECK_OK(cx, chain_retain(cx, db, DAY(2 * PAGE_BLOCKS + 1)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 2);
    CHECK(chain_verify(cx, db).whole);
}

/* C12: who cuts the front off himself cannot make the anchor for it, nor change the one there is. */
BOTH(chain__a_beginning_cut_off_by_hand_is_located)
{
    static const char *const crimes[][2] = {
        { "UPDATE audit_anchor SET seq = 4", "UPDATE audit_anchor SET seq = 3" },
        { "UPDATE audit_anchor SET upto_ms = upto_ms + 1",
          "UPDATE audit_anchor SET upto_ms = upto_ms - 1" },
        { "UPDATE audit_anchor SET plan = 2", "UPDATE audit_anchor SET plan = 1" },
        { "UPDATE audit_block SET plan = 3" AT(4),
          "UPDATE audit_block SET plan = 1 WHERE plan = 3" },
    };
    (void)nine(cx, db);
    CHECK_OK(cx, chain_retain(cx, db, DAY(3)));
    for (size_t i = 0; i < sizeof crimes / sizeof *crimes; i++) {
        CHECK(chain_verify(cx, db).whole);
        chain_sql(cx, db, crimes[i][0]);
        CHECK(!chain_verify(cx, db).whole);
        chain_sql(cx, db, crimes[i][1]);
    }
    chain_sql(cx, db,
              "UPDATE audit_anchor SET seq = 4, hash = (SELECT b.hash FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 4)");
    chain_sql(cx, db, "DELETE FROM audit_block" AT(4));
    const AuditVerdict v = chain_verify(cx, db);
    CHECK(!v.whole);
    CHECK_STR(str_of(v.why), STR("the chain's beginning was changed"));
}

/* C12: a block's time set back would have us remove it, and sign that it is gone. */
BOTH(chain__a_block_that_was_made_old_is_not_removed)
{
    (void)nine(cx, db);
    chain_sql(cx, db, "UPDATE audit_block SET last_ms = 1" AT(1));
    CHECK_FAILS(cx, ST_CONFLICT, chain_retain(cx, db, DAY(0)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 9);
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_anchor"), 0);
    CHECK_I64(chain_verify(cx, db).bad_seq, 1);
}

static Status retain_by_clock(Cx *cx, Db *db, int64_t before_ms)
{
    return audit_retain(
        cx, db, KEY,
        &(AuditKeep){ .before_ms = before_ms, .at_once_ms = AUDIT_AT_ONCE_DAYS * DAY_MS });
}

/* C12: a clock that jumps ten years ahead removes nothing, the first time and later; what becomes old day by day
 * goes. */
BOTH(chain__a_clock_that_jumps_ahead_removes_nothing)
{
    Audit *a = nine(cx, db);
    CHECK_FAILS(cx, ST_CONFLICT, retain_by_clock(cx, db, DAY(3650)));
    CHECK_FAILS(cx, ST_CONFLICT, retain_by_clock(cx, db, DAY(AUDIT_AT_ONCE_DAYS) + 1));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 9);
    for (int day = 1; day < 7; day++)
        CHECK_OK(cx, retain_by_clock(cx, db, DAY(day)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 3);
    cx->now_ms = DAY(3650); /* and what is sealed by the clock that jumped */
    chain_block(cx, a, STR("rosa"));
    CHECK_FAILS(cx, ST_CONFLICT, retain_by_clock(cx, db, DAY(3650)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 4);
    CHECK(chain_verify(cx, db).whole);
}

/* C12: a time of nobody's using is no jump; nor is a block in the midst that a wrong clock made. */
BOTH(chain__a_gap_and_a_block_of_a_wrong_clock_keep_nothing_from_going)
{
    Audit *a = chain_audit(cx, db, STR(""));
    chain_block(cx, a, STR("rosa"));
    cx->now_ms = 1000;
    chain_block(cx, a, STR("rosa"));
    cx->now_ms = DAY(200);
    chain_block(cx, a, STR("rosa"));
    CHECK_OK(cx, retain_by_clock(cx, db, DAY(1)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 1);
    CHECK_OK(cx, retain_by_clock(cx, db, DAY(201)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 0);
}

/* C12: of two chains the first is broken: the other's old blocks go, at once and not when a lock times out. */
BOTH(chain__a_broken_chain_keeps_no_other_from_being_removed)
{
    Audit *a = nine(cx, db);
    AuditRecord r = chain_read(STR("rosa"));
    r.plan = 2;
    cx->now_ms = TEST_NOW_MS;
    CHECK_OK(cx, audit_append(cx, a, &r));
    CHECK_OK(cx, audit_seal_now(cx, a));
    chain_sql(cx, db, "UPDATE audit_block SET last_ms = 1" AT(1));
    CHECK_FAILS(cx, ST_CONFLICT, chain_retain(cx, db, DAY(1)));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block WHERE plan = 2"), 0);
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block WHERE plan = 1"), 9);
}

/* ---- telling all of it ---- */

static Status seq_take(Cx *cx, void *to, const AuditRow *row)
{
    (void)cx;
    int64_t *sum = to;
    *sum = *sum * 10 + row->seq;
    return *sum > 9999999 ? fail(cx, ST_TOO_LONG, STR("test"), "that is enough") : ST_OK;
}

static int64_t told(Cx *cx, Db *db, int64_t from_ms, int64_t to_ms, Str patient)
{
    int64_t sum = 0;
    const AuditSpan span = { .plan = 1, .from_ms = from_ms, .to_ms = to_ms, .patient = patient };
    CHECK_OK(cx, audit_each(cx, db, &span, seq_take, &sum));
    return sum;
}

/* C11: a span of time, one member; what the reader says ends it. */
BOTH(chain__its_records_are_told_in_order_by_time_and_member)
{
    int64_t sum = 0;
    Audit *a = chain_audit(cx, db, STR(""));
    AuditRecord r = chain_read(STR("luis"));
    for (int i = 0; i < 3; i++) {
        CHECK_OK(cx, audit_append(cx, a, &r));
        chain_block(cx, a, STR("rosa"));
    }
    CHECK_I64(told(cx, db, DATE_MIN, DATE_MAX, STR("")), 123456);
    CHECK_I64(told(cx, db, DATE_MIN, DATE_MAX, STR("rosa")), 246);
    CHECK_I64(told(cx, db, DAY(1), DATE_MAX, STR("luis")), 35);
    CHECK_I64(told(cx, db, DAY(1), DAY(2), STR("")), 34);
    CHECK_I64(told(cx, db, DAY(1) + 1, DAY(2), STR("")), 0);
    CHECK_I64(told(cx, db, DATE_MIN, DATE_MAX, STR("nobody")), 0);
    r.plan = 2;
    CHECK_OK(cx, audit_append(cx, a, &r));
    for (int i = 0; i < 3; i++)
        chain_block(cx, a, STR("rosa"));
    const AuditSpan span = { .plan = 1, .from_ms = DATE_MIN, .to_ms = DATE_MAX };
    CHECK_FAILS(cx, ST_TOO_LONG, audit_each(cx, db, &span, seq_take, &sum));
    CHECK_I64(sum, 12345678);
}
