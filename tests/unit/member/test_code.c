/* AUTHORIZATION M13, M14, M19 to M25, M27, M29; threats 44, 46, 48, 50, 51, 54, 59. */
#include "tests/unit/member/help.h"

#include <pthread.h>

static Str sent_code(Cx *cx, Db *db)
{
    size_t sent;
    return help_code(help_mail(cx, db, test_dir(), &sent));
}

static Str wrong_of(Cx *cx, Str code)
{
    char *p = (char *)(uintptr_t)arena_dup(cx->mem, code).p;
    p[0] = p[0] == '9' ? '0' : (char)(p[0] + 1);
    return (Str){ p, code.n };
}

/* M19: eight digits, typed with a space or without. */
BOTH(code__the_mailed_code_makes_the_account_once)
{
    CodeAnswer a;
    MemberRelation *rel;
    size_t n;
    Str email;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    CHECK(code.n == 8);
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s,
                              arena_printf(cx->mem, "%.4s %.4s", code.p, code.p + 4), &a));
    CHECK(a.fresh && a.account.n);
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_relations(cx, tx, PLAN, a.account, &rel, &n));
    CHECK_OK(cx, account_email(cx, tx, help_keys(), PLAN, a.account, &email));
    db_end(tx);
    CHECK_I64((int64_t)n, 1);
    CHECK_STR(rel[0].patient, STR("rosa"));
    CHECK_STR(rel[0].relation, STR("self"));
    CHECK_STR(email, STR("rosa@example.com"));
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
}

BOTH(code__a_returning_member_signs_in_without_registering)
{
    CodeAnswer a;
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MEMBER_RESEND_MS;
    const MemberSession s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    CHECK_OK(cx, help_confirm(cx, db, CODE_SIGN_IN, &s, sent_code(cx, db), &a));
    CHECK(!a.fresh);
    CHECK_STR(a.account, account);
}

/* M22, threat 46: five wrong tries, then even the right code is dead. */
BOTH(code__five_wrong_tries_kill_it)
{
    CodeAnswer a;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    for (int i = 1; i <= 5; i++) {
        CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_REGISTER, &s, wrong_of(cx, code), &a));
        CHECK_I64(a.tries_left, 5 - i);
        cx->fault = (Fault){ 0 };
    }
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
}

/* M22 */
BOTH(code__lives_ten_minutes)
{
    CodeAnswer a;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    cx->now_ms += MEMBER_CODE_TTL_MS;
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
}

BOTH(code__what_is_no_code_costs_no_try)
{
    CodeAnswer a;
    CodeWaiting w;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    CHECK_FAILS(cx, ST_INVALID, help_confirm(cx, db, CODE_REGISTER, &s, STR("1234567"), &a));
    CHECK_FAILS(cx, ST_INVALID, help_confirm(cx, db, CODE_REGISTER, &s, STR("1234567a"), &a));
    CHECK_FAILS(cx, ST_INVALID, help_confirm(cx, db, CODE_REGISTER, &s, STR("123456789"), &a));
    cx->fault = (Fault){ 0 };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, code_waiting(cx, tx, help_keys(), PLAN, CODE_REGISTER, s.id, &w));
    CHECK_I64(w.tries_left, 5);
    CHECK_STR(w.email, STR("rosa@example.com"));
    db_end(tx);
}

/* M20, M21, threat 48: another session's or purpose's code is a wrong one, and counts. */
BOTH(code__fits_its_own_session_and_purpose_alone)
{
    CodeAnswer a;
    (void)help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MEMBER_RESEND_MS;
    const MemberSession s = help_session(cx, db);
    MemberSession other = help_matched(cx, db, "tom");
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_SIGN_IN, &other, code, &a));
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &other, "tom@example.com"));
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_REGISTER, &other, code, &a));
    CHECK_I64(a.tries_left, 4);
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
    CHECK_OK(cx, help_confirm(cx, db, CODE_SIGN_IN, &s, code, &a));
}

/* M22 */
BOTH(code__a_new_one_kills_the_old)
{
    CodeAnswer a;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str old = sent_code(cx, db);
    cx->now_ms += MEMBER_RESEND_MS;
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str new = sent_code(cx, db);
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_REGISTER, &s, old, &a));
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s, new, &a));
}

