/* db_sqlite_map.c - pages behind the first two gigabytes of a file. SQLite maps no more than it was built
 * to (SQLITE_MAX_MMAP_SIZE, 2 GB as distributions have it, whatever the pragma says): behind that each
 * page is a system call and a copy of 16 kB, half the time of a search over a large directory. So a page
 * that SQLite does not have mapped is looked for in a map of ours, one for all readers of the file. What is
 * read stays the same: both are the file's own pages, and a reader's snapshot keeps them from being
 * written (sqlite.org/mmap.html). */
#include "db/db_sqlite_int.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_BYTES (INT64_C(1) << 30) /* mapped at once; no page lies on two of them */

void map_init(FileMap *m, const char *path)
{
    m->path = path;
    m->fd = -1;
    (void)pthread_mutex_init(&m->lock, NULL);
}

void map_close(FileMap *m)
{
    for (size_t i = 0; i < MAP_PARTS; i++)
        if (m->parts[i])
            (void)munmap(m->parts[i], (size_t)PART_BYTES);
    if (m->fd >= 0)
        (void)close(m->fd);
    (void)pthread_mutex_destroy(&m->lock);
}

/* A part may reach beyond the file's end, which will grow: nothing is read there (in_file). */
static char *part_make(FileMap *m, size_t part)
{
    if (m->fd < 0 && !m->refused)
        m->fd = open(m->path, O_RDONLY | O_CLOEXEC);
    void *p = m->fd < 0 || m->refused ? MAP_FAILED
                                      : mmap(NULL, (size_t)PART_BYTES, PROT_READ, MAP_SHARED, m->fd,
                                             (off_t)part * PART_BYTES);
    m->refused |= p == MAP_FAILED; /* SQLite reads, as it would have */
    return p == MAP_FAILED ? NULL : p;
}

static char *part_of(FileMap *m, size_t part)
{
    if (part >= MAP_PARTS)
        return NULL;
    char *p = atomic_load_explicit(&m->parts[part], memory_order_acquire);
    if (p)
        return p;
    (void)pthread_mutex_lock(&m->lock);
    p = atomic_load_explicit(&m->parts[part], memory_order_relaxed);
    if (!p && (p = part_make(m, part)))
        atomic_store_explicit(&m->parts[part], p, memory_order_release);
    (void)pthread_mutex_unlock(&m->lock);
    return p;
}

/* To touch a map behind the file's end would kill the process. */
static bool in_file(FileMap *m, sqlite3_int64 end)
{
    struct stat s;
    if (end <= atomic_load_explicit(&m->size, memory_order_relaxed))
        return true;
    if (fstat(m->fd, &s) != 0)
        return false;
    atomic_store_explicit(&m->size, s.st_size, memory_order_relaxed);
    return end <= s.st_size;
}

static Conn *conn_of(sqlite3_file *file)
{
    return (Conn *)((char *)(uintptr_t)file->pMethods - offsetof(Conn, ahead.methods));
}

static int fetch(sqlite3_file *file, sqlite3_int64 offset, int bytes, void **page)
{
    const Conn *c = conn_of(file);
    const int code = c->fetch(file, offset, bytes, page);
    if (code != SQLITE_OK || *page)
        return code;
    char *part = part_of(c->map, (size_t)(offset / PART_BYTES));
    if (part && in_file(c->map, offset + bytes))
        *page = part + offset % PART_BYTES;
    return SQLITE_OK;
}

/* SQLite counts the pages of its own map that are in use, and asks by NULL that it be given up. */
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    const Conn *c = conn_of(file);
    const size_t part = (size_t)(offset / PART_BYTES);
    const char *p = part < MAP_PARTS ? atomic_load(&c->map->parts[part]) : NULL;
    const bool ours = page && p && page == p + offset % PART_BYTES;
    return ours ? SQLITE_OK : c->unfetch(file, offset, page);
}

void map_open(FileMap *m, Conn *c)
{
    if (!c->ahead.fetch) /* a file that is never mapped */
        return;
    c->map = m;
    c->fetch = c->ahead.fetch;
    c->unfetch = c->ahead.methods.xUnfetch;
    c->ahead.fetch = fetch;
    c->ahead.methods.xUnfetch = unfetch;
}
