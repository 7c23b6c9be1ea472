#include "audit/audit_int.h"

#include "zip/zip.h"
#include "json/json.h"

#include <stdlib.h>

#define BLOCK_ARENA                                                                                \
    (4u << 20)               /* all that is made of one block, as a rule; touched as it is needed */
#define PATIENTS_AT_ONCE 50u /* rows of one INSERT */

Str head_hash(const Head *h)
{
    return (Str){ h->hash, sizeof h->hash };
}

void head_move(Head *h, const Block *b, Str hash)
{
    memcpy(h->hash, hash.p, sizeof h->hash);
    h->seq += b->records;
}

char *put_be64(char *out, int64_t v)
{
    for (int i = 0; i < 8; i++)
        out[i] = (char)((uint64_t)v >> (56 - 8 * i));
    return out + 8;
}

Str block_hash(Cx *cx, Str key, Str before, const Block *b)
{
    const int64_t numbers[] = { b->plan, b->seq, b->records, b->first_ms, b->last_ms };
    const size_t n = SHA256_BYTES + sizeof numbers + b->lines.n;
    char *p = arena_alloc_raw(cx->mem, n);
    char *at = p + SHA256_BYTES;
    memcpy(p, before.p, SHA256_BYTES);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        at = put_be64(at, numbers[i]);
    memcpy(at, b->lines.p, b->lines.n);
    return hmac_sha256(cx, key, (Str){ p, n });
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

Str *patients_of(Cx *cx, const Event *events, size_t count, size_t *out_count)
{
    size_t slots = 16, n = 0;
    while (slots < 2 * count)
        slots *= 2;
    Str *seen = ARENA_ARRAY(cx->mem, Str, slots);
    Str *all = ARENA_ARRAY(cx->mem, Str, count);
    for (size_t i = 0; i < count; i++) {
        const Str patient = events[i].patient;
        size_t at = str_sum(patient) % slots;
        while (seen[at].n && !str_eq(seen[at], patient))
            at = (at + 1) % slots;
        if (patient.n && !seen[at].n)
            all[n++] = seen[at] = patient;
    }
    qsort(all, n, sizeof *all, by_text);
    *out_count = n;
    return all;
}

static void arena_end(void *mem)
{
    arena_free(mem);
}

Cx block_cx(Cx *cx)
{
    Cx block = *cx;
    block.mem = arena_new(BLOCK_ARENA);
    arena_defer(cx->mem, arena_end, block.mem);
    return block;
}

/* ---- adding ---- */

Status head_of(Cx *cx, const DbRows *r, Head *out)
{
    const Str hash = db_blob(r, 1);
    if (hash.n != sizeof out->hash)
        return fail(cx, ST_INTERNAL, STR("audit"), "the head of the chain has no hash");
    *out = (Head){ .seq = db_i64(r, 0) };
    memcpy(out->hash, hash.p, sizeof out->hash);
    return ST_OK;
}

/* Shorter than anything that a block's hash is made of, and than what an anchor's proof is: none can stand
 * for another. */
Str head_proof(Cx *cx, Str key, int64_t plan, const Head *h)
{
    static const char name[] = "audit seal";
    char text[sizeof name + 2 * 8 + SHA256_BYTES];
    memcpy(text, name, sizeof name);
    char *at = put_be64(text + sizeof name, plan);
    at = put_be64(at, h->seq);
    memcpy(at, h->hash, SHA256_BYTES);
    return hmac_sha256(cx, key, (Str){ text, sizeof text });
}

bool head_proved(Cx *cx, Str key, int64_t plan, const DbRows *r, Head *out)
{
    const bool sized = head_of(cx, r, out) == ST_OK;
    if (!sized)
        cx->fault = (Fault){ .status = ST_OK };
    return sized && secret_eq(head_proof(cx, key, plan, out), db_blob(r, 2));
}

Status head_lock(Cx *cx, DbTx *tx, Str key, int64_t plan, Head *out, bool *proved)
{
    DbRows *r;
    const Head none = { .seq = 0 };
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_seal (plan, seq, hash, proof, sealed_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", 0, ");
    sql_bind_blob(q, head_hash(&none));
    sql_text(q, ", ");
    sql_bind_blob(q, head_proof(cx, key, plan, &none));
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") ON CONFLICT (plan) DO UPDATE SET sealed_ms = excluded.sealed_ms"
                " RETURNING seq, hash, proof");
    TRY(db_one(cx, tx, q, STR("audit"), &r));
    *proved = head_proved(cx, key, plan, r, out);
    return ST_OK;
}

