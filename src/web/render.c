/* What is answered: the one place where an outcome becomes a reply (status.def has the words). */
#include "base/codec.h"
#include "base/limits.h"
#include "base/log.h"
#include "fhir/fhir.h"
#include "web/csrf.h"
#include "web/lang.h"
#include "web/message.h"
#include "web/texts.h"

void web_header(Cx *cx, Rq *rq, Str name, Str value)
{
    http_header(cx, rq->reply, name, value);
}

void web_send(Cx *cx, Rq *rq, int status, Str content_type, Str body)
{
    rq->reply->status = status;
    rq->reply->body = body;
    web_header(cx, rq, STR("Content-Type"), content_type);
}

/* Never packed: token replies hold secrets beside words that a caller chose. */
void web_json(Cx *cx, Rq *rq, int status, Str body)
{
    web_send(cx, rq, status, STR("application/json"), body);
}

void web_fhir(Cx *cx, Rq *rq, int status, Str body)
{
    web_send(cx, rq, status, STR("application/fhir+json; charset=utf-8"), body);
    rq->reply->may_gzip = true;
}

void web_empty(Cx *cx, Rq *rq, int status)
{
    (void)cx;
    rq->reply->status = status;
    rq->reply->body = STR("");
}

void web_redirect(Cx *cx, Rq *rq, Str to)
{
    web_empty(cx, rq, 303);
    web_header(cx, rq, STR("Location"), to);
}

static Str strong(Str etag)
{
    return str_starts(etag, STR("W/")) ? str_from(etag, 2) : etag;
}

static bool etag_is_in(Str list, Str etag)
{
    Str one;
    while (str_split(&list, ',', &one)) {
        one = str_trim(one);
        if (str_eq(one, STR("*")) || str_eq(strong(one), strong(etag)))
            return true;
    }
    return false;
}

/* A list may be sent in several lines (RFC 9110 s.5.3). */
bool rq_has_etag(const Rq *rq, Str etag)
{
    for (size_t i = 0; i < rq->http->header_count; i++)
        if (str_eq_nocase(rq->http->headers[i].name, STR("If-None-Match")) &&
            etag_is_in(rq->http->headers[i].value, etag))
            return true;
    return false;
}

void web_tagged(Cx *cx, Rq *rq, Str content_type, Str body, Str etag, unsigned seconds)
{
    web_header(cx, rq, STR("ETag"), etag);
    web_header(cx, rq, STR("Cache-Control"), arena_printf(cx->mem, "public, max-age=%u", seconds));
    if (rq_has_etag(rq, etag)) {
        web_empty(cx, rq, 304);
        return;
    }
    web_send(cx, rq, 200, content_type, body);
    rq->reply->may_gzip = true;
}

Str web_etag(Cx *cx, Str body)
{
    const Str hash = hex_encode(cx, str_slice(sha256(cx, body), 0, 8));
    return arena_join(cx->mem, STR("\""), hash, STR("\""));
}

void web_document(Cx *cx, Rq *rq, Str content_type, Str body, unsigned seconds)
{
    web_tagged(cx, rq, content_type, body, web_etag(cx, body), seconds);
}

MessageWords web_words(const Rq *rq)
{
    const WebTexts *own =
        rq->plan && rq->web->texts ? rq->web->texts[rq->plan - plans_at(rq->web->plans, 0)] : NULL;
    return (MessageWords){ .lang = (int)rq->lang, .own = own ? own->text[rq->lang] : NULL };
}

Str web_text(const Rq *rq, Str key)
{
    const MessageRow *row = message_find(key);
    return row ? message_text(row, web_words(rq)) : STR("");
}

Str web_path(Cx *cx, const Rq *rq, Str page)
{
    const Str path = arena_printf(cx->mem, "/%.*s/%.*s", STR_ARG(rq->plan ? rq->plan->id : STR("")),
                                  STR_ARG(page));
    if (rq->tx.n == 0)
        return path;
    Buf *b = buf_new(cx, LIMIT_TARGET);
    buf_put(b, path);
    buf_put(b, STR("?tx="));
    buf_percent(b, rq->tx);
    return buf_str(b);
}

Status web_go(Cx *cx, Rq *rq, const char *page)
{
    web_redirect(cx, rq, web_path(cx, rq, str_of(page)));
    return ST_OK;
}

/* ---- pages ---------------------------------------------------------------------------------------- */

/* This page in another language: the same address, everything else of its query kept. An address that
 * is none of ours may still stand on our error page, and "//name" would be a link to another host. */
