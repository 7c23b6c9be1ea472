/* conf.h - the server's one configuration file: every key is a row of conf_table.c with its meaning,
 * default and check; `--help`, docs and check-config come from there. */
#ifndef APP_CONF_H
#define APP_CONF_H

#include "base/cx.h"

typedef struct Conf {
    Str listen;      /* [server] */
    Str base_url;    /* without a trailing slash */
    int64_t workers; /* 0: one a core */
    Str tls_cert;
    Str tls_key;
    Str trusted_proxy; /* addresses between spaces, each as http_address says it */
    Str store_url;     /* [store] */
    Str mail_url;      /* [mail] */
    Str mail_ca;
    Str mail_from;
    Str plans_dir; /* [plans] */
    Str keys_dir;  /* [keys] */
    Str audit_dir; /* [audit] */
    int64_t audit_fsync_ms;
    int64_t audit_keep_years;
    Str audit_ship_dir;
    bool fetch_private; /* [oauth] */
} Conf;

/* Reads path, fills defaults, checks each key. Relative folders are taken from the file's own folder.
 * ST_NOT_FOUND: no such file; ST_INVALID: names line, key and what would be right. */
MUST_USE Status conf_read(Cx *cx, Str path, Conf *out);
/* Every key with its default and meaning, for `--help` and docs/operate.md. */
Str conf_help(Cx *cx);

#endif
