/* The server, asked over a loopback socket byte for byte. */
#include "base/clock.h"
#include "base/limits.h"
#include "http/http.h"
#include "tests/unit/test.h"
#include "zip/zip.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

typedef struct App {
    atomic_int handled;
    atomic_int held; /* handlers that wait until it is 0 again */
} App;

static size_t app_body_max(void *app, const HttpRequest *rq)
{
    (void)app;
    return str_starts(rq->path, STR("/small")) ? 8 : 4096;
}

static bool app_waits(void *app, const HttpRequest *rq)
{
    (void)app;
    return str_starts(rq->path, STR("/wait"));
}

static void app_handle(void *vapp, Cx *cx, const HttpRequest *rq, HttpReply *rp)
{
    App *app = vapp;
    atomic_fetch_add(&app->handled, 1);
    if (str_starts(rq->path, STR("/wait/held")))
        while (atomic_load(&app->held))
            (void)usleep(1000);
    rp->status = 200;
    http_header(cx, rp, STR("Content-Type"), STR("text/plain"));
    http_header(cx, rp, STR("ETag"), STR("\"strong\""));
    if (str_starts(rq->path, STR("/big"))) {
        char *p = arena_alloc(cx->mem, 5000);
        memset(p, 'x', 5000);
        rp->body = (Str){ p, 5000 };
        rp->may_gzip = true;
        return;
    }
    rp->body =
        arena_printf(cx->mem,
                     "target=%.*s path=%.*s query=%.*s body=%.*s peer=%.*s method=%d"
                     " now=%lld.",
                     STR_ARG(rq->target), STR_ARG(rq->path), STR_ARG(rq->query), STR_ARG(rq->body),
                     STR_ARG(rq->peer), (int)rq->method, (long long)cx->now_ms);
}

typedef struct Server {
    App app;
    HttpServer *http;
} Server;

static void server_end(void *s)
{
    Server *server = s;
    atomic_store(&server->app.held, 0);
    http_stop(server->http);
}

static Server *server_begin(Cx *cx)
{
    Server *s = ARENA_NEW(cx->mem, Server);
    const HttpConf conf = { .listen = STR("127.0.0.1:0"),
                            .workers = 2,
                            .gzip = gzip_pack,
                            .app = &s->app,
                            .body_max = app_body_max,
                            .handle = app_handle,
                            .waits = app_waits };
    CHECK_OK(cx, http_start(cx, &conf, &s->http));
    arena_defer(cx->mem, server_end, s);
    CHECK(http_port(s->http) > 0);
    return s;
}

static int client_open(const Server *s)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct sockaddr_in a = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)http_port(s->http)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    const struct timeval wait = { .tv_sec = 60 };
    CHECK(fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0);
    CHECK(connect(fd, (const struct sockaddr *)&a, sizeof a) == 0);
    return fd;
}

static void client_send(int fd, Str bytes)
{
    CHECK(send(fd, bytes.p, bytes.n, MSG_NOSIGNAL) == (ssize_t)bytes.n);
}

/* Everything until the server closes; fails the test when it does not. */
static Str client_read_all(Cx *cx, int fd)
{
    char *p = arena_alloc(cx->mem, 65536);
    size_t n = 0;
    ssize_t got;
    while ((got = recv(fd, p + n, 65536 - n, 0)) > 0)
        n += (size_t)got;
    (void)close(fd);
    if (got < 0)
        FAIL("the connection stayed open");
    return (Str){ p, n };
}

static Str ask(Cx *cx, const Server *s, Str bytes)
{
    const int fd = client_open(s);
    client_send(fd, bytes);
    return client_read_all(cx, fd);
}

static Str ask_get(Cx *cx, const Server *s, const char *target, const char *headers)
{
    return ask(cx, s,
               arena_printf(cx->mem, "GET %s HTTP/1.1\r\nHost: h\r\n%sConnection: close\r\n\r\n",
                            target, headers));
}

#define OK_LINE STR("HTTP/1.1 200 ")

TEST(server__the_raw_target_reaches_the_handler)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    const Str r = ask_get(cx, s, "/a%2Fb/%00?x=%41+b", "");
    CHECK(str_starts(r, OK_LINE));
    CHECK(str_contains(r, STR("target=/a%2Fb/%00?x=%41+b path=/a%2Fb/%00 query=x=%41+b body= ")));
    CHECK(str_contains(r, STR("peer=127.0.0.1 method=1")));
    CHECK(str_contains(r, STR("Date: ")));
    CHECK(!str_contains(r, STR("Server:")));
}

