#include "web/oauth_api.h"

#include "audit/audit.h"
#include "base/log.h"
#include "web/guard.h"
#include "web/lang.h"
#include "web/person.h"
#include "web/rate.h"

#define DOCUMENT_S 3600u /* discovery and keys may be kept an hour (D17, O8) */

/* ---- documents (section 1) -------------------------------------------------------------------------- */

typedef Status (*Document)(Cx *cx, const OauthPlan *plan, Str *json);

static Status document_send(Cx *cx, Rq *rq, Document document)
{
    Str json;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(document(cx, &plan, &json));
    web_document(cx, rq, STR("application/json"), json, DOCUMENT_S); /* D1: whatever Accept says */
    return ST_OK;
}

Status oauth_api_smart(Cx *cx, Rq *rq)
{
    return document_send(cx, rq, oauth_smart_configuration);
}

/* UDAP's clients take a 404 for no; a 401 would ask them for a token (D18). */
Status oauth_api_none(Cx *cx, Rq *rq)
{
    (void)rq;
    return fail(cx, ST_NOT_FOUND, STR("document"), "there is no such document");
}

Status oauth_api_openid(Cx *cx, Rq *rq)
{
    return document_send(cx, rq, oauth_openid_configuration);
}

Status oauth_api_jwks(Cx *cx, Rq *rq)
{
    web_document(cx, rq, STR("application/json"), jwks_json(cx, rq->web->keys), DOCUMENT_S);
    return ST_OK;
}

/* ---- authorize --------------------------------------------------------------------------------------- */

static Str browser_hash(Cx *cx, const Rq *rq)
{
    return rq->browser.n ? sha256(cx, rq->browser) : STR_NONE;
}

/* The form's fields are read from the redirect, so that the two modes cannot differ. */
static Status form_page(Cx *cx, Rq *rq, Str redirect, Str post_to)
{
    HttpForm said;
    TmplData *d = tmpl_data(cx);
    TRY(http_form_parse(cx, str_from(redirect, post_to.n + 1), &said));
    for (size_t i = 0; i < said.count; i++) {
        TmplData *field = tmpl_item(d, STR("fields"));
        tmpl_str(field, STR("name"), said.fields[i].name);
        tmpl_str(field, STR("value"), said.fields[i].value);
    }
    tmpl_str(d, STR("post_to"), post_to);
    /* It comes once: there is no address of it in another language. */
    tmpl_bool(d, STR("spanish"), false);
    rq->leads_out = true;
    return web_page(cx, rq, 200, STR("form_post"), d);
}

Status rq_answer(Cx *cx, Rq *rq, Str redirect, Str post_to)
{
    if (post_to.n)
        return form_page(cx, rq, redirect, post_to);
    web_redirect(cx, rq, redirect);
    return ST_OK;
}

/* C11: what the app is told, by a redirect or a form, and where the browser goes else. */
static int answered_with(Status st, const OauthAuthorized *out)
{
    if (st != ST_OK)
        return status_row(st)->http;
    return out->post_to.n ? 200 : 303;
}

static Status authorize_audit(Cx *cx, const Rq *rq, const HttpForm *in, Status st,
                              const OauthAuthorized *out)
{
    const AuditRecord record = { .kind = AUDIT_AUTHORIZE,
                                 .plan = rq->plan->num,
                                 .http_status = answered_with(st, out),
                                 .status = st == ST_OK ? out->told : st,
                                 .address = rq->http->peer,
                                 .client_id =
                                     str_slice(http_form_get(in, STR("client_id")), 0, 64) };
    return audit_append(cx, rq->web->audit, &record);
}

static Status authorize_store(Cx *cx, Rq *rq, const HttpForm *in, OauthAuthorized *out)
{
    DbTx *tx;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    Status st = oauth_authorize(cx, tx, &plan, in, browser_hash(cx, rq), out);
    if (st == ST_OK)
        st = authorize_audit(cx, rq, in, st, out);
    if (st == ST_OK)
        return db_commit(cx, tx);
    db_end(tx); /* an error page is made without the writer's turn */
    return st;
}

