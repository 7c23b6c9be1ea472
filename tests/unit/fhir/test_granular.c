/* Granular scopes (AUTHORIZATION S7, S22 to S28): what a scope with "?category=" admits, asked in every way
 * that there is to see a resource or to learn that it exists. */
#include "base/limits.h"
#include "fhir/fhir.h"
#include "fhir/reach_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"
#include "json/json.h"

#define OC "http://terminology.hl7.org/CodeSystem/observation-category"
#define CC "http://terminology.hl7.org/CodeSystem/condition-category"
#define NOTE                                                                                       \
    "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category|clinical-note"
#define LAB "category=" OC "|laboratory"
#define VITAL "category=" OC "|vital-signs"

#define PATIENT(id_) "{'resourceType':'Patient','id':'" id_ "'}"
#define CATEGORY(system_, code_) "{'coding':[{'system':'" system_ "','code':'" code_ "'}]}"
#define OF(who_) ",'subject':{'reference':'Patient/" who_ "'}"
#define OBSERVATION(id_, who_, code_, date_, more_)                                                \
    "{'resourceType':'Observation','id':'" id_                                                     \
    "','status':'final','code':{'coding':[{'code':'" code_ "'}]},'effectiveDateTime':'" date_      \
    "'" OF(who_) more_ "}"
#define IN(list_) ",'category':[" list_ "]"
#define AT_E1 ",'encounter':{'reference':'Encounter/e1'}"

static World *plan(Cx *cx, Db *db)
{
    static const char *const all[] = {
        PATIENT("ann"),
        PATIENT("bob"),
        "{'resourceType':'Practitioner','id':'d1','name':[{'family':'Alpha'}]}",
        "{'resourceType':'Encounter','id':'e1','status':'finished'" OF("ann") "}",
        OBSERVATION("l1", "ann", "1-1", "2024-01-01",
                    IN(CATEGORY(OC, "laboratory")) AT_E1
                    ",'performer':[{'reference':'Practitioner/d1'}]"),
        OBSERVATION("l2", "ann", "1-2", "2024-02-01",
                    IN(CATEGORY(OC, "laboratory")) ",'hasMember':[{'reference':'Observation/v1'},"
                                                   "{'reference':'Observation/l1'}]"),
        OBSERVATION("lv", "ann", "1-1", "2024-04-01",
                    IN(CATEGORY(OC, "laboratory") "," CATEGORY(OC, "vital-signs"))),
        OBSERVATION("v1", "ann", "2-1", "2024-03-01", IN(CATEGORY(OC, "vital-signs"))),
        OBSERVATION(
            "v2", "ann", "1-1", "2024-03-02",
            IN(CATEGORY(OC, "vital-signs")) ",'hasMember':[{'reference':'Observation/l1'}]"),
        OBSERVATION("n1", "ann", "1-1", "2024-05-01", AT_E1),
        /* The code of one system and the system of another code. */
        OBSERVATION("x1", "ann", "1-1", "2024-06-01",
                    IN("{'coding':[{'system':'urn:other','code':'laboratory'},{'system':'" OC
                       "','code':'social-history'}]}")),
        OBSERVATION("b1", "bob", "1-1", "2024-01-01", IN(CATEGORY(OC, "laboratory"))),
        "{'resourceType':'Condition','id':'c1'" OF("ann") IN(CATEGORY(
            CC, "problem-list-item")) ",'evidence':[{'detail':[{'reference':'Observation/v1'}]}]}",
        "{'resourceType':'Condition','id':'c2'" OF("ann") IN(CATEGORY(
            CC,
            "encounter-diagnosis")) ",'evidence':[{'detail':[{'reference':'Observation/l1'}]}]}",
    };
    World *w = world_new(cx, db);
    world_put_all(w, all, sizeof all / sizeof *all);
    return w;
}

static uint16_t num(const char *type)
{
    return type_by_name(str_of(type))->num;
}

static ReachScope some(const char *type, const char *query)
{
    return (ReachScope){ .type = num(type), .read = true, .search = true, .query = str_of(query) };
}

static ReachScope whole(const char *type)
{
    return some(type, "");
}

