/* postern token: what a token made by hand shares (AUTHORIZATION C4); postern labels of one resource. */
#include "app/command.h"
#include "app/env.h"
#include "base/date.h"
#include "fhir/label.h"
#include "tests/unit/app/command_run.h"
#include "tests/unit/jose/made.h"

#include <stdio.h>
#include <sys/stat.h>

static Str conf_new(Cx *cx)
{
    const Str dir = test_dir();
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    (void)test_file_put(cx, dir, "plans/demo/plan.ini", "name = Demo\nsandbox = yes\n");
    const Str conf =
        test_file_put(cx, dir, "postern.ini",
                      "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = file:mail\n");
    const Str data =
        test_file_put(cx, dir, "data.ndjson", "{\"resourceType\":\"Patient\",\"id\":\"rosa\"}\n");
    CHECK(command_run("load", arena_printf(cx->mem, "-c|%.*s|--plan|demo|%.*s", STR_ARG(conf),
                                           STR_ARG(data))) == ST_OK);
    return conf;
}

static Status token(Cx *cx, Str conf, const char *more)
{
    return command_run(
        "token", arena_printf(cx->mem, "-c|%.*s|--plan|demo|--patient|rosa|--scope|patient/*.rs%s",
                              STR_ARG(conf), more));
}

static void expect_last(Cx *cx, Str conf, uint64_t labels, int64_t when_lo_ms)
{
    Env env;
    DbTx *tx;
    DbRows *r;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    CHECK_OK(&own, env_open(&own, conf, &env));
    CHECK_OK(&own, db_read(&own, env.db, DB_STATE, &tx));
    Sql *q = sql_new(&own);
    sql_text(q, "SELECT labels_shared, when_lo_ms FROM oauth_grant ORDER BY num DESC LIMIT 1");
    CHECK_OK(&own, db_one(&own, tx, q, STR("grant"), &r));
    CHECK((uint64_t)db_i64(r, 0) == labels);
    CHECK_I64(db_i64(r, 1), when_lo_ms);
    db_end(tx);
    arena_free(own.mem);
}

TEST(token__shares_nothing_sensitive_unless_told)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    CHECK(token(cx, conf, "") == ST_OK);
    expect_last(cx, conf, 0, DATE_MIN);
    CHECK(token(cx, conf, "|--share|hiv sti|--since|2024") == ST_OK);
    expect_last(cx, conf, LABEL_BIT(LABEL_HIV) | LABEL_BIT(LABEL_STI),
                date_days(2024, 1, 1) * DAY_MS);
    CHECK(token(cx, conf, "|--share|all") == ST_OK);
    expect_last(cx, conf, LABEL_CATEGORIES & ~LABEL_FIXED, DATE_MIN);
}

TEST(token__never_shares_what_is_nobody_s_to_share)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    CHECK(token(cx, conf, "|--share|sealed") == ST_INVALID);
    CHECK(token(cx, conf, "|--share|hiv minors") == ST_INVALID);
    CHECK(token(cx, conf, "|--share|everything") == ST_INVALID);
    CHECK(token(cx, conf, "|--since|soon") == ST_INVALID);
}

/* C14, R9: an operator's look at one resource says why, and is in the audit. */
TEST(labels_command__of_one_resource_needs_a_reason)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    const Str one = arena_printf(cx->mem, "-c|%.*s|--plan|demo|--resource|", STR_ARG(conf));
    CHECK(command_run("labels", arena_join(cx->mem, one, STR("Patient/rosa"), STR_NONE)) ==
          ST_INVALID);
    CHECK(command_run("labels", arena_join(cx->mem, one, STR("rosa|--reason|asked"), STR_NONE)) ==
          ST_INVALID);
    CHECK(command_run("labels", arena_join(cx->mem, one, STR("Patient/eve|--reason|asked"),
                                           STR_NONE)) == ST_NOT_FOUND);
    CHECK(command_run("labels", arena_join(cx->mem, one, STR("Patient/rosa|--reason|asked"),
                                           STR_NONE)) == ST_OK);
}