/* What could not be done is in the audit too. */
static Status authorize_failed(Cx *cx, Rq *rq, const HttpForm *in, Status st,
                               const OauthAuthorized *out)
{
    const Fault fault = cx->fault;
    TRY(authorize_audit(cx, rq, in, st, out));
    cx->fault = fault;
    return st;
}

/* A1: the query of a GET, the form of a POST, read alike. */
static Status authorize_read(Cx *cx, Rq *rq, const HttpForm **in)
{
    TRY(rate_ask(cx, rq, RATE_AUTHORIZE, person_peer(cx, rq)));
    TRY(rq->http->method == HTTP_POST ? rq_form(cx, rq, in) : rq_query(cx, rq, in));
    if (rq->http->method == HTTP_POST)
        lang_choose(cx, rq, http_form_get(*in, STR("ui_locales")));
    return ST_OK;
}

Status oauth_api_authorize(Cx *cx, Rq *rq)
{
    const HttpForm none = { 0 };
    const HttpForm *in = &none;
    OauthAuthorized out = { .told = ST_OK };
    Status st = authorize_read(cx, rq, &in);
    if (st == ST_OK)
        st = authorize_store(cx, rq, in, &out);
    rq->tx = out.handle;
    if (st != ST_OK)
        return authorize_failed(cx, rq, in, st, &out);
    /* A2: to a page of the same site, where the session cookie is seen. 303: never the form again. */
    return rq_answer(cx, rq, out.redirect.n ? out.redirect : web_path(cx, rq, STR("signin")),
                     out.post_to);
}

Status rq_transaction(Cx *cx, Rq *rq, OauthTransaction *out)
{
    DbTx *tx;
    const Str browser = browser_hash(cx, rq);
    const int64_t plan = rq->plan->num;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = oauth_transaction_open(cx, tx, plan, rq->tx, browser, out);
    db_end(tx);
    TRY(st);
    if (out->bound)
        return ST_OK;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_transaction_bind(cx, tx, plan, rq->tx, browser));
    return db_commit(cx, tx);
}

/* ---- token, revoke ------------------------------------------------------------------------------------ */

// clang-format off
static const struct { AuditKind kind; bool alarm; Str name; } events[OAUTH_EVENTS] = {
    [OAUTH_EVENT_NONE]               = { AUDIT_TOKEN,          false, STR_C("") },
    [OAUTH_EVENT_CODE_REDEEMED]      = { AUDIT_TOKEN,          false, STR_C("code_redeemed") },
    [OAUTH_EVENT_REFRESHED]          = { AUDIT_REFRESH,        false, STR_C("refreshed") },
    [OAUTH_EVENT_REFRESHED_IN_GRACE] = { AUDIT_REFRESH,        false, STR_C("refreshed_in_grace") },
    [OAUTH_EVENT_CODE_BURNT]         = { AUDIT_TOKEN,          true,  STR_C("code_burnt") },
    [OAUTH_EVENT_CODE_REUSED]        = { AUDIT_CODE_REUSED,    true,  STR_C("code_reused") },
    [OAUTH_EVENT_REFRESH_REUSED]     = { AUDIT_REFRESH_REUSED, true,  STR_C("refresh_reused") },
    [OAUTH_EVENT_REVOKED]            = { AUDIT_REVOKE,         false, STR_C("revoked") },
    [OAUTH_EVENT_REVOKE_FOREIGN]     = { AUDIT_REVOKE,         true,  STR_C("revoke_foreign") },
    [OAUTH_EVENT_SYSTEM_TOKEN]       = { AUDIT_TOKEN,          false, STR_C("system_token") },
    [OAUTH_EVENT_INTROSPECT_FOREIGN] = { AUDIT_INTROSPECT,     true,  STR_C("introspect_foreign") },
    [OAUTH_EVENT_PUSHED]             = { AUDIT_PUSH,           false, STR_C("pushed") },
};
// clang-format on

static Status token_audit(Cx *cx, const Rq *rq, const OauthTokenReply *out, AuditKind none,
                          Status st)
{
    const bool named = out->event != OAUTH_EVENT_NONE;
    const AuditRecord record = { .kind = named ? events[out->event].kind : none,
                                 .plan = rq->plan->num,
                                 .http_status = status_row(st)->http,
                                 .status = st,
                                 .address = rq->http->peer,
                                 .client_id = out->client.client_id,
                                 .grant = out->grant,
                                 .account = out->account,
                                 .patient = out->patient,
                                 .consent = out->consent };
    if (events[out->event].alarm)
        LOG(cx, LOG_WARN, "oauth_security", { STR("what"), events[out->event].name },
            { STR("support_code"), cx->request_id });
    return audit_append(cx, rq->web->audit, &record);
}

