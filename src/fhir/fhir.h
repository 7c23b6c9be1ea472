/* fhir.h - the FHIR engine as web sees it: read, search, history, capability, outcome. Every call that touches
 * data takes a Reach; tx is a read transaction on the plan's records. */
#ifndef FHIR_FHIR_H
#define FHIR_FHIR_H

#include "base/buf.h"
#include "db/db.h"
#include "fhir/reach.h"

typedef struct FhirDoc {
    Str body; /* JSON, as stored */
    int64_t version;
    int64_t updated_ms;
    bool varies; /* with what is shared: whoever has this version may not have this content */
} FhirDoc;

/* One resource. ST_SCOPE: no scope with r on the type. ST_NOT_FOUND: not there, withheld, out of
 * range, another member's: all the same (S23). ST_GONE: deleted inside this reach. */
MUST_USE Status fhir_read(Cx *cx, DbTx *tx, const Reach *reach, Str type, Str id, FhirDoc *out);
/* A read of the type is one statement, for db_read_one: all but Provenance, which may have to be made, and
 * Binary, of which it may be asked who refers to it. */
bool fhir_reads_one(Str type);

typedef struct FhirVersion {
    Str type;
    Str id;
    Str version; /* as the address says it */
} FhirVersion;
/* One version of a resource, by its own labels and date alone (S24). As fhir_read's failures; ST_GONE:
 * the version is a deletion. */
MUST_USE Status fhir_vread(Cx *cx, DbTx *tx, const Reach *reach, const FhirVersion *v,
                           FhirDoc *out);

/* What _summary and _elements leave of a resource (R4 search 3.1.1.5.8, 3.1.1.5.9). All zero: whole, as
 * stored. Otherwise it says so by the tag SUBSETTED, and has at least what R4 asks for: id, meta,
 * mandatory elements and those that change its meaning. */
typedef enum FhirSummary {
    FHIR_WHOLE,
    FHIR_SUMMARY,
    FHIR_TEXT,
    FHIR_DATA,
    FHIR_COUNT, /* of a search alone: no resources */
} FhirSummary;
typedef struct FhirShape {
    FhirSummary summary;
    bool has_summary;
    const Str *elements;
    size_t element_count;
} FhirShape;
/* Takes the parameter name, "_summary" or "_elements", of a request for the type. ST_INVALID: the value,
 * both at once, or one given twice; ST_NOT_SUPPORTED: the type has no such element. */
MUST_USE Status fhir_shape_take(Cx *cx, Str type, Str name, Str value, FhirShape *shape);
/* body in that shape; the very bytes when none is asked. */
MUST_USE Status fhir_shape(Cx *cx, const FhirShape *shape, Str type, Str body, Str *out);

/* A name and value of the query, decoded. */
typedef struct FhirParam {
    Str name;
    Str value;
} FhirParam;

typedef struct FhirQuery {
    Str type;
    Str id;                  /* fhir_history: of this one; empty: of the type */
    const FhirParam *params; /* in order, _count and the rest included */
    size_t count;
    bool lenient; /* Prefer: handling=lenient: unknown parameters are ignored and named */
    Str cursor;   /* sealed cursor of a next link; empty: the first page. It holds the
                                query: params may then have _format and _pretty alone */
    bool posted;  /* by POST _search: values are not put into the self link either */
} FhirQuery;

typedef struct FhirPage {
    Str bundle;     /* searchset or history */
    size_t matches; /* on this page, for the audit */
    size_t included;
    Str included_types; /* how many of each, "Organization=2,Practitioner=3" */
    bool pretty;        /* _pretty=true, in the query or the one that a cursor holds */
} FhirPage;

/* ST_SCOPE: no scope with s on the type. ST_FORBIDDEN: names another member (S25). ST_INVALID /
 * ST_NOT_SUPPORTED: a parameter, modifier or value, named in fault.where. ST_CURSOR: a cursor that
 * is not this grant's, this query's, or this predicate's any more. ST_TOO_LONG: page over
 * LIMIT_BUNDLE. */
MUST_USE Status fhir_search(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *q,
                            FhirPage *out);

/* As fhir_search, but what became of each candidate, for an operator who asks why something is missing: a
 * line "Type/id match" or "Type/id WHY" for every row of the type that is the caller's, or that the directory's
 * index gives; then for each WHY, in the order in which they are asked, how many it dropped. WHY is label,
 * range (how far back the grant goes), deleted, scope (a granular one), or the name of a parameter as the query has it, the first that
 * the row does not satisfy; a name's second time is name#2. No value of the query or of the data is in it.
 * It tells that something withheld is there: never for an app. */
MUST_USE Status fhir_explain(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *q, Str *text,
                             size_t *candidates);

/* How much of a type is there for the caller, a resource each. Of those with a date: from when to when. */
typedef struct FhirCount {
    Str type;
    uint64_t count;
    bool dated;
    int64_t first_ms;
    int64_t last_ms; /* of a period without an end: when it began */
} FhirCount;
/* Of each type that is a member's own and that a scope allows, none as well; the directory, Provenance and
 * Binary are not counted. It tells a person what she is about to share: never for an app. */
MUST_USE Status fhir_count(Cx *cx, DbTx *tx, const Reach *reach, FhirCount **out, size_t *count);

/* The versions of one resource or of a type, newest first, with _count, _since and _at (R4 http 3.1.0.8).
 * Each is judged by its own labels and date, and what the grant keeps back is as if it had never been: it
 * is not counted, and _at asks among the others (S24). Of one resource it needs r, of a type s (S3).
 * As fhir_read's failures of one resource of which nothing is seen, and as fhir_search's. */
MUST_USE Status fhir_history(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *q,
                             FhirPage *out);

typedef struct FhirEndpoints { /* absolute URLs for rest.security; empty: left out (D9) */
    Str authorize, token, revoke, introspect, manage, registration;
} FhirEndpoints;
typedef struct FhirServer {
    Str base;    /* FHIR base without trailing slash */
    Str name;    /* the plan's */
    Str version; /* of the software */
    int64_t started_ms;
    FhirEndpoints endpoints;
    Str open; /* types that need no token, as text; empty: none */
} FhirServer;
/* The CapabilityStatement, from type_table and param_table. */
MUST_USE Status fhir_capability(Cx *cx, const FhirServer *server, Str *out);

/* An OperationOutcome with one issue of severity error; its id is the request's, the support code. */
Str fhir_outcome(Cx *cx, Status st, Str where, Str detail);

#endif
