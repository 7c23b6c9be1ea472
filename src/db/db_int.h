/* db_int.h - what the files of src/db share. An engine is a DbOps row; db.c holds what is the same on
 * both: the life of transactions and rows, the first failure ending a transaction, db_one's copies. */
#ifndef DB_DB_INT_H
#define DB_DB_INT_H

#include "base/buf.h"
#include "base/limits.h"
#include "db/db.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define DB_WAIT_MS 2000 /* for the writer's turn, a lock, or a free connection */

/* ---- statements being written (sql.c) ---- */

typedef enum BindKind { BIND_I64 = 'i', BIND_STR = 's', BIND_BLOB = 'b', BIND_NULL = 'n' } BindKind;

typedef struct Bind {
    BindKind kind;
    int64_t i64;
    Str bytes;
} Bind;

/* Each placeholder is one '?' in text, which is what SQLite reads; since there are no literals but
 * integers a '?' is nothing else, and PostgreSQL's engine writes $1, $2 … for them. */
struct Sql {
    Arena *mem;
    Buf *text;
    Bind *binds;
    size_t count;
    size_t room;
    bool over;
    bool has_nul; /* in a text, which PostgreSQL cannot keep */
    bool ahead;   /* sql_ahead */
};

/* ST_INTERNAL when q is over LIMIT_SQL or LIMIT_SQL_BINDS, ST_INVALID for a NUL in a text. */
MUST_USE Status sql_ready(Cx *cx, const Sql *q);

/* ---- prepared statements of one connection, by text (stmt_cache.c) ---- */

#define STMT_SETS 32u
#define STMT_WAYS 4u

typedef struct StmtSlot {
    uint64_t hash;
    uint64_t used; /* the cache's clock when last asked for */
    char *key;
    size_t key_bytes;
    void *stmt;
    bool busy; /* rows of it are being read */
} StmtSlot;

typedef struct StmtCache {
    StmtSlot slot[STMT_SETS][STMT_WAYS];
    uint64_t clock;
    void (*drop)(void *conn, void *stmt);
    void *conn;
} StmtCache;

/* The slot that holds key (stmt set), or one made free for it (stmt NULL: the caller prepares and
 * calls stmt_keep), or NULL when it is being read or no slot is free: prepare for one use. */
StmtSlot *stmt_find(StmtCache *c, Str key);
void stmt_keep(StmtSlot *slot, Str key, void *stmt);
void stmt_drop_all(StmtCache *c);

/* ---- engines ---- */

typedef enum TxKind { TX_READ, TX_ONE, TX_WRITE, TX_BULK } TxKind;

static inline bool tx_reads(TxKind kind)
{
    return kind == TX_READ || kind == TX_ONE;
}

typedef enum CellKind { CELL_NULL, CELL_I64, CELL_BYTES } CellKind;

typedef struct Cell {
    CellKind kind;
    int64_t i64;
    Str bytes;
} Cell;

struct DbTx {
    Db *db;
    int64_t plan;
    TxKind kind;
    bool open;
    bool used;     /* a statement was begun */
    Status broken; /* of the first statement that failed: nothing runs or commits after it */
    void *file;    /* the engine's */
    void *conn;
    DbRows *live; /* being read */
};

struct DbRows {
    DbTx *tx;
    DbRows *prev, *next;
    Cell *cells; /* of the current row */
    int cols;
    bool first; /* the first row was fetched by db_query and not yet given out */
    bool done;
    int64_t changed;
    void *stmt; /* the engine's, NULL once closed */
    StmtSlot *slot;
    bool ahead; /* Sql.ahead */
    int at;     /* PostgreSQL: the next row of the result */
};

typedef struct DbOps {
    /* Sets tx->conn. On failure nothing is held. */
    Status (*begin)(Cx *cx, DbTx *tx);
    /* The connection is given back whatever the outcome. */
    Status (*commit)(Cx *cx, DbTx *tx);
    void (*rollback)(DbTx *tx);
    /* Prepares and binds, and for PostgreSQL runs. On failure nothing is held. */
    Status (*start)(Cx *cx, DbTx *tx, const Sql *q, DbRows *r);
    /* Fills r->cells, or sets r->done and r->changed. */
    Status (*step)(Cx *cx, DbRows *r);
    void (*finish)(DbRows *r);
    Status (*checkpoint)(Cx *cx, Db *db, int64_t plan);
    void (*close)(Db *db);
    void (*serving)(Db *db, unsigned most);
} DbOps;

/* The first member of each engine's own struct. */
struct Db {
    DbEngine engine;
    const DbOps *ops;
};

MUST_USE Status sqlite_open(Cx *cx, Str dir, Db **out);
MUST_USE Status pg_open(Cx *cx, Str url, Db **out);
/* How long any answer may take, for a test that does not wait as long; before the first other thread. */
void pg_patience(Db *db, int64_t ms);
/* calloc that ends the process when there is no memory, as the arena does. */
void *db_calloc(size_t n);

/* ---- schema (schema.c, schema_state.c, schema_records.c) ---- */

typedef enum SchemaKind { SCHEMA_STATE, SCHEMA_RECORDS } SchemaKind;
typedef enum SchemaFor { FOR_BOTH, FOR_SQLITE, FOR_POSTGRES } SchemaFor;

/* Steps of one version follow each other; a released step never changes. */
typedef struct SchemaStep {
    int64_t version;
    SchemaFor engines;
    const char *text; /* statements ended by ';', with I64, BYTES, ROWKEY and CLUSTERED */
} SchemaStep;

typedef struct SchemaList {
    const SchemaStep *steps;
    size_t count;
} SchemaList;

SchemaList schema_state(void);
SchemaList schema_records(void);

int64_t schema_newest(SchemaKind kind);

/* Runs one text of several statements. */
typedef Status SchemaRun(Cx *cx, void *conn, Str text);
/* Brings a store from version have to the newest; *now is that version. The caller holds a write
 * transaction and keeps the version. ST_CONFLICT: have is newer than this program. */
MUST_USE Status schema_migrate(Cx *cx, DbEngine engine, SchemaKind kind, int64_t have,
                               SchemaRun *run, void *conn, int64_t *now);
/* text with the four words replaced. */
Str schema_words(Cx *cx, DbEngine engine, const char *text);

#endif