static const Reach *reach_with(World *w, const ReachScope *scopes, size_t count)
{
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.scopes = scopes;
    spec.scope_count = count;
    return reach_new(w->cx, &spec);
}

/* Laboratory results and every type around them. */
static const Reach *of_lab(World *w)
{
    const ReachScope scopes[] = { some("Observation", LAB), whole("Condition"),
                                  whole("Encounter"),       whole("Patient"),
                                  whole("Provenance"),      whole("Practitioner") };
    return reach_with(w, scopes, 6);
}

static uint64_t total_of(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    JsonDoc *doc;
    uint64_t total = UINT64_MAX;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    CHECK_OK(w->cx, json_parse(w->cx, page.bundle, &doc));
    CHECK(str_to_u64(json_num(json_get(json_root(doc), STR("total"))), &total));
    return total;
}

static Status read_one(World *w, const Reach *r, const char *type, const char *id,
                       const char *version)
{
    FhirDoc doc;
    DbTx *tx;
    const FhirVersion v = { str_of(type), str_of(id), str_of(version ? version : "") };
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st =
        version ? fhir_vread(w->cx, tx, r, &v, &doc) : fhir_read(w->cx, tx, r, v.type, v.id, &doc);
    db_end(tx);
    return st;
}

/* ---- search ---- */

