#include "web/fhir_api.h"

#include "audit/audit.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/table.h"
#include "fhir/fhir.h"
#include "fhir/label.h"
#include "web/guard.h"
#include "web/metadata.h"
#include "web/related_person.h"
#include "json/json.h"

#define METADATA_AGE_S 3600u

/* ---- audit ------------------------------------------------------------------------------------------ */

/* "a1", or "a1/_history/2": as a reference names it. */
static Str resource_named(Cx *cx, const Rq *rq)
{
    const Str id = rq_param(rq, STR("id"));
    const Str vid = rq_param(rq, STR("vid"));
    return vid.n ? arena_join(cx->mem, id, STR("/_history/"), vid) : id;
}

/* Whatever st is: an answered request is in the journal, or the answer is 503 and holds no data. */
static Status audited_as(Cx *cx, Rq *rq, const AuditRecord *own, Status st)
{
    const Fault fault = cx->fault;
    const OauthAccess none = { .scope_count = 0 };
    const OauthAccess *access = rq->access ? rq->access : &none;
    AuditRecord record = *own;
    record.plan = rq->plan ? rq->plan->num : 0;
    record.http_status = st == ST_OK ? rq->reply->status : status_row(st)->http;
    record.status = st;
    record.address = rq->http->peer;
    record.client_id = access->client_id;
    record.grant = access->grant;
    record.account = access->account;
    if (!record.actor.n) /* M36 */
        record.actor = related_person_of(cx, rq);
    record.patient = access->patient;
    record.consent = access->consent;
    record.resource_type = rq_param(rq, STR("type"));
    record.resource_id = resource_named(cx, rq);
    record.bytes = st == ST_OK ? (int64_t)rq->reply->body.n : 0;
    record.query = guard_query_to_keep(cx, rq);
    const Status kept = audit_append(cx, rq->web->audit, &record);
    if (kept == ST_OK)
        cx->fault = fault;
    else
        rq->reply->header_count = 0; /* nothing of the answer that will not be given */
    return kept == ST_OK ? st : kept;
}

static Status audited(Cx *cx, Rq *rq, AuditKind kind, int64_t count, Status st)
{
    return audited_as(cx, rq, &(AuditRecord){ .kind = kind, .count = count }, st);
}

Status fhir_api_guard(Cx *cx, Rq *rq)
{
    const Status st = guard_data(cx, rq);
    return st == ST_OK ? ST_OK : audited(cx, rq, AUDIT_REST_OTHER, 0, st);
}

Status fhir_api_guard_open(Cx *cx, Rq *rq)
{
    const Status st = guard_open(cx, rq);
    return st == ST_OK ? ST_OK : audited(cx, rq, AUDIT_REST_OTHER, 0, st);
}

/* To who came without a token what is not public says that one is needed (S20): a chain into a member's
 * types, or a member who is named. */
static Status scope_or_token(Cx *cx, const Rq *rq, Status st)
{
    if (rq->access || (!forgive(cx, st, ST_SCOPE) && !forgive(cx, st, ST_FORBIDDEN)))
        return st;
    return fail(cx, ST_UNAUTHENTICATED, STR("Authorization"), "a bearer token is needed");
}

Status fhir_api_refused(Cx *cx, Rq *rq, Status st)
{
    return audited(cx, rq, AUDIT_REST_OTHER, 0, st);
}

/* ---- the reply's form --------------------------------------------------------------------------------- */

/* Sorted. '+' sent bare in a query arrives as a space. */
static const Str json_names[] = {
    STR_C("*/*"),
    STR_C("application/*"),
    STR_C("application/fhir json"),
    STR_C("application/fhir+json"),
    STR_C("application/json"),
    STR_C("application/json+fhir"),
    STR_C("json"),
    STR_C("text/json"),
};

/* One media range of an Accept header or a _format, parameters dropped; q=0 refuses it. */
static bool is_json(Str range)
{
    Str name;
    Str param;
    (void)str_split(&range, ';', &name);
    while (str_split(&range, ';', &param)) {
        param = str_trim(param);
        if (str_starts(param, STR("q=0")) && str_only(str_from(param, 2), "0."))
            return false;
    }
    name = str_trim(name);
    for (size_t i = 0; i < TABLE_COUNT(json_names); i++)
        if (str_eq_nocase(name, json_names[i]))
            return true;
    return false;
}

