/* record.h - one source resource made ready to store: checked, owned, keyed, its body cut to one
 * line with a slot for lastUpdated and a splice point for versionId (DESIGN 3). Pure: no database. */
#ifndef FHIR_RECORD_H
#define FHIR_RECORD_H

#include "base/date.h"
#include "fhir/keys.h"
#include "fhir/type_table.h"

typedef struct FhirRef {
    uint16_t type;
    Str id;
} FhirRef;

typedef enum RecordOwner {
    RECORD_OF_PATIENT,  /* owner.id */
    RECORD_OF_PLAN,     /* directory, or Device without patient */
    RECORD_OF_TARGETS,  /* where its targets are (Provenance) */
    RECORD_OF_REFERRER, /* where a resource refers to it (Binary) */
} RecordOwner;

typedef struct Record {
    const TypeRow *type;
    Str id;
    RecordOwner owner;
    Str patient;            /* id of the owning Patient when RECORD_OF_PATIENT */
    const FhirRef *targets; /* RECORD_OF_TARGETS */
    size_t target_count;
    const FhirRef *binaries; /* Binary resources this one refers to (attachment.url …) */
    size_t binary_count;
    const FhirRef *refs; /* every local Type/id reference: dangling ones are counted */
    size_t ref_count;
    Str keys;               /* packed */
    DateRange when;         /* DATE_MIN … DATE_MAX when the type or instance has none */
    uint64_t labels;        /* own label bits; 0 until issue 5 fills them */
    unsigned char hash[32]; /* of the content without meta.versionId and meta.lastUpdated */
    Str body;               /* one line; meta.lastUpdated holds 24 spare characters */
    size_t updated_at;      /* where they begin */
    size_t version_at;      /* where digits of versionId are spliced in (between two quotes) */
} Record;

/* text is one JSON resource. base as in keys_extract. ST_STRUCTURE: not JSON, or not a resource;
 * ST_INVALID: an id or a meta that cannot be; ST_TYPE_NOT_ACCEPTED; ST_OWNER_MISSING;
 * ST_OWNER_AMBIGUOUS; ST_TOO_LONG. Everything in out borrows from cx->mem or text. */
MUST_USE Status record_make(Cx *cx, Str text, Str base, Record *out);
/* The body with version and time in place, in cx->mem. */
Str record_body(Cx *cx, const Record *r, int64_t version, int64_t updated_ms);
/* FHIR id: [A-Za-z0-9\-.]{1,64}. */
bool fhir_id_valid(Str id);

#endif
