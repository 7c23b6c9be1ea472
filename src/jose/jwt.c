#include "jose/jose_int.h"

#include "base/codec.h"

static void md_free(void *ctx)
{
    EVP_MD_CTX_free(ctx);
}

EVP_MD_CTX *jose_md(Cx *cx)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    jose_must(ctx != NULL, "EVP_MD_CTX");
    arena_defer(cx->mem, md_free, ctx);
    return ctx;
}

/* RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 s.3.3). */
static Str rs256(Cx *cx, EVP_PKEY *pkey, Str text)
{
    EVP_MD_CTX *ctx = jose_md(cx);
    size_t n = (size_t)EVP_PKEY_get_size(pkey);
    unsigned char *sig = arena_alloc_raw(cx->mem, n);
    jose_must(EVP_DigestSignInit_ex(ctx, NULL, "SHA256", NULL, NULL, pkey, NULL) == 1 &&
                  EVP_DigestSign(ctx, sig, &n, (const unsigned char *)text.p, text.n) == 1,
              "RS256");
    return (Str){ (const char *)sig, n };
}

static bool rs256_ok(Cx *cx, EVP_PKEY *pkey, Str text, Str sig)
{
    EVP_MD_CTX *ctx = jose_md(cx);
    jose_must(EVP_DigestVerifyInit_ex(ctx, NULL, "SHA256", NULL, NULL, pkey, NULL) == 1, "RS256");
    return EVP_DigestVerify(ctx, (const unsigned char *)sig.p, sig.n, (const unsigned char *)text.p,
                            text.n) == 1;
}

Status jwt_sign(Cx *cx, const Keys *k, Str claims, Str *out)
{
    const SigningKey *key = signing_active(atomic_load(&k->signing), cx->now_ms);
    const Str text = arena_join(cx->mem, key->header, STR("."), base64url_encode(cx, claims));
    const Str sig = base64url_encode(cx, rs256(cx, key->pkey, text));
    const Str jwt = arena_join(cx->mem, text, STR("."), sig);
    if (jwt.n > LIMIT_JWT)
        return fail(cx, ST_TOO_LONG, STR("claims"), "the token would be over 8 KiB");
    *out = jwt;
    return ST_OK;
}

static void json_drop(void *j)
{
    json_decref(j);
}

Status jose_object(Cx *cx, Str text, Str where, const json_t **out)
{
    /* Jansson accepts 2048 levels; in 8 KiB that is a stack it can afford. */
    json_t *j = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, NULL);
    if (j)
        arena_defer(cx->mem, json_drop, j);
    if (!json_is_object(j))
        return fail(cx, ST_INVALID, where, "is not a JSON object, or has a key twice");
    *out = j;
    return ST_OK;
}

Str jose_member(const json_t *object, const char *name)
{
    return str_of(json_string_value(json_object_get(object, name)));
}

/* The header decides nothing: it must say what these keys would have written. A header that brings
 * its own key, compresses, or asks for an extension is an attack or a mistake (RFC 8725 s.3.1, R6). */
static Status header_check(Cx *cx, const Keys *k, Str text, const SigningKey **key)
{
    static const char *const refused[] = { "crit", "zip", "b64", "jwk", "jku", "x5c", "x5u" };
    const json_t *h;
    TRY(jose_object(cx, text, STR("header"), &h));
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (json_object_get(h, refused[i]))
            return fail(cx, ST_INVALID, str_of(refused[i]), "is not accepted in a header");
    if (!str_eq(str_of(json_string_value(json_object_get(h, "alg"))), STR("RS256")))
        return fail(cx, ST_INVALID, STR("alg"), "must be RS256");
    const json_t *typ = json_object_get(h, "typ");
    if (typ && !str_eq(str_of(json_string_value(typ)), STR("JWT")))
        return fail(cx, ST_INVALID, STR("typ"), "must be JWT or absent");
    const Str kid = str_of(json_string_value(json_object_get(h, "kid")));
    const SigningSet *set = atomic_load(&k->signing);
    for (size_t i = 0; i < set->count; i++)
        if (kid.n && str_eq(kid, set->keys[i].kid) &&
            signing_state(set, i, cx->now_ms) != KEY_GONE) {
            *key = &set->keys[i];
            return ST_OK;
        }
    return fail(cx, ST_INVALID, STR("kid"), "is not a key of this installation");
}

Status jose_parts(Cx *cx, Str jwt, Str part[3])
{
    Str rest = jwt;
    if (jwt.n > LIMIT_JWT)
        return fail(cx, ST_INVALID, STR("jwt"), "is over 8 KiB");
    for (size_t i = 0; i < 3; i++)
        if (!str_split(&rest, '.', &part[i]) || part[i].n == 0)
            return fail(cx, ST_INVALID, STR("jwt"), "has not three parts");
    if (rest.p)
        return fail(cx, ST_INVALID, STR("jwt"), "has not three parts");
    return ST_OK;
}

Status jwt_open(Cx *cx, const Keys *k, Str jwt, Str *claims)
{
    Str part[3];
    Str header, sig, text;
    const SigningKey *key = NULL;
    const json_t *ignored;
    TRY(jose_parts(cx, jwt, part));
    TRY(base64url_decode(cx, part[0], STR("header"), &header));
    TRY(base64url_decode(cx, part[1], STR("claims"), &text));
    TRY(base64url_decode(cx, part[2], STR("signature"), &sig));
    TRY(header_check(cx, k, header, &key));
    if (!rs256_ok(cx, key->pkey, str_slice(jwt, 0, part[0].n + 1 + part[1].n), sig))
        return fail(cx, ST_INVALID, STR("signature"), "does not fit");
    TRY(jose_object(cx, text, STR("claims"), &ignored));
    *claims = text;
    return ST_OK;
}
