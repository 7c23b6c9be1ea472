/* What the plan's file knows of how to reach a member (AUTHORIZATION M14, M15): who else is told of a registration,
 * and what becomes of one that no mailbox on file could prove. */
#include "member/member_int.h"

#include "base/date.h"

#define LETTER_KEPT_MS (90 * DAY_MS)

static Status cautious_set(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET cautious_until_ms = ");
    sql_bind_i64(q, cx->now_ms + MEMBER_CAUTION_MS);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}

Status account_unproven(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient)
{
    Sql *q = sql_new(cx);
    TRY(cautious_set(cx, tx, plan, account));
    sql_text(q, "INSERT INTO member_letter (plan, account, patient, created_ms, expires_ms)"
                " VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, account);
    sql_text(q, ", ");
    sql_bind_str(q, patient);
    sql_text(q, ", ");
    const int64_t times[] = { cx->now_ms, cx->now_ms + LETTER_KEPT_MS };
    sql_bind_list(q, times, 2);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status letters_list(Cx *cx, DbTx *tx, int64_t plan, MemberLetter **out, size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    *out = ARENA_ARRAY(cx->mem, MemberLetter, LIMIT_LETTERS);
    *count = 0;
    sql_text(q, "SELECT account, patient, created_ms FROM member_letter WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND taken_ms IS NULL ORDER BY created_ms, account LIMIT ");
    sql_bind_i64(q, LIMIT_LETTERS);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        (*out)[(*count)++] = (MemberLetter){ arena_dup(cx->mem, db_str(r, 0)),
                                             arena_dup(cx->mem, db_str(r, 1)), db_i64(r, 2) };
    return st;
}

static Status letter_take(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_letter SET taken_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}

Status letters_take(Cx *cx, DbTx *tx, int64_t plan, const MemberLetter *listed, size_t count)
{
    for (size_t i = 0; i < count; i++)
        TRY(letter_take(cx, tx, plan, listed[i].account));
    return ST_OK;
}

Status notice_made(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account,
                   const RosterContacts *on_file)
{
    Account a;
    const MailWords words = { .plan = plan->name, .services = plan->services, .own = &plan->own };
    TRY(account_by_id(cx, tx, keys, plan->num, account, &a));
    for (size_t i = 0; i < on_file->count; i++) {
        OutboxMail mail = { .to = on_file->email[i],
                            .from = plan->mail_from,
                            .expires_ms = cx->now_ms + NOTICE_KEPT_MS };
        if (str_eq(on_file->email[i], a.email))
            continue;
        mail_write(cx, MAIL_MADE, a.lang, &words, &mail);
        TRY(outbox_put(cx, tx, keys, plan->num, &mail));
    }
    return ST_OK;
}
