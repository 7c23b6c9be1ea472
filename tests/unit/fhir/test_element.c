/* What tells gender identity inside resources that are always served (C4, sensitive.md 2 and 3). */
#include "fhir/element.h"

#include "base/limits.h"
#include "fhir/keys.h"
#include "fhir/label.h"
#include "fhir/param_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/label_world.h"

#define CORE "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"
#define HL7 "http://hl7.org/fhir/StructureDefinition/"
#define SAID(url) "{\"url\":\"" url "\",\"valueString\":\"x\"}"
#define EPIC "http://open.epic.com/FHIR/StructureDefinition/extension/"
#define CODED(url, code)                                                                           \
    "{\"url\":\"" url "\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"" code "\"}]}}"
#define IDENTITY SAID(CORE "genderIdentity")
#define PRONOUNS SAID(HL7 "individual-pronouns")
#define RACE SAID(CORE "race")
#define SEX(which, code) "{\"url\":\"" CORE which "\",\"valueCode\":\"" code "\"}"
#define TEXT "\"text\":{\"status\":\"generated\",\"div\":\"<div>x</div>\"}"
#define ANN "\"resourceType\":\"Patient\",\"id\":\"ann\""

static const Reach *withholding(uint64_t labels, bool open)
{
    const ReachSpec spec = {
        .plan = 1, .compartment = 7, .labels_withheld = labels, .gender_open = open
    };
    return reach_new(test_cx(), &spec);
}

static Str seen_as(const Reach *r, const char *type, Str body)
{
    CHECK_OK(test_cx(), element_body(test_cx(), r, type_by_name(str_of(type)), &body));
    return body;
}

static Str seen(const char *type, const char *body)
{
    return seen_as(withholding(LABEL_BIT(LABEL_GENDER), false), type, str_of(body));
}

typedef struct Case {
    const char *body;
    const char *seen; /* NULL: as it is */
} Case;

