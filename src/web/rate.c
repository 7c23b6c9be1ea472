#include "web/rate_int.h"

#include "base/limits.h"

#include <pthread.h>
#include <stdlib.h>

#define RATE_WAYS 4u
#define RATE_LOCKS 64u

const RateRule rate_rules[RATE_KINDS] = {
#define RATE(name, key, per_s, burst, who, what) [name] = { STR_C(key), per_s, burst },
#include "web/rate.def"
#undef RATE
};

typedef struct Bucket {
    uint64_t who; /* 0: free */
    const RateRule *rule;
    int64_t at_ms;
    double tokens;   /* below zero: owed for what other nodes let through */
    uint32_t used;   /* let through here, and no other node knows */
    uint32_t used_s; /* since 1970: of the first of these */
} Bucket;

struct Rate {
    Str key; /* secret, so that nobody can aim at another's set; the same at every node */
    pthread_mutex_t locks[RATE_LOCKS];
    Bucket buckets[RATE_BUCKETS];
};

Rate *rate_new(Str key)
{
    Rate *r = calloc(1, sizeof *r);
    if (!r)
        abort();
    r->key = key;
    for (size_t i = 0; i < RATE_LOCKS; i++)
        pthread_mutex_init(&r->locks[i], NULL);
    return r;
}

void rate_free(Rate *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < RATE_LOCKS; i++)
        pthread_mutex_destroy(&r->locks[i]);
    free(r);
}

static uint64_t who_hash(Cx *cx, const Rate *r, Str rule, Str who)
{
    const Str name = arena_join(cx->mem, rule, STR("\0"), who);
    uint64_t h;
    memcpy(&h, hmac_sha256(cx, r->key, name).p, sizeof h);
    return h ? h : 1;
}

/* who's bucket, or the one longest unused of its set, filled. */
static Bucket *bucket_of(Rate *r, uint64_t who, const RateRule *rule, int64_t now_ms)
{
    Bucket *set = &r->buckets[(who % (RATE_BUCKETS / RATE_WAYS)) * RATE_WAYS];
    Bucket *oldest = set;
    for (size_t i = 0; i < RATE_WAYS; i++) {
        if (set[i].who == who)
            return &set[i];
        if (set[i].at_ms < oldest->at_ms)
            oldest = &set[i];
    }
    *oldest = (Bucket){ .who = who, .rule = rule, .at_ms = now_ms, .tokens = rule->burst };
    return oldest;
}

static void bucket_fill(Bucket *b, const RateRule *rule, int64_t now_ms)
{
    if (now_ms > b->at_ms) {
        b->tokens += (double)(now_ms - b->at_ms) / 1000.0 * rule->per_s;
        b->at_ms = now_ms;
    }
    if (b->tokens > rule->burst)
        b->tokens = rule->burst;
}

static bool bucket_take(Bucket *b, const RateRule *rule, int64_t now_ms)
{
    bucket_fill(b, rule, now_ms);
    if (b->tokens < 1.0)
        return false;
    b->tokens -= 1.0;
    if (!b->used++)
        b->used_s = (uint32_t)((now_ms + 999) / 1000); /* so that it is not late too soon */
    return true;
}

/* Whole seconds after which b has a token again, the one begun counted; a minute at most. */
static unsigned wait_s(const Bucket *b, const RateRule *rule)
{
    const double s = (1.0 - b->tokens) / rule->per_s;
    return s >= 59 ? 60 : (unsigned)s + 1;
}

static pthread_mutex_t *lock_of(Rate *r, uint64_t who)
{
    return &r->locks[(who % (RATE_BUCKETS / RATE_WAYS)) % RATE_LOCKS];
}

Status rate_take(Cx *cx, Rate *r, const RateRule *rule, Str who)
{
    const uint64_t h = who_hash(cx, r, rule->name, who);
    pthread_mutex_t *lock = lock_of(r, h);
    pthread_mutex_lock(lock);
    Bucket *b = bucket_of(r, h, rule, cx->now_ms);
    const bool may = bucket_take(b, rule, cx->now_ms);
    const unsigned retry_s = may ? 0 : wait_s(b, rule);
    pthread_mutex_unlock(lock);
    if (may)
        return ST_OK;
    (void)fail(cx, ST_TOO_MANY, rule->name, "too many requests; try again later");
    cx->fault.retry_s = retry_s;
    return ST_TOO_MANY;
}

Status rate_ask(Cx *cx, const Rq *rq, RateKind kind, Str who)
{
    if (!who.n)
        return ST_OK;
    const Str plan = rq->plan ? rq->plan->id : STR("");
    return rate_take(cx, rq->web->rate, &rate_rules[kind],
                     arena_join(cx->mem, plan, STR("|"), who));
}

void rate_charge(Rate *r, const RateRule *rule, uint64_t who, uint64_t used, int64_t now_ms)
{
    pthread_mutex_t *lock = lock_of(r, who);
    pthread_mutex_lock(lock);
    Bucket *b = bucket_of(r, who, rule, now_ms);
    bucket_fill(b, rule, now_ms);
    b->tokens -= (double)used;
    /* Whatever others let through, nobody waits here for longer than two bursts take to come back. */
    if (b->tokens < -rule->burst)
        b->tokens = -rule->burst;
    pthread_mutex_unlock(lock);
}

static uint32_t use_owed(const Bucket *b, int64_t now_ms)
{
    const int64_t waited_ms = now_ms - (int64_t)b->used_s * 1000;
    if (waited_ms <= RATE_LATE_MS)
        return b->used;
    const double back = (double)waited_ms / 1000.0 * b->rule->per_s;
    return back < b->used ? b->used - (uint32_t)back : 0;
}

/* Of the buckets that lock guards; false: out is full. */
static bool uses_of(Rate *r, size_t lock, int64_t now_ms, RateUse *out, size_t max, size_t *n)
{
    bool whole = true;
    pthread_mutex_lock(&r->locks[lock]);
    for (size_t set = lock; set < RATE_BUCKETS / RATE_WAYS; set += RATE_LOCKS)
        for (Bucket *b = &r->buckets[set * RATE_WAYS]; b < &r->buckets[(set + 1) * RATE_WAYS];
             b++) {
            if (b->used && *n == max)
                whole = false;
            if (!b->used || *n == max)
                continue;
            const uint32_t owed = use_owed(b, now_ms);
            if (owed)
                out[(*n)++] = (RateUse){ .who = b->who, .rule = b->rule, .used = owed };
            b->used = 0;
        }
    pthread_mutex_unlock(&r->locks[lock]);
    return whole;
}

/* The lock that is begun with is told to its end. */
_Static_assert(RATE_BUCKETS / RATE_LOCKS <= LIMIT_RATE_SHARED, "a lock's buckets fit one turn");
size_t rate_uses(Rate *r, size_t *at, int64_t now_ms, RateUse *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < RATE_LOCKS && uses_of(r, *at, now_ms, out, max, &n); i++)
        *at = (*at + 1) % RATE_LOCKS;
    return n;
}
