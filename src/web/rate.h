/* rate.h - how often somebody may ask: token buckets in memory, by a hash of who (R1, M9, M20). Bounded:
 * RATE_BUCKETS of 32 bytes; the one longest unused of its set of four makes room. Any thread. One process
 * alone: limits that must hold over several nodes are counted in the store. */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include "web/web.h"

#define RATE_BUCKETS 65536u

typedef struct RateRule {
    Str name;     /* of the rule, part of the key: "authorize" */
    double per_s; /* tokens that come back each second: 30.0 / 60 for 30 a minute */
    double burst; /* tokens of a full bucket */
} RateRule;

Rate *rate_new(void);
void rate_free(Rate *r);
/* Takes a token from who's bucket. ST_TOO_MANY with rule's name; the reply then says Retry-After. */
MUST_USE Status rate_take(Cx *cx, Rate *r, const RateRule *rule, Str who);

#endif
