#include "tests/unit/fhir/matrix.h"

#include "base/table.h"

#define BIT(name) LABEL_BIT(LABEL_##name)
#define ACT "{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'"

// clang-format off
const MatrixKind matrix_kinds[] = {
    { "mind",    "F32.1",   ACT "PSY'}",    "F03.90", BIT(MENTAL_HEALTH), 0 },
    { "drugs",   "F11.20",  ACT "ETHUD'}",  "G31.2",  BIT(SUBSTANCE_USE) | LABEL_PART2, 0 },
    { "hiv",     "B20",     ACT "HIV'}",    "B24",    BIT(HIV), 0 },
    { "sti",     "A56.8",   ACT "STD'}",    "A74.9",  BIT(STI), 0 },
    { "repro",   "Z30.09",  ACT "SEX'}",    NULL,     BIT(REPRODUCTIVE), 0 },
    { "harm",    "T74.11XA", ACT "SDV'}",   NULL,     BIT(VIOLENCE), 0 },
    { "genes",   "Z15.01",  ACT "GDIS'}",   "D57.1",  BIT(GENETICS), 0 },
    /* F60 to F69 are of the mind (sensitive.md 3) */
    { "gender",  "F64.0",   ACT "GENDER'}", "E34.9",  BIT(GENDER), BIT(MENTAL_HEALTH) },
    { "minor",   NULL,      ACT "ADOL'}",   NULL,     BIT(MINORS), 0 },
    { "kept",    NULL,      "{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'R'}",
                                            NULL,     BIT(RESTRICTED), 0 },
    { "sealed",  NULL,      ACT "PSYTHPN'}", NULL,    BIT(SEALED) | BIT(MENTAL_HEALTH), 0 },
    { "plan",    "M54.5",   NULL,           NULL,     BIT(PLAN_1), 0 },
};
// clang-format on
const size_t matrix_kind_count = TABLE_COUNT(matrix_kinds);

const uint64_t matrix_offered[] = {
    BIT(MENTAL_HEALTH), BIT(SUBSTANCE_USE), BIT(HIV),    BIT(STI),        BIT(REPRODUCTIVE),
    BIT(VIOLENCE),      BIT(GENETICS),      BIT(GENDER), BIT(RESTRICTED), BIT(PLAN_1),
};
const size_t matrix_offered_count = TABLE_COUNT(matrix_offered);

/* sensitive.md 3: for these a minor may ask alone. */
#define ASKED_ALONE                                                                                \
    (BIT(STI) | BIT(HIV) | BIT(REPRODUCTIVE) | BIT(MENTAL_HEALTH) | BIT(SUBSTANCE_USE) |           \
     BIT(VIOLENCE) | BIT(GENDER))

/* ---- dates ---- */

typedef enum Day { DAY_ADULT, DAY_YOUNG, DAY_NONE } Day;

static DateRange range_of(Day day)
{
    if (day == DAY_NONE)
        return (DateRange){ DATE_MIN, DATE_MAX };
    const int64_t lo = day == DAY_ADULT ? MATRIX_DAY_MS : MATRIX_YOUNG_MS;
    return (DateRange){ lo, lo + INT64_C(86400000) };
}

/* She was born on the first day of 2000: without a date it may have been then. */
static uint64_t with_age(uint64_t labels, Day day)
{
    return labels | (day != DAY_ADULT && (labels & ASKED_ALONE) ? BIT(MINORS) : 0);
}

/* ---- lines ---- */

static void put(Matrix *m, MatrixVersion v)
{
    if (str_eq(v.type->name, STR("MolecularSequence"))) /* whatever its codes say */
        v.labels |= BIT(GENETICS);
    ARENA_GROW(m->cx->mem, m->versions, m->count, m->room, 1024);
    m->versions[m->count++] = v;
}

const char *matrix_text(Cx *cx, const char *text, const MatrixKind *kind)
{
    Buf *b = buf_new(cx, 1 << 16);
    for (const char *p = text; *p; p++) {
        const char *more = *p != '%'     ? NULL
                           : p[1] == 'k' ? kind->id
                           : p[1] == 'c' ? (kind->code ? kind->code : "none")
                           : p[1] == 'm' ? kind->mark
                           : p[1] == 'p' ? kind->perhaps
                                         : NULL;
        if (more)
            p++;
        buf_put(b, more ? str_of(more) : (Str){ p, 1 });
    }
    buf_char(b, '\0');
    return buf_str(b).p;
}

