/* observation.c - vital signs and laboratory results (US Core 6.1.0's profiles). A person has levels of
 * her own, and each reading lies near them. */
#include "synth/synth_int.h"

#define PROFILE(name)                                                                              \
    STR_C("http://hl7.org/fhir/us/core/StructureDefinition/us-core-" name "|6.1.0")
#define LOINC STR("http://loinc.org")
#define CATEGORY STR("http://terminology.hl7.org/CodeSystem/observation-category")
#define GROWN 18 /* years; the level of a child grows up to it */

typedef struct MeasureRow {
    Str loinc;
    Str text;
    Str profile;
    bool lab;
    Str unit;
    Str ucum;
    unsigned decimals;
    int64_t low; /* of usual levels, in units of the last decimal */
    int64_t high;
    int64_t spread;    /* of one person's readings, either way */
    int64_t normal_lo; /* reference range; 0: no lower end */
    int64_t normal_hi; /* 0: no range */
} MeasureRow;

typedef enum MeasureId {
    M_A1C,
    M_CHOLESTEROL,
    M_DIASTOLIC,
    M_GLUCOSE,
    M_HDL,
    M_HEART_RATE,
    M_HEIGHT,
    M_LDL,
    M_SYSTOLIC,
    M_TRIGLYCERIDES,
    M_WEIGHT,
    M_COUNT
} MeasureId;

// clang-format off
static const MeasureRow rows[M_COUNT] = {
    [M_A1C]           = { STR_C("4548-4"),  STR_C("Hemoglobin A1c"),           PROFILE("observation-lab"), true,  STR_C("%"),       STR_C("%"),       1, 62,  92,  6,  40, 56  },
    [M_CHOLESTEROL]   = { STR_C("2093-3"),  STR_C("Total cholesterol"),        PROFILE("observation-lab"), true,  STR_C("mg/dL"),   STR_C("mg/dL"),   0, 150, 255, 14, 0,  200 },
    [M_DIASTOLIC]     = { STR_C("8462-4"),  STR_C("Diastolic blood pressure"), PROFILE("blood-pressure"),  false, STR_C("mmHg"),    STR_C("mm[Hg]"),  0, 66,  92,  5,  0,  0   },
    [M_GLUCOSE]       = { STR_C("2345-7"),  STR_C("Blood sugar (glucose)"),    PROFILE("observation-lab"), true,  STR_C("mg/dL"),   STR_C("mg/dL"),   0, 78,  128, 12, 70, 99  },
    [M_HDL]           = { STR_C("2085-9"),  STR_C("HDL cholesterol (good)"),   PROFILE("observation-lab"), true,  STR_C("mg/dL"),   STR_C("mg/dL"),   0, 36,  74,  5,  40, 100 },
    [M_HEART_RATE]    = { STR_C("8867-4"),  STR_C("Heart rate"),               PROFILE("heart-rate"),      false, STR_C("/min"),    STR_C("/min"),    0, 58,  88,  7,  0,  0   },
    [M_HEIGHT]        = { STR_C("8302-2"),  STR_C("Height"),                   PROFILE("body-height"),     false, STR_C("in"),      STR_C("[in_i]"),  1, 600, 750, 2,  0,  0   },
    [M_LDL]           = { STR_C("13457-7"), STR_C("LDL cholesterol (bad)"),    PROFILE("observation-lab"), true,  STR_C("mg/dL"),   STR_C("mg/dL"),   0, 74,  172, 12, 0,  130 },
    [M_SYSTOLIC]      = { STR_C("8480-6"),  STR_C("Systolic blood pressure"),  PROFILE("blood-pressure"),  false, STR_C("mmHg"),    STR_C("mm[Hg]"),  0, 106, 148, 8,  0,  0   },
    [M_TRIGLYCERIDES] = { STR_C("2571-8"),  STR_C("Triglycerides"),            PROFILE("observation-lab"), true,  STR_C("mg/dL"),   STR_C("mg/dL"),   0, 70,  230, 22, 0,  150 },
    [M_WEIGHT]        = { STR_C("29463-7"), STR_C("Weight"),                   PROFILE("body-weight"),     false, STR_C("lb"),      STR_C("[lb_av]"), 1, 1150, 2450, 40, 0, 0  },
};
// clang-format on

