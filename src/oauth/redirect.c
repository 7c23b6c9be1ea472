/* redirect.c - redirect URIs: which may be registered (A7), when a given one is the registered one
 * (A5, A6), and what is appended to it (A12). */
#include "base/table.h"
#include "oauth/oauth_int.h"

static const Str where = STR_C("redirect_uri");

static bool alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool hex_digit(char c)
{
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

typedef struct Uri { /* cut at its delimiters, nothing decoded */
    Str scheme;
    Str authority; /* p NULL: no "//" */
    Str path;
    Str query; /* without '?' */
    Str rest;  /* path, '?' and query */
} Uri;

static Uri uri_cut(Str text)
{
    Uri u = { 0 };
    size_t colon = str_find(text, ':');
    if (colon == text.n)
        return u;
    u.scheme = str_slice(text, 0, colon);
    u.rest = str_from(text, colon + 1);
    if (str_starts(u.rest, STR("//"))) {
        size_t end = 2;
        while (end < u.rest.n && u.rest.p[end] != '/' && u.rest.p[end] != '?')
            end++;
        u.authority = str_slice(u.rest, 2, end);
        u.rest = str_from(u.rest, end);
    }
    size_t question = str_find(u.rest, '?');
    u.path = str_slice(u.rest, 0, question);
    u.query = str_from(u.rest, question < u.rest.n ? question + 1 : u.rest.n);
    return u;
}

/* RFC 3986's characters with whole escapes; no fragment, no wildcard, nothing that readers of URIs
 * disagree about (backslash, space, control, non-ASCII, quotes). */
static bool chars_ok(Str s)
{
    static const char set[] = "-._~:/?[]@!$&'()+,;=%";
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!alpha(c) && !digit(c) && (c == '\0' || !strchr(set, c)))
            return false;
        if (c == '%' && (i + 2 >= s.n || !hex_digit(s.p[i + 1]) || !hex_digit(s.p[i + 2])))
            return false;
    }
    return true;
}

/* "." and ".." in any spelling: what a browser would remove is not what was registered. */
static bool dot_segment(Str segment)
{
    size_t dots = 0, i = 0;
    while (i < segment.n) {
        Str rest = str_from(segment, i);
        bool escaped = rest.n >= 3 && str_eq_nocase(str_slice(rest, 0, 3), STR("%2e"));
        if (!escaped && rest.p[0] != '.')
            return false;
        dots++;
        i += escaped ? 3 : 1;
    }
    return dots == 1 || dots == 2;
}

static bool path_ok(Str path)
{
    for (Str segment; str_split(&path, '/', &segment);)
        if (dot_segment(segment))
            return false;
    return true;
}

/* Names that the reply itself appends. Sorted. */
static const struct {
    Str name;
} reserved[] = {
    { STR_C("code") },
    { STR_C("error") },
    { STR_C("iss") },
    { STR_C("state") },
};

static bool query_ok(Cx *cx, Str query)
{
    HttpForm f;
    Status st = http_form_parse(cx, query, &f);
    if (st != ST_OK) {
        (void)forgive(cx, st, st);
        return false;
    }
    for (size_t i = 0; i < f.count; i++)
        if (TABLE_FIND(reserved, f.fields[i].name))
            return false;
    return true;
}

static bool port_ok(Str port)
{
    uint64_t n;
    return port.n <= 5 && str_to_u64(port, &n) && n >= 1 && n <= 65535 && port.p[0] != '0';
}

/* Labels of letters, digits and inner hyphens; the last begins with a letter, so no form of an IPv4
 * address (dotted, decimal, 0x7f.1) is a name. */
static bool host_ok(Str host)
{
    Str label = STR_NONE;
    if (!host.n || host.n > 253)
        return false;
    for (Str rest = host; str_split(&rest, '.', &label);) {
        if (!label.n || label.n > 63 || label.p[0] == '-' || label.p[label.n - 1] == '-')
            return false;
        for (size_t i = 0; i < label.n; i++)
            if (!alpha(label.p[i]) && !digit(label.p[i]) && label.p[i] != '-')
                return false;
    }
    return alpha(label.p[0]);
}

static bool authority_ok(Str authority)
{
    size_t colon = str_find(authority, ':'); /* no userinfo: '@' is no character of a host */
    return host_ok(str_slice(authority, 0, colon)) &&
           (colon == authority.n || port_ok(str_from(authority, colon + 1)));
}

static const Str loopbacks[] = { STR_C("http://127.0.0.1"), STR_C("http://[::1]") };

/* What follows a loopback address and its port; false when uri is none. */
static bool loopback_rest(Str uri, size_t which, Str *rest)
{
    if (!str_starts(uri, loopbacks[which]))
        return false;
    Str r = str_from(uri, loopbacks[which].n);
    if (r.n && r.p[0] == ':') {
        size_t end = 1;
        while (end < r.n && digit(r.p[end]))
            end++;
        if (!port_ok(str_slice(r, 1, end)))
            return false;
        r = str_from(r, end);
    }
    *rest = r;
    return !r.n || r.p[0] == '/' || r.p[0] == '?';
}

