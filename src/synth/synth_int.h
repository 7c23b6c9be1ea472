/* synth_int.h - the insides of synth/: who lives in the plan, what happens to them, what it costs. */
#ifndef SYNTH_SYNTH_INT_H
#define SYNTH_SYNTH_INT_H

#include "synth/synth.h"
#include "synth/synth_json.h"
#include "synth/synth_rows.h"

/* ---- who gives care ---- */

/* One practice and the practitioner seen there. */
typedef struct Provider {
    const CityRow *city;
    ProviderKind kind;
    unsigned practice;
    unsigned practitioner;
} Provider;

Str provider_org_ref(Cx *cx, const Provider *p);
Str provider_org_name(Cx *cx, const Provider *p);
Str provider_person_ref(Cx *cx, const Provider *p);
Str provider_person_name(Cx *cx, uint64_t seed, const Provider *p);

#define PAYER_REF STR("Organization/org-payer")
#define PAYER_NAME STR("Demo Health Plan")
#define PLAN_URL "https://demo-health-plan.example/"

/* ---- people ---- */

#define FAMILY_MAX 6u

typedef enum Role { ROLE_SELF, ROLE_SPOUSE, ROLE_CHILD } Role;

typedef struct Persona Persona;

typedef struct Person {
    int64_t number; /* 1 is the plan's first member */
    Role role;
    unsigned dependent; /* 1 is the subscriber */
    Str first;
    Str middle;
    Str last;
    bool woman;
    bool spanish; /* speaks it at home */
    int64_t birth_day;
    const Persona *persona; /* NULL: nobody wrote a story */
} Person;

typedef struct Household {
    uint64_t number;
    Str card; /* the subscriber's number */
    const CityRow *city;
    Str zip;
    Str street;
    Str phone;
    const PlanRow *plan;
    int64_t from_day;
    int64_t to_day; /* NO_DAY: goes on */
    Person people[FAMILY_MAX];
    size_t count;
} Household;

/* Time ends here: no wall clock is read. */
#define REFERENCE_YEAR 2026
int64_t reference_day(void); /* 2026-11-01 */
/* Whole years between two days. */
int64_t age_on(const Person *p, int64_t day);

/* The number-th household, whose first member is the plan's member first_number. */
void household_make(Cx *cx, uint64_t seed, uint64_t number, int64_t first_number, Household *out);
Str person_patient_id(Cx *cx, int64_t number);
Str person_patient_ref(Cx *cx, int64_t number);
Str person_member_id(Cx *cx, const Household *h, const Person *p);
Str person_coverage_ref(Cx *cx, const Person *p);
/* Practice and practitioner of a kind that this person goes to, always the same. */
Provider person_provider(uint64_t seed, const Household *h, const Person *p, ProviderKind kind);

/* ---- what happens ---- */

#define EVENTS_MAX 400u

typedef enum Payment {
    PAY_BY_AGE, /* the older, the likelier it is settled */
    PAY_NOTHING,
    PAY_THIRD, /* in instalments */
    PAY_ALL,
} Payment;

typedef struct Event {
    int64_t day;
    unsigned order; /* among those of a day */
    const VisitRow *visit;
    const DrugRow *drug;
    const DiagnosisRow *diagnosis;
    unsigned refill;
    unsigned measures;
    bool denied;
    bool replaced; /* paid wrongly first: a cancelled claim and one that replaces it */
    Payment payment;
} Event;

typedef struct History {
    Event events[EVENTS_MAX];
    size_t count;
    int64_t from_day;
    int64_t to_day;
} History;

/* All of a person's events, the oldest first. */
void history_make(uint64_t seed, const Household *h, const Person *p, History *out);
/* For writers of histories: adds a copy unless it lies outside the covered days. */
void history_add(History *hs, Event e);
void history_care(History *hs, const Person *p, Rng *r, const CareRow *care);
void history_checkups(History *hs, const Person *p, Rng *r, int64_t per_mille);

/* ---- what it costs ---- */

typedef struct Money {
    int64_t submitted; /* = eligible + discount + noncovered */
    int64_t eligible;  /* = benefit + deductible + copay + coinsurance */
    int64_t discount;
    int64_t deductible;
    int64_t copay;
    int64_t coinsurance;
    int64_t noncovered;
    int64_t benefit;
    int64_t liability; /* = deductible + copay + coinsurance + noncovered */
    int64_t paid;      /* by the patient; at most liability */
} Money;

