/* A search from its query to its page, over rows that the writing side made. */
#include "base/buf.h"
#include "base/limits.h"
#include "fhir/list.h"
#include "fhir/type_table.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

static void put_observation(World *w, const char *id, const char *patient, const char *code,
                            const char *when, const char *value)
{
    const Str text =
        arena_printf(w->cx->mem,
                     "{'resourceType':'Observation','id':'%s','status':'final','subject':{'"
                     "reference':'Patient/%s'},"
                     "'code':{'coding':[{'system':'http://loinc.org','code':'%s'}],'text':'x'},"
                     "'effectiveDateTime':'%s','valueQuantity':{'value':%s,'unit':'mg','system':'"
                     "http://u','code':'mg'}}",
                     id, patient, code, when, value);
    world_put(w, text.p);
}

static World *two_members(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann','gender':'female','birthDate':'1980-05-01',"
                 "'name':[{'family':'Núñez','given':['Ann']}],'managingOrganization':{'reference':'"
                 "Organization/o1'}}");
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
    CHECK_STR(world_find(w, ann, "Observation?code=http://loinc.org|&status=final"),
              STR("a1 a2 a3"));
    CHECK_STR(world_find(w, ann, "Observation?code=|8302-2"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?value-quantity=5.4||mg"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Observation?value-quantity=gt5.4|http://u|mg"), STR("a2 a3"));
    CHECK_STR(world_find(w, ann, "Patient?name=nun&birthdate=1980"), STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?code:not=8302-2"), STR("a3"));
    CHECK_STR(world_find(w, ann, "Observation?encounter:missing=true&date:missing=false"),
              STR("a1 a2 a3"));
}

/* A blood pressure: 120 over 80, and a text beside them. */
static void put_pressure(World *w, const char *id, const char *systolic, const char *diastolic)
{
    const Str text = arena_printf(
        w->cx->mem,
        "{'resourceType':'Observation','id':'%s','status':'final','subject':{'reference':'Patient/"
        "ann'},'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'},{'code':'bp'}]},"
        "'component':[{'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},"
        "'valueQuantity':{'value':%s,'unit':'mmHg'}},{'code':{'coding':[{'code':'8462-4'}]},"
        "'valueQuantity':{'value':%s}},{'code':{'coding':[{'code':'position'}]},"
        "'valueCodeableConcept':{'coding':[{'code':'sitting'}]}}]}",
        id, systolic, diastolic);
    world_put(w, text.p);
}

BOTH(search__composite_asks_both_of_one_element)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    put_pressure(w, "p1", "120", "80");
    put_pressure(w, "p2", "80", "120");
    CHECK_STR(world_find(w, ann, "Observation?component-code-value-quantity=8480-6$120"),
              STR("p1"));
    CHECK_STR(world_find(w, ann, "Observation?component-code-value-quantity=8480-6$gt70,8462-4$80"),
              STR("p1 p2"));
    CHECK_STR(world_find(w, ann, "Observation?component-code-value-quantity=8480-6$90"), STR(""));
    CHECK_STR(
        world_find(w, ann, "Observation?component-code-value-quantity=http://loinc.org|8462-4$80"),
        STR(""));
    CHECK_STR(world_find(w, ann, "Observation?component-code-value-concept=position$sitting"),
              STR("p1 p2"));
    CHECK_STR(world_find(w, ann, "Observation?component-code-value-concept=8480-6$sitting"),
              STR(""));
    CHECK_STR(world_find(w, ann, "Observation?code-value-quantity=8302-2$5.4||mg"), STR("a1"));
    CHECK_STR(world_find(w, ann, "Observation?code-value-quantity=29463-7$5.4"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?code-value-quantity=8480-6$120"), STR(""));
    CHECK_STR(world_find(w, ann, "Observation?combo-code-value-quantity=8480-6$120,8302-2$6"),
              STR("a2 p1"));
    CHECK_STR(world_find(w, ann, "Observation?code-value-quantity:missing=true"), STR("p1 p2"));
    CHECK_STR(world_find(w, ann, "Observation?component-code-value-quantity:missing=true"),
              STR("a1 a2 a3"));
}

static Str component_is(World *w, const Reach *ann, int code, int value)
{
    return world_find(
        w, ann,
        arena_printf(w->cx->mem, "Observation?component-code-value-quantity=c%d$%d", code, value)
            .p);
}

/* More elements than there are numbers for them. */
BOTH(search__composite_keeps_many_elements_apart)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    Buf *b = buf_new(cx, 1 << 20);
    buf_put(b,
            STR("{'resourceType':'Observation','id':'many','status':'final','subject':{'reference"
                "':'Patient/ann'},'code':{'text':'x'},'component':["));
    for (int i = 0; i < 400; i++)
        buf_put(b, arena_printf(cx->mem,
                                "%s{'code':{'coding':[{'code':'c%d'}]},'valueQuantity':{"
                                "'value':%d}}",
                                i ? "," : "", i, i));
    buf_put(b, STR("]}"));
    buf_char(b, '\0');
    world_put(w, buf_str(b).p);
    for (int i = 0; i < 400; i += 57) {
        CHECK_STR(component_is(w, ann, i, i), STR("many"));
        CHECK_STR(component_is(w, ann, i, i + 1), STR(""));
        CHECK_STR(component_is(w, ann, i, i + 127), STR(""));
    }
}

