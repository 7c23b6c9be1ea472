/* Attacks by name (AUTHORIZATION section 11, threats 25 to 38): each on every resource and every parameter
 * there is, so that what chance has not drawn is asked too. */
#include "base/buf.h"
#include "base/clock.h"
#include "fhir/param_table.h"
#include "fhir/type_table.h"
#include "tests/wall/wall.h"

#include <stdio.h>
#include <stdlib.h>

#define ID_NONE "zq-never-was"
#define TIMED 1001 /* reads of each sort */

typedef struct Sweep {
    Wall *w;
    Asker asker;
    Side victim;
    const char *name;
} Sweep;

static bool is_over(const Sweep *s)
{
    return s->w->failures > 0;
}

/* The one at which a sweep stopped, too, has used memory that is not needed any more. */
static void done(const Sweep *s)
{
    s->w->failures += s->w->failed;
    s->w->failed = false;
    arena_reset(s->w->cx->mem);
}

static Ask ask_of(const Sweep *s, Str target)
{
    return (Ask){ .method = HTTP_GET,
                  .asker = s->asker,
                  .plan = STR("demo"),
                  .target = target,
                  .body = STR("") };
}

static Str fhir(const Sweep *s, const char *rest)
{
    return arena_printf(s->w->cx->mem, "/demo/fhir/%s", rest);
}

static void ask(const Sweep *s, const char *rest)
{
    Answer alone;
    Answer both;
    const Ask a = ask_of(s, fhir(s, rest));
    wall_ask_both(s->w, &a, STR(""), STR(""), &alone, &both);
    done(s);
}

/* ---- 25, 29, 33, 35: by id ----------------------------------------------------------------------------------- */

static const struct {
    HttpMethod method;
    const char *behind;
    HttpField header;
} by_id[] = {
    { HTTP_GET, "", { STR_C("Accept"), STR_C("*/*") } },
    { HTTP_HEAD, "", { STR_C("Accept"), STR_C("*/*") } },
    { HTTP_GET, "", { STR_C("If-None-Match"), STR_C("*") } },
    { HTTP_GET, "", { STR_C("If-None-Match"), STR_C("W/\"1\"") } },
    { HTTP_GET, "", { STR_C("If-Modified-Since"), STR_C("Fri, 01 Jan 2100 00:00:00 GMT") } },
    { HTTP_GET, "/_history", { STR_C("Accept"), STR_C("*/*") } },
    { HTTP_GET, "/_history/1", { STR_C("Accept"), STR_C("*/*") } },
    { HTTP_GET, "/_history/2", { STR_C("If-None-Match"), STR_C("W/\"2\"") } },
    { HTTP_GET, "/_history/3", { STR_C("Accept"), STR_C("*/*") } },
};

static Answer read_one(const Sweep *s, size_t how, Str name, Ask *a)
{
    Answer out;
    *a = ask_of(s,
                arena_printf(s->w->cx->mem, "/demo/fhir/%.*s%s", STR_ARG(name), by_id[how].behind));
    a->method = by_id[how].method;
    a->headers[a->header_count++] = by_id[how].header;
    store_ask(&s->w->stores[BOTH], s->w->cx, a, STR(""), &out);
    wall_look_at(s->w, a, &out);
    return out;
}

/* In status, headers and body, hers is as one that never was (S23). */
static void read_hers(const Sweep *s, Str name)
{
    const Str type = str_slice(name, 0, str_find(name, '/'));
    const Str none = arena_join(s->w->cx->mem, type, STR("/" ID_NONE), STR(""));
    for (size_t i = 0; i < sizeof by_id / sizeof *by_id; i++) {
        Ask a;
        const Answer missing = read_one(s, i, none, &a);
        const Answer hers = read_one(s, i, name, &a);
        if (hers.status != 404 || !str_eq(hers.text, missing.text))
            wall_report(s->w, &a, "another member's id is not as one that never was", hers.text);
    }
    done(s);
}

