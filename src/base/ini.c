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
} Reading;

static bool continues(const Ini *ini, Str section, Str key)
{
    const IniRow *last = ini->count ? &ini->rows[ini->count - 1] : NULL;
    return last && str_eq(last->section, section) && str_eq(last->key, key);
}

/* libinih calls a continued line with the key of the line before. Returns 0 to report an error. */
static int on_value(void *user, const char *section, const char *key, const char *value)
{
    Reading *r = user;
    Arena *mem = r->cx->mem;
    Ini *ini = r->ini;
    if (!value || ini->count == INI_ROWS_MAX)
        return 0;
    if (continues(ini, str_of(section), str_of(key))) {
        IniRow *last = &ini->rows[ini->count - 1];
        last->value = arena_join(mem, last->value, STR("\n"), str_of(value));
        return last->value.n <= LIMIT_CONF_VALUE;
    }
    ini->rows[ini->count++] = (IniRow){.section = arena_dup(mem, str_of(section)),
                                       .key = arena_dup(mem, str_of(key)),
                                       .value = arena_dup(mem, str_of(value)),
                                       .line = r->line};
    return 1;
}

/* Counts the lines for the rows' line numbers; fgets's contract otherwise. */
static char *next_line(char *into, int size, void *user)
{
    Reading *r = user;
    r->line++;
    return fgets(into, size, r->file);
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
    *out = (Ini){.rows = ARENA_ARRAY(cx->mem, IniRow, INI_ROWS_MAX)};
    Reading reading = {.cx = cx, .ini = out, .file = f};
    const int bad = ini_parse_stream(next_line, &reading, on_value, &reading);
    if (bad)
        return failf(cx, ST_INVALID, path, "line %d cannot be read (key = value, at most 199 bytes)",
                     bad);
    return ST_OK;
}

Str ini_get(const Ini *ini, Str section, Str key)
{
    for (size_t i = 0; i < ini->count; i++)
        if (str_eq(ini->rows[i].section, section) && str_eq(ini->rows[i].key, key))
            return ini->rows[i].value;
    return STR_NONE;
}