/* Elements without a value stand between two that have one: as many as make numbers begin anew. */
BOTH(search__composite_keeps_elements_apart_whatever_stands_between)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    Buf *b = buf_new(cx, 1 << 20);
    buf_put(b, STR("{'resourceType':'Observation','id':'gap','status':'final','subject':{'reference"
                   "':'Patient/ann'},'code':{'text':'x'},'component':[{'code':{'coding':[{'code':"
                   "'c0'}]},'valueQuantity':{'value':0}}"));
    for (int i = 1; i <= 300; i++) {
        const bool valued = i == 127 || i == 254;
        buf_put(b, arena_printf(cx->mem, ",{'code':{'coding':[{'code':'c%d'}]}%s}", i,
                                valued ? ",'valueQuantity':{'value':7}"
                                       : ",'valueCodeableConcept':{'coding':[{'code':'v'}]}"));
    }
    buf_put(b, STR("]}"));
    buf_char(b, '\0');
    world_put(w, buf_str(b).p);
    CHECK_STR(component_is(w, ann, 0, 0), STR("gap"));
    CHECK_STR(component_is(w, ann, 127, 7), STR("gap"));
    CHECK_STR(component_is(w, ann, 0, 7), STR(""));
    CHECK_STR(component_is(w, ann, 127, 0), STR(""));
    CHECK_STR(component_is(w, ann, 254, 0), STR(""));
}

/* R4 search 3.1.1.4.4: what is read beside a token, from its beginning. */
BOTH(search__text_of_a_directory_types_tokens)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    world_put(w, "{'resourceType':'PractitionerRole','id':'r1','specialty':[{'coding':[{'system':"
                 "'http://nucc','code':'207R','display':'Internal Medicine'}],'text':'Médico "
                 "general'}]}");
    world_put(w, "{'resourceType':'PractitionerRole','id':'r2','specialty':[{'text':'Internal "
                 "audit'}]}");
    world_put(w, "{'resourceType':'Practitioner','id':'p1','identifier':[{'type':{'text':'State "
                 "licence'},'value':'77'}]}");
    CHECK_STR(world_find(w, ann, "PractitionerRole?specialty:text=internal"), STR("r1 r2"));
    CHECK_STR(world_find(w, ann, "PractitionerRole?specialty:text=INTERNAL MED,nothing"),
              STR("r1"));
    CHECK_STR(world_find(w, ann, "PractitionerRole?specialty:text=medico"), STR("r1"));
    CHECK_STR(world_find(w, ann, "PractitionerRole?specialty:text=medicine"), STR(""));
    CHECK_STR(world_find(w, ann, "PractitionerRole?specialty:text=207R"), STR(""));
    CHECK_STR(world_find(w, ann, "PractitionerRole?specialty=internal audit"), STR(""));
    CHECK_STR(world_find(w, ann, "Practitioner?identifier:text=state"), STR("p1"));
}

