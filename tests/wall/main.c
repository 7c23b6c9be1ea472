/* Asks and compares: wall [N] [--seed S] [--only K] [--keep] [--postgres] [--attack NAME]. */
#include "base/buf.h"
#include "base/clock.h"
#include "tests/unit/db/pg.h"
#include "tests/wall/wall.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FAILURES 3 /* reported */
#define PAGES 12   /* followed */

/* ---- cases ------------------------------------------------------------------------------------------------ */

static void case_pages(Wall *w, const Case *c)
{
    Answer alone;
    Answer both;
    wall_ask_both(w, &c->first, STR(""), STR(""), &alone, &both);
    for (int page = 0; page < PAGES && both.next.n && alone.next.n && !w->failed; page++) {
        const Str alone_next = alone.next;
        const Str both_next = both.next;
        wall_ask_both(w, &c->second, alone_next, both_next, &alone, &both);
        w->pages++;
    }
}

static void expect_refusal(Wall *w, const Ask *ask, const Answer *a)
{
    if (!w->failed && !str_eq(a->text, w->refusal))
        wall_report(w, ask, "a cursor is not refused as every other", wall_around(a->text, 0));
    w->refusals++;
}

/* One and the same cursor goes to both stores, and is good in neither. */
static void case_swap(Wall *w, const Case *c)
{
    Answer first;
    Answer alone;
    Answer both;
    store_ask(&w->stores[BOTH], w->cx, &c->first, STR(""), &first);
    wall_look_at(w, &c->first, &first);
    if (!first.next.n) /* most of them were deleted: asked_enough counts */
        return;
    wall_ask_both(w, &c->second, first.next, first.next, &alone, &both);
    expect_refusal(w, &c->second, &both);
    expect_refusal(w, &c->second, &alone);
}

static void case_forge(Wall *w, const Case *c)
{
    Answer alone;
    Answer both;
    wall_ask_both(w, &c->first, STR(""), STR(""), &alone, &both);
    if (w->failed || !both.next.n || !alone.next.n)
        return;
    const Str alone_forged = draw_forged(w->cx, c, alone.next);
    const Str both_forged = draw_forged(w->cx, c, both.next);
    wall_ask_both(w, &c->second, alone_forged, both_forged, &alone, &both);
    expect_refusal(w, &c->second, &both);
}

static void case_run(Wall *w, int64_t number)
{
    Case c;
    Answer alone;
    Answer both;
    Rng r = rng_of(w->seed, (uint64_t)number + 1);
    w->number = number;
    w->failed = false;
    draw_case(w->cx, w->data, &r, &c);
    switch (c.kind) {
    case CASE_ONE: wall_ask_both(w, &c.first, STR(""), STR(""), &alone, &both); break;
    case CASE_PAGES: case_pages(w, &c); break;
    case CASE_SWAP: case_swap(w, &c); break;
    case CASE_FORGE: case_forge(w, &c); break;
    }
    w->failures += w->failed;
    arena_reset(w->cx->mem);
}

/* ---- the run ---------------------------------------------------------------------------------------------- */

typedef struct Options {
    int64_t cases, only;
    uint64_t seed;
    bool keep, postgres;
    const char *attack; /* this one alone */
} Options;

static bool wall_open(Wall *w, Cx *cx, Str dir, const Options *o)
{
    static const unsigned in[STORES] = { IN_A, IN_B, IN_BOTH };
    w->data = data_make(cx, w->seed);
    for (size_t i = 0; i < STORES; i++) {
        const Str sub = arena_printf(cx->mem, "%.*s/%zu", STR_ARG(dir), i);
        Str url = arena_printf(cx->mem, "sqlite:%.*s/store", STR_ARG(sub));
        if (o->postgres && test_pg_url(cx, &url) != ST_OK) {
            printf("no PostgreSQL: %.*s\n", STR_ARG(cx->fault.detail));
            return false;
        }
        if (!store_open(&w->stores[i], sub, url, in[i], w->data))
            return false;
    }
    const Ask ask = { .method = HTTP_GET,
                      .asker = { SIDE_A, ROLE_ALL },
                      .target = STR("/demo/fhir/Observation?_cursor=AAAA"),
                      .body = STR("") };
    Answer a;
    store_ask(&w->stores[BOTH], cx, &ask, STR(""), &a);
    w->refusal = a.text;
    return a.status == 410;
}

