/* The details of a new member, and what is said when they open nothing (M1, M7). As on the other pages a post does
 * its work and answers 303 (M2). */
#include "web/member_pages.h"

#include "base/buf.h"
#include "base/table.h"
#include "web/guard.h"
#include "web/oauth_api.h"
#include "web/person.h"

_Static_assert((int)PLAN_CONFIRM_REQUIRED == CONFIRM_REQUIRED &&
                   (int)PLAN_CONFIRM_WHEN_AVAILABLE == CONFIRM_WHEN_AVAILABLE,
               "plan.h and member.h order them alike");
_Static_assert(PLAN_MATCH_FIRST == MEMBER_MATCH_FIRST && PLAN_MATCH_ZIP == MEMBER_MATCH_ZIP &&
                   PLAN_MATCH_LAST == MEMBER_MATCH_LAST &&
                   PLAN_MATCH_BIRTH_DATE == MEMBER_MATCH_BIRTH_DATE &&
                   PLAN_MATCH_MEMBER_ID == MEMBER_MATCH_MEMBER_ID,
               "plan.h and member.h name the same bits");

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
    TRY(signin_app(cx, rq, &client_id, &name));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (rq->plan->match & fields[i].bit)
            field_add(rq, d, &fields[i], (bad & fields[i].bit) != 0);
    tmpl_str(d, STR("month"), rq_field(rq, STR("month")));
    tmpl_str(d, STR("day"), rq_field(rq, STR("day")));
    tmpl_str(d, STR("year"), rq_field(rq, STR("year")));
    tmpl_str(d, STR("email_url"), web_path(cx, rq, STR("signin/email")));
    tmpl_bool(d, STR("has_error"), bad != 0);
    step_show(d, 1, rq->tx.n ? 0 : REGISTER_STEPS);
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

