/* A version of a consent as FHIR R4 (AUTHORIZATION C1). CONSENTS=FILE writes the bundle, for the validator. */
#include "base/codec.h"
#include "base/date.h"
#include "fhir/label.h"
#include "tests/unit/jose/made.h"
#include "tests/unit/test.h"
#include "web/consent_pages.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>

#define MADE_MS INT64_C(1767225600000) /* 2026-01-01 */

static const Plan plan = { .id = STR_C("demo"),
                           .name = STR_C("Demo \"Health\" Plan"),
                           .organization = STR_C("plan"),
                           .issuer = STR_C("https://plan.example/demo"),
                           .fhir_base = STR_C("https://plan.example/demo/fhir"),
                           .sensitive = { .kinds = { { STR_C("Weight care"), STR_C("Peso") } } } };

static OauthConsent self(void)
{
    return (OauthConsent){ .id = STR("Ab_-c"),
                           .version = 2,
                           .active = true,
                           .account = STR("acc"),
                           .relation = STR("self"),
                           .patient = STR("rosa"),
                           .client_id = STR("viewer"),
                           .client_name = STR("The \"Viewer\""),
                           .scope = STR("offline_access patient/*.rs"),
                           .labels_shared = LABEL_BIT(LABEL_HIV),
                           .when_lo_ms = DATE_MIN,
                           .acr = STR(OAUTH_ACR),
                           .auth_ms = MADE_MS - MINUTE_MS,
                           .text = STR("<p>ñ</p>"),
                           .lang = STR("es"),
                           .text_version = STR(OAUTH_TEXT_VERSION),
                           .text_hash = STR("\x01\x02"),
                           .agent_family = STR("Firefox"),
                           .attested = STR("{\"status\":\"approved\",\"developer\":\"Maker & Co\","
                                           "\"website\":\"https://maker.example/\","
                                           "\"privacy_url\":\"https://maker.example/privacy\","
                                           "\"support_email\":\"help@maker.example\"}"),
                           .created_ms = MADE_MS };
}

static OauthConsent parent(void)
{
    OauthConsent c = self();
    c.version = 1;
    c.relation = STR("parent");
    c.scope = STR("patient/Coverage.rs patient/Observation.rs?category=http://x|laboratory"
                  " patient/Observation.rs?category=http://x|survey");
    c.labels_until_ms = MADE_MS + DAY_MS;
    c.when_lo_ms = MADE_MS - DAY_MS;
    c.expires_ms = MADE_MS + 2 * DAY_MS;
    c.active = false;
    c.agent_family = c.attested = STR("");
    return c;
}

static Str bundle(Cx *cx)
{
    const OauthConsent list[] = { self(), parent() };
    Keys *keys;
    Web web = { .plans = NULL };
    const Rq rq = { .plan = &plan, .web = &web };
    Str json;
    CHECK_OK(cx, made_open(cx, test_dir(), &keys));
    web.keys = keys;
    cx->now_ms = MADE_MS + DAY_MS;
    CHECK_OK(cx, consent_bundle(cx, &rq, list, 2, &json));
    keys_close(keys);
    return json;
}

/* The resource of an entry; holds says whether text is in it. */
static bool holds(Cx *cx, size_t entry, const char *text)
{
    const Str json = bundle(cx);
    size_t at = json.n / 4;
    while (!str_starts(str_from(json, at), STR("{\"fullUrl\"")))
        at++;
    return str_contains(entry == 0 ? str_slice(json, 0, at) : str_from(json, at), str_of(text));
}

