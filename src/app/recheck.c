#include "app/recheck.h"

#include "base/log.h"
#include "load/load.h"
#include "member/member.h"
#include "web/recheck.h"

static Status due(Cx *cx, Web *web, int64_t plan, bool *out)
{
    DbTx *tx;
    bool running = false;
    TRY(db_read(cx, web->db, plan, &tx));
    Status st = changed_due(cx, tx, plan, out);
    if (st == ST_OK && *out)
        st = load_running(cx, tx, plan, &running);
    db_end(tx);
    *out = *out && !running;
    return st;
}

static Status recheck_some(Cx *cx, Web *web, const Plan *plan, bool *more)
{
    TRY(due(cx, web, plan->num, more));
    return *more ? web_recheck(cx, web, plan, more) : ST_OK;
}

bool recheck_turn(const Cx *cx, Web *web, const Plan *plan, bool quiet, bool *more)
{
    Cx own = { .mem = arena_new(1 << 12), .now_ms = cx->now_ms, .request_id = cx->request_id };
    const Status st = recheck_some(&own, web, plan, more);
    if (st != ST_OK && !quiet)
        log_fault(&own, LOG_WARN, STR("recheck"));
    arena_free(own.mem);
    *more = *more && st == ST_OK;
    return st == ST_OK;
}

bool recheck_plan(const Cx *cx, Web *web, const Plan *plan, bool quiet)
{
    bool ok = true;
    for (bool more = true; more;)
        ok = recheck_turn(cx, web, plan, quiet, &more);
    return ok;
}
