/* Packed keys as a damaged file may give them: the walk stays inside the bytes and ends. */
#include "fhir/keys.h"

#include <stdlib.h>

static size_t bytes_of(const Key *k)
{
    switch (k->kind) {
    case KEY_STRING: return k->string.folded.n + k->string.exact.n;
    case KEY_REFERENCE: return k->reference.id.n + k->reference.version.n + k->reference.url.n;
    case KEY_URI: return k->uri.n;
    default: return 0;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const Str packed = { (const char *)bytes, n };
    Key k;
    size_t keys = 0;
    for (KeysIter it = keys_iter(packed, 0); keys_next(&it, &k); keys++)
        if (bytes_of(&k) > 2 * n || keys > n)
            abort();
    for (KeysIter it = keys_iter(packed, 100); keys_next(&it, &k);)
        if (k.param != 100)
            abort();
    return 0;
}
