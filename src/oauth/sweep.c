/* sweep.c - rows that are over go after a day: long enough to know a second use for what it is (T9,
 * T27), short enough not to grow. Grants and consents stay: they are the record. */
#include "oauth/oauth_int.h"

#define SWEEP_AFTER_MS 86400000LL

static Status table_sweep(Cx *cx, DbTx *tx, int64_t plan, const char *delete_from)
{
    Sql *q = sql_new(cx);
    sql_text(q, delete_from);
    sql_bind_i64(q, plan);
    sql_text(q, " AND expires_ms < ");
    sql_bind_i64(q, cx->now_ms - SWEEP_AFTER_MS);
    return db_exec(cx, tx, q, NULL);
}

Status oauth_sweep(Cx *cx, DbTx *tx, int64_t plan)
{
    TRY(table_sweep(cx, tx, plan, "DELETE FROM oauth_transaction WHERE plan = "));
    TRY(table_sweep(cx, tx, plan, "DELETE FROM oauth_code WHERE plan = "));
    return table_sweep(cx, tx, plan, "DELETE FROM oauth_token WHERE plan = ");
}
