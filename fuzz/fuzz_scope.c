/* Scope texts: what is granted is always a scope, never more than was asked, and stable (S1, S4, S14). */
#include "oauth/oauth_int.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void granted_check(Cx *cx, Str requested, Str granted)
{
    OauthScope s;
    Str again;
    for (Str rest = granted, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &s) || s.context == OAUTH_SYSTEM || s.granular)
            abort();
        if (s.actions & ~(unsigned)(OAUTH_R | OAUTH_S))
            abort();
    }
    if (!oauth_scope_within(granted, requested))
        abort();
    if (oauth_scope_negotiate(cx, granted, granted, &again) != ST_OK || !str_eq(again, granted))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = 1 };
    Str requested = { (const char *)bytes, n }, granted;
    Status st = oauth_scope_negotiate(
        &cx, requested,
        STR("openid fhirUser profile launch/patient offline_access patient/*.rs user/Patient.rs"),
        &granted);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK)
        granted_check(&cx, requested, granted);
    arena_free(cx.mem);
    return 0;
}
