/* serve: the server, until SIGTERM or SIGINT. */
#include "app/command.h"
#include "app/wire.h"

#include "base/log.h"
#include "http/http.h"
#include "zip/zip.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

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

Status command_serve(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    Wired *wired;
    Outbox *outbox;
    HttpServer *server;
    sigset_t set;
    int got;
    TRY(block_signals(cx, &set));
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(wire_open(cx, &env, &wired));
    const OutboxConf mail = wire_outbox(wired);
    TRY(outbox_start(cx, &mail, &outbox));
    arena_defer(cx->mem, stop_outbox, outbox);
    wired->web.outbox = outbox;
    const HttpConf http = {.listen = env.conf.listen,
                           .workers = (int)env.conf.workers,
                           .tls_cert = env.conf.tls_cert,
                           .tls_key = env.conf.tls_key,
                           .gzip = gzip_pack,
                           .app = &wired->web,
                           .body_max = web_body_max,
                           .handle = web_handle,
                           .waits = web_waits};
    TRY(http_start(cx, &http, &server));
    arena_defer(cx->mem, stop_http, server);
    (void)printf("ready: %.*s\n", STR_ARG(env.conf.base_url));
    (void)fflush(stdout);
    if (sigwait(&set, &got) != 0)
        return fail(cx, ST_INTERNAL, STR("signals"), "cannot wait for signals");
    LOG(cx, LOG_INFO, "stopping", {STR("signal"), log_i64(cx, got)});
    return ST_OK;
}
