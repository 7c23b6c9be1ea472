/* report.c - the report: one line of JSON, kept in load_job with each batch, so that it is also what a
 * resumed load goes on counting from. */
#include "base/clock.h"
#include "load/load_int.h"
#include "json/json.h"

#include <inttypes.h>
#include <stddef.h>

// clang-format off
static const struct {
    Str name;
    size_t at;
    bool stored; /* stands in "stored" */
} counters[] = {
    {STR_C("lines"),         offsetof(LoadCounts, lines),         false},
    {STR_C("bytes"),         offsetof(LoadCounts, bytes),         false},
    {STR_C("rejected"),      offsetof(LoadCounts, rejected),      false},
    {STR_C("dangling"),      offsetof(LoadCounts, dangling),      false},
    {STR_C("repeated_count"), offsetof(LoadCounts, repeated),     false},
    {STR_C("rejects_bytes"), offsetof(LoadCounts, rejects_bytes), false},
    {STR_C("batches"),       offsetof(LoadCounts, batches),       false},
    {STR_C("created"),       offsetof(LoadCounts, created),       true},
    {STR_C("updated"),       offsetof(LoadCounts, updated),       true},
    {STR_C("unchanged"),     offsetof(LoadCounts, unchanged),     true},
    {STR_C("moved"),         offsetof(LoadCounts, moved),         true},
    {STR_C("deleted"),       offsetof(LoadCounts, deleted),       true},
    {STR_C("pending"),       offsetof(LoadCounts, pending),       true},
};
// clang-format on

#define COUNTERS (sizeof counters / sizeof *counters)

static int64_t *counter(LoadCounts *c, size_t i)
{
    return (int64_t *)(void *)((char *)c + counters[i].at);
}

static void put_counters(Buf *b, const Job *job, bool stored)
{
    LoadCounts c = job->counts;
    bool first = stored;
    for (size_t i = 0; i < COUNTERS; i++) {
        if (counters[i].stored != stored)
            continue;
        buf_printf(b, "%s\"%.*s\":%" PRId64, first ? "" : ",", STR_ARG(counters[i].name),
                   *counter(&c, i));
        first = false;
    }
}

static void put_types(Buf *b, const Job *job)
{
    bool first = true;
    buf_put(b, STR(",\"by_type\":{"));
    for (size_t i = 0; i < type_table_count; i++) {
        const int64_t n = job->by_type[type_table[i].num];
        if (n == 0)
            continue;
        buf_printf(b, "%s\"%.*s\":%" PRId64, first ? "" : ",", STR_ARG(type_table[i].name), n);
        first = false;
    }
    buf_char(b, '}');
}

static void put_repeated(Buf *b, const Job *job)
{
    buf_put(b, STR(",\"repeated\":["));
    for (size_t i = 0; i < job->repeated_count; i++) {
        if (i)
            buf_char(b, ',');
        buf_json(b, job->repeated[i]);
    }
    buf_char(b, ']');
}

static void put_name(Buf *b, const char *name, Str value)
{
    buf_printf(b, "%s\"%s\":", b->n == 1 ? "" : ",", name);
    buf_json(b, value);
}

Str report_json(Cx *cx, const Job *job)
{
    Buf *b = buf_new_sized(cx, LIMIT_LOAD_REPORT, 2048);
    const double seconds = (double)(clock_mono_us() - job->begun_us) / 1e6;
    buf_char(b, '{');
    put_name(b, "job", job->id);
    put_name(b, "plan", job->spec->plan_id);
    put_name(b, "feed", job->feed);
    put_name(b, "source", job->source.name);
    put_counters(b, job, false);
    buf_put(b, STR(",\"stored\":{"));
    put_counters(b, job, true);
    buf_char(b, '}');
    put_name(b, "rejects", job->counts.rejected ? job->rejects.path : STR(""));
    put_repeated(b, job);
    put_types(b, job);
    buf_printf(b, ",\"resumed\":%s,\"seconds\":%.2f,\"mb_per_s\":%.1f}",
               job->resumed ? "true" : "false", seconds,
               seconds > 0 ? (double)job->run_bytes / 1e6 / seconds : 0.0);
    return buf_str(b);
}

static int64_t number(const JsonVal *root, Str name)
{
    int64_t n = 0;
    (void)str_to_i64(json_num(json_get(root, name)), &n);
    return n;
}

Status report_read(Cx *cx, Str json, Job *job)
{
    JsonDoc *doc;
    TRY(json_parse(cx, json, &doc));
    const JsonVal *root = json_root(doc);
    for (size_t i = 0; i < COUNTERS; i++)
        *counter(&job->counts, i) =
            number(counters[i].stored ? json_get(root, STR("stored")) : root, counters[i].name);
    for (JsonIter it = json_iter(json_get(root, STR("by_type"))); json_next(&it);) {
        const TypeRow *type = type_by_name(it.key);
        if (type)
            (void)str_to_i64(json_num(it.val), &job->by_type[type->num]);
    }
    for (JsonIter it = json_iter(json_get(root, STR("repeated"))); json_next(&it);)
        if (job->repeated_count < LIMIT_REPEATED)
            job->repeated[job->repeated_count++] = json_str(it.val);
    job->rejects.bytes = job->counts.rejects_bytes;
    return ST_OK;
}
