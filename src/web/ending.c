#include "web/ending.h"

static Status ending_audit(Cx *cx, const Ending *e, const OauthLiving *g, AuditKind kind)
{
    return audit_append(cx, e->audit,
                        &(AuditRecord){ .kind = kind,
                                        .plan = e->plan,
                                        .address = e->peer,
                                        .client_id = g->client_id,
                                        .grant = g->id,
                                        .account = g->account,
                                        .patient = e->patient,
                                        .consent = g->consent,
                                        .actor = STR("postern"),
                                        .reason = e->why });
}

Status ending_one(Cx *cx, DbTx *tx, const Ending *e, const OauthLiving *g)
{
    TRY(oauth_grant_end(cx, tx, e->plan, g->account, g->id, e->why));
    return ending_audit(cx, e, g, AUDIT_DISCONNECT);
}

Status ending_all(Cx *cx, DbTx *tx, const Ending *e, Str account, Ended *ended)
{
    OauthLiving *list;
    size_t n;
    TRY(oauth_living_of(cx, tx, e->plan, e->patient, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(list[i].account, account))
            continue;
        TRY(ending_audit(cx, e, &list[i], AUDIT_DISCONNECT));
        ARENA_GROW(cx->mem, ended->ids, ended->count, ended->room, 8);
        ended->ids[ended->count++] = list[i].id;
    }
    return oauth_grants_end(cx, tx, e->plan, account, e->patient, e->why);
}

Status ending_sooner(Cx *cx, DbTx *tx, const Ending *e, const Keys *keys, Str account,
                     int64_t until_ms)
{
    OauthLiving *list;
    size_t n;
    const OauthActor of = { account, e->patient };
    TRY(oauth_grants_until(cx, tx, keys, e->plan, &of, until_ms, &list, &n));
    for (size_t i = 0; i < n; i++)
        TRY(ending_audit(cx, e, &list[i], AUDIT_CONSENT_CHANGE));
    return ST_OK;
}
