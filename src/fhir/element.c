/* Bodies are cut as text, so that what stays has the bytes that the source wrote. What is stored is JSON, without
 * white space and with no name written with escapes (compact.c). */
#include "fhir/element.h"

#include "base/table.h"
#include "fhir/label_int.h"
#include "json/json.h"
#include "json/scan.h"

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

/* Of all resources in it; empty where there may be several. */
static Str gender_of_all(Str body)
{
    return str_contains(body, STR("\"contained\":")) ? STR("") : scan_get(body, STR("gender"));
}

/* False for almost every body, and then nothing tells: the others are walked through, those too that write an
 * address or a code with escapes. */
static bool may_tell(Str body)
{
    Str gender = STR_NONE;
    if (may_code(body))
        return true;
    for (Str url, rest = body; next_string(&rest, STR("\"url\":\""), &url);) {
        if (element_tells(url) || str_find(url, '\\') < url.n)
            return true;
        if (!ends_as(url, sexes, TABLE_COUNT(sexes)))
            continue;
        if (!gender.p) /* with none nothing agrees, so it is looked for once */
            gender = gender_of_all(body);
        if (!agrees(code_after(rest), gender))
            return true;
    }
    return false;
}

/* ---- an item: an extension, or a mark of meta.security ---------------------------------------- */

/* What it says. That is known when all of it was put, and what tells is then taken back: so each byte is passed
 * once, however deep it lies. */
typedef struct Item {
    bool address;  /* tells */
    bool code;     /* tells: any in it, but in the extensions within, which are items themselves */
    bool sex;      /* by its address */
    size_t sexes;  /* values, codings */
    size_t agreed; /* of these, which say what gender says */
} Item;

/* Where a value stands in the innermost item. */
typedef enum Place {
    ELSEWHERE,
    IN_ITEM,
    IN_CONCEPT,
    IN_CODING,
    AT_ADDRESS,
    AT_VALUE,
    AT_CODE,
} Place;

static Place place_within(Place place, Str name)
{
    static const struct {
        Place place;
        Str name;
        Place within;
    } steps[] = {
        { IN_ITEM, STR_C("url"), AT_ADDRESS },
        { IN_ITEM, STR_C("valueCode"), AT_VALUE },
        { IN_ITEM, STR_C("valueCodeableConcept"), IN_CONCEPT },
        { IN_ITEM, STR_C("valueCoding"), IN_CODING },
        { IN_CONCEPT, STR_C("coding"), IN_CODING },
        { IN_CODING, STR_C("code"), AT_CODE },
    };
    for (size_t i = 0; place != ELSEWHERE && i < TABLE_COUNT(steps); i++)
        if (steps[i].place == place && str_eq(steps[i].name, name))
            return steps[i].within;
    return ELSEWHERE;
}

static bool item_tells(const Item *item)
{
    const bool agrees = item->sexes > 0 && item->agreed == item->sexes;
    return item->address || item->code || (item->sex && !agrees);
}

/* ---- the text --------------------------------------------------------------------------------- */

typedef struct Cut {
    Scan s;
    char *out;
    Item *item;         /* the innermost; NULL outside of all */
    Str gender;         /* of the innermost resource, with its quotes */
    unsigned resources; /* that are open */
    bool any;           /* something was left out */
    bool wordless;      /* the narrative is left out too: it is made of what tells */
    Cx scratch;         /* for one string at a time */
} Cut;

static void put(Cut *c, Str s)
{
    memcpy(c->out, s.p, s.n);
    c->out += s.n;
}

/* The characters of the string that was passed last; in doubt its item is left out. */
static Str characters(Cut *c, Str string)
{
    JsonDoc *doc;
    if (!c->s.escaped)
        return str_slice(string, 1, string.n - 1);
    arena_reset(c->scratch.mem);
    if (json_parse(&c->scratch, string, &doc) == ST_OK)
        return json_str(json_root(doc));
    c->item->code = true;
    return STR("");
}

static void item_hears(Cut *c, Str name, Place place, Str string)
{
    const bool code = str_eq(name, STR("code")) || str_eq(name, STR("valueCode"));
    if (!code && place != AT_ADDRESS)
        return;
    const Str said = characters(c, string);
    Item *item = c->item;
    item->code = item->code || (code && code_tells(said));
    item->address = item->address || (place == AT_ADDRESS && element_tells(said));
    item->sex = item->sex || (place == AT_ADDRESS && ends_as(said, sexes, TABLE_COUNT(sexes)));
    item->agreed += (place == AT_VALUE || place == AT_CODE) && agrees(said, c->gender);
}

static bool put_value(Cut *c, Str name, Place place, bool resource);

