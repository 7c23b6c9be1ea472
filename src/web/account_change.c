/* What a connected app may read, changed on the account page: what is taken out is out at once, what is
 * added waits for a fresh code (C9). All of it is judged against the grants as they stand. */
#include "web/consent_pages.h"

#include "base/date.h"
#include "web/account_code.h"
#include "web/guard.h"
#include "web/lang.h"
#include "web/member_pages.h"
#include "web/person.h"

/* One app on one member's data. */
typedef struct Connection {
    OauthGrant *grants;
    size_t count;
    OauthGrant all; /* what they allow together */
    RosterName name;
    Str email; /* the account's */
    OauthChoice *choices;
    size_t choice_count;
    ConsentSensitive sensitive;
    ConsentBack back;
    int64_t cap_ms; /* when the account acts for the member no more; 0: no end */
    uint64_t limits;
} Connection;

/* To a page of the account, whatever request of an app is open beside it. */
static Status go(Cx *cx, Rq *rq, const char *rest)
{
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/account%s", STR_ARG(rq->plan->id), rest));
    return ST_OK;
}

static Status connection_cap(Cx *cx, Rq *rq, DbTx *tx, Connection *c)
{
    MemberRelation *rel;
    size_t count;
    TRY(account_relations(cx, tx, rq->plan->num, rq->account, &rel, &count));
    c->cap_ms = 0;
    for (size_t i = 0; i < count; i++)
        if (str_eq(rel[i].patient, c->all.patient)) {
            c->cap_ms = rel[i].until_ms;
            c->limits = rel[i].limits;
        }
    return ST_OK;
}

static Status connection_read(Cx *cx, Rq *rq, DbTx *tx, Str grant, Connection *c)
{
    const int64_t plan = rq->plan->num;
    TRY(oauth_connection_of(cx, tx, plan, rq->account, grant, &c->grants, &c->count));
    c->all = c->grants[0];
    for (size_t i = 1; i < c->count; i++)
        account_join(cx, &c->all, &c->grants[i]);
    TRY(connection_cap(cx, rq, tx, c));
    return account_email(cx, tx, rq->web->keys, plan, rq->account, &c->email);
}

/* In a transaction of its own, so that no other is open meanwhile. */
static Status connection_name(Cx *cx, Rq *rq, Connection *c)
{
    c->name = (RosterName){ .first = STR("") };
    const Status st = person_name(cx, rq, c->all.patient, &c->name);
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static void connection_judge(Cx *cx, Rq *rq, Connection *c)
{
    c->choices = oauth_scope_choices(cx, c->all.scope, &c->choice_count);
    c->sensitive = consent_sensitive_of(cx, rq, &c->all, &c->name, c->all.labels_shared);
    consent_sensitive_limit(&c->sensitive, c->limits);
    c->back = consent_back(cx->now_ms, c->all.when_lo_ms);
}

static Status connection_open(Cx *cx, Rq *rq, Str grant, Connection *c)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = connection_read(cx, rq, tx, grant, c);
    db_end(tx);
    TRY(st);
    TRY(connection_name(cx, rq, c));
    connection_judge(cx, rq, c);
    return ST_OK;
}

Status pages_change(Cx *cx, Rq *rq)
{
    Connection c;
    const HttpForm *query;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    TRY(connection_open(cx, rq, http_form_get(query, STR("grant")), &c));
    TRY(look_audit(cx, rq, &c.all));
    tmpl_str(d, STR("app_name"), c.all.client_name);
    tmpl_str(d, STR("member_name"), person_full_name(cx, &c.name));
    tmpl_str(d, STR("first_name"), c.name.first);
    tmpl_str(d, STR("email"), c.email);
    tmpl_str(d, STR("grant"), c.all.id);
    tmpl_bool(d, STR("sensitive_private"), c.sensitive.is_private);
    consent_choices(cx, rq, c.all.scope, c.choices, c.choice_count, NULL, d, STR("kinds"));
    consent_sensitive_boxes(cx, rq, &c.sensitive, d);
    consent_back_show(cx, rq, &c.back, d);
    return web_page(cx, rq, 200, STR("change"), d);
}

