/* read.c - one resource by type and id. Whatever keeps it from being seen gives one answer, the one
 * of an id that never was (AUTHORIZATION S23). */
#include "base/limits.h"
#include "fhir/record.h"
#include "fhir/search_int.h"

typedef struct Standing {
    int64_t compartment;
    int64_t rid;
    int64_t version;
    int64_t updated_ms;
    bool there;
    bool deleted;
} Standing;

static Status look_up(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, Str id,
                      Standing *out)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT rid, version, updated_ms, deleted, labels, when_lo_ms, when_hi_ms"
                " FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, out->compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    DbRows *row;
    const Status st = db_one(cx, tx, q, STR("id"), &row);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    const DateRange when = { db_i64(row, 5), db_i64(row, 6) };
    out->rid = db_i64(row, 0);
    out->version = db_i64(row, 1);
    out->updated_ms = db_i64(row, 2);
    out->deleted = db_i64(row, 3) != 0;
    out->there = reach_admits(reach, (uint64_t)db_i64(row, 4), when);
    return ST_OK;
}

static Status body_of(Cx *cx, DbTx *tx, const Reach *reach, const Standing *s, FhirDoc *out)
{
    Found f = { .compartment = s->compartment, .rid = s->rid };
    size_t room = LIMIT_BUNDLE;
    TRY(found_bodies(cx, tx, reach, &f, 1, &room));
    *out = (FhirDoc){ .body = f.body, .version = s->version, .updated_ms = s->updated_ms };
    return ST_OK;
}

static Status not_found(Cx *cx)
{
    return fail(cx, ST_NOT_FOUND, STR("id"), "no such resource");
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
    int64_t places[2];
    const size_t n = reach_places(reach, type, places);
    bool gone = false;
    for (size_t i = 0; i < n; i++) {
        Standing s = { .compartment = places[i] };
        TRY(look_up(cx, tx, reach, type, id, &s));
        if (s.there && !s.deleted)
            return body_of(cx, tx, reach, &s, out);
        gone |= s.there && s.deleted;
    }
    return gone ? fail(cx, ST_GONE, STR("id"), "deleted") : not_found(cx);
}
