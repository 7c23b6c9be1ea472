/* One batch of resources: places looked up in the locator's order, rows written in the compartments'
 * order, then what needed the batch to be there (Provenance, Binary), then what had waited for it,
 * then what has to move with it. */
#include "fhir/store.h"

#include "fhir/store_int.h"

#include <stdlib.h>

Status store_counter(Cx *cx, DbTx *tx, int64_t plan, Str name, int64_t *value)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT value FROM fhir_counter WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND name = ");
    sql_bind_str(q, name);
    const Status st = db_one(cx, tx, q, name, &row);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *value = db_i64(row, 0);
    return ST_OK;
}

Status store_counter_put(Cx *cx, DbTx *tx, int64_t plan, Str name, int64_t value)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_counter (plan, name, value) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, name);
    sql_text(q, ", ");
    sql_bind_i64(q, value);
    sql_text(q, ") ON CONFLICT (plan, name) DO UPDATE SET value = excluded.value");
    return db_exec(cx, tx, q, NULL);
}

Status store_lock(Cx *cx, DbTx *tx, int64_t plan)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_counter (plan, name, value) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, STR("batch"));
    sql_text(q, ", 1) ON CONFLICT (plan, name) DO UPDATE SET value = fhir_counter.value + 1");
    return db_exec(cx, tx, q, NULL);
}

static Status counter_put(Cx *cx, const Store *s, Str name, int64_t value)
{
    return store_counter_put(cx, s->tx, s->plan, name, value);
}

/* Rows of one plan are labelled by one table. A plan's first is the one that is loaded with. */
static Status table_check(Cx *cx, const Store *s)
{
    int64_t table = 0;
    if (!s->rules.labels)
        return ST_OK;
    const int64_t ours = (int64_t)labels_fingerprint(s->rules.labels);
    TRY(store_counter(cx, s->tx, s->plan, STR("labels"), &table));
    if (table == ours)
        return ST_OK;
    if (table == 0 && s->next_rid == 1)
        return counter_put(cx, s, STR("labels"), ours);
    return fail(cx, ST_CONFLICT, STR("labels"),
                "what the plan holds sensitive has changed meanwhile: start again");
}

static Status pending_any(Cx *cx, Store *s)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT 1 FROM fhir_pending WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " LIMIT 1");
    const Status st = db_one(cx, s->tx, q, STR("pending"), &row);
    s->any_pending = st == ST_OK;
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

Status store_begin(Cx *cx, DbTx *tx, int64_t plan, const RecordRules *rules, Store **out)
{
    Store *s = ARENA_NEW(cx->mem, Store);
    *s = (Store){ .tx = tx,
                  .plan = plan,
                  .rules = *rules,
                  .next_rid = 1,
                  .next_compartment = 1,
                  .next_pack = 1 };
    TRY(store_lock(cx, tx, plan));
    TRY(store_counter(cx, tx, plan, STR("rid"), &s->next_rid));
    TRY(store_counter(cx, tx, plan, STR("compartment"), &s->next_compartment));
    TRY(store_counter(cx, tx, plan, STR("pack"), &s->next_pack));
    TRY(store_counter(cx, tx, plan, STR("updated"), &s->updated_ms));
    if (cx->now_ms > s->updated_ms)
        s->updated_ms = cx->now_ms;
    TRY(table_check(cx, s));
    TRY(pending_any(cx, s));
    TRY(held_any(cx, s));
    *out = s;
    return ST_OK;
}

Status store_last_updated(Cx *cx, DbTx *tx, int64_t plan, int64_t *out)
{
    *out = 0;
    return store_counter(cx, tx, plan, STR("updated"), out);
}

Status store_waiting(Cx *cx, DbTx *tx, int64_t plan, int64_t *out)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM fhir_pending WHERE plan = ");
    sql_bind_i64(q, plan);
    TRY(db_one(cx, tx, q, STR("pending"), &row));
    *out = db_i64(row, 0);
    return ST_OK;
}

/* ---- whose is it ------------------------------------------------------------------------------- */

/* Provenance: where its targets are. Not known yet: *known stays false and waits names one. */
static Status targets_compartment(Cx *cx, Store *s, const Record *r, int64_t *compartment,
                                  bool *known, FhirRef *waits)
{
    bool directory = false;
    *known = false;
    *waits = r->target_count ? r->targets[0] : (FhirRef){ 0 };
    for (size_t i = 0; i < r->target_count; i++) {
        Place *place;
        TRY(place_find(cx, s, r->targets[i].type, r->targets[i].id, &place));
        if (!place->here) {
            *waits = r->targets[i];
            continue;
        }
        if (place->compartment == 0) {
            directory = true;
            continue;
        }
        if (*known && *compartment != place->compartment)
            return fail(cx, ST_OWNER_AMBIGUOUS, STR("target"), "its targets have two owners");
        *compartment = place->compartment;
        *known = true;
    }
    if (!*known && directory) {
        *compartment = 0;
        *known = true;
    }
    return ST_OK;
}

