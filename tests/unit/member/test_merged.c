/* Records of which one is in the place of another, and who is kept away from whom (AUTHORIZATION M40, M41). */
#include "tests/unit/member/help.h"

static void record(Cx *cx, Db *db, const char *id, const char *replaced_by)
{
    RosterPerson p = help_person("", "Ann", "Lee", "1980-01-01", "X99887766", "10001");
    p.patient = str_of(id);
    p.replaced_by = str_of(replaced_by);
    help_roster(cx, db, &p);
}

/* Sorted, separated by spaces. */
static Str sorted(Cx *cx, Str *ids, size_t n)
{
    Str all = STR("");
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (str_cmp(ids[j], ids[i]) < 0) {
                const Str id = ids[i];
                ids[i] = ids[j];
                ids[j] = id;
            }
    for (size_t i = 0; i < n; i++)
        all = arena_join(cx->mem, all, i ? STR(" ") : STR(""), ids[i]);
    return all;
}

static Str one(Cx *cx, Db *db, const char *id)
{
    DbTx *tx;
    RosterOne o;
    const Str asked = str_of(id);
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    CHECK_OK(cx, roster_one(cx, tx, PLAN, &asked, 1, &o));
    db_end(tx);
    return sorted(cx, o.ids, o.count);
}

static Status merged(Cx *cx, Db *db, const char *id, Str *out)
{
    DbTx *tx;
    RosterMerged *m;
    size_t n;
    const Str asked = str_of(id);
    CHECK_OK(cx, db_read(cx, db, PLAN, &tx));
    const Status st = roster_merged(cx, tx, PLAN, &asked, 1, &m, &n);
    db_end(tx);
    if (st != ST_OK)
        return st;
    Str *was = ARENA_ARRAY(cx->mem, Str, n);
    for (size_t i = 0; i < n; i++) {
        CHECK_STR(m[i].patient, str_of(id));
        was[i] = m[i].was;
    }
    *out = sorted(cx, was, n);
    return ST_OK;
}

/* M41: whichever of them is asked for; a circle of them ends. */
BOTH(merged__records_that_replace_one_another_are_one_person)
{
    Str was;
    record(cx, db, "ann", "bea");
    record(cx, db, "bea", "cleo");
    record(cx, db, "dot", "cleo");
    record(cx, db, "eve", "");
    CHECK_STR(one(cx, db, "bea"), STR("ann bea cleo dot"));
    CHECK_STR(one(cx, db, "cleo"), STR("ann bea cleo dot"));
    CHECK_STR(one(cx, db, "eve"), STR("eve"));
    CHECK_STR(one(cx, db, "nobody"), STR("nobody"));
    CHECK_OK(cx, merged(cx, db, "cleo", &was));
    CHECK_STR(was, STR("ann bea dot"));
    CHECK_OK(cx, merged(cx, db, "ann", &was));
    CHECK_STR(was, STR(""));
    record(cx, db, "bea", "ann");
    CHECK_STR(one(cx, db, "ann"), STR("ann bea"));
    CHECK_OK(cx, merged(cx, db, "ann", &was));
    CHECK_STR(was, STR("bea"));
}

/* M40: of a person of more records than are looked at nobody is let through unseen. */
BOTH(merged__too_many_records_are_refused)
{
    Str was;
    record(cx, db, "ann", "");
    for (unsigned i = 0; i < LIMIT_MERGED; i++)
        record(cx, db, arena_printf(cx->mem, "r%u", i).p, "ann");
    CHECK_OK(cx, merged(cx, db, "ann", &was));
    record(cx, db, "more", "ann");
    CHECK_FAILS(cx, ST_TOO_COSTLY, merged(cx, db, "ann", &was));
}

static void block(Cx *cx, Db *db, const char *patient, Str who)
{
    size_t n;
    MemberOver *over;
    DbTx *tx = help_write(cx, db);
    const MemberBlock b = { str_of(patient), who, STR("") };
    CHECK_OK(cx, relation_block(cx, tx, PLAN, &b, &over, &n));
    help_commit(cx, tx);
}

static Status unblock(Cx *cx, Db *db, const char *patient, Str who)
{
    DbTx *tx = help_write(cx, db);
    Str id = str_of(patient);
    const RosterOne p = { &id, 1 };
    const RosterOne w = { &who, 1 };
    const Status st = relation_unblock(cx, tx, PLAN, &p, &w);
    help_commit(cx, tx);
    return st;
}

static int64_t blocks(Cx *cx, Db *db)
{
    return help_count(cx, db, "SELECT count(*) FROM member_block");
}

/* M40: one that is taken back is not another that was set for the same person. */
BOTH(block__of_an_account_is_taken_back_without_that_of_its_person)
{
    const Str account = help_account(cx, db, "hal", "hal@example.com");
    block(cx, db, "kid", STR("hal"));
    block(cx, db, "kid", account);
    CHECK_I64(blocks(cx, db), 3);
    CHECK_OK(cx, unblock(cx, db, "kid", account));
    CHECK_I64(blocks(cx, db), 1);
    CHECK_FAILS(cx, ST_NOT_FOUND, unblock(cx, db, "kid", account));
    block(cx, db, "kid", account);
    CHECK_OK(cx, unblock(cx, db, "kid", STR("hal")));
    CHECK_I64(blocks(cx, db), 2);
}

/* M40, M41: of both sides, and of nobody from oneself. */
BOTH(block__goes_with_the_records_of_both)
{
    block(cx, db, "kid", STR("hal"));
    const RosterMerged m[] = { { STR("hal2"), STR("hal") },
                               { STR("kid2"), STR("kid") },
                               { STR("kid"), STR("hal") } };
    for (int i = 0; i < 2; i++) {
        DbTx *tx = help_write(cx, db);
        CHECK_OK(cx, blocks_carry(cx, tx, PLAN, m, 3));
        help_commit(cx, tx);
        CHECK_I64(blocks(cx, db), 5);
    }
    CHECK_I64(help_count(cx, db, "SELECT count(*) FROM member_block WHERE patient = who"), 0);
    CHECK_I64(help_count(cx, db,
                         "SELECT count(*) FROM member_block WHERE patient = 'kid2' AND"
                         " who = 'hal2'"),
              1);
}
