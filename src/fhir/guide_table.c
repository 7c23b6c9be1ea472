/* Written by tools/gen_params.mjs: change that, not this. */
#include "fhir/guide_table.h"

#include "base/table.h"

// clang-format off
const ComboRow combo_table[] = {
    {4, false, {110, 102}}, /* AllergyIntolerance patient clinical-status */
    {14, false, {115, 105, 107}}, /* CarePlan patient category date */
    {14, false, {115, 105, 118, 107}}, /* CarePlan patient category status date */
    {14, true, {115, 105}}, /* CarePlan patient category */
    {14, false, {115, 105, 118}}, /* CarePlan patient category status */
    {15, false, {105, 106}}, /* CareTeam patient role */
    {15, true, {105, 107}}, /* CareTeam patient status */
    {28, false, {116, 2}}, /* Condition patient _lastUpdated */
    {28, false, {116, 101}}, /* Condition patient abatement-date */
    {28, false, {116, 103}}, /* Condition patient asserted-date */
    {28, false, {116, 106, 107}}, /* Condition patient category clinical-status */
    {28, false, {116, 106, 109}}, /* Condition patient category encounter */
    {28, true, {116, 106}}, /* Condition patient category */
    {28, false, {116, 107}}, /* Condition patient clinical-status */
    {28, false, {116, 108}}, /* Condition patient code */
    {28, false, {116, 114}}, /* Condition patient onset-date */
    {28, false, {116, 117}}, /* Condition patient recorded-date */
    {35, false, {106, 107}}, /* Device patient status */
    {35, false, {106, 108}}, /* Device patient type */
    {40, false, {109, 101, 2}}, /* DiagnosticReport patient category _lastUpdated */
    {40, true, {109, 101, 104}}, /* DiagnosticReport patient category date */
    {40, true, {109, 101}}, /* DiagnosticReport patient category */
    {40, false, {109, 102, 104}}, /* DiagnosticReport patient code date */
    {40, true, {109, 102}}, /* DiagnosticReport patient code */
    {40, false, {109, 114}}, /* DiagnosticReport patient status */
    {42, true, {114, 102, 105}}, /* DocumentReference patient category date */
    {42, true, {114, 102}}, /* DocumentReference patient category */
    {42, false, {114, 123, 115}}, /* DocumentReference patient type period */
    {42, false, {114, 121}}, /* DocumentReference patient status */
    {42, true, {114, 123}}, /* DocumentReference patient type */
    {44, false, {115, 2}}, /* Encounter patient _lastUpdated */
    {44, false, {103, 115}}, /* Encounter class patient */
    {44, true, {104, 115}}, /* Encounter date patient */
    {44, false, {115, 106}}, /* Encounter patient discharge-disposition */
    {44, false, {115, 110}}, /* Encounter patient location */
    {44, false, {115, 121}}, /* Encounter patient status */
    {44, false, {115, 123}}, /* Encounter patient type */
    {56, false, {105, 102}}, /* Goal patient description */
    {56, false, {105, 104}}, /* Goal patient lifecycle-status */
    {56, false, {105, 108}}, /* Goal patient target-date */
    {62, false, {105, 100}}, /* Immunization patient date */
    {62, false, {105, 112}}, /* Immunization patient status */
    {77, false, {105, 110}}, /* MedicationDispense patient status */
    {77, false, {105, 110, 112}}, /* MedicationDispense patient status type */
    {79, false, {111, 109, 100}}, /* MedicationRequest patient intent authoredon */
    {79, false, {111, 109, 104}}, /* MedicationRequest patient intent encounter */
    {79, true, {111, 109}}, /* MedicationRequest patient intent */
    {79, true, {111, 109, 114}}, /* MedicationRequest patient intent status */
    {96, false, {121, 101, 2}}, /* Observation patient category _lastUpdated */
    {96, true, {121, 101, 112}}, /* Observation patient category date */
    {96, true, {121, 101}}, /* Observation patient category */
    {96, false, {121, 101, 124}}, /* Observation patient category status */
    {96, false, {121, 102, 112}}, /* Observation patient code date */
    {96, true, {121, 102}}, /* Observation patient code */
    {103, false, {107, 112}}, /* Patient birthdate family */
    {103, true, {107, 120}}, /* Patient birthdate name */
    {103, false, {108, 112}}, /* Patient death-date family */
    {103, false, {112, 113}}, /* Patient family gender */
    {103, true, {113, 120}}, /* Patient gender name */
    {110, false, {110, 102, 103}}, /* Procedure patient code date */
    {110, true, {110, 103}}, /* Procedure patient date */
    {110, false, {110, 114}}, /* Procedure patient status */
    {113, false, {106, 101}}, /* QuestionnaireResponse patient authored */
    {113, false, {106, 107}}, /* QuestionnaireResponse patient questionnaire */
    {113, false, {106, 109}}, /* QuestionnaireResponse patient status */
    {114, false, {112, 111}}, /* RelatedPerson patient name */
    {124, true, {111, 103, 100}}, /* ServiceRequest patient category authored */
    {124, false, {111, 104, 100}}, /* ServiceRequest patient code authored */
    {124, true, {111, 103}}, /* ServiceRequest patient category */
    {124, true, {111, 104}}, /* ServiceRequest patient code */
    {124, false, {111, 119}}, /* ServiceRequest patient status */
};

