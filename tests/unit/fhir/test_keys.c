#include "fhir/keys.h"

#include "base/date.h"
#include "base/limits.h"
#include "fhir/type_table.h"
#include "tests/unit/test.h"

#include <math.h>

#define BASE STR("https://plan.example/demo/fhir/")

/* ---- packing --------------------------------------------------------------------------------- */

static Key token(uint16_t param, const char *code)
{
    Key k = { .param = param, .kind = KEY_TOKEN };
    k.token.how = SYSTEM_GIVEN;
    k.token.system = str_hash(STR("http://s"));
    k.token.code = str_hash(str_of(code));
    k.token.code_folded = k.token.code;
    return k;
}

static Str packed_of(Cx *cx, const Key *keys, size_t n)
{
    KeysBuilder *b = keys_begin(cx);
    Str packed;
    for (size_t i = 0; i < n; i++)
        keys_add(b, &keys[i]);
    CHECK_OK(cx, keys_end(cx, b, &packed));
    return packed;
}

static size_t count(Str packed, uint16_t param)
{
    size_t n = 0;
    Key k;
    for (KeysIter it = keys_iter(packed, param); keys_next(&it, &k);) {
        CHECK(param == 0 || k.param == param);
        n++;
    }
    return n;
}

TEST(keys__are_sorted_by_parameter_and_found_by_it)
{
    Cx *cx = test_cx();
    const Key keys[] = { token(300, "a"), token(100, "b"), token(300, "c"), token(1, "d") };
    const Str packed = packed_of(cx, keys, 4);
    CHECK(memcmp(packed.p, &param_table_fingerprint, sizeof param_table_fingerprint) == 0);
    CHECK(count(packed, 0) == 4 && count(packed, 300) == 2 && count(packed, 100) == 1);
    CHECK(count(packed, 2) == 0 && count(packed, 301) == 0);
    Key k;
    uint16_t last = 0;
    for (KeysIter it = keys_iter(packed, 0); keys_next(&it, &k); last = k.param)
        CHECK(k.param >= last);
}

TEST(keys__come_back_as_they_went_in)
{
    Cx *cx = test_cx();
    Key t = token(7, "Code");
    t.group = 3;
    t.token.code_folded = 99;
    t.token.type = 77;
    Key d = { .param = 8, .kind = KEY_DATE };
    d.date.lo_ms = DATE_MIN;
    d.date.hi_ms = 5;
    Key s = { .param = 9, .kind = KEY_STRING };
    s.string.folded = STR("zoe");
    s.string.exact = STR("Zo\xc3\xab");
    Key r = { .param = 10, .kind = KEY_REFERENCE };
    r.reference.type = 103;
    r.reference.id = STR("p-1");
    r.reference.version = STR("2");
    r.reference.identifier_code = 12;
    Key q = { .param = 11, .kind = KEY_QUANTITY };
    q.quantity.lo = -INFINITY;
    q.quantity.hi = 5.4;
    q.quantity.unit = 1;
    Key u = { .param = 12, .kind = KEY_URI };
    u.uri = STR("urn:x");
    const Key keys[] = { t, d, s, r, q, u };
    KeysIter it = keys_iter(packed_of(cx, keys, 6), 0);
    Key k;
    CHECK(keys_next(&it, &k) && k.kind == KEY_TOKEN && k.group == 3);
    CHECK(k.token.how == SYSTEM_GIVEN && k.token.system == t.token.system);
    CHECK(k.token.code == t.token.code && k.token.code_folded == 99 && k.token.type == 77);
    CHECK(keys_next(&it, &k) && k.date.lo_ms == DATE_MIN && k.date.hi_ms == 5);
    CHECK(keys_next(&it, &k));
    CHECK_STR(k.string.folded, STR("zoe"));
    CHECK_STR(k.string.exact, STR("Zo\xc3\xab"));
    CHECK(keys_next(&it, &k) && k.reference.type == 103);
    CHECK_STR(k.reference.id, STR("p-1"));
    CHECK_STR(k.reference.version, STR("2"));
    CHECK(k.reference.url.n == 0 && k.reference.identifier_system == 0);
    CHECK(k.reference.identifier_code == 12);
    CHECK(keys_next(&it, &k) && isinf(k.quantity.lo) && k.quantity.hi == 5.4);
    CHECK(k.quantity.unit == 1 && k.quantity.code == 0);
    CHECK(keys_next(&it, &k));
    CHECK_STR(k.uri, STR("urn:x"));
    CHECK(!keys_next(&it, &k) && !keys_next(&it, &k));
}

