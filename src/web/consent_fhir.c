/* What a member agreed to, as FHIR R4: one Consent a version (AUTHORIZATION C1), given to her as one file. No
 * app reads it (docs/decisions/25). */
#include "base/codec.h"
#include "base/date.h"
#include "fhir/label.h"
#include "web/consent_pages.h"
#include "web/person.h"
#include "json/json.h"

#define TERMS "http://terminology.hl7.org/CodeSystem/"
#define BITS 32u /* LABEL_CATEGORIES fits */

typedef struct Printer {
    Cx *cx;
    const Rq *rq;
    Buf *b;
    const OauthConsent *c;
    bool more; /* something stands before in the same list */
} Printer;

/* Of base64url characters "_" alone is none of FHIR's ids, and "." is none of base64url's. */
static Str resource_id(Cx *cx, Str id)
{
    char *p = arena_alloc(cx->mem, id.n);
    for (size_t i = 0; i < id.n; i++)
        p[i] = id.p[i] == '_' ? '.' : id.p[i];
    return (Str){ p, id.n };
}

static void put_instant(Printer *p, const char *name, int64_t ms)
{
    buf_printf(p->b, "\"%s\":\"%.*s\"", name, STR_ARG(date_instant_str(p->cx, ms)));
}

static void put_text(Printer *p, const char *name, Str value)
{
    buf_printf(p->b, "\"%s\":", name);
    buf_json(p->b, value);
}

static void put_comma(Printer *p)
{
    if (p->more)
        buf_char(p->b, ',');
    p->more = true;
}

/* A system of our own: the plan's issuer and a word. */
static void put_identifier(Printer *p, const char *of, Str value)
{
    buf_printf(p->b, "\"identifier\":{\"system\":\"%.*s/%s\",", STR_ARG(p->rq->plan->issuer), of);
    put_text(p, "value", value);
    buf_char(p->b, '}');
}

static void put_patient(Printer *p)
{
    buf_put(p->b, STR("{\"reference\":"));
    buf_json(p->b, arena_join(p->cx->mem, STR("Patient/"), p->c->patient, STR("")));
    buf_char(p->b, '}');
}

/* Who agreed: the member, or who acts for her, as fhirUser names that one (M36). */
static void put_performer(Printer *p)
{
    if (str_eq(p->c->relation, STR("self"))) {
        put_patient(p);
        return;
    }
    const OauthActor who = { p->c->account, p->c->patient };
    buf_put(p->b, STR("{"));
    put_text(p, "reference", oauth_person(p->cx, p->rq->web->keys, p->rq->plan->num, &who, false));
    buf_put(p->b, STR(",\"type\":\"RelatedPerson\","));
    put_identifier(p, "account", p->c->account);
    buf_char(p->b, ',');
    put_text(p, "display", p->c->relation);
    buf_char(p->b, '}');
}

static void put_organization(Printer *p)
{
    const Plan *plan = p->rq->plan;
    buf_char(p->b, '{');
    if (plan->organization.n) {
        put_text(p, "reference",
                 arena_join(p->cx->mem, STR("Organization/"), plan->organization, STR("")));
        buf_char(p->b, ',');
    }
    put_text(p, "display", plan->name);
    buf_char(p->b, '}');
}

/* Attachment.hash would be SHA-1: the SHA-256 that is kept is in the title. */
static void put_source(Printer *p)
{
    buf_put(p->b, STR("{\"contentType\":\"text/html; charset=utf-8\","));
    put_text(p, "language", p->c->lang);
    buf_put(p->b, STR(",\"data\":\""));
    buf_put(p->b, base64_encode(p->cx, p->c->text));
    buf_printf(p->b, "\",\"title\":\"version %lld, words of %.*s, SHA-256 %.*s%s%.*s\",",
               (long long)p->c->version, STR_ARG(p->c->text_version),
               STR_ARG(hex_encode(p->cx, p->c->text_hash)),
               p->c->agent_family.n ? ", shown in " : "", STR_ARG(p->c->agent_family));
    put_instant(p, "creation", p->c->created_ms);
    buf_char(p->b, '}');
}

static void put_verification(Printer *p)
{
    buf_put(p->b, STR("{\"verified\":true,\"verifiedWith\":{"));
    put_identifier(p, "account", p->c->account);
    buf_char(p->b, ',');
    put_text(p, "display", p->c->acr);
    buf_put(p->b, STR("},"));
    put_instant(p, "verificationDate", p->c->auth_ms);
    buf_char(p->b, '}');
}

/* ---- what is permitted ------------------------------------------------------------------------------------ */

/* No class at all is every class. */
static bool has_everything(Str scope)
{
    OauthScope s;
    for (Str t; oauth_scope_next(&scope, &t);)
        if (oauth_scope_parse(t, &s) && s.context != OAUTH_PLAIN && !s.type_num)
            return true;
    return false;
}

