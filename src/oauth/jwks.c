/* jwks.c - keys that apps publish at an address of their own (T20). Kept by the process, by plan and
 * client; asked for again when they are old, or when an assertion names a key they do not have, but not
 * more than once a minute: whoever signs nonsense must not make this server ask a stranger's (threat 23).
 * What cannot be had is remembered as long. */
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
    bool failed;      /* the last try */
    bool busy;        /* a thread asks for it: its place is kept */
} Set;

struct OauthJwks {
    OauthJwksFetch fetch;
    pthread_mutex_t lock;
    pthread_cond_t done;
    unsigned waiting; /* threads that fetch or wait for one that does */
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
    (void)pthread_cond_init(&j->done, NULL);
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
    (void)pthread_cond_destroy(&j->done);
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

static void set_fill(const Cx *cx, Set *s, Status st, Str body, int64_t max_age_s)
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
    set_fill(cx, s, st, body, max_age_s);
    s->busy = false;
    (void)pthread_cond_broadcast(&j->done);
}

/* Brings the set up to date, by asking or by waiting for who asks. ST_UNAVAILABLE: half of the waiting
 * pool waits for such already. */
static Status refresh(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c, Set *s)
{
    if (j->waiting >= LIMIT_JWKS_FETCHES)
        return fail(cx, ST_UNAVAILABLE, STR("jwks_uri"), "too many keys are being fetched");
    j->waiting++;
    if (s->busy)
        while (s->busy)
            (void)pthread_cond_wait(&j->done, &j->lock);
    else
        ask(cx, j, plan, c, s);
    j->waiting--;
    return ST_OK;
}

static Status none(Cx *cx)
{
    return fail(cx, ST_NOT_FOUND, STR("jwks_uri"), "no keys could be had");
}

/* A copy of the set; anew: not the one that was just looked at, for its key was not there. The lock is
 * held. */
static Status text_locked(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c,
                          bool anew, Str *text)
{
    Set *s = set_of(j, plan->num, c);
    if (!s)
        return fail(cx, ST_UNAVAILABLE, STR("jwks_uri"), "too many keys are being fetched");
    if (anew || !fresh(cx, s)) {
        if ((anew || s->failed) && held_back(cx, s))
            return none(cx);
        TRY(refresh(cx, j, plan, c, s));
        s = set_of(j, plan->num,
                   c); /* its place may have gone to another while this thread waited */
        /* What may not be kept at all is good for those who asked for it. */
        if (!s || !s->text || (s->failed && !fresh(cx, s)))
            return none(cx);
    }
    *text = arena_dup(cx->mem, (Str){ s->text, s->bytes });
    return ST_OK;
}

static Status text_of(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *c, bool anew,
                      Str *text)
{
    (void)pthread_mutex_lock(&j->lock);
    const Status st = text_locked(cx, j, plan, c, anew, text);
    (void)pthread_mutex_unlock(&j->lock);
    return st;
}

Status jwks_verify(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *client,
                   const Jws *jws)
{
    Str text;
    TRY(text_of(cx, j, plan, client, false, &text));
    const Status st = jws_verify(cx, jws, text);
    if (!forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(text_of(cx, j, plan, client, true, &text));
    return jws_verify(cx, jws, text);
}
