#include "base/codec.h"
#include "base/limits.h"
#include "tests/unit/test.h"
#include "zip/zip.h"

#include <stdio.h>
#include <zlib.h>

/* Reads all of in, given in pieces of in_step, into pieces of out_step. */
static Status unpack(Cx *cx, Str in, size_t in_step, size_t out_step, Str *out, bool *ended)
{
    Gunzip *g = gunzip_new(cx);
    char *p = arena_alloc_raw(cx->mem, 4u << 20);
    size_t n = 0;
    *ended = false;
    while (in.n > 0) {
        Str piece = str_slice(in, 0, in_step);
        in = str_from(in, piece.n);
        for (size_t got = 1; got > 0 || piece.n > 0; n += got)
            TRY(gunzip_some(cx, g, &piece, p + n, out_step, &got, ended));
    }
    *out = (Str){ p, n };
    return ST_OK;
}

/* Text with repeats, then bytes without any. */
static Str sample(Cx *cx, size_t n)
{
    char *p = arena_alloc_raw(cx->mem, n);
    uint32_t x = 1;
    for (size_t i = 0; i < n; i++) {
        x = x * 1664525u + 1013904223u;
        p[i] = i < n / 2 ? "{\"resourceType\":\"ExplanationOfBenefit\"}"[i % 38] : (char)(x >> 24);
    }
    return (Str){ p, n };
}

static Str by_zlib(Cx *cx, Str s, int level)
{
    z_stream z = { 0 };
    const size_t room = s.n + 1024;
    char *p = arena_alloc_raw(cx->mem, room);
    if (deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        FAIL("zlib");
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)p;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        FAIL("zlib");
    (void)deflateEnd(&z);
    return (Str){ p, z.total_out };
}

static Str zlib_read(Cx *cx, Str s, size_t room)
{
    z_stream z = { 0 };
    char *p = arena_alloc_raw(cx->mem, room + 1);
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        FAIL("zlib");
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)p;
    z.avail_out = (uInt)room + 1;
    const int rc = inflate(&z, Z_FINISH);
    (void)inflateEnd(&z);
    CHECK_I64(rc, Z_STREAM_END);
    CHECK_I64((int64_t)z.avail_in, 0);
    return (Str){ p, z.total_out };
}

typedef Str Pack(Cx *cx, Str bytes);
static Pack *const both[] = { gzip_pack, gzip_reply };

TEST(gzip__what_is_packed_is_read_by_zlib_and_by_us)
{
    Cx *cx = test_cx();
    static const size_t sizes[] = { 0, 1, 100, 5000, 65535, 65536, 200001, 1500000 };
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++) {
        const Str s = sample(cx, sizes[i / 2]);
        const Str packed = both[i % 2](cx, s);
        Str back;
        bool ended;
        CHECK(str_eq(zlib_read(cx, packed, s.n), s));
        CHECK_OK(cx, unpack(cx, packed, 1000, 4096, &back, &ended));
        CHECK(ended);
        CHECK(str_eq(back, s));
    }
}

TEST(gzip__bytes_that_cannot_shrink_still_fit)
{
    Cx *cx = test_cx();
    const Str s = str_from(sample(cx, 1000000), 500000);
    for (size_t i = 0; i < 2; i++) {
        const Str packed = both[i](cx, s);
        CHECK(packed.n < s.n + s.n / 1000 + 100);
        CHECK(str_eq(zlib_read(cx, packed, s.n), s));
    }
}

TEST(gzip__a_reply_has_codes_for_every_byte)
{
    Cx *cx = test_cx();
    char all[512];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)(i * 7);
    const Str s = { all, sizeof all };
    CHECK(str_eq(zlib_read(cx, gzip_reply(cx, s), s.n), s));
}

TEST(gzip__a_reply_is_not_much_larger_than_level_1)
{
    Cx *cx = test_cx();
    Str page = STR("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");
    for (unsigned i = 0; i < 40; i++)
        page = arena_join(
            cx->mem, page,
            arena_printf(
                cx->mem,
                "{\"fullUrl\":\"https://plan.example/fhir/Observation/%08x-%04x\",\"resource\":"
                "{\"resourceType\":\"Observation\",\"status\":\"final\",\"valueQuantity\":"
                "{\"value\":%u.%u,\"unit\":\"mg/dL\"},\"effectiveDateTime\":"
                "\"2024-%02u-%02uT10:00:00Z\"}},",
                i * 2654435761u, i * 40503u & 0xffff, i * 7 % 200, i % 10, i % 12 + 1, i % 28 + 1),
            STR_NONE);
    CHECK(gzip_reply(cx, page).n * 100 < gzip_pack(cx, page).n * 115);
}

