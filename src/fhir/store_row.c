/* Rows: versions written, the one before kept in fhir_history. */
#include "fhir/dir_key.h"
#include "fhir/pack.h"
#include "fhir/store_int.h"

#include <stdlib.h>

#define ENTRY_ROWS 32u /* rows of one insert: 16 binds each */
#define DIR_ROWS 64u

void row_where(Sql *q, const Store *s, int64_t compartment, const FhirRef *ref)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, ref->type);
    sql_text(q, " AND id = ");
    sql_bind_str(q, ref->id);
}

/* ---- what stands there ------------------------------------------------------------------------- */

Status row_standing(Cx *cx, const Store *s, const Place *p, int64_t compartment, Str hash,
                    RowStanding *out)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    *out = (RowStanding){ .there = false };
    sql_text(q,
             "SELECT version, rid, deleted, updated_ms, pack, (SELECT count(*) FROM fhir_history h"
             " WHERE h.plan = fhir_entry.plan AND h.compartment = fhir_entry.compartment AND"
             " h.type = fhir_entry.type AND h.id = fhir_entry.id AND h.hash = ");
    sql_bind_blob(q, hash);
    sql_text(q, "), labels FROM fhir_entry");
    row_where(q, s, compartment, &p->ref);
    const Status st = db_one(cx, s->tx, q, STR("id"), &row);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *out = (RowStanding){ .there = true,
                          .version = db_i64(row, 0),
                          .rid = db_i64(row, 1),
                          .deleted = db_i64(row, 2) != 0,
                          .updated_ms = db_i64(row, 3),
                          .pack = db_i64(row, 4),
                          .was = db_i64(row, 5) != 0,
                          .labels = (uint64_t)db_i64(row, 6) };
    return ST_OK;
}

/* Copies the standing version, with its own keys and labels, into fhir_history. */
static Status to_history(Cx *cx, const Store *s, const Place *p, int64_t compartment,
                         const Str *body)
{
    Sql *q = sql_new(cx);
    sql_text(
        q, "INSERT INTO fhir_history (plan, compartment, type, id, version, rid, updated_ms,"
           " labels_own, labels, when_lo_ms, when_hi_ms, deleted, fingerprint, links, keys, bytes,"
           " hash)"
           " SELECT plan, compartment, type, id, version, rid, updated_ms, labels_own, labels,"
           " when_lo_ms, when_hi_ms, deleted, fingerprint, links, keys, ");
    if (body) {
        sql_bind_blob(q, *body);
        sql_text(q, ", ");
        sql_bind_blob(q, (Str){ (const char *)p->hash, sizeof p->hash });
    } else {
        sql_bind_null(q);
        sql_text(q, ", ");
        sql_bind_null(q);
    }
    sql_text(q, " FROM fhir_entry");
    row_where(q, s, compartment, &p->ref);
    return db_exec(cx, s->tx, q, NULL);
}

static Status dir_delete(Cx *cx, const Store *s, uint16_t type, int64_t rid)
{
    if (!type_in_directory(type_by_num(type)))
        return ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_dir_key WHERE plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND rid = ");
    sql_bind_i64(q, rid);
    return db_exec(cx, s->tx, q, NULL);
}

Status row_retire(Cx *cx, const Store *s, const Place *p, int64_t compartment,
                  const RowStanding *old, Str *body)
{
    *body = STR_NONE;
    if (!old->there)
        return ST_OK;
    if (old->deleted)
        return to_history(cx, s, p, compartment, NULL);
    TRY(pack_take(cx, s, compartment, old->pack, old->rid, body));
    TRY(to_history(cx, s, p, compartment, body));
    return dir_delete(cx, s, p->ref.type, old->rid);
}

Status row_past(Cx *cx, const Store *s, const RowWrite *w, int64_t updated_ms)
{
    Str keys;
    Sql *q = sql_new(cx);
    TRY(record_keys(cx, w->r, w->labels, &keys));
    sql_text(q, "UPDATE fhir_history SET labels = ");
    sql_bind_i64(q, (int64_t)w->labels);
    sql_text(q, ", fingerprint = ");
    sql_bind_i64(q, (int64_t)param_table_fingerprint);
    sql_text(q, ", keys = ");
    sql_bind_blob(q, keys);
    sql_text(q, ", bytes = ");
    sql_bind_blob(q, record_body(cx, w->r, w->version, updated_ms, w->labels));
    row_where(q, s, w->compartment, &(FhirRef){ w->r->type->num, w->r->id });
    sql_text(q, " AND version = ");
    sql_bind_i64(q, w->version);
    return db_exec(cx, s->tx, q, NULL);
}

