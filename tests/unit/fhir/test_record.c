#include "fhir/record.h"

#include "tests/unit/test.h"
#include "json/json.h"

#define BASE STR("https://plan.example/demo/fhir/")

static Record made(Cx *cx, Str text)
{
    Record r;
    CHECK_OK(cx, record_make(cx, text, &(RecordRules){ .base = BASE }, &r));
    return r;
}

static void refused(Status st, Str text)
{
    Cx *cx = test_cx();
    Record r;
    CHECK_FAILS(cx, st, record_make(cx, text, &(RecordRules){ .base = BASE }, &r));
}

/* ---- body ------------------------------------------------------------------------------------ */

TEST(record__body_is_one_line_with_numbers_and_escapes_as_written)
{
    Cx *cx = test_cx();
    const Record r = made(cx, STR("{ \"resourceType\" : \"Patient\",\r\n \"id\":\"p\",\t\"x\" : [ "
                                  "1.00 , -0e1, \"a \\\" \\u00e9 b\" ,\n"
                                  "{ } , [ ] , true,null ] }"));
    CHECK_STR(record_body(cx, &r, 12, TEST_NOW_MS, 0),
              STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{\"versionId\":\"12\","
                  "\"lastUpdated\":\"2026-01-01T00:00:00.000Z\"},"
                  "\"x\":[1.00,-0e1,\"a \\\" \\u00e9 b\",{},[],true,null]}"));
}

TEST(record__meta_stays_where_it_is_and_keeps_its_other_members)
{
    Cx *cx = test_cx();
    const Record r = made(
        cx, STR("{\"meta\" : {\"profile\": [\"urn:p\"], \"versionId\":\"9\",\"lastUpdated\" "
                ":\"2020-01-01T00:00:00Z\","
                " \"tag\":[{\"code\":\"versionId\"}]},\"id\":\"p\",\"resourceType\":\"Patient\"}"));
    CHECK_STR(record_body(cx, &r, 1, TEST_NOW_MS, 0),
              STR("{\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"2026-01-01T00:00:00.000Z\","
                  "\"profile\":[\"urn:p\"],\"tag\":[{\"code\":\"versionId\"}]},\"id\":\"p\","
                  "\"resourceType\":\"Patient\"}"));
}

TEST(record__empty_meta_becomes_the_slot_alone)
{
    Cx *cx = test_cx();
    const Record a = made(cx, STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{ }}"));
    const Record b =
        made(cx, STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{\"versionId\":\"3\"}}"));
    const Record c = made(cx, STR("{\"resourceType\":\"Patient\",\"id\":\"p\"}"));
    CHECK_STR(a.body, b.body);
    CHECK_STR(a.body, c.body);
    JsonDoc *doc;
    CHECK_OK(cx, json_parse(cx, record_body(cx, &a, 1, 0, 0), &doc));
}

TEST(record__long_strings_and_escapes_at_any_place_are_copied_whole)
{
    Cx *cx = test_cx();
    for (size_t n = 0; n < 40; n++) {
        char fill[64];
        memset(fill, 'x', sizeof fill);
        const Str value = arena_printf(cx->mem, "%.*s\\\\%.*s\\\"%.*s", (int)n, fill, (int)(n % 9),
                                       fill, (int)(n % 5), fill);
        const Str text = arena_printf(
            cx->mem, "{\"resourceType\":\"Patient\",\"id\":\"p\",\"t\":\"%.*s\"}", STR_ARG(value));
        CHECK(str_contains(made(cx, text).body,
                           arena_printf(cx->mem, "\"t\":\"%.*s\"}", STR_ARG(value))));
    }
}

TEST(record__a_name_written_with_escapes_is_refused)
{
    refused(ST_STRUCTURE,
            STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"_gender\":{\"\\u0065xtension\""
                " :[{\"url\":\"u\"}]}}"));
    (void)made(test_cx(),
               STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"a\":[\"\\u0065\",\"\\\":\"]}"));
    refused(ST_STRUCTURE, STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"m\\u0065ta\":{}}"));
    refused(
        ST_STRUCTURE,
        STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{\"version\\u0049d\":\"1\"}}"));
}

/* ---- labels ---------------------------------------------------------------------------------- */

