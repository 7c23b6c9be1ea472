#include "base/ini.h"
#include "tests/unit/test.h"

#include <stdio.h>

static Str file_with(Str text)
{
    const Str path = arena_join(test_cx()->mem, test_dir(), STR("/a.ini"), STR(""));
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(text.p, 1, text.n, f) == text.n);
    (void)fclose(f);
    return path;
}

static Ini read(Str text)
{
    Ini ini;
    CHECK_OK(test_cx(), ini_read(test_cx(), file_with(text), &ini));
    return ini;
}

static void check_refused(Str text, const char *detail)
{
    Cx *cx = test_cx();
    Ini ini;
    CHECK_FAILS(cx, ST_INVALID, ini_read(cx, file_with(text), &ini));
    if (!str_contains(cx->fault.detail, str_of(detail)))
        CHECK_STR(cx->fault.detail, str_of(detail));
}

TEST(ini__rows_come_in_order_with_their_lines)
{
    const Ini ini =
        read(STR("; a comment\nfirst = 1\n\n[two words]\n# another\n a b : x = y  ; said\n"
                 "empty =\r\n[last]\nfirst=2"));
    CHECK_I64((int64_t)ini.count, 4);
    CHECK_STR(ini.rows[0].section, STR(""));
    CHECK_I64(ini.rows[0].line, 2);
    CHECK_STR(ini.rows[1].section, STR("two words"));
    CHECK_STR(ini.rows[1].key, STR("a b"));
    CHECK_STR(ini.rows[1].value, STR("x = y")); /* a colon serves as well */
    CHECK_I64(ini.rows[1].line, 6);
    CHECK_STR(ini_get(&ini, STR("two words"), STR("empty")), STR(""));
    CHECK_STR(ini_get(&ini, STR("last"), STR("first")), STR("2"));
    CHECK(!ini_get(&ini, STR("last"), STR("empty")).p);
}

TEST(ini__indented_lines_go_on)
{
    const Ini ini = read(STR("a = one\n  two\n\tthree = 3\nb = x\n"));
    CHECK_I64((int64_t)ini.count, 2);
    CHECK_STR(ini_get(&ini, STR(""), STR("a")), STR("one\ntwo\nthree = 3"));
    CHECK_I64(ini.rows[0].line, 3);
    CHECK_I64(ini.rows[1].line, 4);
}

TEST(ini__a_key_given_again_is_refused)
{
    check_refused(STR("a = 1\na = 2\n"), "line 2 gives a key again");
    check_refused(STR("a = 1\nb = 2\na = 3\n"), "line 3 gives a key again");
    check_refused(STR("[s]\na = 1\n[t]\na = 2\n[s]\na = 3\n"), "line 6 gives a key again");
}

TEST(ini__the_first_line_that_cannot_be_read_is_named)
{
    check_refused(STR("a = 1\nnonsense\nb = 2\nmore\n"), "line 2 cannot be read");
    check_refused(STR("[open\n"), "line 1 cannot be read");
}

/* The library would read the rest of the line as a line of its own. */
TEST(ini__a_line_that_is_too_long_is_refused_not_cut)
{
    Cx *cx = test_cx();
    check_refused(arena_printf(cx->mem, "a = 1\nb = %0*d x = y\n", 195, 0), "line 2 is too long");
    check_refused(arena_printf(cx->mem, "b = %0*d", 196, 0), "line 1 is too long");
    check_refused(arena_printf(cx->mem, "; %0*d a = 5\n", 198, 0), "line 1 is too long");
    const Ini ini =
        read(arena_printf(cx->mem, "b = %0*d\nc = %0*d\r\nd = %0*d", 195, 1, 194, 2, 195, 3));
    CHECK_I64((int64_t)ini.count, 3);
    CHECK_I64((int64_t)ini.rows[0].value.n, 195);
    CHECK_I64((int64_t)ini.rows[1].value.n, 194);
    CHECK_I64((int64_t)ini.rows[2].value.n, 195);
    CHECK_I64(ini.rows[2].line, 3);
}

TEST(ini__an_empty_file_has_no_rows)
{
    CHECK_I64((int64_t)read(STR("")).count, 0);
    CHECK_I64((int64_t)read(STR("\xef\xbb\xbf\n; only a comment\n")).count, 0);
}

TEST(ini__a_missing_file_and_a_folder_are_told_apart)
{
    Cx *cx = test_cx();
    Ini ini;
    const Str dir = test_dir();
    CHECK_FAILS(cx, ST_NOT_FOUND,
                ini_read(cx, arena_join(cx->mem, dir, STR("/none"), STR("")), &ini));
    CHECK_FAILS(cx, ST_INVALID, ini_read(cx, dir, &ini));
}