BOTH(search__sorts_and_pages_without_repeats_or_gaps)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=date"), STR("a1 a3 a2"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=-date"), STR("a2 a3 a1"));
}

static void put_many(World *w, const char *patient, int from, int to)
{
    for (int i = from; i < to; i++)
        put_observation(w, arena_printf(w->cx->mem, "%s%02d", patient, i).p, patient, "8302-2",
                        arena_printf(w->cx->mem, "2024-01-%02d", 1 + i * 7 % 20).p, "1");
}

BOTH(search__refuses_what_would_hold_a_thread_for_long)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    Buf *ask = buf_new(cx, 1 << 20);
    put_many(w, "ann", 0, 450);
    buf_put(ask, STR("Observation?_count=1"));
    for (size_t i = 0; i < 60; i++) {
        buf_put(ask, STR("&code:not=0"));
        for (size_t j = 1; j < LIMIT_SEARCH_VALUES; j++)
            buf_put(ask, STR(",x"));
    }
    buf_char(ask, '\0');
    CHECK_FAILS(cx, ST_TOO_COSTLY, world_search(w, ann, buf_str(ask).p, &page));
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=1&code:not=0,1,2,3,4,5,6,7,8,9", &page));
}

/* All pages of a search, by its next links; between pages more rows arrive. */
static Str walk(World *w, const Reach *r, const char *url, bool arrivals)
{
    Buf *ids = buf_new(w->cx, 1 << 20);
    FhirPage page;
    int n = 0;
    for (Str at = str_of(url); at.n > 0; at = world_link(w, page.bundle, "next")) {
        CHECK_OK(w->cx, world_search(w, r, arena_dup(w->cx->mem, at).p, &page));
        if (arrivals)
            put_many(w, "ann", 50 + n, 51 + n);
        buf_put(ids, ids->n > 0 ? STR(" ") : STR_NONE);
        buf_put(ids, world_ids(w, page.bundle, "match"));
        CHECK(++n < 40);
    }
    return buf_str(ids);
}

/* Bodies go from the store into the page, whose size is guessed before they are read. */
BOTH(search__a_page_holds_each_body_as_it_is_read_short_ones_and_long_ones)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    for (size_t i = 0; i < 24; i++) {
        char *note = arena_alloc(cx->mem, i * 800 + 1);
        memset(note, 'n', i * 800);
        world_put(w, arena_printf(cx->mem,
                                  "{'resourceType':'Observation','id':'n%02zu','status':'final',"
                                  "'subject':{'reference':'Patient/ann'},'code':{'text':'%s'}}",
                                  i, note)
                         .p);
    }
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=30", &page));
    CHECK_I64((int64_t)page.matches, 27);
    CHECK(str_starts(world_ids(w, page.bundle, "match"), STR("a1 a2 a3 n00 n01")));
    for (size_t i = 0; i < 24; i++) {
        DbTx *tx;
        FhirDoc doc;
        const Str id = arena_printf(cx->mem, "n%02zu", i);
        CHECK_OK(cx, db_read(cx, w->db, WORLD_PLAN, &tx));
        CHECK_OK(cx, fhir_read(cx, tx, ann, STR("Observation"), id, &doc));
        CHECK(str_contains(page.bundle, doc.body));
        CHECK_OK(cx, db_commit(cx, tx));
    }
    CHECK_OK(cx, world_search(w, ann, "Observation?_sort=-_id&_count=30", &page));
    CHECK(str_starts(world_ids(w, page.bundle, "match"), STR("n23 n22")));
    CHECK(str_ends(world_ids(w, page.bundle, "match"), STR("n00 a3 a2 a1")));
}