/* why: the word of a reason that is told, for the page that comes then; no URL shall say it. */
static Str typed_text(Cx *cx, const Rq *rq, Str why)
{
    static const Str names[] = { STR_C("first"), STR_C("last"),      STR_C("month"), STR_C("day"),
                                 STR_C("year"),  STR_C("member_id"), STR_C("zip") };
    Buf *b = buf_new(cx, 4 * LIMIT_BODY_AUTH);
    buf_put(b, STR("why="));
    buf_put(b, why);
    for (size_t i = 0; i < TABLE_COUNT(names); i++) {
        buf_char(b, '&');
        buf_put(b, names[i]);
        buf_char(b, '=');
        buf_percent(b, rq_field(rq, names[i]));
    }
    return buf_str(b);
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

static Status found_read(Cx *cx, Rq *rq, const MatchTry *t, MatchFound *f)
{
    DbTx *tx;
    *f = (MatchFound){ .session = t->session, .birth_date = t->details->birth_date };
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = match_found(cx, tx, rq->web->keys, rq->plan->num, t->details->member_id, f);
    db_end(tx);
    return st;
}

/* Both counts, whatever the first says. */
static Status try_count(Cx *cx, Rq *rq, const MatchTry *t, const MatchFound *f, bool *within)
{
    DbTx *tx;
    bool also;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(match_try(cx, tx, rq->web->keys, rq->plan->num, t, within));
    TRY(found_try(cx, tx, rq->web->keys, rq->plan->num, f, &also));
    *within &= also;
    return db_commit(cx, tx);
}

static Status match(Cx *cx, Rq *rq, const MemberPlan *plan, const MemberDetails *in,
                    MemberMatch *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = member_match(cx, tx, rq->web->keys, plan, in, out);
    db_end(tx);
    return st;
}

/* Why somebody whose details all match may not register. */
typedef struct Reason {
    Str word;      /* in the audit, for member services; what the page knows it by */
    unsigned told; /* PLAN_REASON_* */
} Reason;

static const Reason reasons[] = {
    [BAR_NONE] = { STR_C(""), 0 },
    [BAR_COVERAGE_ENDED] = { STR_C("coverage_ended"), PLAN_REASON_COVERAGE_ENDED },
    [BAR_NOT_COVERED] = { STR_C("not_covered"), PLAN_REASON_NOT_COVERED },
    [BAR_TOO_NEW] = { STR_C("too_new"), PLAN_REASON_TOO_NEW },
};

/* The id of a session that keeps who matched, or what was typed. One that the browser brought may be known
 * to whoever put it there, over plain http or at a shared computer: it is never promoted (M29, threat 59).
 * One made for this very post is known to nobody yet. */
static Status promote(Cx *cx, Rq *rq, DbTx *tx, Str *id)
{
    const Str brought = web_cookie(cx, rq, STR("sid"));
    return str_eq(brought, *id) ? session_renew(cx, tx, rq->plan->num, brought, id) : ST_OK;
}

/* What became of a try. Nobody but a person all of whose details match is told a reason, and that only if the plan
 * wants it: else it is counted, kept and answered as what does not match (M7). */
typedef struct Outcome {
    Status status; /* ST_NOT_ELIGIBLE: known, and kept from registering */
    Str patient;
    const Reason *reason;
    bool told; /* she registers, or learns why she cannot */
} Outcome;

static Outcome outcome_of(const Rq *rq, Status st, const MemberMatch *m)
{
    const Reason *reason = &reasons[m->bar];
    Outcome o = { .status = st, .patient = m->patient, .reason = &reasons[BAR_NONE] };
    if (st != ST_OK)
        return o;
    o.reason = reason;
    o.status = m->bar == BAR_NONE ? ST_OK : ST_NOT_ELIGIBLE;
    o.told = m->bar == BAR_NONE || (reason->told & rq->plan->reasons);
    return o;
}

/* All ends count and audit once: from outside they differ in the next address alone. */
static Status settle(Cx *cx, Rq *rq, const MatchTry *t, const MatchFound *f, Str session,
                     const Outcome *o)
{
    DbTx *tx;
    Str id = session;
    const int64_t plan = rq->plan->num;
    const Keys *keys = rq->web->keys;
    const Str typed = typed_text(cx, rq, o->told ? o->reason->word : STR(""));
    const bool taken_back = o->told;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(match_try_done(cx, tx, keys, plan, t, taken_back));
    TRY(found_try_done(cx, tx, keys, plan, f, taken_back));
    TRY(promote(cx, rq, tx, &id));
    TRY(o->status == ST_OK ? session_matched(cx, tx, keys, plan, id, o->patient)
                           : session_typed(cx, tx, keys, plan, id, typed));
    TRY(step_audit(cx, rq,
                   &(Step){ .kind = AUDIT_REGISTER,
                            .status = o->status,
                            .patient = o->patient,
                            .reason = o->reason->word }));
    TRY(db_commit(cx, tx));
    if (!str_eq(id, session))
        web_session_set(cx, rq, id);
    return ST_OK;
}

/* The support code is that of the failed post, so that member services find it (M3); with the other page it is there
 * for the size of the answer, which whoever listens sees (M8). */
static Status next_page(Cx *cx, Rq *rq, const char *page, const char *code)
{
    const Str path = web_path(cx, rq, str_of(page));
    web_redirect(cx, rq,
                 arena_printf(cx->mem, "%.*s%s%s=%.*s", STR_ARG(path), rq->tx.n ? "&" : "?", code,
                              STR_ARG(cx->request_id)));
    return ST_OK;
}

Status pages_register_post(Cx *cx, Rq *rq)
{
    MemberSession s;
    MemberMatch m = { .patient = STR("") };
    MatchFound found;
    bool within;
    Str client_id;
    Str name;
    const MemberPlan plan = rq_member_plan(rq);
    const MemberDetails in = { rq_field(rq, STR("first")), rq_field(rq, STR("last")),
                               birth_typed(cx, rq), rq_field(rq, STR("member_id")),
                               rq_field(rq, STR("zip")) };
    TRY(signin_app(cx, rq, &client_id, &name));
    const unsigned bad = member_details_check(cx, &plan, &in);
    if (bad || rq_asks_lang(rq))
        return register_page(cx, rq, bad);
    TRY(person_unknown(cx, rq, &s));
    /* The browser's name outlives the session's. */
    const MatchTry t = { rq->browser, person_peer(cx, rq), &in, plan.match };
    TRY(found_read(cx, rq, &t, &found));
    TRY(try_count(cx, rq, &t, &found, &within));
    /* M9: over a limit nothing is evaluated, and nothing says so. */
    const Status st = within ? match(cx, rq, &plan, &in, &m) : ST_TOO_MANY;
    if (within && st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    const Outcome o = outcome_of(rq, st, &m);
    TRY(settle(cx, rq, &t, &found, s.id, &o));
    return o.status == ST_OK ? next_page(cx, rq, "register/email", "case")
                             : next_page(cx, rq, "register/failed", "ref");
}

static bool is_support_code(Str s)
{
    return s.n == 11 && s.p[5] == '-' && str_only(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
}

/* The reason that this browser's last try was told; NULL: none. */
static Status reason_told(Cx *cx, Rq *rq, const Reason **out)
{
    MemberSession s;
    HttpForm typed;
    *out = NULL;
    const Status st = person_session(cx, rq, &s);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (!s.typed.n)
        return ST_OK;
    TRY(http_form_parse(cx, s.typed, &typed));
    for (size_t i = BAR_NONE + 1; i < TABLE_COUNT(reasons); i++)
        if (str_eq(http_form_get(&typed, STR("why")), reasons[i].word))
            *out = &reasons[i];
    return ST_OK;
}

/* The way back to the app, which is told that there is nothing; while its request is open. */
static Status leave_show(Cx *cx, Rq *rq, TmplData *d)
{
    OauthTransaction t;
    if (!rq->tx.n)
        return ST_OK;
    const Status st = rq_transaction(cx, rq, &t);
    if (st != ST_OK)
        return forgive(cx, st, ST_EXPIRED) ? ST_OK : st;
    rq->leads_out = !t.form_post;
    tmpl_str(d, STR("leave_url"), web_path(cx, rq, STR("register/leave")));
    return ST_OK;
}

static Status failed_page(Cx *cx, Rq *rq, TmplData *d)
{
    tmpl_str(d, STR("again_url"),
             arena_join(cx->mem, web_path(cx, rq, STR("register")),
                        rq->tx.n ? STR("&again=1") : STR("?again=1"), STR("")));
    tmpl_str(d, STR("email_url"), web_path(cx, rq, STR("signin/email")));
    return web_page(cx, rq, 200, STR("register_failed"), d);
}

Status pages_register_failed(Cx *cx, Rq *rq)
{
    const HttpForm *query;
    const Reason *reason;
    TmplData *d = tmpl_data(cx);
    TRY(rq_query(cx, rq, &query));
    TRY(reason_told(cx, rq, &reason));
    TRY(leave_show(cx, rq, d));
    const Str ref = http_form_get(query, STR("ref"));
    if (is_support_code(ref))
        tmpl_str(d, STR("support_code"), ref);
    if (!reason)
        return failed_page(cx, rq, d);
    tmpl_bool(d, reason->word, true);
    tmpl_str(d, STR("until"), words_day(cx, rq, cx->now_ms + rq->plan->new_days * DAY_MS));
    return web_page(cx, rq, 200, STR("register_reason"), d);
}

/* She goes back: the app learns by one stable code that there is nothing, never which of the reasons it was, for
 * whether somebody is covered is hers to tell. */
Status pages_register_leave(Cx *cx, Rq *rq)
{
    OauthTransaction t;
    const Reason *reason;
    DbTx *tx;
    Str redirect;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(rq_transaction(cx, rq, &t));
    TRY(reason_told(cx, rq, &reason));
    const Status why = reason ? ST_NOT_ELIGIBLE : ST_NOT_VERIFIED;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_refuse(cx, tx, &plan, rq->tx, why, &redirect));
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_DENY, .status = why, .client_id = t.client_id }));
    TRY(db_commit(cx, tx));
    return rq_answer(cx, rq, redirect, oauth_post_to(&t));
}
