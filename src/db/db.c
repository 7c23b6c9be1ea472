#include "db/db_int.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

void *db_calloc(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p) {
        (void)fputs("postern: out of memory\n", stderr);
        abort();
    }
    return p;
}

Status db_open(Cx *cx, Str url, Db **out)
{
    if (str_starts(url, STR("sqlite:")) && url.n > strlen("sqlite:"))
        return sqlite_open(cx, str_from(url, strlen("sqlite:")), out);
    if (str_starts(url, STR("postgresql://")) || str_starts(url, STR("postgres://")))
        return pg_open(cx, url, out);
    return fail(cx, ST_INVALID, STR("store.url"), "must be sqlite:DIR or postgresql://…");
}

void db_close(Db *db)
{
    db->ops->close(db);
}

void db_serving(Db *db, unsigned most)
{
    db->ops->serving(db, most);
}

DbEngine db_engine(const Db *db)
{
    return db->engine;
}

/* ---- transactions ---- */

static void rows_close(DbRows *r)
{
    if (!r->stmt)
        return;
    r->tx->db->ops->finish(r);
    r->stmt = NULL;
    r->first = false;
    if (r->prev)
        r->prev->next = r->next;
    else if (r->tx->live == r)
        r->tx->live = r->next;
    if (r->next)
        r->next->prev = r->prev;
}

static void rows_forget(void *rows)
{
    rows_close(rows);
}

static void tx_close_rows(DbTx *tx)
{
    while (tx->live)
        rows_close(tx->live);
}

void db_end(DbTx *tx)
{
    if (!tx->open)
        return;
    tx_close_rows(tx);
    tx->open = false;
    tx->db->ops->rollback(tx);
}

static void tx_forget(void *tx)
{
    db_end(tx);
}

static Status tx_begin(Cx *cx, Db *db, int64_t plan, TxKind kind, DbTx **out)
{
    DbTx *tx = ARENA_NEW(cx->mem, DbTx);
    *tx = (DbTx){ .db = db, .plan = plan, .kind = kind, .broken = ST_OK };
    TRY(db->ops->begin(cx, tx));
    tx->open = true;
    arena_defer(cx->mem, tx_forget, tx);
    *out = tx;
    return ST_OK;
}

Status db_read(Cx *cx, Db *db, int64_t plan, DbTx **out)
{
    return tx_begin(cx, db, plan, TX_READ, out);
}

Status db_read_one(Cx *cx, Db *db, int64_t plan, DbTx **out)
{
    return tx_begin(cx, db, plan, TX_ONE, out);
}

Status db_write(Cx *cx, Db *db, int64_t plan, DbTx **out)
{
    return tx_begin(cx, db, plan, TX_WRITE, out);
}

Status db_write_bulk(Cx *cx, Db *db, int64_t plan, DbTx **out)
{
    return tx_begin(cx, db, plan, TX_BULK, out);
}

Status db_commit(Cx *cx, DbTx *tx)
{
    if (!tx->open)
        return fail(cx, ST_INTERNAL, STR("store"), "the transaction has ended already");
    if (tx->broken != ST_OK) {
        db_end(tx);
        return fail(cx, tx->broken, STR("store"), "the transaction has failed before");
    }
    tx_close_rows(tx);
    tx->open = false;
    return tx->db->ops->commit(cx, tx);
}

Status db_checkpoint(Cx *cx, Db *db, int64_t plan)
{
    return db->ops->checkpoint(cx, db, plan);
}

/* ---- statements ---- */

/* PostgreSQL ends a transaction at its first failed statement and SQLite would go on with half of
 * it, so that here both end it. */
static Status tx_break(DbTx *tx, Status st)
{
    if (st != ST_OK)
        tx->broken = st;
    return st;
}

static Status rows_start(Cx *cx, DbTx *tx, const Sql *q, DbRows *r)
{
    *r = (DbRows){ .tx = tx };
    if (!tx->open)
        return fail(cx, ST_INTERNAL, STR("store"), "the transaction has ended already");
    if (tx->broken != ST_OK)
        return fail(cx, tx->broken, STR("store"), "the transaction has failed before");
    if (tx->used && tx->kind == TX_ONE)
        return fail(cx, ST_INTERNAL, STR("store"), "a second statement where one was announced");
    tx->used = true;
    cx->work.statements++;
    TRY(tx_break(tx, sql_ready(cx, q)));
    return tx_break(tx, tx->db->ops->start(cx, tx, q, r));
}

