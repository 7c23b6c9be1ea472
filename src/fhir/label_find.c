#include "fhir/label_say.h"

#include "base/limits.h"
#include "base/table.h"
#include "fhir/element.h"
#include "fhir/record_int.h"

/* ---- what a source says ---------------------------------------------------------------------- */

static void mark_code(Finder *f, Str code)
{
    const uint64_t bits = label_mark(code);
    f->marked |= bits;
    if (bits)
        note(&f->surely, LABEL_SYS_MARK, LABEL_PLAN, code);
}

static void mark_coding(Finder *f, const JsonVal *coding, LabelSystem implied)
{
    const Str system = json_get_str(coding, STR("system"));
    if ((system.n ? label_system(f->t, system) : implied) == LABEL_SYS_MARK)
        mark_code(f, json_get_str(coding, STR("code")));
}

/* A Coding or, as DocumentReference.securityLabel is, a concept. implied: LABEL_SYS_MARK where nothing but marks
 * stands, as some write them without a system. */
static void mark(Finder *f, const JsonVal *v, LabelSystem implied)
{
    mark_coding(f, v, implied);
    for (JsonIter it = json_iter(json_get(v, STR("coding"))); json_next(&it);)
        mark_coding(f, it.val, implied);
}

/* Composition's. */
static void mark_confidential(Finder *f, const JsonVal *resource)
{
    const Str code = json_get_str(resource, STR("confidentiality"));
    if (code.n)
        mark_code(f, code);
}

static void marks(Finder *f, const JsonVal *list, LabelSystem implied)
{
    for (JsonIter it = json_iter(list); json_next(&it);)
        mark(f, it.val, implied);
}

/* ---- the walk -------------------------------------------------------------------------------- */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where codes of one system may stand without its name, as claims are often sent. Sorted. */
static const struct {
    Str name;
    LabelSystem system;
} places[] = {
    { STR_C("diagnosisCodeableConcept"), LABEL_SYS_ICD10CM },
    { STR_C("locationCodeableConcept"), LABEL_SYS_POS },
    { STR_C("modifier"), LABEL_SYS_HCPCS },
    { STR_C("packageCode"), LABEL_SYS_DRG },
    { STR_C("procedureCodeableConcept"), LABEL_SYS_ICD10PCS },
    { STR_C("productOrService"), LABEL_SYS_HCPCS },
    { STR_C("qualification"), LABEL_SYS_TAXONOMY },
    { STR_C("reasonCode"), LABEL_SYS_ICD10CM },
    { STR_C("revenue"), LABEL_SYS_REVENUE },
    { STR_C("specialty"), LABEL_SYS_TAXONOMY },
};

static LabelSystem implied_by(const Finder *f, Str name)
{
    if (f->about == ABOUT_DIAGNOSIS && str_eq(name, STR("code")))
        return LABEL_SYS_ICD10CM;
    /* Most names are too short to be one. */
    if (name.n < 7)
        return LABEL_SYS_NONE;
    for (size_t i = 0; i < TABLE_COUNT(places); i++)
        if (str_eq(places[i].name, name))
            return places[i].system;
    return LABEL_SYS_NONE;
}

/* Of ICD-10-CM with its dot: no code of another system that matters looks so. Without it HCPCS's do. */
static bool is_icd(Str code)
{
    code = str_trim(code);
    bool right =
        code.n >= 5 && code.n <= 8 && letter(code.p[0]) && digit(code.p[1]) && code.p[3] == '.';
    for (size_t i = 2; i < code.n; i++)
        right = right && (i == 3 || letter(code.p[i]) || digit(code.p[i]));
    return right;
}

/* What a coding without a system is of. */
static LabelSystem guessed(Str name, Str code)
{
    const bool coding = str_eq(name, STR("coding")) || str_ends(name, STR("Coding"));
    if (coding && is_icd10_pcs(code))
        return LABEL_SYS_ICD10PCS;
    return coding && is_icd(code) ? LABEL_SYS_ICD10CM : LABEL_SYS_NONE;
}

static bool allergy(const Finder *f, Str name)
{
    return f->about == ABOUT_ALLERGY &&
           (str_eq(name, STR("code")) || str_eq(name, STR("substance")));
}

static bool drug_place(const Finder *f, Str name)
{
    return str_eq(name, STR("medicationCodeableConcept")) ||
           str_eq(name, STR("itemCodeableConcept")) ||
           (f->about == ABOUT_DRUG && str_eq(name, STR("code")));
}

