#include "base/codec.h"
#include "jose/jose.h"
#include "jose/jose_int.h"
#include "tests/unit/jose/made.h"
#include "tests/unit/test.h"

#include <jansson.h>
#include <jose/jwk.h>
#include <jose/jws.h>

static void close_keys(void *k)
{
    keys_close(k);
}

static Keys *open_keys(Cx *cx)
{
    Keys *k = NULL;
    CHECK_OK(cx, made_open(cx, arena_join(cx->mem, test_dir(), STR("/"), STR("keys")), &k));
    arena_defer(cx->mem, close_keys, k);
    return k;
}

/* Signs any header with the house's own key: what an attacker cannot do, so that the header alone is
 * what is refused. */
static Str with_header(Cx *cx, const Keys *k, Str header, Str claims)
{
    SigningSet set = *k->signing;
    SigningKey key = set.keys[0];
    struct Keys copy = { .signing = &set };
    Str out = STR_NONE;
    key.header = base64url_encode(cx, header);
    set.keys = &key;
    CHECK_OK(cx, jwt_sign(cx, &copy, claims, &out));
    return out;
}

static Str header_of(Cx *cx, const Keys *k, const char *members)
{
    return arena_printf(cx->mem, "{\"kid\":\"%.*s\",%s}", STR_ARG(k->signing->keys[0].kid),
                        members);
}

TEST(jwt__opens_what_it_signed)
{
    Cx *cx = test_cx();
    const Keys *k = open_keys(cx);
    const Str claims = STR("{\"iss\":\"https://x.example/p\",\"exp\":1}");
    Str jwt, back;
    CHECK_OK(cx, jwt_sign(cx, k, claims, &jwt));
    CHECK_OK(cx, jwt_open(cx, k, jwt, &back));
    CHECK_STR(back, claims);
}

/* T23, D14: the other implementation reads our token with nothing but the public set. */
TEST(jwt__is_verified_by_libjose_with_the_jwks)
{
    Cx *cx = test_cx();
    const Keys *k = open_keys(cx);
    Str jwt;
    CHECK_OK(cx, jwt_sign(cx, k, STR("{\"sub\":\"1\"}"), &jwt));
    const Str set = jwks_json(cx, k);
    Str rest = jwt, h, p, s;
    CHECK(str_split(&rest, '.', &h) && str_split(&rest, '.', &p) && str_split(&rest, '.', &s));
    json_t *keys = json_loadb(set.p, set.n, 0, NULL);
    json_t *jws = json_pack("{s:s%,s:s%,s:s%}", "protected", h.p, h.n, "payload", p.p, p.n,
                            "signature", s.p, s.n);
    const bool ok = jose_jws_ver(NULL, jws, NULL, keys, true);
    json_decref(keys);
    json_decref(jws);
    CHECK(ok);
}

TEST(jwt__of_another_installation_is_refused)
{
    Cx *cx = test_cx();
    const Keys *ours = open_keys(cx);
    Keys *theirs;
    Str jwt, back;
    CHECK_OK(cx, keys_open(cx, test_dir(), &theirs));
    arena_defer(cx->mem, close_keys, theirs);
    CHECK_OK(cx, jwt_sign(cx, theirs, STR("{}"), &jwt));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, ours, jwt, &back));
    CHECK_STR(cx->fault.where, STR("kid"));
    const Str as_ours =
        with_header(cx, theirs, header_of(cx, ours, "\"alg\":\"RS256\""), STR("{}"));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, ours, as_ours, &back));
    CHECK_STR(cx->fault.where, STR("signature"));
}

TEST(jwt__changed_anywhere_is_refused)
{
    Cx *cx = test_cx();
    const Keys *k = open_keys(cx);
    Str jwt, back;
    CHECK_OK(cx, jwt_sign(cx, k, STR("{\"sub\":\"12345\"}"), &jwt));
    for (size_t i = 0; i < jwt.n; i += 3) {
        char *p = (char *)(uintptr_t)arena_dup(cx->mem, jwt).p;
        p[i] = p[i] == 'A' ? 'B' : 'A';
        CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, (Str){ p, jwt.n }, &back));
    }
}

/* AUTHORIZATION R6, RFC 8725. */
TEST(jwt__with_a_header_not_ours_is_refused_though_signed)
{
    Cx *cx = test_cx();
    const Keys *k = open_keys(cx);
    static const char *const bad[] = {
        "\"alg\":\"none\"",
        "\"alg\":\"HS256\"",
        "\"alg\":\"PS256\"",
        "\"alg\":\"rs256\"",
        "\"alg\":[\"RS256\"]",
        "\"typ\":\"JWT\"",
        "\"alg\":\"RS256\",\"alg\":\"RS256\"",
        "\"alg\":\"RS256\",\"typ\":1",
        "\"alg\":\"RS256\",\"typ\":\"at+jwt\"",
        "\"alg\":\"RS256\",\"crit\":[\"exp\"]",
        "\"alg\":\"RS256\",\"zip\":\"DEF\"",
        "\"alg\":\"RS256\",\"b64\":false",
        "\"alg\":\"RS256\",\"jwk\":{}",
        "\"alg\":\"RS256\",\"jku\":\"https://x.example\"",
        "\"alg\":\"RS256\",\"kid\":\"x\"",
    };
    Str back;
    CHECK_OK(cx,
             jwt_open(cx, k, with_header(cx, k, header_of(cx, k, "\"alg\":\"RS256\""), STR("{}")),
                      &back));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(
            cx, ST_INVALID,
            jwt_open(cx, k, with_header(cx, k, header_of(cx, k, bad[i]), STR("{}")), &back));
    CHECK_FAILS(cx, ST_INVALID,
                jwt_open(cx, k, with_header(cx, k, STR("{\"alg\":\"RS256\"}"), STR("{}")), &back));
}

/* R6. */
TEST(jwt__claims_must_be_one_object_with_each_key_once)
{
    Cx *cx = test_cx();
    const Keys *k = open_keys(cx);
    static const char *const bad[] = { "[]", "1", "", "{} x", "{\"exp\":1,\"exp\":2}" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str jwt, back;
        CHECK_OK(cx, jwt_sign(cx, k, str_of(bad[i]), &jwt));
        CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, jwt, &back));
    }
}

/* R6. */
TEST(jwt__shape_is_three_parts_of_strict_base64url_in_8_kib)
{
    Cx *cx = test_cx();
    const Keys *k = open_keys(cx);
    Str jwt, back;
    CHECK_OK(cx, jwt_sign(cx, k, STR("{\"a\":1}"), &jwt));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, STR(""), &back));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, STR("a.b"), &back));
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, STR(".."), &back));
    CHECK_FAILS(cx, ST_INVALID,
                jwt_open(cx, k, arena_join(cx->mem, jwt, STR("."), STR("")), &back));
    CHECK_FAILS(cx, ST_INVALID,
                jwt_open(cx, k, arena_join(cx->mem, jwt, STR("="), STR("")), &back));
    CHECK_FAILS(cx, ST_INVALID,
                jwt_open(cx, k, arena_join(cx->mem, STR(" "), jwt, STR("")), &back));
    char *big = arena_alloc(cx->mem, LIMIT_JWT + 1);
    memset(big, 'A', LIMIT_JWT + 1);
    CHECK_FAILS(cx, ST_INVALID, jwt_open(cx, k, (Str){ big, LIMIT_JWT + 1 }, &back));
    CHECK_FAILS(cx, ST_TOO_LONG, jwt_sign(cx, k, (Str){ big, LIMIT_JWT }, &back));
}
