/* Sealed bytes are nonce (12, random), ciphertext, tag (16). Random nonces allow 2^32 seals a key
 * before a repeat gets likely (SP 800-38D s.8.3): far beyond the personal columns of a plan. */
#include "jose/jose_int.h"

#include <assert.h>
#include <limits.h>

#define NONCE_BYTES 12u
#define TAG_BYTES 16u

static EVP_CIPHER_CTX *gcm_new(Str key, const char *nonce, int encrypt)
{
    assert(key.n == SHA256_BYTES);
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    jose_must(ctx && EVP_CipherInit_ex2(ctx, jose_algs()->aes_256_gcm, (const unsigned char *)key.p,
                                        (const unsigned char *)nonce, encrypt, NULL) == 1,
              "AES-256-GCM");
    return ctx;
}

/* out NULL: s is bound and not written. */
static void gcm_add(EVP_CIPHER_CTX *ctx, char *out, Str s)
{
    int n = 0;
    assert(s.n <= INT_MAX);
    if (s.n)
        jose_must(EVP_CipherUpdate(ctx, (unsigned char *)out, &n, (const unsigned char *)s.p,
                                   (int)s.n) == 1,
                  "AES-256-GCM");
}

Str aead_seal(Cx *cx, Str key, Str aad, Str plain)
{
    char *out = arena_alloc_raw(cx->mem, NONCE_BYTES + plain.n + TAG_BYTES);
    memcpy(out, random_bytes(cx, NONCE_BYTES).p, NONCE_BYTES);
    cx->work.seals++;
    char *text = out + NONCE_BYTES;
    char *tag = text + plain.n;
    EVP_CIPHER_CTX *ctx = gcm_new(key, out, 1);
    gcm_add(ctx, NULL, aad);
    gcm_add(ctx, text, plain);
    int n = 0;
    jose_must(EVP_CipherFinal_ex(ctx, (unsigned char *)tag, &n) == 1 &&
                  EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG_BYTES, tag) == 1,
              "AES-256-GCM");
    EVP_CIPHER_CTX_free(ctx);
    return (Str){ out, NONCE_BYTES + plain.n + TAG_BYTES };
}

Status aead_open(Cx *cx, Str key, Str aad, Str sealed, Str where, Str *plain)
{
    if (sealed.n < NONCE_BYTES + TAG_BYTES || sealed.n > INT_MAX)
        return fail(cx, ST_INVALID, where, "not sealed bytes");
    cx->work.seals++;
    const Str text = str_slice(sealed, NONCE_BYTES, sealed.n - TAG_BYTES);
    char tag[TAG_BYTES];
    memcpy(tag, sealed.p + sealed.n - TAG_BYTES, TAG_BYTES);
    char *out = arena_alloc(cx->mem, text.n + 1);
    EVP_CIPHER_CTX *ctx = gcm_new(key, sealed.p, 0);
    gcm_add(ctx, NULL, aad);
    gcm_add(ctx, out, text);
    int n = 0;
    jose_must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG_BYTES, tag) == 1, "AES-256-GCM");
    const bool same = EVP_CipherFinal_ex(ctx, (unsigned char *)out + text.n, &n) == 1;
    EVP_CIPHER_CTX_free(ctx);
    if (!same) {
        memset(out, 0, text.n); /* nothing unauthenticated stays behind */
        return fail(cx, ST_INVALID, where, "was not sealed with this key for this place");
    }
    *plain = (Str){ out, text.n };
    return ST_OK;
}