TEST(keys__the_same_value_in_a_row_is_kept_once)
{
    Cx *cx = test_cx();
    const Key keys[] = { token(5, "a"), token(5, "a"), token(6, "a"), token(5, "b") };
    CHECK(count(packed_of(cx, keys, 4), 0) == 3);
}

TEST(keys__many_are_sorted_too)
{
    Cx *cx = test_cx();
    KeysBuilder *b = keys_begin(cx);
    Str packed;
    for (unsigned i = 0; i < 3000; i++) {
        Key k = { .param = (uint16_t)(100 + i % 7), .kind = KEY_DATE };
        k.date.lo_ms = i;
        keys_add(b, &k);
    }
    CHECK_OK(cx, keys_end(cx, b, &packed));
    CHECK(count(packed, 0) == 3000 && count(packed, 106) == 428);
    int64_t last = -1;
    Key k;
    for (KeysIter it = keys_iter(packed, 103); keys_next(&it, &k); last = k.date.lo_ms)
        CHECK(k.date.lo_ms > last);
}

TEST(keys__have_a_ceiling)
{
    Cx *cx = test_cx();
    KeysBuilder *b = keys_begin(cx);
    Str packed;
    Key k = { .param = 5, .kind = KEY_STRING };
    k.string.exact = k.string.folded = (Str){ arena_alloc(cx->mem, LIMIT_KEYS), LIMIT_KEYS };
    keys_add(b, &k);
    CHECK_FAILS(cx, ST_TOO_LONG, keys_end(cx, b, &packed));
}

/* Whatever the bytes: nothing past the end is read, and the walk ends. The sanitizer build looks. */
TEST(keys__damaged_bytes_end_the_walk)
{
    Cx *cx = test_cx();
    const Key keys[] = { token(5, "a"), token(6, "b"), token(6, "c") };
    const Str good = packed_of(cx, keys, 3);
    for (size_t n = 0; n <= good.n; n++) {
        char *exact = malloc(n ? n : 1);
        memcpy(exact, good.p, n);
        CHECK(count((Str){ exact, n }, 0) <= 3);
        free(exact);
    }
    for (size_t i = 8; i < good.n; i++)
        for (unsigned flip = 1; flip < 256; flip += 51) {
            char *bad = malloc(good.n);
            memcpy(bad, good.p, good.n);
            bad[i] = (char)(bad[i] ^ (int)flip);
            CHECK(count((Str){ bad, good.n }, 0) <= good.n);
            (void)count((Str){ bad, good.n }, 6);
            free(bad);
        }
    CHECK(count(STR("abc"), 0) == 0);
}

/* ---- extraction ------------------------------------------------------------------------------ */

/* The keys of one parameter of a resource, at most 8. */
typedef struct Found {
    Key k[8];
    size_t n;
} Found;

static Found found(Cx *cx, Str resource, const char *name)
{
    JsonDoc *doc;
    Str packed;
    Found f = { .n = 0 };
    CHECK_OK(cx, json_parse(cx, resource, &doc));
    const TypeRow *type = type_by_name(json_get_str(json_root(doc), STR("resourceType")));
    CHECK(type != NULL);
    const ParamRow *p = param_find(type->num, str_of(name));
    CHECK(p != NULL);
    CHECK_OK(cx, keys_extract(cx, type->num, json_root(doc), BASE, &packed));
    for (KeysIter it = keys_iter(packed, p->num); f.n < 8 && keys_next(&it, &f.k[f.n]);)
        f.n++;
    return f;
}

static bool is_token(const Key *k, TokenSystem how, Str system, Str code)
{
    return k->kind == KEY_TOKEN && k->token.how == how &&
           k->token.system == (how == SYSTEM_GIVEN ? str_hash(system) : 0) &&
           k->token.code == str_hash(code);
}

