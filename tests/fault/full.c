/* full.c - a disk that is full at will: loaded into the server by LD_PRELOAD. While the file $FULL_FLAG
 * is there, whatever would write below $FULL_DIR meets ENOSPC, or only after $FULL_AFTER bytes of it. A small
 * file system would need root and could not be emptied under a running server. */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

ssize_t full_write(int fd, const void *p, size_t n) __asm__("write");
ssize_t full_pwrite(int fd, const void *p, size_t n, off_t at) __asm__("pwrite");
ssize_t full_pwrite64(int fd, const void *p, size_t n, off_t at) __asm__("pwrite64");
int full_fallocate(int fd, off_t at, off_t n) __asm__("posix_fallocate");

/* Whether so many bytes more do not go into fd. */
static bool is_full(int fd, size_t bytes)
{
    static atomic_size_t written;
    char link[64], path[PATH_MAX];
    const char *flag = getenv("FULL_FLAG");
    const char *dir = getenv("FULL_DIR");
    if (!flag || !dir || access(flag, F_OK) != 0)
        return false;
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0)
        return false;
    path[n] = '\0';
    if (strncmp(path, dir, strlen(dir)) != 0)
        return false;
    const char *after = getenv("FULL_AFTER");
    return atomic_fetch_add(&written, bytes) >= (after ? strtoul(after, NULL, 10) : 0);
}

static void *next(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

ssize_t full_write(int fd, const void *p, size_t n)
{
    ssize_t (*real)(int, const void *, size_t) =
        (ssize_t(*)(int, const void *, size_t))next("write");
    if (!is_full(fd, n))
        return real(fd, p, n);
    errno = ENOSPC;
    return -1;
}

static ssize_t at_place(const char *name, int fd, const void *p, size_t n, off_t at)
{
    ssize_t (*real)(int, const void *, size_t, off_t) =
        (ssize_t(*)(int, const void *, size_t, off_t))next(name);
    if (!is_full(fd, n))
        return real(fd, p, n, at);
    errno = ENOSPC;
    return -1;
}

ssize_t full_pwrite(int fd, const void *p, size_t n, off_t at)
{
    return at_place("pwrite", fd, p, n, at);
}

ssize_t full_pwrite64(int fd, const void *p, size_t n, off_t at)
{
    return at_place("pwrite64", fd, p, n, at);
}

int full_fallocate(int fd, off_t at, off_t n)
{
    int (*real)(int, off_t, off_t) = (int (*)(int, off_t, off_t))next("posix_fallocate");
    return is_full(fd, 0) ? ENOSPC : real(fd, at, n);
}
