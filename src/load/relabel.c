#include "load/relabel.h"

#include "base/clock.h"
#include "load/load_int.h"

static Status stale(Cx *cx, const RelabelSpec *spec, bool *out)
{
    DbTx *tx;
    RelabelState state;
    TRY(db_read(cx, spec->db, spec->plan, &tx));
    const Status st = relabel_state(cx, tx, spec->plan, &state);
    db_end(tx);
    *out = state.at < state.end;
    return st;
}

static Status some(Cx *cx, const RelabelSpec *spec, RelabelCounts *counts, bool *more)
{
    DbTx *tx;
    const RecordRules rules = spec->rules;
    TRY(db_write(cx, spec->db, spec->plan, &tx));
    TRY(relabel_some(cx, tx, spec->plan, &rules, counts, more));
    return db_commit(cx, tx);
}

static void progress(const RelabelSpec *spec, const RelabelCounts *n, int64_t *shown_us)
{
    const int64_t now_us = clock_mono_us();
    if (!spec->progress || now_us - *shown_us < INT64_C(1000000))
        return;
    *shown_us = now_us;
    (void)fprintf(spec->progress, "labelled anew: %lld members, %lld resources\n",
                  (long long)n->members, (long long)n->resources);
    (void)fflush(spec->progress);
}

Status relabel_run(Cx *cx, const RelabelSpec *spec, RelabelCounts *counts)
{
    bool more;
    int64_t shown_us = clock_mono_us();
    *counts = (RelabelCounts){ .members = 0 };
    TRY(stale(cx, spec, &more));
    while (more && !(spec->stop && atomic_load(spec->stop))) {
        Cx one = { .mem = arena_new(1u << 20), .now_ms = spec->clock_ms() };
        const RelabelCounts before = *counts;
        const Status st = some(&one, spec, counts, &more);
        if (st != ST_OK) {
            *counts = before;
            (void)pass_up(cx, &one, st);
        }
        arena_free(one.mem);
        TRY(st);
        progress(spec, counts, &shown_us);
    }
    return ST_OK;
}

Status relabel_start(Cx *cx, const RelabelSpec *spec)
{
    DbTx *tx;
    TRY(db_write(cx, spec->db, spec->plan, &tx));
    TRY(relabel_begin(cx, tx, spec->plan, spec->rules.labels));
    return db_commit(cx, tx);
}
