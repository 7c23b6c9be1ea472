#include "web/brands.h"

#include "base/date.h"
#include "base/limits.h"

#define KEPT_S 3600u /* as discovery (D17) */

#define PROFILE "http://hl7.org/fhir/smart-app-launch/StructureDefinition/"
#define EXTENSION "http://hl7.org/fhir/StructureDefinition/"
#define TERMS "http://terminology.hl7.org/CodeSystem/"

/* ---- JSON, a member at a time ---------------------------------------------------------------------- */

/* ,"name":"value" */
static void put(Buf *b, const char *name, Str value)
{
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, value);
}

/* {"url":"url","kind":"value"}, with the comma before it unless it is the first; nothing when empty. */
static void extension(Buf *b, bool first, const char *url, const char *kind, Str value)
{
    if (!value.n)
        return;
    buf_printf(b, "%s{\"url\":\"%s\"", first ? "" : ",", url);
    put(b, kind, value);
    buf_char(b, '}');
}

static void identifier(Buf *b, bool first, const PlanIdentifier *id)
{
    buf_printf(b, "%s{\"use\":\"official\"", first ? "" : ",");
    if (id->type.n) {
        buf_put(b, STR(",\"type\":{\"text\":"));
        buf_json(b, id->type);
        buf_char(b, '}');
    }
    if (id->system.n)
        put(b, "system", id->system);
    put(b, "value", id->value);
    buf_char(b, '}');
}

/* ---- a plan ------------------------------------------------------------------------------------------ */

typedef struct Brand {
    const Web *web;
    const Plan *plan;
    Str endpoint; /* fullUrl and reference, spelt alike everywhere (uab-1) */
} Brand;

static Str or_else(Str value, Str otherwise)
{
    return value.n ? value : otherwise;
}

/* https://www.plan.example/members is https://plan.example (B5). */
static Str brand_domain(Cx *cx, Str website)
{
    Str host = str_from(website, 8);
    size_t end = 0;
    while (end < host.n && host.p[end] != '/' && host.p[end] != '?' && host.p[end] != '#')
        end++;
    host = str_slice(host, 0, end);
    if (str_starts(host, STR("www.")))
        host = str_from(host, 4);
    return arena_join(cx->mem, STR("https://"), host, STR_NONE);
}

static void identifiers_put(Cx *cx, Buf *b, const Plan *p)
{
    const Str uri = STR("urn:ietf:rfc:3986");
    const PlanIdentifier domain = { .system = uri, .value = brand_domain(cx, p->brand.website) };
    const PlanIdentifier issuer = { .system = uri, .value = p->issuer }; /* B6 */
    buf_put(b, STR(",\"identifier\":["));
    identifier(b, true, &domain);
    identifier(b, false, &issuer);
    for (size_t i = 0; i < p->brand.identifier_count; i++)
        identifier(b, false, &p->brand.identifiers[i]);
    buf_char(b, ']');
}

static void aliases_put(Buf *b, const PlanBrand *brand)
{
    for (size_t i = 0; i < brand->alias_count; i++) {
        buf_put(b, i ? STR(",") : STR(",\"alias\":["));
        buf_json(b, brand->aliases[i]);
    }
    if (brand->alias_count)
        buf_char(b, ']');
}

/* Where its members live, by which apps sort what they show. */
static void addresses_put(Buf *b, const PlanBrand *brand)
{
    const char *sep = ",\"address\":[";
    for (size_t i = 0; i < brand->state_count; i++, sep = ",") {
        buf_printf(b, "%s{\"state\":", sep);
        buf_json(b, brand->states[i]);
        buf_put(b, STR(",\"country\":\"US\"}"));
    }
    for (size_t i = 0; i < brand->zip_count; i++, sep = ",") {
        buf_printf(b, "%s{\"postalCode\":", sep);
        buf_json(b, brand->zips[i]);
        buf_put(b, STR(",\"country\":\"US\"}"));
    }
    buf_char(b, ']');
}

static void logo_put(Cx *cx, Buf *b, const Plan *p)
{
    if (!p->brand.logo.n)
        return;
    buf_put(b, STR("{\"url\":\"" EXTENSION "organization-brand\",\"extension\":["));
    extension(b, true, "brandLogo", "valueUrl",
              arena_join(cx->mem, p->issuer, STR("/logo.png"), STR_NONE));
    extension(b, false, "brandLogoLicense", "valueUrl", p->brand.logo_license);
    buf_put(b, STR("]},"));
}

static void portal_put(Cx *cx, Buf *b, const Brand *of)
{
    const Plan *p = of->plan;
    buf_put(b, STR("{\"url\":\"" EXTENSION "organization-portal\",\"extension\":["));
    extension(b, true, "portalName", "valueString",
              or_else(p->brand.portal_name,
                      arena_join(cx->mem, p->name, STR(" Member Access"), STR_NONE)));
    extension(
        b, false, "portalUrl", "valueUrl",
        or_else(p->brand.portal_url, arena_join(cx->mem, p->issuer, STR("/account"), STR_NONE)));
    extension(b, false, "portalDescription", "valueMarkdown",
              or_else(p->brand.portal_description,
                      arena_join(cx->mem, STR("For members of "), p->name, STR_NONE)));
    buf_put(b, STR(",{\"url\":\"portalEndpoint\",\"valueReference\":{\"reference\":"));
    buf_json(b, of->endpoint);
    buf_put(b, STR("}}]}"));
}

