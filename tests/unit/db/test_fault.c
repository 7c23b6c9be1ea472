/* What a store does when it is locked, full, killed, or newer than the program: it says so within
 * the wait it promises, and nothing is half-written. */
#include "base/clock.h"
#include "db/db.h"
#include "db/db_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* One counter of two that every writer here moves together. */
static Status counter_add(Cx *cx, DbTx *tx, Str name)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_counter (plan, name, value) VALUES (1, ");
    sql_bind_str(q, name);
    sql_text(q, ", 1) ON CONFLICT (plan, name) DO UPDATE SET value = fhir_counter.value + 1");
    return db_exec(cx, tx, q, NULL);
}

static Status both_add(Cx *cx, Db *db)
{
    DbTx *tx;
    TRY(db_write(cx, db, 1, &tx));
    TRY(counter_add(cx, tx, STR("a")));
    TRY(counter_add(cx, tx, STR("b")));
    return db_commit(cx, tx);
}

static Status counter_read(Cx *cx, DbTx *tx, Str name, int64_t *value)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT value FROM fhir_counter WHERE plan = 1 AND name = ");
    sql_bind_str(q, name);
    *value = 0;
    const Status st = db_one(cx, tx, q, name, &r);
    if (st == ST_OK)
        *value = db_i64(r, 0);
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static Status both_read(Cx *cx, Db *db, int64_t *a, int64_t *b)
{
    DbTx *tx;
    TRY(db_read(cx, db, 1, &tx));
    TRY(counter_read(cx, tx, STR("a"), a));
    TRY(counter_read(cx, tx, STR("b"), b));
    db_end(tx);
    return ST_OK;
}

static void check_both(Cx *cx, Db *db, int64_t want)
{
    int64_t a, b;
    CHECK_OK(cx, both_read(cx, db, &a, &b));
    CHECK_I64(a, want);
    CHECK_I64(b, want);
}

static void check_waited(int64_t since_us)
{
    const int64_t ms = (clock_mono_us() - since_us) / 1000;
    CHECK(ms >= 1900 && ms < 20000); /* a busy machine adds to it */
}

TEST(db__a_writer_waits_two_seconds_for_its_turn__sqlite)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    DbTx *first, *second;
    CHECK_OK(cx, db_write(cx, db, 1, &first));
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &second)); /* another file has its own turn */
    const int64_t since = clock_mono_us();
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_write(cx, db, 1, &second));
    CHECK(str_contains(cx->fault.detail, STR("(sqlite 5: ")));
    check_waited(since);
    check_both(cx, db, 0); /* readers never wait */
    CHECK_OK(cx, counter_add(cx, first, STR("a")));
    CHECK_OK(cx, counter_add(cx, first, STR("b")));
    CHECK_OK(cx, db_commit(cx, first));
    check_both(cx, db, 1);
}

TEST(db__a_writer_waits_two_seconds_for_another_process__sqlite)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db = test_db(cx, url);
    Db *other = test_db(cx, url); /* shares nothing with db but the files */
    DbTx *first, *second;
    CHECK_OK(cx, db_write_bulk(cx, other, 1, &first));
    const int64_t since = clock_mono_us();
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_write(cx, db, 1, &second));
    check_waited(since);
    check_both(cx, db, 0);
    db_end(first);
    CHECK_OK(cx, both_add(cx, db));
    check_both(cx, other, 1);
}

TEST(db__a_writer_waits_two_seconds_for_a_row__postgres)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_postgres_url(cx));
    DbTx *first, *second;
    CHECK_OK(cx, both_add(cx, db));
    CHECK_OK(cx, db_write(cx, db, 1, &first));
    CHECK_OK(cx, counter_add(cx, first, STR("b")));
    CHECK_OK(cx, db_write(cx, db, 1, &second));
    CHECK_OK(cx, counter_add(cx, second, STR("a")));
    const int64_t since = clock_mono_us();
    CHECK_FAILS(cx, ST_UNAVAILABLE, counter_add(cx, second, STR("b")));
    CHECK(str_contains(cx->fault.detail, STR("(postgresql 55P03: ")));
    check_waited(since);
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_commit(cx, second));
    CHECK_OK(cx, counter_add(cx, first, STR("a")));
    CHECK_OK(cx, db_commit(cx, first));
    check_both(cx, db, 2);
}

TEST(db__a_transaction_waits_two_seconds_for_a_connection__postgres)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_postgres_url(cx));
    DbTx *tx[4];
    db_serving(db, 3);
    for (size_t i = 0; i < 3; i++)
        CHECK_OK(cx, db_read(cx, db, 1, &tx[i]));
    const int64_t since = clock_mono_us();
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_read(cx, db, 1, &tx[3]));
    check_waited(since);
    db_end(tx[0]);
    check_both(cx, db, 0);
}

