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

/* What of a record counts here. Texts borrow from it, or stand in cx->mem. */
typedef struct Reading {
    Str account;
    Str client_id;
    Str type;
    Str included;
    int64_t count;
} Reading;

/* What follows name in a record without a backslash, in which no value can hold a quote. */
static Str behind(Str record, Str name)
{
    const char *at = memmem(record.p, record.n, name.p, name.n);
    return at ? str_from(record, (size_t)(at - record.p) + name.n) : STR_NONE;
}

static Str text_behind(Str record, Str name)
{
    const Str rest = behind(record, name);
    return str_slice(rest, 0, str_find(rest, '"'));
}

static int64_t number_in(Str digits)
{
    int64_t n;
    return str_to_i64(digits, &n) ? n : 0;
}

/* Every record that is sealed comes by, so that it is not parsed: that took longer than all the rest. */
static Reading plain_reading(Str record)
{
    Str count = behind(record, STR(",\"count\":"));
    size_t n = 0;
    while (n < count.n && count.p[n] >= '0' && count.p[n] <= '9')
        n++;
    return (Reading){ .account = text_behind(record, STR(",\"account\":\"")),
                      .client_id = text_behind(record, STR(",\"client\":\"")),
                      .type = text_behind(record, STR(",\"resource\":\"")),
                      .included = text_behind(record, STR(",\"included\":\"")),
                      .count = number_in(str_slice(count, 0, n)) };
}

static Status reading_of(Cx *cx, Str record, Reading *out)
{
    JsonDoc *doc;
    if (!memchr(record.p, '\\', record.n)) {
        *out = plain_reading(record);
        return ST_OK;
    }
    TRY(json_parse(cx, record, &doc));
    const JsonVal *v = json_root(doc);
    *out = (Reading){ .account = json_get_str(v, STR("account")),
                      .client_id = json_get_str(v, STR("client")),
                      .type = json_get_str(v, STR("resource")),
                      .included = json_get_str(v, STR("included")),
                      .count = number_in(json_num(json_get(v, STR("count")))) };
    return ST_OK;
}

/* Rows by a hash of their keys. */
typedef struct Sums {
    AuditReceipt *rows;
    size_t count;
    size_t room;
    size_t *slots; /* one more than a row's index; 0: free */
    size_t slot_count;
} Sums;

static bool same_key(const AuditReceipt *a, const AuditReceipt *b)
{
    return a->day == b->day && str_eq(a->patient, b->patient) && str_eq(a->type, b->type) &&
           str_eq(a->account, b->account) && str_eq(a->client_id, b->client_id);
}

static size_t slot_of(const Sums *s, const AuditReceipt *r)
{
    const uint64_t sum = str_sum(r->patient) * 3 + str_sum(r->type) * 5 +
                         str_sum(r->client_id) * 7 + str_sum(r->account) * 11 + (uint64_t)r->day;
    size_t at = (sum ^ sum >> 32) % s->slot_count;
    while (s->slots[at] && !same_key(&s->rows[s->slots[at] - 1], r))
        at = (at + 1) % s->slot_count;
    return at;
}

/* At most half of the slots are taken. */
static void sums_grow(Cx *cx, Sums *s)
{
    if (2 * (s->count + 1) <= s->slot_count)
        return;
    s->slot_count = s->slot_count ? 4 * s->slot_count : 512;
    s->slots = ARENA_ARRAY(cx->mem, size_t, s->slot_count);
    for (size_t i = 0; i < s->count; i++)
        s->slots[slot_of(s, &s->rows[i])] = i + 1;
}

static void sums_add(Cx *cx, Sums *s, const AuditReceipt *r)
{
    sums_grow(cx, s);
    const size_t at = slot_of(s, r);
    if (s->slots[at] == 0) {
        ARENA_GROW(cx->mem, s->rows, s->count, s->room, 256);
        s->rows[s->count++] = *r;
        s->slots[at] = s->count;
        return;
    }
    AuditReceipt *to = &s->rows[s->slots[at] - 1];
    to->calls += r->calls;
    to->resources += r->resources;
    to->first_ms = r->first_ms < to->first_ms ? r->first_ms : to->first_ms;
    to->last_ms = r->last_ms > to->last_ms ? r->last_ms : to->last_ms;
}

/* "Organization=2,Practitioner=3": those are taken off what is the searched type's. */
static int64_t included_add(Cx *cx, Sums *to, AuditReceipt row, Str included)
{
    int64_t all = 0;
    for (Str one; included.n && str_split(&included, ',', &one);) {
        const size_t at = str_find(one, '=');
        row.type = str_slice(one, 0, at);
        row.resources = number_in(str_from(one, at + 1));
        if (row.resources > 0)
            sums_add(cx, to, &row);
        all += row.resources;
    }
    return all;
}

