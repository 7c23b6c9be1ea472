#include "fhir/type_table.h"
#include "tests/unit/test.h"
#include "web/guard.h"

static const Plan closed = { .open = 0 };
static const Plan both = { .open = PLAN_PUBLIC_DIRECTORY | PLAN_PUBLIC_FORMULARY };

/* Whatever plan.ini says, no type that can be a member's is public. */
TEST(guard__no_type_of_a_member_is_ever_public)
{
    size_t open = 0;
    for (size_t i = 0; i < type_table_count; i++) {
        CHECK(!guard_is_public(&closed, type_table[i].name));
        if (!guard_is_public(&both, type_table[i].name))
            continue;
        CHECK(type_table[i].owner == OWNER_DIRECTORY);
        open++;
    }
    CHECK(open == 9);
}

TEST(guard__each_word_opens_its_own_types)
{
    const Plan directory = { .open = PLAN_PUBLIC_DIRECTORY };
    const Plan formulary = { .open = PLAN_PUBLIC_FORMULARY };
    Cx *cx = test_cx();
    CHECK_STR(guard_public_types(cx, &directory),
              STR("Endpoint, HealthcareService, InsurancePlan, Location, Organization, "
                  "Practitioner, PractitionerRole"));
    CHECK_STR(guard_public_types(cx, &formulary),
              STR("Basic, InsurancePlan, Location, MedicationKnowledge"));
    CHECK_STR(guard_public_types(cx, &closed), STR(""));
}

/* T31: no record of a request holds a token, wherever its sender wrote it. */
TEST(guard__a_token_is_not_kept_with_the_query)
{
    // clang-format off
    static const struct { const char *query; const char *body; const char *kept; } rows[] = {
        { "code=x&date=ge2024",     "",                "code=x&date=ge2024" },
        { "code=x",                 "date=2024",       "date=2024" },
        { "code=access_token",      "",                "code=access_token" },
        { "access_token=t",         "",                "" },
        { "code=x&access%5ftoken=t", "",               "" },
        { "%61ccess_token",         "",                "" },
        { "access_token=%zz",       "",                "" },
        { "",                       "access_toke%6E=t", "" },
        { "c%6fde=x",               "",                "c%6fde=x" },
    };
    // clang-format on
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const HttpRequest http = { .query = str_of(rows[i].query), .body = str_of(rows[i].body) };
        const Rq rq = { .http = &http };
        CHECK_STR(guard_query_to_keep(cx, &rq), str_of(rows[i].kept));
        CHECK(cx->fault.status == ST_OK);
    }
}
