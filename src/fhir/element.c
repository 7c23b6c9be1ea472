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
    STR_C("pronouns-to-use-for-text"), STR_C("gender_identity"),
    STR_C("sexual-orientation"),       STR_C("sexualOrientation"),
    STR_C("sexual_orientation"),
};

/* These tell it where they are not what Patient.gender says. */
static const Str sexes[] = { STR_C("birthsex"), STR_C("us-core-sex"), STR_C("individual-sex"),
                             STR_C("legal-sex"), STR_C("sex-assigned-at-birth") };

/* Of v3-ActCode and v3-Confidentiality, and our own. */
static const Str mark_systems[] = {
    STR_C("v3-ActCode"),
    STR_C("v3-Confidentiality"),
    STR_C("v3/ActCode"),
    STR_C("v3/Confidentiality"),
    STR_C(".113883.5.4"),
    STR_C(".113883.5.25"),
    STR_C("urn:postern:sensitive"),
};

bool element_tells(Str url)
{
    return label_address_ends(url, told_by, TABLE_COUNT(told_by));
}

static bool agrees(Str sex, Str gender)
{
    static const struct {
        Str sex;
        Str gender;
    } same[] = {
        { STR_C("248152002"), STR_C("female") }, /* SNOMED CT, us-core-sex */
        { STR_C("248153007"), STR_C("male") },   { STR_C("F"), STR_C("female") },
        { STR_C("M"), STR_C("male") },           { STR_C("female"), STR_C("female") },
        { STR_C("male"), STR_C("male") },
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

static bool system_marks(Str system)
{
    return label_address_ends(system, mark_systems, TABLE_COUNT(mark_systems));
}

bool element_coding_cut(const JsonVal *coding, bool security)
{
    const Str code = json_get_str(coding, STR("code"));
    return code_tells(code) ||
           (label_mark(code) && (security || system_marks(json_get_str(coding, STR("system")))));
}

bool element_sex_tells(const JsonVal *extension, Str gender)
{
    const JsonVal *code = json_get(extension, STR("valueCode"));
    const JsonVal *coding = json_get(extension, STR("valueCoding"));
    const JsonVal *concept = json_get(extension, STR("valueCodeableConcept"));
    size_t said = (size_t)(code != NULL) + (coding != NULL);
    size_t agreed = agrees(json_str(code), gender);
    if (!label_address_ends(json_get_str(extension, STR("url")), sexes, TABLE_COUNT(sexes)))
        return false;
    agreed += agrees(json_get_str(coding, STR("code")), gender);
    for (JsonIter it = json_iter(json_get(concept, STR("coding"))); json_next(&it); said++)
        agreed += agrees(json_get_str(it.val, STR("code")), gender);
    return said == 0 || agreed < said;
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

/* Of the object that body begins with; empty when it has none. */
static Str gender_of(Str body)
{
    const Str gender = scan_get(body, STR("gender"));
    return gender.n > 1 ? str_slice(gender, 1, gender.n - 1) : STR("");
}

/* By the type that its path ends with, whatever it says of the server, the id or a condition; or a type's own
 * name or address. Ids are not judged: what no server finds has a display too. */
static bool names_labelled(Str reference)
{
    Str rest = str_slice(reference, 0, str_find(reference, '?'));
    while (rest.n) {
        const size_t at = str_rfind(rest, '/');
        const TypeRow *type = type_by_name(str_trim(at == rest.n ? rest : str_from(rest, at + 1)));
        if (type)
            return label_type(type);
        rest = str_slice(rest, 0, at == rest.n ? 0 : at);
    }
    return false;
}

bool element_reference_cut(const JsonVal *reference)
{
    const Str text = json_get_str(reference, STR("reference"));
    return str_find(text, '#') < text.n || names_labelled(text) ||
           names_labelled(json_get_str(reference, STR("type")));
}

static bool may_refer(Str text, Str name)
{
    for (Str said; next_string(&text, name, &said);)
        if (str_find(said, '\\') < said.n || names_labelled(said))
            return true;
    return false;
}

static bool may_code(Str text, bool withheld)
{
    for (Str code; next_string(&text, STR("ode\":\""), &code);) /* code, valueCode */
        if (str_find(code, '\\') < code.n || label_mark(code) || (withheld && code_tells(code)))
            return true;
    return false;
}

/* False for almost every body, and then nothing tells: the others are walked through, those too that write an
 * address or a code with escapes. */
static bool may_tell(Str body, bool withheld)
{
    Str gender = STR_NONE;
    if (may_code(body, withheld) || str_contains(body, STR("\"contained\":")) ||
        may_refer(body, STR("\"reference\":\"")) || may_refer(body, STR("\"type\":\"")))
        return true;
    if (!withheld)
        return false;
    for (Str url, rest = body; next_string(&rest, STR("\"url\":\""), &url);) {
        if (element_tells(url) || str_find(url, '\\') < url.n)
            return true;
        if (!label_address_ends(url, sexes, TABLE_COUNT(sexes)))
            continue;
        if (!gender.p) /* with none nothing agrees, so it is looked for once */
            gender = gender_of(body);
        if (!agrees(code_after(rest), gender))
            return true;
    }
    return false;
}

/* ---- an item: an extension, or a coding of meta.security or meta.tag --------------------------- */

/* What it says. That is known when all of it was put, and what tells is then taken back: so each byte is passed
 * once, however deep it lies. */
typedef struct Item {
    bool address;  /* tells */
    bool code;     /* tells: any in it, but in the extensions within, which are items themselves */
    bool sex;      /* by its address */
    bool mark;     /* a code of it may be a source's mark of any kind */
    bool marks;    /* and is, by its place or its system */
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

#define GONE_MAX 16u /* ids that are told apart: beyond it all are taken for gone */

typedef struct Cut {
    Scan s;
    bool gender_too; /* else marks, what is contained and what has labels, alone */
    char *out;
    Item *item;         /* the innermost; NULL outside of all */
    Str gender;         /* of the innermost resource */
    unsigned resources; /* that are open */
    bool any;           /* something was left out */
    bool wordless;      /* the narrative is left out too: it is made of what tells */
    Str gone[GONE_MAX]; /* ids of what was contained and is left out, with their quotes */
    size_t gone_count;
    bool dangles; /* the innermost object refers to one, or to what has labels */
    Cx scratch;   /* for one string at a time */
} Cut;

static void put(Cut *c, Str s)
{
    memcpy(c->out, s.p, s.n);
    c->out += s.n;
}

/* Of the string that was passed last; false: nobody knows. */
static bool characters(Cut *c, Str string, Str *out)
{
    JsonDoc *doc;
    *out = str_slice(string, 1, string.n - 1);
    if (!c->s.escaped)
        return true;
    arena_reset(c->scratch.mem);
    if (json_parse(&c->scratch, string, &doc) != ST_OK)
        return false;
    *out = json_str(json_root(doc));
    return true;
}

static void item_hears(Cut *c, Str name, Place place, Str string)
{
    const bool code = str_eq(name, STR("code")) || str_eq(name, STR("valueCode"));
    const bool system = str_eq(name, STR("system"));
    if (!code && !system && (!c->gender_too || place != AT_ADDRESS))
        return;
    Str said;
    Item *item = c->item;
    if (!characters(c, string, &said)) {
        item->code = true; /* in doubt it is left out */
        return;
    }
    item->code = item->code || (code && c->gender_too && code_tells(said));
    item->mark = item->mark || (code && label_mark(said));
    item->marks = item->marks || (system && system_marks(said));
    item->address = item->address || (place == AT_ADDRESS && element_tells(said));
    item->sex =
        item->sex || (place == AT_ADDRESS && label_address_ends(said, sexes, TABLE_COUNT(sexes)));
    item->agreed += (place == AT_VALUE || place == AT_CODE) && agrees(said, c->gender);
}

static bool names_gone(const Cut *c, Str reference)
{
    const size_t at = str_rfind(reference, '#');
    const Str id = str_trim(str_from(reference, at + 1));
    bool gone = c->gone_count > GONE_MAX;
    for (size_t i = 0; i < c->gone_count && i < GONE_MAX; i++)
        gone = gone || str_eq(str_trim(str_slice(c->gone[i], 1, c->gone[i].n - 1)), id) ||
               str_contains(c->gone[i], STR("\\"));
    return gone && at < reference.n;
}

static bool is_uri(Str name)
{
    return str_eq(name, STR("valueUri")) || str_eq(name, STR("valueUrl")) ||
           str_eq(name, STR("valueCanonical"));
}

/* What refers to what is left out, or may be withheld, would tell that it was there, and by its display what it
 * was. string: the one that was passed last. */
static bool refers(Cut *c, Str name, Str string)
{
    const bool reference = str_eq(name, STR("reference"));
    const bool type = str_eq(name, STR("type"));
    Str said;
    if (!reference && !type && !is_uri(name))
        return false;
    if (!characters(c, string, &said)) /* in doubt */
        return true;
    return ((reference || type) && names_labelled(said)) || (!type && names_gone(c, said));
}

static bool put_value(Cut *c, Str name, Place place);

/* From the value that is next. */
static Str ahead(const Cut *c)
{
    return (Str){ c->s.at, (size_t)(c->s.end - c->s.at) };
}

static bool put_member(Cut *c, Str name, Place place)
{
    Item *item = c->item;
    put(c, STR("\""));
    put(c, name);
    put(c, STR("\":"));
    if (str_eq(name, STR("extension")))
        c->item = NULL;
    const bool kept = put_value(c, name, place_within(place, name));
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
    const bool outer_dangles = c->dangles;
    c->dangles = false;
    if (resource)
        c->gender = gender_of(ahead(c));
    c->resources += resource;
    (void)scan_enter(&c->s);
    const bool kept = put_members(c, place, resource) && !c->dangles;
    if (c->dangles && c->item)
        c->item->code = true;
    c->resources -= resource;
    c->gender = outer;
    c->dangles = outer_dangles;
    return kept;
}

/* Whoever is contained in a person or her coverage; and as those that contain them, without labels. */
static bool may_contain(Str type)
{
    static const Str types[] = { STR_C("\"Organization\""),     STR_C("\"Practitioner\""),
                                 STR_C("\"PractitionerRole\""), STR_C("\"Location\""),
                                 STR_C("\"RelatedPerson\""),    STR_C("\"Patient\""),
                                 STR_C("\"Coverage\""),         STR_C("\"Endpoint\"") };
    for (size_t i = 0; i < TABLE_COUNT(types); i++)
        if (str_eq(types[i], type))
            return true;
    return false;
}

/* A contained resource contains none (R4 references 2.3.0.2). */
static bool put_contained(Cut *c)
{
    if (c->resources < 2 && may_contain(scan_get(ahead(c), STR("resourceType"))))
        return put_object(c, ELSEWHERE, true);
    const Str id = scan_get(ahead(c), STR("id"));
    if (id.n && !c->wordless && c->gone_count++ < GONE_MAX)
        c->gone[c->gone_count - 1] = id;
    c->any = true;
    (void)scan_value(&c->s);
    return false;
}

static bool put_item(Cut *c, bool security)
{
    Item item = { .marks = security };
    Item *outer = c->item;
    c->item = &item;
    const bool kept = put_object(c, IN_ITEM, false);
    item.code = item.code || (item.mark && item.marks);
    c->item = outer;
    if (outer)
        outer->code = outer->code || item.code;
    c->any = c->any || item_tells(&item);
    return kept && !item_tells(&item);
}

static bool put_list(Cut *c, Str name, Place place)
{
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
        if (put_value(c, name, place)) {
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

/* In a list, or alone where a list should be. */
static bool put_named(Cut *c, Str name, Place place)
{
    const bool security = str_eq(name, STR("security"));
    if (security || str_eq(name, STR("tag")) ||
        str_ends(name, STR("xtension"))) /* and modifierExtension */
        return put_item(c, security);
    return str_eq(name, STR("contained")) ? put_contained(c) : put_object(c, place, false);
}

/* Depth is bounded by the scanner, so recursion is. */
static bool put_value(Cut *c, Str name, Place place)
{
    const char next = scan_peek(&c->s);
    if (c->item && next != '[')
        c->item->sexes += place == IN_CODING || place == AT_VALUE;
    if (next == '{')
        return put_named(c, name, place);
    if (next == '[')
        return put_list(c, name, place);
    const Str value = scan_value(&c->s);
    put(c, value);
    if (next == '"' && refers(c, name, value))
        c->dangles = true;
    c->any = c->any || c->dangles;
    if (c->item && next == '"')
        item_hears(c, name, place, value);
    return true;
}

/* body stays what it was when nothing tells. */
static Status cut(Cx *cx, Str *body, bool gender)
{
    Cut c = { .gender_too = gender, .scratch = { .mem = arena_new(1024), .now_ms = cx->now_ms } };
    char *begin = arena_alloc_raw(cx->mem, body->n + SCAN_DEPTH); /* what is wrong is closed too */
    do {
        c.wordless = c.any;
        c.s = scan_begin(*body);
        c.out = begin;
        (void)put_object(&c, ELSEWHERE, true);
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
    const bool gender = element_past_withheld(r, type);
    return element_type(type) && may_tell(*body, gender) ? cut(cx, body, gender) : ST_OK;
}
