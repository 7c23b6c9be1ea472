/* The engine's side of the model (main.mjs): driver [--postgres] reads a JSON text a line, answers a line each.
 *
 *   {"at": ms, "put": [{"labels": "5", "text": "{…a resource…}"}], "drop": ["Type/id"]}
 *       one batch of the writing side, with the labels as a load will give them -> {"stored": n}
 *   {"now": ms, "type": …, "params": [[name, value]], "reach": {"patient": id, "withheld": "1",
 *    "from": "ms", "to": "ms", "me": bool, "scopes": [{"type": "", "read": bool, "search": bool,
 *    "query": "category=…"}]}}
 *       a search, followed to its last page -> {"status": …, "total": n, "pages": [[[id], [Type/id]]]},
 *       the ids of the matches and of what came with them
 *
 * A patient is one whose Patient was put before; empty: the directory alone. */
#include "base/limits.h"
#include "fhir/fhir.h"
#include "fhir/store.h"
#include "tests/unit/db/pg.h"
#include "json/json.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#define MODEL_BASE "https://plan.example/demo/fhir"
#define MODEL_PLAN 1
#define MEMBERS 16u
#define PAGES 2000 /* a search that has more goes round in circles */
#define ANSWER_BYTES (8u << 20)

typedef struct Driver {
    Db *db;
    struct {
        char id[LIMIT_ID + 1];
        int64_t compartment;
    } members[MEMBERS];
    size_t member_count;
} Driver;

/* ---- writing ---------------------------------------------------------------------------------------- */

static int64_t number(const JsonVal *v, Str key)
{
    int64_t n = 0;
    const Str text = json_num(json_get(v, key));
    return str_to_i64(text.n ? text : json_get_str(v, key), &n) ? n : 0;
}

/* Label bits: all 64. */
static uint64_t bits(const JsonVal *v, Str key)
{
    uint64_t n = 0;
    return str_to_u64(json_get_str(v, key), &n) ? n : 0;
}

static void member_add(Driver *d, const StoreItem *item)
{
    const Record *r = item->record;
    if (!str_eq(r->type->name, STR("Patient")))
        return;
    for (size_t i = 0; i < d->member_count; i++)
        if (str_eq(str_of(d->members[i].id), r->id))
            return;
    if (d->member_count == MEMBERS)
        abort();
    memcpy(d->members[d->member_count].id, r->id.p, r->id.n);
    d->members[d->member_count++].compartment = item->compartment;
}

static Status put(Cx *cx, Driver *d, Store *s, const JsonVal *list)
{
    const size_t count = json_len(list);
    Record *records = ARENA_ARRAY(cx->mem, Record, count);
    StoreItem *items = ARENA_ARRAY(cx->mem, StoreItem, count);
    size_t n = 0;
    for (JsonIter it = json_iter(list); json_next(&it); n++) {
        TRY(record_make(cx, json_get_str(it.val, STR("text")),
                        &(RecordRules){ .base = STR(MODEL_BASE "/") }, &records[n]));
        records[n].own = bits(it.val, STR("labels"));
        items[n].record = &records[n];
    }
    TRY(store_put(cx, s, items, n));
    for (size_t i = 0; i < n; i++) {
        TRY(items[i].status);
        member_add(d, &items[i]);
    }
    return ST_OK;
}

static Status drop(Cx *cx, Store *s, const JsonVal *list)
{
    StoreResult result;
    for (JsonIter it = json_iter(list); json_next(&it);) {
        const Str name = json_str(it.val);
        const size_t slash = str_find(name, '/');
        const TypeRow *type = type_by_name(str_slice(name, 0, slash));
        if (!type)
            return fail(cx, ST_INVALID, STR("drop"), "no such type");
        TRY(store_delete(cx, s, type->num, str_from(name, slash + 1), &result));
    }
    return ST_OK;
}

