/* discovery.c - what apps read before they ask (section 1): SMART's document, OpenID's and RFC 8414's,
 * printed from one table so that they cannot differ (D7, D13). Only what is wired is claimed. */
#include "oauth/oauth_int.h"

enum { SMART = 1, OPENID = 2, BOTH = 3 };

typedef struct Field {
    int in;
    const char *name;
    enum { ISSUER_PATH, LIST, SCOPES, YES, NO, BRANDS, BRAND } kind;
    const char *value; /* a path below the issuer, or words that spaces separate */
} Field;

#define SECRETS "client_secret_basic client_secret_post"
#define ALGS "RS384 ES384" /* T16 */

// clang-format off
static const Field fields[] = {
    { BOTH,   "issuer",                                 ISSUER_PATH, "" },
    { BOTH,   "authorization_endpoint",                 ISSUER_PATH, "/oauth/authorize" },
    { BOTH,   "token_endpoint",                         ISSUER_PATH, "/oauth/token" },
    { BOTH,   "jwks_uri",                               ISSUER_PATH, "/oauth/jwks" },
    { BOTH,   "revocation_endpoint",                    ISSUER_PATH, "/oauth/revoke" },
    { BOTH,   "registration_endpoint",                  ISSUER_PATH, "/oauth/register" },
    { BOTH,   "introspection_endpoint",                 ISSUER_PATH, "/oauth/introspect" },
    { OPENID, "userinfo_endpoint",                      ISSUER_PATH, "/oauth/userinfo" },
    { OPENID, "pushed_authorization_request_endpoint",  ISSUER_PATH, "/oauth/par" },
    { SMART,  "management_endpoint",                    ISSUER_PATH, "/account" },
    { BOTH,   "grant_types_supported",                  LIST, "authorization_code client_credentials refresh_token" },
    { BOTH,   "response_types_supported",               LIST, "code" },
    { BOTH,   "response_modes_supported",               LIST, "query form_post" }, /* A8 */
    { BOTH,   "code_challenge_methods_supported",       LIST, "S256" }, /* D4 */
    { BOTH,   "token_endpoint_auth_methods_supported",  LIST, SECRETS " private_key_jwt none" },
    { BOTH,   "token_endpoint_auth_signing_alg_values_supported", LIST, ALGS },
    { OPENID, "revocation_endpoint_auth_methods_supported", LIST, SECRETS " private_key_jwt none" },
    { OPENID, "revocation_endpoint_auth_signing_alg_values_supported", LIST, ALGS },
    { OPENID, "introspection_endpoint_auth_methods_supported", LIST, SECRETS " private_key_jwt" },
    { OPENID, "introspection_endpoint_auth_signing_alg_values_supported", LIST, ALGS },
    { BOTH,   "scopes_supported",                       SCOPES, "" },
    { SMART,  "capabilities",                           LIST,
      "launch-standalone client-public client-confidential-symmetric client-confidential-asymmetric"
      " sso-openid-connect context-standalone-patient permission-offline permission-patient permission-user"
      " permission-v1 permission-v2 authorize-post" }, /* D5 */
    { SMART,  "user_access_brand_bundle",               BRANDS, "" }, /* B1 */
    { SMART,  "user_access_brand_identifier",           BRAND, "" },  /* B6 */
    { OPENID, "subject_types_supported",                LIST, "pairwise" },
    { OPENID, "id_token_signing_alg_values_supported",  LIST, "RS256" }, /* D11 */
    { OPENID, "claims_supported",                       LIST,
      "iss sub aud exp iat auth_time nonce acr amr at_hash fhirUser" },
    { OPENID, "acr_values_supported",                   LIST, OAUTH_ACR },
    { OPENID, "prompt_values_supported",                LIST, "none login consent select_account" },
    { OPENID, "ui_locales_supported",                   LIST, "en es" },
    { OPENID, "authorization_response_iss_parameter_supported", YES, "" }, /* A12 */
    { OPENID, "request_parameter_supported",            NO, "" }, /* A26; OpenID's default is true */
    { OPENID, "request_uri_parameter_supported",        NO, "" },
    { OPENID, "claims_parameter_supported",             NO, "" },
};
// clang-format on

