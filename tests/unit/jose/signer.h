/* signer.h - an app's keys in tests: an RSA and a P-384 key, made once, and what they sign. The header and the
 * claims are texts, so that a test writes whatever an attacker could. */
#ifndef TESTS_UNIT_JOSE_SIGNER_H
#define TESTS_UNIT_JOSE_SIGNER_H

#include "base/cx.h"

/* kid "rsa" for RS384, "ec" for ES384: the private JWK. */
struct json_t *signer_jwk(const char *alg); /* jansson's, whose names json.h has too */
Str signer_private(Cx *cx, const char *alg);
/* Both public keys as a JWK set. */
Str signer_jwks(Cx *cx);
/* {"keys":[…]} of one JWK text. */
Str signer_set(Cx *cx, Str jwk);
/* The public part of a key as text, without the members named in drop (space separated), with more (",…"). */
Str signer_public(Cx *cx, const char *alg, const char *drop, const char *more);
/* header.claims.signature by alg's key; RS256 signs with the RSA key. */
Str signer_sign(Cx *cx, const char *alg, Str header, Str claims);
/* As signer_sign with the header of alg and its key's kid. */
Str signer_jwt(Cx *cx, const char *alg, Str claims);
/* header.claims.base64url(signature) as they are. */
Str signer_forge(Cx *cx, Str header, Str claims, Str signature);

#endif
