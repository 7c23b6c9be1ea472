#include "base/date.h"
#include "jose/jose.h"
#include "tests/unit/test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_keys(void *k)
{
    keys_close(k);
}

static Str dir_of(Cx *cx)
{
    return arena_join(cx->mem, test_dir(), STR("/"), STR("keys"));
}

static Keys *open_keys(Cx *cx, Str dir)
{
    Keys *k = NULL;
    CHECK_OK(cx, keys_open(cx, dir, &k));
    arena_defer(cx->mem, close_keys, k);
    return k;
}

/* States, newest first: "next active", … */
static Str states(Cx *cx, const Keys *k)
{
    static const char *const names[] = { "next", "active", "retiring", "gone" };
    KeyInfo *list;
    size_t count;
    Str out = STR("");
    keys_list(cx, k, &list, &count);
    for (size_t i = 0; i < count; i++)
        out = arena_join(cx->mem, out, out.n ? STR(" ") : STR(""), str_of(names[list[i].state]));
    return out;
}

static Str kid_at(Cx *cx, const Keys *k, size_t i)
{
    KeyInfo *list;
    size_t count;
    keys_list(cx, k, &list, &count);
    CHECK(i < count);
    return list[i].kid;
}

static Str sign(Cx *cx, const Keys *k)
{
    Str jwt;
    CHECK_OK(cx, jwt_sign(cx, k, STR("{\"sub\":\"1\"}"), &jwt));
    return jwt;
}

/* O7, O8: next for a day before it signs, then active; the one before retires, and then is gone. */
TEST(rotation__a_key_goes_from_next_to_gone)
{
    Cx *cx = test_cx();
    const Str dir = dir_of(cx);
    Keys *k = open_keys(cx, dir);
    bool changed;
    Str claims;
    const Str first = kid_at(cx, k, 0), before = sign(cx, k);
    CHECK_STR(states(cx, k), STR("active"));
    CHECK_OK(cx, keys_rotate(cx, dir, false));
    CHECK_STR(states(cx, k), STR("active")); /* until it looks */
    CHECK_OK(cx, keys_refresh(cx, k, &changed));
    CHECK(changed);
    CHECK_OK(cx, keys_refresh(cx, k, &changed));
    CHECK(!changed);
    CHECK_STR(states(cx, k), STR("next active"));
    CHECK_STR(kid_at(cx, k, 1), first);
    const Str second = kid_at(cx, k, 0);
    CHECK(str_contains(jwks_json(cx, k), second) && str_contains(jwks_json(cx, k), first));
    CHECK_FAILS(cx, ST_CONFLICT, keys_rotate(cx, dir, false)); /* one waits */
    cx->now_ms += DAY_MS;
    CHECK_STR(states(cx, k), STR("next active")); /* a whole day published, and not yet */
    cx->now_ms += 5 * MINUTE_MS;
    CHECK_STR(states(cx, k), STR("active retiring"));
    const Str after = sign(cx, k);
    CHECK_OK(cx, jwt_open(cx, k, before, &claims));
    CHECK_OK(cx, jwt_open(cx, k, after, &claims));
    cx->now_ms += DAY_MS + 60 * MINUTE_MS - 1000;
    CHECK_STR(states(cx, k), STR("active retiring"));
    CHECK(str_contains(jwks_json(cx, k), first));
    cx->now_ms += 1000;
    CHECK_STR(states(cx, k), STR("active gone"));
    CHECK(!str_contains(jwks_json(cx, k), first));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, before, &claims));
    CHECK_OK(cx, keys_rotate(cx, dir, false));
    CHECK_OK(cx, keys_refresh(cx, k, &changed));
    CHECK_STR(states(cx, k), STR("next active")); /* the gone one's file went */
    CHECK_STR(kid_at(cx, k, 1), second);
}

