#include "base/limits.h"
#include "base/table.h"
#include "base/text.h"
#include "plan/plan.h"

#include <stdio.h>

// clang-format off
/* Postal codes of the states, the district and the territories. Sorted. */
static const struct { Str code; } state_rows[] = {
    { STR_C("AK") }, { STR_C("AL") }, { STR_C("AR") }, { STR_C("AS") }, { STR_C("AZ") }, { STR_C("CA") }, { STR_C("CO") },
    { STR_C("CT") }, { STR_C("DC") }, { STR_C("DE") }, { STR_C("FL") }, { STR_C("GA") }, { STR_C("GU") }, { STR_C("HI") },
    { STR_C("IA") }, { STR_C("ID") }, { STR_C("IL") }, { STR_C("IN") }, { STR_C("KS") }, { STR_C("KY") }, { STR_C("LA") },
    { STR_C("MA") }, { STR_C("MD") }, { STR_C("ME") }, { STR_C("MI") }, { STR_C("MN") }, { STR_C("MO") }, { STR_C("MP") },
    { STR_C("MS") }, { STR_C("MT") }, { STR_C("NC") }, { STR_C("ND") }, { STR_C("NE") }, { STR_C("NH") }, { STR_C("NJ") },
    { STR_C("NM") }, { STR_C("NV") }, { STR_C("NY") }, { STR_C("OH") }, { STR_C("OK") }, { STR_C("OR") }, { STR_C("PA") },
    { STR_C("PR") }, { STR_C("RI") }, { STR_C("SC") }, { STR_C("SD") }, { STR_C("TN") }, { STR_C("TX") }, { STR_C("UT") },
    { STR_C("VA") }, { STR_C("VI") }, { STR_C("VT") }, { STR_C("WA") }, { STR_C("WI") }, { STR_C("WV") }, { STR_C("WY") },
};

/* Words that stand for a system. HIOS has none that is published. */
static const struct { Str word; Str system; Str type; } systems[] = {
    { STR_C("hios"), STR_C(""),                                 STR_C("HIOS issuer ID")     },
    { STR_C("naic"), STR_C("urn:oid:2.16.840.1.113883.6.300"),  STR_C("NAIC company code")  },
};
// clang-format on

/* ---- reading ---------------------------------------------------------------------------------------- */

/* The words of v, which spaces and line ends separate; at most max. */
static Status words_read(Cx *cx, Str v, Str where, size_t max, const Str **out, size_t *count)
{
    Str *list = ARENA_ARRAY(cx->mem, Str, max);
    Str line, word;
    *count = 0;
    while (str_split(&v, '\n', &line))
        while (str_split(&line, ' ', &word)) {
            if (!word.n)
                continue;
            if (*count == max)
                return failf(cx, ST_INVALID, where, "%zu words at most", max);
            list[(*count)++] = word;
        }
    *out = list;
    return ST_OK;
}

static Status text_read(Cx *cx, Str v, Str where, size_t max, Str *out)
{
    if (!v.n || v.n > max || text_has_hidden(v))
        return failf(cx, ST_INVALID, where, "1 to %zu bytes of visible UTF-8 on one line", max);
    *out = v;
    return ST_OK;
}

static Status url_read(Cx *cx, Str v, Str where, Str *out)
{
    if (!plan_url_valid(v))
        return fail(cx, ST_INVALID, where, "an https:// address");
    *out = v;
    return ST_OK;
}

Status brand_set_listed(Cx *cx, Plan *p, Str v, Str where)
{
    p->brand.listed = str_eq(v, STR("yes"));
    if (!p->brand.listed && !str_eq(v, STR("no")))
        return fail(cx, ST_INVALID, where, "yes or no");
    return ST_OK;
}

Status brand_set_aliases(Cx *cx, Plan *p, Str v, Str where)
{
    Str *list = ARENA_ARRAY(cx->mem, Str, LIMIT_BRAND_LIST);
    for (Str line; str_split(&v, '\n', &line);) {
        if (p->brand.alias_count == LIMIT_BRAND_LIST)
            return failf(cx, ST_INVALID, where, "%u lines at most", LIMIT_BRAND_LIST);
        TRY(text_read(cx, str_trim(line), where, 100, &list[p->brand.alias_count++]));
    }
    p->brand.aliases = list;
    return ST_OK;
}

