/* http_int.h - the insides of http/: one request under way, the checks it must pass, its reply, the
 * pool for handlers that wait, and the watch over slow clients. */
#ifndef HTTP_HTTP_INT_H
#define HTTP_HTTP_INT_H

#include "base/buf.h"
#include "base/limits.h"
#include "http/http.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

#define HTTP_ARENAS_KEPT 4 /* free arenas a thread keeps: requests of one thread mostly follow */

typedef struct HttpPool HttpPool;
typedef struct HttpWatch HttpWatch;
typedef struct HttpSeat HttpSeat; /* one connection under the watch */

struct HttpServer {
    HttpConf conf;
    struct MHD_Daemon *daemon;
    HttpPool *pool; /* NULL when no request ever waits */
    HttpWatch *watch;
    pthread_key_t arenas;
    atomic_int under_way;
    atomic_bool stopping;
    Str tls_cert; /* the files' bytes */
    Str tls_key;
};

typedef enum HttpStage { STAGE_HEAD, STAGE_BODY, STAGE_WAITING, STAGE_READY } HttpStage;

typedef struct HttpWork {
    HttpServer *server;
    struct MHD_Connection *connection;
    HttpSeat *seat; /* NULL: unwatched */
    Cx cx;
    HttpRequest rq;
    HttpReply rp;
    HttpStage stage;
    bool counted;  /* in under_way */
    bool close;    /* the connection ends with this reply */
    bool has_body; /* a length or an encoding was told */
    size_t body_max;
    char *body; /* room bytes, filled up to body_n */
    size_t body_n;
    size_t body_room;
    bool body_over;
    struct HttpWork *next; /* in the pool's queue */
} HttpWork;

/* check.c: fills method and headers; the HTTP status to refuse the request with, 0 when fine. */
int http_check(HttpWork *w, const char *method, const char *version);
/* reply.c */
enum MHD_Result http_reply_send(HttpWork *w);
/* Fills w->rp for a request that no handler sees. */
void http_reply_refusal(HttpWork *w, int status);
/* peer.c: fills rq.peer; a proxy's word counts once the headers are read. */
void http_peer(HttpWork *w);
/* The other end of the connection itself; empty when it is not known. */
void http_address_of(struct MHD_Connection *connection, char out[INET6_ADDRSTRLEN]);
/* server.c: has it answered, by the time it is now. */
void http_work_handle(HttpWork *w);
/* What http_peer_key says of an address (http_address), as a number; 0: it is none. */
uint64_t http_peer_number(Str address);
/* wait.c: threads that run handlers of suspended connections. */
MUST_USE Status http_pool_start(Cx *cx, HttpServer *s, HttpPool **out);
/* False when the queue is full; then nothing was suspended. */
bool http_pool_take(HttpPool *p, HttpWork *w);
/* Ends the threads; http_pool_take is false from then on, and may be called until http_pool_free. */
void http_pool_stop(HttpPool *p);
void http_pool_free(HttpPool *p);
/* watch.c: by when a client must be done, or its connection ends, and how many it has. */
MUST_USE Status http_watch_start(Cx *cx, const HttpConf *conf, HttpWatch **out);
void http_watch_stop(HttpWatch *w); /* when no connection is left */
/* For MHD_OPTION_NOTIFY_CONNECTION. */
void http_watch_connection(void *watch, struct MHD_Connection *connection, void **context,
                           enum MHD_ConnectionNotificationCode what);
HttpSeat *http_watch_seat(struct MHD_Connection *connection);
Str http_watch_address(const HttpSeat *seat); /* http_address_of, asked once a connection */
void http_watch_head(const HttpWatch *w, HttpSeat *seat);            /* the rest of a head */
void http_watch_bytes(const HttpWatch *w, HttpSeat *seat, size_t n); /* n bytes, either way */
void http_watch_next(const HttpWatch *w, HttpSeat *seat);            /* another request */
void http_watch_ours(HttpSeat *seat);                                /* nothing: we are at work */

#endif
