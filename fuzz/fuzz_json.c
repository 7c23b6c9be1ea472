/* JSON texts: status and fault agree, and every value that was let in can be walked. */
#include "json/json.h"

#include <stdlib.h>

static size_t walked(const JsonVal *v)
{
    size_t n = 1 + json_str(v).n + json_num(v).n;
    for (JsonIter it = json_iter(v); json_next(&it);) {
        n += it.key.n + walked(it.val);
        /* Keys are unique, so the first of that name is this one. */
        if (it.object && json_get(v, it.key) != it.val)
            abort();
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    JsonDoc *doc;
    const Status st = json_parse(&cx, (Str){ (const char *)bytes, n }, &doc);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK && walked(json_root(doc)) == 0)
        abort();
    arena_free(cx.mem);
    return 0;
}
