#include "app/relabel.h"

#include "base/clock.h"
#include "base/log.h"
#include "load/relabel.h"

#include <pthread.h>

typedef struct Relabeller {
    const Env *env;
    const RecordRules *rules; /* of each plan */
    pthread_t thread;
    atomic_bool stop;
} Relabeller;

static RelabelSpec relabel_spec(const Relabeller *r, size_t i)
{
    return (RelabelSpec){ .db = r->env->db,
                          .plan = plans_at(r->env->plans, i)->num,
                          .rules = r->rules[i],
                          .clock_ms = clock_now_ms,
                          .stop = &r->stop };
}

static void *relabel_all(void *relabeller)
{
    Relabeller *r = relabeller;
    (void)pthread_setname_np(pthread_self(), "relabel");
    for (size_t i = 0; i < plans_count(r->env->plans); i++) {
        Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
        RelabelCounts n;
        const RelabelSpec spec = relabel_spec(r, i);
        if (relabel_run(&cx, &spec, &n) !=
            ST_OK) /* who is read is labelled then; the next start does the rest */
            log_fault(&cx, LOG_ERROR, STR("relabel"));
        else if (n.members > 0)
            LOG(&cx, LOG_INFO, "relabelled", { STR("resources"), log_i64(&cx, n.resources) });
        arena_free(cx.mem);
    }
    return NULL;
}

static void stop_relabel(void *relabeller)
{
    Relabeller *r = relabeller;
    atomic_store(&r->stop, true);
    (void)pthread_join(r->thread, NULL);
}

/* The plans' tables are theirs before the first request; what is stored follows beside the work. */
Status relabel_beside(Cx *cx, const Env *env, const RecordRules *rules)
{
    Relabeller *r = ARENA_NEW(cx->mem, Relabeller);
    r->env = env;
    r->rules = rules;
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        const RelabelSpec spec = relabel_spec(r, i);
        TRY(relabel_start(cx, &spec));
    }
    if (pthread_create(&r->thread, NULL, relabel_all, r) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("threads"), "cannot start the thread that labels");
    arena_defer(cx->mem, stop_relabel, r);
    return ST_OK;
}
