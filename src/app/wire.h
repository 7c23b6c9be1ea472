/* wire.h - joins the pieces into a Web: the one place that knows them all. */
#ifndef APP_WIRE_H
#define APP_WIRE_H

#include "app/env.h"
#include "member/member.h"
#include "web/web.h"

typedef struct Wired {
    Web web;
} Wired;

/* Opens the audit, the token cache and the pages over env. Everything closes with cx->mem. */
MUST_USE Status wire_open(Cx *cx, const Env *env, Wired **out);
/* As wire_open with these routes in the place of the server's: a command that asks for itself. */
MUST_USE Status wire_open_routes(Cx *cx, const Env *env, const Route *routes, size_t count,
                                 Wired **out);
/* For the mail thread: the same mail address and clock that web has. */
OutboxConf wire_outbox(const Wired *wired);

#endif
