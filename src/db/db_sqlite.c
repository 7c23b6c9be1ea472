/* db_sqlite.c - the embedded engine: a folder with state.db and one records-N.db a plan, each in WAL
 * mode. A file has one writer connection, whose turn is waited for in the process and then, since
 * another process may load while this one serves, in the file; and as many reader connections as
 * were ever in use at once, lent to one transaction at a time.
 *
 * A transaction may end on another thread than it began on (a request's memory is reset where the
 * reply ends), so the writer's turn is a flag with a condition and not a mutex held. */
#include "base/clock.h"
#include "base/log.h"
#include "db/db_sqlite_int.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Idle readers kept for a file; with more transactions at once the rest are closed after use. */
#define READER_SLOTS 64u

typedef struct File {
    int64_t plan;
    char *path;
    pthread_mutex_t lock; /* of writing */
    pthread_cond_t turn;
    bool writing;
    /* For the turn, in the order they came: who writes all the time lets others in. */
    struct Waiter *waiting;
    Conn *writer; /* of whoever has the turn */
    Keep keep;
    FileMap map;
    /* Readers lent to nobody. A thread looks first where it put its last one: without a lock that all
     * requests share, and with that reader's pages still in its processor's cache. */
    _Atomic(Conn *) idle[READER_SLOTS];
} File;

typedef struct SqliteDb {
    Db base;
    char *dir;
    Holder *holder; /* NULL unless serving */
    pthread_mutex_t opening;
    _Atomic(File *) files[LIMIT_DB_PLANS + 1];
} SqliteDb;

/* ---- failures ---- */

/* What waiting, space or an operator mends; all else is our bug. */
static bool may_pass(int code)
{
    static const int passing[] = { SQLITE_BUSY,      SQLITE_LOCKED,   SQLITE_FULL,
                                   SQLITE_IOERR,     SQLITE_CANTOPEN, SQLITE_NOMEM,
                                   SQLITE_READONLY,  SQLITE_PROTOCOL, SQLITE_CORRUPT,
                                   SQLITE_NOTADB,    SQLITE_PERM,     SQLITE_AUTH,
                                   SQLITE_INTERRUPT, SQLITE_NOLFS };
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
        if ((code & 0xff) == passing[i])
            return true;
    return false;
}

/* The engine's words stand in the detail, which of these two outcomes reaches the log alone. */
Status sqlite_refuse(Cx *cx, const Conn *c, int code)
{
    const bool passing = may_pass(code);
    return failf(cx, passing ? ST_UNAVAILABLE : ST_INTERNAL, STR("store"), "%s (sqlite %d: %s)",
                 passing ? "the store is locked, full or unreadable"
                         : "the store refused a statement",
                 code, c && c->handle ? sqlite3_errmsg(c->handle) : sqlite3_errstr(code));
}

static Status run_text(Cx *cx, void *conn, Str text)
{
    Conn *c = conn;
    const int code = sqlite3_exec(c->handle, text.p, NULL, NULL, NULL);
    return code == SQLITE_OK ? ST_OK : sqlite_refuse(cx, c, code);
}

/* ---- connections ---- */

static void stmt_drop(void *conn, void *stmt)
{
    (void)conn;
    (void)sqlite3_finalize(stmt);
}

static void conn_close(Conn *c)
{
    if (!c)
        return;
    stmt_drop_all(&c->cache);
    (void)sqlite3_finalize(c->begin);
    (void)sqlite3_finalize(c->commit);
    (void)sqlite3_finalize(c->rollback);
    (void)sqlite3_close(c->handle);
    free(c);
}

