/* What comes back for a mail (M28). */
#include "net/net.h"
#include "tests/unit/test.h"

#define HEAD "Return-Path: <>\r\nReceived: by mx.example id 1\r\nMessage-ID: <other@mx.example>\r\n"
#define STATUS                                                                                     \
    HEAD                                                                                           \
        "Content-Type: multipart/report;\r\n\treport-type=delivery-status;\r\n boundary=\"b\"\r\n" \
        "\r\n--b\r\nContent-Type: text/plain\r\n\r\nYour mail was not delivered.\r\n--b\r\n"
#define FIELDS(action)                                                                             \
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"          \
    "Final-Recipient: rfc822; rosa@example.com\r\n" action "\r\nStatus: 5.2.2\r\n\r\n--b\r\n"
#define OURS                                                                                       \
    "Content-Type: text/rfc822-headers\r\n\r\nFrom: plan@plan.example\r\n"                         \
    "Message-ID: <AbC_9-x@plan.example>\r\nSubject: Your code\r\n\r\n--b--\r\n"

#define COMPLAINT(kind)                                                                            \
    "Content-Type: multipart/report; report-type=\"feedback-report\"\n\n--b\n"                     \
    "Content-Type: message/feedback-report\n\nFeedback-Type: " kind "\nVersion: 1\n\n--b\n"

static MailReport report(Cx *cx, const char *message)
{
    MailReport r = { .id = STR_NONE };
    CHECK_OK(cx, mail_report(cx, str_of(message), &r));
    return r;
}

static void no_report(Cx *cx, const char *message, const char *why)
{
    MailReport r;
    CHECK(mail_report(cx, str_of(message), &r) == ST_INVALID);
    CHECK_STR(cx->fault.detail, str_of(why));
    cx->fault = (Fault){ 0 };
}

/* M28 */
TEST(report__a_mail_that_could_not_be_delivered_is_named_by_its_own_id)
{
    Cx *cx = test_cx();
    const MailReport r = report(cx, STATUS FIELDS("Action: failed") OURS);
    CHECK(r.lasting);
    CHECK_STR(r.id, STR("AbC_9-x"));
    const MailReport folded = report(
        cx, STATUS FIELDS("ACTION:\r\n  Failed") "\r\nmessage-id:\r\n <AbC@plan.example>\r\n");
    CHECK(folded.lasting);
    CHECK_STR(folded.id, STR("AbC"));
}

/* M28 */
TEST(report__a_mail_that_is_late_or_arrived_is_no_lasting_failure)
{
    Cx *cx = test_cx();
    CHECK(!report(cx, STATUS FIELDS("Action: delayed") OURS).lasting);
    CHECK(!report(cx, STATUS FIELDS("Action: delivered") OURS).lasting);
    CHECK(!report(cx, STATUS FIELDS("X-Note: Action: failed") OURS).lasting);
}

/* M28 */
TEST(report__a_complaint_is_lasting_and_its_end_is_not)
{
    Cx *cx = test_cx();
    const MailReport r = report(cx, COMPLAINT("abuse") OURS);
    CHECK(r.lasting);
    CHECK_STR(r.id, STR("AbC_9-x"));
    CHECK(!report(cx, COMPLAINT("not-spam") OURS).lasting);
}

TEST(report__what_is_none_is_said)
{
    Cx *cx = test_cx();
    const char *none = "is no delivery status and no complaint (RFC 3464, RFC 5965)";
    const char *whose = "does not say of which mail it is";
    no_report(cx, "", none);
    no_report(cx, "Content-Type", none);
    no_report(cx, "Content-Type: text/plain\r\n\r\n" FIELDS("Action: failed") OURS, none);
    no_report(cx, "\r\nContent-Type: multipart/report; report-type=delivery-status\r\n\r\n" OURS,
              none);
    no_report(cx,
              HEAD
              "Content-Type: multipart/report; report-type=disposition-notification\r\n\r\n" OURS,
              none);
    no_report(cx, STATUS FIELDS("Action: failed"), whose);
    no_report(cx, STATUS FIELDS("Action: failed") "Message-ID: <nowhere>\r\n", whose);
    no_report(cx, STATUS FIELDS("Action: failed") "Message-ID: <@plan.example>\r\n", whose);
}
