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

/* The connection of this account, or there is none: nobody asks by an app's or a member's id. */
static Status grant_of(Cx *cx, DbTx *tx, const Rq *rq, Str id, OauthGrant *out)
{
    OauthGrant *grants;
    size_t n;
    TRY(oauth_grants_of(cx, tx, rq->plan->num, rq->account, &grants, &n));
    for (size_t i = 0; i < n; i++)
        if (str_eq(grants[i].id, id)) {
            *out = grants[i];
            return ST_OK;
        }
    return fail(cx, ST_NOT_FOUND, STR("grant"), "not a connection of this account");
}

static Status reads_find(Cx *cx, Rq *rq, Str grant, int64_t before_day, Reads *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(grant_of(cx, tx, rq, grant, &out->grant));
    TRY(audit_receipts_of(cx, tx, rq->plan->num, out->grant.patient, out->grant.client_id,
                          before_day, DAYS_A_PAGE, &out->rows, &out->count, &out->more));
    db_end(tx);
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
        if (resources == 0)
            continue;
        TmplData *line = tmpl_item(item, STR("kinds"));
        tmpl_str(line, STR("kind"), consent_kind_text(cx, rq, kind));
        tmpl_i64(line, STR("resources"), resources);
        tmpl_i64(line, STR("calls"), calls);
    }
}

/* "14:05", of the day that is said beside it. */
static Str clock_text(Cx *cx, int64_t ms)
{
    return str_slice(date_instant_str(cx, ms), 11, 16);
}

static void day_show(Cx *cx, const Rq *rq, TmplData *d, const AuditReceipt *rows, size_t n)
{
    TmplData *item = tmpl_item(d, STR("days"));
    int64_t first_ms = rows[0].first_ms, last_ms = rows[0].last_ms;
    for (size_t i = 1; i < n; i++) {
        first_ms = rows[i].first_ms < first_ms ? rows[i].first_ms : first_ms;
        last_ms = rows[i].last_ms > last_ms ? rows[i].last_ms : last_ms;
    }
    tmpl_str(item, STR("date"), words_date(cx, rq, first_ms));
    tmpl_str(item, STR("first"), clock_text(cx, first_ms));
    tmpl_str(item, STR("last"), clock_text(cx, last_ms));
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

Status pages_reads(Cx *cx, Rq *rq)
{
    Reads r;
    RosterName name = { .first = STR("") };
    const HttpForm *query;
    int64_t before_day = INT64_MAX;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    const Str before = http_form_get(query, STR("before"));
    if (before.n && !str_to_i64(before, &before_day))
        return fail(cx, ST_INVALID, STR("before"), "a number of days since 1970");
    TRY(reads_find(cx, rq, http_form_get(query, STR("grant")), before_day, &r));
    const Status st = person_name(cx, rq, r.grant.patient, &name);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(step_audit(cx, rq,
                   &(Step){ .kind = AUDIT_ACCOUNT,
                            .account = rq->account,
                            .patient = r.grant.patient,
                            .client_id = r.grant.client_id,
                            .grant = r.grant.id }));
    tmpl_str(d, STR("app_name"), r.grant.client_name);
    tmpl_str(d, STR("member_name"), person_full_name(cx, &name));
    reads_show(cx, rq, d, &r);
    return web_page(cx, rq, 200, STR("reads"), d);
}
