#include "tests/unit/audit/chain.h"

#include "base/date.h"

static void audit_end(void *audit)
{
    audit_close(audit);
}

Audit *chain_audit(Cx *cx, Db *db, Str ship)
{
    Audit *a;
    const AuditConf conf = { .db = db,
                             .dir = arena_join(cx->mem, test_dir(), STR("/audit"), STR("")),
                             .key = KEY,
                             .fsync_ms = 1000,
                             .seal_ms = 3600000,
                             .ship_dir = ship,
                             .ship_bytes = 2000 };
    CHECK_OK(cx, audit_open(cx, &conf, &a));
    arena_defer(cx->mem, audit_end, a);
    return a;
}

AuditRecord chain_read(Str patient)
{
    return (AuditRecord){ .kind = AUDIT_READ,
                          .plan = 1,
                          .http_status = 200,
                          .client_id = STR("app-1"),
                          .grant = STR("g-1"),
                          .patient = patient,
                          .resource_type = STR("Patient"),
                          .resource_id = patient,
                          .count = 1 };
}

void chain_block(Cx *cx, Audit *a, Str patient)
{
    const AuditRecord r = chain_read(patient);
    CHECK_OK(cx, audit_append(cx, a, &r));
    CHECK_OK(cx, audit_seal_now(cx, a));
    cx->now_ms += DAY_MS;
}

void chain_sql(Cx *cx, Db *db, const char *sql)
{
    DbTx *tx;
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, sql);
    CHECK_OK(cx, db_write(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_exec(cx, tx, q, &changed));
    CHECK(changed > 0);
    CHECK_OK(cx, db_commit(cx, tx));
}

AuditVerdict chain_verify(Cx *cx, Db *db)
{
    AuditVerdict v;
    CHECK_OK(cx, audit_verify(cx, db, KEY, 1, &v));
    return v;
}

Status chain_retain(Cx *cx, Db *db, int64_t before_ms)
{
    return audit_retain(cx, db, KEY,
                        &(AuditKeep){ .before_ms = before_ms, .at_once_ms = INT64_MAX });
}

int64_t chain_count(Cx *cx, Db *db, const char *sql)
{
    DbTx *tx;
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, sql);
    CHECK_OK(cx, db_read(cx, db, DB_STATE, &tx));
    CHECK_OK(cx, db_one(cx, tx, q, STR("count"), &r));
    const int64_t n = db_i64(r, 0);
    db_end(tx);
    return n;
}
