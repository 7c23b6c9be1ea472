#include "base/str.h"
#include "tests/unit/test.h"

/* Parts joined by '/', each followed by one, so that none and one empty part differ. */
static Str parts_of(Str s)
{
    Cx *cx = test_cx();
    Str all = STR("");
    Str part;
    while (str_split(&s, ',', &part))
        all = arena_join(cx->mem, all, part, STR("/"));
    CHECK(!s.p);
    return all;
}

TEST(str__split_gives_every_part_the_empty_ones_too)
{
    CHECK_STR(parts_of(STR("a,,b")), STR("a//b/"));
    CHECK_STR(parts_of(STR("a")), STR("a/"));
    CHECK_STR(parts_of(STR("a,")), STR("a//"));
    CHECK_STR(parts_of(STR(",a")), STR("/a/"));
    CHECK_STR(parts_of(STR(",")), STR("//"));
    CHECK_STR(parts_of(STR("")), STR("/"));
    CHECK_STR(parts_of(STR_NONE), STR(""));
}

TEST(str__order_is_by_unsigned_bytes_a_prefix_first)
{
    CHECK(str_cmp(STR("a"), STR("b")) < 0);
    CHECK(str_cmp(STR("ab"), STR("a")) > 0);
    CHECK(str_cmp(STR("Z"), STR("a")) < 0);
    CHECK(str_cmp(STR("z"), STR("\xc3\xa9")) < 0);
    CHECK(str_cmp(STR("a\0b"), STR("a\0a")) > 0);
    CHECK(str_cmp(STR(""), STR("a")) < 0 && str_cmp(STR("a"), STR_NONE) > 0);
    CHECK(str_cmp(STR_NONE, STR("")) == 0);
}

TEST(str__equality_without_case_knows_ascii_letters_alone)
{
    CHECK(str_eq_nocase(STR("Content-TYPE"), STR("content-type")));
    CHECK(!str_eq_nocase(STR("[@"), STR("{`"))); /* 0x20 apart, no letters */
    CHECK(!str_eq_nocase(STR("\xc3\x89"), STR("\xc3\xa9")));
    CHECK(!str_eq_nocase(STR("a"), STR("ab")));
    CHECK(str_eq_nocase(STR_NONE, STR("")));
}

TEST(str__prefix_suffix_and_part)
{
    CHECK(str_starts(STR("abc"), STR("ab")) && !str_starts(STR("ab"), STR("abc")));
    CHECK(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("bc"), STR("abc")));
    CHECK(str_starts(STR_NONE, STR("")) && str_ends(STR_NONE, STR("")));
    CHECK(str_contains(STR("abcd"), STR("bc")) && !str_contains(STR("abcd"), STR("bd")));
    CHECK(str_contains(STR("abc"), STR("")) && !str_contains(STR(""), STR("a")));
}

TEST(str__slices_are_cut_to_the_text)
{
    CHECK_STR(str_slice(STR("abcdef"), 2, 4), STR("cd"));
    CHECK_STR(str_slice(STR("abc"), 2, 99), STR("c"));
    CHECK_STR(str_slice(STR("abc"), 3, 1), STR(""));
    CHECK_STR(str_slice(STR("abc"), 99, 99), STR(""));
    CHECK_STR(str_from(STR("abc"), 1), STR("bc"));
    CHECK(!str_from(STR_NONE, 3).p);
}

TEST(str__positions_are_the_length_where_there_is_none)
{
    CHECK_I64((int64_t)str_find(STR("a.b.c"), '.'), 1);
    CHECK_I64((int64_t)str_rfind(STR("a.b.c"), '.'), 3);
    CHECK_I64((int64_t)str_find(STR("abc"), '.'), 3);
    CHECK_I64((int64_t)str_rfind(STR("abc"), '.'), 3);
    CHECK_I64((int64_t)str_rfind(STR(".bc"), '.'), 0);
    CHECK_I64((int64_t)str_find(STR_NONE, '.'), 0);
}

TEST(str__trim_takes_white_space_of_both_ends)
{
    CHECK_STR(str_trim(STR(" \t\r\na b\n ")), STR("a b"));
    CHECK_STR(str_trim(STR(" \n")), STR(""));
    CHECK_STR(str_trim(STR("\va")), STR("\va"));
}

TEST(str__only_wants_at_least_one_byte_and_no_nul)
{
    CHECK(str_only(STR("0a9"), "0123456789abcdef"));
    CHECK(!str_only(STR("0g"), "0123456789abcdef"));
    CHECK(!str_only(STR(""), "abc"));
    CHECK(!str_only(STR("a\0"), "abc"));
}

TEST(str__whole_numbers_are_digits_up_to_the_largest)
{
    uint64_t u = 7;
    CHECK(str_to_u64(STR("18446744073709551615"), &u) && u == UINT64_MAX);
    CHECK(str_to_u64(STR("007"), &u) && u == 7);
    static const Str bad[] = { STR_C(""),
                               STR_C("+1"),
                               STR_C("-1"),
                               STR_C(" 1"),
                               STR_C("1 "),
                               STR_C("1x"),
                               STR_C("0x1"),
                               STR_C("18446744073709551616"),
                               STR_C("99999999999999999999") };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!str_to_u64(bad[i], &u) && u == 7);
}

TEST(str__signed_numbers_reach_both_ends)
{
    int64_t v = 7;
    CHECK(str_to_i64(STR("9223372036854775807"), &v) && v == INT64_MAX);
    CHECK(str_to_i64(STR("-9223372036854775808"), &v) && v == INT64_MIN);
    CHECK(str_to_i64(STR("-9223372036854775807"), &v) && v == -INT64_MAX);
    CHECK(str_to_i64(STR("-0"), &v) && v == 0);
    CHECK(!str_to_i64(STR("9223372036854775808"), &v) && v == 0);
    CHECK(!str_to_i64(STR("-9223372036854775809"), &v));
    CHECK(!str_to_i64(STR("-"), &v) && !str_to_i64(STR("--1"), &v) && !str_to_i64(STR(""), &v));
}

/* Stored on disk: a changed hash loses every search key. FNV-1a of "" and "a" are 0xcbf29ce484222325
 * and 0xaf63dc4c8601ec8c (the FNV page's test vectors), then the finishing mix. */
TEST(str__hash_is_the_one_on_disk)
{
    uint64_t h = 0xaf63dc4c8601ec8cu;
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    CHECK(str_hash(STR("a")) == h);
    CHECK(str_hash(STR("")) == str_hash(STR_NONE));
    CHECK(str_hash(STR("")) != str_hash(STR("\0")));
}

TEST(str__a_sum_sees_each_changed_or_missing_byte)
{
    char text[] = "a line of a journal, 37 bytes of text";
    const Str s = { text, sizeof text - 1 };
    const uint64_t whole = str_sum(s);
    for (size_t i = 0; i < s.n; i++) {
        CHECK(str_sum(str_slice(s, 0, i)) != whole);
        text[i] ^= 1;
        CHECK(str_sum(s) != whole);
        text[i] ^= 1;
    }
    CHECK(str_sum(s) == whole);
    CHECK(str_sum(STR("\0")) != str_sum(STR_NONE));
}