BOTH(search__pages_repeat_nothing_and_miss_nothing)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    put_many(w, "ann", 0, 12);
    const Reach *ann = world_reach(w, STR("ann"));
    const Str by_date = world_find(w, ann, "Observation?_sort=-date");
    CHECK_STR(walk(w, ann, "Observation?_count=5&_sort=-date", false), by_date);
    CHECK_STR(walk(w, ann, "Observation?_count=1&_sort=-date", false), by_date);
    CHECK_STR(walk(w, ann, "Observation?_count=4", false),
              STR("ann00 ann01 ann02 ann03 ann04 ann05 ann06 ann07 ann08 ann09 ann10 ann11"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=-_id&_count=3"), STR("ann11 ann10 ann09"));
    /* What arrives meanwhile has a later rid: it comes at the end, and moves nothing. */
    const Str all = walk(w, ann, "Observation?_count=6", true);
    CHECK(str_starts(
        all, STR("ann00 ann01 ann02 ann03 ann04 ann05 ann06 ann07 ann08 ann09 ann10 ann11 ann50")));
}

BOTH(search__rows_without_a_sort_value_come_last)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    world_put(w, "{'resourceType':'Observation','id':'a0','status':'final','subject':{'reference':'"
                 "Patient/ann'},"
                 "'code':{'text':'no date'}}");
    CHECK_STR(world_find(w, ann, "Observation?_sort=date"), STR("a1 a3 a2 a0"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=-date"), STR("a2 a3 a1 a0"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=value-quantity"), STR("a1 a2 a3 a0"));
    CHECK_STR(world_find(w, ann, "Observation?_sort=-_lastUpdated,date"), STR("a1 a3 a2 a0"));
    CHECK_STR(walk(w, ann, "Observation?_sort=-date&_count=1", false), STR("a2 a3 a1 a0"));
}

static Str next_of(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    const Str next = world_link(w, page.bundle, "next");
    CHECK(next.n > 0);
    return arena_dup(w->cx->mem, next);
}

/* AUTHORIZATION S30. */
BOTH(cursor__belongs_to_its_grant_and_what_it_allows)
{
    World *w = two_members(cx, db);
    FhirPage page;
    const Reach *ann = world_reach(w, STR("ann"));
    const Str next = next_of(w, ann, "Observation?_count=1&code=8302-2,29463-7");
    CHECK(!str_contains(next, STR("8302"))); /* no search value stands in it */
    CHECK_OK(cx, world_search(w, ann, next.p, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("a2"));

    ReachSpec spec = world_spec(w, STR("ann"));
    spec.grant = 8;
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, reach_new(cx, &spec), next.p, &page));
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, world_reach(w, STR("bob")), next.p, &page));

    spec = world_spec(w, STR("ann"));
    spec.labels_withheld = 1;
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, reach_new(cx, &spec), next.p, &page));
    CHECK(str_contains(cx->fault.detail, STR("cursor-restart")));
    spec = world_spec(w, STR("ann"));
    spec.when.lo_ms = 0;
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, reach_new(cx, &spec), next.p, &page));

    const Str moved = arena_join(cx->mem, STR("Encounter"), str_from(next, 11), STR_NONE);
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, ann, moved.p, &page));
    CHECK_FAILS(cx, ST_INVALID,
                world_search(w, ann, arena_join(cx->mem, next, STR("&code=1"), STR_NONE).p, &page));
    CHECK_OK(cx, world_search(w, ann, arena_join(cx->mem, next, STR("&_format=json"), STR_NONE).p,
                              &page));
    cx->now_ms += INT64_C(25) * 3600 * 1000;
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, ann, next.p, &page));
}

BOTH(cursor__with_any_byte_changed_is_refused)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    const Str next = next_of(w, ann, "Observation?_count=1");
    FhirPage page;
    for (size_t i = str_find(next, '=') + 1; i < next.n; i += 3) {
        const Str bent = arena_join(cx->mem, str_slice(next, 0, i),
                                    next.p[i] == 'A' ? STR("B") : STR("A"), str_from(next, i + 1));
        CHECK_FAILS(cx, ST_CURSOR, world_search(w, ann, bent.p, &page));
    }
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, ann, "Observation?_cursor=AAAA", &page));
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, ann, "Observation?_cursor=%21", &page));
}

BOTH(search__self_says_what_was_used_and_a_posted_value_stays_out_of_it)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_OK(cx,
             world_search(w, ann, "Observation?code=http://loinc.org%7C8302-2&_count=1", &page));
    CHECK_STR(world_link(w, page.bundle, "self"),
              STR("Observation?code=http%3A%2F%2Floinc.org%7C8302-2&_count=1"));
    CHECK_OK(cx, world_query(w, ann, "Observation?code=8302-2&_count=1", true, false, &page));
    const Str self = world_link(w, page.bundle, "self");
    CHECK(!str_contains(self, STR("8302")));
    CHECK_STR(world_find(w, ann, arena_dup(cx->mem, self).p), STR("a1"));
}

