#include "base/text_name.h"

#include "base/table.h"
#include "base/text.h"

#include <stdlib.h>
#include <utf8proc.h>

#define MARKS_MAX 2u /* on one letter: more is a smear over the lines around */

typedef utf8proc_int32_t Char;

/* Chinese, Japanese and Korean mix their scripts in a word; they are one here. */
typedef enum Script {
    SCRIPT_NONE, /* digits, marks, punctuation */
    SCRIPT_LATIN,
    SCRIPT_GREEK,
    SCRIPT_CYRILLIC,
    SCRIPT_ARMENIAN,
    SCRIPT_HEBREW,
    SCRIPT_ARABIC,
    SCRIPT_DEVANAGARI,
    SCRIPT_BENGALI,
    SCRIPT_GURMUKHI,
    SCRIPT_GUJARATI,
    SCRIPT_ORIYA,
    SCRIPT_TAMIL,
    SCRIPT_TELUGU,
    SCRIPT_KANNADA,
    SCRIPT_MALAYALAM,
    SCRIPT_THAI,
    SCRIPT_LAO,
    SCRIPT_MYANMAR,
    SCRIPT_GEORGIAN,
    SCRIPT_EAST_ASIAN,
    SCRIPT_ETHIOPIC,
    SCRIPT_CHEROKEE,
    SCRIPT_KHMER,
    SCRIPT_UNKNOWN,
} Script;

// clang-format off
/* Blocks of letters. Sorted. */
static const struct { Char first, last; Script script; } script_rows[] = {
    { 0x0041, 0x005a, SCRIPT_LATIN },
    { 0x0061, 0x007a, SCRIPT_LATIN },
    { 0x00aa, 0x00aa, SCRIPT_LATIN },
    { 0x00ba, 0x00ba, SCRIPT_LATIN },
    { 0x00c0, 0x02af, SCRIPT_LATIN },
    { 0x0370, 0x03ff, SCRIPT_GREEK },
    { 0x0400, 0x052f, SCRIPT_CYRILLIC },
    { 0x0530, 0x058f, SCRIPT_ARMENIAN },
    { 0x0590, 0x05ff, SCRIPT_HEBREW },
    { 0x0600, 0x06ff, SCRIPT_ARABIC },
    { 0x0750, 0x077f, SCRIPT_ARABIC },
    { 0x08a0, 0x08ff, SCRIPT_ARABIC },
    { 0x0900, 0x097f, SCRIPT_DEVANAGARI },
    { 0x0980, 0x09ff, SCRIPT_BENGALI },
    { 0x0a00, 0x0a7f, SCRIPT_GURMUKHI },
    { 0x0a80, 0x0aff, SCRIPT_GUJARATI },
    { 0x0b00, 0x0b7f, SCRIPT_ORIYA },
    { 0x0b80, 0x0bff, SCRIPT_TAMIL },
    { 0x0c00, 0x0c7f, SCRIPT_TELUGU },
    { 0x0c80, 0x0cff, SCRIPT_KANNADA },
    { 0x0d00, 0x0d7f, SCRIPT_MALAYALAM },
    { 0x0e00, 0x0e7f, SCRIPT_THAI },
    { 0x0e80, 0x0eff, SCRIPT_LAO },
    { 0x1000, 0x109f, SCRIPT_MYANMAR },
    { 0x10a0, 0x10ff, SCRIPT_GEORGIAN },
    { 0x1100, 0x11ff, SCRIPT_EAST_ASIAN },
    { 0x1200, 0x139f, SCRIPT_ETHIOPIC },
    { 0x13a0, 0x13ff, SCRIPT_CHEROKEE },
    { 0x1780, 0x17ff, SCRIPT_KHMER },
    { 0x1c80, 0x1c8f, SCRIPT_CYRILLIC },
    { 0x1c90, 0x1cbf, SCRIPT_GEORGIAN },
    { 0x1d00, 0x1d7f, SCRIPT_LATIN },
    { 0x1e00, 0x1eff, SCRIPT_LATIN },
    { 0x1f00, 0x1fff, SCRIPT_GREEK },
    { 0x2c60, 0x2c7f, SCRIPT_LATIN },
    { 0x2d00, 0x2d2f, SCRIPT_GEORGIAN },
    { 0x2de0, 0x2dff, SCRIPT_CYRILLIC },
    { 0x2e80, 0x2fdf, SCRIPT_EAST_ASIAN },
    { 0x3005, 0x3007, SCRIPT_EAST_ASIAN },
    { 0x3040, 0x318f, SCRIPT_EAST_ASIAN },
    { 0x31a0, 0x31bf, SCRIPT_EAST_ASIAN },
    { 0x3400, 0x4dbf, SCRIPT_EAST_ASIAN },
    { 0x4e00, 0x9fff, SCRIPT_EAST_ASIAN },
    { 0xa640, 0xa69f, SCRIPT_CYRILLIC },
    { 0xa720, 0xa7ff, SCRIPT_LATIN },
    { 0xab30, 0xab6f, SCRIPT_LATIN },
    { 0xab70, 0xabbf, SCRIPT_CHEROKEE },
    { 0xac00, 0xd7ff, SCRIPT_EAST_ASIAN },
    { 0xf900, 0xfaff, SCRIPT_EAST_ASIAN },
    { 0x20000, 0x3ffff, SCRIPT_EAST_ASIAN },
};

