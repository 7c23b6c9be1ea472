/* relabel.h - the job of fhir/relabel.h from its beginning to its end, some members a transaction. It may run
 * beside a load, beside requests and twice at once: each transaction takes the next members. */
#ifndef LOAD_RELABEL_H
#define LOAD_RELABEL_H

#include "fhir/relabel.h"

#include <stdatomic.h>
#include <stdio.h>

typedef struct RelabelSpec {
    Db *db;
    int64_t plan;
    RecordRules rules;
    int64_t (*clock_ms)(void);
    FILE *progress;          /* a line each second; NULL: none */
    const atomic_bool *stop; /* NULL: none */
} RelabelSpec;

/* Makes rules.labels the plan's table. Whoever reads after it has committed is answered by it. */
MUST_USE Status relabel_start(Cx *cx, const RelabelSpec *spec);
/* All that is stale. ST_CONFLICT: another table has become the plan's meanwhile. */
MUST_USE Status relabel_run(Cx *cx, const RelabelSpec *spec, RelabelCounts *counts);

#endif
