/* How often somebody may ask, at the program's own addresses (R1). */
#include "tests/unit/app/two.h"
#include "tests/unit/jose/signer.h"
#include "web/rate.h"

static HttpReply read_with(const Two *t, Str token)
{
    return two_ask(
        t, &(TwoAsk){ .method = HTTP_GET, .target = STR("/a/fhir/Goal/g1"), .token = token });
}

/* R1: one app on one member's data, 50 a second after 200; 429, Retry-After and an OperationOutcome. */
TEST(limits__an_app_on_one_member_s_data)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    const Str token = two_app_token(&t, STR("app"), STR("rosa"));
    const Str luis = two_app_token(&t, STR("app"), STR("luis"));
    const Str other = two_app_token(&t, STR("second"), STR("rosa"));
    for (int i = 0; i < 200; i++)
        CHECK_I64(read_with(&t, token).status, 200);
    const HttpReply over = read_with(&t, token);
    CHECK_I64(over.status, 429);
    CHECK_STR(two_header(&over, STR("Retry-After")), STR("1"));
    CHECK(str_contains(over.body, STR("\"resourceType\":\"OperationOutcome\"")));
    CHECK(str_contains(over.body, STR("\"code\":\"throttled\"")));
    CHECK_I64(read_with(&t, luis).status, 200); /* another member, another app: their own */
    CHECK_I64(read_with(&t, other).status, 200);
    cx->now_ms += 1000;
    for (int i = 0; i < 50; i++)
        CHECK_I64(read_with(&t, token).status, 200);
    CHECK_I64(read_with(&t, token).status, 429);
}

static HttpReply token_ask(const Two *t, const char *target, const char *client, const char *peer)
{
    return two_ask(t, &(TwoAsk){ .method = HTTP_POST,
                                 .target = str_of(target),
                                 .token = STR("-"),
                                 .body = arena_printf(t->cx->mem,
                                                      "grant_type=refresh_token&refresh_token=x"
                                                      "&client_id=%s",
                                                      client),
                                 .peer = str_of(peer) });
}

/* R1: the token end point, 10 a second after 200, of one app from one address; OAuth's words. */
TEST(limits__an_app_at_the_token_end_point)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 200; i++)
        CHECK(token_ask(&t, "/a/oauth/token", "app", "192.0.2.1").status != 429);
    const HttpReply over = token_ask(&t, "/a/oauth/token", "app", "192.0.2.1");
    CHECK_I64(over.status, 429);
    CHECK_STR(two_header(&over, STR("Retry-After")), STR("1"));
    CHECK(str_contains(over.body, STR("\"error\":\"slow_down\"")));
    CHECK(str_contains(over.body, STR("\"error_uri\":\"http://localhost:8080/developers/errors"
                                      "#too-many\"")));
    CHECK(token_ask(&t, "/a/oauth/token", "second", "192.0.2.1").status != 429);
    CHECK(token_ask(&t, "/a/oauth/token", "app", "192.0.2.2").status != 429);
    CHECK(token_ask(&t, "/b/oauth/token", "app", "192.0.2.1").status != 429); /* R18 */
    cx->now_ms += 1000;
    for (int i = 0; i < 10; i++)
        CHECK(token_ask(&t, "/a/oauth/token", "app", "192.0.2.1").status != 429);
    CHECK_I64(token_ask(&t, "/a/oauth/token", "app", "192.0.2.1").status, 429);
}

/* R1: who it claims to be is the caller's choice, so that its address has a limit too. */
TEST(limits__an_address_with_many_names)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 1000; i++)
        CHECK(token_ask(&t, "/a/oauth/token", arena_printf(cx->mem, "app%d", i).p, "192.0.2.1")
                  .status != 429);
    CHECK_I64(token_ask(&t, "/a/oauth/token", "another", "192.0.2.1").status, 429);
    CHECK(token_ask(&t, "/a/oauth/token", "another", "192.0.2.2").status != 429);
}

static int authorize_from(const Two *t, const char *peer)
{
    return two_ask(t, &(TwoAsk){ .method = HTTP_GET,
                                 .target = STR("/a/oauth/authorize?client_id=x"),
                                 .token = STR("-"),
                                 .peer = str_of(peer) })
        .status;
}

static int basic_ask(const Two *t, Str header)
{
    return two_ask(t, &(TwoAsk){ .method = HTTP_POST,
                                 .target = STR("/a/oauth/token"),
                                 .authorization = header,
                                 .body = STR("grant_type=refresh_token&refresh_token=x"),
                                 .peer = STR("192.0.2.1") })
        .status;
}

