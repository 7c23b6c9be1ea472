/* Personal values in the store: found by HMAC, read by AES-256-GCM (AUTHORIZATION R12). */
#include "member/member_int.h"

static Str name_of(Cx *cx, int64_t plan, Str what, Str row)
{
    return arena_printf(cx->mem, "%lld|%.*s|%.*s", (long long)plan, STR_ARG(what), STR_ARG(row));
}

Str member_index(Cx *cx, const Keys *keys, int64_t plan, Str what, Str value)
{
    return hmac_sha256(cx, keys_use(keys, KEY_INDEX), name_of(cx, plan, what, value));
}

/* aad: tenant|table|row; every table here has one sealed column. */
Str member_seal(Cx *cx, const Keys *keys, int64_t plan, Str table, Str row, Str plain)
{
    return aead_seal(cx, keys_use(keys, KEY_COLUMN), name_of(cx, plan, table, row), plain);
}

Status member_open(Cx *cx, const Keys *keys, int64_t plan, Str table, Str row, Str sealed,
                   Str *plain)
{
    const Status st = aead_open(cx, keys_use(keys, KEY_COLUMN), name_of(cx, plan, table, row),
                                sealed, STR("member"), plain);
    return st == ST_OK ? ST_OK
                       : fail(cx, ST_INTERNAL, STR("member"), "a sealed column does not open");
}

Str email_index(Cx *cx, const Keys *keys, int64_t plan, Str email)
{
    return member_index(cx, keys, plan, STR("email"), email);
}

Str session_hash(Cx *cx, Str id)
{
    return sha256(cx, id);
}
