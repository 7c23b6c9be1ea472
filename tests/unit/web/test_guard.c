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
