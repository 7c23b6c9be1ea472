/* route.h - the vocabulary of src/app/routes.c: one row an address. What a row does not allow is
 * refused: no row 404, no method 405, no guard no start. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "http/http.h"

typedef struct Rq Rq;

/* Fills rq's reply by the web_* calls of web.h and returns ST_OK; or returns a failure with the fault
 * set, which dispatch words for the row's surface. */
typedef Status (*Handler)(Cx *cx, Rq *rq);
/* Before the handler: who is asking? Fills rq (access, reach, account …). */
typedef Status (*Guard)(Cx *cx, Rq *rq);

/* The shape of a failure. */
typedef enum Surface {
    SURFACE_FHIR,  /* OperationOutcome */
    SURFACE_OAUTH, /* {"error", "error_description"} (RFC 6749 s.5.2); discovery documents too */
    SURFACE_PAGE,  /* HTML with the support code; browser cookie, CSRF check, security headers */
    SURFACE_FILE,  /* a line of text: style sheets, pictures */
} Surface;

typedef enum Lane {
    LANE_PURE, /* touches no store: always on the HTTP thread */
    LANE_LOCAL, /* short reads and writes: on the HTTP thread with SQLite, else in the waiting pool */
    LANE_CLIENT, /* LANE_LOCAL; with a client assertion LANE_WAIT, for its keys may have to be fetched */
    LANE_WAIT, /* waits on the outside world: always in the waiting pool */
} Lane;

typedef enum Cors {
    CORS_NONE,
    CORS_ANY,        /* * (D2) */
    CORS_REGISTERED, /* origins of redirect URIs of active clients of the plan (T3) */
} Cors;

typedef struct Route {
    Str pattern;      /* "/{plan}/fhir/{type}/{id}"; {plan} is looked up, the rest are rq_param's */
    unsigned methods; /* HTTP_GET | HTTP_POST …; HEAD follows GET, OPTIONS is dispatch's own */
    Surface surface;
    Lane lane;
    Cors cors;
    Guard guard;
    Handler handle;
    size_t body_max; /* LIMIT_BODY_API, LIMIT_BODY_AUTH; 0: no body */
    bool cross_site; /* takes posts from other sites: authorize and SAML's ACS alone (M30) */
} Route;

#define ROUTE_SEGMENTS HTTP_SEGMENTS

/* The guard of rows that anybody may ask. */
Status guard_public(Cx *cx, Rq *rq);

/* Rows are sorted by pattern, then methods ('{' sorts after every letter, so a literal segment wins over
 * a parameter); each has guard and handler; no two rows answer the same method at the same pattern.
 * ST_INTERNAL names the first row that breaks this. */
typedef struct Routes Routes;
MUST_USE Status routes_read(Cx *cx, const Route *rows, size_t count, Routes **out);
/* The first row whose pattern and method fit; NULL when there is none, and then *allowed has the
 * methods of the rows whose pattern fits (0: 404, else 405). */
const Route *route_find(const Routes *routes, const HttpRequest *rq, unsigned *allowed);
/* A row whose pattern fits, whatever it answers: what a refusal and a preflight go by. */
const Route *route_near(const Routes *routes, const HttpRequest *rq);
/* The decoded segment that stands for {name} in the row's pattern; STR_NONE when there is none. */
Str route_param(const Route *row, const HttpRequest *rq, Str name);

#endif
