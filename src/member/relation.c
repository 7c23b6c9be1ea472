/* How it ends that somebody acts for a member: by the plan's people, by time, at the birthday, without a word to
 * somebody dangerous (AUTHORIZATION M36, M38, M40). */
#include "member/member_int.h"

#include "base/date.h"

Sql *over_sql(Cx *cx, const char *table, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE ");
    sql_text(q, table);
    sql_text(q, " SET ended_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND ended_ms IS NULL");
    return q;
}

Status mandates_over(Cx *cx, DbTx *tx, int64_t plan, const MemberOver *o)
{
    Sql *q = over_sql(cx, "member_mandate", plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, o->account);
    if (o->patient.n) {
        sql_text(q, " AND patient = ");
        sql_bind_str(q, o->patient);
    }
    return db_exec(cx, tx, q, NULL);
}

Status relation_end(Cx *cx, DbTx *tx, int64_t plan, const MemberOver *o, bool *was)
{
    int64_t changed;
    TRY(account_wait(cx, tx, plan, o->account));
    Sql *q = over_sql(cx, "member_relation", plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, o->account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, o->patient);
    TRY(db_exec(cx, tx, q, &changed));
    *was = changed > 0;
    return mandates_over(cx, tx, plan, o);
}

/* No mail says why: it may be a birthday. */
Status notice_over(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, const MemberOver *o)
{
    const Status st =
        notice(cx, tx, keys, plan, MAIL_ACTS_OVER, &(Notice){ .account = o->account });
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND)) /* of an account that is deleted */
        return st;
    return notice_member(cx, tx, keys, plan, MAIL_ACTED_OVER, o->patient);
}

Status wish_over(Cx *cx, DbTx *tx, int64_t plan, const char *table, Str id)
{
    int64_t changed;
    Sql *q = over_sql(cx, table, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_CONFLICT, STR("--id"), "is over");
}

Status mandate_end(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str id, Mandate *out)
{
    bool was;
    TRY(mandate_find(cx, tx, keys, plan->num, id, out));
    TRY(wish_over(cx, tx, plan->num, "member_mandate", id));
    if (out->account.n == 0) /* nobody was told of it yet */
        return ST_OK;
    const MemberOver o = { out->account, out->patient };
    TRY(relation_end(cx, tx, plan->num, &o, &was));
    return notice_over(cx, tx, keys, plan, &o);
}

/* ---- by time ---- */

Status relations_due(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MemberOver *out,
                     size_t *count)
{
    bool was;
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT account, patient FROM (SELECT account, patient FROM member_relation"
                " WHERE plan = ");
    sql_bind_i64(q, plan->num);
    sql_text(q, " AND ended_ms IS NULL AND valid_to_ms > 0 AND valid_to_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " ORDER BY valid_to_ms, account, patient LIMIT ");
    sql_bind_i64(q, LIMIT_RELATIONS_DUE);
    /* As each waits for its account (were, below): no two in each other's way. */
    sql_text(q, ") due ORDER BY account, patient");
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        out[(*count)++] =
            (MemberOver){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_str(r, 1)) };
    TRY(st);
    for (size_t i = 0; i < *count; i++) {
        TRY(relation_end(cx, tx, plan->num, &out[i], &was));
        TRY(notice_over(cx, tx, keys, plan, &out[i]));
    }
    return ST_OK;
}

Status relation_until(Cx *cx, DbTx *tx, int64_t plan, const MemberOver *o, int64_t until_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_relation SET valid_to_ms = ");
    sql_bind_i64(q, until_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, o->account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, o->patient);
    sql_text(q, " AND relation <> ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND ended_ms IS NULL AND valid_to_ms > ");
    sql_bind_i64(q, until_ms);
    return db_exec(cx, tx, q, NULL);
}

/* ---- against somebody (M40) ---- */

/* Over or not: what was shared while it lasted may still be open somewhere. */
static Status were(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str who, MemberOver **out,
                   size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT r.account FROM member_relation r WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND r.relation <> ");
    sql_bind_str(q, STR("self"));
    if (!str_eq(who, STR(MEMBER_EVERYBODY))) {
        sql_text(q, " AND (r.account = ");
        sql_bind_str(q, who);
        sql_text(q, " OR EXISTS (SELECT 1 FROM member_relation s WHERE s.plan = r.plan AND"
                    " s.account = r.account AND s.patient = ");
        sql_bind_str(q, who);
        sql_text(q, " AND s.relation = ");
        sql_bind_str(q, STR("self"));
        sql_text(q, "))");
    }
    sql_text(q,
             " ORDER BY r.account"); /* as each waits for its account: no two in each other's way */
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 8);
        (*out)[(*count)++] = (MemberOver){ arena_dup(cx->mem, db_str(r, 0)), patient };
    }
    return st;
}

static void sql_selves(Sql *q, int64_t plan, Str account)
{
    sql_text(q, " FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
}

Status account_selves(Cx *cx, DbTx *tx, int64_t plan, Str account, Str **out, size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT patient");
    sql_selves(q, plan, account);
    return db_strs(cx, tx, q, out, count);
}

/* Another account of the same person is kept away too. */
static Status selves_block(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_block (plan, patient, who, account, created_ms) SELECT plan, ");
    sql_bind_str(q, patient);
    sql_text(q, ", patient, account, ");
    sql_bind_i64(q, cx->now_ms);
    sql_selves(q, plan, account);
    sql_text(q, " AND patient <> ");
    sql_bind_str(q, patient);
    sql_text(q, " ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

static Status block_put(Cx *cx, DbTx *tx, int64_t plan, const MemberBlock *b)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_block (plan, patient, who, account, created_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, b->patient);
    sql_text(q, ", ");
    sql_bind_str(q, b->who);
    sql_text(q, ", ");
    sql_bind_str(q, b->account);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

Status relation_block(Cx *cx, DbTx *tx, int64_t plan, const MemberBlock *b, MemberOver **out,
                      size_t *count)
{
    bool was;
    if (str_eq(b->who, b->patient) || b->who.n == 0)
        return fail(cx, ST_INVALID, STR("--who"), "is needed: somebody else than the member");
    TRY(block_put(cx, tx, plan, b));
    TRY(selves_block(cx, tx, plan, b->patient, b->who));
    TRY(were(cx, tx, plan, b->patient, b->who, out, count));
    for (size_t i = 0; i < *count; i++)
        TRY(relation_end(cx, tx, plan, &(*out)[i], &was));
    return ST_OK;
}

Status relation_unblock(Cx *cx, DbTx *tx, int64_t plan, const RosterOne *patient,
                        const RosterOne *who)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient IN (");
    sql_bind_strs(q, patient->ids, patient->count);
    sql_text(q, ") AND (account IN (");
    sql_bind_strs(q, who->ids, who->count);
    sql_text(q, ") OR account = ");
    sql_bind_str(q, STR(""));
    sql_text(q, " AND who IN (");
    sql_bind_strs(q, who->ids, who->count);
    sql_text(q, "))");
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("--who"), "is not blocked");
}

Status blocks_of(Cx *cx, DbTx *tx, int64_t plan, Str id, MemberBlock **out, size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT patient, who, account FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND (patient = ");
    sql_bind_str(q, id);
    sql_text(q, " OR who = ");
    sql_bind_str(q, id);
    sql_text(q, ")");
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 4);
        (*out)[(*count)++] =
            (MemberBlock){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_str(r, 1)),
                           arena_dup(cx->mem, db_str(r, 2)) };
    }
    return st;
}
