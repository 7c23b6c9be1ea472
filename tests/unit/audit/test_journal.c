/* Journals: whose they are, full disks, torn lines, many threads, kill -9. */
#include "base/clock.h"
#include "tests/unit/audit/house.h"
#include "json/json.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(audit__closing_seals_and_leaves_no_journal)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    house_append(cx, h, 1, STR("p"));
    CHECK_I64((int64_t)house_journals(h), 1);
    house_close(h);
    CHECK_I64((int64_t)house_journals(h), 0);
    CHECK_OK(cx, house_try(cx, h, 3600000));
    CHECK_I64(house_verify(cx, h, 1).rows, 1);
}

TEST(audit__files_are_for_their_owner_alone)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    struct stat st;
    house_append(cx, h, 1, STR("p"));
    const Str dir = house_path(cx, h->dir, "audit");
    CHECK(stat(dir.p, &st) == 0 && (st.st_mode & 07777) == 0700);
    DIR *d = opendir(dir.p);
    size_t open_to_others = 0;
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;)
        if (e->d_name[0] != '.' && fstatat(dirfd(d), e->d_name, &st, 0) == 0)
            open_to_others += (st.st_mode & 077) != 0;
    (void)closedir(d);
    CHECK_I64((int64_t)open_to_others, 0);
    Audit *second;
    const AuditConf conf = { .db = h->db, .dir = dir, .key = HOUSE_KEY };
    CHECK(chmod(dir.p, 0750) == 0);
    CHECK_FAILS(cx, ST_INVALID, audit_open(cx, &conf, &second));
    CHECK(chmod(dir.p, 0700) == 0);
}

/* C14. */
TEST(audit__a_folder_that_is_gone_is_unavailable)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    const AuditRecord r = house_read(1, STR("p"));
    const Str dir = house_path(cx, h->dir, "audit");
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    CHECK(rmdir(dir.p) == 0);
    CHECK_FAILS(cx, ST_UNAVAILABLE, audit_append(cx, h->audit, &r));
}

