/* Bundles: what is taken out of one lies inside its text, byte by byte, and each entry becomes one
 * item. */
#include "load/load_int.h"
#include "load/span.h"
#include "json/json.h"

#include <stdlib.h>

#define BASE STR("https://plan.example/demo/fhir/")

static void must(bool ok)
{
    if (!ok)
        abort();
}

/* Both walks see the same members in the same order. */
static void spans_agree(Cx *cx, Str text, const JsonVal *v)
{
    Span span = span_iter(text);
    for (JsonIter it = json_iter(v); json_next(&it);) {
        must(span_next(&span));
        must(span.val.p >= text.p && span.val.p + span.val.n <= text.p + text.n && span.val.n > 0);
        spans_agree(cx, span.val, it.val);
    }
    must(!span_next(&span));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Chunk c = { .cx = { .mem = arena_new(1 << 16) }, .document = true };
    const Str text = { (const char *)bytes, n };
    JsonDoc *doc;
    if (json_parse(&c.cx, text, &doc) == ST_OK) {
        spans_agree(&c.cx, text, json_root(doc));
        const size_t entries = json_len(json_get(json_root(doc), STR("entry")));
        if (parse_bundle(&c, text, &(RecordRules){ .base = BASE }, 1, 0))
            must(c.count == entries || (c.count == 1 && c.items[0].kind == ITEM_REJECT));
        for (size_t i = 0; i < c.count; i++)
            must(c.items[i].byte >= 0 && c.items[i].byte <= (int64_t)n && c.items[i].line >= 1);
    }
    arena_free(c.cx.mem);
    return 0;
}
