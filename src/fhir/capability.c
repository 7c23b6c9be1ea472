/* capability.c - the CapabilityStatement, printed from type_table and param_table so that it cannot
 * say what search does not do. Types that a guide lists come with their parameters; the rest that we
 * take come with what can be done to them. */
#include "base/date.h"
#include "base/limits.h"
#include "base/table.h"
#include "fhir/element.h"
#include "fhir/fhir.h"
#include "fhir/guide_table.h"
#include "fhir/param_table.h"

/* R4 CapabilityStatement.instantiates (CONFORMANCE a.1): those that are met. us-core-server also asks for
 * $docref; usdf-server's includes are not tried yet. */
static const Str guides[] = {
    STR_C("http://hl7.org/fhir/us/carin-bb/CapabilityStatement/c4bb"),
};

/* A JSON object or array under way: knows whether a comma is due. */
static void comma(Buf *b)
{
    const char last = b->n > 0 ? b->p[b->n - 1] : '{';
    if (last != '{' && last != '[' && last != ':')
        buf_char(b, ',');
}

static void put_key(Buf *b, Str key)
{
    comma(b);
    buf_json(b, key);
    buf_char(b, ':');
}

static void put_string(Buf *b, Str key, Str value)
{
    if (value.n == 0)
        return;
    put_key(b, key);
    buf_json(b, value);
}

static void put_element(Buf *b, Str text)
{
    comma(b);
    buf_json(b, text);
}

/* Raw JSON of our own, where a helper would say less. */
static void put_raw(Buf *b, Str json)
{
    comma(b);
    buf_put(b, json);
}

static bool takes(const TypeRow *type)
{
    return type->owner != OWNER_NONE && type->owner != OWNER_GROUP;
}

static bool is_listed(const TypeRow *type)
{
    size_t n;
    const ParamRow *const *rows = param_rows(type->num, &n);
    for (size_t i = 0; i < n; i++)
        if (rows[i]->listed)
            return true;
    return false;
}

static Str kind_name(ParamType kind)
{
    switch (kind) {
    case PARAM_TOKEN: return STR("token");
    case PARAM_DATE: return STR("date");
    case PARAM_STRING: return STR("string");
    case PARAM_REFERENCE: return STR("reference");
    case PARAM_NUMBER: return STR("number");
    case PARAM_QUANTITY: return STR("quantity");
    case PARAM_URI: return STR("uri");
    case PARAM_COMPOSITE: break;
    }
    return STR("composite");
}

static void put_param(Buf *b, const ParamRow *p)
{
    comma(b);
    buf_char(b, '{');
    put_string(b, STR("name"), p->name);
    put_string(b, STR("definition"), p->url);
    put_string(b, STR("type"), kind_name(p->kind));
    put_string(b, STR("documentation"), p->documentation);
    buf_char(b, '}');
}

static void put_params(Buf *b, const TypeRow *type)
{
    size_t n;
    const ParamRow *const *rows = param_rows(type->num, &n);
    put_key(b, STR("searchParam"));
    buf_char(b, '[');
    for (size_t i = 0; i < n; i++)
        if (rows[i]->listed)
            put_param(b, rows[i]);
    buf_char(b, ']');
}

/* Those that every type has (R4 CapabilityStatement.rest.searchParam). */
static void put_common_params(Buf *b)
{
    put_key(b, STR("searchParam"));
    buf_char(b, '[');
    for (size_t i = 0; i < param_table_count && param_table[i].type == 0; i++)
        put_param(b, &param_table[i]);
    buf_char(b, ']');
}

static void put_include(Cx *cx, Buf *b, const TypeRow *type, Str code)
{
    put_element(b, arena_join(cx->mem, type->name, STR(":"), code));
}

static void put_includes(Cx *cx, Buf *b, const TypeRow *type)
{
    size_t n;
    const ParamRow *const *rows = param_rows(type->num, &n);
    put_key(b, STR("searchInclude"));
    buf_char(b, '[');
    for (size_t i = 0; i < n; i++)
        if (rows[i]->kind == PARAM_REFERENCE)
            put_include(cx, b, type, rows[i]->name);
    put_include(cx, b, type, STR("*"));
    buf_char(b, ']');
}

