/* db_sqlite_int.h - one SQLite connection, shared by db_sqlite.c (files, turns, transactions),
 * db_sqlite_stmt.c (statements), db_sqlite_keep.c (snapshots kept), db_sqlite_ahead.c (pages asked for
 * ahead) and db_sqlite_map.c (pages mapped). */
#ifndef DB_DB_SQLITE_INT_H
#define DB_DB_SQLITE_INT_H

#include "db/db_int.h"

#include <sqlite3.h>

/* What the WAL-index says of the newest commit: the first copy of its header, whose counter grows with
 * each (sqlite.org/walformat.html, 2.1). A commit writes that copy last. */
#define SNAP_WORDS 12u
#define SNAP_FRAMES 4u    /* the word that counts the journal's frames */
#define COPIED_FRAMES 24u /* behind both copies: those that are in the file too */
typedef struct Snap {
    uint32_t words[SNAP_WORDS];
} Snap;

/* The calls of a reader's file, one of them ours (db_sqlite_ahead.c). */
typedef struct Ahead {
    sqlite3_io_methods methods;
    int (*fetch)(sqlite3_file *file, sqlite3_int64 offset, int bytes, void **page); /* SQLite's */
    bool wanted; /* a statement that said sql_ahead is being stepped */
} Ahead;

/* What of a file SQLite does not map itself (db_sqlite_map.c). */
#define MAP_PARTS 1024u /* of a gigabyte */
typedef struct FileMap {
    const char *path;
    pthread_mutex_t lock; /* of fd and of making parts */
    int fd;               /* -1: nothing was asked for yet */
    bool refused;         /* cannot be mapped: SQLite reads */
    _Atomic int64_t size; /* of the file, at least */
    _Atomic(char *) parts[MAP_PARTS];
} FileMap;

typedef struct Conn {
    sqlite3 *handle;
    sqlite3_stmt *begin;
    sqlite3_stmt *commit;
    sqlite3_stmt *rollback;
    StmtCache cache;
    Ahead ahead;  /* a reader's: handle uses it until it is closed */
    FileMap *map; /* a reader's, with SQLite's own calls beside it: */
    int (*fetch)(sqlite3_file *file, sqlite3_int64 offset, int bytes, void **page);
    int (*unfetch)(sqlite3_file *file, sqlite3_int64 offset, void *page);
    bool bulk; /* the writer's pragmas are those of loads */
    bool kept; /* a reader's: its transaction of snap is open though nobody uses it */
    Snap snap; /* a reader's: the newest commit when its transaction began */
} Conn;

/* What code means to a caller, logged in the engine's words: they do not travel in a fault, and quote
 * our statements, which hold no values. ST_UNAVAILABLE or ST_INTERNAL. c may be NULL. */
Status sqlite_refuse(Cx *cx, const Conn *c, int code);

/* Steps stmt once and resets it; the code that says what the step met. */
int sqlite_run_once(sqlite3_stmt *stmt);

/* ---- kept snapshots (db_sqlite_keep.c) ---- */

/* To begin a snapshot and to end it costs as much as to read a row. So while nobody writes a file its
 * readers keep theirs from one transaction to the next, and see by the WAL-index whether it is still the
 * newest. While somebody writes they do not: a checkpoint needs them gone. What is kept is a real read
 * lock, so on decides only who waits for whom, never what is read. */
typedef struct Keep {
    const _Atomic uint32_t *header; /* the WAL-index; NULL: nothing is ever kept */
    atomic_bool on;                 /* snapshots may be kept */
    atomic_bool wanted;             /* somebody read since the last turn */
    atomic_bool held; /* one that keeps was given back since idle readers were looked at */
    Snap seen;        /* the holder's */
    unsigned still;   /* the holder's: turns without a commit */
} Keep;

/* Where writer's file has its WAL-index; writer has read once and is closed after all readers. */
void keep_open(Keep *k, Conn *writer);
/* A reader's transaction. Both return an SQLite code. */
int keep_begin(Keep *k, Conn *reader, TxKind kind);
int keep_end(Keep *k, Conn *reader, bool failed);
/* After a reader that keeps was given back. */
void keep_note(Keep *k);
/* Ends what reader has kept. */
void keep_drop(Conn *reader);
/* Once each 20 ms: whether snapshots may be kept. False when nobody reads. */
bool keep_turn(Keep *k);
/* True when idle readers are to be looked through for what they keep. */
bool keep_over(Keep *k);
/* keep_turn for each file of records, and what keep_over asks for; base is the store. */
bool sqlite_turn(void *base);

/* The thread that calls turn: each 20 ms, each second when it says that nobody reads. NULL when none can
 * be had, which holder_stop takes too. */
typedef struct Holder Holder;
Holder *holder_start(bool (*turn)(void *base), void *base);
void holder_stop(Holder *h);

/* ---- pages asked for ahead (db_sqlite_ahead.c) ---- */

/* Puts a between SQLite and the file of handle, which has been read once. */
void ahead_open(Ahead *a, sqlite3 *handle);

/* ---- pages mapped (db_sqlite_map.c) ---- */

/* Opens nothing yet. path lives as long as m. */
void map_init(FileMap *m, const char *path);
/* To be called when all connections of the process to the file are closed: to close a file gives up the
 * locks that they hold on it (POSIX). */
void map_close(FileMap *m);
/* Puts m between SQLite and c's file, after ahead_open. */
void map_open(FileMap *m, Conn *c);

/* Run after each change of the schema (db_sqlite_typical.c). */
extern const char sqlite_typical[];

/* See DbOps. */
Status sqlite_start(Cx *cx, DbTx *tx, const Sql *q, DbRows *r);
Status sqlite_step(Cx *cx, DbRows *r);
void sqlite_finish(DbRows *r);

#endif
