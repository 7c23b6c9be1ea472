/* status.h - how a call ended. The rows stand in status.def. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include "base/arena.h"
#include "base/str.h"

typedef enum Status {
#define STATUS(name, http, issue, oauth, message) name,
#include "base/status.def"
#undef STATUS
    ST_COUNT
} Status;

typedef struct StatusRow {
    Str name;
    int http;
    Str issue;   /* code of OperationOutcome.issue (FHIR R4 issue-type) */
    Str oauth;   /* RFC 6749 s.5.2 / OpenID error code; empty where OAuth never meets it */
    Str message; /* key in web/messages.def; empty where no page meets it */
} StatusRow;

const StatusRow *status_row(Status st);
/* What apps are told, and may rely on: ST_INVALID_SCOPE is "invalid-scope". */
Str status_code(Arena *mem, Status st);

#endif
