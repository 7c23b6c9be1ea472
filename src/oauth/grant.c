/* grant.c - the family of tokens that one approval began. Codes and tokens hold no right of their own:
 * each use asks for a living grant, so ending that one row ends them all (C8). */
#include "oauth/oauth_int.h"

#define GRANT_STRS 9
#define GRANT_I64S 8

typedef struct Fields {
    Str *strs[GRANT_STRS];
    int64_t *i64s[GRANT_I64S];
} Fields;

/* In the order of GRANT_COLUMNS. */
static Fields fields_of(Grant *g)
{
    return (Fields){
        { &g->id, &g->client_id, &g->account, &g->relation, &g->patient, &g->scope, &g->consent,
          &g->acr, &g->nonce },
        { &g->num, &g->compartment, &g->labels_shared, &g->labels_until_ms, &g->when_lo_ms,
          &g->offline, &g->auth_ms, &g->expires_ms },
    };
}

#define GRANT_COLUMNS                                                                              \
    "id, client_id, account, relation, patient, scope, consent, acr, nonce, num, compartment,"     \
    " labels_shared, labels_until_ms, when_lo_ms, offline, auth_ms, expires_ms"

Status client_used(Cx *cx, DbTx *tx, int64_t plan, Str client_id)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_client SET used = 1 WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_NOT_FOUND, STR("client_id"), "no such client");
}

static Status grant_num(Cx *cx, DbTx *tx, int64_t plan, int64_t *num)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_counter (plan, name, value) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, STR("grant"));
    sql_text(q, ", 1) ON CONFLICT (plan, name) DO UPDATE SET value = oauth_counter.value + 1"
                " RETURNING value");
    TRY(db_one(cx, tx, q, STR("oauth_counter"), &r));
    *num = db_i64(r, 0);
    return ST_OK;
}

