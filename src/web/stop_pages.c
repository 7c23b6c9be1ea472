/* Stopping an app: what the account page and the link in a mail do alike, and the pages behind that link. The
 * link's key only stops (M26): a GET changes nothing, as scanners follow links, and its page names the app and
 * nobody. */
#include "web/consent_pages.h"

#include "base/limits.h"
#include "web/guard.h"
#include "web/person.h"
#include "web/rate.h"

static Status ended_audit(Cx *cx, Rq *rq, const OauthEnded *e, const OauthGrant *g, Str grant,
                          Str why)
{
    return step_audit(cx, rq,
                      &(Step){ .kind = AUDIT_DISCONNECT,
                               .account = g->account,
                               .patient = e->patient,
                               .client_id = e->client_id,
                               .grant = grant,
                               .reason = why });
}

static Status ended_tell(Cx *cx, Rq *rq, DbTx *tx, const OauthEnded *e, const OauthGrant *g,
                         Str why)
{
    const MemberPlan plan = rq_member_plan(rq);
    for (size_t i = 0; i < e->count; i++)
        TRY(ended_audit(cx, rq, e, g, e->grants[i], why));
    if (e->count == 0)
        return ended_audit(cx, rq, e, g, g->id, why);
    return notice_disconnected(cx, tx, rq->web->keys, &plan, g->account, g->client_name);
}

/* All or none (C8). */
Status connection_stop(Cx *cx, Rq *rq, Str account, Str grant, Str why)
{
    DbTx *tx;
    OauthGrant g;
    OauthEnded *ended = ARENA_NEW(cx->mem, OauthEnded);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_grant_of(cx, tx, rq->plan->num, account, grant, &g));
    TRY(oauth_connection_end(cx, tx, rq->plan->num, account, grant, why, ended));
    TRY(ended_tell(cx, rq, tx, ended, &g, why));
    TRY(db_commit(cx, tx));
    for (size_t i = 0; i < ended->count; i++)
        oauth_cache_forget(rq->web->tokens, ended->grants[i]); /* C8 */
    outbox_wake(rq->web->outbox);
    return ST_OK;
}

/* ---- by the link in the mail ---------------------------------------------------------------------------- */

Str stop_url(Cx *cx, const Rq *rq, Str key)
{
    return arena_printf(cx->mem, "%.*s/%.*s/stop?k=%.*s", STR_ARG(rq->web->base_url),
                        STR_ARG(rq->plan->id), STR_ARG(key));
}

/* found false: unknown, used or too old. */
static Status stop_find(Cx *cx, Rq *rq, Str key, OauthGrant *out, bool *found)
{
    DbTx *tx;
    *found = false;
    TRY(rate_ask(cx, rq, RATE_STOP, person_peer(cx, rq)));
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = oauth_stop_find(cx, tx, rq->plan->num, key, out);
    db_end(tx);
    *found = st == ST_OK;
    return *found || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status pages_stop(Cx *cx, Rq *rq)
{
    OauthGrant g;
    const HttpForm *query;
    bool found;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    if (http_form_get(query, STR("done")).p)
        return web_page(cx, rq, 200, STR("stopped"), NULL);
    const Str key = http_form_get(query, STR("k"));
    TRY(stop_find(cx, rq, key, &g, &found));
    if (!found)
        return web_page(cx, rq, 404, STR("stop_over"), NULL);
    tmpl_str(d, STR("app_name"), g.client_name);
    tmpl_str(d, STR("key"), key);
    return web_page(cx, rq, 200, STR("stop"), d);
}

Status pages_stop_post(Cx *cx, Rq *rq)
{
    OauthGrant g;
    bool found;
    TRY(stop_find(cx, rq, rq_field(rq, STR("k")), &g, &found));
    if (found)
        TRY(connection_stop(cx, rq, g.account, g.id, STR("link in the mail")));
    web_redirect(
        cx, rq,
        arena_printf(cx->mem, "/%.*s/stop%s", STR_ARG(rq->plan->id), found ? "?done=1" : ""));
    return ST_OK;
}
