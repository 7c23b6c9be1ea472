/* relabel.h - while the server works: resources that other tables labelled than the plans have today. */
#ifndef APP_RELABEL_H
#define APP_RELABEL_H

#include "app/env.h"

/* Before the first request: rules, one of each plan, are the plans' from now on. Then a thread of its own judges
 * what is stored; it ends with cx->mem. */
MUST_USE Status relabel_beside(Cx *cx, const Env *env, const RecordRules *rules);

#endif