static bool points_at(const ParamRow *p, uint16_t type)
{
    for (const uint16_t *t = p->kind == PARAM_REFERENCE ? p->targets : NULL; t && *t; t++)
        if (*t == type)
            return true;
    return false;
}

/* Every reference of every type may be asked backwards; what guides list is named here, and
 * Provenance, which they ask of each clinical type. */
static void put_revincludes(Cx *cx, Buf *b, const TypeRow *type)
{
    put_key(b, STR("searchRevInclude"));
    buf_char(b, '[');
    for (size_t s = 0; s < type_table_count; s++) {
        const TypeRow *source = &type_table[s];
        size_t n;
        const ParamRow *const *rows = param_rows(source->num, &n);
        const bool provenance = source->owner == OWNER_TARGETS;
        for (size_t i = 0; takes(source) && i < n; i++)
            if ((rows[i]->listed && points_at(rows[i], type->num)) ||
                (provenance && str_eq(rows[i]->name, source->owner_path)))
                put_include(cx, b, source, rows[i]->name);
    }
    buf_char(b, ']');
}

/* Every combination works; these are named because guides ask for them by name. */
static void put_combo(Buf *b, const ComboRow *row)
{
    put_raw(b, STR("{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/"
                   "capabilitystatement-expectation\",\"valueCode\":"));
    buf_json(b, row->shall ? STR("SHALL") : STR("SHOULD"));
    buf_char(b, '}');
    for (size_t i = 0; i < COMBO_PARAMS && row->params[i]; i++) {
        put_raw(b, STR("{\"url\":\"required\",\"valueString\":"));
        buf_json(b, param_by_num(row->type, row->params[i])->name);
        buf_char(b, '}');
    }
    buf_put(b, STR("],\"url\":\"http://hl7.org/fhir/StructureDefinition/"
                   "capabilitystatement-search-parameter-combination\"}"));
}

static void put_combos(Buf *b, const TypeRow *type)
{
    bool any = false;
    for (size_t i = 0; i < combo_table_count; i++) {
        if (combo_table[i].type != type->num)
            continue;
        if (!any)
            put_raw(b, STR("\"extension\":["));
        any = true;
        put_combo(b, &combo_table[i]);
    }
    if (any)
        buf_char(b, ']');
}

static void put_profiles(Buf *b, const TypeRow *type)
{
    bool any = false;
    for (size_t i = 0; i < profile_table_count; i++) {
        if (profile_table[i].type != type->num)
            continue;
        if (!any)
            put_raw(b, STR("\"supportedProfile\":["));
        any = true;
        put_element(b, profile_table[i].url);
    }
    if (any)
        buf_char(b, ']');
}

static void put_type(Cx *cx, Buf *b, const TypeRow *type)
{
    comma(b);
    buf_char(b, '{');
    put_combos(b, type);
    put_string(b, STR("type"), type->name);
    put_profiles(b, type);
    put_raw(
        b,
        STR("\"interaction\":[{\"code\":\"read\"},{\"code\":\"vread\"},{\"code\":\"search-type\"},"
            "{\"code\":\"history-instance\"},{\"code\":\"history-type\"}]"));
    put_raw(b, STR("\"versioning\":\"versioned\",\"readHistory\":true"));
    put_string(b, STR("conditionalRead"),
               element_type(type) ? STR("not-supported") : STR("full-support"));
    put_raw(b, STR("\"referencePolicy\":[\"literal\",\"local\"]"));
    if (is_listed(type)) {
        put_includes(cx, b, type);
        put_revincludes(cx, b, type);
        put_params(b, type);
    }
    buf_char(b, '}');
}

static void put_uri(Buf *b, Str name, Str value)
{
    if (value.n == 0)
        return;
    comma(b);
    buf_char(b, '{');
    put_string(b, STR("url"), name);
    put_string(b, STR("valueUri"), value);
    buf_char(b, '}');
}

