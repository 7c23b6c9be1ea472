/* Files for a log shipper (C12): whole, in order, repeated rather than lost. */
#include "tests/unit/audit/chain.h"
#include "json/json.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static Str path_of(Cx *cx, Str dir, const char *name)
{
    return arena_join(cx->mem, dir, STR("/"), str_of(name));
}

static Str file_get(Cx *cx, Str path)
{
    static char room[1 << 20];
    const int fd = open(path.p, O_RDONLY);
    const ssize_t n = fd < 0 ? 0 : read(fd, room, sizeof room);
    if (fd >= 0)
        (void)close(fd);
    return arena_dup(cx->mem, (Str){ room, n > 0 ? (size_t)n : 0 });
}

static Str ship_new(Cx *cx)
{
    return arena_join(cx->mem, test_dir(), STR("/ship"), STR_NONE);
}

static void ship(Cx *cx, Audit *a)
{
    CHECK_OK(cx, ship_all(cx, a));
}

/* The numbers of records in the lines that can be read, "1 2 3 "; and of blocks. */
static Str seqs(Cx *cx, Str lines, Str key)
{
    Str all = STR("");
    for (Str line; str_split(&lines, '\n', &line);) {
        JsonDoc *doc;
        if (line.n == 0)
            continue;
        const Status st = json_parse(cx, line, &doc);
        if (st != ST_OK && forgive(cx, st, ST_STRUCTURE))
            continue;
        const Str n = json_num(json_get(json_root(doc), key));
        if (n.n)
            all = arena_join(cx->mem, all, n, STR(" "));
    }
    return all;
}

/* C12 */
BOTH(ship__each_sealed_block_is_a_line_about_it_and_a_line_a_record)
{
    JsonDoc *doc;
    Str line;
    struct stat st;
    const Str dir = ship_new(cx);
    Audit *a = chain_audit(cx, db, dir);
    const AuditRecord r = chain_read(STR("rosa"));
    CHECK_OK(cx, audit_append(cx, a, &r));
    chain_block(cx, a, STR("luis"));
    ship(cx, a);
    ship(cx, a);
    Str all = file_get(cx, path_of(cx, dir, "plan-1.ndjson"));
    CHECK(stat(path_of(cx, dir, "plan-1.ndjson").p, &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(stat(dir.p, &st) == 0 && (st.st_mode & 0777) == 0700);
    CHECK_STR(seqs(cx, all, STR("block")), STR("1 "));
    CHECK_STR(seqs(cx, all, STR("seq")), STR("1 2 "));
    CHECK(str_split(&all, '\n', &line));
    CHECK_OK(cx, json_parse(cx, line, &doc));
    CHECK_I64((int64_t)json_get_str(json_root(doc), STR("hash")).n, 64);
    CHECK_STR(json_num(json_get(json_root(doc), STR("records"))), STR("2"));
    CHECK(str_split(&all, '\n', &line));
    CHECK_OK(cx, json_parse(cx, line, &doc));
    CHECK_STR(json_get_str(json_root(doc), STR("patient")), STR("rosa"));
    CHECK_STR(json_get_str(json_root(doc), STR("subtype")), STR("read"));
}

static size_t files(Str dir, const char *end)
{
    size_t n = 0;
    DIR *d = opendir(dir.p);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;)
        n += str_ends(str_of(e->d_name), str_of(end));
    if (d)
        (void)closedir(d);
    return n;
}

/* C12: ship_bytes is 2000 here, a few blocks. */
BOTH(ship__a_file_that_has_grown_is_put_aside_and_nothing_is_lost)
{
    const Str dir = ship_new(cx);
    Audit *a = chain_audit(cx, db, dir);
    for (int i = 0; i < 20; i++) {
        chain_block(cx, a, STR("rosa"));
        ship(cx, a);
    }
    CHECK(files(dir, ".ndjson") > 2);
    Str found = STR("");
    for (int i = 1; i <= 21; i++) {
        const Str name = arena_printf(cx->mem, "plan-1-%018d.ndjson", i);
        found = arena_join(cx->mem, found,
                           seqs(cx, file_get(cx, path_of(cx, dir, name.p)), STR("seq")), STR(""));
    }
    found =
        arena_join(cx->mem, found,
                   seqs(cx, file_get(cx, path_of(cx, dir, "plan-1.ndjson")), STR("seq")), STR(""));
    CHECK_STR(found, STR("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 "));
}

/* C12: killed after the lines and before the position; in the midst of a line; with the position gone. */
BOTH(ship__what_a_kill_left_is_repeated_and_can_be_read)
{
    const Str dir = ship_new(cx);
    const Str file = path_of(cx, dir, "plan-1.ndjson");
    const Str pos = path_of(cx, dir, "plan-1.pos");
    Audit *a = chain_audit(cx, db, dir);
    chain_block(cx, a, STR("rosa"));
    ship(cx, a);
    CHECK(str_starts(file_get(cx, pos), STR("1 ")));
    const int fd = open(file.p, O_WRONLY | O_APPEND);
    CHECK(write(fd, "{\"block\":2,\"pl", 14) == 14);
    (void)close(fd);
    chain_block(cx, a, STR("rosa"));
    ship(cx, a);
    CHECK_STR(seqs(cx, file_get(cx, file), STR("seq")), STR("1 2 "));
    CHECK(unlink(pos.p) == 0);
    ship(cx, a);
    CHECK_STR(seqs(cx, file_get(cx, file), STR("seq")), STR("1 2 1 2 "));
    CHECK(str_starts(file_get(cx, pos), STR("2 ")));
    const int half = open(pos.p, O_WRONLY | O_TRUNC);
    CHECK(write(half, "2 12ab", 6) == 6);
    (void)close(half);
    ship(cx, a);
    CHECK_STR(seqs(cx, file_get(cx, file), STR("seq")), STR("2 ")); /* in a new file */
    CHECK_I64((int64_t)file_get(cx, pos).n, 67);
}

/* A file in whose place is something else: the failure is told, requests go on, and then all is caught up. */
BOTH(ship__what_cannot_be_written_is_written_later)
{
    const Str dir = ship_new(cx);
    const Str file = path_of(cx, dir, "plan-1.ndjson");
    Audit *a = chain_audit(cx, db, dir);
    CHECK(mkdir(file.p, 0700) == 0);
    chain_block(cx, a, STR("rosa"));
    CHECK_FAILS(cx, ST_UNAVAILABLE, ship_all(cx, a));
    chain_block(cx, a, STR("rosa"));
    CHECK(rmdir(file.p) == 0);
    ship(cx, a);
    CHECK_STR(seqs(cx, file_get(cx, file), STR("seq")), STR("1 2 "));
}

/* C12: what the sealer writes by itself as it seals. */
BOTH(ship__closing_leaves_nothing_unshipped)
{
    Audit *a;
    const Str dir = ship_new(cx);
    const AuditRecord r = chain_read(STR("rosa"));
    const AuditConf conf = { .db = db,
                             .dir = path_of(cx, test_dir(), "audit"),
                             .key = KEY,
                             .seal_ms = 3600000,
                             .ship_dir = dir };
    CHECK_OK(cx, audit_open(cx, &conf, &a));
    const Status st = audit_append(cx, a, &r);
    audit_close(a);
    CHECK(st == ST_OK);
    CHECK_STR(seqs(cx, file_get(cx, path_of(cx, dir, "plan-1.ndjson")), STR("seq")), STR("1 "));
    CHECK(chmod(dir.p, 0750) == 0);
    CHECK_FAILS(cx, ST_INVALID, audit_open(cx, &conf, &a));
}
