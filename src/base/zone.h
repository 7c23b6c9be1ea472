/* zone.h - the clocks that people in the states and territories go by, for times that are shown to them. What the law
 * says of summer time (15 USC 260a) is built in: nothing is read from the machine, which may have no zones installed.
 * NULL as a zone: Eastern Time. */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/cx.h"

typedef struct Zone {
    Str name;      /* of the IANA database */
    int64_t hours; /* from Greenwich, in winter */
    bool summer;   /* an hour more from March to November */
    Str words[2];  /* English, Spanish */
} Zone;

/* NULL: none of ours. */
const Zone *zone_find(Str name);
/* All names, for whoever typed another. */
Str zone_names(Cx *cx);
/* Whether a clock that shows local_ms, by winter's time, is an hour ahead where there is summer time. */
bool zone_in_summer(int64_t local_ms);
/* What its clock shows at ms, as if it were UTC. */
int64_t zone_local_ms(const Zone *z, int64_t ms);
/* "Eastern Time", "hora del Este". */
Str zone_words(const Zone *z, bool spanish);
/* "7:05 PM", "7:05 p. m.". */
Str zone_clock(Cx *cx, const Zone *z, int64_t ms, bool spanish);

#endif
