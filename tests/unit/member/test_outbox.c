/* The outbox: sealed, retried, erased. */
#include "tests/unit/member/help.h"

#include "base/date.h"

static int64_t now_of(void *user)
{
    return ((Cx *)user)->now_ms;
}

static void put(Cx *cx, Db *db, int64_t expires_ms)
{
    const OutboxMail m = { .kind = STR("code"),
                           .to = STR("rosa@example.com"),
                           .subject = STR("Hi"),
                           .text = STR("12345678"),
                           .html = STR(""),
                           .lang = STR("en"),
                           .from = STR(""),
                           .expires_ms = expires_ms };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, outbox_put(cx, tx, help_keys(), PLAN, &m));
    help_commit(cx, tx);
}

BOTH(outbox__a_mail_is_sent_once_and_erased)
{
    size_t sent;
    const Str dir = test_dir();
    put(cx, db, cx->now_ms + 60000);
    CHECK(str_contains(help_mail(cx, db, dir, &sent), STR("To: rosa@example.com")));
    CHECK_I64((int64_t)sent, 1);
    CHECK_I64(
        help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE sealed IS NULL AND state = 1"),
        1);
    (void)help_mail(cx, db, dir, &sent);
    CHECK_I64((int64_t)sent, 0);
}

BOTH(outbox__what_is_too_late_is_erased_unsent)
{
    size_t sent;
    put(cx, db, cx->now_ms);
    (void)help_mail(cx, db, test_dir(), &sent);
    CHECK_I64((int64_t)sent, 0);
    CHECK_I64(
        help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE sealed IS NULL AND state = 2"),
        1);
}

BOTH(outbox__a_server_that_is_down_is_tried_again_later)
{
    size_t sent;
    const Str dir = test_dir();
    const OutboxConf down = { .db = db,
                              .keys = help_keys(),
                              .from = STR("plan@example.com"),
                              .mail_url = STR("file:/nowhere/at/all"),
                              .now_ms = now_of,
                              .user = cx };
    put(cx, db, cx->now_ms + 600000);
    CHECK_OK(cx, outbox_round(cx, &down, &sent));
    CHECK_I64((int64_t)sent, 0);
    (void)help_mail(cx, db, dir, &sent); /* not yet: a minute first */
    CHECK_I64((int64_t)sent, 0);
    cx->now_ms += 60000;
    (void)help_mail(cx, db, dir, &sent);
    CHECK_I64((int64_t)sent, 1);
}

/* Each question takes a minute and a half: mails to a slow server. */
static int64_t slow_now(void *user)
{
    int64_t *at_ms = user;
    *at_ms += 90000;
    return *at_ms;
}

BOTH(outbox__a_mail_is_claimed_and_judged_at_its_own_turn)
{
    size_t sent;
    int64_t at_ms = cx->now_ms - 90000;
    const OutboxConf conf = { .db = db,
                              .keys = help_keys(),
                              .from = STR("plan@example.com"),
                              .mail_url = STR("file:/nowhere/at/all"),
                              .now_ms = slow_now,
                              .user = &at_ms };
    const int64_t begin_ms = cx->now_ms;
    put(cx, db, begin_ms + 600000);
    cx->now_ms++;
    put(cx, db, begin_ms + 80000); /* too late once the first is done */
    cx->now_ms++;
    put(cx, db, begin_ms + 600000);
    CHECK_OK(cx, outbox_round(cx, &conf, &sent));
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE state = 2"), 1);
    /* Waits a minute from its own turn, three minutes after the round began, not from that. */
    CHECK_I64(help_count(cx, db, "SELECT max(next_ms) FROM mail_outbox WHERE state = 0"),
              begin_ms + 2 * 90000 + 60000);
}

/* ---- an address that bounces (M28) ---- */

static void bounce(Cx *cx, Db *db)
{
    DbTx *tx = help_write(cx, db);
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_account SET bounced_ms = ");
    sql_bind_i64(q, cx->now_ms);
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    help_commit(cx, tx);
}

static bool bounces(Cx *cx, Db *db, Str account)
{
    bool said;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_bounces(cx, tx, PLAN, account, &said));
    db_end(tx);
    return said;
}

