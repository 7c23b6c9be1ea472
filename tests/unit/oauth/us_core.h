/* us_core.h - the types whose scopes apps ask for by name: US Core's, the payer's (S9). */
#ifndef TESTS_UNIT_OAUTH_US_CORE_H
#define TESTS_UNIT_OAUTH_US_CORE_H

static const char *const us_core_types[] = {
    "Patient",
    "AllergyIntolerance",
    "CarePlan",
    "CareTeam",
    "Condition",
    "Coverage",
    "Device",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "Endpoint",
    "Goal",
    "Immunization",
    "Location",
    "Media",
    "Medication",
    "MedicationDispense",
    "MedicationRequest",
    "Observation",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "Provenance",
    "QuestionnaireResponse",
    "RelatedPerson",
    "ServiceRequest",
    "Specimen",
    "FamilyMemberHistory",
    "ExplanationOfBenefit",
    "Claim",
    "ClaimResponse",
    "Binary",
};

#endif
