/* How much there is of each kind, before a person says yes (docs/decisions/26). Counts are hers: they stand on the
 * page and in the text that her consent keeps, and in no log, audit record or address. */
#include "web/consent_pages.h"

#include "base/date.h"
#include "fhir/fhir.h"
#include "fhir/label.h"
#include "web/guard.h"

/* ---- counting ------------------------------------------------------------------------------------------ */

static Status count_for(Cx *cx, const Rq *rq, const OauthAccess *access, FhirCount **out, size_t *n)
{
    DbTx *tx;
    const Reach *reach;
    TRY(guard_preview(cx, rq, access, &reach));
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = fhir_count(cx, tx, reach, out, n);
    db_end(tx);
    return st;
}

static void add(ConsentCount *to, const FhirCount *c)
{
    to->counted = true;
    to->shared += c->count;
    if (!c->dated)
        return;
    to->first_ms = !to->dated || c->first_ms < to->first_ms ? c->first_ms : to->first_ms;
    to->last_ms = !to->dated || c->last_ms > to->last_ms ? c->last_ms : to->last_ms;
    to->dated = true;
}

Status consent_counts(Cx *cx, const Rq *rq, const ConsentCountAsk *ask, const ConsentCount **out)
{
    OauthAccess access = ask->access;
    ConsentCount *kinds = ARENA_ARRAY(cx->mem, ConsentCount, consent_kind_count());
    FhirCount *rows;
    size_t n;
    *out = kinds;
    access.scopes = oauth_scope_types(cx, access.scope, &access.scope_count);
    TRY(count_for(cx, rq, &access, &rows, &n));
    for (size_t i = 0; i < n; i++)
        add(&kinds[consent_kind_of(rows[i].type)], &rows[i]);
    if (!ask->tells || !(ask->offered & ~access.labels_shared))
        return ST_OK;
    /* The same with every kind that could be chosen: what is more is what is kept back. */
    access.labels_shared |= ask->offered;
    TRY(count_for(cx, rq, &access, &rows, &n));
    for (size_t i = 0; i < n; i++)
        kinds[consent_kind_of(rows[i].type)].kept_back += rows[i].count;
    for (unsigned k = 0; k < consent_kind_count(); k++)
        kinds[k].kept_back -= kinds[k].shared;
    return ST_OK;
}

/* ---- in words ------------------------------------------------------------------------------------------ */

typedef struct Month {
    int64_t year;
    unsigned month;
} Month;

static Month month_of(int64_t ms)
{
    Month m;
    unsigned day;
    const int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);
    date_civil(days, &m.year, &m.month, &day);
    return m;
}

static Str month_text(Cx *cx, const Rq *rq, const Month *m)
{
    const Str name = web_text(rq, arena_printf(cx->mem, "month_%02u", m->month));
    return arena_printf(cx->mem, rq->lang == LANG_ES ? "%.*s de %lld" : "%.*s %lld", STR_ARG(name),
                        (long long)m->year);
}

static Str year_text(Cx *cx, const Month *m)
{
    return arena_printf(cx->mem, "%lld", (long long)m->year);
}

/* Years; of one year the months. What is planned for later ends for this page today. */
static void span_show(Cx *cx, const Rq *rq, const ConsentCount *c, TmplData *d)
{
    const int64_t now_ms = c->first_ms > cx->now_ms ? c->first_ms : cx->now_ms;
    const Month from = month_of(c->first_ms);
    const Month to = month_of(c->last_ms < now_ms ? c->last_ms : now_ms);
    const bool years = from.year != to.year;
    const bool same = !years && from.month == to.month;
    tmpl_str(d, STR("count_from"), years ? year_text(cx, &from) : month_text(cx, rq, &from));
    tmpl_str(d, STR("count_to"),
             same    ? STR("")
             : years ? year_text(cx, &to)
                     : month_text(cx, rq, &to));
}

static Str number(Cx *cx, uint64_t n)
{
    return arena_printf(cx->mem, "%llu", (unsigned long long)n);
}

static bool says(unsigned kind, const ConsentCount *c)
{
    return c->counted && kind != consent_kind_of(STR("Patient"));
}

void consent_count_show(Cx *cx, const Rq *rq, unsigned kind, const ConsentCount *c, TmplData *d)
{
    if (!says(kind, c))
        return;
    tmpl_bool(d, STR("count_known"), true);
    tmpl_bool(d, STR("count_none"), c->shared == 0);
    tmpl_bool(d, STR("count_one"), c->shared == 1);
    tmpl_str(d, STR("count"), number(cx, c->shared));
    if (c->dated)
        span_show(cx, rq, c, d);
    tmpl_bool(d, STR("kept_one"), c->kept_back == 1);
    tmpl_str(d, STR("kept_count"), c->kept_back ? number(cx, c->kept_back) : STR(""));
}