// clang-format off
static const Case cases[] = {
    { "{" ANN "}", NULL },
    { "{" ANN ",\"extension\":[" RACE "]," TEXT "}", NULL },
    { "{" ANN ",\"extension\":[" RACE "," IDENTITY "],\"active\":true}", "{" ANN ",\"extension\":[" RACE "],\"active\":true}" },
    { "{" ANN ",\"extension\":[" IDENTITY "," RACE "]}", "{" ANN ",\"extension\":[" RACE "]}" },
    { "{" ANN ",\"extension\":[" IDENTITY "]}", "{" ANN "}" },
    { "{\"extension\":[" PRONOUNS "]," ANN "}", "{" ANN "}" },
    { "{" ANN ",\"extension\":[" SAID(HL7 "patient-genderIdentity") "," SAID(HL7 "individual-genderIdentity") ","
      SAID(HL7 "individual-recordedSexOrGender") "," SAID(HL7 "patient-sexParameterForClinicalUse") "," PRONOUNS "]}", "{" ANN "}" },
    { "{" ANN ",\"modifierExtension\":[" IDENTITY "]}", "{" ANN "}" },
    /* the value before the address, an address as other programs escape it */
    { "{" ANN ",\"extension\":[{\"valueString\":\"url\",\"url\":\"" CORE "genderIdentity\"}]}", "{" ANN "}" },
    { "{" ANN ",\"extension\":[" SAID("http:\\/\\/hl7.org\\/us-core-genderIdentity") "]}", "{" ANN "}" },
    { "{" ANN ",\"extension\":[" SAID(CORE "\\u0067enderIdentity") "]}", "{" ANN "}" },
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueString\":\"genderIdentity\"}]}", NULL },
    { "{" ANN ",\"name\":[{\"family\":\"\\u00c9mile \\\"]},{\\\"\"}]}", NULL },
    /* within others, and where nothing stays */
    { "{" ANN ",\"extension\":[{\"url\":\"urn:both\",\"extension\":[" IDENTITY "," RACE "]}]}", "{" ANN ",\"extension\":[{\"url\":\"urn:both\",\"extension\":[" RACE "]}]}" },
    { "{" ANN ",\"gender\":\"female\",\"_gender\":{\"extension\":[" IDENTITY "]},\"x\":1.50}", "{" ANN ",\"gender\":\"female\",\"x\":1.50}" },
    { "{" ANN ",\"_gender\":{\"id\":\"g\",\"extension\":[" IDENTITY "]}}", "{" ANN ",\"_gender\":{\"id\":\"g\"}}" },
    { "{" ANN ",\"name\":[{\"extension\":[" PRONOUNS "],\"family\":\"A\"},{\"family\":\"B\"}]}", "{" ANN ",\"name\":[{\"family\":\"A\"},{\"family\":\"B\"}]}" },
    { "{" ANN ",\"name\":[{\"extension\":[" PRONOUNS "]},{\"family\":\"B\"}]}", "{" ANN ",\"name\":[{\"family\":\"B\"}]}" },
    { "{" ANN ",\"name\":[{\"extension\":[" PRONOUNS "]}]}", "{" ANN "}" },
    /* lists beside lists keep their places */
    { "{" ANN ",\"name\":[{\"given\":[\"A\",\"B\"],\"_given\":[{\"extension\":[" PRONOUNS "]},{\"id\":\"b\"}]}]}", "{" ANN ",\"name\":[{\"given\":[\"A\",\"B\"],\"_given\":[null,{\"id\":\"b\"}]}]}" },
    { "{" ANN ",\"name\":[{\"given\":[\"A\",\"B\"],\"_given\":[null,{\"extension\":[" PRONOUNS "]}]}]}", "{" ANN ",\"name\":[{\"given\":[\"A\",\"B\"]}]}" },
    /* what says the same as Patient.gender says nothing more */
    { "{" ANN ",\"extension\":[" SEX("birthsex", "F") "," SEX("sex", "248152002") "],\"gender\":\"female\"}", NULL },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[" SEX("birthsex", "M") "," SEX("sex", "248153007") "]," TEXT "}", NULL },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[" SEX("birthsex", "F") "," SEX("sex", "248153007") "]," TEXT "}", "{" ANN ",\"gender\":\"male\",\"extension\":[" SEX("sex", "248153007") "]}" },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[" SEX("sex", "248152002") "]}", "{" ANN ",\"gender\":\"male\"}" },
    { "{" ANN ",\"gender\":\"other\",\"extension\":[" SEX("birthsex", "M") "]}", "{" ANN ",\"gender\":\"other\"}" },
    { "{" ANN ",\"gender\":\"female\",\"extension\":[" SEX("birthsex", "UNK") "]}", "{" ANN ",\"gender\":\"female\"}" },
    { "{" ANN ",\"extension\":[" SEX("birthsex", "M") "]}", "{" ANN "}" },
    /* the narrative, which is made of all of it; not the texts of concepts */
    { "{" TEXT "," ANN ",\"extension\":[" IDENTITY "],\"maritalStatus\":{\"text\":\"S\"}}", "{" ANN ",\"maritalStatus\":{\"text\":\"S\"}}" },
    { "{" ANN "," TEXT ",\"_gender\":{\"extension\":[" IDENTITY "]}}", "{" ANN "}" },
    { "{" ANN ",\"contained\":[{\"resourceType\":\"RelatedPerson\",\"id\":\"r\"," TEXT ",\"gender\":\"male\",\"extension\":[" SEX("birthsex", "F") "]}],\"gender\":\"female\",\"extension\":[" SEX("birthsex", "F") "]," TEXT "}",
      "{" ANN ",\"contained\":[{\"resourceType\":\"RelatedPerson\",\"id\":\"r\",\"gender\":\"male\"}],\"gender\":\"female\",\"extension\":[" SEX("birthsex", "F") "]}" },
    /* others' names for the same, and any extension by its value */
    { "{" ANN ",\"extension\":[" SAID("https://plan.example/gender-identity") "," SAID("http://open.epic.com/FHIR/StructureDefinition/extension/calculated-pronouns-to-use-for-text") "]}", "{" ANN "}" },
    { "{" ANN ",\"extension\":[" CODED("urn:x", "446141000124107") "," CODED("urn:y", "76691-5") "," CODED("urn:z", "2106-3") "]}", "{" ANN ",\"extension\":[" CODED("urn:z", "2106-3") "]}" },
    { "{" ANN ",\"extension\":[{\"url\":\"urn:both\",\"extension\":[" CODED("urn:x", "446141000124107") "," RACE "]}]}", "{" ANN ",\"extension\":[{\"url\":\"urn:both\",\"extension\":[" RACE "]}]}" },
    { "{" ANN ",\"gender\":\"female\",\"extension\":[" CODED(EPIC "legal-sex", "female") "," CODED(EPIC "sex-assigned-at-birth", "male") "]}", "{" ANN ",\"gender\":\"female\",\"extension\":[" CODED(EPIC "legal-sex", "female") "]}" },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[{\"url\":\"" CORE "individual-sex\",\"valueCoding\":{\"code\":\"248152002\"}}]}", "{" ANN ",\"gender\":\"male\"}" },
    { "{" ANN ",\"gender\":\"female\",\"extension\":[{\"url\":\"" CORE "individual-sex\",\"valueCoding\":{\"code\":\"248152002\"}}]}", NULL },
    { "{" ANN ",\"gender\":\"female\",\"extension\":[{\"url\":\"" EPIC "legal-sex\",\"valueCodeableConcept\":{\"text\":\"x\"}}]}", "{" ANN ",\"gender\":\"female\"}" },
    /* the source's mark */
    { "{" ANN ",\"meta\":{\"versionId\":\"1\",\"security\":[{\"system\":\"s\",\"code\":\"GENDER\"}]}}", "{" ANN ",\"meta\":{\"versionId\":\"1\"}}" },
    { "{" ANN ",\"meta\":{\"security\":[{\"code\":\"N\"},{\"code\":\"gender\"}]}}", "{" ANN ",\"meta\":{\"security\":[{\"code\":\"N\"}]}}" },
    /* an address in other case, of a version, with what should not be behind it; one extension that is no list */
    { "{" ANN ",\"extension\":[" SAID("http://x/GenderIdentity") "," SAID(CORE "genderIdentity/") "," SAID(CORE "genderIdentity ") ","
      SAID(CORE "genderIdentity|6.1.0") "," SAID("http://x/gender_identity") "," SAID("http://x/sexual-orientation") "]}", "{" ANN "}" },
    { "{" ANN ",\"extension\":" IDENTITY ",\"x\":1}", "{" ANN ",\"x\":1}" },
    { "{" ANN ",\"extension\":[[" IDENTITY "]],\"x\":1}", "{" ANN ",\"x\":1}" },
    /* codes of items within are theirs; of a modifierExtension's and a mark's the outer one's too */
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueMeta\":{\"security\":[{\"code\":\"GENDER\"}]}}],\"x\":1}", "{" ANN ",\"x\":1}" },
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"modifierExtension\":[" CODED("v", "76691-5") "]}],\"x\":1}", "{" ANN ",\"x\":1}" },
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueCoding\":{\"extension\":[" CODED("v", "76691-5") "],\"code\":\"c\"}}]}", "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueCoding\":{\"code\":\"c\"}}]}" },
    /* an address is the item's own, not one in its value */
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueAttachment\":{\"url\":\"" CORE "genderIdentity\"}}]}", NULL },
    /* a sex that is said twice, once without a code, by an item within, before its address, before the gender */
    { "{" ANN ",\"gender\":\"male\",\"extension\":[{\"url\":\"" EPIC "legal-sex\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"male\"},{\"display\":\"f\"}]}}]}", "{" ANN ",\"gender\":\"male\"}" },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[{\"url\":\"" EPIC "legal-sex\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"male\"},{\"code\":\"M\"}]}}]}", NULL },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[{\"extension\":[" SEX("birthsex", "M") "],\"url\":\"" EPIC "legal-sex\"}]}", "{" ANN ",\"gender\":\"male\"}" },
    { "{" ANN ",\"extension\":[{\"valueCode\":\"M\",\"url\":\"" CORE "birthsex\"}],\"gender\":\"male\"}", NULL },
    { "{" ANN ",\"extension\":[{\"valueCode\":\"F\",\"url\":\"" CORE "birthsex\"}],\"gender\":\"male\"}", "{" ANN ",\"gender\":\"male\"}" },
    { "{" ANN ",\"gender\":\"male\",\"extension\":[{\"url\":\"" CORE "birthsex\",\"valueCode\":\"\\u004d\"}]}", NULL },
    { "{" ANN ",\"gender\":\"male\",\"contained\":[{\"resourceType\":\"Patient\",\"gender\":\"female\",\"extension\":[" SEX("birthsex", "F") "]}],\"extension\":[" SEX("birthsex", "M") "]}", NULL },
    /* names and brackets in strings are letters */
    { "{" ANN ",\"x\":\"]},\\\"extension\\\":[{\",\"extension\":[{\"url\":\"u\",\"valueString\":\"]}\\\"\"}," IDENTITY "]}", "{" ANN ",\"x\":\"]},\\\"extension\\\":[{\",\"extension\":[{\"url\":\"u\",\"valueString\":\"]}\\\"\"}]}" },
    /* empty ones of the source stay */
    { "{" ANN ",\"x\":[],\"y\":{},\"extension\":[" IDENTITY "]}", "{" ANN ",\"x\":[],\"y\":{}}" },
};
// clang-format on

/* C4, C6 */
TEST(element__what_tells_gender_identity_is_left_out_and_nothing_else)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const Case *c = &cases[i];
        CHECK_STR(seen("Patient", c->body), str_of(c->seen ? c->seen : c->body));
    }
    CHECK_STR(seen("Coverage", cases[4].body), str_of(cases[4].seen));
    CHECK_STR(seen("RelatedPerson", cases[4].body), str_of(cases[4].seen));
}

