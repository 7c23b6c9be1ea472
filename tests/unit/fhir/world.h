/* world.h - a plan with a few members and a directory, loaded through the writing side, and callers
 * who read it. Ids are told as texts: "a b c" in the order of the page. */
#ifndef TESTS_UNIT_FHIR_WORLD_H
#define TESTS_UNIT_FHIR_WORLD_H

#include "fhir/fhir.h"
#include "fhir/record.h"
#include "tests/unit/test.h"

#define WORLD_BASE "https://plan.example/demo/fhir"
#define WORLD_PLAN 1

typedef struct World {
    Cx *cx;
    Db *db;
    int64_t plan; /* WORLD_PLAN until another is set */
    RecordRules rules;
} World;

World *world_new(Cx *cx, Db *db);
/* Stores one resource; its JSON with ' for ". */
void world_put(World *w, const char *json);
/* Many of them in one transaction. */
void world_put_all(World *w, const char *const *json, size_t count);
void world_delete(World *w, Str type, Str id);

/* A caller with read and search on every type for the member; patient STR_NONE: the directory alone. */
ReachSpec world_spec(World *w, Str patient);
const Reach *world_reach(World *w, Str patient);

/* A search "Observation?code=a&_count=2"; _cursor goes where it belongs. */
MUST_USE Status world_search(World *w, const Reach *r, const char *url, FhirPage *out);
/* As world_search, by POST, with handling=lenient. */
MUST_USE Status world_query(World *w, const Reach *r, const char *url, bool posted, bool lenient,
                            FhirPage *out);
/* Ids of the entries with this search.mode, in order, separated by spaces. */
Str world_ids(World *w, Str bundle, const char *mode);
/* Ids of the matches of a search that must succeed. */
Str world_find(World *w, const Reach *r, const char *url);
/* "Type?…" of the link; empty when there is none. */
Str world_link(World *w, Str bundle, const char *relation);

#endif
