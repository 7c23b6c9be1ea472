/* What an app read (C13): by day and kind of data, from the audit. Not by resource: a page of a member's own
 * says enough of her to whoever looks over her shoulder. */
#include "web/consent_pages.h"

#include "base/date.h"
#include "web/guard.h"
#include "web/person.h"

#define DAYS_A_PAGE 14u

typedef struct Reads {
    OauthGrant grant;
    AuditReceipt *rows;
    size_t count;
    bool more;
} Reads;

static Status reads_find(Cx *cx, Rq *rq, Str grant, int64_t before_day, Reads *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    /* Of this account, or there is none: nobody asks by an app's or a member's id. */
    Status st = oauth_grant_of(cx, tx, rq->plan->num, rq->account, grant, &out->grant);
    const AuditReceipt of = { .patient = out->grant.patient,
                              .account = rq->account,
                              .client_id = out->grant.client_id,
                              .day = before_day };
    if (st == ST_OK)
        st = audit_receipts_of(cx, tx, rq->plan->num, &of, DAYS_A_PAGE, &out->rows, &out->count,
                               &out->more);
    db_end(tx);
    return st;
}

/* Nobody's, when they are not this account's any more. */
static Status name_show(Cx *cx, Rq *rq, Str patient, TmplData *d)
{
    DbTx *tx;
    RosterName name = { .first = STR("") };
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    Status st = account_acts_for(cx, tx, rq->plan->num, rq->account, patient);
    db_end(tx);
    if (st == ST_OK)
        st = person_name(cx, rq, patient, &name);
    if (st != ST_OK && !forgive(cx, st, ST_FORBIDDEN) && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    tmpl_str(d, STR("member_name"), person_full_name(cx, &name));
    return ST_OK;
}

/* Types of one kind are one line. Its requests are at least the most of any of them: one request may have
 * returned several. */
static void day_kinds(Cx *cx, const Rq *rq, TmplData *item, const AuditReceipt *rows, size_t n)
{
    for (unsigned kind = 0; kind < consent_kind_count(); kind++) {
        int64_t resources = 0, calls = 0;
        for (size_t i = 0; i < n; i++)
            if (consent_kind_of(rows[i].type) == kind) {
                resources += rows[i].resources;
                calls = rows[i].calls > calls ? rows[i].calls : calls;
            }
        if (calls == 0)
            continue;
        TmplData *line = tmpl_item(item, STR("kinds"));
        tmpl_str(line, STR("kind"), consent_kind_text(cx, rq, kind));
        tmpl_i64(line, STR("resources"), resources);
        tmpl_i64(line, STR("calls"), calls);
    }
}

/* By the plan's clock; with its day, if that is not the one that is said above it: a receipt is of a day of UTC. */
static Str clock_text(Cx *cx, const Rq *rq, Str day, int64_t ms)
{
    const Str of = words_day(cx, rq, ms);
    const Str clock = words_clock(cx, rq, ms);
    return str_eq(of, day) ? clock : arena_join(cx->mem, of, STR(", "), clock);
}

static void day_show(Cx *cx, const Rq *rq, TmplData *d, const AuditReceipt *rows, size_t n)
{
    TmplData *item = tmpl_item(d, STR("days"));
    int64_t first_ms = rows[0].first_ms, last_ms = rows[0].last_ms;
    for (size_t i = 1; i < n; i++) {
        first_ms = rows[i].first_ms < first_ms ? rows[i].first_ms : first_ms;
        last_ms = rows[i].last_ms > last_ms ? rows[i].last_ms : last_ms;
    }
    const Str day = words_day(cx, rq, first_ms);
    tmpl_str(item, STR("date"), day);
    tmpl_str(item, STR("first"), clock_text(cx, rq, day, first_ms));
    tmpl_str(item, STR("last"), clock_text(cx, rq, day, last_ms));
    tmpl_str(item, STR("zone"), words_zone(rq));
    day_kinds(cx, rq, item, rows, n);
}

static void reads_show(Cx *cx, const Rq *rq, TmplData *d, const Reads *r)
{
    for (size_t i = 0, n; i < r->count; i += n) {
        for (n = 1; i + n < r->count && r->rows[i + n].day == r->rows[i].day;)
            n++;
        day_show(cx, rq, d, r->rows + i, n);
    }
    tmpl_str(d, STR("older_url"),
             r->more ? arena_printf(cx->mem, "/%.*s/account/reads?grant=%.*s&before=%lld",
                                    STR_ARG(rq->plan->id), STR_ARG(r->grant.id),
                                    (long long)r->rows[r->count - 1].day)
                     : STR(""));
}

/* ---- apps that are over ---- */

static Status ended_read(Cx *cx, Rq *rq, OauthGrant **grants, size_t *n)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = oauth_grants_ever(cx, tx, rq->plan->num, rq->account, grants, n);
    db_end(tx);
    return st;
}

static Status ended_page(Cx *cx, Rq *rq)
{
    OauthGrant *g;
    size_t n;
    TmplData *d = tmpl_data(cx);
    TRY(ended_read(cx, rq, &g, &n));
    n = account_connections(cx, g, n);
    for (size_t i = 0; i < n; i++) {
        if (!g[i].ended_ms)
            continue;
        TmplData *item = tmpl_item(d, STR("apps"));
        TRY(name_show(cx, rq, g[i].patient, item));
        tmpl_str(item, STR("app_name"), g[i].client_name);
        tmpl_str(item, STR("since"), words_day(cx, rq, g[i].created_ms));
        tmpl_str(item, STR("ended"), words_day(cx, rq, g[i].ended_ms));
        tmpl_str(item, STR("grant"), g[i].id);
    }
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT, .account = rq->account }));
    return web_page(cx, rq, 200, STR("ended"), d);
}

Status pages_reads(Cx *cx, Rq *rq)
{
    Reads r = { .count = 0 };
    const HttpForm *query;
    int64_t before_day = INT64_MAX;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    if (!http_form_get(query, STR("grant")).p)
        return ended_page(cx, rq);
    const Str before = http_form_get(query, STR("before"));
    if (before.n && !str_to_i64(before, &before_day))
        return fail(cx, ST_INVALID, STR("before"), "a number of days since 1970");
    TRY(reads_find(cx, rq, http_form_get(query, STR("grant")), before_day, &r));
    TRY(name_show(cx, rq, r.grant.patient, d));
    TRY(look_audit(cx, rq, &r.grant));
    tmpl_str(d, STR("app_name"), r.grant.client_name);
    reads_show(cx, rq, d, &r);
    return web_page(cx, rq, 200, STR("reads"), d);
}
