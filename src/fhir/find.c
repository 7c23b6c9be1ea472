/* find.c - runs a search: reads the rows of the type in reach, judges each, and keeps the page. A member's
 * rows are all judged, so total is exact; a directory's are read in order until the page is full
 * (docs/decisions/15). Only a page's worth of them is kept, in a heap whose top is
 * the last row of the page so far, so memory does not grow with the member. */
#include "fhir/provenance_int.h"

/* ---- order ---- */

static int compare_values(const SortKey *key, const SortValue *a, const SortValue *b)
{
    if (!a->has || !b->has)
        return (int)b->has - (int)a->has; /* without a value: last */
    int order = str_cmp(a->s, b->s);
    if (a->i != b->i)
        order = a->i < b->i ? -1 : 1;
    if (a->d < b->d || a->d > b->d)
        order = a->d < b->d ? -1 : 1;
    return key->desc ? -order : order;
}

/* rid breaks ties: every order is total, so no page repeats or misses a row (S30). */
static int compare(const Search *s, const SortValue *a, int64_t a_rid, const SortValue *b,
                   int64_t b_rid)
{
    for (size_t i = 0; i < s->sort_count; i++) {
        const int order = compare_values(&s->sort[i], &a[i], &b[i]);
        if (order)
            return order;
    }
    return a_rid < b_rid ? -1 : a_rid > b_rid;
}

static bool before(const Search *s, const Found *a, const Found *b)
{
    return compare(s, a->sort, a->rid, b->sort, b->rid) < 0;
}

/* Ascending takes a row's lowest value, descending its highest (R4 search 3.1.1.5.1). */
static void take_value(const SortKey *key, const Key *k, SortValue *v)
{
    SortValue one = { .has = true };
    switch ((KeyKind)k->kind) {
    case KEY_DATE: one.i = key->desc ? k->date.hi_ms : k->date.lo_ms; break;
    case KEY_STRING: one.s = str_slice(k->string.folded, 0, SORT_TEXT); break;
    case KEY_QUANTITY: one.d = key->desc ? k->quantity.hi : k->quantity.lo; break;
    case KEY_URI: one.s = str_slice(k->uri, 0, SORT_TEXT); break;
    case KEY_REFERENCE:
        one.i = k->reference.type;
        one.s = str_slice(k->reference.url.n ? k->reference.url : k->reference.id, 0, SORT_TEXT);
        one.has = one.s.n > 0; /* a reference with display alone has none */
        break;
    case KEY_TOKEN: return;
    }
    if (!one.has)
        return;
    if (!v->has || compare_values(key, &one, v) < 0)
        *v = one;
}

static SortValue sort_value(const SortKey *key, const Entry *e)
{
    SortValue v = { .has = false };
    if (key->param->num == PARAM__ID)
        return (SortValue){ .has = true, .s = e->id };
    if (key->param->num == PARAM__LAST_UPDATED)
        return (SortValue){ .has = true, .i = e->updated_ms };
    Key k;
    for (KeysIter it = keys_iter(e->keys, key->param->num); keys_next(&it, &k);)
        take_value(key, &k, &v);
    return v;
}

/* ---- the page so far ---- */

typedef struct Heap {
    const Search *search;
    const Position *after;
    Found *rows; /* rows[0] is the last in order */
    bool listed; /* rows come in the order of the page: no heap is needed */
    size_t count;
    size_t room;
} Heap;

static void swap(Found *a, Found *b)
{
    const Found t = *a;
    *a = *b;
    *b = t;
}

static void sift_up(Heap *h, size_t i)
{
    for (; i > 0 && before(h->search, &h->rows[(i - 1) / 2], &h->rows[i]); i = (i - 1) / 2)
        swap(&h->rows[(i - 1) / 2], &h->rows[i]);
}

static void sift_down(Heap *h, size_t count)
{
    for (size_t i = 0, child; (child = 2 * i + 1) < count; i = child) {
        if (child + 1 < count && before(h->search, &h->rows[child], &h->rows[child + 1]))
            child++;
        if (!before(h->search, &h->rows[i], &h->rows[child]))
            return;
        swap(&h->rows[i], &h->rows[child]);
    }
}

