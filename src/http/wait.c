/* The pool for handlers that wait on the outside world (DESIGN rule 4). A connection is suspended while
 * its work is here, so the HTTP threads never block; a full queue is told at once. */
#include "http/http_int.h"

#include <stdlib.h>

struct HttpPool {
    HttpServer *server;
    pthread_mutex_t lock;
    pthread_cond_t more;
    HttpWork *head;
    HttpWork **tail;
    size_t queued;
    size_t threads_n;
    bool stopping;
    pthread_t threads[LIMIT_WAIT_THREADS];
};

static HttpWork *pool_next(HttpPool *p)
{
    pthread_mutex_lock(&p->lock);
    while (!p->head && !p->stopping)
        pthread_cond_wait(&p->more, &p->lock);
    HttpWork *w = p->head;
    if (w) {
        p->head = w->next;
        p->queued--;
        if (!p->head)
            p->tail = &p->head;
    }
    pthread_mutex_unlock(&p->lock);
    return w;
}

static void *pool_run(void *arg)
{
    HttpPool *p = arg;
    HttpWork *w;
    while ((w = pool_next(p))) {
        http_work_handle(w);
        MHD_resume_connection(w->connection);
    }
    return NULL;
}

Status http_pool_start(Cx *cx, HttpServer *s, HttpPool **out)
{
    HttpPool *p = calloc(1, sizeof *p);
    if (!p)
        return fail(cx, ST_UNAVAILABLE, STR("server"), "no memory for the waiting pool");
    p->server = s;
    p->tail = &p->head;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->more, NULL);
    *out = p;
    while (p->threads_n < LIMIT_WAIT_THREADS) {
        if (pthread_create(&p->threads[p->threads_n], NULL, pool_run, p) != 0)
            return fail(cx, ST_UNAVAILABLE, STR("server"), "cannot start a thread");
        p->threads_n++;
    }
    return ST_OK;
}

bool http_pool_take(HttpPool *p, HttpWork *w)
{
    pthread_mutex_lock(&p->lock);
    const bool room = p->queued < LIMIT_WAIT_QUEUE && !p->stopping;
    if (room) {
        /* Before any thread can see it: a resume must never come before its suspend. */
        w->stage = STAGE_WAITING;
        MHD_suspend_connection(w->connection);
        w->next = NULL;
        *p->tail = w;
        p->tail = &w->next;
        p->queued++;
        pthread_cond_signal(&p->more);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

void http_pool_stop(HttpPool *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->threads_n; i++)
        pthread_join(p->threads[i], NULL);
}

void http_pool_free(HttpPool *p)
{
    if (!p)
        return;
    pthread_cond_destroy(&p->more);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
