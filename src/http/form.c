#include "http/http.h"

#include "base/codec.h"
#include "base/limits.h"

static Status field_decode(Cx *cx, Str raw, Str *out)
{
    return percent_decode(cx, raw, true, STR("parameter"), out);
}

static size_t parts_count(Str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '&';
    return n;
}

Status http_form_parse(Cx *cx, Str text, HttpForm *out)
{
    *out = (HttpForm){ 0 };
    if (text.n == 0)
        return ST_OK;
    const size_t parts = parts_count(text);
    if (parts > LIMIT_FORM_FIELDS)
        return fail(cx, ST_INVALID, STR("parameter"), "too many parameters");
    out->fields = ARENA_ARRAY(cx->mem, HttpField, parts);
    Str rest = text;
    Str part;
    while (str_split(&rest, '&', &part)) {
        if (part.n == 0)
            continue;
        const size_t eq = str_find(part, '=');
        HttpField *f = &out->fields[out->count];
        TRY(field_decode(cx, str_slice(part, 0, eq), &f->name));
        TRY(field_decode(cx, str_from(part, eq + 1), &f->value));
        out->count++;
    }
    return ST_OK;
}

bool http_form_may_name(Str text, Str name)
{
    for (Str field; str_split(&text, '&', &field);) {
        const Str own = str_slice(field, 0, str_find(field, '='));
        if (str_starts(own, name) || str_find(own, '%') < own.n)
            return true;
    }
    return false;
}

Str http_form_get(const HttpForm *f, Str name)
{
    for (size_t i = 0; i < f->count; i++)
        if (str_eq(f->fields[i].name, name))
            return f->fields[i].value;
    return STR_NONE;
}

size_t http_form_count(const HttpForm *f, Str name)
{
    size_t n = 0;
    for (size_t i = 0; i < f->count; i++)
        n += str_eq(f->fields[i].name, name);
    return n;
}

static Str cookie_in(Str header, Str name)
{
    Str part;
    while (str_split(&header, ';', &part)) {
        const Str pair = str_trim(part);
        const size_t eq = str_find(pair, '=');
        if (eq < pair.n && str_eq(str_slice(pair, 0, eq), name))
            return str_from(pair, eq + 1);
    }
    return STR_NONE;
}

Str http_cookie(const HttpRequest *rq, Str name)
{
    for (size_t i = 0; i < rq->header_count; i++) {
        if (!str_eq_nocase(rq->headers[i].name, STR("Cookie")))
            continue;
        const Str v = cookie_in(rq->headers[i].value, name);
        if (v.p)
            return v;
    }
    return STR_NONE;
}
