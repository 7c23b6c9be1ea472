/* refs.c - references to what is not there: stored as they are, counted exactly. load_ref lists what
 * was named before it came; at the end of a load what has arrived since is taken out of it. */
#include "load/load_int.h"

#include <stdlib.h>

#define SEEN_BITS 16u
#define LIST_ROWS 64u   /* rows of one insert */
#define SETTLE_ROWS 512 /* rows looked at in one transaction */

/* Most references of a load name the same few hundred resources: those seen last are remembered by
 * their hash, so that they cost no look-up. */
struct Refs {
    uint64_t seen[1u << SEEN_BITS];
};

Refs *refs_new(Cx *cx)
{
    return ARENA_NEW(cx->mem, Refs);
}

static bool seen_before(Refs *refs, const FhirRef *ref)
{
    const uint64_t found = fhir_ref_hash(ref);
    const uint64_t hash = found ? found : 1; /* 0: an empty slot */
    uint64_t *slot = &refs->seen[hash >> (64 - SEEN_BITS)];
    const bool before = *slot == hash;
    *slot = hash;
    return before;
}

/* ---- each once --------------------------------------------------------------------------------- */

typedef struct RefSet {
    FhirRef *slots; /* type 0: empty */
    size_t mask;
    size_t count;
} RefSet;

static RefSet set_new(Cx *cx, size_t refs)
{
    size_t room = 16;
    while (room < refs * 2)
        room *= 2;
    return (RefSet){ .slots = ARENA_ARRAY(cx->mem, FhirRef, room), .mask = room - 1 };
}

static void set_add(RefSet *s, const FhirRef *refs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)fhir_ref_hash(&refs[i]) & s->mask;
        while (s->slots[at].type && fhir_ref_cmp(&s->slots[at], &refs[i]) != 0)
            at = (at + 1) & s->mask;
        s->count += s->slots[at].type == 0;
        s->slots[at] = refs[i];
    }
}

static RefList set_list(const RefSet *s)
{
    size_t n = 0;
    for (size_t i = 0; i <= s->mask; i++)
        if (s->slots[i].type)
            s->slots[n++] = s->slots[i];
    qsort(s->slots, n, sizeof *s->slots, fhir_ref_order);
    return (RefList){ s->slots, n };
}

RefList refs_of_chunk(Cx *cx, const Chunk *c)
{
    size_t all = 0;
    for (size_t i = 0; i < c->count; i++)
        all += c->items[i].kind == ITEM_PUT ? c->items[i].record->ref_count : 0;
    RefSet set = set_new(cx, all);
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].kind == ITEM_PUT)
            set_add(&set, c->items[i].record->refs, c->items[i].record->ref_count);
    return set_list(&set);
}

static bool was_written(const StoreItem *item)
{
    return item->status == ST_OK &&
           (item->result == STORE_CREATED || item->result == STORE_UPDATED ||
            item->result == STORE_MOVED || item->result == STORE_PENDING);
}

RefList refs_of_items(Cx *cx, const StoreItem *items, size_t count)
{
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += was_written(&items[i]) ? items[i].record->ref_count : 0;
    RefSet set = set_new(cx, all);
    for (size_t i = 0; i < count; i++)
        if (was_written(&items[i]))
            set_add(&set, items[i].record->refs, items[i].record->ref_count);
    return set_list(&set);
}

/* ---- what is not there ------------------------------------------------------------------------- */

static Status list_some(Cx *cx, DbTx *tx, int64_t plan, const FhirRef *list, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO load_ref (plan, type, id) VALUES ");
    for (size_t i = 0; i < count; i++) {
        sql_text(q, i ? ",(" : "(");
        sql_bind_i64(q, plan);
        sql_text(q, ",");
        sql_bind_i64(q, list[i].type);
        sql_text(q, ",");
        sql_bind_str(q, list[i].id);
        sql_text(q, ")");
    }
    sql_text(q, " ON CONFLICT (plan, type, id) DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

Status refs_note(Cx *cx, DbTx *tx, int64_t plan, Refs *refs, RefList list)
{
    size_t n = 0, missing = 0;
    FhirRef *ask = ARENA_ARRAY(cx->mem, FhirRef, list.count);
    bool *here = ARENA_ARRAY(cx->mem, bool, list.count);
    for (size_t i = 0; i < list.count; i++)
        if (!seen_before(refs, &list.refs[i]))
            ask[n++] = list.refs[i];
    TRY(store_here(cx, tx, plan, ask, n, here));
    for (size_t i = 0; i < n; i++)
        if (!here[i])
            ask[missing++] = ask[i];
    for (size_t i = 0; i < missing;) {
        const size_t k = missing - i >= LIST_ROWS ? LIST_ROWS : 1;
        TRY(list_some(cx, tx, plan, ask + i, k));
        i += k;
    }
    return ST_OK;
}

/* ---- at the end -------------------------------------------------------------------------------- */

static Status next_listed(Cx *cx, DbTx *tx, int64_t plan, const FhirRef *after, FhirRef *list,
                          size_t *count)
{
    DbRows *rows;
    Status st = ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT type, id FROM load_ref WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND (type, id) > (");
    sql_bind_i64(q, after->type);
    sql_text(q, ", ");
    sql_bind_str(q, after->id);
    sql_text(q, ") ORDER BY type, id LIMIT ");
    sql_bind_i64(q, SETTLE_ROWS);
    *count = 0;
    TRY(db_query(cx, tx, q, &rows));
    while (*count < SETTLE_ROWS && db_next(cx, rows, &st))
        list[(*count)++] = (FhirRef){ .type = (uint16_t)db_i64(rows, 0),
                                      .id = arena_dup(cx->mem, db_str(rows, 1)) };
    return st;
}

static Status unlist(Cx *cx, DbTx *tx, int64_t plan, const FhirRef *ref)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM load_ref WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, ref->type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, ref->id);
    return db_exec(cx, tx, q, NULL);
}

/* One step; last is where the next one goes on, and *count 0 the end. */
static Status settle_some(Cx *cx, Db *db, int64_t plan, FhirRef *last, size_t *count,
                          int64_t *dangling)
{
    DbTx *tx;
    bool here[SETTLE_ROWS];
    FhirRef *list = ARENA_ARRAY(cx->mem, FhirRef, SETTLE_ROWS);
    TRY(db_write_bulk(cx, db, plan, &tx));
    TRY(next_listed(cx, tx, plan, last, list, count));
    TRY(store_here(cx, tx, plan, list, *count, here));
    for (size_t i = 0; i < *count; i++)
        if (here[i])
            TRY(unlist(cx, tx, plan, &list[i]));
        else
            ++*dangling;
    if (*count)
        *last = list[*count - 1];
    return db_commit(cx, tx);
}

Status refs_settle(Cx *cx, Db *db, int64_t plan, int64_t *dangling)
{
    char last_id[LIMIT_ID];
    FhirRef last = { .id = STR("") };
    Cx step = { .mem = arena_new(256u << 10), .now_ms = cx->now_ms };
    Status st = ST_OK;
    *dangling = 0;
    for (size_t count = 1; st == ST_OK && count > 0;) {
        st = settle_some(&step, db, plan, &last, &count, dangling);
        if (last.id.n)
            memcpy(last_id, last.id.p, last.id.n);
        last.id.p = last_id;
        if (st != ST_OK)
            st = fail(cx, st, STR("store"), "cannot settle the load's references");
        arena_reset(step.mem);
    }
    arena_free(step.mem);
    return st;
}