typedef Status (*EndPoint)(Cx *cx, Db *db, const OauthPlan *plan, const Keys *keys,
                           const HttpRequest *rq, OauthTokenReply *out);

/* Who it claims to be; a form that is none is the end point's to refuse. */
static Str client_claimed(Cx *cx, Rq *rq)
{
    const HttpForm *form;
    const Status st = rq_form(cx, rq, &form);
    if (st != ST_OK)
        (void)forgive(cx, st, st);
    return oauth_client_claimed(cx, rq->http, st == ST_OK ? form : &(HttpForm){ 0 });
}

/* From where, too: a stranger elsewhere cannot use up an app's share. */
static Status token_rate_take(Cx *cx, Rq *rq, RateKind kind)
{
    /* Who it claims to be is its own choice. */
    TRY(rate_ask(cx, rq, RATE_ADDRESS, person_peer(cx, rq)));
    return rate_ask(
        cx, rq, kind,
        arena_join(cx->mem, client_claimed(cx, rq), STR("|"), http_peer_key(cx, rq->http->peer)));
}

/* T29: whoever renews, or redeems a code, still acts for that member, as the plan's file says today. What is
 * over is ended here, so that the end point finds no living grant. A form that is none is the end point's to refuse. */
static Status token_recheck(Cx *cx, Rq *rq)
{
    const HttpForm *form;
    OauthActor who;
    DbTx *tx;
    const Status read = rq_form(cx, rq, &form);
    if (read != ST_OK) {
        (void)forgive(cx, read, read);
        return ST_OK;
    }
    const bool renews = str_eq(http_form_get(form, STR("grant_type")), STR("refresh_token"));
    const Str token = http_form_get(form, renews ? STR("refresh_token") : STR("code"));
    if (token.n == 0)
        return ST_OK;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = oauth_actor(cx, tx, rq->plan->num, renews, token, &who);
    db_end(tx);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    return who.account.n ? person_recheck(cx, rq, who.account, who.patient) : ST_OK;
}

/* T27. What was ended stays ended, also when the mail cannot be queued. */
static void reuse_notice(Cx *cx, const Rq *rq, const OauthTokenReply *out)
{
    DbTx *tx;
    const MemberPlan plan = rq_member_plan(rq);
    Status st = db_write(cx, rq->web->db, DB_STATE, &tx);
    if (st == ST_OK) {
        st = notice_stopped(cx, tx, rq->web->keys, &plan, out->account, out->client.name);
        if (st == ST_OK)
            st = db_commit(cx, tx);
        else
            db_end(tx);
    }
    if (st == ST_OK)
        outbox_wake(rq->web->outbox);
    else
        log_fault(cx, LOG_WARN, STR("reuse_notice"));
}

/* Who pushes without a proof may be anybody: as at the authorization end point (R1). */
static Status push_rate_take(Cx *cx, Rq *rq)
{
    const HttpForm *form;
    if (http_get(rq->http, STR("Authorization")).n)
        return ST_OK;
    const Status st = rq_form(cx, rq, &form);
    if (st != ST_OK)
        return forgive(cx, st, st) ? ST_OK : st; /* the end point's to refuse */
    const bool proof = http_form_get(form, STR("client_secret")).n ||
                       http_form_get(form, STR("client_assertion")).n;
    return proof ? ST_OK : rate_ask(cx, rq, RATE_AUTHORIZE, person_peer(cx, rq));
}

typedef struct Answer {
    Rq *rq;
    AuditKind kind; /* when nothing happened that has one of its own */
    OauthTokenReply *out;
    bool audited;
    Status st; /* as it was audited */
} Answer;

static Status answer_audit(Cx *cx, void *answer, Status st)
{
    Answer *a = answer;
    TRY(token_audit(cx, a->rq, a->out, a->kind, st));
    a->audited = true;
    a->st = st;
    return ST_OK;
}