Status brand_set_states(Cx *cx, Plan *p, Str v, Str where)
{
    TRY(words_read(cx, v, where, TABLE_COUNT(state_rows), &p->brand.states, &p->brand.state_count));
    for (size_t i = 0; i < p->brand.state_count; i++)
        if (!TABLE_FIND(state_rows, p->brand.states[i]))
            return fail(cx, ST_INVALID, where, "postal codes of states, such as MA NH");
    return ST_OK;
}

Status brand_set_zips(Cx *cx, Plan *p, Str v, Str where)
{
    TRY(words_read(cx, v, where, LIMIT_BRAND_LIST, &p->brand.zips, &p->brand.zip_count));
    for (size_t i = 0; i < p->brand.zip_count; i++)
        if (p->brand.zips[i].n != 5 || !str_only(p->brand.zips[i], "0123456789"))
            return fail(cx, ST_INVALID, where, "ZIP codes of five digits");
    return ST_OK;
}

static bool identifier_read(Str line, PlanIdentifier *out)
{
    const size_t space = str_find(line, ' ');
    const Str word = str_slice(line, 0, space);
    *out = (PlanIdentifier){ .system = word, .value = str_trim(str_from(line, space)) };
    for (size_t i = 0; i < TABLE_COUNT(systems); i++)
        if (str_eq(systems[i].word, word)) {
            out->system = systems[i].system;
            out->type = systems[i].type;
            return out->value.n > 0;
        }
    const bool uri = str_starts(word, STR("https://")) || str_starts(word, STR("http://")) ||
                     str_starts(word, STR("urn:"));
    return uri && out->value.n > 0;
}

Status brand_set_identifiers(Cx *cx, Plan *p, Str v, Str where)
{
    PlanIdentifier *list = ARENA_ARRAY(cx->mem, PlanIdentifier, LIMIT_BRAND_LIST);
    for (Str line; str_split(&v, '\n', &line);) {
        if (p->brand.identifier_count == LIMIT_BRAND_LIST)
            return failf(cx, ST_INVALID, where, "%u lines at most", LIMIT_BRAND_LIST);
        if (text_has_hidden(line) ||
            !identifier_read(str_trim(line), &list[p->brand.identifier_count++]))
            return fail(cx, ST_INVALID, where,
                        "lines of \"naic 12345\", \"hios 12345\" or \"SYSTEM VALUE\"");
    }
    p->brand.identifiers = list;
    return ST_OK;
}

Status brand_set_website(Cx *cx, Plan *p, Str v, Str where)
{
    return url_read(cx, v, where, &p->brand.website);
}

Status brand_set_license(Cx *cx, Plan *p, Str v, Str where)
{
    return url_read(cx, v, where, &p->brand.logo_license);
}

Status brand_set_portal_url(Cx *cx, Plan *p, Str v, Str where)
{
    return url_read(cx, v, where, &p->brand.portal_url);
}

Status brand_set_developers(Cx *cx, Plan *p, Str v, Str where)
{
    return url_read(cx, v, where, &p->brand.developers_url);
}

Status brand_set_portal_name(Cx *cx, Plan *p, Str v, Str where)
{
    return text_read(cx, v, where, 100, &p->brand.portal_name);
}

Status brand_set_portal_description(Cx *cx, Plan *p, Str v, Str where)
{
    return text_read(cx, v, where, 500, &p->brand.portal_description);
}

/* ---- colours ----------------------------------------------------------------------------------------- */

static Status color_read(Cx *cx, Str v, Str where, Str *out)
{
    if (v.n != 7 || v.p[0] != '#' || !str_only(str_from(v, 1), "0123456789abcdefABCDEF"))
        return fail(cx, ST_INVALID, where, "a colour as #rrggbb");
    *out = v;
    return ST_OK;
}

Status brand_set_color(Cx *cx, Plan *p, Str v, Str where)
{
    return color_read(cx, v, where, &p->brand.color);
}

Status brand_set_head_color(Cx *cx, Plan *p, Str v, Str where)
{
    return color_read(cx, v, where, &p->brand.head_color);
}

Status brand_set_head_text_color(Cx *cx, Plan *p, Str v, Str where)
{
    return color_read(cx, v, where, &p->brand.head_text_color);
}

/* Of a number up to 1, by Newton's way. */
static double fifth_root(double x)
{
    double y = 1;
    for (int i = 0; i < 40; i++)
        y = (4 * y + x / (y * y * y * y)) / 5;
    return y;
}

