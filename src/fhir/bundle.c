/* bundle.c - a searchset or a history in one buffer of the size it needs: every body is copied in once,
 * as it is stored, from the store itself when it comes in the order of the page. */
#include "base/date.h"
#include "base/text.h"
#include "fhir/search_int.h"

/* Around each entry: fullUrl, search.mode and punctuation, without base, type and id; what a history's
 * entry has more. */
#define ENTRY_BYTES 96u
#define VERSION_BYTES 256u
#define HEAD_BYTES 512u
#define BODY_GUESS 1536u /* of a body not yet read */

static size_t entries_size(const BundleSpec *spec, const Found *rows, size_t count)
{
    const size_t around = spec->reach->base.n + (spec->history ? VERSION_BYTES : ENTRY_BYTES);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += rows[i].body.n + rows[i].id.n + rows[i].type->name.n + around;
    return n;
}

static void put_link(Buf *b, Str relation, Str url)
{
    buf_put(b, STR("{\"relation\":\""));
    buf_put(b, relation);
    buf_put(b, STR("\",\"url\":"));
    buf_json(b, url);
    buf_char(b, '}');
}

static void put_separator(Buf *b, size_t *written)
{
    buf_put(b, *written == 0 ? STR(",\"entry\":[") : STR(","));
    (*written)++;
}

/* Type names and ids are letters, digits, '-' and '.': nothing to escape. */
static void put_name(Buf *b, const Found *f)
{
    buf_put(b, f->type->name);
    buf_char(b, '/');
    buf_put(b, f->id);
}

/* R4 Bundle bdl-3, bdl-4: how the version came to be. Loads say what a resource is, whether it was there
 * or not: that is a PUT. Versions before the first that is seen are not hinted at. */
static void put_version(Buf *b, const Found *f)
{
    char when[DATE_INSTANT_LEN];
    date_instant(f->updated_ms, when);
    buf_put(b, STR(",\"request\":{\"method\":\""));
    buf_put(b, f->deleted ? STR("DELETE") : STR("PUT"));
    buf_put(b, STR("\",\"url\":\""));
    put_name(b, f);
    buf_put(b, STR("\"},\"response\":{\"status\":\""));
    buf_put(b, f->deleted ? STR("204") : f->version == 1 ? STR("201") : STR("200"));
    buf_put(b, STR("\",\"etag\":\"W/\\\""));
    buf_i64(b, f->version);
    buf_put(b, STR("\\\"\",\"lastModified\":\""));
    buf_put(b, (Str){ when, sizeof when });
    buf_put(b, STR("\"}}"));
}

/* How an entry of a searchset ends. */
#define MATCH ",\"search\":{\"mode\":\"match\"}}"
#define INCLUDE ",\"search\":{\"mode\":\"include\"}}"

static void put_entry(Buf *b, const BundleSpec *spec, const Found *f, Str body, Str end)
{
    buf_put(b, STR("{\"fullUrl\":\""));
    buf_put(b, spec->reach->base_slash);
    put_name(b, f);
    buf_put(b, f->deleted ? STR("\"") : STR("\",\"resource\":"));
    if (!f->deleted)
        buf_put(b, body);
    if (spec->history)
        put_version(b, f);
    else
        buf_put(b, end);
}

static void put_entries(Buf *b, const BundleSpec *spec, const Found *rows, size_t count, Str end,
                        size_t *written)
{
    for (size_t i = 0; i < count; i++) {
        put_separator(b, written);
        put_entry(b, spec, &rows[i], rows[i].body, end);
    }
}

typedef struct Writer {
    Buf *b;
    const BundleSpec *spec;
    size_t *written;
} Writer;

/* When the guess was too small: as much as the rows so far say, at once. */
static void expect(const Writer *w, size_t bytes)
{
    const size_t left = w->spec->page->count - *w->written;
    const size_t each = w->b->n / (*w->written + 1);
    if (bytes > w->b->room - w->b->n)
        buf_expect(w->b, bytes + left * (each + each / 8));
}

static void put_lent(Cx *cx, void *to, Found *f, Str body)
{
    (void)cx;
    const Writer *w = to;
    expect(w, body.n + f->id.n + f->type->name.n + w->spec->reach->base.n + ENTRY_BYTES);
    put_separator(w->b, w->written);
    put_entry(w->b, w->spec, f, body, STR(MATCH));
}

static Status put_page(Cx *cx, Buf *b, const BundleSpec *spec, size_t *written)
{
    const Page *page = spec->page;
    Writer w = { .b = b, .spec = spec, .written = written };
    if (spec->tx)
        return found_bodies_lent(cx, spec->tx, spec->reach, page->rows, page->count, spec->room,
                                 put_lent, &w);
    put_entries(b, spec, page->rows, page->count, STR(MATCH), written);
    return ST_OK;
}

/* What handling=lenient left out (R4 search 3.1.1.3: an entry of mode outcome). */
static void put_ignored(Cx *cx, Buf *b, const Search *s, size_t *written)
{
    if (s->ignored_count == 0)
        return;
    put_separator(b, written);
    buf_put(b, STR("{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":["));
    for (size_t i = 0; i < s->ignored_count; i++) {
        buf_put(b, i ? STR(",") : STR_NONE);
        buf_put(b, STR("{\"severity\":\"warning\",\"code\":\"not-supported\",\"diagnostics\":"));
        buf_json(b, arena_join(cx->mem, text_cut(s->ignored[i], LIMIT_WHERE),
                               STR(": ignored, not supported"), STR_NONE));
        buf_char(b, '}');
    }
    buf_put(b, STR("]},\"search\":{\"mode\":\"outcome\"}}"));
}

Status bundle_write(Cx *cx, const BundleSpec *spec, Str *out)
{
    const Page *page = spec->page;
    const size_t expected = HEAD_BYTES + 2 * (spec->self.n + spec->next.n) +
                            entries_size(spec, page->rows, page->count) +
                            (spec->tx ? page->count * BODY_GUESS : 0) +
                            entries_size(spec, spec->included, spec->included_count);
    Buf *b = buf_new_sized(cx, LIMIT_BUNDLE, expected);
    size_t written = 0;
    buf_put(b, STR("{\"resourceType\":\"Bundle\",\"type\":\""));
    buf_put(b, spec->history ? STR("history") : STR("searchset"));
    buf_char(b, '"');
    if (!page->uncounted) {
        buf_put(b, STR(",\"total\":"));
        buf_u64(b, page->total);
    }
    buf_put(b, STR(",\"link\":["));
    put_link(b, STR("self"), spec->self);
    if (spec->next.n > 0) {
        buf_char(b, ',');
        put_link(b, STR("next"), spec->next);
    }
    buf_char(b, ']');
    TRY(put_page(cx, b, spec, &written));
    put_entries(b, spec, spec->included, spec->included_count, STR(INCLUDE), &written);
    put_ignored(cx, b, spec->search, &written);
    buf_put(b, written ? STR("]}") : STR("}"));
    *out = buf_str(b);
    return buf_status(cx, b, STR("_count"));
}
