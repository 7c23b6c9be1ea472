/* Own labels of single resources (C5); who sees what is tested elsewhere. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/table.h"
#include "fhir/label_int.h"
#include "tests/unit/test.h"

#include <stdio.h>

#define BIT(name) LABEL_BIT(LABEL_##name)
#define MH BIT(MENTAL_HEALTH)
#define SUD (BIT(SUBSTANCE_USE) | LABEL_PART2)
#define REPRO BIT(REPRODUCTIVE)

#define ICD "http://hl7.org/fhir/sid/icd-10-cm"
#define PCS "http://www.cms.gov/Medicare/Coding/ICD10"
#define ICD9 "http://hl7.org/fhir/sid/icd-9-cm"
#define CPT "http://www.ama-assn.org/go/cpt"
#define HCPCS "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
#define NUBC "https://www.nubc.org/CodeSystem/RevenueCodes"
#define DRG                                                                                        \
    "https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/"             \
    "MS-DRG-Classifications-and-Software"
#define POS "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
#define LOINC "http://loinc.org"
#define SCT "http://snomed.info/sct"
#define RXNORM "http://www.nlm.nih.gov/research/umls/rxnorm"
#define NDC "http://hl7.org/fhir/sid/ndc"
#define NUCC "http://nucc.org/provider-taxonomy"
#define ACT "http://terminology.hl7.org/CodeSystem/v3-ActCode"
#define CONF "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"

static const LabelTable *table_of(Str csv, uint64_t off, bool part2)
{
    const LabelTable *t;
    const LabelSpec spec = { .csv = csv, .off = off, .part2_by_match = part2 };
    CHECK_OK(test_cx(), label_table_new(test_cx(), &spec, &t));
    return t;
}

static LabelFound found_by(const LabelTable *t, Str type, Str json)
{
    JsonDoc *doc;
    LabelFound found;
    CHECK_OK(test_cx(), json_parse(test_cx(), json, &doc));
    label_find(test_cx(), t, type_by_name(type), json_root(doc), &found);
    return found;
}

static uint64_t found_in(Str type, Str json)
{
    return found_by(table_of(STR(""), 0, true), type, json).own;
}

/* ---- the table ------------------------------------------------------------------------------- */

static int row_cmp(const LabelRow *a, const LabelRow *b)
{
    const int code = str_cmp(a->code, b->code);
    if (a->system != b->system)
        return a->system < b->system ? -1 : 1;
    if (code)
        return code;
    if (a->category != b->category)
        return a->category < b->category ? -1 : 1;
    return (a->match > b->match) - (a->match < b->match);
}

TEST(label__rows_are_sorted_each_once)
{
    for (size_t i = 1; i < label_row_count; i++)
        if (row_cmp(&label_rows[i - 1], &label_rows[i]) == 0)
            CHECK(label_rows[i - 1].from_day != label_rows[i].from_day ||
                  label_rows[i - 1].conf != label_rows[i].conf);
    for (size_t i = 1; i < label_row_count; i++)
        CHECK(label_rows[i - 1].system <= label_rows[i].system);
    for (size_t i = 1; i < label_row_count; i++)
        if (label_rows[i - 1].system == label_rows[i].system)
            CHECK(str_cmp(label_rows[i - 1].code, label_rows[i].code) <= 0);
}

TEST(label__bits_are_fixed_for_ever)
{
    CHECK_I64(LABEL_MENTAL_HEALTH, 0);
    CHECK_I64(LABEL_SUBSTANCE_USE, 1);
    CHECK_I64(LABEL_GENDER, 7);
    CHECK_I64(LABEL_SEALED, 10);
    CHECK_I64(LABEL_PLAN_1, 16);
    CHECK_I64(LABEL_PLAN_8, 23);
    uint64_t all = 0;
#define LABEL_CATEGORY(name, bit, word, codes) all |= UINT64_C(1) << (bit);
#include "fhir/label.def"
#undef LABEL_CATEGORY
    CHECK(all == LABEL_CATEGORIES);
    CHECK_STR(label_word(2), STR("hiv"));
    CHECK_I64((int64_t)label_word(11).n, 0);
}

/* Every code of the published list is found, or held as one that needs another: the generated table is
 * complete, and so is the look-up. Columns: category, label, system, match, code, conf. */
TEST(label__every_code_of_the_published_list_is_found)
{
    Str text = test_file(
        arena_printf(test_cx()->mem, "%.*s/spec/sensitive_codes.csv", STR_ARG(test_shared())).p);
    const LabelTable *t = table_of(STR(""), 0, true);
    size_t seen = 0;
    Str line;
    for ((void)str_split(&text, '\n', &line); text.n && str_split(&text, '\n', &line); seen++) {
        Str part[6];
        for (size_t i = 0; i < 6; i++) {
            if (str_starts(line, STR("\""))) /* the one system with a comma in its name */
                line = str_from(line, str_find(str_from(line, 1), '"') + 1);
            CHECK(str_split(&line, ',', &part[i]));
        }
        const bool drug = part[2].n && part[2].p[0] == '"';
        const Str code =
            str_eq(part[3], STR("r")) ? str_slice(part[4], 0, str_find(part[4], '-')) : part[4];
        const Str json = arena_printf(
            test_cx()->mem,
            drug ? "{\"code\":{\"coding\":[{\"system\":\"%s\",\"display\":\"%.*s 1 MG\"}]}}"
                 : "{\"code\":{\"coding\":[{\"system\":\"%s\",\"code\":\"%.*s\"}]}}",
            drug ? RXNORM : arena_dup(test_cx()->mem, part[2]).p, STR_ARG(code));
        const uint64_t own = found_by(t, STR("Procedure"), json).own;
        CHECK(str_eq(part[5], STR("C")) ? own != 0 : (own & LABEL_CATEGORIES) != 0);
    }
    CHECK(seen > 1400);
}

/* ---- cases checked by hand ------------------------------------------------------------------- */

#define ONE(system, code)                                                                          \
    "{\"code\":{\"coding\":[{\"system\":\"" system "\",\"code\":\"" code "\"}]}}"
#define DRUG(display)                                                                              \
    "{\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"" RXNORM                            \
    "\",\"code\":\"1\",\"display\":\"" display "\"}]}}"
#define LINE(revenue, service)                                                                     \
    "{\"item\":[{\"revenue\":{\"coding\":[" revenue                                                \
    "]},\"productOrService\":{\"coding\":[" service "]}}]}"
#define CODING(system, code) "{\"system\":\"" system "\",\"code\":\"" code "\"}"
#define DIAGNOSIS(code)                                                                            \
    "\"diagnosis\":[{\"sequence\":1,\"diagnosisCodeableConcept\":{\"coding\":[" CODING(            \
        ICD, code) "]}}]"

#define FORM(address, item) "{\"questionnaire\":\"" address "\",\"item\":[{" item "}]}"

typedef struct Case {
    const char *type;
    const char *json;
    uint64_t own; /* category bits and LABEL_PART2; what may be is apart */
    uint64_t maybe;
} Case;

