/* provenance_int.h - the Provenance that the server makes for each resource which no loaded one targets:
 * the plan as transmitter, recorded when the resource was stored (CONFORMANCE e). Stored nowhere: rows and
 * bodies are worked out from the target's entry, seen through the same Reach (docs/decisions/13). The
 * searching side meets them as rows of the type Provenance that come after the stored ones. */
#ifndef FHIR_PROVENANCE_INT_H
#define FHIR_PROVENANCE_INT_H

#include "fhir/record.h"
#include "fhir/search_int.h"

/* Made ones have this bit, their target's type and its rid: behind every stored one, and no two alike. The
 * type comes before the rid, since among rids of two types it would show where the loader ended a run, and
 * other members' lines decide that. */
#define MADE_RID (INT64_C(1) << 62)
#define MADE_TYPE_SHIFT 46 /* 65,535 types, 70,000 billion rids */

/* The made ones of a place. ids: these alone; none (NULL): all, which the directory does not give. */
Made *made_new(Cx *cx, DbTx *tx, const Reach *reach, int64_t compartment, const Str *ids,
               size_t count);
/* Of these targets alone: whoever asks would drop all others. */
void made_about(Cx *cx, Made *m, const FhirRef *targets, size_t count);
/* The same, by a target= among the terms, where there is one that names resources. */
void made_about_terms(Cx *cx, Made *m, const Term *terms, size_t count);
/* As entries_next. */
bool made_next(Cx *cx, Made *m, Entry *out, Status *st);

/* As found_bodies, for rows of one place that made_next gave. */
MUST_USE Status made_bodies(Cx *cx, DbTx *tx, const Reach *reach, Found **rows, size_t count,
                            size_t *room);
/* As fhir_read for a made one: *found is false when there is none. */
MUST_USE Status made_read(Cx *cx, DbTx *tx, const Reach *reach, Str id, FhirDoc *out, bool *found);

#endif