static bool has_moved(Str name)
{
    return str_starts(str_from(name, str_find(name, '/')), STR("/mv-"));
}

/* S23, S24, threats 25, 29, 33 and 35. */
static void attack_by_id(const Sweep *s)
{
    const Values *ids = &s->w->data->ids[s->victim];
    for (size_t i = 0; i < ids->count && !is_over(s); i++)
        if (!has_moved(ids->at[i]))
            read_hers(s, ids->at[i]);
}

/* ---- 25: by the time it takes ------------------------------------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t timed(const Sweep *s, Str target)
{
    Answer out;
    const Ask a = ask_of(s, target);
    const int64_t began = clock_mono_us();
    for (int i = 0; i < 10; i++)
        store_ask(&s->w->stores[BOTH], s->w->cx, &a, STR(""), &out);
    const int64_t us = clock_mono_us() - began;
    arena_reset(s->w->cx->mem);
    return us;
}

/* Medians, taken in turns, of reading hers and reading none: a statement by a whole key that finds no row
 * either way. A tenth is more than the machine's noise and less than reading a row. */
static bool takes_as_long(const Sweep *s, Str hers, Str none)
{
    static int64_t us[2][TIMED];
    for (size_t i = 0; i < TIMED; i++) {
        us[0][i] = timed(s, hers);
        us[1][i] = timed(s, none);
    }
    qsort(us[0], TIMED, sizeof **us, by_size);
    qsort(us[1], TIMED, sizeof **us, by_size);
    const int64_t a = us[0][TIMED / 2];
    const int64_t b = us[1][TIMED / 2];
    printf("  a read of hers %.1f us, of none %.1f us\n", (double)a / 10, (double)b / 10);
    return a * 10 <= b * 11 + 10 && b * 10 <= a * 11 + 10;
}

/* S23, threat 25. */
static void attack_by_time(const Sweep *s)
{
    const Str hers = STR("/demo/fhir/Observation/kb-observation-4");
    const Str none = STR("/demo/fhir/Observation/kc-observation-4");
    bool same = false;
    for (int i = 0; i < 5 && !same; i++)
        same = takes_as_long(s, hers, none);
    if (!same) {
        const Ask a = ask_of(s, hers);
        wall_report(s->w, &a, "another member's id takes another time", STR(""));
    }
    done(s);
}

/* ---- 26, 27, 28, 34: by search ------------------------------------------------------------------------------------ */

static Str escaped(const Sweep *s, Str text)
{
    Buf *b = buf_new(s->w->cx, 4096);
    buf_percent(b, text);
    return buf_str(b);
}

typedef void (*WithParam)(const Sweep *s, const char *type, const ParamRow *p, const Values *hers);

static void each_param(const Sweep *s, WithParam with)
{
    const Data *d = s->w->data;
    for (size_t t = 0; t < d->type_count; t++) {
        size_t n;
        const ParamRow *const *rows = param_rows(type_by_name(str_of(d->types[t]))->num, &n);
        for (size_t i = 0; i < n && !is_over(s); i++)
            with(s, d->types[t], rows[i],
                 &d->values[s->victim][t * VALUE_KINDS + value_kind(rows[i])]);
    }
}

/* What stands in hers, as a value: as many as there are differ little. */
static void ask_values(const Sweep *s, const char *type, const ParamRow *p, const Values *hers)
{
    const size_t step = hers->count / 8 + 1;
    for (size_t i = 0; i < hers->count && !is_over(s); i += step)
        ask(s, arena_printf(s->w->cx->mem, "%s?%.*s=%.*s", type, STR_ARG(p->name),
                            STR_ARG(escaped(s, hers->at[i])))
                   .p);
    ask(s, arena_printf(s->w->cx->mem, "%s?%.*s:missing=true", type, STR_ARG(p->name)).p);
}

