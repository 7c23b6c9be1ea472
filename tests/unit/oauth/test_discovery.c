#include "oauth/oauth_int.h"
#include "tests/unit/oauth/us_core.h"
#include "tests/unit/test.h"
#include "json/json.h"

static const OauthPlan plan = { .num = 1,
                                .id = STR_C("demo"),
                                .issuer = STR_C("https://plan.example/demo"),
                                .fhir_base = STR_C("https://plan.example/demo/fhir") };

static const JsonVal *smart(Cx *cx)
{
    Str json;
    JsonDoc *doc;
    CHECK_OK(cx, oauth_smart_configuration(cx, &plan, &json));
    CHECK_OK(cx, json_parse(cx, json, &doc));
    return json_root(doc);
}

static const JsonVal *openid(Cx *cx)
{
    Str json;
    JsonDoc *doc;
    CHECK_OK(cx, oauth_openid_configuration(cx, &plan, &json));
    CHECK_OK(cx, json_parse(cx, json, &doc));
    return json_root(doc);
}

static bool lists(const JsonVal *doc, const char *field, const char *word)
{
    JsonIter it = json_iter(json_get(doc, str_of(field)));
    while (json_next(&it))
        if (str_eq(json_str(it.val), str_of(word)))
            return true;
    return false;
}

/* D3, D4, D5, D6, D11, D12, D15. */
TEST(discovery__says_what_is_required)
{
    Cx *cx = test_cx();
    const JsonVal *s = smart(cx), *o = openid(cx);
    CHECK_STR(json_get_str(s, STR("issuer")), plan.issuer);
    CHECK_STR(json_get_str(s, STR("token_endpoint")), STR("https://plan.example/demo/oauth/token"));
    CHECK_STR(json_get_str(o, STR("jwks_uri")), STR("https://plan.example/demo/oauth/jwks"));
    CHECK(json_len(json_get(s, STR("code_challenge_methods_supported"))) == 1 &&
          lists(s, "code_challenge_methods_supported", "S256"));
    CHECK(lists(s, "grant_types_supported", "authorization_code"));
    CHECK(lists(o, "id_token_signing_alg_values_supported", "RS256"));
    CHECK(lists(o, "subject_types_supported", "pairwise"));
    CHECK(json_type(json_get(o, STR("request_uri_parameter_supported"))) == JSON_BOOL);
    CHECK(!json_bool(json_get(o, STR("request_uri_parameter_supported"))));
    CHECK(json_bool(json_get(o, STR("authorization_response_iss_parameter_supported"))));
    CHECK(lists(s, "capabilities", "launch-standalone") &&
          lists(s, "capabilities", "authorize-post"));
    CHECK(lists(s, "scopes_supported", "patient/ExplanationOfBenefit.read") &&
          lists(s, "scopes_supported", "user/*.rs") && lists(s, "scopes_supported", "openid"));
}

/* Only what is wired (D5). */
TEST(discovery__claims_nothing_else)
{
    Cx *cx = test_cx();
    const JsonVal *s = smart(cx), *o = openid(cx);
    static const char *const absent[] = { "user_access_brand_bundle" };
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        CHECK(!json_get(s, str_of(absent[i])) && !json_get(o, str_of(absent[i])));
    CHECK(!lists(s, "capabilities", "launch-ehr"));
}

/* D3, D5, D12, T16: what an app that signs, a backend service and a resource server look for. */
TEST(discovery__names_the_other_end_points)
{
    Cx *cx = test_cx();
    const JsonVal *s = smart(cx), *o = openid(cx);
    static const char *const lists_both[] = { "token_endpoint_auth_signing_alg_values_supported",
                                              "grant_types_supported",
                                              "token_endpoint_auth_methods_supported" };
    static const char *const words[] = { "ES384", "client_credentials", "private_key_jwt" };
    for (size_t i = 0; i < 3; i++)
        CHECK(lists(s, lists_both[i], words[i]) && lists(o, lists_both[i], words[i]));
    CHECK(json_len(json_get(s, STR("token_endpoint_auth_signing_alg_values_supported"))) == 2);
    CHECK_STR(json_get_str(s, STR("introspection_endpoint")),
              STR("https://plan.example/demo/oauth/introspect"));
    CHECK_STR(json_get_str(o, STR("userinfo_endpoint")),
              STR("https://plan.example/demo/oauth/userinfo"));
    CHECK_STR(json_get_str(o, STR("pushed_authorization_request_endpoint")),
              STR("https://plan.example/demo/oauth/par"));
    CHECK(!lists(o, "introspection_endpoint_auth_methods_supported", "none")); /* O3 */
    CHECK(lists(s, "capabilities", "client-confidential-asymmetric"));
    CHECK(lists(s, "scopes_supported", "system/*.read"));
}

