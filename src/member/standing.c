/* What becomes of accounts when the plan's file says something else of a member (M39, M41). */
#include "member/member_int.h"

/* The next state of the account whose self patient is, of those in the state was. ST_NOT_FOUND: none. */
static Status state_change(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t was, int64_t now,
                           Str *account)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET state = ");
    sql_bind_i64(q, now);
    sql_text(q, ", updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND state = ");
    sql_bind_i64(q, was);
    sql_text(q, " AND id IN (SELECT account FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND ended_ms IS NULL) RETURNING id");
    TRY(db_one(cx, tx, q, STR("account"), &r));
    *account = arena_dup(cx->mem, db_str(r, 0));
    return ST_OK;
}

Status account_freeze(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str *account)
{
    TRY(state_change(cx, tx, plan, patient, STATE_ACTIVE, STATE_FROZEN, account));
    TRY(codes_drop(cx, tx, plan, *account));
    TRY(undos_drop(cx, tx, plan, *account));
    return session_end_others(cx, tx, plan, *account, STR(""));
}

Status account_thaw(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str *account)
{
    return state_change(cx, tx, plan, patient, STATE_FROZEN, STATE_ACTIVE, account);
}

/* ST_NOT_FOUND: nobody's self. */
static Status self_end(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str *account)
{
    DbRows *r;
    Sql *q = over_sql(cx, "member_relation", plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " RETURNING account");
    TRY(db_one(cx, tx, q, STR("relation"), &r));
    *account = arena_dup(cx->mem, db_str(r, 0));
    return ST_OK;
}

/* An account's own of before, when it is nobody else's by now (M13). */
static Status self_reopen(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient, bool *done)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_relation SET ended_ms = NULL WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND NOT EXISTS (SELECT 1 FROM member_relation o WHERE o.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND o.patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND o.relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND o.ended_ms IS NULL)");
    TRY(db_exec(cx, tx, q, &changed));
    *done = changed > 0;
    return ST_OK;
}

Status account_follow(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str into, Str *account)
{
    bool back;
    Sql *q = sql_new(cx);
    TRY(self_end(cx, tx, plan, patient, account));
    TRY(self_reopen(cx, tx, plan, *account, into, &back));
    if (back)
        return ST_OK;
    sql_text(q,
             "INSERT INTO member_relation (plan, account, patient, relation, basis, valid_from_ms,"
             " created_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    const Str texts[] = { *account, into, STR("self"), STR("merged") };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sql_bind_str(q, texts[i]);
        sql_text(q, ", ");
    }
    sql_bind_list(q, (const int64_t[]){ cx->now_ms, cx->now_ms }, 2);
    /* Who has an account already stays as it is (M13). */
    sql_text(q, ") ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

Status accounts_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, MemberActor **out, size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT account, relation FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND ended_ms IS NULL ORDER BY account");
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 4);
        (*out)[(*count)++] =
            (MemberActor){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_str(r, 1)) };
    }
    return st;
}

Status members_acted_for(Cx *cx, DbTx *tx, int64_t plan, const Str *patients, size_t count,
                         Str **out, size_t *n)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT patient FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND ended_ms IS NULL AND patient IN (");
    sql_bind_strs(q, patients, count);
    sql_text(q, ") UNION SELECT patient FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient IN (");
    sql_bind_strs(q, patients, count);
    sql_text(q, ") UNION SELECT who FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND who IN (");
    sql_bind_strs(q, patients, count);
    sql_text(q, ")");
    return db_strs(cx, tx, q, out, n);
}
