/* search.c - a search from its query to its page. */
#include "fhir/search_int.h"

/* What a result's form asks for may stand beside a cursor; anything else would be another search. A _count
 * is passed over, the cursor has its own: @medplum/core adds one to each page's address. */
static bool beside_cursor(Str name)
{
    return str_eq(name, STR("_count")) || str_eq(name, STR("_format")) ||
           str_eq(name, STR("_pretty"));
}

Status query_continue(Cx *cx, const Reach *reach, Str of, FhirQuery *q, Cursor *cursor)
{
    for (size_t i = 0; i < q->count; i++)
        if (!beside_cursor(q->params[i].name))
            return fail(cx, ST_INVALID, q->params[i].name,
                        "cannot be changed while following a cursor");
    TRY(cursor_open(cx, reach, of, q->cursor, cursor));
    q->params = cursor->params;
    q->count = cursor->param_count;
    q->lenient = cursor->lenient;
    return ST_OK;
}

static Str cursor_at(Cx *cx, const Reach *reach, const Search *s, Str sealed)
{
    const Str address = arena_join(cx->mem, reach->base_slash, s->of, STR("?_cursor="));
    return arena_join(cx->mem, address, sealed, STR_NONE);
}

static Status cursor_url(Cx *cx, const Reach *reach, const Search *s, bool lenient,
                         const Found *after, Str *out)
{
    Cursor c = { .lenient = lenient,
                 .params = s->used,
                 .param_count = s->used_count,
                 .has_position = after != NULL };
    if (after) {
        c.position.rid = after->rid;
        for (size_t i = 0; i < s->sort_count; i++)
            c.position.sort[i] = after->sort[i];
    }
    Str sealed;
    TRY(cursor_seal(cx, reach, s->of, &c, &sealed));
    *out = cursor_at(cx, reach, s, sealed);
    return ST_OK;
}

static Str query_url(Cx *cx, const Reach *reach, const Search *s)
{
    Buf *b = buf_new(cx, LIMIT_BODY_API * 4);
    buf_put(b, reach->base_slash);
    buf_put(b, s->of);
    for (size_t i = 0; i < s->used_count; i++) {
        buf_char(b, i ? '&' : '?');
        buf_percent(b, s->used[i].name);
        buf_char(b, '=');
        buf_percent(b, s->used[i].value);
    }
    return buf_str(b);
}

/* self says what was used (R4 search 3.1.1.3). A client that asked by POST kept its values out of
 * URLs, so its self is a sealed one, which gives the same page when followed. What is too long for an
 * URL is named by the address it was posted to. */
static Status self_url(Cx *cx, const Reach *reach, const Search *s, const FhirQuery *q, Str *out)
{
    if (q->cursor.n > 0) {
        *out = cursor_at(cx, reach, s, q->cursor);
        return ST_OK;
    }
    if (q->posted) {
        const Status st = cursor_url(cx, reach, s, q->lenient, NULL, out);
        if (st == ST_OK || !forgive(cx, st, ST_TOO_LONG))
            return st;
        *out = arena_join(cx->mem, reach->base_slash, s->of, STR("/_search"));
        return ST_OK;
    }
    *out = query_url(cx, reach, s);
    return ST_OK;
}

static bool asks_pretty(const Search *s)
{
    for (size_t i = 0; i < s->used_count; i++)
        if (str_eq(s->used[i].name, STR("_pretty")) && str_eq(s->used[i].value, STR("true")))
            return true;
    return false;
}

#define TYPES_SAID 7u /* what more there are goes as Resource: the record holds 256 bytes of it */

/* For the audit. */
static Str types_said(Cx *cx, const Found *rows, size_t count)
{
    struct {
        Str name;
        size_t n;
    } said[TYPES_SAID + 1] = { [TYPES_SAID] = { STR_C("Resource"), 0 } };
    Buf *b = buf_new(cx, LIMIT_TARGET);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < TYPES_SAID && said[k].n && !str_eq(said[k].name, rows[i].type->name))
            k++;
        if (k < TYPES_SAID)
            said[k].name = rows[i].type->name;
        said[k].n++;
    }
    for (size_t k = 0; k <= TYPES_SAID; k++)
        if (said[k].n)
            buf_printf(b, "%s%.*s=%zu", b->n ? "," : "", STR_ARG(said[k].name), said[k].n);
    return buf_str(b);
}

Status page_write(Cx *cx, BundleSpec *spec, const FhirQuery *q, FhirPage *out)
{
    const Page *page = spec->page;
    TRY(self_url(cx, spec->reach, spec->search, q, &spec->self));
    if (page->more && page->count > 0)
        TRY(cursor_url(cx, spec->reach, spec->search, q->lenient, &page->rows[page->count - 1],
                       &spec->next));
    *out = (FhirPage){ .matches = page->count,
                       .included = spec->included_count,
                       .included_types = types_said(cx, spec->included, spec->included_count),
                       .pretty = asks_pretty(spec->search) };
    return bundle_write(cx, spec, &out->bundle);
}

static Status make_page(Cx *cx, DbTx *tx, const Reach *reach, Search *s, const FhirQuery *q,
                        const Position *after, FhirPage *out)
{
    Page page;
    size_t room = LIMIT_BUNDLE;
    BundleSpec spec = { .reach = reach, .search = s, .page = &page, .room = &room };
    Found *included;
    TRY(chain_follow(cx, tx, reach, s, true));
    TRY(find_page(cx, tx, reach, s, after, &page));
    TRY(find_included(cx, tx, reach, s, &page, &included, &spec.included_count));
    TRY(found_bodies(cx, tx, reach, included, spec.included_count, &room));
    TRY(shape_included(cx, &s->shape, included, spec.included_count));
    spec.included = included;
    if (shape_is_whole(&s->shape) && found_as_stored(page.rows, page.count)) {
        spec.tx = tx;
    } else {
        TRY(found_bodies(cx, tx, reach, page.rows, page.count, &room));
        TRY(shape_rows(cx, &s->shape, page.rows, page.count));
    }
    return page_write(cx, &spec, q, out);
}

Status search_begin(Cx *cx, const Reach *reach, FhirQuery *q, Cursor *cursor, Search *out)
{
    const TypeRow *type = type_by_name(q->type);
    *cursor = (Cursor){ .has_position = false };
    if (!type)
        return fail(cx, ST_NOT_FOUND, STR("type"), "no such resource type");
    if (!reach_may_search(reach, type->num))
        return fail(cx, ST_SCOPE, type->name, "no scope allows to search this type");
    if (q->cursor.n > 0)
        TRY(query_continue(cx, reach, type->name, q, cursor));
    TRY(search_parse(cx, reach, q, type, out));
    out->of = type->name;
    return ST_OK;
}

Status fhir_search(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *query, FhirPage *out)
{
    FhirQuery q = *query;
    Cursor cursor;
    Search s;
    TRY(search_begin(cx, reach, &q, &cursor, &s));
    return make_page(cx, tx, reach, &s, &q, cursor.has_position ? &cursor.position : NULL, out);
}
