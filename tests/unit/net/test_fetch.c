#include "net/net_int.h"
#include "tests/unit/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* T20, threat 22: what is private, local or nobody's; the neighbours of each range are not. */
TEST(fetch__addresses_that_are_not_public)
{
    static const struct {
        const char *text;
        bool open;
    } rows[] = {
        { "0.0.0.0", false },
        { "10.0.0.1", false },
        { "9.255.255.255", true },
        { "11.0.0.0", true },
        { "100.63.255.255", true },
        { "100.64.0.1", false },
        { "100.127.255.255", false },
        { "100.128.0.0", true },
        { "127.0.0.1", false },
        { "127.8.8.8", false },
        { "169.254.169.254", false },
        { "169.253.0.1", true },
        { "172.15.255.255", true },
        { "172.16.0.1", false },
        { "172.31.255.255", false },
        { "172.32.0.0", true },
        { "192.0.0.192", false },
        { "192.0.2.1", false },
        { "192.168.1.1", false },
        { "192.169.0.1", true },
        { "198.18.0.1", false },
        { "198.20.0.1", true },
        { "198.51.100.7", false },
        { "203.0.113.7", false },
        { "224.0.0.1", false },
        { "239.255.255.250", false },
        { "240.0.0.1", false },
        { "255.255.255.255", false },
        { "8.8.8.8", true },
        { "223.255.255.255", true },
        { "::", false },
        { "::1", false },
        { "::ffff:10.0.0.1", false },
        { "::ffff:8.8.8.8", false },
        { "::8.8.8.8", false },
        { "64:ff9b::a00:1", false },
        { "fe80::1", false },
        { "fec0::1", false },
        { "fc00::1", false },
        { "fd00:ec2::254", false },
        { "ff02::1", false },
        { "2001::1", false },
        { "2001:1ff::1", false },
        { "2001:200::1", true },
        { "2001:db8::1", false },
        { "2002:a00:1::1", false },
        { "3fff:0fff::1", false },
        { "3fff:1000::1", true },
        { "2606:4700::1111", true },
        { "4000::1", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sockaddr_in v4 = { .sin_family = AF_INET };
        struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
        const bool four = inet_pton(AF_INET, rows[i].text, &v4.sin_addr) == 1;
        CHECK(four || inet_pton(AF_INET6, rows[i].text, &v6.sin6_addr) == 1);
        const struct sockaddr *a =
            four ? (const struct sockaddr *)&v4 : (const struct sockaddr *)&v6;
        if (address_is_public(a) != rows[i].open)
            FAIL(rows[i].text);
    }
    CHECK(!address_is_public(&(struct sockaddr){ .sa_family = AF_UNIX }));
}

/* ---- a server of one answer --------------------------------------------------------------------------- */

typedef struct Server {
    pthread_t thread;
    int listener;
    int stop[2];
    unsigned port;
    SSL_CTX *ctx;
    Str ca;
    const char *answer;
    bool endless; /* after the answer, bytes until nobody takes them */
    bool stalls;  /* after the answer, nothing */
    bool ended;
    int accepted;
} Server;

static bool can_read(const Server *s, int fd)
{
    struct pollfd p[2] = { { .fd = fd, .events = POLLIN }, { .fd = s->stop[0], .events = POLLIN } };
    return poll(p, 2, 60000) > 0 && p[1].revents == 0;
}

static void converse(const Server *s, SSL *ssl, int fd)
{
    char buf[4096];
    if (SSL_accept(ssl) != 1 || SSL_read(ssl, buf, sizeof buf) <= 0)
        return;
    (void)SSL_write(ssl, s->answer, (int)strlen(s->answer));
    memset(buf, 'x', sizeof buf);
    while (s->endless && SSL_write(ssl, buf, sizeof buf) > 0)
        ;
    if (s->stalls)
        (void)can_read(s, s->stop[0]);
    (void)SSL_shutdown(ssl);
    (void)fd;
}

static void *serve(void *server)
{
    Server *s = server;
    while (can_read(s, s->listener)) {
        const int fd = accept(s->listener, NULL, NULL);
        SSL *ssl = SSL_new(s->ctx);
        s->accepted++;
        (void)SSL_set_fd(ssl, fd);
        converse(s, ssl, fd);
        SSL_free(ssl);
        (void)close(fd);
    }
    return NULL;
}

static void server_end(void *server)
{
    Server *s = server;
    if (s->ended)
        return;
    s->ended = true;
    (void)close(s->stop[1]);
    (void)pthread_join(s->thread, NULL);
    (void)close(s->stop[0]);
    (void)close(s->listener);
    SSL_CTX_free(s->ctx);
}

/* A certificate of keys.test that signs itself. */
static void cert_use(Cx *cx, Server *s)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *x = X509_new();
    X509_EXTENSION *san = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "DNS:keys.test");
    CHECK(key && x && san);
    (void)X509_set_version(x, 2);
    (void)ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    (void)X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    (void)X509_gmtime_adj(X509_getm_notAfter(x), 86400);
    (void)X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                                     (const unsigned char *)"keys.test", -1, -1, 0);
    (void)X509_set_issuer_name(x, X509_get_subject_name(x));
    CHECK(X509_add_ext(x, san, -1) == 1 && X509_set_pubkey(x, key) == 1 &&
          X509_sign(x, key, EVP_sha256()) > 0);
    s->ctx = SSL_CTX_new(TLS_server_method());
    CHECK(SSL_CTX_use_certificate(s->ctx, x) == 1 && SSL_CTX_use_PrivateKey(s->ctx, key) == 1);
    s->ca = arena_join(cx->mem, test_dir(), STR("/ca.pem"), STR(""));
    FILE *f = fopen(s->ca.p, "w");
    CHECK(f && PEM_write_X509(f, x) == 1);
    (void)fclose(f);
    X509_EXTENSION_free(san);
    X509_free(x);
    EVP_PKEY_free(key);
}

