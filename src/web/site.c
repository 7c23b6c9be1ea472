#include "web/site.h"

#include "base/table.h"
#include "web/asset.h"

// clang-format off
static const struct { Str ending; Str type; } types[] = {
    { STR_C(".css"),  STR_C("text/css; charset=utf-8") },
    { STR_C(".ico"),  STR_C("image/x-icon") },
    { STR_C(".js"),   STR_C("text/javascript; charset=utf-8") },
    { STR_C(".png"),  STR_C("image/png") },
    { STR_C(".svg"),  STR_C("image/svg+xml") },
    { STR_C(".woff2"), STR_C("font/woff2") },
};
// clang-format on

/* One hour: a new program brings new files, and the ETag makes asking again cheap. */
#define STATIC_KEPT_S 3600u

Status site_static(Cx *cx, Rq *rq)
{
    const Str name = arena_join(cx->mem, STR("static/"), rq_param(rq, STR("file")), STR(""));
    const WebAsset *a = table_find(web_assets, web_assets_n, sizeof *web_assets, name);
    if (!a)
        return fail(cx, ST_NOT_FOUND, STR("file"), "no such file");
    Str type = STR("application/octet-stream");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(name, types[i].ending))
            type = types[i].type;
    web_tagged(cx, rq, type, a->bytes, a->etag, STATIC_KEPT_S);
    return ST_OK;
}

Status site_brand(Cx *cx, Rq *rq)
{
    const PlanBrand *b = &rq->plan->brand;
    const Str css =
        arena_printf(cx->mem, ":root { --brand: %.*s; --head: %.*s; --head-text: %.*s; }\n",
                     STR_ARG(b->color), STR_ARG(b->head_color), STR_ARG(b->head_text_color));
    web_document(cx, rq, STR("text/css; charset=utf-8"), css, STATIC_KEPT_S);
    return ST_OK;
}