/* ---- changing ------------------------------------------------------------------------------------------ */

static Status change_audit(Cx *cx, Rq *rq, const Connection *c, const OauthGrant *g, Status status,
                           Str consent)
{
    return step_audit(cx, rq,
                      &(Step){ .kind = AUDIT_CONSENT_CHANGE,
                               .status = status,
                               .account = rq->account,
                               .patient = c->all.patient,
                               .client_id = c->all.client_id,
                               .grant = g->id,
                               .consent = consent });
}

/* What the person is told that the grant has now: kept with the consent (C1). */
static Status change_text(Cx *cx, Rq *rq, const Connection *c, const OauthGrant *now, Str *text)
{
    const ConsentSensitive s = consent_sensitive_of(cx, rq, now, &c->name, now->labels_shared);
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("plan_name"), rq->plan->name);
    tmpl_str(d, STR("app_name"), c->all.client_name);
    tmpl_str(d, STR("member_name"), person_full_name(cx, &c->name));
    tmpl_str(d, STR("first_name"), c->name.first);
    tmpl_str(d, STR("back_since"), consent_back_text(cx, rq, now->when_lo_ms));
    tmpl_bool(d, STR("offline"), now->offline);
    tmpl_i64(d, STR("offline_days"), rq->plan->refresh_days);
    tmpl_i64(d, STR("access_minutes"), rq->plan->access_minutes);
    tmpl_str(d, STR("until"), now->expires_ms ? words_day(cx, rq, now->expires_ms) : STR(""));
    consent_kinds(cx, rq, now->scope, d, STR("kinds"));
    consent_sensitive_show(cx, rq, &s, d);
    return tmpl_render(cx, rq->web->pages, STR("_changed"), web_words(rq), d, text);
}

/* now: the grant as it shall be. */
static Status grant_write(Cx *cx, Rq *rq, DbTx *tx, const Connection *c, const OauthGrant *now,
                          bool widen, bool renew)
{
    Str consent;
    OauthChange in = { .account = rq->account,
                       .grant = now->id,
                       .scope = now->scope,
                       .labels_shared = now->labels_shared,
                       .labels_until_ms = now->labels_until_ms,
                       .when_lo_ms = now->when_lo_ms,
                       .widen = widen,
                       .renew = renew,
                       .expires_ms = now->expires_ms,
                       .refresh_ttl_ms = rq_oauth_plan(rq).refresh_ttl_ms,
                       .version = now->version,
                       .auth_ms = widen ? cx->now_ms : rq->auth_ms,
                       .keys = rq->web->keys,
                       .lang = lang_code(rq->lang),
                       .peer = rq->http->peer,
                       .agent_family = rq_agent_family(rq) };
    TRY(change_text(cx, rq, c, now, &in.text));
    TRY(oauth_grant_change(cx, tx, rq->plan->num, &in, &consent));
    return change_audit(cx, rq, c, now, ST_OK, consent);
}

/* What the person left in of the connection, for one of its grants; what she was not asked is out. */
static Status scope_left(Cx *cx, const Connection *c, Str scope, Str *out)
{
    size_t count;
    OauthChoice *own = oauth_scope_choices(cx, scope, &count);
    for (size_t i = 0; i < count; i++) {
        own[i].kept = own[i].stays;
        for (size_t n = 0; n < c->choice_count && !own[i].kept; n++)
            own[i].kept = c->choices[n].kept && str_eq(c->choices[n].type, own[i].type) &&
                          str_eq(c->choices[n].query, own[i].query);
    }
    return oauth_scope_narrow(cx, scope, own, count, out);
}

static bool same_rights(const OauthGrant *a, const OauthGrant *b)
{
    return str_eq(a->scope, b->scope) && a->labels_shared == b->labels_shared &&
           a->when_lo_ms == b->when_lo_ms;
}

