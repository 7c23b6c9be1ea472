/* pharmacy.c - C4BB-ExplanationOfBenefit-Pharmacy: one fill, one claim, paid at the counter. */
#include "synth/synth_int.h"

#define PROFILE                                                                                    \
    STR("http://hl7.org/fhir/us/carin-bb/StructureDefinition/"                                     \
        "C4BB-ExplanationOfBenefit-Pharmacy|2.0.0")
#define NCPDP "http://terminology.hl7.org/CodeSystem/NCPDP"

static void put_count(Js *j, int64_t sequence, Str code, int64_t value)
{
    claim_info(j, sequence, code);
    js_quantity(j, STR("valueQuantity"), value, 0, STR_NONE, STR_NONE);
    js_end(j);
}

static void put_code(Js *j, int64_t sequence, Str category, Str system, Str code, Str text)
{
    claim_info(j, sequence, category);
    js_concept(j, STR("code"), system, code, text);
    js_end(j);
}

static void put_info(Js *j, const Claim *c)
{
    const DrugRow *drug = c->event->drug;
    js_array(j, STR("supportingInfo"));
    put_count(j, 1, STR("dayssupply"), drug->days);
    put_code(j, 2, STR("dawcode"), STR(NCPDP "DispensedAsWrittenOrProductSelectionCode"), STR("0"),
             STR("Substitution allowed"));
    put_count(j, 3, STR("refillnum"), c->event->refill);
    put_count(j, 4, STR("refillsauthorized"), drug->refills);
    put_code(j, 5, STR("brandgenericindicator"), STR(NCPDP "BrandGenericIndicator"),
             drug->brand ? STR("1") : STR("2"), drug->brand ? STR("Brand") : STR("Generic"));
    put_code(j, 6, STR("rxorigincode"), STR(NCPDP "PrescriptionOriginCode"), STR("3"),
             STR("Electronic"));
    claim_info(j, 7, STR("clmrecvddate"));
    js_day(j, STR("timingDate"), c->received_day);
    js_end(j);
    put_code(j, 8, STR("compoundcode"), STR(NCPDP "CompoundCode"), STR("1"), STR("Not a compound"));
    js_end(j);
}

static void put_prescriber(Writer *w, bool child)
{
    Js *j = &w->js;
    const ProviderKind kind = child ? PROVIDER_PEDIATRICS : PROVIDER_FAMILY;
    const Provider p = person_provider(w->seed, w->home, w->person, kind);
    js_array(j, STR("careTeam"));
    js_object(j, STR_NONE);
    js_i64(j, STR("sequence"), 1);
    js_reference(j, STR("provider"), provider_person_ref(w->cx, &p),
                 provider_person_name(w->cx, w->seed, &p));
    js_concept(j, STR("role"),
               STR("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBClaimCareTeamRole"),
               STR("prescribing"), STR("Prescribed it"));
    js_end(j);
    js_end(j);
}

static void put_item(Js *j, const Claim *c)
{
    const DrugRow *drug = c->event->drug;
    js_array(j, STR("item"));
    js_object(j, STR_NONE);
    js_i64(j, STR("sequence"), 1);
    js_concept(j, STR("productOrService"), STR("http://hl7.org/fhir/sid/ndc"), drug->ndc,
               drug->text);
    js_day(j, STR("servicedDate"), c->event->day);
    js_quantity(j, STR("quantity"), drug->quantity, 0, STR_NONE, STR_NONE);
    js_array(j, STR("adjudication"));
    claim_line_amounts(j, &c->total);
    js_end(j);
    js_end(j);
    js_end(j);
}

static void price_fill(Writer *w, Claim *c, Rng *r, Spent *spent)
{
    const DrugRow *drug = c->event->drug;
    const int64_t billed = drug->price * rng_between(r, 96, 108) / 100;
    c->total = price_line(w->home->plan, drug->brand ? BENEFIT_BRAND_DRUG : BENEFIT_GENERIC_DRUG,
                          billed, rng_between(r, 70, 92), true, spent);
    price_paid(&c->total, PAY_ALL);
}

Status write_pharmacy_claim(Writer *w, const Event *e, Rng *r, Spent *spent)
{
    Js *j = &w->js;
    Claim c = { .event = e, .step = STEP_ONLY, .received_day = e->day, .created_day = e->day + 1 };
    c.provider = person_provider(w->seed, w->home, w->person, PROVIDER_PHARMACY);
    c.id = arena_printf(w->cx->mem, "c%07lld-%03lld", (long long)w->person->number,
                        (long long)++w->claims);
    price_fill(w, &c, r, spent);
    claim_begin(w, &c, STR("pharmacy"), STR("Pharmacy"), PROFILE);
    put_prescriber(w, age_on(w->person, e->day) < 18);
    put_info(j, &c);
    claim_insurance(w);
    put_item(j, &c);
    js_array(j, STR("adjudication"));
    claim_status(j, STR("benefitpaymentstatus"), STR("innetwork"));
    claim_status(j, STR("billingnetworkstatus"), STR("innetwork"));
    js_end(j);
    claim_total(j, &c.total);
    claim_payment(j, &c);
    js_end(j);
    return out_line(w, SYNTH_EOB);
}
