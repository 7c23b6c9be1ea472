/* Deleting the account: said plainly, by a fresh code, and then all of it at once (M43, M44). */
#include "web/account_code.h"
#include "web/consent_pages.h"
#include "web/guard.h"
#include "web/person.h"

static const AccountCode way = { CODE_DELETE,    AUDIT_ACCOUNT_DELETE, "/delete",
                                 "/delete/code", "/delete/resend",     "delete_code_lead" };

Status pages_delete(Cx *cx, Rq *rq)
{
    Str email;
    TmplData *d = tmpl_data(cx);
    TRY(account_own_email(cx, rq, &email));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT, .account = rq->account }));
    tmpl_str(d, STR("email"), email);
    return web_page(cx, rq, 200, STR("delete"), d);
}

Status pages_delete_post(Cx *cx, Rq *rq)
{
    Str email;
    TRY(account_own_email(cx, rq, &email));
    return account_code_ask(cx, rq, &way, &(AccountCodeAsk){ .email = email, .wish = STR("") });
}

Status pages_delete_code(Cx *cx, Rq *rq)
{
    return account_code_get(cx, rq, &way);
}

Status pages_delete_resend(Cx *cx, Rq *rq)
{
    return account_code_resend(cx, rq, &way);
}

/* The account first: an approval that is under way waits for it and fails, or is here already to be ended. */
static Status delete_all(Cx *cx, Rq *rq, DbTx *tx, const CodeAnswer *a)
{
    AccountEnded ended = { .count = 0 };
    const MemberPlan plan = rq_member_plan(rq);
    TRY(account_close(cx, tx, rq->web->keys, &plan, a->account));
    TRY(account_end_all(cx, rq, tx, STR("account deleted"), &ended));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT_DELETE, .account = a->account }));
    TRY(db_commit(cx, tx));
    account_forget(rq, &ended);
    outbox_wake(rq->web->outbox);
    web_session_clear(cx, rq);
    web_redirect(cx, rq, arena_printf(cx->mem, "/%.*s/deleted", STR_ARG(rq->plan->id)));
    return ST_OK;
}

Status pages_delete_code_post(Cx *cx, Rq *rq)
{
    return account_code_post(cx, rq, &way, delete_all);
}

Status pages_deleted(Cx *cx, Rq *rq)
{
    return web_page(cx, rq, 200, STR("deleted"), tmpl_data(cx));
}
