/* AUTHORIZATION M12; threats 52 and 56. */
#include "member/member_int.h"
#include "tests/unit/test.h"

/* M12 */
TEST(email__is_trimmed_and_lower_case)
{
    Cx *cx = test_cx();
    Str e;
    CHECK_OK(cx, email_canonical(cx, STR("  Rosa.Vega+Plan@Example.COM "), &e));
    CHECK_STR(e, STR("rosa.vega+plan@example.com"));
}

/* M12, threats 52 and 56 */
TEST(email__what_could_break_out_of_a_header_is_refused)
{
    static const char *const bad[] = {
        "a@b.com\r\nBcc: x@y.com",
        "a@b.com\nx",
        "a\r@b.com",
        "a@b.com,c@d.com",
        "<a@b.com>",
        "\"a b\"@b.com",
        "a b@b.com",
        "a@b.com>",
        "a@b",
        "@b.com",
        "a@",
        "a@b..com",
        ".a@b.com",
        "a.@b.com",
        "a..b@b.com",
        "a@-b.com",
        "a@b-.com",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@b.com\xe2\x80\xa8"
        "Bcc: x",
        "a@b.com\xc2\x85"
        "x",
        "a(b)@c.com",
        "a;b@c.com",
        "",
        /* dotless i, ligature, Kelvin sign: nobody is told apart or merged by them */
        "\xc4\xb1@b.com",
        "a@\xef\xac\x81.com",
        "\xe2\x84\xaa@b.com",
        "a@b.com%0a",
    };
    Cx *cx = test_cx();
    Str e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (email_canonical(cx, str_of(bad[i]), &e) != ST_INVALID)
            FAIL(bad[i]);
        cx->fault = (Fault){ 0 };
    }
    CHECK(email_canonical(cx, (Str){ "a@b\0.com", 8 }, &e) == ST_INVALID);
}

/* M12 */
TEST(email__local_part_and_whole_have_ceilings)
{
    Cx *cx = test_cx();
    Str e;
    char s[400];
    memset(s, 'a', sizeof s);
    memcpy(s + 64, "@b.com", 6);
    CHECK_OK(cx, email_canonical(cx, (Str){ s, 70 }, &e));
    memcpy(s + 64, "a@b.com", 7);
    CHECK_FAILS(cx, ST_INVALID, email_canonical(cx, (Str){ s, 71 }, &e));
}
