/* csv.h - lists that people keep in spreadsheets: a line of column names, then a line a row. Empty lines and those
 * that begin with # are left out. A field in quotes may hold commas, and no quotes. Nothing is copied. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/str.h"

#define CSV_COLUMNS 12u

typedef struct Csv {
    Str rest;
    const Str *columns;
    size_t count;            /* CSV_COLUMNS at most */
    size_t line;             /* number of the one read */
    Str fields[CSV_COLUMNS]; /* trimmed; empty where the line has none */
    const char *why;         /* what is wrong with the line; NULL: nothing */
    size_t column;           /* … and where */
} Csv;

Csv csv_new(Str text, const Str *columns, size_t count);
/* The next line; false: there is none. Of one that is wrong the fields say nothing. */
bool csv_next(Csv *c);
/* Whether the line read has the names of the first count columns; else column is the one that differs. */
bool csv_is_head(Csv *c, size_t count);

#endif
