/* buf.h - a text that grows up to a ceiling told at birth. Once it is over, everything more is
 * dropped and buf_status says so: check it once at the end, not at each call. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/cx.h"

typedef struct Buf {
    Arena *mem;
    char *p;
    size_t n;
    size_t room;
    size_t max_bytes;
    bool over;
} Buf;

Buf *buf_new(Cx *cx, size_t max_bytes);
/* As buf_new with the first allocation big enough for expected bytes. */
Buf *buf_new_sized(Cx *cx, size_t max_bytes, size_t expected);
/* Where there is no room at once: buf_put alone calls it. */
void buf_put_slow(Buf *b, Str s);
static inline void buf_put(Buf *b, Str s)
{
    if (b->over || s.n > b->room - b->n) {
        buf_put_slow(b, s);
    } else if (s.n) {
        memcpy(b->p + b->n, s.p, s.n);
        b->n += s.n;
    }
}
static inline void buf_char(Buf *b, char c)
{
    buf_put(b, (Str){ &c, 1 });
}
void buf_i64(Buf *b, int64_t v);
void buf_u64(Buf *b, uint64_t v);
void buf_printf(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* s as a JSON string with its quotes (RFC 8259 s.7); bytes that are not UTF-8 become U+FFFD. */
void buf_json(Buf *b, Str s);
/* Whether every byte of s stands for itself in a JSON string. */
bool json_plain(Str s);
/* s with & < > " ' escaped for HTML text and quoted attribute values. */
void buf_html(Buf *b, Str s);
/* s percent-encoded but for RFC 3986's unreserved characters. */
void buf_percent(Buf *b, Str s);
/* Reserves n bytes and returns where they begin, to be filled by the caller; NULL when over. */
char *buf_grow(Buf *b, size_t n);
/* Makes room for n bytes more, as far as the ceiling allows: nothing is promised, so nothing is over. */
void buf_expect(Buf *b, size_t n);
Str buf_str(const Buf *b);
/* ST_OK, or ST_TOO_LONG with where when the ceiling was met. */
MUST_USE Status buf_status(Cx *cx, const Buf *b, Str where);

#endif