/* R1: spellings of one name are one app. */
TEST(limits__an_app_however_its_basic_header_is_written)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    /* app:x, %61pp:x, app:y */
    static const Str spellings[] = { STR_C("Basic YXBwOng="), STR_C("basic YXBwOng="),
                                     STR_C("Basic  JTYxcHA6eA=="), STR_C("Basic YXBwOnk=") };
    int status = 0;
    for (int i = 0; i <= 200; i++) {
        CHECK(status != 429);
        status = basic_ask(&t, spellings[i % 4]);
    }
    CHECK_I64(status, 429);
    CHECK(basic_ask(&t, STR("Basic c2Vjb25kOng=")) != 429); /* second:x */
}

static int assertion_ask(const Two *t, const char *iss)
{
    const Str claims = arena_printf(t->cx->mem, "{\"iss\":\"%s\"}", iss);
    const Str jwt = signer_forge(t->cx, STR("{\"alg\":\"ES384\",\"kid\":\"k\"}"), claims,
                                 random_bytes(t->cx, 96));
    return two_ask(t, &(TwoAsk){ .method = HTTP_POST,
                                 .target = STR("/a/oauth/token"),
                                 .token = STR("-"),
                                 .body = arena_join(t->cx->mem,
                                                    STR("grant_type=client_credentials&"
                                                        "client_assertion="),
                                                    jwt, STR("")),
                                 .peer = STR("192.0.2.1") })
        .status;
}

/* R1, T14: an app that sends its assertion alone is counted by its iss; others of its address are not. */
TEST(limits__an_app_that_sends_an_assertion_alone)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 200; i++)
        CHECK(assertion_ask(&t, "app") != 429);
    CHECK_I64(assertion_ask(&t, "app"), 429);
    CHECK(assertion_ask(&t, "second") != 429);
    CHECK(assertion_ask(&t, "") != 429);
}

/* R1: who has one IPv6 address has all of its /64. */
TEST(limits__an_ipv6_network_is_one_peer)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 30; i++)
        CHECK_I64(authorize_from(&t, arena_printf(cx->mem, "2001:db8:1:2::%x", i).p), 400);
    CHECK_I64(authorize_from(&t, "2001:db8:1:2:ffff::1"), 429);
    CHECK_I64(authorize_from(&t, "2001:db8:1:3::1"), 400);
    for (int i = 0; i < 200; i++)
        CHECK(token_ask(&t, "/a/oauth/token", "app", arena_printf(cx->mem, "2001:db8:1:2::%x", i).p)
                  .status != 429);
    CHECK_I64(token_ask(&t, "/a/oauth/token", "app", "2001:db8:1:2::ffff").status, 429);
}

/* R1, A25: who pushes without a proof may be anybody. */
TEST(limits__an_address_that_pushes_without_a_proof)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 30; i++)
        CHECK(token_ask(&t, "/a/oauth/par", "app", "192.0.2.1").status != 429);
    CHECK_I64(token_ask(&t, "/a/oauth/par", "app", "192.0.2.1").status, 429);
}

/* R1: 30 a minute and address at the authorization end point. */
TEST(limits__an_address_at_the_authorization_end_point)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 30; i++)
        CHECK_I64(authorize_from(&t, "192.0.2.1"), 400);
    CHECK_I64(authorize_from(&t, "192.0.2.1"), 429);
    CHECK_I64(authorize_from(&t, "192.0.2.2"), 400);
    cx->now_ms += 2000;
    CHECK_I64(authorize_from(&t, "192.0.2.1"), 400);
    CHECK_I64(authorize_from(&t, "192.0.2.1"), 429);
}

static HttpReply register_from(const Two *t, const char *peer)
{
    return two_ask(t, &(TwoAsk){ .method = HTTP_POST,
                                 .target = STR("/a/oauth/register"),
                                 .token = STR("-"),
                                 .type = STR("application/json"),
                                 .body = STR("{}"),
                                 .peer = str_of(peer) });
}

/* R1, O13: registration is the one end point where a stranger writes. */
TEST(limits__an_address_at_registration)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    for (int i = 0; i < 20; i++)
        CHECK_I64(register_from(&t, "192.0.2.1").status, 400);
    const HttpReply over = register_from(&t, "192.0.2.1");
    CHECK_I64(over.status, 429);
    CHECK_STR(two_header(&over, STR("Retry-After")),
              STR("7")); /* one in six seconds, which have passed by then */
    CHECK_I64(register_from(&t, "192.0.2.2").status, 400);
}

/* R1, O4: introspection has its row for whoever wires it. */
TEST(limits__the_rules_are_those_of_the_specification)
{
    CHECK(rate_rules[RATE_API].per_s == 50 && rate_rules[RATE_API].burst == 200);
    CHECK(rate_rules[RATE_TOKEN].per_s == 10);
    CHECK(rate_rules[RATE_INTROSPECT].per_s == 200);
    CHECK(rate_rules[RATE_AUTHORIZE].per_s * 60 == 30 && rate_rules[RATE_AUTHORIZE].burst == 30);
    for (int i = 0; i < RATE_KINDS; i++)
        for (int j = 0; j < i; j++)
            CHECK(!str_eq(rate_rules[i].name, rate_rules[j].name));
}