#define MARK(code)                                                                                 \
    "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"" code "\"}"
#define OWN(code) "{\"system\":\"urn:x\",\"code\":\"" code "\"}"
#define CLINIC "{\"resourceType\":\"Organization\",\"id\":\"o\"}"
#define HIDDEN(id) "{\"resourceType\":\"Condition\",\"id\":\"" id "\"}"
#define FOUR(id) HIDDEN(id "1") "," HIDDEN(id "2") "," HIDDEN(id "3") "," HIDDEN(id "4")
#define TO(id) "{\"url\":\"u\",\"valueReference\":{\"reference\":\"" id "\"}}"
#define URI(name, uri) "{\"url\":\"u\",\"" name "\":\"" uri "\"}"
#define ILLNESS "{\"resourceType\":\"Condition\",\"id\":\"c\",\"text\":{\"div\":\"x\"}}"

// clang-format off
static const Case marked[] = {
    { "{" ANN ",\"meta\":{\"security\":[" MARK("HIV") "," MARK("N") "," OWN("ETH") "," MARK("42CFRPart2") "]}}", "{" ANN ",\"meta\":{\"security\":[" MARK("N") "]}}" },
    { "{" ANN ",\"meta\":{\"security\":[" OWN("R") "]}," TEXT "}", "{" ANN "}" },
    { "{" ANN ",\"meta\":{\"security\":" OWN("H\\u0049V") "},\"x\":1}", "{" ANN ",\"x\":1}" },
    { "{" ANN ",\"meta\":{\"tag\":[" MARK("GENDER") "," OWN("DEMO") "]}}", "{" ANN ",\"meta\":{\"tag\":[" OWN("DEMO") "]}}" },
    /* DS4P's label of an element; a code that is no mark of this system */
    { "{" ANN ",\"name\":[{\"extension\":[{\"url\":\"u\",\"valueCoding\":" MARK("HIV") "}],\"family\":\"A\"}]}", "{" ANN ",\"name\":[{\"family\":\"A\"}]}" },
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueCoding\":" OWN("V") "}]}", NULL },
    /* what is contained and would have labels if it stood alone, or that nobody knows */
    { "{" ANN ",\"contained\":[" ILLNESS "," CLINIC "]," TEXT "}", "{" ANN ",\"contained\":[" CLINIC "]}" },
    { "{" ANN ",\"contained\":[" CLINIC "]," TEXT "}", NULL },
    { "{" ANN ",\"contained\":" ILLNESS ",\"x\":1}", "{" ANN ",\"x\":1}" },
    { "{" ANN ",\"contained\":[[" ILLNESS "]]}", "{" ANN "}" },
    { "{" ANN ",\"contained\":[{\"id\":\"c\",\"resource\":" CLINIC "}]}", "{" ANN "}" },
    /* and what refers to it, before it and behind it; not what refers to others */
    { "{" ANN ",\"contained\":[" HIDDEN("c") "," CLINIC "],\"extension\":[{\"url\":\"u\",\"valueReference\":{\"reference\":\"#c\",\"display\":\"HIV\"}}," TO("#o") "],\"x\":1}",
      "{" ANN ",\"contained\":[" CLINIC "],\"extension\":[" TO("#o") "],\"x\":1}" },
    { "{" ANN ",\"contract\":[{\"reference\":\"#k\"}],\"payor\":[{\"reference\":\"#kk\"}],\"contained\":[" HIDDEN("k") "]}", "{" ANN ",\"payor\":[{\"reference\":\"#kk\"}]}" },
    { "{" ANN ",\"contained\":[" HIDDEN("c") "],\"a\":{\"reference\":\"\\u0023c\"},\"b\":{\"reference\":\"Practitioner/c\"}}", "{" ANN ",\"b\":{\"reference\":\"Practitioner/c\"}}" },
    { "{" ANN ",\"contained\":[" HIDDEN("\\u0063") "],\"a\":{\"reference\":\"#c\"}}", "{" ANN "}" },
    { "{" ANN ",\"contained\":[" FOUR("a") "," FOUR("b") "," FOUR("c") "," FOUR("d") "," HIDDEN("e") "],\"a\":{\"reference\":\"#e\"}}", "{" ANN "}" },
    { "{" ANN ",\"contained\":[" CLINIC "],\"a\":{\"reference\":\"#c\"}}", NULL },
    /* however it is written, as an address too; not of another that is named alike */
    { "{" ANN ",\"contained\":[" HIDDEN("c") "],\"extension\":[" TO(" #c") "," TO("Patient/ann#c") "," TO("#cc") "," URI("valueUri", "#c") "," URI("valueUrl", "#c ") "," URI("valueCanonical", "http:\\/\\/x#c") "," URI("valueUri", "urn:c") "]}",
      "{" ANN ",\"extension\":[" TO("#cc") "," URI("valueUri", "urn:c") "]}" },
    { "{" ANN ",\"contained\":[" HIDDEN(" c") "],\"a\":{\"reference\":\"\\u0023\\u0063\"},\"b\":{\"reference\":\"\\u0023d\"}}", "{" ANN ",\"b\":{\"reference\":\"\\u0023d\"}}" },
    /* what refers to a type that has labels, whatever is shared, with the narrative; not persons, coverage and the directory */
    { "{" ANN ",\"extension\":[{\"url\":\"u\",\"valueReference\":{\"reference\":\"Condition/c\",\"display\":\"HIV\"}}," TO("Practitioner/p") "]," TEXT "}", "{" ANN ",\"extension\":[" TO("Practitioner/p") "]}" },
    { "{" ANN ",\"link\":[{\"other\":{\"reference\":\"Patient/b\"},\"type\":\"seealso\"}],\"payor\":[{\"reference\":\"Organization/o\",\"type\":\"Organization\"},{\"reference\":\"http:\\/\\/x\\/RelatedPerson\\/r\"}],\"a\":{\"reference\":\"urn:uuid:1\"}," TEXT "}", NULL },
    { "{" ANN ",\"contract\":[{\"reference\":\"Contract/k\"}],\"payor\":[{\"reference\":\"Coverage/k\"},{\"reference\":\"Contract/k\"}]}", "{" ANN ",\"payor\":[{\"reference\":\"Coverage/k\"}]}" },
    { "{" ANN ",\"extension\":[" TO("https://x/fhir/Condition/c/_history/2") "," TO("Condition\\/c") "," TO(" Condition/c_1#x ") "," TO("Condition?code=a/b") "," TO("Medication/m") "]}", "{" ANN "}" },
    { "{" ANN ",\"a\":{\"type\":\"Condition\",\"display\":\"HIV\"},\"b\":{\"display\":\"HIV\",\"reference\":\"urn:uuid:1\",\"type\":\"http://hl7.org/fhir/StructureDefinition/Condition\"},\"c\":{\"reference\":\"Condition/c\",\"type\":\"Patient\"}}", "{" ANN "}" },
    { "{" ANN ",\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"o\",\"extension\":[" TO("Condition/c") "]," TEXT "}]}", "{" ANN ",\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"o\"}]}" },
    /* against the rules */
    { "{" ANN ",\"contained\":[{\"resourceType\":\"Patient\",\"contained\":[" CLINIC "]," TEXT ",\"id\":\"p\"}]}", "{" ANN ",\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"p\"}]}" },
};
// clang-format on

