/* member.h - who the person is: the roster that loads fill, matching five details to one member,
 * accounts by e-mail, mailed codes, sessions, and the mail outbox. Personal columns are sealed
 * (AES-256-GCM) and found by HMAC (AUTHORIZATION R12). */
#ifndef MEMBER_MEMBER_H
#define MEMBER_MEMBER_H

#include "base/date.h"
#include "base/limits.h"
#include "base/zone.h"
#include "db/db.h"
#include "jose/jose.h"

#define MEMBER_CODE_DIGITS 8u
#define MEMBER_CODE_TTL_MS (10 * MINUTE_MS)
#define MEMBER_CODE_TRIES 5
#define MEMBER_RESEND_MS MINUTE_MS
#define MEMBER_SESSION_IDLE_MS (15 * MINUTE_MS)
#define MEMBER_SESSION_MAX_MS (8 * HOUR_MS)

/* The details of a member, as bits; plan.h's PLAN_MATCH_* have the same values. */
#define MEMBER_MATCH_FIRST (1u << 0)
#define MEMBER_MATCH_LAST (1u << 1)
#define MEMBER_MATCH_BIRTH_DATE (1u << 2)
#define MEMBER_MATCH_MEMBER_ID (1u << 3)
#define MEMBER_MATCH_ZIP (1u << 4)

/* As plan.h's PlanConfirm. */
typedef enum MemberConfirm { CONFIRM_OFF, CONFIRM_WHEN_AVAILABLE, CONFIRM_REQUIRED } MemberConfirm;

/* What a plan says in its own words of texts.ini. text gives STR_NONE where it has none. */
typedef struct MemberOwn {
    Str (*text)(const void *texts, Str key, bool spanish);
    const void *texts;
} MemberOwn;
typedef struct MemberPlan { /* filled by web/guard from plan.h */
    int64_t num;
    Str id;
    Str name;
    Str mail_from;  /* of this plan; empty: the installation's */
    Str services;   /* how to reach member services, in words for a mail; may be empty */
    unsigned match; /* MEMBER_MATCH_* bits: what a new member types */
    MemberConfirm confirm;
    bool stops_uncovered; /* who is covered no longer shares no longer */
    const Str *outside;   /* products whose members register nothing */
    size_t outside_count;
    int64_t new_ms;   /* so long after it first came a record is too new */
    const Zone *zone; /* of the times in its mails */
    MemberOwn own;    /* of their words */
} MemberPlan;

/* ---- roster: tx on the plan's records ---------------------------------------------------------- */
typedef struct RosterPerson { /* from one Patient, or one Coverage, of a load */
    Str patient;              /* Patient id */
    int64_t compartment;      /* of the Patient, when it is what comes (has_details) */
    Str coverage;             /* the Coverage this comes from; empty: from the Patient itself */
    int64_t until_ms;         /* first moment after that Coverage; DATE_MAX: it has no end */
    Str products;             /* the codes of its type and the values of its classes, a line each */
    Str parent; /* Patient id of the subscriber whose child this Coverage says it is; empty: nobody's */
    const Str *member_ids; /* identifier type MB, or Coverage.subscriberId / identifier */
    size_t member_id_count;
    bool has_details;  /* from a Patient: the fields below replace what was there */
    const Str *firsts; /* first given name of each current name, and all of them joined (M5) */
    size_t first_count;
    const Str *lasts;
    size_t last_count;
    Str birth_date; /* yyyy-mm-dd */
    const Str
        *states; /* of current addresses, as written; where the person is of age is theirs to say */
    size_t state_count;
    const Str *zips; /* first five digits of current addresses */
    size_t zip_count;
    bool deceased;
    Str replaced_by;   /* Patient id that its links say is in its place; empty: none (M41) */
    bool fresh;        /* nothing of this id was here before */
    const Str *emails; /* current ones, as written */
    size_t email_count;
} RosterPerson;
/* Replaces all that was known from the same Patient or Coverage. Whoever has no details yet (only a
 * Coverage came) cannot register. */
MUST_USE Status roster_put(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const RosterPerson *p);
/* Whether one of the person's Coverages has not ended; of whom there are none, that is not known to be otherwise. */
MUST_USE Status roster_covered(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool *covered);
/* What of the person's record ends what others may do with it (M39, M41). */
typedef struct RosterStanding {
    bool known; /* there is a Patient */
    bool deceased;
    Str replaced_by; /* Patient id; empty: none */
} RosterStanding;
MUST_USE Status roster_standing(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                                RosterStanding *out);
/* The records in whose place those of patients are, one after another (M41). ST_TOO_COSTLY: more than LIMIT_MERGED. */
typedef struct RosterMerged {
    Str patient; /* one of patients */
    Str was;
} RosterMerged;
MUST_USE Status roster_merged(Cx *cx, DbTx *tx, int64_t plan, const Str *patients, size_t n,
                              RosterMerged **out, size_t *count);
