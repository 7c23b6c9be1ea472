/* rate_int.h - buckets as rate_share.c sees them. */
#ifndef WEB_RATE_INT_H
#define WEB_RATE_INT_H

#include "web/rate.h"

typedef struct RateUse {
    uint64_t who; /* a bucket's */
    const RateRule *rule;
    uint32_t used;
} RateUse;

/* What is late by more is not charged in one lump: it came back meanwhile, here and there. */
#define RATE_LATE_MS 2000

/* What was let through and not yet told, of at most max buckets: it counts as told. What waited for longer than
 * RATE_LATE_MS is told less what came back since. at: where to begin, 0 at first; moved on to where to go on,
 * so that everybody's turn comes. */
size_t rate_uses(Rate *r, size_t *at, int64_t now_ms, RateUse *out, size_t max);
/* Takes used tokens, those that are not there too. */
void rate_charge(Rate *r, const RateRule *rule, uint64_t who, uint64_t used, int64_t now_ms);

#endif
