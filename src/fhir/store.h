/* store.h - writing resources: the rows of fhir_entry, fhir_body, fhir_history, fhir_locator,
 * fhir_dir_key and fhir_pending. Used by load alone; reads go through fhir.h. tx is a write
 * transaction on the plan's records; one writer a plan at a time (load_lock). */
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
    STORE_ABSENT,    /* a delete of what is not there */
} StoreResult;

/* State of one batch: counters, caches of compartments. */
typedef struct Store Store;
MUST_USE Status store_begin(Cx *cx, DbTx *tx, int64_t plan, int64_t updated_ms, Store **out);
/* records[i] → results[i]; statuses[i] is ST_OK or ST_OWNER_AMBIGUOUS (targets in two compartments).
 * Sorted inside so that B-trees are written in runs; later records of one id win. */
MUST_USE Status store_put(Cx *cx, Store *s, const Record *records, size_t count,
                          StoreResult *results, Status *statuses);
MUST_USE Status store_delete(Cx *cx, Store *s, uint16_t type, Str id, StoreResult *result);
/* Writes the counters back. Then db_commit. */
MUST_USE Status store_end(Cx *cx, Store *s);

/* The compartment of a Patient that has arrived; ST_NOT_FOUND otherwise. For guard and token. */
MUST_USE Status store_compartment(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t *out);

#endif