/* C4, C6: whatever is shared, as it is said of no resource that is served whole. */
TEST(element__marks_and_what_would_have_labels_are_left_out_for_everybody)
{
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        const Case *c = &marked[i];
        const Str want = str_of(c->seen ? c->seen : c->body);
        CHECK_STR(seen("Patient", c->body), want);
        CHECK_STR(seen_as(withholding(0, true), "Coverage", str_of(c->body)), want);
        CHECK_STR(seen("Observation", c->body), str_of(c->body));
    }
}

/* An extension within an extension, over and over, each with more before and behind what is within it. */
static Str deep_patient(size_t depth, Str url, Str filler, Str innermost)
{
    Buf *b = buf_new(test_cx(), 64u << 20);
    buf_put(b, STR("{" ANN));
    for (size_t i = 0; i < depth; i++) {
        buf_put(b, STR(",\"extension\":[{\"url\":\""));
        buf_put(b, url);
        buf_put(b, STR("\",\"valueString\":\""));
        buf_put(b, filler);
        buf_char(b, '"');
    }
    buf_put(b, STR(",\"extension\":["));
    buf_put(b, innermost);
    buf_char(b, ']');
    for (size_t i = 0; i < depth; i++)
        buf_put(b, STR("}]"));
    buf_char(b, '}');
    return buf_str(b);
}

