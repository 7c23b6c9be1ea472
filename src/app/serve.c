/* serve: the server, until SIGTERM or SIGINT. */
#include "app/command.h"
#include "app/wire.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/http.h"
#include "load/relabel.h"
#include "zip/zip.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#define OTHER_THREADS                                                                              \
    5u /* that use the store beside the waiting pool: sealer, outbox, sweep, relabel, one spare */

/* Blocked in every thread from here on: only sigwait below takes them. */
static Status block_signals(Cx *cx, sigset_t *set)
{
    (void)sigemptyset(set);
    (void)sigaddset(set, SIGTERM);
    (void)sigaddset(set, SIGINT);
    if (pthread_sigmask(SIG_BLOCK, set, NULL) != 0)
        return fail(cx, ST_INTERNAL, STR("signals"), "cannot block signals");
    return ST_OK;
}

static void stop_http(void *server)
{
    http_stop(server);
}

static void stop_outbox(void *outbox)
{
    outbox_stop(outbox);
}

/* Rows that are long over: transactions, codes, tokens, sessions, counted tries. */
static Status sweep_plan(Cx *cx, const Env *env, const Plan *plan)
{
    DbTx *tx;
    TRY(db_write(cx, env->db, DB_STATE, &tx));
    TRY(oauth_sweep(cx, tx, plan->num));
    TRY(member_sweep(cx, tx, plan->num));
    return db_commit(cx, tx);
}

static void sweep(const Env *env)
{
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
        if (sweep_plan(&cx, env, plans_at(env->plans, i)) != ST_OK)
            log_fault(&cx, LOG_WARN, STR("sweep")); /* the next hour's turn does it */
        arena_free(cx.mem);
    }
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

/* ---- labels of other tables than today's ---- */

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
static Status start_relabel(Cx *cx, const Env *env, const RecordRules *rules)
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

#define TURN_S 5
#define TURNS_AN_HOUR (3600 / TURN_S)

/* The main thread's work, until a signal says stop: sweep now and each hour, look for keys each turn. */
static int serve_until(const Env *env, const sigset_t *set)
{
    const struct timespec turn = { .tv_sec = TURN_S };
    unsigned turns = 0;
    int got;
    do {
        look_for_keys(env);
        if (turns++ % TURNS_AN_HOUR == 0)
            sweep(env);
    } while ((got = sigtimedwait(set, NULL, &turn)) < 0);
    return got;
}

static const Str *proxies_of(Cx *cx, Str text, size_t *count)
{
    Str *list = ARENA_ARRAY(cx->mem, Str, text.n / 2 + 1);
    *count = 0;
    for (Str one; str_split(&text, ' ', &one);)
        if (one.n)
            list[(*count)++] = one;
    return list;
}

Status command_serve(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    Wired *wired;
    Outbox *outbox;
    HttpServer *server;
    sigset_t set;
    TRY(block_signals(cx, &set));
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    db_serving(env.db, LIMIT_WAIT_THREADS + OTHER_THREADS);
    TRY(wire_open(cx, &env, &wired));
    TRY(start_relabel(cx, &env, wired->web.rules));
    const OutboxConf mail = wire_outbox(wired);
    TRY(outbox_start(cx, &mail, &outbox));
    arena_defer(cx->mem, stop_outbox, outbox);
    wired->web.outbox = outbox;
    size_t proxies;
    const Str *proxy = proxies_of(cx, env.conf.trusted_proxy, &proxies);
    const HttpConf http = { .listen = env.conf.listen,
                            .workers = (int)env.conf.workers,
                            .tls_cert = env.conf.tls_cert,
                            .tls_key = env.conf.tls_key,
                            /* Behind a proxy all come from one address. */
                            .ip_connections = env.conf.tls_cert.n ? LIMIT_IP_CONNECTIONS : 0,
                            .proxies = proxy,
                            .proxy_count = proxies,
                            .gzip = gzip_reply,
                            .app = &wired->web,
                            .body_max = web_body_max,
                            .handle = web_handle,
                            .refuse = web_refuse,
                            .waits = web_waits };
    TRY(http_start(cx, &http, &server));
    arena_defer(cx->mem, stop_http, server);
    (void)printf("ready: %.*s\n", STR_ARG(env.conf.base_url));
    (void)fflush(stdout);
    const int got = serve_until(&env, &set);
    LOG(cx, LOG_INFO, "stopping", { STR("signal"), log_i64(cx, got) });
    return ST_OK;
}
