/* extract_int.h - one value of a resource made into keys, by the shape it has. Private to src/fhir. */
#ifndef FHIR_EXTRACT_INT_H
#define FHIR_EXTRACT_INT_H

#include "base/date.h"
#include "fhir/extract_table.h"
#include "fhir/keys.h"

#define EXTRACT_COMPOSITES 8u /* of one type */

typedef struct Extract {
    Cx *cx;
    KeysBuilder *keys;
    Str base;                             /* references to it are local */
    bool exists;                          /* an element that an exists() asks for was met */
    bool texts;                           /* tokens have their texts too, for :text */
    bool elements;                        /* of a type that is cut (element.h) */
    uint16_t security;                    /* its parameter of that name */
    uint8_t element;                      /* of the composite under way: see Key.group */
    uint8_t last[EXTRACT_COMPOSITES + 1]; /* by ExtractAct.part: of the element kept last */
    uint8_t group;                        /* of the value under way */
    uint8_t parts;                        /* of the element so far: 1 the first, 2 the second */
} Extract;

/* Adds the keys of v, which is no array and not null. */
void extract_value(Extract *x, const ExtractAct *act, const JsonVal *v);
/* The range of a date, dateTime, instant, Period or Timing; false for anything else. */
bool extract_range(const JsonVal *v, DateRange *out);

#endif
