#include "web/route.h"

static bool is_param(Str segment)
{
    return segment.n > 2 && segment.p[0] == '{' && segment.p[segment.n - 1] == '}';
}

/* The address's segments against the pattern's, one by one. */
static bool row_fits(const Route *row, const HttpRequest *rq)
{
    Str rest = str_from(row->pattern, 1);
    Str part;
    size_t i = 0;
    if (rest.n == 0)
        return rq->segment_count == 0;
    while (str_split(&rest, '/', &part)) {
        if (i == rq->segment_count)
            return false;
        if (!is_param(part) && !str_eq(part, rq->segments[i]))
            return false;
        i++;
    }
    return i == rq->segment_count;
}

static unsigned answered(const Route *row)
{
    return row->methods | (row->methods & HTTP_GET ? HTTP_HEAD : 0u);
}

const Route *route_find(const Route *rows, size_t count, const HttpRequest *rq, unsigned *allowed)
{
    *allowed = 0;
    Str fits = STR_NONE;
    for (size_t i = 0; i < count; i++) {
        /* The most literal pattern that fits decides; its neighbours have the other methods. */
        if (fits.p ? !str_eq(rows[i].pattern, fits) : !row_fits(&rows[i], rq))
            continue;
        fits = rows[i].pattern;
        if (answered(&rows[i]) & rq->method)
            return &rows[i];
        *allowed |= answered(&rows[i]);
    }
    return NULL;
}

Str route_param(const Route *row, const HttpRequest *rq, Str name)
{
    Str rest = str_from(row->pattern, 1);
    Str part;
    for (size_t i = 0; i < rq->segment_count && str_split(&rest, '/', &part); i++)
        if (is_param(part) && str_eq(str_slice(part, 1, part.n - 1), name))
            return rq->segments[i];
    return STR_NONE;
}

static const char *row_wrong(const Route *row, const Route *before)
{
    if (!row->guard || !row->handle)
        return "a row without guard or handler";
    if (!str_starts(row->pattern, STR("/")) || row->methods == 0)
        return "a row without pattern or methods";
    if (row->methods & (HTTP_HEAD | HTTP_OPTIONS | HTTP_OTHER))
        return "HEAD follows GET, OPTIONS is not a row's";
    if (row->cross_site && !(row->methods & HTTP_POST))
        return "cross_site is for posts";
    if (!before)
        return NULL;
    const int order = str_cmp(before->pattern, row->pattern);
    if (order > 0 || (order == 0 && before->methods >= row->methods))
        return "rows are not sorted";
    if (order == 0 && (before->methods & row->methods))
        return "a method is answered twice";
    return NULL;
}

Status routes_check(Cx *cx, const Route *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *wrong = row_wrong(&rows[i], i ? &rows[i - 1] : NULL);
        if (wrong)
            return failf(cx, ST_INTERNAL, STR("routes"), "%.*s: %s", STR_ARG(rows[i].pattern),
                         wrong);
    }
    return ST_OK;
}

Status guard_public(Cx *cx, Rq *rq)
{
    (void)cx;
    (void)rq;
    return ST_OK;
}