static const char *printed(Cx *cx, Str s)
{
    return arena_dup(cx->mem, s).p;
}

/* The coding of a code, or of the mark where the kind has no code. */
static const char *coding_of(Cx *cx, const MatrixKind *k)
{
    if (!k->code)
        return k->mark;
    return printed(cx, arena_printf(cx->mem,
                                    "{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'%s'}",
                                    k->code));
}

/* What stands for "%s". */
static Str with(Cx *cx, const char *text, const char *what)
{
    const char *at = strstr(text, "%s");
    if (!at)
        return str_of(text);
    return arena_join(cx->mem, (Str){ text, (size_t)(at - text) }, str_of(what), str_of(at + 2));
}

/* ---- each kind of each type ---- */

bool matrix_type(const TypeRow *t)
{
    const bool member =
        t->owner == OWNER_PATH || t->owner == OWNER_PATH_OR_PLAN || t->owner == OWNER_TARGETS;
    return member && !str_eq(t->name, STR("Coverage")) && !str_eq(t->name, STR("RelatedPerson"));
}

#define CONCEPT(name) "'" name "':{'coding':[%s]}"
#define CONCEPTS(name) "'" name "':[{'coding':[%s]}]"
#define ICD_CLAIM "'diagnosis':[{'sequence':1,'diagnosisCodeableConcept':{'coding':[%s]}}]"

/* Where a type has its codes; the others have an extension. */
// clang-format off
static const struct { Str type; const char *place; } places[] = {
    { STR_C("AllergyIntolerance"),   CONCEPT("code") },
    { STR_C("BodyStructure"),        CONCEPT("morphology") },
    { STR_C("CarePlan"),             CONCEPTS("category") },
    { STR_C("CareTeam"),             CONCEPTS("reasonCode") },
    { STR_C("Claim"),                ICD_CLAIM },
    { STR_C("ClinicalImpression"),   CONCEPT("code") },
    { STR_C("Communication"),        CONCEPTS("reasonCode") },
    { STR_C("Composition"),          CONCEPT("type") },
    { STR_C("Condition"),            CONCEPT("code") },
    { STR_C("DetectedIssue"),        CONCEPT("code") },
    { STR_C("DiagnosticReport"),     CONCEPTS("conclusionCode") },
    { STR_C("DocumentReference"),    CONCEPT("type") },
    { STR_C("Encounter"),            CONCEPTS("reasonCode") },
    { STR_C("EpisodeOfCare"),        CONCEPTS("type") },
    { STR_C("ExplanationOfBenefit"), ICD_CLAIM },
    { STR_C("FamilyMemberHistory"),  "'condition':[{'code':{'coding':[%s]}}]" },
    { STR_C("Flag"),                 CONCEPT("code") },
    { STR_C("Goal"),                 CONCEPT("description") },
    { STR_C("ImagingStudy"),         CONCEPTS("reasonCode") },
    { STR_C("Immunization"),         CONCEPTS("reasonCode") },
    { STR_C("List"),                 CONCEPT("code") },
    { STR_C("MedicationAdministration"), CONCEPTS("reasonCode") },
    { STR_C("MedicationRequest"),    CONCEPTS("reasonCode") },
    { STR_C("MedicationStatement"),  CONCEPTS("reasonCode") },
    { STR_C("Observation"),          CONCEPT("valueCodeableConcept") },
    { STR_C("Procedure"),            CONCEPTS("reasonCode") },
    { STR_C("QuestionnaireResponse"), "'item':[{'linkId':'1','answer':[{'valueCoding':%s}]}]" },
    { STR_C("RiskAssessment"),       CONCEPT("code") },
    { STR_C("ServiceRequest"),       CONCEPTS("reasonCode") },
    { STR_C("Specimen"),             CONCEPT("type") },
    { STR_C("Task"),                 CONCEPT("code") },
};

