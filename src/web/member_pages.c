/* Signing in and registering. A post does its work and answers 303, so that reload and Back repeat
 * nothing (M2); only what is wrong by its form is answered at once, because nothing was done. */
#include "web/member_pages.h"

#include "base/buf.h"
#include "base/codec.h"
#include "base/date.h"
#include "base/table.h"
#include "web/guard.h"
#include "web/lang.h"
#include "web/oauth_api.h"
#include "web/person.h"

#include <stdio.h>

/* The two ways to sign in differ in addresses and steps; all else is one. */
typedef struct Way {
    CodePurpose purpose;
    const char *email; /* pages */
    const char *code;
    const char *resend;
    const char *begin; /* where the way begins */
    int steps;         /* until signed in */
} Way;

static const Way ways[] = {
    [CODE_REGISTER] = { CODE_REGISTER, "register/email", "register/code", "register/resend",
                        "register", REGISTER_STEPS },
    [CODE_SIGN_IN] = { CODE_SIGN_IN, "signin/email", "signin/code", "signin/resend", "signin", 2 },
};

/* With an app the choice of a member and the review follow. Whether there is a choice is known to who has
 * signed in, so there is no total. */
static void step_set(TmplData *d, const Rq *rq, int step, const Way *way)
{
    step_show(d, step, rq->tx.n ? 0 : way->steps);
}

Status signin_app(Cx *cx, Rq *rq, Str *client_id, Str *name)
{
    OauthTransaction t;
    OauthClient client;
    DbTx *tx;
    *client_id = *name = STR("");
    if (rq->tx.n == 0)
        return ST_OK;
    TRY(rq_transaction(cx, rq, &t));
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = oauth_client_find(cx, tx, rq->plan->num, t.client_id, &client);
    db_end(tx);
    TRY(st);
    *client_id = t.client_id;
    *name = client.name;
    return ST_OK;
}

/* ---- the door ---- */

Status pages_plan(Cx *cx, Rq *rq)
{
    return web_go(cx, rq, rq->account.n ? "account" : "signin");
}

static Status refuse(Cx *cx, Rq *rq, const OauthTransaction *t, Status why)
{
    DbTx *tx;
    Str redirect;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_refuse(cx, tx, &plan, rq->tx, why, &redirect));
    TRY(db_commit(cx, tx));
    return rq_answer(cx, rq, redirect, oauth_post_to(t));
}

/* A person who is signed in goes on with the app's request at once. */
static Status go_on(Cx *cx, Rq *rq)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_transaction_signed_in(cx, tx, rq->plan->num, rq->tx, rq->account, rq->auth_ms));
    TRY(db_commit(cx, tx));
    return web_go(cx, rq, "consent");
}

static Status signin_page(Cx *cx, Rq *rq)
{
    Str client_id;
    TmplData *d = tmpl_data(cx);
    Str name;
    TRY(signin_app(cx, rq, &client_id, &name));
    tmpl_str(d, STR("app_name"), name);
    tmpl_str(d, STR("email_url"), web_path(cx, rq, STR("signin/email")));
    tmpl_str(d, STR("register_url"), web_path(cx, rq, STR("register")));
    return web_page(cx, rq, 200, STR("signin"), d);
}

Status pages_signin(Cx *cx, Rq *rq)
{
    OauthTransaction t;
    if (rq->tx.n == 0)
        return rq->account.n ? web_go(cx, rq, "account") : signin_page(cx, rq);
    TRY(rq_transaction(cx, rq, &t));
    const Status st = oauth_transaction_step(cx, &t, rq->account.n ? rq->auth_ms : 0);
    if (st == ST_OK)
        return go_on(cx, rq);
    if (st != ST_UNAUTHENTICATED)
        return refuse(cx, rq, &t, st);
    cx->fault = (Fault){ .status = ST_OK };
    return signin_page(cx, rq);
}

Status pages_signout(Cx *cx, Rq *rq)
{
    DbTx *tx;
    if (rq->session.n) {
        TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
        TRY(session_end(cx, tx, rq->plan->num, rq->session));
        TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_SIGNOUT, .account = rq->account }));
        TRY(db_commit(cx, tx));
    }
    web_session_clear(cx, rq);
    return web_go(cx, rq, "signin");
}

/* ---- e-mail ---- */

static Status email_page(Cx *cx, Rq *rq, const Way *way, bool bad)
{
    TmplData *d = tmpl_data(cx);
    tmpl_bool(d, STR("is_register"), way->purpose == CODE_REGISTER);
    tmpl_bool(d, STR("has_error"), bad);
    tmpl_str(d, STR("email"), rq_field(rq, STR("email")));
    tmpl_str(d, STR("register_url"), web_path(cx, rq, STR("register")));
    step_set(d, rq, way->steps - 1, way);
    web_lang_form(cx, rq, d, STR("typed"));
    if (bad) {
        TmplData *e = tmpl_item(d, STR("errors"));
        tmpl_str(e, STR("target"), STR("email"));
        tmpl_str(e, STR("error"), web_text(rq, STR("field_email_bad")));
    }
    return web_page(cx, rq, bad ? 400 : 200, STR("email"), d);
}