static void notices(Cx *cx, Db *db, Str account)
{
    const MemberPlan plan = help_plan();
    const NoticeReminder still = { .account = account, .app_name = STR("App") };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, notice_connected(cx, tx, help_keys(), &plan, account, STR("App"),
                                  STR("https://plan.example/demo/stop?k=x")));
    CHECK_OK(cx, notice_disconnected(cx, tx, help_keys(), &plan, account, STR("App")));
    CHECK_OK(cx, notice_stopped(cx, tx, help_keys(), &plan, account, STR("App")));
    CHECK_OK(cx, notice_welcome(cx, tx, help_keys(), &plan, account));
    CHECK_OK(cx, notice_reminder(cx, tx, help_keys(), &plan, &still));
    help_commit(cx, tx);
}

/* M28 */
BOTH(outbox__an_address_that_bounces_gets_no_notices)
{
    size_t sent;
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    notices(cx, db, account);
    (void)help_mail(cx, db, test_dir(), &sent);
    CHECK_I64((int64_t)sent, 5);
    bounce(cx, db);
    notices(cx, db, account);
    (void)help_mail(cx, db, test_dir(), &sent);
    CHECK_I64((int64_t)sent, 0);
    CHECK(bounces(cx, db, account));
}

/* M28, M25: a code is tried once a day, like the word to an address without an account; rows are written as ever. */
BOTH(outbox__an_address_that_bounces_gets_a_code_a_day)
{
    size_t sent;
    const Str dir = test_dir();
    const MemberSession s = help_session(cx, db);
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    for (int i = 0; i < 2; i++) {
        cx->now_ms += DAY_MS;
        bounce(cx, db);
        CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
        CHECK_I64(help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE state = 0"), 1);
        CHECK(bounces(cx, db, account));
        CHECK(help_code(help_mail(cx, db, dir, &sent)).n == 8);
        /* It was taken: the address works again. */
        CHECK(!bounces(cx, db, account));
        bounce(cx, db);
        cx->now_ms += MEMBER_RESEND_MS;
        CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
        CHECK_I64(help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE state = 0"), 1);
        (void)help_mail(cx, db, dir, &sent);
        CHECK_I64((int64_t)sent, 0);
        CHECK(bounces(cx, db, account));
    }
}

static Str newest_id(Cx *cx, Db *db)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(cx);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    sql_text(q, "SELECT id FROM mail_outbox ORDER BY created_ms DESC, state LIMIT 1");
    CHECK_OK(cx, db_one(cx, tx, q, STR("mail"), &r));
    const Str id = arena_dup(cx->mem, db_str(r, 0));
    db_end(tx);
    return id;
}

static Status returned(Cx *cx, Db *db, int64_t plan, Str id)
{
    DbTx *tx = help_write(cx, db);
    const Status st = outbox_returned(cx, tx, plan, id);
    help_commit(cx, tx);
    cx->fault = (Fault){ 0 };
    return st;
}

/* M28 */
BOTH(outbox__a_mail_that_comes_back_later_makes_its_address_bounce)
{
    size_t sent;
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MINUTE_MS;
    notices(cx, db, account);
    const Str id = newest_id(cx, db);
    CHECK(returned(cx, db, PLAN, id) == ST_NOT_FOUND); /* not sent yet */
    (void)help_mail(cx, db, test_dir(), &sent);
    CHECK(returned(cx, db, PLAN, STR("of-nobody")) == ST_NOT_FOUND);
    CHECK(returned(cx, db, PLAN + 1, id) == ST_NOT_FOUND);
    CHECK(!bounces(cx, db, account));
    CHECK(returned(cx, db, PLAN, id) == ST_OK);
    CHECK(bounces(cx, db, account));
    notices(cx, db, account);
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE state = 0"), 0);
}

/* M28: what waits is dropped too, and a mail is known for a week. */
BOTH(outbox__a_mail_that_comes_back_drops_what_waits_and_is_known_for_a_week)
{
    size_t sent;
    DbTx *tx;
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += MINUTE_MS;
    put(cx, db, cx->now_ms + MINUTE_MS);
    const Str id = newest_id(cx, db);
    (void)help_mail(cx, db, test_dir(), &sent);
    cx->now_ms += 6 * DAY_MS;
    notices(cx, db, account);
    tx = help_write(cx, db);
    CHECK_OK(cx, member_sweep(cx, tx, PLAN));
    help_commit(cx, tx);
    CHECK(returned(cx, db, PLAN, id) == ST_OK);
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE state = 0"), 0);
    cx->now_ms += 2 * DAY_MS;
    tx = help_write(cx, db);
    CHECK_OK(cx, member_sweep(cx, tx, PLAN));
    help_commit(cx, tx);
    CHECK(returned(cx, db, PLAN, id) == ST_NOT_FOUND);
}

/* M28: her code arrived there after that mail was sent. */
BOTH(outbox__an_address_that_somebody_has_signed_in_by_since_does_not_bounce)
{
    size_t sent;
    CodeAnswer answer;
    const Str dir = test_dir();
    const Str account = help_account(cx, db, "rosa", "rosa@example.com");
    cx->now_ms += HOUR_MS;
    notices(cx, db, account);
    const Str id = newest_id(cx, db);
    (void)help_mail(cx, db, dir, &sent);
    cx->now_ms += HOUR_MS;
    const MemberSession s = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &s, "rosa@example.com"));
    const Str code = help_code(help_mail(cx, db, dir, &sent));
    CHECK_OK(cx, help_confirm(cx, db, CODE_SIGN_IN, &s, code, &answer));
    CHECK(returned(cx, db, PLAN, id) == ST_OK);
    CHECK(!bounces(cx, db, account));
}

