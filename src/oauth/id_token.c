/* id_token.c - who signed in, for the app that asked (T23, T24). Nothing about the person but a
 * pairwise identifier and, if granted, the address of her own resource. */
#include "base/codec.h"
#include "oauth/oauth_int.h"

Str oauth_sub(Cx *cx, const Keys *keys, int64_t plan, Str sector, Str account)
{
    Str text = arena_printf(cx->mem, "sub|%lld|%.*s|%.*s", (long long)plan, STR_ARG(sector),
                            STR_ARG(account));
    return base64url_encode(cx, hmac_sha256(cx, keys_use(keys, KEY_SUB), text));
}

Str oauth_person(Cx *cx, const Keys *keys, int64_t plan, const OauthActor *who, bool self)
{
    if (self)
        return arena_join(cx->mem, STR("Patient/"), who->patient, STR_NONE);
    const Str text = arena_printf(cx->mem, "related|%lld|%.*s|%.*s", (long long)plan,
                                  STR_ARG(who->account), STR_ARG(who->patient));
    const Str sum = hmac_sha256(cx, keys_use(keys, KEY_SUB), text);
    return arena_join(cx->mem, STR("RelatedPerson/"),
                      hex_encode(cx, str_slice(sum, 0, SHA256_BYTES / 2)), STR_NONE);
}

static void claim(Buf *b, const char *name, Str value)
{
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, value);
}

Status id_token_make(Cx *cx, const OauthPlan *plan, const Keys *keys, const OauthClient *client,
                     const Grant *g, Str access_token, Str *jwt)
{
    Buf *b = buf_new(cx, LIMIT_JWT);
    int64_t now_s = cx->now_ms / 1000;
    buf_put(b, STR("{\"iss\":"));
    buf_json(b, plan->issuer); /* byte for byte that of discovery (D7) */
    claim(b, "sub", oauth_sub(cx, keys, plan->num, client->sector, g->account));
    claim(b, "aud", client->client_id);
    buf_printf(b, ",\"iat\":%lld,\"exp\":%lld,\"auth_time\":%lld", (long long)now_s,
               (long long)(now_s + OAUTH_ID_TOKEN_TTL_S), (long long)(g->auth_ms / 1000));
    if (g->nonce.n)
        claim(b, "nonce", g->nonce);
    claim(b, "acr", g->acr); /* honest: M16 */
    buf_put(b, STR(",\"amr\":[\"" OAUTH_AMR "\"]"));
    /* The left half of the hash of the token it came with (OpenID Connect Core 3.1.3.6). */
    Str hash = sha256(cx, access_token);
    claim(b, "at_hash", base64url_encode(cx, str_slice(hash, 0, SHA256_BYTES / 2)));
    const OauthActor who = { g->account, g->patient };
    const Str person = oauth_person(cx, keys, plan->num, &who, str_eq(g->relation, STR("self")));
    if (oauth_scope_has(g->scope, STR("fhirUser"))) /* S17, M36 */
        claim(b, "fhirUser", arena_join(cx->mem, plan->fhir_base, STR("/"), person));
    buf_char(b, '}');
    TRY(buf_status(cx, b, STR("id_token")));
    return jwt_sign(cx, keys, buf_str(b), jwt);
}
