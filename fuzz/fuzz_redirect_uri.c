/* Redirect URIs: what may be registered has an origin that is a prefix of it, holds nothing that could
 * end a header or an attribute, and is matched by itself; nothing else reads as a loopback's twin (A5-A7). */
#include "oauth/oauth_int.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 14), .now_ms = 1 };
    Str uri = { (const char *)bytes, n };
    Status st = redirect_check(&cx, uri);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK) {
        Str origin = oauth_redirect_origin(&cx, uri);
        if (!str_starts(uri, origin) || !redirect_matches(uri, uri))
            abort();
        for (size_t i = 0; i < n; i++)
            if (bytes[i] <= 0x20 || bytes[i] >= 0x7F || bytes[i] == '"' || bytes[i] == '<')
                abort();
    }
    if (redirect_matches(STR("https://app.example/cb"), uri) &&
        !str_eq(uri, STR("https://app.example/cb")))
        abort();
    if (redirect_matches(STR("http://127.0.0.1/cb"), uri) &&
        (!str_starts(uri, STR("http://127.0.0.1")) || !str_ends(uri, STR("/cb"))))
        abort();
    arena_free(cx.mem);
    return 0;
}