/* A8, D12: in the order of preference. */
TEST(discovery__answers_come_in_the_query_or_by_form)
{
    Cx *cx = test_cx();
    const JsonVal *both[] = { smart(cx), openid(cx) };
    for (size_t i = 0; i < 2; i++) {
        JsonIter it = json_iter(json_get(both[i], STR("response_modes_supported")));
        CHECK(json_next(&it));
        CHECK_STR(json_str(it.val), STR("query"));
        CHECK(json_next(&it));
        CHECK_STR(json_str(it.val), STR("form_post"));
        CHECK(!json_next(&it));
    }
}

/* Values of our documents are texts and lists of texts. */
static void same(const JsonVal *a, const JsonVal *b)
{
    JsonIter i = json_iter(a), j = json_iter(b);
    CHECK(json_type(a) == json_type(b) && json_len(a) == json_len(b));
    CHECK_STR(json_str(a), json_str(b));
    while (json_next(&i) && json_next(&j))
        CHECK_STR(json_str(i.val), json_str(j.val));
}

/* D7, D12, D13: where both speak of a thing they say the same. */
TEST(discovery__the_documents_agree)
{
    Cx *cx = test_cx();
    const JsonVal *s = smart(cx), *o = openid(cx);
    JsonIter it = json_iter(s);
    size_t both = 0;
    while (json_next(&it)) {
        const JsonVal *other = json_get(o, it.key);
        if (!other)
            continue;
        both++;
        same(other, it.val);
    }
    CHECK(both >= 9);
}

/* Every scope that is listed is one that can be granted as it stands (D15). */
TEST(discovery__scopes_supported_can_be_granted)
{
    Cx *cx = test_cx();
    JsonIter it = json_iter(json_get(smart(cx), STR("scopes_supported")));
    while (json_next(&it)) {
        if (str_starts(json_str(it.val),
                       STR("system/"))) /* of client_credentials: test_backend.c */
            continue;
        Str got, asked = arena_join(cx->mem, STR("openid "), json_str(it.val), STR_NONE);
        CHECK_OK(
            cx,
            oauth_scope_negotiate(
                cx, asked,
                STR("openid fhirUser profile launch/patient offline_access patient/*.rs user/*.rs"),
                &got));
        CHECK(oauth_scope_has(got, json_str(it.val)));
    }
}

#define CC "http://terminology.hl7.org/CodeSystem/condition-category|"
#define OC "http://terminology.hl7.org/CodeSystem/observation-category|"
#define US "http://hl7.org/fhir/us/core/CodeSystem/"

/* D15, S9, S10, S11 */
TEST(discovery__lists_the_scopes_of_us_core_and_of_payers)
{
    static const char *const parts[] = {
        "Condition.rs?category=" CC "encounter-diagnosis",
        "Condition.rs?category=" CC "problem-list-item",
        "Condition.rs?category=" US "condition-category|health-concern",
        "Observation.rs?category=" OC "laboratory",
        "Observation.rs?category=" OC "social-history",
        "Observation.rs?category=" OC "vital-signs",
        "Observation.rs?category=" OC "survey",
        "Observation.rs?category=" OC "procedure",
        "Observation.rs?category=" US "us-core-category|sdoh",
        "DocumentReference.rs?category=" US "us-core-documentreference-category|clinical-note",
    };
    Cx *cx = test_cx();
    const JsonVal *s = smart(cx);
    static const char *const contexts[] = { "patient", "user" };
    for (size_t c = 0; c < 2; c++) {
        for (size_t i = 0; i < sizeof us_core_types / sizeof *us_core_types; i++)
            CHECK(lists(s, "scopes_supported",
                        arena_printf(cx->mem, "%s/%s.rs", contexts[c], us_core_types[i]).p));
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            CHECK(lists(s, "scopes_supported",
                        arena_printf(cx->mem, "%s/%s", contexts[c], parts[i]).p));
    }
    CHECK(lists(s, "scopes_supported", "user/Practitioner.read") &&
          lists(s, "scopes_supported", "fhirUser") &&
          lists(s, "scopes_supported", "launch/patient"));
    static const char *const capabilities[] = { "permission-v1", "permission-v2",
                                                "permission-patient", "permission-user" };
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++)
        CHECK(lists(s, "capabilities", capabilities[i])); /* D5 */
}