/* A wall that nobody walks against holds nothing back. */
static bool asked_enough(const Wall *w, int64_t n)
{
    return n < 1000 || (w->full * 5 > w->asked && w->pages * 20 > n && w->refusals * 10 > n &&
                        w->not_modified * 1000 > n);
}

static int wall_run(Wall *w, int64_t from, int64_t to)
{
    const int64_t began = clock_mono_us();
    const clock_t worked = clock();
    if (from == 0 && !sweep_run(w, NULL))
        return 1;
    w->asked = w->full = w->pages = w->refusals = w->not_modified = w->slowest_us = 0;
    for (int64_t i = from; i < to && w->failures < FAILURES; i++)
        case_run(w, i);
    printf(
        "seed %llu: %lld cases, %lld answers (%lld with resources, %lld next pages, %lld cursors "
        "refused, %lld not modified), %lld failed, %.1f s, %.1f s of it working, the slowest "
        "answer %.1f ms "
        "(case %lld)\n",
        (unsigned long long)w->seed, (long long)(to - from), (long long)w->asked,
        (long long)w->full, (long long)w->pages, (long long)w->refusals, (long long)w->not_modified,
        (long long)w->failures, (double)(clock_mono_us() - began) / 1e6,
        (double)(clock() - worked) / CLOCKS_PER_SEC, (double)w->slowest_us / 1e3,
        (long long)w->slowest_number);
    if (w->failures)
        return 1;
    if (asked_enough(w, to - from))
        return 0;
    printf("FAILED: too little of that was an answer with something in it\n");
    return 1;
}

/* What runs: one case, one attack, or all. */
static int wall_asked(Wall *w, const Options *o)
{
    if (o->attack)
        return sweep_run(w, o->attack) && !w->failures ? 0 : 1;
    return wall_run(w, o->only >= 0 ? o->only : 0, o->only >= 0 ? o->only + 1 : o->cases);
}

static int entry_remove(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static bool options_read(int argc, char **argv, Options *o)
{
    *o = (Options){ .cases = 5000, .only = -1, .seed = 1 };
    for (int i = 1; i < argc; i++) {
        const bool more = i + 1 < argc;
        if (!strcmp(argv[i], "--seed") && more)
            o->seed = strtoull(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--only") && more)
            o->only = strtoll(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--attack") && more)
            o->attack = argv[++i];
        else if (!strcmp(argv[i], "--keep"))
            o->keep = true;
        else if (!strcmp(argv[i], "--postgres"))
            o->postgres = true;
        else if (argv[i][0] != '-')
            o->cases = strtoll(argv[i], NULL, 10);
        else
            return false;
    }
    return o->cases > 0;
}

int main(int argc, char **argv)
{
    Options o;
    char dir[] = "/tmp/postern-wall-XXXXXX";
    if (!options_read(argc, argv, &o) || !mkdtemp(dir)) {
        printf("wall [N] [--seed S] [--only K] [--keep] [--postgres] [--attack NAME]\n");
        return 2;
    }
    Cx long_lived = { .mem = arena_new(1 << 20) };
    Cx cx = { .mem = arena_new(8u << 20) };
    Wall w = { .seed = o.seed, .cx = &cx };
    int rc = 1;
    if (wall_open(&w, &long_lived, str_of(dir), &o))
        rc = wall_asked(&w, &o);
    for (size_t i = 0; i < STORES; i++)
        store_close(&w.stores[i]);
    arena_free(cx.mem);
    arena_free(long_lived.mem);
    if (o.keep)
        printf("kept %s\n", dir);
    else
        (void)nftw(dir, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
    return rc;
}
