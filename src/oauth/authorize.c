/* authorize.c - the authorization request (section 2). Client and redirect_uri come first and fail on a
 * page of ours: nothing is ever sent to an address that is not registered (A4, threats 7 and 9). What
 * fails later goes to the app. */
#include "base/table.h"
#include "oauth/oauth_int.h"

typedef struct Ask {
    const OauthPlan *plan;
    const HttpForm *in;
    OauthClient client;
    OauthTransaction t;
    bool pushed; /* the app pushed it (A25) */
} Ask;

static Str ask_value(const Ask *a, Str name)
{
    return form_value(a->in, name);
}

/* ---- before any redirect ------------------------------------------------------------------------- */

static Status client_check(Cx *cx, DbTx *tx, Ask *a)
{
    static const Str where = STR_C("client_id");
    if (http_form_count(a->in, where) != 1)
        return fail(cx, ST_UNAUTHORIZED_CLIENT, where, "must be there once");
    Status st = oauth_client_find(cx, tx, a->plan->num, ask_value(a, where), &a->client);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    if (st != ST_OK || !client_active(a->plan, a->client.status))
        return fail(cx, ST_UNAUTHORIZED_CLIENT, where, "is not an active app of this plan");
    a->t.client_id = a->client.client_id;
    return ST_OK;
}

static Status redirect_uri_check(Cx *cx, Ask *a)
{
    static const Str where = STR_C("redirect_uri");
    if (http_form_count(a->in, where) != 1)
        return fail(cx, ST_UNAUTHORIZED_CLIENT, where, "must be there once");
    a->t.redirect_uri = ask_value(a, where);
    /* Compared as bytes, before anything is sent anywhere: a redirect to an unregistered address is
     * how codes are stolen (A5, RFC 9700 s.2.1). */
    if (!client_has_redirect(&a->client, a->t.redirect_uri))
        return fail(cx, ST_UNAUTHORIZED_CLIENT, where, "is not registered for this app");
    return ST_OK;
}

/* ---- errors that the app is told, in this order ----------------------------------------------------- */

static Status repeats_check(Cx *cx, Ask *a)
{
    if (form_has_duplicate(cx, a->in))
        return fail(cx, ST_INVALID, STR("request"), "a parameter is there twice"); /* A3 */
    return ST_OK;
}

static Status state_check(Cx *cx, Ask *a)
{
    Str state = ask_value(a, STR("state"));
    if (!state.n || state.n > LIMIT_STATE || !text_is_vschar(state))
        return fail(cx, ST_INVALID, STR("state"),
                    "is required, printable ASCII, 2 KiB at most"); /* A11 */
    return ST_OK;
}

static Status response_check(Cx *cx, Ask *a)
{
    Str mode = ask_value(a, STR("response_mode"));
    const bool form = str_eq(mode, STR("form_post"));
    if (!ask_value(a, STR("response_type")).n)
        return fail(cx, ST_INVALID, STR("response_type"), "is required");
    if (!str_eq(ask_value(a, STR("response_type")), STR("code")))
        return fail(cx, ST_RESPONSE_TYPE, STR("response_type"), "must be code"); /* A8 */
    if (mode.n && !form && !str_eq(mode, STR("query")))
        return fail(cx, ST_INVALID, STR("response_mode"), "must be query or form_post"); /* A8 */
    if (form && !redirect_takes_form(a->t.redirect_uri))
        return fail(cx, ST_INVALID, STR("response_mode"),
                    "form_post needs a redirect_uri of https or http");
    return ST_OK;
}

/* Never fetched, never parsed (A26). */
static Status objects_check(Cx *cx, Ask *a)
{
    if (ask_value(a, STR("request")).n)
        return fail(cx, ST_REQUEST_PARAM, STR("request"), "is not supported");
    if (ask_value(a, STR("request_uri")).n)
        return fail(cx, ST_REQUEST_URI, STR("request_uri"), "is not supported");
    if (a->client.require_par && !a->pushed)
        return fail(cx, ST_INVALID, STR("request_uri"), "this app asks by pushed requests alone");
    return ST_OK;
}

static Str without_slash(Str url)
{
    return str_ends(url, STR("/")) ? str_slice(url, 0, url.n - 1) : url;
}

/* A token meant for another server's data must not be asked for here (A9, threat 11). */
static Status aud_check(Cx *cx, Ask *a)
{
    Str aud = ask_value(a, STR("aud")), resource = ask_value(a, STR("resource"));
    if (aud.n && resource.n && !str_eq(without_slash(aud), without_slash(resource)))
        return fail(cx, ST_INVALID_TARGET, STR("resource"), "is not the same as aud");
    a->t.aud = aud.n ? aud : resource;
    if (!a->t.aud.n)
        return fail(cx, ST_INVALID, STR("aud"), "is required: the address of the FHIR server");
    if (!str_eq(without_slash(a->t.aud), without_slash(a->plan->fhir_base)))
        return fail(cx, aud.n ? ST_INVALID : ST_INVALID_TARGET, STR("aud"),
                    "is not this plan's FHIR server");
    return ST_OK;
}

/* For every client (A10, threat 4). */
static Status pkce_check(Cx *cx, Ask *a)
{
    a->t.code_challenge = ask_value(a, STR("code_challenge"));
    if (!str_eq(ask_value(a, STR("code_challenge_method")), STR("S256")))
        return fail(cx, ST_INVALID, STR("code_challenge_method"), "must be S256");
    if (!pkce_challenge_valid(a->t.code_challenge))
        return fail(cx, ST_INVALID, STR("code_challenge"), "must be 43 characters of base64url");
    return ST_OK;
}

