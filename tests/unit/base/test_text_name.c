#include "base/text_name.h"
#include "tests/unit/test.h"

/* O15. */
TEST(text_name__names_of_many_scripts_may_be_shown)
{
    static const char *const rows[] = {
        "Claims Viewer",
        ("Salud D\xC3\xAD"
         "a"),
        "O'Brien & Sons, Ltd. (24/7)",
        "\xD0\x9C\xD0\xBE\xD1\x91 \xD0\xB7\xD0\xB4\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB2\xD1\x8C\xD0\xB5",
        "\xE5\x81\xA5\xE5\xBA\xB7\xE3\x82\xA2\xE3\x83\x97\xE3\x83\xAA", /* two scripts, one writing */
        "\xED\x95\x9C\xEA\xB5\xAD \xEA\xB1\xB4\xEA\xB0\x95",
        "Claims \xD0\x96\xD0\xB8\xD0\xB7\xD0\xBD\xD1\x8C", /* a word of each */
        "Nguy\xE1\xBB\x85n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_name_fault(test_cx(), str_of(rows[i])))
            FAIL(rows[i]);
}

/* O15, threat 63. */
TEST(text_name__what_is_not_what_it_looks_like_may_not)
{
    static const char *const rows[] = {
        "",
        " ",
        " Claims",
        "Claims ",
        "Claims  Viewer",
        "Cl\xD0\xB0ims", /* a Cyrillic a */
        "Claim\xCE\xBF", /* a Greek o */
        ("\xCE\x91"
         "pp"), /* a Greek A */
        ("\xE1\x8E\xAA"
         "pp"),               /* a Cherokee A */
        "Claims\xE2\x80\x8B", /* no width */
        ("Cl\xE2\x80\xAE"
         "aims"),               /* turns the text around */
        "Claims\xC2\xAD",       /* soft hyphen */
        "Claims\xC2\xA0Viewer", /* a space that is none */
        "Claims\x07",
        "Claims\n",
        ("D\x69\xCC\x81"
         "a"),                     /* not NFC */
        "\xEF\xBC\xA3laims",       /* wide */
        "\xF0\x9D\x90\x82laims",   /* mathematical bold */
        "\xEF\xAC\x81t",           /* a ligature */
        "Claims\xE2\x84\xA2",      /* (TM) */
        "Claims \xE2\x9C\x93",     /* a check mark */
        "Claims \xF0\x9F\x94\x92", /* a lock */
        "Claims\xC2\xAE",
        "Cl\xC2\xAAims",             /* a raised a */
        "Claims\xC7\x86",            /* one sign for two letters */
        "a\xCC\xB6\xCC\xB7\xCC\xB8", /* piled marks */
        ("\xCC\xB6"
         "a"),
        "\xEE\x80\x80",             /* private use */
        "\xE1\x9A\xA0\xE1\x9A\xA2", /* runes: a script not known here */
        "\xFF",
        "a\xED\xA0\x80",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!text_name_fault(test_cx(), str_of(rows[i])))
            FAIL(rows[i]);
}

/* O15, threats 56 and 63. */
TEST(text_name__look_alikes_look_alike)
{
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        { "Medicare", "MEDICARE", true },
        { "Medicare", "Medlcare", true },
        { "Medicare",
          ("M\xC3\xA9"
           "d1car3"),
          true },
        { "Medicare",
          "\xD0\x9C\xD0\x95"
          "d\xD1\x96\xD1\x81\xD0\xB0"
          "r\xD0\xB5",
          true },
        { "Medicare",
          ("\xEF\xBC\xAD"
           "edicare"),
          true },
        { "Modern Health", "Modem Hea1th", true },
        { "Health-Plan", "health  plan!", true },
        { "Health Plan", "HealthPlan", false },
        { "Medicare", "Medicine", false },
        { "", "!!", true },
    };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(text_look(cx, str_of(rows[i].a)), text_look(cx, str_of(rows[i].b))) !=
            rows[i].same)
            FAIL(rows[i].b);
}
