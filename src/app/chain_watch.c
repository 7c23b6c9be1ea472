#include "app/chain_watch.h"

#include "base/date.h"
#include "base/log.h"

static void tell_broken(Cx *cx, int64_t plan, const AuditVerdict *v)
{
    LOG(cx, LOG_ERROR, "audit_chain_broken", { STR("plan"), log_i64(cx, plan) },
        { STR("seq"), log_i64(cx, v->bad_seq) },
        { STR("after"), v->after_ms ? date_instant_str(cx, v->after_ms) : STR("") },
        { STR("why"), str_of(v->why) });
}

bool chain_watch_turn(Cx *cx, Db *db, Str key, const Plans *plans, ChainWatch *w)
{
    AuditVerdict v;
    bool more = false;
    const size_t count = plans_count(plans);
    const int64_t today = cx->now_ms / DAY_MS;
    if (w->next > count && w->day != today)
        *w = (ChainWatch){ .day = today };
    if (w->next > count)
        return true;
    if (audit_verify_some(cx, db, key, &w->at, &v, &more) != ST_OK)
        return true; /* the store is away, which others tell; the next turn asks again */
    if (!v.whole)
        tell_broken(cx, w->at.plan, &v);
    if (!more) {
        w->next++;
        w->at = (AuditCheck){ .plan = w->next <= count ? plans_at(plans, w->next - 1)->num : 0 };
    }
    return v.whole;
}