/* Children's share of a grown person's height and weight, in percent by year of age. */
static int64_t grown_percent(MeasureId id, int64_t age)
{
    if (age >= GROWN || (id != M_HEIGHT && id != M_WEIGHT))
        return 100;
    return id == M_HEIGHT ? 38 + age * 62 / GROWN : 9 + age * 85 / GROWN;
}

static int64_t reading(const Writer *w, const Event *e, Rng *r, MeasureId id)
{
    const MeasureRow *row = &rows[id];
    Rng own = rng_of(w->seed, STREAM_MEASURE, (uint64_t)w->person->number * M_COUNT + (uint64_t)id);
    const int64_t level = rng_between(&own, row->low, row->high);
    const int64_t value = level + rng_between(r, -row->spread, row->spread);
    return value * grown_percent(id, age_on(w->person, e->day)) / 100;
}

static Str next_id(Writer *w)
{
    return arena_printf(w->cx->mem, "o%07lld-%03lld", (long long)w->person->number,
                        (long long)++w->observations);
}

static void put_performer(Writer *w, const Event *e)
{
    Js *j = &w->js;
    const Provider p = person_provider(w->seed, w->home, w->person, e->visit->kind);
    js_array(j, STR("performer"));
    js_reference(j, STR_NONE, provider_org_ref(w->cx, &p), provider_org_name(w->cx, &p));
    js_end(j);
}

static void begin_observation(Writer *w, const Event *e, Str id, Str profile, bool lab, Str loinc,
                              Str text)
{
    Js *j = &w->js;
    js_start(j);
    js_object(j, STR_NONE);
    js_str(j, STR("resourceType"), STR("Observation"));
    js_str(j, STR("id"), id);
    js_meta(j, e->day + 1, profile, STR_NONE);
    js_str(j, STR("status"), STR("final"));
    js_array(j, STR("category"));
    js_concept(j, STR_NONE, CATEGORY, lab ? STR("laboratory") : STR("vital-signs"), STR_NONE);
    js_end(j);
    js_concept(j, STR("code"), LOINC, loinc, text);
    js_reference(j, STR("subject"), person_patient_ref(w->cx, w->person->number), STR_NONE);
    js_instant(j, STR("effectiveDateTime"), e->day, 16);
    js_instant(j, STR("issued"), e->day + lab, 22);
    put_performer(w, e);
}

static void put_range(Js *j, const MeasureRow *row)
{
    if (row->normal_hi == 0)
        return;
    js_array(j, STR("referenceRange"));
    js_object(j, STR_NONE);
    if (row->normal_lo)
        js_quantity(j, STR("low"), row->normal_lo, row->decimals, row->unit, row->ucum);
    js_quantity(j, STR("high"), row->normal_hi, row->decimals, row->unit, row->ucum);
    js_end(j);
    js_end(j);
}

static void put_interpretation(Js *j, const MeasureRow *row, int64_t value)
{
    const bool high = value > row->normal_hi;
    const bool low = value < row->normal_lo;
    if (row->normal_hi == 0)
        return;
    js_array(j, STR("interpretation"));
    js_concept(j, STR_NONE,
               STR("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"),
               high  ? STR("H")
               : low ? STR("L")
                     : STR("N"),
               high  ? STR("High")
               : low ? STR("Low")
                     : STR("Normal"));
    js_end(j);
}

