/* household.c - who lives together on one card: drawn, or written as personas. */
#include "synth/synth_int.h"

#include "base/date.h"

#include <assert.h>

#define CARD_NUMBERS UINT64_C(1000000000) /* nine digits behind the W */
#define CARD_STEP UINT64_C(387420489)     /* odd and no multiple of 5: visits each number once */
#define YEAR_DAYS 365

int64_t reference_day(void)
{
    return date_days(REFERENCE_YEAR, 11, 1);
}

int64_t day_of(Str date)
{
    DateRange r = { 0, 0 };
    const bool good = date_parse_day(date, &r);
    assert(good);
    (void)good;
    return r.lo_ms / DAY_MS - (r.lo_ms % DAY_MS < 0);
}

int64_t age_on(const Person *p, int64_t day)
{
    int64_t year, born;
    unsigned month, date, born_month, born_date;
    date_civil(day, &year, &month, &date);
    date_civil(p->birth_day, &born, &born_month, &born_date);
    const bool before = month < born_month || (month == born_month && date < born_date);
    return year - born - before;
}

static Str card_number(Cx *cx, uint64_t seed, uint64_t household)
{
    Rng r = rng_of(seed, STREAM_MEMBER_ID, 0);
    const uint64_t n = (rng_next(&r) % CARD_NUMBERS + household * CARD_STEP) % CARD_NUMBERS;
    return arena_printf(cx->mem, "W%09llu", (unsigned long long)n);
}

static Str name_from(Rng *r, const NameRow *rows, size_t count, bool spanish)
{
    /* A first name of the family's language most of the time. */
    for (unsigned tries = 0; tries < 6; tries++) {
        const NameRow *row = &rows[rng_index(r, count)];
        if (row->spanish == spanish)
            return row->name;
    }
    return rows[rng_index(r, count)].name;
}

static Str first_name(Rng *r, bool woman, bool spanish)
{
    return woman ? name_from(r, women, women_count, spanish)
                 : name_from(r, men, men_count, spanish);
}

typedef struct Family {
    bool couple;
    int64_t children;
    int64_t age; /* of the subscriber */
} Family;

static Family draw_family(Rng *r)
{
    const int64_t kind = rng_between(r, 0, 99);
    if (kind < 34)
        return (Family){ false, 0, rng_between(r, 22, 84) };
    if (kind < 58)
        return (Family){ true, 0, rng_between(r, 24, 84) };
    const int64_t children = rng_between(r, 1, 4);
    return (Family){ kind < 88, children, rng_between(r, 27, 56) };
}

static int64_t birth_day(Rng *r, int64_t age)
{
    return reference_day() - age * 365 - age / 4 - rng_between(r, 1, YEAR_DAYS - 2);
}

static Person *add_person(Household *h, Rng *r, Role role, Str last, bool spanish, int64_t age)
{
    Person *p = &h->people[h->count];
    *p = (Person){ .number = h->people[0].number + (int64_t)h->count,
                   .role = role,
                   .dependent = (unsigned)h->count + 1,
                   .last = last,
                   .woman = rng_chance(r, 505),
                   .birth_day = birth_day(r, age) };
    p->first = first_name(r, p->woman, spanish);
    if (rng_chance(r, 400))
        p->middle = first_name(r, p->woman, spanish);
    h->count++;
    return p;
}

static void draw_people(Household *h, Rng *r, const Family *f)
{
    const NameRow *family = &surnames[rng_index(r, surname_count)];
    const bool spanish = family->spanish && rng_chance(r, 450);
    Person *self = add_person(h, r, ROLE_SELF, family->name, family->spanish, f->age);
    if (f->couple) {
        const NameRow *own = rng_chance(r, 250) ? &surnames[rng_index(r, surname_count)] : family;
        const int64_t age = f->age + rng_between(r, -4, 4);
        Person *spouse =
            add_person(h, r, ROLE_SPOUSE, own->name, own->spanish, age < 21 ? 21 : age);
        if (rng_chance(r, 950) && spouse->woman == self->woman) {
            spouse->woman = !self->woman;
            spouse->first = first_name(r, spouse->woman, own->spanish);
            spouse->middle = STR_NONE;
        }
    }
    const int64_t oldest = f->age - 22 < 25 ? f->age - 22 : 25; /* covered until 26 */
    for (int64_t i = 0; i < f->children; i++)
        (void)add_person(h, r, ROLE_CHILD, family->name, family->spanish,
                         rng_between(r, 0, oldest));
    for (size_t i = 0; i < h->count; i++)
        h->people[i].spanish = spanish;
}

