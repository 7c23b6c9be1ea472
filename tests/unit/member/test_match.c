/* AUTHORIZATION M4 to M9; threats 43, 45, 56. */
#include "tests/unit/member/help.h"

#include <stdio.h>

static void rosa(Cx *cx, Db *db)
{
    const RosterPerson p = help_person("rosa", "Rosa", "Ram\xc3\xadrez Vega", "1950-03-04",
                                       "W12345678-01", "02118-1234");
    help_roster(cx, db, &p);
}

/* M7 */
BOTH(match__five_right_details_name_the_member)
{
    Str patient;
    rosa(cx, db);
    const MemberDetails d =
        help_details("ROSA", "ramirez vega", "1950-03-04", "w12345678 01", "02118");
    CHECK_OK(cx, help_match(cx, db, &d, &patient));
    CHECK_STR(patient, STR("rosa"));
    const MemberDetails one = help_details("Rosa", "Ramirez", "1950-03-04", "W12345678", "02118");
    CHECK_OK(cx, help_match(cx, db, &one, &patient));
}

/* M7, threat 43 */
BOTH(match__one_wrong_detail_is_enough_to_find_nobody)
{
    static const char *const wrong[5][5] = {
        { "Rose", "Ramirez", "1950-03-04", "W1234567801", "02118" },
        { "Rosa", "Ramires", "1950-03-04", "W1234567801", "02118" },
        { "Rosa", "Ramirez", "1950-04-03", "W1234567801", "02118" },
        { "Rosa", "Ramirez", "1950-03-04", "W1234567802", "02118" },
        { "Rosa", "Ramirez", "1950-03-04", "W1234567801", "02119" },
    };
    Str patient;
    rosa(cx, db);
    for (int i = 0; i < 5; i++) {
        const MemberDetails d =
            help_details(wrong[i][0], wrong[i][1], wrong[i][2], wrong[i][3], wrong[i][4]);
        CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
        cx->fault = (Fault){ 0 };
    }
}

/* M6 */
BOTH(match__the_dependent_suffix_may_be_left_out_or_added)
{
    Str patient;
    const RosterPerson bare = help_person("ann", "Ann", "Lee", "1980-01-01", "X99887766", "10001");
    const RosterPerson twin = help_person("tom", "Tom", "Lee", "2015-05-05", "X55555-02", "10001");
    const RosterPerson twin2 = help_person("tim", "Tim", "Lee", "2015-05-05", "X55555-03", "10001");
    help_roster(cx, db, &bare);
    help_roster(cx, db, &twin);
    help_roster(cx, db, &twin2);
    MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "X99887766-01", "10001");
    CHECK_OK(cx, help_match(cx, db, &d, &patient));
    d = help_details("Tim", "Lee", "2015-05-05", "X55555", "10001");
    CHECK_OK(cx, help_match(cx, db, &d, &patient));
    CHECK_STR(patient, STR("tim"));
    d = help_details("Tim", "Lee", "2015-05-05", "X55555-02", "10001"); /* that is Tom's */
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
}

/* M7, threat 56 */
BOTH(match__two_members_with_the_same_details_are_nobody)
{
    Str patient;
    const RosterPerson a = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    const RosterPerson b = help_person("b", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    help_roster(cx, db, &a);
    help_roster(cx, db, &b);
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "X1111", "10001");
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
}

/* M7, M39, M41 */
BOTH(match__the_dead_the_replaced_and_the_removed_are_nobody)
{
    Str patient;
    DbTx *tx;
    RosterPerson p = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "X1111", "10001");
    p.deceased = true;
    help_roster(cx, db, &p);
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
    cx->fault = (Fault){ 0 };
    p.deceased = false;
    p.replaced_by = STR("b");
    help_roster(cx, db, &p);
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
    cx->fault = (Fault){ 0 };
    p.replaced_by = STR("");
    help_roster(cx, db, &p);
    CHECK_OK(cx, help_match(cx, db, &d, &patient));
    CHECK_OK(cx, db_write(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_remove(cx, tx, PLAN, STR("a")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
}

BOTH(match__an_id_that_the_plan_took_back_opens_nothing)
{
    Str patient;
    RosterPerson p = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    const MemberDetails old = help_details("Ann", "Lee", "1980-01-01", "X1111", "10001");
    const MemberDetails now = help_details("Ann", "Lee", "1980-01-01", "X2222", "10001");
    help_roster(cx, db, &p);
    const Str id = STR("X2222");
    p.member_ids = &id;
    help_roster(cx, db, &p);
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &old, &patient));
    cx->fault = (Fault){ 0 };
    CHECK_OK(cx, help_match(cx, db, &now, &patient));
}

