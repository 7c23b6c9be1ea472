#include "app/chores.h"

#include "app/chain_watch.h"
#include "app/recheck.h"

#include "base/clock.h"
#include "base/log.h"
#include "web/rate.h"
#include "web/remind.h"
#include "web/staff.h"

#include <pthread.h>

struct Chores {
    const Env *env;
    Web *web;
    RateShare *share;
    bool failing; /* to share */
    bool recheck_failing;
    ChainWatch watch;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
};

/* Rows that are long over: transactions, codes, tokens, sessions, counted tries. */
static Status sweep_plan(Cx *cx, const Env *env, const Plan *plan)
{
    DbTx *tx;
    TRY(db_write(cx, env->db, DB_STATE, &tx));
    TRY(oauth_sweep(cx, tx, plan->num));
    TRY(member_sweep(cx, tx, plan->num));
    return db_commit(cx, tx);
}

/* C12: at the same turn, what is older than it is kept. */
static void retain(const Env *env)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    const AuditKeep keep = env_keep(&cx, env, AUDIT_AT_ONCE_DAYS * DAY_MS);
    if (audit_retain(&cx, env->db, keys_use(env->keys, KEY_AUDIT), &keep) != ST_OK)
        log_fault(&cx, LOG_ERROR, STR("audit_not_removed"));
    arena_free(cx.mem);
}

static void remind(const Web *web, const Plan *plan)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    if (web_remind(&cx, web, plan) != ST_OK)
        log_fault(&cx, LOG_WARN, STR("remind"));
    arena_free(cx.mem);
}

/* Whoever acts for a member no more, as the time is over (M36, M38): the keys stopped at that moment. */
static void relations(const Web *web, const Plan *plan)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    const Staff staff = { .db = web->db,
                          .keys = web->keys,
                          .audit = web->audit,
                          .plan = plan,
                          .base_url = web->base_url };
    if (staff_due(&cx, &staff) != ST_OK)
        log_fault(&cx, LOG_WARN, STR("relations"));
    else
        outbox_wake(web->outbox);
    arena_free(cx.mem);
}

static void sweep(const Env *env, const Web *web)
{
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        relations(web, plans_at(env->plans, i));
        remind(web, plans_at(env->plans, i));
        Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
        if (sweep_plan(&cx, env, plans_at(env->plans, i)) != ST_OK)
            log_fault(&cx, LOG_WARN, STR("sweep")); /* the next hour's turn does it */
        arena_free(cx.mem);
    }
    retain(env);
}

static void watch_chains(Chores *c)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    const ChainStore store = { c->env->db, c->env->keys, c->web->audit };
    (void)chain_watch_turn(&cx, &store, c->env->plans, &c->watch);
    arena_free(cx.mem);
}

/* A key that an operator made or took away is seen within the turn (O7, decision 19). */
static void look_for_keys(const Env *env)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    bool changed = false;
    if (keys_refresh(&cx, env->keys, &changed) != ST_OK)
        log_fault(&cx, LOG_ERROR, STR("keys")); /* those there were go on signing */
    else if (changed)
        LOG(&cx, LOG_INFO, "keys_changed", { STR("what"), STR("signing") });
    arena_free(cx.mem);
}

/* With the other nodes of a store; an embedded one has this process alone. One line when it begins to fail and
 * one when it works again. */
static void share_limits(Chores *c)
{
    if (db_engine(c->web->db) == DB_SQLITE)
        return;
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    const bool failed = rate_share(&cx, c->web->db, c->web->rate, c->share) != ST_OK;
    if (failed && !c->failing)
        log_fault(&cx, LOG_WARN, STR("limits_not_shared"));
    if (!failed && c->failing)
        log_event(&cx, LOG_INFO, STR("limits_shared_again"), NULL, 0);
    c->failing = failed;
    arena_free(cx.mem);
}

static bool is_stopped(Chores *c)
{
    (void)pthread_mutex_lock(&c->lock);
    const bool stopped = c->stop;
    (void)pthread_mutex_unlock(&c->lock);
    return stopped;
}

static bool recheck_some(Chores *c)
{
    bool some = false;
    bool failed = false;
    for (size_t i = 0; i < plans_count(c->env->plans); i++) {
        bool more = false;
        const Cx cx = { .now_ms = clock_now_ms() };
        failed |= !recheck_turn(&cx, c->web, plans_at(c->env->plans, i), c->recheck_failing, &more);
        some |= more;
    }
    c->recheck_failing = failed;
    return some;
}

/* C8, M41: what a load left that was killed before it came to that, coverages whose last day is over. Of many as far as
 * the turn's time goes: a stop waits for some of them, the other chores for a turn. */
static void recheck(Chores *c, struct timespec until)
{
    while (recheck_some(c) && clock_until_ms(until) > 0 && !is_stopped(c))
        continue;
}

#define TURN_MS 1000
#define LOOK_TURNS 5
#define SWEEP_TURNS 3600

/* Waits for the next turn; false: the end. */
static bool chores_wait(Chores *c, struct timespec until)
{
    (void)pthread_mutex_lock(&c->lock);
    while (!c->stop && clock_cond_wait(&c->wake, &c->lock, &until))
        continue;
    const bool go_on = !c->stop;
    (void)pthread_mutex_unlock(&c->lock);
    return go_on;
}

static void *chores_run(void *arg)
{
    Chores *c = arg;
    unsigned turns = 0;
    struct timespec until;
    do {
        until = clock_deadline(TURN_MS);
        share_limits(c);
        recheck(c, until);
        if (turns % LOOK_TURNS == 0) {
            look_for_keys(c->env);
            watch_chains(c);
        }
        if (turns++ % SWEEP_TURNS == 0)
            sweep(c->env, c->web);
    } while (chores_wait(c, until));
    return NULL;
}

Status chores_start(Cx *cx, const Env *env, Web *web, Chores **out)
{
    Chores *c = ARENA_NEW(cx->mem, Chores);
    c->env = env;
    c->web = web;
    c->watch = CHAIN_WATCH_NEW;
    c->share = rate_share_new(cx);
    (void)pthread_mutex_init(&c->lock, NULL);
    clock_cond_init(&c->wake);
    if (pthread_create(&c->thread, NULL, chores_run, c) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("serve"), "cannot start the thread of the chores");
    *out = c;
    return ST_OK;
}

void chores_stop(Chores *c)
{
    if (!c)
        return;
    (void)pthread_mutex_lock(&c->lock);
    c->stop = true;
    (void)pthread_cond_signal(&c->wake);
    (void)pthread_mutex_unlock(&c->lock);
    (void)pthread_join(c->thread, NULL);
    (void)pthread_cond_destroy(&c->wake);
    (void)pthread_mutex_destroy(&c->lock);
}
