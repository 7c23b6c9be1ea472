/* Another e-mail address (AUTHORIZATION M17). Whoever held the old mailbox can take it back for a day: the link
 * is known by its hash alone, and nobody else gets the old address meanwhile. */
#include "member/member_int.h"

#include "base/codec.h"

static const Str table = STR_C("member_undo");

Status address_free(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account, Str email)
{
    Account other;
    bool held;
    const Str index = email_index(cx, keys, plan, email);
    TRY(address_wait(cx, tx, plan, index));
    const Status st = account_by_email(cx, tx, keys, plan, email, &other);
    if (st == ST_OK)
        return fail(cx, ST_CONFLICT, STR("email"), "has an account");
    if (!forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(address_held(cx, tx, plan, index, account, &held));
    return held ? fail(cx, ST_CONFLICT, STR("email"), "is kept for another") : ST_OK;
}

static Status undo_insert(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Account *a,
                          Str key)
{
    const Str hash = sha256(cx, key);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_undo (plan, hash, account, sealed, created_ms, expires_ms)"
                " VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, hash);
    sql_text(q, ", ");
    sql_bind_str(q, a->id);
    sql_text(q, ", ");
    sql_bind_blob(q, member_seal(cx, keys, plan, table, hex_encode(cx, hash), a->email));
    sql_text(q, ", ");
    const int64_t times[] = { cx->now_ms, cx->now_ms + MEMBER_UNDO_MS };
    sql_bind_list(q, times, 2);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status address_tell(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MailKind kind,
                    const Account *to, Str link)
{
    const MailWords words = {
        .plan = plan->name, .services = plan->services, .link = link, .own = &plan->own
    };
    OutboxMail mail = { .to = to->email,
                        .from = plan->mail_from,
                        .expires_ms = cx->now_ms + NOTICE_KEPT_MS };
    mail_write(cx, kind, to->lang, &words, &mail);
    return outbox_put(cx, tx, keys, plan->num, &mail);
}

Status email_change(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                    const EmailChange *in)
{
    Account old;
    const Str key = random_token(cx, SHA256_BYTES);
    TRY(account_hold(cx, tx, plan->num, in->account));
    TRY(account_by_id(cx, tx, keys, plan->num, in->account, &old));
    TRY(address_free(cx, tx, keys, plan->num, in->account, in->email));
    TRY(address_hold(cx, tx, plan->num, email_index(cx, keys, plan->num, old.email), in->account,
                     cx->now_ms + MEMBER_UNDO_MS));
    TRY(account_set_email(cx, tx, keys, plan->num, in->account, in->email,
                          cx->now_ms + MEMBER_CALM_MS));
    TRY(undo_insert(cx, tx, keys, plan->num, &old, key));
    TRY(codes_drop(cx, tx, plan->num, in->account));
    TRY(recovery_drop(cx, tx, plan->num, in->account));
    TRY(session_end_others(cx, tx, plan->num, in->account, in->session));
    const Account now = { .email = in->email, .lang = old.lang };
    TRY(address_tell(cx, tx, keys, plan, MAIL_EMAIL_GONE, &old,
                     arena_join(cx->mem, in->undo_url, key, STR(""))));
    return address_tell(cx, tx, keys, plan, MAIL_EMAIL_SET, &now, STR(""));
}

/* ---- taking it back ---- */

typedef struct Undo {
    Account to; /* the account, with the address of before */
    int64_t created_ms;
} Undo;

static Status undo_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str key, Undo *out)
{
    DbRows *r;
    const Str hash = sha256(cx, key);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT account, sealed, created_ms FROM member_undo WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, hash);
    sql_text(q, " AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    TRY(db_one(cx, tx, q, STR("undo"), &r));
    out->to.id = arena_dup(cx->mem, db_str(r, 0));
    out->created_ms = db_i64(r, 2);
    return member_open(cx, keys, plan, table, hex_encode(cx, hash), db_blob(r, 1), &out->to.email);
}

Status email_undo_live(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str key)
{
    Undo u;
    return undo_find(cx, tx, keys, plan, key, &u);
}

/* This link, and those of changes after it: whoever made them does not get the account back by one. */
static Status undo_use(Cx *cx, DbTx *tx, int64_t plan, const Undo *u)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_undo WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, u->to.id);
    sql_text(q, " AND created_ms >= ");
    sql_bind_i64(q, u->created_ms);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("undo"), "was used");
}

Status email_undo(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str key, Str *account)
{
    Undo u;
    Account now;
    TRY(undo_find(cx, tx, keys, plan->num, key, &u));
    TRY(account_hold(cx, tx, plan->num, u.to.id));
    TRY(account_by_id(cx, tx, keys, plan->num, u.to.id, &now));
    TRY(undo_use(cx, tx, plan->num, &u));
    TRY(account_set_email(cx, tx, keys, plan->num, u.to.id, u.to.email,
                          cx->now_ms + MEMBER_CALM_MS));
    TRY(codes_drop(cx, tx, plan->num, u.to.id));
    TRY(recovery_drop(cx, tx, plan->num, u.to.id));
    TRY(session_end_others(cx, tx, plan->num, u.to.id, STR("")));
    u.to.lang = now.lang;
    *account = u.to.id;
    TRY(address_tell(cx, tx, keys, plan, MAIL_EMAIL_BACK, &now, STR("")));
    return address_tell(cx, tx, keys, plan, MAIL_EMAIL_BACK, &u.to, STR(""));
}

Status undos_drop(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_undo WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}
