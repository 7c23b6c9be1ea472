/* term.c - one parameter of a query made into a Term, by the parameter table. */
#include "base/limits.h"
#include "base/table.h"
#include "base/text.h"
#include "fhir/match_int.h"
#include "fhir/record.h"
#include "fhir/ref.h"

#include <math.h>
#include <stdlib.h>

/* What the parsers of values share. */
typedef struct TermCx {
    Cx *cx;
    const Reach *reach;
    const TypeRow *type;
    Str name; /* as sent: what faults name */
    Modifier modifier;
} TermCx;

static Status bad(const TermCx *t, const char *why)
{
    return fail(t->cx, ST_INVALID, t->name, why);
}

/* ---- escapes ---- */

bool split_escaped(Str *rest, char sep, Str *part)
{
    if (!rest->p)
        return false;
    size_t i = 0;
    while (i < rest->n && rest->p[i] != sep)
        i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
    *part = str_slice(*rest, 0, i);
    *rest = i < rest->n ? str_from(*rest, i + 1) : STR_NONE;
    return true;
}

static Str unescape(Cx *cx, Str s)
{
    if (str_find(s, '\\') == s.n)
        return s;
    char *p = arena_alloc_raw(cx->mem, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        const bool escape = s.p[i] == '\\' && i + 1 < s.n && strchr(",|$\\", s.p[i + 1]);
        i += escape;
        p[n++] = s.p[i];
    }
    return (Str){ p, n };
}

static uint64_t hash_or_none(Str s)
{
    return s.n > 0 ? str_hash(s) : 0;
}

uint64_t code_fold(Cx *cx, Str code)
{
    return hash_or_none(text_fold_search(cx, code));
}

/* ---- prefixes ---- */

// clang-format off
static const struct {
    Str name;
    Prefix prefix;
} prefixes[] = {
    { STR_C("ap"), PREFIX_AP }, { STR_C("eb"), PREFIX_EB }, { STR_C("eq"), PREFIX_EQ },
    { STR_C("ge"), PREFIX_GE }, { STR_C("gt"), PREFIX_GT }, { STR_C("le"), PREFIX_LE },
    { STR_C("lt"), PREFIX_LT }, { STR_C("ne"), PREFIX_NE }, { STR_C("sa"), PREFIX_SA },
};
// clang-format on

/* Nothing that carries a prefix begins with a letter itself. False: letters, but no prefix. */
static bool cut_prefix(Str *text, Prefix *out)
{
    *out = PREFIX_EQ;
    if (text->n == 0 || text->p[0] < 'a' || text->p[0] > 'z')
        return true;
    for (size_t i = 0; i < TABLE_COUNT(prefixes); i++)
        if (str_starts(*text, prefixes[i].name)) {
            *out = prefixes[i].prefix;
            *text = str_from(*text, 2);
            return true;
        }
    return false;
}

/* ---- values, one function a kind ---- */

static Status token_of_type(const TermCx *t, Str parts[3], size_t n, Value *v)
{
    if (n != 3 || parts[0].n == 0 || parts[1].n == 0 || parts[2].n == 0)
        return bad(t, "must be system|code|value");
    const Str system = unescape(t->cx, parts[0]);
    const Str value = unescape(t->cx, parts[2]);
    v->token.ask = ASK_ANY;
    v->token.type = str_hash(arena_join(t->cx->mem, system, STR("|"), unescape(t->cx, parts[1])));
    v->token.code = str_hash(value);
    v->token.code_folded = code_fold(t->cx, value);
    return ST_OK;
}

static Status token_value(const TermCx *t, Str text, Value *v)
{
    Str parts[3] = { { NULL, 0 } };
    size_t n = 0;
    for (Str rest = text, part; split_escaped(&rest, '|', &part); n++) {
        if (n == 3)
            return bad(t, "too many |");
        parts[n] = part;
    }
    if (t->modifier == MOD_OF_TYPE)
        return token_of_type(t, parts, n, v);
    if (n == 3)
        return bad(t, "too many |");
    const Str system = n == 2 ? unescape(t->cx, parts[0]) : STR_NONE;
    const Str code = unescape(t->cx, parts[n - 1]);
    if (system.n == 0 && code.n == 0)
        return bad(t, "neither system nor code");
    v->token.ask = n == 1 ? ASK_ANY : system.n == 0 ? ASK_ABSENT : ASK_SYSTEM;
    v->token.system = hash_or_none(system);
    v->token.code = hash_or_none(code);
    v->token.code_folded = code_fold(t->cx, code);
    return ST_OK;
}

