/* Reads, the directory, and what matches bring along. */
#include "fhir/search_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static World *plan(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Organization','id':'o1','name':'Ünited "
                 "Health','identifier':[{'system':'http://npi','value':'N1'}],"
                 "'type':[{'coding':[{'system':'http://t','code':'pay'}]}]}");
    world_put(w, "{'resourceType':'Organization','id':'o2','name':'Other','partOf':{'reference':'"
                 "Organization/o1'}}");
    world_put(w, "{'resourceType':'Practitioner','id':'d1','name':[{'family':'House','given':['"
                 "Gregory']}]}");
    world_put(w, "{'resourceType':'PractitionerRole','id':'r1','practitioner':{'reference':'"
                 "Practitioner/d1'},"
                 "'organization':{'reference':'Organization/"
                 "o1'},'specialty':[{'coding':[{'code':'207'}]}]}");
    world_put(w, "{'resourceType':'Patient','id':'ann','managingOrganization':{'reference':'"
                 "Organization/o1'},"
                 "'generalPractitioner':[{'reference':'Practitioner/d1'}]}");
    world_put(w, "{'resourceType':'Patient','id':'bob'}");
    world_put(w, "{'resourceType':'Encounter','id':'e1','status':'finished','class':{'code':'AMB'},"
                 "'subject':{'reference':'Patient/ann'}}");
    world_put(w, "{'resourceType':'Encounter','id':'e9','status':'finished','class':{'code':'AMB'},"
                 "'subject':{'reference':'Patient/bob'}}");
    world_put(w, "{'resourceType':'Observation','id':'a1','status':'final','code':{'text':'x'},'"
                 "subject':{'reference':'Patient/ann'},"
                 "'encounter':{'reference':'Encounter/e1'},'performer':[{'reference':'Practitioner/"
                 "d1'},{'reference':'Organization/none'}]}");
    world_put(
        w,
        "{'resourceType':'Observation','id':'a2','status':'final','code':{'text':'x'},'subject':{'"
        "reference':'Patient/ann'},"
        "'encounter':{'reference':'Encounter/e9'},'hasMember':[{'reference':'Observation/a1'}]}");
    world_put(
        w, "{'resourceType':'Provenance','id':'p1','target':[{'reference':'Observation/"
           "a1'},{'reference':'Observation/a2'}],"
           "'recorded':'2024-01-01T00:00:00Z','agent':[{'who':{'reference':'Organization/o1'}}]}");
    return w;
}

static Status read_one(World *w, const Reach *r, const char *type, const char *id, FhirDoc *doc)
{
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_read(w->cx, tx, r, str_of(type), str_of(id), doc);
    db_end(tx);
    return st;
}

/* AUTHORIZATION S23: absent, another member's, and of another type are one answer. */
BOTH(read__gives_ones_own_and_the_directory_alone)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirDoc doc;
    CHECK_OK(cx, read_one(w, ann, "Observation", "a1", &doc));
    CHECK(str_contains(doc.body, STR("\"id\":\"a1\"")) && doc.version == 1 &&
          doc.updated_ms == TEST_NOW_MS);
    CHECK_OK(cx, read_one(w, ann, "Organization", "o1", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "Encounter", "never", &doc));
    const Fault never = cx->fault;
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "Encounter", "e9", &doc));
    CHECK_STR(cx->fault.detail, never.detail);
    CHECK_STR(cx->fault.where, never.where);
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "Patient", "bob", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "Observation", "a1/../a2", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, ann, "Nonsense", "a1", &doc));
}

BOTH(read__deleted_is_gone_for_its_member_and_not_found_for_others)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    world_delete(w, STR("Encounter"), STR("e1"));
    CHECK_FAILS(cx, ST_GONE, read_one(w, world_reach(w, STR("ann")), "Encounter", "e1", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, world_reach(w, STR("bob")), "Encounter", "e1", &doc));
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Encounter"), STR(""));
}

