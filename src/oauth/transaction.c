/* transaction.c - the row between an app's request and its code. Everything the app asked stands in
 * it; pages name it by a handle and bring nothing else (A21, A22, A27). */
#include "oauth/oauth_int.h"

/* ---- the app's address with an error --------------------------------------------------------------- */

Str oauth_description(Cx *cx, Str detail)
{
    char *p = arena_alloc(cx->mem, detail.n);
    for (size_t i = 0; i < detail.n; i++) {
        char c = detail.p[i];
        p[i] = c >= 0x20 && c <= 0x7E && c != '"' && c != '\\' ? c : '?';
    }
    return (Str){ p, detail.n };
}

Str error_redirect(Cx *cx, const OauthPlan *plan, Str redirect_uri, Str state, Status st,
                   Str detail)
{
    const Str code = status_code(cx->mem, st);
    const Str said = cx->request_id.n
                         ? arena_join(cx->mem, detail, STR(" - support code "), cx->request_id)
                         : detail;
    const HttpField pairs[] = {
        { STR("error"), status_row(st)->oauth },
        { STR("error_description"), oauth_description(cx, said) },
        { STR("error_uri"),
          plan->errors.n ? arena_join(cx->mem, plan->errors, STR("#"), code) : STR_NONE },
        { STR("state"), state },
        { STR("iss"), plan->issuer }, /* RFC 9207 (A12) */
    };
    return redirect_with(cx, redirect_uri, pairs, sizeof pairs / sizeof *pairs);
}

Str oauth_post_to(const OauthTransaction *t)
{
    return t->form_post ? t->redirect_uri : STR_NONE;
}

/* ---- rows ------------------------------------------------------------------------------------------ */

static const Str mode_form = STR_C("form_post");

static Str mode_text(const OauthTransaction *t)
{
    return t->form_post ? mode_form : STR("");
}

Status transaction_insert(Cx *cx, DbTx *tx, int64_t plan, OauthTransaction *t, Str browser)
{
    t->handle = random_token(cx, OAUTH_TOKEN_BYTES);
    t->created_ms = cx->now_ms;
    t->expires_ms = cx->now_ms + OAUTH_TRANSACTION_TTL_MS;
    const Str texts[] = { t->client_id, t->redirect_uri, t->scope,          t->scope_requested,
                          t->state,     t->nonce,        t->code_challenge, t->aud,
                          t->prompt,    t->ui_locales,   mode_text(t) };
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO oauth_transaction (plan, hash, client_id, redirect_uri, scope,"
                " scope_requested, state, nonce, code_challenge, aud, prompt, ui_locales,"
                " response_mode, max_age_s, created_ms, expires_ms, browser) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, sha256(cx, t->handle));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        sql_text(q, ", ");
        sql_bind_str(q, texts[i]);
    }
    const int64_t numbers[] = { t->max_age_s, t->created_ms, t->expires_ms };
    sql_text(q, ", ");
    sql_bind_list(q, numbers, sizeof numbers / sizeof *numbers);
    sql_text(q, ", ");
    if (browser.n)
        sql_bind_blob(q, browser);
    else
        sql_bind_null(q);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

#define TRANSACTION_COLUMNS                                                                        \
    "client_id, redirect_uri, scope, scope_requested, state, nonce, code_challenge, aud, prompt,"  \
    " ui_locales, response_mode, account, patient, labels_for, labels_shared, max_age_s,"          \
    " created_ms, expires_ms, auth_ms, browser"

static Status transaction_row(Cx *cx, DbTx *tx, Sql *q, Str handle, OauthTransaction *t,
                              Str *browser)
{
    DbRows *r;
    *t = (OauthTransaction){ .handle = handle };
    Status st = db_one(cx, tx, q, STR("tx"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND)
                   ? fail(cx, ST_EXPIRED, STR("tx"), "unknown, used or too old")
                   : st;
    Str mode;
    Str *const texts[] = {
        &t->client_id, &t->redirect_uri,   &t->scope,   &t->scope_requested, &t->state,
        &t->nonce,     &t->code_challenge, &t->aud,     &t->prompt,          &t->ui_locales,
        &mode,         &t->account,        &t->patient, &t->labels_for
    };
    int64_t labels;
    int64_t *const numbers[] = { &labels, &t->max_age_s, &t->created_ms, &t->expires_ms,
                                 &t->auth_ms };
    int col = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_dup(cx->mem, db_str(r, col++));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = db_i64(r, col++);
    t->labels_shared = (uint64_t)labels;
    t->form_post = str_eq(mode, mode_form);
    t->bound = !db_is_null(r, col);
    *browser = db_is_null(r, col) ? STR_NONE : arena_dup(cx->mem, db_blob(r, col));
    return ST_OK;
}

/* " WHERE" of the one living row. */
static void where_living(Cx *cx, Sql *q, int64_t plan, Str handle)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND hash = ");
    sql_bind_blob(q, sha256(cx, handle));
    sql_text(q, " AND used_ms IS NULL AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
}

static Status transaction_read(Cx *cx, DbTx *tx, int64_t plan, Str handle, OauthTransaction *out,
                               Str *browser)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " TRANSACTION_COLUMNS " FROM oauth_transaction");
    where_living(cx, q, plan, handle);
    return transaction_row(cx, tx, q, handle, out, browser);
}

Status oauth_transaction_find(Cx *cx, DbTx *tx, int64_t plan, Str handle, OauthTransaction *out)
{
    Str browser;
    return transaction_read(cx, tx, plan, handle, out, &browser);
}

Status transaction_use(Cx *cx, DbTx *tx, int64_t plan, Str handle, OauthTransaction *out)
{
    Str browser;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_transaction SET used_ms = ");
    sql_bind_i64(q, cx->now_ms);
    where_living(cx, q, plan, handle);
    sql_text(q, " RETURNING " TRANSACTION_COLUMNS);
    return transaction_row(cx, tx, q, handle, out, &browser);
}

/* ST_EXPIRED when no living row changed. */
static Status living_changed(Cx *cx, DbTx *tx, Sql *q)
{
    int64_t changed;
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_EXPIRED, STR("tx"), "unknown, used or too old");
}

