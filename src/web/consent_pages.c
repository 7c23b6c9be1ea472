/* Choosing whose data, reviewing, yes or no. Everything is re-read from the stored request and checked
 * against live relations at each step: the form brings a yes, and what of the request is left out of it
 * (A21, A22). */
#include "web/consent_pages.h"

#include "base/codec.h"
#include "base/date.h"
#include "base/table.h"
#include "member/member.h"
#include "web/guard.h"
#include "web/lang.h"
#include "web/oauth_api.h"
#include "web/person.h"

/* What every page here stands on. */
typedef struct Review {
    OauthTransaction t;
    OauthClient client;
    MemberRelation *relations;
    size_t count;
    const MemberRelation *chosen; /* NULL: not yet */
    RosterName name;
    Acting acting;         /* who decides, when not the member; empty: not known */
    int64_t registered_ms; /* the account */
    OauthChoice *choices;  /* what of t.scope can be left out (S12) */
    size_t choice_count;
    ConsentTime time;
    ConsentSensitive sensitive;
    ConsentBack back;
    int64_t cautious_ms;        /* M15; 0: not */
    const ConsentCount *counts; /* by kind, of what is chosen */
} Review;

static Status state_read(Cx *cx, Rq *rq, Review *v)
{
    DbTx *tx;
    const int64_t plan = rq->plan->num;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_client_find(cx, tx, plan, v->t.client_id, &v->client));
    TRY(account_relations(cx, tx, plan, rq->account, &v->relations, &v->count));
    TRY(account_created(cx, tx, plan, rq->account, &v->registered_ms));
    db_end(tx);
    for (size_t i = 0; i < v->count; i++)
        if (str_eq(v->relations[i].patient, v->t.patient))
            v->chosen = &v->relations[i];
    return ST_OK;
}

/* ST_EXPIRED: the request is over. *away: a redirect was answered. */
static Status review_open(Cx *cx, Rq *rq, Review *v, bool *away)
{
    TRY(rq_transaction(cx, rq, &v->t));
    const Status st = oauth_transaction_step(cx, &v->t, rq->auth_ms);
    *away = st != ST_OK || !str_eq(v->t.account, rq->account);
    cx->fault = (Fault){ .status = ST_OK };
    if (*away) /* the sign-in page knows what to do next */
        return web_go(cx, rq, "signin");
    return state_read(cx, rq, v);
}

static Status choose(Cx *cx, Rq *rq, Str patient)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_transaction_choose(cx, tx, rq->plan->num, rq->tx, patient));
    return db_commit(cx, tx);
}

/* Another person in hand is another right, so the browser gets a new session id (M29), and no form that
 * was shown for the one before counts any more. */
static Status switch_to(Cx *cx, Rq *rq, Str patient)
{
    DbTx *tx;
    Str id;
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_transaction_choose(cx, tx, rq->plan->num, rq->tx, patient));
    TRY(session_renew(cx, tx, rq->plan->num, rq->session, &id));
    TRY(db_commit(cx, tx));
    web_session_set(cx, rq, id);
    return ST_OK;
}

/* The pages that came before for this request: details, e-mail and code for whoever registered, the last
 * two for who signed in, none for who was. */
static int64_t steps_before(const Rq *rq, const Review *v)
{
    if (v->registered_ms >= v->t.created_ms)
        return 3;
    return rq->auth_ms >= v->t.created_ms ? 2 : 0;
}

/* A review that is the only page has no number. How many there are is not known from the start, so it is
 * never said. */
typedef enum ReviewPage { PAGE_MEMBER, PAGE_SENSITIVE, PAGE_REVIEW } ReviewPage;

static void review_step(TmplData *d, const Rq *rq, const Review *v, ReviewPage page)
{
    const bool first = v->count > 1;
    const bool second = v->sensitive.offered != 0;
    const int64_t before = steps_before(rq, v);
    const int64_t ends[] = { before + 1, before + first + 1, before + first + second + 1 };
    if (page == PAGE_MEMBER || ends[PAGE_REVIEW] > 1)
        step_show(d, ends[page], 0);
}

