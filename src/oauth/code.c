/* code.c - authorization codes: 60 s, once, for the party they were made for (T5, T7 to T10). */
#include "oauth/oauth_int.h"

Status code_issue(Cx *cx, DbTx *tx, int64_t plan, const OauthTransaction *t, const Grant *g,
                  Str *code)
{
    *code = random_token(cx, OAUTH_TOKEN_BYTES);
    const Str texts[] = { g->id,    g->consent, t->client_id, t->redirect_uri, t->code_challenge,
                          t->nonce, t->aud,     g->account,   g->patient,      g->scope,
                          g->acr };
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_code (plan, hash, grant_id, consent, client_id, redirect_uri,"
                " code_challenge, nonce, aud, account, patient, scope, acr, auth_ms, created_ms,"
                " expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, sha256(cx, *code));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sql_text(q, ", ");
        sql_bind_str(q, texts[i]);
    }
    sql_text(q, ", ");
    sql_bind_i64(q, g->auth_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms + OAUTH_CODE_TTL_MS);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* T9: one statement; of any number of parallel redemptions one sees the row. */
static Status code_consume(Cx *cx, DbTx *tx, int64_t plan, Str hash, DbRows **r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_code SET used_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, hash);
    sql_text(q, " AND used_ms IS NULL"
                " RETURNING grant_id, client_id, redirect_uri, code_challenge, expires_ms");
    return db_one(cx, tx, q, STR("code"), r);
}

/* One wording for unknown, expired, used and another's (T33). */
static Status code_refused(Cx *cx)
{
    return fail(cx, ST_GRANT, STR("code"), "is not valid");
}

/* As a code that is burnt is written down, one that never was is counted: both cost a commit to the disk,
 * so that the time of the answer does not tell a stranger that his code is real (T33). */
static Status code_unknown(Cx *cx, DbTx *tx, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_counter (plan, name, value) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, STR("unknown codes"));
    sql_text(q, ", 1) ON CONFLICT (plan, name) DO UPDATE SET value = oauth_counter.value + 1");
    TRY(db_exec(cx, tx, q, NULL));
    return code_refused(cx);
}

/* Unknown, or used before: then somebody has a copy of it, and nobody can say who came first. */
static Status code_reused(Cx *cx, DbTx *tx, int64_t plan, Str hash, Str *grant, OauthEvent *event)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT grant_id FROM oauth_code WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, hash);
    Status st = db_one(cx, tx, q, STR("code"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? code_unknown(cx, tx, plan) : st;
    *grant = arena_dup(cx->mem, db_str(r, 0));
    *event = OAUTH_EVENT_CODE_REUSED;
    TRY(grant_kill(cx, tx, plan, *grant, STR("code used twice")));
    return code_refused(cx);
}

Status code_redeem(Cx *cx, DbTx *tx, int64_t plan, Str code, const CodeUse *use, Str *grant,
                   OauthEvent *event)
{
    DbRows *r;
    Str hash = sha256(cx, code);
    Status st = code_consume(cx, tx, plan, hash, &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? code_reused(cx, tx, plan, hash, grant, event) : st;
    *grant = arena_dup(cx->mem, db_str(r, 0));
    bool alive = db_i64(r, 4) > cx->now_ms;
    bool client = str_eq(db_str(r, 1), use->client_id);
    bool redirect = str_eq(db_str(r, 2), use->redirect_uri); /* T10 */
    bool verifier = pkce_s256(cx, use->verifier, arena_dup(cx->mem, db_str(r, 3)));
    if (alive && client && redirect && verifier) {
        *event = OAUTH_EVENT_CODE_REDEEMED;
        return ST_OK;
    }
    /* It is used up all the same: whoever holds a real code gets one try (T8, threat 1). */
    *event = OAUTH_EVENT_CODE_BURNT;
    TRY(grant_kill(cx, tx, plan, *grant, STR("code not redeemed")));
    return code_refused(cx);
}