static Str lang_url(Cx *cx, const Rq *rq, Lang lang)
{
    Buf *b = buf_new(cx, 4 * LIMIT_TARGET);
    buf_put(b, rq->http->path_status == ST_OK ? rq->http->path : STR("/"));
    buf_put(b, STR("?lang="));
    buf_put(b, lang_code(lang));
    for (size_t i = 0; i < rq->query.count; i++) {
        const HttpField *f = &rq->query.fields[i];
        if (str_eq(f->name, STR("lang")) || str_eq(f->name, STR("ui_locales")) ||
            str_eq(f->name, STR("login_hint"))) /* shown nowhere (A15) */
            continue;
        buf_char(b, '&');
        buf_percent(b, f->name);
        buf_char(b, '=');
        buf_percent(b, f->value);
    }
    if (rq->tx.n && !http_form_get(&rq->query, STR("tx")).p) {
        buf_put(b, STR("&tx="));
        buf_percent(b, rq->tx);
    }
    return buf_str(b);
}

void web_lang_form(Cx *cx, const Rq *rq, TmplData *d, Str form)
{
    if (rq->http->method != HTTP_POST)
        return;
    tmpl_str(d, STR("lang_form"), form);
    tmpl_str(d, STR("lang_form_url"), lang_url(cx, rq, rq->lang == LANG_ES ? LANG_EN : LANG_ES));
}

bool rq_asks_lang(const Rq *rq)
{
    return rq->http->method == HTTP_POST && http_form_get(&rq->query, STR("lang")).p != NULL;
}

static TmplData *page_common(Cx *cx, const Rq *rq, Str page)
{
    const Plan none = { .name = STR("Postern") };
    const Plan *plan = rq->plan ? rq->plan : &none;
    const MessageRow *title = message_find(arena_join(cx->mem, STR("title_"), page, STR("")));
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("lang"), lang_code(rq->lang));
    if (title)
        tmpl_str(d, STR("title"), message_text(title, web_words(rq)));
    tmpl_bool(d, STR("has_plan"), rq->plan != NULL);
    tmpl_bool(d, STR("logo"), plan->brand.logo.n > 0);
    tmpl_bool(d, STR("sandbox"), plan->sandbox);
    tmpl_bool(d, STR("spanish"), !rq->plan || plan->spanish);
    tmpl_bool(d, STR("is_es"), rq->lang == LANG_ES);
    tmpl_str(d, STR("plan_name"), plan->name);
    tmpl_str(d, STR("plan_url"),
             rq->plan ? arena_join(cx->mem, STR("/"), plan->id, STR("")) : STR("/"));
    tmpl_str(d, STR("help_url"), web_path(cx, rq, STR("help")));
    tmpl_str(d, STR("services_phone"), plan->services_phone);
    tmpl_str(d, STR("services_email"), plan->services_email);
    tmpl_str(d, STR("services_url"), plan->services_url);
    tmpl_str(d, STR("services_mailto"),
             arena_join(cx->mem, STR("mailto:"), plan->services_email, STR("")));
    tmpl_str(d, STR("services_tel"),
             arena_join(cx->mem, STR("tel:"), plan->services_phone, STR("")));
    tmpl_str(d, STR("lang_en_url"), lang_url(cx, rq, LANG_EN));
    tmpl_str(d, STR("lang_es_url"), lang_url(cx, rq, LANG_ES));
    tmpl_str(d, STR("csrf"), csrf_token(cx, rq));
    tmpl_str(d, STR("tx"), rq->tx);
    tmpl_bool(d, STR("signed_in"), rq->account.n > 0);
    tmpl_str(d, STR("support_code"), cx->request_id);
    return d;
}

/* AUTHORIZATION A28. Chromium asks form-action at each redirect that a posted form leads to. Where that is an
 * app's, which goes on to other origins and schemes as it likes, nobody can list them (A23): such a page has
 * no form-action, and no form that is not ours. */
static void page_headers(Cx *cx, Rq *rq)
{
    web_header(
        cx, rq, STR("Content-Security-Policy"),
        arena_printf(cx->mem,
                     "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
                     "base-uri 'none'; frame-ancestors 'none'%s",
                     rq->leads_out ? "" : "; form-action 'self'"));
    web_header(cx, rq, STR("X-Frame-Options"), STR("DENY"));
    web_header(cx, rq, STR("Referrer-Policy"), STR("no-referrer"));
}

Status web_page(Cx *cx, Rq *rq, int status, Str page, TmplData *data)
{
    Str html;
    if (!data)
        data = tmpl_data(cx);
    tmpl_under(data, page_common(cx, rq, page));
    TRY(tmpl_render(cx, rq->web->pages, page, web_words(rq), data, &html));
    page_headers(cx, rq);
    web_send(cx, rq, status, STR("text/html; charset=utf-8"), html);
    return ST_OK;
}