TEST(outbox__the_thread_sends_what_is_queued)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_sqlite_url(cx));
    Outbox *o;
    const OutboxConf conf = { .db = db,
                              .keys = help_keys(),
                              .from = STR("plan@example.com"),
                              .mail_url = arena_join(cx->mem, STR("file:"), test_dir(), STR("")),
                              .now_ms = now_of,
                              .user = cx };
    put(cx, db, cx->now_ms + 60000);
    CHECK_OK(cx, outbox_start(cx, &conf, &o));
    outbox_wake(o);
    outbox_stop(o); /* ends after the round under way */
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM mail_outbox WHERE state = 1"), 1);
}

/* M26 */
static Str own_text(const void *texts, Str key, bool spanish)
{
    const Str *own = texts; /* key, text */
    return !spanish && str_eq(key, own[0]) ? own[1] : STR_NONE;
}

static void check_own(const char *key, const char *text, const char *detail)
{
    Cx *cx = test_cx();
    const Status st = mail_text_check(cx, str_of(key), false, str_of(text));
    CHECK_I64(st, detail ? ST_INVALID : ST_OK);
    CHECK_STR(cx->fault.detail, str_of(detail ? detail : ""));
    cx->fault = (Fault){ 0 };
}

/* M26: what a mail must tell it tells in a plan's words too, and nothing else gets into it. */
TEST(mail_text__a_plan_s_own_words_tell_what_ours_do)
{
    check_own("mail_deleted", "Gone from {plan}.\n{services}", NULL);
    check_own("mail_deleted_subject", "Bye, says {plan}", NULL);
    check_own("mail_deleted_subject", "Bye", "must say {plan}");
    check_own("mail_deleted_subject", "{plan} {code}", "knows no {code}");
    check_own("mail_deleted", "Gone.\n{services}", "must say {plan}");
    check_own("mail_deleted", "{plan} {services} {plan", "has a brace that is part of no {name}");
    check_own("mail_deleted", "{plan} {services}\n@Click", "has no link: no line begins with @");
    check_own("mail_deleted", "{plan} {services}\n@", "has no link: no line begins with @");
    check_own("mail_delete", "{plan}\n{code}\n{minutes} minutes\n{never}\n{services}", NULL);
    check_own("mail_delete", "{plan}\n{code}\n{services}", "must say {minutes}");
    check_own("mail_delete", "{plan}\n{code}\n{minutes} minutes\n{services}", "must say {never}");
    check_own("mail_delete", "{plan}\n{minutes} minutes\n{services}", "must say {code}");
    check_own("mail_delete", "{plan} {code}\n{minutes} minutes\n{never}\n{services}",
              "must have {code} in a line of its own");
    check_own("mail_delete", "{plan}\n{code}\n{never}\n{minutes} minutes, {services}",
              "must not have {minutes} or {never} in a line with what may be left out");
    check_own("mail_connected", "{plan} {app}\n@Stop it\n{services}", NULL);
    check_own("mail_connected", "{plan} {app}\n{services}",
              "must have one line of words for the link, with @ in front");
    check_own("mail_connected", "{plan} {app}\n@Stop {app}\n{services}",
              "must have words alone in the line of the link");
    check_own("mail_connected", "{plan} {app}\n@\n{services}",
              "must have words alone in the line of the link");
    CHECK_FAILS(test_cx(), ST_NOT_FOUND,
                mail_text_check(test_cx(), STR("mail_nothing"), false, STR("x")));
    CHECK_FAILS(test_cx(), ST_NOT_FOUND,
                mail_text_check(test_cx(), STR("deleted"), false, STR("x")));
}