static bool accepts_json(Str accept)
{
    Str range;
    if (str_trim(accept).n == 0)
        return true;
    while (str_split(&accept, ',', &range))
        if (is_json(range))
            return true;
    return false;
}

/* _format overrides Accept (R4 http 3.1.0.1.11). */
static Status form_check(Cx *cx, const Rq *rq, Str format)
{
    if (format.n > 0)
        return is_json(format) ? ST_OK
                               : fail(cx, ST_NOT_ACCEPTABLE, STR("_format"), "only JSON is given");
    return accepts_json(http_get(rq->http, STR("Accept")))
               ? ST_OK
               : fail(cx, ST_NOT_ACCEPTABLE, STR("Accept"), "only application/fhir+json is given");
}

/* _pretty asks for a text that people read (R4 http 3.1.0.1.11). */
static Status pretty_take(Cx *cx, Str value, bool *out)
{
    if (value.n > 0 && !str_eq(value, STR("true")) && !str_eq(value, STR("false")))
        return fail(cx, ST_INVALID, STR("_pretty"), "must be true or false");
    *out |= str_eq(value, STR("true"));
    return ST_OK;
}

static Status pretty(Cx *cx, bool asked, Str *text)
{
    if (!asked)
        return ST_OK;
    Buf *b = buf_new_sized(cx, LIMIT_BUNDLE, text->n + text->n / 2);
    json_indent(b, *text);
    *text = buf_str(b);
    return buf_status(cx, b, STR("_pretty"));
}

/* ---- metadata ----------------------------------------------------------------------------------------- */

Status fhir_api_metadata(Cx *cx, Rq *rq)
{
    const HttpForm *query;
    Str text;
    Str etag;
    TRY(rq_query(cx, rq, &query));
    TRY(form_check(cx, rq, http_form_get(query, STR("_format"))));
    TRY(metadata_text(cx, rq->web->metadata, rq->plan, &text, &etag));
    web_tagged(cx, rq, STR("application/fhir+json; charset=utf-8"), text, etag, METADATA_AGE_S);
    return ST_OK;
}

/* ---- read, vread --------------------------------------------------------------------------------------- */

/* If-None-Match decides where it is sent (RFC 9110 s.13.2.2). A date that cannot be read, or one of two, is
 * not there (s.13.1.3); HTTP's dates have no milliseconds. */
static bool client_has(const Cx *cx, const Rq *rq, Str etag, int64_t updated_ms)
{
    int64_t since_ms;
    if (http_get(rq->http, STR("If-None-Match")).p)
        return rq_has_etag(rq, etag);
    const Str since = http_get(rq->http, STR("If-Modified-Since"));
    return since.p && http_count(rq->http, STR("If-Modified-Since")) == 1 &&
           date_http_parse(since, cx->now_ms, &since_ms) && updated_ms < since_ms + 1000;
}

static Str etag_of(Cx *cx, int64_t version)
{
    Buf *b = buf_new_sized(cx, 64, 64);
    buf_put(b, STR("W/\""));
    buf_i64(b, version);
    buf_char(b, '"');
    return buf_str(b);
}

/* 42 CFR 2.32(a)(2). By what the grant shares and not by what is in the answer, which nobody reads here: each
 * resource that it is about has the label 42CFRPart2 (C7), and one of these two kinds. */
static void part2_notice(Cx *cx, Rq *rq)
{
    const uint64_t kinds = LABEL_BIT(LABEL_SUBSTANCE_USE) | LABEL_BIT(LABEL_RESTRICTED);
    if (rq->access && (rq->access->labels_shared & kinds))
        web_header(cx, rq, STR("Postern-Notice"),
                   STR("42 CFR part 2 prohibits unauthorized use or disclosure of these records "
                       "(those labelled 42CFRPart2)"));
}

/* A resource's own reply; 304 only now that the caller may see it (S24), and never where a version has more
 * contents than one: whether something is left out of it would show by that, or be missed when more is shared. */