/* "|x" is x: an id has no system. */
static Status id_value(const TermCx *t, Str text, Value *v)
{
    v->text = unescape(t->cx, str_starts(text, STR("|")) ? str_from(text, 1) : text);
    return v->text.n > 0 ? ST_OK : bad(t, "no id");
}

/* R4: ap is "approximately the same", a tenth of the time between then and now. */
static DateRange widen(DateRange r, int64_t now_ms)
{
    int64_t gap = 0;
    if (r.hi_ms <= now_ms)
        gap = now_ms - r.hi_ms;
    else if (r.lo_ms > now_ms)
        gap = r.lo_ms - now_ms;
    return (DateRange){ r.lo_ms - gap / 10, r.hi_ms + gap / 10 };
}

/* An unencoded "+05:00" arrives as " 05:00". */
static Str mend_zone(Cx *cx, Str text)
{
    if (text.n < 6 || text.p[text.n - 6] != ' ')
        return text;
    return arena_join(cx->mem, str_slice(text, 0, text.n - 6), STR("+"),
                      str_from(text, text.n - 5));
}

static Status date_value(const TermCx *t, Str text, Value *v)
{
    if (!cut_prefix(&text, &v->prefix))
        return bad(t, "unknown prefix");
    TRY(date_range(t->cx, mend_zone(t->cx, unescape(t->cx, text)), t->name, &v->date));
    if (v->prefix == PREFIX_AP)
        v->date = widen(v->date, t->cx->now_ms);
    return ST_OK;
}

static Status string_value(const TermCx *t, Str text, Value *v)
{
    const Str plain = unescape(t->cx, text);
    v->text = t->modifier == MOD_EXACT ? plain : text_fold_search(t->cx, plain);
    return v->text.n > 0 ? ST_OK : bad(t, "nothing to look for");
}

static Status uri_value(const TermCx *t, Str text, Value *v)
{
    v->text = unescape(t->cx, text);
    return v->text.n > 0 ? ST_OK : bad(t, "no uri");
}

static RefAsk ref_ask(const Reach *reach, Str text)
{
    Ref ref;
    if (fhir_id_valid(text))
        return (RefAsk){ .id = text };
    if (!ref_parse(text, reach->base_slash, &ref) || !ref.local)
        return (RefAsk){ .url = text };
    return (RefAsk){ .type = ref.type, .id = ref.id, .version = ref.version };
}

static Status reference_value(const TermCx *t, Str text, Value *v)
{
    if (t->modifier == MOD_IDENTIFIER)
        return token_value(t, text, v);
    const Str plain = unescape(t->cx, text);
    if (plain.n == 0 || plain.n > LIMIT_REFERENCE)
        return bad(t, "not a reference");
    v->reference = ref_ask(t->reach, plain);
    return ST_OK;
}

/* What the text stands for: half of its last digit's worth to each side (R4 search 3.1.1.4.6), with ap a
 * tenth. Worked out with more digits than a double has and cut once, so that an edge is the very double that
 * data with these digits are: 5.4 begins at 5.35. */
static void number_ends(long double n, int64_t places, Value *v)
{
    long double half = 0.5L;
    for (int64_t e = places; e != 0; e += e < 0 ? 1 : -1)
        half = e < 0 ? half / 10 : half * 10;
    const long double around = v->prefix == PREFIX_AP ? fabsl(n) / 10 : half;
    v->quantity.n = (double)n;
    v->quantity.lo = (double)(n - around);
    v->quantity.hi = (double)(n + around);
}

/* [+-]digits[.digits][e[+-]digits] */
static bool number_parse(Str s, Value *v)
{
    char z[64];
    if (s.n == 0 || s.n >= sizeof z)
        return false;
    memcpy(z, s.p, s.n);
    z[s.n] = '\0';
    const size_t mantissa = strcspn(z, "eE");
    const size_t dot = strcspn(z, ".");
    const size_t sign = z[0] == '-' || z[0] == '+';
    const size_t whole = strspn(z + sign, "0123456789");
    const size_t decimals = dot < mantissa ? strspn(z + dot + 1, "0123456789") : 0;
    const size_t fraction = dot < mantissa ? 1 + decimals : 0;
    if (whole == 0 || fraction == 1 || sign + whole + fraction != mantissa)
        return false;
    int64_t exponent = 0;
    const Str tail = str_from(s, mantissa + 1);
    if (mantissa < s.n &&
        (!str_to_i64(tail.n && tail.p[0] == '+' ? str_from(tail, 1) : tail, &exponent) ||
         exponent < -300 || exponent > 300))
        return false;
    number_ends(strtold(z, NULL), exponent - (int64_t)decimals, v);
    return isfinite(v->quantity.n);
}

