/* event.c - a record as a FHIR R4 AuditEvent in the shape of IHE's Basic Audit Log Patterns (C11). */
#include "audit/audit_int.h"

#include "json/json.h"

#define DCM "http://dicom.nema.org/resources/ontology/DCM"
#define EVENT_TYPE "http://terminology.hl7.org/CodeSystem/audit-event-type"
#define ENTITY_TYPE "http://terminology.hl7.org/CodeSystem/audit-entity-type"
#define ENTITY_ROLE "http://terminology.hl7.org/CodeSystem/object-role"
#define BALP "https://profiles.ihe.net/ITI/BALP/CodeSystem/"

typedef struct Code {
    const char *system;
    const char *code;
    const char *display;
} Code;

typedef struct Writing {
    Buf *b;
    const AuditFhir *f;
    const JsonVal *v; /* the record */
    const AuditRow *row;
    size_t written; /* in the list that is written */
    Str sub;        /* of the account to the client; empty: not known */
} Writing;

static Str get(const Writing *w, const char *name)
{
    return json_get_str(w->v, str_of(name));
}

static void put_name(Buf *b, const char *name, Str value)
{
    buf_printf(b, "\"%s\":", name);
    buf_json(b, value);
}

static void put_code(Buf *b, const Code *c)
{
    buf_printf(b, "{\"system\":\"%s\",\"code\":\"%s\",\"display\":\"%s\"}", c->system, c->code,
               c->display);
}

static void begin_item(Writing *w)
{
    buf_put(w->b, w->written++ ? STR(",{") : STR("{"));
}

/* ---- what happened ---- */

/* FHIR's own code where it has one for all of a kind; else DICOM's, and ours beside it as the subtype. */
static const struct {
    Str type;
    Code code;
} types[] = {
    { STR_C("admin"), { DCM, "110100", "Application Activity" } },
    { STR_C("auth"), { DCM, "110114", "User Authentication" } },
    { STR_C("rest"), { EVENT_TYPE, "rest", "RESTful Operation" } },
    { STR_C("security"), { DCM, "110113", "Security Alert" } },
};

static void put_type(Writing *w)
{
    const Str type = get(w, "type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq(types[i].type, type)) {
            buf_put(w->b, STR(",\"type\":"));
            put_code(w->b, &types[i].code);
        }
    buf_put(w->b, STR(",\"subtype\":[{"));
    /* "other" is no code of theirs: a request that was refused before it was known what it is. */
    if (str_eq(type, STR("rest")) && !str_eq(w->row->kind, STR("other")))
        put_name(w->b, "system", STR("http://hl7.org/fhir/restful-interaction"));
    else
        buf_printf(w->b, "\"system\":\"%.*s/CodeSystem/audit-subtype\"", STR_ARG(w->f->issuer));
    buf_char(w->b, ',');
    put_name(w->b, "code", w->row->kind);
    buf_put(w->b, STR("}],"));
}

static void put_outcome(Writing *w)
{
    const Str status = get(w, "status");
    const Str http = json_num(json_get(w->v, STR("http")));
    buf_printf(w->b, ",\"outcome\":\"%lld\"", (long long)w->row->outcome);
    if (status.n || w->row->outcome)
        buf_printf(w->b, ",\"outcomeDesc\":\"%.*s%s%.*s\"", STR_ARG(http), http.n ? " " : "",
                   STR_ARG(status));
    /* All that a member, or an app for one, asks for. */
    if (get(w, "patient").n || get(w, "account").n)
        buf_put(w->b,
                STR(",\"purposeOfEvent\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/"
                    "CodeSystem/v3-ActReason\",\"code\":\"PATRQT\",\"display\":"
                    "\"patient requested\"}]}]"));
}

/* ---- who ---- */

static void put_agent(Writing *w, const Code *type, Str system, Str value, bool requestor)
{
    begin_item(w);
    buf_put(w->b, STR("\"type\":{\"coding\":["));
    put_code(w->b, type);
    buf_put(w->b, STR("]},\"who\":{\"identifier\":{"));
    if (system.n) {
        put_name(w->b, "system", system);
        buf_char(w->b, ',');
    }
    put_name(w->b, "value", value);
    buf_printf(w->b, "}},\"requestor\":%s", requestor ? "true" : "false");
}

