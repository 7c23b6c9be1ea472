/* keys: the keys that sign id_tokens, and the next of them (O7). */
#include "app/command.h"
#include "app/env.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"

#include <stdio.h>

static const char *const states[] = {
    [KEY_NEXT] = "next",
    [KEY_ACTIVE] = "active",
    [KEY_RETIRING] = "retiring",
    [KEY_GONE] = "gone",
};

static void put_time(Cx *cx, Buf *b, const char *name, int64_t ms)
{
    if (!ms)
        return;
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, date_instant_str(cx, ms));
}

static Status keys_print(Cx *cx, const Env *env)
{
    KeyInfo *keys;
    size_t count;
    keys_list(cx, env->keys, &keys, &count);
    for (size_t i = 0; i < count; i++) {
        Buf *b = buf_new(cx, LIMIT_DOCUMENT);
        buf_put(b, STR("{\"kid\":"));
        buf_json(b, keys[i].kid);
        buf_printf(b, ",\"state\":\"%s\"", states[keys[i].state]);
        put_time(cx, b, "signs_from", keys[i].begins_ms);
        put_time(cx, b, "published_until", keys[i].gone_ms);
        buf_char(b, '}');
        (void)printf("%.*s\n", STR_ARG(buf_str(b)));
    }
    return ST_OK;
}

/* Every plan's apps verify by these keys, so each plan's audit tells of it. */
static Status rotation_audit(Cx *cx, const Env *env, Str reason)
{
    Audit *audit;
    TRY(env_audit(cx, env, &audit));
    for (size_t i = 0; i < plans_count(env->plans); i++)
        TRY(audit_append(cx, audit,
                         &(AuditRecord){ .kind = AUDIT_ADMIN,
                                         .plan = plans_at(env->plans, i)->num,
                                         .actor = STR("postern keys rotate"),
                                         .reason = reason }));
    return ST_OK;
}

static Status keys_next(Cx *cx, const Env *env, const Args *args)
{
    const bool at_once = args_get(args, STR("--now")).n > 0;
    const Str reason = args_get(args, STR("--reason"));
    if (at_once && reason.n == 0)
        return fail(cx, ST_INVALID, STR("--reason"), "is needed with --now");
    TRY(rotation_audit(cx, env, reason));
    TRY(keys_rotate(cx, env->conf.keys_dir, at_once));
    TRY(keys_refresh(cx, env->keys, NULL));
    return keys_print(cx, env);
}

Status command_keys(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    const Str verb = args->rest_count == 1 ? args->rest[0] : STR("");
    const bool rotate = str_eq(verb, STR("rotate"));
    if (!rotate && !str_eq(verb, STR("list")))
        return fail(cx, ST_INVALID, STR("keys"), "one of: list, rotate");
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    return rotate ? keys_next(cx, &env, args) : keys_print(cx, &env);
}