Status row_tombstone(Cx *cx, Store *s, const Place *p, int64_t compartment, int64_t *updated_ms)
{
    Str body;
    RowStanding old;
    TRY(row_standing(cx, s, p, compartment, STR(""), &old));
    *updated_ms = old.updated_ms;
    if (!old.there || old.deleted)
        return ST_OK;
    labels_gone(cx, s, compartment, &p->ref);
    TRY(row_retire(cx, s, p, compartment, &old, &body));
    TRY(list_remove(cx, s, compartment, p->ref.type, old.rid));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET deleted = 1, pack = 0, version = ");
    sql_bind_i64(q, old.version + 1);
    sql_text(q, ", updated_ms = ");
    sql_bind_i64(q, s->updated_ms);
    row_where(q, s, compartment, &p->ref);
    return db_exec(cx, s->tx, q, NULL);
}

Status row_moved(Cx *cx, const Store *s, const Place *p, int64_t compartment)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_history SET moved = 1");
    row_where(q, s, compartment, &p->ref);
    return db_exec(cx, s->tx, q, NULL);
}

static void bodies_text(Sql *q, const Store *s, int64_t compartment, uint16_t type, Str id)
{
    sql_text(
        q,
        "SELECT e.rid, b.bytes, e.labels FROM fhir_entry e JOIN fhir_body b ON b.plan = e.plan AND"
        " b.compartment = e.compartment AND b.pack = e.pack WHERE e.plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND e.compartment = ");
    sql_bind_i64(q, compartment);
    sql_text(q, " AND e.type = ");
    sql_bind_i64(q, type);
    sql_text(q, " AND e.deleted = 0");
    if (id.n) {
        sql_text(q, " AND e.id = ");
        sql_bind_str(q, id);
    }
}

Status row_bodies(Cx *cx, const Store *s, int64_t compartment, uint16_t type, Str id, Str **bodies,
                  size_t *count)
{
    DbRows *rows;
    Status st = ST_OK;
    size_t room = 0;
    Sql *q = sql_new(cx);
    bodies_text(q, s, compartment, type, id);
    *bodies = NULL;
    *count = 0;
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st)) {
        Str body;
        TRY(pack_body(cx, db_blob(rows, 1), db_i64(rows, 0), &body));
        ARENA_GROW(cx->mem, *bodies, *count, room, 8);
        body = record_unlabel(cx, body, (uint64_t)db_i64(rows, 2));
        (*bodies)[(*count)++] = arena_dup(cx->mem, body);
    }
    return st;
}

/* ---- what is written --------------------------------------------------------------------------- */

static void entry_one(Sql *q, const Store *s, const RowWrite *w)
{
    const Record *r = w->r;
    const int64_t front[] = { s->plan, w->compartment, r->type->num };
    const int64_t rest[] = { w->rid,
                             w->pack,
                             w->version,
                             s->updated_ms,
                             (int64_t)r->own,
                             (int64_t)w->labels,
                             r->when.lo_ms,
                             r->when.hi_ms,
                             0,
                             (int64_t)param_table_fingerprint };
    sql_text(q, "(");
    sql_bind_list(q, front, sizeof front / sizeof *front);
    sql_text(q, ",");
    sql_bind_str(q, r->id);
    sql_text(q, ",");
    sql_bind_list(q, rest, sizeof rest / sizeof *rest);
    sql_text(q, ",");
    sql_bind_blob(q, r->links);
    sql_text(q, ",");
    sql_bind_blob(q, w->keys);
    sql_text(q, ")");
}

static Status entries_some(Cx *cx, const Store *s, const RowWrite *rows, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_entry (plan, compartment, type, id, rid, pack, version,"
                " updated_ms, labels_own, labels, when_lo_ms, when_hi_ms, deleted, fingerprint,"
                " links, keys) VALUES ");
    for (size_t i = 0; i < count; i++) {
        sql_text(q, i ? "," : "");
        entry_one(q, s, &rows[i]);
    }
    sql_text(q,
             " ON CONFLICT (plan, compartment, type, id) DO UPDATE SET rid = excluded.rid,"
             " pack = excluded.pack,"
             " version = excluded.version, updated_ms = excluded.updated_ms,"
             " labels_own = excluded.labels_own, labels = excluded.labels,"
             " when_lo_ms = excluded.when_lo_ms, when_hi_ms = excluded.when_hi_ms, deleted = 0,"
             " fingerprint = excluded.fingerprint, links = excluded.links, keys = excluded.keys");
    return db_exec(cx, s->tx, q, NULL);
}

/* A row of fhir_dir_key. */
typedef struct DirRow {
    const RowWrite *of;
    DirKey key;
} DirRow;

