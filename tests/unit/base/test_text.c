#include "base/text.h"
#include "tests/unit/test.h"

static void check_same_name(const char *a, const char *b)
{
    Cx *cx = test_cx();
    CHECK_STR(text_fold_name(cx, str_of(a)), text_fold_name(cx, str_of(b)));
}

/* AUTHORIZATION M4's own table. */
TEST(text__m4_names_that_are_the_same)
{
    check_same_name("O'Brien", "obrien");
    check_same_name("O\u2019BRIEN", "obrien");
    check_same_name("Jos\u00e9", "JOSE");
    check_same_name("Jose\u0301", "JOSE");
    check_same_name("De La Cruz", "delacruz");
    check_same_name("Smith-Jones", "SmithJones");
    check_same_name("\u00d1u\u00f1ez", "nunez");
}

TEST(text__m4_letters_that_unicode_leaves_alone)
{
    Cx *cx = test_cx();
    static const struct {
        const char *name;
        Str folded;
    } rows[] = {
        { "Stra\u00dfe", STR_C("strasse") },
        { "STRA\u1e9eE", STR_C("strasse") },
        { "\u00c6sir", STR_C("aesir") },
        { "S\u00f8ren \u00d8", STR_C("soreno") },
        { "\u0141ukasz", STR_C("lukasz") },
        { "\u0110or\u0111e", STR_C("dorde") },
        { "\u00deor \u00f0", STR_C("thord") },
        { "\u0152uvre", STR_C("oeuvre") },
        { "\u0130\u0131Ii", STR_C("iiii") },
        { "\uff21\uff07b", STR_C("ab") },    /* full width */
        { "a\u00a0b\u00adc", STR_C("abc") }, /* no-break space, soft hyphen */
        { "\ufb01n", STR_C("fin") },         /* a ligature */
        { "a`b\u00b4c\u02bcd\u2032e", STR_C("abcde") },
        { "a\u2010b\u2011c\u2012d\u2013e\u2014f\u2212g", STR_C("abcdefg") },
        { "", STR_C("") },
        { " -'., ", STR_C("") },
        { "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
          STR_C("\u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c3") },
        { "\u738b\u5c0f\u660e", STR_C("\u738b\u5c0f\u660e") },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(text_fold_name(cx, str_of(rows[i].name)), rows[i].folded);
}

TEST(text__different_names_stay_different)
{
    Cx *cx = test_cx();
    CHECK(!str_eq(text_fold_name(cx, STR("Ana")), text_fold_name(cx, STR("Anna"))));
    CHECK(!str_eq(text_fold_name(cx, STR("M\xc3\xbcller")), text_fold_name(cx, STR("Mueller"))));
}

/* R4 search 3.1.1.4.8: case and accents do not count; spaces and punctuation stay here. */
TEST(text__search_folds_case_and_marks_alone)
{
    Cx *cx = test_cx();
    CHECK_STR(text_fold_search(cx, STR("De La O'CRUZ-1.")), STR("de la o'cruz-1."));
    CHECK_STR(text_fold_search(cx, str_of("\u00c9t\u00c9 \u00df")), str_of("ete ss"));
    CHECK_STR(text_fold_search(cx, str_of("\u00c5ngstro\u0308m")), STR("angstrom"));
    CHECK_STR(text_fold_search(cx, STR("")), STR(""));
    CHECK_STR(text_fold_search(cx, STR("@[`{")), STR("@[`{"));
}

TEST(text__folding_once_more_changes_nothing)
{
    Cx *cx = test_cx();
    static const char *const texts[] = { "Jos\u00e9", "\u0130stanbul", "\u00df\u00c6", "\u01c4",
                                         "\u1e9e",    "\u0390",        "\ufb03",       "\u2460" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const Str once = text_fold_search(cx, str_of(texts[i]));
        CHECK_STR(text_fold_search(cx, once), once);
    }
}

/* The caller checks first; what slips through must not run over. */
TEST(text__bytes_that_are_not_utf8_do_no_harm)
{
    Cx *cx = test_cx();
    CHECK_STR(text_fold_search(cx, STR("A\xff")), STR("A\xff"));
    CHECK_STR(text_fold_name(cx, STR("A \xc3")), STR("A\xc3"));
    CHECK(text_has_hidden(STR("a\xff")));
}

/* M11, O15: what a reader does not see, or sees in another order than it is compared in. */
TEST(text__hidden_characters_are_found)
{
    static const char *const hidden[] = {
        "a\tb",    "a\nb",   "\x7f",   "\xc2\x85",   "a\u00ad",    "\u034f", "\u061c", "\u115f",
        "\u180e",  "\u200b", "\u200d", "\u200e",     "\u200f",     "\u2028", "\u2029", "\u202a",
        "\u202e",  "\u2060", "\u2066", "\u2069",     "\u206a",     "\u206f", "\u3164", "\ufe0f",
        "\ufeffa", "\ufff9", "\uffa0", "\U000e0041", "\U000e0100",
    };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (!text_has_hidden(str_of(hidden[i])))
            FAIL(hidden[i]);
    CHECK(text_has_hidden(STR("a\0b")));
}

TEST(text__visible_characters_are_not)
{
    static const char *const plain[] = { "",
                                         " ~",
                                         "\u00a0\u00ac\u00ae",
                                         "Jose\u0301",
                                         "\u0645\u062d\u0645\u062f",
                                         "\u2010\u2019\u2030",
                                         "\u3163\u3165",
                                         "\ufffd",
                                         "\U0001f600",
                                         "\u738b" };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (text_has_hidden(str_of(plain[i])))
            FAIL(plain[i]);
}
