#include "fhir/extract_int.h"

#include "base/table.h"
#include "base/text.h"
#include "fhir/element.h"
#include "fhir/ref.h"
#include "fhir/type_table.h"

#include <math.h>
#include <stdlib.h>

/* Values are read by shape, not by declared type: an extension's value and a choice may be many
 * types, and data that are wrong must not stop a load. */

static void put(Extract *x, Key *k)
{
    k->group = x->group;
    if (x->group)
        x->parts |= x->group & KEY_SECOND ? 2 : 1;
    keys_add(x->keys, k);
}

/* ---- tokens ---------------------------------------------------------------------------------- */

static uint64_t hash_folded(Cx *cx, Str s, uint64_t hash)
{
    for (size_t i = 0; i < s.n; i++) {
        const unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80 || (c >= 'A' && c <= 'Z'))
            return str_hash(text_fold_search(cx, s));
    }
    return hash;
}

static void token_add(Extract *x, uint16_t param, Str system, Str code, TokenSystem how,
                      uint64_t type)
{
    Key k = { .param = param, .kind = KEY_TOKEN };
    k.token.how = (uint8_t)how;
    k.token.type = type;
    if (how == SYSTEM_GIVEN)
        k.token.system = str_hash(system);
    if (code.n) {
        k.token.code = str_hash(code);
        k.token.code_folded = hash_folded(x->cx, code, k.token.code);
    }
    put(x, &k);
}

/* A code whose system, given or not, stands beside it. */
static void coded_add(Extract *x, uint16_t param, Str system, Str code, uint64_t type)
{
    token_add(x, param, system, code, system.n ? SYSTEM_GIVEN : SYSTEM_ABSENT, type);
}

/* A value that is there and cannot be named. */
static void token_nameless(Extract *x, uint16_t param)
{
    token_add(x, param, STR_NONE, STR_NONE, SYSTEM_IMPLIED, 0);
}

static void concept_add(Extract *x, uint16_t param, const JsonVal *codings)
{
    bool any = false;
    for (JsonIter it = json_iter(codings); json_next(&it);) {
        const Str system = json_get_str(it.val, STR("system"));
        const Str code = json_get_str(it.val, STR("code"));
        if (!system.n && !code.n)
            continue;
        coded_add(x, param, system, code, 0);
        any = true;
    }
    if (!any)
        token_nameless(x, param);
}

/* ContactPoint.system is a code of its own, not the system of the value (R4 search 3.1.1.4.10). */
static bool is_contact_system(Str system)
{
    static const Str systems[] = { STR_C("email"), STR_C("fax"), STR_C("other"), STR_C("pager"),
                                   STR_C("phone"), STR_C("sms"), STR_C("url") };
    return TABLE_FIND(systems, system) != NULL;
}

/* "system|code" of a type's coding, as :of-type asks for it. */
static uint64_t type_hash(Cx *cx, const JsonVal *coding)
{
    return str_hash(arena_join(cx->mem, json_get_str(coding, STR("system")), STR("|"),
                               json_get_str(coding, STR("code"))));
}

/* Identifier, once for each coding of its type. */
static void identifier_add(Extract *x, uint16_t param, const JsonVal *v, Str system, Str value)
{
    const JsonVal *codings = json_get(json_get(v, STR("type")), STR("coding"));
    bool any = false;
    for (JsonIter it = json_iter(codings); json_next(&it); any = true)
        coded_add(x, param, system, value, type_hash(x->cx, it.val));
    if (!any)
        coded_add(x, param, system, value, 0);
}

static void string_add(Extract *x, uint16_t param, Str s);

/* What a person reads beside a token: CodeableConcept.text, Coding.display, Identifier.type.text (R4
 * search 3.1.1.4.4, :text). */
static void texts_add(Extract *x, uint16_t param, const JsonVal *v)
{
    const JsonVal *type = json_get(v, STR("type"));
    for (JsonIter it = json_iter(json_get(v, STR("coding"))); json_next(&it);)
        string_add(x, param, json_get_str(it.val, STR("display")));
    string_add(x, param, json_get_str(v, STR("text")));
    string_add(x, param, json_get_str(v, STR("display")));
    string_add(x, param, json_get_str(type, STR("text")));
}

static void object_token(Extract *x, uint16_t param, const JsonVal *v)
{
    const JsonVal *codings = json_get(v, STR("coding"));
    const Str value = json_get_str(v, STR("value"));
    const Str system = json_get_str(v, STR("system"));
    const Str code = json_get_str(v, STR("code"));
    if (json_type(codings) == JSON_ARRAY)
        concept_add(x, param, codings);
    else if (value.n && is_contact_system(system))
        token_add(x, param, STR_NONE, value, SYSTEM_IMPLIED, 0);
    else if (value.n)
        identifier_add(x, param, v, system, value);
    else if (code.n || system.n)
        coded_add(x, param, system, code, 0);
    else
        token_nameless(x, param);
    if (x->texts && x->group == 0)
        texts_add(x, param, v);
}