/* g->version: as it is then, 0 when the grant is over. */
static Status grant_narrow(Cx *cx, Rq *rq, DbTx *tx, const Connection *c, OauthGrant *g)
{
    OauthGrant now = *g;
    TRY(scope_left(cx, c, g->scope, &now.scope));
    now.labels_shared &= c->sensitive.shared;
    if (consent_back_ms(&c->back) > g->when_lo_ms)
        now.when_lo_ms = consent_back_ms(&c->back);
    if (!now.scope.n) { /* of this one nothing is left */
        g->version = 0;
        TRY(oauth_grant_end(cx, tx, rq->plan->num, rq->account, g->id, STR("member")));
        return change_audit(cx, rq, c, g, ST_OK, STR(""));
    }
    if (same_rights(&now, g))
        return ST_OK;
    g->version++;
    return grant_write(cx, rq, tx, c, &now, false, false);
}

static void connection_forget(Rq *rq, const Connection *c)
{
    for (size_t i = 0; i < c->count; i++)
        oauth_cache_forget(rq->web->tokens,
                           c->grants[i].id); /* here at once, elsewhere in 5 s (C8) */
}

static bool shares_nothing(const Connection *c)
{
    for (size_t i = 0; i < c->choice_count; i++)
        if (c->choices[i].kept && !c->choices[i].stays)
            return false;
    return c->choice_count > 0;
}

/* ---- more, by a code ------------------------------------------------------------------------------------- */

/* What is to be added, as it waits beside the code: only what was asked for, and of what. */
typedef struct Wish {
    Str grant;
    uint64_t state; /* of the connection, when it was asked */
    uint64_t labels;
    int64_t when_lo_ms; /* DATE_MAX: as it is */
    int64_t expires_ms; /* WISH_SAME_END: as it is; 0: until stopped */
} Wish;
#define WISH_SAME_END INT64_C(-1)

/* Another after each change of the connection, so that nothing taken out of it is given back by a code that
 * was asked for before (C9). */
static uint64_t connection_state(Cx *cx, const Connection *c)
{
    Str all = STR("");
    for (size_t i = 0; i < c->count; i++)
        if (c->grants[i].version)
            all = arena_printf(cx->mem, "%.*s%lld.%lld ", STR_ARG(all), (long long)c->grants[i].num,
                               (long long)c->grants[i].version);
    return str_sum(all);
}

static Wish wish_of(Cx *cx, const Connection *c)
{
    const int64_t lo_ms = consent_back_ms(&c->back);
    return (Wish){ .grant = c->all.id,
                   .state = connection_state(cx, c),
                   .labels = c->sensitive.shared & ~c->all.labels_shared,
                   .when_lo_ms = lo_ms < c->all.when_lo_ms ? lo_ms : DATE_MAX,
                   .expires_ms = WISH_SAME_END };
}

static bool is_wish(const Wish *w)
{
    return w->labels || w->when_lo_ms != DATE_MAX;
}

static Str wish_text(Cx *cx, const Wish *w)
{
    return arena_printf(cx->mem, "%.*s %llu %llu %lld %lld", STR_ARG(w->grant),
                        (unsigned long long)w->state, (unsigned long long)w->labels,
                        (long long)w->when_lo_ms, (long long)w->expires_ms);
}

static Status wish_read(Cx *cx, Str text, Wish *w)
{
    Str state, labels, lo;
    if (!str_split(&text, ' ', &w->grant) || !str_split(&text, ' ', &state) ||
        !str_split(&text, ' ', &labels) || !str_split(&text, ' ', &lo) ||
        !str_to_u64(state, &w->state) || !str_to_u64(labels, &w->labels) ||
        !str_to_i64(lo, &w->when_lo_ms) || !str_to_i64(text, &w->expires_ms))
        return fail(cx, ST_INTERNAL, STR("wish"), "is not one of ours");
    return ST_OK;
}

