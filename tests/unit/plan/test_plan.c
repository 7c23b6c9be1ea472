#include "plan/plan.h"

#include "base/buf.h"
#include "base/limits.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>

static Str plan_add(Str dir, const char *id, Str ini)
{
    Cx *cx = test_cx();
    const Str folder = arena_join(cx->mem, dir, STR("/"), str_of(id));
    const Str path = arena_join(cx->mem, folder, STR("/plan.ini"), STR(""));
    CHECK(mkdir(folder.p, 0700) == 0);
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(ini.p, 1, ini.n, f) == ini.n);
    (void)fclose(f);
    return dir;
}

static Status read_in(Str dir, Plans **plans)
{
    return plans_read(test_cx(), dir, STR("https://plan.example"), plans);
}

static const Plan *read_one(Str ini)
{
    Plans *plans;
    CHECK_OK(test_cx(), read_in(plan_add(test_dir(), "demo", ini), &plans));
    return plans_at(plans, 0);
}

static void check_refused(Str ini, const char *detail)
{
    Cx *cx = test_cx();
    Plans *plans;
    CHECK_FAILS(cx, ST_INVALID, read_in(plan_add(test_dir(), "demo", ini), &plans));
    if (!str_contains(cx->fault.detail, str_of(detail)))
        CHECK_STR(cx->fault.detail, str_of(detail));
    CHECK(str_ends(cx->fault.where, STR("/demo/plan.ini")));
}

TEST(plan__a_name_is_enough)
{
    const Plan *p = read_one(STR("name = Plan A\n"));
    CHECK_STR(p->id, STR("demo"));
    CHECK_STR(p->name, STR("Plan A"));
    CHECK_STR(p->issuer, STR("https://plan.example/demo"));
    CHECK_STR(p->fhir_base, STR("https://plan.example/demo/fhir"));
    CHECK(!p->sandbox && p->spanish);
    CHECK_I64(p->match, PLAN_MATCH_FIRST | PLAN_MATCH_LAST | PLAN_MATCH_BIRTH_DATE |
                            PLAN_MATCH_MEMBER_ID | PLAN_MATCH_ZIP);
    CHECK_STR(p->brand.color, STR("#0b5cad"));
    CHECK(p->open == 0);
    CHECK(p->confirm == PLAN_CONFIRM_OFF); /* AUTHORIZATION section 13 */
    CHECK(p->reasons == 0 && p->outside_count == 0 && p->new_days == 0);
    CHECK(p->sharing_max == PLAN_SHARING_UNTIL_STOPPED);
    CHECK(p->sharing_default == PLAN_SHARING_UNTIL_STOPPED);
    CHECK(p->access_minutes == 60 && p->refresh_days == 100);
    CHECK(p->services_email.n + p->services_phone.n + p->services_url.n + p->mail_from.n == 0);
}

/* Every key, so that one out of its place in the table is missed here. */
TEST(plan__every_key_is_read)
{
    const Plan *p = read_one(STR("services_url = https://plan.example/help?a=1\n"
                                 "sharing_max = 12_months\n"
                                 "sharing_default = 3_months\n"
                                 "time_zone = America/Chicago\n"
                                 "services_phone = +1 (800) 555-0100\n"
                                 "services_email = help@plan.example\n"
                                 "sandbox = yes\n"
                                 "refresh_days = 90\n"
                                 "reasons = too_new coverage_ended not_covered\n"
                                 "outside_rule = EHCPOL\n  PPO employer\n"
                                 "new_member_days = 3\n"
                                 "public = formulary\n  directory\n"
                                 "organization = payer-1.a\n"
                                 "name = Plan \xc3\x91\n"
                                 "match = birth_date\n  member_id  last\n"
                                 "mail_from = no-reply@plan.example\n"
                                 "languages = en\n"
                                 "ended_coverage = stop\n"
                                 "confirm_on_file = required\n"
                                 "color = #7A0019\n"
                                 "access_minutes = 5\n"));
    CHECK_STR(p->services_url, STR("https://plan.example/help?a=1"));
    CHECK_STR(p->services_phone, STR("+1 (800) 555-0100"));
    CHECK_STR(p->services_email, STR("help@plan.example"));
    CHECK(p->sandbox && !p->spanish);
    CHECK_STR(p->organization, STR("payer-1.a"));
    CHECK_I64(p->open, PLAN_PUBLIC_DIRECTORY | PLAN_PUBLIC_FORMULARY);
    CHECK_STR(p->name, STR("Plan \xc3\x91"));
    CHECK_I64(p->match, PLAN_MATCH_BIRTH_DATE | PLAN_MATCH_MEMBER_ID | PLAN_MATCH_LAST);
    CHECK_STR(p->mail_from, STR("no-reply@plan.example"));
    CHECK_STR(p->brand.color, STR("#7A0019"));
    CHECK(p->sharing_max == PLAN_SHARING_12_MONTHS && p->sharing_default == PLAN_SHARING_3_MONTHS);
    CHECK(p->stops_uncovered);
    CHECK_I64(p->reasons,
              PLAN_REASON_COVERAGE_ENDED | PLAN_REASON_NOT_COVERED | PLAN_REASON_TOO_NEW);
    CHECK_I64((int64_t)p->outside_count, 2);
    CHECK_STR(p->outside[1], STR("PPO employer"));
    CHECK_I64(p->new_days, 3);
    CHECK_STR(zone_words(p->zone, false), STR("Central Time"));
    CHECK(p->confirm == PLAN_CONFIRM_REQUIRED);
    CHECK(p->access_minutes == 5 && p->refresh_days == 90);
}

