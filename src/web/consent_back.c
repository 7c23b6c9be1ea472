/* How far back an app may read: what a person may choose of it, and what was chosen. Kept as a date, which
 * does not move with the days. */
#include "web/consent_pages.h"

#include "base/date.h"
#include "base/table.h"
#include "web/person.h"

static const struct {
    Str word;
    int64_t years;
} rows[CONSENT_BACKS] = {
    [CONSENT_BACK_KEEP] = { STR_C("keep"), 0 },
    [CONSENT_BACK_EVERYTHING] = { STR_C("everything"), 0 },
    [CONSENT_BACK_5_YEARS] = { STR_C("5_years"), 5 },
    [CONSENT_BACK_2_YEARS] = { STR_C("2_years"), 2 },
    [CONSENT_BACK_12_MONTHS] = { STR_C("12_months"), 1 },
};

ConsentBack consent_back(int64_t asked_ms, int64_t now_ms)
{
    return (ConsentBack){ .asked_ms = asked_ms,
                          .kept_ms = now_ms,
                          .chosen =
                              now_ms == DATE_MIN ? CONSENT_BACK_EVERYTHING : CONSENT_BACK_KEEP };
}

static int64_t back_ms(const ConsentBack *b, ConsentBackChoice c)
{
    if (c == CONSENT_BACK_KEEP)
        return b->kept_ms;
    const int64_t day_ms = b->asked_ms - b->asked_ms % DAY_MS;
    return c == CONSENT_BACK_EVERYTHING ? DATE_MIN : date_birthday(day_ms, -rows[c].years);
}

int64_t consent_back_ms(const ConsentBack *b)
{
    return back_ms(b, b->chosen);
}

/* What there is already can be kept; "everything" is that for who has everything. */
static bool is_offered(const ConsentBack *b, ConsentBackChoice c)
{
    return c != CONSENT_BACK_KEEP || b->kept_ms != DATE_MIN;
}

bool consent_back_choose(const HttpForm *form, ConsentBack *b)
{
    size_t count = 0;
    ConsentBackChoice chosen = CONSENT_BACKS;
    for (size_t i = 0; i < form->count; i++) {
        if (!str_eq(form->fields[i].name, STR("back")))
            continue;
        count++;
        for (unsigned c = 0; c < CONSENT_BACKS; c++)
            if (str_eq(rows[c].word, form->fields[i].value) && is_offered(b, (ConsentBackChoice)c))
                chosen = (ConsentBackChoice)c;
    }
    const bool ours = count == 1 && chosen != CONSENT_BACKS;
    b->chosen = ours ? chosen : CONSENT_BACK_12_MONTHS;
    return ours;
}

Str consent_back_text(Cx *cx, const Rq *rq, int64_t when_lo_ms)
{
    return when_lo_ms == DATE_MIN ? STR("") : words_date(cx, rq, when_lo_ms);
}

void consent_back_show(Cx *cx, const Rq *rq, const ConsentBack *b, TmplData *d)
{
    tmpl_str(d, STR("back_since"), consent_back_text(cx, rq, consent_back_ms(b)));
    for (unsigned i = 0; i < CONSENT_BACKS; i++) {
        const ConsentBackChoice c = (ConsentBackChoice)i;
        if (!is_offered(b, c))
            continue;
        TmplData *item = tmpl_item(d, STR("backs"));
        tmpl_str(item, STR("back"), rows[c].word);
        tmpl_str(item, STR("back_label"),
                 web_text(rq, arena_join(cx->mem, STR("back_"), rows[c].word, STR(""))));
        tmpl_str(item, STR("back_since"), consent_back_text(cx, rq, back_ms(b, c)));
        tmpl_bool(item, STR("checked"), c == b->chosen);
    }
}