/* Records that are one person, says the plan's file now: ids, what they are merged into, and what is merged into that.
 * Of ids that it does not know, those alone. ST_TOO_COSTLY as above. */
typedef struct RosterOne {
    Str *ids;
    size_t count;
} RosterOne;
MUST_USE Status roster_one(Cx *cx, DbTx *tx, int64_t plan, const Str *ids, size_t n,
                           RosterOne *out);
MUST_USE Status roster_remove(Cx *cx, DbTx *tx, int64_t plan, Str patient);
MUST_USE Status roster_remove_coverage(Cx *cx, DbTx *tx, int64_t plan, Str coverage);

/* Those of whom loads changed something since they were last taken, or whose coverage ended: what accounts and apps
 * may rests on it. Whoever takes them commits once all that is settled, so that no kill loses one. */
MUST_USE Status changed_due(Cx *cx, DbTx *tx, int64_t plan, bool *due);
/* Some of them, each once; none: *count is 0. tx writes. */
MUST_USE Status changed_take(Cx *cx, DbTx *tx, int64_t plan, Str **patients, size_t *count);
#define CHANGED_NOW 0
/* patient is due at due_ms, or at once. */
MUST_USE Status changed_put(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t due_ms);
/* Those in whose place patient is, one after another, at once: what becomes of them is said by her. */
MUST_USE Status changed_put_replaced(Cx *cx, DbTx *tx, int64_t plan, Str patient);

typedef struct MemberDetails { /* as typed */
    Str first;
    Str last;
    Str birth_date;
    Str member_id;
    Str zip;
} MemberDetails;
/* Which of the typed details cannot be right whatever the plan holds: MEMBER_MATCH_* bits (M6, M10,
 * M11). Only those that plan asks for are judged. */
unsigned member_details_check(Cx *cx, const MemberPlan *plan, const MemberDetails *in);
/* What keeps a person whom all details name from registering; the plan's settings say so. */
typedef enum MemberBar {
    BAR_NONE,
    BAR_COVERAGE_ENDED, /* and the plan does not share what it keeps of former members */
    BAR_NOT_COVERED,    /* all of her products are outside the rule */
    BAR_TOO_NEW         /* her record came a short while ago */
} MemberBar;
typedef struct MemberMatch {
    Str patient; /* empty: nobody */
    MemberBar bar;
} MemberMatch;
/* The one member that all configured details name (M4-M8), and what keeps her from registering: for the
 * caller to tell or not. Work is the same whether found or not.
 * ST_NOT_FOUND: none, several, deceased: not told apart. ST_INVALID names a field whose format cannot
 * be (M6, M10, M11). */
MUST_USE Status member_match(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             const MemberDetails *in, MemberMatch *out);
/* First name for greetings and the picker ("Rosa"); ST_NOT_FOUND when not in the roster. */
typedef struct RosterName {
    Str first;
    Str last;
    Str birth_date;
    const Str *states; /* of addresses on file, as written */
    size_t state_count;
} RosterName;
MUST_USE Status roster_name(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                            RosterName *out);
/* Her mailboxes that the plan has on file, the first LIMIT_CONTACTS; none for who is not in the roster. */
typedef struct RosterContacts {
    Str email[LIMIT_CONTACTS];
    size_t count;
} RosterContacts;
MUST_USE Status roster_contacts(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                                RosterContacts *out);
/* Where the member's data live in the plan's records; ST_NOT_FOUND when not in the roster. The one way
 * from a Patient id to a compartment for all but loads. */
MUST_USE Status roster_compartment(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t *out);
/* Whether majority.c has a row of it: two letters, in either case. */
bool member_is_state(Str code);
/* When somebody born on a day comes of age (M38): the first moment of the birthday where she lives. */
int64_t member_majority_ms(Str birth_date, const Str *states, size_t count);
/* The same of somebody in the roster, or since when she is emancipated; 0: nobody knows the birthday. ST_NOT_FOUND: not in the roster. */
MUST_USE Status roster_majority(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                                int64_t *ms);
/* Of age by law before that day (M37): she is nobody's child here. Asked for by one of the plan's people, and so is
 * that it is over (wanted false). */
MUST_USE Status emancipation_ask(Cx *cx, DbTx *tx, int64_t plan, Str patient, bool wanted, Str by);
/* By another (ST_FORBIDDEN), of each record (one) that is hers now. What rests on them is due at once. ST_CONFLICT:
 * nothing waits. */
