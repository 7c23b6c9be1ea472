#include "web/guard.h"

#include "base/table.h"
#include "fhir/label.h"
#include "fhir/reach.h"
#include "fhir/relabel.h"
#include "web/minors.h"
#include "web/person.h"
#include "web/rate.h"

/* ---- the token, in the one place where it may stand ---------------------------------------------------- */

/* A URL is written to logs and histories, a form may be anybody's page (T31, threat 42). */
static Status elsewhere_check(Cx *cx, const HttpForm *form, const char *what)
{
    if (http_form_get(form, STR("access_token")).p)
        return fail(cx, ST_INVALID, str_of(what),
                    "a token stands in the Authorization header alone");
    return ST_OK;
}

static Status token_elsewhere(Cx *cx, Rq *rq)
{
    const HttpForm *form;
    if (http_count(rq->http, STR("Authorization")) > 1)
        return fail(cx, ST_INVALID, STR("Authorization"), "is there twice");
    /* Read as text first: most requests have no form to take apart. */
    if (http_form_may_name(rq->http->query, STR("access_token"))) {
        TRY(rq_query(cx, rq, &form));
        TRY(elsewhere_check(cx, form, "query"));
    }
    if (http_has_form(rq->http) && http_form_may_name(rq->http->body, STR("access_token"))) {
        TRY(rq_form(cx, rq, &form));
        TRY(elsewhere_check(cx, form, "body"));
    }
    return ST_OK;
}

/* True when text names a token, or cannot be read so far. */
static bool holds_token(Cx *cx, Str text)
{
    HttpForm form;
    if (!http_form_may_name(text, STR("access_token")))
        return false;
    const Status st = http_form_parse(cx, text, &form);
    return (st != ST_OK && forgive(cx, st, st)) || http_form_get(&form, STR("access_token")).p;
}

Str guard_query_to_keep(Cx *cx, const Rq *rq)
{
    const Fault fault = cx->fault;
    const Str text = rq->http->body.n > 0 ? rq->http->body : rq->http->query;
    const Str kept = holds_token(cx, text) ? STR("") : text;
    cx->fault = fault;
    return kept;
}

/* ---- what it may see ------------------------------------------------------------------------------------ */

/* C4: what a plan has not in force is nobody's to choose, and nothing is left out for it. */
static bool gender_open(const Rq *rq)
{
    const size_t at = (size_t)(rq->plan - plans_at(rq->web->plans, 0));
    const LabelTable *labels = rq->web->rules ? rq->web->rules[at].labels : NULL;
    return labels && !(label_table_offered(labels) & LABEL_BIT(LABEL_GENDER));
}

static const Reach *reach_of(Cx *cx, const Rq *rq, const OauthAccess *a)
{
    ReachScope *scopes = ARENA_ARRAY(cx->mem, ReachScope, a->scope_count);
    for (size_t i = 0; i < a->scope_count; i++)
        scopes[i] = (ReachScope){ .type = a->scopes[i].type,
                                  .read = a->scopes[i].read,
                                  .search = a->scopes[i].search,
                                  .query = a->scopes[i].query };
    const ReachSpec spec = { .plan = rq->plan->num,
                             .compartment = a->compartment,
                             .patient = a->patient,
                             .scopes = scopes,
                             .scope_count = a->scope_count,
                             .fhir_user = a->fhir_user && a->self, /* of no other's Patient (M36) */
                             .labels_withheld = label_withheld(a->labels_shared, a->parent),
                             .gender_open = gender_open(rq),
                             .when = { a->when_lo_ms, DATE_MAX },
                             .grant = a->grant_num,
                             .base = rq->plan->fhir_base,
                             .plan_name = rq->plan->name,
                             .organization = rq->plan->organization,
                             .cursor_key = keys_use(rq->web->keys, KEY_CURSOR) };
    return reach_new(cx, &spec);
}

/* A parent's choice ends at the birthday, in the state, that the plan's file says now, if that is sooner than by the
 * file it was made with (M37). */
