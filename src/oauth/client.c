/* client.c - the register of apps. Redirect URIs stand in oauth_redirect, one row each with its
 * origin; secrets in oauth_secret as HMACs, two may be alive while one is rotated (T13). */
#include "base/codec.h"
#include "base/table.h"
#include "base/text.h"
#include "base/text_name.h"
#include "oauth/oauth_int.h"

// clang-format off
static const struct Method { Str name; bool secret; } methods[] = {
    { STR_C("client_secret_basic"), true  },
    { STR_C("client_secret_post"),  true  },
    { STR_C("none"),                false },
    { STR_C("private_key_jwt"),     false },
};
static const struct { Str name; } signing_algs[] = {
    { STR_C("ES384") }, { STR_C("RS384") },
};
static const struct { Str name; } statuses[] = {
    { STR_C("approved") }, { STR_C("sandbox") }, { STR_C("suspended") },
};
// clang-format on

static const char id_chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.";
static const char id_set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/* ---- what may be registered --------------------------------------------------------------------- */

/* Shown to members as it is, so nothing in it may hide or turn (O15). */
static Status text_check(Cx *cx, Str text, Str where, size_t max_chars)
{
    if (!utf8_valid(text) || text_has_hidden(text))
        return fail(cx, ST_INVALID, where, "may not hold control or hidden characters");
    if (utf8_count(text) > max_chars)
        return fail(cx, ST_INVALID, where, "is too long");
    return ST_OK;
}

/* A name stands beside the plan's own words, so it has to be what it looks like (O15). */
static Status name_check(Cx *cx, Str name, Str where, size_t max_chars)
{
    TRY(text_check(cx, name, where, max_chars));
    const char *why = name.n ? text_name_fault(cx, name) : NULL;
    return why ? fail(cx, ST_INVALID, where, why) : ST_OK;
}

static Status link_check(Cx *cx, Str url, Str where)
{
    TRY(text_check(cx, url, where, LIMIT_CLIENT_LINK));
    if (url.n && (!redirect_https_host(url).n || redirect_check(cx, url) != ST_OK))
        return fail(cx, ST_INVALID, where, "must be an https address");
    return ST_OK;
}

static Status scope_check(Cx *cx, Str scope)
{
    OauthScope s;
    if (scope.n > LIMIT_SCOPE)
        return fail(cx, ST_INVALID, STR("scope"), "is too long");
    for (Str t; oauth_scope_next(&scope, &t);)
        if (!oauth_scope_parse(t, &s))
            return failf(cx, ST_INVALID, STR("scope"), "%.*s is not a scope known here",
                         STR_ARG(t));
    return ST_OK;
}

static bool has_system(Str scope)
{
    OauthScope s;
    for (Str t; oauth_scope_next(&scope, &t);)
        if (oauth_scope_parse(t, &s) && s.context == OAUTH_SYSTEM)
            return true;
    return false;
}

static Status redirects_check(Cx *cx, const OauthClientNew *in)
{
    /* No member is sent to a backend service: without an address it can never ask one. */
    if (!in->redirect_count && (in->resource_server || has_system(in->scope)))
        return ST_OK;
    if (!in->redirect_count || in->redirect_count > LIMIT_CLIENT_REDIRECTS)
        return fail(cx, ST_INVALID, STR("redirect_uri"), "one at least, and not too many");
    for (size_t i = 0; i < in->redirect_count; i++)
        TRY(redirect_check(cx, in->redirect_uris[i]));
    return ST_OK;
}

static Status origins_check(Cx *cx, const OauthClientNew *in)
{
    if (in->origin_count > LIMIT_CLIENT_ORIGINS)
        return fail(cx, ST_INVALID, STR("allowed_origins"), "too many");
    for (size_t i = 0; i < in->origin_count; i++)
        if (!origin_valid(cx, in->origins[i]))
            return fail(cx, ST_INVALID, STR("allowed_origins"),
                        "must be https://host[:port] in lower case, or a loopback address");
    return ST_OK;
}

static Status backend_check(Cx *cx, const OauthClientNew *in)
{
    if (in->system_ttl_s < 0 || in->system_ttl_s > OAUTH_SYSTEM_TTL_MAX_S)
        return fail(cx, ST_INVALID, STR("system_ttl_s"), "seconds, 3600 at most");
    if (in->resource_server && !in->confidential) /* O3: whoever sees all tokens proves who it is */
        return fail(cx, ST_INVALID, STR("resource_server"), "is for confidential clients");
    if (in->group_count > LIMIT_CLIENT_GROUPS)
        return fail(cx, ST_INVALID, STR("group"), "too many");
    for (size_t i = 0; i < in->group_count; i++)
        if (in->groups[i].n > LIMIT_ID || !str_only(in->groups[i], id_chars))
            return fail(cx, ST_INVALID, STR("group"), "is not the id of a Group");
    return ST_OK;
}