/* Known and unknown addresses leave rows of the same number and size, and answer alike. */
static void send_and_measure(Cx *cx, Db *db, const char *email, int64_t size[2])
{
    CodeAnswer a;
    size_t sent;
    const MemberSession s = help_session(cx, db);
    const int64_t before = help_count(cx, db, "SELECT count(*) FROM mail_outbox");
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, email));
    size[0] = help_count(cx, db, "SELECT count(*) FROM mail_outbox") - before;
    size[1] = help_count(cx, db, "SELECT max(length(sealed)) FROM member_code") +
              help_count(cx, db, "SELECT max(length(sealed)) FROM mail_outbox WHERE state = 0");
    for (int i = 4; i >= 0; i--) {
        CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_SIGN_IN, &s, STR("00000000"), &a));
        CHECK_I64(a.tries_left, i);
    }
    cx->fault = (Fault){ 0 };
    (void)help_mail(cx, db, test_dir(), &sent);
}

/* M25, threat 44 */
BOTH(code__unknown_addresses_look_like_known_ones)
{
    int64_t known[2];
    int64_t unknown[2];
    (void)help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MEMBER_RESEND_MS;
    send_and_measure(cx, db, "rosa@example.com", known);
    send_and_measure(cx, db, "nobody@example.com", unknown);
    CHECK_I64(known[0], unknown[0]);
    CHECK_I64(known[1], unknown[1]);
}

/* M25 */
BOTH(code__an_unknown_address_is_told_once_a_day)
{
    size_t sent;
    const MemberSession s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "nobody@example.com"));
    const Str mail = help_mail(cx, db, test_dir(), &sent);
    CHECK_I64((int64_t)sent, 1);
    CHECK(str_contains(mail, STR("no account")) && help_code(mail).n == 0);
    cx->now_ms += MEMBER_RESEND_MS;
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "nobody@example.com"));
    (void)help_mail(cx, db, test_dir(), &sent);
    CHECK_I64((int64_t)sent, 0);
}

/* M13 and threat 54: no second account for an address, none for a person; both mailboxes are told. */
BOTH(code__an_address_in_use_gets_no_code)
{
    CodeAnswer a;
    size_t sent;
    (void)help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MEMBER_RESEND_MS;
    const MemberSession s = help_matched(cx, db, "tom");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str mail = help_mail(cx, db, test_dir(), &sent);
    CHECK(str_contains(mail, STR("already have an account")));
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_REGISTER, &s, STR("12345678"), &a));
}

BOTH(code__a_registered_person_is_not_bound_again_and_both_mailboxes_hear_of_it)
{
    CodeAnswer a;
    size_t sent;
    const Str dir = test_dir();
    (void)help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MEMBER_RESEND_MS;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "thief@example.com"));
    const Str one = help_mail(cx, db, dir, &sent);
    CHECK_I64((int64_t)sent, 2);
    const Str two = help_mail(cx, db, dir, &sent);
    const bool thief_first = str_contains(one, STR("thief@example.com"));
    CHECK(str_contains(thief_first ? two : one, STR("To: rosa@example.com")));
    CHECK(help_code(one).n == 0 && help_code(two).n == 0);
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_REGISTER, &s, STR("12345678"), &a));
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_account"), 1);
}

BOTH(code__two_registrations_at_once_make_one_account)
{
    CodeAnswer a;
    const MemberSession s1 = help_matched(cx, db, "rosa");
    const MemberSession s2 = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s1, "one@example.com"));
    const Str c1 = sent_code(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s2, "two@example.com"));
    const Str c2 = sent_code(cx, db);
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s1, c1, &a));
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_REGISTER, &s2, c2, &a));
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_account"), 1);
}

BOTH(code__another_person_matched_meanwhile_is_not_bound)
{
    CodeAnswer a;
    MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    s.matched = STR("tom");
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_REGISTER, &s, sent_code(cx, db), &a));
}

/* M27, threat 51. */
BOTH(code__a_mailbox_gets_one_a_minute_and_five_an_hour)
{
    size_t sent;
    size_t all = 0;
    for (int i = 0; i < 12; i++) {
        const MemberSession s = help_matched(cx, db, "rosa");
        const Status st = help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com");
        CHECK(st == ST_OK || st == ST_TOO_MANY);
        cx->fault = (Fault){ 0 };
        (void)help_mail(cx, db, test_dir(), &sent);
        all += sent;
        cx->now_ms += MEMBER_RESEND_MS / 2;
    }
    CHECK(all <= 5 && all >= 3);
}

