#include "tests/unit/audit/house.h"

#include <dirent.h>

void house_close(void *house)
{
    House *h = house;
    audit_close(h->audit);
    db_close(h->db);
    h->audit = NULL;
}

Str house_path(Cx *cx, Str dir, const char *name)
{
    return arena_join(cx->mem, dir, STR("/"), str_of(name));
}

Status house_try(Cx *cx, House *h, int64_t seal_ms)
{
    TRY(db_open(cx, arena_join(cx->mem, STR("sqlite:"), h->dir, STR("/store")), &h->db));
    const AuditConf conf = { .db = h->db,
                             .dir = house_path(cx, h->dir, "audit"),
                             .key = HOUSE_KEY,
                             .fsync_ms = 1000,
                             .seal_ms = seal_ms };
    return audit_open(cx, &conf, &h->audit);
}

House *house_at(Cx *cx, Str dir)
{
    House *h = ARENA_NEW(cx->mem, House);
    h->dir = dir;
    CHECK_OK(cx, house_try(cx, h, 3600000));
    arena_defer(cx->mem, house_close, h);
    return h;
}

House *house_new(Cx *cx)
{
    return house_at(cx, test_dir());
}

AuditRecord house_read(int64_t plan, Str patient)
{
    return (AuditRecord){ .kind = AUDIT_READ,
                          .plan = plan,
                          .http_status = 200,
                          .client_id = STR("app-1"),
                          .grant = STR("g-1"),
                          .patient = patient,
                          .address = STR("192.0.2.7"),
                          .resource_type = STR("Patient"),
                          .resource_id = patient,
                          .count = 1 };
}

void house_append(Cx *cx, House *h, int64_t plan, Str patient)
{
    const AuditRecord r = house_read(plan, patient);
    CHECK_OK(cx, audit_append(cx, h->audit, &r));
}

size_t house_journals(House *h)
{
    size_t n = 0;
    DIR *d = opendir(house_path(test_cx(), h->dir, "audit").p);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;)
        n += str_ends(str_of(e->d_name), STR(".journal"));
    if (d)
        (void)closedir(d);
    return n;
}

void house_rows(Cx *cx, House *h, int64_t plan, AuditRow **rows, size_t *count)
{
    DbTx *tx;
    CHECK_OK(cx, db_read(cx, h->db, DB_STATE, &tx));
    CHECK_OK(cx, audit_rows(cx, tx, plan, 1, 100000, rows, count));
    db_end(tx);
}

AuditVerdict house_verify(Cx *cx, House *h, int64_t plan)
{
    AuditVerdict v;
    CHECK_OK(cx, audit_verify(cx, h->db, HOUSE_KEY, plan, &v));
    return v;
}