/* 199 ids of 62 characters, one of them a2: longer than a cursor may be. */
static const char *many_ids(World *w, const char *more)
{
    Buf *b = buf_new(w->cx, 1 << 20);
    buf_printf(b, "Observation?%s_id=a2", more);
    for (int i = 0; i < 198; i++)
        buf_printf(b, ",%062d", i);
    buf_char(b, '\0');
    return buf_str(b).p;
}

BOTH(search__a_long_posted_query_is_refused_only_where_a_next_page_must_say_it)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_OK(cx, world_query(w, ann, many_ids(w, ""), true, false, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("a2"));
    CHECK(str_contains(
        page.bundle, STR("\"relation\":\"self\",\"url\":\"" WORLD_BASE "/Observation/_search\"")));
    const Str paged = arena_join(cx->mem, str_of(many_ids(w, "_count=1&")), STR(",a1"), STR(""));
    CHECK_FAILS(cx, ST_TOO_LONG, world_query(w, ann, paged.p, true, false, &page));
}

BOTH(search__lenient_leaves_out_what_it_does_not_know_and_says_so)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_FAILS(cx, ST_NOT_SUPPORTED, world_search(w, ann, "Observation?frobnicate=1", &page));
    CHECK_STR(cx->fault.where, STR("frobnicate"));
    CHECK_FAILS(cx, ST_NOT_SUPPORTED, world_search(w, ann, "Observation?_elements=no", &page));
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Observation?_count=many", &page));
    CHECK_FAILS(cx, ST_NOT_SUPPORTED, world_search(w, ann, "Observation?_sort=code", &page));
    CHECK_FAILS(cx, ST_INVALID, world_search(w, ann, "Observation?_include=nonsense", &page));
    CHECK_OK(cx, world_query(w, ann, "Observation?frobnicate=1&code=29463-7", false, true, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("a3"));
    CHECK(str_contains(page.bundle, STR("frobnicate: ignored")));
    CHECK(str_contains(page.bundle, STR("\"mode\":\"outcome\"")));
    CHECK_STR(world_link(w, page.bundle, "self"), STR("Observation?code=29463-7"));
    CHECK_FAILS(cx, ST_INVALID, world_query(w, ann, "Observation?date=soon", false, true, &page));
}

BOTH(search__names_the_result_parameter_that_it_does_not_take)
{
    static const char *const refused[] = { "_text=a",      "_content=a",    "_list=a",
                                           "_query=a",     "_filter=a",     "_sort=",
                                           "_sort=-",      "_sort=date,no", "_total=all",
                                           "_summary=all", "_count=-1" };
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const Str ask = arena_printf(cx->mem, "Observation?%s", refused[i]);
        CHECK(world_search(w, ann, ask.p, &page) != ST_OK);
        CHECK(cx->fault.status == ST_INVALID || cx->fault.status == ST_NOT_SUPPORTED);
        CHECK_STR(cx->fault.where,
                  str_slice(str_of(refused[i]), 0, str_find(str_of(refused[i]), '=')));
    }
    /* What is ignored leaves nothing of itself. */
    CHECK_OK(cx, world_query(w, ann, "Observation?_sort=-date,no", false, true, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("a1 a2 a3"));
    CHECK(str_contains(page.bundle, STR("_sort: ignored")));
    for (const char *const *t = (const char *const[]){ "accurate", "estimate", "none", NULL }; *t;
         t++) {
        CHECK_OK(cx,
                 world_search(w, ann, arena_printf(cx->mem, "Observation?_total=%s", *t).p, &page));
        CHECK(str_contains(page.bundle, STR("\"total\":3")));
    }
}

