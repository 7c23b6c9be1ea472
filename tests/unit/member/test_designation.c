/* The plan's own register of representatives (AUTHORIZATION M36): one file, read. */
#include "base/buf.h"
#include "tests/unit/member/help.h"

#define HEAD "patient,basis,first,last,email,evidence,from,until,limits,lang\n"

static Status read(Cx *cx, const char *csv, Designations *out)
{
    return designations_read(cx, str_of(csv), STR("Ana"), out);
}

static void wrong(const char *line, const char *column)
{
    Designations d;
    Cx *cx = test_cx();
    CHECK_OK(cx, read(cx, arena_join(cx->mem, STR(HEAD), str_of(line), STR("\n")).p, &d));
    CHECK_I64((int64_t)d.wrong_count, 1);
    CHECK_I64((int64_t)d.wrong[0].line, 2);
    CHECK_STR(d.wrong[0].column, str_of(column));
    CHECK(d.wrong[0].why.n > 0 && d.count == 0);
}

/* M36 */
TEST(designation__each_line_that_cannot_be_right_says_where)
{
    Designations d;
    Cx *cx = test_cx();
    CHECK_OK(cx,
             read(cx, HEAD "tom,executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,\n", &d));
    CHECK(d.count == 1 && d.wrong_count == 0);
    wrong(",executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,", "patient");
    wrong("tom,friend,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,", "basis");
    wrong("tom,executor,,Ruiz,rita@example.com,reg 1,,2099-12-31,,", "first");
    wrong("tom,executor,Rita,,rita@example.com,reg 1,,2099-12-31,,", "last");
    wrong("tom,executor,Rita,Ruiz,rita,reg 1,,2099-12-31,,", "email");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,,,2099-12-31,,", "evidence");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,reg 1,soon,2099-12-31,,", "from");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,reg 1,,,,", "until");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,reg 1,2099-12-31,2099-01-01,,", "until");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,some,", "limits");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,fr", "lang");
    wrong("tom,executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,en,more", "lang");
    wrong("tom,\"executor,Rita", "basis");
}

TEST(designation__is_known_by_member_and_address_whatever_the_case)
{
    Designations d;
    Cx *cx = test_cx();
    CHECK_OK(cx, read(cx,
                      HEAD "tom,executor,Rita,Ruiz,Rita@Example.com,reg 1,,2099-12-31,,es\n"
                           "ann,guardianship,Rita,Ruiz,rita@example.com,reg 2,2026-03-01,"
                           "2099-12-31,no-sensitive,\n"
                           "old,executor,Rita,Ruiz,rita@example.com,,,2020-12-31,,\n",
                      &d));
    CHECK_I64((int64_t)d.count, 3);
    CHECK_I64((int64_t)d.wrong_count, 0);
    const Designation *tom = designation_find(&d, STR("tom rita@example.com"));
    const Designation *ann = designation_find(&d, STR("ann rita@example.com"));
    CHECK(tom && ann && !designation_find(&d, STR("rita@example.com")));
    CHECK_STR(tom->mandate.lang, STR("es"));
    CHECK(tom->mandate.limits == 0 && !tom->has_from && tom->mandate.loaded);
    CHECK(ann->mandate.limits == MEMBER_LIMIT_SENSITIVE && ann->has_from && !ann->over);
    CHECK(designation_find(&d, STR("old rita@example.com"))->over);
    CHECK_OK(cx, read(cx,
                      HEAD "tom,executor,Rita,Ruiz,Rita@Example.com,reg 1,,2099-12-31,,es\n"
                           "tom,guardianship,Rita,Ruiz,rita@example.com,reg 2,,2099-12-31,,\n",
                      &d));
    CHECK_I64((int64_t)d.wrong_count, 1);
    CHECK_I64((int64_t)d.wrong[0].line, 3);
    CHECK_STR(d.wrong[0].column, STR("email"));
}

/* A file that came in part would end whom the other part names. */
TEST(designation__half_a_file_is_none)
{
    Designations d;
    Cx *cx = test_cx();
    const char *row = "tom,executor,Rita,Ruiz,rita@example.com,reg 1,,2099-12-31,,";
    CHECK_FAILS(cx, ST_INVALID, read(cx, "", &d));
    CHECK_FAILS(cx, ST_INVALID, read(cx, HEAD, &d));
    CHECK_FAILS(cx, ST_INVALID, read(cx, "patient,first\n", &d));
    CHECK_FAILS(cx, ST_INVALID,
                read(cx, arena_join(cx->mem, STR(HEAD), str_of(row), STR("")).p, &d));
    CHECK_FAILS(cx, ST_INVALID, designations_read(cx, STR(HEAD "x\n"), STR(""), &d)); /* nobody's */
}

static Str lines(Cx *cx, size_t count)
{
    Buf *b = buf_new(cx, LIMIT_REGISTER);
    buf_put(b, STR(HEAD));
    for (size_t i = 0; i < count; i++)
        buf_printf(b, "p%zu,executor,R,R,r@e.com,1,,2099-12-31,,\n", i);
    return buf_str(b);
}

TEST(designation__ceilings_are_as_many_lines_and_bytes)
{
    Designations d;
    Cx *cx = test_cx();
    CHECK_OK(cx, designations_read(cx, lines(cx, LIMIT_DESIGNATIONS), STR("Ana"), &d));
    CHECK_I64((int64_t)d.count, LIMIT_DESIGNATIONS);
    CHECK_FAILS(cx, ST_TOO_LONG,
                designations_read(cx, lines(cx, LIMIT_DESIGNATIONS + 1), STR("Ana"), &d));
    char *p = arena_alloc_raw(cx->mem, LIMIT_REGISTER + 1);
    const Str one = lines(cx, 1);
    for (size_t i = 0; i <= LIMIT_REGISTER; i++)
        p[i] = i < one.n ? one.p[i] : '\n';
    CHECK_OK(cx, designations_read(cx, (Str){ p, LIMIT_REGISTER }, STR("Ana"), &d));
    CHECK_FAILS(cx, ST_TOO_LONG,
                designations_read(cx, (Str){ p, LIMIT_REGISTER + 1 }, STR("Ana"), &d));
}
