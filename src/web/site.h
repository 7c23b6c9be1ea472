/* site.h - what stands around the pages: style sheets and pictures, the plan's colours. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "web/web.h"

Status site_static(Cx *cx, Rq *rq); /* /static/{file}, from src/web/static */
Status site_brand(Cx *cx, Rq *rq);  /* /{plan}/brand.css: the plan's colour as a variable */

#endif