/* What a row lends is copied once it is known to stay. */
static void keep(Cx *cx, const Heap *h, const Entry *e, const SortValue *sort, Found *f)
{
    const size_t keys = h->search->sort_count;
    SortValue *own = keys > 0 ? ARENA_ARRAY(cx->mem, SortValue, keys) : NULL;
    for (size_t i = 0; i < keys; i++) {
        own[i] = sort[i];
        own[i].s = arena_dup(cx->mem, sort[i].s);
    }
    f->sort = own;
    f->id = arena_dup(cx->mem, e->id);
    if (h->search->include_count > 0)
        f->keys = arena_dup(cx->mem, e->keys);
}

/* Rows in the order of the page: the first that fit are it. */
static void offer_listed(Cx *cx, Heap *h, const TypeRow *type, int64_t compartment, const Entry *e)
{
    if (h->count == h->room || (h->after && e->rid <= h->after->rid))
        return;
    Found *f = &h->rows[h->count++];
    *f = (Found){ .type = type, .compartment = compartment, .rid = e->rid, .pack = e->pack };
    keep(cx, h, e, NULL, f);
}

static void offer(Cx *cx, Heap *h, const TypeRow *type, int64_t compartment, const Entry *e)
{
    SortValue sort[LIMIT_SORT_KEYS];
    Found f = { .type = type, .compartment = compartment, .rid = e->rid, .pack = e->pack };
    f.sort = sort;
    for (size_t i = 0; i < h->search->sort_count; i++)
        sort[i] = sort_value(&h->search->sort[i], e);
    if (h->after && compare(h->search, sort, f.rid, h->after->sort, h->after->rid) <= 0)
        return;
    const bool full = h->count == h->room;
    if (full && !before(h->search, &f, &h->rows[0]))
        return;
    keep(cx, h, e, sort, &f);
    if (full) {
        h->rows[0] = f;
        sift_down(h, h->count);
    } else {
        h->rows[h->count] = f;
        sift_up(h, h->count++);
    }
}

static void in_order(Heap *h)
{
    for (size_t n = h->count; n > 1; n--) {
        swap(&h->rows[0], &h->rows[n - 1]);
        sift_down(h, n - 1);
    }
}

/* ---- where to look ---- */

typedef struct Run {
    DbTx *tx;
    const Reach *reach;
    const Search *search;
    Heap heap;
    uint64_t total;
    uint64_t work; /* rows judged, times the values each was held against */
    size_t values;
    bool stops; /* rows come in the order of the page: who reads them may stop when it is full */
    bool uncounted;
    bool own_is_all;      /* Subject.own answers every term */
    bool open;            /* some term is */
    const Each *each;     /* for whom, when there is no page */
    const Judged *judged; /* or for whom each candidate is judged, one after the other */
} Run;

/* A row of the directory lies anywhere on the disk, a member's beside the one before. */
#define DIRECTORY_ROW 4u

/* 64 parameters of 200 values over a large directory would hold a thread for minutes (R1, threat 73). */
Status work_add(Cx *cx, const Reach *reach, const TypeRow *type, uint64_t rows, uint64_t values,
                uint64_t *work)
{
    const bool directory = type->owner == OWNER_DIRECTORY;
    const uint64_t least = directory ? DIRECTORY_ROW : 1;
    *work += rows * (values > least ? values : least);
    if (*work > (reach_is_open(reach) ? LIMIT_OPEN_WORK : LIMIT_SEARCH_WORK))
        return fail(cx, ST_TOO_COSTLY, STR("search"),
                    directory
                        ? "too many resources to look through: add what narrows it, or ask for "
                          "fewer values, no order and no total"
                        : "too many values for so many resources");
    return ST_OK;
}

static Status run_work(Cx *cx, Run *run, uint64_t rows)
{
    return work_add(cx, run->reach, run->search->type, rows, run->values, &run->work);
}

static Subject subject_of(const Entry *e)
{
    return (Subject){ .id = e->id, .updated_ms = e->updated_ms, .keys = e->keys, .own = e->own };
}

static void tell(const Run *run, const Entry *e)
{
    const Subject subject = subject_of(e);
    const Search *s = run->search;
    size_t i = 0;
    while (!e->drop && i < s->term_count && match_term(&s->terms[i], &subject))
        i++;
    run->judged->tell(run->judged->to, e, i);
}

static bool holds(const Run *run, const Entry *e)
{
    const Search *s = run->search;
    const Subject subject = subject_of(e);
    return (run->own_is_all && e->own) || match_all(s->terms, s->term_count, &subject);
}