/* S25, threat 26. */
static void attack_by_value(const Sweep *s)
{
    each_param(s, ask_values);
}

/* A total, an order, a page's end. */
static void ask_totals(const Sweep *s, const char *type, const ParamRow *p, const Values *hers)
{
    static const char *const rest[] = { "_summary=count", "_count=0&_total=accurate",
                                        "_count=2&_sort=", "_count=2&_sort=-" };
    (void)hers;
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        ask(s, arena_printf(s->w->cx->mem, "%s?%s%.*s", type, rest[i], i > 1 ? (int)p->name.n : 0,
                            p->name.p)
                   .p);
}

/* S28, threat 34. */
static void attack_by_total(const Sweep *s)
{
    each_param(s, ask_totals);
}

static void ask_includes(const Sweep *s, const char *type, const ParamRow *p, const Values *hers)
{
    static const char *const ways[] = { "_include", "_include:iterate", "_revinclude",
                                        "_revinclude:iterate" };
    (void)hers;
    if (p->kind != PARAM_REFERENCE)
        return;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        ask(s,
            arena_printf(s->w->cx->mem, "%s?%s=%s:%.*s", type, ways[i], type, STR_ARG(p->name)).p);
        ask(s, arena_printf(s->w->cx->mem, "Patient?%s=%s:%.*s&_include=*", ways[i], type,
                            STR_ARG(p->name))
                   .p);
        ask(s,
            arena_printf(s->w->cx->mem, "Practitioner?%s=%s:%.*s", ways[i], type, STR_ARG(p->name))
                .p);
    }
}

/* S26, S33, threat 27. */
static void attack_by_include(const Sweep *s)
{
    each_param(s, ask_includes);
}

/* The nth of the side's resources of a type that the parameter may lead to; "": there is none. */
static Str target_of(const Sweep *s, const ParamRow *p, Side side, size_t nth)
{
    const Values *ids = &s->w->data->ids[side];
    size_t targets = 0;
    while (p->targets && p->targets[targets])
        targets++;
    const Str type = targets ? type_by_num(p->targets[nth % targets])->name : STR("Observation");
    for (size_t i = 0; i < ids->count; i++) {
        const Str name = ids->at[(i + nth * 7919) % ids->count];
        if (str_starts(name, type) && name.p[type.n] == '/')
            return name;
    }
    return STR("");
}

static void ask_chain(const Sweep *s, const char *type, const ParamRow *p, Str name)
{
    Cx *cx = s->w->cx;
    const size_t slash = str_find(name, '/');
    const Str target = arena_dup(cx->mem, str_slice(name, 0, slash));
    const Str id = str_from(name, slash + 1);
    const Str asks[] = {
        arena_printf(cx->mem, "%s?%.*s:%s._id=%.*s", type, STR_ARG(p->name), target.p, STR_ARG(id)),
        arena_printf(cx->mem, "%s?%.*s:%s._tag=%.*s", type, STR_ARG(p->name), target.p,
                     STR_ARG(str_slice(id, 0, MARKER_N))),
        arena_printf(cx->mem, "%s?%.*s:%s.identifier=urn:shared%%7CS1", type, STR_ARG(p->name),
                     target.p),
        arena_printf(cx->mem, "%s?_has:%s:%.*s:identifier=urn:shared%%7CS1", target.p, type,
                     STR_ARG(p->name)),
        arena_printf(cx->mem, "%s?_has:%s:%.*s:_id=%.*s", target.p, type, STR_ARG(p->name),
                     STR_ARG(id)),
        arena_printf(cx->mem, "Practitioner?_has:%s:%.*s:_tag=%.*s", type, STR_ARG(p->name),
                     STR_ARG(str_slice(id, 0, MARKER_N))),
    };
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        Answer alone;
        Answer both;
        const Ask a = ask_of(s, fhir(s, asks[i].p));
        wall_ask_both(s->w, &a, STR(""), STR(""), &alone, &both);
    }
    done(s);
}

