/* From a message to a handler: host, row, method, plan, language, form, guard, handler, reply. Whatever no
 * step allows is refused. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "fhir/type_table.h"
#include "web/asset.h"
#include "web/brands.h"
#include "web/csrf.h"
#include "web/fhir_api.h"
#include "web/lang.h"
#include "web/metadata.h"
#include "web/rate.h"
#include "web/texts.h"

#define SUPPORT_CODE_CHARS 10u

/* A code names a request and opens nothing, so that it has to differ and not to be secret: a count,
 * mixed (SplitMix64) with what this start drew from the kernel, which is not asked for each request. */
static uint64_t code_bits(Web *web)
{
    uint64_t z =
        web->code_seed + UINT64_C(0x9e3779b97f4a7c15) *
                             atomic_fetch_add_explicit(&web->codes, 1, memory_order_relaxed);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* Read out over a telephone: no letter that looks or sounds like another (I L O U left out). */
static Str support_code(Cx *cx, Web *web)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint64_t bits = code_bits(web);
    char *p = arena_alloc_raw(cx->mem, SUPPORT_CODE_CHARS + 1);
    size_t n = 0;
    for (size_t i = 0; i < SUPPORT_CODE_CHARS; i++, bits >>= 5) {
        if (i == SUPPORT_CODE_CHARS / 2)
            p[n++] = '-';
        p[n++] = letters[bits % 32];
    }
    return (Str){ p, n };
}

/* ---- CORS (D2, T3) --------------------------------------------------------------------------------- */

/* Whose token it is: then its own origins alone (T3). Empty: nobody's yet, a preflight, a refusal, or a
 * sandbox's token that no app holds. */
static Str client_of(const Rq *rq)
{
    if (!rq->access || str_eq(rq->access->client_id, STR(OAUTH_DIRECT_CLIENT)))
        return STR_NONE;
    return rq->access->client_id;
}

static Status origin_known(Cx *cx, const Rq *rq, Str origin, bool *known)
{
    DbTx *tx;
    *known = false;
    if (!rq->plan)
        return ST_OK;
    TRY(db_read(cx, rq->web->db, DB_STATE, &tx));
    const OauthPlan plan = rq_oauth_plan(rq);
    const Status st = oauth_origin_known(cx, tx, &plan, client_of(rq), origin, known);
    db_end(tx);
    return st;
}

static Cors cors_of(const Rq *rq)
{
    if (rq->route)
        return rq->route->cors;
    return rq_surface(rq) == SURFACE_FHIR ? CORS_REGISTERED : CORS_NONE;
}

/* True when scripts of the request's origin may read the reply, which then says so. */
static bool cors_allow(Cx *cx, Rq *rq)
{
    const Str origin = http_get(rq->http, STR("Origin"));
    if (cors_of(rq) == CORS_ANY) {
        /* Whoever asks: a copy that a proxy keeps goes to scripts too (B1, D2). */
        web_header(cx, rq, STR("Access-Control-Allow-Origin"), STR("*"));
        return true;
    }
    web_header(cx, rq, STR("Vary"), STR("Origin"));
    if (!origin.p || rq->cors_foreign)
        return false;
    const Fault fault = cx->fault;
    bool known;
    const Status st = origin_known(cx, rq, origin, &known);
    if (st != ST_OK) {
        log_fault(cx, LOG_WARN, STR("cors"));
        known = false;
    }
    cx->fault = fault;
    if (known)
        web_header(cx, rq, STR("Access-Control-Allow-Origin"), origin);
    return known;
}

static void cors_add(Cx *cx, Rq *rq)
{
    const bool preflight = rq->http->method == HTTP_OPTIONS && rq->reply->status == 204;
    if (cors_of(rq) == CORS_NONE || preflight)
        return;
    if (cors_allow(cx, rq))
        web_header(
            cx, rq, STR("Access-Control-Expose-Headers"),
            STR("ETag, Location, Content-Location, WWW-Authenticate, X-Request-Id, Retry-After,"
                " Postern-Notice"));
}

// clang-format off
static const struct { unsigned method; Str name; } method_names[] = {
    { HTTP_GET,    STR_C("GET") },
    { HTTP_HEAD,   STR_C("HEAD") },
    { HTTP_POST,   STR_C("POST") },
    { HTTP_PUT,    STR_C("PUT") },
    { HTTP_PATCH,  STR_C("PATCH") },
    { HTTP_DELETE, STR_C("DELETE") },
};
// clang-format on

