#include "oauth/oauth_int.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/oauth/env.h"

#include <pthread.h>

#define JWKS_URI "https://keys.example/jwks.json"

/* The outside world: what is answered, and how often it was asked. */
typedef struct World {
    Str body;
    int64_t max_age_s;
    Status st;
    int asked;
    bool private_ok;
    Str url;
} World;

static Status world_get(void *user, Cx *cx, Str url, bool allow_private, Str *body,
                        int64_t *max_age_s)
{
    World *w = user;
    w->asked++;
    w->private_ok = allow_private;
    w->url = url;
    *body = w->body;
    *max_age_s = w->max_age_s;
    return w->st == ST_OK ? ST_OK : fail(cx, w->st, STR("fetch"), "down");
}

static void drop(void *j)
{
    oauth_jwks_free(j);
}

static OauthJwks *jwks_new(Cx *cx, World *w)
{
    OauthJwks *j = oauth_jwks_new((OauthJwksFetch){ .get = world_get, .user = w });
    arena_defer(cx->mem, drop, j);
    return j;
}

static const OauthPlan plan = { .num = 1, .sandbox = true };
static const OauthClient client = { .client_id = STR_C("c"),
                                    .status = STR_C("approved"),
                                    .jwks_uri = STR_C(JWKS_URI) };

static Status check(Cx *cx, OauthJwks *j, const char *kid)
{
    Jws jws;
    const Str header = arena_printf(cx->mem, "{\"alg\":\"ES384\",\"kid\":\"%s\"}", kid);
    CHECK_OK(cx, jws_read(cx, signer_sign(cx, "ES384", header, STR("{}")), &jws));
    return jwks_verify(cx, j, &plan, &client, &jws);
}

/* T20: kept as long as it may be, five minutes where nothing is said. */
TEST(jwks_cache__keeps_a_set_as_long_as_it_may)
{
    Cx *cx = test_cx();
    static const struct {
        int64_t says_s, kept_s;
    } rows[] = { { -1, 300 }, { 600, 600 }, { 10, 10 }, { 31536000, 86400 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        World w = { .body = signer_jwks(cx), .max_age_s = rows[i].says_s };
        OauthJwks *j = jwks_new(cx, &w);
        CHECK_OK(cx, check(cx, j, "ec"));
        CHECK_STR(w.url, STR(JWKS_URI));
        cx->now_ms += rows[i].kept_s * 1000 - 1;
        CHECK_OK(cx, check(cx, j, "ec"));
        CHECK_I64(w.asked, 1);
        cx->now_ms += 1;
        CHECK_OK(cx, check(cx, j, "ec"));
        CHECK_I64(w.asked, 2);
    }
}

/* T20: never longer than it says, which may be not at all. */
TEST(jwks_cache__does_not_keep_what_may_not_be_kept)
{
    Cx *cx = test_cx();
    World w = { .body = signer_jwks(cx), .max_age_s = 0 };
    OauthJwks *j = jwks_new(cx, &w);
    for (int i = 1; i < 4; i++) {
        CHECK_OK(cx, check(cx, j, "ec"));
        CHECK_I64(w.asked, i);
    }
}

/* T20, threat 23: a set that may not be kept still tells whose assertion is worth a fetch: what it does not
 * bear out, a key it does not have or a signature, is worth one a minute. */
TEST(jwks_cache__nonsense_asks_once_a_minute_also_where_nothing_may_be_kept)
{
    Cx *cx = test_cx();
    static const int64_t ages_s[] = { 0, 1 };
    for (size_t i = 0; i < 2; i++) {
        World w = { .body = signer_jwks(cx), .max_age_s = ages_s[i] };
        OauthJwks *j = jwks_new(cx, &w);
        Jws forged;
        CHECK_OK(cx, jws_read(cx,
                              signer_forge(cx, STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"), STR("{}"),
                                           random_bytes(cx, 96)),
                              &forged));
        CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "new"));
        CHECK_I64(w.asked, 1);
        for (int minute = 1; minute < 4; minute++) {
            for (int n = 0; n < 5; n++) {
                cx->now_ms += 1000;
                CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "new"));
                CHECK_FAILS(cx, ST_NOT_FOUND, jwks_verify(cx, j, &plan, &client, &forged));
            }
            CHECK_I64(w.asked, minute);
            cx->now_ms += MINUTE_MS;
            CHECK_FAILS(cx, minute % 2 ? ST_INVALID : ST_NOT_FOUND,
                        minute % 2 ? jwks_verify(cx, j, &plan, &client, &forged)
                                   : check(cx, j, "new"));
            CHECK_I64(w.asked, minute + 1);
        }
        CHECK_OK(cx, check(cx, j, "ec")); /* the app itself is not held back by them */
        cx->now_ms += 1000;
        w.body = signer_set(cx, signer_public(cx, "ES384", "kid", ",\"kid\":\"new\""));
        CHECK_FAILS(cx, ST_NOT_FOUND,
                    check(cx, j, "ec")); /* withdrawn: the old set proves nothing */
        CHECK_OK(cx, check(cx, j, "new"));
    }
}

