/* Requests of every shape, by chance. */
#include "base/buf.h"
#include "base/limits.h"
#include "fhir/param_table.h"
#include "fhir/type_table.h"
#include "tests/wall/wall.h"

#include <ctype.h>

#define TARGET_BYTES (15u << 10) /* http/ takes a little more, and this is past it */
#define CURSOR_TYPES (sizeof cursor_types / sizeof *cursor_types)

/* ---- chance: SplitMix64 ---------------------------------------------------------------------------------- */

uint64_t rng_next(Rng *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

Rng rng_of(uint64_t seed, uint64_t number)
{
    Rng r = { seed * UINT64_C(0xd1342543de82ef95) + number };
    r.state = rng_next(&r);
    return r;
}

size_t rng_below(Rng *r, size_t n)
{
    return n ? (size_t)(rng_next(r) % n) : 0;
}

bool rng_chance(Rng *r, unsigned percent)
{
    return rng_below(r, 100) < percent;
}

static Str one_of(Rng *r, const char *const *list, size_t n)
{
    return str_of(list[rng_below(r, n)]);
}
#define ONE_OF(r, list) one_of((r), (list), sizeof(list) / sizeof *(list))

/* ---- the request under way --------------------------------------------------------------------------------- */

typedef struct Draw {
    Cx *cx;
    Rng *r;
    const Data *data;
    Ask *ask;
    Str type;  /* as asked for */
    size_t at; /* its place in data->types; type_count: not there */
    Buf *params;
    size_t param_count;
} Draw;

static void header_add(Draw *d, Str name, Str value)
{
    if (d->ask->header_count < ASK_HEADERS)
        d->ask->headers[d->ask->header_count++] = (HttpField){ name, value };
}

static Side other_of(Side side)
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
    return n < 80 ? other_of(own) : n < 92 ? SIDE_PLAN : SIDE_OTHER;
}

static void type_set(Draw *d, Str type)
{
    d->type = type;
    for (d->at = 0; d->at < d->data->type_count; d->at++)
        if (str_eq(type, str_of(d->data->types[d->at])))
            return;
}

static void draw_type(Draw *d)
{
    static const char *const odd[] = {
        "Nothing",  "patient",  "Patient ", "OBSERVATION", "$export",
        "metadata", "_history", "Bundle",   "Parameters",  "_search"
    };
    const size_t n = rng_below(d->r, 100);
    if (d->ask->asker.role == ROLE_FEW && rng_chance(d->r, 60))
        type_set(d, STR("Observation"));
    else if (n < 86)
        type_set(d, str_of(d->data->types[rng_below(d->r, d->data->type_count)]));
    else if (n < 97)
        type_set(d, type_table[rng_below(d->r, type_table_count)].name);
    else
        type_set(d, ONE_OF(d->r, odd));
}

static Str repeated(Draw *d, char c, size_t n)
{
    char *p = arena_alloc(d->cx->mem, n);
    memset(p, c, n);
    return (Str){ p, n };
}

static Str bad_value(Draw *d)
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
static Str draw_name(Draw *d)
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

static Str id_part(Str name)
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

static void param(Draw *d, Str name, Str value)
{
    param_begin(d, name);
    buf_percent(d->params, value);
}

static ValueKind kind_of(const ParamRow *p)
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
    return v->count && !rng_chance(d->r, 6) ? v->at[rng_below(d->r, v->count)] : bad_value(d);
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
    const ValueKind kind = kind_of(p);
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

static void put_term(Draw *d)
{
    const ParamRow *p = draw_row(d, d->type);
    if (p)
        put_named(d, p->name, p, d->at);
    else
        param(d, STR("colour"), bad_value(d));
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

static void put_include(Draw *d)
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
    param(d,
          arena_join(d->cx->mem, back ? STR("_revinclude") : STR("_include"),
                     rng_chance(d->r, 15) ? STR(":iterate") : STR(""), STR("")),
          buf_str(value));
}

static void put_sort(Draw *d)
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
    param(d, STR("_sort"), buf_str(value));
}

