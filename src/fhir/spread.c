#include "fhir/spread.h"

#include "fhir/label.h"

#include <stdlib.h>

/* ---- links ------------------------------------------------------------------------------------- */

uint64_t spread_link(uint16_t type, Str id)
{
    return (str_hash(id) & ~UINT64_C(0xffff)) | type;
}

uint16_t spread_link_type(uint64_t link)
{
    return (uint16_t)(link & 0xffff);
}

uint64_t spread_link_identifier(Str system, Str value, uint16_t as)
{
    const uint64_t of = str_hash(system);
    const uint64_t both = (of ^ of >> 32) * UINT64_C(0x9e3779b97f4a7c15) ^ str_hash(value);
    return (both & ~UINT64_C(0xffff)) | as;
}

LinkIter spread_iter(Str links)
{
    return (LinkIter){ links };
}

bool spread_next(LinkIter *it, uint64_t *link)
{
    if (it->rest.n < sizeof *link)
        return false;
    memcpy(link, it->rest.p, sizeof *link);
    it->rest = str_from(it->rest, sizeof *link);
    return true;
}

/* ---- companions -------------------------------------------------------------------------------- */

/* What a resource of a type gives back to those of another that it names; from them it takes all. */
typedef enum Back {
    BACK_OWN, /* its own alone: of twenty results one is sensitive, and the report with it */
    BACK_ALL,
} Back;

