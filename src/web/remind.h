/* remind.h - the mails that tell members again of what they agreed to (AUTHORIZATION C3). */
#ifndef WEB_REMIND_H
#define WEB_REMIND_H

#include "web/web.h"

/* Queues those of plan that are due. By the chores, at any interval: each is queued once. */
MUST_USE Status web_remind(Cx *cx, const Web *web, const Plan *plan);

#endif
