/* Which grants of a member live: what is asked when the plan's file says something else of her (C8, M39, M41). */
#include "oauth/oauth_int.h"

#define LIVING_COLUMNS "id, account, client_id, consent"

static Status living_read(Cx *cx, DbTx *tx, Sql *q, OauthLiving **out, size_t *count)
{
    DbRows *r;
    Status st;
    size_t room = 0;
    *out = NULL;
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        OauthLiving g;
        Str *const strs[] = { &g.id, &g.account, &g.client_id, &g.consent };
        for (int i = 0; i < 4; i++)
            *strs[i] = arena_dup(cx->mem, db_str(r, i));
        ARENA_GROW(cx->mem, *out, *count, room, 8);
        (*out)[(*count)++] = g;
    }
    return st;
}

Status oauth_living_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, OauthLiving **out,
                       size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " LIVING_COLUMNS " FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND ended_ms IS NULL ORDER BY num");
    return living_read(cx, tx, q, out, count);
}

Status oauth_members_shared(Cx *cx, DbTx *tx, int64_t plan, const Str *patients, size_t count,
                            Str **out, size_t *n)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT DISTINCT patient FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND ended_ms IS NULL AND patient IN (");
    sql_bind_strs(q, patients, count);
    sql_text(q, ")");
    *out = ARENA_ARRAY(cx->mem, Str, count);
    *n = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        (*out)[(*n)++] = arena_dup(cx->mem, db_str(r, 0));
    return st;
}

Status oauth_grants_until(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const OauthActor *of,
                          int64_t until_ms, OauthLiving **out, size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET expires_ms = ");
    sql_bind_i64(q, until_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, of->account);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, of->patient);
    sql_text(q, " AND ended_ms IS NULL AND (expires_ms = 0 OR expires_ms > ");
    sql_bind_i64(q, until_ms);
    sql_text(q, ") RETURNING " LIVING_COLUMNS);
    TRY(living_read(cx, tx, q, out, count));
    for (size_t i = 0; i < *count; i++)
        TRY(consent_until(cx, tx, keys, plan, (*out)[i].consent, until_ms));
    return ST_OK;
}
