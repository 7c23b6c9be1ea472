/* Packs: see pack.h. What comes new goes into the newest pack of its member and type while there is room,
 * what is changed back to the pack that it left. */
#include "base/limits.h"
#include "fhir/match_int.h"
#include "fhir/pack.h"
#include "fhir/store_int.h"

#include <stdlib.h>

#define PACK_ROWS 16u /* of one insert */

/* Bodies of one member and type, or one of the directory, before they are written. */
typedef struct Filling {
    int64_t pack; /* 0: none yet */
    bool stands;  /* there is a row of it */
    bool changed;
    Buf *bytes;
} Filling;

/* New packs that wait for their insert. */
typedef struct NewPack {
    int64_t pack;
    int64_t compartment;
    Str bytes;
} NewPack;
typedef struct NewPacks {
    NewPack rows[PACK_ROWS];
    size_t count;
} NewPacks;

static void where_pack(Sql *q, const Store *s, int64_t compartment, int64_t pack)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND pack = ");
    sql_bind_i64(q, pack);
}

static Status pack_read(Cx *cx, const Store *s, int64_t compartment, int64_t pack, Str *bytes)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT bytes FROM fhir_body");
    where_pack(q, s, compartment, pack);
    TRY(db_one(cx, s->tx, q, STR("pack"), &row));
    *bytes = db_blob(row, 0);
    return ST_OK;
}

static Status pack_change(Cx *cx, const Store *s, int64_t compartment, int64_t pack, Str bytes)
{
    Sql *q = sql_new(cx);
    if (bytes.n > 0) {
        sql_text(q, "UPDATE fhir_body SET bytes = ");
        sql_bind_blob(q, bytes);
    } else {
        sql_text(q, "DELETE FROM fhir_body");
    }
    where_pack(q, s, compartment, pack);
    return db_exec(cx, s->tx, q, NULL);
}

Status pack_take(Cx *cx, const Store *s, int64_t compartment, int64_t pack, int64_t rid, Str *body)
{
    Str bytes, one;
    int64_t at;
    bool there = false;
    TRY(pack_read(cx, s, compartment, pack, &bytes));
    Buf *rest = buf_new_sized(cx, bytes.n, bytes.n);
    for (PackIter it = pack_iter(bytes); pack_next(&it, &at, &one);) {
        if (at == rid) {
            *body = one;
            there = true;
        } else {
            pack_put(rest, at, one);
        }
    }
    if (!there)
        return pack_lacks(cx);
    return pack_change(cx, s, compartment, pack, buf_str(rest));
}

/* ---- what is written --------------------------------------------------------------------------- */

static Status new_some(Cx *cx, const Store *s, const NewPack *rows, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_body (pack, plan, compartment, bytes) VALUES ");
    for (size_t i = 0; i < count; i++) {
        const int64_t front[] = { rows[i].pack, s->plan, rows[i].compartment };
        sql_text(q, i ? ",(" : "(");
        sql_bind_list(q, front, sizeof front / sizeof *front);
        sql_text(q, ",");
        sql_bind_blob(q, rows[i].bytes);
        sql_text(q, ")");
    }
    return db_exec(cx, s->tx, q, NULL);
}

/* A full statement, or single ones: two texts, both prepared once. */
static Status new_write(Cx *cx, const Store *s, NewPacks *fresh)
{
    const size_t n = fresh->count == PACK_ROWS ? PACK_ROWS : 1;
    for (size_t i = 0; i < fresh->count; i += n)
        TRY(new_some(cx, s, fresh->rows + i, n));
    fresh->count = 0;
    return ST_OK;
}

static Status filling_end(Cx *cx, const Store *s, NewPacks *fresh, int64_t compartment, Filling *f)
{
    if (!f->changed)
        return ST_OK;
    TRY(buf_status(cx, f->bytes, STR("pack")));
    if (f->stands)
        return pack_change(cx, s, compartment, f->pack, buf_str(f->bytes));
    if (fresh->count == PACK_ROWS)
        TRY(new_write(cx, s, fresh));
    fresh->rows[fresh->count++] = (NewPack){ f->pack, compartment, buf_str(f->bytes) };
    return ST_OK;
}

static void filling_new(Cx *cx, Store *s, int64_t compartment, size_t first, Filling *f)
{
    const bool alone = compartment == DIRECTORY || first > PACK_BYTES;
    const size_t room = alone ? first : PACK_BYTES;
    *f = (Filling){ .pack = s->next_pack++, .bytes = buf_new_sized(cx, room, first) };
}

static TailPack *tail_of(Store *s, const RowWrite *w)
{
    const uint64_t of = (uint64_t)w->compartment * 31 + w->r->type->num;
    return &s->tails[of % STORE_TAILS];
}

/* The list is asked once for each member and type of a batch: who puts one at a time, as what waited is put,
 * would read all of it for each. */
static Status last_pack(Cx *cx, Store *s, const RowWrite *w, int64_t *pack)
{
    TailPack *t = tail_of(s, w);
    if (t->compartment != w->compartment || t->type != w->r->type->num) {
        TRY(list_last_pack(cx, s, w->compartment, w->r->type->num, &t->pack));
        t->compartment = w->compartment;
        t->type = w->r->type->num;
    }
    *pack = t->pack;
    return ST_OK;
}

