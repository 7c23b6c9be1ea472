/* bundle.c - Bundles of every kind are taken apart alike: each entry's resource is stored under its own
 * id, or deleted when its request says DELETE. References by urn:uuid to an entry of the same Bundle
 * become Type/id (R4 bundle 3.1.0.3); nothing else of an entry's bytes changes. */
#include "load/load_int.h"
#include "json/json.h"
#include "json/scan.h"

#include <stdlib.h>

#define URN "urn:uuid:"

typedef struct Urn {
    Str urn; /* first: table_find's order */
    Str reference;
} Urn;

typedef struct Entry {
    const JsonVal *val;
    Str text;     /* of the entry */
    Str resource; /* of its resource; empty without one */
    int64_t line;
    int64_t byte;
} Entry;

typedef struct Bundle {
    Chunk *c;
    const RecordRules *rules;
    Entry *entries;
    size_t count;
    Urn *urns;
    size_t urn_count;
} Bundle;

/* ---- where the entries lie --------------------------------------------------------------------- */

static int64_t newlines(const char *from, const char *to)
{
    int64_t n = 0;
    while (from < to && (from = memchr(from, '\n', (size_t)(to - from))) != NULL) {
        from++;
        n++;
    }
    return n;
}

/* Both walks, over the values and over the text, must see the same entries: they do unless a name is
 * written with escapes, which nobody does in good faith. */
static bool find_entries(Bundle *b, Str text, const JsonVal *root, int64_t line, int64_t byte)
{
    const JsonVal *entry = json_get(root, STR("entry"));
    JsonIter it = json_iter(entry);
    Scan scan = scan_begin(scan_get(text, STR("entry")));
    Str name;
    (void)scan_enter(&scan); /* without entries nothing follows */
    b->entries = ARENA_ARRAY(b->c->cx.mem, Entry, it.left);
    const char *seen = text.p;
    if (entry && json_type(entry) != JSON_ARRAY)
        return false;
    while (json_next(&it)) {
        Entry *e = &b->entries[b->count];
        if (!scan_next(&scan, &name))
            return false;
        const Str value = scan_value(&scan);
        line += newlines(seen, value.p);
        seen = value.p;
        *e = (Entry){ .val = it.val, .text = value, .resource = scan_get(value, STR("resource")) };
        if ((json_get(it.val, STR("resource")) != NULL) != (e->resource.n > 0))
            return false;
        e->line = line;
        e->byte = byte + (int64_t)(value.p - text.p);
        b->count++;
    }
    return !scan_next(&scan, &name);
}

/* ---- urn:uuid ---------------------------------------------------------------------------------- */

static int by_urn(const void *a, const void *b)
{
    return str_cmp(((const Urn *)a)->urn, ((const Urn *)b)->urn);
}

static void find_urns(Bundle *b)
{
    Arena *mem = b->c->cx.mem;
    b->urns = ARENA_ARRAY(mem, Urn, b->count);
    for (size_t i = 0; i < b->count; i++) {
        const JsonVal *resource = json_get(b->entries[i].val, STR("resource"));
        const Str urn = json_get_str(b->entries[i].val, STR("fullUrl"));
        const Str type = json_get_str(resource, STR("resourceType"));
        const Str id = json_get_str(resource, STR("id"));
        if (str_starts(urn, STR(URN)) && type_by_name(type) && fhir_id_valid(id))
            b->urns[b->urn_count++] = (Urn){ urn, arena_join(mem, type, STR("/"), id) };
    }
    qsort(b->urns, b->urn_count, sizeof *b->urns, by_urn);
}

static const Urn *urn_find(const Bundle *b, Str urn)
{
    const Urn key = { .urn = urn };
    return b->urn_count ? bsearch(&key, b->urns, b->urn_count, sizeof *b->urns, by_urn) : NULL;
}

static const char *back_over_space(const char *from, const char *p)
{
    while (p > from && (p[-1] == ' ' || p[-1] == '\t' || p[-1] == '\n' || p[-1] == '\r'))
        p--;
    return p;
}

/* quote is the opening quote of a string: is that the value of "reference", or of an attachment's
 * "url"? Other strings, identifiers above all, may hold the same urn and mean it. */
static bool is_reference_value(const char *from, const char *quote)
{
    static const Str names[] = { STR_C("\"reference\""), STR_C("\"url\"") };
    const char *p = back_over_space(from, quote);
    if (p == from || p[-1] != ':')
        return false;
    p = back_over_space(from, p - 1);
    const Str before = { from, (size_t)(p - from) };
    return str_ends(before, names[0]) || str_ends(before, names[1]);
}

