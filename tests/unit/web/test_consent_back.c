/* How far back, and which sensitive kinds: what is offered, and what a form says (AUTHORIZATION C4, A22). */
#include "base/date.h"
#include "fhir/label.h"
#include "tests/unit/test.h"
#include "web/consent_pages.h"

#define ASKED_MS INT64_C(1767312000000) /* 2026-01-02, midnight */

static bool choose_back(ConsentBack *b, const char *one, const char *two)
{
    HttpField fields[2] = { { STR("back"), one ? str_of(one) : STR("") },
                            { STR("back"), two ? str_of(two) : STR("") } };
    const HttpForm form = { .fields = fields, .count = two ? 2u : one ? 1u : 0u };
    return consent_back_choose(&form, b);
}

TEST(consent_back__years_count_from_the_day_of_the_request)
{
    ConsentBack b = consent_back(ASKED_MS + 5 * HOUR_MS, DATE_MIN);
    CHECK(b.chosen == CONSENT_BACK_EVERYTHING);
    CHECK_I64(consent_back_ms(&b), DATE_MIN);
    CHECK(choose_back(&b, "2_years", NULL));
    CHECK_I64(consent_back_ms(&b), date_days(2024, 1, 2) * DAY_MS);
    CHECK(choose_back(&b, "5_years", NULL));
    CHECK_I64(consent_back_ms(&b), date_days(2021, 1, 2) * DAY_MS);
    CHECK(choose_back(&b, "12_months", NULL));
    CHECK_I64(consent_back_ms(&b), date_days(2025, 1, 2) * DAY_MS);
    CHECK(choose_back(&b, "everything", NULL));
    CHECK_I64(consent_back_ms(&b), DATE_MIN);
}

/* A22, threat 12 */
TEST(consent_back__what_the_page_did_not_offer_is_the_shortest)
{
    static const char *const bad[][2] = { { "keep", NULL },
                                          { "100_years", NULL },
                                          { "", NULL },
                                          { NULL, NULL },
                                          { "2_years", "everything" } };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ConsentBack b = consent_back(ASKED_MS, DATE_MIN);
        CHECK(!choose_back(&b, bad[i][0], bad[i][1]));
        CHECK_I64(consent_back_ms(&b), date_days(2025, 1, 2) * DAY_MS);
    }
}

/* C9 */
TEST(consent_back__a_connection_that_has_less_can_keep_it)
{
    ConsentBack b = consent_back(ASKED_MS, 12345);
    CHECK(b.chosen == CONSENT_BACK_KEEP);
    CHECK_I64(consent_back_ms(&b), 12345);
    CHECK(choose_back(&b, "keep", NULL));
    CHECK_I64(consent_back_ms(&b), 12345);
}

/* C4, A22, threat 12: none unless it is there, and nothing that was not offered. */
TEST(consent_sensitive__a_form_shares_what_was_offered_and_no_more)
{
    HttpField fields[] = {
        { STR("sensitive"), STR("hiv") },    { STR("sensitive"), STR("mental_health") },
        { STR("sensitive"), STR("sealed") }, { STR("sensitive"), STR("minors") },
        { STR("sensitive"), STR("") },       { STR("other"), STR("violence") }
    };
    const uint64_t offered = LABEL_BIT(LABEL_HIV) | LABEL_BIT(LABEL_VIOLENCE);
    ConsentSensitive s = { .offered = offered, .shared = offered };
    CHECK(consent_sensitive_choose(&(HttpForm){ .count = 0 }, &s));
    CHECK(s.shared == 0);
    CHECK(consent_sensitive_choose(&(HttpForm){ .fields = fields, .count = 1 }, &s));
    CHECK(s.shared == LABEL_BIT(LABEL_HIV));
    CHECK(!consent_sensitive_choose(&(HttpForm){ .fields = fields, .count = 6 }, &s));
    CHECK(s.shared == LABEL_BIT(LABEL_HIV));
}

/* What is sealed, and what keeps a minor's care private, is nobody's to choose (C4, M37). */
TEST(consent_sensitive__what_is_in_force_is_offered_but_for_what_is_fixed)
{
    Cx *cx = test_cx();
    const LabelTable *t;
    const LabelSpec spec = { .csv = STR(""),
                             .off = LABEL_BIT(LABEL_HIV) | LABEL_BIT(LABEL_SEALED) };
    CHECK_OK(cx, label_table_new(cx, &spec, &t));
    const uint64_t offered = label_table_offered(t);
    CHECK(offered & LABEL_BIT(LABEL_MENTAL_HEALTH));
    CHECK(offered & LABEL_BIT(LABEL_RESTRICTED));
    CHECK(!(offered & (LABEL_BIT(LABEL_HIV) | LABEL_BIT(LABEL_SEALED) | LABEL_BIT(LABEL_MINORS))));
}
