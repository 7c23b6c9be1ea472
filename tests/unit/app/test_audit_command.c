/* postern audit export, accept, trim; and what looks at the chains. */
#include "app/chain_watch.h"
#include "app/command.h"
#include "app/env.h"
#include "base/date.h"
#include "oauth/oauth.h"
#include "tests/unit/jose/made.h"
#include "tests/unit/test.h"
#include "json/json.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static Str conf_new(Cx *cx)
{
    const Str dir = test_dir();
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    test_file_put(cx, dir, "plans/demo/plan.ini", "name = Demo\nsandbox = yes\n");
    test_file_put(cx, dir, "postern.ini",
                  "[server]\nbase_url = http://localhost:8080\n[mail]\nurl = file:mail\n");
    return arena_join(cx->mem, dir, STR("/postern.ini"), STR(""));
}

/* As a process would, which closes everything at its end. */
static Status run_command(Cx *cx, Str conf, const char *name, const char *words, int *exit_code)
{
    const Command *row = commands;
    char *argv[16];
    int n = 0;
    Args args;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    Str rest = arena_join(own.mem, str_of(words), STR("-c|"), conf);
    *exit_code = EXIT_OK;
    while (!str_eq(row->name, str_of(name)))
        row++;
    for (Str one; str_split(&rest, '|', &one); n++)
        argv[n] = (char *)(uintptr_t)arena_dup(own.mem, one).p;
    Status st = args_parse(&own, row->args, row->arg_count, argv, n, &args);
    if (st == ST_OK)
        st = row->run(&own, &args, exit_code);
    arena_free(own.mem);
    return st;
}

static Status run(Cx *cx, Str conf, const char *words)
{
    int exit_code;
    return run_command(cx, conf, "audit", arena_printf(cx->mem, "%s|--plan|demo|", words).p,
                       &exit_code);
}

static int doctor(Cx *cx, Str conf)
{
    int exit_code;
    CHECK(run_command(cx, conf, "doctor", "", &exit_code) == ST_OK);
    return exit_code;
}

/* One record a day, of each kind in turn, then everything is closed again. */
static void records_put(Cx *cx, Str conf)
{
    Env env;
    Audit *audit;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms, .request_id = STR("AAAAA-BBBBB") };
    CHECK_OK(&own, env_open(&own, conf, &env));
    CHECK_OK(&own, env_audit(&own, &env, &audit));
    for (AuditKind kind = 0; kind < AUDIT_KINDS; kind++, own.now_ms += DAY_MS) {
        const bool rest = str_eq(audit_kind(kind)->type, STR("rest"));
        const AuditRecord r = { .kind = kind,
                                .plan = 1,
                                .http_status = kind % 5 == 4 ? 403 : 200,
                                .status = kind % 5 == 4 ? ST_SCOPE : ST_OK,
                                .address = STR("192.0.2.7"),
                                .client_id = STR("shop"),
                                .grant = STR("g1"),
                                .account = STR("acc1"),
                                .patient = kind % 2 ? STR("rosa") : STR("luis"),
                                .consent = rest ? STR("") : STR("con1"),
                                .resource_type = rest ? STR("Claim") : STR(""),
                                .resource_id = kind == AUDIT_READ ? STR("c1") : STR(""),
                                .reason = kind == AUDIT_ADMIN ? STR("a \"complaint\"") : STR(""),
                                .count = rest,
                                .included = kind == AUDIT_SEARCH ? STR("Practitioner=2") : STR(""),
                                .query = rest ? STR("a=b") : STR("") };
        CHECK_OK(&own, audit_append(&own, audit, &r));
    }
    arena_free(own.mem);
}

static Str file_get(Cx *cx, Str path)
{
    static char room[1 << 20];
    const int fd = open(arena_dup(cx->mem, path).p, O_RDONLY);
    const ssize_t n = fd < 0 ? -1 : read(fd, room, sizeof room);
    if (fd >= 0)
        (void)close(fd);
    return n < 0 ? STR_NONE : arena_dup(cx->mem, (Str){ room, (size_t)n });
}

static const JsonVal *json_at(Cx *cx, Str text)
{
    JsonDoc *doc;
    CHECK_OK(cx, json_parse(cx, text, &doc));
    return json_root(doc);
}

