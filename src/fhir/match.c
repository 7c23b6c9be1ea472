/* match.c - the one evaluator: a term against the keys of one resource. */
#include "fhir/match_int.h"

#define SIEVE_BITS 16u /* for each id of a set */

static bool token_matches(const Value *v, const Key *k)
{
    if (v->token.type && v->token.type != k->token.type)
        return false;
    if (v->token.code && v->token.code_folded != k->token.code_folded)
        return false;
    switch (v->token.ask) {
    case ASK_ANY: return true;
    case ASK_ABSENT: /* R4: "the code has no system"; a plain code has none to show */
        return k->token.how != SYSTEM_GIVEN;
    case ASK_SYSTEM: /* a plain code's system is known to its binding alone: taken at its word */
        return (k->token.how == SYSTEM_IMPLIED && v->token.code) ||
               (k->token.how == SYSTEM_GIVEN && k->token.system == v->token.system);
    }
    return false;
}

/* R4 search 3.1.1.4.5 with [lo, hi) on both sides: p of the search, t of the resource. */
static bool date_matches(Prefix prefix, DateRange p, DateRange t)
{
    const bool inside = p.lo_ms <= t.lo_ms && t.hi_ms <= p.hi_ms;
    switch (prefix) {
    case PREFIX_EQ: return inside;
    case PREFIX_NE: return !inside;
    case PREFIX_GT: return t.hi_ms > p.hi_ms;
    case PREFIX_LT: return t.lo_ms < p.lo_ms;
    case PREFIX_GE: return t.hi_ms > p.hi_ms || inside;
    case PREFIX_LE: return t.lo_ms < p.lo_ms || inside;
    case PREFIX_SA: return t.lo_ms >= p.hi_ms;
    case PREFIX_EB: return t.hi_ms <= p.lo_ms;
    case PREFIX_AP: return t.lo_ms < p.hi_ms && t.hi_ms > p.lo_ms;
    }
    return false;
}

static bool string_matches(Modifier m, Str want, const Key *k)
{
    if (m == MOD_EXACT)
        return str_eq(k->string.exact, want);
    return m == MOD_CONTAINS ? str_contains(k->string.folded, want)
                             : str_starts(k->string.folded, want);
}

static bool type_allowed(const ParamRow *param, uint16_t type)
{
    for (const uint16_t *t = param->targets; t && *t; t++)
        if (*t == type)
            return true;
    return !param->targets;
}

/* Without |version a canonical is any version of it. */
static bool url_matches(Str want, Str have)
{
    return str_eq(want, have) ||
           (str_starts(have, want) && have.p[want.n] == '|' && str_find(want, '|') == want.n);
}

static bool reference_matches(const Term *t, const Value *v, const Key *k)
{
    if (t->modifier == MOD_IDENTIFIER) {
        if (!k->reference.identifier_code && !k->reference.identifier_system)
            return false;
        if (v->token.code && v->token.code != k->reference.identifier_code)
            return false;
        return v->token.ask == ASK_ANY || v->token.system == k->reference.identifier_system;
    }
    const RefAsk *want = &v->reference;
    if (want->url.n > 0)
        return k->reference.url.n > 0 && url_matches(want->url, k->reference.url);
    if (k->reference.type == 0)
        return k->reference.url.n > 0 && url_matches(want->id, k->reference.url);
    if (t->modifier == MOD_TYPE && t->type != k->reference.type)
        return false;
    if (want->type ? want->type != k->reference.type : !type_allowed(t->param, k->reference.type))
        return false;
    return str_eq(want->id, k->reference.id) &&
           (want->version.n == 0 || str_eq(want->version, k->reference.version));
}

static bool number_matches(const Value *v, double lo, double hi)
{
    const double n = v->quantity.n;
    const bool same = lo >= v->quantity.lo && hi < v->quantity.hi;
    switch (v->prefix) {
    case PREFIX_EQ: return same;
    case PREFIX_NE: return !same;
    case PREFIX_GT: return hi > n;
    case PREFIX_LT: return lo < n;
    case PREFIX_GE: return hi >= n;
    case PREFIX_LE: return lo <= n;
    case PREFIX_SA: return lo > n;
    case PREFIX_EB: return hi < n;
    case PREFIX_AP: /* R4: "recommended value … is 10 %" */
        return lo <= v->quantity.hi && hi >= v->quantity.lo;
    }
    return false;
}

