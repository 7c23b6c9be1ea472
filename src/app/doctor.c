/* doctor: opens everything that serve opens and checks the audit chain of each plan. */
#include "app/command.h"
#include "app/wire.h"
#include "base/date.h"

#include <stdio.h>

static Status check_plan(Cx *cx, const Env *env, const Plan *plan, int *exit_code)
{
    AuditVerdict verdict;
    TRY(audit_verify(cx, env->db, keys_use(env->keys, KEY_AUDIT), plan->num, &verdict));
    (void)printf("%-6s plan %.*s: audit chain, %lld records", verdict.whole ? "ok" : "FAULT",
                 STR_ARG(plan->id), (long long)verdict.rows);
    if (!verdict.whole) {
        (void)printf("; at %lld: %s", (long long)verdict.bad_seq, verdict.why);
        *exit_code = EXIT_FAILED;
    }
    (void)printf("\n");
    return ST_OK;
}

#define KEY_DAYS 90 /* O7 */

static void check_signing(Cx *cx, const Env *env)
{
    KeyInfo *keys;
    size_t count;
    keys_list(cx, env->keys, &keys, &count);
    for (size_t i = 0; i < count; i++) {
        const long long days = (long long)((cx->now_ms - keys[i].begins_ms) / DAY_MS);
        if (keys[i].state == KEY_ACTIVE)
            (void)printf("%-6s the signing key signs for %lld days%s\n",
                         days < KEY_DAYS ? "ok" : "note", days,
                         days < KEY_DAYS ? "" : "; make the next: postern keys rotate");
    }
}

Status command_doctor(Cx *cx, const Args *args, int *exit_code)
{
    Env env;
    Wired *wired;
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    (void)printf("ok     configuration, %zu plan(s)\nok     store and keys\n",
                 plans_count(env.plans));
    check_signing(cx, &env);
    TRY(wire_open(cx, &env, &wired));
    TRY(audit_seal_now(cx, wired->web.audit));
    (void)printf("ok     routes, pages, audit journals\n");
    for (size_t i = 0; i < plans_count(env.plans); i++)
        TRY(check_plan(cx, &env, plans_at(env.plans, i), exit_code));
    return ST_OK;
}