static About about(Str type)
{
    if (str_eq(type, STR("AllergyIntolerance")))
        return ABOUT_ALLERGY;
    if (str_eq(type, STR("Condition")))
        return ABOUT_DIAGNOSIS;
    if (str_eq(type, STR("Medication")) || str_eq(type, STR("MedicationKnowledge")))
        return ABOUT_DRUG;
    if (str_eq(type, STR("Questionnaire")) || str_eq(type, STR("QuestionnaireResponse")))
        return ABOUT_FORM;
    return ABOUT_ANY;
}

static bool ingredient(const Finder *f, Str name)
{
    return f->about == ABOUT_DRUG && str_eq(name, STR("itemReference"));
}

/* Answers have no code: what was asked is said by the question's number or definition and by the form's
 * address. */
static void question(Finder *f, const JsonIter *it)
{
    if (str_eq(it->key, STR("linkId")) || str_eq(it->key, STR("definition")))
        numbers_say(f, json_str(it->val));
    else if (str_eq(it->key, STR("questionnaire")))
        form_says(f, json_str(it->val));
}

/* US Core: a form that is no FHIR resource has its address, or its title, beside questionnaire. */
static void form_beside(Finder *f, const JsonVal *beside)
{
    for (JsonIter it = json_iter(json_get(beside, STR("extension"))); json_next(&it);) {
        form_says(f, json_get_str(it.val, STR("valueUri")));
        form_says(f, json_get_str(it.val, STR("valueString")));
    }
}

static void walk(Finder *f, const JsonVal *v, JsonType type, Str name, LabelSystem implied);

static void walk_extensions(Finder *f, const JsonVal *v)
{
    walk(f, json_get(v, STR("extension")), JSON_ARRAY, STR("extension"), LABEL_SYS_NONE);
}

/* A coding's extension may be the law that it rests on (DS4P's extension-sec-label-basis). */
static void walk_meta(Finder *f, const JsonVal *meta)
{
    const JsonVal *security = json_get(meta, STR("security"));
    const JsonVal *tags = json_get(meta, STR("tag"));
    marks(f, security, LABEL_SYS_MARK);
    marks(f, tags, LABEL_SYS_NONE);
    for (JsonIter it = json_iter(security); json_next(&it);)
        walk_extensions(f, it.val);
    for (JsonIter it = json_iter(tags); json_next(&it);)
        walk_extensions(f, it.val);
    walk_extensions(f, meta);
}

typedef struct Strings {
    Str system;
    Str code;
    Str display;
    Str text;
    Str reference;
} Strings;

static void keep(Strings *s, Str name, const JsonVal *v)
{
    if (name.n == 4 && memcmp(name.p, "code", 4) == 0)
        s->code = json_str(v);
    else if (name.n == 4 && memcmp(name.p, "text", 4) == 0)
        s->text = json_str(v);
    else if (name.n == 6 && memcmp(name.p, "system", 6) == 0)
        s->system = json_str(v);
    else if (name.n == 7 && memcmp(name.p, "display", 7) == 0)
        s->display = json_str(v);
    else if (name.n == 9 && memcmp(name.p, "reference", 9) == 0)
        s->reference = json_str(v);
}

/* A number that stands for a name is none. */
static bool is_name(Str text)
{
    bool any = false;
    for (size_t i = 0; i < text.n && !any; i++)
        any = letter(text.p[i]) || (text.p[i] & 0x80);
    return any;
}

static void survey(Finder *f, Str system)
{
    LabelSurvey *s = f->survey;
    if (!s || system.n == 0)
        return;
    const Str name = label_system_name(f->cx, system);
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->systems[i].system, name)) {
            s->systems[i].codes++;
            return;
        }
    if (s->count == LIMIT_SURVEY_SYSTEMS)
        return;
    ARENA_GROW(s->cx->mem, s->systems, s->count, s->room, 64);
    s->systems[s->count++] = (LabelUnknown){ arena_dup(s->cx->mem, name), 1 };
}

static void drug(Finder *f, const Strings *s)
{
    f->concept.drug = true;
    f->concept.named = f->concept.named || is_name(s->display);
    text_says(f, LABEL_SYS_DRUG_NAME, s->display);
}

/* Whether a list has it. */
static bool listed_code(Finder *f, LabelSystem system, Str code)
{
    if (system == LABEL_SYS_NDC)
        return ndc_says(f, code);
    if (system == LABEL_SYS_HCPCS)
        return procedure_says(f, code);
    if (system == LABEL_SYS_ICD10CM || system == LABEL_SYS_ICD10PCS)
        return icd10_says(f, system, code);
    return code_says(f, system, code);
}