static int child_wait(pid_t pid)
{
    int status = 0;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A full disk, played by a limit on file sizes: the record that did not fit is taken back, the
 * earlier ones are whole. */
static int disk_full_child(Cx *cx, Str dir)
{
    House own = { .dir = dir };
    House *h = &own;
    const struct rlimit limit = { .rlim_cur = JOURNAL_AHEAD * 3 / 2,
                                  .rlim_max = JOURNAL_AHEAD * 3 / 2 };
    const AuditRecord r = house_read(7, STR("p"));
    int written = 0;
    if (house_try(cx, h, 3600000) != ST_OK || audit_seal_now(cx, h->audit) != ST_OK ||
        signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 100;
    while (written < 9999 && audit_append(cx, h->audit, &r) == ST_OK)
        written++;
    return cx->fault.status == ST_UNAVAILABLE ? written / 10 : 101;
}

TEST(audit__a_full_disk_is_unavailable_and_spoils_nothing)
{
    Cx *cx = test_cx();
    const Str dir = test_dir();
    AuditRow *rows;
    size_t n;
    const pid_t pid = fork(); /* before the house, whose threads would not be there in the child */
    if (pid == 0)
        _exit(disk_full_child(cx, dir));
    const int written = child_wait(pid);
    House *h = house_at(cx, dir);
    CHECK(written > 20 && written < 100);
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    house_rows(cx, h, 7, &rows, &n);
    CHECK_I64((int64_t)n / 10, written);
    house_rows(cx, h, 0, &rows, &n);
    CHECK_I64((int64_t)n, 0); /* no damage */
    CHECK_I64((int64_t)house_journals(h), 0);
}

TEST(audit__a_torn_tail_is_dropped_and_a_changed_line_is_told)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    AuditRow *rows;
    size_t n;
    const AuditRecord r = house_read(1, STR("p"));
    const Str good = arena_join(cx->mem, record_line(cx, &r), STR("\n"), STR(""));
    const Str bad = arena_dup(cx->mem, good);
    memset((char *)(uintptr_t)bad.p + 100, 'X', 3);
    const int fd = open(house_path(cx, h->dir, "audit/left.journal").p, O_WRONLY | O_CREAT, 0600);
    const Str parts[] = { good, bad, good, str_slice(good, 0, 50) };
    for (size_t i = 0; i < 4; i++)
        CHECK(write(fd, parts[i].p, parts[i].n) == (ssize_t)parts[i].n);
    (void)close(fd);
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    CHECK_I64(house_verify(cx, h, 1).rows, 2);
    house_rows(cx, h, 0, &rows, &n);
    CHECK_I64((int64_t)n, 1);
    CHECK_STR(rows[0].kind, STR("journal-damaged"));
    CHECK(str_contains(rows[0].record, STR("\"id\":\"left.journal\"")));
    CHECK_I64((int64_t)house_journals(h), 0);
}

_Noreturn static void living_child(Cx *cx, Str dir, int out)
{
    House h = { .dir = dir };
    const AuditRecord r = house_read(1, STR("p"));
    (void)alarm(600); /* should the test be gone */
    const bool ok = house_try(cx, &h, 3600000) == ST_OK && audit_append(cx, h.audit, &r) == ST_OK &&
                    write(out, "+", 1) == 1;
    if (ok)
        (void)pause();
    _exit(1);
}

TEST(audit__journal_of_a_living_process_is_left_alone)
{
    Cx *cx = test_cx();
    const Str dir = test_dir();
    int ends[2];
    char byte = 0;
    CHECK(pipe(ends) == 0);
    const pid_t pid = fork();
    if (pid == 0)
        living_child(cx, dir, ends[1]);
    (void)close(ends[1]);
    CHECK(read(ends[0], &byte, 1) == 1);
    (void)close(ends[0]);
    House *h = house_at(cx, dir);
    const Status st = audit_seal_now(cx, h->audit);
    const int64_t before = house_verify(cx, h, 1).rows;
    const size_t left = house_journals(h);
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
    CHECK_OK(cx, st);
    CHECK_I64(before, 0);
    CHECK_I64((int64_t)left, 1);
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    CHECK_I64(house_verify(cx, h, 1).rows, 1);
    CHECK_I64((int64_t)house_journals(h), 0);
}

/* ---- many threads ---- */

#define CROWD 100

typedef struct Worker {
    House *house;
    pthread_barrier_t *appended;
    pthread_barrier_t *sealed;
    Status status;
} Worker;

static void *worker_main(void *worker)
{
    Worker *w = worker;
    Cx cx = { .mem = arena_new(4096), .now_ms = TEST_NOW_MS };
    const AuditRecord r = house_read(1, STR("p"));
    w->status = audit_append(&cx, w->house->audit, &r);
    (void)pthread_barrier_wait(w->appended);
    (void)pthread_barrier_wait(w->sealed);
    arena_free(cx.mem);
    return NULL;
}

/* Threads that live on keep their journals: no number of them hides one, or what a dead process left. */
TEST(audit__every_journal_is_sealed_however_many_threads_there_are)
{
    Cx *cx = test_cx();
    House *h = house_new(cx);
    Worker w[CROWD];
    pthread_t t[CROWD];
    pthread_barrier_t appended, sealed;
    const AuditRecord r = house_read(2, STR("p"));
    const Str orphan = arena_join(cx->mem, record_line(cx, &r), STR("\n"), STR(""));
    const int fd = open(house_path(cx, h->dir, "audit/left.journal").p, O_WRONLY | O_CREAT, 0600);
    CHECK(write(fd, orphan.p, orphan.n) == (ssize_t)orphan.n);
    (void)close(fd);
    (void)pthread_barrier_init(&appended, NULL, CROWD + 1);
    (void)pthread_barrier_init(&sealed, NULL, CROWD + 1);
    for (int i = 0; i < CROWD; i++) {
        w[i] = (Worker){ .house = h, .appended = &appended, .sealed = &sealed };
        CHECK(pthread_create(&t[i], NULL, worker_main, &w[i]) == 0);
    }
    (void)pthread_barrier_wait(&appended);
    const Status st = audit_seal_now(cx, h->audit);
    const int64_t living = house_verify(cx, h, 1).rows;
    const int64_t left = house_verify(cx, h, 2).rows;
    (void)pthread_barrier_wait(&sealed);
    for (int i = 0; i < CROWD; i++)
        (void)pthread_join(t[i], NULL);
    (void)pthread_barrier_destroy(&appended);
    (void)pthread_barrier_destroy(&sealed);
    CHECK_OK(cx, st);
    CHECK_I64(living, CROWD);
    CHECK_I64(left, 1);
    for (int i = 0; i < CROWD; i++)
        CHECK(w[i].status == ST_OK);
}

/* ---- kill -9 ---- */

#define ROUNDS 20
#define THREADS 2
#define PIPE_BYTES 4096
#define LEAST 10 /* records before the kill, but in each fifth round */

typedef struct Writer {
    House *house;
    int out;
    int64_t first;
} Writer;

static void *writer_main(void *writer)
{
    const Writer *w = writer;
    Cx cx = { .mem = arena_new(4096) };
    for (int64_t i = w->first;; i++) {
        cx.now_ms = clock_now_ms();
        const AuditRecord r = house_read(1, arena_printf(cx.mem, "%lld", (long long)i));
        if (audit_append(&cx, w->house->audit, &r) != ST_OK ||
            write(w->out, &i, sizeof i) != sizeof i)
            _exit(1);
        arena_reset(cx.mem);
    }
    return NULL;
}

_Noreturn static void killed_child(Cx *cx, Str dir, int out, int64_t round)
{
    House h = { .dir = dir };
    Writer w[THREADS];
    (void)alarm(600);
    pthread_t t[THREADS];
    if (house_try(cx, &h, 2) != ST_OK) /* seals all the time, so that this is killed too */
        _exit(1);
    for (int i = 0; i < THREADS; i++) {
        w[i] = (Writer){ &h, out, (round * THREADS + i) * 1000000 };
        if (pthread_create(&t[i], NULL, writer_main, &w[i]) != 0)
            _exit(1);
    }
    (void)pause();
    _exit(0);
}

/* The ids that the child reported before it was killed. */
static size_t round_run(Cx *cx, Str dir, int64_t round, int64_t *ids, size_t room)
{
    int ends[2];
    size_t n = 0;
    CHECK(pipe(ends) == 0);
    /* A small pipe holds the writers back: at most so many more are sealed than were read of it. */
    CHECK(fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES) == PIPE_BYTES);
    const pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        killed_child(cx, dir, ends[1], round);
    }
    (void)close(ends[1]);
    const int64_t until_us = clock_mono_us() + 5000 + round * 1500;
    bool killed = false;
    for (ssize_t got = 1; got > 0 && n < room;) {
        struct pollfd p = { .fd = ends[0], .events = POLLIN };
        if (!killed && (n >= LEAST || round % 5 == 4) && clock_mono_us() > until_us) {
            (void)kill(pid, SIGKILL);
            killed = true;
        }
        if (poll(&p, 1, 1) > 0 && (got = read(ends[0], &ids[n], sizeof *ids)) > 0)
            n++;
    }
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
    (void)close(ends[0]);
    return n;
}

