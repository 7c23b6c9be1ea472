/* receipt.c - what apps read of whom, added up as it is sealed: a page of a year would unpack a thousand
 * blocks. The table is no part of the chain, which makes it anew; so it is compared with it. */
#include "audit/audit_int.h"

#include "base/date.h"
#include "json/json.h"

#include <stdlib.h>

#define AT_ONCE 50u /* rows of one INSERT */

/* Sorted. */
static const Str reads[] = {
    STR_C("history"), STR_C("operation"), STR_C("read"), STR_C("search"), STR_C("vread"),
};

static bool is_read(Str kind)
{
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
        if (str_eq(reads[i], kind))
            return true;
    return false;
}

typedef struct List {
    AuditReceipt *rows;
    size_t count;
    size_t room;
} List;

static void list_add(Cx *cx, List *to, const Event *e, Str client, Str type, int64_t resources)
{
    ARENA_GROW(cx->mem, to->rows, to->count, to->room, 256);
    to->rows[to->count++] = (AuditReceipt){ .patient = e->patient,
                                            .client_id = client,
                                            .day = e->recorded_ms / DAY_MS,
                                            .type = type,
                                            .calls = 1,
                                            .resources = resources,
                                            .first_ms = e->recorded_ms,
                                            .last_ms = e->recorded_ms };
}

static int64_t number_of(const JsonVal *v, Str name)
{
    int64_t n = 0;
    return str_to_i64(json_num(json_get(v, name)), &n) ? n : 0;
}

/* "Organization=2,Practitioner=3": those are taken off what is the searched type's. */
static int64_t included_add(Cx *cx, List *to, const Event *e, Str client, Str included)
{
    int64_t all = 0;
    for (Str one; included.n && str_split(&included, ',', &one);) {
        int64_t n;
        const size_t at = str_find(one, '=');
        if (!str_to_i64(str_from(one, at + 1), &n) || n <= 0)
            continue;
        list_add(cx, to, e, client, arena_dup(cx->mem, str_slice(one, 0, at)), n);
        all += n;
    }
    return all;
}

/* A request that was refused, or found nothing, told the app nothing of her. */
static Status event_add(Cx *cx, Cx *scratch, List *to, const Event *e)
{
    Event head;
    Str record, kind;
    JsonDoc *doc;
    if (e->patient.n == 0 || !event_head(e->line, &head, &record) ||
        !str_split(&record, ' ', &kind) || !is_read(kind) ||
        !str_starts(record, STR("{\"outcome\":0")))
        return ST_OK;
    arena_reset(scratch->mem);
    if (json_parse(scratch, record, &doc) != ST_OK)
        return fail(cx, ST_STRUCTURE, STR("audit"), "is not an audit record");
    const JsonVal *v = json_root(doc);
    const int64_t count = number_of(v, STR("count"));
    if (count <= 0 || json_get_str(v, STR("client")).n == 0)
        return ST_OK;
    const Str client = arena_dup(cx->mem, json_get_str(v, STR("client")));
    const int64_t own = count - included_add(cx, to, e, client, json_get_str(v, STR("included")));
    if (own > 0)
        list_add(cx, to, e, client, arena_dup(cx->mem, json_get_str(v, STR("resource"))), own);
    return ST_OK;
}

static int by_key(const void *x, const void *y)
{
    const AuditReceipt *a = x;
    const AuditReceipt *b = y;
    int order = str_cmp(a->patient, b->patient);
    if (order == 0)
        order = str_cmp(a->client_id, b->client_id);
    if (order == 0)
        order = (a->day > b->day) - (a->day < b->day);
    return order ? order : str_cmp(a->type, b->type);
}

static void merge(AuditReceipt *to, const AuditReceipt *r)
{
    to->calls += r->calls;
    to->resources += r->resources;
    if (r->first_ms < to->first_ms)
        to->first_ms = r->first_ms;
    if (r->last_ms > to->last_ms)
        to->last_ms = r->last_ms;
}

