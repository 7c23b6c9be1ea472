/* What plans load: the synthetic records and the guides' examples, from the shared folder. */
#include "fhir/record.h"
#include "tests/unit/test.h"
#include "zip/zip.h"
#include "json/json.h"

#include <glob.h>

typedef struct Tally {
    size_t ok;
    size_t not_accepted;
    size_t owner_missing;
    size_t other;
} Tally;

static Str gunzipped(Cx *cx, const char *path)
{
    Str in = test_file(path);
    Gunzip *g = gunzip_new(cx);
    size_t room = 20 * in.n + 4096;
    char *p = arena_alloc_raw(cx->mem, room);
    size_t n = 0;
    for (bool ended = false; !ended;) {
        size_t got;
        CHECK_OK(cx, gunzip_some(cx, g, &in, p + n, room - n, &got, &ended));
        n += got;
        if (n < room)
            continue;
        char *wider = arena_alloc_raw(cx->mem, 2 * room);
        memcpy(wider, p, n);
        p = wider;
        room *= 2;
    }
    return (Str){ p, n };
}

static void tally(Tally *t, Str line)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    Record r;
    JsonDoc *doc;
    switch (record_make(&cx, line,
                        &(RecordRules){ .base = STR("http://localhost:8080/demo/fhir/") }, &r)) {
    case ST_OK:
        t->ok++;
        CHECK(json_parse(&cx, record_body(&cx, &r, 1, TEST_NOW_MS, 0), &doc) == ST_OK);
        CHECK(r.owner != RECORD_OF_PATIENT || fhir_id_valid(r.patient));
        break;
    case ST_TYPE_NOT_ACCEPTED: t->not_accepted++; break;
    case ST_OWNER_MISSING: t->owner_missing++; break;
    default: t->other++; break;
    }
    arena_free(cx.mem);
}

static Tally tally_all(Cx *cx, const char *pattern)
{
    glob_t files;
    Tally t = { 0 };
    const Str where = arena_join(cx->mem, test_shared(), str_of(pattern), STR_NONE);
    CHECK(glob(arena_dup(cx->mem, where).p, 0, NULL, &files) == 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        Str rest = gunzipped(cx, files.gl_pathv[i]);
        for (Str line; str_split(&rest, '\n', &line);)
            if (line.n)
                tally(&t, line);
    }
    globfree(&files);
    return t;
}

TEST(record_data__every_synthetic_record_is_made)
{
    const Tally t = tally_all(test_cx(), "/data/synthea-r4-100/*.ndjson.gz");
    CHECK_I64((int64_t)t.ok, 30910);
    CHECK(t.not_accepted == 0 && t.owner_missing == 0 && t.other == 0);
}

/* Not made: Bundle, Parameters and GraphDefinition, which are no records; three Provenances about
 * resources of another server; a Coverage and a QuestionnaireResponse that name nobody. */
TEST(record_data__every_example_of_the_guides_is_made_or_refused_with_its_reason)
{
    const Tally t = tally_all(test_cx(), "/data/ig-examples/*/*.ndjson.gz");
    CHECK(t.ok > 500);
    CHECK(t.other == 0);
    CHECK(t.not_accepted < 30);
    CHECK(t.owner_missing <= 5);
}