/* Sets w->compartment. w->write stays false for what must wait. */
static Status find_owner(Cx *cx, Store *s, Work *w)
{
    FhirRef waits = { .type = w->r->type->num, .id = w->r->id };
    bool known = true;
    switch (w->r->owner) {
    case RECORD_OF_PATIENT: TRY(place_compartment(cx, s, w->r->patient, &w->compartment)); break;
    case RECORD_OF_PLAN: w->compartment = 0; break;
    case RECORD_OF_TARGETS:
        TRY(targets_compartment(cx, s, w->r, &w->compartment, &known, &waits));
        break;
    case RECORD_OF_REFERRER: /* a referrer that came first left a place for it */
        known = w->place->known;
        w->compartment = w->place->compartment;
        break;
    }
    w->write = known;
    if (known)
        return ST_OK;
    w->item->result = STORE_PENDING;
    return pending_keep(cx, s, w->r, waits);
}

/* ---- one item ---------------------------------------------------------------------------------- */

static bool depends(const Record *r)
{
    return r->owner == RECORD_OF_TARGETS || r->owner == RECORD_OF_REFERRER;
}

static bool same_content(const Work *w)
{
    return memcmp(w->r->hash, w->place->hash, sizeof w->place->hash) == 0;
}

/* An older version of it that still waits would come over this one later. */
static Status forget_waiting(Cx *cx, const Store *s, const Work *w)
{
    if (!s->any_pending || !depends(w->r))
        return ST_OK;
    return pending_drop(cx, s, w->r->type->num, w->r->id);
}

/* A line came behind one of the same id that was held: that one has lost. */
static Status beat(Cx *cx, const Store *s, const Work *w)
{
    Place *p = w->place;
    if (!p->held || w->item->final)
        return ST_OK;
    p->held = false;
    w->item->beaten = true;
    return held_drop(cx, s, p->ref.type, p->ref.id);
}

/* The resource has been this before. Either the feed takes a change back, or it holds one id with two
 * contents, in this order, and was loaded already: which of them is known at the load's end. */
static Status hold(Cx *cx, Store *s, Work *w)
{
    Place *p = w->place;
    const bool again = p->held && memcmp(p->held_hash, w->r->hash, sizeof p->held_hash) == 0;
    w->write = false;
    w->item->result = again ? STORE_UNCHANGED : STORE_HELD;
    w->item->beaten = p->held && !again;
    p->held = true;
    memcpy(p->held_hash, w->r->hash, sizeof p->held_hash);
    return again ? ST_OK : held_keep(cx, s, w->r);
}

/* Decides what becomes of the item, and changes its place in memory. */
static Status prepare(Cx *cx, Store *s, Work *w)
{
    TRY(place_find(cx, s, w->r->type->num, w->r->id, &w->place));
    w->from = w->place->compartment;
    const Status st = find_owner(cx, s, w);
    if (st == ST_OWNER_AMBIGUOUS) {
        w->item->status = st;
        return forgive(cx, st, ST_OWNER_AMBIGUOUS) ? ST_OK : st;
    }
    TRY(st);
    if (!w->write)
        return beat(cx, s, w);
    TRY(forget_waiting(cx, s, w));
    const bool same_owner = w->from == w->compartment;
    w->item->first = w->place->rid == 0;
    w->item->result = !w->place->here ? STORE_CREATED : same_owner ? STORE_UPDATED : STORE_MOVED;
    if (w->place->here && same_owner && same_content(w)) {
        w->item->result = STORE_UNCHANGED;
        w->write = false;
        w->again = w->place->fingerprint != param_table_fingerprint;
        return beat(cx, s, w);
    }
    return ST_OK;
}

/* Takes the version before away, or holds the item. A resource seen for the first time has nothing to
 * look for. */
