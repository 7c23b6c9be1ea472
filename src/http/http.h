/* http.h - HTTP/1.1 by libmicrohttpd: requests in, replies out. The raw target is parsed here and
 * nowhere else; the library's own decoded URL and arguments are never read (DESIGN 4).
 *
 * One handler answers every request, on a thread of the server's pool (epoll), with a Cx whose
 * memory ends when the reply has left. Requests refused before the handler, each with a reply and a
 * closed connection (AUTHORIZATION R2, R3, R4): more than one Content-Length or Host, CL with TE, TE
 * other than chunked, header names outside token, more than LIMIT_HEADERS or LIMIT_HEADER_BYTES, a
 * target over LIMIT_TARGET, not beginning with '/', or holding a control character or backslash. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/cx.h"

typedef enum HttpMethod {
    HTTP_GET = 1 << 0,
    HTTP_HEAD = 1 << 1,
    HTTP_POST = 1 << 2,
    HTTP_PUT = 1 << 3,
    HTTP_PATCH = 1 << 4,
    HTTP_DELETE = 1 << 5,
    HTTP_OPTIONS = 1 << 6,
    HTTP_OTHER = 1 << 7,
} HttpMethod;

typedef struct HttpField {
    Str name;
    Str value;
} HttpField;

#define HTTP_SEGMENTS 10u /* of a path: more is no address of ours */

typedef struct HttpRequest {
    HttpMethod method;
    Str target;                  /* as sent */
    Str path;                    /* before '?', still encoded */
    Str query;                   /* after '?', still encoded */
    Str segments[HTTP_SEGMENTS]; /* of path, decoded once, when path_status is ST_OK */
    size_t segment_count;
    Status path_status; /* what http_path_split said */
    const HttpField *headers;
    size_t header_count;
    Str body; /* whole, at most the ceiling that body_max gave */
    Str peer; /* address without port: the client's, where a trusted proxy tells it */
} HttpRequest;

typedef struct HttpReply {
    int status;
    HttpField *headers; /* added by http_header */
    size_t header_count;
    size_t header_room;
    Str body;      /* lives until the reply has left: cx->mem or static */
    bool may_gzip; /* packed when the client takes gzip and the body is worth it (>= 1 KiB) */
} HttpReply;

/* Fills target, path, query, segments: what the server does with the request line, and tests too. */
void http_target(Cx *cx, HttpRequest *rq, Str target);
/* The header's value; STR_NONE when absent. Names compare without case. */
Str http_get(const HttpRequest *rq, Str name);
/* How often a header was sent. */
size_t http_count(const HttpRequest *rq, Str name);
/* name and value must live as long as the reply. CR or LF in a value: dropped whole (never sent). */
void http_header(Cx *cx, HttpReply *rp, Str name, Str value);

/* A parsed query or form: decoded names and values in order. */
typedef struct HttpForm {
    HttpField *fields;
    size_t count;
} HttpForm;
/* application/x-www-form-urlencoded or a query. ST_INVALID: broken escape, not UTF-8, NUL, more than
 * LIMIT_FORM_FIELDS. */
MUST_USE Status http_form_parse(Cx *cx, Str text, HttpForm *out);
/* True when a field of the form that text is may be name: it begins so, or has an escape, which may hide it. */
bool http_form_may_name(Str text, Str name);
/* The first value of name; STR_NONE when absent (an empty value has p != NULL). */
Str http_form_get(const HttpForm *f, Str name);
size_t http_form_count(const HttpForm *f, Str name);
/* Path segments of "/a/b" decoded once: {"a","b"}. At most max; ST_NOT_FOUND for more, ST_INVALID
 * for a broken escape, an encoded slash, "." or "..", an empty segment other than one at the
 * end or before .well-known (D1). */
MUST_USE Status http_path_split(Cx *cx, Str path, Str *segments, size_t max, size_t *count);
/* True when the body is told to be a form, once. */
bool http_has_form(const HttpRequest *rq);
/* An IP address as peer says it, IPv4 in IPv6 as IPv4; STR_NONE: none. */
Str http_address(Cx *cx, Str text);
/* The first address of the network of so many bits, a multiple of 8, that address is in: of an IPv4 address
 * bits4, of an IPv6 one bits6. What is no address is given back as it is. */
Str http_network(Cx *cx, Str address, unsigned bits4, unsigned bits6);
/* What is kept of an address beside what it did: "192.0.2.0/24", "2001:db8:1::/48"; STR_NONE of none. */
Str http_prefix(Cx *cx, Str address);
/* Whom limits count: an IPv4 address, or the /64 of an IPv6 one, for whoever has one address of it has them
 * all (R1, M9). */
Str http_peer_key(Cx *cx, Str address);
/* The value of a cookie (RFC 6265 s.5.4: first wins); STR_NONE when absent. */
Str http_cookie(const HttpRequest *rq, Str name);

typedef struct HttpServer HttpServer;
typedef struct HttpConf {
    Str listen;   /* host:port; port 0: any free one */
    int workers;  /* 0: one a core */
    Str tls_cert; /* PEM files; empty: plain http */
    Str tls_key;
    int ip_connections; /* open connections of one peer (http_peer_key); 0: no limit (behind a proxy all are one) */
    const Str *proxies; /* addresses (http_address) whose X-Forwarded-For is believed */
    size_t proxy_count;
    int head_s; /* what a client has to send a request's head; 0: 10 (R2) */
    Str (*gzip)(Cx *cx,
                Str bytes); /* packs bodies that may_gzip: zip's gzip_reply; NULL: none is */
    void *app;              /* passed to the calls below */
    /* Body ceiling for this request, asked before the body is read. */
    size_t (*body_max)(void *app, const HttpRequest *rq);
    /* Must fill rp. May run on any pool thread. */
    void (*handle)(void *app, Cx *cx, const HttpRequest *rq, HttpReply *rp);
    /* Words a refusal that no handler sees: rq has what was read so far, its path at least. Runs on the
     * HTTP thread, so it waits for nothing. NULL: a line of text. */
    void (*refuse)(void *app, Cx *cx, const HttpRequest *rq, int status, HttpReply *rp);
    /* True: handle runs on the waiting pool (DESIGN rule 4), not on the HTTP thread. NULL: never. */
    bool (*waits)(void *app, const HttpRequest *rq);
} HttpConf;
/* ST_UNAVAILABLE: cannot listen. */
MUST_USE Status http_start(Cx *cx, const HttpConf *conf, HttpServer **out);
int http_port(const HttpServer *s);
/* Stops taking requests, waits for the ones under way (at most 10 s), frees. */
void http_stop(HttpServer *s);

#endif
