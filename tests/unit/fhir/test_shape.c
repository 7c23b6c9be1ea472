/* _summary and _elements, worked out by hand from R4's definitions; and the table they go by. */
#include "fhir/shape_table.h"
#include "fhir/type_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

#define TAG                                                                                        \
    "{\"system\":\"http://terminology.hl7.org/CodeSystem/"                                         \
    "v3-ObservationValue\",\"code\":\"SUBSETTED\"}"

TEST(shape_table__is_sorted_and_within_its_bounds)
{
    for (size_t n = 1; n < shape_node_count; n++)
        for (size_t i = 0; i < shape_nodes[n].count; i++) {
            const ShapeEdge *e = &shape_edges[shape_nodes[n].first + i];
            CHECK(i == 0 || str_cmp(e[-1].name, e->name) < 0);
            CHECK(e->node < shape_node_count && e->choice < e->name.n);
        }
    for (size_t t = 0; t < type_table_count; t++) {
        const TypeRow *type = &type_table[t];
        CHECK(type->num < shape_root_count);
        CHECK((shape_roots[type->num] > 0) == (type->owner != OWNER_NONE));
    }
}

static Str json(Cx *cx, const char *quoted)
{
    Str s = arena_dup(cx->mem, str_of(quoted));
    for (char *p = (char *)(uintptr_t)s.p; *p; p++)
        *p = *p == '\'' ? '"' : *p;
    return s;
}

static Str shaped(Cx *cx, const char *name, const char *value, const char *type, const char *body)
{
    FhirShape shape = { .element_count = 0 };
    Str out;
    CHECK_OK(cx, fhir_shape_take(cx, str_of(type), str_of(name), str_of(value), &shape));
    CHECK_OK(cx, fhir_shape(cx, &shape, str_of(type), json(cx, body), &out));
    return out;
}

static Str tagged(Cx *cx, const char *start)
{
    return arena_join(cx->mem, json(cx, start), STR(",\"meta\":{\"tag\":[" TAG "]}}"), STR_NONE);
}

static const char observation[] =
    "{'resourceType':'Observation','id':'a','text':{'status':'generated','div':'d'},'status':'"
    "final',"
    "'code':{'text':'c\\u00e9'},'valueQuantity':{'value':1.50},'note':[{'text':'n'}],'component':[{"
    "'code':{'text':'k'},'interpretation':[{'text':'i'}],'valueInteger':0}],'modifierExtension':[{"
    "'url':'http://m','valueBoolean':true}],'_issued':{'extension':[]}}";

TEST(shape__a_summary_has_summary_elements_at_every_depth)
{
    Cx *cx = test_cx();
    CHECK_STR(
        shaped(cx, "_summary", "true", "Observation", observation),
        tagged(
            cx,
            "{'resourceType':'Observation','id':'a','status':'final','code':{'text':'c\xc3\xa9'},"
            "'valueQuantity':{'value':1.50},'component':[{'code':{'text':'k'},"
            "'valueInteger':0}],'modifierExtension':[{'url':'http://m','valueBoolean':true"
            "}],'_issued':{'extension':[]}"));
}

TEST(shape__a_text_has_what_is_mandatory_and_data_all_but_the_text)
{
    Cx *cx = test_cx();
    CHECK_STR(
        shaped(cx, "_summary", "text", "Observation", observation),
        tagged(cx, "{'resourceType':'Observation','id':'a','text':{'status':'generated','div':'d'},"
                   "'status':'final','code':{'text':'c\xc3\xa9'},'modifierExtension':[{"
                   "'url':'http://m','valueBoolean':true}]"));
    CHECK_STR(shaped(cx, "_summary", "data", "Patient",
                     "{'resourceType':'Patient','text':{'div':'d'},'_text':{'id':'x'},'photo':[{'"
                     "data':'aa'}],"
                     "'unheard':1}"),
              tagged(cx, "{'resourceType':'Patient','photo':[{'data':'aa'}],'unheard':1"));
}

