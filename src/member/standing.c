/* What becomes of accounts when the plan's file says something else of a member (M39, M41). */
#include "member/member_int.h"

static const Str merged = STR_C("merged"); /* the basis of a self that the file gave */

/* The account's next state, if it is in the state was. ST_NOT_FOUND: it is not. */
static Status state_change(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t was, int64_t now)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET state = ");
    sql_bind_i64(q, now);
    sql_text(q, ", updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, account);
    sql_text(q, " AND state = ");
    sql_bind_i64(q, was);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("account"), "is in another state");
}

Status account_freeze(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    TRY(state_change(cx, tx, plan, account, STATE_ACTIVE, STATE_FROZEN));
    TRY(codes_drop(cx, tx, plan, account));
    TRY(undos_drop(cx, tx, plan, account));
    return session_end_others(cx, tx, plan, account, STR(""));
}

Status account_thaw(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    return state_change(cx, tx, plan, account, STATE_FROZEN, STATE_ACTIVE);
}

/* The first that q finds; empty: none. */
static Status patient_found(Cx *cx, DbTx *tx, Sql *q, Str *patient)
{
    DbRows *r;
    const Status st = db_one(cx, tx, q, STR("relation"), &r);
    *patient = st == ST_OK ? arena_dup(cx->mem, db_str(r, 0)) : STR("");
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

/* Who the account's person is now; empty: nobody. */
static Status self_now(Cx *cx, DbTx *tx, int64_t plan, Str account, Str *patient)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT patient FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND ended_ms IS NULL");
    return patient_found(cx, tx, q, patient);
}

static void where_self(Sql *q, int64_t plan, Str account, Str patient)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
}

/* What the file alone gave leaves nothing behind, for it may have been a mistake; the record that the account was
 * made for says for good whose it is. */
static Status self_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_relation");
    where_self(q, plan, account, patient);
    sql_text(q, " AND basis = ");
    sql_bind_str(q, merged);
    TRY(db_exec(cx, tx, q, NULL));
    q = sql_new(cx);
    sql_text(q, "UPDATE member_relation SET ended_ms = ");
    sql_bind_i64(q, cx->now_ms);
    where_self(q, plan, account, patient);
    return db_exec(cx, tx, q, NULL);
}

static Status self_taken(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool *taken)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("self"));
    sql_text(q, " AND ended_ms IS NULL");
    TRY(db_one(cx, tx, q, STR("relation"), &r));
    *taken = db_i64(r, 0) > 0;
    return ST_OK;
}

/* What it is to that one already, as a parent or by papers, it stays. */
static Status self_put(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient, bool *done)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_relation (plan, account, patient, relation, basis, valid_from_ms,"
             " created_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    const Str texts[] = { account, patient, STR("self"), merged };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sql_bind_str(q, texts[i]);
        sql_text(q, ", ");
    }
    sql_bind_list(q, (const int64_t[]){ cx->now_ms, cx->now_ms }, 2);
    /* The record that it was made for keeps its basis. */
    sql_text(q, ") ON CONFLICT (plan, account, patient) DO UPDATE SET ended_ms = NULL"
                " WHERE member_relation.relation = excluded.relation");
    TRY(db_exec(cx, tx, q, &changed));
    *done = changed > 0;
    return ST_OK;
}

/* Two people of whom one is kept from the other are not one, whatever the file says. */
static Status kept_from_one(Cx *cx, DbTx *tx, int64_t plan, Str account, const RosterOne *one,
                            bool *kept)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient IN (");
    sql_bind_strs(q, one->ids, one->count);
    sql_text(q, ") AND who IN (");
    sql_bind_str(q, account);
    sql_text(q, ", ");
    sql_bind_strs(q, one->ids, one->count);
    sql_text(q, ")");
    TRY(db_one(cx, tx, q, STR("block"), &r));
    *kept = db_i64(r, 0) > 0;
    return ST_OK;
}

/* From whom everybody is kept, nobody else is made one with. What the last record of the way has may have been carried
 * from those before, or said when it was the account's own. */
static Status kept_from_all(Cx *cx, DbTx *tx, int64_t plan, Str self, const MemberWay *w,
                            bool *kept)
{
    Str *all;
    size_t n;
    const size_t before = w->way.count - 1;
    const Str into = w->way.ids[before];
    bool own = str_eq(self, into);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT patient FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND who = ");
    sql_bind_str(q, STR(MEMBER_EVERYBODY));
    sql_text(q, " AND patient IN (");
    sql_bind_strs(q, w->one.ids, w->one.count);
    sql_text(q, ")");
    TRY(db_strs(cx, tx, q, &all, &n));
    *kept = false;
    for (size_t i = 0; i < n; i++)
        own = own || str_in(all[i], w->way.ids, before);
    for (size_t i = 0; i < n; i++)
        *kept = *kept || !(str_eq(all[i], into) ? own : str_in(all[i], w->way.ids, before));
    return ST_OK;
}

/* Her own record is hers. */
static Status kept_apart(Cx *cx, DbTx *tx, int64_t plan, Str account, Str self, const MemberWay *w,
                         bool *kept)
{
    *kept = w->way.count > 1 && w->one.count > LIMIT_MERGED;
    if (*kept || w->way.count < 2)
        return ST_OK;
    TRY(kept_from_one(cx, tx, plan, account, &w->one, kept));
    return *kept ? ST_OK : kept_from_all(cx, tx, plan, self, w, kept);
}

Status account_follow(Cx *cx, DbTx *tx, int64_t plan, Str account, const MemberWay *w,
                      MemberMove *out)
{
    bool taken;
    const Str into = w->way.ids[w->way.count - 1];
    *out = (MemberMove){ .got = false };
    TRY(self_now(cx, tx, plan, account, &out->left));
    TRY(kept_apart(cx, tx, plan, account, out->left, w, &out->kept));
    if (str_eq(out->left, into) && !out->kept) {
        out->left = STR("");
        return ST_OK;
    }
    TRY(self_end(cx, tx, plan, account, out->left));
    TRY(self_taken(cx, tx, plan, into, &taken));
    return taken || out->kept ? ST_OK : self_put(cx, tx, plan, account, into, &out->got);
}

Status account_made_for(Cx *cx, DbTx *tx, int64_t plan, Str account, Str *patient)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT patient FROM member_relation WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND basis = ");
    sql_bind_str(q, STR("details"));
    return patient_found(cx, tx, q, patient);
}

/* Acting now, or made for the record: what becomes of that one is asked of the file again and again. */
static void sql_concerned(Sql *q)
{
    sql_text(q, "(r.ended_ms IS NULL OR r.basis = ");
    sql_bind_str(q, STR("details"));
    sql_text(q, ")");
}

Status accounts_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, MemberActor **out, size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT r.account, r.relation, r.basis FROM member_relation r"
                " JOIN member_account a ON a.plan = r.plan AND a.id = r.account WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND ");
    sql_concerned(q);
    sql_text(q, " AND a.state IN (1, 2) ORDER BY r.account");
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 4);
        (*out)[(*count)++] = (MemberActor){ .account = arena_dup(cx->mem, db_str(r, 0)),
                                            .is_self = str_eq(db_str(r, 1), STR("self")),
                                            .made_for = str_eq(db_str(r, 2), STR("details")) };
    }
    return st;
}

Status members_acted_for(Cx *cx, DbTx *tx, int64_t plan, const Str *patients, size_t count,
                         Str **out, size_t *n)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT r.patient FROM member_relation r WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND ");
    sql_concerned(q);
    sql_text(q, " AND r.patient IN (");
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
