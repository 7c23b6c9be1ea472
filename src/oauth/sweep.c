/* sweep.c - rows that are over go after a day: long enough to know a second use for what it is (T9,
 * T27), short enough not to grow. Grants and consents stay: they are the record. What strangers registered
 * goes when it was never used. */
#include "base/table.h"
#include "oauth/oauth_int.h"

#define SWEEP_AFTER_MS DAY_MS

/* ---- apps of strangers (O13) ---------------------------------------------------------------------- */

/* Never a grant, which stands behind each token, and no operator has judged it. Columns of the client's row
 * alone: these PostgreSQL looks at again when it has waited for who was changing the row. */
static void put_unused(Sql *q)
{
    const Str unjudged[] = { STR("removed"), STR("sandbox") };
    sql_text(q, " AND used = 0 AND status IN (");
    sql_bind_strs(q, unjudged, TABLE_COUNT(unjudged));
    sql_text(q, ")");
}

/* Registered by nobody's leave, long ago. In an order, so that the sweeps of two nodes do not wait for each
 * other. */
static Status unused_find(Cx *cx, DbTx *tx, int64_t plan, Str **ids, size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT r.client_id FROM oauth_registration r JOIN oauth_client c"
                " ON c.plan = r.plan AND c.client_id = r.client_id WHERE r.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND r.unasked = 1 AND r.created_ms < ");
    sql_bind_i64(q, cx->now_ms - LIMIT_UNUSED_DAYS * DAY_MS);
    put_unused(q);
    sql_text(q, " ORDER BY r.client_id LIMIT ");
    sql_bind_i64(q, LIMIT_UNUSED_SWEPT);
    return db_strs(cx, tx, q, ids, count);
}

/* What was found may be approved or used by now. */
static Status client_delete(Cx *cx, DbTx *tx, int64_t plan, Str client_id, bool *gone)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM oauth_client WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    put_unused(q);
    TRY(db_exec(cx, tx, q, &changed));
    *gone = changed > 0;
    return ST_OK;
}

static Status registration_delete(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM oauth_registration WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    return db_exec(cx, tx, q, NULL);
}

/* No row stays, as of an app that is removed: no consent names it, and its random id does not come again. */
static Status unused_delete(Cx *cx, DbTx *tx, int64_t plan)
{
    Str *ids;
    size_t count;
    bool gone;
    TRY(unused_find(cx, tx, plan, &ids, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(client_delete(cx, tx, plan, ids[i], &gone));
        if (!gone)
            continue;
        TRY(client_parts_delete(cx, tx, plan, ids[i]));
        TRY(registration_delete(cx, tx, plan, ids[i]));
    }
    return ST_OK;
}

/* ---- what ran out by time (C2) ---------------------------------------------------------------------- */

static Status expired_find(Cx *cx, DbTx *tx, int64_t plan, Str **ids, size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND ended_ms IS NULL AND expires_ms > 0 AND expires_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " ORDER BY expires_ms, id LIMIT "); /* in an order: as unused_find */
    sql_bind_i64(q, LIMIT_GRANTS_ENDED);
    return db_strs(cx, tx, q, ids, count);
}

/* It opens nothing any more; the consent says so too. */
static Status expired_end(Cx *cx, DbTx *tx, int64_t plan)
{
    Str *ids;
    size_t count;
    TRY(expired_find(cx, tx, plan, &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(grant_kill(cx, tx, plan, ids[i], STR("expired")));
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
    TRY(expired_end(cx, tx, plan));
    return client_removed_grants_end(cx, tx, plan);
}
