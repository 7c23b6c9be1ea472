#include "jose/jose_int.h"

#include "base/codec.h"

#include <errno.h>
#include <sys/random.h>

/* Straight from the kernel, so that a fork never repeats a value (AUTHORIZATION R17). */
static void random_fill(unsigned char *out, size_t n)
{
    while (n > 0) {
        const ssize_t got = getrandom(out, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        jose_must(got > 0, "getrandom");
        out += got;
        n -= (size_t)got;
    }
}

Str random_bytes(Cx *cx, size_t n)
{
    unsigned char *out = arena_alloc_raw(cx->mem, n);
    random_fill(out, n);
    return (Str){ (const char *)out, n };
}

Str random_token(Cx *cx, size_t n)
{
    return base64url_encode(cx, random_bytes(cx, n));
}

Str random_digits(Cx *cx, size_t n)
{
    char *out = arena_alloc_raw(cx->mem, n + 1);
    for (size_t i = 0; i < n;) {
        unsigned char byte;
        random_fill(&byte, 1);
        /* 250 is the largest multiple of 10 in a byte: above it some digits would come more often. */
        if (byte < 250)
            out[i++] = (char)('0' + byte % 10);
    }
    out[n] = '\0';
    return (Str){ out, n };
}
