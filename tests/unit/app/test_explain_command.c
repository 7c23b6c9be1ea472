/* postern explain: the server's guard and faults, and its look in the audit. */
#include "app/command.h"
#include "app/explain.h"
#include "member/member.h"
#include "oauth/oauth.h"
#include "tests/unit/jose/made.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <sys/stat.h>

static Status run(Cx *cx, const char *command, const char *words)
{
    const Command *row = commands;
    int exit_code = EXIT_OK;
    char *argv[16];
    int n = 0;
    Args args;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    Str rest = arena_join(own.mem, str_of(words), STR(""), STR(""));
    while (!str_eq(row->name, str_of(command)))
        row++;
    for (Str one; str_split(&rest, '|', &one); n++)
        argv[n] = (char *)arena_dup(own.mem, one).p;
    Status st = args_parse(&own, row->args, row->arg_count, argv, n, &args);
    if (st == ST_OK)
        st = row->run(&own, &args, &exit_code);
    cx->fault.status = st;
    arena_free(own.mem);
    return st;
}

/* A plan with two members, rosa's token in it. */
static Str conf_new(Cx *cx)
{
    const Str dir = test_dir();
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    (void)test_file_put(cx, dir, "plans/demo/plan.ini", "name = Demo\nsandbox = yes\n");
    const Str conf = test_file_put(cx, dir, "postern.ini",
                                   "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = "
                                   "file:mail\n");
    const Str data = test_file_put(
        cx, dir, "data.ndjson",
        "{\"resourceType\":\"Patient\",\"id\":\"rosa\"}\n"
        "{\"resourceType\":\"Patient\",\"id\":\"luis\"}\n"
        "{\"resourceType\":\"Observation\",\"id\":\"o1\",\"status\":\"final\",\"code\":{\"coding\":"
        "[{\"code\":\"hush\"}]},\"subject\":{\"reference\":\"Patient/rosa\"}}\n"
        "{\"resourceType\":\"Observation\",\"id\":\"o2\",\"status\":\"amended\",\"code\":{"
        "\"coding\":[{\"code\":\"hush\"}]},\"subject\":{\"reference\":\"Patient/rosa\"}}\n"
        "{\"resourceType\":\"Observation\",\"id\":\"o3\",\"status\":\"final\",\"code\":{\"coding\":"
        "[{\"code\":\"hush\"}]},\"subject\":{\"reference\":\"Patient/luis\"}}\n");
    CHECK(run(cx, "load",
              arena_printf(cx->mem, "-c|%.*s|--plan|demo|%.*s", STR_ARG(conf), STR_ARG(data)).p) ==
          ST_OK);
    return conf;
}

static Str token_new(Cx *cx, const Env *env, const Plan *plan, Str scope)
{
    const OauthPlan oauth = { .num = plan->num,
                              .id = plan->id,
                              .issuer = plan->issuer,
                              .fhir_base = plan->fhir_base,
                              .sandbox = true };
    DbTx *tx;
    Str token;
    int64_t compartment;
    CHECK_OK(cx, db_read(cx, env->db, plan->num, &tx));
    CHECK_OK(cx, roster_compartment(cx, tx, plan->num, STR("rosa"), &compartment));
    db_end(tx);
    CHECK_OK(cx, db_write(cx, env->db, DB_STATE, &tx));
    CHECK_OK(cx,
             oauth_token_direct(cx, tx, &oauth, STR("rosa"), compartment, scope, 0, 3600, &token));
    CHECK_OK(cx, db_commit(cx, tx));
    return token;
}

