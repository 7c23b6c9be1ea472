#include "json/json.h"

#include "base/buf.h"
#include "tests/unit/test.h"

TEST(json__writes_what_it_read)
{
    Cx *cx = test_cx();
    JsonDoc *doc;
    const Str text = STR(
        "{\"a\":[1.50,-0,1e400,\"q\\\"\\\\\\n\",true,false,null,{},[]],\"\xc3\xa9\":{\"b\":\"\"}}");
    Buf *b = buf_new(cx, 1 << 10);
    CHECK_OK(cx, json_parse(cx, text, &doc));
    json_write(b, json_root(doc));
    CHECK_STR(buf_str(b), text);
}

TEST(json__indents_and_leaves_strings_alone)
{
    Cx *cx = test_cx();
    Buf *b = buf_new(cx, 1 << 10);
    json_indent(b, STR("{\"a\": [1,\"{,:\\\"}\"],\"b\":{},\"c\":[ ]}"));
    CHECK_STR(buf_str(b),
              STR("{\n  \"a\": [\n    1,\n    \"{,:\\\"}\"\n  ],\n  \"b\": {},\n  \"c\": []\n}\n"));
}

TEST(json__indents_nothing_past_the_end_of_what_is_broken)
{
    Cx *cx = test_cx();
    Buf *b = buf_new(cx, 1 << 10);
    json_indent(b, STR("[1,]}\"a\\"));
    CHECK_STR(buf_str(b), STR("[\n  1,\n  \n]\n"));
    json_indent(b, STR("\"a\\"));
    CHECK_STR(buf_str(b), STR("[\n  1,\n  \n]\n\n"));
}