/* With the connection as it is now. ST_EXPIRED: it is not the one any more that the wish was for. */
static Status wish_open(Cx *cx, Rq *rq, DbTx *tx, Str text, Wish *w, Connection *c)
{
    TRY(wish_read(cx, text, w));
    TRY(connection_read(cx, rq, tx, w->grant, c));
    return connection_state(cx, c) == w->state
               ? ST_OK
               : fail(cx, ST_EXPIRED, STR("grant"), "was changed in the meantime");
}

static Status code_ask(Cx *cx, Rq *rq, const Connection *c, Str wish, bool again)
{
    static const AccountCode way = { .purpose = CODE_CHANGE, .page = "/change/code" };
    int64_t calm;
    int64_t cautious;
    TRY(person_calm(cx, rq, &calm));
    TRY(person_cautious(cx, rq, &cautious));
    if (calm || cautious) /* M17, M15 */
        return go(cx, rq, "/wait");
    return account_code_ask(cx, rq, &way, &(AccountCodeAsk){ c->email, wish, &c->all, again });
}

static Status narrow(Cx *cx, Rq *rq, const HttpForm *form, Str grant, Connection *c, bool *ours)
{
    DbTx *tx;
    TRY(connection_open(cx, rq, grant, c));
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(connection_read(cx, rq, tx, grant, c)); /* as it is now that nobody else changes it */
    connection_judge(cx, rq, c);
    if (c->count == LIMIT_GRANT_LIST) /* there may be more, which would keep what is taken out */
        return fail(cx, ST_TOO_LONG, STR("grant"), "too many connections of one app");
    const bool sensitive_ours = consent_sensitive_choose(form, &c->sensitive);
    *ours = consent_back_choose(form, &c->back) && sensitive_ours &&
            !consent_foreign(cx, form, c->choices, c->choice_count);
    consent_choose(cx, form, c->choices, c->choice_count);
    if (!*ours) /* threat 12 */
        TRY(change_audit(cx, rq, c, &c->all, ST_FORBIDDEN, STR("")));
    for (size_t i = 0; i < c->count && !shares_nothing(c); i++)
        TRY(grant_narrow(cx, rq, tx, c, &c->grants[i]));
    TRY(db_commit(cx, tx));
    connection_forget(rq, c);
    return ST_OK;
}

Status pages_change_post(Cx *cx, Rq *rq)
{
    Connection c;
    const HttpForm *form;
    bool ours;
    const Str grant = rq_field(rq, STR("grant"));
    TRY(rq_form(cx, rq, &form));
    TRY(narrow(cx, rq, form, grant, &c, &ours));
    if (shares_nothing(&c)) { /* that is what disconnecting is for (A20) */
        web_redirect(cx, rq,
                     arena_printf(cx->mem, "/%.*s/account/disconnect?grant=%.*s",
                                  STR_ARG(rq->plan->id), STR_ARG(c.all.id)));
        return ST_OK;
    }
    const Wish w = wish_of(cx, &c);
    if (is_wish(&w))
        return code_ask(cx, rq, &c, wish_text(cx, &w), false);
    return go(cx, rq, "?changed=1");
}

/* away: where else the person is sent, who has no code to type; NULL: she has. */
static Status waiting(Cx *cx, Rq *rq, CodeWaiting *w, Connection *c, const char **away)
{
    DbTx *tx;
    Wish wish;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    Status st = code_waiting(cx, tx, rq->web->keys, rq->plan->num, CODE_CHANGE, rq->session, w);
    if (st == ST_OK)
        st = wish_open(cx, rq, tx, w->wish, &wish, c);
    db_end(tx);
    *away = st == ST_OK ? NULL : st == ST_EXPIRED ? "?over=1" : "";
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) || forgive(cx, st, ST_EXPIRED) ? ST_OK : st;
}