static Status retire(Cx *cx, Store *s, Work *w)
{
    RowStanding old; /* moved: it may have been in that compartment before */
    if (w->place->rid == 0)
        return ST_OK;
    const Str hash = { (const char *)w->r->hash, sizeof w->r->hash };
    TRY(row_standing(cx, s, w->place, w->compartment, hash, &old));
    if (old.was && w->place->here && !w->item->final)
        return hold(cx, s, w);
    TRY(beat(cx, s, w));
    w->version = old.version;
    w->rid = old.rid;
    w->pack = old.pack;
    w->item->replaced_ms = old.updated_ms;
    if (w->item->result == STORE_MOVED) {
        TRY(row_tombstone(cx, s, w->place, w->from, &w->item->replaced_ms));
        TRY(row_moved(cx, s, w->place, w->from));
    }
    Str body;
    return row_retire(cx, s, w->place, w->compartment, &old, &body);
}

static void take_place(Work *w)
{
    Place *p = w->place;
    p->rid = w->rid;
    p->known = true;
    p->here = true;
    p->dirty = true;
    p->compartment = w->compartment;
    p->fingerprint = param_table_fingerprint;
    memcpy(p->hash, w->r->hash, sizeof p->hash);
}

/* Search keys of a member's row would be made anew each time it is read; index rows are not made at all
 * but here (docs/decisions/11). */
static Status index_again(Cx *cx, const Store *s, const Work *w)
{
    RowWrite row = { .r = w->r, .compartment = w->compartment, .rid = w->place->rid };
    w->place->fingerprint = param_table_fingerprint;
    w->place->dirty = true;
    return row_again(cx, s, &row);
}

/* Binaries this resource refers to get its compartment kept for them; one owner, the first. */
static Status keep_binaries(Cx *cx, Store *s, const Work *w)
{
    for (size_t i = 0; i < w->r->binary_count; i++) {
        Place *place;
        TRY(place_find(cx, s, w->r->binaries[i].type, w->r->binaries[i].id, &place));
        if (place->known)
            continue;
        place->known = true;
        place->dirty = true;
        place->compartment = w->compartment;
    }
    return ST_OK;
}

/* ---- a run of items ---------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    const Work *x = a;
    const Work *y = b;
    const int order = fhir_ref_cmp(&(FhirRef){ x->r->type->num, x->r->id },
                                   &(FhirRef){ y->r->type->num, y->r->id });
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_owner(const void *a, const void *b)
{
    const Work *x = a;
    const Work *y = b;
    if (x->compartment != y->compartment)
        return x->compartment < y->compartment ? -1 : 1;
    return by_id(a, b);
}

static bool same_resource(const Work *a, const Work *b)
{
    return a->r->type == b->r->type && str_eq(a->r->id, b->r->id);
}

/* Every place that the run will ask for, at once. */
static Status ask_places(Cx *cx, Store *s, const Work *work, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += 2 + work[i].r->target_count + work[i].r->binary_count;
    FhirRef *refs = ARENA_ARRAY(cx->mem, FhirRef, n);
    const uint16_t patient = type_by_name(STR("Patient"))->num;
    n = 0;
    for (size_t i = 0; i < count; i++) {
        const Record *r = work[i].r;
        refs[n++] = (FhirRef){ r->type->num, r->id };
        if (r->owner == RECORD_OF_PATIENT)
            refs[n++] = (FhirRef){ patient, r->patient };
        for (size_t k = 0; k < r->target_count; k++)
            refs[n++] = r->targets[k];
        for (size_t k = 0; k < r->binary_count; k++)
            refs[n++] = r->binaries[k];
    }
    return places_ask(cx, s, refs, n);
}

/* The last of one id wins; those before it are the same content again, or repeated. */
static bool comes_again(Work *w, Work *next)
{
    if (!same_resource(w, next))
        return false;
    const bool same = memcmp(w->r->hash, next->r->hash, sizeof w->r->hash) == 0;
    w->item->result = same ? STORE_UNCHANGED : STORE_REPEATED;
    next->order = w->order;
    return true;
}

static Status prepare_run(Cx *cx, Store *s, Work *work, size_t count)
{
    qsort(work, count, sizeof *work, by_id);
    TRY(ask_places(cx, s, work, count));
    for (size_t i = 0; i < count; i++)
        if (i + 1 == count || !comes_again(&work[i], &work[i + 1]))
            TRY(prepare(cx, s, &work[i]));
    return ST_OK;
}