static Status conn_prepare(Cx *cx, Conn *c, const char *text, sqlite3_stmt **out)
{
    const int code = sqlite3_prepare_v3(c->handle, text, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return code == SQLITE_OK ? ST_OK : sqlite_refuse(cx, c, code);
}

/* synchronous: state survives a power cut at once; records at the next checkpoint, since a load that
 * lost its last batches is run again (DESIGN 3). */
static const char writer_pragmas[] = "PRAGMA journal_mode=WAL;"
                                     "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-8192;";
static const char reader_pragmas[] = "PRAGMA query_only=1; PRAGMA cache_size=-2048;";
static const char all_pragmas[] = "PRAGMA mmap_size=1099511627776; PRAGMA temp_store=MEMORY;"
                                  "PRAGMA trusted_schema=0;";

/* Records: most bodies lie whole on one page of 16 kB, and so do rows with 4 kB of keys; loads are half
 * as fast again as with 8 kB. State: small rows, each commit synced, so small pages. */
static const char *page_pragma(const File *f)
{
    return f->plan == DB_STATE ? "PRAGMA page_size=4096" : "PRAGMA page_size=16384";
}

static const char *sync_pragma(const File *f, bool bulk)
{
    return bulk || f->plan != DB_STATE ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL";
}

static Status conn_set_up(Cx *cx, File *f, Conn *c, bool writer)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    const int code = sqlite3_open_v2(f->path, &c->handle, flags, NULL);
    if (code != SQLITE_OK)
        return sqlite_refuse(cx, c, code);
    (void)sqlite3_extended_result_codes(c->handle, 1);
    (void)sqlite3_busy_timeout(c->handle, DB_WAIT_MS);
    TRY(run_text(cx, c, str_of(all_pragmas)));
    if (writer)
        TRY(run_text(cx, c, str_of(page_pragma(f))));
    TRY(run_text(cx, c, str_of(writer ? writer_pragmas : reader_pragmas)));
    if (!writer) {
        ahead_open(&c->ahead, c->handle);
        map_open(&f->map, c);
    }
    if (writer)
        TRY(run_text(cx, c, str_of(sync_pragma(f, false))));
    TRY(conn_prepare(cx, c, writer ? "BEGIN IMMEDIATE" : "BEGIN", &c->begin));
    TRY(conn_prepare(cx, c, "COMMIT", &c->commit));
    return conn_prepare(cx, c, "ROLLBACK", &c->rollback);
}

static Status conn_open(Cx *cx, File *f, bool writer, Conn **out)
{
    Conn *c = db_calloc(sizeof *c);
    c->cache.conn = c;
    c->cache.drop = stmt_drop;
    const Status st = conn_set_up(cx, f, c, writer);
    if (st != ST_OK) {
        conn_close(c);
        return st;
    }
    *out = c;
    return ST_OK;
}

int sqlite_run_once(sqlite3_stmt *stmt)
{
    (void)sqlite3_step(stmt);
    return sqlite3_reset(stmt); /* says what step met */
}

/* A full disk may have rolled back already. */
static void roll_back(Conn *c)
{
    if (!sqlite3_get_autocommit(c->handle))
        (void)sqlite_run_once(c->rollback);
}

/* ---- files ---- */

static Status version_read(Cx *cx, Conn *c, int64_t *version)
{
    sqlite3_stmt *stmt;
    TRY(conn_prepare(cx, c, "PRAGMA user_version", &stmt));
    const int code = sqlite3_step(stmt);
    *version = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    (void)sqlite3_finalize(stmt);
    return code == SQLITE_ROW ? ST_OK : sqlite_refuse(cx, c, code);
}

static SchemaKind file_kind(const File *f)
{
    return f->plan == DB_STATE ? SCHEMA_STATE : SCHEMA_RECORDS;
}

static Status file_migrate_in(Cx *cx, const File *f, Conn *c)
{
    int64_t have, now;
    TRY(version_read(cx, c, &have));
    TRY(schema_migrate(cx, DB_SQLITE, file_kind(f), have, run_text, c, &now));
    TRY(run_text(cx, c, str_of(sqlite_typical)));
    return run_text(cx, c, arena_printf(cx->mem, "PRAGMA user_version = %" PRId64, now));
}

/* The version is looked at first: a file that is up to date opens while another process writes. */
static Status file_migrate(Cx *cx, const File *f, Conn *c)
{
    int64_t have;
    TRY(version_read(cx, c, &have));
    if (have == schema_newest(file_kind(f)))
        return ST_OK;
    int code = sqlite_run_once(c->begin);
    if (code != SQLITE_OK)
        return sqlite_refuse(cx, c, code);
    const Status st = file_migrate_in(cx, f, c);
    if (st == ST_OK && (code = sqlite_run_once(c->commit)) == SQLITE_OK)
        return ST_OK;
    const Status refused = st == ST_OK ? sqlite_refuse(cx, c, code) : st;
    roll_back(c);
    return refused;
}

