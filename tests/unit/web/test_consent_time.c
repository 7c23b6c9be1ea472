/* How long: what is offered, what a form says, when it ends (AUTHORIZATION C3, A22, M38). */
#include "tests/unit/test.h"
#include "web/consent_pages.h"

#define ASKED_MS INT64_C(1767225600000)

static ConsentTime asked(const Plan *plan, const char *scope, int64_t cap_ms)
{
    const OauthTransaction t = { .scope = str_of(scope), .created_ms = ASKED_MS };
    return consent_time(plan, &t, cap_ms);
}

static ConsentTime asked_offline(PlanSharing chosen, PlanSharing max, int64_t cap_ms)
{
    const Plan plan = { .sharing_default = chosen, .sharing_max = max };
    return asked(&plan, "offline_access patient/*.rs", cap_ms);
}

/* The answer to a form with these values of "lasts"; *t has what it chose. */
static bool choose(ConsentTime *t, const char *a, const char *b)
{
    HttpField fields[2] = { { STR("lasts"), a ? str_of(a) : STR("") },
                            { STR("lasts"), b ? str_of(b) : STR("") } };
    const HttpForm form = { .fields = fields, .count = b ? 2u : a ? 1u : 0u };
    return consent_time_choose(&form, t);
}

/* C3 */
TEST(consent_time__months_count_from_the_request)
{
    ConsentTime t = asked_offline(PLAN_SHARING_12_MONTHS, PLAN_SHARING_UNTIL_STOPPED, 0);
    CHECK(t.offline && t.chosen == PLAN_SHARING_12_MONTHS);
    CHECK_I64(consent_time_end(&t), ASKED_MS + 365 * DAY_MS);
    CHECK(choose(&t, "3_months", NULL));
    CHECK_I64(consent_time_end(&t), ASKED_MS + 90 * DAY_MS);
    CHECK(choose(&t, "until_stopped", NULL));
    CHECK_I64(consent_time_end(&t), 0);
    CHECK(choose(&t, "once", NULL));
    CHECK_I64(consent_time_end(&t), 0); /* with its token */
}

/* C3: who asks for less is given no more. */
TEST(consent_time__without_offline_access_there_is_nothing_to_choose)
{
    const Plan plan = { .sharing_default = PLAN_SHARING_12_MONTHS,
                        .sharing_max = PLAN_SHARING_UNTIL_STOPPED };
    ConsentTime t = asked(&plan, "patient/*.rs openid", 0);
    CHECK(!t.offline && t.chosen == PLAN_SHARING_ONCE);
    CHECK(choose(&t, NULL, NULL) && t.chosen == PLAN_SHARING_ONCE);
    CHECK(!choose(&t, "12_months", NULL) && t.chosen == PLAN_SHARING_ONCE);
}

/* A22, threat 12: longer than the plan offers, no value, two, none that there is. */
TEST(consent_time__what_the_page_did_not_offer_is_the_shortest)
{
    static const char *const bad[][2] = {
        { "until_stopped", NULL }, { "forever", NULL },        { "", NULL }, { NULL, NULL },
        { "once", "3_months" },    { "3_months", "12_months" }
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ConsentTime t = asked_offline(PLAN_SHARING_12_MONTHS, PLAN_SHARING_12_MONTHS, 0);
        CHECK(!choose(&t, bad[i][0], bad[i][1]));
        CHECK(t.chosen == PLAN_SHARING_ONCE);
    }
}

/* M38: whatever a parent picks, it is over when the child is grown up; what would end with it is not
 * offered beside it. */
TEST(consent_time__a_childs_majority_ends_it)
{
    const int64_t cap = ASKED_MS + 100 * DAY_MS;
    ConsentTime t = asked_offline(PLAN_SHARING_12_MONTHS, PLAN_SHARING_UNTIL_STOPPED, cap);
    CHECK(t.chosen == PLAN_SHARING_UNTIL_STOPPED);
    CHECK_I64(consent_time_end(&t), cap);
    CHECK(!choose(&t, "12_months", NULL));
    CHECK_I64(consent_time_end(&t), cap);
    CHECK(choose(&t, "3_months", NULL));
    CHECK_I64(consent_time_end(&t), ASKED_MS + 90 * DAY_MS);
    t = asked_offline(PLAN_SHARING_3_MONTHS, PLAN_SHARING_3_MONTHS, ASKED_MS + DAY_MS);
    CHECK(choose(&t, "3_months", NULL));
    CHECK_I64(consent_time_end(&t), ASKED_MS + DAY_MS);
}

/* C3, S16 */
TEST(consent_time__once_takes_offline_access_out)
{
    Cx *cx = test_cx();
    ConsentTime t = asked_offline(PLAN_SHARING_ONCE, PLAN_SHARING_UNTIL_STOPPED, 0);
    Str scope;
    CHECK_OK(cx, consent_time_scope(cx, &t, STR("openid offline_access patient/*.rs"), &scope));
    CHECK_STR(scope, STR("openid patient/*.rs"));
    CHECK(choose(&t, "3_months", NULL));
    CHECK_OK(cx, consent_time_scope(cx, &t, STR("offline_access openid"), &scope));
    CHECK_STR(scope, STR("offline_access openid"));
}

/* C3, M38: to go on is for longer, never past the day on which it is over for who decides. */
TEST(consent_time__to_go_on_is_what_ends_later)
{
    const Plan plan = { .sharing_default = PLAN_SHARING_3_MONTHS,
                        .sharing_max = PLAN_SHARING_12_MONTHS };
    const int64_t soon_ms = ASKED_MS + 100 * DAY_MS;
    ConsentTime t = consent_time_longer(&plan, ASKED_MS, soon_ms, 0);
    CHECK(consent_time_some(&t) && t.chosen == PLAN_SHARING_12_MONTHS);
    CHECK(!choose(&t, "once", NULL));
    CHECK(!choose(&t, "3_months", NULL));
    CHECK(!choose(&t, "until_stopped", NULL));
    CHECK(choose(&t, "12_months", NULL));
    CHECK_I64(consent_time_end(&t), ASKED_MS + 365 * DAY_MS);
    t = consent_time_longer(&plan, ASKED_MS, soon_ms, soon_ms + 30 * DAY_MS);
    CHECK(choose(&t, "12_months", NULL));
    CHECK_I64(consent_time_end(&t), soon_ms + 30 * DAY_MS);
    t = consent_time_longer(&plan, ASKED_MS, soon_ms, soon_ms);
    CHECK(!consent_time_some(&t));
    t = consent_time_longer(&plan, ASKED_MS, ASKED_MS + 365 * DAY_MS, 0);
    CHECK(!consent_time_some(&t)); /* it was approved a moment ago */
}
