/* provider.c - the payer, practices and practitioners: made from their place in the tables, so that
 * whoever refers to one needs no list of them. */
#include "synth/synth_int.h"

#include <assert.h>

#define NPI_DIGITS 10u
#define ORG_PROFILE                                                                                \
    STR("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Organization|2.0.0")
#define PERSON_PROFILE                                                                             \
    STR("http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Practitioner|2.0.0")
#define V2_0203 STR("http://terminology.hl7.org/CodeSystem/v2-0203")
#define NPI_SYSTEM STR("http://hl7.org/fhir/sid/us-npi")
#define TAXONOMY STR("http://nucc.org/provider-taxonomy")

/* Serial number of a practice, and of a practitioner behind all practices. */
static uint64_t practice_number(const Provider *p)
{
    const uint64_t city = (uint64_t)(p->city - cities);
    return (city * PROVIDER_KINDS + (uint64_t)p->kind) * PRACTICES + p->practice;
}

static uint64_t person_number(const Provider *p)
{
    const uint64_t practices = city_count * PROVIDER_KINDS * PRACTICES;
    return practices + practice_number(p) * PRACTITIONERS + p->practitioner;
}

/* Nine digits and the Luhn check digit, counted as if 80840 stood before them (45 CFR 162.406). The first
 * digit 1 or 2; these begin with 19, and a real one may look the same. */
