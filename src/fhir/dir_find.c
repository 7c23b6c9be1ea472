/* dir_find.c - candidates of a search over a directory type: ids of the rows of fhir_dir_key that one
 * term can be satisfied by. The term that promises fewest is tried first. */
#include "fhir/dir_key.h"
#include "fhir/search_int.h"

typedef struct Range {
    Str from;
    Str to; /* the first value after; empty: the value from alone */
} Range;

static bool range_of_reference(Cx *cx, const Term *t, const Value *v, uint16_t type, Range *out)
{
    const RefAsk *ref = &v->reference;
    *out = (Range){ .to = STR_NONE };
    if (ref->url.n > 0) { /* with |version behind it too */
        out->from = dir_key_reference(cx, 0, ref->url);
        out->to = dir_key_after(cx, out->from);
        return true;
    }
    if (!type)
        type = t->modifier == MOD_TYPE ? t->type : ref->type;
    out->from = dir_key_reference(cx, type, ref->id);
    return type != 0;
}

static bool range_of_date(Cx *cx, const Value *v, Range *out)
{
    out->from = dir_key_date(cx, v->date.lo_ms);
    out->to = dir_key_date(cx, v->date.hi_ms);
    return v->prefix == PREFIX_EQ;
}

/* False: the index cannot help with this value. */
static bool range_of(Cx *cx, const Term *t, const Value *v, Range *out)
{
    *out = (Range){ .to = STR_NONE };
    switch (t->param->kind) {
    case PARAM_TOKEN:
        if (t->modifier == MOD_TEXT) {
            out->from = dir_key_text(cx, v->text);
            out->to = dir_key_after(cx, out->from);
            return true;
        }
        out->from = dir_key_token(cx, v->token.code_folded);
        return v->token.code_folded != 0 && t->modifier != MOD_NOT;
    case PARAM_DATE: return range_of_date(cx, v, out);
    case PARAM_STRING:
        if (t->modifier != MOD_NONE)
            return false;
        out->from = dir_key_text(cx, v->text);
        out->to = dir_key_after(cx, out->from);
        return true;
    case PARAM_REFERENCE:
        return t->modifier != MOD_IDENTIFIER && range_of_reference(cx, t, v, 0, out);
    case PARAM_URI: out->from = dir_key_text(cx, v->text); return t->modifier == MOD_NONE;
    case PARAM_NUMBER:
    case PARAM_QUANTITY:
    case PARAM_COMPOSITE: break;
    }
    return false;
}

/* A bare id may be of any target type: one range each. */
static size_t value_ranges(Cx *cx, const Term *t, const Value *v, Range *out, size_t room)
{
    const bool bare = t->param->kind == PARAM_REFERENCE && t->modifier == MOD_NONE &&
                      v->reference.type == 0 && v->reference.url.n == 0;
    if (!bare)
        return range_of(cx, t, v, &out[0]) ? 1 : 0;
    size_t n = 0;
    for (const uint16_t *type = t->param->targets; type && *type; type++) {
        if (n == room)
            return 0;
        (void)range_of_reference(cx, t, v, *type, &out[n++]);
    }
    return n;
}

#define RANGES 64u

/* Ranges of all values of a term; 0 when one of them has none, for then the index is no help. */
static size_t term_ranges(Cx *cx, const Term *t, Range *out)
{
    if (t->modifier == MOD_MISSING || t->param->num < PARAM_OWN_FIRST)
        return 0;
    size_t n = 0;
    for (size_t i = 0; i < t->count; i++) {
        const size_t added =
            n < RANGES ? value_ranges(cx, t, &t->values[i], out + n, RANGES - n) : 0;
        if (added == 0)
            return 0;
        n += added;
    }
    return n;
}

/* Less is better. An identifier names one thing, a code many, a date most. */
static int rank(const Term *t)
{
    if (str_eq(t->param->name, STR("identifier")))
        return 0;
    switch (t->param->kind) {
    case PARAM_REFERENCE:
    case PARAM_URI: return 1;
    case PARAM_STRING: return 2;
    case PARAM_TOKEN: return 3;
    case PARAM_DATE:
    case PARAM_NUMBER:
    case PARAM_QUANTITY:
    case PARAM_COMPOSITE: break;
    }
    return 4;
}

