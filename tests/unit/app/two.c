#include "tests/unit/app/two.h"

#include "app/command.h"
#include "app/routes.h"
#include "base/buf.h"
#include "member/member.h"
#include "tests/unit/jose/made.h"
#include "json/json.h"

#include <stdio.h>
#include <sys/stat.h>

/* The same ids in both. */
static void load(Cx *cx, Str conf, const char *plan)
{
    const Command *row = commands;
    int exit_code = EXIT_OK;
    char *argv[8];
    int n = 0;
    Args args;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    Str rest = arena_printf(own.mem, "-c|%.*s|--plan|%s|tests/flow/data/guard.ndjson",
                            STR_ARG(conf), plan);
    while (!str_eq(row->name, STR("load")))
        row++;
    for (Str one; str_split(&rest, '|', &one); n++)
        argv[n] = (char *)(uintptr_t)arena_dup(own.mem, one).p;
    CHECK_OK(&own, args_parse(&own, row->args, row->arg_count, argv, n, &args));
    CHECK_OK(&own, row->run(&own, &args, &exit_code));
    CHECK(exit_code == EXIT_OK);
    arena_free(own.mem);
}

static Str token_of(Cx *cx, const Env *env, const Plan *plan)
{
    const OauthPlan oauth = { .num = plan->num,
                              .id = plan->id,
                              .issuer = plan->issuer,
                              .fhir_base = plan->fhir_base,
                              .sandbox = true };
    DbTx *tx;
    Str token;
    CHECK_OK(cx, db_write(cx, env->db, DB_STATE, &tx));
    CHECK_OK(cx, oauth_token_direct(cx, tx, &oauth, STR("rosa"), 1, STR("patient/*.rs user/*.rs"),
                                    0, 3600, &token));
    CHECK_OK(cx, db_commit(cx, tx));
    return token;
}

static Str session_of(Cx *cx, const Env *env, const Plan *plan)
{
    DbTx *tx;
    MemberSession first, s;
    CHECK_OK(cx, db_write(cx, env->db, DB_STATE, &tx));
    CHECK_OK(cx, session_start(cx, tx, env->keys, plan->num, STR("en"), &first));
    CHECK_OK(cx, session_sign_in(cx, tx, env->keys, plan->num, &first, STR("acc1"), &s));
    CHECK_OK(cx, db_commit(cx, tx));
    return s.id;
}

Two two_plans(Cx *cx)
{
    Env *env = ARENA_NEW(cx->mem, Env);
    const Str dir = test_dir();
    Two t = { .cx = cx, .env = env };
    const Str conf = arena_join(cx->mem, dir, STR("/postern.ini"), STR(""));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/a"), STR("")).p, 0700) == 0);
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/b"), STR("")).p, 0700) == 0);
    test_file_put(cx, dir, "plans/a/plan.ini", "name = A\nsandbox = yes\npublic = directory\n");
    test_file_put(cx, dir, "plans/b/plan.ini", "name = B\nsandbox = yes\npublic = directory\n");
    test_file_put(cx, dir, "postern.ini",
                  "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = file:mail\n");
    load(cx, conf, "a");
    load(cx, conf, "b");
    CHECK_OK(cx, env_open(cx, conf, env));
    CHECK_OK(cx, wire_open(cx, env, &t.wired));
    t.token = token_of(cx, env, plans_find(env->plans, STR("a")));
    t.session = session_of(cx, env, plans_find(env->plans, STR("a")));
    return t;
}

HttpReply two_ask(const Two *t, const TwoAsk *ask)
{
    Arena *mem = t->cx->mem;
    const Str token = ask->token.n ? ask->token : t->token;
    const HttpField headers[] = {
        { STR("Host"), STR("localhost:8080") },
        { STR("Cookie"), arena_printf(mem, "sid-a=%.*s; sid-b=%.*s; bid-a=" TWO_BROWSER,
                                      STR_ARG(t->session), STR_ARG(t->session)) },
        { STR("Content-Type"), ask->type.n ? ask->type : STR("application/x-www-form-urlencoded") },
        { STR("Authorization"), ask->authorization.n
                                    ? ask->authorization
                                    : arena_join(mem, STR("Bearer "), token, STR("")) },
    };
    HttpRequest rq = { .method = ask->method,
                       .headers = headers,
                       .header_count = str_eq(token, STR("-")) ? 3 : 4,
                       .body = ask->body,
                       .peer = ask->peer.n ? ask->peer : STR("127.0.0.1") };
    HttpReply reply = { 0 };
    Cx *own = ARENA_NEW(mem, Cx);
    *own = (Cx){ .mem = mem, .now_ms = t->cx->now_ms };
    http_target(own, &rq, ask->target);
    web_handle(&t->wired->web, own, &rq, &reply);
    return reply;
}

Str two_header(const HttpReply *reply, Str name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (str_eq(reply->headers[i].name, name))
            return reply->headers[i].value;
    return STR_NONE;
}

#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" /* RFC 7636 B */
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

static OauthPlan oauth_of(const Plan *plan)
{
    return (OauthPlan){ .num = plan->num,
                        .id = plan->id,
                        .issuer = plan->issuer,
                        .fhir_base = plan->fhir_base,
                        .sandbox = true };
}