static Status write_value(Writer *w, const Event *e, MeasureId id, int64_t value, Str *written)
{
    Js *j = &w->js;
    const MeasureRow *row = &rows[id];
    *written = next_id(w);
    begin_observation(w, e, *written, row->profile, row->lab, row->loinc, row->text);
    js_quantity(j, STR("valueQuantity"), value, row->decimals, row->unit, row->ucum);
    put_interpretation(j, row, value);
    put_range(j, row);
    js_end(j);
    return out_line(w, SYNTH_OBSERVATION);
}

static Status write_reading(Writer *w, const Event *e, Rng *r, MeasureId id)
{
    Str written;
    return write_value(w, e, id, reading(w, e, r, id), &written);
}

static void put_component(Js *j, MeasureId id, int64_t value)
{
    const MeasureRow *row = &rows[id];
    js_object(j, STR_NONE);
    js_concept(j, STR("code"), LOINC, row->loinc, row->text);
    js_quantity(j, STR("valueQuantity"), value, row->decimals, row->unit, row->ucum);
    js_end(j);
}

static Status write_pressure(Writer *w, const Event *e, Rng *r)
{
    Js *j = &w->js;
    const int64_t systolic = reading(w, e, r, M_SYSTOLIC);
    const int64_t diastolic = reading(w, e, r, M_DIASTOLIC);
    begin_observation(w, e, next_id(w), rows[M_SYSTOLIC].profile, false, STR("85354-9"),
                      STR("Blood pressure"));
    js_array(j, STR("component"));
    put_component(j, M_SYSTOLIC, systolic);
    put_component(j, M_DIASTOLIC, diastolic);
    js_end(j);
    js_end(j);
    return out_line(w, SYNTH_OBSERVATION);
}

/* Four results and the panel that names them. Total is what its parts make (Friedewald's rule). */
static Status write_lipids(Writer *w, const Event *e, Rng *r)
{
    static const MeasureId parts[] = { M_HDL, M_LDL, M_TRIGLYCERIDES, M_CHOLESTEROL };
    Js *j = &w->js;
    Str ids[TABLE_COUNT(parts)];
    int64_t total = 0;
    for (size_t i = 0; i < TABLE_COUNT(parts); i++) {
        const int64_t value = parts[i] == M_CHOLESTEROL ? total : reading(w, e, r, parts[i]);
        total += parts[i] == M_TRIGLYCERIDES ? value / 5 : value;
        TRY(write_value(w, e, parts[i], value, &ids[i]));
    }
    begin_observation(w, e, next_id(w), rows[M_LDL].profile, true, STR("24331-1"),
                      STR("Cholesterol panel"));
    js_array(j, STR("hasMember"));
    for (size_t i = 0; i < TABLE_COUNT(parts); i++)
        js_reference(j, STR_NONE, arena_join(w->cx->mem, STR("Observation/"), ids[i], STR("")),
                     STR_NONE);
    js_end(j);
    js_end(j);
    return out_line(w, SYNTH_OBSERVATION);
}

static Status write_vitals(Writer *w, const Event *e, Rng *r)
{
    TRY(write_reading(w, e, r, M_HEIGHT));
    TRY(write_reading(w, e, r, M_WEIGHT));
    TRY(write_reading(w, e, r, M_HEART_RATE));
    return age_on(w->person, e->day) >= 3 ? write_pressure(w, e, r) : ST_OK;
}

Status write_measures(Writer *w, const Event *e, Rng *r)
{
    if (e->measures & MEASURE_VITALS)
        TRY(write_vitals(w, e, r));
    if (e->measures & MEASURE_PRESSURE)
        TRY(write_pressure(w, e, r));
    if (e->measures & MEASURE_A1C)
        TRY(write_reading(w, e, r, M_A1C));
    if (e->measures & MEASURE_GLUCOSE)
        TRY(write_reading(w, e, r, M_GLUCOSE));
    if (e->measures & MEASURE_LIPIDS)
        TRY(write_lipids(w, e, r));
    return ST_OK;
}
