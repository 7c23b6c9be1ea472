/* store.h - writing resources: the rows of fhir_entry, fhir_body, fhir_history, fhir_locator,
 * fhir_dir_key, fhir_pending and fhir_held. Used by loads alone, and no other file reads fhir_locator; reads go
 * through fhir.h. tx is a write transaction on the plan's records; one writer a plan at a time
 * (load_lock). */
#ifndef FHIR_STORE_H
#define FHIR_STORE_H

#include "db/db.h"
#include "fhir/record.h"

typedef enum StoreResult {
    STORE_CREATED,
    STORE_UPDATED,
    STORE_UNCHANGED, /* same content hash: nothing written, version and lastUpdated kept */
    STORE_MOVED,     /* another owner now: tombstone there, created here */
    STORE_PENDING,   /* waits for its referrer or target */
    STORE_DELETED,
    STORE_ABSENT, /* a delete of what is not there */
    STORE_HELD,   /* was this before: kept until store_put_held, unless a later one comes first */
    STORE_REPEATED, /* a later item of the batch has the same type and id and other content: that one wins */
} StoreResult;

/* State of one batch: counters, places. lastUpdated of the batch is cx->now_ms, or the plan's last
 * one when the clock went back. rules: what waited in fhir_pending is read again by them, and what they label
 * changes what others of the member are labelled with (fhir/spread.h): store_end sees to that. */
typedef struct Store Store;
MUST_USE Status store_begin(Cx *cx, DbTx *tx, int64_t plan, const RecordRules *rules, Store **out);

typedef struct StoreItem {
    const Record *record;
    bool final;          /* not to be held: it stands as it is */
    bool beaten;         /* filled: a held one of the same id, with other content, gave way to it */
    StoreResult result;  /* filled */
    bool first;          /* filled: nothing of this id was ever here, not even deleted since */
    Status status;       /* filled: ST_OK, or ST_OWNER_AMBIGUOUS: its targets have two owners */
    int64_t replaced_ms; /* filled: lastUpdated of the version that this one replaces; 0: none */
    int64_t compartment; /* filled when written: where it lives now */
} StoreItem;
/* Sorted inside, so that B-trees are written in runs. */
MUST_USE Status store_put(Cx *cx, Store *s, StoreItem *items, size_t count);
/* Puts what was held and nothing followed; at most LIMIT_HELD at once: until count is 0. At a load's end,
 * where it is the last word, and before a load when another had no end. */
MUST_USE Status store_put_held(Cx *cx, Store *s, StoreItem **items, size_t *count);
/* A tombstone, and the resource's last version in its history. */
MUST_USE Status store_delete(Cx *cx, Store *s, uint16_t type, Str id, StoreResult *result);
/* What had waited and was placed by this batch, and what turned out to have two owners. */
typedef struct StoreReleased {
    const FhirRef *placed;
    size_t placed_count;
    const FhirRef *refused;
    size_t refused_count;
} StoreReleased;
StoreReleased store_released(const Store *s);
/* Writes the counters back. Then db_commit. */
MUST_USE Status store_end(Cx *cx, Store *s);

/* By type, then id: the order in which looking up is fastest. The second is for qsort. */
int fhir_ref_cmp(const FhirRef *a, const FhirRef *b);
int fhir_ref_order(const void *a, const void *b);
/* For tables in memory: quick, and not for ever the same as str_hash is. */
uint64_t fhir_ref_hash(const FhirRef *ref);

/* here[i]: the resource refs[i] has arrived and is not deleted. Sorted by (type, id) is fastest. */
MUST_USE Status store_here(Cx *cx, DbTx *tx, int64_t plan, const FhirRef *refs, size_t count,
                           bool *here);
/* The plan's newest lastUpdated; 0: nothing was ever stored. */
MUST_USE Status store_last_updated(Cx *cx, DbTx *tx, int64_t plan, int64_t *out);
/* How many resources wait in fhir_pending. */
MUST_USE Status store_waiting(Cx *cx, DbTx *tx, int64_t plan, int64_t *out);

#endif