/* True or false, the answer is the same whatever hers say: asked for what is hers; and for what is the
 * asker's and the plan's, so that some answers hold something. */
static void ask_chains(const Sweep *s, const char *type, const ParamRow *p, const Values *hers)
{
    const Side sides[] = { s->victim, s->victim, s->victim, s->asker.side, SIDE_PLAN };
    (void)hers;
    for (size_t i = 0; i < 10 && p->kind == PARAM_REFERENCE && !is_over(s); i++) {
        const Str name = target_of(s, p, sides[i % 5], i);
        if (name.n)
            ask_chain(s, type, p, name);
    }
}

/* S27, threat 28. */
static void attack_by_chain(const Sweep *s)
{
    each_param(s, ask_chains);
    ask(s, "Observation?_filter=name%20eq%20zqb0360");
    ask(s, "Observation?_content=zqb");
    ask(s, "Observation?_text=zqb");
}

/* Her name is refused, whether she is there or not (S25, threat 26); by _id on other types nothing is found. */
static void attack_by_patient(const Sweep *s)
{
    static const char *const named[] = {
        "Observation?patient=%s",
        "Observation?subject=Patient/%s",
        "Coverage?beneficiary=%s",
        "Patient?_id=%s",
        "Observation?patient:Patient=%s",
        "ExplanationOfBenefit?patient="
        "http://localhost:8080/demo/"
        "fhir/Patient/%s",
    };
    const char *patients[] = { s->victim == SIDE_B ? wall_patient_b : wall_patient_a, ID_NONE };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        for (size_t p = 0; p < 2; p++) {
            const Str rest = str_of(named[i]);
            size_t cut = 0;
            while (!str_starts(str_from(rest, cut), STR("%s")))
                cut++;
            const Ask a = ask_of(s, fhir(s, arena_join(s->w->cx->mem, str_slice(rest, 0, cut),
                                                       str_of(patients[p]), str_from(rest, cut + 2))
                                                .p));
            Answer alone;
            Answer both;
            wall_ask_both(s->w, &a, STR(""), STR(""), &alone, &both);
            if (both.status != 403)
                wall_report(s->w, &a, "somebody else's name is not refused", both.text);
            done(s);
        }
}

/* ---- 30, 31, 38 ---------------------------------------------------------------------------------------------------- */

static void expect_refused(const Sweep *s, const Ask *a)
{
    Answer out;
    store_ask(&s->w->stores[BOTH], s->w->cx, a, STR(""), &out);
    wall_look_at(s->w, a, &out);
    if (out.status < 400 || out.status > 405)
        wall_report(s->w, a, "is not refused", wall_around(out.text, 0));
    done(s);
}

/* S28, threat 30. */
static void attack_by_compartment(const Sweep *s)
{
    static const char *const rests[] = {
        "Patient/k%c-patient-0/$everything",
        "Patient/k%c-patient-0/Observation",
        "Patient/k%c-patient-0/*",
        "Patient/k%c-patient-0/_search?code=x",
        "Patient/k%c-patient-0/$summary",
        "Group/k%c-group-0/$export",
        "Group/k%c-group-0",
        "DocumentReference/$docref?patient=k%c-patient-0",
        "Patient/$export",
        "$export",
    };
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        Str rest = str_of(rests[i]);
        const size_t at = str_find(rest, '%');
        if (at < rest.n)
            rest = arena_printf(s->w->cx->mem, "%.*s%c%s", (int)at, rest.p, side_letter(s->victim),
                                rest.p + at + 2);
        const Ask a = ask_of(s, arena_join(s->w->cx->mem, STR("/demo/fhir/"), rest, STR("")));
        expect_refused(s, &a);
    }
}

