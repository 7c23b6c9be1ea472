/* Lines to load: from templates, by a seed. */
#include "base/buf.h"
#include "base/limits.h"
#include "tests/wall/data_table.h"
#include "tests/wall/wall.h"
#include "json/json.h"

#include <ctype.h>
#include <stdlib.h>

#define LINE_BYTES (64u << 10)
#define SERIALS 40u /* of a type */
#define SERIAL_MOVED 9000u

const char *const wall_patient_a = "ka-patient-0";
const char *const wall_patient_b = "kb-patient-0";

char side_letter(Side side)
{
    return "ab-o"[side];
}

static Side other_member(Side side)
{
    return side == SIDE_A ? SIDE_B : SIDE_A;
}

typedef struct Maker {
    Cx *cx;
    Rng rng;
    Data *data;
} Maker;

/* ---- names --------------------------------------------------------------------------------------------- */

static size_t template_of(Str type)
{
    size_t t = 0;
    while (wall_templates[t].type && !str_eq(type, str_of(wall_templates[t].type)))
        t++;
    if (!wall_templates[t].type)
        abort();
    return t;
}

/* Every second one's id is known to everybody; the other plan's are A's. */
static bool is_known(unsigned k)
{
    return k % 2 == 0;
}

static Str marker_of(Cx *cx, Side side, size_t t, unsigned k)
{
    if (side == SIDE_PLAN)
        return STR("plain");
    return arena_printf(cx->mem, "zq%c%04u", side_letter(side), (unsigned)t * SERIALS + k);
}

static Str known_id(Cx *cx, char side, Str type, unsigned k)
{
    Str id = arena_printf(cx->mem, "k%c-%.*s-%u", side, STR_ARG(type), k);
    char *p = arena_alloc(cx->mem, id.n);
    for (size_t i = 0; i < id.n; i++)
        p[i] = (char)tolower((unsigned char)id.p[i]);
    return (Str){ p, id.n };
}

/* As long as an id may be. */
static Str padded(const Maker *mk, Str id)
{
    char *p = arena_alloc(mk->cx->mem, LIMIT_ID);
    memset(p, '-', LIMIT_ID);
    memcpy(p, id.p, id.n);
    return (Str){ p, LIMIT_ID };
}

static Str id_of(const Maker *mk, Side side, size_t t, unsigned k)
{
    const Str type = str_of(wall_templates[t].type);
    if (side == SIDE_PLAN)
        return known_id(mk->cx, 'p', type, k);
    if (is_known(k))
        return known_id(mk->cx, side == SIDE_OTHER ? 'a' : side_letter(side), type, k);
    const Str marker = marker_of(mk->cx, side, t, k);
    return k % 4 == 1 ? marker : padded(mk, marker);
}

/* ---- one resource ---------------------------------------------------------------------------------------- */

typedef struct Make {
    Maker *mk;
    Cx *cx;
    Rng *rng;
    Buf *out;
    Side side;
    size_t t;
    unsigned k;
    int load;
    Str id;
    Str marker;
} Make;

static void put_reference(Make *m, Str type, Side side, bool known)
{
    const size_t t = template_of(type);
    if (wall_templates[t].of_plan)
        side = SIDE_PLAN;
    unsigned k = (unsigned)rng_below(m->rng, wall_templates[t].count);
    if (known && side != SIDE_PLAN)
        k -= k % 2;
    buf_put(m->out, type);
    buf_char(m->out, '/');
    buf_put(m->out, id_of(m->mk, side, t, k));
}

/* Often the other member's, by an id that may be known: the loads keep such references, and nothing may
 * come of them. */
static void put_crossing(Make *m, Str type)
{
    const bool crosses = m->side != SIDE_OTHER && rng_chance(m->rng, 60);
    put_reference(m, type, crosses ? other_member(m->side) : m->side, crosses);
}

/* Whoever refers to a Binary first owns it. Nr. 0 is each member's own from the first load on, so that
 * the other may name it later. */
static void put_binary(Make *m)
{
    const Str type = STR("Binary");
    const bool crosses = m->load > 0 && m->side != SIDE_OTHER && rng_chance(m->rng, 50);
    if (m->k > 0 && !crosses) {
        put_reference(m, type, m->side, false);
        return;
    }
    buf_put(m->out, STR("Binary/"));
    buf_put(m->out, id_of(m->mk, crosses ? other_member(m->side) : m->side, template_of(type), 0));
}

static const char *one_of(Rng *r, const char *const *list, size_t n)
{
    return list[rng_below(r, n)];
}
#define ONE_OF(r, list) one_of((r), (list), sizeof(list) / sizeof *(list))