/* ---- whose data ---- */

/* By what papers say, not by what is kept from who holds them: of a child a guardian acts as a parent does (M37). */
static Str relation_text(const Rq *rq, const MemberRelation *rel)
{
    static const struct {
        Str basis;
        Str text;
    } rows[] = { { STR_C("executor"), STR_C("relation_executor") },
                 { STR_C("guardianship"), STR_C("relation_guardian") },
                 { STR_C(MEMBER_ON_FILE), STR_C("relation_parent") } };
    if (str_eq(rel->relation, STR("self")))
        return web_text(rq, STR("relation_self"));
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        if (str_eq(rows[i].basis, rel->basis))
            return web_text(rq, rows[i].text);
    return web_text(rq, STR("relation_representative"));
}

/* Of this person, at this account's word: an executor's too (M39). */
static Status shares(Cx *cx, const Rq *rq, Str patient, bool *may)
{
    Sharing now;
    TRY(person_sharing_by(cx, rq, rq->account, patient, &now));
    *may = now.why.n == 0;
    return ST_OK;
}

static Status nobody_page(Cx *cx, Rq *rq, const Review *v)
{
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("leave_url"), web_path(cx, rq, STR("consent/deny")));
    rq->leads_out = !v->t.form_post;
    return web_page(cx, rq, 403, STR("nobody"), d);
}

static Status member_page(Cx *cx, Rq *rq, const Review *v, bool bad)
{
    TmplData *d = tmpl_data(cx);
    size_t shown = 0;
    size_t first = 0;
    for (size_t i = 0; i < v->count; i++) {
        RosterName name;
        bool may;
        TRY(shares(cx, rq, v->relations[i].patient, &may));
        if (!may) /* sharing_check would refuse it */
            continue;
        const Status st = person_name(cx, rq, v->relations[i].patient, &name);
        if (forgive(cx, st, ST_NOT_FOUND)) /* not in the plan's file any more */
            continue;
        TRY(st);
        TmplData *item = tmpl_item(d, STR("members"));
        tmpl_i64(item, STR("n"), (int64_t)i + 1);
        tmpl_str(item, STR("name"), person_full_name(cx, &name));
        tmpl_str(item, STR("relation"), relation_text(rq, &v->relations[i]));
        tmpl_bool(item, STR("checked"), v->chosen == &v->relations[i]);
        first = shown++ ? first : i + 1;
    }
    if (shown == 0)
        return nobody_page(cx, rq, v);
    tmpl_str(d, STR("app_name"), v->client.name);
    tmpl_bool(d, STR("has_error"), bad);
    review_step(d, rq, v, PAGE_MEMBER);
    if (bad) {
        TmplData *e = tmpl_item(d, STR("errors"));
        tmpl_str(e, STR("target"), arena_printf(cx->mem, "member-%zu", first));
        tmpl_str(e, STR("error"), web_text(rq, STR("member_none")));
    }
    return web_page(cx, rq, bad ? 400 : 200, STR("member"), d);
}

Status pages_consent_member(Cx *cx, Rq *rq)
{
    Review v = { .chosen = NULL };
    bool away;
    TRY(review_open(cx, rq, &v, &away));
    return away ? ST_OK : member_page(cx, rq, &v, false);
}

/* The form names a row of this account's own list, never a member. */
Status pages_consent_member_post(Cx *cx, Rq *rq)
{
    Review v = { .chosen = NULL };
    bool away;
    uint64_t n;
    TRY(review_open(cx, rq, &v, &away));
    if (away)
        return ST_OK;
    const Str typed = rq_field(rq, STR("member"));
    if (typed.n == 0)
        return member_page(cx, rq, &v, true);
    if (!str_to_u64(typed, &n) || n < 1 || n > v.count) {
        TRY(step_audit(cx, rq,
                       &(Step){ .kind = AUDIT_CONSENT,
                                .status = ST_FORBIDDEN,
                                .account = rq->account,
                                .client_id = v.t.client_id }));
        return fail(cx, ST_FORBIDDEN, STR("member"), "not one of this account's people");
    }
    TRY(switch_to(cx, rq, v.relations[n - 1].patient));
    return web_go(cx, rq, "consent");
}

