/* What finding a token's grant costs, in process: processor time of one thread.
 *   bench_check CONF PLAN N <TOKENS     one token a line
 * First all tokens from the store, each with a cache that has never seen it, then N times from the cache. */
#include "app/env.h"
#include "base/clock.h"
#include "base/limits.h"
#include "oauth/oauth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TOKENS 4096u

static double cpu_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static size_t read_tokens(Cx *cx, Str *tokens)
{
    char line[256];
    size_t n = 0;
    while (n < TOKENS && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        tokens[n++] = arena_dup(cx->mem, str_of(line));
    }
    return n;
}

typedef struct Finder {
    Db *db;
    OauthCache *cache;
    OauthPlan plan;
    const Str *tokens;
    size_t count;
    Arena *mem;
} Finder;

/* ns a look-up; *bad counts those that found nothing. */
static double find_many(const Finder *f, long n, size_t *bad)
{
    const int64_t now_ms = clock_now_ms();
    const double from = cpu_ns();
    for (long i = 0; i < n; i++) {
        Cx cx = { .mem = f->mem, .now_ms = now_ms };
        OauthAccess a;
        *bad += oauth_access_find(&cx, f->db, f->cache, &f->plan, f->tokens[(size_t)i % f->count],
                                  &a) != ST_OK;
        arena_reset(f->mem);
    }
    return (cpu_ns() - from) / (double)n;
}

int main(int argc, char **argv)
{
    Env env;
    const Plan *p;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = clock_now_ms() };
    if (argc != 4 || env_open(&cx, str_of(argv[1]), &env) != ST_OK ||
        env_plan(&cx, &env, str_of(argv[2]), &p) != ST_OK)
        return 2;
    Str *tokens = ARENA_ARRAY(cx.mem, Str, TOKENS);
    Finder f = { .db = env.db,
                 .cache = oauth_cache_new(),
                 .plan = { .num = p->num,
                           .id = p->id,
                           .issuer = p->issuer,
                           .fhir_base = p->fhir_base,
                           .sandbox = p->sandbox },
                 .tokens = tokens,
                 .count = read_tokens(&cx, tokens),
                 .mem = arena_new(LIMIT_REQUEST_ARENA) };
    const long n = strtol(argv[3], NULL, 10);
    if (f.count == 0 || n <= 0)
        return 2;
    size_t bad = 0;
    const double store = find_many(&f, (long)f.count, &bad);
    const double cache = find_many(&f, n, &bad);
    (void)printf("token check: %.0f ns from the cache, %.0f ns from the store (%zu tokens), %zu "
                 "not found\n",
                 cache, store, f.count, bad);
    oauth_cache_free(f.cache);
    arena_free(f.mem);
    arena_free(cx.mem);
    return bad > 0;
}
