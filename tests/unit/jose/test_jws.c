#include "base/codec.h"
#include "base/limits.h"
#include "jose/jose.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/test.h"

#include <jansson.h>
#include <jose/jws.h>

#define CLAIMS STR("{\"iss\":\"a\"}")

/* jws_read and jws_verify as one. */
static Status open_with(Cx *cx, Str jwt, Str jwks)
{
    Jws jws;
    TRY(jws_read(cx, jwt, &jws));
    return jws_verify(cx, &jws, jwks);
}

/* T19: both algorithms, signed by the other implementation. */
TEST(jws__verifies_what_libjose_signed)
{
    Cx *cx = test_cx();
    static const char *const algs[] = { "RS384", "ES384" };
    for (size_t i = 0; i < 2; i++) {
        json_t *jws = json_pack("{s:s%}", "payload", base64url_encode(cx, CLAIMS).p,
                                base64url_encode(cx, CLAIMS).n);
        json_t *sig =
            json_pack("{s:{s:s,s:s}}", "protected", "alg", algs[i], "kid", i == 0 ? "rsa" : "ec");
        CHECK(jose_jws_sig(NULL, jws, sig, signer_jwk(algs[i])));
        const Str jwt =
            arena_printf(cx->mem, "%s.%s.%s", json_string_value(json_object_get(jws, "protected")),
                         json_string_value(json_object_get(jws, "payload")),
                         json_string_value(json_object_get(jws, "signature")));
        json_decref(sig);
        json_decref(jws);
        Jws out;
        CHECK_OK(cx, jws_read(cx, jwt, &out));
        CHECK_OK(cx, jws_verify(cx, &out, signer_jwks(cx)));
        CHECK_STR(out.claims, CLAIMS);
        CHECK_STR(out.alg, str_of(algs[i]));
    }
}

/* T16, R6, threat 18: the key says how it may be used, the header only which it is. */
TEST(jws__an_algorithm_that_is_not_the_keys_is_refused)
{
    Cx *cx = test_cx();
    const Str jwks = signer_jwks(cx);
    CHECK_OK(cx, open_with(cx, signer_jwt(cx, "RS384", CLAIMS), jwks));
    CHECK_FAILS(
        cx, ST_INVALID,
        open_with(cx, signer_forge(cx, STR("{\"alg\":\"none\",\"kid\":\"rsa\"}"), CLAIMS, STR("")),
                  jwks));
    CHECK_FAILS(
        cx, ST_INVALID,
        open_with(cx, signer_forge(cx, STR("{\"alg\":\"none\",\"kid\":\"rsa\"}"), CLAIMS, STR("x")),
                  jwks));
    /* An HMAC under the public key, which everybody has. */
    static const char *const hmacs[] = { "HS256", "HS384", "HS512" };
    for (size_t i = 0; i < 3; i++) {
        const Str header = arena_printf(cx->mem, "{\"alg\":\"%s\",\"kid\":\"rsa\"}", hmacs[i]);
        CHECK_FAILS(
            cx, ST_INVALID,
            open_with(cx, signer_forge(cx, header, CLAIMS, hmac_sha256(cx, jwks, header)), jwks));
        CHECK_STR(cx->fault.where, STR("alg"));
    }
    static const char *const others[] = { "RS256", "ES256", "PS384", "rs384", "RS512" };
    for (size_t i = 0; i < 5; i++) {
        const Str header = arena_printf(cx->mem, "{\"alg\":\"%s\",\"kid\":\"rsa\"}", others[i]);
        CHECK_FAILS(cx, ST_INVALID, open_with(cx, signer_sign(cx, "RS256", header, CLAIMS), jwks));
    }
    /* Each algorithm with the other's key. */
    CHECK_FAILS(
        cx, ST_NOT_FOUND,
        open_with(cx, signer_sign(cx, "ES384", STR("{\"alg\":\"RS384\",\"kid\":\"ec\"}"), CLAIMS),
                  jwks));
    CHECK_FAILS(
        cx, ST_NOT_FOUND,
        open_with(cx, signer_sign(cx, "RS384", STR("{\"alg\":\"ES384\",\"kid\":\"rsa\"}"), CLAIMS),
                  jwks));
}