/* What a source nests costs no more than what it writes side by side. */
TEST(element__memory_grows_with_the_text_and_not_with_its_depth)
{
    const Reach *r = withholding(LABEL_BIT(LABEL_GENDER), false);
    const Str filler = { arena_alloc(test_cx()->mem, 40000), 40000 };
    memset((char *)(uintptr_t)filler.p, 'x', filler.n);
    for (size_t depth = 1; depth <= 25; depth += 12) {
        Cx own = { .mem = arena_new(256), .now_ms = test_cx()->now_ms };
        const Str text = deep_patient(depth, STR("u"), filler, STR(RACE "," IDENTITY));
        Str body = text;
        CHECK_OK(&own, element_body(&own, r, type_by_name(STR("Patient")), &body));
        CHECK_STR(body, deep_patient(depth, STR("u"), filler, STR(RACE)));
        CHECK(arena_used(own.mem) <= text.n + 1024);
        arena_free(own.mem);
    }
}

/* C4: to the depth that json_parse lets in. */
TEST(element__is_cut_as_deep_as_it_may_lie)
{
    const size_t depth = (LIMIT_JSON_DEPTH - 3) / 2;
    const Str text = deep_patient(depth, STR("u"), STR("x"), STR(RACE "," IDENTITY));
    const Reach *r = withholding(LABEL_BIT(LABEL_GENDER), false);
    JsonDoc *doc;
    CHECK_OK(test_cx(), json_parse(test_cx(), text, &doc));
    CHECK_STR(seen_as(r, "Patient", text), deep_patient(depth, STR("u"), STR("x"), STR(RACE)));
    CHECK_STR(seen_as(r, "Patient", deep_patient(depth, STR("birthsex"), STR("x"), STR(RACE))),
              STR("{" ANN "}"));
}

