/* The scopes that apps of members' data ask for by name: US Core's types, the payer's, CARIN's list. */
#include "base/table.h"
#include "oauth/oauth_int.h"
#include "tests/unit/oauth/us_core.h"
#include "tests/unit/test.h"

#define ALL "openid fhirUser profile launch/patient offline_access patient/*.rs user/*.rs"

static void check_granted_as_asked(Cx *cx, Str scope, Str document)
{
    Str got;
    CHECK_OK(cx, oauth_scope_negotiate(cx, scope, STR(ALL), &got));
    CHECK_STR(got, scope);
    CHECK(str_contains(document, arena_join(cx->mem, STR("\""), scope, STR("\""))));
}

/* S2, S9, D15: of a member and of her as a user, in both spellings, granted and listed. */
TEST(listed__every_type_of_us_core_and_of_a_payer_can_be_granted)
{
    static const char *const forms[] = { "patient/%s.rs", "user/%s.rs", "patient/%s.read",
                                         "user/%s.read" };
    Cx *cx = test_cx();
    const OauthPlan plan = { .num = 1,
                             .id = STR("demo"),
                             .issuer = STR("https://plan.example/demo"),
                             .fhir_base = STR("https://plan.example/demo/fhir") };
    Str document;
    CHECK_OK(cx, oauth_smart_configuration(cx, &plan, &document));
    for (size_t i = 0; i < TABLE_COUNT(us_core_types); i++)
        for (size_t f = 0; f < TABLE_COUNT(forms); f++) {
            const Str form = str_of(forms[f]);
            const size_t at = str_find(form, '%');
            check_granted_as_asked(cx,
                                   arena_join(cx->mem, str_slice(form, 0, at),
                                              str_of(us_core_types[i]), str_from(form, at + 2)),
                                   document);
        }
}

/* S11. */
TEST(listed__carin_s_scopes_are_granted_together)
{
    const Str asked =
        STR("openid fhirUser launch/patient patient/ExplanationOfBenefit.read patient/Coverage.read"
            " patient/Patient.read patient/Organization.read patient/Practitioner.read"
            " user/ExplanationOfBenefit.read user/Coverage.read user/Patient.read"
            " user/Organization.read user/Practitioner.read");
    Cx *cx = test_cx();
    Str got;
    CHECK_OK(cx, oauth_scope_negotiate(cx, asked, STR(ALL), &got));
    CHECK_STR(got, asked);
}
