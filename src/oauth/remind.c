/* remind.c - which connections their members are told of again (AUTHORIZATION C3): half a year after the
 * approval and each half year from then, thirty and seven days before the end. */
#include "oauth/oauth_int.h"

#include "base/date.h"

#define STILL_MS (182 * DAY_MS)

static const int64_t before_end_ms[] = { 30 * DAY_MS, 7 * DAY_MS };

int64_t grant_remind_ms(int64_t created_ms, int64_t expires_ms, int64_t after_ms)
{
    const int64_t since_ms = after_ms > created_ms ? after_ms - created_ms : 0;
    int64_t next_ms = created_ms + (since_ms / STILL_MS + 1) * STILL_MS;
    if (expires_ms == 0)
        return next_ms;
    for (size_t i = 0; i < sizeof before_end_ms / sizeof *before_end_ms; i++) {
        const int64_t ms = expires_ms - before_end_ms[i];
        if (ms > after_ms && ms > created_ms && ms < next_ms)
            next_ms = ms;
    }
    return next_ms < expires_ms ? next_ms : 0;
}

typedef struct Due {
    Str id;
    Str client_id;
    Str patient;
    int64_t num;
    int64_t created_ms;
    bool app_works;
    OauthReminder say;
} Due;

static Status due_read(Cx *cx, DbTx *tx, int64_t plan, Due *list, size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT g.id, g.client_id, g.patient, g.num, g.created_ms, g.expires_ms, g.account,"
                " g.relation, c.name, c.status FROM oauth_grant g JOIN oauth_client c"
                " ON c.plan = g.plan AND c.client_id = g.client_id WHERE g.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND g.ended_ms IS NULL AND g.remind_ms > 0 AND g.remind_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " ORDER BY g.remind_ms, g.num LIMIT ");
    sql_bind_i64(q, LIMIT_REMINDERS);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        Due *d = &list[(*count)++];
        *d = (Due){ .num = db_i64(r, 3),
                    .created_ms = db_i64(r, 4),
                    .app_works = !str_eq(db_str(r, 9), STR("suspended")) &&
                                 !str_eq(db_str(r, 9), STR("removed")),
                    .say = { .expires_ms = db_i64(r, 5),
                             .parent = str_eq(db_str(r, 7), STR("parent")) } };
        Str *const strs[] = { &d->id, &d->client_id, &d->patient, &d->say.account,
                              &d->say.client_name };
        static const int cols[] = { 0, 1, 2, 6, 8 };
        for (size_t i = 0; i < sizeof cols / sizeof *cols; i++)
            *strs[i] = arena_dup(cx->mem, db_str(r, cols[i]));
    }
    return st;
}

/* Alive and used, and the one of its connection that lasts longest: who connects again is not told that the
 * approval before it ends. */
static Status is_last(Cx *cx, DbTx *tx, int64_t plan, const Due *d, bool *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT num FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, d->say.account);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, d->client_id);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, d->patient);
    sql_text(q, " AND ended_ms IS NULL AND last_used_ms > 0 AND (expires_ms = 0 OR expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") ORDER BY CASE WHEN expires_ms = 0 THEN 0 ELSE 1 END, expires_ms DESC, num DESC"
                " LIMIT 1");
    const Status st = db_one(cx, tx, q, STR("grant"), &r);
    *out = st == ST_OK && db_i64(r, 0) == d->num;
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static Status move_on(Cx *cx, DbTx *tx, int64_t plan, const Due *d)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET remind_ms = ");
    sql_bind_i64(q, grant_remind_ms(d->created_ms, d->say.expires_ms, cx->now_ms));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, d->id);
    return db_exec(cx, tx, q, NULL);
}

Status oauth_reminders(Cx *cx, DbTx *tx, int64_t plan, OauthReminder *out, size_t *count,
                       bool *more)
{
    Due *due = ARENA_ARRAY(cx->mem, Due, LIMIT_REMINDERS);
    size_t n;
    *count = 0;
    TRY(due_read(cx, tx, plan, due, &n));
    for (size_t i = 0; i < n; i++) {
        bool last;
        TRY(is_last(cx, tx, plan, &due[i], &last));
        TRY(move_on(cx, tx, plan, &due[i]));
        if (last && due[i].app_works)
            out[(*count)++] = due[i].say;
    }
    *more = n == LIMIT_REMINDERS;
    return ST_OK;
}
