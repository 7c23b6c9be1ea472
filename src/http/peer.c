/* Who is at the other end (AUTHORIZATION R1, C11). */
#include "http/http_int.h"

#include <arpa/inet.h>

/* A listener for both families sees IPv4 as ::ffff:a.b.c.d: one client has one name. */
static void address_write(int family, const void *ip, char out[INET6_ADDRSTRLEN])
{
    if (family == AF_INET6 && IN6_IS_ADDR_V4MAPPED((const struct in6_addr *)ip)) {
        family = AF_INET;
        ip = (const unsigned char *)ip + 12;
    }
    if (!inet_ntop(family, ip, out, INET6_ADDRSTRLEN))
        out[0] = '\0';
}

static int family_of(Str text)
{
    return str_find(text, ':') < text.n ? AF_INET6 : AF_INET;
}

static bool address_read(Str text, struct in6_addr *ip)
{
    char z[INET6_ADDRSTRLEN];
    if (text.n == 0 || text.n >= sizeof z || str_find(text, '\0') < text.n)
        return false;
    memcpy(z, text.p, text.n);
    z[text.n] = '\0';
    return inet_pton(family_of(text), z, ip) == 1;
}

Str http_address(Cx *cx, Str text)
{
    char z[INET6_ADDRSTRLEN];
    struct in6_addr ip;
    if (!address_read(text, &ip))
        return STR_NONE;
    address_write(family_of(text), &ip, z);
    return arena_dup(cx->mem, str_of(z));
}

Str http_network(Cx *cx, Str address, unsigned bits4, unsigned bits6)
{
    char z[INET6_ADDRSTRLEN];
    struct in6_addr ip;
    const Str whole = http_address(cx, address);
    if (!address_read(whole, &ip))
        return address;
    const int family = family_of(whole);
    for (size_t i = (family == AF_INET ? bits4 : bits6) / 8; i < sizeof ip.s6_addr; i++)
        ip.s6_addr[i] = 0;
    address_write(family, &ip, z);
    return arena_dup(cx->mem, str_of(z));
}

Str http_prefix(Cx *cx, Str address)
{
    const bool v4 = str_find(address, ':') == address.n;
    return address.n ? arena_join(cx->mem, http_network(cx, address, 24, 48),
                                  v4 ? STR("/24") : STR("/48"), STR_NONE)
                     : STR_NONE;
}

Str http_peer_key(Cx *cx, Str address)
{
    return http_network(cx, address, 32, 64);
}

uint64_t http_peer_number(Str address)
{
    struct in6_addr ip;
    uint64_t number = 0;
    if (!address_read(address, &ip))
        return 0;
    if (family_of(address) == AF_INET6)
        memcpy(&number, ip.s6_addr, 8);
    else /* where no IPv6 network is */
        memcpy((unsigned char *)&number + 4, ip.s6_addr, 4);
    return number;
}

static bool is_proxy(const HttpConf *conf, Str address)
{
    for (size_t i = 0; i < conf->proxy_count; i++)
        if (str_eq(conf->proxies[i], address))
            return true;
    return false;
}

/* Each proxy adds at the end whom it heard from, so the list is read from there, and no further than to
 * the first address that is no proxy of ours: what stands before it is that client's own claim. */
static Str forwarded(HttpWork *w, Str peer)
{
    const HttpConf *conf = &w->server->conf;
    for (size_t i = w->rq.header_count; i-- > 0;) {
        if (!str_eq_nocase(w->rq.headers[i].name, STR("X-Forwarded-For")))
            continue;
        Str list = w->rq.headers[i].value;
        while (list.n && is_proxy(conf, peer)) {
            const size_t comma = str_rfind(list, ',');
            const bool first = comma == list.n;
            const Str one =
                http_address(&w->cx, str_trim(first ? list : str_from(list, comma + 1)));
            if (!one.p)
                return peer;
            peer = one;
            list = first ? STR_NONE : str_slice(list, 0, comma);
        }
    }
    return peer;
}

void http_address_of(struct MHD_Connection *connection, char out[INET6_ADDRSTRLEN])
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *a = info ? info->client_addr : NULL;
    out[0] = '\0';
    if (!a)
        return;
    const void *ip = a->sa_family == AF_INET6
                         ? (const void *)&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr
                         : (const void *)&((const struct sockaddr_in *)(const void *)a)->sin_addr;
    address_write(a->sa_family, ip, out);
}

void http_peer(HttpWork *w)
{
    const HttpConf *conf = &w->server->conf;
    const Str peer = arena_dup(w->cx.mem, http_watch_address(w->seat));
    w->rq.peer = conf->proxy_count && is_proxy(conf, peer) ? forwarded(w, peer) : peer;
}
