/* dir_find.c - candidates of a search over a directory type, in the order of ids, by fhir_dir_key. The
 * term that promises fewest rows leads; of each of its rows the index says, too, whether the other terms
 * can be satisfied. So a page costs what it holds, however many resources there are (docs/decisions/15). */
#include "fhir/dir_key.h"
#include "fhir/search_int.h"

#include <stdlib.h>

#define RANGES LIMIT_SEARCH_VALUES /* values of a term that are asked one by one */
#define SET_ONCE 64u               /* references of a chain's set that one statement asks for */
#define FEW 64u                    /* rows of a term beside which no other is worth counting */
#define MANY 20000u                /* rows beyond which terms are alike */
#define SET_ROWS 200000u           /* that refer to a set */
#define MOST_AT_ONCE 4096u         /* rows of one statement */

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
    if (t->set_count > SET_ONCE)
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
    out->set = chain && t->set_count > SET_ONCE;
    out->ranges = ARENA_ARRAY(cx->mem, DirRange, out->count);
    for (size_t i = 0; i < out->count; i++) {
        out->ranges[i] = ranges[i];
        out->exact += ranges[i].to.n == 0;
    }
    return chain || out->count > 0;
}

/* Its rows come in the order of their values, not of ids. */
static bool is_range(const DirTerm *t)
{
    return !t->set && t->exact < t->count;
}

/* ---- how many ---- */

static void where_param(Sql *q, const DirWalk *w, const DirTerm *t)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, w->reach->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, w->type->num);
    sql_text(q, " AND param = ");
    sql_bind_i64(q, t->term->param->num);
}

static void where_range(Sql *q, const DirRange *range)
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
        where_param(q, w, t);
        where_range(q, &t->ranges[i]);
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
        if (!(is_range(&w->terms[i]) && w->terms[i].rows >= MANY) &&
            (!best || w->terms[i].rows < best->rows))
            best = &w->terms[i];
    return best;
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
    w->lead = fewest(w);
    if (!w->lead || w->lead->rows <= LIMIT_DIR_TOTAL)
        return ST_OK;
    for (size_t i = 0; i < w->count; i++)
        TRY(count_rows(cx, w, &w->terms[i], MANY));
    w->lead = fewest(w);
    return ST_OK;
}

/* ---- their ids ---- */

/* An index row: one resource may have several of a term's. */
typedef struct Row {
    Str id;
    bool may; /* the other terms have rows for it, too */
} Row;

typedef struct Rows {
    Row *rows;
    size_t count;
    size_t room;
} Rows;

static void put_value_test(Sql *q, const DirTerm *t)
{
    if (t->count == 1) {
        sql_text(q, t->exact ? " AND k.value = " : " AND k.value >= ");
        sql_bind_blob(q, t->ranges[0].from);
        if (!t->exact) {
            sql_text(q, " AND k.value < ");
            sql_bind_blob(q, t->ranges[0].to);
        }
        return;
    }
    sql_text(q, " AND k.value IN (");
    for (size_t i = 0; i < t->count; i++) {
        sql_text(q, i ? "," : "");
        sql_bind_blob(q, t->ranges[i].from);
    }
    sql_text(q, ")");
}

/* Several ranges of text are left to the evaluator. */
static bool can_test(const DirTerm *t)
{
    return !t->set && (t->count == 1 || (t->count == t->exact && t->count <= 8));
}

static void put_tests(Sql *q, const DirWalk *w)
{
    sql_text(q, "CASE WHEN 1 = 1");
    size_t tests = 0;
    for (size_t i = 0; i < w->count && tests < 8; i++) {
        const DirTerm *t = &w->terms[i];
        if (t == w->lead || !can_test(t))
            continue;
        sql_text(q, " AND EXISTS (SELECT 1 FROM fhir_dir_key k WHERE k.plan = ");
        sql_bind_i64(q, w->reach->plan);
        sql_text(q, " AND k.type = ");
        sql_bind_i64(q, w->type->num);
        sql_text(q, " AND k.rid = a.rid AND k.param = ");
        sql_bind_i64(q, t->term->param->num);
        put_value_test(q, t);
        sql_text(q, ")");
        tests++;
    }
    sql_text(q, " THEN 1 ELSE 0 END");
}

/* The first rows of the range behind w->after. The tests stand outside, so that they are made of those
 * alone. */
