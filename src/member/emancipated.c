/* Members under age who are adults before the law (AUTHORIZATION M37): one of the plan's people says so, another
 * approves. From then on nobody is their parent here, whatever a load says. */
#include "member/member_int.h"

Status emancipation_ask(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool wanted, Str by)
{
    TRY(by_check(cx, by));
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO member_emancipated (plan, patient, wanted, asked_ms, asked_by) VALUES (");
    const int64_t numbers[] = { wanted, cx->now_ms };
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, patient);
    sql_text(q, ", ");
    sql_bind_list(q, numbers, 2);
    sql_text(q, ", ");
    sql_bind_str(q, str_trim(by));
    sql_text(q, ") ON CONFLICT (plan, patient) DO UPDATE SET wanted = excluded.wanted,"
                " asked_ms = excluded.asked_ms, asked_by = excluded.asked_by");
    return db_exec(cx, tx, q, NULL);
}

static Status waiting(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool *wanted, Str *asked_by)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT wanted, asked_by FROM member_emancipated WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND asked_by <> ");
    sql_bind_str(q, STR(""));
    const Status st = db_one(cx, tx, q, STR("--patient"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND)
                   ? fail(cx, ST_CONFLICT, STR("--patient"), "nothing waits for her")
                   : st;
    *wanted = db_i64(r, 0) != 0;
    *asked_by = arena_dup(cx->mem, db_str(r, 1));
    return ST_OK;
}

/* Of a person, not of a record: it outlasts a merge that is taken back (M41). */
static Status since_write(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool wanted)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_emancipated (plan, patient, wanted, asked_ms, since_ms,"
                " asked_by) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, patient);
    sql_text(q, ", ");
    const int64_t numbers[] = { wanted, cx->now_ms, wanted ? cx->now_ms : 0 };
    sql_bind_list(q, numbers, 3);
    sql_text(q, ", ");
    sql_bind_str(q, STR(""));
    sql_text(q, ") ON CONFLICT (plan, patient) DO UPDATE SET since_ms = excluded.since_ms,"
                " asked_by = excluded.asked_by");
    TRY(db_exec(cx, tx, q, NULL));
    return changed_put(cx, tx, plan, patient, CHANGED_NOW);
}

Status emancipation_approve(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str by, bool *wanted,
                            RosterOne *one)
{
    Str asked_by;
    TRY(waiting(cx, tx, plan, patient, wanted, &asked_by));
    TRY(by_another(cx, by, asked_by));
    TRY(roster_one(cx, tx, plan, &patient, 1, one));
    for (size_t i = 0; i < one->count; i++)
        TRY(since_write(cx, tx, plan, one->ids[i], *wanted));
    return ST_OK;
}

/* By a record that hers is in place of, too (M41): a merge makes nobody a child again. UNION: a circle ends. */
Status emancipated_since(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t *ms)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "WITH RECURSIVE old (patient) AS (SELECT patient FROM member_person WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " UNION SELECT p.patient FROM member_person p JOIN old ON p.replaced_by ="
                " old.patient WHERE p.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, ") SELECT min(e.since_ms) FROM member_emancipated e JOIN old ON e.patient ="
                " old.patient WHERE e.since_ms > 0 AND e.plan = ");
    sql_bind_i64(q, plan);
    TRY(db_one(cx, tx, q, STR("member"), &r));
    *ms = db_is_null(r, 0) ? 0 : db_i64(r, 0);
    return ST_OK;
}
