/* token_row.c - access and refresh tokens: opaque, 256 bits, kept as SHA-256 (T30). A refresh token is
 * used once and names what came of it; a second use tells theft from a lost reply (T27). */
#include "oauth/oauth_int.h"

enum { KIND_ACCESS = 1, KIND_REFRESH = 2 };

typedef struct TokenNew {
    Str text;
    int64_t kind;
    Str scope;
    int64_t generation;
    Str parent; /* hash; empty: none */
    int64_t expires_ms;
} TokenNew;

static Status token_insert(Cx *cx, DbTx *tx, int64_t plan, const Grant *g, const TokenNew *t)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_token (plan, hash, kind, grant_id, client_id, scope, generation,"
                " parent, created_ms, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, sha256(cx, t->text));
    sql_text(q, ", ");
    sql_bind_i64(q, t->kind);
    sql_text(q, ", ");
    sql_bind_str(q, g->id);
    sql_text(q, ", ");
    sql_bind_str(q, g->client_id);
    sql_text(q, ", ");
    sql_bind_str(q, t->scope);
    sql_text(q, ", ");
    sql_bind_i64(q, t->generation);
    sql_text(q, ", ");
    if (t->parent.n)
        sql_bind_blob(q, t->parent);
    else
        sql_bind_null(q);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, t->expires_ms);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

static int64_t within(int64_t ms, const Grant *g)
{
    return g->expires_ms && g->expires_ms < ms ? g->expires_ms : ms;
}

Status token_access_insert(Cx *cx, DbTx *tx, int64_t plan, const Grant *g, Str scope, Str parent,
                           int64_t expires_ms, Str *token)
{
    *token = random_token(cx, OAUTH_TOKEN_BYTES);
    return token_insert(cx, tx, plan, g,
                        &(TokenNew){ .text = *token,
                                     .kind = KIND_ACCESS,
                                     .scope = scope,
                                     .parent = parent,
                                     .expires_ms = within(expires_ms, g) });
}

int64_t token_access_ms(const OauthPlan *plan)
{
    return (plan->access_ttl_s ? plan->access_ttl_s : OAUTH_ACCESS_TTL_S) * 1000LL;
}

static int64_t refresh_ms(const OauthPlan *plan)
{
    return plan->refresh_ttl_ms ? plan->refresh_ttl_ms : OAUTH_REFRESH_TTL_MS;
}

/* What the answer says of it; 0: nothing. A parent's grant may end on the day that the child comes of age, and
 * an app that may not read a birth date is not to learn it so. */
static int64_t grant_end(const Grant *g, int64_t access_ms)
{
    if (!g->offline)
        return access_ms;
    return str_eq(g->relation, STR("parent")) ? 0 : g->expires_ms;
}

static Status pair_insert(Cx *cx, DbTx *tx, const OauthPlan *plan, const Grant *g, Str scope,
                          Str parent, int64_t generation, TokenPair *out)
{
    int64_t access_ms = within(cx->now_ms + token_access_ms(plan), g);
    *out = (TokenPair){ .expires_in_s = (access_ms - cx->now_ms) / 1000,
                        .grant_ends_ms = grant_end(g, access_ms) };
    TRY(token_access_insert(cx, tx, plan->num, g, scope, parent, access_ms, &out->access));
    if (!g->offline) /* S16 */
        return ST_OK;
    out->refresh = random_token(cx, OAUTH_TOKEN_BYTES);
    /* The full period anew each time; only the member's own limit is shorter (T28). */
    return token_insert(cx, tx, plan->num, g,
                        &(TokenNew){ .text = out->refresh,
                                     .kind = KIND_REFRESH,
                                     .scope = g->scope,
                                     .generation = generation,
                                     .parent = parent,
                                     .expires_ms = within(cx->now_ms + refresh_ms(plan), g) });
}

Status tokens_issue(Cx *cx, DbTx *tx, const OauthPlan *plan, const Grant *g, TokenPair *out)
{
    return pair_insert(cx, tx, plan, g, g->scope, STR_NONE, 0, out);
}

Status token_refresh_stretch(Cx *cx, DbTx *tx, int64_t plan, const Grant *g, int64_t was_ms,
                             int64_t refresh_ttl_ms)
{
    const OauthPlan ttl = { .refresh_ttl_ms = refresh_ttl_ms };
    const int64_t end_ms = g->expires_ms ? g->expires_ms : INT64_MAX;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_token SET expires_ms = CASE WHEN created_ms < ");
    sql_bind_i64(q, end_ms - refresh_ms(&ttl));
    sql_text(q, " THEN created_ms + ");
    sql_bind_i64(q, refresh_ms(&ttl));
    sql_text(q, " ELSE ");
    sql_bind_i64(q, end_ms);
    sql_text(q, " END WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND grant_id = ");
    sql_bind_str(q, g->id);
    sql_text(q, " AND kind = ");
    sql_bind_i64(q, KIND_REFRESH);
    sql_text(q, " AND expires_ms = ");
    sql_bind_i64(q, was_ms);
    return db_exec(cx, tx, q, NULL);
}

Status token_revoke(Cx *cx, DbTx *tx, int64_t plan, Str token)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_token SET revoked_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, sha256(cx, token));
    sql_text(q, " AND revoked_ms IS NULL");
    return db_exec(cx, tx, q, NULL);
}