static int by_value(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The patients of all sealed rows, sorted. */
static int64_t *sealed_ids(Cx *cx, House *h, size_t *n)
{
    AuditRow *rows;
    house_rows(cx, h, 1, &rows, n);
    int64_t *ids = ARENA_ARRAY(cx->mem, int64_t, *n);
    for (size_t i = 0; i < *n; i++) {
        JsonDoc *doc;
        CHECK_OK(cx, json_parse(cx, rows[i].record, &doc));
        CHECK(str_to_i64(json_get_str(json_root(doc), STR("patient")), &ids[i]));
    }
    qsort(ids, *n, sizeof *ids, by_value);
    return ids;
}

TEST(audit__killed_at_any_moment_has_every_answered_request_once)
{
    Cx *cx = test_cx();
    const size_t room = 80000;
    int64_t *said = ARENA_ARRAY(cx->mem, int64_t, room);
    const Str dir = test_dir();
    size_t n = 0, sealed;
    for (int64_t round = 0; round < ROUNDS; round++)
        n += round_run(cx, dir, round, said + n, room / ROUNDS);
    House *h = house_at(cx, dir);
    CHECK_OK(cx, audit_seal_now(cx, h->audit));
    const AuditVerdict v = house_verify(cx, h, 1);
    CHECK(v.whole);
    CHECK(n > 100);
    const int64_t *ids = sealed_ids(cx, h, &sealed);
    CHECK(sealed <= room + ROUNDS * (PIPE_BYTES / sizeof *said + THREADS));
    for (size_t i = 1; i < sealed; i++)
        CHECK(ids[i] != ids[i - 1]);
    for (size_t i = 0; i < n; i++)
        CHECK(bsearch(&said[i], ids, sealed, sizeof *ids, by_value) != NULL);
    CHECK_I64((int64_t)house_journals(h), 0);
}
