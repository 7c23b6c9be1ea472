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
    while (slot_next(&text, &before, &at))
        if (at.p && str_eq(at, name))
            return true;
    return false;
}

static void check_within(Str text, Str other)
{
    Str before;
    Str name;
    while (slot_next(&text, &before, &name))
        CHECK(!name.p || has_placeholder(other, name));
}

/* A16. */
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

TEST(message__is_cut_at_the_names_of_its_arguments)
{
    Str rest = STR("x{a}-{bc} {open"), before, name;
    CHECK(slot_next(&rest, &before, &name));
    CHECK_STR(before, STR("x"));
    CHECK_STR(name, STR("a"));
    CHECK(slot_next(&rest, &before, &name));
    CHECK_STR(before, STR("-"));
    CHECK_STR(name, STR("bc"));
    CHECK(slot_next(&rest, &before, &name));
    CHECK_STR(before, STR(" {open")); /* no name without its end */
    CHECK(!name.p);
    CHECK(!slot_next(&rest, &before, &name));
}
