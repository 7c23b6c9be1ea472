#include "base/buf.h"
#include "base/codec.h"
#include "base/date.h"
#include "base/limits.h"
#include "net/net_int.h"

#define WORD_BYTES 39u /* 52 characters of base64: "Subject: " and the word stay within 76 */
#define LINE_CHARS 75u /* of quoted-printable, before the soft break */
/* Quoted-printable never holds "=_", so the boundary needs no search (RFC 2045 s.6.7). */
#define BOUNDARY "=_postern_alternative"

static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < ' ' || s.p[i] > '~')
            return false;
    return true;
}

static bool has_control(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
            return true;
    return false;
}

/* Not the grammar of addresses, which is member's: what keeps one address one address. */
static bool is_address(Str s)
{
    const size_t at = str_rfind(s, '@');
    if (s.n > LIMIT_EMAIL || at == 0 || at + 1 >= s.n || !is_plain(s))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (memchr(" <>(),;:\\\"", s.p[i], 10))
            return false;
    return true;
}

static bool is_atom(Str s, size_t max)
{
    return s.n <= max && s.p[0] != '.' &&
           str_only(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
}

static Status mail_check(Cx *cx, const Mail *m)
{
    if (!is_address(m->from))
        return fail(cx, ST_INVALID, STR("from"), "is not an address");
    if (!is_address(m->to))
        return fail(cx, ST_INVALID, STR("to"), "is not an address");
    if (has_control(m->subject) || !utf8_valid(m->subject))
        return fail(cx, ST_INVALID, STR("subject"), "has a control character or is not UTF-8");
    if (m->id.n == 0 || !is_atom(m->id, LIMIT_ID))
        return fail(cx, ST_INVALID, STR("id"), "is not letters, digits, '-', '_' and '.'");
    if (m->lang.n && !is_atom(m->lang, LIMIT_ID))
        return fail(cx, ST_INVALID, STR("lang"), "is not a language tag");
    if (!utf8_valid(m->text) || !utf8_valid(m->html))
        return fail(cx, ST_INVALID, STR("text"), "is not UTF-8");
    return ST_OK;
}

static void header(Buf *b, Str name, Str value)
{
    buf_put(b, name);
    buf_put(b, STR(": "));
    buf_put(b, value);
    buf_put(b, STR("\r\n"));
}

/* As many whole characters as fit one encoded word (RFC 2047 s.5: none is split). */
static size_t word_bytes(Str s)
{
    size_t n = 0;
    while (n < s.n) {
        const size_t step = utf8_char_len(str_from(s, n));
        if (n + step > WORD_BYTES)
            break;
        n += step;
    }
    return n;
}

static void subject(Cx *cx, Buf *b, Str s)
{
    if (is_plain(s) && s.n <= 66 && !str_contains(s, STR("=?"))) {
        header(b, STR("Subject"), s);
        return;
    }
    buf_put(b, STR("Subject:"));
    while (s.n) {
        const size_t n = word_bytes(s);
        buf_put(b, STR(" =?UTF-8?B?"));
        buf_put(b, base64_encode(cx, str_slice(s, 0, n)));
        s = str_from(s, n);
        buf_put(b, s.n ? STR("?=\r\n") : STR("?="));
    }
    buf_put(b, STR("\r\n"));
}

static void quoted_char(Buf *b, size_t *column, unsigned char c, bool as_is)
{
    static const char hex[] = "0123456789ABCDEF";
    const size_t width = as_is ? 1 : 3;
    if (*column + width > LINE_CHARS) {
        buf_put(b, STR("=\r\n"));
        *column = 0;
    }
    /* A dot that begins a line means something to SMTP; written out it means nothing. */
    if (as_is && !(c == '.' && *column == 0)) {
        buf_char(b, (char)c);
    } else {
        const char code[3] = { '=', hex[c >> 4], hex[c & 15] };
        buf_put(b, (Str){ code, 3 });
    }
    *column += width;
}

/* RFC 2045 s.6.7: any line break becomes CRLF, blanks at the end of a line are written out. */
static void quoted_line(Buf *b, Str line)
{
    size_t column = 0;
    for (size_t i = 0; i < line.n; i++) {
        const unsigned char c = (unsigned char)line.p[i];
        const bool blank = c == ' ' || c == '\t';
        const bool as_is = blank ? i + 1 < line.n : c > ' ' && c <= '~' && c != '=';
        quoted_char(b, &column, c, as_is);
    }
    buf_put(b, STR("\r\n"));
}

static void body(Buf *b, Str type, Str text)
{
    buf_put(b, STR("Content-Type: "));
    buf_put(b, type);
    buf_put(b, STR("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
    if (str_ends(text, STR("\n")))
        text.n--;
    for (Str line; str_split(&text, '\n', &line);)
        quoted_line(b, str_ends(line, STR("\r")) ? str_slice(line, 0, line.n - 1) : line);
}

static void headers(Cx *cx, Buf *b, const Mail *m)
{
    const Str date = date_http(cx, cx->now_ms);
    const Str domain = str_from(m->from, str_rfind(m->from, '@'));
    header(b, STR("Date"),
           arena_join(cx->mem, str_slice(date, 0, date.n - 3), STR("+0000"), STR("")));
    header(b, STR("From"), m->from);
    header(b, STR("To"), m->to);
    subject(cx, b, m->subject);
    buf_put(b, STR("Message-ID: <"));
    buf_put(b, m->id);
    buf_put(b, domain);
    buf_put(b, STR(">\r\n"));
    if (m->lang.n)
        header(b, STR("Content-Language"), m->lang);
    /* Keeps holiday answers away (RFC 3834 s.5). */
    header(b, STR("Auto-Submitted"), STR("auto-generated"));
    header(b, STR("MIME-Version"), STR("1.0"));
}

Status mail_message(Cx *cx, const Mail *m, Str *out)
{
    TRY(mail_check(cx, m));
    Buf *b = buf_new_sized(cx, LIMIT_MAIL, 4096);
    headers(cx, b, m);
    if (m->html.n) {
        buf_put(b, STR("Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\r\n"));
        buf_put(b, STR("\r\n--" BOUNDARY "\r\n"));
        body(b, STR("text/plain"), m->text);
        buf_put(b, STR("--" BOUNDARY "\r\n"));
        body(b, STR("text/html"), m->html);
        buf_put(b, STR("--" BOUNDARY "--\r\n"));
    } else {
        body(b, STR("text/plain"), m->text);
    }
    if (forgive(cx, buf_status(cx, b, STR("mail")), ST_TOO_LONG))
        return fail(cx, ST_INVALID, STR("mail"), "the message is over 64 KiB");
    *out = buf_str(b);
    return ST_OK;
}
