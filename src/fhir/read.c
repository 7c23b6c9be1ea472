/* read.c - one resource by type and id, as it is or as it was. Whatever keeps it from being seen gives
 * one answer, the one of an id that never was (AUTHORIZATION S23). */
#include "base/limits.h"
#include "fhir/element.h"
#include "fhir/pack.h"
#include "fhir/provenance_int.h"

typedef struct Wanted {
    const TypeRow *type;
    Str id;
    int64_t version; /* 0: the newest */
    int64_t places[2];
    size_t place_count;
    bool filtered; /* by a granular scope: keys are asked */
    BinarySet *seen;
} Wanted;

static void where_wanted(Sql *q, const Reach *reach, const Wanted *w)
{
    sql_text(q, " WHERE e.plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND e.compartment IN (");
    sql_bind_i64s(q, w->places, w->place_count);
    sql_text(q, ") AND e.type = ");
    sql_bind_i64(q, w->type->num);
    sql_text(q, " AND e.id = ");
    sql_bind_str(q, w->id);
    if (w->version) {
        sql_text(q, " AND e.version = ");
        sql_bind_i64(q, w->version);
    }
}

#define COLUMNS "SELECT e.version, e.updated_ms, e.deleted, e.labels, e.when_lo_ms, e.when_hi_ms,"
enum {
    COL_VERSION,
    COL_UPDATED,
    COL_DELETED,
    COL_LABELS,
    COL_LO,
    COL_HI,
    COL_RID, /* 0: bytes are the body; else its pack */
    COL_BYTES,
    COL_PRINT, /* where keys are asked */
    COL_KEYS
};

/* A resource and its body are one statement: one snapshot without a transaction around it. */
static Sql *select_wanted(Cx *cx, const Reach *reach, const Wanted *w)
{
    Sql *q = sql_new(cx);
    const char *keys = w->filtered ? ", e.fingerprint, e.keys" : "";
    sql_text(q, COLUMNS " e.rid, b.bytes");
    sql_text(q, keys);
    sql_text(q, " FROM fhir_entry e LEFT JOIN fhir_body b ON"
                " b.plan = e.plan AND b.compartment = e.compartment AND b.pack = e.pack");
    where_wanted(q, reach, w);
    if (w->version && !element_past_withheld(reach, w->type)) {
        sql_text(q, " UNION ALL " COLUMNS " ");
        sql_bind_i64(q, 0);
        sql_text(q, ", e.bytes");
        sql_text(q, keys);
        sql_text(q, " FROM fhir_history e");
        where_wanted(q, reach, w);
        sql_text(q, " AND e.moved = 0"); /* else it turned out to be another's */
    }
    return q;
}

typedef struct Sought {
    bool found;
    bool gone; /* a tombstone that the caller may know of */
} Sought;

static Status body_of(Cx *cx, const DbRows *row, Str *out)
{
    *out = STR_NONE;
    if (db_i64(row, COL_DELETED))
        return ST_OK;
    *out = db_blob(row, COL_BYTES);
    return db_i64(row, COL_RID) ? pack_body(cx, *out, db_i64(row, COL_RID), out) : ST_OK;
}

/* A version is judged by its own keys (S24). */
static Status in_scope(Cx *cx, DbTx *tx, const Reach *reach, const Wanted *w, const DbRows *row,
                       Str body, bool *admitted)
{
    Judgement j = { .type = w->type, .uses = USE_READ, .id = w->id, .body = body, .seen = w->seen };
    *admitted = true;
    if (!w->filtered)
        return ST_OK;
    j.fingerprint = (uint64_t)db_i64(row, COL_PRINT);
    j.keys = db_blob(row, COL_KEYS);
    if (j.fingerprint != param_table_fingerprint && db_i64(row, COL_DELETED)) {
        const Found deleted = { .type = w->type,
                                .compartment = w->places[0], /* a type that is filtered has one */
                                .id = w->id,
                                .version = db_i64(row, COL_VERSION) };
        TRY(version_before(cx, tx, reach, &deleted, &j.body));
    }
    return version_admitted(cx, reach, &j, admitted);
}