/* M27: ten a day, whoever asks and however patiently. */
BOTH(code__a_mailbox_gets_ten_a_day)
{
    cx->now_ms += DAY_MS - cx->now_ms % DAY_MS;
    for (int i = 0; i < 47; i++) {
        const MemberSession s = help_session(cx, db);
        const Status st = help_send(cx, db, CODE_SIGN_IN, &s, "tom@example.com");
        CHECK(st == (i < 10 ? ST_OK : ST_TOO_MANY));
        cx->fault = (Fault){ 0 };
        cx->now_ms += 30 * MINUTE_MS;
    }
}

/* M27, threat 51: twenty an hour from one network address, over however many mailboxes. */
BOTH(code__an_address_asks_for_twenty_mails_an_hour)
{
    cx->now_ms += HOUR_MS - cx->now_ms % HOUR_MS;
    for (int i = 0; i < 25; i++) {
        const MemberSession s = help_session(cx, db);
        const char *to = arena_printf(cx->mem, "m%d@example.com", i).p;
        const Status st = help_send(cx, db, CODE_SIGN_IN, &s, to);
        CHECK(st == (i < 20 ? ST_OK : ST_TOO_MANY));
        cx->fault = (Fault){ 0 };
        cx->now_ms += MINUTE_MS;
    }
}

BOTH(code__over_the_budget_a_live_code_still_works)
{
    CodeAnswer a;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    CHECK_FAILS(cx, ST_TOO_MANY, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    cx->fault = (Fault){ 0 };
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
}

/* M23: ten wrong codes over several sessions lock the account; nothing shows it. */
BOTH(code__ten_wrong_codes_lock_for_a_quarter_of_an_hour)
{
    CodeAnswer a;
    (void)help_account(cx, db, "rosa", "rosa@example.com");
    MemberSession s = { .id = STR("") };
    Str code = STR("");
    for (int i = 0; i < 3; i++) {
        cx->now_ms += MEMBER_RESEND_MS;
        s = help_session(cx, db);
        CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
        code = sent_code(cx, db);
        for (int k = 0; i < 2 && k < 5; k++)
            CHECK_FAILS(cx, ST_DENIED,
                        help_confirm(cx, db, CODE_SIGN_IN, &s, wrong_of(cx, code), &a));
        if (i == 1)
            CHECK_I64((int64_t)sent_code(cx, db).n, 0); /* her mailbox is told, without one (M45) */
    }
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_SIGN_IN, &s, code, &a));
    cx->fault = (Fault){ 0 };
    cx->now_ms += 16 * 60000;
    s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    CHECK_OK(cx, help_confirm(cx, db, CODE_SIGN_IN, &s, sent_code(cx, db), &a));
}

/* Wrong codes for all sorts of accounts, from a thousand networks. */
static void spray(Cx *cx, Db *db, int n)
{
    bool within;
    DbTx *tx = help_write(cx, db);
    for (int i = 0; i < n; i++) {
        const Str peer = arena_printf(cx->mem, "10.%d.%d.1", i / 250, i % 250);
        CHECK_OK(cx, code_try(cx, tx, help_keys(), PLAN, peer, &within));
        CHECK(within);
    }
    help_commit(cx, tx);
}

/* M24, threat 47: no network is over its count, and yet a code has but one try left from then on, for an hour. */
BOTH(code__while_codes_are_guessed_everywhere_each_has_one_try)
{
    CodeAnswer a;
    DbTx *tx;
    cx->now_ms += HOUR_MS - cx->now_ms % HOUR_MS;
    (void)help_account(cx, db, "rosa", "rosa@example.com");
    spray(cx, db, 999);
    cx->now_ms += MEMBER_RESEND_MS;
    MemberSession s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    Str code = sent_code(cx, db);
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_SIGN_IN, &s, wrong_of(cx, code), &a));
    CHECK_I64(a.tries_left, 4);
    spray(cx, db, 1);
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_SIGN_IN, &s, code, &a));
    cx->fault = (Fault){ 0 };
    cx->now_ms += MEMBER_RESEND_MS; /* another code, typed rightly, signs in */
    s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    CHECK_OK(cx, help_confirm(cx, db, CODE_SIGN_IN, &s, sent_code(cx, db), &a));
    tx = help_write(cx, db); /* that was no failure */
    CHECK_OK(cx, code_try_done(cx, tx, help_keys(), PLAN, STR("10.0.0.1"), ST_OK));
    help_commit(cx, tx);
    cx->now_ms += HOUR_MS;
    s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    code = sent_code(cx, db);
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_SIGN_IN, &s, wrong_of(cx, code), &a));
    CHECK_OK(cx, help_confirm(cx, db, CODE_SIGN_IN, &s, code, &a));
}