/* What is left open of the terms that seem to hold. */
static Status settle(Cx *cx, Run *run, const Entry *e, bool *holds)
{
    const Search *s = run->search;
    const Subject subject = subject_of(e);
    for (size_t i = 0; i < s->term_count && *holds; i++)
        if (s->terms[i].open)
            TRY(chain_settle(cx,
                             &(ChainAsk){ .tx = run->tx,
                                          .reach = run->reach,
                                          .term = &s->terms[i],
                                          .subject = &subject,
                                          .work = &run->work },
                             holds));
    return ST_OK;
}

/* Rows that will not stand in the page, and of which the list says that they match, are counted alone. */
static Status count_own(Cx *cx, Run *run, Entries *rows)
{
    const Heap *h = &run->heap;
    const bool wanted = !run->search->total_only && (!h->listed || h->count < h->room);
    if (!rows->listed || !run->own_is_all || wanted)
        return ST_OK;
    const size_t n = entries_own(rows);
    run->total += n;
    return run_work(cx, run, n);
}

static Status judge(Cx *cx, Run *run, int64_t compartment, Entries *rows)
{
    const Search *s = run->search;
    Entry e;
    Status st;
    if (rows->made)
        made_about_terms(cx, rows->made, s->terms, s->term_count);
    while (entries_next(cx, rows, &e, &st)) {
        TRY(run_work(cx, run, 1));
        if (run->judged) {
            tell(run, &e);
            continue;
        }
        bool matches = holds(run, &e);
        if (matches && run->open)
            TRY(settle(cx, run, &e, &matches));
        if (!matches)
            continue;
        run->total++;
        if (run->each)
            TRY(run->each->take(cx, run->each->to, &e));
        if (run->heap.listed)
            offer_listed(cx, &run->heap, s->type, compartment, &e);
        else if (!s->total_only)
            offer(cx, &run->heap, s->type, compartment, &e);
        TRY(count_own(cx, run, rows));
    }
    return st;
}

/* ids: these alone; none (NULL): every row of the type in that place. */
static Status rows_open(Cx *cx, const Run *run, int64_t compartment, const Str *ids, size_t count,
                        Entries *out)
{
    return (run->judged ? entries_open_all : entries_open)(
        cx, run->tx, run->reach, run->search->type, compartment, ids, count, out);
}

static Status judge_ids(Cx *cx, Run *run, int64_t compartment, const Str *ids, size_t count)
{
    Entries rows;
    for (size_t i = 0; i < count; i += ENTRIES_IDS) {
        const size_t n = count - i < ENTRIES_IDS ? count - i : ENTRIES_IDS;
        TRY(rows_open(cx, run, compartment, ids + i, n, &rows));
        TRY(judge(cx, run, compartment, &rows));
    }
    return ST_OK;
}

static bool owned_by_patient(const TypeRow *type)
{
    return type->owner == OWNER_SELF || type->owner == OWNER_PATH ||
           type->owner == OWNER_PATH_OR_PLAN;
}

/* Whether a list says all that the search asks of a row. */
static bool list_says_all(const Search *s)
{
    for (size_t i = 0; i < s->term_count; i++) {
        const Term *t = &s->terms[i];
        if (!is_column(t->param) && !(t->asks_own && owned_by_patient(s->type)))
            return false;
    }
    for (size_t i = 0; i < s->sort_count; i++)
        if (!is_column(s->sort[i].param))
            return false;
    return s->include_count == 0; /* which follow keys */
}

static bool any_asks_own(const Search *s)
{
    for (size_t i = 0; i < s->term_count; i++)
        if (s->terms[i].asks_own)
            return true;
    return false;
}

static Status judge_all(Cx *cx, Run *run, int64_t compartment, bool alone)
{
    const Search *s = run->search;
    Entries rows;
    const bool made = s->type->owner == OWNER_TARGETS; /* which stand in no list */
    if (compartment == DIRECTORY || made || run->each || run->judged || !list_says_all(s)) {
        TRY(rows_open(cx, run, compartment, NULL, 0, &rows));
    } else {
        TRY(entries_listed(cx, run->tx, run->reach, s->type, compartment, any_asks_own(s), &rows));
        run->heap.listed = alone && s->sort_count == 0 && !s->total_only;
    }
    return judge(cx, run, compartment, &rows);
}

