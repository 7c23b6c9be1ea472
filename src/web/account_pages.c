/* The account: which apps are connected, and stopping one. */
#include "web/consent_pages.h"

#include "base/date.h"
#include "web/ending.h"
#include "web/guard.h"
#include "web/person.h"

static Status grants_read(Cx *cx, Rq *rq, OauthGrant **grants, size_t *n, Str *email)
{
    DbTx *tx;
    const int64_t plan = rq->plan->num;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_grants_of(cx, tx, plan, rq->account, grants, n));
    TRY(account_email(cx, tx, rq->web->keys, plan, rq->account, email));
    db_end(tx);
    return ST_OK;
}

static Status bounces_show(Cx *cx, const Rq *rq, TmplData *d)
{
    DbTx *tx;
    bool bounces;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(account_bounces(cx, tx, rq->plan->num, rq->account, &bounces));
    db_end(tx);
    tmpl_bool(d, STR("bounces"), bounces);
    return ST_OK;
}

/* One app on one member's data is one connection, however often it was made. */
static bool same_connection(const OauthGrant *a, const OauthGrant *b)
{
    return str_eq(a->client_id, b->client_id) && str_eq(a->patient, b->patient);
}

/* What the grants of a connection allow together: since the first, until the last. */
void account_join(Cx *cx, OauthGrant *to, const OauthGrant *g)
{
    to->labels_shared |= g->labels_shared;
    if (g->when_lo_ms < to->when_lo_ms)
        to->when_lo_ms = g->when_lo_ms;
    to->scope = arena_join(cx->mem, to->scope, STR(" "), g->scope);
    to->offline |= g->offline;
    if (g->created_ms < to->created_ms)
        to->created_ms = g->created_ms;
    if (g->last_used_ms > to->last_used_ms)
        to->last_used_ms = g->last_used_ms;
    if (to->expires_ms && (g->expires_ms == 0 || g->expires_ms > to->expires_ms))
        to->expires_ms = g->expires_ms;
    if (to->ended_ms && (g->ended_ms == 0 || g->ended_ms > to->ended_ms))
        to->ended_ms = g->ended_ms;
}

size_t account_connections(Cx *cx, OauthGrant *grants, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < kept && !same_connection(&grants[k], &grants[i]))
            k++;
        if (k < kept)
            account_join(cx, &grants[k], &grants[i]);
        else
            grants[kept++] = grants[i];
    }
    return kept;
}

static Status grant_add(Cx *cx, Rq *rq, TmplData *d, const OauthGrant *g)
{
    RosterName name = { .first = STR("") };
    const Status st = person_name(cx, rq, g->patient, &name);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    TmplData *item = tmpl_item(d, STR("grants"));
    const Str ask = arena_printf(cx->mem, "/%.*s/account/disconnect?grant=%.*s",
                                 STR_ARG(rq->plan->id), STR_ARG(g->id));
    tmpl_str(item, STR("app_name"), g->client_name);
    tmpl_str(item, STR("member_name"), person_full_name(cx, &name));
    tmpl_str(item, STR("since"), words_day(cx, rq, g->created_ms));
    tmpl_str(item, STR("until"), g->expires_ms ? words_day(cx, rq, g->expires_ms) : STR(""));
    tmpl_bool(item, STR("offline"), g->offline);
    tmpl_i64(item, STR("offline_days"), rq->plan->refresh_days);
    tmpl_i64(item, STR("access_minutes"), rq->plan->access_minutes);
    tmpl_str(item, STR("last_used"),
             g->last_used_ms ? words_day(cx, rq, g->last_used_ms) : STR(""));
    tmpl_str(item, STR("disconnect_url"), ask);
    tmpl_str(item, STR("reads_url"),
             arena_printf(cx->mem, "/%.*s/account/reads?grant=%.*s", STR_ARG(rq->plan->id),
                          STR_ARG(g->id)));
    consent_kinds(cx, rq, g->scope, item, STR("kinds"));
    const ConsentSensitive s = consent_sensitive_of(cx, rq, g, &name, g->labels_shared);
    consent_sensitive_show(cx, rq, &s, item);
    tmpl_str(item, STR("first_name"), name.first);
    tmpl_str(item, STR("back_since"), consent_back_text(cx, rq, g->when_lo_ms));
    tmpl_str(item, STR("renew_url"),
             g->offline && g->expires_ms ? arena_printf(cx->mem, "/%.*s/account/renew?grant=%.*s",
                                                        STR_ARG(rq->plan->id), STR_ARG(g->id))
                                         : STR(""));
    tmpl_str(item, STR("change_url"),
             arena_printf(cx->mem, "/%.*s/account/change?grant=%.*s", STR_ARG(rq->plan->id),
                          STR_ARG(g->id)));
    return ST_OK;
}

