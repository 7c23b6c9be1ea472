/* A chain whose end was cut off, which was removed whole, or whose store was set back: seen, and where. */
#include "base/date.h"
#include "tests/unit/audit/chain.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#define BLOCKS 9

static Audit *blocks(Cx *cx, Db *db, Str ship, int n)
{
    Audit *a = chain_audit(cx, db, ship);
    for (int i = 1; i <= n; i++)
        chain_block(cx, a, arena_printf(cx->mem, "p%d", i));
    return a;
}

static Str ship_dir(Cx *cx)
{
    return arena_join(cx->mem, test_dir(), STR("/ship"), STR_NONE);
}

/* As doctor asks. */
static AuditVerdict seen(Cx *cx, Db *db, Audit *a)
{
    AuditVerdict v = chain_verify(cx, db);
    if (v.whole)
        CHECK_OK(cx, audit_seen_verify(cx, a, 1, &v));
    return v;
}

static void check_at(Cx *cx, Db *db, Audit *a, int64_t seq, const char *why)
{
    const AuditVerdict v = seen(cx, db, a);
    CHECK(!v.whole);
    CHECK_I64(v.bad_seq, seq);
    CHECK_STR(str_of(v.why), str_of(why));
}

static void end_cut(Cx *cx, Db *db, int64_t after)
{
    chain_sql(
        cx, db,
        arena_printf(cx->mem, "DELETE FROM audit_block WHERE plan = 1 AND seq > %d", (int)after).p);
    chain_sql(
        cx, db,
        arena_printf(cx->mem, "DELETE FROM audit_patient WHERE plan = 1 AND seq > %d", (int)after)
            .p);
    chain_sql(
        cx, db,
        arena_printf(cx->mem, "DELETE FROM audit_receipt WHERE patient > 'p%d'", (int)after).p);
}

/* The seal as it is now, kept as who copies the store would. */
static void seal_copy(Cx *cx, Db *db)
{
    chain_sql(cx, db,
              "INSERT INTO audit_seal (plan, seq, hash, proof, sealed_ms)"
              " SELECT 99, s.seq, s.hash, s.proof, s.sealed_ms FROM audit_seal s WHERE s.plan = 1");
}

static void seal_put_back(Cx *cx, Db *db)
{
    chain_sql(cx, db, "DELETE FROM audit_seal WHERE plan = 1");
    chain_sql(cx, db, "UPDATE audit_seal SET plan = 1 WHERE plan = 99");
}

/* C12, threat 79: the end cut off, and the seal set to the last block that is left. */
BOTH(mark__an_end_cut_off_with_its_seal_is_located)
{
    Audit *a = blocks(cx, db, STR(""), BLOCKS);
    end_cut(cx, db, 6);
    chain_sql(cx, db,
              "UPDATE audit_seal SET seq = 6, hash = (SELECT b.hash FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 6) WHERE plan = 1");
    check_at(cx, db, a, 7, "the chain's seal was changed: its end may have been cut off here");
    chain_sql(cx, db,
              "UPDATE audit_seal SET proof = (SELECT b.hash FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 6) WHERE plan = 1");
    check_at(cx, db, a, 7, "the chain's seal was changed: its end may have been cut off here");
}

/* C12: our own proof does not make an end that somebody else put there ours; what waits is not lost. */
BOTH(mark__nothing_is_sealed_behind_a_seal_that_was_changed)
{
    Audit *a = blocks(cx, db, STR(""), BLOCKS);
    AuditRecord r = chain_read(STR("rosa"));
    AuditVerdict v;
    end_cut(cx, db, 6);
    chain_sql(cx, db,
              "UPDATE audit_seal SET seq = 6, hash = (SELECT b.hash FROM audit_block b"
              " WHERE b.plan = 1 AND b.seq = 6) WHERE plan = 1");
    CHECK_OK(cx, audit_append(cx, a, &r));
    CHECK_FAILS(cx, ST_CONFLICT, audit_seal_now(cx, a));
    CHECK_FAILS(cx, ST_CONFLICT, chain_retain(cx, db, TEST_NOW_MS + DAY_MS));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 6);
    r.reason = STR("seen");
    CHECK_OK(cx, audit_accept(cx, a, &r, &v));
    CHECK_OK(cx, audit_seal_now(cx, a));
    CHECK(seen(cx, db, a).whole);
    CHECK_I64(seen(cx, db, a).rows, 8); /* what waited, and that it was accepted */
}

/* C12: who kept a copy of the store has an older seal with its own proof. */
BOTH(mark__an_end_cut_off_with_an_older_seal_is_located)
{
    Audit *a = blocks(cx, db, STR(""), 6);
    seal_copy(cx, db);
    for (int i = 7; i <= BLOCKS; i++)
        chain_block(cx, a, arena_printf(cx->mem, "p%d", i));
    CHECK(seen(cx, db, a).whole);
    end_cut(cx, db, 6);
    seal_put_back(cx, db);
    CHECK(chain_verify(cx, db).whole); /* by itself */
    check_at(cx, db, a, 7, "the store ends here, and records up to 9 were sealed");
}

