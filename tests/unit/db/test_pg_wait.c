/* A server that stands still, its connections open: played by a proxy that passes nothing on any more. */
#include "base/clock.h"
#include "db/db_int.h"
#include "tests/unit/db/engines.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET "/.s.PGSQL.5432"
#define PAIRS 8

typedef struct Proxy {
    Str to; /* the server's folder */
    int listener;
    int stop[2];
    atomic_bool still;
    pthread_t thread;
    int pairs[PAIRS][2];
    size_t count;
} Proxy;

static int socket_in(Cx *cx, Str dir, bool listens)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s",
                   arena_join(cx->mem, dir, STR(SOCKET), STR_NONE).p);
    CHECK(fd >= 0);
    CHECK(listens ? bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, PAIRS) == 0
                  : connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
    return fd;
}

static void pass_on(int from, int to)
{
    char bytes[1 << 16];
    const ssize_t n = read(from, bytes, sizeof bytes);
    if (n <= 0 || write(to, bytes, (size_t)n) != n)
        (void)shutdown(to, SHUT_RDWR);
}

static void *proxy_main(void *proxy)
{
    Proxy *p = proxy;
    Cx cx = { .mem = arena_new(4096) };
    for (;;) {
        struct pollfd fds[2 + 2 * PAIRS] = { { .fd = p->stop[0], .events = POLLIN },
                                             { .fd = p->listener, .events = POLLIN } };
        const bool still = atomic_load(&p->still);
        for (size_t i = 0; i < 2 * p->count; i++)
            fds[2 + i] =
                (struct pollfd){ .fd = still ? -1 : p->pairs[i / 2][i % 2], .events = POLLIN };
        (void)poll(fds, 2 + 2 * p->count, 20);
        if (fds[0].revents)
            break;
        for (size_t i = 0; i < 2 * p->count; i++)
            if (fds[2 + i].revents & POLLIN)
                pass_on(p->pairs[i / 2][i % 2], p->pairs[i / 2][1 - i % 2]);
        if (fds[1].revents && p->count < PAIRS) {
            p->pairs[p->count][0] = accept(p->listener, NULL, NULL);
            p->pairs[p->count++][1] = socket_in(&cx, p->to, false);
        }
    }
    for (size_t i = 0; i < 2 * p->count; i++)
        (void)close(p->pairs[i / 2][i % 2]);
    arena_free(cx.mem);
    return NULL;
}

static void proxy_end(void *proxy)
{
    Proxy *p = proxy;
    (void)close(p->stop[1]);
    (void)pthread_join(p->thread, NULL);
    (void)close(p->stop[0]);
    (void)close(p->listener);
}

/* A new store, reached by way of the proxy. */
static Proxy *proxy_new(Cx *cx, Str *url)
{
    const Str direct = test_postgres_url(cx);
    const size_t at = str_rfind(direct, '=') + 1; /* …host=FOLDER */
    const Str dir = test_dir();
    Proxy *p = ARENA_NEW(cx->mem, Proxy);
    CHECK(str_ends(str_slice(direct, 0, at), STR("host=")));
    p->to = str_from(direct, at);
    p->listener = socket_in(cx, dir, true);
    CHECK(pipe(p->stop) == 0);
    CHECK(pthread_create(&p->thread, NULL, proxy_main, p) == 0);
    arena_defer(cx->mem, proxy_end, p);
    *url = arena_join(cx->mem, str_slice(direct, 0, at), dir, STR_NONE);
    return p;
}

static Status one_read(Cx *cx, Db *db)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT COUNT(*) FROM plan_plan");
    TRY(db_read(cx, db, DB_STATE, &tx));
    const Status st = db_one(cx, tx, q, STR("plan"), &r);
    db_end(tx);
    return st;
}

/* C8: whoever asks is told that the store is away, and waits for it no longer. */
TEST(pg_wait__a_server_that_stands_still_is_away_and_is_there_again)
{
    Cx *cx = test_cx();
    Str url;
    DbTx *tx;
    DbRows *r;
    Proxy *p = proxy_new(cx, &url);
    Db *db = test_db(cx, url);
    Sql *q = sql_new(cx);
    CHECK_OK(cx, one_read(cx, db));
    pg_patience(db, 200);
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    atomic_store(&p->still, true);
    const int64_t from_us = clock_mono_us();
    sql_text(q, "SELECT COUNT(*) FROM plan_plan");
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_one(cx, tx, q, STR("plan"), &r));
    CHECK_FAILS(cx, ST_UNAVAILABLE, db_commit(cx, tx));
    CHECK(clock_mono_us() - from_us < 5000000);
    atomic_store(&p->still, false);
    pg_patience(db, 20000);
    CHECK_OK(cx, one_read(cx, db));
}

/* More than a socket takes at once goes out and comes back whole. */
TEST(pg_wait__long_statements_and_answers_are_whole)
{
    Cx *cx = test_cx();
    Str url;
    DbTx *tx;
    DbRows *r;
    (void)proxy_new(cx, &url);
    Db *db = test_db(cx, url);
    const size_t n = 8u << 20;
    char *big = arena_alloc_raw(cx->mem, n);
    for (size_t i = 0; i < n; i++)
        big[i] = (char)(i * 31);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT CAST(");
    sql_bind_blob(q, (Str){ big, n });
    sql_text(q, " AS BYTEA)");
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_one(cx, tx, q, STR("big"), &r));
    CHECK(str_eq(db_blob(r, 0), (Str){ big, n }));
    db_end(tx);
}
