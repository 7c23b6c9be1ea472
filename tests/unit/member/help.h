/* help.h - a plan with a few members, for the tests of member/. */
#ifndef TESTS_UNIT_MEMBER_HELP_H
#define TESTS_UNIT_MEMBER_HELP_H

#include "member/member_int.h"
#include "tests/unit/db/engines.h"

#define PLAN 1

const Keys *help_keys(void); /* made once: an RSA key takes a while */
MemberPlan help_plan(void);
/* One person in the roster. */
RosterPerson help_person(const char *patient, const char *first, const char *last, const char *born,
                         const char *id, const char *zip);
void help_roster(Cx *cx, Db *db, const RosterPerson *p);
MemberDetails help_details(const char *first, const char *last, const char *born, const char *id,
                           const char *zip);
/* What member_match says in a read of its own. */
Status help_match(Cx *cx, Db *db, const MemberDetails *d, Str *patient);

DbTx *help_write(Cx *cx, Db *db);
void help_commit(Cx *cx, DbTx *tx);
MemberSession help_session(Cx *cx, Db *db);
/* A session whose details matched patient. */
MemberSession help_matched(Cx *cx, Db *db, const char *patient);
Status help_send(Cx *cx, Db *db, CodePurpose purpose, const MemberSession *s, const char *email);
Status help_confirm(Cx *cx, Db *db, CodePurpose purpose, const MemberSession *s, Str code,
                    CodeAnswer *out);
/* Sends what waits into a folder and gives the newest mail's text; empty when nothing was sent. */
Str help_mail(Cx *cx, Db *db, Str dir, size_t *sent);
/* The eight digits in a mail. */
Str help_code(Str mail);
/* Registers patient with email, up to the account. */
Str help_account(Cx *cx, Db *db, const char *patient, const char *email);
int64_t help_count(Cx *cx, Db *db, const char *sql);

#endif
