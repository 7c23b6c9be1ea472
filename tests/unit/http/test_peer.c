/* Whom limits count (R1, M9, M24). */
#include "http/http_int.h"
#include "tests/unit/test.h"

/* R1: an address of IPv4 is one peer, as is the /64 of IPv6, which one line gets whole. */
TEST(peer__is_an_address_or_the_64_bits_before_it)
{
    // clang-format off
    static const struct { const char *address; const char *key; } rows[] = {
        { "203.0.113.7",              "203.0.113.7" },
        { "::ffff:203.0.113.7",       "203.0.113.7" },
        { "::ffff:cb00:7107",         "203.0.113.7" },
        { "2001:db8:1:2:3:4:5:6",     "2001:db8:1:2::" },
        { "2001:DB8:1:2:ffff::",      "2001:db8:1:2::" },
        { "2001:db8:1:3:3:4:5:6",     "2001:db8:1:3::" },
        { "2001:db8::7",              "2001:db8::" },
        { "::1",                      "::" },
        { "somebody",                 "somebody" },
        { "",                         "" },
    };
    // clang-format on
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(http_peer_key(cx, str_of(rows[i].address)), str_of(rows[i].key));
}

TEST(peer__has_a_network_of_so_many_bits)
{
    // clang-format off
    static const struct { const char *address; unsigned bits6; const char *network; } rows[] = {
        { "203.0.113.7",          56, "203.0.113.0" },
        { "::ffff:203.0.113.7",   56, "203.0.113.0" },
        { "2001:db8:1:2ff:3::6",  56, "2001:db8:1:200::" },
        { "2001:db8:1:2ff::",     56, "2001:db8:1:200::" },
        { "2001:db8:1:2ff:3::6",  48, "2001:db8:1::" },
        { "2001:db8::6",          48, "2001:db8::" },
    };
    // clang-format on
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(http_network(cx, str_of(rows[i].address), 24, rows[i].bits6),
                  str_of(rows[i].network));
}

/* R1: connections are counted by the same peers. */
TEST(peer__has_a_number_that_is_its_key_s)
{
    // clang-format off
    static const char *const peers[][2] = {
        { "203.0.113.7",          "203.0.113.7" },
        { "2001:db8:1:2:3::6",    "2001:db8:1:2::" },
        { "2001:db8::7",          "2001:db8::9" },
        { "cb00:7107::1",         "cb00:7107::2" }, /* the bytes of the first */
        { "203.0.113.8",          "203.0.113.8" },
    };
    // clang-format on
    enum { PEERS = sizeof peers / sizeof *peers };
    for (size_t i = 0; i < PEERS; i++) {
        const uint64_t number = http_peer_number(str_of(peers[i][0]));
        CHECK(number != 0 && number == http_peer_number(str_of(peers[i][1])));
        for (size_t j = 0; j < i; j++)
            CHECK(number != http_peer_number(str_of(peers[j][0])));
    }
    CHECK(http_peer_number(STR("")) == 0);
}
