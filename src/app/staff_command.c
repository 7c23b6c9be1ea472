#include "app/staff_command.h"

#include "app/env.h"

Str staff_option(const StaffCall *c, const char *name)
{
    return args_get(c->args, str_of(name));
}

Str staff_masked(Cx *cx, Str email)
{
    const size_t at = str_find(email, '@');
    return arena_join(cx->mem, str_slice(email, 0, 1), STR("***"), str_slice(email, at, email.n));
}

void staff_put(Buf *b, const char *name, Str value)
{
    buf_printf(b, "%s\"%s\":", buf_str(b).n > 1 ? "," : "", name);
    buf_json(b, value);
}

static Status call_open(Cx *cx, Env *env, StaffCall *c)
{
    TRY(env_open(cx, staff_option(c, "-c"), env));
    TRY(env_plan(cx, env, staff_option(c, "--plan"), &c->staff.plan));
    TRY(env_audit(cx, env, &c->staff.audit));
    c->staff.db = env->db;
    c->staff.keys = env->keys;
    c->staff.base_url = env->conf.base_url;
    c->staff.by = staff_option(c, "--by");
    c->staff.reason = staff_option(c, "--reason");
    return ST_OK;
}

Status staff_command(Cx *cx, const Args *args, const StaffCommand *command, int *exit_code)
{
    Env env;
    StaffCall c = { .args = args, .file = args->rest[1], .exit_code = exit_code };
    const Str verb = args->rest_count ? args->rest[0] : STR("");
    for (size_t i = 0; i < command->count; i++) {
        if (!str_eq(command->verbs[i].verb, verb))
            continue;
        if (args->rest_count != 1u + command->verbs[i].file)
            break;
        TRY(call_open(cx, &env, &c));
        c.staff.command = arena_join(cx->mem, command->name, STR(" "), verb);
        return command->verbs[i].run(cx, &c);
    }
    return fail(cx, ST_INVALID, command->name, command->one_of);
}
