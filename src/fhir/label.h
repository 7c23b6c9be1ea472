/* label.h (stub) */
#ifndef FHIR_LABEL_H
#define FHIR_LABEL_H
#include "fhir/type_table.h"
#include "json/json.h"
enum {
    LABEL_MENTAL_HEALTH_BIT,
    LABEL_SUBSTANCE_USE_BIT,
    LABEL_HIV_BIT,
    LABEL_STI_BIT,
    LABEL_REPRODUCTIVE_BIT,
    LABEL_VIOLENCE_BIT,
    LABEL_GENETICS_BIT,
    LABEL_GENDER_BIT,
    LABEL_MINORS_BIT,
    LABEL_RESTRICTED_BIT,
    LABEL_SEALED_BIT
};
#define LABEL_BIT(n) (UINT64_C(1) << (n))
#define LABEL_CATEGORIES UINT64_C(0x00ff07ff)
#define LABEL_PART2 (UINT64_C(1) << 31)
#define LABEL_MAYBE(bits) ((bits) << 32)
/* What a grant keeps back: whatever was not chosen (C4). What is sealed is nobody's to choose; care that a minor
 * asked for alone is kept from a parent, and to herself it is of the kind that it is of. */
static inline uint64_t label_withheld(uint64_t shared, bool parent)
{
    const uint64_t fixed = LABEL_BIT(LABEL_SEALED_BIT) | LABEL_BIT(LABEL_MINORS_BIT);
    return (~shared & LABEL_CATEGORIES & ~fixed) | LABEL_BIT(LABEL_SEALED_BIT) |
           (parent ? LABEL_BIT(LABEL_MINORS_BIT) : 0);
}
/* What is no LABEL_MAYBE. */
static inline uint64_t label_firm(uint64_t labels)
{
    return labels & UINT64_C(0xffffffff);
}
typedef struct LabelTable LabelTable;
typedef struct LabelSpec {
    Str csv;
    uint64_t off;
    bool part2_by_match;
} LabelSpec;
MUST_USE Status label_table_new(Cx *cx, const LabelSpec *spec, const LabelTable **out);
uint64_t label_table_fingerprint(const LabelTable *t);
typedef struct LabelFound {
    uint64_t own;
    Str reason;
} LabelFound;
void label_find(Cx *cx, const LabelTable *t, const TypeRow *type, const JsonVal *root,
                LabelFound *out);
Str label_security(Cx *cx, uint64_t labels);
#endif
