/* mark.c - what was seen of a chain's end, outside of the store: whoever cuts the end off, removes all of it, or
 * puts an older store in its place cannot make these files agree (C12). */
#include "audit/audit_int.h"

#include "base/codec.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

/* ---- the files ---- */

static Status unavailable(Cx *cx)
{
    return failf(cx, ST_UNAVAILABLE, STR("audit"), "cannot keep where a chain ends: %s",
                 strerrordesc_np(errno));
}

MarkFile mark_file(int dir, int64_t plan, const char *end)
{
    MarkFile f = { .dir = dir, .forced = strcmp(end, MARK_SHIPPED) == 0 };
    (void)snprintf(f.name, sizeof f.name, "plan-%lld.%s", (long long)plan, end);
    return f;
}

bool mark_read(Cx *cx, const MarkFile *f, Head *out)
{
    char text[128];
    Str digits, hash;
    int64_t seq;
    const int fd = openat(f->dir, f->name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    const ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text);
    if (fd >= 0)
        (void)close(fd);
    Str rest = { text, n > 0 ? (size_t)n : 0 };
    if (!str_split(&rest, ' ', &digits) || !str_to_i64(digits, &seq))
        return false;
    const Status st = hex_decode(cx, str_trim(rest), STR("audit"), &hash);
    if (st != ST_OK || hash.n != sizeof out->hash) {
        cx->fault = (Fault){ .status = ST_OK };
        return false;
    }
    *out = (Head){ .seq = seq };
    memcpy(out->hash, hash.p, sizeof out->hash);
    return true;
}

/* A note that a machine without power loses is the one before or none, and a disk that is forced for each plan
 * each second has no time for anything else; what says that lines need not be written again is forced. */
