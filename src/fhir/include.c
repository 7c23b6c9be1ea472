/* include.c - what the matches of a page bring along: resources they refer to (_include) and
 * resources that refer to them (_revinclude), and with :iterate what those bring in turn, round by round
 * until nothing is new. Every one is read through the same Reach and
 * needs a scope on its own type (AUTHORIZATION S26); what is not there for this caller is left out
 * without a word, as what does not exist is. */
#include "fhir/dir_key.h"
#include "fhir/provenance_int.h"

#include <stdlib.h>

/* A resource named by or naming a match, or one that came before. */
typedef struct Link {
    const TypeRow *type;
    Str id;
    uint32_t match; /* number of the first match that asks for it; not kept true over rounds */
    bool is_match;  /* itself on the page */
    bool found;
    int64_t compartment;
    int64_t rid;
    int64_t pack;
    Str keys; /* of what a later round may follow */
} Link;

/* Links by type and id, open addressing. */
typedef struct Links {
    Link *links;
    size_t count;
    size_t room;
    uint32_t *slots; /* index + 1; 0: free */
    size_t slot_count;
} Links;

typedef struct Job {
    DbTx *tx;
    const Reach *reach;
    const Search *search;
    Page *page;
    Links links;
    bool iterates;
    uint64_t work; /* rows read for it, of every round and try */
    bool too_many; /* refer to the page: it has to be tried again with fewer matches */
    /* The links whose own links are followed in this round: matches at first, then what was new. */
    size_t from;
    size_t to;
} Job;

/* ---- the set ---- */

static uint32_t *slot_of(const Links *set, uint16_t type, Str id)
{
    size_t at = (str_hash(id) ^ type) & (set->slot_count - 1);
    while (set->slots[at] != 0) {
        const Link *l = &set->links[set->slots[at] - 1];
        if (l->type->num == type && str_eq(l->id, id))
            break;
        at = (at + 1) & (set->slot_count - 1);
    }
    return &set->slots[at];
}

static void grow(Cx *cx, Links *set)
{
    const size_t room = set->room ? set->room * 2 : 128;
    Link *more = ARENA_ARRAY(cx->mem, Link, room);
    if (set->count)
        memcpy(more, set->links, set->count * sizeof *more);
    set->links = more;
    set->room = room;
    set->slot_count = room * 2; /* never more than half full */
    set->slots = ARENA_ARRAY(cx->mem, uint32_t, set->slot_count);
    for (size_t i = 0; i < set->count; i++)
        *slot_of(set, more[i].type->num, more[i].id) = (uint32_t)i + 1;
}

/* The link of type/id; NULL when the set has none. */
static Link *links_find(const Links *set, uint16_t type, Str id)
{
    if (set->count == 0)
        return NULL;
    const uint32_t *slot = slot_of(set, type, id);
    return *slot ? &set->links[*slot - 1] : NULL;
}

/* id must last; new ones alone are added. */
static Link *links_add(Cx *cx, Links *set, const TypeRow *type, Str id, size_t match)
{
    Link *have = links_find(set, type->num, id);
    if (have)
        return have;
    if (set->count == set->room)
        grow(cx, set);
    Link *l = &set->links[set->count++];
    *l = (Link){ .type = type, .id = id, .match = (uint32_t)match };
    *slot_of(set, type->num, id) = (uint32_t)set->count;
    return l;
}

/* ---- _include ---- */

static bool is_reference(uint16_t type, uint16_t param)
{
    const ParamRow *row = param_by_num(type, param);
    return row && row->kind == PARAM_REFERENCE;
}

/* In the first round every include is asked, then those that iterate. */
static bool is_asked(const Job *job, const Include *inc)
{
    return job->from == 0 || inc->iterate;
}

static bool is_followed(const Job *job, const Link *l)
{
    const size_t i = (size_t)(l - job->links.links);
    return i >= job->from && i < job->to && (l->is_match || l->found);
}

