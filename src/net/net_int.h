/* net_int.h - what the files of this folder share. */
#ifndef NET_NET_INT_H
#define NET_NET_INT_H

#include "net/net.h"

/* The message as it travels: CRLF lines, MIME (RFC 5322, 2045, 2046, 2047). ST_INVALID when a header
 * cannot be: whatever comes from people or settings is checked here once more, so that no caller can
 * add a header or a recipient. */
MUST_USE Status mail_message(Cx *cx, const Mail *mail, Str *out);

/* curl_global_init, once. */
void net_start(void);
/* For arena_defer: the library's URL, handle and list. */
void url_drop(void *u);
void curl_drop(void *c);
void list_drop(void *list);

struct sockaddr;
/* True when the address is one of the public internet's (RFC 6890 and its registries; T20). */
bool address_is_public(const struct sockaddr *a);

typedef struct SmtpTimes {
    long connect_ms;
    long total_ms;
} SmtpTimes;

/* message is mail_message's. */
MUST_USE Status smtp_send(Cx *cx, const MailServer *server, const Mail *mail, Str message,
                          SmtpTimes times);
MUST_USE Status smtp_url_check(Cx *cx, Str url);
MUST_USE Status mail_file(Cx *cx, Str dir, const Mail *mail, Str message);

#endif
