/* address.c - which addresses are the public internet's: what is left when RFC 6890's special purposes are
 * taken away. A server that asks an address for a stranger must not be led to its own neighbours. */
#include "net/net_int.h"

#include <netinet/in.h>
#include <sys/socket.h>

typedef struct Range4 {
    uint32_t base;
    unsigned bits;
} Range4;

// clang-format off
static const Range4 special4[] = {
    { 0x00000000, 8  }, /* this network */
    { 0x0A000000, 8  }, /* private */
    { 0x64400000, 10 }, /* shared by carriers */
    { 0x7F000000, 8  }, /* loopback */
    { 0xA9FE0000, 16 }, /* link-local; cloud metadata */
    { 0xAC100000, 12 }, /* private */
    { 0xC0000000, 24 }, /* protocol assignments */
    { 0xC0000200, 24 }, /* documentation */
    { 0xC0586300, 24 }, /* 6to4 relays */
    { 0xC0A80000, 16 }, /* private */
    { 0xC6120000, 15 }, /* benchmarks */
    { 0xC6336400, 24 }, /* documentation */
    { 0xCB007100, 24 }, /* documentation */
    { 0xE0000000, 4  }, /* multicast */
    { 0xF0000000, 4  }, /* reserved; broadcast */
};
// clang-format on

static bool public4(uint32_t a)
{
    for (size_t i = 0; i < sizeof special4 / sizeof *special4; i++)
        if ((a ^ special4[i].base) >> (32 - special4[i].bits) == 0)
            return false;
    return true;
}

/* 2000::/3 is all that was given out; unique-local, link-local, loopback, IPv4-mapped and NAT64 addresses
 * are outside of it. Inside, what carries an IPv4 address or is nobody's is left out too. */
static bool public6(const uint8_t a[16])
{
    const unsigned head = (unsigned)a[0] << 8 | a[1];
    const unsigned next = (unsigned)a[2] << 8 | a[3];
    if (a[0] >> 5 != 1)
        return false;
    if (head == 0x2001 && (next < 0x0200 || next == 0x0db8)) /* Teredo and others; documentation */
        return false;
    return head != 0x2002 && !(head == 0x3fff && next < 0x1000); /* 6to4; documentation */
}

bool address_is_public(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, a, sizeof v4);
        return public4(ntohl(v4.sin_addr.s_addr));
    }
    if (a->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, a, sizeof v6);
        return public6(v6.sin6_addr.s6_addr);
    }
    return false;
}