Status grant_insert(Cx *cx, DbTx *tx, int64_t plan, Grant *g)
{
    Fields f = fields_of(g);
    g->id = random_token(cx, 16);
    TRY(grant_num(cx, tx, plan, &g->num));
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_grant (" GRANT_COLUMNS ", plan, consent_version, created_ms,"
                " remind_ms, last_used_ms) VALUES (");
    for (size_t i = 0; i < GRANT_STRS; i++) {
        sql_bind_str(q, *f.strs[i]);
        sql_text(q, ", ");
    }
    for (size_t i = 0; i < GRANT_I64S; i++) {
        sql_bind_i64(q, *f.i64s[i]);
        sql_text(q, ", ");
    }
    sql_bind_i64(q, plan);
    sql_text(q, ", 1, ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, g->account.n ? grant_remind_ms(cx->now_ms, g->expires_ms, cx->now_ms) : 0);
    sql_text(q, ", 0)"); /* not used until its code is */
    return db_exec(cx, tx, q, NULL);
}

static void row_read(Cx *cx, DbRows *r, Grant *out)
{
    Fields f = fields_of(out);
    int col = 0;
    for (size_t i = 0; i < GRANT_STRS; i++)
        *f.strs[i] = arena_dup(cx->mem, db_str(r, col++));
    for (size_t i = 0; i < GRANT_I64S; i++)
        *f.i64s[i] = db_i64(r, col++);
}

Status grant_use(Cx *cx, DbTx *tx, int64_t plan, Str id, Grant *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET last_used_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND ended_ms IS NULL AND (expires_ms = 0 OR expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") RETURNING " GRANT_COLUMNS);
    Status st = db_one(cx, tx, q, STR("grant"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? fail(cx, ST_GRANT, STR("grant"), "is over") : st;
    row_read(cx, r, out);
    return ST_OK;
}

Status grant_kill(Cx *cx, DbTx *tx, int64_t plan, Str id, Str reason)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    /* One that ran out before was over then. */
    sql_text(q, "UPDATE oauth_grant SET ended_ms = CASE WHEN expires_ms > 0 AND expires_ms < ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " THEN expires_ms ELSE ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " END, ended_reason = ");
    sql_bind_str(q, reason);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND ended_ms IS NULL RETURNING consent");
    Status st = db_one(cx, tx, q, STR("grant"), &r);
    if (st != ST_OK) /* ended before: once is enough (M44) */
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    return consent_end(cx, tx, plan, arena_dup(cx->mem, db_str(r, 0)), reason);
}

/* ---- the member's account page ---------------------------------------------------------------------- */

/* The caller adds what else it asks of them. */
static Sql *plan_select(Cx *cx, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "SELECT g.id, g.client_id, c.name, g.account, g.relation, g.patient, g.scope, g.num,"
             " g.labels_shared, g.labels_until_ms, g.when_lo_ms, g.created_ms, g.last_used_ms,"
             " g.expires_ms, g.offline, g.consent_version, g.ended_ms FROM oauth_grant g JOIN "
             "oauth_client c"
             " ON c.plan = g.plan AND c.client_id = g.client_id WHERE g.plan = ");
    sql_bind_i64(q, plan);
    return q;
}

static Sql *grant_select(Cx *cx, int64_t plan, Str account)
{
    Sql *q = plan_select(cx, plan);
    sql_text(q, " AND g.account = ");
    sql_bind_str(q, account);
    return q;
}

static void and_living(const Cx *cx, Sql *q)
{
    sql_text(q, " AND g.ended_ms IS NULL AND (g.expires_ms = 0 OR g.expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ")");
}

static Sql *living_select(Cx *cx, int64_t plan, Str account)
{
    Sql *q = grant_select(cx, plan, account);
    and_living(cx, q);
    return q;
}

static OauthGrant grant_row(Cx *cx, DbRows *r)
{
    OauthGrant g = { .num = db_i64(r, 7),
                     .labels_shared = (uint64_t)db_i64(r, 8),
                     .labels_until_ms = db_i64(r, 9),
                     .when_lo_ms = db_i64(r, 10),
                     .created_ms = db_i64(r, 11),
                     .last_used_ms = db_i64(r, 12),
                     .expires_ms = db_i64(r, 13),
                     .offline = db_i64(r, 14) != 0,
                     .version = db_i64(r, 15),
                     .ended_ms = db_i64(r, 16) };
    Str *const strs[] = { &g.id,       &g.client_id, &g.client_name, &g.account,
                          &g.relation, &g.patient,   &g.scope };
    for (int i = 0; i < 7; i++)
        *strs[i] = arena_dup(cx->mem, db_str(r, i));
    if (g.labels_until_ms && g.labels_until_ms <= cx->now_ms) /* as access.c reads it */
        g.labels_shared = 0;
    if (!g.ended_ms && g.expires_ms && g.expires_ms <= cx->now_ms)
        g.ended_ms = g.expires_ms;
    return g;
}

static Status grant_list(Cx *cx, DbTx *tx, Sql *q, OauthGrant **out, size_t *count)
{
    DbRows *r;
    Status st;
    sql_text(q, "g.created_ms DESC, g.num DESC");
    OauthGrant *list = ARENA_ARRAY(cx->mem, OauthGrant, LIMIT_GRANT_LIST);
    *count = 0;
    *out = list;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        if (*count < LIMIT_GRANT_LIST)
            list[(*count)++] = grant_row(cx, r);
    return st;
}

/* Alive, and its code was redeemed: an app that never came back for it is not connected. */
Status oauth_grants_of(Cx *cx, DbTx *tx, int64_t plan, Str account, OauthGrant **out, size_t *count)
{
    Sql *q = living_select(cx, plan, account);
    sql_text(q, " AND g.last_used_ms > 0 ORDER BY ");
    return grant_list(cx, tx, q, out, count);
}

/* However many are over, no living one is missing, whose app would then pass for one that is not connected. */
Status oauth_grants_ever(Cx *cx, DbTx *tx, int64_t plan, Str account, OauthGrant **out,
                         size_t *count)
{
    Sql *q = grant_select(cx, plan, account);
    sql_text(q,
             " AND g.last_used_ms > 0 ORDER BY CASE WHEN g.ended_ms IS NULL THEN 0 ELSE 1 END, ");
    return grant_list(cx, tx, q, out, count);
}

Status oauth_grant_of(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, OauthGrant *out)
{
    DbRows *r;
    Sql *q = grant_select(cx, plan, account);
    sql_text(q, " AND g.id = ");
    sql_bind_str(q, grant);
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    *out = grant_row(cx, r);
    return ST_OK;
}

typedef struct Owned {
    Str client_id;
    Str patient;
} Owned;

static Status grant_owned(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, Owned *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT account, client_id, patient FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, grant);
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    if (!str_eq(db_str(r, 0), account))
        return fail(cx, ST_NOT_FOUND, STR("grant"), "no such grant");
    *out = (Owned){ arena_dup(cx->mem, db_str(r, 1)), arena_dup(cx->mem, db_str(r, 2)) };
    return ST_OK;
}