static Status body_put(Cx *cx, DbTx *tx, int64_t rid, Str bytes)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_body (pack, plan, compartment, bytes) VALUES (");
    sql_bind_i64(q, rid);
    sql_text(q, ", 1, 1, ");
    sql_bind_blob(q, bytes);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* Counters and 16 MB of bodies in one transaction. */
static Status fill(Cx *cx, Db *db)
{
    DbTx *tx;
    const Str bytes = { arena_alloc(cx->mem, 1 << 20), 1 << 20 };
    TRY(db_write_bulk(cx, db, 1, &tx));
    TRY(counter_add(cx, tx, STR("a")));
    Status st = ST_OK;
    for (int64_t rid = 1; rid <= 80 && st == ST_OK; rid++)
        st = body_put(cx, tx, rid, bytes);
    if (st == ST_OK)
        st = counter_add(cx, tx, STR("b"));
    if (st == ST_OK)
        return db_commit(cx, tx);
    db_end(tx);
    return st;
}

TEST(db__a_full_disk_leaves_nothing_half_written__sqlite)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    struct rlimit was, tight;
    CHECK_OK(cx, both_add(cx, db));
    CHECK(getrlimit(RLIMIT_FSIZE, &was) == 0);
    tight = was;
    tight.rlim_cur = 4 << 20;
    (void)signal(SIGXFSZ, SIG_IGN); /* write then fails with EFBIG */
    CHECK(setrlimit(RLIMIT_FSIZE, &tight) == 0);
    const Status st = fill(cx, db);
    CHECK(setrlimit(RLIMIT_FSIZE, &was) == 0);
    CHECK(st == ST_UNAVAILABLE);
    check_both(cx, db, 1);
    CHECK_OK(cx, fill(cx, db));
    check_both(cx, db, 2);
}

static const char kill_others[] = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                  " WHERE datname = current_database() AND pid <> pg_backend_pid()";

TEST(db__a_killed_server_process_leaves_nothing_half_written__postgres)
{
    Cx *cx = test_cx();
    const Str url = test_postgres_url(cx);
    Db *db = test_db(cx, url);
    DbTx *tx;
    CHECK_OK(cx, both_add(cx, db));
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    CHECK_OK(cx, counter_add(cx, tx, STR("a")));
    CHECK_OK(cx, test_pg_run(cx, url, kill_others));
    CHECK_FAILS(cx, ST_UNAVAILABLE, counter_add(cx, tx, STR("b")));
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_commit(cx, tx));
    check_both(cx, db, 1);
    CHECK_OK(cx, db_write(cx, db, 1, &tx));
    CHECK_OK(cx, counter_add(cx, tx, STR("a")));
    CHECK_OK(cx, test_pg_run(cx, url, kill_others));
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_commit(cx, tx));
    CHECK_OK(cx, test_pg_run(cx, url, kill_others)); /* idle ones: nobody notices */
    check_both(cx, db, 1);
}

TEST(db__an_absent_server_is_unavailable__postgres)
{
    Cx *cx = test_cx();
    Db *db;
    const Str url =
        arena_join(cx->mem, STR("postgresql://postgres@/postgres?host="), test_dir(), STR(""));
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_open(cx, url, &db));
}

TEST(db__a_database_that_sorts_by_language_is_refused__postgres)
{
    Cx *cx = test_cx();
    const Str url = test_postgres_url(cx);
    Db *db;
    const Status st = test_pg_run(cx, url,
                                  "CREATE DATABASE t_language TEMPLATE template0"
                                  " LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
    if (st != ST_OK)
        SKIP("no second locale is installed");
    const size_t end = str_find(url, '?');
    const Str other = arena_join(cx->mem, str_slice(url, 0, str_rfind(str_slice(url, 0, end), '/')),
                                 STR("/t_language"), str_from(url, end));
    CHECK_FAILS(cx, ST_INVALID, db_open(cx, other, &db));
    CHECK_OK(cx, test_pg_run(cx, url, "DROP DATABASE t_language"));
}

/* Adds until killed; tells each success by one byte. */
static void add_until_killed(Str url, int fd)
{
    Cx cx = { .mem = arena_new(1 << 16), .request_id = STR("child") };
    Db *db;
    if (db_open(&cx, url, &db) != ST_OK)
        _exit(1);
    while (both_add(&cx, db) == ST_OK && write(fd, "+", 1) == 1)
        arena_reset(cx.mem);
    _exit(1);
}

static int64_t kill_after(Str url, int64_t wanted)
{
    int ends[2];
    CHECK(pipe(ends) == 0);
    const pid_t child = fork();
    if (child == 0)
        add_until_killed(url, ends[1]);
    (void)close(ends[1]);
    int64_t told = 0;
    char plus;
    while (read(ends[0], &plus, 1) == 1)
        if (++told == wanted)
            (void)kill(child, SIGKILL);
    (void)close(ends[0]);
    (void)waitpid(child, NULL, 0);
    return told;
}

TEST(db__kill_9_loses_nothing_acknowledged__sqlite)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    int64_t told = 0, a, b;
    for (int64_t round = 1; round <= 5; round++) {
        told += kill_after(url, round * 13);
        Db *db;
        CHECK_OK(cx, db_open(cx, url, &db));
        CHECK_OK(cx, both_read(cx, db, &a, &b));
        db_close(db);
        CHECK_I64(a, b);
        CHECK(a == told || a == told + 1); /* the last may have been killed before it could tell */
        told = a;
    }
}

