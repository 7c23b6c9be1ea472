#include "base/codec.h"
#include "tests/unit/test.h"

typedef struct Pair {
    Str plain;
    Str coded;
} Pair;

/* RFC 4648 s.10. */
static const Pair rfc4648[] = {
    { STR_C(""), STR_C("") },
    { STR_C("f"), STR_C("Zg==") },
    { STR_C("fo"), STR_C("Zm8=") },
    { STR_C("foo"), STR_C("Zm9v") },
    { STR_C("foob"), STR_C("Zm9vYg==") },
    { STR_C("fooba"), STR_C("Zm9vYmE=") },
    { STR_C("foobar"), STR_C("Zm9vYmFy") },
};

TEST(codec__rfc4648_section_10_base64)
{
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rfc4648 / sizeof *rfc4648; i++) {
        Str bytes;
        const Str coded = rfc4648[i].coded;
        const Str bare = str_slice(coded, 0, str_find(coded, '='));
        CHECK_STR(base64_encode(cx, rfc4648[i].plain), coded);
        CHECK_STR(base64url_encode(cx, rfc4648[i].plain), bare);
        CHECK_OK(cx, base64_decode(cx, coded, STR("x"), &bytes));
        CHECK_STR(bytes, rfc4648[i].plain);
        CHECK_OK(cx, base64url_decode(cx, bare, STR("x"), &bytes));
        CHECK_STR(bytes, rfc4648[i].plain);
    }
}

/* RFC 7515 appendix C. */
TEST(codec__rfc7515_appendix_c_base64url)
{
    Cx *cx = test_cx();
    Str bytes;
    CHECK_STR(base64url_encode(cx, STR("\x03\xec\xff\xe0\xc1")), STR("A-z_4ME"));
    CHECK_OK(cx, base64url_decode(cx, STR("A-z_4ME"), STR("x"), &bytes));
    CHECK_STR(bytes, STR("\x03\xec\xff\xe0\xc1"));
}

/* One spelling of each value (RFC 4648 s.3.3, 3.5): otherwise two texts name one token. */
TEST(codec__base64_has_one_spelling)
{
    Cx *cx = test_cx();
    Str bytes;
    static const Str url[] = { STR_C("Zg=="), STR_C("Zg="),   STR_C("Zh"),   STR_C("Zm9="),
                               STR_C("Z"),    STR_C("Zm9vY"), STR_C("Zm 9"), STR_C("Zm9v\n"),
                               STR_C("+/+/"), STR_C("Zm9\0") };
    static const Str std[] = { STR_C("Zg"),       STR_C("Zg="),  STR_C("Zh=="),  STR_C("Zm9=v==="),
                               STR_C("===="),     STR_C("Z==="), STR_C("Zm9\n"), STR_C("-_-_"),
                               STR_C("Zg==Zg=="), STR_C("A=B=") };
    for (size_t i = 0; i < sizeof url / sizeof *url; i++)
        CHECK_FAILS(cx, ST_INVALID, base64url_decode(cx, url[i], STR("x"), &bytes));
    for (size_t i = 0; i < sizeof std / sizeof *std; i++)
        CHECK_FAILS(cx, ST_INVALID, base64_decode(cx, std[i], STR("x"), &bytes));
}

/* RFC 4648 s.10 writes upper case; what we write is lower case, both are read. */
TEST(codec__hex_is_written_in_lower_case_and_read_in_either)
{
    Cx *cx = test_cx();
    Str bytes;
    CHECK_STR(hex_encode(cx, STR("foobar\xff\0")), STR("666f6f626172ff00"));
    CHECK_OK(cx, hex_decode(cx, STR("666F6f626172"), STR("x"), &bytes));
    CHECK_STR(bytes, STR("foobar"));
    CHECK_FAILS(cx, ST_INVALID, hex_decode(cx, STR("6"), STR("x"), &bytes));
    CHECK_FAILS(cx, ST_INVALID, hex_decode(cx, STR("6g"), STR("x"), &bytes));
    CHECK_FAILS(cx, ST_INVALID, hex_decode(cx, STR("-1"), STR("x"), &bytes));
}

