/* label_say.h - what one code, number or word says of the resource that is walked through. Private to src/fhir. */
#ifndef FHIR_LABEL_SAY_H
#define FHIR_LABEL_SAY_H

#include "fhir/label_int.h"

#define HITS 4u /* of each sureness, that a reason tells */

typedef struct Hit {
    LabelSystem system;
    LabelConf conf;
    Str code;
} Hit;

typedef struct Hits {
    Hit hits[HITS];
    size_t count;
} Hits;

/* Of what the resource is about that is walked through, where that changes how it is read. */
typedef enum About { ABOUT_ANY, ABOUT_ALLERGY, ABOUT_DIAGNOSIS, ABOUT_DRUG, ABOUT_FORM } About;

/* A CodeableConcept, or a Coding alone. */
typedef struct Concept {
    bool drug;
    bool allergy; /* to what may be a drug */
    bool named;
    bool told;  /* a list has one of its codes, or all that there are of its kind */
    bool known; /* one of its code systems is */
    Str code;
} Concept;

typedef struct Finder {
    Cx *cx;
    const LabelTable *t;
    const TypeRow *type;
    const JsonVal *root;
    uint64_t sure;
    uint64_t maybe;
    uint64_t marked; /* by the source */
    Hits surely;
    Hits perhaps;
    unsigned drugs; /* codings of drugs met so far */
    About about;
    Concept concept;
    const JsonVal *contained; /* the contained resource that is walked through; NULL: none */
    const JsonVal *main;      /* the concept that says what the resource is; NULL: none does */
    bool unnamed;
    bool uncoded;
    LabelSurvey *survey; /* NULL: nobody asks */
} Finder;

typedef struct Said {
    bool known; /* in a list, in force or not */
    uint64_t sure;
    uint64_t maybe;
    uint64_t never;
    LabelConf conf; /* the surest that is */
    LabelConf conf_maybe;
} Said;

/* For the reason. */
void note(Hits *to, LabelSystem system, LabelConf conf, Str code);
void take(Finder *f, Said s, LabelSystem system, Str code);
/* Whether a list has it, in force or not. */
bool code_says(Finder *f, LabelSystem system, Str code);
bool ndc_says(Finder *f, Str code);
/* Of HCPCS, with the modifiers behind it. */
bool procedure_says(Finder *f, Str code);
/* Of ICD-10, whichever of its two parts the source takes it for. */
bool icd10_says(Finder *f, LabelSystem system, Str code);
/* Whether it looks like one of ICD-10-PCS and not of ICD-10-CM: GZ…, 10A0…. */
bool is_icd10_pcs(Str code);
/* DRGs wherever they stand, as in "MS-DRG 885". */
void drg_says(Finder *f, Str text);
/* Names as whole words: a package or a combination is coded by a number of its own. */
void text_says(Finder *f, LabelSystem system, Str text);
/* The address of a questionnaire, or a name for it. */
void form_says(Finder *f, Str address);
/* LOINC's numbers wherever they stand, as in /71354-5/99046-5 and http://loinc.org/q/44249-1. */
void numbers_say(Finder *f, Str text);

#endif
