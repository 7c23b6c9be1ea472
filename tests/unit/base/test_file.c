#include "base/file.h"
#include "tests/unit/test.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>

#define BYTES (1u << 20) /* far more than a pipe takes at once */

typedef struct Drain {
    int fd;
    int64_t total;
} Drain;

static void *drain_main(void *drain)
{
    Drain *d = drain;
    char into[4096];
    for (ssize_t got; (got = read(d->fd, into, sizeof into)) > 0;)
        d->total += got;
    return NULL;
}

TEST(file__a_text_longer_than_one_write_arrives_whole)
{
    Cx *cx = test_cx();
    const Str all = { arena_alloc(cx->mem, BYTES), BYTES };
    int ends[2];
    pthread_t reader;
    CHECK(pipe(ends) == 0);
    Drain d = { .fd = ends[0] };
    CHECK(pthread_create(&reader, NULL, drain_main, &d) == 0);
    CHECK(file_write_all(ends[1], all));
    (void)close(ends[1]);
    (void)pthread_join(reader, NULL);
    (void)close(ends[0]);
    CHECK_I64(d.total, BYTES);
}

TEST(file__a_failed_write_says_so)
{
    errno = 0;
    CHECK(!file_write_all(-1, STR("x")));
    CHECK(errno == EBADF);
    CHECK(file_write_all(-1, STR(""))); /* nothing to write */
}
