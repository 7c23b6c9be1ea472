/* db_pg.c - the scale-out engine: one PostgreSQL database for the state and all plans. A bounded pool
 * of connections, each lent to one transaction at a time; statements prepared by name once for each
 * connection; parameters and results binary.
 *
 * Writers do not wait for one turn here as they do on SQLite: our statements are guarded (UPDATE …
 * WHERE, ON CONFLICT), so READ COMMITTED is enough; a load takes its own lock row. */
#include "base/clock.h"
#include "base/log.h"
#include "db/db_int.h"
#include "db/pg_value.h"
#include "db/pg_wait.h"

#include <assert.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#define MIGRATION_LOCK "5786210134701" /* our number among the database's advisory locks */
#define CONNECT_TIMEOUT_S "5"
#define UNANSWERED_MS "15000" /* what was sent and not acknowledged by the other machine */
/* How long an answer may take of a server that stands still: of BEGIN and ROLLBACK, which ask nothing, and of a
 * statement, which the server itself ends after STATEMENT_S. */
#define WAIT_QUICK_MS 5000
#define WAIT_MS 35000
#define STATEMENT_S "30"
#define KEEPALIVE_IDLE_S "10"
#define KEEPALIVE_INTERVAL_S "5"
#define KEEPALIVE_COUNT "3"
#define DIAG_WORDS 200u

typedef struct Conn {
    PGconn *handle;
    const struct PgDb *db;
    StmtCache cache;
    uint64_t names;    /* given to prepared statements so far */
    struct Conn *next; /* of all */
    struct Conn *next_idle;
} Conn;

typedef struct PgDb {
    Db base;
    char *url; /* holds a password: never shown */
    pthread_mutex_t lock;
    pthread_cond_t returned;
    Conn *all;
    Conn *idle;
    unsigned open;
    unsigned most;
    int64_t wait_ms;
    int64_t wait_quick_ms;
} PgDb;

/* ---- failures ---- */

/* Classes of SQLSTATE (PostgreSQL manual, appendix A) that time or an operator mends. */
static bool may_pass(const char *state)
{
    static const char classes[][3] = { "08", "40", "53", "55", "57", "58" };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(state, classes[i], 2) == 0)
            return true;
    return false;
}

/* The server's words stand in the detail, which of these outcomes reaches the log alone. They name
 * columns and constraints; those of class 22 quote values, and are left out. */
static Status refuse(Cx *cx, PGconn *handle, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *words = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const bool lost = PQstatus(handle) != CONNECTION_OK;
    const bool passing = lost || !state || may_pass(state);
    const bool quotes = state && strncmp(state, "22", 2) == 0;
    if (!passing && strcmp(state, "22021") == 0)
        return fail(cx, ST_INVALID, STR("text"), "text must be UTF-8 without NUL");
    return failf(
        cx, passing ? ST_UNAVAILABLE : ST_INTERNAL, STR("store"), "%s (postgresql %s: %.*s)",
        passing ? "the database is away, locked or full" : "the database refused a statement",
        state  ? state
        : lost ? "lost"
               : "none",
        (int)DIAG_WORDS, words && !quotes ? words : "");
}

static bool succeeded(const PGresult *result)
{
    const ExecStatusType st = PQresultStatus(result);
    return st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK;
}

static PGresult *ask(const Conn *c, const char *text)
{
    return pg_answer(c->handle, PQsendQuery(c->handle, text), c->db->wait_ms);
}

static PGresult *ask_quick(const Conn *c, const char *text)
{
    return pg_answer(c->handle, PQsendQuery(c->handle, text), c->db->wait_quick_ms);
}

static Status run_text(Cx *cx, void *conn, Str text)
{
    Conn *c = conn;
    PGresult *result = ask(c, text.p);
    const Status st = succeeded(result) ? ST_OK : refuse(cx, c->handle, result);
    PQclear(result);
    return st;
}

/* The first column of the first row, as text. */
static Status run_value(Cx *cx, Conn *c, const char *text, Str *out)
{
    PGresult *result = ask(c, text);
    Status st = succeeded(result) ? ST_OK : refuse(cx, c->handle, result);
    *out = STR("");
    if (st == ST_OK && PQntuples(result) > 0)
        *out = arena_dup(cx->mem, str_of(PQgetvalue(result, 0, 0)));
    PQclear(result);
    return st;
}

/* ---- connections ---- */

static void notice_drop(void *what, const PGresult *result)
{
    (void)what, (void)result;
}

