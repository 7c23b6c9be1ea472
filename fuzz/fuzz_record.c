/* A line of a load: whatever it is, status and fault agree, and what is made ready to store is JSON
 * with the same resource in it, made again into the same bytes. */
#include "fhir/record.h"
#include "json/json.h"

#include <stdlib.h>

#define BASE STR("https://plan.example/demo/fhir/")

static void must(bool ok)
{
    if (!ok)
        abort();
}

/* Labels are taken out where they were put, whatever stands elsewhere. */
static void labelled(Cx *cx, const Record *r)
{
    static const uint64_t all[] = { LABEL_BIT(LABEL_MENTAL_HEALTH), LABEL_CATEGORIES | LABEL_PART2 };
    const Str bare = record_body(cx, r, 12, INT64_C(1767225600000), 0);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        must(str_eq(record_unlabel(cx, record_body(cx, r, 12, INT64_C(1767225600000), all[i]), all[i]), bare));
}

static void made_again(Cx *cx, const Record *r)
{
    Record again;
    const Str body = record_body(cx, r, 12, INT64_C(1767225600000), 0);
    must(record_make(cx, body, &(RecordRules){ .base = BASE }, &again) == ST_OK);
    must(str_eq(again.id, r->id) && again.type == r->type && again.owner == r->owner);
    must(str_eq(again.body, r->body) && str_eq(again.keys, r->keys));
    must(memcmp(again.hash, r->hash, sizeof r->hash) == 0);
    must(again.when.lo_ms == r->when.lo_ms && again.when.hi_ms == r->when.hi_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    Record r;
    Key k;
    const Status st = record_make(&cx, (Str){ (const char *)bytes, n }, &(RecordRules){ .base = BASE }, &r);
    must((st == ST_OK) == (cx.fault.status == ST_OK));
    if (st == ST_OK) {
        for (KeysIter it = keys_iter(r.keys, 0); keys_next(&it, &k);)
            must(param_by_num(r.type->num, k.param) != NULL);
        made_again(&cx, &r);
        labelled(&cx, &r);
    }
    arena_free(cx.mem);
    return 0;
}
