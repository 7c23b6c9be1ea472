/* What a person leaves out of a scope (AUTHORIZATION S12, S13, A22). */
#include "oauth/oauth_int.h"
#include "tests/unit/test.h"

#define CC "http://terminology.hl7.org/CodeSystem/condition-category"
#define OC "http://terminology.hl7.org/CodeSystem/observation-category"
#define US "http://hl7.org/fhir/us/core/CodeSystem/"
#define PROBLEMS "category=" CC "|problem-list-item"
#define DIAGNOSES "category=" CC "|encounter-diagnosis"
#define CONCERNS "category=" US "condition-category|health-concern"
#define LAB "category=" OC "|laboratory"
#define VITAL "category=" OC "|vital-signs"

/* "Type", "Type?query": the choices left out, separated by spaces. */
static Str without(const char *scope, const char *left_out)
{
    Cx *cx = test_cx();
    size_t n;
    Str out;
    OauthChoice *choices = oauth_scope_choices(cx, str_of(scope), &n);
    for (size_t i = 0; i < n; i++) {
        const Str mark = choices[i].query.n ? STR("?") : STR("");
        const Str name = arena_join(cx->mem, choices[i].type, mark, choices[i].query);
        choices[i].kept = !oauth_scope_has(str_of(left_out), name);
    }
    CHECK_OK(cx, oauth_scope_narrow(cx, str_of(scope), choices, n, &out));
    CHECK(oauth_scope_within(out, str_of(scope)));
    return out;
}

static Str choices_of(const char *scope)
{
    Cx *cx = test_cx();
    size_t n;
    Buf *b = buf_new(cx, 1 << 16);
    const OauthChoice *choices = oauth_scope_choices(cx, str_of(scope), &n);
    for (size_t i = 0; i < n; i++) {
        buf_put(b, i ? STR(" ") : STR(""));
        buf_put(b, choices[i].type);
        buf_put(b, choices[i].query.n ? STR("?") : STR(""));
        buf_put(b, choices[i].query);
    }
    return buf_str(b);
}

/* S12, S13, A18 */
TEST(scope_narrow__every_type_is_a_choice_and_two_have_parts)
{
    CHECK_STR(choices_of("openid patient/Goal.rs user/Claim.read patient/Goal.r"),
              STR("Claim Goal"));
    CHECK_STR(choices_of("patient/Condition.rs"),
              STR("Condition?" PROBLEMS " Condition?" DIAGNOSES " Condition?" CONCERNS));
    /* Of what is asked for in parts, these parts; of a whole type its own, whatever else was asked. */
    CHECK_STR(choices_of("patient/Observation.r?" LAB " user/Observation.s?category=" OC
                         "%7Claboratory patient/ServiceRequest.rs?category=a"),
              STR("Observation?" LAB " ServiceRequest?category=a"));
    CHECK_STR(choices_of("patient/Condition.rs?category=a user/Condition.s"),
              STR("Condition?" PROBLEMS " Condition?" DIAGNOSES " Condition?" CONCERNS));
    CHECK_STR(choices_of("openid launch/patient"), STR(""));
    size_t n;
    (void)oauth_scope_choices(test_cx(), STR("patient/*.rs"), &n);
    CHECK_I64((int64_t)n, (int64_t)scope_types_count + 2 + 5);
}

/* S12 */
TEST(scope_narrow__a_type_is_left_out)
{
    CHECK_STR(without("openid patient/Goal.rs patient/Claim.read", "Goal"),
              STR("openid patient/Claim.read"));
    CHECK_STR(without("patient/Goal.rs user/Goal.rs offline_access", "Goal"),
              STR("offline_access"));
    CHECK_STR(without("openid patient/*.rs", ""), STR("openid patient/*.rs"));
    CHECK_STR(without("patient/Goal.rs", "Claim nonsense"), STR("patient/Goal.rs"));
}

/* S12, S13: no wildcard is left, and Patient stays. */
TEST(scope_narrow__a_wildcard_becomes_types)
{
    Str out = without("openid patient/*.read", "Goal Patient");
    CHECK(oauth_scope_has(out, STR("openid")) && oauth_scope_has(out, STR("patient/Patient.read")));
    CHECK(oauth_scope_has(out, STR("patient/Observation.read")));
    CHECK(oauth_scope_has(out, STR("patient/VisionPrescription.read")));
    CHECK(!str_contains(out, STR("Goal")) && !str_contains(out, STR("*")));
    size_t n;
    (void)oauth_scope_types(test_cx(), out, &n);
    CHECK_I64((int64_t)n, (int64_t)scope_types_count - 1);
}