static void doc_send(Cx *cx, Rq *rq, const FhirDoc *doc)
{
    const Str etag = etag_of(cx, doc->version);
    web_header(cx, rq, STR("ETag"), etag);
    web_header(cx, rq, STR("Last-Modified"), date_http(cx, doc->updated_ms));
    if (!doc->varies && client_has(cx, rq, etag, doc->updated_ms))
        web_empty(cx, rq, 304);
    else
        web_fhir(cx, rq, 200, doc->body);
    part2_notice(cx, rq);
}

typedef struct ReadForm {
    FhirShape shape;
    bool pretty;
} ReadForm;

static Status read_param(Cx *cx, Str type, const HttpField *f, ReadForm *out)
{
    if (str_eq(f->name, STR("_format")))
        return ST_OK;
    if (str_eq(f->name, STR("_pretty")))
        return pretty_take(cx, f->value, &out->pretty);
    if (!str_eq(f->name, STR("_summary")) && !str_eq(f->name, STR("_elements")))
        return fail(cx, ST_NOT_SUPPORTED, f->name, "not a parameter of read");
    TRY(fhir_shape_take(cx, type, f->name, f->value, &out->shape));
    return out->shape.summary == FHIR_COUNT
               ? fail(cx, ST_INVALID, f->name, "count is of a search alone")
               : ST_OK;
}

static Status read_query(Cx *cx, Rq *rq, Str type, ReadForm *out)
{
    const HttpForm *query;
    *out = (ReadForm){ .pretty = false };
    TRY(rq_query(cx, rq, &query));
    for (size_t i = 0; i < query->count; i++)
        TRY(read_param(cx, type, &query->fields[i], out));
    return form_check(cx, rq, http_form_get(query, STR("_format")));
}

