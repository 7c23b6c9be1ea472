/* table.h - look-ups in vocabularies: arrays of rows whose first member is a Str, sorted by it. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/str.h"

/* The row whose first member equals key, or NULL. Binary search. */
const void *table_find(const void *rows, size_t count, size_t row_size, Str key);
/* True when every key is greater than the one before: what the test of each table asserts. */
bool table_is_sorted(const void *rows, size_t count, size_t row_size);

#define TABLE_FIND(rows, key)                                                                      \
    table_find((rows), sizeof(rows) / sizeof(*(rows)), sizeof *(rows), (key))
#define TABLE_COUNT(rows) (sizeof(rows) / sizeof *(rows))

#endif
