/* What came before the resource that says whose it is (DESIGN 3, pending): kept, served to nobody. */
#include "fhir/store_int.h"

#include "base/limits.h"

Status pending_keep(Cx *cx, Store *s, const Record *r, FhirRef waits)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO fhir_pending (plan, type, id, waits_type, waits_id, received_ms, bytes)"
             " VALUES (");
    sql_bind_i64(q, s->plan);
    sql_text(q, ", ");
    sql_bind_i64(q, r->type->num);
    sql_text(q, ", ");
    sql_bind_str(q, r->id);
    sql_text(q, ", ");
    sql_bind_i64(q, waits.type);
    sql_text(q, ", ");
    sql_bind_str(q, waits.id);
    sql_text(q, ", ");
    sql_bind_i64(q, s->updated_ms);
    sql_text(q, ", ");
    sql_bind_blob(q, record_body(cx, r, 1, s->updated_ms, 0));
    sql_text(q, ") ON CONFLICT (plan, type, id) DO UPDATE SET waits_type = excluded.waits_type,"
                " waits_id = excluded.waits_id, received_ms = excluded.received_ms,"
                " bytes = excluded.bytes");
    s->any_pending = true;
    return db_exec(cx, s->tx, q, NULL);
}

Status pending_drop(Cx *cx, const Store *s, uint16_t type, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_pending WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return db_exec(cx, s->tx, q, NULL);
}

Status pending_for(Cx *cx, const Store *s, uint16_t type, Str id, Str **bodies, size_t *count)
{
    DbRows *rows;
    Status st = ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_pending WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND waits_type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND waits_id = ");
    sql_bind_str(q, id);
    sql_text(q, " LIMIT ");
    sql_bind_i64(q, LIMIT_PENDING);
    *bodies = ARENA_ARRAY(cx->mem, Str, LIMIT_PENDING);
    *count = 0;
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        (*bodies)[(*count)++] = arena_dup(cx->mem, db_blob(rows, 0));
    return st;
}
