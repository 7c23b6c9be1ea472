/* consent.c - what a person agreed to, as versions that are added and never changed. Each holds an HMAC of its
 * own fields and of the version before, so that a changed or missing one shows (C1, C2). */
#include "base/buf.h"
#include "base/table.h"
#include "oauth/oauth_int.h"

#include <assert.h>

#define CONSENT_STRS 18
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
          &c->text_version, &c->redirect_host, &c->peer_prefix, &c->agent_family, &c->attested,
          &c->reason },
        { &c->version, &c->labels_shared, &c->labels_until_ms, &c->when_lo_ms, &c->offline,
          &c->expires_ms, &c->auth_ms },
    };
}

#define CONSENT_COLUMNS                                                                            \
    "id, status, account, relation, patient, client_id, client_name, grant_id, scope_requested,"   \
    " scope, acr, text_lang, text_version, redirect_host, peer_prefix, agent_family, attested, "   \
    "reason, version, "                                                                            \
    "labels_shared,"                                                                               \
    " labels_until_ms, when_lo_ms, offline, expires_ms, auth_ms, sealed, text_hash"

static void hash_field(Cx *cx, Sha256 *h, Str value)
{
    sha256_add(h, arena_printf(cx->mem, "%zu:", value.n));
    sha256_add(h, value);
}

/* Each field with its length in front, so that no two rows give the same bytes. The text stands there by
 * its hash: a change of keys of columns seals it anew and breaks no chain. */
static Str consent_sum(Cx *cx, int64_t plan, int64_t created_ms, const Consent *c, const Fields *f)
{
    Sha256 *h = sha256_new(cx);
    unsigned char *hash = arena_alloc(cx->mem, SHA256_BYTES);
    sha256_add(h, arena_printf(cx->mem, "%lld|%lld|", (long long)plan, (long long)created_ms));
    for (size_t i = 0; i < CONSENT_STRS; i++)
        hash_field(cx, h, *f->strs[i]);
    for (size_t i = 0; i < CONSENT_I64S; i++)
        sha256_add(h, arena_printf(cx->mem, "%lld|", (long long)*f->i64s[i]));
    sha256_add(h, c->text_hash);
    sha256_add(h, c->hash_before);
    sha256_end(h, hash);
    return (Str){ (const char *)hash, SHA256_BYTES };
}

static bool is_active(const Consent *c)
{
    return str_eq(c->status, STR("active"));
}

/* Under the audit's key what a person agreed to. That it is over anybody may say who can end the grant, and it
 * says nothing else (docs/decisions/06). */
static Str consent_hash(Cx *cx, const Keys *keys, int64_t plan, int64_t created_ms,
                        const Consent *c, const Fields *f)
{
    const Str sum = consent_sum(cx, plan, created_ms, c, f);
    if (!is_active(c))
        return sum;
    assert(keys);
    return hmac_sha256(cx, keys_use(keys, KEY_AUDIT),
                       arena_join(cx->mem, STR("consent\n"), sum, STR_NONE));
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
    return http_prefix(cx, peer);
}

Status consent_attested(Cx *cx, const OauthClient *client, Str *json)
{
    const struct {
        const char *name;
        Str value;
    } rows[] = { { "status", client->status },
                 { "developer", client->developer },
                 { "website", client->website },
                 { "privacy_url", client->privacy_url },
                 { "support_email", client->support_email } };
    Buf *b = buf_new(cx, LIMIT_BODY_AUTH);
    for (size_t i = 0; i < TABLE_COUNT(rows); i++) {
        buf_printf(b, "%c\"%s\":", i ? ',' : '{', rows[i].name);
        buf_json(b, rows[i].value);
    }
    buf_char(b, '}');
    *json = buf_str(b);
    return buf_status(cx, b, STR("client"));
}

Status consent_insert(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Consent *in)
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
    sql_bind_blob(q, consent_hash(cx, keys, plan, cx->now_ms, &c, &f));
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

Status consent_change(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Consent *in)
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
    c.agent_family = in->agent_family;
    if (in->attested.n)
        c.attested = in->attested;
    c.text_version = STR(OAUTH_TEXT_VERSION);
    c.reason = in->reason;
    return consent_insert(cx, tx, keys, plan, &c);
}

Status consent_until(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, int64_t until_ms)
{
    Consent c = { 0 };
    TRY(consent_last(cx, tx, plan, id, &c));
    c.version++;
    c.expires_ms = until_ms;
    c.reason = STR("relation ends sooner");
    return consent_insert(cx, tx, keys, plan, &c);
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
    return consent_insert(cx, tx, NULL, plan, &c);
}