/* T20: an unknown kid asks again, at most once a minute; a key that came meanwhile is found. */
TEST(jwks_cache__asks_again_for_an_unknown_kid_once_a_minute)
{
    Cx *cx = test_cx();
    World w = { .body = signer_jwks(cx), .max_age_s = 3600 };
    OauthJwks *j = jwks_new(cx, &w);
    CHECK_OK(cx, check(cx, j, "ec"));
    for (int i = 0; i < 5; i++)
        CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "new"));
    CHECK_I64(w.asked, 1); /* just fetched */
    cx->now_ms += MINUTE_MS;
    for (int i = 0; i < 5; i++)
        CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "new"));
    CHECK_I64(w.asked, 2);
    w.body = signer_set(cx, signer_public(cx, "ES384", "kid", ",\"kid\":\"new\""));
    cx->now_ms += MINUTE_MS;
    CHECK_OK(cx, check(cx, j, "new"));
    CHECK_I64(w.asked, 3);
    CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "ec")); /* what was withdrawn is gone */
}

/* T20: a wrong signature asks nobody anything. */
TEST(jwks_cache__a_wrong_signature_does_not_ask_again)
{
    Cx *cx = test_cx();
    World w = { .body = signer_jwks(cx), .max_age_s = 3600 };
    OauthJwks *j = jwks_new(cx, &w);
    Jws jws;
    CHECK_OK(cx, check(cx, j, "ec"));
    cx->now_ms += MINUTE_MS;
    CHECK_OK(cx, jws_read(cx,
                          signer_forge(cx, STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"), STR("{}"),
                                       random_bytes(cx, 96)),
                          &jws));
    CHECK_FAILS(cx, ST_INVALID, jwks_verify(cx, j, &plan, &client, &jws));
    CHECK_I64(w.asked, 1);
}

/* T20: what cannot be had is not asked for again within a minute; a set that was had lives on till its end. */
TEST(jwks_cache__remembers_that_it_failed)
{
    Cx *cx = test_cx();
    World w = { .body = signer_jwks(cx), .max_age_s = 90, .st = ST_UNAVAILABLE };
    OauthJwks *j = jwks_new(cx, &w);
    for (int i = 0; i < 3; i++)
        CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "ec"));
    CHECK_I64(w.asked, 1);
    cx->now_ms += MINUTE_MS;
    w.st = ST_OK;
    CHECK_OK(cx, check(cx, j, "ec"));
    CHECK_I64(w.asked, 2);
    w.st = ST_UNAVAILABLE;
    cx->now_ms += MINUTE_MS;
    CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "new")); /* asks, in vain */
    CHECK_OK(cx, check(cx, j, "ec"));
    CHECK_I64(w.asked, 3);
    cx->now_ms += 30 * 1000;
    CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, j, "ec")); /* over, and nobody answers */
}

/* T20, T16: a broken set, one with a private key, one that is too long is as good as none. */
TEST(jwks_cache__takes_no_set_that_could_not_be_registered)
{
    Cx *cx = test_cx();
    const Str bad[] = { STR("<html>"), STR("{\"keys\":[]}"),
                        signer_set(cx, signer_private(cx, "ES384")) };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        World w = { .body = bad[i], .max_age_s = 90 };
        CHECK_FAILS(cx, ST_NOT_FOUND, check(cx, jwks_new(cx, &w), "ec"));
    }
}

/* T20: addresses of one's own network are for sandboxes that were told so, and for no other plan. */
TEST(jwks_cache__private_addresses_are_for_sandboxes_alone)
{
    Cx *cx = test_cx();
    Jws jws;
    CHECK_OK(cx, jws_read(cx, signer_jwt(cx, "ES384", STR("{}")), &jws));
    for (int i = 0; i < 4; i++) {
        World w = { .body = signer_jwks(cx), .max_age_s = 0 };
        const OauthPlan p = { .num = 1, .sandbox = (i & 1) != 0 };
        OauthJwks *j = oauth_jwks_new(
            (OauthJwksFetch){ .get = world_get, .user = &w, .allow_private = (i & 2) != 0 });
        arena_defer(cx->mem, drop, j);
        CHECK_OK(cx, jwks_verify(cx, j, &p, &client, &jws));
        CHECK(w.private_ok == (i == 3));
    }
}

