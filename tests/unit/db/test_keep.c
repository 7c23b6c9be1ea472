/* Snapshots kept from one read to the next: what is read is always the newest commit, and whoever
 * needs them gone does not wait for long. Turns of the holder are made by hand. */
#include "db/db_sqlite_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CALM 20 /* turns without a commit that surely suffice, and are no second */
#define SECOND 50

static Status add_to(Cx *cx, Db *db, int64_t plan)
{
    DbTx *tx;
    TRY(db_write(cx, db, plan, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, plan == DB_STATE ? "INSERT INTO plan_plan (num, id) SELECT count(*) + 1, "
                                   "CAST(count(*) AS TEXT) FROM plan_plan"
                                 : "INSERT INTO fhir_counter (plan, name, value) VALUES (1, '', 1)"
                                   " ON CONFLICT (plan, name) DO UPDATE"
                                   " SET value = fhir_counter.value + 1");
    TRY(db_exec(cx, tx, q, NULL));
    return db_commit(cx, tx);
}

static void add(Cx *cx, Db *db)
{
    CHECK_OK(cx, add_to(cx, db, 1));
}

static Status value_in(Cx *cx, DbTx *tx, int64_t *value)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, tx->plan == DB_STATE ? "SELECT count(*) FROM plan_plan"
                                     : "SELECT CAST(coalesce(sum(value), 0) AS BIGINT)"
                                       " FROM fhir_counter WHERE plan = 1");
    TRY(db_one(cx, tx, q, STR("value"), &r));
    *value = db_i64(r, 0);
    return ST_OK;
}

/* One read, and the connection that did it: this thread gets it again. */
typedef struct Look {
    int64_t value;
    const Conn *conn;
    bool kept;
    int begins; /* of conn, since it was opened */
} Look;

static Look look_at(Cx *cx, Db *db, int64_t plan)
{
    DbTx *tx;
    Look l;
    CHECK_OK(cx, db_read(cx, db, plan, &tx));
    CHECK_OK(cx, value_in(cx, tx, &l.value));
    l.conn = tx->conn;
    CHECK_OK(cx, db_commit(cx, tx));
    l.kept = l.conn->kept;
    l.begins = sqlite3_stmt_status(l.conn->begin, SQLITE_STMTSTATUS_RUN, 0);
    CHECK(l.kept == !sqlite3_get_autocommit(l.conn->handle));
    return l;
}

static Look look(Cx *cx, Db *db)
{
    return look_at(cx, db, 1);
}

/* Reads and turns, no commit. */
static void calm_down(Cx *cx, Db *db)
{
    for (int i = 0; i < CALM; i++) {
        (void)look(cx, db);
        CHECK(sqlite_turn(db));
    }
}

/* A store that keeps. */
static Db *calm_db(Cx *cx, Str url)
{
    Db *db = test_db(cx, url);
    add(cx, db);
    calm_down(cx, db);
    CHECK(look(cx, db).kept);
    return db;
}

static bool text_run(sqlite3 *handle, const char *text)
{
    return sqlite3_exec(handle, text, NULL, NULL, NULL) == SQLITE_OK;
}

/* ---- when ---- */

TEST(keep__while_nobody_writes_a_second_read_begins_nothing)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    add(cx, db);
    for (int i = 0; i < 5; i++) {
        CHECK(!look(cx, db).kept);
        CHECK(sqlite_turn(db));
    }
    calm_down(cx, db);
    const Look first = look(cx, db);
    const Look second = look(cx, db);
    CHECK(first.kept && second.kept);
    CHECK(first.conn == second.conn);
    CHECK_I64(second.begins, first.begins);
    CHECK_I64(second.value, 1);
}

TEST(keep__one_statement_by_itself_is_kept_too)
{
    Cx *cx = test_cx();
    Db *db = calm_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    int64_t value;
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    Conn *conn = tx->conn;
    db_end(tx);
    keep_drop(conn); /* as the holder does */
    for (int64_t want = 1; want <= 2; want++) {
        CHECK_OK(cx, db_read_one(cx, db, 1, &tx));
        CHECK(tx->conn == conn);
        CHECK_OK(cx, value_in(cx, tx, &value));
        CHECK_I64(value, want);
        db_end(tx);
        CHECK(conn->kept == (want == 1));
        if (want == 1)
            add(cx, db);
    }
}

