/* type_table.h - every R4 resource type: its number (fixed for ever: it is stored), who owns its
 * instances, and the date that "how far back" uses. Generated rows: type_table.c. */
#ifndef FHIR_TYPE_TABLE_H
#define FHIR_TYPE_TABLE_H

#include "base/str.h"

typedef enum OwnerRule {
    OWNER_SELF,         /* Patient */
    OWNER_PATH,         /* the reference at owner_path must be to one Patient */
    OWNER_PATH_OR_PLAN, /* Device: plan-wide without patient */
    OWNER_TARGETS,      /* Provenance: the owner of its targets */
    OWNER_REFERRER,     /* Binary: the owner of whoever refers to it */
    OWNER_DIRECTORY,    /* plan-wide, compartment 0, searched through fhir_dir_key */
    OWNER_GROUP,        /* Group: plan-wide, visible to system/ alone */
    OWNER_NONE,         /* not accepted: `type-not-accepted` */
} OwnerRule;

typedef struct TypeRow {
    Str name;
    uint16_t num; /* 1…; 0 is no type */
    OwnerRule owner;
    Str owner_path; /* element name: "patient", "subject", "beneficiary"; "a|b" tries both */
    Str when_path;  /* dotted path of a date, dateTime, instant or Period; empty: always in range */
} TypeRow;

/* Its rows are the plan's, with index rows in fhir_dir_key. */
static inline bool type_in_directory(const TypeRow *t)
{
    return t->owner == OWNER_DIRECTORY || t->owner == OWNER_GROUP;
}

extern const TypeRow type_table[];
extern const size_t type_table_count;

const TypeRow *type_by_name(Str name);    /* NULL: not an R4 resource type */
const TypeRow *type_by_num(uint16_t num); /* NULL: no such number */

#endif