static void put_ids(Draw *d)
{
    param_begin(d, STR("_id"));
    for (size_t n = 1 + rng_below(d->r, 4); n > 0; n--) {
        buf_percent(d->params, rng_chance(d->r, 5) ? bad_value(d) : id_part(draw_name(d)));
        if (n > 1)
            buf_char(d->params, ',');
    }
}

static void put_patient(Draw *d)
{
    static const char *const names[] = { "patient", "patient",         "subject", "beneficiary",
                                         "_id",     "patient:Patient", "Patient" };
    Str id = rng_chance(d->r, 75)
                 ? own_patient(d)
                 : str_of(d->ask->asker.side == SIDE_B ? wall_patient_a : wall_patient_b);
    if (rng_chance(d->r, 40))
        id = arena_join(d->cx->mem, STR("Patient/"), id, STR(""));
    param(d, ONE_OF(d->r, names), id);
}

static void put_result(Draw *d)
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
    param(d, str_of(rows[i].name), str_of(rows[i].values[rng_below(d->r, 4)]));
}

static void draw_params(Draw *d)
{
    static void (*const puts[])(Draw * d) = { put_term,    put_term,    put_term,   put_term,
                                              put_patient, put_ids,     put_result, put_result,
                                              put_include, put_include, put_sort,   put_chain,
                                              put_has };
    d->params = buf_new(d->cx, TARGET_BYTES);
    d->param_count = 0;
    static const unsigned char counts[] = { 0, 1, 1, 1, 2, 2, 3, 5 };
    for (size_t n = counts[rng_below(d->r, sizeof counts)]; n > 0; n--)
        puts[rng_below(d->r, sizeof puts / sizeof *puts)](d);
}

/* ---- shapes --------------------------------------------------------------------------------------------------- */

static Str address(Draw *d, Str rest)
{
    return arena_printf(d->cx->mem, "/%.*s/fhir/%.*s", STR_ARG(d->ask->plan), STR_ARG(rest));
}

static Str with_query(Draw *d, Str target)
{
    return buf_str(d->params).n ? arena_join(d->cx->mem, target, STR("?"), buf_str(d->params))
                                : target;
}

static void draw_search(Draw *d)
{
    const bool post = rng_chance(d->r, 20);
    draw_type(d);
    draw_params(d);
    Buf *type = buf_new(d->cx, 1024);
    buf_percent(type, d->type);
    if (!post) {
        d->ask->target = with_query(d, address(d, buf_str(type)));
        return;
    }
    d->ask->method = HTTP_POST;
    d->ask->target = address(d, arena_join(d->cx->mem, buf_str(type), STR("/_search"), STR("")));
    d->ask->body = buf_str(d->params);
    if (rng_chance(d->r, 15)) {
        draw_params(d);
        d->ask->target = with_query(d, d->ask->target);
    }
    header_add(d, STR("Content-Type"),
               rng_chance(d->r, 95) ? STR("application/x-www-form-urlencoded") : STR("text/plain"));
}

/* Type and id as they belong together, or not. */
static Str draw_instance(Draw *d)
{
    const Str name = draw_name(d);
    Buf *b = buf_new(d->cx, TARGET_BYTES);
    type_set(d, str_slice(name, 0, str_find(name, '/')));
    if (rng_chance(d->r, 6))
        draw_type(d);
    buf_percent(b, d->type);
    buf_char(b, '/');
    buf_percent(b, rng_chance(d->r, 5) ? bad_value(d) : id_part(name));
    return buf_str(b);
}

static void draw_read(Draw *d)
{
    static const char *const queries[] = {
        "",    "", "", "", "", "?_format=json", "?_pretty=true", "?_summary=true", "?_elements=id",
        "?x=y"
    };
    d->ask->target =
        arena_join(d->cx->mem, address(d, draw_instance(d)), ONE_OF(d->r, queries), STR(""));
}

static void draw_vread(Draw *d)
{
    static const char *const versions[] = {
        "1", "1", "2", "3", "4", "0", "-1", "01", "x", "", "99999999999999999999"
    };
    d->ask->target =
        arena_printf(d->cx->mem, "%.*s/_history/%.*s", STR_ARG(address(d, draw_instance(d))),
                     STR_ARG(ONE_OF(d->r, versions)));
}

