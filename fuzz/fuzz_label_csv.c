/* A plan's list of sensitive codes, and a resource held against it: whatever the list says, status and fault
 * agree, and only bits that exist are found. After a line "====" the input is the resource. */
#include "fhir/label.h"

#include <stdlib.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void find(Cx *cx, const LabelTable *t, Str resource)
{
    JsonDoc *doc;
    LabelFound found;
    LabelFound again;
    if (json_parse(cx, resource, &doc) != ST_OK)
        return;
    label_find(cx, t, type_by_name(STR("ExplanationOfBenefit")), json_root(doc), &found);
    const uint64_t known = LABEL_CATEGORIES | LABEL_PART2 | LABEL_MAYBE(LABEL_CATEGORIES);
    must((found.own & ~known) == 0);
    must((found.own & LABEL_CATEGORIES & found.own >> 32) == 0);
    label_find(cx, t, type_by_name(STR("ExplanationOfBenefit")), json_root(doc), &again);
    must(found.own == again.own && str_eq(found.reason, again.reason));
    label_find(cx, t, type_by_name(STR("Patient")), json_root(doc), &again);
    must(again.own == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 20) };
    const Str text = { (const char *)bytes, n };
    const Str mark = STR("\n====\n");
    const char *cut = n ? memmem(text.p, n, mark.p, mark.n) : NULL;
    const size_t at = cut ? (size_t)(cut - text.p) : n;
    const LabelSpec spec = { .csv = str_slice(text, 0, at), .part2_by_match = true };
    const LabelTable *t;
    const Status st = label_table_new(&cx, &spec, &t);
    must((st == ST_OK) == (cx.fault.status == ST_OK));
    if (st == ST_OK && cut)
        find(&cx, t, str_from(text, at + mark.n));
    arena_free(cx.mem);
    return 0;
}
