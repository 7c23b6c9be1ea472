/* Answers requests in process, without HTTP library and sockets, so that an instruction counter sees our
 * part alone and says the same twice:
 *   micro CONF LIST N
 *   valgrind --tool=callgrind --toggle-collect=web_handle micro CONF LIST 2000
 * LIST is what bench/prepare.mjs writes, or bench/directory_ask.mjs with LISTS: path, tab, token. Each of its
 * lines counts by the least that it took, so that what others did meanwhile counts least. */
#include "app/env.h"
#include "app/wire.h"
#include "base/clock.h"
#include "base/limits.h"
#include "http/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LIST_BYTES (1u << 20)
#define LIST_LINES 4096u

typedef struct Ask {
    Str target;
    HttpField headers[2];
} Ask;

static size_t asks_read(Cx *cx, const char *path, Str host, Ask *asks)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return 0;
    char *text = arena_alloc(cx->mem, LIST_BYTES);
    Str rest = { text, fread(text, 1, LIST_BYTES, f) };
    (void)fclose(f);
    size_t n = 0;
    for (Str line, url; n < LIST_LINES && str_split(&rest, '\n', &line) && line.n;) {
        (void)str_split(&line, '\t', &url);
        asks[n++] = (Ask){ .target = url,
                           .headers = { { STR("Host"), host },
                                        { STR("Authorization"),
                                          arena_join(cx->mem, STR("Bearer "), line, STR("")) } } };
    }
    return n;
}

static int answer(Wired *wired, Arena *mem, const Ask *ask)
{
    Cx cx = { .mem = mem, .now_ms = clock_now_ms() };
    HttpRequest rq = { .method = HTTP_GET,
                       .headers = ask->headers,
                       .header_count = 2,
                       .peer = STR("127.0.0.1"),
                       .body = STR("") };
    HttpReply rp = { .status = 0 };
    http_target(&cx, &rq, ask->target);
    web_handle(&wired->web, &cx, &rq, &rp);
    arena_reset(mem);
    return rp.status;
}

/* Processor time of this thread: what others do meanwhile does not count. */
static double cpu_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void tell(double *least, size_t count)
{
    qsort(least, count, sizeof *least, by_size);
    (void)printf("%zu lines: median %.0f us, 99 in 100 up to %.0f, most %.0f\n", count,
                 least[count / 2], least[count * 99 / 100], least[count - 1]);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    Env env;
    Wired *wired;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = clock_now_ms() };
    if (env_open(&cx, str_of(argv[1]), &env) != ST_OK || wire_open(&cx, &env, &wired) != ST_OK)
        return 1;
    Ask *asks = ARENA_ARRAY(cx.mem, Ask, LIST_LINES);
    const size_t count = asks_read(&cx, argv[2], wired->web.host, asks);
    const long n = strtol(argv[3], NULL, 10);
    Arena *mem = arena_new(LIMIT_REQUEST_ARENA);
    double *least = ARENA_ARRAY(cx.mem, double, LIST_LINES);
    size_t bad = 0;
    const double from = cpu_us();
    for (long i = 0; i < n && count; i++) {
        const size_t at = (size_t)i % count;
        const double before = cpu_us();
        bad += answer(wired, mem, &asks[at]) != 200;
        const double took = cpu_us() - before;
        least[at] = least[at] > 0 && least[at] < took ? least[at] : took;
    }
    const double us = cpu_us() - from;
    (void)printf("%ld answers, %zu not 200, %.2f us each\n", n, bad, us / (double)(n ? n : 1));
    if (n >= (long)count && count)
        tell(least, count);
    arena_free(mem);
    arena_free(cx.mem);
    return bad || !count;
}
