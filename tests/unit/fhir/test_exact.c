/* What lies just beside what a search asks for, and must not be found: each of these is the only test that
 * notices a mutant (tests/mutants). */
#include "fhir/search_int.h"
#include "fhir/type_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static World *ann(Cx *cx, Db *db, const char *const *json, size_t count)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put_all(w, json, count);
    return w;
}

#define ANN(world_) world_reach((world_), STR("ann"))
#define OBSERVED(id_, more_)                                                                       \
    "{'resourceType':'Observation','id':'" id_ "','status':'final','code':{'text':'x'},"           \
    "'subject':{'reference':'Patient/ann'}," more_ "}"
#define VALUE(id_, value_) OBSERVED(id_, "'valueQuantity':{" value_ "}")

BOTH(exact__uris_step_along_their_path)
{
    static const char *const json[] = {
        OBSERVED("o1", "'meta':{'profile':['http://x.example/a']}"),
        OBSERVED("o2", "'meta':{'profile':['http://x.example/a/b']}"),
        OBSERVED("o3", "'meta':{'profile':['http://x.example/ab']}"),
    };
    World *w = ann(cx, db, json, 3);
    CHECK_STR(world_find(w, ANN(w), "Observation?_profile=http://x.example/a"), STR("o1"));
    CHECK_STR(world_find(w, ANN(w), "Observation?_profile:below=http://x.example/a"), STR("o1 o2"));
    CHECK_STR(world_find(w, ANN(w), "Observation?_profile:below=http://x.example/"),
              STR("o1 o2 o3"));
    CHECK_STR(world_find(w, ANN(w), "Observation?_profile:above=http://x.example/a/b/c"),
              STR("o1 o2"));
    CHECK_STR(world_find(w, ANN(w), "Observation?_profile:above=http://x.example/a"), STR("o1"));
}

/* R4 search 3.1.1.4.6: 100 is [99.5, 100.5); a comparator makes one end open. */
BOTH(exact__numbers_at_the_end_of_a_range)
{
    static const char *const json[] = {
        VALUE("o1", "'value':100.5"),
        VALUE("o2", "'value':99.5"),
        VALUE("o3", "'value':100,'comparator':'<'"),
        VALUE("o4", "'value':100,'comparator':'>'"),
    };
    World *w = ann(cx, db, json, 4);
    CHECK_STR(world_find(w, ANN(w), "Observation?value-quantity=100"), STR("o2"));
    CHECK_STR(world_find(w, ANN(w), "Observation?value-quantity=sa50"), STR("o1 o2 o4"));
    CHECK_STR(world_find(w, ANN(w), "Observation?value-quantity=eb150"), STR("o1 o2 o3"));
}

/* A tenth of the way to now is added to both sides, and to overlap is enough. */
BOTH(exact__approximate_dates_overlap)
{
    static const char *const json[] = {
        OBSERVED("o1", "'effectivePeriod':{'start':'2024-01-01','end':'2024-06-30'}"),
        OBSERVED("o2", "'effectivePeriod':{'start':'2019-01-01','end':'2019-06-30'}"),
    };
    World *w = ann(cx, db, json, 2);
    CHECK_STR(world_find(w, ANN(w), "Observation?date=ap2024-06-30"), STR("o1"));
}

BOTH(exact__an_identifier_of_a_reference)
{
    static const char *const json[] = {
        OBSERVED("o1", "'performer':[{'identifier':{'system':'http://s','value':'1'}}]"),
        OBSERVED("o2", "'performer':[{'identifier':{'system':'http://s','value':'2'}}]"),
        OBSERVED("o3", "'performer':[{'identifier':{'system':'http://t','value':'1'}}]"),
        OBSERVED("o4", "'performer':[{'reference':'Practitioner/1'}]"),
    };
    World *w = ann(cx, db, json, 4);
    CHECK_STR(world_find(w, ANN(w), "Observation?performer:identifier=http://s|1"), STR("o1"));
    CHECK_STR(world_find(w, ANN(w), "Observation?performer:identifier=1"), STR("o1 o3"));
}

/* The same id of two types. */
BOTH(exact__references_to_another_type_are_none)
{
    static const char *const json[] = {
        "{'resourceType':'Organization','id':'x','name':'X'}",
        "{'resourceType':'Practitioner','id':'x'}",
        OBSERVED("o1", "'performer':[{'reference':'Practitioner/x'}]"),
    };
    World *w = ann(cx, db, json, 3);
    FhirPage page;
    CHECK_STR(world_find(w, ANN(w), "Practitioner?_has:Observation:performer:status=final"),
              STR("x"));
    CHECK_STR(world_find(w, ANN(w), "Organization?_has:Observation:performer:status=final"),
              STR(""));
    CHECK_OK(cx,
             world_search(w, ANN(w), "Practitioner?_revinclude=Observation:performer:Organization",
                          &page));
    CHECK_STR(world_ids(w, page.bundle, "include"), STR(""));
}

