/* How far a journal is sealed: a row that is not ours loses nothing and has nothing sealed twice. */
#include "tests/unit/audit/chain.h"

#include "zip/zip.h"

#include <stdio.h>
#include <unistd.h>

typedef struct Box {
    Db *db;
    Str dir;
    Audit *a;
    AuditRecord why;
} Box;

static void box_close(void *box)
{
    Box *b = box;
    audit_close(b->a);
    b->a = NULL;
}

static void box_open(Cx *cx, Box *b)
{
    const AuditConf conf = {
        .db = b->db, .dir = b->dir, .key = KEY, .fsync_ms = 1000, .seal_ms = 3600000
    };
    CHECK_OK(cx, audit_open(cx, &conf, &b->a));
}

static Box *box_new(Cx *cx, Db *db)
{
    Box *b = ARENA_NEW(cx->mem, Box);
    *b = (Box){ .db = db,
                .dir = arena_join(cx->mem, test_dir(), STR("/audit"), STR("")),
                .why = { .actor = STR("test"), .reason = STR("looked at") } };
    box_open(cx, b);
    arena_defer(cx->mem, box_close, b);
    return b;
}

static void put(Cx *cx, const Box *b, const char *patient)
{
    const AuditRecord r = chain_read(str_of(patient));
    CHECK_OK(cx, audit_append(cx, b->a, &r));
}

static void put_sealed(Cx *cx, const Box *b, const char *patient)
{
    put(cx, b, patient);
    CHECK_OK(cx, audit_seal_now(cx, b->a));
}

/* The patients of the chain's records, as they were sealed. */
static Str sealed(Cx *cx, const Box *b)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    Str all = STR("");
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " BLOCK_COLUMNS " FROM audit_block b WHERE b.plan = 1 ORDER BY b.seq");
    CHECK_OK(cx, db_read(cx, b->db, DB_STATE, &tx));
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        const Block block = block_of(r);
        Event *events;
        Str *records;
        CHECK_OK(cx, block_events(cx, &block, &events, &records));
        for (int64_t i = 0; i < block.records; i++)
            all = arena_join(cx->mem, all, events[i].patient, STR(" "));
    }
    db_end(tx);
    return all;
}

static int64_t faults(Cx *cx, const Box *b)
{
    AuditJournal *all;
    size_t n;
    CHECK_OK(cx, audit_journals_verify(cx, b->a, &all, &n));
    return (int64_t)n;
}

static void check_aside(Cx *cx, const Box *b, const char *records)
{
    AuditJournal *all;
    size_t n;
    CHECK_OK(cx, audit_journals_verify(cx, b->a, &all, &n));
    CHECK_I64((int64_t)n, 1);
    CHECK(n == 1 && all[0].aside);
    CHECK_STR(sealed(cx, b), str_of(records));
}

/* By another process, as postern audit is. */
static void check_accepted(Cx *cx, Box *b, const char *records)
{
    size_t n;
    box_close(b);
    box_open(cx, b);
    CHECK_OK(cx, audit_journals_accept(cx, b->a, &b->why, &n));
    CHECK_I64((int64_t)n, 1);
    CHECK_OK(cx, audit_seal_now(cx, b->a));
    CHECK_STR(sealed(cx, b), str_of(records));
    CHECK(chain_verify(cx, b->db).whole);
    CHECK_I64(faults(cx, b), 0);
}

static const char *const changes[] = {
    "UPDATE audit_journal SET position = position + 30000",
    "UPDATE audit_journal SET position = position + 100000000",
    "UPDATE audit_journal SET position = position + 1",
    "UPDATE audit_journal SET position = 0",
    "UPDATE audit_journal SET position = -8",
    "UPDATE audit_journal SET position = -9223372036854775807",
    "UPDATE audit_journal SET proof = (SELECT b.hash FROM audit_block b WHERE b.plan = 1)",
};

static void check_changed(Cx *cx, Box *b, const char *sql)
{
    put_sealed(cx, b, "a");
    chain_sql(cx, b->db, sql);
    put(cx, b, "b");
    CHECK_FAILS(cx, ST_UNAVAILABLE, audit_seal_now(cx, b->a));
    put(cx, b, "c");
    CHECK_OK(cx, audit_seal_now(cx, b->a));
    CHECK_STR(sealed(cx, b), STR("a "));
    put_sealed(cx, b, "d"); /* in a journal of its own */
    check_aside(cx, b, "a d ");
    check_accepted(cx, b, "a d b c ");
}

/* C12, C14: the server goes on in another journal, and what was put aside is sealed once, when it is accepted. */
BOTH(position__a_row_that_was_changed_loses_nothing)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        Box *b = box_new(cx, db);
        check_changed(cx, b, changes[i]);
        box_close(b);
        chain_sql(cx, db, "DELETE FROM audit_block");
        chain_sql(cx, db, "DELETE FROM audit_seal");
        chain_sql(cx, db, "DELETE FROM audit_patient");
    }
}

