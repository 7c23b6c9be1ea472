#include "app/args.h"

#include <assert.h>

static size_t row_of(const Args *a, Str name)
{
    size_t i = 0;
    while (i < a->row_count && !str_eq(a->rows[i].name, name))
        i++;
    return i;
}

static Status take_option(Cx *cx, Args *a, Str name, char **argv, int argc, int *i)
{
    const size_t row = row_of(a, name);
    if (row == a->row_count)
        return fail(cx, ST_INVALID, name, "there is no such option");
    if (a->values[row].p)
        return fail(cx, ST_INVALID, name, "given twice");
    if (a->rows[row].value.n == 0) {
        a->values[row] = name;
        return ST_OK;
    }
    /* Another option's name is a value forgotten, not a value. */
    if (*i + 1 >= argc || row_of(a, str_of(argv[*i + 1])) < a->row_count)
        return fail(cx, ST_INVALID, name, "needs a value");
    a->values[row] = str_of(argv[++*i]);
    return ST_OK;
}

Status args_parse(Cx *cx, const ArgRow *rows, size_t row_count, char **argv, int argc, Args *out)
{
    assert(row_count <= ARGS_MAX);
    *out = (Args){ .rows = rows, .row_count = row_count };
    for (int i = 0; i < argc; i++) {
        const Str word = str_of(argv[i]);
        if (word.n > 1 && word.p[0] == '-') {
            TRY(take_option(cx, out, word, argv, argc, &i));
            continue;
        }
        if (out->rest_count == ARGS_MAX)
            return fail(cx, ST_INVALID, word, "too many arguments");
        out->rest[out->rest_count++] = word;
    }
    for (size_t i = 0; i < row_count; i++)
        if (rows[i].required && !out->values[i].p)
            return fail(cx, ST_INVALID, rows[i].name, "is needed");
    return ST_OK;
}

Str args_get(const Args *a, Str name)
{
    const size_t row = row_of(a, name);
    assert(row < a->row_count);
    return a->values[row];
}