static Status doc_find(Cx *cx, Rq *rq, const FhirVersion *v, FhirDoc *doc)
{
    DbTx *tx;
    TRY((fhir_reads_one(v->type) ? db_read_one : db_read)(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = v->version.p ? fhir_vread(cx, tx, rq->reach, v, doc)
                                   : fhir_read(cx, tx, rq->reach, v->type, v->id, doc);
    db_end(tx);
    return st;
}

/* Of no row and no version: what the token's fhirUser names (M36). */
static Status own_person(Cx *cx, Rq *rq, const ReadForm *form)
{
    Str json;
    TRY(related_person_json(cx, rq, &json));
    TRY(fhir_shape(cx, &form->shape, STR("RelatedPerson"), json, &json));
    TRY(pretty(cx, form->pretty, &json));
    web_fhir(cx, rq, 200, json);
    return ST_OK;
}

static Status do_read(Cx *cx, Rq *rq, Str vid)
{
    FhirDoc doc;
    ReadForm form;
    const FhirVersion v = { rq_param(rq, STR("type")), rq_param(rq, STR("id")), vid };
    TRY(read_query(cx, rq, v.type, &form));
    if (!vid.p && related_person_is(cx, rq, v.type, v.id))
        return own_person(cx, rq, &form);
    TRY(doc_find(cx, rq, &v, &doc));
    TRY(fhir_shape(cx, &form.shape, v.type, doc.body, &doc.body));
    TRY(pretty(cx, form.pretty, &doc.body));
    doc_send(cx, rq, &doc);
    return ST_OK;
}

Status fhir_api_read(Cx *cx, Rq *rq)
{
    const Status st = scope_or_token(cx, rq, do_read(cx, rq, STR_NONE));
    return audited(cx, rq, AUDIT_READ, st == ST_OK, st);
}

Status fhir_api_vread(Cx *cx, Rq *rq)
{
    const Status st = do_read(cx, rq, rq_param(rq, STR("vid")));
    return audited(cx, rq, AUDIT_VREAD, st == ST_OK, st);
}

/* ---- search, history ----------------------------------------------------------------------------------- */

/* RFC 7240: preferences stand between commas, their parameters behind semicolons. */
static bool prefers_lenient(const Rq *rq)
{
    Str list = http_get(rq->http, STR("Prefer"));
    for (Str one; str_split(&list, ',', &one);) {
        const Str name = str_slice(one, 0, str_find(one, ';'));
        if (str_eq_nocase(str_trim(name), STR("handling=lenient")))
            return true;
    }
    return false;
}

static void params_add(FhirQuery *q, FhirParam *params, const HttpForm *form)
{
    for (size_t i = 0; form && i < form->count; i++) {
        const HttpField *f = &form->fields[i];
        if (str_eq(f->name, STR("_cursor")))
            q->cursor = f->value;
        else
            params[q->count++] = (FhirParam){ f->name, f->value };
    }
}

/* By POST, what the body says and what the URL says count alike (R4 http 3.1.0.9). */
static Status query_make(Cx *cx, Rq *rq, bool posted, FhirQuery *out, bool *indented)
{
    const HttpForm *query;
    const HttpForm *form = NULL;
    TRY(rq_query(cx, rq, &query));
    if (posted && (rq->http->body.n > 0 || http_get(rq->http, STR("Content-Type")).p))
        TRY(rq_form(cx, rq, &form));
    const Str body_format = form ? http_form_get(form, STR("_format")) : STR_NONE;
    TRY(form_check(cx, rq, body_format.n > 0 ? body_format : http_form_get(query, STR("_format"))));
    TRY(pretty_take(cx, http_form_get(query, STR("_pretty")), indented));
    if (form)
        TRY(pretty_take(cx, http_form_get(form, STR("_pretty")), indented));
    FhirParam *params = ARENA_ARRAY(cx->mem, FhirParam, query->count + (form ? form->count : 0));
    *out = (FhirQuery){ .type = rq_param(rq, STR("type")),
                        .id = rq_param(rq, STR("id")),
                        .params = params,
                        .lenient = prefers_lenient(rq),
                        .posted = posted };
    params_add(out, params, query);
    params_add(out, params, form);
    return ST_OK;
}

typedef Status (*Find)(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *q, FhirPage *out);

static Status do_find(Cx *cx, Rq *rq, Find find, bool posted, FhirPage *page)
{
    DbTx *tx;
    FhirQuery q;
    bool indented = false;
    TRY(query_make(cx, rq, posted, &q, &indented));
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = find(cx, tx, rq->reach, &q, page);
    db_end(tx);
    TRY(st);
    TRY(pretty(cx, indented || page->pretty, &page->bundle));
    web_fhir(cx, rq, 200, page->bundle);
    part2_notice(cx, rq);
    return ST_OK;
}

static Status search(Cx *cx, Rq *rq, bool posted)
{
    FhirPage page = { .matches = 0 };
    const Status st = scope_or_token(cx, rq, do_find(cx, rq, fhir_search, posted, &page));
    return audited_as(cx, rq,
                      &(AuditRecord){ .kind = AUDIT_SEARCH,
                                      .count = (int64_t)(page.matches + page.included),
                                      .included = page.included_types },
                      st);
}

Status fhir_api_search(Cx *cx, Rq *rq)
{
    return search(cx, rq, false);
}

Status fhir_api_search_post(Cx *cx, Rq *rq)
{
    return search(cx, rq, true);
}

Status fhir_api_history(Cx *cx, Rq *rq)
{
    FhirPage page = { .matches = 0 };
    const Status st = do_find(cx, rq, fhir_history, false, &page);
    return audited(cx, rq, AUDIT_HISTORY, (int64_t)page.matches, st);
}

/* ---- explain -------------------------------------------------------------------------------------------- */

static Status do_explain(Cx *cx, Rq *rq, size_t *candidates)
{
    DbTx *tx;
    FhirQuery q;
    Str text;
    bool indented = false;
    TRY(guard_data(cx, rq));
    TRY(query_make(cx, rq, false, &q, &indented));
    TRY(db_read(cx, rq->web->db, rq->plan->num, &tx));
    const Status st = fhir_explain(cx, tx, rq->reach, &q, &text, candidates);
    db_end(tx);
    TRY(st);
    web_send(cx, rq, 200, STR("text/plain; charset=utf-8"), text);
    return ST_OK;
}

Status fhir_api_explain(Cx *cx, Rq *rq)
{
    size_t candidates = 0;
    const Status st = do_explain(cx, rq, &candidates);
    return audited_as(cx, rq,
                      &(AuditRecord){ .kind = AUDIT_ADMIN,
                                      .actor = STR("postern explain"),
                                      .count = (int64_t)candidates },
                      st);
}
