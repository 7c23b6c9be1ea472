/* FHIR dates: a range is never empty or reversed, and an instant printed parses to itself. */
#include "base/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    DateRange r;
    if (!date_parse((Str){ (const char *)bytes, n }, &r))
        return 0;
    if (r.lo_ms >= r.hi_ms)
        abort();
    char text[DATE_INSTANT_LEN];
    DateRange again;
    /* Zones carry years 0001 and 9999 beyond what can be written. */
    if (r.lo_ms < -INT64_C(62135596800000) || r.lo_ms >= INT64_C(253402300800000))
        return 0;
    date_instant(r.lo_ms, text);
    if (!date_parse((Str){ text, sizeof text }, &again) || again.lo_ms != r.lo_ms ||
        again.hi_ms != r.lo_ms + 1)
        abort();
    return 0;
}
