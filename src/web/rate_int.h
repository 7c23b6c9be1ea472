/* rate_int.h - buckets as rate_share.c sees them. */
#ifndef WEB_RATE_INT_H
#define WEB_RATE_INT_H

#include "web/rate.h"

typedef struct RateUse {
    uint64_t who; /* a bucket's */
    const RateRule *rule;
    uint32_t used;
} RateUse;

/* What was let through and not yet told, of at most max buckets: it counts as told. from: where to begin, so
 * that everybody's turn comes. */
size_t rate_uses(Rate *r, size_t from, RateUse *out, size_t max);
/* Takes used tokens, those that are not there too. */
void rate_charge(Rate *r, const RateRule *rule, uint64_t who, uint64_t used, int64_t now_ms);

#endif
