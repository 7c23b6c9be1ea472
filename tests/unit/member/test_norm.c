/* AUTHORIZATION M4 to M6, M11. */
#include "member/member_int.h"
#include "tests/unit/test.h"

#define YES true
#define NO false

/* M4, M5, threat 56 */
TEST(norm__m4_names_compare_without_case_accents_punctuation)
{
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        { "O'Brien", "obrien", YES },
        { "O'Brien",
          "O\xe2\x80\x99"
          "BRIEN",
          YES },
        { "O Brien", "O'Brien", YES },
        { "Jos\xc3\xa9", "JOSE", YES },
        { "Jose\xcc\x81", "JOSE", YES },
        { "De La Cruz", "delacruz", YES },
        { "De La Cruz", "De", NO },
        { "Smith-Jones", "SmithJones", YES },
        { "Smith-Jones", "Smith", YES },
        { "Smith-Jones", "Jones", NO },
        { "\xc3\x91u\xc3\xb1"
          "ez",
          "nunez", YES },
        { "Garc\xc3\xad"
          "a M\xc3\xa1rquez",
          "Garcia", YES },
        { "Garcia Marquez", "garciamarquez", YES },
        { "Garcia Marquez", "Garcia Lopez", NO },
        { "Garcia Marquez", "Marquez", NO },
        { "De La Cruz Ortiz", "De la Cruz", YES },
        { "King Jr.", "King", YES },
        { "King, Jr", "King Sr", YES },
        { "Windsor III", "windsor", YES },
        { "V", "V", YES },
        { "Wa\xc5\x82"
          "esa",
          "Walesa", YES },
        { "Stra\xc3\x9f"
          "e",
          "STRASSE", YES },
        { "Ramirez", "Ramires", NO },
        { "", "", NO },
    };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const bool same =
            norm_last_eq(norm_last(cx, str_of(rows[i].a)), norm_last(cx, str_of(rows[i].b)));
        if (same != rows[i].same)
            FAIL(rows[i].a);
    }
}

/* M5 */
TEST(norm__a_middle_initial_is_not_part_of_a_first_name)
{
    Cx *cx = test_cx();
    CHECK_STR(norm_first(cx, STR("Rosa M.")), STR("rosa"));
    CHECK_STR(norm_first(cx, STR("Mary Ann")), STR("maryann"));
    CHECK_STR(norm_first(cx, STR("J")), STR("j"));
}

/* M6 */
TEST(norm__member_ids_lose_spaces_hyphens_and_case)
{
    Cx *cx = test_cx();
    NormId id;
    CHECK(norm_member_id(cx, STR(" w12 345-6789 "), &id));
    CHECK_STR(id.whole, STR("W123456789"));
    CHECK(id.base.n == 0);
    CHECK(norm_member_id(cx, STR("W123456789-01"), &id));
    CHECK_STR(id.whole, STR("W12345678901"));
    CHECK_STR(id.base, STR("W123456789"));
    CHECK(!norm_member_id(cx, STR("W1234'6789"), &id));
    CHECK(!norm_member_id(cx, STR("--"), &id));
    CHECK(norm_member_id(cx, STR("O0I1"), &id));
    CHECK_STR(id.whole, STR("O0I1")); /* no guessing */
}

/* M6 */
TEST(norm__zip_is_five_digits)
{
    Str z;
    CHECK(norm_zip(STR("02118-1234"), &z));
    CHECK_STR(z, STR("02118"));
    CHECK(norm_zip(STR(" 02118 "), &z));
    CHECK(!norm_zip(STR("0211"), &z));
    CHECK(!norm_zip(STR("02118-12"), &z));
    CHECK(!norm_zip(STR("0211A"), &z));
}

/* M6 */
TEST(norm__birth_dates_are_real_past_and_within_130_years)
{
    Cx *cx = test_cx(); /* 2026-01-01 */
    CHECK(norm_birth_date(cx, STR("1950-02-28")));
    CHECK(norm_birth_date(cx, STR("2026-01-01")));
    CHECK(!norm_birth_date(cx, STR("2026-01-02")));
    CHECK(!norm_birth_date(cx, STR("1950-02-29")));
    CHECK(norm_birth_date(cx, STR("1895-06-01")));
    CHECK(!norm_birth_date(cx, STR("1894-12-31")));
    CHECK(!norm_birth_date(cx, STR("1950-02")));
}

TEST(norm__whoever_is_born_on_29_february_comes_of_age_on_1_march)
{
    CHECK_I64(norm_birthday_ms(STR("2008-02-29"), 18), INT64_C(1772323200000)); /* 2026-03-01 */
    CHECK_I64(norm_birthday_ms(STR("2008-01-01"), 18), TEST_NOW_MS);
}

/* M11 */
TEST(norm__names_with_hidden_characters_are_refused)
{
    CHECK(norm_name_ok(STR("Jos\xc3\xa9")));
    CHECK(!norm_name_ok(STR("Jos\xe2\x80\x8b"
                            "e")));
    CHECK(!norm_name_ok(STR("Jose\n")));
    CHECK(!norm_name_ok(STR("Jos\xff")));
    CHECK(!norm_name_ok(STR("")));
}
