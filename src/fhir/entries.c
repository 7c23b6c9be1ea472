/* entries.c - reading rows: entries that exist for a Reach, and bodies. Every statement of the read
 * side that meets member data is in this file, read.c and history.c, and begins with plan and compartment;
 * what dir_find.c reads is the directory's. */
#include "fhir/element.h"
#include "fhir/pack.h"
#include "fhir/provenance_int.h"

#include <stdlib.h>

enum {
    COL_ID,
    COL_RID,
    COL_PACK,
    COL_UPDATED,
    COL_LABELS,
    COL_LO,
    COL_HI,
    COL_PRINT,
    COL_KEYS,
    COL_DELETED
};

/* Of one place and type, and of no other: what each statement over rows begins with. */
static void of_type(Sql *q, const Reach *reach, int64_t compartment, const TypeRow *type)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type->num);
}

/* The rows that are asked for, deleted ones among them. */
static Sql *entries_select(Cx *cx, const Entries *e, const Str *ids, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT id, rid, pack, updated_ms, labels, when_lo_ms, when_hi_ms,"
                " fingerprint, keys, deleted FROM fhir_entry");
    of_type(q, e->reach, e->compartment, e->type);
    if (ids) {
        sql_text(q, " AND id IN (");
        sql_bind_strs(q, ids, count);
        sql_text(q, ")");
    }
    return q;
}

static Status entries_begin(Cx *cx, Entries *e, const Str *ids, size_t count)
{
    e->uses = USE_SEARCH;
    if (e->type->owner == OWNER_TARGETS)
        e->made = made_new(cx, e->tx, e->reach, e->compartment, ids, count);
    if (e->type->owner == OWNER_REFERRER && reach_filters(e->reach, e->type, USE_BRING))
        TRY(binaries_seen(cx, e->tx, e->reach, e->compartment, &e->seen));
    return ST_OK;
}

Status entries_open(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, int64_t compartment,
                    const Str *ids, size_t count, Entries *out)
{
    *out = (Entries){ .tx = tx, .reach = reach, .type = type, .compartment = compartment };
    Sql *q = entries_select(cx, out, ids, count);
    sql_text(q, " AND deleted = 0");
    TRY(entries_begin(cx, out, ids, count));
    return db_query(cx, tx, q, &out->rows);
}

Status entries_open_all(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                        int64_t compartment, const Str *ids, size_t count, Entries *out)
{
    *out = (Entries){
        .tx = tx, .reach = reach, .type = type, .compartment = compartment, .all = true
    };
    TRY(entries_begin(cx, out, ids, count));
    return db_query(cx, tx, entries_select(cx, out, ids, count), &out->rows);
}

Status entries_after(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, Str after,
                     size_t count, Entries *out)
{
    *out = (Entries){
        .tx = tx, .reach = reach, .type = type, .compartment = DIRECTORY, .in_order = true
    };
    TRY(entries_begin(cx, out, NULL, 0));
    Sql *q = entries_select(cx, out, NULL, 0);
    sql_text(q, " AND deleted = 0 AND id > ");
    sql_bind_str(q, after);
    sql_text(q, " ORDER BY id LIMIT ");
    sql_bind_i64(q, (int64_t)count);
    sql_ahead(q);
    return db_query(cx, tx, q, &out->rows);
}

Status entries_few(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type, size_t most,
                   bool *few)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT count(*) FROM (SELECT 1 FROM fhir_entry");
    of_type(q, reach, DIRECTORY, type);
    sql_text(q, " LIMIT ");
    sql_bind_i64(q, (int64_t)most + 1);
    sql_text(q, ") AS rows_there");
    TRY(db_one(cx, tx, q, STR("entry"), &row));
    *few = db_i64(row, 0) <= (int64_t)most;
    return ST_OK;
}

/* Packs of a member or of the directory; the caller says which. */
static Sql *packs_select(Cx *cx, const Reach *reach, int64_t compartment)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT pack, bytes FROM fhir_body WHERE plan = ");
    sql_bind_i64(q, reach->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    return q;
}