BOTH(match__a_coverage_alone_registers_nobody_until_its_patient_comes)
{
    Str patient;
    const Str id = STR("SUB77");
    const RosterPerson c = {
        .patient = STR("a"), .coverage = STR("cov1"), .member_ids = &id, .member_id_count = 1
    };
    const RosterPerson p = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "SUB77", "10001");
    help_roster(cx, db, &c);
    CHECK_FAILS(cx, ST_NOT_FOUND, help_match(cx, db, &d, &patient));
    cx->fault = (Fault){ 0 };
    help_roster(cx, db, &p);
    CHECK_OK(cx, help_match(cx, db, &d, &patient));
}

/* M8, threat 43: as many statements, keyed hashes and comparisons */
BOTH(match__work_is_the_same_whoever_is_found)
{
    const MemberPlan plan = help_plan();
    DbTx *tx;
    MemberMatch m;
    rosa(cx, db);
    const MemberDetails d[] = {
        help_details("Rosa", "Ramirez", "1950-03-04", "W12345678", "02118"),
        help_details("Rosa", "Ramirez", "1950-03-04", "W99999999", "02118"),
        help_details("Nobody", "Atall", "1999-09-09", "W12345678", "99999"),
    };
    MatchWork work[3] = { { 0 }, { 0 }, { 0 } };
    for (int i = 0; i < 3; i++) {
        CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
        const Status st = match_run(cx, tx, help_keys(), &plan, &d[i], &work[i], &m);
        CHECK(st == (i == 0 ? ST_OK : ST_NOT_FOUND));
        db_end(tx);
        cx->fault = (Fault){ 0 };
    }
    CHECK(memcmp(&work[0], &work[1], sizeof work[0]) == 0);
    CHECK(memcmp(&work[0], &work[2], sizeof work[0]) == 0);
    CHECK_I64(work[0].compared, LIMIT_MATCH_SLOTS);
}

/* Who matches, and what keeps her from registering. */
static MemberBar bar_of(Cx *cx, Db *db, const MemberPlan *plan, const char *zip)
{
    DbTx *tx;
    MemberMatch m;
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "X1111", zip);
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    const Status st = member_match(cx, tx, help_keys(), plan, &d, &m);
    db_end(tx);
    CHECK(st == ST_OK || forgive(cx, st, ST_NOT_FOUND));
    CHECK_STR(m.patient, st == ST_OK ? STR("a") : STR(""));
    return m.bar;
}

static void covered_by(Cx *cx, Db *db, const char *coverage, int64_t until_ms, const char *products)
{
    const Str id = STR("X1111");
    const RosterPerson c = { .patient = STR("a"),
                             .coverage = str_of(coverage),
                             .until_ms = until_ms,
                             .products = str_of(products),
                             .member_ids = &id,
                             .member_id_count = 1 };
    help_roster(cx, db, &c);
}

/* M7: of who is found; details that do not match never have a reason. */
BOTH(match__says_what_keeps_a_member_from_registering)
{
    static const Str outside[] = { STR_C("PPO employer"), STR_C("EHCPOL") };
    MemberPlan plan = help_plan();
    const RosterPerson a = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    help_roster(cx, db, &a);
    plan.stops_uncovered = true;
    plan.outside = outside;
    plan.outside_count = 2;
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_NONE); /* no Coverage says otherwise */
    covered_by(cx, db, "c1", cx->now_ms, "HMO");
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_COVERAGE_ENDED);
    CHECK(bar_of(cx, db, &plan, "10002") == BAR_NONE);
    covered_by(cx, db, "c2", DATE_MAX, "HMO silver\nPPO employer");
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_NOT_COVERED);
    plan.stops_uncovered = false; /* what is kept of the time before, she may share */
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_NONE);
    plan.stops_uncovered = true;
    covered_by(cx, db, "c3", cx->now_ms + 1, "PPO");
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_NONE);
}

