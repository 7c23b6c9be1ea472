/* roster.c - what a Patient or a Coverage says about who may register (AUTHORIZATION M4 to M7). It is
 * taken as written: member/ normalises, seals and indexes it. */
#include "fhir/ref.h"
#include "load/load_int.h"
#include "json/json.h"

#define NAMES_MAX 32u /* given names, surnames, member ids, ZIP codes, states of one person */
#define ZIP_CHARS 5u

typedef struct Texts {
    Str *p;
    size_t n;
} Texts;

static void texts_add(Cx *cx, Texts *t, Str s)
{
    if (s.n == 0 || t->n == NAMES_MAX)
        return;
    for (size_t i = 0; i < t->n; i++)
        if (str_eq(t->p[i], s))
            return;
    if (!t->p)
        t->p = ARENA_ARRAY(cx->mem, Str, NAMES_MAX);
    t->p[t->n++] = s;
}

/* A name, address, identifier or mailbox of before is no way in (M6, M15). A period's last day still counts. */
static bool is_old(const Cx *cx, const JsonVal *v)
{
    DateRange last;
    const Str end = json_get_str(json_get(v, STR("period")), STR("end"));
    return str_eq(json_get_str(v, STR("use")), STR("old")) ||
           (date_parse(end, &last) && last.hi_ms <= cx->now_ms);
}

static bool is_member_number(const JsonVal *identifier)
{
    JsonIter it = json_iter(json_get(json_get(identifier, STR("type")), STR("coding")));
    while (json_next(&it))
        if (str_eq(json_get_str(it.val, STR("code")), STR("MB")))
            return true;
    return false;
}

static void member_numbers(Cx *cx, const JsonVal *root, Texts *ids)
{
    for (JsonIter it = json_iter(json_get(root, STR("identifier"))); json_next(&it);)
        if (is_member_number(it.val) && !is_old(cx, it.val))
            texts_add(cx, ids, json_get_str(it.val, STR("value")));
}

static void names(Cx *cx, const JsonVal *root, Texts *firsts, Texts *lasts)
{
    for (JsonIter it = json_iter(json_get(root, STR("name"))); json_next(&it);) {
        if (is_old(cx, it.val))
            continue;
        Str all = STR("");
        for (JsonIter g = json_iter(json_get(it.val, STR("given"))); json_next(&g);) {
            if (all.n == 0)
                texts_add(cx, firsts, json_str(g.val)); /* the rest are middle names */
            all = arena_join(cx->mem, all, STR(" "), json_str(g.val));
        }
        texts_add(cx, firsts, str_trim(all));
        texts_add(cx, lasts, json_get_str(it.val, STR("family")));
    }
}

static void zips(Cx *cx, const JsonVal *root, Texts *out)
{
    for (JsonIter it = json_iter(json_get(root, STR("address"))); json_next(&it);)
        if (!is_old(cx, it.val))
            texts_add(cx, out, str_slice(json_get_str(it.val, STR("postalCode")), 0, ZIP_CHARS));
}

/* The record that is in this one's place (M41): of this plan, and not itself. */
static Str replaced_by(const JsonVal *root, Str base, Str self)
{
    Ref ref;
    for (JsonIter it = json_iter(json_get(root, STR("link"))); json_next(&it);) {
        const Str text = json_get_str(json_get(it.val, STR("other")), STR("reference"));
        if (str_eq(json_get_str(it.val, STR("type")), STR("replaced-by")) &&
            ref_parse(text, base, &ref) && ref.local &&
            ref.type == type_by_name(STR("Patient"))->num && !str_eq(ref.id, self))
            return ref.id;
    }
    return STR("");
}

static void states(Cx *cx, const JsonVal *root, Texts *out)
{
    for (JsonIter it = json_iter(json_get(root, STR("address"))); json_next(&it);)
        if (!is_old(cx, it.val))
            texts_add(cx, out, json_get_str(it.val, STR("state")));
}

static void emails(Cx *cx, const JsonVal *root, Texts *out)
{
    for (JsonIter it = json_iter(json_get(root, STR("telecom"))); json_next(&it);)
        if (str_eq(json_get_str(it.val, STR("system")), STR("email")) && !is_old(cx, it.val))
            texts_add(cx, out, json_get_str(it.val, STR("value")));
}

static void from_patient(Cx *cx, const JsonVal *root, RosterPerson *p)
{
    Texts firsts = { 0 }, lasts = { 0 }, codes = { 0 }, homes = { 0 }, mailboxes = { 0 };
    const JsonVal *deceased = json_get(root, STR("deceasedBoolean"));
    names(cx, root, &firsts, &lasts);
    zips(cx, root, &codes);
    states(cx, root, &homes);
    emails(cx, root, &mailboxes);
    p->has_details = true;
    p->firsts = firsts.p;
    p->first_count = firsts.n;
    p->lasts = lasts.p;
    p->last_count = lasts.n;
    p->birth_date = json_get_str(root, STR("birthDate"));
    p->states = homes.p;
    p->state_count = homes.n;
    p->zips = codes.p;
    p->zip_count = codes.n;
    p->emails = mailboxes.p;
    p->email_count = mailboxes.n;
    p->deceased = json_bool(deceased) || json_get(root, STR("deceasedDateTime")) != NULL;
}

