#include "web/ending.h"

#include "web/guard.h"

#define NAMES_MAX 20 /* more are not named: a mail has a ceiling */

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
        TRY(ending_one(cx, tx, e, &list[i]));
        ARENA_GROW(cx->mem, ended->list, ended->count, ended->room, 8);
        ended->list[ended->count++] = list[i];
    }
    return ST_OK;
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

Status ending_names(Cx *cx, DbTx *tx, int64_t plan, const Str *client_ids, size_t count, Str *out)
{
    size_t named = 0;
    *out = STR("");
    for (size_t i = 0; i < count && named <= NAMES_MAX; i++) {
        OauthClient c = { .name = STR("…") };
        if (str_in(client_ids[i], client_ids, i))
            continue;
        if (named++ < NAMES_MAX)
            TRY(oauth_client_find(cx, tx, plan, client_ids[i], &c));
        *out = arena_join(cx->mem, *out, out->n ? STR(", ") : STR(""), c.name);
    }
    return ST_OK;
}

Status ending_tell(Cx *cx, const Rq *rq, DbTx *tx, const MemberOver *who, const OauthLiving *list,
                   size_t count)
{
    Str names;
    size_t n = 0;
    const MemberPlan plan = rq_member_plan(rq);
    Str *ids = ARENA_ARRAY(cx->mem, Str, count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(list[i].account, who->account))
            ids[n++] = list[i].client_id;
    if (n == 0 || who->account.n == 0) /* a developer's token */
        return ST_OK;
    const Status st = account_acts_for(cx, tx, plan.num, who->account, who->patient);
    if (st != ST_OK)
        return forgive(cx, st, ST_FORBIDDEN) ? ST_OK : st;
    TRY(ending_names(cx, tx, plan.num, ids, n, &names));
    return notice_settled(cx, tx, rq->web->keys, &plan, who->account, names);
}
