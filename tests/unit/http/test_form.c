#include "base/limits.h"
#include "http/http.h"
#include "tests/unit/test.h"

TEST(form__names_and_values_are_decoded_once_in_order)
{
    Cx *cx = test_cx();
    HttpForm f;
    CHECK_OK(cx, http_form_parse(cx, STR("a=1&b=x+y%2Bz&a=2&c&d=%2541"), &f));
    CHECK_I64((int64_t)f.count, 5);
    CHECK_STR(http_form_get(&f, STR("a")), STR("1"));
    CHECK_STR(http_form_get(&f, STR("b")), STR("x y+z"));
    CHECK_STR(http_form_get(&f, STR("d")), STR("%41"));
    CHECK_I64((int64_t)http_form_count(&f, STR("a")), 2);
}

TEST(form__an_empty_value_is_not_an_absent_one)
{
    Cx *cx = test_cx();
    HttpForm f;
    CHECK_OK(cx, http_form_parse(cx, STR("a=&b"), &f));
    CHECK(http_form_get(&f, STR("a")).p != NULL && http_form_get(&f, STR("a")).n == 0);
    CHECK(http_form_get(&f, STR("b")).p != NULL);
    CHECK(http_form_get(&f, STR("c")).p == NULL);
}

TEST(form__broken_escapes_nul_and_other_encodings_are_refused)
{
    Cx *cx = test_cx();
    HttpForm f;
    CHECK_FAILS(cx, ST_INVALID, http_form_parse(cx, STR("a=%zz"), &f));
    CHECK_FAILS(cx, ST_INVALID, http_form_parse(cx, STR("a=%4"), &f));
    CHECK_FAILS(cx, ST_INVALID, http_form_parse(cx, STR("a%00=1"), &f));
    CHECK_FAILS(cx, ST_INVALID, http_form_parse(cx, STR("a=%c3%28"), &f));
}

TEST(form__more_fields_than_the_ceiling_are_refused)
{
    Cx *cx = test_cx();
    HttpForm f;
    char *text = arena_alloc(cx->mem, 2 * LIMIT_FORM_FIELDS + 2);
    for (size_t i = 0; i < LIMIT_FORM_FIELDS; i++)
        memcpy(text + 2 * i, "a&", 2);
    CHECK_OK(cx, http_form_parse(cx, (Str){ text, 2 * LIMIT_FORM_FIELDS - 1 }, &f));
    CHECK_I64((int64_t)f.count, LIMIT_FORM_FIELDS);
    text[2 * LIMIT_FORM_FIELDS] = 'b';
    CHECK_FAILS(cx, ST_INVALID, http_form_parse(cx, (Str){ text, 2 * LIMIT_FORM_FIELDS + 1 }, &f));
}

TEST(cookie__the_first_of_a_name_wins)
{
    const HttpField fields[] = { { STR("cookie"), STR("a=1; sid=first;b") },
                                 { STR("Cookie"), STR("sid=second; c=3") } };
    const HttpRequest rq = { .headers = fields, .header_count = 2 };
    CHECK_STR(http_cookie(&rq, STR("sid")), STR("first"));
    CHECK_STR(http_cookie(&rq, STR("c")), STR("3"));
    CHECK(http_cookie(&rq, STR("si")).p == NULL);
}

TEST(reply__a_header_value_with_a_line_end_is_never_sent)
{
    Cx *cx = test_cx();
    HttpReply rp = { 0 };
    http_header(cx, &rp, STR("X"), STR("a\r\nSet-Cookie: b"));
    CHECK_I64((int64_t)rp.header_count, 0);
    for (int i = 0; i < 40; i++)
        http_header(cx, &rp, STR("X"), STR("fine"));
    CHECK_I64((int64_t)rp.header_count, 40);
    CHECK_STR(rp.headers[0].value, STR("fine"));
}