/* Ties of the first key are decided by the second, of all by the order of arrival; without a value last. */
BOTH(search__sorts_by_several_keys_with_equal_ones_over_pages)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    static const struct {
        const char *id, *encounter, *when;
    } rows[] = { { "s1", "Encounter/e2", "2024-01-05" },
                 { "s2", "Encounter/e1", "2024-01-05" },
                 { "s3", "Encounter/e2", "2024-01-07" },
                 { "s4", "Encounter/e1", "2024-01-05" },
                 { "s5", "", "2024-01-09" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        world_put(
            w, arena_printf(cx->mem,
                            "{'resourceType':'Procedure','id':'%s','status':'completed','subject':{"
                            "'reference':'Patient/ann'},'encounter':{'reference':'%s'},"
                            "'performedDateTime':'%s','instantiatesUri':['http://u/%s']}",
                            rows[i].id, rows[i].encounter[0] ? rows[i].encounter : "#x",
                            rows[i].when, rows[i].id)
                   .p);
    static const struct {
        const char *sort, *want;
    } cases[] = {
        { "encounter", "s2 s4 s1 s3 s5" },       { "-encounter", "s1 s3 s2 s4 s5" },
        { "encounter,-date", "s2 s4 s3 s1 s5" }, { "-encounter,-date,-_id", "s3 s1 s4 s2 s5" },
        { "date,encounter", "s2 s4 s1 s3 s5" },  { "-instantiates-uri", "s5 s4 s3 s2 s1" },
        { "date,-_id", "s4 s2 s1 s3 s5" },       { "-_lastUpdated,-_id", "s5 s4 s3 s2 s1" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int count = 1; count < 7; count++)
            CHECK_STR(
                walk(w, ann,
                     arena_printf(cx->mem, "Procedure?_sort=%s&_count=%d", cases[i].sort, count).p,
                     false),
                str_of(cases[i].want));
}

BOTH(search__total_is_exact_and_may_be_all_that_is_asked)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    FhirPage page;
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=1", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":3")));
    CHECK_OK(cx, world_search(w, ann, "Observation?_summary=count", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":3")) &&
          !str_contains(page.bundle, STR("entry")));
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=0&code=29463-7", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":1")) && !str_contains(page.bundle, STR("next")));
}

static bool total_is(World *w, const Reach *r, const char *ask, int count, int total)
{
    FhirPage page;
    CHECK_OK(w->cx,
             world_search(w, r, arena_printf(w->cx->mem, "%s&_count=%d", ask, count).p, &page));
    const Str want = arena_printf(w->cx->mem, "\"type\":\"searchset\",\"total\":%d,", total);
    return str_contains(page.bundle, want);
}

/* Behind a full page rows are counted by the list alone, by their keys, or in another order. */
static const char *const counted[] = {
    "Observation?_total=accurate",
    "Observation?patient=ann",
    "Observation?status=final",
    "Observation?patient=ann&status=final",
    "Observation?patient=ann&_sort=-date",
    "Observation?patient=ann&_sort=-_id",
};

BOTH(search__a_total_counts_the_rows_behind_the_page)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    put_observation(w, "a4", "ann", "8302-2", "2023-01-01", "5");
    put_observation(w, "a5", "ann", "8302-2", "2024-05-01", "5");
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        for (int count = 1; count < 7; count++)
            CHECK(total_is(w, ann, counted[i], count, 5));
}