static void put_destination(Writing *w, bool requestor)
{
    static const Code code = { DCM, "110152", "Destination Role ID" };
    const Str client = get(w, "client");
    const Str address = get(w, "address");
    if (client.n == 0 && address.n == 0)
        return;
    put_agent(w, &code, client.n ? w->f->issuer : STR_NONE, client.n ? client : address, requestor);
    if (address.n) {
        buf_put(w->b, STR(",\"network\":{"));
        put_name(w->b, "address", address);
        buf_put(w->b, STR(",\"type\":\"2\"}"));
    }
    buf_char(w->b, '}');
}

static void put_user(Writing *w)
{
    static const Code code = { BALP "UserAgentTypes", "UserOauthAgent", "User OAuth Agent" };
    const Str grant = get(w, "grant");
    if (get(w, "account").n == 0)
        return;
    put_agent(w, &code, w->f->issuer, get(w, "account"), true);
    if (w->sub.n) {
        buf_put(w->b, STR(",\"altId\":"));
        buf_json(w->b, w->sub);
    }
    if (grant.n) {
        buf_put(w->b, STR(",\"policy\":["));
        buf_json(w->b, arena_join(w->b->mem, w->f->issuer, STR("/grant/"), grant));
        buf_char(w->b, ']');
    }
    buf_char(w->b, '}');
}

/* A command, whoever acts for the plan, or (M36) for the member. */
static void put_actor(Writing *w)
{
    static const Code command = { DCM, "110150", "Application" };
    static const Code agent = { "http://terminology.hl7.org/CodeSystem/v3-RoleClass", "AGNT",
                                "agent" };
    const Str actor = get(w, "actor");
    if (actor.n == 0)
        return;
    put_agent(w, str_starts(actor, STR("RelatedPerson/")) ? &agent : &command, STR_NONE, actor,
              get(w, "account").n == 0);
    buf_char(w->b, '}');
}

static void put_agents(Writing *w)
{
    static const Code server = { DCM, "110153", "Source Role ID" };
    const bool alone = get(w, "account").n == 0 && get(w, "actor").n == 0;
    w->written = 0;
    buf_put(w->b, STR(",\"agent\":["));
    put_agent(w, &server, STR("urn:ietf:rfc:3986"), w->f->fhir_base, false);
    buf_char(w->b, '}');
    put_destination(w, alone);
    put_user(w);
    put_actor(w);
    buf_put(w->b, STR("],\"source\":{\"observer\":{\"identifier\":{\"system\":"
                      "\"urn:ietf:rfc:3986\","));
    put_name(w->b, "value", w->f->issuer);
    buf_put(w->b,
            STR("}},\"type\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/"
                "security-source-type\",\"code\":\"4\",\"display\":\"Application Server\"}]}"));
}

/* ---- about what ---- */

static void put_reference(Writing *w, const char *type, Str id)
{
    begin_item(w);
    buf_put(w->b, STR("\"what\":{"));
    put_name(w->b, "reference", arena_printf(w->b->mem, "%s/%.*s", type, STR_ARG(id)));
    buf_char(w->b, '}');
}

static void put_entity_codes(Writing *w, const char *type, const char *type_display,
                             const char *role, const char *role_display)
{
    const Code t = { ENTITY_TYPE, type, type_display };
    const Code r = { ENTITY_ROLE, role, role_display };
    buf_put(w->b, STR(",\"type\":"));
    put_code(w->b, &t);
    buf_put(w->b, STR(",\"role\":"));
    put_code(w->b, &r);
}

static void put_detail(Writing *w, const char *type, Str value, bool *first)
{
    if (value.n == 0)
        return;
    buf_put(w->b, *first ? STR(",\"detail\":[{") : STR(",{"));
    *first = false;
    buf_printf(w->b, "\"type\":\"%s\",\"valueString\":", type);
    buf_json(w->b, value);
    buf_char(w->b, '}');
}

