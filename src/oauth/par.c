/* par.c - pushed authorization requests (RFC 9126, A25): an app sends what it asks by itself, proved, and
 * the browser carries but a name of it. What was pushed is checked twice: now, so that the app is told, and
 * when the browser comes, for a minute may have changed it. */
#include "oauth/oauth_int.h"

#define PREFIX "urn:ietf:params:oauth:request_uri:"

/* What the authorization end point reads; credentials and hints about a person are not kept. */
static const Str kept[] = {
    STR_C("aud"),           STR_C("code_challenge"), STR_C("code_challenge_method"),
    STR_C("max_age"),       STR_C("nonce"),          STR_C("prompt"),
    STR_C("redirect_uri"),  STR_C("resource"),       STR_C("response_mode"),
    STR_C("response_type"), STR_C("scope"),          STR_C("state"),
    STR_C("ui_locales"),
};

bool pushed_is(Str request_uri)
{
    return str_starts(request_uri, STR(PREFIX));
}

static Status request_text(Cx *cx, Str client_id, const HttpForm *form, Str *out)
{
    /* A byte escaped takes three. */
    Buf *b = buf_new(cx, 3 * LIMIT_BODY_AUTH + 4096);
    buf_put(b, STR("client_id="));
    buf_percent(b, client_id);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const Str value = form_value(form, kept[i]);
        if (!value.n)
            continue;
        buf_char(b, '&');
        buf_put(b, kept[i]);
        buf_char(b, '=');
        buf_percent(b, value);
    }
    *out = buf_str(b);
    return buf_status(cx, b, STR("request"));
}

static Status pushed_insert(Cx *cx, DbTx *tx, int64_t plan, Str client_id, Str uri, Str request)
{
    const int64_t times[] = { cx->now_ms, cx->now_ms + OAUTH_PUSHED_TTL_S * 1000LL };
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_pushed (plan, hash, client_id, request, created_ms, expires_ms)"
                " VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, sha256(cx, uri));
    sql_text(q, ", ");
    sql_bind_str(q, client_id);
    sql_text(q, ", ");
    sql_bind_str(q, request);
    sql_text(q, ", ");
    sql_bind_list(q, times, 2);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

static Status pushed_keep(Cx *cx, Db *db, const OauthPlan *plan, Str client_id,
                          const HttpForm *form, Str *uri)
{
    DbTx *tx;
    Str request;
    TRY(request_text(cx, client_id, form, &request));
    *uri = arena_join(cx->mem, STR(PREFIX), random_token(cx, OAUTH_TOKEN_BYTES), STR_NONE);
    TRY(db_write(cx, db, DB_STATE, &tx));
    const Status st = pushed_insert(cx, tx, plan->num, client_id, *uri, request);
    if (st == ST_OK)
        return commit_with(cx, tx, plan, st);
    db_end(tx);
    return st;
}

Status oauth_push(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys, const HttpRequest *rq,
                  OauthTokenReply *out)
{
    HttpForm form;
    Str uri;
    *out = (OauthTokenReply){ 0 };
    TRY(form_read(cx, rq, &form));
    TRY(client_prove(cx, db, plan, keys, STR("/oauth/par"), rq, &form, out));
    if (http_form_get(&form, STR("request_uri")).p) /* RFC 9126 s.2.1 */
        return fail(cx, ST_INVALID, STR("request_uri"), "is what this end point gives");
    TRY(authorize_check(cx, plan, &out->client, &form));
    out->event = OAUTH_EVENT_PUSHED;
    TRY(pushed_keep(cx, db, plan, out->client.client_id, &form, &uri));
    out->json = arena_printf(cx->mem, "{\"request_uri\":\"%.*s\",\"expires_in\":%d}", STR_ARG(uri),
                             OAUTH_PUSHED_TTL_S);
    return ST_OK;
}

Status pushed_take(Cx *cx, DbTx *tx, int64_t plan, const HttpForm *in, HttpForm *out)
{
    DbRows *r;
    if (http_form_count(in, STR("client_id")) != 1 || http_form_count(in, STR("request_uri")) != 1)
        return fail(cx, ST_INVALID, STR("request_uri"), "client_id and request_uri, each once");
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_pushed SET used_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, sha256(cx, form_value(in, STR("request_uri"))));
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, form_value(in, STR("client_id")));
    sql_text(q, " AND used_ms IS NULL AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " RETURNING request");
    const Status st = db_one(cx, tx, q, STR("request_uri"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND)
                   ? fail(cx, ST_EXPIRED, STR("request_uri"), "unknown, used or too old")
                   : st;
    return http_form_parse(cx, arena_dup(cx->mem, db_str(r, 0)), out);
}