/* Of the object that is next. A contained resource contains none (R4 references 2.3.0.2): what is within it all
 * the same has no gender that anything agrees with, and nothing is looked through again at each depth. */
static Str gender_of(const Cut *c)
{
    const Str rest = { c->s.at, (size_t)(c->s.end - c->s.at) };
    return c->resources < 2 ? scan_get(rest, STR("gender")) : STR("");
}

static bool put_member(Cut *c, Str name, Place place)
{
    Item *item = c->item;
    put(c, STR("\""));
    put(c, name);
    put(c, STR("\":"));
    if (str_eq(name, STR("extension")))
        c->item = NULL;
    const bool kept = put_value(c, name, place_within(place, name), false);
    c->item = item;
    return kept;
}

/* These are false when nothing stays of what had something: FHIR has no empty objects and lists. */
static bool put_members(Cut *c, Place place, bool resource)
{
    bool kept = false;
    bool cut = false;
    put(c, STR("{"));
    for (Str name; scan_next(&c->s, &name);) {
        char *undo = c->out;
        put(c, kept ? STR(",") : STR(""));
        const bool narrative = resource && c->wordless && str_eq(name, STR("text"));
        if (put_member(c, name, place) && !narrative) {
            kept = true;
            continue;
        }
        c->out = undo;
        cut = true;
    }
    put(c, STR("}"));
    return kept || !cut;
}

static bool put_object(Cut *c, Place place, bool resource)
{
    const Str outer = c->gender;
    if (resource)
        c->gender = gender_of(c);
    c->resources += resource;
    (void)scan_enter(&c->s);
    const bool kept = put_members(c, place, resource);
    c->resources -= resource;
    c->gender = outer;
    return kept;
}

static bool put_item(Cut *c)
{
    Item item = { .sexes = 0 };
    Item *outer = c->item;
    c->item = &item;
    const bool kept = put_value(c, STR(""), IN_ITEM, false);
    c->item = outer;
    if (outer)
        outer->code = outer->code || item.code;
    c->any = c->any || item_tells(&item);
    return kept && !item_tells(&item);
}

static bool put_list(Cut *c, Str name, Place place)
{
    const bool items = str_ends(name, STR("xtension")) || /* and modifierExtension */
                       str_eq(name, STR("security"));
    const bool resources = str_eq(name, STR("contained"));
    const bool beside = str_starts(name, STR("_")); /* of a list whose places they share */
    bool written = false;
    bool kept = false;
    bool cut = false;
    (void)scan_enter(&c->s);
    put(c, STR("["));
    for (Str none; scan_next(&c->s, &none);) {
        char *undo = c->out;
        put(c, written ? STR(",") : STR(""));
        char *at = c->out;
        const bool null = scan_peek(&c->s) == 'n';
        if (items ? put_item(c) : put_value(c, none, place, resources)) {
            kept = kept || !null;
            written = true;
            continue;
        }
        cut = true;
        c->out = beside ? at : undo;
        put(c, beside ? STR("null") : STR(""));
        written = written || beside;
    }
    put(c, STR("]"));
    return kept || !cut;
}

/* Depth is bounded by the scanner, so recursion is. */
static bool put_value(Cut *c, Str name, Place place, bool resource)
{
    const char next = scan_peek(&c->s);
    if (c->item && next != '[')
        c->item->sexes += place == IN_CODING || place == AT_VALUE;
    if (next == '{')
        return put_object(c, place, resource);
    if (next == '[')
        return put_list(c, name, place);
    const Str value = scan_value(&c->s);
    put(c, value);
    if (c->item && next == '"')
        item_hears(c, name, place, value);
    return true;
}

/* body stays what it was when nothing tells. */
static Status cut(Cx *cx, Str *body)
{
    Cut c = { .scratch = { .mem = arena_new(1024), .now_ms = cx->now_ms } };
    char *begin = arena_alloc_raw(cx->mem, body->n + SCAN_DEPTH); /* what is wrong is closed too */
    do {
        c.wordless = c.any;
        c.s = scan_begin(*body);
        c.out = begin;
        (void)put_value(&c, STR(""), ELSEWHERE, true);
    } while (c.any && !c.wordless);
    arena_free(c.scratch.mem);
    if (scan_end(cx, &c.s) != ST_OK)
        return fail(cx, ST_INTERNAL, STR("element"), "a stored resource cannot be cut");
    if (c.any)
        *body = (Str){ begin, (size_t)(c.out - begin) };
    return ST_OK;
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

Status element_body(Cx *cx, const Reach *r, const TypeRow *type, Str *body)
{
    return element_past_withheld(r, type) && may_tell(*body) ? cut(cx, body) : ST_OK;
}
