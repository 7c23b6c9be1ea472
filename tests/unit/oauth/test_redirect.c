#include "base/table.h"
#include "oauth/oauth_int.h"
#include "tests/unit/test.h"

/* A7, threat 8. */
TEST(redirect__what_may_be_registered)
{
    static const char *const rows[] = {
        "https://app.example/cb",
        "https://app.example",
        "https://app.example:8443/cb?tenant=1",
        "https://sub.app.example/a/b%20c/",
        "http://127.0.0.1/cb",
        "http://127.0.0.1:8081/cb",
        "http://[::1]:9000/cb",
        "http://localhost:3000/cb", /* A6: byte-equal only */
        "com.example.app:/cb",
        "com.example.app://cb",
    };
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        CHECK_OK(test_cx(), redirect_check(test_cx(), str_of(rows[i])));
}

TEST(redirect__what_may_not_be_registered)
{
    static const char *const rows[] = {
        "",
        "/cb",
        "app.example/cb",
        "https:",
        "https://",
        "https:///cb",
        "https:/app.example/cb",
        "HTTPS://app.example/cb",
        "http://app.example/cb",
        "http://127.0.0.2/cb",
        "http://127.0.0.1.evil.example/cb",
        "http://127.0.0.1:0/cb",
        "http://127.0.0.1:99999/cb",
        "http://127.0.0.1@evil.example/cb",
        "http://localhost.evil.example/cb",
        "https://user@app.example/cb",
        "https://user:pw@app.example/cb",
        "https://app.example/cb#f",
        "https://app.example/cb#",
        "https://*.app.example/cb",
        "https://app.example/*",
        "https://192.0.2.1/cb",
        "https://[2001:db8::1]/cb",
        "https://3221225985/cb",
        "https://0x7f.1/cb",
        "https://app.example\\cb",
        "https://app.example/a\\b",
        "https://app.example/a b",
        "https://app.example/a\tb",
        "https://app.example/a\nb",
        "https://app.example/../cb",
        "https://app.example/a/./b",
        "https://app.example/%2e%2e/cb",
        "https://app.example/%2E./cb",
        "https://app.example/.%2e",
        "https://app.example/%",
        "https://app.example/%zz",
        "https://app.example/cb?code=1",
        "https://app.example/cb?x=1&state=2",
        "https://app.example/cb?iss=x",
        "https://app.example/cb?%65rror=x",
        "https://-app.example/cb",
        "https://app..example/cb",
        "https://app.example:/cb",
        "https://app.example:x/cb",
        "https://\xC3\xA9.example/cb",
        "javascript:alert(1)",
        "javascript://app.example/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "blob:https://app.example/1",
        "vbscript:x",
        "about:blank",
        "intent://x",
        "ws://app.example/",
        "ftp://app.example/",
        "myapp:/cb",
        "myapp://cb",
        ".example:/cb",
        "com.example.app:",
        "1.example:/cb",
    };
    Cx *cx = test_cx();
    for (size_t i = 0; i < TABLE_COUNT(rows); i++) {
        Status st = redirect_check(cx, str_of(rows[i]));
        if (!forgive(cx, st, ST_INVALID))
            FAIL(rows[i]);
    }
}

