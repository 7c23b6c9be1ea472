/* What libmicrohttpd lets through and we do not (AUTHORIZATION R2, R3). The header list is walked
 * once, while it is copied. */
#include "http/http_int.h"

typedef struct Seen {
    HttpWork *w;
    HttpField *fields;
    size_t count;
    size_t bytes;
    unsigned hosts;
    unsigned lengths;
    unsigned encodings;
    bool bad;
    bool over;
} Seen;

// clang-format off
static const struct { Str name; HttpMethod method; } methods[] = {
    { STR_C("GET"),     HTTP_GET },
    { STR_C("POST"),    HTTP_POST },
    { STR_C("HEAD"),    HTTP_HEAD },
    { STR_C("OPTIONS"), HTTP_OPTIONS },
    { STR_C("PUT"),     HTTP_PUT },
    { STR_C("PATCH"),   HTTP_PATCH },
    { STR_C("DELETE"),  HTTP_DELETE },
};
// clang-format on

static HttpMethod method_of(Str name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (str_eq(methods[i].name, name))
            return methods[i].method;
    return HTTP_OTHER;
}

/* RFC 9110 s.5.6.2. */
static bool is_token(Str s)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        const char low = (char)(c | 0x20);
        if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '-')
            continue;
        if (c == '\0' || !memchr(others, c, sizeof others - 1))
            return false;
    }
    return s.n > 0;
}

/* RFC 9110 s.5.5: no control characters but the tab. */
static bool is_field_value(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static bool is_host(Str s)
{
    return s.n > 0 && !memchr(s.p, ',', s.n) && !memchr(s.p, ' ', s.n) && !memchr(s.p, '@', s.n) &&
           !memchr(s.p, '/', s.n);
}

static void field_note(Seen *seen, Str name, Str value)
{
    switch (name.n) {
    case 4:
        if (str_eq_nocase(name, STR("Host"))) {
            seen->hosts++;
            seen->bad |= !is_host(value);
        }
        break;
    case 14:
        if (str_eq_nocase(name, STR("Content-Length"))) {
            seen->lengths++;
            seen->bad |= !str_only(value, "0123456789");
        }
        break;
    case 17:
        if (str_eq_nocase(name, STR("Transfer-Encoding"))) {
            seen->encodings++;
            seen->bad |= !str_eq_nocase(value, STR("chunked"));
        }
        break;
    default: break;
    }
}

static enum MHD_Result field_see(void *cls, enum MHD_ValueKind kind, const char *key, size_t key_n,
                                 const char *val, size_t val_n)
{
    (void)kind;
    Seen *seen = cls;
    const Str name = { key, key_n };
    const Str value = { val ? val : "", val ? val_n : 0 };
    seen->bytes += key_n + value.n + 4;
    if (seen->count == LIMIT_HEADERS || seen->bytes > LIMIT_HEADER_BYTES) {
        seen->over = true;
        return MHD_NO;
    }
    if (!is_token(name) || !is_field_value(value)) {
        seen->bad = true;
        return MHD_NO;
    }
    field_note(seen, name, value);
    seen->fields[seen->count++] = (HttpField){ .name = name, .value = value };
    return MHD_YES;
}

static bool target_is_safe(Str t)
{
    if (t.n == 0 || t.p[0] != '/')
        return false;
    for (size_t i = 0; i < t.n; i++) {
        const unsigned char c = (unsigned char)t.p[i];
        if (c <= 0x20 || c >= 0x7f || c == '\\' || c == '#')
            return false;
    }
    return true;
}

/* The library takes a target for over at a NUL byte, and another reader of the same line does not. Method and
 * version are parts of that line: between them there is the target and two blanks. */
static bool target_is_whole(const char *method, Str target, const char *version)
{
    return (uintptr_t)version - (uintptr_t)method == str_of(method).n + target.n + 2;
}

int http_check(HttpWork *w, const char *method, const char *version)
{
    HttpRequest *rq = &w->rq;
    if (rq->target.n > LIMIT_TARGET)
        return 414;
    const Str v = str_of(version);
    if (!str_eq(v, STR("HTTP/1.1")) && !str_eq(v, STR("HTTP/1.0")))
        return 505;
    if (!target_is_safe(rq->target) || !target_is_whole(method, rq->target, version))
        return 400;
    http_target(&w->cx, rq, rq->target);
    Seen seen = { .w = w, .fields = arena_alloc_raw(w->cx.mem, LIMIT_HEADERS * sizeof(HttpField)) };
    (void)MHD_get_connection_values_n(w->connection, MHD_HEADER_KIND, field_see, &seen);
    if (seen.over)
        return 431;
    /* Two readings of where a message ends are how requests are smuggled (RFC 9112 s.6.3, s.11.2). */
    if (seen.bad || seen.hosts > 1 || seen.lengths > 1 || seen.encodings > 1 ||
        (seen.lengths && seen.encodings) || (seen.hosts == 0 && str_ends(v, STR("1.1"))))
        return 400;
    w->has_body = seen.lengths || seen.encodings;
    rq->headers = seen.fields;
    rq->header_count = seen.count;
    rq->method = method_of(str_of(method));
    return rq->method == HTTP_OTHER ? 501 : 0;
}