static Status batch(Cx *cx, Driver *d, const JsonVal *in, Buf *out)
{
    DbTx *tx;
    Store *s;
    cx->now_ms = number(in, STR("at"));
    TRY(db_write(cx, d->db, MODEL_PLAN, &tx));
    TRY(store_begin(cx, tx, MODEL_PLAN, &(RecordRules){ .base = STR(MODEL_BASE "/") }, &s));
    TRY(put(cx, d, s, json_get(in, STR("put"))));
    TRY(drop(cx, s, json_get(in, STR("drop"))));
    TRY(store_end(cx, s));
    TRY(db_commit(cx, tx));
    buf_printf(out, "{\"stored\":%zu}", json_len(json_get(in, STR("put"))));
    return ST_OK;
}

/* ---- searching -------------------------------------------------------------------------------------- */

static ReachScope *scopes_of(Cx *cx, const JsonVal *list, size_t *count)
{
    ReachScope *scopes = ARENA_ARRAY(cx->mem, ReachScope, json_len(list));
    *count = 0;
    for (JsonIter it = json_iter(list); json_next(&it);) {
        const TypeRow *type = type_by_name(json_get_str(it.val, STR("type")));
        scopes[(*count)++] = (ReachScope){ .type = type ? type->num : 0,
                                           .read = json_bool(json_get(it.val, STR("read"))),
                                           .search = json_bool(json_get(it.val, STR("search"))),
                                           .query = json_get_str(it.val, STR("query")) };
    }
    return scopes;
}

static const Reach *reach_made(Cx *cx, const Driver *d, const JsonVal *in)
{
    ReachSpec spec = { .plan = MODEL_PLAN,
                       .patient = json_get_str(in, STR("patient")),
                       .fhir_user = json_bool(json_get(in, STR("me"))),
                       .labels_withheld = bits(in, STR("withheld")),
                       .when = { DATE_MIN, DATE_MAX },
                       .grant = 7,
                       .base = STR(MODEL_BASE),
                       .cursor_key = STR("0123456789abcdef0123456789abcdef") };
    spec.scopes = scopes_of(cx, json_get(in, STR("scopes")), &spec.scope_count);
    if (json_get(in, STR("from")))
        spec.when.lo_ms = number(in, STR("from"));
    if (json_get(in, STR("to")))
        spec.when.hi_ms = number(in, STR("to"));
    for (size_t i = 0; i < d->member_count; i++)
        if (str_eq(str_of(d->members[i].id), spec.patient))
            spec.compartment = d->members[i].compartment;
    return reach_new(cx, &spec);
}

static FhirQuery query_of(Cx *cx, const JsonVal *in)
{
    const JsonVal *list = json_get(in, STR("params"));
    FhirParam *params = ARENA_ARRAY(cx->mem, FhirParam, json_len(list));
    FhirQuery q = { .type = json_get_str(in, STR("type")), .params = params };
    for (JsonIter it = json_iter(list); json_next(&it); q.count++) {
        JsonIter pair = json_iter(it.val);
        (void)json_next(&pair);
        params[q.count].name = json_str(pair.val);
        (void)json_next(&pair);
        params[q.count].value = json_str(pair.val);
    }
    return q;
}

/* The ids of a page's entries of one mode; of what was included with their types. */
static void put_ids(Buf *out, const JsonVal *bundle, Str mode, bool typed)
{
    bool first = true;
    buf_char(out, '[');
    for (JsonIter it = json_iter(json_get(bundle, STR("entry"))); json_next(&it);) {
        const JsonVal *resource = json_get(it.val, STR("resource"));
        if (!str_eq(json_get_str(json_get(it.val, STR("search")), STR("mode")), mode))
            continue;
        buf_printf(out, "%s\"", first ? "" : ",");
        if (typed)
            buf_printf(out, "%.*s/", STR_ARG(json_get_str(resource, STR("resourceType"))));
        buf_printf(out, "%.*s\"", STR_ARG(json_get_str(resource, STR("id"))));
        first = false;
    }
    buf_char(out, ']');
}

