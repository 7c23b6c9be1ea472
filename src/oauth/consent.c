/* consent.c - what a person agreed to, as versions that are added and never changed. Each holds the
 * SHA-256 of its own fields and of the version before, so that a changed or missing one shows (C1, C2). */
#include "oauth/oauth_int.h"

#define CONSENT_STRS 15
#define CONSENT_I64S 7

typedef struct Fields {
    Str *strs[CONSENT_STRS];
    int64_t *i64s[CONSENT_I64S];
} Fields;

/* In the order of CONSENT_COLUMNS. */
static Fields fields_of(Consent *c)
{
    return (Fields){
        { &c->id, &c->status, &c->account, &c->relation, &c->patient, &c->client_id,
          &c->client_name, &c->grant, &c->scope_requested, &c->scope, &c->acr, &c->text_lang,
          &c->redirect_host, &c->peer_prefix, &c->reason },
        { &c->version, &c->labels_shared, &c->labels_until_ms, &c->when_lo_ms, &c->offline,
          &c->expires_ms, &c->auth_ms },
    };
}

#define CONSENT_COLUMNS                                                                            \
    "id, status, account, relation, patient, client_id, client_name, grant_id, scope_requested,"   \
    " scope, acr, text_lang, redirect_host, peer_prefix, reason, version, labels_shared,"          \
    " labels_until_ms, when_lo_ms, offline, expires_ms, auth_ms, sealed, text_hash"

/* Each field with its length in front, so that no two rows give the same bytes. The text stands there by
 * its hash: a change of keys seals it anew and breaks no chain. */
static Str consent_hash(Cx *cx, int64_t plan, const Consent *c, const Fields *f)
{
    Sha256 *h = sha256_new(cx);
    unsigned char *hash = arena_alloc(cx->mem, SHA256_BYTES);
    sha256_add(h, arena_printf(cx->mem, "%lld|%lld|", (long long)plan, (long long)cx->now_ms));
    for (size_t i = 0; i < CONSENT_STRS; i++) {
        sha256_add(h, arena_printf(cx->mem, "%zu:", f->strs[i]->n));
        sha256_add(h, *f->strs[i]);
    }
    for (size_t i = 0; i < CONSENT_I64S; i++)
        sha256_add(h, arena_printf(cx->mem, "%lld|", (long long)*f->i64s[i]));
    sha256_add(h, c->text_hash);
    sha256_add(h, c->hash_before);
    sha256_end(h, hash);
    return (Str){ (const char *)hash, SHA256_BYTES };
}

/* aad: plan|table|row, as all sealed columns. */
static Str text_aad(Cx *cx, int64_t plan, Str consent)
{
    return arena_printf(cx->mem, "%lld|oauth_consent|%.*s", (long long)plan, STR_ARG(consent));
}

Str consent_seal(Cx *cx, const Keys *keys, int64_t plan, Str consent, Str text)
{
    return aead_seal(cx, keys_use(keys, KEY_COLUMN), text_aad(cx, plan, consent), text);
}

Str consent_peer(Cx *cx, Str peer)
{
    const bool v4 = str_find(peer, ':') == peer.n;
    return peer.n ? arena_join(cx->mem, http_network(cx, peer, 24, 48),
                               v4 ? STR("/24") : STR("/48"), STR_NONE)
                  : STR_NONE;
}

Status consent_insert(Cx *cx, DbTx *tx, int64_t plan, const Consent *in)
{
    Consent c = *in;
    Fields f = fields_of(&c);
    Sql *q = sql_new(cx);
    sql_text(q,
             "INSERT INTO oauth_consent (" CONSENT_COLUMNS ", hash_before, hash, created_ms, plan)"
             " VALUES (");
    for (size_t i = 0; i < CONSENT_STRS; i++) {
        sql_bind_str(q, *f.strs[i]);
        sql_text(q, ", ");
    }
    for (size_t i = 0; i < CONSENT_I64S; i++) {
        sql_bind_i64(q, *f.i64s[i]);
        sql_text(q, ", ");
    }
    sql_bind_blob(q, c.sealed);
    sql_text(q, ", ");
    sql_bind_blob(q, c.text_hash);
    sql_text(q, ", ");
    if (c.hash_before.n)
        sql_bind_blob(q, c.hash_before);
    else
        sql_bind_null(q);
    sql_text(q, ", ");
    sql_bind_blob(q, consent_hash(cx, plan, &c, &f));
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", ");
    sql_bind_i64(q, plan);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* CONSENT_COLUMNS; gives the column after them. */