TEST(shape__elements_come_with_the_mandatory_ones_and_choices_by_any_name)
{
    Cx *cx = test_cx();
    const Str want = tagged(
        cx, "{'resourceType':'Observation','id':'a','status':'final','code':{'text':'c\xc3\xa9'},"
            "'valueQuantity':{'value':1.50},'modifierExtension':[{'url':'http://m',"
            "'valueBoolean':true}]");
    CHECK_STR(shaped(cx, "_elements", "value", "Observation", observation), want);
    CHECK_STR(shaped(cx, "_elements", "value[x]", "Observation", observation), want);
    CHECK_STR(shaped(cx, "_elements", "valueQuantity,encounter", "Observation", observation), want);
    CHECK_STR(shaped(cx, "_elements", "birthDate", "Patient",
                     "{'resourceType':'Patient','birthDate':'1980','_birthDate':{'id':'b'},'gender'"
                     ":'male'}"),
              tagged(cx, "{'resourceType':'Patient','birthDate':'1980','_birthDate':{'id':'b'}"));
}

TEST(shape__what_a_summary_empties_is_left_out_unless_it_is_mandatory)
{
    Cx *cx = test_cx();
    CHECK_STR(shaped(cx, "_summary", "true", "Patient",
                     "{'resourceType':'Patient','photo':[{'data':'aa'}],'link':[{'type':'seealso',"
                     "'other':{'extension':[{'url':'http://e'}]}}],'contact':[{'gender':'male'}]}"),
              tagged(cx,
                     "{'resourceType':'Patient','link':[{'type':'seealso','other':{'extension':[{"
                     "'url':'http://e'}]}}]"));
    CHECK_STR(
        shaped(cx, "_summary", "true", "DocumentReference",
               "{'resourceType':'DocumentReference','content':[{'attachment':{'data':'aa','title':"
               "'t'}}]}"),
        tagged(cx, "{'resourceType':'DocumentReference','content':[{'attachment':{'title':'t'}}]"));
}

TEST(shape__the_tag_stands_once_beside_the_resources_own)
{
    Cx *cx = test_cx();
    const Str once =
        shaped(cx, "_summary", "data", "Patient",
               "{'resourceType':'Patient','meta':{'versionId':'2','tag':[{'code':'own'}],"
               "'security':[{'code':'R'}]}}");
    CHECK_STR(once,
              arena_join(cx->mem,
                         json(cx, "{'resourceType':'Patient','meta':{'versionId':'2','security':[{"
                                  "'code':'R'}],'tag':[{'code':'own'},"),
                         STR(TAG "]}}"), STR_NONE));
    CHECK_STR(shaped(cx, "_summary", "data", "Patient", arena_dup(cx->mem, once).p), once);
}

static void refused(Status st, const char *name, const char *value)
{
    Cx *cx = test_cx();
    FhirShape shape = { .element_count = 0 };
    CHECK_FAILS(cx, st,
                fhir_shape_take(cx, STR("Observation"), str_of(name), str_of(value), &shape));
    CHECK_STR(cx->fault.where, str_of(name));
    CHECK(shape.element_count == 0 && !shape.has_summary);
}

TEST(shape__unknown_values_are_refused_by_the_parameters_name)
{
    refused(ST_INVALID, "_summary", "");
    refused(ST_INVALID, "_summary", "True");
    refused(ST_INVALID, "_summary", "all");
    refused(ST_INVALID, "_elements", "");
    refused(ST_NOT_SUPPORTED, "_elements", "status,colour");
    refused(ST_NOT_SUPPORTED, "_elements", "component.code");
    refused(ST_NOT_SUPPORTED, "_elements", "status[x]x");
}

static World *world(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Organization','id':'o1','active':true,'contact':[{'address':{'"
                 "city':'x'}}],"
                 "'text':{'status':'empty'}}");
    world_put(w, "{'resourceType':'Patient','id':'ann','meta':{'profile':['http://p/a'],'source':"
                 "'http://feed/1','tag':[{'system':'http://t','code':'x'}],'security':[{'system':"
                 "'http://s','code':'R'}]},'gender':'female','maritalStatus':{'text':'m'},"
                 "'managingOrganization':{'reference':'Organization/o1'}}");
    return w;
}