static Status code_page(Cx *cx, Rq *rq, const CodeWaiting *w, const Connection *c, bool format)
{
    Wish wish;
    TmplData *d = tmpl_data(cx);
    TRY(wish_read(cx, w->wish, &wish));
    tmpl_bool(d, STR("renewing"), wish.expires_ms != WISH_SAME_END);
    TRY(code_show(cx, rq, w, format, d));
    tmpl_str(d, STR("app_name"), c->all.client_name);
    tmpl_str(d, STR("resend_url"),
             arena_printf(cx->mem, "/%.*s/account/change/resend", STR_ARG(rq->plan->id)));
    return web_page(cx, rq, format ? 400 : 200, STR("code"), d);
}

Status pages_change_code(Cx *cx, Rq *rq)
{
    CodeWaiting w;
    Connection c;
    const char *away;
    TRY(waiting(cx, rq, &w, &c, &away));
    return away ? go(cx, rq, away) : code_page(cx, rq, &w, &c, false);
}

Status pages_change_resend(Cx *cx, Rq *rq)
{
    CodeWaiting w;
    Connection c;
    const char *away;
    TRY(waiting(cx, rq, &w, &c, &away));
    return away ? go(cx, rq, away) : code_ask(cx, rq, &c, w.wish, true);
}

/* Of what goes on beyond the hour and has an end; never beyond the day on which the account acts no more. */
static int64_t renewed_ms(const Connection *c, const OauthGrant *g, const Wish *w)
{
    int64_t ms = w->expires_ms;
    if (ms == WISH_SAME_END || !g->offline || !g->expires_ms)
        return g->expires_ms;
    if (c->cap_ms && (ms == 0 || ms > c->cap_ms))
        ms = c->cap_ms;
    return ms == 0 || ms > g->expires_ms ? ms : g->expires_ms;
}

static Status grant_widen(Cx *cx, Rq *rq, DbTx *tx, const Connection *c, const OauthGrant *g,
                          const Wish *w)
{
    OauthGrant now = *g;
    now.labels_shared |= w->labels & c->sensitive.offered;
    if (now.labels_shared != g->labels_shared)
        now.labels_until_ms = consent_sensitive_of(cx, rq, g, &c->name, now.labels_shared).until_ms;
    if (w->when_lo_ms < now.when_lo_ms)
        now.when_lo_ms = w->when_lo_ms;
    now.expires_ms = renewed_ms(c, g, w);
    const bool renew = now.expires_ms != g->expires_ms;
    return same_rights(&now, g) && !renew ? ST_OK : grant_write(cx, rq, tx, c, &now, true, renew);
}

/* The code was right: a new session id (M29), and what was wished for, of what may be had now. */
static Status widen(Cx *cx, Rq *rq, DbTx *tx, Connection *c, Str text)
{
    Wish w;
    Str id;
    TRY(wish_open(cx, rq, tx, text, &w, c));
    TRY(account_acts_for(cx, tx, rq->plan->num, rq->account, c->all.patient));
    connection_judge(cx, rq, c);
    for (size_t i = 0; i < c->count; i++)
        TRY(grant_widen(cx, rq, tx, c, &c->grants[i], &w));
    TRY(session_renew(cx, tx, rq->plan->num, rq->session, &id));
    TRY(db_commit(cx, tx));
    connection_forget(rq, c);
    web_session_set(cx, rq, id);
    return go(cx, rq, "?changed=1");
}