static Status body_one(Cx *cx, const Entries *e, int64_t pack, int64_t rid, Str *out)
{
    DbRows *row;
    Sql *q = packs_select(cx, e->reach, e->compartment);
    sql_text(q, " AND pack = ");
    sql_bind_i64(q, pack);
    TRY(db_one(cx, e->tx, q, STR("body"), &row));
    return pack_body(cx, db_blob(row, 1), rid, out);
}

static void scratch_free(void *arena)
{
    arena_free(arena);
}

void scratch_take(Cx *cx, Cx **scratch)
{
    if (!*scratch) {
        *scratch = ARENA_NEW(cx->mem, Cx);
        **scratch = (Cx){ .mem = arena_new(LIMIT_REQUEST_ARENA), .now_ms = cx->now_ms };
        arena_defer(cx->mem, scratch_free, (*scratch)->mem);
    }
    arena_reset((*scratch)->mem);
}

/* Rows of an older table's making are judged by today's: keys are made anew from the body (DESIGN 3,
 * Keys). */
static Status keys_anew(Cx *cx, Entries *e, Str *keys)
{
    scratch_take(cx, &e->scratch);
    Str body;
    JsonDoc *doc;
    Status st = body_one(e->scratch, e, db_i64(e->rows, COL_PACK), db_i64(e->rows, COL_RID), &body);
    if (st == ST_OK)
        st = json_parse(e->scratch, body, &doc);
    if (st == ST_OK)
        st = keys_extract(e->scratch, e->type->num, json_root(doc), e->reach->base_slash, keys);
    return st == ST_OK ? ST_OK
                       : fail(cx, st, STR("keys"), "keys of a stored resource cannot be made anew");
}

Status entries_listed(Cx *cx, DbTx *tx, const Reach *reach, const TypeRow *type,
                      int64_t compartment, bool own_asked, Entries *out)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_list");
    of_type(q, reach, compartment, type);
    sql_text(q, " ORDER BY first");
    sql_ahead(q);
    if (reach_filters(reach, type, USE_SEARCH))
        return fail(cx, ST_INTERNAL, STR("list"), "has no keys that a granular scope asks for");
    *out = (Entries){ .tx = tx,
                      .reach = reach,
                      .type = type,
                      .compartment = compartment,
                      .listed = true,
                      .own_asked = own_asked };
    return db_query(cx, tx, q, &out->rows);
}

/* The keys of a row that the list does not know to be the Patient's own. */
static Status keys_of(Cx *cx, Entries *e, const Listed *l, Str *keys)
{
    scratch_take(cx, &e->scratch);
    Entries one;
    Entry entry;
    Status st = entries_open(e->scratch, e->tx, e->reach, e->type, e->compartment, &l->id, 1, &one);
    if (st == ST_OK && !entries_next(e->scratch, &one, &entry, &st) && st == ST_OK)
        st = ST_INTERNAL; /* the list and the entries say different things */
    if (st != ST_OK)
        return fail(cx, st, STR("list"), "keys of a listed resource cannot be read");
    *keys = entry.keys;
    return ST_OK;
}

static bool listed_next(Cx *cx, Entries *e, Entry *out, Status *st)
{
    Listed l;
    for (;;) {
        while (list_next(&e->part, &l)) {
            if (!reach_admits(e->reach, l.labels, l.when))
                continue;
            *out = (Entry){ .id = l.id,
                            .rid = l.rid,
                            .pack = l.pack,
                            .updated_ms = l.updated_ms,
                            .when = l.when,
                            .own = l.own };
            *st = e->own_asked && !l.own ? keys_of(cx, e, &l, &out->keys) : ST_OK;
            return *st == ST_OK;
        }
        if (!db_next(cx, e->rows, st))
            return false;
        e->part = list_iter(db_blob(e->rows, 0));
    }
}

size_t entries_own(Entries *e)
{
    Listed l;
    size_t n = 0;
    for (ListIter at = e->part; list_next(&at, &l) && l.own; e->part = at)
        n += reach_admits(e->reach, l.labels, l.when);
    return n;
}

