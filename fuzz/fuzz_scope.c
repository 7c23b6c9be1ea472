/* Scope texts: what is granted is always a scope, never more than was asked, and stable (S1, S4, S14). */
#include "fhir/reach.h"
#include "oauth/oauth_int.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void granted_check(Cx *cx, Str requested, Str granted)
{
    OauthScope s;
    Str again;
    for (Str rest = granted, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &s) || s.context == OAUTH_SYSTEM)
            abort();
        if (s.granular != (s.query.n > 0) || (s.granular && (s.v1 || s.type_num == 0)))
            abort();
        if (s.actions & ~(unsigned)(OAUTH_R | OAUTH_S))
            abort();
    }
    if (!oauth_scope_within(granted, requested))
        abort();
    if (oauth_scope_negotiate(cx, granted, granted, &again) != ST_OK || !str_eq(again, granted))
        abort();
}

/* S7: a filter that is granted is one that the evaluator of rows understands. */
static void reach_check(Cx *cx, Str granted)
{
    size_t n;
    const OauthTypeScope *types = oauth_scope_types(cx, granted, &n);
    ReachScope *scopes = ARENA_ARRAY(cx->mem, ReachScope, n);
    for (size_t i = 0; i < n; i++)
        scopes[i] = (ReachScope){ types[i].type, types[i].read, types[i].search, types[i].query };
    const Reach *r = reach_new(
        cx, &(ReachSpec){ .plan = 1, .compartment = 1, .scopes = scopes, .scope_count = n });
    for (size_t i = 0; i < n; i++)
        if (types[i].type && ((types[i].read && !reach_may_read(r, types[i].type)) ||
                              (types[i].search && !reach_may_search(r, types[i].type))))
            abort();
    if (cx->fault.status != ST_OK)
        abort();
}

/* S12, S13: with nothing left out the text is the same; with anything it is narrower, without "*", and holds
 * nothing of a type that was left out whole. */
static void narrow_check(Cx *cx, Str granted, uint64_t left_out)
{
    size_t n;
    Str out;
    OauthScope s;
    OauthChoice *choices = oauth_scope_choices(cx, granted, &n);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        choices[i].kept = !(left_out >> (i % 64) & 1);
        any |= !choices[i].kept && !choices[i].stays;
    }
    if (oauth_scope_narrow(cx, granted, choices, n, &out) != ST_OK)
        abort();
    if (!oauth_scope_within(out, granted) || (!any && !str_eq(out, granted)))
        abort();
    for (Str rest = out, t; any && oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &s) || str_eq(s.type, STR("*")))
            abort();
        bool kept = s.context == OAUTH_PLAIN;
        for (size_t i = 0; i < n; i++)
            kept |= (choices[i].kept || choices[i].stays) && str_eq(choices[i].type, s.type);
        if (!kept)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = 1 };
    Str requested = { (const char *)bytes, n }, granted;
    Status st = oauth_scope_negotiate(
        &cx, requested,
        STR("openid fhirUser profile launch/patient offline_access patient/*.rs user/Patient.rs"
            " user/Observation.r user/Observation.rs?category=a|b user/Condition.s?category=c"),
        &granted);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK)
        granted_check(&cx, requested, granted);
    if (st == ST_OK)
        narrow_check(&cx, granted, str_hash(requested));
    if (st == ST_OK)
        reach_check(&cx, granted);
    arena_free(cx.mem);
    return 0;
}