/* What more a type has, for search parameters of all sorts. */
static const struct { Str type; const char *more; } mores[] = {
    { STR_C("CarePlan"),             ",'instantiatesUri':['http://guide.example/a/b']" },
    { STR_C("Claim"),                ",'provider':{'reference':'Practitioner/d1'}" },
    { STR_C("Encounter"),            ",'length':{'value':30,'unit':'min'},'serviceProvider':{'reference':'Organization/o1'}" },
    { STR_C("ExplanationOfBenefit"), ",'provider':{'reference':'Practitioner/d1'},'insurer':{'reference':'Organization/o1'}" },
    { STR_C("Immunization"),         ",'lotNumber':'Lot A'" },
    { STR_C("MedicationRequest"),    ",'requester':{'reference':'Practitioner/d1'}" },
    { STR_C("Observation"),          ",'code':{'text':'Pressure','coding':[{'system':'http://loinc.org','code':'85354-9'}]},"
                                     "'performer':[{'reference':'Practitioner/d1'},{'reference':'Organization/o1'}],"
                                     "'component':[{'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},"
                                     "'valueQuantity':{'value':120,'system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]" },
    { STR_C("RiskAssessment"),       ",'prediction':[{'probabilityDecimal':0.4}]" },
    { STR_C("ServiceRequest"),       ",'instantiatesUri':['http://guide.example/a/c'],'requester':{'reference':'Practitioner/d1'}" },
};
// clang-format on

static const char *place_of(Str type)
{
    for (size_t i = 0; i < TABLE_COUNT(places); i++)
        if (str_eq(places[i].type, type))
            return places[i].place;
    return "'extension':[{'url':'urn:more','valueCoding':%s}]";
}

static const char *more_of(Str type)
{
    for (size_t i = 0; i < TABLE_COUNT(mores); i++)
        if (str_eq(mores[i].type, type))
            return mores[i].more;
    return "";
}

static Str last_name(Str path)
{
    return str_from(path, str_rfind(path, '.') < path.n ? str_rfind(path, '.') + 1 : 0);
}

/* "a.b" and a value: 'a':{'b':value}; in lists where the type has one. */
static Str nested(Cx *cx, Str path, const char *value)
{
    Str head;
    Str rest = path;
    (void)str_split(&rest, '.', &head);
    if (!rest.p)
        return arena_printf(cx->mem, ",'%.*s':%s", STR_ARG(head), value);
    const bool list = str_eq(head, STR("participant"));
    const Str inner = str_from(nested(cx, rest, value), 1);
    return arena_printf(cx->mem, ",'%.*s':%s{%.*s}%s", STR_ARG(head), list ? "[" : "",
                        STR_ARG(inner), list ? "]" : "");
}

/* The first of the paths where a plain date or a Period may stand. */
static Str date_path(const TypeRow *t)
{
    Str paths = t->when_path;
    for (Str path; paths.n && str_split(&paths, '|', &path);)
        if (!str_ends(path, STR("Timing")))
            return path;
    return STR_NONE;
}

static Str date_of(Cx *cx, const TypeRow *t, Day day)
{
    const Str path = date_path(t);
    const char *text = day == DAY_ADULT ? MATRIX_DAY : MATRIX_YOUNG;
    if (day == DAY_NONE || path.n == 0)
        return STR("");
    const Str name = last_name(path);
    const bool period = str_ends(name, STR("eriod")) || str_eq(name, STR("applies"));
    return nested(cx, path,
                  printed(cx, period
                                  ? arena_printf(cx->mem, "{'start':'%s','end':'%s'}", text, text)
                                  : arena_printf(cx->mem, "'%s'", text)));
}

static Str owner_of(Cx *cx, const TypeRow *t)
{
    Str paths = t->owner_path;
    Str path;
    if (t->owner == OWNER_TARGETS)
        return STR(",'target':[{'reference':'Patient/ann'}]");
    (void)str_split(&paths, '|', &path);
    return nested(cx, path, "{'reference':'Patient/ann'}");
}

/* kind NULL: the same without anything sensitive. marked: by the source's own label. */
static void put_one(Matrix *m, const TypeRow *t, const MatrixKind *kind, bool marked, Day day)
{
    Cx *cx = m->cx;
    static const MatrixKind harmless = { .id = "none", .code = "J06.9" };
    const MatrixKind *k = kind ? kind : &harmless;
    if (date_path(t).n == 0)
        day = DAY_NONE;
    const Str id = arena_printf(cx->mem, "%s-%c%d", k->id, marked ? 'm' : 'c', (int)day);
    const bool by_mark = !k->code || (marked && k->mark);
    const Str place = with(cx, place_of(t->name), coding_of(cx, by_mark ? &harmless : k));
    const Str meta =
        by_mark ? arena_printf(cx->mem, ",'meta':{'security':[%s]}", k->mark) : STR("");
    const Str text = arena_printf(
        cx->mem,
        "{'resourceType':'%.*s','id':'%.*s'%.*s,'identifier':[{'system':'urn:n','value':'%s'}],"
        "'status':'active',%.*s%s%.*s%.*s}",
        STR_ARG(t->name), STR_ARG(id), STR_ARG(meta), k->id, STR_ARG(place), more_of(t->name),
        STR_ARG(owner_of(cx, t)), STR_ARG(date_of(cx, t, day)));
    put(m, (MatrixVersion){
               .type = t,
               .id = id,
               .version = 1,
               .text = text.p,
               .labels = kind ? with_age(kind->labels | (by_mark ? 0 : kind->by_code), day) : 0,
               .when = range_of(day) });
}

