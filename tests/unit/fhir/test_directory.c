/* Searches over a directory too large to be read whole: pages are found by the index, in the order of ids,
 * and hold what reading the whole type would. */
#include "base/limits.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

#define PEOPLE (LIMIT_DIR_TOTAL + 300u)

/* 17 given names that begin with "a" make as many rows of the index, more than a range is spelled in. */
static const char *const givens = "'Ada','Al','Amy','Ana','Andy','Ann','Art','Asa','Ari','Ava',"
                                  "'Abe','Ace','Ali','Alma','Ara','Avi','Axel'";

static bool is_smith(size_t i)
{
    return i % 8 != 0;
}

/* Not in the order in which they are stored. */
static Str id_of(Cx *cx, size_t i)
{
    return arena_printf(cx->mem, "p%04zu", i * 7 % PEOPLE);
}

static const char *person(Cx *cx, size_t i)
{
    return arena_printf(cx->mem,
                        "{'resourceType':'Practitioner','id':'%.*s','active':%s,'identifier':"
                        "[{'system':'urn:npi','value':'%zu'}],'gender':'%s','name':[{'family':"
                        "'%s','given':[%s,'Y%zu','%s']}]}",
                        STR_ARG(id_of(cx, i)), i % 3 ? "true" : "false", i,
                        i % 2 ? "female" : "male", is_smith(i) ? "Smith" : "Hill", givens, i % 20,
                        i % 2 ? "Zed" : "Zoe")
        .p;
}

static const char *role(Cx *cx, size_t i)
{
    return arena_printf(cx->mem,
                        "{'resourceType':'PractitionerRole','id':'r%04zu','practitioner':"
                        "{'reference':'Practitioner/%.*s'},'specialty':[{'coding':[{'system':"
                        "'urn:s','code':'%s'}]}]}",
                        i, STR_ARG(id_of(cx, i)), i % 5 ? "Gen" : "eye")
        .p;
}

static World *directory(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    const char **rows = ARENA_ARRAY(cx->mem, const char *, 2 * PEOPLE);
    for (size_t i = 0; i < PEOPLE; i++) {
        rows[2 * i] = person(cx, i);
        rows[2 * i + 1] = role(cx, i);
    }
    world_put_all(w, rows, 2 * PEOPLE);
    return w;
}

/* Follows next links to the end: ids that rise, each once; how many, and whether the first page had a
 * total. */
static size_t walk(World *w, const char *url, bool *has_total)
{
    const Reach *r = world_reach(w, STR_NONE);
    FhirPage page;
    Str last = STR("");
    size_t n = 0;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    *has_total = str_contains(page.bundle, STR("\"total\":"));
    for (;;) {
        Str ids = world_ids(w, page.bundle, "match");
        for (Str id; ids.n > 0 && str_split(&ids, ' ', &id); n++) {
            CHECK(str_cmp(last, id) < 0);
            last = arena_dup(w->cx->mem, id);
        }
        const Str next = world_link(w, page.bundle, "next");
        if (next.n == 0)
            return n;
        CHECK_OK(w->cx, world_search(w, r, arena_dup(w->cx->mem, next).p, &page));
    }
}

/* How many of them are there, said by another way than the search's own. */
static size_t count_if(bool (*is)(size_t i))
{
    size_t n = 0;
    for (size_t i = 0; i < PEOPLE; i++)
        n += is(i);
    return n;
}

static bool is_any(size_t i)
{
    return i < PEOPLE;
}

static bool is_smith_and_male(size_t i)
{
    return is_smith(i) && i % 2 == 0;
}

static bool is_gen(size_t i)
{
    return i % 5 != 0;
}

static bool is_gen_of_smith(size_t i)
{
    return is_gen(i) && is_smith(i);
}

static bool is_active(size_t i)
{
    return i % 3 != 0;
}

/* Of each way to find candidates one: all of the type, one value, several values, a range of text of few
 * values, one of so many rows that the type is read first, two terms, whose rows are read side by side or
 * looked up, a term that the index does not know, a chain by the index. */