static const JsonVal *item(const JsonVal *list, size_t i)
{
    JsonIter it = json_iter(list);
    while (json_next(&it))
        if (i-- == 0)
            return it.val;
    return NULL;
}

static Str code_of(const JsonVal *v, const char *name)
{
    return json_get_str(json_get(v, str_of(name)), STR("code"));
}

/* Beside the configuration. */
static Str path_of(Cx *cx, Str conf, const char *name)
{
    return arena_join(cx->mem, str_slice(conf, 0, str_rfind(conf, '/') + 1), str_of(name), STR(""));
}

static Str export(Cx *cx, Str conf, const char *more)
{
    CHECK(run(cx, conf,
              arena_printf(cx->mem, "export|--out|%.*s%s", STR_ARG(path_of(cx, conf, "out.ndjson")),
                           more)
                  .p) == ST_OK);
    return file_get(cx, path_of(cx, conf, "out.ndjson"));
}

static size_t lines_of(Str text)
{
    size_t n = 0;
    for (Str line; str_split(&text, '\n', &line);)
        n += line.n > 0;
    return n;
}

/* C11: type, subtype, action, outcome, who, what, for each kind of record there is. */
TEST(audit_command__every_kind_of_record_is_an_audit_event)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    Str all = export(cx, conf, "");
    CHECK_I64((int64_t)lines_of(all), AUDIT_KINDS + 1); /* and the export itself, as it began */
    AuditKind kind = 0;
    for (Str line; kind < AUDIT_KINDS && str_split(&all, '\n', &line); kind++) {
        const JsonVal *v = json_at(cx, line);
        const AuditKindRow *row = audit_kind(kind);
        const bool rest = str_eq(row->type, STR("rest"));
        CHECK_STR(json_get_str(v, STR("resourceType")), STR("AuditEvent"));
        CHECK_STR(code_of(v, "type"), rest                                 ? STR("rest")
                                      : str_eq(row->type, STR("auth"))     ? STR("110114")
                                      : str_eq(row->type, STR("security")) ? STR("110113")
                                                                           : STR("110100"));
        CHECK_STR(json_get_str(item(json_get(v, STR("subtype")), 0), STR("code")), row->subtype);
        CHECK_STR(json_get_str(v, STR("action")), row->action);
        CHECK_STR(json_get_str(v, STR("outcome")), kind % 5 == 4 ? STR("4") : STR("0"));
        CHECK_STR(json_get_str(v, STR("outcomeDesc")),
                  kind % 5 == 4 ? STR("403 ST_SCOPE") : STR_NONE);
        CHECK_I64((int64_t)json_len(json_get(v, STR("agent"))), 3);
        CHECK(str_contains(line, STR("\"code\":\"PATRQT\"")));
        CHECK(str_contains(line, STR("\"code\":\"UserOauthAgent\"")));
        CHECK(str_contains(line, STR("\"value\":\"acc1\"}},\"requestor\":true,\"policy\":["
                                     "\"http://localhost:8080/demo/grant/g1\"]")));
        CHECK(str_contains(line, STR("\"network\":{\"address\":\"192.0.2.7\",\"type\":\"2\"}")));
        CHECK(str_contains(line, kind % 2 ? STR("\"reference\":\"Patient/rosa\"")
                                          : STR("\"reference\":\"Patient/luis\"")));
        CHECK(str_contains(line, STR("\"value\":\"AAAAA-BBBBB\"")));
        CHECK(str_contains(line, rest ? STR("\"query\":\"YT1i\"")
                                      : STR("\"reference\":\"Consent/con1\"")));
    }
    CHECK_I64(kind, AUDIT_KINDS);
}

/* M36: who acts for the member stands beside her, as no program does. */
TEST(audit_command__a_representative_is_an_agent_beside_the_member)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    Env env;
    Audit *audit;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    const AuditRecord r = { .kind = AUDIT_READ,
                            .plan = 1,
                            .http_status = 200,
                            .account = STR("acc1"),
                            .patient = STR("rosa"),
                            .actor = STR("RelatedPerson/0a") };
    CHECK_OK(&own, env_open(&own, conf, &env));
    CHECK_OK(&own, env_audit(&own, &env, &audit));
    CHECK_OK(&own, audit_append(&own, audit, &r));
    arena_free(own.mem);
    const Str all = export(cx, conf, "");
    CHECK(str_contains(all, STR("\"code\":\"AGNT\",\"display\":\"agent\"}]},\"who\":{"
                                "\"identifier\":{\"value\":\"RelatedPerson/0a\"}},"
                                "\"requestor\":false")));
    CHECK(str_contains(all, STR("\"value\":\"acc1\"")));
    CHECK(str_contains(all, STR("\"reference\":\"Patient/rosa\"")));
}

