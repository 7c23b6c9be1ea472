/* Types, ids and parameters of a request, by chance. */
#include "base/limits.h"
#include "tests/wall/draw_int.h"

Str draw_one_of(Rng *r, const char *const *list, size_t n)
{
    return str_of(list[rng_below(r, n)]);
}
/* ---- the request under way --------------------------------------------------------------------------------- */

void draw_header(Draw *d, Str name, Str value)
{
    if (d->ask->header_count < ASK_HEADERS)
        d->ask->headers[d->ask->header_count++] = (HttpField){ name, value };
}

Side draw_other(Side side)
{
    return side == SIDE_B ? SIDE_A : SIDE_B;
}

/* Whose values: the asker's, the other member's, the plan's, the other plan's. */
static Side draw_side(Draw *d)
{
    const Side own = d->ask->asker.side == SIDE_PLAN ? SIDE_A : d->ask->asker.side;
    const size_t n = rng_below(d->r, 100);
    if (n < 45)
        return own;
    return n < 80 ? draw_other(own) : n < 92 ? SIDE_PLAN : SIDE_OTHER;
}

void draw_type_set(Draw *d, Str type)
{
    d->type = type;
    for (d->at = 0; d->at < d->data->type_count; d->at++)
        if (str_eq(type, str_of(d->data->types[d->at])))
            return;
}

void draw_type(Draw *d)
{
    static const char *const odd[] = {
        "Nothing",  "patient",  "Patient ", "OBSERVATION", "$export",
        "metadata", "_history", "Bundle",   "Parameters",  "_search"
    };
    static const char *const parts[] = { "Observation", "Condition", "DocumentReference", "Binary",
                                         "Provenance" };
    const size_t n = rng_below(d->r, 100);
    if (d->ask->asker.role == ROLE_FEW && rng_chance(d->r, 60))
        draw_type_set(d, STR("Observation"));
    else if (d->ask->asker.role == ROLE_PARTS && rng_chance(d->r, 50))
        draw_type_set(d, ONE_OF(d->r, parts));
    else if (n < 86)
        draw_type_set(d, str_of(d->data->types[rng_below(d->r, d->data->type_count)]));
    else if (n < 97)
        draw_type_set(d, type_table[rng_below(d->r, type_table_count)].name);
    else
        draw_type_set(d, ONE_OF(d->r, odd));
}

static Str repeated(Draw *d, char c, size_t n)
{
    char *p = arena_alloc(d->cx->mem, n);
    memset(p, c, n);
    return (Str){ p, n };
}

Str draw_bad_value(Draw *d)
{
    static const char *const bad[] = {
        "",
        "|",
        "||",
        ",",
        "$",
        "\\",
        "\\,",
        "2024-13-01",
        "-",
        "*",
        "null",
        "NaN",
        "1e999",
        "-1e-9",
        "\xff\xfe",
        "\xc3(",
        "Zo\xc3",
        "Patient/",
        "../..",
        "/",
        "?",
        "#",
        "a\nb",
        "' OR 1=1--",
        "true",
        "false",
        "Patient",
        "%00",
        "%",
        "ge",
        "9999-12-31",
        "0001-01-01",
        "Patient/kb-patient-0/_history/1",
        "urn:uuid:0",
        "http://localhost:8080/other/fhir/Patient/x",
    };
    if (rng_chance(d->r, 10))
        return repeated(d, 'x', 65 + rng_below(d->r, 3000));
    return ONE_OF(d->r, bad);
}

/* ---- ids --------------------------------------------------------------------------------------------------- */

/* "Type/id" of somebody's; or of the Provenance that the server makes for it. */
Str draw_name(Draw *d)
{
    const Values *ids = &d->data->ids[draw_side(d)];
    const Str name = ids->at[rng_below(d->r, ids->count)];
    const size_t slash = str_find(name, '/');
    if (!rng_chance(d->r, 8))
        return name;
    const unsigned type = type_by_name(str_slice(name, 0, slash))->num;
    return rng_chance(d->r, 80)
               ? arena_printf(d->cx->mem, "Provenance/made-%u-%.*s", type,
                              STR_ARG(str_from(name, slash + 1)))
               : arena_printf(d->cx->mem, "Provenance/made-%u.%zu", type, rng_below(d->r, 600));
}

