/* developer_pages.h - what an app's developer reads without a token: where to begin, and what each error
 * means. English; error_uri of every OAuth error leads here (docs/decisions/22). */
#ifndef WEB_DEVELOPER_PAGES_H
#define WEB_DEVELOPER_PAGES_H

#include "web/web.h"

Status pages_developers(Cx *cx, Rq *rq);        /* /developers */
Status pages_developers_errors(Cx *cx, Rq *rq); /* /developers/errors, a section a status */
/* What a developer does about it; empty: the table has no row. */
Str error_help(Status st);

#endif
