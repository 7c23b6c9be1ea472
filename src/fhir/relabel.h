/* relabel.h - what a plan holds sensitive has changed: every resource is judged anew. A plan's rows are
 * labelled by one table at a time, whose fingerprint the store keeps. When another is begun with, all members
 * are stale; they are labelled anew in the order of their compartments, many in one transaction, and one whose
 * data is asked for before her turn at once, so that no stale label decides anything (issue of the reader:
 * web/guard.c). Changed labels are new versions (sensitive.md 2.5). */
#ifndef FHIR_RELABEL_H
#define FHIR_RELABEL_H

#include "db/db.h"
#include "fhir/record.h"

typedef struct RelabelState {
    uint64_t table; /* fingerprint by which rows are or are being labelled; 0: nothing is stored */
    int64_t at;     /* members from here on, */
    int64_t end;    /* and before this one, are stale; at >= end: none is */
} RelabelState;
MUST_USE Status relabel_state(Cx *cx, DbTx *tx, int64_t plan, RelabelState *out);
/* Makes labels the plan's table, in a write transaction. Nothing when it is that already. */
MUST_USE Status relabel_begin(Cx *cx, DbTx *tx, int64_t plan, const LabelTable *labels);

typedef struct RelabelCounts {
    int64_t members;
    int64_t resources;
    int64_t changed; /* resources whose own labels are others now */
} RelabelCounts;
/* The next members, in a write transaction of its own that the caller commits; adds to counts. ST_CONFLICT:
 * rules has another table than the plan. */
MUST_USE Status relabel_some(Cx *cx, DbTx *tx, int64_t plan, const RecordRules *rules,
                             RelabelCounts *counts, bool *more);
/* One member before her turn. */
MUST_USE Status relabel_member(Cx *cx, DbTx *tx, int64_t plan, const RecordRules *rules,
                               int64_t compartment);
/* Whether she needs that. */
MUST_USE Status relabel_needed(Cx *cx, DbTx *tx, int64_t plan, const RelabelState *state,
                               int64_t compartment, bool *needed);

#endif