Str draw_id_part(Str name)
{
    return str_from(name, str_find(name, '/') + 1);
}

static Str own_patient(const Draw *d)
{
    return str_of(d->ask->asker.side == SIDE_B ? wall_patient_b : wall_patient_a);
}

/* ---- parameters ---------------------------------------------------------------------------------------------- */

static void param_begin(Draw *d, Str name)
{
    static const char *const broken[] = { "%zz", "%", "%e9", "%c3%28", "%00", "%2", "+", "%u0041" };
    if (d->param_count++)
        buf_char(d->params, '&');
    buf_percent(d->params, name);
    buf_char(d->params, '=');
    if (rng_below(d->r, 300) == 0)
        buf_put(d->params, ONE_OF(d->r, broken));
}

void draw_param(Draw *d, Str name, Str value)
{
    param_begin(d, name);
    buf_percent(d->params, value);
}

ValueKind value_kind(const ParamRow *p)
{
    switch (p->kind) {
    case PARAM_DATE: return VALUE_DATE;
    case PARAM_STRING: return VALUE_STRING;
    case PARAM_REFERENCE: return VALUE_REFERENCE;
    case PARAM_NUMBER:
    case PARAM_QUANTITY: return VALUE_NUMBER;
    case PARAM_URI: return VALUE_URI;
    case PARAM_TOKEN:
    case PARAM_COMPOSITE: break;
    }
    return VALUE_TOKEN;
}

static Str value_of(Draw *d, size_t type, ValueKind kind)
{
    if (type >= d->data->type_count)
        type = rng_below(d->r, d->data->type_count);
    const Values *v = &d->data->values[draw_side(d)][type * VALUE_KINDS + kind];
    return v->count && !rng_chance(d->r, 6) ? v->at[rng_below(d->r, v->count)] : draw_bad_value(d);
}

/* The beginning, or the middle, of a text is a search too. */
static Str part_of(Draw *d, Str s)
{
    const size_t from = rng_chance(d->r, 70) ? 0 : rng_below(d->r, s.n);
    return str_slice(s, from, from + 1 + rng_below(d->r, s.n));
}

static Str one_value(Draw *d, const ParamRow *p, size_t type)
{
    static const char *const prefixes[] = { "",   "",   "",   "eq", "ne", "gt", "lt",
                                            "ge", "le", "sa", "eb", "ap", "zz" };
    const ValueKind kind = value_kind(p);
    Str v = value_of(d, type, kind);
    if (kind == VALUE_STRING && rng_chance(d->r, 50))
        v = part_of(d, v);
    if (kind == VALUE_DATE || kind == VALUE_NUMBER)
        v = arena_join(d->cx->mem, ONE_OF(d->r, prefixes), v, STR(""));
    if (p->kind == PARAM_COMPOSITE)
        v = arena_join(d->cx->mem, v, STR("$"),
                       value_of(d, type, rng_chance(d->r, 50) ? VALUE_TOKEN : VALUE_NUMBER));
    return v;
}

static Str modifier(Draw *d)
{
    static const char *const modifiers[] = {
        ":missing",      ":not",     ":exact",   ":contains", ":text",       ":of-type",
        ":above",        ":below",   ":in",      ":not-in",   ":identifier", ":Patient",
        ":Practitioner", ":iterate", ":nothing", ":",
    };
    return rng_chance(d->r, 75) ? STR("") : ONE_OF(d->r, modifiers);
}

static void put_values(Draw *d, const ParamRow *p, size_t type)
{
    for (bool more = true; more;) {
        buf_percent(d->params, one_value(d, p, type));
        more = rng_chance(d->r, 15);
        if (more)
            buf_char(d->params, ',');
    }
}

