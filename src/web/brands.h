/* brands.h - how an app finds a plan: the bundle of user-access brands (SMART App Launch 2.2; AUTHORIZATION
 * section 6), printed once from the plans' folders, and their logos. */
#ifndef WEB_BRANDS_H
#define WEB_BRANDS_H

#include "web/web.h"

/* Prints the bundle into web, for as long as cx->mem; part of web_open. */
MUST_USE Status brands_print(Cx *cx, Web *web);
Status brands_bundle(Cx *cx, Rq *rq); /* /brands */
Status brands_logo(Cx *cx, Rq *rq);   /* /{plan}/logo.png */

#endif
