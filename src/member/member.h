/* member.h - who the person is: the roster that loads fill, matching five details to one member,
 * accounts by e-mail, mailed codes, sessions, and the mail outbox. Personal columns are sealed
 * (AES-256-GCM) and found by HMAC (AUTHORIZATION R12). */
#ifndef MEMBER_MEMBER_H
#define MEMBER_MEMBER_H

#include "db/db.h"
#include "jose/jose.h"

#define MEMBER_CODE_DIGITS 8u
#define MEMBER_CODE_TTL_MS (10 * 60000)
#define MEMBER_CODE_TRIES 5
#define MEMBER_RESEND_MS 60000
#define MEMBER_SESSION_IDLE_MS (15 * 60000)
#define MEMBER_SESSION_MAX_MS (8 * 3600000)

typedef struct MemberPlan { /* filled by web/guard from plan.h */
    int64_t num;
    Str id;
    unsigned match; /* PLAN_MATCH_* bits */
} MemberPlan;

/* ---- roster: tx on the plan's records ---------------------------------------------------------- */
typedef struct RosterPerson { /* from one Patient, or one Coverage, of a load */
    Str patient;            /* Patient id */
    const Str *member_ids;  /* identifier type MB, or Coverage.subscriberId / identifier */
    size_t member_id_count;
    bool has_details;       /* from a Patient: the fields below replace what was there */
    const Str *firsts;      /* given names, preferred ones too (M5) */
    size_t first_count;
    const Str *lasts;
    size_t last_count;
    Str birth_date;         /* yyyy-mm-dd */
    const Str *zips;        /* first five digits of current addresses */
    size_t zip_count;
    bool deceased;
} RosterPerson;
MUST_USE Status roster_put(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const RosterPerson *p);
MUST_USE Status roster_remove(Cx *cx, DbTx *tx, int64_t plan, Str patient);

typedef struct MemberDetails { /* as typed */
    Str first;
    Str last;
    Str birth_date;
    Str member_id;
    Str zip;
} MemberDetails;
/* The one member that all configured details name (M4-M8). Work is the same whether found or not.
 * ST_NOT_FOUND: none, several, deceased: not told apart. ST_INVALID names a field whose format cannot
 * be (M6, M10, M11). */
MUST_USE Status member_match(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             const MemberDetails *in, Str *patient);
/* First name for greetings and the picker ("Rosa"); ST_NOT_FOUND when not in the roster. */
typedef struct RosterName {
    Str first;
    Str last;
    Str birth_date;
} RosterName;
MUST_USE Status roster_name(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                            RosterName *out);

#endif
