/* Details of people made comparable (AUTHORIZATION M4 to M6, M11). */
#include "member/member_int.h"

#include "base/codec.h"
#include "base/date.h"
#include "base/table.h"
#include "base/text.h"

#define NAME_WORDS 8u

typedef struct Words {
    Str word[NAME_WORDS];
    size_t n;
} Words;

/* Length of the separator that s begins with: space, comma, no-break space, and hyphens too when a
 * hyphen separates. 0: none. */
static size_t separator(Str s, bool hyphens)
{
    if (s.p[0] == ' ' || s.p[0] == ',' || (hyphens && s.p[0] == '-'))
        return 1;
    if (str_starts(s, STR("\xc2\xa0")))
        return 2;
    if (hyphens && s.n >= 3 && memcmp(s.p, "\xe2\x80", 2) == 0 && (unsigned char)s.p[2] >= 0x90 &&
        (unsigned char)s.p[2] <= 0x95)
        return 3;
    return 0;
}

/* Folded words of a name; what is beyond NAME_WORDS stays one word. */
static Words words_of(Cx *cx, Str name, bool hyphens)
{
    Words w = { .n = 0 };
    size_t from = 0;
    for (size_t i = 0; i <= name.n;) {
        const size_t gap = i < name.n ? separator(str_from(name, i), hyphens) : 1;
        if (gap && w.n < NAME_WORDS) {
            const size_t to = w.n == NAME_WORDS - 1 ? name.n : i;
            const Str word = text_fold_name(cx, str_slice(name, from, to));
            if (word.n)
                w.word[w.n++] = word;
            from = i + gap;
        }
        i += gap ? gap : 1;
    }
    return w;
}

static Str words_join(Cx *cx, const Words *w, size_t count)
{
    Str s = STR("");
    for (size_t i = 0; i < count; i++)
        s = arena_join(cx->mem, s, w->word[i], STR(""));
    return s;
}

Str norm_first(Cx *cx, Str name)
{
    Words w = words_of(cx, name, false);
    while (w.n > 1 && w.word[w.n - 1].n == 1)
        w.n--;
    return words_join(cx, &w, w.n);
}

typedef struct Word {
    Str text;
} Word;

/* Sorted, folded. */
static const Word suffixes[] = { { STR_C("ii") }, { STR_C("iii") }, { STR_C("iv") },
                                 { STR_C("jr") }, { STR_C("sr") },  { STR_C("v") } };

/* Words that belong to the one after them: "De La Cruz" is one surname. Sorted, folded. */
// clang-format off
static const Word particles[] = {
    { STR_C("abu") }, { STR_C("al") },  { STR_C("bin") }, { STR_C("d") },   { STR_C("da") },
    { STR_C("das") }, { STR_C("de") },  { STR_C("del") }, { STR_C("den") }, { STR_C("der") },
    { STR_C("di") },  { STR_C("do") },  { STR_C("dos") }, { STR_C("du") },  { STR_C("el") },
    { STR_C("ibn") }, { STR_C("l") },   { STR_C("la") },  { STR_C("las") }, { STR_C("le") },
    { STR_C("los") }, { STR_C("mac") }, { STR_C("mc") },  { STR_C("o") },   { STR_C("saint") },
    { STR_C("san") }, { STR_C("santa") }, { STR_C("st") }, { STR_C("ten") }, { STR_C("ter") },
    { STR_C("van") }, { STR_C("von") }, { STR_C("y") },
};
// clang-format on

static size_t first_surname(const Words *w)
{
    size_t n = 0;
    while (n + 1 < w->n && TABLE_FIND(particles, w->word[n]))
        n++;
    return n + 1 <= w->n ? n + 1 : w->n;
}

NormLast norm_last(Cx *cx, Str name)
{
    Words w = words_of(cx, name, true);
    while (w.n > 1 && TABLE_FIND(suffixes, w.word[w.n - 1]))
        w.n--;
    return (NormLast){ words_join(cx, &w, w.n), words_join(cx, &w, first_surname(&w)) };
}

bool norm_last_eq(NormLast a, NormLast b)
{
    return a.full.n &&
           (str_eq(a.full, b.full) || str_eq(a.full, b.surname) || str_eq(a.surname, b.full));
}

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool norm_member_id(Cx *cx, Str id, NormId *out)
{
    id = str_trim(id);
    if (id.n == 0 || id.n > LIMIT_MEMBER_ID)
        return false;
    char *p = arena_alloc_raw(cx->mem, id.n);
    size_t n = 0;
    size_t base = 0; /* characters before the last separator */
    for (size_t i = 0; i < id.n; i++) {
        const char c = upper(id.p[i]);
        if (c == ' ' || c == '-')
            base = n;
        else if (is_alnum(c))
            p[n++] = c;
        else
            return false;
    }
    /* A dependent suffix is two digits behind a separator; nothing is guessed from digits alone. */
    const bool suffix = base >= 4 && n == base + 2 && is_digit(p[n - 1]) && is_digit(p[n - 2]);
    *out = (NormId){ { p, n }, { p, suffix ? base : 0 } };
    return n > 0;
}

bool norm_zip(Str zip, Str *out)
{
    zip = str_trim(zip);
    *out = str_slice(zip, 0, 5);
    const Str rest = str_from(zip, 5);
    const Str plus4 = rest.n && (rest.p[0] == '-' || rest.p[0] == ' ') ? str_from(rest, 1) : rest;
    return out->n == 5 && str_only(*out, "0123456789") &&
           (rest.n == 0 || (plus4.n == 4 && str_only(plus4, "0123456789")));
}

bool norm_birth_date(const Cx *cx, Str day)
{
    DateRange r;
    return date_parse_day(day, &r) && r.lo_ms <= cx->now_ms &&
           norm_birthday_ms(day, 131) > cx->now_ms;
}

bool norm_name_ok(Str name)
{
    return name.n > 0 && utf8_valid(name) && utf8_count(name) <= LIMIT_NAME_CHARS &&
           !text_has_hidden(name);
}

int64_t norm_birthday_ms(Str day, int64_t years)
{
    DateRange r;
    return date_parse_day(day, &r) ? date_birthday(r.lo_ms, years) : 0;
}
