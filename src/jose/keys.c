/* The key directory: master.key is 32 random bytes in base64url, signing-<kid>.jwk an RSA key whose
 * kid is its RFC 7638 thumbprint and whose iat says when it was made. The newest one signs; older
 * ones stay to verify until an operator removes the file. */
#include "jose/jose_int.h"

#include "base/buf.h"
#include "base/codec.h"

#include <jose/jwk.h>
#include <jose/openssl.h>
#include <openssl/crypto.h>
#include <stdlib.h>

#define MASTER_BYTES 32u
#define RSA_BITS 3072
#define RSA_BITS_MIN 2048 /* RFC 7518 s.3.3 */

/* HKDF's info (RFC 5869 s.3.2): never change a label, what it sealed could not be opened. */
static const char *const labels[KEY_USES] = {
    [KEY_PEPPER] = "postern pepper v1", [KEY_INDEX] = "postern index v1",
    [KEY_COLUMN] = "postern column v1", [KEY_CURSOR] = "postern cursor v1",
    [KEY_SUB] = "postern sub v1",       [KEY_CSRF] = "postern csrf v1",
    [KEY_LOG] = "postern log v1",       [KEY_AUDIT] = "postern audit v1",
};

static Status master_read(Cx *cx, int dir, Str *master)
{
    const Str name = STR("master.key");
    Str text;
    Status st = keyfile_read(cx, dir, name, &text);
    if (forgive(cx, st, ST_NOT_FOUND)) {
        text = random_token(cx, MASTER_BYTES);
        st = keyfile_write(cx, dir, name, text);
    }
    TRY(st);
    TRY(base64url_decode(cx, str_trim(text), name, master));
    if (master->n != MASTER_BYTES)
        return fail(cx, ST_INVALID, name, "is not 32 bytes in base64url");
    return ST_OK;
}

static void json_drop(void *j)
{
    json_decref(j);
}

static json_t *json_keep(Cx *cx, json_t *j)
{
    if (j)
        arena_defer(cx->mem, json_drop, j);
    return j;
}

static Str member(const json_t *jwk, const char *name)
{
    return str_of(json_string_value(json_object_get(jwk, name)));
}

static Str thumbprint(Cx *cx, const json_t *jwk)
{
    unsigned char raw[SHA256_BYTES];
    if (jose_jwk_thp_buf(NULL, jwk, "S256", raw, sizeof raw) != sizeof raw)
        return STR_NONE;
    return base64url_encode(cx, (Str){ (const char *)raw, sizeof raw });
}

static Status signing_make(Cx *cx, int dir)
{
    json_t *jwk =
        json_keep(cx, json_pack("{s:s,s:i,s:s,s:s,s:I}", "kty", "RSA", "bits", RSA_BITS, "alg",
                                "RS256", "use", "sig", "iat", (json_int_t)(cx->now_ms / 1000)));
    jose_must(jwk && jose_jwk_gen(NULL, jwk), "RSA key generation");
    const Str kid = thumbprint(cx, jwk);
    jose_must(kid.n && json_object_set_new(jwk, "kid", json_stringn(kid.p, kid.n)) == 0, "kid");
    char *text = json_dumps(jwk, JSON_COMPACT);
    jose_must(text != NULL, "JWK");
    arena_defer(cx->mem, free, text);
    return keyfile_write(cx, dir, arena_join(cx->mem, STR("signing-"), kid, STR(".jwk")),
                         str_of(text));
}

static Str public_jwk(Arena *mem, const json_t *jwk, Str kid)
{
    const Str n = member(jwk, "n");
    const Str e = member(jwk, "e");
    return arena_printf(mem,
                        "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%.*s\","
                        "\"n\":\"%.*s\",\"e\":\"%.*s\"}",
                        STR_ARG(kid), STR_ARG(n), STR_ARG(e));
}

static void pkey_free(void *pkey)
{
    EVP_PKEY_free(pkey);
}

/* The kid is recomputed, so that a file renamed or edited by hand is found here and not by an app. */
static Status signing_check(Cx *cx, Str name, const json_t *jwk, EVP_PKEY *pkey)
{
    const Str kid = member(jwk, "kid");
    if (!str_eq(member(jwk, "kty"), STR("RSA")) || !str_eq(member(jwk, "alg"), STR("RS256")))
        return fail(cx, ST_INVALID, name, "is not an RSA key for RS256");
    if (kid.n == 0 || !str_eq(kid, thumbprint(cx, jwk)) ||
        !str_eq(name, arena_join(cx->mem, STR("signing-"), kid, STR(".jwk"))))
        return fail(cx, ST_INVALID, name, "kid is not the thumbprint, or the name is not its own");
    if (!pkey || !json_object_get(jwk, "d"))
        return fail(cx, ST_INVALID, name, "is not a private key");
    if (EVP_PKEY_get_bits(pkey) < RSA_BITS_MIN)
        return fail(cx, ST_INVALID, name, "is shorter than 2048 bits");
    return ST_OK;
}

