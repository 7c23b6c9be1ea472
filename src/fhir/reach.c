/* reach.c - see reach.h. The only place where a compartment comes into the read side. */
#include "base/codec.h"
#include "base/limits.h"
#include "fhir/match_int.h"

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

/* Order of scopes does not matter: a grant's scopes may be listed in any. */
static uint64_t fingerprint(const ReachSpec *s)
{
    uint64_t scopes = 0;
    for (size_t i = 0; i < s->scope_count; i++) {
        const ReachScope *one = &s->scopes[i];
        const uint64_t bits =
            (uint64_t)one->type << 2 | (one->read ? 2u : 0u) | (one->search ? 1u : 0u);
        scopes += mix(mix(1, bits), one->query.n > 0 ? str_hash(one->query) : 0);
    }
    uint64_t h = mix(scopes, (uint64_t)s->plan);
    h = mix(h, (uint64_t)s->compartment);
    h = mix(h, s->fhir_user);
    h = mix(h, s->labels_withheld);
    h = mix(h, s->gender_open);
    h = mix(h, (uint64_t)s->when.lo_ms);
    return mix(h, (uint64_t)s->when.hi_ms);
}

/* One name=value of a granular scope as a term; false for what the evaluator of rows does not understand
 * or what leads away from the row. */
static bool filter_term(Cx *cx, const Reach *r, const TypeRow *type, Str part, Term *out)
{
    Str name;
    Str value;
    const size_t eq = str_find(part, '=');
    Status st = percent_decode(cx, str_slice(part, 0, eq), false, STR("scope"), &name);
    if (st == ST_OK)
        st = percent_decode(cx, str_from(part, eq + 1), false, STR("scope"), &value);
    if (st == ST_OK)
        st = term_parse(cx, r, type, name, value, out);
    if (st != ST_OK)
        (void)forgive(cx, st, st);
    return st == ST_OK && !out->links && out->modifier == MOD_NONE && !is_column(out->param);
}

/* A filter that is not understood whole gives nothing: applied in part it would be wider than asked. */
static bool filter_parse(Cx *cx, const Reach *r, const ReachScope *scope, ReachFilter *out)
{
    const TypeRow *type = type_by_num(scope->type);
    size_t room = 0;
    Str part;
    for (Str rest = scope->query; str_split(&rest, '&', &part);)
        room++;
    if (!type || type->owner != OWNER_PATH || room > LIMIT_SEARCH_TERMS)
        return false;
    Term *terms = ARENA_ARRAY(cx->mem, Term, room);
    *out = (ReachFilter){ .type = scope->type, .terms = terms, .count = room };
    for (Str rest = scope->query; str_split(&rest, '&', &part);)
        if (!filter_term(cx, r, type, part, terms++))
            return false;
    return true;
}

static void allow(Cx *cx, Reach *r, const ReachScope *scope)
{
    const uint8_t uses = (uint8_t)((scope->read ? USE_READ : 0) | (scope->search ? USE_SEARCH : 0));
    if (scope->type >= REACH_TYPES)
        return;
    ReachAllow *a = scope->type ? &r->allow[scope->type] : &r->every;
    if (scope->query.n == 0) {
        a->whole |= uses;
        return;
    }
    ReachFilter *f = &r->filters[r->filter_count];
    if (!filter_parse(cx, r, scope, f))
        return;
    f->uses = uses;
    a->some |= uses;
    r->filter_count++;
}

Reach *reach_new(Cx *cx, const ReachSpec *spec)
{
    const TypeRow *patient = type_by_name(STR("Patient"));
    Reach *r = ARENA_NEW(cx->mem, Reach);
    r->binaries = ARENA_NEW(cx->mem, ReachBinaries);
    r->binaries->mem = cx->mem;
    r->plan = spec->plan;
    r->compartment = spec->compartment;
    r->patient = arena_dup(cx->mem, spec->patient);
    r->patient_type = patient ? patient->num : 0;
    r->fhir_user = spec->fhir_user;
    r->labels_withheld = spec->labels_withheld;
    r->gender_open = spec->gender_open;
    r->when = spec->when;
    r->grant = spec->grant;
    r->base = arena_dup(cx->mem, spec->base);
    r->base_slash = arena_join(cx->mem, spec->base, STR("/"), STR_NONE);
    r->plan_name = arena_dup(cx->mem, spec->plan_name);
    if (spec->organization.n)
        r->organization = arena_join(cx->mem, STR("Organization/"), spec->organization, STR_NONE);
    r->cursor_key = arena_dup(cx->mem, spec->cursor_key);
    r->fingerprint = fingerprint(spec);
    r->filters = ARENA_ARRAY(cx->mem, ReachFilter, spec->scope_count);
    for (size_t i = 0; i < spec->scope_count; i++)
        allow(cx, r, &spec->scopes[i]);
    return r;
}

