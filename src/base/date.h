/* date.h - FHIR date, dateTime and instant as half-open ranges of milliseconds since 1970 UTC, by
 * the precision written (R4 search 3.1.1.4.7). A time without a zone is read as UTC. Years 0001 to
 * 9999, proleptic Gregorian; second 60 is accepted as the next second, hour 24 is not (R4 datatypes
 * 2.24.0.1); zones reach from -14:00 to +14:00; a fraction has 1 to 9 digits, of which three count. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/cx.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS) /* leap seconds are not counted */

#define DATE_MIN INT64_MIN /* an open start */
#define DATE_MAX INT64_MAX /* an open end */
#define DATE_INSTANT_LEN 24u

typedef struct DateRange {
    int64_t lo_ms; /* first millisecond inside */
    int64_t hi_ms; /* first millisecond after */
} DateRange;

/* yyyy[-mm[-dd[Thh:mm[:ss[.fff…]][Z|±hh:mm]]]]. False when text is anything else. */
bool date_parse(Str text, DateRange *out);
/* As date_parse with the reason; where names the parameter or element. */
MUST_USE Status date_range(Cx *cx, Str text, Str where, DateRange *out);
/* A real calendar day yyyy-mm-dd alone (a birth date); false otherwise. */
bool date_parse_day(Str text, DateRange *out);
/* yyyy-mm-ddThh:mm:ss.fffZ, always DATE_INSTANT_LEN characters, no NUL. */
void date_instant(int64_t ms, char out[DATE_INSTANT_LEN]);
Str date_instant_str(Cx *cx, int64_t ms);
/* Days since 1970-01-01 of a civil date, and back. */
int64_t date_days(int64_t year, unsigned month, unsigned day);
void date_civil(int64_t days, int64_t *year, unsigned *month, unsigned *day);
/* The birthday so many years after a day of birth, both as their first millisecond; of one born on 29 February
 * in other years 1 March. */
int64_t date_birthday(int64_t born_ms, int64_t years);
/* RFC 9110 s.5.6.7 IMF-fixdate, for HTTP and mail headers. */
Str date_http(Cx *cx, int64_t ms);
/* Any of the three forms of RFC 9110 s.5.6.7; years of two digits are those nearest to now_ms that are not
 * more than 50 years ahead. False when text is anything else; the day of the week is not compared. */
bool date_http_parse(Str text, int64_t now_ms, int64_t *out_ms);

#endif
