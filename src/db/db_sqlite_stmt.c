#include "db/db_sqlite_int.h"

static int bind_one(sqlite3_stmt *stmt, int at, const Bind *b)
{
    switch (b->kind) {
    case BIND_I64: return sqlite3_bind_int64(stmt, at, b->i64);
    case BIND_STR:
        return sqlite3_bind_text64(stmt, at, b->bytes.p, b->bytes.n, SQLITE_STATIC, SQLITE_UTF8);
    case BIND_BLOB: return sqlite3_bind_blob64(stmt, at, b->bytes.p, b->bytes.n, SQLITE_STATIC);
    case BIND_NULL: return sqlite3_bind_null(stmt, at);
    }
    return SQLITE_MISUSE;
}

static Status stmt_ready(Cx *cx, Conn *c, Str text, DbRows *r)
{
    StmtSlot *slot = stmt_find(&c->cache, text);
    sqlite3_stmt *stmt = slot ? slot->stmt : NULL;
    if (!stmt) {
        const int code = sqlite3_prepare_v3(c->handle, text.p, (int)text.n,
                                            SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
        if (code != SQLITE_OK)
            return sqlite_refuse(cx, c, code);
        if (!stmt)
            return fail(cx, ST_INTERNAL, STR("sql"), "an empty statement");
        if (slot)
            stmt_keep(slot, text, stmt);
    }
    if (slot)
        slot->busy = true;
    r->slot = slot;
    r->stmt = stmt;
    return ST_OK;
}

void sqlite_finish(DbRows *r)
{
    if (r->slot) {
        (void)sqlite3_reset(r->stmt);
        r->slot->busy = false;
    } else {
        (void)sqlite3_finalize(r->stmt);
    }
}

static Status bind_all(Cx *cx, const DbTx *tx, const Sql *q, sqlite3_stmt *stmt)
{
    if (tx_reads(tx->kind) && !sqlite3_stmt_readonly(stmt))
        return fail(cx, ST_INTERNAL, STR("sql"), "a write in a read transaction");
    if ((size_t)sqlite3_bind_parameter_count(stmt) != q->count)
        return fail(cx, ST_INTERNAL, STR("sql"), "a placeholder that no value was bound to");
    for (size_t i = 0; i < q->count; i++) {
        const int code = bind_one(stmt, (int)i + 1, &q->binds[i]);
        if (code != SQLITE_OK)
            return sqlite_refuse(cx, tx->conn, code);
    }
    return ST_OK;
}

Status sqlite_start(Cx *cx, DbTx *tx, const Sql *q, DbRows *r)
{
    TRY(stmt_ready(cx, tx->conn, buf_str(q->text), r));
    const Status st = bind_all(cx, tx, q, r->stmt);
    if (st != ST_OK) {
        sqlite_finish(r);
        r->stmt = NULL;
        return st;
    }
    r->ahead = q->ahead;
    r->cols = sqlite3_column_count(r->stmt);
    r->cells = ARENA_ARRAY(cx->mem, Cell, (size_t)r->cols);
    return ST_OK;
}

/* Written where it stays: to copy a Cell that was written in parts waits for each of them. */
static void cell_read(sqlite3_stmt *stmt, int col, Cell *out)
{
    /* Found once: each sqlite3_column_ call would look for it again. A statement has one thread. */
    sqlite3_value *v = sqlite3_column_value(stmt, col);
    switch (sqlite3_value_type(v)) {
    case SQLITE_NULL: *out = (Cell){ .kind = CELL_NULL }; return;
    case SQLITE_TEXT:
    case SQLITE_BLOB: {
        const char *p = sqlite3_value_blob(v); /* NULL for no bytes */
        out->kind = CELL_BYTES;
        out->bytes.p = p ? p : "";
        out->bytes.n = (size_t)sqlite3_value_bytes(v);
        return;
    }
    default: out->kind = CELL_I64; out->i64 = sqlite3_value_int64(v);
    }
}

Status sqlite_step(Cx *cx, DbRows *r)
{
    sqlite3_stmt *stmt = r->stmt;
    Conn *c = r->tx->conn;
    c->ahead.wanted = r->ahead;
    const int code = sqlite3_step(stmt);
    c->ahead.wanted = false;
    if (code == SQLITE_ROW) {
        for (int i = 0; i < r->cols; i++)
            cell_read(stmt, i, &r->cells[i]);
        return ST_OK;
    }
    if (code != SQLITE_DONE)
        return sqlite_refuse(cx, c, code);
    r->done = true;
    r->changed = sqlite3_stmt_readonly(stmt) ? 0 : sqlite3_changes64(c->handle);
    return ST_OK;
}
