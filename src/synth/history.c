/* history.c - what happens to a person in the years we look back: visits, prescriptions, measurements. */
#include "synth/synth_int.h"

#include "base/date.h"

#include <stdlib.h>

#define SETTLE_DAYS 24 /* a claim so young is not decided yet, so it is not written */
#define YEARS_BACK 3

void history_add(History *hs, Event e)
{
    if (e.day < hs->from_day || e.day > hs->to_day || hs->count == EVENTS_MAX)
        return;
    e.order = (unsigned)hs->count;
    hs->events[hs->count++] = e;
}

static int64_t covered_days(const History *hs)
{
    return hs->to_day < hs->from_day ? 0 : hs->to_day - hs->from_day + 1;
}

static void add_visits(History *hs, Rng *r, const CareRow *care, Str visit, unsigned per_year,
                       unsigned measures)
{
    if (per_year == 0)
        return;
    const int64_t gap = 365 / per_year;
    const Event e = { .visit = visit_row(visit),
                      .diagnosis = diagnosis_row(care->diagnosis),
                      .measures = measures };
    for (int64_t day = hs->from_day + rng_between(r, 0, gap - 1); day <= hs->to_day;) {
        Event at = e;
        at.day = day;
        history_add(hs, at);
        day += gap + rng_between(r, -gap / 5, gap / 5);
    }
}

static void add_fills(History *hs, Rng *r, const CareRow *care, Str key)
{
    const DrugRow *drug = drug_row(key);
    unsigned refill = 0;
    for (int64_t day = hs->from_day + rng_between(r, 0, drug->days); day <= hs->to_day;) {
        history_add(hs, (Event){ .day = day,
                                 .drug = drug,
                                 .diagnosis = diagnosis_row(care->diagnosis),
                                 .refill = refill });
        refill = refill < drug->refills ? refill + 1 : 0;
        day += drug->days + rng_between(r, -3, 9);
    }
}

/* Years of it. What is measured goes with the laboratory's visit where there is one. */
static void lasting_care(History *hs, Rng *r, const CareRow *care)
{
    const bool at_lab = care->labs > 0 && (care->measures & ~(unsigned)MEASURE_PRESSURE);
    add_visits(hs, r, care, care->visit, care->visits, at_lab ? MEASURE_PRESSURE : care->measures);
    add_visits(hs, r, care, care->lab, care->labs, at_lab ? care->measures : 0);
    for (size_t i = 0; i < TABLE_COUNT(care->drugs); i++)
        if (care->drugs[i].n && (i == 0 || rng_chance(r, 350)))
            add_fills(hs, r, care, care->drugs[i]);
}

/* One time of it: the visit, the drug that day, and what follows week by week. */
static void passing_care(History *hs, Rng *r, const CareRow *care, int64_t day)
{
    const DiagnosisRow *diagnosis = diagnosis_row(care->diagnosis);
    const bool denied = rng_chance(r, 25);
    const bool replaced = rng_chance(r, 12);
    history_add(hs, (Event){ .day = day,
                             .visit = visit_row(care->visit),
                             .diagnosis = diagnosis,
                             .measures = care->measures,
                             .denied = denied,
                             .replaced = replaced });
    if (care->drugs[0].n)
        history_add(
            hs, (Event){ .day = day, .drug = drug_row(care->drugs[0]), .diagnosis = diagnosis });
    for (unsigned i = 0; i < care->labs; i++) {
        day += rng_between(r, 6, 8);
        history_add(hs, (Event){ .day = day,
                                 .visit = visit_row(care->lab),
                                 .diagnosis = diagnosis,
                                 .denied = rng_chance(r, 20) });
    }
}

void history_care(History *hs, const Person *p, Rng *r, const CareRow *care)
{
    if (care->lasting) {
        lasting_care(hs, r, care);
        return;
    }
    for (int64_t from = hs->from_day; from <= hs->to_day; from += 365) {
        const int64_t day = from + rng_between(r, 0, 364);
        const int64_t age = age_on(p, day);
        if (age >= care->from_age && age <= care->to_age && rng_chance(r, care->per_mille))
            passing_care(hs, r, care, day);
    }
}

typedef struct CheckupRow {
    int64_t to_age;
    Str visit;
    Str diagnosis;
    int64_t gap; /* days to the next */
} CheckupRow;