/* Nothing is sealed behind an end that is not ours: our own proof would make it one. */
Status head_take(Cx *cx, DbTx *tx, Str key, int64_t plan, Head *out)
{
    bool proved;
    TRY(head_lock(cx, tx, key, plan, out, &proved));
    if (!proved)
        return failf(cx, ST_CONFLICT, STR("audit"), "plan %lld: the chain's seal was changed",
                     (long long)plan);
    return ST_OK;
}

Status head_put(Cx *cx, DbTx *tx, Str key, int64_t plan, const Head *h)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE audit_seal SET seq = ");
    sql_bind_i64(q, h->seq);
    sql_text(q, ", hash = ");
    sql_bind_blob(q, head_hash(h));
    sql_text(q, ", proof = ");
    sql_bind_blob(q, head_proof(cx, key, plan, h));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    return db_exec(cx, tx, q, NULL);
}

static Status block_insert(Cx *cx, DbTx *tx, const Block *b, Str hash)
{
    const int64_t numbers[] = { b->plan, b->seq, b->records, b->first_ms, b->last_ms };
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_block (plan, seq, records, first_ms, last_ms, lines, hash)"
                " VALUES (");
    sql_bind_list(q, numbers, sizeof numbers / sizeof *numbers);
    sql_text(q, ", ");
    sql_bind_blob(q, b->lines);
    sql_text(q, ", ");
    sql_bind_blob(q, hash);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

/* Full statements or single rows: two texts, so that both stay prepared. */
static Status patients_insert(Cx *cx, DbTx *tx, const Block *b, const Str *patients, size_t count)
{
    for (size_t i = 0; i < count;) {
        const size_t n = count - i >= PATIENTS_AT_ONCE ? PATIENTS_AT_ONCE : 1;
        Sql *q = sql_new(cx);
        sql_text(q, "INSERT INTO audit_patient (plan, patient, seq) VALUES ");
        for (size_t k = i; k < i + n; k++) {
            sql_text(q, k == i ? "(" : ", (");
            sql_bind_i64(q, b->plan);
            sql_text(q, ", ");
            sql_bind_str(q, patients[k]);
            sql_text(q, ", ");
            sql_bind_i64(q, b->seq);
            sql_text(q, ")");
        }
        TRY(db_exec(cx, tx, q, NULL));
        i += n;
    }
    return ST_OK;
}

/* How many of the events make the next block, and their lines. */
static size_t block_cut(Cx *cx, const Event *events, size_t count, Str *lines)
{
    size_t n = 0, bytes = 0;
    while (n < count && n < BLOCK_RECORDS && bytes < BLOCK_BYTES)
        bytes += events[n++].line.n + 1;
    char *at = arena_alloc_raw(cx->mem, bytes);
    *lines = (Str){ at, bytes };
    for (size_t i = 0; i < n; i++) {
        memcpy(at, events[i].line.p, events[i].line.n);
        at += events[i].line.n;
        *at++ = '\n';
    }
    return n;
}

/* The next block of events, of which *n there are; h moves behind it. */
static Status block_add(Cx *cx, DbTx *tx, Str key, const Event *events, size_t *n, Head *h)
{
    Str lines;
    size_t patient_count;
    *n = block_cut(cx, events, *n, &lines);
    const Block b = { .plan = events[0].plan,
                      .seq = h->seq + 1,
                      .records = (int64_t)*n,
                      .first_ms = events[0].recorded_ms,
                      .last_ms = events[*n - 1].recorded_ms,
                      .lines = gzip_pack(cx, lines) };
    const Str *patients = patients_of(cx, events, *n, &patient_count);
    head_move(h, &b, block_hash(cx, key, head_hash(h), &b));
    TRY(block_insert(cx, tx, &b, head_hash(h)));
    return patients_insert(cx, tx, &b, patients, patient_count);
}

Status chain_add(Cx *cx, DbTx *tx, Str key, const Event *events, size_t count, Head *h)
{
    Cx block = block_cx(cx);
    const int64_t plan = events[0].plan;
    TRY(head_take(cx, tx, key, plan, h));
    for (size_t i = 0, n; i < count; i += n) {
        n = count - i;
        const Status st = block_add(&block, tx, key, events + i, &n, h);
        if (st != ST_OK) {
            cx->fault = block.fault;
            return st;
        }
        arena_reset(block.mem);
    }
    TRY(receipts_add(cx, tx, plan, events, count));
    return head_put(cx, tx, key, plan, h);
}