TEST(plan__a_time_zone_is_one_of_ours_by_its_whole_name)
{
    static const char *const bad[] = { "", "EST", "US/Eastern", "America/Nowhere",
                                       "america/chicago" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_refused(arena_printf(test_cx()->mem, "name = A\ntime_zone = %s\n", bad[i]),
                      "line 2: time_zone must be one of: America/Anchorage America/Chicago ");
    CHECK_STR(zone_words(read_one(STR("name = A\n"))->zone, false), STR("Eastern Time"));
}

/* T28: three months of renewal at least, whatever a plan wants; and an hour at most without one. */
TEST(plan__how_long_has_its_bounds)
{
    static const char *const bad[] = { "access_minutes = 4",     "access_minutes = 61",
                                       "access_minutes = 1h",    "refresh_days = 89",
                                       "refresh_days = 3651",    "refresh_days = -100",
                                       "ended_coverage = end",   "sharing_max = once",
                                       "sharing_max = 2_months", "sharing_default = forever" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_refused(arena_printf(test_cx()->mem, "name = A\n%s\n", bad[i]), "must be");
    check_refused(STR("name = A\nsharing_default = until_stopped\nsharing_max = 12_months\n"),
                  "sharing_default is longer than sharing_max");
    CHECK(read_one(STR("name = A\nsharing_max = 3_months\n"))->sharing_default ==
          PLAN_SHARING_3_MONTHS);
}

TEST(plan__a_reason_is_one_that_can_arise)
{
    check_refused(STR("name = A\nreasons = unknown\n"), "words of: coverage_ended");
    check_refused(STR("name = A\nreasons = coverage_ended\n"), "needs ended_coverage = stop");
    check_refused(STR("name = A\nreasons = not_covered\n"), "needs outside_rule");
    check_refused(STR("name = A\nreasons = too_new\nnew_member_days = 0\n"),
                  "needs new_member_days");
    check_refused(STR("name = A\nconfirm_on_file = yes\n"), "off, when_available or required");
    check_refused(STR("name = A\nnew_member_days = 31\n"), "must be a number from 0 to 30");
    check_refused(STR("name = A\noutside_rule =\n"), "outside_rule must be");
    CHECK(read_one(STR("name = A\nended_coverage = stop\nreasons = coverage_ended\n"))->reasons ==
          PLAN_REASON_COVERAGE_ENDED);
}

TEST(plan__what_is_wrong_is_named_with_its_line)
{
    check_refused(STR("color = #0b5cad\n"), "the key name is missing");
    check_refused(STR("name = A\nsandbax = yes\n"), "line 2: there is no key sandbax");
    check_refused(STR("name = A\n[web]\ncolor = #000000\n"), "line 3: there is no key color");
    check_refused(STR("name =\n"), "line 1: name must be a name of 1 to 100 bytes");
    check_refused(STR("name = \xe9\n"), "line 1: name must be");
    check_refused(STR("name = A\n B\n"), "name must be");
    check_refused(STR("name = A\nsandbox = true\n"), "line 2: sandbox must be yes or no");
    check_refused(STR("name = A\nlanguages = es\n"), "languages must be");
    check_refused(STR("name = A\npublic = yes\n"), "public must be words of: directory formulary");
    check_refused(STR("name = A\nname = B\n"), "line 2 gives a key again");
}

TEST(plan__matching_needs_member_id_and_birth_date)
{
    check_refused(STR("name = A\nmatch = first last zip\n"), "at least member_id and birth_date");
    check_refused(STR("name = A\nmatch = birth_date\n"), "at least member_id and birth_date");
    check_refused(STR("name = A\nmatch = member_id birth_date ssn\n"), "words of");
    check_refused(STR("name = A\nmatch =\n"), "at least member_id and birth_date");
}

/* The address ends up in a mail's header. */
TEST(plan__an_address_is_one_address)
{
    static const char *const bad[] = {
        "help",    "@a.example",   "a@",        "a@b@c",         "a b@c.example",
        "<a@b.c>", "a@b.c, d@e.f", "\"a\"@b.c", "a@b\xc3\xa9.c", "a@b.c\n Bcc: d@e.f"
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Arena *mem = test_cx()->mem;
        check_refused(arena_printf(mem, "name = A\nmail_from = %s\n", bad[i]), "mail_from must be");
        check_refused(arena_printf(mem, "name = A\nservices_email = %s\n", bad[i]),
                      "services_email must be");
    }
}

TEST(plan__links_and_telephones_are_what_they_say)
{
    check_refused(STR("name = A\nservices_url = http://plan.example\n"), "services_url must be");
    check_refused(STR("name = A\nservices_url = https://\n"), "services_url must be");
    check_refused(STR("name = A\nservices_url = https://a.example/\"x\n"), "services_url must be");
    check_refused(STR("name = A\nservices_phone = call us\n"), "services_phone must be");
    check_refused(STR("name = A\nservices_phone =\n"), "services_phone must be");
    check_refused(STR("name = A\norganization = Organization/1\n"), "organization must be");
}

/* M33: WCAG 2.1, 1.4.3. White on #767676 is 4.54 to 1; at the foot of a page it stands on a pale grey. */
TEST(plan__a_colour_can_be_read_on_what_it_stands_on)
{
    (void)read_one(STR("name = A\ncolor = #000000\n"));
    (void)read_one(STR("name = A\ncolor = #717171\n"));
    (void)read_one(STR("name = A\ncolor = #0000FF\n"));
    check_refused(
        STR("name = A\ncolor = #777777\n"),
        "#ffffff on #777777 (color: letters of a button) is 4.47 to 1; it must be 4.5 or more");
    check_refused(STR("name = A\ncolor = #767676\n"),
                  "#767676 on #f4f6f9 (color: links at the foot of a page) is 4.1");
    check_refused(STR("name = A\ncolor = #ff0000\n"), "#ffffff on #ff0000");
    check_refused(STR("name = A\ncolor = #00ff00\n"), "is 1.37 to 1");
    check_refused(STR("name = A\ncolor = #ffffff\n"), "is 1.00 to 1");
    check_refused(STR("name = A\ncolor = #fff\n"), "a colour as #rrggbb");
    check_refused(STR("name = A\ncolor = 0b5cad0\n"), "a colour as #rrggbb");
    check_refused(STR("name = A\ncolor = #0b5cag\n"), "a colour as #rrggbb");
}

/* M33 */
TEST(plan__the_letters_of_the_head_can_be_read_on_its_colour)
{
    const Plan *p = read_one(STR("name = A\nhead_color = #7a0019\nhead_text_color = #ffffff\n"));
    CHECK_STR(p->brand.head_color, STR("#7a0019"));
    CHECK_STR(p->brand.head_text_color, STR("#ffffff"));
    check_refused(STR("name = A\nhead_color = #7a0019\n"),
                  "#1b2430 on #7a0019 (head_text_color on head_color) is 1.");
    check_refused(STR("name = A\nhead_text_color = #cccccc\n"), "#cccccc on #ffffff");
    check_refused(STR("name = A\nhead_color = red\n"), "a colour as #rrggbb");
}

static Status texts_in(Str texts, const Plan **plan)
{
    Plans *plans;
    const Str dir = plan_add(test_dir(), "demo", STR("name = A\n"));
    const Str path = arena_join(test_cx()->mem, dir, STR("/demo/texts.ini"), STR(""));
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(texts.p, 1, texts.n, f) == texts.n);
    (void)fclose(f);
    const Status st = read_in(dir, &plans);
    if (st == ST_OK)
        *plan = plans_at(plans, 0);
    return st;
}

static void check_texts(Str texts, Status st, const char *detail)
{
    const Plan *p;
    CHECK_FAILS(test_cx(), st, texts_in(texts, &p));
    if (!str_contains(test_cx()->fault.detail, str_of(detail)))
        CHECK_STR(test_cx()->fault.detail, str_of(detail));
    CHECK(str_ends(test_cx()->fault.where, STR("/demo/texts.ini")));
    test_cx()->fault = (Fault){ 0 };
}

TEST(plan__its_own_words_stand_beside_it)
{
    const Plan *p;
    CHECK_OK(test_cx(),
             texts_in(STR("[en]\nmail_code_subject = A\n  b\nmail_code = A\n  b\n"), &p));
    CHECK_STR(p->texts.list[0].text, STR("A b")); /* M26: a header is one line */
    CHECK_STR(p->texts.list[1].text, STR("A\nb"));
    CHECK_OK(test_cx(), texts_in(STR("[en]\nhelp_whom = Ask us\n  or them\n[es]\n"
                                     "help_whom = Pregúntenos\n"),
                                 &p));
    CHECK_I64((int64_t)p->texts.count, 2);
    CHECK_STR(p->texts.list[0].text, STR("Ask us or them"));
    CHECK(!p->texts.list[0].spanish && p->texts.list[1].spanish);
    CHECK_I64(p->texts.list[1].line, 5);
    CHECK(p->sum != read_one(STR("name = A\n"))->sum);
}

TEST(plan__its_own_words_are_words)
{
    check_texts(STR("[en]\na = ok\nhelp_whom = Ask <b>us</b>\n"), ST_INVALID,
                "line 3: plain words, without < > &");
    check_texts(STR("[en]\nhelp_whom = Ask &amp; wait\n"), ST_INVALID, "line 2: plain words");
    check_texts(STR("[en]\nhelp_whom =\n"), ST_INVALID, "line 2: 1 to 1000 bytes");
    check_texts(STR("[en]\nhelp_whom = a\xe2\x80\xae"
                    "b\n"),
                ST_INVALID, "line 2: 1 to 1000 bytes");
    check_texts(STR("[en]\nhelp_whom = a\xff\n"), ST_INVALID, "line 2: 1 to 1000 bytes");
    check_texts(STR("help_whom = x\n"), ST_INVALID, "line 1: it stands below [en] or [es]");
    check_texts(STR("[fr]\nhelp_whom = x\n"), ST_INVALID, "line 2: it stands below [en] or [es]");
    check_texts(STR("[en]\nhelp_whom = x\nhelp_whom = y\n"), ST_INVALID,
                "line 3 gives a key again");
}

TEST(plan__its_own_words_have_a_ceiling)
{
    Buf *b = buf_new(test_cx(), 1u << 20);
    buf_put(b, STR("[en]\n"));
    for (int i = 0; i < 160; i++) {
        buf_printf(b, "k%d = ", i);
        for (int line = 0; line < 10; line++)
            buf_printf(b, "%s%090d\n", line ? "  " : "", 0);
    }
    check_texts(buf_str(b), ST_TOO_LONG, "more than 131072 bytes of texts");
    b = buf_new(test_cx(), 1u << 20);
    buf_put(b, STR("[en]\nk = 0\n"));
    for (int line = 0; line < 20; line++)
        buf_printf(b, "  %090d\n", 0);
    check_texts(buf_str(b), ST_INVALID, "1 to 1000 bytes");
}

TEST(plan__folders_that_cannot_be_a_plan_are_refused)
{
    Cx *cx = test_cx();
    static const char *const bad[] = { "brands",     "console",
                                       "developers", "static",
                                       "Demo",       "a_b",
                                       "a b",        "abcdefghijklmnopqrstuvwxyz0123456" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Plans *plans;
        const Str dir = plan_add(test_dir(), bad[i], STR("name = A\n"));
        CHECK_FAILS(cx, ST_INVALID, read_in(dir, &plans));
    }
}

TEST(plan__plans_are_found_by_id_and_dot_folders_left_out)
{
    Cx *cx = test_cx();
    Plans *plans;
    const Str dir = test_dir();
    CHECK_FAILS(cx, ST_INVALID, read_in(dir, &plans));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_in(STR("/nonexistent"), &plans));
    plan_add(dir, "zeta", STR("name = Z\n"));
    plan_add(dir, "a-1", STR("name = A\n"));
    plan_add(dir, ".git", STR("nonsense"));
    CHECK_OK(cx, read_in(dir, &plans));
    CHECK_I64((int64_t)plans_count(plans), 2);
    CHECK_STR(plans_at(plans, 0)->id, STR("a-1"));
    CHECK_STR(plans_find(plans, STR("zeta"))->name, STR("Z"));
    CHECK(!plans_find(plans, STR("zet")) && !plans_find(plans, STR(".git")));
}

