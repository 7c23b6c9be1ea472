/* Two plans of one server: what one gave opens nothing of the other, at any row of the table. */
#include "app/command.h"
#include "app/routes.h"
#include "app/wire.h"
#include "member/member.h"
#include "tests/unit/test.h"
#include "web/guard.h"
#include "web/person.h"

#include <stdio.h>
#include <sys/stat.h>

typedef struct Two {
    Cx *cx;
    Wired *wired;
    Str token;   /* rosa's, of plan a */
    Str session; /* of somebody signed in to plan a */
} Two;

static void file_put(Cx *cx, Str dir, const char *name, const char *text)
{
    FILE *f = fopen(arena_join(cx->mem, dir, STR("/"), str_of(name)).p, "w");
    CHECK(f != NULL);
    (void)fputs(text, f);
    (void)fclose(f);
}

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
                                    3600, &token));
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

static Two two_plans(Cx *cx)
{
    static Env env;
    const Str dir = test_dir();
    Two t = { .cx = cx };
    const Str conf = arena_join(cx->mem, dir, STR("/postern.ini"), STR(""));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/a"), STR("")).p, 0700) == 0);
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/b"), STR("")).p, 0700) == 0);
    file_put(cx, dir, "plans/a/plan.ini", "name = A\nsandbox = yes\npublic = directory\n");
    file_put(cx, dir, "plans/b/plan.ini", "name = B\nsandbox = yes\npublic = directory\n");
    file_put(cx, dir, "postern.ini",
             "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = file:mail\n");
    load(cx, conf, "a");
    load(cx, conf, "b");
    CHECK_OK(cx, env_open(cx, conf, &env));
    CHECK_OK(cx, wire_open(cx, &env, &t.wired));
    t.token = token_of(cx, &env, plans_find(env.plans, STR("a")));
    t.session = session_of(cx, &env, plans_find(env.plans, STR("a")));
    return t;
}

/* The row's address with its parameters filled by what exists. */
static Str address(Cx *cx, Str pattern, Str plan)
{
    static const struct {
        Str name, value;
    } fill[] = { { STR_C("{file}"), STR_C("x") },
                 { STR_C("{id}"), STR_C("g1") },
                 { STR_C("{type}"), STR_C("Goal") },
                 { STR_C("{vid}"), STR_C("1") } };
    Str path = STR("");
    Str segment;
    Str rest = str_from(pattern, 1);
    while (str_split(&rest, '/', &segment)) {
        Str value = str_eq(segment, STR("{plan}")) ? plan : segment;
        for (size_t i = 0; i < sizeof fill / sizeof *fill; i++)
            if (str_eq(fill[i].name, segment))
                value = fill[i].value;
        path = arena_join(cx->mem, path, STR("/"), value);
    }
    return path;
}

static HttpReply ask(const Two *t, HttpMethod method, Str target)
{
    const HttpField headers[] = {
        { STR("Host"), STR("localhost:8080") },
        { STR("Authorization"), arena_join(t->cx->mem, STR("Bearer "), t->token, STR("")) },
        { STR("Cookie"), arena_printf(t->cx->mem, "sid-a=%.*s; sid-b=%.*s", STR_ARG(t->session),
                                      STR_ARG(t->session)) },
        { STR("Content-Type"), STR("application/x-www-form-urlencoded") },
    };
    HttpRequest rq = {
        .method = method, .headers = headers, .header_count = 4, .peer = STR("127.0.0.1")
    };
    HttpReply reply = { 0 };
    Cx *own = ARENA_NEW(t->cx->mem, Cx);
    *own = (Cx){ .mem = t->cx->mem, .now_ms = t->cx->now_ms };
    http_target(own, &rq, target);
    web_handle(&t->wired->web, own, &rq, &reply);
    return reply;
}

/* R18, S32, threat 38. */
TEST(tenants__no_row_that_needs_a_token_takes_another_plan_s)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    size_t asked = 0;
    CHECK_I64(ask(&t, HTTP_GET, STR("/a/fhir/Goal/g1")).status, 200);
    for (size_t i = 0; i < app_routes_n; i++) {
        const Route *row = &app_routes[i];
        if (row->surface != SURFACE_FHIR || row->guard == guard_public)
            continue;
        const HttpMethod methods[] = { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };
        for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
            if (!(row->methods & methods[m]))
                continue;
            const HttpReply reply = ask(&t, methods[m], address(cx, row->pattern, STR("b")));
            if (reply.status != 401 || str_contains(reply.body, STR("walk")))
                FAIL(row->pattern.p);
            asked++;
        }
    }
    CHECK(asked >= 6);
}

/* R18: a plan's directory that is open to all is not opened by another plan's token either. */
TEST(tenants__an_open_directory_takes_no_foreign_token)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    CHECK_I64(ask(&t, HTTP_GET, STR("/b/fhir/Practitioner")).status, 401);
}

/* R18, M29: sessions too. */
TEST(tenants__no_page_of_a_person_takes_another_plan_s_session)
{
    Cx *cx = test_cx();
    const Two t = two_plans(cx);
    size_t asked = 0;
    CHECK(ask(&t, HTTP_GET, STR("/a/account")).status != 303);
    for (size_t i = 0; i < app_routes_n; i++) {
        const Route *row = &app_routes[i];
        if (row->guard != guard_person)
            continue;
        const HttpMethod method = row->methods & HTTP_GET ? HTTP_GET : HTTP_POST;
        const HttpReply reply = ask(&t, method, address(cx, row->pattern, STR("b")));
        /* To the sign-in page; a post is refused before that, since its form is another plan's. */
        if (reply.status != (method == HTTP_GET ? 303 : 403))
            FAIL(row->pattern.p);
        asked++;
    }
    CHECK(asked >= 4);
}
