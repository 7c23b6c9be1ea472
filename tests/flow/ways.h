/* ways.h - looks at the ways that SQLite takes to the rows of the statements of a run. */
#ifndef TESTS_FLOW_WAYS_H
#define TESTS_FLOW_WAYS_H

#include "base/cx.h"

/* Before the first store is opened. */
void ways_watch(void);
/* After the last is closed: how many statements walk a whole plan that should not, each printed. dir: an empty
 * folder. whole_run: all flows were run, so that what may walk was met too. */
int ways_bad(Cx *cx, const char *dir, bool whole_run);

#endif
