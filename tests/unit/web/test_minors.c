/* Until when a parent may share a sensitive kind (AUTHORIZATION M37). */
#include "base/buf.h"
#include "base/date.h"
#include "fhir/label.h"
#include "tests/unit/test.h"
#include "web/minors.h"

#define HEAD "state,category,age,note\n"
#define MH LABEL_BIT(LABEL_MENTAL_HEALTH)
#define SUD LABEL_BIT(LABEL_SUBSTANCE_USE)

static const MinorRules *rules_of(const char *csv)
{
    const MinorRules *rules;
    CHECK_OK(test_cx(), minors_read(test_cx(), str_of(csv), &rules));
    return rules;
}

static void refused(const char *csv, const char *why)
{
    Cx *cx = test_cx();
    const MinorRules *rules;
    CHECK_FAILS(cx, ST_INVALID, minors_read(cx, str_of(csv), &rules));
    CHECK_STR(cx->fault.where, STR("minors.csv"));
    CHECK_STR(cx->fault.detail, str_of(why));
}

/* Of somebody born on 1 June 2012, with one address in each of states ("OR MA"). */
static MinorOpen open_of(const MinorRules *rules, const char *states)
{
    Str list[4];
    Str rest = str_of(states);
    RosterName name = { .birth_date = STR("2012-06-01"), .states = list };
    for (Str s; str_split(&rest, ' ', &s);)
        if (s.n)
            list[name.state_count++] = s;
    return minors_open(test_cx(), rules, &name, MH | SUD);
}

static int64_t day(int64_t year)
{
    return date_days(year, 6, 1) * DAY_MS;
}

TEST(minors__a_list_that_cannot_be_right_says_where)
{
    refused("age,state\n", "line 1, column 1 (state): the first line is state,category,age,note");
    refused(HEAD "Oregon,hiv,14\n", "line 2, column 1 (state): two letters of the Postal Service");
    refused(HEAD "OR,minors,14\n",
            "line 2, column 2 (category): not the word of a category that somebody may share");
    refused(HEAD "OR,sealed,14\n",
            "line 2, column 2 (category): not the word of a category that somebody may share");
    refused(HEAD "OR,hiv,11\n",
            "line 2, column 3 (age): 12 to 21: from this age on it is the child's alone");
    refused(HEAD "OR,hiv,22\n",
            "line 2, column 3 (age): 12 to 21: from this age on it is the child's alone");
    refused(HEAD "OR,hiv,14\nor,hiv,16\n",
            "line 3, column 2 (category): a second line of this state and category");
    refused(HEAD "OR,hiv,14,a,b\n", "line 2, column 4 (note): what has commas stands in quotes");
}

/* M37: at TEST_NOW_MS, of thirteen years. */
TEST(minors__what_no_list_names_is_the_childs_from_twelve_on)
{
    const MinorRules *rules = rules_of(HEAD "OR,mental_health,14\nMA,mental_health,16\n"
                                            "MA,substance_use,18\n");
    CHECK(open_of(NULL, "OR").kinds == 0);
    CHECK(open_of(rules_of(""), "OR").kinds == 0);
    CHECK(open_of(rules, "WA").kinds == 0);
    CHECK(open_of(rules, "").kinds == 0);
    const MinorOpen oregon = open_of(rules, "or");
    CHECK(oregon.kinds == MH && oregon.years == 14);
    CHECK_I64(oregon.until_ms, day(2026));
    const MinorOpen massachusetts = open_of(rules, "MA");
    CHECK(massachusetts.kinds == (MH | SUD) && massachusetts.years == 16);
    CHECK_I64(massachusetts.until_ms, day(2028));
}

/* M37: of two addresses the stricter state counts, kind by kind. */
TEST(minors__two_states_are_as_strict_as_the_stricter)
{
    const MinorRules *rules = rules_of(HEAD "OR,mental_health,14\nMA,mental_health,16\n"
                                            "MA,substance_use,18\n");
    const MinorOpen both = open_of(rules, "MA OR");
    CHECK(both.kinds == MH && both.years == 14);
    CHECK(open_of(rules, "MA WA").kinds == 0);
}

TEST(minors__nobody_knows_the_birthday)
{
    const RosterName name = { .birth_date = STR("2012") };
    CHECK(minors_open(test_cx(), NULL, &name, MH).kinds == 0);
    CHECK(minors_open(test_cx(), NULL, &name, MH).until_ms == DATE_MIN);
}

TEST(minors__a_list_has_a_ceiling)
{
    Cx *cx = test_cx();
    const MinorRules *rules;
    char *p = arena_alloc_raw(cx->mem, LIMIT_MINORS + 1);
    for (size_t i = 0; i <= LIMIT_MINORS; i++)
        p[i] = '\n';
    CHECK_OK(cx, minors_read(cx, (Str){ p, LIMIT_MINORS }, &rules));
    CHECK_FAILS(cx, ST_TOO_LONG, minors_read(cx, (Str){ p, LIMIT_MINORS + 1 }, &rules));
}