Str reach_patient(const Reach *r)
{
    return r->patient;
}

static bool may(const Reach *r, uint16_t type, unsigned uses)
{
    return type < REACH_TYPES &&
           ((r->every.whole | r->allow[type].whole | r->allow[type].some) & uses) != 0;
}

bool reach_may_read(const Reach *r, uint16_t type)
{
    return may(r, type, USE_READ);
}

bool reach_may_search(const Reach *r, uint16_t type)
{
    return may(r, type, USE_SEARCH);
}

/* A Binary has nothing of its own to be judged by: it is seen through what refers to it, which matters to whom
 * not every type is open, or not every year (S28). */
bool reach_filters(const Reach *r, const TypeRow *type, unsigned uses)
{
    if (type->owner == OWNER_REFERRER)
        return r->every.whole == 0 || r->filter_count > 0 || r->when.lo_ms > DATE_MIN ||
               r->when.hi_ms < DATE_MAX || r->labels_withheld != 0; /* its referrer may be gone */
    const bool whole = ((r->every.whole | r->allow[type->num].whole) & uses) != 0;
    return !whole && (r->allow[type->num].some & uses) != 0;
}

bool reach_admits_keys(const Reach *r, const TypeRow *type, unsigned uses, Str keys)
{
    const Subject subject = { .keys = keys };
    if (!reach_filters(r, type, uses))
        return true;
    for (size_t i = 0; i < r->filter_count; i++) {
        const ReachFilter *f = &r->filters[i];
        if (f->type == type->num && (f->uses & uses) != 0 &&
            match_all(f->terms, f->count, &subject))
            return true;
    }
    return false;
}

static bool is_own_patient(const Reach *r, uint16_t type, Str id)
{
    return type == r->patient_type && r->patient.n > 0 && str_eq(id, r->patient);
}

bool reach_may_read_one(const Reach *r, uint16_t type, Str id)
{
    return reach_may_read(r, type) || (r->fhir_user && is_own_patient(r, type, id));
}

bool reach_may_include(const Reach *r, uint16_t type, Str id)
{
    return reach_may_read_one(r, type, id) || reach_may_search(r, type);
}

Drop reach_drops(const Reach *r, uint64_t labels, DateRange when)
{
    if (labels & r->labels_withheld)
        return DROP_LABEL;
    const bool in_range = when.hi_ms > r->when.lo_ms && when.lo_ms < r->when.hi_ms;
    return in_range ? DROP_NONE : DROP_RANGE;
}

bool reach_is_open(const Reach *r)
{
    return r->grant == 0 && r->compartment == DIRECTORY;
}

bool reach_admits(const Reach *r, uint64_t labels, DateRange when)
{
    return reach_drops(r, labels, when) == DROP_NONE;
}

size_t reach_places(const Reach *r, const TypeRow *type, int64_t places[2])
{
    size_t n = 0;
    switch (type->owner) {
    case OWNER_DIRECTORY: places[n++] = DIRECTORY; break;
    case OWNER_PATH_OR_PLAN:
    case OWNER_TARGETS: /* which may be the directory's */
        places[n++] = DIRECTORY;
        if (r->compartment != DIRECTORY)
            places[n++] = r->compartment;
        break;
    case OWNER_SELF:
    case OWNER_PATH:
    case OWNER_REFERRER:
        if (r->compartment != DIRECTORY)
            places[n++] = r->compartment;
        break;
    case OWNER_GROUP: /* for system/ alone */
    case OWNER_NONE: break;
    }
    return n;
}