/* M7: from its first day in the file, whatever changes of it. */
BOTH(match__a_record_is_new_for_the_days_of_the_plan)
{
    MemberPlan plan = help_plan();
    const RosterPerson a = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    help_roster(cx, db, &a);
    cx->now_ms -= MINUTE_MS; /* another machine's clock */
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_NONE);
    cx->now_ms += MINUTE_MS;
    plan.new_ms = 2 * DAY_MS;
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_TOO_NEW);
    CHECK(bar_of(cx, db, &plan, "10002") == BAR_NONE);
    cx->now_ms += DAY_MS;
    help_roster(cx, db, &a);
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_TOO_NEW);
    cx->now_ms += DAY_MS;
    CHECK(bar_of(cx, db, &plan, "10001") == BAR_NONE);
}

/* M10, M11 */
BOTH(match__a_format_that_cannot_be_names_its_field)
{
    Str patient;
    const MemberPlan plan = help_plan();
    MemberDetails d = help_details("Rosa", "Ramirez", "1950-02-30", "W12345678", "02118");
    CHECK_FAILS(cx, ST_INVALID, help_match(cx, db, &d, &patient));
    CHECK_STR(cx->fault.where, STR("birth_date"));
    d = help_details("", "Ramirez", "1950-02-03", "", "2118");
    CHECK(member_details_check(cx, &plan, &d) ==
          (MEMBER_MATCH_FIRST | MEMBER_MATCH_MEMBER_ID | MEMBER_MATCH_ZIP));
}

#define ASKED (MEMBER_MATCH_LAST | MEMBER_MATCH_BIRTH_DATE | MEMBER_MATCH_MEMBER_ID)

static bool try_once(Cx *cx, Db *db, const MatchTry *t)
{
    bool within;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, match_try(cx, tx, help_keys(), PLAN, t, &within));
    help_commit(cx, tx);
    return within;
}

/* M9, threat 45: the sixth try of a session is not evaluated, whatever it says. */
BOTH(match__a_session_has_five_tries)
{
    char id[16];
    char peer[16];
    char last[16];
    for (int i = 0; i < 6; i++) {
        (void)snprintf(id, sizeof id, "ID%d", i);
        (void)snprintf(peer, sizeof peer, "10.0.0.%d", i);
        (void)snprintf(last, sizeof last, "Lee%d", i);
        const MemberDetails d = help_details("Ann", last, "1980-01-01", id, "10001");
        const MatchTry t = { STR("session"), str_of(peer), &d, ASKED };
        CHECK(try_once(cx, db, &t) == (i < 5));
    }
}

/* M9, threat 45: an address has ten an hour, whoever is tried with whatever session. */
BOTH(match__an_address_has_ten_tries_an_hour)
{
    cx->now_ms += HOUR_MS - cx->now_ms % HOUR_MS;
    for (int i = 0; i < 12; i++) {
        const Str mark = arena_printf(cx->mem, "%d", i);
        const MemberDetails d =
            help_details("Ann", arena_printf(cx->mem, "Lee%d", i).p, "1980-01-01",
                         arena_printf(cx->mem, "ID%d", i).p, "10001");
        CHECK(try_once(cx, db, &(MatchTry){ mark, STR("10.0.0.1"), &d, ASKED }) == (i < 10));
        CHECK(try_once(cx, db,
                       &(MatchTry){ mark, arena_printf(cx->mem, "10.0.1.%d", i), &d, ASKED }));
    }
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "ID", "10001");
    cx->now_ms += HOUR_MS;
    CHECK(try_once(cx, db, &(MatchTry){ STR("s"), STR("10.0.0.1"), &d, ASKED }));
}

static int64_t expire_sum(Cx *cx, Db *db)
{
    return help_count(cx, db,
                      "SELECT CAST(COALESCE(SUM(expires_ms), 0) AS BIGINT) FROM member_attempt");
}

