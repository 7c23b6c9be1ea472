/* Whom loads changed, and what becomes of accounts (AUTHORIZATION M39, M41). */
#include "tests/unit/member/help.h"

static RosterPerson ann(void)
{
    return help_person("ann", "Ann", "Lee", "1980-01-01", "X99887766", "10001");
}

static void covered(Cx *cx, Db *db, const char *coverage, const char *patient, int64_t until_ms)
{
    const RosterPerson p = { .patient = str_of(patient),
                             .coverage = str_of(coverage),
                             .until_ms = until_ms,
                             .parent = STR("mom") };
    help_roster(cx, db, &p);
}

/* Their ids, separated by spaces; taken for good with commit. */
static Str taken(Cx *cx, Db *db, bool commit)
{
    DbTx *tx;
    Str *list;
    size_t n;
    Str all = STR("");
    CHECK_OK(cx, db_write(cx, db, PLAN, &tx));
    CHECK_OK(cx, changed_take(cx, tx, PLAN, &list, &n));
    for (size_t i = 0; i < n; i++)
        all = arena_join(cx->mem, all, i ? STR(" ") : STR(""), list[i]);
    if (commit)
        CHECK_OK(cx, db_commit(cx, tx));
    db_end(tx);
    return all;
}

static bool is_due(Cx *cx, Db *db)
{
    DbTx *tx;
    bool due;
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    CHECK_OK(cx, changed_due(cx, tx, PLAN, &due));
    db_end(tx);
    return due;
}

/* M41: a first load of a million is nobody's loss. */
BOTH(changed__a_new_member_is_not_looked_at)
{
    RosterPerson p = ann();
    p.fresh = true;
    help_roster(cx, db, &p);
    covered(cx, db, "c1", "ann", DATE_MAX);
    CHECK(!is_due(cx, db));
    p.deceased = true;
    help_roster(cx, db, &p);
    CHECK_STR(taken(cx, db, true), STR("ann"));
    p.deceased = false;
    p.replaced_by = STR("bea");
    help_roster(cx, db, &p);
    CHECK_STR(taken(cx, db, true), STR("ann bea"));
    p.replaced_by = STR("");
    p.fresh = false;
    help_roster(cx, db, &p);
    CHECK_STR(taken(cx, db, true), STR("ann"));
    CHECK(!is_due(cx, db));
}

/* M41: who was taken and not settled, because the process was killed, is due as before; each once. */
BOTH(changed__nobody_is_lost_to_a_kill)
{
    const RosterPerson p = ann();
    const RosterPerson other = help_person("bea", "Bea", "Lee", "1980-01-01", "X1234567", "10001");
    help_roster(cx, db, &p);
    help_roster(cx, db, &other);
    covered(cx, db, "c1", "ann", 0);
    CHECK_STR(taken(cx, db, false), STR("ann bea"));
    CHECK_STR(taken(cx, db, true), STR("ann bea"));
    CHECK_STR(taken(cx, db, true), STR(""));
}

/* M41, C8: by its own end as by another Coverage of the same id, whoever's that is then, and by its removal. */
BOTH(changed__a_coverage_that_ends_or_changes_names_its_member)
{
    DbTx *tx;
    const int64_t day = cx->now_ms + DAY_MS;
    covered(cx, db, "c1", "ann", day);
    CHECK(!is_due(cx, db));
    cx->now_ms = day;
    CHECK_STR(taken(cx, db, true), STR("ann"));
    covered(cx, db, "c1", "bea", DATE_MAX);
    CHECK_STR(taken(cx, db, true), STR("ann"));
    CHECK_OK(cx, db_write(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_remove_coverage(cx, tx, PLAN, STR("c1")));
    CHECK_OK(cx, roster_remove(cx, tx, PLAN, STR("cleo")));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_STR(taken(cx, db, true), STR("bea cleo"));
}

static Status freeze(Cx *cx, Db *db, bool thaw, Str account)
{
    DbTx *tx = help_write(cx, db);
    const Status st =
        thaw ? account_thaw(cx, tx, PLAN, account) : account_freeze(cx, tx, PLAN, account);
    if (st == ST_OK)
        help_commit(cx, tx);
    db_end(tx);
    return st;
}

static Status acts(Cx *cx, Db *db, Str account, const char *patient)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    const Status st = account_acts_for(cx, tx, PLAN, account, str_of(patient));
    db_end(tx);
    return st;
}