static Str *set_ids(Cx *cx, const Term *t, size_t *count)
{
    Str *ids = arena_alloc_raw(cx->mem, (t->set_count + 1) * sizeof *ids); /* never NULL */
    for (size_t i = 0; i < t->set_count; i++)
        ids[i] = t->set[i].id;
    *count = t->set_count;
    return ids;
}

/* The ids that an _id or _has term names, each once; NULL when there is no such term. */
static Str *named_ids(Cx *cx, const Search *s, size_t *count)
{
    const Term *t = NULL; /* a chain's search may have no terms, nor an array of them */
    for (size_t i = 0; i < s->term_count && !t; i++)
        if (s->terms[i].param->num == PARAM__ID &&
            (s->terms[i].modifier == MOD_NONE || s->terms[i].modifier == MOD_HAS))
            t = &s->terms[i];
    if (!t)
        return NULL;
    if (t->modifier == MOD_HAS)
        return set_ids(cx, t, count);
    Str *ids = ARENA_ARRAY(cx->mem, Str, t->count);
    for (size_t i = 0; i < t->count; i++)
        ids[i] = t->values[i].text;
    *count = ids_once(ids, t->count);
    return ids;
}

/* ---- a directory type ---- */

static bool is_full(const Run *run)
{
    return run->heap.count == run->heap.room;
}

/* In the order of ids, which a directory's pages have when nothing else is asked. */
static bool by_id(const Search *s)
{
    return s->sort_count == 1 && s->sort[0].param->num == PARAM__ID && !s->sort[0].desc;
}

/* Candidates a little more than what is missing, so that few are read for nothing. */
static Status judge_in_order(Cx *cx, Run *run, const Str *ids, size_t count)
{
    size_t n = run->stops ? run->heap.room + 8 : ENTRIES_IDS;
    for (size_t i = 0; i < count && !(run->stops && is_full(run)); i += n) {
        n = n < ENTRIES_IDS ? n : ENTRIES_IDS;
        n = n < count - i ? n : count - i;
        TRY(judge_ids(cx, run, DIRECTORY, ids + i, n));
    }
    return ST_OK;
}

#define TYPE_ROWS 64u        /* read at first, where no index helps */
#define TYPE_ROWS_MOST 1024u /* then more at once */

/* The type itself, behind after. */
static Status walk_type(Cx *cx, Run *run, Str after, bool *ended)
{
    size_t size = TYPE_ROWS;
    *ended = false;
    while (!*ended && !(run->stops && is_full(run))) {
        Entries rows;
        TRY(entries_after(cx, run->tx, run->reach, run->search->type, after, size, &rows));
        TRY(judge(cx, run, DIRECTORY, &rows));
        *ended = rows.read < size;
        after = rows.read > 0 ? arena_dup(cx->mem, rows.last) : after;
        size = size < TYPE_ROWS_MOST ? size * 4 : size;
    }
    return ST_OK;
}

typedef Status WalkStep(Cx *cx, DirWalk *w, Str **ids, size_t *count);

static Status walk_step(Cx *cx, Run *run, DirWalk *w, WalkStep *step)
{
    Str *ids;
    size_t count;
    const uint64_t before = w->work;
    TRY(step(cx, w, &ids, &count));
    TRY(judge_in_order(cx, run, ids, count));
    return run_work(cx, run, w->work - before);
}

static Status walk_index(Cx *cx, Run *run, DirWalk *w)
{
    while (!w->ended && !(run->stops && is_full(run)))
        TRY(walk_step(cx, run, w, dir_walk_next));
    return ST_OK;
}

bool find_may_stop(const Search *s)
{
    return s->type->owner == OWNER_DIRECTORY && by_id(s) && !s->total_only && !s->accurate;
}

/* Whether what was read of the type holds what was expected of it, or by chance less, and not a quarter: who
 * has the name may refer to nobody. */
static bool keeps_promise(const Run *run, const DirWalk *w, uint64_t expected)
{
    if (w->seen < expected / 2)
        return true;
    return w->seen < 2 * expected && run->heap.count * 4 * expected >= run->heap.room * w->seen;
}

/* Who refers to a large set is known only when each of it was looked up. Where the type, read in order, is
 * likely to fill the page sooner it is read first. */