/* S7, S22, S27, S28 */
BOTH(granular__a_search_finds_what_the_scope_admits_and_no_more)
{
    World *w = plan(cx, db);
    const Reach *lab = of_lab(w);
    static const struct {
        const char *url;
        const char *ids;
    } rows[] = {
        { "Observation", "l1 l2 lv" },
        { "Observation?patient=ann", "l1 l2 lv" },
        { "Observation?_lastUpdated=ge2000", "l1 l2 lv" },
        { "Observation?_id=l1,v1,n1,b1", "l1" },
        { "Observation?_id:not=l1", "l2 lv" },
        { "Observation?code=1-1", "l1 lv" },
        { "Observation?code:not=1-1", "l2" },
        { "Observation?status=final", "l1 l2 lv" },
        { "Observation?date=ge2024-02", "l2 lv" },
        { "Observation?category=vital-signs", "lv" },
        { "Observation?category:not=laboratory", "" },
        { "Observation?category:missing=true", "" },
        { "Observation?category=social-history", "" },
        { "Observation?_sort=-date", "lv l2 l1" },
        { "Observation?_sort=-_id", "lv l2 l1" },
        { "Observation?encounter=e1", "l1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(world_find(w, lab, rows[i].url), str_of(rows[i].ids));
    FhirPage page;
    CHECK_OK(cx, world_query(w, lab, "Observation?code=1-1", true, false, &page));
    CHECK_STR(world_ids(w, page.bundle, "match"), STR("l1 lv"));
}

/* S22, S28, threat 34 */
BOTH(granular__totals_and_pages_count_what_is_admitted)
{
    World *w = plan(cx, db);
    const Reach *lab = of_lab(w);
    CHECK_I64((int64_t)total_of(w, lab, "Observation?patient=ann&_summary=count"), 3);
    CHECK_I64((int64_t)total_of(w, lab, "Observation?_count=0"), 3);
    CHECK_I64((int64_t)total_of(w, lab, "Observation?_total=accurate&_count=1"), 3);
    CHECK_I64((int64_t)total_of(w, lab, "Observation?code=1-1&_count=1"), 2);
    FhirPage page;
    Str at = STR("Observation?_count=1");
    static const char *const ids[] = { "l1", "l2", "lv" };
    for (size_t i = 0; i < 3; i++) {
        CHECK_OK(cx, world_search(w, lab, arena_dup(cx->mem, at).p, &page));
        CHECK_STR(world_ids(w, page.bundle, "match"), str_of(ids[i]));
        at = world_link(w, page.bundle, "next");
        CHECK((at.n > 0) == (i < 2));
    }
}

/* S7 */
BOTH(granular__scopes_are_or_parameters_are_and_commas_are_or)
{
    World *w = plan(cx, db);
    const struct {
        ReachScope scopes[3];
        size_t count;
        const char *ids;
    } rows[] = {
        { { some("Observation", LAB) }, 1, "l1 l2 lv" },
        { { some("Observation", VITAL) }, 1, "lv v1 v2" },
        { { some("Observation", LAB), some("Observation", VITAL) }, 2, "l1 l2 lv v1 v2" },
        { { some("Observation", LAB "&" VITAL) }, 1, "lv" },
        { { some("Observation", LAB "," OC "|vital-signs") }, 1, "l1 l2 lv v1 v2" },
        { { some("Observation", "category=" OC "%7Claboratory") }, 1, "l1 l2 lv" },
        { { some("Observation", "c%61tegory=urn:other|laboratory") }, 1, "x1" },
        { { some("Observation", "category=laboratory") }, 1, "l1 l2 lv x1" },
        { { some("Observation", "category=" OC "|") }, 1, "l1 l2 lv v1 v2 x1" },
        { { some("Observation", LAB), whole("Observation") }, 2, "l1 l2 lv v1 v2 n1 x1" },
        { { some("Observation", LAB), some("Condition", "category=" CC "|problem-list-item") },
          2,
          "l1 l2 lv" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(world_find(w, reach_with(w, rows[i].scopes, rows[i].count), "Observation"),
                  str_of(rows[i].ids));
}

/* S6: in part it would be wider than asked. */
BOTH(granular__a_filter_that_is_not_understood_gives_nothing)
{
    World *w = plan(cx, db);
    static const char *const queries[] = {
        "category:not=x",  "nonsense=1",
        "category",        "category=",
        LAB "&nonsense=1", LAB "&category=%",
        "patient.name=x",  "_has:Condition:evidence-detail:code=x",
        "_id=l1",          "category=a|b|c",
    };
    FhirPage page;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        cx->fault = (Fault){ .status = ST_OK };
        const ReachScope scope = some("Observation", queries[i]);
        const Reach *r = reach_with(w, &scope, 1);
        CHECK_I64(cx->fault.status, ST_OK);
        CHECK_FAILS(cx, ST_SCOPE, world_search(w, r, "Observation", &page));
        CHECK_FAILS(cx, ST_SCOPE, read_one(w, r, "Observation", "l1", NULL));
    }
    const ReachScope directory = some("Practitioner", "name=Alpha");
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, reach_with(w, &directory, 1), "Practitioner", &page));
}

/* S3, S7 */
BOTH(granular__r_and_s_are_kept_apart)
{
    World *w = plan(cx, db);
    ReachScope scopes[] = { some("Observation", LAB), some("Observation", VITAL),
                            whole("Encounter") };
    scopes[0].search = false;
    scopes[1].read = false;
    const Reach *r = reach_with(w, scopes, 3);
    CHECK_STR(world_find(w, r, "Observation"), STR("lv v1 v2"));
    CHECK_OK(cx, read_one(w, r, "Observation", "l1", NULL));
    CHECK_OK(cx, read_one(w, r, "Observation", "lv", NULL));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, r, "Observation", "v1", NULL));
    FhirPage page; /* either will do for what is brought (S3) */
    CHECK_OK(cx, world_search(w, r, "Encounter?_revinclude=Observation:encounter", &page));
    CHECK_STR(world_ids(w, page.bundle, "include"), STR("l1"));
    CHECK_FAILS(cx, ST_SCOPE, world_search(w, reach_with(w, scopes, 1), "Observation", &page));
    CHECK_FAILS(cx, ST_SCOPE, read_one(w, reach_with(w, scopes + 1, 1), "Observation", "v1", NULL));
    ReachScope mixed[] = { whole("Observation"), some("Observation", VITAL) };
    mixed[0].search = false; /* r of all, s of some */
    CHECK_STR(world_find(w, reach_with(w, mixed, 2), "Observation"), STR("lv v1 v2"));
    CHECK_OK(cx, read_one(w, reach_with(w, mixed, 2), "Observation", "n1", NULL));
}