/* C4: nobody is sent what cannot be cut. */
TEST(element__a_body_that_is_no_json_is_no_answer)
{
    Cx *cx = test_cx();
    const Str whole = STR("{" ANN ",\"extension\":[" IDENTITY "]}");
    const Reach *r = withholding(LABEL_BIT(LABEL_GENDER), false);
    for (size_t n = whole.n - 3; n < whole.n; n++) {
        Str body = str_slice(whole, 0, n);
        CHECK_FAILS(cx, ST_INTERNAL, element_body(cx, r, type_by_name(STR("Patient")), &body));
    }
}

/* C4: whoever has the kind, and whose plan has no such kind in force, is sent what is stored. */
TEST(element__all_is_there_for_whom_it_is_shared)
{
    const Str body = str_of(cases[4].body);
    const uint64_t others = LABEL_CATEGORIES & ~LABEL_BIT(LABEL_GENDER);
    CHECK(seen_as(withholding(others, false), "Patient", body).p == body.p);
    CHECK(seen_as(withholding(LABEL_CATEGORIES, true), "Patient", body).p == body.p);
    CHECK(seen("Observation", cases[4].body).p == cases[4].body);
    CHECK(seen("Patient", cases[1].body).p == cases[1].body);
}

/* Cut or not, a version of these is no promise of its content. */
TEST(element__types_that_may_be_cut_vary_whatever_is_in_them)
{
    const Reach *r = withholding(0, false);
    CHECK(element_varies(r, type_by_name(STR("Patient"))));
    CHECK(element_varies(r, type_by_name(STR("Coverage"))));
    CHECK(element_varies(r, type_by_name(STR("RelatedPerson"))));
    CHECK(!element_varies(r, type_by_name(STR("Observation"))));
    CHECK(!element_varies(withholding(0, true), type_by_name(STR("Patient"))));
}