static void add_token(Extract *x, uint16_t param, const JsonVal *v)
{
    switch (json_type(v)) {
    case JSON_STRING: token_add(x, param, STR_NONE, json_str(v), SYSTEM_IMPLIED, 0); break;
    case JSON_NUMBER: token_add(x, param, STR_NONE, json_num(v), SYSTEM_IMPLIED, 0); break;
    case JSON_BOOL:
        token_add(x, param, STR_NONE, json_bool(v) ? STR("true") : STR("false"), SYSTEM_IMPLIED, 0);
        break;
    case JSON_OBJECT: object_token(x, param, v); break;
    case JSON_ABSENT:
    case JSON_NULL:
    case JSON_ARRAY: break;
    }
}

/* ---- dates ----------------------------------------------------------------------------------- */

static void range_widen(DateRange *out, bool *any, DateRange r)
{
    if (!*any || r.lo_ms < out->lo_ms)
        out->lo_ms = r.lo_ms;
    if (!*any || r.hi_ms > out->hi_ms)
        out->hi_ms = r.hi_ms;
    *any = true;
}

/* The outer limits (R4 search 3.1.1.4.7). */
static bool timing_range(const JsonVal *v, DateRange *out)
{
    bool any = false;
    DateRange r;
    for (JsonIter it = json_iter(json_get(v, STR("event"))); json_next(&it);)
        if (date_parse(json_str(it.val), &r))
            range_widen(out, &any, r);
    if (extract_range(json_get(json_get(v, STR("repeat")), STR("boundsPeriod")), &r))
        range_widen(out, &any, r);
    return any;
}

bool extract_range(const JsonVal *v, DateRange *out)
{
    if (json_type(v) == JSON_STRING)
        return date_parse(json_str(v), out);
    if (json_type(v) != JSON_OBJECT)
        return false;
    const Str start = json_get_str(v, STR("start"));
    const Str end = json_get_str(v, STR("end"));
    if (!start.n && !end.n)
        return timing_range(v, out);
    DateRange r;
    *out = (DateRange){ DATE_MIN, DATE_MAX };
    if (date_parse(start, &r))
        out->lo_ms = r.lo_ms;
    if (date_parse(end, &r))
        out->hi_ms = r.hi_ms;
    return true;
}

static void add_date(Extract *x, uint16_t param, const JsonVal *v)
{
    DateRange r;
    if (!extract_range(v, &r))
        return;
    Key k = { .param = param, .kind = KEY_DATE };
    k.date.lo_ms = r.lo_ms;
    k.date.hi_ms = r.hi_ms;
    put(x, &k);
}

/* ---- strings --------------------------------------------------------------------------------- */

/* The parts of HumanName and Address that a search for the whole looks at. Sorted. */
static const Str parts[] = {
    STR_C("city"),  STR_C("country"), STR_C("district"),   STR_C("family"),
    STR_C("given"), STR_C("line"),    STR_C("postalCode"), STR_C("prefix"),
    STR_C("state"), STR_C("suffix"),  STR_C("text"),
};

static void string_add(Extract *x, uint16_t param, Str s)
{
    if (s.n == 0)
        return;
    Key k = { .param = param, .kind = KEY_STRING };
    k.string.exact = s;
    k.string.folded = text_fold_search(x->cx, s);
    put(x, &k);
}

static void add_string(Extract *x, uint16_t param, const JsonVal *v)
{
    if (json_type(v) != JSON_OBJECT) {
        string_add(x, param, json_str(v));
        return;
    }
    for (JsonIter it = json_iter(v); json_next(&it);) {
        if (!TABLE_FIND(parts, it.key))
            continue;
        string_add(x, param, json_str(it.val));
        if (json_type(it.val) == JSON_ARRAY)
            for (JsonIter one = json_iter(it.val); json_next(&one);)
                string_add(x, param, json_str(one.val));
    }
}

/* ---- references ------------------------------------------------------------------------------ */

/* resolve() is T: a reference that does not say its type is let through. */
static bool target_fits(const Extract *x, const ExtractAct *act, const JsonVal *v, Str text)
{
    if (!act->target)
        return true;
    const Str said = json_get_str(v, STR("type"));
    Ref ref;
    if (said.n)
        return str_eq(said, type_by_num(act->target)->name);
    return !ref_parse(text, x->base, &ref) || ref.type == act->target;
}