static Status scope_check(Cx *cx, Ask *a)
{
    a->t.scope_requested = ask_value(a, STR("scope"));
    return oauth_scope_negotiate(cx, a->t.scope_requested, a->client.scope, &a->t.scope);
}

static const struct {
    Str name;
} prompts[] = {
    { STR_C("consent") },
    { STR_C("login") },
    { STR_C("none") },
    { STR_C("select_account") },
};

/* A15. none means no page at all, so it stands alone. */
static Status prompt_check(Cx *cx, Ask *a)
{
    a->t.prompt = ask_value(a, STR("prompt"));
    size_t words = 0;
    for (Str rest = a->t.prompt, word; oauth_scope_next(&rest, &word); words++)
        if (!TABLE_FIND(prompts, word))
            return fail(cx, ST_INVALID, STR("prompt"), "is none, login, consent or select_account");
    if (words > 1 && oauth_scope_has(a->t.prompt, STR("none")))
        return fail(cx, ST_INVALID, STR("prompt"), "none stands alone");
    return ST_OK;
}

#define MAX_AGE_S 315360000u /* ten years: more would be no limit, and overflow nothing */

static Status max_age_check(Cx *cx, Ask *a)
{
    Str text = ask_value(a, STR("max_age"));
    uint64_t s;
    a->t.max_age_s = -1;
    if (!text.n)
        return ST_OK;
    if (!str_to_u64(text, &s))
        return fail(cx, ST_INVALID, STR("max_age"), "must be a number of seconds");
    a->t.max_age_s = (int64_t)(s < MAX_AGE_S ? s : MAX_AGE_S);
    return ST_OK;
}

static Status hints_check(Cx *cx, Ask *a)
{
    a->t.nonce = ask_value(a, STR("nonce"));
    if (a->t.nonce.n > LIMIT_NONCE || !text_is_vschar(a->t.nonce))
        return fail(cx, ST_INVALID, STR("nonce"), "must be printable ASCII, 512 bytes at most");
    Str locales = ask_value(a, STR("ui_locales"));
    a->t.ui_locales = locales.n <= LIMIT_LOCALES && text_is_vschar(locales) ? locales : STR_NONE;
    return ST_OK;
}

static Status (*const checks[])(Cx *cx, Ask *a) = {
    repeats_check, state_check, response_check, objects_check, aud_check,
    pkce_check,    scope_check, prompt_check,   max_age_check, hints_check,
};

static Status ask_check(Cx *cx, Ask *a)
{
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        TRY(checks[i](cx, a));
    return ST_OK;
}

Status authorize_check(Cx *cx, const OauthPlan *plan, const OauthClient *client, const HttpForm *in)
{
    Ask a = { .plan = plan, .in = in, .client = *client, .pushed = true };
    if (forgive(cx, redirect_uri_check(cx, &a), ST_UNAUTHORIZED_CLIENT)) /* RFC 9126 s.2.3 */
        return fail(cx, ST_INVALID, STR("redirect_uri"), "is not registered for this app");
    return ask_check(cx, &a);
}

/* ---- */

/* Echoed byte for byte (A11), unless there is not one, or not one that may be echoed. */
static Str state_of(const Ask *a)
{
    Str state = ask_value(a, STR("state"));
    bool echo = http_form_count(a->in, STR("state")) == 1 && state.n <= LIMIT_STATE &&
                text_is_vschar(state);
    return echo ? state : STR_NONE;
}

/* Whatever is wrong with the rest is told in the mode that was asked for. */
static bool form_asked(const Ask *a)
{
    return http_form_count(a->in, STR("response_mode")) == 1 &&
           str_eq(ask_value(a, STR("response_mode")), STR("form_post")) &&
           redirect_takes_form(a->t.redirect_uri);
}

Status oauth_authorize(Cx *cx, DbTx *tx, const OauthPlan *plan, const HttpForm *in, Str browser,
                       OauthAuthorized *out)
{
    Ask a = { .plan = plan, .in = in };
    HttpForm pushed;
    *out = (OauthAuthorized){ .told = ST_OK };
    if (pushed_is(http_form_get(in, STR("request_uri")))) {
        TRY(pushed_take(cx, tx, plan->num, in, &pushed));
        a.in = &pushed; /* whatever else the address holds (RFC 9101 s.6.3) */
        a.pushed = true;
    }
    TRY(client_check(cx, tx, &a));
    TRY(redirect_uri_check(cx, &a));
    a.t.state = state_of(&a);
    a.t.form_post = form_asked(&a);
    Status st = ask_check(cx, &a);
    if (st != ST_OK) {
        const bool ours = st == ST_INTERNAL || st == ST_UNAVAILABLE; /* R10: why is for the log */
        const Str detail = ours ? STR("not available at the moment; try again")
                                : arena_join(cx->mem, cx->fault.where, STR(" "), cx->fault.detail);
        (void)forgive(cx, st, st);
        out->told = st;
        out->redirect = error_redirect(cx, plan, a.t.redirect_uri, a.t.state, st, detail);
        out->post_to = oauth_post_to(&a.t);
        return ST_OK;
    }
    TRY(transaction_insert(cx, tx, plan->num, &a.t, browser));
    out->handle = a.t.handle;
    return ST_OK;
}
