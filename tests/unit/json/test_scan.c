#include "json/scan.h"

#include "base/limits.h"
#include "tests/unit/test.h"
#include "json/json.h"

/* What a walk into everything comes to, as text: names, words, brackets. */
static void walked(Scan *s, Buf *b)
{
    const char next = scan_peek(s);
    if (!scan_enter(s)) {
        buf_put(b, scan_value(s));
        return;
    }
    buf_char(b, next);
    for (Str name; scan_next(s, &name);) {
        buf_put(b, name);
        buf_char(b, next == '{' ? '=' : ' ');
        walked(s, b);
    }
    buf_char(b, next == '{' ? '}' : ']');
}

static Str walk_of(Str text)
{
    Cx *cx = test_cx();
    Buf *b = buf_new(cx, 1 << 20);
    Scan s = scan_begin(text);
    walked(&s, b);
    CHECK_OK(cx, scan_end(cx, &s));
    return buf_str(b);
}

TEST(scan__comes_to_members_and_elements_in_order)
{
    CHECK_STR(walk_of(STR("{\"a\":[1,\"x\",true,null],\"b\":{\"c\":-1.50e3},\"d\":{},\"e\":[]}")),
              STR("{a=[ 1 \"x\" true null]b={c=-1.50e3}d={}e=[]}"));
    CHECK_STR(walk_of(STR("12")), STR("12"));
    CHECK_STR(walk_of(STR("\"\"")), STR("\"\""));
}

TEST(scan__space_between_tokens_is_nothing)
{
    CHECK_STR(walk_of(STR(" { \"a\"\t:\r\n[ 1 ,\n2 ] , \"b c\" : { } , \"d\":[ ]\n}\n")),
              STR("{a=[ 1 2]b c={}d=[]}"));
    Scan s = scan_begin(STR("[ \" x \" , 1 ]"));
    Str name = STR_NONE;
    CHECK(scan_enter(&s) && scan_next(&s, &name));
    CHECK_STR(scan_value(&s), STR("\" x \""));
    CHECK(scan_next(&s, &name));
    CHECK_STR(scan_value(&s), STR("1"));
    CHECK(!scan_next(&s, &name));
}

TEST(scan__brackets_and_quotes_in_strings_are_letters)
{
    CHECK_STR(walk_of(STR("{\"a}\":\"]},{[\",\"\\\"{\":[\"\\\\\",\"\\\\\\\"]\"]}")),
              STR("{a}=\"]},{[\"\\\"{=[ \"\\\\\" \"\\\\\\\"]\"]}"));
    Cx *cx = test_cx();
    for (size_t n = 0; n < 20; n++) { /* wherever among eight bytes they stand */
        const Str text = arena_printf(cx->mem, "\"%.*s\\\"}%.*s\\\\\"", (int)n,
                                      "xxxxxxxxxxxxxxxxxxxx", (int)(n % 9), "yyyyyyyyy");
        Scan s = scan_begin(arena_printf(cx->mem, "[%.*s,7]", STR_ARG(text)));
        Str name;
        CHECK(scan_enter(&s) && scan_next(&s, &name));
        CHECK_STR(scan_value(&s), text);
        CHECK(scan_next(&s, &name));
        CHECK_STR(scan_value(&s), STR("7"));
    }
}

TEST(scan__names_are_as_written_and_it_says_whether_with_escapes)
{
    Scan s = scan_begin(STR("{\"extensi\\u006fn\":1,\"extension\":\"\\n\",\"x\":2}"));
    Str name = STR_NONE;
    CHECK(scan_enter(&s) && scan_next(&s, &name));
    CHECK_STR(name, STR("extensi\\u006fn"));
    CHECK(s.escaped);
    (void)scan_value(&s);
    CHECK(scan_next(&s, &name) && !s.escaped);
    (void)scan_value(&s);
    CHECK(s.escaped);
    CHECK(scan_next(&s, &name) && !s.escaped);
    CHECK_STR(scan_get(STR("{\"extensi\\u006fn\":1}"), STR("extension")), STR_NONE);
}

TEST(scan__a_member_is_found_by_its_name_in_this_object_alone)
{
    const Str text = STR(" {\"b\":{\"a\":1},\"c\":\"a\", \"a\" : [2, {}] ,\"a\":3}");
    CHECK_STR(scan_get(text, STR("a")), STR("[2, {}]")); /* of two the first */
    CHECK_STR(scan_get(text, STR("c")), STR("\"a\""));
    CHECK(!scan_get(text, STR("d")).p);
    CHECK(!scan_get(STR("[\"a\",1]"), STR("a")).p);
    CHECK(!scan_get(STR("\"a\""), STR("a")).p);
    CHECK(!scan_get(STR_NONE, STR("a")).p);
}

/* Both are in the walk: who reads refuses them (json_parse). */
TEST(scan__a_name_that_stands_twice_comes_twice)
{
    CHECK_STR(walk_of(STR("{\"a\":1,\"a\":2}")), STR("{a=1a=2}"));
}