static Str methods_text(Cx *cx, unsigned methods)
{
    Buf *b = buf_new(cx, 128);
    for (size_t i = 0; i < sizeof method_names / sizeof *method_names; i++) {
        if (!(methods & method_names[i].method))
            continue;
        buf_put(b, method_names[i].name);
        buf_put(b, STR(", "));
    }
    buf_put(b, STR("OPTIONS"));
    return buf_str(b);
}

/* OPTIONS: a preflight or a plain question. No row has a handler for it. */
static Status options_answer(Cx *cx, Rq *rq, unsigned allowed)
{
    const Str methods = methods_text(cx, allowed);
    web_empty(cx, rq, 204);
    web_header(cx, rq, STR("Allow"), methods);
    if (rq->route->cors == CORS_NONE || !cors_allow(cx, rq))
        return ST_OK;
    web_header(cx, rq, STR("Access-Control-Allow-Methods"), methods);
    web_header(
        cx, rq, STR("Access-Control-Allow-Headers"),
        STR("Accept, Authorization, Content-Type, If-Modified-Since, If-None-Match, Prefer"));
    web_header(cx, rq, STR("Access-Control-Max-Age"), STR("600"));
    return ST_OK;
}

/* ---- steps ----------------------------------------------------------------------------------------- */

/* D17, M31: one name, the configured one. */
static Status host_check(Cx *cx, const Rq *rq)
{
    if (!str_eq_nocase(http_get(rq->http, STR("Host")), rq->web->host))
        return fail(cx, ST_MISDIRECTED, STR("Host"), "not the name of this server");
    return ST_OK;
}

static Status plan_find(Cx *cx, Rq *rq)
{
    const Str id = rq_param(rq, STR("plan"));
    if (!id.p)
        return ST_OK;
    rq->plan = plans_find(rq->web->plans, id);
    return rq->plan ? ST_OK : fail(cx, ST_NOT_FOUND, STR("plan"), "no such plan");
}

static Status row_find(Cx *cx, Rq *rq)
{
    const Web *web = rq->web;
    unsigned allowed;
    if (rq->http->path_status != ST_OK)
        return fail(cx, rq->http->path_status, STR("path"), "no address can be like this");
    rq->route = route_find(web->table, rq->http, &allowed);
    if (rq->route)
        return plan_find(cx, rq);
    if (allowed == 0)
        return fail(cx, ST_NOT_FOUND, STR("path"), "no such address");
    rq->route = route_near(web->table, rq->http);
    TRY(plan_find(cx, rq));
    if (rq->http->method == HTTP_OPTIONS)
        return options_answer(cx, rq, allowed);
    web_header(cx, rq, STR("Allow"), methods_text(cx, allowed));
    return fail(cx, ST_METHOD, STR("method"), "not answered at this address");
}

/* What no row answers belongs to a plan by its address; asked of the API, it is audited (C11). */
static Status row_none(Cx *cx, Rq *rq, Status st)
{
    if (!rq->plan)
        rq->plan = plans_find(rq->web->plans, rq_segment(rq->http, 0));
    return rq_surface(rq) == SURFACE_FHIR ? fhir_api_refused(cx, rq, st) : st;
}