static void put_types(Matrix *m)
{
    for (size_t i = 0, n = 0; i < type_table_count; i++) {
        const TypeRow *t = &type_table[i];
        if (!matrix_type(t))
            continue;
        n++;
        put_one(m, t, NULL, false, DAY_ADULT);
        put_one(m, t, NULL, false, n % 2 ? DAY_YOUNG : DAY_NONE);
        for (size_t k = 0; k < matrix_kind_count; k++)
            put_one(m, t, &matrix_kinds[k], (n + k) % 4 == 3, (Day)((n + k) % 3));
    }
}

/* ---- what tells of each other, once of each kind ---- */

#define ANN ",'subject':{'reference':'Patient/ann'}"
#define ANN_P ",'patient':{'reference':'Patient/ann'}"
#define IS(type, id) "{'resourceType':'" type "','id':'" id "-%k','status':'final'"
#define AT(name) ",'" name "':'" MATRIX_DAY "'"
#define IN(visit) ",'encounter':{'reference':'Encounter/" visit "-%k'}"
#define TO(name, what) ",'" name "':{'reference':'" what "-%k'}"
#define TOS(name, what) ",'" name "':[{'reference':'" what "-%k'}]"
#define WEAK ",'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'%p'}]}"
#define VISIT(id, more)                                                                            \
    IS("Encounter", id) ANN ",'period':{'start':'" MATRIX_DAY "','end':'" MATRIX_DAY "'}" more "}"
#define OBSERVED(id, more) IS("Observation", id) ANN AT("effectiveDateTime") more "}"
#define YOUNG(id, more) IS("Observation", id) ANN ",'effectiveDateTime':'" MATRIX_YOUNG "'" more "}"
#define FOUND(id, more) IS("Condition", id) ANN AT("onsetDateTime") more "}"
#define NOTE(id, binary, more)                                                                     \
    IS("DocumentReference", id)                                                                    \
    ANN AT("date") ",'content':[{'attachment':{'url':'Binary/" binary "-%k'}}]" more "}"
#define BINARY(id)                                                                                 \
    "{'resourceType':'Binary','id':'" id "-%k','contentType':'text/plain','data':'YQ=='}"
#define OWN "%s" /* the sensitive code, in an extension */
#define CARE ",'type':[{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'%c'}]}]"
#define NPI "{'system':'http://hl7.org/fhir/sid/us-npi','value':'%k'}"

typedef struct Tells {
    const char *text;
    bool has;     /* the labels of the kind */
    bool undated; /* of a type or a form without a date */
    bool weak;    /* of kinds that have such a code */
    bool coded;   /* of kinds that have a code: marks of a directory say nothing */
} Tells;