static void follow(Cx *cx, Job *job, const Include *inc, const Link *from)
{
    const uint16_t source = from->type->num;
    const size_t number = from->match;
    Key k;
    for (KeysIter it = keys_iter(from->keys, inc->param); keys_next(&it, &k);) {
        if (k.kind != KEY_REFERENCE || k.reference.type == 0)
            continue;
        if (inc->target && inc->target != k.reference.type)
            continue;
        if (!inc->param && !is_reference(source, k.param))
            continue;
        const TypeRow *type = type_by_num(k.reference.type);
        if (type && reach_may_include(job->reach, type->num, k.reference.id))
            (void)links_add(cx, &job->links, type, k.reference.id, number);
    }
}

static void follow_all(Cx *cx, Job *job)
{
    const Search *s = job->search;
    for (size_t n = job->from; n < job->to; n++)
        for (size_t i = 0; i < s->include_count; i++) {
            const Include *inc = &s->includes[i];
            const Link from = job->links.links[n]; /* the list may move */
            const bool source = !inc->source || inc->source == from.type->num;
            if (source && is_asked(job, inc) && (from.is_match || from.found))
                follow(cx, job, inc, &from);
        }
}

static void found_at(Cx *cx, const Job *job, Link *l, int64_t place, const Entry *e)
{
    if (job->iterates && !l->found)
        l->keys = arena_dup(cx->mem, e->keys);
    l->found = true;
    l->compartment = place;
    l->rid = e->rid;
    l->pack = e->pack;
}

static Status resolve_some(Cx *cx, Job *job, const TypeRow *type, int64_t place, const Str *ids,
                           size_t count)
{
    Entries rows;
    Entry e;
    Status st;
    TRY(entries_open(cx, job->tx, job->reach, type, place, ids, count, &rows));
    rows.uses = USE_BRING;
    while (entries_next(cx, &rows, &e, &st)) {
        Link *l = links_find(&job->links, type->num, e.id);
        TRY(work_add(cx, job->reach, type, 1, 1, &job->work));
        if (!l)
            continue;
        found_at(cx, job, l, place, &e);
    }
    return st;
}

static Status resolve_type(Cx *cx, Job *job, const TypeRow *type, const Str *ids, size_t count)
{
    int64_t places[2];
    const size_t n = reach_places(job->reach, type, places);
    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < count; i += ENTRIES_IDS) {
            const size_t some = count - i < ENTRIES_IDS ? count - i : ENTRIES_IDS;
            TRY(resolve_some(cx, job, type, places[p], ids + i, some));
        }
    return ST_OK;
}

static int by_type(const void *a, const void *b)
{
    const Link *x = *(Link *const *)a;
    const Link *y = *(Link *const *)b;
    return x->type->num < y->type->num ? -1 : x->type->num > y->type->num;
}

/* Which of the named resources there are, type by type. */
static Status resolve(Cx *cx, Job *job)
{
    const size_t count = job->links.count - job->to; /* those before were looked for */
    Link **open = ARENA_ARRAY(cx->mem, Link *, count);
    Str *ids = ARENA_ARRAY(cx->mem, Str, count);
    size_t n = 0;
    for (size_t i = job->to; i < job->links.count; i++)
        open[n++] = &job->links.links[i];
    if (n > 1)
        qsort(open, n, sizeof *open, by_type);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i; j < n && open[j]->type == open[i]->type; j++)
            ids[j] = open[j]->id;
        TRY(resolve_type(cx, job, open[i]->type, ids + i, j - i));
    }
    return ST_OK;
}

/* ---- _revinclude ---- */

/* The number of the first match that the row refers to, itself or by what came before; page->count for
 * none. */
static size_t referred(const Job *job, const Include *inc, const Entry *e)
{
    size_t first = job->page->count;
    Key k;
    for (KeysIter it = keys_iter(e->keys, inc->param); keys_next(&it, &k);) {
        if (k.kind != KEY_REFERENCE || (inc->target && inc->target != k.reference.type))
            continue;
        if (!inc->param && !is_reference(inc->source, k.param))
            continue;
        const Link *l = links_find(&job->links, k.reference.type, k.reference.id);
        if (l && is_followed(job, l) && l->match < first)
            first = l->match;
    }
    return first;
}

