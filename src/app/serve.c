/* serve: the server, until SIGTERM or SIGINT. */
#include "app/chain_watch.h"
#include "app/command.h"
#include "app/relabel.h"
#include "app/wire.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/http.h"
#include "web/rate.h"
#include "zip/zip.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#define OTHER_THREADS                                                                              \
    5u /* that use the store beside the waiting pool: sealer, outbox, the main thread, relabel, one spare */

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

#define YEAR_MS (366 * DAY_MS)

/* C12: at the same turn, what is older than it is kept. */
static void retain(const Env *env)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    const int64_t before_ms = cx.now_ms - env->conf.audit_keep_years * YEAR_MS;
    if (audit_retain(&cx, env->db, keys_use(env->keys, KEY_AUDIT), before_ms) != ST_OK)
        log_fault(&cx, LOG_ERROR, STR("audit_not_removed"));
    arena_free(cx.mem);
}

static void sweep(const Env *env)
{
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
        if (sweep_plan(&cx, env, plans_at(env->plans, i)) != ST_OK)
            log_fault(&cx, LOG_WARN, STR("sweep")); /* the next hour's turn does it */
        arena_free(cx.mem);
    }
    retain(env);
}

static void watch_chains(const Env *env, ChainWatch *watch)
{
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    (void)chain_watch_turn(&cx, env->db, keys_use(env->keys, KEY_AUDIT), env->plans, watch);
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
static void share_limits(const Web *web, RateShare *share, bool *failing)
{
    if (db_engine(web->db) == DB_SQLITE)
        return;
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    const bool failed = rate_share(&cx, web->db, web->rate, share) != ST_OK;
    if (failed && !*failing)
        log_fault(&cx, LOG_WARN, STR("limits_not_shared"));
    if (!failed && *failing)
        log_event(&cx, LOG_INFO, STR("limits_shared_again"), NULL, 0);
    *failing = failed;
    arena_free(cx.mem);
}

#define LOOK_S 5
#define HOUR_S 3600

/* The main thread's work, until a signal says stop: each second it shares limits, each fifth it looks for
 * keys and at some of the audit, each hour it sweeps. */
static int serve_until(Cx *cx, const Env *env, const Web *web, const sigset_t *set)
{
    const struct timespec second = { .tv_sec = 1 };
    RateShare *share = rate_share_new(cx);
    bool failing = false;
    unsigned turns = 0;
    int got;
    ChainWatch watch = CHAIN_WATCH_NEW;
    do {
        share_limits(web, share, &failing);
        if (turns % LOOK_S == 0) {
            look_for_keys(env);
            watch_chains(env, &watch);
        }
        if (turns++ % HOUR_S == 0)
            sweep(env);
    } while ((got = sigtimedwait(set, NULL, &second)) < 0);
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
    TRY(relabel_beside(cx, &env, wired->web.rules));
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
    const int got = serve_until(cx, &env, &wired->web, &set);
    LOG(cx, LOG_INFO, "stopping", { STR("signal"), log_i64(cx, got) });
    return ST_OK;
}