/* A channel's part of relative luminance (WCAG 2.1): to the power of 2.4. */
static double linear(unsigned channel)
{
    const double c = channel / 255.0;
    const double x = (c + 0.055) / 1.055;
    return c <= 0.03928 ? c / 12.92 : x * x * fifth_root(x * x);
}

static double luminance(Str color)
{
    unsigned rgb[3] = { 0 };
    for (size_t i = 0; i < 6; i++) {
        const char c = color.p[1 + i];
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        rgb[i / 2] = rgb[i / 2] * 16 + (unsigned)digit;
    }
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

/* 1.4.3: 4.5 to 1. Cut, so that what is said to be 4.49 is not 4.50. */
static Status pair_check(Cx *cx, Str text, Str ground, Str where, const char *what)
{
    const double a = luminance(text), b = luminance(ground);
    const double ratio = a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
    const unsigned hundredths = (unsigned)(ratio * 100);
    if (ratio >= 4.5)
        return ST_OK;
    return failf(cx, ST_INVALID, where, "%.*s on %.*s (%s) is %u.%02u to 1; it must be 4.5 or more",
                 STR_ARG(text), STR_ARG(ground), what, hundredths / 100, hundredths % 100);
}

/* The white and the pale grey are postern.css's. */
Status brand_colors_check(Cx *cx, const Plan *p, Str where)
{
    const PlanBrand *b = &p->brand;
    TRY(pair_check(cx, STR("#ffffff"), b->color, where, "color: letters of a button"));
    TRY(pair_check(cx, b->color, STR("#f4f6f9"), where, "color: links at the foot of a page"));
    return pair_check(cx, b->head_text_color, b->head_color, where,
                      "head_text_color on head_color");
}

/* ---- the logo --------------------------------------------------------------------------------------- */

static unsigned be32(const char *p)
{
    unsigned n = 0;
    for (size_t i = 0; i < 4; i++)
        n = n << 8 | (unsigned char)p[i];
    return n;
}

/* A square PNG of at most 1024 pixels a side (B8): its signature and its first chunk, which is IHDR. What
 * is behind them is the operator's own file. */
static bool is_logo(Str bytes)
{
    static const Str head = STR_C("\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    if (bytes.n < 33 || !str_eq(str_slice(bytes, 0, head.n), head))
        return false;
    const unsigned width = be32(bytes.p + 16), height = be32(bytes.p + 20);
    return width == height && width >= 32 && width <= 1024;
}

static void file_close(void *f)
{
    (void)fclose(f);
}

Status brand_set_logo(Cx *cx, Plan *p, Str v, Str where)
{
    const Str dir = str_slice(where, 0, str_rfind(where, '/'));
    if (!v.n || v.p[0] == '.' || str_find(v, '/') < v.n || !str_ends(v, STR(".png")))
        return fail(cx, ST_INVALID, where, "a .png file of the plan's folder");
    FILE *f = fopen(arena_join(cx->mem, dir, STR("/"), v).p, "rb");
    if (!f)
        return fail(cx, ST_INVALID, where, "a .png file of the plan's folder: there is none");
    arena_defer(cx->mem, file_close, f);
    char *bytes = arena_alloc(cx->mem, LIMIT_LOGO + 1);
    p->brand.logo = (Str){ bytes, fread(bytes, 1, LIMIT_LOGO + 1, f) };
    if (p->brand.logo.n > LIMIT_LOGO || !is_logo(p->brand.logo))
        return failf(cx, ST_INVALID, where,
                     "a square PNG, 32 to 1024 pixels a side, %u KiB at most", LIMIT_LOGO >> 10);
    return ST_OK;
}

/* ---- listing ---------------------------------------------------------------------------------------- */

static Str missing_add(Cx *cx, Str list, bool missing, const char *key)
{
    if (!missing)
        return list;
    return arena_join(cx->mem, list, list.n ? STR(", ") : STR(""), str_of(key));
}

bool plan_is_listed(const Plan *plan)
{
    const PlanBrand *b = &plan->brand;
    return b->listed && b->website.n && (b->state_count || b->zip_count) &&
           (!b->logo.n || b->logo_license.n);
}

Str plan_brand_missing(Cx *cx, const Plan *plan)
{
    const PlanBrand *b = &plan->brand;
    Str list = STR("");
    if (!b->listed)
        return list;
    list = missing_add(cx, list, !b->website.n, "website");
    list = missing_add(cx, list, !b->state_count && !b->zip_count, "states");
    return missing_add(cx, list, b->logo.n && !b->logo_license.n, "logo_license"); /* B8 */
}
