/* dir_key.c - see dir_key.h. */
#include "fhir/dir_key.h"

#include <stdlib.h>

static void put_be64(char out[8], uint64_t v)
{
    for (int i = 0; i < 8; i++)
        out[i] = (char)(v >> (56 - 8 * i) & 0xff);
}

static Str be64(Cx *cx, uint64_t v)
{
    char *p = arena_alloc_raw(cx->mem, 8);
    put_be64(p, v);
    return (Str){ p, 8 };
}

Str dir_key_token(Cx *cx, uint64_t code_folded)
{
    return be64(cx, code_folded);
}

/* With the sign bit turned, bytes compare as the numbers do. */
Str dir_key_date(Cx *cx, int64_t lo_ms)
{
    return be64(cx, (uint64_t)lo_ms ^ UINT64_C(1) << 63);
}

Str dir_key_text(Cx *cx, Str text)
{
    return arena_dup(cx->mem, str_slice(text, 0, DIR_KEY_MAX));
}

Str dir_key_reference(Cx *cx, uint16_t type, Str id_or_url)
{
    const Str text = str_slice(id_or_url, 0, DIR_KEY_MAX);
    char *p = arena_alloc_raw(cx->mem, text.n + 2);
    p[0] = (char)(type >> 8);
    p[1] = (char)(type & 0xff);
    if (text.n > 0)
        memcpy(p + 2, text.p, text.n);
    return (Str){ p, text.n + 2 };
}

Str dir_key_after(Cx *cx, Str prefix)
{
    while (prefix.n > 0 && (unsigned char)prefix.p[prefix.n - 1] == 0xff)
        prefix.n--;
    if (prefix.n == 0)
        return STR_NONE;
    char *p = arena_alloc_raw(cx->mem, prefix.n);
    memcpy(p, prefix.p, prefix.n);
    p[prefix.n - 1] = (char)((unsigned char)p[prefix.n - 1] + 1);
    return (Str){ p, prefix.n };
}

/* STR_NONE: this key has no row. */
static Str value_of(Cx *cx, const Key *k)
{
    if (k->group) /* of a composite: its parts say nothing alone */
        return STR_NONE;
    switch ((KeyKind)k->kind) {
    case KEY_TOKEN:
        return k->token.code_folded ? dir_key_token(cx, k->token.code_folded) : STR_NONE;
    case KEY_DATE: return dir_key_date(cx, k->date.lo_ms);
    case KEY_STRING: return dir_key_text(cx, k->string.folded);
    case KEY_REFERENCE:
        if (k->reference.type != 0)
            return dir_key_reference(cx, k->reference.type, k->reference.id);
        return k->reference.url.n > 0 ? dir_key_reference(cx, 0, k->reference.url) : STR_NONE;
    case KEY_URI: return dir_key_text(cx, k->uri);
    case KEY_QUANTITY: break;
    }
    return STR_NONE;
}

static int by_param_and_value(const void *a, const void *b)
{
    const DirKey *x = a;
    const DirKey *y = b;
    if (x->param != y->param)
        return x->param < y->param ? -1 : 1;
    return str_cmp(x->value, y->value);
}

static size_t drop_repeats(DirKey *keys, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && by_param_and_value(&keys[kept - 1], &keys[i]) == 0)
            continue;
        keys[kept++] = keys[i];
    }
    return kept;
}

DirKey *dir_keys(Cx *cx, Str packed, size_t *count)
{
    size_t n = 0;
    Key k;
    for (KeysIter it = keys_iter(packed, 0); keys_next(&it, &k);)
        n++;
    DirKey *out = ARENA_ARRAY(cx->mem, DirKey, n);
    size_t m = 0;
    for (KeysIter it = keys_iter(packed, 0); keys_next(&it, &k);) {
        const Str value = value_of(cx, &k);
        if (value.p)
            out[m++] = (DirKey){ .param = k.param, .value = value };
    }
    if (m > 1)
        qsort(out, m, sizeof *out, by_param_and_value);
    *count = drop_repeats(out, m);
    return out;
}