static Status new_check(Cx *cx, const OauthClientNew *in)
{
    if (!str_trim(in->name).n)
        return fail(cx, ST_INVALID, STR("name"), "is required");
    TRY(name_check(cx, in->name, STR("name"), LIMIT_CLIENT_NAME));
    TRY(name_check(cx, in->developer, STR("developer"), LIMIT_CLIENT_TEXT));
    TRY(text_check(cx, in->support_email, STR("support_email"), LIMIT_CLIENT_TEXT));
    TRY(link_check(cx, in->website, STR("website")));
    TRY(link_check(cx, in->privacy_url, STR("privacy_url")));
    if (in->client_id.n && (in->client_id.n > LIMIT_CLIENT_ID || !str_only(in->client_id, id_set) ||
                            str_eq(in->client_id, STR(OAUTH_DIRECT_CLIENT))))
        return fail(cx, ST_INVALID, STR("client_id"),
                    "letters, digits, _ and -; one name is reserved");
    if (in->status.n && !TABLE_FIND(statuses, in->status))
        return fail(cx, ST_INVALID, STR("status"), "approved, sandbox or suspended");
    TRY(scope_check(cx, in->scope));
    TRY(origins_check(cx, in));
    TRY(backend_check(cx, in));
    return redirects_check(cx, in);
}

/* Exactly one of the two for private_key_jwt, neither for anything else (T19, O14). */
static Status jwks_new_check(Cx *cx, const OauthClientNew *in, Str method)
{
    const bool by_key = str_eq(method, STR("private_key_jwt"));
    if (!by_key && (in->jwks.n || in->jwks_uri.n || in->signing_alg.n))
        return fail(cx, ST_INVALID, STR("jwks"), "is for private_key_jwt alone");
    if (!by_key)
        return ST_OK;
    if ((in->jwks.n > 0) == (in->jwks_uri.n > 0))
        return fail(cx, ST_INVALID, STR("jwks"),
                    "private_key_jwt needs jwks or jwks_uri, not both");
    if (in->signing_alg.n && !TABLE_FIND(signing_algs, in->signing_alg))
        return fail(cx, ST_INVALID, STR("signing_alg"), "RS384 or ES384");
    TRY(link_check(cx, in->jwks_uri, STR("jwks_uri")));
    return in->jwks.n ? jwks_check(cx, in->jwks) : ST_OK;
}

static Status method_of(Cx *cx, const OauthClientNew *in, const struct Method **out)
{
    const Str method = in->auth_method.n  ? in->auth_method
                       : in->confidential ? STR("client_secret_basic")
                                          : STR("none");
    *out = TABLE_FIND(methods, method);
    if (!*out)
        return fail(cx, ST_INVALID, STR("auth_method"),
                    "none, client_secret_basic, client_secret_post or private_key_jwt");
    if (str_eq(method, STR("none")) == in->confidential)
        return fail(cx, ST_INVALID, STR("auth_method"), "none is for public clients, and only it");
    return jwks_new_check(cx, in, method);
}

/* Pairwise identifiers are one family for one site; what has no one site is its own (T24). Kept in
 * the row: another redirect URI later must not give every member a new identifier. */
static Str sector_of(const OauthClientNew *in, Str client_id)
{
    Str host = in->redirect_count ? redirect_https_host(in->redirect_uris[0]) : STR_NONE;
    for (size_t i = 1; i < in->redirect_count; i++)
        if (!str_eq(host, redirect_https_host(in->redirect_uris[i])))
            return client_id;
    return host.n ? host : client_id;
}

/* ---- writing ------------------------------------------------------------------------------------ */

Str client_secret_hash(Cx *cx, const Keys *keys, int64_t plan, Str client_id, Str secret)
{
    Str text = arena_printf(cx->mem, "client_secret|%lld|%.*s|%.*s", (long long)plan,
                            STR_ARG(client_id), STR_ARG(secret));
    return hmac_sha256(cx, keys_use(keys, KEY_PEPPER), text);
}

