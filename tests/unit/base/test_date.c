#include "base/date.h"
#include "tests/unit/test.h"

#define DAY INT64_C(86400000)

static void check_range(const char *text, int64_t lo_ms, int64_t hi_ms)
{
    DateRange r = { 1, 2 };
    CHECK(date_parse(str_of(text), &r));
    CHECK_I64(r.lo_ms, lo_ms);
    CHECK_I64(r.hi_ms, hi_ms);
}

/* R4 search 3.1.1.4.7: "2000-04" is the month, "2000-04-04" the day, "...T10:30" the minute. */
TEST(date__a_range_is_as_wide_as_the_precision_written)
{
    const int64_t day = 11051 * DAY; /* 2000-04-04 */
    check_range("2000", 10957 * DAY, 11323 * DAY);
    check_range("2000-04", 11048 * DAY, 11078 * DAY);
    check_range("2000-12", 11292 * DAY, 11323 * DAY);
    check_range("2000-04-04", day, day + DAY);
    check_range("2000-04-04T10:30", day + 37800000, day + 37860000);
    check_range("2000-04-04T10:30:05", day + 37805000, day + 37806000);
    check_range("2000-04-04T10:30:05Z", day + 37805000, day + 37806000);
    check_range("2000-04-04T10:30:05.1Z", day + 37805100, day + 37805200);
    check_range("2000-04-04T10:30:05.12Z", day + 37805120, day + 37805130);
    check_range("2000-04-04T10:30:05.123Z", day + 37805123, day + 37805124);
    check_range("2000-04-04T10:30:05.123999999Z", day + 37805123, day + 37805124);
}

TEST(date__zones_are_east_of_utc)
{
    check_range("1970-01-01T00:00:00+05:30", -19800000, -19799000);
    check_range("1970-01-01T00:00-14:00", 50400000, 50460000);
    check_range("1970-01-01T14:00+14:00", 0, 60000);
}

/* R4 datatypes 2.24.0.1: leap seconds are allowed. */
TEST(date__second_60_is_the_next_second)
{
    check_range("2016-12-31T23:59:60Z", 17167 * DAY, 17167 * DAY + 1000);
}

TEST(date__the_calendar_has_its_ends_and_leap_years)
{
    check_range("0001-01-01", -719162 * DAY, -719161 * DAY);
    check_range("9999-12-31", 2932896 * DAY, 2932897 * DAY);
    check_range("9999", 2932532 * DAY, 2932897 * DAY);
    check_range("2000-02-29", 11016 * DAY, 11017 * DAY);
    check_range("1969-12-31T23:59:59.999Z", -1, 0);
    DateRange r;
    CHECK(!date_parse(STR("1900-02-29"), &r) && !date_parse(STR("2023-02-29"), &r));
}

TEST(date__anything_else_is_no_date)
{
    static const Str bad[] = {
        STR_C(""),
        STR_C("0000"),
        STR_C("200"),
        STR_C("20000"),
        STR_C("-001"),
        STR_C("2000-"),
        STR_C("2000-1"),
        STR_C("2000-00"),
        STR_C("2000-13"),
        STR_C("2000-04-"),
        STR_C("2000-04-4"),
        STR_C("2000-04-00"),
        STR_C("2000-04-31"),
        STR_C("2000-04-04T"),
        STR_C("2000-04-04 10:30"),
        STR_C("2000-04-04t10:30Z"),
        STR_C("2000-04-04T10"),
        STR_C("2000-04-04T10Z"),
        STR_C("2000-04-04T24:00"),
        STR_C("2000-04-04T24:00:00Z"),
        STR_C("2000-04-04T10:60"),
        STR_C("2000-04-04T10:30:"),
        STR_C("2000-04-04T10:30:61Z"),
        STR_C("2000-04-04T10:30:05."),
        STR_C("2000-04-04T10:30:05.Z"),
        STR_C("2000-04-04T10:30:05.1234567890Z"),
        STR_C("2000-04-04T10:30:05z"),
        STR_C("2000-04-04T10:30:05+1:00"),
        STR_C("2000-04-04T10:30:05+14:01"),
        STR_C("2000-04-04T10:30:05-15:00"),
        STR_C("2000-04-04T10:30:05+01"),
        STR_C("2000-04-04T10:30:05+01:60"),
        STR_C("2000-04-04T10:30:05Z "),
        STR_C(" 2000"),
        STR_C("2000\0"),
        STR_C("2000Z"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        DateRange r = { 1, 2 };
        if (date_parse(bad[i], &r))
            FAIL(bad[i].p);
    }
}

TEST(date__a_refused_date_names_its_parameter)
{
    Cx *cx = test_cx();
    DateRange r;
    CHECK_FAILS(cx, ST_INVALID, date_range(cx, STR("May 4"), STR("birthdate"), &r));
    CHECK_STR(cx->fault.where, STR("birthdate"));
    CHECK_OK(cx, date_range(cx, STR("2000-05-04"), STR("birthdate"), &r));
}

TEST(date__a_birth_date_is_a_whole_day)
{
    DateRange r;
    CHECK(date_parse_day(STR("2000-02-29"), &r));
    CHECK(!date_parse_day(STR("2000-02"), &r));
    CHECK(!date_parse_day(STR("2000-02-30"), &r));
    CHECK(!date_parse_day(STR("2000-02-29T10:00Z"), &r));
}

TEST(date__days_and_civil_dates_are_each_others_way_back)
{
    for (int64_t days = -719162; days <= 2932896; days += 13) {
        int64_t y;
        unsigned m, d;
        date_civil(days, &y, &m, &d);
        CHECK(m >= 1 && m <= 12 && d >= 1 && d <= 31);
        CHECK_I64(date_days(y, m, d), days);
    }
    CHECK_I64(date_days(1970, 1, 1), 0);
    CHECK_I64(date_days(2000, 3, 1), 11017);
}

TEST(date__an_instant_is_read_back_as_written)
{
    Cx *cx = test_cx();
    static const int64_t times[] = {
        0, -1, 1, 951782400000, TEST_NOW_MS + 7, -62135596800000, 253402300799999
    };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        const Str text = date_instant_str(cx, times[i]);
        CHECK_I64((int64_t)text.n, DATE_INSTANT_LEN);
        check_range(text.p, times[i], times[i] + 1);
    }
    CHECK_STR(date_instant_str(cx, -1), STR("1969-12-31T23:59:59.999Z"));
}

