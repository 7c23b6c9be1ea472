/* provenance.c - see provenance_int.h. */
#include "fhir/provenance_int.h"

#include "fhir/store.h"

#include <stdlib.h>

/* Whom a type's instances name as the one who wrote them, by search parameter: an organization there
 * is the author. A practitioner needs an onBehalfOf that nobody told us (US Core provenance-1). */
// clang-format off
static const struct { Str type; Str param; } author_table[] = {
    { STR_C("AllergyIntolerance"),    STR_C("recorder")         },
    { STR_C("Claim"),                 STR_C("provider")         },
    { STR_C("ClaimResponse"),         STR_C("insurer")          },
    { STR_C("Coverage"),              STR_C("payor")            },
    { STR_C("DiagnosticReport"),      STR_C("performer")        },
    { STR_C("DocumentReference"),     STR_C("author")           },
    { STR_C("Encounter"),             STR_C("service-provider") },
    { STR_C("Immunization"),          STR_C("performer")        },
    { STR_C("MedicationDispense"),    STR_C("performer")        },
    { STR_C("MedicationRequest"),     STR_C("requester")        },
    { STR_C("Observation"),           STR_C("performer")        },
    { STR_C("Procedure"),             STR_C("performer")        },
    { STR_C("QuestionnaireResponse"), STR_C("author")           },
    { STR_C("ServiceRequest"),        STR_C("requester")        },
};
// clang-format on

/* A resource of which one is made. Borrows. */
typedef struct One {
    Str id; /* of the Provenance */
    const TypeRow *type;
    Str target;
    int64_t updated_ms;
    Str author; /* id of an Organization; empty: not known */
} One;

typedef struct Ask {
    FhirRef ref;
    int64_t number; /* of an id that does not fit (id_number); 0: ref has the id */
} Ask;

/* Targets of stored ones. type 0: empty. */
typedef struct Known {
    FhirRef *slots;
    size_t count;
    size_t room; /* a power of two */
} Known;

struct Made {
    DbTx *tx;
    const Reach *reach;
    const TypeRow *provenance;
    uint16_t organization;
    int64_t compartment;
    bool all; /* no asks: every resource of the place */
    Ask *asks;
    size_t ask_count;
    size_t at;       /* the next ask; of all: the next row of type_table */
    bool begun;      /* known is filled */
    bool for_bodies; /* it is known already that these are made; keys are of no use */
    Known known;
    Entries rows; /* targets of one type */
    bool open;
    int64_t number; /* of them, this one alone; 0: all */
    const ParamRow *author;
    struct {
        uint16_t type;
        Str keys;
    } like[2]; /* keys of one without, with author */
    One one;
    char id[LIMIT_ID];
    Cx row; /* memory of one row */
};

/* ---- ids --------------------------------------------------------------------------------------- */

static const Str prefix = STR_C("made-");

static bool id_fits(Str target)
{
    return target.n <= LIMIT_ID - sizeof "made-000-" + 1;
}

/* Of the id alone. A rid would tell how many other resources the plan's members have. */
static int64_t id_number(Str target)
{
    return (int64_t)(str_hash(target) >> 2) | 1;
}

static bool id_make(Made *m, const TypeRow *type, const Entry *target)
{
    const bool fits = id_fits(target->id);
    if (!fits && m->compartment == DIRECTORY) /* too many to look through */
        return false;
    const Str id = fits ? arena_printf(m->row.mem, "made-%u-%.*s", type->num, STR_ARG(target->id))
                        : arena_printf(m->row.mem, "made-%u.%lld", type->num,
                                       (long long)id_number(target->id));
    memcpy(m->id, id.p, id.n);
    m->one.id = (Str){ m->id, id.n };
    return true;
}

