/* chores.h - what serve does beside requests, on a thread of its own, so that a store that hangs keeps no signal
 * waiting: each second it shares limits, each fifth it looks for keys, each hour it sweeps. */
#ifndef APP_CHORES_H
#define APP_CHORES_H

#include "app/wire.h"

typedef struct Chores Chores;
/* env and web are borrowed until chores_stop. */
MUST_USE Status chores_start(Cx *cx, const Env *env, Web *web, Chores **out);
/* Waits for the turn under way. */
void chores_stop(Chores *c);

#endif
