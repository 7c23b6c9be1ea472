/* verify.c - whether a plan's chain is as it was sealed, and where not. */
#include "audit/audit_int.h"

#include "base/codec.h"

#define PATIENTS_ASKED 64u /* of one statement */

/* How many of patients the index has for the block. */
static Status patients_known(Cx *cx, DbTx *tx, const Block *b, const Str *patients, size_t n,
                             int64_t *known)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT COUNT(*) FROM audit_patient WHERE plan = ");
    sql_bind_i64(q, b->plan);
    sql_text(q, " AND seq = ");
    sql_bind_i64(q, b->seq);
    sql_text(q, " AND patient IN (");
    sql_bind_strs(q, patients, n);
    sql_text(q, ")");
    TRY(db_one(cx, tx, q, STR("audit"), &r));
    *known = db_i64(r, 0);
    return ST_OK;
}

/* The index is no part of the hash, so that it is compared: a row taken out of it would hide an
 * access from the member. */
static Status patients_verify(Cx *cx, DbTx *tx, const Block *b, const char **why)
{
    Event *events;
    Str *records;
    size_t n;
    TRY(block_events(cx, b, &events, &records));
    const Str *patients = patients_of(cx, events, (size_t)b->records, &n);
    for (size_t i = 0; i < n && !**why; i += PATIENTS_ASKED) {
        const size_t some = n - i < PATIENTS_ASKED ? n - i : PATIENTS_ASKED;
        int64_t known;
        TRY(patients_known(cx, tx, b, patients + i, some, &known));
        if (known != (int64_t)some)
            *why = "the members' index lacks this block";
    }
    return ST_OK;
}

static Status block_verify(Cx *cx, DbTx *tx, Str key, int64_t plan, const DbRows *r, Head *h,
                           const char **why)
{
    const Block b = block_of(r);
    const Str hash = block_hash(cx, key, head_hash(h), &b);
    if (b.plan != plan || b.seq != h->seq + 1)
        *why = "a block is missing here";
    else if (!secret_eq(hash, db_blob(r, 6)))
        *why = "the block was changed, or is not at its place";
    else
        TRY(patients_verify(cx, tx, &b, why));
    if (**why)
        return ST_OK;
    head_move(h, &b, hash);
    return ST_OK;
}

typedef struct Page {
    Head h;
    int64_t last_ms;
    bool more;
    bool to_end;
    const char *why;
} Page;

static Status page_verify(Cx *cx, DbTx *tx, Str key, int64_t plan, Page *p)
{
    DbRows *r;
    Status st;
    int blocks = 0;
    Cx block = block_cx(cx);
    TRY(blocks_query(cx, tx, plan, p->h.seq, &r));
    while (!*p->why && db_next(cx, r, &st)) {
        blocks++;
        arena_reset(block.mem);
        st = block_verify(&block, tx, key, plan, r, &p->h, &p->why);
        cx->fault = block.fault;
        TRY(st);
        p->last_ms = *p->why ? p->last_ms : db_i64(r, 4);
    }
    p->more = blocks == PAGE_BLOCKS && !*p->why;
    return *p->why ? ST_OK : st;
}

/* *proved: the end is as a sealer wrote it; so is that of a plan of which nothing was ever sealed. */
static Status head_read(Cx *cx, DbTx *tx, Str key, int64_t plan, Head *out, bool *proved)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT seq, hash, proof FROM audit_seal WHERE plan = ");
    sql_bind_i64(q, plan);
    *out = (Head){ .seq = 0 };
    *proved = true;
    const Status st = db_one(cx, tx, q, STR("audit"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *proved = head_proved(cx, key, plan, r, out);
    return ST_OK;
}

/* What was removed since the page before is skipped. The end is compared in the snapshot of the last
 * page. */
static Status some_verify(Cx *cx, DbTx *tx, Str key, AuditCheck *at, Page *p, int64_t *removed)
{
    Anchor a;
    Head end;
    bool proved;
    TRY(anchor_read(cx, tx, key, at->plan, &a, &p->why));
    if (*p->why)
        return ST_OK;
    p->h = (Head){ .seq = at->seq };
    memcpy(p->h.hash, at->hash, sizeof p->h.hash);
    if (a.head.seq > at->seq)
        p->h = a.head;
    *removed = a.head.seq;
    TRY(head_read(cx, tx, key, at->plan, &end, &proved));
    TRY(page_verify(cx, tx, key, at->plan, p));
    if (*p->why || p->more)
        return ST_OK;
    p->to_end = true;
    if (end.seq != p->h.seq || !str_eq(head_hash(&end), head_hash(&p->h)))
        p->why = "the chain does not end where its seal says";
    else if (!proved)
        p->why = "the chain's seal was changed: its end may have been cut off here";
    return ST_OK;
}

Status audit_verify_some(Cx *cx, Db *db, Str key, AuditCheck *at, AuditVerdict *v, bool *more)
{
    DbTx *tx;
    Cx work = *cx;
    Page p = { .why = "", .last_ms = at->last_ms };
    int64_t removed = 0;
    work.mem = arena_new(1u << 20);
    Status st = db_read(&work, db, DB_STATE, &tx);
    if (st == ST_OK)
        st = some_verify(&work, tx, key, at, &p, &removed);
    arena_free(work.mem);
    if (st != ST_OK)
        return fail(cx, ST_UNAVAILABLE, STR("audit"), "the chain cannot be read");
    at->seq = p.h.seq;
    at->last_ms = p.last_ms;
    memcpy(at->hash, p.h.hash, sizeof at->hash);
    *more = p.more;
    *v = (AuditVerdict){ .whole = !*p.why,
                         .to_end = p.to_end,
                         .rows = p.h.seq,
                         .removed = removed,
                         .bad_seq = *p.why ? p.h.seq + 1 : 0,
                         .after_ms = p.last_ms,
                         .why = p.why };
    const Str head = hex_encode(cx, str_slice(head_hash(&p.h), 0, sizeof v->head / 2));
    memcpy(v->head, head.p, head.n);
    return ST_OK;
}

Status audit_verify(Cx *cx, Db *db, Str key, int64_t plan, AuditVerdict *v)
{
    AuditCheck at = { .plan = plan };
    for (bool more = true; more;)
        TRY(audit_verify_some(cx, db, key, &at, v, &more));
    return ST_OK;
}
