#include "tests/unit/test.h"
#include "web/asset.h"
#include "web/message.h"
#include "web/tmpl.h"

static const MessageWords english = { .lang = 0 };

static Status one_read(Cx *cx, Str text, Tmpls **t)
{
    const TmplSource sources[] = { { STR("_part"), STR("<{{name}}>") }, { STR("page"), text } };
    return tmpls_read(cx, sources, 2, t);
}

static Str shown(Cx *cx, Str text, const TmplData *d, int lang)
{
    Tmpls *t;
    Str out = STR("");
    CHECK_OK(cx, one_read(cx, text, &t));
    CHECK_OK(cx, tmpl_render(cx, t, STR("page"), (MessageWords){ .lang = lang }, d, &out));
    return out;
}

/* A18, threat 62. */
TEST(tmpl__values_are_escaped)
{
    Cx *cx = test_cx();
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("name"), STR("\"><svg onload=1>'&"));
    CHECK_STR(shown(cx, STR("a {{name}} b"), d, 0),
              STR("a &quot;&gt;&lt;svg onload=1&gt;&#39;&amp; b"));
}

TEST(tmpl__addresses_that_run_scripts_are_not_written)
{
    static const Str bad[] = { STR_C("javascript:alert(1)"), STR_C(" javascript:x"),
                               STR_C("data:text/html,x"), STR_C("x"), STR_C("") };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        TmplData *d = tmpl_data(cx);
        tmpl_str(d, STR("u"), bad[i]);
        CHECK_STR(shown(cx, STR("<a href=\"{{u}}\">"), d, 0), STR("<a href=\"#\">"));
    }
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("u"), STR("https://a/?x=1&y"));
    CHECK_STR(shown(cx, STR("<form action=\"{{u}}\">"), d, 0),
              STR("<form action=\"https://a/?x=1&amp;y\">"));
}

TEST(tmpl__conditions_lists_and_partials_nest)
{
    Cx *cx = test_cx();
    TmplData *d = tmpl_data(cx);
    tmpl_bool(d, STR("yes"), true);
    tmpl_str(d, STR("outer"), STR("o"));
    tmpl_str(tmpl_item(d, STR("list")), STR("name"), STR("1"));
    TmplData *second = tmpl_item(d, STR("list"));
    tmpl_str(second, STR("name"), STR("2"));
    tmpl_bool(second, STR("yes"), false);
    CHECK_STR(shown(cx,
                    STR("{{#each list}}{{> _part}}{{#if yes}}y{{#else}}n{{/if}}{{outer}} {{/each}}"
                        "{{! gone }}{{#if list}}some{{/if}}{{#if none}}x{{#else}}no{{/if}}"
                        "{{#each none}}x{{/each}}"),
                    d, 0),
              STR("<1>yo <2>no someno"));
}

TEST(tmpl__messages_speak_the_page_s_language)
{
    Cx *cx = test_cx();
    TmplData *d = tmpl_data(cx);
    tmpl_str(d, STR("x"), STR("<A>"));
    CHECK_STR(shown(cx, STR("{{t help_support_code code=x}}"), d, 0),
              STR("Support code: &lt;A&gt;"));
    CHECK_STR(shown(cx, STR("{{t button_back}}"), d, 1), STR("Volver"));
}

TEST(tmpl__a_name_that_nobody_set_fails_the_page)
{
    Cx *cx = test_cx();
    Tmpls *t;
    Str out;
    CHECK_OK(cx, one_read(cx, STR("{{missing}}"), &t));
    CHECK_FAILS(cx, ST_INTERNAL, tmpl_render(cx, t, STR("page"), english, tmpl_data(cx), &out));
    CHECK_FAILS(cx, ST_INTERNAL, tmpl_render(cx, t, STR("other"), english, tmpl_data(cx), &out));
}

TEST(tmpl__partials_that_include_each_other_end)
{
    Cx *cx = test_cx();
    Tmpls *t;
    Str out;
    CHECK_OK(cx, one_read(cx, STR("{{> page}}"), &t));
    CHECK_FAILS(cx, ST_INTERNAL, tmpl_render(cx, t, STR("page"), english, tmpl_data(cx), &out));
}

TEST(tmpl__what_is_not_understood_stops_the_start)
{
    static const Str bad[] = { STR_C("{{"),
                               STR_C("{{}}"),
                               STR_C("{{&raw}}"),
                               STR_C("{{{raw}}}"),
                               STR_C("{{#if a}}"),
                               STR_C("{{/if}}"),
                               STR_C("{{#if a}}{{/each}}"),
                               STR_C("{{#each a}}{{#else}}{{/each}}"),
                               STR_C("{{#else}}"),
                               STR_C("{{t no_such_message}}"),
                               STR_C("{{t help_support_code}}"),
                               STR_C("{{t help_support_code other=x}}"),
                               STR_C("{{t button_back code=x}}"),
                               STR_C("{{> none}}"),
                               STR_C("{{Name}}") };
    Cx *cx = test_cx();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Tmpls *t;
        CHECK_FAILS(cx, ST_INTERNAL, one_read(cx, bad[i], &t));
    }
}

TEST(tmpl__every_page_of_the_program_can_be_read_and_has_a_title)
{
    Cx *cx = test_cx();
    TmplSource *sources = ARENA_ARRAY(cx->mem, TmplSource, web_assets_n);
    size_t n = 0;
    for (size_t i = 0; i < web_assets_n; i++) {
        const Str name = web_assets[i].name;
        if (str_starts(name, STR("pages/")) && str_ends(name, STR(".html")))
            sources[n++] = (TmplSource){ str_slice(name, 6, name.n - 5), web_assets[i].bytes };
    }
    Tmpls *t;
    CHECK_OK(cx, tmpls_read(cx, sources, n, &t));
    for (size_t i = 0; i < n; i++)
        if (!str_starts(sources[i].name, STR("_")))
            CHECK(message_find(arena_join(cx->mem, STR("title_"), sources[i].name, STR(""))));
}