static Server *server_start(Cx *cx, const char *answer)
{
    Server *s = ARENA_NEW(cx->mem, Server);
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    s->answer = answer;
    cert_use(cx, s);
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(pipe(s->stop) == 0);
    CHECK(bind(s->listener, (struct sockaddr *)&a, sizeof a) == 0 && listen(s->listener, 4) == 0);
    CHECK(getsockname(s->listener, (struct sockaddr *)&a, &n) == 0);
    s->port = ntohs(a.sin_port);
    CHECK(pthread_create(&s->thread, NULL, serve, s) == 0);
    arena_defer(cx->mem, server_end, s);
    return s;
}

static FetchRule rule_of(Cx *cx, const Server *s)
{
    return (FetchRule){ .private_ok = true,
                        .max_bytes = 64u << 10,
                        .connect_ms = 2000,
                        .total_ms = 5000,
                        .ca_file = s->ca,
                        .resolve = arena_printf(cx->mem, "keys.test:%u:127.0.0.1", s->port) };
}

static Str url_of(Cx *cx, const Server *s)
{
    return arena_printf(cx->mem, "https://keys.test:%u/jwks.json", s->port);
}

static Status fetch(Cx *cx, const Server *s, Fetched *out)
{
    const FetchRule rule = rule_of(cx, s);
    return fetch_document(cx, &rule, url_of(cx, s), out);
}

#define OK_HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\n"

