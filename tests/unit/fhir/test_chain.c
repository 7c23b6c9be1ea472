/* Chains, _has and includes that iterate, over rows that the writing side made. Ann and Bob have records
 * that name the same ids and each other's. */
#include "base/limits.h"
#include "fhir/type_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static World *clinic(Cx *cx, Db *db)
{
    static const char *const rows[] = {
        "{'resourceType':'Patient','id':'ann','gender':'female','birthDate':'1980-05-01',"
        "'name':[{'family':'Shaw'}],'generalPractitioner':[{'reference':'Practitioner/p1'}]}",
        "{'resourceType':'Patient','id':'bob','gender':'male','birthDate':'1955-01-01',"
        "'name':[{'family':'Hill'}],'generalPractitioner':[{'reference':'Practitioner/p2'}]}",
        "{'resourceType':'Organization','id':'o1','name':'North Clinic','partOf':{'reference':"
        "'Organization/o2'}}",
        "{'resourceType':'Organization','id':'o2','name':'Great Health'}",
        "{'resourceType':'Practitioner','id':'p1','name':[{'family':'Smith'}]}",
        "{'resourceType':'Practitioner','id':'p2','name':[{'family':'Jones'}]}",
        "{'resourceType':'PractitionerRole','id':'r1','practitioner':{'reference':'Practitioner/"
        "p1'},'organization':{'reference':'Organization/o1'}}",
        "{'resourceType':'PractitionerRole','id':'r2','practitioner':{'reference':'Practitioner/"
        "p2'},'organization':{'reference':'Organization/o2'}}",
        "{'resourceType':'Encounter','id':'ea','status':'finished','class':{'code':'AMB'},"
        "'subject':{'reference':'Patient/ann'},'serviceProvider':{'reference':'Organization/o1'}}",
        "{'resourceType':'Encounter','id':'eb','status':'finished','class':{'code':'IMP'},"
        "'subject':{'reference':'Patient/bob'},'serviceProvider':{'reference':'Organization/o2'}}",
        "{'resourceType':'Observation','id':'a1','status':'final','code':{'coding':[{'code':'w'}]},"
        "'subject':{'reference':'Patient/ann'},'encounter':{'reference':'Encounter/ea'},"
        "'performer':[{'reference':'Practitioner/p1'}]}",
        "{'resourceType':'Observation','id':'a2','status':'final','code':{'coding':[{'code':'h'}]},"
        "'subject':{'reference':'Patient/ann'},'encounter':{'reference':'Encounter/eb'},"
        "'performer':[{'reference':'Organization/o1'}]}",
        "{'resourceType':'Observation','id':'a3','status':'final','code':{'coding':[{'code':'h'}]},"
        "'subject':{'reference':'Patient/ann'},'hasMember':[{'reference':'Observation/a1'},"
        "{'reference':'Observation/b1'}],'performer':[{'reference':'Practitioner/none'}]}",
        /* Bob's, which says that it happened at Ann's encounter. */
        "{'resourceType':'Observation','id':'b1','status':'amended','code':{'coding':[{'code':'b'}]"
        "},'subject':{'reference':'Patient/bob'},'encounter':{'reference':'Encounter/ea'},"
        "'performer':[{'reference':'Practitioner/p2'}]}",
    };
    World *w = world_new(cx, db);
    world_put_all(w, rows, sizeof rows / sizeof *rows);
    return w;
}