static void put_date(Make *m, char kind)
{
    static const char *const days[] = { "2023-01-15", "2023-06-30", "2023-12-31", "2024-01-01",
                                        "2024-02-29", "2024-07-04", "2025-03-09", "2025-11-02" };
    static const char *const rough[] = { "2023", "2024", "2024-02", "2025-03" };
    static const char *const times[] = { "T00:00:00Z", "T08:30:00-06:00", "T23:59:59.999Z",
                                         "T12:00:00+02:00" };
    if (kind == 'D' && rng_chance(m->rng, 20)) {
        buf_put(m->out, str_of(ONE_OF(m->rng, rough)));
        return;
    }
    buf_put(m->out, str_of(ONE_OF(m->rng, days)));
    if (kind == 't' || (kind == 'D' && rng_chance(m->rng, 40)))
        buf_put(m->out, str_of(ONE_OF(m->rng, times)));
}

static void put_head(Make *m, bool identifiers)
{
    /* Most are of no kind: what is sealed is seen by nobody, and what belongs to it neither. */
    static const char *const labels[] = {
        "Confidentiality\",\"code\":\"N", "Confidentiality\",\"code\":\"N",
        "Confidentiality\",\"code\":\"N", "Confidentiality\",\"code\":\"N",
        "Confidentiality\",\"code\":\"N", "Confidentiality\",\"code\":\"N",
        "Confidentiality\",\"code\":\"R", "ActCode\",\"code\":\"PSY",
        "ActCode\",\"code\":\"ETHUD",     "Confidentiality\",\"code\":\"V",
    };
    static const char *const profiles[] = { "http://example.org/profile/one",
                                            "http://example.org/profile/two|1.0" };
    buf_printf(m->out,
               "\"id\":\"%.*s\",\"meta\":{\"tag\":[{\"system\":\"urn:tag\",\"code\":\"%.*s\"}],"
               "\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/"
               "v3-%s\"}],\"profile\":[\"%s\"],"
               "\"source\":\"urn:source:%.*s\"},\"text\":{\"status\":\"generated\",\"div\":"
               "\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">%.*s</div>\"}",
               STR_ARG(m->id), STR_ARG(m->marker), ONE_OF(m->rng, labels), ONE_OF(m->rng, profiles),
               STR_ARG(m->marker), STR_ARG(m->marker));
    if (identifiers)
        buf_printf(m->out,
                   ",\"identifier\":[{\"system\":\"urn:ids\",\"value\":\"%.*s\"},"
                   "{\"system\":\"urn:shared\",\"value\":\"S%zu\"}]",
                   STR_ARG(m->marker), rng_below(m->rng, 3));
}

static void put_patient(Make *m)
{
    buf_put(m->out, STR("Patient/"));
    buf_put(m->out, id_of(m->mk, m->side, template_of(STR("Patient")), 0));
}

static void put_special(Make *m, char what)
{
    static const char *const given[] = { "Rosa", "Luis", "Ana", "Zo\u00eb" };
    static const char *const family[] = { "Vega", "Vegan", "Okafor", "\u00c5berg" };
    static const char *const cities[] = { "Austin", "Dallas", "Austintown" };
    static const char *const canonicals[] = { "http://example.org/q/one",
                                              "http://example.org/q/one|2",
                                              "http://example.org/q/two" };
    switch (what) {
    case 'B': put_binary(m); break;
    case 'D':
    case 'd':
    case 't': put_date(m, what); break;
    case 'H':
    case 'h': put_head(m, what == 'H'); break;
    case 'I': buf_put(m->out, m->id); break;
    case 'M': buf_put(m->out, m->marker); break;
    case 'P': put_patient(m); break;
    case 'c': buf_put(m->out, str_of(ONE_OF(m->rng, cities))); break;
    case 'f': buf_put(m->out, str_of(ONE_OF(m->rng, family))); break;
    case 'n': buf_put(m->out, str_of(ONE_OF(m->rng, given))); break;
    case 'q': buf_printf(m->out, "%zu.%zu", rng_below(m->rng, 12), rng_below(m->rng, 3) * 5); break;
    case 'u': buf_put(m->out, str_of(ONE_OF(m->rng, canonicals))); break;
    default: abort();
    }
}

/* True, and *rest behind it, when rest begins with the name of a list in brackets. */
static bool put_code(Make *m, Str *rest)
{
    const size_t end = str_find(*rest, ']');
    const Str name = str_slice(*rest, 1, end);
    for (const CodeList *l = wall_codes; l->name; l++) {
        if (!str_eq(name, str_of(l->name)))
            continue;
        buf_printf(m->out, "\"system\":\"%s\",\"code\":\"%s\"", l->system,
                   l->codes[rng_below(m->rng, CODES)]);
        *rest = str_from(*rest, end + 1);
        return true;
    }
    return false;
}