static Status client_insert(Cx *cx, DbTx *tx, int64_t plan, const OauthClientNew *in, Str id,
                            Str method)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO oauth_client (plan, client_id, name, status, auth_method, scope, sector,"
             " developer, website, privacy_url, support_email, jwks, jwks_uri, signing_alg,"
             " require_par, resource_server, system_ttl_s, created_ms, updated_ms) VALUES (");
    sql_bind_i64(q, plan);
    const Str texts[] = { id,
                          in->name,
                          in->status.n ? in->status : STR("sandbox"),
                          method,
                          in->scope,
                          sector_of(in, id),
                          in->developer,
                          in->website,
                          in->privacy_url,
                          in->support_email,
                          in->jwks,
                          in->jwks_uri,
                          in->signing_alg };
    const int64_t numbers[] = { in->require_par, in->resource_server, in->system_ttl_s, cx->now_ms,
                                cx->now_ms };
    for (size_t i = 0; i < TABLE_COUNT(texts); i++) {
        sql_text(q, ", ");
        sql_bind_str(q, texts[i]);
    }
    sql_text(q, ", ");
    sql_bind_list(q, numbers, TABLE_COUNT(numbers));
    sql_text(q, ") ON CONFLICT (plan, client_id) DO NOTHING");
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_CONFLICT, STR("client_id"), "is taken");
}

static Status redirect_insert(Cx *cx, DbTx *tx, int64_t plan, Str id, size_t n, Str uri)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_redirect (plan, client_id, n, uri, origin) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ", ");
    sql_bind_i64(q, (int64_t)n);
    sql_text(q, ", ");
    sql_bind_str(q, uri);
    sql_text(q, ", ");
    sql_bind_str(q, redirect_script_origin(cx, uri));
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

static Status origin_insert(Cx *cx, DbTx *tx, int64_t plan, Str id, Str origin)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_origin (plan, client_id, origin) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ", ");
    sql_bind_str(q, origin);
    sql_text(q, ") ON CONFLICT (plan, client_id, origin) DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

static Status secret_insert(Cx *cx, DbTx *tx, int64_t plan, Str id, Str hash)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_secret (plan, client_id, mac, created_ms, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ", ");
    sql_bind_blob(q, hash);
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", 0)"); /* until replaced */
    return db_exec(cx, tx, q, NULL);
}