static void draw_history(Draw *d)
{
    Str of;
    if (rng_chance(d->r, 60)) {
        of = draw_instance(d);
    } else {
        draw_type(d);
        Buf *b = buf_new(d->cx, 1024);
        buf_percent(b, d->type);
        of = buf_str(b);
    }
    d->params = buf_new(d->cx, TARGET_BYTES);
    d->param_count = 0;
    for (size_t n = rng_below(d->r, 3); n > 0; n--)
        put_result(d);
    d->ask->target =
        with_query(d, arena_join(d->cx->mem, address(d, of), STR("/_history"), STR("")));
}

/* Compartment addresses, operations, batches, what is no address at all. */
static void draw_odd(Draw *d)
{
    static const char *const rests[] = {
        "Patient/kb-patient-0/$everything",
        "Patient/ka-patient-0/$everything",
        "Patient/kb-patient-0/Observation",
        "Patient/ka-patient-0/Observation",
        "Patient/kb-patient-0/*",
        "$export",
        "Patient/$export",
        "Group/kb-group-0/$export",
        "Observation/$lastn?patient=kb-patient-0",
        "_history",
        "",
        "?_type=Observation",
        "_search?_id=kb-observation-0",
        "../fhir/Observation/kb-observation-0",
        "%2e%2e/fhir/Observation/kb-observation-0",
        "Observation%2Fkb-observation-0",
        "Observation//kb-observation-0",
        "Observation/kb-observation-0%00",
        "Observation/kb-observation-0%20",
        "Observation/kb-observation-0/",
        "Observation/%6bb-observation-0",
        "Observation/kb-observation-0/_history/1/x",
        "Observation/kb-observation-0;v=1",
        "observation/kb-observation-0",
        "Observation/KB-OBSERVATION-0",
        "Binary/kb-binary-0",
        "Binary/ka-binary-0",
        "Provenance/both-1",
        "Appointment/both-2",
        "metadata",
        "Observation/%c0%ae",
        "Observation/%ff",
        "Observation/%",
    };
    static const char *const bodies[] = {
        "",
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":"
        "\"GET\","
        "\"url\":\"Observation/kb-observation-0\"}}]}",
        "_id=kb-observation-0",
    };
    d->ask->target = address(d, ONE_OF(d->r, rests));
    if (!rng_chance(d->r, 25))
        return;
    d->ask->method = rng_chance(d->r, 60) ? HTTP_POST : HTTP_PUT;
    d->ask->body = ONE_OF(d->r, bodies);
    header_add(d, STR("Content-Type"), STR("application/fhir+json"));
}

/* ---- who, and how ------------------------------------------------------------------------------------------------ */

static Role draw_role(Rng *r)
{
    static const Role roles[] = { ROLE_ALL,  ROLE_ALL,    ROLE_ALL, ROLE_ALL, ROLE_ALL, ROLE_AGAIN,
                                  ROLE_READ, ROLE_SEARCH, ROLE_FEW, ROLE_ME,  ROLE_ALL, ROLE_OLD };
    return roles[rng_below(r, sizeof roles / sizeof *roles)];
}

