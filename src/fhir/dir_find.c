/* dir_find.c - candidates of a search over a directory type, in the order of ids, by fhir_dir_key. The
 * term that promises fewest rows leads (dir_term.c); of each of its rows the index says, too, whether the
 * other terms can be satisfied. So a page costs what it holds, however many resources there are
 * (docs/decisions/15). */
#include "fhir/dir_int.h"
#include "fhir/dir_key.h"

#include <math.h>
#include <stdlib.h>

#define LISTED 16u         /* rows of a list that cost what one row that is judged does */
#define SET_ROWS 200000u   /* that refer to a set */
#define SOUGHT 10u         /* resources read in order in the time of one look-up */
#define INSTEAD 40000u     /* resources that are read in order in place of a set, at most */
#define DRAWN 32u          /* numbers that say how many resources there are */
#define TYPE_AT_ONCE 1024u /* resources of one statement */

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
    return !t->set && !t->list &&
           (t->count == 1 || (t->count == t->exact && t->count <= DIR_VALUES));
}

/* How many there were. */
static size_t put_tests(Sql *q, const DirWalk *w)
{
    size_t tests = 0;
    for (size_t i = 0; i < w->count && tests < 8; i++) {
        const DirTerm *t = &w->terms[i];
        if (t == w->lead || !can_test(t))
            continue;
        sql_text(q, tests ? " AND EXISTS" : "SELECT a.id, CASE WHEN EXISTS");
        sql_text(q, " (SELECT 1 FROM fhir_dir_key k WHERE k.plan = ");
        sql_bind_i64(q, w->reach->plan);
        sql_text(q, " AND k.type = ");
        sql_bind_i64(q, w->type->num);
        sql_text(q, " AND k.param = ");
        sql_bind_i64(q, t->term->param->num);
        put_value_test(q, t);
        /* Of one value the rows of neighbours lie together; of a range no order helps. */
        sql_text(q, t->exact == t->count ? " AND k.id = a.id)" : " AND k.rid = a.rid)");
        tests++;
    }
    if (tests)
        sql_text(q, " THEN 1 ELSE 0 END FROM (");
    return tests;
}

/* The first rows of the range behind w->after. The tests stand outside, so that they are made of those
 * alone; where there are none, nothing is sorted twice. */
static Status range_rows(Cx *cx, const DirWalk *w, const DirRange *range, Rows *out)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    const bool tested = put_tests(q, w) > 0;
    sql_text(q, tested ? "SELECT id, rid FROM fhir_dir_key" : "SELECT id, 1 FROM fhir_dir_key");
    dir_where_param(q, w, w->lead);
    dir_where_range(q, range);
    sql_text(q, " AND id > ");
    sql_bind_str(q, w->after);
    sql_text(q, " ORDER BY id LIMIT ");
    sql_bind_i64(q, (int64_t)w->size);
    sql_text(q, tested ? ") a ORDER BY a.id" : "");
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

static bool in_order(const Rows *r)
{
    for (size_t i = 1; i < r->count; i++)
        if (by_row_id(&r->rows[i - 1], &r->rows[i]) > 0)
            return false;
    return true;
}

/* Rows up to last, each id once, and of these the ones that may be. */
static void rows_take(Cx *cx, Rows *r, Str last, Str **ids, size_t *count)
{
    Str *out = arena_alloc_raw(cx->mem, (r->count + 1) * sizeof *out);
    size_t n = 0;
    if (!in_order(r))
        qsort(r->rows, r->count, sizeof *r->rows, by_row_id);
    for (size_t i = 0; i < r->count; i++)
        if (r->rows[i].may && (!last.p || str_cmp(r->rows[i].id, last) <= 0) &&
            (n == 0 || !str_eq(out[n - 1], r->rows[i].id)))
            out[n++] = r->rows[i].id;
    *ids = out;
    *count = n;
}

/* Those of ids that have the value. Both are in order. */
static Status mark_list(Cx *cx, DirWalk *w, const DirTerm *t, Str value, const Str *ids,
                        size_t count, bool *has)
{
    DbRows *rows;
    Status st;
    size_t i = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM fhir_dir_key");
    dir_where_param(q, w, t);
    sql_text(q, " AND value = ");
    sql_bind_blob(q, value);
    sql_text(q, " AND id >= ");
    sql_bind_str(q, ids[0]);
    sql_text(q, " AND id <= ");
    sql_bind_str(q, ids[count - 1]);
    sql_text(q, " ORDER BY id");
    TRY(db_query(cx, w->tx, q, &rows));
    for (size_t n = 1; db_next(cx, rows, &st); n++) {
        const Str id = db_str(rows, 0);
        w->work += n % LISTED == 0;
        while (i < count && str_cmp(ids[i], id) < 0)
            i++;
        if (i < count && str_eq(ids[i], id))
            has[i] = true;
    }
    return st;
}