static size_t letters(Str s)
{
    size_t n = 0;
    while (n < s.n && isalpha((unsigned char)s.p[n]))
        n++;
    return n;
}

static void expand(Make *m, Str rest)
{
    while (rest.n) {
        const char c = rest.p[0];
        const bool named = rest.n > 1 && isupper((unsigned char)rest.p[1]);
        if (c == '[' && put_code(m, &rest))
            continue;
        if (c == '$') {
            put_special(m, rest.p[1]);
            rest = str_from(rest, 2);
        } else if ((c == '@' || c == '~') && named) {
            const Str type = str_slice(rest, 1, 1 + letters(str_from(rest, 1)));
            if (c == '@')
                put_reference(m, type, m->side, false);
            else
                put_crossing(m, type);
            rest = str_from(rest, 1 + type.n);
        } else {
            buf_char(m->out, c == '\'' ? '"' : c);
            rest = str_from(rest, 1);
        }
    }
}

static Str resource(Make *m)
{
    const Template *t = &wall_templates[m->t];
    m->out = buf_new(m->cx, LINE_BYTES);
    buf_printf(m->out, "{\"resourceType\":\"%s\",", t->type);
    expand(m, str_of(t->text));
    buf_char(m->out, '}');
    return buf_str(m->out);
}

/* ---- lines ----------------------------------------------------------------------------------------------- */

static Line *line_add(Maker *mk, const Line *line)
{
    Data *d = mk->data;
    ARENA_GROW(mk->cx->mem, d->lines, d->count, d->room, 1024);
    d->lines[d->count] = *line;
    return &d->lines[d->count++];
}

static unsigned stores_of(Side side)
{
    switch (side) {
    case SIDE_A: return IN_A | IN_BOTH;
    case SIDE_B:
    case SIDE_OTHER: return IN_B | IN_BOTH;
    case SIDE_PLAN:
    case SIDES: break;
    }
    return IN_A | IN_B | IN_BOTH;
}

static Line line_of(Maker *mk, Side side, size_t t, unsigned k, int load)
{
    Make m = { .mk = mk,
               .cx = mk->cx,
               .rng = &mk->rng,
               .side = side,
               .t = t,
               .k = k,
               .load = load,
               .id = id_of(mk, side, t, k),
               .marker = marker_of(mk->cx, side, t, k) };
    return (Line){ .text = resource(&m),
                   .type = str_of(wall_templates[t].type),
                   .id = m.id,
                   .side = side,
                   .stores = stores_of(side),
                   .load = load,
                   .other_plan = side == SIDE_OTHER };
}

