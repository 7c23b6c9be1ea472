/* Lists: see list.h. rids only grow, so what a load adds goes to the last part of a list. */
#include "base/limits.h"
#include "fhir/list.h"
#include "fhir/match_int.h"
#include "fhir/store_int.h"

#include <stdlib.h>

/* The list that is changed, and the part of it in which a rid is or would be: rids from first to
 * before limit. */
typedef struct Part {
    int64_t compartment;
    uint16_t type;
    bool there;
    int64_t first;
    int64_t limit;
    Str bytes;
} Part;

static void of_list(Sql *q, const Store *s, const Part *p)
{
    sql_text(q, " plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND compartment = ");
    sql_bind_i64(q, p->compartment);
    sql_text(q, " AND type = ");
    sql_bind_i64(q, p->type);
}

static Status part_find(Cx *cx, const Store *s, int64_t rid, Part *p)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT at.first, at.next, l.bytes FROM (SELECT (SELECT max(first) FROM fhir_list"
                " WHERE");
    of_list(q, s, p);
    sql_text(q, " AND first <= ");
    sql_bind_i64(q, rid);
    sql_text(q, ") AS first, (SELECT min(first) FROM fhir_list WHERE");
    of_list(q, s, p);
    sql_text(q, " AND first > ");
    sql_bind_i64(q, rid);
    sql_text(q, ") AS next) at LEFT JOIN fhir_list l ON");
    of_list(q, s, p);
    sql_text(q, " AND l.first = at.first");
    TRY(db_one(cx, s->tx, q, STR("list"), &row));
    p->there = !db_is_null(row, 0);
    p->first = p->there ? db_i64(row, 0) : rid;
    p->limit = db_is_null(row, 1) ? INT64_MAX : db_i64(row, 1);
    p->bytes = db_blob(row, 2);
    return ST_OK;
}

static Status part_put(Cx *cx, const Store *s, const Part *p, int64_t first, Str bytes)
{
    Sql *q = sql_new(cx);
    const int64_t key[] = { s->plan, p->compartment, p->type, first };
    sql_text(q, "INSERT INTO fhir_list (plan, compartment, type, first, bytes) VALUES (");
    sql_bind_list(q, key, sizeof key / sizeof *key);
    sql_text(q, ",");
    sql_bind_blob(q, bytes);
    sql_text(q, ") ON CONFLICT (plan, compartment, type, first) DO UPDATE SET"
                " bytes = excluded.bytes");
    return db_exec(cx, s->tx, q, NULL);
}

/* Writes items in the place of the part: in several when they are more than one holds. */
static Status part_write(Cx *cx, const Store *s, const Part *p, const Listed *items, size_t count)
{
    int64_t first = p->first;
    for (size_t i = 0; i < count;) {
        Buf *b = buf_new_sized(cx, LIST_PART_BYTES, LIST_PART_BYTES);
        list_begin(b);
        while (i < count && list_item_bytes(&items[i]) <= LIST_PART_BYTES - b->n)
            list_put(b, &items[i++]);
        TRY(part_put(cx, s, p, first, buf_str(b)));
        if (i < count)
            first = items[i].rid;
    }
    return ST_OK;
}

/* ---- what is written --------------------------------------------------------------------------- */

static bool answers_patient(const Record *r)
{
    const ParamRow *param = param_find(r->type->num, STR("patient"));
    return param && r->owner == RECORD_OF_PATIENT && keys_name_patient(r->keys, param, r->patient);
}

static Listed listed(const Store *s, const RowWrite *w)
{
    return (Listed){ .rid = w->rid,
                     .pack = w->pack,
                     .updated_ms = s->updated_ms,
                     .labels = w->labels,
                     .when = w->r->when,
                     .own = answers_patient(w->r),
                     .id = w->r->id };
}

static int by_rid(const void *a, const void *b)
{
    const Listed *x = a;
    const Listed *y = b;
    return (x->rid > y->rid) - (x->rid < y->rid);
}

