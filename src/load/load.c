#include "load/load.h"

#include "base/clock.h"
#include "load/load_int.h"
#include "load/relabel.h"

#include <unistd.h>

#define WAIT_MS 1000       /* between two looks at the clock */
#define KEEP_LOCK_MS 15000 /* a load that waits for input says that it is alive */
#define WRITE_ARENA (8u << 20)

typedef struct Run {
    Job *job;
    Pipe *pipe;
    Cx batch; /* of the transaction */
    Cx chunk; /* of a chunk in it */
    DbTx *tx; /* NULL between transactions */
    int64_t begun_us;
    int64_t batch_bytes;
    LoadCounts committed;
    Arena *long_lived;
    int64_t shown_us;
    int64_t kept_us;
} Run;

static void progress(Run *run)
{
    const Job *job = run->job;
    const int64_t now_us = clock_mono_us();
    if (!job->spec->progress || now_us - run->shown_us < INT64_C(1000000))
        return;
    run->shown_us = now_us;
    const double seconds = (double)(now_us - job->begun_us) / 1e6;
    (void)fprintf(job->spec->progress, "%lld lines, %.1f MB, %.1f MB/s, %lld rejected\n",
                  (long long)job->counts.lines, (double)job->counts.bytes / 1e6,
                  (double)job->run_bytes / 1e6 / (seconds > 0 ? seconds : 1),
                  (long long)job->counts.rejected);
    (void)fflush(job->spec->progress);
}

Status pass_up(Cx *cx, const Cx *from, Status st)
{
    cx->fault = from->fault;
    cx->fault.where = arena_dup(cx->mem, from->fault.where);
    cx->fault.detail = arena_dup(cx->mem, from->fault.detail);
    return st;
}

static Status batch_begin(Cx *cx, Run *run)
{
    if (run->tx)
        return ST_OK;
    const Status st = job_begin(&run->batch, run->job, &run->tx);
    if (st != ST_OK)
        return pass_up(cx, &run->batch, st);
    run->begun_us = clock_mono_us();
    run->batch_bytes = 0;
    run->chunk.now_ms = run->batch.now_ms;
    return ST_OK;
}

static Status batch_end(Cx *cx, Run *run)
{
    if (!run->tx)
        return ST_OK;
    const Status st = db_commit(&run->batch, run->tx);
    run->tx = NULL;
    if (st != ST_OK)
        return pass_up(cx, &run->batch, st);
    run->committed = run->job->counts;
    run->kept_us = clock_mono_us();
    arena_reset(run->batch.mem);
    return ST_OK;
}

static Status take_chunk(Cx *cx, Run *run, Chunk *c)
{
    const int64_t bytes = c->end - c->position;
    TRY(batch_begin(cx, run));
    const Status st = write_chunk(&run->chunk, run->tx, run->job, run->long_lived, c);
    pipe_done(run->pipe, c);
    if (st != ST_OK)
        return pass_up(cx, &run->chunk, st);
    arena_reset(run->chunk.mem);
    run->job->run_bytes += bytes;
    run->batch_bytes += bytes;
    const bool old = clock_mono_us() - run->begun_us >= INT64_C(1000) * BATCH_MS;
    return old || run->batch_bytes >= (int64_t)BATCH_BYTES ? batch_end(cx, run) : ST_OK;
}

static Status wait_more(Cx *cx, Run *run)
{
    TRY(batch_end(cx, run));
    if (clock_mono_us() - run->kept_us < INT64_C(1000) * KEEP_LOCK_MS)
        return ST_OK;
    run->kept_us = clock_mono_us();
    const Status st = job_keep_lock(&run->batch, run->job);
    if (st != ST_OK)
        return pass_up(cx, &run->batch, st);
    arena_reset(run->batch.mem);
    return ST_OK;
}

static Status take_all(Cx *cx, Run *run)
{
    const size_t stop_after = run->job->spec->stop_after;
    bool idle = true;
    for (size_t taken = 0;;) {
        Chunk *c = pipe_next(run->pipe, run->tx ? BATCH_MS : WAIT_MS, &idle);
        if (!c && !idle)
            return batch_end(cx, run);
        if (c) {
            TRY(take_chunk(cx, run, c));
            if (++taken == stop_after) {
                TRY(batch_end(cx, run));
                return fail(cx, ST_UNAVAILABLE, STR("load"), "stopped, as it was asked to");
            }
        } else {
            TRY(wait_more(cx, run));
        }
        progress(run);
    }
}

