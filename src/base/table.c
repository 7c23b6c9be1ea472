#include "base/table.h"

static Str key_at(const void *rows, size_t i, size_t row_size)
{
    Str key;
    memcpy(&key, (const char *)rows + i * row_size, sizeof key);
    return key;
}

const void *table_find(const void *rows, size_t count, size_t row_size, Str key)
{
    size_t lo = 0;
    size_t hi = count;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        const int order = str_cmp(key_at(rows, mid, row_size), key);
        if (order == 0)
            return (const char *)rows + mid * row_size;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool table_is_sorted(const void *rows, size_t count, size_t row_size)
{
    for (size_t i = 1; i < count; i++)
        if (str_cmp(key_at(rows, i - 1, row_size), key_at(rows, i, row_size)) >= 0)
            return false;
    return count > 0;
}
