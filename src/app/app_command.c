/* app: registers apps and changes what they may do. */
#include "app/command.h"
#include "app/env.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "oauth/oauth.h"

#include <stdio.h>

#define APP_WORDS_MAX 100u
#define OVERLAP_S 86400
#define INVITE_TTL_S (7 * 86400)
#define INVITE_TTL_MAX_S (90LL * 86400)

typedef struct AppCall {
    const Env *env;
    const Plan *plan;
    const Args *args;
    Str verb;
    DbTx *tx;
} AppCall;

static Status note(Cx *cx, const AppCall *call, Str client_id)
{
    Audit *audit;
    TRY(env_audit(cx, call->env, &audit));
    return audit_append(
        cx, audit,
        &(AuditRecord){ .kind = AUDIT_ADMIN,
                        .plan = call->plan->num,
                        .client_id = client_id,
                        .actor = arena_join(cx->mem, STR("postern app "), call->verb, STR("")),
                        .reason = args_get(call->args, STR("--reason")) });
}

/* Who may see members' data changes with an app: the record is kept before the change is (C11). */
static Status keep(Cx *cx, const AppCall *call, Str client_id)
{
    TRY(note(cx, call, client_id));
    return db_commit(cx, call->tx);
}

/* Words that spaces separate; how many there may be is oauth's to say. */
static Status read_words(Cx *cx, Str text, Str where, const Str **out, size_t *count)
{
    Str *words = ARENA_ARRAY(cx->mem, Str, APP_WORDS_MAX);
    *count = 0;
    for (Str one; str_split(&text, ' ', &one);) {
        if (*count == APP_WORDS_MAX)
            return fail(cx, ST_INVALID, where, "more than 100");
        if (one.n)
            words[(*count)++] = one;
    }
    *out = words;
    return ST_OK;
}

static Status read_jwks(Cx *cx, Str path, Str *out)
{
    return path.n ? file_read(cx, path, LIMIT_JWKS, STR("--jwks"), out) : ST_OK;
}

static Status read_seconds(Cx *cx, Str text, Str where, int64_t *out)
{
    if (text.n && (!str_to_i64(text, out) || *out < 0 || *out > 31536000))
        return fail(cx, ST_INVALID, where, "a number of seconds");
    return ST_OK;
}

static void print_client(Cx *cx, Str client_id, Str secret, Str status)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_put(b, STR("{\"client_id\":"));
    buf_json(b, client_id);
    buf_put(b, STR(",\"status\":"));
    buf_json(b, status);
    if (secret.n) {
        buf_put(b, STR(",\"client_secret\":"));
        buf_json(b, secret);
    }
    buf_put(b, STR("}"));
    (void)printf("%.*s\n", STR_ARG(buf_str(b)));
}

static Status app_add(Cx *cx, const AppCall *call)
{
    const Args *a = call->args;
    Str client_id;
    Str secret = STR("");
    OauthClientNew in = { .client_id = args_get(a, STR("--client-id")),
                          .name = args_get(a, STR("--name")),
                          .jwks_uri = args_get(a, STR("--jwks-uri")),
                          .signing_alg = args_get(a, STR("--signing-alg")),
                          .require_par = args_get(a, STR("--require-par")).n > 0,
                          .resource_server = args_get(a, STR("--resource-server")).n > 0,
                          .scope = args_get(a, STR("--scope")),
                          .developer = args_get(a, STR("--developer")),
                          .website = args_get(a, STR("--website")),
                          .privacy_url = args_get(a, STR("--privacy-url")),
                          .support_email = args_get(a, STR("--support-email")),
                          .status = call->plan->sandbox ? STR("sandbox") : STR("approved") };
    TRY(read_jwks(cx, args_get(a, STR("--jwks")), &in.jwks));
    TRY(read_seconds(cx, args_get(a, STR("--token-ttl")), STR("--token-ttl"), &in.system_ttl_s));
    const bool by_key = in.jwks.n || in.jwks_uri.n;
    in.confidential = by_key || args_get(a, STR("--confidential")).n > 0;
    in.auth_method = by_key            ? STR("private_key_jwt")
                     : in.confidential ? STR("client_secret_basic")
                                       : STR("none");
    if (in.name.n == 0)
        return fail(cx, ST_INVALID, STR("--name"), "is needed");
    if (in.scope.n == 0)
        in.scope = STR(OAUTH_CEILING);
    TRY(read_words(cx, args_get(a, STR("--redirect-uri")), STR("--redirect-uri"), &in.redirect_uris,
                   &in.redirect_count));
    TRY(read_words(cx, args_get(a, STR("--group")), STR("--group"), &in.groups, &in.group_count));
    TRY(oauth_client_add(cx, call->tx, call->env->keys, call->plan->num, &in, &client_id, &secret));
    TRY(keep(cx, call, client_id));
    print_client(cx, client_id, secret, in.status);
    return ST_OK;
}

static Status app_list(Cx *cx, const AppCall *call)
{
    OauthClient *clients;
    size_t count;
    TRY(note(cx, call, STR_NONE)); /* a look is one too (C11) */
    TRY(oauth_client_list(cx, call->tx, call->plan->num, &clients, &count));
    for (size_t i = 0; i < count; i++)
        print_client(cx, clients[i].client_id, STR(""), clients[i].status);
    return ST_OK;
}

