/* Bodies of a type that is always served: what is cut is JSON, has nothing left that tells by its address or by a
 * mark, and costs no more memory than the body; what is no JSON is refused or left alone. */
#include "fhir/element.h"

#include "base/limits.h"
#include "fhir/label.h"
#include "json/scan.h"

#include <stdlib.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void tells_nothing(Str name, const JsonVal *v)
{
    const bool items = str_ends(name, STR("xtension")) && json_type(v) == JSON_ARRAY;
    const bool marks = str_eq(name, STR("security")) && json_type(v) == JSON_ARRAY;
    for (JsonIter it = json_iter(v); json_next(&it);) {
        must(!items || !element_tells(json_get_str(it.val, STR("url"))));
        must(!marks || !str_eq_nocase(json_get_str(it.val, STR("code")), STR("gender")));
        tells_nothing(it.object ? it.key : STR(""), it.val);
    }
}

static void parsed(Cx *cx, const Reach *reach, const JsonVal *root)
{
    JsonDoc *doc;
    Buf *b = buf_new(cx, LIMIT_LINE);
    json_write(b, root); /* as bodies are stored: no space, no name with escapes */
    const Str body = buf_str(b);
    Str seen = body;
    Str again;
    const size_t used = arena_used(cx->mem);
    must(element_body(cx, reach, type_by_name(STR("Patient")), &seen) == ST_OK);
    must(arena_used(cx->mem) - used <= body.n + SCAN_DEPTH + 64);
    must(seen.n <= body.n && json_parse(cx, seen, &doc) == ST_OK);
    if (json_type(root) == JSON_OBJECT)
        tells_nothing(STR(""), json_root(doc));
    again = seen;
    must(element_body(cx, reach, type_by_name(STR("Patient")), &again) == ST_OK &&
         again.p == seen.p);
    again = body;
    must(element_body(cx, reach, type_by_name(STR("Claim")), &again) == ST_OK && again.p == body.p);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    const ReachSpec spec = { .plan = 1, .compartment = 7, .labels_withheld = LABEL_CATEGORIES };
    const Reach *reach = reach_new(&cx, &spec);
    const Str text = { (const char *)bytes, n };
    JsonDoc *doc;
    if (json_parse(&cx, text, &doc) == ST_OK) {
        parsed(&cx, reach, json_root(doc));
    } else {
        Str seen = text;
        cx.fault = (Fault){ .status = ST_OK };
        const Status st = element_body(&cx, reach, type_by_name(STR("Patient")), &seen);
        must((st == ST_OK) == (cx.fault.status == ST_OK));
    }
    arena_free(cx.mem);
    return 0;
}