TEST(keys__token_of_a_concept_has_every_coding)
{
    Cx *cx = test_cx();
    const Found f =
        found(cx,
              STR("{\"resourceType\":\"Observation\",\"code\":{\"text\":\"x\",\"coding\":["
                  "{\"system\":\"http://loinc.org\",\"code\":\"8480-6\"},{\"code\":\"BP\"}]}}"),
              "code");
    CHECK(f.n == 2);
    CHECK(is_token(&f.k[0], SYSTEM_GIVEN, STR("http://loinc.org"), STR("8480-6")));
    CHECK(is_token(&f.k[1], SYSTEM_ABSENT, STR_NONE, STR("BP")));
    CHECK(f.k[1].token.code_folded == str_hash(STR("bp")));
}

TEST(keys__token_of_text_alone_is_there_and_matches_nothing)
{
    Cx *cx = test_cx();
    const Found f =
        found(cx, STR("{\"resourceType\":\"Observation\",\"code\":{\"text\":\"x\"}}"), "code");
    CHECK(f.n == 1 && f.k[0].token.code == 0 && f.k[0].token.system == 0);
    CHECK(found(cx, STR("{\"resourceType\":\"Observation\"}"), "code").n == 0);
}

TEST(keys__token_of_a_plain_code_or_boolean_has_an_implied_system)
{
    Cx *cx = test_cx();
    const Str patient =
        STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"active\":true,\"gender\":\"female\"}");
    CHECK(is_token(&found(cx, patient, "gender").k[0], SYSTEM_IMPLIED, STR_NONE, STR("female")));
    CHECK(is_token(&found(cx, patient, "active").k[0], SYSTEM_IMPLIED, STR_NONE, STR("true")));
    CHECK(is_token(&found(cx, patient, "_id").k[0], SYSTEM_IMPLIED, STR_NONE, STR("p")));
}

TEST(keys__token_of_an_identifier_carries_its_types)
{
    Cx *cx = test_cx();
    const Found f = found(
        cx,
        STR("{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:m\",\"value\":\"7\","
            "\"type\":{\"coding\":[{\"system\":\"urn:t\",\"code\":\"MB\"}]}},{\"value\":\"8\"}]}"),
        "identifier");
    CHECK(f.n == 2 && is_token(&f.k[0], SYSTEM_GIVEN, STR("urn:m"), STR("7")));
    CHECK(f.k[0].token.type == str_hash(STR("urn:t|MB")));
    CHECK(is_token(&f.k[1], SYSTEM_ABSENT, STR_NONE, STR("8")) && f.k[1].token.type == 0);
}

TEST(keys__token_of_a_contact_point_keeps_to_its_condition)
{
    Cx *cx = test_cx();
    const Str patient =
        STR("{\"resourceType\":\"Patient\",\"telecom\":[{\"system\":\"phone\",\"value\":\"555\"},"
            "{\"system\":\"email\",\"value\":\"a@b\"}]}");
    CHECK(found(cx, patient, "telecom").n == 2);
    const Found f = found(cx, patient, "phone");
    CHECK(f.n == 1 && is_token(&f.k[0], SYSTEM_IMPLIED, STR_NONE, STR("555")));
}

/* R4: Patient.deceased.exists() and Patient.deceased != false. */
TEST(keys__deceased_asks_whether)
{
    Cx *cx = test_cx();
    static const struct {
        Str patient;
        Str answer;
    } rows[] = {
        { STR_C("{\"resourceType\":\"Patient\"}"), STR_C("false") },
        { STR_C("{\"resourceType\":\"Patient\",\"deceasedBoolean\":false}"), STR_C("false") },
        { STR_C("{\"resourceType\":\"Patient\",\"deceasedBoolean\":true}"), STR_C("true") },
        { STR_C("{\"resourceType\":\"Patient\",\"deceasedDateTime\":\"2020\"}"), STR_C("true") },
    };
    for (size_t i = 0; i < 4; i++) {
        const Found f = found(cx, rows[i].patient, "deceased");
        CHECK(f.n == 1 && is_token(&f.k[0], SYSTEM_IMPLIED, STR_NONE, rows[i].answer));
    }
}

static int64_t day(const char *text)
{
    DateRange r;
    CHECK(date_parse(str_of(text), &r));
    return r.lo_ms;
}