static Status signins_add(Cx *cx, Rq *rq, TmplData *d)
{
    DbTx *tx;
    SignIn list[MEMBER_SIGNINS];
    size_t n;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(signin_list(cx, tx, rq->plan->num, rq->account, list, &n));
    db_end(tx);
    for (size_t i = 0; i < n; i++) {
        TmplData *item = tmpl_item(d, STR("signins"));
        tmpl_str(item, STR("when"), words_time(cx, rq, list[i].ms));
        tmpl_str(item, STR("agent"),
                 list[i].agent.n ? list[i].agent : web_text(rq, STR("signins_other")));
        tmpl_str(item, STR("network"), list[i].network);
    }
    return ST_OK;
}

/* Whom she may decide for, and until when (M34, M38); whether there is anybody at all. */
static Status people_add(Cx *cx, Rq *rq, TmplData *d)
{
    DbTx *tx;
    MemberRelation *rel;
    size_t n;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(account_relations(cx, tx, rq->plan->num, rq->account, &rel, &n));
    db_end(tx);
    tmpl_bool(d, STR("nobody"), n == 0);
    for (size_t i = 0; i < n; i++) {
        RosterName name;
        if (!rel[i].until_ms) /* herself */
            continue;
        const Status st = person_name(cx, rq, rel[i].patient, &name);
        if (forgive(cx, st, ST_NOT_FOUND)) /* not in the plan's file any more */
            continue;
        TRY(st);
        TmplData *item = tmpl_item(d, STR("people"));
        tmpl_str(item, STR("name"), person_full_name(cx, &name));
        tmpl_str(item, STR("until"), words_day(cx, rq, rel[i].until_ms));
    }
    return ST_OK;
}

Status pages_account(Cx *cx, Rq *rq)
{
    OauthGrant *grants;
    const HttpForm *query;
    size_t n;
    Str email;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    TRY(grants_read(cx, rq, &grants, &n, &email));
    n = account_connections(cx, grants, n);
    for (size_t i = 0; i < n; i++)
        TRY(grant_add(cx, rq, d, &grants[i]));
    TRY(people_add(cx, rq, d));
    TRY(signins_add(cx, rq, d));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT, .account = rq->account }));
    TRY(bounces_show(cx, rq, d));
    TRY(loaded_show(cx, rq, d));
    tmpl_str(d, STR("email"), email);
    tmpl_bool(d, STR("done"), http_form_get(query, STR("done")).p != NULL);
    tmpl_bool(d, STR("over"), http_form_get(query, STR("over")).p != NULL);
    tmpl_bool(d, STR("several_apps"), n > 1);
    tmpl_bool(d, STR("done_all"), http_form_get(query, STR("done_all")).p != NULL);
    tmpl_bool(d, STR("email_changed"), http_form_get(query, STR("email")).p != NULL);
    tmpl_bool(d, STR("changed"), http_form_get(query, STR("changed")).p != NULL);
    return web_page(cx, rq, 200, STR("account"), d);
}

static Status grant_find(Cx *cx, Rq *rq, Str id, OauthGrant *out)
{
    OauthGrant *grants;
    size_t n;
    Str email;
    TRY(grants_read(cx, rq, &grants, &n, &email));
    for (size_t i = 0; i < n; i++) {
        if (str_eq(grants[i].id, id)) {
            *out = grants[i];
            return ST_OK;
        }
    }
    return fail(cx, ST_NOT_FOUND, STR("grant"), "not a connection of this account");
}

