/* chain.c - terms that follow references: subject:Patient.birthdate, _has:Observation:patient:code (R4
 * search 3.1.1.4.12, 3.1.1.4.13). What stands at the other end is searched through the same Reach, and
 * needs a scope to search its type: what the caller cannot see makes no match, so a match tells nothing
 * of it (AUTHORIZATION S27). The ids found become the term's set, which the one evaluator asks. */
#include "fhir/search_int.h"

#include <stdlib.h>

/* ---- names ---- */

static const Str has_prefix = STR_C("_has:");

bool is_chain(Str name)
{
    return str_starts(name, has_prefix) || str_find(name, '.') < name.n;
}

/* What a name's first step says, and what is asked at its other end. */
typedef struct Step {
    bool has;
    Str type;  /* _has:Type, or of param:Type; empty: none said */
    Str param; /* the reference */
    Str rest;
} Step;

static Step step_of(Str name)
{
    Step s = { .has = str_starts(name, has_prefix) };
    if (s.has) {
        s.rest = str_from(name, has_prefix.n);
        (void)str_split(&s.rest, ':', &s.type);
        (void)str_split(&s.rest, ':', &s.param);
        return s;
    }
    const size_t dot = str_find(name, '.');
    const Str head = str_slice(name, 0, dot);
    const size_t colon = str_find(head, ':');
    s.param = str_slice(head, 0, colon);
    s.type = colon < head.n ? str_from(head, colon + 1) : STR_NONE;
    s.rest = str_from(name, dot + 1);
    return s;
}

static size_t steps(Str name)
{
    size_t n = 0;
    for (; is_chain(name) && n <= LIMIT_CHAIN; n++)
        name = step_of(name).rest;
    return n;
}

static bool leads_to(const ParamRow *param, uint16_t type)
{
    for (const uint16_t *t = param->targets; t && *t; t++)
        if (*t == type)
            return true;
    return !param->targets;
}

/* ---- a term ---- */

typedef struct Parse {
    Cx *cx;
    const Reach *reach;
    const TypeRow *type;
    Str name; /* as sent: what faults name */
    Str value;
    Step step;
    ChainLink *links; /* room for LIMIT_CHAIN_LINKS */
    size_t count;
    size_t total; /* those of the steps behind, too */
    bool unseen;  /* a type has the parameter, and no scope allows to search it */
} Parse;

static Status refuse(const Parse *p, Status st, const char *why)
{
    return fail(p->cx, st, p->name, why);
}

static bool has_param(const TypeRow *type, Str rest)
{
    const Step s = step_of(rest);
    if (s.has)
        return true;
    const Str name = is_chain(rest) ? s.param : str_slice(rest, 0, str_find(rest, ':'));
    return param_find(type->num, name) != NULL;
}

/* ST_NOT_SUPPORTED: this type is not one that can be asked. */
static Status link_parse(Parse *p, const TypeRow *type, const ParamRow *back)
{
    Cx *cx = p->cx;
    Term *rest = ARENA_NEW(cx->mem, Term);
    if (!has_param(type, p->step.rest))
        return refuse(p, ST_NOT_SUPPORTED, "no such parameter of the type it leads to");
    if (!reach_may_search(p->reach, type->num))
        return refuse(p, ST_SCOPE, "no scope allows to search the type it leads to");
    const Status st = term_parse(cx, p->reach, type, p->step.rest, p->value, rest);
    if (st != ST_OK) {
        cx->fault.where = p->name;
        return st;
    }
    p->total += 1 + rest->link_count;
    if (p->total > LIMIT_CHAIN_LINKS)
        return refuse(p, ST_TOO_COSTLY, "it may lead to too many types: name one, parameter:Type");
    p->links[p->count++] = (ChainLink){ .type = type, .back = back, .rest = rest };
    return ST_OK;
}

/* Of several types those that have the parameter are tried. */
static Status link_try(Parse *p, const TypeRow *type)
{
    const Status st = link_parse(p, type, NULL);
    if (forgive(p->cx, st, ST_SCOPE)) {
        p->unseen = true;
        return ST_OK;
    }
    return forgive(p->cx, st, ST_NOT_SUPPORTED) ? ST_OK : st;
}

static Status links_forward(Parse *p, const ParamRow *param)
{
    const TypeRow *only = p->step.type.p ? type_by_name(p->step.type) : NULL;
    if (p->step.type.p && (!only || !leads_to(param, only->num)))
        return refuse(p, ST_NOT_SUPPORTED, "refers to no such type");
    if (only)
        return link_parse(p, only, NULL);
    for (size_t i = 0; i < type_table_count; i++)
        if (type_table[i].owner != OWNER_NONE && leads_to(param, type_table[i].num))
            TRY(link_try(p, &type_table[i]));
    if (p->count == 0 && p->unseen)
        return refuse(p, ST_SCOPE, "no scope allows to search a type it leads to");
    return p->count > 0 ? ST_OK
                        : refuse(p, ST_NOT_SUPPORTED, "no such parameter of a type it leads to");
}