/* What an eye takes for a Latin letter, folded; l stands for i and 1 as well. Sorted. */
static const struct { Char from; char to; } look_rows[] = {
    { 0x0030, 'o' }, { 0x0031, 'l' }, { 0x0033, 'e' }, { 0x0034, 'a' }, { 0x0035, 's' }, { 0x0069, 'l' },
    { 0x007c, 'l' }, { 0x00f0, 'd' }, { 0x00f8, 'o' }, { 0x0111, 'd' }, { 0x0127, 'h' }, { 0x0131, 'l' },
    { 0x0142, 'l' }, { 0x0167, 't' }, { 0x0251, 'a' }, { 0x0261, 'g' }, { 0x0269, 'l' }, { 0x026a, 'l' },
    { 0x0274, 'n' }, { 0x0280, 'r' }, { 0x028f, 'y' }, { 0x0299, 'b' }, { 0x029f, 'l' }, { 0x03b1, 'a' },
    { 0x03b2, 'b' }, { 0x03b3, 'y' }, { 0x03b5, 'e' }, { 0x03b7, 'n' }, { 0x03b9, 'l' }, { 0x03ba, 'k' },
    { 0x03bc, 'u' }, { 0x03bd, 'v' }, { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x03c3, 'o' }, { 0x03c4, 't' },
    { 0x03c5, 'u' }, { 0x03c7, 'x' }, { 0x03c9, 'w' }, { 0x0430, 'a' }, { 0x0431, 'b' }, { 0x0432, 'b' },
    { 0x0433, 'r' }, { 0x0435, 'e' }, { 0x0437, 'e' }, { 0x0438, 'n' }, { 0x043a, 'k' }, { 0x043c, 'm' },
    { 0x043d, 'h' }, { 0x043e, 'o' }, { 0x043f, 'n' }, { 0x0440, 'p' }, { 0x0441, 'c' }, { 0x0442, 't' },
    { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x044c, 'b' }, { 0x0455, 's' }, { 0x0456, 'l' }, { 0x0457, 'l' },
    { 0x0458, 'j' }, { 0x0475, 'v' }, { 0x04bb, 'h' }, { 0x04cf, 'l' }, { 0x0501, 'd' }, { 0x050d, 'g' },
    { 0x051b, 'q' }, { 0x051d, 'w' }, { 0x0566, 'q' }, { 0x0570, 'h' }, { 0x0578, 'n' }, { 0x057d, 'u' },
    { 0x0581, 'g' }, { 0x0585, 'o' }, { 0x13a0, 'd' }, { 0x13a1, 'r' }, { 0x13a2, 't' }, { 0x13aa, 'a' },
    { 0x13ac, 'e' }, { 0x13b3, 'w' }, { 0x13b7, 'm' }, { 0x13bb, 'h' }, { 0x13c3, 'z' }, { 0x13c6, 'l' },
    { 0x13d9, 'v' }, { 0x13da, 's' }, { 0x13de, 'l' }, { 0x13df, 'c' }, { 0x13e2, 'p' }, { 0x13e6, 'k' },
    { 0x13f4, 'b' }, { 0x1d00, 'a' }, { 0x1d04, 'c' }, { 0x1d05, 'd' }, { 0x1d07, 'e' }, { 0x1d0a, 'j' },
    { 0x1d0b, 'k' }, { 0x1d0d, 'm' }, { 0x1d0f, 'o' }, { 0x1d18, 'p' }, { 0x1d1b, 't' }, { 0x1d1c, 'u' },
    { 0x1d20, 'v' }, { 0x1d21, 'w' }, { 0x1d22, 'z' }, { 0xa731, 's' },
};
// clang-format on

