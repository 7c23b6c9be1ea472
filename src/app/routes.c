#include "app/routes.h"

#include "base/limits.h"
#include "web/brands.h"
#include "web/consent_pages.h"
#include "web/developer_pages.h"
#include "web/fhir_api.h"
#include "web/guard.h"
#include "web/member_pages.h"
#include "web/oauth_api.h"
#include "web/person.h"
#include "web/register_api.h"
#include "web/site.h"

#define GET HTTP_GET
#define POST HTTP_POST
#define DELETE HTTP_DELETE

/* Sorted by pattern, then methods ('{' comes after every letter). */
// clang-format off
const Route app_routes[] = {
    /* pattern, methods, surface, lane, cors, guard, handler, body, cross_site */
    { STR_C("/.well-known/oauth-authorization-server/{plan}"), GET, SURFACE_OAUTH, LANE_PURE, CORS_ANY, guard_public, oauth_api_openid, 0, false },
    { STR_C("/brands"), GET, SURFACE_FILE, LANE_PURE, CORS_ANY, guard_public, brands_bundle, 0, false },
    { STR_C("/developers"), GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, pages_developers, 0, false },
    { STR_C("/developers/errors"), GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, pages_developers_errors, 0, false },
    { STR_C("/static/{file}"), GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, site_static, 0, false },
    { STR_C("/{plan}"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_plan, 0, false },
    { STR_C("/{plan}/.well-known/openid-configuration"), GET, SURFACE_OAUTH, LANE_PURE, CORS_ANY, guard_public, oauth_api_openid, 0, false },
    { STR_C("/{plan}/accessibility"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_accessibility, 0, false },
    { STR_C("/{plan}/account"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_account, 0, false },
    { STR_C("/{plan}/account/change"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_change, 0, false },
    { STR_C("/{plan}/account/change"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_change_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/change/code"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_change_code, 0, false },
    { STR_C("/{plan}/account/change/code"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_change_code_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/change/resend"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_change_resend, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/consents"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consents, 0, false },
    { STR_C("/{plan}/account/delete"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_delete, 0, false },
    { STR_C("/{plan}/account/delete"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_delete_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/delete/code"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_delete_code, 0, false },
    { STR_C("/{plan}/account/delete/code"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_delete_code_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/delete/resend"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_delete_resend, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/disconnect"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_disconnect, 0, false },
    { STR_C("/{plan}/account/disconnect"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_disconnect_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/disconnect-all"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_disconnect_all, 0, false },
    { STR_C("/{plan}/account/disconnect-all"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_disconnect_all_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/email"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email, 0, false },
    { STR_C("/{plan}/account/email"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/email/new"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_new, 0, false },
    { STR_C("/{plan}/account/email/new"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_new_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/email/new/resend"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_new_resend, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/email/old"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_old, 0, false },
    { STR_C("/{plan}/account/email/old"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_old_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/email/old/resend"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_new_email_old_resend, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/reads"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_reads, 0, false },
    { STR_C("/{plan}/account/renew"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_renew, 0, false },
    { STR_C("/{plan}/account/renew"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_renew_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/account/wait"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_wait, 0, false },
    { STR_C("/{plan}/brand.css"), GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, site_brand, 0, false },
    { STR_C("/{plan}/consent"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent, 0, false },
    { STR_C("/{plan}/consent/approve"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent_approve, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/consent/deny"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent_deny, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/consent/member"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent_member, 0, false },
    { STR_C("/{plan}/consent/member"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent_member_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/consent/sensitive"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent_sensitive, 0, false },
    { STR_C("/{plan}/consent/sensitive"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_person, pages_consent_sensitive_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/deleted"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_deleted, 0, false },
    { STR_C("/{plan}/email/undo"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_undo, 0, false },
    { STR_C("/{plan}/email/undo"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_undo_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/email/undone"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_undone, 0, false },
    { STR_C("/{plan}/fhir/.well-known/smart-configuration"), GET, SURFACE_OAUTH, LANE_PURE, CORS_ANY, guard_public, oauth_api_smart, 0, false },
    { STR_C("/{plan}/fhir/.well-known/{document}"), GET, SURFACE_OAUTH, LANE_PURE, CORS_ANY, guard_public, oauth_api_none, 0, false },
    { STR_C("/{plan}/fhir/metadata"), GET, SURFACE_FHIR, LANE_PURE, CORS_ANY, guard_public, fhir_api_metadata, 0, false },
    { STR_C("/{plan}/fhir/{type}"), GET, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, fhir_api_guard_open, fhir_api_search, 0, false },
    { STR_C("/{plan}/fhir/{type}/_history"), GET, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, fhir_api_guard, fhir_api_history, 0, false },
    { STR_C("/{plan}/fhir/{type}/_search"), POST, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, fhir_api_guard_open, fhir_api_search_post, LIMIT_BODY_API, false },
    { STR_C("/{plan}/fhir/{type}/{id}"), GET, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, fhir_api_guard_open, fhir_api_read, 0, false },
    { STR_C("/{plan}/fhir/{type}/{id}/_history"), GET, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, fhir_api_guard, fhir_api_history, 0, false },
    { STR_C("/{plan}/fhir/{type}/{id}/_history/{vid}"), GET, SURFACE_FHIR, LANE_LOCAL, CORS_REGISTERED, fhir_api_guard, fhir_api_vread, 0, false },
    { STR_C("/{plan}/help"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_help, 0, false },
    { STR_C("/{plan}/learn"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_learn, 0, false },
    { STR_C("/{plan}/letter"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_letter, 0, false },
    { STR_C("/{plan}/logo.png"), GET, SURFACE_FILE, LANE_PURE, CORS_ANY, guard_public, brands_logo, 0, false },
    { STR_C("/{plan}/oauth/authorize"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_public, oauth_api_authorize, 0, false },
    { STR_C("/{plan}/oauth/authorize"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_public, oauth_api_authorize, LIMIT_BODY_AUTH, true },
    { STR_C("/{plan}/oauth/introspect"), POST, SURFACE_OAUTH, LANE_CLIENT, CORS_NONE, guard_public, oauth_api_introspect, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/oauth/jwks"), GET, SURFACE_OAUTH, LANE_PURE, CORS_ANY, guard_public, oauth_api_jwks, 0, false },
    { STR_C("/{plan}/oauth/par"), POST, SURFACE_OAUTH, LANE_CLIENT, CORS_REGISTERED, guard_public, oauth_api_par, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/oauth/register"), POST, SURFACE_OAUTH, LANE_LOCAL, CORS_NONE, guard_public, register_api_new, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/oauth/register/{client}"), GET, SURFACE_OAUTH, LANE_LOCAL, CORS_NONE, guard_public, register_api_read, 0, false },
    { STR_C("/{plan}/oauth/register/{client}"), DELETE, SURFACE_OAUTH, LANE_LOCAL, CORS_NONE, guard_public, register_api_end, 0, false },
    { STR_C("/{plan}/oauth/revoke"), POST, SURFACE_OAUTH, LANE_CLIENT, CORS_REGISTERED, guard_public, oauth_api_revoke, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/oauth/token"), POST, SURFACE_OAUTH, LANE_CLIENT, CORS_REGISTERED, guard_public, oauth_api_token, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/oauth/userinfo"), GET | POST, SURFACE_OAUTH, LANE_LOCAL, CORS_REGISTERED, guard_public, oauth_api_userinfo, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/register"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register, 0, false },
    { STR_C("/{plan}/register"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/register/code"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_code, 0, false },
    { STR_C("/{plan}/register/code"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_code_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/register/email"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_email, 0, false },
    { STR_C("/{plan}/register/email"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_email_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/register/failed"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_failed, 0, false },
    { STR_C("/{plan}/register/leave"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_leave, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/register/resend"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_register_resend, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/signin"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signin, 0, false },
    { STR_C("/{plan}/signin/code"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signin_code, 0, false },
    { STR_C("/{plan}/signin/code"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signin_code_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/signin/email"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signin_email, 0, false },
    { STR_C("/{plan}/signin/email"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signin_email_post, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/signin/resend"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signin_resend, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/signout"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_signout, LIMIT_BODY_AUTH, false },
    { STR_C("/{plan}/stop"), GET, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_stop, 0, false },
    { STR_C("/{plan}/stop"), POST, SURFACE_PAGE, LANE_LOCAL, CORS_NONE, guard_browser, pages_stop_post, LIMIT_BODY_AUTH, false },
};
// clang-format on

const size_t app_routes_n = sizeof app_routes / sizeof *app_routes;
