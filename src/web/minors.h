/* minors.h - until which age of a child a parent may share a sensitive kind, by the state it lives in (AUTHORIZATION
 * M37): minors.csv, a plan's own list. What it does not name is the child's alone from MEMBER_PRIVATE_YEARS on. Care
 * that is labelled as a minor's own stays hers whatever the list says (fhir/label.h). */
#ifndef WEB_MINORS_H
#define WEB_MINORS_H

#include "member/member.h"
#include "web/web.h"

typedef struct MinorRules MinorRules;

/* In cx->mem. ST_INVALID names line and column; ST_TOO_LONG: over LIMIT_MINORS. */
MUST_USE Status minors_read(Cx *cx, Str csv, const MinorRules **out);
/* Those of kinds (LABEL_BITs) that a parent of name may share now, and until when (the first birthday that ends one;
 * DATE_MIN: nobody knows), by the age then. rules NULL: none. */
typedef struct MinorOpen {
    uint64_t kinds;
    int64_t until_ms;
    int64_t years;
} MinorOpen;
MinorOpen minors_open(const Cx *cx, const MinorRules *rules, const RosterName *name,
                      uint64_t kinds);
/* Of the request's plan. */
const MinorRules *minors_rules(const Rq *rq);

#endif
