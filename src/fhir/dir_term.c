/* dir_term.c - what fhir_dir_key can say of the terms of a search over a directory type: which of its values
 * satisfy each, how many rows these have, and so which term leads (docs/decisions/15). */
#include "fhir/dir_int.h"
#include "fhir/dir_key.h"

#include <stdlib.h>

#define RANGES LIMIT_SEARCH_VALUES /* values of a term that are asked one by one */
#define FEW 64u                    /* rows of a term beside which no other is worth counting */
#define MANY 20000u                /* rows beyond which terms are alike */
#define BESIDE 4u                  /* rows read in order in the time of one look-up */

static bool range_of_reference(Cx *cx, const Term *t, const Value *v, uint16_t type, DirRange *out)
{
    const RefAsk *ref = &v->reference;
    *out = (DirRange){ .to = STR_NONE };
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

static bool range_of_date(Cx *cx, const Value *v, DirRange *out)
{
    out->from = dir_key_date(cx, v->date.lo_ms);
    out->to = dir_key_date(cx, v->date.hi_ms);
    return v->prefix == PREFIX_EQ;
}

/* False: the index cannot help with this value. */
static bool range_of(Cx *cx, const Term *t, const Value *v, DirRange *out)
{
    *out = (DirRange){ .to = STR_NONE };
    switch (t->param->kind) {
    case PARAM_TOKEN:
        if (t->modifier == MOD_TEXT) {
            out->from = dir_key_text(cx, v->text);
            out->to = dir_key_after(cx, out->from);
            return true;
        }
        out->from = dir_key_token(cx, v->token.code_folded);
        return v->token.code_folded != 0 && (t->modifier == MOD_NONE || t->modifier == MOD_OF_TYPE);
    case PARAM_DATE: return range_of_date(cx, v, out);
    case PARAM_STRING:
        if (t->modifier != MOD_NONE)
            return false;
        out->from = dir_key_text(cx, v->text);
        out->to = dir_key_after(cx, out->from);
        return true;
    case PARAM_REFERENCE:
        return (t->modifier == MOD_NONE || t->modifier == MOD_TYPE) &&
               range_of_reference(cx, t, v, 0, out);
    case PARAM_URI: out->from = dir_key_text(cx, v->text); return t->modifier == MOD_NONE;
    case PARAM_NUMBER:
    case PARAM_QUANTITY:
    case PARAM_COMPOSITE: break;
    }
    return false;
}

/* A bare id may be of any target type: one range each. */
static size_t value_ranges(Cx *cx, const Term *t, const Value *v, DirRange *out, size_t room)
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

/* Ranges of all values of a term; 0 when one of them has none, for then the index is no help. */
static size_t term_ranges(Cx *cx, const Term *t, DirRange *out)
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

/* Of a chain's set: those who refer to any of it. */
static size_t set_ranges(Cx *cx, const Term *t, DirRange *out)
{
    if (t->set_count > DIR_SET_ONCE)
        return 0;
    for (size_t i = 0; i < t->set_count; i++)
        out[i] = (DirRange){ .from = dir_key_reference(cx, t->set[i].type, t->set[i].id),
                             .to = STR_NONE };
    return t->set_count;
}

/* False: the index is of no use for this term. */
static bool dir_term(Cx *cx, const Term *t, DirTerm *out)
{
    DirRange ranges[RANGES];
    *out = (DirTerm){ .term = t, .rank = rank(t) };
    if (t->modifier == MOD_HAS)
        return false;
    const bool chain = t->modifier == MOD_CHAIN;
    out->count = chain ? set_ranges(cx, t, ranges) : term_ranges(cx, t, ranges);
    out->set = chain && t->set_count > DIR_SET_ONCE;
    out->ranges = ARENA_ARRAY(cx->mem, DirRange, out->count);
    for (size_t i = 0; i < out->count; i++) {
        out->ranges[i] = ranges[i];
        out->exact += ranges[i].to.n == 0;
    }
    return chain || out->count > 0;
}

bool dir_is_range(const DirTerm *t)
{
    return !t->set && t->exact < t->count;
}

/* ---- how many ---- */

void dir_where_param(Sql *q, const DirWalk *w, const DirTerm *t)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, w->reach->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, w->type->num);
    sql_text(q, " AND param = ");
    sql_bind_i64(q, t->term->param->num);
}

void dir_where_range(Sql *q, const DirRange *range)
{
    sql_text(q, range->to.n > 0 ? " AND value >= " : " AND value = ");
    sql_bind_blob(q, range->from);
    if (range->to.n > 0) {
        sql_text(q, " AND value < ");
        sql_bind_blob(q, range->to);
    }
}

/* Index rows of the term, counted up to most. */
static Status count_rows(Cx *cx, const DirWalk *w, DirTerm *t, size_t most)
{
    t->rows = t->set ? t->term->set_count : 0;
    for (size_t i = 0; i < t->count && t->rows < most; i++) {
        DbRows *row;
        Sql *q = sql_new(cx);
        sql_text(q, "SELECT count(*) FROM (SELECT 1 FROM fhir_dir_key");
        dir_where_param(q, w, t);
        dir_where_range(q, &t->ranges[i]);
        sql_text(q, " LIMIT ");
        sql_bind_i64(q, (int64_t)(most - t->rows));
        sql_text(q, ") x");
        TRY(db_one(cx, w->tx, q, STR("index"), &row));
        t->rows += (size_t)db_i64(row, 0);
    }
    return ST_OK;
}

static int by_rank(const void *a, const void *b)
{
    return ((const DirTerm *)a)->rank - ((const DirTerm *)b)->rank;
}

