/* oauth.h - the authorization server: SMART App Launch 2.2 standalone, OAuth 2.0 (RFC 6749, 7636,
 * 7009, 9207, 9700), OpenID Connect. One issuer a plan. tx is a transaction on the state.
 * Constants: AUTHORIZATION section 0. */
#ifndef OAUTH_OAUTH_H
#define OAUTH_OAUTH_H

#include "base/date.h"
#include "base/limits.h"
#include "db/db.h"
#include "http/http.h"
#include "jose/jose.h"
#include "oauth/scope.h"

#define OAUTH_CODE_TTL_MS MINUTE_MS
#define OAUTH_TRANSACTION_TTL_MS (30 * MINUTE_MS)
#define OAUTH_ACCESS_TTL_S 3600             /* unless the plan says less */
#define OAUTH_REFRESH_TTL_MS (100 * DAY_MS) /* unless the plan says otherwise */
#define OAUTH_REFRESH_GRACE_MS 30000
#define OAUTH_ID_TOKEN_TTL_S 3600
#define OAUTH_SYSTEM_TTL_S 300      /* access token of client_credentials */
#define OAUTH_SYSTEM_TTL_MAX_S 3600 /* the most that a client may be given */
#define OAUTH_PUSHED_TTL_S 90       /* request_uri of a pushed request */
#define OAUTH_ASSERTION_TTL_S 300   /* a client assertion's exp at most ahead … */
#define OAUTH_SKEW_S 60             /* … and how far clocks may differ */
#define OAUTH_CACHE_MS 5000         /* a revocation is seen by every process within this (C8) */

/* How the person proved who they are: a code mailed to them, no claim of an assurance level (M16). */
#define OAUTH_ACR "urn:postern:acr:mailed-code"
#define OAUTH_AMR "otp"

/* Of what the pages say that a person agrees to: another whenever their words change. Kept with each (C1). */
#define OAUTH_TEXT_VERSION "2026-11"

typedef struct OauthJwks OauthJwks;

/* Called in the transaction with what was decided, before it is committed; where it fails nothing is: the audit
 * (C14). */
typedef struct OauthKeep {
    Status (*call)(Cx *cx, void *user, Status st);
    void *user;
} OauthKeep;

typedef struct OauthPlan { /* filled by web/guard from plan.h */
    int64_t num;
    Str id;
    Str issuer;
    Str fhir_base;
    bool sandbox;
    Str errors;             /* address of the page that error_uri leads to; empty: none */
    Str brands;             /* address of the bundle that the plan stands in (B1); empty: in none */
    OauthJwks *jwks;        /* keys that apps publish (T20); NULL: none are fetched */
    int64_t access_ttl_s;   /* of a person's access token; 0: OAUTH_ACCESS_TTL_S */
    int64_t refresh_ttl_ms; /* from each use (T28); 0: OAUTH_REFRESH_TTL_MS */
    const OauthKeep *keep;  /* of this request's answer; NULL: nothing is kept */
} OauthPlan;

/* ---- clients -------------------------------------------------------------------------------- */
typedef struct OauthClient {
    Str client_id;
    Str name;
    Str status;        /* sandbox, approved, suspended, removed */
    bool confidential; /* proves who it is: by a secret or a key */
    Str auth_method;   /* none, client_secret_basic, client_secret_post, private_key_jwt */
    const Str *redirect_uris;
    size_t redirect_count;
    const Str *origins; /* of its scripts, besides those of redirect_uris (T3) */
    size_t origin_count;
    Str scope;  /* ceiling of what it may ask for (S15) */
    Str sector; /* of its members' pairwise identifiers (T24) */
    Str developer, website, privacy_url, support_email; /* shown at consent (A18); may be empty */
    Str jwks;                                           /* of private_key_jwt: its keys … */
    Str jwks_uri;         /* … or where it publishes them; one of the two */
    Str signing_alg;      /* RS384, ES384; empty: either (T16) */
    bool require_par;     /* asks to authorize by a pushed request alone (A25) */
    bool resource_server; /* may introspect tokens of every client (O3) */
    int64_t system_ttl_s; /* of its system tokens; 0: OAUTH_SYSTEM_TTL_S */
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
    const Str *origins;
    size_t origin_count;
    Str jwks, jwks_uri, signing_alg;   /* as OauthClient; for private_key_jwt alone */
    bool require_par, resource_server; /* as OauthClient */
    int64_t system_ttl_s;
    const Str *groups; /* ids of the Groups it may export (O22) */
    size_t group_count;
} OauthClientNew;
/* Everything a member can share: what an app may ask for unless it was registered for less. */
#define OAUTH_CEILING                                                                              \
    "openid fhirUser launch/patient offline_access patient/*.rs user/*.rs patient/*.read"          \
    " user/*.read"