/* Of ids those that stand in the term's lists, too. */
static Status keep_listed(Cx *cx, DirWalk *w, const DirTerm *t, Str *ids, size_t *count)
{
    size_t kept = 0;
    bool *has = ARENA_ARRAY(cx->mem, bool, *count);
    for (size_t i = 0; i < t->count; i++)
        TRY(mark_list(cx, w, t, t->ranges[i].from, ids, *count, has));
    for (size_t i = 0; i < *count; i++)
        if (has[i])
            ids[kept++] = ids[i];
    *count = kept;
    return ST_OK;
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
    w->work += dir_is_range(w->lead) && w->lead->rows > rows.count ? w->lead->rows : rows.count;
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
    dir_where_param(q, w, w->lead);
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
    for (size_t i = 0; i < t->set_count; i += DIR_SET_ONCE) {
        const size_t left = t->set_count - i;
        TRY(set_some(cx, w, t->set + i, left < DIR_SET_ONCE ? left : DIR_SET_ONCE, most, &rows));
        if (rows.count > most)
            return fail(cx, ST_TOO_COSTLY, STR("search"), "leads to too many resources");
    }
    w->work += rows.count + t->set_count;
    w->ended = true;
    rows_take(cx, &rows, STR_NONE, ids, count);
    return ST_OK;
}

/* ---- how many there are ---- */

