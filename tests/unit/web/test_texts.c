#include "tests/unit/test.h"
#include "web/message.h"
#include "web/texts.h"

static Status read_one(const PlanText *t, const WebTexts **out)
{
    const Plan plan = { .texts = { .path = STR("texts.ini"), .list = t, .count = 1 } };
    return texts_read(test_cx(), &plan, out);
}

static void check_refused(PlanText t, const char *detail)
{
    const WebTexts *own;
    t.line = 7;
    CHECK_FAILS(test_cx(), ST_INVALID, read_one(&t, &own));
    CHECK_STR(test_cx()->fault.where, STR("texts.ini"));
    CHECK_STR(test_cx()->fault.detail, str_of(detail));
    test_cx()->fault = (Fault){ 0 };
}

TEST(texts__a_plan_s_own_words_stand_for_ours_in_its_language)
{
    const WebTexts *own;
    const PlanText t = { .key = STR("help_support_code"), .text = STR("Tell them {code}") };
    const MessageRow *row = message_find(t.key);
    CHECK_OK(test_cx(), read_one(&t, &own));
    CHECK_STR(message_text(row, (MessageWords){ .lang = LANG_EN, .own = own->text[LANG_EN] }),
              t.text);
    CHECK_STR(message_text(row, (MessageWords){ .lang = LANG_ES, .own = own->text[LANG_ES] }),
              row->text[LANG_ES]);
    row = message_find(STR("help_whom"));
    CHECK_STR(message_text(row, (MessageWords){ .lang = LANG_EN, .own = own->text[LANG_EN] }),
              row->text[LANG_EN]);
}

TEST(texts__a_plan_without_a_file_has_none)
{
    const WebTexts *own;
    const Plan plan = { .texts = { .count = 0 } };
    CHECK_OK(test_cx(), texts_read(test_cx(), &plan, &own));
    CHECK(own == NULL);
}

TEST(texts__what_a_text_must_say_is_said)
{
    check_refused((PlanText){ .key = STR("no_such"), .text = STR("x") },
                  "line 7: there is no text no_such");
    check_refused((PlanText){ .key = STR("help_support_code"), .text = STR("Tell them") },
                  "line 7: help_support_code must say {code}");
    check_refused((PlanText){ .key = STR("help_whom"), .text = STR("Ask {app}") },
                  "line 7: help_whom knows no {app}");
    check_refused((PlanText){ .key = STR("help_support_code"), .text = STR("{code} {code") },
                  "line 7: a brace that is part of no {name}");
    check_refused((PlanText){ .key = STR("help_whom"), .text = STR("app}") },
                  "line 7: a brace that is part of no {name}");
}

/* 42 CFR 2.31 */
TEST(texts__what_the_law_words_is_not_a_plan_s_to_change)
{
    check_refused((PlanText){ .key = STR("part2_who"), .text = STR("{plan} {app}") },
                  "line 7: part2_who is not a plan's to change");
}
