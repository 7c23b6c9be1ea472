/* count.c - how much there is for a caller, type by type: the rows that a search or a read would find, by
 * entries.c and its evaluator, counted. */
#include "fhir/search_int.h"

/* What is hers alone. The directory is everybody's, a Provenance or a Binary is part of what it belongs to. */
static bool is_counted(const TypeRow *t)
{
    return t->owner == OWNER_SELF || t->owner == OWNER_PATH || t->owner == OWNER_PATH_OR_PLAN;
}

/* From her list, unless a granular scope asks for keys. */
static Status rows_open(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, Entries *out)
{
    if (!reach_filters(reach, type, USE_BRING) && !reach_filters(reach, type, USE_SEARCH))
        return entries_listed(cx, tx, reach, type, reach->compartment, false, out);
    TRY(entries_open(cx, tx, reach, type, reach->compartment, NULL, 0, out));
    out->uses = USE_BRING;
    return ST_OK;
}

/* Of a period without an end, its beginning is all that is known. */
static void count_date(FhirCount *c, DateRange when)
{
    const bool begins = when.lo_ms > DATE_MIN;
    const bool ends = when.hi_ms < DATE_MAX;
    if (!begins && !ends)
        return;
    const int64_t last = ends ? when.hi_ms - 1 : when.lo_ms;
    const int64_t first = begins ? when.lo_ms : last;
    c->first_ms = !c->dated || first < c->first_ms ? first : c->first_ms;
    c->last_ms = !c->dated || last > c->last_ms ? last : c->last_ms;
    c->dated = true;
}

static Status count_type(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, FhirCount *c)
{
    Entries rows;
    Entry e;
    Status st;
    *c = (FhirCount){ .type = type->name };
    TRY(rows_open(cx, tx, reach, type, &rows));
    while (entries_next(cx, &rows, &e, &st)) {
        c->count++;
        count_date(c, e.when);
    }
    return st;
}

Status fhir_count(Cx *cx, DbTx *tx, const Reach *reach, FhirCount **out, size_t *count)
{
    *out = ARENA_ARRAY(cx->mem, FhirCount, type_table_count);
    *count = 0;
    for (size_t i = 0; i < type_table_count; i++) {
        const TypeRow *type = &type_table[i];
        if (is_counted(type) &&
            (reach_may_read(reach, type->num) || reach_may_search(reach, type->num)))
            TRY(count_type(cx, tx, reach, type, &(*out)[(*count)++]));
    }
    return ST_OK;
}