static Status range_rows(Cx *cx, const DirWalk *w, const DirRange *range, Rows *out)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT a.id, ");
    put_tests(q, w);
    sql_text(q, " FROM (SELECT id, rid FROM fhir_dir_key");
    where_param(q, w, w->lead);
    where_range(q, range);
    sql_text(q, " AND id > ");
    sql_bind_str(q, w->after);
    sql_text(q, " ORDER BY id LIMIT ");
    sql_bind_i64(q, (int64_t)w->size);
    sql_text(q, ") a ORDER BY a.id");
    TRY(db_query(cx, w->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, out->rows, out->count, out->room, 64);
        out->rows[out->count++] =
            (Row){ .id = arena_dup(cx->mem, db_str(rows, 0)), .may = db_i64(rows, 1) != 0 };
    }
    return st;
}

static int by_row_id(const void *a, const void *b)
{
    return str_cmp(((const Row *)a)->id, ((const Row *)b)->id);
}

/* Rows up to last, each id once, and of these the ones that may be. */
static void rows_take(Cx *cx, Rows *r, Str last, Str **ids, size_t *count)
{
    Str *out = arena_alloc_raw(cx->mem, (r->count + 1) * sizeof *out);
    size_t n = 0;
    if (r->count > 1)
        qsort(r->rows, r->count, sizeof *r->rows, by_row_id);
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].may && (!last.p || str_cmp(r->rows[i].id, last) <= 0) &&
            (n == 0 || !str_eq(out[n - 1], r->rows[i].id)))
            out[n++] = r->rows[i].id;
    *ids = out;
    *count = n;
}

/* Each range gives its first rows; as far as the shortest goes, all of them are known. */
static Status next_of_ranges(Cx *cx, DirWalk *w, Str **ids, size_t *count)
{
    Rows rows = { .count = 0 };
    Str last = STR_NONE;
    for (size_t i = 0; i < w->lead->count; i++) {
        const size_t before = rows.count;
        TRY(range_rows(cx, w, &w->lead->ranges[i], &rows));
        const bool full = rows.count - before == w->size;
        if (full && (!last.p || str_cmp(rows.rows[rows.count - 1].id, last) < 0))
            last = rows.rows[rows.count - 1].id;
    }
    w->work += is_range(w->lead) && w->lead->rows > rows.count ? w->lead->rows : rows.count;
    w->ended = !last.p;
    if (last.p)
        w->after = last;
    rows_take(cx, &rows, last, ids, count);
    return ST_OK;
}

static Status set_some(Cx *cx, const DirWalk *w, const FhirRef *set, size_t count, size_t most,
                       Rows *out)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM fhir_dir_key");
    where_param(q, w, w->lead);
    sql_text(q, " AND value IN (");
    for (size_t i = 0; i < count; i++) {
        sql_text(q, i ? "," : "");
        sql_bind_blob(q, dir_key_reference(cx, set[i].type, set[i].id));
    }
    sql_text(q, ") AND id > ");
    sql_bind_str(q, w->after);
    sql_text(q, " LIMIT ");
    sql_bind_i64(q, (int64_t)(most + 1));
    TRY(db_query(cx, w->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, out->rows, out->count, out->room, 64);
        out->rows[out->count++] = (Row){ .id = arena_dup(cx->mem, db_str(rows, 0)), .may = true };
    }
    return st;
}

/* A large set is asked once and for all. */
static Status all_of_set(Cx *cx, DirWalk *w, size_t most, Str **ids, size_t *count)
{
    const Term *t = w->lead->term;
    Rows rows = { .count = 0 };
    for (size_t i = 0; i < t->set_count; i += SET_ONCE) {
        const size_t left = t->set_count - i;
        TRY(set_some(cx, w, t->set + i, left < SET_ONCE ? left : SET_ONCE, most, &rows));
        if (rows.count > most)
            return fail(cx, ST_TOO_COSTLY, STR("search"), "leads to too many resources");
    }
    w->work += rows.count + t->set_count;
    w->ended = true;
    rows_take(cx, &rows, STR_NONE, ids, count);
    return ST_OK;
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
    else if (lead && is_range(lead))
        out->size = MOST_AT_ONCE; /* each time the whole range is sorted */
    return ST_OK;
}

Status dir_walk_next(Cx *cx, DirWalk *w, Str **ids, size_t *count)
{
    TRY(w->lead->set ? all_of_set(cx, w, SET_ROWS, ids, count) : next_of_ranges(cx, w, ids, count));
    if (w->size < MOST_AT_ONCE)
        w->size *= 4;
    if (w->size > MOST_AT_ONCE && !w->few)
        w->size = MOST_AT_ONCE;
    return ST_OK;
}

Status dir_referrers(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, const Term *t,
                     Str **ids, size_t *count)
{
    DirTerm lead = { .term = t, .set = true };
    DirWalk w = { .tx = tx, .reach = reach, .type = type, .lead = &lead };
    return all_of_set(cx, &w, LIMIT_CHAIN_SET, ids, count);
}
