/* The server: libmicrohttpd's epoll threads, one arena a request from a small cache of its thread. */
#include "base/clock.h"
#include "http/http_int.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define IDLE_S 75u       /* keep-alive (R2) */
#define OTHER_FILES 512u /* kept for the store, the audit, mail */
#define STOP_S 10        /* what http_stop waits for requests under way */
/* The library's memory for a target, headers and reply headers: room for LIMIT_TARGET and LIMIT_HEADER_BYTES
 * together, and no more, for the library clears all of it after each request. */
#define CONNECTION_BYTES 32768u
#define TLS_PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" /* D16 */

/* Arenas of a thread's finished requests. */
typedef struct Kept {
    Arena *arena[HTTP_ARENAS_KEPT];
    size_t n;
} Kept;

static void kept_free(void *kept)
{
    Kept *k = kept;
    while (k->n)
        arena_free(k->arena[--k->n]);
    free(k);
}

static Arena *arena_take(HttpServer *s)
{
    Kept *k = pthread_getspecific(s->arenas);
    return k && k->n ? k->arena[--k->n] : arena_new(LIMIT_REQUEST_ARENA);
}

static void arena_give(HttpServer *s, Arena *a)
{
    Kept *k = pthread_getspecific(s->arenas);
    if (!k) {
        k = calloc(1, sizeof *k);
        if (k && pthread_setspecific(s->arenas, k) != 0) {
            free(k);
            k = NULL;
        }
    }
    if (!k || k->n == HTTP_ARENAS_KEPT) {
        arena_free(a);
        return;
    }
    arena_reset(a);
    k->arena[k->n++] = a;
}

/* Called with the request line's target as it was sent, before the library decodes it in place. */
static void *work_begin(void *server, const char *uri, struct MHD_Connection *connection)
{
    HttpServer *s = server;
    Arena *mem = arena_take(s);
    HttpWork *w = ARENA_NEW(mem, HttpWork);
    w->server = s;
    w->connection = connection;
    w->seat = http_watch_seat(connection);
    http_watch_head(s->watch, w->seat);
    w->cx = (Cx){ .mem = mem };
    w->rq.target = arena_dup(mem, str_of(uri));
    w->stage = STAGE_HEAD;
    return w;
}

static void work_done(void *server, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode how)
{
    (void)connection;
    (void)how;
    HttpServer *s = server;
    HttpWork *w = *state;
    if (!w)
        return;
    *state = NULL;
    http_watch_next(s->watch, w->seat);
    if (w->counted)
        atomic_fetch_sub_explicit(&s->under_way, 1, memory_order_relaxed);
    arena_give(s, w->cx.mem);
}

static enum MHD_Result refuse(HttpWork *w, int status)
{
    w->close = true;
    w->stage = STAGE_READY;
    if (!w->rq.peer.p)
        http_peer(w);
    http_reply_refusal(w, status);
    return http_reply_send(w);
}

/* Room for the whole body at once when its length was told. */
static bool body_prepare(HttpWork *w)
{
    const HttpConf *conf = &w->server->conf;
    if (!w->has_body)
        return true;
    w->body_max = conf->body_max ? conf->body_max(conf->app, &w->rq) : LIMIT_BODY_AUTH;
    const Str told = http_get(&w->rq, STR("Content-Length"));
    uint64_t n = 0;
    if (told.p && (!str_to_u64(told, &n) || n > w->body_max))
        return false;
    http_watch_bytes(w->server->watch, w->seat, told.p ? (size_t)n : w->body_max);
    w->body_room = (size_t)n;
    w->body = n ? arena_alloc_raw(w->cx.mem, (size_t)n) : NULL;
    return true;
}

static enum MHD_Result head_take(HttpWork *w, const char *method, const char *version)
{
    atomic_fetch_add_explicit(&w->server->under_way, 1, memory_order_relaxed);
    w->counted = true;
    w->cx.now_ms = clock_now_ms();
    const int refused = http_check(w, method, version);
    if (refused)
        return refuse(w, refused);
    http_peer(w);
    if (!body_prepare(w))
        return refuse(w, 413);
    w->stage = STAGE_BODY;
    return MHD_YES;
}

/* Once over the ceiling the rest is dropped, and after as much again the connection too: in the middle
 * of a body the library takes no reply. */
