/* Requests of every shape, by chance. */
#include "tests/wall/draw_int.h"

#include <ctype.h>

#define CURSOR_TYPES (sizeof cursor_types / sizeof *cursor_types)

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
    draw_header(d, STR("Content-Type"),
                rng_chance(d->r, 95) ? STR("application/x-www-form-urlencoded")
                                     : STR("text/plain"));
}

/* Type and id as they belong together, or not. */
static Str draw_instance(Draw *d)
{
    const Str name = draw_name(d);
    Buf *b = buf_new(d->cx, TARGET_BYTES);
    draw_type_set(d, str_slice(name, 0, str_find(name, '/')));
    if (rng_chance(d->r, 6))
        draw_type(d);
    buf_percent(b, d->type);
    buf_char(b, '/');
    buf_percent(b, rng_chance(d->r, 5) ? draw_bad_value(d) : draw_id_part(name));
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
        draw_result(d);
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
    draw_header(d, STR("Content-Type"), STR("application/fhir+json"));
}

/* ---- who, and how ------------------------------------------------------------------------------------------------ */

static Role draw_role(Rng *r)
{
    static const Role roles[] = { ROLE_ALL,   ROLE_ALL,  ROLE_ALL,    ROLE_PARTS, ROLE_ALL,
                                  ROLE_AGAIN, ROLE_READ, ROLE_SEARCH, ROLE_FEW,   ROLE_ME,
                                  ROLE_ALL,   ROLE_OLD,  ROLE_NONE,   ROLE_MIND };
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
        draw_header(d, STR("Authorization"),
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
        draw_header(d, STR("If-None-Match"), ONE_OF(d->r, tags));
    if (rng_chance(d->r, 10))
        draw_header(d, STR("If-Modified-Since"), ONE_OF(d->r, dates));
    if (rng_chance(d->r, 15))
        draw_header(d, STR("Accept"), ONE_OF(d->r, accepts));
    if (rng_chance(d->r, 20))
        draw_header(d, STR("Prefer"), ONE_OF(d->r, prefers));
    if (rng_chance(d->r, 3))
        draw_header(d, STR("Origin"), STR("https://app.example"));
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
    draw_type_set(d, type);
    d->params = buf_new(d->cx, TARGET_BYTES);
    d->param_count = 0;
    draw_param(d, STR("_count"), ONE_OF(d->r, counts));
    if (rng_chance(d->r, 40))
        draw_sort(d);
    if (rng_chance(d->r, 30))
        draw_include(d);
    if (rng_chance(d->r, 30))
        draw_term(d);
    if (rng_chance(d->r, 30))
        draw_patient(d);
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
    case 0: c->second.asker.side = draw_other(c->first.asker.side); break;
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
    draw_header(&e, STR("Content-Type"), STR("application/x-www-form-urlencoded"));
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
