/* job.c - the job's rows: the plan's lock, the job itself, how far each file got. */
#include "base/clock.h"
#include "base/codec.h"
#include "load/load_int.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define LOCK_MS 60000   /* a load whose process cannot be asked about is dead after so long */
#define BEGIN_TRIES 15u /* of 2 s each: the store's own patience */

enum { JOB_RUNNING, JOB_DONE, JOB_STOPPED }; /* load_job.state */

/* ---- the lock ---------------------------------------------------------------------------------- */

static Str small_file(Cx *cx, const char *path)
{
    char text[128];
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text);
    if (fd >= 0)
        (void)close(fd);
    return arena_dup(cx->mem, str_trim((Str){ text, n > 0 ? (size_t)n : 0 }));
}

/* Where a process number means something: this start of this machine, this name space. */
static Str process_space(Cx *cx)
{
    char ns[64];
    const ssize_t n = readlink("/proc/self/ns/pid", ns, sizeof ns);
    return arena_join(cx->mem, small_file(cx, "/proc/sys/kernel/random/boot_id"), STR("/"),
                      (Str){ ns, n > 0 ? (size_t)n : 0 });
}

/* "PID SPACE HOST NONCE": the nonce tells two loads of one process apart. */
static Str lock_owner(Cx *cx)
{
    const Str space = process_space(cx);
    const Str host = small_file(cx, "/proc/sys/kernel/hostname");
    const Str nonce = hex_encode(cx, random_bytes(cx, 8));
    return arena_printf(cx->mem, "%ld %.*s %.*s %.*s", (long)getpid(), STR_ARG(space),
                        STR_ARG(host), STR_ARG(nonce));
}

/* True when the owner was a process of this space that is no more. */
static bool owner_dead(Cx *cx, Str owner)
{
    Str pid, space;
    int64_t number;
    if (!str_split(&owner, ' ', &pid) || !str_split(&owner, ' ', &space) ||
        !str_to_i64(pid, &number) || number <= 0 || number > INT32_MAX)
        return false;
    return str_eq(space, process_space(cx)) && kill((pid_t)number, 0) != 0 && errno == ESRCH;
}

static Status lock_busy(Cx *cx, Str owner)
{
    Str pid, space, host;
    if (!str_split(&owner, ' ', &pid) || !str_split(&owner, ' ', &space) ||
        !str_split(&owner, ' ', &host))
        host = pid = STR("?");
    return failf(cx, ST_CONFLICT, STR("plan"),
                 "another load of this plan is running: process %.*s on %.*s", STR_ARG(pid),
                 STR_ARG(host));
}

/* The owner that may be replaced; empty when nobody is there. */
static Status lock_look(Cx *cx, DbTx *tx, const Job *job, Str *before)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    *before = STR("");
    sql_text(q, "SELECT owner, until_ms FROM load_lock WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    const Status st = db_one(cx, tx, q, STR("lock"), &row);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *before = db_str(row, 0);
    if (db_i64(row, 1) > cx->now_ms && !owner_dead(cx, *before))
        return lock_busy(cx, *before);
    return ST_OK;
}

/* The last job has no end yet, and may be gone on with. */
static Status job_unfinished(Cx *cx, DbTx *tx, int64_t plan, bool *unfinished)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    *unfinished = false;
    sql_text(q, "SELECT state, updated_ms FROM load_job WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " ORDER BY updated_ms DESC LIMIT 1");
    const Status st = db_one(cx, tx, q, STR("job"), &row);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *unfinished = db_i64(row, 0) != JOB_DONE && db_i64(row, 1) + LOAD_RESUMED_MS > cx->now_ms;
    return ST_OK;
}

Status load_running(Cx *cx, DbTx *tx, int64_t plan, bool *running)
{
    Str owner;
    const LoadSpec spec = { .plan = plan };
    const Job job = { .spec = &spec };
    const Status st = lock_look(cx, tx, &job, &owner);
    *running = forgive(cx, st, ST_CONFLICT);
    if (*running)
        return ST_OK;
    TRY(st);
    return job_unfinished(cx, tx, plan, running);
}

