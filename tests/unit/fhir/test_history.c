/* Versions: vread and history (AUTHORIZATION S24, threat 29), against a plain list of what was written. */
#include "fhir/search_int.h"
#include "fhir/store.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/fhir/world.h"

#include <stdlib.h>

#define HIDDEN UINT64_C(4) /* a label that ann does not share */

/* world_put of one resource with label bits, as a load that knows labels will store it. */
static void put_labelled(World *w, uint64_t labels, Str json)
{
    Cx *cx = w->cx;
    DbTx *tx;
    Store *s;
    Record r;
    StoreItem item = { .record = &r, .final = true };
    CHECK_OK(cx, record_make(cx, json, &(RecordRules){ .base = STR(WORLD_BASE "/") }, &r));
    r.own = labels;
    CHECK_OK(cx, db_write(cx, w->db, WORLD_PLAN, &tx));
    CHECK_OK(cx,
             store_begin(cx, tx, WORLD_PLAN, &(RecordRules){ .base = STR(WORLD_BASE "/") }, &s));
    CHECK_OK(cx, store_put(cx, s, &item, 1));
    CHECK_OK(cx, item.status);
    CHECK_OK(cx, store_end(cx, s));
    CHECK_OK(cx, db_commit(cx, tx));
}

static void observe(World *w, const char *id, const char *owner, const char *text, uint64_t labels)
{
    w->cx->now_ms += 1000;
    put_labelled(
        w, labels,
        arena_printf(w->cx->mem,
                     "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"status\":\"final\","
                     "\"code\":{\"text\":\"%s\"},\"subject\":{\"reference\":\"Patient/%s\"}}",
                     id, text, owner));
}

static void take_away(World *w, const char *id)
{
    w->cx->now_ms += 1000;
    world_delete(w, STR("Observation"), str_of(id));
}

static World *plan(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    world_put(w, "{'resourceType':'Patient','id':'ann'}");
    world_put(w, "{'resourceType':'Patient','id':'bob'}");
    return w;
}

static const Reach *sharing_little(World *w, Str patient)
{
    ReachSpec spec = world_spec(w, patient);
    spec.labels_withheld = HIDDEN;
    return reach_new(w->cx, &spec);
}

/* "Observation/_history?…" or "Observation/o1/_history?…" */
static Status history(World *w, const Reach *r, Str url, FhirPage *out)
{
    const size_t mark = str_find(url, '?');
    Str path = str_slice(url, 0, mark);
    Str rest = str_from(url, mark + 1);
    Str part;
    FhirParam *params = ARENA_ARRAY(w->cx->mem, FhirParam, 16);
    FhirQuery q = { .params = params };
    CHECK(str_split(&path, '/', &q.type));
    if (!str_eq(path, STR("_history")))
        CHECK(str_split(&path, '/', &q.id));
    CHECK_STR(path, STR("_history"));
    while (rest.n && str_split(&rest, '&', &part)) {
        const size_t eq = str_find(part, '=');
        const FhirParam p = { str_slice(part, 0, eq), str_from(part, eq + 1) };
        if (str_eq(p.name, STR("_cursor")))
            q.cursor = p.value;
        else
            params[q.count++] = p;
    }
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_history(w->cx, tx, r, &q, out);
    db_end(tx);
    return st;
}

/* What R4 says of each entry (bdl-2, bdl-3, bdl-4, bdl-5), and its name: "o1/2", "o1/3-" for a deletion. */
static Str entry_name(World *w, const JsonVal *e)
{
    const JsonVal *request = json_get(e, STR("request"));
    const JsonVal *response = json_get(e, STR("response"));
    const JsonVal *resource = json_get(e, STR("resource"));
    const bool deleted = str_eq(json_get_str(request, STR("method")), STR("DELETE"));
    const Str url = json_get_str(request, STR("url"));
    const Str etag = json_get_str(response, STR("etag"));
    const Str version = str_slice(etag, 3, etag.n - 1);
    CHECK(json_get(e, STR("search")) == NULL && (resource == NULL) == deleted);
    CHECK_STR(json_get_str(e, STR("fullUrl")),
              arena_join(w->cx->mem, STR(WORLD_BASE), STR("/"), url));
    CHECK(json_get_str(response, STR("status")).n == 3);
    if (!deleted) {
        const JsonVal *meta = json_get(resource, STR("meta"));
        CHECK_STR(json_get_str(meta, STR("versionId")), version);
        CHECK_STR(json_get_str(meta, STR("lastUpdated")),
                  json_get_str(response, STR("lastModified")));
        CHECK_STR(json_get_str(resource, STR("id")), str_from(url, str_find(url, '/') + 1));
    }
    return arena_printf(w->cx->mem, "%.*s/%.*s%s", STR_ARG(str_from(url, str_find(url, '/') + 1)),
                        STR_ARG(version), deleted ? "-" : "");
}