static void stmt_drop(void *conn, void *stmt)
{
    const Conn *c = conn;
    char text[48];
    (void)snprintf(text, sizeof text, "DEALLOCATE %s", (const char *)stmt);
    if (c->handle && PQstatus(c->handle) == CONNECTION_OK)
        PQclear(ask_quick(c, text));
    free(stmt);
}

static void conn_hang_up(Conn *c)
{
    PQfinish(c->handle); /* the server forgets the statements with it */
    c->handle = NULL;
    stmt_drop_all(&c->cache);
}

static Status conn_connect(Cx *cx, const PgDb *db, Conn *c)
{
    /* A server that is gone without a word is noticed within half a minute; store.url may say otherwise. */
    const char *names[] = { "connect_timeout",     "tcp_user_timeout", "keepalives_idle",
                            "keepalives_interval", "keepalives_count", "application_name",
                            "client_encoding",     "dbname",           NULL };
    const char *values[] = { CONNECT_TIMEOUT_S,
                             UNANSWERED_MS,
                             KEEPALIVE_IDLE_S,
                             KEEPALIVE_INTERVAL_S,
                             KEEPALIVE_COUNT,
                             "postern",
                             "UTF8",
                             db->url,
                             NULL };
    c->handle = PQconnectdbParams(names, values, 1);
    Status st;
    if (PQstatus(c->handle) != CONNECTION_OK) {
        st = refuse(cx, c->handle, NULL);
    } else {
        (void)PQsetNoticeReceiver(c->handle, notice_drop, NULL);
        (void)PQsetnonblocking(c->handle, 1);
        st = run_text(cx, c,
                      STR("SET statement_timeout = '" STATEMENT_S "s'; SET lock_timeout = 2000;"
                          "SET idle_in_transaction_session_timeout = 60000;"
                          /* Plans are kept: one made while a table is empty would scan it
                                  * for ever. Every statement here has an index for its key. */
                          "SET enable_seqscan = off"));
    }
    if (st != ST_OK)
        conn_hang_up(c);
    return st;
}

static Status pool_wait(Cx *cx, PgDb *db, Conn **out)
{
    const struct timespec until = clock_deadline(DB_WAIT_MS);
    while (!db->idle && db->open >= db->most && clock_cond_wait(&db->returned, &db->lock, &until))
        ;
    Conn *c = db->idle;
    if (c) {
        db->idle = c->next_idle;
    } else if (db->open < db->most) {
        c = db_calloc(sizeof *c);
        c->db = db;
        c->cache.conn = c;
        c->cache.drop = stmt_drop;
        c->next = db->all;
        db->all = c;
        db->open++;
    }
    *out = c;
    return c ? ST_OK : fail(cx, ST_UNAVAILABLE, STR("store"), "every connection is in use");
}

static Status conn_lend(Cx *cx, PgDb *db, Conn **out)
{
    (void)pthread_mutex_lock(&db->lock);
    const Status st = pool_wait(cx, db, out);
    (void)pthread_mutex_unlock(&db->lock);
    return st;
}

static void conn_return(PgDb *db, Conn *c)
{
    (void)pthread_mutex_lock(&db->lock);
    c->next_idle = db->idle;
    db->idle = c;
    (void)pthread_cond_signal(&db->returned);
    (void)pthread_mutex_unlock(&db->lock);
}

/* ---- transactions ---- */

static const char *begin_text(TxKind kind)
{
    return tx_reads(kind) ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                          : "BEGIN ISOLATION LEVEL READ COMMITTED";
}

/* A connection that died while nobody used it is found here: nothing has been done on it yet, so a
 * new one takes its place. */
static Status conn_begin(Cx *cx, const PgDb *db, Conn *c, TxKind kind)
{
    if (c->handle) {
        PGresult *result = ask_quick(c, begin_text(kind));
        const bool begun = succeeded(result);
        PQclear(result);
        if (begun)
            return ST_OK;
        conn_hang_up(c);
    }
    TRY(conn_connect(cx, db, c));
    return run_text(cx, c, str_of(begin_text(kind)));
}

static Status pg_begin(Cx *cx, DbTx *tx)
{
    PgDb *db = (PgDb *)tx->db;
    Conn *c;
    TRY(conn_lend(cx, db, &c));
    const Status st = conn_begin(cx, db, c, tx->kind);
    if (st != ST_OK)
        conn_return(db, c);
    tx->conn = c;
    return st;
}

static void pg_rollback(DbTx *tx)
{
    Conn *c = tx->conn;
    PGresult *result = ask_quick(c, "ROLLBACK");
    if (!succeeded(result))
        conn_hang_up(c);
    PQclear(result);
    conn_return((PgDb *)tx->db, c);
}