/* RFC 9110 s.5.6.7 has 784111777 as its example. */
TEST(date__rfc9110_section_5_6_7_imf_fixdate)
{
    Cx *cx = test_cx();
    CHECK_STR(date_http(cx, INT64_C(784111777000)), STR("Sun, 06 Nov 1994 08:49:37 GMT"));
    CHECK_STR(date_http(cx, 0), STR("Thu, 01 Jan 1970 00:00:00 GMT"));
    CHECK_STR(date_http(cx, -1), STR("Wed, 31 Dec 1969 23:59:59 GMT"));
    CHECK_STR(date_http(cx, -DAY), STR("Wed, 31 Dec 1969 00:00:00 GMT"));
    CHECK_STR(date_http(cx, TEST_NOW_MS), STR("Thu, 01 Jan 2026 00:00:00 GMT"));
}

static int64_t http_ms(const char *text)
{
    int64_t ms;
    return date_http_parse(str_of(text), TEST_NOW_MS, &ms) ? ms : -1;
}

TEST(date__rfc9110_section_5_6_7_three_forms_are_read)
{
    const int64_t example = INT64_C(784111777000);
    CHECK_I64(http_ms("Sun, 06 Nov 1994 08:49:37 GMT"), example);
    CHECK_I64(http_ms("Sunday, 06-Nov-94 08:49:37 GMT"), example);
    CHECK_I64(http_ms("Sun Nov  6 08:49:37 1994"), example);
    CHECK_I64(http_ms(" Thu, 01 Jan 2026 00:00:00 GMT "), TEST_NOW_MS);
    CHECK_I64(http_ms("Tue Dec 16 00:00:00 1975"), INT64_C(187920000000));
}

TEST(date__an_http_year_of_two_digits_is_never_more_than_50_years_ahead)
{
    CHECK_I64(http_ms("Thursday, 01-Jan-26 00:00:00 GMT"), TEST_NOW_MS);
    CHECK_I64(http_ms("Wednesday, 01-Jan-76 00:00:00 GMT"), date_days(2076, 1, 1) * DAY);
    CHECK_I64(http_ms("Saturday, 01-Jan-77 00:00:00 GMT"), date_days(1977, 1, 1) * DAY);
}

TEST(date__what_is_no_http_date_is_refused)
{
    static const char *const bad[] = { "",
                                       "0",
                                       "yesterday",
                                       "2026-01-01T00:00:00Z",
                                       "Sun, 31 Feb 1994 08:49:37 GMT",
                                       "Sun, 06 nov 1994 08:49:37 GMT",
                                       "Sun, 06 Foo 1994 08:49:37 GMT",
                                       "Sun, 06 Nov 1994 24:49:37 GMT",
                                       "Sun, 06 Nov 1994 08:49:37 CET",
                                       "Sun, 06 Nov 19x4 08:49:37 GMT",
                                       "Sun, 0x Nov 1994 08:49:37 GMT",
                                       "Sun, 06 Nov 1994 08-49-37 GMT",
                                       "Sun, 06 Nov 1994 08:49:37 GMT, Sun",
                                       "Sunday, 06-Nov-1994 08:49:37 GMT",
                                       "Sun Nov 06 08:49:37 94",
                                       "Sun Nov  6 08:49:37 +994" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_I64(http_ms(bad[i]), -1);
}