static const struct {
    Str from; /* empty: whatever names one */
    Str to;   /* empty: whatever it names */
    Back back;
} companions[] = {
    { STR_C(""), STR_C("Binary"), BACK_ALL },
    { STR_C("CarePlan"), STR_C("Goal"), BACK_ALL },
    { STR_C("Claim"), STR_C("DocumentReference"), BACK_ALL },
    { STR_C("Claim"), STR_C("MedicationRequest"), BACK_OWN },
    { STR_C("Claim"), STR_C("ServiceRequest"), BACK_OWN },
    { STR_C("ClaimResponse"), STR_C("Claim"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("DocumentReference"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("Media"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("Observation"), BACK_OWN },
    { STR_C("DiagnosticReport"), STR_C("ServiceRequest"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("Specimen"), BACK_OWN },
    { STR_C("ExplanationOfBenefit"), STR_C("Claim"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("ClaimResponse"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("DocumentReference"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("MedicationRequest"), BACK_OWN },
    { STR_C("ExplanationOfBenefit"), STR_C("ServiceRequest"), BACK_OWN },
    { STR_C("MedicationAdministration"), STR_C("MedicationRequest"), BACK_ALL },
    { STR_C("MedicationDispense"), STR_C("MedicationRequest"), BACK_ALL },
    { STR_C("MedicationStatement"), STR_C("MedicationRequest"), BACK_ALL },
    { STR_C("Observation"), STR_C("Observation"), BACK_OWN },
    { STR_C("Observation"), STR_C("QuestionnaireResponse"), BACK_ALL },
    { STR_C("Observation"), STR_C("ServiceRequest"), BACK_ALL },
    { STR_C("Observation"), STR_C("Specimen"), BACK_OWN },
    { STR_C("Procedure"), STR_C("DiagnosticReport"), BACK_ALL },
    { STR_C("Procedure"), STR_C("DocumentReference"), BACK_ALL },
    { STR_C("Procedure"), STR_C("ServiceRequest"), BACK_ALL },
    { STR_C("Provenance"), STR_C(""), BACK_OWN },
    { STR_C("QuestionnaireResponse"), STR_C("Observation"), BACK_ALL },
    { STR_C("ServiceRequest"), STR_C("Specimen"), BACK_OWN },
};
#define COMPANIONS (sizeof companions / sizeof *companions)

/* The same by numbers; 0: any. */
typedef struct Companion {
    uint16_t from;
    uint16_t to;
    Back back;
} Companion;

static Companion *companions_by_number(Cx *cx)
{
    Companion *out = ARENA_ARRAY(cx->mem, Companion, COMPANIONS);
    for (size_t i = 0; i < COMPANIONS; i++) {
        const TypeRow *from = type_by_name(companions[i].from);
        const TypeRow *to = type_by_name(companions[i].to);
        out[i] = (Companion){ from ? from->num : 0, to ? to->num : 0, companions[i].back };
    }
    return out;
}

/* ---- who is meant ------------------------------------------------------------------------------ */

/* A row on its way. */
typedef struct Node {
    const SpreadRow *row;
    uint64_t own; /* firm, and what was weak and is confirmed */
    uint64_t
        firm; /* an Encounter's: firm labels of whatever belongs to it, to confirm weak ones by */
    uint64_t labels; /* effective */
    bool waits;      /* in the queue */
} Node;

/* A name by which others mean a node; two visits may have one. */
typedef struct Slot {
    uint64_t link;
    size_t node; /* 1 + place in nodes; 0: free */
} Slot;

/* Which node says link of another. */
typedef struct Saying {
    uint64_t link;
    size_t node;
} Saying;

typedef struct Spread {
    Node *nodes; /* rows, then shared ones */
    size_t count;
    Slot *slots; /* open addressing */
    size_t mask;
    Saying *sayings; /* by link */
    size_t said;
    size_t *queue; /* a ring: nodes whose labels have grown since their neighbours were looked at */
    size_t first;
    size_t waiting;
    uint16_t condition;
    uint16_t encounter;
    uint16_t found[4]; /* types that say what a visit was for */
    uint16_t parts[5]; /* types that a visit names as what it was about */
    Companion *companions;
} Spread;

/* The first, and each next, that is meant by link: *at = 0 begins. NULL: no more. */
static Node *node_next(const Spread *s, uint64_t link, size_t *at)
{
    for (size_t i = *at ? *at - 1 : link >> 16; s->slots[i & s->mask].node; i++) {
        const Slot *slot = &s->slots[i & s->mask];
        *at = i + 2;
        if (slot->link == link)
            return &s->nodes[slot->node - 1];
    }
    return NULL;
}

static void call(Spread *s, uint64_t link, size_t node)
{
    size_t i = (size_t)(link >> 16) & s->mask;
    while (s->slots[i].node)
        i = (i + 1) & s->mask;
    s->slots[i] = (Slot){ link, node };
}

/* What others call this one, as they say it: link is one of its own links. */
static bool is_name(uint64_t link, uint64_t *name)
{
    *name = (link & ~UINT64_C(0xffff)) | SPREAD_BY_IDENTIFIER;
    return spread_link_type(link) == SPREAD_CALLED;
}

static void add(Spread *s, const SpreadRow *row)
{
    uint64_t link;
    uint64_t name;
    const size_t node = s->count++;
    s->nodes[node] = (Node){ .row = row, .own = label_firm(row->own) };
    if (!row->past)
        call(s, row->link, node + 1);
    for (LinkIter it = spread_iter(row->links); spread_next(&it, &link);)
        if (!is_name(link, &name))
            s->sayings[s->said++] = (Saying){ link, node };
        else if (!row->past)
            call(s, name, node + 1);
}

static size_t links_of(const SpreadRow *rows, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += rows[i].links.n / sizeof(uint64_t);
    return n;
}

static int by_link(const void *a, const void *b)
{
    const Saying *x = a;
    const Saying *y = b;
    return (x->link > y->link) - (x->link < y->link);
}

static Spread spread_begin(Cx *cx, const SpreadSpec *spec, const SpreadRow *rows, size_t count)
{
    const size_t all = count + spec->shared_count;
    const size_t links = links_of(rows, count);
    size_t room = 64;
    while (room < 2 * (all + links))
        room *= 2;
    Spread s = {
        .nodes = ARENA_ARRAY(cx->mem, Node, all),
        .slots = ARENA_ARRAY(cx->mem, Slot, room),
        .mask = room - 1,
        .sayings = ARENA_ARRAY(cx->mem, Saying, links),
        .queue = ARENA_ARRAY(cx->mem, size_t, all),
        .condition = type_by_name(STR("Condition"))->num,
        .encounter = type_by_name(STR("Encounter"))->num,
        .found = { type_by_name(STR("Claim"))->num, type_by_name(STR("Condition"))->num,
                   type_by_name(STR("ExplanationOfBenefit"))->num,
                   type_by_name(STR("Procedure"))->num },
        .parts = { type_by_name(STR("Appointment"))->num, type_by_name(STR("Condition"))->num,
                   type_by_name(STR("Observation"))->num, type_by_name(STR("Procedure"))->num,
                   type_by_name(STR("ServiceRequest"))->num },
        .companions = companions_by_number(cx)
    };
    for (size_t i = 0; i < count; i++)
        add(&s, &rows[i]);
    for (size_t i = 0; i < spec->shared_count; i++)
        add(&s, &spec->shared[i]);
    qsort(s.sayings, s.said, sizeof *s.sayings, by_link);
    return s;
}

typedef void (*Give)(Spread *s, Node *from, Node *to);

/* Calls give(s, from, what it names) for each link that leads somewhere. */
static void each_named(Spread *s, Node *from, Give give)
{
    uint64_t link;
    for (LinkIter it = spread_iter(from->row->links); spread_next(&it, &link);) {
        Node *to;
        for (size_t at = 0; (to = node_next(s, link, &at)) != NULL;)
            if (to->row->link != from->row->link)
                give(s, from, to);
    }
}

static void each_link(Spread *s, Give give)
{
    for (size_t i = 0; i < s->count; i++)
        each_named(s, &s->nodes[i], give);
}

/* Calls give(s, whoever says link, to). */
static void each_saying(Spread *s, uint64_t link, Node *to, Give give)
{
    size_t lo = 0;
    for (size_t hi = s->said; lo < hi;) {
        const size_t mid = lo + (hi - lo) / 2;
        if (s->sayings[mid].link < link)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < s->said && s->sayings[lo].link == link; lo++) {
        Node *from = &s->nodes[s->sayings[lo].node];
        if (to->row->link != from->row->link)
            give(s, from, to);
    }
}

static void each_naming(Spread *s, Node *to, Give give)
{
    uint64_t link;
    uint64_t name;
    if (to->row->past)
        return;
    each_saying(s, to->row->link, to, give);
    for (LinkIter it = spread_iter(to->row->links); spread_next(&it, &link);)
        if (is_name(link, &name))
            each_saying(s, name, to, give);
}

static bool is_visit(const Spread *s, const Node *n)
{
    return spread_link_type(n->row->link) == s->encounter;
}

static bool is_diagnosis(const Spread *s, const Node *n)
{
    return spread_link_type(n->row->link) == s->condition;
}

/* Whether what was found in a visit still counts as found. A version before gives nothing. */
static bool stands(const Node *found, const Node *visit)
{
    return !found->row->past && (!found->row->gone || visit->row->gone);
}

/* ---- the rules, in their order ------------------------------------------------------------------- */

static void firm_of_visit(Spread *s, Node *from, Node *to)
{
    if (is_visit(s, to) && stands(from, to))
        to->firm |= from->own;
}

static uint64_t confirmed(const Node *n, uint64_t firm)
{
    return (n->row->own >> 32) & firm;
}

static void confirm(Spread *s, Node *from, Node *to)
{
    if (is_visit(s, to))
        from->own |= confirmed(from, to->firm);
}

/* A claim has the diagnoses and procedures of its visits. */
static bool says_of_visit(const Spread *s, const Node *n)
{
    for (size_t i = 0; i < sizeof s->found / sizeof *s->found; i++)
        if (s->found[i] == spread_link_type(n->row->link))
            return true;
    return false;
}

static void take(Spread *s, Node *n, uint64_t labels)
{
    if ((labels & ~n->labels) == 0)
        return;
    n->labels |= labels;
    if (n->waits)
        return;
    n->waits = true;
    s->queue[(s->first + s->waiting++) % s->count] = (size_t)(n - s->nodes);
}

static void to_visit(Spread *s, Node *from, Node *to)
{
    if (is_visit(s, to) && says_of_visit(s, from) && stands(from, to))
        take(s, to, from->own);
}

/* A diagnosis is spoken of for years: were all that its first visit gave it passed on, one visit would by way of a
 * chronic one make all others sensitive. The same goes for what a visit speaks of. */
static void to_who_names(Spread *s, Node *from, Node *to)
{
    const bool own_alone = is_diagnosis(s, to) || (is_visit(s, from) && !is_visit(s, to));
    take(s, from, own_alone ? to->own : to->labels);
}

static void to_companion(Spread *s, Node *from, Node *to)
{
    const uint16_t a = spread_link_type(from->row->link);
    const uint16_t b = spread_link_type(to->row->link);
    if (!(from->labels | to->labels))
        return;
    for (size_t i = 0; i < COMPANIONS; i++) {
        const Companion *c = &s->companions[i];
        if ((c->from && c->from != a) || (c->to && c->to != b))
            continue;
        take(s, from, to->labels);
        if (!from->row->past)
            take(s, to, c->back == BACK_ALL ? from->labels : from->own);
    }
}

/* One that is here. */
static bool names_visit(const Spread *s, const Node *n)
{
    uint64_t link;
    for (LinkIter it = spread_iter(n->row->links); spread_next(&it, &link);) {
        size_t at = 0;
        const Node *to = node_next(s, link, &at);
        if (to && is_visit(s, to))
            return true;
    }
    return false;
}

static bool is_part(const Spread *s, const Node *n)
{
    for (size_t i = 0; i < sizeof s->parts / sizeof *s->parts; i++)
        if (s->parts[i] == spread_link_type(n->row->link))
            return true;
    return false;
}

/* What does not say to which visit it belongs belongs to whichever say so. */
static void to_part(Spread *s, Node *from, Node *to)
{
    if (is_visit(s, from) && !from->row->past && is_part(s, to) && !names_visit(s, to))
        take(s, to, from->labels);
}

static void to_each_other(Spread *s, Node *from, Node *to)
{
    to_who_names(s, from, to);
    to_companion(s, from, to);
    to_part(s, from, to);
}

/* Each is looked at as often as its labels grow: of twelve kinds, not of all rows. */
static void settle(Spread *s)
{
    while (s->waiting) {
        Node *n = &s->nodes[s->queue[s->first]];
        s->first = (s->first + 1) % s->count;
        s->waiting--;
        n->waits = false;
        each_named(s, n, to_each_other);
        each_naming(s, n, to_each_other);
    }
}

/* What has no date may have been then. */
static uint64_t as_minor(const SpreadSpec *spec, const Node *n)
{
    const DateRange minor = spec->minor;
    const bool then = minor.lo_ms < minor.hi_ms && n->row->when.lo_ms < minor.hi_ms &&
                      n->row->when.hi_ms > minor.lo_ms;
    return then && (n->labels & SPREAD_MINORS_OWN) ? LABEL_BIT(LABEL_MINORS) : 0;
}

void spread(Cx *cx, const SpreadSpec *spec, SpreadRow *rows, size_t count)
{
    Spread s = spread_begin(cx, spec, rows, count);
    for (size_t i = 0; i < s.count; i++)
        s.nodes[i].firm = s.nodes[i].own;
    each_link(&s, firm_of_visit);
    for (size_t i = 0; i < s.count; i++)
        s.nodes[i].own |= confirmed(&s.nodes[i], s.nodes[i].firm);
    each_link(&s, confirm);
    for (size_t i = 0; i < s.count; i++)
        take(&s, &s.nodes[i], s.nodes[i].own);
    each_link(&s, to_visit);
    settle(&s);
    for (size_t i = 0; i < count; i++) {
        Node *n = &s.nodes[i];
        size_t at = 0;
        const Node *newest = rows[i].past ? node_next(&s, rows[i].link, &at) : NULL;
        rows[i].labels = 0;
        if (!label_type(type_by_num(spread_link_type(rows[i].link))))
            continue; /* her card, and the photo on it */
        if (newest)
            n->labels |= newest->labels | as_minor(spec, newest);
        rows[i].labels = n->labels | as_minor(spec, n);
    }
}
