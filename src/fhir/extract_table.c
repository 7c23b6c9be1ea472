/* Written by tools/gen_params.mjs: change that, not this. */
#include "fhir/extract_table.h"

#include "fhir/param_table.h"

// clang-format off
const ExtractFilter extract_filters[] = {
    {{"", 0}, {"", 0}},
    {STR_C("type"), STR_C("composed-of")},
    {STR_C("type"), STR_C("depends-on")},
    {STR_C("type"), STR_C("derived-from")},
    {STR_C("type"), STR_C("predecessor")},
    {STR_C("type"), STR_C("successor")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-DrugTierID-extension")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-FormularyReference-extension")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-AvailabilityPeriod-extension")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-PharmacyBenefitType-extension")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/usdf-AvailabilityStatus-extension")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/StructureDefinition/condition-assertedDate")},
    {STR_C("system"), STR_C("email")},
    {STR_C("system"), STR_C("phone")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity")},
    {STR_C("url"), STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-race")},
};

/* param, kind, exists, target, part */
const ExtractAct extract_acts[] = {
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_STRING, 0, 0, 0}, /* name */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* owner */
    {104, PARAM_DATE, 0, 0, 0}, /* period */
    {105, PARAM_TOKEN, 0, 0, 0}, /* status */
    {103, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {107, PARAM_TOKEN, 0, 0, 0}, /* type */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 48, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 52, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* actuality */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_DATE, 0, 0, 0}, /* date */
    {103, PARAM_TOKEN, 0, 0, 0}, /* event */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* recorder */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* resultingcondition */
    {107, PARAM_TOKEN, 0, 0, 0}, /* seriousness */
    {108, PARAM_TOKEN, 0, 0, 0}, /* severity */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* study */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* substance */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* asserter */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_TOKEN, 0, 0, 0}, /* clinical-status */
    {103, PARAM_TOKEN, 0, 0, 0}, /* code */
    {104, PARAM_TOKEN, 0, 0, 0}, /* criticality */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_DATE, 0, 0, 0}, /* last-date */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {112, PARAM_TOKEN, 0, 0, 0}, /* route */
    {108, PARAM_TOKEN, 0, 0, 0}, /* manifestation */
    {109, PARAM_DATE, 0, 0, 0}, /* onset */
    {113, PARAM_TOKEN, 0, 0, 0}, /* severity */
    {103, PARAM_TOKEN, 0, 0, 0}, /* code */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* recorder */
    {114, PARAM_TOKEN, 0, 0, 0}, /* type */
    {115, PARAM_TOKEN, 0, 0, 0}, /* verification-status */
    {101, PARAM_TOKEN, 0, 0, 0}, /* appointment-type */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* actor */
    {105, PARAM_REFERENCE, 0, 71, 0}, /* location */
    {107, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {108, PARAM_REFERENCE, 0, 108, 0}, /* practitioner */
    {106, PARAM_TOKEN, 0, 0, 0}, /* part-status */
    {109, PARAM_TOKEN, 0, 0, 0}, /* reason-code */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* reason-reference */
    {111, PARAM_TOKEN, 0, 0, 0}, /* service-category */
    {112, PARAM_TOKEN, 0, 0, 0}, /* service-type */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* slot */
    {114, PARAM_TOKEN, 0, 0, 0}, /* specialty */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {115, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* supporting-info */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* actor */
    {103, PARAM_REFERENCE, 0, 71, 0}, /* location */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {106, PARAM_REFERENCE, 0, 108, 0}, /* practitioner */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* appointment */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_TOKEN, 0, 0, 0}, /* part-status */
    {100, PARAM_TOKEN, 0, 0, 0}, /* action */
    {105, PARAM_TOKEN, 0, 0, 0}, /* altid */
    {103, PARAM_STRING, 0, 0, 0}, /* agent-name */
    {101, PARAM_STRING, 0, 0, 0}, /* address */
    {113, PARAM_URI, 0, 0, 0}, /* policy */
    {104, PARAM_TOKEN, 0, 0, 0}, /* agent-role */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* agent */
    {112, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {108, PARAM_STRING, 0, 0, 0}, /* entity-name */
    {109, PARAM_TOKEN, 0, 0, 0}, /* entity-role */
    {110, PARAM_TOKEN, 0, 0, 0}, /* entity-type */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* entity */
    {112, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_TOKEN, 0, 0, 0}, /* outcome */
    {106, PARAM_DATE, 0, 0, 0}, /* date */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {114, PARAM_TOKEN, 0, 0, 0}, /* site */
    {116, PARAM_TOKEN, 0, 0, 0}, /* subtype */
    {117, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {102, PARAM_DATE, 0, 0, 0}, /* created */
    {103, PARAM_TOKEN, 0, 0, 0}, /* drug-tier */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* formulary */
    {107, PARAM_DATE, 0, 0, 0}, /* period */
    {108, PARAM_TOKEN, 0, 0, 0}, /* pharmacy-benefit-type */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {101, PARAM_TOKEN, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_TOKEN, 0, 0, 0}, /* morphology */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_DATE, 0, 0, 0}, /* timestamp */
    {102, PARAM_TOKEN, 0, 0, 0}, /* type */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {106, PARAM_TOKEN, 0, 0, 0}, /* format */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* guide */
    {108, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* publisher */
    {109, PARAM_TOKEN, 0, 0, 0}, /* mode */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* resource-profile */
    {117, PARAM_REFERENCE, 0, 0, 0}, /* supported-profile */
    {112, PARAM_TOKEN, 0, 0, 0}, /* resource */
    {114, PARAM_TOKEN, 0, 0, 0}, /* security-service */
    {115, PARAM_STRING, 0, 0, 0}, /* software */
    {116, PARAM_TOKEN, 0, 0, 0}, /* status */
    {118, PARAM_STRING, 0, 0, 0}, /* title */
    {119, PARAM_URI, 0, 0, 0}, /* url */
    {121, PARAM_COMPOSITE, 0, 251, 1}, /* context-type-quantity */
    {122, PARAM_COMPOSITE, 0, 255, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {121, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {122, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {122, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {105, PARAM_TOKEN, 0, 0, 0}, /* fhirversion */
    {120, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* activity-code */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {101, PARAM_DATE, 0, 0, 0}, /* activity-date */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* activity-reference */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* condition */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* care-team */
    {105, PARAM_TOKEN, 0, 0, 0}, /* category */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* goal */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {110, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {112, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {113, PARAM_TOKEN, 0, 0, 0}, /* intent */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {114, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {107, PARAM_DATE, 0, 0, 0}, /* date */
    {117, PARAM_REFERENCE, 0, 0, 0}, /* replaces */
    {118, PARAM_TOKEN, 0, 0, 0}, /* status */
    {115, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {119, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* participant */
    {106, PARAM_TOKEN, 0, 0, 0}, /* role */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* account */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* context */
    {103, PARAM_DATE, 0, 0, 0}, /* entered-date */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* enterer */
    {105, PARAM_NUMBER, 0, 0, 0}, /* factor-override */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_DATE, 0, 0, 0}, /* occurrence */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* performer-actor */
    {110, PARAM_TOKEN, 0, 0, 0}, /* performer-function */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* performing-organization */
    {112, PARAM_QUANTITY, 0, 0, 0}, /* price-override */
    {113, PARAM_QUANTITY, 0, 0, 0}, /* quantity */
    {114, PARAM_REFERENCE, 0, 0, 0}, /* requesting-organization */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* service */
    {108, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {105, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_STRING, 0, 0, 0}, /* publisher */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_STRING, 0, 0, 0}, /* title */
    {111, PARAM_URI, 0, 0, 0}, /* url */
    {113, PARAM_COMPOSITE, 0, 355, 1}, /* context-type-quantity */
    {114, PARAM_COMPOSITE, 0, 359, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {113, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {113, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {113, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {114, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {114, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {112, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* care-team */
    {101, PARAM_DATE, 0, 0, 0}, /* created */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* enterer */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* facility */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* insurer */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* subdetail-udi */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* detail-udi */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* item-udi */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* payee */
    {111, PARAM_TOKEN, 0, 0, 0}, /* priority */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* procedure-udi */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* provider */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_TOKEN, 0, 0, 0}, /* use */
    {100, PARAM_DATE, 0, 0, 0}, /* created */
    {101, PARAM_STRING, 0, 0, 0}, /* disposition */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* insurer */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_TOKEN, 0, 0, 0}, /* outcome */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {106, PARAM_DATE, 0, 0, 0}, /* payment-date */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* request */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* requestor */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_TOKEN, 0, 0, 0}, /* use */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* assessor */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {103, PARAM_TOKEN, 0, 0, 0}, /* finding-code */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* finding-ref */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* investigation */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* previous */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* problem */
    {110, PARAM_TOKEN, 0, 0, 0}, /* status */
    {107, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* supporting-info */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {109, PARAM_TOKEN, 0, 0, 0}, /* language */
    {101, PARAM_TOKEN, 0, 0, 0}, /* content-mode */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {106, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {108, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* supplements */
    {115, PARAM_STRING, 0, 0, 0}, /* title */
    {114, PARAM_URI, 0, 0, 0}, /* system */
    {116, PARAM_URI, 0, 0, 0}, /* url */
    {118, PARAM_COMPOSITE, 0, 460, 1}, /* context-type-quantity */
    {119, PARAM_COMPOSITE, 0, 464, 2}, /* context-type-value */
    {104, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context */
    {103, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {103, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {118, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {118, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {118, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {119, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {117, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {105, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {106, PARAM_TOKEN, 0, 0, 0}, /* medium */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {109, PARAM_DATE, 0, 0, 0}, /* received */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* recipient */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* sender */
    {112, PARAM_DATE, 0, 0, 0}, /* sent */
    {113, PARAM_TOKEN, 0, 0, 0}, /* status */
    {108, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {114, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_DATE, 0, 0, 0}, /* authored */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {102, PARAM_TOKEN, 0, 0, 0}, /* category */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {104, PARAM_TOKEN, 0, 0, 0}, /* group-identifier */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_TOKEN, 0, 0, 0}, /* medium */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_DATE, 0, 0, 0}, /* occurrence */
    {109, PARAM_TOKEN, 0, 0, 0}, /* priority */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* recipient */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* replaces */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* requester */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* sender */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {108, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_STRING, 0, 0, 0}, /* name */
    {107, PARAM_STRING, 0, 0, 0}, /* publisher */
    {108, PARAM_TOKEN, 0, 0, 0}, /* resource */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_URI, 0, 0, 0}, /* url */
    {112, PARAM_COMPOSITE, 0, 532, 1}, /* context-type-quantity */
    {113, PARAM_COMPOSITE, 0, 536, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {112, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {112, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {112, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {113, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {113, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {111, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* attester */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {102, PARAM_TOKEN, 0, 0, 0}, /* category */
    {103, PARAM_TOKEN, 0, 0, 0}, /* confidentiality */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {104, PARAM_TOKEN, 0, 0, 0}, /* context */
    {110, PARAM_DATE, 0, 0, 0}, /* period */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {108, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_TOKEN, 0, 0, 0}, /* related-id */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* related-ref */
    {113, PARAM_TOKEN, 0, 0, 0}, /* section */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* entry */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* type */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_STRING, 0, 0, 0}, /* description */
    {113, PARAM_TOKEN, 0, 0, 0}, /* source-code */
    {118, PARAM_TOKEN, 0, 0, 0}, /* target-code */
    {104, PARAM_URI, 0, 0, 0}, /* dependson */
    {110, PARAM_URI, 0, 0, 0}, /* product */
    {114, PARAM_URI, 0, 0, 0}, /* source-system */
    {119, PARAM_URI, 0, 0, 0}, /* target-system */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* other */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* source-uri */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* source-uri */
    {116, PARAM_TOKEN, 0, 0, 0}, /* status */
    {117, PARAM_REFERENCE, 0, 0, 0}, /* target */
    {120, PARAM_REFERENCE, 0, 0, 0}, /* target-uri */
    {120, PARAM_REFERENCE, 0, 0, 0}, /* target-uri */
    {121, PARAM_STRING, 0, 0, 0}, /* title */
    {122, PARAM_URI, 0, 0, 0}, /* url */
    {124, PARAM_COMPOSITE, 0, 606, 1}, /* context-type-quantity */
    {125, PARAM_COMPOSITE, 0, 610, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {124, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {124, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {124, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {125, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {125, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {123, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_QUANTITY, 0, 0, 0}, /* abatement-age */
    {101, PARAM_DATE, 0, 0, 0}, /* abatement-date */
    {101, PARAM_DATE, 0, 0, 0}, /* abatement-date */
    {100, PARAM_QUANTITY, 0, 0, 0}, /* abatement-age */
    {102, PARAM_STRING, 0, 0, 0}, /* abatement-string */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* asserter */
    {105, PARAM_TOKEN, 0, 0, 0}, /* body-site */
    {106, PARAM_TOKEN, 0, 0, 0}, /* category */
    {107, PARAM_TOKEN, 0, 0, 0}, /* clinical-status */
    {108, PARAM_TOKEN, 0, 0, 0}, /* code */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {110, PARAM_TOKEN, 0, 0, 0}, /* evidence */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* evidence-detail */
    {103, PARAM_DATE, 0, 0, 0}, /* asserted-date */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {112, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {113, PARAM_QUANTITY, 0, 0, 0}, /* onset-age */
    {114, PARAM_DATE, 0, 0, 0}, /* onset-date */
    {114, PARAM_DATE, 0, 0, 0}, /* onset-date */
    {113, PARAM_QUANTITY, 0, 0, 0}, /* onset-age */
    {115, PARAM_STRING, 0, 0, 0}, /* onset-info */
    {117, PARAM_DATE, 0, 0, 0}, /* recorded-date */
    {118, PARAM_TOKEN, 0, 0, 0}, /* severity */
    {119, PARAM_TOKEN, 0, 0, 0}, /* stage */
    {116, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {120, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {121, PARAM_TOKEN, 0, 0, 0}, /* verification-status */
    {102, PARAM_TOKEN, 0, 0, 0}, /* category */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* consentor */
    {100, PARAM_TOKEN, 0, 0, 0}, /* action */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* actor */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* data */
    {109, PARAM_DATE, 0, 0, 0}, /* period */
    {110, PARAM_TOKEN, 0, 0, 0}, /* purpose */
    {112, PARAM_TOKEN, 0, 0, 0}, /* security-label */
    {111, PARAM_TOKEN, 0, 0, 0}, /* scope */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* source-reference */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* authority */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* domain */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_URI, 0, 0, 0}, /* instantiates */
    {104, PARAM_DATE, 0, 0, 0}, /* issued */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* signer */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {109, PARAM_URI, 0, 0, 0}, /* url */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* beneficiary */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {101, PARAM_TOKEN, 0, 0, 0}, /* class-type */
    {102, PARAM_STRING, 0, 0, 0}, /* class-value */
    {103, PARAM_STRING, 0, 0, 0}, /* dependent */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* payor */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* policy-holder */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* subscriber */
    {110, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_DATE, 0, 0, 0}, /* created */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* enterer */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* facility */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* provider */
    {106, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_DATE, 0, 0, 0}, /* created */
    {101, PARAM_STRING, 0, 0, 0}, /* disposition */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* insurer */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_TOKEN, 0, 0, 0}, /* outcome */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* request */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* requestor */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_DATE, 0, 0, 0}, /* identified */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* implicated */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {100, PARAM_STRING, 0, 0, 0}, /* device-name */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {103, PARAM_STRING, 0, 0, 0}, /* manufacturer */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_STRING, 0, 0, 0}, /* model */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {108, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_STRING, 0, 0, 0}, /* device-name */
    {100, PARAM_STRING, 0, 0, 0}, /* device-name */
    {109, PARAM_STRING, 0, 0, 0}, /* udi-carrier */
    {110, PARAM_STRING, 0, 0, 0}, /* udi-di */
    {111, PARAM_URI, 0, 0, 0}, /* url */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* parent */
    {102, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* parent */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {104, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_DATE, 0, 0, 0}, /* authored-on */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* device */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {106, PARAM_TOKEN, 0, 0, 0}, /* group-identifier */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {109, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* insurance */
    {111, PARAM_TOKEN, 0, 0, 0}, /* intent */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_DATE, 0, 0, 0}, /* event-date */
    {105, PARAM_DATE, 0, 0, 0}, /* event-date */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {114, PARAM_REFERENCE, 0, 0, 0}, /* prior-request */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* requester */
    {116, PARAM_TOKEN, 0, 0, 0}, /* status */
    {112, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {117, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* device */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {103, PARAM_TOKEN, 0, 0, 0}, /* conclusion */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_DATE, 0, 0, 0}, /* issued */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* media */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* result */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* results-interpreter */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* specimen */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* item */
    {101, PARAM_DATE, 0, 0, 0}, /* created */
    {102, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* recipient */
    {107, PARAM_TOKEN, 0, 0, 0}, /* related-id */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* related-ref */
    {109, PARAM_URI, 0, 0, 0}, /* source */
    {110, PARAM_TOKEN, 0, 0, 0}, /* status */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {112, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* authenticator */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {102, PARAM_TOKEN, 0, 0, 0}, /* category */
    {103, PARAM_TOKEN, 0, 0, 0}, /* contenttype */
    {112, PARAM_TOKEN, 0, 0, 0}, /* language */
    {113, PARAM_URI, 0, 0, 0}, /* location */
    {110, PARAM_TOKEN, 0, 0, 0}, /* format */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {108, PARAM_TOKEN, 0, 0, 0}, /* event */
    {109, PARAM_TOKEN, 0, 0, 0}, /* facility */
    {115, PARAM_DATE, 0, 0, 0}, /* period */
    {120, PARAM_TOKEN, 0, 0, 0}, /* setting */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* related */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* custodian */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {106, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {111, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {111, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {124, PARAM_COMPOSITE, 0, 908, 1}, /* relationship */
    {118, PARAM_TOKEN, 0, 0, 0}, /* relation */
    {117, PARAM_REFERENCE, 0, 0, 0}, /* relatesto */
    {124, PARAM_REFERENCE, 0, 0, 1}, /* relationship */
    {124, PARAM_TOKEN, 0, 0, 2}, /* relationship */
    {119, PARAM_TOKEN, 0, 0, 0}, /* security-label */
    {121, PARAM_TOKEN, 0, 0, 0}, /* status */
    {114, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {122, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {123, PARAM_TOKEN, 0, 0, 0}, /* type */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {105, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_STRING, 0, 0, 0}, /* name */
    {109, PARAM_STRING, 0, 0, 0}, /* publisher */
    {110, PARAM_TOKEN, 0, 0, 0}, /* status */
    {111, PARAM_STRING, 0, 0, 0}, /* title */
    {112, PARAM_URI, 0, 0, 0}, /* url */
    {114, PARAM_COMPOSITE, 0, 937, 1}, /* context-type-quantity */
    {115, PARAM_COMPOSITE, 0, 941, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {114, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {114, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {114, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {115, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {115, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {113, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* account */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* appointment */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {103, PARAM_TOKEN, 0, 0, 0}, /* class */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* diagnosis */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* episode-of-care */
    {106, PARAM_TOKEN, 0, 0, 0}, /* discharge-disposition */
    {120, PARAM_TOKEN, 0, 0, 0}, /* special-arrangement */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {108, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {109, PARAM_QUANTITY, 0, 0, 0}, /* length */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {111, PARAM_DATE, 0, 0, 0}, /* location-period */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* participant */
    {116, PARAM_REFERENCE, 0, 108, 0}, /* practitioner */
    {114, PARAM_TOKEN, 0, 0, 0}, /* participant-type */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {117, PARAM_TOKEN, 0, 0, 0}, /* reason-code */
    {118, PARAM_REFERENCE, 0, 0, 0}, /* reason-reference */
    {119, PARAM_REFERENCE, 0, 0, 0}, /* service-provider */
    {121, PARAM_TOKEN, 0, 0, 0}, /* status */
    {115, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {122, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {123, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* connection-type */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_STRING, 0, 0, 0}, /* name */
    {104, PARAM_TOKEN, 0, 0, 0}, /* payload-type */
    {105, PARAM_TOKEN, 0, 0, 0}, /* status */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_TOKEN, 0, 0, 0}, /* status */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* request */
    {102, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_REFERENCE, 0, 108, 0}, /* care-manager */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* condition */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {102, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* incoming-referral */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {108, PARAM_TOKEN, 0, 0, 0}, /* type */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 1061, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 1065, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 1102, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 1106, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 1143, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 1147, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_STRING, 0, 0, 0}, /* name */
    {107, PARAM_STRING, 0, 0, 0}, /* publisher */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_URI, 0, 0, 0}, /* url */
    {111, PARAM_COMPOSITE, 0, 1170, 1}, /* context-type-quantity */
    {112, PARAM_COMPOSITE, 0, 1174, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {111, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {111, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {111, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {112, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {112, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {110, PARAM_TOKEN, 0, 0, 0}, /* version */
    {117, PARAM_DATE, 0, 0, 0}, /* service-date */
    {100, PARAM_DATE, 0, 0, 0}, /* billable-period-start */
    {118, PARAM_DATE, 0, 0, 0}, /* service-start-date */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* care-team */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* claim */
    {104, PARAM_DATE, 0, 0, 0}, /* created */
    {106, PARAM_STRING, 0, 0, 0}, /* disposition */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* enterer */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* facility */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {110, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* coverage */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* insurer */
    {120, PARAM_REFERENCE, 0, 0, 0}, /* subdetail-udi */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* detail-udi */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {117, PARAM_DATE, 0, 0, 0}, /* service-date */
    {118, PARAM_DATE, 0, 0, 0}, /* service-start-date */
    {118, PARAM_DATE, 0, 0, 0}, /* service-start-date */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* item-udi */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {114, PARAM_REFERENCE, 0, 0, 0}, /* payee */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* procedure-udi */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* provider */
    {119, PARAM_TOKEN, 0, 0, 0}, /* status */
    {121, PARAM_TOKEN, 0, 0, 0}, /* type */
    {122, PARAM_TOKEN, 0, 0, 0}, /* use */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {104, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {106, PARAM_TOKEN, 0, 0, 0}, /* relationship */
    {107, PARAM_TOKEN, 0, 0, 0}, /* sex */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* achievement-status */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_TOKEN, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {104, PARAM_TOKEN, 0, 0, 0}, /* lifecycle-status */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_DATE, 0, 0, 0}, /* start-date */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {108, PARAM_DATE, 0, 0, 0}, /* target-date */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_STRING, 0, 0, 0}, /* name */
    {107, PARAM_STRING, 0, 0, 0}, /* publisher */
    {108, PARAM_TOKEN, 0, 0, 0}, /* start */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_URI, 0, 0, 0}, /* url */
    {112, PARAM_COMPOSITE, 0, 1283, 1}, /* context-type-quantity */
    {113, PARAM_COMPOSITE, 0, 1287, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {112, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {112, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {112, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {113, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {113, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {111, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* actual */
    {110, PARAM_COMPOSITE, 0, 1299, 1}, /* characteristic-value */
    {101, PARAM_TOKEN, 0, 0, 0}, /* characteristic */
    {104, PARAM_TOKEN, 0, 0, 0}, /* exclude */
    {109, PARAM_TOKEN, 0, 0, 0}, /* value */
    {109, PARAM_TOKEN, 0, 0, 0}, /* value */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* characteristic-value-reference */
    {110, PARAM_TOKEN, 0, 0, 1}, /* characteristic-value */
    {110, PARAM_TOKEN, 0, 0, 2}, /* characteristic-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* code */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* managing-entity */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* member */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_TOKEN, 0, 0, 0}, /* type */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_TOKEN, 0, 0, 0}, /* request */
    {101, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {109, PARAM_TOKEN, 0, 0, 0}, /* service-category */
    {101, PARAM_TOKEN, 0, 0, 0}, /* characteristic */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* coverage-area */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_STRING, 0, 0, 0}, /* name */
    {108, PARAM_TOKEN, 0, 0, 0}, /* program */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {111, PARAM_TOKEN, 0, 0, 0}, /* specialty */
    {110, PARAM_TOKEN, 0, 0, 0}, /* service-type */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* basedon */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* interpreter */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_TOKEN, 0, 0, 0}, /* reason */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* referrer */
    {101, PARAM_TOKEN, 0, 0, 0}, /* bodysite */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {102, PARAM_TOKEN, 0, 0, 0}, /* dicom-class */
    {106, PARAM_TOKEN, 0, 0, 0}, /* instance */
    {108, PARAM_TOKEN, 0, 0, 0}, /* modality */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {113, PARAM_TOKEN, 0, 0, 0}, /* series */
    {114, PARAM_DATE, 0, 0, 0}, /* started */
    {115, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {103, PARAM_STRING, 0, 0, 0}, /* lot-number */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* manufacturer */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {111, PARAM_STRING, 0, 0, 0}, /* series */
    {114, PARAM_TOKEN, 0, 0, 0}, /* target-disease */
    {108, PARAM_DATE, 0, 0, 0}, /* reaction-date */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* reaction */
    {109, PARAM_TOKEN, 0, 0, 0}, /* reason-code */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* reason-reference */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_TOKEN, 0, 0, 0}, /* status-reason */
    {115, PARAM_TOKEN, 0, 0, 0}, /* vaccine-code */
    {100, PARAM_DATE, 0, 0, 0}, /* date */
    {101, PARAM_TOKEN, 0, 0, 0}, /* dose-status */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* immunization-event */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {105, PARAM_TOKEN, 0, 0, 0}, /* status */
    {106, PARAM_TOKEN, 0, 0, 0}, /* target-disease */
    {100, PARAM_DATE, 0, 0, 0}, /* date */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {104, PARAM_TOKEN, 0, 0, 0}, /* status */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* support */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* information */
    {106, PARAM_TOKEN, 0, 0, 0}, /* target-disease */
    {107, PARAM_TOKEN, 0, 0, 0}, /* vaccine-type */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* resource */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {105, PARAM_STRING, 0, 0, 0}, /* description */
    {106, PARAM_TOKEN, 0, 0, 0}, /* experimental */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* global */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {108, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_STRING, 0, 0, 0}, /* name */
    {110, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_STRING, 0, 0, 0}, /* title */
    {114, PARAM_URI, 0, 0, 0}, /* url */
    {116, PARAM_COMPOSITE, 0, 1454, 1}, /* context-type-quantity */
    {117, PARAM_COMPOSITE, 0, 1458, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {116, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {116, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {116, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {117, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {117, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {115, PARAM_TOKEN, 0, 0, 0}, /* version */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* administered-by */
    {112, PARAM_STRING, 0, 0, 0}, /* name */
    {100, PARAM_STRING, 0, 0, 0}, /* address */
    {101, PARAM_STRING, 0, 0, 0}, /* address-city */
    {102, PARAM_STRING, 0, 0, 0}, /* address-country */
    {103, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {104, PARAM_STRING, 0, 0, 0}, /* address-state */
    {105, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* formulary-coverage */
    {108, PARAM_TOKEN, 0, 0, 0}, /* coverage-type */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* coverage-area */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {111, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {112, PARAM_STRING, 0, 0, 0}, /* name */
    {115, PARAM_STRING, 0, 0, 0}, /* phonetic */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* owned-by */
    {114, PARAM_DATE, 0, 0, 0}, /* period */
    {116, PARAM_TOKEN, 0, 0, 0}, /* status */
    {117, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* account */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* issuer */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* participant */
    {105, PARAM_TOKEN, 0, 0, 0}, /* participant-role */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* recipient */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {106, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {110, PARAM_QUANTITY, 0, 0, 0}, /* totalgross */
    {111, PARAM_QUANTITY, 0, 0, 0}, /* totalnet */
    {112, PARAM_TOKEN, 0, 0, 0}, /* type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* content-type */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {108, PARAM_STRING, 0, 0, 0}, /* description */
    {109, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {110, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {111, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {112, PARAM_STRING, 0, 0, 0}, /* name */
    {114, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {115, PARAM_TOKEN, 0, 0, 0}, /* status */
    {117, PARAM_STRING, 0, 0, 0}, /* title */
    {118, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {119, PARAM_TOKEN, 0, 0, 0}, /* type */
    {120, PARAM_URI, 0, 0, 0}, /* url */
    {122, PARAM_COMPOSITE, 0, 1546, 1}, /* context-type-quantity */
    {123, PARAM_COMPOSITE, 0, 1550, 2}, /* context-type-value */
    {104, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context */
    {103, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {103, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {122, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {122, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {122, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {123, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {123, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* item */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {102, PARAM_TOKEN, 0, 0, 0}, /* empty-reason */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* item */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_STRING, 0, 0, 0}, /* notes */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {107, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {111, PARAM_STRING, 0, 0, 0}, /* title */
    {100, PARAM_STRING, 0, 0, 0}, /* address */
    {101, PARAM_STRING, 0, 0, 0}, /* address-city */
    {102, PARAM_STRING, 0, 0, 0}, /* address-country */
    {103, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {104, PARAM_STRING, 0, 0, 0}, /* address-state */
    {105, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {108, PARAM_STRING, 0, 0, 0}, /* name */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_STRING, 0, 0, 0}, /* name */
    {109, PARAM_TOKEN, 0, 0, 0}, /* operational-status */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* partof */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_TOKEN, 0, 0, 0}, /* type */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 1640, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 1644, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_DATE, 0, 0, 0}, /* date */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* evaluated-resource */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* measure */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_DATE, 0, 0, 0}, /* period */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* reporter */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {104, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {108, PARAM_TOKEN, 0, 0, 0}, /* site */
    {101, PARAM_DATE, 0, 0, 0}, /* created */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* device */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_TOKEN, 0, 0, 0}, /* modality */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* operator */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {107, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {111, PARAM_TOKEN, 0, 0, 0}, /* type */
    {112, PARAM_TOKEN, 0, 0, 0}, /* view */
    {101, PARAM_DATE, 0, 0, 0}, /* expiration-date */
    {106, PARAM_TOKEN, 0, 0, 0}, /* lot-number */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {102, PARAM_TOKEN, 0, 0, 0}, /* form */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_TOKEN, 0, 0, 0}, /* ingredient-code */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* ingredient */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* manufacturer */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* context */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* device */
    {103, PARAM_DATE, 0, 0, 0}, /* effective-time */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* medication */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {108, PARAM_TOKEN, 0, 0, 0}, /* reason-given */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* request */
    {111, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_TOKEN, 0, 0, 0}, /* reason-not-given */
    {106, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* prescription */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* context */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* destination */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* medication */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* receiver */
    {110, PARAM_TOKEN, 0, 0, 0}, /* status */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* responsibleparty */
    {112, PARAM_TOKEN, 0, 0, 0}, /* type */
    {113, PARAM_DATE, 0, 0, 0}, /* whenhandedover */
    {114, PARAM_DATE, 0, 0, 0}, /* whenprepared */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {104, PARAM_STRING, 0, 0, 0}, /* drug-name */
    {112, PARAM_TOKEN, 0, 0, 0}, /* source-cost */
    {103, PARAM_TOKEN, 0, 0, 0}, /* doseform */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* ingredient-code */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* ingredient */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* manufacturer */
    {100, PARAM_TOKEN, 0, 0, 0}, /* classification */
    {101, PARAM_TOKEN, 0, 0, 0}, /* classification-type */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_TOKEN, 0, 0, 0}, /* monitoring-program-name */
    {109, PARAM_TOKEN, 0, 0, 0}, /* monitoring-program-type */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* monograph */
    {111, PARAM_TOKEN, 0, 0, 0}, /* monograph-type */
    {113, PARAM_TOKEN, 0, 0, 0}, /* status */
    {104, PARAM_STRING, 0, 0, 0}, /* drug-name */
    {100, PARAM_DATE, 0, 0, 0}, /* authoredon */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* intended-dispenser */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {109, PARAM_TOKEN, 0, 0, 0}, /* intent */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* medication */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* intended-performer */
    {108, PARAM_TOKEN, 0, 0, 0}, /* intended-performertype */
    {112, PARAM_TOKEN, 0, 0, 0}, /* priority */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* requester */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {111, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* context */
    {103, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* medication */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {107, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_TOKEN, 0, 0, 0}, /* name-language */
    {101, PARAM_STRING, 0, 0, 0}, /* name */
    {100, PARAM_TOKEN, 0, 0, 0}, /* country */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* holder */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {103, PARAM_TOKEN, 0, 0, 0}, /* status */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_TOKEN, 0, 0, 0}, /* route */
    {102, PARAM_TOKEN, 0, 0, 0}, /* target-species */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_STRING, 0, 0, 0}, /* description */
    {106, PARAM_TOKEN, 0, 0, 0}, /* event */
    {107, PARAM_TOKEN, 0, 0, 0}, /* focus */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {108, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {109, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* parent */
    {112, PARAM_STRING, 0, 0, 0}, /* publisher */
    {113, PARAM_TOKEN, 0, 0, 0}, /* status */
    {114, PARAM_STRING, 0, 0, 0}, /* title */
    {115, PARAM_URI, 0, 0, 0}, /* url */
    {117, PARAM_COMPOSITE, 0, 1930, 1}, /* context-type-quantity */
    {118, PARAM_COMPOSITE, 0, 1934, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {117, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {118, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {118, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {116, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {103, PARAM_URI, 0, 0, 0}, /* destination-uri */
    {102, PARAM_STRING, 0, 0, 0}, /* destination */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* receiver */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* target */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* enterer */
    {105, PARAM_TOKEN, 0, 0, 0}, /* event */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* focus */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {108, PARAM_TOKEN, 0, 0, 0}, /* response-id */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* responsible */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* sender */
    {112, PARAM_URI, 0, 0, 0}, /* source-uri */
    {111, PARAM_STRING, 0, 0, 0}, /* source */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {100, PARAM_TOKEN, 0, 0, 0}, /* chromosome */
    {103, PARAM_TOKEN, 0, 0, 0}, /* referenceseqid */
    {107, PARAM_NUMBER, 0, 0, 0}, /* window-end */
    {108, PARAM_NUMBER, 0, 0, 0}, /* window-start */
    {104, PARAM_TOKEN, 0, 0, 0}, /* type */
    {105, PARAM_NUMBER, 0, 0, 0}, /* variant-end */
    {106, PARAM_NUMBER, 0, 0, 0}, /* variant-start */
    {100, PARAM_STRING, 0, 0, 0}, /* contact */
    {114, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {108, PARAM_TOKEN, 0, 0, 0}, /* kind */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_STRING, 0, 0, 0}, /* responsible */
    {113, PARAM_TOKEN, 0, 0, 0}, /* status */
    {115, PARAM_TOKEN, 0, 0, 0}, /* type */
    {110, PARAM_DATE, 0, 0, 0}, /* period */
    {106, PARAM_TOKEN, 0, 0, 0}, /* id-type */
    {116, PARAM_STRING, 0, 0, 0}, /* value */
    {117, PARAM_COMPOSITE, 0, 2008, 1}, /* context-type-quantity */
    {118, PARAM_COMPOSITE, 0, 2012, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {117, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {118, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {118, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {101, PARAM_DATE, 0, 0, 0}, /* datetime */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {100, PARAM_TOKEN, 0, 0, 0}, /* additive */
    {103, PARAM_TOKEN, 0, 0, 0}, /* formula */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {106, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_TOKEN, 0, 0, 0}, /* oraldiet */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* provider */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {110, PARAM_TOKEN, 0, 0, 0}, /* status */
    {111, PARAM_TOKEN, 0, 0, 0}, /* supplement */
    {130, PARAM_COMPOSITE, 0, 2086, 1}, /* code-value-concept */
    {131, PARAM_COMPOSITE, 0, 2089, 2}, /* code-value-date */
    {132, PARAM_COMPOSITE, 0, 2093, 3}, /* code-value-quantity */
    {133, PARAM_COMPOSITE, 0, 2096, 4}, /* code-value-string */
    {134, PARAM_COMPOSITE, 0, 2099, 5}, /* combo-code-value-concept */
    {135, PARAM_COMPOSITE, 0, 2102, 6}, /* combo-code-value-quantity */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {103, PARAM_TOKEN, 0, 0, 0}, /* combo-code */
    {134, PARAM_COMPOSITE, 0, 2047, 5}, /* combo-code-value-concept */
    {135, PARAM_COMPOSITE, 0, 2050, 6}, /* combo-code-value-quantity */
    {136, PARAM_COMPOSITE, 0, 2053, 7}, /* component-code-value-concept */
    {137, PARAM_COMPOSITE, 0, 2056, 8}, /* component-code-value-quantity */
    {103, PARAM_TOKEN, 0, 0, 0}, /* combo-code */
    {107, PARAM_TOKEN, 0, 0, 0}, /* component-code */
    {104, PARAM_TOKEN, 0, 0, 0}, /* combo-data-absent-reason */
    {108, PARAM_TOKEN, 0, 0, 0}, /* component-data-absent-reason */
    {105, PARAM_TOKEN, 0, 0, 0}, /* combo-value-concept */
    {109, PARAM_TOKEN, 0, 0, 0}, /* component-value-concept */
    {106, PARAM_QUANTITY, 0, 0, 0}, /* combo-value-quantity */
    {110, PARAM_QUANTITY, 0, 0, 0}, /* component-value-quantity */
    {106, PARAM_QUANTITY, 0, 0, 0}, /* combo-value-quantity */
    {110, PARAM_QUANTITY, 0, 0, 0}, /* component-value-quantity */
    {134, PARAM_TOKEN, 0, 0, 1}, /* combo-code-value-concept */
    {134, PARAM_TOKEN, 0, 0, 2}, /* combo-code-value-concept */
    {135, PARAM_TOKEN, 0, 0, 1}, /* combo-code-value-quantity */
    {135, PARAM_QUANTITY, 0, 0, 2}, /* combo-code-value-quantity */
    {136, PARAM_TOKEN, 0, 0, 1}, /* component-code-value-concept */
    {136, PARAM_TOKEN, 0, 0, 2}, /* component-code-value-concept */
    {137, PARAM_TOKEN, 0, 0, 1}, /* component-code-value-quantity */
    {137, PARAM_QUANTITY, 0, 0, 2}, /* component-code-value-quantity */
    {104, PARAM_TOKEN, 0, 0, 0}, /* combo-data-absent-reason */
    {111, PARAM_TOKEN, 0, 0, 0}, /* data-absent-reason */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {114, PARAM_REFERENCE, 0, 0, 0}, /* device */
    {112, PARAM_DATE, 0, 0, 0}, /* date */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* focus */
    {117, PARAM_REFERENCE, 0, 0, 0}, /* has-member */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {118, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {119, PARAM_TOKEN, 0, 0, 0}, /* method */
    {120, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {122, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {123, PARAM_REFERENCE, 0, 0, 0}, /* specimen */
    {124, PARAM_TOKEN, 0, 0, 0}, /* status */
    {121, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {125, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {105, PARAM_TOKEN, 0, 0, 0}, /* combo-value-concept */
    {126, PARAM_TOKEN, 0, 0, 0}, /* value-concept */
    {129, PARAM_STRING, 0, 0, 0}, /* value-string */
    {127, PARAM_DATE, 0, 0, 0}, /* value-date */
    {127, PARAM_DATE, 0, 0, 0}, /* value-date */
    {106, PARAM_QUANTITY, 0, 0, 0}, /* combo-value-quantity */
    {128, PARAM_QUANTITY, 0, 0, 0}, /* value-quantity */
    {106, PARAM_QUANTITY, 0, 0, 0}, /* combo-value-quantity */
    {128, PARAM_QUANTITY, 0, 0, 0}, /* value-quantity */
    {129, PARAM_STRING, 0, 0, 0}, /* value-string */
    {130, PARAM_TOKEN, 0, 0, 1}, /* code-value-concept */
    {130, PARAM_TOKEN, 0, 0, 2}, /* code-value-concept */
    {131, PARAM_TOKEN, 0, 0, 1}, /* code-value-date */
    {131, PARAM_DATE, 0, 0, 2}, /* code-value-date */
    {131, PARAM_DATE, 0, 0, 2}, /* code-value-date */
    {132, PARAM_TOKEN, 0, 0, 1}, /* code-value-quantity */
    {132, PARAM_QUANTITY, 0, 0, 2}, /* code-value-quantity */
    {133, PARAM_TOKEN, 0, 0, 1}, /* code-value-string */
    {133, PARAM_STRING, 0, 0, 2}, /* code-value-string */
    {134, PARAM_TOKEN, 0, 0, 1}, /* combo-code-value-concept */
    {134, PARAM_TOKEN, 0, 0, 2}, /* combo-code-value-concept */
    {135, PARAM_TOKEN, 0, 0, 1}, /* combo-code-value-quantity */
    {135, PARAM_QUANTITY, 0, 0, 2}, /* combo-code-value-quantity */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* base */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {105, PARAM_DATE, 0, 0, 0}, /* date */
    {106, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* input-profile */
    {108, PARAM_TOKEN, 0, 0, 0}, /* instance */
    {109, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {110, PARAM_TOKEN, 0, 0, 0}, /* kind */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* output-profile */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {115, PARAM_TOKEN, 0, 0, 0}, /* system */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* type */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 2140, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 2144, 2}, /* context-type-value */
    {104, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context */
    {103, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {103, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {101, PARAM_STRING, 0, 0, 0}, /* address */
    {102, PARAM_STRING, 0, 0, 0}, /* address-city */
    {103, PARAM_STRING, 0, 0, 0}, /* address-country */
    {104, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {105, PARAM_STRING, 0, 0, 0}, /* address-state */
    {106, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {109, PARAM_STRING, 0, 0, 0}, /* name */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {108, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* phonetic */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* partof */
    {112, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {110, PARAM_TOKEN, 0, 0, 0}, /* role */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* service */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* network */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* primary-organization */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* participating-organization */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {112, PARAM_TOKEN, 0, 0, 0}, /* specialty */
    {113, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {102, PARAM_TOKEN, 0, 0, 0}, /* email */
    {108, PARAM_TOKEN, 0, 0, 0}, /* phone */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_TOKEN, 2, 0, 0}, /* deceased */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {101, PARAM_STRING, 0, 0, 0}, /* address */
    {102, PARAM_STRING, 0, 0, 0}, /* address-city */
    {103, PARAM_STRING, 0, 0, 0}, /* address-country */
    {104, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {105, PARAM_STRING, 0, 0, 0}, /* address-state */
    {106, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {107, PARAM_DATE, 0, 0, 0}, /* birthdate */
    {118, PARAM_TOKEN, 0, 0, 0}, /* language */
    {109, PARAM_TOKEN, 1, 0, 0}, /* deceased */
    {108, PARAM_DATE, 0, 0, 0}, /* death-date */
    {111, PARAM_TOKEN, 0, 0, 0}, /* ethnicity */
    {124, PARAM_TOKEN, 0, 0, 0}, /* race */
    {113, PARAM_TOKEN, 0, 0, 0}, /* gender */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* general-practitioner */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {117, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {119, PARAM_REFERENCE, 0, 0, 0}, /* link */
    {121, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {120, PARAM_STRING, 0, 0, 0}, /* name */
    {123, PARAM_STRING, 0, 0, 0}, /* phonetic */
    {112, PARAM_STRING, 0, 0, 0}, /* family */
    {116, PARAM_STRING, 0, 0, 0}, /* given */
    {125, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {110, PARAM_TOKEN, 0, 0, 0}, /* email */
    {122, PARAM_TOKEN, 0, 0, 0}, /* phone */
    {100, PARAM_DATE, 0, 0, 0}, /* created */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_TOKEN, 0, 0, 0}, /* payment-status */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* provider */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* request */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* response */
    {106, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_DATE, 0, 0, 0}, /* created */
    {101, PARAM_STRING, 0, 0, 0}, /* disposition */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {103, PARAM_TOKEN, 0, 0, 0}, /* outcome */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* payment-issuer */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* request */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* requestor */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_STRING, 0, 0, 0}, /* address */
    {101, PARAM_STRING, 0, 0, 0}, /* address-city */
    {102, PARAM_STRING, 0, 0, 0}, /* address-country */
    {103, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {104, PARAM_STRING, 0, 0, 0}, /* address-state */
    {105, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {106, PARAM_DATE, 0, 0, 0}, /* birthdate */
    {108, PARAM_TOKEN, 0, 0, 0}, /* gender */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* link */
    {113, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {116, PARAM_REFERENCE, 0, 108, 0}, /* practitioner */
    {117, PARAM_REFERENCE, 0, 114, 0}, /* relatedperson */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {115, PARAM_STRING, 0, 0, 0}, /* phonetic */
    {118, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {107, PARAM_TOKEN, 0, 0, 0}, /* email */
    {114, PARAM_TOKEN, 0, 0, 0}, /* phone */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* definition */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {108, PARAM_STRING, 0, 0, 0}, /* description */
    {109, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {110, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {111, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {112, PARAM_STRING, 0, 0, 0}, /* name */
    {114, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {115, PARAM_TOKEN, 0, 0, 0}, /* status */
    {117, PARAM_STRING, 0, 0, 0}, /* title */
    {118, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {119, PARAM_TOKEN, 0, 0, 0}, /* type */
    {120, PARAM_URI, 0, 0, 0}, /* url */
    {122, PARAM_COMPOSITE, 0, 2331, 1}, /* context-type-quantity */
    {123, PARAM_COMPOSITE, 0, 2335, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {122, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {122, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {122, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {123, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {123, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {101, PARAM_STRING, 0, 0, 0}, /* address */
    {102, PARAM_STRING, 0, 0, 0}, /* address-city */
    {103, PARAM_STRING, 0, 0, 0}, /* address-country */
    {104, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {105, PARAM_STRING, 0, 0, 0}, /* address-state */
    {106, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {107, PARAM_TOKEN, 0, 0, 0}, /* communication */
    {110, PARAM_TOKEN, 0, 0, 0}, /* gender */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {112, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {113, PARAM_STRING, 0, 0, 0}, /* name */
    {115, PARAM_STRING, 0, 0, 0}, /* phonetic */
    {109, PARAM_STRING, 0, 0, 0}, /* family */
    {111, PARAM_STRING, 0, 0, 0}, /* given */
    {116, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {108, PARAM_TOKEN, 0, 0, 0}, /* email */
    {114, PARAM_TOKEN, 0, 0, 0}, /* phone */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {109, PARAM_TOKEN, 0, 0, 0}, /* role */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* endpoint */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* service */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* organization */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* practitioner */
    {111, PARAM_TOKEN, 0, 0, 0}, /* specialty */
    {112, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {102, PARAM_TOKEN, 0, 0, 0}, /* email */
    {107, PARAM_TOKEN, 0, 0, 0}, /* phone */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {101, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {107, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {112, PARAM_TOKEN, 0, 0, 0}, /* reason-code */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* reason-reference */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {101, PARAM_TOKEN, 0, 0, 0}, /* agent-role */
    {102, PARAM_TOKEN, 0, 0, 0}, /* agent-type */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* agent */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* entity */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_DATE, 0, 0, 0}, /* when */
    {106, PARAM_DATE, 0, 0, 0}, /* recorded */
    {107, PARAM_TOKEN, 0, 0, 0}, /* signature-type */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* target */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {106, PARAM_STRING, 0, 0, 0}, /* description */
    {107, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {108, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {105, PARAM_URI, 0, 0, 0}, /* definition */
    {109, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_TOKEN, 0, 0, 0}, /* subject-type */
    {114, PARAM_STRING, 0, 0, 0}, /* title */
    {115, PARAM_URI, 0, 0, 0}, /* url */
    {117, PARAM_COMPOSITE, 0, 2450, 1}, /* context-type-quantity */
    {118, PARAM_COMPOSITE, 0, 2454, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {117, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {118, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {118, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {116, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {101, PARAM_DATE, 0, 0, 0}, /* authored */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* questionnaire */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* source */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {106, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {101, PARAM_STRING, 0, 0, 0}, /* address */
    {102, PARAM_STRING, 0, 0, 0}, /* address-city */
    {103, PARAM_STRING, 0, 0, 0}, /* address-country */
    {104, PARAM_STRING, 0, 0, 0}, /* address-postalcode */
    {105, PARAM_STRING, 0, 0, 0}, /* address-state */
    {106, PARAM_TOKEN, 0, 0, 0}, /* address-use */
    {107, PARAM_DATE, 0, 0, 0}, /* birthdate */
    {109, PARAM_TOKEN, 0, 0, 0}, /* gender */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {110, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {114, PARAM_STRING, 0, 0, 0}, /* phonetic */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {115, PARAM_TOKEN, 0, 0, 0}, /* relationship */
    {116, PARAM_TOKEN, 0, 0, 0}, /* telecom */
    {108, PARAM_TOKEN, 0, 0, 0}, /* email */
    {113, PARAM_TOKEN, 0, 0, 0}, /* phone */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* participant */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* author */
    {101, PARAM_DATE, 0, 0, 0}, /* authored */
    {102, PARAM_TOKEN, 0, 0, 0}, /* code */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {104, PARAM_TOKEN, 0, 0, 0}, /* group-identifier */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {107, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {108, PARAM_TOKEN, 0, 0, 0}, /* intent */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_TOKEN, 0, 0, 0}, /* priority */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {113, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 2553, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 2557, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_STRING, 0, 0, 0}, /* description */
    {108, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {110, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {111, PARAM_STRING, 0, 0, 0}, /* name */
    {113, PARAM_STRING, 0, 0, 0}, /* publisher */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* composed-of */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* depends-on */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* predecessor */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* successor */
    {114, PARAM_TOKEN, 0, 0, 0}, /* status */
    {116, PARAM_STRING, 0, 0, 0}, /* title */
    {117, PARAM_TOKEN, 0, 0, 0}, /* topic */
    {118, PARAM_URI, 0, 0, 0}, /* url */
    {120, PARAM_COMPOSITE, 0, 2595, 1}, /* context-type-quantity */
    {121, PARAM_COMPOSITE, 0, 2599, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {120, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {120, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {121, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {121, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {119, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {102, PARAM_TOKEN, 0, 0, 0}, /* focus */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {104, PARAM_TOKEN, 0, 0, 0}, /* keyword */
    {105, PARAM_TOKEN, 0, 0, 0}, /* location */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* partof */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* principalinvestigator */
    {108, PARAM_REFERENCE, 0, 0, 0}, /* protocol */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* site */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* sponsor */
    {111, PARAM_TOKEN, 0, 0, 0}, /* status */
    {112, PARAM_STRING, 0, 0, 0}, /* title */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* individual */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_TOKEN, 0, 0, 0}, /* status */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* study */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* condition */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {104, PARAM_TOKEN, 0, 0, 0}, /* method */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {107, PARAM_NUMBER, 0, 0, 0}, /* probability */
    {108, PARAM_TOKEN, 0, 0, 0}, /* risk */
    {105, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {109, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {105, PARAM_DATE, 0, 0, 0}, /* effective */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {108, PARAM_STRING, 0, 0, 0}, /* name */
    {109, PARAM_STRING, 0, 0, 0}, /* publisher */
    {110, PARAM_TOKEN, 0, 0, 0}, /* status */
    {111, PARAM_STRING, 0, 0, 0}, /* title */
    {112, PARAM_URI, 0, 0, 0}, /* url */
    {114, PARAM_COMPOSITE, 0, 2674, 1}, /* context-type-quantity */
    {115, PARAM_COMPOSITE, 0, 2678, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {114, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {114, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {114, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {115, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {115, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {113, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* active */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* actor */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {103, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_TOKEN, 0, 0, 0}, /* service-category */
    {105, PARAM_TOKEN, 0, 0, 0}, /* service-type */
    {106, PARAM_TOKEN, 0, 0, 0}, /* specialty */
    {100, PARAM_TOKEN, 0, 0, 0}, /* base */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* component */
    {106, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* derived-from */
    {108, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {109, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_STRING, 0, 0, 0}, /* name */
    {111, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_TOKEN, 0, 0, 0}, /* target */
    {114, PARAM_TOKEN, 0, 0, 0}, /* type */
    {115, PARAM_URI, 0, 0, 0}, /* url */
    {117, PARAM_COMPOSITE, 0, 2722, 1}, /* context-type-quantity */
    {118, PARAM_COMPOSITE, 0, 2726, 2}, /* context-type-value */
    {105, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context */
    {104, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {104, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {117, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {117, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {118, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {118, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {116, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_DATE, 0, 0, 0}, /* authored */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {102, PARAM_TOKEN, 0, 0, 0}, /* body-site */
    {103, PARAM_TOKEN, 0, 0, 0}, /* category */
    {104, PARAM_TOKEN, 0, 0, 0}, /* code */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* instantiates-canonical */
    {108, PARAM_URI, 0, 0, 0}, /* instantiates-uri */
    {109, PARAM_TOKEN, 0, 0, 0}, /* intent */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_DATE, 0, 0, 0}, /* occurrence */
    {112, PARAM_REFERENCE, 0, 0, 0}, /* performer */
    {113, PARAM_TOKEN, 0, 0, 0}, /* performer-type */
    {114, PARAM_TOKEN, 0, 0, 0}, /* priority */
    {115, PARAM_REFERENCE, 0, 0, 0}, /* replaces */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* requester */
    {117, PARAM_TOKEN, 0, 0, 0}, /* requisition */
    {118, PARAM_REFERENCE, 0, 0, 0}, /* specimen */
    {119, PARAM_TOKEN, 0, 0, 0}, /* status */
    {111, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {120, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {100, PARAM_TOKEN, 0, 0, 0}, /* appointment-type */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* schedule */
    {103, PARAM_TOKEN, 0, 0, 0}, /* service-category */
    {104, PARAM_TOKEN, 0, 0, 0}, /* service-type */
    {105, PARAM_TOKEN, 0, 0, 0}, /* specialty */
    {106, PARAM_DATE, 0, 0, 0}, /* start */
    {107, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_TOKEN, 0, 0, 0}, /* accession */
    {101, PARAM_TOKEN, 0, 0, 0}, /* bodysite */
    {102, PARAM_DATE, 0, 0, 0}, /* collected */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* collector */
    {105, PARAM_TOKEN, 0, 0, 0}, /* container-id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* container */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {106, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* parent */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {108, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {111, PARAM_TOKEN, 0, 0, 0}, /* type */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {101, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* container */
    {100, PARAM_TOKEN, 0, 0, 0}, /* abstract */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* base */
    {110, PARAM_TOKEN, 0, 0, 0}, /* ext-context */
    {106, PARAM_DATE, 0, 0, 0}, /* date */
    {107, PARAM_TOKEN, 0, 0, 0}, /* derivation */
    {108, PARAM_STRING, 0, 0, 0}, /* description */
    {102, PARAM_TOKEN, 0, 0, 0}, /* base-path */
    {116, PARAM_TOKEN, 0, 0, 0}, /* path */
    {109, PARAM_TOKEN, 0, 0, 0}, /* experimental */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {111, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {112, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {113, PARAM_TOKEN, 0, 0, 0}, /* keyword */
    {114, PARAM_TOKEN, 0, 0, 0}, /* kind */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {115, PARAM_STRING, 0, 0, 0}, /* name */
    {117, PARAM_STRING, 0, 0, 0}, /* publisher */
    {102, PARAM_TOKEN, 0, 0, 0}, /* base-path */
    {122, PARAM_REFERENCE, 0, 0, 0}, /* valueset */
    {116, PARAM_TOKEN, 0, 0, 0}, /* path */
    {118, PARAM_TOKEN, 0, 0, 0}, /* status */
    {119, PARAM_STRING, 0, 0, 0}, /* title */
    {120, PARAM_URI, 0, 0, 0}, /* type */
    {121, PARAM_URI, 0, 0, 0}, /* url */
    {124, PARAM_COMPOSITE, 0, 2846, 1}, /* context-type-quantity */
    {125, PARAM_COMPOSITE, 0, 2850, 2}, /* context-type-value */
    {105, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context */
    {104, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {104, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {124, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {124, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {124, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {125, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {125, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {123, PARAM_TOKEN, 0, 0, 0}, /* version */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {107, PARAM_STRING, 0, 0, 0}, /* name */
    {108, PARAM_STRING, 0, 0, 0}, /* publisher */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {110, PARAM_STRING, 0, 0, 0}, /* title */
    {111, PARAM_URI, 0, 0, 0}, /* url */
    {113, PARAM_COMPOSITE, 0, 2875, 1}, /* context-type-quantity */
    {114, PARAM_COMPOSITE, 0, 2879, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {113, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {113, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {113, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {114, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {114, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {112, PARAM_TOKEN, 0, 0, 0}, /* version */
    {105, PARAM_URI, 0, 0, 0}, /* url */
    {102, PARAM_TOKEN, 0, 0, 0}, /* payload */
    {104, PARAM_TOKEN, 0, 0, 0}, /* type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* contact */
    {101, PARAM_STRING, 0, 0, 0}, /* criteria */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {103, PARAM_TOKEN, 0, 0, 0}, /* status */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {104, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {101, PARAM_TOKEN, 0, 0, 0}, /* code */
    {107, PARAM_REFERENCE, 0, 0, 0}, /* substance-reference */
    {103, PARAM_DATE, 0, 0, 0}, /* expiry */
    {102, PARAM_TOKEN, 0, 0, 0}, /* container-identifier */
    {105, PARAM_QUANTITY, 0, 0, 0}, /* quantity */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_TOKEN, 0, 0, 0}, /* status */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {102, PARAM_REFERENCE, 0, 0, 0}, /* receiver */
    {103, PARAM_TOKEN, 0, 0, 0}, /* status */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* supplier */
    {101, PARAM_DATE, 0, 0, 0}, /* date */
    {100, PARAM_TOKEN, 0, 0, 0}, /* category */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* requester */
    {104, PARAM_TOKEN, 0, 0, 0}, /* status */
    {106, PARAM_REFERENCE, 0, 0, 0}, /* supplier */
    {100, PARAM_DATE, 0, 0, 0}, /* authored-on */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* based-on */
    {102, PARAM_TOKEN, 0, 0, 0}, /* business-status */
    {103, PARAM_TOKEN, 0, 0, 0}, /* code */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {114, PARAM_DATE, 0, 0, 0}, /* period */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* focus */
    {112, PARAM_REFERENCE, 0, 103, 0}, /* patient */
    {118, PARAM_REFERENCE, 0, 0, 0}, /* subject */
    {106, PARAM_TOKEN, 0, 0, 0}, /* group-identifier */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {108, PARAM_TOKEN, 0, 0, 0}, /* intent */
    {109, PARAM_DATE, 0, 0, 0}, /* modified */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_REFERENCE, 0, 0, 0}, /* owner */
    {111, PARAM_REFERENCE, 0, 0, 0}, /* part-of */
    {113, PARAM_TOKEN, 0, 0, 0}, /* performer */
    {115, PARAM_TOKEN, 0, 0, 0}, /* priority */
    {116, PARAM_REFERENCE, 0, 0, 0}, /* requester */
    {117, PARAM_TOKEN, 0, 0, 0}, /* status */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {106, PARAM_STRING, 0, 0, 0}, /* name */
    {107, PARAM_STRING, 0, 0, 0}, /* publisher */
    {108, PARAM_TOKEN, 0, 0, 0}, /* status */
    {109, PARAM_STRING, 0, 0, 0}, /* title */
    {110, PARAM_URI, 0, 0, 0}, /* url */
    {112, PARAM_COMPOSITE, 0, 3030, 1}, /* context-type-quantity */
    {113, PARAM_COMPOSITE, 0, 3034, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {112, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {112, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {112, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {113, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {113, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {111, PARAM_TOKEN, 0, 0, 0}, /* version */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {100, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {101, PARAM_DATE, 0, 0, 0}, /* issued */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {102, PARAM_URI, 0, 0, 0}, /* participant */
    {103, PARAM_TOKEN, 0, 0, 0}, /* result */
    {105, PARAM_REFERENCE, 0, 0, 0}, /* testscript */
    {104, PARAM_STRING, 0, 0, 0}, /* tester */
    {103, PARAM_DATE, 0, 0, 0}, /* date */
    {104, PARAM_STRING, 0, 0, 0}, /* description */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {105, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {106, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {110, PARAM_STRING, 0, 0, 0}, /* testscript-capability */
    {107, PARAM_STRING, 0, 0, 0}, /* name */
    {108, PARAM_STRING, 0, 0, 0}, /* publisher */
    {109, PARAM_TOKEN, 0, 0, 0}, /* status */
    {111, PARAM_STRING, 0, 0, 0}, /* title */
    {112, PARAM_URI, 0, 0, 0}, /* url */
    {114, PARAM_COMPOSITE, 0, 3076, 1}, /* context-type-quantity */
    {115, PARAM_COMPOSITE, 0, 3080, 2}, /* context-type-value */
    {102, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {100, PARAM_TOKEN, 0, 0, 0}, /* context */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {101, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {114, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {114, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {114, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {115, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {115, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {113, PARAM_TOKEN, 0, 0, 0}, /* version */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {111, PARAM_URI, 0, 0, 0}, /* reference */
    {104, PARAM_DATE, 0, 0, 0}, /* date */
    {105, PARAM_STRING, 0, 0, 0}, /* description */
    {100, PARAM_TOKEN, 0, 0, 0}, /* code */
    {106, PARAM_URI, 0, 0, 0}, /* expansion */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {107, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {108, PARAM_TOKEN, 0, 0, 0}, /* jurisdiction */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {109, PARAM_STRING, 0, 0, 0}, /* name */
    {110, PARAM_STRING, 0, 0, 0}, /* publisher */
    {112, PARAM_TOKEN, 0, 0, 0}, /* status */
    {113, PARAM_STRING, 0, 0, 0}, /* title */
    {114, PARAM_URI, 0, 0, 0}, /* url */
    {116, PARAM_COMPOSITE, 0, 3114, 1}, /* context-type-quantity */
    {117, PARAM_COMPOSITE, 0, 3118, 2}, /* context-type-value */
    {103, PARAM_TOKEN, 0, 0, 0}, /* context-type */
    {101, PARAM_TOKEN, 0, 0, 0}, /* context */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {102, PARAM_QUANTITY, 0, 0, 0}, /* context-quantity */
    {116, PARAM_TOKEN, 0, 0, 1}, /* context-type-quantity */
    {116, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {116, PARAM_QUANTITY, 0, 0, 2}, /* context-type-quantity */
    {117, PARAM_TOKEN, 0, 0, 1}, /* context-type-value */
    {117, PARAM_TOKEN, 0, 0, 2}, /* context-type-value */
    {115, PARAM_TOKEN, 0, 0, 0}, /* version */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {100, PARAM_REFERENCE, 0, 0, 0}, /* target */
    {100, PARAM_DATE, 0, 0, 0}, /* datewritten */
    {101, PARAM_REFERENCE, 0, 0, 0}, /* encounter */
    {1, PARAM_TOKEN, 0, 0, 0}, /* _id */
    {102, PARAM_TOKEN, 0, 0, 0}, /* identifier */
    {4, PARAM_URI, 0, 0, 0}, /* _profile */
    {5, PARAM_TOKEN, 0, 0, 0}, /* _security */
    {6, PARAM_URI, 0, 0, 0}, /* _source */
    {3, PARAM_TOKEN, 0, 0, 0}, /* _tag */
    {103, PARAM_REFERENCE, 0, 0, 0}, /* patient */
    {104, PARAM_REFERENCE, 0, 0, 0}, /* prescriber */
    {105, PARAM_TOKEN, 0, 0, 0}, /* status */
};

/* name, choice, filter, node */
const ExtractEdge extract_edges[] = {
    {STR_C("id"), false, 0, 1},
    {STR_C("identifier"), false, 0, 2},
    {STR_C("meta"), false, 0, 3},
    {STR_C("name"), false, 0, 8},
    {STR_C("owner"), false, 0, 9},
    {STR_C("servicePeriod"), false, 0, 10},
    {STR_C("status"), false, 0, 11},
    {STR_C("subject"), false, 0, 12},
    {STR_C("type"), false, 0, 13},
    {STR_C("profile"), false, 0, 4},
    {STR_C("security"), false, 0, 5},
    {STR_C("source"), false, 0, 6},
    {STR_C("tag"), false, 0, 7},
    {STR_C("date"), false, 0, 15},
    {STR_C("description"), false, 0, 16},
    {STR_C("effectivePeriod"), false, 0, 17},
    {STR_C("id"), false, 0, 18},
    {STR_C("identifier"), false, 0, 19},
    {STR_C("jurisdiction"), false, 0, 20},
    {STR_C("library"), false, 0, 21},
    {STR_C("meta"), false, 0, 22},
    {STR_C("name"), false, 0, 27},
    {STR_C("publisher"), false, 0, 28},
    {STR_C("relatedArtifact"), false, 1, 29},
    {STR_C("relatedArtifact"), false, 2, 31},
    {STR_C("relatedArtifact"), false, 3, 33},
    {STR_C("relatedArtifact"), false, 4, 35},
    {STR_C("relatedArtifact"), false, 5, 37},
    {STR_C("status"), false, 0, 39},
    {STR_C("title"), false, 0, 40},
    {STR_C("topic"), false, 0, 41},
    {STR_C("url"), false, 0, 42},
    {STR_C("useContext"), false, 0, 43},
    {STR_C("version"), false, 0, 55},
    {STR_C("profile"), false, 0, 23},
    {STR_C("security"), false, 0, 24},
    {STR_C("source"), false, 0, 25},
    {STR_C("tag"), false, 0, 26},
    {STR_C("resource"), false, 0, 30},
    {STR_C("resource"), false, 0, 32},
    {STR_C("resource"), false, 0, 34},
    {STR_C("resource"), false, 0, 36},
    {STR_C("resource"), false, 0, 38},
    {STR_C("code"), false, 0, 44},
    {STR_C("valueCodeableConcept"), false, 0, 45},
    {STR_C("valueQuantity"), false, 0, 46},
    {STR_C("valueRange"), false, 0, 47},
    {STR_C("code"), false, 0, 49},
    {STR_C("valueQuantity"), false, 0, 50},
    {STR_C("valueRange"), false, 0, 51},
    {STR_C("code"), false, 0, 53},
    {STR_C("valueCodeableConcept"), false, 0, 54},
    {STR_C("actuality"), false, 0, 57},
    {STR_C("category"), false, 0, 58},
    {STR_C("date"), false, 0, 59},
    {STR_C("event"), false, 0, 60},
    {STR_C("id"), false, 0, 61},
    {STR_C("location"), false, 0, 62},
    {STR_C("meta"), false, 0, 63},
    {STR_C("recorder"), false, 0, 68},
    {STR_C("resultingCondition"), false, 0, 69},
    {STR_C("seriousness"), false, 0, 70},
    {STR_C("severity"), false, 0, 71},
    {STR_C("study"), false, 0, 72},
    {STR_C("subject"), false, 0, 73},
    {STR_C("suspectEntity"), false, 0, 74},
    {STR_C("profile"), false, 0, 64},
    {STR_C("security"), false, 0, 65},
    {STR_C("source"), false, 0, 66},
    {STR_C("tag"), false, 0, 67},
    {STR_C("instance"), false, 0, 75},
    {STR_C("asserter"), false, 0, 77},
    {STR_C("category"), false, 0, 78},
    {STR_C("clinicalStatus"), false, 0, 79},
    {STR_C("code"), false, 0, 80},
    {STR_C("criticality"), false, 0, 81},
    {STR_C("id"), false, 0, 82},
    {STR_C("identifier"), false, 0, 83},
    {STR_C("lastOccurrence"), false, 0, 84},
    {STR_C("meta"), false, 0, 85},
    {STR_C("patient"), false, 0, 90},
    {STR_C("reaction"), false, 0, 91},
    {STR_C("recordedDate"), false, 0, 97},
    {STR_C("recorder"), false, 0, 98},
    {STR_C("type"), false, 0, 99},
    {STR_C("verificationStatus"), false, 0, 100},
    {STR_C("profile"), false, 0, 86},
    {STR_C("security"), false, 0, 87},
    {STR_C("source"), false, 0, 88},
    {STR_C("tag"), false, 0, 89},
    {STR_C("exposureRoute"), false, 0, 92},
    {STR_C("manifestation"), false, 0, 93},
    {STR_C("onset"), false, 0, 94},
    {STR_C("severity"), false, 0, 95},
    {STR_C("substance"), false, 0, 96},
    {STR_C("appointmentType"), false, 0, 102},
    {STR_C("basedOn"), false, 0, 103},
    {STR_C("id"), false, 0, 104},
    {STR_C("identifier"), false, 0, 105},
    {STR_C("meta"), false, 0, 106},
    {STR_C("participant"), false, 0, 111},
    {STR_C("reasonCode"), false, 0, 114},
    {STR_C("reasonReference"), false, 0, 115},
    {STR_C("serviceCategory"), false, 0, 116},
    {STR_C("serviceType"), false, 0, 117},
    {STR_C("slot"), false, 0, 118},
    {STR_C("specialty"), false, 0, 119},
    {STR_C("start"), false, 0, 120},
    {STR_C("status"), false, 0, 121},
    {STR_C("supportingInformation"), false, 0, 122},
    {STR_C("profile"), false, 0, 107},
    {STR_C("security"), false, 0, 108},
    {STR_C("source"), false, 0, 109},
    {STR_C("tag"), false, 0, 110},
    {STR_C("actor"), false, 0, 112},
    {STR_C("status"), false, 0, 113},
    {STR_C("actor"), false, 0, 124},
    {STR_C("appointment"), false, 0, 125},
    {STR_C("id"), false, 0, 126},
    {STR_C("identifier"), false, 0, 127},
    {STR_C("meta"), false, 0, 128},
    {STR_C("participantStatus"), false, 0, 133},
    {STR_C("profile"), false, 0, 129},
    {STR_C("security"), false, 0, 130},
    {STR_C("source"), false, 0, 131},
    {STR_C("tag"), false, 0, 132},
    {STR_C("action"), false, 0, 135},
    {STR_C("agent"), false, 0, 136},
    {STR_C("entity"), false, 0, 144},
    {STR_C("id"), false, 0, 149},
    {STR_C("meta"), false, 0, 150},
    {STR_C("outcome"), false, 0, 155},
    {STR_C("recorded"), false, 0, 156},
    {STR_C("source"), false, 0, 157},
    {STR_C("subtype"), false, 0, 160},
    {STR_C("type"), false, 0, 161},
    {STR_C("altId"), false, 0, 137},
    {STR_C("name"), false, 0, 138},
    {STR_C("network"), false, 0, 139},
    {STR_C("policy"), false, 0, 141},
    {STR_C("role"), false, 0, 142},
    {STR_C("who"), false, 0, 143},
    {STR_C("address"), false, 0, 140},
    {STR_C("name"), false, 0, 145},
    {STR_C("role"), false, 0, 146},
    {STR_C("type"), false, 0, 147},
    {STR_C("what"), false, 0, 148},
    {STR_C("profile"), false, 0, 151},
    {STR_C("security"), false, 0, 152},
    {STR_C("source"), false, 0, 153},
    {STR_C("tag"), false, 0, 154},
    {STR_C("observer"), false, 0, 158},
    {STR_C("site"), false, 0, 159},
    {STR_C("author"), false, 0, 163},
    {STR_C("code"), false, 0, 164},
    {STR_C("created"), false, 0, 165},
    {STR_C("extension"), false, 6, 166},
    {STR_C("extension"), false, 7, 168},
    {STR_C("extension"), false, 8, 170},
    {STR_C("extension"), false, 9, 172},
    {STR_C("extension"), false, 10, 174},
    {STR_C("id"), false, 0, 176},
    {STR_C("identifier"), false, 0, 177},
    {STR_C("meta"), false, 0, 178},
    {STR_C("subject"), false, 0, 183},
    {STR_C("value"), true, 0, 167},
    {STR_C("value"), true, 0, 169},
    {STR_C("value"), true, 0, 171},
    {STR_C("value"), true, 0, 173},
    {STR_C("value"), true, 0, 175},
    {STR_C("profile"), false, 0, 179},
    {STR_C("security"), false, 0, 180},
    {STR_C("source"), false, 0, 181},
    {STR_C("tag"), false, 0, 182},
    {STR_C("id"), false, 0, 185},
    {STR_C("meta"), false, 0, 186},
    {STR_C("profile"), false, 0, 187},
    {STR_C("security"), false, 0, 188},
    {STR_C("source"), false, 0, 189},
    {STR_C("tag"), false, 0, 190},
    {STR_C("id"), false, 0, 192},
    {STR_C("meta"), false, 0, 193},
    {STR_C("profile"), false, 0, 194},
    {STR_C("security"), false, 0, 195},
    {STR_C("source"), false, 0, 196},
    {STR_C("tag"), false, 0, 197},
    {STR_C("id"), false, 0, 199},
    {STR_C("identifier"), false, 0, 200},
    {STR_C("location"), false, 0, 201},
    {STR_C("meta"), false, 0, 202},
    {STR_C("morphology"), false, 0, 207},
    {STR_C("patient"), false, 0, 208},
    {STR_C("profile"), false, 0, 203},
    {STR_C("security"), false, 0, 204},
    {STR_C("source"), false, 0, 205},
    {STR_C("tag"), false, 0, 206},
    {STR_C("id"), false, 0, 210},
    {STR_C("identifier"), false, 0, 211},
    {STR_C("meta"), false, 0, 212},
    {STR_C("timestamp"), false, 0, 217},
    {STR_C("type"), false, 0, 218},
    {STR_C("profile"), false, 0, 213},
    {STR_C("security"), false, 0, 214},
    {STR_C("source"), false, 0, 215},
    {STR_C("tag"), false, 0, 216},
    {STR_C("date"), false, 0, 220},
    {STR_C("description"), false, 0, 221},
    {STR_C("format"), false, 0, 222},
    {STR_C("id"), false, 0, 223},
    {STR_C("implementationGuide"), false, 0, 224},
    {STR_C("jurisdiction"), false, 0, 225},
    {STR_C("meta"), false, 0, 226},
    {STR_C("name"), false, 0, 231},
    {STR_C("publisher"), false, 0, 232},
    {STR_C("rest"), false, 0, 233},
    {STR_C("software"), false, 0, 241},
    {STR_C("status"), false, 0, 243},
    {STR_C("title"), false, 0, 244},
    {STR_C("url"), false, 0, 245},
    {STR_C("useContext"), false, 0, 246},
    {STR_C("version"), false, 0, 258},
    {STR_C("profile"), false, 0, 227},
    {STR_C("security"), false, 0, 228},
    {STR_C("source"), false, 0, 229},
    {STR_C("tag"), false, 0, 230},
    {STR_C("mode"), false, 0, 234},
    {STR_C("resource"), false, 0, 235},
    {STR_C("security"), false, 0, 239},
    {STR_C("profile"), false, 0, 236},
    {STR_C("supportedProfile"), false, 0, 237},
    {STR_C("type"), false, 0, 238},
    {STR_C("service"), false, 0, 240},
    {STR_C("name"), false, 0, 242},
    {STR_C("code"), false, 0, 247},
    {STR_C("valueCodeableConcept"), false, 0, 248},
    {STR_C("valueQuantity"), false, 0, 249},
    {STR_C("valueRange"), false, 0, 250},
    {STR_C("code"), false, 0, 252},
    {STR_C("valueQuantity"), false, 0, 253},
    {STR_C("valueRange"), false, 0, 254},
    {STR_C("code"), false, 0, 256},
    {STR_C("valueCodeableConcept"), false, 0, 257},
    {STR_C("activity"), false, 0, 260},
    {STR_C("addresses"), false, 0, 266},
    {STR_C("basedOn"), false, 0, 267},
    {STR_C("careTeam"), false, 0, 268},
    {STR_C("category"), false, 0, 269},
    {STR_C("encounter"), false, 0, 270},
    {STR_C("goal"), false, 0, 271},
    {STR_C("id"), false, 0, 272},
    {STR_C("identifier"), false, 0, 273},
    {STR_C("instantiatesCanonical"), false, 0, 274},
    {STR_C("instantiatesUri"), false, 0, 275},
    {STR_C("intent"), false, 0, 276},
    {STR_C("meta"), false, 0, 277},
    {STR_C("partOf"), false, 0, 282},
    {STR_C("period"), false, 0, 283},
    {STR_C("replaces"), false, 0, 284},
    {STR_C("status"), false, 0, 285},
    {STR_C("subject"), false, 0, 286},
    {STR_C("detail"), false, 0, 261},
    {STR_C("reference"), false, 0, 265},
    {STR_C("code"), false, 0, 262},
    {STR_C("performer"), false, 0, 263},
    {STR_C("scheduled"), true, 0, 264},
    {STR_C("profile"), false, 0, 278},
    {STR_C("security"), false, 0, 279},
    {STR_C("source"), false, 0, 280},
    {STR_C("tag"), false, 0, 281},
    {STR_C("category"), false, 0, 288},
    {STR_C("encounter"), false, 0, 289},
    {STR_C("id"), false, 0, 290},
    {STR_C("identifier"), false, 0, 291},
    {STR_C("meta"), false, 0, 292},
    {STR_C("participant"), false, 0, 297},
    {STR_C("period"), false, 0, 300},
    {STR_C("status"), false, 0, 301},
    {STR_C("subject"), false, 0, 302},
    {STR_C("profile"), false, 0, 293},
    {STR_C("security"), false, 0, 294},
    {STR_C("source"), false, 0, 295},
    {STR_C("tag"), false, 0, 296},
    {STR_C("member"), false, 0, 298},
    {STR_C("role"), false, 0, 299},
    {STR_C("id"), false, 0, 304},
    {STR_C("meta"), false, 0, 305},
    {STR_C("profile"), false, 0, 306},
    {STR_C("security"), false, 0, 307},
    {STR_C("source"), false, 0, 308},
    {STR_C("tag"), false, 0, 309},
    {STR_C("account"), false, 0, 311},
    {STR_C("code"), false, 0, 312},
    {STR_C("context"), false, 0, 313},
    {STR_C("enteredDate"), false, 0, 314},
    {STR_C("enterer"), false, 0, 315},
    {STR_C("factorOverride"), false, 0, 316},
    {STR_C("id"), false, 0, 317},
    {STR_C("identifier"), false, 0, 318},
    {STR_C("meta"), false, 0, 319},
    {STR_C("occurrence"), true, 0, 324},
    {STR_C("performer"), false, 0, 325},
    {STR_C("performingOrganization"), false, 0, 328},
    {STR_C("priceOverride"), false, 0, 329},
    {STR_C("quantity"), false, 0, 330},
    {STR_C("requestingOrganization"), false, 0, 331},
    {STR_C("service"), false, 0, 332},
    {STR_C("subject"), false, 0, 333},
    {STR_C("profile"), false, 0, 320},
    {STR_C("security"), false, 0, 321},
    {STR_C("source"), false, 0, 322},
    {STR_C("tag"), false, 0, 323},
    {STR_C("actor"), false, 0, 326},
    {STR_C("function"), false, 0, 327},
    {STR_C("date"), false, 0, 335},
    {STR_C("description"), false, 0, 336},
    {STR_C("effectivePeriod"), false, 0, 337},
    {STR_C("id"), false, 0, 338},
    {STR_C("identifier"), false, 0, 339},
    {STR_C("jurisdiction"), false, 0, 340},
    {STR_C("meta"), false, 0, 341},
    {STR_C("publisher"), false, 0, 346},
    {STR_C("status"), false, 0, 347},
    {STR_C("title"), false, 0, 348},
    {STR_C("url"), false, 0, 349},
    {STR_C("useContext"), false, 0, 350},
    {STR_C("version"), false, 0, 362},
    {STR_C("profile"), false, 0, 342},
    {STR_C("security"), false, 0, 343},
    {STR_C("source"), false, 0, 344},
    {STR_C("tag"), false, 0, 345},
    {STR_C("code"), false, 0, 351},
    {STR_C("valueCodeableConcept"), false, 0, 352},
    {STR_C("valueQuantity"), false, 0, 353},
    {STR_C("valueRange"), false, 0, 354},
    {STR_C("code"), false, 0, 356},
    {STR_C("valueQuantity"), false, 0, 357},
    {STR_C("valueRange"), false, 0, 358},
    {STR_C("code"), false, 0, 360},
    {STR_C("valueCodeableConcept"), false, 0, 361},
    {STR_C("careTeam"), false, 0, 364},
    {STR_C("created"), false, 0, 366},
    {STR_C("enterer"), false, 0, 367},
    {STR_C("facility"), false, 0, 368},
    {STR_C("id"), false, 0, 369},
    {STR_C("identifier"), false, 0, 370},
    {STR_C("insurer"), false, 0, 371},
    {STR_C("item"), false, 0, 372},
    {STR_C("meta"), false, 0, 379},
    {STR_C("patient"), false, 0, 384},
    {STR_C("payee"), false, 0, 385},
    {STR_C("priority"), false, 0, 387},
    {STR_C("procedure"), false, 0, 388},
    {STR_C("provider"), false, 0, 390},
    {STR_C("status"), false, 0, 391},
    {STR_C("use"), false, 0, 392},
    {STR_C("provider"), false, 0, 365},
    {STR_C("detail"), false, 0, 373},
    {STR_C("encounter"), false, 0, 377},
    {STR_C("udi"), false, 0, 378},
    {STR_C("subDetail"), false, 0, 374},
    {STR_C("udi"), false, 0, 376},
    {STR_C("udi"), false, 0, 375},
    {STR_C("profile"), false, 0, 380},
    {STR_C("security"), false, 0, 381},
    {STR_C("source"), false, 0, 382},
    {STR_C("tag"), false, 0, 383},
    {STR_C("party"), false, 0, 386},
    {STR_C("udi"), false, 0, 389},
    {STR_C("created"), false, 0, 394},
    {STR_C("disposition"), false, 0, 395},
    {STR_C("id"), false, 0, 396},
    {STR_C("identifier"), false, 0, 397},
    {STR_C("insurer"), false, 0, 398},
    {STR_C("meta"), false, 0, 399},
    {STR_C("outcome"), false, 0, 404},
    {STR_C("patient"), false, 0, 405},
    {STR_C("payment"), false, 0, 406},
    {STR_C("request"), false, 0, 408},
    {STR_C("requestor"), false, 0, 409},
    {STR_C("status"), false, 0, 410},
    {STR_C("use"), false, 0, 411},
    {STR_C("profile"), false, 0, 400},
    {STR_C("security"), false, 0, 401},
    {STR_C("source"), false, 0, 402},
    {STR_C("tag"), false, 0, 403},
    {STR_C("date"), false, 0, 407},
    {STR_C("assessor"), false, 0, 413},
    {STR_C("date"), false, 0, 414},
    {STR_C("encounter"), false, 0, 415},
    {STR_C("finding"), false, 0, 416},
    {STR_C("id"), false, 0, 419},
    {STR_C("identifier"), false, 0, 420},
    {STR_C("investigation"), false, 0, 421},
    {STR_C("meta"), false, 0, 423},
    {STR_C("previous"), false, 0, 428},
    {STR_C("problem"), false, 0, 429},
    {STR_C("status"), false, 0, 430},
    {STR_C("subject"), false, 0, 431},
    {STR_C("supportingInfo"), false, 0, 432},
    {STR_C("itemCodeableConcept"), false, 0, 417},
    {STR_C("itemReference"), false, 0, 418},
    {STR_C("item"), false, 0, 422},
    {STR_C("profile"), false, 0, 424},
    {STR_C("security"), false, 0, 425},
    {STR_C("source"), false, 0, 426},
    {STR_C("tag"), false, 0, 427},
    {STR_C("concept"), false, 0, 434},
    {STR_C("content"), false, 0, 438},
    {STR_C("date"), false, 0, 439},
    {STR_C("description"), false, 0, 440},
    {STR_C("id"), false, 0, 441},
    {STR_C("identifier"), false, 0, 442},
    {STR_C("jurisdiction"), false, 0, 443},
    {STR_C("meta"), false, 0, 444},
    {STR_C("name"), false, 0, 449},
    {STR_C("publisher"), false, 0, 450},
    {STR_C("status"), false, 0, 451},
    {STR_C("supplements"), false, 0, 452},
    {STR_C("title"), false, 0, 453},
    {STR_C("url"), false, 0, 454},
    {STR_C("useContext"), false, 0, 455},
    {STR_C("version"), false, 0, 467},
    {STR_C("code"), false, 0, 435},
    {STR_C("designation"), false, 0, 436},
    {STR_C("language"), false, 0, 437},
    {STR_C("profile"), false, 0, 445},
    {STR_C("security"), false, 0, 446},
    {STR_C("source"), false, 0, 447},
    {STR_C("tag"), false, 0, 448},
    {STR_C("code"), false, 0, 456},
    {STR_C("valueCodeableConcept"), false, 0, 457},
    {STR_C("valueQuantity"), false, 0, 458},
    {STR_C("valueRange"), false, 0, 459},
    {STR_C("code"), false, 0, 461},
    {STR_C("valueQuantity"), false, 0, 462},
    {STR_C("valueRange"), false, 0, 463},
    {STR_C("code"), false, 0, 465},
    {STR_C("valueCodeableConcept"), false, 0, 466},
    {STR_C("basedOn"), false, 0, 469},
    {STR_C("category"), false, 0, 470},
    {STR_C("encounter"), false, 0, 471},
    {STR_C("id"), false, 0, 472},
    {STR_C("identifier"), false, 0, 473},
    {STR_C("instantiatesCanonical"), false, 0, 474},
    {STR_C("instantiatesUri"), false, 0, 475},
    {STR_C("medium"), false, 0, 476},
    {STR_C("meta"), false, 0, 477},
    {STR_C("partOf"), false, 0, 482},
    {STR_C("received"), false, 0, 483},
    {STR_C("recipient"), false, 0, 484},
    {STR_C("sender"), false, 0, 485},
    {STR_C("sent"), false, 0, 486},
    {STR_C("status"), false, 0, 487},
    {STR_C("subject"), false, 0, 488},
    {STR_C("profile"), false, 0, 478},
    {STR_C("security"), false, 0, 479},
    {STR_C("source"), false, 0, 480},
    {STR_C("tag"), false, 0, 481},
    {STR_C("authoredOn"), false, 0, 490},
    {STR_C("basedOn"), false, 0, 491},
    {STR_C("category"), false, 0, 492},
    {STR_C("encounter"), false, 0, 493},
    {STR_C("groupIdentifier"), false, 0, 494},
    {STR_C("id"), false, 0, 495},
    {STR_C("identifier"), false, 0, 496},
    {STR_C("medium"), false, 0, 497},
    {STR_C("meta"), false, 0, 498},
    {STR_C("occurrenceDateTime"), false, 0, 503},
    {STR_C("priority"), false, 0, 504},
    {STR_C("recipient"), false, 0, 505},
    {STR_C("replaces"), false, 0, 506},
    {STR_C("requester"), false, 0, 507},
    {STR_C("sender"), false, 0, 508},
    {STR_C("status"), false, 0, 509},
    {STR_C("subject"), false, 0, 510},
    {STR_C("profile"), false, 0, 499},
    {STR_C("security"), false, 0, 500},
    {STR_C("source"), false, 0, 501},
    {STR_C("tag"), false, 0, 502},
    {STR_C("code"), false, 0, 512},
    {STR_C("date"), false, 0, 513},
    {STR_C("description"), false, 0, 514},
    {STR_C("id"), false, 0, 515},
    {STR_C("meta"), false, 0, 516},
    {STR_C("name"), false, 0, 521},
    {STR_C("publisher"), false, 0, 522},
    {STR_C("resource"), false, 0, 523},
    {STR_C("status"), false, 0, 525},
    {STR_C("url"), false, 0, 526},
    {STR_C("useContext"), false, 0, 527},
    {STR_C("version"), false, 0, 539},
    {STR_C("profile"), false, 0, 517},
    {STR_C("security"), false, 0, 518},
    {STR_C("source"), false, 0, 519},
    {STR_C("tag"), false, 0, 520},
    {STR_C("code"), false, 0, 524},
    {STR_C("code"), false, 0, 528},
    {STR_C("valueCodeableConcept"), false, 0, 529},
    {STR_C("valueQuantity"), false, 0, 530},
    {STR_C("valueRange"), false, 0, 531},
    {STR_C("code"), false, 0, 533},
    {STR_C("valueQuantity"), false, 0, 534},
    {STR_C("valueRange"), false, 0, 535},
    {STR_C("code"), false, 0, 537},
    {STR_C("valueCodeableConcept"), false, 0, 538},
    {STR_C("attester"), false, 0, 541},
    {STR_C("author"), false, 0, 543},
    {STR_C("category"), false, 0, 544},
    {STR_C("confidentiality"), false, 0, 545},
    {STR_C("date"), false, 0, 546},
    {STR_C("encounter"), false, 0, 547},
    {STR_C("event"), false, 0, 548},
    {STR_C("id"), false, 0, 551},
    {STR_C("identifier"), false, 0, 552},
    {STR_C("meta"), false, 0, 553},
    {STR_C("relatesTo"), false, 0, 558},
    {STR_C("section"), false, 0, 561},
    {STR_C("status"), false, 0, 564},
    {STR_C("subject"), false, 0, 565},
    {STR_C("title"), false, 0, 566},
    {STR_C("type"), false, 0, 567},
    {STR_C("party"), false, 0, 542},
    {STR_C("code"), false, 0, 549},
    {STR_C("period"), false, 0, 550},
    {STR_C("profile"), false, 0, 554},
    {STR_C("security"), false, 0, 555},
    {STR_C("source"), false, 0, 556},
    {STR_C("tag"), false, 0, 557},
    {STR_C("targetIdentifier"), false, 0, 559},
    {STR_C("targetReference"), false, 0, 560},
    {STR_C("code"), false, 0, 562},
    {STR_C("entry"), false, 0, 563},
    {STR_C("date"), false, 0, 569},
    {STR_C("description"), false, 0, 570},
    {STR_C("group"), false, 0, 571},
    {STR_C("id"), false, 0, 584},
    {STR_C("identifier"), false, 0, 585},
    {STR_C("jurisdiction"), false, 0, 586},
    {STR_C("meta"), false, 0, 587},
    {STR_C("name"), false, 0, 592},
    {STR_C("publisher"), false, 0, 593},
    {STR_C("sourceCanonical"), false, 0, 594},
    {STR_C("sourceUri"), false, 0, 595},
    {STR_C("status"), false, 0, 596},
    {STR_C("targetCanonical"), false, 0, 597},
    {STR_C("targetUri"), false, 0, 598},
    {STR_C("title"), false, 0, 599},
    {STR_C("url"), false, 0, 600},
    {STR_C("useContext"), false, 0, 601},
    {STR_C("version"), false, 0, 613},
    {STR_C("element"), false, 0, 572},
    {STR_C("source"), false, 0, 580},
    {STR_C("target"), false, 0, 581},
    {STR_C("unmapped"), false, 0, 582},
    {STR_C("code"), false, 0, 573},
    {STR_C("target"), false, 0, 574},
    {STR_C("code"), false, 0, 575},
    {STR_C("dependsOn"), false, 0, 576},
    {STR_C("product"), false, 0, 578},
    {STR_C("property"), false, 0, 577},
    {STR_C("property"), false, 0, 579},
    {STR_C("url"), false, 0, 583},
    {STR_C("profile"), false, 0, 588},
    {STR_C("security"), false, 0, 589},
    {STR_C("source"), false, 0, 590},
    {STR_C("tag"), false, 0, 591},
    {STR_C("code"), false, 0, 602},
    {STR_C("valueCodeableConcept"), false, 0, 603},
    {STR_C("valueQuantity"), false, 0, 604},
    {STR_C("valueRange"), false, 0, 605},
    {STR_C("code"), false, 0, 607},
    {STR_C("valueQuantity"), false, 0, 608},
    {STR_C("valueRange"), false, 0, 609},
    {STR_C("code"), false, 0, 611},
    {STR_C("valueCodeableConcept"), false, 0, 612},
    {STR_C("abatementAge"), false, 0, 615},
    {STR_C("abatementDateTime"), false, 0, 616},
    {STR_C("abatementPeriod"), false, 0, 617},
    {STR_C("abatementRange"), false, 0, 618},
    {STR_C("abatementString"), false, 0, 619},
    {STR_C("asserter"), false, 0, 620},
    {STR_C("bodySite"), false, 0, 621},
    {STR_C("category"), false, 0, 622},
    {STR_C("clinicalStatus"), false, 0, 623},
    {STR_C("code"), false, 0, 624},
    {STR_C("encounter"), false, 0, 625},
    {STR_C("evidence"), false, 0, 626},
    {STR_C("extension"), false, 11, 629},
    {STR_C("id"), false, 0, 631},
    {STR_C("identifier"), false, 0, 632},
    {STR_C("meta"), false, 0, 633},
    {STR_C("onsetAge"), false, 0, 638},
    {STR_C("onsetDateTime"), false, 0, 639},
    {STR_C("onsetPeriod"), false, 0, 640},
    {STR_C("onsetRange"), false, 0, 641},
    {STR_C("onsetString"), false, 0, 642},
    {STR_C("recordedDate"), false, 0, 643},
    {STR_C("severity"), false, 0, 644},
    {STR_C("stage"), false, 0, 645},
    {STR_C("subject"), false, 0, 647},
    {STR_C("verificationStatus"), false, 0, 648},
    {STR_C("code"), false, 0, 627},
    {STR_C("detail"), false, 0, 628},
    {STR_C("valueDateTime"), false, 0, 630},
    {STR_C("profile"), false, 0, 634},
    {STR_C("security"), false, 0, 635},
    {STR_C("source"), false, 0, 636},
    {STR_C("tag"), false, 0, 637},
    {STR_C("summary"), false, 0, 646},
    {STR_C("category"), false, 0, 650},
    {STR_C("dateTime"), false, 0, 651},
    {STR_C("id"), false, 0, 652},
    {STR_C("identifier"), false, 0, 653},
    {STR_C("meta"), false, 0, 654},
    {STR_C("organization"), false, 0, 659},
    {STR_C("patient"), false, 0, 660},
    {STR_C("performer"), false, 0, 661},
    {STR_C("provision"), false, 0, 662},
    {STR_C("scope"), false, 0, 671},
    {STR_C("source"), true, 0, 672},
    {STR_C("status"), false, 0, 673},
    {STR_C("profile"), false, 0, 655},
    {STR_C("security"), false, 0, 656},
    {STR_C("source"), false, 0, 657},
    {STR_C("tag"), false, 0, 658},
    {STR_C("action"), false, 0, 663},
    {STR_C("actor"), false, 0, 664},
    {STR_C("data"), false, 0, 666},
    {STR_C("period"), false, 0, 668},
    {STR_C("purpose"), false, 0, 669},
    {STR_C("securityLabel"), false, 0, 670},
    {STR_C("reference"), false, 0, 665},
    {STR_C("reference"), false, 0, 667},
    {STR_C("authority"), false, 0, 675},
    {STR_C("domain"), false, 0, 676},
    {STR_C("id"), false, 0, 677},
    {STR_C("identifier"), false, 0, 678},
    {STR_C("instantiatesUri"), false, 0, 679},
    {STR_C("issued"), false, 0, 680},
    {STR_C("meta"), false, 0, 681},
    {STR_C("signer"), false, 0, 686},
    {STR_C("status"), false, 0, 688},
    {STR_C("subject"), false, 0, 689},
    {STR_C("url"), false, 0, 690},
    {STR_C("profile"), false, 0, 682},
    {STR_C("security"), false, 0, 683},
    {STR_C("source"), false, 0, 684},
    {STR_C("tag"), false, 0, 685},
    {STR_C("party"), false, 0, 687},
    {STR_C("beneficiary"), false, 0, 692},
    {STR_C("class"), false, 0, 693},
    {STR_C("dependent"), false, 0, 696},
    {STR_C("id"), false, 0, 697},
    {STR_C("identifier"), false, 0, 698},
    {STR_C("meta"), false, 0, 699},
    {STR_C("payor"), false, 0, 704},
    {STR_C("policyHolder"), false, 0, 705},
    {STR_C("status"), false, 0, 706},
    {STR_C("subscriber"), false, 0, 707},
    {STR_C("type"), false, 0, 708},
    {STR_C("type"), false, 0, 694},
    {STR_C("value"), false, 0, 695},
    {STR_C("profile"), false, 0, 700},
    {STR_C("security"), false, 0, 701},
    {STR_C("source"), false, 0, 702},
    {STR_C("tag"), false, 0, 703},
    {STR_C("created"), false, 0, 710},
    {STR_C("enterer"), false, 0, 711},
    {STR_C("facility"), false, 0, 712},
    {STR_C("id"), false, 0, 713},
    {STR_C("identifier"), false, 0, 714},
    {STR_C("meta"), false, 0, 715},
    {STR_C("patient"), false, 0, 720},
    {STR_C("provider"), false, 0, 721},
    {STR_C("status"), false, 0, 722},
    {STR_C("profile"), false, 0, 716},
    {STR_C("security"), false, 0, 717},
    {STR_C("source"), false, 0, 718},
    {STR_C("tag"), false, 0, 719},
    {STR_C("created"), false, 0, 724},
    {STR_C("disposition"), false, 0, 725},
    {STR_C("id"), false, 0, 726},
    {STR_C("identifier"), false, 0, 727},
    {STR_C("insurer"), false, 0, 728},
    {STR_C("meta"), false, 0, 729},
    {STR_C("outcome"), false, 0, 734},
    {STR_C("patient"), false, 0, 735},
    {STR_C("request"), false, 0, 736},
    {STR_C("requestor"), false, 0, 737},
    {STR_C("status"), false, 0, 738},
    {STR_C("profile"), false, 0, 730},
    {STR_C("security"), false, 0, 731},
    {STR_C("source"), false, 0, 732},
    {STR_C("tag"), false, 0, 733},
    {STR_C("author"), false, 0, 740},
    {STR_C("code"), false, 0, 741},
    {STR_C("id"), false, 0, 742},
    {STR_C("identified"), true, 0, 743},
    {STR_C("identifier"), false, 0, 744},
    {STR_C("implicated"), false, 0, 745},
    {STR_C("meta"), false, 0, 746},
    {STR_C("patient"), false, 0, 751},
    {STR_C("profile"), false, 0, 747},
    {STR_C("security"), false, 0, 748},
    {STR_C("source"), false, 0, 749},
    {STR_C("tag"), false, 0, 750},
    {STR_C("deviceName"), false, 0, 753},
    {STR_C("id"), false, 0, 755},
    {STR_C("identifier"), false, 0, 756},
    {STR_C("location"), false, 0, 757},
    {STR_C("manufacturer"), false, 0, 758},
    {STR_C("meta"), false, 0, 759},
    {STR_C("modelNumber"), false, 0, 764},
    {STR_C("owner"), false, 0, 765},
    {STR_C("patient"), false, 0, 766},
    {STR_C("status"), false, 0, 767},
    {STR_C("type"), false, 0, 768},
    {STR_C("udiCarrier"), false, 0, 772},
    {STR_C("url"), false, 0, 775},
    {STR_C("name"), false, 0, 754},
    {STR_C("profile"), false, 0, 760},
    {STR_C("security"), false, 0, 761},
    {STR_C("source"), false, 0, 762},
    {STR_C("tag"), false, 0, 763},
    {STR_C("coding"), false, 0, 769},
    {STR_C("text"), false, 0, 771},
    {STR_C("display"), false, 0, 770},
    {STR_C("carrierHRF"), false, 0, 773},
    {STR_C("deviceIdentifier"), false, 0, 774},
    {STR_C("id"), false, 0, 777},
    {STR_C("identifier"), false, 0, 778},
    {STR_C("meta"), false, 0, 779},
    {STR_C("parentDevice"), false, 0, 784},
    {STR_C("type"), false, 0, 785},
    {STR_C("profile"), false, 0, 780},
    {STR_C("security"), false, 0, 781},
    {STR_C("source"), false, 0, 782},
    {STR_C("tag"), false, 0, 783},
    {STR_C("category"), false, 0, 787},
    {STR_C("id"), false, 0, 788},
    {STR_C("identifier"), false, 0, 789},
    {STR_C("meta"), false, 0, 790},
    {STR_C("parent"), false, 0, 795},
    {STR_C("source"), false, 0, 796},
    {STR_C("type"), false, 0, 797},
    {STR_C("profile"), false, 0, 791},
    {STR_C("security"), false, 0, 792},
    {STR_C("source"), false, 0, 793},
    {STR_C("tag"), false, 0, 794},
    {STR_C("authoredOn"), false, 0, 799},
    {STR_C("basedOn"), false, 0, 800},
    {STR_C("codeCodeableConcept"), false, 0, 801},
    {STR_C("codeReference"), false, 0, 802},
    {STR_C("encounter"), false, 0, 803},
    {STR_C("groupIdentifier"), false, 0, 804},
    {STR_C("id"), false, 0, 805},
    {STR_C("identifier"), false, 0, 806},
    {STR_C("instantiatesCanonical"), false, 0, 807},
    {STR_C("instantiatesUri"), false, 0, 808},
    {STR_C("insurance"), false, 0, 809},
    {STR_C("intent"), false, 0, 810},
    {STR_C("meta"), false, 0, 811},
    {STR_C("occurrenceDateTime"), false, 0, 816},
    {STR_C("occurrencePeriod"), false, 0, 817},
    {STR_C("performer"), false, 0, 818},
    {STR_C("priorRequest"), false, 0, 819},
    {STR_C("requester"), false, 0, 820},
    {STR_C("status"), false, 0, 821},
    {STR_C("subject"), false, 0, 822},
    {STR_C("profile"), false, 0, 812},
    {STR_C("security"), false, 0, 813},
    {STR_C("source"), false, 0, 814},
    {STR_C("tag"), false, 0, 815},
    {STR_C("device"), false, 0, 824},
    {STR_C("id"), false, 0, 825},
    {STR_C("identifier"), false, 0, 826},
    {STR_C("meta"), false, 0, 827},
    {STR_C("subject"), false, 0, 832},
    {STR_C("profile"), false, 0, 828},
    {STR_C("security"), false, 0, 829},
    {STR_C("source"), false, 0, 830},
    {STR_C("tag"), false, 0, 831},
    {STR_C("basedOn"), false, 0, 834},
    {STR_C("category"), false, 0, 835},
    {STR_C("code"), false, 0, 836},
    {STR_C("conclusionCode"), false, 0, 837},
    {STR_C("effective"), true, 0, 838},
    {STR_C("encounter"), false, 0, 839},
    {STR_C("id"), false, 0, 840},
    {STR_C("identifier"), false, 0, 841},
    {STR_C("issued"), false, 0, 842},
    {STR_C("media"), false, 0, 843},
    {STR_C("meta"), false, 0, 845},
    {STR_C("performer"), false, 0, 850},
    {STR_C("result"), false, 0, 851},
    {STR_C("resultsInterpreter"), false, 0, 852},
    {STR_C("specimen"), false, 0, 853},
    {STR_C("status"), false, 0, 854},
    {STR_C("subject"), false, 0, 855},
    {STR_C("link"), false, 0, 844},
    {STR_C("profile"), false, 0, 846},
    {STR_C("security"), false, 0, 847},
    {STR_C("source"), false, 0, 848},
    {STR_C("tag"), false, 0, 849},
    {STR_C("author"), false, 0, 857},
    {STR_C("content"), false, 0, 858},
    {STR_C("created"), false, 0, 859},
    {STR_C("description"), false, 0, 860},
    {STR_C("id"), false, 0, 861},
    {STR_C("identifier"), false, 0, 862},
    {STR_C("masterIdentifier"), false, 0, 863},
    {STR_C("meta"), false, 0, 864},
    {STR_C("recipient"), false, 0, 869},
    {STR_C("related"), false, 0, 870},
    {STR_C("source"), false, 0, 873},
    {STR_C("status"), false, 0, 874},
    {STR_C("subject"), false, 0, 875},
    {STR_C("type"), false, 0, 876},
    {STR_C("profile"), false, 0, 865},
    {STR_C("security"), false, 0, 866},
    {STR_C("source"), false, 0, 867},
    {STR_C("tag"), false, 0, 868},
    {STR_C("identifier"), false, 0, 871},
    {STR_C("ref"), false, 0, 872},
    {STR_C("authenticator"), false, 0, 878},
    {STR_C("author"), false, 0, 879},
    {STR_C("category"), false, 0, 880},
    {STR_C("content"), false, 0, 881},
    {STR_C("context"), false, 0, 887},
    {STR_C("custodian"), false, 0, 894},
    {STR_C("date"), false, 0, 895},
    {STR_C("description"), false, 0, 896},
    {STR_C("id"), false, 0, 897},
    {STR_C("identifier"), false, 0, 898},
    {STR_C("masterIdentifier"), false, 0, 899},
    {STR_C("meta"), false, 0, 900},
    {STR_C("relatesTo"), false, 0, 905},
    {STR_C("securityLabel"), false, 0, 911},
    {STR_C("status"), false, 0, 912},
    {STR_C("subject"), false, 0, 913},
    {STR_C("type"), false, 0, 914},
    {STR_C("attachment"), false, 0, 882},
    {STR_C("format"), false, 0, 886},
    {STR_C("contentType"), false, 0, 883},
    {STR_C("language"), false, 0, 884},
    {STR_C("url"), false, 0, 885},
    {STR_C("encounter"), false, 0, 888},
    {STR_C("event"), false, 0, 889},
    {STR_C("facilityType"), false, 0, 890},
    {STR_C("period"), false, 0, 891},
    {STR_C("practiceSetting"), false, 0, 892},
    {STR_C("related"), false, 0, 893},
    {STR_C("profile"), false, 0, 901},
    {STR_C("security"), false, 0, 902},
    {STR_C("source"), false, 0, 903},
    {STR_C("tag"), false, 0, 904},
    {STR_C("code"), false, 0, 906},
    {STR_C("target"), false, 0, 907},
    {STR_C("code"), false, 0, 909},
    {STR_C("target"), false, 0, 910},
    {STR_C("date"), false, 0, 916},
    {STR_C("description"), false, 0, 917},
    {STR_C("effectivePeriod"), false, 0, 918},
    {STR_C("id"), false, 0, 919},
    {STR_C("identifier"), false, 0, 920},
    {STR_C("jurisdiction"), false, 0, 921},
    {STR_C("meta"), false, 0, 922},
    {STR_C("name"), false, 0, 927},
    {STR_C("publisher"), false, 0, 928},
    {STR_C("status"), false, 0, 929},
    {STR_C("title"), false, 0, 930},
    {STR_C("url"), false, 0, 931},
    {STR_C("useContext"), false, 0, 932},
    {STR_C("version"), false, 0, 944},
    {STR_C("profile"), false, 0, 923},
    {STR_C("security"), false, 0, 924},
    {STR_C("source"), false, 0, 925},
    {STR_C("tag"), false, 0, 926},
    {STR_C("code"), false, 0, 933},
    {STR_C("valueCodeableConcept"), false, 0, 934},
    {STR_C("valueQuantity"), false, 0, 935},
    {STR_C("valueRange"), false, 0, 936},
    {STR_C("code"), false, 0, 938},
    {STR_C("valueQuantity"), false, 0, 939},
    {STR_C("valueRange"), false, 0, 940},
    {STR_C("code"), false, 0, 942},
    {STR_C("valueCodeableConcept"), false, 0, 943},
    {STR_C("account"), false, 0, 946},
    {STR_C("appointment"), false, 0, 947},
    {STR_C("basedOn"), false, 0, 948},
    {STR_C("class"), false, 0, 949},
    {STR_C("diagnosis"), false, 0, 950},
    {STR_C("episodeOfCare"), false, 0, 952},
    {STR_C("hospitalization"), false, 0, 953},
    {STR_C("id"), false, 0, 956},
    {STR_C("identifier"), false, 0, 957},
    {STR_C("length"), false, 0, 958},
    {STR_C("location"), false, 0, 959},
    {STR_C("meta"), false, 0, 962},
    {STR_C("partOf"), false, 0, 967},
    {STR_C("participant"), false, 0, 968},
    {STR_C("period"), false, 0, 971},
    {STR_C("reasonCode"), false, 0, 972},
    {STR_C("reasonReference"), false, 0, 973},
    {STR_C("serviceProvider"), false, 0, 974},
    {STR_C("status"), false, 0, 975},
    {STR_C("subject"), false, 0, 976},
    {STR_C("type"), false, 0, 977},
    {STR_C("condition"), false, 0, 951},
    {STR_C("dischargeDisposition"), false, 0, 954},
    {STR_C("specialArrangement"), false, 0, 955},
    {STR_C("location"), false, 0, 960},
    {STR_C("period"), false, 0, 961},
    {STR_C("profile"), false, 0, 963},
    {STR_C("security"), false, 0, 964},
    {STR_C("source"), false, 0, 965},
    {STR_C("tag"), false, 0, 966},
    {STR_C("individual"), false, 0, 969},
    {STR_C("type"), false, 0, 970},
    {STR_C("connectionType"), false, 0, 979},
    {STR_C("id"), false, 0, 980},
    {STR_C("identifier"), false, 0, 981},
    {STR_C("managingOrganization"), false, 0, 982},
    {STR_C("meta"), false, 0, 983},
    {STR_C("name"), false, 0, 988},
    {STR_C("payloadType"), false, 0, 989},
    {STR_C("status"), false, 0, 990},
    {STR_C("profile"), false, 0, 984},
    {STR_C("security"), false, 0, 985},
    {STR_C("source"), false, 0, 986},
    {STR_C("tag"), false, 0, 987},
    {STR_C("candidate"), false, 0, 992},
    {STR_C("id"), false, 0, 993},
    {STR_C("identifier"), false, 0, 994},
    {STR_C("meta"), false, 0, 995},
    {STR_C("status"), false, 0, 1000},
    {STR_C("profile"), false, 0, 996},
    {STR_C("security"), false, 0, 997},
    {STR_C("source"), false, 0, 998},
    {STR_C("tag"), false, 0, 999},
    {STR_C("id"), false, 0, 1002},
    {STR_C("identifier"), false, 0, 1003},
    {STR_C("meta"), false, 0, 1004},
    {STR_C("request"), false, 0, 1009},
    {STR_C("status"), false, 0, 1010},
    {STR_C("profile"), false, 0, 1005},
    {STR_C("security"), false, 0, 1006},
    {STR_C("source"), false, 0, 1007},
    {STR_C("tag"), false, 0, 1008},
    {STR_C("careManager"), false, 0, 1012},
    {STR_C("diagnosis"), false, 0, 1013},
    {STR_C("id"), false, 0, 1015},
    {STR_C("identifier"), false, 0, 1016},
    {STR_C("managingOrganization"), false, 0, 1017},
    {STR_C("meta"), false, 0, 1018},
    {STR_C("patient"), false, 0, 1023},
    {STR_C("period"), false, 0, 1024},
    {STR_C("referralRequest"), false, 0, 1025},
    {STR_C("status"), false, 0, 1026},
    {STR_C("type"), false, 0, 1027},
    {STR_C("condition"), false, 0, 1014},
    {STR_C("profile"), false, 0, 1019},
    {STR_C("security"), false, 0, 1020},
    {STR_C("source"), false, 0, 1021},
    {STR_C("tag"), false, 0, 1022},
    {STR_C("date"), false, 0, 1029},
    {STR_C("description"), false, 0, 1030},
    {STR_C("effectivePeriod"), false, 0, 1031},
    {STR_C("id"), false, 0, 1032},
    {STR_C("identifier"), false, 0, 1033},
    {STR_C("jurisdiction"), false, 0, 1034},
    {STR_C("meta"), false, 0, 1035},
    {STR_C("name"), false, 0, 1040},
    {STR_C("publisher"), false, 0, 1041},
    {STR_C("relatedArtifact"), false, 1, 1042},
    {STR_C("relatedArtifact"), false, 2, 1044},
    {STR_C("relatedArtifact"), false, 3, 1046},
    {STR_C("relatedArtifact"), false, 4, 1048},
    {STR_C("relatedArtifact"), false, 5, 1050},
    {STR_C("status"), false, 0, 1052},
    {STR_C("title"), false, 0, 1053},
    {STR_C("topic"), false, 0, 1054},
    {STR_C("url"), false, 0, 1055},
    {STR_C("useContext"), false, 0, 1056},
    {STR_C("version"), false, 0, 1068},
    {STR_C("profile"), false, 0, 1036},
    {STR_C("security"), false, 0, 1037},
    {STR_C("source"), false, 0, 1038},
    {STR_C("tag"), false, 0, 1039},
    {STR_C("resource"), false, 0, 1043},
    {STR_C("resource"), false, 0, 1045},
    {STR_C("resource"), false, 0, 1047},
    {STR_C("resource"), false, 0, 1049},
    {STR_C("resource"), false, 0, 1051},
    {STR_C("code"), false, 0, 1057},
    {STR_C("valueCodeableConcept"), false, 0, 1058},
    {STR_C("valueQuantity"), false, 0, 1059},
    {STR_C("valueRange"), false, 0, 1060},
    {STR_C("code"), false, 0, 1062},
    {STR_C("valueQuantity"), false, 0, 1063},
    {STR_C("valueRange"), false, 0, 1064},
    {STR_C("code"), false, 0, 1066},
    {STR_C("valueCodeableConcept"), false, 0, 1067},
    {STR_C("date"), false, 0, 1070},
    {STR_C("description"), false, 0, 1071},
    {STR_C("effectivePeriod"), false, 0, 1072},
    {STR_C("id"), false, 0, 1073},
    {STR_C("identifier"), false, 0, 1074},
    {STR_C("jurisdiction"), false, 0, 1075},
    {STR_C("meta"), false, 0, 1076},
    {STR_C("name"), false, 0, 1081},
    {STR_C("publisher"), false, 0, 1082},
    {STR_C("relatedArtifact"), false, 1, 1083},
    {STR_C("relatedArtifact"), false, 2, 1085},
    {STR_C("relatedArtifact"), false, 3, 1087},
    {STR_C("relatedArtifact"), false, 4, 1089},
    {STR_C("relatedArtifact"), false, 5, 1091},
    {STR_C("status"), false, 0, 1093},
    {STR_C("title"), false, 0, 1094},
    {STR_C("topic"), false, 0, 1095},
    {STR_C("url"), false, 0, 1096},
    {STR_C("useContext"), false, 0, 1097},
    {STR_C("version"), false, 0, 1109},
    {STR_C("profile"), false, 0, 1077},
    {STR_C("security"), false, 0, 1078},
    {STR_C("source"), false, 0, 1079},
    {STR_C("tag"), false, 0, 1080},
    {STR_C("resource"), false, 0, 1084},
    {STR_C("resource"), false, 0, 1086},
    {STR_C("resource"), false, 0, 1088},
    {STR_C("resource"), false, 0, 1090},
    {STR_C("resource"), false, 0, 1092},
    {STR_C("code"), false, 0, 1098},
    {STR_C("valueCodeableConcept"), false, 0, 1099},
    {STR_C("valueQuantity"), false, 0, 1100},
    {STR_C("valueRange"), false, 0, 1101},
    {STR_C("code"), false, 0, 1103},
    {STR_C("valueQuantity"), false, 0, 1104},
    {STR_C("valueRange"), false, 0, 1105},
    {STR_C("code"), false, 0, 1107},
    {STR_C("valueCodeableConcept"), false, 0, 1108},
    {STR_C("date"), false, 0, 1111},
    {STR_C("description"), false, 0, 1112},
    {STR_C("effectivePeriod"), false, 0, 1113},
    {STR_C("id"), false, 0, 1114},
    {STR_C("identifier"), false, 0, 1115},
    {STR_C("jurisdiction"), false, 0, 1116},
    {STR_C("meta"), false, 0, 1117},
    {STR_C("name"), false, 0, 1122},
    {STR_C("publisher"), false, 0, 1123},
    {STR_C("relatedArtifact"), false, 1, 1124},
    {STR_C("relatedArtifact"), false, 2, 1126},
    {STR_C("relatedArtifact"), false, 3, 1128},
    {STR_C("relatedArtifact"), false, 4, 1130},
    {STR_C("relatedArtifact"), false, 5, 1132},
    {STR_C("status"), false, 0, 1134},
    {STR_C("title"), false, 0, 1135},
    {STR_C("topic"), false, 0, 1136},
    {STR_C("url"), false, 0, 1137},
    {STR_C("useContext"), false, 0, 1138},
    {STR_C("version"), false, 0, 1150},
    {STR_C("profile"), false, 0, 1118},
    {STR_C("security"), false, 0, 1119},
    {STR_C("source"), false, 0, 1120},
    {STR_C("tag"), false, 0, 1121},
    {STR_C("resource"), false, 0, 1125},
    {STR_C("resource"), false, 0, 1127},
    {STR_C("resource"), false, 0, 1129},
    {STR_C("resource"), false, 0, 1131},
    {STR_C("resource"), false, 0, 1133},
    {STR_C("code"), false, 0, 1139},
    {STR_C("valueCodeableConcept"), false, 0, 1140},
    {STR_C("valueQuantity"), false, 0, 1141},
    {STR_C("valueRange"), false, 0, 1142},
    {STR_C("code"), false, 0, 1144},
    {STR_C("valueQuantity"), false, 0, 1145},
    {STR_C("valueRange"), false, 0, 1146},
    {STR_C("code"), false, 0, 1148},
    {STR_C("valueCodeableConcept"), false, 0, 1149},
    {STR_C("date"), false, 0, 1152},
    {STR_C("id"), false, 0, 1153},
    {STR_C("identifier"), false, 0, 1154},
    {STR_C("jurisdiction"), false, 0, 1155},
    {STR_C("meta"), false, 0, 1156},
    {STR_C("name"), false, 0, 1161},
    {STR_C("publisher"), false, 0, 1162},
    {STR_C("status"), false, 0, 1163},
    {STR_C("url"), false, 0, 1164},
    {STR_C("useContext"), false, 0, 1165},
    {STR_C("version"), false, 0, 1177},
    {STR_C("profile"), false, 0, 1157},
    {STR_C("security"), false, 0, 1158},
    {STR_C("source"), false, 0, 1159},
    {STR_C("tag"), false, 0, 1160},
    {STR_C("code"), false, 0, 1166},
    {STR_C("valueCodeableConcept"), false, 0, 1167},
    {STR_C("valueQuantity"), false, 0, 1168},
    {STR_C("valueRange"), false, 0, 1169},
    {STR_C("code"), false, 0, 1171},
    {STR_C("valueQuantity"), false, 0, 1172},
    {STR_C("valueRange"), false, 0, 1173},
    {STR_C("code"), false, 0, 1175},
    {STR_C("valueCodeableConcept"), false, 0, 1176},
    {STR_C("billablePeriod"), false, 0, 1179},
    {STR_C("careTeam"), false, 0, 1181},
    {STR_C("claim"), false, 0, 1183},
    {STR_C("created"), false, 0, 1184},
    {STR_C("disposition"), false, 0, 1185},
    {STR_C("enterer"), false, 0, 1186},
    {STR_C("facility"), false, 0, 1187},
    {STR_C("id"), false, 0, 1188},
    {STR_C("identifier"), false, 0, 1189},
    {STR_C("insurance"), false, 0, 1190},
    {STR_C("insurer"), false, 0, 1192},
    {STR_C("item"), false, 0, 1193},
    {STR_C("meta"), false, 0, 1204},
    {STR_C("patient"), false, 0, 1209},
    {STR_C("payee"), false, 0, 1210},
    {STR_C("procedure"), false, 0, 1212},
    {STR_C("provider"), false, 0, 1214},
    {STR_C("status"), false, 0, 1215},
    {STR_C("type"), false, 0, 1216},
    {STR_C("use"), false, 0, 1217},
    {STR_C("start"), false, 0, 1180},
    {STR_C("provider"), false, 0, 1182},
    {STR_C("coverage"), false, 0, 1191},
    {STR_C("detail"), false, 0, 1194},
    {STR_C("encounter"), false, 0, 1198},
    {STR_C("serviced"), true, 0, 1199},
    {STR_C("servicedDate"), false, 0, 1200},
    {STR_C("servicedPeriod"), false, 0, 1201},
    {STR_C("udi"), false, 0, 1203},
    {STR_C("subDetail"), false, 0, 1195},
    {STR_C("udi"), false, 0, 1197},
    {STR_C("udi"), false, 0, 1196},
    {STR_C("start"), false, 0, 1202},
    {STR_C("profile"), false, 0, 1205},
    {STR_C("security"), false, 0, 1206},
    {STR_C("source"), false, 0, 1207},
    {STR_C("tag"), false, 0, 1208},
    {STR_C("party"), false, 0, 1211},
    {STR_C("udi"), false, 0, 1213},
    {STR_C("condition"), false, 0, 1219},
    {STR_C("date"), false, 0, 1221},
    {STR_C("id"), false, 0, 1222},
    {STR_C("identifier"), false, 0, 1223},
    {STR_C("instantiatesCanonical"), false, 0, 1224},
    {STR_C("instantiatesUri"), false, 0, 1225},
    {STR_C("meta"), false, 0, 1226},
    {STR_C("patient"), false, 0, 1231},
    {STR_C("relationship"), false, 0, 1232},
    {STR_C("sex"), false, 0, 1233},
    {STR_C("status"), false, 0, 1234},
    {STR_C("code"), false, 0, 1220},
    {STR_C("profile"), false, 0, 1227},
    {STR_C("security"), false, 0, 1228},
    {STR_C("source"), false, 0, 1229},
    {STR_C("tag"), false, 0, 1230},
    {STR_C("author"), false, 0, 1236},
    {STR_C("encounter"), false, 0, 1237},
    {STR_C("id"), false, 0, 1238},
    {STR_C("identifier"), false, 0, 1239},
    {STR_C("meta"), false, 0, 1240},
    {STR_C("period"), false, 0, 1245},
    {STR_C("subject"), false, 0, 1246},
    {STR_C("profile"), false, 0, 1241},
    {STR_C("security"), false, 0, 1242},
    {STR_C("source"), false, 0, 1243},
    {STR_C("tag"), false, 0, 1244},
    {STR_C("achievementStatus"), false, 0, 1248},
    {STR_C("category"), false, 0, 1249},
    {STR_C("description"), false, 0, 1250},
    {STR_C("id"), false, 0, 1251},
    {STR_C("identifier"), false, 0, 1252},
    {STR_C("lifecycleStatus"), false, 0, 1253},
    {STR_C("meta"), false, 0, 1254},
    {STR_C("startDate"), false, 0, 1259},
    {STR_C("subject"), false, 0, 1260},
    {STR_C("target"), false, 0, 1261},
    {STR_C("profile"), false, 0, 1255},
    {STR_C("security"), false, 0, 1256},
    {STR_C("source"), false, 0, 1257},
    {STR_C("tag"), false, 0, 1258},
    {STR_C("dueDate"), false, 0, 1262},
    {STR_C("date"), false, 0, 1264},
    {STR_C("description"), false, 0, 1265},
    {STR_C("id"), false, 0, 1266},
    {STR_C("jurisdiction"), false, 0, 1267},
    {STR_C("meta"), false, 0, 1268},
    {STR_C("name"), false, 0, 1273},
    {STR_C("publisher"), false, 0, 1274},
    {STR_C("start"), false, 0, 1275},
    {STR_C("status"), false, 0, 1276},
    {STR_C("url"), false, 0, 1277},
    {STR_C("useContext"), false, 0, 1278},
    {STR_C("version"), false, 0, 1290},
    {STR_C("profile"), false, 0, 1269},
    {STR_C("security"), false, 0, 1270},
    {STR_C("source"), false, 0, 1271},
    {STR_C("tag"), false, 0, 1272},
    {STR_C("code"), false, 0, 1279},
    {STR_C("valueCodeableConcept"), false, 0, 1280},
    {STR_C("valueQuantity"), false, 0, 1281},
    {STR_C("valueRange"), false, 0, 1282},
    {STR_C("code"), false, 0, 1284},
    {STR_C("valueQuantity"), false, 0, 1285},
    {STR_C("valueRange"), false, 0, 1286},
    {STR_C("code"), false, 0, 1288},
    {STR_C("valueCodeableConcept"), false, 0, 1289},
    {STR_C("actual"), false, 0, 1292},
    {STR_C("characteristic"), false, 0, 1293},
    {STR_C("code"), false, 0, 1302},
    {STR_C("id"), false, 0, 1303},
    {STR_C("identifier"), false, 0, 1304},
    {STR_C("managingEntity"), false, 0, 1305},
    {STR_C("member"), false, 0, 1306},
    {STR_C("meta"), false, 0, 1308},
    {STR_C("type"), false, 0, 1313},
    {STR_C("code"), false, 0, 1294},
    {STR_C("exclude"), false, 0, 1295},
    {STR_C("valueBoolean"), false, 0, 1296},
    {STR_C("valueCodeableConcept"), false, 0, 1297},
    {STR_C("valueReference"), false, 0, 1298},
    {STR_C("code"), false, 0, 1300},
    {STR_C("value"), true, 0, 1301},
    {STR_C("entity"), false, 0, 1307},
    {STR_C("profile"), false, 0, 1309},
    {STR_C("security"), false, 0, 1310},
    {STR_C("source"), false, 0, 1311},
    {STR_C("tag"), false, 0, 1312},
    {STR_C("id"), false, 0, 1315},
    {STR_C("identifier"), false, 0, 1316},
    {STR_C("meta"), false, 0, 1317},
    {STR_C("requestIdentifier"), false, 0, 1322},
    {STR_C("subject"), false, 0, 1323},
    {STR_C("profile"), false, 0, 1318},
    {STR_C("security"), false, 0, 1319},
    {STR_C("source"), false, 0, 1320},
    {STR_C("tag"), false, 0, 1321},
    {STR_C("active"), false, 0, 1325},
    {STR_C("category"), false, 0, 1326},
    {STR_C("characteristic"), false, 0, 1327},
    {STR_C("coverageArea"), false, 0, 1328},
    {STR_C("endpoint"), false, 0, 1329},
    {STR_C("id"), false, 0, 1330},
    {STR_C("identifier"), false, 0, 1331},
    {STR_C("location"), false, 0, 1332},
    {STR_C("meta"), false, 0, 1333},
    {STR_C("name"), false, 0, 1338},
    {STR_C("program"), false, 0, 1339},
    {STR_C("providedBy"), false, 0, 1340},
    {STR_C("specialty"), false, 0, 1341},
    {STR_C("type"), false, 0, 1342},
    {STR_C("profile"), false, 0, 1334},
    {STR_C("security"), false, 0, 1335},
    {STR_C("source"), false, 0, 1336},
    {STR_C("tag"), false, 0, 1337},
    {STR_C("basedOn"), false, 0, 1344},
    {STR_C("encounter"), false, 0, 1345},
    {STR_C("endpoint"), false, 0, 1346},
    {STR_C("id"), false, 0, 1347},
    {STR_C("identifier"), false, 0, 1348},
    {STR_C("interpreter"), false, 0, 1349},
    {STR_C("meta"), false, 0, 1350},
    {STR_C("reasonCode"), false, 0, 1355},
    {STR_C("referrer"), false, 0, 1356},
    {STR_C("series"), false, 0, 1357},
    {STR_C("started"), false, 0, 1367},
    {STR_C("status"), false, 0, 1368},
    {STR_C("subject"), false, 0, 1369},
    {STR_C("profile"), false, 0, 1351},
    {STR_C("security"), false, 0, 1352},
    {STR_C("source"), false, 0, 1353},
    {STR_C("tag"), false, 0, 1354},
    {STR_C("bodySite"), false, 0, 1358},
    {STR_C("endpoint"), false, 0, 1359},
    {STR_C("instance"), false, 0, 1360},
    {STR_C("modality"), false, 0, 1363},
    {STR_C("performer"), false, 0, 1364},
    {STR_C("uid"), false, 0, 1366},
    {STR_C("sopClass"), false, 0, 1361},
    {STR_C("uid"), false, 0, 1362},
    {STR_C("actor"), false, 0, 1365},
    {STR_C("id"), false, 0, 1371},
    {STR_C("identifier"), false, 0, 1372},
    {STR_C("location"), false, 0, 1373},
    {STR_C("lotNumber"), false, 0, 1374},
    {STR_C("manufacturer"), false, 0, 1375},
    {STR_C("meta"), false, 0, 1376},
    {STR_C("occurrence"), true, 0, 1381},
    {STR_C("patient"), false, 0, 1382},
    {STR_C("performer"), false, 0, 1383},
    {STR_C("protocolApplied"), false, 0, 1385},
    {STR_C("reaction"), false, 0, 1388},
    {STR_C("reasonCode"), false, 0, 1391},
    {STR_C("reasonReference"), false, 0, 1392},
    {STR_C("status"), false, 0, 1393},
    {STR_C("statusReason"), false, 0, 1394},
    {STR_C("vaccineCode"), false, 0, 1395},
    {STR_C("profile"), false, 0, 1377},
    {STR_C("security"), false, 0, 1378},
    {STR_C("source"), false, 0, 1379},
    {STR_C("tag"), false, 0, 1380},
    {STR_C("actor"), false, 0, 1384},
    {STR_C("series"), false, 0, 1386},
    {STR_C("targetDisease"), false, 0, 1387},
    {STR_C("date"), false, 0, 1389},
    {STR_C("detail"), false, 0, 1390},
    {STR_C("date"), false, 0, 1397},
    {STR_C("doseStatus"), false, 0, 1398},
    {STR_C("id"), false, 0, 1399},
    {STR_C("identifier"), false, 0, 1400},
    {STR_C("immunizationEvent"), false, 0, 1401},
    {STR_C("meta"), false, 0, 1402},
    {STR_C("patient"), false, 0, 1407},
    {STR_C("status"), false, 0, 1408},
    {STR_C("targetDisease"), false, 0, 1409},
    {STR_C("profile"), false, 0, 1403},
    {STR_C("security"), false, 0, 1404},
    {STR_C("source"), false, 0, 1405},
    {STR_C("tag"), false, 0, 1406},
    {STR_C("date"), false, 0, 1411},
    {STR_C("id"), false, 0, 1412},
    {STR_C("identifier"), false, 0, 1413},
    {STR_C("meta"), false, 0, 1414},
    {STR_C("patient"), false, 0, 1419},
    {STR_C("recommendation"), false, 0, 1420},
    {STR_C("profile"), false, 0, 1415},
    {STR_C("security"), false, 0, 1416},
    {STR_C("source"), false, 0, 1417},
    {STR_C("tag"), false, 0, 1418},
    {STR_C("forecastStatus"), false, 0, 1421},
    {STR_C("supportingImmunization"), false, 0, 1422},
    {STR_C("supportingPatientInformation"), false, 0, 1423},
    {STR_C("targetDisease"), false, 0, 1424},
    {STR_C("vaccineCode"), false, 0, 1425},
    {STR_C("date"), false, 0, 1427},
    {STR_C("definition"), false, 0, 1428},
    {STR_C("dependsOn"), false, 0, 1431},
    {STR_C("description"), false, 0, 1433},
    {STR_C("experimental"), false, 0, 1434},
    {STR_C("global"), false, 0, 1435},
    {STR_C("id"), false, 0, 1437},
    {STR_C("jurisdiction"), false, 0, 1438},
    {STR_C("meta"), false, 0, 1439},
    {STR_C("name"), false, 0, 1444},
    {STR_C("publisher"), false, 0, 1445},
    {STR_C("status"), false, 0, 1446},
    {STR_C("title"), false, 0, 1447},
    {STR_C("url"), false, 0, 1448},
    {STR_C("useContext"), false, 0, 1449},
    {STR_C("version"), false, 0, 1461},
    {STR_C("resource"), false, 0, 1429},
    {STR_C("reference"), false, 0, 1430},
    {STR_C("uri"), false, 0, 1432},
    {STR_C("profile"), false, 0, 1436},
    {STR_C("profile"), false, 0, 1440},
    {STR_C("security"), false, 0, 1441},
    {STR_C("source"), false, 0, 1442},
    {STR_C("tag"), false, 0, 1443},
    {STR_C("code"), false, 0, 1450},
    {STR_C("valueCodeableConcept"), false, 0, 1451},
    {STR_C("valueQuantity"), false, 0, 1452},
    {STR_C("valueRange"), false, 0, 1453},
    {STR_C("code"), false, 0, 1455},
    {STR_C("valueQuantity"), false, 0, 1456},
    {STR_C("valueRange"), false, 0, 1457},
    {STR_C("code"), false, 0, 1459},
    {STR_C("valueCodeableConcept"), false, 0, 1460},
    {STR_C("administeredBy"), false, 0, 1463},
    {STR_C("alias"), false, 0, 1464},
    {STR_C("contact"), false, 0, 1465},
    {STR_C("coverage"), false, 0, 1472},
    {STR_C("coverageArea"), false, 0, 1476},
    {STR_C("endpoint"), false, 0, 1477},
    {STR_C("id"), false, 0, 1478},
    {STR_C("identifier"), false, 0, 1479},
    {STR_C("meta"), false, 0, 1480},
    {STR_C("name"), false, 0, 1485},
    {STR_C("ownedBy"), false, 0, 1486},
    {STR_C("period"), false, 0, 1487},
    {STR_C("status"), false, 0, 1488},
    {STR_C("type"), false, 0, 1489},
    {STR_C("address"), false, 0, 1466},
    {STR_C("city"), false, 0, 1467},
    {STR_C("country"), false, 0, 1468},
    {STR_C("postalCode"), false, 0, 1469},
    {STR_C("state"), false, 0, 1470},
    {STR_C("use"), false, 0, 1471},
    {STR_C("extension"), false, 7, 1473},
    {STR_C("type"), false, 0, 1475},
    {STR_C("value"), true, 0, 1474},
    {STR_C("profile"), false, 0, 1481},
    {STR_C("security"), false, 0, 1482},
    {STR_C("source"), false, 0, 1483},
    {STR_C("tag"), false, 0, 1484},
    {STR_C("account"), false, 0, 1491},
    {STR_C("date"), false, 0, 1492},
    {STR_C("id"), false, 0, 1493},
    {STR_C("identifier"), false, 0, 1494},
    {STR_C("issuer"), false, 0, 1495},
    {STR_C("meta"), false, 0, 1496},
    {STR_C("participant"), false, 0, 1501},
    {STR_C("recipient"), false, 0, 1504},
    {STR_C("status"), false, 0, 1505},
    {STR_C("subject"), false, 0, 1506},
    {STR_C("totalGross"), false, 0, 1507},
    {STR_C("totalNet"), false, 0, 1508},
    {STR_C("type"), false, 0, 1509},
    {STR_C("profile"), false, 0, 1497},
    {STR_C("security"), false, 0, 1498},
    {STR_C("source"), false, 0, 1499},
    {STR_C("tag"), false, 0, 1500},
    {STR_C("actor"), false, 0, 1502},
    {STR_C("role"), false, 0, 1503},
    {STR_C("content"), false, 0, 1511},
    {STR_C("date"), false, 0, 1513},
    {STR_C("description"), false, 0, 1514},
    {STR_C("effectivePeriod"), false, 0, 1515},
    {STR_C("id"), false, 0, 1516},
    {STR_C("identifier"), false, 0, 1517},
    {STR_C("jurisdiction"), false, 0, 1518},
    {STR_C("meta"), false, 0, 1519},
    {STR_C("name"), false, 0, 1524},
    {STR_C("publisher"), false, 0, 1525},
    {STR_C("relatedArtifact"), false, 1, 1526},
    {STR_C("relatedArtifact"), false, 2, 1528},
    {STR_C("relatedArtifact"), false, 3, 1530},
    {STR_C("relatedArtifact"), false, 4, 1532},
    {STR_C("relatedArtifact"), false, 5, 1534},
    {STR_C("status"), false, 0, 1536},
    {STR_C("title"), false, 0, 1537},
    {STR_C("topic"), false, 0, 1538},
    {STR_C("type"), false, 0, 1539},
    {STR_C("url"), false, 0, 1540},
    {STR_C("useContext"), false, 0, 1541},
    {STR_C("version"), false, 0, 1553},
    {STR_C("contentType"), false, 0, 1512},
    {STR_C("profile"), false, 0, 1520},
    {STR_C("security"), false, 0, 1521},
    {STR_C("source"), false, 0, 1522},
    {STR_C("tag"), false, 0, 1523},
    {STR_C("resource"), false, 0, 1527},
    {STR_C("resource"), false, 0, 1529},
    {STR_C("resource"), false, 0, 1531},
    {STR_C("resource"), false, 0, 1533},
    {STR_C("resource"), false, 0, 1535},
    {STR_C("code"), false, 0, 1542},
    {STR_C("valueCodeableConcept"), false, 0, 1543},
    {STR_C("valueQuantity"), false, 0, 1544},
    {STR_C("valueRange"), false, 0, 1545},
    {STR_C("code"), false, 0, 1547},
    {STR_C("valueQuantity"), false, 0, 1548},
    {STR_C("valueRange"), false, 0, 1549},
    {STR_C("code"), false, 0, 1551},
    {STR_C("valueCodeableConcept"), false, 0, 1552},
    {STR_C("author"), false, 0, 1555},
    {STR_C("id"), false, 0, 1556},
    {STR_C("item"), false, 0, 1557},
    {STR_C("meta"), false, 0, 1559},
    {STR_C("resource"), false, 0, 1558},
    {STR_C("profile"), false, 0, 1560},
    {STR_C("security"), false, 0, 1561},
    {STR_C("source"), false, 0, 1562},
    {STR_C("tag"), false, 0, 1563},
    {STR_C("code"), false, 0, 1565},
    {STR_C("date"), false, 0, 1566},
    {STR_C("emptyReason"), false, 0, 1567},
    {STR_C("encounter"), false, 0, 1568},
    {STR_C("entry"), false, 0, 1569},
    {STR_C("id"), false, 0, 1571},
    {STR_C("identifier"), false, 0, 1572},
    {STR_C("meta"), false, 0, 1573},
    {STR_C("note"), false, 0, 1578},
    {STR_C("source"), false, 0, 1580},
    {STR_C("status"), false, 0, 1581},
    {STR_C("subject"), false, 0, 1582},
    {STR_C("title"), false, 0, 1583},
    {STR_C("item"), false, 0, 1570},
    {STR_C("profile"), false, 0, 1574},
    {STR_C("security"), false, 0, 1575},
    {STR_C("source"), false, 0, 1576},
    {STR_C("tag"), false, 0, 1577},
    {STR_C("text"), false, 0, 1579},
    {STR_C("address"), false, 0, 1585},
    {STR_C("alias"), false, 0, 1591},
    {STR_C("endpoint"), false, 0, 1592},
    {STR_C("id"), false, 0, 1593},
    {STR_C("identifier"), false, 0, 1594},
    {STR_C("managingOrganization"), false, 0, 1595},
    {STR_C("meta"), false, 0, 1596},
    {STR_C("name"), false, 0, 1601},
    {STR_C("operationalStatus"), false, 0, 1602},
    {STR_C("partOf"), false, 0, 1603},
    {STR_C("status"), false, 0, 1604},
    {STR_C("type"), false, 0, 1605},
    {STR_C("city"), false, 0, 1586},
    {STR_C("country"), false, 0, 1587},
    {STR_C("postalCode"), false, 0, 1588},
    {STR_C("state"), false, 0, 1589},
    {STR_C("use"), false, 0, 1590},
    {STR_C("profile"), false, 0, 1597},
    {STR_C("security"), false, 0, 1598},
    {STR_C("source"), false, 0, 1599},
    {STR_C("tag"), false, 0, 1600},
    {STR_C("date"), false, 0, 1607},
    {STR_C("description"), false, 0, 1608},
    {STR_C("effectivePeriod"), false, 0, 1609},
    {STR_C("id"), false, 0, 1610},
    {STR_C("identifier"), false, 0, 1611},
    {STR_C("jurisdiction"), false, 0, 1612},
    {STR_C("library"), false, 0, 1613},
    {STR_C("meta"), false, 0, 1614},
    {STR_C("name"), false, 0, 1619},
    {STR_C("publisher"), false, 0, 1620},
    {STR_C("relatedArtifact"), false, 1, 1621},
    {STR_C("relatedArtifact"), false, 2, 1623},
    {STR_C("relatedArtifact"), false, 3, 1625},
    {STR_C("relatedArtifact"), false, 4, 1627},
    {STR_C("relatedArtifact"), false, 5, 1629},
    {STR_C("status"), false, 0, 1631},
    {STR_C("title"), false, 0, 1632},
    {STR_C("topic"), false, 0, 1633},
    {STR_C("url"), false, 0, 1634},
    {STR_C("useContext"), false, 0, 1635},
    {STR_C("version"), false, 0, 1647},
    {STR_C("profile"), false, 0, 1615},
    {STR_C("security"), false, 0, 1616},
    {STR_C("source"), false, 0, 1617},
    {STR_C("tag"), false, 0, 1618},
    {STR_C("resource"), false, 0, 1622},
    {STR_C("resource"), false, 0, 1624},
    {STR_C("resource"), false, 0, 1626},
    {STR_C("resource"), false, 0, 1628},
    {STR_C("resource"), false, 0, 1630},
    {STR_C("code"), false, 0, 1636},
    {STR_C("valueCodeableConcept"), false, 0, 1637},
    {STR_C("valueQuantity"), false, 0, 1638},
    {STR_C("valueRange"), false, 0, 1639},
    {STR_C("code"), false, 0, 1641},
    {STR_C("valueQuantity"), false, 0, 1642},
    {STR_C("valueRange"), false, 0, 1643},
    {STR_C("code"), false, 0, 1645},
    {STR_C("valueCodeableConcept"), false, 0, 1646},
    {STR_C("date"), false, 0, 1649},
    {STR_C("evaluatedResource"), false, 0, 1650},
    {STR_C("id"), false, 0, 1651},
    {STR_C("identifier"), false, 0, 1652},
    {STR_C("measure"), false, 0, 1653},
    {STR_C("meta"), false, 0, 1654},
    {STR_C("period"), false, 0, 1659},
    {STR_C("reporter"), false, 0, 1660},
    {STR_C("status"), false, 0, 1661},
    {STR_C("subject"), false, 0, 1662},
    {STR_C("profile"), false, 0, 1655},
    {STR_C("security"), false, 0, 1656},
    {STR_C("source"), false, 0, 1657},
    {STR_C("tag"), false, 0, 1658},
    {STR_C("basedOn"), false, 0, 1664},
    {STR_C("bodySite"), false, 0, 1665},
    {STR_C("created"), true, 0, 1666},
    {STR_C("device"), false, 0, 1667},
    {STR_C("encounter"), false, 0, 1668},
    {STR_C("id"), false, 0, 1669},
    {STR_C("identifier"), false, 0, 1670},
    {STR_C("meta"), false, 0, 1671},
    {STR_C("modality"), false, 0, 1676},
    {STR_C("operator"), false, 0, 1677},
    {STR_C("status"), false, 0, 1678},
    {STR_C("subject"), false, 0, 1679},
    {STR_C("type"), false, 0, 1680},
    {STR_C("view"), false, 0, 1681},
    {STR_C("profile"), false, 0, 1672},
    {STR_C("security"), false, 0, 1673},
    {STR_C("source"), false, 0, 1674},
    {STR_C("tag"), false, 0, 1675},
    {STR_C("batch"), false, 0, 1683},
    {STR_C("code"), false, 0, 1686},
    {STR_C("form"), false, 0, 1687},
    {STR_C("id"), false, 0, 1688},
    {STR_C("identifier"), false, 0, 1689},
    {STR_C("ingredient"), false, 0, 1690},
    {STR_C("manufacturer"), false, 0, 1693},
    {STR_C("meta"), false, 0, 1694},
    {STR_C("status"), false, 0, 1699},
    {STR_C("expirationDate"), false, 0, 1684},
    {STR_C("lotNumber"), false, 0, 1685},
    {STR_C("itemCodeableConcept"), false, 0, 1691},
    {STR_C("itemReference"), false, 0, 1692},
    {STR_C("profile"), false, 0, 1695},
    {STR_C("security"), false, 0, 1696},
    {STR_C("source"), false, 0, 1697},
    {STR_C("tag"), false, 0, 1698},
    {STR_C("context"), false, 0, 1701},
    {STR_C("device"), false, 0, 1702},
    {STR_C("effective"), true, 0, 1703},
    {STR_C("id"), false, 0, 1704},
    {STR_C("identifier"), false, 0, 1705},
    {STR_C("medicationCodeableConcept"), false, 0, 1706},
    {STR_C("medicationReference"), false, 0, 1707},
    {STR_C("meta"), false, 0, 1708},
    {STR_C("performer"), false, 0, 1713},
    {STR_C("reasonCode"), false, 0, 1715},
    {STR_C("request"), false, 0, 1716},
    {STR_C("status"), false, 0, 1717},
    {STR_C("statusReason"), false, 0, 1718},
    {STR_C("subject"), false, 0, 1719},
    {STR_C("profile"), false, 0, 1709},
    {STR_C("security"), false, 0, 1710},
    {STR_C("source"), false, 0, 1711},
    {STR_C("tag"), false, 0, 1712},
    {STR_C("actor"), false, 0, 1714},
    {STR_C("authorizingPrescription"), false, 0, 1721},
    {STR_C("context"), false, 0, 1722},
    {STR_C("destination"), false, 0, 1723},
    {STR_C("id"), false, 0, 1724},
    {STR_C("identifier"), false, 0, 1725},
    {STR_C("medicationCodeableConcept"), false, 0, 1726},
    {STR_C("medicationReference"), false, 0, 1727},
    {STR_C("meta"), false, 0, 1728},
    {STR_C("performer"), false, 0, 1733},
    {STR_C("receiver"), false, 0, 1735},
    {STR_C("status"), false, 0, 1736},
    {STR_C("subject"), false, 0, 1737},
    {STR_C("substitution"), false, 0, 1738},
    {STR_C("type"), false, 0, 1740},
    {STR_C("whenHandedOver"), false, 0, 1741},
    {STR_C("whenPrepared"), false, 0, 1742},
    {STR_C("profile"), false, 0, 1729},
    {STR_C("security"), false, 0, 1730},
    {STR_C("source"), false, 0, 1731},
    {STR_C("tag"), false, 0, 1732},
    {STR_C("actor"), false, 0, 1734},
    {STR_C("responsibleParty"), false, 0, 1739},
    {STR_C("code"), false, 0, 1744},
    {STR_C("cost"), false, 0, 1747},
    {STR_C("doseForm"), false, 0, 1749},
    {STR_C("id"), false, 0, 1750},
    {STR_C("ingredient"), false, 0, 1751},
    {STR_C("manufacturer"), false, 0, 1754},
    {STR_C("medicineClassification"), false, 0, 1755},
    {STR_C("meta"), false, 0, 1758},
    {STR_C("monitoringProgram"), false, 0, 1763},
    {STR_C("monograph"), false, 0, 1766},
    {STR_C("status"), false, 0, 1769},
    {STR_C("synonym"), false, 0, 1770},
    {STR_C("coding"), false, 0, 1745},
    {STR_C("display"), false, 0, 1746},
    {STR_C("source"), false, 0, 1748},
    {STR_C("itemCodeableConcept"), false, 0, 1752},
    {STR_C("itemReference"), false, 0, 1753},
    {STR_C("classification"), false, 0, 1756},
    {STR_C("type"), false, 0, 1757},
    {STR_C("profile"), false, 0, 1759},
    {STR_C("security"), false, 0, 1760},
    {STR_C("source"), false, 0, 1761},
    {STR_C("tag"), false, 0, 1762},
    {STR_C("name"), false, 0, 1764},
    {STR_C("type"), false, 0, 1765},
    {STR_C("source"), false, 0, 1767},
    {STR_C("type"), false, 0, 1768},
    {STR_C("authoredOn"), false, 0, 1772},
    {STR_C("category"), false, 0, 1773},
    {STR_C("dispenseRequest"), false, 0, 1774},
    {STR_C("dosageInstruction"), false, 0, 1776},
    {STR_C("encounter"), false, 0, 1779},
    {STR_C("id"), false, 0, 1780},
    {STR_C("identifier"), false, 0, 1781},
    {STR_C("intent"), false, 0, 1782},
    {STR_C("medicationCodeableConcept"), false, 0, 1783},
    {STR_C("medicationReference"), false, 0, 1784},
    {STR_C("meta"), false, 0, 1785},
    {STR_C("performer"), false, 0, 1790},
    {STR_C("performerType"), false, 0, 1791},
    {STR_C("priority"), false, 0, 1792},
    {STR_C("requester"), false, 0, 1793},
    {STR_C("status"), false, 0, 1794},
    {STR_C("subject"), false, 0, 1795},
    {STR_C("performer"), false, 0, 1775},
    {STR_C("timing"), false, 0, 1777},
    {STR_C("event"), false, 0, 1778},
    {STR_C("profile"), false, 0, 1786},
    {STR_C("security"), false, 0, 1787},
    {STR_C("source"), false, 0, 1788},
    {STR_C("tag"), false, 0, 1789},
    {STR_C("category"), false, 0, 1797},
    {STR_C("context"), false, 0, 1798},
    {STR_C("effective"), true, 0, 1799},
    {STR_C("id"), false, 0, 1800},
    {STR_C("identifier"), false, 0, 1801},
    {STR_C("informationSource"), false, 0, 1802},
    {STR_C("medicationCodeableConcept"), false, 0, 1803},
    {STR_C("medicationReference"), false, 0, 1804},
    {STR_C("meta"), false, 0, 1805},
    {STR_C("partOf"), false, 0, 1810},
    {STR_C("status"), false, 0, 1811},
    {STR_C("subject"), false, 0, 1812},
    {STR_C("profile"), false, 0, 1806},
    {STR_C("security"), false, 0, 1807},
    {STR_C("source"), false, 0, 1808},
    {STR_C("tag"), false, 0, 1809},
    {STR_C("id"), false, 0, 1814},
    {STR_C("identifier"), false, 0, 1815},
    {STR_C("meta"), false, 0, 1816},
    {STR_C("name"), false, 0, 1821},
    {STR_C("profile"), false, 0, 1817},
    {STR_C("security"), false, 0, 1818},
    {STR_C("source"), false, 0, 1819},
    {STR_C("tag"), false, 0, 1820},
    {STR_C("countryLanguage"), false, 0, 1822},
    {STR_C("productName"), false, 0, 1824},
    {STR_C("language"), false, 0, 1823},
    {STR_C("country"), false, 0, 1826},
    {STR_C("holder"), false, 0, 1827},
    {STR_C("id"), false, 0, 1828},
    {STR_C("identifier"), false, 0, 1829},
    {STR_C("meta"), false, 0, 1830},
    {STR_C("status"), false, 0, 1835},
    {STR_C("subject"), false, 0, 1836},
    {STR_C("profile"), false, 0, 1831},
    {STR_C("security"), false, 0, 1832},
    {STR_C("source"), false, 0, 1833},
    {STR_C("tag"), false, 0, 1834},
    {STR_C("id"), false, 0, 1838},
    {STR_C("meta"), false, 0, 1839},
    {STR_C("subject"), false, 0, 1844},
    {STR_C("profile"), false, 0, 1840},
    {STR_C("security"), false, 0, 1841},
    {STR_C("source"), false, 0, 1842},
    {STR_C("tag"), false, 0, 1843},
    {STR_C("id"), false, 0, 1846},
    {STR_C("meta"), false, 0, 1847},
    {STR_C("subject"), false, 0, 1852},
    {STR_C("profile"), false, 0, 1848},
    {STR_C("security"), false, 0, 1849},
    {STR_C("source"), false, 0, 1850},
    {STR_C("tag"), false, 0, 1851},
    {STR_C("id"), false, 0, 1854},
    {STR_C("meta"), false, 0, 1855},
    {STR_C("profile"), false, 0, 1856},
    {STR_C("security"), false, 0, 1857},
    {STR_C("source"), false, 0, 1858},
    {STR_C("tag"), false, 0, 1859},
    {STR_C("id"), false, 0, 1861},
    {STR_C("meta"), false, 0, 1862},
    {STR_C("subject"), false, 0, 1867},
    {STR_C("profile"), false, 0, 1863},
    {STR_C("security"), false, 0, 1864},
    {STR_C("source"), false, 0, 1865},
    {STR_C("tag"), false, 0, 1866},
    {STR_C("id"), false, 0, 1869},
    {STR_C("meta"), false, 0, 1870},
    {STR_C("profile"), false, 0, 1871},
    {STR_C("security"), false, 0, 1872},
    {STR_C("source"), false, 0, 1873},
    {STR_C("tag"), false, 0, 1874},
    {STR_C("id"), false, 0, 1876},
    {STR_C("identifier"), false, 0, 1877},
    {STR_C("meta"), false, 0, 1878},
    {STR_C("subject"), false, 0, 1883},
    {STR_C("profile"), false, 0, 1879},
    {STR_C("security"), false, 0, 1880},
    {STR_C("source"), false, 0, 1881},
    {STR_C("tag"), false, 0, 1882},
    {STR_C("id"), false, 0, 1885},
    {STR_C("identifier"), false, 0, 1886},
    {STR_C("meta"), false, 0, 1887},
    {STR_C("routeOfAdministration"), false, 0, 1892},
    {STR_C("profile"), false, 0, 1888},
    {STR_C("security"), false, 0, 1889},
    {STR_C("source"), false, 0, 1890},
    {STR_C("tag"), false, 0, 1891},
    {STR_C("code"), false, 0, 1893},
    {STR_C("targetSpecies"), false, 0, 1894},
    {STR_C("code"), false, 0, 1895},
    {STR_C("id"), false, 0, 1897},
    {STR_C("meta"), false, 0, 1898},
    {STR_C("subject"), false, 0, 1903},
    {STR_C("profile"), false, 0, 1899},
    {STR_C("security"), false, 0, 1900},
    {STR_C("source"), false, 0, 1901},
    {STR_C("tag"), false, 0, 1902},
    {STR_C("category"), false, 0, 1905},
    {STR_C("date"), false, 0, 1906},
    {STR_C("description"), false, 0, 1907},
    {STR_C("event"), true, 0, 1908},
    {STR_C("focus"), false, 0, 1909},
    {STR_C("id"), false, 0, 1911},
    {STR_C("identifier"), false, 0, 1912},
    {STR_C("jurisdiction"), false, 0, 1913},
    {STR_C("meta"), false, 0, 1914},
    {STR_C("name"), false, 0, 1919},
    {STR_C("parent"), false, 0, 1920},
    {STR_C("publisher"), false, 0, 1921},
    {STR_C("status"), false, 0, 1922},
    {STR_C("title"), false, 0, 1923},
    {STR_C("url"), false, 0, 1924},
    {STR_C("useContext"), false, 0, 1925},
    {STR_C("version"), false, 0, 1937},
    {STR_C("code"), false, 0, 1910},
    {STR_C("profile"), false, 0, 1915},
    {STR_C("security"), false, 0, 1916},
    {STR_C("source"), false, 0, 1917},
    {STR_C("tag"), false, 0, 1918},
    {STR_C("code"), false, 0, 1926},
    {STR_C("valueCodeableConcept"), false, 0, 1927},
    {STR_C("valueQuantity"), false, 0, 1928},
    {STR_C("valueRange"), false, 0, 1929},
    {STR_C("code"), false, 0, 1931},
    {STR_C("valueQuantity"), false, 0, 1932},
    {STR_C("valueRange"), false, 0, 1933},
    {STR_C("code"), false, 0, 1935},
    {STR_C("valueCodeableConcept"), false, 0, 1936},
    {STR_C("author"), false, 0, 1939},
    {STR_C("destination"), false, 0, 1940},
    {STR_C("enterer"), false, 0, 1945},
    {STR_C("event"), true, 0, 1946},
    {STR_C("focus"), false, 0, 1947},
    {STR_C("id"), false, 0, 1948},
    {STR_C("meta"), false, 0, 1949},
    {STR_C("response"), false, 0, 1954},
    {STR_C("responsible"), false, 0, 1957},
    {STR_C("sender"), false, 0, 1958},
    {STR_C("source"), false, 0, 1959},
    {STR_C("endpoint"), false, 0, 1941},
    {STR_C("name"), false, 0, 1942},
    {STR_C("receiver"), false, 0, 1943},
    {STR_C("target"), false, 0, 1944},
    {STR_C("profile"), false, 0, 1950},
    {STR_C("security"), false, 0, 1951},
    {STR_C("source"), false, 0, 1952},
    {STR_C("tag"), false, 0, 1953},
    {STR_C("code"), false, 0, 1955},
    {STR_C("identifier"), false, 0, 1956},
    {STR_C("endpoint"), false, 0, 1960},
    {STR_C("name"), false, 0, 1961},
    {STR_C("id"), false, 0, 1963},
    {STR_C("identifier"), false, 0, 1964},
    {STR_C("meta"), false, 0, 1965},
    {STR_C("patient"), false, 0, 1970},
    {STR_C("referenceSeq"), false, 0, 1971},
    {STR_C("type"), false, 0, 1976},
    {STR_C("variant"), false, 0, 1977},
    {STR_C("profile"), false, 0, 1966},
    {STR_C("security"), false, 0, 1967},
    {STR_C("source"), false, 0, 1968},
    {STR_C("tag"), false, 0, 1969},
    {STR_C("chromosome"), false, 0, 1972},
    {STR_C("referenceSeqId"), false, 0, 1973},
    {STR_C("windowEnd"), false, 0, 1974},
    {STR_C("windowStart"), false, 0, 1975},
    {STR_C("end"), false, 0, 1978},
    {STR_C("start"), false, 0, 1979},
    {STR_C("contact"), false, 0, 1981},
    {STR_C("date"), false, 0, 1984},
    {STR_C("description"), false, 0, 1985},
    {STR_C("id"), false, 0, 1986},
    {STR_C("jurisdiction"), false, 0, 1987},
    {STR_C("kind"), false, 0, 1988},
    {STR_C("meta"), false, 0, 1989},
    {STR_C("name"), false, 0, 1994},
    {STR_C("publisher"), false, 0, 1995},
    {STR_C("responsible"), false, 0, 1996},
    {STR_C("status"), false, 0, 1997},
    {STR_C("type"), false, 0, 1998},
    {STR_C("uniqueId"), false, 0, 1999},
    {STR_C("useContext"), false, 0, 2003},
    {STR_C("name"), false, 0, 1982},
    {STR_C("telecom"), false, 0, 1983},
    {STR_C("profile"), false, 0, 1990},
    {STR_C("security"), false, 0, 1991},
    {STR_C("source"), false, 0, 1992},
    {STR_C("tag"), false, 0, 1993},
    {STR_C("period"), false, 0, 2000},
    {STR_C("type"), false, 0, 2001},
    {STR_C("value"), false, 0, 2002},
    {STR_C("code"), false, 0, 2004},
    {STR_C("valueCodeableConcept"), false, 0, 2005},
    {STR_C("valueQuantity"), false, 0, 2006},
    {STR_C("valueRange"), false, 0, 2007},
    {STR_C("code"), false, 0, 2009},
    {STR_C("valueQuantity"), false, 0, 2010},
    {STR_C("valueRange"), false, 0, 2011},
    {STR_C("code"), false, 0, 2013},
    {STR_C("valueCodeableConcept"), false, 0, 2014},
    {STR_C("dateTime"), false, 0, 2016},
    {STR_C("encounter"), false, 0, 2017},
    {STR_C("enteralFormula"), false, 0, 2018},
    {STR_C("id"), false, 0, 2021},
    {STR_C("identifier"), false, 0, 2022},
    {STR_C("instantiatesCanonical"), false, 0, 2023},
    {STR_C("instantiatesUri"), false, 0, 2024},
    {STR_C("meta"), false, 0, 2025},
    {STR_C("oralDiet"), false, 0, 2030},
    {STR_C("orderer"), false, 0, 2032},
    {STR_C("patient"), false, 0, 2033},
    {STR_C("status"), false, 0, 2034},
    {STR_C("supplement"), false, 0, 2035},
    {STR_C("additiveType"), false, 0, 2019},
    {STR_C("baseFormulaType"), false, 0, 2020},
    {STR_C("profile"), false, 0, 2026},
    {STR_C("security"), false, 0, 2027},
    {STR_C("source"), false, 0, 2028},
    {STR_C("tag"), false, 0, 2029},
    {STR_C("type"), false, 0, 2031},
    {STR_C("type"), false, 0, 2036},
    {STR_C("basedOn"), false, 0, 2038},
    {STR_C("category"), false, 0, 2039},
    {STR_C("code"), false, 0, 2040},
    {STR_C("component"), false, 0, 2041},
    {STR_C("dataAbsentReason"), false, 0, 2059},
    {STR_C("derivedFrom"), false, 0, 2060},
    {STR_C("device"), false, 0, 2061},
    {STR_C("effective"), true, 0, 2062},
    {STR_C("encounter"), false, 0, 2063},
    {STR_C("focus"), false, 0, 2064},
    {STR_C("hasMember"), false, 0, 2065},
    {STR_C("id"), false, 0, 2066},
    {STR_C("identifier"), false, 0, 2067},
    {STR_C("meta"), false, 0, 2068},
    {STR_C("method"), false, 0, 2073},
    {STR_C("partOf"), false, 0, 2074},
    {STR_C("performer"), false, 0, 2075},
    {STR_C("specimen"), false, 0, 2076},
    {STR_C("status"), false, 0, 2077},
    {STR_C("subject"), false, 0, 2078},
    {STR_C("valueCodeableConcept"), false, 0, 2079},
    {STR_C("valueDateTime"), false, 0, 2081},
    {STR_C("valuePeriod"), false, 0, 2082},
    {STR_C("valueQuantity"), false, 0, 2083},
    {STR_C("valueSampledData"), false, 0, 2084},
    {STR_C("valueString"), false, 0, 2085},
    {STR_C("code"), false, 0, 2042},
    {STR_C("dataAbsentReason"), false, 0, 2043},
    {STR_C("valueCodeableConcept"), false, 0, 2044},
    {STR_C("valueQuantity"), false, 0, 2045},
    {STR_C("valueSampledData"), false, 0, 2046},
    {STR_C("code"), false, 0, 2048},
    {STR_C("valueCodeableConcept"), false, 0, 2049},
    {STR_C("code"), false, 0, 2051},
    {STR_C("valueQuantity"), false, 0, 2052},
    {STR_C("code"), false, 0, 2054},
    {STR_C("valueCodeableConcept"), false, 0, 2055},
    {STR_C("code"), false, 0, 2057},
    {STR_C("valueQuantity"), false, 0, 2058},
    {STR_C("profile"), false, 0, 2069},
    {STR_C("security"), false, 0, 2070},
    {STR_C("source"), false, 0, 2071},
    {STR_C("tag"), false, 0, 2072},
    {STR_C("text"), false, 0, 2080},
    {STR_C("code"), false, 0, 2087},
    {STR_C("valueCodeableConcept"), false, 0, 2088},
    {STR_C("code"), false, 0, 2090},
    {STR_C("valueDateTime"), false, 0, 2091},
    {STR_C("valuePeriod"), false, 0, 2092},
    {STR_C("code"), false, 0, 2094},
    {STR_C("valueQuantity"), false, 0, 2095},
    {STR_C("code"), false, 0, 2097},
    {STR_C("valueString"), false, 0, 2098},
    {STR_C("code"), false, 0, 2100},
    {STR_C("valueCodeableConcept"), false, 0, 2101},
    {STR_C("code"), false, 0, 2103},
    {STR_C("valueQuantity"), false, 0, 2104},
    {STR_C("id"), false, 0, 2106},
    {STR_C("meta"), false, 0, 2107},
    {STR_C("profile"), false, 0, 2108},
    {STR_C("security"), false, 0, 2109},
    {STR_C("source"), false, 0, 2110},
    {STR_C("tag"), false, 0, 2111},
    {STR_C("base"), false, 0, 2113},
    {STR_C("code"), false, 0, 2114},
    {STR_C("date"), false, 0, 2115},
    {STR_C("description"), false, 0, 2116},
    {STR_C("id"), false, 0, 2117},
    {STR_C("inputProfile"), false, 0, 2118},
    {STR_C("instance"), false, 0, 2119},
    {STR_C("jurisdiction"), false, 0, 2120},
    {STR_C("kind"), false, 0, 2121},
    {STR_C("meta"), false, 0, 2122},
    {STR_C("name"), false, 0, 2127},
    {STR_C("outputProfile"), false, 0, 2128},
    {STR_C("publisher"), false, 0, 2129},
    {STR_C("status"), false, 0, 2130},
    {STR_C("system"), false, 0, 2131},
    {STR_C("title"), false, 0, 2132},
    {STR_C("type"), false, 0, 2133},
    {STR_C("url"), false, 0, 2134},
    {STR_C("useContext"), false, 0, 2135},
    {STR_C("version"), false, 0, 2147},
    {STR_C("profile"), false, 0, 2123},
    {STR_C("security"), false, 0, 2124},
    {STR_C("source"), false, 0, 2125},
    {STR_C("tag"), false, 0, 2126},
    {STR_C("code"), false, 0, 2136},
    {STR_C("valueCodeableConcept"), false, 0, 2137},
    {STR_C("valueQuantity"), false, 0, 2138},
    {STR_C("valueRange"), false, 0, 2139},
    {STR_C("code"), false, 0, 2141},
    {STR_C("valueQuantity"), false, 0, 2142},
    {STR_C("valueRange"), false, 0, 2143},
    {STR_C("code"), false, 0, 2145},
    {STR_C("valueCodeableConcept"), false, 0, 2146},
    {STR_C("id"), false, 0, 2149},
    {STR_C("meta"), false, 0, 2150},
    {STR_C("profile"), false, 0, 2151},
    {STR_C("security"), false, 0, 2152},
    {STR_C("source"), false, 0, 2153},
    {STR_C("tag"), false, 0, 2154},
    {STR_C("active"), false, 0, 2156},
    {STR_C("address"), false, 0, 2157},
    {STR_C("alias"), false, 0, 2163},
    {STR_C("endpoint"), false, 0, 2164},
    {STR_C("id"), false, 0, 2165},
    {STR_C("identifier"), false, 0, 2166},
    {STR_C("meta"), false, 0, 2167},
    {STR_C("name"), false, 0, 2172},
    {STR_C("partOf"), false, 0, 2173},
    {STR_C("type"), false, 0, 2174},
    {STR_C("city"), false, 0, 2158},
    {STR_C("country"), false, 0, 2159},
    {STR_C("postalCode"), false, 0, 2160},
    {STR_C("state"), false, 0, 2161},
    {STR_C("use"), false, 0, 2162},
    {STR_C("profile"), false, 0, 2168},
    {STR_C("security"), false, 0, 2169},
    {STR_C("source"), false, 0, 2170},
    {STR_C("tag"), false, 0, 2171},
    {STR_C("active"), false, 0, 2176},
    {STR_C("code"), false, 0, 2177},
    {STR_C("endpoint"), false, 0, 2178},
    {STR_C("healthcareService"), false, 0, 2179},
    {STR_C("id"), false, 0, 2180},
    {STR_C("identifier"), false, 0, 2181},
    {STR_C("location"), false, 0, 2182},
    {STR_C("meta"), false, 0, 2183},
    {STR_C("network"), false, 0, 2188},
    {STR_C("organization"), false, 0, 2189},
    {STR_C("participatingOrganization"), false, 0, 2190},
    {STR_C("period"), false, 0, 2191},
    {STR_C("specialty"), false, 0, 2192},
    {STR_C("telecom"), false, 0, 2193},
    {STR_C("telecom"), false, 12, 2194},
    {STR_C("telecom"), false, 13, 2195},
    {STR_C("profile"), false, 0, 2184},
    {STR_C("security"), false, 0, 2185},
    {STR_C("source"), false, 0, 2186},
    {STR_C("tag"), false, 0, 2187},
    {STR_C("id"), false, 0, 2197},
    {STR_C("meta"), false, 0, 2198},
    {STR_C("profile"), false, 0, 2199},
    {STR_C("security"), false, 0, 2200},
    {STR_C("source"), false, 0, 2201},
    {STR_C("tag"), false, 0, 2202},
    {STR_C("active"), false, 0, 2204},
    {STR_C("address"), false, 0, 2205},
    {STR_C("birthDate"), false, 0, 2211},
    {STR_C("communication"), false, 0, 2212},
    {STR_C("deceased"), true, 0, 2214},
    {STR_C("deceasedDateTime"), false, 0, 2215},
    {STR_C("extension"), false, 14, 2216},
    {STR_C("extension"), false, 15, 2220},
    {STR_C("gender"), false, 0, 2224},
    {STR_C("generalPractitioner"), false, 0, 2225},
    {STR_C("id"), false, 0, 2226},
    {STR_C("identifier"), false, 0, 2227},
    {STR_C("link"), false, 0, 2228},
    {STR_C("managingOrganization"), false, 0, 2230},
    {STR_C("meta"), false, 0, 2231},
    {STR_C("name"), false, 0, 2236},
    {STR_C("telecom"), false, 0, 2239},
    {STR_C("telecom"), false, 12, 2240},
    {STR_C("telecom"), false, 13, 2241},
    {STR_C("city"), false, 0, 2206},
    {STR_C("country"), false, 0, 2207},
    {STR_C("postalCode"), false, 0, 2208},
    {STR_C("state"), false, 0, 2209},
    {STR_C("use"), false, 0, 2210},
    {STR_C("language"), false, 0, 2213},
    {STR_C("extension"), false, 0, 2217},
    {STR_C("value"), true, 0, 2218},
    {STR_C("code"), false, 0, 2219},
    {STR_C("extension"), false, 0, 2221},
    {STR_C("value"), true, 0, 2222},
    {STR_C("code"), false, 0, 2223},
    {STR_C("other"), false, 0, 2229},
    {STR_C("profile"), false, 0, 2232},
    {STR_C("security"), false, 0, 2233},
    {STR_C("source"), false, 0, 2234},
    {STR_C("tag"), false, 0, 2235},
    {STR_C("family"), false, 0, 2237},
    {STR_C("given"), false, 0, 2238},
    {STR_C("created"), false, 0, 2243},
    {STR_C("id"), false, 0, 2244},
    {STR_C("identifier"), false, 0, 2245},
    {STR_C("meta"), false, 0, 2246},
    {STR_C("paymentStatus"), false, 0, 2251},
    {STR_C("provider"), false, 0, 2252},
    {STR_C("request"), false, 0, 2253},
    {STR_C("response"), false, 0, 2254},
    {STR_C("status"), false, 0, 2255},
    {STR_C("profile"), false, 0, 2247},
    {STR_C("security"), false, 0, 2248},
    {STR_C("source"), false, 0, 2249},
    {STR_C("tag"), false, 0, 2250},
    {STR_C("created"), false, 0, 2257},
    {STR_C("disposition"), false, 0, 2258},
    {STR_C("id"), false, 0, 2259},
    {STR_C("identifier"), false, 0, 2260},
    {STR_C("meta"), false, 0, 2261},
    {STR_C("outcome"), false, 0, 2266},
    {STR_C("paymentIssuer"), false, 0, 2267},
    {STR_C("request"), false, 0, 2268},
    {STR_C("requestor"), false, 0, 2269},
    {STR_C("status"), false, 0, 2270},
    {STR_C("profile"), false, 0, 2262},
    {STR_C("security"), false, 0, 2263},
    {STR_C("source"), false, 0, 2264},
    {STR_C("tag"), false, 0, 2265},
    {STR_C("address"), false, 0, 2272},
    {STR_C("birthDate"), false, 0, 2278},
    {STR_C("gender"), false, 0, 2279},
    {STR_C("id"), false, 0, 2280},
    {STR_C("identifier"), false, 0, 2281},
    {STR_C("link"), false, 0, 2282},
    {STR_C("managingOrganization"), false, 0, 2284},
    {STR_C("meta"), false, 0, 2285},
    {STR_C("name"), false, 0, 2290},
    {STR_C("telecom"), false, 0, 2291},
    {STR_C("telecom"), false, 12, 2292},
    {STR_C("telecom"), false, 13, 2293},
    {STR_C("city"), false, 0, 2273},
    {STR_C("country"), false, 0, 2274},
    {STR_C("postalCode"), false, 0, 2275},
    {STR_C("state"), false, 0, 2276},
    {STR_C("use"), false, 0, 2277},
    {STR_C("target"), false, 0, 2283},
    {STR_C("profile"), false, 0, 2286},
    {STR_C("security"), false, 0, 2287},
    {STR_C("source"), false, 0, 2288},
    {STR_C("tag"), false, 0, 2289},
    {STR_C("action"), false, 0, 2295},
    {STR_C("date"), false, 0, 2297},
    {STR_C("description"), false, 0, 2298},
    {STR_C("effectivePeriod"), false, 0, 2299},
    {STR_C("id"), false, 0, 2300},
    {STR_C("identifier"), false, 0, 2301},
    {STR_C("jurisdiction"), false, 0, 2302},
    {STR_C("library"), false, 0, 2303},
    {STR_C("meta"), false, 0, 2304},
    {STR_C("name"), false, 0, 2309},
    {STR_C("publisher"), false, 0, 2310},
    {STR_C("relatedArtifact"), false, 1, 2311},
    {STR_C("relatedArtifact"), false, 2, 2313},
    {STR_C("relatedArtifact"), false, 3, 2315},
    {STR_C("relatedArtifact"), false, 4, 2317},
    {STR_C("relatedArtifact"), false, 5, 2319},
    {STR_C("status"), false, 0, 2321},
    {STR_C("title"), false, 0, 2322},
    {STR_C("topic"), false, 0, 2323},
    {STR_C("type"), false, 0, 2324},
    {STR_C("url"), false, 0, 2325},
    {STR_C("useContext"), false, 0, 2326},
    {STR_C("version"), false, 0, 2338},
    {STR_C("definition"), true, 0, 2296},
    {STR_C("profile"), false, 0, 2305},
    {STR_C("security"), false, 0, 2306},
    {STR_C("source"), false, 0, 2307},
    {STR_C("tag"), false, 0, 2308},
    {STR_C("resource"), false, 0, 2312},
    {STR_C("resource"), false, 0, 2314},
    {STR_C("resource"), false, 0, 2316},
    {STR_C("resource"), false, 0, 2318},
    {STR_C("resource"), false, 0, 2320},
    {STR_C("code"), false, 0, 2327},
    {STR_C("valueCodeableConcept"), false, 0, 2328},
    {STR_C("valueQuantity"), false, 0, 2329},
    {STR_C("valueRange"), false, 0, 2330},
    {STR_C("code"), false, 0, 2332},
    {STR_C("valueQuantity"), false, 0, 2333},
    {STR_C("valueRange"), false, 0, 2334},
    {STR_C("code"), false, 0, 2336},
    {STR_C("valueCodeableConcept"), false, 0, 2337},
    {STR_C("active"), false, 0, 2340},
    {STR_C("address"), false, 0, 2341},
    {STR_C("communication"), false, 0, 2347},
    {STR_C("gender"), false, 0, 2348},
    {STR_C("id"), false, 0, 2349},
    {STR_C("identifier"), false, 0, 2350},
    {STR_C("meta"), false, 0, 2351},
    {STR_C("name"), false, 0, 2356},
    {STR_C("telecom"), false, 0, 2359},
    {STR_C("telecom"), false, 12, 2360},
    {STR_C("telecom"), false, 13, 2361},
    {STR_C("city"), false, 0, 2342},
    {STR_C("country"), false, 0, 2343},
    {STR_C("postalCode"), false, 0, 2344},
    {STR_C("state"), false, 0, 2345},
    {STR_C("use"), false, 0, 2346},
    {STR_C("profile"), false, 0, 2352},
    {STR_C("security"), false, 0, 2353},
    {STR_C("source"), false, 0, 2354},
    {STR_C("tag"), false, 0, 2355},
    {STR_C("family"), false, 0, 2357},
    {STR_C("given"), false, 0, 2358},
    {STR_C("active"), false, 0, 2363},
    {STR_C("code"), false, 0, 2364},
    {STR_C("endpoint"), false, 0, 2365},
    {STR_C("healthcareService"), false, 0, 2366},
    {STR_C("id"), false, 0, 2367},
    {STR_C("identifier"), false, 0, 2368},
    {STR_C("location"), false, 0, 2369},
    {STR_C("meta"), false, 0, 2370},
    {STR_C("organization"), false, 0, 2375},
    {STR_C("period"), false, 0, 2376},
    {STR_C("practitioner"), false, 0, 2377},
    {STR_C("specialty"), false, 0, 2378},
    {STR_C("telecom"), false, 0, 2379},
    {STR_C("telecom"), false, 12, 2380},
    {STR_C("telecom"), false, 13, 2381},
    {STR_C("profile"), false, 0, 2371},
    {STR_C("security"), false, 0, 2372},
    {STR_C("source"), false, 0, 2373},
    {STR_C("tag"), false, 0, 2374},
    {STR_C("basedOn"), false, 0, 2383},
    {STR_C("category"), false, 0, 2384},
    {STR_C("code"), false, 0, 2385},
    {STR_C("encounter"), false, 0, 2386},
    {STR_C("id"), false, 0, 2387},
    {STR_C("identifier"), false, 0, 2388},
    {STR_C("instantiatesCanonical"), false, 0, 2389},
    {STR_C("instantiatesUri"), false, 0, 2390},
    {STR_C("location"), false, 0, 2391},
    {STR_C("meta"), false, 0, 2392},
    {STR_C("partOf"), false, 0, 2397},
    {STR_C("performed"), true, 0, 2398},
    {STR_C("performer"), false, 0, 2399},
    {STR_C("reasonCode"), false, 0, 2401},
    {STR_C("reasonReference"), false, 0, 2402},
    {STR_C("status"), false, 0, 2403},
    {STR_C("subject"), false, 0, 2404},
    {STR_C("profile"), false, 0, 2393},
    {STR_C("security"), false, 0, 2394},
    {STR_C("source"), false, 0, 2395},
    {STR_C("tag"), false, 0, 2396},
    {STR_C("actor"), false, 0, 2400},
    {STR_C("agent"), false, 0, 2406},
    {STR_C("entity"), false, 0, 2410},
    {STR_C("id"), false, 0, 2412},
    {STR_C("location"), false, 0, 2413},
    {STR_C("meta"), false, 0, 2414},
    {STR_C("occurredDateTime"), false, 0, 2419},
    {STR_C("recorded"), false, 0, 2420},
    {STR_C("signature"), false, 0, 2421},
    {STR_C("target"), false, 0, 2423},
    {STR_C("role"), false, 0, 2407},
    {STR_C("type"), false, 0, 2408},
    {STR_C("who"), false, 0, 2409},
    {STR_C("what"), false, 0, 2411},
    {STR_C("profile"), false, 0, 2415},
    {STR_C("security"), false, 0, 2416},
    {STR_C("source"), false, 0, 2417},
    {STR_C("tag"), false, 0, 2418},
    {STR_C("type"), false, 0, 2422},
    {STR_C("date"), false, 0, 2425},
    {STR_C("description"), false, 0, 2426},
    {STR_C("effectivePeriod"), false, 0, 2427},
    {STR_C("id"), false, 0, 2428},
    {STR_C("identifier"), false, 0, 2429},
    {STR_C("item"), false, 0, 2430},
    {STR_C("jurisdiction"), false, 0, 2433},
    {STR_C("meta"), false, 0, 2434},
    {STR_C("name"), false, 0, 2439},
    {STR_C("publisher"), false, 0, 2440},
    {STR_C("status"), false, 0, 2441},
    {STR_C("subjectType"), false, 0, 2442},
    {STR_C("title"), false, 0, 2443},
    {STR_C("url"), false, 0, 2444},
    {STR_C("useContext"), false, 0, 2445},
    {STR_C("version"), false, 0, 2457},
    {STR_C("code"), false, 0, 2431},
    {STR_C("definition"), false, 0, 2432},
    {STR_C("profile"), false, 0, 2435},
    {STR_C("security"), false, 0, 2436},
    {STR_C("source"), false, 0, 2437},
    {STR_C("tag"), false, 0, 2438},
    {STR_C("code"), false, 0, 2446},
    {STR_C("valueCodeableConcept"), false, 0, 2447},
    {STR_C("valueQuantity"), false, 0, 2448},
    {STR_C("valueRange"), false, 0, 2449},
    {STR_C("code"), false, 0, 2451},
    {STR_C("valueQuantity"), false, 0, 2452},
    {STR_C("valueRange"), false, 0, 2453},
    {STR_C("code"), false, 0, 2455},
    {STR_C("valueCodeableConcept"), false, 0, 2456},
    {STR_C("author"), false, 0, 2459},
    {STR_C("authored"), false, 0, 2460},
    {STR_C("basedOn"), false, 0, 2461},
    {STR_C("encounter"), false, 0, 2462},
    {STR_C("id"), false, 0, 2463},
    {STR_C("identifier"), false, 0, 2464},
    {STR_C("meta"), false, 0, 2465},
    {STR_C("partOf"), false, 0, 2470},
    {STR_C("questionnaire"), false, 0, 2471},
    {STR_C("source"), false, 0, 2472},
    {STR_C("status"), false, 0, 2473},
    {STR_C("subject"), false, 0, 2474},
    {STR_C("profile"), false, 0, 2466},
    {STR_C("security"), false, 0, 2467},
    {STR_C("source"), false, 0, 2468},
    {STR_C("tag"), false, 0, 2469},
    {STR_C("active"), false, 0, 2476},
    {STR_C("address"), false, 0, 2477},
    {STR_C("birthDate"), false, 0, 2483},
    {STR_C("gender"), false, 0, 2484},
    {STR_C("id"), false, 0, 2485},
    {STR_C("identifier"), false, 0, 2486},
    {STR_C("meta"), false, 0, 2487},
    {STR_C("name"), false, 0, 2492},
    {STR_C("patient"), false, 0, 2493},
    {STR_C("relationship"), false, 0, 2494},
    {STR_C("telecom"), false, 0, 2495},
    {STR_C("telecom"), false, 12, 2496},
    {STR_C("telecom"), false, 13, 2497},
    {STR_C("city"), false, 0, 2478},
    {STR_C("country"), false, 0, 2479},
    {STR_C("postalCode"), false, 0, 2480},
    {STR_C("state"), false, 0, 2481},
    {STR_C("use"), false, 0, 2482},
    {STR_C("profile"), false, 0, 2488},
    {STR_C("security"), false, 0, 2489},
    {STR_C("source"), false, 0, 2490},
    {STR_C("tag"), false, 0, 2491},
    {STR_C("action"), false, 0, 2499},
    {STR_C("author"), false, 0, 2501},
    {STR_C("authoredOn"), false, 0, 2502},
    {STR_C("code"), false, 0, 2503},
    {STR_C("encounter"), false, 0, 2504},
    {STR_C("groupIdentifier"), false, 0, 2505},
    {STR_C("id"), false, 0, 2506},
    {STR_C("identifier"), false, 0, 2507},
    {STR_C("instantiatesCanonical"), false, 0, 2508},
    {STR_C("instantiatesUri"), false, 0, 2509},
    {STR_C("intent"), false, 0, 2510},
    {STR_C("meta"), false, 0, 2511},
    {STR_C("priority"), false, 0, 2516},
    {STR_C("status"), false, 0, 2517},
    {STR_C("subject"), false, 0, 2518},
    {STR_C("participant"), false, 0, 2500},
    {STR_C("profile"), false, 0, 2512},
    {STR_C("security"), false, 0, 2513},
    {STR_C("source"), false, 0, 2514},
    {STR_C("tag"), false, 0, 2515},
    {STR_C("date"), false, 0, 2520},
    {STR_C("description"), false, 0, 2521},
    {STR_C("effectivePeriod"), false, 0, 2522},
    {STR_C("id"), false, 0, 2523},
    {STR_C("identifier"), false, 0, 2524},
    {STR_C("jurisdiction"), false, 0, 2525},
    {STR_C("library"), false, 0, 2526},
    {STR_C("meta"), false, 0, 2527},
    {STR_C("name"), false, 0, 2532},
    {STR_C("publisher"), false, 0, 2533},
    {STR_C("relatedArtifact"), false, 1, 2534},
    {STR_C("relatedArtifact"), false, 2, 2536},
    {STR_C("relatedArtifact"), false, 3, 2538},
    {STR_C("relatedArtifact"), false, 4, 2540},
    {STR_C("relatedArtifact"), false, 5, 2542},
    {STR_C("status"), false, 0, 2544},
    {STR_C("title"), false, 0, 2545},
    {STR_C("topic"), false, 0, 2546},
    {STR_C("url"), false, 0, 2547},
    {STR_C("useContext"), false, 0, 2548},
    {STR_C("version"), false, 0, 2560},
    {STR_C("profile"), false, 0, 2528},
    {STR_C("security"), false, 0, 2529},
    {STR_C("source"), false, 0, 2530},
    {STR_C("tag"), false, 0, 2531},
    {STR_C("resource"), false, 0, 2535},
    {STR_C("resource"), false, 0, 2537},
    {STR_C("resource"), false, 0, 2539},
    {STR_C("resource"), false, 0, 2541},
    {STR_C("resource"), false, 0, 2543},
    {STR_C("code"), false, 0, 2549},
    {STR_C("valueCodeableConcept"), false, 0, 2550},
    {STR_C("valueQuantity"), false, 0, 2551},
    {STR_C("valueRange"), false, 0, 2552},
    {STR_C("code"), false, 0, 2554},
    {STR_C("valueQuantity"), false, 0, 2555},
    {STR_C("valueRange"), false, 0, 2556},
    {STR_C("code"), false, 0, 2558},
    {STR_C("valueCodeableConcept"), false, 0, 2559},
    {STR_C("date"), false, 0, 2562},
    {STR_C("description"), false, 0, 2563},
    {STR_C("effectivePeriod"), false, 0, 2564},
    {STR_C("id"), false, 0, 2565},
    {STR_C("identifier"), false, 0, 2566},
    {STR_C("jurisdiction"), false, 0, 2567},
    {STR_C("library"), false, 0, 2568},
    {STR_C("meta"), false, 0, 2569},
    {STR_C("name"), false, 0, 2574},
    {STR_C("publisher"), false, 0, 2575},
    {STR_C("relatedArtifact"), false, 1, 2576},
    {STR_C("relatedArtifact"), false, 2, 2578},
    {STR_C("relatedArtifact"), false, 3, 2580},
    {STR_C("relatedArtifact"), false, 4, 2582},
    {STR_C("relatedArtifact"), false, 5, 2584},
    {STR_C("status"), false, 0, 2586},
    {STR_C("title"), false, 0, 2587},
    {STR_C("topic"), false, 0, 2588},
    {STR_C("url"), false, 0, 2589},
    {STR_C("useContext"), false, 0, 2590},
    {STR_C("version"), false, 0, 2602},
    {STR_C("profile"), false, 0, 2570},
    {STR_C("security"), false, 0, 2571},
    {STR_C("source"), false, 0, 2572},
    {STR_C("tag"), false, 0, 2573},
    {STR_C("resource"), false, 0, 2577},
    {STR_C("resource"), false, 0, 2579},
    {STR_C("resource"), false, 0, 2581},
    {STR_C("resource"), false, 0, 2583},
    {STR_C("resource"), false, 0, 2585},
    {STR_C("code"), false, 0, 2591},
    {STR_C("valueCodeableConcept"), false, 0, 2592},
    {STR_C("valueQuantity"), false, 0, 2593},
    {STR_C("valueRange"), false, 0, 2594},
    {STR_C("code"), false, 0, 2596},
    {STR_C("valueQuantity"), false, 0, 2597},
    {STR_C("valueRange"), false, 0, 2598},
    {STR_C("code"), false, 0, 2600},
    {STR_C("valueCodeableConcept"), false, 0, 2601},
    {STR_C("category"), false, 0, 2604},
    {STR_C("focus"), false, 0, 2605},
    {STR_C("id"), false, 0, 2606},
    {STR_C("identifier"), false, 0, 2607},
    {STR_C("keyword"), false, 0, 2608},
    {STR_C("location"), false, 0, 2609},
    {STR_C("meta"), false, 0, 2610},
    {STR_C("partOf"), false, 0, 2615},
    {STR_C("period"), false, 0, 2616},
    {STR_C("principalInvestigator"), false, 0, 2617},
    {STR_C("protocol"), false, 0, 2618},
    {STR_C("site"), false, 0, 2619},
    {STR_C("sponsor"), false, 0, 2620},
    {STR_C("status"), false, 0, 2621},
    {STR_C("title"), false, 0, 2622},
    {STR_C("profile"), false, 0, 2611},
    {STR_C("security"), false, 0, 2612},
    {STR_C("source"), false, 0, 2613},
    {STR_C("tag"), false, 0, 2614},
    {STR_C("id"), false, 0, 2624},
    {STR_C("identifier"), false, 0, 2625},
    {STR_C("individual"), false, 0, 2626},
    {STR_C("meta"), false, 0, 2627},
    {STR_C("period"), false, 0, 2632},
    {STR_C("status"), false, 0, 2633},
    {STR_C("study"), false, 0, 2634},
    {STR_C("profile"), false, 0, 2628},
    {STR_C("security"), false, 0, 2629},
    {STR_C("source"), false, 0, 2630},
    {STR_C("tag"), false, 0, 2631},
    {STR_C("condition"), false, 0, 2636},
    {STR_C("encounter"), false, 0, 2637},
    {STR_C("id"), false, 0, 2638},
    {STR_C("identifier"), false, 0, 2639},
    {STR_C("meta"), false, 0, 2640},
    {STR_C("method"), false, 0, 2645},
    {STR_C("occurrenceDateTime"), false, 0, 2646},
    {STR_C("performer"), false, 0, 2647},
    {STR_C("prediction"), false, 0, 2648},
    {STR_C("subject"), false, 0, 2651},
    {STR_C("profile"), false, 0, 2641},
    {STR_C("security"), false, 0, 2642},
    {STR_C("source"), false, 0, 2643},
    {STR_C("tag"), false, 0, 2644},
    {STR_C("probability"), true, 0, 2649},
    {STR_C("qualitativeRisk"), false, 0, 2650},
    {STR_C("date"), false, 0, 2653},
    {STR_C("description"), false, 0, 2654},
    {STR_C("effectivePeriod"), false, 0, 2655},
    {STR_C("id"), false, 0, 2656},
    {STR_C("identifier"), false, 0, 2657},
    {STR_C("jurisdiction"), false, 0, 2658},
    {STR_C("meta"), false, 0, 2659},
    {STR_C("name"), false, 0, 2664},
    {STR_C("publisher"), false, 0, 2665},
    {STR_C("status"), false, 0, 2666},
    {STR_C("title"), false, 0, 2667},
    {STR_C("url"), false, 0, 2668},
    {STR_C("useContext"), false, 0, 2669},
    {STR_C("version"), false, 0, 2681},
    {STR_C("profile"), false, 0, 2660},
    {STR_C("security"), false, 0, 2661},
    {STR_C("source"), false, 0, 2662},
    {STR_C("tag"), false, 0, 2663},
    {STR_C("code"), false, 0, 2670},
    {STR_C("valueCodeableConcept"), false, 0, 2671},
    {STR_C("valueQuantity"), false, 0, 2672},
    {STR_C("valueRange"), false, 0, 2673},
    {STR_C("code"), false, 0, 2675},
    {STR_C("valueQuantity"), false, 0, 2676},
    {STR_C("valueRange"), false, 0, 2677},
    {STR_C("code"), false, 0, 2679},
    {STR_C("valueCodeableConcept"), false, 0, 2680},
    {STR_C("active"), false, 0, 2683},
    {STR_C("actor"), false, 0, 2684},
    {STR_C("id"), false, 0, 2685},
    {STR_C("identifier"), false, 0, 2686},
    {STR_C("meta"), false, 0, 2687},
    {STR_C("planningHorizon"), false, 0, 2692},
    {STR_C("serviceCategory"), false, 0, 2693},
    {STR_C("serviceType"), false, 0, 2694},
    {STR_C("specialty"), false, 0, 2695},
    {STR_C("profile"), false, 0, 2688},
    {STR_C("security"), false, 0, 2689},
    {STR_C("source"), false, 0, 2690},
    {STR_C("tag"), false, 0, 2691},
    {STR_C("base"), false, 0, 2697},
    {STR_C("code"), false, 0, 2698},
    {STR_C("component"), false, 0, 2699},
    {STR_C("date"), false, 0, 2701},
    {STR_C("derivedFrom"), false, 0, 2702},
    {STR_C("description"), false, 0, 2703},
    {STR_C("id"), false, 0, 2704},
    {STR_C("jurisdiction"), false, 0, 2705},
    {STR_C("meta"), false, 0, 2706},
    {STR_C("name"), false, 0, 2711},
    {STR_C("publisher"), false, 0, 2712},
    {STR_C("status"), false, 0, 2713},
    {STR_C("target"), false, 0, 2714},
    {STR_C("type"), false, 0, 2715},
    {STR_C("url"), false, 0, 2716},
    {STR_C("useContext"), false, 0, 2717},
    {STR_C("version"), false, 0, 2729},
    {STR_C("definition"), false, 0, 2700},
    {STR_C("profile"), false, 0, 2707},
    {STR_C("security"), false, 0, 2708},
    {STR_C("source"), false, 0, 2709},
    {STR_C("tag"), false, 0, 2710},
    {STR_C("code"), false, 0, 2718},
    {STR_C("valueCodeableConcept"), false, 0, 2719},
    {STR_C("valueQuantity"), false, 0, 2720},
    {STR_C("valueRange"), false, 0, 2721},
    {STR_C("code"), false, 0, 2723},
    {STR_C("valueQuantity"), false, 0, 2724},
    {STR_C("valueRange"), false, 0, 2725},
    {STR_C("code"), false, 0, 2727},
    {STR_C("valueCodeableConcept"), false, 0, 2728},
    {STR_C("authoredOn"), false, 0, 2731},
    {STR_C("basedOn"), false, 0, 2732},
    {STR_C("bodySite"), false, 0, 2733},
    {STR_C("category"), false, 0, 2734},
    {STR_C("code"), false, 0, 2735},
    {STR_C("encounter"), false, 0, 2736},
    {STR_C("id"), false, 0, 2737},
    {STR_C("identifier"), false, 0, 2738},
    {STR_C("instantiatesCanonical"), false, 0, 2739},
    {STR_C("instantiatesUri"), false, 0, 2740},
    {STR_C("intent"), false, 0, 2741},
    {STR_C("meta"), false, 0, 2742},
    {STR_C("occurrence"), true, 0, 2747},
    {STR_C("performer"), false, 0, 2748},
    {STR_C("performerType"), false, 0, 2749},
    {STR_C("priority"), false, 0, 2750},
    {STR_C("replaces"), false, 0, 2751},
    {STR_C("requester"), false, 0, 2752},
    {STR_C("requisition"), false, 0, 2753},
    {STR_C("specimen"), false, 0, 2754},
    {STR_C("status"), false, 0, 2755},
    {STR_C("subject"), false, 0, 2756},
    {STR_C("profile"), false, 0, 2743},
    {STR_C("security"), false, 0, 2744},
    {STR_C("source"), false, 0, 2745},
    {STR_C("tag"), false, 0, 2746},
    {STR_C("appointmentType"), false, 0, 2758},
    {STR_C("id"), false, 0, 2759},
    {STR_C("identifier"), false, 0, 2760},
    {STR_C("meta"), false, 0, 2761},
    {STR_C("schedule"), false, 0, 2766},
    {STR_C("serviceCategory"), false, 0, 2767},
    {STR_C("serviceType"), false, 0, 2768},
    {STR_C("specialty"), false, 0, 2769},
    {STR_C("start"), false, 0, 2770},
    {STR_C("status"), false, 0, 2771},
    {STR_C("profile"), false, 0, 2762},
    {STR_C("security"), false, 0, 2763},
    {STR_C("source"), false, 0, 2764},
    {STR_C("tag"), false, 0, 2765},
    {STR_C("accessionIdentifier"), false, 0, 2773},
    {STR_C("collection"), false, 0, 2774},
    {STR_C("container"), false, 0, 2778},
    {STR_C("id"), false, 0, 2781},
    {STR_C("identifier"), false, 0, 2782},
    {STR_C("meta"), false, 0, 2783},
    {STR_C("parent"), false, 0, 2788},
    {STR_C("status"), false, 0, 2789},
    {STR_C("subject"), false, 0, 2790},
    {STR_C("type"), false, 0, 2791},
    {STR_C("bodySite"), false, 0, 2775},
    {STR_C("collected"), true, 0, 2776},
    {STR_C("collector"), false, 0, 2777},
    {STR_C("identifier"), false, 0, 2779},
    {STR_C("type"), false, 0, 2780},
    {STR_C("profile"), false, 0, 2784},
    {STR_C("security"), false, 0, 2785},
    {STR_C("source"), false, 0, 2786},
    {STR_C("tag"), false, 0, 2787},
    {STR_C("id"), false, 0, 2793},
    {STR_C("identifier"), false, 0, 2794},
    {STR_C("meta"), false, 0, 2795},
    {STR_C("typeCollected"), false, 0, 2800},
    {STR_C("typeTested"), false, 0, 2801},
    {STR_C("profile"), false, 0, 2796},
    {STR_C("security"), false, 0, 2797},
    {STR_C("source"), false, 0, 2798},
    {STR_C("tag"), false, 0, 2799},
    {STR_C("container"), false, 0, 2802},
    {STR_C("type"), false, 0, 2803},
    {STR_C("abstract"), false, 0, 2805},
    {STR_C("baseDefinition"), false, 0, 2806},
    {STR_C("context"), false, 0, 2807},
    {STR_C("date"), false, 0, 2809},
    {STR_C("derivation"), false, 0, 2810},
    {STR_C("description"), false, 0, 2811},
    {STR_C("differential"), false, 0, 2812},
    {STR_C("experimental"), false, 0, 2817},
    {STR_C("id"), false, 0, 2818},
    {STR_C("identifier"), false, 0, 2819},
    {STR_C("jurisdiction"), false, 0, 2820},
    {STR_C("keyword"), false, 0, 2821},
    {STR_C("kind"), false, 0, 2822},
    {STR_C("meta"), false, 0, 2823},
    {STR_C("name"), false, 0, 2828},
    {STR_C("publisher"), false, 0, 2829},
    {STR_C("snapshot"), false, 0, 2830},
    {STR_C("status"), false, 0, 2837},
    {STR_C("title"), false, 0, 2838},
    {STR_C("type"), false, 0, 2839},
    {STR_C("url"), false, 0, 2840},
    {STR_C("useContext"), false, 0, 2841},
    {STR_C("version"), false, 0, 2853},
    {STR_C("type"), false, 0, 2808},
    {STR_C("element"), false, 0, 2813},
    {STR_C("base"), false, 0, 2814},
    {STR_C("path"), false, 0, 2816},
    {STR_C("path"), false, 0, 2815},
    {STR_C("profile"), false, 0, 2824},
    {STR_C("security"), false, 0, 2825},
    {STR_C("source"), false, 0, 2826},
    {STR_C("tag"), false, 0, 2827},
    {STR_C("element"), false, 0, 2831},
    {STR_C("base"), false, 0, 2832},
    {STR_C("binding"), false, 0, 2834},
    {STR_C("path"), false, 0, 2836},
    {STR_C("path"), false, 0, 2833},
    {STR_C("valueSet"), false, 0, 2835},
    {STR_C("code"), false, 0, 2842},
    {STR_C("valueCodeableConcept"), false, 0, 2843},
    {STR_C("valueQuantity"), false, 0, 2844},
    {STR_C("valueRange"), false, 0, 2845},
    {STR_C("code"), false, 0, 2847},
    {STR_C("valueQuantity"), false, 0, 2848},
    {STR_C("valueRange"), false, 0, 2849},
    {STR_C("code"), false, 0, 2851},
    {STR_C("valueCodeableConcept"), false, 0, 2852},
    {STR_C("date"), false, 0, 2855},
    {STR_C("description"), false, 0, 2856},
    {STR_C("id"), false, 0, 2857},
    {STR_C("identifier"), false, 0, 2858},
    {STR_C("jurisdiction"), false, 0, 2859},
    {STR_C("meta"), false, 0, 2860},
    {STR_C("name"), false, 0, 2865},
    {STR_C("publisher"), false, 0, 2866},
    {STR_C("status"), false, 0, 2867},
    {STR_C("title"), false, 0, 2868},
    {STR_C("url"), false, 0, 2869},
    {STR_C("useContext"), false, 0, 2870},
    {STR_C("version"), false, 0, 2882},
    {STR_C("profile"), false, 0, 2861},
    {STR_C("security"), false, 0, 2862},
    {STR_C("source"), false, 0, 2863},
    {STR_C("tag"), false, 0, 2864},
    {STR_C("code"), false, 0, 2871},
    {STR_C("valueCodeableConcept"), false, 0, 2872},
    {STR_C("valueQuantity"), false, 0, 2873},
    {STR_C("valueRange"), false, 0, 2874},
    {STR_C("code"), false, 0, 2876},
    {STR_C("valueQuantity"), false, 0, 2877},
    {STR_C("valueRange"), false, 0, 2878},
    {STR_C("code"), false, 0, 2880},
    {STR_C("valueCodeableConcept"), false, 0, 2881},
    {STR_C("channel"), false, 0, 2884},
    {STR_C("contact"), false, 0, 2888},
    {STR_C("criteria"), false, 0, 2889},
    {STR_C("id"), false, 0, 2890},
    {STR_C("meta"), false, 0, 2891},
    {STR_C("status"), false, 0, 2896},
    {STR_C("endpoint"), false, 0, 2885},
    {STR_C("payload"), false, 0, 2886},
    {STR_C("type"), false, 0, 2887},
    {STR_C("profile"), false, 0, 2892},
    {STR_C("security"), false, 0, 2893},
    {STR_C("source"), false, 0, 2894},
    {STR_C("tag"), false, 0, 2895},
    {STR_C("category"), false, 0, 2898},
    {STR_C("code"), false, 0, 2899},
    {STR_C("id"), false, 0, 2900},
    {STR_C("identifier"), false, 0, 2901},
    {STR_C("ingredient"), false, 0, 2902},
    {STR_C("instance"), false, 0, 2905},
    {STR_C("meta"), false, 0, 2909},
    {STR_C("status"), false, 0, 2914},
    {STR_C("substanceCodeableConcept"), false, 0, 2903},
    {STR_C("substanceReference"), false, 0, 2904},
    {STR_C("expiry"), false, 0, 2906},
    {STR_C("identifier"), false, 0, 2907},
    {STR_C("quantity"), false, 0, 2908},
    {STR_C("profile"), false, 0, 2910},
    {STR_C("security"), false, 0, 2911},
    {STR_C("source"), false, 0, 2912},
    {STR_C("tag"), false, 0, 2913},
    {STR_C("id"), false, 0, 2916},
    {STR_C("meta"), false, 0, 2917},
    {STR_C("profile"), false, 0, 2918},
    {STR_C("security"), false, 0, 2919},
    {STR_C("source"), false, 0, 2920},
    {STR_C("tag"), false, 0, 2921},
    {STR_C("id"), false, 0, 2923},
    {STR_C("meta"), false, 0, 2924},
    {STR_C("profile"), false, 0, 2925},
    {STR_C("security"), false, 0, 2926},
    {STR_C("source"), false, 0, 2927},
    {STR_C("tag"), false, 0, 2928},
    {STR_C("id"), false, 0, 2930},
    {STR_C("meta"), false, 0, 2931},
    {STR_C("profile"), false, 0, 2932},
    {STR_C("security"), false, 0, 2933},
    {STR_C("source"), false, 0, 2934},
    {STR_C("tag"), false, 0, 2935},
    {STR_C("id"), false, 0, 2937},
    {STR_C("meta"), false, 0, 2938},
    {STR_C("profile"), false, 0, 2939},
    {STR_C("security"), false, 0, 2940},
    {STR_C("source"), false, 0, 2941},
    {STR_C("tag"), false, 0, 2942},
    {STR_C("id"), false, 0, 2944},
    {STR_C("meta"), false, 0, 2945},
    {STR_C("profile"), false, 0, 2946},
    {STR_C("security"), false, 0, 2947},
    {STR_C("source"), false, 0, 2948},
    {STR_C("tag"), false, 0, 2949},
    {STR_C("code"), false, 0, 2951},
    {STR_C("id"), false, 0, 2953},
    {STR_C("meta"), false, 0, 2954},
    {STR_C("code"), false, 0, 2952},
    {STR_C("profile"), false, 0, 2955},
    {STR_C("security"), false, 0, 2956},
    {STR_C("source"), false, 0, 2957},
    {STR_C("tag"), false, 0, 2958},
    {STR_C("id"), false, 0, 2960},
    {STR_C("identifier"), false, 0, 2961},
    {STR_C("meta"), false, 0, 2962},
    {STR_C("patient"), false, 0, 2967},
    {STR_C("receiver"), false, 0, 2968},
    {STR_C("status"), false, 0, 2969},
    {STR_C("supplier"), false, 0, 2970},
    {STR_C("profile"), false, 0, 2963},
    {STR_C("security"), false, 0, 2964},
    {STR_C("source"), false, 0, 2965},
    {STR_C("tag"), false, 0, 2966},
    {STR_C("authoredOn"), false, 0, 2972},
    {STR_C("category"), false, 0, 2973},
    {STR_C("deliverTo"), false, 0, 2974},
    {STR_C("id"), false, 0, 2975},
    {STR_C("identifier"), false, 0, 2976},
    {STR_C("meta"), false, 0, 2977},
    {STR_C("requester"), false, 0, 2982},
    {STR_C("status"), false, 0, 2983},
    {STR_C("supplier"), false, 0, 2984},
    {STR_C("profile"), false, 0, 2978},
    {STR_C("security"), false, 0, 2979},
    {STR_C("source"), false, 0, 2980},
    {STR_C("tag"), false, 0, 2981},
    {STR_C("authoredOn"), false, 0, 2986},
    {STR_C("basedOn"), false, 0, 2987},
    {STR_C("businessStatus"), false, 0, 2988},
    {STR_C("code"), false, 0, 2989},
    {STR_C("encounter"), false, 0, 2990},
    {STR_C("executionPeriod"), false, 0, 2991},
    {STR_C("focus"), false, 0, 2992},
    {STR_C("for"), false, 0, 2993},
    {STR_C("groupIdentifier"), false, 0, 2994},
    {STR_C("id"), false, 0, 2995},
    {STR_C("identifier"), false, 0, 2996},
    {STR_C("intent"), false, 0, 2997},
    {STR_C("lastModified"), false, 0, 2998},
    {STR_C("meta"), false, 0, 2999},
    {STR_C("owner"), false, 0, 3004},
    {STR_C("partOf"), false, 0, 3005},
    {STR_C("performerType"), false, 0, 3006},
    {STR_C("priority"), false, 0, 3007},
    {STR_C("requester"), false, 0, 3008},
    {STR_C("status"), false, 0, 3009},
    {STR_C("profile"), false, 0, 3000},
    {STR_C("security"), false, 0, 3001},
    {STR_C("source"), false, 0, 3002},
    {STR_C("tag"), false, 0, 3003},
    {STR_C("date"), false, 0, 3011},
    {STR_C("description"), false, 0, 3012},
    {STR_C("id"), false, 0, 3013},
    {STR_C("jurisdiction"), false, 0, 3014},
    {STR_C("meta"), false, 0, 3015},
    {STR_C("name"), false, 0, 3020},
    {STR_C("publisher"), false, 0, 3021},
    {STR_C("status"), false, 0, 3022},
    {STR_C("title"), false, 0, 3023},
    {STR_C("url"), false, 0, 3024},
    {STR_C("useContext"), false, 0, 3025},
    {STR_C("version"), false, 0, 3037},
    {STR_C("profile"), false, 0, 3016},
    {STR_C("security"), false, 0, 3017},
    {STR_C("source"), false, 0, 3018},
    {STR_C("tag"), false, 0, 3019},
    {STR_C("code"), false, 0, 3026},
    {STR_C("valueCodeableConcept"), false, 0, 3027},
    {STR_C("valueQuantity"), false, 0, 3028},
    {STR_C("valueRange"), false, 0, 3029},
    {STR_C("code"), false, 0, 3031},
    {STR_C("valueQuantity"), false, 0, 3032},
    {STR_C("valueRange"), false, 0, 3033},
    {STR_C("code"), false, 0, 3035},
    {STR_C("valueCodeableConcept"), false, 0, 3036},
    {STR_C("id"), false, 0, 3039},
    {STR_C("identifier"), false, 0, 3040},
    {STR_C("issued"), false, 0, 3041},
    {STR_C("meta"), false, 0, 3042},
    {STR_C("participant"), false, 0, 3047},
    {STR_C("result"), false, 0, 3049},
    {STR_C("testScript"), false, 0, 3050},
    {STR_C("tester"), false, 0, 3051},
    {STR_C("profile"), false, 0, 3043},
    {STR_C("security"), false, 0, 3044},
    {STR_C("source"), false, 0, 3045},
    {STR_C("tag"), false, 0, 3046},
    {STR_C("uri"), false, 0, 3048},
    {STR_C("date"), false, 0, 3053},
    {STR_C("description"), false, 0, 3054},
    {STR_C("id"), false, 0, 3055},
    {STR_C("identifier"), false, 0, 3056},
    {STR_C("jurisdiction"), false, 0, 3057},
    {STR_C("meta"), false, 0, 3058},
    {STR_C("metadata"), false, 0, 3063},
    {STR_C("name"), false, 0, 3066},
    {STR_C("publisher"), false, 0, 3067},
    {STR_C("status"), false, 0, 3068},
    {STR_C("title"), false, 0, 3069},
    {STR_C("url"), false, 0, 3070},
    {STR_C("useContext"), false, 0, 3071},
    {STR_C("version"), false, 0, 3083},
    {STR_C("profile"), false, 0, 3059},
    {STR_C("security"), false, 0, 3060},
    {STR_C("source"), false, 0, 3061},
    {STR_C("tag"), false, 0, 3062},
    {STR_C("capability"), false, 0, 3064},
    {STR_C("description"), false, 0, 3065},
    {STR_C("code"), false, 0, 3072},
    {STR_C("valueCodeableConcept"), false, 0, 3073},
    {STR_C("valueQuantity"), false, 0, 3074},
    {STR_C("valueRange"), false, 0, 3075},
    {STR_C("code"), false, 0, 3077},
    {STR_C("valueQuantity"), false, 0, 3078},
    {STR_C("valueRange"), false, 0, 3079},
    {STR_C("code"), false, 0, 3081},
    {STR_C("valueCodeableConcept"), false, 0, 3082},
    {STR_C("compose"), false, 0, 3085},
    {STR_C("date"), false, 0, 3090},
    {STR_C("description"), false, 0, 3091},
    {STR_C("expansion"), false, 0, 3092},
    {STR_C("id"), false, 0, 3096},
    {STR_C("identifier"), false, 0, 3097},
    {STR_C("jurisdiction"), false, 0, 3098},
    {STR_C("meta"), false, 0, 3099},
    {STR_C("name"), false, 0, 3104},
    {STR_C("publisher"), false, 0, 3105},
    {STR_C("status"), false, 0, 3106},
    {STR_C("title"), false, 0, 3107},
    {STR_C("url"), false, 0, 3108},
    {STR_C("useContext"), false, 0, 3109},
    {STR_C("version"), false, 0, 3121},
    {STR_C("include"), false, 0, 3086},
    {STR_C("concept"), false, 0, 3087},
    {STR_C("system"), false, 0, 3089},
    {STR_C("code"), false, 0, 3088},
    {STR_C("contains"), false, 0, 3093},
    {STR_C("identifier"), false, 0, 3095},
    {STR_C("code"), false, 0, 3094},
    {STR_C("profile"), false, 0, 3100},
    {STR_C("security"), false, 0, 3101},
    {STR_C("source"), false, 0, 3102},
    {STR_C("tag"), false, 0, 3103},
    {STR_C("code"), false, 0, 3110},
    {STR_C("valueCodeableConcept"), false, 0, 3111},
    {STR_C("valueQuantity"), false, 0, 3112},
    {STR_C("valueRange"), false, 0, 3113},
    {STR_C("code"), false, 0, 3115},
    {STR_C("valueQuantity"), false, 0, 3116},
    {STR_C("valueRange"), false, 0, 3117},
    {STR_C("code"), false, 0, 3119},
    {STR_C("valueCodeableConcept"), false, 0, 3120},
    {STR_C("id"), false, 0, 3123},
    {STR_C("meta"), false, 0, 3124},
    {STR_C("target"), false, 0, 3129},
    {STR_C("profile"), false, 0, 3125},
    {STR_C("security"), false, 0, 3126},
    {STR_C("source"), false, 0, 3127},
    {STR_C("tag"), false, 0, 3128},
    {STR_C("dateWritten"), false, 0, 3131},
    {STR_C("encounter"), false, 0, 3132},
    {STR_C("id"), false, 0, 3133},
    {STR_C("identifier"), false, 0, 3134},
    {STR_C("meta"), false, 0, 3135},
    {STR_C("patient"), false, 0, 3140},
    {STR_C("prescriber"), false, 0, 3141},
    {STR_C("status"), false, 0, 3142},
    {STR_C("profile"), false, 0, 3136},
    {STR_C("security"), false, 0, 3137},
    {STR_C("source"), false, 0, 3138},
    {STR_C("tag"), false, 0, 3139},
};

/* edge_first, edge_count, act_first, act_count */
const ExtractNode extract_nodes[] = {
    {0, 9, 0, 0},
    {9, 0, 0, 1},
    {9, 0, 1, 1},
    {9, 4, 2, 0},
    {13, 0, 2, 1},
    {13, 0, 3, 1},
    {13, 0, 4, 1},
    {13, 0, 5, 1},
    {13, 0, 6, 1},
    {13, 0, 7, 1},
    {13, 0, 8, 1},
    {13, 0, 9, 1},
    {13, 0, 10, 2},
    {13, 0, 12, 1},
    {13, 21, 13, 0},
    {34, 0, 13, 1},
    {34, 0, 14, 1},
    {34, 0, 15, 1},
    {34, 0, 16, 1},
    {34, 0, 17, 1},
    {34, 0, 18, 1},
    {34, 0, 19, 1},
    {34, 4, 20, 0},
    {38, 0, 20, 1},
    {38, 0, 21, 1},
    {38, 0, 22, 1},
    {38, 0, 23, 1},
    {38, 0, 24, 1},
    {38, 0, 25, 1},
    {38, 1, 26, 0},
    {39, 0, 26, 1},
    {39, 1, 27, 0},
    {40, 0, 27, 1},
    {40, 1, 28, 0},
    {41, 0, 28, 1},
    {41, 1, 29, 0},
    {42, 0, 29, 1},
    {42, 1, 30, 0},
    {43, 0, 30, 1},
    {43, 0, 31, 1},
    {43, 0, 32, 1},
    {43, 0, 33, 1},
    {43, 0, 34, 1},
    {43, 4, 35, 2},
    {47, 0, 37, 1},
    {47, 0, 38, 1},
    {47, 0, 39, 1},
    {47, 0, 40, 1},
    {47, 3, 41, 0},
    {50, 0, 41, 1},
    {50, 0, 42, 1},
    {50, 0, 43, 1},
    {50, 2, 44, 0},
    {52, 0, 44, 1},
    {52, 0, 45, 1},
    {52, 0, 46, 1},
    {52, 14, 47, 0},
    {66, 0, 47, 1},
    {66, 0, 48, 1},
    {66, 0, 49, 1},
    {66, 0, 50, 1},
    {66, 0, 51, 1},
    {66, 0, 52, 1},
    {66, 4, 53, 0},
    {70, 0, 53, 1},
    {70, 0, 54, 1},
    {70, 0, 55, 1},
    {70, 0, 56, 1},
    {70, 0, 57, 1},
    {70, 0, 58, 1},
    {70, 0, 59, 1},
    {70, 0, 60, 1},
    {70, 0, 61, 1},
    {70, 0, 62, 1},
    {70, 1, 63, 0},
    {71, 0, 63, 1},
    {71, 15, 64, 0},
    {86, 0, 64, 1},
    {86, 0, 65, 1},
    {86, 0, 66, 1},
    {86, 0, 67, 1},
    {86, 0, 68, 1},
    {86, 0, 69, 1},
    {86, 0, 70, 1},
    {86, 0, 71, 1},
    {86, 4, 72, 0},
    {90, 0, 72, 1},
    {90, 0, 73, 1},
    {90, 0, 74, 1},
    {90, 0, 75, 1},
    {90, 0, 76, 1},
    {90, 5, 77, 0},
    {95, 0, 77, 1},
    {95, 0, 78, 1},
    {95, 0, 79, 1},
    {95, 0, 80, 1},
    {95, 0, 81, 1},
    {95, 0, 82, 1},
    {95, 0, 83, 1},
    {95, 0, 84, 1},
    {95, 0, 85, 1},
    {95, 15, 86, 0},
    {110, 0, 86, 1},
    {110, 0, 87, 1},
    {110, 0, 88, 1},
    {110, 0, 89, 1},
    {110, 4, 90, 0},
    {114, 0, 90, 1},
    {114, 0, 91, 1},
    {114, 0, 92, 1},
    {114, 0, 93, 1},
    {114, 2, 94, 0},
    {116, 0, 94, 4},
    {116, 0, 98, 1},
    {116, 0, 99, 1},
    {116, 0, 100, 1},
    {116, 0, 101, 1},
    {116, 0, 102, 1},
    {116, 0, 103, 1},
    {116, 0, 104, 1},
    {116, 0, 105, 1},
    {116, 0, 106, 1},
    {116, 0, 107, 1},
    {116, 6, 108, 0},
    {122, 0, 108, 4},
    {122, 0, 112, 1},
    {122, 0, 113, 1},
    {122, 0, 114, 1},
    {122, 4, 115, 0},
    {126, 0, 115, 1},
    {126, 0, 116, 1},
    {126, 0, 117, 1},
    {126, 0, 118, 1},
    {126, 0, 119, 1},
    {126, 10, 120, 0},
    {136, 0, 120, 1},
    {136, 6, 121, 0},
    {142, 0, 121, 1},
    {142, 0, 122, 1},
    {142, 1, 123, 0},
    {143, 0, 123, 1},
    {143, 0, 124, 1},
    {143, 0, 125, 1},
    {143, 0, 126, 2},
    {143, 4, 128, 0},
    {147, 0, 128, 1},
    {147, 0, 129, 1},
    {147, 0, 130, 1},
    {147, 0, 131, 2},
    {147, 0, 133, 1},
    {147, 4, 134, 0},
    {151, 0, 134, 1},
    {151, 0, 135, 1},
    {151, 0, 136, 1},
    {151, 0, 137, 1},
    {151, 0, 138, 1},
    {151, 0, 139, 1},
    {151, 2, 140, 0},
    {153, 0, 140, 1},
    {153, 0, 141, 1},
    {153, 0, 142, 1},
    {153, 0, 143, 1},
    {153, 12, 144, 0},
    {165, 0, 144, 1},
    {165, 0, 145, 1},
    {165, 0, 146, 1},
    {165, 1, 147, 0},
    {166, 0, 147, 1},
    {166, 1, 148, 0},
    {167, 0, 148, 1},
    {167, 1, 149, 0},
    {168, 0, 149, 1},
    {168, 1, 150, 0},
    {169, 0, 150, 1},
    {169, 1, 151, 0},
    {170, 0, 151, 1},
    {170, 0, 152, 1},
    {170, 0, 153, 1},
    {170, 4, 154, 0},
    {174, 0, 154, 1},
    {174, 0, 155, 1},
    {174, 0, 156, 1},
    {174, 0, 157, 1},
    {174, 0, 158, 2},
    {174, 2, 160, 0},
    {176, 0, 160, 1},
    {176, 4, 161, 0},
    {180, 0, 161, 1},
    {180, 0, 162, 1},
    {180, 0, 163, 1},
    {180, 0, 164, 1},
    {180, 2, 165, 0},
    {182, 0, 165, 1},
    {182, 4, 166, 0},
    {186, 0, 166, 1},
    {186, 0, 167, 1},
    {186, 0, 168, 1},
    {186, 0, 169, 1},
    {186, 6, 170, 0},
    {192, 0, 170, 1},
    {192, 0, 171, 1},
    {192, 0, 172, 1},
    {192, 4, 173, 0},
    {196, 0, 173, 1},
    {196, 0, 174, 1},
    {196, 0, 175, 1},
    {196, 0, 176, 1},
    {196, 0, 177, 1},
    {196, 0, 178, 1},
    {196, 5, 179, 0},
    {201, 0, 179, 1},
    {201, 0, 180, 1},
    {201, 4, 181, 0},
    {205, 0, 181, 1},
    {205, 0, 182, 1},
    {205, 0, 183, 1},
    {205, 0, 184, 1},
    {205, 0, 185, 1},
    {205, 0, 186, 1},
    {205, 16, 187, 0},
    {221, 0, 187, 1},
    {221, 0, 188, 1},
    {221, 0, 189, 1},
    {221, 0, 190, 1},
    {221, 0, 191, 1},
    {221, 0, 192, 1},
    {221, 4, 193, 0},
    {225, 0, 193, 1},
    {225, 0, 194, 1},
    {225, 0, 195, 1},
    {225, 0, 196, 1},
    {225, 0, 197, 1},
    {225, 0, 198, 1},
    {225, 3, 199, 0},
    {228, 0, 199, 1},
    {228, 3, 200, 0},
    {231, 0, 200, 1},
    {231, 0, 201, 1},
    {231, 0, 202, 1},
    {231, 1, 203, 0},
    {232, 0, 203, 1},
    {232, 1, 204, 0},
    {233, 0, 204, 1},
    {233, 0, 205, 1},
    {233, 0, 206, 1},
    {233, 0, 207, 1},
    {233, 4, 208, 2},
    {237, 0, 210, 1},
    {237, 0, 211, 1},
    {237, 0, 212, 1},
    {237, 0, 213, 1},
    {237, 3, 214, 0},
    {240, 0, 214, 1},
    {240, 0, 215, 1},
    {240, 0, 216, 1},
    {240, 2, 217, 0},
    {242, 0, 217, 1},
    {242, 0, 218, 1},
    {242, 0, 219, 2},
    {242, 18, 221, 0},
    {260, 2, 221, 0},
    {262, 3, 221, 0},
    {265, 0, 221, 1},
    {265, 0, 222, 1},
    {265, 0, 223, 1},
    {265, 0, 224, 1},
    {265, 0, 225, 1},
    {265, 0, 226, 1},
    {265, 0, 227, 1},
    {265, 0, 228, 1},
    {265, 0, 229, 1},
    {265, 0, 230, 1},
    {265, 0, 231, 1},
    {265, 0, 232, 1},
    {265, 0, 233, 1},
    {265, 0, 234, 1},
    {265, 0, 235, 1},
    {265, 4, 236, 0},
    {269, 0, 236, 1},
    {269, 0, 237, 1},
    {269, 0, 238, 1},
    {269, 0, 239, 1},
    {269, 0, 240, 1},
    {269, 0, 241, 1},
    {269, 0, 242, 1},
    {269, 0, 243, 1},
    {269, 0, 244, 2},
    {269, 9, 246, 0},
    {278, 0, 246, 1},
    {278, 0, 247, 1},
    {278, 0, 248, 1},
    {278, 0, 249, 1},
    {278, 4, 250, 0},
    {282, 0, 250, 1},
    {282, 0, 251, 1},
    {282, 0, 252, 1},
    {282, 0, 253, 1},
    {282, 2, 254, 0},
    {284, 0, 254, 1},
    {284, 0, 255, 1},
    {284, 0, 256, 1},
    {284, 0, 257, 1},
    {284, 0, 258, 2},
    {284, 2, 260, 0},
    {286, 0, 260, 1},
    {286, 4, 261, 0},
    {290, 0, 261, 1},
    {290, 0, 262, 1},
    {290, 0, 263, 1},
    {290, 0, 264, 1},
    {290, 17, 265, 0},
    {307, 0, 265, 1},
    {307, 0, 266, 1},
    {307, 0, 267, 1},
    {307, 0, 268, 1},
    {307, 0, 269, 1},
    {307, 0, 270, 1},
    {307, 0, 271, 1},
    {307, 0, 272, 1},
    {307, 4, 273, 0},
    {311, 0, 273, 1},
    {311, 0, 274, 1},
    {311, 0, 275, 1},
    {311, 0, 276, 1},
    {311, 0, 277, 1},
    {311, 2, 278, 0},
    {313, 0, 278, 1},
    {313, 0, 279, 1},
    {313, 0, 280, 1},
    {313, 0, 281, 1},
    {313, 0, 282, 1},
    {313, 0, 283, 1},
    {313, 0, 284, 1},
    {313, 0, 285, 2},
    {313, 13, 287, 0},
    {326, 0, 287, 1},
    {326, 0, 288, 1},
    {326, 0, 289, 1},
    {326, 0, 290, 1},
    {326, 0, 291, 1},
    {326, 0, 292, 1},
    {326, 4, 293, 0},
    {330, 0, 293, 1},
    {330, 0, 294, 1},
    {330, 0, 295, 1},
    {330, 0, 296, 1},
    {330, 0, 297, 1},
    {330, 0, 298, 1},
    {330, 0, 299, 1},
    {330, 0, 300, 1},
    {330, 4, 301, 2},
    {334, 0, 303, 1},
    {334, 0, 304, 1},
    {334, 0, 305, 1},
    {334, 0, 306, 1},
    {334, 3, 307, 0},
    {337, 0, 307, 1},
    {337, 0, 308, 1},
    {337, 0, 309, 1},
    {337, 2, 310, 0},
    {339, 0, 310, 1},
    {339, 0, 311, 1},
    {339, 0, 312, 1},
    {339, 16, 313, 0},
    {355, 1, 313, 0},
    {356, 0, 313, 1},
    {356, 0, 314, 1},
    {356, 0, 315, 1},
    {356, 0, 316, 1},
    {356, 0, 317, 1},
    {356, 0, 318, 1},
    {356, 0, 319, 1},
    {356, 3, 320, 0},
    {359, 2, 320, 0},
    {361, 1, 320, 0},
    {362, 0, 320, 1},
    {362, 0, 321, 1},
    {362, 0, 322, 1},
    {362, 0, 323, 1},
    {362, 4, 324, 0},
    {366, 0, 324, 1},
    {366, 0, 325, 1},
    {366, 0, 326, 1},
    {366, 0, 327, 1},
    {366, 0, 328, 1},
    {366, 1, 329, 0},
    {367, 0, 329, 1},
    {367, 0, 330, 1},
    {367, 1, 331, 0},
    {368, 0, 331, 1},
    {368, 0, 332, 1},
    {368, 0, 333, 1},
    {368, 0, 334, 1},
    {368, 13, 335, 0},
    {381, 0, 335, 1},
    {381, 0, 336, 1},
    {381, 0, 337, 1},
    {381, 0, 338, 1},
    {381, 0, 339, 1},
    {381, 4, 340, 0},
    {385, 0, 340, 1},
    {385, 0, 341, 1},
    {385, 0, 342, 1},
    {385, 0, 343, 1},
    {385, 0, 344, 1},
    {385, 0, 345, 1},
    {385, 1, 346, 0},
    {386, 0, 346, 1},
    {386, 0, 347, 1},
    {386, 0, 348, 1},
    {386, 0, 349, 1},
    {386, 0, 350, 1},
    {386, 13, 351, 0},
    {399, 0, 351, 1},
    {399, 0, 352, 1},
    {399, 0, 353, 1},
    {399, 2, 354, 0},
    {401, 0, 354, 1},
    {401, 0, 355, 1},
    {401, 0, 356, 1},
    {401, 0, 357, 1},
    {401, 1, 358, 0},
    {402, 0, 358, 1},
    {402, 4, 359, 0},
    {406, 0, 359, 1},
    {406, 0, 360, 1},
    {406, 0, 361, 1},
    {406, 0, 362, 1},
    {406, 0, 363, 1},
    {406, 0, 364, 1},
    {406, 0, 365, 1},
    {406, 0, 366, 2},
    {406, 0, 368, 1},
    {406, 16, 369, 0},
    {422, 2, 369, 0},
    {424, 0, 369, 1},
    {424, 1, 370, 0},
    {425, 0, 370, 1},
    {425, 0, 371, 1},
    {425, 0, 372, 1},
    {425, 0, 373, 1},
    {425, 0, 374, 1},
    {425, 0, 375, 1},
    {425, 0, 376, 1},
    {425, 4, 377, 0},
    {429, 0, 377, 1},
    {429, 0, 378, 1},
    {429, 0, 379, 1},
    {429, 0, 380, 1},
    {429, 0, 381, 1},
    {429, 0, 382, 1},
    {429, 0, 383, 1},
    {429, 0, 384, 1},
    {429, 0, 385, 1},
    {429, 0, 386, 2},
    {429, 4, 388, 2},
    {433, 0, 390, 1},
    {433, 0, 391, 1},
    {433, 0, 392, 1},
    {433, 0, 393, 1},
    {433, 3, 394, 0},
    {436, 0, 394, 1},
    {436, 0, 395, 1},
    {436, 0, 396, 1},
    {436, 2, 397, 0},
    {438, 0, 397, 1},
    {438, 0, 398, 1},
    {438, 0, 399, 1},
    {438, 16, 400, 0},
    {454, 0, 400, 1},
    {454, 0, 401, 1},
    {454, 0, 402, 1},
    {454, 0, 403, 1},
    {454, 0, 404, 1},
    {454, 0, 405, 1},
    {454, 0, 406, 1},
    {454, 0, 407, 1},
    {454, 4, 408, 0},
    {458, 0, 408, 1},
    {458, 0, 409, 1},
    {458, 0, 410, 1},
    {458, 0, 411, 1},
    {458, 0, 412, 1},
    {458, 0, 413, 1},
    {458, 0, 414, 1},
    {458, 0, 415, 1},
    {458, 0, 416, 1},
    {458, 0, 417, 1},
    {458, 0, 418, 2},
    {458, 17, 420, 0},
    {475, 0, 420, 1},
    {475, 0, 421, 1},
    {475, 0, 422, 1},
    {475, 0, 423, 1},
    {475, 0, 424, 1},
    {475, 0, 425, 1},
    {475, 0, 426, 1},
    {475, 0, 427, 1},
    {475, 4, 428, 0},
    {479, 0, 428, 1},
    {479, 0, 429, 1},
    {479, 0, 430, 1},
    {479, 0, 431, 1},
    {479, 0, 432, 1},
    {479, 0, 433, 1},
    {479, 0, 434, 1},
    {479, 0, 435, 1},
    {479, 0, 436, 1},
    {479, 0, 437, 1},
    {479, 0, 438, 1},
    {479, 0, 439, 2},
    {479, 12, 441, 0},
    {491, 0, 441, 1},
    {491, 0, 442, 1},
    {491, 0, 443, 1},
    {491, 0, 444, 1},
    {491, 4, 445, 0},
    {495, 0, 445, 1},
    {495, 0, 446, 1},
    {495, 0, 447, 1},
    {495, 0, 448, 1},
    {495, 0, 449, 1},
    {495, 0, 450, 1},
    {495, 1, 451, 0},
    {496, 0, 451, 1},
    {496, 0, 452, 1},
    {496, 0, 453, 1},
    {496, 4, 454, 2},
    {500, 0, 456, 1},
    {500, 0, 457, 1},
    {500, 0, 458, 1},
    {500, 0, 459, 1},
    {500, 3, 460, 0},
    {503, 0, 460, 1},
    {503, 0, 461, 1},
    {503, 0, 462, 1},
    {503, 2, 463, 0},
    {505, 0, 463, 1},
    {505, 0, 464, 1},
    {505, 0, 465, 1},
    {505, 16, 466, 0},
    {521, 1, 466, 0},
    {522, 0, 466, 1},
    {522, 0, 467, 1},
    {522, 0, 468, 1},
    {522, 0, 469, 1},
    {522, 0, 470, 1},
    {522, 0, 471, 1},
    {522, 2, 472, 0},
    {524, 0, 472, 1},
    {524, 0, 473, 1},
    {524, 0, 474, 1},
    {524, 0, 475, 1},
    {524, 4, 476, 0},
    {528, 0, 476, 1},
    {528, 0, 477, 1},
    {528, 0, 478, 1},
    {528, 0, 479, 1},
    {528, 2, 480, 0},
    {530, 0, 480, 1},
    {530, 0, 481, 1},
    {530, 2, 482, 0},
    {532, 0, 482, 1},
    {532, 0, 483, 1},
    {532, 0, 484, 1},
    {532, 0, 485, 2},
    {532, 0, 487, 1},
    {532, 0, 488, 1},
    {532, 18, 489, 0},
    {550, 0, 489, 1},
    {550, 0, 490, 1},
    {550, 4, 491, 0},
    {554, 2, 491, 0},
    {556, 0, 491, 1},
    {556, 3, 492, 0},
    {559, 0, 492, 1},
    {559, 1, 493, 0},
    {560, 0, 493, 1},
    {560, 1, 494, 0},
    {561, 0, 494, 1},
    {561, 0, 495, 1},
    {561, 0, 496, 1},
    {561, 1, 497, 0},
    {562, 0, 497, 1},
    {562, 0, 498, 1},
    {562, 0, 499, 1},
    {562, 0, 500, 1},
    {562, 4, 501, 0},
    {566, 0, 501, 1},
    {566, 0, 502, 1},
    {566, 0, 503, 1},
    {566, 0, 504, 1},
    {566, 0, 505, 1},
    {566, 0, 506, 1},
    {566, 0, 507, 2},
    {566, 0, 509, 1},
    {566, 0, 510, 1},
    {566, 0, 511, 2},
    {566, 0, 513, 1},
    {566, 0, 514, 1},
    {566, 0, 515, 1},
    {566, 4, 516, 2},
    {570, 0, 518, 1},
    {570, 0, 519, 1},
    {570, 0, 520, 1},
    {570, 0, 521, 1},
    {570, 3, 522, 0},
    {573, 0, 522, 1},
    {573, 0, 523, 1},
    {573, 0, 524, 1},
    {573, 2, 525, 0},
    {575, 0, 525, 1},
    {575, 0, 526, 1},
    {575, 0, 527, 1},
    {575, 26, 528, 0},
    {601, 0, 528, 1},
    {601, 0, 529, 1},
    {601, 0, 530, 1},
    {601, 0, 531, 1},
    {601, 0, 532, 1},
    {601, 0, 533, 1},
    {601, 0, 534, 1},
    {601, 0, 535, 1},
    {601, 0, 536, 1},
    {601, 0, 537, 1},
    {601, 0, 538, 1},
    {601, 2, 539, 0},
    {603, 0, 539, 1},
    {603, 0, 540, 1},
    {603, 1, 541, 0},
    {604, 0, 541, 1},
    {604, 0, 542, 1},
    {604, 0, 543, 1},
    {604, 4, 544, 0},
    {608, 0, 544, 1},
    {608, 0, 545, 1},
    {608, 0, 546, 1},
    {608, 0, 547, 1},
    {608, 0, 548, 1},
    {608, 0, 549, 1},
    {608, 0, 550, 1},
    {608, 0, 551, 1},
    {608, 0, 552, 1},
    {608, 0, 553, 1},
    {608, 0, 554, 1},
    {608, 1, 555, 0},
    {609, 0, 555, 1},
    {609, 0, 556, 2},
    {609, 0, 558, 1},
    {609, 12, 559, 0},
    {621, 0, 559, 1},
    {621, 0, 560, 1},
    {621, 0, 561, 1},
    {621, 0, 562, 1},
    {621, 4, 563, 0},
    {625, 0, 563, 1},
    {625, 0, 564, 1},
    {625, 0, 565, 1},
    {625, 0, 566, 1},
    {625, 0, 567, 1},
    {625, 0, 568, 1},
    {625, 0, 569, 1},
    {625, 6, 570, 0},
    {631, 0, 570, 1},
    {631, 1, 571, 0},
    {632, 0, 571, 1},
    {632, 1, 572, 0},
    {633, 0, 572, 1},
    {633, 0, 573, 1},
    {633, 0, 574, 1},
    {633, 0, 575, 1},
    {633, 0, 576, 1},
    {633, 0, 577, 1},
    {633, 0, 578, 1},
    {633, 11, 579, 0},
    {644, 0, 579, 1},
    {644, 0, 580, 1},
    {644, 0, 581, 1},
    {644, 0, 582, 1},
    {644, 0, 583, 1},
    {644, 0, 584, 1},
    {644, 4, 585, 0},
    {648, 0, 585, 1},
    {648, 0, 586, 1},
    {648, 0, 587, 1},
    {648, 0, 588, 1},
    {648, 1, 589, 0},
    {649, 0, 589, 1},
    {649, 0, 590, 1},
    {649, 0, 591, 2},
    {649, 0, 593, 1},
    {649, 11, 594, 0},
    {660, 0, 594, 2},
    {660, 2, 596, 0},
    {662, 0, 596, 1},
    {662, 0, 597, 1},
    {662, 0, 598, 1},
    {662, 0, 599, 1},
    {662, 0, 600, 1},
    {662, 4, 601, 0},
    {666, 0, 601, 1},
    {666, 0, 602, 1},
    {666, 0, 603, 1},
    {666, 0, 604, 1},
    {666, 0, 605, 1},
    {666, 0, 606, 1},
    {666, 0, 607, 1},
    {666, 0, 608, 1},
    {666, 0, 609, 1},
    {666, 9, 610, 0},
    {675, 0, 610, 1},
    {675, 0, 611, 1},
    {675, 0, 612, 1},
    {675, 0, 613, 1},
    {675, 0, 614, 1},
    {675, 4, 615, 0},
    {679, 0, 615, 1},
    {679, 0, 616, 1},
    {679, 0, 617, 1},
    {679, 0, 618, 1},
    {679, 0, 619, 1},
    {679, 0, 620, 1},
    {679, 0, 621, 1},
    {679, 11, 622, 0},
    {690, 0, 622, 1},
    {690, 0, 623, 1},
    {690, 0, 624, 1},
    {690, 0, 625, 1},
    {690, 0, 626, 1},
    {690, 4, 627, 0},
    {694, 0, 627, 1},
    {694, 0, 628, 1},
    {694, 0, 629, 1},
    {694, 0, 630, 1},
    {694, 0, 631, 1},
    {694, 0, 632, 1},
    {694, 0, 633, 1},
    {694, 0, 634, 1},
    {694, 0, 635, 1},
    {694, 8, 636, 0},
    {702, 0, 636, 1},
    {702, 0, 637, 1},
    {702, 0, 638, 1},
    {702, 0, 639, 1},
    {702, 0, 640, 1},
    {702, 0, 641, 1},
    {702, 4, 642, 0},
    {706, 0, 642, 1},
    {706, 0, 643, 1},
    {706, 0, 644, 1},
    {706, 0, 645, 1},
    {706, 0, 646, 1},
    {706, 13, 647, 0},
    {719, 1, 647, 0},
    {720, 0, 647, 1},
    {720, 0, 648, 1},
    {720, 0, 649, 1},
    {720, 0, 650, 1},
    {720, 0, 651, 1},
    {720, 4, 652, 0},
    {724, 0, 652, 1},
    {724, 0, 653, 1},
    {724, 0, 654, 1},
    {724, 0, 655, 1},
    {724, 0, 656, 1},
    {724, 0, 657, 1},
    {724, 0, 658, 1},
    {724, 0, 659, 1},
    {724, 2, 660, 1},
    {726, 1, 661, 0},
    {727, 0, 661, 1},
    {727, 0, 662, 1},
    {727, 2, 663, 0},
    {729, 0, 663, 1},
    {729, 0, 664, 1},
    {729, 0, 665, 1},
    {729, 5, 666, 0},
    {734, 0, 666, 1},
    {734, 0, 667, 1},
    {734, 4, 668, 0},
    {738, 0, 668, 1},
    {738, 0, 669, 1},
    {738, 0, 670, 1},
    {738, 0, 671, 1},
    {738, 0, 672, 1},
    {738, 0, 673, 1},
    {738, 7, 674, 0},
    {745, 0, 674, 1},
    {745, 0, 675, 1},
    {745, 0, 676, 1},
    {745, 4, 677, 0},
    {749, 0, 677, 1},
    {749, 0, 678, 1},
    {749, 0, 679, 1},
    {749, 0, 680, 1},
    {749, 0, 681, 1},
    {749, 0, 682, 1},
    {749, 0, 683, 1},
    {749, 20, 684, 0},
    {769, 0, 684, 1},
    {769, 0, 685, 1},
    {769, 0, 686, 1},
    {769, 0, 687, 1},
    {769, 0, 688, 1},
    {769, 0, 689, 1},
    {769, 0, 690, 1},
    {769, 0, 691, 1},
    {769, 0, 692, 1},
    {769, 0, 693, 1},
    {769, 0, 694, 1},
    {769, 0, 695, 1},
    {769, 4, 696, 0},
    {773, 0, 696, 1},
    {773, 0, 697, 1},
    {773, 0, 698, 1},
    {773, 0, 699, 1},
    {773, 0, 700, 1},
    {773, 0, 701, 1},
    {773, 0, 702, 1},
    {773, 0, 703, 1},
    {773, 0, 704, 1},
    {773, 0, 705, 1},
    {773, 0, 706, 2},
    {773, 5, 708, 0},
    {778, 0, 708, 1},
    {778, 0, 709, 1},
    {778, 0, 710, 1},
    {778, 4, 711, 0},
    {782, 0, 711, 1},
    {782, 0, 712, 1},
    {782, 0, 713, 1},
    {782, 0, 714, 1},
    {782, 0, 715, 2},
    {782, 17, 717, 0},
    {799, 0, 717, 1},
    {799, 0, 718, 1},
    {799, 0, 719, 1},
    {799, 0, 720, 1},
    {799, 0, 721, 1},
    {799, 0, 722, 1},
    {799, 0, 723, 1},
    {799, 0, 724, 1},
    {799, 0, 725, 1},
    {799, 1, 726, 0},
    {800, 0, 726, 1},
    {800, 4, 727, 0},
    {804, 0, 727, 1},
    {804, 0, 728, 1},
    {804, 0, 729, 1},
    {804, 0, 730, 1},
    {804, 0, 731, 1},
    {804, 0, 732, 1},
    {804, 0, 733, 1},
    {804, 0, 734, 1},
    {804, 0, 735, 1},
    {804, 0, 736, 2},
    {804, 14, 738, 0},
    {818, 0, 738, 1},
    {818, 0, 739, 1},
    {818, 0, 740, 1},
    {818, 0, 741, 1},
    {818, 0, 742, 1},
    {818, 0, 743, 1},
    {818, 0, 744, 1},
    {818, 4, 745, 0},
    {822, 0, 745, 1},
    {822, 0, 746, 1},
    {822, 0, 747, 1},
    {822, 0, 748, 1},
    {822, 0, 749, 1},
    {822, 2, 750, 0},
    {824, 0, 750, 1},
    {824, 0, 751, 1},
    {824, 0, 752, 1},
    {824, 0, 753, 1},
    {824, 0, 754, 2},
    {824, 0, 756, 1},
    {824, 17, 757, 0},
    {841, 0, 757, 1},
    {841, 0, 758, 1},
    {841, 0, 759, 1},
    {841, 2, 760, 0},
    {843, 3, 760, 0},
    {846, 0, 760, 1},
    {846, 0, 761, 1},
    {846, 0, 762, 1},
    {846, 0, 763, 1},
    {846, 6, 764, 0},
    {852, 0, 764, 1},
    {852, 0, 765, 1},
    {852, 0, 766, 1},
    {852, 0, 767, 1},
    {852, 0, 768, 1},
    {852, 0, 769, 1},
    {852, 0, 770, 1},
    {852, 0, 771, 1},
    {852, 0, 772, 1},
    {852, 0, 773, 1},
    {852, 0, 774, 1},
    {852, 0, 775, 1},
    {852, 4, 776, 0},
    {856, 0, 776, 1},
    {856, 0, 777, 1},
    {856, 0, 778, 1},
    {856, 0, 779, 1},
    {856, 2, 780, 1},
    {858, 0, 781, 1},
    {858, 0, 782, 1},
    {858, 2, 783, 0},
    {860, 0, 783, 1},
    {860, 0, 784, 1},
    {860, 0, 785, 1},
    {860, 0, 786, 1},
    {860, 0, 787, 2},
    {860, 0, 789, 1},
    {860, 14, 790, 0},
    {874, 0, 790, 1},
    {874, 0, 791, 1},
    {874, 0, 792, 1},
    {874, 0, 793, 1},
    {874, 0, 794, 1},
    {874, 0, 795, 1},
    {874, 4, 796, 0},
    {878, 0, 796, 1},
    {878, 0, 797, 1},
    {878, 0, 798, 1},
    {878, 0, 799, 1},
    {878, 0, 800, 1},
    {878, 0, 801, 1},
    {878, 0, 802, 1},
    {878, 0, 803, 1},
    {878, 0, 804, 1},
    {878, 4, 805, 2},
    {882, 0, 807, 1},
    {882, 0, 808, 1},
    {882, 0, 809, 1},
    {882, 0, 810, 1},
    {882, 3, 811, 0},
    {885, 0, 811, 1},
    {885, 0, 812, 1},
    {885, 0, 813, 1},
    {885, 2, 814, 0},
    {887, 0, 814, 1},
    {887, 0, 815, 1},
    {887, 0, 816, 1},
    {887, 21, 817, 0},
    {908, 0, 817, 1},
    {908, 0, 818, 1},
    {908, 0, 819, 1},
    {908, 0, 820, 1},
    {908, 1, 821, 0},
    {909, 0, 821, 1},
    {909, 0, 822, 1},
    {909, 2, 823, 0},
    {911, 0, 823, 1},
    {911, 0, 824, 1},
    {911, 0, 825, 1},
    {911, 0, 826, 1},
    {911, 0, 827, 1},
    {911, 2, 828, 0},
    {913, 0, 828, 1},
    {913, 0, 829, 1},
    {913, 4, 830, 0},
    {917, 0, 830, 1},
    {917, 0, 831, 1},
    {917, 0, 832, 1},
    {917, 0, 833, 1},
    {917, 0, 834, 1},
    {917, 2, 835, 0},
    {919, 0, 835, 2},
    {919, 0, 837, 1},
    {919, 0, 838, 1},
    {919, 0, 839, 1},
    {919, 0, 840, 1},
    {919, 0, 841, 1},
    {919, 0, 842, 1},
    {919, 0, 843, 2},
    {919, 0, 845, 1},
    {919, 8, 846, 0},
    {927, 0, 846, 1},
    {927, 0, 847, 1},
    {927, 0, 848, 1},
    {927, 0, 849, 1},
    {927, 4, 850, 0},
    {931, 0, 850, 1},
    {931, 0, 851, 1},
    {931, 0, 852, 1},
    {931, 0, 853, 1},
    {931, 0, 854, 1},
    {931, 0, 855, 1},
    {931, 0, 856, 1},
    {931, 5, 857, 0},
    {936, 0, 857, 2},
    {936, 0, 859, 1},
    {936, 0, 860, 1},
    {936, 4, 861, 0},
    {940, 0, 861, 1},
    {940, 0, 862, 1},
    {940, 0, 863, 1},
    {940, 0, 864, 1},
    {940, 0, 865, 1},
    {940, 5, 866, 0},
    {945, 0, 866, 1},
    {945, 0, 867, 1},
    {945, 4, 868, 0},
    {949, 0, 868, 1},
    {949, 0, 869, 1},
    {949, 0, 870, 1},
    {949, 0, 871, 1},
    {949, 0, 872, 1},
    {949, 0, 873, 1},
    {949, 11, 874, 0},
    {960, 0, 874, 1},
    {960, 1, 875, 0},
    {961, 0, 875, 1},
    {961, 0, 876, 1},
    {961, 0, 877, 1},
    {961, 0, 878, 1},
    {961, 4, 879, 0},
    {965, 0, 879, 1},
    {965, 0, 880, 1},
    {965, 0, 881, 1},
    {965, 0, 882, 1},
    {965, 0, 883, 1},
    {965, 0, 884, 1},
    {965, 0, 885, 1},
    {965, 0, 886, 1},
    {965, 0, 887, 1},
    {965, 20, 888, 0},
    {985, 0, 888, 1},
    {985, 0, 889, 1},
    {985, 0, 890, 1},
    {985, 0, 891, 1},
    {985, 0, 892, 1},
    {985, 0, 893, 1},
    {985, 4, 894, 0},
    {989, 0, 894, 1},
    {989, 0, 895, 1},
    {989, 0, 896, 1},
    {989, 0, 897, 1},
    {989, 0, 898, 1},
    {989, 0, 899, 1},
    {989, 1, 900, 0},
    {990, 0, 900, 1},
    {990, 1, 901, 0},
    {991, 0, 901, 1},
    {991, 1, 902, 0},
    {992, 0, 902, 1},
    {992, 1, 903, 0},
    {993, 0, 903, 1},
    {993, 1, 904, 0},
    {994, 0, 904, 1},
    {994, 0, 905, 1},
    {994, 0, 906, 1},
    {994, 0, 907, 1},
    {994, 0, 908, 1},
    {994, 4, 909, 2},
    {998, 0, 911, 1},
    {998, 0, 912, 1},
    {998, 0, 913, 1},
    {998, 0, 914, 1},
    {998, 3, 915, 0},
    {1001, 0, 915, 1},
    {1001, 0, 916, 1},
    {1001, 0, 917, 1},
    {1001, 2, 918, 0},
    {1003, 0, 918, 1},
    {1003, 0, 919, 1},
    {1003, 0, 920, 1},
    {1003, 20, 921, 0},
    {1023, 0, 921, 1},
    {1023, 0, 922, 1},
    {1023, 0, 923, 1},
    {1023, 0, 924, 1},
    {1023, 0, 925, 1},
    {1023, 0, 926, 1},
    {1023, 4, 927, 0},
    {1027, 0, 927, 1},
    {1027, 0, 928, 1},
    {1027, 0, 929, 1},
    {1027, 0, 930, 1},
    {1027, 0, 931, 1},
    {1027, 0, 932, 1},
    {1027, 1, 933, 0},
    {1028, 0, 933, 1},
    {1028, 1, 934, 0},
    {1029, 0, 934, 1},
    {1029, 1, 935, 0},
    {1030, 0, 935, 1},
    {1030, 1, 936, 0},
    {1031, 0, 936, 1},
    {1031, 1, 937, 0},
    {1032, 0, 937, 1},
    {1032, 0, 938, 1},
    {1032, 0, 939, 1},
    {1032, 0, 940, 1},
    {1032, 0, 941, 1},
    {1032, 4, 942, 2},
    {1036, 0, 944, 1},
    {1036, 0, 945, 1},
    {1036, 0, 946, 1},
    {1036, 0, 947, 1},
    {1036, 3, 948, 0},
    {1039, 0, 948, 1},
    {1039, 0, 949, 1},
    {1039, 0, 950, 1},
    {1039, 2, 951, 0},
    {1041, 0, 951, 1},
    {1041, 0, 952, 1},
    {1041, 0, 953, 1},
    {1041, 20, 954, 0},
    {1061, 0, 954, 1},
    {1061, 0, 955, 1},
    {1061, 0, 956, 1},
    {1061, 0, 957, 1},
    {1061, 0, 958, 1},
    {1061, 0, 959, 1},
    {1061, 4, 960, 0},
    {1065, 0, 960, 1},
    {1065, 0, 961, 1},
    {1065, 0, 962, 1},
    {1065, 0, 963, 1},
    {1065, 0, 964, 1},
    {1065, 0, 965, 1},
    {1065, 1, 966, 0},
    {1066, 0, 966, 1},
    {1066, 1, 967, 0},
    {1067, 0, 967, 1},
    {1067, 1, 968, 0},
    {1068, 0, 968, 1},
    {1068, 1, 969, 0},
    {1069, 0, 969, 1},
    {1069, 1, 970, 0},
    {1070, 0, 970, 1},
    {1070, 0, 971, 1},
    {1070, 0, 972, 1},
    {1070, 0, 973, 1},
    {1070, 0, 974, 1},
    {1070, 4, 975, 2},
    {1074, 0, 977, 1},
    {1074, 0, 978, 1},
    {1074, 0, 979, 1},
    {1074, 0, 980, 1},
    {1074, 3, 981, 0},
    {1077, 0, 981, 1},
    {1077, 0, 982, 1},
    {1077, 0, 983, 1},
    {1077, 2, 984, 0},
    {1079, 0, 984, 1},
    {1079, 0, 985, 1},
    {1079, 0, 986, 1},
    {1079, 11, 987, 0},
    {1090, 0, 987, 1},
    {1090, 0, 988, 1},
    {1090, 0, 989, 1},
    {1090, 0, 990, 1},
    {1090, 4, 991, 0},
    {1094, 0, 991, 1},
    {1094, 0, 992, 1},
    {1094, 0, 993, 1},
    {1094, 0, 994, 1},
    {1094, 0, 995, 1},
    {1094, 0, 996, 1},
    {1094, 0, 997, 1},
    {1094, 0, 998, 1},
    {1094, 4, 999, 2},
    {1098, 0, 1001, 1},
    {1098, 0, 1002, 1},
    {1098, 0, 1003, 1},
    {1098, 0, 1004, 1},
    {1098, 3, 1005, 0},
    {1101, 0, 1005, 1},
    {1101, 0, 1006, 1},
    {1101, 0, 1007, 1},
    {1101, 2, 1008, 0},
    {1103, 0, 1008, 1},
    {1103, 0, 1009, 1},
    {1103, 0, 1010, 1},
    {1103, 20, 1011, 0},
    {1123, 1, 1011, 1},
    {1124, 0, 1012, 2},
    {1124, 1, 1014, 0},
    {1125, 0, 1014, 1},
    {1125, 0, 1015, 1},
    {1125, 0, 1016, 1},
    {1125, 0, 1017, 1},
    {1125, 0, 1018, 1},
    {1125, 0, 1019, 1},
    {1125, 0, 1020, 1},
    {1125, 0, 1021, 1},
    {1125, 1, 1022, 0},
    {1126, 0, 1022, 1},
    {1126, 0, 1023, 1},
    {1126, 6, 1024, 0},
    {1132, 2, 1024, 0},
    {1134, 1, 1024, 0},
    {1135, 0, 1024, 1},
    {1135, 0, 1025, 1},
    {1135, 0, 1026, 1},
    {1135, 0, 1027, 1},
    {1135, 0, 1028, 1},
    {1135, 1, 1029, 0},
    {1136, 0, 1029, 1},
    {1136, 0, 1030, 1},
    {1136, 4, 1031, 0},
    {1140, 0, 1031, 1},
    {1140, 0, 1032, 1},
    {1140, 0, 1033, 1},
    {1140, 0, 1034, 1},
    {1140, 0, 1035, 1},
    {1140, 1, 1036, 0},
    {1141, 0, 1036, 1},
    {1141, 1, 1037, 0},
    {1142, 0, 1037, 1},
    {1142, 0, 1038, 1},
    {1142, 0, 1039, 1},
    {1142, 0, 1040, 1},
    {1142, 0, 1041, 1},
    {1142, 11, 1042, 0},
    {1153, 1, 1042, 0},
    {1154, 0, 1042, 1},
    {1154, 0, 1043, 1},
    {1154, 0, 1044, 1},
    {1154, 0, 1045, 1},
    {1154, 0, 1046, 1},
    {1154, 0, 1047, 1},
    {1154, 4, 1048, 0},
    {1158, 0, 1048, 1},
    {1158, 0, 1049, 1},
    {1158, 0, 1050, 1},
    {1158, 0, 1051, 1},
    {1158, 0, 1052, 1},
    {1158, 0, 1053, 1},
    {1158, 0, 1054, 1},
    {1158, 0, 1055, 1},
    {1158, 7, 1056, 0},
    {1165, 0, 1056, 1},
    {1165, 0, 1057, 1},
    {1165, 0, 1058, 1},
    {1165, 0, 1059, 1},
    {1165, 4, 1060, 0},
    {1169, 0, 1060, 1},
    {1169, 0, 1061, 1},
    {1169, 0, 1062, 1},
    {1169, 0, 1063, 1},
    {1169, 0, 1064, 1},
    {1169, 0, 1065, 2},
    {1169, 10, 1067, 0},
    {1179, 0, 1067, 1},
    {1179, 0, 1068, 1},
    {1179, 0, 1069, 1},
    {1179, 0, 1070, 1},
    {1179, 0, 1071, 1},
    {1179, 0, 1072, 1},
    {1179, 4, 1073, 0},
    {1183, 0, 1073, 1},
    {1183, 0, 1074, 1},
    {1183, 0, 1075, 1},
    {1183, 0, 1076, 1},
    {1183, 0, 1077, 1},
    {1183, 0, 1078, 2},
    {1183, 1, 1080, 0},
    {1184, 0, 1080, 1},
    {1184, 12, 1081, 0},
    {1196, 0, 1081, 1},
    {1196, 0, 1082, 1},
    {1196, 0, 1083, 1},
    {1196, 0, 1084, 1},
    {1196, 4, 1085, 0},
    {1200, 0, 1085, 1},
    {1200, 0, 1086, 1},
    {1200, 0, 1087, 1},
    {1200, 0, 1088, 1},
    {1200, 0, 1089, 1},
    {1200, 0, 1090, 1},
    {1200, 0, 1091, 1},
    {1200, 0, 1092, 1},
    {1200, 0, 1093, 1},
    {1200, 4, 1094, 2},
    {1204, 0, 1096, 1},
    {1204, 0, 1097, 1},
    {1204, 0, 1098, 1},
    {1204, 0, 1099, 1},
    {1204, 3, 1100, 0},
    {1207, 0, 1100, 1},
    {1207, 0, 1101, 1},
    {1207, 0, 1102, 1},
    {1207, 2, 1103, 0},
    {1209, 0, 1103, 1},
    {1209, 0, 1104, 1},
    {1209, 0, 1105, 1},
    {1209, 9, 1106, 0},
    {1218, 0, 1106, 1},
    {1218, 5, 1107, 1},
    {1223, 0, 1108, 1},
    {1223, 0, 1109, 1},
    {1223, 0, 1110, 1},
    {1223, 0, 1111, 1},
    {1223, 0, 1112, 1},
    {1223, 2, 1113, 0},
    {1225, 0, 1113, 1},
    {1225, 0, 1114, 1},
    {1225, 0, 1115, 1},
    {1225, 0, 1116, 1},
    {1225, 0, 1117, 1},
    {1225, 0, 1118, 1},
    {1225, 1, 1119, 0},
    {1226, 0, 1119, 1},
    {1226, 4, 1120, 0},
    {1230, 0, 1120, 1},
    {1230, 0, 1121, 1},
    {1230, 0, 1122, 1},
    {1230, 0, 1123, 1},
    {1230, 0, 1124, 1},
    {1230, 5, 1125, 0},
    {1235, 0, 1125, 1},
    {1235, 0, 1126, 1},
    {1235, 4, 1127, 0},
    {1239, 0, 1127, 1},
    {1239, 0, 1128, 1},
    {1239, 0, 1129, 1},
    {1239, 0, 1130, 1},
    {1239, 0, 1131, 1},
    {1239, 0, 1132, 2},
    {1239, 14, 1134, 0},
    {1253, 0, 1134, 1},
    {1253, 0, 1135, 1},
    {1253, 0, 1136, 1},
    {1253, 0, 1137, 1},
    {1253, 0, 1138, 1},
    {1253, 0, 1139, 1},
    {1253, 0, 1140, 1},
    {1253, 0, 1141, 1},
    {1253, 4, 1142, 0},
    {1257, 0, 1142, 1},
    {1257, 0, 1143, 1},
    {1257, 0, 1144, 1},
    {1257, 0, 1145, 1},
    {1257, 0, 1146, 1},
    {1257, 0, 1147, 1},
    {1257, 0, 1148, 1},
    {1257, 0, 1149, 1},
    {1257, 0, 1150, 1},
    {1257, 13, 1151, 0},
    {1270, 0, 1151, 1},
    {1270, 0, 1152, 1},
    {1270, 0, 1153, 1},
    {1270, 0, 1154, 1},
    {1270, 0, 1155, 1},
    {1270, 0, 1156, 1},
    {1270, 4, 1157, 0},
    {1274, 0, 1157, 1},
    {1274, 0, 1158, 1},
    {1274, 0, 1159, 1},
    {1274, 0, 1160, 1},
    {1274, 0, 1161, 1},
    {1274, 0, 1162, 1},
    {1274, 6, 1163, 0},
    {1280, 0, 1163, 1},
    {1280, 0, 1164, 1},
    {1280, 2, 1165, 0},
    {1282, 0, 1165, 1},
    {1282, 0, 1166, 1},
    {1282, 0, 1167, 1},
    {1282, 1, 1168, 0},
    {1283, 0, 1168, 1},
    {1283, 0, 1169, 1},
    {1283, 0, 1170, 1},
    {1283, 0, 1171, 1},
    {1283, 0, 1172, 2},
    {1283, 16, 1174, 0},
    {1299, 0, 1174, 1},
    {1299, 0, 1175, 1},
    {1299, 0, 1176, 1},
    {1299, 0, 1177, 1},
    {1299, 0, 1178, 1},
    {1299, 4, 1179, 0},
    {1303, 0, 1179, 1},
    {1303, 0, 1180, 1},
    {1303, 0, 1181, 1},
    {1303, 0, 1182, 1},
    {1303, 0, 1183, 1},
    {1303, 0, 1184, 1},
    {1303, 1, 1185, 0},
    {1304, 0, 1185, 1},
    {1304, 2, 1186, 0},
    {1306, 0, 1186, 1},
    {1306, 0, 1187, 1},
    {1306, 2, 1188, 0},
    {1308, 0, 1188, 1},
    {1308, 0, 1189, 1},
    {1308, 0, 1190, 1},
    {1308, 0, 1191, 1},
    {1308, 0, 1192, 1},
    {1308, 0, 1193, 1},
    {1308, 0, 1194, 1},
    {1308, 9, 1195, 0},
    {1317, 0, 1195, 1},
    {1317, 0, 1196, 1},
    {1317, 0, 1197, 1},
    {1317, 0, 1198, 1},
    {1317, 0, 1199, 1},
    {1317, 4, 1200, 0},
    {1321, 0, 1200, 1},
    {1321, 0, 1201, 1},
    {1321, 0, 1202, 1},
    {1321, 0, 1203, 1},
    {1321, 0, 1204, 1},
    {1321, 0, 1205, 1},
    {1321, 0, 1206, 1},
    {1321, 6, 1207, 0},
    {1327, 0, 1207, 1},
    {1327, 0, 1208, 1},
    {1327, 0, 1209, 1},
    {1327, 4, 1210, 0},
    {1331, 0, 1210, 1},
    {1331, 0, 1211, 1},
    {1331, 0, 1212, 1},
    {1331, 0, 1213, 1},
    {1331, 0, 1214, 1},
    {1331, 5, 1215, 0},
    {1336, 0, 1215, 1},
    {1336, 0, 1216, 1},
    {1336, 0, 1217, 1},
    {1336, 0, 1218, 1},
    {1336, 0, 1219, 1},
    {1336, 16, 1220, 0},
    {1352, 0, 1220, 1},
    {1352, 1, 1221, 0},
    {1353, 1, 1221, 0},
    {1354, 0, 1221, 1},
    {1354, 1, 1222, 0},
    {1355, 0, 1222, 1},
    {1355, 0, 1223, 1},
    {1355, 0, 1224, 1},
    {1355, 1, 1225, 0},
    {1356, 0, 1225, 1},
    {1356, 0, 1226, 1},
    {1356, 0, 1227, 1},
    {1356, 4, 1228, 0},
    {1360, 0, 1228, 1},
    {1360, 0, 1229, 1},
    {1360, 0, 1230, 1},
    {1360, 0, 1231, 1},
    {1360, 0, 1232, 1},
    {1360, 0, 1233, 1},
    {1360, 0, 1234, 1},
    {1360, 0, 1235, 1},
    {1360, 0, 1236, 1},
    {1360, 4, 1237, 2},
    {1364, 0, 1239, 1},
    {1364, 0, 1240, 1},
    {1364, 0, 1241, 1},
    {1364, 0, 1242, 1},
    {1364, 3, 1243, 0},
    {1367, 0, 1243, 1},
    {1367, 0, 1244, 1},
    {1367, 0, 1245, 1},
    {1367, 2, 1246, 0},
    {1369, 0, 1246, 1},
    {1369, 0, 1247, 1},
    {1369, 0, 1248, 1},
    {1369, 14, 1249, 0},
    {1383, 0, 1249, 1},
    {1383, 0, 1250, 1},
    {1383, 1, 1251, 0},
    {1384, 5, 1251, 1},
    {1389, 0, 1252, 1},
    {1389, 0, 1253, 1},
    {1389, 0, 1254, 1},
    {1389, 0, 1255, 1},
    {1389, 0, 1256, 1},
    {1389, 2, 1257, 0},
    {1391, 1, 1257, 0},
    {1392, 0, 1257, 1},
    {1392, 0, 1258, 1},
    {1392, 0, 1259, 1},
    {1392, 0, 1260, 1},
    {1392, 0, 1261, 1},
    {1392, 0, 1262, 1},
    {1392, 4, 1263, 0},
    {1396, 0, 1263, 1},
    {1396, 0, 1264, 1},
    {1396, 0, 1265, 1},
    {1396, 0, 1266, 1},
    {1396, 0, 1267, 2},
    {1396, 0, 1269, 1},
    {1396, 0, 1270, 1},
    {1396, 0, 1271, 1},
    {1396, 0, 1272, 1},
    {1396, 13, 1273, 0},
    {1409, 0, 1273, 1},
    {1409, 0, 1274, 1},
    {1409, 0, 1275, 1},
    {1409, 0, 1276, 1},
    {1409, 0, 1277, 1},
    {1409, 4, 1278, 0},
    {1413, 0, 1278, 1},
    {1413, 0, 1279, 1},
    {1413, 0, 1280, 1},
    {1413, 0, 1281, 1},
    {1413, 2, 1282, 0},
    {1415, 0, 1282, 1},
    {1415, 0, 1283, 1},
    {1415, 0, 1284, 1},
    {1415, 0, 1285, 1},
    {1415, 0, 1286, 2},
    {1415, 0, 1288, 1},
    {1415, 0, 1289, 1},
    {1415, 0, 1290, 1},
    {1415, 22, 1291, 0},
    {1437, 1, 1291, 0},
    {1438, 0, 1291, 1},
    {1438, 0, 1292, 1},
    {1438, 0, 1293, 1},
    {1438, 0, 1294, 1},
    {1438, 0, 1295, 1},
    {1438, 0, 1296, 1},
    {1438, 0, 1297, 1},
    {1438, 4, 1298, 0},
    {1442, 0, 1298, 1},
    {1442, 0, 1299, 1},
    {1442, 0, 1300, 1},
    {1442, 0, 1301, 1},
    {1442, 0, 1302, 1},
    {1442, 0, 1303, 1},
    {1442, 1, 1304, 0},
    {1443, 0, 1304, 1},
    {1443, 1, 1305, 0},
    {1444, 0, 1305, 1},
    {1444, 1, 1306, 0},
    {1445, 0, 1306, 1},
    {1445, 1, 1307, 0},
    {1446, 0, 1307, 1},
    {1446, 1, 1308, 0},
    {1447, 0, 1308, 1},
    {1447, 0, 1309, 1},
    {1447, 0, 1310, 1},
    {1447, 0, 1311, 1},
    {1447, 0, 1312, 1},
    {1447, 0, 1313, 1},
    {1447, 4, 1314, 2},
    {1451, 0, 1316, 1},
    {1451, 0, 1317, 1},
    {1451, 0, 1318, 1},
    {1451, 0, 1319, 1},
    {1451, 3, 1320, 0},
    {1454, 0, 1320, 1},
    {1454, 0, 1321, 1},
    {1454, 0, 1322, 1},
    {1454, 2, 1323, 0},
    {1456, 0, 1323, 1},
    {1456, 0, 1324, 1},
    {1456, 0, 1325, 1},
    {1456, 4, 1326, 0},
    {1460, 0, 1326, 1},
    {1460, 0, 1327, 1},
    {1460, 1, 1328, 0},
    {1461, 0, 1328, 2},
    {1461, 4, 1330, 0},
    {1465, 0, 1330, 1},
    {1465, 0, 1331, 1},
    {1465, 0, 1332, 1},
    {1465, 0, 1333, 1},
    {1465, 13, 1334, 0},
    {1478, 0, 1334, 1},
    {1478, 0, 1335, 1},
    {1478, 0, 1336, 1},
    {1478, 0, 1337, 1},
    {1478, 1, 1338, 0},
    {1479, 0, 1338, 1},
    {1479, 0, 1339, 1},
    {1479, 0, 1340, 1},
    {1479, 4, 1341, 0},
    {1483, 0, 1341, 1},
    {1483, 0, 1342, 1},
    {1483, 0, 1343, 1},
    {1483, 0, 1344, 1},
    {1483, 1, 1345, 0},
    {1484, 0, 1345, 1},
    {1484, 0, 1346, 1},
    {1484, 0, 1347, 1},
    {1484, 0, 1348, 2},
    {1484, 0, 1350, 1},
    {1484, 12, 1351, 0},
    {1496, 5, 1351, 1},
    {1501, 0, 1352, 1},
    {1501, 0, 1353, 1},
    {1501, 0, 1354, 1},
    {1501, 0, 1355, 1},
    {1501, 0, 1356, 1},
    {1501, 0, 1357, 1},
    {1501, 0, 1358, 1},
    {1501, 0, 1359, 1},
    {1501, 0, 1360, 1},
    {1501, 0, 1361, 1},
    {1501, 4, 1362, 0},
    {1505, 0, 1362, 1},
    {1505, 0, 1363, 1},
    {1505, 0, 1364, 1},
    {1505, 0, 1365, 1},
    {1505, 0, 1366, 1},
    {1505, 0, 1367, 1},
    {1505, 0, 1368, 1},
    {1505, 0, 1369, 1},
    {1505, 0, 1370, 1},
    {1505, 21, 1371, 0},
    {1526, 0, 1371, 1},
    {1526, 0, 1372, 1},
    {1526, 0, 1373, 1},
    {1526, 0, 1374, 1},
    {1526, 0, 1375, 1},
    {1526, 0, 1376, 1},
    {1526, 0, 1377, 1},
    {1526, 4, 1378, 0},
    {1530, 0, 1378, 1},
    {1530, 0, 1379, 1},
    {1530, 0, 1380, 1},
    {1530, 0, 1381, 1},
    {1530, 0, 1382, 1},
    {1530, 0, 1383, 1},
    {1530, 1, 1384, 0},
    {1531, 0, 1384, 1},
    {1531, 1, 1385, 0},
    {1532, 0, 1385, 1},
    {1532, 1, 1386, 0},
    {1533, 0, 1386, 1},
    {1533, 1, 1387, 0},
    {1534, 0, 1387, 1},
    {1534, 1, 1388, 0},
    {1535, 0, 1388, 1},
    {1535, 0, 1389, 1},
    {1535, 0, 1390, 1},
    {1535, 0, 1391, 1},
    {1535, 0, 1392, 1},
    {1535, 4, 1393, 2},
    {1539, 0, 1395, 1},
    {1539, 0, 1396, 1},
    {1539, 0, 1397, 1},
    {1539, 0, 1398, 1},
    {1539, 3, 1399, 0},
    {1542, 0, 1399, 1},
    {1542, 0, 1400, 1},
    {1542, 0, 1401, 1},
    {1542, 2, 1402, 0},
    {1544, 0, 1402, 1},
    {1544, 0, 1403, 1},
    {1544, 0, 1404, 1},
    {1544, 10, 1405, 0},
    {1554, 0, 1405, 1},
    {1554, 0, 1406, 1},
    {1554, 0, 1407, 1},
    {1554, 0, 1408, 1},
    {1554, 0, 1409, 1},
    {1554, 4, 1410, 0},
    {1558, 0, 1410, 1},
    {1558, 0, 1411, 1},
    {1558, 0, 1412, 1},
    {1558, 0, 1413, 1},
    {1558, 0, 1414, 1},
    {1558, 0, 1415, 1},
    {1558, 0, 1416, 1},
    {1558, 0, 1417, 2},
    {1558, 14, 1419, 0},
    {1572, 0, 1419, 1},
    {1572, 0, 1420, 1},
    {1572, 0, 1421, 1},
    {1572, 0, 1422, 1},
    {1572, 0, 1423, 1},
    {1572, 0, 1424, 1},
    {1572, 0, 1425, 1},
    {1572, 4, 1426, 0},
    {1576, 0, 1426, 1},
    {1576, 0, 1427, 1},
    {1576, 0, 1428, 1},
    {1576, 0, 1429, 1},
    {1576, 0, 1430, 1},
    {1576, 0, 1431, 1},
    {1576, 0, 1432, 1},
    {1576, 0, 1433, 2},
    {1576, 0, 1435, 1},
    {1576, 0, 1436, 1},
    {1576, 9, 1437, 0},
    {1585, 2, 1437, 0},
    {1587, 0, 1437, 1},
    {1587, 0, 1438, 1},
    {1587, 0, 1439, 1},
    {1587, 0, 1440, 1},
    {1587, 0, 1441, 1},
    {1587, 0, 1442, 1},
    {1587, 2, 1443, 0},
    {1589, 0, 1443, 1},
    {1589, 0, 1444, 1},
    {1589, 0, 1445, 1},
    {1589, 4, 1446, 0},
    {1593, 0, 1446, 1},
    {1593, 0, 1447, 1},
    {1593, 0, 1448, 1},
    {1593, 0, 1449, 1},
    {1593, 0, 1450, 1},
    {1593, 14, 1451, 0},
    {1607, 0, 1451, 1},
    {1607, 0, 1452, 1},
    {1607, 0, 1453, 1},
    {1607, 0, 1454, 1},
    {1607, 0, 1455, 1},
    {1607, 0, 1456, 1},
    {1607, 0, 1457, 1},
    {1607, 4, 1458, 0},
    {1611, 0, 1458, 1},
    {1611, 0, 1459, 1},
    {1611, 0, 1460, 1},
    {1611, 0, 1461, 1},
    {1611, 1, 1462, 0},
    {1612, 0, 1462, 1},
    {1612, 0, 1463, 1},
    {1612, 0, 1464, 1},
    {1612, 0, 1465, 1},
    {1612, 0, 1466, 1},
    {1612, 0, 1467, 2},
    {1612, 16, 1469, 0},
    {1628, 0, 1469, 1},
    {1628, 0, 1470, 1},
    {1628, 0, 1471, 1},
    {1628, 0, 1472, 1},
    {1628, 0, 1473, 1},
    {1628, 0, 1474, 1},
    {1628, 0, 1475, 1},
    {1628, 4, 1476, 0},
    {1632, 0, 1476, 1},
    {1632, 0, 1477, 1},
    {1632, 0, 1478, 1},
    {1632, 0, 1479, 1},
    {1632, 1, 1480, 0},
    {1633, 0, 1480, 1},
    {1633, 0, 1481, 1},
    {1633, 0, 1482, 1},
    {1633, 0, 1483, 2},
    {1633, 1, 1485, 0},
    {1634, 0, 1485, 1},
    {1634, 0, 1486, 1},
    {1634, 0, 1487, 1},
    {1634, 0, 1488, 1},
    {1634, 12, 1489, 0},
    {1646, 1, 1489, 1},
    {1647, 1, 1490, 0},
    {1648, 0, 1490, 1},
    {1648, 1, 1491, 0},
    {1649, 0, 1491, 1},
    {1649, 0, 1492, 1},
    {1649, 0, 1493, 1},
    {1649, 2, 1494, 0},
    {1651, 0, 1494, 1},
    {1651, 0, 1495, 1},
    {1651, 0, 1496, 1},
    {1651, 2, 1497, 0},
    {1653, 0, 1497, 1},
    {1653, 0, 1498, 1},
    {1653, 4, 1499, 0},
    {1657, 0, 1499, 1},
    {1657, 0, 1500, 1},
    {1657, 0, 1501, 1},
    {1657, 0, 1502, 1},
    {1657, 2, 1503, 0},
    {1659, 0, 1503, 1},
    {1659, 0, 1504, 1},
    {1659, 2, 1505, 0},
    {1661, 0, 1505, 1},
    {1661, 0, 1506, 1},
    {1661, 0, 1507, 1},
    {1661, 0, 1508, 1},
    {1661, 17, 1509, 0},
    {1678, 0, 1509, 1},
    {1678, 0, 1510, 1},
    {1678, 1, 1511, 0},
    {1679, 0, 1511, 1},
    {1679, 1, 1512, 0},
    {1680, 1, 1512, 0},
    {1681, 0, 1512, 1},
    {1681, 0, 1513, 1},
    {1681, 0, 1514, 1},
    {1681, 0, 1515, 1},
    {1681, 0, 1516, 1},
    {1681, 0, 1517, 1},
    {1681, 0, 1518, 1},
    {1681, 4, 1519, 0},
    {1685, 0, 1519, 1},
    {1685, 0, 1520, 1},
    {1685, 0, 1521, 1},
    {1685, 0, 1522, 1},
    {1685, 0, 1523, 1},
    {1685, 0, 1524, 1},
    {1685, 0, 1525, 1},
    {1685, 0, 1526, 1},
    {1685, 0, 1527, 1},
    {1685, 0, 1528, 2},
    {1685, 12, 1530, 0},
    {1697, 0, 1530, 1},
    {1697, 0, 1531, 1},
    {1697, 0, 1532, 1},
    {1697, 0, 1533, 1},
    {1697, 0, 1534, 1},
    {1697, 0, 1535, 1},
    {1697, 0, 1536, 1},
    {1697, 0, 1537, 1},
    {1697, 4, 1538, 0},
    {1701, 0, 1538, 1},
    {1701, 0, 1539, 1},
    {1701, 0, 1540, 1},
    {1701, 0, 1541, 1},
    {1701, 0, 1542, 1},
    {1701, 0, 1543, 1},
    {1701, 0, 1544, 2},
    {1701, 4, 1546, 0},
    {1705, 0, 1546, 1},
    {1705, 0, 1547, 1},
    {1705, 4, 1548, 0},
    {1709, 0, 1548, 1},
    {1709, 0, 1549, 1},
    {1709, 0, 1550, 1},
    {1709, 0, 1551, 1},
    {1709, 2, 1552, 0},
    {1711, 1, 1552, 0},
    {1712, 0, 1552, 1},
    {1712, 0, 1553, 1},
    {1712, 7, 1554, 0},
    {1719, 0, 1554, 1},
    {1719, 0, 1555, 1},
    {1719, 0, 1556, 1},
    {1719, 0, 1557, 1},
    {1719, 4, 1558, 0},
    {1723, 0, 1558, 1},
    {1723, 0, 1559, 1},
    {1723, 0, 1560, 1},
    {1723, 0, 1561, 1},
    {1723, 0, 1562, 1},
    {1723, 0, 1563, 1},
    {1723, 3, 1564, 0},
    {1726, 0, 1564, 1},
    {1726, 4, 1565, 0},
    {1730, 0, 1565, 1},
    {1730, 0, 1566, 1},
    {1730, 0, 1567, 1},
    {1730, 0, 1568, 1},
    {1730, 0, 1569, 1},
    {1730, 3, 1570, 0},
    {1733, 0, 1570, 1},
    {1733, 4, 1571, 0},
    {1737, 0, 1571, 1},
    {1737, 0, 1572, 1},
    {1737, 0, 1573, 1},
    {1737, 0, 1574, 1},
    {1737, 0, 1575, 1},
    {1737, 2, 1576, 0},
    {1739, 0, 1576, 1},
    {1739, 4, 1577, 0},
    {1743, 0, 1577, 1},
    {1743, 0, 1578, 1},
    {1743, 0, 1579, 1},
    {1743, 0, 1580, 1},
    {1743, 3, 1581, 0},
    {1746, 0, 1581, 1},
    {1746, 4, 1582, 0},
    {1750, 0, 1582, 1},
    {1750, 0, 1583, 1},
    {1750, 0, 1584, 1},
    {1750, 0, 1585, 1},
    {1750, 0, 1586, 1},
    {1750, 2, 1587, 0},
    {1752, 0, 1587, 1},
    {1752, 4, 1588, 0},
    {1756, 0, 1588, 1},
    {1756, 0, 1589, 1},
    {1756, 0, 1590, 1},
    {1756, 0, 1591, 1},
    {1756, 4, 1592, 0},
    {1760, 0, 1592, 1},
    {1760, 0, 1593, 1},
    {1760, 4, 1594, 0},
    {1764, 0, 1594, 1},
    {1764, 0, 1595, 1},
    {1764, 0, 1596, 1},
    {1764, 0, 1597, 1},
    {1764, 0, 1598, 1},
    {1764, 4, 1599, 0},
    {1768, 0, 1599, 1},
    {1768, 0, 1600, 1},
    {1768, 4, 1601, 0},
    {1772, 0, 1601, 1},
    {1772, 0, 1602, 1},
    {1772, 0, 1603, 1},
    {1772, 0, 1604, 1},
    {1772, 2, 1605, 0},
    {1774, 0, 1605, 1},
    {1774, 1, 1606, 0},
    {1775, 0, 1606, 1},
    {1775, 3, 1607, 0},
    {1778, 0, 1607, 1},
    {1778, 4, 1608, 0},
    {1782, 0, 1608, 1},
    {1782, 0, 1609, 1},
    {1782, 0, 1610, 1},
    {1782, 0, 1611, 1},
    {1782, 0, 1612, 1},
    {1782, 17, 1613, 0},
    {1799, 0, 1613, 1},
    {1799, 0, 1614, 1},
    {1799, 0, 1615, 1},
    {1799, 0, 1616, 1},
    {1799, 1, 1617, 0},
    {1800, 0, 1617, 1},
    {1800, 0, 1618, 1},
    {1800, 0, 1619, 1},
    {1800, 0, 1620, 1},
    {1800, 4, 1621, 0},
    {1804, 0, 1621, 1},
    {1804, 0, 1622, 1},
    {1804, 0, 1623, 1},
    {1804, 0, 1624, 1},
    {1804, 0, 1625, 1},
    {1804, 0, 1626, 1},
    {1804, 0, 1627, 1},
    {1804, 0, 1628, 1},
    {1804, 0, 1629, 1},
    {1804, 0, 1630, 1},
    {1804, 4, 1631, 2},
    {1808, 0, 1633, 1},
    {1808, 0, 1634, 1},
    {1808, 0, 1635, 1},
    {1808, 0, 1636, 1},
    {1808, 3, 1637, 0},
    {1811, 0, 1637, 1},
    {1811, 0, 1638, 1},
    {1811, 0, 1639, 1},
    {1811, 2, 1640, 0},
    {1813, 0, 1640, 1},
    {1813, 0, 1641, 1},
    {1813, 0, 1642, 1},
    {1813, 11, 1643, 0},
    {1824, 0, 1643, 1},
    {1824, 4, 1644, 0},
    {1828, 0, 1644, 1},
    {1828, 0, 1645, 1},
    {1828, 0, 1646, 1},
    {1828, 0, 1647, 1},
    {1828, 0, 1648, 1},
    {1828, 0, 1649, 1},
    {1828, 0, 1650, 1},
    {1828, 0, 1651, 1},
    {1828, 4, 1652, 0},
    {1832, 0, 1652, 1},
    {1832, 0, 1653, 1},
    {1832, 0, 1654, 1},
    {1832, 0, 1655, 1},
    {1832, 2, 1656, 0},
    {1834, 0, 1656, 1},
    {1834, 0, 1657, 1},
    {1834, 0, 1658, 1},
    {1834, 0, 1659, 1},
    {1834, 2, 1660, 0},
    {1836, 0, 1660, 1},
    {1836, 0, 1661, 1},
    {1836, 7, 1662, 0},
    {1843, 0, 1662, 1},
    {1843, 0, 1663, 1},
    {1843, 4, 1664, 0},
    {1847, 0, 1664, 1},
    {1847, 0, 1665, 1},
    {1847, 0, 1666, 1},
    {1847, 0, 1667, 1},
    {1847, 0, 1668, 1},
    {1847, 4, 1669, 0},
    {1851, 0, 1669, 1},
    {1851, 0, 1670, 1},
    {1851, 0, 1671, 1},
    {1851, 0, 1672, 1},
    {1851, 0, 1673, 1},
    {1851, 2, 1674, 0},
    {1853, 0, 1674, 1},
    {1853, 0, 1675, 1},
    {1853, 14, 1676, 0},
    {1867, 2, 1676, 0},
    {1869, 0, 1676, 1},
    {1869, 0, 1677, 1},
    {1869, 0, 1678, 1},
    {1869, 0, 1679, 1},
    {1869, 0, 1680, 1},
    {1869, 0, 1681, 1},
    {1869, 0, 1682, 1},
    {1869, 4, 1683, 0},
    {1873, 0, 1683, 1},
    {1873, 0, 1684, 1},
    {1873, 0, 1685, 1},
    {1873, 0, 1686, 1},
    {1873, 0, 1687, 1},
    {1873, 0, 1688, 1},
    {1873, 0, 1689, 1},
    {1873, 0, 1690, 1},
    {1873, 0, 1691, 1},
    {1873, 3, 1692, 0},
    {1876, 0, 1692, 1},
    {1876, 0, 1693, 1},
    {1876, 0, 1694, 1},
    {1876, 4, 1695, 2},
    {1880, 0, 1697, 1},
    {1880, 0, 1698, 1},
    {1880, 0, 1699, 1},
    {1880, 0, 1700, 1},
    {1880, 3, 1701, 0},
    {1883, 0, 1701, 1},
    {1883, 0, 1702, 1},
    {1883, 0, 1703, 1},
    {1883, 2, 1704, 0},
    {1885, 0, 1704, 1},
    {1885, 0, 1705, 1},
    {1885, 13, 1706, 0},
    {1898, 0, 1706, 1},
    {1898, 0, 1707, 1},
    {1898, 2, 1708, 0},
    {1900, 0, 1708, 1},
    {1900, 0, 1709, 1},
    {1900, 0, 1710, 1},
    {1900, 0, 1711, 1},
    {1900, 0, 1712, 1},
    {1900, 0, 1713, 1},
    {1900, 4, 1714, 0},
    {1904, 0, 1714, 1},
    {1904, 0, 1715, 1},
    {1904, 0, 1716, 1},
    {1904, 0, 1717, 1},
    {1904, 1, 1718, 0},
    {1905, 0, 1718, 1},
    {1905, 0, 1719, 1},
    {1905, 0, 1720, 1},
    {1905, 0, 1721, 1},
    {1905, 1, 1722, 0},
    {1906, 0, 1722, 1},
    {1906, 26, 1723, 6},
    {1932, 0, 1729, 1},
    {1932, 0, 1730, 1},
    {1932, 0, 1731, 2},
    {1932, 5, 1733, 4},
    {1937, 0, 1737, 2},
    {1937, 0, 1739, 2},
    {1937, 0, 1741, 2},
    {1937, 0, 1743, 2},
    {1937, 0, 1745, 2},
    {1937, 2, 1747, 0},
    {1939, 0, 1747, 1},
    {1939, 0, 1748, 1},
    {1939, 2, 1749, 0},
    {1941, 0, 1749, 1},
    {1941, 0, 1750, 1},
    {1941, 2, 1751, 0},
    {1943, 0, 1751, 1},
    {1943, 0, 1752, 1},
    {1943, 2, 1753, 0},
    {1945, 0, 1753, 1},
    {1945, 0, 1754, 1},
    {1945, 0, 1755, 2},
    {1945, 0, 1757, 1},
    {1945, 0, 1758, 1},
    {1945, 0, 1759, 1},
    {1945, 0, 1760, 1},
    {1945, 0, 1761, 1},
    {1945, 0, 1762, 1},
    {1945, 0, 1763, 1},
    {1945, 0, 1764, 1},
    {1945, 4, 1765, 0},
    {1949, 0, 1765, 1},
    {1949, 0, 1766, 1},
    {1949, 0, 1767, 1},
    {1949, 0, 1768, 1},
    {1949, 0, 1769, 1},
    {1949, 0, 1770, 1},
    {1949, 0, 1771, 1},
    {1949, 0, 1772, 1},
    {1949, 0, 1773, 1},
    {1949, 0, 1774, 2},
    {1949, 1, 1776, 2},
    {1950, 0, 1778, 1},
    {1950, 0, 1779, 1},
    {1950, 0, 1780, 1},
    {1950, 0, 1781, 2},
    {1950, 0, 1783, 2},
    {1950, 0, 1785, 1},
    {1950, 2, 1786, 0},
    {1952, 0, 1786, 1},
    {1952, 0, 1787, 1},
    {1952, 3, 1788, 0},
    {1955, 0, 1788, 1},
    {1955, 0, 1789, 1},
    {1955, 0, 1790, 1},
    {1955, 2, 1791, 0},
    {1957, 0, 1791, 1},
    {1957, 0, 1792, 1},
    {1957, 2, 1793, 0},
    {1959, 0, 1793, 1},
    {1959, 0, 1794, 1},
    {1959, 2, 1795, 0},
    {1961, 0, 1795, 1},
    {1961, 0, 1796, 1},
    {1961, 2, 1797, 0},
    {1963, 0, 1797, 1},
    {1963, 0, 1798, 1},
    {1963, 2, 1799, 0},
    {1965, 0, 1799, 1},
    {1965, 4, 1800, 0},
    {1969, 0, 1800, 1},
    {1969, 0, 1801, 1},
    {1969, 0, 1802, 1},
    {1969, 0, 1803, 1},
    {1969, 20, 1804, 0},
    {1989, 0, 1804, 1},
    {1989, 0, 1805, 1},
    {1989, 0, 1806, 1},
    {1989, 0, 1807, 1},
    {1989, 0, 1808, 1},
    {1989, 0, 1809, 1},
    {1989, 0, 1810, 1},
    {1989, 0, 1811, 1},
    {1989, 0, 1812, 1},
    {1989, 4, 1813, 0},
    {1993, 0, 1813, 1},
    {1993, 0, 1814, 1},
    {1993, 0, 1815, 1},
    {1993, 0, 1816, 1},
    {1993, 0, 1817, 1},
    {1993, 0, 1818, 1},
    {1993, 0, 1819, 1},
    {1993, 0, 1820, 1},
    {1993, 0, 1821, 1},
    {1993, 0, 1822, 1},
    {1993, 0, 1823, 1},
    {1993, 0, 1824, 1},
    {1993, 4, 1825, 2},
    {1997, 0, 1827, 1},
    {1997, 0, 1828, 1},
    {1997, 0, 1829, 1},
    {1997, 0, 1830, 1},
    {1997, 3, 1831, 0},
    {2000, 0, 1831, 1},
    {2000, 0, 1832, 1},
    {2000, 0, 1833, 1},
    {2000, 2, 1834, 0},
    {2002, 0, 1834, 1},
    {2002, 0, 1835, 1},
    {2002, 0, 1836, 1},
    {2002, 2, 1837, 0},
    {2004, 0, 1837, 1},
    {2004, 4, 1838, 0},
    {2008, 0, 1838, 1},
    {2008, 0, 1839, 1},
    {2008, 0, 1840, 1},
    {2008, 0, 1841, 1},
    {2008, 10, 1842, 0},
    {2018, 0, 1842, 1},
    {2018, 5, 1843, 1},
    {2023, 0, 1844, 1},
    {2023, 0, 1845, 1},
    {2023, 0, 1846, 1},
    {2023, 0, 1847, 1},
    {2023, 0, 1848, 1},
    {2023, 0, 1849, 1},
    {2023, 0, 1850, 1},
    {2023, 0, 1851, 1},
    {2023, 0, 1852, 1},
    {2023, 4, 1853, 0},
    {2027, 0, 1853, 1},
    {2027, 0, 1854, 1},
    {2027, 0, 1855, 1},
    {2027, 0, 1856, 1},
    {2027, 0, 1857, 2},
    {2027, 0, 1859, 1},
    {2027, 0, 1860, 1},
    {2027, 16, 1861, 0},
    {2043, 0, 1861, 1},
    {2043, 0, 1862, 1},
    {2043, 0, 1863, 1},
    {2043, 0, 1864, 1},
    {2043, 0, 1865, 1},
    {2043, 0, 1866, 1},
    {2043, 0, 1867, 1},
    {2043, 4, 1868, 0},
    {2047, 0, 1868, 1},
    {2047, 0, 1869, 1},
    {2047, 0, 1870, 1},
    {2047, 0, 1871, 1},
    {2047, 0, 1872, 1},
    {2047, 0, 1873, 1},
    {2047, 0, 1874, 1},
    {2047, 0, 1875, 1},
    {2047, 0, 1876, 1},
    {2047, 0, 1877, 1},
    {2047, 0, 1878, 1},
    {2047, 0, 1879, 1},
    {2047, 2, 1880, 0},
    {2049, 0, 1880, 1},
    {2049, 4, 1881, 0},
    {2053, 0, 1881, 1},
    {2053, 0, 1882, 1},
    {2053, 0, 1883, 1},
    {2053, 0, 1884, 1},
    {2053, 19, 1885, 1},
    {2072, 0, 1886, 1},
    {2072, 5, 1887, 1},
    {2077, 0, 1888, 1},
    {2077, 0, 1889, 1},
    {2077, 0, 1890, 1},
    {2077, 0, 1891, 1},
    {2077, 0, 1892, 1},
    {2077, 0, 1893, 1},
    {2077, 1, 1894, 0},
    {2078, 0, 1894, 1},
    {2078, 0, 1895, 1},
    {2078, 0, 1896, 1},
    {2078, 1, 1897, 0},
    {2079, 1, 1897, 0},
    {2080, 1, 1897, 0},
    {2081, 0, 1897, 1},
    {2081, 1, 1898, 0},
    {2082, 1, 1898, 0},
    {2083, 1, 1898, 0},
    {2084, 0, 1898, 1},
    {2084, 0, 1899, 1},
    {2084, 0, 1900, 1},
    {2084, 0, 1901, 1},
    {2084, 0, 1902, 1},
    {2084, 1, 1903, 0},
    {2085, 0, 1903, 1},
    {2085, 0, 1904, 1},
    {2085, 4, 1905, 0},
    {2089, 0, 1905, 1},
    {2089, 0, 1906, 1},
    {2089, 0, 1907, 1},
    {2089, 0, 1908, 1},
    {2089, 2, 1909, 2},
    {2091, 0, 1911, 1},
    {2091, 0, 1912, 1},
    {2091, 0, 1913, 1},
    {2091, 0, 1914, 1},
    {2091, 0, 1915, 1},
    {2091, 9, 1916, 0},
    {2100, 0, 1916, 1},
    {2100, 0, 1917, 1},
    {2100, 0, 1918, 1},
    {2100, 4, 1919, 0},
    {2104, 0, 1919, 1},
    {2104, 0, 1920, 1},
    {2104, 0, 1921, 1},
    {2104, 0, 1922, 1},
    {2104, 0, 1923, 1},
    {2104, 0, 1924, 1},
    {2104, 0, 1925, 1},
    {2104, 0, 1926, 1},
    {2104, 0, 1927, 1},
    {2104, 10, 1928, 0},
    {2114, 0, 1928, 1},
    {2114, 0, 1929, 1},
    {2114, 0, 1930, 1},
    {2114, 0, 1931, 1},
    {2114, 4, 1932, 0},
    {2118, 0, 1932, 1},
    {2118, 0, 1933, 1},
    {2118, 0, 1934, 1},
    {2118, 0, 1935, 1},
    {2118, 0, 1936, 1},
    {2118, 0, 1937, 1},
    {2118, 0, 1938, 1},
    {2118, 0, 1939, 1},
    {2118, 0, 1940, 1},
    {2118, 12, 1941, 0},
    {2130, 5, 1941, 1},
    {2135, 0, 1942, 1},
    {2135, 0, 1943, 1},
    {2135, 0, 1944, 1},
    {2135, 0, 1945, 1},
    {2135, 0, 1946, 1},
    {2135, 0, 1947, 1},
    {2135, 0, 1948, 1},
    {2135, 0, 1949, 1},
    {2135, 0, 1950, 1},
    {2135, 1, 1951, 0},
    {2136, 0, 1951, 4},
    {2136, 0, 1955, 1},
    {2136, 4, 1956, 0},
    {2140, 0, 1956, 1},
    {2140, 0, 1957, 1},
    {2140, 0, 1958, 1},
    {2140, 0, 1959, 1},
    {2140, 0, 1960, 2},
    {2140, 0, 1962, 1},
    {2140, 0, 1963, 1},
    {2140, 0, 1964, 1},
    {2140, 23, 1965, 0},
    {2163, 1, 1965, 0},
    {2164, 0, 1965, 1},
    {2164, 0, 1966, 1},
    {2164, 0, 1967, 1},
    {2164, 0, 1968, 1},
    {2164, 0, 1969, 1},
    {2164, 0, 1970, 1},
    {2164, 0, 1971, 1},
    {2164, 0, 1972, 1},
    {2164, 4, 1973, 0},
    {2168, 0, 1973, 1},
    {2168, 0, 1974, 1},
    {2168, 0, 1975, 1},
    {2168, 0, 1976, 1},
    {2168, 0, 1977, 1},
    {2168, 0, 1978, 1},
    {2168, 1, 1979, 0},
    {2169, 0, 1979, 1},
    {2169, 1, 1980, 0},
    {2170, 0, 1980, 1},
    {2170, 1, 1981, 0},
    {2171, 0, 1981, 1},
    {2171, 1, 1982, 0},
    {2172, 0, 1982, 1},
    {2172, 1, 1983, 0},
    {2173, 0, 1983, 1},
    {2173, 0, 1984, 1},
    {2173, 0, 1985, 1},
    {2173, 0, 1986, 1},
    {2173, 0, 1987, 1},
    {2173, 0, 1988, 1},
    {2173, 4, 1989, 2},
    {2177, 0, 1991, 1},
    {2177, 0, 1992, 1},
    {2177, 0, 1993, 1},
    {2177, 0, 1994, 1},
    {2177, 3, 1995, 0},
    {2180, 0, 1995, 1},
    {2180, 0, 1996, 1},
    {2180, 0, 1997, 1},
    {2180, 2, 1998, 0},
    {2182, 0, 1998, 1},
    {2182, 0, 1999, 1},
    {2182, 0, 2000, 1},
    {2182, 11, 2001, 0},
    {2193, 0, 2001, 1},
    {2193, 5, 2002, 1},
    {2198, 0, 2003, 1},
    {2198, 0, 2004, 1},
    {2198, 0, 2005, 1},
    {2198, 0, 2006, 1},
    {2198, 0, 2007, 1},
    {2198, 0, 2008, 1},
    {2198, 0, 2009, 1},
    {2198, 0, 2010, 1},
    {2198, 0, 2011, 1},
    {2198, 4, 2012, 0},
    {2202, 0, 2012, 1},
    {2202, 0, 2013, 1},
    {2202, 0, 2014, 1},
    {2202, 0, 2015, 1},
    {2202, 2, 2016, 2},
    {2204, 0, 2018, 1},
    {2204, 0, 2019, 1},
    {2204, 0, 2020, 1},
    {2204, 0, 2021, 1},
    {2204, 0, 2022, 1},
    {2204, 15, 2023, 0},
    {2219, 0, 2023, 1},
    {2219, 0, 2024, 1},
    {2219, 0, 2025, 1},
    {2219, 0, 2026, 1},
    {2219, 0, 2027, 1},
    {2219, 0, 2028, 1},
    {2219, 0, 2029, 1},
    {2219, 4, 2030, 0},
    {2223, 0, 2030, 1},
    {2223, 0, 2031, 1},
    {2223, 0, 2032, 1},
    {2223, 0, 2033, 1},
    {2223, 0, 2034, 1},
    {2223, 0, 2035, 1},
    {2223, 0, 2036, 1},
    {2223, 0, 2037, 1},
    {2223, 0, 2038, 1},
    {2223, 0, 2039, 1},
    {2223, 0, 2040, 1},
    {2223, 17, 2041, 0},
    {2240, 0, 2041, 1},
    {2240, 0, 2042, 1},
    {2240, 0, 2043, 1},
    {2240, 0, 2044, 1},
    {2240, 0, 2045, 1},
    {2240, 0, 2046, 1},
    {2240, 0, 2047, 1},
    {2240, 0, 2048, 1},
    {2240, 0, 2049, 1},
    {2240, 4, 2050, 0},
    {2244, 0, 2050, 1},
    {2244, 0, 2051, 1},
    {2244, 0, 2052, 1},
    {2244, 0, 2053, 1},
    {2244, 0, 2054, 1},
    {2244, 0, 2055, 1},
    {2244, 1, 2056, 0},
    {2245, 0, 2056, 1},
    {2245, 0, 2057, 1},
    {2245, 0, 2058, 1},
    {2245, 0, 2059, 1},
    {2245, 0, 2060, 2},
    {2245, 9, 2062, 0},
    {2254, 3, 2062, 0},
    {2257, 0, 2062, 1},
    {2257, 0, 2063, 1},
    {2257, 0, 2064, 1},
    {2257, 1, 2065, 0},
    {2258, 0, 2065, 1},
    {2258, 0, 2066, 1},
    {2258, 0, 2067, 1},
    {2258, 4, 2068, 0},
    {2262, 0, 2068, 1},
    {2262, 0, 2069, 1},
    {2262, 0, 2070, 1},
    {2262, 0, 2071, 1},
    {2262, 0, 2072, 1},
    {2262, 0, 2073, 1},
    {2262, 1, 2074, 0},
    {2263, 0, 2074, 1},
    {2263, 0, 2075, 2},
    {2263, 16, 2077, 0},
    {2279, 0, 2077, 1},
    {2279, 0, 2078, 1},
    {2279, 0, 2079, 1},
    {2279, 0, 2080, 1},
    {2279, 0, 2081, 1},
    {2279, 2, 2082, 0},
    {2281, 0, 2082, 1},
    {2281, 0, 2083, 1},
    {2281, 0, 2084, 1},
    {2281, 4, 2085, 0},
    {2285, 0, 2085, 1},
    {2285, 0, 2086, 1},
    {2285, 0, 2087, 1},
    {2285, 0, 2088, 1},
    {2285, 0, 2089, 1},
    {2285, 0, 2090, 1},
    {2285, 0, 2091, 1},
    {2285, 0, 2092, 1},
    {2285, 0, 2093, 1},
    {2285, 0, 2094, 1},
    {2285, 4, 2095, 2},
    {2289, 0, 2097, 1},
    {2289, 0, 2098, 1},
    {2289, 0, 2099, 1},
    {2289, 0, 2100, 1},
    {2289, 3, 2101, 0},
    {2292, 0, 2101, 1},
    {2292, 0, 2102, 1},
    {2292, 0, 2103, 1},
    {2292, 2, 2104, 0},
    {2294, 0, 2104, 1},
    {2294, 0, 2105, 1},
    {2294, 0, 2106, 1},
    {2294, 12, 2107, 0},
    {2306, 0, 2107, 1},
    {2306, 0, 2108, 1},
    {2306, 0, 2109, 1},
    {2306, 0, 2110, 1},
    {2306, 0, 2111, 1},
    {2306, 0, 2112, 1},
    {2306, 4, 2113, 0},
    {2310, 0, 2113, 1},
    {2310, 0, 2114, 1},
    {2310, 0, 2115, 1},
    {2310, 0, 2116, 1},
    {2310, 0, 2117, 1},
    {2310, 0, 2118, 1},
    {2310, 0, 2119, 1},
    {2310, 0, 2120, 1},
    {2310, 0, 2121, 2},
    {2310, 13, 2123, 0},
    {2323, 0, 2123, 1},
    {2323, 5, 2124, 1},
    {2328, 0, 2125, 1},
    {2328, 0, 2126, 1},
    {2328, 0, 2127, 1},
    {2328, 0, 2128, 1},
    {2328, 0, 2129, 1},
    {2328, 0, 2130, 1},
    {2328, 0, 2131, 1},
    {2328, 0, 2132, 1},
    {2328, 0, 2133, 1},
    {2328, 4, 2134, 0},
    {2332, 0, 2134, 1},
    {2332, 0, 2135, 1},
    {2332, 0, 2136, 1},
    {2332, 0, 2137, 1},
    {2332, 0, 2138, 2},
    {2332, 0, 2140, 1},
    {2332, 0, 2141, 1},
    {2332, 0, 2142, 1},
    {2332, 0, 2143, 1},
    {2332, 0, 2144, 1},
    {2332, 15, 2145, 0},
    {2347, 1, 2145, 0},
    {2348, 0, 2145, 1},
    {2348, 0, 2146, 1},
    {2348, 0, 2147, 1},
    {2348, 0, 2148, 1},
    {2348, 0, 2149, 1},
    {2348, 0, 2150, 1},
    {2348, 0, 2151, 1},
    {2348, 0, 2152, 1},
    {2348, 0, 2153, 1},
    {2348, 0, 2154, 1},
    {2348, 0, 2155, 1},
    {2348, 4, 2156, 0},
    {2352, 0, 2156, 1},
    {2352, 0, 2157, 1},
    {2352, 0, 2158, 1},
    {2352, 0, 2159, 1},
    {2352, 0, 2160, 1},
    {2352, 0, 2161, 1},
    {2352, 0, 2162, 2},
    {2352, 21, 2164, 0},
    {2373, 0, 2164, 1},
    {2373, 0, 2165, 1},
    {2373, 0, 2166, 1},
    {2373, 0, 2167, 1},
    {2373, 0, 2168, 1},
    {2373, 0, 2169, 1},
    {2373, 0, 2170, 1},
    {2373, 4, 2171, 0},
    {2377, 0, 2171, 1},
    {2377, 0, 2172, 1},
    {2377, 0, 2173, 1},
    {2377, 0, 2174, 1},
    {2377, 0, 2175, 1},
    {2377, 0, 2176, 1},
    {2377, 1, 2177, 0},
    {2378, 0, 2177, 1},
    {2378, 1, 2178, 0},
    {2379, 0, 2178, 1},
    {2379, 1, 2179, 0},
    {2380, 0, 2179, 1},
    {2380, 1, 2180, 0},
    {2381, 0, 2180, 1},
    {2381, 1, 2181, 0},
    {2382, 0, 2181, 1},
    {2382, 0, 2182, 1},
    {2382, 0, 2183, 1},
    {2382, 0, 2184, 1},
    {2382, 0, 2185, 1},
    {2382, 4, 2186, 2},
    {2386, 0, 2188, 1},
    {2386, 0, 2189, 1},
    {2386, 0, 2190, 1},
    {2386, 0, 2191, 1},
    {2386, 3, 2192, 0},
    {2389, 0, 2192, 1},
    {2389, 0, 2193, 1},
    {2389, 0, 2194, 1},
    {2389, 2, 2195, 0},
    {2391, 0, 2195, 1},
    {2391, 0, 2196, 1},
    {2391, 0, 2197, 1},
    {2391, 21, 2198, 0},
    {2412, 0, 2198, 1},
    {2412, 0, 2199, 1},
    {2412, 0, 2200, 1},
    {2412, 0, 2201, 1},
    {2412, 0, 2202, 1},
    {2412, 0, 2203, 1},
    {2412, 0, 2204, 1},
    {2412, 4, 2205, 0},
    {2416, 0, 2205, 1},
    {2416, 0, 2206, 1},
    {2416, 0, 2207, 1},
    {2416, 0, 2208, 1},
    {2416, 0, 2209, 1},
    {2416, 0, 2210, 1},
    {2416, 1, 2211, 0},
    {2417, 0, 2211, 1},
    {2417, 1, 2212, 0},
    {2418, 0, 2212, 1},
    {2418, 1, 2213, 0},
    {2419, 0, 2213, 1},
    {2419, 1, 2214, 0},
    {2420, 0, 2214, 1},
    {2420, 1, 2215, 0},
    {2421, 0, 2215, 1},
    {2421, 0, 2216, 1},
    {2421, 0, 2217, 1},
    {2421, 0, 2218, 1},
    {2421, 0, 2219, 1},
    {2421, 4, 2220, 2},
    {2425, 0, 2222, 1},
    {2425, 0, 2223, 1},
    {2425, 0, 2224, 1},
    {2425, 0, 2225, 1},
    {2425, 3, 2226, 0},
    {2428, 0, 2226, 1},
    {2428, 0, 2227, 1},
    {2428, 0, 2228, 1},
    {2428, 2, 2229, 0},
    {2430, 0, 2229, 1},
    {2430, 0, 2230, 1},
    {2430, 0, 2231, 1},
    {2430, 15, 2232, 0},
    {2445, 0, 2232, 1},
    {2445, 0, 2233, 1},
    {2445, 0, 2234, 1},
    {2445, 0, 2235, 1},
    {2445, 0, 2236, 1},
    {2445, 0, 2237, 1},
    {2445, 4, 2238, 0},
    {2449, 0, 2238, 1},
    {2449, 0, 2239, 1},
    {2449, 0, 2240, 1},
    {2449, 0, 2241, 1},
    {2449, 0, 2242, 1},
    {2449, 0, 2243, 1},
    {2449, 0, 2244, 1},
    {2449, 0, 2245, 1},
    {2449, 0, 2246, 1},
    {2449, 0, 2247, 1},
    {2449, 0, 2248, 1},
    {2449, 0, 2249, 1},
    {2449, 7, 2250, 0},
    {2456, 0, 2250, 1},
    {2456, 0, 2251, 1},
    {2456, 0, 2252, 2},
    {2456, 4, 2254, 0},
    {2460, 0, 2254, 1},
    {2460, 0, 2255, 1},
    {2460, 0, 2256, 1},
    {2460, 0, 2257, 1},
    {2460, 0, 2258, 1},
    {2460, 0, 2259, 1},
    {2460, 0, 2260, 1},
    {2460, 10, 2261, 0},
    {2470, 0, 2261, 1},
    {2470, 0, 2262, 1},
    {2470, 0, 2263, 1},
    {2470, 0, 2264, 1},
    {2470, 4, 2265, 0},
    {2474, 0, 2265, 1},
    {2474, 0, 2266, 1},
    {2474, 0, 2267, 1},
    {2474, 0, 2268, 1},
    {2474, 0, 2269, 1},
    {2474, 0, 2270, 1},
    {2474, 0, 2271, 1},
    {2474, 2, 2272, 0},
    {2476, 0, 2272, 1},
    {2476, 0, 2273, 1},
    {2476, 0, 2274, 2},
    {2476, 14, 2276, 0},
    {2490, 0, 2276, 1},
    {2490, 0, 2277, 1},
    {2490, 0, 2278, 1},
    {2490, 0, 2279, 1},
    {2490, 0, 2280, 1},
    {2490, 0, 2281, 1},
    {2490, 4, 2282, 0},
    {2494, 0, 2282, 1},
    {2494, 0, 2283, 1},
    {2494, 0, 2284, 1},
    {2494, 0, 2285, 1},
    {2494, 0, 2286, 1},
    {2494, 0, 2287, 1},
    {2494, 0, 2288, 1},
    {2494, 0, 2289, 1},
    {2494, 0, 2290, 1},
    {2494, 4, 2291, 2},
    {2498, 0, 2293, 1},
    {2498, 0, 2294, 1},
    {2498, 0, 2295, 1},
    {2498, 0, 2296, 1},
    {2498, 3, 2297, 0},
    {2501, 0, 2297, 1},
    {2501, 0, 2298, 1},
    {2501, 0, 2299, 1},
    {2501, 2, 2300, 0},
    {2503, 0, 2300, 1},
    {2503, 0, 2301, 1},
    {2503, 0, 2302, 1},
    {2503, 9, 2303, 0},
    {2512, 0, 2303, 1},
    {2512, 0, 2304, 1},
    {2512, 0, 2305, 1},
    {2512, 0, 2306, 1},
    {2512, 4, 2307, 0},
    {2516, 0, 2307, 1},
    {2516, 0, 2308, 1},
    {2516, 0, 2309, 1},
    {2516, 0, 2310, 1},
    {2516, 0, 2311, 1},
    {2516, 0, 2312, 1},
    {2516, 0, 2313, 1},
    {2516, 0, 2314, 1},
    {2516, 17, 2315, 0},
    {2533, 0, 2315, 1},
    {2533, 0, 2316, 1},
    {2533, 1, 2317, 0},
    {2534, 0, 2317, 1},
    {2534, 0, 2318, 1},
    {2534, 0, 2319, 1},
    {2534, 0, 2320, 1},
    {2534, 0, 2321, 1},
    {2534, 0, 2322, 1},
    {2534, 4, 2323, 0},
    {2538, 0, 2323, 1},
    {2538, 0, 2324, 1},
    {2538, 0, 2325, 1},
    {2538, 0, 2326, 1},
    {2538, 0, 2327, 1},
    {2538, 0, 2328, 1},
    {2538, 0, 2329, 1},
    {2538, 0, 2330, 1},
    {2538, 0, 2331, 1},
    {2538, 0, 2332, 1},
    {2538, 4, 2333, 2},
    {2542, 0, 2335, 1},
    {2542, 0, 2336, 1},
    {2542, 0, 2337, 1},
    {2542, 0, 2338, 1},
    {2542, 3, 2339, 0},
    {2545, 0, 2339, 1},
    {2545, 0, 2340, 1},
    {2545, 0, 2341, 1},
    {2545, 2, 2342, 0},
    {2547, 0, 2342, 1},
    {2547, 0, 2343, 1},
    {2547, 0, 2344, 1},
    {2547, 22, 2345, 0},
    {2569, 0, 2345, 1},
    {2569, 0, 2346, 1},
    {2569, 0, 2347, 1},
    {2569, 0, 2348, 1},
    {2569, 0, 2349, 1},
    {2569, 0, 2350, 1},
    {2569, 0, 2351, 1},
    {2569, 0, 2352, 1},
    {2569, 0, 2353, 1},
    {2569, 0, 2354, 1},
    {2569, 0, 2355, 1},
    {2569, 4, 2356, 0},
    {2573, 0, 2356, 1},
    {2573, 0, 2357, 1},
    {2573, 0, 2358, 1},
    {2573, 0, 2359, 1},
    {2573, 0, 2360, 1},
    {2573, 0, 2361, 1},
    {2573, 0, 2362, 1},
    {2573, 0, 2363, 1},
    {2573, 0, 2364, 1},
    {2573, 0, 2365, 1},
    {2573, 0, 2366, 1},
    {2573, 0, 2367, 1},
    {2573, 0, 2368, 1},
    {2573, 0, 2369, 2},
    {2573, 10, 2371, 0},
    {2583, 0, 2371, 1},
    {2583, 0, 2372, 1},
    {2583, 0, 2373, 1},
    {2583, 4, 2374, 0},
    {2587, 0, 2374, 1},
    {2587, 0, 2375, 1},
    {2587, 0, 2376, 1},
    {2587, 0, 2377, 1},
    {2587, 0, 2378, 1},
    {2587, 0, 2379, 1},
    {2587, 0, 2380, 1},
    {2587, 0, 2381, 1},
    {2587, 0, 2382, 1},
    {2587, 0, 2383, 1},
    {2587, 10, 2384, 0},
    {2597, 0, 2384, 1},
    {2597, 3, 2385, 0},
    {2600, 0, 2385, 1},
    {2600, 0, 2386, 1},
    {2600, 0, 2387, 1},
    {2600, 2, 2388, 0},
    {2602, 0, 2388, 1},
    {2602, 0, 2389, 1},
    {2602, 0, 2390, 1},
    {2602, 0, 2391, 1},
    {2602, 4, 2392, 0},
    {2606, 0, 2392, 1},
    {2606, 0, 2393, 1},
    {2606, 0, 2394, 1},
    {2606, 0, 2395, 1},
    {2606, 0, 2396, 1},
    {2606, 0, 2397, 1},
    {2606, 0, 2398, 2},
    {2606, 0, 2400, 1},
    {2606, 5, 2401, 0},
    {2611, 0, 2401, 1},
    {2611, 0, 2402, 1},
    {2611, 4, 2403, 0},
    {2615, 0, 2403, 1},
    {2615, 0, 2404, 1},
    {2615, 0, 2405, 1},
    {2615, 0, 2406, 1},
    {2615, 0, 2407, 1},
    {2615, 1, 2408, 0},
    {2616, 1, 2408, 0},
    {2617, 0, 2408, 1},
    {2617, 23, 2409, 0},
    {2640, 0, 2409, 1},
    {2640, 0, 2410, 1},
    {2640, 1, 2411, 0},
    {2641, 0, 2411, 1},
    {2641, 0, 2412, 1},
    {2641, 0, 2413, 1},
    {2641, 0, 2414, 1},
    {2641, 1, 2415, 0},
    {2642, 2, 2415, 0},
    {2644, 1, 2415, 0},
    {2645, 0, 2415, 1},
    {2645, 0, 2416, 1},
    {2645, 0, 2417, 1},
    {2645, 0, 2418, 1},
    {2645, 0, 2419, 1},
    {2645, 0, 2420, 1},
    {2645, 0, 2421, 1},
    {2645, 0, 2422, 1},
    {2645, 4, 2423, 0},
    {2649, 0, 2423, 1},
    {2649, 0, 2424, 1},
    {2649, 0, 2425, 1},
    {2649, 0, 2426, 1},
    {2649, 0, 2427, 1},
    {2649, 0, 2428, 1},
    {2649, 1, 2429, 0},
    {2650, 3, 2429, 0},
    {2653, 1, 2429, 0},
    {2654, 0, 2429, 1},
    {2654, 1, 2430, 0},
    {2655, 0, 2430, 1},
    {2655, 0, 2431, 1},
    {2655, 0, 2432, 1},
    {2655, 0, 2433, 1},
    {2655, 0, 2434, 1},
    {2655, 0, 2435, 1},
    {2655, 4, 2436, 2},
    {2659, 0, 2438, 1},
    {2659, 0, 2439, 1},
    {2659, 0, 2440, 1},
    {2659, 0, 2441, 1},
    {2659, 3, 2442, 0},
    {2662, 0, 2442, 1},
    {2662, 0, 2443, 1},
    {2662, 0, 2444, 1},
    {2662, 2, 2445, 0},
    {2664, 0, 2445, 1},
    {2664, 0, 2446, 1},
    {2664, 0, 2447, 1},
    {2664, 13, 2448, 0},
    {2677, 0, 2448, 1},
    {2677, 0, 2449, 1},
    {2677, 0, 2450, 1},
    {2677, 0, 2451, 1},
    {2677, 0, 2452, 1},
    {2677, 4, 2453, 0},
    {2681, 0, 2453, 1},
    {2681, 0, 2454, 1},
    {2681, 0, 2455, 1},
    {2681, 0, 2456, 1},
    {2681, 0, 2457, 1},
    {2681, 0, 2458, 1},
    {2681, 0, 2459, 1},
    {2681, 0, 2460, 1},
    {2681, 0, 2461, 1},
    {2681, 4, 2462, 2},
    {2685, 0, 2464, 1},
    {2685, 0, 2465, 1},
    {2685, 0, 2466, 1},
    {2685, 0, 2467, 1},
    {2685, 3, 2468, 0},
    {2688, 0, 2468, 1},
    {2688, 0, 2469, 1},
    {2688, 0, 2470, 1},
    {2688, 2, 2471, 0},
    {2690, 0, 2471, 1},
    {2690, 0, 2472, 1},
    {2690, 0, 2473, 1},
    {2690, 6, 2474, 0},
    {2696, 3, 2474, 0},
    {2699, 0, 2474, 1},
    {2699, 0, 2475, 1},
    {2699, 0, 2476, 1},
    {2699, 0, 2477, 1},
    {2699, 0, 2478, 1},
    {2699, 0, 2479, 1},
    {2699, 4, 2480, 0},
    {2703, 0, 2480, 1},
    {2703, 0, 2481, 1},
    {2703, 0, 2482, 1},
    {2703, 0, 2483, 1},
    {2703, 0, 2484, 1},
    {2703, 8, 2485, 0},
    {2711, 0, 2485, 1},
    {2711, 0, 2486, 1},
    {2711, 0, 2487, 1},
    {2711, 0, 2488, 1},
    {2711, 2, 2489, 0},
    {2713, 0, 2489, 1},
    {2713, 0, 2490, 1},
    {2713, 3, 2491, 0},
    {2716, 0, 2491, 1},
    {2716, 0, 2492, 1},
    {2716, 0, 2493, 1},
    {2716, 4, 2494, 0},
    {2720, 0, 2494, 1},
    {2720, 0, 2495, 1},
    {2720, 0, 2496, 1},
    {2720, 0, 2497, 1},
    {2720, 0, 2498, 1},
    {2720, 2, 2499, 0},
    {2722, 0, 2499, 1},
    {2722, 4, 2500, 0},
    {2726, 0, 2500, 1},
    {2726, 0, 2501, 1},
    {2726, 0, 2502, 1},
    {2726, 0, 2503, 1},
    {2726, 2, 2504, 0},
    {2728, 0, 2504, 1},
    {2728, 4, 2505, 0},
    {2732, 0, 2505, 1},
    {2732, 0, 2506, 1},
    {2732, 0, 2507, 1},
    {2732, 0, 2508, 1},
    {2732, 2, 2509, 0},
    {2734, 0, 2509, 1},
    {2734, 4, 2510, 0},
    {2738, 0, 2510, 1},
    {2738, 0, 2511, 1},
    {2738, 0, 2512, 1},
    {2738, 0, 2513, 1},
    {2738, 2, 2514, 0},
    {2740, 0, 2514, 1},
    {2740, 4, 2515, 0},
    {2744, 0, 2515, 1},
    {2744, 0, 2516, 1},
    {2744, 0, 2517, 1},
    {2744, 0, 2518, 1},
    {2744, 2, 2519, 0},
    {2746, 0, 2519, 1},
    {2746, 4, 2520, 0},
    {2750, 0, 2520, 1},
    {2750, 0, 2521, 1},
    {2750, 0, 2522, 1},
    {2750, 0, 2523, 1},
    {2750, 3, 2524, 0},
    {2753, 1, 2524, 0},
    {2754, 0, 2524, 1},
    {2754, 0, 2525, 1},
    {2754, 4, 2526, 0},
    {2758, 0, 2526, 1},
    {2758, 0, 2527, 1},
    {2758, 0, 2528, 1},
    {2758, 0, 2529, 1},
    {2758, 7, 2530, 0},
    {2765, 0, 2530, 1},
    {2765, 0, 2531, 1},
    {2765, 4, 2532, 0},
    {2769, 0, 2532, 1},
    {2769, 0, 2533, 1},
    {2769, 0, 2534, 1},
    {2769, 0, 2535, 1},
    {2769, 0, 2536, 1},
    {2769, 0, 2537, 1},
    {2769, 0, 2538, 1},
    {2769, 0, 2539, 1},
    {2769, 9, 2540, 0},
    {2778, 0, 2540, 1},
    {2778, 0, 2541, 1},
    {2778, 0, 2542, 1},
    {2778, 0, 2543, 1},
    {2778, 0, 2544, 1},
    {2778, 4, 2545, 0},
    {2782, 0, 2545, 1},
    {2782, 0, 2546, 1},
    {2782, 0, 2547, 1},
    {2782, 0, 2548, 1},
    {2782, 0, 2549, 1},
    {2782, 0, 2550, 1},
    {2782, 0, 2551, 1},
    {2782, 20, 2552, 0},
    {2802, 0, 2552, 1},
    {2802, 0, 2553, 1},
    {2802, 0, 2554, 1},
    {2802, 0, 2555, 1},
    {2802, 0, 2556, 1},
    {2802, 0, 2557, 1},
    {2802, 0, 2558, 1},
    {2802, 0, 2559, 2},
    {2802, 0, 2561, 1},
    {2802, 0, 2562, 1},
    {2802, 0, 2563, 1},
    {2802, 0, 2564, 1},
    {2802, 0, 2565, 1},
    {2802, 4, 2566, 0},
    {2806, 0, 2566, 1},
    {2806, 0, 2567, 1},
    {2806, 0, 2568, 1},
    {2806, 0, 2569, 1},
    {2806, 0, 2570, 1},
    {2806, 0, 2571, 1},
    {2806, 0, 2572, 1},
    {2806, 0, 2573, 1},
    {2806, 0, 2574, 1},
    {2806, 0, 2575, 1},
    {2806, 12, 2576, 0},
    {2818, 0, 2576, 1},
    {2818, 0, 2577, 1},
    {2818, 0, 2578, 1},
    {2818, 0, 2579, 1},
    {2818, 4, 2580, 0},
    {2822, 0, 2580, 1},
    {2822, 0, 2581, 1},
    {2822, 0, 2582, 1},
    {2822, 0, 2583, 1},
    {2822, 0, 2584, 1},
    {2822, 0, 2585, 1},
    {2822, 0, 2586, 1},
    {2822, 0, 2587, 1},
    {2822, 0, 2588, 1},
    {2822, 4, 2589, 2},
    {2826, 0, 2591, 1},
    {2826, 0, 2592, 1},
    {2826, 0, 2593, 1},
    {2826, 0, 2594, 1},
    {2826, 3, 2595, 0},
    {2829, 0, 2595, 1},
    {2829, 0, 2596, 1},
    {2829, 0, 2597, 1},
    {2829, 2, 2598, 0},
    {2831, 0, 2598, 1},
    {2831, 0, 2599, 1},
    {2831, 0, 2600, 1},
    {2831, 8, 2601, 0},
    {2839, 0, 2601, 1},
    {2839, 0, 2602, 1},
    {2839, 0, 2603, 1},
    {2839, 4, 2604, 0},
    {2843, 0, 2604, 1},
    {2843, 0, 2605, 1},
    {2843, 0, 2606, 1},
    {2843, 0, 2607, 1},
    {2843, 1, 2608, 0},
    {2844, 0, 2608, 1},
    {2844, 0, 2609, 1},
    {2844, 0, 2610, 1},
    {2844, 0, 2611, 1},
    {2844, 14, 2612, 0},
    {2858, 0, 2612, 1},
    {2858, 0, 2613, 1},
    {2858, 0, 2614, 1},
    {2858, 0, 2615, 1},
    {2858, 0, 2616, 1},
    {2858, 4, 2617, 0},
    {2862, 0, 2617, 1},
    {2862, 0, 2618, 1},
    {2862, 0, 2619, 1},
    {2862, 0, 2620, 1},
    {2862, 1, 2621, 0},
    {2863, 1, 2621, 0},
    {2864, 0, 2621, 1},
    {2864, 0, 2622, 1},
    {2864, 0, 2623, 1},
    {2864, 0, 2624, 1},
    {2864, 0, 2625, 1},
    {2864, 0, 2626, 1},
    {2864, 4, 2627, 2},
    {2868, 0, 2629, 1},
    {2868, 0, 2630, 1},
    {2868, 0, 2631, 1},
    {2868, 0, 2632, 1},
    {2868, 3, 2633, 0},
    {2871, 0, 2633, 1},
    {2871, 0, 2634, 1},
    {2871, 0, 2635, 1},
    {2871, 2, 2636, 0},
    {2873, 0, 2636, 1},
    {2873, 0, 2637, 1},
    {2873, 0, 2638, 1},
    {2873, 15, 2639, 0},
    {2888, 1, 2639, 0},
    {2889, 2, 2639, 0},
    {2891, 1, 2639, 0},
    {2892, 0, 2639, 1},
    {2892, 0, 2640, 1},
    {2892, 0, 2641, 1},
    {2892, 0, 2642, 1},
    {2892, 2, 2643, 0},
    {2894, 1, 2643, 0},
    {2895, 0, 2643, 1},
    {2895, 0, 2644, 1},
    {2895, 0, 2645, 1},
    {2895, 0, 2646, 1},
    {2895, 0, 2647, 1},
    {2895, 4, 2648, 0},
    {2899, 0, 2648, 1},
    {2899, 0, 2649, 1},
    {2899, 0, 2650, 1},
    {2899, 0, 2651, 1},
    {2899, 0, 2652, 1},
    {2899, 0, 2653, 1},
    {2899, 0, 2654, 1},
    {2899, 0, 2655, 1},
    {2899, 0, 2656, 1},
    {2899, 4, 2657, 2},
    {2903, 0, 2659, 1},
    {2903, 0, 2660, 1},
    {2903, 0, 2661, 1},
    {2903, 0, 2662, 1},
    {2903, 3, 2663, 0},
    {2906, 0, 2663, 1},
    {2906, 0, 2664, 1},
    {2906, 0, 2665, 1},
    {2906, 2, 2666, 0},
    {2908, 0, 2666, 1},
    {2908, 0, 2667, 1},
    {2908, 0, 2668, 1},
    {2908, 3, 2669, 0},
    {2911, 0, 2669, 1},
    {2911, 4, 2670, 0},
    {2915, 0, 2670, 1},
    {2915, 0, 2671, 1},
    {2915, 0, 2672, 1},
    {2915, 0, 2673, 1},
    {2915, 0, 2674, 1},
    {2915, 8, 2675, 0},
    {2923, 0, 2675, 1},
    {2923, 0, 2676, 1},
    {2923, 0, 2677, 1},
    {2923, 0, 2678, 1},
    {2923, 4, 2679, 0},
    {2927, 0, 2679, 1},
    {2927, 0, 2680, 1},
    {2927, 0, 2681, 1},
    {2927, 0, 2682, 1},
    {2927, 0, 2683, 1},
    {2927, 0, 2684, 1},
    {2927, 0, 2685, 1},
};

const uint16_t extract_roots[] = {
    0, 0, 14, 56, 76, 101, 123, 134, 162, 184, 191, 198, 209, 219, 259, 287, 303, 310, 334,
    363, 393, 412, 433, 468, 489, 511, 540, 568, 614, 649, 674, 691, 709, 723, 739, 752,
    776, 786, 798, 823, 833, 856, 877, 915, 945, 978, 991, 1001, 1011, 1028, 1069, 1110,
    1151, 1178, 1218, 1235, 1247, 1263, 1291, 1314, 1324, 1343, 1370, 1396, 1410, 1426,
    1462, 1490, 1510, 1554, 1564, 1584, 1606, 1648, 1663, 1682, 1700, 1720, 1743, 1771,
    1796, 1813, 1825, 1837, 1845, 1853, 1860, 1868, 1875, 1884, 1896, 1904, 1938, 1962,
    1980, 2015, 2037, 2105, 2112, 2148, 2155, 2175, 2196, 2203, 2242, 2256, 2271, 2294,
    2339, 2362, 2382, 2405, 2424, 2458, 2475, 2498, 2519, 2561, 2603, 2623, 2635, 2652,
    2682, 2696, 2730, 2757, 2772, 2792, 2804, 2854, 2883, 2897, 2915, 2922, 2929, 2936,
    2943, 2950, 2959, 2971, 2985, 3010, 3038, 3052, 3084, 3122, 3130
};
// clang-format on