MUST_USE Status emancipation_approve(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str by,
                                     bool *wanted, RosterOne *one);
/* The children for whom patient, as the subscriber of their coverage, is on file as the parent (M37): not of
 * age today, alive; until_ms is the birthday at which that ends. Adults never (M35). */
#define MEMBER_PRIVATE_YEARS 12 /* from then on some care may be kept from a parent */
typedef struct RosterMinor {
    Str patient;
    int64_t until_ms;
} RosterMinor;
MUST_USE Status roster_minors(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                              RosterMinor **out, size_t *count);

/* ---- sessions: tx on the state from here on ---------------------------------------------------- */

/* A browser's cookie value stands for a row; the row's key is its hash. Before sign-in account is
 * empty; at every change of right the id is a new one (M29). */
typedef struct MemberSession {
    Str id;      /* the cookie's value, 256 bit */
    Str account; /* empty: not signed in */
    int64_t auth_ms;
    Str lang;
    Str matched; /* Patient id proven by details and not yet bound to an account; or empty */
    Str typed;   /* the form whose details matched nobody, as it was posted; or empty */
    bool touch;  /* seen more than a minute ago: call session_touch */
} MemberSession;
MUST_USE Status session_start(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str lang,
                              MemberSession *out);
/* ST_NOT_FOUND: no such session, idle too long, over its age. tx may be a read. */
MUST_USE Status session_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                             MemberSession *out);
/* The person is still there: the idle time begins anew. */
MUST_USE Status session_touch(Cx *cx, DbTx *tx, int64_t plan, Str id);
/* Remembers who was matched, for the e-mail step of a registration; empty: nobody. */
MUST_USE Status session_matched(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                                Str patient);
/* Remembers the details that matched nobody, for the same person to correct; nobody is matched. */
MUST_USE Status session_typed(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id, Str form);
/* A new id for a signed-in account; the old one is gone. */
MUST_USE Status session_sign_in(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                const MemberSession *old, Str account, MemberSession *out);
/* All sessions of an account but one (empty: all). */
MUST_USE Status session_end_others(Cx *cx, DbTx *tx, int64_t plan, Str account, Str but);
/* A new id for the same person and the same times: when details matched, and at a change of whose data
 * is in hand (M29). Who was matched is forgotten. ST_NOT_FOUND: no such session. */
MUST_USE Status session_renew(Cx *cx, DbTx *tx, int64_t plan, Str old, Str *id);
MUST_USE Status session_end(Cx *cx, DbTx *tx, int64_t plan, Str id);

/* ---- e-mail codes ------------------------------------------------------------------------------ */

typedef enum CodePurpose {
    CODE_REGISTER,
    CODE_SIGN_IN,
    CODE_CHANGE,    /* who is signed in lets an app read more (C9) */
    CODE_DELETE,    /* … deletes the account (M43) */
    CODE_EMAIL_OLD, /* … changes its address: to the old mailbox (M17) */
    CODE_EMAIL_NEW, /* … and to the new one */
} CodePurpose;

/* trim, ASCII local part, IDNA domain left as typed but lower-cased; ST_INVALID with where "email". */
MUST_USE Status email_canonical(Cx *cx, Str typed, Str *out);

typedef struct CodeRequest {
    CodePurpose purpose;
    Str session;
    Str email; /* canonical */
    Str lang;
    Str matched;                   /* CODE_REGISTER: the session's matched Patient */
    const RosterContacts *on_file; /* CODE_REGISTER: and her mailboxes */
    Str account;                   /* CODE_EMAIL_NEW: whose the address shall be */
    Str app_name;                  /* of the app that asks; may be empty */
    Str peer;
    Str wish; /* what the code is for, LIMIT_EMAIL bytes at most; comes back with its answer */
} CodeRequest;
/* Makes a code and queues its mail, in tx. Unknown (or, at registration, already used) addresses get
 * a decoy row and the same reply; work and bytes are the same (M13, M14, M25). ST_TOO_MANY over the
 * resend budget of M27: the page still says "we sent a code". Commit whatever it says: tries are
 * counted and rows look alike.
 *
 * CODE_REGISTER, where the plan confirms on file (M15): unless email is one that the plan has, the code goes to the
 * first that it has, which the account then bears; to who has none as the plan says. The page cannot tell. */
