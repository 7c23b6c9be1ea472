/* Rows of fhir_label, the few resources that matter. */
#include "fhir/match_int.h"
#include "fhir/store_label_int.h"

#include <stdlib.h>

#define ASK_MEMBERS 64u /* in one look-up, a power of two */
#define PUT_ROWS 64u    /* of one insert */

/* ---- what has labels --------------------------------------------------------------------------- */

static Status labelled_rows(Cx *cx, const Store *s, Sql *q, LabelledList *out)
{
    DbRows *rows;
    Status st;
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, out->p, out->n, out->room, ASK_MEMBERS);
        Labelled *l = &out->p[out->n++];
        *l = (Labelled){ .compartment = db_i64(rows, 0),
                         .ref = { (uint16_t)db_i64(rows, 1), arena_dup(cx->mem, db_str(rows, 2)) },
                         .own = (uint64_t)db_i64(rows, 3),
                         .labels = (uint64_t)db_i64(rows, 4) };
        l->link = spread_link(l->ref.type, l->ref.id);
    }
    return st;
}

Status labelled_of(Cx *cx, const Store *s, const int64_t *compartments, size_t count,
                   LabelledList *out)
{
    out->room = ASK_MEMBERS; /* never no place at all: callers walk in it */
    out->p = ARENA_ARRAY(cx->mem, Labelled, out->room);
    for (size_t i = 0; i < count; i += ASK_MEMBERS) {
        Sql *q = sql_new(cx);
        sql_text(q, "SELECT compartment, type, id, own, labels FROM fhir_label WHERE plan = ");
        sql_bind_i64(q, s->plan);
        sql_text(q, " AND compartment IN (");
        sql_bind_i64s(q, compartments + i, count - i < ASK_MEMBERS ? count - i : ASK_MEMBERS);
        sql_text(q, ") ORDER BY compartment, type, id");
        TRY(labelled_rows(cx, s, q, out));
    }
    return ST_OK;
}

Status label_delete(Cx *cx, const Store *s, int64_t compartment, const FhirRef *ref)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_label");
    row_where(q, s, compartment, ref);
    return db_exec(cx, s->tx, q, NULL);
}

void puts_add(Cx *cx, Puts *puts, LabelPut row, const Str *reason)
{
    LabelPuts *list = reason ? &puts->judged : &puts->kept;
    row.reason = reason ? *reason : STR("");
    ARENA_GROW(cx->mem, list->p, list->n, list->room, 64);
    list->p[list->n++] = row;
}

static Status labels_some(Cx *cx, const Store *s, const LabelPut *rows, size_t count, bool judged)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO fhir_label (plan, compartment, type, id, own, labels, reason) VALUES ");
    for (size_t i = 0; i < count; i++) {
        const int64_t front[] = { s->plan, rows[i].compartment, rows[i].ref.type };
        const int64_t bits[] = { (int64_t)rows[i].own, (int64_t)rows[i].labels };
        sql_text(q, i ? ",(" : "(");
        sql_bind_list(q, front, sizeof front / sizeof *front);
        sql_text(q, ",");
        sql_bind_str(q, rows[i].ref.id);
        sql_text(q, ",");
        sql_bind_list(q, bits, sizeof bits / sizeof *bits);
        sql_text(q, ",");
        sql_bind_str(q, rows[i].reason);
        sql_text(q, ")");
    }
    sql_text(q, " ON CONFLICT (plan, compartment, type, id) DO UPDATE SET own = excluded.own,"
                " labels = excluded.labels");
    sql_text(q, judged ? ", reason = excluded.reason" : "");
    return db_exec(cx, s->tx, q, NULL);
}

static Status labels_put(Cx *cx, const Store *s, const LabelPuts *list, bool judged)
{
    for (size_t i = 0, n; i < list->n; i += n) {
        n = list->n - i >= PUT_ROWS ? PUT_ROWS : 1;
        TRY(labels_some(cx, s, list->p + i, n, judged));
    }
    return ST_OK;
}

static int by_ref(const void *key, const void *row)
{
    return fhir_ref_cmp(key, &((const Labelled *)row)->ref);
}

const Labelled *labelled_find(const Labelled *list, size_t count, const FhirRef *ref)
{
    return count ? bsearch(ref, list, count, sizeof *list, by_ref) : NULL;
}

const Labelled *labelled_next(const LabelledList *list, size_t *at, int64_t compartment,
                              size_t *count)
{
    while (*at < list->n && list->p[*at].compartment < compartment)
        (*at)++;
    const size_t first = *at;
    while (*at < list->n && list->p[*at].compartment == compartment)
        (*at)++;
    *count = *at - first;
    return list->p + first;
}

Status puts_write(Cx *cx, const Store *s, Puts *puts)
{
    TRY(uses_write(cx, s, puts));
    TRY(labels_put(cx, s, &puts->judged, true));
    return labels_put(cx, s, &puts->kept, false);
}
