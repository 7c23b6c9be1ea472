/* spread.h - from what each resource of a member says to what all of them give away together (AUTHORIZATION
 * C5, DESIGN 3.1). Its own labels come from its codes; its effective ones are those and
 *
 *  1. the labels of each resource that it names: who tells of something sensitive is sensitive, and a name that
 *     leads nowhere would tell that something is kept back; but of a diagnosis, and of whatever a visit names,
 *     the own ones alone;
 *  2. a visit (Encounter) has the own labels of the diagnoses and procedures recorded in it and of its
 *     claims, and what belongs to a visit has the visit's; so has what a visit was about (a diagnosis, an order and the like)
 *     and names none itself;
 *  3. companions tell of each other: a claim, its answer and what supports them; a report, its results and
 *     documents; answers to a questionnaire and what was observed by them; a Binary and whatever refers to
 *     it; a Provenance and its targets;
 *  4. what was weak (LABEL_MAYBE) counts beside a firm one of its category in the same resource or visit;
 *  5. care of a sensitive kind that the member had as a minor old enough to ask for it alone has
 *     LABEL_MINORS too;
 *  6. a version before the newest has what follows from itself, and what the newest has: read where that is not, it
 *     would tell that the resource has become sensitive; it gives nothing to anybody;
 *  7. what is deleted goes on giving as it did, since who names it still tells of it, but to a visit that is
 *     not deleted: deletion is how a source takes back a diagnosis that was wrong.
 *
 * What the directory says of who gave the care and where counts as own (store_give.c). A visit is named by its id or
 * by one of its identifiers.
 *
 * Were a diagnosis to pass on what its visit gave it, one visit would by way of a chronic one make all others
 * sensitive. Pure: no database. */
#ifndef FHIR_SPREAD_H
#define FHIR_SPREAD_H

#include "base/date.h"
#include "fhir/record.h"

/* Raised when the rules change, or what a link is: what was labelled by others is judged anew, and its links are made
 * anew. */
#define SPREAD_RULES 11u

/* A minor may ask for these without a parent in most states (spec sensitive.md 3). */
#define SPREAD_MINORS_OWN                                                                          \
    (LABEL_BIT(LABEL_MENTAL_HEALTH) | LABEL_BIT(LABEL_SUBSTANCE_USE) | LABEL_BIT(LABEL_HIV) |      \
     LABEL_BIT(LABEL_STI) | LABEL_BIT(LABEL_REPRODUCTIVE) | LABEL_BIT(LABEL_VIOLENCE) |            \
     LABEL_BIT(LABEL_GENDER))

/* Another resource as one word: its type's number in the low 16 bits, the rest a hash of its id. Stored,
 * so for ever. Two resources of a member and type with one hash would share their labels, no more. */
uint64_t spread_link(uint16_t type, Str id);
uint16_t spread_link_type(uint64_t link);
/* An identifier as one word; as: in the place of a type's number, what it is there for. */
uint64_t spread_link_identifier(Str system, Str value, uint16_t as);
#define SPREAD_BY_IDENTIFIER 0u  /* of a logical reference (Reference.identifier) */
#define SPREAD_CALLED UINT16_MAX /* of the visit itself, among its own links */
#define SPREAD_NPI                                                                                 \
    (UINT16_MAX - 1) /* of a provider, whoever names it and itself alike; system empty */
/* Each of a resource's: what it names, of members' types less those that never have labels and of those that
 * give (label_gives), eight bytes each. */
typedef struct LinkIter {
    Str rest;
} LinkIter;
LinkIter spread_iter(Str links);
bool spread_next(LinkIter *it, uint64_t *link);

typedef struct SpreadRow {
    uint64_t link; /* itself */
    uint64_t own;  /* with LABEL_MAYBE */
    Str links;
    DateRange when;
    bool past;       /* a version before the newest, which is a row too */
    bool gone;       /* deleted */
    uint64_t labels; /* filled: effective */
} SpreadRow;

typedef struct SpreadSpec {
    /* Medications and devices of the plan that rows name and that are sensitive: link and labels alone. */
    const SpreadRow *shared;
    size_t shared_count;
    DateRange minor; /* when she was a minor of that age; empty (lo = hi): not known or never */
} SpreadSpec;

/* Fills labels of all rows, in any order. */
void spread(Cx *cx, const SpreadSpec *spec, SpreadRow *rows, size_t count);

#endif
