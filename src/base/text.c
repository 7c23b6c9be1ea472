#include "base/text.h"

#include "base/table.h"

#include <stdlib.h>
#include <utf8proc.h>

typedef struct FoldRow {
    utf8proc_int32_t from;
    const char *to; /* empty: dropped */
} FoldRow;

/* What NFKD, mark removal and case folding leave that people still type in other ways. Sorted. */
// clang-format off
static const FoldRow name_rows[] = {
    { ' ',     ""   }, { '\'',    ""   }, { ',',     ""   }, { '-',     ""   }, { '.',     ""   },
    { '`',     ""   }, { 0x00a0,  ""   }, { 0x00ad,  ""   }, { 0x00b4,  ""   }, { 0x00df,  "ss" },
    { 0x00e6,  "ae" }, { 0x00f0,  "d"  }, { 0x00f8,  "o"  }, { 0x00fe,  "th" }, { 0x0111,  "d"  },
    { 0x0131,  "i"  }, { 0x0142,  "l"  }, { 0x0153,  "oe" }, { 0x02b9,  ""   }, { 0x02bb,  ""   },
    { 0x02bc,  ""   }, { 0x2010,  ""   }, { 0x2011,  ""   }, { 0x2012,  ""   }, { 0x2013,  ""   },
    { 0x2014,  ""   }, { 0x2018,  ""   }, { 0x2019,  ""   }, { 0x201b,  ""   }, { 0x2032,  ""   },
    { 0x2212,  ""   }, { 0xff07,  ""   },
};
// clang-format on

static const char *name_row(utf8proc_int32_t c)
{
    size_t lo = 0;
    size_t hi = TABLE_COUNT(name_rows);
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (name_rows[mid].from == c)
            return name_rows[mid].to;
        if (name_rows[mid].from < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* ASCII needs no library: the common case, and the hot one of a load. */
static bool fold_ascii(Str s, char *out)
{
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80)
            return false;
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return true;
}

static Str fold_unicode(Cx *cx, Str s)
{
    utf8proc_uint8_t *out = NULL;
    const utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out,
                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    if (n < 0)
        return s; /* not UTF-8: compared as the bytes it is */
    const Str folded = arena_dup(cx->mem, (Str){ (const char *)out, (size_t)n });
    free(out);
    return folded;
}

Str text_fold_search(Cx *cx, Str s)
{
    char *out = arena_alloc_raw(cx->mem, s.n + 1);
    return fold_ascii(s, out) ? (Str){ out, s.n } : fold_unicode(cx, s);
}

Str text_fold_name(Cx *cx, Str s)
{
    const Str folded = text_fold_search(cx, s);
    char *out = arena_alloc_raw(cx->mem, folded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.n;) {
        utf8proc_int32_t c;
        const utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)folded.p + i,
                                                    (utf8proc_ssize_t)(folded.n - i), &c);
        const size_t width = k > 0 ? (size_t)k : 1;
        const char *to = k > 0 ? name_row(c) : NULL;
        /* Every mapping is at most as long as the letter it replaces. */
        const Str put = to ? str_of(to) : str_slice(folded, i, i + width);
        memcpy(out + n, put.p, put.n);
        n += put.n;
        i += width;
    }
    return (Str){ out, n };
}

/* Controls, what Unicode calls Bidi_Control, and format characters that leave no mark. Sorted. */
// clang-format off
static const struct { utf8proc_int32_t first, last; } hidden_rows[] = {
    { 0x0000,  0x001f  }, { 0x007f,  0x009f  }, { 0x00ad,  0x00ad  }, /* soft hyphen */
    { 0x034f,  0x034f  },                                             /* grapheme joiner */
    { 0x061c,  0x061c  },                                             /* Arabic letter mark */
    { 0x115f,  0x1160  }, { 0x17b4,  0x17b5  }, { 0x180b,  0x180f  }, /* fillers, selectors */
    { 0x200b,  0x200f  }, { 0x2028,  0x202e  }, { 0x2060,  0x206f  },
    { 0x3164,  0x3164  }, { 0xfe00,  0xfe0f  }, { 0xfeff,  0xfeff  }, { 0xffa0,  0xffa0  },
    { 0xfff9,  0xfffb  }, { 0xe0000, 0xe0fff },                       /* tags, selectors */
};
// clang-format on

static bool is_hidden(utf8proc_int32_t c)
{
    size_t i = 0;
    while (i < TABLE_COUNT(hidden_rows) && hidden_rows[i].last < c)
        i++;
    return i < TABLE_COUNT(hidden_rows) && hidden_rows[i].first <= c;
}

bool text_has_hidden(Str s)
{
    for (size_t i = 0; i < s.n;) {
        utf8proc_int32_t c;
        const utf8proc_ssize_t k =
            utf8proc_iterate((const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)(s.n - i), &c);
        if (k <= 0 || is_hidden(c))
            return true;
        i += (size_t)k;
    }
    return false;
}

Str text_cut(Str s, size_t max)
{
    if (s.n <= max)
        return s;
    while (max > 0 && ((unsigned char)s.p[max] & 0xc0) == 0x80)
        max--;
    return str_slice(s, 0, max);
}
