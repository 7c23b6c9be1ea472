#include "base/codec.h"
#include "base/table.h"
#include "fhir/label_int.h"
#include "fhir/record_int.h"
#include "fhir/ref.h"
#include "fhir/spread.h"

#define PATIENT STR("Patient")

/* References to patients met so far: one, or the first two that differ. */
typedef struct Owners {
    Str base;
    uint16_t patient_type;
    Str id;
    bool differ;
} Owners;

static void owners_add(Owners *o, const JsonVal *reference)
{
    Ref ref;
    if (!ref_parse(json_get_str(reference, STR("reference")), o->base, &ref) || !ref.local ||
        ref.type != o->patient_type)
        return;
    if (o->id.n && !str_eq(o->id, ref.id))
        o->differ = true;
    o->id = ref.id;
}

/* Goes down "a.b", through arrays, to the references at its end. */
static void owners_at(Owners *o, const JsonVal *v, Str path)
{
    if (json_type(v) == JSON_ARRAY) {
        for (JsonIter it = json_iter(v); json_next(&it);)
            owners_at(o, it.val, path);
        return;
    }
    Str name;
    if (str_split(&path, '.', &name))
        owners_at(o, json_get(v, name), path);
    else
        owners_add(o, v);
}

static Owners owners_of(const JsonVal *root, Str paths, Str base)
{
    Owners o = { .base = base, .patient_type = type_by_name(PATIENT)->num };
    for (Str path; paths.n && str_split(&paths, '|', &path);)
        owners_at(&o, root, path);
    return o;
}

static Status own_by_path(Cx *cx, const JsonVal *root, Str base, Record *r)
{
    const Owners o = owners_of(root, r->type->owner_path, base);
    if (o.differ)
        return fail(cx, ST_OWNER_AMBIGUOUS, r->type->owner_path, "refers to more than one Patient");
    if (o.id.n == 0 && r->type->owner == OWNER_PATH)
        return fail(cx, ST_OWNER_MISSING, r->type->owner_path, "refers to no Patient here");
    r->owner = o.id.n ? RECORD_OF_PATIENT : RECORD_OF_PLAN;
    r->patient = o.id;
    return ST_OK;
}

static Status own_by_targets(Cx *cx, const JsonVal *root, Str base, Record *r)
{
    const JsonVal *list = json_get(root, r->type->owner_path);
    FhirRef *targets = ARENA_ARRAY(cx->mem, FhirRef, json_len(list));
    Ref ref;
    for (JsonIter it = json_iter(list); json_next(&it);)
        if (ref_parse(json_get_str(it.val, STR("reference")), base, &ref) && ref.local)
            targets[r->target_count++] = (FhirRef){ ref.type, ref.id };
    if (r->target_count == 0)
        return fail(cx, ST_OWNER_MISSING, r->type->owner_path, "refers to nothing here");
    r->owner = RECORD_OF_TARGETS;
    r->targets = targets;
    return ST_OK;
}

/* Everybody sees the directory, so nothing about a member may enter it. */
static Status own_directory(Cx *cx, const JsonVal *root, Str base, Record *r)
{
    if (owners_of(root, r->type->owner_path, base).id.n)
        return fail(cx, ST_TYPE_NOT_ACCEPTED, r->type->owner_path, "is about a Patient");
    r->owner = RECORD_OF_PLAN;
    return ST_OK;
}

Status record_own(Cx *cx, const JsonVal *root, Str base, Record *r)
{
    switch (r->type->owner) {
    case OWNER_SELF:
        r->owner = RECORD_OF_PATIENT;
        r->patient = r->id;
        return ST_OK;
    case OWNER_PATH:
    case OWNER_PATH_OR_PLAN: return own_by_path(cx, root, base, r);
    case OWNER_TARGETS: return own_by_targets(cx, root, base, r);
    case OWNER_REFERRER: r->owner = RECORD_OF_REFERRER; return ST_OK;
    case OWNER_DIRECTORY: return own_directory(cx, root, base, r);
    case OWNER_GROUP: r->owner = RECORD_OF_PLAN; return ST_OK;
    case OWNER_NONE: break;
    }
    return fail(cx, ST_TYPE_NOT_ACCEPTED, STR("resourceType"), "not a type that a plan holds");
}

/* ---- every reference ------------------------------------------------------------------------- */

typedef struct RefList {
    FhirRef *p;
    size_t n;
    size_t room;
} RefList;

typedef struct LinkList {
    uint64_t *p;
    size_t n;
    size_t room;
} LinkList;

typedef struct Refs {
    Cx *cx;
    Str base;
    uint16_t binary_type;
    bool insurer; /* inside of one */
    Str payer;    /* the id of the contained one that insurer names */
    const JsonVal *payer_at;
    bool payer_cares; /* it is named elsewhere too */
    RefList all;
    RefList binaries;
    LinkList links; /* what says something of it: Record's links */
} Refs;

