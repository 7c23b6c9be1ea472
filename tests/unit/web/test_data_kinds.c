/* From scopes to words and back: what a form keeps of them (AUTHORIZATION S12, A18, A20, A22). */
#include "tests/unit/test.h"
#include "web/consent_pages.h"
#include "web/message.h"

/* A18, A16 */
TEST(data_kinds__every_type_and_part_has_its_words)
{
    Cx *cx = test_cx();
    size_t n;
    const OauthChoice *all = oauth_scope_choices(cx, STR("patient/*.rs"), &n);
    CHECK(n > 80);
    for (size_t i = 0; i < n; i++)
        CHECK(message_find(arena_join(cx->mem, STR("type_"), all[i].type, STR_NONE)) != NULL);
    for (size_t i = 0; i < oauth_category_count; i++)
        CHECK(message_find(arena_join(cx->mem, STR("part_"), oauth_categories[i].code, STR_NONE)) !=
              NULL);
}

static Str kept(const char *scope, const HttpField *fields, size_t count)
{
    Cx *cx = test_cx();
    size_t n;
    OauthChoice *choices = oauth_scope_choices(cx, str_of(scope), &n);
    HttpField *own = ARENA_ARRAY(cx->mem, HttpField, count);
    for (size_t i = 0; i < count; i++)
        own[i] = fields[i];
    const HttpForm form = { .fields = own, .count = count };
    consent_choose(cx, &form, choices, n);
    Str out = STR("");
    for (size_t i = 0; i < n; i++)
        if (choices[i].kept)
            out = arena_join(cx->mem, out, out.n ? STR(" ") : STR(""), choices[i].type);
    return out;
}

#define SHARE(value_)                                                                              \
    {                                                                                              \
        STR_C("share"), STR_C(value_)                                                              \
    }
#define KIND(value_)                                                                               \
    {                                                                                              \
        STR_C("kind"), STR_C(value_)                                                               \
    }

/* S12, A22 */
TEST(data_kinds__a_type_is_kept_by_its_box_and_its_kinds)
{
    static const HttpField all[] = { KIND("plans"),     SHARE("Goal"),  SHARE("CareTeam"),
                                     SHARE("Coverage"), SHARE("Claim"), SHARE("*") };
    static const char scope[] = "patient/Patient.rs patient/Goal.rs patient/CareTeam.rs"
                                " patient/Coverage.rs";
    CHECK_STR(kept(scope, all, 6), STR("CareTeam Coverage Goal Patient"));
    CHECK_STR(kept(scope, all, 2), STR("Goal Patient"));         /* a box taken out */
    CHECK_STR(kept(scope, all + 1, 3), STR("Coverage Patient")); /* the kind's */
    CHECK_STR(kept(scope, NULL, 0), STR("Patient"));
}

/* A22, threat 12 */
TEST(data_kinds__a_form_that_names_what_was_never_asked_is_told)
{
    Cx *cx = test_cx();
    size_t n;
    const OauthChoice *choices = oauth_scope_choices(cx, STR("patient/Goal.rs"), &n);
    HttpField fields[] = { SHARE("Goal"), { STR_C("shown"), STR_C("x") } };
    HttpForm form = { .fields = fields, .count = 2 };
    CHECK(!consent_foreign(cx, &form, choices, n));
    fields[0].value = STR("Claim");
    CHECK(consent_foreign(cx, &form, choices, n));
    fields[0] = (HttpField){ STR("scope"), STR("patient/*.rs") };
    CHECK(consent_foreign(cx, &form, choices, n));
}
