/* args.h - a command's arguments: --name VALUE, --flag, and what is left. */
#ifndef APP_ARGS_H
#define APP_ARGS_H

#include "base/cx.h"

#define ARGS_MAX 64u

/* An option a command knows. value is what --help prints for it; empty: a flag. */
typedef struct ArgRow {
    Str name; /* with its dashes */
    Str value;
    bool required;
    Str help;
} ArgRow;

typedef struct Args {
    const ArgRow *rows;
    size_t row_count;
    Str values[ARGS_MAX]; /* by row; a flag given is itself; STR_NONE: not given */
    Str rest[ARGS_MAX];   /* in order */
    size_t rest_count;
} Args;

/* ST_INVALID names the option that is unknown, given twice, lacks its value, or is missing. */
MUST_USE Status args_parse(Cx *cx, const ArgRow *rows, size_t row_count, char **argv, int argc,
                           Args *out);
Str args_get(const Args *a, Str name);

#endif
