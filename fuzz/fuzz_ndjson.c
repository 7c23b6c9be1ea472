/* The reader: every byte of a plain source is in one chunk, every line counted once, and what is
 * damaged ends in a reject. */
#include "load/load_int.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define BASE STR("https://plan.example/demo/fhir/")

static void must(bool ok)
{
    if (!ok)
        abort();
}

static int64_t lines_of(Str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n' || i + 1 == s.n;
    return n;
}

/* Fills and parses to the end of the file; bytes and lines seen. */
static void read_through(Cx *cx, const LoadFile *file, int64_t *bytes, int64_t *lines)
{
    static const atomic_bool never;
    Reader *r = reader_new(cx, &never);
    Chunk c = { .cx = { .mem = arena_new(1 << 16) } };
    if (reader_open(cx, r, file) != ST_OK)
        abort();
    *bytes = *lines = 0;
    do {
        arena_reset(c.cx.mem);
        c.items = NULL;
        c.count = c.item_room = 0;
        reader_fill(r, &c);
        must(c.position >= *bytes && c.line >= *lines + 1);
        parse_chunk(&c, &(RecordRules){ .base = BASE });
        *bytes = c.end;
        *lines = c.line + c.lines - 1;
    } while (!c.last);
    free(c.p);
    arena_free(c.cx.mem);
    reader_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    const int fd = memfd_create("fuzz", 0);
    must(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
    LoadFile file = { .path = arena_printf(cx.mem, "/proc/self/fd/%d", fd) };
    int64_t seen, lines;
    const bool packed = n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
    const size_t mark = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (int only = 0; only < 2; only++) {
        file.lines_only = only == 1;
        read_through(&cx, &file, &seen, &lines);
        must(packed || seen == (int64_t)n);
        must(packed || lines == lines_of((Str){ (const char *)bytes + mark, n - mark }));
    }
    (void)close(fd);
    arena_free(cx.mem);
    return 0;
}
