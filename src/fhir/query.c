/* query.c - a query understood: result parameters by the table below, all others by the parameter
 * table (term.c). */
#include "base/table.h"
#include "fhir/search_int.h"

typedef struct Query {
    Cx *cx;
    const Reach *reach;
    const FhirParam *param; /* the one under way: faults name it */
    bool counted;
    Search *out;
} Query;

static Status bad(const Query *q, const char *why)
{
    return fail(q->cx, ST_INVALID, q->param->name, why);
}

static Status unsupported(const Query *q, const char *why)
{
    return fail(q->cx, ST_NOT_SUPPORTED, q->param->name, why);
}

/* ---- result parameters (R4 search 3.1.1.5) ---- */

static Status take_count(Query *q)
{
    const Str text = q->param->value;
    uint64_t n = LIMIT_COUNT;
    if (q->counted)
        return bad(q, "given twice");
    if (!str_only(text, "0123456789"))
        return bad(q, "must be a number");
    if (text.n < 10 && !str_to_u64(text, &n))
        return bad(q, "must be a number");
    q->counted = true;
    q->out->count = n < LIMIT_COUNT ? (size_t)n : LIMIT_COUNT;
    q->out->total_only |= n == 0;
    return ST_OK;
}

static Status take_shape(Query *q)
{
    Search *s = q->out;
    TRY(fhir_shape_take(q->cx, s->type->name, q->param->name, q->param->value, &s->shape));
    s->total_only |= s->shape.summary == FHIR_COUNT;
    return ST_OK;
}

/* A member's total is always exact, which satisfies each of these; a directory's is left out where it
 * costs much, unless it is asked for. */
static Status take_total(Query *q)
{
    static const Str known[] = { STR_C("accurate"), STR_C("estimate"), STR_C("none") };
    for (size_t i = 0; i < TABLE_COUNT(known); i++)
        if (str_eq(q->param->value, known[i])) {
            q->out->accurate |= i == 0;
            return ST_OK;
        }
    return bad(q, "must be none, estimate or accurate");
}

static Status take_contained(Query *q)
{
    return str_eq(q->param->value, STR("false")) ? ST_OK
                                                 : unsupported(q, "only false is supported");
}

/* Of the reply's form, which web chose already. */
static Status take_nothing(Query *q)
{
    (void)q;
    return ST_OK;
}

/* By what a key keeps: of a token that is a hash, which has no order. */
static bool sortable(const ParamRow *p)
{
    switch (p->kind) {
    case PARAM_DATE:
    case PARAM_STRING:
    case PARAM_NUMBER:
    case PARAM_QUANTITY:
    case PARAM_REFERENCE:
    case PARAM_URI: return true;
    case PARAM_TOKEN:
    case PARAM_COMPOSITE: break;
    }
    return p->num == PARAM__ID;
}

static Status sort_add(Query *q, Str part, size_t *count)
{
    SortKey key = { .desc = str_starts(part, STR("-")) };
    key.param = param_find(q->out->type->num, key.desc ? str_from(part, 1) : part);
    if (!key.param || !sortable(key.param))
        return unsupported(q, "sorts by date, string, number, quantity, reference and uri "
                              "parameters, _id and _lastUpdated");
    if (*count == LIMIT_SORT_KEYS)
        return bad(q, "too many keys");
    q->out->sort[(*count)++] = key;
    return ST_OK;
}

/* All of it or, when it is ignored, nothing. */
static Status take_sort(Query *q)
{
    size_t count = q->out->sort_count;
    if (q->param->value.n == 0)
        return bad(q, "names no parameter");
    for (Str rest = q->param->value, part; str_split(&rest, ',', &part);)
        TRY(sort_add(q, part, &count));
    q->out->sort_count = count;
    return ST_OK;
}

/* Type:param[:Target], Type:*, *; param alone see include_bare. */
static Status include_parse(Query *q, Include *out)
{
    Str rest = q->param->value;
    Str source = STR_NONE;
    Str code = STR_NONE;
    *out = (Include){ .source = 0 };
    if (str_eq(rest, STR("*")))
        return ST_OK;
    (void)str_split(&rest, ':', &source);
    (void)str_split(&rest, ':', &code);
    const TypeRow *type = type_by_name(source);
    if (!type || code.n == 0)
        return bad(q, "must be Type:parameter or Type:parameter:Target");
    const TypeRow *target = rest.p ? type_by_name(rest) : NULL;
    if (rest.p && !target)
        return bad(q, "the target is no resource type");
    out->source = type->num;
    out->target = target ? target->num : 0;
    if (str_eq(code, STR("*")))
        return ST_OK;
    const ParamRow *param = param_find(type->num, code);
    if (!param || param->kind != PARAM_REFERENCE)
        return unsupported(q, "no such reference parameter");
    out->param = param->num;
    return ST_OK;
}

/* The formulary guide names the parameter alone (CONFORMANCE a.1): of the type that is searched. Of
 * _revinclude that would not say whose it is. */
