#include "web/lang.h"

#define LANG_COOKIE STR("lang")
#define LANG_KEPT_S (365LL * 86400)

// clang-format off
static const struct { Str code; Lang lang; } codes[] = {
    { STR_C("en"), LANG_EN },
    { STR_C("es"), LANG_ES },
};
// clang-format on

Str lang_code(Lang lang)
{
    return codes[lang].code;
}

/* "es", "es-MX": the primary subtag decides (RFC 4647 s.3.4 look-up). */
static bool lang_of(Str tag, Lang *out)
{
    const Str primary = str_slice(tag, 0, str_find(tag, '-'));
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (str_eq_nocase(primary, codes[i].code)) {
            *out = codes[i].lang;
            return true;
        }
    }
    return false;
}

/* RFC 9110 s.12.4.2 in thousandths; what cannot be read counts as 0. */
static unsigned weight_of(Str params)
{
    Str p = str_trim(params);
    if (p.n == 0)
        return 1000;
    if (p.n < 3 || (p.p[0] != 'q' && p.p[0] != 'Q') || p.p[1] != '=')
        return 0;
    p = str_from(p, 2);
    if (p.p[0] == '1')
        return 1000;
    unsigned w = 0;
    for (size_t i = 2; i < 5; i++)
        w = w * 10 + (i < p.n && p.p[i] >= '0' && p.p[i] <= '9' ? (unsigned)(p.p[i] - '0') : 0);
    return w;
}

bool lang_pick(Str list, char sep, Lang *out)
{
    unsigned best = 0;
    Str part;
    while (str_split(&list, sep, &part)) {
        const size_t semi = str_find(part, ';');
        const unsigned w = weight_of(str_from(part, semi + 1));
        Lang lang;
        if (w > best && lang_of(str_trim(str_slice(part, 0, semi)), &lang)) {
            *out = lang;
            best = w;
        }
    }
    return best > 0;
}

static void lang_keep(Cx *cx, Rq *rq)
{
    web_cookie_set(cx, rq, LANG_COOKIE, lang_code(rq->lang), LANG_KEPT_S);
}

void lang_choose(Cx *cx, Rq *rq, Str ui_locales)
{
    if (rq->plan && !rq->plan->spanish)
        return;
    if (lang_pick(ui_locales, ' ', &rq->lang))
        lang_keep(cx, rq);
}

void lang_settle(Cx *cx, Rq *rq)
{
    rq->lang = LANG_EN;
    if (rq->plan && !rq->plan->spanish)
        return;
    const HttpForm *query = &rq->query;
    if (rq->query_read && (lang_pick(http_form_get(query, STR("lang")), ' ', &rq->lang) ||
                           lang_pick(http_form_get(query, STR("ui_locales")), ' ', &rq->lang))) {
        lang_keep(cx, rq);
        return;
    }
    if (lang_pick(web_cookie(cx, rq, LANG_COOKIE), ' ', &rq->lang))
        return;
    (void)lang_pick(http_get(rq->http, STR("Accept-Language")), ',', &rq->lang);
}