/* ---- the review ---- */

/* scope: what is agreed to, as a list; STR_NONE: all that was asked, to choose from. */
static TmplData *review_data(Cx *cx, const Rq *rq, const Review *v, Str scope)
{
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("plan_name"), rq->plan->name);
    tmpl_str(d, STR("app_name"), v->client.name);
    tmpl_str(d, STR("developer"), v->client.developer);
    tmpl_str(d, STR("website"), v->client.website);
    tmpl_str(d, STR("privacy_url"), v->client.privacy_url);
    tmpl_str(d, STR("member_name"), person_full_name(cx, &v->name));
    tmpl_bool(d, STR("is_self"), str_eq(v->chosen->relation, STR("self")));
    tmpl_str(
        d, STR("acting_name"),
        person_full_name(cx, &(RosterName){ .first = v->acting.first, .last = v->acting.last }));
    tmpl_str(d, STR("first_name"), v->name.first);
    tmpl_bool(d, STR("several_members"), v->count > 1);
    tmpl_bool(d, STR("unvetted"), !str_eq(v->client.status, STR("approved")));
    consent_sensitive_show(cx, rq, &v->sensitive, d);
    consent_back_show(cx, rq, &v->back, d);
    consent_time_show(cx, rq, &v->time, d);
    tmpl_str(d, STR("cautious_until"),
             v->cautious_ms ? words_time(cx, rq, v->cautious_ms) : STR(""));
    tmpl_str(d, STR("member_url"), web_path(cx, rq, STR("consent/member")));
    tmpl_str(d, STR("sensitive_url"),
             v->sensitive.offered ? web_path(cx, rq, STR("consent/sensitive")) : STR(""));
    tmpl_str(d, STR("approve_url"), web_path(cx, rq, STR("consent/approve")));
    tmpl_str(d, STR("deny_url"), web_path(cx, rq, STR("consent/deny")));
    tmpl_bool(d, STR("choosing"), !scope.p);
    if (scope.p)
        consent_kinds_counted(cx, rq, scope, v->counts, d, STR("kinds"));
    else
        consent_choices(cx, rq, v->t.scope, v->choices, v->choice_count, v->counts, d,
                        STR("kinds"));
    tmpl_bool(d, STR("counting"), true);
    return d;
}

/* M17: for a day after a change of the address. *away as above. */
static Status review_calm(Cx *cx, Rq *rq, bool *away)
{
    int64_t until;
    TRY(person_calm(cx, rq, &until));
    *away = until != 0;
    return *away ? web_go(cx, rq, "account/wait") : ST_OK;
}

