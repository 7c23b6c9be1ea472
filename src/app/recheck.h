/* recheck.h - when it is settled what loads end (web/recheck.h): as a load's last step, and by every server's
 * chores for those that were killed before it, and for coverages that end by themselves. */
#ifndef APP_RECHECK_H
#define APP_RECHECK_H

#include "web/web.h"

/* Some of plan that are due, unless a load of it is under way: half a file says nothing. *more: there may be others.
 * False: it failed, which is logged unless quiet. web as of web_recheck. */
bool recheck_turn(const Cx *cx, Web *web, const Plan *plan, bool quiet, bool *more);
/* All of them. */
bool recheck_plan(const Cx *cx, Web *web, const Plan *plan, bool quiet);

#endif