// clang-format off
static const Tells tells[] = {
    /* a visit for it, and what belongs to the visit; a visit later for something found there */
    { VISIT("v", OWN),                                              true,  false, false, false },
    { OBSERVED("in-v", IN("v")),                                    true,  false, false, false },
    { FOUND("in-v", IN("v")),                                       true,  false, false, false },
    { VISIT("later", ",'diagnosis':[{'condition':{'reference':'Condition/in-v-%k'}}]"), false, false, false, false },
    { OBSERVED("in-later", IN("later")),                            false, false, false, false },
    /* a visit in which it was found */
    { VISIT("w", ""),                                               true,  false, false, false },
    { FOUND("dx", IN("w") OWN),                                     true,  false, false, false },
    { OBSERVED("in-w", IN("w")),                                    true,  false, false, false },
    { NOTE("in-w", "note", ",'context':{'encounter':[{'reference':'Encounter/w-%k'}]}"), true, false, false, false },
    { BINARY("note"),                                               true,  true,  false, false },
    /* a procedure; a visit that says what it was for */
    { VISIT("x", ""),                                               true,  false, false, false },
    { IS("Procedure", "done") ANN AT("performedDateTime") IN("x") OWN "}", true, false, false, false },
    { IS("Immunization", "in-x") ANN_P AT("occurrenceDateTime") IN("x") "}", true, false, false, false },
    { VISIT("y", ",'reasonReference':[{'reference':'Condition/dx-%k'}]"), true, false, false, false },
    { OBSERVED("in-y", IN("y")),                                    true,  false, false, false },
    /* a lab of it does not make its visit so */
    { VISIT("lab", ""),                                             false, false, false, false },
    { OBSERVED("lab", IN("lab") OWN),                               true,  false, false, false },
    { OBSERVED("beside", IN("lab")),                                false, false, false, false },
    /* who names it, and who names that */
    { IS("CarePlan", "names") ANN ",'period':{'start':'" MATRIX_DAY "','end':'" MATRIX_DAY "'}" TOS("addresses", "Condition/dx") "}", true, false, false, false },
    { IS("Goal", "names-that") ANN AT("startDate") TOS("addresses", "CarePlan/names") "}", true, false, false, false },
    { IS("Goal", "names-in-v") ANN AT("startDate") TOS("addresses", "Condition/in-v") "}", false, false, false, false },
    { IS("ExplanationOfBenefit", "for-order") ANN_P AT("created") TO("prescription", "MedicationRequest/order") "}", true, false, false, false },
    /* claim, answer, statement, document */
    { IS("Claim", "claim") ANN_P AT("created") OWN ",'supportingInfo':[{'sequence':1,'valueReference':{'reference':'DocumentReference/proof-%k'}}]}", true, false, false, false },
    { NOTE("proof", "proof", ""),                                   true,  false, false, false },
    { BINARY("proof"),                                              true,  true,  false, false },
    { IS("ClaimResponse", "answer") ANN_P AT("created") TO("request", "Claim/claim") "}", true, false, false, false },
    { IS("ExplanationOfBenefit", "told") ANN_P AT("created") TO("claimResponse", "ClaimResponse/answer") "}", true, false, false, false },
    { IS("ExplanationOfBenefit", "other") ANN_P AT("created") "}",  false, false, false, false },
    { NOTE("other", "other", ""),                                   false, false, false, false },
    { BINARY("other"),                                              false, true,  false, false },
    /* a visit of which the claim alone says it, and no other */
    { VISIT("billed", ""),                                          true,  false, false, false },
    { IS("Claim", "bill") ANN_P AT("created") OWN ",'item':[{'sequence':1,'encounter':[{'reference':'Encounter/billed-%k'}]}]}", true, false, false, false },
    { OBSERVED("in-billed", IN("billed")),                          true,  false, false, false },
    { FOUND("in-billed", IN("billed")),                             true,  false, false, false },
    { VISIT("unbilled", ",'diagnosis':[{'condition':{'reference':'Condition/in-billed-%k'}}]"), false, false, false, false },
    /* answers, and what was observed by them */
    { IS("QuestionnaireResponse", "phq") ANN AT("authored") OWN "}", true, false, false, false },
    { OBSERVED("score", TOS("derivedFrom", "QuestionnaireResponse/phq")), true, false, false, false },
    { IS("QuestionnaireResponse", "plain") ANN AT("authored") "}",  true,  false, false, false },
    { OBSERVED("item", TOS("derivedFrom", "QuestionnaireResponse/plain") OWN), true, false, false, false },
    /* what else refers to a document */
    { IS("Communication", "sent") ANN AT("sent") OWN ",'payload':[{'contentAttachment':{'url':'Binary/sent-%k'}}]}", true, false, false, false },
    { BINARY("sent"),                                               true,  true,  false, false },
    /* an answer that is it, and the claim */
    { IS("Claim", "asked") ANN_P AT("created") "}",                 true,  false, false, false },
    { IS("ClaimResponse", "says") ANN_P AT("created") TO("request", "Claim/asked") OWN "}", true, false, false, false },
    /* a drug of the directory, its order, what was handed out and taken */
    { IS("Medication", "m") OWN "}",                                true,  true,  false, false },
    { IS("MedicationRequest", "order") ANN AT("authoredOn") TO("medicationReference", "Medication/m") "}", true, false, false, false },
    { IS("MedicationDispense", "handed") ANN AT("whenHandedOver") TOS("authorizingPrescription", "MedicationRequest/order") "}", true, false, false, false },
    { IS("Medication", "harmless") "}",                             false, true,  false, false },
    { IS("MedicationRequest", "harmless") ANN AT("authoredOn") TO("medicationReference", "Medication/harmless") "}", false, false, false, false },
    { IS("MedicationAdministration", "taken") ANN AT("effectiveDateTime") TO("request", "MedicationRequest/ordered") OWN "}", true, false, false, false },
    { IS("MedicationRequest", "ordered") ANN AT("authoredOn") "}",  true,  false, false, false },
    /* a report of two results, one of which is it; who asked for it; a panel */
    { OBSERVED("hot", OWN),                                         true,  false, false, false },
    { OBSERVED("cool", ""),                                         false, false, false, false },
    { IS("ServiceRequest", "wish") ANN AT("authoredOn") "}",        true,  false, false, false },
    { IS("DiagnosticReport", "report") ANN AT("effectiveDateTime") TOS("basedOn", "ServiceRequest/wish")
      ",'result':[{'reference':'Observation/hot-%k'},{'reference':'Observation/cool-%k'}]}", true, false, false, false },
    { OBSERVED("panel", ",'hasMember':[{'reference':'Observation/hot-%k'},{'reference':'Observation/mild-%k'}]"), true, false, false, false },
    { OBSERVED("mild", ""),                                         false, false, false, false },
    /* where things are from */
    { OBSERVED("free", ""),                                         false, false, false, false },
    { "{'resourceType':'Provenance','id':'of-%k','recorded':'" MATRIX_DAY "','target':[{'reference':'Condition/dx-%k'},"
      "{'reference':'Observation/free-%k'}]}",                      true,  false, false, false },
    { OBSERVED("sworn", ""),                                        true,  false, false, false },
    { "{'resourceType':'Provenance','id':'own-%k','recorded':'" MATRIX_DAY "','target':[{'reference':'Observation/sworn-%k'}]" OWN "}",
                                                                    true,  false, false, false },
    /* where things were from that are deleted later */
    { "{'resourceType':'Provenance','id':'of-gone-%k','recorded':'" MATRIX_DAY "','target':[{'reference':'Observation/gone-%k'}]}",
                                                                    true,  false, false, false },
    { "{'resourceType':'Provenance','id':'of-gone-plain-%k','recorded':'" MATRIX_DAY "','target':[{'reference':'Observation/gone-plain-%k'}]}",
                                                                    false, false, false, false },
    { OBSERVED("names-gone", ",'focus':[{'reference':'Observation/gone-%k'}]"), true, false, false, false },
    /* who gives care of the kind, who is everybody's; and who only pays */
    { IS("HealthcareService", "clinic") CARE ",'identifier':[" NPI "]}", false, true, false, true },
    { OBSERVED("by-clinic", TOS("performer", "HealthcareService/clinic")), true, false, false, true },
    { IS("Claim", "by-clinic") ANN_P AT("created") ",'provider':{'identifier':" NPI "}}", true, false, false, true },
    { VISIT("by-clinic", TO("serviceProvider", "HealthcareService/clinic")), true, false, false, true },
    { OBSERVED("in-clinic", IN("by-clinic")),                       true,  false, false, true },
    { IS("ExplanationOfBenefit", "paid") ANN_P AT("created") TO("insurer", "HealthcareService/clinic") "}", false, false, false, true },
    /* a visit by what it is called */
    { VISIT("called", OWN ",'identifier':[{'system':'urn:v','value':'%k'}]"), true, false, false, false },
    { OBSERVED("in-called", ",'encounter':{'identifier':{'system':'urn:v','value':'%k'}}"), true, false, false, false },
    /* what says little alone */
    { VISIT("q", ""),                                               false, false, true, false },
    { OBSERVED("weak-sure", IN("q") WEAK),                          true,  false, true, false },
    { IS("MedicationRequest", "firm") ANN AT("authoredOn") IN("q") OWN "}", true, false, true, false },
    { OBSERVED("weak", WEAK),                                       false, false, true, false },
    { VISIT("r", ""),                                               false, false, true, false },
    { OBSERVED("weak-in", IN("r") WEAK),                            false, false, true, false },
    { OBSERVED("weak-both", WEAK OWN),                              true,  false, true, false },
};
// clang-format on

