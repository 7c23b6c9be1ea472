/* oauth_int.h - what the files of src/oauth share. */
#ifndef OAUTH_OAUTH_INT_H
#define OAUTH_OAUTH_INT_H

#include "base/buf.h"
#include "base/limits.h"
#include "oauth/oauth.h"

#define OAUTH_TOKEN_BYTES 32u /* 256 bits: codes, handles, tokens, secrets (section 0) */

/* ---- scope_types.c: types that apps may ask for, sorted by name --------------------------------- */
typedef struct ScopeType {
    Str name;
    uint16_t num; /* TypeRow.num of fhir/type_table.h; a test compares */
    bool listed;  /* in scopes_supported (S9, S11) */
} ScopeType;
extern const ScopeType scope_types[];
extern const size_t scope_types_count;

/* ---- scope.c ------------------------------------------------------------------------------------ */
/* Tokens of OAUTH_PLAIN, sorted. */
typedef struct ScopePlain {
    Str token;
    bool needs_openid; /* S17 */
} ScopePlain;
extern const ScopePlain scope_plain[];
extern const size_t scope_plain_count;
/* Adds a token that is not there yet. */
void scope_put(Buf *out, Str token);
/* The scope s on another type, part of it, or with fewer actions, in the spelling asked for where that can
 * say it (S2, S4). */
Str scope_text(Cx *cx, const OauthScope *s, Str type, Str query, unsigned actions);
/* Filters that mean the same: escapes are decoded once (S5). */
bool scope_query_same(Str a, Str b);

/* ---- redirect.c --------------------------------------------------------------------------------- */
/* ST_INVALID, where redirect_uri: not registrable (A7). */
MUST_USE Status redirect_check(Cx *cx, Str uri);
/* Byte-equal, or a loopback address with another port (A5, A6). */
bool redirect_matches(Str registered, Str given);
/* uri with the pairs appended to whatever query it has (A12). Empty values are left out. */
Str redirect_with(Cx *cx, Str uri, const HttpField *pairs, size_t count);
/* Host of an https redirect, empty for others: sectors (T24). */
Str redirect_https_host(Str uri);
/* Whether a form can be posted there: a private scheme starts an app with its address alone. */
bool redirect_takes_form(Str uri);

/* scheme://host[:port] as a browser sends it in Origin: of what may be a redirect URI. */
bool origin_valid(Cx *cx, Str origin);
/* The Origin that scripts of an address send (RFC 6454 s.6.1): lower case, no default port. */
Str redirect_script_origin(Cx *cx, Str uri);

/* ---- client_name.c ------------------------------------------------------------------------------ */
/* True when name, as an eye reads it, has reserved in it (O15, threat 63). */
bool client_name_holds(Cx *cx, Str name, Str reserved);
/* True when it has a word that only the plan or the government may say of an app. */
bool client_name_claims(Cx *cx, Str name);

/* ---- register.c --------------------------------------------------------------------------------- */
/* Client metadata (RFC 7591 s.2) as it may be registered under ceiling. Not yet looked at: what
 * oauth_client_add refuses. */
MUST_USE Status register_parse(Cx *cx, Str body, Str ceiling, OauthClientNew *out);

/* ---- register_row.c ------------------------------------------------------------------------------ */
typedef struct Initial { /* a row of oauth_initial */
    Str scope;
    Str developer;
    bool approved;
    Str id;
} Initial;
/* Takes one use of it. ST_UNAUTHENTICATED: unknown, used up, too old, of another plan. */
MUST_USE Status initial_use(Cx *cx, DbTx *tx, int64_t plan, Str token, Initial *out);
/* ST_TOO_MANY: LIMIT_CLIENTS_UNASKED of a day are there. */
MUST_USE Status registration_room(Cx *cx, DbTx *tx, int64_t plan);
MUST_USE Status registration_insert(Cx *cx, DbTx *tx, int64_t plan, Str client_id, bool unasked,
                                    Str *token);
/* ST_UNAUTHENTICATED as of oauth_registration_read. */
MUST_USE Status registration_check(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str token,
                                   int64_t *created_ms);

/* ---- pkce.c ------------------------------------------------------------------------------------- */
bool pkce_challenge_valid(Str challenge); /* A10 */
/* T7: verifier well formed and its S256 is challenge; constant time. */
bool pkce_s256(Cx *cx, Str verifier, Str challenge);

/* ---- client.c, client_auth.c -------------------------------------------------------------------- */
/* Approved, or in the sandbox of a sandbox plan (O17, O18): status is a row's. */
bool client_active(const OauthPlan *plan, Str status);
bool client_has_redirect(const OauthClient *c, Str uri);
/* The origin of one of its redirect URIs, or one it named (T3). */
bool client_has_origin(Cx *cx, const OauthClient *c, Str origin);
/* Rows of tables beside oauth_client that are the client's alone: secrets, redirect URIs, origins, Groups,
 * the assertions it showed. */