BOTH(chain__asks_what_a_reference_leads_to)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?patient.name=shaw"), STR("a1 a2 a3"));
    CHECK_STR(world_find(w, ann, "Observation?patient.name=hill"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?subject:Patient.birthdate=1980"), STR("a1 a2 a3"));
    CHECK_STR(world_find(w, ann, "Observation?encounter.class=AMB,IMP"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Patient?general-practitioner.name=smith"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Patient?general-practitioner.name=jones"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?performer:Practitioner.name=smith"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Observation?performer:Organization.name:contains=clin"),
              STR("a2"));
    CHECK_STR(world_find(w, ann, "Observation?patient.gender:not=male&code=h"), STR("a2 a3"));
    CHECK_STR(world_find(w, ann, "PractitionerRole?practitioner.name=smith,jones"), STR("r1 r2"));
    CHECK_STR(world_find(w, ann, "PractitionerRole?organization.name=north"), STR("r1"));
}

BOTH(chain__of_several_types_tries_each_that_has_the_parameter)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?performer.name=smith,north"), STR("a1 a2"));
    CHECK_STR(world_find(w, ann, "Observation?performer.family=smith"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Observation?performer.name=nobody"), STR(""));
}

BOTH(chain__follows_two_references_and_not_three)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_STR(world_find(w, ann, "Observation?encounter.service-provider.name=north"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Observation?encounter.service-provider.name=great"), STR(""));
    CHECK_STR(world_find(w, ann, "PractitionerRole?organization.partof.name=great"), STR("r1"));
    CHECK_FAILS(
        cx, ST_NOT_SUPPORTED,
        world_search(w, ann, "Observation?encounter.service-provider.partof.name=g", &page));
    CHECK_STR(cx->fault.where, STR("encounter.service-provider.partof.name"));
}

BOTH(has__asks_what_refers_to_the_resource)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Encounter?_has:Observation:encounter:code=w"), STR("ea"));
    CHECK_STR(world_find(w, ann, "Encounter?_has:Observation:encounter:code=h"), STR(""));
    CHECK_STR(world_find(w, ann, "Patient?_has:Observation:patient:code=w"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Practitioner?_has:PractitionerRole:practitioner:organization=o2"),
              STR("p2"));
    CHECK_STR(world_find(w, ann, "Practitioner?_has:Observation:performer:code=w"), STR("p1"));
    CHECK_STR(world_find(w, ann, "Observation?_has:Observation:has-member:code=h"), STR("a1"));
    CHECK_STR(world_find(w, ann,
                         "Patient?_has:Observation:patient:_has:Observation:has-member:"
                         "code=h"),
              STR("ann"));
    CHECK_STR(
        world_find(w, ann, "Patient?_has:Observation:patient:performer:Practitioner.name=smith"),
        STR("ann"));
    CHECK_STR(
        world_find(w, ann, "Organization?_has:PractitionerRole:organization:practitioner.name=s"),
        STR("o1"));
    CHECK_STR(world_find(w, ann, "Observation?encounter._has:Observation:encounter:code=w"),
              STR("a1"));
}

/* AUTHORIZATION S25, S27: another member's records make no match, though they name what she sees and
 * hers name them. */
BOTH(chain__another_members_records_make_no_match)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    const Reach *bob = world_reach(w, STR("bob"));
    FhirPage page;
    CHECK_STR(world_find(w, ann, "Observation?encounter.class=IMP"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?has-member.code=b"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?has-member.code=w"), STR("a3"));
    CHECK_STR(world_find(w, ann, "Encounter?_has:Observation:encounter:code=b"), STR(""));
    CHECK_STR(world_find(w, ann, "Encounter?_has:Observation:encounter:_id=b1"), STR(""));
    CHECK_STR(world_find(w, ann, "Practitioner?_has:Observation:performer:code=b"), STR(""));
    CHECK_STR(world_find(w, bob, "Practitioner?_has:Observation:performer:code=b"), STR("p2"));
    CHECK_STR(world_find(w, bob, "Observation?encounter.class=AMB"), STR(""));
    CHECK_FAILS(cx, ST_FORBIDDEN, world_search(w, ann, "Observation?patient._id=bob", &page));
    CHECK_FAILS(cx, ST_FORBIDDEN,
                world_search(w, ann, "Encounter?_has:Observation:encounter:patient=bob", &page));
    CHECK_OK(cx, world_search(w, ann, "Observation?_summary=count&encounter.class=IMP", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":0")));
}

static uint16_t type_num(const char *name)
{
    return type_by_name(str_of(name))->num;
}

BOTH(chain__needs_a_scope_to_search_the_type_it_leads_to)
{
    World *w = clinic(cx, db);
    const ReachScope scopes[] = { { .type = type_num("Observation"), .search = true },
                                  { .type = type_num("Encounter"), .read = true },
                                  { .type = type_num("Organization"), .search = true } };
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.scopes = scopes;
    spec.scope_count = 3;
    const Reach *ann = reach_new(cx, &spec);
    FhirPage page;
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, ann, "Observation?encounter.class=AMB", &page));
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, ann, "Observation?patient.name=shaw", &page));
    CHECK_FAILS(
        cx, ST_SCOPE,
        world_search(w, ann, "Organization?_has:Encounter:service-provider:class=A", &page));
    CHECK_FAILS(cx, ST_SCOPE,
                world_search(w, ann, "Observation?encounter.service-provider.name=n", &page));
    CHECK_STR(world_find(w, ann, "Observation?performer.name=smith,north"), STR("a2"));
}