/* ---- reading ---- */

Block block_of(const DbRows *r)
{
    return (Block){ .plan = db_i64(r, 0),
                    .seq = db_i64(r, 1),
                    .records = db_i64(r, 2),
                    .first_ms = db_i64(r, 3),
                    .last_ms = db_i64(r, 4),
                    .lines = db_blob(r, 5) };
}

Status block_events(Cx *cx, const Block *b, Event **events, Str **records)
{
    const size_t room = BLOCK_BYTES + LIMIT_AUDIT_LINE;
    const size_t count = b->records > 0 && b->records <= BLOCK_RECORDS ? (size_t)b->records : 0;
    char *p = arena_alloc_raw(cx->mem, room);
    Gunzip *g = gunzip_new(cx);
    Str in = b->lines;
    size_t n = 0, i = 0;
    bool ended = false;
    for (size_t got = 1; got > 0 && n < room; n += got)
        TRY(gunzip_some(cx, g, &in, p + n, room - n, &got, &ended));
    Str rest = str_slice((Str){ p, n }, 0, n ? n - 1 : 0);
    *events = ARENA_ARRAY(cx->mem, Event, count);
    *records = ARENA_ARRAY(cx->mem, Str, count);
    for (Str line; i < count && str_split(&rest, '\n', &line); i++)
        if (!event_head(line, &(*events)[i], &(*records)[i]))
            return fail(cx, ST_STRUCTURE, STR("audit"), "a line of a block is not ours");
    if (!ended || i != count || rest.p || count == 0)
        return fail(cx, ST_STRUCTURE, STR("audit"), "a block has not the records it counts");
    return ST_OK;
}

Status row_fill(Cx *cx, const Block *b, const Event *e, Str record, int64_t seq, AuditRow *out)
{
    Str whole;
    JsonDoc *doc;
    TRY(record_whole(cx, b->plan, e, record, &whole));
    TRY(json_parse(cx, whole, &doc));
    const JsonVal *v = json_root(doc);
    *out = (AuditRow){ .seq = seq,
                       .recorded_ms = e->recorded_ms,
                       .kind = json_get_str(v, STR("subtype")),
                       .client_id = json_get_str(v, STR("client")),
                       .record = whole };
    if (!str_to_i64(json_num(json_get(v, STR("outcome"))), &out->outcome))
        return fail(cx, ST_STRUCTURE, STR("audit"), "is not an audit record");
    return ST_OK;
}

Status block_open(Cx *cx, Cx *block, const Block *b, Event **events, Str **records)
{
    arena_reset(block->mem);
    const Status st = block_events(block, b, events, records);
    cx->fault = block->fault;
    return st;
}

/* Nothing wanted can stand in an earlier block: none holds more than BLOCK_RECORDS. */
Status audit_rows(Cx *cx, DbTx *tx, int64_t plan, int64_t seq, size_t max, AuditRow **rows,
                  size_t *count)
{
    DbRows *r;
    Status st = ST_OK;
    Cx block = block_cx(cx);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " BLOCK_COLUMNS " FROM audit_block b WHERE b.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND b.seq > ");
    sql_bind_i64(q, seq - BLOCK_RECORDS);
    sql_text(q, " ORDER BY b.seq LIMIT ");
    sql_bind_i64(q, (int64_t)max + BLOCK_RECORDS);
    *rows = ARENA_ARRAY(cx->mem, AuditRow, max);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (*count < max && db_next(cx, r, &st)) {
        const Block b = block_of(r);
        Event *events;
        Str *records;
        if (b.seq + b.records <= seq)
            continue;
        TRY(block_open(cx, &block, &b, &events, &records));
        for (int64_t i = 0; i < b.records && *count < max; i++)
            if (b.seq + i >= seq)
                TRY(row_fill(cx, &b, &events[i], records[i], b.seq + i, &(*rows)[(*count)++]));
    }
    return st;
}

