#include "base/ini.h"

#include "base/limits.h"

#include <ini.h>
#include <stdio.h>

#define INI_ROWS_MAX 1000u

typedef struct Reading {
    Cx *cx;
    Ini *ini;
    FILE *file;
    int line;
    bool indented; /* the line begins with white space: it goes on with the value before */
    int long_line; /* the first that did not fit; 0: none */
    int twice;     /* the first that gives a key again */
} Reading;

static bool is_last(const Ini *ini, Str section, Str key)
{
    const IniRow *last = ini->count ? &ini->rows[ini->count - 1] : NULL;
    return last && str_eq(last->section, section) && str_eq(last->key, key);
}

static int value_goes_on(const Reading *r, Str more)
{
    IniRow *last = &r->ini->rows[r->ini->count - 1];
    last->value = arena_join(r->cx->mem, last->value, STR("\n"), more);
    last->line = r->line;
    return last->value.n <= LIMIT_CONF_VALUE;
}

/* libinih calls a continued line with the key of the line before. Returns 0 to report an error. */
static int on_value(void *user, const char *section, const char *key, const char *value)
{
    Reading *r = user;
    Arena *mem = r->cx->mem;
    Ini *ini = r->ini;
    if (!value || ini->count == INI_ROWS_MAX)
        return 0;
    if (r->indented && is_last(ini, str_of(section), str_of(key)))
        return value_goes_on(r, str_of(value));
    if (ini_get(ini, str_of(section), str_of(key)).p) {
        r->twice = r->twice ? r->twice : r->line;
        return 0;
    }
    ini->rows[ini->count++] = (IniRow){ .section = arena_dup(mem, str_of(section)),
                                        .key = arena_dup(mem, str_of(key)),
                                        .value = arena_dup(mem, str_of(value)),
                                        .line = r->line };
    return 1;
}

/* Counts the lines for the rows' line numbers; fgets's contract otherwise. The library takes the rest
 * of a line that is too long for a line of its own: half a value, or a key nobody wrote. */
static char *next_line(char *into, int size, void *user)
{
    Reading *r = user;
    char *line = fgets(into, size, r->file);
    if (!line)
        return NULL;
    r->line++;
    r->indented = line[0] == ' ' || line[0] == '\t';
    const int next = strchr(line, '\n') ? '\n' : getc(r->file);
    if (next != '\n' && next != EOF) {
        (void)ungetc(next, r->file);
        r->long_line = r->long_line ? r->long_line : r->line;
    }
    return line;
}

static void close_file(void *f)
{
    (void)fclose(f);
}

Status ini_read(Cx *cx, Str path, Ini *out)
{
    FILE *f = fopen(arena_dup(cx->mem, path).p, "r");
    if (!f)
        return failf(cx, ST_NOT_FOUND, path, "cannot open the file");
    arena_defer(cx->mem, close_file, f);
    *out = (Ini){ .rows = ARENA_ARRAY(cx->mem, IniRow, INI_ROWS_MAX) };
    Reading reading = { .cx = cx, .ini = out, .file = f };
    const int bad = ini_parse_stream(next_line, &reading, on_value, &reading);
    if (ferror(f))
        return fail(cx, ST_INVALID, path, "cannot be read: is it a file?");
    if (reading.long_line)
        return failf(cx, ST_INVALID, path,
                     "line %d is too long: a value may go on in indented lines", reading.long_line);
    if (bad && bad == reading.twice)
        return failf(cx, ST_INVALID, path, "line %d gives a key again", bad);
    if (bad)
        return failf(cx, ST_INVALID, path, "line %d cannot be read (key = value)", bad);
    return ST_OK;
}

Str ini_get(const Ini *ini, Str section, Str key)
{
    for (size_t i = 0; i < ini->count; i++)
        if (str_eq(ini->rows[i].section, section) && str_eq(ini->rows[i].key, key))
            return ini->rows[i].value;
    return STR_NONE;
}
