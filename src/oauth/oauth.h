/* oauth.h - the authorization server: SMART App Launch 2.2 standalone, OAuth 2.0 (RFC 6749, 7636,
 * 7009, 9207, 9700), OpenID Connect. One issuer a plan. tx is a transaction on the state.
 * Constants: AUTHORIZATION section 0. */
#ifndef OAUTH_OAUTH_H
#define OAUTH_OAUTH_H

#include "db/db.h"
#include "jose/jose.h"

#define OAUTH_CODE_TTL_MS 60000
#define OAUTH_TRANSACTION_TTL_MS (30 * 60000)
#define OAUTH_ACCESS_TTL_S 3600
#define OAUTH_REFRESH_TTL_MS (100LL * 86400000)
#define OAUTH_REFRESH_GRACE_MS 30000

typedef struct OauthPlan { /* filled by web/guard from plan.h */
    int64_t num;
    Str id;
    Str issuer;
    Str fhir_base;
    bool sandbox;
} OauthPlan;

/* ---- clients -------------------------------------------------------------------------------- */
typedef struct OauthClient {
    Str client_id;
    Str name;
    Str status;           /* sandbox, approved, suspended */
    bool confidential;    /* has a secret: client_secret_basic or _post */
    Str auth_method;      /* none, client_secret_basic, client_secret_post */
    const Str *redirect_uris;
    size_t redirect_count;
    Str scope;            /* ceiling of what it may ask for (S15) */
    Str developer, website, privacy_url, support_email; /* shown at consent (A18); may be empty */
} OauthClient;

typedef struct OauthClientNew {
    Str client_id; /* empty: made */
    Str name;
    bool confidential;
    Str auth_method;
    const Str *redirect_uris;
    size_t redirect_count;
    Str scope;
    Str developer, website, privacy_url, support_email;
    Str status;
} OauthClientNew;
/* ST_INVALID names what is wrong (A7 for redirect_uris); ST_CONFLICT: client_id exists.
 * secret is shown once; empty for a public client. */
MUST_USE Status oauth_client_add(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                 const OauthClientNew *in, Str *client_id, Str *secret);
MUST_USE Status oauth_client_find(Cx *cx, DbTx *tx, int64_t plan, Str client_id, OauthClient *out);
MUST_USE Status oauth_client_set_status(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str status);
MUST_USE Status oauth_client_list(Cx *cx, DbTx *tx, int64_t plan, OauthClient **out, size_t *count);
/* True when origin (scheme://host[:port]) is that of a redirect_uri of an active client (T3). */
MUST_USE Status oauth_origin_known(Cx *cx, DbTx *tx, int64_t plan, Str origin, bool *known);

/* ---- the authorize transaction: one row from the app's request to the code ------------------- */
typedef struct OauthTransaction {
    Str handle;          /* 256-bit, in URLs of our own pages; stored hashed */
    Str client_id;
    Str redirect_uri;
    Str scope;           /* negotiated: requested ∩ client's ceiling ∩ what we support (S14) */
    Str scope_requested;
    Str state;
    Str nonce;
    Str code_challenge;
    Str aud;
    Str prompt;          /* none, login, consent, or empty */
    int64_t max_age_s;   /* -1: not asked */
    Str ui_locales;
    int64_t expires_ms;
    /* Filled on the way: */
    Str account;         /* member account id, once signed in */
    Str patient;         /* chosen member */
    int64_t auth_ms;     /* when the person proved who they are */
} OauthTransaction;

/* ST_EXPIRED: unknown, used or too old (local page, never a redirect: A21). */
MUST_USE Status oauth_transaction_find(Cx *cx, DbTx *tx, int64_t plan, Str handle,
                                       OauthTransaction *out);
MUST_USE Status oauth_transaction_signed_in(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str account,
                                            int64_t auth_ms);
MUST_USE Status oauth_transaction_choose(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str patient);

/* What the person agreed to; consent pages fill it from the stored transaction (A22). */
typedef struct OauthApproval {
    Str account;
    Str actor_relation;    /* self, parent, representative */
    Str patient;
    int64_t compartment;
    Str scope;             /* after the person's choices; never wider than the transaction's */
    uint64_t labels_shared; /* sensitive categories chosen; issue 5 fills it, 0 now */
    int64_t when_lo_ms;    /* how far back; DATE_MIN: everything */
    int64_t expires_ms;    /* member's limit; 0: until stopped */
    Str text;              /* the page text shown, and its language: kept with its SHA-256 (C1) */
    Str lang;
    Str peer;              /* network address, for the record */
} OauthApproval;

/* The one way to issue a code: consumes the transaction, writes consent, grant and code, and gives
 * the redirect (code, state, iss). ST_EXPIRED when the transaction was used before. */
MUST_USE Status oauth_approve(Cx *cx, DbTx *tx, const OauthPlan *plan, Str handle,
                              const OauthApproval *in, Str *redirect, Str *consent, Str *grant);
/* Ends the transaction with an OAuth error (ST_DENIED: access_denied …): the redirect. */
MUST_USE Status oauth_refuse(Cx *cx, DbTx *tx, const OauthPlan *plan, Str handle, Status why,
                             Str *redirect);
/* https://host[:port] or scheme: of a redirect URI, for form-action (A23). */
Str oauth_redirect_origin(Cx *cx, Str redirect_uri);

/* ---- grants: what a member's account page lists ------------------------------------------------ */
typedef struct OauthGrant {
    Str id;
    int64_t num;           /* for cursors and audit */
    Str client_id;
    Str client_name;
    Str account;
    Str patient;
    Str scope;
    int64_t created_ms;
    int64_t last_used_ms;
    int64_t expires_ms;    /* 0: until stopped */
    bool offline;
} OauthGrant;
MUST_USE Status oauth_grants_of(Cx *cx, DbTx *tx, int64_t plan, Str account, OauthGrant **out,
                                size_t *count);
/* Ends grant, consent and every token of the family; idempotent (C8, M44). ST_NOT_FOUND when it is
 * not that account's. */
MUST_USE Status oauth_grant_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, Str reason);

/* ---- what a bearer token stands for ------------------------------------------------------------- */
typedef struct OauthAccess {
    Str client_id;
    Str grant;             /* id */
    int64_t grant_num;
    Str account;
    Str patient;
    int64_t compartment;
    Str scope;
    uint64_t labels_shared;
    int64_t when_lo_ms;
    int64_t expires_ms;
} OauthAccess;
/* The access token's row, through a per-process cache with at most 5 s staleness. ST_UNAUTHENTICATED:
 * unknown, expired, revoked, of another plan, client suspended. */
typedef struct OauthCache OauthCache;
OauthCache *oauth_cache_new(void);
void oauth_cache_free(OauthCache *c);
MUST_USE Status oauth_access_find(Cx *cx, Db *db, OauthCache *cache, int64_t plan, Str token,
                                  OauthAccess *out);
/* A token without a client, for `postern token` (sandbox plans): makes grant and token. */
MUST_USE Status oauth_token_direct(Cx *cx, DbTx *tx, const OauthPlan *plan, Str patient,
                                   int64_t compartment, Str scope, int64_t ttl_s, Str *token);

#endif
