#include "http/http.h"

Str http_get(const HttpRequest *rq, Str name)
{
    for (size_t i = 0; i < rq->header_count; i++)
        if (str_eq_nocase(rq->headers[i].name, name))
            return rq->headers[i].value;
    return STR_NONE;
}

size_t http_count(const HttpRequest *rq, Str name)
{
    size_t n = 0;
    for (size_t i = 0; i < rq->header_count; i++)
        n += str_eq_nocase(rq->headers[i].name, name);
    return n;
}

bool http_has_form(const HttpRequest *rq)
{
    const Str type = http_get(rq, STR("Content-Type"));
    return str_eq_nocase(str_trim(str_slice(type, 0, str_find(type, ';'))),
                         STR("application/x-www-form-urlencoded")) &&
           http_count(rq, STR("Content-Type")) == 1;
}

static bool value_is_one_line(Str v)
{
    return v.n == 0 ||
           !(memchr(v.p, '\r', v.n) || memchr(v.p, '\n', v.n) || memchr(v.p, '\0', v.n));
}

void http_header(Cx *cx, HttpReply *rp, Str name, Str value)
{
    if (!value_is_one_line(value))
        return;
    ARENA_GROW(cx->mem, rp->headers, rp->header_count, rp->header_room, 16);
    rp->headers[rp->header_count++] = (HttpField){ .name = name, .value = value };
}