static void draw_home(Cx *cx, Household *h, Rng *r)
{
    h->city = &cities[rng_index(r, city_count)];
    h->zip = h->city->zips[rng_index(r, TABLE_COUNT(h->city->zips))];
    const Str street = streets[rng_index(r, street_count)];
    h->street =
        arena_printf(cx->mem, "%lld %.*s", (long long)rng_between(r, 100, 9899), STR_ARG(street));
    h->phone = arena_printf(cx->mem, "%.*s-555-01%02lld", STR_ARG(h->city->area_code),
                            (long long)rng_between(r, 0, 99));
}

/* Seven of ten for as long as we look back; a few no longer. */
static void draw_coverage(Household *h, Rng *r)
{
    const bool long_since = rng_chance(r, 700);
    const int64_t year = long_since ? 2023 : rng_between(r, 2024, 2025);
    h->from_day = date_days(year, long_since ? 1 : (unsigned)rng_between(r, 1, 12), 1);
    h->to_day = NO_DAY;
    if (rng_chance(r, 40))
        h->to_day = date_days(REFERENCE_YEAR, (unsigned)rng_between(r, 2, 9), 1) - 1;
}

static void add_persona(Household *h, const Persona *row)
{
    h->people[h->count] = (Person){ .number = h->people[0].number + (int64_t)h->count,
                                    .role = row->role,
                                    .dependent = (unsigned)h->count + 1,
                                    .first = row->first,
                                    .middle = row->middle,
                                    .last = row->last,
                                    .woman = row->woman,
                                    .spanish = row->spanish,
                                    .birth_day = day_of(row->birth_date),
                                    .persona = row };
    h->count++;
}

static const CityRow *city_row(Str key)
{
    const CityRow *row = table_find(cities, city_count, sizeof *cities, key);
    assert(row);
    return row;
}

static void write_household(Cx *cx, Household *h, Rng *r)
{
    const Persona *row = persona_household(h->number);
    draw_home(cx, h, r);
    h->city = city_row(row->city);
    h->zip = h->city->zips[0];
    h->phone = arena_printf(cx->mem, "%.*s-555-0%03llu", STR_ARG(h->city->area_code),
                            (unsigned long long)(100 + h->number));
    h->plan = plan_row(row->plan);
    h->from_day = day_of(row->from_date);
    h->to_day = row->to_date.n ? day_of(row->to_date) : NO_DAY;
    do
        add_persona(h, row++);
    while (row < personas + persona_count && row->role != ROLE_SELF);
}

void household_make(Cx *cx, uint64_t seed, uint64_t number, int64_t first_number, Household *out)
{
    Rng r = rng_of(seed, STREAM_HOUSEHOLD, number);
    *out = (Household){ .number = number, .card = card_number(cx, seed, number) };
    out->people[0].number = first_number;
    if (number < persona_households()) {
        write_household(cx, out, &r);
        return;
    }
    const Family f = draw_family(&r);
    draw_home(cx, out, &r);
    draw_coverage(out, &r);
    draw_people(out, &r, &f);
    out->plan = plan_draw(&r, f.age >= 67);
}

Str person_patient_id(Cx *cx, int64_t number)
{
    return arena_printf(cx->mem, "p%07lld", (long long)number);
}

Str person_patient_ref(Cx *cx, int64_t number)
{
    return arena_printf(cx->mem, "Patient/p%07lld", (long long)number);
}

Str person_coverage_ref(Cx *cx, const Person *p)
{
    return arena_printf(cx->mem, "Coverage/v%07lld", (long long)p->number);
}

Str person_member_id(Cx *cx, const Household *h, const Person *p)
{
    return arena_printf(cx->mem, "%.*s-%02u", STR_ARG(h->card), p->dependent);
}

Provider person_provider(uint64_t seed, const Household *h, const Person *p, ProviderKind kind)
{
    Rng r = rng_of(seed, STREAM_CHOICE, (uint64_t)p->number * PROVIDER_KINDS + (uint64_t)kind);
    const unsigned practice = (unsigned)rng_index(&r, PRACTICES);
    return (Provider){ h->city, kind, practice, (unsigned)rng_index(&r, PRACTITIONERS) };
}
