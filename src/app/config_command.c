/* check-config and version. */
#include "app/command.h"
#include "app/env.h"

#include "fhir/record.h"
#include "web/minors.h"
#include "web/texts.h"

#include <stdio.h>

/* Federal law guards what a source marks so, whatever a plan has switched off. */
static Status part2_note(Cx *cx, const Plan *plan)
{
    RecordRules rules;
    TRY(env_rules(cx, plan, &rules));
    const uint64_t offered = label_table_offered(rules.labels);
    if (!(offered & LABEL_BIT(LABEL_SUBSTANCE_USE)))
        (void)printf(
            "note: plan %.*s leaves out substance_use: what a source marks 42CFRPart2 is %s\n",
            STR_ARG(plan->id),
            offered & LABEL_BIT(LABEL_RESTRICTED) ? "held as restricted" : "shared with nobody");
    return ST_OK;
}

Status command_check_config(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    const WebTexts *texts;
    const MinorRules *minors;
    TRY(env_read(cx, args_get(args, STR("-c")), &env));
    for (size_t i = 0; i < plans_count(env.plans); i++) {
        const Plan *plan = plans_at(env.plans, i);
        const Str missing = plan_brand_missing(cx, plan);
        if (missing.n) /* served all the same: apps find it by its address */
            (void)printf("note: plan %.*s is not in /brands, its plan.ini lacks: %.*s\n",
                         STR_ARG(plan->id), STR_ARG(missing));
        TRY(part2_note(cx, plan));
        TRY(texts_read(cx, plan, &texts));
        TRY(minors_read(cx, plan->sensitive.minors, &minors));
    }
    (void)printf("ok: %zu plan%s\n", plans_count(env.plans),
                 plans_count(env.plans) == 1 ? "" : "s");
    return ST_OK;
}

Status command_version(Cx *cx, const Args *args, int *exit_code)
{
    (void)cx;
    (void)args;
    (void)exit_code;
    (void)printf("postern %s\n", POSTERN_VERSION);
    return ST_OK;
}
