/* What becomes of a resource's place in the order when it changes its owner. */
#include "base/buf.h"
#include "fhir/type_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

/* day: so that it is not what it was before, which waits for the end of a load. */
static void put(World *w, const char *id, const char *patient, int day)
{
    world_put(w, arena_printf(
                     w->cx->mem,
                     "{'resourceType':'Observation','id':'%s','status':'final','code':{'text':'x'},"
                     "'subject':{'reference':'Patient/%s'},'effectiveDateTime':'2024-01-%02d'}",
                     id, patient, day)
                     .p);
}

static World *ann_and_bob(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put(w, "{'resourceType':'Patient','id':'bob'}");
    put(w, "a1", "ann", 1);
    put(w, "m", "ann", 1);
    put(w, "a2", "ann", 1);
    put(w, "b1", "bob", 1);
    return w;
}

/* What bob had before it was his comes before it: else he could tell that it is older. */
BOTH(store__what_changes_its_owner_is_new_to_the_new_one)
{
    World *w = ann_and_bob(cx, db);
    const Reach *bob = world_reach(w, STR("bob"));
    put(w, "b2", "bob", 1);
    put(w, "m", "bob", 1);
    put(w, "b3", "bob", 1);
    CHECK_STR(world_find(w, bob, "Observation"), STR("b1 b2 m b3"));
    CHECK_STR(world_find(w, bob, "Observation?code:missing=false"), STR("b1 b2 m b3"));
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation"), STR("a1 a2"));
    world_delete(w, STR("Observation"), STR("b2"));
    put(w, "b2", "ann", 1); /* deleted between the two */
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation"), STR("a1 a2 b2"));
}

/* To the first owner it was away, as if it had been deleted and come again. */
BOTH(store__what_comes_back_has_its_old_place)
{
    World *w = ann_and_bob(cx, db);
    put(w, "m", "bob", 1);
    put(w, "b2", "bob", 1);
    put(w, "m", "ann", 2);
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation"), STR("a1 m a2"));
    CHECK_STR(world_find(w, world_reach(w, STR("bob")), "Observation"), STR("b1 b2"));
    world_delete(w, STR("Observation"), STR("m"));
    put(w, "m", "bob", 1);
    CHECK_STR(world_find(w, world_reach(w, STR("bob")), "Observation"), STR("b1 m b2"));
    world_delete(w, STR("Observation"), STR("a1"));
    put(w, "a1", "ann", 1);
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation"), STR("a1 a2"));
}

/* Where a load makes a cut is decided by other members' lines too, and shows nowhere. */
BOTH(store__new_resources_are_in_the_order_of_their_lines)
{
    static const char lines[] = "dxbcda"; /* x: bob's; d: twice */
    static const size_t at_once[] = { 1, 2, 3, 6 };
    World *w = ann_and_bob(cx, db);
    for (size_t pass = 0; pass < sizeof at_once / sizeof *at_once; pass++) {
        const char *json[sizeof lines - 1];
        const char *type = pass % 2 ? "Observation" : "Condition";
        for (size_t i = 0; lines[i]; i++)
            json[i] = arena_printf(cx->mem,
                                   "{'resourceType':'%s','id':'%c-%zu','code':{'text':'x%zu'},"
                                   "'subject':{'reference':'Patient/%s'}}",
                                   type, lines[i], pass, i, lines[i] == 'x' ? "bob" : "ann")
                          .p;
        for (size_t i = 0; lines[i]; i += at_once[pass])
            world_put_all(w, json + i, at_once[pass]);
    }
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Condition"), STR("d-0 b-0 c-0 a-0 d-2 b-2 c-2 a-2"));
    CHECK_STR(world_find(w, ann, "Observation"), STR("a1 m a2 d-1 b-1 c-1 a-1 d-3 b-3 c-3 a-3"));
}

static Str with_binary(Cx *cx, const char *id, const char *patient, const char *binary)
{
    return arena_printf(
        cx->mem,
        "{'resourceType':'DocumentReference','id':'%s','status':'current','subject':"
        "{'reference':'Patient/%s'},'content':[{'attachment':{'url':'Binary/%s'}}]}",
        id, patient, binary);
}

static void put_provenance(World *w, const char *id, const char *target)
{
    world_put(w,
              arena_printf(w->cx->mem,
                           "{'resourceType':'Provenance','id':'%s','target':[{'reference':'%s'}],"
                           "'recorded':'2024-01-01T00:00:00Z','agent':[{'who':{'display':'x'}}]}",
                           id, target)
                  .p);
}

/* Ids of a type in the order of their rids, whoever owns them; a Binary cannot be searched. */
static Str in_order(World *w, const char *type)
{
    DbTx *tx;
    DbRows *row;
    Status st;
    Buf *b = buf_new(w->cx, 4096);
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT id FROM fhir_entry WHERE deleted = 0 AND type = ");
    sql_bind_i64(q, type_by_name(str_of(type))->num);
    sql_text(q, " ORDER BY rid");
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_query(w->cx, tx, q, &row));
    while (db_next(w->cx, row, &st)) {
        buf_put(b, b->n ? STR(" ") : STR(""));
        buf_put(b, db_str(row, 0));
    }
    CHECK_OK(w->cx, st);
    db_end(tx);
    return buf_str(b);
}

BOTH(store__what_moves_along_is_new_to_the_new_owner_too)
{
    World *w = ann_and_bob(cx, db);
    world_put(w, with_binary(cx, "d", "ann", "x").p);
    world_put(w, "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}");
    put_provenance(w, "p", "DocumentReference/d");
    world_put(w, with_binary(cx, "e", "bob", "y").p);
    world_put(w, "{'resourceType':'Binary','id':'y','contentType':'text/plain','data':'YQ=='}");
    put_provenance(w, "q", "DocumentReference/e");
    CHECK_STR(in_order(w, "Binary"), STR("x y"));
    world_put(w, with_binary(cx, "d", "bob", "x").p);
    CHECK_STR(in_order(w, "Binary"), STR("y x"));
    const Reach *bob = world_reach(w, STR("bob"));
    CHECK_STR(world_find(w, bob, "DocumentReference"), STR("e d"));
    CHECK_STR(world_find(w, bob, "Provenance?target:DocumentReference=e,d"), STR("q p"));
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Provenance?target=DocumentReference/d"),
              STR(""));
}
