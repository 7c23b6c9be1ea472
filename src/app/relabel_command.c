/* relabel: judges what a plan has by today's tables of what is sensitive, when they are others than before.
 * The server does it too, beside its work. */
#include "app/command.h"
#include "app/env.h"

#include "base/clock.h"
#include "load/relabel.h"

#include <stdio.h>

Status command_relabel(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    Audit *audit;
    const Plan *plan;
    RelabelCounts n;
    RelabelSpec spec = { .clock_ms = clock_now_ms, .progress = stderr };
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &plan));
    TRY(env_audit(cx, &env, &audit));
    spec.db = env.db;
    spec.plan = plan->num;
    TRY(env_rules(cx, plan, &spec.rules));
    TRY(relabel_start(cx, &spec));
    TRY(relabel_run(cx, &spec, &n));
    TRY(audit_append(cx, audit,
                     &(AuditRecord){ .kind = AUDIT_ADMIN,
                                     .plan = plan->num,
                                     .actor = STR("postern relabel"),
                                     .count = n.changed }));
    (void)printf("{\"members\":%lld,\"resources\":%lld,\"changed\":%lld}\n", (long long)n.members,
                 (long long)n.resources, (long long)n.changed);
    return ST_OK;
}