/* Who it is that decides for another, kept with what is agreed to (M36). */
static Status review_acting(Cx *cx, Rq *rq, Review *v)
{
    if (str_eq(v->chosen->relation, STR("self")))
        return ST_OK;
    const Status st = person_acting(cx, rq, rq->account, v->chosen->patient, &v->acting);
    return st == ST_OK || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

/* Nobody is led through a review at whose end there is a no. */
static Status choose_only(Cx *cx, Rq *rq, Review *v)
{
    bool may;
    TRY(shares(cx, rq, v->relations[0].patient, &may));
    if (!may)
        return ST_OK;
    v->chosen = &v->relations[0];
    return choose(cx, rq, v->chosen->patient);
}

/* Chosen, and still in the plan's file. *away as above. */
static Status review_person(Cx *cx, Rq *rq, Review *v, bool *away)
{
    TRY(review_open(cx, rq, v, away));
    if (!*away)
        TRY(review_calm(cx, rq, away));
    if (*away)
        return ST_OK;
    if (!v->chosen && v->count == 1)
        TRY(choose_only(cx, rq, v));
    *away = !v->chosen;
    if (*away)
        return web_go(cx, rq, "consent/member");
    v->choices = oauth_scope_choices(cx, v->t.scope, &v->choice_count);
    v->time = consent_time(rq->plan, &v->t, v->chosen->until_ms);
    v->back = consent_back(v->t.created_ms, DATE_MIN);
    TRY(review_acting(cx, rq, v));
    const Status st = person_name(cx, rq, v->chosen->patient, &v->name);
    if (forgive(cx, st, ST_NOT_FOUND))
        return fail(cx, ST_FORBIDDEN, STR("member"), "not in the plan's file any more");
    TRY(st);
    v->sensitive =
        consent_sensitive(cx, rq, v->chosen->relation, &v->name,
                          str_eq(v->t.labels_for, v->chosen->patient) ? v->t.labels_shared : 0);
    consent_sensitive_limit(&v->sensitive, v->chosen->limits);
    return consent_cautious(cx, rq, &v->time, &v->sensitive, &v->cautious_ms);
}

/* And asked which sensitive kinds, if there are any to choose from. */
static Status review_chosen(Cx *cx, Rq *rq, Review *v, bool *away)
{
    TRY(review_person(cx, rq, v, away));
    if (*away || !v->sensitive.offered || str_eq(v->t.labels_for, v->chosen->patient))
        return ST_OK;
    *away = true;
    return web_go(cx, rq, "consent/sensitive");
}

static Status compartment_of(Cx *cx, Rq *rq, Str patient, int64_t *out)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = roster_compartment(cx, tx, rq->plan->num, patient, out);
    db_end(tx);
    return st;
}

/* scope, with the sensitive kinds and as far back as is chosen. How much is kept back is the member's own to
 * know: to a parent it would say that there is something (M37). */
static Status review_count(Cx *cx, Rq *rq, Review *v, Str scope)
{
    const bool self = str_eq(v->chosen->relation, STR("self"));
    ConsentCountAsk ask = { .tells = self, .offered = v->sensitive.offered };
    ask.access.patient = v->chosen->patient;
    ask.access.parent = str_eq(v->chosen->relation, STR("parent"));
    ask.access.scope = scope;
    ask.access.labels_shared = v->sensitive.shared;
    ask.access.when_lo_ms = consent_back_ms(&v->back);
    TRY(compartment_of(cx, rq, v->chosen->patient, &ask.access.compartment));
    return consent_counts(cx, rq, &ask, &v->counts);
}

/* What is chosen of each kind; of a kind that is taken out as a whole, what there would be. */
static Status review_count_chosen(Cx *cx, Rq *rq, Review *v)
{
    Str scope;
    OauthChoice *some = ARENA_ARRAY(cx->mem, OauthChoice, v->choice_count);
    for (size_t i = 0; i < v->choice_count; i++) {
        bool any = false;
        for (size_t n = 0; n < v->choice_count; n++)
            any |= v->choices[n].kept &&
                   consent_kind_of(v->choices[n].type) == consent_kind_of(v->choices[i].type);
        some[i] = v->choices[i];
        some[i].kept |= !any;
    }
    TRY(oauth_scope_narrow(cx, v->t.scope, some, v->choice_count, &scope));
    return review_count(cx, rq, v, scope);
}

/* The part of the page that a person agrees to: scope, of what was asked. */
static Status review_text(Cx *cx, Rq *rq, const Review *v, Str scope, Str *text)
{
    return tmpl_render(cx, rq->web->pages, STR("_consent"), web_words(rq),
                       review_data(cx, rq, v, scope), text);
}

