#include "base/date.h"

#include <stdio.h>

/* Howard Hinnant's civil calendar arithmetic: eras of 400 years that begin on 1 March. */
int64_t date_days(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t of_era = year - era * 400;
    const int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void date_civil(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    days += 719468;
    const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const int64_t of_era = days - era * 146097;
    const int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    const int64_t m = (5 * of_year + 2) / 153;
    *day = (unsigned)(of_year - (153 * m + 2) / 5 + 1);
    *month = (unsigned)(m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

static unsigned month_days(int64_t y, unsigned m)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return m == 2 && leap ? 29 : days[m - 1];
}

/* n digits at the front of *s, within [lo, hi]. */
static bool take(Str *s, size_t n, unsigned lo, unsigned hi, unsigned *out)
{
    uint64_t v;
    if (s->n < n || !str_to_u64(str_slice(*s, 0, n), &v) || v < lo || v > hi)
        return false;
    *s = str_from(*s, n);
    *out = (unsigned)v;
    return true;
}

static bool take_char(Str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = str_from(*s, 1);
    return true;
}

/* Z, ±hh:mm or nothing: minutes east of UTC. */
static bool take_zone(Str s, int64_t *minutes)
{
    unsigned h;
    unsigned m;
    *minutes = 0;
    if (s.n == 0 || str_eq(s, STR("Z")))
        return true;
    const bool west = s.p[0] == '-';
    if (!take_char(&s, '-') && !take_char(&s, '+'))
        return false;
    if (!take(&s, 2, 0, 14, &h) || !take_char(&s, ':') || !take(&s, 2, 0, 59, &m) || s.n)
        return false;
    *minutes = (west ? -1 : 1) * (int64_t)(h * 60 + m);
    return h < 14 || m == 0;
}

/* .fff…: milliseconds and the width of the last digit, at least one millisecond. */
static bool take_fraction(Str *s, int64_t *ms, int64_t *width)
{
    static const int64_t unit[] = { 100, 10, 1 };
    size_t n = 0;
    *ms = 0;
    for (; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++)
        if (n < 3)
            *ms += (s->p[n] - '0') * unit[n];
    *width = n >= 3 ? 1 : n ? unit[n - 1] : 0;
    *s = str_from(*s, n);
    return n > 0 && n <= 9;
}

static bool take_time(Str s, int64_t day_ms, DateRange *out)
{
    unsigned h;
    unsigned m;
    unsigned sec = 0;
    int64_t fraction = 0;
    int64_t width = MINUTE_MS;
    int64_t zone;
    if (!take(&s, 2, 0, 23, &h) || !take_char(&s, ':') || !take(&s, 2, 0, 59, &m))
        return false;
    if (take_char(&s, ':')) {
        if (!take(&s, 2, 0, 60, &sec))
            return false;
        width = 1000;
        if (take_char(&s, '.') && !take_fraction(&s, &fraction, &width))
            return false;
    }
    if (!take_zone(s, &zone))
        return false;
    out->lo_ms = day_ms + ((int64_t)h * 60 + m - zone) * MINUTE_MS + (int64_t)sec * 1000 + fraction;
    out->hi_ms = out->lo_ms + width;
    return true;
}

bool date_parse(Str s, DateRange *out)
{
    unsigned y;
    unsigned m;
    unsigned d;
    if (!take(&s, 4, 1, 9999, &y))
        return false;
    if (s.n == 0) {
        *out = (DateRange){ date_days(y, 1, 1) * DAY_MS, date_days((int64_t)y + 1, 1, 1) * DAY_MS };
        return true;
    }
    if (!take_char(&s, '-') || !take(&s, 2, 1, 12, &m))
        return false;
    if (s.n == 0) {
        const int64_t first = date_days(y, m, 1);
        *out = (DateRange){ first * DAY_MS, (first + month_days(y, m)) * DAY_MS };
        return true;
    }
    if (!take_char(&s, '-') || !take(&s, 2, 1, month_days(y, m), &d))
        return false;
    const int64_t day = date_days(y, m, d);
    if (s.n == 0) {
        *out = (DateRange){ day * DAY_MS, (day + 1) * DAY_MS };
        return true;
    }
    return take_char(&s, 'T') && take_time(s, day * DAY_MS, out);
}

Status date_range(Cx *cx, Str text, Str where, DateRange *out)
{
    return date_parse(text, out) ? ST_OK
                                 : fail(cx, ST_INVALID, where,
                                        "not a date (yyyy, yyyy-mm, yyyy-mm-dd or a dateTime)");
}

bool date_parse_day(Str text, DateRange *out)
{
    return text.n == 10 && date_parse(text, out);
}

static char *digits(char *p, int64_t v, int n)
{
    for (int i = n; i-- > 0; v /= 10)
        p[i] = (char)('0' + v % 10);
    return p + n;
}

void date_instant(int64_t ms, char out[DATE_INSTANT_LEN])
{
    int64_t y;
    unsigned m;
    unsigned d;
    int64_t days = ms / DAY_MS;
    int64_t rest = ms % DAY_MS;
    if (rest < 0) {
        rest += DAY_MS;
        days--;
    }
    date_civil(days, &y, &m, &d);
    char *p = digits(out, y, 4);
    *p++ = '-';
    p = digits(p, m, 2);
    *p++ = '-';
    p = digits(p, d, 2);
    *p++ = 'T';
    p = digits(p, rest / HOUR_MS, 2);
    *p++ = ':';
    p = digits(p, rest / MINUTE_MS % 60, 2);
    *p++ = ':';
    p = digits(p, rest / 1000 % 60, 2);
    *p++ = '.';
    p = digits(p, rest % 1000, 3);
    *p = 'Z';
}

Str date_instant_str(Cx *cx, int64_t ms)
{
    char text[DATE_INSTANT_LEN];
    date_instant(ms, text);
    return arena_dup(cx->mem, (Str){ text, sizeof text });
}

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

Str date_http(Cx *cx, int64_t ms)
{
    static const char names[] = "ThuFriSatSunMonTueWed";
    char t[DATE_INSTANT_LEN];
    date_instant(ms, t);
    const int64_t days = (ms < 0 ? ms - DAY_MS + 1 : ms) / DAY_MS;
    const int64_t weekday = (days % 7 + 7) % 7;
    const int month = (t[5] - '0') * 10 + (t[6] - '0');
    char text[] = "Thu, 01 Jan 1970 00:00:00 GMT";
    memcpy(text, names + 3 * weekday, 3);
    memcpy(text + 5, t + 8, 2);
    memcpy(text + 8, months + 3 * (month - 1), 3);
    memcpy(text + 12, t, 4);
    memcpy(text + 17, t + 11, 8);
    return arena_dup(cx->mem, (Str){ text, sizeof text - 1 });
}

/* ---- HTTP's dates, read ------------------------------------------------------------------------ */

typedef struct HttpDate {
    Str year; /* two digits or four */
    Str month;
    Str day; /* "06" or " 6" */
    Str time;
} HttpDate;

/* Where the parts stand. ' ' in shape is one space, '-' a dash; letters are not compared. */
static bool shape_fits(Str t, const char *shape)
{
    for (size_t i = 0; i < t.n; i++)
        if (strchr(" -,:", shape[i]) ? t.p[i] != shape[i] : strchr(",:", t.p[i]) != NULL)
            return false;
    return true;
}

static bool http_date_cut(Str t, HttpDate *d)
{
    const size_t comma = str_find(t, ',');
    const Str old = str_from(t, comma + 2); /* RFC 850, after the day's whole name */
    if (t.n == 29 && shape_fits(t, "Sun, 06 Nov 1994 08:49:37 GMT") && str_ends(t, STR("GMT"))) {
        *d = (HttpDate){ str_slice(t, 12, 16), str_slice(t, 8, 11), str_slice(t, 5, 7),
                         str_slice(t, 17, 25) };
        return true;
    }
    if (t.n == 24 && shape_fits(t, "Sun Nov _6 08:49:37 1994")) {
        *d = (HttpDate){ str_from(t, 20), str_slice(t, 4, 7), str_slice(t, 8, 10),
                         str_slice(t, 11, 19) };
        return true;
    }
    if (comma < t.n && old.n == 22 && shape_fits(old, "06-Nov-94 08:49:37 GMT") &&
        str_ends(old, STR("GMT"))) {
        *d = (HttpDate){ str_slice(old, 7, 9), str_slice(old, 3, 6), str_slice(old, 0, 2),
                         str_slice(old, 10, 18) };
        return true;
    }
    return false;
}

static bool http_year(Str text, int64_t now_ms, int64_t *out)
{
    uint64_t year;
    int64_t this_year;
    unsigned month;
    unsigned day;
    if (!str_to_u64(text, &year))
        return false;
    *out = (int64_t)year;
    if (text.n == 4)
        return true;
    date_civil(now_ms / DAY_MS, &this_year, &month, &day);
    *out += this_year / 100 * 100;
    if (*out > this_year + 50)
        *out -= 100;
    return true;
}

bool date_http_parse(Str text, int64_t now_ms, int64_t *out_ms)
{
    HttpDate d;
    DateRange at;
    int64_t year;
    unsigned month = 1;
    char iso[] = "0000-00-00T00:00:00Z";
    if (!http_date_cut(str_trim(text), &d) || !http_year(d.year, now_ms, &year))
        return false;
    while (month <= 12 && memcmp(months + 3 * (month - 1), d.month.p, 3) != 0)
        month++;
    char *p = digits(iso, year, 4) + 1;
    p = digits(p, month, 2) + 1;
    p[0] = d.day.p[0] == ' ' ? '0' : d.day.p[0];
    p[1] = d.day.p[1];
    memcpy(iso + 11, d.time.p, 8);
    /* What is not a date by now, is not one to date_parse either. */
    if (!date_parse((Str){ iso, sizeof iso - 1 }, &at))
        return false;
    *out_ms = at.lo_ms;
    return true;
}

int64_t date_birthday(int64_t born_ms, int64_t years)
{
    int64_t y = 0;
    unsigned m = 1;
    unsigned d = 1;
    date_civil(born_ms / DAY_MS - (born_ms % DAY_MS < 0), &y, &m, &d);
    y += years;
    return date_days(y, m, d) * DAY_MS; /* 29 February of no leap year is the day after the 28th */
}
