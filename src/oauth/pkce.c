/* pkce.c - proof key for code exchange, S256 alone (RFC 7636, AUTHORIZATION A10, T7). */
#include "base/codec.h"
#include "oauth/oauth_int.h"

#define PKCE_CHALLENGE 43u /* SHA-256 as base64url */
#define PKCE_VERIFIER_MIN 43u
#define PKCE_VERIFIER_MAX 128u

static const char base64url_set[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char unreserved_set[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

bool pkce_challenge_valid(Str challenge)
{
    return challenge.n == PKCE_CHALLENGE && str_only(challenge, base64url_set);
}

bool pkce_s256(Cx *cx, Str verifier, Str challenge)
{
    if (verifier.n < PKCE_VERIFIER_MIN || verifier.n > PKCE_VERIFIER_MAX ||
        !str_only(verifier, unreserved_set))
        return false;
    return secret_eq(base64url_encode(cx, sha256(cx, verifier)), challenge);
}
