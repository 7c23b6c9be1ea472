#include "web/route.h"

/* A row whose pattern is cut into segments once, at start. */
typedef struct Cut {
    const Route *row;
    size_t count;
    bool next_same;               /* the next row has the same pattern */
    Str segments[ROUTE_SEGMENTS]; /* empty: a parameter */
} Cut;

struct Routes {
    Cut *cuts;
    size_t count;
};

static bool is_param(Str segment)
{
    return segment.n > 2 && segment.p[0] == '{' && segment.p[segment.n - 1] == '}';
}

static bool cut_fits(const Cut *c, const HttpRequest *rq)
{
    if (c->count != rq->segment_count)
        return false;
    /* From the end: addresses differ there. */
    for (size_t i = c->count; i-- > 0;)
        if (c->segments[i].n && !str_eq(c->segments[i], rq->segments[i]))
            return false;
    return true;
}

static unsigned answered(const Route *row)
{
    return row->methods | (row->methods & HTTP_GET ? HTTP_HEAD : 0u);
}

const Route *route_near(const Routes *routes, const HttpRequest *rq)
{
    for (const Cut *c = routes->cuts, *end = c + routes->count; c < end; c++)
        if (cut_fits(c, rq))
            return c->row;
    return NULL;
}

const Route *route_find(const Routes *routes, const HttpRequest *rq, unsigned *allowed)
{
    *allowed = 0;
    const Cut *c = routes->cuts;
    const Cut *end = c + routes->count;
    while (c < end && !cut_fits(c, rq))
        c++;
    /* The most literal pattern that fits decides; its neighbours have the other methods. */
    for (bool more = c < end; more; c++) {
        if (answered(c->row) & rq->method)
            return c->row;
        *allowed |= answered(c->row);
        more = c->next_same;
    }
    return NULL;
}

Str route_param(const Route *row, const HttpRequest *rq, Str name)
{
    const char *p = row->pattern.p + 1;
    const char *end = row->pattern.p + row->pattern.n;
    for (size_t i = 0; i < rq->segment_count && p < end; i++) {
        if (*p == '{' && (size_t)(end - p) >= name.n + 2 && p[name.n + 1] == '}' &&
            memcmp(p + 1, name.p, name.n) == 0)
            return rq->segments[i];
        while (p < end && *p++ != '/')
            ;
    }
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

static bool pattern_cut(Cut *c)
{
    Str rest = str_from(c->row->pattern, 1);
    Str part;
    while (rest.n && str_split(&rest, '/', &part)) {
        if (c->count == ROUTE_SEGMENTS)
            return false;
        c->segments[c->count++] = is_param(part) ? STR_NONE : part;
    }
    return true;
}

Status routes_read(Cx *cx, const Route *rows, size_t count, Routes **out)
{
    Routes *r = ARENA_NEW(cx->mem, Routes);
    r->cuts = ARENA_ARRAY(cx->mem, Cut, count);
    r->count = count;
    for (size_t i = 0; i < count; i++) {
        Cut *c = &r->cuts[i];
        c->row = &rows[i];
        c->next_same = i + 1 < count && str_eq(rows[i].pattern, rows[i + 1].pattern);
        const char *wrong = row_wrong(&rows[i], i ? &rows[i - 1] : NULL);
        if (!wrong && !pattern_cut(c))
            wrong = "more segments than an address has";
        if (wrong)
            return failf(cx, ST_INTERNAL, STR("routes"), "%.*s: %s", STR_ARG(rows[i].pattern),
                         wrong);
    }
    *out = r;
    return ST_OK;
}

Status guard_public(Cx *cx, Rq *rq)
{
    (void)cx;
    (void)rq;
    return ST_OK;
}