Status receipts_make(Cx *cx, const Event *events, size_t count, AuditReceipt **out,
                     size_t *out_count)
{
    List all = { .count = 0 };
    Cx scratch = block_cx(cx);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        TRY(event_add(cx, &scratch, &all, &events[i]));
    if (all.count)
        qsort(all.rows, all.count, sizeof *all.rows, by_key);
    for (size_t i = 0; i < all.count; i++) {
        if (n && by_key(&all.rows[n - 1], &all.rows[i]) == 0)
            merge(&all.rows[n - 1], &all.rows[i]);
        else
            all.rows[n++] = all.rows[i];
    }
    *out = all.rows;
    *out_count = n;
    return ST_OK;
}

/* ---- the table ---- */

static void bind_row(Sql *q, int64_t plan, const AuditReceipt *r)
{
    const int64_t sums[] = { r->calls, r->resources, r->first_ms, r->last_ms };
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, r->patient);
    sql_text(q, ", ");
    sql_bind_str(q, r->client_id);
    sql_text(q, ", ");
    sql_bind_i64(q, r->day);
    sql_text(q, ", ");
    sql_bind_str(q, r->type);
    sql_text(q, ", ");
    sql_bind_list(q, sums, sizeof sums / sizeof *sums);
}

static Status rows_put(Cx *cx, DbTx *tx, int64_t plan, const AuditReceipt *rows, size_t n)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_receipt (plan, patient, client_id, day, type, calls, resources,"
                " first_ms, last_ms) VALUES ");
    for (size_t i = 0; i < n; i++) {
        sql_text(q, i ? ", (" : "(");
        bind_row(q, plan, &rows[i]);
        sql_text(q, ")");
    }
    sql_text(q, " ON CONFLICT (plan, patient, client_id, day, type) DO UPDATE SET"
                " calls = audit_receipt.calls + excluded.calls,"
                " resources = audit_receipt.resources + excluded.resources,"
                " first_ms = CASE WHEN excluded.first_ms < audit_receipt.first_ms"
                " THEN excluded.first_ms ELSE audit_receipt.first_ms END,"
                " last_ms = CASE WHEN excluded.last_ms > audit_receipt.last_ms"
                " THEN excluded.last_ms ELSE audit_receipt.last_ms END");
    return db_exec(cx, tx, q, NULL);
}

/* Full statements or single rows: two texts, so that both stay prepared. */
Status receipts_add(Cx *cx, DbTx *tx, int64_t plan, const Event *events, size_t count)
{
    AuditReceipt *rows;
    size_t n;
    TRY(receipts_make(cx, events, count, &rows, &n));
    for (size_t i = 0, some; i < n; i += some) {
        some = n - i >= AT_ONCE ? AT_ONCE : 1;
        TRY(rows_put(cx, tx, plan, rows + i, some));
    }
    return ST_OK;
}

static AuditReceipt row_of(Cx *cx, const DbRows *r)
{
    return (AuditReceipt){ .patient = arena_dup(cx->mem, db_str(r, 0)),
                           .client_id = arena_dup(cx->mem, db_str(r, 1)),
                           .day = db_i64(r, 2),
                           .type = arena_dup(cx->mem, db_str(r, 3)),
                           .calls = db_i64(r, 4),
                           .resources = db_i64(r, 5),
                           .first_ms = db_i64(r, 6),
                           .last_ms = db_i64(r, 7) };
}

#define COLUMNS "patient, client_id, day, type, calls, resources, first_ms, last_ms"

Status audit_receipts_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, Str client_id,
                         int64_t before_day, size_t max_days, AuditReceipt **out, size_t *count,
                         bool *more)
{
    DbRows *r;
    Status st;
    List list = { .count = 0 };
    size_t days = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " COLUMNS " FROM audit_receipt WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, client_id);
    sql_text(q, " AND day < ");
    sql_bind_i64(q, before_day);
    sql_text(q, " ORDER BY day DESC, type");
    *more = false;
    TRY(db_query(cx, tx, q, &r));
    while (!*more && db_next(cx, r, &st)) {
        days += list.count == 0 || list.rows[list.count - 1].day != db_i64(r, 2);
        *more = days > max_days;
        if (*more)
            break;
        ARENA_GROW(cx->mem, list.rows, list.count, list.room, 64);
        list.rows[list.count++] = row_of(cx, r);
    }
    *out = list.rows;
    *count = list.count;
    return *more ? ST_OK : st;
}

/* ---- comparing ---- */

/* A day's rows as one number that does not depend on their order, nor on how they were added up: each
 * row's key makes two numbers that nobody without the audit's key can make, times its sums. */