TEST(server__one_connection_serves_many_requests)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    const Str r = ask(cx, s,
                      STR("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
                          "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                          "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n"
                          "GET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    CHECK(str_contains(r, STR("path=/1 ")));
    CHECK(str_contains(r, STR("path=/2 query= body=abc ")));
    CHECK(str_contains(r, STR("path=/wait ")));
    CHECK(str_contains(r, STR("path=/3 ")));
    CHECK_I64(atomic_load(&s->app.handled), 4);
}

TEST(server__head_has_the_headers_of_get_and_no_body)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    const Str r = ask(cx, s, STR("HEAD /big HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    CHECK(str_starts(r, OK_LINE));
    CHECK(str_contains(r, STR("Content-Length: 5000")));
    CHECK(str_ends(r, STR("\r\n\r\n")));
}

TEST(server__what_reads_in_two_ways_is_refused_and_closed)
{
    // clang-format off
    static const Str bad[] = {
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\nabc"),
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\nabc"),
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        STR_C("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        STR_C("GET / HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n"),
        STR_C("GET / HTTP/1.1\r\nX: 1\r\n\r\n"),
        STR_C("GET / HTTP/1.1\r\nHost: h\r\nna me: 1\r\n\r\n"),
        STR_C("GET / HTTP/1.1\r\nHost: h\r\nna(me: 1\r\n\r\n"),
        STR_C("GET / HTTP/1.1\r\nHost: h\r\nX: a\x01z\r\n\r\n"),
        STR_C("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("GET /a\\b HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("GET /a\x01z HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("GET /a\0z HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("GET /a\0 HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("GET /a?x=1\0&y=2 HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("GET  /a HTTP/1.1\r\nHost: h\r\n\r\n"),
        STR_C("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"),
    };
    // clang-format on
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(str_starts(ask(cx, s, bad[i]), STR("HTTP/1.1 400 ")));
    CHECK_I64(atomic_load(&s->app.handled), 0);
}

TEST(server__ceilings_of_target_headers_and_methods_are_kept)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    char *longer = arena_alloc(cx->mem, LIMIT_TARGET + 2);
    memset(longer, 'a', LIMIT_TARGET + 1);
    longer[0] = '/';
    CHECK(str_starts(ask_get(cx, s, longer, ""), STR("HTTP/1.1 414 ")));
    char many[70 * 6 + 1];
    for (size_t i = 0; i < 70; i++)
        memcpy(many + 6 * i, "X: 1\r\n", 7);
    CHECK(str_starts(ask_get(cx, s, "/", many), STR("HTTP/1.1 431 ")));
    CHECK(str_starts(ask(cx, s, STR("BREW / HTTP/1.1\r\nHost: h\r\n\r\n")), STR("HTTP/1.1 501 ")));
    CHECK_I64(atomic_load(&s->app.handled), 0);
}

TEST(server__a_body_over_its_ceiling_is_refused_told_or_chunked)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    Str r =
        ask(cx, s, STR("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n123456789"));
    CHECK(str_starts(r, STR("HTTP/1.1 413 ")));
    r = ask(cx, s,
            STR("POST /small HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5\r\n12345\r\n4\r\n6789\r\n0\r\n\r\n"));
    CHECK(str_starts(r, STR("HTTP/1.1 413 ")));
    r = ask(cx, s,
            STR("POST /small HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
                "Connection: close\r\n\r\n5\r\n12345\r\n3\r\n678\r\n0\r\n\r\n"));
    CHECK(str_contains(r, STR("body=12345678 ")));
}

TEST(server__a_reply_is_packed_when_the_client_takes_gzip)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    Str r = ask_get(cx, s, "/big", "Accept-Encoding: br, gzip;q=0.5\r\n");
    CHECK(str_contains(r, STR("Content-Encoding: gzip")));
    CHECK(str_contains(r, STR("ETag: W/\"strong\"")));
    CHECK(str_contains(r, STR("Vary: Accept-Encoding")));
    CHECK(r.n < 1000);
    r = ask_get(cx, s, "/big", "Accept-Encoding: gzip;q=0, *\r\n");
    CHECK(!str_contains(r, STR("Content-Encoding")));
    CHECK(str_contains(r, STR("ETag: \"strong\"")));
    CHECK(str_contains(r, STR("Vary: Accept-Encoding")));
    CHECK(!str_contains(ask_get(cx, s, "/big", ""), STR("Content-Encoding")));
    CHECK(!str_contains(ask_get(cx, s, "/a", "Accept-Encoding: gzip\r\n"), STR("Content-Enc")));
}

static int64_t handled_ms(Str reply)
{
    int64_t ms = 0;
    const Str from = str_from(reply, str_rfind(reply, '=') + 1); /* now=… is its end */
    CHECK(str_to_i64(str_slice(from, 0, str_find(from, '.')), &ms));
    return ms;
}

/* C8: a request is judged by the time when all of it is there, not by that of its head. */
TEST(server__a_body_that_takes_its_time_ages_its_request)
{
    static const char *const paths[] = { "/", "/wait" };
    Cx *cx = test_cx();
    const Server *s = server_begin(cx);
    for (size_t i = 0; i < 2; i++) {
        const int fd = client_open(s);
        char told[256];
        client_send(fd, arena_printf(cx->mem,
                                     "POST %s HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                                     "Content-Length: 4\r\nConnection: close\r\n\r\n",
                                     paths[i]));
        CHECK(recv(fd, told, sizeof told, 0) > 0); /* 100: the head is taken */
        CHECK(memcmp(told, "HTTP/1.1 100", 12) == 0);
        const int64_t head_ms = clock_now_ms();
        while (clock_now_ms() < head_ms + 5)
            ;
        client_send(fd, STR("a=bc"));
        CHECK(handled_ms(client_read_all(cx, fd)) >= head_ms + 5);
    }
}

TEST(server__a_full_waiting_pool_is_told_at_once)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    enum { HELD = LIMIT_WAIT_THREADS + LIMIT_WAIT_QUEUE };
    int *fd = ARENA_ARRAY(cx->mem, int, HELD);
    atomic_store(&s->app.held, 1);
    for (int i = 0; i < HELD; i++) {
        fd[i] = client_open(s);
        client_send(fd[i], STR("GET /wait/held HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
        /* The threads must have taken their share before the queue is filled. */
        while (i < LIMIT_WAIT_THREADS && atomic_load(&s->app.handled) <= i)
            (void)usleep(500);
    }
    Str r = STR("");
    for (int i = 0; i < 300 && !str_starts(r, STR("HTTP/1.1 503 ")); i++) {
        const int one = client_open(s);
        const struct timeval wait = { .tv_usec = 200000 };
        CHECK(setsockopt(one, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0);
        client_send(one, STR("GET /wait/held HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
        char *p = arena_alloc(cx->mem, 4096);
        const ssize_t got = recv(one, p, 4096, 0);
        r = (Str){ p, got > 0 ? (size_t)got : 0 };
        (void)close(one);
    }
    CHECK(str_starts(r, STR("HTTP/1.1 503 ")));
    CHECK(str_contains(r, STR("Retry-After: ")));
    CHECK(str_starts(ask_get(cx, s, "/local", ""), OK_LINE));
    atomic_store(&s->app.held, 0);
    /* A probe may have come before one of the held: then that one was told instead. None hangs. */
    int served = 0;
    for (int i = 0; i < HELD; i++) {
        const Str reply = client_read_all(cx, fd[i]);
        const bool ok = str_starts(reply, OK_LINE);
        CHECK(ok || str_starts(reply, STR("HTTP/1.1 503 ")));
        served += ok;
    }
    CHECK(served >= HELD / 2);
}

TEST(server__a_taken_port_is_unavailable)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    HttpServer *other;
    const HttpConf conf = { .listen = arena_printf(cx->mem, "127.0.0.1:%d", http_port(s->http)),
                            .app = &s->app,
                            .handle = app_handle };
    CHECK_FAILS(cx, ST_UNAVAILABLE, http_start(cx, &conf, &other));
}

/* ---- slow clients (AUTHORIZATION R2) ---------------------------------------------------------------- */

static Server *server_hasty(Cx *cx)
{
    Server *s = ARENA_NEW(cx->mem, Server);
    const HttpConf conf = { .listen = STR("127.0.0.1:0"),
                            .workers = 2,
                            .head_s = 1,
                            .app = &s->app,
                            .body_max = app_body_max,
                            .handle = app_handle };
    CHECK_OK(cx, http_start(cx, &conf, &s->http));
    arena_defer(cx->mem, server_end, s);
    return s;
}

/* Two requests on one connection, rest_us apart. This side may itself be too slow on a busy machine, so
 * it tries more than once. */
static bool is_served(const Server *s, useconds_t rest_us)
{
    static const Str first = STR_C("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    static const Str last = STR_C("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    char reply[4096];
    bool served = false;
    for (int i = 0; i < 10 && !served; i++) {
        const int fd = client_open(s);
        if (send(fd, first.p, first.n, MSG_NOSIGNAL) == (ssize_t)first.n &&
            recv(fd, reply, sizeof reply, 0) > 0) {
            (void)usleep(rest_us);
            served = send(fd, last.p, last.n, MSG_NOSIGNAL) == (ssize_t)last.n &&
                     recv(fd, reply, OK_LINE.n, MSG_WAITALL) == (ssize_t)OK_LINE.n &&
                     memcmp(reply, OK_LINE.p, OK_LINE.n) == 0;
        }
        (void)close(fd);
    }
    return served;
}

TEST(server__a_head_that_trickles_in_ends_the_connection)
{
    Cx *cx = test_cx();
    Server *s = server_hasty(cx);
    const int fd = client_open(s);
    client_send(fd, STR("GET / HTTP/1.1\r\nHost: h\r\nX-Slow: "));
    bool ended = false;
    for (int i = 0; i < 600 && !ended; i++) { /* never idle for longer than a tenth of a second */
        (void)usleep(100000);
        char end;
        ended = send(fd, "a", 1, MSG_NOSIGNAL) != 1 || recv(fd, &end, 1, MSG_DONTWAIT) == 0;
    }
    CHECK(ended);
    (void)close(fd);
    CHECK(is_served(s, 0));
}

TEST(server__a_connection_may_rest_between_two_requests)
{
    Cx *cx = test_cx();
    Server *s = server_hasty(cx);
    CHECK(is_served(s, 3200000));
}

TEST(server__more_idle_clients_than_a_thousand_shut_nobody_out)
{
    Cx *cx = test_cx();
    Server *s = server_begin(cx);
    int fds[1100];
    struct rlimit files;
    CHECK(getrlimit(RLIMIT_NOFILE, &files) == 0);
    if (files.rlim_cur < 4096)
        SKIP("too few files for two thousand ends");
    for (size_t i = 0; i < 1100; i++) {
        fds[i] = client_open(s);
        client_send(fds[i], STR("GET / HTTP/1.1\r\n"));
    }
    CHECK(str_starts(ask_get(cx, s, "/", ""), OK_LINE));
    for (size_t i = 0; i < 1100; i++)
        (void)close(fds[i]);
}

/* ---- who asks, and what no handler sees ---------------------------------------------------------------- */

static Server *server_with(Cx *cx, HttpConf conf)
{
    Server *s = ARENA_NEW(cx->mem, Server);
    conf.workers = 1;
    conf.app = &s->app;
    conf.body_max = app_body_max;
    conf.handle = app_handle;
    CHECK_OK(cx, http_start(cx, &conf, &s->http));
    arena_defer(cx->mem, server_end, s);
    return s;
}

TEST(server__ipv4_has_one_form_on_a_listener_for_both_families)
{
    Cx *cx = test_cx();
    HttpServer *probe;
    const HttpConf both = { .listen = STR("[::]:0"), .handle = app_handle };
    if (http_start(cx, &both, &probe) != ST_OK)
        SKIP("no IPv6 here");
    http_stop(probe);
    Server *s = server_with(cx, both);
    CHECK(str_contains(ask_get(cx, s, "/", ""), STR("peer=127.0.0.1 ")));
}

/* R1: one more than it may have open is shut, the others are not. */
TEST(server__a_peer_has_so_many_connections)
{
    static const Str rq = STR_C("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    Cx *cx = test_cx();
    Server *s = server_with(cx, (HttpConf){ .listen = STR("127.0.0.1:0"), .ip_connections = 2 });
    const int first = client_open(s), second = client_open(s);
    char c;
    client_send(first, rq);
    CHECK(recv(first, &c, 1, 0) == 1);
    client_send(second, rq);
    CHECK(recv(second, &c, 1, 0) == 1);
    const int third = client_open(s);
    (void)send(third, rq.p, rq.n, MSG_NOSIGNAL); /* may meet the end */
    CHECK(recv(third, &c, 1, 0) <= 0);
    (void)close(third);
    client_send(second, STR("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
    CHECK(client_read_all(cx, second).n > 0);
    (void)close(first);
}

TEST(server__a_trusted_proxy_alone_tells_who_the_client_is)
{
    static const Str proxies[] = { STR_C("127.0.0.1"), STR_C("10.0.0.9") };
    // clang-format off
    static const struct { const char *headers; const char *peer; } rows[] = {
        { "", "peer=127.0.0.1 " },
        { "X-Forwarded-For: 203.0.113.7\r\n", "peer=203.0.113.7 " },
        { "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n", "peer=203.0.113.7 " }, /* the client's own claim first */
        { "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.7\r\n", "peer=203.0.113.7 " },
        { "X-Forwarded-For: 203.0.113.7, 10.0.0.9\r\n", "peer=203.0.113.7 " },
        { "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 10.0.0.9\r\n", "peer=203.0.113.7 " },
        { "x-forwarded-for: 2001:DB8::7\r\n", "peer=2001:db8::7 " },
        { "X-Forwarded-For: ::ffff:203.0.113.7\r\n", "peer=203.0.113.7 " },
        { "X-Forwarded-For: 203.0.113.7, somebody\r\n", "peer=127.0.0.1 " },
        { "X-Forwarded-For: \r\n", "peer=127.0.0.1 " },
    };
    // clang-format on
    Cx *cx = test_cx();
    Server *s = server_with(
        cx, (HttpConf){ .listen = STR("127.0.0.1:0"), .proxies = proxies, .proxy_count = 2 });
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK(str_contains(ask_get(cx, s, "/", rows[i].headers), str_of(rows[i].peer)));
    Server *direct = server_with(
        cx, (HttpConf){ .listen = STR("127.0.0.1:0"), .proxies = proxies + 1, .proxy_count = 1 });
    CHECK(str_contains(ask_get(cx, direct, "/", "X-Forwarded-For: 203.0.113.7\r\n"),
                       STR("peer=127.0.0.1 ")));
}

static void app_refuse(void *app, Cx *cx, const HttpRequest *rq, int status, HttpReply *rp)
{
    (void)app;
    rp->status = status;
    http_header(cx, rp, STR("X-Worded"), STR("yes"));
    rp->body = arena_printf(cx->mem, "path=%.*s peer=%.*s at=%d", STR_ARG(rq->path),
                            STR_ARG(rq->peer), cx->now_ms > 0);
}

TEST(server__a_refusal_is_worded_by_the_application)
{
    Cx *cx = test_cx();
    Server *s = server_with(cx, (HttpConf){ .listen = STR("127.0.0.1:0"), .refuse = app_refuse });
    char *longer = arena_alloc(cx->mem, LIMIT_TARGET + 4);
    memset(longer, 'a', LIMIT_TARGET + 2);
    memcpy(longer, "/a?", 3);
    Str r = ask_get(cx, s, longer, "");
    CHECK(str_starts(r, STR("HTTP/1.1 414 ")) && str_contains(r, STR("X-Worded: yes")));
    CHECK(str_ends(r, STR("path=/a peer=127.0.0.1 at=1")));
    r = ask(cx, s, STR("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n123456789"));
    CHECK(str_starts(r, STR("HTTP/1.1 413 ")) &&
          str_contains(r, STR("path=/small peer=127.0.0.1")));
    r = ask_get(cx, s, "/a\\b", "");
    CHECK(str_starts(r, STR("HTTP/1.1 400 ")) && str_contains(r, STR("Connection: close")));
}

TEST(server__a_form_is_told_once)
{
    HttpField fields[] = { { STR("Content-Type"),
                             STR("Application/X-WWW-Form-Urlencoded ; charset=UTF-8") },
                           { STR("content-type"), STR("text/plain") } };
    HttpRequest rq = { .headers = fields, .header_count = 1 };
    CHECK(http_has_form(&rq));
    rq.header_count = 2;
    CHECK(!http_has_form(&rq));
    rq.header_count = 0;
    CHECK(!http_has_form(&rq));
}