/* A5, threat 7: sixty addresses that are nearly the registered one. */
TEST(redirect__nearly_is_not_registered)
{
    static const char *const rows[] = {
        "https://app.example/cb/",
        "https://app.example/c",
        "https://app.example/cbx",
        "https://app.example/CB",
        "https://APP.example/cb",
        "HTTPS://app.example/cb",
        "https://app.example:443/cb",
        "https://app.example./cb",
        "https://app.example//cb",
        "https://app.example/./cb",
        "https://app.example/x/../cb",
        "https://app.example/%63b",
        "https://app.example/cb?",
        "https://app.example/cb#",
        "https://app.example/cb#x",
        "https://app.example/cb?x=1",
        "https://app.example/cb%00",
        "https://app.example/cb%20",
        "https://app.example/cb ",
        " https://app.example/cb",
        "https://app.example/cb\n",
        "https://app.example/cb\t",
        "https://app.example/cb;x",
        "https://app.example/cb%2f",
        "https://app.example/cb/..",
        "https://app.example/cb/.",
        "https://app.example/cb%2e",
        "https://app.example/cb%252f",
        "https://app.example/cb\\",
        "https://app.example\\cb",
        "https:\\\\app.example\\cb",
        "https:/app.example/cb",
        "https:app.example/cb",
        "//app.example/cb",
        "/cb",
        "cb",
        "http://app.example/cb",
        "ws://app.example/cb",
        "https://app.example@evil.example/cb",
        "https://app.example:x@evil.example/cb",
        "https://evil.example/https://app.example/cb",
        "https://evil.example/cb",
        "https://evil.example/?https://app.example/cb",
        "https://app.example.evil.example/cb",
        "https://xapp.example/cb",
        "https://app.example%2eevil.example/cb",
        "https://app.example%2f@evil.example/cb",
        "https://app.example%00.evil.example/cb",
        "https://evil.example#app.example/cb",
        "https://evil.example\\@app.example/cb",
        "https://app\343\200\202example/cb",
        "https://\xEF\xBD\x81pp.example/cb",
        "https://app.example/\321\201b",
        "javascript:https://app.example/cb",
        "data:https://app.example/cb",
        "https://user@app.example/cb",
        "https://user:p@app.example/cb",
        "https://[::ffff:1.2.3.4]/cb",
        "https://app.example/cb,https://evil.example",
        "",
    };
    CHECK(TABLE_COUNT(rows) == 60);
    Str registered = STR("https://app.example/cb");
    CHECK(redirect_matches(registered, STR("https://app.example/cb")));
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        if (redirect_matches(registered, str_of(rows[i])))
            FAIL(rows[i]);
}

/* A6, RFC 8252 s.7.3. */
TEST(redirect__a_loopback_address_matches_any_port)
{
    Str registered = STR("http://127.0.0.1/cb?x=1");
    CHECK(redirect_matches(registered, STR("http://127.0.0.1:49152/cb?x=1")));
    CHECK(redirect_matches(STR("http://[::1]:1/cb"), STR("http://[::1]:65535/cb")));
    CHECK(redirect_matches(STR("http://127.0.0.1:8081"), STR("http://127.0.0.1:9")));
    static const char *const rows[] = {
        "http://127.0.0.1:49152/cb",
        "http://127.0.0.1:49152/cb?x=2",
        "http://127.0.0.1:49152/cb/?x=1",
        "http://127.0.0.1:0/cb?x=1",
        "http://127.0.0.1:65536/cb?x=1",
        "http://127.0.0.1:/cb?x=1",
        "http://127.0.0.1:1@evil.example/cb?x=1",
        "http://127.0.0.1.evil.example/cb?x=1",
        "http://localhost:49152/cb?x=1",
        "https://127.0.0.1/cb?x=1",
        "http://[::1]/cb?x=1",
        "http://127.0.0.1:08/cb?x=1",
    };
    for (size_t i = 0; i < TABLE_COUNT(rows); i++)
        if (redirect_matches(registered, str_of(rows[i])))
            FAIL(rows[i]);
    CHECK(!redirect_matches(STR("http://localhost:1/cb"), STR("http://localhost:2/cb")));
}

/* A12, A23. */
TEST(redirect__reply_is_appended_to_the_registered_query)
{
    Cx *cx = test_cx();
    const HttpField pairs[] = { { STR("code"), STR("a b&c") },
                                { STR("state"), STR_NONE },
                                { STR("iss"), STR("https://i") } };
    CHECK_STR(redirect_with(cx, STR("https://a.example/cb"), pairs, 3),
              STR("https://a.example/cb?code=a%20b%26c&iss=https%3A%2F%2Fi"));
    CHECK_STR(redirect_with(cx, STR("https://a.example/cb?t=1"), pairs, 1),
              STR("https://a.example/cb?t=1&code=a%20b%26c"));
    CHECK_STR(oauth_redirect_origin(cx, STR("https://a.example:8443/cb?x")),
              STR("https://a.example:8443"));
    CHECK_STR(oauth_redirect_origin(cx, STR("com.example.app:/cb")), STR("com.example.app:"));
    CHECK_STR(oauth_redirect_origin(cx, STR("http://127.0.0.1:8081/cb")),
              STR("http://127.0.0.1:8081"));
}