static void names(World *w, Str bundle, Buf *b, int64_t *total)
{
    JsonDoc *doc;
    uint64_t n = 0;
    CHECK_OK(w->cx, json_parse(w->cx, bundle, &doc));
    const JsonVal *root = json_root(doc);
    CHECK_STR(json_get_str(root, STR("type")), STR("history"));
    CHECK(str_to_u64(json_num(json_get(root, STR("total"))), &n));
    *total = (int64_t)n;
    for (JsonIter it = json_iter(json_get(root, STR("entry"))); json_next(&it);) {
        buf_put(b, b->n ? STR(" ") : STR_NONE);
        buf_put(b, entry_name(w, it.val));
    }
}

/* All pages, whose totals must agree with what they hold; "404" and the like when refused. */
static Str told(World *w, const Reach *r, Str url)
{
    Buf *b = buf_new(w->cx, 1 << 20);
    int64_t total = 0;
    size_t pages = 0;
    for (Str next = url; next.n > 0;) {
        FhirPage page;
        CHECK(++pages < 1000); /* they end */
        const Status st = history(w, r, next, &page);
        if (st != ST_OK) {
            (void)forgive(w->cx, st, st);
            return arena_printf(w->cx->mem, "%d", status_row(st)->http);
        }
        const size_t before = b->n;
        names(w, page.bundle, b, &total);
        CHECK((b->n == before) == (page.matches == 0));
        next = world_link(w, page.bundle, "next");
    }
    size_t count = b->n > 0;
    const Str text = buf_str(b);
    for (size_t i = 0; i < text.n; i++)
        count += text.p[i] == ' ';
    CHECK_I64((int64_t)count, total);
    return text.n ? text : STR("");
}

#define TOLD(reach, url, want) CHECK_STR(told(w, (reach), STR(url)), STR(want))

static Status vread(World *w, const Reach *r, const char *id, const char *version, FhirDoc *doc)
{
    DbTx *tx;
    const FhirVersion v = { STR("Observation"), str_of(id), str_of(version) };
    CHECK_OK(w->cx, db_read_one(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_vread(w->cx, tx, r, &v, doc);
    db_end(tx);
    return st;
}

BOTH(history__of_a_resource_deleted_and_back_again)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    observe(w, "o1", "ann", "one", 0);
    observe(w, "o1", "ann", "two", 0);
    take_away(w, "o1");
    const Reach *ann = world_reach(w, STR("ann"));
    TOLD(ann, "Observation/o1/_history", "o1/3- o1/2 o1/1");
    CHECK_OK(cx, vread(w, ann, "o1", "1", &doc));
    CHECK(str_contains(doc.body, STR("one")) && doc.version == 1 &&
          doc.updated_ms == TEST_NOW_MS + 1000);
    CHECK_FAILS(cx, ST_GONE, vread(w, ann, "o1", "3", &doc));
    observe(w, "o1", "ann", "four", 0);
    TOLD(ann, "Observation/o1/_history", "o1/4 o1/3- o1/2 o1/1");
    CHECK_FAILS(cx, ST_GONE, vread(w, ann, "o1", "3", &doc));
    CHECK_OK(cx, vread(w, ann, "o1", "4", &doc));
    CHECK(str_contains(doc.body, STR("four")));
    CHECK_OK(cx, vread(w, ann, "o1", "2", &doc));
    CHECK(str_contains(doc.body, STR("two")));
}

/* A name that we would not write is no name (and no way to ask twice for the same). */
BOTH(vread__a_version_has_one_name)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    observe(w, "o1", "ann", "one", 0);
    const Reach *ann = world_reach(w, STR("ann"));
    static const char *const bad[] = { "",
                                       "0",
                                       "01",
                                       "+1",
                                       "-1",
                                       "1 ",
                                       "1.0",
                                       "2",
                                       "a",
                                       "18446744073709551617",
                                       "9223372036854775808" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, ann, "o1", bad[i], &doc));
    CHECK_OK(cx, vread(w, ann, "o1", "1", &doc));
}

