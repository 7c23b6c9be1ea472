/* postern app: what it changes is in the audit. */
#include "app/command.h"
#include "app/env.h"
#include "oauth/oauth.h"
#include "tests/unit/jose/made.h"
#include "tests/unit/jose/signer.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <sys/stat.h>

static void file_put(Cx *cx, Str path, const char *text)
{
    FILE *f = fopen(arena_dup(cx->mem, path).p, "w");
    CHECK(f != NULL);
    (void)fputs(text, f);
    (void)fclose(f);
}

/* A configuration in a folder of this test. */
static Str conf_new(Cx *cx)
{
    const Str dir = test_dir();
    const Str conf = arena_join(cx->mem, dir, STR("/postern.ini"), STR(""));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    file_put(cx, arena_join(cx->mem, dir, STR("/plans/demo/plan.ini"), STR("")),
             "name = Demo\nsandbox = yes\nmatch = birth_date member_id\n"
             "services_phone = 1-800-555-0100\n");
    file_put(cx, conf, "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = file:mail\n");
    return conf;
}

/* Runs "verb|--option|value|…" as a process would, which closes everything at its end. */
static Status app(Cx *cx, Str conf, const char *words)
{
    const Command *row = commands;
    int exit_code = EXIT_OK;
    char *argv[32];
    int n = 0;
    Args args;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    Str rest = arena_join(own.mem, str_of(words), STR("|--plan|demo|-c|"), conf);
    while (!str_eq(row->name, STR("app")))
        row++;
    for (Str one; str_split(&rest, '|', &one); n++) {
        argv[n] = arena_alloc(own.mem, one.n + 1);
        memcpy(argv[n], one.p, one.n);
    }
    Status st = args_parse(&own, row->args, row->arg_count, argv, n, &args);
    if (st == ST_OK)
        st = row->run(&own, &args, &exit_code);
    arena_free(own.mem);
    return st;
}

static Str audited(Cx *cx, Str conf)
{
    Env env;
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    Str all = STR("");
    CHECK_OK(cx, env_open(cx, conf, &env));
    CHECK_OK(cx, db_read(cx, env.db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows(cx, tx, 1, 1, 100, &rows, &n));
    for (size_t i = 0; i < n; i++)
        all = arena_join(cx->mem, all, rows[i].record, STR("\n"));
    db_end(tx);
    return all;
}

/* C11: changes, and looks too. */
TEST(app_command__every_change_of_an_app_is_in_the_audit_and_a_suspension_says_why)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    CHECK(app(cx, conf,
              "add|--client-id|shop|--name|Shop|--redirect-uri|https://shop.example/cb") == ST_OK);
    CHECK(app(cx, conf, "approve|--client-id|shop") == ST_OK);
    CHECK(app(cx, conf, "suspend|--client-id|shop") == ST_INVALID);
    CHECK(app(cx, conf, "suspend|--client-id|shop|--reason|its key was stolen") == ST_OK);
    CHECK(app(cx, conf, "list") == ST_OK);
    const Str all = audited(cx, conf);
    Str rest = all;
    Str line;
    static const Str want[] = {
        STR_C("\"actor\":\"postern app add\""), STR_C("\"actor\":\"postern app approve\""),
        STR_C("\"actor\":\"postern app suspend\",\"reason\":\"its key was stolen\"")
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        CHECK(str_split(&rest, '\n', &line));
        CHECK(str_contains(line, want[i]));
        CHECK(str_contains(line, STR("\"client\":\"shop\"")));
        CHECK(str_contains(line, STR("\"outcome\":0")));
    }
    CHECK(str_split(&rest, '\n', &line));
    CHECK(str_contains(line, STR("\"actor\":\"postern app list\"")));
    CHECK(rest.n == 0);
}