MUST_USE Status code_send(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                          const CodeRequest *in);
/* What the code page shows. ST_NOT_FOUND: this session never asked for one. */
typedef struct CodeWaiting {
    Str email;      /* as the person typed it, canonical */
    Str to;         /* the mailbox that it goes to: never shown */
    int tries_left; /* 0: it no longer works */
    bool wrong;     /* the last try was wrong */
    bool live;      /* false: too old, used, or too many tries */
    bool sent;      /* false: over the budget, nothing was mailed */
    Str wish;
} CodeWaiting;
MUST_USE Status code_waiting(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, CodePurpose purpose,
                             Str session, CodeWaiting *out);
/* When another may be asked for; in the past: now. Like the budget of M27, it looks at what was asked and
 * never at whose the address is. */
MUST_USE Status code_next(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const CodeWaiting *w,
                          Str peer, int64_t *ms);
/* Consumes the code. Commit also when it says ST_DENIED or ST_EXPIRED: tries are counted. ST_OK: account is the person's, made now (with the relation self to matched)
 * when registering. ST_DENIED: wrong; tries_left says how many. ST_EXPIRED: no live code any more:
 * too old, used, or five wrong tries (M22). */
typedef struct CodeAnswer {
    Str account;
    bool fresh; /* the account was made now */
    int tries_left;
    Str email; /* that the code was sent to */
    Str wish;
} CodeAnswer;
MUST_USE Status code_confirm(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             CodePurpose purpose, const MemberSession *session, Str typed,
                             CodeAnswer *out);

/* Whether text may stand for ours: key is mail_KIND or mail_KIND_subject. ST_NOT_FOUND: no such text; ST_INVALID:
 * what it must say or may not, such as a {name} that ours has and it has not. */
MUST_USE Status mail_text_check(Cx *cx, Str key, bool spanish, Str text);

/* ---- accounts ---------------------------------------------------------------------------------- */

typedef struct MemberRelation {
    Str patient;
    Str relation; /* self, parent, representative */
    Str basis;    /* of who is not the member: MEMBER_ON_FILE, or papers that mandate_role knows */
    int64_t until_ms; /* 0: no end */
    uint64_t limits;  /* MEMBER_LIMIT_* */
} MemberRelation;
#define MEMBER_LIMIT_SENSITIVE (UINT64_C(1) << 0) /* shares no sensitive kind */
#define MEMBER_ON_FILE "on-file"
#define MEMBER_EVERYBODY "*" /* of a block: all but the member */
/* Whose data the account may share now (M34); nobody's when it is not active (M43). */
MUST_USE Status account_relations(Cx *cx, DbTx *tx, int64_t plan, Str account, MemberRelation **out,
                                  size_t *count);
/* ST_FORBIDDEN: patient is none of those. */
MUST_USE Status account_acts_for(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient);
typedef struct MemberEnded { /* Patients for whom the account acts no more */
    Str *patients;
    size_t count;
} MemberEnded;
/* What the roster says of this account's children today: new ones are added, those it no longer names
 * are ended (M37, M41), and the caller ends what was shared of them. */
MUST_USE Status account_set_minors(Cx *cx, DbTx *tx, int64_t plan, Str account,
                                   const RosterMinor *minors, size_t count, MemberEnded *ended);
/* The member died (M39): her account signs nobody in and acts for nobody, until the file says otherwise (account_thaw).
 * What it shared the caller ends, in the same transaction and after this. ST_NOT_FOUND: it is so already. */
MUST_USE Status account_freeze(Cx *cx, DbTx *tx, int64_t plan, Str account);
MUST_USE Status account_thaw(Cx *cx, DbTx *tx, int64_t plan, Str account);
typedef struct MemberMove {
    Str left;  /* whose self the account is no more; empty: nobody's */
    bool got;  /* it has another */
    bool kept; /* one of the two is kept from the other (M40): that is for the plan's people */
} MemberMove;
typedef struct MemberWay {
    RosterOne
        way; /* the record that the account was made for, and those in its place, one after another */
    RosterOne one; /* all that end where it does (roster_one); more than LIMIT_MERGED: not all */
} MemberWay;
/* The last of the way is the account's self (M41), and nobody else, unless it has an account (M13). */
MUST_USE Status account_follow(Cx *cx, DbTx *tx, int64_t plan, Str account, const MemberWay *w,
                               MemberMove *out);
/* Empty: for no record, as a representative's. */
MUST_USE Status account_made_for(Cx *cx, DbTx *tx, int64_t plan, Str account, Str *patient);
typedef struct MemberActor {
    Str account;
    bool is_self;
    bool made_for; /* it was made for this record, whoever its self is now */
} MemberActor;
/* Who acts for patient, and who was made for that record, their accounts frozen or not. */
MUST_USE Status accounts_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, MemberActor **out,
                            size_t *count);
