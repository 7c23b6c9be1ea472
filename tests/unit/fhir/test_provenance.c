/* The Provenance of what no feed has one for. */
#include "fhir/provenance_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"
#include "json/json.h"

#define ORG "{'resourceType':'Organization','id':'o1','name':'Lab'}"
#define PATIENT(id_) "{'resourceType':'Patient','id':'" id_ "'}"
#define OBSERVATION(id_, who_, more_)                                                              \
    "{'resourceType':'Observation','id':'" id_                                                     \
    "','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/" who_ "'}" more_ "}"
#define PROVENANCE(id_, target_)                                                                   \
    "{'resourceType':'Provenance','id':'" id_ "','target':[{'reference':'" target_                 \
    "'}],'recorded':'2024-01-01T00:00:00Z','agent':[{'who':{'reference':'Organization/o1'}}]}"
#define BY_LAB ",'performer':[{'reference':'Practitioner/d1'},{'reference':'Organization/o1'}]"

static World *plan(Cx *cx, Db *db)
{
    static const char *const all[] = {
        ORG,
        "{'resourceType':'Practitioner','id':'d1'}",
        PATIENT("ann"),
        PATIENT("bob"),
        OBSERVATION("a1", "ann", ""),
        OBSERVATION("a2", "ann", ",'effectiveDateTime':'2015-05-05'"),
        OBSERVATION("a3", "ann", BY_LAB),
        OBSERVATION("b1", "bob", ""),
        PROVENANCE("p1", "Observation/a1"),
    };
    World *w = world_new(cx, db);
    world_put_all(w, all, sizeof all / sizeof *all);
    return w;
}

static Str included(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    return world_ids(w, page.bundle, "include");
}

static Status read_one(World *w, const Reach *r, const char *id, FhirDoc *doc)
{
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_read(w->cx, tx, r, STR("Provenance"), str_of(id), doc);
    db_end(tx);
    return st;
}

BOTH(provenance__every_match_has_one_its_own_or_a_made_one)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(included(w, ann, "Observation?_revinclude=Provenance:target"),
              STR("p1 made-96-a2 made-96-a3"));
    CHECK_STR(included(w, ann, "Observation?_id=a1&_revinclude=Provenance:target"), STR("p1"));
    CHECK_STR(included(w, ann, "Patient?_revinclude=Provenance:target"), STR("made-103-ann"));
    CHECK_STR(included(w, ann, "Patient?_revinclude=Provenance:patient"), STR("made-103-ann"));
    CHECK_STR(included(w, ann, "Observation?_id=none&_revinclude=Provenance:target"), STR(""));
}

BOTH(provenance__a_made_one_is_found_by_what_it_says)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Provenance"), STR("p1 made-96-a2 made-96-a3 made-103-ann"));
    CHECK_STR(world_find(w, ann, "Provenance?target=Observation/a2"), STR("made-96-a2"));
    CHECK_STR(world_find(w, ann, "Provenance?target:Observation=a2,a1"), STR("p1 made-96-a2"));
    CHECK_STR(world_find(w, ann, "Provenance?target=a2"), STR("made-96-a2"));
    CHECK_STR(world_find(w, ann, "Provenance?target=Observation/a1"), STR("p1"));
    CHECK_STR(world_find(w, ann, "Provenance?patient=ann"), STR("made-103-ann"));
    CHECK_STR(world_find(w, ann, "Provenance?_id=made-96-a2,made-96-a1,p1,made-96-b1"),
              STR("p1 made-96-a2"));
    CHECK_STR(world_find(w, ann, "Provenance?recorded=2026-01-01"),
              STR("made-96-a2 made-96-a3 made-103-ann"));
    CHECK_STR(world_find(w, ann, "Provenance?recorded=lt2026&_lastUpdated=ge2026"), STR("p1"));
    CHECK_STR(world_find(w, ann, "Provenance?agent=Organization/o1"), STR("p1 made-96-a3"));
    CHECK_STR(world_find(w, ann, "Provenance?agent-type=transmitter&_sort=-_id&_count=2"),
              STR("made-96-a3 made-96-a2"));
    CHECK_STR(world_find(w, ann, "Provenance?agent:missing=true"), STR(""));
    CHECK_STR(included(w, ann, "Provenance?_id=made-96-a3&_include=Provenance:target"), STR("a3"));
    CHECK_STR(included(w, ann, "Provenance?_id=made-96-a3&_include=Provenance:agent"), STR("o1"));
}

BOTH(provenance__pages_neither_repeat_nor_miss_a_made_one)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    const char *page_url = "Provenance?_count=1";
    static const char *const want[] = { "p1", "made-96-a2", "made-96-a3", "made-103-ann" };
    for (size_t i = 0; i < 4; i++) {
        CHECK_OK(cx, world_search(w, ann, page_url, &page));
        CHECK_STR(world_ids(w, page.bundle, "match"), str_of(want[i]));
        CHECK(str_contains(page.bundle, STR("\"total\":4")));
        const Str next = world_link(w, page.bundle, "next");
        CHECK((next.n > 0) == (i < 3));
        page_url = arena_dup(cx->mem, next).p;
    }
}

