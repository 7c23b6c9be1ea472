#include "base/zone.h"

#include "base/date.h"
#include "base/table.h"
#include "tests/unit/test.h"

static const char *shown(const char *zone, const char *instant)
{
    DateRange at;
    CHECK(date_parse(str_of(instant), &at));
    const Zone *z = zone_find(str_of(zone));
    CHECK(z);
    const Str local = date_instant_str(test_cx(), zone_local_ms(z, at.lo_ms));
    return arena_dup(test_cx()->mem, str_slice(local, 0, 16)).p;
}

TEST(zone__summer_begins_and_ends_at_two_o_clock)
{
    static const struct {
        const char *zone, *instant, *local;
    } rows[] = {
        { "America/New_York", "2026-03-08T06:59:00Z", "2026-03-08T01:59" },
        { "America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00" },
        { "America/New_York", "2026-11-01T05:59:00Z", "2026-11-01T01:59" },
        { "America/New_York", "2026-11-01T06:00:00Z", "2026-11-01T01:00" },
        { "America/Los_Angeles", "2026-07-01T06:30:00Z", "2026-06-30T23:30" },
        { "America/Phoenix", "2026-07-01T06:30:00Z", "2026-06-30T23:30" },
        { "America/Denver", "2026-07-01T06:30:00Z", "2026-07-01T00:30" },
        { "Pacific/Guam", "2026-12-31T14:00:00Z", "2027-01-01T00:00" },
        { "Pacific/Honolulu", "1969-12-31T10:00:00Z", "1969-12-31T00:00" },
        { "UTC", "2026-07-01T06:30:00Z", "2026-07-01T06:30" },
    };
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        CHECK_STR(str_of(shown(rows[i].zone, rows[i].instant)), str_of(rows[i].local));
}

TEST(zone__a_clock_is_read_as_people_say_it)
{
    const Zone *z = zone_find(STR("America/Chicago"));
    Cx *cx = test_cx();
    CHECK_STR(zone_clock(cx, z, 6 * HOUR_MS, false), STR("12:00 AM"));
    CHECK_STR(zone_clock(cx, z, 18 * HOUR_MS + 5 * MINUTE_MS, false), STR("12:05 PM"));
    CHECK_STR(zone_clock(cx, z, 5 * HOUR_MS + 59 * MINUTE_MS, true), STR("11:59 p. m."));
    CHECK_STR(zone_words(z, true), STR("hora del Centro"));
    CHECK_STR(zone_words(NULL, true), STR("hora del Este"));
}

TEST(zone__every_name_is_found)
{
    Str rest = zone_names(test_cx());
    Str name;
    while (str_split(&rest, ' ', &name))
        CHECK(zone_find(name));
    CHECK(!zone_find(STR("")));
}
