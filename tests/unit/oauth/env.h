/* env.h - a plan with one public app, one confidential app, and a member who says yes: what tests of the
 * authorization server begin with. */
#ifndef TESTS_UNIT_OAUTH_ENV_H
#define TESTS_UNIT_OAUTH_ENV_H

#include "oauth/oauth.h"
#include "tests/unit/db/engines.h"
#include "json/json.h"

#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" /* RFC 7636 B */
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
#define ISSUER "https://plan.example/demo"
#define CALLBACK "https://app.example/cb"
#define WIDE "openid fhirUser profile launch/patient offline_access patient/*.rs user/*.rs"

typedef struct Env {
    Cx *cx;
    Db *db;
    const Keys *keys;
    OauthPlan plan;
    OauthCache *cache;
    Str secret;       /* of client "vault", client_secret_basic */
    int64_t until_ms; /* the person's limit; 0: until stopped */
} Env;

const Keys *env_keys(void); /* one set for the process: an RSA key takes long to make */
Env env_make(Cx *cx, Db *db);
/* Of this file alone: app's linked name is the same. */
static inline Env env_open(Cx *cx, Db *db)
{
    return env_make(cx, db);
}

/* A form; "name=value&…" percent-encoded as a browser would. */
HttpForm env_form(const Env *e, Str text);
/* A good request of client, for scope. */
Str env_request(const Env *e, Str client_id, Str scope);
/* oauth_authorize in a transaction of its own, browser "b". */
Status env_authorize(const Env *e, Str request, Str *handle, Str *redirect);
/* The member signs in, chooses herself and approves what was negotiated: the code. */
Str env_code(const Env *e, Str client_id, Str scope);
/* The same for a request as it is. */
Str env_code_for(const Env *e, Str request);
/* The value of a query parameter of an address, decoded. */
Str env_param(const Env *e, Str url, Str name);

/* The token end point; authorization may be empty. */
Status env_token(const Env *e, Str authorization, Str body, OauthTokenReply *out);
/* The body that redeems code for the public app. */
Str env_redeem(const Env *e, Str code);
/* A client of private_key_jwt in the plan; jwks and jwks_uri as OauthClientNew. */
void env_key_client(const Env *e, Str id, Str jwks, Str jwks_uri, Str scope);
/* Good claims of an assertion by client: {iss, sub, aud, exp in four minutes, jti}. */
Str env_claims(const Env *e, const char *client, const char *aud, const char *jti);
/* client_assertion_type and client_assertion, to be joined to a body. */
Str env_asserted(const Env *e, Str jwt);
/* A member of the reply's JSON. */
Str env_member(const Env *e, const OauthTokenReply *out, Str name);
/* First tokens of the public app, with these scopes. */
OauthTokenReply env_tokens(const Env *e, Str scope);
Status env_refresh(const Env *e, Str token, OauthTokenReply *out);
/* What the API says to an access token. */
Status env_access(const Env *e, Str token);

#endif
