/* A client assertion and the keys it is checked with. The first byte says what the rest is: 'h' a header,
 * 'c' claims (each put into a token of which the other parts are good), 'k' a JWK set; else a whole token.
 * Nobody has the key, so nothing is ever proved. */
#include "base/codec.h"
#include "oauth/oauth_int.h"

#include <stdlib.h>

#define KEYS                                                                                       \
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-384\",\"kid\":\"k\","                                  \
    "\"x\":\"qofKIr6LBTeOscce8yCtdG4dO2KLp5uYWfdB4IJUKjhVAvJdv1UpbDpUXjhydgq3\","                  \
    "\"y\":\"NhfeSpYmLG9dnpi_kpLcKfj0Hb0omhR86doxE7XwuMAKYLHOHX6BnXpDHXyQ6g5f\"}]}"
#define HEADER STR("{\"alg\":\"ES384\",\"kid\":\"k\"}")
#define CLAIMS STR("{\"iss\":\"c\",\"sub\":\"c\",\"aud\":\"a\",\"exp\":60,\"jti\":\"j\"}")

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static Str token(Cx *cx, Str header, Str claims)
{
    char sig[96];
    memset(sig, 1, sizeof sig);
    const Str text =
        arena_join(cx->mem, base64url_encode(cx, header), STR("."), base64url_encode(cx, claims));
    return arena_join(cx->mem, text, STR("."), base64url_encode(cx, (Str){ sig, sizeof sig }));
}

static void agree(const Cx *cx, Status st)
{
    if ((st == ST_OK) != (cx->fault.status == ST_OK))
        abort();
}

static void assertion(Cx *cx, Str jwt)
{
    const Str aud = STR("a");
    Assertion a;
    const Status st = assertion_read(cx, jwt, STR_NONE, &aud, 1, &a);
    agree(cx, st);
    if (st != ST_OK)
        return;
    if (!a.client_id.n || !a.jti.n || !a.jws.kid.n || a.exp_s > 361 || a.exp_s < -60)
        abort();
    if (jws_verify(cx, &a.jws, STR(KEYS)) == ST_OK)
        abort();
}

static void keys(Cx *cx, Str jwks)
{
    Jws jws;
    const Status st = jwks_check(cx, jwks);
    agree(cx, st);
    cx->fault = (Fault){ .status = ST_OK };
    if (jws_read(cx, token(cx, HEADER, CLAIMS), &jws) != ST_OK ||
        jws_verify(cx, &jws, jwks) == ST_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n < 1)
        return 0;
    Cx cx = { .mem = arena_new(64u << 10), .now_ms = 1000 };
    const Str all = { (const char *)bytes, n }, rest = str_from(all, 1);
    switch (bytes[0]) {
    case 'h': assertion(&cx, token(&cx, rest, CLAIMS)); break;
    case 'c': assertion(&cx, token(&cx, HEADER, rest)); break;
    case 'k': keys(&cx, rest); break;
    default: assertion(&cx, all); break;
    }
    arena_free(cx.mem);
    return 0;
}
