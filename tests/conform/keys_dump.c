/* keys_dump.c - prints the search keys of resources, one JSON line a resource, for keys_compare.mjs.
 *   keys_dump BASE < resources.ndjson > keys.ndjson
 *   keys_dump --keys BASE < …                  keys of any type, accepted or not
 *   keys_dump --time N < resources.ndjson      MB/s of processor time of record_make over N rounds
 * A resource that is refused prints {"status": name}. */
#include "fhir/record.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void put_hash(Buf *b, const char *name, uint64_t h)
{
    if (h)
        buf_printf(b, ",\"%s\":\"%016llx\"", name, (unsigned long long)h);
}

static void put_str(Buf *b, const char *name, Str s)
{
    if (s.n == 0)
        return;
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, s);
}

static void put_double(Buf *b, const char *name, double v)
{
    if (isfinite(v))
        buf_printf(b, ",\"%s\":%.17g", name, v);
    else
        buf_printf(b, ",\"%s\":\"%s\"", name, v < 0 ? "-inf" : "inf");
}

static void put_key(Buf *b, const Key *k, const TypeRow *type)
{
    buf_printf(b, ",{\"param\":\"%.*s\",\"kind\":%d",
               STR_ARG(param_by_num(type->num, k->param)->name), k->kind);
    switch ((KeyKind)k->kind) {
    case KEY_TOKEN:
        buf_printf(b, ",\"how\":%d", k->token.how);
        put_hash(b, "system", k->token.system);
        put_hash(b, "code", k->token.code);
        put_hash(b, "folded", k->token.code_folded);
        put_hash(b, "type", k->token.type);
        break;
    case KEY_DATE:
        buf_printf(b, ",\"lo\":\"%lld\",\"hi\":\"%lld\"", (long long)k->date.lo_ms,
                   (long long)k->date.hi_ms);
        break;
    case KEY_STRING:
        put_str(b, "exact", k->string.exact);
        put_str(b, "folded", k->string.folded);
        break;
    case KEY_REFERENCE:
        if (k->reference.type)
            put_str(b, "type", type_by_num(k->reference.type)->name);
        put_str(b, "id", k->reference.id);
        put_str(b, "version", k->reference.version);
        put_str(b, "url", k->reference.url);
        put_hash(b, "identifier_system", k->reference.identifier_system);
        put_hash(b, "identifier_code", k->reference.identifier_code);
        break;
    case KEY_QUANTITY:
        put_double(b, "lo", k->quantity.lo);
        put_double(b, "hi", k->quantity.hi);
        put_hash(b, "system", k->quantity.system);
        put_hash(b, "code", k->quantity.code);
        put_hash(b, "unit", k->quantity.unit);
        break;
    case KEY_URI: put_str(b, "uri", k->uri); break;
    }
    buf_char(b, '}');
}

static void put_keys(Buf *b, Str packed, const TypeRow *type)
{
    Key k;
    buf_put(b, STR(",\"keys\":[null"));
    for (KeysIter it = keys_iter(packed, 0); keys_next(&it, &k);)
        put_key(b, &k, type);
    buf_put(b, STR("]}\n"));
}

static void dump(Cx *cx, Str line, Str base)
{
    Record r;
    Buf *b = buf_new(cx, 256u << 20);
    const Status st = record_make(cx, line, &(RecordRules){ .base = base }, &r);
    if (st != ST_OK) {
        buf_printf(b, "{\"status\":\"%.*s\",\"where\":\"%.*s\"}\n", STR_ARG(status_row(st)->name),
                   STR_ARG(cx->fault.where));
    } else {
        buf_put(b, STR("{\"status\":\"ST_OK\",\"body\":"));
        buf_put(b, record_body(cx, &r, 1, INT64_C(1767225600000), 0));
        put_keys(b, r.keys, r.type);
    }
    (void)fwrite(b->p, 1, b->n, stdout);
}

static void dump_keys(Cx *cx, Str line, Str base)
{
    JsonDoc *doc;
    Str packed;
    Buf *b = buf_new(cx, 256u << 20);
    if (json_parse(cx, line, &doc) != ST_OK)
        exit(1);
    const TypeRow *type = type_by_name(json_get_str(json_root(doc), STR("resourceType")));
    if (!type || keys_extract(cx, type->num, json_root(doc), base, &packed) != ST_OK)
        exit(1);
    buf_put(b, STR("{\"status\":\"ST_OK\""));
    put_keys(b, packed, type);
    (void)fwrite(b->p, 1, b->n, stdout);
}

/* All of standard input. */
static Str slurp(Arena *mem)
{
    size_t n = 0;
    size_t room = 1 << 24;
    char *p = arena_alloc_raw(mem, room);
    for (size_t got; (got = fread(p + n, 1, room - n, stdin)) > 0;) {
        n += got;
        if (n == room) {
            char *wider = arena_alloc_raw(mem, 2 * room);
            memcpy(wider, p, n);
            p = wider;
            room *= 2;
        }
    }
    return (Str){ p, n };
}

static void measure(Cx *cx, Str all, unsigned rounds)
{
    const clock_t from = clock();
    size_t resources = 0;
    size_t keys = 0;
    for (unsigned i = 0; i < rounds; i++) {
        Str rest = all;
        for (Str line; str_split(&rest, '\n', &line) && line.n; resources++) {
            Record r;
            if (record_make(cx, line, &(RecordRules){ .base = STR("http://localhost/fhir/") },
                            &r) == ST_OK)
                keys += r.keys.n;
            arena_reset(cx->mem);
        }
    }
    const double s = (double)(clock() - from) / CLOCKS_PER_SEC;
    printf("%.1f MB/s, %.0f resources/s, keys %.0f bytes a resource\n",
           (double)all.n * rounds / 1e6 / s, (double)resources / s,
           (double)keys / (double)resources);
}

int main(int argc, char **argv)
{
    Arena *mem = arena_new(1 << 20);
    Cx cx = { .mem = arena_new(1 << 20) };
    const Str all = slurp(mem);
    if (argc > 2 && str_eq(str_of(argv[1]), STR("--time"))) {
        measure(&cx, all, (unsigned)strtoul(argv[2], NULL, 10));
    } else {
        const bool keys = argc > 2 && str_eq(str_of(argv[1]), STR("--keys"));
        Str rest = all;
        for (Str line; str_split(&rest, '\n', &line) && line.n; arena_reset(cx.mem))
            (keys ? dump_keys : dump)(&cx, line, argc > 1 ? str_of(argv[argc - 1]) : STR_NONE);
    }
    arena_free(cx.mem);
    arena_free(mem);
    return 0;
}