/* T20: the document, and how long it may be kept. */
TEST(fetch__reads_a_document_and_its_age)
{
    Cx *cx = test_cx();
    static const struct {
        const char *header;
        int64_t age_s;
    } rows[] = {
        { "", -1 },
        { "Cache-Control: max-age=60\r\n", 60 },
        { "cache-control: public, MAX-AGE=60, stale-while-revalidate=9\r\n", 60 },
        { "Cache-Control: no-store\r\n", 0 },
        { "Cache-Control: max-age=60, no-cache\r\n", 0 },
        { "Cache-Control: max-age=60\r\nCache-Control: max-age=30\r\n", 30 },
        { "Cache-Control: max-age=-1\r\n", 0 },
        { "Cache-Control: max-age=99999999999999999999\r\n", 0 },
        { "X-Cache-Control: max-age=60\r\n", -1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Fetched f;
        const Str answer =
            arena_printf(cx->mem, OK_HEAD "%sContent-Length: 2\r\n\r\n{}", rows[i].header);
        Server *s = server_start(cx, answer.p);
        CHECK_OK(cx, fetch(cx, s, &f));
        CHECK_STR(f.body, STR("{}"));
        CHECK_I64(f.max_age_s, rows[i].age_s);
        server_end(s);
    }
}

/* T20, threat 22: the address is judged where it is connected to, whatever the name; nothing is sent. */
TEST(fetch__asks_no_address_that_is_not_public)
{
    Cx *cx = test_cx();
    Server *s = server_start(cx, OK_HEAD "Content-Length: 2\r\n\r\n{}");
    Fetched f;
    FetchRule rule = rule_of(cx, s);
    rule.private_ok = false;
    CHECK_FAILS(cx, ST_INVALID, fetch_document(cx, &rule, url_of(cx, s), &f));
    static const char *const hosts[] = {
        "127.0.0.1",         "169.254.169.254", "10.0.0.1", "[::1]",
        "[::ffff:10.0.0.1]", "[fd00:ec2::254]", "0.0.0.0",  "2130706433",
    };
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        CHECK_FAILS(cx, ST_INVALID,
                    fetch_document(cx, &rule,
                                   arena_printf(cx->mem, "https://%s:%u/", hosts[i], s->port), &f));
    /* Two answers of a name server, as after a rebind: neither is asked. */
    rule.resolve = arena_printf(cx->mem, "keys.test:%u:10.0.0.1,127.0.0.1", s->port);
    CHECK_FAILS(cx, ST_INVALID, fetch_document(cx, &rule, url_of(cx, s), &f));
    server_end(s);
    CHECK_I64(s->accepted, 0);
}

/* T20: https to a host, and nothing else. */
TEST(fetch__asks_https_alone)
{
    Cx *cx = test_cx();
    Fetched f;
    const FetchRule rule = {
        .private_ok = true, .max_bytes = 100, .connect_ms = 100, .total_ms = 100
    };
    static const char *const bad[] = {
        "",
        "http://keys.test/",
        "HTTPS://keys.test/",
        "file:///etc/passwd",
        "https:",
        "https://",
        "https://user@keys.test/",
        "https://user:pw@keys.test/",
        "https://keys.test/#a",
        "https://keys .test/",
        "gopher://keys.test/",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, fetch_document(cx, &rule, str_of(bad[i]), &f));
}

/* T20, threat 22: where it is sent on to is not looked at. */
TEST(fetch__follows_no_redirect)
{
    Cx *cx = test_cx();
    static const char *const answers[] = {
        "HTTP/1.1 302 Found\r\nLocation: https://keys.test/other\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "no http at all\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        Fetched f;
        Server *s = server_start(cx, answers[i]);
        CHECK_FAILS(cx, ST_UNAVAILABLE, fetch(cx, s, &f));
        server_end(s);
        CHECK_I64(s->accepted, 1);
    }
}

/* T20, threat 23: neither length nor slowness of the answer is the other side's to choose. */
TEST(fetch__long_and_slow_answers_end)
{
    Cx *cx = test_cx();
    static const struct {
        const char *answer;
        bool endless, stalls;
    } rows[] = {
        { OK_HEAD "\r\n", true, false },
        { OK_HEAD "Content-Length: 1000000000\r\n\r\n", true, false },
        { OK_HEAD "Content-Length: 65537\r\n\r\n", true, false },
        { OK_HEAD "X: ", true, false },
        { OK_HEAD "Content-Length: 2\r\n\r\n{", false, true },
        { OK_HEAD, false, true },
        { "", false, true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Fetched f;
        Server *s = server_start(cx, rows[i].answer);
        FetchRule rule = rule_of(cx, s);
        s->endless = rows[i].endless;
        s->stalls = rows[i].stalls;
        rule.total_ms = s->stalls ? 200 : 5000;
        CHECK_FAILS(cx, ST_UNAVAILABLE, fetch_document(cx, &rule, url_of(cx, s), &f));
        server_end(s);
    }
}

/* T20: the certificate is checked, against the name that was registered. */
TEST(fetch__trusts_the_named_host_alone)
{
    Cx *cx = test_cx();
    Server *s = server_start(cx, OK_HEAD "Content-Length: 2\r\n\r\n{}");
    Fetched f;
    FetchRule rule = rule_of(cx, s);
    rule.ca_file = STR_NONE;
    CHECK_FAILS(cx, ST_UNAVAILABLE, fetch_document(cx, &rule, url_of(cx, s), &f));
    rule = rule_of(cx, s);
    rule.resolve = arena_printf(cx->mem, "other.test:%u:127.0.0.1", s->port);
    CHECK_FAILS(
        cx, ST_UNAVAILABLE,
        fetch_document(cx, &rule, arena_printf(cx->mem, "https://other.test:%u/", s->port), &f));
}
