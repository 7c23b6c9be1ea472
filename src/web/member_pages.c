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

_Static_assert(PLAN_MATCH_FIRST == MEMBER_MATCH_FIRST && PLAN_MATCH_ZIP == MEMBER_MATCH_ZIP &&
                   PLAN_MATCH_LAST == MEMBER_MATCH_LAST &&
                   PLAN_MATCH_BIRTH_DATE == MEMBER_MATCH_BIRTH_DATE &&
                   PLAN_MATCH_MEMBER_ID == MEMBER_MATCH_MEMBER_ID,
               "plan.h and member.h name the same bits");

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
                        "register", 3 },
    [CODE_SIGN_IN] = { CODE_SIGN_IN, "signin/email", "signin/code", "signin/resend", "signin", 2 },
};

/* With an app the choice of a member and the review follow. Whether there is a choice is known to who has
 * signed in, so there is no total. */
static void step_set(TmplData *d, const Rq *rq, int step, const Way *way)
{
    step_show(d, step, rq->tx.n ? 0 : way->steps);
}

/* The name of the app that asks; empty without one. ST_EXPIRED: the request is over. */
static Status app_name(Cx *cx, Rq *rq, Str *client_id, Str *name)
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
    TRY(app_name(cx, rq, &client_id, &name));
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

/* ---- five details ---- */

typedef struct Field {
    Str name;
    unsigned bit;
    Str label;
    Str hint; /* a message; empty: none */
    Str error;
    Str autocomplete;
    Str inputmode;
} Field;

// clang-format off
static const Field fields[] = {
    { STR_C("first"),     MEMBER_MATCH_FIRST,      STR_C("field_first"),      STR_C(""),                STR_C("field_first_bad"),      STR_C("given-name"),  STR_C("text") },
    { STR_C("last"),      MEMBER_MATCH_LAST,       STR_C("field_last"),       STR_C(""),                STR_C("field_last_bad"),       STR_C("family-name"), STR_C("text") },
    { STR_C("month"),     MEMBER_MATCH_BIRTH_DATE, STR_C("field_birth"),      STR_C("field_birth_hint"), STR_C("field_birth_bad"),     STR_C(""),            STR_C("numeric") },
    { STR_C("member_id"), MEMBER_MATCH_MEMBER_ID,  STR_C("field_member_id"),  STR_C("field_member_id_hint"), STR_C("field_member_id_bad"), STR_C("off"),     STR_C("text") },
    { STR_C("zip"),       MEMBER_MATCH_ZIP,        STR_C("field_zip"),        STR_C("field_zip_hint"),  STR_C("field_zip_bad"),        STR_C("postal-code"), STR_C("numeric") },
};
// clang-format on

static void field_add(const Rq *rq, TmplData *d, const Field *f, bool bad)
{
    TmplData *item = tmpl_item(d, STR("fields"));
    const bool date = f->bit == MEMBER_MATCH_BIRTH_DATE;
    tmpl_str(item, STR("name"), f->name);
    tmpl_str(item, STR("label"), web_text(rq, f->label));
    tmpl_str(item, STR("hint"), f->hint.n ? web_text(rq, f->hint) : STR(""));
    tmpl_str(item, STR("value"), rq_field(rq, f->name));
    tmpl_str(item, STR("autocomplete"), f->autocomplete);
    tmpl_str(item, STR("inputmode"), f->inputmode);
    tmpl_bool(item, STR("is_date"), date);
    tmpl_bool(item, STR("bad"), bad);
    tmpl_str(item, STR("error"), web_text(rq, f->error));
    if (!bad)
        return;
    TmplData *e = tmpl_item(d, STR("errors"));
    tmpl_str(e, STR("target"), f->name);
    tmpl_str(e, STR("error"), web_text(rq, f->error));
}

/* bad: MEMBER_MATCH_* of what was typed wrongly. What was typed is shown again, what the plan holds never
 * (M10). */
static Status register_page(Cx *cx, Rq *rq, unsigned bad)
{
    Str client_id;
    Str name;
    TmplData *d = tmpl_data(cx);
    TRY(app_name(cx, rq, &client_id, &name));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (rq->plan->match & fields[i].bit)
            field_add(rq, d, &fields[i], (bad & fields[i].bit) != 0);
    tmpl_str(d, STR("month"), rq_field(rq, STR("month")));
    tmpl_str(d, STR("day"), rq_field(rq, STR("day")));
    tmpl_str(d, STR("year"), rq_field(rq, STR("year")));
    tmpl_str(d, STR("email_url"), web_path(cx, rq, STR("signin/email")));
    tmpl_bool(d, STR("has_error"), bad != 0);
    step_set(d, rq, 1, &ways[CODE_REGISTER]);
    web_lang_form(cx, rq, d, STR("typed"));
    return web_page(cx, rq, bad ? 400 : 200, STR("register"), d);
}