/* The sub of acc1 in the tokens of a client that is there now. */
static Str shop_added(Cx *cx, Str conf)
{
    Env env;
    DbTx *tx;
    Str id, secret;
    OauthClient client;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    const Str uris[] = { STR("https://shop.example/cb") };
    const OauthClientNew in = { .client_id = STR("shop"),
                                .name = STR("Shop"),
                                .redirect_uris = uris,
                                .redirect_count = 1,
                                .scope = STR(OAUTH_CEILING) };
    CHECK_OK(&own, env_open(&own, conf, &env));
    CHECK_OK(&own, db_write(&own, env.db, DB_STATE, &tx));
    CHECK_OK(&own, oauth_client_add(&own, tx, env.keys, 1, &in, &id, &secret));
    CHECK_OK(&own, oauth_client_find(&own, tx, 1, id, &client));
    CHECK_OK(&own, db_commit(&own, tx));
    const Str sub = arena_dup(cx->mem, oauth_sub(&own, env.keys, 1, client.sector, STR("acc1")));
    arena_free(own.mem);
    return sub;
}

/* C11: beside our own name of the account the one that the app's tokens have; of a client that is gone, none. */
TEST(audit_command__the_user_is_named_as_the_tokens_name_her)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    CHECK(!str_contains(export(cx, conf, ""), STR("altId")));
    const Str sub = shop_added(cx, conf);
    CHECK(str_contains(
        export(cx, conf, ""),
        arena_printf(cx->mem,
                     "\"value\":\"acc1\"}},\"requestor\":true,\"altId\":\"%.*s\",\"policy\":[",
                     STR_ARG(sub))));
}

/* C11: one resource by name, many by how many; never a name and a query in one entity (R4 sev-1). */
TEST(audit_command__entities_say_what_was_sent)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    const Str all = export(cx, conf, "");
    CHECK(str_contains(all, STR("{\"what\":{\"reference\":\"Claim/c1\"}")));
    CHECK(str_contains(all, STR("\"what\":{\"type\":\"Claim\"}")));
    CHECK(str_contains(all, STR("{\"type\":\"included\",\"valueString\":\"Practitioner=2\"}")));
    CHECK(str_contains(all, STR("{\"description\":\"a \\\"complaint\\\"\"}")));
}

/* C11, C12: who takes the audit out is in it himself. */
TEST(audit_command__an_export_is_itself_audited)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    cx->now_ms += 400 * DAY_MS;
    (void)export(cx, conf, "|--patient|rosa");
    const Str all = export(cx, conf, "|--from|2027");
    CHECK_I64((int64_t)lines_of(all), 3); /* the first began and ended, this one began */
    CHECK(str_contains(all, STR("\"value\":\"postern audit export\"")));
    CHECK(str_contains(all, STR("\"reference\":\"Patient/rosa\"")));
}

TEST(audit_command__from_to_and_patient_choose)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    cx->now_ms += 400 * DAY_MS;
    CHECK_I64((int64_t)lines_of(export(cx, conf, "|--to|2026-01-03")), 3); /* its end is in it */
    CHECK_I64((int64_t)lines_of(export(cx, conf, "|--from|2026-01-03|--to|2026-01-03")), 1);
    CHECK_I64((int64_t)lines_of(export(cx, conf, "|--from|2026-01-03T00:00:01Z|--to|2026-01-05")),
              2);
    CHECK_I64((int64_t)lines_of(export(cx, conf, "|--patient|luis|--to|2026-01-04")), 2);
    CHECK_I64((int64_t)lines_of(export(cx, conf, "|--patient|nobody|--to|2026-12")), 0);
    CHECK(run(cx, conf, "export|--from|yesterday") == ST_INVALID);
    CHECK(run(cx, conf, "import") == ST_INVALID);
}

