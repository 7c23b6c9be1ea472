/* position.c - how far each journal is sealed: a row in the store under an HMAC, checked by what the chain has,
 * for an old row with its own HMAC, or none, would have lines sealed twice. Of a journal whose row does not hold
 * nothing is sealed, and it is never removed. */
#include "audit/audit_int.h"

#include "base/date.h"

#include <unistd.h>

/* Begins as nothing else that is made with this key. */
static Str proof_of(Cx *cx, Str key, Str name, int64_t position)
{
    static const char kind[] = "audit journal";
    char number[8];
    (void)put_be64(number, position);
    const Str text =
        arena_join(cx->mem, (Str){ kind, sizeof kind }, (Str){ number, sizeof number }, name);
    return hmac_sha256(cx, key, text);
}

/* ---- the row ---- */

bool position_proved(Cx *cx, Str key, const DbRows *r)
{
    const int64_t at = db_i64(r, 1);
    return at >= 0 && secret_eq(proof_of(cx, key, db_str(r, 0), at), db_blob(r, 2));
}

static Status position_read(Cx *cx, DbTx *tx, Str key, Str name, Place *out)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT name, position, proof FROM audit_journal WHERE plan = 0 AND name = ");
    sql_bind_str(q, name);
    *out = (Place){ .at = 0 };
    const Status st = db_one(cx, tx, q, STR("audit"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    if (position_proved(cx, key, r))
        out->at = db_i64(r, 1);
    else
        out->why = "its row in the store was changed";
    return ST_OK;
}

static Sql *position_sql(Cx *cx, Str key, Str name, int64_t at)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO audit_journal (plan, name, position, proof, updated_ms) VALUES (0, ");
    sql_bind_str(q, name);
    sql_text(q, ", ");
    sql_bind_i64(q, at);
    sql_text(q, ", ");
    sql_bind_blob(q, proof_of(cx, key, name, at));
    sql_text(q, ", ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ") ON CONFLICT (plan, name) DO UPDATE SET position = excluded.position,"
                " proof = excluded.proof, updated_ms = excluded.updated_ms");
    return q;
}

Status position_set(Cx *cx, DbTx *tx, Str key, Str name, int64_t at)
{
    return db_exec(cx, tx, position_sql(cx, key, name, at), NULL);
}

/* A dead process's commit may arrive after its lock was free. Ours is never put on a row that was not. */
Status position_put(Cx *cx, DbTx *tx, Str key, Str name, int64_t from, int64_t to)
{
    int64_t changed = 0;
    Sql *q = position_sql(cx, key, name, to);
    sql_text(q, " WHERE audit_journal.position = ");
    sql_bind_i64(q, from);
    sql_text(q, " AND audit_journal.proof = ");
    sql_bind_blob(q, proof_of(cx, key, name, from));
    TRY(db_exec(cx, tx, q, &changed));
    if (changed != 1)
        return fail(cx, ST_UNAVAILABLE, STR("audit"),
                    "a journal was sealed by another process, or its row was changed");
    return ST_OK;
}

Status position_forget(Cx *cx, DbTx *tx, int64_t plan, Str name)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM audit_journal WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND name = ");
    sql_bind_str(q, name);
    return db_exec(cx, tx, q, NULL);
}

/* ---- what the chain has ---- */

/* A block that somebody put there would have us pass records over. */
static Status block_proved(Cx *cx, DbTx *tx, Str key, const Block *b, Str hash, bool *proved)
{
    Head before;
    TRY(chain_before(cx, tx, key, b->plan, b->seq, &before));
    *proved = secret_eq(block_hash(cx, key, head_hash(&before), b), hash);
    return ST_OK;
}

/* Blocks that may hold e. They are in the order of their times but for clocks that are set back, by less than an
 * hour: what lies before is not read. */
static Status blocks_at(Cx *cx, DbTx *tx, const Event *e, DbRows **r)
{
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT " BLOCK_COLUMNS " FROM audit_block b WHERE b.plan = ");
    sql_bind_i64(q, e->plan);
    sql_text(q, " AND b.seq > COALESCE((SELECT x.seq FROM audit_block x WHERE x.plan = ");
    sql_bind_i64(q, e->plan);
    sql_text(q, " AND x.last_ms < ");
    sql_bind_i64(q, e->recorded_ms - HOUR_MS);
    sql_text(q, " ORDER BY x.seq DESC LIMIT 1), 0) AND b.first_ms <= ");
    sql_bind_i64(q, e->recorded_ms);
    sql_text(q, " AND b.last_ms >= ");
    sql_bind_i64(q, e->recorded_ms);
    return db_query(cx, tx, q, r);
}

