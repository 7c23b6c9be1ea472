/* label_int.h - the parts of label.h. Private to src/fhir. */
#ifndef FHIR_LABEL_INT_H
#define FHIR_LABEL_INT_H

#include "fhir/label.h"

/* Changed by hand when label_find reads a resource in another way: labels found before are then stale. */
#define LABEL_FORMAT 7u

typedef enum LabelSystem {
    LABEL_SYS_NONE,
    LABEL_SYS_ICD10CM,
    LABEL_SYS_ICD10PCS,
    LABEL_SYS_ICD9CM,
    LABEL_SYS_ICD9PCS,
    LABEL_SYS_HCPCS, /* CPT too: it is level I of HCPCS, and each is found under the other's name */
    LABEL_SYS_REVENUE,
    LABEL_SYS_POS,
    LABEL_SYS_DRG,
    LABEL_SYS_TAXONOMY,
    LABEL_SYS_FACILITY, /* v3-RoleCode, and Plan-Net's categories of services: no code is in both */
    LABEL_SYS_LOINC,
    LABEL_SYS_SNOMED,
    LABEL_SYS_RXNORM,
    LABEL_SYS_NDC,
    LABEL_SYS_DRUG_NAME, /* not of a Coding: words in the display of drugs */
    LABEL_SYS_FORM_NAME, /* words in the address of a questionnaire */
    LABEL_SYS_MARK,      /* v3-Confidentiality, v3-ActCode */
    LABEL_SYS_OWN,       /* the first that a plan's list names itself; up to LABEL_SYS_MAX */
    LABEL_SYS_MAX = 255,
} LabelSystem;

typedef enum LabelMatch { LABEL_EXACT, LABEL_PREFIX, LABEL_RANGE } LabelMatch;

/* Whence a row is, which is also how sure it is. */
typedef enum LabelConf {
    LABEL_A,
    LABEL_B,
    LABEL_C,
    LABEL_PLAN,
    LABEL_PLAN_MAYBE,
    LABEL_PLAN_NEVER, /* takes the category from this code, whatever else matches */
    LABEL_UNKNOWN,    /* of no row: no list can say */
} LabelConf;

#define LABEL_DAY_FIRST INT32_MIN
#define LABEL_DAY_LAST INT32_MAX

typedef struct LabelRow {
    LabelSystem system;
    LabelMatch match;
    Str code;
    Str last; /* of a range, inclusive; as long as code */
    LabelCategory category;
    LabelConf conf;
    int32_t from_day; /* in force on these days, since 1970, both included */
    int32_t to_day;
} LabelRow;

extern const LabelRow label_rows[]; /* generated: sorted by system, code, category, conf */
extern const size_t label_row_count;

/* A code as it is compared: without dots, padding and case. 22 characters are more than any has (SNOMED
 * CT's have 18). */
#define LABEL_CODE_MAX 22u
#define LABEL_KEY_PREFIX 0x80u
typedef struct LabelKey {
    unsigned char system;
    unsigned char length; /* of code; LABEL_KEY_PREFIX is added for a prefix */
    char code[LABEL_CODE_MAX];
} LabelKey;
/* False when code cannot be one of system. */
bool label_key(LabelSystem system, Str code, LabelKey *out);
/* Ten digits of NDC without hyphens lack a zero in one of three places: each, as 11. */
#define LABEL_NDC_GUESSES 3u
bool label_ndc_guess(Str code, unsigned which, char out[11]);

/* A row as it is looked up; ranges have become many. */
typedef struct LabelEntry {
    LabelKey key;
    LabelCategory category;
    LabelConf conf;
    int32_t from_day;
    int32_t to_day;
    Str rest; /* of a drug's name of several words, those after the first */
} LabelEntry;

typedef struct LabelSlot {
    uint32_t hash;
    uint32_t entry; /* from 1; 0: free */
} LabelSlot;

#define LABEL_URL_SLOTS 1024u /* over twice what may stand in them */

typedef struct LabelUrl {
    Str url;
    LabelSystem system;
} LabelUrl;

struct LabelTable {
    LabelEntry *entries;
    size_t count;
    size_t room;
    LabelSlot *slots;
    uint32_t mask;                        /* of slots */
    uint32_t prefixes[LABEL_SYS_MAX + 1]; /* lengths of prefixes that a system has, a bit each */
    LabelUrl urls[LABEL_URL_SLOTS];
    unsigned own_systems;
    uint64_t in_force;
    bool part2_by_match;
    bool unnamed_shared;
    bool uncoded_withheld;
    uint64_t fingerprint;
};

/* A Coding's system, or the word of one in sensitive.csv; LABEL_SYS_NONE: not known here. */
LabelSystem label_system(const LabelTable *t, Str system);
/* A system as it is compared, in cx->mem. */
Str label_system_name(Cx *cx, Str system);
/* Whether the address of a system or an extension ends as one of these, in whichever case, with a version, a slash
 * or a space behind it. */
bool label_address_ends(Str url, const Str *ends, size_t count);
Str label_system_word(LabelSystem s);  /* of reasons; empty for a plan's own */
void label_systems_put(LabelTable *t); /* those built in */
/* As label_system, a new one for one not known; LABEL_SYS_NONE when there are too many. */
LabelSystem label_system_add(Cx *cx, LabelTable *t, Str system);

/* The first and each next entry of key: *at = 0 begins. NULL when there are no more. */
const LabelEntry *label_next(const LabelTable *t, const LabelKey *key, uint32_t *at);
/* NULL, or what cannot be in row. */
const char *label_put(Cx *cx, LabelTable *t, const LabelRow *row);
/* Takes v into the fingerprint. */
void label_mix(LabelTable *t, uint64_t v);
/* Puts the plan's own rows. */
MUST_USE Status label_csv(Cx *cx, Str csv, LabelTable *t);

/* Whether codes of system are words of a text. */
bool label_system_is_words(LabelSystem system);
/* The next run of letters and digits of rest, which is cut after it. False when there is none. */
bool label_next_word(Str *rest, Str *word);

/* Restricted, unless a kind is named beside it. */
#define LABEL_MARK_RESTRICTED (UINT64_C(1) << 63)
/* What a code of v3-Confidentiality or v3-ActCode says: bits; 0: nothing. */
uint64_t label_mark(Str code);

#endif