/* S13 */
TEST(scope_narrow__some_parts_leave_no_whole_type)
{
    CHECK_STR(without("patient/Condition.rs patient/Patient.rs", "Condition?" DIAGNOSES),
              STR("patient/Condition.rs?" PROBLEMS " patient/Condition.rs?" CONCERNS
                  " patient/Patient.rs"));
    CHECK_STR(without("patient/Condition.read user/Condition.s",
                      "Condition?" DIAGNOSES " Condition?" CONCERNS),
              STR("patient/Condition.rs?" PROBLEMS " user/Condition.s?" PROBLEMS));
    CHECK_STR(without("patient/Condition.rs openid",
                      "Condition?" PROBLEMS " Condition?" DIAGNOSES " Condition?" CONCERNS),
              STR("openid"));
    Str out = without("patient/*.rs", "Condition?" PROBLEMS);
    CHECK(oauth_scope_has(out, STR("patient/Condition.rs?" DIAGNOSES)));
    CHECK(oauth_scope_has(out, STR("patient/Observation.rs")));
    CHECK(!oauth_scope_has(out, STR("patient/Condition.rs")) && !str_contains(out, STR("*")));
    CHECK(!str_contains(out, STR("problem-list-item")));
}

/* S13, A22: what the app asked in parts does not come back by what was asked whole. */
TEST(scope_narrow__what_was_asked_in_parts_is_kept_or_dropped_as_it_is)
{
    CHECK_STR(
        without("patient/Observation.rs?" LAB " patient/Observation.r?" VITAL, "Observation?" LAB),
        STR("patient/Observation.r?" VITAL));
    CHECK_STR(without("patient/Condition.rs patient/Condition.rs?" PROBLEMS
                      " patient/Condition.rs?category=a",
                      "Condition?" PROBLEMS " Condition?" CONCERNS),
              STR("patient/Condition.rs?" DIAGNOSES));
    CHECK_STR(
        without("patient/Condition.r patient/Condition.s?" PROBLEMS " patient/Goal.rs", "Goal"),
        STR("patient/Condition.r patient/Condition.s?" PROBLEMS));
}

static Str left_of(const char *asked, const char *granted, const char *scope)
{
    Cx *cx = test_cx();
    Str out;
    CHECK_OK(cx, scope_leave_out(cx, str_of(asked), str_of(granted), str_of(scope), &out));
    CHECK(oauth_scope_within(out, str_of(scope)));
    return out;
}

/* C9, A22: what a person left out of one request is out of what she granted before; what was not asked stays. */
TEST(scope_leave_out__takes_what_was_left_out_and_no_more)
{
    CHECK_STR(left_of("patient/*.rs", "patient/*.rs", "user/Goal.rs"), STR("user/Goal.rs"));
    CHECK_STR(left_of("patient/Goal.rs patient/Claim.rs", "patient/Claim.rs",
                      "openid user/Goal.r patient/Goal.s patient/Claim.rs patient/Coverage.rs"),
              STR("openid patient/Claim.rs patient/Coverage.rs"));
    CHECK_STR(left_of("patient/Goal.rs", "openid", "patient/Goal.rs"), STR(""));
    CHECK_STR(left_of("patient/Patient.rs", "openid", "patient/Patient.rs"),
              STR("patient/Patient.rs"));
    /* Of a whole type, the parts that she left in are all there is. */
    CHECK_STR(left_of("patient/Condition.rs", "patient/Condition.rs?" PROBLEMS,
                      "patient/Condition.rs patient/Condition.rs?category=x"),
              STR("patient/Condition.rs?" PROBLEMS));
    CHECK_STR(left_of("patient/Condition.rs", "patient/Condition.rs?" PROBLEMS,
                      "patient/Condition.rs?category=x patient/Condition.rs?" PROBLEMS),
              STR("patient/Condition.rs?" PROBLEMS));
    /* Of parts that were asked, the others stay, unless they may be the same by another name. */
    CHECK_STR(left_of("patient/Observation.rs?" LAB " patient/Observation.rs?" VITAL,
                      "patient/Observation.rs?" VITAL,
                      "patient/Observation.rs?" LAB " patient/Observation.rs?" VITAL),
              STR("patient/Observation.rs?" VITAL));
    CHECK_STR(left_of("patient/Condition.rs?" PROBLEMS, "openid", "patient/Condition.rs"),
              STR("patient/Condition.rs?" DIAGNOSES " patient/Condition.rs?" CONCERNS));
    CHECK_STR(left_of("patient/Condition.rs?category=x patient/Condition.rs?" PROBLEMS,
                      "patient/Condition.rs?" PROBLEMS, "patient/Condition.rs"),
              STR("patient/Condition.rs?" PROBLEMS));
    CHECK_STR(left_of("patient/Condition.rs?" PROBLEMS, "openid",
                      "patient/Condition.rs?category=x patient/Goal.rs"),
              STR("patient/Goal.rs"));
}