static void add_reference(Extract *x, const ExtractAct *act, const JsonVal *v)
{
    const bool canonical = json_type(v) == JSON_STRING;
    const Str text = canonical ? json_str(v) : json_get_str(v, STR("reference"));
    if (!canonical && (json_type(v) != JSON_OBJECT || !target_fits(x, act, v, text)))
        return;
    if (x->elements && element_reference_cut(v))
        return;
    Key k = { .param = act->param, .kind = KEY_REFERENCE };
    Ref ref;
    if (!canonical && ref_parse(text, x->base, &ref) && ref.local) {
        k.reference.type = ref.type;
        k.reference.id = ref.id;
        k.reference.version = ref.version;
    } else if (!str_starts(text, STR("#"))) { /* what is contained is found through its holder */
        k.reference.url = text;
    }
    const JsonVal *identifier = json_get(v, STR("identifier"));
    const Str system = json_get_str(identifier, STR("system"));
    const Str value = json_get_str(identifier, STR("value"));
    k.reference.identifier_system = system.n ? str_hash(system) : 0;
    k.reference.identifier_code = value.n ? str_hash(value) : 0;
    put(x, &k);
}

/* ---- numbers and quantities ------------------------------------------------------------------ */

static bool number_of(Cx *cx, const JsonVal *v, double *out)
{
    const Str text = json_num(v);
    char near[64];
    if (text.n == 0)
        return false;
    if (text.n < sizeof near) {
        memcpy(near, text.p, text.n);
        near[text.n] = '\0';
        *out = strtod(near, NULL);
    } else {
        *out = strtod(arena_dup(cx->mem, text).p, NULL);
    }
    return true;
}

static uint64_t hash_some(Str s)
{
    return s.n ? str_hash(s) : 0;
}

static void quantity_add(Extract *x, uint16_t param, double lo, double hi, const JsonVal *unit)
{
    Key k = { .param = param, .kind = KEY_QUANTITY };
    const Str currency = json_get_str(unit, STR("currency"));
    k.quantity.lo = lo;
    k.quantity.hi = hi;
    k.quantity.system = hash_some(json_get_str(unit, STR("system")));
    k.quantity.code = hash_some(currency.n ? currency : json_get_str(unit, STR("code")));
    k.quantity.unit = hash_some(json_get_str(unit, STR("unit")));
    put(x, &k);
}

static void range_add(Extract *x, uint16_t param, const JsonVal *v)
{
    const JsonVal *low = json_get(v, STR("low"));
    const JsonVal *high = json_get(v, STR("high"));
    double lo = -INFINITY;
    double hi = INFINITY;
    const bool some = number_of(x->cx, json_get(low, STR("value")), &lo);
    if (number_of(x->cx, json_get(high, STR("value")), &hi) || some)
        quantity_add(x, param, lo, hi, some ? low : high);
}

static void add_quantity(Extract *x, uint16_t param, const JsonVal *v)
{
    double n;
    if (number_of(x->cx, v, &n)) {
        quantity_add(x, param, n, n, NULL);
        return;
    }
    if (!number_of(x->cx, json_get(v, STR("value")), &n)) {
        range_add(x, param, v);
        return;
    }
    const Str comparator = json_get_str(v, STR("comparator"));
    const bool below = str_starts(comparator, STR("<"));
    const bool above = str_starts(comparator, STR(">"));
    quantity_add(x, param, below ? -INFINITY : n, above ? INFINITY : n, v);
}

/* ---- addresses ------------------------------------------------------------------------------- */

static void add_uri(Extract *x, uint16_t param, const JsonVal *v)
{
    Key k = { .param = param, .kind = KEY_URI };
    k.uri = json_str(v);
    if (k.uri.n)
        put(x, &k);
}

/* ---------------------------------------------------------------------------------------------- */

static void exists_value(Extract *x, const ExtractAct *act, const JsonVal *v)
{
    if (act->exists == 1)
        x->exists = x->exists || json_type(v) != JSON_BOOL || json_bool(v);
    else
        token_add(x, act->param, STR_NONE, x->exists ? STR("true") : STR("false"), SYSTEM_IMPLIED,
                  0);
}

void extract_value(Extract *x, const ExtractAct *act, const JsonVal *v)
{
    x->group = (uint8_t)(act->part == 0 ? 0 : x->element | (act->part == 2 ? KEY_SECOND : 0));
    if (act->exists) {
        exists_value(x, act, v);
        return;
    }
    switch ((ParamType)act->kind) {
    case PARAM_TOKEN: add_token(x, act->param, v); break;
    case PARAM_DATE: add_date(x, act->param, v); break;
    case PARAM_STRING: add_string(x, act->param, v); break;
    case PARAM_REFERENCE: add_reference(x, act, v); break;
    case PARAM_NUMBER:
    case PARAM_QUANTITY: add_quantity(x, act->param, v); break;
    case PARAM_URI: add_uri(x, act->param, v); break;
    case PARAM_COMPOSITE: break;
    }
}
