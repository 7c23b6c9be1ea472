/* reach_int.h - the inside of a Reach, for the folder that obeys it. */
#ifndef FHIR_REACH_INT_H
#define FHIR_REACH_INT_H

#include "base/cx.h"
#include "fhir/reach.h"

#define DIRECTORY INT64_C(0) /* the compartment of what belongs to the plan */

typedef struct ReachAllow {
    bool read;
    bool search;
} ReachAllow;

struct Reach {
    int64_t plan;
    int64_t compartment;
    Str patient;
    ReachAllow every; /* type, by a scope on all */
    ReachAllow allow[REACH_TYPES];
    uint16_t patient_type;
    bool fhir_user;
    uint64_t labels_withheld;
    DateRange when;
    int64_t grant;
    Str base;         /* without trailing slash */
    Str base_slash;   /* with one, as references are written */
    Str plan_name;    /* who transmits, in a made Provenance */
    Str organization; /* "Organization/…"; empty: it has none */
    Str cursor_key;
    uint64_t fingerprint; /* of all that narrows: a cursor ends when it changes (S30) */
};

/* Why a row is not there for a caller. */
typedef enum Drop {
    DROP_NONE,
    DROP_LABEL,   /* it carries a label that the grant does not share (C4) */
    DROP_RANGE,   /* it is older than what the grant shares */
    DROP_DELETED, /* of a row alone; the Reach does not ask */
    DROPS,
} Drop;

/* What a row of fhir_entry must satisfy before it exists for this caller: the predicates of the
 * grant, ANDed with the search's own (DESIGN rule 3). Granular scopes will join them here. The first
 * that it does not satisfy. */
Drop reach_drops(const Reach *r, uint64_t labels, DateRange when);
/* Of a call without a token: the directory, to a plan's whole public. */
bool reach_is_open(const Reach *r);
bool reach_admits(const Reach *r, uint64_t labels, DateRange when);

/* r on the type, or the fhirUser scope on the member's own Patient (S17). */
bool reach_may_read_one(const Reach *r, uint16_t type, Str id);
/* What an include may bring: r or s on the type (S3, S26). */
bool reach_may_include(const Reach *r, uint16_t type, Str id);

/* Where instances of a type live that this caller can see: none, one or both of her compartment and
 * the directory. */
size_t reach_places(const Reach *r, const TypeRow *type, int64_t places[2]);

#endif
