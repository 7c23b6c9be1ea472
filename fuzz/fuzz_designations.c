/* A plan's register of representatives: whatever it says, status and fault agree, what is good is sorted and findable,
 * and what is read of it has a member, an address and an end. */
#include "member/member.h"

#include <stdlib.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void check(const Designations *d)
{
    for (size_t i = 0; i < d->count; i++) {
        const Designation *row = &d->rows[i];
        must(row->mandate.patient.n && row->mandate.email.n && row->mandate.until_ms);
        must(row->over || mandate_role(row->mandate.basis).n);
        must(i == 0 || str_cmp(d->rows[i - 1].key, row->key) <= 0);
        must(designation_find(d, row->key) != NULL);
    }
    for (size_t i = 0; i < d->wrong_count; i++)
        must(d->wrong[i].line && d->wrong[i].column.n && d->wrong[i].why.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 20), .now_ms = INT64_C(1767225600000) };
    Designations d;
    const Status st = designations_read(&cx, (Str){ (const char *)bytes, n }, STR("Ana Clerk"), &d);
    must((st == ST_OK) == (cx.fault.status == ST_OK));
    if (st == ST_OK)
        check(&d);
    arena_free(cx.mem);
    return 0;
}