/* Nobody but the operator reads health data: SQLite would make the file by the umask alone. Its
 * journals take the file's own mode. A file that is there is not opened: to close it would give up the
 * locks that this process holds on it by another connection (POSIX). */
static Status file_make(Cx *cx, const char *path)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return ST_OK;
    if (fd < 0)
        return failf(cx, ST_UNAVAILABLE, STR("store"), "cannot open %s: %s", path,
                     strerrordesc_np(errno));
    (void)close(fd);
    return ST_OK;
}

static void file_close(File *f)
{
    for (size_t i = 0; i < READER_SLOTS; i++)
        conn_close(atomic_exchange(&f->idle[i], NULL));
    conn_close(f->writer);
    map_close(&f->map);
    (void)pthread_cond_destroy(&f->turn);
    (void)pthread_mutex_destroy(&f->lock);
    free(f->path);
    free(f);
}

static char *file_path(Cx *cx, const SqliteDb *db, int64_t plan)
{
    const Str path = plan == DB_STATE
                         ? arena_printf(cx->mem, "%s/state.db", db->dir)
                         : arena_printf(cx->mem, "%s/records-%" PRId64 ".db", db->dir, plan);
    char *copy = db_calloc(path.n + 1);
    memcpy(copy, path.p, path.n);
    return copy;
}

static Status file_open(Cx *cx, const SqliteDb *db, int64_t plan, File **out)
{
    File *f = db_calloc(sizeof *f);
    f->plan = plan;
    f->path = file_path(cx, db, plan);
    map_init(&f->map, f->path);
    (void)pthread_mutex_init(&f->lock, NULL);
    clock_cond_init(&f->turn);
    Status st = file_make(cx, f->path);
    if (st == ST_OK)
        st = conn_open(cx, f, true, &f->writer);
    if (st == ST_OK)
        st = file_migrate(cx, f, f->writer);
    if (st == ST_OK)
        keep_open(&f->keep, f->writer);
    if (st != ST_OK) {
        file_close(f);
        return st;
    }
    *out = f;
    return ST_OK;
}

static Status file_find(Cx *cx, SqliteDb *db, int64_t plan, File **out)
{
    if (plan < 0 || plan > (int64_t)LIMIT_DB_PLANS)
        return fail(cx, ST_INTERNAL, STR("store"), "no such plan number");
    File *f = atomic_load_explicit(&db->files[plan], memory_order_acquire);
    Status st = ST_OK;
    if (!f) {
        (void)pthread_mutex_lock(&db->opening);
        f = atomic_load_explicit(&db->files[plan], memory_order_relaxed);
        if (!f && (st = file_open(cx, db, plan, &f)) == ST_OK)
            atomic_store_explicit(&db->files[plan], f, memory_order_release);
        (void)pthread_mutex_unlock(&db->opening);
    }
    *out = f;
    return st;
}

/* ---- transactions ---- */

