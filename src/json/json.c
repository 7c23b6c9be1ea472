#include "json/json.h"

#include "base/limits.h"

#include <stdlib.h>
#include <yyjson.h>

/* A JsonVal is a yyjson_val seen from outside this folder. */
struct JsonDoc {
    yyjson_doc *doc;
};

/* Up to here members are compared with each other; beyond, they are sorted first, so that no choice
 * of keys makes the check quadratic. */
#define FEW_MEMBERS 16u

static yyjson_val *inner(const JsonVal *v)
{
    return (yyjson_val *)(uintptr_t)v;
}

static const JsonVal *outer(const yyjson_val *v)
{
    return (const JsonVal *)v;
}

/* ---- memory: the arena, which frees nothing by hand ------------------------------------------ */

static void *alc_malloc(void *arena, size_t n)
{
    return arena_alloc_raw(arena, n);
}

static void *alc_realloc(void *arena, void *old, size_t old_n, size_t n)
{
    if (n <= old_n)
        return old;
    void *p = arena_alloc_raw(arena, n);
    memcpy(p, old, old_n);
    return p;
}

static void alc_free(void *arena, void *p)
{
    (void)arena;
    (void)p;
}

/* ---- what yyjson lets pass ------------------------------------------------------------------- */

typedef struct Check {
    Cx *cx;
    bool look_for_nul; /* the text has \u0000 somewhere */
} Check;

static bool key_eq(const yyjson_val *a, const yyjson_val *b)
{
    /* The tag holds type and length, so that most pairs differ in one comparison. */
    return a->tag == b->tag &&
           memcmp(unsafe_yyjson_get_str((void *)(uintptr_t)a),
                  unsafe_yyjson_get_str((void *)(uintptr_t)b), a->tag >> YYJSON_TAG_BIT) == 0;
}

static int key_order(const void *va, const void *vb)
{
    const yyjson_val *a = *(yyjson_val *const *)va;
    const yyjson_val *b = *(yyjson_val *const *)vb;
    if (a->tag != b->tag)
        return a->tag < b->tag ? -1 : 1;
    return memcmp(a->uni.str, b->uni.str, a->tag >> YYJSON_TAG_BIT);
}

static bool many_keys_differ(Cx *cx, yyjson_val *object, size_t n)
{
    yyjson_val **keys = ARENA_ARRAY(cx->mem, yyjson_val *, n);
    yyjson_val *key = unsafe_yyjson_get_first(object);
    for (size_t i = 0; i < n; i++) {
        /* Keys from escapes may carry a flag in the subtype, which is no part of their text. */
        key->tag = (key->tag & ~(uint64_t)YYJSON_TAG_MASK) | YYJSON_TYPE_STR;
        keys[i] = key;
        key = unsafe_yyjson_get_next(key + 1);
    }
    qsort(keys, n, sizeof *keys, key_order);
    for (size_t i = 1; i < n; i++)
        if (key_eq(keys[i - 1], keys[i]))
            return false;
    return true;
}

static bool keys_differ(Cx *cx, yyjson_val *object)
{
    const size_t n = unsafe_yyjson_get_len(object);
    yyjson_val *keys[FEW_MEMBERS];
    if (n > FEW_MEMBERS)
        return many_keys_differ(cx, object, n);
    yyjson_val *key = n ? unsafe_yyjson_get_first(object) : NULL;
    for (size_t i = 0; i < n; i++) {
        key->tag = (key->tag & ~(uint64_t)YYJSON_TAG_MASK) | YYJSON_TYPE_STR;
        keys[i] = key;
        for (size_t k = 0; k < i; k++)
            if (key_eq(keys[k], key))
                return false;
        key = i + 1 < n ? unsafe_yyjson_get_next(key + 1) : NULL;
    }
    return true;
}

static const char *value_fault(const Check *c, yyjson_val *v, unsigned depth);

static const char *children_fault(const Check *c, yyjson_val *v, unsigned depth, bool object)
{
    size_t left = unsafe_yyjson_get_len(v);
    yyjson_val *at = left ? unsafe_yyjson_get_first(v) : NULL;
    while (left--) {
        yyjson_val *value = object ? at + 1 : at;
        const char *why = NULL;
        if (object && c->look_for_nul)
            why = value_fault(c, at, depth);
        if (!why && (c->look_for_nul || unsafe_yyjson_is_ctn(value)))
            why = value_fault(c, value, depth);
        if (why)
            return why;
        at = left ? unsafe_yyjson_get_next(value) : NULL;
    }
    return NULL;
}