/* The newest pack of a member and type goes on, when its first new body still fits. */
static Status filling_begin(Cx *cx, Store *s, const RowWrite *w, size_t more, Filling *f)
{
    Str bytes;
    int64_t pack;
    *f = (Filling){ .pack = 0 };
    if (w->compartment == DIRECTORY || more > PACK_BYTES)
        return ST_OK;
    TRY(last_pack(cx, s, w, &pack));
    if (pack == 0)
        return ST_OK;
    const Status st = pack_read(cx, s, w->compartment, pack, &bytes);
    if (st != ST_OK) /* its last body was taken out in this batch */
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (bytes.n + more > PACK_BYTES)
        return ST_OK;
    *f = (Filling){ .pack = pack, .stands = true };
    f->bytes = buf_new_sized(cx, PACK_BYTES, bytes.n + more);
    buf_put(f->bytes, bytes);
    return ST_OK;
}

static bool has_room(const RowWrite *w, const Filling *f, size_t more)
{
    return f->pack && w->compartment != DIRECTORY && f->bytes->n + more <= PACK_BYTES;
}

static int by_rid(const void *a, const void *b)
{
    const RowWrite *x = *(const RowWrite *const *)a;
    const RowWrite *y = *(const RowWrite *const *)b;
    return (x->rid > y->rid) - (x->rid < y->rid);
}

/* By the pack they were in, 0 first. */
static int by_pack(const void *a, const void *b)
{
    const RowWrite *x = *(const RowWrite *const *)a;
    const RowWrite *y = *(const RowWrite *const *)b;
    if (x->pack != y->pack)
        return x->pack < y->pack ? -1 : 1;
    return by_rid(a, b);
}

/* A pack from which bodies were taken; it is there no longer when they were all of it. */
static Status filling_again(Cx *cx, const Store *s, const RowWrite *w, size_t more, Filling *f)
{
    Str bytes = STR("");
    const Status st = pack_read(cx, s, w->compartment, w->pack, &bytes);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    const size_t room = bytes.n + more > PACK_BYTES ? bytes.n + more : PACK_BYTES;
    *f = (Filling){ .pack = w->pack, .stands = st == ST_OK };
    f->bytes = buf_new_sized(cx, room, bytes.n + more);
    buf_put(f->bytes, bytes);
    return ST_OK;
}

/* A changed body goes back to where it was while there is room, so that what is read together stays
 * together. The others are left: rows and count are theirs. */
static Status put_back(Cx *cx, const Store *s, NewPacks *fresh, RowWrite **rows, size_t *count)
{
    Filling f = { .pack = 0 };
    size_t left = 0;
    const int64_t compartment = rows[0]->compartment;
    qsort(rows, *count, sizeof *rows, by_pack);
    for (size_t i = 0; i < *count; i++) {
        RowWrite *w = rows[i];
        if (w->pack == 0) {
            rows[left++] = w;
            continue;
        }
        const Str body = record_body(cx, w->r, w->version, s->updated_ms, w->labels);
        const size_t more = pack_item_bytes(body);
        if (f.pack != w->pack) {
            TRY(filling_end(cx, s, fresh, compartment, &f));
            TRY(filling_again(cx, s, w, more, &f));
        }
        if (f.bytes->n > 0 && f.bytes->n + more > PACK_BYTES) {
            rows[left++] = w;
            continue;
        }
        pack_put(f.bytes, w->rid, body);
        f.changed = true;
    }
    *count = left;
    return filling_end(cx, s, fresh, compartment, &f);
}

/* rows: of one member and type, or of the directory. */
static Status group_write(Cx *cx, Store *s, NewPacks *fresh, RowWrite **rows, size_t count)
{
    Filling f = { .pack = 0 };
    const int64_t compartment = rows[0]->compartment;
    TRY(put_back(cx, s, fresh, rows, &count));
    qsort(rows, count, sizeof *rows, by_rid);
    for (size_t i = 0; i < count; i++) {
        RowWrite *w = rows[i];
        const Str body = record_body(cx, w->r, w->version, s->updated_ms, w->labels);
        const size_t more = pack_item_bytes(body);
        if (i == 0)
            TRY(filling_begin(cx, s, w, more, &f));
        if (!has_room(w, &f, more)) {
            TRY(filling_end(cx, s, fresh, compartment, &f));
            filling_new(cx, s, compartment, more, &f);
        }
        pack_put(f.bytes, w->rid, body);
        f.changed = true;
        w->pack = f.pack;
    }
    if (f.changed && compartment != DIRECTORY && f.bytes->n <= PACK_BYTES)
        *tail_of(s, rows[0]) = (TailPack){ compartment, rows[0]->r->type->num, f.pack };
    return filling_end(cx, s, fresh, compartment, &f);
}

Status packs_write(Cx *cx, Store *s, RowWrite *rows, size_t count)
{
    NewPacks fresh = { .count = 0 };
    RowWrite **group = ARENA_ARRAY(cx->mem, RowWrite *, count);
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 0; i + n < count && rows_are_of_one_list(&rows[i], &rows[i + n]); n++)
            group[n] = &rows[i + n];
        TRY(group_write(cx, s, &fresh, group, n));
    }
    return new_write(cx, s, &fresh);
}
