/* fetch.c - a small document at an address that a stranger chose. What the address leads to is judged at
 * the socket, after every look-up, and nothing follows from the answer (threat 22). */
#include "net/net_int.h"

#include "base/buf.h"
#include "base/limits.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_AGE_S 31536000 /* a year: more means no more */

typedef struct Fetch {
    const FetchRule *rule;
    Buf *body;
    size_t head_bytes;
    int64_t max_age_s;
    bool refused; /* an address that may not be asked */
} Fetch;

static const Str where = STR_C("fetch");

static bool url_has(CURLU *u, CURLUPart part)
{
    char *text = NULL;
    const bool there = curl_url_get(u, part, &text, 0) == CURLUE_OK;
    curl_free(text);
    return there;
}

static Status url_check(Cx *cx, Str url, CURLU **out)
{
    CURLU *u = curl_url();
    if (!u)
        return fail(cx, ST_UNAVAILABLE, where, "out of memory");
    arena_defer(cx->mem, url_drop, u);
    if (!str_starts(url, STR("https://")) || url.n > LIMIT_CLIENT_LINK ||
        memchr(url.p, '\0', url.n) ||
        curl_url_set(u, CURLUPART_URL, arena_dup(cx->mem, url).p, CURLU_PATH_AS_IS) != CURLUE_OK)
        return fail(cx, ST_INVALID, where, "is not an https address");
    if (url_has(u, CURLUPART_USER) || url_has(u, CURLUPART_PASSWORD) ||
        url_has(u, CURLUPART_FRAGMENT))
        return fail(cx, ST_INVALID, where, "has more than a host, a path and a query");
    *out = u;
    return ST_OK;
}

/* ---- what curl asks ---------------------------------------------------------------------------------- */

static curl_socket_t socket_open(void *fetch, curlsocktype purpose, struct curl_sockaddr *a)
{
    Fetch *f = fetch;
    if (purpose != CURLSOCKTYPE_IPCXN || (!f->rule->private_ok && !address_is_public(&a->addr))) {
        f->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static size_t body_take(char *bytes, size_t size, size_t count, void *fetch)
{
    Fetch *f = fetch;
    buf_put(f->body, (Str){ bytes, size * count });
    return f->body->over ? 0 : size * count; /* fewer than given: curl ends the transfer */
}

/* The shortest of what is said holds (RFC 9111 s.5.2.2). */
static void age_take(Fetch *f, int64_t s)
{
    if (f->max_age_s < 0 || s < f->max_age_s)
        f->max_age_s = s;
}

static void directive(Fetch *f, Str d)
{
    uint64_t s;
    if (str_eq_nocase(d, STR("no-store")) || str_eq_nocase(d, STR("no-cache")))
        age_take(f, 0);
    if (str_eq_nocase(str_slice(d, 0, 8), STR("max-age=")))
        age_take(f, str_to_u64(str_from(d, 8), &s) ? (s < MAX_AGE_S ? (int64_t)s : MAX_AGE_S) : 0);
}

static size_t header_take(char *bytes, size_t size, size_t count, void *fetch)
{
    Fetch *f = fetch;
    const Str line = { bytes, size * count };
    static const Str name = STR_C("Cache-Control:");
    f->head_bytes += line.n;
    if (f->head_bytes > LIMIT_HEADER_BYTES)
        return 0;
    if (!str_eq_nocase(str_slice(line, 0, name.n), name))
        return line.n;
    Str rest = str_from(line, name.n);
    for (Str one; str_split(&rest, ',', &one);)
        directive(f, str_trim(one));
    return line.n;
}

/* ---- the transfer ------------------------------------------------------------------------------------ */

static Status resolve_set(Cx *cx, CURL *c, const FetchRule *rule)
{
    if (!rule->resolve.n)
        return ST_OK;
    struct curl_slist *list = curl_slist_append(NULL, arena_dup(cx->mem, rule->resolve).p);
    if (!list)
        return fail(cx, ST_UNAVAILABLE, where, "out of memory");
    arena_defer(cx->mem, list_drop, list);
    curl_easy_setopt(c, CURLOPT_RESOLVE, list);
    return ST_OK;
}

static void options_set(Cx *cx, CURL *c, CURLU *u, Fetch *f)
{
    const FetchRule *rule = f->rule;
    curl_easy_setopt(c, CURLOPT_CURLU, u);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_PROXY, ""); /* whatever the environment says */
    curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, rule->connect_ms);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, rule->total_ms); /* the look-up of the name too */
    /* libcurl looks names up in a thread and would wait for it at the end, however long a name server takes. */
    curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(c, CURLOPT_MAXFILESIZE, (long)rule->max_bytes);
    curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (rule->ca_file.n) {
        curl_easy_setopt(c, CURLOPT_CAINFO, arena_dup(cx->mem, rule->ca_file).p);
        curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
    }
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, f);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, body_take);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, f);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, header_take);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, f);
}

static Status outcome(Cx *cx, CURL *c, const Fetch *f, CURLcode rc)
{
    long code = 0;
    (void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    if (rc != CURLE_OK && f->refused)
        return fail(cx, ST_INVALID, where, "leads to an address that is not public");
    if (rc != CURLE_OK)
        return failf(cx, ST_UNAVAILABLE, where, "%s", curl_easy_strerror(rc));
    if (code != 200)
        return failf(cx, ST_UNAVAILABLE, where, "answered %ld", code);
    return ST_OK;
}

Status fetch_document(Cx *cx, const FetchRule *rule, Str url, Fetched *out)
{
    CURLU *u;
    net_start();
    TRY(url_check(cx, url, &u));
    Fetch f = { .rule = rule, .body = buf_new(cx, rule->max_bytes), .max_age_s = -1 };
    CURL *c = curl_easy_init();
    if (!c)
        return fail(cx, ST_UNAVAILABLE, where, "out of memory");
    arena_defer(cx->mem, curl_drop, c);
    TRY(resolve_set(cx, c, rule));
    options_set(cx, c, u, &f);
    TRY(outcome(cx, c, &f, curl_easy_perform(c)));
    *out = (Fetched){ .body = buf_str(f.body), .max_age_s = f.max_age_s };
    return ST_OK;
}
