/* sweep.c - rows that are over go after a day: long enough to know a second use for what it is (T9,
 * T27), short enough not to grow. Grants and consents stay: they are the record. What strangers registered
 * goes when it was never used. */
#include "base/table.h"
#include "oauth/oauth_int.h"

#define SWEEP_AFTER_MS DAY_MS

/* ---- apps of strangers (O13) ---------------------------------------------------------------------- */

/* Registered by nobody's leave, long ago, without a grant ever, which stands behind each token; and no
 * operator has judged it. */
static Status unused_find(Cx *cx, DbTx *tx, int64_t plan, Str *ids, size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT r.client_id FROM oauth_registration r WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.unasked = 1 AND r.created_ms < ");
    sql_bind_i64(q, cx->now_ms - LIMIT_UNUSED_DAYS * DAY_MS);
    sql_text(q, " AND NOT EXISTS (SELECT 1 FROM oauth_grant g WHERE g.plan = r.plan"
                " AND g.client_id = r.client_id) AND NOT EXISTS (SELECT 1 FROM oauth_client c"
                " WHERE c.plan = r.plan AND c.client_id = r.client_id AND c.status IN (");
    const Str judged[] = { STR("approved"), STR("suspended") };
    sql_bind_strs(q, judged, TABLE_COUNT(judged));
    sql_text(q, ")) LIMIT ");
    sql_bind_i64(q, LIMIT_UNUSED_SWEPT);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (*count < LIMIT_UNUSED_SWEPT)
            ids[(*count)++] = arena_dup(cx->mem, db_str(r, 0));
    return st;
}

static Status row_delete(Cx *cx, DbTx *tx, const char *delete_from, int64_t plan, Str client_id)
{
    Sql *q = sql_new(cx);
    sql_text(q, delete_from);
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    return db_exec(cx, tx, q, NULL);
}

/* No row stays, as of an app that is removed: no consent names it, and its random id does not come again. */
static Status unused_delete(Cx *cx, DbTx *tx, int64_t plan)
{
    Str *ids = ARENA_ARRAY(cx->mem, Str, LIMIT_UNUSED_SWEPT);
    size_t count;
    TRY(unused_find(cx, tx, plan, ids, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(client_parts_delete(cx, tx, plan, ids[i]));
        TRY(row_delete(cx, tx, "DELETE FROM oauth_registration WHERE plan = ", plan, ids[i]));
        TRY(row_delete(cx, tx, "DELETE FROM oauth_client WHERE plan = ", plan, ids[i]));
    }
    return ST_OK;
}

Status oauth_sweep(Cx *cx, DbTx *tx, int64_t plan)
{
    const int64_t before_ms = cx->now_ms - SWEEP_AFTER_MS;
    TRY(db_sweep(cx, tx, "DELETE FROM oauth_transaction WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM oauth_code WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM oauth_jti WHERE plan = ", plan, before_ms));
    /* Once over it opens nothing, and there is no second use to tell; whoever knows a client_id can push. */
    TRY(db_sweep(cx, tx, "DELETE FROM oauth_pushed WHERE plan = ", plan, cx->now_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM oauth_token WHERE plan = ", plan, before_ms));
    TRY(db_sweep(cx, tx, "DELETE FROM oauth_initial WHERE plan = ", plan, before_ms));
    TRY(unused_delete(cx, tx, plan));
    return client_removed_grants_end(cx, tx, plan);
}