static Status lock_take(Cx *cx, DbTx *tx, const Job *job)
{
    Str before;
    int64_t changed;
    TRY(lock_look(cx, tx, job, &before));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO load_lock (plan, owner, until_ms) VALUES (");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, ", ");
    sql_bind_str(q, job->owner);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms + LOCK_MS);
    sql_text(q, ") ON CONFLICT (plan) DO UPDATE SET owner = excluded.owner,"
                " until_ms = excluded.until_ms WHERE load_lock.owner = ");
    sql_bind_str(q, before);
    TRY(db_exec(cx, tx, q, &changed));
    return changed == 1 ? ST_OK : lock_busy(cx, before);
}

static Status lock_renew(Cx *cx, DbTx *tx, const Job *job)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE load_lock SET until_ms = ");
    sql_bind_i64(q, cx->now_ms + LOCK_MS);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, " AND owner = ");
    sql_bind_str(q, job->owner);
    TRY(db_exec(cx, tx, q, &changed));
    return changed == 1
               ? ST_OK
               : fail(cx, ST_CONFLICT, STR("plan"), "another load has taken the plan over");
}

static Status lock_give(Cx *cx, DbTx *tx, const Job *job)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM load_lock WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, " AND owner = ");
    sql_bind_str(q, job->owner);
    return db_exec(cx, tx, q, NULL);
}

/* ---- the job ----------------------------------------------------------------------------------- */

static Status job_insert(Cx *cx, DbTx *tx, Job *job)
{
    job->id = hex_encode(cx, random_bytes(cx, 8));
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO load_job (plan, id, feed, source, source_hash, started_ms, updated_ms,"
             " state, position, lines, stored, unchanged, deleted, rejected, dangling) VALUES (");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, ", ");
    sql_bind_str(q, job->id);
    sql_text(q, ", ");
    sql_bind_str(q, job->feed);
    sql_text(q, ", ");
    sql_bind_str(q, job->source.name);
    sql_text(q, ", ");
    sql_bind_blob(q, job->source.hash);
    sql_text(q, ", ");
    sql_bind_i64(q, job->started_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", 0, 0, 0, 0, 0, 0, 0, 0)");
    return db_exec(cx, tx, q, NULL);
}

static int by_path(const void *a, const void *b)
{
    return str_cmp((*(LoadFile *const *)a)->path, (*(LoadFile *const *)b)->path);
}

/* Only a file that is still the same goes on where it was. */
static void file_resume(LoadFile *f, const DbRows *row)
{
    if (f->bytes != db_i64(row, 1) || f->mtime_ms != db_i64(row, 2) ||
        !str_eq(f->head, db_blob(row, 3)))
        return;
    f->position = db_i64(row, 4);
    f->lines = db_i64(row, 5);
    f->done = db_i64(row, 6) != 0;
}

