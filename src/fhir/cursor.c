/* cursor.c - what stands in a next link: the whole query and the last row's place, sealed. Nothing of
 * it can be read on the way or in a log, and it opens for one grant, as long as the grant allows the
 * same (AUTHORIZATION S30).
 *
 * Inside, numbers little end first: 1 version, i64 grant, u64 fingerprint, i64 made_ms, u8 lenient,
 * u16 parameters, each two texts; u8 position, i64 rid, u8 count, sort values. A text is u32 length and bytes. The
 * address that it goes on at is sealed in as well, unsaid: at another it does not open. */
#include "base/codec.h"
#include "fhir/search_int.h"
#include "jose/jose.h"

#define CURSOR_VERSION 3u
#define CURSOR_TTL_MS (INT64_C(24) * 3600 * 1000) /* a client that pages slower begins again */

/* The plan too: grants are numbered within one, and the key is the server's (S32). */
static Str bound_to(Cx *cx, const Reach *reach, Str of)
{
    Buf *b = buf_new_sized(cx, LIMIT_TARGET, 64);
    buf_put(b, STR("fhir|cursor|"));
    buf_i64(b, reach->plan);
    buf_char(b, '|');
    buf_put(b, of);
    return buf_str(b);
}

/* ---- writing ---- */

static void put_u64(Buf *b, uint64_t v, size_t bytes)
{
    char little[8];
    for (size_t i = 0; i < sizeof little; i++)
        little[i] = (char)(v >> (8 * i) & 0xff);
    buf_put(b, (Str){ little, bytes });
}

static void put_text(Buf *b, Str s)
{
    put_u64(b, s.n, 4);
    buf_put(b, s);
}

/* What is read where nothing stands. */
static bool is_empty(const SortValue *v)
{
    return !v->has && v->i == 0 && v->s.n == 0 && !(v->d < 0 || v->d > 0);
}

static void put_position(Buf *b, const Position *p)
{
    size_t count = LIMIT_SORT_KEYS;
    while (count > 0 && is_empty(&p->sort[count - 1]))
        count--;
    put_u64(b, (uint64_t)p->rid, 8);
    put_u64(b, count, 1);
    for (size_t i = 0; i < count; i++) {
        const SortValue *v = &p->sort[i];
        uint64_t bits;
        memcpy(&bits, &v->d, sizeof bits);
        put_u64(b, v->has, 1);
        put_u64(b, (uint64_t)v->i, 8);
        put_u64(b, bits, 8);
        put_text(b, v->s);
    }
}

Status cursor_seal(Cx *cx, const Reach *reach, Str of, const Cursor *c, Str *out)
{
    Buf *b = buf_new_sized(cx, LIMIT_CURSOR, 512);
    put_u64(b, CURSOR_VERSION, 1);
    put_u64(b, (uint64_t)reach->grant, 8);
    put_u64(b, reach->fingerprint, 8);
    put_u64(b, (uint64_t)cx->now_ms, 8);
    put_u64(b, c->lenient, 1);
    put_u64(b, c->param_count, 2);
    for (size_t i = 0; i < c->param_count; i++) {
        put_text(b, c->params[i].name);
        put_text(b, c->params[i].value);
    }
    put_u64(b, c->has_position, 1);
    if (c->has_position)
        put_position(b, &c->position);
    *out =
        base64url_encode(cx, aead_seal(cx, reach->cursor_key, bound_to(cx, reach, of), buf_str(b)));
    if (b->over || out->n > LIMIT_CURSOR)
        return fail(cx, ST_TOO_LONG, STR("_count"),
                    "the search is too long to be continued: ask for larger pages or fewer values");
    return ST_OK;
}

/* ---- reading: the bytes were sealed by us, yet nothing is read past their end ---- */

typedef struct Reader {
    Str rest;
    bool short_of; /* something was missing */
} Reader;

static Str get_bytes(Reader *r, size_t n)
{
    if (r->rest.n < n) {
        r->short_of = true;
        r->rest = STR_NONE;
        return STR_NONE;
    }
    const Str s = str_slice(r->rest, 0, n);
    r->rest = str_from(r->rest, n);
    return s;
}

static uint64_t get_u64(Reader *r, size_t bytes)
{
    const Str s = get_bytes(r, bytes);
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++)
        v |= (uint64_t)(unsigned char)s.p[i] << (8 * i);
    return v;
}

static Str get_text(Reader *r)
{
    const size_t n = (size_t)get_u64(r, 4);
    return get_bytes(r, n);
}

static void get_position(Reader *r, Position *p)
{
    *p = (Position){ .rid = (int64_t)get_u64(r, 8) };
    const size_t count = (size_t)get_u64(r, 1);
    for (size_t i = 0; i < count && i < LIMIT_SORT_KEYS; i++) {
        SortValue *v = &p->sort[i];
        v->has = get_u64(r, 1) != 0;
        v->i = (int64_t)get_u64(r, 8);
        const uint64_t bits = get_u64(r, 8);
        memcpy(&v->d, &bits, sizeof bits);
        v->s = get_text(r);
    }
}

static void get_query(Cx *cx, Reader *r, Cursor *out)
{
    out->lenient = get_u64(r, 1) != 0;
    out->param_count = (size_t)get_u64(r, 2);
    out->params = ARENA_ARRAY(cx->mem, FhirParam, out->param_count);
    for (size_t i = 0; i < out->param_count && !r->short_of; i++) {
        out->params[i].name = get_text(r);
        out->params[i].value = get_text(r);
    }
    out->has_position = get_u64(r, 1) != 0;
    if (out->has_position)
        get_position(r, &out->position);
}

static Status refuse(Cx *cx, const char *why)
{
    return fail(cx, ST_CURSOR, STR("_cursor"), why);
}

Status cursor_open(Cx *cx, const Reach *reach, Str of, Str text, Cursor *out)
{
    static const char unknown[] = "not a cursor of this grant and address, or too old: begin again";
    Str sealed;
    Str plain;
    Status st =
        text.n <= LIMIT_CURSOR ? base64url_decode(cx, text, STR("_cursor"), &sealed) : ST_INVALID;
    if (st == ST_OK)
        st = aead_open(cx, reach->cursor_key, bound_to(cx, reach, of), sealed, STR("_cursor"),
                       &plain);
    if (st != ST_OK)
        return refuse(cx, unknown);
    Reader r = { .rest = plain };
    const bool version = get_u64(&r, 1) == CURSOR_VERSION;
    const bool grant = (int64_t)get_u64(&r, 8) == reach->grant;
    const bool same = get_u64(&r, 8) == reach->fingerprint;
    const int64_t age_ms = cx->now_ms - (int64_t)get_u64(&r, 8);
    if (!version || !grant || age_ms > CURSOR_TTL_MS)
        return refuse(cx, unknown);
    if (!same)
        return refuse(cx, "cursor-restart: what this grant allows has changed; begin again");
    *out = (Cursor){ .param_count = 0 };
    get_query(cx, &r, out);
    return r.short_of ? refuse(cx, unknown) : ST_OK;
}
