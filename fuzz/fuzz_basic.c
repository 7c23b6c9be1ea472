/* The Basic header of the token end point. */
#include "oauth/oauth_int.h"

#include "base/codec.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 14), .now_ms = 1 };
    Str user, password;
    Status st = basic_decode(&cx, (Str){ (const char *)bytes, n }, &user, &password);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK && (!utf8_valid(user) || !utf8_valid(password)))
        abort();
    arena_free(cx.mem);
    return 0;
}
