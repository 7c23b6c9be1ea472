/* file.h - what the kernel does in parts, done whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/cx.h"

/* All of bytes, however many writes that takes; false with errno when one fails. */
bool file_write_all(int fd, Str bytes);

/* A whole file; what stands in faults for it is where. ST_NOT_FOUND: there is none; ST_TOO_LONG: more than max_bytes;
 * ST_UNAVAILABLE: it cannot be read. */
MUST_USE Status file_read(Cx *cx, Str path, size_t max_bytes, Str where, Str *out);

#endif
