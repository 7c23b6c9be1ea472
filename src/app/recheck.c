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

bool recheck_plan(const Cx *cx, Web *web, const Plan *plan, bool quiet)
{
    Status st = ST_OK;
    for (bool more = true; more && st == ST_OK;) {
        Cx own = { .mem = arena_new(1 << 12), .now_ms = cx->now_ms, .request_id = cx->request_id };
        st = recheck_some(&own, web, plan, &more);
        if (st != ST_OK && !quiet)
            log_fault(&own, LOG_WARN, STR("recheck"));
        arena_free(own.mem);
    }
    return st == ST_OK;
}
