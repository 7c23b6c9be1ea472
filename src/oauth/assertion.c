/* assertion.c - an app proves who it is by what it signed (RFC 7523, SMART's asymmetric authentication;
 * T14 to T19). What depends on the request alone is named in words; what depends on the client has one
 * wording, so that nobody learns which apps there are (T33). */
#include "oauth/oauth_int.h"
#include "json/json.h"

static Status refused(Cx *cx, const char *where, const char *why)
{
    return fail(cx, ST_ASSERTION, str_of(where), why);
}

Status assertion_refused(Cx *cx)
{
    return refused(cx, "client_assertion", "client authentication failed");
}

/* NumericDate (RFC 7519 s.2): seconds, which some libraries write with a fraction. */
static bool seconds(const JsonVal *v, int64_t *s)
{
    const Str text = json_num(v);
    const size_t dot = str_find(text, '.');
    const Str whole = str_slice(text, 0, dot);
    if (dot < text.n && !str_only(str_from(text, dot + 1), "0123456789"))
        return false;
    return whole.n && whole.n <= 12 && str_to_i64(whole, s);
}

/* One audience, or a list of one: a second could be a server that sends the assertion on (T17, threat
 * 21). */
static Status aud_check(Cx *cx, const JsonVal *claims, const Str *audiences, size_t count)
{
    const JsonVal *aud = json_get(claims, STR("aud"));
    if (json_type(aud) == JSON_ARRAY && json_len(aud) == 1) {
        JsonIter it = json_iter(aud);
        (void)json_next(&it);
        aud = it.val;
    }
    if (json_type(aud) != JSON_STRING)
        return refused(cx, "aud", "must be one audience");
    for (size_t i = 0; i < count; i++)
        if (str_eq(json_str(aud), audiences[i]))
            return ST_OK;
    return refused(cx, "aud", "must be the issuer or the address that is asked");
}

/* At most five minutes ahead, clocks a minute apart; iat and nbf where they are sent (T14 asks for
 * neither). */
static Status times_check(Cx *cx, const JsonVal *claims, int64_t *exp_s)
{
    const int64_t now_s = cx->now_ms / 1000;
    static const char *const begins[] = { "iat", "nbf" };
    if (!seconds(json_get(claims, STR("exp")), exp_s))
        return refused(cx, "exp", "must be a number of seconds");
    if (*exp_s + OAUTH_SKEW_S <= now_s)
        return refused(cx, "exp", "is over");
    if (*exp_s > now_s + OAUTH_ASSERTION_TTL_S + OAUTH_SKEW_S)
        return refused(cx, "exp", "is more than five minutes ahead");
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        int64_t s;
        const JsonVal *v = json_get(claims, str_of(begins[i]));
        if (v && (!seconds(v, &s) || s > now_s + OAUTH_SKEW_S))
            return refused(cx, begins[i], "is no time, or one to come");
    }
    return ST_OK;
}

static Status who_check(Cx *cx, const JsonVal *claims, Str client_id, Assertion *out)
{
    out->client_id = json_get_str(claims, STR("iss"));
    if (!out->client_id.n || out->client_id.n > LIMIT_CLIENT_ID)
        return refused(cx, "iss", "must be the client_id");
    if (!str_eq(json_get_str(claims, STR("sub")), out->client_id))
        return refused(cx, "sub", "must be the client_id, as iss");
    if (client_id.n && !str_eq(client_id, out->client_id)) /* T14, threat 85 */
        return refused(cx, "client_id", "is not the iss of the assertion");
    out->jti = json_get_str(claims, STR("jti"));
    if (!out->jti.n || out->jti.n > LIMIT_JTI)
        return refused(cx, "jti", "is required, 512 bytes at most");
    return ST_OK;
}

Status assertion_read(Cx *cx, Str text, Str client_id, const Str *audiences, size_t count,
                      Assertion *out)
{
    JsonDoc *doc;
    *out = (Assertion){ .client_id = STR_NONE };
    Status st = jws_read(cx, text, &out->jws);
    if (st == ST_OK)
        st = json_parse(cx, out->jws.claims, &doc);
    if (st != ST_OK) {
        const Str detail = arena_join(cx->mem, cx->fault.where, STR(" "), cx->fault.detail);
        return refused(cx, "client_assertion", detail.p);
    }
    const JsonVal *claims = json_root(doc);
    TRY(who_check(cx, claims, client_id, out));
    TRY(aud_check(cx, claims, audiences, count));
    return times_check(cx, claims, &out->exp_s);
}

/* T33: an unknown app's assertion is refused without any of this, with the same words. What the rest of the
 * time tells is that an app of that name signs: half a millisecond of arithmetic, or, where its keys are at a
 * jwks_uri, once a minute at most the time of a fetch, or that too many are under way. That is not held back,
 * since a client_id is no secret: it stands in the address of each request to authorize. */
Status assertion_verify(Cx *cx, const OauthPlan *plan, const OauthClient *client,
                        const Assertion *a)
{
    const Jws *jws = &a->jws;
    Status st = ST_INVALID;
    /* T16: an address in the header is compared with the registered one, never asked (threat 19). */
    if ((jws->jku.n && !str_eq(jws->jku, client->jwks_uri)) ||
        (client->signing_alg.n && !str_eq(jws->alg, client->signing_alg)))
        return assertion_refused(cx);
    if (client->jwks.n)
        st = jws_verify(cx, jws, client->jwks);
    else if (plan->jwks)
        st = jwks_verify(cx, plan->jwks, plan, client, jws);
    if (st == ST_INVALID || st == ST_NOT_FOUND)
        return assertion_refused(cx);
    return st;
}

Status assertion_spend(Cx *cx, DbTx *tx, int64_t plan, const Assertion *a)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_jti (plan, client_id, hash, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, a->client_id);
    sql_text(q, ", ");
    sql_bind_blob(q, sha256(cx, a->jti));
    sql_text(q, ", ");
    sql_bind_i64(q, (a->exp_s + OAUTH_SKEW_S) * 1000);
    /* One statement: of two nodes that are shown the same at once, one adds the row (threat 20). */
    sql_text(q, ") ON CONFLICT (plan, client_id, hash) DO UPDATE SET expires_ms ="
                " excluded.expires_ms WHERE oauth_jti.expires_ms <= ");
    sql_bind_i64(q, cx->now_ms);
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : assertion_refused(cx);
}