/* CONFORMANCE a.3. */
TEST(keys__claim_dates_are_of_the_period_and_of_the_lines)
{
    Cx *cx = test_cx();
    const Str eob = STR("{\"resourceType\":\"ExplanationOfBenefit\","
                        "\"billablePeriod\":{\"start\":\"2024-01-01\",\"end\":\"2024-01-31\"},"
                        "\"item\":[{\"servicedDate\":\"2024-01-05\"},{\"servicedPeriod\":{"
                        "\"start\":\"2024-01-07\"}}]}");
    const Found all = found(cx, eob, "service-date");
    CHECK(all.n == 3);
    CHECK(all.k[0].date.lo_ms == day("2024-01-01") && all.k[0].date.hi_ms == day("2024-02-01"));
    CHECK(all.k[1].date.lo_ms == day("2024-01-05") && all.k[1].date.hi_ms == day("2024-01-06"));
    CHECK(all.k[2].date.lo_ms == day("2024-01-07") && all.k[2].date.hi_ms == DATE_MAX);
    const Found start = found(cx, eob, "service-start-date");
    CHECK(start.n == 3 && start.k[0].date.hi_ms == day("2024-01-02"));
    CHECK(start.k[2].date.hi_ms == day("2024-01-08"));
    CHECK(found(cx, eob, "billable-period-start").n == 1);
}

TEST(keys__timing_gives_its_outer_limits)
{
    Cx *cx = test_cx();
    const Found f = found(cx,
                          STR("{\"resourceType\":\"Observation\",\"effectiveTiming\":{\"event\":"
                              "[\"2024-03-02\",\"2024-03-09\",\"2024-03-05\"]}}"),
                          "date");
    CHECK(f.n == 1 && f.k[0].date.lo_ms == day("2024-03-02"));
    CHECK(f.k[0].date.hi_ms == day("2024-03-10"));
    const Found bounds =
        found(cx,
              STR("{\"resourceType\":\"Observation\",\"effectiveTiming\":{\"repeat\":"
                  "{\"boundsPeriod\":{\"end\":\"2024\"}}}}"),
              "date");
    CHECK(bounds.n == 1 && bounds.k[0].date.lo_ms == DATE_MIN);
    CHECK(bounds.k[0].date.hi_ms == day("2025"));
}

TEST(keys__a_name_is_searched_by_its_parts)
{
    Cx *cx = test_cx();
    const Str patient = STR("{\"resourceType\":\"Patient\",\"name\":[{\"use\":\"official\","
                            "\"family\":\"M\xc3\xbcller\","
                            "\"given\":[\"Ann\",null,\"B\"],\"period\":{\"start\":\"2020\"}}]}");
    const Found f = found(cx, patient, "name");
    CHECK(f.n == 3);
    CHECK_STR(f.k[0].string.folded, STR("muller"));
    CHECK_STR(f.k[0].string.exact, STR("M\xc3\xbcller"));
    CHECK_STR(f.k[1].string.folded, STR("ann"));
    CHECK(found(cx, patient, "family").n == 1 && found(cx, patient, "given").n == 2);
}

TEST(keys__references_are_local_by_type_and_id_or_kept_as_written)
{
    Cx *cx = test_cx();
    const Found f =
        found(cx,
              STR("{\"resourceType\":\"CarePlan\",\"careTeam\":["
                  "{\"reference\":\"CareTeam/a\"},"
                  "{\"reference\":\"https://plan.example/demo/fhir/CareTeam/b/_history/3\"},"
                  "{\"reference\":\"https://other.example/fhir/CareTeam/c\"},"
                  "{\"reference\":\"urn:uuid:9\"},{\"reference\":\"#in\"},"
                  "{\"identifier\":{\"system\":\"urn:s\",\"value\":\"v\"}}]}"),
              "care-team");
    CHECK(f.n == 6);
    CHECK_STR(f.k[0].reference.id, STR("a"));
    CHECK(f.k[0].reference.type == type_by_name(STR("CareTeam"))->num);
    CHECK_STR(f.k[1].reference.id, STR("b"));
    CHECK_STR(f.k[1].reference.version, STR("3"));
    CHECK(f.k[2].reference.type == 0);
    CHECK_STR(f.k[2].reference.url, STR("https://other.example/fhir/CareTeam/c"));
    CHECK_STR(f.k[3].reference.url, STR("urn:uuid:9"));
    CHECK(f.k[4].reference.type == 0 && f.k[4].reference.url.n == 0);
    CHECK(f.k[5].reference.identifier_system == str_hash(STR("urn:s")));
    CHECK(f.k[5].reference.identifier_code == str_hash(STR("v")));
}