/* Those of patients for whom somebody does, or whom a block (M40) names. */
MUST_USE Status members_acted_for(Cx *cx, DbTx *tx, int64_t plan, const Str *patients, size_t count,
                                  Str **out, size_t *n);
MUST_USE Status account_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account,
                              Str *out);
/* ---- who signed in (M45) ---- */
#define MEMBER_SIGNINS 10 /* that a page shows */
typedef struct SignIn {
    Str account;
    Str browser; /* its long-lived name; kept as HMAC */
    Str agent;   /* family: "Firefox"; empty: another */
    Str network; /* a prefix: /24 or /48, no finer */
    bool fresh;  /* the account was made by it: nobody is told */
    int64_t ms;  /* of signin_list */
} SignIn;
/* Keeps it, and tells the mailbox when the browser is new to the account. */
MUST_USE Status signin_add(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                           const SignIn *in);
/* The last MEMBER_SIGNINS, the newest first: when, agent and network. */
MUST_USE Status signin_list(Cx *cx, DbTx *tx, int64_t plan, Str account, SignIn *out,
                            size_t *count);

/* ---- another address (M17) ---- */
#define MEMBER_UNDO_MS DAY_MS /* the old mailbox can take it back */
#define MEMBER_CALM_MS DAY_MS /* nothing new is shared */
typedef struct EmailChange {
    Str account;
    Str email;    /* proven by CODE_EMAIL_NEW */
    Str session;  /* the one that stays */
    Str undo_url; /* to which the secret is added, for the old mailbox alone */
} EmailChange;
/* Both mailboxes are told. ST_CONFLICT: the address was taken meanwhile. */
MUST_USE Status email_change(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             const EmailChange *in);
/* ST_NOT_FOUND: used, too old, or never was. */
MUST_USE Status email_undo_live(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str key);
/* The old address again: all sessions end, and what was changed after it cannot be taken back. ST_NOT_FOUND as
 * above, ST_FORBIDDEN: the account is not active. */
MUST_USE Status email_undo(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str key,
                           Str *account);
/* Until when nothing new is shared; 0: it may be. */
MUST_USE Status account_calm(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *until_ms);
#define MEMBER_CAUTION_MS (72 * HOUR_MS)
/* Until when it shares nothing sensitive and nothing that lasts, as no mailbox on file proved whose it is (M15);
 * 0: it may. */
MUST_USE Status account_cautious(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *until_ms);
/* A letter that the plan is to write. */
typedef struct MemberLetter {
    Str account; /* which caused it */
    Str patient;
    int64_t registered_ms;
} MemberLetter;
/* Those nobody has taken yet, the oldest first, LIMIT_LETTERS at most. */
MUST_USE Status letters_list(Cx *cx, DbTx *tx, int64_t plan, MemberLetter **out, size_t *count);
/* Those listed and no others, for what was not listed nobody would write. */
MUST_USE Status letters_take(Cx *cx, DbTx *tx, int64_t plan, const MemberLetter *listed,
                             size_t count);
/* Whether mail to its address comes back (M28): for the person who is signed in alone. */
MUST_USE Status account_bounces(Cx *cx, DbTx *tx, int64_t plan, Str account, bool *bounces);
/* When it was registered. */
MUST_USE Status account_created(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *ms);
/* Its row, which nobody else changes from here on, so that what is agreed to and a deletion do not pass each
 * other by (M44). ST_FORBIDDEN: it is not active. */
MUST_USE Status account_hold(Cx *cx, DbTx *tx, int64_t plan, Str account);
/* The same in whatever state it is: before what it may do ends. */
MUST_USE Status account_wait(Cx *cx, DbTx *tx, int64_t plan, Str account);
/* Deletes it (M43): its address is told and then erased, its relations end, and with them its sessions and
 * codes. Nobody registers with the address for MEMBER_HELD_MS. What it shared the caller ends, in the same
 * transaction and after this. ST_FORBIDDEN: it is not active. */
#define MEMBER_HELD_MS (30 * DAY_MS)
MUST_USE Status account_close(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                              Str account);
MUST_USE Status account_set_lang(Cx *cx, DbTx *tx, int64_t plan, Str account, Str lang);

/* ---- member services (M18, M23) ------------------------------------------------------------------ */

