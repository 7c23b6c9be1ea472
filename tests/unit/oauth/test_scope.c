#include "base/table.h"
#include "fhir/type_table.h"
#include "oauth/oauth_int.h"
#include "tests/unit/test.h"

#define ALL "openid fhirUser profile launch/patient offline_access patient/*.cruds user/*.cruds"
#define RS (OAUTH_R | OAUTH_S)
#define CRUDS (OAUTH_C | OAUTH_R | OAUTH_U | OAUTH_D | OAUTH_S)

#define OC "http://terminology.hl7.org/CodeSystem/observation-category"
#define LAB "category=" OC "|laboratory"
#define VITAL "category=" OC "|vital-signs"

/* S1, S2. */
TEST(scope__the_grammar_understands_whole_tokens)
{
    const struct {
        const char *text;
        OauthContext context;
        unsigned actions;
        bool v1, granular;
    } rows[] = {
        { "patient/Observation.rs", OAUTH_PATIENT, RS, false, false },
        { "patient/*.cruds", OAUTH_PATIENT, CRUDS, false, false },
        { "patient/*.*", OAUTH_PATIENT, CRUDS, true, false },
        { "user/Patient.read", OAUTH_USER, RS, true, false },
        { "system/Coverage.write", OAUTH_SYSTEM, OAUTH_C | OAUTH_U | OAUTH_D, true, false },
        { "patient/Condition.s", OAUTH_PATIENT, OAUTH_S, false, false },
        { "patient/Condition.us", OAUTH_PATIENT, OAUTH_U | OAUTH_S, false, false },
        { "patient/Condition.rs?category=a|b", OAUTH_PATIENT, RS, false, true },
        { "user/Observation.r?" LAB, OAUTH_USER, OAUTH_R, false, true },
        { "patient/ServiceRequest.s?category=a%7Cb,c&category=d|", OAUTH_PATIENT, OAUTH_S, false,
          true },
        { "openid", OAUTH_PLAIN, 0, false, false },
        { "launch/patient", OAUTH_PLAIN, 0, false, false },
    };
    for (size_t i = 0; i < TABLE_COUNT(rows); i++) {
        OauthScope s;
        CHECK(oauth_scope_parse(str_of(rows[i].text), &s));
        CHECK(s.context == rows[i].context && s.actions == rows[i].actions);
        CHECK(s.v1 == rows[i].v1 && s.granular == rows[i].granular);
    }
}

/* S1, S2, S16, threat 14. */
TEST(scope__what_is_not_a_scope_is_dropped_whole)
{
    static const char *const rows[] = {
        "",
        "patient",
        "patient/",
        "patient/.",
        "patient/Observation",
        "patient/Observation.",
        "patient/Observation.sr",
        "patient/Observation.dus",
        "patient/Observation.rr",
        "patient/Observation.READ",
        "patient/observation.rs",
        "Patient/Observation.rs",
        "patient/Observations.rs",
        "patient/Observation.rs ",
        "patient/Observation.rs?",
        "patient/Observation.read?category=a",
        "patient/Observation.*?category=a",
        "patient/Observation.rx",
        "patient/**.rs",
        "patient/Observation.r.s",
        "patient//Observation.rs",
        "patients/Observation.rs",
        "openID",
        "online_access",
        "launch/encounter",
        "patient/Observation.\xD1\x81",
        "patient/\320\236bservation.rs",
        "patient/Observation.rs\"",
        "*/Observation.rs",
    };
    for (size_t i = 0; i < TABLE_COUNT(rows); i++) {
        OauthScope s;
        if (oauth_scope_parse(str_of(rows[i]), &s))
            FAIL(rows[i]);
    }
}

static void check_granted(const char *requested, const char *ceiling, const char *want)
{
    Str got;
    CHECK_OK(test_cx(), oauth_scope_negotiate(test_cx(), str_of(requested), str_of(ceiling), &got));
    CHECK_STR(got, str_of(want));
}