/* What names the review in its form: all of it and for the longest, whatever is left out then. */
static Status review_name(Cx *cx, Rq *rq, const Review *v, Str *shown)
{
    Review all = *v;
    Str text;
    all.time.chosen = all.time.offline ? all.time.max : PLAN_SHARING_ONCE;
    all.back.chosen = CONSENT_BACK_EVERYTHING;
    TRY(review_count(cx, rq, &all, v->t.scope));
    TRY(review_text(cx, rq, &all, v->t.scope, &text));
    *shown = hex_encode(cx, sha256(cx, text));
    return ST_OK;
}

/* ---- which sensitive kinds ---- */

/* A form of ours holds nothing that was not asked: somebody wrote it (threat 12). It changes nothing. */
static Status foreign_audit(Cx *cx, Rq *rq, const Review *v, bool ours)
{
    if (ours)
        return ST_OK;
    return step_audit(cx, rq,
                      &(Step){ .kind = AUDIT_CONSENT,
                               .status = ST_FORBIDDEN,
                               .account = rq->account,
                               .patient = v->t.patient,
                               .client_id = v->t.client_id });
}

static Status sensitive_page(Cx *cx, Rq *rq, const Review *v)
{
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("app_name"), v->client.name);
    tmpl_str(d, STR("member_name"), person_full_name(cx, &v->name));
    tmpl_str(d, STR("first_name"), v->name.first);
    tmpl_bool(d, STR("several_members"), v->count > 1);
    tmpl_str(d, STR("member_url"), web_path(cx, rq, STR("consent/member")));
    tmpl_str(d, STR("sensitive_url"), web_path(cx, rq, STR("consent/sensitive")));
    consent_sensitive_until(cx, rq, &v->sensitive, v->sensitive.until_ms != 0, d);
    consent_sensitive_boxes(cx, rq, &v->sensitive, d);
    review_step(d, rq, v, PAGE_SENSITIVE);
    return web_page(cx, rq, 200, STR("sensitive"), d);
}

Status pages_consent_sensitive(Cx *cx, Rq *rq)
{
    Review v = { .chosen = NULL };
    bool away;
    TRY(review_person(cx, rq, &v, &away));
    if (away)
        return ST_OK;
    return v.sensitive.offered ? sensitive_page(cx, rq, &v) : web_go(cx, rq, "consent");
}

Status pages_consent_sensitive_post(Cx *cx, Rq *rq)
{
    Review v = { .chosen = NULL };
    const HttpForm *form;
    DbTx *tx;
    bool away;
    TRY(rq_form(cx, rq, &form));
    TRY(review_person(cx, rq, &v, &away));
    if (away)
        return ST_OK;
    TRY(foreign_audit(cx, rq, &v, consent_sensitive_choose(form, &v.sensitive)));
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_transaction_labels(cx, tx, rq->plan->num, rq->tx, v.chosen->patient,
                                 v.sensitive.shared));
    TRY(db_commit(cx, tx));
    return web_go(cx, rq, "consent");
}

/* ---- the review, shown ---- */

/* Since when the app has been connected to this person; empty: it is not. */
static Status since_when(Cx *cx, Rq *rq, const Review *v, Str *out)
{
    DbTx *tx;
    OauthGrant *grants;
    size_t n;
    int64_t first = 0;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st = oauth_grants_of(cx, tx, rq->plan->num, rq->account, &grants, &n);
    db_end(tx);
    TRY(st);
    for (size_t i = 0; i < n; i++)
        if (str_eq(grants[i].client_id, v->t.client_id) &&
            str_eq(grants[i].patient, v->chosen->patient) &&
            (first == 0 || grants[i].created_ms < first))
            first = grants[i].created_ms;
    *out = first ? words_day(cx, rq, first) : STR("");
    return ST_OK;
}

