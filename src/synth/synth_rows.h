/* synth_rows.h - the vocabularies that the synthetic plan is drawn from, one table a file, and the chance
 * they are drawn by. */
#ifndef SYNTH_SYNTH_ROWS_H
#define SYNTH_SYNTH_ROWS_H

#include "base/table.h"

/* ---- chance ---- */

/* Each thing drawn has a stream of its own, so that one more draw here changes nothing there. */
typedef enum Stream {
    STREAM_MEMBER_ID = 1,
    STREAM_HOUSEHOLD,
    STREAM_CARE,
    STREAM_CLAIM,
    STREAM_PROVIDER,
    STREAM_CHOICE,
    STREAM_MEASURE,
} Stream;

typedef struct Rng {
    uint64_t state;
} Rng;

Rng rng_of(uint64_t seed, Stream stream, uint64_t number);
uint64_t rng_next(Rng *r);
int64_t rng_between(Rng *r, int64_t lo, int64_t hi); /* both ends possible */
size_t rng_index(Rng *r, size_t count);
bool rng_chance(Rng *r, int64_t per_mille);

/* ---- the plan and its benefits ---- */

typedef enum Benefit {
    BENEFIT_PREVENTIVE,
    BENEFIT_PRIMARY,
    BENEFIT_SPECIALIST,
    BENEFIT_DIAGNOSTIC,
    BENEFIT_THERAPY,
    BENEFIT_EMERGENCY,
    BENEFIT_SURGERY,
    BENEFIT_GENERIC_DRUG,
    BENEFIT_BRAND_DRUG,
    BENEFIT_COUNT
} Benefit;

typedef struct BenefitRule {
    int64_t copay; /* cents, once a claim */
    bool deductible;
    unsigned char coinsurance; /* percent of what is left */
} BenefitRule;

typedef struct PlanRow {
    Str key;
    Str name;
    Str group;
    Str group_name;
    int64_t deductible;    /* cents a person and calendar year */
    int64_t out_of_pocket; /* the most that a person pays in a year */
    BenefitRule rules[BENEFIT_COUNT];
} PlanRow;

extern const PlanRow plans[];
extern const size_t plan_count;
const PlanRow *plan_row(Str key);
/* The plan of a household: for those of 65 and more, or one of the others. */
const PlanRow *plan_draw(Rng *r, bool senior);

/* ---- places, names, providers ---- */

typedef struct CityRow {
    Str key;
    Str name;
    Str area_code;
    Str zips[3];
} CityRow;

extern const CityRow cities[];
extern const size_t city_count;
extern const Str streets[];
extern const size_t street_count;
extern const Str state_code;

typedef struct NameRow {
    Str name;
    bool spanish;
} NameRow;

extern const NameRow women[];
extern const size_t women_count;
extern const NameRow men[];
extern const size_t men_count;
extern const NameRow surnames[];
extern const size_t surname_count;

typedef enum ProviderKind {
    PROVIDER_CARDIOLOGY,
    PROVIDER_DERMATOLOGY,
    PROVIDER_EMERGENCY,
    PROVIDER_EYE,
    PROVIDER_FAMILY,
    PROVIDER_GASTRO,
    PROVIDER_IMAGING,
    PROVIDER_LAB,
    PROVIDER_LUNG,
    PROVIDER_MENTAL,
    PROVIDER_ORTHOPEDICS,
    PROVIDER_PEDIATRICS,
    PROVIDER_PHARMACY,
    PROVIDER_THERAPY,
    PROVIDER_URGENT,
    PROVIDER_WOMEN,
    PROVIDER_KINDS
} ProviderKind;

typedef struct ProviderRow {
    Str key;
    Str names[2]; /* of the practice, behind the city's name */
    Str taxonomy; /* NUCC code; the words are ours */
    Str specialty;
    bool people; /* practitioners work there */
    Str title;   /* of theirs */
} ProviderRow;

extern const ProviderRow provider_rows[PROVIDER_KINDS];

#define PRACTICES 2u     /* of a kind in a city */
#define PRACTITIONERS 3u /* of a practice */

/* ---- codes ---- */

typedef struct ProcedureRow {
    Str code; /* CPT, or HCPCS when it begins with a letter; the words are ours */
    Str text;
    Benefit benefit;
    int64_t price; /* cents billed, before a spread */
} ProcedureRow;

typedef struct DiagnosisRow {
    Str code; /* ICD-10-CM */
    Str text;
} DiagnosisRow;

typedef struct DrugRow {
    Str key;
    Str ndc; /* 5-4-2 */
    Str text;
    int64_t quantity;
    int64_t days;
    int64_t price; /* cents */
    bool brand;
    unsigned char refills;
} DrugRow;

#define VISIT_LINES 4u

typedef struct VisitRow {
    Str key;
    ProviderKind kind;
    Str place; /* CMS place of service */
    Str lines[VISIT_LINES];
} VisitRow;

extern const ProcedureRow procedures[];
extern const size_t procedure_count;
extern const VisitRow visits[];
extern const size_t visit_count;
extern const DiagnosisRow diagnoses[];
extern const size_t diagnosis_count;
extern const DrugRow drugs[];
extern const size_t drug_count;

const ProcedureRow *procedure_row(Str code); /* asserted to be there, as all these */
const DiagnosisRow *diagnosis_row(Str code);
const DrugRow *drug_row(Str key);
const VisitRow *visit_row(Str key);

/* What is measured at a visit. */
enum {
    MEASURE_VITALS = 1 << 0, /* weight, height, heart rate, and blood pressure from 3 years on */
    MEASURE_PRESSURE = 1 << 1,
    MEASURE_A1C = 1 << 2,
    MEASURE_GLUCOSE = 1 << 3,
    MEASURE_LIPIDS = 1 << 4,
};

/* Something that people have: for years (lasting), or now and then. */
typedef struct CareRow {
    Str key;
    Str diagnosis;
    bool lasting;
    char sex; /* 'f', 'm', or 'a' for all */
    unsigned char from_age;
    unsigned char to_age;
    unsigned short per_mille; /* lasting: of people; else: a person and year */
    Str visit;
    unsigned char visits; /* a year when lasting; each time otherwise */
    Str lab;              /* a second visit, at a laboratory or the like */
    unsigned char labs;
    Str drugs[2];
    unsigned measures;
} CareRow;

extern const CareRow cares[];
extern const size_t care_count;
const CareRow *care_row(Str key);

#endif
