#include "db/db_int.h"

Sql *sql_new(Cx *cx)
{
    Sql *q = ARENA_NEW(cx->mem, Sql);
    q->mem = cx->mem;
    q->text = buf_new_sized(cx, LIMIT_SQL, 512);
    return q;
}

void sql_text(Sql *q, const char *text)
{
    buf_put(q->text, str_of(text));
}

void sql_ahead(Sql *q)
{
    q->ahead = true;
}

static void bind_add(Sql *q, Bind bind)
{
    if (q->count == LIMIT_SQL_BINDS) {
        q->over = true;
        return;
    }
    ARENA_GROW(q->mem, q->binds, q->count, q->room, 8);
    q->binds[q->count++] = bind;
    buf_char(q->text, '?');
}

void sql_bind_i64(Sql *q, int64_t v)
{
    bind_add(q, (Bind){ .kind = BIND_I64, .i64 = v });
}

/* Both engines tell NULL from empty, and a slice of nothing is empty: NULL is sql_bind_null's alone. */
static Str not_null(Str v)
{
    return v.p ? v : STR("");
}

void sql_bind_str(Sql *q, Str v)
{
    if (v.n && memchr(v.p, '\0', v.n))
        q->has_nul = true;
    bind_add(q, (Bind){ .kind = BIND_STR, .bytes = not_null(v) });
}

void sql_bind_blob(Sql *q, Str v)
{
    bind_add(q, (Bind){ .kind = BIND_BLOB, .bytes = not_null(v) });
}

void sql_bind_null(Sql *q)
{
    bind_add(q, (Bind){ .kind = BIND_NULL });
}

/* Lists are filled up to a power of two by repeating the last value, so that a page of 37 rows and
 * one of 50 share a prepared statement. Without room for that they stay as they are. */
static size_t list_size(const Sql *q, size_t n)
{
    size_t size = 1;
    while (size < n)
        size *= 2;
    return q->count + size <= LIMIT_SQL_BINDS ? size : n;
}

void sql_bind_list(Sql *q, const int64_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(q->text, ',');
        sql_bind_i64(q, v[i]);
    }
}

void sql_bind_i64s(Sql *q, const int64_t *v, size_t n)
{
    if (n == 0)
        sql_bind_null(q);
    const size_t size = n ? list_size(q, n) : 0;
    for (size_t i = 0; i < size && !q->over; i++) {
        if (i)
            buf_char(q->text, ',');
        sql_bind_i64(q, v[i < n ? i : n - 1]);
    }
}

void sql_bind_strs(Sql *q, const Str *v, size_t n)
{
    if (n == 0)
        sql_bind_null(q);
    const size_t size = n ? list_size(q, n) : 0;
    for (size_t i = 0; i < size && !q->over; i++) {
        if (i)
            buf_char(q->text, ',');
        sql_bind_str(q, v[i < n ? i : n - 1]);
    }
}

Status sql_ready(Cx *cx, const Sql *q)
{
    if (q->over || q->text->over)
        return fail(cx, ST_INTERNAL, STR("sql"), "a statement is over its ceiling");
    if (q->has_nul)
        return fail(cx, ST_INVALID, STR("text"), "text must be UTF-8 without NUL");
    return ST_OK;
}