static Str audited(Cx *cx, const Env *env)
{
    Audit *audit;
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    Str all = STR("");
    CHECK_OK(cx, env_audit(cx, env, &audit));
    CHECK_OK(cx, audit_seal_now(cx, audit));
    CHECK_OK(cx, db_read(cx, env->db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows(cx, tx, 1, 1, 100, &rows, &n));
    for (size_t i = 0; i < n; i++)
        if (str_contains(rows[i].record, STR("\"actor\":\"postern explain\"")))
            all = arena_join(cx->mem, all, rows[i].record, STR("\n"));
    db_end(tx);
    return all;
}

/* In a memory of its own, which closes what it opened, as the end of the process does. */
static Status asked(Cx *cx, const Env *env, const ExplainAsk *ask, Str *text)
{
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    const Status st = explain(&own, env, ask, text);
    *text = st == ST_OK ? arena_dup(cx->mem, *text) : STR("");
    cx->fault = own.fault;
    cx->fault.where = arena_dup(cx->mem, own.fault.where);
    arena_free(own.mem);
    return st;
}

TEST(explain_command__answers_a_search_below_the_base_by_path_or_address)
{
    Cx *cx = test_cx();
    Env env;
    ExplainAsk ask;
    CHECK_OK(cx, env_open(cx, conf_new(cx), &env));
    CHECK_OK(cx, env_plan(cx, &env, STR("demo"), &ask.plan));
    ask.token = token_new(cx, &env, ask.plan, STR("patient/*.rs"));
    static const Str ways[] = {
        STR_C("GET Observation?patient=rosa&status=final"),
        STR_C("Observation?patient=Patient%2Frosa&status=final"),
        STR_C("GET /demo/fhir/Observation?patient=rosa&status=final"),
        STR_C("GET http://localhost:8080/demo/fhir/Observation?patient=rosa&status=final"),
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        Str text;
        ask.request = ways[i];
        CHECK_OK(cx, asked(cx, &env, &ask, &text));
        CHECK_STR(text, STR("Observation/o1 match\nObservation/o2 status\n\nlabel 0\nrange 0\n"
                            "deleted 0\nscope 0\npatient 0\nstatus 1\nmatch 1\n"));
    }
}

TEST(explain_command__fails_as_the_api_does_and_every_look_is_in_the_audit)
{
    Cx *cx = test_cx();
    Env env;
    ExplainAsk ask;
    Str text;
    CHECK_OK(cx, env_open(cx, conf_new(cx), &env));
    CHECK_OK(cx, env_plan(cx, &env, STR("demo"), &ask.plan));
    const Str good = token_new(cx, &env, ask.plan, STR("patient/Observation.rs"));
    static const struct {
        const char *request;
        Status status;
        const char *where;
    } rows[] = {
        { "GET Observation?patient=luis", ST_FORBIDDEN, "patient" },
        { "GET Condition?patient=rosa", ST_SCOPE, "Condition" },
        { "GET Observation?colour=red", ST_NOT_SUPPORTED, "colour" },
        { "GET Observation?date=never", ST_INVALID, "date" },
        { "GET Observation?access_token=x", ST_INVALID, "query" },
        { "GET Observation/o1", ST_INVALID, "GET" },
        { "POST Observation/_search", ST_INVALID, "GET" },
        { "GET /other/fhir/Observation", ST_INVALID, "GET" },
        { "GET https://else.example/fhir/Observation", ST_INVALID, "GET" },
        { "GET ?code=1", ST_INVALID, "GET" },
    };
    ask.token = good;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ask.request = str_of(rows[i].request);
        CHECK(asked(cx, &env, &ask, &text) == rows[i].status);
        CHECK_STR(cx->fault.where, str_of(rows[i].where));
    }
    ask.request = STR("GET Observation?code=hush");
    ask.token = STR("of-nobody");
    CHECK(asked(cx, &env, &ask, &text) == ST_UNAUTHENTICATED);
    ask.token = good;
    CHECK_OK(cx, asked(cx, &env, &ask, &text));
    CHECK(!str_contains(text, STR("hush")) && !str_contains(text, STR("o3")));

    Str all = audited(cx, &env);
    Str line;
    size_t n = 0;
    while (str_split(&all, '\n', &line) && line.n)
        n++;
    CHECK(n == 7); /* five refused by the API, the token, the answer */
}

TEST(explain_command__is_a_command)
{
    Cx *cx = test_cx();
    Env env;
    const Plan *plan;
    const Str conf = conf_new(cx);
    CHECK_OK(cx, env_open(cx, conf, &env));
    CHECK_OK(cx, env_plan(cx, &env, STR("demo"), &plan));
    const Str token = token_new(cx, &env, plan, STR("patient/*.rs"));
    const Str head =
        arena_printf(cx->mem, "-c|%.*s|--plan|demo|--token|%.*s|", STR_ARG(conf), STR_ARG(token));
    CHECK(run(cx, "explain", arena_join(cx->mem, head, STR("GET|Observation"), STR("")).p) ==
          ST_OK);
    CHECK(run(cx, "explain", arena_join(cx->mem, head, STR("GET Observation"), STR("")).p) ==
          ST_OK);
    CHECK(run(cx, "explain", arena_join(cx->mem, head, STR("GET|Observation|more"), STR("")).p) ==
          ST_INVALID);
    CHECK(run(cx, "explain",
              arena_join(cx->mem, head, STR("GET Observation?patient=luis"), STR("")).p) ==
          ST_FORBIDDEN);
}
