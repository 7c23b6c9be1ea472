/* main.c - runs every TEST of the binary under cmocka, each with a fresh Cx.
 * Usage: unit_tests [PART-OF-A-NAME]   Several with one folder UNIT_CLAIMS in their environment share the tests: each is
 * run by whichever comes to it first. The last line is "N passed, N failed, N skipped". */
#include "tests/unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

static Test *first;
static size_t skipped;
static size_t elsewhere; /* run by another of us */
static Cx cx_now;

void test_register(Test *t)
{
    t->next = first;
    first = t;
}

Cx *test_cx(void)
{
    return &cx_now;
}

static int entry_remove(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static void dir_remove(void *path)
{
    (void)nftw(path, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
}

Str test_dir(void)
{
    const char *tmp = getenv("POSTERN_TEST_TMP");
    Str dir = arena_printf(cx_now.mem, "%s/postern-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp((char *)(uintptr_t)dir.p))
        FAIL("mkdtemp failed");
    arena_defer(cx_now.mem, dir_remove, (void *)(uintptr_t)dir.p);
    return dir;
}

Str test_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        FAIL(path);
    size_t n = 0, room = 1 << 16;
    char *p = malloc(room);
    for (size_t got; p && (got = fread(p + n, 1, room - n, f)) > 0;) {
        n += got;
        if (n == room)
            p = realloc(p, room *= 2);
    }
    (void)fclose(f);
    if (!p)
        FAIL("out of memory");
    Str s = arena_dup(cx_now.mem, (Str){ p, n });
    free(p);
    return s;
}

Str test_file_put(Cx *cx, Str dir, const char *name, const char *text)
{
    const Str path = arena_join(cx->mem, dir, STR("/"), str_of(name));
    FILE *f = fopen(path.p, "w");
    CHECK(f != NULL);
    (void)fputs(text, f);
    (void)fclose(f);
    return path;
}

Str test_shared(void)
{
    const char *dir = getenv("SHARED");
    if (!dir || !*dir)
        dir = "../shared";
    if (access(dir, R_OK) != 0)
        SKIP("the shared folder is not here");
    return arena_dup(cx_now.mem, str_of(dir));
}

void test_check(bool ok, const char *what, const char *file, int line)
{
    _assert_true(ok, what, file, line);
}

void test_check_str(Str got, Str want, const char *what, const char *file, int line)
{
    if (str_eq(got, want))
        return;
    print_error("%s\n  got  (%zu) \"%.*s\"\n  want (%zu) \"%.*s\"\n", what, got.n, STR_ARG(got),
                want.n, STR_ARG(want));
    _fail(file, line);
}

void test_check_i64(int64_t got, int64_t want, const char *what, const char *file, int line)
{
    if (got == want)
        return;
    print_error("%s\n  got  %" PRId64 "\n  want %" PRId64 "\n", what, got, want);
    _fail(file, line);
}

void test_check_status(const Cx *cx, Status got, Status want, const char *what, const char *file,
                       int line)
{
    bool same_fault = want == ST_OK || cx->fault.status == want;
    if (got == want && same_fault)
        return;
    print_error("%s\n  got  %.*s, want %.*s; fault %.*s at \"%.*s\": %.*s\n", what,
                STR_ARG(status_row(got)->name), STR_ARG(status_row(want)->name),
                STR_ARG(status_row(cx->fault.status)->name), STR_ARG(cx->fault.where),
                STR_ARG(cx->fault.detail));
    _fail(file, line);
    abort();
}

void test_skip(const char *why)
{
    skipped++;
    print_message("skipped: %s\n", why);
    _skip("", 0);
    abort();
}

void test_fail(const char *why, const char *file, int line)
{
    print_error("%s\n", why);
    _fail(file, line);
    abort();
}

static int cx_setup(void **state)
{
    (void)state;
    cx_now = (Cx){ .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS, .request_id = STR("test") };
    return 0;
}

static int cx_teardown(void **state)
{
    (void)state;
    arena_free(cx_now.mem);
    return 0;
}

static bool is_mine(const char *name)
{
    char path[1024];
    const char *claims = getenv("UNIT_CLAIMS");
    if (!claims)
        return true;
    (void)snprintf(path, sizeof path, "%s/%s", claims, name);
    const int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)close(fd);
    else if (errno != EEXIST)
        FAIL("a test cannot be claimed");
    return fd >= 0;
}

static void run_one(void **state)
{
    const Test *t = *state;
    if (is_mine(t->name))
        t->run();
    else
        elsewhere++;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(int argc, char **argv)
{
    const char *part = argc > 1 ? argv[1] : "";
    size_t n = 0, room = 0;
    for (const Test *t = first; t; t = t->next)
        room++;
    struct CMUnitTest *tests = calloc(room + 1, sizeof *tests);
    if (!tests)
        return 2;
    for (Test *t = first; t; t = t->next)
        if (strstr(t->name, part))
            tests[n++] = (struct CMUnitTest){ t->name, run_one, cx_setup, cx_teardown, t };
    qsort(tests, n, sizeof *tests, by_name);
    if (n == 0) {
        fprintf(stderr, "no test has \"%s\" in its name\n", part);
        printf("0 passed, 1 failed, 0 skipped\n");
        free(tests);
        return 1;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    int failed = _cmocka_run_group_tests("unit", tests, n, NULL, NULL);
    if (failed < 0)
        failed = (int)n;
    free(tests);
    printf("%zu passed, %d failed, %zu skipped\n", n - (size_t)failed - skipped - elsewhere, failed,
           skipped);
    return failed > 0;
}