Status mark_write(Cx *cx, const MarkFile *f, const Head *h)
{
    char fresh[56];
    const Str text = arena_printf(cx->mem, "%lld %.*s\n", (long long)h->seq,
                                  STR_ARG(hex_encode(cx, head_hash(h))));
    (void)snprintf(fresh, sizeof fresh, "%s.new", f->name);
    const int fd = openat(f->dir, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return unavailable(cx);
    Status st = ST_OK;
    if (!file_write_all(fd, text) || (f->forced && fdatasync(fd) != 0))
        st = unavailable(cx);
    (void)close(fd);
    if (st == ST_OK &&
        (renameat(f->dir, fresh, f->dir, f->name) != 0 || (f->forced && fsync(f->dir) != 0)))
        st = unavailable(cx);
    return st;
}

/* ---- compared with the chain ---- */

static Status holds_in(Cx *cx, DbTx *tx, Str key, int64_t plan, const Head *m, bool *holds)
{
    DbRows *r;
    Anchor a;
    Head at;
    const char *why = "";
    TRY(anchor_read(cx, tx, key, plan, &a, &why));
    *holds = m->seq <= a.head.seq;
    if (*holds)
        return ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT b.seq + b.records - 1, b.hash FROM audit_block b WHERE b.plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND b.seq <= ");
    sql_bind_i64(q, m->seq);
    sql_text(q, " ORDER BY b.seq DESC LIMIT 1");
    const Status st = db_one(cx, tx, q, STR("audit"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
    *holds =
        head_of(cx, r, &at) == ST_OK && at.seq == m->seq && str_eq(head_hash(&at), head_hash(m));
    cx->fault = (Fault){ .status = ST_OK };
    return ST_OK;
}

Status mark_holds(Cx *cx, Db *db, Str key, int64_t plan, const Head *m, bool *holds)
{
    DbTx *tx;
    TRY(db_read(cx, db, DB_STATE, &tx));
    TRY(holds_in(cx, tx, key, plan, m, holds));
    db_end(tx);
    return ST_OK;
}

Status mark_check(Cx *cx, const Audit *a, int64_t plan, const Head *m)
{
    bool holds;
    TRY(mark_holds(cx, a->db, audit_key(a), plan, m, &holds));
    if (holds)
        return ST_OK;
    return failf(cx, ST_CONFLICT, STR("audit"),
                 "plan %lld: record %lld, seen before, is not in the store", (long long)plan,
                 (long long)m->seq);
}

Str mark_event(Status st, Str otherwise)
{
    return st == ST_CONFLICT ? STR("audit_store_behind") : otherwise;
}

/* Under the folder's lock: processes share it. */
Status mark_sealed(Cx *cx, Audit *a, int64_t plan, const Head *end)
{
    Head seen;
    const MarkFile f = mark_file(a->dir, plan, MARK_SEALED);
    if (flock(a->dir, LOCK_EX) != 0)
        return unavailable(cx);
    Status st = mark_read(cx, &f, &seen) ? mark_check(cx, a, plan, &seen) : ST_OK;
    if (st == ST_OK)
        st = mark_write(cx, &f, end);
    (void)flock(a->dir, LOCK_UN);
    return st;
}

typedef struct Seen {
    int dir;
    const char *end;
    const char *word;
} Seen;

static Status seen_verify(Cx *cx, const Audit *a, int64_t plan, const Seen *s, AuditVerdict *v)
{
    Head m;
    bool holds, has;
    const MarkFile f = mark_file(s->dir, plan, s->end);
    if (s->dir < 0)
        return ST_OK;
    has = mark_read(cx, &f, &m);
    if (!has && s->dir == a->ship)
        TRY(shipped_end(cx, s->dir, plan, &m, &has));
    if (!has)
        return ST_OK;
    TRY(mark_holds(cx, a->db, audit_key(a), plan, &m, &holds));
    if (holds)
        return ST_OK;
    v->whole = false;
    v->bad_seq = v->rows < m.seq ? v->rows + 1 : m.seq;
    v->why = arena_printf(cx->mem,
                          v->rows < m.seq
                              ? "the store ends here, and records up to %lld were %s"
                              : "the store was set back: record %lld is not the one that was %s",
                          (long long)m.seq, s->word)
                 .p;
    return ST_OK;
}

Status audit_seen_verify(Cx *cx, Audit *a, int64_t plan, AuditVerdict *v)
{
    const Seen seen[] = { { a->dir, MARK_SEALED, "sealed" }, { a->ship, MARK_SHIPPED, "shipped" } };
    for (size_t i = 0; i < sizeof seen / sizeof *seen && v->whole; i++)
        TRY(seen_verify(cx, a, plan, &seen[i], v));
    return ST_OK;
}

/* ---- what an operator accepts ---- */

static Status end_prove(Cx *cx, Audit *a, int64_t plan, Head *end)
{
    DbTx *tx;
    Head old;
    bool proved; /* or not: that is what is accepted */
    TRY(db_write(cx, a->db, DB_STATE, &tx));
    TRY(head_lock(cx, tx, audit_key(a), plan, &old, &proved));
    TRY(chain_before(cx, tx, audit_key(a), plan, INT64_MAX, end));
    TRY(head_put(cx, tx, audit_key(a), plan, end));
    return db_commit(cx, tx);
}

static Status mark_put(Cx *cx, int dir, int64_t plan, const char *name, const Head *end)
{
    const MarkFile f = mark_file(dir, plan, name);
    if (dir < 0)
        return ST_OK;
    if (flock(dir, LOCK_EX) != 0)
        return unavailable(cx);
    const Status st = mark_write(cx, &f, end);
    (void)flock(dir, LOCK_UN);
    return st;
}

/* It is in the audit before it is done. */
Status audit_accept(Cx *cx, Audit *a, const AuditRecord *why, AuditVerdict *out)
{
    Head end;
    AuditRecord r = *why;
    TRY(audit_verify(cx, a->db, audit_key(a), r.plan, out));
    if (out->whole)
        TRY(audit_seen_verify(cx, a, r.plan, out));
    if (out->whole)
        return ST_OK;
    if (!out->to_end)
        return fail(cx, ST_CONFLICT, STR("audit"), "the chain is not whole before its end");
    r.kind = AUDIT_CHAIN_ACCEPTED;
    r.count = out->rows;
    r.query = str_of(out->why);
    TRY(audit_append(cx, a, &r));
    TRY(end_prove(cx, a, r.plan, &end));
    TRY(mark_put(cx, a->dir, r.plan, MARK_SEALED, &end));
    return mark_put(cx, a->ship, r.plan, MARK_SHIPPED, &end);
}
