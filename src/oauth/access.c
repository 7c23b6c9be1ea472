/* access.c - what a bearer token stands for. On the path of every API request, so answers are kept in a
 * table of the process for OAUTH_CACHE_MS: a revocation is seen everywhere within that, and a store that
 * cannot be asked refuses instead of trusting an old answer (C8). */
#include "oauth/oauth_int.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define SHARDS 64u
#define WAYS 128u /* entries of a shard: 8192 in all, each LIMIT_CACHED_ACCESS at most */

typedef struct Entry {
    unsigned char hash[SHA256_BYTES]; /* of the token: never the token */
    int64_t plan;
    int64_t loaded_ms;
    size_t bytes;
    OauthAccess *access; /* one block: the struct, then what it points to; NULL: free */
} Entry;

typedef struct Shard {
    pthread_mutex_t lock;
    uint64_t forgets; /* so that what was read before one is not kept after it */
    Entry entries[WAYS];
} Shard;

struct OauthCache {
    Shard shards[SHARDS];
};

OauthCache *oauth_cache_new(void)
{
    OauthCache *c = calloc(1, sizeof *c);
    if (!c) {
        (void)fputs("postern: out of memory\n", stderr);
        abort();
    }
    for (size_t i = 0; i < SHARDS; i++)
        (void)pthread_mutex_init(&c->shards[i].lock, NULL);
    return c;
}

void oauth_cache_forget(OauthCache *c, Str grant)
{
    for (size_t i = 0; i < SHARDS; i++) {
        Shard *s = &c->shards[i];
        (void)pthread_mutex_lock(&s->lock);
        s->forgets++;
        for (size_t j = 0; j < WAYS; j++)
            if (s->entries[j].access && str_eq(s->entries[j].access->grant, grant)) {
                free(s->entries[j].access);
                s->entries[j].access = NULL;
            }
        (void)pthread_mutex_unlock(&s->lock);
    }
}

void oauth_cache_free(OauthCache *c)
{
    for (size_t i = 0; i < SHARDS; i++) {
        for (size_t j = 0; j < WAYS; j++)
            free(c->shards[i].entries[j].access);
        (void)pthread_mutex_destroy(&c->shards[i].lock);
    }
    free(c);
}

/* ---- one block an answer ------------------------------------------------------------------------- */

#define ACCESS_STRS 7

static void strs_of(OauthAccess *a, Str *strs[ACCESS_STRS])
{
    strs[0] = &a->client_id;
    strs[1] = &a->grant;
    strs[2] = &a->account;
    strs[3] = &a->patient;
    strs[4] = &a->scope;
    strs[5] = &a->sector;
    strs[6] = &a->consent;
}

static size_t access_bytes(const OauthAccess *a)
{
    return sizeof *a + a->scope_count * sizeof *a->scopes + a->client_id.n + a->grant.n +
           a->account.n + a->patient.n + a->scope.n + a->sector.n + a->consent.n;
}

/* Writes a and what it points to into block, of access_bytes(a). */
static void access_pack(const OauthAccess *a, OauthAccess *block)
{
    Str *strs[ACCESS_STRS];
    *block = *a;
    OauthTypeScope *scopes = (OauthTypeScope *)(block + 1);
    for (size_t i = 0; i < a->scope_count; i++)
        scopes[i] = a->scopes[i];
    block->scopes = scopes;
    char *at = (char *)(scopes + a->scope_count);
    strs_of(block, strs);
    for (size_t i = 0; i < ACCESS_STRS; i++) {
        if (strs[i]->n)
            memcpy(at, strs[i]->p, strs[i]->n);
        *strs[i] = (Str){ at, strs[i]->n };
        at += strs[i]->n;
    }
    for (size_t i = 0; i < a->scope_count; i++) /* filters borrow from the scope's text */
        if (scopes[i].query.n)
            scopes[i].query.p = block->scope.p + (scopes[i].query.p - a->scope.p);
}

/* ---- the table -------------------------------------------------------------------------------------- */

/* Four neighbours hold what a hash may be; hashes are not the caller's to choose. */
#define NEIGHBOURS 4u

static Entry *entry_at(Shard *s, const unsigned char *hash, unsigned i)
{
    return &s->entries[(hash[1] % (WAYS / NEIGHBOURS)) * NEIGHBOURS + i];
}

/* A clock that went back makes an answer of the future, which is not kept either (R16). */
static bool fresh(const Cx *cx, const Entry *e)
{
    return cx->now_ms >= e->loaded_ms && cx->now_ms - e->loaded_ms < OAUTH_CACHE_MS;
}

static bool holds(const Entry *e, int64_t plan, const unsigned char *hash)
{
    return e->access && e->plan == plan && memcmp(e->hash, hash, SHA256_BYTES) == 0;
}

