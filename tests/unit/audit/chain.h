/* chain.h - a store with a chain in it, for tests of what happens to chains. */
#ifndef TESTS_UNIT_AUDIT_CHAIN_H
#define TESTS_UNIT_AUDIT_CHAIN_H

#include "audit/audit_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

#define KEY STR("0123456789abcdef0123456789abcdef")

/* Seals only when told; closed before db, which must not be used after cx->mem. ship empty: none. */
Audit *chain_audit(Cx *cx, Db *db, Str ship);
AuditRecord chain_read(Str patient);
/* A block with one record of patient, a day after the one before. */
void chain_block(Cx *cx, Audit *a, Str patient);
/* Changes one row or more. */
void chain_sql(Cx *cx, Db *db, const char *sql);
AuditVerdict chain_verify(Cx *cx, Db *db);
/* However much it is. */
Status chain_retain(Cx *cx, Db *db, int64_t before_ms);
int64_t chain_count(Cx *cx, Db *db, const char *sql);

#endif
