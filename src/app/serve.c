/* serve: the server, until SIGTERM or SIGINT. */
#include "app/chores.h"
#include "app/command.h"
#include "app/relabel.h"
#include "app/wire.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "fhir/label.h"
#include "fhir/record.h"
#include "http/http.h"
#include "zip/zip.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define OTHER_THREADS                                                                              \
    5u /* that use the store beside the waiting pool: sealer, outbox, chores, relabel, one spare */
#define STOP_MAX_S 20 /* of a stop: twice what http_stop waits for requests */

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

static void stop_chores(void *chores)
{
    chores_stop(chores);
}

/* Who hangs in a call to the database or a mail server is waited for no longer. The end is that of kill -9,
 * which loses nothing that was acknowledged (tests/fault). */
static void *end_at_last(void *unused)
{
    (void)unused;
    (void)sleep(STOP_MAX_S);
    Cx cx = { .mem = arena_new(1 << 12), .now_ms = clock_now_ms() };
    log_event(&cx, LOG_ERROR, STR("stop_forced"), NULL, 0);
    _exit(EXIT_FAILED);
}

/* Until a signal says stop: nothing else is done here, so nothing keeps it waiting. */
static Status serve_until(Cx *cx, const sigset_t *set)
{
    pthread_t thread;
    int got = 0;
    (void)sigwait(set, &got);
    LOG(cx, LOG_INFO, "stopping", { STR("signal"), log_i64(cx, got) });
    if (pthread_create(&thread, NULL, end_at_last, NULL) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("serve"), "cannot start the thread that ends a stop");
    (void)pthread_detach(thread);
    return ST_OK;
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

/* What is in force from now on (C11): by it the audit says when a plan's file or lists became others. */
static Status audit_start(Cx *cx, const Web *web)
{
    for (size_t i = 0; i < plans_count(web->plans); i++) {
        const Plan *plan = plans_at(web->plans, i);
        const unsigned long long labels = label_table_fingerprint(web->rules[i].labels);
        const AuditRecord r = { .kind = AUDIT_ADMIN,
                                .plan = plan->num,
                                .actor = STR("postern serve"),
                                .reason = arena_printf(
                                    cx->mem, "version %s, plan.ini %016llx, labels %016llx",
                                    POSTERN_VERSION, (unsigned long long)plan->sum, labels) };
        TRY(audit_append(cx, web->audit, &r));
    }
    return ST_OK;
}

Status command_serve(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    /* The threads that end with cx use it, when this call has returned. */
    Env *env = ARENA_NEW(cx->mem, Env);
    Wired *wired;
    Outbox *outbox;
    Chores *chores;
    HttpServer *server;
    sigset_t set;
    TRY(block_signals(cx, &set));
    TRY(env_open(cx, args_get(args, STR("-c")), env));
    db_serving(env->db, LIMIT_WAIT_THREADS + OTHER_THREADS);
    TRY(wire_open(cx, env, &wired));
    TRY(audit_start(cx, &wired->web));
    TRY(relabel_beside(cx, env, wired->web.rules));
    const OutboxConf mail = wire_outbox(wired);
    TRY(outbox_start(cx, &mail, &outbox));
    arena_defer(cx->mem, stop_outbox, outbox);
    wired->web.outbox = outbox;
    TRY(chores_start(cx, env, &wired->web, &chores));
    arena_defer(cx->mem, stop_chores, chores);
    size_t proxies;
    const Str *proxy = proxies_of(cx, env->conf.trusted_proxy, &proxies);
    const HttpConf http = { .listen = env->conf.listen,
                            .workers = (int)env->conf.workers,
                            .tls_cert = env->conf.tls_cert,
                            .tls_key = env->conf.tls_key,
                            /* Behind a proxy all come from one address. */
                            .ip_connections = env->conf.tls_cert.n ? LIMIT_IP_CONNECTIONS : 0,
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
    (void)printf("ready: %.*s\n", STR_ARG(env->conf.base_url));
    (void)fflush(stdout);
    return serve_until(cx, &set);
}