typedef struct Racer {
    Db *db;
    const MemberSession *s;
    Str code;
    Status st;
} Racer;

static void *race(void *arg)
{
    Racer *r = arg;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    const MemberPlan plan = help_plan();
    CodeAnswer a;
    DbTx *tx;
    r->st = db_write(&cx, r->db, DB_STATE, &tx);
    if (r->st == ST_OK) {
        r->st = code_confirm(&cx, tx, help_keys(), &plan, CODE_REGISTER, r->s, r->code, &a);
        if (db_commit(&cx, tx) != ST_OK)
            r->st = ST_INTERNAL;
    }
    arena_free(cx.mem);
    return NULL;
}

/* M22, threat 50 */
BOTH(code__of_many_at_once_one_is_right)
{
    enum { RACERS = 12 };
    Racer r[RACERS];
    pthread_t t[RACERS];
    int won = 0;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    for (int i = 0; i < RACERS; i++) {
        r[i] = (Racer){ db, &s, code, ST_OK };
        CHECK(pthread_create(&t[i], NULL, race, &r[i]) == 0);
    }
    for (int i = 0; i < RACERS; i++) {
        (void)pthread_join(t[i], NULL);
        won += r[i].st == ST_OK;
    }
    CHECK_I64(won, 1);
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_account"), 1);
}

/* ---- sessions ---- */

static Status find(Cx *cx, Db *db, Str id, MemberSession *out)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    const Status st = session_find(cx, tx, help_keys(), PLAN, id, out);
    db_end(tx);
    return st;
}

/* Threat 59: the id of before sign-in never becomes that of after. */
BOTH(session__a_new_id_at_sign_in)
{
    MemberSession in;
    MemberSession got;
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, find(cx, db, s.id, &got));
    CHECK_STR(got.matched, STR("rosa"));
    CHECK(got.account.n == 0);
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, session_sign_in(cx, tx, help_keys(), PLAN, &s, STR("acc"), &in));
    help_commit(cx, tx);
    CHECK(!str_eq(in.id, s.id));
    CHECK_FAILS(cx, ST_NOT_FOUND, find(cx, db, s.id, &got));
    cx->fault = (Fault){ 0 };
    CHECK_OK(cx, find(cx, db, in.id, &got));
    CHECK_STR(got.account, STR("acc"));
    CHECK_I64(got.auth_ms, cx->now_ms);
    CHECK(got.matched.n == 0);
    CHECK_FAILS(cx, ST_NOT_FOUND, find(cx, db, STR("chosen-by-somebody"), &got));
}

BOTH(session__ends_when_idle_or_old)
{
    MemberSession got;
    const MemberSession s = help_session(cx, db);
    for (int i = 0; i < 8 * 60 / 10; i++) {
        CHECK_OK(cx, find(cx, db, s.id, &got));
        CHECK(got.touch == (i > 0));
        DbTx *tx = help_write(cx, db);
        CHECK_OK(cx, session_touch(cx, tx, PLAN, s.id));
        help_commit(cx, tx);
        cx->now_ms += 10 * 60000;
    }
    CHECK_FAILS(cx, ST_NOT_FOUND, find(cx, db, s.id, &got));
    cx->fault = (Fault){ 0 };
    const MemberSession idle = help_session(cx, db);
    cx->now_ms += MEMBER_SESSION_IDLE_MS;
    CHECK_FAILS(cx, ST_NOT_FOUND, find(cx, db, idle.id, &got));
}

/* ---- relations ---- */

static size_t relations(Cx *cx, Db *db, Str account, MemberRelation **rel)
{
    DbTx *tx;
    size_t n;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, account_relations(cx, tx, PLAN, account, rel, &n));
    db_end(tx);
    return n;
}

