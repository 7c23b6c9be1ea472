#include "plan/sharing.h"

#include "base/date.h"

static const struct {
    Str word;
    int64_t days;
} rows[PLAN_SHARINGS] = {
    [PLAN_SHARING_ONCE] = { STR_C("once"), 0 },
    [PLAN_SHARING_3_MONTHS] = { STR_C("3_months"), 90 },
    [PLAN_SHARING_12_MONTHS] = { STR_C("12_months"), 365 },
    [PLAN_SHARING_UNTIL_STOPPED] = { STR_C("until_stopped"), 0 },
};

Str plan_sharing_word(PlanSharing s)
{
    return rows[s].word;
}

bool plan_sharing_find(Str word, PlanSharing *out)
{
    for (unsigned i = 0; i < PLAN_SHARINGS; i++)
        if (str_eq(rows[i].word, word)) {
            *out = (PlanSharing)i;
            return true;
        }
    return false;
}

int64_t plan_sharing_ms(PlanSharing s)
{
    return rows[s].days * DAY_MS;
}
