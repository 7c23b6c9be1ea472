/* ship.c - files that a log shipper follows (C12): in ship_dir plan-N.ndjson, to which each sealed block is
 * appended, a line about it and a line a record. plan-N.pos says up to where, written when the lines are on
 * the disk: whoever is killed in between repeats lines, loses none. A file that has grown is put aside. Of a
 * store that is behind what was shipped nothing is shipped until an operator accepts it (mark.c). */
#include "audit/audit_int.h"

#include "base/codec.h"
#include "base/date.h"
#include "base/file.h"
#include "json/json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINES_BYTES (8u << 20) /* of a block, its records whole */
#define TAIL_BYTES (2 * (off_t)LINES_BYTES)

typedef struct File {
    int dir;
    int64_t plan;
    char name[48];
    MarkFile pos;
} File;

static Status unavailable(Cx *cx, const char *what)
{
    return failf(cx, ST_UNAVAILABLE, STR("audit.ship_dir"), "%s: %s", what, strerrordesc_np(errno));
}

static void fd_close(void *fd)
{
    (void)close((int)(intptr_t)fd);
}

static Status put_all(Cx *cx, int fd, Str s)
{
    return file_write_all(fd, s) ? ST_OK : unavailable(cx, "cannot append");
}

/* A line that a killed process began is ended, so that what follows it can be read. */
static Status torn_end(Cx *cx, int fd, off_t size)
{
    char last = '\n';
    if (size > 0 && pread(fd, &last, 1, size - 1) != 1)
        return unavailable(cx, "cannot read");
    return last == '\n' ? ST_OK : put_all(cx, fd, STR("\n"));
}

static Status file_open(Cx *cx, const File *f, int *fd, off_t *size)
{
    struct stat st;
    *fd = openat(f->dir, f->name, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0 || fstat(*fd, &st) != 0)
        return unavailable(cx, "cannot be opened");
    *size = st.st_size;
    arena_defer(cx->mem, fd_close, (void *)(intptr_t)*fd);
    return torn_end(cx, *fd, st.st_size);
}

/* Named by the first record that is no more in it: names sort by age. A store that was set back comes to the
 * same number again: what is there is never replaced. */
static Status file_rotate(Cx *cx, const File *f, int64_t seq)
{
    Str aside;
    int times = 1;
    do {
        aside = arena_printf(
            cx->mem, times == 1 ? "plan-%lld-%018lld.ndjson" : "plan-%lld-%018lld-%d.ndjson",
            (long long)f->plan, (long long)seq, times);
    } while (faccessat(f->dir, aside.p, F_OK, 0) == 0 && times++ < 99);
    if (renameat(f->dir, f->name, f->dir, aside.p) != 0)
        return unavailable(cx, "cannot put a file aside");
    return ST_OK;
}

static void put_head(Cx *cx, Buf *lines, const Block *b, Str hash)
{
    buf_printf(lines, "{\"block\":%lld,\"plan\":%lld,\"records\":%lld,\"first\":\"%.*s\",",
               (long long)b->seq, (long long)b->plan, (long long)b->records,
               STR_ARG(date_instant_str(cx, b->first_ms)));
    buf_printf(lines, "\"last\":\"%.*s\",\"hash\":\"%.*s\"}\n",
               STR_ARG(date_instant_str(cx, b->last_ms)), STR_ARG(hex_encode(cx, hash)));
}

static Status block_lines(Cx *cx, const Block *b, Str hash, Str *out)
{
    Event *events;
    Str *records;
    Buf *lines = buf_new_sized(cx, LINES_BYTES, BLOCK_BYTES * 3 / 2);
    TRY(block_events(cx, b, &events, &records));
    put_head(cx, lines, b, hash);
    for (int64_t i = 0; i < b->records; i++) {
        Str whole;
        TRY(record_whole(cx, b->plan, &events[i], records[i], &whole));
        buf_printf(lines, "{\"seq\":%lld,", (long long)(b->seq + i));
        buf_put(lines, str_from(whole, 1));
        buf_char(lines, '\n');
    }
    *out = buf_str(lines);
    return buf_status(cx, lines, STR("audit.ship_dir"));
}

static Status block_ship(Cx *cx, const File *f, int64_t max_bytes, const DbRows *r)
{
    Str lines;
    int fd;
    off_t size;
    const Block b = block_of(r);
    TRY(block_lines(cx, &b, db_blob(r, 6), &lines));
    TRY(file_open(cx, f, &fd, &size));
    if (size >= max_bytes) {
        TRY(file_rotate(cx, f, b.seq));
        TRY(file_open(cx, f, &fd, &size));
    }
    TRY(put_all(cx, fd, lines));
    return fdatasync(fd) == 0 ? ST_OK : unavailable(cx, "cannot force to the disk");
}

static Status blocks_ship(Cx *cx, const Audit *a, const File *f, Head *at, int *blocks)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    Cx block = block_cx(cx);
    TRY(db_read(cx, a->db, DB_STATE, &tx));
    TRY(blocks_query(cx, tx, f->plan, at->seq, &r));
    while (db_next(cx, r, &st)) {
        st = block_ship(&block, f, a->ship_bytes, r);
        cx->fault = (Fault){ .status = st,
                             .where = arena_dup(cx->mem, block.fault.where),
                             .detail = arena_dup(cx->mem, block.fault.detail) };
        TRY(st);
        arena_reset(block.mem);
        at->seq = db_i64(r, 1) + db_i64(r, 2) - 1;
        memcpy(at->hash, db_blob(r, 6).p, sizeof at->hash);
        (*blocks)++;
    }
    db_end(tx);
    return st;
}

