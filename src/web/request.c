/* What was asked: parameters, form, cookies. */
#include "base/table.h"
#include "web/web.h"

Str rq_param(const Rq *rq, Str name)
{
    return rq->route ? route_param(rq->route, rq->http, name) : STR_NONE;
}

Str rq_segment(const HttpRequest *http, size_t i)
{
    if (i < http->segment_count)
        return http->segments[i];
    Str rest = str_from(http->path, 1);
    Str part;
    while (str_split(&rest, '/', &part))
        if (i-- == 0)
            return part;
    return STR("");
}

Surface rq_surface(const Rq *rq)
{
    if (rq->route)
        return rq->route->surface;
    const Str second = rq_segment(rq->http, 1);
    if (str_eq(second, STR("fhir")))
        return SURFACE_FHIR;
    if (str_eq(second, STR("oauth")) || str_contains(rq->http->path, STR("/.well-known/")))
        return SURFACE_OAUTH;
    return SURFACE_PAGE;
}

Status rq_query(Cx *cx, Rq *rq, const HttpForm **out)
{
    if (!rq->query_read)
        TRY(http_form_parse(cx, rq->http->query, &rq->query));
    rq->query_read = true;
    *out = &rq->query;
    return ST_OK;
}

Status rq_form(Cx *cx, Rq *rq, const HttpForm **out)
{
    if (!rq->form_read) {
        if (!http_has_form(rq->http))
            return fail(cx, ST_MEDIA_TYPE, STR("Content-Type"),
                        "the body must be application/x-www-form-urlencoded");
        TRY(http_form_parse(cx, rq->http->body, &rq->form));
    }
    rq->form_read = true;
    *out = &rq->form;
    return ST_OK;
}

Str rq_field(const Rq *rq, Str name)
{
    const Str v = http_form_get(&rq->form, name);
    return v.p ? str_trim(v) : STR("");
}

Str rq_bearer(const Rq *rq)
{
    const Str v = http_get(rq->http, STR("Authorization"));
    if (v.n < 7 || !str_eq_nocase(str_slice(v, 0, 7), STR("Bearer ")))
        return STR_NONE;
    return str_trim(str_from(v, 7));
}

OauthPlan rq_oauth_plan(const Rq *rq)
{
    const Plan *p = rq->plan;
    return (OauthPlan){ .num = p->num,
                        .id = p->id,
                        .issuer = p->issuer,
                        .fhir_base = p->fhir_base,
                        .sandbox = p->sandbox,
                        .errors = rq->web->errors_url,
                        .brands = plan_is_listed(p) ? rq->web->brands_url : STR_NONE,
                        .jwks = rq->web->jwks,
                        .access_ttl_s = p->access_minutes * 60,
                        .refresh_ttl_ms = p->refresh_days * DAY_MS };
}

/* __Host-: set by this host alone, over TLS, for every path (M29). The plan's id keeps tenants on one
 * host apart. */
static Str cookie_name(Cx *cx, const Rq *rq, Str name)
{
    const Str base = arena_join(cx->mem, rq->web->secure ? STR("__Host-") : STR(""), name, STR(""));
    return rq->plan ? arena_join(cx->mem, base, STR("-"), rq->plan->id) : base;
}

Str web_cookie(Cx *cx, const Rq *rq, Str name)
{
    return http_cookie(rq->http, cookie_name(cx, rq, name));
}

void web_cookie_set(Cx *cx, Rq *rq, Str name, Str value, int64_t max_age_s)
{
    const Str age =
        max_age_s ? arena_printf(cx->mem, "; Max-Age=%lld", (long long)max_age_s) : STR("");
    const Str full = cookie_name(cx, rq, name);
    web_header(cx, rq, STR("Set-Cookie"),
               arena_printf(cx->mem, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s",
                            STR_ARG(full), STR_ARG(value), rq->web->secure ? "; Secure" : "",
                            STR_ARG(age)));
}

void web_cookie_clear(Cx *cx, Rq *rq, Str name)
{
    web_cookie_set(cx, rq, name, STR(""), -1);
}

void web_session_set(Cx *cx, Rq *rq, Str value)
{
    rq->session = value;
    web_cookie_set(cx, rq, STR("sid"), value, 0);
}

void web_session_clear(Cx *cx, Rq *rq)
{
    rq->session = STR_NONE;
    web_cookie_clear(cx, rq, STR("sid"));
}

/* What browsers call themselves; the first that is there, for the later ones are in the names of others too. */
Str rq_agent_family(const Rq *rq)
{
    static const struct {
        Str mark;
        Str family;
    } rows[] = {
        { STR_C("Firefox/"), STR_C("Firefox") },
        { STR_C("Edg/"), STR_C("Edge") },
        { STR_C("SamsungBrowser/"), STR_C("Samsung Internet") },
        { STR_C("OPR/"), STR_C("Opera") },
        { STR_C("Chrome/"), STR_C("Chrome") },
        { STR_C("Safari/"), STR_C("Safari") },
    };
    const Str agent = http_get(rq->http, STR("User-Agent"));
    for (size_t i = 0; agent.p && i < TABLE_COUNT(rows); i++)
        if (str_contains(agent, rows[i].mark))
            return rows[i].family;
    return STR("");
}