static Status number(Cx *cx, Db *db, Plans *plans)
{
    DbTx *tx;
    TRY(db_write(cx, db, DB_STATE, &tx));
    TRY(plans_number(cx, tx, plans));
    return db_commit(cx, tx);
}

BOTH(plan__a_number_is_given_once_and_kept)
{
    Plans *plans;
    const Str dir = plan_add(test_dir(), "b", STR("name = B\n"));
    CHECK_OK(cx, read_in(dir, &plans));
    CHECK_OK(cx, number(cx, db, plans));
    CHECK_I64(plans_find(plans, STR("b"))->num, 1);
    plan_add(dir, "a", STR("name = A\n"));
    plan_add(dir, "c", STR("name = C\n"));
    CHECK_OK(cx, read_in(dir, &plans));
    CHECK_OK(cx, number(cx, db, plans));
    CHECK_I64(plans_find(plans, STR("a"))->num, 2);
    CHECK_I64(plans_find(plans, STR("b"))->num, 1);
    CHECK_I64(plans_find(plans, STR("c"))->num, 3);
}

#define NODES 4u

typedef struct Node {
    Cx cx;
    Db *db;
    Plans *plans;
    Status st;
} Node;

static void *start(void *arg)
{
    Node *n = arg;
    for (int tries = 0; tries < 30; tries++) { /* each waits 2 s for the writer's turn */
        n->st = number(&n->cx, n->db, n->plans);
        if (n->st != ST_UNAVAILABLE)
            break;
        arena_reset(n->cx.mem);
    }
    return NULL;
}

