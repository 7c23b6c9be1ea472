/* How long: what a person may choose of it, and what was chosen (C3, A19). */
#include "web/consent_pages.h"

#include "base/date.h"
#include "web/person.h"

static int64_t uncapped(const ConsentTime *t, PlanSharing s)
{
    const int64_t ms = plan_sharing_ms(s);
    return ms ? t->asked_ms + ms : 0;
}

static bool is_capped(const ConsentTime *t, PlanSharing s)
{
    const int64_t ms = uncapped(t, s);
    return t->cap_ms && s != PLAN_SHARING_ONCE && (ms == 0 || ms >= t->cap_ms);
}

static int64_t end_of(const ConsentTime *t, PlanSharing s)
{
    const int64_t ms = uncapped(t, s);
    return t->cap_ms && (ms == 0 || ms > t->cap_ms) ? t->cap_ms : ms;
}

int64_t consent_time_end(const ConsentTime *t)
{
    return end_of(t, t->chosen);
}

static bool is_longer(const ConsentTime *t, PlanSharing s)
{
    const int64_t ms = end_of(t, s);
    return !t->least_ms || (s != PLAN_SHARING_ONCE && (ms == 0 || ms > t->least_ms + DAY_MS));
}

/* What would end at the cap as well is offered once: as the longest. */
static bool is_offered(const ConsentTime *t, PlanSharing s)
{
    return is_longer(t, s) && (s == t->max || (s < t->max && !is_capped(t, s)));
}

ConsentTime consent_time(const Plan *plan, const OauthTransaction *asked, int64_t cap_ms)
{
    ConsentTime t = { .asked_ms = asked->created_ms,
                      .cap_ms = cap_ms,
                      .max = plan->sharing_max,
                      .offline = oauth_scope_has(asked->scope, STR("offline_access")) };
    t.chosen = !t.offline                              ? PLAN_SHARING_ONCE
               : is_offered(&t, plan->sharing_default) ? plan->sharing_default
                                                       : t.max;
    return t;
}

ConsentTime consent_time_longer(const Plan *plan, int64_t now_ms, int64_t ends_ms, int64_t cap_ms)
{
    ConsentTime t = { .asked_ms = now_ms,
                      .cap_ms = cap_ms,
                      .max = plan->sharing_max,
                      .offline = true,
                      .least_ms = ends_ms };
    t.chosen = is_offered(&t, plan->sharing_default) ? plan->sharing_default : t.max;
    return t;
}

bool consent_time_some(const ConsentTime *t)
{
    return is_offered(t, t->max);
}

bool consent_time_choose(const HttpForm *form, ConsentTime *t)
{
    size_t count = 0;
    bool ours = true;
    PlanSharing s = PLAN_SHARING_ONCE;
    for (size_t i = 0; i < form->count; i++)
        if (str_eq(form->fields[i].name, STR("lasts"))) {
            ours = ours && plan_sharing_find(form->fields[i].value, &s) && is_offered(t, s);
            count++;
        }
    ours = ours && count == (t->offline ? 1 : 0);
    t->chosen = ours ? s : PLAN_SHARING_ONCE;
    return ours;
}

/* ---- in words ------------------------------------------------------------------------------------------ */

static void option_put(Cx *cx, const Rq *rq, const ConsentTime *t, PlanSharing s, TmplData *d)
{
    const Str word = plan_sharing_word(s);
    const int64_t ms = is_capped(t, s) ? t->cap_ms : uncapped(t, s);
    tmpl_str(d, STR("lasts"), word);
    tmpl_str(d, STR("lasts_label"),
             web_text(rq, arena_join(cx->mem, STR("lasts_"), word, STR(""))));
    tmpl_bool(d, STR("lasts_once"), s == PLAN_SHARING_ONCE);
    tmpl_bool(d, STR("lasts_capped"), is_capped(t, s));
    tmpl_str(d, STR("lasts_until"), ms ? words_day(cx, rq, ms) : STR(""));
}

void consent_time_show(Cx *cx, const Rq *rq, const ConsentTime *t, TmplData *d)
{
    tmpl_bool(d, STR("offline"), t->offline);
    tmpl_i64(d, STR("offline_days"), rq->plan->refresh_days);
    tmpl_i64(d, STR("access_minutes"), rq->plan->access_minutes);
    option_put(cx, rq, t, t->chosen, d);
    for (unsigned i = 0; i < PLAN_SHARINGS; i++) {
        const PlanSharing s = (PlanSharing)i;
        if (!is_offered(t, s))
            continue;
        TmplData *item = tmpl_item(d, STR("times"));
        option_put(cx, rq, t, s, item);
        tmpl_bool(item, STR("checked"), s == t->chosen);
    }
}

Status consent_time_scope(Cx *cx, const ConsentTime *t, Str scope, Str *out)
{
    Buf *b = buf_new(cx, 2 * LIMIT_SCOPE);
    *out = scope;
    if (t->chosen != PLAN_SHARING_ONCE)
        return ST_OK;
    for (Str token; oauth_scope_next(&scope, &token);) {
        if (str_eq(token, STR("offline_access")))
            continue;
        buf_put(b, b->n ? STR(" ") : STR(""));
        buf_put(b, token);
    }
    *out = buf_str(b);
    return buf_status(cx, b, STR("scope"));
}
