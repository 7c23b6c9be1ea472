/* ending.h - grants that end without anybody asking: a record of each, and none when none did (AUTHORIZATION C8, C11).
 * Inside the transaction of what ends them. */
#ifndef WEB_ENDING_H
#define WEB_ENDING_H

#include "audit/audit.h"
#include "oauth/oauth.h"

typedef struct Ending {
    Audit *audit;
    int64_t plan;
    Str peer; /* of the request that found it; empty: none */
    Str patient;
    Str why;
} Ending;
typedef struct Ended { /* to be forgotten after the commit */
    Str *ids;
    size_t count, room;
} Ended;

MUST_USE Status ending_one(Cx *cx, DbTx *tx, const Ending *e, const OauthLiving *g);
/* All that account shares of the patient; ended may hold others. */
MUST_USE Status ending_all(Cx *cx, DbTx *tx, const Ending *e, Str account, Ended *ended);
/* The same ends at until_ms, if not sooner: the next version of each consent says so. */
MUST_USE Status ending_sooner(Cx *cx, DbTx *tx, const Ending *e, const Keys *keys, Str account,
                              int64_t until_ms);

#endif