static Status take_row(Cx *cx, DbTx *tx, const Reach *reach, const Wanted *w, const DbRows *row,
                       Sought *s, FhirDoc *out)
{
    const DateRange when = { db_i64(row, COL_LO), db_i64(row, COL_HI) };
    bool admitted;
    Str body;
    if (s->found || !reach_admits(reach, (uint64_t)db_i64(row, COL_LABELS), when))
        return ST_OK;
    TRY(body_of(cx, row, &body));
    TRY(in_scope(cx, tx, reach, w, row, body, &admitted));
    if (!admitted)
        return ST_OK;
    if (db_i64(row, COL_DELETED)) {
        s->gone = true;
        return ST_OK;
    }
    s->found = true;
    body = arena_dup(cx->mem, body);
    TRY(element_body(cx, reach, w->type, &body));
    *out = (FhirDoc){ .body = body,
                      .version = db_i64(row, COL_VERSION),
                      .updated_ms = db_i64(row, COL_UPDATED),
                      .varies = element_varies(reach, w->type) };
    return ST_OK;
}

static Status look_up(Cx *cx, DbTx *tx, const Reach *reach, Wanted *w, FhirDoc *out)
{
    Sought s = { .found = false };
    DbRows *rows;
    Status st;
    w->place_count = reach_places(reach, w->type, w->places);
    if (w->place_count == 0)
        return read_not_found(cx);
    w->filtered = reach_filters(reach, w->type, USE_READ);
    if (w->filtered && w->type->owner == OWNER_REFERRER)
        TRY(binaries_seen(cx, tx, reach, w->places[0], &w->seen));
    TRY(db_query(cx, tx, select_wanted(cx, reach, w), &rows));
    while (db_next(cx, rows, &st))
        TRY(take_row(cx, tx, reach, w, rows, &s, out));
    TRY(st);
    if (!s.found && w->type->owner == OWNER_TARGETS) {
        TRY(made_read(cx, tx, reach, w->id, out, &s.found));
        s.found &= !w->version || w->version == out->version; /* it has one */
    }
    if (s.found)
        return ST_OK;
    return s.gone ? fail(cx, ST_GONE, STR("id"), "deleted") : read_not_found(cx);
}

Status read_not_found(Cx *cx)
{
    return fail(cx, ST_NOT_FOUND, STR("id"), "no such resource");
}

Status read_allowed(Cx *cx, const Reach *reach, Str type_name, Str id, const TypeRow **out)
{
    const TypeRow *type = type_by_name(type_name);
    if (!type)
        return fail(cx, ST_NOT_FOUND, STR("type"), "no such resource type");
    if (!reach_may_read_one(reach, type->num, id)) {
        /* fhirUser gives one Patient: of any other the caller learns nothing. */
        if (reach->fhir_user && type->num == reach->patient_type)
            return read_not_found(cx);
        return fail(cx, ST_SCOPE, type->name, "no scope allows to read this type");
    }
    *out = type;
    return fhir_id_valid(id) ? ST_OK : read_not_found(cx);
}

bool fhir_reads_one(Str type)
{
    const TypeRow *row = type_by_name(type);
    return !row || (row->owner != OWNER_TARGETS && row->owner != OWNER_REFERRER);
}

Status fhir_read(Cx *cx, DbTx *tx, const Reach *reach, Str type, Str id, FhirDoc *out)
{
    Wanted w = { .id = id };
    TRY(read_allowed(cx, reach, type, id, &w.type));
    return look_up(cx, tx, reach, &w, out);
}

/* As we write it: no sign, no zero in front. One version has one name. */
static bool version_parse(Str text, int64_t *out)
{
    uint64_t n;
    if (text.n == 0 || text.p[0] == '0' || !str_to_u64(text, &n) || n > INT64_MAX)
        return false;
    *out = (int64_t)n;
    return true;
}

Status fhir_vread(Cx *cx, DbTx *tx, const Reach *reach, const FhirVersion *v, FhirDoc *out)
{
    Wanted w = { .id = v->id };
    TRY(read_allowed(cx, reach, v->type, v->id, &w.type));
    if (!version_parse(v->version, &w.version))
        return read_not_found(cx);
    return look_up(cx, tx, reach, &w, out);
}
