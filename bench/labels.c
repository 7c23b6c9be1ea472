/* What the label tables find in a plan's data, and what finding costs:
 *   zcat TYPE.ndjson.gz … | labels [TOP]
 * prints, for each type, how many resources have which label, the TOP most frequent reasons, and the time of
 * label_find beside that of record_make. Own labels alone: what spreads from an encounter is not here. */
#include "base/clock.h"
#include "base/limits.h"
#include "fhir/label.h"
#include "fhir/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BASE STR("https://plan.example/demo/fhir/")
#define BITS 32u
#define REASONS 65536u
#define ROUNDS 16u /* one is as short as asking the clock */

typedef struct Tally {
    size_t all;
    size_t labelled;
    size_t maybe;
    size_t by_bit[BITS];
} Tally;

typedef struct Reason {
    Str text;
    size_t count;
} Reason;

typedef struct Seen {
    Arena *mem;
    Tally types[256];
    Reason *reasons;
    size_t reason_count;
    double find_us;
    double make_us;
    size_t bytes;
} Seen;

static double cpu_us(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void count_reason(Seen *s, Str text)
{
    size_t i = 0;
    while (i < s->reason_count && !str_eq(s->reasons[i].text, text))
        i++;
    if (i == REASONS)
        return;
    if (i == s->reason_count)
        s->reasons[s->reason_count++] = (Reason){ arena_dup(s->mem, text), 0 };
    s->reasons[i].count++;
}

static void count_found(Seen *s, const TypeRow *type, const LabelFound *found)
{
    Tally *t = &s->types[type->num];
    t->all++;
    t->labelled += (found->own & LABEL_CATEGORIES) != 0;
    t->maybe += !(found->own & LABEL_CATEGORIES) && found->own >> 32;
    for (unsigned bit = 0; bit < BITS; bit++)
        t->by_bit[bit] += found->own >> bit & 1;
    if (found->own & LABEL_CATEGORIES)
        count_reason(s, arena_join(s->mem, type->name, STR(": "), found->reason));
}

static void one_line(Seen *s, const LabelTable *table, Str text)
{
    Cx cx = { .mem = arena_new(1 << 16) };
    JsonDoc *doc;
    Record r;
    LabelFound found;
    const double at = cpu_us();
    if (record_make(&cx, text, &(RecordRules){ .base = BASE }, &r) == ST_OK) {
        s->make_us += cpu_us() - at;
        if (json_parse(&cx, text, &doc) == ST_OK) {
            const double from = cpu_us();
            for (unsigned i = 0; i < ROUNDS; i++)
                label_find(&cx, table, r.type, json_root(doc), &found);
            s->find_us += (cpu_us() - from) / ROUNDS;
            s->bytes += text.n;
            count_found(s, r.type, &found);
        }
    }
    arena_free(cx.mem);
}

static int by_count(const void *a, const void *b)
{
    const size_t x = ((const Reason *)a)->count;
    const size_t y = ((const Reason *)b)->count;
    return (x < y) - (x > y);
}

static void tell(Seen *s, size_t top)
{
    for (uint16_t num = 1; num < 256; num++) {
        const Tally *t = &s->types[num];
        if (t->all == 0)
            continue;
        (void)printf(
            "%-24.*s %7zu labelled %6zu (%.1f %%) maybe %zu:", STR_ARG(type_by_num(num)->name),
            t->all, t->labelled, 100.0 * (double)t->labelled / (double)t->all, t->maybe);
        for (unsigned bit = 0; bit < BITS; bit++)
            if (t->by_bit[bit])
                (void)printf(" %.*s %zu", STR_ARG(bit == 31 ? STR("part2") : label_word(bit)),
                             t->by_bit[bit]);
        (void)printf("\n");
    }
    qsort(s->reasons, s->reason_count, sizeof *s->reasons, by_count);
    for (size_t i = 0; i < top && i < s->reason_count; i++)
        (void)printf("%6zu %.*s\n", s->reasons[i].count, STR_ARG(s->reasons[i].text));
    (void)printf("label_find %.0f MB/s, %.1f %% of record_make's %.0f MB/s\n",
                 (double)s->bytes / s->find_us, 100.0 * s->find_us / s->make_us,
                 (double)s->bytes / s->make_us);
}

int main(int argc, char **argv)
{
    Cx cx = { .mem = arena_new(1 << 20) };
    const LabelSpec spec = { .part2_by_match = true };
    const LabelTable *table;
    Seen *s = ARENA_NEW(cx.mem, Seen);
    s->mem = cx.mem;
    s->reasons = ARENA_ARRAY(cx.mem, Reason, REASONS);
    if (label_table_new(&cx, &spec, &table) != ST_OK)
        return 1;
    char *line = NULL;
    size_t room = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;)
        one_line(s, table, str_trim((Str){ line, (size_t)n }));
    free(line);
    tell(s, argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 20);
    arena_free(cx.mem);
    return 0;
}
