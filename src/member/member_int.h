/* member_int.h - what the files of member/ share: how details are normalised, how values are found by
 * HMAC and kept sealed. */
#ifndef MEMBER_MEMBER_INT_H
#define MEMBER_MEMBER_INT_H

#include "base/limits.h"
#include "member/member.h"

/* ---- norm.c: both sides of a comparison go through the same function (M4 to M6) ---- */

Str norm_first(Cx *cx, Str name); /* a trailing initial is dropped */
typedef struct NormLast {
    Str full;
    Str surname; /* the first of two surnames; else as full */
} NormLast;
NormLast norm_last(Cx *cx, Str name); /* Jr, Sr, II to V are dropped */
/* Equal in full, or the first surname alone of one side is the whole of the other (M5). */
bool norm_last_eq(NormLast a, NormLast b);
typedef struct NormId {
    Str whole;
    Str base; /* before a dependent suffix ("-01"); empty when it has none */
} NormId;
/* False: not a member id. */
bool norm_member_id(Cx *cx, Str id, NormId *out);
/* The first five digits; false: not a ZIP code. */
bool norm_zip(Str zip, Str *out);
/* A real day, not in the future, at most 130 years ago. */
bool norm_birth_date(const Cx *cx, Str day);
bool norm_name_ok(Str name);
/* The first moment of the day on which somebody born on day becomes years old; 29 February: 1 March. */
int64_t norm_birthday_ms(Str day, int64_t years);

/* ---- seal.c ---- */

/* HMAC under KEY_INDEX of plan, what and value: to find a row by. */
Str member_index(Cx *cx, const Keys *keys, int64_t plan, Str what, Str value);
Str member_seal(Cx *cx, const Keys *keys, int64_t plan, Str table, Str row, Str plain);
/* ST_INTERNAL when key or row is not the one sealed with. */
MUST_USE Status member_open(Cx *cx, const Keys *keys, int64_t plan, Str table, Str row, Str sealed,
                            Str *plain);
Str email_index(Cx *cx, const Keys *keys, int64_t plan, Str email);
Str session_hash(Cx *cx, Str id);

/* ---- match.c: what a match did, so that tests can show that it is always the same (M8) ---- */

typedef struct MatchWork {
    int hmacs;
    int statements;
    int opened;
    int compared;
} MatchWork;
MUST_USE Status match_run(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                          const MemberDetails *in, MatchWork *work, MemberMatch *out);
/* Of nobody (patient empty) it asks the same. */
MUST_USE Status roster_bar(Cx *cx, DbTx *tx, const MemberPlan *plan, Str patient, MemberBar *bar);
/* Index words of the three ways in which an id may stand on file. */
#define MATCH_WHOLE STR("member-id")       /* as it is */
#define MATCH_SHORT STR("member-id-short") /* an id on file with a suffix, found without it */

/* ---- mail_text.c: the words of mails ---- */

typedef enum MailKind {
    MAIL_CODE,        /* the code */
    MAIL_HAS_ACCOUNT, /* registering with an address that already has an account */
    MAIL_NOT_BOUND, /* registering a person who has an account under another address: to the new one */
    MAIL_TRIED,     /* … and to the account's */
    MAIL_NO_ACCOUNT,       /* signing in with an address that has none */
    MAIL_FROZEN,           /* … or whose person, says the plan's file, has died (M39) */
    MAIL_CONNECTED,        /* an app was approved (M45) */
    MAIL_DISCONNECTED,     /* … and was stopped by the member */
    MAIL_DISCONNECTED_ALL, /* … with all the others */
    MAIL_SETTLED,          /* … and may not go on, as the plan's file says (M41, T29) */
    MAIL_WELCOME,          /* the account was made */
    MAIL_CHANGE,           /* the code to let an app read more (C9) */
    MAIL_STILL,            /* an app may still read (C3) */
    MAIL_ENDS,             /* … and will not for much longer */
    MAIL_STOPPED,          /* an app was disconnected because its key was used twice (T27) */
    MAIL_DELETE,           /* the code to delete the account (M43) */
    MAIL_DELETED,          /* it is deleted */
    MAIL_HELD,       /* registering with the address of an account deleted a short while ago */
    MAIL_EMAIL_OLD,  /* the code to change the address, to the old mailbox (M17) */
    MAIL_EMAIL_NEW,  /* … to the new one */
    MAIL_EMAIL_USED, /* … which is another account's */
    MAIL_EMAIL_GONE, /* it is changed: to the old mailbox, with the way back */
    MAIL_EMAIL_SET,  /* … to the new one */
    MAIL_EMAIL_BACK, /* it was taken back: to both */
    MAIL_CODE_FILE,  /* the code to a mailbox on file, where another address was typed (M15) */
    MAIL_NO_CONTACT, /* registering where one is needed and there is none */
    MAIL_MADE,       /* an account was made under another address: to a mailbox on file */
    MAIL_SIGNED_IN,  /* from a browser that is new to the account (M45) */
    MAIL_ACTS_NEW,   /* somebody acts for a member from now on: to that one (M36) */
    MAIL_ACTED_NEW,  /* … to the member */
    MAIL_ACTS_OVER,  /* … and no more: to that one (M36, M38) */
    MAIL_ACTED_OVER, /* … to the member */
    MAIL_RECOVERY,   /* member services were asked for another address (M18): to both */
    MAIL_LOCKED,     /* too many wrong codes (M23, M45) */
    MAIL_KINDS
} MailKind;
typedef struct MailWords {
    Str plan;
    Str app;
    Str code;
    Str until;
    Str asked; /* when */
    Str services;
    Str link;             /* the address of a line that begins with "@" */
    const MemberOwn *own; /* NULL: ours */
} MailWords;
/* Subject, text and html in lang ("en", "es"). */
void mail_write(Cx *cx, MailKind kind, Str lang, const MailWords *w, OutboxMail *out);

