#include "base/file.h"

#include <errno.h>
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