static Str npi(Cx *cx, uint64_t number)
{
    char text[NPI_DIGITS] = "190";
    unsigned sum = 24; /* of 80840 */
    for (size_t i = NPI_DIGITS - 2; i >= 3; i--, number /= 10)
        text[i] = (char)('0' + number % 10);
    assert(number == 0);
    for (size_t i = 0; i < NPI_DIGITS - 1; i++) {
        const unsigned digit = (unsigned)(text[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit / 10 + digit % 10;
    }
    text[NPI_DIGITS - 1] = (char)('0' + (10 - sum % 10) % 10);
    return arena_dup(cx->mem, (Str){ text, sizeof text });
}

static Str org_id(Cx *cx, const Provider *p)
{
    return arena_printf(cx->mem, "org-%.*s-%.*s-%u", STR_ARG(p->city->key),
                        STR_ARG(provider_rows[p->kind].key), p->practice + 1);
}

static Str person_id(Cx *cx, const Provider *p)
{
    return arena_printf(cx->mem, "dr-%.*s-%.*s-%u-%u", STR_ARG(p->city->key),
                        STR_ARG(provider_rows[p->kind].key), p->practice + 1, p->practitioner + 1);
}

Str provider_org_ref(Cx *cx, const Provider *p)
{
    return arena_join(cx->mem, STR("Organization/"), org_id(cx, p), STR(""));
}

Str provider_person_ref(Cx *cx, const Provider *p)
{
    return arena_join(cx->mem, STR("Practitioner/"), person_id(cx, p), STR(""));
}

Str provider_org_name(Cx *cx, const Provider *p)
{
    return arena_join(cx->mem, p->city->name, STR(" "), provider_rows[p->kind].names[p->practice]);
}

typedef struct DoctorName {
    bool woman;
    Str first;
    Str last;
} DoctorName;

static DoctorName doctor_name(uint64_t seed, const Provider *p)
{
    Rng r = rng_of(seed, STREAM_PROVIDER, person_number(p));
    DoctorName n = { .woman = rng_chance(&r, 500) };
    n.last = surnames[rng_index(&r, surname_count)].name;
    n.first = n.woman ? women[rng_index(&r, women_count)].name : men[rng_index(&r, men_count)].name;
    return n;
}

Str provider_person_name(Cx *cx, uint64_t seed, const Provider *p)
{
    const DoctorName n = doctor_name(seed, p);
    const Str title = provider_rows[p->kind].title;
    return arena_printf(cx->mem, "%.*s%s%.*s %.*s", STR_ARG(title), title.n ? " " : "",
                        STR_ARG(n.first), STR_ARG(n.last));
}

static void put_address(Writer *w, const Provider *p)
{
    Js *j = &w->js;
    Rng r = rng_of(w->seed, STREAM_PROVIDER, practice_number(p));
    const Str street = streets[rng_index(&r, street_count)];
    js_array(j, STR("telecom"));
    js_object(j, STR_NONE);
    js_str(j, STR("system"), STR("phone"));
    js_str(j, STR("value"),
           arena_printf(w->cx->mem, "%.*s-555-01%02lld", STR_ARG(p->city->area_code),
                        (long long)rng_between(&r, 0, 99)));
    js_end(j);
    js_end(j);
    js_array(j, STR("address"));
    js_object(j, STR_NONE);
    js_array(j, STR("line"));
    js_str(j, STR_NONE,
           arena_printf(w->cx->mem, "%lld %.*s", (long long)rng_between(&r, 100, 9899),
                        STR_ARG(street)));
    js_end(j);
    js_str(j, STR("city"), p->city->name);
    js_str(j, STR("state"), state_code);
    js_str(j, STR("postalCode"), p->city->zips[rng_index(&r, TABLE_COUNT(p->city->zips))]);
    js_str(j, STR("country"), STR("US"));
    js_end(j);
    js_end(j);
}

static void begin_resource(Writer *w, Str type, Str id, Str profile)
{
    Js *j = &w->js;
    js_start(j);
    js_object(j, STR_NONE);
    js_str(j, STR("resourceType"), type);
    js_str(j, STR("id"), id);
    js_meta(j, reference_day() - 300, profile, STR_NONE);
    js_array(j, STR("identifier"));
}

Status write_payer(Writer *w)
{
    Js *j = &w->js;
    begin_resource(w, STR("Organization"), STR("org-payer"), ORG_PROFILE);
    js_identifier(j, STR("http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType"),
                  STR("payerid"), STR(PLAN_URL "payer-id"), STR("DEMO1"));
    js_end(j);
    js_bool(j, STR("active"), true);
    js_array(j, STR("type"));
    js_concept(j, STR_NONE, STR("http://terminology.hl7.org/CodeSystem/organization-type"),
               STR("pay"), STR("Health plan"));
    js_end(j);
    js_str(j, STR("name"), PAYER_NAME);
    js_array(j, STR("telecom"));
    js_object(j, STR_NONE);
    js_str(j, STR("system"), STR("phone"));
    js_str(j, STR("value"), STR("1-800-555-0100"));
    js_end(j);
    js_end(j);
    js_end(j);
    return out_line(w, SYNTH_ORGANIZATION);
}

static Status write_practice(Writer *w, const Provider *p)
{
    Js *j = &w->js;
    begin_resource(w, STR("Organization"), org_id(w->cx, p), ORG_PROFILE);
    js_identifier(j, V2_0203, STR("NPI"), NPI_SYSTEM, npi(w->cx, practice_number(p)));
    js_end(j);
    js_bool(j, STR("active"), true);
    js_array(j, STR("type"));
    js_concept(j, STR_NONE, STR("http://terminology.hl7.org/CodeSystem/organization-type"),
               STR("prov"), STR("Healthcare provider"));
    js_end(j);
    js_str(j, STR("name"), provider_org_name(w->cx, p));
    put_address(w, p);
    js_end(j);
    return out_line(w, SYNTH_ORGANIZATION);
}

static Status write_practitioner(Writer *w, const Provider *p)
{
    Js *j = &w->js;
    const DoctorName n = doctor_name(w->seed, p);
    begin_resource(w, STR("Practitioner"), person_id(w->cx, p), PERSON_PROFILE);
    js_identifier(j, V2_0203, STR("NPI"), NPI_SYSTEM, npi(w->cx, person_number(p)));
    js_end(j);
    js_bool(j, STR("active"), true);
    js_array(j, STR("name"));
    js_object(j, STR_NONE);
    js_str(j, STR("family"), n.last);
    js_array(j, STR("given"));
    js_str(j, STR_NONE, n.first);
    js_end(j);
    if (provider_rows[p->kind].title.n) {
        js_array(j, STR("prefix"));
        js_str(j, STR_NONE, provider_rows[p->kind].title);
        js_end(j);
    }
    js_end(j);
    js_end(j);
    put_address(w, p);
    js_str(j, STR("gender"), n.woman ? STR("female") : STR("male"));
    js_array(j, STR("qualification"));
    js_object(j, STR_NONE);
    js_concept(j, STR("code"), TAXONOMY, provider_rows[p->kind].taxonomy,
               provider_rows[p->kind].specialty);
    js_end(j);
    js_end(j);
    js_end(j);
    return out_line(w, SYNTH_PRACTITIONER);
}

static Status write_one(Writer *w, Provider p)
{
    TRY(write_practice(w, &p));
    for (; p.practitioner < PRACTITIONERS && provider_rows[p.kind].people; p.practitioner++)
        TRY(write_practitioner(w, &p));
    return ST_OK;
}

Status write_providers(Writer *w)
{
    for (size_t city = 0; city < city_count; city++)
        for (ProviderKind kind = 0; kind < PROVIDER_KINDS; kind++)
            for (unsigned practice = 0; practice < PRACTICES; practice++)
                TRY(write_one(w, (Provider){ &cities[city], kind, practice, 0 }));
    return ST_OK;
}