static void draw_asker(Draw *d)
{
    Ask *a = d->ask;
    const size_t n = rng_below(d->r, 100);
    const bool other = n >= 90 && n < 96;
    a->asker.side = n < 60 ? SIDE_A : n < 90 ? SIDE_B : other ? SIDE_OTHER : SIDE_PLAN;
    a->asker.role = draw_role(d->r);
    a->plan = other != rng_chance(d->r, 3) ? STR("other") : STR("demo");
    if (a->asker.side == SIDE_PLAN && rng_chance(d->r, 60))
        header_add(d, STR("Authorization"),
                   rng_chance(d->r, 50) ? STR("Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
                                        : STR("Bearer x"));
}

static void draw_headers(Draw *d)
{
    static const char *const tags[] = { "W/\"1\"", "\"1\"", "W/\"2\"", "*", "\"9\", W/\"1\"", "x" };
    static const char *const dates[] = { "Thu, 01 Jan 2026 00:00:00 GMT",
                                         "Fri, 02 Jan 2026 00:00:00 GMT",
                                         "Fri, 01 Jan 2100 00:00:00 GMT", "yesterday" };
    static const char *const accepts[] = { "application/fhir+json", "application/json", "*/*",
                                           "application/fhir+xml", "text/html" };
    static const char *const prefers[] = { "handling=lenient", "handling=strict",
                                           "return=minimal, handling=lenient" };
    if (rng_chance(d->r, 15))
        header_add(d, STR("If-None-Match"), ONE_OF(d->r, tags));
    if (rng_chance(d->r, 10))
        header_add(d, STR("If-Modified-Since"), ONE_OF(d->r, dates));
    if (rng_chance(d->r, 15))
        header_add(d, STR("Accept"), ONE_OF(d->r, accepts));
    if (rng_chance(d->r, 20))
        header_add(d, STR("Prefer"), ONE_OF(d->r, prefers));
    if (rng_chance(d->r, 3))
        header_add(d, STR("Origin"), STR("https://app.example"));
}

static Draw draw_begin(Cx *cx, const Data *data, Rng *r, Ask *ask)
{
    *ask = (Ask){ .method = HTTP_GET, .plan = STR("demo"), .body = STR("") };
    return (Draw){ .cx = cx, .r = r, .data = data, .ask = ask };
}

static void draw_one(Cx *cx, const Data *data, Rng *r, Ask *ask)
{
    static void (*const shapes[])(Draw * d) = { draw_read,    draw_read,   draw_read,   draw_vread,
                                                draw_history, draw_search, draw_search, draw_search,
                                                draw_search,  draw_search, draw_search };
    Draw d = draw_begin(cx, data, r, ask);
    draw_asker(&d);
    if (rng_chance(r, 4))
        draw_odd(&d);
    else
        shapes[rng_below(r, sizeof shapes / sizeof *shapes)](&d);
    draw_headers(&d);
    if (ask->method == HTTP_GET && rng_chance(r, 6))
        ask->method = HTTP_HEAD;
}

/* ---- cursors ------------------------------------------------------------------------------------------------------ */

/* Of which everybody has more than one. */
static const char *const cursor_types[] = { "Observation",  "Condition", "ExplanationOfBenefit",
                                            "Practitioner", "Encounter", "Coverage" };

static Asker member(Rng *r)
{
    return (Asker){ .side = rng_chance(r, 50) ? SIDE_A : SIDE_B, .role = ROLE_ALL };
}

static void first_page(Draw *d, Str type)
{
    static const char *const counts[] = { "1", "2", "3", "7" };
    type_set(d, type);
    d->params = buf_new(d->cx, TARGET_BYTES);
    d->param_count = 0;
    param(d, STR("_count"), ONE_OF(d->r, counts));
    if (rng_chance(d->r, 40))
        put_sort(d);
    if (rng_chance(d->r, 30))
        put_include(d);
    if (rng_chance(d->r, 30))
        put_term(d);
    if (rng_chance(d->r, 30))
        put_patient(d);
    d->ask->target = with_query(d, address(d, type));
}

static Str cursor_address(Draw *d, Str type)
{
    return arena_join(d->cx->mem, address(d, type), STR("?_cursor={cursor}"), STR(""));
}

static void draw_pages(Cx *cx, const Data *data, Rng *r, Case *c)
{
    Draw d = draw_begin(cx, data, r, &c->first);
    c->first.asker = member(r);
    if (rng_chance(r, 20))
        c->first.asker.role = ROLE_SEARCH;
    first_page(&d, ONE_OF(r, cursor_types));
    if (rng_chance(r, 25)) { /* a history has pages too */
        const Str path = str_slice(c->first.target, 0, str_find(c->first.target, '?'));
        c->first.target = arena_join(cx->mem, path, STR("/_history?_count="),
                                     rng_chance(r, 50) ? STR("2") : STR("9"));
    }
    const Str path = str_slice(c->first.target, 0, str_find(c->first.target, '?'));
    c->second = c->first;
    c->second.target = arena_join(cx->mem, path, STR("?_cursor={cursor}"), STR(""));
}

/* Plain enough that there is a next page for certain. */
static void sure_page(Draw *d, Str type)
{
    d->ask->target = arena_join(
        d->cx->mem, address(d, type),
        rng_chance(d->r, 50) ? STR("?_count=1") : STR("?_count=1&_sort=-_lastUpdated"), STR(""));
}

/* Good for the one who got it, at the address it came from: anybody or anywhere else, it is not. */
static void draw_swap(Cx *cx, const Data *data, Rng *r, Case *c)
{
    Draw d = draw_begin(cx, data, r, &c->first);
    const size_t type = rng_below(r, CURSOR_TYPES);
    size_t there = type;
    c->first.asker = member(r);
    Draw e = draw_begin(cx, data, r, &c->second);
    c->second.asker = c->first.asker;
    switch (rng_below(r, 5)) {
    case 0: c->second.asker.side = other_of(c->first.asker.side); break;
    case 1: c->second.asker.role = ROLE_AGAIN; break;
    case 2: c->second.asker.role = ROLE_SEARCH; break;
    case 3: there = (type + 1 + rng_below(r, CURSOR_TYPES - 1)) % CURSOR_TYPES; break;
    default:
        c->first.asker.side = SIDE_OTHER;
        c->first.plan = STR("other");
        break;
    }
    sure_page(&d, str_of(cursor_types[type]));
    c->second.target = cursor_address(&e, str_of(cursor_types[there]));
    if (!rng_chance(r, 25))
        return;
    c->second.method = HTTP_POST;
    c->second.target =
        arena_join(cx->mem, address(&e, str_of(cursor_types[there])), STR("/_search"), STR(""));
    c->second.body = STR("_cursor={cursor}");
    header_add(&e, STR("Content-Type"), STR("application/x-www-form-urlencoded"));
}

static void draw_forge(Cx *cx, const Data *data, Rng *r, Case *c)
{
    Draw d = draw_begin(cx, data, r, &c->first);
    const Str type = ONE_OF(r, cursor_types);
    c->first.asker = member(r);
    sure_page(&d, type);
    Draw e = draw_begin(cx, data, r, &c->second);
    c->second.asker = c->first.asker;
    c->second.target = cursor_address(&e, type);
    c->forge = (unsigned)rng_next(r);
    c->forge_at = (size_t)rng_next(r);
}

Str draw_forged(Cx *cx, const Case *c, Str cursor)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const Str s = arena_dup(cx->mem, cursor);
    char *p = arena_alloc(cx->mem, s.n + 1);
    const size_t at = s.n ? c->forge_at % s.n : 0;
    memcpy(p, s.p, s.n);
    switch (c->forge % 8) {
    case 0: /* cut */ return str_slice(s, 0, at ? at : 1);
    case 1: /* longer */ return arena_join(cx->mem, s, str_slice(s, 0, 4), STR(""));
    case 2: /* the end of it alone */ return str_from(s, at ? at : 1);
    case 3: /* the last digit, whose low bits may say nothing */
        p[s.n - 1] = digits[(size_t)(strchr(digits, p[s.n - 1]) - digits) ^ 1u];
        return (Str){ p, s.n };
    case 4: /* a letter in the other case */
        for (size_t i = 0; i < s.n; i++)
            if (isalpha((unsigned char)p[(at + i) % s.n])) {
                p[(at + i) % s.n] = (char)(p[(at + i) % s.n] ^ 0x20);
                break;
            }
        return (Str){ p, s.n };
    case 5: /* padding */ return arena_join(cx->mem, s, STR("%3D"), STR(""));
    default: /* one bit */
        p[at] = digits[(size_t)(strchr(digits, p[at]) - digits) ^ (1u << c->forge / 8 % 6)];
        return (Str){ p, s.n };
    }
}

void draw_case(Cx *cx, const Data *data, Rng *r, Case *out)
{
    const size_t n = rng_below(r, 100);
    *out = (Case){ .kind = n < 76   ? CASE_ONE
                           : n < 86 ? CASE_PAGES
                           : n < 93 ? CASE_SWAP
                                    : CASE_FORGE };
    switch (out->kind) {
    case CASE_ONE: draw_one(cx, data, r, &out->first); break;
    case CASE_PAGES: draw_pages(cx, data, r, out); break;
    case CASE_SWAP: draw_swap(cx, data, r, out); break;
    case CASE_FORGE: draw_forge(cx, data, r, out); break;
    }
}