static int by_dir_key(const void *a, const void *b)
{
    const DirRow *x = a;
    const DirRow *y = b;
    if (x->of->r->type != y->of->r->type)
        return x->of->r->type->num < y->of->r->type->num ? -1 : 1;
    if (x->key.param != y->key.param)
        return x->key.param < y->key.param ? -1 : 1;
    const int order = str_cmp(x->key.value, y->key.value);
    return order ? order : str_cmp(x->of->r->id, y->of->r->id);
}

static Status dir_some(Cx *cx, const Store *s, const DirRow *rows, size_t count)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO fhir_dir_key (plan, type, param, value, rid, id) VALUES ");
    for (size_t i = 0; i < count; i++) {
        const int64_t front[] = { s->plan, rows[i].of->r->type->num, rows[i].key.param };
        sql_text(q, i ? ",(" : "(");
        sql_bind_list(q, front, sizeof front / sizeof *front);
        sql_text(q, ",");
        sql_bind_blob(q, rows[i].key.value);
        sql_text(q, ",");
        sql_bind_i64(q, rows[i].of->rid);
        sql_text(q, ",");
        sql_bind_str(q, rows[i].of->r->id);
        sql_text(q, ")");
    }
    sql_text(q, " ON CONFLICT (plan, type, param, value, id) DO NOTHING");
    return db_exec(cx, s->tx, q, NULL);
}

static void dir_rows_add(Cx *cx, const RowWrite *w, DirRow **rows, size_t *count, size_t *room)
{
    size_t n;
    const DirKey *keys = dir_keys(cx, w->keys, &n);
    for (size_t i = 0; i < n; i++) {
        ARENA_GROW(cx->mem, *rows, *count, *room, 256);
        (*rows)[(*count)++] = (DirRow){ .of = w, .key = keys[i] };
    }
}

/* Full statements and single ones: two texts, both prepared once. */
static size_t some(size_t left, size_t full)
{
    return left >= full ? full : 1;
}

/* In the order of the table: a million practitioners have their values all over it. */
static Status dir_write(Cx *cx, const Store *s, const RowWrite *rows, size_t count)
{
    DirRow *all = NULL;
    size_t n = 0;
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        if (type_in_directory(rows[i].r->type))
            dir_rows_add(cx, &rows[i], &all, &n, &room);
    if (n > 1)
        qsort(all, n, sizeof *all, by_dir_key);
    for (size_t i = 0, k; i < n; i += k) {
        k = some(n - i, DIR_ROWS);
        TRY(dir_some(cx, s, all + i, k));
    }
    return ST_OK;
}

Status rows_write(Cx *cx, Store *s, RowWrite *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        TRY(record_keys(cx, rows[i].r, rows[i].labels, &rows[i].keys));
    TRY(packs_write(cx, s, rows, count));
    for (size_t i = 0, k; i < count; i += k) {
        k = some(count - i, ENTRY_ROWS);
        TRY(entries_some(cx, s, rows + i, k));
    }
    TRY(lists_write(cx, s, rows, count));
    return dir_write(cx, s, rows, count);
}

static Status kept_of(Cx *cx, const Store *s, const RowWrite *w, ListKept *kept)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT pack, updated_ms, labels FROM fhir_entry");
    row_where(q, s, w->compartment, &(FhirRef){ w->r->type->num, w->r->id });
    TRY(db_one(cx, s->tx, q, STR("entry"), &row));
    *kept = (ListKept){ db_i64(row, 0), db_i64(row, 1), (uint64_t)db_i64(row, 2) };
    return ST_OK;
}

Status row_again(Cx *cx, const Store *s, RowWrite *w)
{
    ListKept kept;
    const Record *r = w->r;
    TRY(kept_of(cx, s, w, &kept));
    TRY(record_keys(cx, r, kept.labels, &w->keys));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE fhir_entry SET when_lo_ms = ");
    sql_bind_i64(q, r->when.lo_ms);
    sql_text(q, ", when_hi_ms = ");
    sql_bind_i64(q, r->when.hi_ms);
    sql_text(q, ", fingerprint = ");
    sql_bind_i64(q, (int64_t)param_table_fingerprint);
    sql_text(q, ", links = ");
    sql_bind_blob(q, r->links);
    sql_text(q, ", keys = ");
    sql_bind_blob(q, w->keys);
    row_where(q, s, w->compartment, &(FhirRef){ r->type->num, r->id });
    TRY(db_exec(cx, s->tx, q, NULL));
    TRY(list_again(cx, s, w, &kept));
    TRY(dir_delete(cx, s, r->type->num, w->rid));
    return dir_write(cx, s, w, 1);
}
