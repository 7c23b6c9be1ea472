/* approve.c - the one way to issue a code: what a person agreed to, on the transaction that asked. The
 * form decides nothing but yes or no; all else is re-read from the row (A22, threat 12). */
#include "oauth/oauth_int.h"

static Status approval_check(Cx *cx, DbTx *tx, const OauthPlan *plan, const OauthTransaction *t,
                             const OauthApproval *in, OauthClient *client)
{
    TRY(oauth_client_find(cx, tx, plan->num, t->client_id, client));
    if (!client_active(plan, client->status)) /* suspended since it asked (O18) */
        return fail(cx, ST_UNAUTHORIZED_CLIENT, STR("client_id"),
                    "is not an active app of this plan");
    if (!in->account.n || !str_eq(t->account, in->account))
        return fail(cx, ST_FORBIDDEN, STR("account"), "is not who signed in");
    if (!in->patient.n || !str_eq(t->patient, in->patient)) /* M35 */
        return fail(cx, ST_FORBIDDEN, STR("patient"), "is not who was chosen");
    if (!in->scope.n || !oauth_scope_within(in->scope, t->scope))
        return fail(cx, ST_FORBIDDEN, STR("scope"), "is wider than what was asked");
    return ST_OK;
}

/* Without offline access the app has one access token and no more: the grant is over with it. */
static int64_t grant_end_ms(const Cx *cx, const OauthPlan *plan, const OauthApproval *in,
                            bool offline)
{
    int64_t token_ms = cx->now_ms + OAUTH_CODE_TTL_MS + token_access_ms(plan);
    if (offline || (in->expires_ms && in->expires_ms < token_ms))
        return in->expires_ms;
    return token_ms;
}

static Grant grant_of(Cx *cx, const OauthPlan *plan, const OauthTransaction *t,
                      const OauthApproval *in)
{
    bool offline = oauth_scope_has(in->scope, STR("offline_access"));
    return (Grant){ .client_id = t->client_id,
                    .account = in->account,
                    .relation = in->actor_relation,
                    .patient = in->patient,
                    .compartment = in->compartment,
                    .scope = in->scope,
                    .labels_shared = (int64_t)in->labels_shared,
                    .labels_until_ms = in->labels_until_ms,
                    .when_lo_ms = in->when_lo_ms,
                    .offline = offline,
                    .consent = random_token(cx, 16),
                    .acr = STR(OAUTH_ACR),
                    .auth_ms = t->auth_ms,
                    .nonce = t->nonce,
                    .expires_ms = grant_end_ms(cx, plan, in, offline) };
}

static Consent consent_of(Cx *cx, int64_t plan, const OauthTransaction *t, const OauthApproval *in,
                          const Grant *g)
{
    return (Consent){ .id = g->consent,
                      .version = 1,
                      .status = STR("active"),
                      .account = g->account,
                      .relation = g->relation,
                      .patient = g->patient,
                      .client_id = g->client_id,
                      .grant = g->id,
                      .scope_requested = t->scope_requested,
                      .scope = g->scope,
                      .labels_shared = g->labels_shared,
                      .labels_until_ms = g->labels_until_ms,
                      .when_lo_ms = g->when_lo_ms,
                      .offline = g->offline,
                      .expires_ms = g->expires_ms,
                      .acr = g->acr,
                      .auth_ms = g->auth_ms,
                      .sealed = consent_seal(cx, in->keys, plan, g->consent, in->text),
                      .text_lang = in->lang,
                      .text_version = STR(OAUTH_TEXT_VERSION),
                      .text_hash = sha256(cx, in->text),
                      .redirect_host = oauth_redirect_origin(cx, t->redirect_uri),
                      .peer_prefix = consent_peer(cx, in->peer),
                      .agent_family = in->agent_family };
}

/* ---- what was given before --------------------------------------------------------------------------- */

