/* medical.c - C4BB-ExplanationOfBenefit-Professional-NonClinician: one visit, one claim; two when the
 * first was wrong. */
#include "synth/synth_int.h"

#define PROFILE                                                                                    \
    STR("http://hl7.org/fhir/us/carin-bb/StructureDefinition/"                                     \
        "C4BB-ExplanationOfBenefit-Professional-NonClinician|2.0.0")
#define CPT STR("http://www.ama-assn.org/go/cpt")
#define HCPCS STR("https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets")
#define PLACE                                                                                      \
    STR("https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set")

typedef struct Line {
    const ProcedureRow *row;
    Money money;
} Line;

static size_t price_lines(Writer *w, Claim *c, Rng *r, Spent *spent, Line lines[VISIT_LINES])
{
    const VisitRow *visit = c->event->visit;
    const int64_t allowed = rng_between(r, 52, 78);
    const Payment payment = claim_payment_of(c, r);
    size_t n = 0;
    for (; n < VISIT_LINES && visit->lines[n].n; n++) {
        Line *l = &lines[n];
        l->row = procedure_row(visit->lines[n]);
        const int64_t billed = l->row->price * rng_between(r, 88, 118) / 100;
        l->money = c->denied
                       ? price_denied(billed)
                       : price_line(w->home->plan, l->row->benefit, billed, allowed, n == 0, spent);
        price_paid(&l->money, payment);
        money_add(&c->total, &l->money);
    }
    return n;
}

static void put_care_team(Writer *w, const Claim *c)
{
    Js *j = &w->js;
    js_array(j, STR("careTeam"));
    js_object(j, STR_NONE);
    js_i64(j, STR("sequence"), 1);
    js_reference(j, STR("provider"), provider_person_ref(w->cx, &c->provider),
                 provider_person_name(w->cx, w->seed, &c->provider));
    js_concept(j, STR("role"),
               STR("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole"),
               STR("rendering"), STR("Treated you"));
    js_concept(j, STR("qualification"), STR("http://nucc.org/provider-taxonomy"),
               provider_rows[c->provider.kind].taxonomy, provider_rows[c->provider.kind].specialty);
    js_end(j);
    js_end(j);
}

static void put_info(Writer *w, const Claim *c)
{
    Js *j = &w->js;
    js_array(j, STR("supportingInfo"));
    claim_info(j, 1, STR("clmrecvddate"));
    js_day(j, STR("timingDate"), c->received_day);
    js_end(j);
    claim_info(j, 2, STR("servicefacility"));
    js_reference(j, STR("valueReference"), provider_org_ref(w->cx, &c->provider), STR_NONE);
    js_end(j);
    claim_info(j, 3, STR("patientaccountnumber"));
    js_str(
        j, STR("valueString"),
        arena_printf(w->cx->mem, "A%lld-%lld", (long long)w->person->number, (long long)w->claims));
    js_end(j);
    js_end(j);
}

static void put_diagnosis(Js *j, const DiagnosisRow *row)
{
    js_array(j, STR("diagnosis"));
    js_object(j, STR_NONE);
    js_i64(j, STR("sequence"), 1);
    js_concept(j, STR("diagnosisCodeableConcept"), STR("http://hl7.org/fhir/sid/icd-10-cm"),
               row->code, row->text);
    js_array(j, STR("type"));
    js_concept(j, STR_NONE, STR("http://terminology.hl7.org/CodeSystem/ex-diagnosistype"),
               STR("principal"), STR_NONE);
    js_end(j);
    js_end(j);
    js_end(j);
}

/* Why the plan did not pay: X12's code 50, our words. */
static void put_denial(Js *j)
{
    js_object(j, STR_NONE);
    js_concept(j, STR("category"),
               STR("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator"),
               STR("adjustmentreason"), STR_NONE);
    js_concept(j, STR("reason"), STR("https://x12.org/codes/claim-adjustment-reason-codes"),
               STR("50"), STR("Your plan did not find this service medically necessary."));
    js_end(j);
}

static void put_sequences(Js *j, Str key)
{
    js_array(j, key);
    js_i64(j, STR_NONE, 1);
    js_end(j);
}

static void put_item(Js *j, const Claim *c, const Line *l, int64_t sequence)
{
    js_object(j, STR_NONE);
    js_i64(j, STR("sequence"), sequence);
    put_sequences(j, STR("careTeamSequence"));
    put_sequences(j, STR("diagnosisSequence"));
    js_concept(j, STR("productOrService"), l->row->code.p[0] >= 'A' ? HCPCS : CPT, l->row->code,
               l->row->text);
    js_day(j, STR("servicedDate"), c->event->day);
    js_concept(j, STR("locationCodeableConcept"), PLACE, c->event->visit->place, STR_NONE);
    js_quantity(j, STR("quantity"), 1, 0, STR_NONE, STR_NONE);
    js_array(j, STR("adjudication"));
    claim_status(j, STR("benefitpaymentstatus"), STR("innetwork"));
    claim_line_amounts(j, &l->money);
    if (c->denied)
        put_denial(j);
    js_end(j);
    js_end(j);
}

static Status write_claim(Writer *w, Claim *c, Rng *r, Spent *spent)
{
    Js *j = &w->js;
    Line lines[VISIT_LINES];
    const size_t n = price_lines(w, c, r, spent, lines);
    claim_begin(w, c, STR("professional"), STR("Medical"), PROFILE);
    put_care_team(w, c);
    put_info(w, c);
    put_diagnosis(j, c->event->diagnosis);
    claim_insurance(w);
    js_array(j, STR("item"));
    for (size_t i = 0; i < n; i++)
        put_item(j, c, &lines[i], (int64_t)i + 1);
    js_end(j);
    js_array(j, STR("adjudication"));
    claim_status(j, STR("billingnetworkstatus"), STR("innetwork"));
    claim_status(j, STR("renderingnetworkstatus"), STR("innetwork"));
    js_end(j);
    claim_total(j, &c->total);
    claim_payment(j, c);
    js_end(j);
    return out_line(w, SYNTH_EOB);
}

static Str next_id(Writer *w)
{
    return arena_printf(w->cx->mem, "c%07lld-%03lld", (long long)w->person->number,
                        (long long)++w->claims);
}

/* The wrong claim is priced against a copy of the year's sums: it counts for nothing in the end. */
static Status write_reversed(Writer *w, Claim *c, Rng *r, const Spent *spent)
{
    Spent aside = *spent;
    Claim wrong = *c;
    wrong.step = STEP_REVERSED;
    wrong.id = next_id(w);
    wrong.other_id = arena_printf(w->cx->mem, "c%07lld-%03lld", (long long)w->person->number,
                                  (long long)w->claims + 1);
    c->step = STEP_REPLACING;
    c->other_id = wrong.id;
    c->created_day += rng_between(r, 3, 6);
    return write_claim(w, &wrong, r, &aside);
}

Status write_medical_claim(Writer *w, const Event *e, Rng *r, Spent *spent)
{
    Claim c = { .event = e, .step = STEP_ONLY, .denied = e->denied };
    c.provider = person_provider(w->seed, w->home, w->person, e->visit->kind);
    c.received_day = e->day + rng_between(r, 1, 6);
    c.created_day = c.received_day + rng_between(r, 2, 9);
    if (e->replaced)
        TRY(write_reversed(w, &c, r, spent));
    c.id = next_id(w);
    return write_claim(w, &c, r, spent);
}
