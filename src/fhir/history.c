/* history.c - the versions of a resource or of a type, newest first (R4 http 3.1.0.8). A version that the
 * grant keeps back is nowhere: not on the page, not in the total, not between two others when _at asks
 * which of them stood (AUTHORIZATION S24). */
#include "base/date.h"
#include "base/table.h"
#include "fhir/element.h"
#include "fhir/search_int.h"

#include <stdlib.h>

typedef struct Version {
    int64_t updated_ms;
    int64_t rid;
    int64_t pack; /* of the newest */
    int64_t version;
    int64_t compartment;
    bool deleted;
    bool past;
    unsigned char id_bytes;
    char id[LIMIT_ID];
} Version;

/* Newest first; the rest makes the order total, so that pages neither repeat nor skip (S30). */
static int compare(const Version *a, const Version *b)
{
    if (a->updated_ms != b->updated_ms)
        return a->updated_ms > b->updated_ms ? -1 : 1;
    if (a->rid != b->rid)
        return a->rid > b->rid ? -1 : 1;
    if (a->version != b->version)
        return a->version > b->version ? -1 : 1;
    return (a->compartment < b->compartment) - (a->compartment > b->compartment);
}

static int by_newest(const void *a, const void *b)
{
    return compare(a, b);
}

/* ---- the query ---- */

typedef struct Asked {
    Search search; /* of, count, used: what the page says of itself */
    Str id;        /* empty: of the type */
    bool since_given;
    int64_t since_ms;
    bool at_given;
    DateRange at;
    unsigned uses; /* r or s (S3) */
    bool filtered; /* by a granular scope */
} Asked;

static Status take_date(Cx *cx, const FhirParam *p, bool *given, DateRange *out)
{
    if (*given)
        return fail(cx, ST_INVALID, p->name, "given twice");
    *given = true;
    return date_range(cx, p->value, p->name, out);
}

static Status take_since(Cx *cx, Asked *a, const FhirParam *p)
{
    DateRange when;
    TRY(take_date(cx, p, &a->since_given, &when));
    a->since_ms = when.lo_ms;
    return ST_OK;
}

static Status take_at(Cx *cx, Asked *a, const FhirParam *p)
{
    return take_date(cx, p, &a->at_given, &a->at);
}

typedef struct Control {
    Str name;
    Status (*take)(Cx *cx, Asked *a, const FhirParam *p); /* NULL: search reads it alike */
} Control;

// clang-format off
static const Control controls[] = {
    { STR_C("_at"),     take_at    },
    { STR_C("_count"),  NULL       },
    { STR_C("_format"), NULL       },
    { STR_C("_pretty"), NULL       },
    { STR_C("_since"),  take_since },
};
// clang-format on

/* What is not understood is refused, with leniency too: an entry of a history has no place to say that
 * something was left out (R4 Bundle bdl-2). */
static Status asked_parse(Cx *cx, const Reach *reach, const FhirQuery *q, const TypeRow *type,
                          Asked *a)
{
    FhirParam *common = ARENA_ARRAY(cx->mem, FhirParam, q->count);
    FhirParam *used = ARENA_ARRAY(cx->mem, FhirParam, q->count);
    FhirQuery rest = { .type = q->type, .params = common };
    for (size_t i = 0; i < q->count; i++) {
        const FhirParam *p = &q->params[i];
        const Control *c = TABLE_FIND(controls, p->name);
        if (!c)
            return fail(cx, ST_NOT_SUPPORTED, p->name, "not a parameter of a history");
        if (c->take)
            TRY(c->take(cx, a, p));
        else
            common[rest.count++] = *p;
        used[i] = *p;
    }
    const Str of = a->search.of;
    TRY(search_parse(cx, reach, &rest, type, &a->search));
    a->search.of = of;
    a->search.used = used;
    a->search.used_count = q->count;
    return ST_OK;
}

/* A version's place in the order, as a cursor carries it. */
enum { SORT_UPDATED, SORT_VERSION, SORT_COMPARTMENT, SORT_COUNT };

static Found found_of(Cx *cx, const TypeRow *type, const Version *v)
{
    SortValue *sort = ARENA_ARRAY(cx->mem, SortValue, SORT_COUNT);
    sort[SORT_UPDATED].i = v->updated_ms;
    sort[SORT_VERSION].i = v->version;
    sort[SORT_COMPARTMENT].i = v->compartment;
    return (Found){ .type = type,
                    .compartment = v->compartment,
                    .rid = v->rid,
                    .pack = v->pack,
                    .id = arena_dup(cx->mem, (Str){ v->id, v->id_bytes }),
                    .sort = sort,
                    .version = v->version,
                    .updated_ms = v->updated_ms,
                    .deleted = v->deleted,
                    .past = v->past };
}

/* ---- bodies ---- */