static int by_arrival(const void *a, const void *b)
{
    const Work *x = *(const Work *const *)a;
    const Work *y = *(const Work *const *)b;
    if (x->compartment != y->compartment)
        return x->compartment < y->compartment ? -1 : 1;
    if (x->r->type != y->r->type)
        return x->r->type->num < y->r->type->num ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* To a new owner it is new: by the rid it had with another, the default order would tell that it is
 * older than what she had meanwhile. Where it has been before it has its old place again, moved away or
 * deleted alike. A member's new ones of a type are in the order of their lines, since in any other it
 * would show where a run ended, and other members' lines decide that. */
static void give_rids(Cx *cx, Store *s, Work *const *put, size_t count)
{
    Work **fresh = ARENA_ARRAY(cx->mem, Work *, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (put[i]->rid == 0)
            fresh[n++] = put[i];
    qsort(fresh, n, sizeof(Work *), by_arrival);
    for (size_t i = 0; i < n; i++)
        fresh[i]->rid = s->next_rid++;
}

Status work_write(Cx *cx, Store *s, Work *work, size_t count)
{
    RowWrite *rows = ARENA_ARRAY(cx->mem, RowWrite, count);
    Work **put = ARENA_ARRAY(cx->mem, Work *, count);
    size_t n = 0;
    qsort(work, count, sizeof *work, by_owner);
    for (size_t i = 0; i < count; i++) {
        if (work[i].again)
            TRY(index_again(cx, s, &work[i]));
        if (work[i].write)
            TRY(retire(cx, s, &work[i]));
        if (work[i].write) /* not held */
            put[n++] = &work[i];
    }
    give_rids(cx, s, put, n);
    for (size_t i = 0; i < n; i++) {
        Work *w = put[i];
        take_place(w);
        w->item->compartment = w->compartment;
        TRY(keep_binaries(cx, s, w));
        rows[i] = (RowWrite){ .r = w->r,
                              .compartment = w->compartment,
                              .rid = w->rid,
                              .version = w->version + 1,
                              .pack = w->pack };
    }
    TRY(labels_guess(cx, s, rows, n));
    TRY(rows_write(cx, s, rows, n));
    labels_written(cx, s, rows, n);
    return ST_OK;
}

Status items_put(Cx *cx, Store *s, StoreItem *items, size_t count, bool dependent)
{
    Work *work = ARENA_ARRAY(cx->mem, Work, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (depends(items[i].record) == dependent)
            work[n++] = (Work){ .item = &items[i], .r = items[i].record, .order = i };
    if (n == 0)
        return ST_OK;
    TRY(prepare_run(cx, s, work, n));
    TRY(work_write(cx, s, work, n));
    for (size_t i = 0; i < n; i++)
        if (work[i].write && work[i].item->result == STORE_MOVED && !dependent)
            TRY(work_move_with(cx, s, &work[i]));
    return ST_OK;
}

Status item_again(Cx *cx, Store *s, Str body, Record **r, StoreItem *item)
{
    *r = ARENA_NEW(cx->mem, Record);
    *item = (StoreItem){ .record = *r, .status = ST_OK, .final = true };
    return record_make(cx, body, &s->rules, *r);
}

/* ---- calls ------------------------------------------------------------------------------------- */

Status store_put(Cx *cx, Store *s, StoreItem *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        items[i].status = ST_OK;
        items[i].replaced_ms = 0;
        items[i].beaten = false;
    }
    TRY(items_put(cx, s, items, count, false));
    TRY(items_put(cx, s, items, count, true));
    return waiting_release(cx, s, items, count);
}

Status store_put_held(Cx *cx, Store *s, StoreItem **items, size_t *count)
{
    Str *bodies;
    *count = 0;
    if (!s->any_held)
        return ST_OK;
    TRY(held_take(cx, s, &bodies, count));
    *items = ARENA_ARRAY(cx->mem, StoreItem, *count);
    for (size_t i = 0; i < *count; i++) {
        Record *r;
        TRY(item_again(cx, s, bodies[i], &r, &(*items)[i]));
    }
    return store_put(cx, s, *items, *count);
}

Status store_delete(Cx *cx, Store *s, uint16_t type, Str id, StoreResult *result)
{
    Place *place;
    int64_t updated_ms;
    TRY(pending_drop(cx, s, type, id));
    TRY(place_find(cx, s, type, id, &place));
    if (place->held)
        TRY(held_drop(cx, s, type, id));
    place->held = false;
    *result = place->here ? STORE_DELETED : STORE_ABSENT;
    if (!place->here)
        return ST_OK;
    place->here = false;
    place->dirty = true;
    return row_tombstone(cx, s, place, place->compartment, &updated_ms);
}

Status store_end(Cx *cx, Store *s)
{
    TRY(labels_settle(cx, s));
    TRY(places_write(cx, s));
    TRY(counter_put(cx, s, STR("rid"), s->next_rid));
    TRY(counter_put(cx, s, STR("compartment"), s->next_compartment));
    TRY(counter_put(cx, s, STR("pack"), s->next_pack));
    return counter_put(cx, s, STR("updated"), s->updated_ms);
}
