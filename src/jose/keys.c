/* The key directory: master.key is 32 random bytes in base64url, signing-<kid>.jwk an RSA key whose
 * kid is its RFC 7638 thumbprint, whose iat says when it was made and whose nbf from when on it signs
 * (none: iat). Of those that have begun the newest signs; the one before verifies for as long as what it
 * signed may be shown (O7, decision 19). */
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
    [KEY_RATE] = "postern rate v1",
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

static Str signing_name(Cx *cx, Str kid)
{
    return arena_join(cx->mem, STR("signing-"), kid, STR(".jwk"));
}

static Status signing_make(Cx *cx, int dir, int64_t begins_ms)
{
    json_t *jwk =
        json_keep(cx, json_pack("{s:s,s:i,s:s,s:s,s:I,s:I}", "kty", "RSA", "bits", RSA_BITS, "alg",
                                "RS256", "use", "sig", "iat", (json_int_t)(cx->now_ms / 1000),
                                "nbf", (json_int_t)(begins_ms / 1000)));
    jose_must(jwk && jose_jwk_gen(NULL, jwk), "RSA key generation");
    const Str kid = thumbprint(cx, jwk);
    jose_must(kid.n && json_object_set_new(jwk, "kid", json_stringn(kid.p, kid.n)) == 0, "kid");
    char *text = json_dumps(jwk, JSON_COMPACT);
    jose_must(text != NULL, "JWK");
    arena_defer(cx->mem, free, text);
    return keyfile_write(cx, dir, signing_name(cx, kid), str_of(text));
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
    if (kid.n == 0 || !str_eq(kid, thumbprint(cx, jwk)) || !str_eq(name, signing_name(cx, kid)))
        return fail(cx, ST_INVALID, name, "kid is not the thumbprint, or the name is not its own");
    if (!pkey || !json_object_get(jwk, "d"))
        return fail(cx, ST_INVALID, name, "is not a private key");
    if (EVP_PKEY_get_bits(pkey) < RSA_BITS_MIN)
        return fail(cx, ST_INVALID, name, "is shorter than 2048 bits");
    return ST_OK;
}

static int64_t begins_of(const json_t *jwk)
{
    const json_t *nbf = json_object_get(jwk, "nbf");
    return json_integer_value(nbf ? nbf : json_object_get(jwk, "iat"));
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
                         .begins_s = begins_of(jwk),
                         .pkey = pkey };
    return ST_OK;
}

static int newest_first(const void *a, const void *b)
{
    const SigningKey *x = a;
    const SigningKey *y = b;
    if (x->begins_s != y->begins_s)
        return x->begins_s > y->begins_s ? -1 : 1;
    return str_cmp(x->kid, y->kid);
}

static Status set_fill(Cx *cx, int dir, const Str *names, SigningSet *set)
{
    set->keys = ARENA_ARRAY(set->mem, SigningKey, set->count);
    for (size_t i = 0; i < set->count; i++)
        TRY(signing_read(cx, dir, names[i], set->mem, &set->keys[i]));
    qsort(set->keys, set->count, sizeof *set->keys, newest_first);
    return ST_OK;
}

static Status set_read(Cx *cx, int dir, const Str *names, size_t count, SigningSet **out)
{
    Arena *mem = arena_new(16u << 10);
    SigningSet *set = ARENA_NEW(mem, SigningSet);
    set->mem = mem;
    set->count = count;
    const Status st = set_fill(cx, dir, names, set);
    if (st == ST_OK)
        *out = set;
    else
        arena_free(mem);
    return st;
}

static Status names_list(Cx *cx, int dir, Str **names, size_t *count)
{
    return keyfile_list(cx, dir, STR("signing-"), STR(".jwk"), names, count);
}

static Status signing_read_all(Cx *cx, int dir, SigningSet **out)
{
    Str *names;
    size_t count;
    TRY(names_list(cx, dir, &names, &count));
    if (count == 0) {
        TRY(signing_make(cx, dir, cx->now_ms));
        TRY(names_list(cx, dir, &names, &count));
    }
    return set_read(cx, dir, names, count, out);
}

static Status keys_fill(Cx *cx, Str dir, Keys *k)
{
    int fd;
    Str master;
    TRY(keyfile_enter(cx, dir, &fd));
    TRY(master_read(cx, fd, &master));
    SigningSet *set;
    TRY(signing_read_all(cx, fd, &set));
    atomic_init(&k->signing, set);
    for (size_t i = 0; i < KEY_USES; i++)
        jose_hkdf(master, STR_NONE, str_of(labels[i]), k->use[i], sizeof k->use[i]);
    return ST_OK;
}

/* Runs with memory of its own: the master and the texts of the private keys live only as long as that; so
 * do the lock and the open files. What it takes from cx is the time, what it leaves there the fault. */
static Status apart(Cx *cx, Status (*call)(Cx *work, void *arg), void *arg)
{
    Cx work = *cx;
    work.mem = arena_new(64u << 10);
    const Status st = call(&work, arg);
    if (st != ST_OK)
        cx->fault = (Fault){ .status = st,
                             .where = arena_dup(cx->mem, work.fault.where),
                             .detail = arena_dup(cx->mem, work.fault.detail) };
    arena_free(work.mem);
    return st;
}

static Status open_call(Cx *work, void *k)
{
    return keys_fill(work, ((Keys *)k)->dir, k);
}

Status keys_open(Cx *cx, Str dir, Keys **out)
{
    Arena *mem = arena_new(16u << 10);
    Keys *k = ARENA_NEW(mem, Keys);
    k->mem = mem;
    k->dir = arena_dup(mem, dir);
    const Status st = apart(cx, open_call, k);
    if (st == ST_OK)
        *out = k;
    else
        arena_free(mem);
    return st;
}