static void list_put(Buf *b, const char *words)
{
    char sep = '[';
    for (Str rest = str_of(words), word; oauth_scope_next(&rest, &word); sep = ',') {
        buf_char(b, sep);
        buf_json(b, word);
    }
    buf_char(b, ']');
}

/* D15: v2 and v1 of each listed type, for patient/ and user/. */
static void types_put(Buf *b, Str type)
{
    buf_printf(b, ",\"patient/%.*s.rs\",\"patient/%.*s.read\"", STR_ARG(type), STR_ARG(type));
    buf_printf(b, ",\"user/%.*s.rs\",\"user/%.*s.read\"", STR_ARG(type), STR_ARG(type));
}

static void category_put(Buf *b, const OauthCategory *c)
{
    static const char *const contexts[] = { "patient", "user" };
    for (size_t i = 0; i < 2; i++)
        buf_printf(b, ",\"%s/%.*s.rs?%.*s\"", contexts[i], STR_ARG(c->type), STR_ARG(c->query));
}

static void scopes_put(Buf *b)
{
    for (size_t i = 0; i < scope_plain_count; i++) {
        buf_char(b, i ? ',' : '[');
        buf_json(b, scope_plain[i].token);
    }
    types_put(b, STR("*"));
    buf_put(b, STR(",\"system/*.rs\",\"system/*.read\"")); /* of client_credentials (O21) */
    for (size_t i = 0; i < scope_types_count; i++)
        if (scope_types[i].listed)
            types_put(b, scope_types[i].name);
    for (size_t i = 0; i < oauth_category_count; i++)
        category_put(b, &oauth_categories[i]);
    buf_char(b, ']');
}

/* The issuer: an identifier of this plan and no other, whatever brands share (B6). */
static void brand_put(Buf *b, const OauthPlan *plan)
{
    buf_put(b, STR("{\"system\":\"urn:ietf:rfc:3986\",\"value\":"));
    buf_json(b, plan->issuer);
    buf_char(b, '}');
}

static bool is_claimed(const OauthPlan *plan, const Field *f)
{
    return plan->brands.n || (f->kind != BRANDS && f->kind != BRAND);
}

/* Addresses come from the plan's configuration, never from a request's headers (D17). */
static void value_put(Cx *cx, Buf *b, const OauthPlan *plan, const Field *f)
{
    switch (f->kind) {
    case ISSUER_PATH:
        buf_json(b, arena_join(cx->mem, plan->issuer, str_of(f->value), STR_NONE));
        break;
    case LIST: list_put(b, f->value); break;
    case SCOPES: scopes_put(b); break;
    case YES: buf_put(b, STR("true")); break;
    case NO: buf_put(b, STR("false")); break;
    case BRANDS: buf_json(b, plan->brands); break;
    case BRAND: brand_put(b, plan); break;
    }
}

static Status document(Cx *cx, const OauthPlan *plan, int which, Str *json)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    char sep = '{';
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!(fields[i].in & which) || !is_claimed(plan, &fields[i]))
            continue;
        buf_printf(b, "%c\"%s\":", sep, fields[i].name);
        value_put(cx, b, plan, &fields[i]);
        sep = ',';
    }
    buf_char(b, '}');
    *json = buf_str(b);
    return buf_status(cx, b, STR("discovery"));
}

Status oauth_smart_configuration(Cx *cx, const OauthPlan *plan, Str *json)
{
    return document(cx, plan, SMART, json);
}

Status oauth_openid_configuration(Cx *cx, const OauthPlan *plan, Str *json)
{
    return document(cx, plan, OPENID, json);
}
