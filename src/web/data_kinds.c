/* From scopes to words: what an app asks for, as a member would say it, and what of it she leaves out (A18, S12,
 * S13). A kind whose every type is shared is said in one line; else each type, or part of one, by its name. */
#include "web/consent_pages.h"

#include "base/table.h"

typedef struct KindRow {
    Str type;
    unsigned kind; /* index of kinds[] */
} KindRow;

enum {
    KIND_WHO,
    KIND_CLAIMS,
    KIND_COVERAGE,
    KIND_HEALTH,
    KIND_TESTS,
    KIND_MEDICINES,
    KIND_VISITS,
    KIND_PLANS,
    KIND_DOCUMENTS,
    KIND_PROVIDERS,
    KIND_OTHER,
    KINDS
};

/* In the order of the page. */
static const struct {
    Str id; /* in the form; "kind_" before it names its text */
} kinds[KINDS] = {
    [KIND_WHO] = { STR_C("who") },
    [KIND_CLAIMS] = { STR_C("claims") },
    [KIND_COVERAGE] = { STR_C("coverage") },
    [KIND_HEALTH] = { STR_C("health") },
    [KIND_TESTS] = { STR_C("tests") },
    [KIND_MEDICINES] = { STR_C("medicines") },
    [KIND_VISITS] = { STR_C("visits") },
    [KIND_PLANS] = { STR_C("plans") },
    [KIND_DOCUMENTS] = { STR_C("documents") },
    [KIND_PROVIDERS] = { STR_C("providers") },
    [KIND_OTHER] = { STR_C("other") },
};

/* Sorted; a type that is not here is KIND_OTHER. "type_" before its name names its text. */
// clang-format off
static const KindRow rows[] = {
    { STR_C("AllergyIntolerance"),       KIND_HEALTH },
    { STR_C("Binary"),                   KIND_DOCUMENTS },
    { STR_C("CarePlan"),                 KIND_PLANS },
    { STR_C("CareTeam"),                 KIND_PLANS },
    { STR_C("Claim"),                    KIND_CLAIMS },
    { STR_C("ClaimResponse"),            KIND_CLAIMS },
    { STR_C("Condition"),                KIND_HEALTH },
    { STR_C("Coverage"),                 KIND_COVERAGE },
    { STR_C("Device"),                   KIND_HEALTH },
    { STR_C("DiagnosticReport"),         KIND_TESTS },
    { STR_C("DocumentReference"),        KIND_DOCUMENTS },
    { STR_C("Encounter"),                KIND_VISITS },
    { STR_C("Endpoint"),                 KIND_PROVIDERS },
    { STR_C("ExplanationOfBenefit"),     KIND_CLAIMS },
    { STR_C("FamilyMemberHistory"),      KIND_HEALTH },
    { STR_C("Goal"),                     KIND_PLANS },
    { STR_C("HealthcareService"),        KIND_PROVIDERS },
    { STR_C("Immunization"),             KIND_MEDICINES },
    { STR_C("Location"),                 KIND_PROVIDERS },
    { STR_C("Media"),                    KIND_TESTS },
    { STR_C("Medication"),               KIND_MEDICINES },
    { STR_C("MedicationAdministration"), KIND_MEDICINES },
    { STR_C("MedicationDispense"),       KIND_MEDICINES },
    { STR_C("MedicationRequest"),        KIND_MEDICINES },
    { STR_C("MedicationStatement"),      KIND_MEDICINES },
    { STR_C("Observation"),              KIND_TESTS },
    { STR_C("Organization"),             KIND_PROVIDERS },
    { STR_C("Patient"),                  KIND_WHO },
    { STR_C("Practitioner"),             KIND_PROVIDERS },
    { STR_C("PractitionerRole"),         KIND_PROVIDERS },
    { STR_C("Procedure"),                KIND_VISITS },
    { STR_C("QuestionnaireResponse"),    KIND_DOCUMENTS },
    { STR_C("ServiceRequest"),           KIND_PLANS },
    { STR_C("Specimen"),                 KIND_TESTS },
};
// clang-format on

static unsigned kind_of(Str type)
{
    const KindRow *row = TABLE_FIND(rows, type);
    return row ? row->kind : KIND_OTHER;
}

unsigned consent_kind_count(void)
{
    return KINDS;
}

unsigned consent_kind_of(Str type)
{
    return kind_of(type);
}

Str consent_kind_text(Cx *cx, const Rq *rq, unsigned kind)
{
    return web_text(rq, arena_join(cx->mem, STR("kind_"), kinds[kind].id, STR_NONE));
}

/* ---- words ------------------------------------------------------------------------------------------- */

typedef struct Kinds {
    Cx *cx;
    const Rq *rq;
    const OauthChoice *choices;
    size_t count;
    size_t whole[KINDS]; /* choices that a scope on everything has */
} Kinds;

