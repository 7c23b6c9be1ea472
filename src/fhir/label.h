/* label.h - which kinds of sensitive data a resource holds, by its codes alone (AUTHORIZATION C5): tables
 * of codes built in and the plan's own list, and what the source says in meta.security. Nothing here
 * decides who may see it. Free text is not read, but for names of drugs; of addresses those of
 * questionnaires are, and of extensions that tell gender identity (element.h). A table never changes once
 * made; any thread may use it. */
#ifndef FHIR_LABEL_H
#define FHIR_LABEL_H

#include "fhir/type_table.h"
#include "json/json.h"

typedef enum LabelCategory {
#define LABEL_CATEGORY(name, bit, word, codes) LABEL_##name = (bit),
#include "fhir/label.def"
#undef LABEL_CATEGORY
} LabelCategory;

#define LABEL_BIT(category) (UINT64_C(1) << (category))
#define LABEL_PART2 (UINT64_C(1) << 31) /* 42 CFR Part 2: a mark, not a category */
/* Codes that say little alone: they count only beside a sure code of the same category. */
#define LABEL_MAYBE(bits) ((bits) << 32)
/* All category bits of label.def. */
#define LABEL_CATEGORIES UINT64_C(0x00ff07ff)

/* What is no LABEL_MAYBE. */
static inline uint64_t label_firm(uint64_t labels)
{
    return labels & UINT64_C(0xffffffff);
}

/* Nobody's to choose. */
#define LABEL_FIXED (LABEL_BIT(LABEL_SEALED) | LABEL_BIT(LABEL_MINORS))

/* What a grant keeps back: whatever was not chosen (C4). What is sealed is nobody's to choose; care that a
 * minor asked for alone is kept from a parent, and to herself it is of the kind that it is of. */
uint64_t label_withheld(uint64_t shared, bool parent);

typedef struct LabelTable LabelTable;

typedef struct LabelSpec {
    Str csv;      /* the text of the plan's sensitive.csv; may be empty */
    uint64_t off; /* categories not in force here; LABEL_SEALED always is */
    bool part2_by_match;
    bool
        unnamed_shared; /* a drug with a number that no list knows, and no name, is not restricted */
    bool uncoded_withheld; /* what has no code that a list can know is restricted */
} LabelSpec;

/* In cx->mem. ST_INVALID names line and column of the csv; ST_TOO_LONG: over LIMIT_SENSITIVE. */
MUST_USE Status label_table_new(Cx *cx, const LabelSpec *spec, const LabelTable **out);
/* Of everything that decides what label_find says: labels found by another table may be stale. */
uint64_t label_table_fingerprint(const LabelTable *t);

/* Category bits that a person may share or not (C4): those in force, but for what label_withheld fixes. */
uint64_t label_table_offered(const LabelTable *t);

typedef struct LabelFound {
    uint64_t own; /* category bits, LABEL_PART2, LABEL_MAYBE(category bits) */
    Str reason;   /* for staff: "icd-10-cm F321 B, source ETH": the first few; health data */
} LabelFound;

/* Whether one of the type may have labels at all. Of those that may not element.h leaves parts out. */
bool label_type(const TypeRow *t);
/* Whether what one of the type is labels whoever names it: Medication, and who gives care and where, who are
 * in everybody's directory and have no labels themselves. */
bool label_gives(const TypeRow *t);
/* What one gives that has these of its own. */
uint64_t label_given(const TypeRow *t, uint64_t own);
void label_find(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root,
                LabelFound *out);
/* What lists cannot tell of, counted. */
typedef struct LabelUnknown {
    Str system; /* of codes, as it is compared */
    int64_t codes;
} LabelUnknown;

typedef struct LabelSurvey {
    Cx *cx;          /* for systems */
    int64_t unnamed; /* resources with a drug that has a number alone, which no list knows */
    int64_t uncoded; /* resources whose code is text, or of systems that are not known */
    LabelUnknown *systems;
    size_t count;
    size_t room;
} LabelSurvey;

/* Adds one resource. */
void label_survey(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root,
                  LabelSurvey *s);
/* Codings for meta.security as JSON without brackets; empty when labels has no category and no mark. The
 * same text for the same bits, always: it is spliced into stored bodies and cut out again. */
Str label_security(Cx *cx, uint64_t labels);

/* The bits of words between spaces or line ends. ST_INVALID lists those there are. */
MUST_USE Status label_words(Cx *cx, Str words, uint64_t *bits);
/* The word of a bit's number; STR_NONE for none. */
Str label_word(unsigned bit);
/* The way back; 0: no such word. */
uint64_t label_word_bit(Str word);
/* HL7's code for it, of LABEL_ACT_CODE; empty where there is none. */
#define LABEL_ACT_CODE "http://terminology.hl7.org/CodeSystem/v3-ActCode"
Str label_code(unsigned bit);

#endif