/* What matched nobody is there again to correct, for whoever comes by "Try again": from the session, as a
 * URL is no place for it. */
static Status typed_again(Cx *cx, Rq *rq)
{
    MemberSession s;
    const Status st = person_session(cx, rq, &s);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    return s.typed.n ? http_form_parse(cx, s.typed, &rq->form) : ST_OK;
}

Status pages_register(Cx *cx, Rq *rq)
{
    const HttpForm *query;
    TRY(rq_query(cx, rq, &query));
    if (http_form_get(query, STR("again")).p)
        TRY(typed_again(cx, rq));
    return register_page(cx, rq, 0);
}

static Str typed_text(Cx *cx, const Rq *rq)
{
    static const Str names[] = { STR_C("first"), STR_C("last"),      STR_C("month"), STR_C("day"),
                                 STR_C("year"),  STR_C("member_id"), STR_C("zip") };
    Buf *b = buf_new(cx, 4 * LIMIT_BODY_AUTH);
    for (size_t i = 0; i < TABLE_COUNT(names); i++) {
        buf_char(b, '&');
        buf_put(b, names[i]);
        buf_char(b, '=');
        buf_percent(b, rq_field(rq, names[i]));
    }
    return str_from(buf_str(b), 1);
}

/* yyyy-mm-dd of the three fields; empty when they cannot be a date. */
static Str birth_typed(Cx *cx, const Rq *rq)
{
    uint64_t y;
    uint64_t m;
    uint64_t d;
    if (!str_to_u64(rq_field(rq, STR("year")), &y) || y > 9999 ||
        !str_to_u64(rq_field(rq, STR("month")), &m) || m > 12 ||
        !str_to_u64(rq_field(rq, STR("day")), &d) || d > 31)
        return STR("");
    return arena_printf(cx->mem, "%04u-%02u-%02u", (unsigned)y, (unsigned)m, (unsigned)d);
}

static Status try_count(Cx *cx, Rq *rq, const MatchTry *t, bool *within)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(match_try(cx, tx, rq->web->keys, rq->plan->num, t, within));
    return db_commit(cx, tx);
}

static Status match(Cx *cx, Rq *rq, const MemberPlan *plan, const MemberDetails *in, Str *patient)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = member_match(cx, tx, rq->web->keys, plan, in, patient);
    db_end(tx);
    return st;
}

/* The id of a session that keeps who matched, or what was typed. One that the browser brought may be known
 * to whoever put it there, over plain http or at a shared computer: it is never promoted (M29, threat 59).
 * One made for this very post is known to nobody yet. */
static Status promote(Cx *cx, Rq *rq, DbTx *tx, Str *id)
{
    const Str brought = web_cookie(cx, rq, STR("sid"));
    return str_eq(brought, *id) ? session_renew(cx, tx, rq->plan->num, brought, id) : ST_OK;
}

/* Both ends count and audit once: from outside they differ in the next address alone. */
static Status settle(Cx *cx, Rq *rq, const MatchTry *t, Str session, Str patient, Status why)
{
    DbTx *tx;
    Str id = session;
    const int64_t plan = rq->plan->num;
    const Keys *keys = rq->web->keys;
    const Str typed = typed_text(cx, rq);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(match_try_done(cx, tx, keys, plan, t, why == ST_OK));
    TRY(promote(cx, rq, tx, &id));
    TRY(why == ST_OK ? session_matched(cx, tx, keys, plan, id, patient)
                     : session_typed(cx, tx, keys, plan, id, typed));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_REGISTER, .status = why, .patient = patient }));
    TRY(db_commit(cx, tx));
    if (!str_eq(id, session))
        web_session_set(cx, rq, id);
    return ST_OK;
}

/* The support code is that of the failed post, so that member services find it (M3). */
static Status failed(Cx *cx, Rq *rq)
{
    const Str path = web_path(cx, rq, STR("register/failed"));
    web_redirect(cx, rq,
                 arena_printf(cx->mem, "%.*s%sref=%.*s", STR_ARG(path), rq->tx.n ? "&" : "?",
                              STR_ARG(cx->request_id)));
    return ST_OK;
}