static Line deletion(Maker *mk, const Line *of, int load)
{
    Line l = *of;
    l.load = load;
    l.text = arena_printf(mk->cx->mem,
                          "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                          "{\"request\":{\"method\":\"DELETE\",\"url\":\"%.*s/%.*s\"}}]}",
                          STR_ARG(l.type), STR_ARG(l.id));
    return l;
}

/* A fifth changes, a few go, some of those come back. */
static void add_later(Maker *mk, const Line *first, size_t t, unsigned k)
{
    const bool person = str_eq(first->type, STR("Patient"));
    for (int load = 1; load < WALL_LOADS; load++) {
        Line l = { .stores = 0 };
        if (!person && rng_chance(&mk->rng, 8))
            l = deletion(mk, first, load);
        else if (rng_chance(&mk->rng, 20))
            l = line_of(mk, first->side, t, k, load);
        if (l.stores)
            line_add(mk, &l);
    }
}

static void add_side(Maker *mk, Side side)
{
    for (size_t t = 0; wall_templates[t].type; t++) {
        if (wall_templates[t].of_plan != (side == SIDE_PLAN))
            continue;
        for (unsigned k = 0; k < wall_templates[t].count; k++) {
            Line l = line_of(mk, side, t, k, 0);
            if (side == SIDE_OTHER && str_eq(l.type, STR("Patient")))
                l.stores |= IN_A; /* so that there is a token */
            line_add(mk, &l);
            if (side == SIDE_PLAN) {
                l.other_plan = true;
                line_add(mk, &l);
            } else if (side != SIDE_OTHER) {
                add_later(mk, &l, t, k);
            }
        }
    }
}

/* The same of a member whom no store knows, for those that do not know its own. */
static Line nobodys(Maker *mk, const Line *of, unsigned stores)
{
    const Str patient = arena_join(mk->cx->mem, STR("Patient/"),
                                   id_of(mk, of->side, template_of(STR("Patient")), 0), STR("\""));
    Buf *b = buf_new(mk->cx, LINE_BYTES);
    Str rest = of->text;
    for (const char *at; (at = memmem(rest.p, rest.n, patient.p, patient.n));) {
        buf_put(b, str_slice(rest, 0, (size_t)(at - rest.p)));
        buf_put(b, STR("Patient/nobody\""));
        rest = str_from(rest, (size_t)(at - rest.p) + patient.n);
    }
    buf_put(b, rest);
    Line l = *of;
    l.stores = stores & ~IN_BOTH;
    l.text = buf_str(b);
    return l;
}

/* One that belongs to from at first, then to the other, and with back to from again. */
static void add_moved(Maker *mk, Side from, const char *type, unsigned serial, bool back)
{
    const size_t t = template_of(str_of(type));
    const Str id = arena_printf(mk->cx->mem, "mv-%c-%u", side_letter(from), serial);
    Line old = { .stores = 0 };
    for (int load = 0; load < (back ? 3 : 2); load++) {
        const Side side = load == 1 ? other_member(from) : from;
        Make m = { .mk = mk, .cx = mk->cx, .rng = &mk->rng, .side = side, .t = t, .k = 1 };
        m.id = id;
        m.marker = arena_printf(mk->cx->mem, "zq%c%04u", side_letter(side), serial);
        const Line l = { .text = resource(&m),
                         .type = str_of(wall_templates[t].type),
                         .id = id,
                         .side = side,
                         .stores = stores_of(side),
                         .load = load };
        line_add(mk, &l);
        if (load > 0) {
            old = nobodys(mk, &l, old.stores);
            line_add(mk, &old);
        }
        old = l;
    }
}

/* What belongs to two, to nobody, or takes A's id without saying whose it is. */
static void add_refused(Maker *mk)
{
    static const char *const texts[] = {
        "{'resourceType':'Provenance','id':'both-1','target':[{'reference':'Observation/"
        "ka-observation-0'},{'reference':'Observation/kb-observation-0'}],'recorded':"
        "'2024-01-01T00:00:00Z','agent':[{'who':{'display':'zqb9900'}}]}",
        "{'resourceType':'Appointment','id':'both-2','status':'booked','description':'zqb9901',"
        "'participant':[{'actor':{'reference':'Patient/ka-patient-0'},'status':'accepted'},"
        "{'actor':{'reference':'Patient/kb-patient-0'},'status':'accepted'}]}",
        "{'resourceType':'Observation','id':'ka-observation-2','status':'final','code':{'text':"
        "'zqb9902'},'performer':[{'reference':'Patient/kb-patient-0'}]}",
        "{'resourceType':'Coverage','id':'ka-coverage-0','status':'active','subscriber':"
        "{'reference':'Patient/kb-patient-0'},'payor':[{'display':'zqb9903'}]}",
        "{'resourceType':'AuditEvent','id':'both-3','outcomeDesc':'zqb9904'}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Str text = arena_dup(mk->cx->mem, str_of(texts[i]));
        char *p = arena_alloc(mk->cx->mem, text.n);
        for (size_t j = 0; j < text.n; j++)
            p[j] = (char)(text.p[j] == '\'' ? '"' : text.p[j]);
        line_add(mk, &(Line){ .text = { p, text.n },
                              .type = STR("Observation"),
                              .id = STR("both-1"),
                              .side = SIDE_B,
                              .stores = IN_BOTH,
                              .load = 0,
                              .refused = true });
    }
}

static void shuffle(Maker *mk)
{
    Data *d = mk->data;
    for (size_t i = d->count; i > 1; i--) {
        const size_t j = rng_below(&mk->rng, i);
        const Line l = d->lines[i - 1];
        d->lines[i - 1] = d->lines[j];
        d->lines[j] = l;
    }
}

/* ---- values to search for ---------------------------------------------------------------------------------- */

static void value_add(Cx *cx, Values *v, Str s)
{
    if (s.n == 0 || s.n > 120)
        return;
    ARENA_GROW(cx->mem, v->at, v->count, v->room, 16);
    v->at[v->count++] = arena_dup(cx->mem, s);
}

static bool is_date(Str s)
{
    return s.n >= 4 && str_only(str_slice(s, 0, 4), "0123456789") && (s.n == 4 || s.p[4] == '-') &&
           str_only(s, "0123456789-:.TZ+");
}

static void object_values(Cx *cx, Values *kinds, const JsonVal *v)
{
    const Str system = json_get_str(v, STR("system"));
    const Str code = json_get_str(v, STR("code"));
    const Str value = json_get_str(v, STR("value"));
    const Str number = json_num(json_get(v, STR("value")));
    const Str word = code.n ? code : value;
    if (word.n && system.n) {
        value_add(cx, &kinds[VALUE_TOKEN],
                  arena_printf(cx->mem, "%.*s|%.*s", STR_ARG(system), STR_ARG(word)));
        value_add(cx, &kinds[VALUE_TOKEN], arena_join(cx->mem, system, STR("|"), STR("")));
        value_add(cx, &kinds[VALUE_TOKEN], arena_join(cx->mem, STR("|"), word, STR("")));
    }
    if (number.n) {
        value_add(cx, &kinds[VALUE_NUMBER], number);
        value_add(cx, &kinds[VALUE_NUMBER],
                  arena_printf(cx->mem, "%.*s|%.*s|%.*s", STR_ARG(number), STR_ARG(system),
                               STR_ARG(code)));
    }
}

static void text_values(Cx *cx, Values *kinds, Str key, Str s)
{
    if (str_eq(key, STR("reference"))) {
        const size_t slash = str_find(s, '/');
        value_add(cx, &kinds[VALUE_REFERENCE], s);
        value_add(cx, &kinds[VALUE_REFERENCE], str_from(s, slash < s.n ? slash + 1 : 0));
        value_add(cx, &kinds[VALUE_REFERENCE],
                  arena_join(cx->mem, STR(WALL_BASE "/demo/fhir/"), s, STR("")));
    } else if (is_date(s)) {
        value_add(cx, &kinds[VALUE_DATE], s);
    } else {
        value_add(cx, &kinds[VALUE_STRING], s);
        value_add(cx, &kinds[VALUE_TOKEN], s);
    }
    if (str_starts(s, STR("http:")) || str_starts(s, STR("urn:")))
        value_add(cx, &kinds[VALUE_URI], s);
}

static void collect(Cx *cx, Values *kinds, Str key, const JsonVal *v)
{
    if (json_type(v) == JSON_STRING)
        text_values(cx, kinds, key, json_str(v));
    if (json_type(v) == JSON_OBJECT)
        object_values(cx, kinds, v);
    for (JsonIter it = json_iter(v); json_next(&it);)
        collect(cx, kinds, it.key.n ? it.key : key, it.val);
}

static void values_of(Cx *cx, Data *d, const Line *l)
{
    JsonDoc *doc;
    value_add(cx, &d->ids[l->side],
              arena_printf(cx->mem, "%.*s/%.*s", STR_ARG(l->type), STR_ARG(l->id)));
    if (json_parse(cx, l->text, &doc) != ST_OK)
        abort();
    collect(cx, d->values[l->side] + template_of(l->type) * VALUE_KINDS, STR(""), json_root(doc));
}

static void values_make(Cx *cx, Data *d)
{
    while (wall_templates[d->type_count].type)
        d->type_count++;
    const char **types = ARENA_ARRAY(cx->mem, const char *, d->type_count + 1);
    for (size_t t = 0; t < d->type_count; t++)
        types[t] = wall_templates[t].type;
    d->types = types;
    for (size_t s = 0; s < SIDES; s++)
        d->values[s] = ARENA_ARRAY(cx->mem, Values, d->type_count * VALUE_KINDS);
    for (size_t i = 0; i < d->count; i++)
        values_of(cx, d, &d->lines[i]);
}

Data *data_make(Cx *cx, uint64_t seed)
{
    static const char *const moved[] = { "Observation", "Condition", "ExplanationOfBenefit",
                                         "DocumentReference" };
    Maker mk = { .cx = cx, .rng = rng_of(seed, 0), .data = ARENA_NEW(cx->mem, Data) };
    add_side(&mk, SIDE_PLAN);
    add_side(&mk, SIDE_A);
    add_side(&mk, SIDE_B);
    add_side(&mk, SIDE_OTHER);
    for (unsigned i = 0; i < 4; i++) {
        add_moved(&mk, SIDE_A, moved[i], SERIAL_MOVED + i, false);
        add_moved(&mk, SIDE_B, moved[i], SERIAL_MOVED + 10 + i, false);
        add_moved(&mk, SIDE_A, moved[i], SERIAL_MOVED + 20 + i, true);
        add_moved(&mk, SIDE_B, moved[i], SERIAL_MOVED + 30 + i, true);
    }
    add_refused(&mk);
    shuffle(&mk);
    values_make(cx, mk.data);
    return mk.data;
}