static Status files_resume(Cx *cx, DbTx *tx, Job *job)
{
    DbRows *rows;
    Status st = ST_OK;
    LoadSource *s = &job->source;
    LoadFile **index = ARENA_ARRAY(cx->mem, LoadFile *, s->count);
    for (size_t i = 0; i < s->count; i++)
        index[i] = &s->files[i];
    qsort(index, s->count, sizeof(LoadFile *), by_path);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT path, bytes, mtime_ms, head, position, lines, done FROM load_file"
                " WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, " AND job = ");
    sql_bind_str(q, job->id);
    TRY(db_query(cx, tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        LoadFile key = { .path = db_str(rows, 0) };
        LoadFile *of_key = &key;
        LoadFile **found = bsearch(&of_key, index, s->count, sizeof(LoadFile *), by_path);
        if (found)
            file_resume(*found, rows);
    }
    return st;
}

/* A job of the same source that did not come to its end. ST_NOT_FOUND: none. */
static Status job_resume(Cx *cx, DbTx *tx, Job *job)
{
    DbRows *row;
    if (job->source.hash.n == 0)
        return fail(cx, ST_NOT_FOUND, STR("job"), "standard input is not resumed");
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id, feed, started_ms, report FROM load_job WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, " AND source = ");
    sql_bind_str(q, job->source.name);
    sql_text(q, " AND source_hash = ");
    sql_bind_blob(q, job->source.hash);
    sql_text(q, " AND state <> 1 ORDER BY started_ms DESC LIMIT 1");
    TRY(db_one(cx, tx, q, STR("job"), &row));
    job->id = db_str(row, 0);
    job->started_ms = db_i64(row, 2);
    if (!job->spec->feed.n)
        job->feed = db_str(row, 1);
    job->resumed = true;
    if (db_blob(row, 3).n)
        TRY(report_read(cx, db_blob(row, 3), job));
    return files_resume(cx, tx, job);
}

static Str default_feed(Str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    const size_t slash = str_rfind(path, '/');
    return slash == path.n ? path : str_from(path, slash + 1);
}

static Status job_begin_or_resume(Cx *cx, DbTx *tx, Job *job)
{
    int64_t last_ms;
    TRY(store_last_updated(cx, tx, job->spec->plan, &last_ms));
    /* Above every lastUpdated there is: what has this one or a later one was written by this job. */
    job->started_ms = cx->now_ms > last_ms ? cx->now_ms : last_ms + 1;
    const Status st = job_resume(cx, tx, job);
    if (st != ST_OK) {
        if (!forgive(cx, st, ST_NOT_FOUND))
            return st;
        return job_insert(cx, tx, job);
    }
    return ST_OK;
}

Status job_begin(Cx *cx, const Job *job, DbTx **tx)
{
    Status st = ST_OK;
    for (size_t i = 0; i < BEGIN_TRIES; i++) {
        st = db_write_bulk(cx, job->spec->db, job->spec->plan, tx);
        if (st != ST_UNAVAILABLE || i + 1 == BEGIN_TRIES)
            break;
        (void)forgive(cx, st, ST_UNAVAILABLE);
    }
    const int64_t now_ms = job->spec->clock_ms();
    cx->now_ms = now_ms > job->started_ms ? now_ms : job->started_ms;
    return st;
}

Status job_open(Cx *cx, Job *job)
{
    DbTx *tx;
    job->owner = lock_owner(cx);
    job->feed = job->spec->feed.n ? job->spec->feed : default_feed(job->source.name);
    TRY(job_begin(cx, job, &tx));
    Status st = lock_take(cx, tx, job);
    if (st == ST_OK)
        st = job_begin_or_resume(cx, tx, job);
    if (st == ST_OK)
        st = db_commit(cx, tx);
    db_end(tx); /* at once: cx may live long */
    TRY(st);
    const Str name = arena_join(cx->mem, STR("/rejects-"), job->id, STR(".ndjson"));
    const Str dir = job->spec->rejects_dir.n ? job->spec->rejects_dir : STR(".");
    job->rejects.path = job->spec->rejects.n ? arena_dup(cx->mem, job->spec->rejects)
                                             : arena_join(cx->mem, dir, name, STR(""));
    return ST_OK;
}