/* S2, S5, S6 */
TEST(scope__a_filter_that_is_not_understood_drops_the_token)
{
    static const char *const types[] = { "Condition", "DiagnosticReport", "DocumentReference",
                                         "Observation", "ServiceRequest" };
    static const char *const rows[] = {
        "patient/Observation.rs?",
        "patient/Observation.rs?category",
        "patient/Observation.rs?category=",
        "patient/Observation.rs?category=a,",
        "patient/Observation.rs?category=,a",
        "patient/Observation.rs?category=a,,b",
        "patient/Observation.rs?category=|",
        "patient/Observation.rs?category=a|b|c",
        "patient/Observation.rs?category=a%2C%7C",
        "patient/Observation.rs?category=a&",
        "patient/Observation.rs?&category=a",
        "patient/Observation.rs?category=a&status=final",
        "patient/Observation.rs?category:not=a",
        "patient/Observation.rs?category:in=a",
        "patient/Observation.rs?category.code=a",
        "patient/Observation.rs?Category=a",
        "patient/Observation.rs?code=a|b",
        "patient/Observation.rs?_filter=category%20eq%20a",
        "patient/Observation.rs?subject:Patient.name=a",
        "patient/Observation.rs?_has:Provenance:target:agent=a",
        "patient/Observation.rs?_id=a",
        "patient/Observation.rs?category=a%",
        "patient/Observation.rs?category=a%4",
        "patient/Observation.rs?category=a%zz",
        "patient/Observation.rs?category=a%00",
        "patient/Observation.rs?category=a%0Ab",
        "patient/Observation.rs?category=a%5C,b",
        "patient/Observation.rs?category=a%C3%A9",
        "patient/Observation.read?" LAB,
        "patient/Observation.*?" LAB,
        "patient/Observation.sr?" LAB,
        "patient/Observation?" LAB,
        "patient/*.rs?" LAB,
        "patient/Patient.rs?category=a",
        "patient/Immunization.rs?category=a",
        "patient/CarePlan.rs?category=a",
    };
    OauthScope s;
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        if (oauth_scope_parse(str_of(rows[i]), &s))
            FAIL(rows[i]);
    for (size_t i = 0; i < TABLE_COUNT(types); i++) {
        const Str token =
            arena_join(test_cx()->mem, STR("patient/"), str_of(types[i]), STR(".rs?category=a|b"));
        CHECK(oauth_scope_parse(token, &s) && s.granular);
        CHECK_STR(s.query, STR("category=a|b"));
    }
}

/* S2, S4, S5, S14, S16, S17. */
TEST(scope__only_reading_is_granted_in_the_spelling_asked)
{
    check_granted("patient/*.rs", ALL, "patient/*.rs");
    check_granted("patient/*.cruds", ALL, "patient/*.rs");
    check_granted("patient/*.*", ALL, "patient/*.read");
    check_granted("patient/*.read", ALL, "patient/*.read");
    check_granted("patient/Goal.cr patient/Goal.us", ALL, "patient/Goal.r patient/Goal.s");
    check_granted("patient/Goal.write patient/Patient.r", ALL, "patient/Patient.r");
    check_granted("patient/Patient.rs  patient/Patient.rs", ALL, "patient/Patient.rs");
    check_granted("openid fhirUser profile offline_access", ALL,
                  "openid fhirUser profile offline_access");
    check_granted("fhirUser profile launch/patient", ALL, "launch/patient"); /* needs openid */
    check_granted("online_access openid", ALL, "openid");
    check_granted("system/*.rs patient/Patient.rs", ALL, "patient/Patient.rs"); /* S18 */
}

/* S4, S5, S6, S14: as it was written, or not at all. */
TEST(scope__a_granular_scope_is_granted_as_it_was_written)
{
    check_granted("patient/Condition.rs?category=a|b patient/Goal.rs", ALL,
                  "patient/Condition.rs?category=a|b patient/Goal.rs");
    check_granted("patient/Observation.rs?category=a%7Cb", ALL,
                  "patient/Observation.rs?category=a%7Cb");
    check_granted("patient/Observation.cruds?category=a%7Cb", ALL,
                  "patient/Observation.rs?category=a%7Cb");
    check_granted("patient/Observation.r?" LAB " user/Observation.s?" LAB, ALL,
                  "patient/Observation.r?" LAB " user/Observation.s?" LAB);
    check_granted("patient/Observation.rs?" LAB " patient/Observation.rs?" LAB, ALL,
                  "patient/Observation.rs?" LAB);
    check_granted("patient/Observation.rs?code=a patient/Goal.rs", ALL, "patient/Goal.rs");
    check_granted("system/Observation.rs?" LAB " openid", ALL, "openid"); /* S18 */
}

