/* Walks over JSON as text: of any bytes they end inside these, and of what json_parse accepts they see what
 * the tree has. */
#include "json/scan.h"

#include "json/json.h"

#include <stdlib.h>

static void must(bool ok)
{
    if (!ok)
        abort();
}

static bool lies_in(Str part, Str text)
{
    return part.p >= text.p && part.p + part.n <= text.p + text.n;
}

/* Into everything; steps: what was come to. */
static size_t walked(Scan *s, Str text)
{
    size_t steps = 1;
    if (!scan_enter(s)) {
        const Str value = scan_value(s);
        must(value.n == 0 || lies_in(value, text));
        return steps;
    }
    for (Str name; scan_next(s, &name);) {
        must(name.n == 0 || lies_in(name, text));
        steps += walked(s, text);
        must(steps <= text.n && s->depth <= SCAN_DEPTH && s->at <= s->end);
    }
    return steps;
}

/* The same in the same order, whether gone into or passed whole. */
static void agrees(Cx *cx, Scan *s, const JsonVal *v)
{
    Scan ahead = *s;
    Scan again = scan_begin(scan_value(&ahead));
    JsonIter it = json_iter(v);
    Str name;
    if (json_type(v) == JSON_NUMBER)
        must(str_eq((Str){ again.at, (size_t)(again.end - again.at) }, json_num(v)));
    if (scan_enter(s)) {
        for (; json_next(&it); agrees(cx, s, it.val)) {
            must(scan_next(s, &name));
            must(s->escaped || !it.object || str_eq(name, it.key));
        }
        must(!scan_next(s, &name) && s->at == ahead.at && s->depth == ahead.depth);
    } else {
        must(json_len(v) == 0);
        (void)scan_value(s);
    }
    (void)walked(&again, (Str){ again.at, (size_t)(again.end - again.at) });
    must(scan_end(cx, &again) == ST_OK);
}

/* Tokens are all there is but white space. */
static void tokens(Str text, bool whole)
{
    Scan s = scan_begin(text);
    const char *seen = text.p;
    Str token;
    for (; scan_token(&s, &token); seen = token.p + token.n) {
        must(token.n > 0 && lies_in(token, text));
        must(str_trim((Str){ seen, (size_t)(token.p - seen) }).n == 0);
    }
    must(!whole || (!s.wrong && s.depth == 0 && s.at == s.end));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    const Str text = { (const char *)bytes, n };
    JsonDoc *doc;
    Scan s = scan_begin(text);
    (void)walked(&s, text);
    const Status st = scan_end(&cx, &s);
    must((st == ST_OK) == (cx.fault.status == ST_OK));
    const bool whole = json_parse(&cx, text, &doc) == ST_OK;
    must(!whole || st == ST_OK);
    tokens(text, whole);
    if (whole) {
        s = scan_begin(text);
        agrees(&cx, &s, json_root(doc));
        must(scan_end(&cx, &s) == ST_OK);
        for (JsonIter it = json_iter(json_root(doc)); it.object && json_next(&it);)
            must(str_contains(text, STR("\\")) || scan_get(text, it.key).p);
    }
    arena_free(cx.mem);
    return 0;
}