/* O7: in an emergency the old key is dropped at once. */
TEST(rotation__in_an_emergency_the_old_key_is_dropped)
{
    Cx *cx = test_cx();
    const Str dir = dir_of(cx);
    Keys *k = open_keys(cx, dir);
    Str claims;
    const Str first = kid_at(cx, k, 0), before = sign(cx, k);
    CHECK_OK(cx, keys_rotate(cx, dir, false));
    CHECK_OK(cx, keys_rotate(cx, dir, true));
    CHECK_OK(cx, keys_refresh(cx, k, NULL));
    CHECK_STR(states(cx, k), STR("active"));
    CHECK(!str_eq(kid_at(cx, k, 0), first));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, before, &claims));
    CHECK_OK(cx, jwt_open(cx, k, sign(cx, k), &claims));
    /* The master key is another matter: what it sealed can still be opened. */
    CHECK(str_eq(keys_use(k, KEY_COLUMN), keys_use(open_keys(cx, dir), KEY_COLUMN)));
}

typedef struct Verifier {
    Keys *keys;
    atomic_bool stop;
    atomic_llong now_ms;
    int signed_n;
    int failed;
} Verifier;

/* What an app does that read the set before the token came: verifies with what was published then. */
static void *verify_run(void *arg)
{
    Verifier *v = arg;
    while (!atomic_load(&v->stop)) {
        Cx cx = { .mem = arena_new(1 << 14), .now_ms = atomic_load(&v->now_ms) };
        Str jwt, claims;
        const Str published = jwks_json(&cx, v->keys);
        if (jwt_sign(&cx, v->keys, STR("{\"sub\":\"1\"}"), &jwt) != ST_OK ||
            jwt_open(&cx, v->keys, jwt, &claims) != ST_OK || published.n == 0)
            v->failed++;
        v->signed_n++;
        arena_free(cx.mem);
    }
    return NULL;
}

/* O7: under load, through two rotations, nothing that was signed fails; an app that read the set at any
 * time in the day before knows the key. */
TEST(rotation__under_load_nothing_fails)
{
    Cx *cx = test_cx();
    const Str dir = dir_of(cx);
    Verifier v = { .keys = open_keys(cx, dir) };
    pthread_t thread;
    Str seen[80];
    size_t n = 0;
    atomic_init(&v.now_ms, cx->now_ms);
    CHECK(pthread_create(&thread, NULL, verify_run, &v) == 0);
    for (int hour = 0; hour < 72; hour++) {
        if (hour == 1 || hour == 40)
            CHECK_OK(cx, keys_rotate(cx, dir, false));
        CHECK_OK(cx, keys_refresh(cx, v.keys, NULL));
        seen[n++] = jwks_json(cx, v.keys);
        KeyInfo *list;
        size_t count;
        keys_list(cx, v.keys, &list, &count);
        for (size_t i = 0; i < count; i++)
            if (list[i].state == KEY_ACTIVE && n > 24)
                CHECK(str_contains(seen[n - 24], list[i].kid));
        cx->now_ms += 60 * MINUTE_MS;
        atomic_store(&v.now_ms, cx->now_ms);
    }
    atomic_store(&v.stop, true);
    (void)pthread_join(thread, NULL);
    CHECK_I64(v.failed, 0);
    CHECK(v.signed_n > 0);
    CHECK_STR(states(cx, v.keys), STR("active retiring gone"));
}

/* O7: a broken file, or an empty directory, leaves what there was. */
TEST(rotation__what_cannot_be_read_changes_nothing)
{
    Cx *cx = test_cx();
    const Str dir = dir_of(cx);
    Keys *k = open_keys(cx, dir);
    const Str first = kid_at(cx, k, 0);
    const Str path = arena_join(cx->mem, dir, STR("/signing-x.jwk"), STR(""));
    FILE *f = fopen(path.p, "w");
    CHECK(f && fputs("{}", f) >= 0 && fclose(f) == 0);
    CHECK(chmod(path.p, 0600) == 0);
    CHECK_FAILS(cx, ST_INVALID, keys_refresh(cx, k, NULL));
    CHECK_STR(kid_at(cx, k, 0), first);
    CHECK(unlink(path.p) == 0);
    const Str own = arena_printf(cx->mem, "%.*s/signing-%.*s.jwk", STR_ARG(dir), STR_ARG(first));
    CHECK(unlink(own.p) == 0);
    CHECK_FAILS(cx, ST_INVALID, keys_refresh(cx, k, NULL));
    CHECK_STR(kid_at(cx, k, 0), first);
}
