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

/* ---- sessions: tx on the state from here on ---------------------------------------------------- */

/* A browser's cookie value stands for a row; the row's key is its hash. Before sign-in account is
 * empty; at every change of right the id is a new one (M29). */
typedef struct MemberSession {
    Str id;            /* the cookie's value, 256 bit */
    Str account;       /* empty: not signed in */
    int64_t auth_ms;
    Str lang;
    Str matched;       /* Patient id proven by details and not yet bound to an account; or empty */
} MemberSession;
MUST_USE Status session_start(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str lang,
                              MemberSession *out);
/* ST_NOT_FOUND: no such session, idle too long, over its age. Moves seen_ms at most once a minute. */
MUST_USE Status session_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                             MemberSession *out);
/* Remembers who was matched, for the e-mail step of a registration. */
MUST_USE Status session_matched(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                                Str patient);
/* A new id for a signed-in account; the old one is gone. */
MUST_USE Status session_sign_in(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                const MemberSession *old, Str account, MemberSession *out);
MUST_USE Status session_end(Cx *cx, DbTx *tx, int64_t plan, Str id);

/* ---- e-mail codes ------------------------------------------------------------------------------ */

typedef enum CodePurpose { CODE_REGISTER, CODE_SIGN_IN } CodePurpose;

/* trim, ASCII local part, IDNA domain left as typed but lower-cased; ST_INVALID with where "email". */
MUST_USE Status email_canonical(Cx *cx, Str typed, Str *out);

typedef struct CodeRequest {
    CodePurpose purpose;
    Str session;
    Str email;         /* canonical */
    Str lang;
    Str plan_name;
    Str app_name;      /* of the app that asks; may be empty */
    Str peer;
} CodeRequest;
/* Makes a code and queues its mail, in tx. Unknown (or, at registration, already used) addresses get
 * a decoy row and the same reply; work and bytes are the same (M13, M14, M25). ST_TOO_MANY over the
 * resend budget of M27: the page still says "we sent a code". */
MUST_USE Status code_send(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                          const CodeRequest *in);
/* Consumes the code. ST_OK: account is the person's, made now (with the relation self to matched)
 * when registering. ST_DENIED: wrong; tries_left says how many. ST_EXPIRED: no live code any more:
 * too old, used, or five wrong tries (M22). */
typedef struct CodeAnswer {
    Str account;
    bool fresh;        /* the account was made now */
    int tries_left;
} CodeAnswer;
MUST_USE Status code_confirm(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             CodePurpose purpose, const MemberSession *session, Str typed,
                             CodeAnswer *out);

/* ---- accounts ---------------------------------------------------------------------------------- */

typedef struct MemberRelation {
    Str patient;
    Str relation;      /* self, parent, representative */
} MemberRelation;
/* Whose data the account may share now (M34). */
MUST_USE Status account_relations(Cx *cx, DbTx *tx, int64_t plan, Str account, MemberRelation **out,
                                  size_t *count);
/* Adds a relation that a load or staff established (parent of a minor dependent, M37). */
MUST_USE Status account_relate(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient,
                               Str relation, Str basis);
MUST_USE Status account_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account,
                              Str *out);
MUST_USE Status account_set_lang(Cx *cx, DbTx *tx, int64_t plan, Str account, Str lang);

/* ---- tries counted against a limit (M9, M24, M27) ------------------------------------------------ */

/* Counts one try of subject (hashed here) and says whether it is still within max in window_ms. */
MUST_USE Status attempt_count(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str kind, Str subject,
                              int64_t window_ms, int64_t max, bool *within);

/* ---- the outbox: mail is queued in the transaction that caused it, sent by a thread of its own ---- */

typedef struct OutboxMail {
    Str kind;          /* code, app_connected, … */
    Str to;
    Str subject;
    Str text;
    Str html;
    Str lang;
    int64_t expires_ms; /* not sent after this: a code that is too old helps nobody */
} OutboxMail;
MUST_USE Status outbox_put(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const OutboxMail *mail);

typedef struct Outbox Outbox;
typedef struct OutboxConf {
    Db *db;
    const Keys *keys;
    Str mail_url;
    Str from;
    int64_t (*now_ms)(void *user);
    void *user;
} OutboxConf;
/* Starts the thread: sends what waits, retries with backoff (1 min … 1 h, a code until it expires),
 * erases what was sent. */
MUST_USE Status outbox_start(Cx *cx, const OutboxConf *conf, Outbox **out);
/* Wakes the thread: call after a commit that queued mail. */
void outbox_wake(Outbox *o);
/* One round in the caller's thread: for tests and shutdown. sent counts what the server took. */
MUST_USE Status outbox_round(Cx *cx, const OutboxConf *conf, size_t *sent);
void outbox_stop(Outbox *o);

#endif
