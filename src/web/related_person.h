/* related_person.h - who acts for a member, as the FHIR resource that fhirUser names (AUTHORIZATION S17, M36). It is
 * made when it is read, by the one token whose fhirUser it is; nobody finds it by a search. */
#ifndef WEB_RELATED_PERSON_H
#define WEB_RELATED_PERSON_H

#include "web/web.h"

/* "RelatedPerson/…" when somebody else than the member shares by this token; else empty. */
Str related_person_of(Cx *cx, const Rq *rq);
/* Whether this is the token's own. */
bool related_person_is(Cx *cx, const Rq *rq, Str type, Str id);
MUST_USE Status related_person_json(Cx *cx, Rq *rq, Str *json);

#endif