/* M26: words that do not are not sent, whoever reads the file. */
TEST(mail_text__own_words_are_sent_in_their_language_and_when_they_are_whole)
{
    Cx *cx = test_cx();
    OutboxMail m = { .to = STR("a@b.com") };
    Str own[] = {
        STR("mail_delete"),
        STR("Hello from {plan}:\n{code}\nFor {minutes} minutes <b>.\n{never}\n{services}")
    };
    const MemberOwn words = { own_text, own };
    const MailWords w = { .plan = STR("Demo"), .code = STR("01234567"), .own = &words };
    mail_write(cx, MAIL_DELETE, STR("en"), &w, &m);
    CHECK_STR(m.text, STR("Hello from Demo:\n\n01234567\n\nFor 10 minutes <b>.\n\nNever give this "
                          "code to anyone.\n\n"));
    CHECK(!str_contains(m.html, STR("<b>")) && str_contains(m.html, STR("28px")));
    CHECK_STR(m.subject, STR("Demo: your code to delete your account"));
    mail_write(cx, MAIL_DELETE, STR("es"), &w, &m);
    CHECK(str_contains(m.text, STR("Su código para borrar su cuenta de Demo es:")));
    own[1] = STR("{plan} {services}");
    mail_write(cx, MAIL_DELETE, STR("en"), &w, &m);
    CHECK(str_contains(m.text, STR("\n01234567\n")));
    own[0] = STR("mail_delete_subject");
    own[1] = STR("{plan}\r\nBcc: x@y.com");
    mail_write(cx, MAIL_DELETE, STR("en"), &w, &m);
    CHECK(!str_contains(m.subject, STR("\r")) && !str_contains(m.subject, STR("\n")));
}

TEST(mail_text__holds_code_app_and_warning_and_leaves_out_what_is_empty)
{
    Cx *cx = test_cx();
    OutboxMail m = { .to = STR("a@b.com") };
    MailWords w = { .plan = STR("Demo"),
                    .app = STR("Evil\r\nBcc: <b>"),
                    .code = STR("01234567"),
                    .until = STR("") };
    for (int kind = 0; kind < MAIL_KINDS; kind++) {
        mail_write(cx, (MailKind)kind, STR("es"), &w, &m);
        CHECK(m.subject.n && m.text.n && !str_contains(m.subject, STR("{")));
        CHECK(!str_contains(m.text, STR("{")));
        CHECK(!str_contains(m.text, STR("\r")) && !str_contains(m.text, STR("Preguntas")));
    }
    mail_write(cx, MAIL_CODE, STR("en"), &w, &m);
    CHECK(str_contains(m.text, STR("\n01234567\n")));
    CHECK(str_contains(m.text, STR("Never give this code")));
    CHECK(!str_contains(m.html, STR("<b>")));
    /* M26: two kinds have a link, which is the address that was given. */
    w.link = STR("https://plan.example/demo/stop?k=a&b");
    for (int kind = 0; kind < MAIL_KINDS; kind++) {
        mail_write(cx, (MailKind)kind, STR("en"), &w, &m);
        const bool linked = kind == MAIL_CONNECTED || kind == MAIL_EMAIL_GONE;
        CHECK(str_contains(m.text, STR("://")) == linked);
        CHECK(str_contains(m.html, STR("<a ")) == linked);
        CHECK(!str_contains(m.html, STR("<img")) && !str_contains(m.html, STR("@")));
    }
    mail_write(cx, MAIL_CONNECTED, STR("en"), &w, &m);
    CHECK(str_contains(m.text, STR("\nhttps://plan.example/demo/stop?k=a&b\n")));
    CHECK(str_contains(m.html,
                       STR("<a href=\"https://plan.example/demo/stop?k=a&amp;b\">Disconnect")));
    w.app = STR("");
    mail_write(cx, MAIL_CODE, STR("en"), &w, &m);
    CHECK(!str_contains(m.text, STR("connect this app")));
}