static Str code_of(const Two *t, DbTx *tx, const OauthPlan *plan, Str client_id, Str patient)
{
    Cx *cx = t->cx;
    HttpForm form;
    OauthAuthorized asked;
    OauthApproved done;
    const Str query = arena_printf(
        cx->mem,
        "response_type=code&client_id=%.*s&redirect_uri=https://app.example/cb&scope=patient/*.rs"
        "&state=s&aud=%.*s&code_challenge=" CHALLENGE "&code_challenge_method=S256",
        STR_ARG(client_id), STR_ARG(plan->fhir_base));
    CHECK_OK(cx, http_form_parse(cx, query, &form));
    CHECK_OK(cx, oauth_authorize(cx, tx, plan, &form, STR("b"), &asked));
    CHECK_OK(cx,
             oauth_transaction_signed_in(cx, tx, plan->num, asked.handle, STR("acc1"), cx->now_ms));
    CHECK_OK(cx, oauth_transaction_choose(cx, tx, plan->num, asked.handle, patient));
    const OauthApproval yes = { .account = STR("acc1"),
                                .actor_relation = STR("self"),
                                .patient = patient,
                                .compartment = 1,
                                .scope = STR("patient/*.rs"),
                                .when_lo_ms = INT64_MIN,
                                .keys = t->env->keys,
                                .text = STR("yes"),
                                .lang = STR("en"),
                                .peer = STR("192.0.2.77") };
    CHECK_OK(cx, oauth_approve(cx, tx, plan, asked.handle, &yes, &done));
    const size_t at = str_find(done.redirect, '=');
    Str code = str_from(done.redirect, at + 1);
    return str_slice(code, 0, str_find(code, '&'));
}

static void acts_for(const Two *t, DbTx *tx, int64_t plan, Str patient)
{
    Sql *a = sql_new(t->cx);
    sql_text(a,
             "INSERT INTO member_account (plan, id, email_index, sealed, lang, state, created_ms,"
             " updated_ms) VALUES (");
    sql_bind_i64(a, plan);
    sql_text(a, ", 'acc1', X'01', X'00', 'en', 1, 0, 0) ON CONFLICT DO NOTHING");
    CHECK_OK(t->cx, db_exec(t->cx, tx, a, NULL));
    Sql *q = sql_new(t->cx);
    sql_text(q, "INSERT INTO member_relation (plan, account, patient, relation, basis,"
                " valid_from_ms, created_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", 'acc1', ");
    sql_bind_str(q, patient);
    sql_text(q, ", 'self', 'details', 0, 0) ON CONFLICT DO NOTHING");
    CHECK_OK(t->cx, db_exec(t->cx, tx, q, NULL));
}

void two_acts_no_more(const Two *t)
{
    DbTx *tx;
    Sql *q = sql_new(t->cx);
    sql_text(q, "DELETE FROM member_relation WHERE account = 'acc1'");
    CHECK_OK(t->cx, db_write(t->cx, t->env->db, DB_STATE, &tx));
    CHECK_OK(t->cx, db_exec(t->cx, tx, q, NULL));
    CHECK_OK(t->cx, db_commit(t->cx, tx));
}

Str two_app_code(const Two *t, Str client_id, Str patient)
{
    Cx *cx = t->cx;
    const OauthPlan plan = oauth_of(plans_find(t->env->plans, STR("a")));
    const Str uris[] = { STR("https://app.example/cb") };
    const OauthClientNew in = { .client_id = client_id,
                                .name = STR("App"),
                                .redirect_uris = uris,
                                .redirect_count = 1,
                                .scope = STR(OAUTH_CEILING) };
    DbTx *tx;
    Str id, secret;
    CHECK_OK(cx, db_write(cx, t->env->db, DB_STATE, &tx));
    const Status added = oauth_client_add(cx, tx, t->env->keys, plan.num, &in, &id, &secret);
    CHECK(added == ST_OK || forgive(cx, added, ST_CONFLICT)); /* there since the last token */
    acts_for(t, tx, plan.num, patient);
    const Str code = code_of(t, tx, &plan, client_id, patient);
    CHECK_OK(cx, db_commit(cx, tx));
    return arena_printf(cx->mem,
                        "grant_type=authorization_code&client_id=%.*s&redirect_uri="
                        "https://app.example/cb&code_verifier=" VERIFIER "&code=%.*s",
                        STR_ARG(client_id), STR_ARG(code));
}

Str two_app_token(const Two *t, Str client_id, Str patient)
{
    Cx *cx = t->cx;
    JsonDoc *doc;
    const Str body = two_app_code(t, client_id, patient);
    const HttpReply reply = two_ask(t, &(TwoAsk){ .method = HTTP_POST,
                                                  .target = STR("/a/oauth/token"),
                                                  .token = STR("-"),
                                                  .body = body,
                                                  .peer = STR("203.0.113.9") });
    CHECK_I64(reply.status, 200);
    CHECK_OK(cx, json_parse(cx, reply.body, &doc));
    return json_get_str(json_root(doc), STR("access_token"));
}