static int row_read(Cx *cx, DbRows *r, Consent *c)
{
    Fields f = fields_of(c);
    int col = 0;
    for (size_t i = 0; i < CONSENT_STRS; i++)
        *f.strs[i] = arena_dup(cx->mem, db_str(r, col++));
    for (size_t i = 0; i < CONSENT_I64S; i++)
        *f.i64s[i] = db_i64(r, col++);
    c->sealed = arena_dup(cx->mem, db_blob(r, col++));
    c->text_hash = arena_dup(cx->mem, db_blob(r, col++));
    return col;
}

static Status consent_last(Cx *cx, DbTx *tx, int64_t plan, Str id, Consent *c)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " CONSENT_COLUMNS ", hash FROM oauth_consent WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    sql_text(q, " ORDER BY version DESC LIMIT 1");
    TRY(db_one(cx, tx, q, STR("consent"), &r));
    c->hash_before = arena_dup(cx->mem, db_blob(r, row_read(cx, r, c)));
    return ST_OK;
}

Status consent_change(Cx *cx, DbTx *tx, int64_t plan, const Consent *in)
{
    Consent c = { 0 };
    TRY(consent_last(cx, tx, plan, in->id, &c));
    c.version++;
    c.scope = in->scope;
    c.labels_shared = in->labels_shared;
    c.labels_until_ms = in->labels_until_ms;
    c.when_lo_ms = in->when_lo_ms;
    c.expires_ms = in->expires_ms;
    c.auth_ms = in->auth_ms;
    c.sealed = in->sealed;
    c.text_lang = in->text_lang;
    c.text_hash = in->text_hash;
    c.peer_prefix = in->peer_prefix;
    c.reason = in->reason;
    return consent_insert(cx, tx, plan, &c);
}

Status consent_end(Cx *cx, DbTx *tx, int64_t plan, Str id, Str reason)
{
    Consent c = { 0 };
    Status st = consent_last(cx, tx, plan, id, &c);
    if (st != ST_OK) /* a sandbox token has none */
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (str_eq(c.status, STR("inactive")))
        return ST_OK;
    c.version++;
    c.status = STR("inactive");
    c.reason = reason;
    return consent_insert(cx, tx, plan, &c);
}

static Status consent_show(Cx *cx, const Keys *keys, int64_t plan, const Consent *c,
                           int64_t created_ms, OauthConsent *out)
{
    *out = (OauthConsent){ .id = c->id,
                           .version = c->version,
                           .active = str_eq(c->status, STR("active")),
                           .account = c->account,
                           .relation = c->relation,
                           .patient = c->patient,
                           .client_id = c->client_id,
                           .client_name = c->client_name,
                           .scope = c->scope,
                           .labels_shared = (uint64_t)c->labels_shared,
                           .labels_until_ms = c->labels_until_ms,
                           .when_lo_ms = c->when_lo_ms,
                           .expires_ms = c->expires_ms,
                           .acr = c->acr,
                           .auth_ms = c->auth_ms,
                           .lang = c->text_lang,
                           .text_hash = c->text_hash,
                           .created_ms = created_ms };
    return aead_open(cx, keys_use(keys, KEY_COLUMN), text_aad(cx, plan, c->id), c->sealed,
                     STR("consent"), &out->text);
}

Status oauth_consents_of(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account,
                         OauthConsent **out, size_t *count)
{
    DbRows *r;
    Status st;
    OauthConsent *list = ARENA_ARRAY(cx->mem, OauthConsent, LIMIT_CONSENT_LIST);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " CONSENT_COLUMNS ", created_ms FROM oauth_consent WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    sql_text(q, " ORDER BY created_ms DESC, id, version DESC LIMIT ");
    sql_bind_i64(q, LIMIT_CONSENT_LIST);
    *count = 0;
    *out = list;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        Consent c = { 0 };
        const int after = row_read(cx, r, &c);
        TRY(consent_show(cx, keys, plan, &c, db_i64(r, after), &list[(*count)++]));
    }
    return st;
}