BOTH(exact__what_was_deleted_has_no_entry_either)
{
    static const char *const json[] = { OBSERVED("o1", "'issued':'2024-01-01T00:00:00Z'"),
                                        OBSERVED("o2", "'issued':'2024-01-01T00:00:00Z'") };
    World *w = ann(cx, db, json, 2);
    world_delete(w, STR("Observation"), STR("o1"));
    CHECK_STR(world_find(w, ANN(w), "Observation?status=final"), STR("o2"));
}

BOTH(exact__a_binary_stays_with_the_first_that_names_it)
{
    static const char *const json[] = {
        "{'resourceType':'DocumentReference','id':'a','status':'current','subject':{'reference':"
        "'Patient/ann'},'content':[{'attachment':{'url':'Binary/x'}}]}",
        "{'resourceType':'DocumentReference','id':'b','status':'current','subject':{'reference':"
        "'Patient/bob'},'content':[{'attachment':{'url':'Binary/x'}}]}",
        "{'resourceType':'Binary','id':'x','contentType':'text/plain','data':'YQ=='}",
    };
    World *w = world_new(cx, db);
    FhirDoc doc;
    DbTx *tx;
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put(w, "{'resourceType':'Patient','id':'bob'}");
    for (size_t i = 0; i < 3; i++)
        world_put(w, json[i]);
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, fhir_read(cx, tx, ANN(w), STR("Binary"), STR("x"), &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND,
                fhir_read(cx, tx, world_reach(w, STR("bob")), STR("Binary"), STR("x"), &doc));
    db_end(tx);
}

static Status cursor_with(Cx *cx, const ReachSpec *spec, Str sealed)
{
    Cursor c;
    return cursor_open(cx, reach_new(cx, spec), STR("Observation"), sealed, &c);
}

/* Another scope or plan; of the plan it is not even told that something has changed (S32). */
BOTH(exact__a_cursor_of_other_scopes_or_of_another_plan)
{
    static const ReachScope few = { .search = true };
    World *w = ann(cx, db, (const char *const[]){ OBSERVED("o1", "'issued':'2024'") }, 0);
    const Cursor c = { .param_count = 0 };
    Str sealed;
    ReachSpec spec = world_spec(w, STR("ann"));
    CHECK_OK(cx, cursor_seal(cx, reach_new(cx, &spec), STR("Observation"), &c, &sealed));
    CHECK_OK(cx, cursor_with(cx, &spec, sealed));
    spec.scopes = &few;
    CHECK_FAILS(cx, ST_CURSOR, cursor_with(cx, &spec, sealed));
    CHECK(str_contains(cx->fault.detail, STR("cursor-restart")));
    spec = world_spec(w, STR("ann"));
    spec.plan = 2;
    CHECK_FAILS(cx, ST_CURSOR, cursor_with(cx, &spec, sealed));
    CHECK(!str_contains(cx->fault.detail, STR("cursor-restart")));
}

/* ---- the directory: candidates come from its index ---- */

#define MEDICATION(id_, code_, more_)                                                              \
    "{'resourceType':'Medication','id':'" id_ "','code':{'coding':[{'code':'" code_ "'}]}" more_ "}"

BOTH(exact__the_directorys_index_leaves_nothing_out)
{
    static const char *const json[] = {
        MEDICATION("m1", "a", ",'batch':{'expirationDate':'2024-01-01'}"),
        MEDICATION("m2", "b", ",'batch':{'expirationDate':'2025-01-01'}"),
        MEDICATION("m3", "c", ",'ingredient':[{'itemReference':{'reference':'Medication/m1'}}]"),
        MEDICATION("m4", "d", ",'ingredient':[{'itemReference':{'reference':'Substance/s1'}}]"),
    };
    World *w = ann(cx, db, json, 4);
    CHECK_STR(world_find(w, ANN(w), "Medication?code:not=a"), STR("m2 m3 m4"));
    CHECK_STR(world_find(w, ANN(w), "Medication?code=b,d"), STR("m2 m4"));
    CHECK_STR(world_find(w, ANN(w), "Medication?expiration-date=ge2024-06"), STR("m2"));
    CHECK_STR(world_find(w, ANN(w), "Medication?expiration-date=2024"), STR("m1"));
    CHECK_STR(world_find(w, ANN(w), "Medication?ingredient=m1"), STR("m3"));
    CHECK_STR(world_find(w, ANN(w), "Medication?ingredient=s1"), STR("m4"));
}

static int64_t index_rows(World *w)
{
    DbTx *tx;
    DbRows *row;
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT count(*) FROM fhir_dir_key");
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_one(w->cx, tx, q, STR("index"), &row));
    const int64_t n = db_i64(row, 0);
    db_end(tx);
    return n;
}

BOTH(exact__the_directorys_index_keeps_nothing_that_is_gone)
{
    static const char *const json[] = { MEDICATION("m1", "a", "") };
    World *w = ann(cx, db, json, 1);
    const int64_t rows = index_rows(w);
    CHECK(rows > 0);
    world_put(w, MEDICATION("m1", "b", ""));
    CHECK_I64(index_rows(w), rows);
    world_delete(w, STR("Medication"), STR("m1"));
    CHECK_I64(index_rows(w), 0);
}
