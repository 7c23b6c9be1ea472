/* postern representative and postern member: who of the plan's people does what (AUTHORIZATION M18, M36, M40). */
#include "app/command.h"
#include "app/env.h"
#include "base/date.h"
#include "member/member_int.h"
#include "tests/unit/app/command_run.h"
#include "tests/unit/jose/made.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct House {
    Cx *cx;
    Str conf;
} House;

static House house_new(Cx *cx)
{
    const Str dir = test_dir();
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans"), STR("")).p, 0700) == 0);
    CHECK_OK(cx, made_put(cx, arena_join(cx->mem, dir, STR("/keys"), STR(""))));
    CHECK(mkdir(arena_join(cx->mem, dir, STR("/plans/demo"), STR("")).p, 0700) == 0);
    (void)test_file_put(cx, dir, "plans/demo/plan.ini", "name = Demo\nsandbox = yes\n");
    const House h = { cx, test_file_put(cx, dir, "postern.ini",
                                        "[server]\nbase_url = http://localhost:8080\n"
                                        "[mail]\nurl = file:mail\n") };
    const Str data = test_file_put(
        cx, dir, "data.ndjson",
        "{\"resourceType\":\"Patient\",\"id\":\"rosa\",\"birthDate\":\"1984-03-27\"}\n");
    CHECK(command_run("load", arena_printf(cx->mem, "-c|%.*s|--plan|demo|%.*s", STR_ARG(h.conf),
                                           STR_ARG(data))) == ST_OK);
    return h;
}

static Status staff(const House *h, const char *command, const char *words)
{
    return command_run(command,
                       arena_printf(h->cx->mem, "-c|%.*s|--plan|demo|%s", STR_ARG(h->conf), words));
}

static Status staff_id(const House *h, const char *command, const char *words, Str id)
{
    return staff(h, command, arena_printf(h->cx->mem, "%s|--id|%.*s", words, STR_ARG(id)).p);
}

/* What it prints. */
static Str staff_says(const House *h, const char *command, const char *words)
{
    char text[4096] = "";
    FILE *f = tmpfile();
    const int before = dup(STDOUT_FILENO);
    CHECK(f != NULL && fflush(stdout) == 0 && dup2(fileno(f), STDOUT_FILENO) >= 0);
    const Status st = staff(h, command, words);
    (void)fflush(stdout);
    CHECK(dup2(before, STDOUT_FILENO) >= 0 && close(before) == 0);
    rewind(f);
    CHECK(fread(text, 1, sizeof text - 1, f) > 0);
    (void)fclose(f);
    CHECK(st == ST_OK);
    return arena_dup(h->cx->mem, str_of(text));
}

static Str newest(const House *h)
{
    Env env;
    DbTx *tx;
    Mandate *all;
    size_t count;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    CHECK_OK(&own, env_open(&own, h->conf, &env));
    CHECK_OK(&own, db_read(&own, env.db, DB_STATE, &tx));
    CHECK_OK(&own, mandate_list(&own, tx, env.keys, 1, STR("rosa"), &all, &count));
    CHECK(count > 0);
    const Str id = arena_dup(h->cx->mem, all[0].id);
    arena_free(own.mem);
    return id;
}

static bool audited(const House *h, const char *text)
{
    Env env;
    Audit *audit;
    DbTx *tx;
    AuditRow *rows;
    size_t n;
    bool found = false;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    CHECK_OK(&own, env_open(&own, h->conf, &env));
    CHECK_OK(&own, env_audit(&own, &env, &audit));
    CHECK_OK(&own, audit_seal_now(&own, audit));
    CHECK_OK(&own, db_read(&own, env.db, DB_STATE, &tx));
    CHECK_OK(&own, audit_rows(&own, tx, 1, 1, 100, &rows, &n));
    for (size_t i = 0; i < n; i++)
        found |= str_contains(rows[i].record, str_of(text));
    arena_free(own.mem);
    return found;
}