/* The entry's text with its references turned; itself when it has none. */
static Str turn_references(const Bundle *b, Str text)
{
    static const Str mark = STR_C("\"" URN);
    Buf *out = NULL;
    const char *end = text.p + text.n;
    const char *copied = text.p;
    const char *p = b->urn_count ? text.p : NULL;
    while (p && (p = memmem(p, (size_t)(end - p), mark.p, mark.n)) != NULL) {
        const char *close = memchr(p + 1, '"', (size_t)(end - p - 1));
        if (!close)
            break;
        const Urn *urn = urn_find(b, (Str){ p + 1, (size_t)(close - p - 1) });
        if (urn && is_reference_value(text.p, p)) {
            if (!out)
                out = buf_new_sized(&b->c->cx, 4 * (size_t)LIMIT_LINE, text.n + 256);
            buf_put(out, (Str){ copied, (size_t)(p + 1 - copied) });
            buf_put(out, urn->reference);
            copied = close;
        }
        p = close;
    }
    if (!out)
        return text;
    buf_put(out, (Str){ copied, (size_t)(end - copied) });
    return buf_str(out);
}

/* ---- entries ----------------------------------------------------------------------------------- */

static void refuse(const Bundle *b, const Entry *e, Status st, const char *why)
{
    (void)fail(&b->c->cx, st, STR("Bundle.entry"), why);
    (void)chunk_reject(b->c, e->line, e->byte);
}

/* Type/id, alone or at the end of an URL. */
static bool url_names(Str url, FhirRef *out)
{
    const size_t slash = str_rfind(url, '/');
    if (slash == url.n)
        return false;
    const Str before = str_slice(url, 0, slash);
    const size_t type_slash = str_rfind(before, '/');
    const TypeRow *type =
        type_by_name(type_slash == before.n ? before : str_from(before, type_slash + 1));
    out->id = str_from(url, slash + 1);
    out->type = type ? type->num : 0;
    return type && fhir_id_valid(out->id);
}

static void delete_entry(const Bundle *b, const Entry *e, Str url)
{
    FhirRef ref;
    if (url_names(url, &ref))
        chunk_add(b->c, ITEM_DELETE, e->line, e->byte)->ref = ref;
    else
        refuse(b, e, ST_INVALID, "a DELETE whose url is not Type/id");
}

static void put_entry(const Bundle *b, const Entry *e)
{
    if (e->resource.n == 0) {
        refuse(b, e, ST_STRUCTURE, "an entry without a resource");
        return;
    }
    if (e->resource.n > LIMIT_LINE) {
        refuse(b, e, ST_TOO_LONG, "an entry of more than 32 MiB");
        return;
    }
    parse_resource(b->c, turn_references(b, e->resource), b->rules, e->line, e->byte);
}

static void take_entry(const Bundle *b, const Entry *e)
{
    const JsonVal *request = json_get(e->val, STR("request"));
    const Str method = json_get_str(request, STR("method"));
    if (str_eq(method, STR("DELETE")))
        delete_entry(b, e, json_get_str(request, STR("url")));
    else if (str_eq(method, STR("PATCH")))
        refuse(b, e, ST_NOT_SUPPORTED, "a PATCH is no whole resource");
    else
        put_entry(b, e);
}

bool parse_bundle(Chunk *c, Str text, const RecordRules *rules, int64_t line, int64_t byte)
{
    JsonDoc *doc;
    Bundle b = { .c = c, .rules = rules };
    if (json_parse(&c->cx, text, &doc) != ST_OK) {
        (void)chunk_reject(c, line, byte);
        return true;
    }
    const JsonVal *root = json_root(doc);
    if (!str_eq(json_get_str(root, STR("resourceType")), STR("Bundle")))
        return false;
    if (!find_entries(&b, text, root, line, byte)) {
        (void)fail(&c->cx, ST_STRUCTURE, STR("Bundle.entry"), "the entries cannot be told apart");
        (void)chunk_reject(c, line, byte);
        return true;
    }
    find_urns(&b);
    /* A history lists the newest version first; here the last one wins. */
    const bool newest_first = str_eq(json_get_str(root, STR("type")), STR("history"));
    for (size_t i = 0; i < b.count; i++)
        take_entry(&b, &b.entries[newest_first ? b.count - 1 - i : i]);
    return true;
}
