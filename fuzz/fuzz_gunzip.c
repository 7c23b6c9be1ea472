/* Gzip from outside: a load's file. The first byte chooses the sizes of the pieces; the result must
 * not depend on them. */
#include "zip/zip.h"

#include <stdlib.h>

#define OUT_MAX (1u << 20) /* enough of a bomb */

static Status unpack(Cx *cx, Str in, size_t in_step, size_t out_step, Str *out, bool *ended)
{
    Gunzip *g = gunzip_new(cx);
    char *p = arena_alloc_raw(cx->mem, OUT_MAX + out_step);
    size_t n = 0;
    *ended = false;
    while (in.n > 0 && n < OUT_MAX) {
        Str piece = str_slice(in, 0, in_step);
        in = str_from(in, piece.n);
        for (size_t got = 1; (got > 0 || piece.n > 0) && n < OUT_MAX; n += got)
            TRY(gunzip_some(cx, g, &piece, p + n, out_step, &got, ended));
    }
    *out = (Str){ p, n };
    return ST_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n < 1)
        return 0;
    Cx cx = { .mem = arena_new(64u << 10) };
    const Str in = { (const char *)bytes + 1, n - 1 };
    Str whole, pieces;
    bool whole_ended, pieces_ended;
    const Status a = unpack(&cx, in, in.n, 1u << 16, &whole, &whole_ended);
    if ((a == ST_OK) != (cx.fault.status == ST_OK))
        abort(); /* status and fault must agree */
    cx.fault = (Fault){ 0 };
    const Status b = unpack(&cx, in, 1u + bytes[0] % 64, 1u + bytes[0] / 4, &pieces, &pieces_ended);
    if (a == ST_OK && whole.n < OUT_MAX &&
        (b != ST_OK || whole_ended != pieces_ended || !str_eq(whole, pieces)))
        abort();
    arena_free(cx.mem);
    return 0;
}
