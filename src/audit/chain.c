#include "audit/audit_int.h"

#define ROWS_AT_ONCE 50u /* of one INSERT: 14 binds each, LIMIT_SQL_BINDS in all */
#define PAGE_ROWS 500u

static const char zero[SHA256_BYTES];

static void put_be64(char out[8], int64_t v)
{
    for (int i = 0; i < 8; i++)
        out[i] = (char)((uint64_t)v >> (56 - 8 * i));
}

/* HMAC over the hash before, the plan, the place in the chain, and the record: who has the store and
 * not the key cannot write a chain that holds. */
static Str link_hash(Cx *cx, Str key, Str before, int64_t plan, int64_t seq, Str record)
{
    const size_t n = SHA256_BYTES + 16 + record.n;
    char *p = arena_alloc_raw(cx->mem, n);
    memcpy(p, before.p, SHA256_BYTES);
    put_be64(p + SHA256_BYTES, plan);
    put_be64(p + SHA256_BYTES + 8, seq);
    memcpy(p + SHA256_BYTES + 16, record.p, record.n);
    return hmac_sha256(cx, key, (Str){ p, n });
}

typedef struct Head {
    int64_t seq;
    Str hash;
} Head;

/* The statement locks the plan's row, so that two processes add one after the other. */
static Status head_take(Cx *cx, DbTx *tx, int64_t plan, Head *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_seal (plan, seq, hash, sealed_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", 0, ");
    sql_bind_blob(q, (Str){ zero, sizeof zero });
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") ON CONFLICT (plan) DO UPDATE SET sealed_ms = excluded.sealed_ms"
                " RETURNING seq, hash");
    TRY(db_one(cx, tx, q, STR("audit"), &r));
    *out = (Head){ .seq = db_i64(r, 0), .hash = arena_dup(cx->mem, db_blob(r, 1)) };
    if (out->hash.n != SHA256_BYTES)
        return fail(cx, ST_INTERNAL, STR("audit"), "the head of the chain has no hash");
    return ST_OK;
}

static Status head_put(Cx *cx, DbTx *tx, int64_t plan, const Head *h)
{
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE audit_seal SET seq = ");
    sql_bind_i64(q, h->seq);
    sql_text(q, ", hash = ");
    sql_bind_blob(q, h->hash);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    return db_exec(cx, tx, q, NULL);
}

static void bind_text(Sql *q, Str s)
{
    sql_bind_str(q, s);
    sql_text(q, ",");
}

static void bind_number(Sql *q, int64_t v)
{
    sql_bind_i64(q, v);
    sql_text(q, ",");
}

static void bind_row(Sql *q, const Event *e, const Head *h)
{
    sql_text(q, "(");
    bind_number(q, e->plan);
    bind_number(q, h->seq);
    bind_number(q, e->recorded_ms);
    bind_text(q, e->kind);
    bind_text(q, e->action);
    bind_number(q, e->outcome);
    bind_text(q, e->client_id);
    bind_text(q, e->account);
    bind_text(q, e->patient);
    bind_text(q, e->grant);
    bind_text(q, e->consent);
    bind_text(q, e->request_id);
    sql_bind_blob(q, e->record);
    sql_text(q, ",");
    sql_bind_blob(q, h->hash);
    sql_text(q, ")");
}

static Status add_some(Cx *cx, DbTx *tx, Str key, const Event *events, size_t count, Head *h)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_event (plan, seq, recorded_ms, kind, action, outcome, client_id,"
                " account, patient, grant_id, consent, request_id, record, hash) VALUES ");
    for (size_t i = 0; i < count; i++) {
        const Event *e = &events[i];
        h->seq++;
        h->hash = link_hash(cx, key, h->hash, e->plan, h->seq, e->record);
        if (i)
            sql_text(q, ",");
        bind_row(q, e, h);
    }
    return db_exec(cx, tx, q, NULL);
}

/* Full statements or single rows: two texts, so that both stay prepared. */
Status chain_add(Cx *cx, DbTx *tx, Str key, const Event *events, size_t count)
{
    Head h;
    const int64_t plan = events[0].plan;
    TRY(head_take(cx, tx, plan, &h));
    for (size_t i = 0; i < count;) {
        const size_t n = count - i >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1;
        TRY(add_some(cx, tx, key, events + i, n, &h));
        i += n;
    }
    return head_put(cx, tx, plan, &h);
}

/* ---- verifying ---- */

static bool columns_fit(const Event *e, const DbRows *r)
{
    return db_i64(r, 1) == e->recorded_ms && str_eq(db_str(r, 2), e->kind) &&
           str_eq(db_str(r, 3), e->action) && db_i64(r, 4) == e->outcome &&
           str_eq(db_str(r, 5), e->client_id) && str_eq(db_str(r, 6), e->account) &&
           str_eq(db_str(r, 7), e->patient) && str_eq(db_str(r, 8), e->grant) &&
           str_eq(db_str(r, 9), e->consent) && str_eq(db_str(r, 10), e->request_id);
}