static const ParamRow *draw_row(Draw *d, Str type)
{
    const TypeRow *row = type_by_name(type);
    size_t n = 0;
    const ParamRow *const *rows = row ? param_rows(row->num, &n) : NULL;
    return n ? rows[rng_below(d->r, n)] : NULL;
}

static void put_named(Draw *d, Str name, const ParamRow *p, size_t type)
{
    const Str mod = modifier(d);
    param_begin(d, arena_join(d->cx->mem, name, mod, STR("")));
    if (str_eq(mod, STR(":missing")))
        buf_put(d->params, rng_chance(d->r, 50) ? STR("true") : STR("false"));
    else
        put_values(d, p, type);
}

void draw_term(Draw *d)
{
    const ParamRow *p = draw_row(d, d->type);
    if (p)
        put_named(d, p->name, p, d->at);
    else
        draw_param(d, STR("colour"), draw_bad_value(d));
}

static size_t type_index(const Draw *d, Str type)
{
    size_t i = 0;
    while (i < d->data->type_count && !str_eq(type, str_of(d->data->types[i])))
        i++;
    return i;
}

static Str any_type(Draw *d)
{
    return str_of(d->data->types[rng_below(d->r, d->data->type_count)]);
}

static const ParamRow *reference_row(Draw *d, Str type)
{
    for (int i = 0; i < 12; i++) {
        const ParamRow *p = draw_row(d, type);
        if (p && p->kind == PARAM_REFERENCE)
            return p;
    }
    return NULL;
}

static Str target_of(Draw *d, const ParamRow *p)
{
    size_t n = 0;
    while (p->targets && p->targets[n])
        n++;
    const TypeRow *row =
        n && !rng_chance(d->r, 20) ? type_by_num(p->targets[rng_below(d->r, n)]) : NULL;
    return row ? row->name : any_type(d);
}

/* subject:Patient.name, encounter.subject.name …: what B's hold must not decide what A is told (S27). */
static void put_chain(Draw *d)
{
    Buf *name = buf_new(d->cx, 1024);
    Str type = d->type;
    const ParamRow *p = NULL;
    for (size_t level = 1 + rng_chance(d->r, 30); level > 0; level--) {
        p = reference_row(d, type);
        if (!p)
            return;
        type = target_of(d, p);
        buf_put(name, p->name);
        if (rng_chance(d->r, 70))
            buf_printf(name, ":%.*s", STR_ARG(type));
        buf_char(name, '.');
    }
    p = draw_row(d, type);
    if (!p)
        return;
    buf_put(name, p->name);
    put_named(d, buf_str(name), p, type_index(d, type));
}

static void put_has(Draw *d)
{
    const Str type = any_type(d);
    const ParamRow *ref = reference_row(d, type);
    const ParamRow *p = draw_row(d, type);
    if (ref && p)
        put_named(d,
                  arena_printf(d->cx->mem, "_has:%.*s:%.*s:%.*s", STR_ARG(type), STR_ARG(ref->name),
                               STR_ARG(p->name)),
                  p, type_index(d, type));
}

void draw_include(Draw *d)
{
    const bool back = rng_chance(d->r, 50);
    const bool all = rng_chance(d->r, 15);
    const Str type = back ? any_type(d) : d->type;
    const ParamRow *p = reference_row(d, type);
    const Str param_name = all || !p ? STR("*") : p->name;
    Buf *value = buf_new(d->cx, 1024);
    if (rng_chance(d->r, 3))
        buf_char(value, '*');
    else
        buf_printf(value, "%.*s:%.*s", STR_ARG(type), STR_ARG(param_name));
    if (p && rng_chance(d->r, 25))
        buf_printf(value, ":%.*s", STR_ARG(target_of(d, p)));
    draw_param(d,
               arena_join(d->cx->mem, back ? STR("_revinclude") : STR("_include"),
                          rng_chance(d->r, 15) ? STR(":iterate") : STR(""), STR("")),
               buf_str(value));
}