static MemberEnded set_minors(Cx *cx, Db *db, Str account, const RosterMinor *m, size_t n)
{
    MemberEnded ended;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_set_minors(cx, tx, PLAN, account, m, n, &ended));
    help_commit(cx, tx);
    return ended;
}

static Status acts_for(Cx *cx, Db *db, Str account, const char *patient)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    const Status st = account_acts_for(cx, tx, PLAN, account, str_of(patient));
    db_end(tx);
    return st;
}

BOTH(account__children_come_and_go_with_the_roster_and_their_majority)
{
    MemberRelation *rel;
    const Str account = help_account(cx, db, "mother", "mother@example.com");
    const RosterMinor kids[] = { { STR("ana"), TEST_NOW_MS + 1000 },
                                 { STR("ben"), TEST_NOW_MS + 5000 } };
    CHECK_I64((int64_t)set_minors(cx, db, account, kids, 2).count, 0);
    CHECK_I64((int64_t)relations(cx, db, account, &rel), 3);
    CHECK_OK(cx, acts_for(cx, db, account, "ana"));
    CHECK_STR(rel[0].patient, STR("mother"));
    cx->now_ms = TEST_NOW_MS + 1000;
    CHECK_I64((int64_t)relations(cx, db, account, &rel), 2);
    CHECK_STR(rel[1].patient, STR("ben"));
    CHECK_FAILS(cx, ST_FORBIDDEN, acts_for(cx, db, account, "ana"));
    MemberEnded ended = set_minors(cx, db, account, NULL, 0);
    CHECK_I64((int64_t)ended.count, 2); /* both had rows that were not ended yet */
    CHECK_I64((int64_t)set_minors(cx, db, account, NULL, 0).count, 0);
    CHECK_I64((int64_t)relations(cx, db, account, &rel), 1);
    (void)set_minors(cx, db, account, kids + 1, 1);
    CHECK_I64((int64_t)relations(cx, db, account, &rel), 2);
    ended = set_minors(cx, db, account, NULL, 0);
    CHECK_I64((int64_t)ended.count, 1);
    CHECK_STR(ended.patients[0], STR("ben"));
}

static Status block(Cx *cx, Db *db, bool on, Str who)
{
    MemberOver *over;
    size_t n;
    DbTx *tx = help_write(cx, db);
    Str patient = STR("ana");
    const MemberBlock b = { patient, who, STR("") };
    const RosterOne ana = { &patient, 1 };
    const RosterOne one = { &who, 1 };
    const Status st = on ? relation_block(cx, tx, PLAN, &b, &over, &n)
                         : relation_unblock(cx, tx, PLAN, &ana, &one);
    help_commit(cx, tx);
    return st;
}

/* M40: another account of the same person is kept away as well, until it is taken back. */
BOTH(account__a_block_of_one_is_of_its_person)
{
    const MemberPlan plan = help_plan();
    const RosterMinor ana = { STR("ana"), TEST_NOW_MS + DAY_MS };
    const Str first = help_account(cx, db, "mother", "mother@example.com");
    CHECK_OK(cx, block(cx, db, true, first));
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, first));
    help_commit(cx, tx);
    CHECK_STR(sent_code(cx, db), STR("")); /* that it is deleted: the next mail is the code's */
    cx->now_ms += MEMBER_RESEND_MS;
    const Str second = help_account(cx, db, "mother", "other@example.com");
    (void)set_minors(cx, db, second, &ana, 1);
    CHECK_FAILS(cx, ST_FORBIDDEN, acts_for(cx, db, second, "ana"));
    CHECK_OK(cx, block(cx, db, false, first));
    (void)set_minors(cx, db, second, &ana, 1);
    CHECK_OK(cx, acts_for(cx, db, second, "ana"));
}

/* T29: user active. */
BOTH(account__one_that_is_frozen_acts_for_nobody)
{
    MemberRelation *rel;
    const Str account = help_account(cx, db, "mother", "mother@example.com");
    CHECK_OK(cx, acts_for(cx, db, account, "mother"));
    DbTx *tx = help_write(cx, db);
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET state = 2 WHERE id = ");
    sql_bind_str(q, account);
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    help_commit(cx, tx);
    CHECK_FAILS(cx, ST_FORBIDDEN, acts_for(cx, db, account, "mother"));
    CHECK_I64((int64_t)relations(cx, db, account, &rel), 0);
}

