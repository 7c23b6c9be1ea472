/* A path as it was sent. */
#include "base/codec.h"
#include "http/http.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    Str segments[8];
    size_t count = 0;
    const Status st = http_path_split(&cx, (Str){ (const char *)bytes, n }, segments, 8, &count);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    for (size_t i = 0; st == ST_OK && i < count; i++)
        if (segments[i].n == 0 || memchr(segments[i].p, '/', segments[i].n) ||
            memchr(segments[i].p, '\0', segments[i].n) || !utf8_valid(segments[i]))
            abort(); /* R4 */
    arena_free(cx.mem);
    return 0;
}