static enum MHD_Result body_take(HttpWork *w, const char *bytes, size_t n)
{
    if (w->body_over || n > w->body_max - w->body_n) {
        const size_t dropped = w->body_over ? w->body_n : 0;
        w->body_over = true;
        w->body_n = dropped + n;
        return w->body_n > LIMIT_BODY_API ? MHD_NO : MHD_YES;
    }
    if (n > w->body_room - w->body_n) {
        size_t room = w->body_room ? w->body_room * 2 : 4096;
        while (room - w->body_n < n)
            room *= 2;
        char *wider = arena_alloc_raw(w->cx.mem, room);
        if (w->body_n)
            memcpy(wider, w->body, w->body_n);
        w->body = wider;
        w->body_room = room;
    }
    memcpy(w->body + w->body_n, bytes, n);
    w->body_n += n;
    return MHD_YES;
}

/* The clock is looked at again: a body may have taken its time, and the queue. By the time of the head a
 * token would still be good, or an answer in the cache still fresh, that by now is not (C8). */
void http_work_handle(HttpWork *w)
{
    const HttpConf *conf = &w->server->conf;
    w->cx.now_ms = clock_now_ms();
    conf->handle(conf->app, &w->cx, &w->rq, &w->rp);
    w->stage = STAGE_READY;
}

static enum MHD_Result work_answer(HttpWork *w)
{
    const HttpConf *conf = &w->server->conf;
    http_watch_ours(w->seat);
    if (w->body_over)
        return refuse(w, 413);
    w->rq.body = (Str){ w->body ? w->body : "", w->body_n };
    if (w->server->pool && conf->waits(conf->app, &w->rq)) {
        if (http_pool_take(w->server->pool, w))
            return MHD_YES;
        http_reply_refusal(w, 503);
        w->stage = STAGE_READY;
        return http_reply_send(w);
    }
    http_work_handle(w);
    return http_reply_send(w);
}

/* The library calls this once with the headers, once for each piece of the body, once at its end, and
 * once more after a resume. Its own url is decoded already and never read. */
static enum MHD_Result on_request(void *server, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_n, void **state)
{
    (void)server;
    (void)connection;
    (void)url;
    HttpWork *w = *state;
    switch (w->stage) {
    case STAGE_HEAD: return head_take(w, method, version);
    case STAGE_BODY: {
        if (*upload_n == 0)
            return work_answer(w);
        const size_t n = *upload_n;
        *upload_n = 0;
        return body_take(w, upload, n);
    }
    case STAGE_WAITING: return MHD_YES;
    case STAGE_READY: return http_reply_send(w);
    }
    return MHD_NO;
}

static Status pem_read(Cx *cx, Str path, Str *out)
{
    FILE *f = fopen(arena_dup(cx->mem, path).p, "rb");
    if (!f)
        return fail(cx, ST_UNAVAILABLE, STR("tls"), "cannot open the certificate or key file");
    char *p = arena_alloc(cx->mem, LIMIT_PEM + 1);
    const size_t n = fread(p, 1, LIMIT_PEM, f);
    (void)fclose(f);
    *out = (Str){ p, n };
    return ST_OK;
}

static Status host_resolve(Cx *cx, Str listen, struct addrinfo **out)
{
    const size_t colon = str_rfind(listen, ':');
    if (colon == listen.n)
        return fail(cx, ST_UNAVAILABLE, STR("listen"), "must be host:port");
    Str host = str_slice(listen, 0, colon);
    if (str_starts(host, STR("[")) && str_ends(host, STR("]")))
        host = str_slice(host, 1, host.n - 1);
    const bool any = host.n == 0 || str_eq(host, STR("*"));
    const struct addrinfo hints = { .ai_family =
                                        str_eq(host, STR("localhost")) ? AF_INET : AF_UNSPEC,
                                    .ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    const int rc = getaddrinfo(any ? NULL : arena_dup(cx->mem, host).p,
                               arena_dup(cx->mem, str_from(listen, colon + 1)).p, &hints, out);
    return rc == 0 ? ST_OK : fail(cx, ST_UNAVAILABLE, STR("listen"), "no such address");
}

static Status socket_listen(Cx *cx, Str listen_at, int *out)
{
    struct addrinfo *list;
    TRY(host_resolve(cx, listen_at, &list));
    const int fd =
        socket(list->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, list->ai_protocol);
    const int on = 1;
    bool ok = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
              bind(fd, list->ai_addr, list->ai_addrlen) == 0 && listen(fd, 1024) == 0;
    freeaddrinfo(list);
    if (!ok) {
        const int why = errno;
        if (fd >= 0)
            (void)close(fd);
        return fail(cx, ST_UNAVAILABLE, STR("listen"),
                    why == EADDRINUSE ? "the port is taken" : "cannot listen there");
    }
    *out = fd;
    return ST_OK;
}

static unsigned workers_of(const HttpConf *conf)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const long n = conf->workers > 0 ? conf->workers : cores;
    return n < 1 ? 1 : n > 256 ? 256 : (unsigned)n;
}