/* M43, M44: of the deleted account the row stays, without the address; again is refused, and no approval goes on. */
BOTH(account__a_deleted_one_holds_no_address)
{
    CodeAnswer a;
    Str email;
    const MemberPlan plan = help_plan();
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MEMBER_RESEND_MS;
    MemberSession s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    const Str code = sent_code(cx, db);
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_hold(cx, tx, PLAN, account));
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, account));
    help_commit(cx, tx);
    CHECK_I64(
        help_count(cx, db,
                   "SELECT count(*) FROM member_account WHERE state = 3 AND length(sealed) = 0"),
        1);
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_code WHERE account <> ''"), 0);
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_relation WHERE ended_ms IS NULL"), 0);
    CHECK_FAILS(cx, ST_EXPIRED, help_confirm(cx, db, CODE_SIGN_IN, &s, code, &a));
    tx = help_write(cx, db);
    CHECK_FAILS(cx, ST_NOT_FOUND, account_email(cx, tx, help_keys(), PLAN, account, &email));
    CHECK_FAILS(cx, ST_FORBIDDEN, account_hold(cx, tx, PLAN, account));
    CHECK_FAILS(cx, ST_FORBIDDEN, account_close(cx, tx, help_keys(), &plan, account));
    db_end(tx);
}

/* M43: whoever got a code before the address was kept cannot bind it either; to the day, it is free. */
BOTH(account__the_address_of_a_deleted_one_is_kept_for_30_days)
{
    CodeAnswer a;
    const MemberPlan plan = help_plan();
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, account));
    help_commit(cx, tx);
    cx->now_ms += MEMBER_HELD_MS - 1;
    MemberSession s = help_matched(cx, db, "tom");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    CHECK_STR(sent_code(cx, db), STR(""));
    tx = help_write(cx, db);
    CHECK_FAILS(cx, ST_CONFLICT,
                account_make(cx, tx, help_keys(), PLAN, STR("rosa@example.com"), STR("en"),
                             STR("tom"), &a.account));
    db_end(tx);
    cx->now_ms += MEMBER_RESEND_MS;
    s = help_matched(cx, db, "tom");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s, sent_code(cx, db), &a));
    CHECK(a.fresh);
}

/* M45: the last ten, and a browser is known to the account that it signed in to alone. */
BOTH(signin__ten_are_shown_and_a_new_browser_is_told)
{
    SignIn list[MEMBER_SIGNINS];
    size_t n;
    const MemberPlan plan = help_plan();
    const char *waiting = "SELECT count(*) FROM mail_outbox WHERE kind = 'signed_in'";
    const Str rosa = help_account(cx, db, "rosa", "rosa@example.com");
    const Str tom = help_account(cx, db, "tom", "tom@example.com");
    SignIn in = { .account = rosa,
                  .browser = STR("one"),
                  .agent = STR("Firefox"),
                  .network = STR("192.0.2.0/24"),
                  .fresh = true };
    DbTx *tx = help_write(cx, db);
    for (int i = 0; i < 12; i++) {
        cx->now_ms++;
        CHECK_OK(cx, signin_add(cx, tx, help_keys(), &plan, &in));
        in.fresh = false;
    }
    help_commit(cx, tx);
    CHECK_I64(help_count(cx, db, waiting), 0);
    in.account = tom;
    tx = help_write(cx, db);
    CHECK_OK(cx, signin_add(cx, tx, help_keys(), &plan, &in));
    CHECK_OK(cx, signin_list(cx, tx, PLAN, rosa, list, &n));
    help_commit(cx, tx);
    CHECK_I64(help_count(cx, db, waiting), 1);
    CHECK_I64((int64_t)n, MEMBER_SIGNINS);
    CHECK_I64(list[0].ms, cx->now_ms);
    CHECK_STR(list[0].network, STR("192.0.2.0/24"));
}

/* M20: of a code the store has an HMAC alone, another for each session. */
BOTH(code__is_not_in_the_store)
{
    const MemberSession s = help_matched(cx, db, "rosa");
    CHECK_OK(cx, help_send(cx, db, CODE_REGISTER, &s, "rosa@example.com"));
    CHECK(sent_code(cx, db).n == 8);
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_code WHERE length(mac) = 32"), 1);
    CHECK_I64(help_count(cx, db,
                         "SELECT count(*) FROM mail_outbox WHERE sealed IS NOT NULL AND state = 1"),
              0);
}