static Status walk_set(Cx *cx, Run *run, DirWalk *w)
{
    uint64_t expected = 0;
    if (run->stops)
        TRY(dir_walk_instead(cx, w, run->heap.room, &expected));
    while (!w->ended && !is_full(run) && keeps_promise(run, w, expected))
        TRY(walk_step(cx, run, w, dir_walk_type));
    return walk_index(cx, run, w);
}

static Status look_in_directory(Cx *cx, Run *run)
{
    const Search *s = run->search;
    const Position *after = run->heap.after;
    DirWalk w;
    TRY(dir_walk_open(cx, run->tx, run->reach, s->type, s->terms, s->term_count, &w));
    if (run->judged)
        w.count = 0; /* the index's verdict on the other terms is left to the evaluator */
    if (run->judged && !w.lead)
        return judge_all(cx, run, DIRECTORY, false);
    run->stops = find_may_stop(s) && !run->each && !run->judged && !w.few;
    if (run->stops && !w.lead) { /* asked where it decides something, and nowhere else */
        bool few;
        TRY(entries_few(cx, run->tx, run->reach, s->type, LIMIT_DIR_TOTAL, &few));
        run->stops = !few;
    }
    if (run->stops && after)
        w.after = after->sort[0].s;
    if (!w.lead)
        TRY(walk_type(cx, run, w.after, &w.ended));
    else
        TRY(w.lead->set ? walk_set(cx, run, &w) : walk_index(cx, run, &w));
    run->uncounted = run->stops && (after || is_full(run) || !w.ended);
    return ST_OK;
}

/* alone: the only place to look in. */
static Status look_in(Cx *cx, Run *run, int64_t compartment, bool alone)
{
    const Search *s = run->search;
    size_t count = 0;
    if (run->judged && compartment != DIRECTORY) /* _id is a predicate like others */
        return judge_all(cx, run, compartment, alone);
    Str *ids = named_ids(cx, s, &count);
    if (ids)
        return judge_ids(cx, run, compartment, ids, count);
    if (s->type->owner == OWNER_DIRECTORY)
        return look_in_directory(cx, run);
    return judge_all(cx, run, compartment, alone);
}

static Status look(Cx *cx, Run *run)
{
    const Search *s = run->search;
    int64_t places[2];
    run->own_is_all = true;
    for (size_t i = 0; i < s->term_count; i++) {
        run->values += s->terms[i].count + (s->terms[i].links != NULL);
        run->own_is_all &= s->terms[i].asks_own;
        run->open |= s->terms[i].open;
    }
    const size_t n = reach_places(run->reach, s->type, places);
    for (size_t i = 0; i < n; i++)
        TRY(look_in(cx, run, places[i], n == 1));
    return ST_OK;
}

Status find_judged(Cx *cx, DbTx *tx, const Reach *reach, const Search *s, const Judged *judged)
{
    Run run = { .tx = tx, .reach = reach, .search = s, .judged = judged };
    return look(cx, &run);
}

Status find_page(Cx *cx, DbTx *tx, const Reach *reach, const Search *s, const Position *after,
                 Page *out)
{
    Run run = { .tx = tx, .reach = reach, .search = s };
    run.heap = (Heap){ .search = s, .after = after, .room = s->count + 1 };
    run.heap.rows = arena_alloc_raw(cx->mem, run.heap.room * sizeof(Found));
    TRY(look(cx, &run));
    if (!run.heap.listed)
        in_order(&run.heap);
    *out = (Page){ .rows = run.heap.rows, .count = run.heap.count, .total = run.total };
    out->uncounted = run.uncounted;
    out->more = out->count > s->count;
    if (out->more)
        out->count = s->count;
    return ST_OK;
}

Status find_each(Cx *cx, DbTx *tx, const Reach *reach, const Each *each, uint64_t *work)
{
    const Search s = { .type = each->type,
                       .terms = each->term,
                       .term_count = each->term != NULL,
                       .total_only = true };
    Run run = { .tx = tx, .reach = reach, .search = &s, .each = each, .work = *work, .values = 1 };
    if (each->term && each->term->count > 1)
        run.values = each->term->count;
    int64_t places[2];
    const size_t n = reach_places(reach, each->type, places);
    for (size_t i = 0; i < n; i++)
        TRY(each->ids ? judge_ids(cx, &run, places[i], each->ids, each->id_count)
                      : look_in(cx, &run, places[i], n == 1));
    *work = run.work;
    return ST_OK;
}
