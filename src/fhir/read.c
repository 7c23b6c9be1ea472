/* read.c - one resource by type and id. Whatever keeps it from being seen gives one answer, the one
 * of an id that never was (AUTHORIZATION S23). */
#include "base/limits.h"
#include "fhir/provenance_int.h"

/* A resource and its body are one statement: one snapshot without a transaction around it. */
static Sql *select_one(Cx *cx, const Reach *reach, const TypeRow *type, Str id,
                       const int64_t *places, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT e.version, e.updated_ms, e.deleted, e.labels, e.when_lo_ms, e.when_hi_ms,"
                " b.bytes FROM fhir_entry e LEFT JOIN fhir_body b ON b.plan = e.plan"
                " AND b.compartment = e.compartment AND b.rid = e.rid WHERE e.plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND e.compartment IN (");
    sql_bind_i64s(q, places, count);
    sql_text(q, ") AND e.type = ");
    sql_bind_i64(q, type->num);
    sql_text(q, " AND e.id = ");
    sql_bind_str(q, id);
    return q;
}

enum { COL_VERSION, COL_UPDATED, COL_DELETED, COL_LABELS, COL_LO, COL_HI, COL_BYTES };

typedef struct Sought {
    bool found;
    bool gone; /* a tombstone that the caller may know of */
} Sought;

static Status take_row(Cx *cx, const Reach *reach, const DbRows *row, Sought *s, FhirDoc *out)
{
    const DateRange when = { db_i64(row, COL_LO), db_i64(row, COL_HI) };
    if (s->found || !reach_admits(reach, (uint64_t)db_i64(row, COL_LABELS), when))
        return ST_OK;
    if (db_i64(row, COL_DELETED)) {
        s->gone = true;
        return ST_OK;
    }
    if (db_is_null(row, COL_BYTES))
        return fail(cx, ST_INTERNAL, STR("body"), "an entry without its body");
    s->found = true;
    *out = (FhirDoc){ .body = arena_dup(cx->mem, db_blob(row, COL_BYTES)),
                      .version = db_i64(row, COL_VERSION),
                      .updated_ms = db_i64(row, COL_UPDATED) };
    return ST_OK;
}

static Status look_up(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, Str id, Sought *s,
                      FhirDoc *out)
{
    int64_t places[2];
    const size_t n = reach_places(reach, type, places);
    DbRows *rows;
    Status st;
    *s = (Sought){ .found = false };
    if (n == 0)
        return ST_OK;
    TRY(db_query(cx, tx, select_one(cx, reach, type, id, places, n), &rows));
    while (db_next(cx, rows, &st))
        TRY(take_row(cx, reach, rows, s, out));
    return st;
}

static Status not_found(Cx *cx)
{
    return fail(cx, ST_NOT_FOUND, STR("id"), "no such resource");
}

bool fhir_reads_one(Str type)
{
    const TypeRow *row = type_by_name(type);
    return !row || row->owner != OWNER_TARGETS;
}

Status fhir_read(Cx *cx, DbTx *tx, const Reach *reach, Str type_name, Str id, FhirDoc *out)
{
    const TypeRow *type = type_by_name(type_name);
    if (!type)
        return fail(cx, ST_NOT_FOUND, STR("type"), "no such resource type");
    if (!reach_may_read_one(reach, type->num, id)) {
        /* fhirUser gives one Patient: of any other the caller learns nothing. */
        if (reach->fhir_user && type->num == reach->patient_type)
            return not_found(cx);
        return fail(cx, ST_SCOPE, type->name, "no scope allows to read this type");
    }
    if (!fhir_id_valid(id))
        return not_found(cx);
    Sought s;
    TRY(look_up(cx, tx, reach, type, id, &s, out));
    if (!s.found && type->owner == OWNER_TARGETS)
        TRY(made_read(cx, tx, reach, id, out, &s.found));
    if (s.found)
        return ST_OK;
    return s.gone ? fail(cx, ST_GONE, STR("id"), "deleted") : not_found(cx);
}