TEST(keep__nothing_is_kept_while_commits_come)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    for (int i = 0; i < 3 * SECOND; i++) {
        if (i % 5 == 0)
            add(cx, db);
        CHECK(!look(cx, db).kept);
        CHECK(sqlite_turn(db));
    }
}

TEST(keep__the_state_never_keeps)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    CHECK_OK(cx, add_to(cx, db, DB_STATE));
    for (int i = 0; i < 2 * CALM; i++) {
        CHECK(!look_at(cx, db, DB_STATE).kept);
        (void)sqlite_turn(db);
    }
    CHECK_I64(look_at(cx, db, DB_STATE).value, 1);
}

/* ---- what is read ---- */

TEST(keep__the_very_next_read_sees_a_commit)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db = calm_db(cx, url);
    Db *other = test_db(cx, url);
    add(cx, db);
    CHECK_I64(look(cx, db).value, 2);
    calm_down(cx, db);
    CHECK(look(cx, db).kept);
    add(cx, other);
    CHECK_I64(look(cx, db).value, 3);
}

TEST(keep__a_transaction_stays_in_its_snapshot_and_does_not_leave_it_behind)
{
    Cx *cx = test_cx();
    Db *db = calm_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    int64_t value;
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    const Conn *conn = tx->conn;
    CHECK_OK(cx, value_in(cx, tx, &value));
    add(cx, db);
    CHECK_OK(cx, value_in(cx, tx, &value));
    CHECK_I64(value, 1);
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(!conn->kept);
    CHECK_I64(look(cx, db).value, 2);
}

/* A commit between the look at the WAL-index and the first statement, which takes the snapshot. */
TEST(keep__a_snapshot_newer_than_the_look_is_not_kept)
{
    Cx *cx = test_cx();
    Db *db = calm_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    int64_t value;
    add(cx, db);
    calm_down(cx, db);
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    Conn *conn = tx->conn;
    db_end(tx);
    CHECK(conn->kept);
    keep_drop(conn); /* as the holder does */
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    CHECK(tx->conn == conn);
    add(cx, db);
    CHECK_OK(cx, value_in(cx, tx, &value));
    CHECK_I64(value, 3);
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(!conn->kept);
}

/* ---- who waits ---- */

/* Of a connection that waits for nobody; until it has read it knows of no journal. */
static int truncate_now(Cx *cx, Str url)
{
    sqlite3 *raw;
    int frames = -1;
    const Str path =
        arena_join(cx->mem, str_from(url, strlen("sqlite:")), STR("/records-1.db"), STR(""));
    CHECK(sqlite3_open_v2(path.p, &raw, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK);
    CHECK(text_run(raw, "SELECT count(*) FROM sqlite_schema"));
    const int code =
        sqlite3_wal_checkpoint_v2(raw, NULL, SQLITE_CHECKPOINT_TRUNCATE, &frames, NULL);
    CHECK(sqlite3_close(raw) == SQLITE_OK);
    CHECK(code != SQLITE_OK || frames == 0);
    return code;
}

TEST(keep__after_an_idle_turn_a_checkpoint_waits_for_nobody)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db = calm_db(cx, url);
    DbTx *tx[3];
    for (size_t i = 0; i < 3; i++) {
        int64_t value;
        CHECK_OK(cx, db_read(cx, db, 1, &tx[i]));
        CHECK_OK(cx, value_in(cx, tx[i], &value));
    }
    for (size_t i = 0; i < 3; i++) {
        db_end(tx[i]);
        CHECK(((Conn *)tx[i]->conn)->kept);
    }
    CHECK(sqlite_turn(db)); /* they read since the last */
    CHECK(truncate_now(cx, url) == SQLITE_BUSY);
    CHECK(!sqlite_turn(db));
    CHECK(truncate_now(cx, url) == SQLITE_OK);
    CHECK(!sqlite_turn(db));
    CHECK_I64(look(cx, db).value, 1);
}

TEST(keep__after_a_commit_a_turn_ends_what_idle_readers_keep)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db = calm_db(cx, url);
    Db *other = test_db(cx, url);
    add(cx, other);
    CHECK(truncate_now(cx, url) == SQLITE_BUSY);
    CHECK(sqlite_turn(db));
    CHECK(truncate_now(cx, url) == SQLITE_OK);
    CHECK_I64(look(cx, db).value, 2);
}

