/* recheck.h - what loads end (AUTHORIZATION M39, M41, C8): of whom the plan's file says something else now, that
 * is settled which accounts, relations and grants rest on it. */
#ifndef WEB_RECHECK_H
#define WEB_RECHECK_H

#include "web/web.h"

/* Some of those that are due; *more: there may be others. Of web the store, the keys and the audit are used, and
 * tokens where there are any. What was begun and not committed is done again by the next call, anywhere. */
MUST_USE Status web_recheck(Cx *cx, Web *web, const Plan *plan, bool *more);
/* One member at once, due or not, whatever is being loaded. */
MUST_USE Status web_recheck_member(Cx *cx, Web *web, const Plan *plan, Str patient);

#endif
