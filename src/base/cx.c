#include "base/cx.h"

#include <stdarg.h>
#include <stdio.h>

Status fail(Cx *cx, Status st, Str where, const char *detail)
{
    cx->fault = (Fault){ .status = st, .where = where, .detail = str_of(detail) };
    return st;
}

Status failf(Cx *cx, Status st, Str where, const char *format, ...)
{
    char text[512]; /* longer details are cut: nobody reads more */
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    const size_t used = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    cx->fault = (Fault){ .status = st,
                         .where = arena_dup(cx->mem, where),
                         .detail = arena_dup(cx->mem, (Str){ text, used }) };
    return st;
}

bool forgive(Cx *cx, Status st, Status expected)
{
    if (st != expected)
        return false;
    cx->fault = (Fault){ .status = ST_OK };
    return true;
}
