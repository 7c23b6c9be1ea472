/* seal.c - moves journals into the chain. A pass takes some lines of each journal, adds them to their
 * plans' chains in the order they were recorded, and moves the journals' positions in the same
 * transaction: a process killed anywhere seals every line exactly once. A journal is removed before
 * its position is forgotten, never the other way round. One whose position is not known is put aside. */
#include "audit/audit_int.h"

#include "base/clock.h"
#include "base/log.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (8u << 20)             /* of one journal in one pass */
#define CHUNK_LEAST (LIMIT_AUDIT_LINE + 1) /* of each, however many there are: a whole line */
#define PASS_BYTES (64u << 20) /* of all of them together, as far as CHUNK_LEAST allows */
#define ORPHANS 64u            /* journals of dead processes in one pass; the next takes others */

typedef struct Source {
    Str name;
    int fd;
    int64_t from;
    int64_t to;   /* behind the last line taken */
    bool final;   /* nobody writes it any more */
    bool drained; /* and no whole line is left */
    bool longer;  /* than what one pass takes */
    bool aside;   /* how far it is sealed is not known: nothing is taken */
    Journal *own; /* NULL: a dead process's */
    size_t size;  /* own: its whole lines */
} Source;

typedef struct Pass {
    Audit *a;
    Source *sources;
    size_t source_count;
    size_t source_room;
    Event *events;
    size_t count;
    size_t room;
} Pass;

static void fd_close(void *fd)
{
    (void)close((int)(intptr_t)fd);
}

/* ---- which journals there are ---- */

static void aside_tell(Cx *cx, Str name)
{
    LOG(cx, LOG_ERROR, "audit_journal_aside", { STR("journal"), name });
}

/* Every journal of this process, a thread has one each; and places for ORPHANS. */
static void sources_own(Cx *cx, Pass *p)
{
    size_t own = 0;
    (void)pthread_mutex_lock(&p->a->lock);
    for (const Journal *j = p->a->journals; j; j = j->next)
        own++;
    p->source_room = own + ORPHANS;
    p->sources = ARENA_ARRAY(cx->mem, Source, p->source_room);
    for (Journal *j = p->a->journals; j; j = j->next) {
        const bool closed = atomic_load(&j->closed); /* before written, which then is the last */
        p->sources[p->source_count++] = (Source){ .name = str_of(j->name),
                                                  .fd = j->fd,
                                                  .from = j->sealed,
                                                  .final = closed,
                                                  .aside = atomic_load(&j->aside),
                                                  .own = j,
                                                  .size = atomic_load(&j->written) };
    }
    (void)pthread_mutex_unlock(&p->a->lock);
}

/* A journal whose lock is free belongs to nobody alive. The lock is kept until the pass is over, so
 * that two living processes do not take the same one. */
static Status source_orphan(Cx *cx, Pass *p, Str name)
{
    const int fd = openat(p->a->dir, name.p, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return ST_OK; /* sealed and removed by another process just now */
    arena_defer(cx->mem, fd_close, (void *)(intptr_t)fd);
    struct stat st;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &st) != 0 || st.st_nlink == 0)
        return ST_OK;
    Place place;
    TRY(position_find(cx, p->a, name, fd, (size_t)st.st_size, &place));
    p->sources[p->source_count++] = (Source){
        .name = name, .fd = fd, .from = place.at, .final = true, .aside = place.why != NULL
    };
    return ST_OK;
}

/* After a commit that may or may not have happened the store knows best. */
static Status sources_reread(Cx *cx, Pass *p)
{
    for (size_t i = 0; p->a->unsure && i < p->source_count; i++) {
        Place place;
        Source *s = &p->sources[i];
        if (s->aside)
            continue;
        TRY(position_find(cx, p->a, s->name, s->fd, s->size, &place));
        s->from = place.at;
        s->aside = place.why != NULL;
        s->own->sealed = s->from;
        atomic_store(&s->own->aside, s->aside);
        if (s->aside)
            aside_tell(cx, s->name);
    }
    p->a->unsure = false;
    return ST_OK;
}

static void dir_close(void *d)
{
    (void)closedir(d);
}

