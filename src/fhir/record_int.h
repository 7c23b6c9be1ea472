/* record_int.h - the steps of record_make. Private to src/fhir. */
#ifndef FHIR_RECORD_INT_H
#define FHIR_RECORD_INT_H

#include "fhir/record.h"

/* Fills owner, patient and targets from type, id and the resource. */
MUST_USE Status record_own(Cx *cx, const JsonVal *root, Str base, Record *r);
/* Fills refs and binaries: every local reference anywhere in the resource, each once; and links. */
void record_refs(Cx *cx, const JsonVal *root, Str base, Record *r);
/* As record_refs, and own and reason: of one that has type, id and owner, what today's rules say. */
void record_judge(Cx *cx, const JsonVal *root, const RecordRules *rules, Record *r);
/* Fills body, updated_at and version_at from text, which json_parse has accepted as root. */
MUST_USE Status record_compact(Cx *cx, Str text, const JsonVal *root, Record *r);
/* Of a stored body: where the codings of its own meta.security begin, whatever else is called so in it; its
 * length when there are none. */
size_t record_security_at(Cx *cx, Str body);
/* The date that "how far back" uses: of the first path that has one; else all time. */
DateRange record_when(const JsonVal *root, Str paths);

#endif