BOTH(chain__what_a_date_range_keeps_back_makes_no_match)
{
    World *w = clinic(cx, db);
    world_put(w, "{'resourceType':'Encounter','id':'old','status':'finished','class':{'code':'OLD'}"
                 ",'subject':{'reference':'Patient/ann'},'period':{'start':'2001-01-01','end':"
                 "'2001-01-02'}}");
    world_put(w,
              "{'resourceType':'Observation','id':'a4','status':'final','code':{'text':'x'},"
              "'subject':{'reference':'Patient/ann'},'encounter':{'reference':'Encounter/old'}}");
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation?encounter.class=OLD"),
              STR("a4"));
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.when.lo_ms = INT64_C(1600000000000);
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation?encounter.class=OLD"), STR(""));
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation?_id=a4"), STR("a4"));
}

/* What the writing side will do when labels are filled. */
static void relabel(Cx *cx, Db *db, Str id, int64_t labels)
{
    DbTx *tx;
    int64_t n;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET labels = ");
    sql_bind_i64(q, labels);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, WORLD_PLAN);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, db_exec(cx, tx, q, &n));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK(n == 1);
}

BOTH(chain__what_a_label_withholds_makes_no_match)
{
    World *w = clinic(cx, db);
    relabel(cx, db, STR("ea"), 4);
    relabel(cx, db, STR("a3"), 4);
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.labels_withheld = 4;
    const Reach *ann = reach_new(cx, &spec);
    FhirPage page;
    CHECK_STR(world_find(w, ann, "Observation?encounter.class=AMB"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?encounter.service-provider.name=north"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?_has:Observation:has-member:code=h"), STR(""));
    CHECK_OK(cx, world_search(w, ann, "Observation?_id=a1&_include:iterate=*", &page));
    CHECK(!str_contains(page.bundle, STR("Encounter/ea\",\"resource")));
    const Reach *open = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, open, "Observation?_has:Observation:has-member:code=h"), STR("a1"));
}

BOTH(chain__refuses_what_it_cannot_answer)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    static const char *const refused[] = {
        "Observation?code.text=x",
        "Observation?patient.nothing=x",
        "Observation?patient:Device.x=1",
        "Observation?patient:missing.name=x",
        "Observation?nothing.name=x",
        "Observation?.name=x",
        "Observation?patient.=x",
        "Observation?_has:Observation=x",
        "Observation?_has:X:patient:_id=1",
        "Observation?_has:Encounter:patient:_id=1",
        "Patient?_has:Observation:code:_id=1",
    };
    FhirPage page;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        CHECK_FAILS(cx, ST_NOT_SUPPORTED, world_search(w, ann, refused[i], &page));
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Observation?patient.birthdate=soon", &page));
    CHECK_STR(cx->fault.where, STR("patient.birthdate"));
}

/* The cursor holds the whole query, so a page goes on with the same chain and no other. */
BOTH(chain__pages_go_on_with_the_same_chain)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=1&performer.name=smith,north", &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("a1"));
    const Str next = arena_dup(cx->mem, world_link(w, page.bundle, "next"));
    CHECK(!str_contains(next, STR("smith")));
    CHECK_OK(cx, world_search(w, ann, next.p, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("a2"));
    CHECK(world_link(w, page.bundle, "next").n == 0);
}

/* ---- includes that iterate ---- */

static Str included(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    return world_ids(w, page.bundle, "include");
}

BOTH(include__iterates_over_what_it_brought)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(included(w, ann, "Observation?_id=a1&_include=Observation:encounter"), STR("ea"));
    CHECK_STR(included(w, ann,
                       "Observation?_id=a1&_include=Observation:encounter"
                       "&_include=Encounter:service-provider"),
              STR("ea"));
    CHECK_STR(included(w, ann,
                       "Observation?_id=a1&_include=Observation:encounter"
                       "&_include:iterate=Encounter:service-provider"),
              STR("ea o1"));
    CHECK_STR(included(w, ann,
                       "Observation?_id=a1&_include=Observation:encounter"
                       "&_include:iterate=Encounter:service-provider"
                       "&_include:iterate=Organization:partof"),
              STR("ea o1 o2"));
    CHECK_STR(included(w, ann,
                       "PractitionerRole?_id=r1&_include=PractitionerRole:practitioner"
                       "&_revinclude:iterate=PractitionerRole:practitioner"),
              STR("p1"));
    CHECK_STR(included(w, ann,
                       "Observation?_id=a1&_include=Observation:performer"
                       "&_revinclude:iterate=PractitionerRole:practitioner"
                       "&_include:iterate=PractitionerRole:organization"),
              STR("p1 r1 o1"));
}