BOTH(db__a_newer_store_is_refused)
{
    DbTx *tx;
    Db *again;
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, db_engine(db) == DB_SQLITE ? "PRAGMA user_version = 9999"
                                           : "UPDATE db_meta SET version = 9999");
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_CONFLICT, db_open(cx, url, &again));
}

TEST(db__files_are_for_their_owner_alone__sqlite)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    Db *db = test_db(cx, url);
    CHECK_OK(cx, both_add(cx, db));
    static const char *const names[] = { "state.db", "state.db-wal", "records-1.db",
                                         "records-1.db-wal", "records-1.db-shm" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct stat info;
        const Str path =
            arena_join(cx->mem, str_from(url, strlen("sqlite:")), STR("/"), str_of(names[i]));
        CHECK(stat(path.p, &info) == 0);
        CHECK((info.st_mode & 0777) == 0600);
    }
}

/* Whether another process meets this one's shared lock, which SQLite has on 510 bytes behind 1 GiB. */
static bool is_locked(Str path)
{
    const pid_t child = fork();
    if (child == 0) {
        struct flock l = { .l_type = F_WRLCK, .l_start = 0x40000002, .l_len = 510 };
        const int fd = open(path.p, O_RDWR | O_CLOEXEC);
        _exit(fcntl(fd, F_GETLK, &l) == 0 && l.l_type == F_RDLCK ? 0 : 1);
    }
    int status = -1;
    return waitpid(child, &status, 0) == child && status == 0;
}

TEST(db__a_second_store_on_the_same_files_leaves_the_first_its_locks__sqlite)
{
    Cx *cx = test_cx();
    const Str url = test_sqlite_url(cx);
    const Str path =
        arena_join(cx->mem, str_from(url, strlen("sqlite:")), STR("/records-1.db"), STR(""));
    CHECK_OK(cx, both_add(cx, test_db(cx, url)));
    CHECK(is_locked(path));
    check_both(cx, test_db(cx, url), 1);
    CHECK(is_locked(path));
}

/* ---- threads ---- */

#define READERS 4
#define ADDS 150

typedef struct Reader {
    pthread_t thread;
    Db *db;
    atomic_bool *stop;
    int64_t wrong; /* snapshots in which the counters differ or went back */
} Reader;

static void *read_until_stopped(void *reader)
{
    Reader *me = reader;
    Cx cx = { .mem = arena_new(1 << 14), .request_id = STR("reader") };
    int64_t a = 0, b = 0, last = 0;
    do {
        if (both_read(&cx, me->db, &a, &b) != ST_OK || a != b || a < last)
            me->wrong++;
        last = a;
        arena_reset(cx.mem);
    } while (!atomic_load(me->stop));
    arena_free(cx.mem);
    return NULL;
}

static void *add_many(void *db)
{
    Cx cx = { .mem = arena_new(1 << 14), .request_id = STR("writer") };
    for (int i = 0, tries = 0; i < ADDS && tries < 10 * ADDS; tries++) {
        i += both_add(&cx, db) == ST_OK; /* the turn is no queue: the other may have it for 2 s */
        arena_reset(cx.mem);
    }
    arena_free(cx.mem);
    return NULL;
}

BOTH(db__readers_and_writers_do_not_meet)
{
    atomic_bool stop = false;
    Reader readers[READERS] = { 0 };
    pthread_t writers[2];
    CHECK_OK(cx, both_add(cx, db)); /* on PostgreSQL two first inserts would wait for each other */
    for (size_t i = 0; i < READERS; i++) {
        readers[i].db = db;
        readers[i].stop = &stop;
        CHECK(pthread_create(&readers[i].thread, NULL, read_until_stopped, &readers[i]) == 0);
    }
    for (size_t i = 0; i < 2; i++)
        CHECK(pthread_create(&writers[i], NULL, add_many, db) == 0);
    for (size_t i = 0; i < 2; i++)
        (void)pthread_join(writers[i], NULL);
    atomic_store(&stop, true);
    for (size_t i = 0; i < READERS; i++) {
        (void)pthread_join(readers[i].thread, NULL);
        CHECK_I64(readers[i].wrong, 0);
    }
    check_both(cx, db, 2 * ADDS + 1);
}
