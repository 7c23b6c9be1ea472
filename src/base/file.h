/* file.h - what the kernel does in parts, done whole. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/str.h"

/* All of bytes, however many writes that takes; false with errno when one fails. */
bool file_write_all(int fd, Str bytes);

#endif
