#include "fhir/extract_int.h"

#include "fhir/element.h"
#include "fhir/type_table.h"

static void walk(Extract *x, const ExtractNode *node, const JsonVal *v);

static bool edge_fits(const ExtractEdge *e, Str key)
{
    if (e->choice ? key.n <= e->name.n : key.n != e->name.n) /* so it is not empty */
        return false;
    if (e->name.p[0] != key.p[0] || memcmp(e->name.p, key.p, e->name.n) != 0)
        return false;
    return !e->choice || (key.p[e->name.n] >= 'A' && key.p[e->name.n] <= 'Z');
}

/* An array stands for its elements, here and everywhere in FHIRPath. */
static void edge_follow(Extract *x, const ExtractEdge *e, const JsonVal *v)
{
    if (json_type(v) == JSON_ARRAY) {
        for (JsonIter it = json_iter(v); json_next(&it);)
            edge_follow(x, e, it.val);
        return;
    }
    const ExtractFilter *f = &extract_filters[e->filter];
    if (e->filter == 0 || str_eq(json_get_str(v, f->name), f->value))
        walk(x, &extract_nodes[e->node], v);
}

/* One element of a composite: its parts share a number, which differs from that of the element kept before.
 * One part alone is no value. */
static void element(Extract *x, const ExtractAct *act, const JsonVal *v)
{
    const KeysMark mark = keys_mark(x->keys);
    x->element = (uint8_t)(x->last[act->part] % KEY_ELEMENTS + 1);
    x->parts = 0;
    walk(x, &extract_nodes[act->target], v);
    if (x->parts == 3)
        x->last[act->part] = x->element;
    else
        keys_forget(x->keys, mark);
}

/* Depth is bounded by json_parse and by the tree. */
static void walk(Extract *x, const ExtractNode *node, const JsonVal *v)
{
    if (json_type(v) == JSON_NULL)
        return;
    const ExtractEdge *edges = extract_edges + node->edge_first;
    if (node->edge_count)
        for (JsonIter it = json_iter(v); json_next(&it);)
            for (size_t i = 0; i < node->edge_count; i++)
                if (edge_fits(&edges[i], it.key))
                    edge_follow(x, &edges[i], it.val);
    for (size_t i = 0; i < node->act_count; i++) {
        const ExtractAct *act = &extract_acts[node->act_first + i];
        if (act->kind == PARAM_COMPOSITE)
            element(x, act, v);
        else if (!x->elements || !element_coding_cut(v, act->param == x->security))
            extract_value(x, act, v);
    }
}

Status keys_extract(Cx *cx, uint16_t type, const JsonVal *resource, Str base, Str *packed)
{
    const TypeRow *row = type_by_num(type);
    Extract x = { .cx = cx, .keys = keys_begin(cx), .base = base };
    x.texts = row && type_in_directory(row);
    x.elements = row && element_type(row);
    x.security = x.elements ? param_find(type, STR("_security"))->num : 0;
    if (row && json_type(resource) == JSON_OBJECT)
        walk(&x, &extract_nodes[extract_roots[type]], resource);
    return keys_end(cx, x.keys, packed);
}

Status keys_with_codings(Cx *cx, Str packed, uint16_t param, const JsonVal *codings, Str *out)
{
    Key k;
    const ExtractAct act = { .param = param, .kind = PARAM_TOKEN };
    Extract x = { .cx = cx, .keys = keys_begin(cx) };
    for (KeysIter it = keys_iter(packed, 0); keys_next(&it, &k);)
        keys_add(x.keys, &k);
    for (JsonIter it = json_iter(codings); json_next(&it);)
        extract_value(&x, &act, it.val);
    return keys_end(cx, x.keys, out);
}