/* [prefix]number, and of a quantity also |system|code, ||code or |code. */
static Status quantity_value(const TermCx *t, Str text, Value *v)
{
    Str parts[3] = { { NULL, 0 } };
    size_t n = 0;
    for (Str rest = text, part; split_escaped(&rest, '|', &part); n++) {
        if (n == 3)
            return bad(t, "too many |");
        parts[n] = part;
    }
    if (!cut_prefix(&parts[0], &v->prefix))
        return bad(t, "unknown prefix");
    if (!number_parse(parts[0], v))
        return bad(t, "not a number");
    const Str code = n == 3 ? parts[2] : n == 2 ? parts[1] : STR_NONE;
    v->quantity.system = n == 3 ? hash_or_none(unescape(t->cx, parts[1])) : 0;
    v->quantity.code = hash_or_none(unescape(t->cx, code));
    return ST_OK;
}

static Status number_value(const TermCx *t, Str text, Value *v)
{
    return str_find(text, '|') < text.n ? bad(t, "a number has no unit")
                                        : quantity_value(t, text, v);
}

static Status missing_value(const TermCx *t, Str text, Value *v)
{
    v->missing = str_eq(text, STR("true"));
    return v->missing || str_eq(text, STR("false")) ? ST_OK : bad(t, "must be true or false");
}

static Status value_parse(const TermCx *t, const ParamRow *param, Str text, Value *v);

/* first$second, each a value of its own parameter (R4 search, composite). */
static Status composite_value(const TermCx *t, const ParamRow *param, Str text, Value *v)
{
    Term *parts = ARENA_ARRAY(t->cx->mem, Term, 2);
    Value *values = ARENA_ARRAY(t->cx->mem, Value, 2);
    size_t n = 0;
    for (Str rest = text, part; split_escaped(&rest, '$', &part); n++) {
        if (n == 2)
            return bad(t, "too many $");
        parts[n] = (Term){ .param = param_by_num(t->type->num, param->parts[n]),
                           .values = &values[n],
                           .count = 1 };
        TRY(value_parse(t, parts[n].param, part, &values[n]));
    }
    v->parts = parts;
    return n == 2 ? ST_OK : bad(t, "must be two values with $ between");
}

static Status value_parse(const TermCx *t, const ParamRow *param, Str text, Value *v)
{
    if (text.n == 0)
        return bad(t, "an empty value");
    if (t->modifier == MOD_MISSING)
        return missing_value(t, text, v);
    if (param->num == PARAM__ID)
        return id_value(t, text, v);
    switch (param->kind) {
    case PARAM_TOKEN:
        return t->modifier == MOD_TEXT ? string_value(t, text, v) : token_value(t, text, v);
    case PARAM_DATE: return date_value(t, text, v);
    case PARAM_STRING: return string_value(t, text, v);
    case PARAM_REFERENCE: return reference_value(t, text, v);
    case PARAM_NUMBER: return number_value(t, text, v);
    case PARAM_QUANTITY: return quantity_value(t, text, v);
    case PARAM_URI: return uri_value(t, text, v);
    case PARAM_COMPOSITE: return composite_value(t, param, text, v);
    }
    return bad(t, "no value of this parameter");
}

/* ---- modifiers ---- */

#define ON(kind) (1u << (kind))
#define ON_ALL (~0u)

// clang-format off
static const struct {
    Str name;
    Modifier modifier;
    unsigned kinds; /* parameters that know it */
} modifiers[] = {
    { STR_C("above"),      MOD_ABOVE,      ON(PARAM_URI)       },
    { STR_C("below"),      MOD_BELOW,      ON(PARAM_URI)       },
    { STR_C("contains"),   MOD_CONTAINS,   ON(PARAM_STRING)    },
    { STR_C("exact"),      MOD_EXACT,      ON(PARAM_STRING)    },
    { STR_C("identifier"), MOD_IDENTIFIER, ON(PARAM_REFERENCE) },
    { STR_C("missing"),    MOD_MISSING,    ON_ALL              },
    { STR_C("not"),        MOD_NOT,        ON(PARAM_TOKEN)     },
    { STR_C("of-type"),    MOD_OF_TYPE,    ON(PARAM_TOKEN)     },
    { STR_C("text"),       MOD_TEXT,       ON(PARAM_TOKEN)     },
};
// clang-format on