static bool loopback(Str uri)
{
    Str rest;
    return loopback_rest(uri, 0, &rest) || loopback_rest(uri, 1, &rest);
}

/* For developers: registrable, but matched byte for byte alone (A6). */
static bool localhost(const Uri *u)
{
    return str_eq(u->scheme, STR("http")) &&
           str_eq(str_slice(u->authority, 0, str_find(u->authority, ':')), STR("localhost")) &&
           authority_ok(u->authority);
}

/* com.example.app:/cb. The dot keeps out javascript, data, file, blob, vbscript, about, intent, ws,
 * ftp and whatever else a browser or a system gives a meaning to. */
static bool private_scheme(const Uri *u)
{
    if (str_find(u->scheme, '.') == u->scheme.n || !alpha(u->scheme.p[0]) || !host_ok(u->scheme))
        return false;
    return u->authority.p ? authority_ok(u->authority) : u->path.n > 0;
}

Status redirect_check(Cx *cx, Str uri)
{
    if (!uri.n || uri.n > LIMIT_REDIRECT_URI)
        return fail(cx, ST_INVALID, where, "must be there and not too long");
    if (!chars_ok(uri))
        return fail(
            cx, ST_INVALID, where,
            "may not hold a fragment, wildcard, space, backslash, or a character to escape");
    Uri u = uri_cut(uri);
    if (!u.scheme.n)
        return fail(cx, ST_INVALID, where, "must be absolute");
    bool https = str_eq(u.scheme, STR("https")) && u.authority.p && authority_ok(u.authority);
    if (!https && !loopback(uri) && !localhost(&u) && !private_scheme(&u))
        return fail(cx, ST_INVALID, where,
                    "must be https with a host name, http on a loopback address, or a private "
                    "scheme with a dot");
    if (!path_ok(u.path))
        return fail(cx, ST_INVALID, where, "may not hold dot segments");
    if (!query_ok(cx, u.query))
        return fail(cx, ST_INVALID, where, "may not hold code, error, iss or state itself");
    return ST_OK;
}

bool redirect_matches(Str registered, Str given)
{
    /* Compared as bytes, no reading of either: every normalisation is a way to another address
     * (A5, RFC 9700 s.4.1.3). A native app's port changes with each start (A6, RFC 8252 s.7.3). */
    if (str_eq(registered, given))
        return true;
    for (size_t i = 0; i < TABLE_COUNT(loopbacks); i++) {
        Str a, b;
        if (loopback_rest(registered, i, &a) && loopback_rest(given, i, &b))
            return str_eq(a, b);
    }
    return false;
}

Str redirect_with(Cx *cx, Str uri, const HttpField *pairs, size_t count)
{
    /* state is at most LIMIT_STATE, three times that escaped; the rest is ours. */
    Buf *b = buf_new_sized(cx, LIMIT_REDIRECT_URI + 4 * LIMIT_STATE + 4096, uri.n + 512);
    char sep = str_find(uri, '?') < uri.n ? '&' : '?';
    buf_put(b, uri);
    for (size_t i = 0; i < count; i++) {
        if (!pairs[i].value.n)
            continue;
        buf_char(b, sep);
        buf_percent(b, pairs[i].name);
        buf_char(b, '=');
        buf_percent(b, pairs[i].value);
        sep = '&';
    }
    return buf_str(b);
}

Str redirect_https_host(Str uri)
{
    Uri u = uri_cut(uri);
    if (!str_eq(u.scheme, STR("https")))
        return STR_NONE;
    return str_slice(u.authority, 0, str_find(u.authority, ':'));
}

bool redirect_takes_form(Str uri)
{
    return str_starts(uri, STR("https:")) || str_starts(uri, STR("http:"));
}

Str oauth_redirect_origin(Cx *cx, Str redirect_uri)
{
    Uri u = uri_cut(redirect_uri);
    return u.authority.p ? arena_join(cx->mem, u.scheme, STR("://"), u.authority)
                         : arena_join(cx->mem, u.scheme, STR(":"), STR_NONE);
}

static Str without_port(Str origin, Str scheme, Str port)
{
    return str_starts(origin, scheme) && str_ends(origin, port)
               ? str_slice(origin, 0, origin.n - port.n)
               : origin;
}

Str redirect_script_origin(Cx *cx, Str uri)
{
    const Str origin = arena_lower(cx->mem, oauth_redirect_origin(cx, uri));
    return without_port(without_port(origin, STR("https://"), STR(":443")), STR("http://"),
                        STR(":80"));
}

bool origin_valid(Cx *cx, Str origin)
{
    const Status st = redirect_check(cx, origin);
    if (st != ST_OK) {
        (void)forgive(cx, st, ST_INVALID);
        return false;
    }
    const bool web = str_starts(origin, STR("https://")) || str_starts(origin, STR("http://"));
    return web && str_eq(redirect_script_origin(cx, origin), origin);
}