/* O13, C11: who may let strangers register is in the audit, by the token's name and never the token. */
TEST(app_command__an_invitation_says_why_and_can_be_taken_back)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    CHECK(app(cx, conf, "invite|--developer|Acme") == ST_INVALID);
    CHECK(app(cx, conf, "invite|--reason|vetted|--uses|1001") == ST_INVALID);
    CHECK(app(cx, conf, "invite|--reason|vetted|--ttl|0") == ST_INVALID);
    CHECK(app(cx, conf, "invite|--reason|vetted|--uses|2|--ttl|60|--approved") == ST_OK);
    CHECK(app(cx, conf, "uninvite|--id|000000000000|--reason|lost") == ST_NOT_FOUND);
    const Str all = audited(cx, conf);
    CHECK(str_contains(all, STR("\"actor\":\"postern app invite\",\"reason\":\"vetted\"")));
    const Str mark = STR("\"client\":\"initial token ");
    size_t at = 0;
    while (at < all.n && !str_starts(str_from(all, at), mark))
        at++;
    CHECK(at < all.n);
    const Str id = str_slice(all, at + mark.n, at + mark.n + 12);
    CHECK(app(cx, conf, arena_printf(cx->mem, "uninvite|--id|%.*s|--reason|lost", STR_ARG(id)).p) ==
          ST_OK);
    CHECK(app(cx, conf, arena_printf(cx->mem, "uninvite|--id|%.*s|--reason|lost", STR_ARG(id)).p) ==
          ST_NOT_FOUND);
}

static Status client_of(Cx *cx, Str conf, const char *id, OauthClient *out)
{
    Env env;
    DbTx *tx;
    CHECK_OK(cx, env_open(cx, conf, &env));
    CHECK_OK(cx, db_read(cx, env.db, DB_STATE, &tx));
    const Status st = oauth_client_find(cx, tx, 1, str_of(id), out);
    db_end(tx);
    return st;
}

/* T13, T19, O3, O22, A25: what an app is beside its name. */
TEST(app_command__takes_keys_groups_and_flags)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    const Str jwks =
        arena_join(cx->mem, str_slice(conf, 0, str_rfind(conf, '/')), STR("/jwks.json"), STR(""));
    OauthClient c;
    file_put(cx, jwks, signer_jwks(cx).p);
    CHECK(app(cx, conf,
              arena_printf(cx->mem,
                           "add|--client-id|svc|--name|Service|--jwks|%s|--scope|system/*.rs|"
                           "--group|g1 g2|--token-ttl|900",
                           jwks.p)
                  .p) == ST_OK);
    CHECK_OK(cx, client_of(cx, conf, "svc", &c));
    CHECK_STR(c.auth_method, STR("private_key_jwt"));
    CHECK_STR(c.jwks, signer_jwks(cx));
    CHECK(c.system_ttl_s == 900 && c.redirect_count == 0);
    CHECK(app(cx, conf,
              "add|--client-id|pub|--name|P|--jwks-uri|https://p.example/jwks|--redirect-uri|"
              "https://p.example/cb|--require-par|--signing-alg|ES384") == ST_OK);
    CHECK_OK(cx, client_of(cx, conf, "pub", &c));
    CHECK(c.require_par && str_eq(c.jwks_uri, STR("https://p.example/jwks")));
    CHECK(app(cx, conf, "add|--client-id|rs|--name|RS|--confidential|--resource-server") == ST_OK);
    CHECK(app(cx, conf, "secret|--client-id|rs|--overlap|60") == ST_OK);
    CHECK(app(cx, conf, "secret|--client-id|svc") == ST_INVALID);
    CHECK(app(cx, conf, "secret|--client-id|rs|--overlap|-1") == ST_INVALID);
    CHECK(app(cx, conf, "add|--name|x|--jwks|/nowhere/jwks.json|--scope|system/*.rs") ==
          ST_NOT_FOUND);
    CHECK(str_contains(audited(cx, conf), STR("\"actor\":\"postern app secret\"")));
}