BOTH(search__a_total_leaves_out_what_is_withheld_behind_the_page)
{
    World *w = two_members(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    DateRange from;
    CHECK(date_parse(STR("2024-02-15"), &from));
    spec.when.lo_ms = from.lo_ms;
    put_observation(w, "a4", "ann", "8302-2", "2023-01-01", "5");
    put_observation(w, "a5", "ann", "8302-2", "2024-05-01", "5");
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        CHECK(total_is(w, reach_new(cx, &spec), counted[i], 1, 3));
}

/* a4 is ann's, but by what its subject says of itself not a patient's: the list does not know it to be own. */
BOTH(search__a_total_asks_the_keys_of_what_the_list_does_not_know)
{
    World *w = two_members(cx, db);
    const Reach *ann = world_reach(w, STR("ann"));
    world_put(w, "{'resourceType':'Observation','id':'a4','status':'final','code':{'text':'x'},"
                 "'subject':{'reference':'Patient/ann','type':'Group'}}");
    put_observation(w, "a5", "ann", "8302-2", "2024-05-01", "5");
    CHECK_STR(world_find(w, ann, "Observation"), STR("a1 a2 a3 a4 a5"));
    CHECK_STR(world_find(w, ann, "Observation?patient=ann"), STR("a1 a2 a3 a5"));
    for (int count = 1; count < 7; count++) {
        CHECK(total_is(w, ann, "Observation?_total=accurate", count, 5));
        CHECK(total_is(w, ann, "Observation?patient=ann", count, 4));
    }
}

/* ---- what a grant does not allow ---- */

static const Reach *reach_with(World *w, const ReachScope *scopes, size_t count)
{
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.scopes = scopes;
    spec.scope_count = count;
    return reach_new(w->cx, &spec);
}

static uint16_t type_num(const char *name)
{
    return type_by_name(str_of(name))->num;
}

/* AUTHORIZATION S3, S21. */
BOTH(search__needs_s_and_read_needs_r)
{
    World *w = two_members(cx, db);
    const ReachScope search[] = { { .type = type_num("Observation"), .search = true } };
    const ReachScope read[] = { { .type = type_num("Observation"), .read = true } };
    FhirPage page;
    FhirDoc doc;
    DbTx *tx;
    CHECK_OK(cx, world_search(w, reach_with(w, search, 1), "Observation?code=x", &page));
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, reach_with(w, read, 1), "Observation?code=x", &page));
    CHECK_FAILS(cx, ST_SCOPE,
                world_search(w, reach_with(w, read, 1), "Observation?nonsense=1", &page));
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, reach_with(w, search, 1), "Encounter", &page));
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, fhir_read(cx, tx, reach_with(w, read, 1), STR("Observation"), STR("a1"), &doc));
    CHECK_FAILS(cx, ST_SCOPE,
                fhir_read(cx, tx, reach_with(w, search, 1), STR("Observation"), STR("a1"), &doc));
    db_end(tx);
}

/* What the writing side will do when labels change (the list says what the entry says), and what another
 * program's dates left there (when, or NULL). */
static void relist(Cx *cx, DbTx *tx, int64_t compartment, Str id, uint64_t labels,
                   const DateRange *when)
{
    DbRows *r;
    const int64_t type = type_by_name(STR("Observation"))->num;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_list WHERE compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    CHECK_OK(cx, db_one(cx, tx, q, STR("list"), &r));
    Buf *b = buf_new(cx, LIST_PART_BYTES);
    Listed l;
    list_begin(b);
    for (ListIter it = list_iter(db_blob(r, 0)); list_next(&it, &l);) {
        l.labels = str_eq(l.id, id) ? labels : l.labels;
        l.when = when && str_eq(l.id, id) ? *when : l.when;
        list_put(b, &l);
    }
    q = sql_new(cx);
    sql_text(q, "UPDATE fhir_list SET bytes = ");
    sql_bind_blob(q, buf_str(b));
    sql_text(q, " WHERE compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
}

/* S19, threat 34: neither found, counted nor read. */
BOTH(search__labels_withheld_and_what_is_too_old_are_not_there)
{
    World *w = two_members(cx, db);
    ReachSpec spec = world_spec(w, STR("ann"));
    FhirPage page;
    DateRange from;
    CHECK(date_parse(STR("2024-02-15"), &from));
    spec.when.lo_ms = from.lo_ms;
    const Reach *late = reach_new(cx, &spec);
    CHECK_STR(world_find(w, late, "Observation"), STR("a2 a3")); /* a3 is of some day in February */
    CHECK_STR(world_find(w, late, "Patient"), STR("ann"));
    CHECK_OK(cx, world_search(w, late, "Observation?_count=1", &page));
    CHECK(str_contains(page.bundle, STR("\"total\":2")));

    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET labels = 4 WHERE id = ");
    sql_bind_str(q, STR("a2"));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    relist(cx, tx, spec.compartment, STR("a2"), 4, NULL);
    CHECK_OK(cx, db_commit(cx, tx));
    spec = world_spec(w, STR("ann"));
    spec.labels_withheld = 6;
    const Reach *reach = reach_new(cx, &spec);
    CHECK_STR(world_find(w, reach, "Observation"), STR("a1 a3"));
    CHECK_STR(world_find(w, reach, "Observation?code=8302-2,29463-7"), STR("a1 a3"));
    FhirDoc doc;
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_FAILS(cx, ST_NOT_FOUND, fhir_read(cx, tx, reach, STR("Observation"), STR("a2"), &doc));
    db_end(tx);
}

/* Rows of an older table: their keys are made anew before they are judged. */
BOTH(search__stale_keys_are_made_anew)
{
    World *w = two_members(cx, db);
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET fingerprint = 1, keys = ");
    sql_bind_blob(q, STR("of no use"));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_STR(world_find(w, ann, "Observation?code=8302-2&_sort=-date"), STR("a2 a1"));
}

/* As tables of another program left them: keys and dates that say nothing, no index rows. */
static void make_stale(Cx *cx, Db *db, int64_t compartment)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    Sql *entries = sql_new(cx);
    sql_text(entries,
             "UPDATE fhir_entry SET fingerprint = 1, when_lo_ms = 0, when_hi_ms = 1, keys = ");
    sql_bind_blob(entries, STR("of no use"));
    CHECK_OK(cx, db_exec(cx, tx, entries, NULL));
    Sql *places = sql_new(cx);
    sql_text(places, "UPDATE fhir_locator SET fingerprint = 1");
    CHECK_OK(cx, db_exec(cx, tx, places, NULL));
    Sql *index = sql_new(cx);
    sql_text(index, "DELETE FROM fhir_dir_key");
    CHECK_OK(cx, db_exec(cx, tx, index, NULL));
    relist(cx, tx, compartment, STR("old"), 0, &(DateRange){ 0, 1 });
    CHECK_OK(cx, db_commit(cx, tx));
}