/* ---- refresh ------------------------------------------------------------------------------------- */

typedef struct Refresh { /* a row of kind 2 */
    Str hash;
    Str grant;
    Str client_id;
    int64_t generation;
    int64_t expires_ms;
    int64_t used_ms;    /* 0: not */
    int64_t revoked_ms; /* 0: not */
    Str successor;
} Refresh;

static Status refresh_find(Cx *cx, DbTx *tx, int64_t plan, Str hash, Refresh *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT grant_id, client_id, generation, expires_ms, used_ms, revoked_ms, successor"
                " FROM oauth_token WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, hash);
    sql_text(q, " AND kind = 2");
    TRY(db_one(cx, tx, q, STR("refresh_token"), &r));
    *out = (Refresh){ .hash = hash,
                      .grant = arena_dup(cx->mem, db_str(r, 0)),
                      .client_id = arena_dup(cx->mem, db_str(r, 1)),
                      .generation = db_i64(r, 2),
                      .expires_ms = db_i64(r, 3),
                      .used_ms = db_i64(r, 4),
                      .revoked_ms = db_i64(r, 5),
                      .successor = arena_dup(cx->mem, db_blob(r, 6)) };
    return ST_OK;
}

static Status refresh_refused(Cx *cx)
{
    return fail(cx, ST_GRANT, STR("refresh_token"), "is not valid"); /* T26 */
}

Status token_refresh_client(Cx *cx, DbTx *tx, int64_t plan, Str token, Str *client_id)
{
    Refresh t;
    Status st = refresh_find(cx, tx, plan, sha256(cx, token), &t);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? refresh_refused(cx) : st;
    *client_id = t.client_id;
    return ST_OK;
}

/* True while a reply may have been lost: soon after the first use, and nobody used the successor. */
static Status in_grace(Cx *cx, DbTx *tx, int64_t plan, const Refresh *t, bool *grace)
{
    Refresh next;
    *grace = false;
    if (t->revoked_ms || cx->now_ms - t->used_ms > OAUTH_REFRESH_GRACE_MS)
        return ST_OK;
    TRY(refresh_find(cx, tx, plan, t->successor, &next));
    *grace = !next.used_ms && !next.revoked_ms;
    return ST_OK;
}

/* What came of the first use dies, so that one lineage is alive at any time (threat 16). */
static Status children_revoke(Cx *cx, DbTx *tx, int64_t plan, const Refresh *t)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_token SET revoked_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND grant_id = ");
    sql_bind_str(q, t->grant);
    sql_text(q, " AND parent = ");
    sql_bind_blob(q, t->hash);
    sql_text(q, " AND revoked_ms IS NULL");
    return db_exec(cx, tx, q, NULL);
}

static Status refresh_mark(Cx *cx, DbTx *tx, int64_t plan, const Refresh *t, Str successor)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_token SET used_ms = ");
    sql_bind_i64(q, t->used_ms ? t->used_ms : cx->now_ms); /* the grace counts from the first use */
    sql_text(q, ", successor = ");
    sql_bind_blob(q, sha256(cx, successor));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, t->hash);
    return db_exec(cx, tx, q, NULL);
}

/* The family is locked and alive, t is its present row. */
static Status refresh_turn(Cx *cx, DbTx *tx, int64_t plan, const Refresh *t, OauthEvent *event)
{
    bool grace;
    *event = OAUTH_EVENT_REFRESHED;
    if (!t->used_ms && !t->revoked_ms)
        return t->expires_ms > cx->now_ms ? ST_OK : refresh_refused(cx);
    TRY(in_grace(cx, tx, plan, t, &grace));
    if (grace) {
        *event = OAUTH_EVENT_REFRESHED_IN_GRACE;
        return children_revoke(cx, tx, plan, t);
    }
    *event = OAUTH_EVENT_REFRESH_REUSED; /* threat 15 */
    TRY(grant_kill(cx, tx, plan, t->grant, STR("refresh token used twice")));
    return refresh_refused(cx);
}

Status tokens_rotate(Cx *cx, DbTx *tx, const OauthPlan *of, const RefreshUse *use, Grant *grant,
                     TokenPair *out, OauthEvent *event)
{
    const int64_t plan = of->num;
    Refresh t;
    Str hash = sha256(cx, use->token);
    Status st = refresh_find(cx, tx, plan, hash, &t);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? refresh_refused(cx) : st;
    if (!str_eq(t.client_id, use->client_id))
        return refresh_refused(cx);
    st = grant_use(cx, tx, plan, t.grant, grant); /* T29; others of the family wait from here on */
    if (st != ST_OK)                              /* it is not told that it was ended (C10) */
        return forgive(cx, st, ST_GRANT) ? refresh_refused(cx) : st;
    TRY(refresh_find(cx, tx, plan, hash, &t)); /* as it is now that nobody else can change it */
    Status turn =
        refresh_turn(cx, tx, plan, &t, event); /* first: a second use is told by any scope */
    if (turn != ST_OK)
        return turn;
    Str scope = use->scope.n ? use->scope : grant->scope;
    if (scope.n > LIMIT_SCOPE || !oauth_scope_within(scope, grant->scope)) /* T25, threat 13 */
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "is wider than what was granted");
    TRY(pair_insert(cx, tx, of, grant, scope, hash, t.generation + 1, out));
    return refresh_mark(cx, tx, plan, &t, out->refresh);
}