// clang-format off
static const Case cases[] = {
    /* diagnoses */
    { "Condition", ONE(ICD, "F32.1"), MH, 0 },
    { "Condition", ONE(ICD, "F321"), MH, 0 },
    { "Condition", ONE(ICD, " f32.1 "), MH, 0 },
    { "Condition", ONE("urn:oid:2.16.840.1.113883.6.90", "F32.1"), MH, 0 },
    { "Condition", ONE("https://hl7.org/fhir/sid/icd-10-cm/", "F32.1"), MH, 0 },
    { "Condition", ONE("http://hl7.org/fhir/sid/icd-10", "F321"), MH, 0 },
    { "Condition", ONE("http://example.org/codes", "F32.1"), 0, 0 },
    { "Condition", ONE("http://hl7.org/fhir/sid/ICD-10-CM", "B20"), BIT(HIV), 0 },
    { "Condition", ONE("http://www.hl7.org/fhir/sid/icd-10-cm//", "B20"), BIT(HIV), 0 },
    { "Condition", ONE("HTTPS://hl7.org/fhir/sid/icd-10-cm|2024", "B20"), BIT(HIV), 0 },
    { "Condition", ONE("2.16.840.1.113883.6.90", "B20"), BIT(HIV), 0 },
    { "Condition", ONE("URN:OID:2.16.840.1.113883.6.90", "B20"), BIT(HIV), 0 },
    { "Condition", ONE("http://snomed.info/sct/731000124108/version/20230301", "86406008"), BIT(HIV), 0 },
    { "Condition", ONE("http://snomed.info/sct/900000000000207008", "86406008"), BIT(HIV), 0 },
    { "Condition", ONE("http://snomed.info/sct|http://snomed.info/sct/731000124108", "86406008"), BIT(HIV), 0 },
    { "Condition", ONE("http://snomed.info/scta", "86406008"), 0, 0 },
    /* no system: a diagnosis where one stands, and elsewhere what looks like nothing else */
    { "Condition", ONE("", "B20"), BIT(HIV), 0 },
    { "Condition", "{\"code\":{\"coding\":[{\"code\":\"F32.1\"}]}}", MH, 0 },
    { "Encounter", "{\"reasonCode\":[{\"coding\":[{\"code\":\"F321\"}]}]}", MH, 0 },
    { "Observation", "{\"valueCodeableConcept\":{\"coding\":[{\"code\":\"f32.1\"}]}}", MH, 0 },
    { "Observation", "{\"valueCoding\":{\"code\":\"T40.1X2A\"}}", MH, BIT(SUBSTANCE_USE) },
    { "Observation", "{\"valueCodeableConcept\":{\"coding\":[{\"code\":\"B20\"}]}}", 0, 0 },
    { "Observation", "{\"valueQuantity\":{\"code\":\"F32.1\"}}", 0, 0 },
    { "Observation", "{\"valueCoding\":{\"code\":\"F32.1-x\"}}", 0, 0 },
    { "Condition", ONE(ICD, "F84.0"), MH, 0 },
    { "Condition", ONE(ICD, "F17.210"), 0, 0 },      /* nicotine is in no list */
    { "Condition", ONE(ICD, "Z72.0"), 0, 0 },
    { "Condition", ONE(ICD, "F10.20"), SUD, 0 },
    { "Condition", ONE(ICD, "F11.21"), SUD, 0 },
    { "Condition", ONE(ICD, "F1"), 0, 0 },           /* shorter than a prefix */
    { "Condition", ONE(ICD, "XF32.1"), 0, 0 },
    { "Condition", ONE(ICD, "F99"), MH, 0 },
    { "Condition", ONE(ICD, "F64.0"), BIT(GENDER) | MH, 0 }, /* F60 to F69 too */
    { "Condition", ONE(ICD, "I10"), 0, 0 },
    { "Condition", ONE(ICD, "E11.9"), 0, 0 },
    { "Condition", ONE(ICD, "E78.5"), 0, BIT(GENETICS) }, /* cholesterol: E70 to E88 say little */
    { "Condition", ONE(ICD, "D57.1"), 0, BIT(GENETICS) },
    { "Condition", ONE(ICD, "Z15.01"), BIT(GENETICS), 0 },
    { "Condition", ONE(ICD, "B20"), BIT(HIV), 0 },
    { "Condition", ONE(ICD, "B20.1"), 0, 0 },        /* exact rows are no prefixes */
    { "Condition", ONE(ICD, "B23.8"), 0, BIT(HIV) },
    { "Condition", ONE(ICD, "A56.01"), BIT(STI), 0 },
    { "Condition", ONE(ICD, "A65"), 0, 0 },          /* one past a range */
    { "Condition", ONE(ICD, "A49.9"), 0, 0 },        /* one before it */
    { "Condition", ONE(ICD, "Z23"), 0, BIT(STI) },   /* any vaccination */
    { "Condition", ONE(ICD, "O80"), REPRO, 0 },
    { "Condition", ONE(ICD, "Z30.09"), REPRO, 0 },
    { "Condition", ONE(ICD, "T74.11XA"), BIT(VIOLENCE), 0 },
    { "Condition", ONE(ICD, "Y04.0XXA"), BIT(VIOLENCE), 0 }, /* X92 to Y09 */
    { "Condition", ONE(ICD, "Y10"), 0, 0 },
    { "Condition", ONE(ICD, "T40.1X1A"), 0, BIT(SUBSTANCE_USE) }, /* accident, and nothing beside it */
    { "Condition", ONE(ICD, "T40.1X2A"), MH, BIT(SUBSTANCE_USE) },
    { "Condition", ONE(ICD, "T43.222A"), MH, 0 },
    { "Condition", ONE(ICD, "T43.221A"), 0, 0 },
    { "Condition", ONE(ICD, "T36.92XA"), MH, 0 },    /* the intent before an X */
    { "Condition", ONE(ICD, "T71.162A"), MH, 0 },
    { "Condition", ONE(ICD, "T39.013A"), BIT(VIOLENCE), 0 },
    { "Condition", ONE(ICD, "T66.XX2A"), 0, 0 },
    { "Condition", ONE(ICD, "S61.002A"), 0, 0 },
    { "Condition", ONE(ICD9, "303.90"), SUD, 0 },
    { "Condition", ONE(ICD9, "30390"), SUD, 0 },
    { "Condition", ONE(ICD9, "305.1"), 0, 0 },       /* tobacco */
    { "Condition", ONE(ICD9, "296.20"), MH, 0 },
    { "Condition", ONE(ICD9, "042"), BIT(HIV), 0 },
    { "Condition", ONE(ICD9, "V08"), BIT(HIV), 0 },
    { "Condition", ONE(ICD9, "099.9"), BIT(STI), 0 },
    { "Condition", ONE(ICD9, "635.92"), BIT(REPRODUCTIVE), 0 },
    { "Condition", ONE(ICD9, "V25.09"), BIT(REPRODUCTIVE), 0 },
    { "Condition", ONE(ICD9, "995.83"), BIT(VIOLENCE), 0 },
    { "Condition", ONE(ICD9, "995.86"), 0, 0 },      /* fever after anaesthesia */
    { "Condition", ONE(ICD9, "302.85"), MH | BIT(GENDER), 0 },
    { "Condition", ONE(ICD9, "V84.01"), BIT(GENETICS), 0 },
    { "Condition", ONE(ICD9, "250.00"), 0, 0 },
    { "Condition", ONE(ICD9, "401.9"), 0, 0 },
    { "Condition", ONE(ICD9, "317"), 0, 0 },
    { "Condition", ONE(SCT, "47505003"), MH, 0 },
    { "Condition", ONE(SCT, "38341003"), 0, 0 },
    { "Condition", "{\"code\":{\"text\":\"Bipolar disorder\"}}", 0, 0 }, /* free text is not read */
    /* procedures */
    { "Procedure", ONE(CPT, "90834"), MH, 0 },
    { "Procedure", ONE(CPT, "90834-95"), MH, 0 },
    { "Procedure", ONE(CPT, "99213"), 0, 0 },
    { "Procedure", ONE(CPT, "H0015"), SUD, 0 },      /* level II under CPT's name */
    { "Procedure", ONE(HCPCS, "h0015"), SUD, 0 },
    { "Procedure", ONE(HCPCS, "H0015HF"), SUD, 0 },
    { "Procedure", ONE(CPT, "87491"), BIT(STI), 0 },
    { "Procedure", ONE(CPT, "87486"), 0, 0 },        /* C. pneumoniae */
    { "Procedure", ONE(CPT, "87389"), BIT(HIV), 0 },
    { "Procedure", ONE(CPT, "80305"), 0, BIT(SUBSTANCE_USE) },
    { "Procedure", ONE(CPT, "59840"), REPRO, 0 },
    { "Procedure", ONE(PCS, "HZ30ZZZ"), SUD, 0 },
    { "Procedure", ONE(PCS, "GZ10ZZZ"), MH, 0 },
    { "Procedure", ONE(PCS, "B200ZZZ"), 0, 0 },      /* imaging of the heart: B20 is a diagnosis */
    { "Procedure", ONE(CPT, "45378"), 0, 0 },
    /* observations */
    { "Observation", ONE(LOINC, "44261-6"), MH, 0 },
    { "Observation", ONE(LOINC, "56888-1"), BIT(HIV), 0 },
    { "Observation", ONE(LOINC, "2857-1"), 0, 0 },   /* PSA is no STI test */
    { "Observation", ONE(LOINC, "4548-4"), 0, 0 },
    { "Observation", ONE(LOINC, "82810-3"), REPRO, 0 },
    { "Observation", ONE(LOINC, "24467-3"), 0, BIT(HIV) }, /* CD4 is counted for other reasons */
    { "Observation", "{\"component\":[" ONE(LOINC, "75626-2") "]}", SUD, 0 },
    { "Observation", "{\"valueCodeableConcept\":{\"coding\":[" CODING(SCT, "77386006") "]}}", REPRO, 0 },
    { "Observation", "{\"valueQuantity\":{\"value\":1,\"system\":\"http://unitsofmeasure.org\",\"code\":\"B20\"}}", 0, 0 },
    { "Observation", "{\"modifierExtension\":[{\"url\":\"x\",\"valueCoding\":" CODING(ACT, "HIV") "}]}", BIT(HIV), 0 },
    { "Observation", "{\"extension\":[{\"url\":\"x\",\"valueCodeableConcept\":{\"coding\":[" CODING(ICD, "F20.9") "]}}]}", MH, 0 },
    /* drugs */
    { "MedicationRequest", DRUG("Sertraline 50 MG Oral Tablet"), MH, 0 },
    { "MedicationRequest", DRUG("SERTRALINE 50 MG [Zoloft]"), MH, 0 },
    { "MedicationRequest", DRUG("Dolutegravir 50 MG / Lamivudine 300 MG"), BIT(HIV), 0 },
    { "MedicationRequest", DRUG("Lamivudine 100 MG"), 0, BIT(HIV) }, /* for hepatitis B */
    { "MedicationRequest", DRUG("Buprenorphine 8 MG / naloxone 2 MG"), SUD, 0 },
    { "MedicationRequest", DRUG("Naloxone 4 MG Nasal Spray"), 0, BIT(SUBSTANCE_USE) },
    { "MedicationRequest", DRUG("Methadone Hydrochloride 10 MG"), 0, BIT(SUBSTANCE_USE) },
    { "MedicationRequest", DRUG("Methylnaltrexone 12 MG"), 0, 0 }, /* another drug, a longer word */
    { "MedicationRequest", DRUG("ethinyl estradiol 0.02 MG / norethindrone 1 MG"), REPRO, BIT(GENDER) },
    { "MedicationRequest", DRUG("Estradiol 1 MG"), 0, BIT(GENDER) },
    { "MedicationRequest", DRUG("Metformin 500 MG"), 0, 0 },
    { "MedicationRequest", DRUG("Doxycycline 100 MG"), 0, BIT(STI) },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"text\":\"Prozac 20 mg capsule\"}}", MH, 0 },
    { "MedicationRequest", "{\"note\":[{\"text\":\"was on Prozac\"}]}", 0, 0 },
    { "MedicationRequest", "{\"contained\":[{\"resourceType\":\"Medication\",\"code\":{\"text\":\"lithium carbonate\"}}]}", MH, 0 },
    { "MedicationRequest", "{\"contained\":[{\"resourceType\":\"Observation\",\"code\":{\"text\":\"lithium level\"}}]}", 0, 0 },
    { "Medication", "{\"code\":{\"text\":\"Suboxone film\"}}", SUD, 0 },
    { "Medication", "{\"code\":{\"text\":\"kit\"},\"ingredient\":[{\"itemReference\":{\"reference\":\"Medication/1\",\"display\":\"sertraline\"}}]}", MH, 0 },
    { "Medication", "{\"code\":{\"text\":\"kit\"},\"ingredient\":[{\"itemReference\":{\"reference\":\"Medication/1\",\"display\":\"Metformin\"}}]}", 0, 0 },
    { "Medication", "{\"code\":{\"text\":\"kit\"},\"ingredient\":[{\"itemReference\":{\"reference\":\"Medication/1\"}}]}", BIT(RESTRICTED), 0 },
    { "Medication", "{\"code\":{\"text\":\"kit\"},\"contained\":[{\"resourceType\":\"Medication\",\"code\":{\"text\":\"sertraline\"}}],\"ingredient\":[{\"itemReference\":{\"reference\":\"#1\"}}]}", MH, 0 },
    { "Task", "{\"itemReference\":{\"reference\":\"Medication/1\"}}", 0, 0 },
    { "Condition", "{\"code\":{\"text\":\"lithium\"}}", 0, 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"urn:gpi\",\"code\":\"1\",\"display\":\"Sertraline\"}]}}", MH, 0 },
    /* a number that no list knows, and no name */
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING(NDC, "61958-2501-01") "]}}", BIT(RESTRICTED), 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING(RXNORM, "1999673") "]}}", BIT(RESTRICTED), 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING("urn:gpi", "5810") "]}}", BIT(RESTRICTED), 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[{\"code\":\"5810\"}]}}", BIT(RESTRICTED), 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING(NDC, "61958-2501-01") "],\"text\":\"61958250101\"}}", BIT(RESTRICTED), 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING(NDC, "61958-2501-01") "],\"text\":\"Metformin\"}}", 0, 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING(NDC, "1") ",{\"system\":\"" RXNORM "\",\"code\":\"2\",\"display\":\"Metformin\"}]}}", 0, 0 },
    { "MedicationRequest", "{\"medicationCodeableConcept\":{\"coding\":[" CODING(HCPCS, "J1815") "]}}", 0, 0 },
    { "MedicationRequest", "{\"medicationReference\":{\"reference\":\"Medication/1\"}}", 0, 0 },
    { "Medication", "{\"code\":{\"coding\":[" CODING(NDC, "61958-2501-01") "]}}", BIT(RESTRICTED), 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0250"), CODING(NDC, "61958250101")), BIT(RESTRICTED), 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0250"), CODING(NDC, "1") "," CODING(CPT, "J1815")), 0, 0 },
    { "Observation", "{\"valueCoding\":" CODING(RXNORM, "1999673") "}", BIT(RESTRICTED), 0 },
    { "MedicationDispense", "{\"medicationCodeableConcept\":{\"coding\":[{\"system\":\"" NDC "\",\"code\":\"0777-3105-02\"}],\"text\":\"fluoxetine\"}}", MH, 0 },
    /* claims */
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0116"), CODING(CPT, "99221")), SUD, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "116"), CODING(CPT, "99221")), SUD, 0 },
    { "ExplanationOfBenefit", LINE("{\"code\":\"116\"}", CODING(CPT, "99221")), SUD, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0120"), CODING(CPT, "99221")), 0, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0120"), "{\"code\":\"90837\"}"), MH, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0953"), CODING(CPT, "99221")), 0, BIT(SUBSTANCE_USE) },
    { "ExplanationOfBenefit", "{" DIAGNOSIS("I10") "}", 0, 0 },
    { "ExplanationOfBenefit", "{" DIAGNOSIS("F33.1") ",\"type\":{\"coding\":[" CODING("x", "oral") "]}}", MH, 0 },
    { "Claim", "{\"diagnosis\":[{\"diagnosisCodeableConcept\":{\"coding\":[{\"code\":\"F33.1\"}]}}]}", MH, 0 },
    { "Claim", "{\"diagnosis\":[{\"packageCode\":{\"coding\":[" CODING(DRG, "885") "]}}]}", MH, 0 },
    { "Claim", "{\"billablePeriod\":{\"start\":\"2024-03-01\"},\"diagnosis\":[{\"packageCode\":{\"coding\":[" CODING(DRG, "522") "]}}]}", 0, 0 },
    { "Claim", "{\"billablePeriod\":{\"start\":\"2006-03-01\"},\"diagnosis\":[{\"packageCode\":{\"coding\":[" CODING(DRG, "522") "]}}]}", SUD, 0 },
    { "Claim", "{\"item\":[{\"locationCodeableConcept\":{\"coding\":[" CODING(POS, "55") "]}}]}", SUD, 0 },
    { "Claim", "{\"item\":[{\"locationCodeableConcept\":{\"coding\":[" CODING(POS, "11") "]}}]}", 0, 0 },
    { "ExplanationOfBenefit", "{\"careTeam\":[{\"qualification\":{\"coding\":[" CODING(NUCC, "2084P0800X") "]}}]}", MH, 0 },
    { "ExplanationOfBenefit", "{" DIAGNOSIS("F10.20") ",\"item\":[{\"productOrService\":{\"coding\":[" CODING(CPT, "80305") "]}}]}", SUD, 0 },
    { "ExplanationOfBenefit", "{" DIAGNOSIS("I10") ",\"item\":[{\"productOrService\":{\"coding\":[" CODING(CPT, "80305") "]}}]}", 0, BIT(SUBSTANCE_USE) },
    { "ExplanationOfBenefit", "{" DIAGNOSIS("F32.1") ",\"item\":[{\"productOrService\":{\"coding\":[" CODING(CPT, "80305") "]}}]}", MH, BIT(SUBSTANCE_USE) },
    { "ExplanationOfBenefit", "{\"contained\":[{\"resourceType\":\"PractitionerRole\",\"specialty\":[{\"coding\":[" CODING(NUCC, "2084P0800X") "]}]}]}", MH, 0 },
    /* who gives care, and where: whoever names one is labelled by it */
    { "Practitioner", "{\"qualification\":[{\"code\":{\"coding\":[" CODING(NUCC, "2084P0800X") "]}}]}", MH, 0 },
    { "Practitioner", "{\"qualification\":[{\"code\":{\"coding\":[" CODING(NUCC, "207Q00000X") "]}}]}", 0, 0 },
    { "Practitioner", "{\"extension\":[{\"url\":\"http://hl7.org/fhir/us/core/StructureDefinition/us-core-genderIdentity\"}]}", 0, 0 }, /* her own */
    { "Practitioner", "{\"meta\":{\"security\":[" CODING(ACT, "PSY") "]}}", 0, 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[" CODING(NUCC, "2084P0800X") "]}]}", MH, 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[{\"code\":\"2084P0800X\"}]}]}", MH, 0 },
    { "PractitionerRole", "{\"code\":[{\"text\":\"x\"}]}", 0, 0 },
    { "Organization", "{\"type\":[{\"coding\":[" CODING(NUCC, "261QM0801X") "]}]}", MH, 0 },
    { "Location", "{\"type\":[{\"coding\":[" CODING(POS, "57") "]}]}", SUD, 0 },
    { "HealthcareService", "{\"category\":[{\"coding\":[" CODING(NUCC, "261QR0405X") "]}]}", SUD, 0 },
    { "HealthcareService", "{\"program\":[{\"coding\":[" CODING(NUCC, "261QR0405X") "]}]}", SUD, 0 },
    { "EpisodeOfCare", "{\"careTeam\":[{\"qualification\":{\"coding\":[{\"code\":\"2084P0800X\"}]}}]}", MH, 0 },
    /* modifiers: the program it was given in */
    { "ExplanationOfBenefit", "{\"item\":[{\"modifier\":[{\"coding\":[" CODING(HCPCS, "HF") "]}]}]}", SUD, 0 },
    { "ExplanationOfBenefit", "{\"item\":[{\"modifier\":[{\"coding\":[{\"code\":\"HE\"}]}]}]}", MH, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0510"), CODING(CPT, "99213-HV")), SUD, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0510"), CODING(CPT, "99213GTHE")), MH, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0510"), CODING(CPT, "99213-25")), 0, 0 },
    { "ExplanationOfBenefit", LINE(CODING(NUBC, "0510"), CODING(CPT, "99213 the visit")), 0, 0 },
    /* DRGs in a text */
    { "Claim", "{\"supportingInfo\":[{\"category\":{\"coding\":[{\"code\":\"drg\"}]},\"valueString\":\"MS-DRG 885\"}]}", MH, 0 },
    { "Claim", "{\"supportingInfo\":[{\"valueString\":\"895\",\"category\":{\"coding\":[{\"code\":\"ms-drg\"}]}}]}", SUD, 0 },
    { "Claim", "{\"supportingInfo\":[{\"category\":{\"coding\":[{\"code\":\"drg\"}]},\"code\":{\"coding\":[{\"code\":\"885\"}]}}]}", MH, 0 },
    { "Claim", "{\"supportingInfo\":[{\"category\":{\"coding\":[{\"code\":\"drg\"}]},\"valueString\":\"470\"}]}", 0, 0 },
    { "Claim", "{\"supportingInfo\":[{\"category\":{\"coding\":[{\"code\":\"drgs\"}]},\"valueString\":\"885\"}]}", 0, 0 },
    /* ICD-10-PCS as a diagnosis, and the other way */
    { "Claim", "{\"procedure\":[{\"procedureCodeableConcept\":{\"coding\":[" CODING(ICD, "HZ2ZZZZ") "]}}]}", SUD, 0 },
    { "Procedure", ONE(ICD, "10A07ZZ"), BIT(REPRODUCTIVE), 0 },
    { "Procedure", "{\"code\":{\"coding\":[{\"code\":\"GZB4ZZZ\"}]}}", MH, 0 },
    { "Procedure", "{\"code\":{\"coding\":[{\"code\":\"10A07ZZ\"}]}}", BIT(REPRODUCTIVE), 0 },
    { "Procedure", "{\"code\":{\"coding\":[" CODING("urn:x", "GZB4ZZZ") "]}}", 0, 0 },
    { "Condition", ONE("http://www.cms.gov/Medicare/Coding/ICD10", "F32.1"), MH, 0 },
    { "Procedure", ONE("http://www.cms.gov/Medicare/Coding/ICD10", "F2000ZZ"), 0, 0 }, /* rehabilitation, not F20 */
    /* drugs in texts */
    { "AllergyIntolerance", "{\"code\":{\"text\":\"allergic to Suboxone\"}}", SUD, 0 },
    { "AllergyIntolerance", "{\"code\":{\"coding\":[{\"system\":\"" SCT "\",\"code\":\"1\",\"display\":\"Allergy to lithium\"}]}}", MH, 0 },
    { "AllergyIntolerance", "{\"reaction\":[{\"substance\":{\"text\":\"efavirenz\"}}]}", BIT(HIV), 0 },
    { "AllergyIntolerance", "{\"code\":{\"coding\":[" CODING(SCT, "91935009") "],\"text\":\"Peanuts\"}}", 0, 0 },
    { "ExplanationOfBenefit", "{\"item\":[{\"productOrService\":{\"coding\":[" CODING("urn:gpi", "5810") "],\"text\":\"SERTRALINE HCL 50MG\"}}]}", MH, 0 },
    { "ExplanationOfBenefit", "{\"item\":[{\"productOrService\":{\"text\":\"Office visit\"}}]}", 0, 0 },
    /* what was missing from the lists */
    { "DocumentReference", "{\"type\":{\"coding\":[" CODING(LOINC, "34788-0") "]}}", MH, 0 },
    { "Observation", ONE(LOINC, "11449-6"), BIT(REPRODUCTIVE), 0 },
    { "Observation", ONE(LOINC, "2110-5"), BIT(REPRODUCTIVE), 0 },
    { "Observation", ONE(LOINC, "11613-7"), BIT(REPRODUCTIVE), 0 },
    { "Encounter", "{\"type\":[{\"coding\":[" CODING(SCT, "10197000") "]}]}", MH, 0 },
    { "Condition", ONE(ICD, "Z29.81"), BIT(HIV), 0 },
    { "Claim", "{\"item\":[{\"productOrService\":{\"coding\":[" CODING(HCPCS, "J0739") "]}}]}", BIT(HIV), 0 },
    { "Procedure", ONE(CPT, "55970"), BIT(GENDER), 0 },
    { "Organization", "{\"type\":[{\"coding\":[" CODING(NUCC, "261QA0005X") "]}]}", BIT(REPRODUCTIVE), 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[" CODING(NUCC, "2084P0802X") "]}]}", MH | SUD, 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[" CODING(NUCC, "102L00000X") "]}]}", MH, 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[" CODING(NUCC, "104100000X") "]}]}", MH, 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[" CODING(NUCC, "364SP0809X") "]}]}", MH, 0 },
    { "PractitionerRole", "{\"specialty\":[{\"coding\":[" CODING(NUCC, "207V00000X") "]}]}", 0, BIT(REPRODUCTIVE) },
    /* questionnaires */
    { "QuestionnaireResponse", FORM("http://loinc.org/q/44249-1", ""), MH, 0 },
    { "QuestionnaireResponse", FORM("http://loinc.org/q/44249-1|2.74", ""), MH, 0 },
    { "QuestionnaireResponse", FORM("https://fhir.loinc.org/Questionnaire/69737-5", ""), MH, 0 },
    { "QuestionnaireResponse", FORM("http://hl7.org/fhir/us/core/Questionnaire/phq-9-example", ""), MH, 0 },
    { "QuestionnaireResponse", FORM("http://hl7.org/fhir/us/core/Questionnaire/AUDIT-C", ""), SUD, 0 },
    { "QuestionnaireResponse", FORM("http://hl7.org/fhir/us/core/Questionnaire/TAPS", ""), SUD, 0 },
    { "QuestionnaireResponse", FORM("http://hl7.org/fhir/us/core/Questionnaire/exercise-vital-sign", ""), 0, 0 },
    { "QuestionnaireResponse", FORM("https://plan.example.org/Questionnaire/HIV-risk", ""), BIT(HIV), 0 },
    { "QuestionnaireResponse", FORM("http://hl7.org/fhir/us/core/Questionnaire/hunger-vital-sign", ""), 0, 0 },
    { "QuestionnaireResponse", FORM("https://mental.health.example.org/Questionnaire/7", ""), 0, 0 }, /* a host says nothing */
    { "QuestionnaireResponse", FORM("urn:example:gad-7", ""), MH, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"/44250-9\""), MH, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"44250-9\""), MH, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"44250\""), 0, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"/93039-6\",\"item\":[{\"linkId\":\"/93039-6/76501-6\"}]"), 0, BIT(VIOLENCE) },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"1\",\"item\":[{\"linkId\":\"1.1\",\"answer\":[{\"item\":[{\"linkId\":\"/71354-5/99046-5\"}]}]}]"), MH, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"1\",\"definition\":\"http://loinc.org/fhir/Questionnaire/75626-2#75626-2\""), SUD, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"1\",\"answer\":[{\"valueCoding\":" CODING(ICD, "F32.1") "}]"), MH, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"1\",\"answer\":[{\"valueCoding\":" CODING(LOINC, "LA6568-5") "}]"), 0, 0 },
    { "QuestionnaireResponse", FORM("x", "\"linkId\":\"1\",\"answer\":[{\"valueString\":\"phq 44250-9\"}]"), 0, 0 }, /* free text */
    { "QuestionnaireResponse", "{\"_questionnaire\":{\"extension\":[{\"url\":\"u\",\"valueUri\":\"https://www.cdc.gov/forms/phq9.pdf\"}]}}", MH, 0 },
    { "QuestionnaireResponse", "{\"_questionnaire\":{\"extension\":[{\"url\":\"u\",\"valueString\":\"Drug abuse screening\"}]}}", SUD, 0 },
    { "QuestionnaireResponse", "{\"contained\":[{\"resourceType\":\"Questionnaire\",\"item\":[{\"linkId\":\"1\",\"code\":[" CODING(LOINC, "44255-8") "]}]}]}", MH, 0 },
    { "Task", "{\"contained\":[{\"resourceType\":\"QuestionnaireResponse\",\"item\":[{\"linkId\":\"/44261-6\"}]}]}", MH, 0 },
    { "Task", "{\"note\":[{\"linkId\":\"/44261-6\"}]}", 0, 0 },
    /* gender, as USCDI's observations say it */
    { "Observation", ONE(LOINC, "76691-5"), BIT(GENDER), 0 },
    { "Observation", ONE(LOINC, "90778-2"), BIT(GENDER), 0 },
    { "Observation", ONE(LOINC, "46098-0"), BIT(GENDER), 0 },
    { "Observation", ONE(LOINC, "99501-9"), BIT(GENDER), 0 },
    { "Observation", "{\"valueCodeableConcept\":{\"coding\":[" CODING(SCT, "446131000124102") "]}}", BIT(GENDER), 0 },
    { "Claim", "{\"contained\":[{\"resourceType\":\"Patient\",\"extension\":[{\"url\":\"http://hl7.org/fhir/us/core/StructureDefinition/us-core-genderIdentity\"}]}]}", BIT(GENDER), 0 },
    { "Claim", "{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/individual-pronouns\"}]}", BIT(GENDER), 0 },
    { "Claim", "{\"extension\":[{\"url\":\"http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex\"}]}", 0, 0 },
    /* of who is contained, where it is not her gender */
    { "Claim", "{\"contained\":[{\"resourceType\":\"Patient\",\"gender\":\"female\",\"extension\":[{\"url\":\"urn:us-core-birthsex\",\"valueCode\":\"M\"}]}]}", BIT(GENDER), 0 },
    { "Claim", "{\"contained\":[{\"resourceType\":\"Patient\",\"gender\":\"female\",\"extension\":[{\"url\":\"urn:us-core-birthsex\",\"valueCode\":\"F\"}]}]}", 0, 0 },
    { "Claim", "{\"contained\":[{\"resourceType\":\"Patient\",\"gender\":\"male\",\"extension\":[{\"url\":\"urn:us-core-individual-sex\",\"valueCoding\":{\"code\":\"248152002\"}}]}]}", BIT(GENDER), 0 },
    { "Claim", "{\"contained\":[{\"resourceType\":\"Patient\",\"gender\":\"male\",\"extension\":[{\"url\":\"urn:legal-sex\",\"valueCodeableConcept\":{\"coding\":[{\"code\":\"male\"},{\"code\":\"F\"}]}}]}]}", BIT(GENDER), 0 },
    { "Claim", "{\"contained\":[{\"resourceType\":\"Patient\",\"extension\":[{\"url\":\"urn:legal-sex\"}]}]}", BIT(GENDER), 0 },
    { "Provenance", "{\"target\":[{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/targetElement\",\"valueUri\":\"genderIdentity\"}]}]}", BIT(GENDER), 0 },
    { "Patient", "{\"extension\":[{\"url\":\"http://hl7.org/fhir/us/core/StructureDefinition/us-core-genderIdentity\"}]}", 0, 0 }, /* cut, not withheld */
    /* never labelled */
    { "Patient", "{\"extension\":[{\"valueCodeableConcept\":{\"coding\":[" CODING(ICD, "F64.0") "]}}]}", 0, 0 },
    { "Coverage", ONE(ICD, "F32.1"), 0, 0 },
    { "RelatedPerson", ONE(ICD, "F32.1"), 0, 0 },
    { "InsurancePlan", "{\"type\":[{\"coding\":[" CODING(NUCC, "2084P0800X") "]}]}", 0, 0 },
    { "MedicationKnowledge", "{\"code\":{\"text\":\"fluoxetine\"}}", 0, 0 },
    /* a tag is not a code of the resource */
    { "Condition", "{\"meta\":{\"tag\":[" CODING(ICD, "F32.1") "]},\"code\":{}}", 0, 0 },
    { "Condition", "{\"meta\":{\"security\":[" CODING(ICD, "F32.1") "]},\"code\":{}}", 0, 0 },
};
// clang-format on

