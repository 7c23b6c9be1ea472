/* Bodies are cut as text, so that what stays has the bytes that the source wrote. What is stored is JSON, without
 * white space and with no name written with escapes (compact.c). */
#include "fhir/element.h"

#include "base/table.h"
#include "fhir/label_int.h"
#include "json/json.h"

/* ---- what tells ------------------------------------------------------------------------------- */

/* How addresses of extensions end: US Core's, HL7's extension pack's and the Gender Harmony project's. */
static const Str told_by[] = {
    STR_C("genderIdentity"),           STR_C("pronouns"),
    STR_C("recordedSexOrGender"),      STR_C("sexParameterForClinicalUse"),
    STR_C("sex-for-clinical-use"),     STR_C("gender-identity"),
    STR_C("pronouns-to-use-for-text"),
};

/* These tell it where they are not what Patient.gender says. */
static const Str sexes[] = { STR_C("birthsex"), STR_C("us-core-sex"), STR_C("individual-sex"),
                             STR_C("legal-sex"), STR_C("sex-assigned-at-birth") };

static bool ends_as(Str url, const Str *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ends(url, ends[i]))
            return true;
    return false;
}

bool element_tells(Str url)
{
    return ends_as(url, told_by, TABLE_COUNT(told_by));
}

static bool agrees(Str sex, Str gender)
{
    static const struct {
        Str sex;
        Str gender; /* as it is written */
    } same[] = {
        { STR_C("248152002"), STR_C("\"female\"") }, /* SNOMED CT, us-core-sex */
        { STR_C("248153007"), STR_C("\"male\"") },   { STR_C("F"), STR_C("\"female\"") },
        { STR_C("M"), STR_C("\"male\"") },           { STR_C("female"), STR_C("\"female\"") },
        { STR_C("male"), STR_C("\"male\"") },
    };
    for (size_t i = 0; i < TABLE_COUNT(same); i++)
        if (str_eq(same[i].sex, sex))
            return str_eq(same[i].gender, gender);
    return false;
}

static bool is_gender(LabelSystem system, Str code)
{
    size_t lo = 0;
    size_t hi = label_row_count;
    while (lo < hi) {
        const size_t mid = (lo + hi) / 2;
        const LabelRow *row = &label_rows[mid];
        if (row->system < system || (row->system == system && str_cmp(row->code, code) < 0))
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < label_row_count && label_rows[lo].system == system &&
           str_eq(label_rows[lo].code, code);
         lo++)
        if (label_rows[lo].category == LABEL_GENDER)
            return true;
    return false;
}

/* Numbers of SNOMED CT and LOINC are nobody else's; and the source's mark. */
static bool code_tells(Str code)
{
    return str_eq_nocase(code, STR("GENDER")) || is_gender(LABEL_SYS_SNOMED, code) ||
           is_gender(LABEL_SYS_LOINC, code);
}

bool element_marks(const JsonVal *coding)
{
    return (label_mark(json_get_str(coding, STR("code"))) & LABEL_BIT(LABEL_GENDER)) != 0;
}

/* The next string with such a name. Bodies have no white space, and quotes within strings are escaped. */
static bool next_string(Str *rest, Str name, Str *value)
{
    const char *at = rest->n ? memmem(rest->p, rest->n, name.p, name.n) : NULL;
    if (!at)
        return false;
    *rest = str_from(*rest, (size_t)(at - rest->p) + name.n);
    *value = str_slice(*rest, 0, str_find(*rest, '"'));
    *rest = str_from(*rest, value->n);
    return true;
}

/* What follows an address, as a rule. */
static Str code_after(Str rest)
{
    const Str value = STR("\",\"valueCode\":\"");
    if (!str_starts(rest, value))
        return STR("");
    rest = str_from(rest, value.n);
    return str_slice(rest, 0, str_find(rest, '"'));
}

static bool may_code(Str text)
{
    for (Str code; next_string(&text, STR("ode\":\""), &code);) /* code, valueCode */
        if (str_find(code, '\\') < code.n || code_tells(code))
            return true;
    return false;
}