typedef struct Day {
    int64_t day;
    uint64_t chain;
    uint64_t table;
} Day;

typedef struct Days {
    Day *rows;
    size_t count;
    size_t room;
    int64_t after; /* days up to this one are no longer whole */
    Hmac *hmac;
} Days;

static Day *day_at(Cx *cx, Days *d, int64_t day)
{
    for (size_t i = d->count; i-- > 0;) /* mostly the newest */
        if (d->rows[i].day == day)
            return &d->rows[i];
    ARENA_GROW(cx->mem, d->rows, d->count, d->room, 64);
    d->rows[d->count] = (Day){ .day = day };
    return &d->rows[d->count++];
}

static uint64_t row_sum(Cx *cx, const Days *d, const AuditReceipt *r)
{
    unsigned char mac[SHA256_BYTES];
    uint64_t a, b;
    const Str key = arena_printf(cx->mem, "receipt\n%.*s\n%.*s\n%lld\n%.*s", STR_ARG(r->patient),
                                 STR_ARG(r->client_id), (long long)r->day, STR_ARG(r->type));
    hmac_into(d->hmac, key, mac);
    memcpy(&a, mac, sizeof a);
    memcpy(&b, mac + sizeof a, sizeof b);
    return a * (uint64_t)r->calls + b * (uint64_t)r->resources;
}

static Status chain_sum(Cx *cx, DbTx *tx, int64_t plan, Days *d)
{
    Status st = ST_OK;
    bool more = true;
    int64_t seq = 0;
    Cx work = block_cx(cx);
    Cx block = block_cx(cx);
    while (more) {
        DbRows *r;
        more = false;
        arena_reset(work.mem);
        TRY(blocks_query(&work, tx, plan, seq, &r));
        while (db_next(&work, r, &st)) {
            Event *events;
            Str *records;
            AuditReceipt *rows;
            size_t n;
            const Block b = block_of(r);
            arena_reset(block.mem);
            TRY(block_events(&block, &b, &events, &records));
            TRY(receipts_make(&block, events, (size_t)b.records, &rows, &n));
            for (size_t i = 0; i < n; i++)
                if (rows[i].day > d->after)
                    day_at(cx, d, rows[i].day)->chain += row_sum(&block, d, &rows[i]);
            seq = b.seq + b.records - 1;
            more = true;
        }
        TRY(st);
    }
    return ST_OK;
}

static bool is_in_its_day(const AuditReceipt *r)
{
    return r->first_ms <= r->last_ms && r->first_ms / DAY_MS == r->day &&
           r->last_ms / DAY_MS == r->day;
}

static Status table_sum(Cx *cx, DbTx *tx, int64_t plan, Days *d)
{
    DbRows *r;
    Status st;
    Cx work = block_cx(cx);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " COLUMNS " FROM audit_receipt WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND day > ");
    sql_bind_i64(q, d->after);
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        arena_reset(work.mem);
        const AuditReceipt row = row_of(&work, r);
        day_at(cx, d, row.day)->table += row_sum(&work, d, &row) + !is_in_its_day(&row);
    }
    return st;
}

static Status receipts_compare(Cx *cx, DbTx *tx, Str key, int64_t plan, Days *d)
{
    Anchor a;
    const char *why = "";
    TRY(anchor_read(cx, tx, key, plan, &a, &why));
    d->after = a.head.seq ? a.upto_ms / DAY_MS : INT64_MIN;
    TRY(chain_sum(cx, tx, plan, d));
    return table_sum(cx, tx, plan, d);
}

Status audit_receipts_verify(Cx *cx, Db *db, Str key, int64_t plan, int64_t *bad_ms)
{
    DbTx *tx;
    Days d = { .hmac = hmac_new(key) };
    *bad_ms = DATE_MAX;
    Status st = db_read(cx, db, DB_STATE, &tx);
    if (st == ST_OK)
        st = receipts_compare(cx, tx, key, plan, &d);
    hmac_free(d.hmac);
    if (st != ST_OK)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "the receipts cannot be compared");
    db_end(tx);
    for (size_t i = 0; i < d.count; i++)
        if (d.rows[i].chain != d.rows[i].table && d.rows[i].day * DAY_MS < *bad_ms)
            *bad_ms = d.rows[i].day * DAY_MS;
    return ST_OK;
}
