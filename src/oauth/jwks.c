/* jwks.c - keys that apps publish at an address of their own (T20). Kept by the process, by plan and
 * client, never longer than they may be; asked for again when they are old, or when an assertion names a key
 * they do not have. Whoever signs nonsense must not make this server ask a stranger's (threat 23): what the
 * set last had does not bear out is worth one fetch a minute and client, also of a set that may not be kept
 * at all (max-age=0). That set is no proof any more; it only tells whose assertion is worth a fetch. What it
 * does bear out may fetch each time, for T20 lets nothing be kept for longer than it says, a second neither;
 * that an app has one place bounds it.
 * What cannot be had is remembered as long. */
#include "base/clock.h"
#include "base/log.h"
#include "net/net.h"
#include "oauth/oauth_int.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_AGE_S 300  /* where the answer does not say */
#define MAX_AGE_S 86400    /* whatever it says */
#define AGAIN_MS MINUTE_MS /* between two fetches for one client that did not help */
#define CONNECT_MS 2000
#define TOTAL_MS 5000

typedef struct Set {
    int64_t plan;
    char *client_id; /* NULL: free */
    char *uri;       /* another one registered: the set is not its own any more */
    char *text;      /* NULL: none was had yet */
    size_t bytes;
    int64_t fetched_ms;
    int64_t expires_ms;
    int64_t again_ms; /* not asked before, for a key it does not have or when the last try failed */
    uint64_t version; /* of text; no two sets have the same */
    bool failed;      /* the last try */
    bool busy;        /* a thread asks for it: its place is kept */
} Set;

struct OauthJwks {
    OauthJwksFetch fetch;
    pthread_mutex_t lock;
    unsigned fetching;   /* threads that do */
    unsigned unapproved; /* of these, for apps that nobody has approved */
    unsigned waiting;    /* threads that wait for one who fetches */
    pthread_cond_t answered;
    uint64_t versions; /* given so far */
    Set sets[LIMIT_JWKS_CACHED];
};

OauthJwks *oauth_jwks_new(OauthJwksFetch fetch)
{
    OauthJwks *j = calloc(1, sizeof *j);
    if (!j) {
        (void)fputs("postern: out of memory\n", stderr);
        abort();
    }
    j->fetch = fetch;
    (void)pthread_mutex_init(&j->lock, NULL);
    clock_cond_init(&j->answered);
    return j;
}

static void set_drop(Set *s)
{
    free(s->client_id);
    free(s->uri);
    free(s->text);
    *s = (Set){ .plan = 0 };
}

void oauth_jwks_free(OauthJwks *j)
{
    for (size_t i = 0; i < LIMIT_JWKS_CACHED; i++)
        set_drop(&j->sets[i]);
    (void)pthread_cond_destroy(&j->answered);
    (void)pthread_mutex_destroy(&j->lock);
    free(j);
}

Status oauth_jwks_get(void *user, Cx *cx, Str url, bool allow_private, Str *body,
                      int64_t *max_age_s)
{
    const FetchRule rule = { .private_ok = allow_private,
                             .max_bytes = LIMIT_JWKS,
                             .connect_ms = CONNECT_MS,
                             .total_ms = TOTAL_MS };
    Fetched f;
    (void)user;
    TRY(fetch_document(cx, &rule, url, &f));
    *body = f.body;
    *max_age_s = f.max_age_s;
    return ST_OK;
}

/* ---- the table; its lock is held ---------------------------------------------------------------------- */

