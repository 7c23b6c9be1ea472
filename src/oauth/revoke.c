/* revoke.c - an app gives back what it holds (RFC 7009; O5, O6). */
#include "oauth/oauth_int.h"

static Status token_find(Cx *cx, DbTx *tx, int64_t plan, Str token, Str *grant, Str *client_id)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT grant_id, client_id FROM oauth_token WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, sha256(cx, token));
    TRY(db_one(cx, tx, q, STR("token"), &r));
    *grant = arena_dup(cx->mem, db_str(r, 0));
    *client_id = arena_dup(cx->mem, db_str(r, 1));
    return ST_OK;
}

static Status token_end(Cx *cx, DbTx *tx, int64_t plan, Str token, OauthTokenReply *out)
{
    Str client_id;
    Grant g;
    Status st = token_find(cx, tx, plan, token, &out->grant, &client_id);
    if (st != ST_OK) /* unknown is as good as revoked (O5) */
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (!str_eq(client_id, out->client.client_id)) {
        out->event = OAUTH_EVENT_REVOKE_FOREIGN;
        return ST_OK;
    }
    st = grant_use(cx, tx, plan, out->grant, &g);
    if (st != ST_OK)
        return forgive(cx, st, ST_GRANT) ? ST_OK : st;
    reply_about(out, &g);
    out->event = OAUTH_EVENT_REVOKED;
    /* A backend service has one grant for all that it runs: one of them ends alone. */
    if (str_eq(g.relation, STR("system")))
        return token_revoke(cx, tx, plan, token);
    /* Whatever kind it is, the family goes: whoever gives back a key gives back the door (O6). */
    return grant_kill(cx, tx, plan, g.id, STR("revoked by the app"));
}

Status oauth_revoke(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys, const HttpRequest *rq,
                    OauthTokenReply *out)
{
    HttpForm form;
    DbTx *tx;
    *out = (OauthTokenReply){ 0 };
    TRY(form_read(cx, rq, &form));
    TRY(client_prove(cx, db, plan, keys, STR("/oauth/revoke"), rq, &form, out));
    Str token = form_value(&form, STR("token")), hint = form_value(&form, STR("token_type_hint"));
    if (!token.n)
        return fail(cx, ST_INVALID, STR("token"), "is required");
    /* Never trusted to choose; refused when it names what there is not (O5). */
    if (hint.n && !str_eq(hint, STR("access_token")) && !str_eq(hint, STR("refresh_token")))
        return fail(cx, ST_TOKEN_TYPE, STR("token_type_hint"), "is access_token or refresh_token");
    TRY(db_write(cx, db, DB_STATE, &tx));
    const Status st = token_end(cx, tx, plan->num, token, out);
    if (st == ST_OK)
        return commit_with(cx, tx, plan, st);
    db_end(tx);
    return st;
}