TEST(audit_command__the_file_is_there_whole_or_not_at_all_and_its_owners_alone)
{
    Cx *cx = test_cx();
    struct stat st;
    const Str conf = conf_new(cx);
    const Str nowhere = path_of(cx, conf, "none/out.ndjson");
    records_put(cx, conf);
    (void)export(cx, conf, "");
    CHECK(stat(path_of(cx, conf, "out.ndjson").p, &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(stat(path_of(cx, conf, "out.ndjson.part").p, &st) != 0);
    CHECK(run(cx, conf, arena_printf(cx->mem, "export|--out|%.*s", STR_ARG(nowhere)).p) ==
          ST_UNAVAILABLE);
    const Str dir = path_of(cx, conf, "dir");
    CHECK(mkdir(dir.p, 0700) == 0); /* cannot be replaced by a file */
    CHECK(run(cx, conf, arena_printf(cx->mem, "export|--out|%.*s", STR_ARG(dir)).p) ==
          ST_UNAVAILABLE);
    CHECK(stat(arena_join(cx->mem, dir, STR(".part"), STR("")).p, &st) != 0);
}

/* ---- the daily look ---- */

static void state_change(Cx *cx, Db *db, const char *sql)
{
    DbTx *tx;
    Sql *q = sql_new(cx);
    sql_text(q, sql);
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
}

/* C12: chain verification runs daily; deleting one row is detected. */
TEST(chain_watch__each_chain_is_verified_once_a_day)
{
    Cx *cx = test_cx();
    Env env;
    ChainWatch w = CHAIN_WATCH_NEW;
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    CHECK_OK(cx, env_open(cx, conf, &env));
    Audit *audit;
    CHECK_OK(cx, env_audit(cx, &env, &audit));
    const ChainStore store = { env.db, env.keys, audit };
    for (int i = 0; i < 5; i++)
        CHECK(chain_watch_turn(cx, &store, env.plans, &w));
    state_change(cx, env.db, "DELETE FROM audit_block WHERE plan = 1");
    for (int i = 0; i < 5; i++)
        CHECK(chain_watch_turn(cx, &store, env.plans, &w)); /* was looked at today */
    int told = 0;
    cx->now_ms += DAY_MS;
    for (int i = 0; i < 5; i++)
        told += !chain_watch_turn(cx, &store, env.plans, &w);
    CHECK_I64(told, 1);
}

/* C2: so are consents; one that nobody wrote is told with its place. */
TEST(chain_watch__consents_are_verified_too)
{
    Cx *cx = test_cx();
    Env env;
    Audit *audit;
    ChainWatch w = CHAIN_WATCH_NEW;
    int told = 0;
    CHECK_OK(cx, env_open(cx, conf_new(cx), &env));
    CHECK_OK(cx, env_audit(cx, &env, &audit));
    const ChainStore store = { env.db, env.keys, audit };
    state_change(
        cx, env.db,
        "INSERT INTO oauth_consent (plan, id, version, status, account, relation, patient,"
        " client_id, client_name, grant_id, scope_requested, scope, labels_shared,"
        " labels_until_ms, when_lo_ms, offline, expires_ms, acr, auth_ms, sealed,"
        " text_lang, text_version, text_hash, redirect_host, peer_prefix, agent_family, attested,"
        " created_ms, hash)"
        " VALUES (1, 'c', 1, 'active', 'a', 'self', 'rosa', 'app', 'App', 'g', '', '', 0,"
        " 0, 0, 0, 0, '', 0, x'00', 'en', '', x'00', '', '', '', '', 0, x'00')");
    for (int i = 0; i < 5; i++)
        told += !chain_watch_turn(cx, &store, env.plans, &w);
    CHECK_I64(told, 1);
}

static void chain_removed(Cx *cx, Str conf)
{
    Env env;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    CHECK_OK(&own, env_open(&own, conf, &env));
    state_change(&own, env.db, "DELETE FROM audit_block WHERE plan = 1");
    state_change(&own, env.db, "DELETE FROM audit_seal WHERE plan = 1");
    state_change(&own, env.db, "DELETE FROM audit_patient WHERE plan = 1");
    state_change(&own, env.db, "DELETE FROM audit_receipt WHERE plan = 1");
    arena_free(own.mem);
}

/* C12: all of a chain removed, which by itself looks as if nothing had happened. */
TEST(chain_watch__a_chain_that_was_removed_whole_is_told)
{
    Cx *cx = test_cx();
    Env env;
    Audit *audit;
    ChainWatch w = CHAIN_WATCH_NEW;
    int told = 0;
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    chain_removed(cx, conf);
    CHECK_OK(cx, env_open(cx, conf, &env));
    CHECK_OK(cx, env_audit(cx, &env, &audit));
    const ChainStore store = { env.db, env.keys, audit };
    for (int i = 0; i < 5; i++)
        told += !chain_watch_turn(cx, &store, env.plans, &w);
    CHECK_I64(told, 1);
}

/* C12: doctor finds it, and only an operator who says why ends that; his words are in the chain. */
TEST(audit_command__a_chain_that_was_set_back_is_a_fault_until_it_is_accepted)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    CHECK_I64(doctor(cx, conf), EXIT_OK);
    chain_removed(cx, conf);
    CHECK_I64(doctor(cx, conf), EXIT_FAILED);
    CHECK(run(cx, conf, "accept") == ST_INVALID);
    CHECK_I64(doctor(cx, conf), EXIT_FAILED);
    CHECK(run(cx, conf, "accept|--reason|the disk died") == ST_OK);
    CHECK_I64(doctor(cx, conf), EXIT_OK);
    const Str all = export(cx, conf, "");
    CHECK(str_contains(all, STR("\"code\":\"chain-accepted\"")));
    CHECK(str_contains(all, STR("{\"description\":\"the disk died\"}")));
    CHECK(str_contains(all, STR("\"value\":\"postern audit accept\"")));
}

static void position_changed(Cx *cx, Str conf)
{
    Env env;
    Audit *audit;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms, .request_id = STR("CCCCC-DDDDD") };
    const AuditRecord r = { .kind = AUDIT_READ, .plan = 1, .http_status = 200 };
    CHECK_OK(&own, env_open(&own, conf, &env));
    CHECK_OK(&own, env_audit(&own, &env, &audit));
    CHECK_OK(&own, audit_append(&own, audit, &r));
    CHECK_OK(&own, audit_seal_now(&own, audit));
    state_change(&own, env.db, "UPDATE audit_journal SET position = position + 100000000");
    CHECK_OK(&own, audit_append(&own, audit, &r));
    arena_free(own.mem);
}

