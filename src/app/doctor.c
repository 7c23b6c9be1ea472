/* doctor: opens everything that serve opens and checks the audit chain of each plan. */
#include "app/command.h"
#include "app/wire.h"
#include "base/date.h"

#include <stdio.h>

typedef struct Chain {
    int64_t plan;
    Str name;
} Chain;

static void print_fault(Cx *cx, const AuditVerdict *v)
{
    (void)printf("; at %lld", (long long)v->bad_seq);
    if (v->after_ms)
        (void)printf(", after %.*s", STR_ARG(date_instant_str(cx, v->after_ms)));
    (void)printf(": %s", v->why);
}

static Status check_chain(Cx *cx, const Env *env, Audit *audit, const Chain *c, bool *whole)
{
    AuditVerdict v;
    TRY(audit_verify(cx, env->db, keys_use(env->keys, KEY_AUDIT), c->plan, &v));
    if (v.whole)
        TRY(audit_seen_verify(cx, audit, c->plan, &v));
    *whole = v.whole;
    (void)printf("%-6s %.*s: audit chain, %lld records, head %s", v.whole ? "ok" : "FAULT",
                 STR_ARG(c->name), (long long)v.rows, v.head);
    if (v.removed)
        (void)printf(", of which %lld were removed by their age", (long long)v.removed);
    if (!v.whole)
        print_fault(cx, &v);
    (void)printf("\n");
    return ST_OK;
}

/* Only of a chain that holds is there anything to compare with. */
static Status check_receipts(Cx *cx, const Env *env, const Chain *c, bool *whole)
{
    int64_t bad_ms;
    TRY(audit_receipts_verify(cx, env->db, keys_use(env->keys, KEY_AUDIT), c->plan, &bad_ms));
    *whole = bad_ms == DATE_MAX;
    if (!*whole)
        (void)printf("FAULT  %.*s: what apps read on %.*s is not what the audit chain says\n",
                     STR_ARG(c->name), STR_ARG(str_slice(date_instant_str(cx, bad_ms), 0, 10)));
    return ST_OK;
}

/* C2. */
static Status check_consents(Cx *cx, const Env *env, const Chain *c, bool *whole)
{
    OauthConsentCheck at = { .plan = c->plan };
    OauthConsentVerdict v = { .whole = true };
    for (bool more = true; more;)
        TRY(oauth_consents_verify(cx, env->db, env->keys, &at, &v, &more));
    *whole = v.whole;
    if (v.whole)
        (void)printf("ok     %.*s: consents, %lld versions\n", STR_ARG(c->name),
                     (long long)v.count);
    else
        (void)printf("FAULT  %.*s: consent %.*s, version %lld: %s\n", STR_ARG(c->name),
                     STR_ARG(v.id), (long long)v.version, v.why);
    return ST_OK;
}

static Status check_audit(Cx *cx, const Env *env, Audit *audit, const Chain *c, int *exit_code)
{
    bool whole = false;
    bool agreed;
    TRY(check_chain(cx, env, audit, c, &whole));
    if (whole)
        TRY(check_receipts(cx, env, c, &whole));
    TRY(check_consents(cx, env, c, &agreed));
    if (!whole || !agreed)
        *exit_code = EXIT_FAILED;
    return ST_OK;
}

static Status check_chains(Cx *cx, const Env *env, Audit *audit, int *exit_code)
{
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        const Plan *plan = plans_at(env->plans, i);
        const Chain c = { plan->num, arena_printf(cx->mem, "plan %.*s (%lld)", STR_ARG(plan->id),
                                                  (long long)plan->num) };
        TRY(check_audit(cx, env, audit, &c, exit_code));
    }
    return check_audit(cx, env, audit, &(Chain){ 0, STR("no plan (0)") }, exit_code);
}

/* What a plan chose and should know of. A sandbox has nobody to protect. */
static void print_risks(const Env *env)
{
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        const Plan *plan = plans_at(env->plans, i);
        if (!plan->sandbox && plan->confirm == PLAN_CONFIRM_OFF)
            (void)printf("risk   plan %.*s: confirm_on_file is off, so whoever holds a member's "
                         "card can register as"
                         " that member\n",
                         STR_ARG(plan->id));
    }
}

/* Chains that cannot be sealed are looked at all the same: one of them may say why. */
static void check_sealing(Cx *cx, Audit *audit, int *exit_code)
{
    if (audit_seal_now(cx, audit) == ST_OK) {
        (void)printf("ok     routes, pages, audit journals\n");
        return;
    }
    (void)printf("FAULT  audit journals cannot be sealed: %.*s\n", STR_ARG(cx->fault.detail));
    cx->fault = (Fault){ .status = ST_OK };
    *exit_code = EXIT_FAILED;
}

/* Names of rows that somebody invented are not printed. */
static bool is_name(Str s)
{
    static const char letters[] =
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    bool is = s.n > 0 && s.n < 64;
    for (size_t i = 0; i < s.n && is; i++)
        is = memchr(letters, s.p[i], sizeof letters - 1) != NULL;
    return is;
}

static Status check_journals(Cx *cx, const Audit *audit, int *exit_code)
{
    AuditJournal *j;
    size_t n;
    TRY(audit_journals_verify(cx, audit, &j, &n));
    for (size_t i = 0; i < n; i++) {
        const Str name = is_name(j[i].name) ? j[i].name : STR("of a name that is not ours");
        (void)printf("FAULT  audit journal %.*s: %s\n", STR_ARG(name), j[i].why);
        *exit_code = EXIT_FAILED;
    }
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
    print_risks(&env);
    TRY(wire_open(cx, &env, &wired));
    check_sealing(cx, wired->web.audit, exit_code);
    TRY(check_journals(cx, wired->web.audit, exit_code));
    return check_chains(cx, &env, wired->web.audit, exit_code);
}
