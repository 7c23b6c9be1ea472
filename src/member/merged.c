/* Records of which one is in the place of another (AUTHORIZATION M41), and what that means for who is kept away from
 * whom (M40). */
#include "member/member_int.h"

static Status merged_few(Cx *cx, size_t count)
{
    return count <= LIMIT_MERGED
               ? ST_OK
               : fail(cx, ST_TOO_COSTLY, STR("member"), "too many records are one");
}

/* UNION: a circle ends. */
Status roster_merged(Cx *cx, DbTx *tx, int64_t plan, const Str *patients, size_t n,
                     RosterMerged **out, size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "WITH RECURSIVE merged (patient, was) AS (SELECT replaced_by, patient FROM"
                " member_person WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND replaced_by IN (");
    sql_bind_strs(q, patients, n);
    sql_text(q, ") UNION SELECT merged.patient, p.patient FROM merged JOIN member_person p"
                " ON p.replaced_by = merged.was WHERE p.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, ") SELECT patient, was FROM merged WHERE was <> patient LIMIT ");
    sql_bind_i64(q, LIMIT_MERGED + 1);
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *out, *count, room, 8);
        (*out)[(*count)++] =
            (RosterMerged){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_str(r, 1)) };
    }
    TRY(st);
    return merged_few(cx, *count);
}

static void sql_one(Sql *q, int64_t plan, const Str *ids, size_t n)
{
    sql_text(q, "WITH RECURSIVE up (id) AS (VALUES (");
    for (size_t i = 0; i < n; i++) {
        sql_text(q, i ? "), (" : "");
        sql_bind_str(q, ids[i]);
    }
    sql_text(q, ") UNION SELECT p.replaced_by FROM up JOIN member_person p ON p.patient = up.id"
                " WHERE p.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND p.replaced_by IS NOT NULL), one (id) AS (SELECT id FROM up UNION"
                " SELECT p.patient FROM one JOIN member_person p ON p.replaced_by = one.id"
                " WHERE p.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, ") SELECT id FROM one LIMIT ");
    sql_bind_i64(q, LIMIT_MERGED + 1);
}

Status roster_one(Cx *cx, DbTx *tx, int64_t plan, const Str *ids, size_t n, RosterOne *out)
{
    Sql *q = sql_new(cx);
    *out = (RosterOne){ .count = 0 };
    if (n == 0)
        return ST_OK;
    sql_one(q, plan, ids, n);
    TRY(db_strs(cx, tx, q, &out->ids, &out->count));
    return merged_few(cx, out->count);
}

/* ---- who is kept away (M40) ---- */

static Status carry_member(Cx *cx, DbTx *tx, int64_t plan, const RosterMerged *m)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_block (plan, patient, who, account, created_ms) SELECT plan, ");
    sql_bind_str(q, m->patient);
    sql_text(q, ", who, account, ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, m->was);
    sql_text(q, " AND who <> ");
    sql_bind_str(q, m->patient);
    sql_text(q, " ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

static Status carry_who(Cx *cx, DbTx *tx, int64_t plan, const RosterMerged *m)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_block (plan, patient, who, account, created_ms)"
                " SELECT plan, patient, ");
    sql_bind_str(q, m->patient);
    sql_text(q, ", account, ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " FROM member_block WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND who = ");
    sql_bind_str(q, m->was);
    sql_text(q, " AND patient <> ");
    sql_bind_str(q, m->patient);
    sql_text(q, " ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

Status blocks_carry(Cx *cx, DbTx *tx, int64_t plan, const RosterMerged *merged, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        TRY(carry_member(cx, tx, plan, &merged[i]));
        TRY(carry_who(cx, tx, plan, &merged[i]));
    }
    return ST_OK;
}