/* AUTHORIZATION S24: each version by its own labels; what is kept back is not counted. */
BOTH(history__versions_kept_back_are_nowhere)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    observe(w, "o1", "ann", "one", 0);
    observe(w, "o1", "ann", "two", HIDDEN);
    observe(w, "o1", "ann", "three", 0);
    observe(w, "o2", "ann", "one", HIDDEN);
    take_away(w, "o2");
    observe(w, "o3", "ann", "one", 0);
    observe(w, "o3", "ann", "two", HIDDEN);
    const Reach *all = world_reach(w, STR("ann"));
    const Reach *few = sharing_little(w, STR("ann"));
    TOLD(all, "Observation/_history", "o3/2 o3/1 o2/2- o2/1 o1/3 o1/2 o1/1");
    TOLD(few, "Observation/_history", "o3/1 o1/3 o1/1");
    TOLD(few, "Observation/_history?_count=1", "o3/1 o1/3 o1/1");
    TOLD(few, "Observation/o1/_history", "o1/3 o1/1");
    TOLD(few, "Observation/o2/_history", "404"); /* as if it had never been: the deletion too */
    TOLD(few, "Observation/o3/_history", "o3/1");
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, few, "o1", "2", &doc));
    const Fault kept_back = cx->fault;
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, few, "o1", "9", &doc));
    CHECK_STR(cx->fault.detail, kept_back.detail);
    CHECK_STR(cx->fault.where, kept_back.where);
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, few, "o2", "2", &doc));
    CHECK_OK(cx, vread(w, few, "o1", "1", &doc));
    CHECK_OK(cx, vread(w, all, "o1", "2", &doc));
}

#define AT                                                                                         \
    "{'resourceType':'Observation','id':'o1','status':'final','code':{'text':'x'},"                \
    "'subject':{'reference':'Patient/ann'},'effectiveDateTime':'"

/* How far back: a version's own clinical date decides. */
BOTH(history__versions_that_are_too_old_are_nowhere)
{
    World *w = plan(cx, db);
    static const char *const dates[] = { "2019-05-01", "2024-05-01", "2019-06-01" };
    for (size_t i = 0; i < 3; i++) {
        cx->now_ms += 1000;
        world_put(w, arena_join(cx->mem, STR(AT), str_of(dates[i]), STR("'}")).p);
    }
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.when.lo_ms = date_days(2020, 1, 1) * DAY_MS;
    FhirDoc doc;
    const Reach *late = reach_new(cx, &spec);
    TOLD(late, "Observation/o1/_history", "o1/2");
    TOLD(late, "Observation/_history", "o1/2");
    CHECK_OK(cx, vread(w, late, "o1", "2", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, late, "o1", "3", &doc));
}

/* S24, threat 29: a resource that changed hands is two histories; who had it by mistake has but its end. */
BOTH(history__ends_where_another_members_begins)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    observe(w, "o1", "bob", "secret of bob", 0);
    observe(w, "o1", "bob", "another", 0);
    observe(w, "o1", "ann", "one of ann", 0);
    observe(w, "o2", "bob", "bob's alone", 0);
    const Reach *ann = world_reach(w, STR("ann"));
    const Reach *bob = world_reach(w, STR("bob"));
    TOLD(ann, "Observation/o1/_history", "o1/1");
    TOLD(bob, "Observation/o1/_history", "o1/3-");
    TOLD(bob, "Observation/_history", "o2/1 o1/3-");
    TOLD(bob, "Observation/o1/_history?_at=1970-01-01T00:00:02Z", "");
    TOLD(ann, "Observation/_history", "o1/1");
    TOLD(ann, "Observation/o2/_history", "404");
    TOLD(ann, "Patient/bob/_history", "404");
    TOLD(ann, "Patient/_history", "ann/1");
    CHECK_OK(cx, vread(w, ann, "o1", "1", &doc));
    CHECK(str_contains(doc.body, STR("one of ann")));
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, ann, "o1", "2", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, ann, "o1", "3", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, ann, "o2", "1", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, bob, "o1", "1", &doc));
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, bob, "o1", "2", &doc));
    CHECK_FAILS(cx, ST_GONE, vread(w, bob, "o1", "3", &doc));
    observe(w, "o1", "bob", "back", 0);
    TOLD(ann, "Observation/o1/_history", "o1/2-");
    TOLD(bob, "Observation/o1/_history", "o1/4 o1/3-");
    CHECK_FAILS(cx, ST_NOT_FOUND, vread(w, ann, "o1", "1", &doc));
}