MUST_USE Status client_parts_delete(Cx *cx, DbTx *tx, int64_t plan, Str client_id);
/* No client of the plan any more: see oauth_registration_end. At most LIMIT_GRANTS_ENDED grants go
 * with it; the sweep ends the rest. */
MUST_USE Status client_remove(Cx *cx, DbTx *tx, int64_t plan, Str client_id);
/* Ends grants of removed clients, at most so many. */
MUST_USE Status client_removed_grants_end(Cx *cx, DbTx *tx, int64_t plan);
/* HMAC with the pepper (T13), bound to plan and client. */
Str client_secret_hash(Cx *cx, const Keys *keys, int64_t plan, Str client_id, Str secret);

typedef struct Assertion { /* a client assertion (RFC 7523) whose signature is not checked yet */
    Jws jws;
    Str client_id; /* iss, and sub */
    Str jti;
    int64_t exp_s;
} Assertion;
/* What can be judged without knowing the client (T14 to T17, R6): form, algorithm, iss = sub = client_id
 * where that is given, one aud among audiences, exp, jti. ST_ASSERTION says what is wrong. */
MUST_USE Status assertion_read(Cx *cx, Str text, Str client_id, const Str *audiences, size_t count,
                               Assertion *out);
/* Remembers its jti (T18). ST_ASSERTION: it was seen. */
MUST_USE Status assertion_spend(Cx *cx, DbTx *tx, int64_t plan, const Assertion *a);

typedef struct ClientClaim { /* what a request says about its client */
    Str client_id;
    Str secret;
    Str method; /* none, client_secret_basic, client_secret_post, private_key_jwt */
    Assertion assertion;
} ClientClaim;
/* Reads the Basic header and the form; client_id is empty when neither names one. endpoint is the path
 * below the issuer that is asked, "/oauth/token". ST_INVALID: two methods, a broken header;
 * ST_ASSERTION: assertion_read's. */
MUST_USE Status client_claim_read(Cx *cx, const OauthPlan *plan, Str endpoint,
                                  const HttpRequest *rq, const HttpForm *form, ClientClaim *out);
/* T6, T11, T33: ST_CLIENT for unknown, inactive, wrong secret, wrong method, with one wording and the
 * same work. For private_key_jwt the client is found and its signature is still to be checked, by
 * assertion_verify. */
MUST_USE Status client_authenticate(Cx *cx, DbTx *tx, const OauthPlan *plan, const Keys *keys,
                                    const ClientClaim *claim, OauthClient *out);
/* With the registered keys or those published (T16, T20); may wait on the outside world, so no
 * transaction is open. ST_ASSERTION with the wording of every other failure; ST_UNAVAILABLE: too many
 * wait already. */
MUST_USE Status assertion_verify(Cx *cx, const OauthPlan *plan, const OauthClient *client,
                                 const Assertion *a);
/* The one wording of whatever depends on the client (T33). */
Status assertion_refused(Cx *cx);

/* ---- jwks.c: keys that apps publish (T20) --------------------------------------------------------- */
/* jws_verify with the set at client's jwks_uri, from memory or fetched. ST_NOT_FOUND, ST_INVALID as
 * jws_verify and for a set that cannot be had; ST_UNAVAILABLE: its keys are being fetched, or too many. */
MUST_USE Status jwks_verify(Cx *cx, OauthJwks *j, const OauthPlan *plan, const OauthClient *client,
                            const Jws *jws);
/* The decoded pair of a Basic credential: user and password (RFC 7617), split at the first colon. */
MUST_USE Status basic_decode(Cx *cx, Str header, Str *user, Str *password);

/* ---- transaction.c ------------------------------------------------------------------------------ */
/* Consumes it: the one place where a transaction ends. ST_EXPIRED: unknown, used, too old (A21). */
MUST_USE Status transaction_use(Cx *cx, DbTx *tx, int64_t plan, Str handle, OauthTransaction *out);
MUST_USE Status transaction_insert(Cx *cx, DbTx *tx, int64_t plan, OauthTransaction *t,
                                   Str browser);
/* The app's address with error, error_description, state and iss (A4, A12). */
Str error_redirect(Cx *cx, const OauthPlan *plan, Str redirect_uri, Str state, Status st,
                   Str detail);

/* ---- narrow.c ----------------------------------------------------------------------------------- */
/* scope without what a person left out of asked when she granted the rest of it. What asked does not name
 * stays; a part that we cannot tell from one that was left out does not. */
MUST_USE Status scope_leave_out(Cx *cx, Str asked, Str granted, Str scope, Str *out);