TEST(keep__a_checkpoint_gets_past_readers_that_never_rest_within_a_second)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db = calm_db(cx, url);
    int turns = 0;
    CHECK(truncate_now(cx, url) == SQLITE_BUSY);
    do {
        CHECK(sqlite_turn(db));
        (void)look(cx, db);
        turns++;
    } while (turns <= SECOND && truncate_now(cx, url) != SQLITE_OK);
    CHECK(turns <= SECOND);
    calm_down(cx, db);
    CHECK(look(cx, db).kept);
}

static void bodies_put(Cx *cx, Db *db, int64_t n)
{
    DbTx *tx;
    const Str bytes = { arena_alloc(cx->mem, 1 << 20), 1 << 20 };
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    for (int64_t rid = 1; rid <= n; rid++) {
        Sql *q = sql_new(cx);
        sql_text(q, "INSERT INTO fhir_body (pack, plan, compartment, bytes) VALUES (");
        sql_bind_i64(q, rid);
        sql_text(q, ", 1, 1, ");
        sql_bind_blob(q, bytes);
        sql_text(q, ")");
        CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    }
    CHECK_OK(cx, db_commit(cx, tx));
}

TEST(keep__nothing_is_kept_in_the_way_of_a_long_journal)
{
    Cx *cx = test_cx();
    Db *db = calm_db(cx, test_sqlite_url(cx));
    DbTx *old;
    int64_t value;
    CHECK_OK(cx, db_read(cx, db, 1, &old));
    CHECK_OK(cx, value_in(cx, old, &value));
    bodies_put(cx, db, 20); /* 1,280 frames, which old keeps from being copied */
    calm_down(cx, db);
    CHECK(!look(cx, db).kept);
    CHECK_OK(cx, db_commit(cx, old));
    add(cx, db); /* and copies them */
    calm_down(cx, db);
    CHECK(look(cx, db).kept);
    CHECK_I64(look(cx, db).value, 2);
}

/* ---- failures ---- */

TEST(keep__a_failed_statement_leaves_nothing_kept)
{
    Cx *cx = test_cx();
    Db *db = calm_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    int64_t value;
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    const Conn *conn = tx->conn;
    CHECK_OK(cx, value_in(cx, tx, &value));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT nothing FROM nowhere");
    CHECK_FAILS(cx, ST_INTERNAL, db_exec(cx, tx, q, NULL));
    db_end(tx);
    CHECK(!conn->kept && sqlite3_get_autocommit(conn->handle));
    CHECK(look(cx, db).kept);
}

TEST(keep__rows_left_unread_do_not_stay_in_what_is_kept)
{
    Cx *cx = test_cx();
    Db *db = calm_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    DbRows *r;
    CHECK_OK(cx, db_read(cx, db, 1, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT value FROM fhir_counter UNION ALL SELECT 7 UNION ALL SELECT 8");
    CHECK_OK(cx, db_query(cx, tx, q, &r));
    const Conn *conn = tx->conn;
    db_end(tx);
    CHECK(conn->kept);
    CHECK(!sqlite3_stmt_busy(sqlite3_next_stmt(conn->handle, NULL)));
    add(cx, db);
    CHECK_I64(look(cx, db).value, 2);
}

TEST(keep__a_reader_that_cannot_begin_is_not_lent_again)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    add(cx, db);
    const Look l = look(cx, db);
    CHECK(sqlite3_exec(l.conn->handle, "BEGIN", NULL, NULL, NULL) == SQLITE_OK);
    CHECK_FAILS(cx, ST_INTERNAL, db_read(cx, db, 1, &tx));
    CHECK_I64(look(cx, db).value, 1);
}

TEST(keep__a_store_closes_while_it_keeps)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db;
    CHECK_OK(cx, db_open(cx, url, &db));
    add(cx, db);
    calm_down(cx, db);
    CHECK(look(cx, db).kept);
    db_close(db);
    struct stat info;
    const Str journal =
        arena_join(cx->mem, str_from(url, strlen("sqlite:")), STR("/records-1.db-wal"), STR(""));
    CHECK(stat(journal.p, &info) != 0); /* the last to close takes it away */
}