/* A made one has no key for _id, which is a column. */
static Str without_id(Cx *cx, Str keys)
{
    Str out;
    Key k;
    KeysBuilder *b = keys_begin(cx);
    for (KeysIter it = keys_iter(keys, 0); keys_next(&it, &k);)
        if (k.param != PARAM__ID)
            keys_add(b, &k);
    CHECK_OK(cx, keys_end(cx, b, &out));
    return out;
}

BOTH(provenance__its_keys_are_those_of_its_body)
{
    World *w = plan(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.plan_name = STR("Demo \"Plan\"");
    for (int named = 0; named < 2; named++) {
        DbTx *tx;
        Entry e;
        Status st;
        spec.organization = named ? STR("o1") : STR_NONE;
        const Reach *ann = reach_new(cx, &spec);
        CHECK_OK(cx, db_read(cx, w->db, WORLD_PLAN, &tx));
        Made *m = made_new(cx, tx, ann, spec.compartment, NULL, 0);
        size_t count = 0;
        while (made_next(cx, m, &e, &st)) {
            JsonDoc *doc;
            Str keys;
            FhirDoc read;
            bool found;
            const Str id = arena_dup(cx->mem, e.id);
            const Str made = arena_dup(cx->mem, e.keys);
            CHECK_OK(cx, made_read(cx, tx, ann, id, &read, &found));
            CHECK(found);
            CHECK_OK(cx, json_parse(cx, read.body, &doc));
            CHECK_OK(cx, keys_extract(cx, type_by_name(STR("Provenance"))->num, json_root(doc),
                                      STR(WORLD_BASE "/"), &keys));
            CHECK_STR(made, without_id(cx, keys));
            Record r; /* it could be loaded */
            CHECK_OK(cx,
                     record_make(cx, read.body, &(RecordRules){ .base = STR(WORLD_BASE "/") }, &r));
            count++;
        }
        CHECK_OK(cx, st);
        CHECK_I64((int64_t)count, 3);
        db_end(tx);
    }
}

BOTH(provenance__a_made_one_is_read_and_names_plan_and_author)
{
    World *w = plan(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.plan_name = STR("Demo");
    FhirDoc doc, again;
    CHECK_OK(cx, read_one(w, reach_new(cx, &spec), "made-96-a3", &doc));
    CHECK(str_contains(doc.body, STR("\"who\":{\"identifier\":{\"system\":\"urn:ietf:rfc:3986\","
                                     "\"value\":\"" WORLD_BASE "\"},\"display\":\"Demo\"}")));
    CHECK(str_contains(doc.body, STR("\"who\":{\"reference\":\"Organization/o1\"}")));
    CHECK(str_contains(doc.body, STR("\"recorded\":\"2026-01-01T00:00:00.000Z\"")));
    CHECK_I64(doc.version, TEST_NOW_MS);
    CHECK_I64(doc.updated_ms, TEST_NOW_MS);
    cx->now_ms += 1000;
    CHECK_OK(cx, read_one(w, reach_new(cx, &spec), "made-96-a3", &again));
    CHECK_STR(again.body, doc.body);
    spec.organization = STR("payer");
    CHECK_OK(cx, read_one(w, reach_new(cx, &spec), "made-96-a3", &doc));
    CHECK(str_contains(doc.body, STR("\"who\":{\"reference\":\"Organization/payer\",\"display\":"
                                     "\"Demo\"}")));
}

BOTH(provenance__its_version_is_its_time)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirDoc doc;
    DbTx *tx;
    FhirVersion v = { STR("Provenance"), STR("made-96-a3"), STR("1767225600000") };
    CHECK_OK(cx, db_read(cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(cx, fhir_vread(cx, tx, ann, &v, &doc));
    CHECK_I64(doc.version, TEST_NOW_MS);
    CHECK(str_contains(doc.body, STR("\"versionId\":\"1767225600000\"")));
    v.version = STR("1");
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_vread(cx, tx, ann, &v, &doc));
    db_end(tx);
}

BOTH(provenance__a_real_one_takes_its_place_before_or_after)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirDoc doc;
    world_put(w, PROVENANCE("p2", "Observation/a2"));
    CHECK_STR(included(w, ann, "Observation?_revinclude=Provenance:target"),
              STR("p1 p2 made-96-a3"));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "made-96-a2", &doc));
    world_put(w, PROVENANCE("p4", "Observation/a4")); /* waits */
    CHECK_STR(world_find(w, ann, "Provenance?target=Observation/a4"), STR(""));
    world_put(w, OBSERVATION("a4", "ann", ""));
    CHECK_STR(world_find(w, ann, "Provenance?target=Observation/a4"), STR("p4"));
    world_delete(w, STR("Provenance"), STR("p2"));
    CHECK_STR(world_find(w, ann, "Provenance?target=Observation/a2"), STR("made-96-a2"));
    CHECK_OK(cx, read_one(w, ann, "made-96-a2", &doc));
}

