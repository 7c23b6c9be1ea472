/* What would bring back a former content, until it is known that nothing follows it (docs/decisions/12). */
#include "fhir/store_int.h"

#include "base/limits.h"

Status held_any(Cx *cx, Store *s)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT 1 FROM fhir_held WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " LIMIT 1");
    const Status st = db_one(cx, s->tx, q, STR("held"), &row);
    s->any_held = st == ST_OK;
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status held_keep(Cx *cx, Store *s, const Record *r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_held (plan, type, id, hash, bytes) VALUES (");
    sql_bind_i64(q, s->plan);
    sql_text(q, ", ");
    sql_bind_i64(q, r->type->num);
    sql_text(q, ", ");
    sql_bind_str(q, r->id);
    sql_text(q, ", ");
    sql_bind_blob(q, (Str){ (const char *)r->hash, sizeof r->hash });
    sql_text(q, ", ");
    sql_bind_blob(q, record_body(cx, r, 1, s->updated_ms, 0));
    sql_text(q, ") ON CONFLICT (plan, type, id) DO UPDATE SET hash = excluded.hash,"
                " bytes = excluded.bytes");
    s->any_held = true;
    return db_exec(cx, s->tx, q, NULL);
}

Status held_drop(Cx *cx, const Store *s, uint16_t type, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_held WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return db_exec(cx, s->tx, q, NULL);
}

Status held_take(Cx *cx, const Store *s, Str **bodies, size_t *count)
{
    DbRows *rows;
    Status st = ST_OK;
    FhirRef refs[LIMIT_HELD];
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, id, bytes FROM fhir_held WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " ORDER BY type, id LIMIT ");
    sql_bind_i64(q, LIMIT_HELD);
    *bodies = ARENA_ARRAY(cx->mem, Str, LIMIT_HELD);
    *count = 0;
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        refs[*count] = (FhirRef){ (uint16_t)db_i64(rows, 0), arena_dup(cx->mem, db_str(rows, 1)) };
        (*bodies)[(*count)++] = arena_dup(cx->mem, db_blob(rows, 2));
    }
    TRY(st);
    for (size_t i = 0; i < *count; i++)
        TRY(held_drop(cx, s, refs[i].type, refs[i].id));
    return ST_OK;
}