static Status consent_show(Cx *cx, const Keys *keys, int64_t plan, const Consent *c,
                           int64_t created_ms, OauthConsent *out)
{
    *out = (OauthConsent){ .id = c->id,
                           .version = c->version,
                           .active = is_active(c),
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
                           .text_version = c->text_version,
                           .text_hash = c->text_hash,
                           .agent_family = c->agent_family,
                           .attested = c->attested,
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

/* ---- whether they are as they were written ---------------------------------------------------------- */

#define VERSIONS_AT_ONCE 256

/* What she agreed to, whatever became of it. */
static Str consent_said(Cx *cx, const Consent *c)
{
    Consent said = *c;
    const Fields f = fields_of(&said);
    said.status = said.reason = said.hash_before = STR("");
    said.version = 0;
    return consent_sum(cx, 0, 0, &said, &f);
}

/* fits: of a living grant what it has, of one that is over that it is over. */
static Sql *versions_select(Cx *cx, const OauthConsentCheck *at)
{
    const Str id = { at->id, at->id_bytes };
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " CONSENT_COLUMNS ", created_ms, hash, hash_before, (SELECT CASE WHEN"
                " g.scope = oauth_consent.scope AND g.labels_shared = oauth_consent.labels_shared"
                " AND g.when_lo_ms = oauth_consent.when_lo_ms AND g.expires_ms ="
                " oauth_consent.expires_ms AND (g.ended_ms IS NULL) ="
                " (oauth_consent.status = ");
    sql_bind_str(q, STR("active"));
    sql_text(q, ") THEN 1 ELSE 0 END FROM oauth_grant g WHERE g.plan = oauth_consent.plan AND"
                " g.id = oauth_consent.grant_id) FROM oauth_consent WHERE plan = ");
    sql_bind_i64(q, at->plan);
    sql_text(q, " AND (id > ");
    sql_bind_str(q, id);
    sql_text(q, " OR (id = ");
    sql_bind_str(q, id);
    sql_text(q, " AND version > ");
    sql_bind_i64(q, at->version);
    sql_text(q, ")) ORDER BY id, version LIMIT ");
    sql_bind_i64(q, VERSIONS_AT_ONCE);
    return q;
}

static const char *version_fault(Cx *cx, const Keys *keys, const OauthConsentCheck *at,
                                 const DbRows *r, int col, Consent *c, bool same)
{
    const Fields f = fields_of(c);
    const Str before = same ? (Str){ (const char *)at->hash, SHA256_BYTES } : STR("");
    if (c->id.n > sizeof at->id || c->version != (same ? at->version + 1 : 1) ||
        !str_eq(c->hash_before, before))
        return "a version is missing here";
    if (!secret_eq(consent_hash(cx, keys, at->plan, db_i64(r, col), c, &f), db_blob(r, col + 1)))
        return "the version was changed";
    if (!is_active(c) &&
        !(same && str_eq(consent_said(cx, c), (Str){ (const char *)at->said, SHA256_BYTES })))
        return "it ends what was not agreed to";
    return "";
}

static void check_move(Cx *cx, OauthConsentCheck *at, const DbRows *r, int col, const Consent *c)
{
    at->id_bytes = c->id.n;
    memcpy(at->id, c->id.p, c->id.n);
    at->version = c->version;
    memcpy(at->hash, db_blob(r, col + 1).p, SHA256_BYTES);
    memcpy(at->said, consent_said(cx, c).p, SHA256_BYTES);
    at->fits = db_is_null(r, col + 3) || db_i64(r, col + 3) == 1;
    at->count++;
}

static const char *const unfit = "its last version is not what the grant has";

static Status versions_check(Cx *cx, DbTx *tx, const Keys *keys, OauthConsentCheck *at,
                             OauthConsentVerdict *v, bool *more)
{
    DbRows *r;
    Status st;
    int64_t rows = 0;
    TRY(db_query(cx, tx, versions_select(cx, at), &r));
    while (!*v->why && db_next(cx, r, &st)) {
        Consent c = { 0 };
        const int col = row_read(cx, r, &c);
        const bool same = at->version > 0 && str_eq(c.id, (Str){ at->id, at->id_bytes });
        c.hash_before = db_is_null(r, col + 2) ? STR("") : arena_dup(cx->mem, db_blob(r, col + 2));
        rows++;
        v->id = c.id;
        v->version = c.version;
        v->why = version_fault(cx, keys, at, r, col, &c, same);
        if (!same && at->version > 0 && !at->fits) {
            v->id = arena_dup(cx->mem, (Str){ at->id, at->id_bytes });
            v->version = at->version;
            v->why = unfit;
        }
        if (!*v->why)
            check_move(cx, at, r, col, &c);
    }
    *more = rows == VERSIONS_AT_ONCE && !*v->why;
    if (!*v->why && !*more && at->version > 0 && !at->fits)
        v->why = unfit;
    return *v->why ? ST_OK : st;
}

/* All versions of one removed leave its grant, alive or over. */
static Status lost_check(Cx *cx, DbTx *tx, int64_t plan, OauthConsentVerdict *v)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT g.consent FROM oauth_grant g WHERE g.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND g.account <> ");
    sql_bind_str(q, STR(""));
    sql_text(q, " AND NOT EXISTS (SELECT 1 FROM oauth_consent c WHERE c.plan = g.plan AND"
                " c.id = g.consent) LIMIT 1");
    const Status st = db_one(cx, tx, q, STR("consent"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    v->id = arena_dup(cx->mem, db_str(r, 0));
    v->version = 1;
    v->why = "a grant's consent is missing";
    return ST_OK;
}

Status oauth_consents_verify(Cx *cx, Db *db, const Keys *keys, OauthConsentCheck *at,
                             OauthConsentVerdict *v, bool *more)
{
    DbTx *tx;
    *v = (OauthConsentVerdict){ .why = "" };
    *more = false;
    TRY(db_read(cx, db, DB_STATE, &tx));
    Status st = versions_check(cx, tx, keys, at, v, more);
    if (st == ST_OK && !*more && !*v->why)
        st = lost_check(cx, tx, at->plan, v);
    db_end(tx);
    v->whole = !*v->why;
    v->count = at->count;
    return st;
}