/* With the code, or the mark. */
static const char *filled(Cx *cx, const char *text, const MatrixKind *k)
{
    const Str ext = arena_printf(cx->mem, ",'extension':[{'url':'urn:more','valueCoding':%s}]",
                                 coding_of(cx, k));
    return matrix_text(cx, printed(cx, with(cx, text, ext.p)), k);
}

static Str field_of(const char *text, const char *name)
{
    const char *at = strstr(text, name) + strlen(name);
    return (Str){ at, (size_t)(strchr(at, '\'') - at) };
}

static MatrixVersion version_of(const char *text, uint64_t labels, Day day)
{
    return (MatrixVersion){ .type = type_by_name(field_of(text, "'resourceType':'")),
                            .id = field_of(text, "'id':'"),
                            .version = 1,
                            .text = text,
                            .labels = labels,
                            .when = range_of(day) };
}

static void put_tells(Matrix *m, const MatrixKind *k)
{
    for (size_t i = 0; i < TABLE_COUNT(tells); i++) {
        const Tells *t = &tells[i];
        const bool weak_alone = t->weak && !strstr(t->text, OWN);
        const uint64_t labels = weak_alone ? k->labels & LABEL_CATEGORIES : k->labels | k->by_code;
        if ((t->weak && !k->perhaps) || (t->coded && !k->code))
            continue;
        const Day day = t->undated ? DAY_NONE : DAY_ADULT;
        const char *text = filled(m->cx, t->text, k);
        MatrixVersion v = version_of(text, 0, day);
        if (t->has) /* a drug is nobody's in particular */
            v.labels = type_in_directory(v.type) ? labels : with_age(labels, day);
        if (str_eq(v.type->name, STR("Binary"))) /* as far back as what refers to it (S28) */
            v.when = range_of(DAY_ADULT);
        put(m, v);
    }
}

