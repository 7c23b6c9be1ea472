/* claim.c - what professional and pharmacy claims have in common (C4BB-ExplanationOfBenefit 2.0.0). */
#include "synth/synth_int.h"

#define C4BB_SYSTEM "http://hl7.org/fhir/us/carin-bb/CodeSystem/"
#define AMOUNT_HL7 STR("http://terminology.hl7.org/CodeSystem/adjudication")
#define AMOUNT_C4BB STR(C4BB_SYSTEM "C4BBAdjudication")
#define RECENT_DAYS 120 /* bills younger than this are mostly still open */

static void put_related(Writer *w, const Claim *c)
{
    Js *j = &w->js;
    const bool replacing = c->step == STEP_REPLACING;
    js_array(j, STR("related"));
    js_object(j, STR_NONE);
    js_concept(j, STR("relationship"),
               replacing ? STR("http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship")
                         : STR(C4BB_SYSTEM "C4BBRelatedClaimRelationshipCodes"),
               replacing ? STR("prior") : STR("replacedby"), STR_NONE);
    js_object(j, STR("reference"));
    js_str(j, STR("system"), STR(PLAN_URL "claim-id"));
    js_str(j, STR("value"), c->other_id);
    js_end(j);
    js_end(j);
    js_end(j);
}

void claim_begin(Writer *w, const Claim *c, Str type, Str type_text, Str profile)
{
    Js *j = &w->js;
    js_start(j);
    js_object(j, STR_NONE);
    js_str(j, STR("resourceType"), STR("ExplanationOfBenefit"));
    js_str(j, STR("id"), c->id);
    js_meta(j, c->created_day, profile, STR_NONE);
    js_array(j, STR("identifier"));
    js_identifier(j, STR(C4BB_SYSTEM "C4BBIdentifierType"), STR("uc"), STR(PLAN_URL "claim-id"),
                  c->id);
    js_end(j);
    js_str(j, STR("status"), c->step == STEP_REVERSED ? STR("cancelled") : STR("active"));
    js_concept(j, STR("type"), STR("http://terminology.hl7.org/CodeSystem/claim-type"), type,
               type_text);
    js_str(j, STR("use"), STR("claim"));
    js_reference(j, STR("patient"), person_patient_ref(w->cx, w->person->number), STR_NONE);
    js_period(j, STR("billablePeriod"), c->event->day, c->event->day);
    js_instant(j, STR("created"), c->created_day, 0);
    js_reference(j, STR("insurer"), PAYER_REF, PAYER_NAME);
    js_reference(j, STR("provider"), provider_org_ref(w->cx, &c->provider),
                 provider_org_name(w->cx, &c->provider));
    if (c->step != STEP_ONLY)
        put_related(w, c);
    js_str(j, STR("outcome"), STR("complete"));
}

void claim_insurance(Writer *w)
{
    Js *j = &w->js;
    js_array(j, STR("insurance"));
    js_object(j, STR_NONE);
    js_bool(j, STR("focal"), true);
    js_reference(j, STR("coverage"), person_coverage_ref(w->cx, w->person), STR_NONE);
    js_end(j);
    js_end(j);
}

void claim_info(Js *j, int64_t sequence, Str code)
{
    js_object(j, STR_NONE);
    js_i64(j, STR("sequence"), sequence);
    js_concept(j, STR("category"), STR(C4BB_SYSTEM "C4BBSupportingInfoType"), code, STR_NONE);
}

void claim_status(Js *j, Str category, Str status)
{
    js_object(j, STR_NONE);
    js_concept(j, STR("category"), STR(C4BB_SYSTEM "C4BBAdjudicationDiscriminator"), category,
               STR_NONE);
    js_concept(j, STR("reason"), STR(C4BB_SYSTEM "C4BBPayerAdjudicationStatus"), status, STR_NONE);
    js_end(j);
}

typedef struct AmountRow {
    Str code;
    bool hl7;    /* of HL7's code system, else of CARIN's */
    bool always; /* written when zero, too, in the totals */
    bool line;   /* of interest by the line */
    size_t at;   /* of the amount in Money */
    Str text;
} AmountRow;

// clang-format off
#define AT(member) offsetof(Money, member)
static const AmountRow amounts[] = {
    { STR_C("submitted"),       true,  true,  true,  AT(submitted),   STR_C("Billed")                },
    { STR_C("eligible"),        true,  true,  true,  AT(eligible),    STR_C("Allowed by the plan")   },
    { STR_C("discount"),        false, false, false, AT(discount),    STR_C("Plan discount")         },
    { STR_C("noncovered"),      false, false, true,  AT(noncovered),  STR_C("Not covered")           },
    { STR_C("deductible"),      true,  false, true,  AT(deductible),  STR_C("Deductible")            },
    { STR_C("copay"),           true,  false, true,  AT(copay),       STR_C("Copay")                 },
    { STR_C("coinsurance"),     false, false, true,  AT(coinsurance), STR_C("Coinsurance")           },
    { STR_C("benefit"),         true,  true,  true,  AT(benefit),     STR_C("Paid by the plan")      },
    { STR_C("paidtoprovider"),  false, false, false, AT(benefit),     STR_C("Paid to the provider")  },
    { STR_C("memberliability"), false, true,  true,  AT(liability),   STR_C("Your share")            },
    { STR_C("paidbypatient"),   false, true,  true,  AT(paid),        STR_C("Paid by you")           },
};
// clang-format on

static void put_amount(Js *j, const AmountRow *row, int64_t cents, Str text)
{
    js_object(j, STR_NONE);
    js_concept(j, STR("category"), row->hl7 ? AMOUNT_HL7 : AMOUNT_C4BB, row->code, text);
    js_money(j, STR("amount"), cents);
    js_end(j);
}

static int64_t amount_of(const Money *m, const AmountRow *row)
{
    int64_t cents;
    memcpy(&cents, (const char *)m + row->at, sizeof cents);
    return cents;
}

void claim_line_amounts(Js *j, const Money *m)
{
    for (const AmountRow *row = amounts; row < amounts + TABLE_COUNT(amounts); row++)
        if (row->line && (amount_of(m, row) || row->at == AT(submitted)))
            put_amount(j, row, amount_of(m, row), STR_NONE);
}

void claim_total(Js *j, const Money *m)
{
    js_array(j, STR("total"));
    for (const AmountRow *row = amounts; row < amounts + TABLE_COUNT(amounts); row++)
        if (row->always || amount_of(m, row))
            put_amount(j, row, amount_of(m, row), row->text);
    js_end(j);
}

void claim_payment(Js *j, const Claim *c)
{
    js_object(j, STR("payment"));
    js_concept(j, STR("type"), STR(C4BB_SYSTEM "C4BBPayerAdjudicationStatus"),
               c->denied ? STR("denied") : STR("paid"), STR_NONE);
    js_day(j, STR("date"), c->created_day + 1);
    js_money(j, STR("amount"), c->total.benefit);
    js_end(j);
}

/* Nobody pays what she may dispute, or what was billed wrongly. */
Payment claim_payment_of(const Claim *c, Rng *r)
{
    if (c->denied || c->step == STEP_REVERSED)
        return PAY_NOTHING;
    if (c->event->payment != PAY_BY_AGE)
        return c->event->payment;
    const bool recent = reference_day() - c->event->day < RECENT_DAYS;
    return rng_chance(r, recent ? 250 : 960) ? PAY_ALL : PAY_NOTHING;
}
