#include "json/json.h"

#include "base/buf.h"
#include "base/limits.h"
#include "tests/unit/test.h"

static const JsonVal *parsed(Cx *cx, Str text)
{
    JsonDoc *doc;
    CHECK_OK(cx, json_parse(cx, text, &doc));
    return json_root(doc);
}

static void refused(Str text)
{
    Cx *cx = test_cx();
    JsonDoc *doc;
    CHECK_FAILS(cx, ST_STRUCTURE, json_parse(cx, text, &doc));
}

TEST(json__reads_members_and_elements_in_order)
{
    Cx *cx = test_cx();
    const JsonVal *v = parsed(cx, STR("{\"a\":[1,\"x\",true,null],\"b\":{\"c\":\"d\"}}"));
    CHECK(json_type(v) == JSON_OBJECT && json_len(v) == 2);
    JsonIter it = json_iter(json_get(v, STR("a")));
    CHECK(json_next(&it) && json_type(it.val) == JSON_NUMBER);
    CHECK(json_next(&it));
    CHECK_STR(json_str(it.val), STR("x"));
    CHECK(json_next(&it) && json_bool(it.val));
    CHECK(json_next(&it) && json_type(it.val) == JSON_NULL);
    CHECK(!json_next(&it));
    it = json_iter(v);
    CHECK(json_next(&it));
    CHECK_STR(it.key, STR("a"));
    CHECK(json_next(&it));
    CHECK_STR(json_get_str(it.val, STR("c")), STR("d"));
}

TEST(json__keeps_the_text_of_numbers)
{
    Cx *cx = test_cx();
    const JsonVal *v = parsed(cx, STR("[1.00,-0,1e400,123456789012345678901234567890]"));
    static const Str want[] = { STR_C("1.00"), STR_C("-0"), STR_C("1e400"),
                                STR_C("123456789012345678901234567890") };
    size_t i = 0;
    for (JsonIter it = json_iter(v); json_next(&it); i++)
        CHECK_STR(json_num(it.val), want[i]);
    CHECK(i == 4);
}

TEST(json__resolves_escapes_and_leaves_the_source_alone)
{
    Cx *cx = test_cx();
    const Str text = STR("{\"\\u0061\":\"\\ud83d\\ude00\\n\"}");
    CHECK_STR(json_get_str(parsed(cx, text), STR("a")), STR("\xf0\x9f\x98\x80\n"));
    CHECK_STR(text, STR("{\"\\u0061\":\"\\ud83d\\ude00\\n\"}"));
}

TEST(json__paths_through_nothing_give_nothing)
{
    Cx *cx = test_cx();
    const JsonVal *v = parsed(cx, STR("{\"a\":1}"));
    const JsonVal *none = json_get(json_get(v, STR("b")), STR("c"));
    CHECK(none == NULL && json_type(none) == JSON_ABSENT && json_len(none) == 0);
    CHECK(json_get(json_get(v, STR("a")), STR("c")) == NULL);
    CHECK(json_str(json_get(v, STR("a"))).p == NULL && json_num(v).p == NULL && !json_bool(v));
    JsonIter it = json_iter(none);
    CHECK(!json_next(&it));
}

TEST(json__refuses_what_rfc8259_does_not_have)
{
    refused(STR(""));
    refused(STR(" "));
    refused(STR("\xef\xbb\xbf{}"));
    refused(STR("{} x"));
    refused(STR("{}{}"));
    refused(STR("{\"a\":1,}"));
    refused(STR("{'a':1}"));
    refused(STR("[01]"));
    refused(STR("[NaN]"));
    refused(STR("[1] // note"));
    refused(STR("\"a\nb\""));
    refused(STR("{}\0"));
}

TEST(json__refuses_broken_unicode_and_nul)
{
    refused(STR("\"\xc3\""));
    refused(STR("\"\xed\xa0\x80\""));
    refused(STR("\"\\ud800\""));
    refused(STR("\"\\udc00x\""));
    refused(STR("[\"a\\u0000b\"]"));
    refused(STR("{\"a\\u0000\":1}"));
    Cx *cx = test_cx();
    CHECK_STR(json_str(parsed(cx, STR("\"\\\\u0000\""))), STR("\\u0000"));
}

TEST(json__refuses_the_same_key_twice)
{
    refused(STR("{\"a\":1,\"a\":1}"));
    refused(STR("{\"a\":1,\"b\":[{\"c\":1,\"d\":2,\"c\":3}]}"));
    refused(STR("{\"ab\":1,\"\\u0061b\":1}"));
    Cx *cx = test_cx();
    CHECK(json_len(parsed(cx, STR("{\"a\":{\"a\":1},\"b\":{\"a\":1},\"A\":1,\"\":1}"))) == 4);
}

/* More members than are compared pairwise. */
static Str wide(Cx *cx, size_t n, Str last)
{
    Buf *b = buf_new(cx, 64u << 20);
    buf_char(b, '{');
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "\"k%zu\":%zu,", i, i);
    buf_put(b, last);
    buf_char(b, '}');
    return buf_str(b);
}

TEST(json__refuses_the_same_key_twice_in_wide_objects)
{
    Cx *cx = test_cx();
    refused(wide(cx, 17, STR("\"k3\":0")));
    refused(wide(cx, 50000, STR("\"\\u006b0\":0")));
    CHECK(json_len(parsed(cx, wide(cx, 50000, STR("\"z\":0")))) == 50001);
}

static Str nested(Cx *cx, size_t depth)
{
    char *p = arena_alloc(cx->mem, 2 * depth);
    memset(p, '[', depth);
    memset(p + depth, ']', depth);
    return (Str){ p, 2 * depth };
}

TEST(json__refuses_nesting_over_the_limit)
{
    Cx *cx = test_cx();
    CHECK(json_len(parsed(cx, nested(cx, LIMIT_JSON_DEPTH))) == 1);
    refused(nested(cx, LIMIT_JSON_DEPTH + 1));
    refused(nested(cx, 1000000));
}