/* ---- what changes ---- */

typedef struct Turn {
    const char *first;
    const char *then; /* "": the labels alone changed; NULL: deleted */
    bool was;         /* the first version's labels, and those of the other */
    bool is;
    bool young;
} Turn;

// clang-format off
static const Turn turns[] = {
    { OBSERVED("turned", ""),            OBSERVED("turned", OWN),         true,  true, false  },
    { OBSERVED("cured", OWN),            OBSERVED("cured", ""),           true,  false, false },
    { YOUNG("grown", OWN),               YOUNG("grown", ""),              true,  false, true  },
    { OBSERVED("gone", OWN),             NULL,                            true,  true, false  },
    { YOUNG("gone-young", OWN),          NULL,                            true,  true,  true  },
    { OBSERVED("gone-plain", ""),        NULL,                            false, false, false },
    { OBSERVED("late", IN("late")),      "",                              true,  true, false  },
    { VISIT("left", OWN),                VISIT("left", ""),               true,  false, false },
    { OBSERVED("left", IN("left")),      "",                              false, false, false },
    /* it named another visit before, of which is known later, or already; or names one now that tells of it */
    { OBSERVED("was-late", IN("late")),  OBSERVED("was-late", ""),        true,  false, false },
    { OBSERVED("was-v", IN("v")),        OBSERVED("was-v", IN("lab")),    true,  false, false },
    { OBSERVED("came", IN("lab")),       OBSERVED("came", IN("v")),       true,  true,  false },
    { "{'resourceType':'Provenance','id':'was-%k','recorded':'" MATRIX_DAY "','target':[{'reference':'Condition/dx-%k'},{'reference':'Observation/free-%k'}]}",
      "{'resourceType':'Provenance','id':'was-%k','recorded':'" MATRIX_DAY "','target':[{'reference':'Observation/free-%k'}]}",
                                                                          true,  false, false },
    /* a diagnosis that is taken back, and its visit */
    { FOUND("taken", IN("taken") OWN),   NULL,                            true,  true,  false },
    { VISIT("taken", ""),                "",                              false, false, false },
    { IS("MedicationRequest", "late") ANN AT("authoredOn") TO("medicationReference", "Medication/late") "}", "", true, true, false },
};
static const char *const late[] = { VISIT("late", OWN), IS("Medication", "late") OWN "}" };
// clang-format on

static void put_turns(Matrix *m, const MatrixKind *k)
{
    const uint64_t labels = k->labels | k->by_code;
    for (size_t i = 0; i < TABLE_COUNT(turns); i++) {
        const Turn *t = &turns[i];
        const Day day = t->young ? DAY_YOUNG : DAY_ADULT;
        MatrixVersion v =
            version_of(filled(m->cx, t->first, k), t->was ? with_age(labels, day) : 0, day);
        put(m, v);
        v.version = 2;
        v.batch = 1;
        v.deleted = !t->then;
        v.text = t->then && *t->then ? filled(m->cx, t->then, k) : NULL;
        v.labels = t->is ? with_age(labels, day) : 0;
        put(m, v);
    }
    for (size_t i = 0; i < TABLE_COUNT(late); i++) {
        MatrixVersion v = version_of(filled(m->cx, late[i], k), labels, i ? DAY_NONE : DAY_ADULT);
        v.batch = 1;
        put(m, v);
    }
}