/* What the rows of this round are, of the types that the include allows. */
static FhirRef *followed(Cx *cx, const Job *job, const Include *inc, size_t *count)
{
    FhirRef *out = ARENA_ARRAY(cx->mem, FhirRef, job->to - job->from);
    *count = 0;
    for (size_t i = job->from; i < job->to; i++) {
        const Link *l = &job->links.links[i];
        if (is_followed(job, l) && (!inc->target || inc->target == l->type->num))
            out[(*count)++] = (FhirRef){ l->type->num, l->id };
    }
    return out;
}

/* Of a Provenance's references the target (and patient, which is one) leads to the page; an agent may
 * lead there from anywhere. */
static void about_page(Cx *cx, const Job *job, const Include *inc, Made *made)
{
    const ParamRow *param = inc->param ? param_by_num(inc->source, inc->param) : NULL;
    if (!param || !(str_eq(param->name, STR("target")) || str_eq(param->name, STR("patient"))))
        return;
    size_t count;
    const FhirRef *targets = followed(cx, job, inc, &count);
    made_about(cx, made, targets, count);
}

static Status referrers(Cx *cx, Job *job, const Include *inc, const TypeRow *source, int64_t place,
                        const Str *ids, size_t count)
{
    Entries rows;
    Entry e;
    Status st;
    TRY(entries_open(cx, job->tx, job->reach, source, place, ids, count, &rows));
    rows.uses = USE_BRING;
    if (rows.made)
        about_page(cx, job, inc, rows.made);
    while (entries_next(cx, &rows, &e, &st)) {
        const size_t match = referred(job, inc, &e);
        TRY(work_add(cx, job->reach, source, 1, 1, &job->work));
        if (match == job->page->count || !reach_may_include(job->reach, source->num, e.id))
            continue;
        Link *l = links_add(cx, &job->links, source, arena_dup(cx->mem, e.id), match);
        if (l->is_match)
            continue;
        if (match < l->match)
            l->match = (uint32_t)match;
        found_at(cx, job, l, place, &e);
    }
    return st;
}

/* "refers to one of these", for the directory's index. */
static Term refers_to_page(Cx *cx, const Job *job, const Include *inc)
{
    size_t count;
    const FhirRef *set = followed(cx, job, inc, &count);
    return (Term){ .param = param_by_num(inc->source, inc->param),
                   .modifier = MOD_CHAIN,
                   .set = set,
                   .set_count = count };
}

static Status reverse_by_index(Cx *cx, Job *job, const Include *inc, const TypeRow *source)
{
    Str *ids;
    size_t count;
    const Term t = refers_to_page(cx, job, inc);
    const Status st = dir_referrers(cx, job->tx, job->reach, source, &t, &ids, &count);
    if (forgive(cx, st, ST_TOO_COSTLY)) {
        job->too_many = true;
        return work_add(cx, job->reach, source, LIMIT_CHAIN_SET / ENTRIES_IDS, 1, &job->work);
    }
    TRY(st);
    for (size_t i = 0; i < count; i += ENTRIES_IDS)
        TRY(referrers(cx, job, inc, source, DIRECTORY, ids + i,
                      count - i < ENTRIES_IDS ? count - i : ENTRIES_IDS));
    return ST_OK;
}

/* Type:* is each reference of the type, one after the other: a directory is not read through for it. */
static Status reverse_in_directory(Cx *cx, Job *job, const Include *inc, const TypeRow *source)
{
    size_t n;
    const ParamRow *const *rows = param_rows(source->num, &n);
    if (inc->param)
        return reverse_by_index(cx, job, inc, source);
    for (size_t i = 0; i < n && !job->too_many; i++) {
        Include one = *inc;
        one.param = rows[i]->num;
        if (rows[i]->kind == PARAM_REFERENCE)
            TRY(reverse_by_index(cx, job, &one, source));
    }
    return ST_OK;
}

static Status reverse(Cx *cx, Job *job, const Include *inc)
{
    const TypeRow *source = type_by_num(inc->source);
    size_t count;
    (void)followed(cx, job, inc, &count);
    if (!source || count == 0)
        return ST_OK;
    /* The fhirUser scope speaks of one Patient, which reach_may_include judges row by row. */
    if (!reach_may_include(job->reach, source->num, reach_patient(job->reach)))
        return ST_OK;
    int64_t places[2];
    const size_t n = reach_places(job->reach, source, places);
    for (size_t i = 0; i < n; i++)
        TRY(source->owner == OWNER_DIRECTORY ? reverse_in_directory(cx, job, inc, source)
                                             : referrers(cx, job, inc, source, places[i], NULL, 0));
    return ST_OK;
}