/* C12: and new records are sealed behind it, more than there were: what was noted is not forgotten for them. */
BOTH(mark__a_store_that_was_set_back_and_goes_on_is_located)
{
    Audit *a = blocks(cx, db, STR(""), 6);
    seal_copy(cx, db);
    for (int i = 7; i <= BLOCKS; i++)
        chain_block(cx, a, arena_printf(cx->mem, "p%d", i));
    end_cut(cx, db, 6);
    seal_put_back(cx, db);
    for (int i = 0; i < 5; i++)
        chain_block(cx, a, STR("rosa"));
    CHECK_I64(chain_verify(cx, db).rows, 11);
    check_at(cx, db, a, 9, "the store was set back: record 9 is not the one that was sealed");
}

/* C12 */
BOTH(mark__a_chain_that_was_removed_whole_is_located)
{
    Audit *a = blocks(cx, db, STR(""), BLOCKS);
    chain_sql(cx, db, "DELETE FROM audit_block");
    chain_sql(cx, db, "DELETE FROM audit_patient");
    chain_sql(cx, db, "DELETE FROM audit_receipt");
    chain_sql(cx, db, "DELETE FROM audit_seal");
    CHECK(chain_verify(cx, db).whole);
    check_at(cx, db, a, 1, "the store ends here, and records up to 9 were sealed");
    chain_block(cx, a, STR("rosa"));
    check_at(cx, db, a, 2, "the store ends here, and records up to 9 were sealed");
}

/* C12: what went by its age was seen as well, and is not missed. */
BOTH(mark__what_was_removed_by_its_age_is_not_missed)
{
    Audit *a = blocks(cx, db, STR(""), BLOCKS);
    CHECK_OK(cx, chain_retain(cx, db, cx->now_ms));
    CHECK_I64(chain_count(cx, db, "SELECT COUNT(*) FROM audit_block"), 0);
    CHECK(seen(cx, db, a).whole);
    chain_block(cx, a, STR("rosa"));
    CHECK(seen(cx, db, a).whole);
}

/* ---- the shipper ---- */

static Str file_get(Cx *cx, Str dir, const char *name)
{
    char room[1 << 16];
    const int fd = open(arena_join(cx->mem, dir, STR("/"), str_of(name)).p, O_RDONLY);
    const ssize_t n = fd < 0 ? 0 : read(fd, room, sizeof room);
    if (fd >= 0)
        (void)close(fd);
    return arena_dup(cx->mem, (Str){ room, n > 0 ? (size_t)n : 0 });
}

/* Records in all of its files. */
static size_t records(Cx *cx, Str dir)
{
    size_t n = 0;
    DIR *d = opendir(dir.p);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;) {
        Str all = file_get(cx, dir, e->d_name);
        for (Str line; str_ends(str_of(e->d_name), STR(".ndjson")) && str_split(&all, '\n', &line);)
            n += str_starts(line, STR("{\"seq\":"));
    }
    if (d)
        (void)closedir(d);
    return n;
}

static void set_back(Cx *cx, Db *db, Audit *a)
{
    seal_copy(cx, db);
    for (int i = 4; i <= 6; i++)
        chain_block(cx, a, arena_printf(cx->mem, "p%d", i));
    CHECK_OK(cx, ship_all(cx, a));
    end_cut(cx, db, 3);
    seal_put_back(cx, db);
}

/* C12: a store that is behind what was shipped: said, nothing written, other plans go on, until an operator
 * accepts it. */
BOTH(mark__a_store_behind_what_was_shipped_is_told_and_ships_nothing)
{
    const Str dir = ship_dir(cx);
    Audit *a = blocks(cx, db, dir, 3);
    AuditVerdict v;
    AuditRecord other = chain_read(STR("luis"));
    set_back(cx, db, a);
    const Str shipped = file_get(cx, dir, "plan-1.ndjson");
    CHECK_FAILS(cx, ST_CONFLICT, ship_all(cx, a));
    chain_block(cx, a, STR("new"));
    other.plan = 2;
    CHECK_OK(cx, audit_append(cx, a, &other));
    CHECK_OK(cx, audit_seal_now(cx, a));
    CHECK_FAILS(cx, ST_CONFLICT, ship_all(cx, a));
    CHECK_STR(file_get(cx, dir, "plan-1.ndjson"), shipped);
    CHECK(str_contains(file_get(cx, dir, "plan-2.ndjson"), STR("luis")));
    check_at(cx, db, a, 5, "the store ends here, and records up to 6 were sealed");
    const AuditRecord why = { .plan = 1, .actor = STR("test"), .reason = STR("a backup") };
    CHECK_OK(cx, audit_accept(cx, a, &why, &v));
    CHECK(!v.whole);
    CHECK_OK(cx, audit_seal_now(cx, a));
    CHECK_OK(cx, ship_all(cx, a));
    CHECK(seen(cx, db, a).whole);
    const Str after = file_get(cx, dir, "plan-1.ndjson");
    CHECK(str_starts(after, shipped));
    CHECK(str_contains(after, STR("\"subtype\":\"chain-accepted\"")));
    CHECK(str_contains(after, STR("\"reason\":\"a backup\"")));
    CHECK_OK(cx, audit_accept(cx, a, &why, &v)); /* nothing more to be done */
    CHECK(v.whole);
}