/* Depth is bounded, so recursion is. */
static const char *value_fault(const Check *c, yyjson_val *v, unsigned depth)
{
    const bool object = unsafe_yyjson_is_obj(v);
    if (!object && !unsafe_yyjson_is_arr(v)) {
        const bool nul = c->look_for_nul && unsafe_yyjson_is_str(v) &&
                         memchr(unsafe_yyjson_get_str(v), '\0', unsafe_yyjson_get_len(v));
        return nul ? "a string holds a NUL character" : NULL;
    }
    if (depth == LIMIT_JSON_DEPTH)
        return "nested too deeply";
    if (object && !keys_differ(c->cx, v))
        return "a key stands twice in one object";
    return children_fault(c, v, depth + 1, object);
}

/* ---- calls ----------------------------------------------------------------------------------- */

Status json_parse(Cx *cx, Str text, JsonDoc **out)
{
    if (str_starts(text, STR("\xef\xbb\xbf")))
        return fail(cx, ST_STRUCTURE, STR("json"), "begins with a byte-order mark");
    if (text.n == 0)
        return fail(cx, ST_STRUCTURE, STR("json"), "empty");
    const yyjson_alc alc = { alc_malloc, alc_realloc, alc_free, cx->mem };
    yyjson_read_err err;
    /* Without the in-place flag yyjson copies the text and leaves ours alone. */
    yyjson_doc *doc =
        yyjson_read_opts((char *)(uintptr_t)text.p, text.n, YYJSON_READ_NUMBER_AS_RAW, &alc, &err);
    if (!doc)
        return failf(cx, ST_STRUCTURE, STR("json"), "byte %zu: %s", err.pos, err.msg);
    const Check check = { cx, str_contains(text, STR("\\u0000")) };
    const char *why = value_fault(&check, doc->root, 0);
    if (why)
        return fail(cx, ST_STRUCTURE, STR("json"), why);
    *out = ARENA_NEW(cx->mem, JsonDoc);
    (*out)->doc = doc;
    return ST_OK;
}

const JsonVal *json_root(const JsonDoc *doc)
{
    return outer(doc->doc->root);
}

JsonType json_type(const JsonVal *v)
{
    static const uint8_t types[8] = {
        [YYJSON_TYPE_NONE] = JSON_ABSENT, [YYJSON_TYPE_RAW] = JSON_NUMBER,
        [YYJSON_TYPE_NULL] = JSON_NULL,   [YYJSON_TYPE_BOOL] = JSON_BOOL,
        [YYJSON_TYPE_NUM] = JSON_NUMBER,  [YYJSON_TYPE_STR] = JSON_STRING,
        [YYJSON_TYPE_ARR] = JSON_ARRAY,   [YYJSON_TYPE_OBJ] = JSON_OBJECT,
    };
    return v ? (JsonType)types[unsafe_yyjson_get_type(inner(v))] : JSON_ABSENT;
}

const JsonVal *json_get(const JsonVal *v, Str key)
{
    return outer(yyjson_obj_getn(inner(v), key.p ? key.p : "", key.n));
}

Str json_str(const JsonVal *v)
{
    if (!yyjson_is_str(inner(v)))
        return STR_NONE;
    return (Str){ unsafe_yyjson_get_str(inner(v)), unsafe_yyjson_get_len(inner(v)) };
}

Str json_get_str(const JsonVal *v, Str key)
{
    return json_str(json_get(v, key));
}

Str json_num(const JsonVal *v)
{
    if (!yyjson_is_raw(inner(v)))
        return STR_NONE;
    return (Str){ unsafe_yyjson_get_raw(inner(v)), unsafe_yyjson_get_len(inner(v)) };
}

bool json_bool(const JsonVal *v)
{
    return yyjson_is_true(inner(v));
}

size_t json_len(const JsonVal *v)
{
    return yyjson_is_ctn(inner(v)) ? unsafe_yyjson_get_len(inner(v)) : 0;
}

JsonIter json_iter(const JsonVal *v)
{
    JsonIter it = { .left = json_len(v), .object = yyjson_is_obj(inner(v)) };
    if (it.left)
        it.at = unsafe_yyjson_get_first(inner(v));
    return it;
}

bool json_next(JsonIter *it)
{
    if (it->left == 0)
        return false;
    yyjson_val *at = (yyjson_val *)(uintptr_t)it->at;
    if (it->object) {
        it->key = (Str){ unsafe_yyjson_get_str(at), unsafe_yyjson_get_len(at) };
        at++;
    }
    it->val = outer(at);
    if (--it->left)
        it->at = unsafe_yyjson_get_next(at);
    return true;
}
