/* store_label_int.h - rows of fhir_label (store_label_row.c), of fhir_giver and fhir_use (store_give.c); for
 * store_label.c, which settles labels by them. */
#ifndef FHIR_STORE_LABEL_INT_H
#define FHIR_STORE_LABEL_INT_H

#include "fhir/spread.h"
#include "fhir/store_int.h"

/* A row of fhir_label. */
typedef struct Labelled {
    int64_t compartment;
    FhirRef ref;
    uint64_t link;
    uint64_t own;
    uint64_t labels;
} Labelled;

typedef struct LabelledList {
    Labelled *p;
    size_t n;
    size_t room;
} LabelledList;

/* A row of fhir_label to be written. */
typedef struct LabelPut {
    int64_t compartment;
    FhirRef ref;
    uint64_t own;
    uint64_t labels;
    Str reason;
} LabelPut;

typedef struct LabelPuts {
    LabelPut *p;
    size_t n;
    size_t room;
} LabelPuts;

/* A row of fhir_use. */
typedef struct Use {
    uint64_t link;
    int64_t compartment;
} Use;

/* Rows that wait for their insert, many in one statement. */
typedef struct Puts {
    LabelPuts judged; /* with their reason */
    LabelPuts kept;   /* the reason that is there stays */
    Use *uses;
    size_t use_count;
    size_t use_room;
} Puts;

/* Links of the directory. */
typedef struct Asks {
    uint64_t *p;
    size_t n;
    size_t room;
} Asks;

/* In the order of (compartment, type, id). */
MUST_USE Status labelled_of(Cx *cx, const Store *s, const int64_t *compartments, size_t count,
                            LabelledList *out);
/* The rows of a member, who comes behind the one asked for before: *at is where to look on. */
const Labelled *labelled_next(const LabelledList *list, size_t *at, int64_t compartment,
                              size_t *count);
/* Among a member's; NULL: it has none. */
const Labelled *labelled_find(const Labelled *list, size_t count, const FhirRef *ref);

/* When she was a minor who may ask for care alone, by keys of her Patient. */
DateRange label_minor(Str keys);
MUST_USE Status label_delete(Cx *cx, const Store *s, int64_t compartment, const FhirRef *ref);
/* reason NULL: the one that is there stays. */
void puts_add(Cx *cx, Puts *puts, LabelPut row, const Str *reason);
/* Notes which of the directory it names. */
void uses_add(Cx *cx, Puts *puts, const Touched *t);
MUST_USE Status uses_write(Cx *cx, const Store *s, Puts *puts);
/* Of resources of the directory that may give, those that the batch has not asked for yet. */
void asks_add(Cx *cx, Store *s, Asks *asks, Str links);
MUST_USE Status givers_ask(Cx *cx, Store *s, Asks *asks);
/* What who names these has as its own, by who gave the care and where. */
uint64_t given_by_care(const Store *s, Str links);
/* Forgets what was asked: the directory has changed. */
void givers_forget(Store *s);
/* What stands there of one: its names, which are added, and what it gives. */
MUST_USE Status giver_rows(Cx *cx, const Store *s, const FhirRef *ref, Asks *links,
                           uint64_t *labels);
/* The names that it has. */
void giver_names(Cx *cx, const Record *r, Asks *links);
/* Puts what r gives by each of its names, or that it gives nothing any more. */
MUST_USE Status giver_put(Cx *cx, const Store *s, const Record *r, const Asks *names,
                          uint64_t labels);
/* The next link that is a Medication's or Device's of the plan with labels; false: no more. */
bool things_next(const Store *s, LinkIter *it, SpreadRow *out);
/* Members whose resources name one of them, as touched. */
MUST_USE Status users_add(Cx *cx, Store *s, const Asks *links);
MUST_USE Status puts_write(Cx *cx, const Store *s, Puts *puts);

#endif
