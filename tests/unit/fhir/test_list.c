/* Lists: packed and read, and always the same as the rows of fhir_entry. */
#include "base/limits.h"
#include "fhir/list.h"
#include "fhir/pack.h"
#include "fhir/param_table.h"
#include "fhir/reach_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static const Listed one = { .rid = 7,
                            .pack = 9,
                            .updated_ms = TEST_NOW_MS,
                            .labels = UINT64_C(1) << 63 | 5,
                            .when = { DATE_MIN, DATE_MAX },
                            .own = true,
                            .id = STR_C("a-1") };

static Str packed(Cx *cx, const Listed *items, size_t count)
{
    Buf *b = buf_new(cx, LIST_PART_BYTES);
    list_begin(b);
    for (size_t i = 0; i < count; i++)
        list_put(b, &items[i]);
    CHECK_OK(cx, buf_status(cx, b, STR("part")));
    return buf_str(b);
}

TEST(list__what_is_put_is_read)
{
    const Str id64 = STR("0123456789012345678901234567890123456789012345678901234567890123");
    const Listed two[] = { one, { .rid = 8, .labels = 2, .when = { 3, 4 }, .id = id64 } };
    const Str part = packed(test_cx(), two, 2);
    CHECK_I64((int64_t)part.n, (int64_t)(8 + list_item_bytes(&two[0]) + list_item_bytes(&two[1])));
    Listed l = { .rid = 0 };
    ListIter it = list_iter(part);
    CHECK(list_next(&it, &l));
    CHECK_I64(l.rid, 7);
    CHECK_I64(l.pack, 9);
    CHECK_I64(l.updated_ms, TEST_NOW_MS);
    CHECK(l.labels == one.labels && l.own);
    CHECK(l.when.lo_ms == DATE_MIN && l.when.hi_ms == DATE_MAX);
    CHECK_STR(l.id, STR("a-1"));
    CHECK(list_next(&it, &l));
    CHECK(l.rid == 8 && l.labels == 2 && !l.own && l.when.lo_ms == 3 && l.when.hi_ms == 4);
    CHECK_STR(l.id, id64);
    CHECK(!list_next(&it, &l));
}

TEST(list__own_holds_for_the_parameters_that_made_it)
{
    const Str part = packed(test_cx(), &one, 1);
    char *older = arena_alloc(test_cx()->mem, part.n);
    memcpy(older, part.p, part.n);
    older[0] = (char)(older[0] + 1);
    Listed l = { .rid = 0 };
    ListIter it = list_iter((Str){ older, part.n });
    CHECK(list_next(&it, &l));
    CHECK(l.rid == 7 && !l.own);
}

TEST(list__bytes_that_are_cut_end_the_list)
{
    const Str part = packed(test_cx(), &one, 1);
    Listed l = { .rid = 0 };
    for (size_t n = 0; n < part.n; n++) {
        ListIter it = list_iter((Str){ part.p, n });
        CHECK(!list_next(&it, &l));
    }
}

/* ---- written ---- */

static void put_row(Buf *b, const DbRows *r, const Listed *l)
{
    buf_printf(b, "%lld/%lld %lld in %lld %lld %llu %lld %lld %.*s\n", (long long)db_i64(r, 0),
               (long long)db_i64(r, 1), (long long)l->rid, (long long)l->pack,
               (long long)l->updated_ms, (unsigned long long)l->labels, (long long)l->when.lo_ms,
               (long long)l->when.hi_ms, STR_ARG(l->id));
}

