/* load: files of FHIR resources into a plan's store; the summary is the last line printed. */
#include "app/command.h"
#include "app/env.h"
#include "app/recheck.h"

#include "base/clock.h"
#include "load/load.h"

#include <stdio.h>
#include <unistd.h>

/* A load is recorded like any other access: who (a command), which plan, how many; once as it begins,
 * so that one that is killed stands there too, and once with its counts. */
static Status audit_load(Cx *cx, Audit *audit, const Plan *plan, const LoadCounts *n)
{
    return audit_append(cx, audit,
                        &(AuditRecord){ .kind = AUDIT_LOAD,
                                        .plan = plan->num,
                                        .actor = STR("postern load"),
                                        .count = n->created + n->updated + n->moved + n->deleted,
                                        .bytes = n->bytes });
}

Status command_load(Cx *cx, const Args *args, int *exit_code)
{
    Env env;
    Audit *audit;
    const Plan *plan;
    RecordRules rules;
    LoadReport report;
    if (args->rest_count == 0)
        return fail(cx, ST_INVALID, STR("load"), "name a file or folder, or - for standard input");
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &plan));
    TRY(env_rules(cx, plan, &rules));
    TRY(env_audit(cx, &env, &audit));
    const bool progress = args_get(args, STR("--progress")).p || isatty(STDERR_FILENO);
    const LoadSpec spec = { .db = env.db,
                            .keys = env.keys,
                            .plan = plan->num,
                            .plan_id = plan->id,
                            .rules = rules,
                            .feed = args_get(args, STR("--feed")),
                            .paths = args->rest,
                            .path_count = args->rest_count,
                            .rejects = args_get(args, STR("--rejects")),
                            .rejects_dir = STR("."),
                            .clock_ms = clock_now_ms,
                            .progress = progress ? stderr : NULL };
    TRY(audit_load(cx, audit, plan, &(LoadCounts){ .lines = 0 }));
    TRY(load_run(cx, &spec, &report));
    TRY(audit_load(cx, audit, plan, &report.counts));
    /* M41: in the same run. What fails here the servers do. */
    Web web = { .db = env.db, .keys = env.keys, .audit = audit };
    (void)recheck_plan(cx, &web, plan, false);
    (void)printf("%.*s\n", STR_ARG(report.json));
    *exit_code = report.counts.rejected ? EXIT_SOME_REJECTED : EXIT_OK;
    return ST_OK;
}