Status oauth_connection_of(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, OauthGrant **out,
                           size_t *count)
{
    Owned o;
    TRY(grant_owned(cx, tx, plan, account, grant, &o));
    Sql *q = living_select(cx, plan, account);
    sql_text(q, " AND g.client_id = ");
    sql_bind_str(q, o.client_id);
    sql_text(q, " AND g.patient = ");
    sql_bind_str(q, o.patient);
    sql_text(q, " ORDER BY ");
    TRY(grant_list(cx, tx, q, out, count));
    return *count ? ST_OK : fail(cx, ST_NOT_FOUND, STR("grant"), "is over");
}

/* Its row, which waits for nobody else's change from here on (PostgreSQL). */
static Status grant_lock(Cx *cx, DbTx *tx, int64_t plan, const OauthChange *in, Grant *g,
                         int64_t *version)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET consent_version = consent_version + 1 WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, in->grant);
    sql_text(q, " AND account = ");
    sql_bind_str(q, in->account);
    sql_text(q, " AND ended_ms IS NULL RETURNING " GRANT_COLUMNS ", consent_version");
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    row_read(cx, r, g);
    *version = db_i64(r, GRANT_STRS + GRANT_I64S);
    return ST_OK;
}

static Status grant_rewrite(Cx *cx, DbTx *tx, int64_t plan, const Grant *g)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET scope = ");
    sql_bind_str(q, g->scope);
    sql_text(q, ", labels_shared = ");
    sql_bind_i64(q, g->labels_shared);
    sql_text(q, ", labels_until_ms = ");
    sql_bind_i64(q, g->labels_until_ms);
    sql_text(q, ", when_lo_ms = ");
    sql_bind_i64(q, g->when_lo_ms);
    sql_text(q, ", expires_ms = ");
    sql_bind_i64(q, g->expires_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, g->id);
    return db_exec(cx, tx, q, NULL);
}

/* As if it were approved today: reminders count from now (C3). */
static Status grant_renew(Cx *cx, DbTx *tx, int64_t plan, const OauthChange *in, Grant *g)
{
    const int64_t was_ms = g->expires_ms;
    if (!was_ms || (in->expires_ms && in->expires_ms < was_ms))
        return fail(cx, ST_FORBIDDEN, STR("grant"), "would end sooner");
    g->expires_ms = in->expires_ms;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET remind_ms = ");
    sql_bind_i64(q, grant_remind_ms(cx->now_ms, g->expires_ms, cx->now_ms));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, g->id);
    TRY(db_exec(cx, tx, q, NULL));
    return token_refresh_stretch(cx, tx, plan, g, was_ms, in->refresh_ttl_ms);
}

static void choices_take(Grant *g, const OauthChange *in)
{
    g->scope = in->scope;
    if (in->widen) {
        g->labels_shared = (int64_t)in->labels_shared;
        g->labels_until_ms = in->labels_until_ms;
        g->when_lo_ms = in->when_lo_ms;
        return;
    }
    g->labels_shared &= (int64_t)in->labels_shared; /* C9: to add needs a code */
    if (in->when_lo_ms > g->when_lo_ms)
        g->when_lo_ms = in->when_lo_ms;
}

/* To let it read more is an approval too (C2). */
static Status attested_now(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str *json)
{
    OauthClient client;
    TRY(oauth_client_find(cx, tx, plan, client_id, &client));
    return consent_attested(cx, &client, json);
}

Status oauth_grant_change(Cx *cx, DbTx *tx, int64_t plan, const OauthChange *in, Str *consent)
{
    Grant g;
    int64_t version;
    TRY(grant_lock(cx, tx, plan, in, &g, &version));
    /* What another node took out since is not given back by what was worked out before (C9). */
    if (in->widen && version != in->version + 1)
        return fail(cx, ST_EXPIRED, STR("grant"), "was changed in the meantime");
    if (!in->scope.n || !oauth_scope_within(in->scope, g.scope))
        return fail(cx, ST_FORBIDDEN, STR("scope"), "is wider than what was granted");
    choices_take(&g, in);
    if (in->widen && in->renew)
        TRY(grant_renew(cx, tx, plan, in, &g));
    TRY(grant_rewrite(cx, tx, plan, &g));
    Str attested = STR("");
    if (in->widen)
        TRY(attested_now(cx, tx, plan, g.client_id, &attested));
    *consent = g.consent;
    return consent_change(
        cx, tx, in->keys, plan,
        &(Consent){ .id = g.consent,
                    .scope = g.scope,
                    .labels_shared = g.labels_shared,
                    .labels_until_ms = g.labels_until_ms,
                    .when_lo_ms = g.when_lo_ms,
                    .expires_ms = g.expires_ms,
                    .auth_ms = in->auth_ms,
                    .sealed = consent_seal(cx, in->keys, plan, g.consent, in->text),
                    .text_lang = in->lang,
                    .text_hash = sha256(cx, in->text),
                    .peer_prefix = consent_peer(cx, in->peer),
                    .agent_family = in->agent_family,
                    .attested = attested,
                    .reason = in->reason.n ? in->reason : STR("changed by the member") });
}