/* Runs the end point; its audit record is written before what it did is committed, and before anything is
 * answered (C11, C14). What comes to another end after that is a record more. */
static Status end_point(Cx *cx, Rq *rq, EndPoint call, AuditKind kind, OauthTokenReply *out)
{
    OauthPlan plan = rq_oauth_plan(rq);
    Answer answer = { .rq = rq, .kind = kind, .out = out };
    const OauthKeep keep = { answer_audit, &answer };
    plan.keep = &keep;
    web_header(cx, rq, STR("Pragma"), STR("no-cache")); /* T2; no-store is dispatch's default */
    Status st = token_rate_take(cx, rq, kind == AUDIT_INTROSPECT ? RATE_INTROSPECT : RATE_TOKEN);
    if (st == ST_OK && kind == AUDIT_PUSH)
        st = push_rate_take(cx, rq);
    if (st == ST_OK && kind == AUDIT_TOKEN)
        st = token_recheck(cx, rq);
    if (st == ST_OK)
        st = call(cx, rq->web->db, &plan, rq->web->keys, rq->http, out);
    const Fault fault = cx->fault;
    rq->cors_foreign = out->client.client_id.n && !out->origin_ok; /* T3 */
    if (!answer.audited || answer.st != st)
        TRY(answer_audit(cx, &answer, st));
    if (out->event == OAUTH_EVENT_REVOKED || out->event == OAUTH_EVENT_CODE_REUSED ||
        out->event == OAUTH_EVENT_REFRESH_REUSED)
        oauth_cache_forget(rq->web->tokens, out->grant); /* other processes: within 5 s (O6) */
    if (out->event == OAUTH_EVENT_REFRESH_REUSED && out->account.n)
        reuse_notice(cx, rq, out);
    cx->fault = fault;
    return st;
}

Status oauth_api_token(Cx *cx, Rq *rq)
{
    OauthTokenReply out = { 0 };
    TRY(end_point(cx, rq, oauth_token, AUDIT_TOKEN, &out));
    web_json(cx, rq, 200, out.json);
    return ST_OK;
}

Status oauth_api_revoke(Cx *cx, Rq *rq)
{
    OauthTokenReply out = { 0 };
    TRY(end_point(cx, rq, oauth_revoke, AUDIT_REVOKE, &out));
    web_json(cx, rq, 200, STR("{}"));
    return ST_OK;
}

Status oauth_api_introspect(Cx *cx, Rq *rq)
{
    OauthTokenReply out = { 0 };
    TRY(end_point(cx, rq, oauth_introspect, AUDIT_INTROSPECT, &out));
    web_json(cx, rq, 200, out.json);
    return ST_OK;
}

Status oauth_api_par(Cx *cx, Rq *rq)
{
    OauthTokenReply out = { 0 };
    TRY(end_point(cx, rq, oauth_push, AUDIT_PUSH, &out));
    web_json(cx, rq, 201, out.json);
    return ST_OK;
}

/* ---- userinfo (O10) ---------------------------------------------------------------------------------- */

static Status userinfo_audit(Cx *cx, const Rq *rq, Status st)
{
    const OauthAccess none = { .system = false };
    const OauthAccess *a = rq->access ? rq->access : &none;
    const AuditRecord record = { .kind = AUDIT_USERINFO,
                                 .plan = rq->plan->num,
                                 .http_status = status_row(st)->http,
                                 .status = st,
                                 .address = rq->http->peer,
                                 .client_id = a->client_id,
                                 .grant = a->grant,
                                 .account = a->account,
                                 .patient = a->patient,
                                 .consent = a->consent };
    return audit_append(cx, rq->web->audit, &record);
}

Status oauth_api_userinfo(Cx *cx, Rq *rq)
{
    Str json;
    const OauthPlan plan = rq_oauth_plan(rq);
    Status st = guard_bearer(cx, rq);
    if (st == ST_OK)
        st = oauth_userinfo(cx, &plan, rq->web->keys, rq->access, &json);
    const Fault fault = cx->fault;
    TRY(userinfo_audit(cx, rq, st));
    cx->fault = fault;
    TRY(st);
    web_json(cx, rq, 200, json);
    return ST_OK;
}