/* One resource is named; of many how many of which type. */
static void put_data(Writing *w)
{
    const Str type = get(w, "resource");
    const Str id = get(w, "id");
    bool first = true;
    if (type.n && id.n) {
        put_reference(w, arena_dup(w->b->mem, type).p, id);
    } else if (type.n) {
        begin_item(w);
        buf_put(w->b, STR("\"what\":{"));
        put_name(w->b, "type", type);
        buf_char(w->b, '}');
    } else {
        return;
    }
    put_entity_codes(w, "2", "System Object", "4", "Domain Resource");
    put_detail(w, "count", json_num(json_get(w->v, STR("count"))), &first);
    put_detail(w, "included", get(w, "included"), &first);
    put_detail(w, "bytes", json_num(json_get(w->v, STR("bytes"))), &first);
    buf_put(w->b, first ? STR("}") : STR("]}"));
}

static void put_query(Writing *w)
{
    if (get(w, "query").n == 0)
        return;
    const Code type = { ENTITY_TYPE, "2", "System Object" };
    const Code role = { ENTITY_ROLE, "24", "Query" };
    begin_item(w);
    buf_put(w->b, STR("\"type\":"));
    put_code(w->b, &type);
    buf_put(w->b, STR(",\"role\":"));
    put_code(w->b, &role);
    buf_char(w->b, ',');
    put_name(w->b, "query", get(w, "query"));
    buf_char(w->b, '}');
}

static void put_request(Writing *w)
{
    const Code type = { BALP "BasicAuditEntityType", "XrequestId", "X-Request-Id" };
    if (get(w, "request").n == 0)
        return;
    begin_item(w);
    buf_put(w->b, STR("\"what\":{\"identifier\":{"));
    put_name(w->b, "value", get(w, "request"));
    buf_put(w->b, STR("}},\"type\":"));
    put_code(w->b, &type);
    buf_char(w->b, '}');
}

static void put_patient(Writing *w)
{
    if (get(w, "patient").n == 0)
        return;
    put_reference(w, "Patient", get(w, "patient"));
    put_entity_codes(w, "1", "Person", "1", "Patient");
    buf_char(w->b, '}');
}

static void put_consent(Writing *w)
{
    if (get(w, "consent").n == 0)
        return;
    put_reference(w, "Consent", get(w, "consent"));
    put_entity_codes(w, "2", "System Object", "4", "Domain Resource");
    buf_char(w->b, '}');
}

/* An operator's own words: why. */
static void put_reason(Writing *w)
{
    if (get(w, "reason").n == 0)
        return;
    begin_item(w);
    put_name(w->b, "description", get(w, "reason"));
    buf_char(w->b, '}');
}

static void put_entities(Writing *w)
{
    const size_t before = w->b->n;
    w->written = 0;
    buf_put(w->b, STR(",\"entity\":["));
    put_patient(w);
    put_data(w);
    put_query(w);
    put_request(w);
    put_consent(w);
    put_reason(w);
    if (w->written)
        buf_char(w->b, ']');
    else
        w->b->n = before; /* an empty list is none (R4 json s.2.6.2) */
}

Status audit_fhir(Cx *cx, const AuditFhir *f, const AuditRow *row, Str *out)
{
    JsonDoc *doc;
    TRY(json_parse(cx, row->record, &doc));
    Writing w = {
        .b = buf_new_sized(cx, 4 * LIMIT_AUDIT_LINE, 4096), .f = f, .v = json_root(doc), .row = row
    };
    if (f->sub && get(&w, "client").n && get(&w, "account").n)
        TRY(f->sub(cx, f->of, get(&w, "client"), get(&w, "account"), &w.sub));
    buf_printf(w.b, "{\"resourceType\":\"AuditEvent\",\"id\":\"%lld\"", (long long)row->seq);
    put_type(&w);
    put_name(w.b, "action", get(&w, "action"));
    buf_char(w.b, ',');
    put_name(w.b, "recorded", get(&w, "recorded"));
    put_outcome(&w);
    put_agents(&w);
    put_entities(&w);
    buf_char(w.b, '}');
    *out = buf_str(w.b);
    return buf_status(cx, w.b, STR("audit"));
}
