/* Another e-mail address: a code to the old mailbox, then one to the new, and a day in which the old one can take
 * it back (M17). Whose the new address is, no page says (M13). */
#include "base/date.h"
#include "web/account_code.h"
#include "web/consent_pages.h"
#include "web/guard.h"
#include "web/person.h"

static const AccountCode old_way = { CODE_EMAIL_OLD, AUDIT_EMAIL_CHANGE,  "/email",
                                     "/email/old",   "/email/old/resend", "new_email_old" };
static const AccountCode new_way = { CODE_EMAIL_NEW, AUDIT_EMAIL_CHANGE,  "/email",
                                     "/email/new",   "/email/new/resend", "new_email_new" };

/* error: a message; NULL: none. */
static Status email_page(Cx *cx, Rq *rq, Str now, const char *error)
{
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("now"), now);
    tmpl_str(d, STR("email"), rq_field(rq, STR("email")));
    tmpl_bool(d, STR("has_error"), error != NULL);
    web_lang_form(cx, rq, d, STR("typed"));
    if (error) {
        TmplData *e = tmpl_item(d, STR("errors"));
        tmpl_str(e, STR("target"), STR("email"));
        tmpl_str(e, STR("error"), web_text(rq, str_of(error)));
    }
    return web_page(cx, rq, error ? 400 : 200, STR("new_email"), d);
}

Status pages_new_email(Cx *cx, Rq *rq)
{
    Str now;
    TRY(account_own_email(cx, rq, &now));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT, .account = rq->account }));
    return email_page(cx, rq, now, NULL);
}

/* The new address waits beside the code to the old one; nobody looks yet whose it is. */
Status pages_new_email_post(Cx *cx, Rq *rq)
{
    Str now;
    Str email;
    TRY(account_own_email(cx, rq, &now));
    const Status st = email_canonical(cx, rq_field(rq, STR("email")), &email);
    if (forgive(cx, st, ST_INVALID))
        return email_page(cx, rq, now, "field_email_bad");
    TRY(st);
    if (str_eq(email, now))
        return email_page(cx, rq, now, "new_email_same");
    if (rq_asks_lang(rq))
        return email_page(cx, rq, now, NULL);
    return account_code_ask(cx, rq, &old_way, &(AccountCodeAsk){ .email = now, .wish = email });
}

Status pages_new_email_old(Cx *cx, Rq *rq)
{
    return account_code_get(cx, rq, &old_way);
}

Status pages_new_email_old_resend(Cx *cx, Rq *rq)
{
    return account_code_resend(cx, rq, &old_way);
}

/* A session of a new name (M29). That it has asked for a code to the new mailbox says that it had the one of the
 * old. */
static Status old_done(Cx *cx, Rq *rq, DbTx *tx, const CodeAnswer *a)
{
    Str id;
    bool sent;
    TRY(session_renew(cx, tx, rq->plan->num, rq->session, &id));
    rq->session = id;
    TRY(account_code_send(cx, rq, tx, &new_way,
                          &(AccountCodeAsk){ .email = a->wish, .wish = STR("") }, &sent));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    web_session_set(cx, rq, id);
    return account_go(cx, rq, new_way.page);
}

Status pages_new_email_old_post(Cx *cx, Rq *rq)
{
    return account_code_post(cx, rq, &old_way, old_done);
}

Status pages_new_email_new(Cx *cx, Rq *rq)
{
    return account_code_get(cx, rq, &new_way);
}

Status pages_new_email_new_resend(Cx *cx, Rq *rq)
{
    return account_code_resend(cx, rq, &new_way);
}

static Status new_refused(Cx *cx, Rq *rq, DbTx *tx, const CodeAnswer *a)
{
    TRY(step_audit(
        cx, rq,
        &(Step){ .kind = AUDIT_EMAIL_CHANGE, .status = ST_CONFLICT, .account = a->account }));
    TRY(db_commit(cx, tx));
    return account_go(cx, rq, new_way.page);
}

