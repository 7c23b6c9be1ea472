#include "base/csv.h"

#include <assert.h>

Csv csv_new(Str text, const Str *columns, size_t count)
{
    assert(count <= CSV_COLUMNS);
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_from(text, 3); /* spreadsheets write it */
    return (Csv){ .rest = text, .columns = columns, .count = count };
}

static bool next_field(Str *rest, Str *field)
{
    *rest = str_trim(*rest);
    if (!str_starts(*rest, STR("\"")))
        return str_split(rest, ',', field);
    const Str inside = str_from(*rest, 1);
    const size_t end = str_find(inside, '"');
    *field = str_slice(inside, 0, end);
    const Str after = str_trim(str_from(inside, end + 1));
    *rest = after.n ? str_from(after, 1) : STR_NONE;
    return end < inside.n && (after.n == 0 || after.p[0] == ',');
}

static const char *read_fields(Csv *c, Str text)
{
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++)
        c->fields[i] = STR("");
    for (; text.p; n++) {
        c->column = n < c->count ? n : c->count - 1;
        if (n == c->count)
            return "what has commas stands in quotes";
        if (!next_field(&text, &c->fields[n]))
            return "quotes that do not end, or something after them";
        c->fields[n] = str_trim(c->fields[n]);
    }
    return NULL;
}

bool csv_next(Csv *c)
{
    for (Str text; c->rest.n && str_split(&c->rest, '\n', &text);) {
        c->line++;
        text = str_trim(text);
        if (text.n == 0 || text.p[0] == '#')
            continue;
        c->why = read_fields(c, text);
        return true;
    }
    return false;
}

bool csv_is_head(Csv *c, size_t count)
{
    for (c->column = 0; c->column < count; c->column++)
        if (!str_eq_nocase(c->fields[c->column], c->columns[c->column]))
            return false;
    return true;
}