static Status chain_count(Cx *cx, DbTx *tx, Str key, const Event *e, size_t *count)
{
    DbRows *r;
    Status st;
    Cx block = block_cx(cx);
    *count = 0;
    TRY(blocks_at(cx, tx, e, &r));
    while (db_next(cx, r, &st)) {
        const Block b = block_of(r);
        Event *events;
        Str *records;
        bool proved;
        TRY(block_proved(cx, tx, key, &b, db_blob(r, 6), &proved));
        if (!proved)
            continue;
        TRY(block_open(cx, &block, &b, &events, &records));
        for (int64_t i = 0; i < b.records; i++)
            *count += str_eq(events[i].line, e->line);
    }
    return st;
}

/* ---- what the journal has ---- */

typedef struct Line {
    Event event;
    size_t begins;
    size_t ends; /* behind its line feed */
} Line;

/* Its whole lines. */
static Status journal_text(Cx *cx, int fd, size_t size, Str *out)
{
    const size_t room = size < JOURNAL_BYTES ? size : JOURNAL_BYTES;
    char *p = arena_alloc_raw(cx->mem, room);
    size_t n = 0;
    for (ssize_t got = 1; got > 0 && n<room; n += got> 0 ? (size_t)got : 0) {
        got = pread(fd, p + n, room - n, (off_t)n);
        if (got < 0)
            return fail(cx, ST_UNAVAILABLE, STR("audit"), "cannot read a journal");
    }
    const size_t last = str_rfind((Str){ p, n }, '\n');
    *out = (Str){ p, last == n ? 0 : last + 1 };
    return ST_OK;
}

/* The first line from at on that is as it was written. */
static bool line_next(Str all, size_t at, Line *out)
{
    Str rest = str_from(all, at);
    for (Str line; rest.n && str_split(&rest, '\n', &line);) {
        out->begins = (size_t)(line.p - all.p);
        out->ends = out->begins + line.n + 1;
        if (event_read(line, &out->event))
            return true;
    }
    return false;
}

/* The same line may have been written before, by a command that has one time and no support code. */
static Status line_sealed(Cx *cx, DbTx *tx, Str key, Str all, const Line *l, bool *sealed)
{
    const Str text = str_slice(all, l->begins, l->ends);
    size_t in_chain, before = 0;
    TRY(chain_count(cx, tx, key, &l->event, &in_chain));
    if (in_chain > 0)
        for (const char *p = all.p, *end = all.p + l->begins;
             (p = memmem(p, (size_t)(end - p), text.p, text.n)) != NULL; p += text.n)
            before++;
    *sealed = in_chain > before;
    return ST_OK;
}

static Status place_find(Cx *cx, DbTx *tx, Str key, Str all, Place *out)
{
    Line next;
    bool sealed;
    const size_t at = (size_t)out->at;
    if (at >= all.n || !line_next(all, at, &next))
        return ST_OK;
    if (at > 0 && all.p[at - 1] != '\n') {
        out->why = "no line begins where its row says";
        return ST_OK;
    }
    TRY(line_sealed(cx, tx, key, all, &next, &sealed));
    if (sealed)
        out->why = "the chain has more of it than its row says";
    return ST_OK;
}

static Status place_read(Cx *cx, const Audit *a, Str name, int fd, size_t size, Place *out)
{
    DbTx *tx;
    Str all;
    TRY(db_read(cx, a->db, DB_STATE, &tx));
    TRY(position_read(cx, tx, audit_key(a), name, out));
    if (out->why)
        return ST_OK;
    TRY(journal_text(cx, fd, size, &all));
    return place_find(cx, tx, audit_key(a), all, out);
}

/* Row and chain in one snapshot: a dead process's commit moves both. */
Status position_find(Cx *cx, const Audit *a, Str name, int fd, size_t size, Place *out)
{
    Cx work = *cx;
    work.mem = arena_new(1u << 16);
    const Status st = place_read(&work, a, name, fd, size, out);
    cx->fault = (Fault){ .status = st,
                         .where = arena_dup(cx->mem, work.fault.where),
                         .detail = arena_dup(cx->mem, work.fault.detail) };
    arena_free(work.mem);
    return st;
}

/* A journal is sealed from its beginning on, so the first line that the chain does not have is found by halves. */
Status position_by_chain(Cx *cx, DbTx *tx, Str key, int fd, int64_t *out)
{
    Str all;
    Line *lines = NULL;
    size_t n = 0, room = 0;
    Line l = { .ends = 0 };
    TRY(journal_text(cx, fd, JOURNAL_BYTES, &all));
    while (line_next(all, l.ends, &l)) {
        ARENA_GROW(cx->mem, lines, n, room, 256);
        lines[n++] = l;
    }
    size_t lo = 0, hi = n; /* those before lo are in the chain, those from hi on are not */
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        bool sealed;
        TRY(line_sealed(cx, tx, key, all, &lines[mid], &sealed));
        lo = sealed ? mid + 1 : lo;
        hi = sealed ? hi : mid;
    }
    *out = lo ? (int64_t)lines[lo - 1].ends : 0;
    return ST_OK;
}