/* Else a search would find what is not sent. */
TEST(element__no_search_parameter_looks_into_what_is_left_out)
{
    for (size_t i = 0; i < type_table_count; i++) {
        size_t count;
        const ParamRow *const *rows = param_rows(type_table[i].num, &count);
        for (size_t k = 0; k < count && element_type(&type_table[i]); k++) {
            CHECK(!str_contains(rows[k]->expression, STR("enderIdentity")));
            CHECK(!str_contains(rows[k]->expression, STR("ronouns")));
            CHECK(!str_contains(rows[k]->expression, STR("recordedSex")));
            CHECK(!str_contains(rows[k]->expression, STR("linicalUse")));
            CHECK(!str_contains(rows[k]->expression, STR("birthsex")));
            CHECK(!str_contains(rows[k]->expression, STR("us-core-sex")));
        }
    }
}

static size_t marks_kept(const char *type, const char *list, const char *code)
{
    Cx *cx = test_cx();
    const TypeRow *row = type_by_name(str_of(type));
    JsonDoc *doc;
    Str keys;
    Key k;
    size_t n = 0;
    CHECK_OK(cx,
             json_parse(cx, arena_printf(cx->mem, "{\"meta\":{\"%s\":[%s]}}", list, code), &doc));
    CHECK_OK(cx,
             keys_extract(cx, row->num, json_root(doc), STR("https://plan.example/fhir"), &keys));
    for (KeysIter it =
             keys_iter(keys, param_find(row->num, arena_printf(cx->mem, "_%s", list))->num);
         keys_next(&it, &k);)
        n++;
    return n;
}

/* C4, C6: the mark that is cut is found by no search either. */
TEST(element__a_mark_that_is_cut_is_no_key)
{
    static const char *types[] = { "Patient", "RelatedPerson", "Coverage" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        CHECK_I64((int64_t)marks_kept(types[i], "security", OWN("GENDER")), 0);
        CHECK_I64((int64_t)marks_kept(types[i], "security", MARK("42CFRPart2")), 0);
        CHECK_I64((int64_t)marks_kept(types[i], "tag", MARK("HIV")), 0);
        CHECK_I64((int64_t)marks_kept(types[i], "tag", OWN("GENDER")), 0);
        CHECK_I64((int64_t)marks_kept(types[i], "tag", OWN("93461009")), 0);
        CHECK_I64((int64_t)marks_kept(types[i], "security", OWN("93461009")), 0);
        CHECK(marks_kept(types[i], "security", MARK("N")) > 0);
        CHECK(marks_kept(types[i], "tag", OWN("DEMO")) > 0);
    }
    CHECK(marks_kept("Observation", "security", MARK("HIV")) > 0);
}

