#include "base/table.h"
#include "oauth/oauth_int.h"
#include "tests/unit/oauth/tricks.h"
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

/* A7, threat 8. */
TEST(redirect__what_may_not_be_registered)
{
    Cx *cx = test_cx();
    for (size_t i = 0; i < TABLE_COUNT(trick_schemes); i++) {
        Status st = redirect_check(cx, str_of(trick_schemes[i]));
        if (!forgive(cx, st, ST_INVALID))
            FAIL(trick_schemes[i]);
    }
}

/* A5, threat 7: addresses that are nearly the registered one. */
TEST(redirect__nearly_is_not_registered)
{
    CHECK(TABLE_COUNT(trick_near) >= 60);
    Str registered = STR("https://app.example/cb");
    CHECK(redirect_matches(registered, STR("https://app.example/cb")));
    for (size_t i = 0; i < TABLE_COUNT(trick_near); i++)
        if (redirect_matches(registered, str_of(trick_near[i])))
            FAIL(trick_near[i]);
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
        "http://127.0.0.1:49152/cb?x=1&y=2",
        "http://127.0.0.1:49152/cb?x=1/../evil",
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
