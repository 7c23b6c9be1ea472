/* db.h - the store: one SQL text, two engines. SQLite: a folder with state.db and one records file a
 * plan (records-N.db); PostgreSQL: one database. No transaction spans state and records, on either.
 *
 *   Db     a store, shared by all threads
 *   DbTx   one snapshot (read) or one unit of work (write) on state or on a plan's records; it is
 *          rolled back when cx->mem is reset unless db_commit was called
 *   Sql    a statement being written: text, and typed values by sql_bind_* alone
 *
 * SQL rules (DESIGN 3): placeholders come from sql_bind_* only, no literals but integers, sums CAST
 * to BIGINT, no booleans, no FOR UPDATE, expected conflicts by ON CONFLICT, guarded UPDATE …
 * RETURNING. Statements are prepared once per connection and cached by their text.
 *
 * ST_UNAVAILABLE: locked for longer than 2 s, disk full, server gone; nothing is half-written.
 * ST_INTERNAL: a statement that the engine refuses (our bug); the log has the engine's words. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/cx.h"

typedef struct Db Db;
typedef struct DbTx DbTx;
typedef struct Sql Sql;
typedef struct DbRows DbRows;

typedef enum DbEngine { DB_SQLITE, DB_POSTGRES } DbEngine;

#define DB_STATE 0 /* as plan: the state; plans' numbers begin at 1 */

/* url is sqlite:DIR or postgresql://…; makes what is missing and migrates forward. ST_INVALID: not
 * such an url, or a database that does not sort by bytes; ST_UNAVAILABLE: cannot be opened;
 * ST_CONFLICT: written by a newer program. */
MUST_USE Status db_open(Cx *cx, Str url, Db **out);
/* This process answers requests until db_close; to be called once, before the first. PostgreSQL: at most
 * so many connections, one for each transaction at a time (8 when not called). SQLite: while nobody
 * writes a plan's records the read lock is kept from one read to the next (db_sqlite_keep.c). */
void db_serving(Db *db, unsigned most);
void db_close(Db *db);
DbEngine db_engine(const Db *db);

/* plan is DB_STATE or a plan's number. One read transaction is one snapshot. */
MUST_USE Status db_read(Cx *cx, Db *db, int64_t plan, DbTx **out);
/* As db_read for one statement, a snapshot by itself: a second is refused (ST_INTERNAL). */
MUST_USE Status db_read_one(Cx *cx, Db *db, int64_t plan, DbTx **out);
/* Waits for the writer's turn: at most 2 s, then ST_UNAVAILABLE. */
MUST_USE Status db_write(Cx *cx, Db *db, int64_t plan, DbTx **out);
/* As db_write for loads: synchronous=NORMAL where the engine knows it, larger caches. */
MUST_USE Status db_write_bulk(Cx *cx, Db *db, int64_t plan, DbTx **out);
/* ST_UNAVAILABLE or the status of its first failed statement: nothing was kept. After a statement
 * failed (ST_NOT_FOUND of db_one is no failure) a transaction runs nothing more, on both engines.
 * Durable when it returns ST_OK (records: after the next checkpoint on SQLite, see DESIGN 3). */
MUST_USE Status db_commit(Cx *cx, DbTx *tx);
/* Gives the snapshot back early; also what happens at the end of cx->mem. Safe to call once. */
void db_end(DbTx *tx);

Sql *sql_new(Cx *cx);
void sql_text(Sql *q, const char *text); /* text must be a literal */
/* The rows lie side by side and all of their bytes will be read: memory is asked for them ahead. */
void sql_ahead(Sql *q);
void sql_bind_i64(Sql *q, int64_t v);
/* Text: no NUL (ST_INVALID when run). STR_NONE is the empty text. The bytes of a text or blob must
 * live until the statement has run, of a query until its last row. */
void sql_bind_str(Sql *q, Str v);
void sql_bind_blob(Sql *q, Str v); /* bytes */
void sql_bind_null(Sql *q);
/* sql_bind_i64 for each, separated by commas. */
void sql_bind_list(Sql *q, const int64_t *v, size_t n);
/* sql_bind_i64 for each, separated by commas: for IN (…) alone, since the last is repeated up to a
 * power of two (fewer texts to prepare) and no values become one NULL, which nothing is IN. At most
 * LIMIT_SQL_BINDS binds in all. */
void sql_bind_i64s(Sql *q, const int64_t *v, size_t n);
void sql_bind_strs(Sql *q, const Str *v, size_t n);

/* Runs q to its end, answers ignored. changed may be NULL: rows inserted, updated or deleted. */
MUST_USE Status db_exec(Cx *cx, DbTx *tx, Sql *q, int64_t *changed);
/* Runs q; DbRows *r; TRY(db_query(cx, tx, q, &r)); while (db_next(cx, r, &st)) …; TRY(st). */
MUST_USE Status db_query(Cx *cx, DbTx *tx, Sql *q, DbRows **out);
/* True when there is a row to read. False at the end (st ST_OK) and on failure (st says). */
bool db_next(Cx *cx, DbRows *r, Status *st);
/* Columns of the current row, from 0. Str and blob borrow from the row: copy what outlives db_next.
 * A NULL reads as 0 or STR_NONE. */
int64_t db_i64(const DbRows *r, int col);
Str db_str(const DbRows *r, int col);
Str db_blob(const DbRows *r, int col);
bool db_is_null(const DbRows *r, int col);
/* The first row alone: ST_NOT_FOUND with where when there is none. Strings stay valid until cx->mem
 * is reset. Closes nothing: the row may be read with db_i64 … */
MUST_USE Status db_one(Cx *cx, DbTx *tx, Sql *q, Str where, DbRows **out);
/* The texts of the first column, all rows, in cx->mem. */
MUST_USE Status db_strs(Cx *cx, DbTx *tx, Sql *q, Str **out, size_t *count);

/* delete_from is a literal that ends in "WHERE plan = ": its rows whose expires_ms is before before_ms. */
MUST_USE Status db_sweep(Cx *cx, DbTx *tx, const char *delete_from, int64_t plan,
                         int64_t before_ms);

/* SQLite: PRAGMA wal_checkpoint after a load; nothing elsewhere. */
MUST_USE Status db_checkpoint(Cx *cx, Db *db, int64_t plan);

#endif
