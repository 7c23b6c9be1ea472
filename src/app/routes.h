/* routes.h - every address the server answers: see web/route.h for the columns. */
#ifndef APP_ROUTES_H
#define APP_ROUTES_H

#include "web/route.h"

extern const Route app_routes[];
extern const size_t app_routes_n;

#endif