static bool is_browser_name(Str s)
{
    return s.n == 43 &&
           str_only(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

/* A browser is named on a GET alone: a cross-site post comes without Lax cookies, and a new name would
 * overwrite the one it has (A2). */
static void browser_name(Cx *cx, Rq *rq)
{
    rq->session = web_cookie(cx, rq, STR("sid"));
    rq->browser = web_cookie(cx, rq, STR("bid"));
    if (is_browser_name(rq->browser))
        return;
    rq->browser = STR("");
    if (rq->http->method != HTTP_GET && rq->http->method != HTTP_HEAD)
        return;
    rq->browser = random_token(cx, 32);
    web_cookie_set(cx, rq, STR("bid"), rq->browser, 0);
}

static bool changes_state(const Rq *rq)
{
    return (rq->http->method & (HTTP_GET | HTTP_HEAD)) == 0;
}

static Status page_prepare(Cx *cx, Rq *rq)
{
    const HttpForm *form;
    TRY(rq_query(cx, rq, &form));
    lang_settle(cx, rq);
    browser_name(cx, rq);
    rq->tx = http_form_get(form, STR("tx"));
    if (!changes_state(rq))
        return ST_OK;
    TRY(rq_form(cx, rq, &form));
    if (http_form_get(form, STR("tx")).p)
        rq->tx = http_form_get(form, STR("tx"));
    return rq->route->cross_site ? ST_OK : csrf_check(cx, rq);
}

static Status dispatch(Cx *cx, Rq *rq)
{
    TRY(host_check(cx, rq));
    const Status found = row_find(cx, rq);
    if (found != ST_OK)
        return row_none(cx, rq, found);
    if (rq->http->method == HTTP_OPTIONS)
        return ST_OK;
    if (rq->route->surface == SURFACE_PAGE)
        TRY(page_prepare(cx, rq));
    TRY(rq->route->guard(cx, rq));
    if (rq->reply->status) /* a guard may answer itself: a redirect to the sign-in page */
        return ST_OK;
    return rq->route->handle(cx, rq);
}

static bool reply_has(const HttpReply *rp, Str name)
{
    for (size_t i = 0; i < rp->header_count; i++)
        if (str_eq_nocase(rp->headers[i].name, name))
            return true;
    return false;
}

static void common_headers(Cx *cx, Rq *rq)
{
    web_header(cx, rq, STR("X-Request-Id"), cx->request_id);
    web_header(cx, rq, STR("X-Content-Type-Options"), STR("nosniff"));
    if (!reply_has(rq->reply, STR("Cache-Control")))
        web_header(cx, rq, STR("Cache-Control"), STR("no-store"));
    if (rq->web->secure)
        web_header(cx, rq, STR("Strict-Transport-Security"), STR("max-age=31536000"));
}

/* A failure of ours, once, with the row's pattern and never the address (R9). */
static void fault_log(Cx *cx, const Rq *rq, Status st)
{
    if (st != ST_INTERNAL && st != ST_UNAVAILABLE)
        return;
    const Fault f = cx->fault;
    LOG(cx, LOG_ERROR, "request_failed", { STR("route"), rq->route ? rq->route->pattern : STR("") },
        { STR("status"), status_row(st)->name }, { STR("where"), f.where },
        { STR("detail"), f.detail });
}

void web_handle(void *app, Cx *cx, const HttpRequest *http, HttpReply *reply)
{
    Web *web = app;
    Rq rq = { .web = web, .http = http, .reply = reply };
    const void *before = arena_deferred(cx->mem);
    if (web->now)
        cx->now_ms = web->now(web->clock);
    cx->request_id = support_code(cx, web);
    const Status st = dispatch(cx, &rq);
    if (st != ST_OK) {
        fault_log(cx, &rq, st);
        web_fault(cx, &rq, st);
    }
    cors_add(cx, &rq);
    common_headers(cx, &rq);
    /* The memory lives until the reply has left, as slowly as the client reads it; a transaction that a
     * failure left open, the writer's turn above all, must not. */
    arena_settle(cx->mem, before);
}

/* ---- refused by http/ ------------------------------------------------------------------------------- */

// clang-format off
static const struct { int http; Status status; const char *detail; } refusals[] = {
    { 400, ST_INVALID,          "the message cannot be read in one way only" },
    { 413, ST_TOO_LONG,         "the body is too long" },
    { 414, ST_URI_TOO_LONG,     "the address is too long" },
    { 431, ST_HEADERS_TOO_LONG, "too many or too long headers" },
    { 501, ST_NOT_SUPPORTED,    "this method is not known here" },
    { 503, ST_UNAVAILABLE,      "every thread is taken" },
    { 505, ST_NOT_SUPPORTED,    "HTTP/1.1 is spoken here" },
};
// clang-format on

static Status refusal_of(Cx *cx, int status)
{
    size_t i = 0;
    while (i + 1 < sizeof refusals / sizeof *refusals && refusals[i].http != status)
        i++;
    return fail(cx, refusals[i].status, STR(""), refusals[i].detail);
}

void web_refuse(void *app, Cx *cx, const HttpRequest *http, int status, HttpReply *reply)
{
    Web *web = app;
    Rq rq = { .web = web, .http = http, .reply = reply };
    if (web->now)
        cx->now_ms = web->now(web->clock);
    cx->request_id = support_code(cx, web);
    if (http->path_status == ST_OK)
        rq.route = route_near(web->table, http);
    const Status refusal = refusal_of(cx, status);
    const Status st = row_none(cx, &rq, refusal);
    web_fault(cx, &rq, st);
    if (st == refusal)
        reply->status = status;
    /* Nothing of anybody is in it, and the store, which knows the origins, is not waited for here. */
    if (cors_of(&rq) != CORS_NONE)
        web_header(cx, &rq, STR("Access-Control-Allow-Origin"), STR("*"));
    common_headers(cx, &rq);
}

/* ---- for http.h ------------------------------------------------------------------------------------- */

static const Route *row_of(const Web *web, const HttpRequest *rq)
{
    unsigned allowed;
    return rq->path_status == ST_OK ? route_find(web->table, rq, &allowed) : NULL;
}

size_t web_body_max(void *app, const HttpRequest *rq)
{
    const Route *row = row_of(app, rq);
    /* Without a row the body is read too, a short one: who posts to a wrong address is told so. */
    return row ? row->body_max : LIMIT_BODY_AUTH;
}

/* A preflight and a refusal have no row that answers, and ask the store for origins all the same. */
static bool stray_waits(const Web *web, const HttpRequest *rq)
{
    const Rq near = { .http = rq,
                      .route = rq->path_status == ST_OK ? route_near(web->table, rq) : NULL };
    return cors_of(&near) == CORS_REGISTERED && db_engine(web->db) == DB_POSTGRES;
}

/* A search of a directory type that names nothing reads the whole plan's, on either engine: it must not
 * hold the HTTP thread (DESIGN rule 4). */
static bool directory_waits(const HttpRequest *rq)
{
    const bool get = rq->segment_count == 3 && rq->method != HTTP_OPTIONS;
    const bool post = rq->segment_count == 4 && rq->method == HTTP_POST;
    if ((!get && !post) || !str_eq(rq->segments[1], STR("fhir")))
        return false;
    const TypeRow *type = type_by_name(rq->segments[2]);
    return type && type->owner == OWNER_DIRECTORY;
}

bool web_waits(void *app, const HttpRequest *rq)
{
    const Web *web = app;
    if (directory_waits(rq))
        return true;
    if (!web->any_waits)
        return false;
    const Route *row = row_of(web, rq);
    if (!row)
        return stray_waits(web, rq);
    switch (row->lane) {
    case LANE_PURE: return row->cors == CORS_REGISTERED && db_engine(web->db) == DB_POSTGRES;
    case LANE_LOCAL: return db_engine(web->db) == DB_POSTGRES;
    case LANE_CLIENT:
        return db_engine(web->db) ==
                   DB_POSTGRES || /* whoever hides the name does not get to hold the HTTP thread (T20) */
               http_form_may_name(rq->body, STR("client_assertion"));
    case LANE_WAIT: return true;
    }
    return false;
}

/* ---- start ------------------------------------------------------------------------------------------ */

static Status base_url_read(Cx *cx, Web *web)
{
    web->secure = str_starts(web->base_url, STR("https://"));
    if (!web->secure && !str_starts(web->base_url, STR("http://")))
        return fail(cx, ST_INVALID, STR("base_url"), "must begin with https:// or http://");
    web->host = str_from(web->base_url, web->secure ? 8 : 7);
    if (web->host.n == 0 || str_find(web->host, '/') < web->host.n)
        return fail(cx, ST_INVALID, STR("base_url"), "must be scheme and host alone");
    return ST_OK;
}

static Status pages_read(Cx *cx, Web *web)
{
    TmplSource *sources = ARENA_ARRAY(cx->mem, TmplSource, web_assets_n);
    Tmpls *pages;
    size_t n = 0;
    for (size_t i = 0; i < web_assets_n; i++) {
        const Str name = web_assets[i].name;
        if (str_starts(name, STR("pages/")) && str_ends(name, STR(".html")))
            sources[n++] = (TmplSource){ str_slice(name, 6, name.n - 5), web_assets[i].bytes };
    }
    TRY(tmpls_read(cx, sources, n, &pages));
    web->pages = pages;
    return ST_OK;
}

static Status routes_open(Cx *cx, Web *web)
{
    Routes *table;
    TRY(routes_read(cx, web->routes, web->route_count, &table));
    web->table = table;
    web->any_waits = web->db && db_engine(web->db) == DB_POSTGRES;
    for (size_t i = 0; i < web->route_count; i++)
        web->any_waits |= web->routes[i].lane >= LANE_CLIENT;
    return ST_OK;
}

Status web_open(Cx *cx, Web *web)
{
    TRY(base_url_read(cx, web));
    TRY(routes_open(cx, web));
    TRY(pages_read(cx, web));
    TRY(texts_open(cx, web));
    web->rate = rate_new(keys_use(web->keys, KEY_RATE));
    web->settled = ARENA_ARRAY(cx->mem, atomic_int_fast64_t, plans_count(web->plans));
    web->metadata = metadata_new(web->plans, cx->now_ms);
    web->errors_url = arena_join(cx->mem, web->base_url, STR("/developers/errors"), STR_NONE);
    TRY(brands_print(cx, web));
    memcpy(&web->code_seed, random_bytes(cx, sizeof web->code_seed).p, sizeof web->code_seed);
    return ST_OK;
}

void web_close(Web *web)
{
    metadata_free(web->metadata);
    web->metadata = NULL;
    rate_free(web->rate);
    web->rate = NULL;
}