static bool id_parse(Str id, Ask *out)
{
    uint64_t type, number = 0;
    if (!str_starts(id, prefix))
        return false;
    const Str rest = str_from(id, prefix.n);
    size_t n = 0;
    while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
        n++;
    if (n + 1 >= rest.n || !str_to_u64(str_slice(rest, 0, n), &type) || type > UINT16_MAX ||
        !type_by_num((uint16_t)type))
        return false;
    const Str name = str_from(rest, n + 1);
    const bool by_number = rest.p[n] == '.';
    if (by_number ? !str_to_u64(name, &number) || number == 0 || number > INT64_MAX
                  : rest.p[n] != '-')
        return false;
    *out =
        (Ask){ .ref = { (uint16_t)type, by_number ? STR("") : name }, .number = (int64_t)number };
    return true;
}

/* ---- what is made ------------------------------------------------------------------------------ */

static void put_who(Buf *b, const Reach *r)
{
    buf_put(b, STR("\"who\":{"));
    if (r->organization.n) {
        buf_put(b, STR("\"reference\":"));
        buf_json(b, r->organization);
    } else {
        buf_put(b, STR("\"identifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":"));
        buf_json(b, r->base);
        buf_char(b, '}');
    }
    if (r->plan_name.n) {
        buf_put(b, STR(",\"display\":"));
        buf_json(b, r->plan_name);
    }
    buf_char(b, '}');
}

static void put_agents(Buf *b, const Reach *r, const One *one)
{
    buf_put(b, STR("\"agent\":[{\"type\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/us/core/"
                   "CodeSystem/us-core-provenance-participant-type\",\"code\":\"transmitter\","
                   "\"display\":\"Transmitter\"}]},"));
    put_who(b, r);
    if (one->author.n) {
        buf_put(b, STR("},{\"type\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/"
                       "CodeSystem/provenance-participant-type\",\"code\":\"author\",\"display\":"
                       "\"Author\"}]},\"who\":{\"reference\":\"Organization/"));
        buf_put(b, one->author);
        buf_put(b, STR("\"}"));
    }
    buf_put(b, STR("}]"));
}

/* Type names and ids are letters, digits, '-' and '.': nothing to escape. versionId is the time, so that
 * it changes whenever the content does. */
static Str body_make(Cx *cx, const Reach *r, const One *one)
{
    const Str time = date_instant_str(cx, one->updated_ms);
    Buf *b = buf_new_sized(cx, LIMIT_DOCUMENT, 1024);
    buf_put(b, STR("{\"resourceType\":\"Provenance\",\"id\":\""));
    buf_put(b, one->id);
    buf_put(b, STR("\",\"meta\":{\"versionId\":\""));
    buf_i64(b, one->updated_ms);
    buf_put(b, STR("\",\"lastUpdated\":\""));
    buf_put(b, time);
    buf_put(b, STR("\",\"profile\":[\"http://hl7.org/fhir/us/core/StructureDefinition/"
                   "us-core-provenance\",\"http://hl7.org/fhir/us/davinci-pdex/"
                   "StructureDefinition/pdex-provenance\"]},\"target\":[{\"reference\":\""));
    buf_put(b, one->type->name);
    buf_char(b, '/');
    buf_put(b, one->target);
    buf_put(b, STR("\"}],\"recorded\":\""));
    buf_put(b, time);
    buf_put(b, STR("\","));
    put_agents(b, r, one);
    buf_char(b, '}');
    return buf_str(b);
}

static Str author_of(const Made *m, Str keys)
{
    Key k;
    if (m->author)
        for (KeysIter it = keys_iter(keys, m->author->num); keys_next(&it, &k);)
            if (k.kind == KEY_REFERENCE && k.reference.type == m->organization)
                return k.reference.id;
    return STR_NONE;
}

static const Str like_id = STR_C("made.like");
static const Str like_author = STR_C("made.author");

/* The keys of such a one, extracted once a type; rows differ from it by two ids and a time. */
static Status keys_like(Cx *cx, Made *m, Str *out)
{
    const bool author = m->one.author.n > 0;
    if (m->like[author].type != m->one.type->num) {
        JsonDoc *doc;
        const One like = { .id = like_id,
                           .type = m->one.type,
                           .target = like_id,
                           .author = author ? like_author : STR_NONE };
        TRY(json_parse(cx, body_make(cx, m->reach, &like), &doc));
        TRY(keys_extract(cx, m->provenance->num, json_root(doc), m->reach->base_slash,
                         &m->like[author].keys));
        m->like[author].type = m->one.type->num;
    }
    *out = m->like[author].keys;
    return ST_OK;
}

static Status keys_make(Cx *cx, Made *m, Str *out)
{
    Str like;
    Key k;
    TRY(keys_like(cx, m, &like));
    KeysBuilder *b = keys_begin(&m->row);
    for (KeysIter it = keys_iter(like, 0); keys_next(&it, &k);) {
        if (k.param == PARAM__ID) /* a column */
            continue;
        if (k.kind == KEY_REFERENCE && str_eq(k.reference.id, like_id))
            k.reference.id = m->one.target;
        else if (k.kind == KEY_REFERENCE && str_eq(k.reference.id, like_author))
            k.reference.id = m->one.author;
        else if (k.kind == KEY_DATE) { /* recorded, to the millisecond */
            k.date.lo_ms = m->one.updated_ms;
            k.date.hi_ms = m->one.updated_ms + 1;
        }
        keys_add(b, &k);
    }
    const Status st = keys_end(&m->row, b, out);
    return st == ST_OK ? ST_OK : fail(cx, st, STR("keys"), "keys of a made Provenance");
}

/* ---- what has one ------------------------------------------------------------------------------ */

static FhirRef *known_slot(const Known *k, const FhirRef *ref)
{
    size_t at = (size_t)fhir_ref_hash(ref) & (k->room - 1);
    while (k->slots[at].type && fhir_ref_cmp(&k->slots[at], ref) != 0)
        at = (at + 1) & (k->room - 1);
    return &k->slots[at];
}

static bool known_has(const Known *k, uint16_t type, Str id)
{
    return k->room > 0 && known_slot(k, &(FhirRef){ type, id })->type != 0;
}

static void known_add(Cx *cx, Known *k, FhirRef ref)
{
    if (k->count * 2 >= k->room) {
        const Known old = *k;
        k->room = old.room ? old.room * 2 : 64;
        k->slots = ARENA_ARRAY(cx->mem, FhirRef, k->room);
        for (size_t i = 0; i < old.room; i++)
            if (old.slots[i].type)
                *known_slot(k, &old.slots[i]) = old.slots[i];
    }
    FhirRef *slot = known_slot(k, &ref);
    if (slot->type)
        return;
    *slot = (FhirRef){ ref.type, arena_dup(cx->mem, ref.id) };
    k->count++;
}

/* A Provenance of the member's may target the directory, so that all places count. */
static Status known_fill(Cx *cx, Made *m)
{
    const uint16_t param = param_find(m->provenance->num, STR("target"))->num;
    int64_t places[2];
    const size_t n = reach_places(m->reach, m->provenance, places);
    for (size_t i = 0; i < n; i++) {
        Entries rows;
        Entry e;
        Status st;
        Key k;
        TRY(entries_open(cx, m->tx, m->reach, m->provenance, places[i], NULL, 0, &rows));
        rows.made = NULL; /* the stored ones */
        while (entries_next(cx, &rows, &e, &st))
            for (KeysIter it = keys_iter(e.keys, param); keys_next(&it, &k);)
                if (k.kind == KEY_REFERENCE && k.reference.type)
                    known_add(cx, &m->known, (FhirRef){ k.reference.type, k.reference.id });
        TRY(st);
    }
    return ST_OK;
}

/* ---- rows -------------------------------------------------------------------------------------- */

static int ask_order(const void *a, const void *b)
{
    const Ask *x = a;
    const Ask *y = b;
    const int order = fhir_ref_cmp(&x->ref, &y->ref);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static void row_free(void *arena)
{
    arena_free(arena);
}

static void asks_sort(Made *m)
{
    m->all = false;
    if (m->ask_count > 1)
        qsort(m->asks, m->ask_count, sizeof *m->asks, ask_order);
}

Made *made_new(Cx *cx, DbTx *tx, const Reach *reach, int64_t compartment, const Str *ids,
               size_t count)
{
    Made *m = ARENA_NEW(cx->mem, Made);
    m->tx = tx;
    m->reach = reach;
    m->compartment = compartment;
    m->provenance = type_by_name(STR("Provenance"));
    m->organization = type_by_name(STR("Organization"))->num;
    m->all = true;
    if (!ids)
        return m;
    m->asks = ARENA_ARRAY(cx->mem, Ask, count);
    for (size_t i = 0; i < count; i++)
        m->ask_count += id_parse(ids[i], &m->asks[m->ask_count]);
    asks_sort(m);
    return m;
}

void made_about(Cx *cx, Made *m, const FhirRef *targets, size_t count)
{
    if (!m->all) /* by id already */
        return;
    m->asks = ARENA_ARRAY(cx->mem, Ask, count);
    for (size_t i = 0; i < count; i++)
        m->asks[m->ask_count++].ref = targets[i];
    asks_sort(m);
}

/* False: the term does not say which resources. */
static bool term_targets(const Term *t, FhirRef *out)
{
    for (size_t i = 0; i < t->count; i++) {
        const RefAsk *r = &t->values[i].reference;
        out[i] = (FhirRef){ t->modifier == MOD_TYPE ? t->type : r->type, r->id };
        if (out[i].type == 0 || r->url.n)
            return false;
    }
    return t->count > 0;
}

void made_about_terms(Cx *cx, Made *m, const Term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Term *t = &terms[i];
        if ((t->modifier != MOD_NONE && t->modifier != MOD_TYPE) ||
            !str_eq(t->param->name, STR("target")))
            continue;
        FhirRef *targets = ARENA_ARRAY(cx->mem, FhirRef, t->count);
        if (!term_targets(t, targets))
            continue;
        made_about(cx, m, targets, t->count);
        return;
    }
}

static const ParamRow *author_param(const TypeRow *type)
{
    for (size_t i = 0; i < sizeof author_table / sizeof *author_table; i++)
        if (str_eq(author_table[i].type, type->name))
            return param_find(type->num, author_table[i].param);
    return NULL;
}

static Status type_open(Cx *cx, Made *m, const TypeRow *type, const Str *ids, size_t count)
{
    m->one.type = type;
    m->author = author_param(type);
    m->open = true;
    TRY(entries_open(cx, m->tx, m->reach, type, m->compartment, ids, count, &m->rows));
    m->rows.uses = USE_BRING; /* as takes() asks of the type */
    return ST_OK;
}

/* The place has such resources, and the caller may know of some. */
static bool type_reached(const Made *m, const TypeRow *type)
{
    int64_t places[2];
    bool here = false;
    if (type->owner == OWNER_TARGETS ||
        !reach_may_include(m->reach, type->num, reach_patient(m->reach)))
        return false;
    for (size_t i = 0, n = reach_places(m->reach, type, places); i < n; i++)
        here |= places[i] == m->compartment;
    return here;
}

static Status next_of_all(Cx *cx, Made *m)
{
    while (m->at < type_table_count && m->compartment != DIRECTORY) {
        const TypeRow *type = &type_table[m->at++];
        if (type_reached(m, type))
            return type_open(cx, m, type, NULL, 0);
    }
    return ST_OK;
}

static Status next_of_asks(Cx *cx, Made *m)
{
    while (m->at < m->ask_count) {
        const Ask *ask = &m->asks[m->at];
        const TypeRow *type = type_by_num(ask->ref.type);
        Str ids[ENTRIES_IDS];
        size_t n = 0;
        m->number = ask->number;
        if (m->number)
            m->at++;
        for (; !m->number && m->at < m->ask_count && n < ENTRIES_IDS; m->at++) {
            if (m->asks[m->at].number || m->asks[m->at].ref.type != type->num)
                break;
            if (n == 0 || !str_eq(ids[n - 1], m->asks[m->at].ref.id))
                ids[n++] = m->asks[m->at].ref.id;
        }
        if (!type_reached(m, type) || (m->number && m->compartment == DIRECTORY))
            continue;
        return type_open(cx, m, type, n ? ids : NULL, n);
    }
    return ST_OK;
}

static Status rows_begin(Cx *cx, Made *m)
{
    if (!m->row.mem) {
        m->row = (Cx){ .mem = arena_new(4096), .now_ms = cx->now_ms };
        arena_defer(cx->mem, row_free, m->row.mem);
    }
    const bool any = m->all ? m->compartment != DIRECTORY : m->ask_count > 0;
    m->begun = true;
    return any && !m->for_bodies ? known_fill(cx, m) : ST_OK;
}

/* Whether the target has one made; then m->one is it. */
static bool takes(Made *m, const Entry *target)
{
    const uint16_t type = m->one.type->num;
    if ((m->number && (id_fits(target->id) || m->number != id_number(target->id))) ||
        !reach_may_include(m->reach, type, target->id) || known_has(&m->known, type, target->id))
        return false;
    arena_reset(m->row.mem);
    m->one.target = target->id;
    m->one.updated_ms = target->updated_ms;
    m->one.author = author_of(m, target->keys);
    return id_make(m, m->one.type, target);
}

static int64_t made_rid(const TypeRow *type, int64_t target)
{
    return MADE_RID | ((int64_t)type->num << MADE_TYPE_SHIFT) | target;
}

bool made_next(Cx *cx, Made *m, Entry *out, Status *st)
{
    *st = m->begun ? ST_OK : rows_begin(cx, m);
    while (*st == ST_OK) {
        Entry target;
        while (m->open && entries_next(cx, &m->rows, &target, st)) {
            if (!takes(m, &target))
                continue;
            *out = (Entry){ .id = m->one.id,
                            .rid = made_rid(m->one.type, target.rid),
                            .updated_ms = target.updated_ms };
            *st = m->for_bodies ? ST_OK : keys_make(cx, m, &out->keys);
            return *st == ST_OK;
        }
        m->open = false;
        if (*st == ST_OK)
            *st = m->all ? next_of_all(cx, m) : next_of_asks(cx, m);
        if (!m->open)
            return false;
    }
    return false;
}

/* ---- bodies ------------------------------------------------------------------------------------ */

static int by_rid(const void *key, const void *row)
{
    const int64_t rid = *(const int64_t *)key;
    const Found *f = *(Found *const *)row;
    return (rid > f->rid) - (rid < f->rid);
}

Status made_bodies(Cx *cx, DbTx *tx, const Reach *reach, Found **rows, size_t count, size_t *room)
{
    Str *ids = ARENA_ARRAY(cx->mem, Str, count);
    Entry e;
    Status st;
    size_t filled = 0;
    for (size_t i = 0; i < count; i++)
        ids[i] = rows[i]->id;
    Made *m = made_new(cx, tx, reach, rows[0]->compartment, ids, count);
    m->for_bodies = true;
    while (made_next(cx, m, &e, &st)) {
        Found *const *f = bsearch(&e.rid, rows, count, sizeof *rows, by_rid);
        if (!f || (*f)->body.p)
            continue;
        (*f)->body = body_make(cx, reach, &m->one);
        if ((*f)->body.n > *room)
            return fail(cx, ST_TOO_LONG, STR("_count"), "the page is too large: ask for fewer");
        *room -= (*f)->body.n;
        filled++;
    }
    TRY(st);
    return filled == count ? ST_OK
                           : fail(cx, ST_INTERNAL, STR("body"), "a made Provenance without target");
}

Status made_read(Cx *cx, DbTx *tx, const Reach *reach, Str id, FhirDoc *out, bool *found)
{
    int64_t places[2];
    Entry e;
    Status st = ST_OK;
    const size_t n = reach_places(reach, type_by_name(STR("Provenance")), places);
    *found = false;
    for (size_t i = 0; i < n && !*found && st == ST_OK; i++) {
        Made *m = made_new(cx, tx, reach, places[i], &id, 1);
        *found = made_next(cx, m, &e, &st);
        if (*found)
            *out = (FhirDoc){ .body = body_make(cx, reach, &m->one),
                              .version = e.updated_ms,
                              .updated_ms = e.updated_ms };
    }
    return st;
}
