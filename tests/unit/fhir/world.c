#include "tests/unit/fhir/world.h"

#include "base/codec.h"
#include "fhir/store.h"
#include "fhir/type_table.h"
#include "json/json.h"

World *world_new(Cx *cx, Db *db)
{
    World *w = ARENA_NEW(cx->mem, World);
    *w =
        (World){ .cx = cx, .db = db, .plan = WORLD_PLAN, .rules = { .base = STR(WORLD_BASE "/") } };
    return w;
}

static Str quoted(Cx *cx, const char *json)
{
    const size_t n = strlen(json);
    char *text = arena_alloc(cx->mem, n + 1);
    for (size_t i = 0; i < n; i++)
        text[i] = json[i] == '\'' ? '"' : json[i];
    return (Str){ text, n };
}

void world_put_all(World *w, const char *const *json, size_t count)
{
    Cx *cx = w->cx;
    DbTx *tx;
    Store *s;
    Record *records = ARENA_ARRAY(cx->mem, Record, count);
    StoreItem *items = ARENA_ARRAY(cx->mem, StoreItem, count);
    for (size_t i = 0; i < count; i++) {
        CHECK_OK(cx, record_make(cx, quoted(cx, json[i]), &w->rules, &records[i]));
        items[i].record = &records[i];
    }
    CHECK_OK(cx, db_write(cx, w->db, w->plan, &tx));
    CHECK_OK(cx, store_begin(cx, tx, w->plan, &w->rules, &s));
    CHECK_OK(cx, store_put(cx, s, items, count));
    for (size_t i = 0; i < count; i++)
        CHECK_OK(cx, items[i].status);
    CHECK_OK(cx, store_end(cx, s));
    CHECK_OK(cx, db_commit(cx, tx));
}

void world_put(World *w, const char *json)
{
    world_put_all(w, &json, 1);
}

void world_delete(World *w, Str type, Str id)
{
    Cx *cx = w->cx;
    DbTx *tx;
    Store *s;
    StoreResult result;
    CHECK_OK(cx, db_write(cx, w->db, w->plan, &tx));
    CHECK_OK(cx, store_begin(cx, tx, w->plan, &w->rules, &s));
    CHECK_OK(cx, store_delete(cx, s, type_by_name(type)->num, id, &result));
    CHECK_OK(cx, store_end(cx, s));
    CHECK_OK(cx, db_commit(cx, tx));
}

static int64_t compartment_of(World *w, Str patient)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(w->cx);
    sql_text(q, "SELECT compartment FROM fhir_locator WHERE plan = ");
    sql_bind_i64(q, w->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type_by_name(STR("Patient"))->num);
    sql_text(q, " AND id = ");
    sql_bind_str(q, patient);
    CHECK_OK(w->cx, db_read(w->cx, w->db, w->plan, &tx));
    CHECK_OK(w->cx, db_one(w->cx, tx, q, STR("patient"), &r));
    const int64_t out = db_i64(r, 0);
    db_end(tx);
    return out;
}

ReachSpec world_spec(World *w, Str patient)
{
    static const ReachScope all = { .read = true, .search = true };
    ReachSpec spec = { .plan = w->plan,
                       .patient = patient,
                       .scopes = &all,
                       .scope_count = 1,
                       .when = { DATE_MIN, DATE_MAX },
                       .grant = 7,
                       .base = STR(WORLD_BASE),
                       .cursor_key = STR("0123456789abcdef0123456789abcdef") };
    if (patient.n > 0)
        spec.compartment = compartment_of(w, patient);
    return spec;
}

const Reach *world_reach(World *w, Str patient)
{
    const ReachSpec spec = world_spec(w, patient);
    return reach_new(w->cx, &spec);
}

static Str decoded(World *w, Str s)
{
    Str out;
    CHECK_OK(w->cx, percent_decode(w->cx, s, true, STR("query"), &out));
    return out.p ? out : STR("");
}

Status world_query(World *w, const Reach *r, const char *url, bool posted, bool lenient,
                   FhirPage *out)
{
    const Str text = str_of(url);
    const size_t mark = str_find(text, '?');
    FhirParam *params = ARENA_ARRAY(w->cx->mem, FhirParam, 300);
    FhirQuery q = {
        .type = str_slice(text, 0, mark), .params = params, .posted = posted, .lenient = lenient
    };
    Str rest = mark < text.n ? str_from(text, mark + 1) : STR_NONE;
    for (Str part; str_split(&rest, '&', &part);) {
        const size_t eq = str_find(part, '=');
        const FhirParam p = { decoded(w, str_slice(part, 0, eq)),
                              decoded(w, str_from(part, eq + 1)) };
        if (str_eq(p.name, STR("_cursor")))
            q.cursor = p.value;
        else
            params[q.count++] = p;
    }
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, w->plan, &tx));
    const Status st = fhir_search(w->cx, tx, r, &q, out);
    db_end(tx);
    return st;
}

Status world_search(World *w, const Reach *r, const char *url, FhirPage *out)
{
    return world_query(w, r, url, false, false, out);
}

static const JsonVal *parsed(World *w, Str bundle)
{
    JsonDoc *doc;
    CHECK_OK(w->cx, json_parse(w->cx, bundle, &doc));
    return json_root(doc);
}

Str world_ids(World *w, Str bundle, const char *mode)
{
    Buf *b = buf_new(w->cx, 1 << 20);
    const JsonVal *root = parsed(w, bundle);
    for (JsonIter it = json_iter(json_get(root, STR("entry"))); json_next(&it);) {
        if (!str_eq(json_get_str(json_get(it.val, STR("search")), STR("mode")), str_of(mode)))
            continue;
        if (b->n > 0)
            buf_char(b, ' ');
        buf_put(b, json_get_str(json_get(it.val, STR("resource")), STR("id")));
    }
    return buf_str(b);
}

Str world_find(World *w, const Reach *r, const char *url)
{
    FhirPage page;
    CHECK_OK(w->cx, world_search(w, r, url, &page));
    return world_ids(w, page.bundle, "match");
}

Str world_link(World *w, Str bundle, const char *relation)
{
    const JsonVal *root = parsed(w, bundle);
    for (JsonIter it = json_iter(json_get(root, STR("link"))); json_next(&it);)
        if (str_eq(json_get_str(it.val, STR("relation")), str_of(relation))) {
            const Str url = json_get_str(it.val, STR("url"));
            CHECK(str_starts(url, STR(WORLD_BASE "/")));
            return str_from(url, sizeof WORLD_BASE);
        }
    return STR("");
}