#define MH LABEL_BIT(LABEL_MENTAL_HEALTH)
#define TERMS "http://terminology.hl7.org/CodeSystem/"
/* As record_body writes MH. */
#define OURS                                                                                       \
    "{\"system\":\"" TERMS "v3-Confidentiality\",\"code\":\"R\"},{\"system\":\"" TERMS             \
    "v3-ActCode\",\"code\":\"MH\"}"
#define LISTED ",\"security\":[" OURS "]"

/* What was put into a body is what is taken out, and nothing that reads like it. */
TEST(record__labels_are_taken_out_where_they_were_put)
{
    static const char *const texts[] = {
        "{\"resourceType\":\"Basic\",\"id\":\"b\"}",
        "{\"resourceType\":\"Basic\",\"id\":\"b\",\"meta\":{}}",
        "{\"resourceType\":\"Basic\",\"id\":\"b\",\"meta\":{\"profile\":[\"urn:p\"]" LISTED "}}",
        "{\"resourceType\":\"Basic\",\"id\":\"b\",\"meta\":{\"tag\":[{\"code\":\"t\"" LISTED "}]}}",
        "{\"resourceType\":\"Basic\",\"id\":\"b\",\"meta\":{\"security\":[" OURS
        ",{\"code\":\"x\"}]}}",
        "{\"contained\":[{\"resourceType\":\"Basic\",\"meta\":{\"profile\":[\"urn:p\"]" LISTED
        "}}],\"resourceType\":\"Basic\",\"id\":\"b\"}",
        "{\"contained\":[{\"resourceType\":\"Basic\",\"meta\":{\"versionId\":\"1\"" LISTED
        "}}],\"resourceType\":\"Basic\",\"id\":\"b\",\"meta\":{\"security\":[{\"code\":\"x\"}]}}",
        "{\"extension\":[{\"url\":\"u\",\"valueMeta\":{\"source\":\"urn:s\"" LISTED
        "},\"meta\":{\"id\":\"m\"" LISTED "}}],\"resourceType\":\"Basic\",\"id\":\"b\",\"meta\":{"
        "\"extension\":[{\"meta\":{\"a\":1" LISTED "}}]" LISTED "}}",
        "{\"a\":\",\\\"security\\\":[{}]\",\"meta\":{\"source\":\"meta\\\":{\\\"security\\\":[\"},"
        "\"resourceType\":"
        "\"Basic\",\"id\":\"b\"}",
    };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const Record r = made(cx, str_of(texts[i]));
        const Str bare = record_body(cx, &r, 12, TEST_NOW_MS, 0);
        const Str full = record_body(cx, &r, 12, TEST_NOW_MS, MH);
        CHECK(full.n > bare.n);
        CHECK_STR(record_unlabel(cx, full, MH), bare);
        CHECK_STR(record_unlabel(cx, full, LABEL_BIT(LABEL_HIV)), full);
        CHECK_STR(record_unlabel(cx, full, 0), full);
    }
}

TEST(record__hash_leaves_out_version_time_and_space)
{
    Cx *cx = test_cx();
    const Record a = made(cx, STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{"
                                  "\"versionId\":\"1\",\"source\":\"urn:x\"}}"));
    const Record b =
        made(cx, STR("{ "
                     "\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{\"lastUpdated\":\"2021-"
                     "01-01T00:00:00Z\",\"source\":\"urn:x\"}}"));
    const Record c = made(
        cx, STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{\"source\":\"urn:y\"}}"));
    CHECK(memcmp(a.hash, b.hash, sizeof a.hash) == 0);
    CHECK(memcmp(a.hash, c.hash, sizeof a.hash) != 0);
}

/* ---- checks ---------------------------------------------------------------------------------- */

TEST(record__what_is_no_resource_is_refused)
{
    refused(ST_STRUCTURE, STR("{"));
    refused(ST_STRUCTURE, STR("[]"));
    refused(ST_STRUCTURE, STR("\"Patient\""));
    refused(ST_STRUCTURE, STR("{\"id\":\"p\"}"));
    refused(ST_STRUCTURE, STR("{\"resourceType\":5,\"id\":\"p\"}"));
    refused(ST_STRUCTURE, STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"id\":\"p\"}"));
    refused(ST_TYPE_NOT_ACCEPTED, STR("{\"resourceType\":\"Unknown\",\"id\":\"p\"}"));
    refused(ST_TYPE_NOT_ACCEPTED, STR("{\"resourceType\":\"Bundle\",\"id\":\"p\"}"));
}

