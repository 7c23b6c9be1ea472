/* plan_table.c - the products of the synthetic plan and what each leaves to the member. */
#include "synth/synth_rows.h"

#include <assert.h>

#define DOLLARS(n) INT64_C(n) * 100

// clang-format off
/* Sorted by key. */
const PlanRow plans[] = {
    { STR_C("bronze"), STR_C("Bronze Saver 5000"), STR_C("AZ-2210"), STR_C("Copper State Builders"), DOLLARS(5000), DOLLARS(8500), {
        [BENEFIT_PREVENTIVE]   = { 0,           false, 0  },
        [BENEFIT_PRIMARY]      = { 0,           true,  20 },
        [BENEFIT_SPECIALIST]   = { 0,           true,  20 },
        [BENEFIT_DIAGNOSTIC]   = { 0,           true,  20 },
        [BENEFIT_THERAPY]      = { 0,           true,  20 },
        [BENEFIT_EMERGENCY]    = { 0,           true,  30 },
        [BENEFIT_SURGERY]      = { 0,           true,  30 },
        [BENEFIT_GENERIC_DRUG] = { DOLLARS(10), false, 0  },
        [BENEFIT_BRAND_DRUG]   = { 0,           true,  30 } } },
    { STR_C("gold"), STR_C("Gold PPO 500"), STR_C("AZ-1045"), STR_C("Saguaro School District"), DOLLARS(500), DOLLARS(4000), {
        [BENEFIT_PREVENTIVE]   = { 0,            false, 0  },
        [BENEFIT_PRIMARY]      = { DOLLARS(20),  false, 0  },
        [BENEFIT_SPECIALIST]   = { DOLLARS(40),  false, 0  },
        [BENEFIT_DIAGNOSTIC]   = { 0,            true,  10 },
        [BENEFIT_THERAPY]      = { DOLLARS(30),  false, 0  },
        [BENEFIT_EMERGENCY]    = { DOLLARS(200), true,  10 },
        [BENEFIT_SURGERY]      = { 0,            true,  15 },
        [BENEFIT_GENERIC_DRUG] = { DOLLARS(8),   false, 0  },
        [BENEFIT_BRAND_DRUG]   = { DOLLARS(40),  false, 0  } } },
    { STR_C("senior"), STR_C("Senior Advantage HMO"), STR_C("H9901-004"), STR_C("Medicare Advantage"), DOLLARS(0), DOLLARS(3900), {
        [BENEFIT_PREVENTIVE]   = { 0,            false, 0  },
        [BENEFIT_PRIMARY]      = { DOLLARS(0),   false, 0  },
        [BENEFIT_SPECIALIST]   = { DOLLARS(35),  false, 0  },
        [BENEFIT_DIAGNOSTIC]   = { 0,            false, 10 },
        [BENEFIT_THERAPY]      = { DOLLARS(20),  false, 0  },
        [BENEFIT_EMERGENCY]    = { DOLLARS(90),  false, 0  },
        [BENEFIT_SURGERY]      = { DOLLARS(250), false, 0  },
        [BENEFIT_GENERIC_DRUG] = { DOLLARS(5),   false, 0  },
        [BENEFIT_BRAND_DRUG]   = { DOLLARS(45),  false, 0  } } },
    { STR_C("silver"), STR_C("Silver HMO 2000"), STR_C("AZ-1377"), STR_C("Desert Sky Foods"), DOLLARS(2000), DOLLARS(6500), {
        [BENEFIT_PREVENTIVE]   = { 0,            false, 0  },
        [BENEFIT_PRIMARY]      = { DOLLARS(30),  false, 0  },
        [BENEFIT_SPECIALIST]   = { DOLLARS(60),  false, 0  },
        [BENEFIT_DIAGNOSTIC]   = { 0,            true,  20 },
        [BENEFIT_THERAPY]      = { DOLLARS(45),  false, 0  },
        [BENEFIT_EMERGENCY]    = { DOLLARS(300), true,  20 },
        [BENEFIT_SURGERY]      = { 0,            true,  20 },
        [BENEFIT_GENERIC_DRUG] = { DOLLARS(12),  false, 0  },
        [BENEFIT_BRAND_DRUG]   = { DOLLARS(55),  false, 20 } } },
};
// clang-format on

const size_t plan_count = TABLE_COUNT(plans);

const PlanRow *plan_row(Str key)
{
    const PlanRow *row = TABLE_FIND(plans, key);
    assert(row);
    return row;
}

const PlanRow *plan_draw(Rng *r, bool senior)
{
    static const Str others[] = { STR_C("bronze"), STR_C("gold"), STR_C("gold"), STR_C("silver") };
    return plan_row(senior ? STR("senior") : others[rng_index(r, TABLE_COUNT(others))]);
}