bool access_cached(Cx *cx, OauthCache *c, int64_t plan, const unsigned char *hash, OauthAccess *out,
                   uint64_t *forgets)
{
    Shard *s = &c->shards[hash[0] % SHARDS];
    bool found = false;
    (void)pthread_mutex_lock(&s->lock);
    for (unsigned i = 0; i < NEIGHBOURS && !found; i++) {
        const Entry *e = entry_at(s, hash, i);
        if (!holds(e, plan, hash) || !fresh(cx, e))
            continue;
        OauthAccess *block = arena_alloc_raw(cx->mem, e->bytes);
        access_pack(e->access, block);
        *out = *block;
        found = true;
    }
    *forgets = s->forgets;
    (void)pthread_mutex_unlock(&s->lock);
    return found;
}

/* The same token's entry, a free one, or the one loaded longest ago. */
static Entry *entry_for(Shard *s, int64_t plan, const unsigned char *hash)
{
    Entry *best = entry_at(s, hash, 0);
    for (unsigned i = 0; i < NEIGHBOURS; i++) {
        Entry *e = entry_at(s, hash, i);
        if (holds(e, plan, hash))
            return e;
        if (best->access && (!e->access || e->loaded_ms < best->loaded_ms))
            best = e;
    }
    return best;
}

void access_keep(const Cx *cx, OauthCache *c, int64_t plan, const unsigned char *hash,
                 const OauthAccess *a, uint64_t forgets)
{
    Shard *s = &c->shards[hash[0] % SHARDS];
    size_t bytes = access_bytes(a);
    OauthAccess *block = bytes <= LIMIT_CACHED_ACCESS ? malloc(bytes) : NULL;
    if (!block) /* read each time: slower, not wrong */
        return;
    access_pack(a, block);
    (void)pthread_mutex_lock(&s->lock);
    if (s->forgets != forgets) { /* it may be of before a change (C9) */
        (void)pthread_mutex_unlock(&s->lock);
        free(block);
        return;
    }
    Entry *e = entry_for(s, plan, hash);
    free(e->access);
    memcpy(e->hash, hash, SHA256_BYTES);
    e->plan = plan;
    e->loaded_ms = cx->now_ms;
    e->bytes = bytes;
    e->access = block;
    (void)pthread_mutex_unlock(&s->lock);
}

/* ---- the store ------------------------------------------------------------------------------------- */

static Status access_refused(Cx *cx)
{
    return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "the access token is not valid");
}

/* The plan is part of the key: a token of one plan is unknown to another (S32, threat 38). */
static Sql *access_select(Cx *cx, int64_t plan, Str hash)
{
    Sql *q = sql_new(cx);
    sql_text(q,
             "SELECT g.client_id, g.id, g.account, g.patient, t.scope, c.sector, g.consent, g.num,"
             " g.compartment, g.labels_shared, g.when_lo_ms, t.expires_ms, t.created_ms,"
             " g.expires_ms, t.revoked_ms, g.ended_ms, c.status, g.relation,"
             " g.labels_until_ms, g.scope FROM oauth_token t JOIN oauth_grant g"
             " ON g.plan = t.plan AND g.id = t.grant_id LEFT JOIN oauth_client c"
             " ON c.plan = g.plan AND c.client_id = g.client_id WHERE t.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND t.hash = ");
    sql_bind_blob(q, hash);
    sql_text(q, " AND t.kind = 1");
    return q;
}

/* A sandbox token has no client to suspend; an app must be there and active (O18). */
static bool client_alive(const OauthPlan *plan, Str client_id, Str status)
{
    if (str_eq(client_id, STR(OAUTH_DIRECT_CLIENT)))
        return plan->sandbox;
    return client_active(plan, status);
}

/* What a token was given, as far as its grant still has it: who takes something out of a grant takes it out of
 * every token (C9). */
static Status scope_now(Cx *cx, Str granted, Str *scope)
{
    if (str_eq(*scope, granted) || oauth_scope_within(*scope, granted))
        return ST_OK;
    const Status st = oauth_scope_negotiate(cx, *scope, granted, scope);
    return forgive(cx, st, ST_INVALID_SCOPE) ? access_refused(cx) : st;
}

