#include "app/routes.h"

#include "base/limits.h"
#include "web/site.h"

#define GET HTTP_GET
#define POST HTTP_POST

/* Sorted by pattern, then methods ('{' comes after every letter). */
// clang-format off
const Route app_routes[] = {
    /* pattern               methods  surface        lane        cors       guard         handler       body  cross_site */
    { STR_C("/static/{file}"),    GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, site_static,      0, false },
    { STR_C("/{plan}/brand.css"), GET, SURFACE_FILE, LANE_PURE, CORS_NONE, guard_public, site_brand,       0, false },
};
// clang-format on

const size_t app_routes_n = sizeof app_routes / sizeof *app_routes;
