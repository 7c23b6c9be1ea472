#include "audit/audit_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
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

static Journal *journal_new(Audit *a)
{
    Journal *j = calloc(1, sizeof *j);
    if (!j)
        return NULL;
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
    j->fd = openat(a->dir, fresh, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (j->fd < 0)
        return false;
    if (flock(j->fd, LOCK_EX | LOCK_NB) == 0 && renameat(a->dir, fresh, a->dir, j->name) == 0 &&
        fsync(a->dir) == 0)
        return true;
    const int why = errno;
    (void)unlinkat(a->dir, fresh, 0);
    (void)unlinkat(a->dir, j->name, 0);
    (void)close(j->fd);
    errno = why;
    return false;
}

/* Begins another journal for this thread; what it had is left to the sealer. */
static Status journal_next(Cx *cx, Audit *a, Journal **out)
{
    Journal *j = journal_new(a);
    if (!j || !journal_create(a, j)) {
        free(j);
        return unavailable(cx, "cannot begin a journal");
    }
    Journal *before = pthread_getspecific(a->own);
    if (pthread_setspecific(a->own, j) != 0) {
        (void)close(j->fd);
        free(j);
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

/* One write, so that a line is never seen mixed with another. What could only half be written is
 * taken back, and the thread goes on in a new file: nothing is ever written behind a torn line. */
static Status journal_write(Cx *cx, Audit *a, Journal *j, Str line)
{
    ssize_t put;
    do
        put = write(j->fd, line.p, line.n);
    while (put < 0 && errno == EINTR);
    if (put == (ssize_t)line.n) {
        j->written += put;
        if (a->fsync_ms == 0)
            return fdatasync(j->fd) == 0 ? ST_OK : unavailable(cx, "cannot force to the disk");
        atomic_store(&j->dirty, true);
        return ST_OK;
    }
    if (put >= 0)
        errno = ENOSPC;
    const Status st = unavailable(cx, "cannot append");
    if (put > 0 && ftruncate(j->fd, j->written) != 0)
        j->written = JOURNAL_BYTES;
    return st;
}

Status audit_append(Cx *cx, Audit *a, const AuditRecord *r)
{
    Str line;
    Journal *j = pthread_getspecific(a->own);
    if (!j)
        TRY(journal_next(cx, a, &j));
    /* Whatever kept the record from being made: nothing is answered without one (C14). */
    if (record_line(cx, r, &line) != ST_OK)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "the record cannot be made");
    if (j->written + (int64_t)line.n > JOURNAL_BYTES)
        TRY(journal_next(cx, a, &j));
    return journal_write(cx, a, j, line);
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
    (void)close(j->fd);
    free(j);
}