BOTH(history__since_and_at)
{
    World *w = plan(cx, db);
    observe(w, "o1", "ann", "one", 0);      /* 00:00:01 */
    observe(w, "o1", "ann", "two", HIDDEN); /* 00:00:02 */
    observe(w, "o2", "ann", "one", 0);      /* 00:00:03 */
    observe(w, "o1", "ann", "three", 0);    /* 00:00:04 */
    take_away(w, "o1");                     /* 00:00:05 */
    const Reach *ann = world_reach(w, STR("ann"));
    const Reach *few = sharing_little(w, STR("ann"));
    TOLD(ann, "Observation/_history?_since=2026-01-01T00:00:04Z", "o1/4- o1/3");
    TOLD(ann, "Observation/_history?_since=2026-01-01T01:00:04.001+01:00", "o1/4-");
    TOLD(ann, "Observation/o1/_history?_since=2027-01-01T00:00:00Z", "");
    TOLD(ann, "Observation/_history?_at=2026-01-01T00:00:03Z", "o2/1 o1/2");
    TOLD(few, "Observation/_history?_at=2026-01-01T00:00:03Z", "o2/1 o1/1");
    TOLD(ann, "Observation/_history?_at=2026-01-01T00:00:00Z", "");
    TOLD(ann, "Observation/_history?_at=2026-01-01T00:00:09Z", "o1/4- o2/1");
    TOLD(ann, "Observation/_history?_at=2026", "o1/4- o1/3 o2/1 o1/2 o1/1");
    TOLD(ann, "Observation/o1/_history?_at=2026-01-01T00:00&_since=2026-01-01T00:00:02Z",
         "o1/4- o1/3 o1/2");
    TOLD(ann, "Observation/_history?_at=2025", "");
}

BOTH(history__parameters_that_are_not_its_own_are_refused)
{
    World *w = plan(cx, db);
    observe(w, "o1", "ann", "one", 0);
    const Reach *ann = world_reach(w, STR("ann"));
    static const char *const bad[] = { "code=x",
                                       "_sort=date",
                                       "_include=*",
                                       "_list=1",
                                       "_since=soon",
                                       "_at=ge2026",
                                       "_at=2026&_at=2025",
                                       "_count=-1",
                                       "_count=1&_count=2",
                                       "_since=2026&_since=2026",
                                       "_summary=count",
                                       "_total=none" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        FhirPage page;
        const Status st = history(
            w, ann, arena_join(cx->mem, STR("Observation/_history?"), str_of(bad[i]), STR_NONE),
            &page);
        CHECK(st == ST_INVALID || st == ST_NOT_SUPPORTED);
        CHECK(cx->fault.where.n > 0 && str_starts(str_of(bad[i]), cx->fault.where));
        (void)forgive(cx, st, st);
    }
    FhirPage page;
    CHECK_OK(cx, history(w, ann, STR("Observation/_history?_count=0&_format=json"), &page));
    CHECK(str_contains(page.bundle, STR("\"total\":1")) &&
          !str_contains(page.bundle, STR("\"entry\"")));
}

/* AUTHORIZATION S3: r for one resource, s for a type; S17 for one's own Patient. */
BOTH(history__of_one_needs_r_and_of_a_type_s)
{
    World *w = plan(cx, db);
    FhirDoc doc;
    observe(w, "o1", "ann", "one", 0);
    ReachScope scope = { .type = type_by_name(STR("Observation"))->num, .read = true };
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.scopes = &scope;
    const Reach *r = reach_new(cx, &spec);
    TOLD(r, "Observation/o1/_history", "o1/1");
    TOLD(r, "Observation/_history", "403");
    CHECK_OK(cx, vread(w, r, "o1", "1", &doc));
    scope = (ReachScope){ .type = scope.type, .search = true };
    const Reach *s = reach_new(cx, &spec);
    TOLD(s, "Observation/o1/_history", "403");
    TOLD(s, "Observation/_history", "o1/1");
    CHECK_FAILS(cx, ST_SCOPE, vread(w, s, "o1", "1", &doc));
    TOLD(s, "Patient/ann/_history", "403");
    spec.fhir_user = true;
    const Reach *me = reach_new(cx, &spec);
    TOLD(me, "Patient/ann/_history", "ann/1");
    TOLD(me, "Patient/bob/_history", "404");
    TOLD(me, "Patient/_history", "403");
    TOLD(me, "Nonsense/_history", "404");
}