/* ---- signin.c ---- */

MUST_USE Status signins_drop(Cx *cx, DbTx *tx, int64_t plan, Str account);

/* A condition on a row r of member_relation: nobody keeps that account from acting (M40). */
void sql_not_blocked(Sql *q);
/* Ends what a block is against, whoever said it again. */
MUST_USE Status relations_kept_away(Cx *cx, DbTx *tx, int64_t plan, Str account, int64_t *changed);

/* ---- attempt.c ---- */

/* How many a code has now (M24). */
MUST_USE Status code_tries(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, int *tries);

/* ---- on_file.c ---- */

/* An account that no mailbox on file has proved: cautious for a while, and the plan writes a letter (M15). */
MUST_USE Status account_unproven(Cx *cx, DbTx *tx, int64_t plan, Str account, Str patient);

/* Approved papers of an account for a Patient (empty: for all) are over. */
MUST_USE Status mandates_over(Cx *cx, DbTx *tx, int64_t plan, const MemberOver *o);

/* One of member_mandate or member_recovery, by its id. ST_CONFLICT: it was over. */
MUST_USE Status wish_over(Cx *cx, DbTx *tx, int64_t plan, const char *table, Str id);

/* ---- emancipated.c ---- */

/* 0: she is not. */
MUST_USE Status emancipated_since(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t *ms);

/* ---- mandate.c ---- */

/* To the member's mailbox, if there is an account. */
MUST_USE Status notice_member(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                              MailKind kind, Str patient);
/* Approved ones of the plan's register that are not over. */
MUST_USE Status mandates_loaded(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Mandate **out,
                                size_t *count);
/* M18, M36: nobody approves what the same person asked for. */
MUST_USE Status by_another(Cx *cx, Str by, Str asked_by);

/* ---- recover.c ---- */

/* What waits for the account is over (M18): its mailbox is another now, and was not asked. */
MUST_USE Status recovery_drop(Cx *cx, DbTx *tx, int64_t plan, Str account);

/* ---- account.c ---- */

#define NOTICE_KEPT_MS (3 * DAY_MS) /* tried that long */
typedef struct Notice {
    Str account;
    Str app_name;
    Str link;
    const Str *until; /* in both languages; NULL: not said */
} Notice;
/* A mail to the account. ST_NOT_FOUND: it is not active. */
MUST_USE Status notice(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MailKind kind,
                       const Notice *in);

typedef struct Account {
    Str id;
    Str email;
    Str lang;
    int64_t locked_until_ms;
    bool bounced; /* its mail comes back (M28) */
    bool
        frozen; /* its person died (M39); account_by_email's alone: to all else there is no such account */
} Account;
enum { STATE_ACTIVE = 1, STATE_FROZEN, STATE_DELETED }; /* member_account.state */
/* ST_NOT_FOUND: nobody has it. */
MUST_USE Status account_by_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str email,
                                 Account *out);
MUST_USE Status account_by_id(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                              Account *out);
/* calm_until_ms: nothing new is shared before (M17). */
MUST_USE Status account_set_email(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str id,
                                  Str email, int64_t calm_until_ms);
/* The account whose self is patient; ST_NOT_FOUND. */
MUST_USE Status account_of_patient(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str patient,
                                   Account *out);
/* The address, by its index, is kept from all accounts but one until until_ms: account's. */
MUST_USE Status address_hold(Cx *cx, DbTx *tx, int64_t plan, Str index, Str account,
                             int64_t until_ms);
/* Until the transaction ends nobody else takes the address, by its index. */
MUST_USE Status address_wait(Cx *cx, DbTx *tx, int64_t plan, Str index);
/* Whether it is kept from account (empty: from a new one). */
MUST_USE Status address_held(Cx *cx, DbTx *tx, int64_t plan, Str index, Str account, bool *held);
/* Codes that wait for their answer, wherever they were asked for: gone, with the address in them. */
MUST_USE Status codes_drop(Cx *cx, DbTx *tx, int64_t plan, Str account);
/* patient empty: somebody who is no member (M36). ST_CONFLICT: address or person was taken meanwhile. */
MUST_USE Status account_make(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str email, Str lang,
                             Str patient, Str *id);
MUST_USE Status account_signed_in(Cx *cx, DbTx *tx, int64_t plan, Str id);
/* Counts a wrong code over all codes and sessions, and locks (M23): the mailbox alone is told. */
MUST_USE Status account_failed(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, Str id);

/* ---- change.c ---- */

/* ST_CONFLICT: another account has it, or it is kept from this one. */
MUST_USE Status address_free(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str account,
                             Str email);
/* A mail to an address, whether it is an account's or not yet: email and lang of to count. */
MUST_USE Status address_tell(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                             MailKind kind, const Account *to, Str link);

/* Ways back to an address of before. */
MUST_USE Status undos_drop(Cx *cx, DbTx *tx, int64_t plan, Str account);

#endif