static Str next_cursor(const JsonVal *bundle)
{
    for (JsonIter it = json_iter(json_get(bundle, STR("link"))); json_next(&it);) {
        const Str url = json_get_str(it.val, STR("url"));
        if (str_eq(json_get_str(it.val, STR("relation")), STR("next")))
            return str_from(url, str_find(url, '=') + 1);
    }
    return STR_NONE;
}

static Status page_put(Cx *cx, Buf *out, Str text, int number_of, Str *cursor)
{
    JsonDoc *doc;
    TRY(json_parse(cx, text, &doc));
    const JsonVal *bundle = json_root(doc);
    const Str total = json_num(json_get(bundle, STR("total")));
    if (number_of == 0)
        buf_printf(out, "{\"status\":\"ok\",\"total\":%.*s,\"pages\":[",
                   STR_ARG(total.n ? total : STR("null")));
    buf_printf(out, "%s[", number_of ? "," : "");
    put_ids(out, bundle, STR("match"), false);
    buf_char(out, ',');
    put_ids(out, bundle, STR("include"), true);
    buf_char(out, ']');
    *cursor = next_cursor(bundle);
    return ST_OK;
}

static Status search(Cx *cx, const Driver *d, const JsonVal *in, Buf *out)
{
    const Reach *reach = reach_made(cx, d, json_get(in, STR("reach")));
    FhirQuery q = query_of(cx, in);
    FhirPage page;
    DbTx *tx;
    cx->now_ms = number(in, STR("now"));
    TRY(db_read(cx, d->db, MODEL_PLAN, &tx));
    for (int n = 0; n < PAGES && (n == 0 || q.cursor.n); n++) {
        TRY(fhir_search(cx, tx, reach, &q, &page));
        TRY(page_put(cx, out, page.bundle, n, &q.cursor));
        q.count = 0;
    }
    db_end(tx);
    buf_printf(out, "]}");
    return ST_OK;
}

/* ---- lines ------------------------------------------------------------------------------------------- */

static void answer(Cx *cx, Driver *d, Str line)
{
    JsonDoc *doc;
    Buf *out = buf_new(cx, ANSWER_BYTES);
    Status st = json_parse(cx, line, &doc);
    if (st == ST_OK)
        st = json_get(json_root(doc), STR("put")) ? batch(cx, d, json_root(doc), out)
                                                  : search(cx, d, json_root(doc), out);
    if (st == ST_OK)
        st = buf_status(cx, out, STR("answer"));
    if (st != ST_OK) {
        out = buf_new(cx, ANSWER_BYTES);
        buf_printf(out, "{\"status\":\"%.*s\",\"why\":", STR_ARG(status_row(st)->name));
        buf_json(out, cx->fault.detail);
        buf_char(out, '}');
    }
    printf("%.*s\n", (int)out->n, out->p);
}

static int run(Cx *cx, Driver *d)
{
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
        answer(cx, d, (Str){ line, (size_t)n });
        arena_reset(cx->mem);
        cx->fault = (Fault){ .status = ST_OK };
    }
    free(line);
    return fflush(stdout) == 0 ? 0 : 1;
}

static int entry_remove(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

int main(int argc, char **argv)
{
    char dir[] = "/tmp/postern-model-XXXXXX";
    if (argc > 2 || (argc == 2 && strcmp(argv[1], "--postgres") != 0) || !mkdtemp(dir)) {
        (void)fprintf(stderr, "driver [--postgres]\n");
        return 2;
    }
    Cx long_lived = { .mem = arena_new(1 << 16) };
    Cx cx = { .mem = arena_new(8u << 20) };
    Driver d = { .member_count = 0 };
    Str url = arena_printf(long_lived.mem, "sqlite:%s/store", dir);
    int rc = 1;
    if ((argc == 1 || test_pg_url(&long_lived, &url) == ST_OK) &&
        db_open(&long_lived, url, &d.db) == ST_OK) {
        rc = run(&cx, &d);
        arena_free(cx.mem);
        db_close(d.db);
    } else {
        (void)fprintf(stderr, "no store: %.*s\n", STR_ARG(long_lived.fault.detail));
    }
    arena_free(long_lived.mem);
    (void)nftw(dir, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
    return rc;
}