/* ST_INVALID names what is wrong (A7 for redirect_uris; jwks xor jwks_uri for private_key_jwt, and for
 * no other method); ST_CONFLICT: client_id exists. secret is shown once; empty without one. An app needs a
 * redirect URI unless it asks for system/ scopes or is a resource server: then no member is ever sent to it. */
MUST_USE Status oauth_client_add(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                 const OauthClientNew *in, Str *client_id, Str *secret);
MUST_USE Status oauth_client_find(Cx *cx, DbTx *tx, int64_t plan, Str client_id, OauthClient *out);
MUST_USE Status oauth_client_set_status(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str status);
/* Another secret beside the one in use, which then lives for overlap_s more (T13): two at most, whatever
 * came before is over. ST_INVALID: the client has no secrets; ST_NOT_FOUND: there is no such client. */
MUST_USE Status oauth_client_secret_add(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                        Str client_id, int64_t overlap_s, Str *secret);
/* The Groups a client is bound to, sorted (O22). */
MUST_USE Status oauth_client_groups(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str **ids,
                                    size_t *count);
MUST_USE Status oauth_client_list(Cx *cx, DbTx *tx, int64_t plan, OauthClient **out, size_t *count);
/* True when origin (scheme://host[:port]) is one of client_id, or, when that is empty, of some active
 * client of the plan: of a redirect_uri or of origins (T3). */
MUST_USE Status oauth_origin_known(Cx *cx, DbTx *tx, const OauthPlan *plan, Str client_id,
                                   Str origin, bool *known);

/* ---- registration by the app itself (RFC 7591, 7592; O12 to O16) -------------------------------- */
typedef struct OauthInitialNew {
    Str scope;     /* ceiling of what is registered; empty: OAUTH_CEILING */
    Str developer; /* whom the operator knows; shown to members */
    bool approved; /* what is registered works at once */
    int64_t uses;
    int64_t ttl_ms;
} OauthInitialNew;
/* The initial access token, shown once; id names it in the audit and opens nothing. */
MUST_USE Status oauth_initial_add(Cx *cx, DbTx *tx, int64_t plan, const OauthInitialNew *in,
                                  Str *token, Str *id);

/* Nobody registers by it any more. ST_NOT_FOUND: no living token has this id. */
MUST_USE Status oauth_initial_end(Cx *cx, DbTx *tx, int64_t plan, Str id);

typedef struct OauthRegisterAsk {
    Str body;            /* client metadata, JSON */
    Str token;           /* initial access token; empty: none was sent */
    const Str *reserved; /* names that no app may look like: the plans' (O15) */
    size_t reserved_count;
} OauthRegisterAsk;
typedef struct OauthRegistered {
    Str json; /* client information response, with secrets: RFC 7591 s.3.2.1 */
    Str client_id;
    Str initial; /* id of the initial access token; empty: none */
} OauthRegistered;
/* Opens its own transaction. ST_UNAUTHENTICATED: no token where one is needed, or not a valid one.
 * ST_REDIRECT_URI, ST_CLIENT_METADATA, ST_SOFTWARE_STATEMENT, ST_UNAPPROVED_STATEMENT: RFC 7591
 * s.3.2.2. ST_TOO_MANY: LIMIT_CLIENTS_UNASKED. */
MUST_USE Status oauth_register(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                               const OauthRegisterAsk *ask, OauthRegistered *out);
/* RFC 7592 with the registration access token. ST_UNAUTHENTICATED: not this client's, whatever the
 * reason (threat 83). The secret was shown once and is not in the reply. */
MUST_USE Status oauth_registration_read(Cx *cx, DbTx *tx, const OauthPlan *plan, Str client_id,
                                        Str token, Str *json);
/* Ends the client, its secrets and its grants; the id is never given again. tx writes. */
MUST_USE Status oauth_registration_end(Cx *cx, DbTx *tx, const OauthPlan *plan, Str client_id,
                                       Str token);