static Drop drop_of(const Entries *e, DateRange when)
{
    const Drop drop = reach_drops(e->reach, (uint64_t)db_i64(e->rows, COL_LABELS), when);
    if (drop == DROP_NONE && e->all && db_i64(e->rows, COL_DELETED))
        return DROP_DELETED;
    return drop;
}

static Status keys_stored(Cx *cx, Entries *e, Str *keys)
{
    *keys = db_blob(e->rows, COL_KEYS);
    return (uint64_t)db_i64(e->rows, COL_PRINT) == param_table_fingerprint ? ST_OK
                                                                           : keys_anew(cx, e, keys);
}

/* The granular scopes' verdict on a row that nothing else keeps back. */
static bool in_scope(const Entries *e, const Entry *row)
{
    return e->seen ? binary_is_seen(e->seen, row->id)
                   : reach_admits_keys(e->reach, e->type, e->uses, row->keys);
}

/* Copied: the row is gone when the next begins. */
static void row_seen(Entries *e)
{
    const Str id = str_slice(db_str(e->rows, COL_ID), 0, sizeof e->last_id);
    memcpy(e->last_id, id.p, id.n);
    e->last = (Str){ e->last_id, id.n };
    e->read++;
}

static bool stored_next(Cx *cx, Entries *e, Entry *out, Status *st)
{
    if (e->listed)
        return listed_next(cx, e, out, st);
    while (db_next(cx, e->rows, st)) {
        if (e->in_order)
            row_seen(e);
        const DateRange when = { db_i64(e->rows, COL_LO), db_i64(e->rows, COL_HI) };
        const Drop drop = drop_of(e, when);
        if (drop && !e->all)
            continue;
        *out = (Entry){ .id = db_str(e->rows, COL_ID),
                        .rid = db_i64(e->rows, COL_RID),
                        .pack = db_i64(e->rows, COL_PACK),
                        .updated_ms = db_i64(e->rows, COL_UPDATED),
                        .when = when,
                        .drop = drop };
        if (!drop)
            *st = keys_stored(cx, e, &out->keys);
        if (*st == ST_OK && !drop && !in_scope(e, out)) {
            if (!e->all)
                continue;
            out->drop = DROP_SCOPE;
        }
        return *st == ST_OK;
    }
    return false;
}

bool entries_next(Cx *cx, Entries *e, Entry *out, Status *st)
{
    *st = ST_OK;
    if (e->rows && stored_next(cx, e, out, st))
        return true;
    e->rows = NULL; /* at their end, or failed */
    return *st == ST_OK && e->made && made_next(cx, e->made, out, st);
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

size_t ids_once(Str *ids, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(ids, count, sizeof *ids, by_text);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !str_eq(ids[kept - 1], ids[i]))
            ids[kept++] = ids[i];
    return kept;
}

/* ---- bodies ---- */

int found_place_order(const void *a, const void *b)
{
    const Found *x = a;
    const Found *y = b;
    if (x->compartment != y->compartment)
        return x->compartment < y->compartment ? -1 : 1;
    if (x->pack != y->pack)
        return x->pack < y->pack ? -1 : 1;
    return x->rid < y->rid ? -1 : x->rid > y->rid;
}

static int by_place(const void *a, const void *b)
{
    return found_place_order(*(Found *const *)a, *(Found *const *)b);
}

static size_t packs_once(Found *const *rows, size_t count, int64_t *packs)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (n == 0 || packs[n - 1] != rows[i]->pack)
            packs[n++] = rows[i]->pack;
    return n;
}

/* A member's packs of a type mostly came in one load and have numbers in a row: reading the few others
 * between costs less than looking each up. */
static bool are_dense(const int64_t *packs, size_t count)
{
    const uint64_t span = (uint64_t)packs[count - 1] - (uint64_t)packs[0];
    return count > 1 && span < 2 * (uint64_t)count;
}

static void where_packs(Sql *q, const int64_t *packs, size_t count)
{
    if (are_dense(packs, count)) {
        sql_ahead(q);
        sql_text(q, " AND pack BETWEEN ");
        sql_bind_i64(q, packs[0]);
        sql_text(q, " AND ");
        sql_bind_i64(q, packs[count - 1]);
        return;
    }
    sql_text(q, " AND pack IN (");
    sql_bind_i64s(q, packs, count);
    sql_text(q, ")");
}

