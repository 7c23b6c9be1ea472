/* net.h - sending mail: to an SMTP server by libcurl, or to files in a folder for demos and tests. */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/cx.h"

typedef struct Mail {
    Str from; /* addr-spec, checked by whoever accepted it */
    Str to;
    Str subject; /* UTF-8; encoded (RFC 2047) here; CR, LF or NUL: ST_INVALID (M26) */
    Str text;    /* text/plain; UTF-8 */
    Str html;    /* text/html; may be empty */
    Str lang;    /* Content-Language */
    Str id;      /* unique part of Message-ID: the same at each try */
} Mail;

/* url: file:DIR | smtp://[user:password@]host[:port] | smtps://…. Blocks: at most 10 s to connect,
 * 30 s in all. ST_OK: the server took it. ST_UNAVAILABLE: try again later. ST_INVALID: never will be
 * taken (5xx, or a header that cannot be). file: writes DIR/<ms>-<id>.eml whole or not at all. */
MUST_USE Status mail_send(Cx *cx, Str url, const Mail *mail);
/* ST_INVALID when url is none of the above. */
MUST_USE Status mail_url_check(Cx *cx, Str url);

#endif