/* Items of the part and fresh ones, both in order; a fresh one takes the place of its rid. */
static size_t merge(const Part *p, const Listed *fresh, size_t count, Listed *out)
{
    size_t n = 0;
    size_t i = 0;
    Listed old;
    for (ListIter it = list_iter(p->bytes); list_next(&it, &old);) {
        while (i < count && fresh[i].rid < old.rid)
            out[n++] = fresh[i++];
        if (i == count || fresh[i].rid != old.rid)
            out[n++] = old;
    }
    while (i < count)
        out[n++] = fresh[i++];
    return n;
}

static Status list_add(Cx *cx, const Store *s, Part *p, Listed *fresh, size_t count)
{
    qsort(fresh, count, sizeof *fresh, by_rid);
    for (size_t i = 0, n; i < count; i += n) {
        TRY(part_find(cx, s, fresh[i].rid, p));
        for (n = 1; i + n < count && fresh[i + n].rid < p->limit;)
            n++;
        Listed *items = ARENA_ARRAY(cx->mem, Listed, p->bytes.n / LIST_ITEM_LEAST + n);
        TRY(part_write(cx, s, p, items, merge(p, fresh + i, n, items)));
    }
    return ST_OK;
}

bool rows_are_of_one_list(const RowWrite *a, const RowWrite *b)
{
    return a->compartment == b->compartment && a->r->type == b->r->type;
}

Status lists_write(Cx *cx, const Store *s, const RowWrite *rows, size_t count)
{
    Listed *fresh = ARENA_ARRAY(cx->mem, Listed, count);
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 0; i + n < count && rows_are_of_one_list(&rows[i], &rows[i + n]); n++)
            fresh[n] = listed(s, &rows[i + n]);
        Part p = { .compartment = rows[i].compartment, .type = rows[i].r->type->num };
        if (p.compartment != DIRECTORY)
            TRY(list_add(cx, s, &p, fresh, n));
    }
    return ST_OK;
}

Status list_again(Cx *cx, const Store *s, const RowWrite *row, const ListKept *kept)
{
    Listed one = listed(s, row);
    Part p = { .compartment = row->compartment, .type = row->r->type->num };
    if (p.compartment == DIRECTORY)
        return ST_OK;
    one.pack = kept->pack;
    one.updated_ms = kept->updated_ms;
    one.labels = kept->labels;
    return list_add(cx, s, &p, &one, 1);
}

Status list_last_pack(Cx *cx, const Store *s, int64_t compartment, uint16_t type, int64_t *pack)
{
    const Part p = { .compartment = compartment, .type = type };
    DbRows *rows;
    Status st;
    Listed l;
    Sql *q = sql_new(cx);
    *pack = 0;
    sql_text(q, "SELECT bytes FROM fhir_list WHERE");
    of_list(q, s, &p);
    TRY(db_query(cx, s->tx, q, &rows));
    while (db_next(cx, rows, &st))
        for (ListIter it = list_iter(db_blob(rows, 0)); list_next(&it, &l);)
            *pack = l.pack > *pack ? l.pack : *pack;
    return st;
}

static Status part_delete(Cx *cx, const Store *s, const Part *p)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM fhir_list WHERE");
    of_list(q, s, p);
    sql_text(q, " AND first = ");
    sql_bind_i64(q, p->first);
    return db_exec(cx, s->tx, q, NULL);
}

Status list_remove(Cx *cx, const Store *s, int64_t compartment, uint16_t type, int64_t rid)
{
    Part p = { .compartment = compartment, .type = type };
    size_t n = 0;
    if (compartment == DIRECTORY)
        return ST_OK;
    TRY(part_find(cx, s, rid, &p));
    if (!p.there)
        return ST_OK;
    Listed *items = ARENA_ARRAY(cx->mem, Listed, p.bytes.n / LIST_ITEM_LEAST + 1);
    for (ListIter it = list_iter(p.bytes); list_next(&it, &items[n]);)
        n += items[n].rid != rid;
    return n ? part_write(cx, s, &p, items, n) : part_delete(cx, s, &p);
}
