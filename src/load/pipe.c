/* pipe.c - a ring of chunks between one reader, some parsers and the writer, who is whoever called
 * load_run. The ring's size bounds memory; order is the ring's. */
#include "load/load_int.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdlib.h>

typedef enum ChunkState { CHUNK_FREE, CHUNK_READ, CHUNK_PARSING, CHUNK_READY } ChunkState;

struct Pipe {
    const LoadSource *source;
    const RecordRules *rules;
    Reader *reader;
    Chunk *ring;
    ChunkState *states;
    size_t room;
    pthread_mutex_t lock; /* of states and what follows */
    pthread_cond_t changed;
    size_t filled; /* chunks the reader has given */
    size_t taken;  /* by parsers */
    size_t given;  /* to the writer */
    bool ended;    /* the reader has no more */
    atomic_bool stop;
    pthread_t threads[LIMIT_LOAD_THREADS + 1];
    size_t thread_count;
    Cx reader_cx;
};

static void change(Pipe *p, size_t at, ChunkState state)
{
    (void)pthread_mutex_lock(&p->lock);
    p->states[at] = state;
    (void)pthread_cond_broadcast(&p->changed);
    (void)pthread_mutex_unlock(&p->lock);
}

/* ---- the reader -------------------------------------------------------------------------------- */

/* NULL when the load is stopped. */
static Chunk *chunk_free(Pipe *p, size_t *at)
{
    (void)pthread_mutex_lock(&p->lock);
    *at = p->filled % p->room;
    while (!p->stop && p->states[*at] != CHUNK_FREE)
        (void)pthread_cond_wait(&p->changed, &p->lock);
    Chunk *c = p->stop ? NULL : &p->ring[*at];
    (void)pthread_mutex_unlock(&p->lock);
    return c;
}

static void chunk_filled(Pipe *p, size_t at)
{
    (void)pthread_mutex_lock(&p->lock);
    p->states[at] = CHUNK_READ;
    p->filled++;
    (void)pthread_cond_broadcast(&p->changed);
    (void)pthread_mutex_unlock(&p->lock);
}

static bool read_file(Pipe *p, const LoadFile *file)
{
    const Status st = reader_open(&p->reader_cx, p->reader, file);
    for (bool last = false; !last;) {
        size_t at;
        Chunk *c = chunk_free(p, &at);
        if (!c)
            return false;
        if (st == ST_OK) {
            reader_fill(p->reader, c);
        } else { /* it was there when the load began */
            *c = (Chunk){ .cx = c->cx, .p = c->p, .room = c->room, .file = file, .last = true };
            c->position = c->end = file->position;
            c->cx.fault = p->reader_cx.fault;
            p->reader_cx.fault = (Fault){ 0 };
            (void)chunk_reject(c, file->lines + 1, file->position);
        }
        last = c->last;
        chunk_filled(p, at);
    }
    return true;
}

static void *run_reader(void *pipe)
{
    Pipe *p = pipe;
    (void)pthread_setname_np(pthread_self(), "load-read");
    for (size_t i = 0; i < p->source->count; i++)
        if (!p->source->files[i].done && !read_file(p, &p->source->files[i]))
            break;
    (void)pthread_mutex_lock(&p->lock);
    p->ended = true;
    (void)pthread_cond_broadcast(&p->changed);
    (void)pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* ---- parsers ----------------------------------------------------------------------------------- */

static bool chunk_to_parse(Pipe *p, size_t *at)
{
    (void)pthread_mutex_lock(&p->lock);
    while (!p->stop && p->taken == p->filled && !p->ended)
        (void)pthread_cond_wait(&p->changed, &p->lock);
    const bool found = !p->stop && p->taken < p->filled;
    if (found) {
        *at = p->taken++ % p->room;
        p->states[*at] = CHUNK_PARSING;
    }
    (void)pthread_mutex_unlock(&p->lock);
    return found;
}

static void *run_parser(void *pipe)
{
    Pipe *p = pipe;
    size_t at;
    (void)pthread_setname_np(pthread_self(), "load-parse");
    while (chunk_to_parse(p, &at)) {
        parse_chunk(&p->ring[at], p->rules);
        change(p, at, CHUNK_READY);
    }
    return NULL;
}

/* ---- the writer's side ------------------------------------------------------------------------- */

static void pipe_free(void *pipe)
{
    Pipe *p = pipe;
    pipe_stop(p);
    for (size_t i = 0; i < p->room; i++) {
        free(p->ring[i].p);
        arena_free(p->ring[i].cx.mem);
    }
    reader_close(p->reader);
    arena_free(p->reader_cx.mem);
    (void)pthread_cond_destroy(&p->changed);
    (void)pthread_mutex_destroy(&p->lock);
}

static bool thread_start(Pipe *p, void *(*run)(void *))
{
    if (pthread_create(&p->threads[p->thread_count], NULL, run, p) != 0)
        return false;
    p->thread_count++;
    return true;
}

static bool threads_start(Pipe *p, size_t parsers)
{
    if (!thread_start(p, run_reader))
        return false;
    for (size_t i = 0; i < parsers; i++)
        if (!thread_start(p, run_parser))
            return i > 0;
    return true;
}

Status pipe_start(Cx *cx, const LoadSource *source, const RecordRules *rules, size_t threads,
                  Pipe **out)
{
    Pipe *p = ARENA_NEW(cx->mem, Pipe);
    const size_t parsers = threads > LIMIT_LOAD_THREADS ? LIMIT_LOAD_THREADS : threads;
    p->source = source;
    p->rules = rules;
    p->room = parsers + 2;
    p->ring = ARENA_ARRAY(cx->mem, Chunk, p->room);
    p->states = ARENA_ARRAY(cx->mem, ChunkState, p->room);
    for (size_t i = 0; i < p->room; i++)
        p->ring[i].cx = (Cx){ .mem = arena_new(CHUNK_ARENA), .now_ms = cx->now_ms };
    p->reader_cx = (Cx){ .mem = arena_new(4096) };
    p->reader = reader_new(cx, &p->stop);
    (void)pthread_mutex_init(&p->lock, NULL);
    clock_cond_init(&p->changed);
    arena_defer(cx->mem, pipe_free, p);
    if (!threads_start(p, parsers))
        return fail(cx, ST_UNAVAILABLE, STR("threads"), "cannot start the load's threads");
    *out = p;
    return ST_OK;
}

Chunk *pipe_next(Pipe *p, int64_t wait_ms, bool *idle)
{
    const struct timespec until = clock_deadline(wait_ms);
    (void)pthread_mutex_lock(&p->lock);
    const size_t at = p->given % p->room;
    while (p->states[at] != CHUNK_READY && !(p->ended && p->given == p->filled) &&
           clock_cond_wait(&p->changed, &p->lock, &until))
        ;
    Chunk *c = p->states[at] == CHUNK_READY ? &p->ring[at] : NULL;
    *idle = !c && !(p->ended && p->given == p->filled);
    if (c)
        p->given++;
    (void)pthread_mutex_unlock(&p->lock);
    return c;
}

void pipe_done(Pipe *p, Chunk *c)
{
    arena_reset(c->cx.mem);
    c->items = NULL;
    c->count = c->item_room = 0;
    change(p, (size_t)(c - p->ring), CHUNK_FREE);
}

void pipe_stop(Pipe *p)
{
    (void)pthread_mutex_lock(&p->lock);
    p->stop = true;
    (void)pthread_cond_broadcast(&p->changed);
    (void)pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->thread_count; i++)
        (void)pthread_join(p->threads[i], NULL);
    p->thread_count = 0;
}
