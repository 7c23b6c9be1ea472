#include "fhir/keys.h"

#include "base/limits.h"

#include <stdlib.h>

/* Packed: u64 fingerprint, then one run a parameter in rising order: u16 param, u16 zero, u32 bytes of
 * the keys that follow. A key: u8 kind, u8 flags, u8 group, then what its kind and flags say. Numbers
 * in the machine's order: a file of another order has another fingerprint. */
#define RUN_HEAD 8u
#define KEY_HEAD 3u
#define KEYS_HEAD 8u

enum { /* flags */
       TOKEN_HOW = 3,
       TOKEN_HAS_SYSTEM = 4,
       TOKEN_HAS_CODE = 8,
       TOKEN_FOLDED_DIFFERS = 16,
       TOKEN_HAS_TYPE = 32,
       STRING_EXACT_DIFFERS = 1,
       REFERENCE_HAS_SYSTEM = 1,
       REFERENCE_HAS_CODE = 2,
       QUANTITY_HI_DIFFERS = 1,
       QUANTITY_HAS_SYSTEM = 2,
       QUANTITY_HAS_CODE = 4,
       QUANTITY_HAS_UNIT = 8,
};

/* ---- writing --------------------------------------------------------------------------------- */

typedef struct Entry {
    uint32_t at;
    uint32_t n;
    uint16_t param;
} Entry;

struct KeysBuilder {
    Cx *cx;
    unsigned char *bytes;
    size_t n;
    size_t room;
    Entry *entries;
    size_t count;
    size_t entry_room;
    bool over;
};

KeysBuilder *keys_begin(Cx *cx)
{
    KeysBuilder *b = ARENA_NEW(cx->mem, KeysBuilder);
    b->cx = cx;
    b->room = 2048;
    b->bytes = arena_alloc_raw(cx->mem, b->room);
    b->entry_room = 64;
    b->entries = arena_alloc_raw(cx->mem, b->entry_room * sizeof *b->entries);
    return b;
}

/* Room for n more bytes and one more entry; false once the ceiling is met. */
static bool builder_room(KeysBuilder *b, size_t n)
{
    if (b->over || n > LIMIT_KEYS - b->n) {
        b->over = true;
        return false;
    }
    if (n > b->room - b->n) {
        const size_t room = b->room * 2 > b->n + n ? b->room * 2 : b->n + n;
        unsigned char *p = arena_alloc_raw(b->cx->mem, room);
        memcpy(p, b->bytes, b->n);
        b->bytes = p;
        b->room = room;
    }
    if (b->count == b->entry_room) {
        Entry *p = arena_alloc_raw(b->cx->mem, 2 * b->entry_room * sizeof *p);
        memcpy(p, b->entries, b->count * sizeof *p);
        b->entries = p;
        b->entry_room *= 2;
    }
    return true;
}

static unsigned char *put(unsigned char *at, const void *p, size_t n)
{
    if (n)
        memcpy(at, p, n);
    return at + n;
}

static unsigned char *put_u32(unsigned char *at, size_t v)
{
    const uint32_t u = (uint32_t)v;
    return put(at, &u, sizeof u);
}

/* v when it is not zero, with its flag. */
static unsigned char *put_some(unsigned char *at, uint64_t v, unsigned char *flags, int flag)
{
    if (v == 0)
        return at;
    *flags |= (unsigned char)flag;
    return put(at, &v, sizeof v);
}

static unsigned char *put_token(unsigned char *at, const Key *k, unsigned char *flags)
{
    *flags = k->token.how & TOKEN_HOW;
    at = put_some(at, k->token.system, flags, TOKEN_HAS_SYSTEM);
    at = put_some(at, k->token.code, flags, TOKEN_HAS_CODE);
    if (k->token.code_folded != k->token.code)
        at = put_some(at, k->token.code_folded, flags, TOKEN_FOLDED_DIFFERS);
    return put_some(at, k->token.type, flags, TOKEN_HAS_TYPE);
}

