/* jws.c - what an app signed, checked with the keys that it registered (T16, T19, R6). Which algorithm a
 * signature is by the key decides: RSA keys are for RS384 alone, P-384 keys for ES384 alone, and nothing
 * else is known here, so that neither "none" nor an HMAC under a public key has a way in (threat 18). */
#include "jose/jose_int.h"

#include "base/codec.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>

#define P384_BYTES 48u
#define RSA_BITS_MIN 2048 /* T19 */
#define RSA_BITS_MAX 4096
#define RSA_E_MIN 65537u

/* ---- the header ------------------------------------------------------------------------------------ */

static const struct {
    Str alg;
    Str kty;
} algs[] = {
    { STR_C("ES384"), STR_C("EC") },
    { STR_C("RS384"), STR_C("RSA") },
};

/* The kind of key that alg is for; STR_NONE: no algorithm of ours. */
static Str kty_of(Str alg)
{
    for (size_t i = 0; i < sizeof algs / sizeof *algs; i++)
        if (str_eq(algs[i].alg, alg))
            return algs[i].kty;
    return STR_NONE;
}

/* A header that brings or names its own key, compresses, or asks for an extension is an attack or a
 * mistake (RFC 8725 s.3.1, threat 19). jku is kept, to be compared and never followed. */
static Status head_read(Cx *cx, Str text, Jws *out)
{
    static const char *const refused[] = { "b64", "crit", "jwk", "x5c", "x5u", "zip" };
    const json_t *h;
    TRY(jose_object(cx, text, STR("header"), &h));
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (json_object_get(h, refused[i]))
            return fail(cx, ST_INVALID, str_of(refused[i]), "is not accepted in a header");
    out->alg = arena_dup(cx->mem, jose_member(h, "alg"));
    if (!kty_of(out->alg).n)
        return fail(cx, ST_INVALID, STR("alg"), "must be RS384 or ES384");
    if (json_object_get(h, "typ") && !str_eq_nocase(jose_member(h, "typ"), STR("JWT")))
        return fail(cx, ST_INVALID, STR("typ"), "must be JWT or absent");
    out->kid = arena_dup(cx->mem, jose_member(h, "kid"));
    if (!out->kid.n)
        return fail(cx, ST_INVALID, STR("kid"), "is required");
    out->jku = arena_dup(cx->mem, jose_member(h, "jku"));
    if (json_object_get(h, "jku") && !out->jku.n)
        return fail(cx, ST_INVALID, STR("jku"), "must be an address");
    return ST_OK;
}

Status jws_read(Cx *cx, Str jwt, Jws *out)
{
    Str part[3];
    Str header;
    const json_t *ignored;
    *out = (Jws){ .alg = STR_NONE };
    TRY(jose_parts(cx, jwt, part));
    TRY(base64url_decode(cx, part[0], STR("header"), &header));
    TRY(base64url_decode(cx, part[1], STR("claims"), &out->claims));
    TRY(base64url_decode(cx, part[2], STR("signature"), &out->signature));
    TRY(head_read(cx, header, out));
    TRY(jose_object(cx, out->claims, STR("claims"), &ignored));
    out->text = str_slice(jwt, 0, part[0].n + 1 + part[1].n);
    return ST_OK;
}

/* ---- keys ------------------------------------------------------------------------------------------ */

static void pkey_free(void *pkey)
{
    EVP_PKEY_free(pkey);
}

static void bn_free(void *bn)
{
    BN_free(bn);
}

static void bld_free(void *bld)
{
    OSSL_PARAM_BLD_free(bld);
}

static void params_free(void *params)
{
    OSSL_PARAM_free(params);
}

static void pkey_ctx_free(void *ctx)
{
    EVP_PKEY_CTX_free(ctx);
}

/* A key of those numbers; ST_INVALID when OpenSSL finds it unsound (a point beside its curve). */
static Status pkey_make(Cx *cx, const char *kind, OSSL_PARAM_BLD *bld, EVP_PKEY **out)
{
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(bld);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    jose_must(params && ctx, "a public key");
    arena_defer(cx->mem, params_free, params);
    arena_defer(cx->mem, pkey_ctx_free, ctx);
    *out = NULL;
    jose_must(EVP_PKEY_fromdata_init(ctx) == 1, "a public key");
    if (EVP_PKEY_fromdata(ctx, out, EVP_PKEY_PUBLIC_KEY, params) != 1)
        return fail(cx, ST_INVALID, STR("jwks"), "a key is not sound");
    arena_defer(cx->mem, pkey_free, *out);
    /* Of an RSA key size, oddness and exponent were looked at (R6); whether its modulus is a prime is a sum
     * of 15 ms that strangers could ask for, and an unsound one harms its owner alone. */
    if (strcmp(kind, "RSA") == 0)
        return ST_OK;
    EVP_PKEY_CTX *check = EVP_PKEY_CTX_new_from_pkey(NULL, *out, NULL);
    jose_must(check != NULL, "a public key");
    arena_defer(cx->mem, pkey_ctx_free, check);
    if (EVP_PKEY_public_check_quick(check) != 1)
        return fail(cx, ST_INVALID, STR("jwks"), "a key is not sound");
    return ST_OK;
}

