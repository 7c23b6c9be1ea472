/* fhir_api.h - the FHIR addresses. Rows in app/routes.c, below /{plan}/fhir. Every call is audited
 * before its reply leaves (AUTHORIZATION C11, C14). */
#ifndef WEB_FHIR_API_H
#define WEB_FHIR_API_H

#include "web/web.h"

Status fhir_api_metadata(Cx *cx, Rq *rq); /* /metadata: guard_public, CORS_ANY */

/* guard_bearer, and the refusal audited. */
Status fhir_api_guard(Cx *cx, Rq *rq);
/* guard_open likewise, for what a plan may have made public. */
Status fhir_api_guard_open(Cx *cx, Rq *rq);
/* Audits what is refused below /fhir before any guard, st: no address, no such method, a message that
 * cannot be. st, or ST_UNAVAILABLE. */
Status fhir_api_refused(Cx *cx, Rq *rq, Status st);
Status fhir_api_read(Cx *cx, Rq *rq);        /* GET /{type}/{id} */
Status fhir_api_vread(Cx *cx, Rq *rq);       /* GET /{type}/{id}/_history/{vid} */
Status fhir_api_history(Cx *cx, Rq *rq);     /* GET /{type}/_history, GET /{type}/{id}/_history */
Status fhir_api_search(Cx *cx, Rq *rq);      /* GET /{type} */
Status fhir_api_search_post(Cx *cx, Rq *rq); /* POST /{type}/_search, LIMIT_BODY_API */

/* GET /{type} of `postern explain`, in the process of that command alone: guard_public, for it asks
 * guard_bearer itself. What it answers tells of what the grant keeps back, so no served row has it. */
Status fhir_api_explain(Cx *cx, Rq *rq);

#endif