const ProfileRow profile_table[] = {
    {4, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-allergyintolerance")},
    {4, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-allergyintolerance|7.0.0")},
    {8, STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-FormularyItem")},
    {14, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan")},
    {14, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan|7.0.0")},
    {15, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-careteam")},
    {15, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-careteam|7.0.0")},
    {28, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition")},
    {28, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-encounter-diagnosis")},
    {28, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-encounter-diagnosis|7.0.0")},
    {28, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-problems-health-concerns")},
    {28, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-problems-health-concerns|7.0.0")},
    {31, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Coverage")},
    {31, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-coverage")},
    {31, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-coverage|7.0.0")},
    {31, STR_C("http://hl7.org/fhir/us/davinci-hrex/StructureDefinition/hrex-coverage")},
    {35, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-implantable-device")},
    {35, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-implantable-device|7.0.0")},
    {35, STR_C("http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/pdex-device")},
    {40, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-diagnosticreport-lab")},
    {40, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-diagnosticreport-lab|7.0.0")},
    {40, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-diagnosticreport-note")},
    {40, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-diagnosticreport-note|7.0.0")},
    {42, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference")},
    {42, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference|7.0.0")},
    {44, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-encounter")},
    {44, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-encounter|7.0.0")},
    {53, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit")},
    {53, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Inpatient-Institutional")},
    {53, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Oral")},
    {53, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Outpatient-Institutional")},
    {53, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Pharmacy")},
    {53, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-ExplanationOfBenefit-Professional-NonClinician")},
    {53, STR_C("http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/pdex-priorauthorization")},
    {56, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-goal")},
    {56, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-goal|7.0.0")},
    {62, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-immunization")},
    {62, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-immunization|7.0.0")},
    {66, STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-Formulary")},
    {66, STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-PayerInsurancePlan")},
    {71, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-location")},
    {71, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-location|7.0.0")},
    {71, STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-InsurancePlanLocation")},
    {75, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-medication")},
    {75, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-medication|7.0.0")},
    {77, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationdispense")},
    {77, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationdispense|7.0.0")},
    {77, STR_C("http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/pdex-medicationdispense")},
    {78, STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-FormularyDrug")},
    {79, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest")},
    {79, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationrequest|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/StructureDefinition/vitalsigns")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/head-occipital-frontal-circumference-percentile")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/head-occipital-frontal-circumference-percentile|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/pediatric-bmi-for-age")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/pediatric-bmi-for-age|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/pediatric-weight-for-height")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/pediatric-weight-for-height|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-average-blood-pressure|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-blood-pressure")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-blood-pressure|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-bmi")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-bmi|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-height")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-height|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-temperature")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-temperature|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-weight")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-weight|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-care-experience-preference|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-head-circumference")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-head-circumference|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-heart-rate")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-heart-rate|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-clinical-result")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-clinical-result|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-occupation")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-occupation|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-pregnancyintent")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-pregnancyintent|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-pregnancystatus")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-pregnancystatus|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-screening-assessment")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-screening-assessment|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-sexual-orientation")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-sexual-orientation|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-pulse-oximetry")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-pulse-oximetry|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-respiratory-rate")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-respiratory-rate|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-simple-observation")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-simple-observation|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-smokingstatus")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-smokingstatus|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-treatment-intervention-preference|7.0.0")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-vital-signs")},
    {96, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-vital-signs|7.0.0")},
    {100, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Organization")},
    {100, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-organization")},
    {100, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-organization|7.0.0")},
    {103, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Patient")},
    {103, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient")},
    {103, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|7.0.0")},
    {108, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Practitioner")},
    {108, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitioner")},
    {108, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitioner|7.0.0")},
    {109, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitionerrole")},
    {109, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitionerrole|7.0.0")},
    {110, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-procedure")},
    {110, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-procedure|7.0.0")},
    {111, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-provenance")},
    {111, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-provenance|7.0.0")},
    {111, STR_C("http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/pdex-provenance")},
    {112, STR_C("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire")},
    {113, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-questionnaireresponse")},
    {113, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-questionnaireresponse|7.0.0")},
    {114, STR_C("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-RelatedPerson")},
    {114, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-relatedperson")},
    {114, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-relatedperson|7.0.0")},
    {124, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest")},
    {124, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest|7.0.0")},
    {126, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-specimen")},
    {126, STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-specimen|7.0.0")},
};
// clang-format on

const size_t combo_table_count = TABLE_COUNT(combo_table);
const size_t profile_table_count = TABLE_COUNT(profile_table);