/* S29, threat 31. */
static void attack_by_batch(const Sweep *s)
{
    static const char *const urls[] = { "Observation/kb-observation-0",
                                        "../fhir/Patient/kb-patient-0",
                                        WALL_BASE "/demo/fhir/Patient/ka-patient-0",
                                        "Patient/ka-patient-0" };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        Ask a = ask_of(s, STR("/demo/fhir"));
        a.method = HTTP_POST;
        a.body = arena_printf(s->w->cx->mem,
                              "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{"
                              "\"request\":{\"method\":\"GET\",\"url\":\"%s\"}}]}",
                              urls[i]);
        a.headers[a.header_count++] =
            (HttpField){ STR("Content-Type"), STR("application/fhir+json") };
        expect_refused(s, &a);
    }
}

static void expect_unknown(const Sweep *s, const Ask *a)
{
    Answer out;
    store_ask(&s->w->stores[BOTH], s->w->cx, a, STR(""), &out);
    wall_look_at(s->w, a, &out);
    if (out.status != 401)
        wall_report(s->w, a, "another plan takes the token", wall_around(out.text, 0));
    done(s);
}

/* Every address of the API, each plan with the other's token: the ids are in both (S32, R18, threat 38). */
static void attack_by_plan(const Sweep *s)
{
    static const char *const rests[] = { "",
                                         "?_id=ka-observation-0",
                                         "/ka-observation-0",
                                         "/ka-patient-0",
                                         "/ka-observation-0/_history",
                                         "/ka-observation-0/_history/1",
                                         "/_history",
                                         "?_cursor=AAAA" };
    const Data *d = s->w->data;
    const char *plan = s->asker.side == SIDE_OTHER ? "demo" : "other";
    for (size_t t = 0; t < d->type_count && !is_over(s); t++) {
        Ask a = ask_of(s, STR(""));
        for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
            a.target = arena_printf(s->w->cx->mem, "/%s/fhir/%s%s", plan, d->types[t], rests[i]);
            expect_unknown(s, &a);
        }
        a.method = HTTP_POST;
        a.target = arena_printf(s->w->cx->mem, "/%s/fhir/%s/_search", plan, d->types[t]);
        a.body = STR("_id=ka-observation-0");
        a.headers[a.header_count++] =
            (HttpField){ STR("Content-Type"), STR("application/x-www-form-urlencoded") };
        expect_unknown(s, &a);
    }
}

/* ---- all ------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*attack)(const Sweep *s);
    unsigned askers; /* bits of Side */
} attacks[] = {
    { "by_batch", attack_by_batch, 3 },
    { "by_chain", attack_by_chain, 3 },
    { "by_compartment", attack_by_compartment, 3 },
    { "by_id", attack_by_id, 3 },
    { "by_include", attack_by_include, 3 },
    { "by_patient", attack_by_patient, 3 },
    { "by_plan", attack_by_plan, 1 | 1u << SIDE_OTHER },
    { "by_time", attack_by_time, 1 },
    { "by_total", attack_by_total, 3 },
    { "by_value", attack_by_value, 3 },
};

bool sweep_run(Wall *w, const char *only)
{
    bool any = false;
    static const Side askers[] = { SIDE_A, SIDE_B, SIDE_OTHER };
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        if (only && strcmp(only, attacks[i].name) != 0)
            continue;
        any = true;
        for (size_t k = 0; k < sizeof askers / sizeof *askers && !w->failures; k++) {
            const Sweep s = { .w = w,
                              .asker = { askers[k], ROLE_ALL },
                              .victim = askers[k] == SIDE_B ? SIDE_A : SIDE_B,
                              .name = attacks[i].name };
            if (!(attacks[i].askers & 1u << askers[k]))
                continue;
            const int64_t asked = w->asked;
            const int64_t full = w->full;
            w->sweep = s.name;
            attacks[i].attack(&s);
            printf("%-16s%c: %lld answers, %lld with resources\n", s.name, side_letter(askers[k]),
                   (long long)(w->asked - asked), (long long)(w->full - full));
        }
    }
    w->sweep = NULL;
    return any;
}