/* S30 */
BOTH(granular__a_cursor_ends_when_the_filter_changes)
{
    World *w = plan(cx, db);
    FhirPage page;
    const ReachScope lab = some("Observation", LAB), other = some("Observation", VITAL);
    CHECK_OK(cx, world_search(w, reach_with(w, &lab, 1), "Observation?_count=1", &page));
    const Str next = arena_dup(cx->mem, world_link(w, page.bundle, "next"));
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, reach_with(w, &other, 1), next.p, &page));
    CHECK_OK(cx, world_search(w, reach_with(w, &lab, 1), next.p, &page));
}

/* ---- one resource and its versions ---- */

/* S23, S24 */
BOTH(granular__what_is_not_admitted_reads_as_what_never_was)
{
    World *w = plan(cx, db);
    const Reach *lab = of_lab(w);
    static const char *const hidden[] = { "v1", "n1", "x1", "b1", "none" };
    CHECK_OK(cx, read_one(w, lab, "Observation", "l1", NULL));
    CHECK_OK(cx, read_one(w, lab, "Observation", "lv", NULL));
    CHECK_OK(cx, read_one(w, lab, "Observation", "l1", "1"));
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, lab, "Observation", hidden[i], NULL));
        CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, lab, "Observation", hidden[i], "1"));
    }
}

static Str history(World *w, const Reach *r, const char *id, const char *at)
{
    const FhirParam param = { STR_C("_at"), str_of(at ? at : "") };
    const FhirQuery q = {
        .type = STR("Observation"), .id = str_of(id), .params = &param, .count = at ? 1 : 0
    };
    FhirPage page;
    DbTx *tx;
    JsonDoc *doc;
    Buf *b = buf_new(w->cx, 4096);
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_history(w->cx, tx, r, &q, &page);
    db_end(tx);
    if (st != ST_OK)
        return forgive(w->cx, st, ST_NOT_FOUND) ? STR("none") : STR("failed");
    CHECK_OK(w->cx, json_parse(w->cx, page.bundle, &doc));
    buf_put(b, json_num(json_get(json_root(doc), STR("total"))));
    for (JsonIter it = json_iter(json_get(json_root(doc), STR("entry"))); json_next(&it);) {
        const JsonVal *meta = json_get(json_get(it.val, STR("resource")), STR("meta"));
        const Str version = json_get_str(meta, STR("versionId"));
        buf_char(b, ' ');
        buf_put(b, version.n ? version : STR("gone"));
    }
    return buf_str(b);
}

static void put_later(World *w, const char *json)
{
    w->cx->now_ms += 1000;
    world_put(w, json);
}

/* h1: laboratory, then vital signs, laboratory again, and deleted. */
static void changed(World *w)
{
    put_later(w, OBSERVATION("h1", "ann", "1-1", "2024-01-01", IN(CATEGORY(OC, "laboratory"))));
    put_later(w, OBSERVATION("h1", "ann", "1-1", "2024-01-02", IN(CATEGORY(OC, "vital-signs"))));
    put_later(w, OBSERVATION("h1", "ann", "1-1", "2024-01-03", IN(CATEGORY(OC, "laboratory"))));
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), STR("h1"));
}

/* S24, threat 29 */
BOTH(granular__each_version_is_judged_by_its_own_keys)
{
    World *w = plan(cx, db);
    changed(w);
    const ReachScope vital = some("Observation", VITAL);
    const Reach *lab = of_lab(w), *vitals = reach_with(w, &vital, 1);
    CHECK_STR(history(w, lab, "h1", NULL), STR("3 gone 3 1"));
    CHECK_STR(history(w, vitals, "h1", NULL), STR("1 2"));
    CHECK_STR(history(w, lab, "v1", NULL), STR("none"));
    CHECK_OK(cx, read_one(w, lab, "Observation", "h1", "1"));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, lab, "Observation", "h1", "2"));
    CHECK_OK(cx, read_one(w, lab, "Observation", "h1", "3"));
    CHECK_FAILS(cx, ST_GONE, read_one(w, lab, "Observation", "h1", "4"));
    CHECK_FAILS(cx, ST_GONE, read_one(w, lab, "Observation", "h1", NULL));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, vitals, "Observation", "h1", NULL));
    CHECK_OK(cx, read_one(w, vitals, "Observation", "h1", "2"));
}