/* What is wrong with the row that should come next; "" when nothing is. */
static const char *row_fault(Cx *cx, Str key, int64_t plan, Head *h, const DbRows *r)
{
    Event e;
    const Str record = arena_dup(cx->mem, db_blob(r, 11));
    if (db_i64(r, 0) != h->seq + 1)
        return "a row is missing here";
    const Str hash = link_hash(cx, key, h->hash, plan, h->seq + 1, record);
    if (!secret_eq(hash, db_blob(r, 12)))
        return "the row was changed, or is not at its place";
    const Status st = event_read(cx, record, &e);
    if (st != ST_OK || e.plan != plan || !columns_fit(&e, r)) {
        cx->fault = (Fault){ .status = ST_OK };
        return "a column differs from the record";
    }
    memcpy((char *)(uintptr_t)h->hash.p, hash.p, SHA256_BYTES);
    h->seq++;
    return "";
}

static Status page_query(Cx *cx, DbTx *tx, int64_t plan, int64_t after, DbRows **r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT seq, recorded_ms, kind, action, outcome, client_id, account, patient,"
                " grant_id, consent, request_id, record, hash FROM audit_event WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND seq > ");
    sql_bind_i64(q, after);
    sql_text(q, " ORDER BY seq LIMIT ");
    sql_bind_i64(q, PAGE_ROWS);
    return db_query(cx, tx, q, r);
}

/* The memory of a page is given back before the next one. */
static Status page_verify(const Cx *cx, DbTx *tx, Str key, int64_t plan, Head *h, AuditVerdict *v,
                          bool *more)
{
    Cx work = *cx;
    DbRows *r;
    work.mem = arena_new(1u << 20);
    Status st = page_query(&work, tx, plan, h->seq, &r);
    size_t rows = 0;
    while (st == ST_OK && !*v->why && db_next(&work, r, &st)) {
        rows++;
        v->rows++;
        v->why = row_fault(&work, key, plan, h, r);
    }
    arena_free(work.mem);
    *more = rows == PAGE_ROWS && !*v->why;
    return st;
}

static Status head_read(Cx *cx, DbTx *tx, int64_t plan, Head *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT seq, hash FROM audit_seal WHERE plan = ");
    sql_bind_i64(q, plan);
    *out = (Head){ .seq = 0, .hash = { zero, sizeof zero } };
    const Status st = db_one(cx, tx, q, STR("audit"), &r);
    if (forgive(cx, st, ST_NOT_FOUND))
        return ST_OK;
    TRY(st);
    *out = (Head){ .seq = db_i64(r, 0), .hash = arena_dup(cx->mem, db_blob(r, 1)) };
    return ST_OK;
}

Status audit_verify(Cx *cx, Db *db, Str key, int64_t plan, AuditVerdict *v)
{
    DbTx *tx;
    Head head;
    char last[SHA256_BYTES] = { 0 };
    Head h = { .seq = 0, .hash = { last, sizeof last } };
    *v = (AuditVerdict){ .why = "" };
    TRY(db_read(cx, db, DB_STATE, &tx));
    TRY(head_read(cx, tx, plan, &head));
    for (bool more = true; more;)
        if (page_verify(cx, tx, key, plan, &h, v, &more) != ST_OK)
            return fail(cx, ST_UNAVAILABLE, STR("audit"), "the chain cannot be read");
    db_end(tx);
    if (!*v->why && (head.seq != h.seq || !str_eq(head.hash, h.hash)))
        v->why = "the chain does not end where its seal says";
    v->whole = !*v->why;
    v->bad_seq = v->whole ? 0 : h.seq + 1;
    return ST_OK;
}

/* ---- reading ---- */

static Status rows_read(Cx *cx, DbTx *tx, Sql *q, size_t max, AuditRow **rows, size_t *count)
{
    DbRows *r;
    Status st = ST_OK;
    sql_bind_i64(q, (int64_t)max);
    *rows = ARENA_ARRAY(cx->mem, AuditRow, max);
    *count = 0;
    TRY(db_query(cx, tx, q, &r));
    while (*count < max && db_next(cx, r, &st))
        (*rows)[(*count)++] = (AuditRow){ .seq = db_i64(r, 0),
                                          .recorded_ms = db_i64(r, 1),
                                          .kind = arena_dup(cx->mem, db_str(r, 2)),
                                          .client_id = arena_dup(cx->mem, db_str(r, 3)),
                                          .outcome = db_i64(r, 4),
                                          .record = arena_dup(cx->mem, db_blob(r, 5)) };
    return st;
}

#define ROW_COLUMNS "SELECT seq, recorded_ms, kind, client_id, outcome, record FROM audit_event"

Status audit_rows(Cx *cx, DbTx *tx, int64_t plan, int64_t seq, size_t max, AuditRow **rows,
                  size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, ROW_COLUMNS " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND seq >= ");
    sql_bind_i64(q, seq);
    sql_text(q, " ORDER BY seq LIMIT ");
    return rows_read(cx, tx, q, max, rows, count);
}

Status audit_rows_of(Cx *cx, DbTx *tx, int64_t plan, Str patient, int64_t before_ms, size_t max,
                     AuditRow **rows, size_t *count)
{
    Sql *q = sql_new(cx);
    sql_text(q, ROW_COLUMNS " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND patient = ");
    sql_bind_str(q, patient);
    sql_text(q, " AND recorded_ms < ");
    sql_bind_i64(q, before_ms);
    sql_text(q, " ORDER BY recorded_ms DESC, seq DESC LIMIT ");
    return rows_read(cx, tx, q, max, rows, count);
}
