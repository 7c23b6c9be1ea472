#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

bool file_write_all(int fd, Str bytes)
{
    while (bytes.n > 0) {
        const ssize_t put = write(fd, bytes.p, bytes.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes = str_from(bytes, (size_t)put);
    }
    return true;
}

static void file_close(void *f)
{
    (void)fclose(f);
}

Status file_read(Cx *cx, Str path, size_t max_bytes, Str where, Str *out)
{
    FILE *f = fopen(arena_dup(cx->mem, path).p, "rb");
    if (!f)
        return fail(cx, ST_NOT_FOUND, where, "cannot open the file");
    arena_defer(cx->mem, file_close, f);
    char *bytes =
        arena_alloc_raw(cx->mem, max_bytes + 1); /* one more than may be: too long shows */
    *out = (Str){ bytes, fread(bytes, 1, max_bytes + 1, f) };
    if (ferror(f))
        return fail(cx, ST_UNAVAILABLE, where, "cannot read the file");
    return out->n <= max_bytes ? ST_OK
                               : failf(cx, ST_TOO_LONG, where, "more than %zu bytes", max_bytes);
}