static int64_t stale_rows(Cx *cx, Db *db)
{
    DbTx *tx;
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM fhir_entry WHERE fingerprint = 1");
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &row));
    const int64_t n = db_i64(row, 0);
    db_end(tx);
    return n;
}

BOTH(search__what_is_loaded_again_unchanged_is_indexed_anew)
{
    static const char *const observation =
        "{'resourceType':'Observation','id':'old','status':'final','code':{'coding':[{'code':'w'}"
        "]},'subject':{'reference':'Patient/ann'},'effectiveDateTime':'2001'}";
    const char *const rows[] = { "{'resourceType':'Patient','id':'ann'}", observation,
                                 "{'resourceType':'Practitioner','id':'p1','name':[{'family':"
                                 "'Smith'}]}" };
    World *w = world_new(cx, db);
    FhirPage page;
    cx->now_ms = 1000;
    world_put_all(w, rows, 3);
    make_stale(cx, db, world_spec(w, STR("ann")).compartment);
    const Reach *nobody = world_reach(w, STR_NONE);
    CHECK_STR(world_find(w, nobody, "Practitioner?family=smith"), STR(""));
    cx->now_ms = 2000;
    world_put_all(w, rows, 3);
    CHECK_I64(stale_rows(cx, db), 0);
    CHECK_STR(world_find(w, nobody, "Practitioner?family=smith"), STR("p1"));
    CHECK_OK(cx, world_search(w, nobody, "Practitioner?_id=p1", &page));
    CHECK(str_contains(page.bundle, STR("\"versionId\":\"1\"")));
    CHECK(str_contains(page.bundle, STR("\"lastUpdated\":\"1970-01-01T00:00:01.000Z\"")));
    CHECK_STR(world_find(w, world_reach(w, STR("ann")),
                         "Observation?_lastUpdated=lt1970-01-01T00:00:02Z"),
              STR("old"));
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Observation"), STR("old"));
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.when.lo_ms = INT64_C(1000000000000); /* September 2001 */
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation?code=w"), STR("old"));
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation"), STR("old"));
    spec.when.lo_ms = INT64_C(1100000000000);
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation?code=w"), STR(""));
    CHECK_STR(world_find(w, reach_new(cx, &spec), "Observation"), STR(""));
}
