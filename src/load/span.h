/* span.h - where the parts of a JSON text lie in it, so that an entry of a Bundle is taken out byte by
 * byte. The text was accepted by json_parse before; here nothing is checked again. */
#ifndef LOAD_SPAN_H
#define LOAD_SPAN_H

#include "base/str.h"

typedef struct Span {
    Str key; /* as written between its quotes; empty in an array */
    Str val; /* without white space around it */
    const char *at;
    const char *end;
    bool object;
} Span;

/* Over the members of an object or the elements of an array; over nothing for anything else. */
Span span_iter(Str container);
bool span_next(Span *s);
/* The value of a member; STR_NONE when there is none. */
Str span_get(Str object, Str key);

#endif
