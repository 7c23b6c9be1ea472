/* explain.c - why each candidate of a search is in its answer or is not: ids and names of parameters,
 * never a value. The rows and the verdicts are the search's own (find.c): there is no second matcher. */
#include "fhir/search_int.h"

static const Str drop_names[DROPS] = { STR_C("match"), STR_C("label"), STR_C("range"),
                                       STR_C("deleted") };

typedef struct Explained {
    const Search *search;
    Str *names;       /* of the terms */
    uint64_t *failed; /* rows by the term that dropped them; the last: matches */
    uint64_t dropped[DROPS];
    Buf *text;
} Explained;

/* Of two bounds of one date it says which. */
static Str name_of(Cx *cx, const Search *s, size_t term)
{
    unsigned time = 1;
    for (size_t i = 0; i < term; i++)
        time += str_eq(s->term_names[i], s->term_names[term]);
    return time == 1 ? s->term_names[term]
                     : arena_printf(cx->mem, "%.*s#%u", STR_ARG(s->term_names[term]), time);
}

static void put_row(void *to, const Entry *e, size_t failed)
{
    Explained *x = to;
    const Search *s = x->search;
    Str why = drop_names[e->drop];
    if (e->drop)
        x->dropped[e->drop]++;
    else
        x->failed[failed]++;
    if (!e->drop && failed < s->term_count)
        why = x->names[failed];
    buf_put(x->text, s->type->name);
    buf_char(x->text, '/');
    buf_put(x->text, e->id);
    buf_char(x->text, ' ');
    buf_put(x->text, why);
    buf_char(x->text, '\n');
}

static void put_total(Explained *x, Str why, uint64_t count, size_t *candidates)
{
    buf_put(x->text, why);
    buf_char(x->text, ' ');
    buf_u64(x->text, count);
    buf_char(x->text, '\n');
    *candidates += (size_t)count;
}

static void put_totals(Explained *x, size_t *candidates)
{
    const size_t terms = x->search->term_count;
    *candidates = 0;
    buf_char(x->text, '\n');
    for (size_t i = DROP_LABEL; i < DROPS; i++)
        put_total(x, drop_names[i], x->dropped[i], candidates);
    for (size_t i = 0; i < terms; i++)
        put_total(x, x->names[i], x->failed[i], candidates);
    put_total(x, drop_names[DROP_NONE], x->failed[terms], candidates);
}

Status fhir_explain(Cx *cx, DbTx *tx, const Reach *reach, const FhirQuery *query, Str *text,
                    size_t *candidates)
{
    FhirQuery q = *query;
    Cursor cursor; /* whatever page it is of, all candidates are told */
    Search s;
    TRY(search_begin(cx, reach, &q, &cursor, &s));
    Explained x = { .search = &s,
                    .names = ARENA_ARRAY(cx->mem, Str, s.term_count + 1),
                    .failed = ARENA_ARRAY(cx->mem, uint64_t, s.term_count + 1),
                    .text = buf_new(cx, LIMIT_BUNDLE) };
    for (size_t i = 0; i < s.term_count; i++)
        x.names[i] = name_of(cx, &s, i);
    TRY(chain_follow(cx, tx, reach, &s, false));
    TRY(find_judged(cx, tx, reach, &s, &(Judged){ .tell = put_row, .to = &x }));
    put_totals(&x, candidates);
    *text = buf_str(x.text);
    return buf_status(cx, x.text, STR("explain"));
}
