/* element.h - what is sensitive inside resources that are always served: Patient, RelatedPerson and Coverage have
 * no labels, as an app without them has no member to show. So the source's own marks, what is contained that would
 * have labels, and what refers to that or to any type that has, are left out for everybody, and for whom gender
 * identity is withheld (C4) the elements that tell it; nothing says that they were. Pure: no database. */
#ifndef FHIR_ELEMENT_H
#define FHIR_ELEMENT_H

#include "fhir/reach_int.h"
#include "json/json.h"

/* Whether the address of an extension is of one that tells it. Of any other resource it is a label. */
bool element_tells(Str url);
/* Whether an extension tells it by a sex that is not the gender of whoever has it. */
bool element_sex_tells(const JsonVal *extension, Str gender);
/* Whether a coding may be cut from an element_type: a source's mark of any kind, of meta.security or else by its
 * system, is sent to nobody, one that tells gender not to all. No search finds them. */
bool element_coding_cut(const JsonVal *coding, bool security);
/* Whether a reference of an element_type may be cut: to a type that has labels, or to what is contained. No search
 * finds it, by its identifier either. */
bool element_reference_cut(const JsonVal *reference);
/* Always served, and perhaps not whole. */
bool element_type(const TypeRow *type);
/* Whether bodies of the type depend on what is shared: then a version is not one content. */
bool element_varies(const Reach *r, const TypeRow *type);
/* Whether what stood before the newest version is withheld: a name or gender that changed would tell. */
bool element_past_withheld(const Reach *r, const TypeRow *type);
/* Makes of a stored body what this caller may see: itself, or in cx->mem without what tells, with all other bytes
 * as they are. Time and memory grow with the body's length alone. ST_INTERNAL: it is no JSON. */
MUST_USE Status element_body(Cx *cx, const Reach *r, const TypeRow *type, Str *body);

#endif
