// Who owns the instances of each R4 resource type, and the date "how far back" uses (DESIGN 3.1).
// Types not named here are not accepted: definitions, conformance, messages, records without a member.
//
// path: element names, "a|b" looks at both, "a.b" goes down. "subject" and "patient" are looked at
// together, so that a resource naming two members by the two is refused.
// when: elements in order of preference; "x[x]" stands for its date-like types.

const path = (path, when = '') => ({ owner: 'OWNER_PATH', path, when });
const subject = (when) => path('subject|patient', when);
const patient = (when) => path('patient|subject', when);
const directory = { owner: 'OWNER_DIRECTORY', path: '', when: '' };

export const typeRules = {
    Patient: { owner: 'OWNER_SELF', path: '', when: '' },

    Account: subject('servicePeriod'),
    AdverseEvent: subject('date|detected|recordedDate'),
    AllergyIntolerance: patient('onset[x]|recordedDate'),
    Appointment: path('participant.actor', 'start|created'),
    AppointmentResponse: path('actor', 'start'),
    BodyStructure: patient(),
    CarePlan: subject('period|created'),
    CareTeam: subject('period'),
    ChargeItem: subject('occurrence[x]|enteredDate'),
    Claim: patient('billablePeriod|created'),
    ClaimResponse: patient('created'),
    ClinicalImpression: subject('effective[x]|date'),
    Communication: subject('sent|received'),
    CommunicationRequest: subject('occurrence[x]|authoredOn'),
    Composition: subject('date'),
    Condition: subject('onset[x]|recordedDate'),
    Consent: patient(),
    Contract: subject('applies|issued'),
    // The subscriber is never an owner: being one gives no access to a spouse.
    Coverage: path('beneficiary'),
    CoverageEligibilityRequest: patient('serviced[x]|created'),
    CoverageEligibilityResponse: patient('serviced[x]|created'),
    DetectedIssue: patient('identified[x]'),
    DeviceRequest: subject('occurrence[x]|authoredOn'),
    DeviceUseStatement: subject('timing[x]|recordedOn'),
    DiagnosticReport: subject('effective[x]|issued'),
    DocumentManifest: subject('created'),
    DocumentReference: subject('context.period|date'),
    Encounter: subject('period'),
    EnrollmentRequest: path('candidate', 'created'),
    EpisodeOfCare: patient('period'),
    ExplanationOfBenefit: patient('billablePeriod|created'),
    FamilyMemberHistory: patient('date'),
    Flag: subject('period'),
    Goal: subject('start[x]|statusDate'),
    GuidanceResponse: subject('occurrenceDateTime'),
    ImagingStudy: subject('started'),
    Immunization: patient('occurrence[x]|recorded'),
    ImmunizationEvaluation: patient('date'),
    ImmunizationRecommendation: patient('date'),
    Invoice: subject('date'),
    List: subject('date'),
    MeasureReport: subject('period|date'),
    Media: subject('created[x]|issued'),
    MedicationAdministration: subject('effective[x]'),
    MedicationDispense: subject('whenHandedOver|whenPrepared'),
    MedicationRequest: subject('authoredOn'),
    MedicationStatement: subject('effective[x]|dateAsserted'),
    MolecularSequence: patient(),
    NutritionOrder: patient('dateTime'),
    Observation: subject('effective[x]|issued'),
    Procedure: subject('performed[x]'),
    QuestionnaireResponse: subject('authored'),
    RelatedPerson: patient(),
    RequestGroup: subject('authoredOn'),
    ResearchSubject: path('individual', 'period'),
    RiskAssessment: subject('occurrence[x]'),
    ServiceRequest: subject('occurrence[x]|authoredOn'),
    Specimen: subject('collection.collected[x]|receivedTime'),
    SupplyDelivery: patient('occurrence[x]'),
    SupplyRequest: path('deliverTo', 'occurrence[x]|authoredOn'),
    Task: path('for', 'executionPeriod|authoredOn'),
    VisionPrescription: patient('dateWritten|created'),

    Device: { owner: 'OWNER_PATH_OR_PLAN', path: 'patient', when: '' },
    Provenance: { owner: 'OWNER_TARGETS', path: 'target', when: 'occurred[x]|recorded' },
    Binary: { owner: 'OWNER_REFERRER', path: '', when: '' },

    // A formulary item is about a drug; one about a member would be in everybody's sight and is refused.
    Basic: { owner: 'OWNER_DIRECTORY', path: 'subject|patient', when: '' },
    Endpoint: directory,
    HealthcareService: directory,
    InsurancePlan: directory,
    Location: directory,
    Medication: directory,
    MedicationKnowledge: directory,
    Organization: directory,
    Practitioner: directory,
    PractitionerRole: directory,
    Questionnaire: directory,
    Group: { owner: 'OWNER_GROUP', path: '', when: '' },
};
