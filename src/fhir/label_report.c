#include "fhir/label_report.h"

#include "base/limits.h"
#include "fhir/pack.h"
#include "fhir/spread.h"

#include <stdlib.h>

static Status types_read(Cx *cx, DbTx *tx, int64_t plan, LabelCount **out, size_t *count)
{
    DbRows *rows;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    *out = NULL;
    *count = 0;
    sql_text(q, "SELECT type, count(*) FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND deleted = 0 GROUP BY type ORDER BY type");
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 64);
        (*out)[(*count)++] =
            (LabelCount){ .type = (uint16_t)db_i64(rows, 0), .resources = db_i64(rows, 1) };
    }
    return st;
}

static LabelCount *count_of(LabelCount *all, size_t count, int64_t type)
{
    for (size_t i = 0; i < count; i++)
        if (all[i].type == type)
            return &all[i];
    return NULL;
}

static void count_add(LabelCount *c, uint64_t own, uint64_t labels, int64_t n)
{
    for (unsigned bit = 0; bit < LABEL_BITS; bit++) {
        const uint64_t one = LABEL_BIT(bit);
        c->own[bit] += own & one ? n : 0;
        c->labels[bit] += labels & one ? n : 0;
        c->weak[bit] += (own & LABEL_MAYBE(one)) && !(labels & one) ? n : 0;
    }
}

/* What may be anybody's is withheld from nobody. */
static Status givers_count(Cx *cx, DbTx *tx, int64_t plan, LabelCount *all, size_t count)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, min(labels) FROM fhir_giver WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " GROUP BY type, id");
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        const uint16_t type = (uint16_t)db_i64(rows, 0);
        const uint64_t own = (uint64_t)db_i64(rows, 1);
        LabelCount *c = count_of(all, count, type);
        if (c)
            count_add(c, own, label_type(type_by_num(type)) ? own : 0, 1);
    }
    return st;
}

Status label_report(Cx *cx, DbTx *tx, int64_t plan, LabelCount **out, size_t *count)
{
    DbRows *rows;
    Status st;
    TRY(types_read(cx, tx, plan, out, count));
    TRY(givers_count(cx, tx, plan, *out, *count));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, own, labels, count(*) FROM fhir_label WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " GROUP BY type, own, labels");
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        LabelCount *c = count_of(*out, *count, db_i64(rows, 0));
        if (c)
            count_add(c, (uint64_t)db_i64(rows, 1), (uint64_t)db_i64(rows, 2), db_i64(rows, 3));
    }
    return st;
}

/* ---- what lists cannot tell of ----------------------------------------------------------------- */

static Status body_survey(Cx *once, const LabelTable *table, Str body, LabelSurvey *out)
{
    JsonDoc *doc;
    arena_reset(once->mem);
    if (json_parse(once, body, &doc) != ST_OK)
        return fail(out->cx, ST_INTERNAL, STR("body"), "what is stored is no JSON");
    const TypeRow *type = type_by_name(json_get_str(json_root(doc), STR("resourceType")));
    if (type)
        label_survey(once, table, type, json_root(doc), out);
    return ST_OK;
}

static Status bodies_survey(Cx *cx, Cx *once, DbTx *tx, int64_t plan, const LabelTable *table,
                            LabelSurvey *out)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_body WHERE plan = ");
    sql_bind_i64(q, plan);
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        int64_t rid;
        Str body;
        for (PackIter it = pack_iter(db_blob(rows, 0)); pack_next(&it, &rid, &body);)
            TRY(body_survey(once, table, body, out));
    }
    return st;
}

static int most_first(const void *a, const void *b)
{
    const LabelUnknown *x = a;
    const LabelUnknown *y = b;
    if (x->codes != y->codes)
        return x->codes < y->codes ? 1 : -1;
    return str_cmp(x->system, y->system);
}

Status label_survey_plan(Cx *cx, DbTx *tx, int64_t plan, const LabelTable *table, LabelSurvey *out)
{
    Cx once = { .mem = arena_new(1u << 16), .now_ms = cx->now_ms };
    *out = (LabelSurvey){ .cx = cx };
    const Status st = bodies_survey(cx, &once, tx, plan, table, out);
    arena_free(once.mem);
    if (out->count > 1)
        qsort(out->systems, out->count, sizeof *out->systems, most_first);
    return st;
}

/* ---- one resource ------------------------------------------------------------------------------ */

/* What the directory says of one that it names, a line; once, though it may be named in two ways. */
static Status given_add(Cx *cx, DbTx *tx, int64_t plan, uint64_t link, Buf *b)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, id, reason FROM fhir_giver WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND link = ");
    sql_bind_i64(q, (int64_t)link);
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        const Str line = arena_printf(cx->mem, "%.*s/%.*s: %.*s\n",
                                      STR_ARG(type_by_num((uint16_t)db_i64(rows, 0))->name),
                                      STR_ARG(db_str(rows, 1)), STR_ARG(db_str(rows, 2)));
        if (!str_contains(buf_str(b), line))
            buf_put(b, line);
    }
    return st;
}

Status label_of(Cx *cx, DbTx *tx, int64_t plan, uint16_t type, Str id, LabelOf *out)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT e.labels_own, e.labels, l.reason, e.links FROM fhir_entry e LEFT JOIN "
                "fhir_label l ON"
                " l.plan = e.plan AND l.compartment = e.compartment AND l.type = e.type AND"
                " l.id = e.id WHERE e.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND e.type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND e.id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND e.deleted = 0");
    TRY(db_one(cx, tx, q, STR("--resource"), &row));
    *out = (LabelOf){ .own = (uint64_t)db_i64(row, 0),
                      .labels = (uint64_t)db_i64(row, 1),
                      .reason = db_is_null(row, 2) ? STR("") : arena_dup(cx->mem, db_str(row, 2)) };
    uint64_t link;
    Buf *b = buf_new(cx, LIMIT_LABEL_GIVEN);
    const Str links = arena_dup(cx->mem, db_blob(row, 3));
    TRY(given_add(cx, tx, plan, spread_link(type, id), b)); /* of the directory itself */
    for (LinkIter it = spread_iter(links); spread_next(&it, &link);)
        TRY(given_add(cx, tx, plan, link, b));
    out->given = buf_str(b);
    return ST_OK;
}