void keys_close(Keys *k)
{
    if (!k)
        return;
    for (SigningSet *set = atomic_load(&k->signing), *before; set; set = before) {
        before = set->before;
        arena_free(set->mem);
    }
    OPENSSL_cleanse(k->use, sizeof k->use);
    arena_free(k->mem);
}

Str keys_use(const Keys *k, KeyUse use)
{
    return (Str){ (const char *)k->use[use], SHA256_BYTES };
}

/* ---- rotation (O7) ----------------------------------------------------------------------------------- */

#define NEXT_S                                                                                     \
    86700 /* from its making to its first signature: a day, and five minutes to be seen */
#define RETIRE_S 90000 /* from its last signature: an id_token's hour, and a day */

/* The active one is the newest that has begun; where no clock agrees with any, the oldest. */
static size_t active_at(const SigningSet *set, int64_t now_ms)
{
    size_t i = 0;
    while (i + 1 < set->count && set->keys[i].begins_s > now_ms / 1000)
        i++;
    return i;
}

const SigningKey *signing_active(const SigningSet *set, int64_t now_ms)
{
    return &set->keys[active_at(set, now_ms)];
}

KeyState signing_state(const SigningSet *set, size_t i, int64_t now_ms)
{
    const size_t active = active_at(set, now_ms);
    if (i == active)
        return KEY_ACTIVE;
    if (i < active)
        return KEY_NEXT;
    return set->keys[i - 1].begins_s + RETIRE_S > now_ms / 1000 ? KEY_RETIRING : KEY_GONE;
}

void keys_list(Cx *cx, const Keys *k, KeyInfo **out, size_t *count)
{
    const SigningSet *set = atomic_load(&k->signing);
    *out = ARENA_ARRAY(cx->mem, KeyInfo, set->count);
    *count = set->count;
    for (size_t i = 0; i < set->count; i++)
        (*out)[i] = (KeyInfo){ .kid = arena_dup(cx->mem, set->keys[i].kid),
                               .state = signing_state(set, i, cx->now_ms),
                               .begins_ms = set->keys[i].begins_s * 1000,
                               .gone_ms = i ? (set->keys[i - 1].begins_s + RETIRE_S) * 1000 : 0 };
}

Str jwks_json(Cx *cx, const Keys *k)
{
    const SigningSet *set = atomic_load(&k->signing);
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    const char *sep = "{\"keys\":[";
    for (size_t i = 0; i < set->count; i++) {
        if (signing_state(set, i, cx->now_ms) == KEY_GONE)
            continue;
        buf_put(b, str_of(sep));
        buf_put(b, set->keys[i].pub);
        sep = ",";
    }
    buf_put(b, STR("]}"));
    return buf_str(b);
}

typedef struct Rotation {
    Str dir;
    bool at_once;
} Rotation;

static Status rotate_in(Cx *cx, int dir, const Rotation *r, const SigningSet *set)
{
    if (!r->at_once && signing_state(set, 0, cx->now_ms) == KEY_NEXT)
        return fail(cx, ST_CONFLICT, set->keys[0].kid, "is the next key already, and waits");
    /* Written first: there is no moment without a key. */
    TRY(signing_make(cx, dir, r->at_once ? cx->now_ms : cx->now_ms + NEXT_S * 1000LL));
    for (size_t i = 0; i < set->count; i++)
        if (r->at_once || signing_state(set, i, cx->now_ms) == KEY_GONE)
            TRY(keyfile_remove(cx, dir, signing_name(cx, set->keys[i].kid)));
    return ST_OK;
}

static Status rotate_call(Cx *work, void *rotation)
{
    const Rotation *r = rotation;
    SigningSet *set;
    int fd;
    TRY(keyfile_enter(work, r->dir, &fd));
    TRY(signing_read_all(work, fd, &set));
    const Status st = rotate_in(work, fd, r, set);
    work->fault.where = arena_dup(work->mem, work->fault.where); /* which may lie in the set */
    arena_free(set->mem);
    return st;
}

Status keys_rotate(Cx *cx, Str dir, bool at_once)
{
    Rotation r = { dir, at_once };
    return apart(cx, rotate_call, &r);
}

/* Files are never changed, only added and deleted: the names tell. */
static bool same_keys(Cx *cx, const SigningSet *set, const Str *names, size_t count)
{
    for (size_t i = 0; i < set->count; i++) {
        const Str name = signing_name(cx, set->keys[i].kid);
        size_t j = 0;
        while (j < count && !str_eq(names[j], name))
            j++;
        if (j == count)
            return false;
    }
    return count == set->count;
}

typedef struct Refresh {
    Keys *keys;
    bool changed;
} Refresh;

static Status refresh_call(Cx *work, void *refresh)
{
    Refresh *r = refresh;
    SigningSet *now = atomic_load(&r->keys->signing), *set;
    Str *names;
    size_t count;
    int fd;
    TRY(keyfile_enter(work, r->keys->dir, &fd));
    TRY(names_list(work, fd, &names, &count));
    if (same_keys(work, now, names, count))
        return ST_OK;
    if (count == 0)
        return fail(work, ST_INVALID, STR("keys"), "every signing key is gone from the directory");
    TRY(set_read(work, fd, names, count, &set));
    set->before = now;
    atomic_store(&r->keys->signing, set);
    r->changed = true;
    return ST_OK;
}

Status keys_refresh(Cx *cx, Keys *k, bool *changed)
{
    Refresh r = { k, false };
    const Status st = apart(cx, refresh_call, &r);
    if (changed)
        *changed = r.changed;
    return st;
}