/* AUTHORIZATION S17. */
BOTH(read__the_fhir_user_scope_gives_one_patient)
{
    World *w = plan(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.scope_count = 0;
    FhirDoc doc;
    FhirPage page;
    CHECK_FAILS(cx, ST_SCOPE, read_one(w, reach_new(cx, &spec), "Patient", "ann", &doc));
    spec.fhir_user = true;
    CHECK_OK(cx, read_one(w, reach_new(cx, &spec), "Patient", "ann", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, reach_new(cx, &spec), "Patient", "bob", &doc));
    CHECK_FAILS(cx, ST_SCOPE, read_one(w, reach_new(cx, &spec), "Observation", "a1", &doc));
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, reach_new(cx, &spec), "Patient", &page));
}

BOTH(directory__is_found_by_its_index)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Organization"), STR("o1 o2"));
    CHECK_STR(world_find(w, ann, "Organization?name=united"), STR("o1"));
    CHECK_STR(world_find(w, ann, "Organization?name=uni,oth"), STR("o1 o2"));
    CHECK_STR(world_find(w, ann, "Organization?name:contains=health"), STR("o1"));
    CHECK_STR(world_find(w, ann, "Organization?identifier=http://npi|n1"), STR("o1"));
    CHECK_STR(world_find(w, ann, "Organization?identifier=http://other|N1"), STR(""));
    CHECK_STR(world_find(w, ann, "Organization?type=http://t|"), STR("o1"));
    CHECK_STR(world_find(w, ann, "Organization?partof=o1"), STR("o2"));
    CHECK_STR(world_find(w, ann, "Organization?partof=Organization/o1&name=other"), STR("o2"));
    CHECK_STR(world_find(w, ann, "Organization?partof:missing=true"), STR("o1"));
    CHECK_STR(world_find(w, ann, "Organization?_id=o2,o1,o3"), STR("o1 o2"));
    CHECK_STR(world_find(w, ann, "PractitionerRole?practitioner=d1&specialty=207"), STR("r1"));
    const Reach *nobody = world_reach(w, STR_NONE);
    CHECK_STR(world_find(w, nobody, "Practitioner?family=house"), STR("d1"));
    CHECK_STR(world_find(w, nobody, "Observation"), STR(""));
}

static Str included(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    return world_ids(w, page.bundle, "include");
}

BOTH(include__brings_what_matches_refer_to_once)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(included(w, ann, "Observation?_include=Observation:performer"), STR("d1"));
    CHECK_STR(included(w, ann, "Observation?_include=Observation:encounter"),
              STR("e1")); /* e9 is Bob's */
    CHECK_STR(included(w, ann, "Observation?_include=Observation:has-member"),
              STR("")); /* a match itself */
    CHECK_STR(included(w, ann, "Observation?_id=a2&_include=Observation:has-member"), STR("a1"));
    CHECK_STR(included(w, ann, "Observation?_id=a1&_include=Observation:performer:Organization"),
              STR(""));
    CHECK_STR(included(w, ann, "Observation?_id=a1&_include=Observation:performer:Practitioner"),
              STR("d1"));
    CHECK_STR(
        included(w, ann,
                 "Patient?_include=Patient:organization&_include=Patient:general-practitioner"),
        STR("o1 d1"));
    CHECK_STR(included(w, ann, "Patient?_include=Encounter:subject"), STR(""));
    const Str all = included(w, ann, "Observation?_id=a1&_include=Observation:*");
    CHECK(str_contains(all, STR("ann")) && str_contains(all, STR("e1")) &&
          str_contains(all, STR("d1")));
    CHECK_STR(included(w, ann, "Observation?_id=a1&_include=*"), all);
}