/* Everything that is held; one transaction at a time, so that a kill between two loses nothing. */
static Status put_held(Cx *cx, Job *job)
{
    Cx batch = { .mem = arena_new(4096), .request_id = cx->request_id };
    Status st = ST_OK;
    for (bool more = true; more && st == ST_OK;) {
        DbTx *tx;
        const LoadCounts before = job->counts;
        st = job_begin(&batch, job, &tx);
        if (st == ST_OK)
            st = write_held(&batch, tx, job, cx->mem, &more);
        if (st == ST_OK)
            st = db_commit(&batch, tx);
        if (st == ST_OK)
            arena_reset(batch.mem);
        else
            job->counts = before;
    }
    if (st != ST_OK)
        (void)pass_up(cx, &batch, st);
    arena_free(batch.mem); /* rolls back what was not committed */
    return st;
}

static size_t cores(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 1 ? (size_t)n : 1;
}

static Status run_job(Cx *cx, Job *job)
{
    Run run = { .job = job, .long_lived = cx->mem, .kept_us = clock_mono_us() };
    run.shown_us = run.kept_us;
    run.batch = (Cx){ .mem = arena_new(4096), .request_id = cx->request_id };
    run.chunk = (Cx){ .mem = arena_new(WRITE_ARENA), .request_id = cx->request_id };
    run.committed = job->counts;
    const size_t threads = job->spec->threads ? job->spec->threads : cores();
    Status st = pipe_start(cx, &job->source, &job->spec->rules, threads, &run.pipe);
    if (st == ST_OK) {
        st = take_all(cx, &run);
        pipe_stop(run.pipe);
    }
    arena_free(run.chunk.mem);
    arena_free(run.batch.mem); /* rolls back what was not committed */
    job->counts = run.committed;
    return st;
}

/* The job's end when it has none of its own: what failed is said already, this is only tidying. */
static Status stop_job(Cx *cx, Job *job, Status why)
{
    const Fault fault = cx->fault;
    const Status st = job_close(cx, job, false);
    if (st != ST_OK)
        (void)forgive(cx, st, st); /* whatever failed first is the cause */
    cx->fault = fault;
    return why;
}

/* What is here is labelled by the same table as what comes. */
static Status relabel(Cx *cx, const LoadSpec *spec)
{
    RelabelCounts counts;
    const RelabelSpec again = { .db = spec->db,
                                .plan = spec->plan,
                                .rules = spec->rules,
                                .clock_ms = spec->clock_ms,
                                .progress = spec->progress };
    if (!spec->rules.labels)
        return ST_OK;
    TRY(relabel_start(cx, &again));
    return relabel_run(cx, &again, &counts);
}

Status load_run(Cx *cx, const LoadSpec *spec, LoadReport *out)
{
    Job *job = ARENA_NEW(cx->mem, Job);
    job->spec = spec;
    job->begun_us = clock_mono_us();
    job->by_type = ARENA_ARRAY(cx->mem, int64_t, (size_t)UINT16_MAX + 1);
    job->repeated = ARENA_ARRAY(cx->mem, Str, LIMIT_REPEATED);
    job->refs = refs_new(cx);
    TRY(source_list(cx, spec->paths, spec->path_count, &job->source));
    TRY(job_open(cx, job));
    Status st = relabel(cx, spec);
    if (st == ST_OK && !job->resumed)
        st = put_held(cx, job); /* of a load that had no end */
    if (st == ST_OK)
        st = run_job(cx, job);
    if (st == ST_OK)
        st = put_held(cx, job);
    rejects_close(&job->rejects);
    if (st == ST_OK)
        st = refs_settle(cx, spec->db, spec->plan, &job->counts.dangling);
    if (st == ST_OK)
        st = db_checkpoint(cx, spec->db, spec->plan);
    if (st != ST_OK)
        return stop_job(cx, job, st);
    TRY(job_close(cx, job, true));
    *out = (LoadReport){ .job = job->id,
                         .rejects = job->counts.rejected ? job->rejects.path : STR(""),
                         .counts = job->counts,
                         .resumed = job->resumed,
                         .json = report_json(cx, job) };
    return ST_OK;
}