/* AUTHORIZATION D8, D9: the same addresses as smart-configuration says, or none. */
static void put_security(Cx *cx, Buf *b, const FhirServer *server)
{
    const FhirEndpoints *e = &server->endpoints;
    put_raw(b, STR("\"security\":{\"cors\":true,\"service\":[{\"coding\":[{\"system\":"
                   "\"http://terminology.hl7.org/CodeSystem/restful-security-service\","
                   "\"code\":\"SMART-on-FHIR\"}],\"text\":\"OAuth 2.0 with SMART App Launch\"}]"));
    if (server->open.n > 0)
        put_string(b, STR("description"),
                   arena_join(cx->mem, STR("Read and search need no token for: "), server->open,
                              STR(". Everything else does.")));
    if (e->authorize.n > 0) {
        put_raw(b, STR("\"extension\":[{\"url\":\"http://fhir-registry.smarthealthit.org/"
                       "StructureDefinition/oauth-uris\",\"extension\":["));
        put_uri(b, STR("authorize"), e->authorize);
        put_uri(b, STR("token"), e->token);
        put_uri(b, STR("register"), e->registration);
        put_uri(b, STR("manage"), e->manage);
        put_uri(b, STR("introspect"), e->introspect);
        put_uri(b, STR("revoke"), e->revoke);
        buf_put(b, STR("]}]"));
    }
    buf_char(b, '}');
}

static void put_rest(Cx *cx, Buf *b, const FhirServer *server)
{
    put_key(b, STR("rest"));
    buf_put(b, STR("[{\"mode\":\"server\""));
    put_string(
        b, STR("documentation"),
        STR("Read, search and history of one member's data, and of the plan's directory. No "
            "parameter "
            "is required. Unknown parameters are refused unless Prefer: handling=lenient is "
            "sent. Dates without a time zone are UTC. Matches of token values ignore case. Chains "
            "(patient.name, subject:Patient.birthdate) and _has follow one or two references "
            "and need a scope to search each type they lead to; includes may iterate."));
    put_security(cx, b, server);
    put_key(b, STR("resource"));
    buf_char(b, '[');
    for (size_t i = 0; i < type_table_count; i++)
        if (takes(&type_table[i]))
            put_type(cx, b, &type_table[i]);
    buf_char(b, ']');
    put_common_params(b);
    buf_put(b, STR("}]"));
}

Status fhir_capability(Cx *cx, const FhirServer *server, Str *out)
{
    Buf *b = buf_new_sized(cx, LIMIT_DOCUMENT, 256u << 10);
    buf_put(b, STR("{\"resourceType\":\"CapabilityStatement\""));
    put_string(b, STR("url"), arena_join(cx->mem, server->base, STR("/metadata"), STR_NONE));
    put_string(b, STR("version"), server->version);
    put_string(b, STR("name"), STR("Postern"));
    put_string(b, STR("title"),
               arena_join(cx->mem, server->name, STR(" Patient Access API"), STR_NONE));
    put_raw(b, STR("\"status\":\"active\",\"kind\":\"instance\",\"fhirVersion\":\"4.0.1\""));
    put_string(b, STR("date"), date_instant_str(cx, server->started_ms));
    put_string(b, STR("publisher"), server->name);
    put_key(b, STR("instantiates"));
    buf_char(b, '[');
    for (size_t i = 0; i < TABLE_COUNT(guides); i++)
        put_element(b, guides[i]);
    buf_char(b, ']');
    put_raw(b, STR("\"software\":{\"name\":\"Postern\""));
    put_string(b, STR("version"), server->version);
    buf_char(b, '}');
    put_raw(b, STR("\"implementation\":{"));
    put_string(b, STR("description"), server->name);
    put_string(b, STR("url"), server->base);
    buf_char(b, '}');
    put_raw(b, STR("\"format\":[\"application/fhir+json\",\"json\"]"));
    put_rest(cx, b, server);
    buf_char(b, '}');
    *out = buf_str(b);
    return buf_status(cx, b, STR("metadata"));
}