/* Where bodies go: each is lent for the call. */
typedef struct Taker {
    const Reach *reach;
    BodyTake *take;
    void *to;
    size_t *room; /* what is left of LIMIT_BUNDLE */
} Taker;

/* Takes those of rows that are of this pack, which come first; taken counts them. */
static Status take_pack(Cx *cx, int64_t pack, Str bytes, Found **rows, size_t count,
                        const Taker *taker, size_t *taken)
{
    PackIter it = pack_iter(bytes);
    Str body;
    for (; *taken < count && rows[*taken]->pack == pack; (*taken)++) {
        if (!pack_find(bytes, &it, rows[*taken]->rid, &body))
            return pack_lacks(cx);
        if (body.n > *taker->room)
            return fail(cx, ST_TOO_LONG, STR("_count"), "the page is too large: ask for fewer");
        *taker->room -= body.n;
        TRY(element_body(cx, taker->reach, rows[*taken]->type, &body));
        taker->take(cx, taker->to, rows[*taken], body);
    }
    return ST_OK;
}

/* rows: of one compartment, by_place, the order in which their bodies come. */
static Status bodies_of(Cx *cx, DbTx *tx, const Reach *reach, Found **rows, size_t count,
                        const Taker *taker)
{
    DbRows *r;
    Status st;
    size_t taken = 0;
    int64_t *packs = ARENA_ARRAY(cx->mem, int64_t, count);
    Sql *q = packs_select(cx, reach, rows[0]->compartment);
    where_packs(q, packs, packs_once(rows, count, packs));
    sql_text(q, " ORDER BY pack");
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st))
        TRY(take_pack(cx, db_i64(r, 0), db_blob(r, 1), rows, count, taker, &taken));
    TRY(st);
    return taken == count ? ST_OK : pack_lacks(cx);
}

#define BODIES_AT_ONCE 256u

static bool is_made(const Found *f)
{
    return f->rid >= MADE_RID; /* behind the stored ones of its place */
}

bool found_as_stored(const Found *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Found *now = &rows[i];
        if (is_made(now) || now->compartment != rows[0].compartment ||
            (i > 0 && found_place_order(&rows[i - 1], now) >= 0))
            return false;
    }
    return count > 0;
}

Status found_bodies_lent(Cx *cx, DbTx *tx, const Reach *reach, Found *rows, size_t count,
                         size_t *room, BodyTake *take, void *to)
{
    const Taker taker = { .reach = reach, .take = take, .to = to, .room = room };
    Found *order[BODIES_AT_ONCE];
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 0; n < BODIES_AT_ONCE && i + n < count; n++)
            order[n] = &rows[i + n];
        TRY(bodies_of(cx, tx, reach, order, n, &taker));
    }
    return ST_OK;
}

static void body_keep(Cx *cx, void *to, Found *f, Str body)
{
    (void)to;
    f->body = arena_dup(cx->mem, body);
}

Status found_bodies(Cx *cx, DbTx *tx, const Reach *reach, Found *rows, size_t count, size_t *room)
{
    const Taker taker = { .reach = reach, .take = body_keep, .room = room };
    Found **order = ARENA_ARRAY(cx->mem, Found *, count);
    bool in_order = true; /* which they are without _sort */
    for (size_t i = 0; i < count; i++) {
        order[i] = &rows[i];
        in_order &= i == 0 || by_place(&order[i - 1], &order[i]) < 0;
    }
    if (!in_order)
        qsort(order, count, sizeof *order, by_place);
    for (size_t i = 0, n; i < count; i += n) {
        n = 1;
        const bool made = is_made(order[i]);
        while (i + n < count && n < BODIES_AT_ONCE &&
               order[i + n]->compartment == order[i]->compartment && is_made(order[i + n]) == made)
            n++;
        TRY(made ? made_bodies(cx, tx, reach, order + i, n, room)
                 : bodies_of(cx, tx, reach, order + i, n, &taker));
    }
    return ST_OK;
}