Status audit_rows_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t before_ms, size_t max,
                     AuditRow **rows, size_t *count)
{
    DbRows *r;
    Status st = ST_OK;
    Cx block = block_cx(cx);
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " BLOCK_COLUMNS " FROM audit_patient p JOIN audit_block b"
                " ON b.plan = p.plan AND b.seq = p.seq WHERE p.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND p.patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND b.first_ms < ");
    sql_bind_i64(q, before_ms);
    sql_text(q, " ORDER BY p.seq DESC LIMIT ");
    sql_bind_i64(q, (int64_t)max + 1); /* each holds one or more, the first perhaps too late ones */
    *rows = ARENA_ARRAY(cx->mem, AuditRow, max);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (*count < max && db_next(cx, r, &st)) {
        const Block b = block_of(r);
        Event *events;
        Str *records;
        TRY(block_open(cx, &block, &b, &events, &records));
        for (int64_t i = b.records - 1; i >= 0 && *count < max; i--)
            if (str_eq(events[i].patient, patient) && events[i].recorded_ms < before_ms)
                TRY(row_fill(cx, &b, &events[i], records[i], b.seq + i, &(*rows)[(*count)++]));
    }
    return st;
}

Status blocks_query(Cx *cx, DbTx *tx, int64_t plan, int64_t after, DbRows **r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " BLOCK_COLUMNS " FROM audit_block b WHERE b.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND b.seq > ");
    sql_bind_i64(q, after);
    sql_text(q, " ORDER BY b.seq LIMIT ");
    sql_bind_i64(q, PAGE_BLOCKS);
    return db_query(cx, tx, q, r);
}

typedef struct Walk {
    const AuditSpan *span;
    AuditEach *each;
    void *to;
    int64_t seq; /* of the last block taken */
} Walk;

static Status span_block(Cx *cx, DbTx *tx, const Walk *w, DbRows **r)
{
    const AuditSpan *s = w->span;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " BLOCK_COLUMNS " FROM audit_block b WHERE b.plan = ");
    sql_bind_i64(q, s->plan);
    sql_text(q, " AND b.seq > ");
    sql_bind_i64(q, w->seq);
    sql_text(q, " AND b.last_ms >= ");
    sql_bind_i64(q, s->from_ms);
    sql_text(q, " AND b.first_ms < ");
    sql_bind_i64(q, s->to_ms);
    if (s->patient.n) {
        sql_text(q, " AND b.seq IN (SELECT p.seq FROM audit_patient p WHERE p.plan = ");
        sql_bind_i64(q, s->plan);
        sql_text(q, " AND p.patient = ");
        sql_bind_str(q, s->patient);
        sql_text(q, ")");
    }
    sql_text(q, " ORDER BY b.seq LIMIT 1");
    return db_one(cx, tx, q, STR("audit"), r);
}

static bool in_span(const AuditSpan *s, const Event *e)
{
    return e->recorded_ms >= s->from_ms && e->recorded_ms < s->to_ms &&
           (s->patient.n == 0 || str_eq(s->patient, e->patient));
}

static Status walk_events(Cx *cx, Cx *one, const Walk *w, const Block *b)
{
    Event *events;
    Str *records;
    TRY(block_events(cx, b, &events, &records));
    for (int64_t i = 0; i < b->records; i++) {
        AuditRow row;
        if (!in_span(w->span, &events[i]))
            continue;
        arena_reset(one->mem);
        Status st = row_fill(one, b, &events[i], records[i], b->seq + i, &row);
        if (st == ST_OK)
            st = w->each(one, w->to, &row);
        cx->fault = one->fault;
        TRY(st);
    }
    return ST_OK;
}

/* The snapshot is given back before each block is told of: whoever reads it slowly holds up nobody. */
static Status walk_block(Cx *cx, Cx *one, Db *db, Walk *w)
{
    DbTx *tx;
    DbRows *r;
    TRY(db_read(cx, db, DB_STATE, &tx));
    TRY(span_block(cx, tx, w, &r));
    Block b = block_of(r);
    b.lines = arena_dup(cx->mem, b.lines);
    db_end(tx);
    w->seq = b.seq;
    return walk_events(cx, one, w, &b);
}

Status audit_each(Cx *cx, Db *db, const AuditSpan *span, AuditEach *each, void *to)
{
    Walk w = { .span = span, .each = each, .to = to };
    Cx block = block_cx(cx);
    Cx one = block_cx(cx);
    Status st = ST_OK;
    while (st == ST_OK) {
        st = walk_block(&block, &one, db, &w);
        cx->fault = (Fault){ .status = st,
                             .where = arena_dup(cx->mem, block.fault.where),
                             .detail = arena_dup(cx->mem, block.fault.detail) };
        arena_reset(block.mem);
    }
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}
