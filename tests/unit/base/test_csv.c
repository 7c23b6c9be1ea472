#include "base/csv.h"
#include "tests/unit/test.h"

static const Str columns[] = { STR_C("name"), STR_C("code"), STR_C("note") };

static Csv csv_of(const char *text)
{
    return csv_new(str_of(text), columns, 3);
}

TEST(csv__lines_come_with_their_numbers_and_no_comments)
{
    Csv c = csv_of("\xef\xbb\xbfName, CODE\r\n\n# said\n a , b ,\"one, two\"\nx");
    CHECK(csv_next(&c) && !c.why && csv_is_head(&c, 2));
    CHECK(!csv_is_head(&c, 3) && c.column == 2);
    CHECK(csv_next(&c) && !c.why);
    CHECK_I64((int64_t)c.line, 4);
    CHECK_STR(c.fields[0], STR("a"));
    CHECK_STR(c.fields[1], STR("b"));
    CHECK_STR(c.fields[2], STR("one, two"));
    CHECK(csv_next(&c) && !c.why);
    CHECK_STR(c.fields[0], STR("x"));
    CHECK_STR(c.fields[1], STR(""));
    CHECK(!csv_next(&c));
}

TEST(csv__a_line_that_is_wrong_says_where_and_the_next_is_read)
{
    Csv c = csv_of("a,b,c,d\na,\"b\na,\"b\"c,d\n\"a\",b\n");
    CHECK(csv_next(&c) && c.why && c.column == 2);
    CHECK(csv_next(&c) && c.why && c.column == 1);
    CHECK(csv_next(&c) && c.why && c.column == 1);
    CHECK(csv_next(&c) && !c.why);
    CHECK_STR(c.fields[0], STR("a"));
    CHECK_STR(c.fields[1], STR("b"));
}

TEST(csv__nothing_is_no_line)
{
    Csv c = csv_of("");
    CHECK(!csv_next(&c));
    c = csv_of("# a\n\n");
    CHECK(!csv_next(&c));
}
