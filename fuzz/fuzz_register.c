/* Client metadata: what is accepted is within its ceiling, has a name and an address, and is never half
 * read; what is refused is refused in the words of RFC 7591 (O13, O14, R5). */
#include "oauth/oauth_int.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void accepted_check(const OauthClientNew *in)
{
    if (!in->name.n || !in->redirect_count || !in->auth_method.n || !in->scope.n)
        abort();
    if (in->redirect_count > LIMIT_CLIENT_REDIRECTS || in->origin_count > LIMIT_CLIENT_ORIGINS)
        abort();
    if (in->jwks.n && in->jwks_uri.n)
        abort();
    if (!oauth_scope_within(in->scope, STR(OAUTH_CEILING)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = 1 };
    OauthClientNew in;
    const Status st = register_parse(&cx, (Str){ (const char *)bytes, n }, STR(OAUTH_CEILING), &in);
    if ((st == ST_OK) != (cx.fault.status == ST_OK))
        abort();
    if (st == ST_OK)
        accepted_check(&in);
    else if (st != ST_CLIENT_METADATA && st != ST_REDIRECT_URI && st != ST_SOFTWARE_STATEMENT &&
             st != ST_UNAPPROVED_STATEMENT)
        abort();
    arena_free(cx.mem);
    return 0;
}
