#include "load/span.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && is_space(*p))
        p++;
    return p;
}

/* p is behind the opening quote; the result is behind the closing one. */
static const char *skip_string(const char *p, const char *end)
{
    while (p < end) {
        if (*p == '\\')
            p += p + 1 < end ? 2 : 1;
        else if (*p++ == '"')
            break;
    }
    return p;
}

static const char *skip_container(const char *p, const char *end)
{
    size_t depth = 0;
    while (p < end) {
        const char c = *p++;
        if (c == '"')
            p = skip_string(p, end);
        else if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    return p;
}

static const char *skip_value(const char *p, const char *end)
{
    if (p < end && *p == '"')
        return skip_string(p + 1, end);
    if (p < end && (*p == '{' || *p == '['))
        return skip_container(p, end);
    while (p < end && !is_space(*p) && *p != ',' && *p != '}' && *p != ']')
        p++;
    return p;
}

Span span_iter(Str container)
{
    if (container.n == 0)
        return (Span){ .at = container.p, .end = container.p };
    const char *end = container.p + container.n;
    const char *p = skip_space(container.p, end);
    if (p == end || (*p != '{' && *p != '['))
        return (Span){ .at = end, .end = end };
    return (Span){ .at = p + 1, .end = end, .object = *p == '{' };
}

static Str between(const char *from, const char *to)
{
    return (Str){ from, (size_t)(to - from) };
}

bool span_next(Span *s)
{
    const char *p = skip_space(s->at, s->end);
    if (p < s->end && *p == ',')
        p = skip_space(p + 1, s->end);
    if (p == s->end || *p == '}' || *p == ']')
        return false;
    s->key = STR_NONE;
    if (s->object) {
        const char *behind = skip_string(p + 1, s->end);
        s->key = between(p + 1, behind - 1);
        p = skip_space(behind, s->end);
        p = skip_space(p < s->end ? p + 1 : p, s->end); /* the colon */
    }
    s->at = skip_value(p, s->end);
    s->val = between(p, s->at);
    return true;
}

Str span_get(Str object, Str key)
{
    Span s = span_iter(object);
    while (span_next(&s))
        if (s.object && str_eq(s.key, key))
            return s.val;
    return STR_NONE;
}
