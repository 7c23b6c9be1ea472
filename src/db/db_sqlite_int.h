/* db_sqlite_int.h - one SQLite connection, shared by db_sqlite.c (files, turns, transactions) and
 * db_sqlite_stmt.c (statements). */
#ifndef DB_DB_SQLITE_INT_H
#define DB_DB_SQLITE_INT_H

#include "db/db_int.h"

#include <sqlite3.h>

typedef struct Conn {
    sqlite3 *handle;
    sqlite3_stmt *begin;
    sqlite3_stmt *commit;
    sqlite3_stmt *rollback;
    StmtCache cache;
    bool bulk; /* the writer's pragmas are those of loads */
} Conn;

/* What code means to a caller, logged in the engine's words: they do not travel in a fault, and quote
 * our statements, which hold no values. ST_UNAVAILABLE or ST_INTERNAL. c may be NULL. */
Status sqlite_refuse(Cx *cx, const Conn *c, int code);

/* See DbOps. */
Status sqlite_start(Cx *cx, DbTx *tx, const Sql *q, DbRows *r);
Status sqlite_step(Cx *cx, DbRows *r);
void sqlite_finish(DbRows *r);

#endif
