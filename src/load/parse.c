/* parse.c - from lines to items. Each line stands alone: what is wrong with one says nothing of the
 * next. */
#include "load/load_int.h"
#include "json/json.h"

Item *chunk_add(Chunk *c, ItemKind kind, int64_t line, int64_t byte)
{
    ARENA_GROW(c->cx.mem, c->items, c->count, c->item_room, 2048);
    Item *item = &c->items[c->count++];
    *item = (Item){ .kind = kind, .line = line, .byte = byte };
    return item;
}

Item *chunk_reject(Chunk *c, int64_t line, int64_t byte)
{
    Item *item = chunk_add(c, ITEM_REJECT, line, byte);
    item->status = c->cx.fault.status;
    item->where = c->cx.fault.where;
    item->detail = c->cx.fault.detail;
    c->cx.fault = (Fault){ 0 };
    return item;
}

/* Names go to the rejects file only when they are names: a line can hold anything anywhere. */
static bool is_type_name(Str s)
{
    return s.n <= LIMIT_ID && str_only(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}

static void name_reject(Chunk *c, Str text, Item *item)
{
    JsonDoc *doc;
    if (json_parse(&c->cx, text, &doc) != ST_OK) {
        c->cx.fault = (Fault){ 0 };
        return;
    }
    const Str type = json_get_str(json_root(doc), STR("resourceType"));
    const Str id = json_get_str(json_root(doc), STR("id"));
    item->type = is_type_name(type) ? type : STR_NONE;
    item->id = fhir_id_valid(id) ? id : STR_NONE;
}

void parse_resource(Chunk *c, Str text, const RecordRules *rules, int64_t line, int64_t byte)
{
    Record *r = ARENA_NEW(c->cx.mem, Record);
    if (record_make(&c->cx, text, rules, r) != ST_OK) {
        Item *bad = chunk_reject(c, line, byte);
        if (!str_eq(bad->where, STR("json"))) /* no JSON, and costly to read: once is enough */
            name_reject(c, text, bad);
        return;
    }
    Item *item = chunk_add(c, ITEM_PUT, line, byte);
    item->record = r;
    item->person = roster_person(&c->cx, r, rules->base);
}

/* A Bundle is no resource of its own here, so record_make has no use for it; most exports begin with
 * the type, and the rest costs a second look at what was refused. */
static bool looks_like_bundle(Str text)
{
    static const Str begins = STR_C("{\"resourceType\":\"Bundle\"");
    size_t k = 0;
    for (size_t i = 0; i < text.n && k < begins.n; i++) {
        const char ch = text.p[i];
        if (ch == begins.p[k])
            k++;
        else if (ch != ' ' && ch != '\n' && ch != '\r' && ch != '\t')
            return false;
    }
    return k == begins.n;
}

static void parse_text(Chunk *c, Str text, const RecordRules *rules, int64_t line, int64_t byte)
{
    if (text.n > LIMIT_LINE && !c->document) {
        (void)fail(&c->cx, ST_TOO_LONG, STR("line"), "a line of more than 32 MiB");
        (void)chunk_reject(c, line, byte);
        return;
    }
    if (looks_like_bundle(text) && parse_bundle(c, text, rules, line, byte))
        return;
    const size_t at = c->count;
    parse_resource(c, text, rules, line, byte);
    Item *item = &c->items[at];
    if (item->kind != ITEM_REJECT || !str_eq(item->type, STR("Bundle")))
        return;
    c->count = at;
    (void)parse_bundle(c, text, rules, line, byte);
}

static void parse_lines(Chunk *c, const RecordRules *rules)
{
    int64_t line = c->line;
    for (size_t at = 0; at < c->n; line++) {
        const char *newline = memchr(c->p + at, '\n', c->n - at);
        const size_t end = newline ? (size_t)(newline - c->p) : c->n;
        const Str text = str_trim((Str){ c->p + at, end - at });
        if (text.n)
            parse_text(c, text, rules, line, c->position + (int64_t)at);
        at = end + 1;
    }
}

void parse_chunk(Chunk *c, const RecordRules *rules)
{
    const Str text = str_trim((Str){ c->p, c->document ? c->n : 0 });
    if (text.n)
        parse_text(c, text, rules, c->line, c->position);
    if (!c->document)
        parse_lines(c, rules);
    const RefList list = refs_of_chunk(&c->cx, c);
    c->refs = list.refs;
    c->ref_count = list.count;
}