/* C5 */
TEST(label__cases_checked_by_hand)
{
    const LabelTable *t = table_of(STR(""), 0, true);
    CHECK(TABLE_COUNT(cases) >= 100);
    for (size_t i = 0; i < TABLE_COUNT(cases); i++) {
        const Case *c = &cases[i];
        const LabelFound f = found_by(t, str_of(c->type), str_of(c->json));
        if (f.own != (c->own | LABEL_MAYBE(c->maybe)))
            (void)printf("%s %s: %" PRIx64 "\n", c->type, c->json, f.own);
        CHECK(f.own == (c->own | LABEL_MAYBE(c->maybe)));
        CHECK((f.own != 0) == (f.reason.n != 0));
    }
}

/* ---- what sources say ------------------------------------------------------------------------ */

static uint64_t marked(const char *codings)
{
    return found_in(STR("Observation"),
                    arena_printf(test_cx()->mem, "{\"meta\":{\"security\":[%s]}}", codings));
}

/* C4 */
TEST(label__what_a_source_says_is_kept)
{
    CHECK(marked(CODING(CONF, "N")) == 0);
    CHECK(marked(CODING(CONF, "M")) == 0);
    CHECK(marked(CODING(CONF, "R")) == BIT(RESTRICTED));
    CHECK(marked(CODING(CONF, "R") "," CODING(ACT, "HIV")) == BIT(HIV));
    CHECK(marked(CODING(CONF, "R") "," CODING(ACT, "42CFRPart2")) == SUD);
    CHECK(marked(CODING(ACT, "GENDER") "," CODING(ACT, "SEX")) == (BIT(GENDER) | REPRO));
    CHECK(marked(CODING("http://hl7.org/fhir/v3/ActCode", "PSY")) == MH);
    CHECK(marked(CODING("http://example.org", "R")) == 0);
    CHECK(marked(CODING(ACT, "AMB")) == 0);
    CHECK(marked(CODING(ACT, "psy")) == MH);
    CHECK(marked(CODING(CONF, "r")) == BIT(RESTRICTED));
    CHECK(marked("{\"code\":\"R\"}") == BIT(RESTRICTED));
    CHECK(marked("{\"code\":\"V\"}") == BIT(SEALED));
    CHECK(marked("{\"code\":\"HIV\"}") == BIT(HIV));
    CHECK(found_in(STR("Observation"),
                   STR("{\"extension\":[{\"valueCoding\":{\"code\":\"R\"}}]}")) == 0);
    CHECK(found_in(STR("Encounter"), STR("{\"class\":" CODING(ACT, "HIV") "}")) == 0);
}