/* S3, S24 */
BOTH(granular__a_types_history_holds_what_a_search_would)
{
    World *w = plan(cx, db);
    changed(w);
    ReachScope scopes[] = { some("Observation", LAB), some("Observation", VITAL) };
    CHECK_STR(history(w, reach_with(w, scopes, 1), "", NULL), STR("6 gone 3 1 1 1 1"));
    scopes[0].search = false; /* a type's history is s, an instance's r */
    scopes[1].read = false;
    CHECK_STR(history(w, reach_with(w, scopes, 2), "", NULL), STR("4 2 1 1 1"));
    CHECK_STR(history(w, reach_with(w, scopes, 2), "h1", NULL), STR("3 gone 3 1"));
}

static void spoil_keys(World *w, const char *table)
{
    DbTx *tx;
    Sql *q = sql_new(w->cx);
    sql_text(q, "UPDATE ");
    sql_text(q, table);
    sql_text(q, " SET fingerprint = 1, keys = ");
    sql_bind_blob(q, STR("12345678"));
    CHECK_OK(w->cx, db_write(w->cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(w->cx, db_exec(w->cx, tx, q, NULL));
    CHECK_OK(w->cx, db_commit(w->cx, tx));
}

/* S7, S24 */
BOTH(granular__stale_keys_are_made_anew_before_they_are_asked)
{
    World *w = plan(cx, db);
    changed(w);
    spoil_keys(w, "fhir_entry");
    spoil_keys(w, "fhir_history");
    const ReachScope vital = some("Observation", VITAL);
    const Reach *lab = of_lab(w), *vitals = reach_with(w, &vital, 1);
    CHECK_STR(world_find(w, lab, "Observation"), STR("l1 l2 lv"));
    CHECK_OK(cx, read_one(w, lab, "Observation", "l1", NULL));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, lab, "Observation", "v1", NULL));
    CHECK_OK(cx, read_one(w, lab, "Observation", "h1", "3"));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, lab, "Observation", "h1", "2"));
    CHECK_FAILS(cx, ST_GONE, read_one(w, lab, "Observation", "h1", "4")); /* the third's keys */
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, vitals, "Observation", "h1", NULL));
    CHECK_STR(history(w, lab, "h1", NULL), STR("3 gone 3 1"));
    CHECK_STR(history(w, vitals, "h1", NULL), STR("1 2"));
    CHECK_STR(history(w, lab, "l1", NULL), STR("1 1"));
}

/* ---- what comes along, and what leads there ---- */

static Str brought(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    return world_ids(w, page.bundle, "include");
}

/* S26 */
BOTH(granular__includes_bring_what_is_admitted)
{
    World *w = plan(cx, db);
    const Reach *lab = of_lab(w);
    CHECK_STR(brought(w, lab, "Condition?_include=Condition:evidence-detail"), STR("l1"));
    CHECK_STR(brought(w, lab, "Observation?_id=l2&_include=Observation:has-member"), STR("l1"));
    CHECK_STR(brought(w, lab, "Encounter?_revinclude=Observation:encounter"), STR("l1"));
    CHECK_STR(brought(w, lab, "Observation?_id=l1&_revinclude=Observation:has-member"), STR("l2"));
    CHECK_STR(brought(w, lab,
                      "Condition?_id=c2&_include=Condition:evidence-detail&_include:iterate="
                      "Observation:performer&_revinclude:iterate=Observation:has-member"),
              STR("l1 d1 l2"));
    CHECK_STR(brought(w, lab, "Patient?_revinclude=Observation:patient"), STR("l1 l2 lv"));
}

