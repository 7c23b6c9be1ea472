#include "tests/unit/fhir/label_world.h"

#include "base/buf.h"

World *labelled_world(Cx *cx, Db *db)
{
    World *w = world_new(cx, db);
    const LabelSpec spec = { .part2_by_match = true };
    CHECK_OK(cx, label_table_new(cx, &spec, &w->rules.labels));
    world_put(w, "{'resourceType':'Patient','id':'ann','birthDate':'1980-01-01'}");
    return w;
}

void lw_put(World *w, const char *json)
{
    w->cx->now_ms += 1000;
    world_put(w, json);
}

const Reach *lw_sharing(World *w, uint64_t shared)
{
    ReachSpec spec = world_spec(w, STR("ann"));
    spec.labels_withheld = label_withheld(shared, false);
    return reach_new(w->cx, &spec);
}

Status lw_read(World *w, const Reach *r, const char *type, const char *id, FhirDoc *out)
{
    DbTx *tx;
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    const Status st = fhir_read(w->cx, tx, r, str_of(type), str_of(id), out);
    db_end(tx);
    if (st == ST_OK)
        return ST_OK;
    w->cx->fault = (Fault){ 0 };
    return st;
}

Str lw_seen(World *w, uint64_t shared)
{
    return world_find(w, lw_sharing(w, shared), "Observation?patient=ann");
}

Str lw_version_of(World *w, const char *id)
{
    FhirDoc got;
    CHECK_OK(w->cx, lw_read(w, lw_sharing(w, ~UINT64_C(0)), "Observation", id, &got));
    return got.body;
}

Str lw_versions(World *w, const Reach *r, const char *id, const char *has)
{
    DbTx *tx;
    Buf *b = buf_new(w->cx, 256);
    CHECK_OK(w->cx, db_read(w->cx, w->db, WORLD_PLAN, &tx));
    for (int n = 1; n <= 6; n++) {
        FhirDoc got;
        const FhirVersion one = { STR("Observation"), str_of(id),
                                  arena_printf(w->cx->mem, "%d", n) };
        if (fhir_vread(w->cx, tx, r, &one, &got) != ST_OK) {
            w->cx->fault = (Fault){ 0 };
            continue;
        }
        if (*has && !str_contains(got.body, str_of(has)))
            continue;
        buf_put(b, arena_printf(w->cx->mem, b->n ? " %d" : "%d", n));
    }
    db_end(tx);
    return b->n ? buf_str(b) : STR("");
}

Str lw_versions_shared(World *w, uint64_t shared, const char *id)
{
    return lw_versions(w, lw_sharing(w, shared), id, "");
}
