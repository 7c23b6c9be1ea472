#include "fhir/spread.h"

#include "fhir/label.h"
#include "tests/unit/test.h"

#define MH LABEL_BIT(LABEL_MENTAL_HEALTH)
#define SUD LABEL_BIT(LABEL_SUBSTANCE_USE)
#define HIV LABEL_BIT(LABEL_HIV)
#define MINOR LABEL_BIT(LABEL_MINORS)

#define ROWS 24

/* "Type/id own names,names": resources of a member. */
typedef struct Member {
    Cx *cx;
    Str names[ROWS];
    SpreadRow rows[ROWS];
    size_t count;
    SpreadSpec spec;
} Member;

static uint64_t link_of(Str name)
{
    Str type;
    (void)str_split(&name, '/', &type);
    return spread_link(type_by_name(type)->num, name);
}

static void has(Member *m, const char *name, uint64_t own, const char *names)
{
    uint64_t *links = ARENA_ARRAY(m->cx->mem, uint64_t, 8);
    size_t n = 0;
    Str rest = str_of(names);
    for (Str one; rest.n && str_split(&rest, ' ', &one);)
        links[n++] = link_of(one);
    m->names[m->count] = str_of(name);
    m->rows[m->count++] = (SpreadRow){ .link = link_of(str_of(name)),
                                       .own = own,
                                       .links = { (const char *)links, n * sizeof *links },
                                       .when = { DATE_MIN, DATE_MAX } };
}

static uint64_t labels(Member *m, const char *name)
{
    spread(m->cx, &m->spec, m->rows, m->count);
    for (size_t i = 0; i < m->count; i++)
        if (str_eq(m->names[i], str_of(name)))
            return m->rows[i].labels;
    CHECK(false);
    return 0;
}

/* C5 */
TEST(spread__a_visit_gives_its_labels_to_its_records)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", MH, "");
    has(&m, "Encounter/w", 0, "");
    has(&m, "Observation/a", 0, "Encounter/v");
    has(&m, "DocumentReference/n", 0, "Encounter/v Binary/b");
    has(&m, "Binary/b", 0, "");
    has(&m, "Observation/c", 0, "Encounter/w");
    CHECK(labels(&m, "Observation/a") == MH);
    CHECK(labels(&m, "DocumentReference/n") == MH);
    CHECK(labels(&m, "Binary/b") == MH);
    CHECK(labels(&m, "Observation/c") == 0);
    CHECK(labels(&m, "Encounter/w") == 0);
}

/* C5 */
TEST(spread__a_visit_is_what_was_found_in_it)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", 0, "");
    has(&m, "Condition/d", MH, "Encounter/v");
    has(&m, "Procedure/p", HIV, "Encounter/v");
    has(&m, "Observation/lab", SUD, "Encounter/v");
    has(&m, "DocumentReference/n", 0, "Encounter/v");
    CHECK(labels(&m, "Encounter/v") == (MH | HIV));
    CHECK(labels(&m, "DocumentReference/n") == (MH | HIV));
    CHECK(labels(&m, "Observation/lab") == (MH | HIV | SUD));
}

/* C5 */
TEST(spread__a_visit_is_what_its_claims_say_and_they_are_not_each_other)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", 0, "");
    has(&m, "Encounter/w", 0, "");
    has(&m, "Claim/c", MH, "Encounter/v");
    has(&m, "ExplanationOfBenefit/e", HIV, "Claim/x Encounter/w");
    has(&m, "Condition/d", 0, "Encounter/v");
    has(&m, "Observation/o", 0, "Encounter/w");
    has(&m, "DocumentReference/n", SUD, "Encounter/w");
    CHECK(labels(&m, "Encounter/v") == MH);
    CHECK(labels(&m, "Encounter/w") == HIV);
    CHECK(labels(&m, "Condition/d") == MH);
    CHECK(labels(&m, "Observation/o") == HIV);
}

/* A diagnosis of a visit that a claim made sensitive makes nothing else so. */
TEST(spread__what_a_claim_gives_a_visit_ends_there)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", 0, "");
    has(&m, "Claim/c", MH, "Encounter/v");
    has(&m, "Condition/d", 0, "Encounter/v");
    has(&m, "Encounter/later", 0, "Condition/d");
    has(&m, "Claim/later", 0, "Encounter/later Condition/d");
    CHECK(labels(&m, "Condition/d") == MH);
    CHECK(labels(&m, "Encounter/later") == 0);
    CHECK(labels(&m, "Claim/later") == 0);
}

TEST(spread__a_visit_is_what_it_says_it_was_for)
{
    Member m = { .cx = test_cx() };
    has(&m, "Condition/d", MH, "");
    has(&m, "Encounter/v", 0, "Condition/d");
    has(&m, "Immunization/i", 0, "Encounter/v");
    CHECK(labels(&m, "Encounter/v") == MH);
    CHECK(labels(&m, "Immunization/i") == MH);
}