/* What was written is not written again each second because something behind it cannot be. */
static Status page_ship(Cx *cx, const Audit *a, const File *f, Head *at, bool *more)
{
    int blocks = 0;
    const Status st = blocks_ship(cx, a, f, at, &blocks);
    *more = blocks == PAGE_BLOCKS;
    if (blocks)
        TRY(mark_write(cx, &f->pos, at));
    return st;
}

/* The block of a line that put_head made. */
static bool head_parse(Cx *cx, Str line, Head *out)
{
    JsonDoc *doc;
    Str hash;
    int64_t seq, records;
    if (!str_starts(line, STR("{\"block\":")) || json_parse(cx, line, &doc) != ST_OK)
        return false;
    const JsonVal *v = json_root(doc);
    if (!str_to_i64(json_num(json_get(v, STR("block"))), &seq) ||
        !str_to_i64(json_num(json_get(v, STR("records"))), &records) ||
        hex_decode(cx, json_get_str(v, STR("hash")), STR("audit"), &hash) != ST_OK ||
        hash.n != sizeof out->hash)
        return false;
    *out = (Head){ .seq = seq + records - 1 };
    memcpy(out->hash, hash.p, sizeof out->hash);
    return true;
}

/* The last block that the end of the file tells of: no block is longer than what is read. */
static Status shipped_read(Cx *cx, int fd, Head *out, bool *has)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return unavailable(cx, "cannot read");
    const size_t room = st.st_size < TAIL_BYTES ? (size_t)st.st_size : TAIL_BYTES;
    char *p = arena_alloc_raw(cx->mem, room);
    const ssize_t n = pread(fd, p, room, st.st_size - (off_t)room);
    if (n < 0)
        return unavailable(cx, "cannot read");
    Str rest = { p, (size_t)n };
    for (Str line; str_split(&rest, '\n', &line);)
        *has = head_parse(cx, line, out) || *has;
    cx->fault = (Fault){ .status = ST_OK };
    return ST_OK;
}

Status shipped_end(Cx *cx, int dir, int64_t plan, Head *out, bool *has)
{
    char name[48];
    Cx work = block_cx(cx);
    *has = false;
    (void)snprintf(name, sizeof name, "plan-%lld.ndjson", (long long)plan);
    const int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return errno == ENOENT ? ST_OK : unavailable(cx, "cannot be opened");
    const Status st = shipped_read(&work, fd, out, has);
    cx->fault = work.fault;
    (void)close(fd);
    return st;
}

static Status plan_ship(Cx *cx, const Audit *a, const PlanEnd *end)
{
    Head at = { .seq = 0 }; /* from the beginning: repeated is better than lost */
    File f = { .dir = a->ship,
               .plan = end->plan,
               .pos = mark_file(a->ship, end->plan, MARK_SHIPPED) };
    (void)snprintf(f.name, sizeof f.name, "plan-%lld.ndjson", (long long)end->plan);
    if (mark_read(cx, &f.pos, &at)) {
        if (at.seq == end->head.seq && str_eq(head_hash(&at), head_hash(&end->head)))
            return ST_OK;
        TRY(mark_check(cx, a, end->plan, &at));
    } else {
        Head said;
        bool has;
        TRY(shipped_end(cx, a->ship, end->plan, &said, &has));
        if (has)
            TRY(mark_check(cx, a, end->plan, &said));
    }
    Status st = ST_OK;
    Cx page = block_cx(cx);
    for (bool more = at.seq < end->head.seq; more && st == ST_OK; arena_reset(page.mem)) {
        st = page_ship(&page, a, &f, &at, &more);
        cx->fault = (Fault){ .status = st,
                             .where = arena_dup(cx->mem, page.fault.where),
                             .detail = arena_dup(cx->mem, page.fault.detail) };
    }
    return st;
}

static Status ends_read(Cx *cx, Db *db, PlanEnd **ends, size_t *n)
{
    DbTx *tx;
    DbRows *r;
    Status st;
    size_t room = 0;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT seq, hash, plan FROM audit_seal ORDER BY plan");
    *ends = NULL;
    *n = 0;
    TRY(db_read(cx, db, DB_STATE, &tx));
    TRY(db_query(cx, tx, q, &r));
    while (db_next(cx, r, &st)) {
        ARENA_GROW(cx->mem, *ends, *n, room, 8);
        PlanEnd *end = &(*ends)[(*n)++];
        end->plan = db_i64(r, 2);
        TRY(head_of(cx, r, &end->head));
    }
    db_end(tx);
    return st;
}

/* A plan whose store is behind keeps no other from being shipped; its failure is the one returned. */
Status ship_all(Cx *cx, Audit *a)
{
    PlanEnd *ends;
    size_t n;
    Fault behind = { .status = ST_OK };
    if (a->ship < 0 || flock(a->ship, LOCK_EX | LOCK_NB) != 0)
        return ST_OK;
    Status st = ends_read(cx, a->db, &ends, &n);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        st = plan_ship(cx, a, &ends[i]);
        if (st == ST_CONFLICT) {
            behind = cx->fault;
            st = ST_OK;
        }
    }
    (void)flock(a->ship, LOCK_UN);
    if (st == ST_OK && behind.status != ST_OK) {
        cx->fault = behind;
        st = behind.status;
    }
    return st;
}