static void coding(Finder *f, const Strings *s, LabelSystem implied)
{
    Concept *c = &f->concept;
    const LabelSystem system = s->system.n ? label_system(f->t, s->system) : implied;
    const bool numbered = system == LABEL_SYS_RXNORM || system == LABEL_SYS_NDC;
    f->drugs += numbered;
    if (numbered || c->drug)
        drug(f, s);
    else if (c->allergy)
        text_says(f, LABEL_SYS_DRUG_NAME, s->display);
    if (system == LABEL_SYS_NONE)
        survey(f, s->system);
    if (system == LABEL_SYS_NONE || system == LABEL_SYS_MARK)
        return;
    c->known = c->known || s->code.n;
    c->told = listed_code(f, system, s->code) || c->told || system == LABEL_SYS_HCPCS;
}

/* What no list can tell of: a drug that has a number alone, and a resource that has text alone, or codes of systems
 * that are not known. */
static void judge(Finder *f, const JsonVal *v, Str text)
{
    const Concept *c = &f->concept;
    if (c->drug && c->code.n && !c->told && !c->named && !is_name(text)) {
        f->unnamed = true;
        if (!f->t->unnamed_shared)
            note(&f->surely, LABEL_SYS_NONE, LABEL_UNKNOWN, c->code);
    }
    if (v == f->main && !c->drug && !c->known && (c->code.n || text.n)) {
        f->uncoded = true;
        if (f->t->uncoded_withheld)
            note(&f->surely, LABEL_SYS_NONE, LABEL_UNKNOWN, STR("code"));
    }
}

static bool is_address(Str name)
{
    /* Asked of every string. */
    return (name.n == 3 && memcmp(name.p, "url", 3) == 0) ||
           (name.n == 8 && memcmp(name.p, "valueUri", 8) == 0);
}

/* Not by a code. */
static void told(Finder *f, LabelCategory category, Str word)
{
    const Said said = { .sure = LABEL_BIT(category) & f->t->in_force, .conf = LABEL_B };
    if (said.sure)
        take(f, said, LABEL_SYS_MARK, word);
}

/* What is left out of a Patient labels any other resource. */
static void gender_told(Finder *f, Str url)
{
    const size_t slash = str_rfind(url, '/');
    told(f, LABEL_GENDER, str_from(url, slash < url.n ? slash + 1 : 0));
}

static void walk_member(Finder *f, Str in, const JsonIter *it, JsonType type, LabelSystem implied)
{
    const Str name = it->key;
    if (str_eq(name, STR("meta"))) {
        walk_meta(f, it->val);
        return;
    }
    if (str_eq(name, STR("securityLabel"))) /* a consent's too: it tells that there is such data */
        marks(f, it->val, LABEL_SYS_MARK);
    else if (str_ends(in, STR("xtension")) &&
             (str_eq(name, STR("valueCoding")) || str_eq(name, STR("valueCodeableConcept"))))
        mark(f, it->val, LABEL_SYS_NONE); /* DS4P's label of an element */
    else if (f->about == ABOUT_FORM && str_eq(name, STR("_questionnaire")))
        form_beside(f, it->val);
    walk(f, it->val, type, name, str_eq(name, STR("coding")) ? implied : implied_by(f, name));
}

static void string(Finder *f, Strings *s, const JsonIter *it)
{
    keep(s, it->key, it->val);
    if (is_address(it->key) && element_tells(json_str(it->val)))
        gender_told(f, json_str(it->val));
    if (f->about == ABOUT_FORM)
        question(f, it);
    /* A sequence is genetic data whatever codes it has, contained or not. */
    if (it->key.n == 12 && str_eq(json_str(it->val), STR("MolecularSequence")))
        told(f, LABEL_GENETICS, json_str(it->val));
}

static void members(Finder *f, const JsonVal *v, Str name, LabelSystem implied, Strings *s)
{
    for (JsonIter it = json_iter(v); json_next(&it);) {
        const JsonType type = json_type(it.val);
        if (type == JSON_STRING)
            string(f, s, &it);
        else if (type == JSON_OBJECT || type == JSON_ARRAY)
            walk_member(f, name, &it, type, implied);
    }
    if (s->code.n)
    f->concept.code = s->code;
    if (!s->system.n && s->code.n && !implied)
        implied = guessed(name, s->code);
    if ((s->system.n && (s->code.n || s->display.n)) || (implied && s->code.n) ||
        ((f->concept.drug || f->concept.allergy) && s->display.n))
        coding(f, s, implied);
}

