#include "base/codec.h"
#include "oauth/oauth_int.h"
#include "tests/unit/test.h"

/* T7. */
TEST(pkce__rfc7636_appendix_b)
{
    Cx *cx = test_cx();
    Str verifier = STR("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    CHECK(pkce_s256(cx, verifier, STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")));
    CHECK(!pkce_s256(cx, verifier, verifier)); /* "plain" is not accepted: threat 5 */
    CHECK(!pkce_s256(cx, STR_NONE, STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")));
}

/* T7: 43 to 128 unreserved characters. */
TEST(pkce__a_verifier_has_its_length_and_alphabet)
{
    Cx *cx = test_cx();
    static const char fill[129] =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const struct {
        size_t n;
        bool ok;
    } rows[] = { { 42, false }, { 43, true }, { 128, true }, { 129, false } };
    for (size_t i = 0; i < 4; i++) {
        Str v = { fill, rows[i].n };
        Str challenge = STR_NONE;
        CHECK(!pkce_s256(cx, v, challenge));
        unsigned char hash[SHA256_BYTES];
        sha256_into(v, hash);
        challenge = base64url_encode(cx, (Str){ (const char *)hash, SHA256_BYTES });
        CHECK(pkce_s256(cx, v, challenge) == rows[i].ok);
    }
}

/* A10. */
TEST(pkce__a_challenge_is_43_characters_of_base64url)
{
    CHECK(pkce_challenge_valid(STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")));
    CHECK(!pkce_challenge_valid(STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c")));
    CHECK(!pkce_challenge_valid(STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=")));
    CHECK(!pkce_challenge_valid(STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")));
}
