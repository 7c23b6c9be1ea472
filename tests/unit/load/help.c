#include "tests/unit/load/help.h"

#include "base/buf.h"
#include "fhir/pack.h"
#include "fhir/type_table.h"
#include "tests/unit/jose/made.h"

/* Once for all tests: a signing key takes a second to make. */
static Keys *try_keys(void)
{
    static Keys *keys;
    static Cx cx;
    if (!keys) {
        cx.mem = arena_new(1 << 16);
        CHECK_OK(&cx, made_open(&cx, arena_join(cx.mem, test_dir(), STR("/keys"), STR("")), &keys));
    }
    return keys;
}

Try *try_new(Cx *cx, Db *db)
{
    Try *t = ARENA_NEW(cx->mem, Try);
    *t = (Try){ .cx = cx, .db = db, .dir = test_dir(), .keys = try_keys() };
    return t;
}

Str try_json(Cx *cx, const char *quoted)
{
    char *p = (char *)(uintptr_t)arena_dup(cx->mem, str_of(quoted)).p;
    for (char *at = p; *at; at++)
        if (*at == '\'')
            *at = '"';
    return str_of(p);
}

Str try_file(Try *t, const char *name, Str bytes)
{
    const Str path = arena_printf(t->cx->mem, "%.*s/%s", STR_ARG(t->dir), name);
    FILE *f = fopen(path.p, "wb");
    CHECK(f != NULL);
    const bool ok = fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    CHECK(fclose(f) == 0 && ok);
    return path;
}

static int64_t fixed_now(void)
{
    return TEST_NOW_MS;
}

LoadSpec try_spec(Try *t, const Str *path)
{
    return (LoadSpec){ .db = t->db,
                       .keys = t->keys,
                       .plan = 1,
                       .plan_id = STR("demo"),
                       .rules = { .base = STR(LOAD_BASE) },
                       .paths = path,
                       .path_count = 1,
                       .rejects_dir = t->dir,
                       .threads = 2,
                       .clock_ms = fixed_now };
}

Status try_path(Try *t, Str path)
{
    const LoadSpec spec = try_spec(t, &path);
    return load_run(t->cx, &spec, &t->report);
}

void try_lines(Try *t, const char *name, const char *quoted)
{
    CHECK_OK(t->cx, try_path(t, try_file(t, name, try_json(t->cx, quoted))));
}

int64_t try_count(Try *t, const char *sql)
{
    DbTx *tx;
    DbRows *row;
    Sql *q = sql_new(t->cx);
    sql_text(q, sql);
    CHECK_OK(t->cx, db_read(t->cx, t->db, 1, &tx));
    CHECK_OK(t->cx, db_one(t->cx, tx, q, STR("count"), &row));
    const int64_t n = db_i64(row, 0);
    db_end(tx);
    return n;
}

Str try_entries(Try *t)
{
    DbTx *tx;
    DbRows *rows;
    Status st;
    Buf *b = buf_new(t->cx, 1 << 20);
    Sql *q = sql_new(t->cx);
    sql_text(q, "SELECT type, id, version, deleted, compartment FROM fhir_entry"
                " ORDER BY type, id, compartment");
    CHECK_OK(t->cx, db_read(t->cx, t->db, 1, &tx));
    CHECK_OK(t->cx, db_query(t->cx, tx, q, &rows));
    while (db_next(t->cx, rows, &st))
        buf_printf(b, "%.*s/%.*s v%d%s c%d\n",
                   STR_ARG(type_by_num((uint16_t)db_i64(rows, 0))->name), STR_ARG(db_str(rows, 1)),
                   (int)db_i64(rows, 2), db_i64(rows, 3) ? " deleted" : "", (int)db_i64(rows, 4));
    CHECK_OK(t->cx, st);
    db_end(tx);
    return buf_str(b);
}

Str try_body(Try *t, Str type, Str id)
{
    DbTx *tx;
    DbRows *row;
    Sql *q = sql_new(t->cx);
    sql_text(q, "SELECT e.rid, b.bytes FROM fhir_entry e JOIN fhir_body b ON b.pack = e.pack"
                " AND b.compartment = e.compartment WHERE e.plan = 1 AND e.type = ");
    sql_bind_i64(q, type_by_name(type)->num);
    sql_text(q, " AND e.id = ");
    sql_bind_str(q, id);
    CHECK_OK(t->cx, db_read(t->cx, t->db, 1, &tx));
    const Status st = db_one(t->cx, tx, q, STR("id"), &row);
    Str body = STR("");
    if (st == ST_OK) {
        const Str pack = db_blob(row, 1);
        PackIter it = pack_iter(pack);
        CHECK(pack_find(pack, &it, db_i64(row, 0), &body));
    } else {
        CHECK(forgive(t->cx, st, ST_NOT_FOUND));
    }
    db_end(tx);
    return body;
}

int64_t try_bodies(Try *t, const char *sql)
{
    DbTx *tx;
    DbRows *rows;
    Status st;
    int64_t n = 0;
    Sql *q = sql_new(t->cx);
    sql_text(q, sql);
    CHECK_OK(t->cx, db_read(t->cx, t->db, 1, &tx));
    CHECK_OK(t->cx, db_query(t->cx, tx, q, &rows));
    while (db_next(t->cx, rows, &st)) {
        int64_t rid;
        Str body;
        for (PackIter it = pack_iter(db_blob(rows, 0)); pack_next(&it, &rid, &body);)
            n++;
    }
    CHECK_OK(t->cx, st);
    db_end(tx);
    return n;
}

Str try_rejects(Try *t)
{
    return t->report.rejects.n ? test_file(arena_dup(t->cx->mem, t->report.rejects).p) : STR("");
}
