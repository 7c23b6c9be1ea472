/* The published vectors of what goes wrong with signatures, put to jws_verify: r and s of zero, of the order and
 * beyond, cut and padded, keys of special points; PKCS #1 paddings that a lax reader takes. */
#include "base/buf.h"
#include "base/codec.h"
#include "jose/jose.h"
#include "tests/unit/test.h"

static Str hex_of(Cx *cx, Str text)
{
    Str bytes = STR("");
    if (!str_eq(text, STR("-")))
        CHECK_OK(cx, hex_decode(cx, text, STR("vector"), &bytes));
    return bytes;
}

static Str member(Cx *cx, const char *name, Str hex)
{
    const Str value = base64url_encode(cx, hex_of(cx, hex));
    return arena_printf(cx->mem, ",\"%s\":\"%.*s\"", name, STR_ARG(value));
}

/* number result a b message signature */
static bool vector_is_taken(Cx *cx, Str line, Str key[2], const char *alg, const char *head,
                            const char *a, const char *b, bool *valid)
{
    Str word[6];
    for (size_t i = 0; i < 6; i++)
        CHECK(str_split(&line, ' ', &word[i]));
    *valid = str_eq(word[1], STR("valid"));
    for (size_t i = 0; i < 2; i++)
        if (!str_eq(word[2 + i], STR("=")))
            key[i] = word[2 + i];
    const Str set = arena_printf(cx->mem, "{\"keys\":[{\"kid\":\"k\",%s%.*s%.*s}]}", head,
                                 STR_ARG(member(cx, a, key[0])), STR_ARG(member(cx, b, key[1])));
    const Jws jws = { .alg = str_of(alg),
                      .kid = STR("k"),
                      .text = hex_of(cx, word[4]),
                      .signature = hex_of(cx, word[5]) };
    return jws_verify(cx, &jws, set) == ST_OK;
}

typedef struct Decided {
    size_t valid;
    size_t invalid;
} Decided;

/* How many were decided, all of them rightly. */
static Decided vectors(const char *path, const char *alg, const char *head, const char *a,
                       const char *b)
{
    Str rest = test_file(path);
    size_t counts[2] = { 0 };
    Str key[2] = { STR_NONE, STR_NONE };
    for (Str line; str_split(&rest, '\n', &line);) {
        Cx cx = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
        bool valid = false;
        if (line.n && line.p[0] != '#') {
            const bool taken = vector_is_taken(&cx, line, key, alg, head, a, b, &valid);
            if (taken != valid)
                FAIL(arena_dup(test_cx()->mem, str_slice(line, 0, 20)).p);
            counts[valid]++;
        }
        arena_free(cx.mem);
    }
    return (Decided){ counts[1], counts[0] };
}

/* R6, T19, threat 24. */
TEST(jws__wycheproof_es384)
{
    const Decided d = vectors("tests/unit/jose/wycheproof_es384.txt", "ES384",
                              "\"kty\":\"EC\",\"crv\":\"P-384\"", "x", "y");
    CHECK_I64((int64_t)d.valid, 193);
    CHECK_I64((int64_t)d.invalid, 87);
}

/* R6, T19: RSASSA-PKCS1-v1_5 with SHA-384. */
TEST(jws__wycheproof_rs384)
{
    const Decided d =
        vectors("tests/unit/jose/wycheproof_rs384.txt", "RS384", "\"kty\":\"RSA\"", "n", "e");
    CHECK_I64((int64_t)d.valid, 7);
    CHECK_I64((int64_t)d.invalid, 251);
}