/* Closes r when it fails or ends. */
static Status rows_step(Cx *cx, DbRows *r)
{
    const Status st = tx_break(r->tx, r->tx->db->ops->step(cx, r));
    if (st != ST_OK || r->done) {
        r->done = true;
        rows_close(r);
    }
    return st;
}

static Status rows_drain(Cx *cx, DbRows *r)
{
    while (!r->done)
        TRY(rows_step(cx, r));
    return ST_OK;
}

Status db_exec(Cx *cx, DbTx *tx, Sql *q, int64_t *changed)
{
    DbRows r;
    TRY(rows_start(cx, tx, q, &r));
    TRY(rows_drain(cx, &r));
    if (changed)
        *changed = r.changed;
    return ST_OK;
}

Status db_query(Cx *cx, DbTx *tx, Sql *q, DbRows **out)
{
    DbRows *r = ARENA_NEW(cx->mem, DbRows);
    TRY(rows_start(cx, tx, q, r));
    r->next = tx->live;
    if (r->next)
        r->next->prev = r;
    tx->live = r;
    /* The first row now: an INSERT … RETURNING has run even if nobody reads what it returns. */
    TRY(rows_step(cx, r));
    if (!r->done) {
        r->first = true;
        arena_defer(cx->mem, rows_forget, r);
    }
    *out = r;
    return ST_OK;
}

bool db_next(Cx *cx, DbRows *r, Status *st)
{
    *st = ST_OK;
    if (r->first) {
        r->first = false;
        return true;
    }
    if (r->done)
        return false;
    if (!r->stmt) {
        *st = fail(cx, ST_INTERNAL, STR("store"), "rows are read after their transaction");
        return false;
    }
    *st = rows_step(cx, r);
    return *st == ST_OK && !r->done;
}

static void cells_keep(Cx *cx, DbRows *r)
{
    for (int i = 0; i < r->cols; i++)
        if (r->cells[i].kind == CELL_BYTES)
            r->cells[i].bytes = arena_dup(cx->mem, r->cells[i].bytes);
}

Status db_one(Cx *cx, DbTx *tx, Sql *q, Str where, DbRows **out)
{
    DbRows *r = ARENA_NEW(cx->mem, DbRows);
    TRY(rows_start(cx, tx, q, r));
    TRY(rows_step(cx, r));
    if (r->done)
        return fail(cx, ST_NOT_FOUND, where, "there is no such row");
    cells_keep(cx, r);
    rows_close(r);
    r->done = true;
    *out = r;
    return ST_OK;
}

Status db_strs(Cx *cx, DbTx *tx, Sql *q, Str **out, size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 8);
        (*out)[(*count)++] = arena_dup(cx->mem, db_str(r, 0));
    }
    return st;
}

/* ---- columns ---- */

static const Cell *cell(const DbRows *r, int col)
{
    assert(col >= 0 && col < r->cols);
    return &r->cells[col];
}

int64_t db_i64(const DbRows *r, int col)
{
    assert(cell(r, col)->kind != CELL_BYTES);
    return cell(r, col)->i64;
}

Str db_str(const DbRows *r, int col)
{
    assert(cell(r, col)->kind != CELL_I64);
    return cell(r, col)->bytes;
}

Str db_blob(const DbRows *r, int col)
{
    return db_str(r, col);
}

bool db_is_null(const DbRows *r, int col)
{
    return cell(r, col)->kind == CELL_NULL;
}

Status db_sweep(Cx *cx, DbTx *tx, const char *delete_from, int64_t plan, int64_t before_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, delete_from);
    sql_bind_i64(q, plan);
    sql_text(q, " AND expires_ms < ");
    sql_bind_i64(q, before_ms);
    return db_exec(cx, tx, q, NULL);
}
