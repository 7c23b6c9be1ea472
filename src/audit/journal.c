#include "audit/audit_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

static Status unavailable(Cx *cx, const char *what)
{
    return failf(cx, ST_UNAVAILABLE, STR("audit"), "%s: %s", what, strerrordesc_np(errno));
}

void journal_abandon(void *journal)
{
    Journal *j = journal;
    atomic_store(&j->closed, true);
}

static void journal_free(Journal *j)
{
    if (j && j->map)
        (void)munmap(j->map, JOURNAL_BYTES);
    if (j && j->fd >= 0)
        (void)close(j->fd);
    free(j);
}

static Journal *journal_new(Audit *a)
{
    Journal *j = calloc(1, sizeof *j);
    if (!j)
        return NULL;
    j->fd = -1;
    (void)pthread_mutex_lock(&a->lock);
    const unsigned serial = a->serial++;
    (void)pthread_mutex_unlock(&a->lock);
    (void)snprintf(j->name, sizeof j->name, "%s-%u.journal", a->tag, serial);
    return j;
}

/* Locked before it has a name that a sealer looks for: whoever could lock it would think its process
 * dead. */
static bool journal_create(Audit *a, Journal *j)
{
    char fresh[JOURNAL_NAME + 8];
    (void)snprintf(fresh, sizeof fresh, "%s.new", j->name);
    j->fd = openat(a->dir, fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (j->fd < 0)
        return false;
    void *map = mmap(NULL, JOURNAL_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, j->fd, 0);
    j->map = map == MAP_FAILED ? NULL : map;
    if (j->map && flock(j->fd, LOCK_EX | LOCK_NB) == 0 &&
        renameat(a->dir, fresh, a->dir, j->name) == 0 && fsync(a->dir) == 0)
        return true;
    const int why = errno;
    (void)unlinkat(a->dir, fresh, 0);
    (void)unlinkat(a->dir, j->name, 0);
    errno = why;
    return false;
}

/* Begins another journal for this thread; what it had is left to the sealer. */
static Status journal_next(Cx *cx, Audit *a, Journal **out)
{
    Journal *j = journal_new(a);
    if (!j || !journal_create(a, j)) {
        const Status st = unavailable(cx, "cannot begin a journal");
        journal_free(j);
        return st;
    }
    Journal *before = pthread_getspecific(a->own);
    if (pthread_setspecific(a->own, j) != 0) {
        journal_free(j);
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot keep a journal");
    }
    if (before)
        journal_abandon(before);
    (void)pthread_mutex_lock(&a->lock);
    j->next = a->journals;
    a->journals = j;
    (void)pthread_mutex_unlock(&a->lock);
    *out = j;
    return ST_OK;
}

/* Room up to end. Written to without it, a full disk would end the process by a signal. Zeros are written
 * there: they find the disk full as an allocation would, and their pages cost a quarter of those that an
 * allocation leaves to the first touch. */
static Status journal_reserve(Cx *cx, const Audit *a, Journal *j, size_t end)
{
    while (j->reserved < end) {
        const ssize_t got = pwrite(j->fd, a->zeros, sizeof a->zeros, (off_t)j->reserved);
        if (got > 0)
            j->reserved += (size_t)got;
        else if (errno != EINTR)
            return unavailable(cx, "cannot append");
    }
    return ST_OK;
}

/* The line is made where it stays. The line feed is stored when all before it is. */
static Status journal_write(Cx *cx, Audit *a, Journal *j, const AuditRecord *r)
{
    const size_t at = atomic_load_explicit(&j->written, memory_order_relaxed);
    TRY(journal_reserve(cx, a, j, at + LIMIT_AUDIT_LINE));
    const size_t n = record_write(cx, r, j->map + at);
    atomic_thread_fence(memory_order_release);
    *(volatile char *)(j->map + at + n) = '\n';
    atomic_store_explicit(&j->written, at + n + 1, memory_order_release);
    if (a->fsync_ms == 0)
        return fdatasync(j->fd) == 0 ? ST_OK : unavailable(cx, "cannot force to the disk");
    atomic_store_explicit(&j->dirty, true, memory_order_release);
    return ST_OK;
}

/* Whether another line, however long, has its place. */
static bool journal_has_room(const Journal *j)
{
    return atomic_load_explicit(&j->written, memory_order_relaxed) <=
           JOURNAL_BYTES - LIMIT_AUDIT_LINE;
}

Status audit_append(Cx *cx, Audit *a, const AuditRecord *r)
{
    Journal *j = pthread_getspecific(a->own);
    if (!j || !journal_has_room(j) || atomic_load_explicit(&j->aside, memory_order_relaxed))
        TRY(journal_next(cx, a, &j));
    return journal_write(cx, a, j, r);
}

void journal_sync_all(Audit *a)
{
    (void)pthread_mutex_lock(&a->lock);
    Journal *j = a->journals;
    (void)pthread_mutex_unlock(&a->lock);
    /* Only the sealer, which is the caller, takes journals off the list; new ones come in front. */
    for (; j; j = j->next)
        if (atomic_exchange(&j->dirty, false) && fdatasync(j->fd) != 0)
            atomic_store(&j->dirty, true);
}

void journal_drop(Audit *a, Journal *j)
{
    (void)pthread_mutex_lock(&a->lock);
    Journal **at = &a->journals;
    while (*at != j)
        at = &(*at)->next;
    *at = j->next;
    (void)pthread_mutex_unlock(&a->lock);
    journal_free(j);
}