/* What a person has paid in a calendar year towards the plan's limits. */
typedef struct Spent {
    int64_t year;
    int64_t deductible;
    int64_t out_of_pocket;
} Spent;

/* One line. first: the claim's copay is on it. */
Money price_line(const PlanRow *plan, Benefit benefit, int64_t submitted, int64_t allowed_percent,
                 bool first, Spent *spent);
Money price_denied(int64_t submitted);
void price_paid(Money *m, Payment payment);
void money_add(Money *sum, const Money *m);

/* ---- what is written ---- */

typedef struct Out Out;

typedef struct Writer {
    Cx *cx;
    uint64_t seed;
    Js js;
    Out *out;
    const Household *home;
    const Person *person;
    int64_t claims;       /* of this person so far */
    int64_t observations; /* likewise */
} Writer;

MUST_USE Status out_open(Cx *cx, Str dir, Out **out);
/* The resource in w->js, as a line. */
MUST_USE Status out_line(Writer *w, SynthFile file);
MUST_USE Status out_members(Cx *cx, Out *out, Str json);
MUST_USE Status out_commit(Cx *cx, Out *out);
const SynthCounts *out_counts(const Out *out);

MUST_USE Status write_payer(Writer *w);
MUST_USE Status write_providers(Writer *w);
MUST_USE Status write_patient(Writer *w);
MUST_USE Status write_coverage(Writer *w);
MUST_USE Status write_medical_claim(Writer *w, const Event *e, Rng *r, Spent *spent);
MUST_USE Status write_pharmacy_claim(Writer *w, const Event *e, Rng *r, Spent *spent);
MUST_USE Status write_measures(Writer *w, const Event *e, Rng *r);

/* meta with lastUpdated and profiles; STR_NONE: no second one. */
void js_meta(Js *j, int64_t updated_day, Str profile, Str profile2);
void js_identifier(Js *j, Str type_system, Str type, Str system, Str value); /* in an array */

/* ---- parts that both kinds of claim have ---- */

typedef enum ClaimStep { STEP_ONLY, STEP_REVERSED, STEP_REPLACING } ClaimStep;

typedef struct Claim {
    const Event *event;
    ClaimStep step;
    Str id;
    Str other_id; /* of the claim replaced, or replacing */
    Provider provider;
    int64_t received_day;
    int64_t created_day;
    bool denied;
    Money total;
} Claim;

void claim_begin(Writer *w, const Claim *c, Str type, Str type_text, Str profile);
void claim_insurance(Writer *w);
void claim_status(Js *j, Str category, Str status); /* an adjudication without an amount */
void claim_line_amounts(Js *j, const Money *m);
void claim_total(Js *j, const Money *m);
void claim_payment(Js *j, const Claim *c);
void claim_info(Js *j, int64_t sequence, Str code); /* begins a supportingInfo; js_end ends it */
Payment claim_payment_of(const Claim *c, Rng *r);

/* ---- personas ---- */

#define PERSONA_CARES 3u
#define PERSONA_EVENTS 6u

typedef struct PersonaEvent {
    Str day;
    Str visit;
    Str drug;
    Str diagnosis;
    unsigned measures;
    bool denied;
    bool replaced;
    Payment payment;
} PersonaEvent;

struct Persona {
    Role role; /* ROLE_SELF begins a household */
    Str first;
    Str middle;
    Str last;
    bool woman;
    bool spanish;
    Str birth_date;
    Str plan;
    Str city;
    Str from_date; /* of the coverage */
    Str to_date;
    bool checkups;
    Str cares[PERSONA_CARES];
    PersonaEvent events[PERSONA_EVENTS];
    Str story;
};

extern const Persona personas[];
extern const size_t persona_count;
size_t persona_households(void);
/* The first row of the number-th household of personas. */
const Persona *persona_household(uint64_t number);
void persona_history(History *hs, const Person *p, Rng *r);
/* The element of members.json. */
void persona_member(Js *j, Cx *cx, const Household *h, const Person *p);
int64_t day_of(Str date); /* asserted to be a date */

#endif