static Str served(World *w, const char *type, const char *id)
{
    FhirDoc got;
    CHECK_OK(w->cx, lw_read(w, lw_sharing(w, LABEL_CATEGORIES), type, id, &got));
    return got.body;
}

/* C4, C6: a Patient would say what of hers is kept back, by its display. */
BOTH(element__what_is_served_names_nothing_that_may_be_withheld)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01','extension':["
              "{'url':'u','valueReference':{'reference':'Condition/c','display':'HIV'}}]}");
    lw_put(w, "{'resourceType':'Coverage','id':'k','status':'active','beneficiary':"
              "{'reference':'Patient/ann'},'contract':[{'reference':'#c','display':'HIV'}],"
              "'contained':[{'resourceType':'Contract','id':'c'}],'extension':[{'url':'u',"
              "'valueReference':{'reference':'DocumentReference/d','display':'HIV'}}]}");
    lw_put(w, "{'resourceType':'RelatedPerson','id':'r','patient':{'reference':'Patient/ann'},"
              "'extension':[{'url':'u','valueReference':{'type':'Condition','display':'HIV'}}]}");
    CHECK(!str_contains(served(w, "Patient", "ann"), STR("HIV")));
    CHECK(!str_contains(served(w, "Coverage", "k"), STR("HIV")));
    CHECK(str_contains(served(w, "Coverage", "k"), STR("Patient/ann")));
    CHECK(!str_contains(served(w, "RelatedPerson", "r"), STR("HIV")));
}

static Str found(World *w, const char *query)
{
    return world_find(w, lw_sharing(w, LABEL_CATEGORIES), query);
}

/* C4, C6 */
BOTH(element__a_reference_that_is_cut_is_found_by_no_search)
{
    World *w = labelled_world(cx, db);
    lw_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01','contained':["
              "{'resourceType':'CareTeam','id':'c'}],'generalPractitioner':["
              "{'reference':'#c','identifier':{'system':'urn:x','value':'one'}},"
              "{'reference':'Patient/ann#c','identifier':{'system':'urn:x','value':'two'}},"
              "{'reference':'CareTeam/t','identifier':{'system':'urn:x','value':'three'}},"
              "{'type':'CareTeam','identifier':{'system':'urn:x','value':'four'}},"
              "{'reference':'Practitioner/p','identifier':{'system':'urn:x','value':'five'}}]}");
    lw_put(w, "{'resourceType':'Coverage','id':'k','status':'active','beneficiary':"
              "{'reference':'Patient/ann'},'contained':[{'resourceType':'Group','id':'g'}],"
              "'payor':[{'reference':'#g','identifier':{'system':'urn:x','value':'one'}}]}");
    CHECK_STR(found(w, "Patient?general-practitioner:identifier=urn:x|one"), STR(""));
    CHECK_STR(found(w, "Patient?general-practitioner:identifier=urn:x|two"), STR(""));
    CHECK_STR(found(w, "Patient?general-practitioner:identifier=urn:x|three"), STR(""));
    CHECK_STR(found(w, "Patient?general-practitioner:identifier=urn:x|four"), STR(""));
    CHECK_STR(found(w, "Patient?general-practitioner=CareTeam/t"), STR(""));
    CHECK_STR(found(w, "Patient?general-practitioner:identifier=urn:x|five"), STR("ann"));
    CHECK_STR(found(w, "Patient?general-practitioner=Practitioner/p"), STR("ann"));
    CHECK_STR(found(w, "Coverage?payor:identifier=urn:x|one"), STR(""));
    CHECK_STR(found(w, "Coverage?beneficiary=Patient/ann"), STR("k"));
}