/* False for almost every text, and then nothing tells: the others are asked as JSON, those too that write an
 * address or a code with escapes. gender is that of all resources in it. */
static bool may_tell(Str text, Str gender)
{
    if (may_code(text))
        return true;
    for (Str url; next_string(&text, STR("\"url\":\""), &url);)
        if (element_tells(url) || str_find(url, '\\') < url.n ||
            (ends_as(url, sexes, TABLE_COUNT(sexes)) && !agrees(code_after(text), gender)))
            return true;
    return false;
}

/* In the value of an extension; those within it are asked for themselves. */
static bool any_code_tells(const JsonVal *v)
{
    if (code_tells(json_get_str(v, STR("code"))) || code_tells(json_get_str(v, STR("valueCode"))))
        return true;
    for (JsonIter it = json_iter(v); json_next(&it);)
        if (!str_eq(it.key, STR("extension")) && any_code_tells(it.val))
            return true;
    return false;
}

static bool sex_agrees(const JsonVal *extension, Str gender)
{
    const JsonVal *concept = json_get(extension, STR("valueCodeableConcept"));
    bool right =
        agrees(json_get_str(extension, STR("valueCode")), gender) ||
        agrees(json_get_str(json_get(extension, STR("valueCoding")), STR("code")), gender) ||
        json_len(json_get(concept, STR("coding"))) > 0;
    for (JsonIter it = json_iter(json_get(concept, STR("coding"))); json_next(&it);)
        right = right && agrees(json_get_str(it.val, STR("code")), gender);
    return right;
}

/* An extension, or a mark of meta.security. */
static bool item_tells(const JsonVal *item, Str gender)
{
    const Str url = json_get_str(item, STR("url"));
    return element_tells(url) || any_code_tells(item) ||
           (ends_as(url, sexes, TABLE_COUNT(sexes)) && !sex_agrees(item, gender));
}

static bool tells(Cx *cx, Str item, Str gender)
{
    JsonDoc *doc;
    if (!may_tell(item, gender))
        return false;
    const Status st = json_parse(cx, item, &doc);
    return st == ST_OK ? item_tells(json_root(doc), gender)
                       : forgive(cx, st, st); /* in doubt it is left out */
}

/* ---- the text --------------------------------------------------------------------------------- */

typedef struct Cut {
    Cx *cx;
    const char *at;
    const char *end;
    char *out;
    Str gender;    /* of the resource that at is in, with its quotes */
    bool any;      /* something was left out */
    bool wordless; /* the narrative is left out too: it is made of what tells */
} Cut;

static void skip_string(Cut *c)
{
    c->at++;
    while (c->at < c->end) {
        const char *quote = memchr(c->at, '"', (size_t)(c->end - c->at));
        const char *from = quote ? quote : c->end;
        while (from > c->at && from[-1] == '\\')
            from--;
        const bool escaped = quote && (quote - from) % 2 != 0;
        c->at = quote ? quote + 1 : c->end;
        if (!escaped)
            return;
    }
}

/* The value that begins here. */
static Str next_value(Cut *c)
{
    const char *from = c->at;
    size_t depth = 0;
    while (c->at < c->end) {
        const char t = *c->at;
        if (depth == 0 && (t == ',' || t == '}' || t == ']'))
            break;
        depth += t == '{' || t == '[';
        depth -= t == '}' || t == ']';
        if (t == '"')
            skip_string(c);
        else
            c->at++;
    }
    return (Str){ from, (size_t)(c->at - from) };
}

/* "name": with its punctuation. */
static Str next_name(Cut *c)
{
    const char *from = c->at;
    skip_string(c);
    c->at += c->at < c->end;
    return (Str){ from, (size_t)(c->at - from) };
}

static bool more(Cut *c, char last)
{
    c->at += c->at < c->end && *c->at == ',';
    return c->at < c->end && *c->at != last;
}

/* Of the object that begins here. */
static Str gender_of(Cut c)
{
    for (c.at++; more(&c, '}');) {
        const Str name = next_name(&c);
        const Str value = next_value(&c);
        if (str_eq(name, STR("\"gender\":")))
            return value;
    }
    return STR("");
}