BOTH(include__backwards_brings_what_refers_to_matches_once)
{
    World *w = plan(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(included(w, ann, "Observation?_revinclude=Provenance:target"), STR("p1"));
    CHECK_STR(included(w, ann, "Observation?_id=a2&_revinclude=Provenance:target:Observation"),
              STR("p1"));
    CHECK_STR(included(w, ann, "Observation?_id=a2&_revinclude=Provenance:target:Encounter"),
              STR(""));
    CHECK_STR(included(w, ann, "Encounter?_revinclude=Observation:encounter"), STR("a1"));
    CHECK_STR(included(w, ann, "Practitioner?_revinclude=PractitionerRole:practitioner"),
              STR("r1"));
    CHECK_STR(
        included(w, ann, "Patient?_revinclude=Encounter:patient&_revinclude=Observation:patient"),
        STR("e1 a1 a2"));
}

/* AUTHORIZATION S26: an included resource needs a scope on its own type. */
BOTH(include__needs_a_scope_on_the_type_brought)
{
    World *w = plan(cx, db);
    const ReachScope scopes[] = { { .type = type_by_name(STR("Observation"))->num, .search = true },
                                  { .type = type_by_name(STR("Encounter"))->num, .read = true } };
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.scopes = scopes;
    spec.scope_count = 2;
    const Reach *r = reach_new(cx, &spec);
    CHECK_STR(included(w, r, "Observation?_include=*&_revinclude=Provenance:target"), STR("e1"));
    spec.fhir_user = true;
    CHECK_STR(included(w, reach_new(cx, &spec), "Observation?_include=*"), STR("e1 ann"));
}

BOTH(include__over_the_ceiling_cuts_the_page_and_not_the_includes)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    /* Three lists of 900 entries each: two fit under the ceiling of 2000. */
    for (int i = 0; i < 3; i++) {
        Buf *b = buf_new(cx, 1 << 20);
        buf_printf(b,
                   "{'resourceType':'List','id':'l%d','status':'current','mode':'working','subject'"
                   ":{'reference':'Patient/ann'},'entry':[",
                   i);
        for (int j = 0; j < 900; j++)
            buf_printf(b, "%s{'item':{'reference':'Encounter/e%d-%d'}}", j ? "," : "", i, j);
        buf_put(b, STR("]}"));
        buf_char(b, '\0');
        world_put(w, buf_str(b).p);
    }
    const char *all[2700];
    for (int i = 0; i < 2700; i++)
        all[i] = arena_printf(cx->mem,
                              "{'resourceType':'Encounter','id':'e%d-%d','status':'finished','"
                              "class':{'code':'AMB'},"
                              "'subject':{'reference':'Patient/ann'}}",
                              i / 900, i % 900)
                     .p;
    world_put_all(w, all, 2700);
    FhirPage page;
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_OK(cx, world_search(w, ann, "List?_include=List:item", &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("l0 l1"));
    CHECK_I64((int64_t)page.included, 1800);
    const Str next = world_link(w, page.bundle, "next");
    CHECK_OK(cx, world_search(w, ann, arena_dup(cx->mem, next).p, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("l2"));
    CHECK_I64((int64_t)page.included, 900);
}

static size_t count_of(const JsonVal *list)
{
    size_t n = 0;
    for (JsonIter it = json_iter(list); json_next(&it);)
        n++;
    return n;
}

/* Of Observation, as US Core 6.1.0 lists them, and the profiles of all that are served. */
static void check_combos(const JsonVal *rest)
{
    size_t combos = 0;
    size_t profiles = 0;
    bool shall = false;
    for (JsonIter it = json_iter(json_get(rest, STR("resource"))); json_next(&it);) {
        if (!str_eq(json_get_str(it.val, STR("type")), STR("Observation")))
            continue;
        profiles = count_of(json_get(it.val, STR("supportedProfile")));
        for (JsonIter c = json_iter(json_get(it.val, STR("extension"))); json_next(&c); combos++) {
            const JsonVal *parts = json_get(c.val, STR("extension"));
            CHECK(count_of(parts) >= 3);
            for (JsonIter p = json_iter(parts); json_next(&p);)
                shall |= str_eq(json_get_str(p.val, STR("valueCode")), STR("SHALL"));
        }
    }
    CHECK_I64((int64_t)combos, 6);
    CHECK(profiles >= 25 && shall);
}

TEST(capability__is_json_and_names_what_search_does)
{
    Cx *cx = test_cx();
    const FhirServer server = { .base = STR(WORLD_BASE),
                                .name = STR("A \"plan\""),
                                .version = STR("1"),
                                .started_ms = cx->now_ms,
                                .endpoints = { .authorize = STR("https://a"),
                                               .token = STR("https://t") } };
    Str text;
    JsonDoc *doc;
    CHECK_OK(cx, fhir_capability(cx, &server, &text));
    CHECK_OK(cx, json_parse(cx, text, &doc));
    const JsonVal *rest = NULL;
    for (JsonIter it = json_iter(json_get(json_root(doc), STR("rest"))); json_next(&it);)
        rest = it.val;
    size_t types = 0;
    for (JsonIter it = json_iter(json_get(rest, STR("resource"))); json_next(&it); types++) {
        const TypeRow *type = type_by_name(json_get_str(it.val, STR("type")));
        CHECK(type && type->owner != OWNER_NONE);
        for (JsonIter p = json_iter(json_get(it.val, STR("searchParam"))); json_next(&p);)
            CHECK(param_find(type->num, json_get_str(p.val, STR("name"))) != NULL);
    }
    CHECK(types > 50);
    check_combos(rest);
    CHECK(str_contains(text, STR("\"ExplanationOfBenefit:care-team\"")));
    CHECK(str_contains(text, STR("\"Provenance:target\"")));
    CHECK(str_contains(text, STR("oauth-uris")));
    CHECK(str_contains(text, STR("{\"code\":\"vread\"}")) &&
          str_contains(text, STR("{\"code\":\"history-instance\"}")) &&
          str_contains(text, STR("{\"code\":\"history-type\"}")) &&
          str_contains(text, STR("\"readHistory\":true")));
    /* Nothing that is not served is claimed: no $docref. */
    CHECK(!str_contains(text, STR("us-core-server")) && !str_contains(text, STR("usdf-server")));
    CHECK(!str_contains(text, STR("introspect"))); /* not given: in neither document (D9) */
}

TEST(outcome__names_code_place_and_reason)
{
    Cx *cx = test_cx();
    CHECK_STR(fhir_outcome(cx, ST_NOT_SUPPORTED, STR("foo\""), STR("why")),
              STR("{\"resourceType\":\"OperationOutcome\",\"id\":\"test\",\"issue\":[{\"severity\":"
                  "\"error\",\"code\":\"not-supported\",\"diagnostics\":\"foo\\\": why\","
                  "\"location\":[\"http.foo\\\"\"],\"details\":{\"coding\":[{\"system\":"
                  "\"urn:postern:error\",\"code\":\"not-supported\"}]}}]}"));
}

TEST(outcome__a_long_name_is_cut_between_two_characters_and_the_json_is_whole)
{
    Cx *cx = test_cx();
    JsonDoc *doc;
    char *name = arena_alloc(cx->mem, 700001);
    memset(name, 'x', 700000);
    memcpy(name + LIMIT_WHERE - 1, "\xc3\xa9", 2); /* the cut would go through it */
    const Str text = fhir_outcome(cx, ST_NOT_SUPPORTED, (Str){ name, 700000 }, STR("why"));
    CHECK(text.n < 2048);
    CHECK_OK(cx, json_parse(cx, text, &doc));
    JsonIter issue = json_iter(json_get(json_root(doc), STR("issue")));
    CHECK(json_next(&issue));
    CHECK(str_ends(json_get_str(issue.val, STR("diagnostics")), STR("xx: why")));
    CHECK(!str_contains(text, STR("\xef\xbf\xbd")));
}