// clang-format off
static const CheckupRow checkups[] = {
    { 0,   STR_C("checkup-baby"),    STR_C("Z00.129"), 75  },
    { 4,   STR_C("checkup-toddler"), STR_C("Z00.129"), 240 },
    { 11,  STR_C("checkup-child"),   STR_C("Z00.129"), 365 },
    { 17,  STR_C("checkup-teen"),    STR_C("Z00.129"), 365 },
    { 39,  STR_C("checkup-young"),   STR_C("Z00.00"),  365 },
    { 64,  STR_C("checkup-grown"),   STR_C("Z00.00"),  365 },
    { 200, STR_C("checkup-senior"),  STR_C("Z00.00"),  365 },
};
// clang-format on

static const CheckupRow *checkup_at(int64_t age)
{
    const CheckupRow *row = checkups;
    while (age > row->to_age)
        row++;
    return row;
}

static void add_screening(History *hs, const Person *p, Rng *r, int64_t day)
{
    const int64_t age = age_on(p, day);
    if (p->woman && age >= 45 && age <= 74 && rng_chance(r, 350))
        history_add(hs, (Event){ .day = day + rng_between(r, 10, 40),
                                 .visit = visit_row(STR("mammogram")),
                                 .diagnosis = diagnosis_row(STR("Z12.31")) });
    if (age >= 46 && age <= 75 && rng_chance(r, 90))
        history_add(hs, (Event){ .day = day + rng_between(r, 20, 60),
                                 .visit = visit_row(STR("colonoscopy")),
                                 .diagnosis = diagnosis_row(STR("Z12.11")) });
    if (age >= 18 && rng_chance(r, 450))
        history_add(hs, (Event){ .day = day + rng_between(r, 1, 6),
                                 .visit = visit_row(STR("lab-lipids")),
                                 .diagnosis = diagnosis_row(STR("Z00.00")),
                                 .measures = MEASURE_LIPIDS | MEASURE_GLUCOSE });
}

void history_checkups(History *hs, const Person *p, Rng *r, int64_t per_mille)
{
    for (int64_t day = hs->from_day + rng_between(r, 0, 300); day <= hs->to_day;) {
        const CheckupRow *row = checkup_at(age_on(p, day));
        if (rng_chance(r, per_mille)) {
            history_add(hs, (Event){ .day = day,
                                     .visit = visit_row(row->visit),
                                     .diagnosis = diagnosis_row(row->diagnosis),
                                     .measures = MEASURE_VITALS });
            add_screening(hs, p, r, day);
        }
        day += row->gap + rng_between(r, 0, 20);
    }
}

/* In October, when the vaccine comes. */
static void add_flu_shots(History *hs, Rng *r)
{
    for (int64_t year = REFERENCE_YEAR - YEARS_BACK; year <= REFERENCE_YEAR; year++)
        if (rng_chance(r, 420))
            history_add(hs, (Event){ .day = date_days(year, 10, 1) + rng_between(r, 0, 30),
                                     .visit = visit_row(STR("flu-shot")),
                                     .diagnosis = diagnosis_row(STR("Z23")) });
}

static bool has_care(Rng *r, const Person *p, const CareRow *care)
{
    const int64_t age = age_on(p, reference_day());
    return (care->sex == 'a' || (care->sex == 'f') == p->woman) &&
           (!care->lasting ||
            (age >= care->from_age && age <= care->to_age && rng_chance(r, care->per_mille)));
}

static void draw_history(History *hs, const Person *p, Rng *r)
{
    for (size_t i = 0; i < care_count; i++)
        if (has_care(r, p, &cares[i]))
            history_care(hs, p, r, &cares[i]);
    history_checkups(hs, p, r, 720);
    add_flu_shots(hs, r);
}

static int by_day(const void *a, const void *b)
{
    const Event *x = a;
    const Event *y = b;
    return x->day != y->day ? (x->day < y->day ? -1 : 1) : (x->order < y->order ? -1 : 1);
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void history_make(uint64_t seed, const Household *h, const Person *p, History *out)
{
    Rng r = rng_of(seed, STREAM_CARE, (uint64_t)p->number);
    const int64_t last = reference_day() - SETTLE_DAYS;
    out->count = 0;
    out->from_day =
        later(later(date_days(REFERENCE_YEAR - YEARS_BACK, 11, 1), h->from_day), p->birth_day);
    out->to_day = h->to_day < last ? h->to_day : last;
    if (covered_days(out) == 0)
        return;
    if (p->persona)
        persona_history(out, p, &r);
    else
        draw_history(out, p, &r);
    qsort(out->events, out->count, sizeof *out->events, by_day);
}