BOTH(shape__a_page_is_cut_and_what_it_brings_along_too)
{
    World *w = world(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_OK(cx,
             world_search(w, ann, "Patient?_summary=true&_include=Patient:organization", &page));
    CHECK(str_contains(page.bundle, STR("\"gender\"")) &&
          str_contains(page.bundle, STR("\"active\"")));
    CHECK(!str_contains(page.bundle, STR("maritalStatus")) &&
          !str_contains(page.bundle, STR("\"contact\"")));
    CHECK(str_contains(page.bundle, STR("{\"system\":\"http://t\",\"code\":\"x\"}," TAG)));
    CHECK_STR(world_ids(w, page.bundle, "include"), STR("o1"));
    CHECK_OK(cx,
             world_search(w, ann, "Patient?_elements=gender&_include=Patient:organization", &page));
    CHECK(!str_contains(page.bundle, STR("maritalStatus")) &&
          str_contains(page.bundle, STR("\"contact\"")));
    CHECK_OK(cx,
             world_search(w, ann, "Patient?_summary=count&_include=Patient:organization", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":1")) &&
          !str_contains(page.bundle, STR("\"entry\"")));
    CHECK_OK(cx, world_search(w, ann, "Patient?_summary=false", &page));
    CHECK(str_contains(page.bundle, STR("maritalStatus")) &&
          !str_contains(page.bundle, STR("SUBSETTED")));
}

BOTH(shape__what_cannot_be_mixed_is_refused)
{
    World *w = world(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_FAILS(cx, ST_INVALID,
                world_search(w, ann, "Patient?_summary=text&_include=Patient:organization", &page));
    CHECK_FAILS(cx, ST_INVALID,
                world_search(w, ann, "Patient?_summary=true&_elements=gender", &page));
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Patient?_summary=true&_summary=data", &page));
    CHECK_OK(cx, world_query(w, ann, "Patient?_elements=colour", false, true, &page));
    CHECK(str_contains(page.bundle, STR("_elements: ignored")) &&
          str_contains(page.bundle, STR("maritalStatus")));
}

BOTH(shape__a_cursor_holds_the_shape)
{
    World *w = world(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    world_put(w, "{'resourceType':'Condition','id':'c1','subject':{'reference':'Patient/"
                 "ann'},'note':[{'text':'n'}]}");
    world_put(w, "{'resourceType':'Condition','id':'c2','subject':{'reference':'Patient/"
                 "ann'},'note':[{'text':'n'}]}");
    CHECK_OK(cx, world_search(w, ann, "Condition?_elements=code&_count=1&_pretty=true", &page));
    CHECK(page.pretty);
    const Str next = world_link(w, page.bundle, "next");
    CHECK_OK(cx, world_search(w, ann, arena_dup(cx->mem, next).p, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("c2"));
    CHECK(str_contains(page.bundle, STR(TAG)) && !str_contains(page.bundle, STR("\"note\"")));
    CHECK(page.pretty);
}

BOTH(search__meta_is_searched_by_of_every_type)
{
    World *w = world(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Patient?_tag=http://t|x"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Patient?_tag=y"), STR(""));
    CHECK_STR(world_find(w, ann, "Patient?_security=http://s|R"), STR("")); /* element.h */
    CHECK_STR(world_find(w, ann, "Patient?_security=N"), STR(""));
    CHECK_STR(world_find(w, ann, "Patient?_profile=http://p/a"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Patient?_profile=http://p/b"), STR(""));
    CHECK_STR(world_find(w, ann, "Patient?_source=http://feed/1"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Patient?_source=http://feed/2"), STR(""));
    world_put(w, "{'resourceType':'Location','id':'l1','meta':{'tag':[{'code':'x'}],'profile':['"
                 "http://p/a'],"
                 "'source':'http://feed/1','security':[{'code':'R'}]}}");
    world_put(w, "{'resourceType':'Location','id':'l2'}");
    CHECK_STR(world_find(w, ann, "Location?_tag=x"), STR("l1"));
    CHECK_STR(world_find(w, ann, "Location?_profile=http://p/a"), STR("l1"));
    CHECK_STR(world_find(w, ann, "Location?_source=http://feed/1"), STR("l1"));
    CHECK_STR(world_find(w, ann, "Location?_security=R"), STR("l1"));
    CHECK_STR(world_find(w, ann, "Location?_tag=y"), STR(""));
}
