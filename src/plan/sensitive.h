/* sensitive.h - what a plan says of sensitive data (AUTHORIZATION C4): which kinds are in force, its own
 * kinds and its list of codes. Part of plan.h; read from plan.ini's keys and sensitive.csv by
 * src/plan/sensitive.c. What words and codes mean is known to fhir/label.h. */
#ifndef PLAN_SENSITIVE_H
#define PLAN_SENSITIVE_H

#include "base/cx.h"

#define PLAN_KINDS 8u

typedef struct PlanKind {
    Str en; /* as members read it; empty: the plan has no such kind */
    Str es; /* as en where the plan has no Spanish */
} PlanKind;

typedef struct PlanSensitive {
    bool some;            /* words says which; false: all */
    Str words;            /* words of categories */
    bool part2_by_source; /* part2 = source: a code alone is not 42 CFR Part 2 */
    bool unnamed_shared;  /* unnamed_drugs = share: a number that no list knows is not restricted */
    bool uncoded_withheld; /* uncoded = withhold: what no list can know is restricted */
    PlanKind kinds[PLAN_KINDS];
    Str csv;    /* the text of sensitive.csv; empty: none */
    Str minors; /* … of minors.csv (M37) */
} PlanSensitive;

typedef struct Plan Plan;

/* Reads sensitive.csv and minors.csv beside plan.ini, whose path is where. ST_TOO_LONG: over LIMIT_SENSITIVE,
 * LIMIT_MINORS. */
MUST_USE Status sensitive_read_csv(Cx *cx, Plan *p, Str where);

/* Setters of plan.ini's keys, for src/plan/plan.c alone. */
Status sensitive_set_words(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_part2(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_uncoded(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_unnamed(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_1(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_2(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_3(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_4(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_5(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_6(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_7(Cx *cx, Plan *p, Str v, Str where);
Status sensitive_set_kind_8(Cx *cx, Plan *p, Str v, Str where);

#endif