/* M8, threat 43: a store that leaves rows as they are for one of the two would answer it sooner. */
BOTH(match__the_end_of_a_try_writes_as_many_rows_whoever_is_found)
{
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "ID", "10001");
    const MatchTry t = { STR("s"), STR("10.0.0.1"), &d, ASKED };
    CHECK(try_once(cx, db, &t));
    for (int i = 0; i < 2; i++) {
        const int64_t before = expire_sum(cx, db);
        DbTx *tx = help_write(cx, db);
        CHECK_OK(cx, match_try_done(cx, tx, help_keys(), PLAN, &t, i == 1));
        help_commit(cx, tx);
        CHECK_I64(expire_sum(cx, db) - before, 6);
    }
}

static bool found_once(Cx *cx, Db *db, const MatchFound *f, bool matched)
{
    bool within;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, found_try(cx, tx, help_keys(), PLAN, f, &within));
    CHECK_OK(cx, found_try_done(cx, tx, help_keys(), PLAN, f, matched));
    help_commit(cx, tx);
    return within;
}

/* M8, threat 43: however many a number leads to, and whoever is found, as many rows are written. */
BOTH(match__whom_a_number_leads_to_is_not_told_by_the_work)
{
    int64_t before = 0;
    for (size_t n = 0; n <= LIMIT_MATCH_SLOTS; n += LIMIT_MATCH_SLOTS / 2) {
        MatchFound f = { .session = STR("s"), .birth_date = STR("1980-01-01"), .count = n };
        for (size_t i = 0; i < n; i++)
            f.patient[i] = arena_printf(cx->mem, "p%zu-%zu", n, i);
        f.session = arena_printf(cx->mem, "s%zu", n);
        CHECK(found_once(cx, db, &f, n > 0));
        const int64_t rows = help_count(cx, db, "SELECT count(*) FROM member_attempt");
        CHECK_I64(rows - before, 2 * LIMIT_MATCH_SLOTS);
        before = rows;
        const int64_t sum = expire_sum(cx, db);
        CHECK(found_once(cx, db, &f, n > 0));
        CHECK_I64(expire_sum(cx, db) - sum, 4 * LIMIT_MATCH_SLOTS);
    }
}

/* M9, threat 45: 5 a day for one member, 3 an hour with one birth date; a match takes none. */
BOTH(match__whom_a_number_leads_to_has_a_count)
{
    MatchFound f = { .session = STR("s"), .birth_date = STR("1980-01-01"), .count = 1 };
    f.patient[0] = STR("ann");
    CHECK(found_once(cx, db, &f, true));
    for (int i = 0; i < 3; i++)
        CHECK(found_once(cx, db, &f, false));
    CHECK(!found_once(cx, db, &f, true));
    f.birth_date = STR("1980-01-02");
    CHECK(found_once(cx, db, &f, false));
    CHECK(found_once(cx, db, &f, false));
    f.birth_date = STR("1980-01-03");
    CHECK(!found_once(cx, db, &f, false));
    f.patient[0] = STR("bea");
    CHECK(found_once(cx, db, &f, false));
}

/* M24: wrong codes are counted by /24, or /56 of IPv6, however many addresses somebody has there. */
BOTH(code_try__counts_a_network)
{
    static const char *const beside[] = { "203.0.112.1", "2001:db8:1:300::1" };
    bool within;
    DbTx *tx = help_write(cx, db);
    for (size_t p = 0; p < 2; p++) {
        for (int i = 0; i <= 100; i++) {
            const Str peer = arena_printf(cx->mem, p ? "2001:db8:1:2%02x::1" : "203.0.113.%d", i);
            CHECK_OK(cx, code_try(cx, tx, help_keys(), PLAN, peer, &within));
            CHECK(within == (i < 100));
        }
        CHECK_OK(cx, code_try(cx, tx, help_keys(), PLAN, str_of(beside[p]), &within));
        CHECK(within);
    }
    help_commit(cx, tx);
}

/* M9, threat 45 */
BOTH(match__a_member_id_has_five_tries_a_day_also_when_it_is_nobodys)
{
    char s[16];
    char last[16];
    for (int i = 0; i < 6; i++) {
        (void)snprintf(s, sizeof s, "%d", i);
        (void)snprintf(last, sizeof last, "Lee%c", 'a' + i);
        const MemberDetails d =
            help_details("Ann", last, "1980-01-01", i & 1 ? "no-1" : "NO1", "10001");
        const MatchTry t = { str_of(s), str_of(s), &d, ASKED };
        CHECK(try_once(cx, db, &t) == (i < 5));
    }
}

