/* relabel: judges what a plan has by today's tables of what is sensitive, when they are others than before.
 * The server does it too, beside its work. */
#include "app/command.h"
#include "app/env.h"

#include "base/clock.h"
#include "load/relabel.h"

#include <stdio.h>

/* As it begins, so that one that is killed stands there too, and with how many it changed. */
static Status audit_relabel(Cx *cx, Audit *audit, int64_t plan, int64_t changed)
{
    return audit_append(
        cx, audit,
        &(AuditRecord){
            .kind = AUDIT_ADMIN, .plan = plan, .actor = STR("postern relabel"), .count = changed });
}

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
    TRY(audit_relabel(cx, audit, plan->num, 0));
    TRY(relabel_start(cx, &spec));
    TRY(relabel_run(cx, &spec, &n));
    TRY(audit_relabel(cx, audit, plan->num, n.changed));
    (void)printf("{\"members\":%lld,\"resources\":%lld,\"changed\":%lld}\n", (long long)n.members,
                 (long long)n.resources, (long long)n.changed);
    return ST_OK;
}