static Status access_read(Cx *cx, Db *db, const OauthPlan *plan, Str hash, OauthAccess *a)
{
    DbTx *tx;
    DbRows *r;
    TRY(db_read(cx, db, DB_STATE, &tx));
    Status st = db_one(cx, tx, access_select(cx, plan->num, hash), STR("token"), &r);
    if (st != ST_OK) {
        db_end(tx); /* what comes next, CORS, needs a connection too */
        return forgive(cx, st, ST_NOT_FOUND) ? access_refused(cx) : st;
    }
    Str *strs[ACCESS_STRS];
    *a = (OauthAccess){ .grant_num = db_i64(r, 7),
                        .compartment = db_i64(r, 8),
                        .labels_shared = (uint64_t)db_i64(r, 9),
                        .when_lo_ms = db_i64(r, 10),
                        .expires_ms = db_i64(r, 11),
                        .issued_ms = db_i64(r, 12) };
    strs_of(a, strs);
    for (int i = 0; i < ACCESS_STRS; i++)
        *strs[i] = arena_dup(cx->mem, db_str(r, i));
    int64_t grant_ms = db_i64(r, 13);
    bool alive = db_is_null(r, 14) && db_is_null(r, 15) &&
                 client_alive(plan, a->client_id, db_str(r, 16)) &&
                 (!grant_ms || grant_ms > cx->now_ms);
    if (grant_ms && grant_ms < a->expires_ms) /* an answer that is kept ends then too (M36, M38) */
        a->expires_ms = grant_ms;
    a->self = str_eq(db_str(r, 17), STR("self"));
    a->parent = str_eq(db_str(r, 17), STR("parent"));
    a->system = str_eq(db_str(r, 17), STR("system"));
    a->labels_until_ms = db_i64(r, 18);
    const Str granted = arena_dup(cx->mem, db_str(r, 19));
    db_end(tx);
    if (!alive)
        return access_refused(cx);
    if (!a->system) /* of those, no person takes anything out */
        TRY(scope_now(cx, granted, &a->scope));
    a->fhir_user = !a->system && oauth_scope_has(a->scope, STR("fhirUser"));
    a->scopes = oauth_scope_types(cx, a->scope, &a->scope_count);
    return ST_OK;
}

/* The one rule of what is alive: the API, introspection and userinfo all ask here (O11). */
static Status access_alive(Cx *cx, OauthAccess *a)
{
    /* Also of an answer that was kept: the child's birthday waits for nobody (M37). */
    if (a->labels_until_ms && a->labels_until_ms <= cx->now_ms)
        a->labels_shared = 0;
    return a->expires_ms > cx->now_ms ? ST_OK : access_refused(cx);
}

Status access_fresh(Cx *cx, Db *db, const OauthPlan *plan, Str token, OauthAccess *out)
{
    if (!token.n || token.n > LIMIT_TOKEN)
        return access_refused(cx);
    TRY(access_read(cx, db, plan, sha256(cx, token), out));
    return access_alive(cx, out);
}

Status oauth_access_find(Cx *cx, Db *db, OauthCache *cache, const OauthPlan *plan, Str token,
                         OauthAccess *out)
{
    unsigned char hash[SHA256_BYTES];
    uint64_t forgets;
    if (!token.n || token.n > LIMIT_TOKEN)
        return access_refused(cx);
    sha256_into(token, hash);
    if (!access_cached(cx, cache, plan->num, hash, out, &forgets)) {
        TRY(access_read(cx, db, plan, (Str){ (const char *)hash, SHA256_BYTES }, out));
        access_keep(cx, cache, plan->num, hash, out, forgets);
    }
    return access_alive(cx, out);
}

/* ---- `postern token` ------------------------------------------------------------------------------- */

Status oauth_token_since(Cx *cx, DbTx *tx, const OauthPlan *plan, Str patient, int64_t compartment,
                         Str scope, const OauthShare *share, int64_t ttl_s, Str *token)
{
    if (!plan->sandbox)
        return fail(cx, ST_FORBIDDEN, STR("plan"), "tokens without an app are for sandbox plans");
    int64_t expires_ms = cx->now_ms + ttl_s * 1000;
    Grant g = { .client_id = STR(OAUTH_DIRECT_CLIENT),
                .relation = STR("self"),
                .patient = patient,
                .compartment = compartment,
                .labels_shared = (int64_t)share->labels,
                .when_lo_ms = share->when_lo_ms,
                .acr = STR(OAUTH_ACR),
                .expires_ms = expires_ms };
    /* What an app could have: the same negotiation, under the widest ceiling. */
    TRY(oauth_scope_negotiate(
        cx, scope, STR("patient/*.rs user/*.rs openid fhirUser launch/patient"), &g.scope));
    TRY(grant_insert(cx, tx, plan->num, &g));
    return token_access_insert(cx, tx, plan->num, &g, g.scope, STR_NONE, expires_ms, token);
}

Status oauth_token_direct(Cx *cx, DbTx *tx, const OauthPlan *plan, Str patient, int64_t compartment,
                          Str scope, uint64_t shared, int64_t ttl_s, Str *token)
{
    const OauthShare share = { .labels = shared, .when_lo_ms = DATE_MIN };
    return oauth_token_since(cx, tx, plan, patient, compartment, scope, &share, ttl_s, token);
}