static void organization_put(Cx *cx, Buf *b, const Brand *of)
{
    const Plan *p = of->plan;
    buf_put(b, STR("{\"fullUrl\":"));
    buf_json(b, arena_join(cx->mem, of->web->brands_url, STR("/Organization/"), p->id));
    buf_put(b, STR(",\"resource\":{\"resourceType\":\"Organization\""));
    put(b, "id", p->id);
    buf_put(b, STR(",\"meta\":{\"profile\":[\"" PROFILE "user-access-brand\"]},\"extension\":["));
    logo_put(cx, b, p);
    portal_put(cx, b, of);
    buf_char(b, ']');
    identifiers_put(cx, b, p);
    buf_put(b, STR(",\"active\":true,\"type\":[{\"coding\":[{\"system\":\"" TERMS
                   "organization-type\",\"code\":\"ins\",\"display\":\"Insurance Company\"}]}]"));
    put(b, "name", p->name);
    aliases_put(b, &p->brand);
    buf_put(b, STR(",\"telecom\":[{\"system\":\"url\""));
    put(b, "value", p->brand.website);
    buf_put(b, STR("}]"));
    addresses_put(b, &p->brand);
    buf_put(b, STR(",\"endpoint\":[{\"reference\":"));
    buf_json(b, of->endpoint);
    buf_put(b, STR("}]}}"));
}

static void endpoint_put(Cx *cx, Buf *b, const Brand *of)
{
    const Plan *p = of->plan;
    buf_put(b, STR("{\"fullUrl\":"));
    buf_json(b, of->endpoint);
    buf_put(b, STR(",\"resource\":{\"resourceType\":\"Endpoint\""));
    put(b, "id", arena_join(cx->mem, p->id, STR("-r4"), STR_NONE));
    buf_put(b, STR(",\"meta\":{\"profile\":[\"" PROFILE "user-access-endpoint\"]},\"extension\":["
                   "{\"url\":\"" EXTENSION "endpoint-fhir-version\",\"valueCode\":\"4.0.1\"}],"
                   "\"status\":\"active\",\"connectionType\":{\"system\":\"" TERMS
                   "endpoint-connection-type\",\"code\":\"hl7-fhir-rest\"}"));
    put(b, "name", arena_join(cx->mem, p->name, STR(" FHIR R4"), STR_NONE));
    buf_put(b, STR(",\"contact\":[{\"system\":\"url\""));
    put(b, "value",
        or_else(p->brand.developers_url,
                arena_join(cx->mem, of->web->base_url, STR("/developers"), STR_NONE)));
    buf_put(b, STR("}],\"payloadType\":[{\"coding\":[{\"system\":\"" TERMS
                   "endpoint-payload-type\",\"code\":\"none\"}]}]"));
    put(b, "address", p->fhir_base);
    buf_put(b, STR("}}"));
}

/* ---- the bundle --------------------------------------------------------------------------------------- */

static void entries_put(Cx *cx, Buf *b, const Web *web)
{
    const char *sep = "";
    for (size_t i = 0; i < plans_count(web->plans); i++) {
        const Plan *plan = plans_at(web->plans, i);
        if (!plan_is_listed(plan))
            continue;
        const Brand of = { .web = web,
                           .plan = plan,
                           .endpoint = arena_printf(cx->mem, "%.*s/Endpoint/%.*s-r4",
                                                    STR_ARG(web->brands_url), STR_ARG(plan->id)) };
        buf_put(b, str_of(sep));
        organization_put(cx, b, &of);
        buf_char(b, ',');
        endpoint_put(cx, b, &of);
        sep = ",";
    }
}

Status brands_print(Cx *cx, Web *web)
{
    Buf *entries = buf_new(cx, LIMIT_DOCUMENT);
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    /* Plans are read at the start, so that is when the bundle changes; nodes that started at other times
     * say the same of the plans, and the tag is of that. */
    const Str when = date_instant_str(cx, cx->now_ms - cx->now_ms % 1000);
    web->brands_url = arena_join(cx->mem, web->base_url, STR("/brands"), STR_NONE);
    entries_put(cx, entries, web);
    TRY(buf_status(cx, entries, STR("brands")));
    buf_put(b, STR("{\"resourceType\":\"Bundle\",\"id\":\"brands\",\"meta\":{\"lastUpdated\":"));
    buf_json(b, when);
    buf_put(b, STR(",\"profile\":[\"" PROFILE "user-access-brands-bundle\"]},\"type\":"
                   "\"collection\",\"timestamp\":"));
    buf_json(b, when);
    if (entries->n) { /* an array of nothing is not FHIR */
        buf_put(b, STR(",\"entry\":["));
        buf_put(b, buf_str(entries));
        buf_char(b, ']');
    }
    buf_char(b, '}');
    web->brands = buf_str(b);
    web->brands_etag =
        arena_join(cx->mem, STR("W/"), web_etag(cx, buf_str(entries)), STR_NONE); /* B1 */
    return buf_status(cx, b, STR("brands"));
}

Status brands_bundle(Cx *cx, Rq *rq)
{
    web_tagged(cx, rq, STR("application/fhir+json; charset=utf-8"), rq->web->brands,
               rq->web->brands_etag, KEPT_S);
    return ST_OK;
}

Status brands_logo(Cx *cx, Rq *rq)
{
    if (!rq->plan->brand.logo.n)
        return fail(cx, ST_NOT_FOUND, STR("logo"), "this plan has none");
    web_document(cx, rq, STR("image/png"), rq->plan->brand.logo, KEPT_S);
    return ST_OK;
}
