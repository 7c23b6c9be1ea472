/* A search from outside: first line "Type?query", the rest packed keys. The query is understood or
 * refused with a fault that names something; what was understood is judged against the keys, and comes
 * back whole from a sealed cursor. */
#include "fhir/search_int.h"
#include "http/http.h"

#include <stdlib.h>

static const Reach *reach(Cx *cx)
{
    static const ReachScope all = { .read = true, .search = true };
    return reach_new(cx, &(ReachSpec){ .plan = 1,
                                       .compartment = 5,
                                       .patient = STR("ann"),
                                       .scopes = &all,
                                       .scope_count = 1,
                                       .when = { DATE_MIN, DATE_MAX },
                                       .base = STR("https://p/d/fhir"),
                                       .cursor_key = STR("0123456789abcdef0123456789abcdef") });
}

static void round_trip(Cx *cx, const Reach *r, const Search *s)
{
    const Cursor in = { .params = s->used, .param_count = s->used_count };
    Cursor out;
    Str sealed;
    if (cursor_seal(cx, r, s->type->name, &in, &sealed) != ST_OK)
        return;
    if (cursor_open(cx, r, s->type->name, sealed, &out) != ST_OK ||
        out.param_count != in.param_count)
        abort();
    for (size_t i = 0; i < in.param_count; i++)
        if (!str_eq(in.params[i].name, out.params[i].name) ||
            !str_eq(in.params[i].value, out.params[i].value))
            abort();
}

static void judge(const Search *s, Str keys)
{
    const Subject subject = { .id = STR("x"), .updated_ms = 1, .keys = keys };
    bool all = true;
    for (size_t i = 0; i < s->term_count; i++)
        all &= match_term(&s->terms[i], &subject);
    if (all != match_all(s->terms, s->term_count, &subject))
        abort();
}

static void search(Cx *cx, Str line, Str keys)
{
    const size_t mark = str_find(line, '?');
    const TypeRow *type = type_by_name(str_slice(line, 0, mark));
    HttpForm form;
    Search s;
    if (!type || http_form_parse(cx, str_from(line, mark + 1), &form) != ST_OK)
        return;
    FhirParam *params = ARENA_ARRAY(cx->mem, FhirParam, form.count);
    for (size_t i = 0; i < form.count; i++)
        params[i] = (FhirParam){ form.fields[i].name, form.fields[i].value };
    const Reach *r = reach(cx);
    const FhirQuery q = {
        .type = type->name, .params = params, .count = form.count, .lenient = line.n % 2
    };
    cx->fault = (Fault){ .status = ST_OK };
    const Status st = search_parse(cx, r, &q, type, &s);
    if ((st == ST_OK) != (cx->fault.status == ST_OK))
        abort();
    if (st != ST_OK)
        return;
    judge(&s, keys);
    round_trip(cx, r, &s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1u << 16), .now_ms = INT64_C(1767225600000) };
    const Str all = { (const char *)bytes, n };
    const size_t line = str_find(all, '\n');
    Cursor cursor;
    search(&cx, str_slice(all, 0, line), str_from(all, line + 1));
    if (cursor_open(&cx, reach(&cx), STR("Observation"), all, &cursor) == ST_OK)
        abort();
    arena_free(cx.mem);
    return 0;
}
