/* reach.h - what a caller may see. Built from the grant in web/guard.c and nowhere else
 * (tools/check_once.sh); find, include, read and history take a Reach and have no other way to a
 * compartment. A Reach is one compartment and the predicates that stand over it, plus the directory
 * as far as scopes go; or the directory alone. */
#ifndef FHIR_REACH_H
#define FHIR_REACH_H

#include "base/date.h"
#include "fhir/type_table.h"

typedef struct Reach Reach;

#define REACH_TYPES 256u /* more than type numbers */

/* What one scope on one type allows; several are ORed (S7). */
typedef struct ReachScope {
    uint16_t type; /* TypeRow.num; 0: every type */
    bool read;     /* r: read, vread, instance history */
    bool search;   /* s: search, type history */
    Str query; /* granular filter "category=…", percent-encoded as in the scope (S6); empty: the
                      whole type */
} ReachScope;

typedef struct ReachSpec {
    int64_t plan;
    int64_t compartment; /* from the roster and the grant; never from the request */
    Str patient;         /* its Patient id: named in searches, compared as strings (S25) */
    const ReachScope *scopes;
    size_t scope_count;
    bool fhir_user;           /* the fhirUser scope: r on patient itself (S17) */
    uint64_t labels_withheld; /* entries with any of these bits are not there (C4) */
    bool gender_open; /* the plan has no such kind in force: its elements stay (element.h) */
    DateRange when;   /* how far back; entries without a date are always in range */
    int64_t grant;    /* grant's number, bound into cursors (S30) */
    Str base;         /* FHIR base without trailing slash */
    Str plan_name;    /* of the plan, for people; may be empty */
    Str organization; /* id of the Organization that is the plan in its data; or empty */
    Str cursor_key;   /* 32 bytes, KEY_CURSOR */
} ReachSpec;

/* Everything in spec is copied into cx->mem. */
Reach *reach_new(Cx *cx, const ReachSpec *spec);

Str reach_patient(const Reach *r);
bool reach_may_read(const Reach *r, uint16_t type);
bool reach_may_search(const Reach *r, uint16_t type);

#endif