/* The account of a member; ST_NOT_FOUND. */
MUST_USE Status account_whose(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                              Str *account);
/* Wrong codes are forgotten, and it opens. ST_NOT_FOUND: it is not active. */
MUST_USE Status account_unlock(Cx *cx, DbTx *tx, int64_t plan, Str account);
#define MEMBER_RECOVERY_MS DAY_MS            /* from the approval to the change */
#define MEMBER_RECOVERY_WAIT_MS (7 * DAY_MS) /* from the asking to the approval */
typedef struct Recovery {
    Str id;
    Str account;
    Str email; /* that it shall have */
    Str asked_by;
    Str approved_by;
    int64_t approved_ms; /* 0: not */
    int64_t ended_ms;    /* done, or taken back; 0: neither */
} Recovery;
/* Of an account whose mailbox is lost; both mailboxes are told. ST_CONFLICT: the address cannot be had. One that
 * waited for the same account is over. */
MUST_USE Status recovery_ask(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             const Recovery *in, Str *id);
/* By another person than asked (ST_FORBIDDEN); the mailbox is told again. ST_CONFLICT: it does not wait any more.
 * ST_NOT_FOUND: the account is not active. */
MUST_USE Status recovery_approve(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str id,
                                 Str by, Recovery *out);
/* Taken back, at any time before it is done. ST_CONFLICT: it is over. */
MUST_USE Status recovery_end(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                             Recovery *out);
/* The next whose day is over: the account has its new address as by email_change, and is open. ST_NOT_FOUND: none
 * is due. done false: the address was taken meanwhile, the account is gone, or a row does not open; it is over all the
 * same. */
MUST_USE Status recovery_due(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             Str undo_url, Recovery *out, bool *done);

/* ---- who acts for a member by a document (M36) --------------------------------------------------- */

typedef struct Mandate {
    Str id;
    Str patient;
    Str account; /* empty: not approved */
    Str basis;   /* one that mandate_role knows */
    Str first;
    Str last;
    Str email;    /* canonical */
    Str evidence; /* where the plan keeps it */
    Str lang;     /* of the account, if it is made */
    uint64_t limits;
    int64_t from_ms;
    int64_t until_ms;
    Str asked_by;
    Str approved_by;
    int64_t approved_ms; /* 0: not */
    int64_t ended_ms;    /* 0: not */
    bool loaded;         /* by the plan's register, not by papers */
} Mandate;
/* What the basis is in v3-RoleCode; empty: no such basis. */
Str mandate_role(Str basis);
/* ST_INVALID: by is not who of the plan's people does it, 1 to 100 characters without hidden ones. */
MUST_USE Status by_check(Cx *cx, Str by);
/* ST_INVALID names what is wrong of first, last, basis, evidence, until, by. */
MUST_USE Status mandate_check(Cx *cx, const Mandate *in);
/* Gives nothing yet. ST_INVALID names what is wrong, of email too. */
MUST_USE Status mandate_ask(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const Mandate *in,
                            Str *id);
MUST_USE Status mandate_find(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                             Mandate *out);
/* Of a member, or (empty) of all; the newest first. */
MUST_USE Status mandate_list(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                             Mandate **out, size_t *count);
/* By another person than asked, who typed the address again from the document. The account is that of the address,
 * or made now; for a child it acts as a parent, until majority_ms at most. It is in the place of the papers before for
 * the same member. Mailboxes are told. ST_CONFLICT: not waiting, over, kept away, the member's own account, or one
 * that acts for LIMIT_RELATIONS already. ST_FORBIDDEN: the same person. ST_INVALID: another address. */
typedef struct MandateApproval {
    Str id;
    Str by;
    Str email;
    int64_t majority_ms; /* of the member */
} MandateApproval;
MUST_USE Status mandate_approve(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                                const MandateApproval *in, Mandate *out);
/* Of a child nothing lasts beyond the day it is of age (M38). ST_CONFLICT: it would begin no sooner. */
MUST_USE Status mandate_fits(Cx *cx, Mandate *m, int64_t majority_ms);
/* Both are told. ST_CONFLICT: it is over. What it shared the caller ends, in the same transaction. */
MUST_USE Status mandate_end(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str id,
                            Mandate *out);
/* Who it is that acts by a document. ST_NOT_FOUND: nobody by one. */
MUST_USE Status mandate_name(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account,
                             Str patient, Mandate *out);
/* M39: whether it is by an executor's papers, over or not, that account acts for patient. */
MUST_USE Status mandate_executor(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient,
                                 bool *is);
/* ---- the plan's own register of them (M34, M36) --------------------------------------------------- */

typedef struct Designation { /* one line of it */
    size_t line;
    Str key; /* known by it from file to file: the member, and the person's address as the register has it */
    bool has_from;
    bool over; /* its last day was before today */
    Mandate mandate;
} Designation;
typedef struct DesignationWrong {
    size_t line;
    Str column;
    Str why;
} DesignationWrong;
typedef struct Designations {
    Designation *rows; /* by key */
    size_t count;
    DesignationWrong *wrong; /* each line that cannot be right whatever the plan holds */
    size_t wrong_count;
} Designations;
/* ST_INVALID: no such file as a whole (cut off, other columns, nobody in it), or by. ST_TOO_LONG: over LIMIT_REGISTER
 * or LIMIT_DESIGNATIONS. */