/* The next character of *rest, which is UTF-8; false at the end, and for what is none. */
static bool char_next(Str *rest, Char *c)
{
    const utf8proc_ssize_t k =
        utf8proc_iterate((const utf8proc_uint8_t *)rest->p, (utf8proc_ssize_t)rest->n, c);
    if (rest->n == 0 || k <= 0)
        return false;
    *rest = str_from(*rest, (size_t)k);
    return true;
}

static bool is_letter(Char c)
{
    switch ((int)utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return true;
    default: return false;
    }
}

static bool is_mark(Char c)
{
    const utf8proc_category_t k = utf8proc_category(c);
    return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC;
}

static bool is_digit(Char c)
{
    return utf8proc_category(c) == UTF8PROC_CATEGORY_ND;
}

/* All of ASCII's signs: pages escape them. Of others no symbol, or a name brings its own check mark. */
static bool is_sign(Char c)
{
    switch ((int)utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO: return true;
    default: return c < 0x7f && c >= ' ';
    }
}

static Script script_of(Char c)
{
    if (!is_letter(c))
        return SCRIPT_NONE;
    for (size_t i = 0; i < TABLE_COUNT(script_rows); i++)
        if (c >= script_rows[i].first && c <= script_rows[i].last)
            return script_rows[i].script;
    return SCRIPT_UNKNOWN;
}

/* s in a form of Unicode; STR_NONE when it is not UTF-8. */
static Str form(Cx *cx, Str s, int options)
{
    utf8proc_uint8_t *out = NULL;
    const utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out,
                     (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | options));
    if (n < 0)
        return STR_NONE;
    const Str made = arena_dup(cx->mem, (Str){ (const char *)out, (size_t)n });
    free(out);
    return made;
}

static const char *chars_fault(Str s)
{
    unsigned marks = MARKS_MAX; /* none before the first letter */
    Char last = ' ';
    for (Char c; char_next(&s, &c); last = c) {
        marks = is_mark(c) ? marks + 1 : 0;
        if (marks > MARKS_MAX)
            return "may not pile up marks";
        if (!is_letter(c) && !is_mark(c) && !is_digit(c) && !is_sign(c))
            return "may hold letters, digits and punctuation alone";
        if (c == ' ' && last == ' ')
            return "may not begin with a space or hold two in a row";
    }
    return last == ' ' ? "may not be empty or end with a space" : NULL;
}

/* One script a word: a Cyrillic letter between Latin ones is seen by nobody. */
static const char *scripts_fault(Str s)
{
    Script word = SCRIPT_NONE;
    for (Char c; char_next(&s, &c);) {
        const Script script = script_of(c);
        if (!is_letter(c) && !is_mark(c) && !is_digit(c))
            word = SCRIPT_NONE;
        if (script == SCRIPT_NONE)
            continue;
        if (script == SCRIPT_UNKNOWN)
            return "holds a letter of a script that is not known here";
        if (word != SCRIPT_NONE && word != script)
            return "may not mix scripts in one word";
        word = script;
    }
    return NULL;
}

const char *text_name_fault(Cx *cx, Str s)
{
    if (text_has_hidden(s))
        return "may not hold control or hidden characters";
    if (!str_eq(form(cx, s, 0), s))
        return "must be in Unicode's form NFC";
    /* Wide letters, ligatures, letters in circles: another spelling of what reads the same. */
    if (!str_eq(form(cx, s, UTF8PROC_COMPAT), s))
        return "may not hold compatibility forms";
    const char *why = chars_fault(s);
    return why ? why : scripts_fault(s);
}

static char look_of(Char c)
{
    for (size_t i = 0; i < TABLE_COUNT(look_rows); i++)
        if (look_rows[i].from == c)
            return look_rows[i].to;
    return '\0';
}

Str text_look(Cx *cx, Str s)
{
    Str rest = text_fold_search(cx, s);
    char *out = arena_alloc(cx->mem, rest.n + 1);
    size_t n = 0;
    while (rest.n) {
        const Str before = rest;
        Char c;
        if (!char_next(&rest, &c))
            break;
        const char latin = look_of(c);
        if (latin) {
            out[n++] = latin;
        } else if (is_letter(c) || is_digit(c)) {
            memcpy(out + n, before.p, before.n - rest.n);
            n += before.n - rest.n;
        } else if (n && out[n - 1] != ' ') {
            out[n++] = ' ';
        }
        if (n > 1 && out[n - 2] == 'r' && out[n - 1] == 'n')
            out[--n - 1] = 'm';
    }
    return str_trim((Str){ out, n });
}
