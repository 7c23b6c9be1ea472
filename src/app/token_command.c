/* token: an access token for a synthetic member, to try the API with before there is an app. */
#include "app/command.h"
#include "app/env.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "fhir/label.h"
#include "member/member.h"
#include "oauth/oauth.h"

#include <stdio.h>

#define TOKEN_TTL_MAX_S 86400

static Status read_ttl(Cx *cx, Str text, int64_t *ttl_s)
{
    *ttl_s = 3600;
    if (text.n && (!str_to_i64(text, ttl_s) || *ttl_s < 1 || *ttl_s > TOKEN_TTL_MAX_S))
        return fail(cx, ST_INVALID, STR("--ttl"), "seconds from 1 to 86400");
    return ST_OK;
}

/* Sealed data and the privacy of minors are nobody's to share. */
static Status read_share(Cx *cx, Str words, Str since, OauthShare *out)
{
    DateRange from = { .lo_ms = DATE_MIN };
    const uint64_t all = LABEL_CATEGORIES & ~LABEL_FIXED;
    *out = (OauthShare){ .labels = all };
    if (!str_eq(words, STR("all")))
        TRY(label_words(cx, words, &out->labels));
    if (out->labels & ~all)
        return fail(cx, ST_INVALID, STR("--share"), "sealed and minors are never shared");
    if (since.n)
        TRY(date_range(cx, since, STR("--since"), &from));
    out->when_lo_ms = from.lo_ms;
    return ST_OK;
}

static Status find_compartment(Cx *cx, const Env *env, const Plan *plan, Str patient, int64_t *out)
{
    DbTx *tx;
    TRY(db_read(cx, env->db, plan->num, &tx));
    const Status st = roster_compartment(cx, tx, plan->num, patient, out);
    db_end(tx);
    return st;
}

static void print_token(Cx *cx, Str token, int64_t ttl_s, Str patient, Str scope)
{
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    buf_put(b, STR("{\"access_token\":"));
    buf_json(b, token);
    buf_put(b, STR(",\"expires_in\":"));
    buf_i64(b, ttl_s);
    buf_put(b, STR(",\"patient\":"));
    buf_json(b, patient);
    buf_put(b, STR(",\"scope\":"));
    buf_json(b, scope);
    buf_put(b, STR("}"));
    (void)printf("%.*s\n", STR_ARG(buf_str(b)));
}

Status command_token(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    Audit *audit;
    const Plan *plan;
    DbTx *tx;
    Str token;
    int64_t ttl_s;
    int64_t compartment;
    const Str patient = args_get(args, STR("--patient"));
    const Str scope = args_get(args, STR("--scope"));
    OauthShare share;
    TRY(read_share(cx, args_get(args, STR("--share")), args_get(args, STR("--since")), &share));
    TRY(read_ttl(cx, args_get(args, STR("--ttl")), &ttl_s));
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &plan));
    if (!plan->sandbox)
        return fail(cx, ST_FORBIDDEN, STR("--plan"),
                    "tokens are made by hand in sandbox plans alone");
    TRY(find_compartment(cx, &env, plan, patient, &compartment));
    TRY(env_audit(cx, &env, &audit));
    const OauthPlan oauth = { .num = plan->num,
                              .id = plan->id,
                              .issuer = plan->issuer,
                              .fhir_base = plan->fhir_base,
                              .sandbox = true };
    TRY(db_write(cx, env.db, DB_STATE, &tx));
    TRY(oauth_token_since(cx, tx, &oauth, patient, compartment, scope, &share, ttl_s, &token));
    TRY(audit_append(cx, audit,
                     &(AuditRecord){ .kind = AUDIT_TOKEN_MADE,
                                     .plan = plan->num,
                                     .patient = patient,
                                     .actor = STR("postern token") }));
    TRY(db_commit(cx, tx));
    print_token(cx, token, ttl_s, patient, scope);
    return ST_OK;
}
