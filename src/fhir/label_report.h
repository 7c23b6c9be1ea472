/* label_report.h - how much of a plan is labelled, by type and kind: numbers, and nobody's. */
#ifndef FHIR_LABEL_REPORT_H
#define FHIR_LABEL_REPORT_H

#include "db/db.h"
#include "fhir/label.h"

#define LABEL_BITS 32u /* numbers of label.def and LABEL_PART2's */

typedef struct LabelCount {
    uint16_t type;
    int64_t resources;
    int64_t own[LABEL_BITS];    /* by their codes */
    int64_t labels[LABEL_BITS]; /* and by what they belong to and tell of */
    int64_t weak[LABEL_BITS];   /* a code that says little alone, and nothing beside it */
} LabelCount;

/* Types that have resources, by number. It reads every row of the plan's index. */
MUST_USE Status label_report(Cx *cx, DbTx *tx, int64_t plan, LabelCount **out, size_t *count);
/* What the table cannot tell of, systems by how often they stand. It reads every body of the plan. */
MUST_USE Status label_survey_plan(Cx *cx, DbTx *tx, int64_t plan, const LabelTable *table,
                                  LabelSurvey *out);

typedef struct LabelOf {
    uint64_t own;    /* by its codes */
    uint64_t labels; /* and by what it belongs to and tells of */
    Str reason;      /* which codes; health data */
    Str given;       /* and which those of the directory have that it names, a line each */
} LabelOf;

/* What is held of one resource, of whichever member, for staff: never for an app. It may read all of the index, as
 * above. ST_NOT_FOUND: there is none. */
MUST_USE Status label_of(Cx *cx, DbTx *tx, int64_t plan, uint16_t type, Str id, LabelOf *out);

#endif
