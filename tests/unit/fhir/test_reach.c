/* What a Reach says of a row, a type and a place, without any row. */
#include "fhir/reach_int.h"
#include "tests/unit/test.h"

static const Reach *reach(Cx *cx, bool fhir_user)
{
    static const ReachScope scope = { .search = true, .type = 1 };
    return reach_new(cx, &(ReachSpec){ .plan = 1,
                                       .compartment = 5,
                                       .patient = STR("ann"),
                                       .fhir_user = fhir_user,
                                       .scopes = &scope,
                                       .scope_count = 1,
                                       .when = { 100, 200 },
                                       .base = STR("https://plan.example/demo/fhir") });
}

/* Both are [lo, hi): what ends where the other begins has no moment in it. */
TEST(reach__a_range_has_both_its_ends)
{
    const Reach *r = reach(test_cx(), false);
    CHECK(reach_admits(r, 0, (DateRange){ 100, 200 }));
    CHECK(reach_admits(r, 0, (DateRange){ DATE_MIN, DATE_MAX })); /* without a date */
    CHECK(reach_admits(r, 0, (DateRange){ 50, 101 }));
    CHECK(reach_admits(r, 0, (DateRange){ 199, 300 }));
    CHECK(!reach_admits(r, 0, (DateRange){ 50, 100 }));
    CHECK(!reach_admits(r, 0, (DateRange){ 200, 300 }));
    CHECK(!reach_admits(r, 0, (DateRange){ 10, 20 }));
    CHECK(!reach_admits(r, 0, (DateRange){ 300, 400 }));
}

TEST(reach__a_member_has_no_place_among_groups)
{
    int64_t places[2];
    const Reach *r = reach(test_cx(), false);
    CHECK_I64((int64_t)reach_places(r, type_by_name(STR("Group")), places), 0);
    CHECK_I64((int64_t)reach_places(r, type_by_name(STR("Observation")), places), 1);
    CHECK_I64(places[0], 5);
    CHECK_I64((int64_t)reach_places(r, type_by_name(STR("Practitioner")), places), 1);
    CHECK_I64(places[0], DIRECTORY);
}

TEST(reach__fhir_user_is_ones_own_patient_and_no_other)
{
    Cx *cx = test_cx();
    const uint16_t patient = type_by_name(STR("Patient"))->num;
    CHECK(reach_may_read_one(reach(cx, true), patient, STR("ann")));
    CHECK(!reach_may_read_one(reach(cx, true), patient, STR("bob")));
    CHECK(!reach_may_read_one(reach(cx, false), patient, STR("ann")));
    CHECK(!reach_may_read(reach(cx, true), patient));
}