/* S27, threat 28 */
BOTH(granular__a_chain_passes_through_nothing_that_is_not_admitted)
{
    World *w = plan(cx, db);
    const Reach *lab = of_lab(w);
    CHECK_STR(world_find(w, lab, "Patient?_has:Observation:patient:code=2-1"), STR(""));
    CHECK_STR(world_find(w, lab, "Patient?_has:Observation:patient:code=1-2"), STR("ann"));
    CHECK_STR(world_find(w, lab, "Patient?_has:Observation:patient:category=social-history"),
              STR(""));
    CHECK_STR(world_find(w, lab, "Condition?evidence-detail:Observation.code=2-1"), STR(""));
    CHECK_STR(world_find(w, lab, "Condition?evidence-detail:Observation.status=final"), STR("c2"));
    CHECK_STR(world_find(w, lab, "Encounter?_has:Observation:encounter:date=2024-05-01"), STR(""));
    CHECK_STR(world_find(w, lab, "Encounter?_has:Observation:encounter:date=2024-01-01"),
              STR("e1"));
    CHECK_STR(world_find(w, lab, "Observation?has-member:Observation.status=final"), STR("l2"));
    CHECK_STR(world_find(w, lab, "Observation?performer:Practitioner.family=Alpha"), STR("l1"));
    CHECK_STR(world_find(w, lab, "Practitioner?_has:Observation:performer:code=1-1"), STR("d1"));
}

/* S26: of a target that is not admitted there is no made Provenance either. */
BOTH(granular__a_made_provenance_is_of_what_is_admitted)
{
    World *w = plan(cx, db);
    const Reach *lab = of_lab(w);
    CHECK_STR(world_find(w, lab, "Provenance?target=Observation/v1"), STR(""));
    CHECK_STR(world_find(w, lab, "Provenance?target=Observation/l1"), STR("made-96-l1"));
    CHECK_STR(world_find(w, lab, "Provenance?_id=made-96-n1,made-96-l2"), STR("made-96-l2"));
    CHECK_STR(world_find(w, lab, "Provenance?target:Observation=x1,v1,v2,lv"), STR("made-96-lv"));
    CHECK_I64((int64_t)total_of(w, lab, "Provenance?_summary=count"), 7);
    CHECK_STR(brought(w, lab, "Observation?_revinclude=Provenance:target"),
              STR("made-96-l1 made-96-l2 made-96-lv"));
    CHECK_OK(cx, read_one(w, lab, "Provenance", "made-96-l1", NULL));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, lab, "Provenance", "made-96-v1", NULL));
    ReachScope scopes[] = { some("Observation", LAB), whole("Provenance") };
    scopes[0].search = false; /* r will do (S3) */
    CHECK_STR(world_find(w, reach_with(w, scopes, 2), "Provenance"),
              STR("made-96-l1 made-96-l2 made-96-lv"));
}

#define DOCUMENT(id_, binary_, more_)                                                              \
    "{'resourceType':'DocumentReference','id':'" id_ "','status':'current'" OF("ann") more_        \
        ",'content':[{'attachment':{'url':'" binary_ "'}}]}"
#define BINARY(id_)                                                                                \
    "{'resourceType':'Binary','id':'" id_ "','contentType':'text/plain','data':'eA=='}"