/* R18, T20: plans, clients and addresses share nothing; a table that is full makes room. */
TEST(jwks_cache__keeps_clients_apart)
{
    Cx *cx = test_cx();
    World w = { .body = signer_jwks(cx), .max_age_s = 3600 };
    OauthJwks *j = jwks_new(cx, &w);
    Jws jws;
    CHECK_OK(cx, jws_read(cx, signer_jwt(cx, "ES384", STR("{}")), &jws));
    const OauthPlan plans[] = { { .num = 1 }, { .num = 2 } };
    const OauthClient moved = { .client_id = STR("c"), .jwks_uri = STR("https://other.example/j") };
    CHECK_OK(cx, jwks_verify(cx, j, &plans[0], &client, &jws));
    CHECK_OK(cx, jwks_verify(cx, j, &plans[1], &client, &jws));
    CHECK_OK(cx, jwks_verify(cx, j, &plans[0], &moved, &jws));
    CHECK_I64(w.asked, 3);
    for (unsigned i = 0; i < LIMIT_JWKS_CACHED; i++) {
        const OauthClient c = { .client_id = arena_printf(cx->mem, "c%u", i),
                                .jwks_uri = STR(JWKS_URI) };
        cx->now_ms++;
        CHECK_OK(cx, jwks_verify(cx, j, &plans[0], &c, &jws));
        CHECK_OK(cx, jwks_verify(cx, j, &plans[0], &c, &jws));
    }
    CHECK_I64(w.asked, 3 + (int)LIMIT_JWKS_CACHED);
}

/* ---- several threads ---- */

typedef struct Slow {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int asked;
    int most; /* of them wait until it is open */
    bool open;
    Str body;
} Slow;

static Status slow_get(void *user, Cx *cx, Str url, bool allow_private, Str *body,
                       int64_t *max_age_s)
{
    Slow *s = user;
    (void)cx;
    (void)url;
    (void)allow_private;
    (void)pthread_mutex_lock(&s->lock);
    const int mine = ++s->asked;
    (void)pthread_cond_broadcast(&s->changed);
    while (!s->open && mine <= s->most)
        (void)pthread_cond_wait(&s->changed, &s->lock);
    (void)pthread_mutex_unlock(&s->lock);
    *body = s->body;
    *max_age_s = -1;
    return ST_OK;
}

typedef struct Asker {
    OauthJwks *j;
    Jws jws;
    OauthClient client;
    int64_t now_ms;
    Status st;
} Asker;

static void *asker_run(void *arg)
{
    Asker *a = arg;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = a->now_ms };
    a->st = jwks_verify(&cx, a->j, &plan, &a->client, &a->jws);
    arena_free(cx.mem);
    return NULL;
}

typedef struct Crowd {
    Slow slow;
    OauthJwks *j;
    Asker askers[LIMIT_JWKS_FETCHES];
    pthread_t threads[LIMIT_JWKS_FETCHES];
    unsigned count;
    Jws jws;
} Crowd;

static Crowd *crowd_new(Cx *cx)
{
    Crowd *c = ARENA_NEW(cx->mem, Crowd);
    c->slow.body = signer_jwks(cx);
    (void)pthread_mutex_init(&c->slow.lock, NULL);
    (void)pthread_cond_init(&c->slow.changed, NULL);
    c->j = oauth_jwks_new((OauthJwksFetch){ .get = slow_get, .user = &c->slow });
    arena_defer(cx->mem, drop, c->j);
    CHECK_OK(cx, jws_read(cx, signer_jwt(cx, "ES384", STR("{}")), &c->jws));
    return c;
}

static OauthClient crowd_client(Cx *cx, const char *status, unsigned n)
{
    return (OauthClient){ .client_id = arena_printf(cx->mem, "%s%u", status, n),
                          .status = str_of(status),
                          .jwks_uri = STR(JWKS_URI) };
}

/* One more thread that waits for a slow publisher. */
static void crowd_ask(Cx *cx, Crowd *c, const char *status)
{
    const unsigned i = c->count++;
    (void)pthread_mutex_lock(&c->slow.lock);
    c->slow.most++;
    (void)pthread_mutex_unlock(&c->slow.lock);
    c->askers[i] = (Asker){
        .j = c->j, .jws = c->jws, .client = crowd_client(cx, status, i), .now_ms = cx->now_ms
    };
    CHECK(pthread_create(&c->threads[i], NULL, asker_run, &c->askers[i]) == 0);
    (void)pthread_mutex_lock(&c->slow.lock);
    while (c->slow.asked < (int)c->count)
        (void)pthread_cond_wait(&c->slow.changed, &c->slow.lock);
    (void)pthread_mutex_unlock(&c->slow.lock);
}

/* As another app would be answered, or one of those that wait. */
static Status crowd_try(Cx *cx, const Crowd *c, const char *status, unsigned n)
{
    const OauthClient client_n = crowd_client(cx, status, n);
    return jwks_verify(cx, c->j, &plan, &client_n, &c->jws);
}

