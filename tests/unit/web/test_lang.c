#include "tests/unit/test.h"
#include "web/lang.h"

static Lang accept(Str list)
{
    Lang lang = LANG_EN;
    (void)lang_pick(list, ',', &lang);
    return lang;
}

/* A16. */
TEST(lang__the_heaviest_language_that_we_speak_wins)
{
    CHECK(accept(STR("es-MX,es;q=0.9,en;q=0.8")) == LANG_ES);
    CHECK(accept(STR("en;q=0.5, es;q=0.9")) == LANG_ES);
    CHECK(accept(STR("fr, es;q=0.1")) == LANG_ES);
    CHECK(accept(STR("en, es")) == LANG_EN);
    CHECK(accept(STR("es;q=0, en;q=0.1")) == LANG_EN);
    CHECK(accept(STR("ES")) == LANG_ES);
}

TEST(lang__nothing_that_we_speak_is_no_choice)
{
    Lang lang = LANG_ES;
    CHECK(!lang_pick(STR("fr-CA, de;q=0.5, *"), ',', &lang));
    CHECK(!lang_pick(STR("es;q=0"), ',', &lang));
    CHECK(!lang_pick(STR_NONE, ' ', &lang));
    CHECK(!lang_pick(STR("\"><svg onload=1>"), ' ', &lang));
    CHECK(lang == LANG_ES);
}
