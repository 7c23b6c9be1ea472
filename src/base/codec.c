#include "base/codec.h"

static const char hex_digits[] = "0123456789abcdef";

Str hex_encode(Cx *cx, Str bytes)
{
    char *p = arena_alloc_raw(cx->mem, bytes.n * 2 + 1);
    for (size_t i = 0; i < bytes.n; i++) {
        const unsigned char c = (unsigned char)bytes.p[i];
        p[2 * i] = hex_digits[c >> 4];
        p[2 * i + 1] = hex_digits[c & 15];
    }
    p[bytes.n * 2] = '\0';
    return (Str){ p, bytes.n * 2 };
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

Status hex_decode(Cx *cx, Str text, Str where, Str *bytes)
{
    if (text.n % 2 != 0)
        return fail(cx, ST_INVALID, where, "hex text has an odd length");
    char *p = arena_alloc_raw(cx->mem, text.n / 2 + 1);
    for (size_t i = 0; i < text.n; i += 2) {
        const int hi = hex_value(text.p[i]);
        const int lo = hex_value(text.p[i + 1]);
        if (hi < 0 || lo < 0)
            return fail(cx, ST_INVALID, where, "not a hex digit");
        p[i / 2] = (char)(hi * 16 + lo);
    }
    *bytes = (Str){ p, text.n / 2 };
    return ST_OK;
}

static const char base64_std[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base64_url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void encode_three(const unsigned char *in, const char *alphabet, char *out)
{
    const unsigned v = (unsigned)in[0] << 16 | (unsigned)in[1] << 8 | in[2];
    out[0] = alphabet[v >> 18];
    out[1] = alphabet[v >> 12 & 63];
    out[2] = alphabet[v >> 6 & 63];
    out[3] = alphabet[v & 63];
}

static Str encode64(Cx *cx, Str bytes, const char *alphabet, bool padded)
{
    char *p = arena_alloc_raw(cx->mem, (bytes.n + 2) / 3 * 4 + 1);
    size_t n = 0;
    size_t i = 0;
    for (; bytes.n - i >= 3; i += 3, n += 4)
        encode_three((const unsigned char *)bytes.p + i, alphabet, p + n);
    if (i < bytes.n) {
        unsigned char last[3] = { 0 };
        memcpy(last, bytes.p + i, bytes.n - i);
        encode_three(last, alphabet, p + n);
        const size_t digits = bytes.n - i + 1;
        if (padded)
            memset(p + n + digits, '=', 4 - digits);
        n += padded ? 4 : digits;
    }
    p[n] = '\0';
    return (Str){ p, n };
}

static Status decode64(Cx *cx, Str text, const char *alphabet, Str where, Str *bytes)
{
    char *p = arena_alloc_raw(cx->mem, text.n / 4 * 3 + 4);
    size_t n = 0;
    unsigned bits = 0;
    int have = 0;
    if (text.n % 4 == 1)
        return fail(cx, ST_INVALID, where, "base64 text has an impossible length");
    for (size_t i = 0; i < text.n; i++) {
        const char *at = text.p[i] ? strchr(alphabet, text.p[i]) : NULL;
        if (!at)
            return fail(cx, ST_INVALID, where, "not a base64 character");
        bits = (bits << 6 | (unsigned)(at - alphabet)) & 0xffffffu;
        have += 6;
        if (have >= 8) {
            have -= 8;
            p[n++] = (char)(unsigned char)(bits >> have & 255u);
        }
    }
    if (bits & ((1u << have) - 1))
        return fail(cx, ST_INVALID, where, "base64 text has stray bits at its end");
    *bytes = (Str){ p, n };
    return ST_OK;
}

Str base64url_encode(Cx *cx, Str bytes)
{
    return encode64(cx, bytes, base64_url, false);
}

Status base64url_decode(Cx *cx, Str text, Str where, Str *bytes)
{
    return decode64(cx, text, base64_url, where, bytes);
}

Str base64_encode(Cx *cx, Str bytes)
{
    return encode64(cx, bytes, base64_std, true);
}

Status base64_decode(Cx *cx, Str text, Str where, Str *bytes)
{
    if (text.n % 4 != 0)
        return fail(cx, ST_INVALID, where, "base64 text is not padded to four");
    if (str_ends(text, STR("==")))
        text.n -= 2;
    else if (str_ends(text, STR("=")))
        text.n -= 1;
    return decode64(cx, text, base64_std, where, bytes);
}

Status percent_decode(Cx *cx, Str text, bool plus_is_space, Str where, Str *out)
{
    char *p = arena_alloc_raw(cx->mem, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '+' && plus_is_space) {
            c = ' ';
        } else if (c == '%') {
            const int hi = i + 2 < text.n ? hex_value(text.p[i + 1]) : -1;
            const int lo = i + 2 < text.n ? hex_value(text.p[i + 2]) : -1;
            if (hi < 0 || lo < 0)
                return fail(cx, ST_INVALID, where, "broken percent escape");
            c = (char)(hi * 16 + lo);
            i += 2;
        }
        if (c == '\0')
            return fail(cx, ST_INVALID, where, "holds a NUL character");
        p[n++] = c;
    }
    p[n] = '\0';
    *out = (Str){ p, n };
    return utf8_valid(*out) ? ST_OK : fail(cx, ST_INVALID, where, "not UTF-8");
}

static bool is_tail(Str s, size_t i)
{
    return i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80;
}

size_t utf8_char_len(Str s)
{
    if (s.n == 0)
        return 0;
    const unsigned char a = (unsigned char)s.p[0];
    const unsigned char b = s.n > 1 ? (unsigned char)s.p[1] : 0;
    if (a < 0x80)
        return 1;
    if (a >= 0xc2 && a <= 0xdf)
        return is_tail(s, 1) ? 2 : 0;
    if (a >= 0xe0 && a <= 0xef) {
        const bool fits = (a != 0xe0 || b >= 0xa0) && (a != 0xed || b < 0xa0);
        return fits && is_tail(s, 1) && is_tail(s, 2) ? 3 : 0;
    }
    if (a >= 0xf0 && a <= 0xf4) {
        const bool fits = (a != 0xf0 || b >= 0x90) && (a != 0xf4 || b < 0x90);
        return fits && is_tail(s, 1) && is_tail(s, 2) && is_tail(s, 3) ? 4 : 0;
    }
    return 0;
}

bool utf8_valid(Str s)
{
    for (size_t i = 0; i < s.n;) {
        const size_t n = (unsigned char)s.p[i] < 0x80 ? 1 : utf8_char_len(str_from(s, i));
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

size_t utf8_count(Str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; i++)
        count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return count;
}