static DirTerm *fewest(DirWalk *w)
{
    DirTerm *best = NULL;
    for (size_t i = 0; i < w->count; i++)
        if (!(dir_is_range(&w->terms[i]) && w->terms[i].rows >= MANY) &&
            (!best || w->terms[i].rows < best->rows))
            best = &w->terms[i];
    return best;
}

/* ---- the values of a range ---- */

static void where_values(Sql *q, const DirWalk *w, const DirTerm *t, const DirRange *range)
{
    dir_where_param(q, w, t);
    dir_where_range(q, range);
    sql_text(q, " ORDER BY value LIMIT 1)");
}

/* The first room values that the index has of it, one look each. */
static Status range_values(Cx *cx, const DirWalk *w, const DirTerm *t, const DirRange *range,
                           DirRange *out, size_t *count, size_t room)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "WITH RECURSIVE v(value, nth) AS (SELECT (SELECT value FROM fhir_dir_key");
    where_values(q, w, t, range);
    sql_text(q, ", 1 UNION ALL SELECT (SELECT value FROM fhir_dir_key");
    dir_where_param(q, w, t);
    sql_text(q, " AND value > v.value AND value < ");
    sql_bind_blob(q, range->to);
    sql_text(q, " ORDER BY value LIMIT 1), nth + 1 FROM v WHERE v.value IS NOT NULL AND nth < ");
    sql_bind_i64(q, (int64_t)room);
    sql_text(q, ") SELECT value FROM v WHERE value IS NOT NULL");
    TRY(db_query(cx, w->tx, q, &rows));
    while (db_next(cx, rows, &st))
        if (*count < room)
            out[(*count)++] = (DirRange){ .from = arena_dup(cx->mem, db_blob(rows, 0)) };
    return st;
}

/* A beginning that few values have becomes these values: the rows of each come in the order of ids, so a
 * page need not read all of them, and whether a resource has one is a look at one place. */
static Status spell(Cx *cx, const DirWalk *w, DirTerm *t)
{
    DirRange values[DIR_VALUES + 1];
    size_t n = 0;
    for (size_t i = 0; i < t->count && n <= DIR_VALUES; i++) {
        if (t->ranges[i].to.n == 0)
            values[n++] = t->ranges[i];
        else
            TRY(range_values(cx, w, t, &t->ranges[i], values, &n, DIR_VALUES + 1));
    }
    if (n > DIR_VALUES)
        return ST_OK;
    t->ranges = ARENA_ARRAY(cx->mem, DirRange, n);
    for (size_t i = 0; i < n; i++)
        t->ranges[i] = values[i];
    t->count = n;
    t->exact = n;
    return ST_OK;
}

/* ---- which leads ---- */

/* Counted further until it is known of one how many it has, or they are alike. */
static Status count_on(Cx *cx, DirWalk *w)
{
    size_t most = LIMIT_DIR_TOTAL + 1;
    const bool alone = w->count == 1;
    if (alone && !dir_is_range(w->terms))
        return ST_OK;
    while (most < MANY && w->lead->rows >= most) {
        most = !alone && most * 4 < MANY ? most * 4 : MANY;
        for (size_t i = 0; i < w->count; i++)
            TRY(count_rows(cx, w, &w->terms[i], most));
        w->lead = fewest(w);
    }
    return ST_OK;
}

/* Two lists in the order of ids are read side by side, unless one is so much longer that looking each row
 * of the other up in it, once a value, is less. */
static Status choose_lists(Cx *cx, DirWalk *w)
{
    for (size_t i = 0; i < w->count; i++) {
        DirTerm *t = &w->terms[i];
        if (t == w->lead || t->set || dir_is_range(t))
            continue;
        const size_t less = BESIDE * w->lead->rows * t->count;
        const size_t most = less < MANY ? less : MANY;
        TRY(count_rows(cx, w, t, most + 1));
        t->list = t->rows <= most;
    }
    return ST_OK;
}

/* Counting stops early where it costs more than it tells. */
static Status choose(Cx *cx, DirWalk *w)
{
    for (size_t i = 0; i < w->count; i++) {
        TRY(count_rows(cx, w, &w->terms[i], LIMIT_DIR_TOTAL + 1));
        if (!w->terms[i].set && w->terms[i].rows <= FEW) {
            w->lead = &w->terms[i];
            return ST_OK;
        }
    }
    for (size_t i = 0; i < w->count; i++)
        if (dir_is_range(&w->terms[i]))
            TRY(spell(cx, w, &w->terms[i]));
    w->lead = fewest(w);
    if (w->lead)
        TRY(count_on(cx, w));
    const bool lists = w->lead && !dir_is_range(w->lead) && w->lead->rows < MANY;
    return lists ? choose_lists(cx, w) : ST_OK;
}

/* ---- calls ---- */

Status dir_walk_open(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, const Term *terms,
                     size_t count, DirWalk *out)
{
    *out = (DirWalk){ .tx = tx, .reach = reach, .type = type, .size = FEW };
    out->terms = ARENA_ARRAY(cx->mem, DirTerm, count);
    for (size_t i = 0; i < count; i++)
        out->count += dir_term(cx, &terms[i], &out->terms[out->count]);
    if (out->count > 1)
        qsort(out->terms, out->count, sizeof *out->terms, by_rank);
    TRY(choose(cx, out));
    const DirTerm *lead = out->lead;
    out->few = lead && !lead->set && lead->rows <= LIMIT_DIR_TOTAL;
    if (out->few)
        out->size = LIMIT_DIR_TOTAL + 1;
    else if (lead && dir_is_range(lead))
        out->size = DIR_AT_ONCE; /* each time the whole range is sorted */
    return ST_OK;
}