TEST(record__ids_and_meta_are_strict)
{
    refused(ST_INVALID, STR("{\"resourceType\":\"Patient\"}"));
    refused(ST_INVALID, STR("{\"resourceType\":\"Patient\",\"id\":\"\"}"));
    refused(ST_INVALID, STR("{\"resourceType\":\"Patient\",\"id\":\"a/b\"}"));
    refused(ST_INVALID, STR("{\"resourceType\":\"Patient\",\"id\":5}"));
    refused(ST_INVALID, STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":[]}"));
    refused(ST_INVALID, STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":null}"));
    refused(ST_INVALID,
            STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"versionId\":1}}"));
    refused(ST_INVALID,
            STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"lastUpdated\":\"2020\"}}"));
    refused(ST_INVALID,
            STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"profile\":\"urn:p\"}}"));
    refused(ST_INVALID,
            STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"tag\":[\"x\"]}}"));
    refused(ST_INVALID,
            STR("{\"resourceType\":\"Patient\",\"id\":\"a\",\"meta\":{\"security\":{}}}"));
}

TEST(record__fhir_ids)
{
    CHECK(fhir_id_valid(STR("a")) && fhir_id_valid(STR("A-z.09")));
    CHECK(!fhir_id_valid(STR("")) && !fhir_id_valid(STR("a b")) && !fhir_id_valid(STR("a_b")));
    CHECK(!fhir_id_valid(STR("\xc3\xa9")) && !fhir_id_valid(STR("a/")) && !fhir_id_valid(STR("@")));
    CHECK(!fhir_id_valid(STR("[")) && !fhir_id_valid(STR("`")) && !fhir_id_valid(STR(":")));
    char long_id[65];
    memset(long_id, 'a', sizeof long_id);
    CHECK(fhir_id_valid((Str){ long_id, 64 }) && !fhir_id_valid((Str){ long_id, 65 }));
}

/* ---- references, dates ----------------------------------------------------------------------- */

TEST(record__every_local_reference_is_counted_once)
{
    Cx *cx = test_cx();
    const Record r = made(
        cx, STR("{\"resourceType\":\"DocumentReference\",\"id\":\"d\",\"subject\":{\"reference\":"
                "\"Patient/p\"},"
                "\"author\":[{\"reference\":\"Practitioner/a\"},{\"reference\":\"Patient/"
                "p\"},{\"reference\":\"#c\"},"
                "{\"reference\":\"http://else.example/Practitioner/z\"}],"
                "\"content\":[{\"attachment\":{\"url\":\"Binary/"
                "b1\"}},{\"attachment\":{\"url\":\"https://plan.example/demo/fhir/Binary/b2\"}},"
                "{\"attachment\":{\"url\":\"Patient/no\"}}]}"));
    CHECK(r.ref_count == 4);
    CHECK(r.binary_count == 2);
    CHECK_STR(r.binaries[0].id, STR("b1"));
    CHECK_STR(r.binaries[1].id, STR("b2"));
}

TEST(record__when_takes_the_first_date_there_is)
{
    Cx *cx = test_cx();
    DateRange want;
    CHECK(date_parse(STR("2024-02"), &want));
    const Record a =
        made(cx, STR("{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{\"reference\":"
                     "\"Patient/p\"},"
                     "\"onsetDateTime\":\"2024-02\",\"recordedDate\":\"2025-01-01\"}"));
    CHECK_I64(a.when.lo_ms, want.lo_ms);
    CHECK_I64(a.when.hi_ms, want.hi_ms);
    CHECK(date_parse(STR("2025-01-01"), &want));
    const Record b = made(cx, STR("{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{"
                                  "\"reference\":\"Patient/p\"},"
                                  "\"onsetString\":\"long ago\",\"recordedDate\":\"2025-01-01\"}"));
    CHECK_I64(b.when.lo_ms, want.lo_ms);
    const Record c = made(cx, STR("{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{"
                                  "\"reference\":\"Patient/p\"}}"));
    CHECK(c.when.lo_ms == DATE_MIN && c.when.hi_ms == DATE_MAX);
}