static OSSL_PARAM_BLD *bld_new(Cx *cx)
{
    OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
    jose_must(bld != NULL, "a public key");
    arena_defer(cx->mem, bld_free, bld);
    return bld;
}

static Status number(Cx *cx, const json_t *jwk, const char *name, BIGNUM **out)
{
    Str bytes;
    TRY(base64url_decode(cx, jose_member(jwk, name), STR("jwks"), &bytes));
    if (bytes.n == 0 || bytes.n > RSA_BITS_MAX / 8)
        return fail(cx, ST_INVALID, STR("jwks"), "a number of a key is missing or too long");
    *out = BN_bin2bn((const unsigned char *)bytes.p, (int)bytes.n, NULL);
    jose_must(*out != NULL, "a number");
    arena_defer(cx->mem, bn_free, *out);
    return ST_OK;
}

static Status rsa_make(Cx *cx, const json_t *jwk, EVP_PKEY **out)
{
    BIGNUM *n, *e;
    OSSL_PARAM_BLD *bld = bld_new(cx);
    TRY(number(cx, jwk, "n", &n));
    TRY(number(cx, jwk, "e", &e));
    if (BN_num_bits(n) < RSA_BITS_MIN || BN_num_bits(n) > RSA_BITS_MAX || !BN_is_odd(n))
        return fail(cx, ST_INVALID, STR("jwks"), "an RSA key must have 2048 to 4096 bits");
    if (!BN_is_odd(e) || BN_num_bits(e) > 64 || BN_get_word(e) < RSA_E_MIN)
        return fail(cx, ST_INVALID, STR("jwks"), "an RSA exponent must be odd, from 65537 on");
    jose_must(OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
                  OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_RSA_E, e) == 1,
              "RSA");
    return pkey_make(cx, "RSA", bld, out);
}

static Status ec_make(Cx *cx, const json_t *jwk, EVP_PKEY **out)
{
    Str x, y;
    OSSL_PARAM_BLD *bld = bld_new(cx);
    TRY(base64url_decode(cx, jose_member(jwk, "x"), STR("jwks"), &x));
    TRY(base64url_decode(cx, jose_member(jwk, "y"), STR("jwks"), &y));
    if (x.n != P384_BYTES || y.n != P384_BYTES) /* RFC 7518 s.6.2.1.2: the full size */
        return fail(cx, ST_INVALID, STR("jwks"), "x and y of P-384 have 48 bytes");
    const Str point = arena_join(cx->mem, STR("\4"), x, y); /* uncompressed (SEC 1 s.2.3.3) */
    jose_must(
        OSSL_PARAM_BLD_push_utf8_string(bld, OSSL_PKEY_PARAM_GROUP_NAME, "P-384", 0) == 1 &&
            OSSL_PARAM_BLD_push_octet_string(bld, OSSL_PKEY_PARAM_PUB_KEY, point.p, point.n) == 1,
        "P-384");
    return pkey_make(cx, "EC", bld, out);
}

static bool lists(const json_t *array, const char *word)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (str_eq(str_of(json_string_value(json_array_get(array, i))), str_of(word)))
            return true;
    return false;
}

/* What a key says it is for: alg, or nothing that concerns us. Others of a set are passed over, as
 * RFC 7517 s.5 asks, and never tried. */
static bool is_for(const json_t *jwk, Str alg)
{
    const json_t *ops = json_object_get(jwk, "key_ops");
    const json_t *use = json_object_get(jwk, "use");
    const json_t *own = json_object_get(jwk, "alg");
    return str_eq(jose_member(jwk, "kty"), kty_of(alg)) && jose_member(jwk, "kid").n &&
           (!own || str_eq(jose_member(jwk, "alg"), alg)) &&
           (!use || str_eq(jose_member(jwk, "use"), STR("sig"))) &&
           (!ops || lists(ops, "verify")) &&
           (!str_eq(alg, STR("ES384")) || str_eq(jose_member(jwk, "crv"), STR("P-384")));
}

static Status key_make(Cx *cx, const json_t *jwk, EVP_PKEY **out)
{
    return str_eq(jose_member(jwk, "kty"), STR("EC")) ? ec_make(cx, jwk, out)
                                                      : rsa_make(cx, jwk, out);
}

static Status set_read(Cx *cx, Str jwks, const json_t **keys)
{
    const json_t *set;
    if (jwks.n > LIMIT_JWKS)
        return fail(cx, ST_INVALID, STR("jwks"), "is over 64 KiB");
    TRY(jose_object(cx, jwks, STR("jwks"), &set));
    *keys = json_object_get(set, "keys");
    if (!json_is_array(*keys))
        return fail(cx, ST_INVALID, STR("jwks"), "has no keys");
    if (json_array_size(*keys) > LIMIT_JWKS_KEYS)
        return fail(cx, ST_INVALID, STR("jwks"), "has more than 20 keys");
    return ST_OK;
}