/* The server answers a COMMIT of an aborted transaction with ROLLBACK and no error. */
static Status pg_commit(Cx *cx, DbTx *tx)
{
    Conn *c = tx->conn;
    PGresult *result = ask(c, "COMMIT");
    Status st = ST_OK;
    if (!succeeded(result)) {
        st = refuse(cx, c->handle, result);
        conn_hang_up(c);
    } else if (strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        st = fail(cx, ST_UNAVAILABLE, STR("store"), "the transaction was rolled back");
    }
    PQclear(result);
    conn_return((PgDb *)tx->db, c);
    return st;
}

/* ---- statements ---- */

/* Text, a NUL, and the kind of each value: the server prepares for the types too. */
static Str stmt_key(Cx *cx, const Sql *q)
{
    const Str text = buf_str(q->text);
    char *key = arena_alloc_raw(cx->mem, text.n + 1 + q->count);
    memcpy(key, text.p, text.n);
    key[text.n] = '\0';
    for (size_t i = 0; i < q->count; i++)
        key[text.n + 1 + i] = (char)q->binds[i].kind;
    return (Str){ key, text.n + 1 + q->count };
}

static Str stmt_text(Cx *cx, const Sql *q)
{
    const Str text = buf_str(q->text);
    Buf *out = buf_new_sized(cx, text.n + q->count * 4 + 1, text.n + q->count * 4 + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        buf_char(out, text.p[i] == '?' ? '$' : text.p[i]);
        if (text.p[i] == '?')
            buf_u64(out, ++n);
    }
    buf_char(out, '\0');
    return buf_str(out);
}

static Status stmt_prepare(Cx *cx, Conn *c, const Sql *q, const char *name)
{
    Oid *types = ARENA_ARRAY(cx->mem, Oid, q->count);
    for (size_t i = 0; i < q->count; i++)
        types[i] = pg_type_of(q->binds[i].kind);
    PGresult *result = pg_answer(
        c->handle, PQsendPrepare(c->handle, name, stmt_text(cx, q).p, (int)q->count, types),
        c->db->wait_ms);
    const Status st = succeeded(result) ? ST_OK : refuse(cx, c->handle, result);
    PQclear(result);
    return st;
}

static Status stmt_name(Cx *cx, Conn *c, const Sql *q, const char **name)
{
    const Str key = stmt_key(cx, q);
    StmtSlot *slot = stmt_find(&c->cache, key);
    assert(slot); /* none is ever busy: results are fetched whole */
    if (!slot->stmt) {
        char fresh[24];
        const int n = snprintf(fresh, sizeof fresh, "s%" PRIu64, ++c->names);
        TRY(stmt_prepare(cx, c, q, fresh));
        char *kept = db_calloc((size_t)n + 1);
        memcpy(kept, fresh, (size_t)n);
        stmt_keep(slot, key, kept);
    }
    *name = slot->stmt;
    return ST_OK;
}

static int64_t changed_of(PGresult *result)
{
    uint64_t n = 0;
    if (strncmp(PQcmdStatus(result), "SELECT", 6) == 0 ||
        !str_to_u64(str_of(PQcmdTuples(result)), &n))
        return 0;
    return (int64_t)n;
}

static Status pg_start(Cx *cx, DbTx *tx, const Sql *q, DbRows *r)
{
    Conn *c = tx->conn;
    const char *name;
    TRY(stmt_name(cx, c, q, &name));
    const PgParams p = pg_params(cx, q);
    PGresult *result = pg_answer(
        c->handle,
        PQsendQueryPrepared(c->handle, name, (int)q->count, p.values, p.lengths, p.formats, 1),
        c->db->wait_ms);
    Status st = succeeded(result) ? ST_OK : refuse(cx, c->handle, result);
    r->cols = PQnfields(result);
    if (st == ST_OK)
        st = pg_columns_check(cx, result, r->cols);
    if (st != ST_OK) {
        PQclear(result);
        return st;
    }
    r->cells = ARENA_ARRAY(cx->mem, Cell, (size_t)r->cols);
    r->stmt = result;
    return ST_OK;
}

static Status pg_step(Cx *cx, DbRows *r)
{
    (void)cx;
    PGresult *result = r->stmt;
    if (r->at == PQntuples(result)) {
        r->done = true;
        r->changed = changed_of(result);
        return ST_OK;
    }
    for (int i = 0; i < r->cols; i++)
        r->cells[i] = pg_cell(result, r->at, i);
    r->at++;
    return ST_OK;
}

static void pg_finish(DbRows *r)
{
    PQclear(r->stmt);
}

/* ---- the store ---- */

static Status pg_checkpoint(Cx *cx, Db *db, int64_t plan)
{
    (void)cx, (void)db, (void)plan;
    return ST_OK;
}