/* Psychotherapy notes are outside the right of access. */
TEST(label__what_is_sealed_stays_sealed_whatever_is_off)
{
    CHECK(marked(CODING(CONF, "V")) == BIT(SEALED));
    CHECK(marked(CODING(ACT, "PSYTHPN")) == (BIT(SEALED) | MH));
    CHECK(marked(CODING(ACT, "HIPAAPsyNotes")) == (BIT(SEALED) | MH));
    CHECK(marked(CODING(ACT, "TBOO")) == BIT(SEALED));
    CHECK(marked(CODING(ACT, "NOAUTH")) == BIT(SEALED));
    const LabelTable *none = table_of(STR(""), LABEL_CATEGORIES, true);
    CHECK(
        found_by(none, STR("Observation"), STR("{\"meta\":{\"security\":[" CODING(CONF, "V") "]}}"))
            .own == BIT(SEALED));
}

TEST(label__a_document_and_an_element_are_labelled_where_they_say_it)
{
    CHECK(found_in(STR("DocumentReference"), STR("{\"securityLabel\":[{\"coding\":[" CODING(
                                                 CONF, "R") "]}]}")) == BIT(RESTRICTED));
    CHECK(found_in(STR("Observation"), STR("{\"note\":[{\"extension\":[{\"valueCoding\":" CODING(
                                           ACT, "SDV") "}]}]}")) == BIT(VIOLENCE));
    CHECK(found_in(STR("Observation"),
                   STR("{\"extension\":[{\"valueCodeableConcept\":{\"coding\":[" CODING(
                       ACT, "HIV") "]}}]}")) == BIT(HIV));
    /* What a consent forbids to share tells that there is such. */
    CHECK(found_in(STR("Consent"), STR("{\"provision\":{\"provision\":[{\"securityLabel\":[" CODING(
                                       ACT, "HIV") "]}]}}")) == BIT(HIV));
    CHECK(found_in(STR("Composition"), STR("{\"confidentiality\":\"V\"}")) == BIT(SEALED));
    CHECK(found_in(STR("Composition"), STR("{\"confidentiality\":\"R\"}")) == BIT(RESTRICTED));
    CHECK(found_in(STR("Composition"), STR("{\"confidentiality\":\"N\"}")) == 0);
}