BOTH(history__of_the_directory_is_everybodys)
{
    World *w = plan(cx, db);
    world_put(w, "{'resourceType':'Organization','id':'g1','name':'One'}");
    cx->now_ms += 1000;
    world_put(w, "{'resourceType':'Organization','id':'g1','name':'Two'}");
    world_put(w, "{'resourceType':'Device','id':'d1'}");
    world_put(w, "{'resourceType':'Device','id':'d2','patient':{'reference':'Patient/ann'}}");
    world_put(w, "{'resourceType':'Device','id':'d3','patient':{'reference':'Patient/bob'}}");
    TOLD(world_reach(w, STR("bob")), "Organization/_history", "g1/2 g1/1");
    TOLD(world_reach(w, STR_NONE), "Organization/g1/_history", "g1/2 g1/1");
    TOLD(world_reach(w, STR("ann")), "Device/_history", "d2/1 d1/1");
    TOLD(world_reach(w, STR_NONE), "Device/_history", "d1/1");
    TOLD(world_reach(w, STR_NONE), "Patient/_history", "");
}

/* AUTHORIZATION S30, threat 32: a cursor opens for its grant, at its address, and nowhere else. */
BOTH(history__a_cursor_is_its_grants_and_its_addresss)
{
    World *w = plan(cx, db);
    FhirPage page;
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 2; k++)
            observe(w, k ? "o1" : "o2", "ann", i ? i > 1 ? "c" : "b" : "a", 0);
    observe(w, "o1", "bob", "bob's now", 0);
    observe(w, "o1", "ann", "ann's again", 0);
    observe(w, "o1", "ann", "and again", 0);
    const Reach *ann = world_reach(w, STR("ann"));
    CHECK_OK(cx, history(w, ann, STR("Observation/o1/_history?_count=2"), &page));
    const Str next = world_link(w, page.bundle, "next");
    const Str cursor = str_from(next, str_find(next, '?'));
    CHECK_OK(cx, history(w, ann, next, &page));
    CHECK_STR(world_link(w, page.bundle, "self"), next);
    CHECK_FAILS(cx, ST_CURSOR, history(w, world_reach(w, STR("bob")), next, &page));
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.grant = 8;
    CHECK_FAILS(cx, ST_CURSOR, history(w, reach_new(cx, &spec), next, &page));
    CHECK_FAILS(cx, ST_CURSOR, history(w, sharing_little(w, STR("ann")), next, &page));
    static const char *const elsewhere[] = { "Observation/o2/_history", "Observation/_history",
                                             "Patient/o1/_history", "Patient/_history" };
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        CHECK_FAILS(
            cx, ST_CURSOR,
            history(w, ann, arena_join(cx->mem, str_of(elsewhere[i]), cursor, STR_NONE), &page));
    /* Nor in a search, and a search's not here. */
    const Str search = arena_join(cx->mem, STR("Observation"), cursor, STR_NONE);
    CHECK_FAILS(cx, ST_CURSOR, world_search(w, ann, arena_dup(cx->mem, search).p, &page));
    CHECK_OK(cx, world_search(w, ann, "Observation?_count=1", &page));
    const Str other = world_link(w, page.bundle, "next");
    CHECK(other.n > 0);
    CHECK_FAILS(cx, ST_CURSOR,
                history(w, ann,
                        arena_join(cx->mem, STR("Observation/_history"),
                                   str_from(other, str_find(other, '?')), STR_NONE),
                        &page));
    CHECK_FAILS(cx, ST_INVALID,
                history(w, ann, arena_join(cx->mem, next, STR("&_since=2020"), STR_NONE), &page));
}

