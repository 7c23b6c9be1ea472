/* write.c - one chunk within a transaction: resources, roster, references, counters, and where the
 * next one begins. */
#include "load/load_int.h"

#include <stdlib.h>

#define REJECT_BYTES (1u << 30) /* reject lines of one chunk: never met, a chunk's lines bound it */

typedef struct Batch {
    Job *job;
    const Chunk *c;
    DbTx *tx;
    Store *store;
    StoreItem *items; /* of a run between two deletes */
    const Item **from;
    size_t count;
    Buf *rejects;
} Batch;

/* ---- what became of each ----------------------------------------------------------------------- */

static void count_rejected(Cx *cx, Batch *b, const Item *item)
{
    buf_put(b->rejects, reject_line(cx, b->c->file, item));
    b->job->counts.rejected++;
}

static void count_repeated(Batch *b, Arena *mem, const Record *r)
{
    Job *job = b->job;
    job->counts.repeated++;
    if (job->repeated_count < LIMIT_REPEATED)
        job->repeated[job->repeated_count++] = arena_join(mem, r->type->name, STR("/"), r->id);
}

static void count_one(Batch *b, const StoreItem *item)
{
    LoadCounts *n = &b->job->counts;
    int64_t *const counters[] = {
        [STORE_CREATED] = &n->created,
        [STORE_UPDATED] = &n->updated,
        [STORE_UNCHANGED] = &n->unchanged,
        [STORE_MOVED] = &n->moved,
        [STORE_REPEATED] = NULL, /* count_repeated's */
        [STORE_HELD] = NULL,     /* counted when it is put, or beaten */
    };
    if (item->result < sizeof counters / sizeof *counters && counters[item->result])
        ++*counters[item->result];
    if (item->result == STORE_CREATED || item->result == STORE_UPDATED ||
        item->result == STORE_MOVED)
        b->job->by_type[item->record->type->num]++;
}

static void reject_ambiguous(Cx *cx, Batch *b, const Item *from)
{
    Item item = *from;
    item.status = ST_OWNER_AMBIGUOUS;
    item.where = STR("target");
    item.detail = STR("its targets have two owners");
    item.type = from->record->type->name;
    item.id = from->record->id;
    count_rejected(cx, b, &item);
}

/* Written before by this very job, with other content: the later one has won. */
static bool replaced_own(const Batch *b, const StoreItem *item)
{
    return item->replaced_ms >= b->job->started_ms &&
           (item->result == STORE_UPDATED || item->result == STORE_MOVED);
}

static Status account(Cx *cx, Batch *b, Arena *long_lived, const StoreItem *item, const Item *from)
{
    if (item->status != ST_OK) {
        reject_ambiguous(cx, b, from);
        return ST_OK;
    }
    count_one(b, item);
    if (item->beaten)
        count_repeated(b, long_lived, item->record);
    if (item->result == STORE_REPEATED || replaced_own(b, item))
        count_repeated(b, long_lived, item->record);
    const bool written = item->result == STORE_CREATED || item->result == STORE_UPDATED ||
                         item->result == STORE_MOVED;
    if (!written || !from->person)
        return ST_OK;
    RosterPerson person = *from->person;
    person.compartment = item->compartment;
    person.fresh = item->first;
    return roster_put(cx, b->tx, b->job->spec->keys, b->job->spec->plan, &person);
}

/* ---- runs -------------------------------------------------------------------------------------- */

static Status put_run(Cx *cx, Batch *b, Arena *long_lived)
{
    if (b->count == 0)
        return ST_OK;
    TRY(store_put(cx, b->store, b->items, b->count));
    for (size_t i = 0; i < b->count; i++)
        TRY(account(cx, b, long_lived, &b->items[i], b->from[i]));
    return ST_OK;
}

static Status delete_one(Cx *cx, Batch *b, const Item *item)
{
    StoreResult result;
    TRY(store_delete(cx, b->store, item->ref.type, item->ref.id, &result));
    if (result == STORE_DELETED)
        b->job->counts.deleted++;
    else
        b->job->counts.unchanged++;
    const Str type = type_by_num(item->ref.type)->name;
    if (str_eq(type, STR("Coverage")))
        return roster_remove_coverage(cx, b->tx, b->job->spec->plan, item->ref.id);
    if (!str_eq(type, STR("Patient")))
        return ST_OK;
    return roster_remove(cx, b->tx, b->job->spec->plan, item->ref.id);
}