static Kinds kinds_of(Cx *cx, const Rq *rq, const OauthChoice *choices, size_t count)
{
    Kinds k = { .cx = cx, .rq = rq, .choices = choices, .count = count };
    size_t n;
    const OauthChoice *all = oauth_scope_choices(cx, STR("patient/*.rs"), &n);
    for (size_t i = 0; i < n; i++)
        k.whole[kind_of(all[i].type)]++;
    return k;
}

static Str text_of(const Kinds *k, const char *prefix, Str name)
{
    return web_text(k->rq, arena_join(k->cx->mem, str_of(prefix), name, STR_NONE));
}

/* Of a part that we have no name for, the filter as the app wrote it. */
static Str part_text(const Kinds *k, const OauthChoice *c)
{
    return c->category ? text_of(k, "part_", c->category->code) : c->query;
}

/* The choices of one type stand together. */
static size_t type_end(const Kinds *k, size_t from)
{
    size_t i = from;
    while (i < k->count && str_eq(k->choices[i].type, k->choices[from].type))
        i++;
    return i;
}

static bool is_whole(const Kinds *k, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (!k->choices[i].whole || !k->choices[i].kept)
            return false;
    return true;
}

/* "Allergies", or of parts "Health problems: Problem list". */
static Str choice_text(const Kinds *k, size_t i, bool whole)
{
    const OauthChoice *c = &k->choices[i];
    const Str type = text_of(k, "type_", c->type);
    return whole ? type : arena_join(k->cx->mem, type, STR(": "), part_text(k, c));
}

typedef void Line(void *to, Str text);

/* Every type of the kind that is kept, or the kept parts of it. */
static void kind_lines(const Kinds *k, unsigned kind, Line *line, void *to)
{
    size_t kept = 0;
    for (size_t i = 0; i < k->count; i++)
        kept += kind_of(k->choices[i].type) == kind && k->choices[i].whole && k->choices[i].kept;
    if (kept == k->whole[kind]) {
        line(to, text_of(k, "kind_", kinds[kind].id));
        return;
    }
    for (size_t i = 0, end; i < k->count; i = end) {
        end = type_end(k, i);
        const bool whole = is_whole(k, i, end);
        for (size_t n = i; kind_of(k->choices[i].type) == kind && n < (whole ? i + 1 : end); n++)
            if (k->choices[n].kept)
                line(to, choice_text(k, n, whole));
    }
}

typedef struct Joined {
    Cx *cx;
    Str text;
} Joined;

static void line_join(void *to, Str text)
{
    Joined *j = to;
    j->text = j->text.n ? arena_join(j->cx->mem, j->text, STR("; "), text) : text;
}

typedef struct Items {
    TmplData *data;
    Str list;
} Items;

static void line_item(void *to, Str text)
{
    const Items *items = to;
    tmpl_str(tmpl_item(items->data, items->list), STR("text"), text);
}

/* Who signs in is known to the app without any resource. */
static bool says_who(Str scope)
{
    Str token;
    while (oauth_scope_next(&scope, &token))
        if (oauth_scope_has(STR("openid fhirUser profile"), token))
            return true;
    return false;
}

void consent_kinds_counted(Cx *cx, const Rq *rq, Str scope, const ConsentCount *counts,
                           TmplData *data, Str list)
{
    size_t count;
    const OauthChoice *choices = oauth_scope_choices(cx, scope, &count);
    const Kinds k = kinds_of(cx, rq, choices, count);
    for (unsigned kind = 0; kind < KINDS; kind++) {
        Joined any = { cx, STR("") };
        kind_lines(&k, kind, line_join, &any);
        if (!any.text.n && kind == KIND_WHO && says_who(scope))
            any.text = text_of(&k, "kind_", kinds[kind].id);
        if (!any.text.n)
            continue;
        TmplData *item = tmpl_item(data, list);
        tmpl_str(item, STR("text"), any.text);
        consent_count_show(cx, rq, kind, &counts[kind], item);
    }
}

void consent_kinds(Cx *cx, const Rq *rq, Str scope, TmplData *data, Str list)
{
    size_t count;
    const OauthChoice *choices = oauth_scope_choices(cx, scope, &count);
    const Kinds k = kinds_of(cx, rq, choices, count);
    Items items = { data, list };
    for (unsigned kind = 0; kind < KINDS; kind++) {
        Joined any = { cx, STR("") };
        kind_lines(&k, kind, line_join, &any);
        if (any.text.n)
            kind_lines(&k, kind, line_item, &items);
        else if (kind == KIND_WHO && says_who(scope))
            line_item(&items, text_of(&k, "kind_", kinds[kind].id));
    }
}

/* ---- choosing ---------------------------------------------------------------------------------------- */