#define ADD                                                                                        \
    "add|--patient|rosa|--email|rita@example.com|--first|Rita|--last|Ruiz|--basis|"                \
    "power-of-attorney|--until|2099-12-31"

/* M36: two of the plan's people, both in the audit, with where the evidence is. */
TEST(representative_command__needs_two_people_and_evidence)
{
    const House h = house_new(test_cx());
    CHECK(staff(&h, "representative", ADD "|--by|Ana Clerk") == ST_INVALID);
    CHECK(staff(&h, "representative", ADD "|--evidence|cabinet 4") == ST_INVALID);
    CHECK(staff(&h, "representative", ADD "|--evidence|cabinet 4|--by|Ana Clerk|--from|soon") ==
          ST_INVALID);
    CHECK(staff(&h, "representative", ADD "|--evidence|cabinet 4|--by|Ana Clerk") == ST_OK);
    const Str id = newest(&h);
    const char *approve = "approve|--email|Rita@Example.com|--by|";
    CHECK(staff_id(&h, "representative", arena_printf(h.cx->mem, "%sAna clerk ", approve).p, id) ==
          ST_FORBIDDEN);
    CHECK(staff_id(&h, "representative", arena_printf(h.cx->mem, "%sBo Chief", approve).p,
                   STR("other")) == ST_NOT_FOUND);
    CHECK(staff_id(&h, "representative", arena_printf(h.cx->mem, "%sBo Chief", approve).p, id) ==
          ST_OK);
    CHECK(staff(&h, "representative", "list|--patient|rosa") == ST_OK);
    CHECK(staff_id(&h, "representative", "end|--by|Cy", id) == ST_OK);
    CHECK(audited(&h, "postern representative add by Ana Clerk"));
    CHECK(audited(&h, "postern representative approve by Bo Chief"));
    CHECK(audited(&h, "postern representative list"));
    CHECK(audited(&h, "postern representative end by Cy"));
    CHECK(!audited(&h, "rita@") && !audited(&h, "Ruiz"));
}

/* M36: "active" is what gives something today. */
TEST(representative_command__says_where_a_paper_stands)
{
    const House h = house_new(test_cx());
    const char *list = "list|--patient|rosa";
    const char *approve = "approve|--email|rita@example.com|--by|Bo";
    (void)staff_says(&h, "representative", ADD "|--from|2098-01-01|--evidence|cabinet 4|--by|Ana");
    CHECK(str_contains(staff_says(&h, "representative", list), STR("\"state\":\"waiting\"")));
    CHECK(staff_id(&h, "representative", approve, newest(&h)) == ST_OK);
    CHECK(str_contains(staff_says(&h, "representative", list), STR("\"state\":\"later\"")));
    const Str second = staff_says(&h, "representative", ADD "|--evidence|cabinet 4|--by|Ana");
    const Str id = str_slice(second, 7, 7 + 22); /* 16 bytes in base64url */
    CHECK(staff_id(&h, "representative", approve, id) == ST_OK);
    const Str both = staff_says(&h, "representative", list);
    CHECK(str_contains(both, STR("\"state\":\"active\"")));
    CHECK(str_contains(both, STR("\"state\":\"ended\"")));
    CHECK(!str_contains(both, STR("\"state\":\"later\"")));
}

static Status load_register(const House *h, const char *verb, const char *by, const char *lines)
{
    Cx *cx = h->cx;
    const Str csv =
        arena_join(cx->mem, STR("patient,basis,first,last,email,evidence,from,until,limits,lang\n"),
                   str_of(lines), STR(""));
    const Str path = test_file_put(cx, test_dir(), "register.csv", csv.p);
    return staff(h, "representative",
                 arena_printf(cx->mem, "%s|%.*s|--by|%s", verb, STR_ARG(path), by).p);
}

