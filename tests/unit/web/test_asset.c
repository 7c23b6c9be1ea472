#include "base/table.h"
#include "tests/unit/test.h"
#include "web/asset.h"

TEST(asset__names_are_sorted_and_given_once)
{
    CHECK(table_is_sorted(web_assets, web_assets_n, sizeof *web_assets));
}

TEST(asset__bootstrap_is_embedded_whole)
{
    for (size_t i = 0; i < web_assets_n; i++) {
        if (!str_eq(web_assets[i].name, STR("static/bootstrap.min.css")))
            continue;
        Str css = web_assets[i].bytes;
        CHECK(css.n > 100000 && str_contains(css, STR(".container")));
        CHECK_I64(css.p[css.n], 0);
        return;
    }
    FAIL("static/bootstrap.min.css is not among the assets");
}

TEST(asset__an_etag_is_a_quoted_hash_of_the_bytes)
{
    for (size_t i = 0; i < web_assets_n; i++) {
        Str etag = web_assets[i].etag;
        CHECK_I64((int64_t)etag.n, 18);
        CHECK(etag.p[0] == '"' && etag.p[17] == '"');
        CHECK(str_only(str_slice(etag, 1, 17), "0123456789abcdef"));
    }
}
