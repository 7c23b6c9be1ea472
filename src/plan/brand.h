/* brand.h - how members know a plan: what an app shows so that they find it (AUTHORIZATION section 6). Part of
 * plan.h; read from plan.ini's keys by src/plan/brand.c. */
#ifndef PLAN_BRAND_H
#define PLAN_BRAND_H

#include "base/cx.h"

typedef struct PlanIdentifier {
    Str system; /* empty: type says all */
    Str type;   /* text; empty: system says all */
    Str value;
} PlanIdentifier;

typedef struct PlanBrand {
    Str color;                       /* #rrggbb of buttons and links */
    Str head_color, head_text_color; /* of the band on top of each page */
    bool listed;                     /* listed = yes; without the key: a sandbox is not */
    Str website;                     /* https://… */
    const Str *aliases;              /* former and marketing names, in other languages too */
    size_t alias_count;
    const Str *states; /* two letters */
    size_t state_count;
    const Str *zips; /* five digits */
    size_t zip_count;
    const PlanIdentifier *identifiers;
    size_t identifier_count;
    Str logo; /* the bytes of a PNG; empty: none */
    Str logo_license;
    Str portal_name, portal_description,
        portal_url;     /* empty: made of the plan's name and account page */
    Str developers_url; /* empty: our own */
} PlanBrand;

typedef struct Plan Plan;

/* What plan.ini does not say and a listing needs, as words that commas separate; empty: nothing is missing
 * (B5). Of a plan that is not to be listed: empty. */
Str plan_brand_missing(Cx *cx, const Plan *plan);
/* True when the plan stands in /brands: it is to be listed and nothing is missing. */
bool plan_is_listed(const Plan *plan);

/* ST_INVALID names two colours that are too near for reading (WCAG 2.1, 1.4.3), and how near. */
MUST_USE Status brand_colors_check(Cx *cx, const Plan *p, Str where);

/* Setters of plan.ini's keys, for src/plan/plan.c alone; where is the file. */
Status brand_set_aliases(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_color(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_developers(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_head_color(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_head_text_color(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_identifiers(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_license(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_listed(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_logo(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_portal_description(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_portal_name(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_portal_url(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_states(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_website(Cx *cx, Plan *p, Str v, Str where);
Status brand_set_zips(Cx *cx, Plan *p, Str v, Str where);

#endif