void draw_sort(Draw *d)
{
    Buf *value = buf_new(d->cx, 1024);
    static const char *const fixed[] = { "_id", "_lastUpdated", "date", "birthdate", "name" };
    for (size_t n = 1 + rng_below(d->r, 3); n > 0; n--) {
        const ParamRow *p = rng_chance(d->r, 60) ? draw_row(d, d->type) : NULL;
        buf_put(value, rng_chance(d->r, 50) ? STR("-") : STR(""));
        buf_put(value, p ? p->name : ONE_OF(d->r, fixed));
        if (n > 1)
            buf_char(value, ',');
    }
    draw_param(d, STR("_sort"), buf_str(value));
}

static void put_ids(Draw *d)
{
    param_begin(d, STR("_id"));
    for (size_t n = 1 + rng_below(d->r, 4); n > 0; n--) {
        buf_percent(d->params,
                    rng_chance(d->r, 5) ? draw_bad_value(d) : draw_id_part(draw_name(d)));
        if (n > 1)
            buf_char(d->params, ',');
    }
}

void draw_patient(Draw *d)
{
    static const char *const names[] = { "patient", "patient",         "subject", "beneficiary",
                                         "_id",     "patient:Patient", "Patient" };
    Str id = rng_chance(d->r, 75)
                 ? own_patient(d)
                 : str_of(d->ask->asker.side == SIDE_B ? wall_patient_a : wall_patient_b);
    if (rng_chance(d->r, 40))
        id = arena_join(d->cx->mem, STR("Patient/"), id, STR(""));
    draw_param(d, ONE_OF(d->r, names), id);
}

void draw_result(Draw *d)
{
    static const struct {
        const char *name;
        const char *values[4];
    } rows[] = {
        { "_count", { "1", "3", "50", "100000000000" } },
        { "_count", { "0", "-1", "x", "" } },
        { "_contained", { "false", "true", "both", "" } },
        { "_elements", { "id", "id,status", "subject", "*" } },
        { "_format", { "json", "xml", "application/fhir+json", "" } },
        { "_pretty", { "true", "false", "x", "" } },
        { "_summary", { "count", "true", "false", "data" } },
        { "_total", { "accurate", "none", "estimate", "x" } },
        { "_since", { "2026-01-02", "2026-01-02T00:00:00Z", "2030", "x" } },
        { "_at", { "2026-01-02", "ge2026", "2025", "x" } },
        { "_lastUpdated", { "ge2026-01-02", "lt2026-01-02T00:00:00Z", "2026-01-01", "x" } },
        { "_cursor", { "", "AAAA", "_", "x" } },
        { "_filter", { "name eq zqb0360", "id eq kb-observation-0", "x", "" } },
        { "_query", { "everything", "x", "", "*" } },
        { "_list", { "kb-1", "$current-problems", "", "x" } },
        { "_content", { "zqb", "Vega", "", "x" } },
        { "_text", { "zqb", "Vega", "", "x" } },
        { "_security",
          { "R", "N", "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|V", "" } },
    };
    const size_t i = rng_below(d->r, sizeof rows / sizeof *rows);
    draw_param(d, str_of(rows[i].name), str_of(rows[i].values[rng_below(d->r, 4)]));
}

void draw_params(Draw *d)
{
    static void (*const puts[])(Draw * d) = { draw_term,    draw_term,    draw_term,   draw_term,
                                              draw_patient, put_ids,      draw_result, draw_result,
                                              draw_include, draw_include, draw_sort,   put_chain,
                                              put_has };
    d->params = buf_new(d->cx, TARGET_BYTES);
    d->param_count = 0;
    static const unsigned char counts[] = { 0, 1, 1, 1, 2, 2, 3, 5 };
    for (size_t n = counts[rng_below(d->r, sizeof counts)]; n > 0; n--)
        puts[rng_below(d->r, sizeof puts / sizeof *puts)](d);
}
