/* Members of whom a load changed what their accounts' rights rest on (M39, M41). They are listed in the load's
 * own transactions, so that no kill loses one, and looked at again once the load has ended. */
#include "member/member_int.h"

#include <stdlib.h>

/* The plan's records wait meanwhile; whoever writes them waits for 2 s at most (db.h). */
#define CHANGED_AT_ONCE 64

Status changed_put(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t due_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_changed (plan, due_ms, patient) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_i64(q, due_ms);
    sql_text(q, ", ");
    sql_bind_str(q, patient);
    /* Not DO NOTHING: whoever takes a row that is there waits for this transaction, and then reads what it
     * wrote (PostgreSQL). */
    sql_text(q, ") ON CONFLICT (plan, due_ms, patient) DO UPDATE SET due_ms = excluded.due_ms");
    return db_exec(cx, tx, q, NULL);
}

static void where_due(const Cx *cx, Sql *q, int64_t plan)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND due_ms <= ");
    sql_bind_i64(q, cx->now_ms);
}

Status changed_due(Cx *cx, DbTx *tx, int64_t plan, bool *due)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT due_ms FROM member_changed");
    where_due(cx, q, plan);
    sql_text(q, " LIMIT 1");
    const Status st = db_one(cx, tx, q, STR("changed"), &r);
    *due = st == ST_OK;
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

/* One may be due for several reasons. */
static size_t distinct(Str *list, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(list, count, sizeof *list, by_bytes);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !str_eq(list[kept - 1], list[i]))
            list[kept++] = list[i];
    return kept;
}

typedef struct Due {
    int64_t ms;
    Str patient;
} Due;

static Status first_due(Cx *cx, DbTx *tx, int64_t plan, Due *out, size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT due_ms, patient FROM member_changed");
    where_due(cx, q, plan);
    sql_text(q, " ORDER BY due_ms, patient LIMIT ");
    sql_bind_i64(q, CHANGED_AT_ONCE);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        out[(*count)++] = (Due){ db_i64(r, 0), arena_dup(cx->mem, db_str(r, 1)) };
    return st;
}

/* By the whole key: one statement for all walks through every row that is due, of a million after a load. */
static Status take_one(Cx *cx, DbTx *tx, int64_t plan, const Due *due, int64_t *taken)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_changed WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND due_ms = ");
    sql_bind_i64(q, due->ms);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, due->patient);
    return db_exec(cx, tx, q, taken);
}

Status changed_take(Cx *cx, DbTx *tx, int64_t plan, Str **patients, size_t *count)
{
    size_t n;
    int64_t taken;
    Due due[CHANGED_AT_ONCE];
    *patients = ARENA_ARRAY(cx->mem, Str, CHANGED_AT_ONCE);
    *count = 0;
    TRY(first_due(cx, tx, plan, due, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(take_one(cx, tx, plan, &due[i], &taken));
        if (taken) /* else another node has it */
            (*patients)[(*count)++] = due[i].patient;
    }
    *count = distinct(*patients, *count);
    return ST_OK;
}
