/* tmpl.h - page templates. Files of src/web/pages, built into the program, read once at start.
 *
 *   {{name}}                  the value, escaped for text and for quoted attributes
 *   {{t key}}                 the message of messages.def in the page's language, escaped
 *   {{t key a=name b=name}}   the same, its {a} and {b} replaced by values
 *   {{#if name}} … {{#else}} … {{/if}}     true: a bool that is, a text or list not empty
 *   {{#each list}} … {{/each}}             names of the item first, then those around it
 *   {{> _file}}               src/web/pages/_file.html in this place, seeing the same names
 *   {{! not shown }}
 *
 * There is no way to insert raw text. A value right after href=" src=" or action=" must begin with
 * '/', '?', '#', https:, http:, mailto: or tel:; anything else becomes "#". Attributes are written in
 * double quotes. A {{name}} that nobody set fails the page (ST_INTERNAL): a mistake that tests see; in
 * {{#if}} and {{#each}} it counts as false and empty. Any thread once read. */
#ifndef WEB_TMPL_H
#define WEB_TMPL_H

#include "base/buf.h"
#include "base/cx.h"
#include "web/message.h"

typedef struct Tmpls Tmpls;

/* Values: a scope of names. */
typedef struct TmplData TmplData;
TmplData *tmpl_data(Cx *cx);
/* name and value must live as long as cx->mem. Setting a name again replaces it. */
void tmpl_str(TmplData *d, Str name, Str value);
void tmpl_i64(TmplData *d, Str name, int64_t value);
void tmpl_bool(TmplData *d, Str name, bool value);
/* Appends an item to the list called name and returns it. */
TmplData *tmpl_item(TmplData *d, Str name);
/* Names that d does not have are looked for in base. */
void tmpl_under(TmplData *d, const TmplData *base);

/* One source: name without ".html". */
typedef struct TmplSource {
    Str name;
    Str text;
} TmplSource;
/* ST_INTERNAL names file and line: a tag that is not one, an unclosed block, an unknown message, partial
 * or message argument. */
MUST_USE Status tmpls_read(Cx *cx, const TmplSource *sources, size_t count, Tmpls **out);
/* ST_INTERNAL: no such page, a name not set; ST_TOO_LONG: over LIMIT_PAGE. */
MUST_USE Status tmpl_render(Cx *cx, const Tmpls *t, Str page, MessageWords words,
                            const TmplData *data, Str *out);

#endif
