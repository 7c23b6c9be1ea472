#include "web/account_code.h"

#include "web/guard.h"
#include "web/lang.h"
#include "web/member_pages.h"
#include "web/person.h"

Status account_go(Cx *cx, Rq *rq, const char *rest)
{
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/account%s", STR_ARG(rq->plan->id), rest));
    return ST_OK;
}

Status account_own_email(Cx *cx, Rq *rq, Str *email)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_email(cx, tx, rq->web->keys, rq->plan->num, rq->account, email);
    db_end(tx);
    return st;
}

Status account_code_send(Cx *cx, Rq *rq, DbTx *tx, const AccountCode *way,
                         const AccountCodeAsk *ask, bool *sent)
{
    const OauthGrant none = { .client_id = STR("") };
    const OauthGrant *of = ask->of ? ask->of : &none;
    const MemberPlan plan = rq_member_plan(rq);
    const CodeRequest in = { .purpose = way->purpose,
                             .session = rq->session,
                             .email = ask->email,
                             .lang = lang_code(rq->lang),
                             .account = rq->account,
                             .app_name = of->client_name,
                             .peer = person_peer(cx, rq),
                             .wish = ask->wish };
    const Status st = code_send(cx, tx, rq->web->keys, &plan, &in);
    if (st != ST_OK && !forgive(cx, st, ST_TOO_MANY)) /* the page says what there is (M27) */
        return st;
    *sent = st == ST_OK;
    return step_audit(cx, rq,
                      &(Step){ .kind = AUDIT_CODE_SENT,
                               .status = st,
                               .account = rq->account,
                               .patient = of->patient,
                               .client_id = of->client_id });
}

Status account_code_ask(Cx *cx, Rq *rq, const AccountCode *way, const AccountCodeAsk *ask)
{
    DbTx *tx;
    bool sent;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(account_code_send(cx, rq, tx, way, ask, &sent));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    return account_go(
        cx, rq, sent && ask->again ? arena_printf(cx->mem, "%s?new=1", way->page).p : way->page);
}

static Status code_waits(Cx *cx, Rq *rq, const AccountCode *way, CodeWaiting *w, bool *ready)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st =
        code_waiting(cx, tx, rq->web->keys, rq->plan->num, way->purpose, rq->session, w);
    db_end(tx);
    *ready = st == ST_OK;
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static Status code_page(Cx *cx, Rq *rq, const AccountCode *way, const CodeWaiting *w, bool format)
{
    TmplData *d = tmpl_data(cx);
    TRY(code_show(cx, rq, w, format, d));
    tmpl_str(d, STR("lead"), web_text(rq, str_of(way->lead)));
    tmpl_str(d, STR("resend_url"),
             arena_printf(cx->mem, "/%.*s/account%s", STR_ARG(rq->plan->id), way->resend));
    return web_page(cx, rq, format ? 400 : 200, STR("code"), d);
}

Status account_code_get(Cx *cx, Rq *rq, const AccountCode *way)
{
    CodeWaiting w;
    bool ready;
    TRY(code_waits(cx, rq, way, &w, &ready));
    return ready ? code_page(cx, rq, way, &w, false) : account_go(cx, rq, way->begin);
}

Status account_code_resend(Cx *cx, Rq *rq, const AccountCode *way)
{
    CodeWaiting w;
    bool ready;
    TRY(code_waits(cx, rq, way, &w, &ready));
    return ready ? account_code_ask(cx, rq, way, &(AccountCodeAsk){ w.email, w.wish, NULL, true })
                 : account_go(cx, rq, way->begin);
}

static Status judge(Cx *cx, Rq *rq, const AccountCode *way, AccountCodeDone *done, Status *judged)
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
        code_confirm(cx, tx, rq->web->keys, &plan, way->purpose, &s, rq_field(rq, STR("code")), &a);
    TRY(code_try_done(cx, tx, rq->web->keys, plan.num, person_peer(cx, rq), *judged));
    if (*judged == ST_OK)
        return done(cx, rq, tx, &a);
    if (!forgive(cx, *judged, ST_DENIED) && !forgive(cx, *judged, ST_EXPIRED))
        return *judged;
    TRY(step_audit(cx, rq,
                   &(Step){ .kind = way->audited, .status = *judged, .account = rq->account }));
    TRY(db_commit(cx, tx)); /* the try is counted */
    return account_go(cx, rq, way->page);
}

Status account_code_post(Cx *cx, Rq *rq, const AccountCode *way, AccountCodeDone *done)
{
    CodeWaiting w;
    bool ready;
    Status judged = ST_OK;
    TRY(code_waits(cx, rq, way, &w, &ready));
    if (!ready)
        return account_go(cx, rq, "");
    const Status st = judge(cx, rq, way, done, &judged);
    if (judged == ST_INVALID && forgive(cx, st, ST_INVALID))
        return code_page(cx, rq, way, &w, true);
    return st;
}
