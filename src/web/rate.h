/* rate.h - how often somebody may ask: token buckets in memory, by a hash of who (R1, M9, M20). Bounded:
 * RATE_BUCKETS of 40 bytes; the one longest unused of its set of four makes room. Any thread. Nodes of one
 * store tell each other each second what they let through; what must hold exactly (M9, M27) is counted in
 * the store. */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include "web/web.h"

#define RATE_BUCKETS 65536u

typedef struct RateRule {
    Str name;     /* of the rule, part of the key: "authorize" */
    double per_s; /* tokens that come back each second: 30.0 / 60 for 30 a minute */
    double burst; /* tokens of a full bucket */
} RateRule;

typedef enum RateKind {
#define RATE(name, key, per_s, burst, who, what) name,
#include "web/rate.def"
#undef RATE
    RATE_KINDS
} RateKind;
extern const RateRule rate_rules[RATE_KINDS];

/* key: keys_use(keys, KEY_RATE); borrowed. */
Rate *rate_new(Str key);
void rate_free(Rate *r);
/* Takes a token from who's bucket. ST_TOO_MANY with rule's name, and when a token will be back
 * in the fault: the reply's Retry-After. */
MUST_USE Status rate_take(Cx *cx, Rate *r, const RateRule *rule, Str who);
/* rate_take by a row of rate.def, of the request's plan: what somebody asks of one plan uses up nothing of
 * another. who empty: nobody can be told from another, so nobody is held back. */
MUST_USE Status rate_ask(Cx *cx, const Rq *rq, RateKind kind, Str who);

/* This process among those that share a store, which tell each other by rows of web_rate. */
typedef struct RateShare RateShare;
RateShare *rate_share_new(Cx *cx);
/* By one thread, once a second: writes what r let through since the last time, and charges r's buckets for
 * what others wrote: at most LIMIT_RATE_SHARED of them at a time, the others' turn comes next. When it fails
 * the buckets stand as this process alone has filled them. */
MUST_USE Status rate_share(Cx *cx, Db *db, Rate *r, RateShare *s);

#endif
