/* A plan's own list, sensitive.csv: category,system,code,rule,note. Read at start, so it may be strict. */
#include "fhir/label_int.h"

#include "base/limits.h"
#include "base/table.h"

#define COLUMNS 5u

static const Str columns[COLUMNS] = { STR_C("category"), STR_C("system"), STR_C("code"),
                                      STR_C("rule"), STR_C("note") };
enum { CATEGORY, SYSTEM, CODE, RULE, NOTE };

typedef struct Line {
    size_t number;
    size_t count;
    Str fields[COLUMNS];
} Line;

static Status wrong(Cx *cx, const Line *l, size_t column, const char *why)
{
    return failf(cx, ST_INVALID, STR("sensitive.csv"), "line %zu, column %zu (%.*s): %s", l->number,
                 column + 1, STR_ARG(columns[column]), why);
}

/* A field in quotes may hold commas, and no quotes: notes need no more. */
static bool next_field(Str *rest, Str *field)
{
    *rest = str_trim(*rest);
    if (!str_starts(*rest, STR("\"")))
        return str_split(rest, ',', field);
    const Str inside = str_from(*rest, 1);
    const size_t end = str_find(inside, '"');
    *field = str_slice(inside, 0, end);
    const Str after = str_trim(str_from(inside, end + 1));
    *rest = after.n ? str_from(after, 1) : STR_NONE;
    return end < inside.n && (after.n == 0 || after.p[0] == ',');
}

static Status read_fields(Cx *cx, Str text, Line *l)
{
    for (l->count = 0; text.p; l->count++) {
        if (l->count == COLUMNS)
            return wrong(cx, l, NOTE, "a note with commas stands in quotes");
        if (!next_field(&text, &l->fields[l->count]))
            return wrong(cx, l, l->count, "quotes that do not end, or something after them");
        l->fields[l->count] = str_trim(l->fields[l->count]);
    }
    for (size_t i = l->count; i < COLUMNS; i++)
        l->fields[i] = STR("");
    return ST_OK;
}

static Status read_head(Cx *cx, const Line *l)
{
    for (size_t i = 0; i < NOTE; i++)
        if (!str_eq_nocase(l->fields[i], columns[i]))
            return wrong(cx, l, i, "the first line is category,system,code,rule,note");
    return ST_OK;
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

static Status read_row(Cx *cx, const Line *l, LabelTable *t)
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
    Line l = { .number = 0 };
    bool head = false;
    if (str_starts(csv, STR("\xef\xbb\xbf")))
        csv = str_from(csv, 3); /* spreadsheets write it */
    for (Str text; csv.n && str_split(&csv, '\n', &text);) {
        l.number++;
        text = str_trim(text);
        if (text.n == 0 || text.p[0] == '#')
            continue;
        TRY(read_fields(cx, text, &l));
        TRY(head ? read_row(cx, &l, t) : read_head(cx, &l));
        head = true;
    }
    return ST_OK;
}