/* As a killed process leaves it: the row that was changed keeps the closing from sealing. */
static void left(Cx *cx, Box *b, const char *sql)
{
    put_sealed(cx, b, "a");
    chain_sql(cx, b->db,
              "INSERT INTO audit_journal (plan, name, position, proof, updated_ms)"
              " SELECT 9, name, position, proof, 0 FROM audit_journal");
    put_sealed(cx, b, "b");
    chain_sql(cx, b->db, sql);
    put(cx, b, "c");
    put(cx, b, "d");
    box_close(b);
    chain_sql(cx, b->db, "DELETE FROM audit_journal WHERE plan = 9");
}

static void check_left(Cx *cx, Box *b)
{
    box_open(cx, b);
    check_aside(cx, b, "a b ");
    CHECK_OK(cx, audit_seal_now(cx, b->a));
    check_aside(cx, b, "a b ");
    box_close(b);
    box_open(cx, b);
    check_aside(cx, b, "a b ");
    check_accepted(cx, b, "a b c d ");
}

/* C12, C14 */
BOTH(position__what_a_killed_process_left_is_not_removed_by_a_row_that_was_changed)
{
    Box *b = box_new(cx, db);
    left(cx, b, "UPDATE audit_journal SET position = position + 100000000 WHERE plan = 0");
    check_left(cx, b);
}

/* C12: kept and put back, it has an HMAC of ours; the chain says that it is old. */
BOTH(position__an_older_row_has_nothing_sealed_twice)
{
    Box *b = box_new(cx, db);
    left(cx, b,
         "UPDATE audit_journal SET position = (SELECT x.position FROM audit_journal x WHERE"
         " x.plan = 9), proof = (SELECT x.proof FROM audit_journal x WHERE x.plan = 9)"
         " WHERE plan = 0");
    check_left(cx, b);
}

/* C12 */
BOTH(position__a_row_that_was_removed_has_nothing_sealed_twice)
{
    Box *b = box_new(cx, db);
    left(cx, b, "UPDATE audit_journal SET position = 0 WHERE plan = 0");
    chain_sql(cx, db, "DELETE FROM audit_journal");
    check_left(cx, b);
}

/* A row is of one journal. */
BOTH(position__a_row_of_another_journal_is_not_ours)
{
    Box *b = box_new(cx, db);
    put_sealed(cx, b, "a");
    chain_sql(cx, db,
              "INSERT INTO audit_journal (plan, name, position, proof, updated_ms)"
              " SELECT 0, 'other.journal', position, proof, 0 FROM audit_journal");
    CHECK_I64(faults(cx, b), 1);
}

/* C12: found, and gone when an operator says why; where it stands is no matter. */
BOTH(position__an_invented_row_is_told_until_it_is_accepted)
{
    static const char *const rows[] = {
        "INSERT INTO audit_journal (plan, name, position, proof, updated_ms)"
        " VALUES (0, 'x.journal', 999999, (SELECT hash FROM audit_block), 0)",
        "INSERT INTO audit_journal (plan, name, position, proof, updated_ms)"
        " VALUES (2, 'x.journal', 0, (SELECT hash FROM audit_block), 0)",
        "INSERT INTO audit_journal (plan, name, position, proof, updated_ms)"
        " SELECT 2, name, position, proof, 0 FROM audit_journal",
    };
    Box *b = box_new(cx, db);
    put_sealed(cx, b, "a");
    CHECK_I64(faults(cx, b), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        chain_sql(cx, db, rows[i]);
        CHECK_I64(faults(cx, b), 1);
        size_t n;
        CHECK_OK(cx, audit_journals_accept(cx, b->a, &b->why, &n));
        CHECK_I64((int64_t)n, 1);
        CHECK_I64(faults(cx, b), 0);
        CHECK_OK(cx, audit_seal_now(cx, b->a));
        chain_sql(cx, db, "DELETE FROM audit_block WHERE plan = 0");
        chain_sql(cx, db, "DELETE FROM audit_seal WHERE plan = 0");
    }
    put_sealed(cx, b, "b");
    CHECK_STR(sealed(cx, b), STR("a b "));
}

static void block_invent(Cx *cx, const Box *b, const char *patient)
{
    DbTx *tx;
    Event e;
    const AuditRecord r = chain_read(str_of(patient));
    CHECK(event_read(record_line(cx, &r), &e));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_block (plan, seq, records, first_ms, last_ms, lines, hash)"
                " VALUES (1, 2, 1, ");
    sql_bind_i64(q, e.recorded_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, e.recorded_ms);
    sql_text(q, ", ");
    sql_bind_blob(q, gzip_pack(cx, arena_join(cx->mem, e.line, STR("\n"), STR(""))));
    sql_text(q, ", ");
    sql_bind_blob(q, KEY);
    sql_text(q, ")");
    CHECK_OK(cx, db_write(cx, b->db, DB_STATE, &tx));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
}