static Status private_check(Cx *cx, Rq *rq, OauthAccess *a)
{
    RosterName name;
    if (!a->parent || !a->labels_shared)
        return ST_OK;
    const Status st = person_name(cx, rq, a->patient, &name);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    a->labels_shared =
        st == ST_OK ? minors_open(cx, minors_rules(rq), &name, a->labels_shared).kinds : 0;
    return ST_OK;
}

/* ---- by which labels ------------------------------------------------------------------------------------- */

/* For so long a plan without stale labels is not asked again: a table that changes elsewhere counts here
 * after that. */
#define SETTLED_MS 5000

/* A node that was started with another list than the plan's by now cannot; another can, or this one when it
 * is started again. The app did nothing wrong. */
static Status label_now(Cx *cx, const Rq *rq, const RecordRules *rules, int64_t compartment)
{
    DbTx *tx;
    TRY(db_write(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = relabel_member(cx, tx, rq->plan->num, rules, compartment);
    if (st == ST_OK)
        return db_commit(cx, tx);
    db_end(tx);
    return forgive(cx, st, ST_CONFLICT) ? fail(cx, ST_UNAVAILABLE, STR("labels"),
                                               "another list is the plan's: start this node again")
                                        : st;
}

static Status label_state(Cx *cx, const Rq *rq, int64_t compartment, RelabelState *state,
                          bool *needed)
{
    DbTx *tx;
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    Status st = relabel_state(cx, tx, rq->plan->num, state);
    if (st == ST_OK)
        st = relabel_needed(cx, tx, rq->plan->num, state, compartment, needed);
    db_end(tx);
    return st;
}

/* No stale label decides what an app sees: a member whose labels are is labelled first (DESIGN 3). The
 * directory before her, as her prescriptions are what its Medications are. */
static Status labels_ready(Cx *cx, const Rq *rq, int64_t compartment)
{
    const size_t at = (size_t)(rq->plan - plans_at(rq->web->plans, 0));
    const int64_t seen_ms = atomic_load(&rq->web->settled[at]);
    const int64_t both[] = { 0, compartment };
    RelabelState state;
    bool needed;
    if (!rq->web->rules || (cx->now_ms >= seen_ms && cx->now_ms - seen_ms < SETTLED_MS))
        return ST_OK;
    for (size_t i = 0; i < 2; i++) {
        TRY(label_state(cx, rq, both[i], &state, &needed));
        if (needed)
            TRY(label_now(cx, rq, &rq->web->rules[at], both[i]));
    }
    if (state.at >= state.end)
        atomic_store(&rq->web->settled[at], cx->now_ms);
    return ST_OK;
}

Status guard_bearer(Cx *cx, Rq *rq)
{
    OauthAccess *access = ARENA_NEW(cx->mem, OauthAccess);
    const OauthPlan plan = rq_oauth_plan(rq);
    TRY(token_elsewhere(cx, rq));
    const Str token = rq_bearer(rq);
    if (!token.n)
        return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "a bearer token is needed");
    /* The plan is the address's: a token of another plan is unknown here (S32). */
    TRY(oauth_access_find(cx, rq->web->db, rq->web->tokens, &plan, token, access));
    /* Nobody's in particular: what it opens is the export of its Groups, and no member's data (O20, O22). */
    if (access->system)
        return fail(cx, ST_SCOPE, STR("scope"), "system/ scopes are for $export alone");
    /* Tokens of the sandbox's owner have no app to be held back. */
    if (!str_eq(access->client_id, STR(OAUTH_DIRECT_CLIENT)))
        TRY(rate_ask(cx, rq, RATE_API,
                     arena_join(cx->mem, access->client_id, STR("|"), access->patient)));
    TRY(private_check(cx, rq, access));
    rq->access = access;
    rq->reach = reach_of(cx, rq, access);
    return ST_OK;
}

Status guard_data(Cx *cx, Rq *rq)
{
    TRY(guard_bearer(cx, rq));
    return labels_ready(cx, rq, rq->access->compartment);
}

Status guard_preview(Cx *cx, const Rq *rq, const OauthAccess *access, const Reach **out)
{
    TRY(labels_ready(cx, rq, access->compartment));
    *out = reach_of(cx, rq, access);
    return ST_OK;
}

/* ---- without a token ----------------------------------------------------------------------------------- */

/* What a plan may open: types that are nobody's, and never one that is a member's (CONFORMANCE c.5). Sorted. */
static const struct {
    Str type;
    unsigned open; /* by which words of plan.ini's public */
} public_rows[] = {
    { STR_C("Basic"), PLAN_PUBLIC_FORMULARY },
    { STR_C("Endpoint"), PLAN_PUBLIC_DIRECTORY },
    { STR_C("HealthcareService"), PLAN_PUBLIC_DIRECTORY },
    { STR_C("InsurancePlan"), PLAN_PUBLIC_DIRECTORY | PLAN_PUBLIC_FORMULARY },
    { STR_C("Location"), PLAN_PUBLIC_DIRECTORY | PLAN_PUBLIC_FORMULARY },
    { STR_C("MedicationKnowledge"), PLAN_PUBLIC_FORMULARY },
    { STR_C("Organization"), PLAN_PUBLIC_DIRECTORY },
    { STR_C("Practitioner"), PLAN_PUBLIC_DIRECTORY },
    { STR_C("PractitionerRole"), PLAN_PUBLIC_DIRECTORY },
};

bool guard_is_public(const Plan *plan, Str type)
{
    for (size_t i = 0; i < TABLE_COUNT(public_rows); i++)
        if (str_eq(public_rows[i].type, type))
            return (public_rows[i].open & plan->open) != 0;
    return false;
}

Str guard_public_types(Cx *cx, const Plan *plan)
{
    Str list = STR("");
    for (size_t i = 0; i < TABLE_COUNT(public_rows); i++)
        if (public_rows[i].open & plan->open)
            list = arena_join(cx->mem, list, list.n ? STR(", ") : STR(""), public_rows[i].type);
    return list;
}

/* The directory's public types, read as somebody with no grant at all would: every label is kept back, and
 * there is no compartment that a chain or an include could lead into. */
static OauthAccess *open_access(Cx *cx, const Plan *plan)
{
    OauthTypeScope *scopes = ARENA_ARRAY(cx->mem, OauthTypeScope, TABLE_COUNT(public_rows));
    OauthAccess *a = ARENA_NEW(cx->mem, OauthAccess);
    *a = (OauthAccess){ .when_lo_ms = DATE_MIN, .scopes = scopes };
    for (size_t i = 0; i < TABLE_COUNT(public_rows); i++)
        if (public_rows[i].open & plan->open)
            scopes[a->scope_count++] = (OauthTypeScope){
                .type = type_by_name(public_rows[i].type)->num, .read = true, .search = true
            };
    return a;
}

/* A token that was sent rules, whatever it is: one that ended is 401 here too, and its scopes hold. */
Status guard_open(Cx *cx, Rq *rq)
{
    if (http_get(rq->http, STR("Authorization")).p ||
        !guard_is_public(rq->plan, rq_param(rq, STR("type"))))
        return guard_data(cx, rq);
    TRY(token_elsewhere(cx, rq));
    TRY(rate_ask(cx, rq, RATE_OPEN,
                 person_peer(cx, rq))); /* a directory is browsed, not copied (R1) */
    rq->reach = reach_of(cx, rq, open_access(cx, rq->plan));
    return ST_OK;
}

static Str own_text(const void *texts, Str key, bool spanish)
{
    const PlanTexts *own = texts;
    for (size_t i = 0; i < own->count; i++)
        if (own->list[i].spanish == spanish && str_eq(own->list[i].key, key))
            return own->list[i].text;
    return STR_NONE;
}

MemberPlan member_plan_of(const Plan *p)
{
    return (MemberPlan){ .num = p->num,
                         .id = p->id,
                         .name = p->name,
                         .mail_from = p->mail_from,
                         .services = p->services_phone.n ? p->services_phone : p->services_email,
                         .match = p->match,
                         .confirm = (MemberConfirm)p->confirm,
                         .stops_uncovered = p->stops_uncovered,
                         .outside = p->outside,
                         .outside_count = p->outside_count,
                         .new_ms = p->new_days * DAY_MS,
                         .zone = p->zone,
                         .own = { own_text, &p->texts } };
}

MemberPlan rq_member_plan(const Rq *rq)
{
    return member_plan_of(rq->plan);
}