#define BODIES_AT_ONCE 32u /* a power of two */

/* One branch a version, each by the whole key; filled up to a power of two, for few texts to prepare. */
static Sql *select_bodies(Cx *cx, const Reach *reach, Found *const *rows, size_t count)
{
    Sql *q = sql_new(cx);
    size_t size = 1;
    while (size < count)
        size *= 2;
    for (size_t i = 0; i < size; i++) {
        const size_t at = i < count ? i : count - 1;
        sql_text(q, i ? " UNION ALL SELECT " : "SELECT ");
        sql_bind_i64(q, (int64_t)at);
        sql_text(q, " AS nr, bytes FROM fhir_history WHERE plan = ");
        sql_bind_i64(q, reach->plan);
        sql_text(q, " AND compartment = ");
        sql_bind_i64(q, rows[at]->compartment);
        sql_text(q, " AND type = ");
        sql_bind_i64(q, rows[at]->type->num);
        sql_text(q, " AND id = ");
        sql_bind_str(q, rows[at]->id);
        sql_text(q, " AND version = ");
        sql_bind_i64(q, rows[at]->version);
    }
    return q;
}

static Status bodies_some(Cx *cx, DbTx *tx, const Reach *reach, Found **rows, size_t count,
                          size_t *room)
{
    DbRows *r;
    Status st;
    size_t filled = 0;
    TRY(db_query(cx, tx, select_bodies(cx, reach, rows, count), &r));
    while (db_next(cx, r, &st)) {
        Found *f = rows[db_i64(r, 0)];
        const Str bytes = db_blob(r, 1);
        if (f->body.p)
            continue;
        if (bytes.n > *room)
            return fail(cx, ST_TOO_LONG, STR("_count"), "the page is too large: ask for fewer");
        *room -= bytes.n;
        f->body = arena_dup(cx->mem, bytes);
        TRY(element_body(cx, reach, f->type, &f->body));
        filled++;
    }
    TRY(st);
    return filled == count ? ST_OK
                           : fail(cx, ST_INTERNAL, STR("body"), "a version without its body");
}

static Status bodies_past(Cx *cx, DbTx *tx, const Reach *reach, Found **rows, size_t count,
                          size_t *room)
{
    for (size_t i = 0; i < count; i += BODIES_AT_ONCE) {
        const size_t some = count - i < BODIES_AT_ONCE ? count - i : BODIES_AT_ONCE;
        TRY(bodies_some(cx, tx, reach, rows + i, some, room));
    }
    return ST_OK;
}

/* Those that stand now are read as a search reads them. */
static Status bodies_now(Cx *cx, DbTx *tx, const Reach *reach, Found **rows, size_t count,
                         size_t *room)
{
    Found *now = ARENA_ARRAY(cx->mem, Found, count);
    for (size_t i = 0; i < count; i++)
        now[i] = *rows[i];
    TRY(found_bodies(cx, tx, reach, now, count, room));
    for (size_t i = 0; i < count; i++)
        rows[i]->body = now[i].body;
    return ST_OK;
}

static Status fill_bodies(Cx *cx, DbTx *tx, const Reach *reach, Found *rows, size_t count)
{
    Found **now = ARENA_ARRAY(cx->mem, Found *, count);
    Found **past = ARENA_ARRAY(cx->mem, Found *, count);
    size_t now_count = 0;
    size_t past_count = 0;
    size_t room = LIMIT_BUNDLE;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].deleted)
            continue;
        if (rows[i].past)
            past[past_count++] = &rows[i];
        else
            now[now_count++] = &rows[i];
    }
    TRY(bodies_now(cx, tx, reach, now, now_count, &room));
    return bodies_past(cx, tx, reach, past, past_count, &room);
}

/* ---- the versions that exist for this caller ---- */

#define COLUMNS "SELECT id, version, rid, updated_ms, deleted, labels, when_lo_ms, when_hi_ms, "
enum {
    COL_ID,
    COL_VERSION,
    COL_RID,
    COL_UPDATED,
    COL_DELETED,
    COL_LABELS,
    COL_LO,
    COL_HI,
    COL_PACK,
    COL_PAST,
    COL_PRINT, /* where a granular scope asks for keys */
    COL_KEYS
};

static void where(Sql *q, const Reach *reach, const Asked *a, int64_t compartment)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, a->search.type->num);
    if (a->id.n > 0) {
        sql_text(q, " AND id = ");
        sql_bind_str(q, a->id);
    }
}