/* Keys that apps publish at their jwks_uri, kept by the process as long as Cache-Control says (5 minutes
 * where it says nothing, a day at most). fetch blocks, so whoever may ask for them runs in the waiting
 * pool; tests give their own. */
typedef struct OauthJwksFetch {
    /* ST_OK: body, and for how long it says it may be kept (-1: it says nothing). allow_private: also
     * from addresses that are not public (sandbox plans, where the configuration allows it). */
    Status (*get)(void *user, Cx *cx, Str url, bool allow_private, Str *body, int64_t *max_age_s);
    void *user;
    bool allow_private;
} OauthJwksFetch;
OauthJwks *oauth_jwks_new(OauthJwksFetch fetch);
void oauth_jwks_free(OauthJwks *j);
/* fetch_document with the limits of T20. */
Status oauth_jwks_get(void *user, Cx *cx, Str url, bool allow_private, Str *body,
                      int64_t *max_age_s);

/* ---- the authorize transaction: one row from the app's request to the code ------------------- */
typedef struct OauthTransaction {
    Str handle; /* 256-bit, in URLs of our own pages; stored hashed */
    Str client_id;
    Str redirect_uri;
    bool form_post; /* answered by form, not in the query (A8) */
    Str scope;      /* negotiated: requested ∩ client's ceiling ∩ what we support (S14) */
    Str scope_requested;
    Str state;
    Str nonce;
    Str code_challenge;
    Str aud;
    Str prompt;        /* none, login, consent, or empty */
    int64_t max_age_s; /* -1: not asked */
    Str ui_locales;
    int64_t created_ms;
    int64_t expires_ms;
    bool bound; /* to a browser */
    /* Filled on the way: */
    Str account;    /* member account id, once signed in */
    Str patient;    /* chosen member */
    Str labels_for; /* the member for whom sensitive kinds were chosen; empty: not yet */
    uint64_t labels_shared;
    int64_t auth_ms; /* when the person proved who they are */
} OauthTransaction;

/* A request at the authorization end point, in the order of A4. browser is SHA-256 of the cookie that
 * names the browser, empty when it sent none (a cross-site POST has no Lax cookie, A2).
 * ST_OK: 303 to the sign-in page, or to the app with an error. Any other Status: a local page, never a
 * redirect. */
typedef struct OauthAuthorized {
    Str handle;   /* to the sign-in page with it; empty: */
    Str redirect; /* to the app */
    Str post_to;  /* oauth_post_to */
    Status told;  /* what went wrong and the app is told; ST_OK: nothing */
} OauthAuthorized;
MUST_USE Status oauth_authorize(Cx *cx, DbTx *tx, const OauthPlan *plan, const HttpForm *in,
                                Str browser, OauthAuthorized *out);

/* What pages of the flow read, through rq_transaction of web/oauth_api.h: the transaction, if it is this
 * browser's; browser as above. ST_EXPIRED as below, and for another browser. One that came by cross-site
 * post is nobody's yet (bound is false): the first browser that opens it binds it. */
MUST_USE Status oauth_transaction_open(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str browser,
                                       OauthTransaction *out);
MUST_USE Status oauth_transaction_bind(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str browser);
/* What the page does next (A15). ST_OK: go on to the choice of member and consent. ST_UNAUTHENTICATED:
 * show sign-in, or ask again when prompt=login or max_age want a fresher proof. ST_LOGIN_REQUIRED,
 * ST_CONSENT_REQUIRED: prompt=none cannot be met: oauth_refuse with it. auth_ms is when the session's
 * person last proved who they are; 0: nobody is signed in. */
MUST_USE Status oauth_transaction_step(Cx *cx, const OauthTransaction *t, int64_t auth_ms);
/* ST_EXPIRED: unknown, used or too old. Of whatever browser, so for tests and their tools alone. */
MUST_USE Status oauth_transaction_find(Cx *cx, DbTx *tx, int64_t plan, Str handle,
                                       OauthTransaction *out);
MUST_USE Status oauth_transaction_signed_in(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str account,
                                            int64_t auth_ms);
MUST_USE Status oauth_transaction_choose(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str patient);
/* Which sensitive kinds of patient's data are shared (C4). ST_EXPIRED also when another is chosen now. */
MUST_USE Status oauth_transaction_labels(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str patient,
                                         uint64_t labels);

