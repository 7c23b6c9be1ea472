/* chain_watch.h - every plan's audit chain verified once a day by the server itself (C12), some blocks a
 * turn: with years of audit the whole would take minutes, and the server has other work. */
#ifndef APP_CHAIN_WATCH_H
#define APP_CHAIN_WATCH_H

#include "audit/audit.h"
#include "oauth/oauth.h"
#include "plan/plan.h"

typedef struct ChainWatch {
    int64_t day; /* on which this round began */
    size_t
        next; /* whose chain, from 1; 0: of what belongs to no plan; past the last: the round is over */
    AuditCheck at;
    bool chained;               /* its chain was looked at */
    OauthConsentCheck consents; /* of the same plan, behind its chain */
} ChainWatch;

typedef struct ChainStore {
    Db *db;
    const Keys *keys;
    Audit *audit; /* what was seen of the chains */
} ChainStore;

#define CHAIN_WATCH_NEW ((ChainWatch){ .next = SIZE_MAX })

/* One turn: begins a round when the day (UTC) is a new one. False, and told in the log, when a chain does
 * not hold; the others are looked at all the same, and it is told again the next day. */
bool chain_watch_turn(Cx *cx, const ChainStore *s, const Plans *plans, ChainWatch *w);

#endif
