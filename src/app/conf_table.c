#include "app/conf.h"

#include "base/buf.h"
#include "base/ini.h"
#include "base/limits.h"
#include "base/table.h"
#include "http/http.h"

#include <stddef.h>

typedef struct ConfRow ConfRow;

struct ConfRow {
    Str key; /* section.key */
    size_t at;
    Status (*set)(Cx *cx, const ConfRow *row, Str value, Str dir, void *field);
    Str preset; /* empty: must be given, unless optional */
    bool optional;
    Str help;
};

static Status set_text(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    (void)row;
    (void)dir;
    *(Str *)field = arena_dup(cx->mem, v);
    return ST_OK;
}

static Status set_count(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    (void)dir;
    int64_t n;
    if (!str_to_i64(v, &n) || n < 0 || n > 1000000)
        return fail(cx, ST_INVALID, row->key, "a whole number from 0 to 1000000");
    *(int64_t *)field = n;
    return ST_OK;
}

/* C12: six years is the least. */
static Status set_years(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    (void)dir;
    int64_t n;
    if (!str_to_i64(v, &n) || n < 6 || n > 100)
        return fail(cx, ST_INVALID, row->key, "a whole number from 6 to 100");
    *(int64_t *)field = n;
    return ST_OK;
}

static Status set_yes(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    (void)dir;
    *(bool *)field = str_eq(v, STR("yes"));
    if (!*(bool *)field && !str_eq(v, STR("no")))
        return fail(cx, ST_INVALID, row->key, "yes or no");
    return ST_OK;
}

/* A folder or file: relative to the configuration file's own folder. */
static Str from_dir(Cx *cx, Str dir, Str path)
{
    return str_starts(path, STR("/")) ? arena_dup(cx->mem, path)
                                      : arena_join(cx->mem, dir, STR("/"), path);
}

static Status set_path(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    (void)row;
    *(Str *)field = v.n ? from_dir(cx, dir, v) : STR("");
    return ST_OK;
}

/* sqlite:DIR and file:DIR hold a path, other schemes none. */
static Status set_url(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    static const Str with_path[] = { STR_C("sqlite:"), STR_C("file:") };
    for (size_t i = 0; i < TABLE_COUNT(with_path); i++)
        if (str_starts(v, with_path[i])) {
            const Str path = from_dir(cx, dir, str_from(v, with_path[i].n));
            *(Str *)field = arena_join(cx->mem, with_path[i], path, STR(""));
            return ST_OK;
        }
    return set_text(cx, row, v, dir, field);
}

static bool is_local(Str host)
{
    return str_eq(host, STR("localhost")) || str_eq(host, STR("127.0.0.1"));
}

/* A name, an IPv4 address, or an IPv6 address in brackets; never user@. */
static bool host_ok(Str host)
{
    if (str_starts(host, STR("[")))
        return str_ends(host, STR("]")) &&
               str_only(str_slice(host, 1, host.n - 1), "0123456789abcdef:.");
    return str_only(host, "abcdefghijklmnopqrstuvwxyz0123456789-.");
}

/* Empty, or a port other than the scheme's own: browsers leave that out of Origin, and addresses are
 * compared as texts. */
static bool port_ok(Str port, bool plain)
{
    uint64_t n;
    if (port.n == 0)
        return true;
    return port.p[0] == ':' && str_to_u64(str_from(port, 1), &n) && n > 0 && n < 65536 &&
           n != (plain ? 80 : 443);
}

/* Plain http only on this very machine: tokens and health data never travel in the clear (D16). */
static Status set_base_url(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    const bool plain = str_starts(v, STR("http://"));
    const Str rest = str_from(v, plain ? 7 : 8);
    const size_t end = str_starts(rest, STR("[")) ? str_find(rest, ']') + 1 : str_find(rest, ':');
    const Str host = str_slice(rest, 0, end);
    if (!plain && !str_starts(v, STR("https://")))
        return fail(cx, ST_INVALID, row->key, "an https:// address");
    if (plain && !is_local(host))
        return fail(cx, ST_INVALID, row->key, "https:// (http:// only on localhost or 127.0.0.1)");
    if (!host_ok(host) || !port_ok(str_from(rest, end), plain))
        return fail(cx, ST_INVALID, row->key,
                    "a scheme, host and port as browsers write them: lower case, no path, no :443");
    return set_text(cx, row, v, dir, field);
}

/* Between spaces or commas. */
static Status set_addresses(Cx *cx, const ConfRow *row, Str v, Str dir, void *field)
{
    Buf *b = buf_new(cx, LIMIT_CONF_VALUE);
    (void)dir;
    for (Str one; str_split(&v, ' ', &one);)
        for (Str part; str_split(&one, ',', &part);) {
            const Str address = http_address(cx, part);
            if (part.n && !address.p)
                return fail(cx, ST_INVALID, row->key, "IP addresses, without a port or a mask");
            buf_put(b, b->n && part.n ? STR(" ") : STR(""));
            buf_put(b, address);
        }
    *(Str *)field = buf_str(b);
    return buf_status(cx, b, row->key);
}

#define FIELD(name) offsetof(Conf, name)

