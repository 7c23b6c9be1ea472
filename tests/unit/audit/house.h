/* house.h - a store and an audit of its own, for tests of how records get into it. */
#ifndef TESTS_UNIT_AUDIT_HOUSE_H
#define TESTS_UNIT_AUDIT_HOUSE_H

#include "audit/audit_int.h"
#include "tests/unit/db/engines.h"
#include "tests/unit/test.h"

#define HOUSE_KEY STR("0123456789abcdef0123456789abcdef")

typedef struct House {
    Str dir;
    Db *db;
    Audit *audit;
} House;

Str house_path(Cx *cx, Str dir, const char *name);
Status house_try(Cx *cx, House *h, int64_t seal_ms);
void house_close(void *house);
/* Seals only when told. */
House *house_at(Cx *cx, Str dir);
House *house_new(Cx *cx);
AuditRecord house_read(int64_t plan, Str patient);
void house_append(Cx *cx, House *h, int64_t plan, Str patient);
size_t house_journals(House *h);
void house_rows(Cx *cx, House *h, int64_t plan, AuditRow **rows, size_t *count);
AuditVerdict house_verify(Cx *cx, House *h, int64_t plan);

#endif
