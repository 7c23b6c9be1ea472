#include "jose/jose_int.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void fd_close(void *fd)
{
    (void)close((int)(intptr_t)fd);
}

static void fd_defer(Cx *cx, int fd)
{
    arena_defer(cx->mem, fd_close, (void *)(intptr_t)fd);
}

static Status unavailable(Cx *cx, Str name, const char *what)
{
    return failf(cx, ST_UNAVAILABLE, name, "%s: %s", what, strerrordesc_np(errno));
}

static Status check_private(Cx *cx, int fd, Str name, mode_t kind)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return unavailable(cx, name, "cannot look at it");
    if ((st.st_mode & S_IFMT) != kind)
        return fail(cx, ST_INVALID, name, "is of the wrong kind");
    if ((st.st_mode & 077) != 0)
        return fail(cx, ST_INVALID, name, "is open to group or others; chmod go= it");
    return ST_OK;
}

/* One process at a time decides which keys exist: two that start at once agree. The lock goes with
 * the process, so a killed one leaves nothing to clean up. */
static Status lock_take(Cx *cx, int dir)
{
    const int fd = openat(dir, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return unavailable(cx, STR("lock"), "cannot open");
    fd_defer(cx, fd);
    while (flock(fd, LOCK_EX) != 0)
        if (errno != EINTR)
            return unavailable(cx, STR("lock"), "cannot lock");
    return ST_OK;
}

Status keyfile_enter(Cx *cx, Str dir, int *fd)
{
    const Str path = arena_dup(cx->mem, dir);
    if (mkdir(path.p, 0700) != 0 && errno != EEXIST)
        return unavailable(cx, path, "cannot make the key directory");
    *fd = open(path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd < 0)
        return unavailable(cx, path, "cannot open the key directory");
    fd_defer(cx, *fd);
    TRY(check_private(cx, *fd, path, S_IFDIR));
    return lock_take(cx, *fd);
}

static Status read_all(Cx *cx, int fd, Str name, Str *bytes)
{
    char *p = arena_alloc_raw(cx->mem, LIMIT_KEY_FILE + 1);
    size_t n = 0;
    while (n <= LIMIT_KEY_FILE) {
        const ssize_t got = read(fd, p + n, LIMIT_KEY_FILE + 1 - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unavailable(cx, name, "cannot read");
        if (got == 0) {
            *bytes = (Str){ p, n };
            return ST_OK;
        }
        n += (size_t)got;
    }
    return fail(cx, ST_INVALID, name, "is too long for a key file");
}

Status keyfile_read(Cx *cx, int dir, Str name, Str *bytes)
{
    name = arena_dup(cx->mem, name);
    const int fd = openat(dir, name.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT)
        return fail(cx, ST_NOT_FOUND, name, "no such key file");
    if (fd < 0)
        return unavailable(cx, name, "cannot open");
    fd_defer(cx, fd);
    TRY(check_private(cx, fd, name, S_IFREG));
    return read_all(cx, fd, name, bytes);
}

/* The name beside is the same each time: what a killed process left is written over. */
Status keyfile_write(Cx *cx, int dir, Str name, Str bytes)
{
    const Str beside = arena_join(cx->mem, name, STR(".new"), STR(""));
    name = arena_dup(cx->mem, name);
    const int fd =
        openat(dir, beside.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return unavailable(cx, name, "cannot make");
    const bool written = fchmod(fd, 0600) == 0 && file_write_all(fd, bytes) && fsync(fd) == 0;
    if (close(fd) != 0 || !written || renameat(dir, beside.p, dir, name.p) != 0 || fsync(dir) != 0)
        return unavailable(cx, name, "cannot write");
    return ST_OK;
}

Status keyfile_remove(Cx *cx, int dir, Str name)
{
    if ((unlinkat(dir, arena_dup(cx->mem, name).p, 0) != 0 && errno != ENOENT) || fsync(dir) != 0)
        return unavailable(cx, name, "cannot delete");
    return ST_OK;
}

static void dir_close(void *d)
{
    (void)closedir(d);
}

Status keyfile_list(Cx *cx, int dir, Str prefix, Str suffix, Str **names, size_t *count)
{
    const int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d)
        return unavailable(cx, STR("keys"), "cannot list the key directory");
    arena_defer(cx->mem, dir_close, d);
    *names = ARENA_ARRAY(cx->mem, Str, LIMIT_KEY_FILES);
    *count = 0;
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        const Str name = str_of(e->d_name);
        if (!str_starts(name, prefix) || !str_ends(name, suffix))
            continue;
        if (*count == LIMIT_KEY_FILES)
            return fail(cx, ST_INVALID, STR("keys"), "too many key files");
        (*names)[(*count)++] = arena_dup(cx->mem, name);
    }
    return ST_OK;
}