/* RFC 3986 s.2.1: two digits of either case; decoded once (s.2.4). */
TEST(codec__rfc3986_percent_decoding)
{
    Cx *cx = test_cx();
    Str s;
    CHECK_OK(cx, percent_decode(cx, STR("a%20b%2f%2F%C3%A9%41"), false, STR("q"), &s));
    CHECK_STR(s, STR("a b//\xc3\xa9"
                     "A"));
    CHECK_OK(cx, percent_decode(cx, STR("%2541"), false, STR("q"), &s));
    CHECK_STR(s, STR("%41"));
    CHECK_OK(cx, percent_decode(cx, STR("a+b%2B"), false, STR("q"), &s));
    CHECK_STR(s, STR("a+b+"));
    CHECK_OK(cx, percent_decode(cx, STR("a+b%2B"), true, STR("q"), &s));
    CHECK_STR(s, STR("a b+"));
    CHECK_OK(cx, percent_decode(cx, STR_NONE, true, STR("q"), &s));
    CHECK_STR(s, STR(""));
}

TEST(codec__percent_decoding_refuses_what_is_broken)
{
    Cx *cx = test_cx();
    Str s;
    static const Str bad[] = { STR_C("%"),      STR_C("%4"),   STR_C("a%4"),       STR_C("%zz"),
                               STR_C("% 41"),   STR_C("%00"),  STR_C("a\0b"),      STR_C("%C3"),
                               STR_C("%c0%ae"), STR_C("\xff"), STR_C("%ED%A0%80"), STR_C("%+1") };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, percent_decode(cx, bad[i], true, STR("q"), &s));
}

/* RFC 3629 s.4: the first and last character of each row of the syntax, and its neighbours. */
TEST(codec__rfc3629_section_4_well_formed)
{
    static const struct {
        Str text;
        size_t len;
    } rows[] = {
        { STR_C("\0"), 1 },
        { STR_C("\x7f"), 1 },
        { STR_C("\xc2\x80"), 2 },
        { STR_C("\xdf\xbf"), 2 },
        { STR_C("\xe0\xa0\x80"), 3 },
        { STR_C("\xec\xbf\xbf"), 3 },
        { STR_C("\xed\x9f\xbf"), 3 },
        { STR_C("\xee\x80\x80"), 3 },
        { STR_C("\xef\xbf\xbf"), 3 },
        { STR_C("\xf0\x90\x80\x80"), 4 },
        { STR_C("\xf4\x8f\xbf\xbf"), 4 },
        { STR_C(""), 0 },
        { STR_C("\x80"), 0 },
        { STR_C("\xbf"), 0 },
        { STR_C("\xc1\xbf"), 0 },         /* overlong 2 */
        { STR_C("\xe0\x9f\xbf"), 0 },     /* overlong 3 */
        { STR_C("\xf0\x8f\xbf\xbf"), 0 }, /* overlong 4 */
        { STR_C("\xed\xa0\x80"), 0 },     /* U+D800 */
        { STR_C("\xed\xbf\xbf"), 0 },     /* U+DFFF */
        { STR_C("\xf4\x90\x80\x80"), 0 }, /* U+110000 */
        { STR_C("\xf5\x80\x80\x80"), 0 },
        { STR_C("\xf8\x88\x80\x80\x80"), 0 }, /* five bytes */
        { STR_C("\xff"), 0 },
        { STR_C("\xc3"), 0 }, /* cut */
        { STR_C("\xe2\x82"), 0 },
        { STR_C("\xf0\x9d\x84"), 0 },
        { STR_C("\xc3\x28"), 0 }, /* no tail */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_I64((int64_t)utf8_char_len(rows[i].text), (int64_t)rows[i].len);
        CHECK(utf8_valid(rows[i].text) == (rows[i].len == rows[i].text.n));
    }
    CHECK_I64((int64_t)utf8_count(STR("a\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e")), 4);
}
