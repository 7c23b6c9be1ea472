/* What people type about themselves: normalising is stable, equal to itself, and lets no byte through that
 * could break out of a mail header (M4 to M6, M12). */
#include "member/member_int.h"

#include "base/codec.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void email_check(Cx *cx, Str typed)
{
    Str email;
    Str again;
    if (email_canonical(cx, typed, &email) != ST_OK)
        return;
    for (size_t i = 0; i < email.n; i++)
        if (email.p[i] <= ' ' || email.p[i] >= 0x7f || strchr(",<>\"()[]:;\\", email.p[i]))
            abort();
    if (email_canonical(cx, email, &again) != ST_OK || !str_eq(email, again))
        abort();
}

static void name_check(Cx *cx, Str typed)
{
    if (!norm_name_ok(typed))
        return;
    const NormLast a = norm_last(cx, typed);
    if (a.full.n && !norm_last_eq(a, a))
        abort();
    if (a.surname.n > a.full.n || !str_starts(a.full, a.surname))
        abort();
    (void)norm_first(cx, typed);
}

static void id_check(Cx *cx, Str typed)
{
    NormId id;
    NormId again;
    if (!norm_member_id(cx, typed, &id))
        return;
    if (!norm_member_id(cx, id.whole, &again) || !str_eq(id.whole, again.whole) ||
        !str_starts(id.whole, id.base))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = INT64_C(1767225600000) };
    const Str typed = { (const char *)bytes, n };
    Str zip;
    email_check(&cx, typed);
    name_check(&cx, typed);
    id_check(&cx, typed);
    if (norm_zip(typed, &zip) && zip.n != 5)
        abort();
    (void)norm_birth_date(&cx, typed);
    arena_free(cx.mem);
    return 0;
}
