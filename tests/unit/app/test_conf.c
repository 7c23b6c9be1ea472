#include "app/conf.h"
#include "tests/unit/test.h"

#include <stdio.h>

#define LEAST "[server]\nbase_url = https://plan.example\n[mail]\nurl = smtp://mail.internal:25\n"

static Str conf_dir;

static Status read(Str text, Conf *conf)
{
    Cx *cx = test_cx();
    conf_dir = test_dir();
    const Str path = arena_join(cx->mem, conf_dir, STR("/postern.ini"), STR(""));
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(text.p, 1, text.n, f) == text.n);
    (void)fclose(f);
    return conf_read(cx, path, conf);
}

static Str in_dir(const char *tail)
{
    return arena_join(test_cx()->mem, conf_dir, STR("/"), str_of(tail));
}

static void check_refused(Str text, const char *detail)
{
    Cx *cx = test_cx();
    Conf conf;
    CHECK_FAILS(cx, ST_INVALID, read(text, &conf));
    CHECK(str_ends(cx->fault.where, STR("/postern.ini")));
    if (!str_contains(cx->fault.detail, str_of(detail)))
        CHECK_STR(cx->fault.detail, str_of(detail));
}

TEST(conf__what_is_not_given_has_its_default_beside_the_file)
{
    Conf c;
    CHECK_OK(test_cx(), read(STR(LEAST), &c));
    CHECK_STR(c.base_url, STR("https://plan.example"));
    CHECK_STR(c.listen, STR("127.0.0.1:8080"));
    CHECK_I64(c.workers, 0);
    CHECK_I64(c.audit_fsync_ms, 1000);
    CHECK_I64(c.audit_keep_years, 6);
    CHECK(c.audit_ship_dir.n == 0);
    CHECK_STR(c.plans_dir, in_dir("plans"));
    CHECK_STR(c.keys_dir, in_dir("keys"));
    CHECK_STR(c.audit_dir, in_dir("audit"));
    CHECK_STR(c.store_url, arena_join(test_cx()->mem, STR("sqlite:"), in_dir("store"), STR("")));
    CHECK(c.mail_from.n + c.tls_cert.n + c.tls_key.n == 0);
}

TEST(conf__every_key_is_read)
{
    Conf c;
    CHECK_OK(test_cx(),
             read(STR("[store]\nurl = postgresql://u@h/d\n"
                      "[server]\nworkers = 3\ntls_key = key.pem\ntls_cert = /tls/cert.pem\n"
                      "listen = [::]:443\nbase_url = http://localhost:8080\n"
                      "[plans]\ndir = /p\n[mail]\nurl = file:mail\nfrom = a@b.example\n"
                      "[keys]\ndir = ../k\n[audit]\nfsync_ms = 0\ndir = j\nkeep_years = "
                      "10\nship_dir = s\n"),
                  &c));
    CHECK_STR(c.store_url, STR("postgresql://u@h/d"));
    CHECK_I64(c.workers, 3);
    CHECK_STR(c.tls_key, in_dir("key.pem"));
    CHECK_STR(c.tls_cert, STR("/tls/cert.pem"));
    CHECK_STR(c.listen, STR("[::]:443"));
    CHECK_STR(c.base_url, STR("http://localhost:8080"));
    CHECK_STR(c.plans_dir, STR("/p"));
    CHECK_STR(c.mail_url, arena_join(test_cx()->mem, STR("file:"), in_dir("mail"), STR("")));
    CHECK_STR(c.mail_from, STR("a@b.example"));
    CHECK_STR(c.keys_dir, in_dir("../k"));
    CHECK_I64(c.audit_fsync_ms, 0);
    CHECK_STR(c.audit_dir, in_dir("j"));
    CHECK_I64(c.audit_keep_years, 10);
    CHECK_STR(c.audit_ship_dir, in_dir("s"));
}

TEST(conf__what_is_wrong_is_named_with_its_line)
{
    check_refused(STR("[mail]\nurl = file:m\n"), "the key server.base_url is missing");
    check_refused(STR("[server]\nbase_url = https://plan.example\n"),
                  "the key mail.url is missing");
    check_refused(STR(LEAST "[server]\nworker = 2\n"), "line 6: there is no key server.worker");
    check_refused(STR("listen = x\n" LEAST), "line 1: there is no key .listen");
    check_refused(STR(LEAST "[server]\nworkers = -1\n"), "line 6: server.workers must be");
    check_refused(STR(LEAST "[server]\nworkers = 2x\n"), "line 6: server.workers must be");
    check_refused(STR(LEAST "[audit]\nfsync_ms = 1000001\n"), "audit.fsync_ms must be");
    /* C12: six years at least. */
    check_refused(STR(LEAST "[audit]\nkeep_years = 5\n"), "audit.keep_years must be");
    check_refused(STR(LEAST "[server]\nbase_url = https://other.example\n"),
                  "line 6 gives a key again");
}

/* Compared as a text with what browsers and apps send, so there is one spelling of it (D16). */
TEST(conf__the_public_address_is_an_origin)
{
    static const char *const good[] = { "https://a.example",          "https://a.example:8443",
                                        "https://[2001:db8::1]:8443", "http://localhost",
                                        "http://127.0.0.1:1",         "https://a.example:80" };
    static const char *const bad[] = {
        "plan.example",
        "ftp://plan.example",
        "https://",
        "http://plan.example",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "https://a.example/",
        "https://a.example/x",
        "https://u@a.example",
        "https://a.example?x",
        "https://a.example#x",
        "https://a example",
        "https://A.example",
        "HTTPS://a.example",
        "https://a.example:",
        "https://a.example:0",
        "https://a.example:65536",
        "https://a.example:8x",
        "https://a.example:443",
        "http://localhost:80",
        "https://:8443",
        "https://[::1",
        "https://[]",
        "https://[::1]x",
        "http://[::1]",
        "https://a.example\n b",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Conf c;
        const Str text = arena_printf(test_cx()->mem,
                                      "[server]\nbase_url = %s\n[mail]\nurl = file:m\n", good[i]);
        CHECK_OK(test_cx(), read(text, &c));
        CHECK_STR(c.base_url, str_of(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_refused(
            arena_printf(test_cx()->mem, "[server]\nbase_url = %s\n[mail]\nurl = file:m\n", bad[i]),
            "server.base_url must be");
}

TEST(conf__help_names_every_key_on_a_line_of_its_own)
{
    static const Str keys[] = { STR_C("audit.dir"),       STR_C("audit.fsync_ms"),
                                STR_C("keys.dir"),        STR_C("mail.from"),
                                STR_C("mail.url"),        STR_C("plans.dir"),
                                STR_C("server.base_url"), STR_C("server.listen"),
                                STR_C("server.tls_cert"), STR_C("server.tls_key"),
                                STR_C("server.workers"),  STR_C("store.url") };
    const Str help = conf_help(test_cx());
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        CHECK(str_contains(help, arena_join(test_cx()->mem, STR("  "), keys[i], STR(" "))));
    CHECK(str_ends(help, STR("\n")));
}