TEST(spread__one_visit_does_not_make_all_others_sensitive)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/psych", MH, "");
    has(&m, "Condition/pressure", 0, "Encounter/psych");
    has(&m, "Encounter/later", 0, "Condition/pressure");
    has(&m, "Observation/a", 0, "Encounter/later");
    CHECK(labels(&m, "Condition/pressure") == MH);
    CHECK(labels(&m, "Encounter/later") == 0);
    CHECK(labels(&m, "Observation/a") == 0);
}

TEST(spread__a_visit_is_not_what_it_names)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/psych", MH, "");
    has(&m, "ServiceRequest/r", 0, "Encounter/psych");
    has(&m, "Encounter/later", 0, "ServiceRequest/r");
    has(&m, "Task/t", 0, "ServiceRequest/r");
    CHECK(labels(&m, "Encounter/later") == 0);
    CHECK(labels(&m, "Task/t") == MH);
}

/* C5: text about one thing; what is about more of them is not all of it. */
TEST(spread__goals_specimens_referrals_and_pictures_are_as_sensitive_as_what_names_them)
{
    Member m = { .cx = test_cx() };
    has(&m, "Condition/d", SUD, "");
    has(&m, "CarePlan/c", 0, "Condition/d Goal/g");
    has(&m, "Goal/g", 0, "");
    has(&m, "Observation/o", HIV, "Specimen/s");
    has(&m, "Specimen/s", 0, "");
    has(&m, "ExplanationOfBenefit/e", MH, "ServiceRequest/r");
    has(&m, "ServiceRequest/r", 0, "");
    has(&m, "DiagnosticReport/p", HIV, "Media/m Specimen/t");
    has(&m, "Media/m", 0, "");
    has(&m, "Specimen/t", 0, "");
    has(&m, "Claim/k", MH, "ServiceRequest/q");
    has(&m, "ServiceRequest/q", 0, "");
    has(&m, "ServiceRequest/u", HIV, "Specimen/u");
    has(&m, "Specimen/u", 0, "");
    CHECK(labels(&m, "Goal/g") == SUD);
    CHECK(labels(&m, "Specimen/s") == HIV);
    CHECK(labels(&m, "Specimen/t") == HIV);
    CHECK(labels(&m, "Specimen/u") == HIV);
    CHECK(labels(&m, "ServiceRequest/r") == MH);
    CHECK(labels(&m, "ServiceRequest/q") == MH);
    CHECK(labels(&m, "Media/m") == HIV);
}

/* One that says to which visit it belongs is of that one alone, when that is here. */
TEST(spread__what_names_no_visit_belongs_to_those_that_name_it)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", MH,
        "Condition/d Condition/e Condition/f Procedure/p Observation/o ServiceRequest/s Goal/g");
    has(&m, "Encounter/w", 0, "Condition/d");
    has(&m, "Condition/d", 0, "");
    has(&m, "Condition/e", 0, "Encounter/w");
    has(&m, "Condition/f", 0, "Encounter/elsewhere");
    has(&m, "Procedure/p", 0, "");
    has(&m, "Observation/o", 0, "");
    has(&m, "ServiceRequest/s", 0, "");
    has(&m, "Goal/g", 0, "");
    CHECK(labels(&m, "Condition/d") == MH);
    CHECK(labels(&m, "Condition/e") == 0);
    CHECK(labels(&m, "Condition/f") == MH);
    CHECK(labels(&m, "Procedure/p") == MH);
    CHECK(labels(&m, "Observation/o") == MH);
    CHECK(labels(&m, "ServiceRequest/s") == MH);
    CHECK(labels(&m, "Goal/g") == 0);
    CHECK(labels(&m, "Encounter/w") == 0);
}

TEST(spread__orders_reports_and_prescriptions_are_as_sensitive_as_what_names_them)
{
    Member m = { .cx = test_cx() };
    has(&m, "Procedure/p", HIV, "ServiceRequest/s DocumentReference/d DiagnosticReport/r");
    has(&m, "ServiceRequest/s", 0, "");
    has(&m, "DocumentReference/d", 0, "");
    has(&m, "DiagnosticReport/r", 0, "");
    has(&m, "ExplanationOfBenefit/e", MH, "MedicationRequest/m");
    has(&m, "MedicationRequest/m", 0, "");
    has(&m, "Claim/c", SUD, "MedicationRequest/n");
    has(&m, "MedicationRequest/n", 0, "");
    CHECK(labels(&m, "ServiceRequest/s") == HIV);
    CHECK(labels(&m, "DocumentReference/d") == HIV);
    CHECK(labels(&m, "DiagnosticReport/r") == HIV);
    CHECK(labels(&m, "MedicationRequest/m") == MH);
    CHECK(labels(&m, "MedicationRequest/n") == SUD);
}