Status oauth_transaction_open(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str browser,
                              OauthTransaction *out)
{
    Str bound;
    TRY(transaction_read(cx, tx, plan, handle, out, &bound));
    /* A handle seen over a shoulder or in a history is of no use elsewhere (A21). */
    if (!browser.n || (bound.n && !secret_eq(bound, browser)))
        return fail(cx, ST_EXPIRED, STR("tx"), "belongs to another browser");
    return ST_OK;
}

Status oauth_transaction_bind(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str browser)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_transaction SET browser = ");
    sql_bind_blob(q, browser);
    where_living(cx, q, plan, handle);
    sql_text(q, " AND browser IS NULL"); /* the first one, whoever else asks at the same moment */
    return living_changed(cx, tx, q);
}

Status oauth_transaction_signed_in(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str account,
                                   int64_t auth_ms)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_transaction SET account = ");
    sql_bind_str(q, account);
    sql_text(q, ", auth_ms = ");
    sql_bind_i64(q, auth_ms);
    sql_text(q, ", patient = ");
    sql_bind_str(q, STR("")); /* whoever signed in before chose for herself */
    sql_text(q, ", labels_for = ");
    sql_bind_str(q, STR(""));
    where_living(cx, q, plan, handle);
    return living_changed(cx, tx, q);
}

Status oauth_transaction_choose(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str patient)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_transaction SET patient = ");
    sql_bind_str(q, patient);
    where_living(cx, q, plan, handle);
    sql_text(q, " AND account <> ");
    sql_bind_str(q, STR(""));
    return living_changed(cx, tx, q);
}

Status oauth_transaction_labels(Cx *cx, DbTx *tx, int64_t plan, Str handle, Str patient,
                                uint64_t labels)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE oauth_transaction SET labels_for = patient, labels_shared = ");
    sql_bind_i64(q, (int64_t)labels);
    where_living(cx, q, plan, handle);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient); /* another window may have gone on to somebody else */
    return living_changed(cx, tx, q);
}

Status oauth_transaction_step(Cx *cx, const OauthTransaction *t, int64_t auth_ms)
{
    /* A15. A proof from before the request does not answer prompt=login. */
    bool fresh = auth_ms > 0;
    if (oauth_scope_has(t->prompt, STR("login")))
        fresh = fresh && auth_ms >= t->created_ms;
    if (t->max_age_s >= 0)
        fresh = fresh && auth_ms >= t->created_ms - t->max_age_s * 1000;
    if (oauth_scope_has(t->prompt, STR("none")))
        /* Consent is shown every time (A17), so without a page there is never one. */
        return fresh ? fail(cx, ST_CONSENT_REQUIRED, STR("prompt"), "consent has to be asked")
                     : fail(cx, ST_LOGIN_REQUIRED, STR("prompt"), "nobody is signed in");
    return fresh ? ST_OK : fail(cx, ST_UNAUTHENTICATED, STR("prompt"), "sign-in is needed");
}

/* What the app reads; no more of the member than that there is nothing. */
static Str refusal_words(Status why)
{
    switch ((int)why) {
    case ST_DENIED: return STR("the member did not share");
    case ST_NOT_ELIGIBLE: return STR("the plan shares nothing of this member now");
    case ST_NOT_VERIFIED: return STR("the member could not be verified");
    default: return STR("cannot go on without a page");
    }
}

Status oauth_refuse(Cx *cx, DbTx *tx, const OauthPlan *plan, Str handle, Status why, Str *redirect)
{
    OauthTransaction t;
    TRY(transaction_use(cx, tx, plan->num, handle, &t));
    *redirect = error_redirect(cx, plan, t.redirect_uri, t.state, why, refusal_words(why));
    return ST_OK;
}
