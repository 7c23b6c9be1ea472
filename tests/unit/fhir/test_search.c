/* A search from its query to its page, over rows that the writing side made. */
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static void put_observation(World *w, const char *id, const char *patient, const char *code,
                            const char *when, const char *value)
{
    const Str text = arena_printf(
        w->cx->mem,
        "{'resourceType':'Observation','id':'%s','status':'final','subject':{'reference':'Patient/%s'},"
        "'code':{'coding':[{'system':'http://loinc.org','code':'%s'}],'text':'x'},"
        "'effectiveDateTime':'%s','valueQuantity':{'value':%s,'unit':'mg','system':'http://u','code':'mg'}}",
        id, patient, code, when, value);
    world_put(w, text.p);
}

static World *two_members(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann','gender':'female','birthDate':'1980-05-01',"
                 "'name':[{'family':'Núñez','given':['Ann']}],'managingOrganization':{'reference':'Organization/o1'}}");
    world_put(w, "{'resourceType':'Patient','id':'bob','name':[{'family':'Nunez'}]}");
    put_observation(w, "a1", "ann", "8302-2", "2024-01-10", "5.4");
    put_observation(w, "a2", "ann", "8302-2", "2024-03-01T10:00:00Z", "6");
    put_observation(w, "a3", "ann", "29463-7", "2024-02", "70.5");
    put_observation(w, "b1", "bob", "8302-2", "2024-01-10", "5.4");
    return w;
}

BOTH(search__finds_one_members_rows_and_no_other)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation"), STR("a1 a2 a3"));
    CHECK_STR(world_find(w, world_reach(w, STR("bob")), "Observation"), STR("b1"));
    CHECK_STR(world_find(w, ann, "Patient"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?_id=b1"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?_id=b1,a2"), STR("a2"));
}

BOTH(search__ands_parameters_and_ors_values)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?code=8302-2"), STR("a1 a2"));
    CHECK_STR(world_find(w, ann, "Observation?code=8302-2&date=ge2024-02-01"), STR("a2"));
    CHECK_STR(world_find(w, ann, "Observation?code=29463-7,8302-2&patient=ann"), STR("a1 a2 a3"));
    CHECK_STR(world_find(w, ann, "Observation?code=http://loinc.org|&status=final"), STR("a1 a2 a3"));
    CHECK_STR(world_find(w, ann, "Observation?code=|8302-2"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?value-quantity=5.4||mg"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Observation?value-quantity=gt5.4|http://u|mg"), STR("a2 a3"));
    CHECK_STR(world_find(w, ann, "Patient?name=nun&birthdate=1980"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?code:not=8302-2"), STR("a3"));
    CHECK_STR(world_find(w, ann, "Observation?encounter:missing=true&date:missing=false"), STR("a1 a2 a3"));
}

BOTH(search__sorts_and_pages_without_repeats_or_gaps)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=date"), STR("a1 a3 a2"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=-date"), STR("a2 a3 a1"));
}