/* Every row as a line; from the lists, whose parts and items must be in order, or from the entries. */
static Str rows(World *w, const char *sql, bool from_list, int *parts)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    Buf *b = buf_new(w->cx, 1 << 20);
    Sql *q = sql_new(w->cx);
    sql_text(q, sql);
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_query(w->cx, tx, q, &r));
    for (*parts = 0; db_next(w->cx, r, &st); (*parts)++) {
        Listed l = { .rid = db_i64(r, 2) };
        if (!from_list) {
            l = (Listed){ .rid = db_i64(r, 2),
                          .updated_ms = db_i64(r, 3),
                          .labels = (uint64_t)db_i64(r, 4),
                          .when = { db_i64(r, 5), db_i64(r, 6) },
                          .id = db_str(r, 7),
                          .pack = db_i64(r, 8) };
            put_row(b, r, &l);
            continue;
        }
        const int64_t first = l.rid;
        CHECK(db_blob(r, 3).n <= LIST_PART_BYTES);
        for (ListIter it = list_iter(db_blob(r, 3)); list_next(&it, &l);) {
            CHECK(l.rid >= first);
            put_row(b, r, &l);
        }
    }
    CHECK_OK(w->cx, st);
    db_end(tx);
    return buf_str(b);
}

/* Whose body it is. */
static void check_packed(World *w, DbTx *tx, int64_t compartment, int64_t pack, int64_t rid,
                         Str body)
{
    DbRows *r;
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT id FROM fhir_entry WHERE deleted = 0 AND compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND pack = ");
    sql_bind_i64(q, pack);
    sql_text(q, " AND rid = ");
    sql_bind_i64(q, rid);
    CHECK_OK(w->cx, db_one(w->cx, tx, q, STR("rid"), &r));
    CHECK(str_contains(body, arena_join(w->cx->mem, STR("\"id\":\""), db_str(r, 0), STR("\""))));
}

/* Every entry's body is in its pack, nothing else is, and packs are no longer than they may be. */
static void check_packs(World *w)
{
    DbTx *tx;
    DbRows *r, *n;
    Status st;
    int64_t count = 0;
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT compartment, pack, bytes FROM fhir_body");
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_query(w->cx, tx, q, &r));
    while (db_next(w->cx, r, &st)) {
        const Str bytes = db_blob(r, 2);
        int64_t in = 0;
        int64_t rid;
        Str body;
        for (PackIter it = pack_iter(bytes); pack_next(&it, &rid, &body); in++)
            check_packed(w, tx, db_i64(r, 0), db_i64(r, 1), rid, body);
        CHECK(in > 0);
        CHECK(in == 1 || (bytes.n <= PACK_BYTES && db_i64(r, 0) != DIRECTORY));
        count += in;
    }
    CHECK_OK(w->cx, st);
    q = sql_new(w->cx);
    sql_text(q, "SELECT count(*) FROM fhir_entry WHERE deleted = 0");
    CHECK_OK(w->cx, db_one(w->cx, tx, q, STR("count"), &n));
    CHECK_I64(count, db_i64(n, 0));
    db_end(tx);
}

/* How many parts there are in all. */
static int check_lists(World *w)
{
    int parts, entries;
    const Str listed = rows(w,
                            "SELECT compartment, type, first, bytes FROM fhir_list"
                            " ORDER BY compartment, type, first",
                            true, &parts);
    const Str there =
        rows(w,
             "SELECT compartment, type, rid, updated_ms, labels, when_lo_ms,"
             " when_hi_ms, id, pack FROM fhir_entry WHERE deleted = 0 AND compartment <> 0"
             " ORDER BY compartment, type, rid",
             false, &entries);
    CHECK(entries > 0);
    CHECK_STR(listed, there);
    check_packs(w);
    return parts;
}

static const char *observation(Cx *cx, int n, const char *patient, int day)
{
    return arena_printf(cx->mem,
                        "{'resourceType':'Observation','id':'o%d','status':'final','subject':{"
                        "'reference':'Patient/%s'},'code':{'text':'x'},"
                        "'effectiveDateTime':'2024-05-%02d'}",
                        n, patient, day)
        .p;
}

static void put_some(World *w, int from, int to, const char *patient, int day)
{
    const char **json = ARENA_ARRAY(w->cx->mem, const char *, (size_t)(to - from));
    for (int i = from; i < to; i++)
        json[i - from] = observation(w->cx, i, patient, day);
    world_put_all(w, json, (size_t)(to - from));
}