static Status file_save(Cx *cx, DbTx *tx, const Job *job, const LoadFile *file, int64_t position,
                        int64_t lines, bool done)
{
    if (file->head.n == 0)
        return ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO load_file (plan, job, path, bytes, mtime_ms, head, position, lines,"
                " done) VALUES (");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, ", ");
    sql_bind_str(q, job->id);
    sql_text(q, ", ");
    sql_bind_str(q, file->path);
    sql_text(q, ", ");
    sql_bind_i64(q, file->bytes);
    sql_text(q, ", ");
    sql_bind_i64(q, file->mtime_ms);
    sql_text(q, ", ");
    sql_bind_blob(q, file->head);
    sql_text(q, ", ");
    sql_bind_i64(q, position);
    sql_text(q, ", ");
    sql_bind_i64(q, lines);
    sql_text(q, ", ");
    sql_bind_i64(q, done);
    sql_text(q, ") ON CONFLICT (plan, job, path) DO UPDATE SET bytes = excluded.bytes,"
                " mtime_ms = excluded.mtime_ms, head = excluded.head,"
                " position = excluded.position, lines = excluded.lines, done = excluded.done");
    return db_exec(cx, tx, q, NULL);
}

static Status job_update(Cx *cx, DbTx *tx, const Job *job, int64_t state)
{
    const LoadCounts *n = &job->counts;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE load_job SET updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", state = ");
    sql_bind_i64(q, state);
    sql_text(q, ", position = ");
    sql_bind_i64(q, n->bytes);
    sql_text(q, ", lines = ");
    sql_bind_i64(q, n->lines);
    sql_text(q, ", stored = ");
    sql_bind_i64(q, n->created + n->updated + n->moved);
    sql_text(q, ", unchanged = ");
    sql_bind_i64(q, n->unchanged);
    sql_text(q, ", deleted = ");
    sql_bind_i64(q, n->deleted);
    sql_text(q, ", rejected = ");
    sql_bind_i64(q, n->rejected);
    sql_text(q, ", dangling = ");
    sql_bind_i64(q, n->dangling);
    sql_text(q, ", report = ");
    sql_bind_blob(q, report_json(cx, job));
    if (state != JOB_RUNNING) {
        sql_text(q, ", ended_ms = ");
        sql_bind_i64(q, cx->now_ms);
    }
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, job->id);
    return db_exec(cx, tx, q, NULL);
}

Status job_save(Cx *cx, DbTx *tx, Job *job, const LoadFile *file, int64_t position, int64_t lines,
                bool done)
{
    job->counts.rejects_bytes = job->rejects.bytes;
    TRY(lock_renew(cx, tx, job));
    TRY(file_save(cx, tx, job, file, position, lines, done));
    return job_update(cx, tx, job, JOB_RUNNING);
}

Status job_keep_lock(Cx *cx, const Job *job)
{
    DbTx *tx;
    TRY(job_begin(cx, job, &tx));
    TRY(lock_renew(cx, tx, job));
    return db_commit(cx, tx);
}

static Status files_forget(Cx *cx, DbTx *tx, const Job *job)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM load_file WHERE plan = ");
    sql_bind_i64(q, job->spec->plan);
    sql_text(q, " AND job = ");
    sql_bind_str(q, job->id);
    return db_exec(cx, tx, q, NULL);
}

static Status close_in(Cx *cx, DbTx *tx, Job *job, bool done)
{
    if (done) {
        TRY(files_forget(cx, tx, job));
        TRY(store_waiting(cx, tx, job->spec->plan, &job->counts.pending));
    }
    TRY(job_update(cx, tx, job, done ? JOB_DONE : JOB_STOPPED));
    TRY(lock_give(cx, tx, job));
    return db_commit(cx, tx);
}

Status job_close(Cx *cx, Job *job, bool done)
{
    DbTx *tx;
    TRY(job_begin(cx, job, &tx));
    const Status st = close_in(cx, tx, job, done);
    db_end(tx);
    return st;
}

Status load_last(Cx *cx, Db *db, int64_t plan, int64_t *ended_ms)
{
    DbTx *tx;
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT ended_ms FROM load_job WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND state = 1 ORDER BY ended_ms DESC LIMIT 1");
    TRY(db_read(cx, db, plan, &tx));
    const Status st = db_one(cx, tx, q, STR("load"), &row);
    if (st == ST_OK)
        *ended_ms = db_i64(row, 0);
    db_end(tx);
    return st;
}