/* The one key of kid that is for alg: two would leave the choice to whoever signs (T16). */
static Status key_find(Cx *cx, const json_t *keys, Str kid, Str alg, const json_t **out)
{
    *out = NULL;
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const json_t *jwk = json_array_get(keys, i);
        if (!str_eq(jose_member(jwk, "kid"), kid) || !is_for(jwk, alg))
            continue;
        if (*out)
            return fail(cx, ST_INVALID, STR("kid"), "is that of two keys");
        *out = jwk;
    }
    return *out ? ST_OK : fail(cx, ST_NOT_FOUND, STR("kid"), "is that of no key");
}

/* ---- a set ----------------------------------------------------------------------------------------- */

/* Whoever publishes a private part has no secret any more: the set is refused, for its owner to see. */
static bool has_private(const json_t *jwk)
{
    static const char *const parts[] = { "d", "p", "q", "dp", "dq", "qi", "oth", "k" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (json_object_get(jwk, parts[i]))
            return true;
    return false;
}

Status jwks_check(Cx *cx, Str jwks)
{
    const json_t *keys, *same;
    EVP_PKEY *ignored;
    size_t good = 0;
    TRY(set_read(cx, jwks, &keys));
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const json_t *jwk = json_array_get(keys, i);
        if (has_private(jwk))
            return fail(cx, ST_INVALID, STR("jwks"), "holds a private key");
        for (size_t j = 0; j < sizeof algs / sizeof *algs; j++) {
            if (!is_for(jwk, algs[j].alg))
                continue;
            TRY(key_find(cx, keys, jose_member(jwk, "kid"), algs[j].alg, &same));
            TRY(key_make(cx, jwk, &ignored));
            good++;
        }
    }
    return good ? ST_OK
                : fail(cx, ST_INVALID, STR("jwks"), "has no key with a kid for RS384 or ES384");
}

/* ---- signatures ------------------------------------------------------------------------------------ */

/* r || s of 48 bytes each (RFC 7518 s.3.4), never DER; OpenSSL wants DER. Zero and what is not below the
 * group's order is refused before it is tried (threat 24). */
static Status es384_der(Cx *cx, Str raw, Str *der)
{
    if (raw.n != 2 * (size_t)P384_BYTES)
        return fail(cx, ST_INVALID, STR("signature"), "of ES384 has 96 bytes");
    /* n of P-384 (SEC 2 s.2.5.1). */
    static const unsigned char order[P384_BYTES] = {
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a, 0x0d, 0xb2,
        0x48, 0xb0, 0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73,
    };
    static const unsigned char zero[P384_BYTES] = { 0 };
    for (size_t at = 0; at < raw.n; at += P384_BYTES)
        if (memcmp(raw.p + at, zero, P384_BYTES) == 0 || memcmp(raw.p + at, order, P384_BYTES) >= 0)
            return fail(cx, ST_INVALID, STR("signature"), "does not fit");
    ECDSA_SIG *sig = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn((const unsigned char *)raw.p, P384_BYTES, NULL);
    BIGNUM *s = BN_bin2bn((const unsigned char *)raw.p + P384_BYTES, P384_BYTES, NULL);
    jose_must(sig && r && s && ECDSA_SIG_set0(sig, r, s) == 1, "ES384");
    unsigned char *bytes = arena_alloc_raw(cx->mem, 2 * P384_BYTES + 16);
    unsigned char *end = bytes;
    const int n = i2d_ECDSA_SIG(sig, &end);
    ECDSA_SIG_free(sig);
    jose_must(n > 0, "ES384");
    *der = (Str){ (const char *)bytes, (size_t)n };
    return ST_OK;
}

Status jws_verify(Cx *cx, const Jws *jws, Str jwks)
{
    const json_t *keys, *jwk;
    EVP_PKEY *pkey;
    Str sig = jws->signature;
    TRY(set_read(cx, jwks, &keys));
    TRY(key_find(cx, keys, jws->kid, jws->alg, &jwk));
    TRY(key_make(cx, jwk, &pkey));
    if (str_eq(jws->alg, STR("ES384")))
        TRY(es384_der(cx, jws->signature, &sig));
    EVP_MD_CTX *ctx = jose_md(cx);
    jose_must(EVP_DigestVerifyInit_ex(ctx, NULL, "SHA384", NULL, NULL, pkey, NULL) == 1, "verify");
    if (EVP_DigestVerify(ctx, (const unsigned char *)sig.p, sig.n,
                         (const unsigned char *)jws->text.p, jws->text.n) != 1)
        return fail(cx, ST_INVALID, STR("signature"), "does not fit");
    return ST_OK;
}
