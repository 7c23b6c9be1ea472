#include "db/pg_wait.h"

#include "base/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>

/* False: it is too late. */
static bool wait_for(int fd, short what, int64_t until_us)
{
    int n;
    do {
        const int64_t left_us = until_us - clock_mono_us();
        struct pollfd p = { .fd = fd, .events = what };
        n = poll(&p, 1, left_us > 0 ? (int)((left_us + 999) / 1000) : 0);
    } while (n < 0 && errno == EINTR);
    return n != 0;
}

/* What a lost connection still has to say it says at once. */
static PGresult *last_result(PGconn *handle, PGresult *last)
{
    for (PGresult *r; (r = PQgetResult(handle)) != NULL; last = r)
        PQclear(last);
    return last;
}

PGresult *pg_answer(PGconn *handle, int sent, int64_t ms)
{
    const int64_t until_us = clock_mono_us() + ms * 1000;
    PGresult *last = NULL;
    if (!sent)
        return NULL;
    for (;;) {
        const bool unsent = PQflush(handle) == 1;
        if (!unsent && !PQisBusy(handle)) {
            PGresult *r = PQgetResult(handle);
            if (!r)
                return last;
            PQclear(last);
            last = r;
            continue;
        }
        if (!wait_for(PQsocket(handle), unsent ? POLLIN | POLLOUT : POLLIN, until_us)) {
            (void)shutdown(PQsocket(handle), SHUT_RDWR);
            return last_result(handle, last);
        }
        if (!PQconsumeInput(handle))
            return last_result(handle, last);
    }
}