static Status review_page(Cx *cx, Rq *rq, const Review *v, bool changed)
{
    Str shown;
    Str since;
    Review chosen = *v;
    TRY(review_count_chosen(cx, rq, &chosen));
    TmplData *d = review_data(cx, rq, &chosen, STR_NONE);
    TRY(review_name(cx, rq, v, &shown));
    TRY(since_when(cx, rq, v, &since));
    tmpl_str(d, STR("since"), since);
    tmpl_str(d, STR("learn_url"), web_path(cx, rq, STR("learn")));
    tmpl_str(d, STR("shown"), shown);
    tmpl_bool(d, STR("changed"), changed);
    web_lang_form(cx, rq, d, STR("review"));
    tmpl_bool(d, STR("lang_form_counts"), true); /* Enter says no yes, there as elsewhere */
    review_step(d, rq, v, PAGE_REVIEW);
    rq->leads_out = !v->t.form_post; /* then it is the next page's */
    return web_page(cx, rq, changed ? 409 : 200, STR("consent"), d);
}

Status pages_consent(Cx *cx, Rq *rq)
{
    Review v = { .chosen = NULL };
    bool away;
    TRY(review_chosen(cx, rq, &v, &away));
    return away ? ST_OK : review_page(cx, rq, &v, false);
}

static Status narrowed_audit(Cx *cx, Rq *rq, const OauthApproved *done, Step step)
{
    step.kind = AUDIT_CONSENT_CHANGE;
    for (size_t i = 0; i < done->narrowed_count; i++) {
        step.grant = done->narrowed[i].grant;
        step.consent = done->narrowed[i].consent;
        TRY(step_audit(cx, rq, &step));
    }
    return ST_OK;
}

/* The address was changed while the review was open (M17). */
static Status calm_check(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    int64_t until;
    TRY(account_calm(cx, tx, plan, account, &until));
    return until ? fail(cx, ST_FORBIDDEN, STR("account"), "may share nothing new yet") : ST_OK;
}

/* Consent, grant, code, notice and audit: one transaction, and the only one that makes a code. */
static Status approve(Cx *cx, Rq *rq, const Review *v, const OauthApproval *in, Str *redirect)
{
    DbTx *tx;
    Str key;
    OauthApproved done;
    Step step = { .kind = AUDIT_CONSENT,
                  .account = in->account,
                  .patient = in->patient,
                  .client_id = v->t.client_id };
    const OauthPlan plan = rq_oauth_plan(rq);
    const MemberPlan member_plan = rq_member_plan(rq);
    if (!str_eq(in->actor_relation, STR("self")))
        step.actor = oauth_person(cx, rq->web->keys, plan.num,
                                  &(OauthActor){ in->account, in->patient }, false);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(account_hold(cx, tx, plan.num, in->account));
    TRY(calm_check(cx, tx, plan.num, in->account));
    TRY(account_acts_for(cx, tx, plan.num, in->account,
                         in->patient)); /* still, in this transaction */
    TRY(oauth_approve(cx, tx, &plan, rq->tx, in, &done));
    step.consent = done.consent;
    step.grant = done.grant;
    TRY(oauth_stop_key(cx, tx, plan.num, step.grant, &key));
    TRY(notice_connected(cx, tx, rq->web->keys, &member_plan, in->account, v->client.name,
                         stop_url(cx, rq, key)));
    TRY(step_audit(cx, rq, &step));
    TRY(narrowed_audit(cx, rq, &done, step));
    TRY(db_commit(cx, tx));
    for (size_t i = 0; i < done.narrowed_count; i++) /* here at once, elsewhere in 5 s (C8) */
        oauth_cache_forget(rq->web->tokens, done.narrowed[i].grant);
    *redirect = done.redirect;
    return ST_OK;
}

static Status refuse(Cx *cx, Rq *rq, const OauthTransaction *t)
{
    DbTx *tx;
    Str redirect;
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(db_write(cx, rq->web->db, DB_STATE, &tx));
    TRY(oauth_refuse(cx, tx, &plan, rq->tx, ST_DENIED, &redirect));
    TRY(step_audit(cx, rq,
                   &(Step){ .kind = AUDIT_DENY,
                            .account = rq->account,
                            .patient = t->patient,
                            .client_id = t->client_id }));
    TRY(db_commit(cx, tx));
    return rq_answer(cx, rq, redirect, oauth_post_to(t));
}

