#include "tests/unit/jose/signer.h"

#include "base/codec.h"
#include "tests/unit/test.h"

#include <jansson.h>
#include <jose/jwk.h>
#include <jose/openssl.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

static json_t *key_new(const char *alg)
{
    const bool rsa = alg[0] == 'R';
    json_t *jwk = rsa ? json_pack("{s:s,s:i,s:s}", "kty", "RSA", "bits", 2048, "kid", "rsa")
                      : json_pack("{s:s,s:s,s:s}", "kty", "EC", "crv", "P-384", "kid", "ec");
    CHECK(jwk && jose_jwk_gen(NULL, jwk));
    return jwk;
}

json_t *signer_jwk(const char *alg)
{
    static json_t *keys[2]; /* a process's tests share them: an RSA key takes long to make */
    json_t **key = &keys[alg[0] == 'R'];
    if (!*key)
        *key = key_new(alg);
    return *key;
}

static Str text_of(Cx *cx, json_t *j)
{
    char *text = json_dumps(j, JSON_COMPACT);
    const Str out = arena_dup(cx->mem, str_of(text));
    free(text);
    json_decref(j);
    return out;
}

Str signer_private(Cx *cx, const char *alg)
{
    return text_of(cx, json_deep_copy(signer_jwk(alg)));
}

Str signer_public(Cx *cx, const char *alg, const char *drop, const char *more)
{
    json_t *jwk = json_deep_copy(signer_jwk(alg));
    CHECK(jose_jwk_pub(NULL, jwk));
    json_object_del(jwk, "key_ops");
    for (Str rest = str_of(drop), name; str_split(&rest, ' ', &name);)
        json_object_del(jwk, arena_dup(cx->mem, name).p);
    const Str text = text_of(cx, jwk);
    return arena_join(cx->mem, str_slice(text, 0, text.n - 1), str_of(more), STR("}"));
}

Str signer_set(Cx *cx, Str jwk)
{
    return arena_join(cx->mem, STR("{\"keys\":["), jwk, STR("]}"));
}

Str signer_jwks(Cx *cx)
{
    return signer_set(cx, arena_join(cx->mem, signer_public(cx, "RS384", "", ""), STR(","),
                                     signer_public(cx, "ES384", "", "")));
}

Str signer_forge(Cx *cx, Str header, Str claims, Str signature)
{
    const Str text =
        arena_join(cx->mem, base64url_encode(cx, header), STR("."), base64url_encode(cx, claims));
    return arena_join(cx->mem, text, STR("."), base64url_encode(cx, signature));
}

/* DER to r || s. */
static Str raw_of(Cx *cx, const unsigned char *der, size_t n)
{
    ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)n);
    unsigned char *raw = arena_alloc(cx->mem, 96);
    CHECK(sig != NULL);
    CHECK(BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, 48) == 48);
    CHECK(BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + 48, 48) == 48);
    ECDSA_SIG_free(sig);
    return (Str){ (const char *)raw, 96 };
}

Str signer_sign(Cx *cx, const char *alg, Str header, Str claims)
{
    const Str text =
        arena_join(cx->mem, base64url_encode(cx, header), STR("."), base64url_encode(cx, claims));
    EVP_PKEY *pkey = jose_openssl_jwk_to_EVP_PKEY(NULL, signer_jwk(alg));
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    unsigned char sig[1024];
    size_t n = sizeof sig;
    const char *digest = str_ends(str_of(alg), STR("256")) ? "SHA256" : "SHA384";
    CHECK(pkey && EVP_DigestSignInit_ex(ctx, NULL, digest, NULL, NULL, pkey, NULL) == 1);
    CHECK(EVP_DigestSign(ctx, sig, &n, (const unsigned char *)text.p, text.n) == 1);
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    return signer_forge(cx, header, claims,
                        alg[0] == 'E' ? raw_of(cx, sig, n)
                                      : arena_dup(cx->mem, (Str){ (const char *)sig, n }));
}

Str signer_jwt(Cx *cx, const char *alg, Str claims)
{
    return signer_sign(cx, alg,
                       arena_printf(cx->mem, "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}", alg,
                                    alg[0] == 'R' ? "rsa" : "ec"),
                       claims);
}
