/* load.h - from files to the store: reader, parse threads, one writer (DESIGN 5, Load). Whole lines at
 * any size of file, plain or gzip; NDJSON, Bundles one a line or one a file. A line that cannot be
 * stored goes to the rejects file with place and reason, never with its content; the rest loads.
 *
 * A load is a job: what it wrote and how far it got are committed together, so that a load killed at
 * any moment goes on when it is started again on the same source, and the same source twice changes
 * nothing. One load a plan at a time. Memory does not grow with the source. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include "db/db.h"
#include "fhir/record.h"
#include "jose/jose.h"

#include <stdio.h>

typedef struct LoadSpec {
    Db *db;
    const Keys *keys; /* seal the roster */
    int64_t plan;
    Str plan_id;
    RecordRules rules; /* base with a trailing slash; the plan's labels */
    Str feed;          /* whose data these are; empty: the last part of the first path */
    const Str *paths;  /* files and folders; "-" is standard input */
    size_t path_count;
    Str rejects; /* path; empty: rejects-JOB.ndjson in rejects_dir */
    Str rejects_dir;
    size_t threads; /* that parse; 0: one a core */
    int64_t (*clock_ms)(void);
    FILE *progress;    /* a line each second; NULL: none */
    size_t stop_after; /* tests: ends as if killed after so many batches; 0: never */
} LoadSpec;

typedef struct LoadCounts {
    int64_t lines;
    int64_t bytes; /* unpacked */
    int64_t created;
    int64_t updated;
    int64_t unchanged;
    int64_t moved;
    int64_t deleted;
    int64_t repeated;
    int64_t rejected;
    int64_t rejects_bytes; /* of the rejects file */
    int64_t batches;
    int64_t pending;  /* at the end: resources of the plan that wait for another */
    int64_t dangling; /* at the end: resources of the plan named by a reference and never sent */
} LoadCounts;

typedef struct LoadReport {
    Str job;
    Str rejects; /* path; empty when nothing was rejected */
    LoadCounts counts;
    bool resumed;
    Str json; /* one line */
} LoadReport;

/* ST_OK: everything was read; counts.rejected says whether all of it was stored. ST_NOT_FOUND: a path
 * is not there. ST_CONFLICT: another load of the plan is running; the detail names it.
 * ST_UNAVAILABLE: the store is locked, full or gone; the load is resumed by running it again. */
MUST_USE Status load_run(Cx *cx, const LoadSpec *spec, LoadReport *out);
/* Whether one of the plan is under way, or was and may be gone on with: the last one has no end, for an hour. tx reads
 * its records. */
#define LOAD_RESUMED_MS HOUR_MS
MUST_USE Status load_running(Cx *cx, DbTx *tx, int64_t plan, bool *running);
/* When the plan's newest load that read all of its source ended. ST_NOT_FOUND: none has. */
MUST_USE Status load_last(Cx *cx, Db *db, int64_t plan, int64_t *ended_ms);

#endif