/* A request that was refused told the app nothing of her; one that returned nothing did: a count, or that there
 * is none. */
static Status event_add(Cx *cx, Sums *to, const Event *e)
{
    Event head;
    Reading r = { .count = 0 };
    Str record, kind;
    if (e->patient.n == 0 || !event_head(e->line, &head, &record) ||
        !str_split(&record, ' ', &kind) || !is_read(kind) ||
        !str_starts(record, STR("{\"outcome\":0")))
        return ST_OK;
    TRY(reading_of(cx, record, &r));
    if (r.type.n == 0 || r.client_id.n == 0)
        return ST_OK;
    AuditReceipt row = { .patient = e->patient,
                         .account = r.account,
                         .client_id = r.client_id,
                         .day = e->recorded_ms / DAY_MS,
                         .type = r.type,
                         .calls = 1,
                         .first_ms = e->recorded_ms,
                         .last_ms = e->recorded_ms };
    row.resources = r.count - included_add(cx, to, row, r.included);
    sums_add(cx, to, &row);
    return ST_OK;
}

static int by_key(const void *x, const void *y)
{
    const AuditReceipt *a = x;
    const AuditReceipt *b = y;
    int order = str_cmp(a->patient, b->patient);
    if (order == 0)
        order = str_cmp(a->account, b->account);
    if (order == 0)
        order = str_cmp(a->client_id, b->client_id);
    if (order == 0)
        order = (a->day > b->day) - (a->day < b->day);
    return order ? order : str_cmp(a->type, b->type);
}

/* Sorted: rows of a table are added fastest in its order. */
Status receipts_make(Cx *cx, const Event *events, size_t count, AuditReceipt **out,
                     size_t *out_count)
{
    Sums sums = { .count = 0 };
    for (size_t i = 0; i < count; i++)
        TRY(event_add(cx, &sums, &events[i]));
    if (sums.count)
        qsort(sums.rows, sums.count, sizeof *sums.rows, by_key);
    *out = sums.rows;
    *out_count = sums.count;
    return ST_OK;
}

/* ---- the table ---- */

#define COLUMNS "patient, account, client_id, day, type, calls, resources, first_ms, last_ms"

static void bind_row(Sql *q, int64_t plan, const AuditReceipt *r)
{
    const int64_t sums[] = { r->calls, r->resources, r->first_ms, r->last_ms };
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_str(q, r->patient);
    sql_text(q, ", ");
    sql_bind_str(q, r->account);
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
    sql_text(q, "INSERT INTO audit_receipt (plan, " COLUMNS ") VALUES ");
    for (size_t i = 0; i < n; i++) {
        sql_text(q, i ? ", (" : "(");
        bind_row(q, plan, &rows[i]);
        sql_text(q, ")");
    }
    sql_text(q, " ON CONFLICT (plan, patient, account, client_id, day, type) DO UPDATE SET"
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
                           .account = arena_dup(cx->mem, db_str(r, 1)),
                           .client_id = arena_dup(cx->mem, db_str(r, 2)),
                           .day = db_i64(r, 3),
                           .type = arena_dup(cx->mem, db_str(r, 4)),
                           .calls = db_i64(r, 5),
                           .resources = db_i64(r, 6),
                           .first_ms = db_i64(r, 7),
                           .last_ms = db_i64(r, 8) };
}

Status audit_receipts_of(Cx *cx, DbTx *tx, int64_t plan, const AuditReceipt *of, size_t max_days,
                         AuditReceipt **out, size_t *count, bool *more)
{
    DbRows *r;
    Status st;
    Sums list = { .count = 0 };
    size_t days = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " COLUMNS " FROM audit_receipt WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, of->patient);
    sql_text(q, " AND account = ");
    sql_bind_str(q, of->account);
    sql_text(q, " AND client_id = ");
    sql_bind_str(q, of->client_id);
    sql_text(q, " AND day < ");
    sql_bind_i64(q, of->day);
    sql_text(q, " ORDER BY day DESC, type");
    *more = false;
    TRY(db_query(cx, tx, q, &r));
    while (!*more && db_next(cx, r, &st)) {
        days += list.count == 0 || list.rows[list.count - 1].day != db_i64(r, 3);
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
    const Str key = arena_printf(cx->mem, "receipt\n%.*s\n%.*s\n%.*s\n%lld\n%.*s",
                                 STR_ARG(r->patient), STR_ARG(r->account), STR_ARG(r->client_id),
                                 (long long)r->day, STR_ARG(r->type));
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
