/* form.c - the parameters of OAuth requests. */
#include "oauth/oauth_int.h"

#include <stdlib.h>

Str form_value(const HttpForm *f, Str name)
{
    Str v = http_form_get(f, name);
    return v.n ? v : STR_NONE;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const HttpField *)a)->name, ((const HttpField *)b)->name);
}

bool form_has_duplicate(Cx *cx, const HttpForm *f)
{
    HttpField *sorted = ARENA_ARRAY(cx->mem, HttpField, f->count);
    for (size_t i = 0; i < f->count; i++)
        sorted[i] = f->fields[i];
    qsort(sorted, f->count, sizeof *sorted, by_name);
    for (size_t i = 1; i < f->count; i++)
        if (str_eq(sorted[i - 1].name, sorted[i].name))
            return true;
    return false;
}

bool text_is_vschar(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 0x20 || s.p[i] > 0x7E)
            return false;
    return true;
}

Status form_read(Cx *cx, const HttpRequest *rq, HttpForm *out)
{
    if (rq->method != HTTP_POST)
        return fail(cx, ST_METHOD, STR("method"), "POST only");
    /* A URL is kept in histories and logs; secrets and codes do not belong there. */
    if (rq->query.n)
        return fail(cx, ST_INVALID, STR("query"), "parameters go in the body, not in the URL");
    if (!http_has_form(rq))
        return fail(cx, ST_MEDIA_TYPE, STR("Content-Type"),
                    "must be application/x-www-form-urlencoded");
    TRY(http_form_parse(cx, rq->body, out));
    if (form_has_duplicate(cx, out))
        return fail(cx, ST_INVALID, STR("body"), "a parameter is there twice");
    return ST_OK;
}