/* M24: what is typed for a dead code, or rightly, guesses nothing: it neither raises the alarm nor closes a network. */
BOTH(code_try__only_a_wrong_code_counts)
{
    static const struct {
        Status judged;
        int64_t count; /* of the network and of all */
    } rows[] = { { ST_OK, 0 }, { ST_EXPIRED, 0 }, { ST_DENIED, 2 } };
    const Str peer = STR("203.0.113.1");
    bool within;
    for (size_t i = 0; i < 3; i++) {
        DbTx *tx = help_write(cx, db);
        CHECK_OK(cx, code_try(cx, tx, help_keys(), PLAN, peer, &within));
        CHECK_OK(cx, code_try_done(cx, tx, help_keys(), PLAN, peer, rows[i].judged));
        help_commit(cx, tx);
        CHECK_I64(help_count(cx, db, "SELECT CAST(SUM(count) AS BIGINT) FROM member_attempt"),
                  rows[i].count);
    }
}

static bool try_spelled(Cx *cx, Db *db, unsigned asked, const char *last, Str id)
{
    const Str who = random_token(cx, 8);
    MemberDetails d = help_details("Ann", last, "1980-01-01", "", "10001");
    d.member_id = id;
    return try_once(cx, db, &(MatchTry){ who, who, &d, asked });
}

/* M6, M9, threat 45: each of them finds the member whose number on file is W555000111. */
BOTH(match__another_suffix_is_no_other_member_id)
{
    char last[16];
    static const char *const typed[] = { "W555000111",      "W555000111-01", "W5550001-11",
                                         "w555 000 111-77", "W555000111 02", "W555000111-03" };
    for (size_t i = 0; i < 6; i++) {
        (void)snprintf(last, sizeof last, "Lee%c", (char)('a' + i));
        CHECK(try_spelled(cx, db, ASKED, last, str_of(typed[i])) == (i < 5));
    }
}

/* M5, M9, threat 45: each of them finds the member whose last name on file is Moss. */
BOTH(match__another_spelling_is_no_other_person)
{
    static const char *const typed[] = { "Moss Aa", "M oss", "Moss-Ab Jr", "Moss" };
    for (size_t i = 0; i < 4; i++)
        CHECK(try_spelled(cx, db, ASKED, typed[i], arena_printf(cx->mem, "N%zu", i)) == (i < 3));
}

/* M9, threat 45: what the plan does not ask for makes no new count, and three tries do not keep out a whole birthday. */
BOTH(match__without_a_last_name_a_person_is_known_by_the_member_id)
{
    static const char *const last[] = { "", "Lee", "anything", "else" };
    const unsigned asked = ASKED & ~MEMBER_MATCH_LAST;
    for (size_t i = 0; i < 4; i++)
        CHECK(try_spelled(cx, db, asked, last[i], STR("W1234567-01")) == (i < 3));
    CHECK(!try_spelled(cx, db, asked, "", STR("W1234567")));
    CHECK(try_spelled(cx, db, asked, "", STR("W7654321")));
}

/* M9, threat 45 */
BOTH(match__a_person_has_three_tries_an_hour_and_success_takes_none)
{
    const MemberDetails d = help_details("Ann", "Lee", "1980-01-01", "ID", "10001");
    const MatchTry t = { STR("s"), STR("p"), &d, ASKED };
    CHECK(try_once(cx, db, &t));
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, match_try_done(cx, tx, help_keys(), PLAN, &t, true));
    help_commit(cx, tx);
    for (int i = 0; i < 3; i++)
        CHECK(try_once(cx, db, &t));
    tx = help_write(cx, db);
    CHECK_OK(cx, match_try_done(cx, tx, help_keys(), PLAN, &t, false));
    help_commit(cx, tx);
    CHECK(!try_once(cx, db, &t));
    cx->now_ms += 3600000;
    CHECK(try_once(cx, db, &t));
}