Status oauth_grant_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, Str reason)
{
    Owned o;
    TRY(grant_owned(cx, tx, plan, account, grant, &o));
    return grant_kill(cx, tx, plan, grant, reason);
}

Status grant_twins(Cx *cx, DbTx *tx, int64_t plan, const Grant *of, Str **ids, size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, of->account);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, of->client_id);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, of->patient);
    sql_text(q, " AND ended_ms IS NULL AND id <> ");
    sql_bind_str(q, of->id);
    sql_text(q, " ORDER BY num"); /* so that two who change them do not wait for each other */
    return db_strs(cx, tx, q, ids, count);
}

/* The next of those still alive, whether its code was redeemed or not. */
static Status twin_find(Cx *cx, DbTx *tx, int64_t plan, Str account, const Owned *o, Str *id)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, o->client_id);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, o->patient);
    sql_text(q, " AND ended_ms IS NULL LIMIT 1");
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    *id = arena_dup(cx->mem, db_str(r, 0));
    return ST_OK;
}

Status oauth_connection_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, Str reason,
                            OauthEnded *out)
{
    Owned o;
    Str id;
    Status st;
    *out = (OauthEnded){ .patient = STR("") };
    TRY(grant_owned(cx, tx, plan, account, grant, &o));
    out->client_id = o.client_id;
    out->patient = o.patient;
    while ((st = twin_find(cx, tx, plan, account, &o, &id)) == ST_OK) {
        TRY(grant_kill(cx, tx, plan, id, reason));
        if (out->count < LIMIT_GRANT_LIST)
            out->grants[out->count++] = id;
    }
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status oauth_connection_end_next(Cx *cx, DbTx *tx, int64_t plan, Str account, Str reason,
                                 OauthEnded *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id FROM oauth_grant WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " AND ended_ms IS NULL LIMIT 1");
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    return oauth_connection_end(cx, tx, plan, account, arena_dup(cx->mem, db_str(r, 0)), reason,
                                out);
}

/* ---- the key that stops --------------------------------------------------------------------------------- */

Status oauth_stop_key(Cx *cx, DbTx *tx, int64_t plan, Str grant, Str *key)
{
    *key = random_token(cx, 32);
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_grant SET stop_hash = ");
    sql_bind_blob(q, sha256(cx, *key));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, grant);
    return db_exec(cx, tx, q, NULL);
}

Status oauth_stop_find(Cx *cx, DbTx *tx, int64_t plan, Str key, OauthGrant *out)
{
    DbRows *r;
    Sql *q = plan_select(cx, plan);
    sql_text(q, " AND g.stop_hash = ");
    sql_bind_blob(q, sha256(cx, key));
    and_living(cx, q);
    TRY(db_one(cx, tx, q, STR("stop key"), &r));
    *out = grant_row(cx, r);
    return ST_OK;
}

Status oauth_actor(Cx *cx, DbTx *tx, int64_t plan, bool renews, Str key, OauthActor *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT g.account, g.patient FROM ");
    sql_text(q, renews ? "oauth_token" : "oauth_code");
    sql_text(q, " k JOIN oauth_grant g ON g.plan = k.plan AND g.id = k.grant_id WHERE k.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND k.hash = ");
    sql_bind_blob(q, sha256(cx, key));
    sql_text(q, renews ? " AND k.kind = 2" : " AND k.used_ms IS NULL");
    sql_text(q, " AND g.ended_ms IS NULL");
    TRY(db_one(cx, tx, q, STR("grant"), &r));
    *out = (OauthActor){ arena_dup(cx->mem, db_str(r, 0)), arena_dup(cx->mem, db_str(r, 1)) };
    return ST_OK;
}