static size_t reader_home(void)
{
    /* Threads' handles lie some pages apart. */
    return (size_t)(((uint64_t)pthread_self() >> 12) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static Status reader_lend(Cx *cx, File *f, Conn **out)
{
    const size_t home = reader_home();
    for (size_t i = 0; i < READER_SLOTS; i++) {
        _Atomic(Conn *) *slot = &f->idle[(home + i) % READER_SLOTS];
        if (!atomic_load_explicit(slot, memory_order_relaxed))
            continue;
        Conn *c = atomic_exchange_explicit(slot, NULL, memory_order_acquire);
        if (c) {
            *out = c;
            return ST_OK;
        }
    }
    return conn_open(cx, f, false, out);
}

static void reader_return(File *f, Conn *c, size_t home)
{
    for (size_t i = 0; i < READER_SLOTS; i++) {
        Conn *none = NULL;
        if (atomic_compare_exchange_strong(&f->idle[(home + i) % READER_SLOTS], &none, c))
            return;
    }
    conn_close(c);
}

/* Whoever waits for the turn; on its stack. */
typedef struct Waiter {
    struct Waiter *next;
} Waiter;

static Waiter **waiter_find(File *f, const Waiter *w)
{
    Waiter **at = &f->waiting;
    while (*at != w)
        at = &(*at)->next;
    return at;
}

static Status turn_take(Cx *cx, File *f, struct timespec until)
{
    Waiter me = { .next = NULL };
    (void)pthread_mutex_lock(&f->lock);
    *waiter_find(f, NULL) = &me;
    while ((f->writing || f->waiting != &me) && clock_cond_wait(&f->turn, &f->lock, &until))
        ;
    const bool mine = !f->writing && f->waiting == &me;
    *waiter_find(f, &me) = me.next;
    if (mine)
        f->writing = true;
    else
        (void)pthread_cond_broadcast(&f->turn);
    (void)pthread_mutex_unlock(&f->lock);
    return mine ? ST_OK : sqlite_refuse(cx, NULL, SQLITE_BUSY);
}

static void turn_give(File *f)
{
    (void)pthread_mutex_lock(&f->lock);
    f->writing = false;
    (void)pthread_cond_broadcast(&f->turn);
    (void)pthread_mutex_unlock(&f->lock);
}

/* A load writes many pages once: a larger cache, and a checkpoint each 64 MB of journal, not 16. */
static Status writer_tune(Cx *cx, const File *f, Conn *c, bool bulk)
{
    if (c->bulk == bulk)
        return ST_OK;
    TRY(run_text(cx, c, str_of(sync_pragma(f, bulk))));
    TRY(run_text(cx, c,
                 bulk ? STR("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4096")
                      : STR("PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=1000")));
    c->bulk = bulk;
    return ST_OK;
}

static Status writer_begin(Cx *cx, File *f, Conn *c, bool bulk, struct timespec until)
{
    TRY(writer_tune(cx, f, c, bulk));
    (void)sqlite3_busy_timeout(c->handle, (int)clock_until_ms(until));
    const int code = sqlite_run_once(c->begin);
    return code == SQLITE_OK ? ST_OK : sqlite_refuse(cx, c, code);
}

static Status sqlite_begin(Cx *cx, DbTx *tx)
{
    File *f;
    TRY(file_find(cx, (SqliteDb *)tx->db, tx->plan, &f));
    tx->file = f;
    if (!tx_reads(tx->kind)) {
        const struct timespec until = clock_deadline(DB_WAIT_MS);
        TRY(turn_take(cx, f, until));
        const Status st = writer_begin(cx, f, f->writer, tx->kind == TX_BULK, until);
        if (st != ST_OK)
            turn_give(f);
        tx->conn = f->writer;
        return st;
    }
    Conn *c;
    TRY(reader_lend(cx, f, &c));
    tx->conn = c;
    const int code = keep_begin(&f->keep, c, tx->kind);
    if (code == SQLITE_OK)
        return ST_OK;
    const Status st = sqlite_refuse(cx, c, code);
    conn_close(c); /* whatever is wrong with it */
    return st;
}

static int reader_end(DbTx *tx)
{
    File *f = tx->file;
    Conn *c = tx->conn;
    const int code = keep_end(&f->keep, c, tx->broken != ST_OK);
    const bool kept = c->kept;
    if (!kept)
        roll_back(c);
    reader_return(f, c, reader_home());
    if (kept)
        keep_note(&f->keep);
    return code;
}

static void sqlite_rollback(DbTx *tx)
{
    if (tx_reads(tx->kind)) {
        (void)reader_end(tx); /* nothing to undo */
        return;
    }
    roll_back(tx->conn);
    turn_give(tx->file);
}

static Status sqlite_commit(Cx *cx, DbTx *tx)
{
    if (tx_reads(tx->kind)) {
        const int ended = reader_end(tx);
        return ended == SQLITE_OK ? ST_OK : sqlite_refuse(cx, NULL, ended);
    }
    Conn *c = tx->conn;
    const int code = sqlite_run_once(c->commit);
    const Status st = code == SQLITE_OK ? ST_OK : sqlite_refuse(cx, c, code);
    roll_back(c);
    turn_give(tx->file);
    return st;
}

/* ---- kept snapshots ---- */

/* Those kept by threads that have nothing to read: nobody else would end them. */
static void idle_drop(File *f)
{
    for (size_t i = 0; i < READER_SLOTS; i++) {
        Conn *c = atomic_load(&f->idle[i]) ? atomic_exchange(&f->idle[i], NULL) : NULL;
        if (!c)
            continue;
        keep_drop(c);
        reader_return(f, c, i);
    }
}

/* The state is written all the time: nothing to keep there. */
bool sqlite_turn(void *base)
{
    SqliteDb *db = base;
    bool reading = false;
    for (size_t i = DB_STATE + 1; i <= LIMIT_DB_PLANS; i++) {
        File *f = atomic_load_explicit(&db->files[i], memory_order_acquire);
        if (!f || !f->keep.header)
            continue;
        reading |= keep_turn(&f->keep);
        if (keep_over(&f->keep))
            idle_drop(f);
    }
    return reading;
}

static void sqlite_serving(Db *base, unsigned most)
{
    (void)most; /* readers are as many as there are threads */
    ((SqliteDb *)base)->holder = holder_start(sqlite_turn, base);
}

/* ---- the store ---- */

static Status sqlite_checkpoint(Cx *cx, Db *base, int64_t plan)
{
    File *f;
    TRY(file_find(cx, (SqliteDb *)base, plan, &f));
    const struct timespec until = clock_deadline(DB_WAIT_MS);
    TRY(turn_take(cx, f, until));
    (void)sqlite3_busy_timeout(f->writer->handle, (int)clock_until_ms(until));
    const int code =
        sqlite3_wal_checkpoint_v2(f->writer->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    /* Readers may hold the journal: then the next checkpoint does the rest. */
    const Status st = code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY
                          ? ST_OK
                          : sqlite_refuse(cx, f->writer, code);
    turn_give(f);
    return st;
}

static void sqlite_close(Db *base)
{
    SqliteDb *db = (SqliteDb *)base;
    holder_stop(db->holder);
    for (size_t i = 0; i <= LIMIT_DB_PLANS; i++) {
        File *f = atomic_load_explicit(&db->files[i], memory_order_acquire);
        if (f)
            file_close(f);
    }
    (void)pthread_mutex_destroy(&db->opening);
    free(db->dir);
    free(db);
}

static const DbOps sqlite_ops = {
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .start = sqlite_start,
    .step = sqlite_step,
    .finish = sqlite_finish,
    .checkpoint = sqlite_checkpoint,
    .close = sqlite_close,
    .serving = sqlite_serving,
};

static Status dirs_make(Cx *cx, Str dir)
{
    for (size_t i = 1; i <= dir.n; i++) {
        if (i < dir.n && dir.p[i] != '/')
            continue;
        const Str part = arena_dup(cx->mem, str_slice(dir, 0, i));
        if (mkdir(part.p, 0700) != 0 && errno != EEXIST)
            return failf(cx, ST_UNAVAILABLE, STR("store.url"), "cannot make %s: %s", part.p,
                         strerrordesc_np(errno));
    }
    return ST_OK;
}

Status sqlite_open(Cx *cx, Str dir, Db **out)
{
    /* Counting bytes takes one lock for the whole process at each allocation. Refused without harm
     * when the library is in use already. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    TRY(dirs_make(cx, dir));
    SqliteDb *db = db_calloc(sizeof *db);
    db->base = (Db){ .engine = DB_SQLITE, .ops = &sqlite_ops };
    db->dir = db_calloc(dir.n + 1);
    memcpy(db->dir, dir.p, dir.n);
    (void)pthread_mutex_init(&db->opening, NULL);
    File *state;
    const Status st = file_find(cx, db, DB_STATE, &state);
    if (st != ST_OK) {
        sqlite_close(&db->base);
        return st;
    }
    *out = &db->base;
    return ST_OK;
}
