/* Bodies are cut as text, so that what stays has the bytes that the source wrote. What is stored is JSON, without
 * white space and with no name written with escapes (compact.c). */
#include "fhir/element.h"

#include "base/table.h"
#include "fhir/label.h"
#include "json/json.h"

/* ---- what tells ------------------------------------------------------------------------------- */

/* How addresses of extensions end: US Core's, HL7's extension pack's and the Gender Harmony project's. */
static const Str told_by[] = {
    STR_C("genderIdentity"),       STR_C("pronouns"),
    STR_C("recordedSexOrGender"),  STR_C("sexParameterForClinicalUse"),
    STR_C("sex-for-clinical-use"),
};

/* These tell it where they are not what Patient.gender says. */
static const Str sexes[] = { STR_C("birthsex"), STR_C("us-core-sex") };

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
        { STR_C("248153007"), STR_C("\"male\"") },
        { STR_C("F"), STR_C("\"female\"") },
        { STR_C("M"), STR_C("\"male\"") },
    };
    for (size_t i = 0; i < TABLE_COUNT(same); i++)
        if (str_eq(same[i].sex, sex))
            return str_eq(same[i].gender, gender);
    return false;
}

/* The next address of an extension. Bodies have no white space, and quotes within strings are escaped. */
static bool next_url(Str *rest, Str *url)
{
    static const char name[] = "\"url\":\"";
    const char *at = rest->n ? memmem(rest->p, rest->n, name, sizeof name - 1) : NULL;
    if (!at)
        return false;
    *rest = str_from(*rest, (size_t)(at - rest->p) + sizeof name - 1);
    *url = str_slice(*rest, 0, str_find(*rest, '"'));
    *rest = str_from(*rest, url->n);
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

/* False for almost every text, and then nothing tells: the others are asked as JSON, those too that write an
 * address with escapes. gender is that of all resources in it. */
static bool may_tell(Str text, Str gender)
{
    for (Str url; next_url(&text, &url);)
        if (element_tells(url) || str_find(url, '\\') < url.n ||
            (ends_as(url, sexes, TABLE_COUNT(sexes)) && !agrees(code_after(text), gender)))
            return true;
    return false;
}

static bool tells(Cx *cx, Str extension, Str gender)
{
    JsonDoc *doc;
    if (!may_tell(extension, gender))
        return false;
    const Status st = json_parse(cx, extension, &doc);
    if (st != ST_OK)
        return forgive(cx, st, st); /* in doubt it is left out */
    const JsonVal *root = json_root(doc);
    const Str url = json_get_str(root, STR("url"));
    return element_tells(url) || (ends_as(url, sexes, TABLE_COUNT(sexes)) &&
                                  !agrees(json_get_str(root, STR("valueCode")), gender));
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
    const bool extensions = str_ends(name, STR("xtension\":")); /* and modifierExtension */
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
        if (!(extensions && is_cut(c)) && put_value(c, STR(""), resources)) {
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

Str element_body(Cx *cx, const Reach *r, const TypeRow *type, Str body)
{
    if (!(r->labels_withheld & LABEL_BIT(LABEL_GENDER)) || !element_varies(r, type))
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