/* ---- failures -------------------------------------------------------------------------------------- */

/* R10: what went wrong inside is for the log alone. */
static Str fault_detail(Cx *cx, Status st)
{
    switch ((int)st) {
    case ST_INTERNAL: return STR("internal error");
    case ST_UNAVAILABLE:
        return STR("not available at the moment; send the request again after as many seconds as"
                   " Retry-After says");
    default: return cx->fault.status == st ? cx->fault.detail : STR("");
    }
}

/* Our own failures name no place: it would be one inside us. */
static Str outcome_json(Cx *cx, Status st)
{
    const bool ours = st == ST_INTERNAL || st == ST_UNAVAILABLE;
    return fhir_outcome(cx, st, ours ? STR("") : cx->fault.where, fault_detail(cx, st));
}

static Str oauth_json(Cx *cx, const Web *web, Status st)
{
    const Str where = cx->fault.where;
    const Str detail = fault_detail(cx, st);
    const bool named = where.n && st != ST_INTERNAL && st != ST_UNAVAILABLE;
    const Str said = named ? arena_join(cx->mem, where, STR(": "), detail) : detail;
    const Str error = status_row(st)->oauth;
    Buf *b = buf_new(cx, 8192);
    buf_put(b, STR("{\"error\":"));
    buf_json(b, error.n ? error : STR("server_error"));
    if (said.n) {
        buf_put(b, STR(",\"error_description\":"));
        buf_json(b, oauth_description(cx, said));
    }
    buf_put(b, STR(",\"error_uri\":"));
    buf_json(b, arena_join(cx->mem, web->errors_url, STR("#"), status_code(cx->mem, st)));
    buf_put(b, STR(",\"support_code\":"));
    buf_json(b, cx->request_id);
    buf_char(b, '}');
    return buf_str(b);
}

static void fault_text(Cx *cx, Rq *rq, Status st)
{
    web_send(cx, rq, status_row(st)->http, STR("text/plain; charset=utf-8"),
             arena_printf(cx->mem, "%d. Support code: %.*s\n", status_row(st)->http,
                          STR_ARG(cx->request_id)));
}

static void fault_page(Cx *cx, Rq *rq, Status st)
{
    const Str key = status_row(st)->message;
    if (!rq->query_read)
        lang_settle(cx, rq); /* it failed before a page could be prepared */
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("message"), web_text(rq, key.n ? key : STR("error_internal")));
    if (web_page(cx, rq, status_row(st)->http, STR("error"), d) == ST_OK)
        return;
    log_fault(cx, LOG_ERROR, STR("error_page"));
    fault_text(cx, rq, st);
}

/* S20: no error code when the request came without credentials. */
static void challenge_add(Cx *cx, Rq *rq, Status st)
{
    if (!rq->plan || rq_surface(rq) == SURFACE_PAGE)
        return;
    const Str auth = http_get(rq->http, STR("Authorization"));
    const char *why = st == ST_SCOPE ? ", error=\"insufficient_scope\""
                      : auth.n       ? ", error=\"invalid_token\""
                                     : "";
    if (st == ST_UNAUTHENTICATED || st == ST_SCOPE)
        web_header(
            cx, rq, STR("WWW-Authenticate"),
            arena_printf(cx->mem, "Bearer realm=\"%.*s\"%s", STR_ARG(rq->plan->fhir_base), why));
    else if (st == ST_CLIENT && auth.n) /* T6 */
        web_header(cx, rq, STR("WWW-Authenticate"),
                   arena_printf(cx->mem, "Basic realm=\"%.*s\"", STR_ARG(rq->plan->issuer)));
}

static Str retry_after(Cx *cx, Status st)
{
    const unsigned usual = st == ST_TOO_MANY ? 30 : 5;
    return arena_printf(cx->mem, "%u", cx->fault.retry_s ? cx->fault.retry_s : usual);
}

void web_fault(Cx *cx, Rq *rq, Status st)
{
    rq->reply->body = STR("");
    rq->reply->may_gzip = false;
    challenge_add(cx, rq, st);
    if (st == ST_TOO_MANY || st == ST_UNAVAILABLE)
        web_header(cx, rq, STR("Retry-After"), retry_after(cx, st));
    switch (rq_surface(rq)) {
    case SURFACE_FHIR: web_fhir(cx, rq, status_row(st)->http, outcome_json(cx, st)); break;
    case SURFACE_OAUTH: web_json(cx, rq, status_row(st)->http, oauth_json(cx, rq->web, st)); break;
    case SURFACE_PAGE: fault_page(cx, rq, st); break;
    case SURFACE_FILE: fault_text(cx, rq, st); break;
    }
}