static Status end_rid(Cx *cx, const DirWalk *w, uint16_t type, const char *order, int64_t *rid)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT rid FROM fhir_dir_key WHERE plan = ");
    sql_bind_i64(q, w->reach->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    sql_text(q, order);
    const Status st = db_one(cx, w->tx, q, STR("index"), &row);
    *rid = st == ST_OK ? db_i64(row, 0) : 0;
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

/* How many of some numbers between the two, drawn alike each time, are the type's. */
static Status rids_hit(Cx *cx, const DirWalk *w, uint16_t type, int64_t first, int64_t last,
                       int64_t *hits)
{
    DbRows *row;
    int64_t rids[DRAWN];
    const uint64_t span = (uint64_t)(last - first) + 1;
    for (uint64_t i = 0; i < DRAWN; i++)
        rids[i] = first + (int64_t)((i * UINT64_C(0x9E3779B97F4A7C15) >> 32) * span >> 32);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM (SELECT DISTINCT rid FROM fhir_dir_key WHERE plan = ");
    sql_bind_i64(q, w->reach->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND rid IN (");
    sql_bind_i64s(q, rids, DRAWN);
    sql_text(q, ")) x");
    TRY(db_one(cx, w->tx, q, STR("index"), &row));
    *hits = db_i64(row, 0);
    return ST_OK;
}

/* About how many there are, which nothing says. What was loaded together has its numbers in a row; what
 * came since has others between. */
static Status type_rows(Cx *cx, const DirWalk *w, uint16_t type, double *rows)
{
    int64_t first, last, hits;
    TRY(end_rid(cx, w, type, " ORDER BY rid LIMIT 1", &first));
    TRY(end_rid(cx, w, type, " ORDER BY rid DESC LIMIT 1", &last));
    TRY(rids_hit(cx, w, type, first, last, &hits));
    *rows = (double)(last - first + 1) * (double)(hits > 0 ? hits : 1) / (double)DRAWN;
    return ST_OK;
}

/* Of those that refer so many do it to a set as the set is of all that can be referred to. What has more
 * rows than were counted is thought rarer than it is. */
static Status share_of(Cx *cx, const DirWalk *w, const DirTerm *t, double all, double *share)
{
    double of = all;
    if (t->set)
        TRY(type_rows(cx, w, t->term->set[0].type, &of));
    *share = (double)t->rows < of ? (double)t->rows / of : 1;
    return ST_OK;
}

Status dir_walk_instead(Cx *cx, DirWalk *w, size_t room, uint64_t *rows)
{
    double all, share, least = INFINITY;
    double need = (double)room;
    TRY(type_rows(cx, w, w->type->num, &all));
    for (size_t i = 0; i < w->count; i++) {
        DirTerm *t = &w->terms[i];
        TRY(share_of(cx, w, t, all, &share));
        need /= share;
        const double look_up = (double)t->rows * SOUGHT + share * all;
        if (t->set && look_up < least) {
            least = look_up;
            w->lead = t;
        }
    }
    *rows = need < least && need < INSTEAD ? (uint64_t)need : 0;
    return ST_OK;
}

static Sql *type_select(Cx *cx, const DirWalk *w)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id, fingerprint, keys FROM fhir_entry WHERE plan = ");
    sql_bind_i64(q, w->reach->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, DIRECTORY);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, w->type->num);
    sql_text(q, " AND id > ");
    sql_bind_str(q, w->after);
    sql_text(q, " ORDER BY id LIMIT ");
    sql_bind_i64(q, (int64_t)w->size);
    sql_ahead(q);
    return q;
}

/* By no more of a row than says so; keys of other tables do not. */
static bool may_lead(const DirWalk *w, const DbRows *row)
{
    const Subject subject = { .keys = db_blob(row, 2) };
    if ((uint64_t)db_i64(row, 1) != param_table_fingerprint)
        return true;
    for (size_t i = 0; i < w->count; i++)
        if (w->terms[i].set && !match_term(w->terms[i].term, &subject))
            return false;
    return true;
}

Status dir_walk_type(Cx *cx, DirWalk *w, Str **ids, size_t *count)
{
    DbRows *rows;
    Status st;
    Str last = STR_NONE;
    size_t read = 0;
    *ids = arena_alloc_raw(cx->mem, w->size * sizeof **ids);
    *count = 0;
    TRY(db_query(cx, w->tx, type_select(cx, w), &rows));
    for (; db_next(cx, rows, &st); read++) {
        const bool may = may_lead(w, rows);
        if (may || read + 1 == w->size)
            last = arena_dup(cx->mem, db_str(rows, 0));
        if (may)
            (*ids)[(*count)++] = last;
    }
    w->ended = read < w->size;
    w->after = w->ended ? w->after : last;
    w->seen += read;
    w->work += read / LISTED;
    if (w->size < TYPE_AT_ONCE)
        w->size *= 4;
    return st;
}

static Status range_all(Cx *cx, const DirWalk *w, const DirRange *range, size_t most, Rows *out)
{
    DbRows *rows;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM fhir_dir_key");
    dir_where_param(q, w, w->lead);
    dir_where_range(q, range);
    sql_text(q, range->to.n > 0 ? " LIMIT " : " ORDER BY id LIMIT ");
    sql_bind_i64(q, (int64_t)most);
    TRY(db_query(cx, w->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        ARENA_GROW(cx->mem, out->rows, out->count, out->room, 1024);
        out->rows[out->count++] = (Row){ .id = arena_dup(cx->mem, db_str(rows, 0)), .may = true };
    }
    return st;
}

/* ---- calls ---- */

Status dir_walk_all(Cx *cx, DirWalk *w, size_t most, Str **ids, size_t *count)
{
    Rows rows = { .count = 0 };
    for (size_t i = 0; i < w->lead->count && rows.count <= most; i++)
        TRY(range_all(cx, w, &w->lead->ranges[i], most + 1 - rows.count, &rows));
    w->ended = rows.count <= most;
    rows_take(cx, &rows, STR_NONE, ids, count);
    return ST_OK;
}

Status dir_walk_next(Cx *cx, DirWalk *w, Str **ids, size_t *count)
{
    TRY(w->lead->set ? all_of_set(cx, w, SET_ROWS, ids, count) : next_of_ranges(cx, w, ids, count));
    for (size_t i = 0; i<w->count && * count> 0; i++)
        if (w->terms[i].list)
            TRY(keep_listed(cx, w, &w->terms[i], *ids, count));
    if (w->size < DIR_AT_ONCE)
        w->size *= 2;
    if (w->size > DIR_AT_ONCE && !w->few)
        w->size = DIR_AT_ONCE;
    return ST_OK;
}

Status dir_referrers(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, const Term *t,
                     Str **ids, size_t *count)
{
    DirTerm lead = { .term = t, .set = true };
    DirWalk w = { .tx = tx, .reach = reach, .type = type, .lead = &lead };
    return all_of_set(cx, &w, LIMIT_CHAIN_SET, ids, count);
}
