/* When a parent's access ends (AUTHORIZATION M37, M38). */
#include "base/date.h"
#include "member/member_int.h"
#include "tests/unit/test.h"

static int64_t at(const char *born, const char *a, const char *b)
{
    const Str states[] = { str_of(a), str_of(b) };
    return member_majority_ms(str_of(born), states, !*a ? 0 : !*b ? 1 : 2);
}

/* M37, M38, threat 58 */
TEST(majority__is_the_states_birthday_at_its_midnight)
{
    static const struct {
        const char *born, *state, *other, *ends;
    } rows[] = {
        { "2008-06-15", "NY", "", "2026-06-15T04:00:00.000Z" },
        { "2008-01-15", "NY", "", "2026-01-15T05:00:00.000Z" },
        { "2008-06-15", "CA", "", "2026-06-15T07:00:00.000Z" },
        { "2008-06-15", "AL", "", "2027-06-15T05:00:00.000Z" },
        { "2008-06-15", "NE", "", "2027-06-15T05:00:00.000Z" },
        { "2008-06-15", "MS", "", "2029-06-15T05:00:00.000Z" },
        { "2008-06-15", "PR", "", "2029-06-15T04:00:00.000Z" },
        { "2008-06-15", "HI", "", "2026-06-15T10:00:00.000Z" },
        { "2008-06-15", "GU", "", "2026-06-14T14:00:00.000Z" },
        { "2008-06-15", "ms", "", "2029-06-15T05:00:00.000Z" },
        /* Of two zones the eastern: too soon rather than too late. */
        { "2008-06-15", "TN", "", "2026-06-15T04:00:00.000Z" },
        { "2008-06-15", "OR", "", "2026-06-15T06:00:00.000Z" },
        { "2008-06-15", "AZ", "", "2026-06-15T06:00:00.000Z" },
        /* Nobody knows where. */
        { "2008-06-15", "", "", "2026-06-15T00:00:00.000Z" },
        { "2008-06-15", "Mississippi", "", "2026-06-15T00:00:00.000Z" },
        { "2008-06-15", "ZZ", "", "2026-06-15T00:00:00.000Z" },
        /* Two homes: the earlier end. */
        { "2008-06-15", "MS", "IL", "2026-06-15T05:00:00.000Z" },
        { "2008-06-15", "MS", "Elsewhere", "2026-06-15T00:00:00.000Z" },
        /* No 29 February in that year. */
        { "2008-02-29", "MA", "", "2026-03-01T05:00:00.000Z" },
        { "2008-02-29", "NE", "", "2027-03-01T06:00:00.000Z" },
        { "2007-02-28", "MA", "", "2025-02-28T05:00:00.000Z" },
        /* The days on which clocks change, and the next ones. */
        { "2008-03-08", "NY", "", "2026-03-08T05:00:00.000Z" },
        { "2008-03-09", "NY", "", "2026-03-09T04:00:00.000Z" },
        { "2008-11-01", "NY", "", "2026-11-01T04:00:00.000Z" },
        { "2008-11-02", "NY", "", "2026-11-02T05:00:00.000Z" },
    };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(date_instant_str(cx, at(rows[i].born, rows[i].state, rows[i].other)),
                  str_of(rows[i].ends));
}

/* M37 */
TEST(majority__without_a_birthday_makes_nobody_a_child)
{
    CHECK_I64(at("", "NY", ""), 0);
    CHECK_I64(at("2008-06", "MS", ""), 0);
    CHECK_I64(at("", "", ""), 0);
}

TEST(majority__knows_each_state_by_its_letters)
{
    static const char all[] =
        "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI "
        "MN MO MP MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA "
        "VI VT WA WI WV WY";
    const int64_t nowhere = at("2008-06-15", "", "");
    Str rest = str_of(all);
    for (Str s; str_split(&rest, ' ', &s);)
        CHECK(member_majority_ms(STR("2008-06-15"), &s, 1) != nowhere);
}
