#include "http/http.h"

#include "base/codec.h"

static bool is_dots(Str s)
{
    return str_eq(s, STR(".")) || str_eq(s, STR(".."));
}

static bool is_byte_safe(unsigned char c)
{
    return c >= 0x20 && c != 0x7f && c != '/' && c != '\\';
}

static bool segment_is_safe(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_byte_safe((unsigned char)s.p[i]))
            return false;
    return !is_dots(s) && utf8_valid(s);
}

/* Most segments are letters, digits and few others: nothing to decode and nothing to refuse. */
static bool segment_is_plain(Str raw)
{
    for (size_t i = 0; i < raw.n; i++) {
        const unsigned char c = (unsigned char)raw.p[i];
        if (!is_byte_safe(c) || c >= 0x80 || c == '%')
            return false;
    }
    return !is_dots(raw);
}

/* AUTHORIZATION R4: decoded once; what would mean another path to somebody else is refused. */
static Status segment_decode(Cx *cx, Str raw, Str *out)
{
    *out = raw;
    if (segment_is_plain(raw))
        return ST_OK;
    if (str_find(raw, '%') < raw.n)
        TRY(percent_decode(cx, raw, false, STR("path"), out));
    return segment_is_safe(*out)
               ? ST_OK
               : fail(cx, ST_INVALID, STR("path"), "a path segment that cannot be");
}

Status http_path_split(Cx *cx, Str path, Str *segments, size_t max, size_t *count)
{
    *count = 0;
    if (path.n == 0 || path.p[0] != '/')
        return fail(cx, ST_INVALID, STR("path"), "must begin with a slash");
    Str rest = str_from(path, 1);
    Str part;
    while (str_split(&rest, '/', &part)) {
        if (part.n == 0 && !rest.p)
            break;
        /* A base written with a slash at its end makes two before .well-known: read as one (D1). */
        if (part.n == 0 && *count > 0 && str_starts(rest, STR(".well-known/")))
            continue;
        if (part.n == 0)
            return fail(cx, ST_INVALID, STR("path"), "empty path segment");
        if (*count == max)
            return fail(cx, ST_NOT_FOUND, STR("path"), "no such address");
        TRY(segment_decode(cx, part, &segments[*count]));
        (*count)++;
    }
    return ST_OK;
}

void http_target(Cx *cx, HttpRequest *rq, Str target)
{
    const size_t q = str_find(target, '?');
    rq->target = target;
    rq->path = str_slice(target, 0, q);
    rq->query = str_from(target, q + 1);
    rq->path_status =
        http_path_split(cx, rq->path, rq->segments, HTTP_SEGMENTS, &rq->segment_count);
    cx->fault = (Fault){ .status = ST_OK }; /* told again by whoever answers */
}
