/* label_world.h - a plan that labels what it holds (world.h), and what of it is seen by whom. The member is ann. */
#ifndef TESTS_UNIT_FHIR_LABEL_WORLD_H
#define TESTS_UNIT_FHIR_LABEL_WORLD_H

#include "fhir/label.h"
#include "tests/unit/fhir/world.h"

#define MH LABEL_BIT(LABEL_MENTAL_HEALTH)
#define HIV LABEL_BIT(LABEL_HIV)
#define SECURITY(code)                                                                             \
    "'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/"                        \
    "v3-ActCode','code':'" code "'}]}"
#define OF_ANN "'subject':{'reference':'Patient/ann'}"
#define VISIT(id, more)                                                                            \
    "{'resourceType':'Encounter','id':'" id                                                        \
    "','status':'finished','class':{'code':'AMB'}," OF_ANN more "}"
#define OBSERVED(id, more)                                                                         \
    "{'resourceType':'Observation','id':'" id                                                      \
    "','status':'final','code':{'text':'x'}," OF_ANN more "}"
#define CORRECTED ",'text':{'status':'empty','div':'corrected'}" /* no content that was before */
#define IN_VISIT(id) ",'encounter':{'reference':'Encounter/" id "'}"
#define SAYS_MH "\"code\":\"MH\""

World *labelled_world(Cx *cx, Db *db);
/* Stores one resource, a second later. */
void lw_put(World *w, const char *json);
/* Ann's grant that shares these kinds. */
const Reach *lw_sharing(World *w, uint64_t shared);
/* ST_OK, or why not, without a fault. */
Status lw_read(World *w, const Reach *r, const char *type, const char *id, FhirDoc *out);
/* Ids of her Observations. */
Str lw_seen(World *w, uint64_t shared);
/* Body of an Observation, all shared. */
Str lw_version_of(World *w, const char *id);
/* "1 2 …": those of the first numbers that may be read, each with the kind in its bytes when has is one. */
Str lw_versions(World *w, const Reach *r, const char *id, const char *has);
Str lw_versions_shared(World *w, uint64_t shared, const char *id);

#endif