#define BASIS(code)                                                                                \
    "{\"system\":\"" CONF                                                                          \
    "\",\"code\":\"N\",\"extension\":[{\"url\":\"http://hl7.org/fhir/uv/security-"                 \
    "label-ds4p/StructureDefinition/extension-sec-label-basis\",\"valueCoding\":" CODING(          \
        ACT, code) "}]}"

/* C4: whatever is left out of a Patient as a source's mark labels any other resource. */
TEST(label__a_mark_is_one_wherever_it_is_cut_from_a_patient)
{
    CHECK(found_in(STR("Observation"), STR("{\"meta\":{\"tag\":[" CODING(ACT, "HIV") "]}}")) ==
          BIT(HIV));
    CHECK(found_in(STR("Observation"), STR("{\"meta\":{\"tag\":[" CODING("urn:x", "HIV") "]}}")) ==
          0);
    CHECK(found_in(STR("Observation"), STR("{\"meta\":{\"tag\":[{\"code\":\"R\"}]}}")) == 0);
    CHECK(marked(BASIS("42CFRPart2")) == SUD);
    CHECK(found_in(STR("Observation"), STR("{\"meta\":{\"tag\":[" BASIS("HIV") "]}}")) == BIT(HIV));
}

/* C7: the codes alone do not say who made the record. */
TEST(label__part_2_is_marked_by_match_or_by_the_source)
{
    const Str code = STR(ONE(ICD, "F11.20"));
    const Str source = STR("{\"meta\":{\"security\":[" CODING(ACT, "42CFRPart2") "]}}");
    const LabelTable *by_source = table_of(STR(""), 0, false);
    CHECK(found_in(STR("Condition"), code) == SUD);
    CHECK(found_by(by_source, STR("Condition"), code).own == BIT(SUBSTANCE_USE));
    CHECK(found_by(by_source, STR("Condition"), source).own == SUD);
    /* A code that may be is no match. */
    CHECK(!(found_in(STR("Procedure"), STR(ONE(CPT, "80305"))) & LABEL_PART2));
}