/* M36: a register is a file that two people name; the audit says who, and nobody's name. */
TEST(representative_command__loads_a_register_by_two_people)
{
    const House h = house_new(test_cx());
    const char *lines = "rosa,executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,\n";
    CHECK(staff(&h, "representative", "load|--by|Ana") == ST_INVALID);
    CHECK(staff(&h, "representative", "load|nofile.csv|--by|Ana") == ST_NOT_FOUND);
    CHECK(staff(&h, "representative", "list|more") == ST_INVALID);
    CHECK(load_register(&h, "load", "Ana", "rosa,friend\n") == ST_INVALID);
    CHECK(load_register(&h, "load", "Ana", lines) == ST_OK);
    CHECK(load_register(&h, "load-approve", "Ana", lines) == ST_FORBIDDEN);
    CHECK(load_register(&h, "load-approve", "Bo", lines) == ST_OK);
    const Str all = staff_says(&h, "representative", "list|--patient|rosa");
    CHECK(str_contains(all, STR("\"state\":\"active\"")));
    CHECK(
        str_contains(all, STR("\"by\":\"register\",\"asked_by\":\"Ana\",\"approved_by\":\"Bo\"")));
    CHECK(audited(&h, "postern representative load by Ana"));
    CHECK(audited(&h, "postern representative load-approve by Bo"));
    CHECK(!audited(&h, "rita@") && !audited(&h, "Ruiz"));
}

/* M40 */
TEST(representative_command__blocks_by_a_name_and_a_reason)
{
    const House h = house_new(test_cx());
    CHECK(staff(&h, "representative", "block|--patient|rosa|--who|all|--by|Ana") == ST_INVALID);
    CHECK(staff(&h, "representative", "block|--patient|rosa|--who|all|--reason|case 12") ==
          ST_INVALID);
    CHECK(staff(&h, "representative", "block|--patient|rosa|--by|Ana|--reason|case 12") ==
          ST_INVALID);
    CHECK(staff(&h, "representative", "block|--patient|rosa|--who|all|--by| |--reason|case 12") ==
          ST_INVALID);
    CHECK(staff(&h, "representative",
                "block|--patient|rosa|--who|all|--by|A\u200bna|--reason|case 12") == ST_INVALID);
    CHECK(staff(&h, "representative", "unblock|--patient|rosa|--who|all|--by| |--reason|over") ==
          ST_INVALID);
    CHECK(staff(&h, "representative", "block|--patient|rosa|--who|all|--by|Ana|--reason|case 12") ==
          ST_OK);
    CHECK(staff(&h, "representative", "unblock|--patient|rosa|--who|gina|--by|Ana|--reason|over") ==
          ST_NOT_FOUND);
    CHECK(staff(&h, "representative", "unblock|--patient|rosa|--who|all|--by|Ana|--reason|over") ==
          ST_OK);
    CHECK(staff(&h, "representative", "block|--patient|rose|--who|all|--by|Ana|--reason|case 12") ==
          ST_NOT_FOUND);
    CHECK(staff(&h, "representative",
                "block|--patient|rosa|--who|gina|--by|Ana|--reason|case 12") == ST_NOT_FOUND);
    CHECK(audited(&h, "postern representative block by Ana"));
    CHECK(audited(&h, "\"reason\":\"case 12\""));
}

static Str account_of(const House *h, Str patient, Str email)
{
    Env env;
    DbTx *tx;
    Str id;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    CHECK_OK(&own, env_open(&own, h->conf, &env));
    CHECK_OK(&own, db_write(&own, env.db, DB_STATE, &tx));
    CHECK_OK(&own, account_make(&own, tx, env.keys, 1, email, STR("en"), patient, &id));
    CHECK_OK(&own, db_commit(&own, tx));
    id = arena_dup(h->cx->mem, id);
    arena_free(own.mem);
    return id;
}

static int64_t kept_from_rosa(const House *h, Str who)
{
    Env env;
    DbTx *tx;
    size_t n;
    int64_t found = 0;
    MemberBlock *list;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    CHECK_OK(&own, env_open(&own, h->conf, &env));
    CHECK_OK(&own, db_read(&own, env.db, DB_STATE, &tx));
    CHECK_OK(&own, blocks_of(&own, tx, 1, STR("rosa"), &list, &n));
    for (size_t i = 0; i < n; i++)
        found += str_eq(list[i].who, who);
    arena_free(own.mem);
    return found;
}