/* C12: by the shipper's position alone, where the note beside the journals was lost. */
BOTH(mark__what_was_shipped_is_missed_without_the_note)
{
    Audit *a = blocks(cx, db, ship_dir(cx), 3);
    set_back(cx, db, a);
    CHECK(unlinkat(a->dir, "plan-1.sealed", 0) == 0);
    check_at(cx, db, a, 4, "the store ends here, and records up to 6 were shipped");
}

/* C12: by the lines themselves, where the position was removed too; and nothing is shipped behind them. */
BOTH(mark__what_was_shipped_is_missed_without_its_position)
{
    const Str dir = ship_dir(cx);
    Audit *a = blocks(cx, db, dir, 3);
    set_back(cx, db, a);
    const Str shipped = file_get(cx, dir, "plan-1.ndjson");
    CHECK(unlinkat(a->dir, "plan-1.sealed", 0) == 0);
    CHECK(unlinkat(a->ship, "plan-1.pos", 0) == 0);
    check_at(cx, db, a, 4, "the store ends here, and records up to 6 were shipped");
    chain_block(cx, a, STR("new"));
    CHECK_FAILS(cx, ST_CONFLICT, ship_all(cx, a));
    CHECK_STR(file_get(cx, dir, "plan-1.ndjson"), shipped);
}

/* C12: all of it. */
BOTH(mark__a_chain_that_was_removed_with_its_notes_is_missed_by_what_was_shipped)
{
    Audit *a = blocks(cx, db, ship_dir(cx), 3);
    CHECK_OK(cx, ship_all(cx, a));
    chain_sql(cx, db, "DELETE FROM audit_block");
    chain_sql(cx, db, "DELETE FROM audit_patient");
    chain_sql(cx, db, "DELETE FROM audit_receipt");
    chain_sql(cx, db, "DELETE FROM audit_seal");
    CHECK(unlinkat(a->dir, "plan-1.sealed", 0) == 0);
    CHECK(unlinkat(a->ship, "plan-1.pos", 0) == 0);
    check_at(cx, db, a, 1, "the store ends here, and records up to 3 were shipped");
}

/* What was killed before it wrote the position repeats lines: its chain has them. */
BOTH(mark__a_position_that_is_gone_repeats_what_the_chain_has)
{
    const Str dir = ship_dir(cx);
    Audit *a = blocks(cx, db, dir, 3);
    CHECK_OK(cx, ship_all(cx, a));
    CHECK(unlinkat(a->ship, "plan-1.pos", 0) == 0);
    CHECK(seen(cx, db, a).whole);
    CHECK_OK(cx, ship_all(cx, a));
    CHECK_I64((int64_t)records(cx, dir), 6);
}

static Str aside(Cx *cx, int seq)
{
    return arena_printf(cx->mem, "plan-1-%018d.ndjson", seq);
}

/* C12: numbers come again in a store that was set back; a file that was put aside is not replaced. */
BOTH(mark__a_file_put_aside_is_never_replaced)
{
    const Str dir = ship_dir(cx);
    Audit *a = chain_audit(cx, db, dir);
    for (int seq = 1; seq <= 20; seq++) {
        const int fd = openat(a->ship, aside(cx, seq).p, O_WRONLY | O_CREAT, 0600);
        CHECK(write(fd, "kept", 4) == 4);
        (void)close(fd);
    }
    for (int i = 0; i < 20; i++) {
        chain_block(cx, a, STR("rosa"));
        CHECK_OK(cx, ship_all(cx, a));
    }
    CHECK_I64((int64_t)records(cx, dir), 20);
    for (int seq = 1; seq <= 20; seq++)
        CHECK_STR(file_get(cx, dir, aside(cx, seq).p), STR("kept"));
}

/* C12: a block that is wrong is nothing that an operator can accept. */
BOTH(mark__only_the_end_can_be_accepted)
{
    AuditVerdict v;
    Audit *a = blocks(cx, db, STR(""), BLOCKS);
    const AuditRecord why = { .plan = 1, .reason = STR("a backup") };
    chain_sql(cx, db, "DELETE FROM audit_block WHERE plan = 1 AND seq = 4");
    CHECK_FAILS(cx, ST_CONFLICT, audit_accept(cx, a, &why, &v));
    CHECK_I64(chain_verify(cx, db).bad_seq, 4);
}
