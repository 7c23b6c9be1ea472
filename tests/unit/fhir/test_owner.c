#include "fhir/record.h"
#include "tests/unit/test.h"

#define BASE STR("https://plan.example/demo/fhir/")

/* A resource of a type with these members after id. */
static Str resource(Cx *cx, const char *type, const char *members)
{
    return arena_printf(cx->mem, "{\"resourceType\":\"%s\",\"id\":\"x\",%s}", type, members);
}

static void owned(const char *type, const char *members, const char *patient)
{
    Cx *cx = test_cx();
    Record r;
    CHECK_OK(cx, record_make(cx, resource(cx, type, members), &(RecordRules){ .base = BASE }, &r));
    CHECK(r.owner == RECORD_OF_PATIENT);
    CHECK_STR(r.patient, str_of(patient));
}

static void plan_wide(const char *type, const char *members)
{
    Cx *cx = test_cx();
    Record r;
    CHECK_OK(cx, record_make(cx, resource(cx, type, members), &(RecordRules){ .base = BASE }, &r));
    CHECK(r.owner == RECORD_OF_PLAN && r.patient.n == 0);
}

static void refused(Status st, const char *type, const char *members)
{
    Cx *cx = test_cx();
    Record r;
    CHECK_FAILS(cx, st,
                record_make(cx, resource(cx, type, members), &(RecordRules){ .base = BASE }, &r));
}

TEST(owner__a_patient_owns_itself)
{
    owned("Patient", "\"active\":true", "x");
}

TEST(owner__is_the_patient_however_the_reference_is_written)
{
    owned("ExplanationOfBenefit", "\"patient\":{\"reference\":\"Patient/p\"}", "p");
    owned("ExplanationOfBenefit", "\"patient\":{\"reference\":\"Patient/p/_history/1\"}", "p");
    owned("ExplanationOfBenefit",
          "\"patient\":{\"reference\":\"https://plan.example/demo/fhir/Patient/p\"}", "p");
    owned("Observation", "\"subject\":{\"reference\":\"Patient/q\"}", "q");
}

/* DESIGN 3.1: being the subscriber gives no access to a spouse. */
TEST(owner__of_a_coverage_is_the_beneficiary_never_the_subscriber)
{
    owned("Coverage",
          "\"subscriber\":{\"reference\":\"Patient/a\"},\"policyHolder\":{\"reference\":\"Patient/"
          "a\"},"
          "\"payor\":[{\"reference\":\"Patient/a\"}],\"beneficiary\":{\"reference\":\"Patient/b\"}",
          "b");
    refused(ST_OWNER_MISSING, "Coverage", "\"subscriber\":{\"reference\":\"Patient/a\"}");
}

TEST(owner__missing_when_nobody_here_is_named)
{
    refused(ST_OWNER_MISSING, "Observation", "\"status\":\"final\"");
    refused(ST_OWNER_MISSING, "Observation", "\"subject\":{\"display\":\"Ann\"}");
    refused(ST_OWNER_MISSING, "Observation", "\"subject\":{\"reference\":\"#p\"}");
    refused(ST_OWNER_MISSING, "Observation", "\"subject\":{\"reference\":\"Group/g\"}");
    refused(ST_OWNER_MISSING, "Observation",
            "\"subject\":{\"reference\":\"https://else.example/fhir/Patient/p\"}");
    refused(ST_OWNER_MISSING, "Observation", "\"subject\":\"Patient/p\"");
    refused(ST_OWNER_MISSING, "Observation", "\"focus\":[{\"reference\":\"Patient/p\"}]");
}

TEST(owner__ambiguous_when_two_are_named)
{
    refused(ST_OWNER_AMBIGUOUS, "Account",
            "\"subject\":[{\"reference\":\"Patient/a\"},{\"reference\":\"Patient/b\"}]");
    refused(ST_OWNER_AMBIGUOUS, "Claim",
            "\"patient\":{\"reference\":\"Patient/a\"},\"subject\":{\"reference\":\"Patient/b\"}");
    owned("Account",
          "\"subject\":[{\"reference\":\"Patient/a\"},{\"reference\":\"Organization/o\"},"
          "{\"reference\":\"Patient/a\"}]",
          "a");
}

TEST(owner__of_an_appointment_is_the_patient_among_the_participants)
{
    owned("Appointment",
          "\"participant\":[{\"actor\":{\"reference\":\"Practitioner/d\"}},"
          "{\"actor\":{\"reference\":\"Patient/p\"}}]",
          "p");
}

TEST(owner__a_device_without_patient_is_the_plans)
{
    owned("Device", "\"patient\":{\"reference\":\"Patient/p\"}", "p");
    plan_wide("Device", "\"status\":\"active\"");
}

TEST(owner__the_directory_holds_nothing_about_a_member)
{
    plan_wide("Organization", "\"active\":true");
    plan_wide("Group", "\"member\":[{\"entity\":{\"reference\":\"Patient/p\"}}]");
    plan_wide("Basic", "\"subject\":{\"reference\":\"MedicationKnowledge/m\"}");
    refused(ST_TYPE_NOT_ACCEPTED, "Basic", "\"subject\":{\"reference\":\"Patient/p\"}");
}

TEST(owner__of_a_provenance_are_its_targets)
{
    Cx *cx = test_cx();
    Record r;
    CHECK_OK(cx,
             record_make(
                 cx,
                 resource(cx, "Provenance",
                          "\"target\":[{\"reference\":\"Claim/c\"},{\"reference\":\"Patient/p\"}]"),
                 &(RecordRules){ .base = BASE }, &r));
    CHECK(r.owner == RECORD_OF_TARGETS && r.target_count == 2);
    CHECK_STR(r.targets[0].id, STR("c"));
    CHECK(r.targets[1].type == type_by_name(STR("Patient"))->num);
    refused(ST_OWNER_MISSING, "Provenance", "\"target\":[{\"reference\":\"urn:uuid:1\"}]");
    refused(ST_OWNER_MISSING, "Provenance", "\"recorded\":\"2020\"");
}

TEST(owner__of_a_binary_is_its_referrer)
{
    Cx *cx = test_cx();
    Record r;
    CHECK_OK(cx, record_make(
                     cx, resource(cx, "Binary", "\"contentType\":\"text/plain\",\"data\":\"YQ==\""),
                     &(RecordRules){ .base = BASE }, &r));
    CHECK(r.owner == RECORD_OF_REFERRER);
}

TEST(owner__definitions_and_messages_are_not_accepted)
{
    refused(ST_TYPE_NOT_ACCEPTED, "Bundle", "\"type\":\"batch\"");
    refused(ST_TYPE_NOT_ACCEPTED, "Subscription", "\"status\":\"active\"");
    refused(ST_TYPE_NOT_ACCEPTED, "StructureDefinition", "\"url\":\"urn:x\"");
}
