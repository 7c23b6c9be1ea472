/* ending.h - grants that end without anybody asking: a record of each, and none when none did (AUTHORIZATION C8, C11).
 * Inside the transaction of what ends them. */
#ifndef WEB_ENDING_H
#define WEB_ENDING_H

#include "audit/audit.h"
#include "member/member.h"
#include "oauth/oauth.h"
#include "web/web.h"

typedef struct Ending {
    Audit *audit;
    int64_t plan;
    Str peer; /* of the request that found it; empty: none */
    Str patient;
    Str why;
} Ending;
typedef struct Ended { /* to be forgotten after the commit */
    OauthLiving *list;
    size_t count, room;
} Ended;

MUST_USE Status ending_one(Cx *cx, DbTx *tx, const Ending *e, const OauthLiving *g);
/* All that account shares of the patient; ended may hold others. */
MUST_USE Status ending_all(Cx *cx, DbTx *tx, const Ending *e, Str account, Ended *ended);
/* The same ends at until_ms, if not sooner: the next version of each consent says so. */
MUST_USE Status ending_sooner(Cx *cx, DbTx *tx, const Ending *e, const Keys *keys, Str account,
                              int64_t until_ms);

/* Apps by name, each once, for a mail. */
MUST_USE Status ending_names(Cx *cx, DbTx *tx, int64_t plan, const Str *client_ids, size_t count,
                             Str *out);
/* One mail to who->account of its own in the list, if it acts for the patient: whom somebody keeps away is told nothing
 * (M40), and whose relation ended has a mail of that. Not of a death (M39): that is the caller's to know. */
MUST_USE Status ending_tell(Cx *cx, const Rq *rq, DbTx *tx, const MemberOver *who,
                            const OauthLiving *list, size_t count);

#endif
