#include "db/pg_value.h"

#include <endian.h>

/* Types of pg_type.h that our statements bind or meet in results. */
#define OID_BOOL 16u
#define OID_BYTEA 17u
#define OID_NAME 19u
#define OID_INT8 20u
#define OID_INT2 21u
#define OID_INT4 23u
#define OID_TEXT 25u
#define OID_VARCHAR 1043u
#define OID_VOID 2278u

Oid pg_type_of(BindKind kind)
{
    switch (kind) {
    case BIND_I64: return OID_INT8;
    case BIND_STR: return OID_TEXT;
    case BIND_BLOB: return OID_BYTEA;
    case BIND_NULL: return 0; /* as the server infers */
    }
    return 0;
}

PgParams pg_params(Cx *cx, const Sql *q)
{
    const PgParams p = { ARENA_ARRAY(cx->mem, const char *, q->count),
                         ARENA_ARRAY(cx->mem, int, q->count), ARENA_ARRAY(cx->mem, int, q->count) };
    uint64_t *numbers = ARENA_ARRAY(cx->mem, uint64_t, q->count);
    for (size_t i = 0; i < q->count; i++) {
        const Bind *b = &q->binds[i];
        p.formats[i] = 1;
        if (b->kind == BIND_I64) {
            numbers[i] = htobe64((uint64_t)b->i64);
            p.values[i] = (const char *)&numbers[i];
            p.lengths[i] = sizeof numbers[i];
        } else if (b->kind != BIND_NULL) {
            p.values[i] = b->bytes.p;
            p.lengths[i] = (int)b->bytes.n;
        }
    }
    return p;
}

static bool type_is_known(Oid type)
{
    static const Oid known[] = { OID_BOOL, OID_BYTEA, OID_NAME,    OID_INT8, OID_INT2,
                                 OID_INT4, OID_TEXT,  OID_VARCHAR, OID_VOID };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i] == type)
            return true;
    return false;
}

Status pg_columns_check(Cx *cx, const PGresult *result, int cols)
{
    for (int i = 0; i < cols; i++)
        if (!type_is_known(PQftype(result, i)))
            return fail(cx, ST_INTERNAL, STR("sql"),
                        "a column that is no number, text or bytes: "
                        "sums are CAST to BIGINT");
    return ST_OK;
}

static int64_t number_of(const char *p, int n)
{
    uint64_t v = n > 0 && (signed char)p[0] < 0 ? UINT64_MAX : 0; /* the sign of a shorter number */
    for (int i = 0; i < n; i++)
        v = v << 8 | (unsigned char)p[i];
    return (int64_t)v;
}

Cell pg_cell(const PGresult *result, int row, int col)
{
    if (PQgetisnull(result, row, col))
        return (Cell){ .kind = CELL_NULL };
    const char *p = PQgetvalue(result, row, col);
    const int n = PQgetlength(result, row, col);
    switch (PQftype(result, col)) {
    case OID_BOOL:
    case OID_INT2:
    case OID_INT4:
    case OID_INT8: return (Cell){ .kind = CELL_I64, .i64 = number_of(p, n) };
    default: return (Cell){ .kind = CELL_BYTES, .bytes = { p, (size_t)n } };
    }
}
