#include "web/ending.h"

Status ending_one(Cx *cx, DbTx *tx, const Ending *e, const OauthLiving *g)
{
    TRY(oauth_grant_end(cx, tx, e->plan, g->account, g->id, e->why));
    return audit_append(cx, e->audit,
                        &(AuditRecord){ .kind = AUDIT_DISCONNECT,
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

Status ending_all(Cx *cx, DbTx *tx, const Ending *e, Str account, Ended *ended)
{
    OauthLiving *list;
    size_t n;
    TRY(oauth_living_of(cx, tx, e->plan, e->patient, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(list[i].account, account))
            continue;
        TRY(ending_one(cx, tx, e, &list[i]));
        ARENA_GROW(cx->mem, ended->ids, ended->count, ended->room, 8);
        ended->ids[ended->count++] = list[i].id;
    }
    return ST_OK;
}
