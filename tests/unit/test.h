/* test.h - how a unit test is written.
 *
 *     TEST(pkce__rfc7636_appendix_b)
 *     {
 *         Cx *cx = test_cx();
 *         CHECK_OK(cx, pkce_s256(...));
 *     }
 *
 * A TEST registers itself; nothing lists it. Its name is a folder or file, two underscores, and one
 * behaviour as a sentence. The first CHECK that fails ends the test (cmocka jumps out of it), so what
 * must be given back is registered with arena_defer on test_cx()->mem. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include "base/cx.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct Test {
    const char *name;
    void (*run)(void);
    struct Test *next;
} Test;

void test_register(Test *t);

#define TEST(name_)                                                                                \
    static void test_##name_(void);                                                                \
    __attribute__((constructor)) static void test_add_##name_(void)                                \
    {                                                                                              \
        static Test row = { #name_, test_##name_, NULL };                                          \
        test_register(&row);                                                                       \
    }                                                                                              \
    static void test_##name_(void)

/* A Cx of this test alone: an empty arena and the fixed time TEST_NOW_MS. Freed after the test. */
Cx *test_cx(void);
/* A directory of this test alone, "/tmp/postern-test-XXXXXX", removed after it; $POSTERN_TEST_TMP in place of /tmp. */
Str test_dir(void);
/* The whole of a file; fails the test when it cannot be read. */
Str test_file(const char *path);
/* Writes name in dir, and gives its path. */
Str test_file_put(Cx *cx, Str dir, const char *name, const char *text);
/* The folder of shared specifications and data ($SHARED, else ../shared); skips the test when absent. */
Str test_shared(void);

#define TEST_NOW_MS INT64_C(1767225600000) /* 2026-01-01T00:00:00Z */

void test_check(bool ok, const char *what, const char *file, int line);
void test_check_str(Str got, Str want, const char *what, const char *file, int line);
void test_check_i64(int64_t got, int64_t want, const char *what, const char *file, int line);
void test_check_status(const Cx *cx, Status got, Status want, const char *what, const char *file,
                       int line);
_Noreturn void test_skip(const char *why);
_Noreturn void test_fail(const char *why, const char *file, int line);

#define CHECK(x) test_check((x), #x, __FILE__, __LINE__)
#define CHECK_STR(got, want) test_check_str((got), (want), #got, __FILE__, __LINE__)
#define CHECK_I64(got, want) test_check_i64((got), (want), #got, __FILE__, __LINE__)
/* A call that returns Status: CHECK_OK prints the fault when it failed. */
#define CHECK_OK(cx, call) test_check_status((cx), (call), ST_OK, #call, __FILE__, __LINE__)
/* As CHECK_OK for an expected failure; the fault must say the same Status. */
#define CHECK_FAILS(cx, st, call) test_check_status((cx), (call), (st), #call, __FILE__, __LINE__)
#define FAIL(why) test_fail((why), __FILE__, __LINE__)
/* Counted and printed, never silent. */
#define SKIP(why) test_skip(why)

#endif