static Status set_status(Cx *cx, const AppCall *call, Str status)
{
    const Str client_id = args_get(call->args, STR("--client-id"));
    if (client_id.n == 0)
        return fail(cx, ST_INVALID, STR("--client-id"), "is needed");
    TRY(oauth_client_set_status(cx, call->tx, call->plan->num, client_id, status));
    TRY(keep(cx, call, client_id));
    print_client(cx, client_id, STR(""), status);
    return ST_OK;
}

static Status app_approve(Cx *cx, const AppCall *call)
{
    return set_status(cx, call, STR("approved"));
}

/* A second secret, so that the app changes over without an hour in which neither works (T13). */
static Status app_secret(Cx *cx, const AppCall *call)
{
    Str secret;
    int64_t overlap_s = OVERLAP_S;
    const Str client_id = args_get(call->args, STR("--client-id"));
    if (client_id.n == 0)
        return fail(cx, ST_INVALID, STR("--client-id"), "is needed");
    TRY(read_seconds(cx, args_get(call->args, STR("--overlap")), STR("--overlap"), &overlap_s));
    TRY(oauth_client_secret_add(cx, call->tx, call->env->keys, call->plan->num, client_id,
                                overlap_s, &secret));
    OauthClient client;
    TRY(oauth_client_find(cx, call->tx, call->plan->num, client_id, &client));
    TRY(keep(cx, call, client_id));
    print_client(cx, client_id, secret, client.status);
    return ST_OK;
}

static Status app_suspend(Cx *cx, const AppCall *call)
{
    if (args_get(call->args, STR("--reason")).n == 0)
        return fail(cx, ST_INVALID, STR("--reason"), "is needed");
    return set_status(cx, call, STR("suspended"));
}

/* Whole seconds or uses of an option. */
static Status read_number(Cx *cx, const AppCall *call, Str name, int64_t usual, int64_t *out)
{
    const Str text = args_get(call->args, name);
    uint64_t n = (uint64_t)usual;
    if (text.n && (!str_to_u64(text, &n) || n < 1 || n > INVITE_TTL_MAX_S))
        return failf(cx, ST_INVALID, name, "must be a number, 1 to %lld", INVITE_TTL_MAX_S);
    *out = (int64_t)n;
    return ST_OK;
}

/* O13: lets one developer register. Who may be told is the operator's to decide, and why is kept. */
static Status app_invite(Cx *cx, const AppCall *call)
{
    const Args *a = call->args;
    OauthInitialNew in = { .scope = args_get(a, STR("--scope")),
                           .developer = args_get(a, STR("--developer")),
                           .approved = args_get(a, STR("--approved")).n > 0 };
    int64_t ttl_s;
    Str token, id;
    if (args_get(a, STR("--reason")).n == 0)
        return fail(cx, ST_INVALID, STR("--reason"), "is needed");
    TRY(read_number(cx, call, STR("--uses"), 1, &in.uses));
    TRY(read_number(cx, call, STR("--ttl"), INVITE_TTL_S, &ttl_s));
    in.ttl_ms = ttl_s * 1000;
    TRY(oauth_initial_add(cx, call->tx, call->plan->num, &in, &token, &id));
    TRY(keep(cx, call, arena_join(cx->mem, STR("initial token "), id, STR_NONE)));
    (void)printf("{\"initial_access_token\":\"%.*s\",\"id\":\"%.*s\",\"uses\":%lld,"
                 "\"expires_in\":%lld}\n",
                 STR_ARG(token), STR_ARG(id), (long long)in.uses, (long long)ttl_s);
    return ST_OK;
}

static Status app_uninvite(Cx *cx, const AppCall *call)
{
    const Str id = args_get(call->args, STR("--id"));
    if (id.n == 0 || args_get(call->args, STR("--reason")).n == 0)
        return fail(cx, ST_INVALID, STR("--id"), "is needed, and --reason");
    TRY(oauth_initial_end(cx, call->tx, call->plan->num, id));
    TRY(keep(cx, call, arena_join(cx->mem, STR("initial token "), id, STR_NONE)));
    (void)printf("{\"id\":\"%.*s\",\"uses\":0}\n", STR_ARG(id));
    return ST_OK;
}

typedef Status (*Begin)(Cx *cx, Db *db, int64_t plan, DbTx **out);

static const struct {
    Str verb;
    Begin begin;
    Status (*run)(Cx *cx, const AppCall *call);
} verbs[] = {
    { STR_C("add"), db_write, app_add },           { STR_C("approve"), db_write, app_approve },
    { STR_C("invite"), db_write, app_invite },     { STR_C("list"), db_read, app_list },
    { STR_C("secret"), db_write, app_secret },     { STR_C("suspend"), db_write, app_suspend },
    { STR_C("uninvite"), db_write, app_uninvite },
};

Status command_app(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    AppCall call = { .env = &env, .args = args };
    call.verb = args->rest_count == 1 ? args->rest[0] : STR("");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!str_eq(verbs[i].verb, call.verb))
            continue;
        TRY(env_open(cx, args_get(args, STR("-c")), &env));
        TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &call.plan));
        TRY(verbs[i].begin(cx, env.db, DB_STATE, &call.tx));
        return verbs[i].run(cx, &call);
    }
    return fail(cx, ST_INVALID, STR("app"),
                "one of: add, approve, invite, list, secret, suspend, uninvite");
}
