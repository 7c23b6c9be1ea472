#include "web/minors.h"

#include "base/csv.h"
#include "base/date.h"
#include "fhir/label.h"

enum { STATE, CATEGORY, AGE, NOTE, COLUMNS };
static const Str columns[COLUMNS] = { STR_C("state"), STR_C("category"), STR_C("age"),
                                      STR_C("note") };
#define OLDEST 21u /* of age everywhere */
#define BITS 32u   /* LABEL_CATEGORIES fits */

typedef struct MinorRule {
    Str state;
    uint64_t kind;
    int64_t years;
} MinorRule;

struct MinorRules {
    MinorRule *rows;
    size_t count;
};

/* ---- reading ---- */

static Status wrong(Cx *cx, const Csv *l, size_t column, const char *why)
{
    return failf(cx, ST_INVALID, STR("minors.csv"), "line %zu, column %zu (%.*s): %s", l->line,
                 column + 1, STR_ARG(columns[column]), why);
}

static const MinorRule *rule_of(const MinorRules *rules, Str state, uint64_t kind)
{
    for (size_t i = 0; i < rules->count; i++)
        if (rules->rows[i].kind == kind && str_eq_nocase(rules->rows[i].state, state))
            return &rules->rows[i];
    return NULL;
}

static Status read_row(Cx *cx, const Csv *l, MinorRules *rules, size_t *room)
{
    uint64_t years;
    const Str state = l->fields[STATE];
    const uint64_t kind = label_word_bit(l->fields[CATEGORY]);
    if (!member_is_state(state))
        return wrong(cx, l, STATE, "two letters of the Postal Service");
    if (!kind || (kind & LABEL_FIXED))
        return wrong(cx, l, CATEGORY, "not the word of a category that somebody may share");
    if (!str_to_u64(l->fields[AGE], &years) || years < MEMBER_PRIVATE_YEARS || years > OLDEST)
        return wrong(cx, l, AGE, "12 to 21: from this age on it is the child's alone");
    if (rule_of(rules, state, kind))
        return wrong(cx, l, CATEGORY, "a second line of this state and category");
    ARENA_GROW(cx->mem, rules->rows, rules->count, *room, 64);
    rules->rows[rules->count++] = (MinorRule){ state, kind, (int64_t)years };
    return ST_OK;
}

Status minors_read(Cx *cx, Str csv, const MinorRules **out)
{
    size_t room = 0;
    Csv l = csv_new(csv, columns, COLUMNS);
    MinorRules *rules = ARENA_NEW(cx->mem, MinorRules);
    *rules = (MinorRules){ .count = 0 };
    *out = rules;
    if (csv.n > LIMIT_MINORS)
        return failf(cx, ST_TOO_LONG, STR("minors.csv"), "more than %u bytes", LIMIT_MINORS);
    for (bool head = false; csv_next(&l); head = true) {
        if (l.why)
            return wrong(cx, &l, l.column, l.why);
        if (head)
            TRY(read_row(cx, &l, rules, &room));
        else if (!csv_is_head(&l, NOTE))
            return wrong(cx, &l, l.column, "the first line is state,category,age,note");
    }
    return ST_OK;
}

/* ---- asking ---- */

/* Of two addresses on file the stricter counts, and what nobody knows is as strict as can be. */
static int64_t private_years(const MinorRules *rules, const RosterName *name, uint64_t kind)
{
    int64_t years = OLDEST;
    if (!rules || name->state_count == 0)
        return MEMBER_PRIVATE_YEARS;
    for (size_t i = 0; i < name->state_count; i++) {
        const MinorRule *rule = rule_of(rules, str_trim(name->states[i]), kind);
        const int64_t here = rule ? rule->years : MEMBER_PRIVATE_YEARS;
        if (here < years)
            years = here;
    }
    return years;
}

MinorOpen minors_open(const Cx *cx, const MinorRules *rules, const RosterName *name, uint64_t kinds)
{
    DateRange born;
    MinorOpen open = { .until_ms = DATE_MIN, .years = MEMBER_PRIVATE_YEARS };
    if (!date_parse_day(name->birth_date, &born))
        return open;
    for (unsigned i = 0; i < BITS; i++) {
        if (!(kinds & LABEL_BIT(i)))
            continue;
        const int64_t years = private_years(rules, name, LABEL_BIT(i));
        const int64_t ms = date_birthday(born.lo_ms, years);
        if (ms <= cx->now_ms)
            continue;
        if (!open.kinds || ms < open.until_ms) {
            open.until_ms = ms;
            open.years = years;
        }
        open.kinds |= LABEL_BIT(i);
    }
    return open;
}

const MinorRules *minors_rules(const Rq *rq)
{
    const size_t at = (size_t)(rq->plan - plans_at(rq->web->plans, 0));
    return rq->web->minors ? rq->web->minors[at] : NULL;
}
