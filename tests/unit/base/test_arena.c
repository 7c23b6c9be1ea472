#include "base/arena.h"
#include "tests/unit/test.h"

TEST(arena__memory_is_zeroed_and_aligned_for_any_type)
{
    Arena *a = arena_new(256);
    for (size_t n = 0; n < 600; n += 7) {
        unsigned char *p = arena_alloc(a, n);
        CHECK((uintptr_t)p % _Alignof(max_align_t) == 0);
        for (size_t i = 0; i < n; i++)
            CHECK(p[i] == 0);
        memset(p, 0xa5, n);
    }
    arena_free(a);
}

TEST(arena__what_was_given_stays_when_it_grows)
{
    Arena *a = arena_new(1);
    Str kept[200];
    for (size_t i = 0; i < 200; i++)
        kept[i] = arena_printf(a, "%zu-%0*d", i, (int)i * 10, 7);
    for (size_t i = 0; i < 200; i++)
        CHECK_STR(kept[i], arena_printf(a, "%zu-%0*d", i, (int)i * 10, 7));
    arena_free(a);
}

TEST(arena__after_a_reset_memory_is_zeroed_again_and_nothing_is_used)
{
    Arena *a = arena_new(256);
    memset(arena_alloc_raw(a, 200), 0xff, 200);
    (void)arena_alloc_raw(a, 5000);
    CHECK(arena_used(a) >= 5200);
    arena_reset(a);
    CHECK_I64((int64_t)arena_used(a), 0);
    const unsigned char *p = arena_alloc(a, 200);
    for (size_t i = 0; i < 200; i++)
        CHECK(p[i] == 0);
    arena_free(a);
}

TEST(arena__copies_and_joins_end_in_a_nul_that_is_not_counted)
{
    Arena *a = arena_new(256);
    CHECK_STR(arena_dup(a, (Str){ "a\0bc", 3 }), ((Str){ "a\0b", 3 }));
    CHECK(arena_dup(a, STR("abc")).p[3] == '\0');
    CHECK(arena_dup(a, STR_NONE).p[0] == '\0');
    const Str joined = arena_join(a, STR("one"), STR_NONE, STR("two"));
    CHECK_STR(joined, STR("onetwo"));
    CHECK(joined.p[6] == '\0');
    CHECK(arena_printf(a, "%d", -12).p[3] == '\0');
    arena_free(a);
}

typedef struct Seen {
    Arena *arena;
    char order[8];
    size_t n;
} Seen;

static Seen seen;

static void see_a(void *what)
{
    Seen *s = what;
    s->order[s->n++] = 'a';
}

/* What is given back may itself register more. */
static void see_b(void *what)
{
    Seen *s = what;
    s->order[s->n++] = 'b';
    if (s->n == 1)
        arena_defer(s->arena, see_a, s);
}

TEST(arena__what_was_deferred_runs_once_last_first)
{
    seen = (Seen){ .arena = arena_new(256) };
    arena_defer(seen.arena, see_a, &seen);
    arena_defer(seen.arena, see_b, &seen);
    arena_reset(seen.arena);
    CHECK_STR(((Str){ seen.order, seen.n }), STR("baa"));
    arena_reset(seen.arena);
    CHECK_I64((int64_t)seen.n, 3);
    arena_defer(seen.arena, see_a, &seen);
    arena_free(seen.arena);
    CHECK_I64((int64_t)seen.n, 4);
    arena_free(NULL);
}

TEST(arena__a_growing_array_keeps_what_it_has)
{
    Arena *a = arena_new(256);
    int64_t *list = NULL;
    size_t room = 0;
    for (size_t n = 0; n < 1000; n++) {
        ARENA_GROW(a, list, n, room, 3);
        list[n] = (int64_t)n * 7;
    }
    CHECK_I64((int64_t)room, 1536); /* 3, doubled */
    for (size_t n = 0; n < 1000; n++)
        CHECK_I64(list[n], (int64_t)n * 7);
    arena_free(a);
}