static size_t times(Str text, Str what)
{
    size_t n = 0;
    for (const char *p = text.p, *end = text.p + text.n;
         (p = memmem(p, (size_t)(end - p), what.p, what.n)) != NULL; p += what.n)
        n++;
    return n;
}

/* C12, C14: what a killed server left waits for an operator, however often one looks, and is then sealed. */
TEST(audit_command__a_journal_whose_position_was_changed_is_a_fault_until_it_is_accepted)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    CHECK_I64(doctor(cx, conf), EXIT_OK);
    position_changed(cx, conf);
    CHECK_I64(doctor(cx, conf), EXIT_FAILED);
    CHECK_I64(doctor(cx, conf), EXIT_FAILED);
    CHECK_I64((int64_t)times(export(cx, conf, ""), STR("CCCCC-DDDDD")), 1);
    CHECK(run(cx, conf, "accept|--reason|the store was written to") == ST_OK);
    CHECK_I64(doctor(cx, conf), EXIT_OK);
    CHECK_I64((int64_t)times(export(cx, conf, ""), STR("CCCCC-DDDDD")), 2);
}

/* C12: much that is old goes when an operator says so, and that he did is in the audit; nothing young goes. */
TEST(audit_command__trim_removes_what_is_old_and_is_audited)
{
    Cx *cx = test_cx();
    const Str conf = conf_new(cx);
    records_put(cx, conf);
    CHECK(run(cx, conf, "trim") == ST_INVALID);
    CHECK(run(cx, conf, "trim|--reason|moved") == ST_OK);
    CHECK_I64((int64_t)lines_of(export(cx, conf, "")), AUDIT_KINDS + 2);
    cx->now_ms += 10 * 366 * DAY_MS;
    CHECK(run(cx, conf, "trim|--reason|moved") == ST_OK);
    const Str all = export(cx, conf, "");
    CHECK_I64((int64_t)lines_of(all), 2);
    CHECK(str_contains(all, STR("\"value\":\"postern audit trim\"")));
}