/* ---- threads and processes ---- */

static bool turn_tells(void *fd)
{
    return write(*(const int *)fd, "+", 1) == 1;
}

TEST(keep__the_holder_turns_until_it_is_stopped)
{
    int ends[2];
    char plus;
    CHECK(pipe(ends) == 0);
    Holder *h = holder_start(turn_tells, &ends[1]);
    CHECK(h != NULL);
    for (int i = 0; i < 3; i++)
        CHECK(read(ends[0], &plus, 1) == 1);
    holder_stop(h);
    (void)close(ends[1]);
    while (read(ends[0], &plus, 1) == 1)
        ;
    (void)close(ends[0]);
    holder_stop(NULL);
}

#define COMMITS 1000

/* Shared with the process that writes. */
typedef struct Race {
    atomic_int committed; /* told after each commit */
    atomic_bool go;
    char path[256];
} Race;

typedef struct Racer {
    pthread_t thread;
    Race *race;
    Keep *keep;
    int64_t wrong; /* values older than a commit that was told before, or than one seen before */
    int64_t failed;
    int64_t again; /* reads that began nothing */
} Racer;

static bool raw_open(const Race *race, Conn *c)
{
    return sqlite3_open_v2(race->path, &c->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                           NULL) == SQLITE_OK &&
           sqlite3_busy_timeout(c->handle, 60000) == SQLITE_OK &&
           sqlite3_prepare_v2(c->handle, "BEGIN", -1, &c->begin, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(c->handle, "COMMIT", -1, &c->commit, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(c->handle, "ROLLBACK", -1, &c->rollback, NULL) == SQLITE_OK;
}

static void raw_close(Conn *c)
{
    (void)sqlite3_finalize(c->begin);
    (void)sqlite3_finalize(c->commit);
    (void)sqlite3_finalize(c->rollback);
    (void)sqlite3_close(c->handle);
}

static void *commit_all(void *race)
{
    Race *r = race;
    Conn c = { 0 };
    while (!atomic_load(&r->go))
        (void)sched_yield();
    if (raw_open(r, &c) && text_run(c.handle, "PRAGMA synchronous=OFF"))
        for (int i = 1; i <= COMMITS && text_run(c.handle, "UPDATE t SET v = v + 1"); i++)
            atomic_store(&r->committed, i);
    raw_close(&c);
    return NULL;
}

static int64_t raw_read(Racer *me, Conn *c, sqlite3_stmt *stmt)
{
    const bool keeps = c->kept;
    const int was = sqlite3_stmt_status(c->begin, SQLITE_STMTSTATUS_RUN, 0);
    atomic_store(&me->keep->on, true); /* however many commits come */
    int64_t value = -1;
    if (keep_begin(me->keep, c, TX_READ) != SQLITE_OK)
        me->failed++;
    else if (sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_reset(stmt);
    if (keep_end(me->keep, c, value < 0) != SQLITE_OK)
        me->failed++;
    me->again += keeps && was == sqlite3_stmt_status(c->begin, SQLITE_STMTSTATUS_RUN, 0);
    return value;
}

static void *read_all(void *racer)
{
    Racer *me = racer;
    Conn c = { 0 };
    sqlite3_stmt *stmt = NULL;
    int64_t last = 0;
    if (!raw_open(me->race, &c) ||
        sqlite3_prepare_v2(c.handle, "SELECT v FROM t", -1, &stmt, NULL) != SQLITE_OK)
        me->failed++;
    while (stmt && last < COMMITS && !me->failed && !me->wrong) {
        const int told = atomic_load(&me->race->committed);
        const int64_t value = raw_read(me, &c, stmt);
        if (value < told || value < last)
            me->wrong++;
        last = value;
    }
    for (int i = 0; stmt && i < 3; i++)
        (void)raw_read(me, &c, stmt);
    keep_drop(&c);
    (void)sqlite3_finalize(stmt);
    raw_close(&c);
    return NULL;
}

typedef struct Writer {
    pthread_t thread;
    pid_t process; /* 0: a thread */
} Writer;

static void writer_end(const Writer *w)
{
    if (w->process > 0)
        (void)waitpid(w->process, NULL, 0);
    else
        (void)pthread_join(w->thread, NULL);
}

static void race_run(Race *race, const Writer *writer)
{
    Conn first = { 0 };
    Keep keep = { 0 };
    Racer racers[2] = { 0 };
    const bool open = raw_open(race, &first) && text_run(first.handle, "SELECT v FROM t");
    atomic_store(&race->go, true);
    keep_open(&keep, &first);
    CHECK(open && keep.header);
    for (size_t i = 0; i < 2; i++) {
        racers[i].race = race;
        racers[i].keep = &keep;
        CHECK(pthread_create(&racers[i].thread, NULL, read_all, &racers[i]) == 0);
    }
    for (size_t i = 0; i < 2; i++)
        (void)pthread_join(racers[i].thread, NULL);
    raw_close(&first);
    writer_end(writer);
    for (size_t i = 0; i < 2; i++) {
        CHECK_I64(racers[i].failed, 0);
        CHECK_I64(racers[i].wrong, 0);
        CHECK(racers[i].again >= 1);
    }
    CHECK_I64(atomic_load(&race->committed), COMMITS);
}

static void race_unmap(void *race)
{
    (void)munmap(race, sizeof(Race));
}

static Race *race_new(Cx *cx)
{
    Race *race =
        mmap(NULL, sizeof *race, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(race != MAP_FAILED);
    arena_defer(cx->mem, race_unmap, race);
    (void)snprintf(race->path, sizeof race->path, "%s/race.db", test_dir().p);
    sqlite3 *db;
    CHECK(sqlite3_open(race->path, &db) == SQLITE_OK);
    CHECK(text_run(db, "PRAGMA journal_mode=WAL; CREATE TABLE t (v); INSERT INTO t VALUES (0)"));
    CHECK(sqlite3_close(db) == SQLITE_OK);
    return race;
}

TEST(keep__readers_beside_a_writing_thread_never_go_back)
{
    Race *race = race_new(test_cx());
    Writer writer = { 0 };
    CHECK(pthread_create(&writer.thread, NULL, commit_all, race) == 0);
    race_run(race, &writer);
}

/* Forked while no connection is open: SQLite's locks do not go over into a child. */
TEST(keep__readers_beside_a_writing_process_never_go_back)
{
    Race *race = race_new(test_cx());
    const Writer writer = { .process = fork() };
    if (writer.process == 0) {
        (void)commit_all(race);
        _exit(0);
    }
    CHECK(writer.process > 0);
    race_run(race, &writer);
}

/* ---- the whole, with its thread ---- */

typedef struct Reader {
    pthread_t thread;
    Db *db;
    atomic_int *added;
    atomic_bool *over; /* the writer has ended, it may be by a failure */
    int64_t wrong;
} Reader;

#define ADDS 200

static void *read_on(void *reader)
{
    Reader *me = reader;
    Cx cx = { .mem = arena_new(1 << 14), .request_id = STR("reader") };
    int64_t value = 0;
    int late = 0;
    while (value < ADDS && !me->wrong && !(atomic_load(me->over) && ++late > 9)) {
        const int told = atomic_load(me->added);
        const int64_t last = value;
        DbTx *tx;
        if (db_read(&cx, me->db, 1, &tx) != ST_OK || value_in(&cx, tx, &value) != ST_OK ||
            value < told || value < last)
            me->wrong++;
        arena_reset(cx.mem);
    }
    arena_free(cx.mem);
    return NULL;
}

TEST(keep__a_serving_store_reads_the_newest_commit)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    Reader readers[3] = { 0 };
    atomic_int added = 0;
    atomic_bool over = false;
    db_serving(db, 1);
    for (size_t i = 0; i < 3; i++) {
        readers[i].db = db;
        readers[i].added = &added;
        readers[i].over = &over;
        CHECK(pthread_create(&readers[i].thread, NULL, read_on, &readers[i]) == 0);
    }
    Status st = ST_OK;
    for (int i = 1; i <= ADDS && st == ST_OK; i++) {
        st = add_to(cx, db, 1);
        atomic_store(&added, i);
    }
    atomic_store(&over, true);
    for (size_t i = 0; i < 3; i++)
        (void)pthread_join(readers[i].thread, NULL);
    CHECK_OK(cx, st);
    for (size_t i = 0; i < 3; i++)
        CHECK_I64(readers[i].wrong, 0);
}
