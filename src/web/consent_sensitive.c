/* Which sensitive kinds of data are shared (C4): none unless the person chose them. What a form says counts
 * as far as it was offered, and the choice stands in the stored request until the review (A22). */
#include "web/consent_pages.h"

#include "base/date.h"
#include "fhir/label.h"
#include "fhir/record.h"
#include "member/member.h"
#include "web/minors.h"
#include "web/person.h"

#define BITS 32u /* LABEL_CATEGORIES fits */

uint64_t consent_sensitive_kinds(const Rq *rq)
{
    const size_t at = (size_t)(rq->plan - plans_at(rq->web->plans, 0));
    return rq->web->rules ? label_table_offered(rq->web->rules[at].labels) : 0;
}

/* M37: what a child may keep from a parent is not asked; what is chosen ends with the first of it that it may. */
static void parent_limit(const Cx *cx, const Rq *rq, const RosterName *name, uint64_t shared,
                         ConsentSensitive *s)
{
    const MinorRules *rules = minors_rules(rq);
    const MinorOpen open = minors_open(cx, rules, name, s->offered);
    const uint64_t chosen = shared & open.kinds;
    const MinorOpen ends = chosen ? minors_open(cx, rules, name, chosen) : open;
    s->is_private = s->offered && !open.kinds;
    s->offered = open.kinds;
    s->until_ms = ends.until_ms;
    s->until_years = ends.years;
}

ConsentSensitive consent_sensitive(const Cx *cx, const Rq *rq, Str relation, const RosterName *name,
                                   uint64_t shared)
{
    ConsentSensitive s = { .offered = consent_sensitive_kinds(rq) };
    if (str_eq(relation, STR("parent")))
        parent_limit(cx, rq, name, shared, &s);
    s.shared = shared & s.offered;
    return s;
}

void consent_sensitive_limit(ConsentSensitive *s, uint64_t limits)
{
    if (!(limits & MEMBER_LIMIT_SENSITIVE))
        return;
    s->offered = 0;
    s->shared = 0;
}

ConsentSensitive consent_sensitive_of(const Cx *cx, const Rq *rq, const OauthGrant *g,
                                      const RosterName *name, uint64_t shared)
{
    ConsentSensitive s = consent_sensitive(cx, rq, g->relation, name, shared);
    if (g->labels_shared && g->labels_until_ms && g->labels_until_ms < s.until_ms)
        s.until_ms = g->labels_until_ms;
    return s;
}

Status consent_cautious(Cx *cx, Rq *rq, ConsentTime *t, ConsentSensitive *s, int64_t *until_ms)
{
    TRY(person_cautious(cx, rq, until_ms));
    if (!*until_ms)
        return ST_OK;
    t->offline = false;
    t->chosen = PLAN_SHARING_ONCE;
    s->offered = 0;
    s->shared = 0;
    return ST_OK;
}

static uint64_t bit_of(const ConsentSensitive *s, Str word)
{
    for (unsigned i = 0; i < BITS; i++)
        if ((s->offered & LABEL_BIT(i)) && str_eq(label_word(i), word))
            return LABEL_BIT(i);
    return 0;
}

bool consent_sensitive_choose(const HttpForm *form, ConsentSensitive *s)
{
    bool ours = true;
    s->shared = 0;
    for (size_t i = 0; i < form->count; i++) {
        if (!str_eq(form->fields[i].name, STR("sensitive")))
            continue;
        const uint64_t bit = bit_of(s, form->fields[i].value);
        ours = ours && bit;
        s->shared |= bit;
    }
    return ours;
}

/* ---- in words ------------------------------------------------------------------------------------------ */

Str consent_sensitive_text(Cx *cx, const Rq *rq, unsigned bit)
{
    if (bit >= LABEL_PLAN_1 && bit < LABEL_PLAN_1 + PLAN_KINDS) {
        const PlanKind *kind = &rq->plan->sensitive.kinds[bit - LABEL_PLAN_1];
        return rq->lang == LANG_ES ? kind->es : kind->en;
    }
    return web_text(rq, arena_join(cx->mem, STR("sensitive_"), label_word(bit), STR("")));
}

static void list_put(Cx *cx, const Rq *rq, uint64_t kinds, TmplData *d, Str list)
{
    for (unsigned i = 0; i < BITS; i++)
        if (kinds & LABEL_BIT(i))
            tmpl_str(tmpl_item(d, list), STR("text"), consent_sensitive_text(cx, rq, i));
}

void consent_sensitive_until(Cx *cx, const Rq *rq, const ConsentSensitive *s, bool until,
                             TmplData *d)
{
    tmpl_str(d, STR("sensitive_until"), until ? words_date(cx, rq, s->until_ms) : STR(""));
    tmpl_i64(d, STR("sensitive_age"), s->until_years);
}

void consent_sensitive_show(Cx *cx, const Rq *rq, const ConsentSensitive *s, TmplData *d)
{
    const bool until = s->shared && s->until_ms;
    tmpl_bool(d, STR("sensitive_some"), s->offered || s->is_private);
    tmpl_bool(d, STR("sensitive_private"), s->is_private);
    tmpl_bool(d, STR("sensitive_none"), s->shared == 0);
    tmpl_bool(d, STR("sensitive_part2"), (s->shared & LABEL_BIT(LABEL_SUBSTANCE_USE)) != 0);
    consent_sensitive_until(cx, rq, s, until, d);
    list_put(cx, rq, s->shared, d, STR("sensitive_yes"));
    list_put(cx, rq, s->offered & ~s->shared, d, STR("sensitive_no"));
}

void consent_sensitive_boxes(Cx *cx, const Rq *rq, const ConsentSensitive *s, TmplData *d)
{
    for (unsigned i = 0; i < BITS; i++) {
        if (!(s->offered & LABEL_BIT(i)))
            continue;
        const Str word = label_word(i);
        const Str what = arena_printf(cx->mem, "sensitive_%.*s_what", STR_ARG(word));
        TmplData *item = tmpl_item(d, STR("boxes"));
        tmpl_str(item, STR("word"), word);
        tmpl_str(item, STR("label"), consent_sensitive_text(cx, rq, i));
        tmpl_str(item, STR("what"), web_text(rq, what));
        tmpl_bool(item, STR("checked"), (s->shared & LABEL_BIT(i)) != 0);
    }
}
