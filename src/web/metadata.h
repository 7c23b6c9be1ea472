/* metadata.h - each plan's CapabilityStatement, printed once, at the first question. Any thread. */
#ifndef WEB_METADATA_H
#define WEB_METADATA_H

#include "web/web.h"

/* now_ms: when the program began, whose day is the statement's date. */
Metadata *metadata_new(const Plans *plans, int64_t now_ms);
void metadata_free(Metadata *m);
/* The statement of plan, and its ETag in quotes: both live as long as m. ST_TOO_LONG: over
 * LIMIT_DOCUMENT. */
MUST_USE Status metadata_text(Cx *cx, Metadata *m, const Plan *plan, Str *text, Str *etag);

#endif
