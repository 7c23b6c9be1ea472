/* reach_int.h - the inside of a Reach, for the folder that obeys it. */
#ifndef FHIR_REACH_INT_H
#define FHIR_REACH_INT_H

#include "base/cx.h"
#include "fhir/reach.h"

#define DIRECTORY INT64_C(0) /* the compartment of what belongs to the plan */

/* What a row is wanted for, as bits: of an include either will do (S3, S26). */
enum { USE_READ = 1, USE_SEARCH = 2, USE_BRING = USE_READ | USE_SEARCH };

typedef struct ReachAllow {
    uint8_t whole; /* uses of the type, whatever the row */
    uint8_t some;  /* uses of the rows that a filter admits */
} ReachAllow;

/* A granular scope (S7): its terms are ANDed, those of a type ORed. */
typedef struct ReachFilter {
    uint16_t type;
    uint8_t uses;
    const struct Term *terms;
    size_t count;
} ReachFilter;

/* What binaries_seen found, kept for the rest of the request. */
typedef struct ReachBinaries {
    Arena *mem; /* as long-lived as the Reach */
    struct BinarySet *set;
    int64_t compartment;
    uint64_t work; /* work_add's */
} ReachBinaries;

struct Reach {
    int64_t plan;
    int64_t compartment;
    Str patient;
    ReachAllow every; /* type, by a scope on all */
    ReachAllow allow[REACH_TYPES];
    ReachFilter *filters;
    size_t filter_count;
    uint16_t patient_type;
    bool fhir_user;
    uint64_t labels_withheld;
    bool gender_open;
    DateRange when;
    int64_t grant;
    Str base;         /* without trailing slash */
    Str base_slash;   /* with one, as references are written */
    Str plan_name;    /* who transmits, in a made Provenance */
    Str organization; /* "Organization/…"; empty: it has none */
    Str cursor_key;
    ReachBinaries *binaries;
    uint64_t fingerprint; /* of all that narrows: a cursor ends when it changes (S30) */
};

/* Why a row is not there for a caller. */
typedef enum Drop {
    DROP_NONE,
    DROP_LABEL,   /* it carries a label that the grant does not share (C4) */
    DROP_RANGE,   /* it is older than what the grant shares */
    DROP_DELETED, /* of a row alone; the Reach does not ask */
    DROP_SCOPE,   /* no granular scope of its type admits it (S7) */
    DROPS,
} Drop;

/* What a row of fhir_entry must satisfy before it exists for this caller: the predicates of the
 * grant, ANDed with the search's own (DESIGN rule 3). The first that it does not satisfy; granular scopes
 * ask the keys and come last: reach_admits_keys. */
Drop reach_drops(const Reach *r, uint64_t labels, DateRange when);
/* Of a call without a token: the directory, to a plan's whole public. */
bool reach_is_open(const Reach *r);
bool reach_admits(const Reach *r, uint64_t labels, DateRange when);

/* Whether rows of the type are there for uses only as their keys say: then no row may be taken without
 * reach_admits_keys, or for a Binary binary_is_seen. A scope on the whole type makes granular ones
 * redundant (S7). */
bool reach_filters(const Reach *r, const TypeRow *type, unsigned uses);
bool reach_admits_keys(const Reach *r, const TypeRow *type, unsigned uses, Str keys);

/* r on the type, or the fhirUser scope on the member's own Patient (S17). */
bool reach_may_read_one(const Reach *r, uint16_t type, Str id);
/* What an include may bring: r or s on the type (S3, S26). */
bool reach_may_include(const Reach *r, uint16_t type, Str id);

/* Where instances of a type live that this caller can see: none, one or both of her compartment and
 * the directory. */
size_t reach_places(const Reach *r, const TypeRow *type, int64_t places[2]);

#endif