/* The library's own ceiling is a thousand, which one idle client could fill. Files are counted too, so
 * as many as we may have are asked for. */
static unsigned connections_most(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return 512;
    const rlim_t want = LIMIT_CONNECTIONS + OTHER_FILES;
    if (files.rlim_cur < want) {
        files.rlim_cur = files.rlim_max < want ? files.rlim_max : want;
        (void)setrlimit(RLIMIT_NOFILE, &files);
        (void)getrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur >= want)
        return LIMIT_CONNECTIONS;
    return files.rlim_cur > 2 * OTHER_FILES ? (unsigned)(files.rlim_cur - OTHER_FILES)
                                            : OTHER_FILES;
}

static Status daemon_start(Cx *cx, HttpServer *s, int fd)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_USE_ITC;
    struct MHD_OptionItem more[8];
    size_t n = 0;
    if (s->pool)
        flags |= MHD_ALLOW_SUSPEND_RESUME;
    if (workers_of(&s->conf) > 1)
        more[n++] = (struct MHD_OptionItem){ MHD_OPTION_THREAD_POOL_SIZE,
                                             (intptr_t)workers_of(&s->conf), NULL };
    union {
        const char *in;
        void *out;
    } cert = { s->tls_cert.p }, key = { s->tls_key.p }, priorities = { TLS_PRIORITIES };
    if (s->conf.tls_cert.n) {
        flags |= MHD_USE_TLS;
        more[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, cert.out };
        more[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, key.out };
        more[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_PRIORITIES, 0, priorities.out };
    }
    more[n] = (struct MHD_OptionItem){ MHD_OPTION_END, 0, NULL };
    s->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_URI_LOG_CALLBACK, work_begin, s, MHD_OPTION_NOTIFY_COMPLETED, work_done, s,
        MHD_OPTION_NOTIFY_CONNECTION, http_watch_connection, s->watch, MHD_OPTION_CONNECTION_LIMIT,
        connections_most(), MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_ARRAY, more,
        MHD_OPTION_END);
    return s->daemon ? ST_OK
                     : fail(cx, ST_UNAVAILABLE, STR("server"), "the HTTP library did not start");
}

static Status server_start(Cx *cx, HttpServer *s)
{
    int fd = -1;
    if (s->conf.tls_cert.n) {
        TRY(pem_read(cx, s->conf.tls_cert, &s->tls_cert));
        TRY(pem_read(cx, s->conf.tls_key, &s->tls_key));
    }
    TRY(socket_listen(cx, s->conf.listen, &fd));
    Status st = http_watch_start(cx, &s->conf, &s->watch);
    if (st == ST_OK && s->conf.waits)
        st = http_pool_start(cx, s, &s->pool);
    if (st == ST_OK)
        st = daemon_start(cx, s, fd);
    if (st != ST_OK)
        (void)close(fd);
    return st;
}

Status http_start(Cx *cx, const HttpConf *conf, HttpServer **out)
{
    HttpServer *s = calloc(1, sizeof *s);
    if (!s || pthread_key_create(&s->arenas, kept_free) != 0) {
        free(s);
        return fail(cx, ST_UNAVAILABLE, STR("server"), "no memory for the server");
    }
    s->conf = *conf;
    const Status st = server_start(cx, s);
    if (st != ST_OK) {
        http_pool_stop(s->pool);
        http_pool_free(s->pool);
        http_watch_stop(s->watch);
        (void)pthread_key_delete(s->arenas);
        free(s);
        return st;
    }
    *out = s;
    return ST_OK;
}

int http_port(const HttpServer *s)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_LISTEN_FD);
    struct sockaddr_storage a;
    socklen_t n = sizeof a;
    if (!info || getsockname(info->listen_fd, (struct sockaddr *)&a, &n) != 0)
        return 0;
    return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port
                                         : ((struct sockaddr_in *)&a)->sin_port);
}

void http_stop(HttpServer *s)
{
    if (!s)
        return;
    atomic_store(&s->stopping, true);
    const int fd = MHD_quiesce_daemon(s->daemon);
    for (int i = 0; i < STOP_S * 100 && atomic_load(&s->under_way) > 0; i++)
        (void)usleep(10000);
    /* The pool finishes what it holds first: the library must not end while a connection is suspended. */
    http_pool_stop(s->pool);
    MHD_stop_daemon(s->daemon);
    http_pool_free(s->pool); /* the library's threads asked it until now */
    http_watch_stop(s->watch);
    if (fd >= 0)
        (void)close(fd);
    (void)pthread_key_delete(s->arenas);
    free(s);
}
