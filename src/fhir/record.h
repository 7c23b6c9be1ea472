/* record.h - one source resource made ready to store: checked, owned, keyed, its body cut to one
 * line with a slot for lastUpdated and a splice point for versionId (DESIGN 3). Pure: no database. */
#ifndef FHIR_RECORD_H
#define FHIR_RECORD_H

#include "base/date.h"
#include "fhir/keys.h"
#include "fhir/label.h"
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
    uint64_t own;           /* its own labels (fhir/label.h) */
    Str reason;             /* why, for staff */
    Str links;              /* what it names, for spread */
    unsigned char hash[32]; /* of the content without meta.versionId and meta.lastUpdated */
    Str body;               /* one line; meta.lastUpdated holds 24 spare characters */
    size_t updated_at;      /* where they begin */
    size_t version_at;      /* where digits of versionId are spliced in (between two quotes) */
    size_t security_at;     /* where codings are, into a list that is there or a new one */
    bool security_listed;
} Record;

/* What a plan makes of what it is sent. */
typedef struct RecordRules {
    Str base;                 /* as in keys_extract */
    const LabelTable *labels; /* NULL: nothing is labelled */
} RecordRules;

/* text is one JSON resource, without labels of ours. ST_STRUCTURE: not JSON, or not a resource;
 * ST_INVALID: an id or a meta that cannot be; ST_TYPE_NOT_ACCEPTED; ST_OWNER_MISSING;
 * ST_OWNER_AMBIGUOUS; ST_TOO_LONG. Everything in out borrows from cx->mem or text. */
MUST_USE Status record_make(Cx *cx, Str text, const RecordRules *rules, Record *out);
/* The body with version, time and the codings of its effective labels in place, in cx->mem. */
Str record_body(Cx *cx, const Record *r, int64_t version, int64_t updated_ms, uint64_t labels);
/* A stored body without the codings that record_body put there for these labels. */
Str record_unlabel(Cx *cx, Str body, uint64_t labels);
/* The keys with those codings, which _security finds as any other. */
MUST_USE Status record_keys(Cx *cx, const Record *r, uint64_t labels, Str *keys);
/* FHIR id: [A-Za-z0-9\-.]{1,64}. */
bool fhir_id_valid(Str id);

#endif
