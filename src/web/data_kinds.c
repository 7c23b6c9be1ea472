/* From scopes to words: what an app asks for, as a member would say it (A18). */
#include "web/consent_pages.h"

#include "base/table.h"

typedef struct KindRow {
    Str type;
    unsigned kind; /* index of kinds[] */
} KindRow;

enum {
    KIND_WHO,
    KIND_CLAIMS,
    KIND_COVERAGE,
    KIND_HEALTH,
    KIND_TESTS,
    KIND_MEDICINES,
    KIND_VISITS,
    KIND_PLANS,
    KIND_DOCUMENTS,
    KIND_PROVIDERS,
    KIND_OTHER,
    KINDS
};

/* In the order of the page. */
static const Str kinds[KINDS] = {
    [KIND_WHO] = STR_C("kind_who"),
    [KIND_CLAIMS] = STR_C("kind_claims"),
    [KIND_COVERAGE] = STR_C("kind_coverage"),
    [KIND_HEALTH] = STR_C("kind_health"),
    [KIND_TESTS] = STR_C("kind_tests"),
    [KIND_MEDICINES] = STR_C("kind_medicines"),
    [KIND_VISITS] = STR_C("kind_visits"),
    [KIND_PLANS] = STR_C("kind_plans"),
    [KIND_DOCUMENTS] = STR_C("kind_documents"),
    [KIND_PROVIDERS] = STR_C("kind_providers"),
    [KIND_OTHER] = STR_C("kind_other"),
};

/* Sorted; a type that is not here is KIND_OTHER. */
// clang-format off
static const KindRow rows[] = {
    { STR_C("AllergyIntolerance"),       KIND_HEALTH },
    { STR_C("CarePlan"),                 KIND_PLANS },
    { STR_C("CareTeam"),                 KIND_PLANS },
    { STR_C("Claim"),                    KIND_CLAIMS },
    { STR_C("ClaimResponse"),            KIND_CLAIMS },
    { STR_C("Condition"),                KIND_HEALTH },
    { STR_C("Coverage"),                 KIND_COVERAGE },
    { STR_C("Device"),                   KIND_HEALTH },
    { STR_C("DiagnosticReport"),         KIND_TESTS },
    { STR_C("DocumentReference"),        KIND_DOCUMENTS },
    { STR_C("Encounter"),                KIND_VISITS },
    { STR_C("ExplanationOfBenefit"),     KIND_CLAIMS },
    { STR_C("FamilyMemberHistory"),      KIND_HEALTH },
    { STR_C("Goal"),                     KIND_PLANS },
    { STR_C("Immunization"),             KIND_MEDICINES },
    { STR_C("InsurancePlan"),            KIND_COVERAGE },
    { STR_C("Location"),                 KIND_PROVIDERS },
    { STR_C("Medication"),               KIND_MEDICINES },
    { STR_C("MedicationAdministration"), KIND_MEDICINES },
    { STR_C("MedicationDispense"),       KIND_MEDICINES },
    { STR_C("MedicationRequest"),        KIND_MEDICINES },
    { STR_C("MedicationStatement"),      KIND_MEDICINES },
    { STR_C("Observation"),              KIND_TESTS },
    { STR_C("Organization"),             KIND_PROVIDERS },
    { STR_C("Patient"),                  KIND_WHO },
    { STR_C("Practitioner"),             KIND_PROVIDERS },
    { STR_C("PractitionerRole"),         KIND_PROVIDERS },
    { STR_C("Procedure"),                KIND_VISITS },
    { STR_C("QuestionnaireResponse"),    KIND_DOCUMENTS },
    { STR_C("RelatedPerson"),            KIND_WHO },
    { STR_C("ServiceRequest"),           KIND_PLANS },
    { STR_C("Specimen"),                 KIND_TESTS },
};
// clang-format on

static unsigned kind_bits(const OauthScope *s)
{
    if (s->context == OAUTH_PLAIN)
        return oauth_scope_has(STR("openid fhirUser profile"), s->text) ? 1u << KIND_WHO : 0;
    if (str_eq(s->type, STR("*")))
        return (1u << KINDS) - 1;
    const KindRow *row = TABLE_FIND(rows, s->type);
    return 1u << (row ? row->kind : KIND_OTHER);
}

void consent_kinds(Cx *cx, const Rq *rq, Str scope, TmplData *data, Str list)
{
    (void)cx;
    unsigned bits = 0;
    Str token;
    OauthScope s;
    while (oauth_scope_next(&scope, &token))
        if (oauth_scope_parse(token, &s))
            bits |= kind_bits(&s);
    for (unsigned k = 0; k < KINDS; k++)
        if (bits & (1u << k))
            tmpl_str(tmpl_item(data, list), STR("text"), web_text(rq, kinds[k]));
}