/* M39: nobody is signed in, nobody signs in, nobody acts; it can be undone, once each. */
BOTH(freeze__the_account_of_who_died_is_nobodys_until_the_file_says_otherwise)
{
    MemberSession s;
    CodeAnswer a;
    const RosterPerson p = ann();
    help_roster(cx, db, &p);
    const Str id = help_account(cx, db, "ann", "ann@example.com");
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, session_start(cx, tx, help_keys(), PLAN, STR("en"), &s));
    CHECK_OK(cx, session_sign_in(cx, tx, help_keys(), PLAN, &s, id, &s));
    help_commit(cx, tx);
    CHECK_OK(cx, acts(cx, db, id, "ann"));
    CHECK_OK(cx, freeze(cx, db, false, id));
    CHECK_FAILS(cx, ST_NOT_FOUND, freeze(cx, db, false, id));
    CHECK_FAILS(cx, ST_FORBIDDEN, acts(cx, db, id, "ann"));
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_session WHERE account <> ''"), 0);
    cx->now_ms += HOUR_MS;
    const MemberSession in = help_session(cx, db);
    CHECK_OK(cx, help_send(cx, db, CODE_SIGN_IN, &in, "ann@example.com"));
    CHECK_FAILS(cx, ST_DENIED, help_confirm(cx, db, CODE_SIGN_IN, &in, STR("00000000"), &a));
    CHECK_I64(
        help_count(cx, db, "SELECT count(*) FROM member_code WHERE decoy = 0 AND used_ms IS NULL"),
        0);
    CHECK_OK(cx, freeze(cx, db, true, id));
    CHECK_FAILS(cx, ST_NOT_FOUND, freeze(cx, db, true, id));
    CHECK_OK(cx, acts(cx, db, id, "ann"));
}

static MemberMove follow(Cx *cx, Db *db, Str account, const char *into)
{
    MemberMove m;
    Str ids[] = { STR("ann"), str_of(into) };
    const RosterOne way = { ids, str_eq(ids[0], ids[1]) ? 1 : 2 };
    const MemberWay w = { way, way };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_follow(cx, tx, PLAN, account, &w, &m));
    help_commit(cx, tx);
    return m;
}

/* M41, M13: the account goes with the record it was made for, there and back, unless another has one. */
BOTH(follow__an_account_goes_where_its_record_goes)
{
    const RosterPerson p = ann();
    const RosterPerson bea = help_person("bea", "Bea", "Lee", "1981-01-01", "X1234567", "10001");
    help_roster(cx, db, &p);
    help_roster(cx, db, &bea);
    const Str first = help_account(cx, db, "ann", "ann@example.com");
    const Str other = help_account(cx, db, "bea", "bea@example.com");
    CHECK(!follow(cx, db, first, "ann").got);
    CHECK_STR(follow(cx, db, first, "cleo").left, STR("ann"));
    CHECK_OK(cx, acts(cx, db, first, "cleo"));
    CHECK(!follow(cx, db, first, "bea").got);
    CHECK_FAILS(cx, ST_FORBIDDEN, acts(cx, db, first, "ann"));
    CHECK_FAILS(cx, ST_FORBIDDEN, acts(cx, db, first, "cleo"));
    CHECK_FAILS(cx, ST_FORBIDDEN, acts(cx, db, first, "bea"));
    CHECK_OK(cx, acts(cx, db, other, "bea"));
    const MemberMove back = follow(cx, db, first, "ann");
    CHECK(back.got && !back.left.n);
    CHECK_OK(cx, acts(cx, db, first, "ann"));
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_relation WHERE basis = 'merged'"), 0);
}

/* M40: neither from the one nor from the other side. */
BOTH(follow__who_is_kept_from_somebody_is_not_made_one_with_them)
{
    size_t n;
    MemberOver *over;
    const MemberBlock list[] = { { STR("bea"), STR("ann"), STR("") },
                                 { STR("ann"), STR("cleo"), STR("") } };
    const Str account = help_account(cx, db, "ann", "ann@example.com");
    for (size_t i = 0; i < 2; i++) {
        DbTx *tx = help_write(cx, db);
        CHECK_OK(cx, relation_block(cx, tx, PLAN, &list[i], &over, &n));
        help_commit(cx, tx);
    }
    const MemberMove m = follow(cx, db, account, "bea");
    CHECK(m.kept && !m.got);
    CHECK(follow(cx, db, account, "cleo").kept);
    CHECK_FAILS(cx, ST_FORBIDDEN, acts(cx, db, account, "bea"));
    CHECK_FAILS(cx, ST_FORBIDDEN, acts(cx, db, account, "cleo"));
    CHECK(follow(cx, db, account, "dora").got);
    CHECK(follow(cx, db, account, "bea").kept);
    CHECK(follow(cx, db, account, "ann").got);
}

static bool kept(Cx *cx, Db *db, Str account, const char *third)
{
    MemberMove m;
    Str ids[] = { STR("ann"), STR("zed"), str_of(third) };
    const MemberWay w = { { ids, 2 }, { ids, 3 } };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_follow(cx, tx, PLAN, account, &w, &m));
    db_end(tx);
    return m.kept;
}

