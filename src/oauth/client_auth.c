/* client_auth.c - which app asks, and whether it is that app (T6, T11 to T13, T33). */
#include "base/codec.h"
#include "oauth/oauth_int.h"
#include "json/json.h"

Status basic_decode(Cx *cx, Str header, Str *user, Str *password)
{
    static const Str where = STR_C("Authorization");
    Str pair;
    if (header.n > LIMIT_BASIC || !str_eq_nocase(str_slice(header, 0, 6), STR("Basic ")))
        return fail(cx, ST_INVALID, where, "must be Basic");
    TRY(base64_decode(cx, str_trim(str_from(header, 6)), where, &pair));
    size_t colon = str_find(pair, ':'); /* the first: a secret may hold others (T12) */
    if (colon == pair.n)
        return fail(cx, ST_INVALID, where, "has no colon");
    /* RFC 6749 s.2.3.1 form-encodes both, many clients do not. Ids and secrets made here hold nothing
     * that either way changes (T12). */
    TRY(percent_decode(cx, str_slice(pair, 0, colon), true, where, user));
    return percent_decode(cx, str_from(pair, colon + 1), true, where, password);
}

static Status claim_basic(Cx *cx, Str header, const HttpForm *form, ClientClaim *out)
{
    if (form_value(form, STR("client_secret")).n)
        return fail(cx, ST_INVALID, STR("client_secret"),
                    "two ways to authenticate at once"); /* T11 */
    TRY(basic_decode(cx, header, &out->client_id, &out->secret));
    out->method = STR("client_secret_basic");
    Str named = form_value(form, STR("client_id"));
    if (named.n && !str_eq(named, out->client_id))
        return fail(cx, ST_INVALID, STR("client_id"), "is not the one in the Authorization header");
    return ST_OK;
}

#define ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" /* RFC 7523 s.2.2 */

/* T17. RFC 9126 s.2 has the token end point's address accepted where requests are pushed, too. */
static size_t audiences_of(Cx *cx, const OauthPlan *plan, Str endpoint, Str out[3])
{
    out[0] = plan->issuer;
    out[1] = arena_join(cx->mem, plan->issuer, endpoint, STR_NONE);
    out[2] = arena_join(cx->mem, plan->issuer, STR("/oauth/token"), STR_NONE);
    return str_eq(endpoint, STR("/oauth/par")) ? 3 : 2;
}

static Status claim_assertion(Cx *cx, const OauthPlan *plan, Str endpoint, const HttpForm *form,
                              ClientClaim *out)
{
    Str audiences[3];
    const size_t count = audiences_of(cx, plan, endpoint, audiences);
    if (form_value(form, STR("client_secret")).n)
        return fail(cx, ST_INVALID, STR("client_secret"),
                    "two ways to authenticate at once"); /* T11 */
    if (!str_eq(form_value(form, STR("client_assertion_type")), STR(ASSERTION_TYPE)))
        return fail(cx, ST_ASSERTION, STR("client_assertion_type"), "must be " ASSERTION_TYPE);
    TRY(assertion_read(cx, form_value(form, STR("client_assertion")),
                       form_value(form, STR("client_id")), audiences, count, &out->assertion));
    out->client_id = out->assertion.client_id; /* T14: the parameter may be absent */
    out->method = STR("private_key_jwt");
    return ST_OK;
}

Status client_claim_read(Cx *cx, const OauthPlan *plan, Str endpoint, const HttpRequest *rq,
                         const HttpForm *form, ClientClaim *out)
{
    Str header = http_get(rq, STR("Authorization"));
    *out = (ClientClaim){ 0 };
    if (http_count(rq, STR("Authorization")) > 1)
        return fail(cx, ST_INVALID, STR("Authorization"), "is there twice");
    const bool asserted = form_value(form, STR("client_assertion")).n ||
                          form_value(form, STR("client_assertion_type")).n;
    if (asserted && header.p)
        return fail(cx, ST_INVALID, STR("Authorization"), "two ways to authenticate at once");
    if (asserted)
        return claim_assertion(cx, plan, endpoint, form, out);
    if (header.p)
        return claim_basic(cx, header, form, out);
    out->client_id = form_value(form, STR("client_id"));
    out->secret = form_value(form, STR("client_secret"));
    out->method = out->secret.n ? STR("client_secret_post") : STR("none");
    return ST_OK;
}

/* ---- for limits ----------------------------------------------------------------------------------- */

/* iss of an assertion that nobody has looked at yet. */
static Str iss_claimed(Cx *cx, Str assertion)
{
    Jws jws;
    JsonDoc *doc;
    Status st = jws_read(cx, assertion, &jws);
    if (st == ST_OK)
        st = json_parse(cx, jws.claims, &doc);
    if (st == ST_OK)
        return json_get_str(json_root(doc), STR("iss"));
    (void)forgive(cx, st, st);
    return STR_NONE;
}

static Str basic_claimed(Cx *cx, Str header)
{
    Str user;
    Str password;
    const Status st = basic_decode(cx, header, &user, &password);
    if (st == ST_OK)
        return user;
    (void)forgive(cx, st, st);
    return STR_NONE;
}

Str oauth_client_claimed(Cx *cx, const HttpRequest *rq, const HttpForm *form)
{
    const Str header = http_get(rq, STR("Authorization"));
    const Str assertion = form_value(form, STR("client_assertion"));
    Str name = form_value(form, STR("client_id"));
    if (header.n) /* as decoded: case of "Basic", blanks and escapes make no other app of it */
        name = basic_claimed(cx, header);
    else if (!name.n && assertion.n)
        name = iss_claimed(cx, assertion);
    return str_slice(name, 0, LIMIT_CLIENT_ID + 1); /* longer ones are nobody's, all together */
}

/* ---- proof ---------------------------------------------------------------------------------------- */

/* True when one of the client's living secrets is the given one; all are compared. */
static Status secret_check(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str hash, bool *ok)
{
    DbRows *r;
    Status st;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT mac FROM oauth_secret WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, " AND (expires_ms = 0 OR expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ")");
    *ok = false;
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        *ok |= secret_eq(db_blob(r, 0), hash);
    return st;
}

Status client_authenticate(Cx *cx, DbTx *tx, const OauthPlan *plan, const Keys *keys,
                           const ClientClaim *claim, OauthClient *out)
{
    bool secret_ok;
    Status st = oauth_client_find(cx, tx, plan->num, claim->client_id, out);
    bool known = st == ST_OK;
    if (!known && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    const bool by_key = str_eq(claim->method, STR("private_key_jwt"));
    const bool fits =
        known && client_active(plan, out->status) && str_eq(out->auth_method, claim->method);
    if (by_key)
        return fits ? ST_OK : assertion_refused(cx);
    /* Done for every request, so that an unknown client costs what a wrong secret costs (T33). */
    Str hash = client_secret_hash(cx, keys, plan->num, claim->client_id, claim->secret);
    TRY(secret_check(cx, tx, plan->num, claim->client_id, hash, &secret_ok));
    /* The registered method is the only one: a confidential app that sends no secret may be anybody
     * (T11, threat 17). */
    if (!fits || (out->confidential && !secret_ok))
        return fail(cx, ST_CLIENT, STR("client"), "client authentication failed");
    return ST_OK;
}
