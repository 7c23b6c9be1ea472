/* staff_int.h - what the calls of the plan's people share. */
#ifndef WEB_STAFF_INT_H
#define WEB_STAFF_INT_H

#include "web/staff.h"

/* Commits what tx holds with r, which says who did it. The record is kept before the change is (C11). */
MUST_USE Status staff_keep(Cx *cx, const Staff *s, DbTx *tx, AuditRecord r);
/* What a record says of papers. */
AuditRecord staff_about(const Mandate *m);
/* What o's account shares of o's Patient ends. */
MUST_USE Status staff_grants_end(Cx *cx, const Staff *s, DbTx *tx, const MemberOver *o);
/* ST_NOT_FOUND: the plan's file has no such member. */
MUST_USE Status staff_majority(Cx *cx, const Staff *s, Str patient, int64_t *ms);
/* The records in whose place the patient's is, for blocks_carry: what a load merged may not be settled yet (M40). */
MUST_USE Status staff_merged(Cx *cx, const Staff *s, Str patient, RosterMerged **out,
                             size_t *count);
/* ST_NOT_FOUND as above; ST_CONFLICT: another record is in its place. */
MUST_USE Status staff_on_file(Cx *cx, const Staff *s, Str patient);

#endif
