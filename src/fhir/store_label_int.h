/* store_label_int.h - rows of fhir_label and fhir_use, and what Medications of the directory say; for
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
    FhirRef medication;
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

/* In the order of (compartment, type, id). */
MUST_USE Status labelled_of(Cx *cx, const Store *s, const int64_t *compartments, size_t count,
                            LabelledList *out);
/* The rows of a member, who comes behind the one asked for before: *at is where to look on. */
const Labelled *labelled_next(const LabelledList *list, size_t *at, int64_t compartment,
                              size_t *count);
/* Among a member's; NULL: it has none. */
const Labelled *labelled_find(const Labelled *list, size_t count, const FhirRef *ref);

MUST_USE Status label_delete(Cx *cx, const Store *s, int64_t compartment, const FhirRef *ref);
/* reason NULL: the one that is there stays. */
void puts_add(Cx *cx, Puts *puts, LabelPut row, const Str *reason);
/* Notes which Medications it names. */
void uses_add(Cx *cx, Puts *puts, const Touched *t);
MUST_USE Status puts_write(Cx *cx, const Store *s, const Puts *puts);

/* Members whose resources name the Medication, as touched. */
MUST_USE Status users_add(Cx *cx, const Store *s, const FhirRef *medication, Touched **out,
                          size_t *count, size_t *room);
/* The next that is a Medication with labels; NULL: no more. */
MUST_USE Status shared_next(Cx *cx, Store *s, LinkIter *it, const SpreadRow **out);

#endif