static bool is_drg(Str category)
{
    for (Str word; label_next_word(&category, &word);)
        if (str_eq_nocase(word, STR("drg")) || str_eq_nocase(word, STR("msdrg")))
            return true;
    return false;
}

/* Claim.supportingInfo of the category drg, in a text or a code without its system. */
static void drg_of_stay(Finder *f, const JsonVal *v)
{
    bool drg = false;
    for (JsonIter it = json_iter(json_get(json_get(v, STR("category")), STR("coding")));
         json_next(&it);)
        drg = drg || is_drg(json_get_str(it.val, STR("code")));
    if (!drg)
        return;
    drg_says(f, json_get_str(v, STR("valueString")));
    for (JsonIter it = json_iter(json_get(json_get(v, STR("code")), STR("coding")));
         json_next(&it);)
        if (!json_get_str(it.val, STR("system")).n)
            drg_says(f, json_get_str(it.val, STR("code")));
}

static void walk_object(Finder *f, const JsonVal *v, Str name, LabelSystem implied)
{
    Strings s = { .code = STR_NONE };
    const unsigned drugs = f->drugs;
    if (str_eq(name, STR("coding"))) { /* of the concept around it */
        members(f, v, name, implied, &s);
        return;
    }
    const Concept outer = f->concept;
    f->concept = (Concept){ .drug = drug_place(f, name), .allergy = allergy(f, name) };
    members(f, v, name, implied, &s);
    if (s.text.n && (f->drugs != drugs || f->concept.drug || f->concept.allergy ||
                     str_eq(name, STR("productOrService"))))
        text_says(f, LABEL_SYS_DRUG_NAME, s.text);
    if (str_eq(name, STR("supportingInfo")))
        drg_of_stay(f, v);
    if (str_eq(name, STR("medicationReference")) || ingredient(f, name))
        text_says(f, LABEL_SYS_DRUG_NAME, s.display);
    /* What is in another Medication is not looked up: one that is not named may be any. */
    if (ingredient(f, name) && !is_name(s.display) && !str_starts(s.reference, STR("#"))) {
        f->concept.drug = true;
        f->concept.code = STR("ingredient");
    }
    judge(f, v, s.text);
    f->concept = outer;
}

static void walk_child(Finder *f, const JsonVal *v, Str name, LabelSystem implied)
{
    const About outer = f->about;
    const JsonVal *contained = f->contained;
    if (str_eq(name, STR("contained"))) {
        f->about = about(json_get_str(v, STR("resourceType")));
        f->contained = v;
        mark_confidential(f, v);
    }
    if (f->contained && str_ends(name, STR("xtension")) &&
        element_sex_tells(v, json_get_str(f->contained, STR("gender"))))
        gender_told(f, json_get_str(v, STR("url")));
    walk_object(f, v, name, implied);
    f->contained = contained;
    f->about = outer;
}

/* Depth is bounded by json_parse, so recursion is. */
static void walk(Finder *f, const JsonVal *v, JsonType type, Str name, LabelSystem implied)
{
    if (type == JSON_OBJECT) {
        walk_child(f, v, name, implied);
    } else if (type == JSON_ARRAY) {
        for (JsonIter it = json_iter(v); json_next(&it);)
            walk(f, it.val, json_type(it.val), name, implied);
    }
}

/* ---------------------------------------------------------------------------------------------- */

/* Patient, Coverage and RelatedPerson: without them an app has no member to show, and what a card or a
 * name says is no kind of care. Directories and formulary are the same for everybody and tell of nobody:
 * a clinic's specialty is not a member's before she has a claim of it. A Medication is of that kind here, and
 * yet says what a prescription that refers to it is for. */
bool label_type(const TypeRow *t)
{
    static const Str never[] = { STR_C("Coverage"), STR_C("Patient"), STR_C("RelatedPerson") };
    for (size_t i = 0; i < TABLE_COUNT(never); i++)
        if (str_eq(never[i], t->name))
            return false;
    return !type_in_directory(t) || str_eq(t->name, STR("Medication"));
}

bool label_gives(const TypeRow *t)
{
    static const Str given[] = { STR_C("Device"),          STR_C("HealthcareService"),
                                 STR_C("Location"),        STR_C("Medication"),
                                 STR_C("Organization"),    STR_C("Practitioner"),
                                 STR_C("PractitionerRole") };
    for (size_t i = 0; i < TABLE_COUNT(given); i++)
        if (str_eq(given[i], t->name))
            return true;
    return false;
}

/* A drug's code that says little alone says it of the drug; a specialty's may be confirmed by the claim. */
uint64_t label_given(const TypeRow *t, uint64_t own)
{
    return label_type(t) ? label_firm(own) : own;
}