/* T16, R6, threat 19: nothing in a header brings a key, names where one is, or asks for more. */
TEST(jws__a_header_that_brings_a_key_or_an_extension_is_refused)
{
    Cx *cx = test_cx();
    Jws jws;
    static const struct {
        const char *header, *where;
    } rows[] = {
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"jwk\":{}}", "jwk" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"x5c\":[]}", "x5c" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"x5u\":\"https://evil.example\"}", "x5u" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"crit\":[\"exp\"]}", "crit" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"zip\":\"DEF\"}", "zip" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"b64\":false}", "b64" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"typ\":\"at+jwt\"}", "typ" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"typ\":1}", "typ" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"jku\":1}", "jku" },
        { "{\"alg\":\"RS384\"}", "kid" },
        { "{\"alg\":\"RS384\",\"kid\":\"\"}", "kid" },
        { "{\"alg\":\"RS384\",\"kid\":7}", "kid" },
        { "{\"kid\":\"rsa\"}", "alg" },
        { "{\"alg\":[\"RS384\"],\"kid\":\"rsa\"}", "alg" },
        { "{\"alg\":\"RS384\",\"alg\":\"RS384\",\"kid\":\"rsa\"}", "header" },
        { "{\"alg\":\"RS384\",\"kid\":\"rsa\",\"kid\":\"rsa\"}", "header" },
        { "[]", "header" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_FAILS(cx, ST_INVALID,
                    jws_read(cx, signer_sign(cx, "RS384", str_of(rows[i].header), CLAIMS), &jws));
        CHECK_STR(cx->fault.where, str_of(rows[i].where));
    }
    CHECK_OK(cx, jws_read(cx,
                          signer_sign(cx, "RS384",
                                      STR("{\"alg\":\"RS384\",\"kid\":\"rsa\",\"typ\":\"JWT\","
                                          "\"jku\":\"https://a.example/k\"}"),
                                      CLAIMS),
                          &jws));
    CHECK_STR(jws.jku, STR("https://a.example/k"));
}