static Status modifier_parse(TermCx *t, const ParamRow *param, Str text, Term *out)
{
    for (size_t i = 0; i < TABLE_COUNT(modifiers); i++)
        if (str_eq(modifiers[i].name, text) && modifiers[i].kinds & ON(param->kind)) {
            t->modifier = modifiers[i].modifier;
            return t->modifier == MOD_TEXT && !type_in_directory(t->type)
                       ? fail(t->cx, ST_NOT_SUPPORTED, t->name,
                              "texts are kept of directory types alone")
                       : ST_OK;
        }
    const TypeRow *type = param->kind == PARAM_REFERENCE ? type_by_name(text) : NULL;
    if (!type)
        return fail(t->cx, ST_NOT_SUPPORTED, t->name,
                    "a modifier that this parameter does not have");
    t->modifier = MOD_TYPE;
    out->type = type->num;
    return ST_OK;
}

/* ---- another member's name (AUTHORIZATION S25) ---- */

static bool owns(const TypeRow *type, const ParamRow *param)
{
    static const Str names[] = { STR_C("beneficiary"), STR_C("patient"), STR_C("subject") };
    if (param->num == PARAM__ID)
        return type->owner == OWNER_SELF;
    for (size_t i = 0; i < TABLE_COUNT(names); i++)
        if (param->kind == PARAM_REFERENCE && str_eq(param->name, names[i]))
            return true;
    return false;
}

static bool is_own(const TermCx *t, const Term *term, const Value *v)
{
    const Reach *r = t->reach;
    if (term->param->num == PARAM__ID) {
        const RefAsk ref = ref_ask(r, v->text);
        return str_eq(ref.type == r->patient_type ? ref.id : v->text, r->patient);
    }
    const RefAsk *ref = &v->reference;
    if (ref->type)
        return ref->type != r->patient_type || str_eq(ref->id, r->patient);
    const bool of_other_type = term->modifier == MOD_TYPE && term->type != r->patient_type;
    if (t->type->owner == OWNER_DIRECTORY || of_other_type)
        return true; /* a drug, a plan: the subject of a formulary's items */
    return ref->id.n > 0 && str_eq(ref->id, r->patient); /* an url has no id, nobody no patient */
}

/* By the request's own text, before any look-up: the answer cannot depend on who exists. */
static Status own_only(const TermCx *t, const Term *term)
{
    if (!owns(t->type, term->param) || term->modifier == MOD_MISSING ||
        term->modifier == MOD_IDENTIFIER)
        return ST_OK;
    for (size_t i = 0; i < term->count; i++)
        if (!is_own(t, term, &term->values[i]))
            return fail(t->cx, ST_FORBIDDEN, t->name, "names somebody else than this grant is for");
    return ST_OK;
}

/* Whether a key that is Patient/<the caller's> and no more would satisfy it: then the list says which
 * resources have one (list.h). */
static bool asks_own(const TermCx *t, const Term *term)
{
    const Key own = { .param = term->param->num,
                      .kind = KEY_REFERENCE,
                      .reference = { .type = t->reach->patient_type, .id = t->reach->patient } };
    return str_eq(term->param->name, STR("patient")) && term->param->kind == PARAM_REFERENCE &&
           term->modifier != MOD_MISSING && t->reach->patient.n > 0 && match_key(term, &own);
}

/* ---- a term ---- */

static Status values_parse(const TermCx *t, Str text, Term *out)
{
    size_t n = 1;
    Str part;
    for (Str rest = text; split_escaped(&rest, ',', &part);)
        n++;
    if (n - 1 > LIMIT_SEARCH_VALUES)
        return bad(t, "too many values");
    Value *values = ARENA_ARRAY(t->cx->mem, Value, n);
    for (Str rest = text; split_escaped(&rest, ',', &part);)
        TRY(value_parse(t, out->param, part, &values[out->count++]));
    out->values = values;
    return out->count > 0 ? ST_OK : bad(t, "an empty value");
}

Status term_parse(Cx *cx, const Reach *reach, const TypeRow *type, Str name, Str value, Term *out)
{
    if (is_chain(name))
        return chain_parse(cx, reach, type, name, value, out);
    TermCx t = { .cx = cx, .reach = reach, .type = type, .name = name };
    const size_t colon = str_find(name, ':');
    *out = (Term){ .param = param_find(type->num, str_slice(name, 0, colon)) };
    if (!out->param)
        return fail(cx, ST_NOT_SUPPORTED, name, "no such parameter of this type");
    if (colon < name.n)
        TRY(modifier_parse(&t, out->param, str_from(name, colon + 1), out));
    if (out->param->num == PARAM__ID && (t.modifier == MOD_OF_TYPE || t.modifier == MOD_TEXT))
        return fail(cx, ST_NOT_SUPPORTED, name, "a modifier that this parameter does not have");
    out->modifier = t.modifier;
    TRY(values_parse(&t, value, out));
    out->asks_own = asks_own(&t, out);
    return own_only(&t, out);
}