static void crowd_end(Crowd *c)
{
    (void)pthread_mutex_lock(&c->slow.lock);
    c->slow.open = true;
    (void)pthread_cond_broadcast(&c->slow.changed);
    (void)pthread_mutex_unlock(&c->slow.lock);
    for (unsigned i = 0; i < c->count; i++) {
        (void)pthread_join(c->threads[i], NULL);
        CHECK(c->askers[i].st == ST_OK);
    }
}

/* Threat 23: slow ones hold so many threads and no more; the rest is told at once. */
TEST(jwks_cache__slow_publishers_leave_threads_free)
{
    Cx *cx = test_cx();
    Crowd *c = crowd_new(cx);
    for (unsigned i = 0; i < LIMIT_JWKS_FETCHES; i++)
        crowd_ask(cx, c, "approved");
    CHECK_FAILS(cx, ST_UNAVAILABLE, crowd_try(cx, c, "approved", 99));
    crowd_end(c);
    CHECK_OK(cx, crowd_try(cx, c, "approved", 99));
}

/* Threat 23: apps that nobody approved hold half of them, however many there are. */
TEST(jwks_cache__strangers_leave_places_to_approved_apps)
{
    Cx *cx = test_cx();
    Crowd *c = crowd_new(cx);
    CHECK(LIMIT_JWKS_UNAPPROVED * 2 == LIMIT_JWKS_FETCHES);
    for (unsigned i = 0; i < LIMIT_JWKS_UNAPPROVED; i++)
        crowd_ask(cx, c, "sandbox");
    CHECK_FAILS(cx, ST_UNAVAILABLE, crowd_try(cx, c, "sandbox", 99));
    for (unsigned i = LIMIT_JWKS_UNAPPROVED; i < LIMIT_JWKS_FETCHES; i++)
        crowd_ask(cx, c, "approved");
    crowd_end(c);
    CHECK_OK(cx, crowd_try(cx, c, "sandbox", 99)); /* and give them back */
}

/* Threat 23: no app holds more than one. */
TEST(jwks_cache__a_slow_publisher_holds_one_thread)
{
    Cx *cx = test_cx();
    Crowd *c = crowd_new(cx);
    crowd_ask(cx, c, "approved");
    CHECK_FAILS(cx, ST_UNAVAILABLE, crowd_try(cx, c, "approved", 0));
    CHECK_I64(c->slow.asked, 1);
    crowd_end(c);
    CHECK_OK(cx, crowd_try(cx, c, "approved", 0));
}

/* Of an app whose set has become too old several requests at once are served: those that its keys of before bear
 * out wait for the one that asks. */
TEST(jwks_cache__a_known_app_waits_for_its_own_fetch)
{
    Cx *cx = test_cx();
    Crowd *c = crowd_new(cx);
    c->slow.open = true;
    CHECK_OK(cx, crowd_try(cx, c, "approved", 0));
    c->slow.open = false;
    c->slow.most = 1;
    c->slow.asked = 0;
    cx->now_ms += 301 * 1000;
    crowd_ask(cx, c, "approved");
    const unsigned i = c->count++;
    c->askers[i] = c->askers[0];
    CHECK(pthread_create(&c->threads[i], NULL, asker_run, &c->askers[i]) == 0);
    crowd_end(c);
    CHECK_I64(c->slow.asked, 1);
}

/* T20, T15: through the token end point, with the key published. */
BOTH(jwks_cache__a_published_key_proves_the_client)
{
    Env e = env_open(cx, db);
    World w = { .body = signer_jwks(cx), .max_age_s = -1 };
    OauthTokenReply out;
    env_key_client(&e, STR("pub"), STR_NONE, STR(JWKS_URI), STR(WIDE));
    const char *const headers[] = {
        "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"jku\":\"" JWKS_URI "\"}",
        "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"jku\":\"" JWKS_URI "?\"}",
    };
    for (size_t i = 0; i < 2; i++) {
        const Str jwt = signer_sign(cx, "RS384", str_of(headers[i]),
                                    env_claims(&e, "pub", ISSUER, i ? "2" : "1"));
        const Str body = arena_join(cx->mem, STR("grant_type=refresh_token&refresh_token=x"),
                                    env_asserted(&e, jwt), STR(""));
        e.plan.jwks = NULL; /* nothing is fetched: nothing is proved */
        CHECK_FAILS(cx, ST_ASSERTION, env_token(&e, STR_NONE, body, &out));
        e.plan.jwks = jwks_new(cx, &w);
        CHECK_FAILS(cx, i ? ST_ASSERTION : ST_GRANT, env_token(&e, STR_NONE, body, &out));
    }
    CHECK_I64(w.asked, 1); /* threat 19: another jku asks nobody */
}