/* What is loaded between two pages stands before the first: nothing is repeated or skipped. */
BOTH(history__pages_stay_whole_while_versions_come)
{
    World *w = plan(cx, db);
    FhirPage page;
    int64_t total;
    Buf *b = buf_new(cx, 4096);
    const Reach *ann = world_reach(w, STR("ann"));
    observe(w, "o1", "ann", "one", 0);
    observe(w, "o2", "ann", "one", 0);
    observe(w, "o1", "ann", "two", 0);
    Str next = STR("Observation/_history?_count=1");
    for (int i = 0; next.n > 0; i++) {
        CHECK(i < 10);
        CHECK_OK(cx, history(w, ann, next, &page));
        names(w, page.bundle, b, &total);
        next = world_link(w, page.bundle, "next");
        observe(w, i ? "o2" : "o1", "ann", i ? i > 1 ? "p" : "q" : "r", 0);
    }
    CHECK_STR(buf_str(b), STR("o1/2 o2/1 o1/1"));
}

/* ---- against a list of what was written ------------------------------------------------------------- */

/* The model: every version ever written, in order, and who owned it. */
typedef struct Written {
    int id;    /* o0, o1 … */
    int owner; /* 0 ann, 1 bob */
    int64_t version;
    int64_t ms;
    bool hidden;
    bool deleted;
    bool moved; /* before it became the other's */
} Written;

#define IDS 5
#define STEPS 60
#define ROOM (2 * STEPS)

typedef struct Model {
    Written rows[ROOM];
    size_t count;
    uint64_t seed;
} Model;

static unsigned pick(Model *m, unsigned n)
{
    m->seed = m->seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)(m->seed >> 33) % n;
}

static const Written *last_of(const Model *m, int id, int owner)
{
    for (size_t i = m->count; i-- > 0;)
        if (m->rows[i].id == id && m->rows[i].owner == owner)
            return &m->rows[i];
    return NULL;
}

static void model_add(Model *m, Written v)
{
    const Written *last = last_of(m, v.id, v.owner);
    v.version = last ? last->version + 1 : 1;
    if (v.deleted)
        v.hidden = last->hidden; /* a deletion says no more than what it ends */
    CHECK(m->count < ROOM);
    m->rows[m->count++] = v;
}

/* What stands of an id, with whom; NULL: nothing. */
static const Written *standing(const Model *m, int id)
{
    for (int owner = 0; owner < 2; owner++) {
        const Written *last = last_of(m, id, owner);
        if (last && !last->deleted)
            return last;
    }
    return NULL;
}

static void step_random(World *w, Model *m)
{
    static const char *const owners[] = { "ann", "bob" };
    const int id = (int)pick(m, IDS);
    const Str name = arena_printf(w->cx->mem, "o%d", id);
    const Written *old = standing(m, id);
    w->cx->now_ms += (int64_t)pick(m, 3) * 1000 - 1000; /* observe adds a second */
    if (old && pick(m, 4) == 0) {
        take_away(w, name.p);
        model_add(m,
                  (Written){ .id = id, .owner = old->owner, .ms = w->cx->now_ms, .deleted = true });
        return;
    }
    const Written v = { .id = id, .owner = (int)pick(m, 2), .hidden = pick(m, 3) == 0 };
    const Str text = arena_printf(w->cx->mem, "text %zu", m->count);
    const int before = old ? old->owner : v.owner;
    observe(w, name.p, owners[v.owner], text.p, v.hidden ? HIDDEN : 0);
    if (before != v.owner) {
        for (size_t i = 0; i < m->count; i++)
            m->rows[i].moved |= m->rows[i].id == id && m->rows[i].owner == before;
        model_add(m, (Written){ .id = id, .owner = before, .ms = w->cx->now_ms, .deleted = true });
    }
    model_add(m, v);
    m->rows[m->count - 1].ms = w->cx->now_ms;
}

typedef struct Question {
    int owner;
    bool sees_all;
    int id; /* -1: the type */
    int64_t since_ms;
    int64_t at_ms; /* 0: none */
    unsigned count;
} Question;

static bool seen(const Question *q, const Written *v)
{
    return v->owner == q->owner && !v->moved && (q->sees_all || !v->hidden) &&
           (q->id < 0 || v->id == q->id);
}

static bool asked_for(const Model *m, const Question *q, size_t i)
{
    const Written *v = &m->rows[i];
    if (!seen(q, v) || v->ms < q->since_ms)
        return false;
    if (q->at_ms == 0)
        return true;
    size_t next = i + 1;
    while (next < m->count && !(seen(q, &m->rows[next]) && m->rows[next].id == v->id))
        next++;
    return v->ms <= q->at_ms && (next == m->count || m->rows[next].ms > q->at_ms);
}

