#include "base/buf.h"

#include "base/codec.h"

#include <stdarg.h>
#include <stdio.h>

Buf *buf_new_sized(Cx *cx, size_t max_bytes, size_t expected)
{
    Buf *b = ARENA_NEW(cx->mem, Buf);
    const size_t room = expected < max_bytes ? expected : max_bytes;
    *b = (Buf){
        .mem = cx->mem, .p = arena_alloc_raw(cx->mem, room), .room = room, .max_bytes = max_bytes
    };
    return b;
}

Buf *buf_new(Cx *cx, size_t max_bytes)
{
    return buf_new_sized(cx, max_bytes, 256);
}

static void widen(Buf *b, size_t room)
{
    if (room > b->max_bytes)
        room = b->max_bytes;
    char *p = arena_alloc_raw(b->mem, room);
    if (b->n)
        memcpy(p, b->p, b->n);
    b->p = p;
    b->room = room;
}

void buf_expect(Buf *b, size_t n)
{
    const size_t more = n < b->max_bytes - b->n ? n : b->max_bytes - b->n;
    if (more > b->room - b->n)
        widen(b, b->n + more);
}

char *buf_grow(Buf *b, size_t n)
{
    if (b->over || n > b->max_bytes - b->n) {
        b->over = true;
        return NULL;
    }
    if (n > b->room - b->n)
        widen(b, b->room * 2 > b->n + n ? b->room * 2 : b->n + n);
    char *at = b->p + b->n;
    b->n += n;
    return at;
}

void buf_put_slow(Buf *b, Str s)
{
    char *at = s.n ? buf_grow(b, s.n) : NULL;
    if (at)
        memcpy(at, s.p, s.n);
}

void buf_printf(Buf *b, const char *format, ...)
{
    char text[1024];
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (n >= 0 && (size_t)n < sizeof text) {
        buf_put(b, (Str){ text, (size_t)n });
        return;
    }
    if (n < 0 || (size_t)n > b->max_bytes - b->n) {
        b->over = true;
        return;
    }
    char *longer = arena_alloc_raw(b->mem, (size_t)n + 1);
    va_start(list, format);
    (void)vsnprintf(longer, (size_t)n + 1, format, list);
    va_end(list);
    buf_put(b, (Str){ longer, (size_t)n });
}

void buf_u64(Buf *b, uint64_t v)
{
    char digits[20];
    size_t i = sizeof digits;
    do
        digits[--i] = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    buf_put(b, (Str){ digits + i, sizeof digits - i });
}

void buf_i64(Buf *b, int64_t v)
{
    if (v < 0)
        buf_char(b, '-');
    buf_u64(b, v < 0 ? (uint64_t) - (v + 1) + 1 : (uint64_t)v);
}

/* Puts the run [from, at) as it is, then instead for the byte(s) at at. */
static void put_run(Buf *b, Str s, size_t *from, size_t at, size_t skip, Str instead)
{
    buf_put(b, str_slice(s, *from, at));
    buf_put(b, instead);
    *from = at + skip;
}

static Str json_escape(unsigned char c, char spare[6])
{
    switch (c) {
    case '"': return STR("\\\"");
    case '\\': return STR("\\\\");
    case '\n': return STR("\\n");
    case '\r': return STR("\\r");
    case '\t': return STR("\\t");
    }
    static const char hex[] = "0123456789abcdef";
    memcpy(spare, "\\u00", 4);
    spare[4] = hex[c >> 4];
    spare[5] = hex[c & 15];
    return (Str){ spare, 6 };
}

/* Whether one of eight bytes is below 0x20, above 0x7f, a quote or a backslash; it may say so of a byte
 * that follows such a one. */
static bool any_special(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t quote = eight ^ ones * '"';
    const uint64_t slash = eight ^ ones * '\\';
    const uint64_t low = (eight - ones * 0x20) | (quote - ones) | (slash - ones);
    return ((low | eight) & ones * 0x80) != 0;
}

/* Bytes from i on that stand for themselves. */
static size_t skip_plain(Str s, size_t i)
{
    for (uint64_t eight; i + sizeof eight <= s.n; i += sizeof eight) {
        memcpy(&eight, s.p + i, sizeof eight);
        if (any_special(eight))
            break;
    }
    while (i < s.n) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\')
            break;
        i++;
    }
    return i;
}

/* The last eight bytes overlap those before: no loop over single ones. */
bool json_plain(Str s)
{
    uint64_t eight;
    if (s.n < sizeof eight)
        return skip_plain(s, 0) == s.n;
    for (size_t i = 0; i + sizeof eight < s.n; i += sizeof eight) {
        memcpy(&eight, s.p + i, sizeof eight);
        if (any_special(eight))
            return false;
    }
    memcpy(&eight, s.p + s.n - sizeof eight, sizeof eight);
    return !any_special(eight);
}

void buf_json(Buf *b, Str s)
{
    char spare[6];
    size_t from = 0;
    buf_char(b, '"');
    for (size_t i = 0; (i = skip_plain(s, i)) < s.n;) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            put_run(b, s, &from, i, 1, json_escape(c, spare));
            i++;
        } else {
            const size_t n = utf8_char_len(str_from(s, i));
            if (n == 0)
                put_run(b, s, &from, i, 1, STR("\\ufffd"));
            i += n ? n : 1;
        }
    }
    buf_put(b, str_from(s, from));
    buf_char(b, '"');
}

void buf_html(Buf *b, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': put_run(b, s, &from, i, 1, STR("&amp;")); break;
        case '<': put_run(b, s, &from, i, 1, STR("&lt;")); break;
        case '>': put_run(b, s, &from, i, 1, STR("&gt;")); break;
        case '"': put_run(b, s, &from, i, 1, STR("&quot;")); break;
        case '\'': put_run(b, s, &from, i, 1, STR("&#39;")); break;
        default: break;
        }
    }
    buf_put(b, str_from(s, from));
}

static bool is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void buf_percent(Buf *b, Str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (is_unreserved(s.p[i])) {
            buf_char(b, s.p[i]);
            continue;
        }
        buf_char(b, '%');
        buf_char(b, hex[c >> 4]);
        buf_char(b, hex[c & 15]);
    }
}

Str buf_str(const Buf *b)
{
    return (Str){ b->p, b->n };
}

Status buf_status(Cx *cx, const Buf *b, Str where)
{
    return b->over ? failf(cx, ST_TOO_LONG, where, "longer than %zu bytes", b->max_bytes) : ST_OK;
}
