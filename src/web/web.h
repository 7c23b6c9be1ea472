/* web.h - the wired application and one request in it. src/app/wire.c fills a Web and calls web_open;
 * http.h's callbacks are web_body_max, web_waits and web_handle. Tests call web_handle themselves.
 *
 * A handler is `Status name(Cx *cx, Rq *rq)` with a row in src/app/routes.c. By the time it runs the
 * host, plan, language, CSRF token and guard have been checked. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "db/db.h"
#include "http/http.h"
#include "jose/jose.h"
#include "oauth/oauth.h"
#include "plan/plan.h"
#include "web/route.h"
#include "web/tmpl.h"

#include <stdatomic.h>

typedef struct Audit Audit;
typedef struct Metadata Metadata;
typedef struct WebTexts WebTexts;
typedef struct Outbox Outbox;
typedef struct Rate Rate;
typedef struct Reach Reach;
typedef struct RecordRules RecordRules; /* fhir/record.h */
typedef struct MinorRules MinorRules;   /* minors.h */

typedef enum Lang { LANG_EN, LANG_ES, LANG_COUNT } Lang;

typedef struct Web {
    /* Given by app/wire.c. */
    Db *db;
    const Keys *keys;
    Audit *audit;
    OauthCache *tokens;
    OauthJwks *jwks; /* NULL: none are fetched */
    const Plans *plans;
    const RecordRules *rules; /* of each plan, in the order of plans; NULL: nothing is labelled */
    const MinorRules *const *minors; /* … NULL: none */
    Str base_url;                    /* scheme://host[:port], no slash at the end */
    bool proxied; /* a trusted proxy tells who the client is, so every address means somebody */
    Str mail_url;
    Str mail_ca;
    Str mail_from;
    const Route *routes; /* app/routes.c */
    size_t route_count;
    int64_t (*now)(void *clock); /* NULL: the machine's; tests move time with it */
    void *clock;
    /* When the last load of a plan ended whole (load.h). ST_NOT_FOUND: none has; NULL: nobody knows. */
    Status (*loaded)(Cx *cx, Db *db, int64_t plan, int64_t *ms);
    Outbox *outbox; /* woken after a commit that queued mail; NULL: it looks by itself */
    /* Made by web_open. */
    Str host;            /* authority of base_url: the only Host answered (D17) */
    bool secure;         /* base_url is https: __Host- cookies, HSTS */
    const Routes *table; /* routes, made ready */
    bool any_waits;      /* some row, or every store call, goes to the waiting pool */
    const Tmpls *pages;
    const WebTexts **texts; /* by plan; NULL: it says all in our words */
    Rate *rate;
    atomic_int_fast64_t *settled; /* of each plan: when it was last seen to have no stale label */
    Metadata *metadata;
    Str errors_url; /* what each error means: error_uri of OAuth errors */
    Str brands_url; /* /brands, printed once */
    Str brands, brands_etag;
    uint64_t code_seed; /* of support codes */
    atomic_uint_fast64_t codes;
} Web;

/* Checks routes, reads every page template. web must live as long as cx->mem. ST_INTERNAL: a route or a
 * template that cannot be; ST_INVALID: base_url. */
MUST_USE Status web_open(Cx *cx, Web *web);
void web_close(Web *web);

/* For HttpConf; app is the Web. */
size_t web_body_max(void *app, const HttpRequest *rq);
bool web_waits(void *app, const HttpRequest *rq);
void web_handle(void *app, Cx *cx, const HttpRequest *rq, HttpReply *rp);
/* What http/ refuses, worded and audited as the address asks for; any script may read it. */
void web_refuse(void *app, Cx *cx, const HttpRequest *rq, int status, HttpReply *rp);

struct Rq {
    Web *web;
    const HttpRequest *http;
    HttpReply *reply;
    const Route *route; /* NULL while no row was found */
    const Plan *plan;   /* NULL on rows without {plan} */
    Lang lang;

    /* Pages. Cookie values are the browser's own words until somebody looks them up. */
    Str browser; /* 256-bit name of this browser (cookie bid-{plan}); there on every page */
    Str session; /* cookie sid-{plan}; STR_NONE: none */
    Str tx;      /* handle of the authorize transaction: query or form field "tx"; may be empty */
    bool leads_out; /* a form of this page ends at an app (A23) */

    /* Filled by guards. */
    Str account;               /* member account, when signed in; empty: nobody */
    int64_t auth_ms;           /* when that person last proved who they are */
    const OauthAccess *access; /* what the bearer token stands for */
    const Reach *reach;        /* and what it may see */
    bool cors_foreign;         /* set by a handler: the origin is not this client's (T3) */

    /* Private. */
    HttpForm query;
    HttpForm form;
    bool query_read;
    bool form_read;
};

