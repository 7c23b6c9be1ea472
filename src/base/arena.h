/* arena.h - memory that is given back all at once. Allocation never fails: a machine out of memory
 * ends the process with one log line (a restart loses nothing that was acknowledged), so ceilings
 * belong to the things that grow - buffers, bodies, rows - and stand in limits.h.
 * One thread at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

typedef struct Arena Arena;

/* block_bytes is the size of the first block; later blocks grow as needed. */
Arena *arena_new(size_t block_bytes);
/* Zeroed, aligned for any type. n = 0 gives a valid pointer to nothing. */
void *arena_alloc(Arena *a, size_t n);
/* As arena_alloc without the zeroes: for buffers that are filled at once. */
void *arena_alloc_raw(Arena *a, size_t n);
/* A copy that ends in a NUL not counted in n. */
Str arena_dup(Arena *a, Str s);
/* printf into the arena; the result ends in NUL too. */
Str arena_printf(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* a followed by b, then c: for short names and addresses. */
Str arena_join(Arena *m, Str a, Str b, Str c);
/* A copy with ASCII letters in lower case. */
Str arena_lower(Arena *a, Str s);
/* Calls done(what) at reset or free, last registered first. */
void arena_defer(Arena *a, void (*done)(void *what), void *what);
/* The newest deferred call, and running early all that came after it: what is held is let go while what
 * was made stays. */
const void *arena_deferred(const Arena *a);
void arena_settle(Arena *a, const void *since);
/* Runs what was deferred and keeps the first block for the next request. */
void arena_reset(Arena *a);
void arena_free(Arena *a);
/* Bytes handed out since the last reset. */
size_t arena_used(const Arena *a);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), sizeof(type), (count)))
void *arena_alloc_array(Arena *a, size_t size, size_t count);

/* Makes room for one more in an array that grows by doubling, from first elements on; the new ones are
 * not zeroed. */
#define ARENA_GROW(arena, list, count, room, first)                                                \
    do {                                                                                           \
        if ((count) == (room))                                                                     \
            (list) = arena_grow((arena), (list), sizeof *(list), &(room), (first));                \
    } while (0)
void *arena_grow(Arena *a, const void *list, size_t size, size_t *room, size_t first);

#endif