static Str nested(Cx *cx, size_t depth)
{
    char *p = arena_alloc_raw(cx->mem, 2 * depth);
    for (size_t i = 0; i < depth; i++) {
        p[i] = '[';
        p[2 * depth - 1 - i] = ']';
    }
    return (Str){ p, 2 * depth };
}

TEST(scan__goes_as_deep_as_it_may_and_no_deeper)
{
    Cx *cx = test_cx();
    const Str most = nested(cx, SCAN_DEPTH);
    const Str over = nested(cx, SCAN_DEPTH + 1);
    Scan s = scan_begin(most);
    CHECK_STR(scan_value(&s), most);
    CHECK_OK(cx, scan_end(cx, &s));
    CHECK_I64((int64_t)walk_of(most).n, 3 * SCAN_DEPTH - 1); /* a space before each but the first */
    s = scan_begin(over);
    CHECK_STR(scan_value(&s), STR(""));
    CHECK_FAILS(cx, ST_STRUCTURE, scan_end(cx, &s));
    s = scan_begin(over);
    walked(&s, buf_new(cx, 1 << 20));
    CHECK_FAILS(cx, ST_STRUCTURE, scan_end(cx, &s));
}

/* An object's bit is its level's, whatever stood at that depth before. */
TEST(scan__objects_and_lists_take_turns_at_any_depth)
{
    Cx *cx = test_cx();
    Buf *b = buf_new(cx, 1 << 16);
    Buf *want = buf_new(cx, 1 << 16);
    for (size_t i = 0; i < LIMIT_JSON_DEPTH; i++) {
        buf_put(b, STR("[[],{\"k\":"));
        buf_put(want, STR("[ [] {k="));
    }
    buf_char(b, '1');
    buf_char(want, '1');
    for (size_t i = 0; i < LIMIT_JSON_DEPTH; i++) {
        buf_put(b, STR("},2]"));
        buf_put(want, STR("} 2]"));
    }
    CHECK_STR(walk_of(buf_str(b)), buf_str(want));
}

static void wrong(Str text)
{
    Cx *cx = test_cx();
    Scan s = scan_begin(text);
    walked(&s, buf_new(cx, 1 << 16));
    CHECK_FAILS(cx, ST_STRUCTURE, scan_end(cx, &s));
    CHECK(s.at == s.end);
}

TEST(scan__what_ends_too_early_is_said_wherever_that_is)
{
    const Str text = STR("{\"a\":[1,{\"b\":\"x\\\"\"},null],\"c\":{\"d\":[]}}");
    for (size_t n = 0; n < text.n; n++)
        wrong(str_slice(text, 0, n));
    Cx *cx = test_cx();
    for (size_t n = 0; n < text.n; n++) { /* passed whole */
        Scan s = scan_begin(str_slice(text, 0, n));
        CHECK_STR(scan_value(&s), STR(""));
        CHECK_FAILS(cx, ST_STRUCTURE, scan_end(cx, &s));
    }
}

TEST(scan__a_structure_that_is_none_is_said)
{
    static const char *const texts[] = {
        "{1:2}",      "{\"a\"}", "{\"a\" 1}", "{\"a\":}", "{\"a\":1,}",        "{,\"a\":1}",
        "[,1]",       "[1,]",    "[1 2]",     "[1}",      "{\"a\":1]",         "]",
        "{\"a\":1}}", "1 2",     ":",         "[[1]",     "{\"a\":1 \"b\":2}", "{{}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        wrong(str_of(texts[i]));
}

TEST(scan__tokens_are_all_there_is_but_space)
{
    Cx *cx = test_cx();
    Scan s = scan_begin(STR(" {\"a b\" : [ -1.5e+3 , true ,\"\\\" \"]} "));
    Buf *b = buf_new(cx, 1 << 10);
    size_t count = 0;
    for (Str token; scan_token(&s, &token); count++)
        buf_put(b, token);
    CHECK_STR(buf_str(b), STR("{\"a b\":[-1.5e+3,true,\"\\\" \"]}"));
    CHECK(count == 11);
    CHECK_OK(cx, scan_end(cx, &s));
}

/* What is behind the value is not lost: a copy goes on by itself. */
TEST(scan__a_copy_looks_ahead)
{
    Scan s = scan_begin(STR("{\"a\":{\"b\":[1]},\"c\":2}"));
    Str name = STR_NONE;
    CHECK(scan_enter(&s) && scan_next(&s, &name));
    Scan ahead = s;
    CHECK_STR(scan_value(&ahead), STR("{\"b\":[1]}"));
    CHECK(scan_next(&ahead, &name));
    CHECK_STR(name, STR("c"));
    CHECK(scan_enter(&s) && scan_next(&s, &name));
    CHECK_STR(name, STR("b"));
}