BOTH(list__is_written_with_the_entries)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put(w, "{'resourceType':'Patient','id':'bob'}");
    put_some(w, 0, 200, "ann", 1);
    const int parts = check_lists(w);
    CHECK(parts >= 5); /* of 200 observations in more than one row, and two Patients */
    put_some(w, 200, 230, "bob", 1);
    put_some(w, 190, 195, "ann", 2); /* changed */
    put_some(w, 20, 40, "ann", 3);
    (void)check_lists(w);
    world_put(w, observation(cx, 25, "bob", 4)); /* moved: behind bob's */
    put_some(w, 100, 150, "bob", 4);
    (void)check_lists(w);
    world_put(w, observation(cx, 25, "ann", 5)); /* and back to its place, between others */
    put_some(w, 120, 130, "ann", 5);
    (void)check_lists(w);
    world_delete(w, STR("Observation"), STR("o25"));
    world_delete(w, STR("Observation"), STR("o0"));
    world_delete(w, STR("Observation"), STR("o199"));
    (void)check_lists(w);
    world_put(w, observation(cx, 0, "ann", 6)); /* again */
    (void)check_lists(w);
    for (int i = 200; i < 230; i++)
        world_delete(w, STR("Observation"), arena_printf(cx->mem, "o%d", i));
    (void)check_lists(w);
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation?_count=3"), STR("o0 o1 o2"));
    /* The directory's, and one longer than a pack. */
    const char *plans[] = { "{'resourceType':'Organization','id':'org1','name':'a'}",
                            "{'resourceType':'Organization','id':'org2','name':'b'}" };
    world_put_all(w, plans, 2);
    char *note = arena_alloc_raw(cx->mem, 2 * PACK_BYTES);
    memset(note, 'x', 2 * PACK_BYTES);
    world_put(w,
              arena_printf(cx->mem,
                           "{'resourceType':'Observation','id':'long','status':'final','subject':"
                           "{'reference':'Patient/ann'},'code':{'text':'%.*s'}}",
                           (int)(2 * PACK_BYTES), note)
                  .p);
    put_some(w, 230, 232, "ann", 7);
    (void)check_lists(w);
}

BOTH(list__of_nothing_has_no_row)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put(w, observation(cx, 1, "ann", 1));
    CHECK_I64(check_lists(w), 2);
    world_delete(w, STR("Observation"), STR("o1"));
    CHECK_I64(check_lists(w), 1);
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation?patient=ann"), STR(""));
}

/* patient= is answered by the list where it says own, and by the keys where it does not. */
BOTH(list__patient_is_answered_with_it_and_without)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    put_some(w, 0, 3, "ann", 1);
    /* The plan's own, which is in no list, beside hers. */
    world_put(w, "{'resourceType':'Device','id':'d1'}");
    world_put(w, "{'resourceType':'Device','id':'d2','patient':{'reference':'Patient/ann'}}");
    const Reach *ann = world_reach(w, STR("ann"));
    for (int pass = 0; pass < 2; pass++) {
        CHECK_STR(world_find(w, ann, "Observation?patient=ann"), STR("o0 o1 o2"));
        CHECK_STR(world_find(w, ann, "Observation?patient=Patient/ann&_sort=-_id"),
                  STR("o2 o1 o0"));
        CHECK_STR(world_find(w, ann, "Observation?patient:Patient=ann&_id=o1"), STR("o1"));
        CHECK_STR(world_find(w, ann, "Observation?patient=Patient/ann/_history/3"), STR(""));
        CHECK_STR(world_find(w, ann, "Observation?patient:missing=true"), STR(""));
        CHECK_STR(world_find(w, ann, "Device"), STR("d1 d2"));
        CHECK_STR(world_find(w, ann, "Device?patient=ann"), STR("d2"));
        DbTx *tx;
        Sql *q = sql_new(cx);
        CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
        sql_text(q, "UPDATE fhir_list SET bytes = ");
        sql_bind_blob(q, STR("12345678")); /* a fingerprint that is no table's */
        sql_text(q, " || substr(bytes, 9)");
        CHECK_OK(cx, db_exec(cx, tx, q, NULL));
        CHECK_OK(cx, db_commit(cx, tx));
    }
}
