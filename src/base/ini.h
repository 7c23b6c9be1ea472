/* ini.h - INI files by libinih: [section], key = value (or key: value), ';' or '#' comments, values
 * that continue on indented lines (joined by one newline). Lines at most 199 bytes (Debian's build of
 * the library); a key is given once. */
#ifndef BASE_INI_H
#define BASE_INI_H

#include "base/cx.h"

typedef struct IniRow {
    Str section;
    Str key;
    Str value; /* a value on several lines has them joined by '\n' */
    int line;  /* of the file, from 1; of the last line of the value */
} IniRow;

typedef struct Ini {
    IniRow *rows; /* in the file's order */
    size_t count;
} Ini;

/* ST_NOT_FOUND when the file cannot be opened; ST_INVALID names the line that cannot be read, is too
 * long or gives a key again. */
MUST_USE Status ini_read(Cx *cx, Str path, Ini *out);
/* The value, or STR_NONE. */
Str ini_get(const Ini *ini, Str section, Str key);

#endif
