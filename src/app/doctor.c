/* doctor: opens everything that serve opens and checks the audit chain of each plan. */
#include "app/command.h"
#include "app/wire.h"
#include "base/date.h"

#include <stdio.h>

static void print_fault(Cx *cx, const AuditVerdict *v)
{
    (void)printf("; at %lld", (long long)v->bad_seq);
    if (v->after_ms)
        (void)printf(", after %.*s", STR_ARG(date_instant_str(cx, v->after_ms)));
    (void)printf(": %s", v->why);
}

static Status check_chain(Cx *cx, const Env *env, int64_t plan, Str name, bool *whole)
{
    AuditVerdict v;
    TRY(audit_verify(cx, env->db, keys_use(env->keys, KEY_AUDIT), plan, &v));
    *whole = v.whole;
    (void)printf("%-6s %.*s: audit chain, %lld records", v.whole ? "ok" : "FAULT", STR_ARG(name),
                 (long long)v.rows);
    if (v.removed)
        (void)printf(", of which %lld were removed by their age", (long long)v.removed);
    if (!v.whole)
        print_fault(cx, &v);
    (void)printf("\n");
    return ST_OK;
}

/* Only of a chain that holds is there anything to compare with. */
static Status check_receipts(Cx *cx, const Env *env, int64_t plan, Str name, bool *whole)
{
    int64_t bad_ms;
    TRY(audit_receipts_verify(cx, env->db, keys_use(env->keys, KEY_AUDIT), plan, &bad_ms));
    *whole = bad_ms == DATE_MAX;
    if (!*whole)
        (void)printf("FAULT  %.*s: what apps read on %.*s is not what the audit chain says\n",
                     STR_ARG(name), STR_ARG(str_slice(date_instant_str(cx, bad_ms), 0, 10)));
    return ST_OK;
}

static Status check_audit(Cx *cx, const Env *env, int64_t plan, Str name, int *exit_code)
{
    bool whole = false;
    TRY(check_chain(cx, env, plan, name, &whole));
    if (whole)
        TRY(check_receipts(cx, env, plan, name, &whole));
    if (!whole)
        *exit_code = EXIT_FAILED;
    return ST_OK;
}

static Status check_plan(Cx *cx, const Env *env, const Plan *plan, int *exit_code)
{
    const Str name =
        arena_printf(cx->mem, "plan %.*s (%lld)", STR_ARG(plan->id), (long long)plan->num);
    return check_audit(cx, env, plan->num, name, exit_code);
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
    return check_audit(cx, &env, 0, STR("no plan (0)"), exit_code);
}