/* The card shows the subscriber's number, with or without the dependent's. Identifiers without any
 * type are taken too where no member number is named: many plans send nothing else. */
static void from_coverage(Cx *cx, const JsonVal *root, Texts *ids)
{
    const Str subscriber = json_get_str(root, STR("subscriberId"));
    const Str dependent = json_get_str(root, STR("dependent"));
    member_numbers(cx, root, ids);
    if (ids->n == 0)
        for (JsonIter it = json_iter(json_get(root, STR("identifier"))); json_next(&it);)
            if (!json_get(it.val, STR("type")) && !is_old(cx, it.val))
                texts_add(cx, ids, json_get_str(it.val, STR("value")));
    texts_add(cx, ids, subscriber);
    if (subscriber.n && dependent.n)
        texts_add(cx, ids, arena_join(cx->mem, subscriber, dependent, STR("")));
}

/* What is insured: the codes of its type and the values of its classes (plan, group …). */
static Str products_of(Cx *cx, const JsonVal *root)
{
    Texts t = { 0 };
    Str all = STR("");
    for (JsonIter it = json_iter(json_get(json_get(root, STR("type")), STR("coding")));
         json_next(&it);)
        texts_add(cx, &t, json_get_str(it.val, STR("code")));
    for (JsonIter it = json_iter(json_get(root, STR("class"))); json_next(&it);)
        texts_add(cx, &t, json_get_str(it.val, STR("value")));
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i].n <= LIMIT_PRODUCT) /* a longer one no plan can name */
            all = arena_join(cx->mem, all, all.n ? STR("\n") : STR(""), t.p[i]);
    return all;
}

/* One that should never have been lets nobody in, which takes back what it said before. */
static bool is_error(const JsonVal *root)
{
    return str_eq(json_get_str(root, STR("status")), STR("entered-in-error"));
}

/* Its period's last day is still covered; one that was cancelled, or is not in force yet, covers nobody. One that
 * should never have been did so at no time. */
static int64_t ends_ms(const JsonVal *root)
{
    DateRange last;
    const Str status = json_get_str(root, STR("status"));
    if (is_error(root))
        return DATE_MIN;
    if (str_eq(status, STR("cancelled")) || str_eq(status, STR("draft")))
        return 0;
    const JsonVal *period = json_get(root, STR("period"));
    return date_parse(json_get_str(period, STR("end")), &last) ? last.hi_ms : DATE_MAX;
}

#define RELATIONSHIPS STR("http://terminology.hl7.org/CodeSystem/subscriber-relationship")

static bool is_child(const JsonVal *root)
{
    JsonIter it = json_iter(json_get(json_get(root, STR("relationship")), STR("coding")));
    while (json_next(&it))
        if (str_eq(json_get_str(it.val, STR("code")), STR("child")) &&
            str_eq(json_get_str(it.val, STR("system")), RELATIONSHIPS))
            return true;
    return false;
}

/* The parent on file (M37): the Patient of this plan whose child the Coverage says this is, while it is
 * active and not ended (until_ms). Being a subscriber gives nothing by itself, a spouse may be a minor too (M35). */
static Str parent_of(const JsonVal *root, Str base, uint16_t patient_type)
{
    Ref ref;
    const Str text = json_get_str(json_get(root, STR("subscriber")), STR("reference"));
    const bool named = is_child(root) && str_eq(json_get_str(root, STR("status")), STR("active")) &&
                       ref_parse(text, base, &ref) && ref.local && ref.type == patient_type;
    return named ? ref.id : STR("");
}

const RosterPerson *roster_person(Cx *cx, const Record *r, Str base)
{
    JsonDoc *doc;
    Texts ids = { 0 };
    const bool patient = str_eq(r->type->name, STR("Patient"));
    if ((!patient && !str_eq(r->type->name, STR("Coverage"))) || r->owner != RECORD_OF_PATIENT)
        return NULL;
    if (json_parse(cx, r->body, &doc) != ST_OK) {
        cx->fault =
            (Fault){ 0 }; /* our own bytes: the resource is stored, nobody registers by it */
        return NULL;
    }
    const JsonVal *root = json_root(doc);
    RosterPerson *p = ARENA_NEW(cx->mem, RosterPerson);
    p->patient = r->patient;
    p->until_ms = DATE_MAX;
    if (patient) {
        from_patient(cx, root, p);
        p->replaced_by = replaced_by(root, base, r->patient);
        member_numbers(cx, root, &ids);
    } else {
        p->coverage = r->id;
        p->until_ms = ends_ms(root);
        p->products = products_of(cx, root);
        p->parent = parent_of(root, base, type_by_name(STR("Patient"))->num);
        if (!is_error(root))
            from_coverage(cx, root, &ids);
    }
    p->member_ids = ids.p;
    p->member_id_count = ids.n;
    return p;
}