static void pg_close(Db *base)
{
    PgDb *db = (PgDb *)base;
    while (db->all) {
        Conn *c = db->all;
        db->all = c->next;
        conn_hang_up(c);
        free(c);
    }
    (void)pthread_cond_destroy(&db->returned);
    (void)pthread_mutex_destroy(&db->lock);
    free(db->url);
    free(db);
}

static void pg_serving(Db *base, unsigned most)
{
    PgDb *db = (PgDb *)base;
    (void)pthread_mutex_lock(&db->lock);
    db->most = most < 1 ? 1 : most > LIMIT_PG_CONNECTIONS ? LIMIT_PG_CONNECTIONS : most;
    (void)pthread_mutex_unlock(&db->lock);
}

void pg_patience(Db *base, int64_t ms)
{
    PgDb *db = (PgDb *)base;
    db->wait_ms = ms;
    db->wait_quick_ms = ms;
}

static const DbOps pg_ops = {
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .start = pg_start,
    .step = pg_step,
    .finish = pg_finish,
    .checkpoint = pg_checkpoint,
    .close = pg_close,
    .serving = pg_serving,
};

/* Text is compared as bytes on both engines; with another collation an index would order ids unlike
 * our sorted batches and cursors. */
static Status database_check(Cx *cx, Conn *c)
{
    Str collation, encoding;
    TRY(run_value(cx, c, "SELECT datcollate FROM pg_database WHERE datname = current_database()",
                  &collation));
    TRY(run_value(cx, c, "SHOW server_encoding", &encoding));
    if (!str_eq(collation, STR("C")) && !str_eq(collation, STR("POSIX")))
        return fail(cx, ST_INVALID, STR("store.url"),
                    "the database's collation must be C: CREATE "
                    "DATABASE … LOCALE 'C' TEMPLATE template0");
    if (!str_eq(encoding, STR("UTF8")))
        return fail(cx, ST_INVALID, STR("store.url"), "the database's encoding must be UTF8");
    return ST_OK;
}

static Status kind_migrate(Cx *cx, Conn *c, SchemaKind kind)
{
    Str text;
    int64_t have = 0, now;
    TRY(run_value(cx, c,
                  arena_printf(cx->mem, "SELECT version FROM db_meta WHERE kind = %d", (int)kind).p,
                  &text));
    if (text.n && !str_to_i64(text, &have))
        return fail(cx, ST_INTERNAL, STR("store"), "db_meta has no number");
    TRY(schema_migrate(cx, DB_POSTGRES, kind, have, run_text, c, &now));
    return run_text(cx, c,
                    arena_printf(cx->mem,
                                 "INSERT INTO db_meta (kind, version) VALUES (%d, %" PRId64 ")"
                                 " ON CONFLICT (kind) DO UPDATE SET version = excluded.version",
                                 (int)kind, now));
}

/* Several processes may start at once: one migrates, the others wait and find it done. */
static Status migrate_in(Cx *cx, Conn *c)
{
    TRY(database_check(cx, c));
    TRY(run_text(cx, c,
                 STR("SET LOCAL lock_timeout = 30000;"
                     "SELECT pg_advisory_xact_lock(" MIGRATION_LOCK ");"
                     "CREATE TABLE IF NOT EXISTS db_meta (kind BIGINT PRIMARY KEY,"
                     " version BIGINT NOT NULL)")));
    TRY(kind_migrate(cx, c, SCHEMA_STATE));
    return kind_migrate(cx, c, SCHEMA_RECORDS);
}

static Status pg_migrate(Cx *cx, Db *db)
{
    DbTx *tx;
    TRY(db_write(cx, db, DB_STATE, &tx));
    const Status st = migrate_in(cx, tx->conn);
    if (st == ST_OK)
        return db_commit(cx, tx);
    db_end(tx);
    return st;
}

Status pg_open(Cx *cx, Str url, Db **out)
{
    PgDb *db = db_calloc(sizeof *db);
    db->base = (Db){ .engine = DB_POSTGRES, .ops = &pg_ops };
    db->most = DEFAULT_PG_CONNECTIONS;
    db->wait_ms = WAIT_MS;
    db->wait_quick_ms = WAIT_QUICK_MS;
    db->url = db_calloc(url.n + 1);
    memcpy(db->url, url.p, url.n);
    (void)pthread_mutex_init(&db->lock, NULL);
    clock_cond_init(&db->returned);
    const Status st = pg_migrate(cx, &db->base);
    if (st != ST_OK) {
        pg_close(&db->base);
        return st;
    }
    *out = &db->base;
    return ST_OK;
}