MUST_USE Status designations_read(Cx *cx, Str csv, Str by, Designations *out);
/* NULL: there is no such line. */
Designation *designation_find(const Designations *d, Str key);
typedef enum DesignationStep {
    DESIGNATION_SAME,
    DESIGNATION_NEW,
    DESIGNATION_CHANGED
} DesignationStep;
/* now: what is in force; without id: nothing. */
DesignationStep designation_step(const Designation *d, const Mandate *now);
/* Those in force by the files before. */
MUST_USE Status designations_now(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                                 Designations *out);
/* What of wanted is less than now (a sooner end, a limit) needs no second person. The caller ends what was shared. */
MUST_USE Status mandate_less(Cx *cx, DbTx *tx, int64_t plan, Mandate *now, const Mandate *wanted,
                             bool *is);
typedef struct Register { /* the file that was loaded last */
    Str digest;
    Str asked_by;
    bool waits; /* some of it for a second person */
} Register;
MUST_USE Status register_put(Cx *cx, DbTx *tx, int64_t plan, const Register *in);
/* No other is loaded until tx is done. ST_CONFLICT: digest is not the one that waits. ST_FORBIDDEN: by is who
 * loaded it. */
MUST_USE Status register_hold(Cx *cx, DbTx *tx, int64_t plan, Str digest, Str by, Register *out);
typedef struct MemberOver { /* an account that acts for a Patient no more */
    Str account;
    Str patient;
} MemberOver;
/* And the papers for it. was: until now. The account is held, in whatever state it is; what it shared the caller ends
 * after that. */
MUST_USE Status relation_end(Cx *cx, DbTx *tx, int64_t plan, const MemberOver *o, bool *was);
/* Tells both that it is so, and not why. */
MUST_USE Status notice_over(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                            const MemberOver *o);
/* It ends then, if it would end later (M38); relations_due tells both. */
MUST_USE Status relation_until(Cx *cx, DbTx *tx, int64_t plan, const MemberOver *o,
                               int64_t until_ms);
/* Whoever's time is over (M36, M38) acts no more, and both are told. At most LIMIT_RELATIONS_DUE at once. */
MUST_USE Status relations_due(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                              MemberOver *out, size_t *count);
typedef struct MemberBlock {
    Str patient;
    Str who;     /* an account and its person, a parent's Patient id, MEMBER_EVERYBODY */
    Str account; /* the one that was named, whose person who is; empty: who was */
} MemberBlock;
/* M40: who does not act for patient any more, nor again until it is taken back. Nobody is told. out: all that who ever
 * was to her; what they shared the caller ends. */
MUST_USE Status relation_block(Cx *cx, DbTx *tx, int64_t plan, const MemberBlock *b,
                               MemberOver **out, size_t *count);
/* All that name id, as the member or as who is kept away. */
MUST_USE Status blocks_of(Cx *cx, DbTx *tx, int64_t plan, Str id, MemberBlock **out, size_t *count);
/* What holds of records that were replaced holds of those in their place (M41). The old ones keep it: the file may be
 * put right. It ends nothing. */
MUST_USE Status blocks_carry(Cx *cx, DbTx *tx, int64_t plan, const RosterMerged *merged,
                             size_t count);
/* Who the account's person is or was. */
MUST_USE Status account_selves(Cx *cx, DbTx *tx, int64_t plan, Str account, Str **out,
                               size_t *count);
/* All of one person's records (roster_one). ST_NOT_FOUND: there is no such block. What a document gave does not come
 * back by it, nor one that was set for another reason. */
MUST_USE Status relation_unblock(Cx *cx, DbTx *tx, int64_t plan, const RosterOne *patient,
                                 const RosterOne *who);

/* ---- tries counted against a limit (M9, M24, M27) ------------------------------------------------ */

/* Counts one try of subject (hashed here) and says whether it is still within max in window_ms. */
typedef struct AttemptRule {
    Str kind;
    int64_t window_ms;
    int64_t max;
} AttemptRule;
MUST_USE Status attempt_count(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                              const AttemptRule *rule, Str subject, bool *within);
/* When its window ends, if the next try would be over max; else 0. Counts nothing. */
MUST_USE Status attempt_until(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                              const AttemptRule *rule, Str subject, int64_t *ms);
/* When its last window began; 0: it was never counted, or a day ago and is swept. */
MUST_USE Status attempt_last(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                             const AttemptRule *rule, Str subject, int64_t *ms);
/* Takes back tries (1, or 0 to do the same work for nothing): it was no failure. */
MUST_USE Status attempt_undo(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                             const AttemptRule *rule, Str subject, int64_t tries);
/* The limits of M9 on matching, counted before the details are looked at. Over one of them nothing is
 * to be evaluated and the page is the one of a mismatch. */