/* M40, M41: an account's person is meant by each of his records: another account of his may be of another. */
TEST(representative_command__blocks_each_record_of_an_accounts_person)
{
    const House h = house_new(test_cx());
    const Str account = account_of(&h, STR("hal"), STR("hal@example.com"));
    (void)account_of(&h, STR("hal2"), STR("other@example.com"));
    const Str data = test_file_put(
        h.cx, test_dir(), "hal.ndjson",
        "{\"resourceType\":\"Patient\",\"id\":\"hal\",\"birthDate\":\"1979-05-05\",\"link\":"
        "[{\"other\":{\"reference\":\"Patient/hal2\"},\"type\":\"replaced-by\"}]}\n"
        "{\"resourceType\":\"Patient\",\"id\":\"hal2\",\"birthDate\":\"1979-05-05\"}\n");
    CHECK(command_run("load", arena_printf(h.cx->mem, "-c|%.*s|--plan|demo|%.*s", STR_ARG(h.conf),
                                           STR_ARG(data))) == ST_OK);
    const Str words = arena_printf(
        h.cx->mem, "|--patient|rosa|--who|%.*s|--by|Ana|--reason|case 12", STR_ARG(account));
    CHECK(staff(&h, "representative", arena_printf(h.cx->mem, "block%s", words.p).p) == ST_OK);
    CHECK_I64(kept_from_rosa(&h, account), 1);
    CHECK_I64(kept_from_rosa(&h, STR("hal")), 1);
    CHECK_I64(kept_from_rosa(&h, STR("hal2")), 1);
    CHECK(staff(&h, "representative", arena_printf(h.cx->mem, "unblock%s", words.p).p) == ST_OK);
    CHECK_I64(kept_from_rosa(&h, STR("hal2")), 0);
}

/* M37 */
TEST(member_command__emancipates_by_two_people)
{
    const House h = house_new(test_cx());
    CHECK(staff(&h, "member", "emancipate|--patient|rosa|--by|Ana") == ST_INVALID);
    CHECK(staff(&h, "member", "emancipate|--patient|rosa|--by|Ana|--reason|court") == ST_OK);
    CHECK(staff(&h, "member", "emancipate-approve|--patient|rosa|--by|Ana") == ST_FORBIDDEN);
    CHECK_STR(staff_says(&h, "member", "emancipate-approve|--patient|rosa|--by|Bo"),
              STR("{\"emancipated\":true}\n"));
    CHECK(staff(&h, "member", "emancipate|--not|--patient|rosa|--by|Bo|--reason|x") == ST_OK);
    CHECK_STR(staff_says(&h, "member", "emancipate-approve|--patient|rosa|--by|Ana"),
              STR("{\"emancipated\":false}\n"));
    CHECK(audited(&h, "postern member emancipate by Ana"));
    CHECK(audited(&h, "postern member emancipate-approve by Bo"));
}

/* M18 */
TEST(member_command__recovers_an_account_that_there_is)
{
    const House h = house_new(test_cx());
    CHECK(
        staff(&h, "member", "recover|--patient|rosa|--email|new@example.com|--by|Ana|--reason|x") ==
        ST_NOT_FOUND);
    CHECK(staff(&h, "member", "recover|--email|new@example.com|--by|Ana|--reason|x") == ST_INVALID);
    CHECK(staff(&h, "member", "recover-approve|--by|Bo") == ST_INVALID);
    CHECK(staff(&h, "member", "recover-end|--id|x|--by|Bo") == ST_NOT_FOUND);
    CHECK(staff(&h, "member", "unlock|--account|x|--by|Ana|--reason|call") == ST_NOT_FOUND);
    CHECK(staff(&h, "member", "find") == ST_INVALID);
}
