/* Bundles: what is taken out of one lies inside its text, byte by byte, and each entry becomes one
 * item. */
#include "load/load_int.h"
#include "json/json.h"

#include <stdlib.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Chunk c = { .cx = { .mem = arena_new(1 << 16) }, .document = true };
    const RecordRules rules = { .base = STR("https://plan.example/demo/fhir/") };
    const Str text = { (const char *)bytes, n };
    JsonDoc *doc;
    if (json_parse(&c.cx, text, &doc) == ST_OK) {
        const size_t entries = json_len(json_get(json_root(doc), STR("entry")));
        if (parse_bundle(&c, text, &rules, 1, 0))
            must(c.count == entries || (c.count == 1 && c.items[0].kind == ITEM_REJECT));
        for (size_t i = 0; i < c.count; i++)
            must(c.items[i].byte >= 0 && c.items[i].byte <= (int64_t)n && c.items[i].line >= 1);
    }
    arena_free(c.cx.mem);
    return 0;
}
