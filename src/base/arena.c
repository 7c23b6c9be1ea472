#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define ARENA_ALIGN 16u

typedef struct Block {
    struct Block *next;
    size_t size; /* bytes after this header */
    size_t used;
    size_t pad; /* keeps the bytes after the header aligned to ARENA_ALIGN */
} Block;

typedef struct Deferred {
    struct Deferred *next;
    void (*done)(void *what);
    void *what;
} Deferred;

struct Arena {
    Block *first; /* kept over resets */
    Block *last;  /* the one being filled */
    Deferred *deferred;
    size_t used;
};

static void *must_alloc(size_t n)
{
    void *p = malloc(n);
    if (!p) {
        (void)fputs("postern: out of memory\n", stderr);
        abort();
    }
    return p;
}

static Block *block_new(size_t size)
{
    Block *b = must_alloc(sizeof *b + size);
    *b = (Block){ .size = size };
    return b;
}

Arena *arena_new(size_t block_bytes)
{
    Arena *a = must_alloc(sizeof *a);
    Block *b = block_new(block_bytes < 256 ? 256 : block_bytes);
    *a = (Arena){ .first = b, .last = b };
    return a;
}

static Block *block_for(Arena *a, size_t n)
{
    Block *b = a->last;
    if (b->size - b->used >= n)
        return b;
    size_t size = b->size < (1u << 20) ? b->size * 2 : b->size;
    if (size < n)
        size = n;
    Block *fresh = block_new(size);
    b->next = fresh;
    a->last = fresh;
    return fresh;
}

void *arena_alloc_raw(Arena *a, size_t n)
{
    if (n > SIZE_MAX - 2 * ARENA_ALIGN - sizeof(Block))
        abort(); /* a size that only an overflow in our own code can make */
    n = (n + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    Block *b = block_for(a, n);
    char *p = (char *)(b + 1) + b->used;
    b->used += n;
    a->used += n;
    return p;
}

void *arena_alloc(Arena *a, size_t n)
{
    void *p = arena_alloc_raw(a, n);
    return n ? memset(p, 0, n) : p;
}

void *arena_alloc_array(Arena *a, size_t size, size_t count)
{
    if (size && count > SIZE_MAX / size)
        abort();
    return arena_alloc(a, size * count);
}

Str arena_dup(Arena *a, Str s)
{
    char *p = arena_alloc_raw(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (Str){ p, s.n };
}

Str arena_printf(Arena *a, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (n < 0)
        return STR("");
    char *p = arena_alloc_raw(a, (size_t)n + 1);
    va_start(list, format);
    (void)vsnprintf(p, (size_t)n + 1, format, list);
    va_end(list);
    return (Str){ p, (size_t)n };
}

Str arena_join(Arena *m, Str a, Str b, Str c)
{
    const size_t n = a.n + b.n + c.n;
    char *p = arena_alloc_raw(m, n + 1);
    if (a.n)
        memcpy(p, a.p, a.n);
    if (b.n)
        memcpy(p + a.n, b.p, b.n);
    if (c.n)
        memcpy(p + a.n + b.n, c.p, c.n);
    p[n] = '\0';
    return (Str){ p, n };
}

Str arena_lower(Arena *a, Str s)
{
    char *p = arena_alloc_raw(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
    p[s.n] = '\0';
    return (Str){ p, s.n };
}

void arena_defer(Arena *a, void (*done)(void *what), void *what)
{
    Deferred *d = arena_alloc(a, sizeof *d);
    *d = (Deferred){ .next = a->deferred, .done = done, .what = what };
    a->deferred = d;
}

const void *arena_deferred(const Arena *a)
{
    return a->deferred;
}

void arena_settle(Arena *a, const void *since)
{
    while (a->deferred && a->deferred != since) {
        const Deferred *d = a->deferred;
        a->deferred = d->next;
        d->done(d->what);
    }
}

static void run_deferred(Arena *a)
{
    arena_settle(a, NULL);
}

static void free_blocks(Block *b)
{
    while (b) {
        Block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_reset(Arena *a)
{
    run_deferred(a);
    free_blocks(a->first->next);
    a->first->next = NULL;
    a->first->used = 0;
    a->last = a->first;
    a->used = 0;
}

void arena_free(Arena *a)
{
    if (!a)
        return;
    run_deferred(a);
    free_blocks(a->first);
    free(a);
}

size_t arena_used(const Arena *a)
{
    return a->used;
}

void *arena_grow(Arena *a, const void *list, size_t size, size_t *room, size_t first)
{
    const size_t before = *room;
    *room = before ? before * 2 : first;
    if (*room > SIZE_MAX / size)
        abort();
    void *more = arena_alloc_raw(a, size * *room);
    if (before)
        memcpy(more, list, before * size);
    return more;
}
