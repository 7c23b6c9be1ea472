#include "web/developer_pages.h"

static const struct {
    Status status;
    Str text;
} help[] = {
#define HELP(status, text) { status, STR_C(text) },
#include "web/error_help.def"
#undef HELP
};

Str error_help(Status st)
{
    for (size_t i = 0; i < sizeof help / sizeof *help; i++)
        if (help[i].status == st)
            return help[i].text;
    return STR("");
}

/* One language: these pages speak of names that have one. */
static TmplData *page_data(Cx *cx, Rq *rq)
{
    TmplData *d = tmpl_data(cx);
    rq->lang = LANG_EN;
    tmpl_bool(d, STR("spanish"), false);
    return d;
}

Status pages_developers(Cx *cx, Rq *rq)
{
    TmplData *d = page_data(cx, rq);
    for (size_t i = 0; i < plans_count(rq->web->plans); i++) {
        const Plan *plan = plans_at(rq->web->plans, i);
        if (!plan->sandbox && !plan->brand.listed) /* it shall not be found (B9) */
            continue;
        TmplData *item = tmpl_item(d, STR("plans"));
        tmpl_str(item, STR("name"), plan->name);
        tmpl_bool(item, STR("open"), plan->sandbox);
        tmpl_str(item, STR("base"), plan->fhir_base);
        tmpl_str(item, STR("register_url"),
                 arena_join(cx->mem, plan->issuer, STR("/oauth/register"), STR_NONE));
        tmpl_str(item, STR("smart_url"),
                 arena_join(cx->mem, plan->fhir_base, STR("/.well-known/smart-configuration"),
                            STR_NONE));
        tmpl_str(item, STR("services"),
                 plan->services_email.n ? plan->services_email : plan->services_phone);
    }
    return web_page(cx, rq, 200, STR("developers"), d);
}

Status pages_developers_errors(Cx *cx, Rq *rq)
{
    TmplData *d = page_data(cx, rq);
    for (int st = ST_OK + 1; st < ST_COUNT; st++) {
        const StatusRow *row = status_row((Status)st);
        if (!row->oauth.n) /* of a load: no app meets it */
            continue;
        TmplData *item = tmpl_item(d, STR("errors_known"));
        tmpl_str(item, STR("code"), status_code(cx->mem, (Status)st));
        tmpl_i64(item, STR("http"), row->http);
        tmpl_str(item, STR("issue"), row->issue);
        tmpl_str(item, STR("oauth"), row->oauth);
        tmpl_str(item, STR("text"), error_help((Status)st));
    }
    return web_page(cx, rq, 200, STR("developers_errors"), d);
}