BOTH(directory__pages_hold_each_match_once_in_the_order_of_ids)
{
    static const struct {
        const char *url;
        bool (*is)(size_t i);
        bool counted;
    } cases[] = {
        { "Practitioner?_count=99", is_any, false },
        { "Practitioner?family=smith&_count=99", is_smith, false },
        { "Practitioner?family=smit,smith&_count=99", is_smith, false },
        { "Practitioner?given=al&_count=99", is_any, false },
        { "Practitioner?given=z&_count=99", is_any, false },
        { "Practitioner?given=y&_count=99", is_any, false },
        { "Practitioner?given=al&family=smith&_count=99", is_smith, false },
        { "Practitioner?given=axel&family=smith,hill&active=true&_count=99", is_active, true },
        { "Practitioner?given=a&_count=99", is_any, false },
        { "Practitioner?given=a&family=smith&_count=99", is_smith, false },
        { "Practitioner?gender=male,female&_count=99", is_any, false },
        { "Practitioner?gender=male&family=smith&_count=99", is_smith_and_male, true },
        { "Practitioner?active:not=false&_count=99", is_active, false },
        { "Practitioner?_id:missing=false&_sort=_id&_count=99", is_any, false },
        { "PractitionerRole?specialty=urn:s%7Cgen&_count=99", is_gen, false },
        { "PractitionerRole?specialty=gen,eye&_count=99", is_any, false },
        { "PractitionerRole?practitioner.family=smith&_count=99", is_smith, false },
        { "PractitionerRole?practitioner.family=smith&specialty=gen&_count=99", is_gen_of_smith,
          false },
        { "PractitionerRole?practitioner.given=axel&practitioner.family=smith&_count=99", is_smith,
          false },
    };
    World *w = directory(cx, db);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool has_total;
        CHECK(walk(w, cases[i].url, &has_total) == count_if(cases[i].is));
        CHECK(has_total == cases[i].counted);
    }
}

static bool has_total_of(World *w, const char *url, size_t total)
{
    FhirPage page;
    const Str want = arena_printf(w->cx->mem, "\"type\":\"searchset\",\"total\":%zu,", total);
    CHECK_OK(w->cx, world_search(w, world_reach(w, STR_NONE), url, &page));
    return str_contains(page.bundle, want);
}

BOTH(directory__a_total_is_exact_where_it_is_asked_for_or_costs_little)
{
    World *w = directory(cx, db);
    const size_t smiths = count_if(is_smith);
    CHECK(has_total_of(w, "Practitioner?family=smith&_total=accurate&_count=2", smiths));
    CHECK(has_total_of(w, "Practitioner?family=smith&_summary=count", smiths));
    CHECK(has_total_of(w, "Practitioner?family=smith&_count=0", smiths));
    CHECK(has_total_of(w, "Practitioner?family=smith&_sort=-_id&_count=2", smiths));
    CHECK(has_total_of(w, "Practitioner?_total=accurate&_count=2", PEOPLE));
    CHECK(has_total_of(w, "Practitioner?family=hill&_count=2", PEOPLE - smiths));
    CHECK(has_total_of(w, "Practitioner?family=nobody", 0));
    CHECK(has_total_of(w, "Practitioner?given=ada&family=hill&_count=9", PEOPLE - smiths));
}

/* What is loaded between two pages moves nothing that was or will be shown. */
BOTH(directory__pages_stand_while_the_directory_is_loaded)
{
    World *w = directory(cx, db);
    const Reach *r = world_reach(w, STR_NONE);
    FhirPage page;
    CHECK_OK(cx, world_search(w, r, "Practitioner?gender=male,female&_count=3", &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("p0000 p0001 p0002"));
    const Str next = arena_dup(cx->mem, world_link(w, page.bundle, "next"));
    world_put(w, "{'resourceType':'Practitioner','id':'p0000a','gender':'male'}");
    world_put(w, "{'resourceType':'Practitioner','id':'p0004a','gender':'male'}");
    world_delete(w, STR("Practitioner"), STR("p0004"));
    CHECK_OK(cx, world_search(w, r, next.p, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("p0003 p0004a p0005"));
}

static void relabel(Cx *cx, Db *db, Str id, int64_t labels)
{
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET labels = ");
    sql_bind_i64(q, labels);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, WORLD_PLAN);
    sql_text(q, " AND id = ");
    sql_bind_str(q, id);
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
}

/* What a grant keeps back is on no page, and a page is full without it. */
BOTH(directory__what_a_label_withholds_is_on_no_page)
{
    static const char *const urls[] = { "Practitioner?gender=male,female&_count=2",
                                        "Practitioner?_count=2", "Practitioner?given=a&_count=2" };
    World *w = directory(cx, db);
    ReachSpec spec = world_spec(w, STR_NONE);
    relabel(cx, db, STR("p0001"), 4);
    spec.labels_withheld = 4;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        CHECK_STR(world_find(w, world_reach(w, STR_NONE), urls[i]), STR("p0000 p0001"));
        CHECK_STR(world_find(w, reach_new(cx, &spec), urls[i]), STR("p0000 p0002"));
    }
}

