#include "jose/jose_int.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_once_t algs_once = PTHREAD_ONCE_INIT;
static Algs algs;

void jose_must(bool ok, const char *what)
{
    if (ok)
        return;
    (void)fprintf(stderr, "postern: cryptography failed: %s\n", what);
    abort();
}

static EVP_MAC_CTX *hmac_template(void)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(mac);
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    jose_must(ctx && EVP_MAC_CTX_set_params(ctx, params) == 1, "HMAC-SHA-256");
    EVP_MAC_free(mac);
    return ctx;
}

static void algs_fetch(void)
{
    algs.sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    algs.aes_256_gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    jose_must(algs.sha256 && algs.aes_256_gcm, "fetch");
    algs.hmac_sha256 = hmac_template();
}

const Algs *jose_algs(void)
{
    (void)pthread_once(&algs_once, algs_fetch);
    return &algs;
}

void sha256_into(Str bytes, unsigned char out[SHA256_BYTES])
{
    const void *p = bytes.n ? bytes.p : "";
    jose_must(EVP_Digest(p, bytes.n, out, NULL, jose_algs()->sha256, NULL) == 1, "SHA-256");
}

Str sha256(Cx *cx, Str bytes)
{
    unsigned char *out = arena_alloc_raw(cx->mem, SHA256_BYTES);
    sha256_into(bytes, out);
    return (Str){ (const char *)out, SHA256_BYTES };
}

struct Sha256 {
    EVP_MD_CTX *ctx;
};

static void ctx_free(void *ctx)
{
    EVP_MD_CTX_free(ctx);
}

Sha256 *sha256_new(Cx *cx)
{
    Sha256 *h = ARENA_NEW(cx->mem, Sha256);
    h->ctx = EVP_MD_CTX_new();
    jose_must(h->ctx != NULL, "SHA-256");
    arena_defer(cx->mem, ctx_free, h->ctx);
    jose_must(EVP_DigestInit_ex2(h->ctx, jose_algs()->sha256, NULL) == 1, "SHA-256");
    return h;
}

void sha256_add(Sha256 *h, Str bytes)
{
    jose_must(EVP_DigestUpdate(h->ctx, bytes.n ? bytes.p : "", bytes.n) == 1, "SHA-256");
}

void sha256_end(Sha256 *h, unsigned char out[SHA256_BYTES])
{
    jose_must(EVP_DigestFinal_ex(h->ctx, out, NULL) == 1, "SHA-256");
}

Str hmac_sha256(Cx *cx, Str key, Str bytes)
{
    unsigned char *out = arena_alloc_raw(cx->mem, SHA256_BYTES);
    size_t n = 0;
    cx->work.hmacs++;
    EVP_MAC_CTX *ctx = EVP_MAC_CTX_dup(jose_algs()->hmac_sha256);
    /* An empty key is a key: NULL would mean the one before. */
    const void *k = key.n ? key.p : "";
    jose_must(ctx && EVP_MAC_init(ctx, k, key.n, NULL) == 1 &&
                  EVP_MAC_update(ctx, (const unsigned char *)bytes.p, bytes.n) == 1 &&
                  EVP_MAC_final(ctx, out, &n, SHA256_BYTES) == 1 && n == SHA256_BYTES,
              "HMAC-SHA-256");
    EVP_MAC_CTX_free(ctx);
    return (Str){ (const char *)out, SHA256_BYTES };
}

struct Hmac {
    EVP_MAC_CTX *ctx;
};

Hmac *hmac_new(Str key)
{
    Hmac *h = calloc(1, sizeof *h);
    jose_must(h != NULL, "memory");
    h->ctx = EVP_MAC_CTX_dup(jose_algs()->hmac_sha256);
    jose_must(h->ctx && EVP_MAC_init(h->ctx, (const unsigned char *)(key.n ? key.p : ""), key.n,
                                     NULL) == 1,
              "HMAC-SHA-256");
    return h;
}

void hmac_into(Hmac *h, Str bytes, unsigned char out[SHA256_BYTES])
{
    size_t n = 0;
    /* Without a key: the one before. */
    jose_must(EVP_MAC_init(h->ctx, NULL, 0, NULL) == 1 &&
                  EVP_MAC_update(h->ctx, (const unsigned char *)bytes.p, bytes.n) == 1 &&
                  EVP_MAC_final(h->ctx, out, &n, SHA256_BYTES) == 1 && n == SHA256_BYTES,
              "HMAC-SHA-256");
}

void hmac_free(Hmac *h)
{
    if (!h)
        return;
    EVP_MAC_CTX_free(h->ctx);
    free(h);
}

bool secret_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0);
}

static OSSL_PARAM octets(const char *name, Str s)
{
    return OSSL_PARAM_construct_octet_string(name, (void *)(uintptr_t)s.p, s.n);
}

void jose_hkdf(Str secret, Str salt, Str info, unsigned char *out, size_t n)
{
    char digest[] = "SHA256";
    OSSL_PARAM params[5];
    size_t i = 0;
    params[i++] = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0);
    params[i++] = octets(OSSL_KDF_PARAM_KEY, secret);
    if (salt.n)
        params[i++] = octets(OSSL_KDF_PARAM_SALT, salt);
    if (info.n)
        params[i++] = octets(OSSL_KDF_PARAM_INFO, info);
    params[i] = OSSL_PARAM_construct_end();

    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *ctx = EVP_KDF_CTX_new(kdf);
    jose_must(ctx && EVP_KDF_derive(ctx, out, n, params) == 1, "HKDF-SHA-256");
    EVP_KDF_CTX_free(ctx);
    EVP_KDF_free(kdf);
}