TEST(gzip__repetitive_text_gets_small)
{
    Cx *cx = test_cx();
    const Str s = str_slice(sample(cx, 100000), 0, 50000);
    CHECK(gzip_pack(cx, s).n * 10 < s.n);
    CHECK(gzip_reply(cx, s).n * 10 < s.n);
}

TEST(gunzip__reads_zlib_at_every_level_in_pieces_of_any_size)
{
    Cx *cx = test_cx();
    const Str s = sample(cx, 20000);
    for (int level = 0; level <= 9; level += 3)
        for (size_t step = 1; step <= 1024; step *= 32) {
            Str back;
            bool ended;
            CHECK_OK(cx, unpack(cx, by_zlib(cx, s, level), step, 1024 / step, &back, &ended));
            CHECK(ended);
            CHECK(str_eq(back, s));
        }
}

TEST(gunzip__reads_one_member_after_the_other)
{
    Cx *cx = test_cx();
    const Str a = by_zlib(cx, STR("first\n"), 6);
    const Str b = gzip_pack(cx, STR("second\n"));
    const Str all = arena_join(cx->mem, a, b, gzip_pack(cx, STR("")));
    for (size_t step = 1; step <= all.n; step++) {
        Str back;
        bool ended;
        CHECK_OK(cx, unpack(cx, all, step, 64, &back, &ended));
        CHECK(ended);
        CHECK_STR(back, STR("first\nsecond\n"));
    }
}

TEST(gunzip__cut_anywhere_has_not_ended)
{
    Cx *cx = test_cx();
    const Str all = by_zlib(cx, STR("hello hello hello hello"), 6);
    for (size_t n = 0; n < all.n; n++) {
        Str back;
        bool ended;
        CHECK_OK(cx, unpack(cx, str_slice(all, 0, n), 7, 64, &back, &ended));
        CHECK(!ended);
    }
}

TEST(gunzip__a_flipped_bit_of_the_data_or_trailer_is_found)
{
    Cx *cx = test_cx();
    const Str s = sample(cx, 3000);
    const Str all = by_zlib(cx, s, 6);
    const size_t header = 10;
    for (size_t i = header; i < all.n; i += i + 16 < all.n ? 13 : 1) {
        char *bytes = (char *)(uintptr_t)arena_dup(cx->mem, all).p;
        Str back = STR_NONE;
        bool ended;
        bytes[i] = (char)(bytes[i] ^ 0x10);
        const Status st = unpack(cx, (Str){ bytes, all.n }, 4096, 4096, &back, &ended);
        CHECK(st == ST_STRUCTURE || !ended);
        (void)forgive(cx, st, ST_STRUCTURE);
    }
}

TEST(gunzip__what_is_not_gzip_is_refused_at_once)
{
    Cx *cx = test_cx();
    Str back;
    bool ended;
    CHECK_FAILS(cx, ST_STRUCTURE,
                unpack(cx, STR("{\"resourceType\":\"Patient\"}"), 99, 64, &back, &ended));
    const Str tail =
        arena_join(cx->mem, gzip_pack(cx, STR("x")), STR("garbage at the end"), STR(""));
    CHECK_FAILS(cx, ST_STRUCTURE, unpack(cx, tail, 999, 64, &back, &ended));
}

TEST(gunzip__stays_broken_once_broken)
{
    Cx *cx = test_cx();
    Gunzip *g = gunzip_new(cx);
    Str in = STR("not gzip at all");
    Str good = gzip_pack(cx, STR("x"));
    char out[16];
    size_t got;
    bool ended;
    CHECK_FAILS(cx, ST_STRUCTURE, gunzip_some(cx, g, &in, out, sizeof out, &got, &ended));
    CHECK_FAILS(cx, ST_STRUCTURE, gunzip_some(cx, g, &good, out, sizeof out, &got, &ended));
}