Status pages_disconnect(Cx *cx, Rq *rq)
{
    OauthGrant g;
    const HttpForm *query;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    TRY(grant_find(cx, rq, http_form_get(query, STR("grant")), &g));
    TRY(look_audit(cx, rq, &g));
    tmpl_str(d, STR("app_name"), g.client_name);
    tmpl_str(d, STR("grant"), g.id);
    return web_page(cx, rq, 200, STR("disconnect"), d);
}

static Status ended_audit(Cx *cx, Rq *rq, const OauthEnded *e, Str grant)
{
    return step_audit(cx, rq,
                      &(Step){ .kind = AUDIT_DISCONNECT,
                               .account = rq->account,
                               .patient = e->patient,
                               .client_id = e->client_id,
                               .grant = grant });
}

Status account_end_all(Cx *cx, Rq *rq, DbTx *tx, Str why, AccountEnded *out)
{
    for (;;) {
        OauthEnded *one = ARENA_NEW(cx->mem, OauthEnded);
        const Status st = oauth_connection_end_next(cx, tx, rq->plan->num, rq->account, why, one);
        if (st != ST_OK)
            return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
        for (size_t i = 0; i < one->count; i++)
            TRY(ended_audit(cx, rq, one, one->grants[i]));
        if (out->count < LIMIT_GRANT_LIST)
            out->list[out->count++] = one;
    }
}

void account_forget(const Rq *rq, const AccountEnded *e)
{
    for (size_t i = 0; i < e->count; i++)
        for (size_t n = 0; n < e->list[i]->count; n++)
            oauth_cache_forget(rq->web->tokens, e->list[i]->grants[n]);
}

/* Idempotent: a second click finds it ended already (M44). */
Status pages_disconnect_post(Cx *cx, Rq *rq)
{
    TRY(connection_stop(cx, rq, rq->account, rq_field(rq, STR("grant")), STR("member")));
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/account?done=1", STR_ARG(rq->plan->id)));
    return ST_OK;
}

Status pages_disconnect_all(Cx *cx, Rq *rq)
{
    OauthGrant *grants;
    size_t n;
    Str email;
    TmplData *d = tmpl_data(cx);
    TRY(grants_read(cx, rq, &grants, &n, &email));
    n = account_connections(cx, grants, n);
    for (size_t i = 0; i < n; i++)
        tmpl_str(tmpl_item(d, STR("apps")), STR("app_name"), grants[i].client_name);
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT, .account = rq->account }));
    return web_page(cx, rq, 200, STR("disconnect_all"), d);
}

/* One mail for all (M45). */
static Status ended_all_tell(Cx *cx, Rq *rq, DbTx *tx, const AccountEnded *e)
{
    Str names;
    Str *ids = ARENA_ARRAY(cx->mem, Str, LIMIT_GRANT_LIST);
    const MemberPlan plan = rq_member_plan(rq);
    for (size_t i = 0; i < e->count; i++)
        ids[i] = e->list[i]->client_id;
    TRY(ending_names(cx, tx, plan.num, ids, e->count, &names));
    return e->count ? notice_disconnected_all(cx, tx, rq->web->keys, &plan, rq->account, names)
                    : ST_OK;
}

/* Those too that no page lists yet, whose code was not redeemed. */
Status pages_disconnect_all_post(Cx *cx, Rq *rq)
{
    DbTx *tx;
    AccountEnded ended = { .count = 0 };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(account_hold(cx, tx, rq->plan->num, rq->account)); /* an approval is before it or after */
    TRY(account_end_all(cx, rq, tx, STR("member"), &ended));
    TRY(ended_all_tell(cx, rq, tx, &ended));
    TRY(db_commit(cx, tx));
    account_forget(rq, &ended);
    outbox_wake(rq->web->outbox);
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/account?done_all=1", STR_ARG(rq->plan->id)));
    return ST_OK;
}