static Status link_back(Parse *p)
{
    const TypeRow *source = type_by_name(p->step.type);
    const ParamRow *back = source ? param_find(source->num, p->step.param) : NULL;
    if (!back || back->kind != PARAM_REFERENCE || !leads_to(back, p->type->num))
        return refuse(p, ST_NOT_SUPPORTED, "must be _has:Type:reference:parameter");
    return link_parse(p, source, back);
}

Status chain_parse(Cx *cx, const Reach *reach, const TypeRow *type, Str name, Str value, Term *out)
{
    Parse p = { .cx = cx, .reach = reach, .type = type, .name = name, .value = value };
    if (steps(name) > LIMIT_CHAIN)
        return refuse(&p, ST_NOT_SUPPORTED, "follows too many references");
    p.step = step_of(name);
    const ParamRow *param = param_find(type->num, p.step.has ? STR("_id") : p.step.param);
    if (!param || (!p.step.has && param->kind != PARAM_REFERENCE))
        return refuse(&p, ST_NOT_SUPPORTED, "no such reference parameter of this type");
    p.links = ARENA_ARRAY(cx->mem, ChainLink, LIMIT_CHAIN_LINKS);
    TRY(p.step.has ? link_back(&p) : links_forward(&p, param));
    *out = (Term){ .param = param,
                   .modifier = p.step.has ? MOD_HAS : MOD_CHAIN,
                   .links = p.links,
                   .link_count = p.count };
    return ST_OK;
}

/* ---- following ---- */

/* The rows that a step starts at. few: they are one member's, or named. */
typedef struct Span {
    const TypeRow *type;
    const Str *ids; /* NULL: all of the type */
    size_t count;
    bool few;
} Span;

typedef struct Follow {
    DbTx *tx;
    const Reach *reach;
    uint64_t work; /* of all steps (find.c) */
} Follow;

/* References collected: of param to target, or (no param) the rows themselves. */
typedef struct Refs {
    const ParamRow *param;
    uint16_t target;
    uint16_t mark; /* the type they are kept with */
    FhirRef *refs;
    size_t count;
    size_t room;
} Refs;

static int by_ref(const void *a, const void *b)
{
    return ref_order(a, b);
}

static bool refs_in_order(const Refs *r)
{
    for (size_t i = 1; i < r->count; i++)
        if (by_ref(&r->refs[i - 1], &r->refs[i]) > 0)
            return false;
    return true;
}

static Status refs_sort(Cx *cx, Refs *r)
{
    size_t kept = 0;
    if (!refs_in_order(r))
        qsort(r->refs, r->count, sizeof *r->refs, by_ref);
    for (size_t i = 0; i < r->count; i++)
        if (kept == 0 || by_ref(&r->refs[kept - 1], &r->refs[i]) != 0)
            r->refs[kept++] = r->refs[i];
    r->count = kept;
    if (kept > LIMIT_CHAIN_SET)
        return fail(cx, ST_TOO_COSTLY, STR("search"), "a chain leads through too many resources");
    return ST_OK;
}

static Status refs_add(Cx *cx, Refs *r, Str id)
{
    if (r->count > 0 && str_eq(r->refs[r->count - 1].id, id) &&
        r->refs[r->count - 1].type == r->mark)
        return ST_OK;
    if (r->count == 2 * LIMIT_CHAIN_SET)
        TRY(refs_sort(cx, r));
    ARENA_GROW(cx->mem, r->refs, r->count, r->room, 64);
    r->refs[r->count++] = (FhirRef){ r->mark, arena_dup(cx->mem, id) };
    return ST_OK;
}

static Status take(Cx *cx, void *to, const Entry *e)
{
    Refs *r = to;
    if (!r->param)
        return refs_add(cx, r, e->id);
    Key k;
    for (KeysIter it = keys_iter(e->keys, r->param->num); keys_next(&it, &k);)
        if (k.kind == KEY_REFERENCE && k.reference.type == r->target)
            TRY(refs_add(cx, r, k.reference.id));
    return ST_OK;
}

static Status rows_of(Cx *cx, Follow *f, const Span *span, Term *term, Refs *to)
{
    const Each each = { .type = span->type,
                        .term = term,
                        .ids = span->ids,
                        .id_count = span->count,
                        .take = take,
                        .to = to };
    return find_each(cx, f->tx, f->reach, &each, &f->work);
}

/* The rows that were collected. */
static Status span_of(Cx *cx, Refs *r, const TypeRow *type, Span *to)
{
    TRY(refs_sort(cx, r));
    Str *ids = arena_alloc_raw(cx->mem, (r->count + 1) * sizeof *ids);
    for (size_t i = 0; i < r->count; i++)
        ids[i] = r->refs[i].id;
    *to = (Span){ .type = type, .ids = ids, .count = r->count, .few = true };
    return ST_OK;
}

/* A million practitioners may have the name; those that a member's own records name are soon read. */
static Status named_by(Cx *cx, Follow *f, const Span *from, const ParamRow *param, Span *to)
{
    Refs r = { .param = param, .target = to->type->num };
    TRY(rows_of(cx, f, from, NULL, &r));
    return span_of(cx, &r, to->type, to);
}

