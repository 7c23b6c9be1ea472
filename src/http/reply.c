#include "http/http_int.h"

#define GZIP_WORTH 1024u /* bytes; below that the header costs what packing saves */

typedef struct Refusal {
    int status;
    Str text;
} Refusal;

// clang-format off
static const Refusal refusals[] = {
    { 400, STR_C("Bad request: the message cannot be read in one way only.\n") },
    { 413, STR_C("The body is too long.\n") },
    { 414, STR_C("The address is too long.\n") },
    { 431, STR_C("Too many or too long headers.\n") },
    { 501, STR_C("This method is not known here.\n") },
    { 503, STR_C("Busy. Try again in a few seconds.\n") },
    { 505, STR_C("HTTP/1.1 is spoken here.\n") },
};
// clang-format on

/* What is refused before its target was taken apart still has a path, of which nothing is promised. */
static void path_need(HttpRequest *rq)
{
    if (rq->path.p)
        return;
    rq->path = str_slice(rq->target, 0, str_find(rq->target, '?'));
    rq->path_status = ST_INVALID;
}

void http_reply_refusal(HttpWork *w, int status)
{
    const HttpConf *conf = &w->server->conf;
    w->rp = (HttpReply){ .status = status };
    path_need(&w->rq);
    if (conf->refuse) {
        conf->refuse(conf->app, &w->cx, &w->rq, status, &w->rp);
        return;
    }
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (refusals[i].status == status)
            w->rp.body = refusals[i].text;
    http_header(&w->cx, &w->rp, STR("Content-Type"), STR("text/plain; charset=utf-8"));
    http_header(&w->cx, &w->rp, STR("Cache-Control"), STR("no-store"));
    if (status == 503)
        http_header(&w->cx, &w->rp, STR("Retry-After"), STR("2"));
}

/* "0", "0.0", "0.000" (RFC 9110 s.12.4.2). */
static bool weight_is_zero(Str params)
{
    Str part;
    while (str_split(&params, ';', &part)) {
        const Str p = str_trim(part);
        if (p.n >= 3 && (p.p[0] == 'q' || p.p[0] == 'Q') && p.p[1] == '=')
            return str_only(str_from(p, 2), "0.");
    }
    return false;
}

static bool takes_gzip(const HttpRequest *rq)
{
    Str list = http_get(rq, STR("Accept-Encoding"));
    Str part;
    bool any = false;
    while (str_split(&list, ',', &part)) {
        const size_t semi = str_find(part, ';');
        const Str coding = str_trim(str_slice(part, 0, semi));
        const bool yes = !weight_is_zero(str_from(part, semi + 1));
        if (str_eq_nocase(coding, STR("gzip")) || str_eq_nocase(coding, STR("x-gzip")))
            return yes;
        if (str_eq(coding, STR("*")))
            any = yes;
    }
    return any;
}

/* Other bytes under the same strong validator would be a lie (RFC 9110 s.8.8.3.3). */
static void etag_weaken(HttpWork *w)
{
    for (size_t i = 0; i < w->rp.header_count; i++) {
        HttpField *f = &w->rp.headers[i];
        if (str_eq_nocase(f->name, STR("ETag")) && str_starts(f->value, STR("\"")))
            f->value = arena_join(w->cx.mem, STR("W/"), f->value, STR(""));
    }
}

static void body_pack(HttpWork *w)
{
    HttpReply *rp = &w->rp;
    const HttpConf *conf = &w->server->conf;
    if (!conf->gzip || !rp->may_gzip || rp->body.n < GZIP_WORTH)
        return;
    http_header(&w->cx, rp, STR("Vary"), STR("Accept-Encoding"));
    if (!takes_gzip(&w->rq))
        return;
    rp->body = conf->gzip(&w->cx, rp->body);
    http_header(&w->cx, rp, STR("Content-Encoding"), STR("gzip"));
    etag_weaken(w);
}

/* The library wants C strings; values made by arena calls and literals mostly end in NUL already, but
 * nothing promises it, so a short copy is made on the stack. */
static void header_add(struct MHD_Response *r, Cx *cx, Str name, Str value)
{
    char small[512];
    char *p = name.n + value.n + 2 <= sizeof small ? small
                                                   : arena_alloc_raw(cx->mem, name.n + value.n + 2);
    memcpy(p, name.p, name.n);
    p[name.n] = '\0';
    char *v = p + name.n + 1;
    if (value.n)
        memcpy(v, value.p, value.n);
    v[value.n] = '\0';
    (void)MHD_add_response_header(r, p, v);
}

enum MHD_Result http_reply_send(HttpWork *w)
{
    HttpReply *rp = &w->rp;
    body_pack(w);
    /* The arena outlives the reply (work_done frees it), so the bytes are sent from where they are. */
    union {
        const char *in;
        void *out;
    } bytes = { .in = rp->body.p ? rp->body.p : "" };
    struct MHD_Response *r =
        MHD_create_response_from_buffer(rp->body.n, bytes.out, MHD_RESPMEM_PERSISTENT);
    if (!r)
        return MHD_NO;
    for (size_t i = 0; i < rp->header_count; i++)
        header_add(r, &w->cx, rp->headers[i].name, rp->headers[i].value);
    if (w->close || atomic_load_explicit(&w->server->stopping, memory_order_relaxed))
        (void)MHD_add_response_header(r, "Connection", "close");
    http_watch_bytes(w->server->watch, w->seat, rp->body.n);
    const enum MHD_Result sent = MHD_queue_response(w->connection, (unsigned)rp->status, r);
    MHD_destroy_response(r);
    return sent;
}