/* What is left when all that can be left out was: nothing to say yes to (A20). */
static bool shares_nothing(const Review *v)
{
    bool any = false;
    for (size_t i = 0; i < v->choice_count; i++) {
        if (v->choices[i].kept && !v->choices[i].stays)
            return false;
        any |= !v->choices[i].stays;
    }
    return any;
}

/* As at each refresh (person_recheck). */
static Status sharing_check(Cx *cx, const Rq *rq, Str patient)
{
    bool may;
    TRY(shares(cx, rq, patient, &may));
    return may ? ST_OK
               : fail(cx, ST_FORBIDDEN, STR("member"),
                      "by the plan's file nothing of this person may be shared here");
}

static Status approve_chosen(Cx *cx, Rq *rq, Review *v)
{
    OauthApproval in = { .account = rq->account,
                         .keys = rq->web->keys,
                         .labels_shared = v->sensitive.shared,
                         .labels_until_ms = v->sensitive.until_ms,
                         .when_lo_ms = consent_back_ms(&v->back) };
    Str redirect;
    TRY(sharing_check(cx, rq, v->chosen->patient));
    TRY(oauth_scope_narrow(cx, v->t.scope, v->choices, v->choice_count, &in.scope));
    TRY(consent_time_scope(cx, &v->time, in.scope, &in.scope));
    if (!in.scope.n) /* the app asked for offline access alone, and this is once */
        return refuse(cx, rq, &v->t);
    /* Made again from what is granted: it is what is kept (C1). */
    TRY(review_count(cx, rq, v, in.scope));
    TRY(review_text(cx, rq, v, in.scope, &in.text));
    TRY(compartment_of(cx, rq, v->chosen->patient, &in.compartment));
    in.actor_relation = v->chosen->relation;
    in.patient = v->chosen->patient;
    in.expires_ms = consent_time_end(&v->time);
    in.lang = lang_code(rq->lang);
    in.peer = rq->http->peer;
    in.agent_family = rq_agent_family(rq);
    TRY(approve(cx, rq, v, &in, &redirect));
    outbox_wake(rq->web->outbox);
    return rq_answer(cx, rq, redirect, oauth_post_to(&v->t));
}

Status pages_consent_approve(Cx *cx, Rq *rq)
{
    Review v = { .chosen = NULL };
    const HttpForm *form;
    Str shown;
    bool away;
    TRY(rq_form(cx, rq, &form));
    TRY(person_children(cx, rq, rq->account)); /* what the file says now, not at sign-in */
    TRY(review_chosen(cx, rq, &v, &away));
    if (away)
        return ST_OK;
    const bool time_ours = consent_time_choose(form, &v.time);
    const bool back_ours = consent_back_choose(form, &v.back);
    /* Sensitive kinds are the page before's to say. */
    TRY(foreign_audit(cx, rq, &v,
                      time_ours && back_ours && !http_form_get(form, STR("sensitive")).p &&
                          !consent_foreign(cx, form, v.choices, v.choice_count)));
    consent_choose(cx, form, v.choices, v.choice_count);
    /* The page in another language, or what the choices mean: no yes. */
    if (rq_asks_lang(rq) || rq_field(rq, STR("count")).n)
        return review_page(cx, rq, &v, false);
    /* A yes to another review, of another tab, member or language, is no yes to this one. */
    TRY(review_name(cx, rq, &v, &shown));
    if (!str_eq(shown, rq_field(rq, STR("shown"))))
        return review_page(cx, rq, &v, true);
    return shares_nothing(&v) ? refuse(cx, rq, &v.t) : approve_chosen(cx, rq, &v);
}

Status pages_consent_deny(Cx *cx, Rq *rq)
{
    OauthTransaction t;
    TRY(rq_transaction(cx, rq, &t));
    return refuse(cx, rq, &t);
}