/* However long the way, in whatever order: what is judged is the change, not all rows again and again. */
TEST(spread__goes_along_a_chain_of_thousands)
{
    enum { N = 20000 };
    Cx *cx = test_cx();
    SpreadRow *rows = ARENA_ARRAY(cx->mem, SpreadRow, N);
    uint64_t *links = ARENA_ARRAY(cx->mem, uint64_t, N + 1);
    const SpreadSpec spec = { .shared_count = 0 };
    for (size_t i = 0; i <= N; i++)
        links[i] = link_of(arena_printf(cx->mem, "Observation/%zu", i));
    for (size_t i = 0; i < N; i++)
        rows[i] = (SpreadRow){ .link = links[i],
                               .own = i + 1 == N ? MH : 0,
                               .links = { (const char *)&links[i + 1], sizeof *links } };
    spread(cx, &spec, rows, N);
    for (size_t i = 0; i < N; i++)
        CHECK(rows[i].labels == MH);
}

TEST(spread__who_names_a_sensitive_resource_is_sensitive)
{
    Member m = { .cx = test_cx() };
    has(&m, "Condition/d", MH, "");
    has(&m, "CarePlan/c", 0, "Condition/d");
    has(&m, "Goal/g", 0, "CarePlan/c");
    has(&m, "Encounter/psych", HIV, "");
    has(&m, "MedicationRequest/r", 0, "Encounter/psych");
    has(&m, "ExplanationOfBenefit/e", 0, "MedicationRequest/r");
    CHECK(labels(&m, "CarePlan/c") == MH);
    CHECK(labels(&m, "Goal/g") == MH);
    CHECK(labels(&m, "ExplanationOfBenefit/e") == HIV);
}

/* C5 */
TEST(spread__a_claim_its_answer_and_what_supports_it_agree)
{
    Member m = { .cx = test_cx() };
    has(&m, "DocumentReference/n", 0, "Binary/b");
    has(&m, "Binary/b", 0, "");
    has(&m, "Claim/c", HIV, "DocumentReference/n");
    has(&m, "ClaimResponse/r", 0, "Claim/c");
    has(&m, "ExplanationOfBenefit/e", 0, "ClaimResponse/r");
    has(&m, "ExplanationOfBenefit/other", 0, "");
    CHECK(labels(&m, "Binary/b") == HIV);
    CHECK(labels(&m, "ClaimResponse/r") == HIV);
    CHECK(labels(&m, "ExplanationOfBenefit/e") == HIV);
    CHECK(labels(&m, "ExplanationOfBenefit/other") == 0);
}

TEST(spread__a_report_is_what_its_results_are_and_they_are_not_each_other)
{
    Member m = { .cx = test_cx() };
    has(&m, "Observation/hiv", HIV, "");
    has(&m, "Observation/sugar", 0, "");
    has(&m, "DiagnosticReport/r", 0, "Observation/hiv Observation/sugar");
    CHECK(labels(&m, "DiagnosticReport/r") == HIV);
    CHECK(labels(&m, "Observation/sugar") == 0);
    m.rows[2].own = MH;
    CHECK(labels(&m, "Observation/sugar") == MH);
}

/* C5 */
TEST(spread__answers_and_what_was_observed_by_them_agree)
{
    Member m = { .cx = test_cx() };
    has(&m, "QuestionnaireResponse/phq", MH, "");
    has(&m, "Observation/score", 0, "QuestionnaireResponse/phq");
    has(&m, "QuestionnaireResponse/visit", 0, "");
    has(&m, "Observation/item", SUD, "QuestionnaireResponse/visit");
    has(&m, "Observation/panel", 0, "Observation/item QuestionnaireResponse/visit");
    has(&m, "QuestionnaireResponse/after", 0, "Observation/asked");
    has(&m, "Observation/asked", HIV, "");
    has(&m, "QuestionnaireResponse/hiv", HIV, "Observation/plain");
    has(&m, "Observation/plain", 0, "");
    CHECK(labels(&m, "Observation/score") == MH);
    CHECK(labels(&m, "QuestionnaireResponse/visit") == SUD);
    CHECK(labels(&m, "Observation/panel") == SUD);
    CHECK(labels(&m, "QuestionnaireResponse/after") == HIV);
    CHECK(labels(&m, "Observation/plain") == HIV);
    CHECK(labels(&m, "QuestionnaireResponse/phq") == MH);
}

TEST(spread__a_provenance_is_what_its_targets_are_and_gives_them_its_own)
{
    Member m = { .cx = test_cx() };
    has(&m, "Condition/d", MH, "");
    has(&m, "Observation/o", 0, "");
    has(&m, "Provenance/p", SUD, "Condition/d Observation/o");
    CHECK(labels(&m, "Provenance/p") == (MH | SUD));
    CHECK(labels(&m, "Observation/o") == SUD);
}