static Status new_done(Cx *cx, Rq *rq, DbTx *tx, const CodeAnswer *a)
{
    Str id;
    const MemberPlan plan = rq_member_plan(rq);
    const EmailChange in = { .account = a->account,
                             .email = a->email,
                             .session = rq->session,
                             .undo_url = arena_printf(
                                 cx->mem, "%.*s/%.*s/email/undo?key=", STR_ARG(rq->web->base_url),
                                 STR_ARG(rq->plan->id)) };
    const Status st = email_change(cx, tx, rq->web->keys, &plan, &in);
    if (forgive(cx, st, ST_CONFLICT)) /* taken since: as a code that is over */
        return new_refused(cx, rq, tx, a);
    TRY(st);
    TRY(session_renew(cx, tx, rq->plan->num, rq->session, &id));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_EMAIL_CHANGE, .account = a->account }));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    web_session_set(cx, rq, id);
    return account_go(cx, rq, "?email=1");
}

Status pages_new_email_new_post(Cx *cx, Rq *rq)
{
    return account_code_post(cx, rq, &new_way, new_done);
}

/* ---- back to the old one, by the link that it was sent ---- */

Status pages_undo(Cx *cx, Rq *rq)
{
    DbTx *tx;
    const HttpForm *query;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    const Str key = http_form_get(query, STR("key"));
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = email_undo_live(cx, tx, rq->web->keys, rq->plan->num, key);
    db_end(tx);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    tmpl_bool(d, STR("live"), st == ST_OK);
    if (st != ST_OK)
        tmpl_str(d, STR("title"), web_text(rq, STR("title_stop_over")));
    tmpl_str(d, STR("key"), key);
    return web_page(cx, rq, 200, STR("undo"), d);
}

/* A link that is over shows the page that says so. */
static Status undo_over(Cx *cx, Rq *rq)
{
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/email/undo", STR_ARG(rq->plan->id)));
    return ST_OK;
}

Status pages_undo_post(Cx *cx, Rq *rq)
{
    DbTx *tx;
    Str account;
    const MemberPlan plan = rq_member_plan(rq);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    const Status st = email_undo(cx, tx, rq->web->keys, &plan, rq_field(rq, STR("key")), &account);
    if (forgive(cx, st, ST_NOT_FOUND) || forgive(cx, st, ST_FORBIDDEN)) {
        db_end(tx);
        return undo_over(cx, rq);
    }
    TRY(st);
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_EMAIL_UNDO, .account = account }));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    web_session_clear(cx, rq);
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/email/undone", STR_ARG(rq->plan->id)));
    return ST_OK;
}

Status pages_undone(Cx *cx, Rq *rq)
{
    return web_page(cx, rq, 200, STR("undone"), tmpl_data(cx));
}

/* ---- a day without anything new ---- */

Status person_calm(Cx *cx, Rq *rq, int64_t *until_ms)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_calm(cx, tx, rq->plan->num, rq->account, until_ms);
    db_end(tx);
    return st;
}

Status person_cautious(Cx *cx, Rq *rq, int64_t *until_ms)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = account_cautious(cx, tx, rq->plan->num, rq->account, until_ms);
    db_end(tx);
    return st;
}

Status pages_wait(Cx *cx, Rq *rq)
{
    int64_t calm;
    int64_t cautious;
    TmplData *d = tmpl_data(cx);
    TRY(person_calm(cx, rq, &calm));
    TRY(person_cautious(cx, rq, &cautious));
    const int64_t until = calm ? calm : cautious;
    tmpl_bool(d, STR("unproven"), !calm);
    if (!until)
        return account_go(cx, rq, "");
    tmpl_str(d, STR("until"), words_time(cx, rq, until));
    tmpl_str(d, STR("deny_url"), rq->tx.n ? web_path(cx, rq, STR("consent/deny")) : STR(""));
    return web_page(cx, rq, 200, STR("wait"), d);
}