static unsigned char *put_string(unsigned char *at, const Key *k, unsigned char *flags)
{
    const bool differs = !str_eq(k->string.folded, k->string.exact);
    *flags = differs ? STRING_EXACT_DIFFERS : 0;
    at = put_u32(at, k->string.folded.n);
    if (differs)
        at = put_u32(at, k->string.exact.n);
    at = put(at, k->string.folded.p, k->string.folded.n);
    return differs ? put(at, k->string.exact.p, k->string.exact.n) : at;
}

static unsigned char *put_reference(unsigned char *at, const Key *k, unsigned char *flags)
{
    const Str id = str_slice(k->reference.id, 0, LIMIT_ID);
    const Str version = str_slice(k->reference.version, 0, LIMIT_ID);
    const Str url = k->reference.url.n > LIMIT_REFERENCE ? STR_NONE : k->reference.url;
    const uint16_t url_n = (uint16_t)url.n;
    *flags = 0;
    at = put_some(at, k->reference.identifier_system, flags, REFERENCE_HAS_SYSTEM);
    at = put_some(at, k->reference.identifier_code, flags, REFERENCE_HAS_CODE);
    at = put(at, &k->reference.type, sizeof k->reference.type);
    *at++ = (unsigned char)id.n;
    *at++ = (unsigned char)version.n;
    at = put(at, &url_n, sizeof url_n);
    at = put(at, id.p, id.n);
    at = put(at, version.p, version.n);
    return put(at, url.p, url.n);
}

static unsigned char *put_quantity(unsigned char *at, const Key *k, unsigned char *flags)
{
    const bool differs = memcmp(&k->quantity.lo, &k->quantity.hi, sizeof k->quantity.lo) != 0;
    *flags = differs ? QUANTITY_HI_DIFFERS : 0;
    at = put(at, &k->quantity.lo, sizeof k->quantity.lo);
    if (differs)
        at = put(at, &k->quantity.hi, sizeof k->quantity.hi);
    at = put_some(at, k->quantity.system, flags, QUANTITY_HAS_SYSTEM);
    at = put_some(at, k->quantity.code, flags, QUANTITY_HAS_CODE);
    return put_some(at, k->quantity.unit, flags, QUANTITY_HAS_UNIT);
}

static unsigned char *put_value(unsigned char *at, const Key *k, unsigned char *flags)
{
    switch ((KeyKind)k->kind) {
    case KEY_TOKEN: return put_token(at, k, flags);
    case KEY_DATE:
        at = put(at, &k->date.lo_ms, sizeof k->date.lo_ms);
        return put(at, &k->date.hi_ms, sizeof k->date.hi_ms);
    case KEY_STRING: return put_string(at, k, flags);
    case KEY_REFERENCE: return put_reference(at, k, flags);
    case KEY_QUANTITY: return put_quantity(at, k, flags);
    case KEY_URI: at = put_u32(at, k->uri.n); return put(at, k->uri.p, k->uri.n);
    }
    return at;
}

/* More than any key without its texts. */
#define KEY_FIXED 64u

static size_t key_room(const Key *k)
{
    switch ((KeyKind)k->kind) {
    case KEY_STRING: return KEY_FIXED + k->string.folded.n + k->string.exact.n;
    case KEY_REFERENCE: return KEY_FIXED + 2 * LIMIT_ID + LIMIT_REFERENCE;
    case KEY_URI: return KEY_FIXED + k->uri.n;
    case KEY_TOKEN:
    case KEY_DATE:
    case KEY_QUANTITY: break;
    }
    return KEY_FIXED;
}

void keys_add(KeysBuilder *b, const Key *k)
{
    if (!builder_room(b, key_room(k)))
        return;
    unsigned char *from = b->bytes + b->n;
    unsigned char flags = 0;
    unsigned char *to = put_value(from + KEY_HEAD, k, &flags);
    from[0] = k->kind;
    from[1] = flags;
    from[2] = k->group;
    b->entries[b->count++] = (Entry){ (uint32_t)b->n, (uint32_t)(to - from), k->param };
    b->n += (size_t)(to - from);
}