Status pages_register_post(Cx *cx, Rq *rq)
{
    MemberSession s;
    Str patient = STR("");
    bool within;
    Str client_id;
    Str name;
    const MemberPlan plan = rq_member_plan(rq);
    const MemberDetails in = { rq_field(rq, STR("first")), rq_field(rq, STR("last")),
                               birth_typed(cx, rq), rq_field(rq, STR("member_id")),
                               rq_field(rq, STR("zip")) };
    TRY(app_name(cx, rq, &client_id, &name));
    const unsigned bad = member_details_check(cx, &plan, &in);
    if (bad || rq_asks_lang(rq))
        return register_page(cx, rq, bad);
    TRY(person_unknown(cx, rq, &s));
    /* The browser's name outlives the session's. */
    const MatchTry t = { rq->browser, person_peer(cx, rq), &in };
    TRY(try_count(cx, rq, &t, &within));
    /* M9: over a limit nothing is evaluated, and nothing says so. */
    const Status st = within ? match(cx, rq, &plan, &in, &patient) : ST_TOO_MANY;
    if (within && st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(settle(cx, rq, &t, s.id, st == ST_OK ? patient : STR(""), st));
    return st == ST_OK ? web_go(cx, rq, "register/email") : failed(cx, rq);
}

static bool is_support_code(Str s)
{
    return s.n == 11 && s.p[5] == '-' && str_only(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
}

Status pages_register_failed(Cx *cx, Rq *rq)
{
    const HttpForm *query;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    const Str ref = http_form_get(query, STR("ref"));
    if (is_support_code(ref))
        tmpl_str(d, STR("support_code"), ref);
    tmpl_str(d, STR("again_url"),
             arena_join(cx->mem, web_path(cx, rq, STR("register")),
                        rq->tx.n ? STR("&again=1") : STR("?again=1"), STR("")));
    tmpl_str(d, STR("email_url"), web_path(cx, rq, STR("signin/email")));
    return web_page(cx, rq, 200, STR("register_failed"), d);
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

/* again: the person asked for another. */
static Status code_request(Cx *cx, Rq *rq, const Way *way, const MemberSession *s, Str email,
                           bool again)
{
    DbTx *tx;
    Str client_id;
    Str name;
    const MemberPlan plan = rq_member_plan(rq);
    TRY(app_name(cx, rq, &client_id, &name));
    const CodeRequest in = { .purpose = way->purpose,
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
    TRY(app_name(cx, rq, &client_id, &name));
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
        code_next(cx, tx, rq->web->keys, rq->plan->num, w->email, person_peer(cx, rq), &next);
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
    TRY(app_name(cx, rq, &client_id, &name));
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

static Status welcome(Cx *cx, const Rq *rq, DbTx *tx, Str account)
{
    const MemberPlan plan = rq_member_plan(rq);
    return notice_welcome(cx, tx, rq->web->keys, &plan, account);
}

/* The code was right: account, new session and the app's request in one transaction. */
static Status signed_in(Cx *cx, Rq *rq, DbTx *tx, const MemberSession *old, const CodeAnswer *a)
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
        TRY(welcome(cx, rq, tx, a->account));
    TRY(db_commit(cx, tx));
    outbox_wake(rq->web->outbox);
    rq->account = s.account;
    rq->auth_ms = s.auth_ms;
    web_session_set(cx, rq, s.id);
    web_cookie_set(cx, rq, STR("bid"), rq->browser, BROWSER_NAME_S);
    TRY(person_children(cx, rq, a->account));
    return web_go(cx, rq, rq->tx.n ? "consent" : "account");
}

static Status code_judged(Cx *cx, Rq *rq, const Way *way, const MemberSession *s, Status *judged)
{
    DbTx *tx;
    CodeAnswer a;
    bool within;
    const Keys *keys = rq->web->keys;
    const MemberPlan plan = rq_member_plan(rq);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(code_try(cx, tx, keys, plan.num, person_peer(cx, rq), &within));
    if (!within)
        return fail(cx, ST_TOO_MANY, STR("code"), "too many codes from this network");
    *judged = code_confirm(cx, tx, keys, &plan, way->purpose, s, rq_field(rq, STR("code")), &a);
    if (*judged == ST_OK) {
        TRY(code_try_undo(cx, tx, keys, plan.num, person_peer(cx, rq)));
        return signed_in(cx, rq, tx, s, &a);
    }
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
    TRY(app_name(cx, rq, &client_id, &name));
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
