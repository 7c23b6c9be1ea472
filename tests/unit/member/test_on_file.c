/* AUTHORIZATION M14, M15, M27; threats 51, 53. */
#include "tests/unit/member/help.h"

static RosterContacts contacts_of(Cx *cx, Db *db, const char *patient)
{
    RosterContacts c;
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_contacts(cx, tx, help_keys(), PLAN, str_of(patient), &c));
    db_end(tx);
    return c;
}

/* M15 */
BOTH(on_file__a_mailbox_that_cannot_be_written_to_is_none)
{
    static const Str emails[] = { STR_C("Not One"), STR_C(" Ann@Example.com"),
                                  STR_C("b@example.com"), STR_C("c@example.com"),
                                  STR_C("d@example.com") };
    RosterPerson p = help_person("a", "Ann", "Lee", "1980-01-01", "X1111", "10001");
    p.emails = emails;
    p.email_count = 5;
    help_roster(cx, db, &p);
    const RosterContacts c = contacts_of(cx, db, "a");
    CHECK_I64((int64_t)c.count, LIMIT_CONTACTS);
    CHECK_STR(c.email[0], STR("ann@example.com"));
    CHECK_STR(c.email[2], STR("c@example.com"));
    CHECK_I64((int64_t)contacts_of(cx, db, "nobody").count, 0);
}

/* A code for whoever has the details of patient, who has no mailbox on file. */
static Status send_when_available(Cx *cx, Db *db, const MemberSession *s, const char *email)
{
    MemberPlan plan = help_plan();
    const RosterContacts none = { .count = 0 };
    const CodeRequest in = { .purpose = CODE_REGISTER,
                             .session = s->id,
                             .email = str_of(email),
                             .lang = STR("en"),
                             .matched = s->matched,
                             .on_file = &none,
                             .peer = STR("") };
    plan.confirm = CONFIRM_WHEN_AVAILABLE;
    DbTx *tx = help_write(cx, db);
    const Status st = code_send(cx, tx, help_keys(), &plan, &in);
    help_commit(cx, tx);
    return st;
}

static Str register_unproven(Cx *cx, Db *db, const char *patient, const char *email)
{
    size_t sent;
    CodeAnswer a;
    const MemberSession s = help_matched(cx, db, patient);
    CHECK_OK(cx, send_when_available(cx, db, &s, email));
    const Str code = help_code(help_mail(cx, db, test_dir(), &sent));
    CHECK_OK(cx, help_confirm(cx, db, CODE_REGISTER, &s, code, &a));
    return a.account;
}

static size_t letters(Cx *cx, Db *db, MemberLetter **all)
{
    size_t n;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, letters_list(cx, tx, PLAN, all, &n));
    help_commit(cx, tx);
    return n;
}

static int64_t cautious(Cx *cx, Db *db, Str account)
{
    int64_t until;
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_cautious(cx, tx, PLAN, account, &until));
    help_commit(cx, tx);
    return until;
}

/* M15: who registers without a mailbox on file is held back for three days, and the plan writes. */
BOTH(on_file__an_account_that_nothing_on_file_proves_is_cautious_and_has_a_letter)
{
    MemberLetter *all;
    const int64_t then = cx->now_ms;
    const Str ann = register_unproven(cx, db, "a", "ann@example.com");
    CHECK_I64(cautious(cx, db, ann), then + 72 * HOUR_MS);
    CHECK_I64(cautious(cx, db, help_account(cx, db, "b", "bob@example.com")), 0);
    const Str cy = register_unproven(cx, db, "c", "cy@example.com");
    CHECK_I64((int64_t)letters(cx, db, &all), 2);
    CHECK_I64(all[0].registered_ms, then);
    const Str other = all[1].patient; /* of the same moment, and not in the list that is taken */
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, letters_take(cx, tx, PLAN, all, 1));
    help_commit(cx, tx);
    CHECK_I64((int64_t)letters(cx, db, &all), 1);
    CHECK_STR(all[0].patient, other);
    const MemberPlan plan = help_plan();
    tx = help_write(cx, db); /* a thief's own deletion keeps no letter from her */
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, str_eq(other, STR("c")) ? cy : ann));
    help_commit(cx, tx);
    CHECK_I64((int64_t)letters(cx, db, &all), 1);
    cx->now_ms = then + 72 * HOUR_MS;
    CHECK_I64(cautious(cx, db, ann), 0);
}

/* M27, threat 51: five an hour of one person, under however many addresses and from wherever. */
BOTH(on_file__a_person_causes_five_mails_an_hour_under_any_address)
{
    cx->now_ms += HOUR_MS - cx->now_ms % HOUR_MS;
    for (int i = 0; i < 7; i++) {
        const MemberSession s = help_matched(cx, db, "a");
        const char *to = arena_printf(cx->mem, "m%d@example.com", i).p;
        const Status st = send_when_available(cx, db, &s, to);
        CHECK(st == (i < 5 ? ST_OK : ST_TOO_MANY));
        cx->fault = (Fault){ 0 };
        cx->now_ms += MINUTE_MS;
    }
}
