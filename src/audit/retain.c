/* retain.c - the chain's beginning: blocks that are older than what is kept go, and an anchor remembers the
 * last of them, so that what is left is still proved whole. */
#include "audit/audit_int.h"

#include "base/date.h"

/* Shorter than anything that a block's hash is made of, so neither can stand for the other. */
static Str proof_of(Cx *cx, Str key, int64_t plan, const Anchor *a)
{
    static const char name[] = "audit anchor";
    char text[sizeof name + 3 * 8 + SHA256_BYTES];
    memcpy(text, name, sizeof name);
    char *at = put_be64(text + sizeof name, plan);
    at = put_be64(at, a->head.seq);
    at = put_be64(at, a->upto_ms);
    memcpy(at, a->head.hash, SHA256_BYTES);
    return hmac_sha256(cx, key, (Str){ text, sizeof text });
}

Status anchor_read(Cx *cx, DbTx *tx, Str key, int64_t plan, Anchor *out, const char **why)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT seq, hash, upto_ms, proof FROM audit_anchor WHERE plan = ");
    sql_bind_i64(q, plan);
    *out = (Anchor){ .upto_ms = 0 };
    const Status st = db_one(cx, tx, q, STR("audit"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    Anchor a = { .upto_ms = db_i64(r, 2) };
    const bool sized = head_of(cx, r, &a.head) == ST_OK;
    if (!sized || !secret_eq(proof_of(cx, key, plan, &a), db_blob(r, 3))) {
        cx->fault = (Fault){ .status = ST_OK };
        *why = "the chain's beginning was changed";
    } else {
        *out = a;
    }
    return ST_OK;
}

Status chain_before(Cx *cx, DbTx *tx, Str key, int64_t plan, int64_t seq, Head *out)
{
    DbRows *r;
    Anchor a;
    const char *why = "";
    TRY(anchor_read(cx, tx, key, plan, &a, &why));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT b.seq + b.records - 1, b.hash FROM audit_block b WHERE b.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND b.seq < ");
    sql_bind_i64(q, seq);
    sql_text(q, " ORDER BY b.seq DESC LIMIT 1");
    const Status st = db_one(cx, tx, q, STR("audit"), &r);
    *out = a.head;
    if (st == ST_OK)
        return head_of(cx, r, out);
    return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static Status anchor_put(Cx *cx, DbTx *tx, Str key, int64_t plan, const Anchor *a)
{
    const int64_t numbers[] = { plan, a->head.seq, a->upto_ms, cx->now_ms };
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_anchor (plan, seq, upto_ms, removed_ms, hash, proof) VALUES (");
    sql_bind_list(q, numbers, sizeof numbers / sizeof *numbers);
    sql_text(q, ", ");
    sql_bind_blob(q, head_hash(&a->head));
    sql_text(q, ", ");
    sql_bind_blob(q, proof_of(cx, key, plan, a));
    sql_text(q, ") ON CONFLICT (plan) DO UPDATE SET seq = excluded.seq, upto_ms = excluded.upto_ms,"
                " removed_ms = excluded.removed_ms, hash = excluded.hash, proof = excluded.proof");
    return db_exec(cx, tx, q, NULL);
}

#define PATIENTS_AT_ONCE 64u

static Status patients_remove(Cx *cx, DbTx *tx, const Block *b, const Str *patients, size_t n)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM audit_patient WHERE plan = ");
    sql_bind_i64(q, b->plan);
    sql_text(q, " AND seq = ");
    sql_bind_i64(q, b->seq);
    sql_text(q, " AND patient IN (");
    sql_bind_strs(q, patients, n);
    sql_text(q, ")");
    return db_exec(cx, tx, q, NULL);
}

static Status block_remove(Cx *cx, DbTx *tx, const Block *b)
{
    Event *events;
    Str *records;
    size_t n;
    TRY(block_events(cx, b, &events, &records));
    const Str *patients = patients_of(cx, events, (size_t)b->records, &n);
    for (size_t i = 0; i < n; i += PATIENTS_AT_ONCE)
        TRY(patients_remove(cx, tx, b, patients + i,
                            n - i < PATIENTS_AT_ONCE ? n - i : PATIENTS_AT_ONCE));
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM audit_block WHERE plan = ");
    sql_bind_i64(q, b->plan);
    sql_text(q, " AND seq = ");
    sql_bind_i64(q, b->seq);
    return db_exec(cx, tx, q, NULL);
}

/* Times are columns that somebody may have set back: a block is proved before it is taken for old, else
 * we would remove for him what he may not, and sign that it is gone. */
static Status block_prove(Cx *cx, Str key, int64_t plan, const Block *b, Str hash, const Head *h)
{
    const Str own = block_hash(cx, key, head_hash(h), b);
    if (b->plan != plan || b->seq != h->seq + 1 || !secret_eq(own, hash))
        return fail(cx, ST_CONFLICT, STR("audit"), "the oldest block is not as it was sealed");
    return ST_OK;
}

/* Before anything of it goes: the first that does is the oldest. */
static Status amount_check(Cx *cx, int64_t plan, const AuditKeep *keep, int64_t upto_ms)
{
    const int64_t ms = keep->before_ms - upto_ms;
    if (ms <= keep->at_once_ms)
        return ST_OK;
    return failf(cx, ST_CONFLICT, STR("audit"),
                 "plan %lld: %lld days of records would go at once: is the clock right?",
                 (long long)plan, (long long)(ms / DAY_MS));
}

static Status page_collect(Cx *cx, DbTx *tx, Str key, int64_t plan, const AuditKeep *keep,
                           Anchor *a, Block *blocks, size_t *count)
{
    DbRows *r;
    Status st;
    *count = 0;
    TRY(blocks_query(cx, tx, plan, a->head.seq, &r));
    while (db_next(cx, r, &st)) {
        Block b = block_of(r);
        if (b.last_ms >= keep->before_ms)
            break;
        const Str hash = arena_dup(cx->mem, db_blob(r, 6));
        TRY(block_prove(cx, key, plan, &b, hash, &a->head));
        b.lines = arena_dup(cx->mem, b.lines);
        blocks[(*count)++] = b;
        head_move(&a->head, &b, hash);
        a->upto_ms = b.last_ms > a->upto_ms ? b.last_ms : a->upto_ms;
        TRY(amount_check(cx, plan, keep, a->upto_ms));
        st = ST_OK;
    }
    return st;
}

/* One page in a transaction of its own, so that the sealer's turn comes in between. */
static Status page_remove(Cx *cx, Db *db, Str key, int64_t plan, const AuditKeep *keep, Anchor *a,
                          size_t *count)
{
    DbTx *tx;
    Head end;
    Block blocks[PAGE_BLOCKS];
    const char *why = "";
    TRY(db_write(cx, db, DB_STATE, &tx));
    TRY(head_take(cx, tx, key, plan, &end));
    TRY(anchor_read(cx, tx, key, plan, a, &why));
    if (*why)
        return fail(cx, ST_CONFLICT, STR("audit"), why);
    TRY(page_collect(cx, tx, key, plan, keep, a, blocks, count));
    Cx block = block_cx(cx);
    for (size_t i = 0; i < *count; i++) {
        arena_reset(block.mem);
        const Status st = block_remove(&block, tx, &blocks[i]);
        cx->fault = block.fault;
        TRY(st);
    }
    if (*count)
        TRY(anchor_put(cx, tx, key, plan, a));
    return db_commit(cx, tx);
}

/* The day on which the removed end is half there still; its blocks say no more than that. */
static Status receipts_remove(Cx *cx, Db *db, int64_t plan, int64_t upto_ms)
{
    DbTx *tx;
    TRY(db_write(cx, db, DB_STATE, &tx));
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM audit_receipt WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND day <= ");
    sql_bind_i64(q, upto_ms / DAY_MS);
    TRY(db_exec(cx, tx, q, NULL));
    return db_commit(cx, tx);
}

static Status plan_retain(Cx *cx, Db *db, Str key, int64_t plan, const AuditKeep *keep)
{
    Anchor a = { .upto_ms = 0 };
    size_t count = PAGE_BLOCKS, all = 0;
    Cx page = block_cx(cx);
    while (count == PAGE_BLOCKS) {
        arena_reset(page.mem);
        const Status st = page_remove(&page, db, key, plan, keep, &a, &count);
        if (st != ST_OK) {
            (void)fail(cx, st, STR("audit"), arena_dup(cx->mem, page.fault.detail).p);
            arena_reset(page.mem); /* its transaction, else the next plan's would wait for it */
            return st;
        }
        all += count;
    }
    return all ? receipts_remove(cx, db, plan, a.upto_ms) : ST_OK;
}

/* Which chains have a block that is old enough. */
static Status plans_old(Cx *cx, Db *db, int64_t before_ms, int64_t **plans, size_t *n)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT s.plan FROM audit_seal s WHERE EXISTS (SELECT 1 FROM audit_block b WHERE"
                " b.plan = s.plan AND b.seq = (SELECT MIN(f.seq) FROM audit_block f WHERE"
                " f.plan = s.plan) AND b.last_ms < ");
    sql_bind_i64(q, before_ms);
    sql_text(q, ") ORDER BY s.plan");
    *plans = NULL;
    *n = 0;
    TRY(db_read(cx, db, DB_STATE, &tx));
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *plans, *n, room, 8);
        (*plans)[(*n)++] = db_i64(r, 0);
    }
    db_end(tx);
    return st;
}

/* One broken chain does not keep the others; its failure is the one returned. */
Status audit_retain(Cx *cx, Db *db, Str key, const AuditKeep *keep)
{
    int64_t *plans;
    size_t n;
    Status all = ST_OK;
    TRY(plans_old(cx, db, keep->before_ms, &plans, &n));
    for (size_t i = 0; i < n; i++) {
        const Status st = plan_retain(cx, db, key, plans[i], keep);
        all = st == ST_OK ? all : st;
    }
    return all;
}