/* now: as it is, then as it shall be. */
static Status rights_left(Cx *cx, const OauthTransaction *t, const OauthApproval *in,
                          OauthGrant *now, bool *changed)
{
    const OauthGrant was = *now;
    TRY(scope_leave_out(cx, t->scope, in->scope, was.scope, &now->scope));
    now->labels_shared &= in->labels_shared;
    if (in->when_lo_ms > was.when_lo_ms)
        now->when_lo_ms = in->when_lo_ms;
    *changed = !str_eq(now->scope, was.scope) || now->labels_shared != was.labels_shared ||
               now->when_lo_ms != was.when_lo_ms;
    return ST_OK;
}

static Status rights_write(Cx *cx, DbTx *tx, int64_t plan, const OauthTransaction *t,
                           const OauthApproval *in, const OauthGrant *now, Str *consent)
{
    const Str reason = STR("narrowed by a later approval");
    *consent = STR("");
    if (!now->scope.n) /* of this one nothing is left */
        return oauth_grant_end(cx, tx, plan, in->account, now->id, reason);
    const OauthChange change = { .account = in->account,
                                 .grant = now->id,
                                 .scope = now->scope,
                                 .labels_shared = now->labels_shared,
                                 .when_lo_ms = now->when_lo_ms,
                                 .auth_ms = t->auth_ms,
                                 .keys = in->keys,
                                 .text = in->text,
                                 .lang = in->lang,
                                 .peer = in->peer,
                                 .agent_family = in->agent_family,
                                 .reason = reason };
    return oauth_grant_change(cx, tx, plan, &change, consent);
}

/* To the member they are one connection: what she does not share now is out of each of them (C9). */
static Status twins_narrow(Cx *cx, DbTx *tx, int64_t plan, const OauthTransaction *t,
                           const OauthApproval *in, const Grant *g, OauthApproved *out)
{
    Str *ids;
    size_t count;
    TRY(grant_twins(cx, tx, plan, g, &ids, &count));
    OauthNarrowed *narrowed = ARENA_ARRAY(cx->mem, OauthNarrowed, count);
    out->narrowed = narrowed;
    for (size_t i = 0; i < count; i++) {
        OauthGrant now;
        bool changed;
        TRY(oauth_grant_of(cx, tx, plan, in->account, ids[i], &now));
        TRY(rights_left(cx, t, in, &now, &changed));
        if (!changed || now.ended_ms)
            continue;
        OauthNarrowed *n = &narrowed[out->narrowed_count++];
        n->grant = now.id;
        TRY(rights_write(cx, tx, plan, t, in, &now, &n->consent));
    }
    return ST_OK;
}

Status oauth_approve(Cx *cx, DbTx *tx, const OauthPlan *plan, Str handle, const OauthApproval *in,
                     OauthApproved *out)
{
    *out = (OauthApproved){ .narrowed = NULL };
    OauthTransaction t;
    OauthClient client;
    Str code;
    TRY(transaction_use(cx, tx, plan->num, handle, &t));
    TRY(client_used(cx, tx, plan->num, t.client_id)); /* so what is read of it stays so */
    TRY(approval_check(cx, tx, plan, &t, in, &client));
    Grant g = grant_of(cx, plan, &t, in);
    TRY(grant_insert(cx, tx, plan->num, &g));
    Consent c = consent_of(cx, plan->num, &t, in, &g);
    c.client_name = client.name; /* as it was shown (C1) */
    TRY(consent_attested(cx, &client, &c.attested));
    TRY(consent_insert(cx, tx, in->keys, plan->num, &c));
    TRY(twins_narrow(cx, tx, plan->num, &t, in, &g, out));
    TRY(code_issue(cx, tx, plan->num, &t, &g, &code));
    const HttpField pairs[] = {
        { STR("code"), code }, { STR("state"), t.state }, { STR("iss"), plan->issuer } /* A12 */
    };
    out->redirect = redirect_with(cx, t.redirect_uri, pairs, sizeof pairs / sizeof *pairs);
    out->consent = g.consent;
    out->grant = g.id;
    return ST_OK;
}