/* Each node brings a plan of its own and all bring one in common. */
static void node_make(Node *n, size_t i, Str url)
{
    Cx *cx = test_cx();
    const Str dir = plan_add(test_dir(), "common", STR("name = A\n"));
    plan_add(dir, arena_printf(cx->mem, "own-%zu", i).p, STR("name = A\n"));
    *n = (Node){ .cx = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS },
                 .db = test_db(cx, url) };
    CHECK_OK(cx, read_in(dir, &n->plans));
}

BOTH(plan__nodes_that_start_together_agree_on_numbers)
{
    Node nodes[NODES];
    pthread_t threads[NODES];
    bool taken[NODES + 2] = { false };
    (void)db;
    for (size_t i = 0; i < NODES; i++)
        node_make(&nodes[i], i, url);
    for (size_t i = 0; i < NODES; i++)
        CHECK(pthread_create(&threads[i], NULL, start, &nodes[i]) == 0);
    for (size_t i = 0; i < NODES; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
    for (size_t i = 0; i < NODES; i++) {
        CHECK_OK(&nodes[i].cx, nodes[i].st);
        const int64_t own = plans_at(nodes[i].plans, 1)->num;
        CHECK(own >= 1 && own <= (int64_t)NODES + 1 && !taken[own]);
        taken[own] = true;
        CHECK_I64(plans_at(nodes[i].plans, 0)->num, plans_at(nodes[0].plans, 0)->num);
        arena_free(nodes[i].cx.mem);
    }
    CHECK(!taken[plans_at(nodes[0].plans, 0)->num]);
    (void)cx;
}

static void file_put(Str path, Str bytes)
{
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
    (void)fclose(f);
}

#define PNG_OF(side) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" side "\0\0" side "\x08\x06\0\0\0\0\0\0\0"

/* B5, B8, B9. */
TEST(plan__a_brand_is_read)
{
    Cx *cx = test_cx();
    const Str dir = plan_add(test_dir(), "demo",
                             STR("name = Plan A\nwebsite = https://www.a.example/m\n"
                                 "aliases = Plan Salud A\n  Old A\nstates = MA\n  NH\n"
                                 "zips = 02139\nidentifiers = naic 12345\n  urn:oid:1.2 x y\n"
                                 "logo = a.png\nlogo_license = https://a.example/l\n"
                                 "portal_name = My A\nportal_url = https://a.example/p\n"
                                 "portal_description = For us\n"
                                 "developers_url = https://dev.a.example\nlisted = yes\n"));
    const Str png = STR(PNG_OF("\x04\x00"));
    Plans *plans;
    file_put(arena_join(cx->mem, dir, STR("/demo/a.png"), STR("")), png);
    CHECK_OK(cx, read_in(dir, &plans));
    const Plan *p = plans_at(plans, 0);
    const PlanBrand *b = &p->brand;
    CHECK(plan_is_listed(p));
    CHECK_STR(plan_brand_missing(cx, p), STR(""));
    CHECK_STR(b->website, STR("https://www.a.example/m"));
    CHECK(b->alias_count == 2 && b->state_count == 2 && b->zip_count == 1);
    CHECK_STR(b->aliases[1], STR("Old A"));
    CHECK_STR(b->states[1], STR("NH"));
    CHECK(b->identifier_count == 2);
    CHECK_STR(b->identifiers[0].system, STR("urn:oid:2.16.840.1.113883.6.300"));
    CHECK_STR(b->identifiers[1].system, STR("urn:oid:1.2"));
    CHECK_STR(b->identifiers[1].value, STR("x y"));
    CHECK_STR(b->logo, png);
    CHECK_STR(b->portal_name, STR("My A"));
    CHECK_STR(b->portal_description, STR("For us"));
    CHECK_STR(b->portal_url, STR("https://a.example/p"));
    CHECK_STR(b->developers_url, STR("https://dev.a.example"));
}

/* B9: what a listing lacks is said, and a sandbox asks for none. */
TEST(plan__what_a_listing_lacks_is_named)
{
    Cx *cx = test_cx();
    Plan p = { .brand = { .listed = true } };
    CHECK_STR(plan_brand_missing(cx, &p), STR("website, states"));
    CHECK(!plan_is_listed(&p));
    p.brand.website = STR("https://a.example");
    p.brand.zip_count = 1;
    CHECK(plan_is_listed(&p));
    p.brand.logo = STR("x");
    CHECK_STR(plan_brand_missing(cx, &p), STR("logo_license"));
    CHECK(!plan_is_listed(&p));
    p.brand.listed = false;
    CHECK_STR(plan_brand_missing(cx, &p), STR(""));
    const Plan *sandbox = read_one(STR("name = S\nsandbox = yes\nwebsite = https://s.example\n"
                                       "states = CA\n"));
    CHECK(!plan_is_listed(sandbox) && plan_brand_missing(cx, sandbox).n == 0);
}

TEST(plan__a_brand_that_cannot_be_is_refused__states)
{
    check_refused(STR("name = A\nstates = MA XX\n"), "states must be postal codes");
}

TEST(plan__a_brand_that_cannot_be_is_refused__zips)
{
    check_refused(STR("name = A\nzips = 0213\n"), "zips must be ZIP codes");
}

TEST(plan__a_brand_that_cannot_be_is_refused__website)
{
    check_refused(STR("name = A\nwebsite = http://a.example\n"), "website must be an https");
}

TEST(plan__a_brand_that_cannot_be_is_refused__identifiers)
{
    check_refused(STR("name = A\nidentifiers = 12345\n"), "identifiers must be lines");
}

TEST(plan__a_brand_that_cannot_be_is_refused__listed)
{
    check_refused(STR("name = A\nlisted = maybe\n"), "listed must be yes or no");
}

TEST(plan__a_brand_that_cannot_be_is_refused__aliases)
{
    check_refused(STR("name = A\naliases = a\xE2\x80\xAE\n"), "aliases must be 1 to 100");
}

TEST(plan__a_brand_that_cannot_be_is_refused__no_logo)
{
    check_refused(STR("name = A\nlogo = a.png\n"), "there is none");
}

TEST(plan__a_brand_that_cannot_be_is_refused__a_logo_of_elsewhere)
{
    check_refused(STR("name = A\nlogo = ../a.png\n"), "of the plan's folder");
}

/* B8. */
TEST(plan__a_brand_that_cannot_be_is_refused__logos)
{
    static const Str bad[] = { STR_C(""), STR_C("<svg onload=\"1\"></svg>"),
                               STR_C(PNG_OF("\x04\x01")), STR_C(PNG_OF("\x00\x10")) };
    Cx *cx = test_cx();
    const Str dir = plan_add(test_dir(), "demo", STR("name = A\nlogo = a.png\n"));
    Plans *plans;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        file_put(arena_join(cx->mem, dir, STR("/demo/a.png"), STR("")), bad[i]);
        CHECK_FAILS(cx, ST_INVALID, read_in(dir, &plans));
    }
}

