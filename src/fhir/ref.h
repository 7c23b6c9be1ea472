/* ref.h - the text of a reference: [base/]Type/id[/_history/version][#part of it]. For src/fhir, and for
 * load/, which reads whose child a Coverage says somebody is. */
#ifndef FHIR_REF_H
#define FHIR_REF_H

#include "base/str.h"

typedef struct Ref {
    uint16_t type; /* TypeRow.num */
    bool local;    /* relative, or absolute to our own base */
    Str id;
    Str version; /* empty unless given */
} Ref;

/* False when text is no such reference to an R4 type (a urn:, a #fragment, any other URL). base has
 * a trailing slash. Borrows from text. */
bool ref_parse(Str text, Str base, Ref *out);

#endif