typedef struct Ids {
    Str *ids;
    size_t count;
    size_t room;
} Ids;

static void ids_add(Cx *cx, Ids *list, Str id)
{
    ARENA_GROW(cx->mem, list->ids, list->count, list->room, 64);
    list->ids[list->count++] = arena_dup(cx->mem, id);
}

/* Index rows of t's parameter, to be narrowed by value. */
static Sql *ids_select(Cx *cx, int64_t plan, const Term *t, uint16_t type)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM fhir_dir_key WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND param = ");
    sql_bind_i64(q, t->param->num);
    return q;
}

/* One more than candidates may be, so that the caller sees when there are too many. */
static Status ids_take(Cx *cx, DbTx *tx, Sql *q, Ids *list)
{
    sql_text(q, " LIMIT ");
    sql_bind_i64(q, (int64_t)(LIMIT_DIR_CANDIDATES + 1 - list->count));
    DbRows *rows;
    Status st;
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st))
        ids_add(cx, list, db_str(rows, 0));
    return st;
}

static Status range_ids(Cx *cx, DbTx *tx, int64_t plan, const Term *t, uint16_t type,
                        const Range *range, Ids *list)
{
    Sql *q = ids_select(cx, plan, t, type);
    sql_text(q, range->to.n > 0 ? " AND value >= " : " AND value = ");
    sql_bind_blob(q, range->from);
    if (range->to.n > 0) {
        sql_text(q, " AND value < ");
        sql_bind_blob(q, range->to);
    }
    return ids_take(cx, tx, q, list);
}

static void put_set(Cx *cx, Sql *q, const FhirRef *set, size_t count)
{
    sql_text(q, " AND value IN (");
    for (size_t i = 0; i < count; i++) {
        sql_text(q, i ? "," : "");
        sql_bind_blob(q, dir_key_reference(cx, set[i].type, set[i].id));
    }
    sql_text(q, ")");
}

#define SET_AT_ONCE 64u

/* A chain's set: those who refer to any of it. */
static Status set_ids(Cx *cx, DbTx *tx, int64_t plan, const Term *t, uint16_t type, Ids *list,
                      bool *useful)
{
    *useful = true;
    for (size_t i = 0; i < t->set_count && *useful; i += SET_AT_ONCE) {
        const size_t left = t->set_count - i;
        Sql *q = ids_select(cx, plan, t, type);
        put_set(cx, q, t->set + i, left < SET_AT_ONCE ? left : SET_AT_ONCE);
        TRY(ids_take(cx, tx, q, list));
        *useful = list->count <= LIMIT_DIR_CANDIDATES;
    }
    return ST_OK;
}

/* useful is false when the index is not the shorter way: no range, or too many rows. */
static Status term_ids(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, const Term *t,
                       Ids *list, bool *useful)
{
    if (t->modifier == MOD_CHAIN)
        return set_ids(cx, tx, reach->plan, t, type->num, list, useful);
    Range ranges[RANGES];
    const size_t n = term_ranges(cx, t, ranges);
    *useful = n > 0;
    for (size_t i = 0; i < n && *useful; i++) {
        TRY(range_ids(cx, tx, reach->plan, t, type->num, &ranges[i], list));
        *useful = list->count <= LIMIT_DIR_CANDIDATES;
    }
    return ST_OK;
}

Status dir_candidates(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, const Term *terms,
                      size_t count, Str **ids, size_t *id_count)
{
    for (int r = 0; r <= 4; r++)
        for (size_t i = 0; i < count; i++) {
            if (rank(&terms[i]) != r || type->owner != OWNER_DIRECTORY)
                continue;
            Ids list = { .count = 0 };
            bool useful;
            TRY(term_ids(cx, tx, reach, type, &terms[i], &list, &useful));
            if (!useful)
                continue;
            *ids = list.ids ? list.ids : ARENA_NEW(cx->mem, Str);
            *id_count = ids_once(*ids, list.count);
            return ST_OK;
        }
    return ST_OK;
}
