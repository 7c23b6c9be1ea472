/* shape.c - what _summary and _elements leave of a resource. On the read path JSON is parsed here,
 * when asked, and in element.c, of single strings with escapes (DESIGN rule 2): nowhere else. */
#include "fhir/shape_table.h"

#include "base/table.h"
#include "fhir/search_int.h"
#include "json/json.h"

#define SUBSETTED_SYSTEM "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"

static const ShapeEdge *edge_find(uint16_t node, Str name)
{
    const ShapeEdge *list = shape_edges + shape_nodes[node].first;
    for (size_t lo = 0, hi = shape_nodes[node].count; lo < hi;) {
        const size_t mid = lo + (hi - lo) / 2;
        const int order = str_cmp(list[mid].name, name);
        if (order == 0)
            return &list[mid];
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static uint16_t root_of(const TypeRow *type)
{
    return type && type->num < shape_root_count ? shape_roots[type->num] : 0;
}

/* ---- the parameters ---- */

static Status take_summary(Cx *cx, Str name, Str value, FhirShape *shape)
{
    static const struct {
        Str value;
        FhirSummary summary;
    } known[] = {
        { STR_C("count"), FHIR_COUNT },  { STR_C("data"), FHIR_DATA },
        { STR_C("false"), FHIR_WHOLE },  { STR_C("text"), FHIR_TEXT },
        { STR_C("true"), FHIR_SUMMARY },
    };
    if (shape->has_summary)
        return fail(cx, ST_INVALID, name, "given twice");
    for (size_t i = 0; i < TABLE_COUNT(known); i++)
        if (str_eq(value, known[i].value)) {
            shape->summary = known[i].summary;
            shape->has_summary = true;
            return ST_OK;
        }
    return fail(cx, ST_INVALID, name, "must be true, text, data, count or false");
}

/* value, value[x] and valueQuantity name a choice, or one of its types. */
static bool names_edge(Str asked, const ShapeEdge *e)
{
    return str_eq(asked, e->name) ||
           (e->choice > 0 && str_eq(asked, str_slice(e->name, 0, e->choice)));
}

static bool is_element(uint16_t root, Str asked)
{
    for (size_t i = 0; i < shape_nodes[root].count; i++)
        if (names_edge(asked, &shape_edges[shape_nodes[root].first + i]))
            return true;
    return false;
}

static Status take_elements(Cx *cx, Str type, Str name, Str value, FhirShape *shape)
{
    const uint16_t root = root_of(type_by_name(type));
    Str *list = ARENA_ARRAY(cx->mem, Str, LIMIT_ELEMENTS);
    size_t count = 0;
    if (shape->element_count > 0)
        return fail(cx, ST_INVALID, name, "given twice");
    if (value.n == 0)
        return fail(cx, ST_INVALID, name, "names no element");
    for (Str rest = value, part; str_split(&rest, ',', &part);) {
        part = str_trim(part);
        if (count == LIMIT_ELEMENTS)
            return fail(cx, ST_INVALID, name, "too many elements");
        if (str_ends(part, STR("[x]")))
            part = str_slice(part, 0, part.n - 3);
        if (!is_element(root, part))
            return fail(cx, ST_NOT_SUPPORTED, name, "names what is no element of the type itself");
        list[count++] = part;
    }
    shape->elements = list;
    shape->element_count = count;
    return ST_OK;
}

Status fhir_shape_take(Cx *cx, Str type, Str name, Str value, FhirShape *shape)
{
    FhirShape next = *shape;
    TRY(str_eq(name, STR("_summary")) ? take_summary(cx, name, value, &next)
                                      : take_elements(cx, type, name, value, &next));
    if (next.element_count > 0 && next.summary != FHIR_WHOLE && next.summary != FHIR_COUNT)
        return fail(cx, ST_INVALID, name, "_summary and _elements cannot be mixed");
    *shape = next;
    return ST_OK;
}

/* ---- the tag ---- */

static bool is_subsetted(const JsonVal *tag)
{
    return str_eq(json_get_str(tag, STR("code")), STR("SUBSETTED")) &&
           str_eq(json_get_str(tag, STR("system")), STR(SUBSETTED_SYSTEM));
}

static void put_tags(Buf *b, const JsonVal *tags)
{
    buf_char(b, '[');
    for (JsonIter it = json_iter(tags); json_next(&it);) {
        if (is_subsetted(it.val))
            continue;
        json_write(b, it.val);
        buf_char(b, ',');
    }
    buf_put(b, STR("{\"system\":\"" SUBSETTED_SYSTEM "\",\"code\":\"SUBSETTED\"}]"));
}

/* meta: NULL when there is none. */
static void put_meta(Buf *b, const JsonVal *meta)
{
    buf_char(b, '{');
    for (JsonIter it = json_iter(meta); json_next(&it);) {
        if (str_eq(it.key, STR("tag")))
            continue;
        buf_json(b, it.key);
        buf_char(b, ':');
        json_write(b, it.val);
        buf_char(b, ',');
    }
    buf_put(b, STR("\"tag\":"));
    put_tags(b, json_get(meta, STR("tag")));
    buf_char(b, '}');
}

/* ---- what stays ---- */

/* _name has the id and the extensions of the primitive name. */
static Str element_of(Str key)
{
    return str_starts(key, STR("_")) ? str_from(key, 1) : key;
}

static bool put_summary(Buf *b, const JsonVal *v, uint16_t node);

/* Whether anything was put: what has nothing that a summary keeps is left out, unless R4 asks for it. */
static bool put_summary_member(Buf *b, const JsonIter *it, uint16_t node)
{
    const ShapeEdge *e = edge_find(node, element_of(it->key));
    if (!e || e->flags == 0)
        return false;
    buf_json(b, it->key);
    buf_char(b, ':');
    const size_t at = b->n;
    if (put_summary(b, it->val, e->node))
        return true;
    if (!(e->flags & SHAPE_MANDATORY))
        return false;
    b->n = at;
    json_write(b, it->val);
    return true;
}

/* Depth is bounded by the parser, so recursion is. */
static bool put_summary(Buf *b, const JsonVal *v, uint16_t node)
{
    const bool object = json_type(v) == JSON_OBJECT;
    bool any = false;
    if (node == 0 || (!object && json_type(v) != JSON_ARRAY)) {
        json_write(b, v);
        return true;
    }
    buf_char(b, object ? '{' : '[');
    for (JsonIter it = json_iter(v); json_next(&it);) {
        const size_t at = b->n;
        if (any)
            buf_char(b, ',');
        if (object ? put_summary_member(b, &it, node) : put_summary(b, it.val, node))
            any = true;
        else
            b->n = at;
    }
    buf_char(b, object ? '}' : ']');
    return any;
}

/* Without these a resource is nobody's, or says another thing than it seems to (R4 isModifier). */
static bool always_kept(Str name)
{
    return str_eq(name, STR("resourceType")) || str_eq(name, STR("id")) ||
           str_eq(name, STR("implicitRules")) || str_eq(name, STR("modifierExtension"));
}

static bool is_asked(const FhirShape *shape, const ShapeEdge *e)
{
    for (size_t i = 0; i < shape->element_count; i++)
        if (names_edge(shape->elements[i], e))
            return true;
    return false;
}

/* Of a member of the resource itself, by any shape but a summary's. */
static bool is_kept(const FhirShape *shape, uint16_t root, Str name)
{
    const ShapeEdge *e = edge_find(root, name);
    const bool mandatory = e && e->flags & SHAPE_MANDATORY;
    const bool text = str_eq(name, STR("text"));
    switch (shape->summary) {
    case FHIR_DATA: return !text;
    case FHIR_TEXT: return text || mandatory;
    case FHIR_WHOLE: return mandatory || (e && is_asked(shape, e));
    case FHIR_SUMMARY:
    case FHIR_COUNT: break;
    }
    return false;
}

static bool put_member(Buf *b, const FhirShape *shape, uint16_t root, const JsonIter *it)
{
    const Str name = element_of(it->key);
    const bool whole = always_kept(name);
    if (!whole && shape->summary == FHIR_SUMMARY)
        return put_summary_member(b, it, root);
    if (!whole && !is_kept(shape, root, name))
        return false;
    buf_json(b, it->key);
    buf_char(b, ':');
    json_write(b, it->val);
    return true;
}

static void put_resource(Buf *b, const FhirShape *shape, uint16_t root, const JsonVal *v)
{
    buf_char(b, '{');
    for (JsonIter it = json_iter(v); json_next(&it);) {
        const size_t at = b->n;
        if (!str_eq(it.key, STR("meta")) && put_member(b, shape, root, &it))
            buf_char(b, ',');
        else
            b->n = at;
    }
    buf_put(b, STR("\"meta\":"));
    put_meta(b, json_get(v, STR("meta")));
    buf_char(b, '}');
}

/* ---- calls ---- */

bool shape_is_whole(const FhirShape *shape)
{
    return shape->summary == FHIR_WHOLE && shape->element_count == 0;
}

static Status shape_one(Cx *cx, const FhirShape *shape, const TypeRow *type, Str *body)
{
    JsonDoc *doc;
    Buf *b = buf_new_sized(cx, LIMIT_BUNDLE, body->n + 256);
    TRY(json_parse(cx, *body, &doc));
    put_resource(b, shape, root_of(type), json_root(doc));
    *body = buf_str(b);
    return buf_status(cx, b, STR("_summary"));
}

static void scratch_free(void *arena)
{
    arena_free(arena);
}

/* One resource's tree at a time is in memory. */
Status shape_rows(Cx *cx, const FhirShape *shape, Found *rows, size_t count)
{
    if (shape_is_whole(shape) || count == 0)
        return ST_OK;
    Cx scratch = { .mem = arena_new(LIMIT_REQUEST_ARENA), .now_ms = cx->now_ms };
    arena_defer(cx->mem, scratch_free, scratch.mem);
    for (size_t i = 0; i < count; i++) {
        Str body = rows[i].body;
        arena_reset(scratch.mem);
        if (shape_one(&scratch, shape, rows[i].type, &body) != ST_OK)
            return fail(cx, ST_INTERNAL, STR("shape"), "a stored resource cannot be cut");
        rows[i].body = arena_dup(cx->mem, body);
    }
    return ST_OK;
}

Status shape_included(Cx *cx, const FhirShape *shape, Found *rows, size_t count)
{
    const FhirShape theirs = { .summary = shape->summary };
    return shape_rows(cx, &theirs, rows, count);
}

Status fhir_shape(Cx *cx, const FhirShape *shape, Str type, Str body, Str *out)
{
    *out = body;
    return shape_is_whole(shape) ? ST_OK : shape_one(cx, shape, type_by_name(type), out);
}