/* C4, C7: a kind that is off takes no restriction away, and no federal law. */
TEST(label__what_a_source_guards_stays_guarded_with_its_kind_off)
{
    const Str part2 = STR("{\"meta\":{\"security\":[" CODING(ACT, "42CFRPart2") "]}}");
    const Str hiv = STR("{\"meta\":{\"security\":[" CODING(CONF, "R") "," CODING(ACT, "HIV") "]}}");
    const uint64_t off = BIT(SUBSTANCE_USE) | BIT(HIV);
    const LabelTable *t = table_of(STR(""), off, true);
    const LabelTable *neither = table_of(STR(""), off | BIT(RESTRICTED), true);
    CHECK(found_by(t, STR("Condition"), part2).own == (BIT(RESTRICTED) | LABEL_PART2));
    CHECK(found_by(neither, STR("Condition"), part2).own == (BIT(RESTRICTED) | LABEL_PART2));
    CHECK(found_by(t, STR("Condition"), hiv).own == BIT(RESTRICTED));
    CHECK(found_by(neither, STR("Condition"), hiv).own == 0);
}

TEST(label__a_category_that_is_off_is_not_found)
{
    const LabelTable *t = table_of(STR(""), BIT(REPRODUCTIVE) | BIT(SUBSTANCE_USE), true);
    CHECK(found_by(t, STR("Condition"), STR(ONE(ICD, "O80"))).own == 0);
    CHECK(found_by(t, STR("Condition"), STR(ONE(ICD, "F10.20"))).own == 0);
    CHECK(found_by(t, STR("Condition"), STR(ONE(ICD, "F32.1"))).own == MH);
}

