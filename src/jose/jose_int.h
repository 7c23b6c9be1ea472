/* jose_int.h - what the files of this folder share: algorithms fetched once, key files, keys. */
#ifndef JOSE_JOSE_INT_H
#define JOSE_JOSE_INT_H

#include "base/limits.h"
#include "jose/jose.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <stdatomic.h>

/* Fetched at the first call and kept: a fetch costs more than hashing a token. */
typedef struct Algs {
    EVP_MD *sha256;
    EVP_CIPHER *aes_256_gcm;
    EVP_MAC_CTX *hmac_sha256; /* a template without a key; duplicated for each use */
} Algs;

const Algs *jose_algs(void);

/* Ends the process when OpenSSL refuses what cannot be refused: it is out of memory or broken, and
 * nothing may go on with a hash or a nonce that was not made. */
void jose_must(bool ok, const char *what);

/* SP 800-56C / RFC 5869 with SHA-256; out->n is at most 255 * 32. */
void jose_hkdf(Str secret, Str salt, Str info, unsigned char *out, size_t n);

/* ---- jwt.c: shared with jws.c ---- */
/* ST_INVALID when text is no JSON object or has a name twice, at any depth. Freed with cx->mem. */
MUST_USE Status jose_object(Cx *cx, Str text, Str where, const json_t **out);
/* The three parts of a compact JWS, not decoded (R6). */
MUST_USE Status jose_parts(Cx *cx, Str jwt, Str part[3]);
/* A string member; STR_NONE for anything else. */
Str jose_member(const json_t *object, const char *name);
EVP_MD_CTX *jose_md(Cx *cx);

typedef struct SigningKey {
    Str kid;    /* RFC 7638 thumbprint */
    Str header; /* base64url of the JOSE header */
    Str pub;    /* the JWK of the JWKS */
    int64_t begins_s;
    EVP_PKEY *pkey;
} SigningKey;

typedef struct SigningSet { /* never changed once it is seen */
    Arena *mem;
    struct SigningSet *before; /* kept: a thread may still use it */
    SigningKey *keys;          /* newest first */
    size_t count;
} SigningSet;

struct Keys {
    Arena *mem;
    Str dir;
    unsigned char use[KEY_USES][SHA256_BYTES];
    _Atomic(SigningSet *) signing;
};

KeyState signing_state(const SigningSet *set, size_t i, int64_t now_ms);
/* The one that signs now. */
const SigningKey *signing_active(const SigningSet *set, int64_t now_ms);

/* Files of the key directory, all mode 0600, none a symbolic link. */

/* Makes dir (0700) when it is missing, refuses one that others can enter, and waits until no other
 * process is in it; *fd holds the directory and the lock until cx->mem is reset. */
MUST_USE Status keyfile_enter(Cx *cx, Str dir, int *fd);
/* ST_NOT_FOUND when there is none; ST_INVALID when group or others may read it. */
MUST_USE Status keyfile_read(Cx *cx, int dir, Str name, Str *bytes);
/* Whole or not at all, on the disk when it returns. */
MUST_USE Status keyfile_write(Cx *cx, int dir, Str name, Str bytes);
MUST_USE Status keyfile_remove(Cx *cx, int dir, Str name);
/* Names beginning with prefix and ending with suffix. */
MUST_USE Status keyfile_list(Cx *cx, int dir, Str prefix, Str suffix, Str **names, size_t *count);

#endif