static void put_classes(Printer *p)
{
    OauthScope s;
    Str seen = STR("");
    p->more = false;
    for (Str rest = p->c->scope, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &s) || s.context == OAUTH_PLAIN || oauth_scope_has(seen, s.type))
            continue;
        seen = arena_join(p->cx->mem, seen, STR(" "), s.type);
        buf_put(p->b, p->more ? STR(",") : STR(",\"class\":["));
        p->more = true;
        buf_put(p->b, STR("{\"system\":\"http://hl7.org/fhir/resource-types\","));
        put_text(p, "code", s.type);
        buf_char(p->b, '}');
    }
    buf_put(p->b, p->more ? STR("]") : STR(""));
}

/* Parts of a type, as the scope says them. */
static void put_parts(Printer *p)
{
    OauthScope s;
    p->more = false;
    for (Str rest = p->c->scope, t; oauth_scope_next(&rest, &t);) {
        if (!oauth_scope_parse(t, &s) || !s.granular)
            continue;
        buf_put(p->b, p->more ? STR(",{") : STR(",\"code\":[{"));
        p->more = true;
        put_text(p, "text", t);
        buf_char(p->b, '}');
    }
    buf_put(p->b, p->more ? STR("]") : STR(""));
}

/* One kind that is kept back, from some time on or (0) from the start. */
static void put_denied(Printer *p, unsigned bit, int64_t from_ms)
{
    const Str code = label_code(bit);
    put_comma(p);
    buf_put(p->b, STR("{\"type\":\"deny\","));
    if (from_ms) {
        buf_put(p->b, STR("\"period\":{"));
        put_instant(p, "start", from_ms);
        buf_put(p->b, STR("},"));
    }
    buf_put(p->b, STR("\"securityLabel\":[{"));
    put_text(p, "system", code.n ? STR(LABEL_ACT_CODE) : STR("urn:postern:sensitive"));
    buf_char(p->b, ',');
    put_text(p, "code", code.n ? code : label_word(bit));
    buf_put(p->b, STR("}]}"));
}

static bool has_word(const Rq *rq, unsigned bit)
{
    return bit < LABEL_PLAN_1 || rq->plan->sensitive.kinds[bit - LABEL_PLAN_1].en.n > 0;
}

static void put_withheld(Printer *p)
{
    const bool parent = str_eq(p->c->relation, STR("parent"));
    const uint64_t withheld = label_withheld(p->c->labels_shared, parent);
    const uint64_t later = p->c->labels_until_ms ? p->c->labels_shared : 0;
    p->more = false;
    buf_put(p->b, STR(",\"provision\":["));
    for (unsigned i = 0; i < BITS; i++)
        if ((withheld & LABEL_BIT(i)) && has_word(p->rq, i))
            put_denied(p, i, 0);
        else if (later & LABEL_BIT(i))
            put_denied(p, i, p->c->labels_until_ms);
    buf_char(p->b, ']');
}

static void put_some(Printer *p, const JsonVal *app, Str key, const char *before, const char *after)
{
    const Str value = json_get_str(app, key);
    if (!value.n)
        return;
    buf_put(p->b, str_of(before));
    buf_json(p->b, value);
    buf_put(p->b, str_of(after));
}

/* What the app said of itself then (C2). */
static Status put_app(Printer *p)
{
    JsonDoc *doc;
    if (!p->c->attested.n)
        return ST_OK;
    TRY(json_parse(p->cx, p->c->attested, &doc));
    const JsonVal *app = json_root(doc);
    buf_put(p->b, STR("\"contained\":[{\"resourceType\":\"Device\",\"id\":\"app\""));
    put_some(p, app, STR("developer"), ",\"manufacturer\":", "");
    put_some(p, app, STR("website"), ",\"url\":", "");
    put_some(p, app, STR("support_email"), ",\"contact\":[{\"system\":\"email\",\"value\":", "}]");
    if (json_get_str(app, STR("status")).n) {
        put_some(p, app, STR("status"), ",\"note\":[{\"text\":", "}");
        put_some(p, app, STR("privacy_url"), ",{\"text\":", "}");
        buf_char(p->b, ']');
    }
    buf_put(p->b, STR("}],"));
    return ST_OK;
}

static void put_actor(Printer *p)
{
    buf_put(p->b, STR("{\"role\":{\"coding\":[{\"system\":\"" TERMS "v3-ParticipationType\","
                      "\"code\":\"IRCP\"}]},\"reference\":{\"type\":\"Device\","));
    if (p->c->attested.n)
        buf_put(p->b, STR("\"reference\":\"#app\","));
    put_identifier(p, "client", p->c->client_id);
    buf_char(p->b, ',');
    put_text(p, "display", p->c->client_name);
    buf_put(p->b, STR("}}"));
}