/* What kind of care it is; not what else stands in it, as a practitioner's own gender. */
static void walk_care(Finder *f)
{
    static const Str kinds[] = { STR_C("category"),      STR_C("code"),      STR_C("program"),
                                 STR_C("qualification"), STR_C("specialty"), STR_C("type") };
    f->main = NULL;
    for (size_t i = 0; i < TABLE_COUNT(kinds); i++) {
        const JsonVal *v = json_get(f->root, kinds[i]);
        if (v)
            walk(f, v, json_type(v), kinds[i], implied_by(f, kinds[i]));
    }
    /* Plan-Net's, of organizations. */
    static const Str qualification[] = { STR_C("/qualification") };
    for (JsonIter it = json_iter(json_get(f->root, STR("extension"))); json_next(&it);)
        if (label_address_ends(json_get_str(it.val, STR("url")), qualification, 1))
            walk(f, it.val, json_type(it.val), STR("extension"), LABEL_SYS_TAXONOMY);
}

static void put_hits(Buf *b, const Hits *hits)
{
    static const Str words[] = {
        [LABEL_A] = STR_C("A"),
        [LABEL_B] = STR_C("B"),
        [LABEL_C] = STR_C("C"),
        [LABEL_PLAN] = STR_C("plan"),
        [LABEL_PLAN_MAYBE] = STR_C("plan maybe"),
        [LABEL_PLAN_NEVER] = STR_C(""),
        [LABEL_UNKNOWN] = STR_C("in no list"),
    };
    for (size_t i = 0; i < hits->count; i++) {
        const Hit *h = &hits->hits[i];
        buf_put(b, b->n ? STR(", ") : STR(""));
        buf_put(b, label_system_word(h->system));
        buf_char(b, ' ');
        buf_put(b, h->code);
        if (h->system != LABEL_SYS_MARK)
            buf_put(b, STR(" "));
        if (h->system != LABEL_SYS_MARK)
            buf_put(b, words[h->conf]);
    }
}

static Str reason_of(Cx *cx, const Finder *f)
{
    Buf *b = buf_new_sized(cx, LIMIT_LABEL_REASON, LIMIT_LABEL_REASON);
    put_hits(b, &f->surely);
    put_hits(b, &f->perhaps);
    return buf_str(b);
}

static uint64_t own_of(const Finder *f)
{
    const uint64_t kinds = f->marked & LABEL_CATEGORIES & f->t->in_force;
    uint64_t sure = (f->sure & f->t->in_force) | kinds;
    /* A restriction that names no kind in force may be for any: it is a kind of its own. */
    if ((f->marked & LABEL_MARK_RESTRICTED) && !kinds)
        sure |= LABEL_BIT(LABEL_RESTRICTED) & f->t->in_force;
    if ((f->unnamed && !f->t->unnamed_shared) || (f->uncoded && f->t->uncoded_withheld))
        sure |= LABEL_BIT(LABEL_RESTRICTED) & f->t->in_force;
    /* A plan may switch a kind off, not 42 CFR Part 2: with that kind off, and even with both. */
    if ((f->marked & LABEL_PART2) && !(sure & LABEL_BIT(LABEL_SUBSTANCE_USE)))
        sure |= LABEL_BIT(LABEL_RESTRICTED);
    const bool part2 = (f->marked & LABEL_PART2) ||
                       (f->t->part2_by_match && (sure & LABEL_BIT(LABEL_SUBSTANCE_USE)));
    return sure | (part2 ? LABEL_PART2 : 0) | LABEL_MAYBE(f->maybe & ~sure);
}

static Finder finder(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root)
{
    return (Finder){ .cx = cx,
                     .t = t,
                     .type = type,
                     .root = root,
                     .about = about(type->name),
                     .main = json_get(root, STR("code")) };
}

void label_find(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root,
                LabelFound *out)
{
    Finder f = finder(cx, t, type, root);
    *out = (LabelFound){ .reason = STR("") };
    if (label_type(type)) {
        mark_confidential(&f, root);
        walk_object(&f, root, STR(""), LABEL_SYS_NONE);
    } else if (label_gives(type))
        walk_care(&f);
    out->own = own_of(&f);
    if (out->own)
        out->reason = reason_of(cx, &f);
}

void label_survey(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root,
                  LabelSurvey *s)
{
    Finder f = finder(cx, t, type, root);
    if (!label_type(type))
        return;
    f.survey = s;
    walk_object(&f, root, STR(""), LABEL_SYS_NONE);
    s->unnamed += f.unnamed;
    s->uncoded += f.uncoded;
}