TEST(label__the_reason_tells_sure_codes_first_and_few)
{
    const LabelTable *t = table_of(STR(""), 0, true);
    const LabelFound f =
        found_by(t, STR("Claim"), STR("{\"item\":[" ONE(CPT, "80305") "]," DIAGNOSIS("F32.1") "}"));
    CHECK_STR(f.reason, STR("icd-10-cm F321 B, hcpcs 80305 C"));
    Buf *b = buf_new(test_cx(), 1 << 20);
    for (int i = 0; i < 100; i++)
        buf_printf(b, "%s" ONE(ICD, "F%d"), i ? "," : "{\"a\":[", 2000 + i);
    buf_put(b, STR("]}"));
    CHECK(found_by(t, STR("Condition"), buf_str(b)).reason.n < LIMIT_LABEL_REASON);
}

/* ---- labels as HL7 writes them --------------------------------------------------------------- */

TEST(label__security_is_one_confidentiality_and_the_kinds)
{
    CHECK_STR(label_security(test_cx(), 0), STR(""));
    CHECK_STR(label_security(test_cx(), LABEL_MAYBE(MH)), STR(""));
    CHECK_STR(label_security(test_cx(), MH), STR(CODING(CONF, "R") "," CODING(ACT, "MH")));
    CHECK_STR(label_security(test_cx(), SUD),
              STR(CODING(CONF, "R") "," CODING(ACT, "ETH") "," CODING(ACT, "42CFRPart2")));
    CHECK_STR(label_security(test_cx(), BIT(SEALED) | MH),
              STR(CODING(CONF, "V") "," CODING(ACT, "MH")));
    CHECK_STR(label_security(test_cx(), BIT(RESTRICTED)), STR(CODING(CONF, "R")));
    CHECK_STR(label_security(test_cx(), BIT(PLAN_2)),
              STR(CODING(CONF, "R") "," CODING("urn:postern:sensitive", "plan-2")));
}

TEST(label__security_is_json_for_all_bits_at_once)
{
    JsonDoc *doc;
    const Str text =
        arena_join(test_cx()->mem, STR("["),
                   label_security(test_cx(), LABEL_CATEGORIES | LABEL_PART2), STR("]"));
    CHECK_OK(test_cx(), json_parse(test_cx(), text, &doc));
    CHECK_I64((int64_t)json_len(json_root(doc)), 19);
}

/* What is written for a kind is read as that kind when another server sends it on. */
TEST(label__security_is_read_back)
{
    for (unsigned bit = 0; bit <= LABEL_SEALED; bit++) {
        const Str text = label_security(test_cx(), LABEL_BIT(bit));
        CHECK((marked(arena_dup(test_cx()->mem, text).p) & LABEL_CATEGORIES) == LABEL_BIT(bit));
    }
}

/* ---- a plan's own list ----------------------------------------------------------------------- */

#define HEAD "category,system,code,rule,note\n"

/* C4: "plus plan- or state-defined" */
TEST(label__a_plans_list_adds_codes_and_takes_some_out)
{
    const LabelTable *t = table_of(STR("\xef\xbb\xbf" HEAD "# ours\r\n"
                                       "plan-1,cpt,99213,sure,\r\n"
                                       "hiv, ndc ,54458-872-10,sure,\"a, b\"\n"
                                       "mental_health,icd-10-cm,F32*,never\n"
                                       "mental_health,loinc,10190-7,maybe\n\n"
                                       "plan-2,http://acme.example/kinds,A1..A3,sure\n"
                                       "sealed,http://acme.example/kinds,note*,sure\n"
                                       "sti,drug-name,Zelitrex Forte,sure"),
                                   0, true);
    CHECK(found_by(t, STR("Procedure"), STR(ONE(CPT, "99213"))).own == BIT(PLAN_1));
    CHECK(found_by(t, STR("Condition"), STR(ONE(ICD, "F32.1"))).own == 0);
    CHECK(found_by(t, STR("Condition"), STR(ONE(ICD, "F33.1"))).own == MH);
    CHECK(found_by(t, STR("Observation"), STR(ONE("http://acme.example/kinds", "A2"))).own ==
          BIT(PLAN_2));
    CHECK(found_by(t, STR("Observation"), STR(ONE("http://acme.example/kinds", "A4"))).own == 0);
    CHECK(found_by(t, STR("Observation"), STR(ONE("http://acme.example/kinds", "Note-7"))).own ==
          BIT(SEALED));
    CHECK(found_by(t, STR("MedicationRequest"), STR(ONE(NDC, "54458087210"))).own == BIT(HIV));
    CHECK(found_by(t, STR("MedicationRequest"), STR(ONE(NDC, "54458-0872-10"))).own == BIT(HIV));
    CHECK(found_by(t, STR("MedicationRequest"), STR(DRUG("zelitrex FORTE 5"))).own == BIT(STI));
    CHECK(found_by(t, STR("MedicationRequest"), STR(DRUG("zelitrex mite 5"))).own == 0);
}

/* The manual's own example: a code that says little alone, and the plan takes it out. */
TEST(label__a_plan_takes_out_what_may_be)
{
    const LabelTable *t =
        table_of(STR(HEAD "substance_use,cpt,80305..80307,never,every employer's test\n"), 0, true);
    CHECK(found_in(STR("Procedure"), STR(ONE(CPT, "80306"))) == LABEL_MAYBE(BIT(SUBSTANCE_USE)));
    CHECK(found_by(t, STR("Procedure"), STR(ONE(CPT, "80306"))).own == 0);
}

static uint64_t by_ndc(const LabelTable *t, const char *code)
{
    return found_by(t, STR("MedicationRequest"), arena_printf(test_cx()->mem, ONE(NDC, "%s"), code))
        .own;
}

/* C4, C5: NDC of ten digits and of eleven, with hyphens and without. */
TEST(label__a_plans_list_knows_a_drug_by_its_number)
{
    const LabelTable *t = table_of(STR(HEAD "hiv,ndc,61958-2501-1,sure\n"
                                            "sti,ndc,0777-3105-02,sure\n"
                                            "hiv,ndc,4970220718,sure\n"
                                            "sti,ndc,0456-22*,sure\n"
                                            "genetics,ndc,0456-2205*,sure\n"
                                            "restricted,ndc,11111111111,never\n"
                                            "hiv,rxnorm,1999673,sure\n"),
                                   0, true);
    static const char *const hiv[] = { "61958-2501-1", "61958-2501-01", "61958250101",
                                       "6195825011" };
    for (size_t i = 0; i < TABLE_COUNT(hiv); i++)
        CHECK(by_ndc(t, hiv[i]) == BIT(HIV));
    CHECK(by_ndc(t, "00777310502") == BIT(STI));
    CHECK(by_ndc(t, "0777310502") == BIT(STI));
    CHECK(by_ndc(t, "49702-0207-18") == BIT(HIV)); /* ten digits of the list may be any of three */
    CHECK(by_ndc(t, "49702-2071-08") == BIT(HIV));
    CHECK(by_ndc(t, "00456220501") == BIT(GENETICS));
    CHECK(by_ndc(t, "11111-1111-11") == 0);
    CHECK(by_ndc(t, "22222-2222-22") == BIT(RESTRICTED));
    CHECK(found_by(t, STR("MedicationRequest"), STR(ONE(RXNORM, "1999673"))).own == BIT(HIV));
}

/* C5: what no list can know is restricted or not, as the plan says. */
TEST(label__a_plan_says_what_becomes_of_what_no_list_can_know)
{
    const LabelTable *some;
    const LabelTable *other;
    const LabelSpec lax = { .unnamed_shared = true };
    const LabelSpec strict = { .uncoded_withheld = true };
    const Str number = STR(ONE(NDC, "61958-2501-01"));
    const Str text = STR("{\"code\":{\"text\":\"HIV disease\"}}");
    const Str foreign = STR(ONE("http://plan.example/problems", "7"));
    CHECK_OK(test_cx(), label_table_new(test_cx(), &lax, &some));
    CHECK_OK(test_cx(), label_table_new(test_cx(), &strict, &other));
    CHECK(found_in(STR("MedicationRequest"), number) == BIT(RESTRICTED));
    CHECK(found_by(some, STR("MedicationRequest"), number).own == 0);
    CHECK(found_by(some, STR("Condition"), text).own == 0);
    CHECK(found_by(other, STR("Condition"), text).own == BIT(RESTRICTED));
    CHECK(found_by(other, STR("Condition"), foreign).own == BIT(RESTRICTED));
    CHECK_STR(found_by(other, STR("Condition"), text).reason, STR(" code in no list"));
    CHECK(found_by(other, STR("Condition"), STR(ONE(ICD, "I10"))).own == 0);
    CHECK(found_by(other, STR("Encounter"), STR("{\"type\":[{\"text\":\"visit\"}]}")).own == 0);
    CHECK(found_by(other, STR("Medication"), STR("{\"code\":{\"text\":\"Metformin\"}}")).own == 0);
    CHECK(label_table_fingerprint(some) != label_table_fingerprint(other));
    CHECK(label_table_fingerprint(some) != label_table_fingerprint(table_of(STR(""), 0, false)));
}

