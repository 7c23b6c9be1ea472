/* db_sqlite_ahead.c - pages asked for ahead. Rows that a search reads lie side by side in pages of 16 kB
 * that no cache of the processor holds, and SQLite touches each row when its turn comes: such a search
 * waited for memory half of its time. So while a statement that said sql_ahead is stepped, all of a leaf
 * is asked for at once when SQLite is given the page's address. What is read stays the same. */
#include "db/db_sqlite_int.h"

#define CACHE_LINE 64u
#define TABLE_LEAF 0x0d /* a page's first byte (sqlite.org/fileformat2.html, 1.6) */
#define INDEX_LEAF 0x0a

/* page: mapped; NULL when it cannot be, and SQLite reads the file. */
static int fetch(sqlite3_file *file, sqlite3_int64 offset, int bytes, void **page)
{
    const Ahead *a = (const Ahead *)file->pMethods; /* whose first member that is */
    const int code = a->fetch(file, offset, bytes, page);
    const char *p = *page;
    if (a->wanted && code == SQLITE_OK && p && (*p == TABLE_LEAF || *p == INDEX_LEAF))
        for (unsigned i = 0; i < (unsigned)bytes; i += CACHE_LINE)
            __builtin_prefetch(p + i);
    return code;
}

void ahead_open(Ahead *a, sqlite3 *handle)
{
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        !file || !file->pMethods || file->pMethods->iVersion < 3)
        return;
    a->methods = *file->pMethods;
    a->fetch = a->methods.xFetch;
    a->methods.xFetch = fetch;
    file->pMethods = &a->methods;
}