/* What the person agreed to; consent pages fill it from the stored transaction (A22). */
typedef struct OauthApproval {
    Str account;
    Str actor_relation; /* self, parent, representative */
    Str patient;
    int64_t compartment;
    Str scope;              /* after the person's choices; never wider than the transaction's */
    uint64_t labels_shared; /* sensitive categories chosen (C4); 0: none */
    int64_t
        labels_until_ms; /* a parent's choice holds until the child may keep care private; 0: no end (M37) */
    int64_t when_lo_ms; /* how far back; DATE_MIN: everything */
    int64_t expires_ms; /* member's limit; 0: until stopped */
    const Keys *keys;   /* the text names the member, so that it is kept sealed (R12) */
    Str text;           /* the page text shown, and its language: kept with its SHA-256 (C1) */
    Str lang;
    Str peer;         /* network address, for the record */
    Str agent_family; /* of the browser: "Firefox" */
} OauthApproval;

typedef struct OauthNarrowed {
    Str grant;
    Str consent;
} OauthNarrowed;
typedef struct OauthApproved {
    Str redirect; /* code, state, iss */
    Str consent;
    Str grant;
    const OauthNarrowed
        *narrowed; /* what the same person gave the same app of the same member before */
    size_t narrowed_count;
} OauthApproved;
/* The one way to issue a code: consumes the transaction, writes consent, grant and code, and takes out of the
 * connection's other grants what is not shared now (C9). ST_EXPIRED when the transaction was used before. */
MUST_USE Status oauth_approve(Cx *cx, DbTx *tx, const OauthPlan *plan, Str handle,
                              const OauthApproval *in, OauthApproved *out);
/* Ends the transaction with an OAuth error (ST_DENIED: access_denied …): the redirect. */
MUST_USE Status oauth_refuse(Cx *cx, DbTx *tx, const OauthPlan *plan, Str handle, Status why,
                             Str *redirect);
/* detail as an error_description may be: %x20-21 / %x23-5B / %x5D-7E, "?" for all else (A4). */
Str oauth_description(Cx *cx, Str detail);
/* The address to post to what a redirect would append to it (Form Post Response Mode); empty: redirect. */
Str oauth_post_to(const OauthTransaction *t);
/* https://host[:port] or scheme: of a redirect URI. */
Str oauth_redirect_origin(Cx *cx, Str redirect_uri);

/* ---- grants: what a member's account page lists ------------------------------------------------ */
typedef struct OauthGrant {
    Str id;
    int64_t num;     /* for cursors and audit */
    int64_t version; /* one more with each change */
    Str client_id;
    Str client_name;
    Str account;
    Str relation; /* of the account to patient */
    Str patient;
    Str scope;
    uint64_t labels_shared;
    int64_t labels_until_ms; /* 0: no end */
    int64_t when_lo_ms;      /* DATE_MIN: everything */
    int64_t created_ms;
    int64_t last_used_ms;
    int64_t expires_ms; /* 0: until stopped */
    int64_t ended_ms;   /* 0: alive */
    bool offline;
} OauthGrant;
MUST_USE Status oauth_grants_of(Cx *cx, DbTx *tx, int64_t plan, Str account, OauthGrant **out,
                                size_t *count);
/* With those that are over, the living before them. */
MUST_USE Status oauth_grants_ever(Cx *cx, DbTx *tx, int64_t plan, Str account, OauthGrant **out,
                                  size_t *count);
/* One, alive or over. ST_NOT_FOUND when it is not that account's. */
MUST_USE Status oauth_grant_of(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant,
                               OauthGrant *out);
/* Ends grant, consent and every token of the family; idempotent (C8, M44). ST_NOT_FOUND when it is
 * not that account's. */
MUST_USE Status oauth_grant_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant, Str reason);
/* The living grants of the same account, app and member as grant, whether their codes were redeemed or
 * not: to the member they are one connection. ST_NOT_FOUND when it is not that account's, or over. */
MUST_USE Status oauth_connection_of(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant,
                                    OauthGrant **out, size_t *count);
/* Takes something out of a grant, from the next call on, and out of every token of it (C9); with widen,
 * adds sensitive kinds or earlier data to it, for which the person just proved who they are: kinds, their end
 * and first moment are then what the grant has, and with renew its end, which its refresh token follows. A
 * scope is only ever taken from. */
