/* net.h - sending mail: to an SMTP server by libcurl, or to files in a folder for demos and tests; what comes back
 * for it; and reading a small document at an address that a stranger chose. */
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

typedef struct MailServer {
    Str url;     /* file:DIR | smtp://[user:password@]host[:port] | smtps://… */
    Str ca_file; /* PEM; empty: the machine's */
} MailServer;

/* Blocks: at most 10 s to connect, 30 s in all. ST_OK: the server took it. ST_UNAVAILABLE: try again later.
 * ST_NOT_FOUND: the recipient's address takes no mail, says the server (5xx to RCPT). ST_INVALID: never will
 * be taken (another 5xx, or a header that cannot be). file: writes DIR/<ms>-<id>.eml whole or not at all. */
MUST_USE Status mail_send(Cx *cx, const MailServer *server, const Mail *mail);
/* ST_INVALID when url is none of the above. */
MUST_USE Status mail_url_check(Cx *cx, Str url);

/* What a server says later of a mail that it had taken, as a mail to the sender. */
typedef struct MailReport {
    Str id;       /* of the mail that it is about: Mail.id, if it is one of ours */
    bool lasting; /* it was not delivered and will not be, or whoever got it complains */
} MailReport;
/* ST_INVALID: neither a delivery status (RFC 3464) nor a complaint (RFC 5965), or of no mail that it names. out points
 * into message. */
MUST_USE Status mail_report(Cx *cx, Str message, MailReport *out);

/* A document at an https address that somebody outside chose (T20, threats 22 and 23). The name is looked
 * up once, and each address is judged as it is connected to, so that no second answer of a name server
 * changes it: private, loopback, link-local and other addresses that are not public are refused. No
 * redirect, no proxy, no compression, a certificate that is checked. */
typedef struct FetchRule {
    bool private_ok;  /* addresses that are not public too: sandboxes and tests (decision 18) */
    size_t max_bytes; /* of the body */
    long connect_ms;
    long total_ms;
    Str ca_file; /* PEM; empty: the machine's. For tests */
    Str resolve; /* "host:port:address" instead of looking it up; empty. For tests */
} FetchRule;
typedef struct Fetched {
    Str body;
    int64_t max_age_s; /* as Cache-Control says, 0 for no-store and no-cache; -1: it says nothing */
} Fetched;
/* Blocks for total_ms at most. ST_INVALID: no such https address, or one that may not be asked.
 * ST_UNAVAILABLE: not reached, another status than 200, too long, too slow. */
MUST_USE Status fetch_document(Cx *cx, const FetchRule *rule, Str url, Fetched *out);

#endif