TEST(label__what_no_list_can_know_is_counted)
{
    static const struct {
        Str type;
        Str json;
    } all[] = {
        { STR_C("MedicationRequest"), STR_C(ONE(NDC, "61958-2501-01")) },
        { STR_C("Condition"), STR_C("{\"code\":{\"text\":\"HIV disease\"}}") },
        { STR_C("Condition"), STR_C(ONE("https://www.Plan.example/problems/", "7")) },
        { STR_C("Condition"), STR_C(ONE("http://plan.example/problems", "8")) },
        { STR_C("Condition"), STR_C(ONE(ICD, "I10")) },
        { STR_C("Practitioner"), STR_C(ONE("http://plan.example/jobs", "9")) },
    };
    LabelSurvey s = { .cx = test_cx() };
    JsonDoc *doc;
    for (size_t i = 0; i < TABLE_COUNT(all); i++) {
        CHECK_OK(test_cx(), json_parse(test_cx(), all[i].json, &doc));
        label_survey(test_cx(), table_of(STR(""), 0, true), type_by_name(all[i].type),
                     json_root(doc), &s);
    }
    CHECK_I64(s.unnamed, 1);
    CHECK_I64(s.uncoded, 3);
    CHECK_I64((int64_t)s.count, 1);
    CHECK_STR(s.systems[0].system, STR("plan.example/problems"));
    CHECK_I64(s.systems[0].codes, 2);
}

static void refused(const char *csv, const char *why)
{
    Cx *cx = test_cx();
    const LabelTable *t;
    const LabelSpec spec = { .csv = str_of(csv) };
    const Status st = label_table_new(cx, &spec, &t);
    CHECK_I64(st, ST_INVALID);
    CHECK_STR(cx->fault.where, STR("sensitive.csv"));
    CHECK_STR(cx->fault.detail, str_of(why));
    CHECK(forgive(cx, st, ST_INVALID));
}

TEST(label__a_list_that_is_wrong_is_refused_by_line_and_column)
{
    refused("hiv,cpt,1,sure\n",
            "line 1, column 1 (category): the first line is category,system,code,rule,note");
    refused(HEAD "\nhiv,cpt,99213,sure\naids,cpt,99214,sure\n",
            "line 4, column 1 (category): not the word of a category");
    refused(HEAD "hiv,,99213,sure\n",
            "line 2, column 2 (system): the word or the address of a code system");
    refused(HEAD "hiv,cpt,,sure\n", "line 2, column 3 (code): a code has 1 to 22 characters");
    refused(HEAD "hiv,cpt,99215..99213,sure\n",
            "line 2, column 3 (code): a range goes up, by at most 1000 codes");
    refused(HEAD "hiv,cpt,1..999,sure\n",
            "line 2, column 3 (code): a range has two codes of one length");
    refused(HEAD "hiv,snomed,10000..99999,sure\n",
            "line 2, column 3 (code): a range goes up, by at most 1000 codes");
    refused(HEAD "hiv,cpt,99213,yes\n",
            "line 2, column 4 (rule): \"sure\", \"maybe\" or \"never\"");
    refused(HEAD "hiv,cpt,99213\n", "line 2, column 4 (rule): \"sure\", \"maybe\" or \"never\"");
    refused(HEAD "hiv,cpt,99213,sure,a,b\n",
            "line 2, column 5 (note): what has commas stands in quotes");
    refused(HEAD "hiv,cpt,99213,sure,\"a\n",
            "line 2, column 5 (note): quotes that do not end, or something after them");
    refused(HEAD "minors,cpt,99213,sure\n",
            "line 2, column 1 (category): age at service decides this, no code");
    refused(HEAD "hiv,http://terminology.hl7.org/CodeSystem/v3-ActCode,HIV,sure\n",
            "line 2, column 2 (system): what sources say of confidentiality is read by itself");
    refused(HEAD "hiv,drug-name,abc*,sure\n", "line 2, column 3 (code): a name is words alone");
}

TEST(label__a_list_speaks_of_own_kinds_that_have_a_name)
{
    Cx *cx = test_cx();
    const LabelTable *t;
    const LabelSpec spec = { .csv = STR(HEAD "plan-2,cpt,99213,sure"), .off = BIT(PLAN_2) };
    const Status st = label_table_new(cx, &spec, &t);
    CHECK_STR(cx->fault.detail,
              STR("line 2, column 1 (category): plan.ini gives this category no name"));
    CHECK(forgive(cx, st, ST_INVALID));
}

TEST(label__a_list_has_a_ceiling)
{
    Cx *cx = test_cx();
    const LabelTable *t;
    LabelSpec spec = { .csv = { arena_alloc(cx->mem, LIMIT_SENSITIVE + 1), LIMIT_SENSITIVE + 1 } };
    memset((char *)(uintptr_t)spec.csv.p, '\n', spec.csv.n);
    const Status st = label_table_new(cx, &spec, &t);
    CHECK(forgive(cx, st, ST_TOO_LONG));
    spec.csv.n--;
    CHECK_OK(cx, label_table_new(cx, &spec, &t));
}

TEST(label__a_list_names_at_most_so_many_systems)
{
    Cx *cx = test_cx();
    const LabelTable *t;
    Buf *b = buf_new(cx, 1 << 20);
    buf_put(b, STR(HEAD));
    for (int i = 0; i < LABEL_SYS_MAX - LABEL_SYS_OWN + 1; i++)
        buf_printf(b, "hiv,http://acme.example/%d,1,sure\n", i);
    LabelSpec spec = { .csv = buf_str(b) };
    CHECK_OK(cx, label_table_new(cx, &spec, &t));
    buf_put(b, STR("hiv,http://acme.example/more,1,sure\n"));
    spec.csv = buf_str(b);
    const Status st = label_table_new(cx, &spec, &t);
    CHECK(forgive(cx, st, ST_INVALID));
}

TEST(label__the_fingerprint_changes_with_what_decides_alone)
{
    const uint64_t f = label_table_fingerprint(table_of(STR(""), 0, true));
    CHECK(f == label_table_fingerprint(table_of(STR(HEAD "# nothing\n"), 0, true)));
    CHECK(f != label_table_fingerprint(table_of(STR(""), 0, false)));
    CHECK(f != label_table_fingerprint(table_of(STR(""), BIT(HIV), true)));
    const uint64_t a =
        label_table_fingerprint(table_of(STR(HEAD "hiv,http://a.example,1,sure"), 0, true));
    CHECK(a ==
          label_table_fingerprint(table_of(STR(HEAD "hiv,http://a.example,1,sure,x"), 0, true)));
    CHECK(a != f);
    CHECK(a != label_table_fingerprint(table_of(STR(HEAD "hiv,http://b.example,1,sure"), 0, true)));
    CHECK(a !=
          label_table_fingerprint(table_of(STR(HEAD "hiv,http://a.example,1,maybe"), 0, true)));
}

TEST(label__words_are_those_of_the_categories)
{
    uint64_t bits;
    Cx *cx = test_cx();
    CHECK_OK(cx, label_words(cx, STR("hiv  sti\nplan-8"), &bits));
    CHECK(bits == (BIT(HIV) | BIT(STI) | BIT(PLAN_8)));
    CHECK_OK(cx, label_words(cx, STR(""), &bits));
    CHECK(bits == 0);
    const Status st = label_words(cx, STR("hiv aids"), &bits);
    CHECK(str_contains(cx->fault.detail, STR("mental_health substance_use")) &&
          forgive(cx, st, ST_INVALID));
}