typedef struct OauthChange {
    Str account;
    Str grant;
    Str scope;
    uint64_t labels_shared;
    int64_t labels_until_ms; /* with widen, as of OauthApproval */
    int64_t when_lo_ms;
    bool widen;
    bool renew;             /* with widen: it ends later, as of OauthApproval */
    int64_t expires_ms;     /* with renew */
    int64_t refresh_ttl_ms; /* with renew: OauthPlan's */
    int64_t version;        /* with widen: of the grant that all this was worked out from */
    int64_t auth_ms;        /* when the person last proved who they are */
    const Keys *keys;       /* text, lang, peer, agent_family as of OauthApproval */
    Str text;
    Str lang;
    Str peer;
    Str agent_family;
    Str reason; /* of the new version; empty: the member changed it */
} OauthChange;
/* Writes the next version of the consent; consent is its id. ST_NOT_FOUND: not a living grant of that
 * account; ST_FORBIDDEN: the scope is wider, or it would end sooner; ST_EXPIRED: to be widened, and changed since version. */
MUST_USE Status oauth_grant_change(Cx *cx, DbTx *tx, int64_t plan, const OauthChange *in,
                                   Str *consent);
/* As oauth_grant_end, for every living grant of the same account, app and member: to the member they are
 * one connection. grants: the ids of those ended now. */
typedef struct OauthEnded {
    Str client_id;
    Str patient;
    Str grants[LIMIT_GRANT_LIST];
    size_t count;
} OauthEnded;
MUST_USE Status oauth_connection_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str grant,
                                     Str reason, OauthEnded *out);
/* The same for the next connection of an account that lives, whichever: call again until ST_NOT_FOUND. */
MUST_USE Status oauth_connection_end_next(Cx *cx, DbTx *tx, int64_t plan, Str account, Str reason,
                                          OauthEnded *out);
/* A key for whoever reads the account's mail: it ends the connection of that grant and opens nothing. 256 bits,
 * kept as a hash; it works as long as the grant lives. */
MUST_USE Status oauth_stop_key(Cx *cx, DbTx *tx, int64_t plan, Str grant, Str *key);
/* The living grant of such a key. ST_NOT_FOUND: unknown, used, over: not told apart. */
MUST_USE Status oauth_stop_find(Cx *cx, DbTx *tx, int64_t plan, Str key, OauthGrant *out);
/* Living grants of a member's data, whoever gave them, redeemed or not; account empty: a developer's token. */
typedef struct OauthLiving {
    Str id;
    Str account;
    Str client_id;
    Str consent;
} OauthLiving;
MUST_USE Status oauth_living_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, OauthLiving **out,
                                size_t *count);
/* Those of patients whose data somebody shares. */
MUST_USE Status oauth_members_shared(Cx *cx, DbTx *tx, int64_t plan, const Str *patients,
                                     size_t count, Str **out, size_t *n);
/* As oauth_grant_end, for all that account shares of patient: it may not any more (C8, T29). */
MUST_USE Status oauth_grants_end(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient,
                                 Str reason);
/* Who shares whose data by a refresh token, or a code, so that the caller sees whether they still may (T29).
 * ST_NOT_FOUND: nobody, or not any more. */
typedef struct OauthActor {
    Str account;
    Str patient;
} OauthActor;
/* What of's account shares of its patient ends at until_ms, if not sooner: the right itself ends then (M36, M38). out:
 * those that did not end before. */
MUST_USE Status oauth_grants_until(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                   const OauthActor *of, int64_t until_ms, OauthLiving **out,
                                   size_t *count);
MUST_USE Status oauth_refresh_actor(Cx *cx, DbTx *tx, int64_t plan, Str token, OauthActor *out);
MUST_USE Status oauth_code_actor(Cx *cx, DbTx *tx, int64_t plan, Str code, OauthActor *out);

/* Who an account is to the apps of a sector: the sub of their tokens (T24). */
Str oauth_sub(Cx *cx, const Keys *keys, int64_t plan, Str sector, Str account);

