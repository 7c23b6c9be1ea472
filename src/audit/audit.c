#include "audit/audit_int.h"

#include "base/clock.h"
#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEAL_MS 1000 /* a member sees an access within a minute (C13) */
#define SHIP_BYTES (INT64_C(64) << 20)

Str audit_key(const Audit *a)
{
    return (Str){ (const char *)a->key, sizeof a->key };
}

static bool wait_or_stop(Audit *a)
{
    const bool by_fsync = a->fsync_ms > 0 && a->fsync_ms < a->seal_ms;
    const struct timespec until = clock_deadline(by_fsync ? a->fsync_ms : a->seal_ms);
    (void)pthread_mutex_lock(&a->lock);
    while (!a->stop && clock_cond_wait(&a->wake, &a->lock, &until))
        ;
    const bool stop = a->stop;
    (void)pthread_mutex_unlock(&a->lock);
    return stop;
}

static void ship_and_tell(Cx *cx, Audit *a)
{
    const bool failed = ship_all(cx, a) != ST_OK;
    if (failed && !a->ship_failing)
        log_fault(cx, LOG_ERROR, mark_event(cx->fault.status, STR("audit_not_shipped")));
    if (!failed && a->ship_failing)
        log_event(cx, LOG_INFO, STR("audit_shipped_again"), NULL, 0);
    a->ship_failing = failed;
}

/* One line when sealing begins to fail and one when it works again, not one a second. */
static void seal_and_tell(Audit *a)
{
    Cx cx = { .mem = arena_new(4096), .now_ms = clock_now_ms(), .request_id = STR("sealer") };
    const bool failed = seal_all(&cx, a) != ST_OK;
    if (failed && !a->failing)
        log_fault(&cx, LOG_ERROR, STR("audit_not_sealed"));
    if (!failed && a->failing)
        log_event(&cx, LOG_INFO, STR("audit_sealed_again"), NULL, 0);
    a->failing = failed;
    ship_and_tell(&cx, a);
    arena_free(cx.mem);
}

static void sync_journals(Audit *a)
{
    (void)pthread_mutex_lock(&a->sealing);
    journal_sync_all(a);
    (void)pthread_mutex_unlock(&a->sealing);
}

static void *sealer_main(void *audit)
{
    Audit *a = audit;
    int64_t sealed_us = clock_mono_us();
    while (!wait_or_stop(a)) {
        const bool due = clock_mono_us() - sealed_us >= a->seal_ms * 1000;
        if (due) {
            sealed_us = clock_mono_us();
            seal_and_tell(a);
        }
        /* What was just sealed the store has forced to the disk: no need to write it there twice. */
        if (a->fsync_ms > 0 && (!due || a->failing))
            sync_journals(a);
    }
    return NULL;
}

static Status dir_open(Cx *cx, Str dir, Str where, int *fd)
{
    struct stat st;
    const Str path = arena_dup(cx->mem, dir);
    if (mkdir(path.p, 0700) != 0 && errno != EEXIST)
        return failf(cx, ST_UNAVAILABLE, where, "cannot be made: %s", strerrordesc_np(errno));
    *fd = open(path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0 || fstat(*fd, &st) != 0)
        return failf(cx, ST_UNAVAILABLE, where, "cannot be opened: %s", strerrordesc_np(errno));
    if ((st.st_mode & 077) == 0)
        return ST_OK;
    (void)close(*fd);
    return fail(cx, ST_INVALID, where, "is open to group or others; chmod go= it");
}

static void sync_init(Audit *a)
{
    (void)pthread_mutex_init(&a->lock, NULL);
    (void)pthread_mutex_init(&a->sealing, NULL);
    clock_cond_init(&a->wake);
}

static void audit_free(Audit *a)
{
    while (a->journals)
        journal_drop(a, a->journals);
    (void)pthread_cond_destroy(&a->wake);
    (void)pthread_mutex_destroy(&a->sealing);
    (void)pthread_mutex_destroy(&a->lock);
    (void)close(a->dir);
    if (a->ship >= 0)
        (void)close(a->ship);
    free(a);
}

Status audit_open(Cx *cx, const AuditConf *conf, Audit **out)
{
    int dir = -1;
    assert(conf->key.n == SHA256_BYTES);
    int ship = -1;
    TRY(dir_open(cx, conf->dir, STR("audit.dir"), &dir));
    if (conf->ship_dir.n) {
        const Status st = dir_open(cx, conf->ship_dir, STR("audit.ship_dir"), &ship);
        if (st != ST_OK)
            (void)close(dir);
        TRY(st);
    }
    Audit *a = calloc(1, sizeof *a);
    if (!a)
        abort();
    a->db = conf->db;
    a->dir = dir;
    a->ship = ship;
    a->ship_bytes = conf->ship_bytes > 0 ? conf->ship_bytes : SHIP_BYTES;
    a->fsync_ms = conf->fsync_ms;
    a->seal_ms = conf->seal_ms > 0 ? conf->seal_ms : SEAL_MS;
    memcpy(a->key, conf->key.p, sizeof a->key);
    (void)snprintf(a->tag, sizeof a->tag, "%.*s", STR_ARG(random_token(cx, 16)));
    sync_init(a);
    seal_and_tell(a);
    if (pthread_key_create(&a->own, journal_abandon) != 0) {
        audit_free(a);
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "no thread-specific key is left");
    }
    if (pthread_create(&a->sealer, NULL, sealer_main, a) != 0) {
        (void)pthread_key_delete(a->own);
        audit_free(a);
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot start the sealer");
    }
    *out = a;
    return ST_OK;
}

void audit_close(Audit *a)
{
    if (!a)
        return;
    (void)pthread_key_delete(a->own);
    (void)pthread_mutex_lock(&a->lock);
    a->stop = true;
    for (Journal *j = a->journals; j; j = j->next)
        journal_abandon(j);
    (void)pthread_cond_signal(&a->wake);
    (void)pthread_mutex_unlock(&a->lock);
    (void)pthread_join(a->sealer, NULL);
    seal_and_tell(a);
    audit_free(a);
}

Status audit_seal_now(Cx *cx, Audit *a)
{
    return seal_all(cx, a);
}