typedef struct MatchTry {
    Str session;
    Str peer; /* network address; empty: unknown, not counted */
    const MemberDetails *details;
    unsigned match; /* MEMBER_MATCH_*: what the plan asks for; nothing else tells people apart */
} MatchTry;
MUST_USE Status match_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchTry *t,
                          bool *within);
/* After the details were looked at: a match is taken off the counts, for only failures count. The same
 * statements run for a failure, so that the time taken tells nothing (M8). */
MUST_USE Status match_try_done(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchTry *t,
                               bool matched);
/* The same by whom the typed number leads to, whose details match or not: 5 a day, 3 an hour with one birth date, in
 * whichever spelling. */
typedef struct MatchFound {
    Str session;
    Str birth_date; /* typed */
    Str patient[LIMIT_MATCH_SLOTS];
    size_t count;
} MatchFound;
/* Fills patient and count. */
MUST_USE Status match_found(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str member_id,
                            MatchFound *out);
MUST_USE Status found_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const MatchFound *f,
                          bool *within);
MUST_USE Status found_try_done(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                               const MatchFound *f, bool matched);
/* Wrong codes from one network, and of a whole plan (M24): counted before code_confirm. Beyond a thousand an hour the
 * operator is told (codes_guessed), and each code has one try. */
MUST_USE Status code_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str peer, bool *within);
/* After code_confirm: takes the try back unless a code was wrong, for at a dead one nothing is guessed. */
MUST_USE Status code_try_done(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str peer,
                              Status judged);
/* Deletes counters, codes, sessions and mail that have been over for a day. */
MUST_USE Status member_sweep(Cx *cx, DbTx *tx, int64_t plan);

/* ---- the outbox: mail is queued in the transaction that caused it, sent by a thread of its own ---- */

typedef struct OutboxMail {
    Str kind; /* code, app_connected, … */
    Str to;
    Str subject;
    Str text;
    Str html;
    Str lang;
    Str from;           /* empty: OutboxConf's */
    int64_t expires_ms; /* not sent after this: a code that is too old helps nobody */
} OutboxMail;
MUST_USE Status outbox_put(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                           const OutboxMail *mail);

/* Tells an account's mailbox that an app was connected (M45), with an address that stops it. None of these is
 * sent to an address that bounces (M28). */
MUST_USE Status notice_connected(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                                 Str account, Str app_name, Str stop_url);

/* Tells it what the account is that was just made. */
MUST_USE Status notice_welcome(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                               Str account);

/* Tells mailboxes on file, other than the account's, that it was made (M15). */
MUST_USE Status notice_made(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str account,
                            const RosterContacts *on_file);

/* Tells it that the member disconnected an app. Nothing for an account that is not active. */
MUST_USE Status notice_disconnected(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                                    Str account, Str app_name);
/* … every app, or that what it shared of somebody may not go on (M41, T29), and not why: names of apps. */
MUST_USE Status notice_disconnected_all(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                                        Str account, Str names);
MUST_USE Status notice_settled(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                               Str account, Str names);

/* Tells it that an app was disconnected: the key it renews its access with was used twice, which may mean
 * that somebody copied it (T27). Nothing for an account that is not active. */
MUST_USE Status notice_stopped(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                               Str account, Str app_name);

/* Tells it that an app may still read, or will not for much longer (C3). Nothing for an account that is not
 * active. */
typedef struct NoticeReminder {
    Str account;
    Str app_name;
    bool ends;
    Str until[2]; /* in English and Spanish: the last day; empty: not said */
} NoticeReminder;
MUST_USE Status notice_reminder(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                                const NoticeReminder *in);

typedef struct Outbox Outbox;
typedef struct OutboxConf {
    Db *db;
    const Keys *keys;
    Str mail_url;
    Str mail_ca; /* of the mail server's certificate; empty: the machine's */
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

/* A mail that its server had taken came back, or whoever got it complains: as an address that is refused (M28), unless
 * somebody has signed in by it since. id: Mail.id. ST_NOT_FOUND: the plan sent no such mail in the last week. */
MUST_USE Status outbox_returned(Cx *cx, DbTx *tx, int64_t plan, Str id);

#endif