static bool include_bare(const Query *q, Include *out)
{
    const ParamRow *param = param_find(q->out->type->num, q->param->value);
    if (!param || param->kind != PARAM_REFERENCE || !str_starts(q->param->name, STR("_include")))
        return false;
    *out = (Include){ .source = q->out->type->num, .param = param->num };
    return true;
}

static bool include_eq(const Include *a, const Include *b)
{
    return a->iterate == b->iterate && a->source == b->source && a->param == b->param &&
           a->target == b->target;
}

static Status include_add(Query *q, Include **list, size_t *count)
{
    if (q->out->include_count + q->out->revinclude_count == LIMIT_INCLUDES)
        return bad(q, "too many includes");
    if (!*list)
        *list = ARENA_ARRAY(q->cx->mem, Include, LIMIT_INCLUDES);
    if (!include_bare(q, &(*list)[*count]))
        TRY(include_parse(q, &(*list)[*count]));
    Include *one = &(*list)[*count];
    one->iterate = str_ends(q->param->name, STR(":iterate"));
    size_t same = 0;
    while (!include_eq(&(*list)[same], one)) /* itself at last */
        same++;
    *count += same == *count;
    return ST_OK;
}

static Status take_include(Query *q)
{
    return include_add(q, &q->out->includes, &q->out->include_count);
}

static Status take_revinclude(Query *q)
{
    if (str_eq(q->param->value, STR("*")))
        return unsupported(q, "names no type");
    return include_add(q, &q->out->revincludes, &q->out->revinclude_count);
}

static Status take_unsupported(Query *q)
{
    return unsupported(q, "not supported");
}

typedef struct Control {
    Str name;
    Status (*take)(Query *q);
} Control;

// clang-format off
static const Control controls[] = {
    { STR_C("_contained"),          take_contained   },
    { STR_C("_containedType"),      take_nothing     },
    { STR_C("_content"),            take_unsupported },
    { STR_C("_count"),              take_count       },
    { STR_C("_elements"),           take_shape       },
    { STR_C("_filter"),             take_unsupported },
    { STR_C("_format"),             take_nothing     },
    { STR_C("_include"),            take_include     },
    { STR_C("_include:iterate"),    take_include     },
    { STR_C("_list"),               take_unsupported },
    { STR_C("_pretty"),             take_nothing     },
    { STR_C("_query"),              take_unsupported },
    { STR_C("_revinclude"),         take_revinclude  },
    { STR_C("_revinclude:iterate"), take_revinclude  },
    { STR_C("_sort"),               take_sort        },
    { STR_C("_summary"),            take_shape       },
    { STR_C("_text"),               take_unsupported },
    { STR_C("_total"),              take_total       },
};
// clang-format on

/* ---- all of it ---- */

static Status take_term(Query *q)
{
    Search *s = q->out;
    if (s->term_count == LIMIT_SEARCH_TERMS)
        return bad(q, "too many parameters");
    TRY(term_parse(q->cx, q->reach, s->type, q->param->name, q->param->value,
                   &s->terms[s->term_count]));
    s->term_names[s->term_count++] = q->param->name;
    return ST_OK;
}

/* With handling=lenient what we do not know is left out and said; a value that is wrong is still
 * refused, for ignoring it would answer another question (R4 search 3.1.1.3). */
static Status take(Query *q, bool lenient)
{
    const Control *c = TABLE_FIND(controls, q->param->name);
    Search *s = q->out;
    const Status st = c ? c->take(q) : take_term(q);
    if (lenient && forgive(q->cx, st, ST_NOT_SUPPORTED)) {
        s->ignored[s->ignored_count++] = q->param->name;
        return ST_OK;
    }
    TRY(st);
    s->used[s->used_count++] = *q->param;
    return ST_OK;
}

Status search_parse(Cx *cx, const Reach *reach, const FhirQuery *query, const TypeRow *type,
                    Search *out)
{
    *out = (Search){ .type = type, .count = DEFAULT_COUNT };
    out->terms = ARENA_ARRAY(cx->mem, Term, LIMIT_SEARCH_TERMS);
    out->term_names = ARENA_ARRAY(cx->mem, Str, query->count);
    out->ignored = ARENA_ARRAY(cx->mem, Str, query->count);
    out->used = ARENA_ARRAY(cx->mem, FhirParam, query->count);
    Query q = { .cx = cx, .reach = reach, .out = out };
    for (size_t i = 0; i < query->count; i++) {
        q.param = &query->params[i];
        TRY(take(&q, query->lenient));
    }
    /* Its index is in this order, which lets a page be cut where it is full (decisions/15). */
    if (type->owner == OWNER_DIRECTORY && out->sort_count == 0)
        out->sort[out->sort_count++] = (SortKey){ .param = param_find(type->num, STR("_id")) };
    if (out->shape.summary == FHIR_TEXT && out->include_count + out->revinclude_count > 0)
        return fail(cx, ST_INVALID, STR("_summary"), "text cannot be mixed with includes");
    return ST_OK;
}