static void put_provision(Printer *p)
{
    buf_put(p->b, STR("{\"type\":\"permit\",\"period\":{"));
    put_instant(p, "start", p->c->created_ms);
    if (p->c->expires_ms) {
        buf_char(p->b, ',');
        put_instant(p, "end", p->c->expires_ms);
    }
    buf_put(p->b, STR("},\"actor\":["));
    put_actor(p);
    buf_put(p->b,
            STR("],\"purpose\":[{\"system\":\"" TERMS "v3-ActReason\",\"code\":\"PATRQT\"}]"));
    if (!has_everything(p->c->scope))
        put_classes(p);
    put_parts(p);
    if (p->c->when_lo_ms != DATE_MIN) {
        buf_put(p->b, STR(",\"dataPeriod\":{"));
        put_instant(p, "start", p->c->when_lo_ms);
        buf_char(p->b, '}');
    }
    put_withheld(p);
    buf_char(p->b, '}');
}

static Status put_consent(Printer *p)
{
    const Str id = resource_id(p->cx, p->c->id);
    buf_put(p->b, STR("{\"fullUrl\":"));
    buf_json(p->b, arena_join(p->cx->mem, p->rq->plan->fhir_base, STR("/Consent/"), id));
    buf_printf(p->b,
               ",\"resource\":{\"resourceType\":\"Consent\",\"id\":\"%.*s\",\"meta\":{"
               "\"versionId\":\"%lld\",",
               STR_ARG(id), (long long)p->c->version);
    put_instant(p, "lastUpdated", p->c->created_ms);
    buf_put(p->b, STR("},"));
    TRY(put_app(p));
    buf_put(p->b, STR("\"identifier\":[{"));
    put_text(p, "value", p->c->id);
    buf_printf(p->b, "}],\"status\":\"%s\",", p->c->active ? "active" : "inactive");
    buf_put(p->b, STR("\"scope\":{\"coding\":[{\"system\":\"" TERMS "consentscope\","
                      "\"code\":\"patient-privacy\"}]},"
                      "\"category\":[{\"coding\":[{\"system\":\"http://loinc.org\","
                      "\"code\":\"59284-0\"}]},{\"coding\":[{\"system\":\"" LABEL_ACT_CODE
                      "\",\"code\":\"IDSCL\"}]}],\"patient\":"));
    put_patient(p);
    buf_char(p->b, ',');
    put_instant(p, "dateTime", p->c->created_ms);
    buf_put(p->b, STR(",\"performer\":["));
    put_performer(p);
    buf_put(p->b, STR("],\"organization\":["));
    put_organization(p);
    buf_put(p->b, STR("],\"sourceAttachment\":"));
    put_source(p);
    /* Nothing is shared that was not said yes to. */
    buf_put(p->b, STR(",\"policyRule\":{\"coding\":[{\"system\":\"" LABEL_ACT_CODE
                      "\",\"code\":\"OPTIN\"}]},\"verification\":["));
    put_verification(p);
    buf_put(p->b, STR("],\"provision\":"));
    put_provision(p);
    buf_put(p->b, STR("}}"));
    return ST_OK;
}

Status consent_bundle(Cx *cx, const Rq *rq, const OauthConsent *list, size_t count, Str *json)
{
    Printer p = { .cx = cx, .rq = rq, .b = buf_new(cx, LIMIT_BUNDLE) };
    buf_put(p.b, STR("{\"resourceType\":\"Bundle\",\"type\":\"collection\","));
    put_instant(&p, "timestamp", cx->now_ms);
    for (size_t i = 0; i < count; i++) {
        p.c = &list[i];
        buf_put(p.b, i ? STR(",") : STR(",\"entry\":["));
        TRY(put_consent(&p));
    }
    buf_put(p.b, count ? STR("]}") : STR("}"));
    *json = buf_str(p.b);
    return buf_status(cx, p.b, STR("consents"));
}

Status pages_consents(Cx *cx, Rq *rq)
{
    DbTx *tx;
    OauthConsent *list;
    size_t count;
    Str json;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const Status st =
        oauth_consents_of(cx, tx, rq->web->keys, rq->plan->num, rq->account, &list, &count);
    db_end(tx);
    TRY(st);
    TRY(step_audit(cx, rq, &(Step){ .kind = AUDIT_ACCOUNT, .account = rq->account }));
    TRY(consent_bundle(cx, rq, list, count, &json));
    web_header(cx, rq, STR("Content-Disposition"), STR("attachment; filename=\"consents.json\""));
    web_fhir(cx, rq, 200, json);
    return ST_OK;
}