static void beside(Str dir, const char *name, Str text)
{
    const Str path = arena_join(test_cx()->mem, dir, STR("/demo/"), str_of(name));
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(text.p, 1, text.n, f) == text.n);
    (void)fclose(f);
}

/* C4: kinds of a plan's own, and which are in force. */
TEST(plan__says_what_is_sensitive)
{
    Plans *plans;
    const Str dir = plan_add(test_dir(), "demo",
                             STR("name = A\nsensitive = hiv sti\npart2 = source\n"
                                 "uncoded = withhold\nunnamed_drugs = share\n"
                                 "category_1 = Care at work | Atenci\xc3\xb3n en el trabajo\n"
                                 "category_8 = Sleep\n"));
    beside(dir, "sensitive.csv", STR("category,system,code,rule,note\n"));
    CHECK_OK(test_cx(), read_in(dir, &plans));
    const PlanSensitive *s = &plans_at(plans, 0)->sensitive;
    CHECK(s->some && s->part2_by_source && s->uncoded_withheld && s->unnamed_shared);
    CHECK_STR(s->words, STR("hiv sti"));
    CHECK_STR(s->kinds[0].en, STR("Care at work"));
    CHECK_STR(s->kinds[0].es, STR("Atenci\xc3\xb3n en el trabajo"));
    CHECK_STR(s->kinds[7].es, STR("Sleep"));
    CHECK(s->kinds[1].en.n == 0);
    CHECK_STR(s->csv, STR("category,system,code,rule,note\n"));
}

