#include "base/codec.h"
#include "base/limits.h"
#include "net/net_int.h"
#include "tests/unit/test.h"

static Mail mail_plain(void)
{
    return (Mail){ .from = STR("plan@plan.example"),
                   .to = STR("maria@example.org"),
                   .subject = STR("Your code"),
                   .text = STR("Your code is 123456.\n"),
                   .lang = STR("en"),
                   .id = STR("m-1") };
}

static Str message(Cx *cx, const Mail *m)
{
    Str out = STR_NONE;
    CHECK_OK(cx, mail_message(cx, m, &out));
    return out;
}

TEST(message__plain_text_has_the_headers_of_an_automatic_mail)
{
    Cx *cx = test_cx();
    const Mail m = mail_plain();
    CHECK_STR(message(cx, &m), STR("Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n"
                                   "From: plan@plan.example\r\n"
                                   "To: maria@example.org\r\n"
                                   "Subject: Your code\r\n"
                                   "Message-ID: <m-1@plan.example>\r\n"
                                   "Content-Language: en\r\n"
                                   "Auto-Submitted: auto-generated\r\n"
                                   "MIME-Version: 1.0\r\n"
                                   "Content-Type: text/plain; charset=utf-8\r\n"
                                   "Content-Transfer-Encoding: quoted-printable\r\n"
                                   "\r\n"
                                   "Your code is 123456.\r\n"));
}

TEST(message__with_html_offers_both)
{
    Cx *cx = test_cx();
    Mail m = mail_plain();
    m.html = STR("<p>123456</p>");
    const Str s = message(cx, &m);
    CHECK(str_contains(
        s, STR("Content-Type: multipart/alternative; boundary=\"=_postern_alternative\"\r\n\r\n")));
    CHECK(str_contains(
        s,
        STR("\r\n\r\nYour code is 123456.\r\n--=_postern_alternative\r\nContent-Type: text/html")));
    CHECK(str_ends(s, STR("<p>123456</p>\r\n--=_postern_alternative--\r\n")));
}

TEST(message__subject_in_spanish_is_encoded_in_words_that_keep_characters_whole)
{
    Cx *cx = test_cx();
    Mail m = mail_plain();
    m.subject =
        STR("Su código de verificación: compruebe quién está pidiendo acceso, señora Muñoz");
    Str s = message(cx, &m);
    const Str start = STR("\r\nSubject:");
    size_t at = 0;
    while (!str_starts(str_from(s, at), start))
        at++;
    s = str_from(s, at + start.n);
    Str all = STR("");
    while (s.p[0] == ' ') {
        Str rest = str_from(s, 1), line, bytes;
        CHECK(str_split(&rest, '\n', &line));
        CHECK(line.n + 9 <= 76);
        CHECK(str_starts(line, STR("=?UTF-8?B?")));
        CHECK_OK(cx, base64_decode(cx, str_slice(line, 10, line.n - 3), STR("word"), &bytes));
        CHECK(utf8_valid(bytes));
        all = arena_join(cx->mem, all, bytes, STR(""));
        s = rest;
    }
    CHECK_STR(all, m.subject);
}

TEST(message__body_is_quoted_printable)
{
    Cx *cx = test_cx();
    Mail m = mail_plain();
    m.text = STR("a=b \r\n.dot\nñ\n\n");
    CHECK(str_ends(message(cx, &m), STR("\r\n\r\na=3Db=20\r\n=2Edot\r\n=C3=B1\r\n\r\n")));
}

TEST(message__no_line_is_longer_than_76)
{
    Cx *cx = test_cx();
    Mail m = mail_plain();
    char *p = arena_alloc_raw(cx->mem, 3000);
    for (size_t i = 0; i < 3000; i++)
        p[i] = i % 7 ? 'x' : '=';
    m.text = (Str){ p, 3000 };
    Str rest = message(cx, &m);
    for (Str line; str_split(&rest, '\n', &line);)
        CHECK(line.n <= 77); /* with its CR */
}

/* AUTHORIZATION M26. */
TEST(message__header_injection_is_refused)
{
    Cx *cx = test_cx();
    static const Str bad[] = {
        STR_C("x\r\nBcc: eve@example.org"),
        STR_C("x\nBcc: eve@example.org"),
        STR_C("x\rBcc: eve@example.org"),
        STR_C("x\0y"),
        STR_C("\xff"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str out;
        Mail m = mail_plain();
        m.subject = bad[i];
        CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
        m = mail_plain();
        m.to = arena_join(cx->mem, STR("a@b.example"), bad[i], STR(""));
        CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
        m = mail_plain();
        m.from = arena_join(cx->mem, bad[i], STR("a@b.example"), STR(""));
        CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
        m = mail_plain();
        m.id = bad[i];
        CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
        m = mail_plain();
        m.lang = bad[i];
        CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
    }
}

TEST(message__an_address_is_one_address)
{
    Cx *cx = test_cx();
    static const char *const bad[] = { "",      "a",     "@b",   "a@", "a@b,c@d",
                                       "a b@c", "<a@b>", "a@b>", "a@ñ" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str out;
        Mail m = mail_plain();
        m.to = str_of(bad[i]);
        CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
    }
}

TEST(message__over_64_kib_is_refused)
{
    Cx *cx = test_cx();
    Mail m = mail_plain();
    Str out;
    m.text = (Str){ arena_alloc(cx->mem, LIMIT_MAIL), LIMIT_MAIL };
    CHECK_FAILS(cx, ST_INVALID, mail_message(cx, &m, &out));
}