/* S28, threat 33 */
BOTH(granular__a_binary_is_seen_through_what_refers_to_it)
{
    World *w = plan(cx, db);
    static const char *const more[] = {
        BINARY("y1"),
        BINARY("y2"),
        BINARY("y3"),
        DOCUMENT("r1", "Binary/y1",
                 IN("{'coding':[{'system':'http://hl7.org/fhir/us/core/CodeSystem/"
                    "us-core-documentreference-category','code':'clinical-note'}]}")),
        DOCUMENT("r2", "Binary/y2", ""),
        DOCUMENT("r3", WORLD_BASE "/Binary/y3",
                 IN("{'coding':[{'system':'http://hl7.org/fhir/us/core/CodeSystem/"
                    "us-core-documentreference-category','code':'clinical-note'}]}")),
        DOCUMENT("r4", "https://other.example/fhir/Binary/y2",
                 IN("{'coding':[{'system':'http://hl7.org/fhir/us/core/CodeSystem/"
                    "us-core-documentreference-category','code':'clinical-note'}]}")),
    };
    world_put_all(w, more, sizeof more / sizeof *more);
    const ReachScope scopes[] = { some("DocumentReference", "category=" NOTE), whole("Binary") };
    const ReachScope all[] = { whole("DocumentReference"), whole("Binary") };
    const ReachScope lab[] = { some("Observation", LAB), whole("Binary") };
    const ReachScope alone[] = { whole("Observation"), whole("Binary") };
    const Reach *notes = reach_with(w, scopes, 2);
    CHECK_STR(world_find(w, notes, "DocumentReference"), STR("r1 r3 r4"));
    CHECK_STR(world_find(w, notes, "Binary"), STR("y1 y3"));
    CHECK_I64((int64_t)total_of(w, notes, "Binary?_summary=count"), 2);
    CHECK_OK(cx, read_one(w, notes, "Binary", "y1", NULL));
    CHECK_OK(cx, read_one(w, notes, "Binary", "y3", "1"));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, notes, "Binary", "y2", NULL));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, notes, "Binary", "y2", "1"));
    CHECK_STR(world_find(w, reach_with(w, all, 2), "Binary"), STR("y1 y2 y3"));
    CHECK_STR(world_find(w, reach_with(w, lab, 2), "Binary"), STR(""));
    /* Nor without any filter, where nothing that refers to it is shared. */
    CHECK_STR(world_find(w, reach_with(w, alone, 2), "Binary"), STR(""));
    CHECK_FAILS(cx, ST_NOT_FOUND, read_one(w, reach_with(w, alone, 2), "Binary", "y1", NULL));
    CHECK_STR(world_find(w, world_reach(w, STR("ann")), "Binary"), STR("y1 y2 y3"));
}

/* S28, R1, threat 73: what refers is looked through as a search is, once a request, and paid for. */
BOTH(granular__looking_for_what_refers_to_a_binary_has_an_end)
{
    World *w = plan(cx, db);
    static const char *const more[] = {
        BINARY("y1"),
        DOCUMENT("r1", "Binary/y1",
                 IN("{'coding':[{'system':'http://hl7.org/fhir/us/core/CodeSystem/"
                    "us-core-documentreference-category','code':'clinical-note'}]}")),
    };
    world_put_all(w, more, sizeof more / sizeof *more);
    const ReachScope scopes[] = { some("DocumentReference", "category=" NOTE), whole("Binary") };
    const Reach *probe = reach_with(w, scopes, 2);
    CHECK_OK(cx, read_one(w, probe, "Binary", "y1", NULL));
    const uint64_t cost = probe->binaries->work;
    CHECK(cost > 1);
    CHECK_STR(world_find(w, probe, "Binary"), STR("y1"));
    CHECK(probe->binaries->work == cost);
    for (uint64_t left = cost; left >= cost - 1; left--) {
        const Status st = left == cost ? ST_OK : ST_TOO_COSTLY;
        const Reach *reads = reach_with(w, scopes, 2), *finds = reach_with(w, scopes, 2);
        reads->binaries->work = LIMIT_SEARCH_WORK - left;
        finds->binaries->work = LIMIT_SEARCH_WORK - left;
        FhirPage page;
        CHECK(read_one(w, reads, "Binary", "y1", NULL) == st);
        CHECK(world_search(w, finds, "Binary", &page) == st);
        cx->fault = (Fault){ .status = ST_OK };
    }
}

/* S7: for who asks why something is missing. */
BOTH(granular__explain_names_the_scope)
{
    World *w = plan(cx, db);
    const FhirParam code = { STR_C("code"), STR_C("1-2") };
    const FhirQuery q = { .type = STR("Observation"), .params = &code, .count = 1 };
    Str text;
    size_t candidates;
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, db, WORLD_PLAN, &tx));
    CHECK_OK(cx, fhir_explain(cx, tx, of_lab(w), &q, &text, &candidates));
    db_end(tx);
    CHECK_STR(text, STR("Observation/l1 code\nObservation/l2 match\nObservation/lv code\n"
                        "Observation/n1 scope\nObservation/v1 scope\nObservation/v2 scope\n"
                        "Observation/x1 scope\n\nlabel 0\nrange 0\ndeleted 0\nscope 4\ncode 2\n"
                        "match 1\n"));
}
