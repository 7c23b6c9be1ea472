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

/* The log is kept elsewhere: a line of yesterday contradicts a chain that was set back today. */
static void tell_whole(Cx *cx, int64_t plan, const AuditVerdict *v)
{
    LOG(cx, LOG_INFO, "audit_chain_whole", { STR("plan"), log_i64(cx, plan) },
        { STR("seq"), log_i64(cx, v->rows) }, { STR("head"), str_of(v->head) });
}

bool chain_watch_turn(Cx *cx, const ChainStore *s, const Plans *plans, ChainWatch *w)
{
    AuditVerdict v;
    bool more = false;
    const size_t count = plans_count(plans);
    const int64_t today = cx->now_ms / DAY_MS;
    if (w->next > count && w->day != today)
        *w = (ChainWatch){ .day = today };
    if (w->next > count)
        return true;
    if (audit_verify_some(cx, s->db, s->key, &w->at, &v, &more) != ST_OK ||
        (v.whole && !more && audit_seen_verify(cx, s->audit, w->at.plan, &v) != ST_OK))
        return true; /* the store is away, which others tell; the next turn asks again */
    if (!v.whole)
        tell_broken(cx, w->at.plan, &v);
    else if (!more)
        tell_whole(cx, w->at.plan, &v);
    if (!more) {
        w->next++;
        w->at = (AuditCheck){ .plan = w->next <= count ? plans_at(plans, w->next - 1)->num : 0 };
    }
    return v.whole;
}