/* ---- consents: every version of what an account agreed to (C1, C2) ------------------------------- */
typedef struct OauthConsent {
    Str id;
    int64_t version;
    bool active; /* false: the version that says it is over */
    Str account;
    Str relation;
    Str patient;
    Str client_id;
    Str client_name; /* as it was then */
    Str scope;
    uint64_t labels_shared;
    int64_t labels_until_ms; /* 0: no end */
    int64_t when_lo_ms;
    int64_t expires_ms; /* 0: until stopped */
    Str acr;
    int64_t auth_ms;
    Str text; /* what was shown, HTML */
    Str lang;
    Str text_version; /* OAUTH_TEXT_VERSION of then */
    Str text_hash;    /* SHA-256 of it */
    Str agent_family; /* of the browser that showed it; empty: another */
    Str attested;     /* what the app said of itself then, JSON: developer, website … */
    int64_t created_ms;
} OauthConsent;
/* The newest first, LIMIT_CONSENT_LIST at most. */
MUST_USE Status oauth_consents_of(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account,
                                  OauthConsent **out, size_t *count);

/* Whether every version is as it was written, and none is missing (C2); some at a time, from { .plan } on. */
typedef struct OauthConsentCheck {
    int64_t plan;
    int64_t count;     /* of versions so far */
    char id[LIMIT_ID]; /* the last one looked at */
    size_t id_bytes;
    int64_t version;
    unsigned char hash[SHA256_BYTES];
    unsigned char said[SHA256_BYTES]; /* of what she agreed to */
    bool fits;                        /* it is what its grant has */
} OauthConsentCheck;
typedef struct OauthConsentVerdict {
    bool whole;
    int64_t count;
    Str id; /* where not: of the consent, … */
    int64_t version;
    const char *why;
} OauthConsentVerdict;
MUST_USE Status oauth_consents_verify(Cx *cx, Db *db, const Keys *keys, OauthConsentCheck *at,
                                      OauthConsentVerdict *v, bool *more);

/* ---- what a bearer token stands for ------------------------------------------------------------- */
typedef struct OauthAccess {
    Str client_id;
    Str grant; /* id */
    int64_t grant_num;
    Str account;
    Str patient;
    int64_t compartment;
    Str scope;
    uint64_t labels_shared;
    int64_t labels_until_ms; /* 0: no end */
    int64_t when_lo_ms;
    int64_t expires_ms;
    int64_t issued_ms;
    Str sector;     /* of the client's pairwise identifiers (T24) */
    Str consent;    /* id of what the grant rests on */
    bool fhir_user; /* the scope: r on the person's own resource (S17) */
    bool self;      /* … which is the member's Patient; else a RelatedPerson (M36) */
    bool parent;    /* who gave it acts for a minor (M37) */
    bool system;    /* of client_credentials: nobody's in particular (O20) */
    const OauthTypeScope *scopes; /* scope, parsed once */
    size_t scope_count;
} OauthAccess;
/* The access token's row, through a per-process cache with at most 5 s staleness. ST_UNAUTHENTICATED:
 * unknown, expired, revoked, of another plan, client not active (a sandbox's in no other plan). */
typedef struct OauthCache OauthCache;
OauthCache *oauth_cache_new(void);
void oauth_cache_free(OauthCache *c);
MUST_USE Status oauth_access_find(Cx *cx, Db *db, OauthCache *cache, const OauthPlan *plan,
                                  Str token, OauthAccess *out);
/* The resource of whoever shares, as a reference: the member's Patient, or the RelatedPerson that an account is
 * to her, of an id that says nothing of either (M36). */
Str oauth_person(Cx *cx, const Keys *keys, int64_t plan, const OauthActor *who, bool self);
/* After a grant was ended here, so that this process sees it at once. */
void oauth_cache_forget(OauthCache *c, Str grant);
#define OAUTH_DIRECT_CLIENT "postern-token" /* client_id of tokens made by oauth_token_direct */
typedef struct OauthShare {
    uint64_t labels;
    int64_t when_lo_ms;
} OauthShare;
/* A token without a client, for `postern token` (sandbox plans): makes grant and token. shared: categories
 * of sensitive data that the grant does not keep back. */
MUST_USE Status oauth_token_direct(Cx *cx, DbTx *tx, const OauthPlan *plan, Str patient,
                                   int64_t compartment, Str scope, uint64_t shared, int64_t ttl_s,
                                   Str *token);
/* The same from when_lo_ms on alone. */
MUST_USE Status oauth_token_since(Cx *cx, DbTx *tx, const OauthPlan *plan, Str patient,
                                  int64_t compartment, Str scope, const OauthShare *share,
                                  int64_t ttl_s, Str *token);