/* ---- the page ---- */

/* The first match whose includes do not fit any more; at least one match stays. */
static size_t cut_at(Cx *cx, const Job *job)
{
    size_t *added = ARENA_ARRAY(cx->mem, size_t, job->page->count);
    for (size_t i = 0; i < job->links.count; i++)
        if (job->links.links[i].found)
            added[job->links.links[i].match]++;
    size_t total = 0;
    for (size_t m = 0; m < job->page->count; m++) {
        total += added[m];
        if (m > 0 && total > LIMIT_INCLUDED)
            return m;
    }
    return job->page->count;
}

static size_t found_count(const Job *job)
{
    size_t n = 0;
    for (size_t i = 0; i < job->links.count; i++)
        n += job->links.links[i].found;
    return n;
}

static void take_found(Cx *cx, const Job *job, Found **included, size_t *count)
{
    Found *out = ARENA_ARRAY(cx->mem, Found, job->links.count);
    size_t n = 0;
    for (size_t i = 0; i < job->links.count; i++) {
        const Link *l = &job->links.links[i];
        if (l->found && l->match < job->page->count)
            out[n++] = (Found){ .type = l->type,
                                .compartment = l->compartment,
                                .rid = l->rid,
                                .pack = l->pack,
                                .id = l->id };
    }
    *included = out;
    *count = n;
}

static bool iterates(const Include *list, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any |= list[i].iterate;
    return any;
}

static Status one_round(Cx *cx, Job *job)
{
    const Search *s = job->search;
    follow_all(cx, job);
    TRY(resolve(cx, job));
    for (size_t i = 0; i < s->revinclude_count && !job->too_many; i++)
        if (is_asked(job, &s->revincludes[i]))
            TRY(reverse(cx, job, &s->revincludes[i]));
    job->from = job->to;
    job->to = job->links.count;
    return ST_OK;
}

/* fits: within LIMIT_INCLUDED, where rounds were more than one: then it is not known any more which match
 * brought what, and the page has to be tried again with fewer. */
static Status rounds(Cx *cx, Job *job, bool *fits)
{
    for (size_t m = 0; m < job->page->count; m++) {
        Link *l = links_add(cx, &job->links, job->search->type, job->page->rows[m].id, m);
        l->is_match = true;
        l->keys = job->page->rows[m].keys;
    }
    job->to = job->links.count;
    TRY(one_round(cx, job));
    while (job->iterates && job->from < job->to && found_count(job) <= LIMIT_INCLUDED)
        TRY(one_round(cx, job));
    *fits = !job->too_many && (!job->iterates || found_count(job) <= LIMIT_INCLUDED);
    return ST_OK;
}

Status find_included(Cx *cx, DbTx *tx, const Reach *reach, const Search *s, Page *page,
                     Found **included, size_t *count)
{
    *included = NULL;
    *count = 0;
    if (page->count == 0 || s->include_count + s->revinclude_count == 0)
        return ST_OK;
    Job job = { .work = 0 };
    for (;;) {
        job = (Job){ .tx = tx, .reach = reach, .search = s, .page = page, .work = job.work };
        job.iterates = iterates(s->includes, s->include_count) ||
                       iterates(s->revincludes, s->revinclude_count);
        bool fits;
        TRY(rounds(cx, &job, &fits));
        if (fits)
            break;
        if (page->count == 1)
            return job.too_many
                       ? fail(cx, ST_TOO_COSTLY, STR("_revinclude"),
                              "brings too many resources: search for them, by what they refer to")
                       : fail(cx, ST_TOO_COSTLY, STR("_include:iterate"),
                              "brings too many resources: iterate less");
        page->count /= 2;
        page->more = true;
    }
    const size_t cut = job.iterates ? page->count : cut_at(cx, &job);
    page->more |= cut < page->count;
    page->count = cut;
    take_found(cx, &job, included, count);
    return ST_OK;
}