/* So many have the name that the index says who; whom a grant keeps back is nobody's practitioner. */
BOTH(directory__a_chain_leads_through_nobody_whom_a_label_withholds)
{
    World *w = directory(cx, db);
    const char *const ask = "PractitionerRole?practitioner.family=smith&_count=2";
    ReachSpec spec = world_spec(w, STR_NONE);
    CHECK_STR(world_find(w, world_reach(w, STR_NONE), ask), STR("r0001 r0002"));
    relabel(cx, db, id_of(cx, 1), 4);
    spec.labels_withheld = 4;
    CHECK_STR(world_find(w, world_reach(w, STR_NONE), ask), STR("r0001 r0002"));
    CHECK_STR(world_find(w, reach_new(cx, &spec), ask), STR("r0002 r0003"));
}

/* Keys of other tables say nothing of whom a role refers to: the row is judged. */
BOTH(directory__a_chain_finds_stale_rows)
{
    World *w = directory(cx, db);
    DbTx *tx;
    CHECK_OK(cx, db_write(cx, db, WORLD_PLAN, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET fingerprint = 1, keys = ");
    sql_bind_blob(q, STR("12345678"));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, WORLD_PLAN);
    sql_text(q, " AND id = ");
    sql_bind_str(q, STR("r0002"));
    CHECK_OK(cx, db_exec(cx, tx, q, NULL));
    CHECK_OK(cx, db_commit(cx, tx));
    CHECK_STR(world_find(w, world_reach(w, STR_NONE),
                         "PractitionerRole?practitioner.family=smith&_count=2"),
              STR("r0001 r0002"));
}

/* All have the name, and hardly a role is theirs: reading roles in order is given up, and they are looked
 * up behind those that were read. */
BOTH(directory__a_chain_to_whom_few_roles_refer_finds_them_all)
{
    const size_t roles = 600;
    World *w = directory(cx, db);
    const char **rows = ARENA_ARRAY(cx->mem, const char *, roles);
    for (size_t i = 0; i < roles; i++)
        rows[i] = arena_printf(cx->mem,
                               "{'resourceType':'PractitionerRole','id':'a%04zu','practitioner':"
                               "{'reference':'Practitioner/nobody'}}",
                               i)
                      .p;
    world_put_all(w, rows, roles);
    world_put(w, "{'resourceType':'PractitionerRole','id':'a0005','practitioner':"
                 "{'reference':'Practitioner/p0007'}}");
    bool has_total;
    CHECK(walk(w, "PractitionerRole?practitioner.given=ada&_count=99", &has_total) == PEOPLE + 1);
    CHECK(!has_total);
}

/* 200 values for each of 1,300 rows: within the ceiling of a grant, over that of nobody. */
BOTH(directory__who_has_no_token_is_told_sooner_that_it_is_too_much)
{
    World *w = directory(cx, db);
    FhirPage page;
    Buf *query = buf_new(cx, 4096);
    buf_put(query, STR("Practitioner?_total=accurate&_count=1&active:not=v"));
    for (size_t i = 1; i < LIMIT_SEARCH_VALUES; i++)
        buf_put(query, STR(",v"));
    const char *text = arena_dup(cx->mem, buf_str(query)).p;
    ReachSpec nobody = world_spec(w, STR_NONE);
    nobody.grant = 0;
    CHECK_OK(cx, world_search(w, world_reach(w, STR_NONE), text, &page));
    CHECK_FAILS(cx, ST_TOO_COSTLY, world_search(w, reach_new(cx, &nobody), text, &page));
    CHECK_STR(world_find(w, reach_new(cx, &nobody), "Practitioner?_count=1"), STR("p0000"));
}

/* As many values as a parameter may have are looked up, one by one. */
BOTH(directory__a_list_of_values_goes_by_the_index)
{
    World *w = directory(cx, db);
    Buf *query = buf_new(cx, 8192);
    buf_put(query, STR("Practitioner?_count=1&identifier=urn:npi|0"));
    for (size_t i = 1; i < LIMIT_SEARCH_VALUES; i++)
        buf_put(query, arena_printf(cx->mem, ",urn:npi|%zu", i));
    CHECK(has_total_of(w, arena_dup(cx->mem, buf_str(query)).p, LIMIT_SEARCH_VALUES));
}

/* Type:* is every reference of the type, each by the index; the same include twice is one. */
BOTH(directory__what_refers_in_any_way_is_brought)
{
    World *w = directory(cx, db);
    FhirPage page;
    CHECK_OK(cx, world_search(w, world_reach(w, STR_NONE),
                              "Practitioner?_id=p0000,p0007&_revinclude=PractitionerRole:*"
                              "&_revinclude=PractitionerRole:*",
                              &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("p0000 p0007"));
    CHECK_STR(world_ids(w, page.bundle, "include"), STR("r0000 r0001"));
}