static bool is_few(const Reach *reach, const TypeRow *type)
{
    int64_t places[2];
    const size_t n = reach_places(reach, type, places);
    return n == 0 || (n == 1 && places[0] != DIRECTORY);
}

static Status follow(Cx *cx, Follow *f, const Span *from, Term *t);

static Status follow_link(Cx *cx, Follow *f, const Span *from, const Term *t, const ChainLink *l,
                          Refs *out)
{
    Span to = { .type = l->type, .few = is_few(f->reach, l->type) };
    if (!l->back && from->few && !to.few)
        TRY(named_by(cx, f, from, t->param, &to));
    if (l->rest->links)
        TRY(follow(cx, f, &to, l->rest));
    out->param = l->back;
    out->target = from->type->num;
    out->mark = l->back ? 0 : l->type->num;
    return rows_of(cx, f, &to, l->rest, out);
}

static Status follow(Cx *cx, Follow *f, const Span *from, Term *t)
{
    Refs out = { .count = 0 };
    for (size_t i = 0; i < t->link_count; i++)
        TRY(follow_link(cx, f, from, t, &t->links[i], &out));
    TRY(refs_sort(cx, &out));
    t->set = out.refs;
    t->set_count = out.count;
    return ST_OK;
}

/* ---- left open ---- */

/* Of fewer it is known at once which satisfy what is asked. */
#define OPEN_LEAST 256u

static bool in_directory_alone(const Reach *reach, const TypeRow *type)
{
    int64_t places[2];
    return reach_places(reach, type, places) == 1 && places[0] == DIRECTORY;
}

/* What the index says of a link. */
static Status link_ids(Cx *cx, Follow *f, const ChainLink *l, Refs *out, bool *all)
{
    DirWalk w;
    Str *ids;
    size_t count;
    *all = false;
    if (l->back || l->rest->links || !in_directory_alone(f->reach, l->type))
        return ST_OK;
    TRY(dir_walk_open(cx, f->tx, f->reach, l->type, l->rest, 1, &w));
    if (!w.lead || w.lead->rows <= OPEN_LEAST)
        return ST_OK;
    TRY(dir_walk_all(cx, &w, LIMIT_CHAIN_SET - out->count, &ids, &count));
    *all = w.ended;
    for (size_t i = 0; i < count && w.ended; i++) {
        ARENA_GROW(cx->mem, out->refs, out->count, out->room, 1024);
        out->refs[out->count++] = (FhirRef){ l->type->num, ids[i] };
    }
    return work_add(cx, f->reach, l->type, count / ENTRIES_IDS, 1, &f->work);
}

/* Ten thousand practitioners have the name, and a page holds twenty roles: the index says who may be meant,
 * and of those alone whose roles come to the page the rows are judged. */
static Status leave_open(Cx *cx, Follow *f, Term *t)
{
    Refs out = { .count = 0 };
    bool all = t->modifier == MOD_CHAIN;
    for (size_t i = 0; i < t->link_count && all; i++)
        TRY(link_ids(cx, f, &t->links[i], &out, &all));
    if (!all)
        return ST_OK;
    TRY(refs_sort(cx, &out));
    t->set = out.refs;
    t->set_count = out.count;
    t->open = true;
    set_sieve(cx, t);
    return ST_OK;
}

/* Its references of the link's type, each once. */
static Status named_by_row(Cx *cx, const ChainAsk *ask, const ChainLink *l, Span *to)
{
    const Entry row = { .keys = ask->subject->keys };
    Refs r = { .param = ask->term->param, .target = l->type->num };
    TRY(take(cx, &r, &row));
    return span_of(cx, &r, l->type, to);
}

Status chain_settle(Cx *cx, const ChainAsk *ask, bool *holds)
{
    Follow f = { .tx = ask->tx, .reach = ask->reach, .work = *ask->work };
    Refs out = { .count = 0 };
    Term settled = *ask->term;
    for (size_t i = 0; i < settled.link_count; i++) {
        const ChainLink *l = &settled.links[i];
        Span to;
        TRY(named_by_row(cx, ask, l, &to));
        out.mark = l->type->num;
        TRY(rows_of(cx, &f, &to, l->rest, &out));
    }
    TRY(refs_sort(cx, &out));
    settled.set = out.refs;
    settled.set_count = out.count;
    settled.sieve = NULL;
    *ask->work = f.work;
    *holds = match_term(&settled, ask->subject);
    return ST_OK;
}

/* ---- calls ---- */

Status chain_follow(Cx *cx, DbTx *tx, const Reach *reach, Search *s, bool page)
{
    Follow f = { .tx = tx, .reach = reach };
    const Span all = { .type = s->type, .few = is_few(reach, s->type) };
    for (size_t i = 0; i < s->term_count; i++) {
        Term *t = &s->terms[i];
        if (t->links && page && find_may_stop(s))
            TRY(leave_open(cx, &f, t));
        if (t->links && !t->open)
            TRY(follow(cx, &f, &all, t));
    }
    return ST_OK;
}