// clang-format off
static const ConfRow conf_rows[] = {
    { STR_C("audit.dir"),        FIELD(audit_dir),      set_path,     STR_C("audit"),          false, STR_C("folder of the audit journals") },
    { STR_C("audit.fsync_ms"),   FIELD(audit_fsync_ms), set_count,    STR_C("1000"),           false, STR_C("how often journals are forced to disk; 0: at each record") },
    { STR_C("audit.keep_years"), FIELD(audit_keep_years), set_years,  STR_C("6"),              false, STR_C("how long the sealed audit is kept: 6 years or more") },
    { STR_C("audit.ship_dir"),   FIELD(audit_ship_dir),   set_path,   STR_C(""),               true,  STR_C("folder of files that a log shipper follows, a file a plan; empty: none") },
    { STR_C("keys.dir"),         FIELD(keys_dir),       set_path,     STR_C("keys"),           false, STR_C("folder of the master key and the signing keys, made at first start") },
    { STR_C("mail.ca_file"),     FIELD(mail_ca),        set_path,     STR_C(""),               true,  STR_C("PEM of the authorities that the mail server's certificate is checked by; empty: the machine's") },
    { STR_C("mail.from"),        FIELD(mail_from),      set_text,     STR_C(""),               true,  STR_C("sender of code mails; a plan's mail_from comes first") },
    { STR_C("mail.url"),         FIELD(mail_url),       set_url,      STR_C(""),               false, STR_C("smtp://[user:password@]host[:port], smtps://…, or file:DIR") },
    { STR_C("oauth.fetch_private"), FIELD(fetch_private), set_yes, STR_C("no"),                false, STR_C("sandbox plans: yes lets apps publish their keys at addresses that are not public") },
    { STR_C("plans.dir"),        FIELD(plans_dir),      set_path,     STR_C("plans"),          false, STR_C("one folder a plan, each with a plan.ini") },
    { STR_C("server.base_url"),  FIELD(base_url),       set_base_url, STR_C(""),               false, STR_C("the public address, as members and apps see it") },
    { STR_C("server.listen"),    FIELD(listen),         set_text,     STR_C("127.0.0.1:8080"), false, STR_C("host:port to listen on") },
    { STR_C("server.tls_cert"),  FIELD(tls_cert),       set_path,     STR_C(""),               true,  STR_C("PEM certificate chain; empty: plain http behind a proxy") },
    { STR_C("server.tls_key"),   FIELD(tls_key),        set_path,     STR_C(""),               true,  STR_C("PEM key of tls_cert") },
    { STR_C("server.trusted_proxy"), FIELD(trusted_proxy), set_addresses, STR_C(""),           true,  STR_C("IP addresses of proxies in front, whose X-Forwarded-For tells the client's") },
    { STR_C("server.workers"),   FIELD(workers),        set_count,    STR_C("0"),              false, STR_C("threads that answer; 0: one a core") },
    { STR_C("store.url"),        FIELD(store_url),      set_url,      STR_C("sqlite:store"),   false, STR_C("sqlite:DIR, or postgresql://user@host/database") },
};
// clang-format on

static Str key_of(Cx *cx, const IniRow *row)
{
    return arena_join(cx->mem, row->section, STR("."), row->key);
}

static Status set_row(Cx *cx, const ConfRow *row, Str value, Str dir, Conf *conf)
{
    return row->set(cx, row, value, dir, (char *)conf + row->at);
}

static Status set_presets(Cx *cx, const Ini *ini, Str path, Str dir, Conf *conf)
{
    for (size_t i = 0; i < TABLE_COUNT(conf_rows); i++) {
        const ConfRow *row = &conf_rows[i];
        const size_t dot = str_find(row->key, '.');
        if (ini_get(ini, str_slice(row->key, 0, dot), str_from(row->key, dot + 1)).n)
            continue;
        if (row->preset.n == 0 && !row->optional)
            return failf(cx, ST_INVALID, path, "the key %.*s is missing: %.*s", STR_ARG(row->key),
                         STR_ARG(row->help));
        if (row->preset.n)
            TRY(set_row(cx, row, row->preset, dir, conf));
    }
    return ST_OK;
}

Status conf_read(Cx *cx, Str path, Conf *out)
{
    Ini ini;
    const size_t slash = str_rfind(path, '/');
    const Str dir = slash == path.n ? STR(".") : str_slice(path, 0, slash);
    *out = (Conf){ .workers = 0 };
    TRY(ini_read(cx, path, &ini));
    for (size_t i = 0; i < ini.count; i++) {
        const Str key = key_of(cx, &ini.rows[i]);
        const ConfRow *row = TABLE_FIND(conf_rows, key);
        if (!row)
            return failf(cx, ST_INVALID, path, "line %d: there is no key %.*s", ini.rows[i].line,
                         STR_ARG(key));
        if (set_row(cx, row, ini.rows[i].value, dir, out) != ST_OK)
            return failf(cx, ST_INVALID, path, "line %d: %.*s must be %.*s", ini.rows[i].line,
                         STR_ARG(key), STR_ARG(cx->fault.detail));
    }
    return set_presets(cx, &ini, path, dir, out);
}

Str conf_help(Cx *cx)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    for (size_t i = 0; i < TABLE_COUNT(conf_rows); i++) {
        const ConfRow *row = &conf_rows[i];
        buf_printf(b, "  %-20.*s %.*s", STR_ARG(row->key), STR_ARG(row->help));
        if (row->preset.n)
            buf_printf(b, " [%.*s]", STR_ARG(row->preset));
        buf_char(b, '\n');
    }
    return buf_str(b);
}