static Status group_insert(Cx *cx, DbTx *tx, int64_t plan, Str id, Str group)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_client_group (plan, client_id, group_id) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, id);
    sql_text(q, ", ");
    sql_bind_str(q, group);
    sql_text(q, ") ON CONFLICT (plan, client_id, group_id) DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

Status oauth_client_add(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const OauthClientNew *in,
                        Str *client_id, Str *secret)
{
    const struct Method *method;
    TRY(new_check(cx, in));
    TRY(method_of(cx, in, &method));
    /* base64url is [A-Za-z0-9_-]: with and without form-encoding in a Basic header the same (T12). */
    *client_id = in->client_id.n ? arena_dup(cx->mem, in->client_id) : random_token(cx, 16);
    *secret = method->secret ? random_token(cx, OAUTH_TOKEN_BYTES) : STR_NONE; /* T13 */
    TRY(client_insert(cx, tx, plan, in, *client_id, method->name));
    for (size_t i = 0; i < in->group_count; i++)
        TRY(group_insert(cx, tx, plan, *client_id, in->groups[i]));
    for (size_t i = 0; i < in->redirect_count; i++)
        TRY(redirect_insert(cx, tx, plan, *client_id, i, in->redirect_uris[i]));
    for (size_t i = 0; i < in->origin_count; i++)
        TRY(origin_insert(cx, tx, plan, *client_id, in->origins[i]));
    if (secret->n)
        TRY(secret_insert(cx, tx, plan, *client_id,
                          client_secret_hash(cx, keys, plan, *client_id, *secret)));
    return ST_OK;
}

/* What lives longer than until ms, and all but the newest of it at once. */
static Status secrets_limit(Cx *cx, DbTx *tx, int64_t plan, Str client_id, int64_t until_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM oauth_secret WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, " AND expires_ms <> 0"); /* was being replaced already */
    TRY(db_exec(cx, tx, q, NULL));
    q = sql_new(cx);
    sql_text(q, "UPDATE oauth_secret SET expires_ms = ");
    sql_bind_i64(q, until_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    return db_exec(cx, tx, q, NULL);
}

Status oauth_client_secret_add(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str client_id,
                               int64_t overlap_s, Str *secret)
{
    OauthClient c;
    TRY(oauth_client_find(cx, tx, plan, client_id, &c));
    const struct Method *method = TABLE_FIND(methods, c.auth_method);
    if (!method || !method->secret)
        return fail(cx, ST_INVALID, STR("client_id"), "is an app without a secret");
    *secret = random_token(cx, OAUTH_TOKEN_BYTES);
    TRY(secrets_limit(cx, tx, plan, client_id, cx->now_ms + overlap_s * 1000));
    return secret_insert(cx, tx, plan, client_id,
                         client_secret_hash(cx, keys, plan, client_id, *secret));
}

Status oauth_client_set_status(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str status)
{
    int64_t changed;
    if (!TABLE_FIND(statuses, status))
        return fail(cx, ST_INVALID, STR("status"), "approved, sandbox or suspended");
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_client SET status = ");
    sql_bind_str(q, status);
    sql_text(q, ", updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, " AND status <> ");
    sql_bind_str(q, STR("removed")); /* its developer ended it: nobody else begins it again */
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("client_id"), "no such client");
}

/* ---- the end ------------------------------------------------------------------------------------ */

/* The row stays: audit and consents name it, and its id must not become another app's. What a member is
 * shown of it stays with it, its name and developer; of the rest nothing is needed any more. */
static Status removed_mark(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    static const char *const emptied[] = { ", jwks = ",   ", jwks_uri = ",    ", privacy_url = ",
                                           ", scope = ",  ", signing_alg = ", ", support_email = ",
                                           ", website = " };
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_client SET status = ");
    sql_bind_str(q, STR("removed"));
    for (size_t i = 0; i < TABLE_COUNT(emptied); i++) {
        sql_text(q, emptied[i]);
        sql_bind_str(q, STR(""));
    }
    sql_text(q, ", updated_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    return db_exec(cx, tx, q, NULL);
}

Status client_parts_delete(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    static const char *const deletes[] = {
        "DELETE FROM oauth_client_group WHERE plan = ", "DELETE FROM oauth_jti WHERE plan = ",
        "DELETE FROM oauth_origin WHERE plan = ",       "DELETE FROM oauth_redirect WHERE plan = ",
        "DELETE FROM oauth_secret WHERE plan = ",
    };
    for (size_t i = 0; i < TABLE_COUNT(deletes); i++) {
        Sql *q = sql_new(cx);
        sql_text(q, deletes[i]);
        sql_bind_i64(q, plan);
        sql_text(q, " AND client_id = ");
        sql_bind_str(q, client_id);
        TRY(db_exec(cx, tx, q, NULL));
    }
    return ST_OK;
}

static Status removed_grants(Cx *cx, DbTx *tx, int64_t plan, Str **ids, size_t *count)
{
    Sql *q = sql_new(cx);
    /* CROSS: the apps first, of which there are few (SQLite keeps to that order). */
    sql_text(q, "SELECT g.id FROM oauth_client c CROSS JOIN oauth_grant g WHERE c.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND c.status = ");
    sql_bind_str(q, STR("removed"));
    sql_text(q, " AND g.plan = c.plan AND g.client_id = c.client_id AND g.ended_ms IS NULL LIMIT ");
    sql_bind_i64(q, LIMIT_GRANTS_ENDED);
    return db_strs(cx, tx, q, ids, count);
}

Status client_removed_grants_end(Cx *cx, DbTx *tx, int64_t plan)
{
    Str *ids;
    size_t count;
    TRY(removed_grants(cx, tx, plan, &ids, &count));
    for (size_t i = 0; i < count; i++)
        TRY(grant_kill(cx, tx, plan, ids[i], STR("the app was removed")));
    return ST_OK;
}

Status client_remove(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    /* From here on nothing of it is answered, however many grants are left for the sweep. */
    TRY(removed_mark(cx, tx, plan, client_id));
    TRY(client_parts_delete(cx, tx, plan, client_id));
    return client_removed_grants_end(cx, tx, plan);
}

/* ---- reading ------------------------------------------------------------------------------------ */

static const char client_select[] =
    "SELECT client_id, name, status, auth_method, scope, sector, developer, website, privacy_url,"
    " support_email, jwks, jwks_uri, signing_alg, require_par, resource_server, system_ttl_s"
    " FROM oauth_client WHERE plan = ";

static OauthClient client_row(Cx *cx, const DbRows *r)
{
    OauthClient c = { 0 };
    Str *const fields[] = { &c.client_id,   &c.name,          &c.status,    &c.auth_method,
                            &c.scope,       &c.sector,        &c.developer, &c.website,
                            &c.privacy_url, &c.support_email, &c.jwks,      &c.jwks_uri,
                            &c.signing_alg };
    int col = 0;
    for (size_t i = 0; i < TABLE_COUNT(fields); i++)
        *fields[i] = arena_dup(cx->mem, db_str(r, col++));
    c.require_par = db_i64(r, col++) != 0;
    c.resource_server = db_i64(r, col++) != 0;
    c.system_ttl_s = db_i64(r, col);
    c.confidential = !str_eq(c.auth_method, STR("none"));
    return c;
}

/* The texts of one column that a client has many of; select is a literal that ends in "WHERE plan = ". */
static Status client_texts(Cx *cx, DbTx *tx, const char *select, const char *order, size_t most,
                           int64_t plan, Str client_id, Str **out, size_t *count)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    *out = ARENA_ARRAY(cx->mem, Str, most);
    *count = 0;
    sql_text(q, select);
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, order);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (*count < most)
            (*out)[(*count)++] = arena_dup(cx->mem, db_str(r, 0));
    return st;
}

