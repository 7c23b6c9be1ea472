#include "http/http.h"
#include "tests/unit/test.h"

TEST(path__segments_are_decoded_once)
{
    Cx *cx = test_cx();
    Str s[4];
    size_t n;
    CHECK_OK(cx, http_path_split(cx, STR("/demo/fhir/a%20b"), s, 4, &n));
    CHECK_I64((int64_t)n, 3);
    CHECK_STR(s[2], STR("a b"));
    CHECK_OK(cx, http_path_split(cx, STR("/a%2541"), s, 4, &n));
    CHECK_STR(s[0], STR("a%41"));
    CHECK_OK(cx, http_path_split(cx, STR("/"), s, 4, &n));
    CHECK_I64((int64_t)n, 0);
}

TEST(path__a_slash_at_the_end_changes_nothing)
{
    Cx *cx = test_cx();
    Str s[4];
    size_t n;
    CHECK_OK(cx, http_path_split(cx, STR("/demo/fhir/"), s, 4, &n));
    CHECK_I64((int64_t)n, 2);
}

/* D1: {base}/ + /.well-known/smart-configuration, and no other two slashes. */
TEST(path__two_slashes_before_well_known_are_one)
{
    static const Str bad[] = { STR_C("//.well-known/x"), STR_C("/demo///.well-known/x"),
                               STR_C("/demo//.well-known"), STR_C("/demo//.well-knownx/y"),
                               STR_C("/demo//%2ewell-known/x") };
    Cx *cx = test_cx();
    Str s[4];
    size_t n;
    CHECK_OK(cx, http_path_split(cx, STR("/demo/fhir//.well-known/x"), s, 4, &n));
    CHECK_I64((int64_t)n, 4);
    CHECK_STR(s[2], STR(".well-known"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, http_path_split(cx, bad[i], s, 4, &n));
}

TEST(path__what_could_mean_another_path_is_refused)
{
    static const Str bad[] = { STR_C("/a%2Fb"),    STR_C("/a%2fb"), STR_C("/../a"),
                               STR_C("/%2e%2e/a"), STR_C("/."),     STR_C("/a//b"),
                               STR_C("/a%00"),     STR_C("/a%5cb"), STR_C("/a%0d"),
                               STR_C("/%c0%af"),   STR_C("/%"),     STR_C("a") };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str s[4];
        size_t n;
        CHECK_FAILS(cx, ST_INVALID, http_path_split(cx, bad[i], s, 4, &n));
    }
}

TEST(path__more_segments_than_asked_for_are_not_found)
{
    Cx *cx = test_cx();
    Str s[2];
    size_t n;
    CHECK_FAILS(cx, ST_NOT_FOUND, http_path_split(cx, STR("/a/b/c"), s, 2, &n));
}
