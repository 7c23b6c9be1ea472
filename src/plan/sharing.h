/* sharing.h - how long a person may let an app read (AUTHORIZATION C3). */
#ifndef PLAN_SHARING_H
#define PLAN_SHARING_H

#include "base/str.h"

typedef enum PlanSharing {                    /* shortest first */
                           PLAN_SHARING_ONCE, /* one access token and no refresh token */
                           PLAN_SHARING_3_MONTHS,
                           PLAN_SHARING_12_MONTHS,
                           PLAN_SHARING_UNTIL_STOPPED,
                           PLAN_SHARINGS
} PlanSharing;

/* As it stands in plan.ini and in the form: "once", "3_months" … */
Str plan_sharing_word(PlanSharing s);
bool plan_sharing_find(Str word, PlanSharing *out);
/* 0: once, and until stopped. */
int64_t plan_sharing_ms(PlanSharing s);

#endif
