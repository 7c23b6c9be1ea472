#include "json/scan.h"

#include "base/limits.h"

#include <endian.h>

_Static_assert(SCAN_DEPTH >= 2 * LIMIT_JSON_DEPTH, "a resource stands in a Bundle of ours");

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static Str between(const char *from, const char *to)
{
    return (Str){ from, (size_t)(to - from) };
}

/* The walk ends here. */
static bool is_wrong(Scan *s, const char *why)
{
    if (!s->wrong)
        s->wrong = why;
    s->at = s->end;
    return false;
}

/* ---- pieces ----------------------------------------------------------------------------------- */

/* Non-zero when one of the eight bytes is b. */
static uint64_t has_byte(uint64_t eight, unsigned char b)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t x = eight ^ (ones * b);
    return (x - ones) & ~x & (ones << 7);
}

/* The string that begins here. Most of a resource is inside strings, so they go eight bytes at a time. */
static void pass_string(Scan *s)
{
    const char *p = s->at + 1;
    s->escaped = false;
    while (p < s->end) {
        uint64_t eight;
        if ((size_t)(s->end - p) >= sizeof eight) {
            memcpy(&eight, p, sizeof eight);
            eight = le64toh(eight);
            const uint64_t hits =
                has_byte(eight, '"') | has_byte(eight, '\\'); /* the lowest is one */
            p += hits ? (unsigned)__builtin_ctzll(hits) / 8 : sizeof eight;
            if (!hits)
                continue;
        }
        const char c = *p++;
        if (c == '"') {
            s->at = p;
            return;
        }
        if (c == '\\') {
            s->escaped = true;
            p += p < s->end;
        }
    }
    (void)is_wrong(s, "ends within a string");
}

static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '+' || c == '.';
}

/* A number, true, false, null; one byte of what is nothing. */
static void pass_word(Scan *s)
{
    do
        s->at++;
    while (s->at < s->end && in_word(*s->at));
}

static void open_container(Scan *s)
{
    if (s->depth == SCAN_DEPTH) {
        (void)is_wrong(s, "nested too deeply");
        return;
    }
    const uint64_t bit = UINT64_C(1) << (s->depth % 64);
    if (*s->at++ == '{')
        s->objects[s->depth / 64] |= bit;
    else
        s->objects[s->depth / 64] &= ~bit;
    s->depth++;
    s->fresh = true;
}

static bool in_object(const Scan *s)
{
    const unsigned level = s->depth - 1;
    return s->objects[level / 64] >> (level % 64) & 1;
}

static bool closes(const Scan *s)
{
    return s->depth > 0 && *s->at == (in_object(s) ? '}' : ']');
}

static void close_container(Scan *s)
{
    if (!closes(s)) {
        (void)is_wrong(s, "closes what is not open");
        return;
    }
    s->at++;
    s->depth--;
    s->fresh = false;
}

/* Behind a name. */
static void pass_colon(Scan *s)
{
    s->at++;
    s->escaped_name = s->escaped_name || s->escaped;
}

static void pass_token(Scan *s)
{
    switch (*s->at) {
    case '"': pass_string(s); break;
    case '{':
    case '[': open_container(s); break;
    case '}':
    case ']': close_container(s); break;
    case ',': s->at++; break;
    case ':': pass_colon(s); break;
    default: pass_word(s);
    }
}

/* ---- calls ------------------------------------------------------------------------------------ */

Scan scan_begin(Str text)
{
    return (Scan){ .at = text.p, .end = text.n ? text.p + text.n : text.p };
}

char scan_peek(Scan *s)
{
    while (s->at < s->end && is_space(*s->at))
        s->at++;
    return s->at < s->end ? *s->at : '\0';
}

bool scan_token(Scan *s, Str *token)
{
    (void)scan_peek(s);
    const char *from = s->at;
    if (from == s->end)
        return false;
    pass_token(s);
    *token = between(from, s->at);
    return !s->wrong;
}

bool scan_enter(Scan *s)
{
    const char next = scan_peek(s);
    if (next == '{' || next == '[')
        open_container(s);
    return !s->wrong && (next == '{' || next == '[');
}

static bool pass_name(Scan *s, Str *name)
{
    if (scan_peek(s) != '"')
        return is_wrong(s, "a member has no name");
    const char *from = s->at;
    pass_string(s);
    const char *behind = s->at;
    if (scan_peek(s) != ':')
        return is_wrong(s, "a member has no value");
    *name = between(from + 1, behind - 1);
    pass_colon(s);
    return true;
}

bool scan_next(Scan *s, Str *name)
{
    *name = STR("");
    if (scan_peek(s) == '\0' || s->depth == 0)
        return is_wrong(s, "ends within an object or a list");
    if (closes(s)) {
        close_container(s);
        return false;
    }
    if (!s->fresh && *s->at++ != ',')
        return is_wrong(s, "two values without a comma");
    s->fresh = false;
    return !in_object(s) || pass_name(s, name);
}

static bool begins_value(Scan *s)
{
    const char next = scan_peek(s);
    return s->at < s->end && next != ',' && next != ':' && next != '}' && next != ']';
}

Str scan_run(Scan *s, unsigned depth)
{
    if (s->depth == depth ? !begins_value(s) : scan_peek(s) == '\0') {
        (void)is_wrong(s, s->depth == depth ? "a value is missing"
                                            : "ends within an object or a list");
        return STR("");
    }
    const char *from = s->at;
    do
        pass_token(s);
    while (s->depth > depth && s->at < s->end && !is_space(*s->at));
    s->fresh = false;
    return between(from, s->at);
}

Str scan_value(Scan *s)
{
    const unsigned depth = s->depth;
    (void)scan_peek(s);
    const char *from = s->at;
    do
        (void)scan_run(s, depth);
    while (s->depth > depth && !s->wrong);
    return s->wrong ? STR("") : between(from, s->at);
}

Str scan_get(Str object, Str name)
{
    Scan s = scan_begin(object);
    if (scan_peek(&s) != '{' || !scan_enter(&s))
        return STR_NONE;
    for (Str member; scan_next(&s, &member);) {
        const Str value = scan_value(&s);
        if (str_eq(member, name))
            return value;
    }
    return STR_NONE;
}

Status scan_end(Cx *cx, Scan *s)
{
    if (s->depth > 0)
        (void)is_wrong(s, "ends within an object or a list");
    else if (scan_peek(s) != '\0' || s->at < s->end)
        (void)is_wrong(s, "goes on behind its value");
    return s->wrong ? fail(cx, ST_STRUCTURE, STR("json"), s->wrong) : ST_OK;
}
