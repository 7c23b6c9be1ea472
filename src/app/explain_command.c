/* explain: why something is not in the answer to an app's search, for an operator: ids alone. The request goes
 * the way of any other, through web_handle, in a program of one route that nobody else can reach. */
#include "app/explain.h"

#include "app/command.h"
#include "app/wire.h"
#include "base/limits.h"
#include "web/fhir_api.h"

#include <stdio.h>

// clang-format off
static const Route explain_routes[] = {
    { STR_C("/{plan}/fhir/{type}"), HTTP_GET, SURFACE_FHIR, LANE_LOCAL, CORS_NONE, guard_public, fhir_api_explain, 0, false },
};
// clang-format on

static Status refuse(Cx *cx, const char *why)
{
    return fail(cx, ST_INVALID, STR("GET"), why);
}

/* The request target that the server would have been sent. */
static Status target_of(Cx *cx, const ExplainAsk *ask, Str *out)
{
    const Str fhir = arena_join(cx->mem, ask->plan->fhir_base, STR("/"), STR(""));
    const Str path = arena_join(cx->mem, STR("/"), ask->plan->id, STR("/fhir/"));
    Str what = str_trim(ask->request);
    if (str_starts(what, STR("GET ")))
        what = str_trim(str_from(what, 4));
    if (str_starts(what, fhir))
        what = str_from(what, fhir.n);
    else if (str_starts(what, path))
        what = str_from(what, path.n);
    else if (str_starts(what, STR("/")) || str_contains(str_slice(what, 0, 8), STR("://")))
        return refuse(cx, "an address of another plan");
    const size_t query = str_find(what, '?');
    if (query == 0 || str_find(str_slice(what, 0, query), '/') < query)
        return refuse(cx, "must be a search: Type?parameter=value");
    *out = arena_join(cx->mem, path, what, STR(""));
    return out->n <= LIMIT_TARGET ? ST_OK : refuse(cx, "the address is too long");
}

Status explain(Cx *cx, const Env *env, const ExplainAsk *ask, Str *text)
{
    Wired *wired;
    Str target;
    HttpReply reply = { .status = 0 };
    TRY(target_of(cx, ask, &target));
    TRY(wire_open_routes(cx, env, explain_routes, 1, &wired));
    const HttpField headers[] = {
        { STR("Host"), wired->web.host },
        { STR("Authorization"), arena_join(cx->mem, STR("Bearer "), ask->token, STR("")) },
    };
    HttpRequest request = { .method = HTTP_GET, .headers = headers, .header_count = 2 };
    http_target(cx, &request, target);
    web_handle(&wired->web, cx, &request, &reply);
    *text = reply.body;
    return reply.status == 200 ? ST_OK : cx->fault.status;
}

/* 'GET Type?…' as one word or, where the shell took the quotes for nothing, two. */
static Status request_of(Cx *cx, const Args *args, Str *out)
{
    if (args->rest_count == 0 || args->rest_count > 2)
        return refuse(cx, "give one request: 'GET Type?parameter=value'");
    *out = args->rest[0];
    if (args->rest_count == 2)
        *out = arena_join(cx->mem, args->rest[0], STR(" "), args->rest[1]);
    return ST_OK;
}

Status command_explain(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    Str text;
    ExplainAsk ask = { .token = args_get(args, STR("--token")) };
    TRY(request_of(cx, args, &ask.request));
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &ask.plan));
    TRY(explain(cx, &env, &ask, &text));
    (void)fwrite(text.p, 1, text.n, stdout);
    return ST_OK;
}