static Status sources_orphaned(Cx *cx, Pass *p)
{
    const int fd = openat(p->a->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot list the journals");
    arena_defer(cx->mem, dir_close, d);
    for (const struct dirent *e; p->source_count < p->source_room && (e = readdir(d)) != NULL;) {
        const Str name = str_of(e->d_name);
        if (str_ends(name, STR(".journal")) && !str_starts(name, str_of(p->a->tag)))
            TRY(source_orphan(cx, p, arena_dup(cx->mem, name)));
    }
    return ST_OK;
}

/* ---- what they hold ---- */

static Event *event_new(Cx *cx, Pass *p)
{
    ARENA_GROW(cx->mem, p->events, p->count, p->room, 256);
    return &p->events[p->count++];
}

/* A line that is not as it was written is itself an event: nobody removes a record by spoiling it. */
static Status damage_note(Cx *cx, const Source *s, Event *out)
{
    const AuditRecord r = {
        .kind = AUDIT_JOURNAL_DAMAGED, .status = ST_INTERNAL, .resource_id = s->name, .count = s->to
    };
    LOG(cx, LOG_ERROR, "audit_journal_damaged", { STR("journal"), s->name });
    return event_read(record_line(cx, &r), out)
               ? ST_OK
               : fail(cx, ST_INTERNAL, STR("audit"), "cannot read what was just written");
}

static Status line_take(Cx *cx, Pass *p, const Source *s, Str line)
{
    Event *e = event_new(cx, p);
    if (!event_read(line, e))
        TRY(damage_note(cx, s, e));
    e->order = p->count;
    return ST_OK;
}

static size_t chunk_bytes(const Pass *p)
{
    const size_t part = PASS_BYTES / p->source_count;
    return part > CHUNK_BYTES ? CHUNK_BYTES : part < CHUNK_LEAST ? CHUNK_LEAST : part;
}

/* What lies behind the position, at most a chunk: our own where it is mapped, up to where its thread
 * has said that lines are whole. */
static Status source_bytes(Cx *cx, const Pass *p, Source *s, Str *out)
{
    struct stat st = { .st_size = 0 };
    if (!s->own && fstat(s->fd, &st) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot read a journal");
    const int64_t end = s->own ? (int64_t)s->size : st.st_size;
    size_t size = end > s->from ? (size_t)(end - s->from) : 0;
    s->longer = size > chunk_bytes(p);
    size = s->longer ? chunk_bytes(p) : size;
    if (s->own) {
        *out = (Str){ s->own->map + s->from, size };
        return ST_OK;
    }
    char *chunk = arena_alloc_raw(cx->mem, size);
    const ssize_t got = pread(s->fd, chunk, size, (off_t)s->from);
    if (got < 0)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot read a journal");
    *out = (Str){ chunk, (size_t)got };
    return ST_OK;
}

/* Whole lines alone: the last one may have been torn by the end of its process, and then its request
 * was never answered; behind it are the zeros of what was reserved. */
static Status source_take(Cx *cx, Pass *p, Source *s)
{
    Str all;
    s->to = s->from;
    if (s->aside)
        return ST_OK;
    TRY(source_bytes(cx, p, s, &all));
    Str rest = str_slice(all, 0, str_rfind(all, '\n'));
    if (rest.n == all.n) {
        s->drained = s->final;
        return ST_OK;
    }
    for (Str line; str_split(&rest, '\n', &line); s->to += (int64_t)line.n + 1)
        TRY(line_take(cx, p, s, line));
    return ST_OK;
}

static int by_plan_and_time(const void *x, const void *y)
{
    const Event *a = x;
    const Event *b = y;
    if (a->plan != b->plan)
        return a->plan < b->plan ? -1 : 1;
    if (a->recorded_ms != b->recorded_ms)
        return a->recorded_ms < b->recorded_ms ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* ---- into the store ---- */

/* Once when it begins, not once a second. What is wrong keeps nothing from being sealed. */
static void ends_note(Cx *cx, Audit *a, const PlanEnd *ends, size_t count)
{
    Status all = ST_OK;
    for (size_t i = 0; i < count; i++) {
        const Status st = mark_sealed(cx, a, ends[i].plan, &ends[i].head);
        if (st != ST_OK && !a->note_failing)
            log_fault(cx, LOG_ERROR, mark_event(st, STR("audit_not_noted")));
        all = st == ST_OK ? all : st;
    }
    a->note_failing = all != ST_OK;
    cx->fault = (Fault){ .status = ST_OK };
}

static Status pass_store(Cx *cx, Pass *p)
{
    DbTx *tx;
    PlanEnd *ends = NULL;
    size_t end_count = 0, end_room = 0;
    qsort(p->events, p->count, sizeof *p->events, by_plan_and_time);
    TRY(db_write(cx, p->a->db, DB_STATE, &tx));
    for (size_t i = 0, n; i < p->count; i += n) {
        for (n = 1; i + n < p->count && p->events[i + n].plan == p->events[i].plan;)
            n++;
        ARENA_GROW(cx->mem, ends, end_count, end_room, 8);
        PlanEnd *end = &ends[end_count++];
        end->plan = p->events[i].plan;
        TRY(chain_add(cx, tx, audit_key(p->a), p->events + i, n, &end->head));
    }
    for (size_t i = 0; i < p->source_count; i++)
        if (p->sources[i].to > p->sources[i].from)
            TRY(position_put(cx, tx, audit_key(p->a), p->sources[i].name, p->sources[i].from,
                             p->sources[i].to));
    TRY(db_commit(cx, tx));
    for (size_t i = 0; i < p->source_count; i++)
        if (p->sources[i].own)
            p->sources[i].own->sealed = p->sources[i].to;
    ends_note(cx, p->a, ends, end_count);
    return ST_OK;
}

/* Its row stays: it says what happened. */
static Status source_aside(Cx *cx, Audit *a, const Source *s)
{
    const Str name = arena_dup(cx->mem, s->name);
    const Str aside = arena_join(cx->mem, name, STR(JOURNAL_ASIDE), STR_NONE);
    if ((renameat(a->dir, name.p, a->dir, aside.p) != 0 && errno != ENOENT) || fsync(a->dir) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot put a journal aside");
    if (s->own)
        journal_drop(a, s->own);
    else
        aside_tell(cx, name);
    return ST_OK;
}

static Status source_forget(Cx *cx, Db *db, Str name)
{
    DbTx *tx;
    TRY(db_write(cx, db, DB_STATE, &tx));
    TRY(position_forget(cx, tx, 0, name));
    return db_commit(cx, tx);
}

static Status source_remove(Cx *cx, Audit *a, const Source *s)
{
    const Str name = arena_dup(cx->mem, s->name);
    if (unlinkat(a->dir, name.p, 0) != 0 && errno != ENOENT)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot remove a sealed journal");
    if (fsync(a->dir) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot remove a sealed journal");
    if (s->own)
        journal_drop(a, s->own);
    return source_forget(cx, a->db, name);
}

/* Another pass is due when a journal held more than one pass takes, and after a dead process's or
 * thread's, of which there may be more than ORPHANS. What is written meanwhile waits for the next
 * second: to seal a few records costs as much as to seal many. */
static Status pass(Cx *cx, Audit *a, bool *more)
{
    Pass p = { .a = a };
    *more = false;
    sources_own(cx, &p);
    TRY(sources_reread(cx, &p));
    TRY(sources_orphaned(cx, &p));
    for (size_t i = 0; i < p.source_count; i++)
        TRY(source_take(cx, &p, &p.sources[i]));
    if (p.count) {
        a->unsure = true;
        TRY(pass_store(cx, &p));
        a->unsure = false;
    }
    for (size_t i = 0; i < p.source_count; i++) {
        if (p.sources[i].drained)
            TRY(source_remove(cx, a, &p.sources[i]));
        else if (p.sources[i].aside && p.sources[i].final)
            TRY(source_aside(cx, a, &p.sources[i]));
        *more = *more || p.sources[i].longer || p.sources[i].final;
    }
    return ST_OK;
}

Status seal_all(Cx *cx, Audit *a)
{
    Status st = ST_OK;
    Cx work = { .mem = arena_new(1u << 20), .request_id = STR("sealer") };
    (void)pthread_mutex_lock(&a->sealing);
    for (bool more = true; more && st == ST_OK; arena_reset(work.mem)) {
        work.now_ms = clock_now_ms();
        st = pass(&work, a, &more);
        if (st != ST_OK)
            cx->fault = (Fault){ .status = st,
                                 .where = arena_dup(cx->mem, work.fault.where),
                                 .detail = arena_dup(cx->mem, work.fault.detail) };
    }
    (void)pthread_mutex_unlock(&a->sealing);
    arena_free(work.mem);
    return st;
}