/* ---- what was asked ------------------------------------------------------------------------------ */
/* A path parameter: rq_param(rq, STR("type")). */
Str rq_param(const Rq *rq, Str name);
/* A segment of the path, decoded where the path could be taken apart, else as it was sent; empty when
 * there is none. */
Str rq_segment(const HttpRequest *http, size_t i);
/* The row's; without a row the address says who is asking. */
Surface rq_surface(const Rq *rq);
/* Parsed once, on first use. */
MUST_USE Status rq_query(Cx *cx, Rq *rq, const HttpForm **out);
/* ST_MEDIA_TYPE: the body is not application/x-www-form-urlencoded. */
MUST_USE Status rq_form(Cx *cx, Rq *rq, const HttpForm **out);
/* Weak comparison with If-None-Match (RFC 9110 s.13.1.2): W/ counts for nothing. */
bool rq_has_etag(const Rq *rq, Str etag);
/* A field of the posted form, trimmed; empty when absent. For pages, whose form dispatch has read. */
Str rq_field(const Rq *rq, Str name);
/* The bearer token of the Authorization header; STR_NONE when there is none. */
Str rq_bearer(const Rq *rq);
/* The browser's family, no finer: "Firefox"; empty: another (C2, M45). */
Str rq_agent_family(const Rq *rq);
/* The plan as level 2 wants it. */
OauthPlan rq_oauth_plan(const Rq *rq);

/* ---- what is answered ------------------------------------------------------------------------------ */
void web_header(Cx *cx, Rq *rq, Str name, Str value);
/* Content type with charset where it needs one; packed when the client takes gzip. */
void web_send(Cx *cx, Rq *rq, int status, Str content_type, Str body);
void web_json(Cx *cx, Rq *rq, int status, Str body); /* application/json */
void web_fhir(Cx *cx, Rq *rq, int status, Str body); /* application/fhir+json */
void web_empty(Cx *cx, Rq *rq, int status);          /* no body: 204, 304 */
/* 303, after every post (A12). to is one of our own paths ("/demo/consent?tx=…") or an address that the
 * authorization server made. */
void web_redirect(Cx *cx, Rq *rq, Str to);
/* web_redirect to a page of this plan: return web_go(cx, rq, "signin"). */
MUST_USE Status web_go(Cx *cx, Rq *rq, const char *page);
/* Our own path below the plan: web_path(cx, rq, STR("consent")) is "/demo/consent", with "?tx=…" when the
 * request belongs to a transaction. */
Str web_path(Cx *cx, const Rq *rq, Str page);
/* src/web/pages/{page}.html with data (may be NULL) over what every page knows:
 *   lang, title (message title_{page}), plan_name, plan_url ("/demo"), services_phone, services_email,
 *   services_url, csrf, tx, spanish, lang_en_url, lang_es_url, is_es, signed_in, support_code.
 * Every form that posts holds <input type="hidden" name="csrf" value="{{csrf}}"> and, in the flow, tx:
 * {{> _csrf}} writes both. */
MUST_USE Status web_page(Cx *cx, Rq *rq, int status, Str page, TmplData *data);
/* A page that was posted holds what was typed, which no address has: the other language is asked for by a button of
 * its form, whose id is form. rq_asks_lang: it was; the page is shown again and nothing is done. */
void web_lang_form(Cx *cx, const Rq *rq, TmplData *d, Str form);
bool rq_asks_lang(const Rq *rq);
/* Words the failure st (cx->fault) for the row's surface: what dispatch does with a handler's failure.
 * For handlers that must send headers of their own first. */
void web_fault(Cx *cx, Rq *rq, Status st);
/* A public document that may be kept for so many seconds (D17): ETag by content, 304 when the client has
 * it. */
void web_document(Cx *cx, Rq *rq, Str content_type, Str body, unsigned seconds);
/* A body's ETag by its content, in quotes. */
Str web_etag(Cx *cx, Str body);
/* As web_document with an ETag (in its quotes) known before. */
void web_tagged(Cx *cx, Rq *rq, Str content_type, Str body, Str etag, unsigned seconds);

/* ---- cookies: __Host-NAME-{plan} on https, NAME-{plan} on http localhost ----------------------------- */
/* max_age_s 0: until the browser ends. HttpOnly, SameSite=Lax, Path=/, Secure on https. */
void web_cookie_set(Cx *cx, Rq *rq, Str name, Str value, int64_t max_age_s);
void web_cookie_clear(Cx *cx, Rq *rq, Str name);
Str web_cookie(Cx *cx, const Rq *rq, Str name);
/* The session: cookie sid. A new value makes every form shown before it invalid (M29). */
void web_session_set(Cx *cx, Rq *rq, Str value);
void web_session_clear(Cx *cx, Rq *rq);

/* What this page speaks: its language, and the plan's own words. */
MessageWords web_words(const Rq *rq);
/* A message of messages.def in the request's language, for titles and mail; key must exist. */
Str web_text(const Rq *rq, Str key);

#endif