static bool unit_matches(const Value *v, const Key *k)
{
    if (!v->quantity.code)
        return true;
    if (!v->quantity.system) /* ||code: the code or the unit a person reads */
        return v->quantity.code == k->quantity.code || v->quantity.code == k->quantity.unit;
    /* Money has a currency and nothing that could be compared with a system. */
    const bool money = k->quantity.system == 0 && k->quantity.unit == 0;
    return v->quantity.code == k->quantity.code &&
           (money || v->quantity.system == k->quantity.system);
}

/* :above and :below step along the path of an URL. */
static bool uri_below(Str deep, Str top)
{
    if (!str_starts(deep, top))
        return false;
    return deep.n == top.n || str_ends(top, STR("/")) || deep.p[top.n] == '/';
}

static bool uri_matches(Modifier m, Str want, Str have)
{
    if (m == MOD_BELOW)
        return uri_below(have, want);
    return m == MOD_ABOVE ? uri_below(want, have) : str_eq(want, have);
}

static bool value_matches(const Term *t, const Value *v, const Key *k)
{
    switch ((KeyKind)k->kind) {
    case KEY_TOKEN: return token_matches(v, k);
    case KEY_DATE:
        return date_matches(v->prefix, v->date, (DateRange){ k->date.lo_ms, k->date.hi_ms });
    case KEY_STRING: return string_matches(t->modifier, v->text, k);
    case KEY_REFERENCE: return reference_matches(t, v, k);
    case KEY_QUANTITY:
        return number_matches(v, k->quantity.lo, k->quantity.hi) && unit_matches(v, k);
    case KEY_URI: return uri_matches(t->modifier, v->text, k->uri);
    }
    return false;
}

bool match_key(const Term *t, const Key *k)
{
    for (size_t i = 0; i < t->count; i++)
        if (value_matches(t, &t->values[i], k))
            return true;
    return false;
}

/* A key of another kind than its parameter was written by other tables: such rows are made anew
 * before they come here (find.c), so it only has to be harmless. */
static KeyKind kind_of(ParamType p)
{
    switch (p) {
    case PARAM_TOKEN: return KEY_TOKEN;
    case PARAM_DATE: return KEY_DATE;
    case PARAM_STRING: return KEY_STRING;
    case PARAM_REFERENCE: return KEY_REFERENCE;
    case PARAM_NUMBER:
    case PARAM_QUANTITY: return KEY_QUANTITY;
    case PARAM_URI:
    case PARAM_COMPOSITE: break;
    }
    return KEY_URI;
}

/* Whether both parts of one element satisfy theirs of the value. Keys of one element stand together. */
static bool any_element(const Term *t, const Value *v, const Subject *s)
{
    unsigned element = 0;
    unsigned have = 0;
    Key k;
    for (KeysIter it = keys_iter(s->keys, t->param->num); keys_next(&it, &k);) {
        const unsigned part = k.group & KEY_SECOND ? 1 : 0;
        have = (k.group & KEY_ELEMENTS) == element ? have : 0;
        element = k.group & KEY_ELEMENTS;
        if (k.kind == kind_of(v->parts[part].param->kind) && match_key(&v->parts[part], &k))
            have |= 1u << part;
        if (have == 3)
            return true;
    }
    return false;
}

static bool composite_matches(const Term *t, const Subject *s)
{
    for (size_t i = 0; i < t->count; i++)
        if (any_element(t, &t->values[i], s))
            return true;
    return false;
}

static bool any_key(const Term *t, const Subject *s)
{
    const KeyKind kind = t->modifier == MOD_TEXT ? KEY_STRING : kind_of(t->param->kind);
    if (t->param->kind == PARAM_COMPOSITE)
        return composite_matches(t, s);
    Key k;
    for (KeysIter it = keys_iter(s->keys, t->param->num); keys_next(&it, &k);)
        if (k.kind == kind && match_key(t, &k))
            return true;
    return false;
}