/* _at alone needs to know which version followed which. */
static Sql *select_versions(Cx *cx, const Reach *reach, const Asked *a, int64_t compartment)
{
    Sql *q = sql_new(cx);
    const char *keys = a->filtered ? ", fingerprint, keys" : "";
    sql_text(q, COLUMNS "pack, ");
    sql_bind_i64(q, 0);
    sql_text(q, " AS past");
    sql_text(q, keys);
    sql_text(q, " FROM fhir_entry");
    where(q, reach, a, compartment);
    if (!element_past_withheld(reach, a->search.type)) {
        sql_text(q, " UNION ALL " COLUMNS);
        sql_bind_i64(q, 0);
        sql_text(q, ", ");
        sql_bind_i64(q, 1);
        sql_text(q, " AS past");
        sql_text(q, keys);
        sql_text(q, " FROM fhir_history");
        where(q, reach, a, compartment);
        sql_text(q, " AND moved = 0"); /* what turned out to be another's */
    }
    if (a->at_given)
        sql_text(q, " ORDER BY id DESC, version DESC");
    return q;
}

typedef struct Run {
    const Asked *asked;
    const Version *after; /* NULL: the first page */
    Version *rows;        /* as many again as the page needs: sorted and cut when full */
    size_t count;
    size_t keep;
    uint64_t total;
    bool any;       /* something exists for this caller */
    Version newer;  /* the row before, with _at */
    bool has_newer; /* in this place */
    BinarySet *seen;
    Cx *scratch;
} Run;

static Version version_of(const DbRows *row)
{
    Version v = { .updated_ms = db_i64(row, COL_UPDATED),
                  .rid = db_i64(row, COL_RID),
                  .pack = db_i64(row, COL_PACK),
                  .version = db_i64(row, COL_VERSION),
                  .deleted = db_i64(row, COL_DELETED) != 0,
                  .past = db_i64(row, COL_PAST) != 0 };
    const Str id = db_str(row, COL_ID);
    v.id_bytes = (unsigned char)(id.n < LIMIT_ID ? id.n : LIMIT_ID);
    memcpy(v.id, id.p, v.id_bytes);
    return v;
}

/* R4 http 3.1.0.8.1, _at: those that stood at some time of the range; a version stands until the next
 * one that the caller knows of. */
static bool stood(Run *run, const Version *v)
{
    const DateRange at = run->asked->at;
    const bool followed = run->has_newer && run->newer.rid == v->rid;
    const int64_t until = followed ? run->newer.updated_ms : DATE_MAX;
    run->newer = *v;
    run->has_newer = true;
    return v->updated_ms < at.hi_ms && until > at.lo_ms;
}

static void cut(Run *run)
{
    qsort(run->rows, run->count, sizeof *run->rows, by_newest);
    if (run->count > run->keep)
        run->count = run->keep;
}

static void offer(Run *run, const Version *v)
{
    if (run->after && compare(v, run->after) <= 0)
        return;
    if (run->count == 2 * run->keep)
        cut(run);
    run->rows[run->count++] = *v;
}

Status version_before(Cx *cx, DbTx *tx, const Reach *reach, const Found *deleted, Str *body)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_history WHERE plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, deleted->compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, deleted->type->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, deleted->id);
    sql_text(q, " AND deleted = 0 AND version < ");
    sql_bind_i64(q, deleted->version);
    sql_text(q, " ORDER BY version DESC LIMIT 1");
    *body = STR_NONE;
    const Status st = db_one(cx, tx, q, STR("version"), &row);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *body = arena_dup(cx->mem, db_blob(row, 0));
    return ST_OK;
}

/* Keys that an older table made are made anew from the version's body, in memory of one row. */
static Status stale_in_scope(Cx *cx, DbTx *tx, const Reach *reach, Run *run, const Version *v,
                             Judgement *j, bool *admitted)
{
    scratch_take(cx, &run->scratch);
    Found f = found_of(run->scratch, j->type, v);
    Status st = v->deleted ? version_before(run->scratch, tx, reach, &f, &f.body)
                           : fill_bodies(run->scratch, tx, reach, &f, 1);
    j->body = f.body;
    if (st == ST_OK)
        st = version_admitted(run->scratch, reach, j, admitted);
    return st == ST_OK ? ST_OK
                       : fail(cx, st, STR("keys"), "keys of a stored version cannot be made anew");
}

/* By the version's own keys (S24). */
static Status in_scope(Cx *cx, DbTx *tx, const Reach *reach, Run *run, const Version *v,
                       const DbRows *row, bool *admitted)
{
    const Asked *a = run->asked;
    Judgement j = {
        .type = a->search.type, .uses = a->uses, .id = { v->id, v->id_bytes }, .seen = run->seen
    };
    *admitted = true;
    if (!a->filtered)
        return ST_OK;
    j.fingerprint = (uint64_t)db_i64(row, COL_PRINT);
    j.keys = db_blob(row, COL_KEYS);
    return j.seen || j.fingerprint == param_table_fingerprint
               ? version_admitted(cx, reach, &j, admitted)
               : stale_in_scope(cx, tx, reach, run, v, &j, admitted);
}