/* Whoever registers has a session in which the details matched; others begin at the beginning. */
static Status way_session(Cx *cx, Rq *rq, const Way *way, MemberSession *s, bool *ready)
{
    const Status st = person_session(cx, rq, s);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    *ready = st == ST_OK && s->account.n == 0 && (way->purpose == CODE_SIGN_IN || s->matched.n);
    return ST_OK;
}

/* To the code page, which says that there is a new one. */
static Status code_said(Cx *cx, Rq *rq, const Way *way)
{
    web_redirect(cx, rq,
                 arena_join(cx->mem, web_path(cx, rq, str_of(way->code)),
                            rq->tx.n ? STR("&new=1") : STR("?new=1"), STR("")));
    return ST_OK;
}

/* Her mailboxes that the plan has on file. */
static Status on_file(Cx *cx, Rq *rq, Str patient, RosterContacts *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = roster_contacts(cx, tx, rq->web->keys, rq->plan->num, patient, out);
    db_end(tx);
    return st;
}

/* again: the person asked for another. */
static Status code_request(Cx *cx, Rq *rq, const Way *way, const MemberSession *s, Str email,
                           bool again)
{
    DbTx *tx;
    Str client_id;
    Str name;
    const MemberPlan plan = rq_member_plan(rq);
    RosterContacts contacts = { .count = 0 };
    TRY(signin_app(cx, rq, &client_id, &name));
    if (way->purpose == CODE_REGISTER)
        TRY(on_file(cx, rq, s->matched, &contacts));
    const CodeRequest in = { .purpose = way->purpose,
                             .on_file = &contacts,
                             .session = s->id,
                             .email = email,
                             .lang = lang_code(rq->lang),
                             .matched = s->matched,
                             .app_name = name,
                             .peer = person_peer(cx, rq) };
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    const Status st = code_send(cx, tx, rq->web->keys, &plan, &in);
    if (st != ST_OK && !forgive(cx, st, ST_TOO_MANY)) /* the page says what there is (M27) */
        return st;
    TRY(step_audit(cx, rq,
                   &(Step){ .kind = AUDIT_CODE_SENT,
                            .status = st,
                            .patient = s->matched,
                            .client_id = client_id }));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    return st == ST_OK && again ? code_said(cx, rq, way) : web_go(cx, rq, way->code);
}

static Status email_get(Cx *cx, Rq *rq, const Way *way)
{
    MemberSession s;
    Str client_id;
    Str name;
    bool ready = true;
    TRY(signin_app(cx, rq, &client_id, &name));
    if (way->purpose == CODE_REGISTER)
        TRY(way_session(cx, rq, way, &s, &ready));
    return ready ? email_page(cx, rq, way, false) : web_go(cx, rq, way->begin);
}

static Status email_post(Cx *cx, Rq *rq, const Way *way)
{
    MemberSession s;
    Str email;
    bool ready = true;
    const Status st = email_canonical(cx, rq_field(rq, STR("email")), &email);
    if (forgive(cx, st, ST_INVALID))
        return email_page(cx, rq, way, true);
    TRY(st);
    if (rq_asks_lang(rq))
        return email_page(cx, rq, way, false);
    if (way->purpose == CODE_REGISTER)
        TRY(way_session(cx, rq, way, &s, &ready));
    else
        TRY(person_unknown(cx, rq, &s));
    return ready ? code_request(cx, rq, way, &s, email, false) : web_go(cx, rq, way->begin);
}

/* ---- the code ---- */