/* C1 */
TEST(consent_fhir__says_who_what_for_whom_and_by_which_proof)
{
    Cx *cx = test_cx();
    static const char *const parts[] = {
        "\"resourceType\":\"Consent\",\"id\":\"Ab.-c\",\"meta\":{\"versionId\":\"2\","
        "\"lastUpdated\":"
        "\"2026-01-01T00:00:00.000Z\"},",
        "\"value\":\"Ab_-c\"",
        "\"status\":\"active\"",
        "\"code\":\"patient-privacy\"",
        "\"code\":\"59284-0\"",
        "\"code\":\"IDSCL\"",
        "\"patient\":{\"reference\":\"Patient/rosa\"}",
        "\"dateTime\":\"2026-01-01T00:00:00.000Z\"",
        "\"performer\":[{\"reference\":\"Patient/rosa\"}]",
        "\"organization\":[{\"reference\":\"Organization/plan\"",
        "\"language\":\"es\",\"data\":\"PHA+w7E8L3A+\"",
        "\"title\":\"version 2, words of 2026-11, SHA-256 0102, shown in Firefox\"",
        "\"verificationDate\":\"2025-12-31T23:59:00.000Z\"",
        "\"display\":\"urn:postern:acr:mailed-code\"",
        "\"type\":\"permit\",\"period\":{\"start\":\"2026-01-01T00:00:00.000Z\"},\"actor\"",
        "\"code\":\"IRCP\"",
        "\"value\":\"viewer\"",
        "\"display\":\"The \\\"Viewer\\\"\"",
        "\"code\":\"PATRQT\"",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        CHECK_STR(holds(cx, 0, parts[i]) ? str_of(parts[i]) : STR("not there"), str_of(parts[i]));
    CHECK(!holds(cx, 0, "\"class\"") && !holds(cx, 0, "\"dataPeriod\""));
    CHECK(holds(cx, 1, "\"status\":\"inactive\""));
    CHECK(holds(cx, 1, "\"performer\":[{\"reference\":\"RelatedPerson/"));
    CHECK(holds(cx, 1, "\"end\":\"2026-01-03T00:00:00.000Z\""));
}

/* C2: the app as it was registered then, and the browser's family; an older version has neither. */
TEST(consent_fhir__says_what_the_app_said_of_itself)
{
    Cx *cx = test_cx();
    CHECK(holds(cx, 0,
                "\"contained\":[{\"resourceType\":\"Device\",\"id\":\"app\",\"manufacturer\":"
                "\"Maker & Co\",\"url\":\"https://maker.example/\",\"contact\":[{\"system\":"
                "\"email\",\"value\":\"help@maker.example\"}],\"note\":[{\"text\":\"approved\"},"
                "{\"text\":\"https://maker.example/privacy\"}]}],"));
    CHECK(holds(cx, 0, "\"reference\":\"#app\""));
    CHECK(!holds(cx, 1, "contained") && !holds(cx, 1, "#app") && !holds(cx, 1, "shown in"));
}

/* C1, C4: a kind that was not chosen is denied by name; one that was is not, unless the choice ends. */
TEST(consent_fhir__denies_each_kind_that_was_not_chosen)
{
    Cx *cx = test_cx();
#define DENY "{\"type\":\"deny\",\"securityLabel\":[{\"system\":\"" LABEL_ACT_CODE "\",\"code\":"
#define DENY_OWN                                                                                   \
    "{\"type\":\"deny\",\"securityLabel\":[{\"system\":\"urn:postern:sensitive\",\"code\":"
    CHECK(holds(cx, 0, DENY "\"MH\"}]}") && holds(cx, 0, DENY "\"ETH\"}]}"));
    CHECK(holds(cx, 0, DENY_OWN "\"plan-1\"}]}") && holds(cx, 0, DENY_OWN "\"sealed\"}]}"));
    CHECK(!holds(cx, 0, "\"HIV\"") && !holds(cx, 0, "plan-2") && !holds(cx, 0, "\"ADOL\""));
    CHECK(holds(cx, 1, DENY "\"ADOL\"}]}"));
    CHECK(holds(cx, 1,
                "{\"type\":\"deny\",\"period\":{\"start\":\"2026-01-02T00:00:00.000Z\"},"
                "\"securityLabel\":[{\"system\":\"" LABEL_ACT_CODE "\",\"code\":\"HIV\"}]}"));
}

/* C1: what of the data, and from when. */
TEST(consent_fhir__says_types_parts_and_how_far_back)
{
    Cx *cx = test_cx();
    CHECK(holds(cx, 1,
                "\"class\":[{\"system\":\"http://hl7.org/fhir/resource-types\",\"code\":"
                "\"Coverage\"},{\"system\":\"http://hl7.org/fhir/resource-types\",\"code\":"
                "\"Observation\"}]"));
    CHECK(holds(cx, 1,
                "\"code\":[{\"text\":\"patient/Observation.rs?category=http://x|laboratory\"},"
                "{\"text\":\"patient/Observation.rs?category=http://x|survey\"}]"));
    CHECK(holds(cx, 1, "\"dataPeriod\":{\"start\":\"2025-12-31T00:00:00.000Z\"}"));
}

TEST(consent_fhir__is_json_and_may_be_empty)
{
    Cx *cx = test_cx();
    JsonDoc *doc;
    Str json = bundle(cx);
    Keys *keys;
    Web web = { .plans = NULL };
    const Rq rq = { .plan = &plan, .web = &web };
    CHECK_OK(cx, made_open(cx, test_dir(), &keys));
    web.keys = keys;
    const char *path = getenv("CONSENTS");
    FILE *f = path ? fopen(path, "w") : NULL;
    if (f) {
        (void)fwrite(json.p, 1, json.n, f);
        (void)fclose(f);
    }
    CHECK_OK(cx, json_parse(cx, json, &doc));
    CHECK_OK(cx, consent_bundle(cx, &rq, NULL, 0, &json));
    CHECK_OK(cx, json_parse(cx, json, &doc));
    keys_close(keys);
}
