/* jose.h - the cryptography of the house: OpenSSL for hashes, HMAC, AEAD, random; libjose for JWS
 * and JWK. Secrets are compared in constant time (AUTHORIZATION R8); random comes from the kernel
 * (R17) and its failure ends the process. Any thread once keys are open. */
#ifndef JOSE_JOSE_H
#define JOSE_JOSE_H

#include "base/cx.h"

#define SHA256_BYTES 32u

/* 32 bytes in cx->mem. */
Str sha256(Cx *cx, Str bytes);
void sha256_into(Str bytes, unsigned char out[SHA256_BYTES]);
/* One hash over many pieces: for content hashes of loads. */
typedef struct Sha256 Sha256;
Sha256 *sha256_new(Cx *cx);
void sha256_add(Sha256 *h, Str bytes);
void sha256_end(Sha256 *h, unsigned char out[SHA256_BYTES]);
Str hmac_sha256(Cx *cx, Str key, Str bytes);
/* The same for many texts under one key, which is prepared once. One thread at a time. */
typedef struct Hmac Hmac;
Hmac *hmac_new(Str key);
void hmac_into(Hmac *h, Str bytes, unsigned char out[SHA256_BYTES]);
void hmac_free(Hmac *h);
bool secret_eq(Str a, Str b); /* time depends on the lengths alone */
Str random_bytes(Cx *cx, size_t n);
/* n random bytes as base64url: tokens, codes, handles (256 bit: n = 32). */
Str random_token(Cx *cx, size_t n);
/* Uniform decimal digits by rejection sampling, leading zeros kept (M19). */
Str random_digits(Cx *cx, size_t n);

/* The keys of an installation: files 0600 in [keys] dir, made at first start. Sub-keys come from the
 * master by HKDF-SHA-256 with these labels. */
typedef enum KeyUse {
    KEY_PEPPER, /* HMAC of client secrets and one-time codes */
    KEY_INDEX,  /* blind index of e-mail and member ids (R12) */
    KEY_COLUMN, /* AES-256-GCM of personal columns (R12) */
    KEY_CURSOR, /* sealed page cursors (S30) */
    KEY_SUB,    /* pairwise subject identifiers (T24) */
    KEY_CSRF,   /* form tokens (M30) */
    KEY_LOG,    /* keyed hashes of ids in logs (R9) */
    KEY_AUDIT,  /* audit chain */
    KEY_RATE,   /* who is counted, by a name that nodes share (R1) */
    KEY_USES
} KeyUse;

typedef struct Keys Keys;
/* ST_INVALID: a file readable by others, or not a key. ST_UNAVAILABLE: cannot be read or made. */
MUST_USE Status keys_open(Cx *cx, Str dir, Keys **out);
void keys_close(Keys *k);
Str keys_use(const Keys *k, KeyUse use); /* 32 bytes */

/* Signing keys come and go while processes run (O7). A key's file says from when on it signs; all else
 * follows from the time, so every process that has the files agrees without being told. */
typedef enum KeyState {
    KEY_NEXT,     /* published, so that everybody has it before it signs */
    KEY_ACTIVE,   /* signs */
    KEY_RETIRING, /* signed; published until its last id_token is over, and a day more */
    KEY_GONE,     /* not published, verifies nothing; its file goes with the next rotation */
} KeyState;
typedef struct KeyInfo {
    Str kid;
    KeyState state;
    int64_t begins_ms; /* signs from then on */
    int64_t gone_ms;   /* 0: not known yet */
} KeyInfo;
/* Newest first. */
void keys_list(Cx *cx, const Keys *k, KeyInfo **out, size_t *count);
/* Makes the next key, to sign in a day, and deletes what is gone. at_once: the new key signs from now on
 * and every other is deleted, for one that may be known to somebody. ST_CONFLICT: a next one waits. */
MUST_USE Status keys_rotate(Cx *cx, Str dir, bool at_once);
/* Takes up what changed in the directory since keys_open; what is there now stays when that fails. For
 * one thread of a process; the others may go on using k. changed may be NULL. */
MUST_USE Status keys_refresh(Cx *cx, Keys *k, bool *changed);

/* AES-256-GCM, fresh random nonce in front; aad is bound but not stored: tenant|table|column|row. */
Str aead_seal(Cx *cx, Str key, Str aad, Str plain);
/* ST_INVALID with where when key, aad or bytes are not the ones sealed. */
MUST_USE Status aead_open(Cx *cx, Str key, Str aad, Str sealed, Str where, Str *plain);

/* Compact JWS, RS256, with the active signing key's kid; claims is a JSON object (T23). */
MUST_USE Status jwt_sign(Cx *cx, const Keys *k, Str claims, Str *out);
/* {"keys":[…]} public members alone, RSA 3072, use sig, alg RS256 (D14). */
Str jwks_json(Cx *cx, const Keys *k);
/* Checks a compact JWS made by these keys and gives its claims: for tests and id_token_hint.
 * Size, three parts, strict base64url, alg RS256, known kid, signature (R6); no claim is judged.
 * ST_INVALID says which. */
MUST_USE Status jwt_open(Cx *cx, const Keys *k, Str jwt, Str *claims);

/* ---- what others sign: an app's assertion, and the keys it registered (T14 to T19, R6) ----------- */

/* A compact JWS taken apart; nothing in it is believed before jws_verify said ST_OK. */
typedef struct Jws {
    Str alg; /* RS384 or ES384 */
    Str kid;
    Str jku;    /* empty: none; never followed */
    Str claims; /* a JSON object, its bytes */
    Str text;   /* what is signed */
    Str signature;
} Jws;
/* Size, three parts, strict base64url, no name twice, alg one of the two, kid there, typ JWT or absent,
 * no jwk, x5c, x5u, crit, zip, b64. ST_INVALID says which. */
MUST_USE Status jws_read(Cx *cx, Str jwt, Jws *out);
/* jwks: the text of a JWK set. ST_NOT_FOUND: no key of that kid there can be for that alg; ST_INVALID:
 * two can, the set is none, or the signature does not fit. */
MUST_USE Status jws_verify(Cx *cx, const Jws *jws, Str jwks);
/* What may be registered or kept: a JWK set of at most LIMIT_JWKS_KEYS keys without any private part,
 * one of them at least for RS384 (RSA, 2048 to 4096 bits) or ES384 (P-384), each of these sound (a point
 * on its curve, an odd exponent) and of a kid of its own. ST_INVALID says what is wrong. */
MUST_USE Status jwks_check(Cx *cx, Str jwks);

#endif