static Status waiting(Cx *cx, Rq *rq, const Way *way, MemberSession *s, CodeWaiting *w, bool *ready)
{
    DbTx *tx;
    TRY(way_session(cx, rq, way, s, ready));
    if (!*ready)
        return ST_OK;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = code_waiting(cx, tx, rq->web->keys, rq->plan->num, way->purpose, s->id, w);
    db_end(tx);
    *ready = st == ST_OK;
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static Str code_error(const Rq *rq, const CodeWaiting *w, bool format)
{
    if (format)
        return web_text(rq, STR("code_format"));
    if (!w->live)
        return web_text(rq, STR("code_dead"));
    return web_text(rq, w->tries_left == 1 ? STR("code_wrong_last") : STR("code_wrong"));
}

/* Until another code may be asked for: in seconds, minutes or hours, upwards; nothing when it may now. */
static Status wait_say(Cx *cx, Rq *rq, const CodeWaiting *w, TmplData *d)
{
    DbTx *tx;
    int64_t next;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st =
        code_next(cx, tx, rq->web->keys, rq->plan->num, w, person_peer(cx, rq), &next);
    db_end(tx);
    TRY(st);
    const int64_t left = next - cx->now_ms;
    if (left > 2 * HOUR_MS)
        tmpl_i64(d, STR("wait_hours"), (left + HOUR_MS - 1) / HOUR_MS);
    else if (left > MINUTE_MS)
        tmpl_i64(d, STR("wait_minutes"), (left + MINUTE_MS - 1) / MINUTE_MS);
    else if (left > 0)
        tmpl_i64(d, STR("wait_seconds"), (left + 999) / 1000);
    return ST_OK;
}

Status code_show(Cx *cx, Rq *rq, const CodeWaiting *w, bool format, TmplData *d)
{
    const HttpForm *query;
    TRY(rq_query(cx, rq, &query));
    TRY(wait_say(cx, rq, w, d));
    const bool error = format || w->wrong || !w->live;
    tmpl_str(d, STR("email"), w->email);
    tmpl_bool(d, STR("live"), w->live);
    if (!w->live)
        tmpl_str(d, STR("title"), web_text(rq, STR("title_code_over")));
    tmpl_bool(d, STR("has_error"), error);
    tmpl_bool(d, STR("sent"), w->sent);
    tmpl_bool(d, STR("fresh"), w->sent && !error && http_form_get(query, STR("new")).p != NULL);
    tmpl_i64(d, STR("tries"), w->tries_left);
    tmpl_bool(d, STR("show_tries"), w->live && w->wrong && !format && w->tries_left > 1);
    if (error) {
        TmplData *e = tmpl_item(d, STR("errors"));
        tmpl_str(e, STR("target"), w->live ? STR("code") : STR("resend"));
        tmpl_str(e, STR("error"), code_error(rq, w, format));
    }
    return ST_OK;
}

static Status code_page(Cx *cx, Rq *rq, const Way *way, const CodeWaiting *w, bool format)
{
    TmplData *d = tmpl_data(cx);
    TRY(code_show(cx, rq, w, format, d));
    tmpl_str(d, STR("resend_url"), web_path(cx, rq, str_of(way->resend)));
    tmpl_str(d, STR("email_url"), web_path(cx, rq, str_of(way->email)));
    tmpl_bool(d, STR("on_file"),
              way->purpose == CODE_REGISTER && rq->plan->confirm != PLAN_CONFIRM_OFF);
    step_set(d, rq, way->steps, way);
    return web_page(cx, rq, format ? 400 : 200, STR("code"), d);
}

static Status code_get(Cx *cx, Rq *rq, const Way *way)
{
    MemberSession s;
    CodeWaiting w;
    Str client_id;
    Str name;
    bool ready;
    TRY(signin_app(cx, rq, &client_id, &name));
    TRY(waiting(cx, rq, way, &s, &w, &ready));
    return ready ? code_page(cx, rq, way, &w, false) : web_go(cx, rq, way->email);
}

static Status resend_post(Cx *cx, Rq *rq, const Way *way)
{
    MemberSession s;
    CodeWaiting w;
    bool ready;
    TRY(waiting(cx, rq, way, &s, &w, &ready));
    return ready ? code_request(cx, rq, way, &s, w.email, true) : web_go(cx, rq, way->email);
}

#define BROWSER_NAME_S (365 * DAY_MS / 1000) /* as long as its sign-ins are kept (M45) */

static Status signin_keep(Cx *cx, Rq *rq, DbTx *tx, const CodeAnswer *a)
{
    const MemberPlan plan = rq_member_plan(rq);
    const SignIn in = { .account = a->account,
                        .browser = rq->browser,
                        .agent = rq_agent_family(rq),
                        .network = http_prefix(cx, rq->http->peer),
                        .fresh = a->fresh };
    return signin_add(cx, tx, rq->web->keys, &plan, &in);
}

/* To the new account, and to the mailboxes on file (M15). */
static Status welcome(Cx *cx, const Rq *rq, DbTx *tx, Str account, const RosterContacts *contacts)
{
    const MemberPlan plan = rq_member_plan(rq);
    TRY(notice_welcome(cx, tx, rq->web->keys, &plan, account));
    return notice_made(cx, tx, rq->web->keys, &plan, account, contacts);
}

/* The code was right: account, new session and the app's request in one transaction. */
static Status signed_in(Cx *cx, Rq *rq, DbTx *tx, const MemberSession *old, const CodeAnswer *a,
                        const RosterContacts *contacts)
{
    MemberSession s;
    const int64_t plan = rq->plan->num;
    TRY(session_sign_in(cx, tx, rq->web->keys, plan, old, a->account, &s));
    TRY(account_set_lang(cx, tx, plan, a->account, lang_code(rq->lang)));
    if (rq->tx.n)
        TRY(oauth_transaction_signed_in(cx, tx, plan, rq->tx, a->account, s.auth_ms));
    TRY(signin_keep(cx, rq, tx, a));
    TRY(step_audit(
        cx, rq, &(Step){ .kind = AUDIT_SIGNIN, .account = a->account, .patient = old->matched }));
    if (a->fresh)
        TRY(welcome(cx, rq, tx, a->account, contacts));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    rq->account = s.account;
    rq->auth_ms = s.auth_ms;
    web_session_set(cx, rq, s.id);
    web_cookie_set(cx, rq, STR("bid"), rq->browser, BROWSER_NAME_S);
    TRY(person_children(cx, rq, a->account));
    return web_go(cx, rq, rq->tx.n ? "consent" : "account");
}

/* M39, M41: nobody proves to be who died, or whose record is another now, since the details matched: as when another
 * person is being registered meanwhile. */
static Status matched_still(Cx *cx, const Rq *rq, MemberSession *s)
{
    Sharing now;
    TRY(person_sharing(cx, rq, s->matched, &now));
    if (now.why.n)
        s->matched = STR("");
    return ST_OK;
}

static Status code_judged(Cx *cx, Rq *rq, const Way *way, const MemberSession *s, Status *judged)
{
    DbTx *tx;
    CodeAnswer a;
    bool within;
    const Keys *keys = rq->web->keys;
    const MemberPlan plan = rq_member_plan(rq);
    RosterContacts contacts = { .count = 0 };
    MemberSession now = *s;
    if (way->purpose == CODE_REGISTER) {
        TRY(on_file(cx, rq, s->matched, &contacts));
        TRY(matched_still(cx, rq, &now));
    }
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(code_try(cx, tx, keys, plan.num, person_peer(cx, rq), &within));
    if (!within)
        return fail(cx, ST_TOO_MANY, STR("code"), "too many codes from this network");
    *judged = code_confirm(cx, tx, keys, &plan, way->purpose, &now, rq_field(rq, STR("code")), &a);
    TRY(code_try_done(cx, tx, keys, plan.num, person_peer(cx, rq), *judged));
    if (*judged == ST_OK)
        return signed_in(cx, rq, tx, s, &a, &contacts);
    const bool wrong = forgive(cx, *judged, ST_DENIED) || forgive(cx, *judged, ST_EXPIRED);
    if (!wrong)
        return *judged;
    TRY(step_audit(cx, rq,
                   &(Step){ .kind = AUDIT_SIGNIN, .status = *judged, .patient = s->matched }));
    TRY(db_commit(cx, tx)); /* the try is counted */
    return web_go(cx, rq, way->code);
}

static Status code_post(Cx *cx, Rq *rq, const Way *way)
{
    MemberSession s;
    CodeWaiting w;
    bool ready;
    Status judged = ST_OK;
    Str client_id;
    Str name;
    TRY(signin_app(cx, rq, &client_id, &name));
    TRY(waiting(cx, rq, way, &s, &w, &ready));
    if (!ready)
        return web_go(cx, rq, way->email);
    const Status st = code_judged(cx, rq, way, &s, &judged);
    if (judged == ST_INVALID && forgive(cx, st, ST_INVALID))
        return code_page(cx, rq, way, &w, true);
    return st;
}

/* ---- rows ---- */

Status pages_signin_email(Cx *cx, Rq *rq)
{
    return email_get(cx, rq, &ways[CODE_SIGN_IN]);
}

Status pages_signin_email_post(Cx *cx, Rq *rq)
{
    return email_post(cx, rq, &ways[CODE_SIGN_IN]);
}

Status pages_signin_code(Cx *cx, Rq *rq)
{
    return code_get(cx, rq, &ways[CODE_SIGN_IN]);
}

Status pages_signin_code_post(Cx *cx, Rq *rq)
{
    return code_post(cx, rq, &ways[CODE_SIGN_IN]);
}

Status pages_signin_resend(Cx *cx, Rq *rq)
{
    return resend_post(cx, rq, &ways[CODE_SIGN_IN]);
}

Status pages_register_email(Cx *cx, Rq *rq)
{
    return email_get(cx, rq, &ways[CODE_REGISTER]);
}

Status pages_register_email_post(Cx *cx, Rq *rq)
{
    return email_post(cx, rq, &ways[CODE_REGISTER]);
}

Status pages_register_code(Cx *cx, Rq *rq)
{
    return code_get(cx, rq, &ways[CODE_REGISTER]);
}

Status pages_register_code_post(Cx *cx, Rq *rq)
{
    return code_post(cx, rq, &ways[CODE_REGISTER]);
}

Status pages_register_resend(Cx *cx, Rq *rq)
{
    return resend_post(cx, rq, &ways[CODE_REGISTER]);
}