/* Newest first; of one moment any order will do for the model, so it says them sorted. */
static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static Str sorted(World *w, Str text)
{
    Str parts[ROOM];
    size_t n = 0;
    Buf *b = buf_new(w->cx, 1 << 16);
    for (Str one; text.n && str_split(&text, ' ', &one);)
        parts[n++] = one;
    qsort(parts, n, sizeof *parts, by_text);
    for (size_t i = 0; i < n; i++) {
        buf_put(b, i ? STR(" ") : STR_NONE);
        buf_put(b, parts[i]);
    }
    return b->n ? buf_str(b) : STR("");
}

static Str expected(World *w, const Model *m, const Question *q)
{
    Buf *b = buf_new(w->cx, 1 << 16);
    bool any = q->id < 0;
    for (size_t i = m->count; i-- > 0;) {
        const Written *v = &m->rows[i];
        any |= seen(q, v);
        if (asked_for(m, q, i))
            buf_printf(b, "%so%d/%lld%s", b->n ? " " : "", v->id, (long long)v->version,
                       v->deleted ? "-" : "");
    }
    if (!any)
        return STR("404");
    return b->n ? buf_str(b) : STR("");
}

static Str url_of(World *w, const Question *q)
{
    Buf *b = buf_new(w->cx, 4096);
    buf_put(b, STR("Observation"));
    if (q->id >= 0)
        buf_printf(b, "/o%d", q->id);
    buf_printf(b, "/_history?_count=%u", q->count);
    if (q->since_ms) {
        buf_put(b, STR("&_since="));
        buf_put(b, date_instant_str(w->cx, q->since_ms));
    }
    if (q->at_ms) {
        buf_put(b, STR("&_at="));
        buf_put(b, date_instant_str(w->cx, q->at_ms));
    }
    return buf_str(b);
}

static void check_vread(World *w, Model *m, const Question *q, const Reach *r)
{
    FhirDoc doc;
    const int id = q->id < 0 ? 0 : q->id;
    const int64_t version = 1 + pick(m, 8);
    Status want = ST_NOT_FOUND;
    for (size_t i = 0; i < m->count; i++) {
        const Written *v = &m->rows[i];
        if (v->id == id && v->version == version && seen(q, v))
            want = v->deleted ? ST_GONE : ST_OK;
    }
    const Str name = arena_printf(w->cx->mem, "o%d", id);
    const Str number = arena_printf(w->cx->mem, "%lld", (long long)version);
    const Status st = vread(w, r, name.p, number.p, &doc);
    CHECK_I64(st, want);
    CHECK(st != ST_OK || doc.version == version);
    CHECK(st == ST_OK || forgive(w->cx, st, st));
}

/* Two members' versions in one plan, ids and version numbers known to both, some kept back. */
BOTH(history__random_questions_get_what_the_list_says)
{
    World *w = plan(cx, db);
    Model *m = ARENA_NEW(cx->mem, Model);
    m->seed = 20260101;
    for (int i = 0; i < STEPS; i++)
        step_random(w, m);
    static const char *const owners[] = { "ann", "bob" };
    const Reach *reaches[2][2];
    for (int o = 0; o < 2; o++) {
        reaches[o][0] = sharing_little(w, str_of(owners[o]));
        reaches[o][1] = world_reach(w, str_of(owners[o]));
    }
    for (int i = 0; i < 400; i++) {
        const Written *some = &m->rows[pick(m, (unsigned)m->count)];
        const Question q = { .owner = (int)pick(m, 2),
                             .sees_all = pick(m, 2),
                             .id = (int)pick(m, IDS + 3) - 3 < 0 ? -1 : (int)pick(m, IDS),
                             .since_ms = pick(m, 3) ? 0 : some->ms + (int64_t)pick(m, 3) - 1,
                             .at_ms = pick(m, 3) ? 0 : some->ms + (int64_t)pick(m, 3) - 1,
                             .count = 1 + pick(m, 20) };
        const Reach *r = reaches[q.owner][q.sees_all];
        CHECK_STR(sorted(w, told(w, r, url_of(w, &q))), sorted(w, expected(w, m, &q)));
        check_vread(w, m, &q, r);
    }
}
