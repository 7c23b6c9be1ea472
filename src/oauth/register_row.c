/* register_row.c - the rows behind registration: the tokens that let a developer register, and those that
 * an app manages itself by. Both are 256 bits and found by their hash (R8). */
#include "base/codec.h"
#include "oauth/oauth_int.h"

#define ID_BYTES 6u /* of the hash: enough to tell two apart in an audit */

static Str initial_id(Cx *cx, Str hash)
{
    return hex_encode(cx, str_slice(hash, 0, ID_BYTES));
}

static Status initial_check(Cx *cx, const OauthInitialNew *in, Str *scope)
{
    if (in->uses < 1 || in->uses > (int64_t)LIMIT_INITIAL_USES)
        return failf(cx, ST_INVALID, STR("uses"), "must be 1 to %u", LIMIT_INITIAL_USES);
    if (in->ttl_ms < 1)
        return fail(cx, ST_INVALID, STR("ttl"), "must be a time to come");
    /* As an app's own wish would be read: what it can never have is not promised. */
    return oauth_scope_negotiate(cx, in->scope.n ? in->scope : STR(OAUTH_CEILING),
                                 STR(OAUTH_CEILING), scope);
}

Status oauth_initial_add(Cx *cx, DbTx *tx, int64_t plan, const OauthInitialNew *in, Str *token,
                         Str *id)
{
    Str scope;
    TRY(initial_check(cx, in, &scope));
    *token = random_token(cx, OAUTH_TOKEN_BYTES);
    const Str hash = sha256(cx, *token);
    *id = initial_id(cx, hash);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_initial (hash, scope, developer, plan, approved, uses_left,"
                " created_ms, expires_ms) VALUES (");
    sql_bind_blob(q, hash);
    sql_text(q, ", ");
    sql_bind_str(q, scope);
    sql_text(q, ", ");
    sql_bind_str(q, in->developer);
    const int64_t numbers[] = { plan, in->approved, in->uses, cx->now_ms, cx->now_ms + in->ttl_ms };
    sql_text(q, ", ");
    sql_bind_list(q, numbers, sizeof numbers / sizeof *numbers);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* The living token that id names. */
static Status initial_find(Cx *cx, DbTx *tx, int64_t plan, Str id, Str *hash)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    *hash = STR_NONE;
    sql_text(q, "SELECT hash FROM oauth_initial WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND uses_left > 0");
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (str_eq(initial_id(cx, db_blob(r, 0)), id))
            *hash = arena_dup(cx->mem, db_blob(r, 0));
    TRY(st);
    return hash->n ? ST_OK : fail(cx, ST_NOT_FOUND, STR("id"), "no such initial access token");
}

Status oauth_initial_end(Cx *cx, DbTx *tx, int64_t plan, Str id)
{
    Str hash;
    TRY(initial_find(cx, tx, plan, id, &hash));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_initial SET uses_left = 0 WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, hash);
    return db_exec(cx, tx, q, NULL);
}

static Status refused(Cx *cx)
{
    return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "the access token is not valid");
}

Status initial_use(Cx *cx, DbTx *tx, int64_t plan, Str token, Initial *out)
{
    DbRows *r;
    const Str hash = sha256(cx, token);
    Sql *q = sql_new(cx);
    /* One statement looks and takes, so that of two at once one alone has the last use. */
    sql_text(q, "UPDATE oauth_initial SET uses_left = uses_left - 1 WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, hash);
    sql_text(q, " AND uses_left > 0 AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " RETURNING scope, developer, approved");
    const Status st = db_one(cx, tx, q, STR("token"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? refused(cx) : st;
    *out = (Initial){ .scope = arena_dup(cx->mem, db_str(r, 0)),
                      .developer = arena_dup(cx->mem, db_str(r, 1)),
                      .approved = db_i64(r, 2) != 0,
                      .id = initial_id(cx, hash) };
    return ST_OK;
}

Status registration_room(Cx *cx, DbTx *tx, int64_t plan)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT COUNT(*) FROM oauth_registration WHERE unasked = 1 AND plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND created_ms > ");
    sql_bind_i64(q, cx->now_ms - DAY_MS);
    TRY(db_one(cx, tx, q, STR("oauth_registration"), &r));
    return db_i64(r, 0) < (int64_t)LIMIT_CLIENTS_UNASKED
               ? ST_OK
               : fail(cx, ST_TOO_MANY, STR("register"), "too many apps today; try again tomorrow");
}

Status registration_insert(Cx *cx, DbTx *tx, int64_t plan, Str client_id, bool unasked, Str *token)
{
    *token = random_token(cx, OAUTH_TOKEN_BYTES);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_registration (client_id, hash, plan, unasked, created_ms)"
                " VALUES (");
    sql_bind_str(q, client_id);
    sql_text(q, ", ");
    sql_bind_blob(q, sha256(cx, *token));
    const int64_t numbers[] = { plan, unasked, cx->now_ms };
    sql_text(q, ", ");
    sql_bind_list(q, numbers, sizeof numbers / sizeof *numbers);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

Status registration_check(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str token,
                          int64_t *created_ms)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    /* Plan and client are part of the question: a token of another app is unknown here (threat 83). */
    sql_text(q, "SELECT created_ms FROM oauth_registration WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, sha256(cx, token));
    const Status st = db_one(cx, tx, q, STR("token"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? refused(cx) : st;
    *created_ms = db_i64(r, 0);
    return ST_OK;
}

/* ---- RFC 7592 s.2.3 ------------------------------------------------------------------------------ */

/* The row stays, so that the day's count does (LIMIT_CLIENTS_UNASKED), by a hash that no token has. */
static Status registration_close(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_registration SET hash = ");
    sql_bind_blob(q, sha256(cx, random_token(cx, OAUTH_TOKEN_BYTES)));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    return db_exec(cx, tx, q, NULL);
}

Status oauth_registration_end(Cx *cx, DbTx *tx, const OauthPlan *plan, Str client_id, Str token)
{
    int64_t created_ms;
    TRY(registration_check(cx, tx, plan->num, client_id, token, &created_ms));
    /* The client's row first, as the sweep does: neither waits for the other for ever. */
    TRY(client_remove(cx, tx, plan->num, client_id));
    return registration_close(cx, tx, plan->num, client_id);
}