static void block(Cx *cx, Db *db, const char *patient, const char *who)
{
    size_t n;
    MemberOver *over;
    const MemberBlock b = { str_of(patient), str_of(who), STR("") };
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, relation_block(cx, tx, PLAN, &b, &over, &n));
    help_commit(cx, tx);
}

/* M40: nor when both become a third, whoever's turn comes first. */
BOTH(follow__who_is_kept_from_somebody_is_not_made_a_third_with_them)
{
    const Str account = help_account(cx, db, "ann", "ann@example.com");
    block(cx, db, "bea", "ann");
    block(cx, db, "ann", "cleo");
    CHECK(kept(cx, db, account, "bea"));
    CHECK(kept(cx, db, account, "cleo"));
    CHECK(!kept(cx, db, account, "dora"));
}

/* M40: nor with one from whom everybody is kept; her own record she follows, and keeps it when that is said of it. */
BOTH(follow__nobody_is_made_one_with_whom_all_are_kept_from)
{
    const Str account = help_account(cx, db, "ann", "ann@example.com");
    block(cx, db, "bea", MEMBER_EVERYBODY);
    CHECK(follow(cx, db, account, "bea").kept);
    CHECK(kept(cx, db, account, "bea"));
    CHECK(follow(cx, db, account, "zed").got);
    block(cx, db, "zed", MEMBER_EVERYBODY);
    CHECK(!kept(cx, db, account, "dora"));
    CHECK(kept(cx, db, account, "bea"));
    CHECK(follow(cx, db, account, "ann").got);
    CHECK(kept(cx, db, account, "dora"));
    block(cx, db, "ann", MEMBER_EVERYBODY);
    CHECK(!kept(cx, db, account, "dora"));
    CHECK(kept(cx, db, account, "bea"));
}

/* M40, PostgreSQL: an approval that is past its check is waited for, or it would share after the block. */
TEST(block__waits_for_an_approval_under_way__postgres)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_postgres_url(cx));
    MemberOver *over;
    MemberEnded ended;
    size_t n;
    const RosterPerson p = ann();
    const RosterMinor kid = { STR("kid"), cx->now_ms + 9 * 365 * DAY_MS };
    const MemberBlock away = { STR("kid"), STR("ann"), STR("") };
    help_roster(cx, db, &p);
    const Str id = help_account(cx, db, "ann", "ann@example.com");
    DbTx *tx = help_write(cx, db);
    CHECK_OK(cx, account_set_minors(cx, tx, PLAN, id, &kid, 1, &ended));
    help_commit(cx, tx);
    DbTx *approval = help_write(cx, db);
    CHECK_OK(cx, account_hold(cx, approval, PLAN, id));
    CHECK_OK(cx, account_acts_for(cx, approval, PLAN, id, STR("kid")));
    DbTx *block = help_write(cx, db);
    CHECK_FAILS(cx, ST_UNAVAILABLE, relation_block(cx, block, PLAN, &away, &over, &n));
    db_end(block);
    block = help_write(cx, db);
    CHECK_FAILS(cx, ST_UNAVAILABLE, account_set_minors(cx, block, PLAN, id, NULL, 0, &ended));
    db_end(block);
    help_commit(cx, approval);
    block = help_write(cx, db);
    CHECK_OK(cx, relation_block(cx, block, PLAN, &away, &over, &n));
    help_commit(cx, block);
    CHECK_I64((int64_t)n, 1);
}

/* M39, PostgreSQL: an account that is frozen is waited for too, or it would be opened and share between the end of a
 * relation and that of its grants. */
TEST(freeze__a_frozen_account_is_waited_for__postgres)
{
    Cx *cx = test_cx();
    Db *db = test_db(cx, test_postgres_url(cx));
    const RosterPerson p = ann();
    help_roster(cx, db, &p);
    const Str id = help_account(cx, db, "ann", "ann@example.com");
    CHECK_OK(cx, freeze(cx, db, false, id));
    DbTx *ending = help_write(cx, db);
    CHECK_OK(cx, account_wait(cx, ending, PLAN, id));
    CHECK_OK(cx, account_wait(cx, ending, PLAN, STR("nobody")));
    CHECK_FAILS(cx, ST_UNAVAILABLE, freeze(cx, db, true, id));
    CHECK_FAILS(cx, ST_FORBIDDEN, account_hold(cx, ending, PLAN, id));
    CHECK_FAILS(cx, ST_FORBIDDEN, account_hold(cx, ending, PLAN, STR("nobody")));
    help_commit(cx, ending);
    CHECK_OK(cx, freeze(cx, db, true, id));
}