TEST(plan__without_a_word_all_that_is_sensitive_is_in_force)
{
    const PlanSensitive *s = &read_one(STR("name = A\n"))->sensitive;
    CHECK(!s->some && !s->part2_by_source && s->csv.n == 0 && s->kinds[0].en.n == 0);
    CHECK(!s->uncoded_withheld && !s->unnamed_shared);
    CHECK(read_one(STR("name = A\nsensitive =\n"))->sensitive.some);
}

TEST(plan__refuses_what_is_sensitive_in_no_words)
{
    check_refused(STR("name = A\npart2 = yes\n"), "part2 must be match or source");
    check_refused(STR("name = A\nuncoded = no\n"), "uncoded must be share or withhold");
    check_refused(STR("name = A\nunnamed_drugs = no\n"), "unnamed_drugs must be share or withhold");
    check_refused(STR("name = A\ncategory_1 = | Sue\xc3\xb1o\n"), "category_1 must be");
    check_refused(STR("name = A\ncategory_1 = Sleep |\n"), "category_1 must be");
}

TEST(plan__a_list_of_codes_has_a_ceiling)
{
    Cx *cx = test_cx();
    Plans *plans;
    const Str dir = plan_add(test_dir(), "demo", STR("name = A\n"));
    const Str most = { arena_alloc(cx->mem, LIMIT_SENSITIVE + 1), LIMIT_SENSITIVE };
    memset((char *)(uintptr_t)most.p, '#', most.n + 1);
    beside(dir, "sensitive.csv", most);
    CHECK_OK(cx, read_in(dir, &plans));
    beside(dir, "sensitive.csv", (Str){ most.p, most.n + 1 });
    CHECK_FAILS(cx, ST_TOO_LONG, read_in(dir, &plans));
    CHECK(str_ends(cx->fault.where, STR("/demo/sensitive.csv")));
}