/* Beyond this many a repeated one is kept: looked up twice, not compared with thousands. */
#define REFS_COMPARED 64u

static void list_add(Cx *cx, RefList *list, FhirRef ref)
{
    for (size_t i = 0; i < list->n && i < REFS_COMPARED; i++)
        if (list->p[i].type == ref.type && str_eq(list->p[i].id, ref.id))
            return;
    ARENA_GROW(cx->mem, list->p, list->n, list->room, 16);
    list->p[list->n++] = ref;
}

static void link_add(Refs *r, uint64_t link)
{
    LinkList *list = &r->links;
    for (size_t i = 0; i < list->n && i < REFS_COMPARED; i++)
        if (list->p[i] == link)
            return;
    ARENA_GROW(r->cx->mem, list->p, list->n, list->room, 16);
    list->p[list->n++] = link;
}

/* Who pays is no kind of care. Another host's address of a visit and the like may be of a copy of ours: it can
 * mean nothing but the member's own. In a directory the same number is somebody else's. */
static bool says_something(const Refs *r, const Ref *ref)
{
    const TypeRow *type = type_by_num(ref->type);
    return type_in_directory(type) ? label_gives(type) && ref->local && !r->insurer
                                   : label_type(type);
}

/* National Provider Identifier, by its URL or OID. */
static bool is_npi_system(Str system)
{
    static const Str ends[] = { STR_C("us-npi"), STR_C("2.16.840.1.113883.4.6") };
    return label_address_ends(system, ends, TABLE_COUNT(ends));
}

static bool says_npi(Str text)
{
    if (str_eq_nocase(str_trim(text), STR("National Provider Identifier")))
        return true;
    for (Str word; label_next_word(&text, &word);)
        if (str_eq_nocase(word, STR("NPI")))
            return true;
    return false;
}

/* v2-0203 has NPI, CARIN's C4BBIdentifierType npi. */
static bool is_npi_type(const JsonVal *type)
{
    for (JsonIter it = json_iter(json_get(type, STR("coding"))); json_next(&it);)
        if (says_npi(json_get_str(it.val, STR("code"))))
            return true;
    return says_npi(json_get_str(type, STR("text")));
}

static bool is_npi(const JsonVal *identifier)
{
    return is_npi_system(json_get_str(identifier, STR("system"))) ||
           is_npi_type(json_get(identifier, STR("type")));
}

static void name_add(Refs *r, Str system, Str value, uint16_t as)
{
    value = str_trim(value);
    if (value.n && !r->insurer)
        link_add(r, spread_link_identifier(system, value, as));
}

static void identifier_add(Refs *r, const JsonVal *identifier, uint16_t as)
{
    const Str value = json_get_str(identifier, STR("value"));
    if (is_npi(identifier)) {
        name_add(r, STR(""), value, SPREAD_NPI);
        return;
    }
    const Str system = json_get_str(identifier, STR("system"));
    name_add(r, system, value, as);
    if (as == SPREAD_CALLED && system.n) /* some who name it leave the system out */
        name_add(r, STR(""), value, as);
}

/* Also of what is contained. */
static void npis_add(Refs *r, const JsonVal *identifiers)
{
    for (JsonIter it = json_iter(identifiers); json_next(&it);)
        if (is_npi(it.val))
            identifier_add(r, it.val, SPREAD_NPI);
}

/* system|value, escaped or not. */
static void token_add(Refs *r, Str text)
{
    Str token;
    const Status st = percent_decode(r->cx, text, false, STR("reference"), &token);
    if (st != ST_OK) {
        (void)forgive(r->cx, st, ST_INVALID); /* it names nobody */
        return;
    }
    const size_t bar = str_find(token, '|');
    const Str system = str_slice(token, 0, bar);
    if (bar < token.n && is_npi_system(system))
        name_add(r, STR(""), str_from(token, bar + 1), SPREAD_NPI);
    else if (bar < token.n)
        name_add(r, system, str_from(token, bar + 1), SPREAD_BY_IDENTIFIER);
    else { /* of whatever system */
        name_add(r, STR(""), token, SPREAD_BY_IDENTIFIER);
        name_add(r, STR(""), token, SPREAD_NPI);
    }
}

/* "Practitioner?identifier=system|value" or "Encounter?_id=e1", as bundles that were to be created by say it. */
static void query_add(Refs *r, Str text)
{
    Ref ref;
    const Str name = STR("identifier=");
    const Str id = STR("_id=");
    const size_t mark = str_find(text, '?');
    const Str type = str_slice(text, 0, mark);
    Str query = str_from(text, mark + 1);
    for (Str part; query.n && str_split(&query, '&', &part);)
        if (str_starts(part, name))
            token_add(r, str_from(part, name.n));
        else if (str_starts(part, id) &&
                 ref_parse(arena_join(r->cx->mem, type, STR("/"), str_from(part, id.n)), r->base,
                           &ref) &&
                 says_something(r, &ref))
            link_add(r, spread_link(ref.type, ref.id));
}

