/* Another address for somebody who lost the mailbox (AUTHORIZATION M18): one of member services asks, another
 * approves, a day passes in which both mailboxes know. Nobody of them ever sees a code: those are mailed alone. */
#include "member/member_int.h"

#include "base/date.h"
#include "base/log.h"

static const Str table = STR_C("member_recovery");

/* ---- asking ---- */

Status recovery_drop(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = over_sql(cx, "member_recovery", plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}

static Status ask_insert(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Recovery *r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_recovery (plan, id, account, asked_by, sealed, asked_ms)"
                " VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    const Str texts[] = { r->id, r->account, str_trim(r->asked_by) };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sql_bind_str(q, texts[i]);
        sql_text(q, ", ");
    }
    sql_bind_blob(q, member_seal(cx, keys, plan, table, r->id, r->email));
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status recovery_ask(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, const Recovery *in,
                    Str *id)
{
    Account old;
    Recovery r = *in;
    TRY(by_check(cx, in->asked_by));
    TRY(email_canonical(cx, in->email, &r.email));
    TRY(account_by_id(cx, tx, keys, plan->num, in->account, &old));
    TRY(address_free(cx, tx, keys, plan->num, in->account, r.email));
    TRY(recovery_drop(cx, tx, plan->num, in->account));
    r.id = random_token(cx, 16);
    TRY(ask_insert(cx, tx, keys, plan->num, &r));
    *id = r.id;
    const Account new = { .email = r.email, .lang = old.lang };
    /* To the old one also when mail bounced there: it may not do so any more. */
    TRY(address_tell(cx, tx, keys, plan, MAIL_RECOVERY, &old, STR("")));
    return address_tell(cx, tx, keys, plan, MAIL_RECOVERY, &new, STR(""));
}

/* ---- reading ---- */

static Sql *recovery_select(Cx *cx, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id, account, asked_by, approved_by, approved_ms, ended_ms, sealed FROM"
                " member_recovery WHERE plan = ");
    sql_bind_i64(q, plan);
    return q;
}

static Status recovery_row(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Sql *q, Recovery *out)
{
    DbRows *r;
    TRY(db_one(cx, tx, q, STR("recovery"), &r));
    Str *const strs[] = { &out->id, &out->account, &out->asked_by, &out->approved_by };
    for (size_t i = 0; i < sizeof strs / sizeof *strs; i++)
        *strs[i] = arena_dup(cx->mem, db_str(r, (int)i));
    out->approved_ms = db_i64(r, 4);
    out->ended_ms = db_i64(r, 5);
    return member_open(cx, keys, plan, table, out->id, db_blob(r, 6), &out->email);
}

static Status recovery_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Recovery *out)
{
    Sql *q = recovery_select(cx, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    return recovery_row(cx, tx, keys, plan, q, out);
}

/* ---- approving, taking back ---- */

/* The day in which it can be stopped begins now: whoever read the first mail may have forgotten it. */
static Status approved_tell(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account)
{
    Account a;
    TRY(account_by_id(cx, tx, keys, plan->num, account, &a));
    return address_tell(cx, tx, keys, plan, MAIL_RECOVERY, &a, STR(""));
}

Status recovery_approve(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str id, Str by,
                        Recovery *out)
{
    int64_t changed;
    TRY(recovery_find(cx, tx, keys, plan->num, id, out));
    TRY(by_another(cx, by, out->asked_by));
    out->approved_by = str_trim(by);
    out->approved_ms = cx->now_ms;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_recovery SET approved_by = ");
    sql_bind_str(q, out->approved_by);
    sql_text(q, ", approved_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND approved_ms IS NULL AND ended_ms IS NULL AND asked_ms > ");
    sql_bind_i64(q, cx->now_ms - MEMBER_RECOVERY_WAIT_MS);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? approved_tell(cx, tx, keys, plan, out->account)
                   : fail(cx, ST_CONFLICT, STR("--id"), "does not wait any more");
}

Status recovery_end(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Recovery *out)
{
    TRY(recovery_find(cx, tx, keys, plan, id, out));
    return wish_over(cx, tx, plan, "member_recovery", id);
}

/* ---- a day later ---- */

static Status recovery_do(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str undo_url,
                          const Recovery *r)
{
    const EmailChange change = {
        .account = r->account, .email = r->email, .session = STR(""), .undo_url = undo_url
    };
    TRY(email_change(cx, tx, keys, plan, &change));
    return account_unlock(cx, tx, plan->num, r->account);
}

Status recovery_due(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str undo_url,
                    Recovery *out, bool *done)
{
    Sql *q = recovery_select(cx, plan->num);
    sql_text(q, " AND ended_ms IS NULL AND approved_ms <= ");
    sql_bind_i64(q, cx->now_ms - MEMBER_RECOVERY_MS);
    sql_text(q, " ORDER BY approved_ms, id LIMIT 1");
    *out = (Recovery){ .id = STR("") };
    *done = false;
    Status st = recovery_row(cx, tx, keys, plan->num, q, out);
    if (out->id.n == 0)
        return st;
    if (st == ST_OK) {
        /* An address that changes ends what waits. */
        TRY(wish_over(cx, tx, plan->num, "member_recovery", out->id));
        st = recovery_do(cx, tx, keys, plan, undo_url, out);
        *done = st == ST_OK;
        if (*done || forgive(cx, st, ST_CONFLICT) || forgive(cx, st, ST_FORBIDDEN))
            return ST_OK;
    }
    if (st != ST_INTERNAL)
        return st;
    log_fault(cx, LOG_ERROR, STR("recovery")); /* what does not open keeps nobody else waiting */
    (void)forgive(cx, st, st);
    return recovery_drop(cx, tx, plan->num, out->account);
}
