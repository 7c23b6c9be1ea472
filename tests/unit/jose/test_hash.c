#include "base/codec.h"
#include "jose/jose.h"
#include "jose/jose_int.h"
#include "tests/unit/test.h"

static Str hex(Cx *cx, const char *text)
{
    Str out;
    CHECK_OK(cx, hex_decode(cx, str_of(text), STR("vector"), &out));
    return out;
}

static Str fill(Cx *cx, char c, size_t n)
{
    char *p = arena_alloc_raw(cx->mem, n);
    memset(p, c, n);
    return (Str){ p, n };
}

TEST(sha256__fips_180_4_examples)
{
    Cx *cx = test_cx();
    CHECK_STR(hex_encode(cx, sha256(cx, STR("abc"))),
              STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    CHECK_STR(hex_encode(cx, sha256(cx, STR_NONE)),
              STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

TEST(sha256__of_pieces_is_that_of_the_whole)
{
    Cx *cx = test_cx();
    unsigned char out[SHA256_BYTES];
    Sha256 *h = sha256_new(cx);
    sha256_add(h, STR("a"));
    sha256_add(h, STR_NONE);
    sha256_add(h, STR("bc"));
    sha256_end(h, out);
    CHECK(str_eq((Str){ (char *)out, sizeof out }, sha256(cx, STR("abc"))));
}

TEST(hmac__rfc4231_test_cases)
{
    Cx *cx = test_cx();
    CHECK_STR(hex_encode(cx, hmac_sha256(cx, fill(cx, 0x0b, 20), STR("Hi There"))),
              STR("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    CHECK_STR(hex_encode(cx, hmac_sha256(cx, STR("Jefe"), STR("what do ya want for nothing?"))),
              STR("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    CHECK_STR(
        hex_encode(cx, hmac_sha256(cx, fill(cx, (char)0xaa, 131),
                                   STR("Test Using Larger Than Block-Size Key - Hash Key First"))),
        STR("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
}

TEST(hmac__takes_an_empty_key_and_an_empty_text)
{
    Cx *cx = test_cx();
    CHECK_STR(hex_encode(cx, hmac_sha256(cx, STR_NONE, STR_NONE)),
              STR("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

TEST(hmac__a_prepared_key_serves_many_texts)
{
    Cx *cx = test_cx();
    const Str texts[] = { STR("what do ya want for nothing?"), STR(""), STR("Hi There"), STR_NONE };
    const Str keys[] = { STR("Jefe"), STR_NONE, fill(cx, (char)0xaa, 131) };
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        Hmac *h = hmac_new(keys[k]);
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            unsigned char out[SHA256_BYTES];
            hmac_into(h, texts[i], out);
            CHECK_STR(((Str){ (char *)out, sizeof out }), hmac_sha256(cx, keys[k], texts[i]));
        }
        hmac_free(h);
    }
}

TEST(hkdf__rfc5869_appendix_a)
{
    Cx *cx = test_cx();
    unsigned char out[82];
    jose_hkdf(fill(cx, 0x0b, 22), hex(cx, "000102030405060708090a0b0c"),
              hex(cx, "f0f1f2f3f4f5f6f7f8f9"), out, 42);
    CHECK_STR(hex_encode(cx, (Str){ (char *)out, 42 }),
              STR("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b88718"
                  "5865"));
    jose_hkdf(fill(cx, 0x0b, 22), STR_NONE, STR_NONE, out, 42); /* A.3 */
    CHECK_STR(hex_encode(cx, (Str){ (char *)out, 42 }),
              STR("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a"
                  "96c8"));
}

/* R8. */
TEST(secret__is_equal_only_to_itself)
{
    CHECK(secret_eq(STR("abc"), STR("abc")));
    CHECK(secret_eq(STR_NONE, STR("")));
    CHECK(!secret_eq(STR("abc"), STR("abd")));
    CHECK(!secret_eq(STR("abc"), STR("ab")));
}

/* R17. */
TEST(random__tokens_are_long_and_differ)
{
    Cx *cx = test_cx();
    const Str a = random_token(cx, 32);
    CHECK_I64((int64_t)a.n, 43);
    CHECK(!str_eq(a, random_token(cx, 32)));
    CHECK_I64((int64_t)random_bytes(cx, 100000).n, 100000);
}

TEST(random__digits_are_digits_and_each_comes_about_as_often)
{
    Cx *cx = test_cx();
    const Str s = random_digits(cx, 20000);
    size_t count[10] = { 0 };
    CHECK(str_only(s, "0123456789"));
    for (size_t i = 0; i < s.n; i++)
        count[s.p[i] - '0']++;
    for (size_t d = 0; d < 10; d++) /* 2000 expected, deviation 42: eight deviations */
        CHECK(count[d] > 1660 && count[d] < 2340);
}