/* R6: one way to write it, and not too much of it. */
TEST(jws__is_three_strict_parts_of_8_kib)
{
    Cx *cx = test_cx();
    Jws jws;
    const Str good = signer_jwt(cx, "ES384", CLAIMS);
    CHECK_OK(cx, jws_read(cx, good, &jws));
    const Str bad[] = {
        STR(""),
        STR(".."),
        str_slice(good, 0, str_rfind(good, '.')),
        arena_join(cx->mem, good, STR(".AA"), STR("")),
        arena_join(cx->mem, good, STR("="), STR("")),
        arena_join(cx->mem, STR(" "), good, STR("")),
        arena_join(cx->mem, good, STR("\n"), STR("")),
        signer_sign(cx, "ES384", STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"), STR("[]")),
        signer_sign(cx, "ES384", STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"),
                    STR("{\"iss\":1,\"iss\":2}")),
        signer_sign(cx, "ES384", STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"),
                    STR("{\"x\":{\"iss\":1,\"iss\":2}}")),
        signer_sign(cx, "ES384", STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"), STR("{} x")),
        signer_sign(cx, "ES384", STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"),
                    arena_printf(cx->mem, "{\"x\":\"%8000d\"}", 1)),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, jws_read(cx, bad[i], &jws));
}

/* T16: one key of that name, exactly that name. */
TEST(jws__kid_names_one_key)
{
    Cx *cx = test_cx();
    const Str ec = signer_public(cx, "ES384", "", "");
    const Str jwt = signer_jwt(cx, "ES384", CLAIMS);
    CHECK_OK(cx, open_with(cx, jwt, signer_set(cx, ec)));
    CHECK_FAILS(cx, ST_NOT_FOUND,
                open_with(cx, jwt, signer_set(cx, signer_public(cx, "ES384", "kid", ""))));
    CHECK_FAILS(
        cx, ST_NOT_FOUND,
        open_with(cx, jwt, signer_set(cx, signer_public(cx, "ES384", "kid", ",\"kid\":\"EC\""))));
    CHECK_FAILS(cx, ST_INVALID,
                open_with(cx, jwt, signer_set(cx, arena_join(cx->mem, ec, STR(","), ec))));
    /* What the key says of itself. */
    static const char *const not_for[] = { ",\"use\":\"enc\"",   ",\"alg\":\"ES256\"",
                                           ",\"alg\":\"RS384\"", ",\"key_ops\":[\"sign\"]",
                                           ",\"use\":1",         ",\"alg\":7" };
    for (size_t i = 0; i < sizeof not_for / sizeof *not_for; i++)
        CHECK_FAILS(
            cx, ST_NOT_FOUND,
            open_with(cx, jwt, signer_set(cx, signer_public(cx, "ES384", "alg", not_for[i]))));
    CHECK_OK(cx, open_with(cx, jwt,
                           signer_set(cx, signer_public(cx, "ES384", "alg",
                                                        ",\"alg\":\"ES384\",\"use\":\"sig\","
                                                        "\"key_ops\":[\"verify\"]"))));
    /* Another's key under the same name. */
    CHECK_FAILS(cx, ST_INVALID,
                open_with(cx,
                          signer_forge(cx, STR("{\"alg\":\"ES384\",\"kid\":\"ec\"}"), CLAIMS,
                                       random_bytes(cx, 96)),
                          signer_set(cx, ec)));
}

static Str signature_of(Cx *cx, Str jwt)
{
    Str sig;
    CHECK_OK(cx, base64url_decode(cx, str_from(jwt, str_rfind(jwt, '.') + 1), STR("sig"), &sig));
    return sig;
}

/* R6, T19, threat 24: r and s are 48 bytes each, from 1 to n - 1, and no DER. */
TEST(jws__es384_zero_large_and_der_signatures_are_refused)
{
    Cx *cx = test_cx();
    const Str header = STR("{\"alg\":\"ES384\",\"kid\":\"ec\",\"typ\":\"JWT\"}");
    const Str set = signer_jwks(cx);
    const Str good = signature_of(cx, signer_jwt(cx, "ES384", CLAIMS));
    char zero[48] = { 0 }, ones[48];
    memset(ones, 0xff, sizeof ones);
    Str order, der, one;
    CHECK_OK(cx, hex_decode(cx,
                            STR("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
                                "581a0db248b0a77aecec196accc52973"),
                            STR("n"), &order));
    CHECK_OK(cx, hex_decode(cx, STR("3006020101020101"), STR("der"), &der));
    CHECK_OK(cx,
             hex_decode(cx,
                        STR("00000000000000000000000000000000000000000000000000000000000000000000"
                            "0000000000000000000000000001"),
                        STR("one"), &one));
    const Str z = { zero, 48 }, o = { ones, 48 }, r = str_slice(good, 0, 48),
              s = str_from(good, 48);
    const Str bad[] = {
        arena_join(cx->mem, z, z, STR("")),
        arena_join(cx->mem, r, z, STR("")),
        arena_join(cx->mem, z, s, STR("")),
        arena_join(cx->mem, order, s, STR("")),
        arena_join(cx->mem, r, order, STR("")),
        arena_join(cx->mem, o, o, STR("")),
        arena_join(cx->mem, one, one, STR("")),
        arena_join(cx->mem, s, r, STR("")),
        der,
        str_slice(good, 0, 95),
        arena_join(cx->mem, good, STR("x"), STR("")),
        arena_join(cx->mem, good, good, STR("")),
    };
    CHECK_OK(cx, open_with(cx,
                           signer_forge(cx, header, CLAIMS,
                                        signature_of(cx, signer_sign(cx, "ES384", header, CLAIMS))),
                           set));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK_FAILS(cx, ST_INVALID, open_with(cx, signer_forge(cx, header, CLAIMS, bad[i]), set));
        CHECK_STR(cx->fault.where, STR("signature"));
    }
}

/* R6, T19, threat 24: keys of a wrong curve, beside their curve, too short or too weak. */
TEST(jwks__an_unsound_key_is_refused)
{
    Cx *cx = test_cx();
    static const char *const bad[] = {
        /* P-256's generator */
        "{\"kty\":\"EC\",\"kid\":\"k\",\"crv\":\"P-256\","
        "\"x\":\"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY\","
        "\"y\":\"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU\"}",
        /* the same point called P-384's */
        "{\"kty\":\"EC\",\"kid\":\"k\",\"crv\":\"P-384\","
        "\"x\":\"axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY\","
        "\"y\":\"T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU\"}",
        /* no point at all, of the right size */
        "{\"kty\":\"EC\",\"kid\":\"k\",\"crv\":\"P-384\","
        "\"x\":\"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\","
        "\"y\":\"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\"}",
        /* zero */
        "{\"kty\":\"EC\",\"kid\":\"k\",\"crv\":\"P-384\","
        "\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
        "\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"kid\":\"k\",\"e\":\"AQAB\"}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, jwks_check(cx, signer_set(cx, str_of(bad[i]))));
    static const char *const exponents[] = { ",\"e\":\"Aw\"",     ",\"e\":\"AQAA\"",
                                             ",\"e\":\"AQ\"",     ",\"e\":\"\"",
                                             ",\"e\":\"AQAB==\"", ",\"e\":\"____________\"" };
    for (size_t i = 0; i < sizeof exponents / sizeof *exponents; i++)
        CHECK_FAILS(cx, ST_INVALID,
                    jwks_check(cx, signer_set(cx, signer_public(cx, "RS384", "e", exponents[i]))));
    CHECK_OK(cx, jwks_check(cx, signer_jwks(cx)));
}

/* T20, O14: what may be registered. */
TEST(jwks__a_set_is_public_small_and_of_use)
{
    Cx *cx = test_cx();
    const Str ec = signer_public(cx, "ES384", "", "");
    static const char *const bad[] = {
        "",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[],\"keys\":[]}",
        "{\"keys\":[1]}",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"AA\"}]}"
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, jwks_check(cx, str_of(bad[i])));
    CHECK_FAILS(cx, ST_INVALID, jwks_check(cx, signer_set(cx, signer_private(cx, "ES384"))));
    CHECK(str_contains(cx->fault.detail, STR("private")));
    CHECK_FAILS(cx, ST_INVALID,
                jwks_check(cx, signer_set(cx, arena_join(cx->mem, ec, STR(","), ec))));
    CHECK_FAILS(cx, ST_INVALID,
                jwks_check(cx, signer_set(cx, signer_public(cx, "ES384", "kid", ""))));
    Str many = ec;
    for (size_t i = 0; i < LIMIT_JWKS_KEYS - 1; i++)
        many = arena_join(cx->mem, many, STR(",{\"kty\":\"XX\"}"), STR(""));
    CHECK_OK(cx, jwks_check(cx, signer_set(cx, many))); /* what is not known is passed over */
    many = arena_join(cx->mem, many, STR(",{\"kty\":\"XX\"}"), STR(""));
    CHECK_FAILS(cx, ST_INVALID, jwks_check(cx, signer_set(cx, many)));
    CHECK_FAILS(
        cx, ST_INVALID,
        jwks_check(
            cx, signer_set(cx, signer_public(cx, "ES384", "",
                                             arena_printf(cx->mem, ",\"x5t\":\"%66000d\"", 1).p))));
}