/* CONFORMANCE a.1: as the formulary guide writes it. */
BOTH(include__takes_the_name_of_a_reference_alone_as_of_the_type_that_is_searched)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_STR(included(w, ann, "Observation?_id=a1&_include=encounter"), STR("ea"));
    CHECK_STR(included(w, ann,
                       "Observation?_id=a1&_include=encounter"
                       "&_include:iterate=Encounter:service-provider"),
              STR("ea o1"));
    CHECK_STR(included(w, ann, "Observation?_id=a3&_include:iterate=has-member"), STR("a1"));
    /* Neither a name of no reference nor one that would have to say of which type. */
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Observation?_include=code", &page));
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Observation?_include=encounter:", &page));
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Encounter?_revinclude=encounter", &page));
}

BOTH(include__never_repeats_and_never_brings_another_members)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    /* a3 names b1, a2 names eb: both Bob's. */
    CHECK_STR(included(w, ann, "Observation?_id=a3&_include:iterate=Observation:has-member"),
              STR("a1"));
    CHECK_STR(included(w, ann, "Observation?_id=a1,a3&_include:iterate=Observation:has-member"),
              STR(""));
    CHECK_STR(included(w, ann, "Observation?_id=a2&_include=*&_revinclude=Observation:encounter"),
              STR("ann o1"));
    CHECK_STR(included(w, ann,
                       "Encounter?_revinclude:iterate=Observation:encounter"
                       "&_revinclude:iterate=Observation:has-member"),
              STR("a1 a3"));
}

/* ---- ceilings ---- */

BOTH(chain__that_may_lead_to_too_many_types_says_so)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_FAILS(cx, ST_TOO_COSTLY,
                world_search(w, ann, "Provenance?target._lastUpdated=gt2000", &page));
    CHECK_STR(cx->fault.where, STR("target._lastUpdated"));
    CHECK_OK(cx, world_search(w, ann, "Provenance?target:Observation._id=a1", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":1")));
}

static const char *observation(World *w, size_t n)
{
    return arena_printf(w->cx->mem,
                        "{'resourceType':'Observation','id':'n%04zu','status':'final','code':{"
                        "'text':'x'},'subject':{'reference':'Patient/ann'},'encounter':{"
                        "'reference':'Encounter/ea'}}",
                        n)
        .p;
}

BOTH(include__that_iterates_over_too_many_cuts_the_page_and_then_says_so)
{
    World *w = clinic(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    const char **rows = ARENA_ARRAY(cx->mem, const char *, LIMIT_INCLUDED);
    for (size_t i = 0; i < LIMIT_INCLUDED; i++)
        rows[i] = observation(w, i);
    world_put_all(w, rows, LIMIT_INCLUDED);
    world_put(w, "{'resourceType':'Encounter','id':'e2','status':'planned','class':{'code':'AMB'},"
                 "'subject':{'reference':'Patient/ann'}}");
    FhirPage page;
    /* a1 is one more than may come. */
    CHECK_FAILS(cx, ST_TOO_COSTLY,
                world_search(w, ann, "Encounter?_revinclude:iterate=Observation:encounter", &page));
    world_delete(w, STR("Observation"), STR("a1"));
    CHECK_OK(cx,
             world_search(w, ann, "Encounter?_revinclude:iterate=Observation:encounter", &page));
    CHECK(page.matches == 2 && page.included == LIMIT_INCLUDED);
    world_put(w, "{'resourceType':'Observation','id':'a1','status':'final','code':{'text':'x'},"
                 "'subject':{'reference':'Patient/ann'},'encounter':{'reference':'Encounter/e2'}}");
    CHECK_OK(cx,
             world_search(w, ann, "Encounter?_revinclude:iterate=Observation:encounter", &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("ea"));
    const Str next = arena_dup(cx->mem, world_link(w, page.bundle, "next"));
    CHECK_OK(cx, world_search(w, ann, next.p, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("e2"));
    CHECK_STR(world_ids(w, page.bundle, "include"), STR("a1"));
}