static void refs_add(Refs *r, Str text, bool binary_alone)
{
    Ref ref;
    if (!ref_parse(text, r->base, &ref)) {
        query_add(r, text);
        return;
    }
    if (binary_alone && (!ref.local || ref.type != r->binary_type))
        return;
    if (says_something(r, &ref))
        link_add(r, spread_link(ref.type, ref.id));
    if (!ref.local)
        return;
    list_add(r->cx, &r->all, (FhirRef){ ref.type, ref.id });
    if (ref.type == r->binary_type)
        list_add(r->cx, &r->binaries, (FhirRef){ ref.type, ref.id });
}

static void refs_in(Refs *r, const JsonVal *v);

static void contained_in(Refs *r, const JsonVal *list)
{
    for (JsonIter it = json_iter(list); json_next(&it);)
        if (r->payer.n && str_eq(json_get_str(it.val, STR("id")), r->payer))
            r->payer_at = it.val;
        else
            refs_in(r, it.val);
}

/* When all that names it was met. */
static void payer_in(Refs *r)
{
    r->insurer = !r->payer_cares;
    refs_in(r, r->payer_at);
    r->insurer = false;
}

static void refs_inside(Refs *r, const JsonIter *it, JsonType type)
{
    const bool outer = r->insurer;
    r->insurer = outer || str_eq(it->key, STR("insurer"));
    if (str_eq(it->key, STR("identifier"))) {
        if (type == JSON_OBJECT)
            identifier_add(r, it->val, SPREAD_BY_IDENTIFIER);
        else
            npis_add(r, it->val);
    }
    if (type == JSON_ARRAY && str_eq(it->key, STR("contained")))
        contained_in(r, it->val);
    else
        refs_in(r, it->val);
    r->insurer = outer;
}

static bool names_payer(const Refs *r, Str reference)
{
    return r->payer.n && str_starts(reference, STR("#")) &&
           str_eq(str_from(reference, 1), r->payer);
}

/* Reference.reference wherever it stands, and Reference.identifier; Attachment.url when it leads to a Binary
 * here. Depth is bounded by json_parse. */
static void refs_in(Refs *r, const JsonVal *v)
{
    for (JsonIter it = json_iter(v); json_next(&it);) {
        const JsonType type = json_type(it.val);
        if (type == JSON_OBJECT || type == JSON_ARRAY)
            refs_inside(r, &it, type);
        else if (type == JSON_STRING && str_eq(it.key, STR("reference"))) {
            r->payer_cares = r->payer_cares || (!r->insurer && names_payer(r, json_str(it.val)));
            refs_add(r, json_str(it.val), false);
        } else if (type == JSON_STRING && str_eq(it.key, STR("url")))
            refs_add(r, json_str(it.val), true);
    }
}

/* Names of a visit: of the one that it is, by which others may mean it, or of what it contains in the place of one. */
static void visit_names(Refs *r, const JsonVal *visit, uint16_t as)
{
    if (!str_eq(json_get_str(visit, STR("resourceType")), STR("Encounter")))
        return;
    for (JsonIter it = json_iter(json_get(visit, STR("identifier"))); json_next(&it);)
        identifier_add(r, it.val, as);
}

/* By which it may be named; what it names says nothing of it. But a role is one of its practitioner's: its specialty
 * is hers, whoever names her. */
static void giver_named(Refs *r, const TypeRow *type, const JsonVal *root)
{
    r->links.n = 0;
    npis_add(r, json_get(root, STR("identifier")));
    if (!str_eq(type->name, STR("PractitionerRole")))
        return;
    refs_in(r, json_get(root, STR("practitioner")));
    for (JsonIter it = json_iter(json_get(root, STR("contained"))); json_next(&it);)
        if (str_eq(json_get_str(it.val, STR("resourceType")), STR("Practitioner")))
            npis_add(r, json_get(it.val, STR("identifier")));
}

void record_refs(Cx *cx, const JsonVal *root, Str base, Record *r)
{
    Refs refs = { .cx = cx, .base = base, .binary_type = type_by_name(STR("Binary"))->num };
    const Str insurer = json_get_str(json_get(root, STR("insurer")), STR("reference"));
    if (str_starts(insurer, STR("#")))
        refs.payer = str_from(insurer, 1);
    refs_in(&refs, root);
    payer_in(&refs);
    visit_names(&refs, root, SPREAD_CALLED);
    for (JsonIter it = json_iter(json_get(root, STR("contained"))); json_next(&it);)
        visit_names(&refs, it.val, SPREAD_BY_IDENTIFIER);
    if (r->owner == RECORD_OF_PLAN && label_gives(r->type))
        giver_named(&refs, r->type, root);
    r->links = (Str){ (const char *)refs.links.p, refs.links.n * sizeof *refs.links.p };
    r->refs = refs.all.p;
    r->ref_count = refs.all.n;
    r->binaries = refs.binaries.p;
    r->binary_count = refs.binaries.n;
}
