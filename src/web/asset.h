/* asset.h - the files of src/web/pages and src/web/static, and Bootstrap's style sheet, inside the binary.
 * The table is generated at build time by tools/embed.c, sorted by name ("pages/signin.html",
 * "static/bootstrap.min.css"); it never changes at run time, so any thread may read it. */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include "base/str.h"

typedef struct WebAsset {
    Str name;
    Str bytes; /* followed by a NUL that is not counted */
    Str etag;  /* with its quotes, ready for the header */
} WebAsset;

extern const WebAsset web_assets[];
extern const size_t web_assets_n;

#endif
