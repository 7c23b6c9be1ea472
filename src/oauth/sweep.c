/* sweep.c - rows that are over go after a day: long enough to know a second use for what it is (T9,
 * T27), short enough not to grow. Grants and consents stay: they are the record. */
#include "oauth/oauth_int.h"

#define SWEEP_AFTER_MS DAY_MS

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
    return client_removed_grants_end(cx, tx, plan);
}
