#include "base/codec.h"
#include "jose/jose.h"
#include "tests/unit/test.h"

static Str hex(Cx *cx, const char *text)
{
    Str out;
    CHECK_OK(cx, hex_decode(cx, str_of(text), STR("vector"), &out));
    return out;
}

/* McGrew and Viega, The Galois/Counter Mode of Operation, test cases 13 and 16 (AES-256). */
TEST(aead__gcm_specification_test_cases)
{
    Cx *cx = test_cx();
    Str plain;
    CHECK_OK(cx,
             aead_open(cx,
                       hex(cx, "0000000000000000000000000000000000000000000000000000000000000000"),
                       STR_NONE,
                       hex(cx, "000000000000000000000000"
                               "530f8afbc74536b9a963b4f1c4cb738b"),
                       STR("x"), &plain));
    CHECK_I64((int64_t)plain.n, 0);
    CHECK_OK(cx,
             aead_open(cx,
                       hex(cx, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
                       hex(cx, "feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                       hex(cx, "cafebabefacedbaddecaf888"
                               "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                               "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                               "76fc6ece0f4e1768cddf8853bb2d551b"),
                       STR("x"), &plain));
    CHECK_STR(hex_encode(cx, plain),
              STR("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                  "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
}

TEST(aead__opens_what_it_sealed_and_no_two_seals_are_alike)
{
    Cx *cx = test_cx();
    const Str key = random_bytes(cx, 32);
    const Str a = aead_seal(cx, key, STR("plan|table|col|1"), STR("maria@example.org"));
    const Str b = aead_seal(cx, key, STR("plan|table|col|1"), STR("maria@example.org"));
    Str plain;
    CHECK_OK(cx, aead_open(cx, key, STR("plan|table|col|1"), a, STR("email"), &plain));
    CHECK_STR(plain, STR("maria@example.org"));
    CHECK(!str_eq(a, b));
    CHECK(!str_contains(a, STR("maria")));
}

TEST(aead__refuses_another_place_another_key_and_any_flipped_bit)
{
    Cx *cx = test_cx();
    const Str key = random_bytes(cx, 32);
    const Str sealed = aead_seal(cx, key, STR("row|1"), STR("secret"));
    Str plain;
    CHECK_FAILS(cx, ST_INVALID, aead_open(cx, key, STR("row|2"), sealed, STR("x"), &plain));
    CHECK_FAILS(cx, ST_INVALID,
                aead_open(cx, random_bytes(cx, 32), STR("row|1"), sealed, STR("x"), &plain));
    for (size_t i = 0; i < sealed.n; i++) {
        char *p = (char *)(uintptr_t)arena_dup(cx->mem, sealed).p;
        p[i] = (char)(p[i] ^ 1);
        CHECK_FAILS(cx, ST_INVALID,
                    aead_open(cx, key, STR("row|1"), (Str){ p, sealed.n }, STR("x"), &plain));
        CHECK_FAILS(cx, ST_INVALID,
                    aead_open(cx, key, STR("row|1"), str_slice(sealed, 0, i), STR("x"), &plain));
    }
}