/* Runs are the puts between two deletes: order matters only there. */
static Status put_items(Cx *cx, Batch *b, Arena *long_lived)
{
    const Chunk *c = b->c;
    StoreItem *all = ARENA_ARRAY(cx->mem, StoreItem, c->count);
    b->from = ARENA_ARRAY(cx->mem, const Item *, c->count);
    size_t total = 0;
    b->items = all;
    for (size_t i = 0; i < c->count; i++) {
        const Item *item = &c->items[i];
        if (item->kind == ITEM_PUT) {
            b->items[b->count] = (StoreItem){ .record = item->record };
            b->from[b->count++] = item;
            total++;
        } else if (item->kind == ITEM_REJECT) {
            count_rejected(cx, b, item);
        } else {
            TRY(put_run(cx, b, long_lived));
            TRY(delete_one(cx, b, item));
            b->items += b->count;
            b->from += b->count;
            b->count = 0;
        }
    }
    TRY(put_run(cx, b, long_lived));
    b->items = all;
    b->count = total;
    return ST_OK;
}

/* What had waited since another batch or load. */
static void account_released(Cx *cx, Batch *b)
{
    const StoreReleased r = store_released(b->store);
    const LoadFile waiting = { .path = STR("pending") };
    b->job->counts.created += (int64_t)r.placed_count;
    for (size_t i = 0; i < r.placed_count; i++)
        b->job->by_type[r.placed[i].type]++;
    for (size_t i = 0; i < r.refused_count; i++) {
        const Item item = { .status = ST_OWNER_AMBIGUOUS,
                            .where = STR("target"),
                            .detail = STR("its targets have two owners"),
                            .type = type_by_num(r.refused[i].type)->name,
                            .id = r.refused[i].id };
        buf_put(b->rejects, reject_line(cx, &waiting, &item));
        b->job->counts.rejected++;
    }
}

/* Made by the parse thread already when everything was written, which is the rule at first. */
static RefList refs_written(Cx *cx, const Batch *b)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].status != ST_OK || b->items[i].result == STORE_UNCHANGED ||
            b->items[i].result == STORE_HELD || b->items[i].result == STORE_REPEATED)
            return refs_of_items(cx, b->items, b->count);
    return (RefList){ b->c->refs, b->c->ref_count };
}

static Status put_end(Cx *cx, Batch *b)
{
    Job *job = b->job;
    account_released(cx, b);
    TRY(store_end(cx, b->store));
    TRY(refs_note(cx, b->tx, job->spec->plan, job->refs, refs_written(cx, b)));
    TRY(buf_status(cx, b->rejects, STR("rejects")));
    return rejects_write(cx, &job->rejects, buf_str(b->rejects));
}

static Status write_in(Cx *cx, Batch *b, Arena *long_lived)
{
    const Chunk *c = b->c;
    Job *job = b->job;
    TRY(store_begin(cx, b->tx, job->spec->plan, &job->spec->rules, &b->store));
    TRY(put_items(cx, b, long_lived));
    TRY(put_end(cx, b));
    job->counts.lines += c->lines;
    job->counts.bytes += c->end - c->position;
    job->counts.batches++;
    return job_save(cx, b->tx, job, c->file, c->end, c->line + c->lines - 1, c->last);
}

Status write_chunk(Cx *cx, DbTx *tx, Job *job, Arena *long_lived, const Chunk *c)
{
    Batch b = { .job = job, .c = c, .tx = tx, .rejects = buf_new(cx, REJECT_BYTES) };
    return write_in(cx, &b, long_lived);
}

Status write_held(Cx *cx, DbTx *tx, Job *job, Arena *long_lived, bool *more)
{
    const LoadFile held = { .path = STR("held") };
    Chunk c = { .file = &held };
    const LoadSpec *spec = job->spec;
    Batch b = { .job = job, .c = &c, .tx = tx, .rejects = buf_new(cx, REJECT_BYTES) };
    TRY(store_begin(cx, tx, spec->plan, &spec->rules, &b.store));
    TRY(store_put_held(cx, b.store, &b.items, &b.count));
    *more = b.count > 0;
    for (size_t i = 0; i < b.count; i++) {
        const Record *r = b.items[i].record;
        const Item from = { .record = r, .person = roster_person(cx, r, spec->rules.base) };
        TRY(account(cx, &b, long_lived, &b.items[i], &from));
    }
    const RefList refs = refs_of_items(cx, b.items, b.count); /* no parse thread has made them */
    c.refs = refs.refs;
    c.ref_count = refs.count;
    TRY(put_end(cx, &b));
    return job_save(cx, tx, job, &held, 0, 0, false);
}
