/* backend.c - SMART Backend Services: an access token for an app that acts for nobody in particular (O20,
 * O21). All of an app's tokens stand under one grant of relation "system", which holds no member and so
 * opens nothing at the members' API; ending it, or the app, ends them. */
#include "oauth/oauth_int.h"

static const unsigned policy = OAUTH_R | OAUTH_S; /* the platform only reads (S4) */

/* What the ceiling allows on the scope's types: all of "*", or what names the type. */
static unsigned ceiling_of(Str ceiling, uint16_t type_num)
{
    unsigned actions = 0;
    OauthScope c;
    for (Str t; oauth_scope_next(&ceiling, &t);)
        if (oauth_scope_parse(t, &c) && c.context == OAUTH_SYSTEM && !c.granular &&
            (c.type_num == 0 || c.type_num == type_num))
            actions |= c.actions;
    return actions & policy;
}

static void put(Buf *out, Str token)
{
    if (oauth_scope_has(buf_str(out), token))
        return;
    if (out->n)
        buf_char(out, ' ');
    buf_put(out, token);
}

/* As it was spelt where that says exactly what is given (S2, S5). */
static void put_narrowed(Cx *cx, Buf *out, const OauthScope *s, Str type, unsigned actions)
{
    if (!actions)
        return;
    if (actions == s->actions && str_eq(type, s->type)) {
        put(out, s->text);
        return;
    }
    const char *how = actions == policy ? (s->v1 ? "read" : "rs") : actions == OAUTH_R ? "r" : "s";
    put(out, arena_printf(cx->mem, "system/%.*s.%s", STR_ARG(type), how));
}

/* "*" under a ceiling that names types becomes those types: never wider, nor nothing (S14, S15). */
static void put_scope(Cx *cx, Buf *out, const OauthScope *s, Str ceiling)
{
    OauthScope c;
    const unsigned whole = ceiling_of(ceiling, s->type_num) & s->actions;
    put_narrowed(cx, out, s, s->type, whole);
    if (s->type_num != 0)
        return;
    for (Str rest = ceiling, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &c) || c.context != OAUTH_SYSTEM || c.granular || !c.type_num)
            continue;
        const unsigned actions = ceiling_of(ceiling, c.type_num) & s->actions;
        if (actions & ~whole)
            put_narrowed(cx, out, s, c.type, actions);
    }
}

static Status scope_grant(Cx *cx, const OauthClient *client, Str requested, Str *granted)
{
    Buf *out = buf_new(cx, 2 * LIMIT_SCOPE);
    size_t tokens = 0;
    OauthScope s;
    if (requested.n > LIMIT_SCOPE)
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "too long");
    for (Str rest = requested, t; oauth_scope_next(&rest, &t);) {
        if (++tokens > LIMIT_SCOPE_TOKENS)
            return fail(cx, ST_INVALID_SCOPE, STR("scope"), "too many scopes");
        if (client->resource_server && str_eq(t, STR(OAUTH_INTROSPECTION))) {
            put(out, t);
            continue;
        }
        if (!oauth_scope_parse(t, &s) || s.context == OAUTH_PLAIN || s.granular)
            continue;
        if (s.context != OAUTH_SYSTEM) /* O21: there is nobody whose they could be */
            return fail(cx, ST_INVALID_SCOPE, STR("scope"),
                        "is system/ alone for client_credentials");
        put_scope(cx, out, &s, client->scope);
    }
    TRY(buf_status(cx, out, STR("scope")));
    if (!out->n)
        return fail(cx, ST_INVALID_SCOPE, STR("scope"), "nothing of it can be granted");
    *granted = buf_str(out);
    return ST_OK;
}

static bool has_system(Str ceiling)
{
    OauthScope s;
    for (Str t; oauth_scope_next(&ceiling, &t);)
        if (oauth_scope_parse(t, &s) && s.context == OAUTH_SYSTEM)
            return true;
    return false;
}

static Status standing_find(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str *id)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, " AND relation = ");
    sql_bind_str(q, STR("system"));
    sql_text(q, " AND ended_ms IS NULL LIMIT 1");
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    *id = arena_dup(cx->mem, db_str(r, 0));
    return ST_OK;
}

/* Gone since it was authenticated: told as any client that is unknown (T33). */
static Status client_grants(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    const Status st = client_used(cx, tx, plan, client_id);
    return st != ST_OK && forgive(cx, st, ST_NOT_FOUND)
               ? fail(cx, ST_CLIENT, STR("client"), "client authentication failed")
               : st;
}

/* The client's own grant: a row for each token of five minutes would be a hundred thousand a year. */
static Status grant_standing(Cx *cx, DbTx *tx, int64_t plan, const OauthClient *client, Grant *out)
{
    Str id;
    const Status st = standing_find(cx, tx, plan, client->client_id, &id);
    if (st == ST_OK)
        return grant_use(cx, tx, plan, id, out);
    if (!forgive(cx, st, ST_NOT_FOUND))
        return st;
    *out = (Grant){ .client_id = client->client_id,
                    .relation = STR("system"),
                    .scope = client->scope,
                    .when_lo_ms = INT64_MIN };
    TRY(client_grants(cx, tx, plan, client->client_id));
    TRY(grant_insert(cx, tx, plan, out));
    return grant_use(cx, tx, plan, out->id, out);
}

Status backend_issue(Cx *cx, DbTx *tx, int64_t plan, const OauthClient *client, Str requested,
                     Grant *grant, TokenPair *out, Str *scope)
{
    if (!str_eq(client->auth_method, STR("private_key_jwt")) ||
        (!has_system(client->scope) && !client->resource_server))
        return fail(cx, ST_UNAUTHORIZED_CLIENT, STR("grant_type"),
                    "is for backend services that sign, with system/ scopes registered");
    TRY(scope_grant(cx, client, requested, scope));
    TRY(grant_standing(cx, tx, plan, client, grant));
    const int64_t ttl_s = client->system_ttl_s ? client->system_ttl_s : OAUTH_SYSTEM_TTL_S;
    *out = (TokenPair){ .expires_in_s = ttl_s };
    return token_access_insert(cx, tx, plan, grant, *scope, STR_NONE, cx->now_ms + ttl_s * 1000,
                               &out->access);
}