/* ---- consent.c ---------------------------------------------------------------------------------- */
typedef struct Consent { /* a row of oauth_consent; the last version is what holds */
    Str id;
    int64_t version;
    Str status; /* active, inactive */
    Str account;
    Str relation;
    Str patient;
    Str client_id;
    Str client_name;
    Str grant;
    Str scope_requested;
    Str scope;
    int64_t labels_shared;
    int64_t labels_until_ms;
    int64_t when_lo_ms;
    int64_t offline;
    int64_t expires_ms;
    Str acr;
    int64_t auth_ms;
    Str text_lang;
    Str text_version;
    Str sealed; /* the text as shown: it names the member */
    Str text_hash;
    Str redirect_host;
    Str peer_prefix;
    Str agent_family; /* of the browser */
    Str attested;     /* consent_attested */
    Str reason;
    Str hash_before;
} Consent;
/* What an app says of itself, and what the plan made of it, as JSON: as it is at an approval (C2). */
MUST_USE Status consent_attested(Cx *cx, const OauthClient *client, Str *json);
/* Adds the next version, chained to the one before (C2). keys: NULL for one that says it is over. */
MUST_USE Status consent_insert(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Consent *c);
/* The next version, with the choices, text and proof that c holds, and what the app attests where c has it; all
 * else as in the one before. */
MUST_USE Status consent_change(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Consent *c);
/* The next version, which ends at until_ms: nobody agreed to less, the right itself ends then. */
MUST_USE Status consent_until(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                              int64_t until_ms);
/* The text as it is kept (R12). */
Str consent_seal(Cx *cx, const Keys *keys, int64_t plan, Str consent, Str text);
/* Network addresses are kept as prefixes: enough to see "from somewhere else" (C2). */
Str consent_peer(Cx *cx, Str peer);
/* The version that says it is over; nothing when there is none or it says so already. */
MUST_USE Status consent_end(Cx *cx, DbTx *tx, int64_t plan, Str id, Str reason);

/* ---- grant.c ------------------------------------------------------------------------------------ */
typedef struct Grant { /* a row of oauth_grant */
    Str id;
    int64_t num;
    Str client_id;
    Str account;
    Str relation;
    Str patient;
    int64_t compartment;
    Str scope;
    int64_t labels_shared;
    int64_t labels_until_ms; /* 0: no end */
    int64_t when_lo_ms;
    int64_t offline;
    Str consent;
    Str acr;
    int64_t auth_ms;
    Str nonce;
    int64_t expires_ms; /* 0: until stopped */
} Grant;
/* Commits st's effects once the plan's keep has said yes; else ends tx. st, or why not. */
MUST_USE Status commit_with(Cx *cx, DbTx *tx, const OauthPlan *plan, Status st);
/* Before a grant is made: the sweep does not take the client any more, and whoever else changes it waits for
 * tx. ST_NOT_FOUND: it is gone. */
MUST_USE Status client_used(Cx *cx, DbTx *tx, int64_t plan, Str client_id);
/* Gives it id and num. */
MUST_USE Status grant_insert(Cx *cx, DbTx *tx, int64_t plan, Grant *g);
/* Of a grant that ended at was_ms and ends later now: so does its refresh token, where that was its end (T28). */
MUST_USE Status token_refresh_stretch(Cx *cx, DbTx *tx, int64_t plan, const Grant *g,
                                      int64_t was_ms, int64_t refresh_ttl_ms);
/* When its member is told of it the next time after after_ms (C3); 0: not any more. expires_ms 0: no end. */
int64_t grant_remind_ms(int64_t created_ms, int64_t expires_ms, int64_t after_ms);
/* Marks it used now, which also makes every other change of the family wait (PostgreSQL).
 * ST_GRANT: unknown, ended or past its limit. */
MUST_USE Status grant_use(Cx *cx, DbTx *tx, int64_t plan, Str id, Grant *out);
/* Ids of the other living grants of the same account, app and member, redeemed or not. */
MUST_USE Status grant_twins(Cx *cx, DbTx *tx, int64_t plan, const Grant *of, Str **ids,
                            size_t *count);
/* Ends grant and consent, and with them every code and token, which all ask for a living grant. */
MUST_USE Status grant_kill(Cx *cx, DbTx *tx, int64_t plan, Str id, Str reason);

/* ---- code.c ------------------------------------------------------------------------------------- */
/* A code for what the transaction asked and the grant gives (A27). */
MUST_USE Status code_issue(Cx *cx, DbTx *tx, int64_t plan, const OauthTransaction *t,
                           const Grant *g, Str *code);
typedef struct CodeUse {
    Str client_id; /* of the authenticated client */
    Str redirect_uri;
    Str verifier;
} CodeUse;
/* T5, T7 to T10. ST_GRANT when it gives nothing; event says why when the code was real. grant is set
 * whenever the code was. The transaction must be committed in both cases. */
MUST_USE Status code_redeem(Cx *cx, DbTx *tx, int64_t plan, Str code, const CodeUse *use,
                            Str *grant, OauthEvent *event);