TEST(spread__a_medication_of_the_directory_makes_its_request_sensitive)
{
    Member m = { .cx = test_cx() };
    const SpreadRow medication = { .link = link_of(STR("Medication/m")), .own = SUD };
    m.spec.shared = &medication;
    m.spec.shared_count = 1;
    has(&m, "MedicationRequest/r", 0, "Medication/m");
    has(&m, "MedicationDispense/d", 0, "MedicationRequest/r");
    has(&m, "MedicationRequest/s", 0, "Medication/other");
    CHECK(labels(&m, "MedicationRequest/r") == SUD);
    CHECK(labels(&m, "MedicationDispense/d") == SUD);
    CHECK(labels(&m, "MedicationRequest/s") == 0);
}

TEST(spread__a_weak_sign_counts_beside_a_firm_one_of_its_kind)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", 0, "");
    has(&m, "Observation/screen", LABEL_MAYBE(SUD), "Encounter/v");
    has(&m, "Observation/alone", LABEL_MAYBE(SUD), "");
    CHECK(labels(&m, "Observation/screen") == 0);
    has(&m, "MedicationRequest/x", HIV, "Encounter/v");
    CHECK(labels(&m, "Observation/screen") == 0);
    has(&m, "MedicationRequest/r", SUD, "Encounter/v");
    CHECK(labels(&m, "Observation/screen") == SUD);
    CHECK(labels(&m, "Observation/alone") == 0);
}

/* S24 */
TEST(spread__a_version_before_takes_and_gives_nothing)
{
    Member m = { .cx = test_cx() };
    has(&m, "Condition/d", 0, "Encounter/v");
    has(&m, "Encounter/v", 0, "");
    has(&m, "Encounter/w", HIV, "");
    has(&m, "Encounter/x", SUD, "");
    has(&m, "Provenance/p", 0, "Encounter/x");
    has(&m, "Condition/d", MH, "Encounter/v Encounter/w");
    has(&m, "Provenance/p", MH, "Encounter/v");
    m.rows[5].past = m.rows[6].past = true;
    CHECK(labels(&m, "Encounter/v") == 0);
    CHECK(labels(&m, "Condition/d") == 0);
    CHECK(labels(&m, "Encounter/w") == HIV);
    CHECK(m.rows[5].labels == (MH | HIV));
    CHECK(m.rows[6].labels == (MH | SUD));
}

/* C5 */
TEST(spread__what_is_deleted_gives_but_to_a_visit)
{
    Member m = { .cx = test_cx() };
    has(&m, "Encounter/v", 0, "Condition/named");
    has(&m, "Condition/d", MH, "Encounter/v");
    has(&m, "Condition/named", HIV, "");
    has(&m, "Observation/a", LABEL_MAYBE(MH), "Encounter/v");
    has(&m, "Provenance/p", 0, "Condition/d");
    has(&m, "DocumentReference/n", SUD, "Binary/b");
    has(&m, "Binary/b", 0, "");
    m.rows[1].gone = m.rows[2].gone = m.rows[5].gone = true;
    CHECK(labels(&m, "Encounter/v") == HIV);   /* which it names */
    CHECK(labels(&m, "Observation/a") == HIV); /* as its visit, not MH */
    CHECK(labels(&m, "Provenance/p") == (MH | HIV));
    CHECK(labels(&m, "Binary/b") == SUD);
    m.rows[0].gone = true;
    CHECK(labels(&m, "Observation/a") == (MH | HIV));
}

/* M37 */
TEST(spread__care_of_a_minor_old_enough_to_ask_alone_is_marked)
{
    Member m = { .cx = test_cx() };
    m.spec.minor = (DateRange){ 1000, 2000 };
    has(&m, "Observation/then", HIV, "");
    has(&m, "Observation/after", HIV, "");
    has(&m, "Observation/before", HIV, "");
    has(&m, "Observation/genes", LABEL_BIT(LABEL_GENETICS), "");
    has(&m, "Observation/undated", HIV, "");
    m.rows[0].when = (DateRange){ 1500, 1501 };
    m.rows[1].when = (DateRange){ 2000, 2001 };
    m.rows[2].when = (DateRange){ 999, 1000 };
    m.rows[3].when = (DateRange){ 1500, 1501 };
    CHECK(labels(&m, "Observation/then") == (HIV | MINOR));
    CHECK(labels(&m, "Observation/after") == HIV);
    CHECK(labels(&m, "Observation/before") == HIV);
    CHECK(labels(&m, "Observation/genes") == (LABEL_BIT(LABEL_GENETICS)));
    CHECK(labels(&m, "Observation/undated") == (HIV | MINOR));
}
