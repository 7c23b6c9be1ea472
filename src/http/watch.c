/* Clients that take their time (AUTHORIZATION R2, threat 70). The library knows one idle time alone, and a
 * client that sends a byte a minute is never idle; so each connection has a moment by which its present
 * stage must be over, and a thread that looks once a second ends those that are late. Who has too many is counted
 * here as well: the library would count each address of a line's /64 by itself (R1). */
#include "base/clock.h"
#include "http/http_int.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#define HEAD_S 10         /* for a request's head */
#define SLACK_S 10        /* for a body or a reply, whatever its length */
#define BYTES_PER_S 1024u /* and then no slower than this */
#define KEEP_ALIVE_S 75
#define LOOK_S 1

struct HttpSeat {
    atomic_llong until_ms; /* INT64_MAX: it is our turn, not the client's */
    int fd;
    char address[INET6_ADDRSTRLEN];
    uint64_t peer; /* http_peer_number */
    HttpSeat *next;
    HttpSeat **link; /* what points here */
};

struct HttpWatch {
    pthread_t thread;
    pthread_mutex_t lock; /* of the list and of stopping */
    pthread_cond_t stop;
    bool stopping;
    int head_s;
    int peer_most;       /* open connections of one peer; 0: no limit */
    atomic_llong now_ms; /* as of the last look: nobody else asks the clock */
    HttpSeat *first;
};

static void until(const HttpWatch *w, HttpSeat *seat, int64_t s)
{
    if (seat)
        atomic_store_explicit(&seat->until_ms,
                              atomic_load_explicit(&w->now_ms, memory_order_relaxed) + s * 1000,
                              memory_order_relaxed);
}

void http_watch_head(const HttpWatch *w, HttpSeat *seat)
{
    until(w, seat, w->head_s);
}

void http_watch_bytes(const HttpWatch *w, HttpSeat *seat, size_t n)
{
    until(w, seat, SLACK_S + (int64_t)(n / BYTES_PER_S));
}

void http_watch_next(const HttpWatch *w, HttpSeat *seat)
{
    until(w, seat, KEEP_ALIVE_S);
}

void http_watch_ours(HttpSeat *seat)
{
    if (seat)
        atomic_store_explicit(&seat->until_ms, INT64_MAX, memory_order_relaxed);
}

HttpSeat *http_watch_seat(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

Str http_watch_address(const HttpSeat *seat)
{
    return seat ? str_of(seat->address) : STR("");
}

/* The lock is held. At LIMIT_CONNECTIONS a walk takes some tens of microseconds. */
static bool is_one_too_many(const HttpWatch *w, const HttpSeat *seat)
{
    int others = 0;
    for (const HttpSeat *s = w->first; s && others < w->peer_most; s = s->next)
        others += s->peer == seat->peer;
    return w->peer_most > 0 && seat->peer && others == w->peer_most;
}

static void seat_add(HttpWatch *w, struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    HttpSeat *seat = info ? calloc(1, sizeof *seat) : NULL;
    *context = seat;
    if (!seat)
        return; /* unwatched; the library's idle time still ends it */
    seat->fd = (int)info->connect_fd;
    http_address_of(connection, seat->address);
    seat->peer = http_peer_number(str_of(seat->address));
    http_watch_head(w, seat);
    (void)pthread_mutex_lock(&w->lock);
    if (is_one_too_many(w, seat))
        (void)shutdown(seat->fd, SHUT_RDWR); /* the library sees the end and cleans up */
    seat->next = w->first;
    seat->link = &w->first;
    if (seat->next)
        seat->next->link = &seat->next;
    w->first = seat;
    (void)pthread_mutex_unlock(&w->lock);
}

/* The library closes the socket after this: no number is shut that has become another connection's. */
static void seat_drop(HttpWatch *w, HttpSeat *seat)
{
    if (!seat)
        return;
    (void)pthread_mutex_lock(&w->lock);
    *seat->link = seat->next;
    if (seat->next)
        seat->next->link = seat->link;
    (void)pthread_mutex_unlock(&w->lock);
    free(seat);
}

void http_watch_connection(void *watch, struct MHD_Connection *connection, void **context,
                           enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        seat_add(watch, connection, context);
    else
        seat_drop(watch, *context);
}

static void look(HttpWatch *w)
{
    const int64_t now_ms = clock_mono_us() / 1000;
    atomic_store_explicit(&w->now_ms, now_ms, memory_order_relaxed);
    for (HttpSeat *s = w->first; s; s = s->next)
        if (atomic_load_explicit(&s->until_ms, memory_order_relaxed) < now_ms)
            (void)shutdown(s->fd, SHUT_RDWR); /* its HTTP thread sees the end and cleans up */
}

static void *watch_run(void *watch)
{
    HttpWatch *w = watch;
    (void)pthread_mutex_lock(&w->lock);
    while (!w->stopping) {
        look(w);
        const struct timespec next = clock_deadline(LOOK_S * 1000);
        (void)clock_cond_wait(&w->stop, &w->lock, &next);
    }
    (void)pthread_mutex_unlock(&w->lock);
    return NULL;
}

Status http_watch_start(Cx *cx, const HttpConf *conf, HttpWatch **out)
{
    HttpWatch *w = calloc(1, sizeof *w);
    if (!w)
        return fail(cx, ST_UNAVAILABLE, STR("server"), "no memory for the watch");
    w->head_s = conf->head_s > 0 ? conf->head_s : HEAD_S;
    w->peer_most = conf->ip_connections;
    atomic_init(&w->now_ms, clock_mono_us() / 1000);
    (void)pthread_mutex_init(&w->lock, NULL);
    clock_cond_init(&w->stop);
    if (pthread_create(&w->thread, NULL, watch_run, w) != 0) {
        free(w);
        return fail(cx, ST_UNAVAILABLE, STR("server"), "cannot start a thread");
    }
    *out = w;
    return ST_OK;
}

void http_watch_stop(HttpWatch *w)
{
    if (!w)
        return;
    (void)pthread_mutex_lock(&w->lock);
    w->stopping = true;
    (void)pthread_cond_signal(&w->stop);
    (void)pthread_mutex_unlock(&w->lock);
    (void)pthread_join(w->thread, NULL);
    (void)pthread_cond_destroy(&w->stop);
    (void)pthread_mutex_destroy(&w->lock);
    free(w);
}
