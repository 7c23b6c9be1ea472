/* Papers by which somebody acts for a member (AUTHORIZATION M36). */
#include "base/date.h"
#include "tests/unit/member/help.h"

static Status approve(Cx *cx, Db *db, const char *patient, Mandate *out)
{
    const MemberPlan plan = help_plan();
    const Mandate m = { .patient = str_of(patient),
                        .email = STR("rita@example.com"),
                        .first = STR("Rita"),
                        .last = STR("Ruiz"),
                        .basis = STR("guardianship"),
                        .evidence = STR("cabinet 4"),
                        .lang = STR("en"),
                        .asked_by = STR("Ana Clerk"),
                        .from_ms = cx->now_ms,
                        .until_ms = cx->now_ms + 365 * DAY_MS };
    MandateApproval in = { .by = STR("Bo Chief"), .email = m.email, .majority_ms = cx->now_ms };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, mandate_ask(cx, tx, help_keys(), PLAN, &m, &in.id));
    const Status st = mandate_approve(cx, tx, help_keys(), &plan, &in, out);
    if (st == ST_OK)
        help_commit(cx, tx);
    db_end(tx);
    return st;
}

static int64_t open_papers(Cx *cx, Db *db)
{
    return help_count(cx, db, "SELECT count(*) FROM member_mandate WHERE ended_ms IS NULL");
}

/* M36: a paper is open no longer than what it gives. */
BOTH(mandate__ends_with_its_relation)
{
    bool was;
    Mandate tom;
    Mandate luz;
    CHECK_OK(cx, approve(cx, db, "tom", &tom));
    CHECK_OK(cx, approve(cx, db, "luz", &luz));
    CHECK_STR(tom.account, luz.account);
    CHECK_I64(open_papers(cx, db), 2);
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, relation_end(cx, tx, PLAN, &(MemberOver){ tom.account, tom.patient }, &was));
    help_commit(cx, tx);
    CHECK(was);
    CHECK_I64(open_papers(cx, db), 1);
}

/* M36, M43 */
BOTH(mandate__ends_with_its_account)
{
    Mandate m;
    const MemberPlan plan = help_plan();
    CHECK_OK(cx, approve(cx, db, "tom", &m));
    CHECK_OK(cx, approve(cx, db, "luz", &m));
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, m.account));
    help_commit(cx, tx);
    CHECK_I64(open_papers(cx, db), 0);
}

/* M34: for each of whom it acts it may, the last one too; nobody is approved who could never be chosen. */
BOTH(mandate__gives_nobody_more_than_can_be_shown)
{
    Mandate m = { .account = STR("") };
    for (unsigned i = 0; i < LIMIT_RELATIONS; i++)
        CHECK_OK(cx, approve(cx, db, arena_printf(cx->mem, "p%02u", i).p, &m));
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_acts_for(cx, tx, PLAN, m.account, STR("p64")));
    CHECK_FAILS(cx, ST_FORBIDDEN, account_acts_for(cx, tx, PLAN, m.account, STR("p65")));
    db_end(tx);
    CHECK(approve(cx, db, "p65", &m) == ST_CONFLICT);
    CHECK_OK(cx, approve(cx, db, "p64", &m)); /* renewed */
}

/* M34: children of the file may come on top. */
BOTH(mandate__one_too_many_for_the_page_is_still_acted_for)
{
    Mandate m;
    MemberEnded ended;
    RosterMinor kids[LIMIT_FAMILY];
    CHECK_OK(cx, approve(cx, db, "tom", &m));
    CHECK_OK(cx, approve(cx, db, "tim", &m));
    for (size_t i = 0; i < LIMIT_FAMILY; i++)
        kids[i] = (RosterMinor){ arena_printf(cx->mem, "k%02zu", i), cx->now_ms + DAY_MS };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_set_minors(cx, tx, PLAN, m.account, kids, LIMIT_FAMILY, &ended));
    for (size_t i = 0; i < LIMIT_FAMILY; i++)
        CHECK_OK(cx, account_acts_for(cx, tx, PLAN, m.account, kids[i].patient));
    CHECK_OK(cx, account_acts_for(cx, tx, PLAN, m.account, STR("tom")));
    CHECK_OK(cx, account_acts_for(cx, tx, PLAN, m.account, STR("tim")));
    db_end(tx);
}

static Status hold(Cx *cx, Db *db, const Mandate *m, Str from, bool away)
{
    size_t count;
    MemberOver *over;
    const MemberBlock b = { m->patient, from, STR("") };
    Str patients[] = { m->patient };
    const RosterOne patient = { patients, 1 };
    const RosterOne who = { &from, 1 };
    DbTx *tx = help_write(cx, db);
    TRY(away ? relation_block(cx, tx, PLAN, &b, &over, &count)
             : relation_unblock(cx, tx, PLAN, &patient, &who));
    help_commit(cx, tx);
    return ST_OK;
}

/* M40, M43: who is kept away is known again without her account, by her mailbox, and by nobody but those concerned. */
BOTH(mandate__keeps_away_whose_account_is_gone)
{
    Mandate m;
    Mandate again;
    const MemberPlan plan = help_plan();
    CHECK_OK(cx, approve(cx, db, "tom", &m));
    CHECK_OK(cx, hold(cx, db, &m, m.account, true));
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, m.account));
    help_commit(cx, tx);
    cx->now_ms += 400 * DAY_MS;
    CHECK(approve(cx, db, "tom", &again) == ST_CONFLICT);
    CHECK_OK(cx, approve(cx, db, "luz", &again));
    CHECK_OK(cx, hold(cx, db, &m, m.account, false));
    CHECK_OK(cx, approve(cx, db, "tom", &again));
}

/* M40: also of a member who is named by her own record. */
BOTH(mandate__keeps_away_a_member_whose_account_is_gone)
{
    Mandate m;
    Str account;
    const MemberPlan plan = help_plan();
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_make(cx, tx, help_keys(), PLAN, STR("rita@example.com"), STR("en"),
                              STR("rita"), &account));
    help_commit(cx, tx);
    CHECK_OK(cx, approve(cx, db, "tom", &m));
    CHECK_STR(m.account, account);
    CHECK_OK(cx, hold(cx, db, &m, STR("rita"), true));
    tx = help_write(cx, db);
    CHECK_OK(cx, account_close(cx, tx, help_keys(), &plan, account));
    help_commit(cx, tx);
    cx->now_ms += 400 * DAY_MS;
    CHECK(approve(cx, db, "tom", &m) == ST_CONFLICT);
}

/* M38 */
BOTH(mandate__begins_before_a_child_is_of_age)
{
    const int64_t now = cx->now_ms;
    Mandate m = { .from_ms = now, .until_ms = now + 9 * DAY_MS };
    (void)db;
    CHECK_OK(cx, mandate_fits(cx, &m, now));
    CHECK_I64(m.until_ms, now + 9 * DAY_MS);
    CHECK_OK(cx, mandate_fits(cx, &m, now + DAY_MS));
    CHECK_I64(m.until_ms, now + DAY_MS);
    m.from_ms = m.until_ms;
    CHECK_FAILS(cx, ST_CONFLICT, mandate_fits(cx, &m, now + DAY_MS));
}