static Status judge(Cx *cx, DbTx *tx, const Reach *reach, Run *run, int64_t compartment,
                    const DbRows *row)
{
    const Asked *a = run->asked;
    const DateRange when = { db_i64(row, COL_LO), db_i64(row, COL_HI) };
    bool admitted;
    if (!reach_admits(reach, (uint64_t)db_i64(row, COL_LABELS), when))
        return ST_OK;
    Version v = version_of(row);
    v.compartment = compartment;
    TRY(in_scope(cx, tx, reach, run, &v, row, &admitted));
    if (!admitted)
        return ST_OK;
    run->any = true;
    if (a->at_given && !stood(run, &v))
        return ST_OK;
    if (a->since_given && v.updated_ms < a->since_ms)
        return ST_OK;
    run->total++;
    if (!a->search.total_only)
        offer(run, &v);
    return ST_OK;
}

static Status look_in(Cx *cx, DbTx *tx, const Reach *reach, Run *run, int64_t compartment)
{
    DbRows *rows;
    Status st;
    run->has_newer = false;
    if (run->asked->filtered && run->asked->search.type->owner == OWNER_REFERRER)
        TRY(binaries_seen(cx, tx, reach, compartment, &run->seen));
    TRY(db_query(cx, tx, select_versions(cx, reach, run->asked, compartment), &rows));
    while (db_next(cx, rows, &st))
        TRY(judge(cx, tx, reach, run, compartment, rows));
    return st;
}

static Status find_versions(Cx *cx, DbTx *tx, const Reach *reach, const Asked *a,
                            const Version *after, Run *out)
{
    int64_t places[2];
    const size_t n = reach_places(reach, a->search.type, places);
    *out = (Run){ .asked = a, .after = after, .keep = a->search.count + 1 };
    out->rows = arena_alloc_raw(cx->mem, 2 * out->keep * sizeof(Version));
    for (size_t i = 0; i < n; i++)
        TRY(look_in(cx, tx, reach, out, places[i]));
    cut(out);
    return ST_OK;
}

/* ---- the page ---- */

static Version version_at(const Position *p)
{
    return (Version){ .updated_ms = p->sort[SORT_UPDATED].i,
                      .rid = p->rid,
                      .version = p->sort[SORT_VERSION].i,
                      .compartment = p->sort[SORT_COMPARTMENT].i };
}

static Page page_of(Cx *cx, const Asked *a, const Run *run)
{
    Page page = { .total = run->total, .more = run->count > a->search.count };
    page.count = page.more ? a->search.count : run->count;
    page.rows = ARENA_ARRAY(cx->mem, Found, page.count);
    for (size_t i = 0; i < page.count; i++)
        page.rows[i] = found_of(cx, a->search.type, &run->rows[i]);
    return page;
}

/* S3: of one resource it is a read, of a type a search. */
static Status allowed(Cx *cx, const Reach *reach, const FhirQuery *q, const TypeRow **type)
{
    if (q->id.n > 0)
        return read_allowed(cx, reach, q->type, q->id, type);
    *type = type_by_name(q->type);
    if (!*type)
        return fail(cx, ST_NOT_FOUND, STR("type"), "no such resource type");
    return reach_may_search(reach, (*type)->num)
               ? ST_OK
               : fail(cx, ST_SCOPE, (*type)->name, "no scope allows to search this type");
}

static Str address(Cx *cx, const TypeRow *type, Str id)
{
    const Str one = id.n > 0 ? arena_join(cx->mem, type->name, STR("/"), id) : type->name;
    return arena_join(cx->mem, one, STR("/_history"), STR_NONE);
}

Status fhir_history(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *query, FhirPage *out)
{
    const TypeRow *type;
    FhirQuery q = *query;
    Cursor cursor = { .has_position = false };
    TRY(allowed(cx, reach, &q, &type));
    Asked a = { .id = q.id, .search.of = address(cx, type, q.id) };
    if (q.cursor.n > 0)
        TRY(query_continue(cx, reach, a.search.of, &q, &cursor));
    TRY(asked_parse(cx, reach, &q, type, &a));
    a.uses = a.id.n > 0 ? USE_READ : USE_SEARCH;
    a.filtered = reach_filters(reach, type, a.uses);
    const Version after = version_at(&cursor.position);
    Run run;
    TRY(find_versions(cx, tx, reach, &a, cursor.has_position ? &after : NULL, &run));
    if (q.id.n > 0 && !run.any)
        return read_not_found(cx);
    const Page page = page_of(cx, &a, &run);
    TRY(fill_bodies(cx, tx, reach, page.rows, page.count));
    a.search.sort_count = SORT_COUNT;
    BundleSpec spec = { .reach = reach, .search = &a.search, .page = &page, .history = true };
    return page_write(cx, &spec, &q, out);
}
