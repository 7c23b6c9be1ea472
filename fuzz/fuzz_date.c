/* FHIR dates: a range is never empty or reversed, and an instant printed parses to itself. HTTP's dates:
 * what is read is printed as a date that reads the same. */
#include "base/date.h"

#include <stdlib.h>

#define NOW_MS INT64_C(1767225600000) /* 2026-01-01T00:00:00Z */

static void fhir_date(Str bytes)
{
    DateRange r;
    if (!date_parse(bytes, &r))
        return;
    if (r.lo_ms >= r.hi_ms)
        abort();
    char text[DATE_INSTANT_LEN];
    DateRange again;
    /* Zones carry years 0001 and 9999 beyond what can be written. */
    if (r.lo_ms < -INT64_C(62135596800000) || r.lo_ms >= INT64_C(253402300800000))
        return;
    date_instant(r.lo_ms, text);
    if (!date_parse((Str){ text, sizeof text }, &again) || again.lo_ms != r.lo_ms ||
        again.hi_ms != r.lo_ms + 1)
        abort();
}

static void http_date(Str bytes)
{
    int64_t ms;
    int64_t again;
    if (!date_http_parse(bytes, NOW_MS, &ms))
        return;
    Cx cx = { .mem = arena_new(1024) };
    /* Second 60 of the last minute of year 9999 is the next year's. */
    if (ms < INT64_C(253402300800000) &&
        (!date_http_parse(date_http(&cx, ms), NOW_MS, &again) || again != ms))
        abort();
    arena_free(cx.mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const Str text = { (const char *)bytes, n };
    fhir_date(text);
    http_date(text);
    return 0;
}