static Status compartment(Cx *cx, Db *db, const char *patient, int64_t *out)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    const Status st = roster_compartment(cx, tx, PLAN, str_of(patient), out);
    db_end(tx);
    return st;
}

BOTH(roster__knows_where_a_members_data_live_until_the_patient_goes)
{
    RosterPerson p = help_person("p1", "Ann", "Lee", "1980-01-02", "M1", "12345");
    const RosterPerson c = { .patient = STR("p2"), .coverage = STR("c2"), .compartment = 8 };
    DbTx *tx;
    int64_t at;
    p.compartment = 7;
    help_roster(cx, db, &p);
    help_roster(cx, db, &c);
    CHECK_OK(cx, compartment(cx, db, "p1", &at));
    CHECK_I64(at, 7);
    CHECK_FAILS(cx, ST_NOT_FOUND, compartment(cx, db, "p2", &at)); /* only a Coverage came */
    CHECK_OK(cx, db_write(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_remove(cx, tx, PLAN, STR("p1")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, compartment(cx, db, "p1", &at));
}

static size_t minors(Cx *cx, Db *db, const char *patient, RosterMinor **m)
{
    DbTx *tx;
    size_t n;
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_minors(cx, tx, help_keys(), PLAN, str_of(patient), m, &n));
    db_end(tx);
    return n;
}

/* M35, M37, threat 57: until they are of age; whose child a Coverage means is for load/ to say. */
BOTH(roster__a_parent_is_one_of_minors_alone)
{
    static const struct {
        const char *id, *born;
    } family[] = { { "child", "2008-01-02" },
                   { "grown", "2008-01-01" },
                   { "spouse", "1979-01-01" } };
    RosterMinor *m;
    for (size_t i = 0; i < 3; i++) {
        const RosterPerson p = help_person(family[i].id, "X", "Lee", family[i].born, "X1", "10001");
        const RosterPerson c = { .patient = str_of(family[i].id),
                                 .coverage = str_of(family[i].id),
                                 .until_ms = DATE_MAX,
                                 .parent = STR("mother") };
        help_roster(cx, db, &p);
        help_roster(cx, db, &c);
    }
    CHECK_I64((int64_t)minors(cx, db, "mother", &m), 1);
    CHECK_STR(m[0].patient, STR("child"));
    CHECK_I64(m[0].until_ms, TEST_NOW_MS + 86400000);
    CHECK_I64((int64_t)minors(cx, db, "spouse", &m), 0);
    cx->now_ms += 86400000;
    CHECK_I64((int64_t)minors(cx, db, "mother", &m), 0);
}

/* M37: a coverage that has ended says nothing of today. */
BOTH(roster__a_parent_is_one_until_the_coverage_ends)
{
    RosterMinor *m;
    const RosterPerson p = help_person("child", "X", "Lee", "2020-01-02", "X1", "10001");
    const RosterPerson c = { .patient = STR("child"),
                             .coverage = STR("cov1"),
                             .until_ms = cx->now_ms + 1,
                             .parent = STR("mother") };
    help_roster(cx, db, &p);
    help_roster(cx, db, &c);
    CHECK_I64((int64_t)minors(cx, db, "mother", &m), 1);
    cx->now_ms++;
    CHECK_I64((int64_t)minors(cx, db, "mother", &m), 0);
}

BOTH(roster__a_name_is_kept_as_written)
{
    DbTx *tx;
    RosterName name;
    rosa(cx, db);
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_name(cx, tx, help_keys(), PLAN, STR("rosa"), &name));
    CHECK_STR(name.last, STR("Ram\xc3\xadrez Vega"));
    CHECK_FAILS(cx, ST_NOT_FOUND, roster_name(cx, tx, help_keys(), PLAN, STR("x"), &name));
    db_end(tx);
}

/* R12: nothing readable in the rows. */
TEST(roster__what_is_stored_is_sealed)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    DbTx *tx;
    DbRows *r;
    rosa(cx, db);
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT sealed FROM member_person");
    CHECK_OK(cx, db_one(cx, tx, q, STR("row"), &r));
    CHECK(!str_contains(db_blob(r, 0), STR("osa")));
    CHECK(!str_contains(db_blob(r, 0), STR("1950")));
    db_end(tx);
}