static Status signing_read(Cx *cx, int dir, Str name, Arena *mem, SigningKey *out)
{
    Str text;
    TRY(keyfile_read(cx, dir, name, &text));
    json_t *jwk = json_keep(cx, json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL));
    if (!json_is_object(jwk))
        return fail(cx, ST_INVALID, name, "is not a JWK");
    EVP_PKEY *pkey = jose_openssl_jwk_to_EVP_PKEY(NULL, jwk);
    if (pkey)
        arena_defer(mem, pkey_free, pkey);
    TRY(signing_check(cx, name, jwk, pkey));
    const Str kid = arena_dup(mem, member(jwk, "kid"));
    const Str header =
        arena_printf(cx->mem, "{\"alg\":\"RS256\",\"kid\":\"%.*s\",\"typ\":\"JWT\"}", STR_ARG(kid));
    *out = (SigningKey){ .kid = kid,
                         .header = arena_dup(mem, base64url_encode(cx, header)),
                         .pub = public_jwk(mem, jwk, kid),
                         .made_s = json_integer_value(json_object_get(jwk, "iat")),
                         .pkey = pkey };
    return ST_OK;
}

static int newest_first(const void *a, const void *b)
{
    const SigningKey *x = a;
    const SigningKey *y = b;
    if (x->made_s != y->made_s)
        return x->made_s > y->made_s ? -1 : 1;
    return str_cmp(x->kid, y->kid);
}

static Status signing_read_all(Cx *cx, int dir, Keys *k)
{
    const Str prefix = STR("signing-");
    const Str suffix = STR(".jwk");
    Str *names;
    TRY(keyfile_list(cx, dir, prefix, suffix, &names, &k->count));
    if (k->count == 0) {
        TRY(signing_make(cx, dir));
        TRY(keyfile_list(cx, dir, prefix, suffix, &names, &k->count));
    }
    k->signing = ARENA_ARRAY(k->mem, SigningKey, k->count);
    for (size_t i = 0; i < k->count; i++)
        TRY(signing_read(cx, dir, names[i], k->mem, &k->signing[i]));
    qsort(k->signing, k->count, sizeof *k->signing, newest_first);
    return ST_OK;
}

static Str jwks_make(Cx *cx, const Keys *k)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_put(b, STR("{\"keys\":["));
    for (size_t i = 0; i < k->count; i++) {
        if (i)
            buf_char(b, ',');
        buf_put(b, k->signing[i].pub);
    }
    buf_put(b, STR("]}"));
    return arena_dup(k->mem, buf_str(b));
}

static Status keys_fill(Cx *cx, Str dir, Keys *k)
{
    int fd;
    Str master;
    TRY(keyfile_enter(cx, dir, &fd));
    TRY(master_read(cx, fd, &master));
    TRY(signing_read_all(cx, fd, k));
    for (size_t i = 0; i < KEY_USES; i++)
        jose_hkdf(master, STR_NONE, str_of(labels[i]), k->use[i], sizeof k->use[i]);
    k->jwks = jwks_make(cx, k);
    return ST_OK;
}

/* The master and the texts of the private keys live only as long as this arena; so do the lock and
 * the open files. */
Status keys_open(Cx *cx, Str dir, Keys **out)
{
    Cx work = *cx;
    work.mem = arena_new(64u << 10);
    Arena *mem = arena_new(16u << 10);
    Keys *k = ARENA_NEW(mem, Keys);
    k->mem = mem;
    const Status st = keys_fill(&work, dir, k);
    if (st != ST_OK) {
        cx->fault = (Fault){ .status = st,
                             .where = arena_dup(cx->mem, work.fault.where),
                             .detail = arena_dup(cx->mem, work.fault.detail) };
        arena_free(mem);
    } else {
        *out = k;
    }
    arena_free(work.mem);
    return st;
}

void keys_close(Keys *k)
{
    if (!k)
        return;
    OPENSSL_cleanse(k->use, sizeof k->use);
    arena_free(k->mem);
}

Str keys_use(const Keys *k, KeyUse use)
{
    return (Str){ (const char *)k->use[use], SHA256_BYTES };
}

Str jwks_json(Cx *cx, const Keys *k)
{
    return arena_dup(cx->mem, k->jwks);
}
