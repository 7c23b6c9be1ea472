/* fhir_count: as many as a search of the type finds, for whatever narrows a caller. */
#include "base/date.h"
#include "fhir/type_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static void observation(World *w, const char *id, const char *patient, const char *kind,
                        const char *date)
{
    world_put(w,
              arena_printf(w->cx->mem,
                           "{'resourceType':'Observation','id':'%s','status':'final','subject':{"
                           "'reference':'Patient/%s'},'category':[{'coding':[{'system':'http://c',"
                           "'code':'%s'}]}],'code':{'text':'x'}%s%s%s}",
                           id, patient, kind, *date ? ",'effectiveDateTime':'" : "", date,
                           *date ? "'" : "")
                  .p);
}

static World *ann_and_bob(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put(w, "{'resourceType':'Patient','id':'bob'}");
    observation(w, "a1", "ann", "lab", "2019-05-10");
    observation(w, "a2", "ann", "lab", "2024-03-01");
    observation(w, "a3", "ann", "vital", "2025-03-02");
    observation(w, "a4", "ann", "vital", "");
    observation(w, "a5", "ann", "lab", "2001-01-01");
    observation(w, "b1", "bob", "lab", "1999-01-01");
    world_put(w,
              "{'resourceType':'Encounter','id':'e1','status':'in-progress','class':{'code':'AMB'"
              "},'subject':{'reference':'Patient/ann'},'period':{'start':'2020-02-02'}}");
    world_delete(w, STR("Observation"), STR("a5"));
    return w;
}

static const FhirCount *count_of(World *w, const ReachSpec *spec, Str type)
{
    DbTx *tx;
    FhirCount *rows;
    size_t n;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, fhir_count(w->cx, tx, reach_new(w->cx, spec), &rows, &n));
    db_end(tx);
    for (size_t i = 0; i < n; i++)
        if (str_eq(rows[i].type, type))
            return &rows[i];
    return NULL;
}

static Str day(World *w, int64_t ms)
{
    return str_slice(date_instant_str(w->cx, ms), 0, 10);
}

BOTH(count__of_a_type_is_what_its_search_finds_and_from_when_to_when)
{
    World *w = ann_and_bob(cx, db);
    const ReachSpec spec = world_spec(w, STR("ann"));
    const FhirCount *c = count_of(w, &spec, STR("Observation"));
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation"), STR("a1 a2 a3 a4"));
    CHECK_I64((int64_t)c->count, 4);
    CHECK(c->dated);
    CHECK_STR(day(w, c->first_ms), STR("2019-05-10"));
    CHECK_STR(day(w, c->last_ms), STR("2025-03-02"));
    c = count_of(w, &spec, STR("Encounter")); /* which has not ended */
    CHECK_I64((int64_t)c->count, 1);
    CHECK_STR(day(w, c->last_ms), STR("2020-02-02"));
    c = count_of(w, &spec, STR("Claim"));
    CHECK(c && c->count == 0 && !c->dated);
    CHECK(!count_of(w, &spec, STR("Practitioner"))); /* nobody's own */
    CHECK(!count_of(w, &spec, STR("Provenance")));
}

BOTH(count__follows_range_scope_and_part_of_a_type)
{
    World *w = ann_and_bob(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    const uint16_t type = type_by_name(STR("Observation"))->num;
    spec.when.lo_ms = INT64_C(1700000000000); /* in 2023 */
    CHECK_I64((int64_t)count_of(w, &spec, STR("Observation"))->count, 3);
    const ReachScope lab = { .type = type, .read = true, .query = STR("category=http://c|lab") };
    spec.scopes = &lab;
    spec.scope_count = 1;
    CHECK_I64((int64_t)count_of(w, &spec, STR("Observation"))->count, 1);
    CHECK(!count_of(w, &spec, STR("Encounter")));
    /* A part that may be searched beside a whole that may be read. */
    const ReachScope two[] = {
        { .type = type, .read = true },
        { .type = type, .search = true, .query = STR("category=http://c|lab") }
    };
    spec.scopes = two;
    spec.scope_count = 2;
    CHECK_I64((int64_t)count_of(w, &spec, STR("Observation"))->count, 3);
}

BOTH(count__is_of_nobody_else)
{
    World *w = ann_and_bob(cx, db);
    const ReachSpec spec = world_spec(w, STR("bob"));
    CHECK_I64((int64_t)count_of(w, &spec, STR("Observation"))->count, 1);
    CHECK_I64((int64_t)count_of(w, &spec, STR("Encounter"))->count, 0);
}