/* S9, S10, D15: each of them, by its exact text. */
TEST(scope__every_category_of_us_core_can_be_granted)
{
    Cx *cx = test_cx();
    for (size_t i = 0; i < oauth_category_count; i++) {
        const Str token =
            arena_printf(cx->mem, "patient/%.*s.rs?%.*s", STR_ARG(oauth_categories[i].type),
                         STR_ARG(oauth_categories[i].query));
        check_granted(token.p, ALL, token.p);
    }
}

/* S14, S15: never wider than what was registered. */
TEST(scope__a_ceiling_narrows)
{
    check_granted("patient/*.rs openid", "patient/Patient.rs patient/Coverage.read",
                  "patient/Patient.rs patient/Coverage.rs");
    check_granted("patient/*.read", "patient/Patient.rs patient/Coverage.r",
                  "patient/Patient.read patient/Coverage.r");
    check_granted("patient/Patient.rs", "patient/*.r", "patient/Patient.r");
    check_granted("patient/*.rs", "patient/*.s patient/Patient.r",
                  "patient/*.s patient/Patient.rs");
    check_granted("user/Patient.rs patient/Patient.rs", "patient/*.rs", "patient/Patient.rs");
    check_granted("offline_access patient/Patient.rs", "patient/*.rs", "patient/Patient.rs");
}

/* S14, S15 */
TEST(scope__a_ceiling_narrows_parts_of_types)
{
    check_granted("patient/Observation.rs?" LAB, "patient/Observation.r",
                  "patient/Observation.r?" LAB);
    check_granted("patient/Observation.rs?" LAB " openid", "openid user/*.rs", "openid");
    check_granted("patient/Observation.rs", "patient/Observation.rs?" LAB,
                  "patient/Observation.rs?" LAB);
    check_granted("patient/Observation.read", "patient/Observation.rs?" LAB,
                  "patient/Observation.rs?" LAB);
    check_granted("patient/*.rs", "patient/Observation.rs?" LAB " patient/Goal.r",
                  "patient/Observation.rs?" LAB " patient/Goal.r");
    check_granted("patient/*.rs", "patient/Observation.r patient/Observation.rs?" LAB,
                  "patient/Observation.r patient/Observation.s?" LAB);
    check_granted("patient/Observation.rs?category=" OC "%7Claboratory openid",
                  "openid patient/Observation.rs?" LAB,
                  "patient/Observation.rs?category=" OC "%7Claboratory openid");
    check_granted("patient/Observation.rs?" VITAL " openid", "openid patient/Observation.rs?" LAB,
                  "openid");
}

/* S8, A3, A13. */
TEST(scope__nothing_left_is_invalid_scope)
{
    static const char *const rows[] = { "",
                                        "  ",
                                        "online_access",
                                        "patient/Goal.cud",
                                        "system/*.rs",
                                        "patient/*.rs launch",
                                        "patient/Goal.rs\xC3\xA9 openid" };
    Cx *cx = test_cx();
    Str got;
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        CHECK_FAILS(cx, ST_INVALID_SCOPE,
                    oauth_scope_negotiate(cx, str_of(rows[i]), STR(ALL), &got));
    Buf *b = buf_new(cx, 1 << 16);
    for (size_t i = 0; i < LIMIT_SCOPE_TOKENS; i++)
        buf_put(b, STR("openid "));
    CHECK_OK(cx, oauth_scope_negotiate(cx, buf_str(b), STR(ALL), &got));
    buf_put(b, STR("openid"));
    CHECK_FAILS(cx, ST_INVALID_SCOPE, oauth_scope_negotiate(cx, buf_str(b), STR(ALL), &got));
}