/* ---------------------------------------------------------------------------------------------- */

#define EXTENSION(name, value)                                                                     \
    "{'url':'http://hl7.org/fhir/StructureDefinition/" name "'," value "}"
#define TOLD_TEXT "'text':{'status':'generated','div':'<div>Ann, she</div>'},"
#define TOLD_MORE "," EXTENSION("individual-genderIdentity", "'valueString':'woman'")
#define TOLD_BESIDE                                                                                \
    ",'_gender':{'extension':[" EXTENSION("individual-pronouns", "'valueString':'she'") "]}"
#define TOLD_BIRTH "," EXTENSION("us-core-birthsex", "'valueCode':'M'")
#define TOLD_EVE                                                                                   \
    ",'extension':[" EXTENSION("individual-genderIdentity", "'valueString':'other'") "]"

const char *const matrix_told[] = { TOLD_TEXT, TOLD_MORE, TOLD_BESIDE, TOLD_BIRTH, TOLD_EVE };
const size_t matrix_told_count = TABLE_COUNT(matrix_told);

static const char *const others[] = {
    "{'resourceType':'Patient','id':'ann'," TOLD_TEXT
    "'extension':[" EXTENSION("patient-religion", "'valueString':'none'") TOLD_MORE TOLD_BIRTH
    "],'birthDate':'2000-01-01','gender':'female'" TOLD_BESIDE ",'name':[{'family':'Ann'}],'"
    "photo':[{'url':'Binary/photo'}]}",
    "{'resourceType':'Coverage','id':'cov','status':'active','beneficiary':{'reference':'Patient/"
    "ann'},'payor':[{'reference':'Organization/o1'}],'contract':[{'reference':'Contract/"
    "mind-c1'}]}",
    "{'resourceType':'RelatedPerson','id':'rel','patient':{'reference':'Patient/"
    "ann'}" TOLD_EVE ",'name':[{'family':'Eve'}]}",
    "{'resourceType':'Practitioner','id':'d1','name':[{'family':'Doe'}]}",
    "{'resourceType':'Organization','id':'o1','name':'Clinic'}",
};

Matrix *matrix_new(Cx *cx)
{
    Matrix *m = ARENA_NEW(cx->mem, Matrix);
    *m = (Matrix){ .cx = cx };
    for (size_t i = 0; i < TABLE_COUNT(others); i++)
        put(m, version_of(others[i], 0, DAY_NONE));
    /* Her photo was in a letter of that kind: she stays herself, and her card what it is. */
    put(m,
        version_of("{'resourceType':'Binary','id':'photo','contentType':'image/png','data':'YQ=='}",
                   with_age(BIT(MENTAL_HEALTH), DAY_NONE), DAY_NONE));
    put(m, version_of(filled(m->cx,
                             IS("Communication", "photo") ANN AT("sent") OWN
                             ",'payload':[{'contentAttachment':{'url':'Binary/photo'}}]}",
                             &matrix_kinds[0]),
                      BIT(MENTAL_HEALTH), DAY_ADULT));
    put_types(m);
    for (size_t k = 0; k < matrix_kind_count; k++) {
        put_tells(m, &matrix_kinds[k]);
        put_turns(m, &matrix_kinds[k]);
    }
    return m;
}

static bool is_sealed(const MatrixVersion *v)
{
    return str_ends(v->id, STR("-sealed"));
}

/* The newest version of the same. */
static const MatrixVersion *newest(const Matrix *m, size_t at)
{
    const MatrixVersion *v = &m->versions[at];
    while (at + 1 < m->count && m->versions[at + 1].type == v->type &&
           str_eq(m->versions[at + 1].id, v->id))
        at++;
    return &m->versions[at];
}

Matrix *matrix_again(const Matrix *m)
{
    Matrix *out = ARENA_NEW(m->cx->mem, Matrix);
    *out = (Matrix){ .cx = m->cx };
    for (size_t i = 0; i < m->count; i++) {
        MatrixVersion v = m->versions[i];
        const MatrixVersion *last = newest(m, i);
        if (str_starts(v.id, STR("of-gone-"))) /* its next version would wait for what is gone */
            continue;
        if (v.text || v.deleted || is_sealed(&v))
            put(out, v);
        else
            v.version--; /* labels did not make it then */
        if (last == &m->versions[i] && !v.deleted && v.labels) {
            v.version++;
            v.batch = 2;
            v.text = NULL;
            put(out, v);
        }
    }
    return out;
}