static bool has_key(const Term *t, const Subject *s)
{
    Key k;
    KeysIter it = keys_iter(s->keys, t->param->num);
    return keys_next(&it, &k);
}

bool is_column(const ParamRow *param)
{
    return param->num == PARAM__ID || param->num == PARAM__LAST_UPDATED;
}

bool keys_name_patient(Str keys, const ParamRow *param, Str id)
{
    const uint16_t patient = type_by_name(STR("Patient"))->num;
    Key k;
    for (KeysIter it = keys_iter(keys, param->num); keys_next(&it, &k);)
        if (k.kind == KEY_REFERENCE && k.reference.type == patient && str_eq(k.reference.id, id))
            return true;
    return false;
}

int ref_order(const FhirRef *a, const FhirRef *b)
{
    return a->type != b->type ? (a->type < b->type ? -1 : 1) : str_cmp(a->id, b->id);
}

static void sieve_at(const Term *t, Str id, size_t *byte, uint8_t *bit)
{
    const uint64_t h = str_hash(id) & (t->sieve_bits - 1);
    *byte = (size_t)(h / 8);
    *bit = (uint8_t)(1u << (h % 8));
}

void set_sieve(Cx *cx, Term *t)
{
    size_t bits = 64;
    while (bits < SIEVE_BITS * t->set_count)
        bits *= 2;
    uint8_t *sieve = ARENA_ARRAY(cx->mem, uint8_t, bits / 8);
    t->sieve = sieve;
    t->sieve_bits = bits;
    for (size_t i = 0; i < t->set_count; i++) {
        size_t byte;
        uint8_t bit;
        sieve_at(t, t->set[i].id, &byte, &bit);
        sieve[byte] |= bit;
    }
}

static bool is_sifted_out(const Term *t, Str id)
{
    size_t byte;
    uint8_t bit;
    if (!t->sieve)
        return false;
    sieve_at(t, id, &byte, &bit);
    return !(t->sieve[byte] & bit);
}

static bool in_set(const Term *t, uint16_t type, Str id)
{
    const FhirRef want = { type, id };
    if (is_sifted_out(t, id))
        return false;
    size_t lo = 0;
    for (size_t n = t->set_count; n > 0; n /= 2) {
        const int order = ref_order(&t->set[lo + n / 2], &want);
        if (order == 0)
            return true;
        if (order < 0) {
            lo += n / 2 + 1;
            n--;
        }
    }
    return false;
}

static bool chain_matches(const Term *t, const Subject *s)
{
    if (t->modifier == MOD_HAS)
        return in_set(t, 0, s->id);
    Key k;
    for (KeysIter it = keys_iter(s->keys, t->param->num); keys_next(&it, &k);)
        if (k.kind == KEY_REFERENCE && k.reference.type &&
            in_set(t, k.reference.type, k.reference.id))
            return true;
    return false;
}

static bool column_matches(const Term *t, const Subject *s)
{
    const DateRange updated = { s->updated_ms, s->updated_ms + 1 };
    for (size_t i = 0; i < t->count; i++) {
        const Value *v = &t->values[i];
        if (t->param->num == PARAM__ID ? str_eq(v->text, s->id)
                                       : date_matches(v->prefix, v->date, updated))
            return true;
    }
    return false;
}

static bool missing_matches(const Term *t, const Subject *s)
{
    const bool missing = !(is_column(t->param) || has_key(t, s));
    for (size_t i = 0; i < t->count; i++)
        if (t->values[i].missing == missing)
            return true;
    return false;
}

bool match_term(const Term *t, const Subject *s)
{
    if (t->asks_own && s->own)
        return true;
    if (t->modifier == MOD_MISSING)
        return missing_matches(t, s);
    if (t->links)
        return chain_matches(t, s);
    const bool found = is_column(t->param) ? column_matches(t, s) : any_key(t, s);
    return found != (t->modifier == MOD_NOT);
}

bool match_all(const Term *terms, size_t count, const Subject *s)
{
    for (size_t i = 0; i < count; i++)
        if (!match_term(&terms[i], s))
            return false;
    return true;
}