/* ---- token_row.c: access and refresh tokens ------------------------------------------------------ */
typedef struct TokenPair {
    Str access;
    Str refresh; /* empty: not offline */
    int64_t expires_in_s;
    int64_t grant_ends_ms; /* after this there are no more; 0: not known */
} TokenPair;
/* How long an access token of plan lives, unless its grant ends before. */
int64_t token_access_ms(const OauthPlan *plan);
/* The first pair of a grant. */
MUST_USE Status tokens_issue(Cx *cx, DbTx *tx, const OauthPlan *plan, const Grant *g,
                             TokenPair *out);
/* An access token alone. */
MUST_USE Status token_access_insert(Cx *cx, DbTx *tx, int64_t plan, const Grant *g, Str scope,
                                    Str parent, int64_t expires_ms, Str *token);
/* The client a refresh token was given to. ST_GRANT: there is no such token. */
MUST_USE Status token_refresh_client(Cx *cx, DbTx *tx, int64_t plan, Str token, Str *client_id);
typedef struct RefreshUse {
    Str token;
    Str client_id; /* of the authenticated client */
    Str scope;     /* asked for; empty: the whole grant's */
} RefreshUse;
/* T25 to T29. grant->id is set when the token was known; event tells rotation, grace or reuse. The
 * transaction must be committed also with ST_GRANT: a reuse ends the family. */
MUST_USE Status tokens_rotate(Cx *cx, DbTx *tx, const OauthPlan *plan, const RefreshUse *use,
                              Grant *grant, TokenPair *out, OauthEvent *event);

/* One access token alone is over; its grant and the others live on (system tokens). */
MUST_USE Status token_revoke(Cx *cx, DbTx *tx, int64_t plan, Str token);

/* ---- access.c ----------------------------------------------------------------------------------- */
/* As oauth_access_find, from the store and not from the cache. */
MUST_USE Status access_fresh(Cx *cx, Db *db, const OauthPlan *plan, Str token, OauthAccess *out);

/* What is kept for a token's hash, SHA256_BYTES; false: nothing, and access_keep is told forgets with what the
 * store says then. It keeps nothing when a grant was forgotten in between. */
bool access_cached(Cx *cx, OauthCache *c, int64_t plan, const unsigned char *hash, OauthAccess *out,
                   uint64_t *forgets);
void access_keep(const Cx *cx, OauthCache *c, int64_t plan, const unsigned char *hash,
                 const OauthAccess *a, uint64_t forgets);

/* ---- authorize.c, par.c -------------------------------------------------------------------------- */
/* All that oauth_authorize checks of a request once its client is known (A25). */
MUST_USE Status authorize_check(Cx *cx, const OauthPlan *plan, const OauthClient *client,
                                const HttpForm *in);
/* True when uri was given out by oauth_push, here or anywhere. */
bool pushed_is(Str request_uri);
/* Uses up the request that in's client_id pushed (A25). ST_EXPIRED: unknown, another's, used, too old. */
MUST_USE Status pushed_take(Cx *cx, DbTx *tx, int64_t plan, const HttpForm *in, HttpForm *out);

/* ---- backend.c ----------------------------------------------------------------------------------- */
/* O20, O21: an access token for the client itself. ST_UNAUTHORIZED_CLIENT: no such client for it;
 * ST_INVALID_SCOPE: nothing to grant, or a person's data were asked for. */
MUST_USE Status backend_issue(Cx *cx, DbTx *tx, int64_t plan, const OauthClient *client,
                              Str requested, Grant *grant, TokenPair *out, Str *scope);

/* ---- token.c: shared with revoke.c ----------------------------------------------------------------- */
/* Who asks at endpoint (a path below the issuer), proved by the one method registered. */
MUST_USE Status client_prove(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys, Str endpoint,
                             const HttpRequest *rq, const HttpForm *form, OauthTokenReply *out);
void reply_about(OauthTokenReply *out, const Grant *g);

/* ---- id_token.c --------------------------------------------------------------------------------- */
MUST_USE Status id_token_make(Cx *cx, const OauthPlan *plan, const Keys *keys,
                              const OauthClient *client, const Grant *g, Str access_token,
                              Str *jwt);

/* ---- form.c ------------------------------------------------------------------------------------- */
/* The value of name, STR_NONE when absent or empty (RFC 6749 s.3.1). */
Str form_value(const HttpForm *f, Str name);
/* True when some name is there twice (A3, T1). */
bool form_has_duplicate(Cx *cx, const HttpForm *f);
/* Bytes %x21-7E and space alone. */
bool text_is_vschar(Str s);
/* POST, one form, nothing in the query (T1, O5). */
MUST_USE Status form_read(Cx *cx, const HttpRequest *rq, HttpForm *out);

#endif
