/* A plan's list of what a parent may share: status and fault agree, and nobody of unknown age or state is given more
 * than without a list. */
#include "web/minors.h"

#include "fhir/label.h"

#include <stdlib.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = INT64_C(1767225600000) };
    const Str states[] = { STR("OR"), STR("ma") };
    const RosterName teen = { .birth_date = STR("2012-06-01"), .states = states, .state_count = 2 };
    const RosterName nowhere = { .birth_date = STR("2012-06-01") };
    const RosterName ageless = { .birth_date = STR(""), .states = states, .state_count = 2 };
    const MinorRules *rules;
    const Status st = minors_read(&cx, (Str){ (const char *)bytes, n }, &rules);
    must((st == ST_OK) == (cx.fault.status == ST_OK));
    if (st == ST_OK) {
        const MinorOpen open = minors_open(&cx, rules, &teen, LABEL_CATEGORIES);
        must((open.kinds & (~LABEL_CATEGORIES | LABEL_FIXED)) == 0);
        must(!open.kinds || open.until_ms > cx.now_ms);
        must(!minors_open(&cx, rules, &nowhere, LABEL_CATEGORIES).kinds);
        must(!minors_open(&cx, rules, &ageless, LABEL_CATEGORIES).kinds);
    }
    arena_free(cx.mem);
    return 0;
}
