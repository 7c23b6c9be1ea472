/* staff.h - what the plan's people do to accounts, by commands: who acts for a member (AUTHORIZATION M36, M38, M40).
 * Each call is one transaction with its audit record, and names who does it. */
#ifndef WEB_STAFF_H
#define WEB_STAFF_H

#include "audit/audit.h"
#include "member/member.h"
#include "web/web.h"

typedef struct Staff {
    Db *db;
    const Keys *keys;
    Audit *audit;
    const Plan *plan;
    Str base_url;
    Str command; /* as it is typed: "representative add" */
    Str by;
    Str reason;
} Staff;

/* ST_NOT_FOUND: the plan's file has no such member. */
MUST_USE Status staff_mandate_ask(Cx *cx, const Staff *s, const Mandate *in, Str *id);
MUST_USE Status staff_mandate_approve(Cx *cx, const Staff *s, Str id, Str email, Mandate *out);
MUST_USE Status staff_mandate_end(Cx *cx, const Staff *s, Str id, Mandate *out);
MUST_USE Status staff_mandate_list(Cx *cx, const Staff *s, Str patient, Mandate **out,
                                   size_t *count);
/* The plan's own register of representatives. What it names no more, or gives less of, is over at once; what is new or
 * more waits for approve, by another person, of the same bytes. Each line is a transaction: whoever is killed runs it again. */
typedef struct StaffLine {
    size_t line;
    const char *state; /* new, changed, rejected, wrong */
    Str column;        /* of what is wrong */
    Str why;
} StaffLine;
typedef struct StaffRegister {
    StaffLine *lines; /* those there is something to say of, by number */
    size_t line_count, line_room;
    size_t wrong;    /* lines that cannot be right: nothing was done at all */
    size_t rejected; /* that name nobody of the plan's file, or somebody who may not act */
    size_t same, less, ended, over, waits, given;
} StaffRegister;
MUST_USE Status staff_register_load(Cx *cx, const Staff *s, Str csv, StaffRegister *out);
/* ST_CONFLICT: csv is not what waits. ST_FORBIDDEN: the same person. */
MUST_USE Status staff_register_approve(Cx *cx, const Staff *s, Str csv, StaffRegister *out);
/* ended: how many acted for her, or had. ST_NOT_FOUND: there is no such member, or who is nobody: a slip of the
 * hand must not pass for a block. */
MUST_USE Status staff_block(Cx *cx, const Staff *s, Str patient, Str who, size_t *ended);
MUST_USE Status staff_unblock(Cx *cx, const Staff *s, Str patient, Str who);
/* M37: she is of age by law, or (wanted false) it was a mistake; another person approves, and parents are hers no more. */
MUST_USE Status staff_emancipate(Cx *cx, const Staff *s, Str patient, bool wanted);
MUST_USE Status staff_emancipate_approve(Cx *cx, const Staff *s, Str patient, bool *wanted);
/* M18, M23: by the account, or by the Patient whose account it is. */
typedef struct StaffAccount {
    Str account;
    Str patient;
} StaffAccount;
MUST_USE Status staff_recover(Cx *cx, const Staff *s, const StaffAccount *whose, Str email,
                              Recovery *out);
MUST_USE Status staff_recover_approve(Cx *cx, const Staff *s, Str id, Recovery *out);
MUST_USE Status staff_recover_end(Cx *cx, const Staff *s, Str id, Recovery *out);
MUST_USE Status staff_unlock(Cx *cx, const Staff *s, const StaffAccount *whose);
/* Hourly: whoever's time is over, whose new address's day is. */
MUST_USE Status staff_due(Cx *cx, const Staff *s);

#endif