/* ---- token and revocation end points ------------------------------------------------------------- */
typedef enum OauthEvent { /* for audit, log and notices */
                          OAUTH_EVENT_NONE,
                          OAUTH_EVENT_CODE_REDEEMED,
                          OAUTH_EVENT_REFRESHED,
                          OAUTH_EVENT_REFRESHED_IN_GRACE,
                          OAUTH_EVENT_CODE_BURNT, /* T8: the real code with a wrong verifier, redirect_uri, client */
                          OAUTH_EVENT_CODE_REUSED, /* T9: the grant family is ended */
                          OAUTH_EVENT_REFRESH_REUSED, /* T27: the grant family is ended; the member is told */
                          OAUTH_EVENT_REVOKED,
                          OAUTH_EVENT_REVOKE_FOREIGN, /* O5: another client's token; no effect */
                          OAUTH_EVENT_SYSTEM_TOKEN,   /* O20 */
                          OAUTH_EVENT_INTROSPECT_FOREIGN, /* O4: another client's token; told nothing */
                          OAUTH_EVENT_PUSHED,             /* A25 */
                          OAUTH_EVENTS
} OauthEvent;

/* Filled as far as the call came, whatever its Status. */
typedef struct OauthTokenReply {
    Str json;           /* T21; with ST_OK */
    OauthClient client; /* client_id empty: not identified */
    bool origin_ok;     /* the Origin sent is one of this client's (T3) */
    OauthEvent event;
    Str grant;
    int64_t grant_num;
    Str account;
    Str patient;
    Str consent;
    int64_t compartment;
} OauthTokenReply;

/* Whom limits count: the client that a request names, in whatever way it does, cut to LIMIT_CLIENT_ID + 1
 * bytes; empty: none. Nothing of it is proved, so that an address needs a limit beside it. */
Str oauth_client_claimed(Cx *cx, const HttpRequest *rq, const HttpForm *form);

/* Both open their own transactions and commit also when they fail: a burnt code stays burnt (T8).
 * query must be empty (T1). Failures carry the error of their status row. */
MUST_USE Status oauth_token(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                            const HttpRequest *rq, OauthTokenReply *out);
MUST_USE Status oauth_revoke(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                             const HttpRequest *rq, OauthTokenReply *out);

/* O1 to O4, RFC 7662: always a reply for who proved a client or brought a living token of one; only a
 * resource server is told of other clients' tokens. ST_CLIENT, ST_ASSERTION, ST_UNAUTHENTICATED. */
MUST_USE Status oauth_introspect(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                                 const HttpRequest *rq, OauthTokenReply *out);
#define OAUTH_INTROSPECTION "introspection" /* scope of a resource server's own token (O3) */
/* A25, RFC 9126: the request is checked as at the authorization end point and kept for 90 s; json has its
 * request_uri. */
MUST_USE Status oauth_push(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                           const HttpRequest *rq, OauthTokenReply *out);
/* O10: who the token is of. ST_SCOPE: it has no openid. */
MUST_USE Status oauth_userinfo(Cx *cx, const OauthPlan *plan, const Keys *keys,
                               const OauthAccess *access, Str *json);

/* ---- discovery documents ------------------------------------------------------------------------ */
MUST_USE Status oauth_smart_configuration(Cx *cx, const OauthPlan *plan, Str *json);
/* Also the RFC 8414 document (D13: the same values). */
MUST_USE Status oauth_openid_configuration(Cx *cx, const OauthPlan *plan, Str *json);

/* What a member is told of again (C3): an app may still read, or will not for much longer. */
typedef struct OauthReminder {
    Str account;
    Str client_name;
    int64_t expires_ms; /* 0: until it is stopped */
    bool parent;        /* of a child, whose birthday the end may be */
} OauthReminder;
/* Those that are due, LIMIT_REMINDERS of them at most, each given once; more: call again, in another
 * transaction. tx writes the state; the mails are queued in it. */
MUST_USE Status oauth_reminders(Cx *cx, DbTx *tx, int64_t plan, OauthReminder *out, size_t *count,
                                bool *more);

/* Deletes what has been over for a day: transactions, codes, tokens. tx writes the state. */
MUST_USE Status oauth_sweep(Cx *cx, DbTx *tx, int64_t plan);

#endif