TEST(keys__resolve_is_keeps_other_types_out)
{
    Cx *cx = test_cx();
    const Str about_group =
        STR("{\"resourceType\":\"Procedure\",\"subject\":{\"reference\":\"Group/g\"}}");
    CHECK(found(cx, about_group, "subject").n == 1);
    CHECK(found(cx, about_group, "patient").n == 0);
    CHECK(found(cx,
                STR("{\"resourceType\":\"Procedure\",\"subject\":{\"reference\":\"Patient/p\"}}"),
                "patient")
              .n == 1);
}

TEST(keys__quantities_keep_value_unit_and_comparator)
{
    Cx *cx = test_cx();
    const Found f =
        found(cx,
              STR("{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":5.40,"
                  "\"comparator\":\"<\","
                  "\"unit\":\"mg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg\"}}"),
              "value-quantity");
    CHECK(f.n == 1 && isinf(f.k[0].quantity.lo) && f.k[0].quantity.hi == 5.4);
    CHECK(f.k[0].quantity.code == str_hash(STR("mg")));
    const Found range = found(cx,
                              STR("{\"resourceType\":\"Condition\",\"onsetRange\":{\"low\":{"
                                  "\"value\":3,\"code\":\"a\"}}}"),
                              "onset-age");
    CHECK(range.n == 1 && range.k[0].quantity.lo == 3 && isinf(range.k[0].quantity.hi));
}

TEST(keys__extensions_are_found_by_their_url)
{
    Cx *cx = test_cx();
    const Str basic =
        STR("{\"resourceType\":\"Basic\",\"extension\":["
            "{\"url\":\"http://hl7.org/fhir/us/davinci-drug-formulary/StructureDefinition/"
            "usdf-DrugTierID-extension\","
            "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"urn:t\",\"code\":\"generic\"}]}},"
            "{\"url\":\"urn:other\",\"valueCode\":\"no\"}]}");
    const Found f = found(cx, basic, "drug-tier");
    CHECK(f.n == 1 && is_token(&f.k[0], SYSTEM_GIVEN, STR("urn:t"), STR("generic")));
    CHECK(found(cx, basic, "status").n == 0);
}

TEST(keys__meta_is_searched_on_every_type)
{
    Cx *cx = test_cx();
    const Str r = STR(
        "{\"resourceType\":\"Substance\",\"meta\":{\"source\":\"urn:f\",\"profile\":[\"urn:p|1\"],"
        "\"tag\":[{\"code\":\"t\"}],\"security\":[{\"system\":\"urn:s\",\"code\":\"R\"}]}}");
    CHECK_STR(found(cx, r, "_source").k[0].uri, STR("urn:f"));
    CHECK_STR(found(cx, r, "_profile").k[0].uri, STR("urn:p|1"));
    CHECK(found(cx, r, "_tag").n == 1 && found(cx, r, "_security").n == 1);
}

TEST(keys__values_of_the_wrong_shape_are_passed_over)
{
    Cx *cx = test_cx();
    static const Str rows[] = {
        STR_C("{\"resourceType\":\"Observation\",\"code\":5,\"effectiveDateTime\":{\"a\":[[1]]},"
              "\"subject\":\"x\","
              "\"valueQuantity\":[null,{\"value\":\"5\"}],\"category\":{\"coding\":\"x\"},\"meta\":"
              "[1,\"a\"]}"),
        STR_C("{\"resourceType\":\"Observation\",\"code\":[[[]]],\"effectivePeriod\":{\"start\":1},"
              "\"identifier\":[[{\"value\":1}]],\"component\":true,\"extension\":{\"url\":[]}}"),
    };
    for (size_t i = 0; i < 2; i++)
        CHECK(found(cx, rows[i], "date").n == 0);
}