static char *copy(Str s)
{
    char *p = malloc(s.n + 1);
    if (!p)
        return NULL;
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

/* The client's place; or a free one, or the one asked for longest ago, made its own. NULL: every place is
 * being filled. */
static Set *set_of(OauthJwks *j, int64_t plan, const OauthClient *c)
{
    Set *best = NULL;
    for (size_t i = 0; i < LIMIT_JWKS_CACHED; i++) {
        Set *s = &j->sets[i];
        if (s->client_id && s->plan == plan && str_eq(str_of(s->client_id), c->client_id) &&
            str_eq(str_of(s->uri), c->jwks_uri))
            return s;
        if (!s->busy &&
            (!best || (best->client_id && (!s->client_id || s->fetched_ms < best->fetched_ms))))
            best = s;
    }
    if (!best)
        return NULL;
    set_drop(best);
    best->plan = plan;
    best->client_id = copy(c->client_id);
    best->uri = copy(c->jwks_uri);
    if (!best->client_id || !best->uri)
        set_drop(best);
    return best->client_id ? best : NULL;
}

/* A clock that went back makes a set of the future, which is not kept either (R16). */
static bool fresh(const Cx *cx, const Set *s)
{
    return s->text && cx->now_ms >= s->fetched_ms && cx->now_ms < s->expires_ms;
}

static bool held_back(const Cx *cx, const Set *s)
{
    return cx->now_ms >= s->fetched_ms && cx->now_ms < s->again_ms;
}

static void set_fill(const Cx *cx, OauthJwks *j, Set *s, Status st, Str body, int64_t max_age_s)
{
    const int64_t age_s = max_age_s < 0           ? DEFAULT_AGE_S
                          : max_age_s < MAX_AGE_S ? max_age_s
                                                  : MAX_AGE_S;
    s->again_ms = cx->now_ms + AGAIN_MS;
    s->fetched_ms = cx->now_ms;
    s->failed = st != ST_OK;
    if (s->failed)
        return; /* what was there before is over at its time, not sooner */
    free(s->text);
    s->text = copy(body);
    s->bytes = body.n;
    s->version = ++j->versions;
    s->expires_ms = cx->now_ms + age_s * 1000;
}

/* ---- asking ---------------------------------------------------------------------------------------- */

/* The lock is let go while the other side answers. */
static void ask(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c, Set *s)
{
    Str body = STR_NONE;
    int64_t max_age_s = -1;
    const Fault fault = cx->fault;
    s->busy = true;
    (void)pthread_mutex_unlock(&j->lock);
    Status st = j->fetch.get(j->fetch.user, cx, c->jwks_uri,
                             j->fetch.allow_private && plan->sandbox, &body, &max_age_s);
    if (st == ST_OK)
        st = jwks_check(cx, body); /* a broken or empty one is not kept */
    if (st != ST_OK) /* the app is told nothing of it (T33); its owner will ask the operator */
        LOG(cx, LOG_WARN, "jwks_uri", { STR("client"), c->client_id },
            { STR("where"), cx->fault.where }, { STR("detail"), cx->fault.detail });
    cx->fault = fault;
    (void)pthread_mutex_lock(&j->lock);
    set_fill(cx, j, s, st, body, max_age_s);
    s->busy = false;
    (void)pthread_cond_broadcast(&j->answered);
}

static Status crowded(Cx *cx)
{
    return fail(cx, ST_UNAVAILABLE, STR("jwks_uri"), "too many keys are being fetched");
}

/* ST_UNAVAILABLE: a thread asks for this client already, or as many do as may. Of those places strangers who
 * registered themselves have half, however many apps they are: slow publishers of theirs leave the rest to
 * apps that somebody approved (threat 23). */
static Status refresh(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c, Set *s)
{
    const unsigned unapproved = str_eq(c->status, STR("approved")) ? 0 : 1;
    if (s->busy || j->fetching >= LIMIT_JWKS_FETCHES ||
        (unapproved && j->unapproved >= LIMIT_JWKS_UNAPPROVED))
        return crowded(cx);
    j->fetching++;
    j->unapproved += unapproved;
    ask(cx, j, plan, c, s);
    j->unapproved -= unapproved;
    j->fetching--;
    return ST_OK;
}

/* Whoever is borne out by the keys of before is the client, whose set has just become too old, and waits for
 * the thread that asks. A few: each keeps a thread of the pool. */
static void wait_for(OauthJwks *j, const Set *s)
{
    const struct timespec until = clock_deadline(TOTAL_MS);
    j->waiting++;
    while (s->busy && clock_cond_wait(&j->answered, &j->lock, &until))
        ;
    j->waiting--;
}

static Status none(Cx *cx)
{
    return fail(cx, ST_NOT_FOUND, STR("jwks_uri"), "no keys could be had");
}

/* What is kept for a client. */
typedef struct Kept {
    Str text; /* a copy; empty: nothing was had yet */
    uint64_t version;
    bool fresh; /* good as a proof */
} Kept;

static Kept kept_of(Cx *cx, const Set *s)
{
    return (Kept){ .text = s->text ? arena_dup(cx->mem, (Str){ s->text, s->bytes }) : STR_NONE,
                   .version = s->version,
                   .fresh = fresh(cx, s) };
}

static Status look(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c, Kept *out)
{
    (void)pthread_mutex_lock(&j->lock);
    const Set *s = set_of(j, plan->num, c);
    if (s)
        *out = kept_of(cx, s);
    (void)pthread_mutex_unlock(&j->lock);
    return s ? ST_OK : crowded(cx);
}

/* A newer set than kept, which another thread may have had meanwhile. borne_out: by kept, so that it is the
 * client who asks. */
static Status renew_locked(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c,
                           bool borne_out, Kept *kept)
{
    Set *s = set_of(j, plan->num, c);
    if (s && s->busy && borne_out && j->waiting < LIMIT_JWKS_WAITING) {
        wait_for(j, s);
        s = set_of(j, plan->num, c); /* its place may have gone meanwhile */
    }
    if (!s)
        return crowded(cx);
    if (fresh(cx, s) && s->version != kept->version) {
        *kept = kept_of(cx, s);
        return ST_OK;
    }
    if (held_back(cx, s) && (s->failed || !borne_out))
        return none(cx);
    TRY(refresh(cx, j, plan, c, s));
    /* What may not be kept at all is good for the one who asked for it. */
    const bool had = s->text && !s->failed;
    *kept = kept_of(cx, s);
    return had || kept->fresh ? ST_OK : none(cx);
}

static Status renew(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c,
                    bool borne_out, Kept *kept)
{
    (void)pthread_mutex_lock(&j->lock);
    const Status st = renew_locked(cx, j, plan, c, borne_out, kept);
    (void)pthread_mutex_unlock(&j->lock);
    return st;
}

Status jwks_verify(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *client,
                   const Jws *jws)
{
    Kept kept = { .fresh = false };
    TRY(look(cx, j, plan, client, &kept));
    const Status st = kept.text.n ? jws_verify(cx, jws, kept.text) : none(cx);
    /* A signature that a key of a living set does not bear out asks nobody. */
    if (kept.fresh && st != ST_NOT_FOUND)
        return st;
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND) && !forgive(cx, st, ST_INVALID))
        return st;
    TRY(renew(cx, j, plan, client, st == ST_OK, &kept));
    return jws_verify(cx, jws, kept.text);
}