/* Of all resources in the one that begins here; empty where there may be several. */
static Str gender_of_all(Cut c)
{
    const Str text = { c.at, (size_t)(c.end - c.at) };
    return str_contains(text, STR("\"contained\":")) ? STR("") : gender_of(c);
}

static void put(Cut *c, Str s)
{
    memcpy(c->out, s.p, s.n);
    c->out += s.n;
}

static bool put_value(Cut *c, Str name, bool resource);

/* These are false when nothing stays of what had something: FHIR has no empty objects and lists. */
static bool put_object(Cut *c, bool resource)
{
    const Str outer = c->gender;
    bool kept = false;
    bool cut = false;
    if (resource)
        c->gender = gender_of(*c);
    *c->out++ = *c->at++;
    while (more(c, '}')) {
        char *undo = c->out;
        put(c, kept ? STR(",") : STR(""));
        const Str name = next_name(c);
        put(c, name);
        const bool narrative = resource && c->wordless && str_eq(name, STR("\"text\":"));
        if (put_value(c, name, false) && !narrative) {
            kept = true;
            continue;
        }
        c->out = undo;
        cut = true;
    }
    *c->out++ = '}';
    c->at++;
    c->gender = outer;
    return kept || !cut;
}

/* Whether the item that begins here is left out. */
static bool is_cut(Cut *c)
{
    Cut ahead = *c;
    if (!tells(c->cx, next_value(&ahead), c->gender))
        return false;
    c->at = ahead.at;
    c->any = true;
    return true;
}

static bool put_array(Cut *c, Str name)
{
    const bool told = str_ends(name, STR("xtension\":")) || /* and modifierExtension */
                      str_eq(name, STR("\"security\":"));
    const bool resources = str_eq(name, STR("\"contained\":"));
    const bool beside = str_starts(name, STR("\"_")); /* of a list whose places they share */
    bool written = false;
    bool kept = false;
    bool cut = false;
    *c->out++ = *c->at++;
    while (more(c, ']')) {
        char *undo = c->out;
        put(c, written ? STR(",") : STR(""));
        char *item = c->out;
        const bool null = *c->at == 'n';
        if (!(told && is_cut(c)) && put_value(c, STR(""), resources)) {
            kept = kept || !null;
            written = true;
            continue;
        }
        cut = true;
        c->out = beside ? item : undo;
        put(c, beside ? STR("null") : STR(""));
        written = written || beside;
    }
    *c->out++ = ']';
    c->at++;
    return kept || !cut;
}

/* Depth was bounded by json_parse, so recursion is. */
static bool put_value(Cut *c, Str name, bool resource)
{
    if (*c->at == '{')
        return put_object(c, resource);
    if (*c->at == '[')
        return put_array(c, name);
    put(c, next_value(c));
    return true;
}

/* ----------------------------------------------------------------------------------------------- */

bool element_type(const TypeRow *type)
{
    return !label_type(type) && !type_in_directory(type);
}

bool element_varies(const Reach *r, const TypeRow *type)
{
    return !r->gender_open && element_type(type);
}

bool element_past_withheld(const Reach *r, const TypeRow *type)
{
    return (r->labels_withheld & LABEL_BIT(LABEL_GENDER)) && element_varies(r, type);
}

Str element_body(Cx *cx, const Reach *r, const TypeRow *type, Str body)
{
    if (!element_past_withheld(r, type))
        return body;
    Cut c = { .cx = cx, .at = body.p, .end = body.p + body.n };
    if (!may_tell(body, STR("")) || !may_tell(body, gender_of_all(c)))
        return body;
    char *begin = arena_alloc_raw(cx->mem, body.n);
    c.out = begin;
    (void)put_object(&c, true);
    if (!c.any)
        return body;
    c = (Cut){ .cx = cx, .at = body.p, .end = c.end, .out = begin, .wordless = true };
    (void)put_object(&c, true);
    return (Str){ begin, (size_t)(c.out - begin) };
}