/* As the form says it. */
static Str choice_value(Cx *cx, const OauthChoice *c)
{
    return arena_join(cx->mem, c->type, c->query.n ? STR("?") : STR(""), c->query);
}

static size_t kind_count(const Kinds *k, unsigned kind)
{
    size_t n = 0;
    for (size_t i = 0; i < k->count; i++)
        n += kind_of(k->choices[i].type) == kind;
    return n;
}

static void put_box(const Kinds *k, TmplData *item, size_t i, Str label)
{
    tmpl_i64(item, STR("n"), (int64_t)i);
    tmpl_str(item, STR("label"), label);
    tmpl_str(item, STR("value"), choice_value(k->cx, &k->choices[i]));
    tmpl_bool(item, STR("checked"), k->choices[i].kept);
}

/* Boxes of one kind, type by type; of a type in parts, part by part. */
static void put_types(const Kinds *k, unsigned kind, TmplData *item)
{
    for (size_t i = 0, end; i < k->count; i = end) {
        end = type_end(k, i);
        if (kind_of(k->choices[i].type) != kind)
            continue;
        TmplData *type = tmpl_item(item, STR("types"));
        put_box(k, type, i, text_of(k, "type_", k->choices[i].type));
        tmpl_bool(type, STR("only"), k->choices[i].whole);
        for (size_t n = i; k->choices[i].query.n && n < end; n++)
            put_box(k, tmpl_item(type, STR("parts")), n, part_text(k, &k->choices[n]));
    }
}

static void put_kind(const Kinds *k, unsigned kind, TmplData *item)
{
    size_t first = 0;
    while (kind_of(k->choices[first].type) != kind)
        first++;
    const bool several = kind_count(k, kind) > 1;
    bool checked = false;
    for (size_t i = first; i < k->count; i++)
        checked |= kind_of(k->choices[i].type) == kind && k->choices[i].kept;
    tmpl_str(item, STR("id"), kinds[kind].id);
    tmpl_str(item, STR("field"), several ? STR("kind") : STR("share"));
    tmpl_str(item, STR("kind_value"),
             several ? kinds[kind].id : choice_value(k->cx, &k->choices[first]));
    tmpl_bool(item, STR("kind_checked"), checked);
    tmpl_bool(item, STR("stays"), k->choices[first].stays);
    tmpl_bool(item, STR("several"), several);
    if (several)
        put_types(k, kind, item);
}

void consent_choices(Cx *cx, const Rq *rq, Str scope, const OauthChoice *choices, size_t count,
                     const ConsentCount *counts, TmplData *data, Str list)
{
    const Kinds chosen = kinds_of(cx, rq, choices, count);
    OauthChoice *asked = ARENA_ARRAY(cx->mem, OauthChoice, count);
    for (size_t i = 0; i < count; i++) {
        asked[i] = choices[i];
        asked[i].kept = true;
    }
    const Kinds all = kinds_of(cx, rq, asked, count);
    for (unsigned kind = 0; kind < KINDS; kind++) {
        Joined text = { cx, STR("") };
        if (kind_count(&all, kind)) {
            kind_lines(&all, kind, line_join, &text);
            TmplData *item = tmpl_item(data, list);
            tmpl_str(item, STR("text"), text.text);
            put_kind(&chosen, kind, item);
            if (counts)
                consent_count_show(cx, rq, kind, &counts[kind], item);
        } else if (kind == KIND_WHO && says_who(scope)) {
            TmplData *item = tmpl_item(data, list);
            tmpl_str(item, STR("text"), text_of(&all, "kind_", kinds[kind].id));
            tmpl_bool(item, STR("stays"), true);
        }
    }
}

static bool has_value(const HttpForm *form, Str name, Str value)
{
    for (size_t i = 0; i < form->count; i++)
        if (str_eq(form->fields[i].name, name) && str_eq(form->fields[i].value, value))
            return true;
    return false;
}

void consent_choose(Cx *cx, const HttpForm *form, OauthChoice *choices, size_t count)
{
    const Kinds k = { .cx = cx, .choices = choices, .count = count };
    for (size_t i = 0; i < count; i++) {
        const unsigned kind = kind_of(choices[i].type);
        choices[i].kept =
            choices[i].stays ||
            (has_value(form, STR("share"), choice_value(cx, &choices[i])) &&
             (kind_count(&k, kind) == 1 || has_value(form, STR("kind"), kinds[kind].id)));
    }
}

bool consent_foreign(Cx *cx, const HttpForm *form, const OauthChoice *choices, size_t count)
{
    for (size_t i = 0; i < form->count; i++) {
        bool known = !str_eq(form->fields[i].name, STR("share"));
        for (size_t n = 0; n < count && !known; n++)
            known = str_eq(form->fields[i].value, choice_value(cx, &choices[n]));
        if (!known || str_eq(form->fields[i].name, STR("scope")))
            return true;
    }
    return false;
}