/* C12: whoever knows what waits cannot have it passed over by a block of his own. */
BOTH(position__a_block_that_is_not_ours_has_no_record)
{
    size_t n;
    Box *b = box_new(cx, db);
    put_sealed(cx, b, "a");
    chain_sql(cx, db, "UPDATE audit_journal SET position = position + 1");
    put(cx, b, "b");
    CHECK_FAILS(cx, ST_UNAVAILABLE, audit_seal_now(cx, b->a));
    CHECK_OK(cx, audit_seal_now(cx, b->a));
    put_sealed(cx, b, "c");
    chain_sql(cx, db, "DELETE FROM audit_block WHERE plan = 1 AND seq = 2");
    block_invent(cx, b, "b");
    CHECK_OK(cx, audit_journals_accept(cx, b->a, &b->why, &n));
    chain_sql(cx, db, "DELETE FROM audit_block WHERE plan = 1 AND seq = 2");
    box_close(b);
    box_open(cx, b);
    CHECK_STR(sealed(cx, b), STR("a b "));
}

/* A row that came back as it was, and a line that was written before, as a command writes it. */
BOTH(position__the_same_line_twice_is_two_records)
{
    Box *b = box_new(cx, db);
    put_sealed(cx, b, "a");
    chain_sql(cx, db, "UPDATE audit_journal SET position = position + 1");
    put(cx, b, "a");
    CHECK_FAILS(cx, ST_UNAVAILABLE, audit_seal_now(cx, b->a));
    chain_sql(cx, db, "UPDATE audit_journal SET position = position - 1");
    CHECK_OK(cx, audit_seal_now(cx, b->a));
    CHECK_STR(sealed(cx, b), STR("a a "));
    CHECK_I64(faults(cx, b), 0);
}

/* What is sealed is not forced to the disk in its journal too: behind a proved position nothing is missing. */
BOTH(position__what_lost_power_took_of_a_journal_was_sealed)
{
    AuditJournal *all;
    size_t n;
    Box *b = box_new(cx, db);
    put_sealed(cx, b, "a");
    chain_sql(cx, db, "UPDATE audit_journal SET position = position + 1");
    put(cx, b, "b");
    CHECK_FAILS(cx, ST_UNAVAILABLE, audit_seal_now(cx, b->a));
    CHECK_OK(cx, audit_journals_verify(cx, b->a, &all, &n));
    const Str name = arena_dup(cx->mem, all[0].name);
    box_close(b);
    chain_sql(cx, db, "UPDATE audit_journal SET position = position - 1");
    const Str path = arena_join(cx->mem, b->dir, STR("/"), name);
    const Str aside = arena_join(cx->mem, path, STR(JOURNAL_ASIDE), STR(""));
    CHECK(rename(aside.p, path.p) == 0 && truncate(path.p, 10) == 0);
    box_open(cx, b);
    CHECK_I64(faults(cx, b), 0);
    CHECK(access(path.p, F_OK) != 0);
    CHECK_STR(sealed(cx, b), STR("a "));
}

/* ---- while threads write ---- */

#define WRITERS 4
#define EACH 200

typedef struct Writer {
    const Box *box;
    int first;
    int written;
} Writer;

static void *writer_main(void *writer)
{
    Writer *w = writer;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    for (int i = 0; i < EACH; i++) {
        const AuditRecord r = chain_read(arena_printf(cx.mem, "w%d", w->first + i));
        w->written += audit_append(&cx, w->box->a, &r) == ST_OK;
    }
    arena_free(cx.mem);
    return NULL;
}

/* C12, C14: each of them has its record once, whichever journal it was in. */
BOTH(position__rows_changed_while_threads_write_lose_nothing)
{
    Box *b = box_new(cx, db);
    Writer w[WRITERS];
    pthread_t t[WRITERS];
    AuditRow *rows;
    size_t n;
    DbTx *tx;
    put_sealed(cx, b, "a"); /* its row is there to be changed from the beginning */
    for (int i = 0; i < WRITERS; i++) {
        w[i] = (Writer){ .box = b, .first = i * EACH };
        CHECK(pthread_create(&t[i], NULL, writer_main, &w[i]) == 0);
    }
    for (int i = 0; i < 20; i++) {
        chain_sql(cx, db, "UPDATE audit_journal SET position = position + 7");
        const Status st = audit_seal_now(cx, b->a);
        CHECK(st == ST_OK || forgive(cx, st, ST_UNAVAILABLE));
        put(cx, b, arena_printf(cx->mem, "a%d", i).p);
    }
    for (int i = 0; i < WRITERS; i++)
        CHECK(pthread_join(t[i], NULL) == 0 && w[i].written == EACH);
    box_close(b);
    box_open(cx, b);
    CHECK_OK(cx, audit_journals_accept(cx, b->a, &b->why, &n));
    CHECK(n > 0);
    CHECK_OK(cx, audit_seal_now(cx, b->a));
    CHECK_I64(faults(cx, b), 0);
    CHECK(chain_verify(cx, db).whole);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows(cx, tx, 1, 1, 5000, &rows, &n));
    db_end(tx);
    CHECK_I64((int64_t)n, WRITERS * EACH + 21);
}