KeysMark keys_mark(const KeysBuilder *b)
{
    return (KeysMark){ b->n, b->count };
}

void keys_forget(KeysBuilder *b, KeysMark mark)
{
    b->n = mark.bytes;
    b->count = mark.keys;
}

static int entry_order(const void *va, const void *vb)
{
    const Entry *a = va;
    const Entry *b = vb;
    if (a->param != b->param)
        return a->param < b->param ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Few as a rule, and in runs already. */
static void entries_sort(Entry *e, size_t n)
{
    if (n > 100) {
        qsort(e, n, sizeof *e, entry_order);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const Entry x = e[i];
        size_t k = i;
        for (; k > 0 && e[k - 1].param > x.param; k--)
            e[k] = e[k - 1];
        e[k] = x;
    }
}

/* Claim lines repeat the date and the provider of the line before: such a key says nothing new. */
static bool entry_repeats(const KeysBuilder *b, const Entry *before, const Entry *e)
{
    return before && before->n == e->n &&
           memcmp(b->bytes + before->at, b->bytes + e->at, e->n) == 0;
}

static unsigned char *put_run(unsigned char *out, const KeysBuilder *b, const Entry *e, size_t n)
{
    unsigned char *head = out;
    const uint16_t param[2] = { e->param, 0 };
    out = put(out, param, sizeof param) + sizeof(uint32_t);
    for (size_t i = 0; i < n; i++)
        if (!entry_repeats(b, i ? &e[i - 1] : NULL, &e[i]))
            out = put(out, b->bytes + e[i].at, e[i].n);
    (void)put_u32(head + sizeof param, (size_t)(out - head) - RUN_HEAD);
    return out;
}

Status keys_end(Cx *cx, KeysBuilder *b, Str *packed)
{
    entries_sort(b->entries, b->count);
    unsigned char *begin = arena_alloc_raw(cx->mem, KEYS_HEAD + b->n + b->count * RUN_HEAD);
    unsigned char *out = put(begin, &param_table_fingerprint, KEYS_HEAD);
    for (size_t i = 0, n; i < b->count; i += n) {
        for (n = 1; i + n < b->count && b->entries[i + n].param == b->entries[i].param;)
            n++;
        out = put_run(out, b, b->entries + i, n);
    }
    *packed = (Str){ (const char *)begin, (size_t)(out - begin) };
    if (b->over || packed->n > LIMIT_KEYS)
        return fail(cx, ST_TOO_LONG, STR("keys"), "too many values to search by");
    return ST_OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct Reader {
    const unsigned char *at;
    const unsigned char *end;
    bool bad; /* once set, everything read is zero */
} Reader;

static inline void take(Reader *r, void *out, size_t n)
{
    if ((size_t)(r->end - r->at) >= n) {
        memcpy(out, r->at, n);
        r->at += n;
        return;
    }
    r->bad = true;
    r->at = r->end;
    memset(out, 0, n);
}

static uint64_t take_u64(Reader *r)
{
    uint64_t v;
    take(r, &v, sizeof v);
    return v;
}

static uint64_t take_some(Reader *r, unsigned flags, unsigned flag)
{
    return flags & flag ? take_u64(r) : 0;
}

static uint32_t take_u32(Reader *r)
{
    uint32_t v;
    take(r, &v, sizeof v);
    return v;
}

static uint16_t take_u16(Reader *r)
{
    uint16_t v;
    take(r, &v, sizeof v);
    return v;
}

static Str take_str(Reader *r, size_t n)
{
    if ((size_t)(r->end - r->at) < n) {
        r->bad = true;
        r->at = r->end;
        return STR_NONE;
    }
    const Str s = { (const char *)r->at, n };
    r->at += n;
    return s;
}

static void take_token(Reader *r, unsigned flags, Key *k)
{
    k->token.how = flags & TOKEN_HOW;
    k->token.system = take_some(r, flags, TOKEN_HAS_SYSTEM);
    k->token.code = take_some(r, flags, TOKEN_HAS_CODE);
    k->token.code_folded = flags & TOKEN_FOLDED_DIFFERS ? take_u64(r) : k->token.code;
    k->token.type = take_some(r, flags, TOKEN_HAS_TYPE);
}

static void take_string(Reader *r, unsigned flags, Key *k)
{
    const uint32_t folded = take_u32(r);
    const uint32_t exact = flags & STRING_EXACT_DIFFERS ? take_u32(r) : 0;
    k->string.folded = take_str(r, folded);
    k->string.exact = flags & STRING_EXACT_DIFFERS ? take_str(r, exact) : k->string.folded;
}

static void take_reference(Reader *r, unsigned flags, Key *k)
{
    unsigned char id_n;
    unsigned char version_n;
    k->reference.identifier_system = take_some(r, flags, REFERENCE_HAS_SYSTEM);
    k->reference.identifier_code = take_some(r, flags, REFERENCE_HAS_CODE);
    k->reference.type = take_u16(r);
    take(r, &id_n, 1);
    take(r, &version_n, 1);
    const uint16_t url_n = take_u16(r);
    k->reference.id = take_str(r, id_n);
    k->reference.version = take_str(r, version_n);
    k->reference.url = take_str(r, url_n);
}

static void take_quantity(Reader *r, unsigned flags, Key *k)
{
    take(r, &k->quantity.lo, sizeof k->quantity.lo);
    k->quantity.hi = k->quantity.lo;
    if (flags & QUANTITY_HI_DIFFERS)
        take(r, &k->quantity.hi, sizeof k->quantity.hi);
    k->quantity.system = take_some(r, flags, QUANTITY_HAS_SYSTEM);
    k->quantity.code = take_some(r, flags, QUANTITY_HAS_CODE);
    k->quantity.unit = take_some(r, flags, QUANTITY_HAS_UNIT);
}

static bool take_key(Reader *r, Key *k)
{
    unsigned char head[KEY_HEAD];
    take(r, head, sizeof head);
    k->kind = head[0];
    k->group = head[2];
    switch (head[0]) {
    case KEY_TOKEN: take_token(r, head[1], k); break;
    case KEY_DATE:
        k->date.lo_ms = (int64_t)take_u64(r);
        k->date.hi_ms = (int64_t)take_u64(r);
        break;
    case KEY_STRING: take_string(r, head[1], k); break;
    case KEY_REFERENCE: take_reference(r, head[1], k); break;
    case KEY_QUANTITY: take_quantity(r, head[1], k); break;
    case KEY_URI: k->uri = take_str(r, take_u32(r)); break;
    default: return false;
    }
    return !r->bad;
}

/* To the next run that is wanted; false at the end, or where the bytes make no sense. */
static bool run_next(KeysIter *it)
{
    while ((size_t)(it->end - it->at) >= RUN_HEAD) {
        uint32_t bytes;
        memcpy(&it->run, it->at, sizeof it->run);
        memcpy(&bytes, it->at + 4, sizeof bytes);
        it->at += RUN_HEAD;
        if (bytes > (size_t)(it->end - it->at) || (it->param && it->run > it->param))
            break;
        it->run_end = it->at + bytes;
        if (bytes && (!it->param || it->run == it->param))
            return true;
        it->at = it->run_end;
    }
    it->at = it->run_end = it->end;
    return false;
}

KeysIter keys_iter(Str packed, uint16_t param)
{
    const Str runs = str_from(packed, KEYS_HEAD);
    KeysIter it = { .param = param };
    if (runs.n == 0)
        return it;
    it.at = it.run_end = (const unsigned char *)runs.p;
    it.end = it.at + runs.n;
    return it;
}

bool keys_next(KeysIter *it, Key *out)
{
    if (it->at == it->run_end && !run_next(it))
        return false;
    Reader r = { it->at, it->run_end, false };
    if (!take_key(&r, out)) {
        it->at = it->run_end = it->end;
        return false;
    }
    it->at = r.at;
    out->param = it->run;
    return true;
}