/* S6: a row is held against each value. */
TEST(scope__granular_values_have_a_ceiling)
{
    Cx *cx = test_cx();
    Str got;
    Buf *b = buf_new(cx, 1 << 16);
    buf_put(b, STR("patient/Observation.rs?category=a"));
    for (size_t i = 1; i < LIMIT_SCOPE_VALUES; i++)
        buf_put(b, STR(",a"));
    CHECK_OK(cx, oauth_scope_negotiate(cx, buf_str(b), STR(ALL), &got));
    CHECK(oauth_scope_within(buf_str(b), STR("patient/*.rs")));
    buf_put(b, STR(" patient/Observation.rs?category=b"));
    CHECK_FAILS(cx, ST_INVALID_SCOPE, oauth_scope_negotiate(cx, buf_str(b), STR(ALL), &got));
    CHECK(!oauth_scope_within(buf_str(b), STR("patient/*.rs")));
}

/* T25, A22. */
TEST(scope__within_means_no_wider)
{
    CHECK(oauth_scope_within(STR("patient/Goal.rs"), STR("openid patient/*.rs")));
    CHECK(oauth_scope_within(STR("patient/*.read"), STR("patient/*.rs")));
    CHECK(oauth_scope_within(STR("patient/Goal.rs"), STR("patient/Goal.r patient/Goal.s")));
    CHECK(!oauth_scope_within(STR("patient/*.rs"), STR("patient/Goal.rs")));
    CHECK(!oauth_scope_within(STR("patient/Goal.rs"), STR("patient/Goal.r")));
    CHECK(!oauth_scope_within(STR("user/Goal.rs"), STR("patient/*.rs")));
    CHECK(!oauth_scope_within(STR("offline_access"), STR("patient/*.rs openid")));
    CHECK(!oauth_scope_within(STR("nonsense"), STR("patient/*.rs")));
    /* A part is within its type, and a type in none of its parts. */
    CHECK(oauth_scope_within(STR("patient/Observation.rs?" LAB), STR("patient/Observation.rs")));
    CHECK(oauth_scope_within(STR("patient/Observation.r?" LAB),
                             STR("patient/Observation.rs?category=" OC "%7claboratory")));
    CHECK(!oauth_scope_within(STR("patient/Observation.rs"), STR("patient/Observation.rs?" LAB)));
    CHECK(!oauth_scope_within(STR("patient/*.rs"), STR("patient/Observation.rs?" LAB)));
    CHECK(!oauth_scope_within(STR("patient/Observation.rs?" VITAL),
                              STR("patient/Observation.rs?" LAB)));
    CHECK(!oauth_scope_within(STR("patient/Observation.rs?" LAB),
                              STR("patient/Observation.rs?" LAB "&" VITAL)));
    CHECK(!oauth_scope_within(STR("patient/Observation.rs?category=a%26category=b"),
                              STR("patient/Observation.rs?category=a&category=b")));
}

/* S3, S18. */
TEST(scope__a_grant_says_what_may_be_read_and_searched)
{
    size_t n;
    OauthTypeScope *t = oauth_scope_types(test_cx(), STR("openid patient/Goal.r user/*.s"), &n);
    CHECK_I64((int64_t)n, 2);
    CHECK(t[0].type == type_by_name(STR("Goal"))->num && t[0].read && !t[0].search);
    CHECK(t[1].type == 0 && !t[1].read && t[1].search);
    t = oauth_scope_types(test_cx(), STR("patient/Observation.r?" LAB " system/Goal.rs"), &n);
    CHECK_I64((int64_t)n, 1);
    CHECK(t[0].type == type_by_name(STR("Observation"))->num && t[0].read && !t[0].search);
    CHECK_STR(t[0].query, STR(LAB));
}

/* The list here and fhir's agree: what the store keeps for members, no more, under the same number. */
TEST(scope__types_are_those_of_the_type_table)
{
    CHECK(table_is_sorted(scope_types, scope_types_count, sizeof *scope_types));
    CHECK(table_is_sorted(scope_plain, scope_plain_count, sizeof *scope_plain));
    size_t grantable = 0;
    for (size_t i = 0; i < type_table_count; i++) {
        const TypeRow *row = &type_table[i];
        const ScopeType *t =
            table_find(scope_types, scope_types_count, sizeof *scope_types, row->name);
        bool want = row->owner != OWNER_NONE && row->owner != OWNER_GROUP;
        CHECK((t != NULL) == want);
        CHECK(!t || t->num == row->num);
        grantable += want;
    }
    CHECK_I64((int64_t)grantable, (int64_t)scope_types_count);
}
