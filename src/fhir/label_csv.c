/* A plan's own list, sensitive.csv: category,system,code,rule,note. Read at start, so it may be strict. */
#include "fhir/label_int.h"

#include "base/csv.h"
#include "base/limits.h"
#include "base/table.h"

#define COLUMNS 5u

static const Str columns[COLUMNS] = { STR_C("category"), STR_C("system"), STR_C("code"),
                                      STR_C("rule"), STR_C("note") };
enum { CATEGORY, SYSTEM, CODE, RULE, NOTE };

static Status wrong(Cx *cx, const Csv *l, size_t column, const char *why)
{
    return failf(cx, ST_INVALID, STR("sensitive.csv"), "line %zu, column %zu (%.*s): %s", l->line,
                 column + 1, STR_ARG(columns[column]), why);
}

typedef struct Rule {
    Str word;
    LabelConf conf;
} Rule;

static const Rule rules[] = {
    { STR_C("maybe"), LABEL_PLAN_MAYBE },
    { STR_C("never"), LABEL_PLAN_NEVER },
    { STR_C("sure"), LABEL_PLAN },
};

static bool read_category(Str word, LabelCategory *out)
{
    const uint64_t bit = label_word_bit(word);
    if (bit == 0)
        return false;
    *out = (LabelCategory)__builtin_ctzll(bit);
    return true;
}

/* "F10*", "F20..F29" or one code. */
static void read_code(Str code, LabelRow *row)
{
    const size_t dots = str_find(code, '.');
    row->match = LABEL_EXACT;
    row->code = code;
    if (str_ends(code, STR("*"))) {
        row->match = LABEL_PREFIX;
        row->code = str_slice(code, 0, code.n - 1);
    }
    for (size_t i = dots; i + 1 < code.n; i++)
        if (code.p[i] == '.' && code.p[i + 1] == '.') {
            row->match = LABEL_RANGE;
            row->code = str_slice(code, 0, i);
            row->last = str_from(code, i + 2);
            return;
        }
}

static Status read_row(Cx *cx, const Csv *l, LabelTable *t)
{
    LabelRow row = { .from_day = LABEL_DAY_FIRST, .to_day = LABEL_DAY_LAST };
    if (!read_category(l->fields[CATEGORY], &row.category))
        return wrong(cx, l, CATEGORY, "not the word of a category");
    if (row.category >= LABEL_PLAN_1 && !(t->in_force & LABEL_BIT(row.category)))
        return wrong(cx, l, CATEGORY, "plan.ini gives this category no name");
    if (l->fields[SYSTEM].n == 0)
        return wrong(cx, l, SYSTEM, "the word or the address of a code system");
    row.system = label_system_add(cx, t, l->fields[SYSTEM]);
    /* A new system has the next number, whatever its name. */
    label_mix(t, str_hash(l->fields[SYSTEM]));
    if (row.system == LABEL_SYS_NONE)
        return wrong(cx, l, SYSTEM, "too many code systems that are not known here");
    if (row.system == LABEL_SYS_MARK)
        return wrong(cx, l, SYSTEM, "what sources say of confidentiality is read by itself");
    if (row.category == LABEL_MINORS)
        return wrong(cx, l, CATEGORY, "age at service decides this, no code");
    const Rule *rule = TABLE_FIND(rules, l->fields[RULE]);
    if (!rule)
        return wrong(cx, l, RULE, "\"sure\", \"maybe\" or \"never\"");
    row.conf = rule->conf;
    read_code(l->fields[CODE], &row);
    const char *why = label_put(cx, t, &row);
    return why ? wrong(cx, l, CODE, why) : ST_OK;
}

Status label_csv(Cx *cx, Str csv, LabelTable *t)
{
    Csv l = csv_new(csv, columns, COLUMNS);
    for (bool head = false; csv_next(&l); head = true) {
        if (l.why)
            return wrong(cx, &l, l.column, l.why);
        if (head)
            TRY(read_row(cx, &l, t));
        else if (!csv_is_head(&l, NOTE))
            return wrong(cx, &l, l.column, "the first line is category,system,code,rule,note");
    }
    return ST_OK;
}
