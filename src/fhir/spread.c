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

Str spread_links(Cx *cx, const Record *r)
{
    uint64_t *links = ARENA_ARRAY(cx->mem, uint64_t, r->ref_count);
    size_t n = 0;
    for (size_t i = 0; i < r->ref_count; i++)
        if (label_type(type_by_num(r->refs[i].type)))
            links[n++] = spread_link(r->refs[i].type, r->refs[i].id);
    return (Str){ (const char *)links, n * sizeof *links };
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
    { STR_C("ClaimResponse"), STR_C("Claim"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("DocumentReference"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("Media"), BACK_ALL },
    { STR_C("DiagnosticReport"), STR_C("Observation"), BACK_OWN },
    { STR_C("DiagnosticReport"), STR_C("ServiceRequest"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("Claim"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("ClaimResponse"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("DocumentReference"), BACK_ALL },
    { STR_C("ExplanationOfBenefit"), STR_C("ServiceRequest"), BACK_OWN },
    { STR_C("MedicationAdministration"), STR_C("MedicationRequest"), BACK_ALL },
    { STR_C("MedicationDispense"), STR_C("MedicationRequest"), BACK_ALL },
    { STR_C("MedicationStatement"), STR_C("MedicationRequest"), BACK_ALL },
    { STR_C("Observation"), STR_C("Observation"), BACK_OWN },
    { STR_C("Observation"), STR_C("QuestionnaireResponse"), BACK_ALL },
    { STR_C("Observation"), STR_C("ServiceRequest"), BACK_ALL },
    { STR_C("Observation"), STR_C("Specimen"), BACK_OWN },
    { STR_C("Provenance"), STR_C(""), BACK_OWN },
    { STR_C("QuestionnaireResponse"), STR_C("Observation"), BACK_ALL },
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
} Node;

typedef struct Spread {
    Node *nodes; /* rows, then shared ones */
    size_t count;
    size_t *slots; /* 1 + place in nodes; open addressing */
    size_t mask;
    uint16_t condition;
    uint16_t encounter;
    uint16_t found[4]; /* types that say what a visit was for */
    Companion *companions;
    bool *changed; /* some labels, by take() */
} Spread;

static size_t *slot_of(const Spread *s, uint64_t link)
{
    size_t i = (size_t)(link >> 16) & s->mask;
    while (s->slots[i] && s->nodes[s->slots[i] - 1].row->link != link)
        i = (i + 1) & s->mask;
    return &s->slots[i];
}

static Node *node_of(const Spread *s, uint64_t link)
{
    const size_t at = *slot_of(s, link);
    return at ? &s->nodes[at - 1] : NULL;
}

static void add(Spread *s, const SpreadRow *row)
{
    s->nodes[s->count++] = (Node){ .row = row, .own = label_firm(row->own) };
    if (!row->past)
        *slot_of(s, row->link) = s->count;
}

static Spread spread_begin(Cx *cx, const SpreadSpec *spec, const SpreadRow *rows, size_t count)
{
    const size_t all = count + spec->shared_count;
    size_t room = 64;
    while (room < 2 * all)
        room *= 2;
    Spread s = { .nodes = ARENA_ARRAY(cx->mem, Node, all),
                 .slots = ARENA_ARRAY(cx->mem, size_t, room),
                 .mask = room - 1,
                 .condition = type_by_name(STR("Condition"))->num,
                 .encounter = type_by_name(STR("Encounter"))->num,
                 .found = { type_by_name(STR("Claim"))->num, type_by_name(STR("Condition"))->num,
                            type_by_name(STR("ExplanationOfBenefit"))->num,
                            type_by_name(STR("Procedure"))->num },
                 .companions = companions_by_number(cx) };
    for (size_t i = 0; i < count; i++)
        add(&s, &rows[i]);
    for (size_t i = 0; i < spec->shared_count; i++)
        add(&s, &spec->shared[i]);
    return s;
}

/* Calls give(s, node, what it names) for each link that leads somewhere. A version before takes, no more: what it
 * gives goes nowhere, and changes nothing. */
static void each_link(const Spread *s, void (*give)(const Spread *s, Node *from, Node *to))
{
    for (size_t i = 0; i < s->count; i++) {
        uint64_t link;
        for (LinkIter it = spread_iter(s->nodes[i].row->links); spread_next(&it, &link);) {
            Node *from = &s->nodes[i];
            Node *to = node_of(s, link);
            if (!to || link == from->row->link)
                continue;
            if (!from->row->past) {
                give(s, from, to);
                continue;
            }
            const bool changed = *s->changed;
            Node unchanged = *to;
            give(s, from, &unchanged);
            *s->changed = changed;
        }
    }
}

static bool is_visit(const Spread *s, const Node *n)
{
    return spread_link_type(n->row->link) == s->encounter;
}

/* Whether what was found in a visit still counts as found. */
static bool stands(const Node *found, const Node *visit)
{
    return !found->row->gone || visit->row->gone;
}

/* ---- the rules, in their order ------------------------------------------------------------------- */

static void firm_of_visit(const Spread *s, Node *from, Node *to)
{
    if (is_visit(s, to) && stands(from, to))
        to->firm |= from->own;
}

static uint64_t confirmed(const Node *n, uint64_t firm)
{
    return (n->row->own >> 32) & firm;
}

static void confirm(const Spread *s, Node *from, Node *to)
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

static void to_visit(const Spread *s, Node *from, Node *to)
{
    if (is_visit(s, to) && says_of_visit(s, from) && stands(from, to))
        to->labels |= from->own;
}

static void take(const Spread *s, Node *n, uint64_t labels)
{
    *s->changed = *s->changed || (labels & ~n->labels) != 0;
    n->labels |= labels;
}

/* A diagnosis is spoken of for years: were all that its first visit gave it passed on, one visit would by way of a
 * chronic one make all others sensitive. The same goes for what a visit speaks of. */
static void to_who_names(const Spread *s, Node *from, Node *to)
{
    const bool own_alone =
        spread_link_type(to->row->link) == s->condition || (is_visit(s, from) && !is_visit(s, to));
    take(s, from, own_alone ? to->own : to->labels);
}

static void to_companion(const Spread *s, Node *from, Node *to)
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
        take(s, to, c->back == BACK_ALL ? from->labels : from->own);
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
    bool changed = false;
    Spread s = spread_begin(cx, spec, rows, count);
    s.changed = &changed;
    for (size_t i = 0; i < s.count; i++)
        s.nodes[i].firm = s.nodes[i].own;
    each_link(&s, firm_of_visit);
    for (size_t i = 0; i < s.count; i++)
        s.nodes[i].own |= confirmed(&s.nodes[i], s.nodes[i].firm);
    each_link(&s, confirm);
    for (size_t i = 0; i < s.count; i++)
        s.nodes[i].labels = s.nodes[i].own;
    each_link(&s, to_visit);
    do { /* ends: labels only come */
        changed = false;
        each_link(&s, to_who_names);
        each_link(&s, to_companion);
    } while (changed);
    for (size_t i = 0; i < count; i++) {
        Node *n = &s.nodes[i];
        const Node *newest = rows[i].past ? node_of(&s, rows[i].link) : NULL;
        rows[i].labels = 0;
        if (!label_type(type_by_num(spread_link_type(rows[i].link))))
            continue; /* her card, and the photo on it */
        if (newest)
            n->labels |= newest->labels | as_minor(spec, newest);
        rows[i].labels = n->labels | as_minor(spec, n);
    }
}
