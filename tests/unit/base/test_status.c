#include "base/status.h"
#include "base/table.h"
#include "tests/unit/test.h"

/* http://hl7.org/fhir/R4/valueset-issue-type.html: OperationOutcome.issue.code is bound to it. */
static const Str issue_types[] = {
    STR_C("business-rule"), STR_C("code-invalid"),
    STR_C("conflict"),      STR_C("deleted"),
    STR_C("duplicate"),     STR_C("exception"),
    STR_C("expired"),       STR_C("extension"),
    STR_C("forbidden"),     STR_C("incomplete"),
    STR_C("informational"), STR_C("invalid"),
    STR_C("invariant"),     STR_C("lock-error"),
    STR_C("login"),         STR_C("multiple-matches"),
    STR_C("no-store"),      STR_C("not-found"),
    STR_C("not-supported"), STR_C("processing"),
    STR_C("required"),      STR_C("security"),
    STR_C("structure"),     STR_C("suppressed"),
    STR_C("throttled"),     STR_C("timeout"),
    STR_C("too-costly"),    STR_C("too-long"),
    STR_C("transient"),     STR_C("unknown"),
    STR_C("value"),
};

/* RFC 6749 s.4.1.2.1 and 5.2, RFC 6750 s.3.1, RFC 7009 s.2.2.1, RFC 7591 s.3.2.2, RFC 8628 s.3.5, RFC 8707 s.2, OpenID
 * Connect Core s.3.1.2.6. */
static const Str oauth_errors[] = {
    STR_C("access_denied"),
    STR_C("consent_required"),
    STR_C("insufficient_scope"),
    STR_C("invalid_client"),
    STR_C("invalid_client_metadata"),
    STR_C("invalid_grant"),
    STR_C("invalid_redirect_uri"),
    STR_C("invalid_request"),
    STR_C("invalid_scope"),
    STR_C("invalid_software_statement"),
    STR_C("invalid_target"),
    STR_C("invalid_token"),
    STR_C("login_required"),
    STR_C("request_not_supported"),
    STR_C("request_uri_not_supported"),
    STR_C("server_error"),
    STR_C("slow_down"),
    STR_C("temporarily_unavailable"),
    STR_C("unapproved_software_statement"),
    STR_C("unauthorized_client"),
    STR_C("unsupported_grant_type"),
    STR_C("unsupported_response_type"),
    STR_C("unsupported_token_type"),
};

TEST(status__the_vocabularies_of_this_test_are_sorted)
{
    CHECK(table_is_sorted(issue_types, TABLE_COUNT(issue_types), sizeof(Str)));
    CHECK(table_is_sorted(oauth_errors, TABLE_COUNT(oauth_errors), sizeof(Str)));
}

TEST(status__every_row_speaks_the_vocabularies_of_its_specifications)
{
    for (int st = 0; st < ST_COUNT; st++) {
        const StatusRow *row = status_row((Status)st);
        CHECK(TABLE_FIND(issue_types, row->issue));
        CHECK(row->oauth.n == 0 || TABLE_FIND(oauth_errors, row->oauth));
        CHECK(st == ST_OK ? row->http == 200 : row->http >= 400 && row->http < 600);
    }
}

TEST(status__rows_are_named_once_and_found_by_their_number)
{
    CHECK_STR(status_row(ST_OK)->name, STR("ST_OK"));
    CHECK_STR(status_row(ST_INTERNAL)->name, STR("ST_INTERNAL"));
    CHECK_I64(status_row(ST_TOO_LONG)->http, 413);
    for (int a = 0; a < ST_COUNT; a++)
        for (int b = 0; b < a; b++)
            CHECK(!str_eq(status_row((Status)a)->name, status_row((Status)b)->name));
}
