/* Packs: what is put is found, and bytes that are cut end a pack. That the store's are true to its entries
 * is checked with the lists (test_list.c). */
#include "fhir/pack.h"

#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static Str three(Cx *cx)
{
    Buf *b = buf_new(cx, PACK_BYTES);
    pack_put(b, 7, STR("{\"a\":1}"));
    pack_put(b, 5, STR(""));
    pack_put(b, INT64_MAX, STR("{}"));
    return buf_str(b);
}

TEST(pack__what_is_put_is_read_in_its_order)
{
    const Str pack = three(test_cx());
    int64_t rid;
    Str body;
    PackIter it = pack_iter(pack);
    CHECK_I64((int64_t)pack.n, (int64_t)(pack_item_bytes(STR("{\"a\":1}")) +
                                         pack_item_bytes(STR("")) + pack_item_bytes(STR("{}"))));
    CHECK(pack_next(&it, &rid, &body));
    CHECK_I64(rid, 7);
    CHECK_STR(body, STR("{\"a\":1}"));
    CHECK(pack_next(&it, &rid, &body));
    CHECK_I64(rid, 5);
    CHECK_STR(body, STR(""));
    CHECK(pack_next(&it, &rid, &body));
    CHECK_I64(rid, INT64_MAX);
    CHECK_STR(body, STR("{}"));
    CHECK(!pack_next(&it, &rid, &body));
}

TEST(pack__each_is_found_in_whatever_order_they_are_asked_for)
{
    const Str pack = three(test_cx());
    Str body;
    PackIter it = pack_iter(pack);
    CHECK(pack_find(pack, &it, INT64_MAX, &body));
    CHECK_STR(body, STR("{}"));
    CHECK(pack_find(pack, &it, 7, &body));
    CHECK_STR(body, STR("{\"a\":1}"));
    CHECK(pack_find(pack, &it, 5, &body));
    CHECK_STR(body, STR(""));
    CHECK(!pack_find(pack, &it, 6, &body));
    CHECK(pack_find(pack, &it, 7, &body));
}

TEST(pack__bytes_that_are_cut_end_it)
{
    const Str pack = three(test_cx());
    const size_t first = pack_item_bytes(STR("{\"a\":1}"));
    int64_t rid;
    Str body;
    for (size_t n = 0; n < first; n++) {
        PackIter it = pack_iter(str_slice(pack, 0, n));
        CHECK(!pack_next(&it, &rid, &body));
    }
    char *longer = arena_alloc(test_cx()->mem, pack.n);
    memcpy(longer, pack.p, pack.n);
    memset(longer + sizeof rid, 0xff, sizeof rid); /* a length past every end */
    PackIter it = pack_iter((Str){ longer, pack.n });
    CHECK(!pack_next(&it, &rid, &body));
}

#define LONG 3000 /* letters: with them a body does not go back into a full pack */

static const char *observation(Cx *cx, int n, int day, int letters)
{
    char *text = arena_alloc_raw(cx->mem, (size_t)letters);
    memset(text, 'x', (size_t)letters);
    return arena_printf(cx->mem,
                        "{'resourceType':'Observation','id':'o%d','status':'final','subject':{"
                        "'reference':'Patient/ann'},'code':{'text':'%.*s'},"
                        "'effectiveDateTime':'2024-05-%02d'}",
                        n, letters, text, day)
        .p;
}

static int64_t pack_of(World *w, int n)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT pack FROM fhir_entry WHERE compartment = 1 AND id = ");
    sql_bind_str(q, arena_printf(w->cx->mem, "o%d", n));
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_one(w->cx, tx, q, STR("id"), &r));
    db_end(tx);
    return db_i64(r, 0);
}

/* Ann, and forty observations of hers in two packs. */
static World *world_of_forty(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    const char *json[40];
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    for (int i = 0; i < 40; i++)
        json[i] = observation(cx, i, 1, 1);
    world_put_all(w, json, 40);
    CHECK(pack_of(w, 0) == pack_of(w, 3) && pack_of(w, 3) < pack_of(w, 39));
    return w;
}

/* What was changed lies in a later pack than what stands behind it on the page. */
BOTH(pack__bodies_come_in_the_order_of_the_page)
{
    World *w = world_of_forty(cx, db);
    FhirPage page;
    Buf *ids = buf_new(cx, 4096);
    for (int i = 0; i < 40; i++)
        buf_printf(ids, "%so%d", i ? " " : "", i);
    world_put(w, observation(cx, 3, 9, LONG));
    world_put(w, observation(cx, 0, 9, LONG));
    CHECK(pack_of(w, 3) > pack_of(w, 4) && pack_of(w, 0) > pack_of(w, 4));
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?patient=ann&_count=50"), buf_str(ids));
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=4", &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("o0 o1 o2 o3"));
    size_t changed = 0;
    for (size_t i = 0; i + 10 < page.bundle.n; i++)
        changed += str_starts(str_from(page.bundle, i), STR("2024-05-09"));
    CHECK_I64((int64_t)changed, 2);
    CHECK_STR(world_find(w, ann, "Observation?date=2024-05-09&_sort=-_id"), STR("o3 o0"));
}

/* Or in time a page would be read from as many packs as it has resources. */
BOTH(pack__a_changed_body_goes_back_where_it_was)
{
    World *w = world_of_forty(cx, db);
    const int64_t first = pack_of(w, 3);
    world_put(w, observation(cx, 3, 9, 1));
    CHECK_I64(pack_of(w, 3), first);
    const char *all[40];
    for (int i = 0; i < 40; i++)
        all[i] = observation(cx, i, 8, 1);
    world_put_all(w, all, 40); /* both packs are emptied, and filled again */
    CHECK(pack_of(w, 3) == first && pack_of(w, 0) == first && pack_of(w, 39) > first);
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation?date=2024-05-08&_count=3"),
              STR("o0 o1 o2"));
}
