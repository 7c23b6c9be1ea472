#include "app/wire.h"

#include "app/routes.h"
#include "base/clock.h"
#include "fhir/record.h"
#include "load/load.h"
#include "web/minors.h"

static void close_tokens(void *tokens)
{
    oauth_cache_free(tokens);
}

static void close_jwks(void *jwks)
{
    oauth_jwks_free(jwks);
}

static void close_web(void *web)
{
    web_close(web);
}

Status wire_open_routes(Cx *cx, const Env *env, const Route *routes, size_t count, Wired **out)
{
    Wired *w = ARENA_NEW(cx->mem, Wired);
    Audit *audit;
    TRY(env_audit(cx, env, &audit));
    RecordRules *rules = ARENA_ARRAY(cx->mem, RecordRules, plans_count(env->plans));
    const MinorRules **minors = ARENA_ARRAY(cx->mem, const MinorRules *, plans_count(env->plans));
    for (size_t i = 0; i < plans_count(env->plans); i++) {
        TRY(env_rules(cx, plans_at(env->plans, i), &rules[i]));
        TRY(minors_read(cx, plans_at(env->plans, i)->sensitive.minors, &minors[i]));
    }
    OauthCache *tokens = oauth_cache_new();
    arena_defer(cx->mem, close_tokens, tokens);
    OauthJwks *jwks = oauth_jwks_new(
        (OauthJwksFetch){ .get = oauth_jwks_get, .allow_private = env->conf.fetch_private });
    arena_defer(cx->mem, close_jwks, jwks);
    w->web = (Web){ .db = env->db,
                    .keys = env->keys,
                    .audit = audit,
                    .tokens = tokens,
                    .jwks = jwks,
                    .plans = env->plans,
                    .rules = rules,
                    .minors = minors,
                    .base_url = env->conf.base_url,
                    .proxied = env->conf.trusted_proxy.n > 0,
                    .mail_url = env->conf.mail_url,
                    .mail_ca = env->conf.mail_ca,
                    .mail_from = env->conf.mail_from,
                    .loaded = load_last,
                    .routes = routes,
                    .route_count = count };
    TRY(web_open(cx, &w->web));
    arena_defer(cx->mem, close_web, &w->web);
    *out = w;
    return ST_OK;
}

Status wire_open(Cx *cx, const Env *env, Wired **out)
{
    return wire_open_routes(cx, env, app_routes, app_routes_n, out);
}

static int64_t machine_now(void *user)
{
    (void)user;
    return clock_now_ms();
}

OutboxConf wire_outbox(const Wired *wired)
{
    return (OutboxConf){ .db = wired->web.db,
                         .keys = wired->web.keys,
                         .mail_url = wired->web.mail_url,
                         .mail_ca = wired->web.mail_ca,
                         .from = wired->web.mail_from,
                         .now_ms = machine_now };
}
