/* explain.h - what `postern explain` does, but for printing. */
#ifndef APP_EXPLAIN_H
#define APP_EXPLAIN_H

#include "app/env.h"

typedef struct ExplainAsk {
    const Plan *plan;
    Str token;
    Str request; /* "GET Type?…", below the FHIR base, a path, or an address */
} ExplainAsk;
/* fhir_explain's text, asked through the guard and the plan that the server has, and audited. The failures,
 * faults and all, are those of the API; ST_INVALID, where "GET": request is no search of the plan. */
MUST_USE Status explain(Cx *cx, const Env *env, const ExplainAsk *ask, Str *text);

#endif
