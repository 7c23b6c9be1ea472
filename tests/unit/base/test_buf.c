#include "base/buf.h"
#include "tests/unit/test.h"

TEST(buf__numbers_reach_both_ends)
{
    Buf *b = buf_new(test_cx(), 1000);
    buf_i64(b, INT64_MIN);
    buf_char(b, ' ');
    buf_i64(b, INT64_MAX);
    buf_char(b, ' ');
    buf_i64(b, 0);
    buf_char(b, ' ');
    buf_u64(b, UINT64_MAX);
    CHECK_STR(buf_str(b), STR("-9223372036854775808 9223372036854775807 0 18446744073709551615"));
}

TEST(buf__the_ceiling_is_exact_and_said_once_at_the_end)
{
    Cx *cx = test_cx();
    Buf *b = buf_new(cx, 300);
    for (int i = 0; i < 300; i++)
        buf_char(b, 'x');
    CHECK_OK(cx, buf_status(cx, b, STR("body")));
    buf_put(b, STR(""));
    CHECK_OK(cx, buf_status(cx, b, STR("body")));
    buf_char(b, 'y');
    CHECK_FAILS(cx, ST_TOO_LONG, buf_status(cx, b, STR("body")));
    CHECK_STR(cx->fault.where, STR("body"));
    CHECK_I64((int64_t)buf_str(b).n, 300);
}

/* Nothing after a hole: half a text with its end is worse than half a text. */
TEST(buf__nothing_is_taken_once_it_is_over)
{
    Buf *b = buf_new_sized(test_cx(), 4, 4);
    buf_put(b, STR("abc"));
    buf_put(b, STR("de"));
    buf_put(b, STR("f"));
    buf_char(b, 'g');
    CHECK(!buf_grow(b, 1));
    CHECK_STR(buf_str(b), STR("abc"));
    CHECK(b->over);
}

TEST(buf__room_expected_is_there_at_once_and_no_promise)
{
    Cx *cx = test_cx();
    Buf *b = buf_new_sized(cx, 4000, 4);
    buf_put(b, STR("abc"));
    buf_expect(b, 1000);
    const char *p = b->p;
    CHECK(b->room >= 1003);
    CHECK(buf_grow(b, 1000) == p + 3);
    CHECK_STR(str_slice(buf_str(b), 0, 3), STR("abc"));
    buf_expect(b, SIZE_MAX);
    CHECK(b->room == 4000);
    CHECK_OK(cx, buf_status(cx, b, STR("body")));
}

TEST(buf__what_is_printed_may_be_long)
{
    Cx *cx = test_cx();
    Buf *b = buf_new(cx, 4000);
    buf_printf(b, "%02d", 7);
    buf_printf(b, "%*d", 3000, 1);
    CHECK_OK(cx, buf_status(cx, b, STR("")));
    CHECK_I64((int64_t)buf_str(b).n, 3002);
    CHECK_STR(str_from(buf_str(b), 2999), STR("  1"));
    buf_printf(b, "%*d", 999, 1);
    CHECK(b->over);
    CHECK_I64((int64_t)buf_str(b).n, 3002);
}

static Str json(Str s)
{
    Buf *b = buf_new(test_cx(), 1000);
    buf_json(b, s);
    return buf_str(b);
}

/* RFC 8259 s.7: quotation mark, reverse solidus and U+0000 to U+001F must be escaped. */
TEST(buf__rfc8259_section_7_strings)
{
    CHECK_STR(json(STR("")), STR("\"\""));
    CHECK_STR(json(STR("a\"b\\c/d")), STR("\"a\\\"b\\\\c/d\""));
    CHECK_STR(json(STR("\n\r\t\b\f")), STR("\"\\n\\r\\t\\u0008\\u000c\""));
    CHECK_STR(json(STR("\0\x1f\x7f")), STR("\"\\u0000\\u001f\x7f\""));
    CHECK_STR(json(STR("\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e")),
              STR("\"\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e\""));
}

TEST(buf__json_replaces_bytes_that_are_not_utf8)
{
    CHECK_STR(json(STR("a\xff"
                       "b")),
              STR("\"a\\ufffdb\""));
    CHECK_STR(json(STR("\xc3")), STR("\"\\ufffd\""));
    CHECK_STR(json(STR("\xed\xa0\x80")), STR("\"\\ufffd\\ufffd\\ufffd\"")); /* a surrogate */
    CHECK_STR(json(STR("\xc0\xaf")), STR("\"\\ufffd\\ufffd\""));            /* overlong */
}

TEST(buf__html_escapes_text_and_attributes)
{
    Buf *b = buf_new(test_cx(), 1000);
    buf_html(b, STR("<a href=\"x\" b='y'>&amp;\xc3\xa9</a>"));
    CHECK_STR(buf_str(b),
              STR("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;\xc3\xa9&lt;/a&gt;"));
}

/* RFC 3986 s.2.3: unreserved characters; s.2.1: upper-case digits. */
TEST(buf__rfc3986_percent_encoding)
{
    Buf *b = buf_new(test_cx(), 1000);
    buf_percent(b, STR("AZaz09-._~ !*'();:@&=+$,/?#[]%\"\xc3\xa9"));
    CHECK_STR(buf_str(b), STR("AZaz09-._~%20%21%2A%27%28%29%3B%3A%40%26%3D%2B%24%2C%2F%3F%23%5B%5D"
                              "%25%22%C3%A9"));
}

TEST(buf__a_text_is_plain_in_json_when_nothing_of_it_is_escaped)
{
    Cx *cx = test_cx();
    char text[20];
    for (size_t n = 0; n <= sizeof text; n++)
        for (size_t at = 0; at < n; at++)
            for (int c = 0; c < 256; c++) {
                memset(text, 'a', sizeof text);
                text[at] = (char)c;
                const Str s = { text, n };
                Buf *b = buf_new(cx, 256);
                buf_json(b, s);
                CHECK(json_plain(s) == (c < 0x80 && b->n == n + 2));
            }
    CHECK(json_plain(STR_NONE));
}
