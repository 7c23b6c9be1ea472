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
/* ended: how many acted for her, or had. ST_NOT_FOUND: there is no such member, or who is nobody: a slip of the
 * hand must not pass for a block. */
MUST_USE Status staff_block(Cx *cx, const Staff *s, Str patient, Str who, size_t *ended);
MUST_USE Status staff_unblock(Cx *cx, const Staff *s, Str patient, Str who);
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
