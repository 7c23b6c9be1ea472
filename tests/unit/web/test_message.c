#include "base/codec.h"
#include "base/status.h"
#include "base/table.h"
#include "base/text.h"
#include "tests/unit/test.h"
#include "web/message.h"

TEST(message__keys_are_sorted_and_given_once)
{
    CHECK(table_is_sorted(message_rows, message_rows_n, sizeof *message_rows));
}

static bool has_placeholder(Str text, Str name)
{
    Str before;
    Str at;
    while (message_next(&text, &before, &at))
        if (at.p && str_eq(at, name))
            return true;
    return false;
}

static void check_within(Str text, Str other)
{
    Str before;
    Str name;
    while (message_next(&text, &before, &name))
        CHECK(!name.p || has_placeholder(other, name));
}

TEST(message__both_languages_are_there_with_the_same_placeholders)
{
    for (size_t i = 0; i < message_rows_n; i++) {
        const MessageRow *row = &message_rows[i];
        CHECK(row->text[0].n > 0 && row->text[1].n > 0);
        CHECK(utf8_valid(row->text[0]) && utf8_valid(row->text[1]));
        check_within(row->text[0], row->text[1]);
        check_within(row->text[1], row->text[0]);
    }
}

TEST(message__every_outcome_that_a_page_meets_has_its_words)
{
    for (int st = 0; st < ST_COUNT; st++) {
        const Str key = status_row((Status)st)->message;
        CHECK(key.n == 0 || message_find(key));
    }
}

TEST(message__arguments_take_their_places)
{
    Cx *cx = test_cx();
    const MessageArg args[] = { { STR("a"), STR("1") }, { STR("b"), STR("{a}") } };
    CHECK_STR(message_fill(cx, STR("{a}-{b}-{c}."), args, 2), STR("1-{a}-."));
    CHECK_STR(message_fill(cx, STR("no end {a"), args, 2), STR("no end {a"));
}