BOTH(provenance__a_made_one_goes_and_moves_with_its_target)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    const Reach *bob = world_reach(w, STR("bob"));
    FhirDoc doc;
    world_delete(w, STR("Observation"), STR("a2"));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "made-96-a2", &doc));
    world_put(w, OBSERVATION("a3", "bob", ""));
    CHECK_STR(world_find(w, ann, "Provenance"), STR("p1 made-103-ann"));
    CHECK_STR(world_find(w, bob, "Provenance"), STR("made-96-b1 made-96-a3 made-103-bob"));
    cx->now_ms += 5000;
    world_put(w, OBSERVATION("b1", "bob", ",'issued':'2024-01-01T00:00:00Z'"));
    CHECK_OK(cx, read_one(w, bob, "made-96-b1", &doc));
    CHECK_I64(doc.updated_ms, TEST_NOW_MS + 5000);
    CHECK(str_contains(doc.body, STR("2026-01-01T00:00:05.000Z")));
}

/* AUTHORIZATION S23, S26: of what a caller cannot see there is no Provenance either. */
BOTH(provenance__it_is_seen_as_its_target_is)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "never", &doc));
    const Fault never = cx->fault;
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "made-96-b1", &doc));
    CHECK_STR(cx->fault.detail, never.detail);
    CHECK_STR(world_find(w, ann, "Provenance?target=Observation/b1"), STR(""));
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.when.lo_ms = TEST_NOW_MS - 365 * DAY_MS;
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, reach_new(cx, &spec), "made-96-a2", &doc));
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Provenance"),
              STR("made-96-a1 made-96-a3 made-103-ann"));
    const uint16_t provenance = type_by_name(STR("Provenance"))->num;
    const ReachScope alone = { .type = provenance, .read = true, .search = true };
    spec = world_spec(w, STR("ann"));
    spec.scopes = &alone;
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Provenance"), STR("p1"));
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Provenance?target=Observation/a2"), STR(""));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, reach_new(cx, &spec), "made-96-a2", &doc));
    const ReachScope others = { .type = type_by_name(STR("Observation"))->num, .search = true };
    spec.scopes = &others;
    CHECK_STR(included(w, reach_new(cx, &spec), "Observation?_revinclude=Provenance:target"),
              STR(""));
    CHECK_FAILS(cx, ST_SCOPE, read_one(w, reach_new(cx, &spec), "made-96-a2", &doc));
}

BOTH(provenance__the_directory_has_made_ones_too)
{
    World *w = plan(cx, db);
    const Reach *const callers[] = { world_reach(w, STR("ann")), world_reach(w, STR_NONE) };
    FhirDoc doc;
    for (size_t i = 0; i < 2; i++) {
        CHECK_STR(included(w, callers[i], "Organization?_revinclude=Provenance:target"),
                  STR("made-100-o1"));
        CHECK_STR(world_find(w, callers[i], "Provenance?target=Practitioner/d1"),
                  STR("made-108-d1"));
        CHECK_OK(cx, read_one(w, callers[i], "made-108-d1", &doc));
    }
    CHECK_STR(world_find(w, callers[1], "Provenance"), STR(""));
    world_put(w, PROVENANCE("p9", "Organization/o1"));
    CHECK_STR(included(w, callers[1], "Organization?_revinclude=Provenance:target"), STR("p9"));
    CHECK_STR(included(w, callers[0], "Organization?_revinclude=Provenance:target"), STR("p9"));
}

#define LONG_ID "i234567890123456789012345678901234567890123456789012345678901234"

BOTH(provenance__an_id_that_does_not_fit_is_told_by_its_row)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirDoc doc;
    world_put(w, OBSERVATION(LONG_ID, "ann", ""));
    world_put(w, "{'resourceType':'Location','id':'" LONG_ID "'}");
    const Str id = included(w, ann, "Observation?_id=" LONG_ID "&_revinclude=Provenance:target");
    CHECK(str_starts(id, STR("made-96.")) && id.n < LIMIT_ID);
    CHECK_OK(cx, read_one(w, ann, arena_dup(cx->mem, id).p, &doc));
    CHECK(str_contains(doc.body, STR("\"Observation/" LONG_ID "\"")));
    CHECK_FAILS(cx, ST_NOT_FOUND,
                read_one(w, world_reach(w, STR("bob")), arena_dup(cx->mem, id).p, &doc));
    CHECK_STR(included(w, ann, "Location?_revinclude=Provenance:target"), STR(""));
}

BOTH(provenance__ids_that_are_almost_one_are_none)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirDoc doc;
    static const char *const ids[] = { "made-",
                                       "made-96",
                                       "made-96-",
                                       "made--a2",
                                       "made-096a2",
                                       "made-0-a2",
                                       "made-111-p1",
                                       "made-96.0",
                                       "made-96.x",
                                       "made-99999-a2",
                                       "made-96.9223372036854775807" };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, ids[i], &doc));
}