static Status code_judged(Cx *cx, Rq *rq, Connection *c, Str wish, Status *judged)
{
    DbTx *tx;
    CodeAnswer a;
    bool within;
    const MemberPlan plan = rq_member_plan(rq);
    const MemberSession s = { .id = rq->session, .account = rq->account };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(code_try(cx, tx, rq->web->keys, plan.num, person_peer(cx, rq), &within));
    if (!within)
        return fail(cx, ST_TOO_MANY, STR("code"), "too many codes from this network");
    *judged =
        code_confirm(cx, tx, rq->web->keys, &plan, CODE_CHANGE, &s, rq_field(rq, STR("code")), &a);
    TRY(code_try_done(cx, tx, rq->web->keys, plan.num, person_peer(cx, rq), *judged));
    if (*judged == ST_OK) {
        if (!str_eq(a.wish, wish)) /* asked for another in between */
            return fail(cx, ST_EXPIRED, STR("code"), "is for another wish");
        return widen(cx, rq, tx, c, wish);
    }
    if (!forgive(cx, *judged, ST_DENIED) && !forgive(cx, *judged, ST_EXPIRED))
        return *judged;
    TRY(change_audit(cx, rq, c, &c->all, *judged, STR("")));
    TRY(db_commit(cx, tx)); /* the try is counted */
    return go(cx, rq, "/change/code");
}

Status pages_change_code_post(Cx *cx, Rq *rq)
{
    CodeWaiting w;
    Connection c;
    const char *away;
    Status judged = ST_OK;
    TRY(waiting(cx, rq, &w, &c, &away));
    if (away)
        return go(cx, rq, away);
    TRY(person_recheck(cx, rq, rq->account, c.all.patient)); /* as at each refresh */
    TRY(connection_name(cx, rq, &c));
    const Status st = code_judged(cx, rq, &c, w.wish, &judged);
    if (judged == ST_INVALID && forgive(cx, st, ST_INVALID))
        return code_page(cx, rq, &w, &c, true);
    return st;
}

/* ---- to go on ------------------------------------------------------------------------------------------- */

static ConsentTime renew_time(const Cx *cx, const Rq *rq, const Connection *c)
{
    return consent_time_longer(rq->plan, cx->now_ms, c->all.expires_ms, c->cap_ms);
}

static bool may_renew(const Connection *c)
{
    return c->all.offline && c->all.expires_ms != 0;
}

static Status renew_page(Cx *cx, Rq *rq, const Connection *c)
{
    const ConsentTime t = renew_time(cx, rq, c);
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("app_name"), c->all.client_name);
    tmpl_str(d, STR("member_name"), person_full_name(cx, &c->name));
    tmpl_str(d, STR("first_name"), c->name.first);
    tmpl_str(d, STR("email"), c->email);
    tmpl_str(d, STR("grant"), c->all.id);
    tmpl_str(d, STR("ends"), words_day(cx, rq, c->all.expires_ms));
    tmpl_bool(d, STR("some"), consent_time_some(&t));
    consent_time_show(cx, rq, &t, d);
    return web_page(cx, rq, 200, STR("renew"), d);
}

Status pages_renew(Cx *cx, Rq *rq)
{
    Connection c;
    const HttpForm *query;
    TRY(rq_query(cx, rq, &query));
    TRY(connection_open(cx, rq, http_form_get(query, STR("grant")), &c));
    TRY(look_audit(cx, rq, &c.all));
    return may_renew(&c) ? renew_page(cx, rq, &c) : go(cx, rq, "");
}

/* What ends later is more, and more is only ever given by a code (C9). */
Status pages_renew_post(Cx *cx, Rq *rq)
{
    Connection c;
    const HttpForm *form;
    TRY(rq_form(cx, rq, &form));
    TRY(connection_open(cx, rq, rq_field(rq, STR("grant")), &c));
    ConsentTime t = renew_time(cx, rq, &c);
    if (!may_renew(&c) || !consent_time_some(&t))
        return go(cx, rq, "");
    if (!consent_time_choose(form, &t)) { /* threat 12 */
        TRY(change_audit(cx, rq, &c, &c.all, ST_FORBIDDEN, STR("")));
        return renew_page(cx, rq, &c);
    }
    const Wish w = { .grant = c.all.id,
                     .state = connection_state(cx, &c),
                     .when_lo_ms = DATE_MAX,
                     .expires_ms = consent_time_end(&t) };
    return code_ask(cx, rq, &c, wish_text(cx, &w), false);
}