static Status client_redirects(Cx *cx, DbTx *tx, int64_t plan, OauthClient *c)
{
    Str *uris;
    TRY(client_texts(cx, tx, "SELECT uri FROM oauth_redirect WHERE plan = ", " ORDER BY n",
                     LIMIT_CLIENT_REDIRECTS, plan, c->client_id, &uris, &c->redirect_count));
    c->redirect_uris = uris;
    return ST_OK;
}

static Status client_origins(Cx *cx, DbTx *tx, int64_t plan, OauthClient *c)
{
    Str *origins;
    TRY(client_texts(cx, tx, "SELECT origin FROM oauth_origin WHERE plan = ", " ORDER BY origin",
                     LIMIT_CLIENT_ORIGINS, plan, c->client_id, &origins, &c->origin_count));
    c->origins = origins;
    return ST_OK;
}

Status oauth_client_find(Cx *cx, DbTx *tx, int64_t plan, Str client_id, OauthClient *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    *out = (OauthClient){ 0 };
    sql_text(q, client_select);
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    TRY(db_one(cx, tx, q, STR("client_id"), &r));
    *out = client_row(cx, r);
    TRY(client_redirects(cx, tx, plan, out));
    return client_origins(cx, tx, plan, out);
}

Status oauth_client_list(Cx *cx, DbTx *tx, int64_t plan, OauthClient **out, size_t *count)
{
    OauthClient *list = ARENA_ARRAY(cx->mem, OauthClient, LIMIT_CLIENT_LIST);
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, client_select);
    sql_bind_i64(q, plan);
    sql_text(q, " ORDER BY client_id");
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (*count < LIMIT_CLIENT_LIST)
            list[(*count)++] = client_row(cx, r);
    TRY(st);
    for (size_t i = 0; i < *count; i++)
        TRY(client_redirects(cx, tx, plan, &list[i]));
    *out = list;
    return ST_OK;
}

Status oauth_client_groups(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str **ids, size_t *count)
{
    return client_texts(cx, tx, "SELECT group_id FROM oauth_client_group WHERE plan = ",
                        " ORDER BY group_id", LIMIT_CLIENT_GROUPS, plan, client_id, ids, count);
}

/* " AND client_id" of one, when it is asked for. */
static void of_client(Sql *q, Str client_id)
{
    if (!client_id.n)
        return;
    sql_text(q, " AND c.client_id = ");
    sql_bind_str(q, client_id);
}

Status oauth_origin_known(Cx *cx, DbTx *tx, const OauthPlan *plan, Str client_id, Str origin,
                          bool *known)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    *known = false;
    sql_text(q, "SELECT c.status FROM oauth_redirect r JOIN oauth_client c"
                " ON c.plan = r.plan AND c.client_id = r.client_id WHERE r.plan = ");
    sql_bind_i64(q, plan->num);
    sql_text(q, " AND r.origin = ");
    sql_bind_str(q, origin);
    of_client(q, client_id);
    sql_text(q, " UNION SELECT c.status FROM oauth_origin o JOIN oauth_client c"
                " ON c.plan = o.plan AND c.client_id = o.client_id WHERE o.plan = ");
    sql_bind_i64(q, plan->num);
    sql_text(q, " AND o.origin = ");
    sql_bind_str(q, origin);
    of_client(q, client_id);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        *known |= client_active(plan, db_str(r, 0));
    return st;
}

bool client_active(const OauthPlan *plan, Str status)
{
    return str_eq(status, STR("approved")) || (plan->sandbox && str_eq(status, STR("sandbox")));
}

bool client_has_redirect(const OauthClient *c, Str uri)
{
    for (size_t i = 0; i < c->redirect_count; i++)
        if (redirect_matches(c->redirect_uris[i], uri))
            return true;
    return false;
}

bool client_has_origin(Cx *cx, const OauthClient *c, Str origin)
{
    for (size_t i = 0; i < c->redirect_count; i++)
        if (str_eq(redirect_script_origin(cx, c->redirect_uris[i]), origin))
            return true;
    for (size_t i = 0; i < c->origin_count; i++)
        if (str_eq(c->origins[i], origin))
            return true;
    return false;
}
