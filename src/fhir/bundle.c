/* bundle.c - a searchset in one buffer of the size it needs: every body is copied in once, as it is
 * stored. */
#include "base/text.h"
#include "fhir/search_int.h"

/* Around each entry: fullUrl, search.mode and punctuation, without base, type and id. */
#define ENTRY_BYTES 96u
#define HEAD_BYTES 512u

static size_t entries_size(const Reach *reach, const Found *rows, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += rows[i].body.n + rows[i].id.n + rows[i].type->name.n + reach->base.n + ENTRY_BYTES;
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
static void put_entry(Buf *b, const Reach *reach, const Found *f, Str mode)
{
    buf_put(b, STR("{\"fullUrl\":\""));
    buf_put(b, reach->base_slash);
    buf_put(b, f->type->name);
    buf_char(b, '/');
    buf_put(b, f->id);
    buf_put(b, STR("\",\"resource\":"));
    buf_put(b, f->body);
    buf_put(b, STR(",\"search\":{\"mode\":\""));
    buf_put(b, mode);
    buf_put(b, STR("\"}}"));
}

static void put_entries(Buf *b, const Reach *reach, const Found *rows, size_t count, Str mode,
                        size_t *written)
{
    for (size_t i = 0; i < count; i++) {
        put_separator(b, written);
        put_entry(b, reach, &rows[i], mode);
    }
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
                            entries_size(spec->reach, page->rows, page->count) +
                            entries_size(spec->reach, spec->included, spec->included_count);
    Buf *b = buf_new_sized(cx, LIMIT_BUNDLE, expected);
    size_t written = 0;
    buf_put(b, STR("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":"));
    buf_u64(b, page->total);
    buf_put(b, STR(",\"link\":["));
    put_link(b, STR("self"), spec->self);
    if (spec->next.n > 0) {
        buf_char(b, ',');
        put_link(b, STR("next"), spec->next);
    }
    buf_char(b, ']');
    put_entries(b, spec->reach, page->rows, page->count, STR("match"), &written);
    put_entries(b, spec->reach, spec->included, spec->included_count, STR("include"), &written);
    put_ignored(cx, b, spec->search, &written);
    buf_put(b, written ? STR("]}") : STR("}"));
    *out = buf_str(b);
    return buf_status(cx, b, STR("_count"));
}
