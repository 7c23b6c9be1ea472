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

static bool chain_turn(Cx *cx, const ChainStore *s, ChainWatch *w)
{
    AuditVerdict v;
    bool more = false;
    if (audit_verify_some(cx, s->db, keys_use(s->keys, KEY_AUDIT), &w->at, &v, &more) != ST_OK ||
        (v.whole && !more && audit_seen_verify(cx, s->audit, w->at.plan, &v) != ST_OK))
        return true; /* the store is away, which others tell; the next turn asks again */
    if (!v.whole)
        tell_broken(cx, w->at.plan, &v);
    else if (!more)
        tell_whole(cx, w->at.plan, &v);
    w->chained = !more;
    return v.whole;
}

/* The plan's consents, which are chained too. */
static bool consents_turn(Cx *cx, const ChainStore *s, const Plans *plans, ChainWatch *w)
{
    OauthConsentVerdict v;
    bool more;
    w->consents.plan = w->at.plan;
    if (oauth_consents_verify(cx, s->db, s->keys, &w->consents, &v, &more) != ST_OK)
        return true; /* as above */
    if (!v.whole)
        LOG(cx, LOG_ERROR, "consent_chain_broken", { STR("plan"), log_i64(cx, w->at.plan) },
            { STR("consent"), v.id }, { STR("version"), log_i64(cx, v.version) },
            { STR("why"), str_of(v.why) });
    if (!more) {
        const size_t next = w->next + 1;
        *w = (ChainWatch){ .day = w->day, .next = next };
        w->at.plan = next <= plans_count(plans) ? plans_at(plans, next - 1)->num : 0;
    }
    return v.whole;
}

bool chain_watch_turn(Cx *cx, const ChainStore *s, const Plans *plans, ChainWatch *w)
{
    const size_t count = plans_count(plans);
    const int64_t today = cx->now_ms / DAY_MS;
    if (w->next > count && w->day != today)
        *w = (ChainWatch){ .day = today };
    if (w->next > count)
        return true;
    return w->chained ? consents_turn(cx, s, plans, w) : chain_turn(cx, s, w);
}
